"""Mail: the message, earlier mail in it, what is attached."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from hearsay.model import Document
from hearsay.readers import Reading, read
from hearsay.readers.mail_text import lines_of_html, parts_of

BODY = """Jo,

the mayor said “the light stays ours”.

On Friday, 2 May 2031 at 10:01, Jo Lund
<jo@osk.example> wrote:
> What did the mayor say?
>> Older still.

Yours
--\x20
Ana Kor
Harbour office
"""


def message(body: str | None = BODY) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = '"Ana Kor" <ana@osk.example>'
    mail["To"] = "Jo Lund <jo@osk.example>"
    mail["Subject"] = "The lease — again"
    mail["Date"] = "Sat, 03 May 2031 09:30:00 +0100"
    if body is not None:
        mail.set_content(body)
    return mail


def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> Reading:
    monkeypatch.chdir(tmp_path)
    Path("osk.eml").write_bytes(content)
    return read(["osk.eml"])


def zones(document: Document, kind: str) -> list[str]:
    return [zone.span.of(document.text) for zone in document.zones if zone.kind == kind]


def test_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reading(tmp_path, monkeypatch, message().as_bytes())
    assert found.problems == ()
    (mail,) = found.documents
    assert (mail.source_id, mail.title, mail.byline) == ("osk.eml", "The lease — again", "Ana Kor")
    assert (mail.published, mail.kind) == ("2031-05-03T09:30:00+01:00", "other")
    assert zones(mail, "headline") == ["The lease — again"]
    assert zones(mail, "byline") == [
        "From: Ana Kor <ana@osk.example>\nTo: Jo Lund <jo@osk.example>\nDate: Sat, 03 May 2031 09:30:00 +0100"
    ]
    assert zones(mail, "comment") == [
        "On Friday, 2 May 2031 at 10:01, Jo Lund <jo@osk.example> wrote:\nWhat did the mayor say?\nOlder still."
    ]
    assert zones(mail, "notice") == ["--\nAna Kor\nHarbour office"]
    assert zones(mail, "body") == ["Jo,\n\nthe mayor said “the light stays ours”.", "Yours"]


def test_the_html_form_where_there_is_no_plain_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = message(None)
    mail.set_content(
        "<html><head><title>x</title><style>p{}</style></head><body><div style='display:none'>preview</div>"
        "<p>The lamp <b>stays</b>&nbsp;ours.</p><blockquote><p>Does it?</p></blockquote></body></html>",
        subtype="html",
    )
    (found,) = reading(tmp_path, monkeypatch, mail.as_bytes()).documents
    assert zones(found, "body") == ["The lamp stays ours."]
    assert zones(found, "comment") == ["Does it?"]
    assert "from the HTML form" in "".join(remark.why for remark in found.remarks)


def test_the_plain_form_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = message("The lamp stays ours.\n")
    mail.add_alternative("<p>Other words.</p>", subtype="html")
    (found,) = reading(tmp_path, monkeypatch, mail.as_bytes()).documents
    assert zones(found, "body") == ["The lamp stays ours."]


def test_attachments_are_read_as_documents_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = message("See below.\n")
    mail.add_attachment("Vele asked who would pay the keepers of the lamp.", filename="../../notes.txt")
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="lamp.png")
    inner = message("Words of another day.\n")
    mail.add_attachment(inner)
    found = reading(tmp_path, monkeypatch, mail.as_bytes())
    assert [document.source_id for document in found.documents] == [
        "osk.eml",
        "osk.eml#notes.txt",
        "osk.eml#part-3.eml",
    ]
    assert zones(found.documents[2], "body") == ["Words of another day."]
    assert [(problem.path, problem.what) for problem in found.problems] == [("osk.eml", "1 member not read (.png)")]
    told = [remark.why for remark in found.documents[0].remarks if remark.of == "attachments"]
    assert told == ["3, each read apart where its format is: notes.txt, lamp.png, part-3.eml"]


def test_messages_in_messages_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = message("The innermost.\n")
    for _ in range(12):
        outer = message("Around it.\n")
        outer.add_attachment(mail)
        mail = outer
    found = reading(tmp_path, monkeypatch, mail.as_bytes())
    assert 2 <= len(found.documents) <= 8
    assert [problem.what for problem in found.problems] == ["1 attachments not read"]


def test_headers_in_odd_encodings_and_a_wrong_charset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (
        b"From: =?utf-8?q?J=C3=B8rn_Vele?= <v@osk.example>\r\nSubject: =?nonsense?q?lamp?=\r\nDate: someday\r\n"
        b"Content-Type: text/plain; charset=no-such\r\n\r\nThe lamp \x93stays\x94 ours, and that is all there is.\r\n"
    )
    found = reading(tmp_path, monkeypatch, raw)
    (mail,) = found.documents
    assert (mail.byline, mail.published) == ("Jørn Vele", None)
    assert zones(mail, "body") == ["The lamp “stays” ours, and that is all there is."]
    assert [problem.what for problem in found.problems] == ["read as windows-1252"]


@pytest.mark.parametrize("charset", ["no\x00such", "unicode_escape", "hex", "utf-16-le"])
def test_charsets_that_are_traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, charset: str) -> None:
    raw = b"From: a@x\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\nThe lamp \\ud800 stays ours.\n"
    for made in reading(tmp_path, monkeypatch, raw).documents:
        assert made.text.encode()


def test_headers_that_the_parser_trips_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = b'From: <\nTo: "Jo <@,\nSubject: lamp\nDate: (\n\nThe lamp stays ours.\n'
    (mail,) = reading(tmp_path, monkeypatch, raw).documents
    assert (mail.title, mail.published, zones(mail, "body")) == ("lamp", None, ["The lamp stays ours."])


BAD = [
    (b"just some words\n", "not mail"),
    (message(None).as_bytes() + b"\n", "no text in it"),
    (b"From: a@x\nContent-Type: text/plain\n\n\x00\x00\x00\x00\xff\xfe", "message not read"),
]


@pytest.mark.parametrize(("content", "what"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, what: str
) -> None:
    found = reading(tmp_path, monkeypatch, content)
    assert found.documents == ()
    assert what in [problem.what for problem in found.problems]


PARTS = [
    (["No."], ["body"]),
    (["> old", "new"], ["earlier", "body"]),
    (["new", "-----Original Message-----", "From: Vele", "old", "-- ", "V"], ["body", "earlier"]),
    (["new", "Begin forwarded message:", "", "old"], ["body", "earlier"]),
    (["On Friday he wrote a letter to the mayor of Osk."], ["body"]),
    (["The price is -- as I said -- 14."], ["body"]),
    (["a > b and that is all"], ["body"]),
    ([], []),
]


@pytest.mark.parametrize(("lines", "kinds"), PARTS)
def test_the_parts_of_a_message(lines: list[str], kinds: list[str]) -> None:
    found = parts_of(lines)
    assert [part.kind for part in found] == kinds


def test_html_that_is_no_html() -> None:
    assert lines_of_html("") == []
    assert lines_of_html("plain words") == ["plain words"]
    assert lines_of_html("<div>" * 2_000 + "deep" + "</div>" * 2_000) == []
