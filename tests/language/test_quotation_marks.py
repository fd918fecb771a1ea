"""Pairing of quotation marks: each line of text beside the quotations in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.language.quotation_marks import pair
from hearsay.model import Quotation
from hearsay.text import Span


def quotations(text: str) -> tuple[Quotation, ...]:
    paragraphs: list[Span] = []
    at = 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Span(at, at + len(part)))
        at += len(part) + 2
    return pair(text, paragraphs)


def words(text: str) -> list[str]:
    """The words of each quotation, deeper ones with one > for each level, paragraphs joined by /."""
    return ["> " * q.depth + " / ".join(s.of(text) for s in q.inner) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” he said.", ["One,"]),
        # the second paragraph of a quotation, without the mark that takes it up
        ("He said: “One.\n\nTwo ‘three’ four.” Then he left.", ["One. / Two ‘three’ four.", "> three"]),
        ("He said: “One.\n\n“Two.\n\nThree.” Then he left.", ["One. / Two. / Three."]),
        ("He said: “One.\n\nTwo, he said, and “three” too.", ["One.", "three"]),
        ("He said: “One.\n\n“Two.” Three.” Four.", ["One. / Two."]),
        ("He said: “One.”\n\nTwo.” Then he left.", ["One."]),
        ('He said: "One.\n\nTwo." Then he left.', ["One."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("‘One,’ he said.", ["One,"]),
        ("'One,' he said.", ["One,"]),
        ("„Eins“, sagte er.", ["Eins"]),
        ("«Un», dit-il.", ["Un"]),
        ("»Eins«, sagte er.", ["Eins"]),
        ("``One,'' he said.", ["One,"]),
        ("“One ‘two’ three”", ["One ‘two’ three", "> two"]),
        ("‘One “two” three’", ["One “two” three", "> two"]),
        ("\"One 'two' three\"", ["One 'two' three", "> two"]),
        ("“One ‘two “three” four’ five”", ["One ‘two “three” four’ five", "> two “three” four", "> > three"]),
        ("The boat’s mast and the sailors’ hut.", []),
        ("The '90s were rock 'n' roll.", []),
        ("‘The sailors’ hut is mine,’ he said.", ["The sailors’ hut is mine,"]),
        ("It is 6' 2\" wide.", []),
        ("No marks at all.", []),
        ("", []),
        ("“”", []),
        ("“One.\n\n“Two,” he said.", ["One. / Two,"]),
        ("“One.”\n\n“Two,” he said.", ["One.", "Two,"]),
        ("“One.\n\nNo mark here.", ["One."]),
        ("One.” Then “two”.", ["two"]),
        ('He said."One is not two," and left.', ["One is not two,"]),  # a space was lost
        ('He said,"One is not two," and left.', ["One is not two,"]),
        ('"One is not two."She left,"but three is."', ["One is not two.", "but three is."]),
        ('“One," he said. "Two.” Then three.', ["One,", "Two."]),  # put together from two hands
        ('"One, ‘no,’ ” he said on "Harbour Watch."', ["One, ‘no,’ ", "> no,", "Harbour Watch."]),
        ('“It is 6" deep,” he said.', ['It is 6" deep,']),  # inches
        ('“The "old" quay” was sold.', ['The "old" quay', "> old"]),
        ('"One. "Two? "Three." Four.', ["One. / Two? / Three."]),  # paragraphs run together
        ('"One, "two," three."', ['One, "two," three.', "> two,"]),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_quotation_that_is_never_closed_says_so() -> None:
    assert [q.closed for q in quotations("“One.\n\nNo mark here. “Two,” he said.")] == [False, True]


def test_a_quotation_over_paragraphs_is_closed_by_the_last() -> None:
    (one,) = quotations("“One.\n\n“Two.\n\n“Three.”")
    assert (one.closed, len(one.inner), one.depth) == (True, 3, 0)


@given(st.text(alphabet="abA .,\n“”\"'‘’«»„`", max_size=60))
def test_whatever_the_marks_quotations_nest_and_lie_in_the_text(text: str) -> None:
    found = quotations(text)
    for q in found:
        assert 0 <= q.span.start < q.span.end <= len(text)
        assert q.inner
        assert all(q.span.covers(s) and s.start < s.end for s in q.inner)
    for one in found:
        for other in found:
            if one.span.overlaps(other.span) and one is not other:
                assert one.span.covers(other.span) or other.span.covers(one.span)
