"""What kind of document a text is, and the reason given."""

import pytest

from hearsay.readers.kind import kind_of

HEADINGS = [
    ("Minutes of the Osk harbour board meeting", "notes"),
    ("MINUTES", "notes"),
    ("Draft minutes (3 May 2031)", "notes"),
    ("Memorandum of Conversation", "notes"),
    ("Memorandum of Telephone Conversation", "notes"),
    ("Notes from a meeting at the lighthouse", "notes"),
    ("Transcript of the press conference", "transcript"),
    ("Full transcript: Vele on the lease", "transcript"),
    ("Readout of Mayor Vele’s call with Governor Ostrand", "readout"),
    ("OPINION: Leave the light alone", "comment"),
    ("Minutes of the talks show a quarrel", None),
    ("Minutes of anger on the quay", None),
    ("Transcript of the call was leaked, says Vele", None),
    ("Readout published by the mayor contradicts Ostrand", None),
    ("Opinion polls favour Vele", None),
]


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_kind_by_heading(heading: str, kind: str | None) -> None:
    found, reason = kind_of(None, heading, (), "", None, None)
    assert found == kind
    assert reason == (f"the heading reads “{heading}”" if kind else None)


def test_what_the_metadata_states_comes_first() -> None:
    assert kind_of("Leak", "Minutes", (), "", None, None) == ("leak", "stated in the metadata")


def test_a_stated_kind_that_is_none_is_told_and_passed_over() -> None:
    kind, reason = kind_of("article", None, (), "", None, "Osk Courier")
    assert kind == "report"
    assert reason is not None
    assert reason.startswith("the metadata says “article”, which is none of the kinds; inferred")


TURNS = [
    ("Q: Did he agree?\nA: At first.\nQ: And then?\nA: Then not.", "transcript"),
    ("Q. Did he agree?\nA. At first.\nQ. And then?\nA. Then not.", "transcript"),
    ("THE MAYOR: Good morning.\nREPORTER: Did he agree?\nTHE MAYOR: At first.\nREPORTER: And then?", "transcript"),
    ("Ana Kor: Did he agree?\nMayor Vele: At first.\nAna Kor: And then?\nMayor Vele: Then not.", "transcript"),
    ("Date: 3 May\nPlace: Osk\nPresent: Vele, Ostrand\nSubject: the lease", None),
    ("Mr. Vele left.\nMr. Vele came back.\nDr. Kor stayed.\nMr. Vele left again.", None),
    ("Note: one.\nNote: two.\nFacts: three.\nFacts: four.", None),
]


@pytest.mark.parametrize(("text", "kind"), TURNS)
def test_kind_by_turns(text: str, kind: str | None) -> None:
    assert kind_of(None, None, (), text, None, None)[0] == kind
