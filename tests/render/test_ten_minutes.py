"""The example's dossier, read as a stranger would: questions, each answered on the page, its source two clicks
from the top: one on the contents, one on the place beside the answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

import hearsay
from hearsay.render.accounts import PASSAGES
from hearsay.render.html import render

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "starrow-gates"
LINES = ("li", "tr", "p", "g", "td")

# Question, section of the answer, words of the answer, words that stand at its source.
QUESTIONS = (
    ("What did the minister offer?", "said", "We could open the lower gates every summer", "We could open the lower"),
    ("Did everybody print her condition?", "said", "a condition of A is missing", "from the first of June, and I"),
    ("Who has “will” where the minutes have “could”?", "said", "[in A:] could → [here:] will", "We will live with"),
    ("Who brought the gates up, by the minutes?", "differ", "Corran then raised the lower gates", "Corran then raised"),
    ("And by the premier's office?", "differ", "The Premier raised the matter", "The Premier raised the matter"),
    ("What did the premier answer, by himself?", "differ", "I said yes, on the spot", "I said yes, on the spot"),
    ("Is the day agreed on?", "differ", "eighteenth", "the eighteenth"),
    ("How many sat in the room?", "differ", "Four people took part", "Four people took part"),
    ("What does his office deny?", "differ", "denies something in the account of", "denied that any payment"),
    ("How does his office respond?", "differ", "does not recognise the account of", "does not recognise the account"),
    ("Was that a Tuesday?", "checks", "the calendar gives Tuesday", "Tuesday, 17 September 1996"),
    ("Which report is a copy, and of what?", "stemma", "reprint (100%, stated) of E", "Riverside Digest"),
    ("Who would not speak of it?", "differ", "declines to speak of the account of", "declined to comment"),
)


@cache
def example() -> Any:
    return parser.document_fromstring(render(hearsay.trace([EXAMPLE])))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def folded(element: Any) -> bool:
    """Whether an element has to be opened before it is seen."""
    return any(up.tag == "details" and up.get("open") is None for up in element.iterancestors())


def targets(element: Any) -> list[Any]:
    """The places in the documents that the links of an element lead to."""
    tree = element.getroottree().getroot()
    found = [tree.get_element_by_id(a.get("href")[1:]) for a in element.iter("a") if a.get("href")]
    inside = [x for x in found if x.xpath("ancestor-or-self::article")]
    return [x.getparent() if x.tag == "a" else x for x in inside]


@pytest.mark.parametrize(("question", "section", "answer", "source"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_question_is_answered_and_its_source_is_two_clicks_away(
    question: str, section: str, answer: str, source: str
) -> None:
    tree = example()
    assert tree.xpath(f"//nav//a[@href='#{section}']")
    held = [e for e in tree.get_element_by_id(section).iter(*LINES) if answer in words(e) and not folded(e)]
    assert held, question
    assert any(source in words(place) for line in held for place in targets(line))


def test_every_line_that_says_something_of_the_sources_leads_to_them() -> None:
    tree = example()
    for path in (
        "//ol[@class='app']/li",
        "//table[contains(@class, 'differ')]/tbody/tr",
        "//table[contains(@class, 'accounts')]//td[not(@class='silent')]",
        "//ol[@class='sayings']/li[not(@class='what')]",
    ):
        lines = tree.xpath(path)
        assert len(lines) > 3
        assert [words(line)[:80] for line in lines if not targets(line)] == []


def test_every_utterance_says_how_it_was_decided_at_most_one_click_away() -> None:
    tree = example()
    for line in tree.xpath("//ol[@class='app']/li"):
        here = line.xpath(".//details[@class='how']")
        there = [tree.get_element_by_id(a.get("href")[1:]) for a in line.xpath(".//p[@class='whys']/a")]
        told = [note for note in there if note.xpath("./details/ul") or "Speaker not found" in words(note)]
        assert here or told, words(line)[:80]


def test_what_an_account_has_somebody_say_leads_to_the_first_passages_of_it() -> None:
    found = [p for p in example().xpath("//table[contains(@class, 'accounts')]//td/p") if "passages)" in words(p)]
    assert found
    named = [len(p.xpath("./a")) for p in found]
    passages = [int(words(p).partition("(")[2].partition(" ")[0]) for p in found]
    assert all(1 <= n <= min(number, PASSAGES) for n, number in zip(named, passages, strict=True))
    assert max(named) == PASSAGES


def test_the_issue_of_a_paper_in_hand_stands_once_among_the_dates() -> None:
    told = [words(t) for t in example().get_element_by_id("when").xpath(".//tbody/tr")]
    assert sum("Ombrey Valley Archive" in t for t in told) == 1
    assert any("A Ombrey Valley Archive (published)" in t for t in told)
