"""Lines of the apparatus: where words differ, which copies repeat which line, what stands first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.model import Copy, CopyKind, Difference, DifferenceOp, Reason
from hearsay.render.apparatus import by_event, entry, marks_around, origins, pieces, ranks
from hearsay.render.naming import names
from hearsay.text import Span
from tests.render import fixture


def compared(
    own: str, other: str, *rows: tuple[DifferenceOp, str, str], spans: tuple[str, ...] = (), spliced: bool = False
) -> str:
    """The pieces as one line, from differences given by their words: ``[-dropped-]``, ``[+added+]``, ``[old>new]``."""

    def at(text: str, words: str) -> Span | None:
        start = text.index(words) if words else -1
        return Span(start, start + len(words)) if words else None

    differences = [Difference(op=op, words=at(own, words), against=at(other, against)) for op, words, against in rows]
    found = [span for words in spans or (own,) if (span := at(own, words))]
    signs = {
        "same": "{0}",
        "dropped": "[-{1}-]",
        "added": "[+{0}+]",
        "replaced": "[{1}>{0}]",
        "seam": "|",
        "interrupted": "~",
    }
    return "".join(signs[p.kind].format(p.text, p.against) for p in pieces(found, differences, own, other, spliced))


@pytest.mark.parametrize(
    ("own", "other", "rows", "line"),
    [
        ("we may go", "we may go", [("same", "we may go", "we may go")], "we may go"),
        ("we will", "we may", [("same", "we", "we"), ("replaced", "will", "may")], "we [may>will]"),
        ("we go", "we may go", [("same", "we", "we"), ("dropped", "", "may"), ("same", "go", "go")], "we[-may-] go"),
        ("we may well go", "we may go", [("added", "well", ""), ("same", "go", "go")], "we may [+well+] go"),
        ("go", "may go", [("dropped", "", "may"), ("same", "go", "go")], "[-may-]go"),
        ("we may", "we may go", [("same", "we may", "we may"), ("dropped", "", "go")], "we may[-go-]"),
        ("“We may,”", "we may", [("same", "We may", "we may")], "“We may,”"),
        ("we may go", "", [], "we may go"),
    ],
)  # fmt: skip
def test_differences_stand_where_they_are(
    own: str, other: str, rows: list[tuple[DifferenceOp, str, str]], line: str
) -> None:
    assert compared(own, other, *rows) == line


def test_words_of_the_report_between_two_passages_are_left_out() -> None:
    own, other = "“We may,” she said, “go now.”", "We may go now"
    rows: list[tuple[DifferenceOp, str, str]] = [
        ("same", "We may", "We may"),
        ("replaced", "go", "go"),
        ("same", "now", "now"),
    ]
    assert compared(own, other, *rows, spans=("We may,", "go now.")) == "We may,~[go>go] now."
    assert (
        compared(own, other, *rows[:1], ("same", "go now", "go now"), spans=("We may,", "go now.")) == "We may,~go now."
    )


def test_a_seam_stands_where_joined_passages_meet() -> None:
    own, other = "yes no", "no, and much later, yes"
    assert compared(own, other, ("same", "yes", "yes"), ("same", "no", "no"), spliced=True) == "yes |no"


@pytest.mark.parametrize(
    ("kind", "folded"), [("reprint", True), ("partial", True), ("rewrite", False), ("translation", False)]
)
def test_only_a_copy_of_the_text_is_folded(kind: CopyKind, folded: bool) -> None:
    made = fixture.dossier()
    copy = Copy(document="d-c", of="d-b", ancestor=None, kind=kind, direction="stated", share=0.9)
    found = origins(replace(made.collation, copies=(copy,)))
    assert found == {"d-a": "d-a", "d-b": "d-b", "d-c": "d-b" if folded else "d-c"}


def test_what_turns_the_sense_is_said_beside_the_label() -> None:
    made = fixture.dossier()
    first, second, third = fixture.EXTEND.renditions
    turned = replace(second, reasons=(Reason(of="sense", why="a condition of the witness is missing"),))
    found = entry(
        replace(fixture.EXTEND, renditions=(first, turned, third)),
        names(made),
        origins(made.collation),
        ranks(made.collation),
    )
    assert [line.remarks for line in found.lines if line.rendition.document == "d-b"] == [
        ("a condition of A is missing",)
    ]


def test_the_witness_that_others_are_held_against_stands_first() -> None:
    made = fixture.dossier()
    first, second, third = fixture.EXTEND.renditions
    turned = replace(fixture.EXTEND, renditions=(third, second, first))
    found = entry(turned, names(made), origins(made.collation), ranks(made.collation))
    assert [(line.rendition.document, line.reference) for line in found.lines] == [
        ("d-a", True),
        ("d-b", False),
        ("d-c", False),
    ]


def test_lead_events_come_first_and_those_of_no_event_last() -> None:
    made = fixture.dossier()
    utterances = (replace(fixture.WAIT, event=None), fixture.EXTEND, replace(fixture.WAIT, id="u-2", event="v-release"))
    dossier = replace(made, lead=("v-release",), collation=replace(made.collation, utterances=utterances))
    assert [event for event, _ in by_event(dossier, names(dossier))] == ["v-release", "v-meeting", None]


def test_an_original_stands_before_the_copy_it_was_held_against() -> None:
    made = fixture.dossier()
    report = replace(fixture.EXTEND.renditions[1], fidelity="verbatim", against="d-c", difference=())
    copied = replace(fixture.EXTEND.renditions[2], spans=(fixture.at("d-c", "extend the line to Saltgate"),), also=())
    own = replace(report, spans=(fixture.at("d-b", "extend the line to Saltgate"),))
    utterance = replace(fixture.EXTEND, renditions=(replace(copied, against=None, difference=()), own))
    (line,) = entry(utterance, names(made), origins(made.collation), ranks(made.collation)).lines
    assert (line.rendition.document, [r.document for r in line.repeated]) == ("d-b", ["d-c"])
    assert (line.reference, line.label) == (False, "In direct speech, without quotation marks")


def test_paragraphs_of_one_utterance_stay_apart() -> None:
    text = "We may go.\n\nWe may stay."
    assert [p.text for p in pieces([Span(0, 10), Span(12, 24)], (), text, "")] == ["We may go.", "\n", "We may stay."]


def test_witnesses_stand_by_their_sigla_copies_behind_what_they_copy() -> None:
    made = fixture.dossier().collation
    sigla = ["AA", "B″", "B", "Z", "A", "B′"]
    shuffled = tuple(replace(made.witnesses[0], document=s, siglum=s) for s in sigla)
    assert list(ranks(replace(made, witnesses=shuffled))) == ["A", "B", "B′", "B″", "Z", "AA"]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("She said “We may go”.", "We may go", ("“", "”")),
        ("“We may go,” she said.", "We may go", ("“", ",”")),
        ("“We may go, if it rains,” she said.", "We may go", ("“", "")),
        ("We may go, she said.", "We may go", ("", "")),
        ("The players’ hall", "The players", ("", "")),
        ("'We may go' she said.", "We may go", ("'", "'")),
        ("We may go”", "We may go", ("", "”")),
    ],
)
def test_words_keep_the_marks_that_stand_around_them(text: str, words: str, marks: tuple[str, str]) -> None:
    start = text.index(words)
    rendition = replace(fixture.EXTEND.renditions[1], spans=(Span(start, start + len(words)),))
    lookup = names(fixture.dossier())
    documents = {**lookup.documents, rendition.document: replace(fixture.B, text=text)}
    assert marks_around(rendition, replace(lookup, documents=documents)) == marks
