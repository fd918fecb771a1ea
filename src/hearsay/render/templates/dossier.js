// The page reads without this. It opens what a link leads into, opens folded texts for print, and filters the lists.
(function () {
  "use strict";
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var place = id && document.getElementById(id);
    if (!place) return;
    for (var up = place; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
      if (up.classList.contains("notes") && up.previousElementSibling) {
        var box = up.parentElement.querySelector(".fold");
        if (box) box.checked = true;
      }
    }
    place.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.full, details.more").forEach(function (d) { d.open = true; });
  });
  if (location.hash) reveal();

  var field = document.getElementById("filter");
  if (!field) return;
  field.closest("p").hidden = false;
  field.addEventListener("input", function () {
    var want = field.value.trim().toLowerCase();
    document.querySelectorAll(".utter").forEach(function (row) {
      row.hidden = want !== "" && row.textContent.toLowerCase().indexOf(want) < 0;
    });
  });
})();
