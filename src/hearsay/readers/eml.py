"""Mail (.eml): the message as text, with who wrote it to whom and when; what is attached is handed on to be read.

Earlier mail that is quoted in a message stays in its text, marked as the words of others.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Mapping
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

from hearsay.model import Document, Kind, Problem, Remark, Zone
from hearsay.readers.capture import MAX_DEPTH, Capture, Input, Part
from hearsay.readers.compose import compose
from hearsay.readers.encoding import decode
from hearsay.readers.mail_text import lines_of_html, parts_of
from hearsay.readers.single import capture_of
from hearsay.text import Span

extensions = (".eml", ".eml.gz")

MEDIA_TYPE = "message/rfc822"
MAX_PARTS = 500  # attachments of one message
_A_MESSAGE: tuple[Kind, str] = ("other", "a message from one to another")
_SHOWN = ("From", "To", "Cc", "Date")


def captures(given: Input) -> Iterator[Capture | Input | Problem]:
    """The capture of a message, then each attachment as an input of its own, under its file name."""
    data = b""
    for item in capture_of(given, MEDIA_TYPE):
        yield item
        data = item.data if isinstance(item, Capture) else data
    depth = given.part.depth + 1 if given.part else 1
    message = _message(data)
    parts = _attached(message) if message is not None else []
    if parts and depth > MAX_DEPTH:
        why = f"messages and archives lie in one another {depth} deep; take it out and give it alone"
        yield Problem(path=given.path, record=None, what=f"{len(parts)} attachments not read", why=why)
        return
    taken: set[str] = set()
    for number, part in enumerate(parts[:MAX_PARTS], start=1):
        name = _file_name(part, number)
        record = name if name not in taken else f"{number}-{name}"
        taken.add(record)
        content = _bytes(part)
        yield Input(
            path=record,
            file=given.file,
            size=len(content),
            part=Part(
                record=record,
                data=content,
                depth=depth,
                read_to=given.size,
                budget=given.part.budget if given.part else None,
            ),
        )
    if len(parts) > MAX_PARTS:
        why = f"a message may have {MAX_PARTS}; save the rest and give them as files"
        yield Problem(path=given.path, record=None, what=f"{len(parts) - MAX_PARTS} attachments not read", why=why)


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a message: its subject, the lines From, To, Cc and Date, then its words. Earlier mail in it is in
    zones of kind comment, a signature in one of kind notice."""

    def problem(what: str, why: str) -> Problem:
        return Problem(path=capture.path, record=capture.record, what=what, why=why)

    message = _message(capture.data)
    if message is None or not any(_header(message, name) for name in ("From", "To", "Subject", "Date", "Received")):
        yield problem("not mail", "it has no line From, To, Subject or Date at its head; give plain text as .txt")
        return
    lines, form, doubt = _body(message)
    if doubt:
        yield problem(*doubt)
    if not any(line.strip() for line in lines):
        yield problem("no text in it", "the message has no words of its own; its attachments, if any, are read apart")
        return
    text, zones, remarks = _assembled(message, lines)
    attached = _attached(message)
    if attached:
        names = ", ".join(_file_name(part, number) for number, part in enumerate(attached[:20], start=1))
        remarks.append(Remark(of="attachments", why=f"{len(attached)}, each read apart where its format is: {names}"))
    if form == "html":
        remarks.append(Remark(of="text", why="from the HTML form of the message; it has no plain one"))
    yield compose(
        capture, text, opening=tuple(zones), said=_said(message), remarks=tuple(remarks), otherwise=_A_MESSAGE
    )


def _lenient(name: str, value: str) -> Any:
    """A header, parsed; as it stands where the parser trips over it, which it does in many ways."""
    try:
        return _HEADERS(name, value)
    except Exception:  # noqa: BLE001  any of them: IndexError, AttributeError, ValueError, RecursionError …
        return value.replace("\r", " ").replace("\n", " ")


_HEADERS = HeaderRegistry()
_POLICY = email.policy.default.clone(header_factory=_lenient, refold_source="none")


def _message(data: bytes) -> EmailMessage | None:
    # Files saved from mailboxes can begin with the line that parts one message from the next.
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        return email.message_from_bytes(data.lstrip(b"\r\n"), policy=_POLICY)
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):  # what the parser lets through
        return None


def _header(message: Message, name: str) -> str:
    """One header, decoded and on one line; "" where it is missing or too broken to parse."""
    try:
        found = message[name]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        found = None
    words = " ".join(str(found or "").split())
    return words.encode("utf-8", "replace").decode("utf-8")


def _body(message: EmailMessage) -> tuple[list[str], str, tuple[str, str] | None]:
    """The lines of a message with the form that they are from, "plain" or "html", and what was odd about them."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (ValueError, LookupError, AttributeError, TypeError):
        part = None
    part = part if part is not None else next((p for p in message.walk() if p.get_content_maintype() == "text"), None)
    if part is None:
        return [], "plain", None
    data = _bytes(part)
    words, doubt = _decoded(data, part.get_content_charset())
    if part.get_content_type() == "text/html":
        return lines_of_html(words), "html", doubt
    return words.replace("\r\n", "\n").split("\n"), "plain", doubt


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[str, str] | None]:
    if charset:
        try:
            # Some codecs make halves of characters, which no file can keep.
            return data.decode(charset).encode("utf-8", "replace").decode("utf-8"), None
        except (LookupError, ValueError):
            pass
    found = decode(data)
    if found.text is None:
        return "", ("message not read", f"{found.why}; save its text as .txt")
    if not found.assumed or not charset:
        return found.text, None
    return found.text, (f"read as {found.assumed}", f"it says {charset}, and its bytes are not that; check names")


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        try:
            return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
        except (ValueError, LookupError, AttributeError, TypeError, IndexError):
            return b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(message: EmailMessage) -> list[Message]:
    try:
        return [part for part in message.iter_attachments() if part.get_content_maintype() != "multipart"]
    except (ValueError, LookupError, AttributeError, TypeError, KeyError):
        return []


def _file_name(part: Message, number: int) -> str:
    """The name of an attachment, never with a folder; one is made from its type where it has none."""
    try:
        given = part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        given = ""
    name = "".join(c for c in PurePosixPath(given.replace("\\", "/")).name if c.isprintable()).strip()
    name = name.encode("utf-8", "replace").decode("utf-8")
    if name in ("", ".", ".."):
        kind = part.get_content_type()
        ending = {"message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}
        name = f"part-{number}{ending.get(kind, '')}"
    elif part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        name += ".eml"
    return name


def _assembled(message: EmailMessage, lines: list[str]) -> tuple[str, list[Zone], list[Remark]]:
    subject = _header(message, "Subject")
    zones: list[Zone] = []
    pieces: list[str] = []
    at = 0

    def put(line: str) -> Span:
        nonlocal at
        span = Span(at, at + len(line))
        pieces.append(line)
        at = span.end + 1
        return span

    if subject:
        zones.append(Zone(kind="headline", span=put(subject)))
    heads = [put(f"{name}: {words}") for name in _SHOWN if (words := _header(message, name))]
    if heads:
        zones.append(Zone(kind="byline", span=Span(heads[0].start, heads[-1].end)))
    remarks: list[Remark] = []
    earlier: list[str] = []
    for part in parts_of(lines):
        spans = [put(line) for line in part.lines]
        filled = [span for span, line in zip(spans, part.lines, strict=True) if line.strip()]
        if part.kind == "body" or not filled:
            continue
        zones.append(
            Zone(kind="comment" if part.kind == "earlier" else "notice", span=Span(filled[0].start, filled[-1].end))
        )
        if part.kind == "earlier":
            earlier.append(part.introduced or "")
    if earlier:
        named = next((words for words in earlier if words), "")
        shown = f", as “{named[:100]}”" if named else ""
        times = "once" if len(earlier) == 1 else f"{len(earlier)} times"
        remarks.append(
            Remark(
                of="zones",
                why=f"earlier mail, {times}{shown}: others' words, zone comment",
            )
        )
    return "\n".join(pieces).rstrip(), zones, remarks


def _said(message: EmailMessage) -> Mapping[str, str | None]:
    name, address = parseaddr(_header(message, "From"))
    try:
        sent = parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = None
    return {
        "title": _header(message, "Subject") or None,
        "byline": name.strip("'\" ") or address or None,
        "published": sent,
        "language": _header(message, "Content-Language").split(",")[0].strip() or None,
    }
