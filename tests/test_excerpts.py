"""Excerpts: a few words around each quoted place and nothing else, with every span at its words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.excerpts import AROUND, QUOTED, excerpts
from hearsay.model import Annotations, Attribution, Dossier, Left, Place, Without
from hearsay.render import html, markdown, terminal
from hearsay.render.naming import names
from hearsay.text import Span
from tests.render import fixture

WORDS = [f"w{n}" for n in range(400)]


def with_text(text: str, contents: list[Span], paragraphs: tuple[Span, ...] = ()) -> Dossier:
    """A dossier of one document with attributions of these contents."""
    document = replace(fixture.B, text=text, zones=(), pages=None, rights=None)
    found = tuple(
        replace(fixture.HESK_B, id=f"a-{n}", source=(), cue=(), content=(span,)) for n, span in enumerate(contents)
    )
    made = fixture.dossier()
    return replace(
        made,
        problems=(),
        collation=replace(
            made.collation,
            annotations=(Annotations(document=document, paragraphs=paragraphs, attributions=found),),
            witnesses=made.collation.witnesses[1:2],
            entities=(replace(fixture.ENTITIES[1], mentions=()),),
            attributions=found,
            copies=(),
            stories=(replace(made.collation.stories[0], documents=("d-b",), events=()),),
            events=(),
            utterances=(),
        ),
        lead=(),
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def shown(dossier: Dossier) -> str:
    return dossier.collation.annotations[0].document.text


def test_words_around_a_quoted_place_stand_and_the_rest_is_counted() -> None:
    text = " ".join(WORDS)
    made = shown(excerpts(with_text(text, [at(text, "w200 w201")])))
    kept = " ".join(WORDS[200 - AROUND : 202 + AROUND])
    before, after = text.index(kept) - 1, len(text) - text.index(kept) - len(kept) - 1
    assert made == f"[… {before:,} characters] {kept} [… {after:,} characters]"


def test_of_a_long_quotation_its_beginning_stands() -> None:
    text = " ".join(WORDS)
    made = excerpts(with_text(text, [at(text, " ".join(WORDS[100:300]))]))
    assert "w99 w100 " in shown(made)
    assert f"w{100 + QUOTED - 1} [… " in shown(made)
    assert f"w{100 + QUOTED}" not in shown(made)
    (found,) = made.collation.attributions
    assert found.content[0].of(shown(made)).split() == [*WORDS[100 : 100 + QUOTED]]


def test_a_word_without_end_is_no_single_word() -> None:
    text = "said " + "x" * 20_000
    assert len(shown(excerpts(with_text(text, [Span(5, len(text))])))) < 40 * QUOTED + 100


def test_a_document_that_nothing_quotes_shows_nothing() -> None:
    text = " ".join(WORDS)
    assert shown(excerpts(with_text(text, []))) == f"[… {len(text):,} characters]"


def test_a_few_words_between_two_places_are_not_worth_a_gap() -> None:
    text = " ".join(WORDS)
    near = with_text(text, [at(text, "w100"), at(text, f"w{100 + 2 * AROUND + 4}")])
    assert shown(excerpts(near)).count("[…") == 2
    far = with_text(text, [at(text, "w100"), at(text, f"w{100 + 2 * AROUND + 5}")])
    assert shown(excerpts(far)).count("[…") == 3


def test_paragraphs_and_pages_keep_their_numbers() -> None:
    parts = [" ".join(WORDS[n * 40 : n * 40 + 40]) for n in range(8)]
    text = "\n\n".join(parts)
    paragraphs = tuple(at(text, p) for p in parts)
    made = with_text(text, [at(text, "w140"), at(text, "w281")], paragraphs)
    pages = tuple(Span(paragraphs[n].start, paragraphs[n + 1].end) for n in (0, 2, 4, 6))
    one = made.collation.annotations[0]
    made = replace(
        made,
        collation=replace(made.collation, annotations=(replace(one, document=replace(one.document, pages=pages)),)),
    )
    cut = excerpts(made)
    for whole, short in zip(made.collation.attributions, cut.collation.attributions, strict=True):
        assert names(made).place("d-b", whole.content[0]) == names(cut).place("d-b", short.content[0])
    assert [names(cut).place("d-b", a.content[0]) for a in cut.collation.attributions] == ["B p. 2 ¶ 4", "B p. 4 ¶ 8"]


@given(st.data())
def test_every_quoted_place_keeps_its_words(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n“”.", max_size=600))
    ends = st.integers(min_value=0, max_value=len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=4))]
    made = with_text(text, spans)
    cut = excerpts(made)
    for whole, short in zip(made.collation.attributions, cut.collation.attributions, strict=True):
        before, after = whole.content[0].of(text), short.content[0].of(shown(cut))
        if len(before.split()) <= QUOTED:
            assert after.split() == before.split()
        assert "[…" not in after or len(before.split()) > QUOTED
    assert len(re.sub(r"\[… [\d,]+ characters\]", "", shown(cut)).split()) <= len(text.split())


def test_every_record_points_at_the_same_words() -> None:
    """One of each finding, its anchors held against what they were."""
    made, cut = fixture.full(), excerpts(fixture.full())
    texts = [{a.document.id: a.document.text for a in d.collation.annotations} for d in (made, cut)]
    pairs = [
        (
            made.collation.disagreements[0].positions[0].anchors[0],
            cut.collation.disagreements[0].positions[0].anchors[0],
        ),
        *((a.places[0], b.places[0]) for a, b in zip(made.collation.checks, cut.collation.checks, strict=True)),
        (made.collation.responses[0].anchor, cut.collation.responses[0].anchor),
        (made.collation.accounts[0].points[0].anchors[0], cut.collation.accounts[0].points[0].anchors[0]),
    ]
    for one, other in pairs:
        assert one is not None
        assert other is not None
        assert one.span.of(texts[0][one.document]) == other.span.of(texts[1][other.document])
    for first, second in zip(made.collation.utterances, cut.collation.utterances, strict=True):
        for r, s in zip(first.renditions, second.renditions, strict=True):
            assert [x.of(texts[0][r.document]) for x in r.spans] == [x.of(texts[1][s.document]) for x in s.spans]
            for d, e in zip(r.difference, s.difference, strict=True):
                for x, y, of in ((d.words, e.words, r.document), (d.against, e.against, r.against)):
                    assert (x is None) == (y is None)
                    assert x is None or y is None or x.of(texts[0][of or ""]) == y.of(texts[1][of or ""])


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_no_form_shows_a_word_that_was_left_out(form: str) -> None:
    text = " ".join(WORDS)
    made = excerpts(with_text(text, [at(text, "w200")], (Span(0, len(text)),)))
    render = {"html": html.render, "markdown": markdown.render, "terminal": terminal.render}[form]
    page = re.sub(r"<style>.*?</style>", "", render(made), flags=re.S)
    assert set(re.findall(r"\bw\d+\b", page)) <= set(WORDS[200 - AROUND : 201 + AROUND])
    assert form == "terminal" or "w200" in page


def test_ids_and_findings_stay() -> None:
    made, cut = fixture.full(), excerpts(fixture.full())

    def ids(found: tuple[Attribution, ...]) -> list[str]:
        return [a.id for a in found]

    assert ids(made.collation.attributions) == ids(cut.collation.attributions)
    assert [u.id for u in made.collation.utterances] == [u.id for u in cut.collation.utterances]
    assert excerpts(fixture.empty()) == fixture.empty()


def test_what_stands_without_a_witness_is_still_at_its_words() -> None:
    head = " ".join(WORDS) + " "
    by, text = len(head), head + fixture.B.text
    moved = replace(
        with_text(text, [Span(s.start + by, s.end + by) for s in fixture.HESK_B.content]),
        without=Without(
            name="A",
            left=(
                Left(
                    of="rendition",
                    what="trimmed",
                    state="falls",
                    anchor=Place(
                        document="d-b",
                        span=Span(fixture.HESK_B.content[0].start + by, fixture.HESK_B.content[0].end + by),
                    ),
                ),
            ),
        ),
    )
    whole, cut = moved.without, excerpts(moved)
    assert whole is not None
    assert cut.without is not None
    (before,), (after,) = whole.left, cut.without.left
    assert after.anchor.span != before.anchor.span
    assert after.anchor.span.of(shown(cut)) == before.anchor.span.of(text)
    assert after.anchor.span.of(shown(cut)) in html.render(cut)
