"""Pages made the whole way, from documents that nobody hopes for: nothing spills, runs, is loaded or gets lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

import hearsay
from hearsay.model import Dossier
from hearsay.render.accounts import POINTS
from hearsay.render.html import render
from hearsay.render.visible import line, visible
from tests.render.browser import opened

ORDINARY = (
    "Mara Lind met Anton Vele in Orsk on 12 March 1998.\n\n"
    "“We could lend the boats, if the light stays ours,” Lind told Vele, according to the minutes."
)
NAME = " ".join(f"Ottoline{'abcdefghijklmnopqrstuvwxyz'[n % 26]}" for n in range(31)) + " Vele"
TRICK = (
    "</p></blockquote><script>window.owned=1</script><style>*{display:none!important}</style>"
    "<img src=x onerror='window.owned=2'><a href='javascript:window.owned=3'>go</a> {{ 7*7 }} {% raw %}"
)
TURNED = "\u202emachine\u202c \u2067kept\u2069 \u200fmark"
FIRST = "Ada Bo Cal Dee Eli Fay Gus Hal Ida Jon Kit Lou Max Nan Ora Pip Quin Ray Sue Ted".split()


def recalls(n: int) -> dict[str, Any]:
    """One of sixty invented recollections of one conversation."""
    who = f"{FIRST[n % 20]} {('Marden', 'Tollis', 'Vorne')[n // 20]}"
    return {
        "id": f"d{n}", "publisher": f"Paper {n}", "published": f"2011-{1 + n % 12:02d}-{1 + n % 28:02d}", "title": who,
        "text": f"{who} spoke of the talks between Mara Lind and Anton Vele in Orsk on 12 March 1998.\n\n"
        f"“Vele raised the lease that evening, and I counted {3 + n % 9} people in the room,” {who} told the paper.",
    }  # fmt: skip


CASES: dict[str, list[dict[str, Any]]] = {
    "one document": [{"text": ORDINARY, "published": "2011-05-03"}],
    "no quotation": [{"text": "The harbour of Orsk lies to the north. It has two piers."}],
    "two stories": [
        {"text": ORDINARY, "published": "2011-05-03"},
        {"text": "“The bakers want flour,” Ulla Brandt told the council of Tarvik on 3 June 2004."},
    ],
    "no dates": [{"text": "“Go,” said Mara Lind."}, {"text": "Mara Lind said “go” to Vele."}],
    "sixty accounts": [recalls(n) for n in range(60)],
    "a long name": [{"text": f"“We may lend the boats,” {NAME} told Mara Lind. {NAME} said that it was late."}],
    "right to left": [
        {
            "text": "אמרה מרה לינד: “נשאיל את הסירות אם יישאר האור שלנו”.\n\nقالت مارا ليند «سنعير القوارب»",
            "title": "הסירות של אורסק", "publisher": "קול הנמל", "language": "he",
        },
        {"text": "“שלום (abc) 123”, said Mara Lind of אורסק on 12 March 1998.", "published": "2011-05-03"},
    ],
    "a word without end": [
        {"text": f"“{'w' * 100_000}” said Mara Lind to Anton Vele.", "title": "t" * 5_000, "publisher": "p" * 5_000}
    ],
    "mark-up": [
        {
            "text": f"“We could lend {TRICK} the boats,” Mara <b>Lind</b> told Vele on 12 March 1998.\n\n{TRICK}",
            "title": TRICK, "publisher": TRICK, "byline": TRICK, "uri": "javascript:window.owned=4", "rights": TRICK,
            "id": TRICK,
        },
        {"text": f"“We could lend {TRICK} the boats,” Mara Lind told Vele.", "credit": TRICK},
    ],
    "turned": [
        {"text": f"“We could {TURNED} lend,” Mara {TURNED} Lind told Vele.", "title": TURNED, "publisher": TURNED}
    ],
}  # fmt: skip


def traced(folder: Path, name: str) -> Dossier:
    """The dossier of a case, by rules alone."""
    records = CASES[name]
    target = folder / "in.jsonl"
    target.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    made = hearsay.trace([target], rules=True)
    assert len(made.collation.annotations) == len(records)
    return made


@pytest.mark.parametrize("name", CASES)
def test_every_text_stands_on_the_page_as_text_or_is_named(tmp_path: Path, name: str) -> None:
    made = traced(tmp_path, name)
    tree = parser.document_fromstring(render(made))
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//img | //link | //iframe | //object | //form") == []
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    shown = " ".join(" ".join(p.text_content() for p in tree.xpath("//article//p[contains(@class, 'src')]")).split())
    inside = {w.document for w in made.collation.witnesses if w.story in made.stories}
    for document in (a.document for a in made.collation.annotations):
        assert (line(document.text).replace(" ", "") in shown.replace(" ", "")) is (document.id in inside)
    if len(inside) < len(made.collation.annotations):
        assert "1 document read of other stories, not shown here" in tree.text_content()
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href")} <= set(ids)


def test_what_turns_the_direction_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    text = render(traced(tmp_path, "turned"))
    assert not any(acting in text for acting in "\u202e\u202c\u2067\u2069")
    assert visible(TURNED) in text


def test_sixty_accounts_fold_and_none_is_passed_over(tmp_path: Path) -> None:
    made = traced(tmp_path, "sixty accounts")
    tree = parser.document_fromstring(render(made))
    (table,) = tree.xpath("//table[contains(@class, 'accounts')]")
    columns = len(table.xpath("./thead//th")) - 1
    others = tree.xpath("//details[starts-with(./summary, 'Told as well by')]")
    named = len(others[0].xpath(".//li"))
    assert others[0].get("open") is None
    told = [a for a in made.collation.accounts if any(p.slot in POINTS for p in a.points)]
    assert (columns, columns + named) == (8, len(told))
    assert named > 50
    (counted,) = tree.xpath("//table[contains(@class, 'differ')]//tr[contains(., 'how many took part')]")
    shown, folded = counted.xpath("./td/ul"), counted.xpath("./td/details[@class='more']//ul")
    assert len(shown[0]) == 12
    assert len(shown[0]) + len(folded[0]) == 60


@pytest.mark.parametrize("name", CASES)
@pytest.mark.chromium
def test_nothing_spills_runs_or_is_loaded(tmp_path: Path, name: str) -> None:
    with opened(tmp_path, render(traced(tmp_path, name))) as seen:
        seen.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (360, 900, 1600):
            seen.set_viewport_size({"width": width, "height": 900})
            assert seen.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.evaluate("window.owned || null") is None
        assert seen.evaluate("performance.getEntriesByType('resource').length") == 0
        assert seen.locator("h1").is_visible()


@pytest.mark.chromium
def test_right_to_left_text_runs_from_the_right_and_our_words_do_not(tmp_path: Path) -> None:
    with opened(tmp_path, render(traced(tmp_path, "right to left")), 900) as seen:
        direction = "e => getComputedStyle(e).direction"
        assert seen.locator("article p.src").first.evaluate(direction) == "rtl"
        assert seen.locator("h1").evaluate(direction) == "ltr"
        assert seen.locator(".said").first.evaluate(direction) == "ltr"
