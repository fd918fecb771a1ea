"""Word documents (.docx): the text as it would be printed, and what the file holds beside it.

Only the parts with text are unpacked, under limits; nothing in the file is run or fetched.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from hearsay.model import Document, Problem, Remark
from hearsay.readers.capture import MAX_BYTES, Capture, Input
from hearsay.readers.compose import compose
from hearsay.readers.docx_text import Written, written
from hearsay.readers.layout import opening, paragraphs
from hearsay.readers.single import capture_of
from hearsay.readers.xml import NotXmlError, parse

extensions = (".docx", ".docm", ".dotx")

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_PARTS = 20_000  # members of the archive
RATIO = 200  # times that a part may grow in unpacking; text in XML grows ten- to thirtyfold
_TEMPLATE_TITLES = ("", "document", "untitled", "word document", "powerpoint presentation")


class _BadPartError(Exception):
    """A part of the file that is not unpacked, and why."""


def captures(given: Input) -> Iterator[Capture | Problem]:
    """The one capture of a file, with the metadata that stands beside it."""
    yield from capture_of(given, MEDIA_TYPE)


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a file: its paragraphs, one a line, with tracked insertions and without tracked deletions; then
    the footnotes as notices. What is in the file and not in the text is named in remarks."""

    def problem(what: str, why: str) -> Problem:
        return Problem(path=capture.path, record=capture.record, what=what, why=why)

    if capture.data.startswith(b"\xd0\xcf\x11\xe0"):
        yield problem("not opened", "it is locked with a password, or an old .doc; save it as .docx without one")
        return
    try:
        with zipfile.ZipFile(BytesIO(capture.data)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _BadPartError(f"it has more than {MAX_PARTS} parts")
            found, properties = _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        yield problem("damaged document", f"{str(error) or type(error).__name__}; save it again from its program")
        return
    except KeyError:
        yield problem("no text in it", "the part that holds a document's words is missing; is it a Word document?")
        return
    except _BadPartError as error:
        yield problem("not unpacked", f"{error}; save its text as .txt")
        return
    except NotXmlError as error:
        yield problem(error.what, error.why)
        return
    if not found.text.strip():
        yield problem("no text in it", "it may hold pictures of pages only; a scan needs OCR first")
        return
    said, remarks = _said(found, properties)
    yield compose(
        capture,
        found.text,
        opening=(*(found.opening or opening(found.running, paragraphs(found.running))), *found.notices),
        said=said,
        pages=found.pages,
        remarks=(*remarks, *found.remarks),
        # Whoever typed a file is no reporter for that.
        otherwise=(None, "nothing in it shows the kind"),
    )


def _read(archive: zipfile.ZipFile) -> tuple[Written, dict[str, str]]:
    names = set(archive.namelist())
    main = _main(archive, names)
    folder = main.rpartition("/")[0]
    trees = {
        part: _tree(archive, f"{folder}/{part}.xml")
        for part in ("styles", "footnotes", "endnotes", "comments")
        if f"{folder}/{part}.xml" in names
    }
    body = _tree(archive, main)
    properties: dict[str, str] = {}
    if "docProps/core.xml" in names:
        for element in _tree(archive, "docProps/core.xml"):
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            words = " ".join("".join(element.itertext()).split())
            if name and words:
                properties[name.lower()] = words
    return written(body, trees), properties


def _main(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The part that holds the text, which the file's own table names."""
    if "_rels/.rels" in names:
        for relation in _tree(archive, "_rels/.rels"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
                return target
    if "word/document.xml" not in names:
        raise KeyError("word/document.xml")
    return "word/document.xml"


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    about = archive.getinfo(name)
    if about.flag_bits & 1:
        raise _BadPartError("it is locked with a password")
    if about.file_size > MAX_BYTES or about.file_size > RATIO * max(about.compress_size, 1_000):
        raise _BadPartError(f"its part {name} unpacks to {about.file_size:,} bytes")
    with archive.open(about) as part:
        # The size that an archive states can be a lie.
        data = part.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _BadPartError(f"its part {name} unpacks to more than {MAX_BYTES:,} bytes")
    return parse(data)[0]


def _said(found: Written, properties: dict[str, str]) -> tuple[dict[str, str | None], list[Remark]]:
    remarks: list[Remark] = []
    title = found.title
    if title:
        remarks.append(Remark(of="title", why="the paragraph that is set as the title"))
    elif properties.get("title", "").lower() not in _TEMPLATE_TITLES and not properties["title"].startswith(
        "Microsoft"
    ):
        title = properties["title"]
        remarks.append(Remark(of="title", why="from the file's properties"))
    byline = properties.get("creator")
    if byline:
        remarks.append(Remark(of="byline", why="the author in the file's properties, who may only have typed it"))
    dates = ", ".join(f"{name} {properties[name][:10]}" for name in ("created", "modified") if name in properties)
    if dates:
        remarks.append(Remark(of="published", why=f"not given; by the file's properties: {dates}"))
    if "lastmodifiedby" in properties and properties["lastmodifiedby"] != byline:
        remarks.append(Remark(of="byline", why=f"last saved by {properties['lastmodifiedby']}"))
    return {
        "title": title,
        "byline": byline,
        "modified": properties.get("modified"),
        "language": properties.get("language") or found.language,
    }, remarks
