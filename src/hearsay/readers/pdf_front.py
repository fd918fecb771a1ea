"""What the first page of a paper says of the whole: its subject and its date, where they stand plainly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hearsay.model import Remark
from hearsay.readers.dates import iso
from hearsay.readers.legibility import count
from hearsay.readers.pdf_layout import Line

HEAD = 40  # lines of the first page that are its head
_SUBJECT = re.compile(r"\W*(?:SUBJECT|SUBJ|Subject|Subj|RE|Re)\s*[:;]\s*(?P<rest>\S.*)")
_SPECKS = " \t•·■*_|.,;~"
_LABEL = re.compile(r"[A-Z][\w /.]{0,24}:|\d{1,2}\.\s|[A-Z]{4,}$")
_FORM = re.compile(
    r"(?:memorandum of (?:conversation|meeting|telephone conversation)|memorandum for the (?:record|president)"
    r"|(?:draft |agreed |summary )?minutes(?: of .*)?|summary of (?:discussion|conclusions)"
    r"|record of (?:conversation|meeting)"
    r"|memorandum|telegram|airgram|information memorandum|action memorandum)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:DATE|Date|DATE AND TIME|Date and Time)\s*:\s*|[A-Z][A-Za-z. ]{2,24},\s+)?"
    r"(?P<date>(?:\w+day,? )?(?:\d{1,2} [A-Z][A-Za-z]{2,9},? \d{4}|[A-Z][A-Za-z]{2,9} \d{1,2},? \d{4}))"
    r"(?:[,;]? .{0,40})?"
)
# The group of a telegram's date and time: day, hour and minute, Z, month, year.
_GROUP = re.compile(r"\b(?P<day>\d\d)[ ]?\d{4}Z\s+(?P<month>[A-Z]{3})[A-Z]* (?P<year>\d{2}|\d{4})\b")
_MADE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|.*\.(?:docx?|pdf|tiff?|indd|qxd|rtf|wpd)"
    r"|\W*|\d+"
    r"|scan\w*(?:[ _-]?\d+)?|print|layout \d+|title|slide \d+)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\W*|\S+\d\S*|user|owner|admin\w*|unknown|scanner|root|xerox.*|.*\b(?:inc|corp|ltd)\b.*", re.IGNORECASE
)


# Lines that only the head of a telegram has.
_TELEGRAM = re.compile(
    r"\W*(?:FM|TO|INFO|ACTION|ORIGIN|TAGS|SUBJECT|E\.? ?O\.? ?\d{5}|[ROPZ] \d{6}Z|PAGE \d\d)\b.{2,}", re.DOTALL
)


class Front(NamedTuple):
    """Fields by the keys of `metadata.KEYS`, how each was come by, and the form of the paper if its head shows it."""

    said: Mapping[str, str | None]
    remarks: tuple[Remark, ...]
    form: str | None


def front(lines: Sequence[Line], metadata: Mapping[str, str]) -> Front:
    """What the head of the first page, and the file's own metadata, say of the paper."""
    said: dict[str, str | None] = {}
    remarks: list[Remark] = []
    head = [line.text for line in lines[:HEAD]]
    subject = _subject(lines[:HEAD])
    named = " ".join(metadata.get("Title", "").split())
    if subject:
        said["title"] = subject
        remarks.append(
            Remark(of="title", why="the line of its subject on the first page", sure=round(count(subject).share, 2))
        )
    elif named and not _NO_TITLE.fullmatch(named):
        said["title"] = named[:300]
        remarks.append(
            Remark(of="title", why="the file's own metadata; nothing shows that it is the paper's", sure=0.6)
        )
    else:
        form = next((line.strip(" *_") for line in head if _FORM.fullmatch(line.strip(" *_"))), None)
        if form:
            said["title"] = form
            remarks.append(Remark(of="title", why="a line of the first page names the form of the paper", sure=0.6))
    author = " ".join(metadata.get("Author", "").split())
    if author and not _NO_AUTHOR.fullmatch(author):
        said["byline"] = author[:200]
        remarks.append(Remark(of="byline", why="the file's own metadata; it may name whoever made the file", sure=0.5))
    dated = _date(head)
    if dated:
        said["published"], line = dated
        remarks.append(Remark(of="published", why=f"the first page is dated: “{line[:80]}”", sure=0.7))
    made = _MADE.match(metadata.get("CreationDate", ""))
    if made and not dated:
        day = "-".join(part for part in made.groups() if part)
        with_ = f" with {metadata['Creator']}" if metadata.get("Creator") else ""
        remarks.append(
            Remark(of="published", why=f"not found; the file was made on {day}{with_}, which does not date the paper")
        )
    heads = {
        match[0].split()[0].strip(":.") for line in head if (match := _TELEGRAM.match(line)) and line[:4].isupper()
    }
    return Front(said, tuple(remarks), "telegram" if len(heads) >= 4 else None)


def _subject(head: Sequence[Line]) -> str | None:
    for index, line in enumerate(head):
        match = _SUBJECT.fullmatch(line.text)
        if not match:
            continue
        words = match["rest"].strip(_SPECKS)
        for after in head[index + 1 : index + 2]:
            following = after.text.strip(_SPECKS)
            close = 0 < after.top - line.top < 1.6 * (line.bottom - line.top)
            # A second line stands in, under the words and not under the label.
            if close and after.left > line.left + 12 and len(following) <= 90 and not _LABEL.match(following):
                words = f"{words} {following}"
        return words[:300] if len(words) >= 4 else None
    return None


def _date(head: Sequence[str]) -> tuple[str, str] | None:
    """The date of a paper, if its head gives one and no other."""
    found: dict[str, str] = {}
    for line in head:
        group = _GROUP.search(line)
        if group:
            year = (
                group["year"]
                if len(group["year"]) == 4
                else f"19{group['year']}"
                if group["year"] > "35"
                else f"20{group['year']}"
            )
            value = iso(f"{int(group['day'])} {group['month']} {year}")
            if value and _likely(value):
                return value, line
        match = _DATE.fullmatch(line.strip(" *_"))
        if match and len(line) <= 90:
            value = iso(match["date"])
            if value and _likely(value):
                found.setdefault(value, line)
    return next(iter(found.items())) if len(found) == 1 else None


def _likely(value: str) -> bool:
    """Whether a date can be that of a paper: recognised text has years of its own."""
    return "1700" <= value[:4] <= "2100"
