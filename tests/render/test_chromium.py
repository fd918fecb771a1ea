"""The page in a real browser, read back through a probe page that holds it in a frame."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from hearsay.render.html import render
from tests.render import fixture
from tests.render.test_html import alone

CHROMIUM = which("chromium") or "/usr/bin/chromium"
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine"),
]

PROBE = """<!doctype html><meta charset="utf-8">
<iframe src="page.html" style="width:%dpx;height:900px;border:0"></iframe>
<pre id="out"></pre><script>
addEventListener("load", function () {
  var view = document.querySelector("iframe").contentWindow, page = view.document;
  var root = page.documentElement, box = page.querySelector(".gone");
  var seen = {
    width: root.clientWidth, needed: root.scrollWidth, title: page.title, owned: view.owned || null,
    loaded: view.performance.getEntriesByType("resource").map(function (e) { return e.name; }),
    scheme: view.getComputedStyle(root).backgroundColor,
    filter: !page.querySelector(".filter") || !page.querySelector(".filter").hidden
  };
  if (box) {
    var words = box.querySelector(":scope > span");
    seen.folded = words.getClientRects().length;
    box.querySelector("summary").click();
    seen.unfolded = words.getClientRects().length;
    box.querySelector("summary").focus();
    seen.focused = page.activeElement.tagName;
  }
  var note = page.querySelector(".nt[id]"), long = page.querySelector("details.full");
  if (note) {
    seen.note = note.getClientRects().length;
    long.open = false;
    view.location.hash = "#" + note.id;
    view.dispatchEvent(new view.Event("hashchange"));
    seen.reached = note.getClientRects().length;
  }
  document.getElementById("out").textContent = JSON.stringify(seen);
});
</script>"""


def probe(folder: Path, page: str, width: int) -> dict[str, Any]:
    """What the browser makes of the page in a frame `width` CSS pixels wide."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "probe.html").write_text(PROBE % width, encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--window-size=1700,1000", "--dump-dom",
        (folder / "probe.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = re.search(r'<pre id="out">(.+?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    seen: dict[str, Any] = json.loads(unescape(found[1]))
    return seen


@pytest.mark.parametrize("width", [360, 768, 1280, 1600])
def test_nothing_is_wider_than_the_screen(tmp_path: Path, width: int) -> None:
    seen = probe(tmp_path, render(fixture.full()), width)
    assert seen["needed"] <= seen["width"] <= width


def test_a_word_without_end_does_not_widen_the_page(tmp_path: Path) -> None:
    seen = probe(tmp_path, render(replace(alone("w" * 5_000), about="v" * 500)), 360)
    assert seen["needed"] <= seen["width"] <= 360


def test_nothing_is_loaded_and_no_script_of_a_source_runs(tmp_path: Path) -> None:
    hostile = (
        "<script>window.owned=1</script><img src='https://paper.example/x.png' onerror='window.owned=2'>"
        "<svg onload='window.owned=3'></svg></p></details><style>@import url(https://paper.example/x.css)</style>"
    )
    page = render(replace(alone(hostile), about=hostile))
    seen = probe(tmp_path, page, 800)
    assert seen["owned"] is None
    assert seen["loaded"] == []
    assert seen["title"].startswith("<script>window.owned=1</script>")


def test_the_policy_stops_what_escaping_would_miss(tmp_path: Path) -> None:
    page = render(fixture.dossier()).replace(
        "<main", "<script>window.owned=1</script><img src='x.png' onerror='window.owned=2'><main", 1
    )
    assert probe(tmp_path, page, 800)["owned"] is None


def test_dropped_words_open_in_place_and_our_own_script_runs(tmp_path: Path) -> None:
    seen = probe(tmp_path, render(fixture.dossier()), 800)
    assert (seen["folded"], seen["unfolded"], seen["focused"]) == (0, 1, "SUMMARY")
    assert seen["filter"]


@pytest.mark.parametrize(("width", "before"), [(360, 0), (1280, 1)])
def test_notes_fold_on_a_phone_and_a_link_opens_what_it_leads_into(tmp_path: Path, width: int, before: int) -> None:
    seen = probe(tmp_path, render(fixture.dossier()), width)
    assert (seen["note"], seen["reached"]) == (before, 1)
