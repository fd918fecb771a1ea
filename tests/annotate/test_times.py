"""What belongs to a time is taken in, and nothing that is another's."""

from __future__ import annotations

from hearsay.annotate.times import times
from hearsay.language.seen import Seen
from hearsay.language.wordpieces import words
from hearsay.text import Span


def read(text: str, *shown: str) -> list[str]:
    """The times of a sentence in which the encoder sees those `shown`."""
    whole = Span(0, len(text))
    places = tuple(Span(text.index(s), text.index(s) + len(s)) for s in shown)
    its = words(text, [whole], [whole], [])
    seen = Seen(words=its, ties=(), names=(), possible_cues=(), times=places, possible_times=())
    return [t.span.of(text) for t in times("d1", text, "1917-06-04", [whole], [seen])]


def test_the_halves_of_one_time_are_one() -> None:
    assert read("They met in the spring of 1915.", "the spring of", "1915") == ["the spring of 1915"]
    assert read("They met on the night of 3 May 1915.", "3 May 1915") == ["the night of 3 May 1915"]


def test_an_of_that_leads_to_no_time_is_none_of_it() -> None:
    assert read("It took 57 days of hell.", "57 days of") == ["57 days"]


def test_what_another_time_has_is_not_taken_from_it() -> None:
    assert read("They met this morning of 3 May 1915.", "this morning", "3 May 1915") == ["this morning", "3 May 1915"]


def test_a_year_before_christ_is_a_time_whatever_the_encoder_sees() -> None:
    assert read("They rowed from 499 to 493 BC, and in June 479 B.C. again.") == ["499", "493 BC", "June 479 B.C."]
    whole = Span(0, 32)
    its = words("They rowed from 499 to 493 BC. 12", [whole], [whole], [])
    seen = Seen(words=its, ties=(), names=(), possible_cues=(), times=(), possible_times=())
    found = times("d1", "They rowed from 499 to 493 BC. 12", None, [whole], [seen])
    assert [t.timex for t in found] == ["BC0499", "BC0493"]
    assert read("They recently rowed in 479 BC.") == ["479 BC"]
    text = "They rowed from 31 to 14 BC."
    found = times("d1", text, None, [Span(0, len(text))], [seen])
    assert [t.timex for t in found] == ["BC0031", "BC0014"]
