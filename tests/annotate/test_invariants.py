"""What holds of the annotations of any text at all: spans lie in it, parents exist and hold their children."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from hearsay.annotate import annotate_one
from hearsay.collate import collate
from hearsay.model import Annotations, Attribution, Document
from hearsay.text import Span

PIECES = (
    "Mara Lind", "the premier", "she", "I", "who", "an official", "Vele", "said", "told", "was told", "promised",
    "denied", "according to", "minutes", "asked", "adding", "is quoted as saying", "that", "to", "if", ",", ".", ":",
    "?", "“", "”", "‘", "’", '"', "'", "\n", "\n\n", "on Monday", "in 2010", "and", "but", "not", "«", "»", "…", "—",
    "the ferry would run", "in an interview with", "Q:", "A:", "Lind:", "the Orsk Board (OB)", "the board’s",
    "reporters", "apologised", "responded", "will continue",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


def annotated(text: str, name: str = "a") -> Annotations:
    return annotate_one(
        Document(id=f"d{name}", source_id=name, path=name, sha256="0" * 64, media_type="text/plain", text=text)
    )


def spans(a: Attribution) -> list[Span]:
    return [*a.source, *a.cue, *a.content, *([a.venue.span] if a.venue else [])]


@example("Mara Lind apologised to “everybody in the ferry”.")
@example("How the keepers respond to that call, Vele said.")
@given(TEXTS)
def test_every_span_lies_in_the_text_and_is_not_empty(text: str) -> None:
    found = annotated(text)
    assert all(0 <= s.start < s.end <= len(text) for a in found.attributions for s in spans(a))
    assert all(0 <= m.span.start < m.span.end <= len(text) for e in found.entities for m in e.mentions)


@example("she argued believed argued he")  # what holds the last is itself left out
@given(TEXTS)
def test_every_parent_is_there_and_everybody_named_is_an_entity(text: str) -> None:
    found = annotated(text)
    ids = {a.id for a in found.attributions}
    people = {e.id for e in found.entities}
    assert len(ids) == len(found.attributions)
    assert {a.parent for a in found.attributions} <= ids | {None}
    assert {s for a in found.attributions for s in a.speaker} <= people
    assert {a.addressee for a in found.attributions} <= people | {None}


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_laid_side_by_side(one: str, other: str) -> None:
    found = collate([annotated(one), annotated(other, "b")])
    assert sorted(d for s in found.stories for d in s.documents) == ["da", "db"]
    assert {a for u in found.utterances for r in u.renditions for a in r.attributions} <= {
        a.id for a in found.attributions
    }
