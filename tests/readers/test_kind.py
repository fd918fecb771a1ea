"""What kind of document a text is, and the reason given."""

import pytest

from hearsay.model import Kind
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
    ("128. Memorandum of Conversation", "notes"),
    ("Memorandum for the Record", "notes"),
    ("Summary of the meeting in Osk", "notes"),
    ("Record of a conversation on the quay", "notes"),
    ("Remarks by President Vele at the harbour", "transcript"),
    ("Press conference by Mayor Vele", "transcript"),
    ("Read the full transcript: Vele on the lease", "transcript"),
    ("Oral history interview with Jo Lund", "recollection"),
    ("Memoirs of a pilot", "recollection"),
    ("Letters to the editor", "comment"),
    ("To the Editor:", "comment"),
    ("Leave the light alone | Opinion", "comment"),
    ("Editorial: The light stays", "comment"),
    ("Editorial Note", "other"),
    ("Telegram from the consulate in Osk to the harbour office", "other"),
    ("Press release", "other"),
    ("Remarks by Vele anger the pilots", None),
    ("Remarks on the lamp", None),
    ("Memoirs sell well in Osk", None),
    ("Minutes of the meeting leave a question open", None),
    ("Comment sections are closing", None),
    ("Editorial staff of the Courier walk out", None),
    ("The lamp and the law of opinion", None),
    ("Press releases no one reads", None),
    ("Telegram shuts down in Osk", None),
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
    ("Date: 3 May\nPlace: Osk\nPresent: Vele, Ostrand\nSubject: the lease", "notes"),
    ("Mr. Vele left.\nMr. Vele came back.\nDr. Kor stayed.\nMr. Vele left again.", None),
    ("Note: one.\nNote: two.\nFacts: three.\nFacts: four.", None),
]


@pytest.mark.parametrize(("text", "kind"), TURNS)
def test_kind_by_turns(text: str, kind: str | None) -> None:
    assert kind_of(None, None, (), text, None, None)[0] == kind


FORMS = [
    ("PARTICIPANTS: Vele, Ostrand\nDATE, TIME AND PLACE: 3 May, the pilot house\nVele asked.", "notes"),
    ("Present: Vele (chair), Kor\nApologies: Lund\nDate: 3 May 2031\nThe tolls were raised.", "notes"),
    ("Subject: the lease\nDate: 3 May\nThe lamp stays.", None),
    ("Present: a gift of the pilots to the town.\nIt was a lamp.", None),
    ("FM CONSUL OSK\nTO HARBOUR OFFICE VELL\nSUBJECT: THE LAMP\nVELE ASKED.", "other"),
    ("FM radio in Osk\nTo the quay\nSubject: the lamp", None),
    ("The date: Friday. The place: the quay. Those present: few.", None),
]


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_kind_by_the_form_of_its_head(text: str, kind: str | None) -> None:
    assert kind_of(None, None, (), text, None, None)[0] == kind


RELEASES = [
    ("FOR IMMEDIATE RELEASE\nThe lamp stays\nOSK", "The lamp stays", "other"),
    (
        "PRESS RELEASE\nMayor Vele spoke today with Governor Ostrand",
        "Mayor Vele spoke today with Governor Ostrand",
        "readout",
    ),
    ("OSK HARBOUR PRESS RELEASE 14/2031\nThe lamp", None, "other"),
    ("OSK, May 3 /PRNewswire/ -- The lamp stays.", "The lamp stays", "other"),
    ("In a press release the mayor said that the lamp stays.", "The lamp stays", None),
    ("The paper was not marked for immediate release, Vele said.", "The lamp", None),
]


@pytest.mark.parametrize(("text", "title", "kind"), RELEASES)
def test_press_releases(text: str, title: str | None, kind: str | None) -> None:
    assert kind_of(None, title, tuple(text.splitlines()[:4]), text, None, None)[0] == kind


LIVES = [
    ("This essay is adapted from her memoir, “The Keeper”.", "recollection"),
    ("Excerpted from the forthcoming memoir of Jo Lund.", "recollection"),
    ("The following is an excerpt from his diaries.", "recollection"),
    ("Lund read an excerpt from her memoir to the council.", None),
    ("The film is adapted from a memoir.", None),
]


@pytest.mark.parametrize(("line", "kind"), LIVES)
def test_a_telling_from_ones_own_life(line: str, kind: str | None) -> None:
    assert kind_of(None, None, (), f"I kept the lamp for ten years.\n{line}", None, None)[0] == kind


COMMENTS = [
    ("https://osk.example/opinion/2031/lamp", None, "", "comment"),
    ("https://osk.example/2031/editorials/", None, "", "comment"),
    ("https://osk.example/news/public-opinion-in-osk", None, "", "report"),
    ("https://osk.example/news?section=/opinion/", None, "", "report"),
    (None, "Ana Kor, opinion columnist", "", "comment"),
    (None, "The Editorial Board", "", "comment"),
    (None, "Ana Kor", "The views expressed in this piece are the author’s own.", "comment"),
    (None, "Ana Kor", "Ana Kor is a columnist for the Osk Courier.", "comment"),
    (None, "Ana Kor", "The views expressed by the mayor are widely shared.", "report"),
    (None, "Ana Kor", "The opinions expressed are those of the authors of the report.", "report"),
    (None, "Ana Kor", "He asked whether Kor is a columnist or a clerk.", "report"),
]


@pytest.mark.parametrize(("uri", "byline", "line", "kind"), COMMENTS)
def test_comment_by_address_byline_and_last_words(uri: str | None, byline: str | None, line: str, kind: str) -> None:
    text = f"The lamp must stay.\n{line}"
    assert kind_of(None, "The lamp", (), text, None, "Osk Courier", uri=uri, byline=byline)[0] == kind


def test_a_leak_only_where_no_outlet_or_author_is_named() -> None:
    assert kind_of(None, "Leaked draft", (), "The lamp.", None, None)[0] == "leak"
    assert kind_of(None, "Leaked draft", (), "The lamp.", None, "Osk Courier")[0] == "report"


def test_what_the_format_holds_otherwise() -> None:
    otherwise: tuple[Kind | None, str] = ("other", "a message")
    assert kind_of(None, "The lamp", (), "", None, "Courier", byline="Kor", otherwise=otherwise) == otherwise
    assert kind_of(None, "Minutes", (), "", None, None, otherwise=otherwise)[0] == "notes"


def test_a_byline_alone_makes_a_report() -> None:
    kind, reason = kind_of(None, "The lamp", (), "", None, None, byline="Ana Kor")
    assert (kind, reason) == ("report", "inferred: it has a byline (Ana Kor), and nothing speaks for another kind")
