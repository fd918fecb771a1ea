"""Editions of a dossier: what one lists of its findings, how the next reads that list, and what changed between them.

A dossier that is written to a file carries a list of its findings, each with a hash of all that was found of it. The
list stands in the file itself, so that no library and no clock is needed: in JSON as ``edition``; in the other forms as
the same JSON, where each has room for it (HTML a ``meta`` element, Markdown a comment, TEI ``xenoData``, Web Annotation
a body, PROV an attribute, the ZIPs a file). A run that writes over such a file is the next edition; one that finds the
same is the same edition.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import sha256
from io import BytesIO
from typing import Any, get_args
from zipfile import BadZipFile, ZipFile

from hearsay.model import Change, ChangeKind, Dossier, Edition, Listed
from hearsay.render.visible import line

NAME = "hearsay-edition"
_HTML = re.compile(rf'<meta name="{NAME}" content="([^"]*)">')
_MARKDOWN = re.compile(rf"^<!-- {NAME} (\{{.*\}}) -->$", re.MULTILINE)
_TEI = re.compile(rf'<xenoData type="{NAME}">([^<]*)</xenoData>')
PART = "edition.json"  # in a ZIP
_LARGEST = 1 << 28  # bytes of an edition that are read from a ZIP
_DIGEST = 12  # hexadecimal digits


def edited(dossier: Dossier, before: Edition | None = None, dated: str | None = None) -> Dossier:
    """The dossier as an edition: the first, or the one after `before`; that one itself where nothing changed since.

    `dated` is the day to print, ISO 8601.
    """
    findings = listed(dossier)
    if before is None:
        made = Edition(number=1, dated=dated, supersedes=None, changes=(), findings=findings)
    else:
        changes = tuple(_changes(before.findings, findings))
        made = before
        if changes:
            made = Edition(
                number=before.number + 1, dated=dated, supersedes=before.number, changes=changes, findings=findings
            )
    return replace(dossier, edition=made)


def listed(dossier: Dossier) -> tuple[Listed, ...]:
    """All documents of a dossier, and the findings of the stories that it shows, by kind."""
    return tuple(replace(found, label=line(found.label)) for found in _listed(dossier))


def packed(edition: Edition) -> str:
    """An edition as one line of JSON, without the characters that could end a comment or an attribute."""
    text = json.dumps(as_data(edition), ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"[<>&']|--", lambda m: "".join(f"\\u{ord(c):04x}" for c in m[0]), text)


def as_data(edition: Edition) -> dict[str, Any]:
    """An edition as plain dicts and lists."""
    data = asdict(edition)
    return {**data, "changes": list(data["changes"]), "findings": list(data["findings"])}


def found_in(written: str | bytes) -> Edition | None:
    """The edition that a written dossier carries; ``None`` where that is no dossier of ours, or a damaged one."""
    try:
        data = _carried(written)
        return None if data is None else _edition(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError, BadZipFile):
        return None


def _carried(written: str | bytes) -> Any:
    """The edition in a file as data; raises nearly anything for one that is damaged."""
    if isinstance(written, bytes):
        if written.startswith(b"PK"):
            with ZipFile(BytesIO(written)) as archive, archive.open(PART) as part:
                return json.loads(part.read(_LARGEST))
        written = written.decode("utf-8", "replace")
    if written.startswith("{"):
        data = json.loads(written)
        if "hearsay" in data:
            return data["edition"]
        return json.loads(_in_prov(data["entity"]) if "entity" in data else _in_annotations(data["first"]["items"]))
    for pattern in (_HTML, _TEI):
        if match := pattern.search(written):
            return json.loads(html.unescape(match[1]))
    match = _MARKDOWN.search(written)
    return json.loads(match[1]) if match else None


def _in_prov(entities: Any) -> Any:
    return next((held for e in entities.values() if (held := e.get(f"hearsay:{NAME}")) is not None), "null")


def _in_annotations(items: Any) -> Any:
    whole = next(a for a in items if a.get("label") == NAME)
    return next((b["value"] for b in whole["body"] if b["format"] == "application/json"), "null")


def _edition(data: Any) -> Edition:
    """Raises `ValueError`, `KeyError` or `TypeError` for what no edition can be."""
    changes = tuple(Change(**_texts(c)) for c in data["changes"])
    findings = tuple(Listed(**_texts(f)) for f in data["findings"])
    numbers = (data["number"], data["supersedes"] or 1)
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 1 for n in numbers):
        raise ValueError("a number of an edition is no number")
    if not all(c.what in get_args(ChangeKind) for c in changes) or not isinstance(data["dated"], str | None):
        raise ValueError("no edition")
    return Edition(
        number=data["number"], dated=data["dated"], supersedes=data["supersedes"], changes=changes, findings=findings
    )


def _texts(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise ValueError("not a text")
    return dict(data)


def _changes(before: tuple[Listed, ...], now: tuple[Listed, ...]) -> Iterator[Change]:
    """New ones and changed ones in the order of what is there now, then what is gone; kinds together."""
    old = {(f.of, f.id): f for f in before}
    new = {(f.of, f.id): f for f in now}
    for of in dict.fromkeys(f.of for f in (*now, *before)):
        for finding in (f for f in now if f.of == of):
            was = old.get((of, finding.id))
            if was is None:
                yield Change(what="new", of=of, label=finding.label)
            elif was.digest != finding.digest:
                told = finding.label if was.label == finding.label else f"{finding.label}, was: {was.label}"
                yield Change(what="changed", of=of, label=told)
        for finding in (f for f in before if f.of == of and (of, f.id) not in new):
            yield Change(what="gone", of=of, label=finding.label)


def _listed(dossier: Dossier) -> Iterator[Listed]:
    found = dossier.collation
    sigla = {w.document: w.siglum for w in found.witnesses}
    names = {e.id: e.name for e in found.entities}
    texts = {a.document.id: a.document.text for a in found.annotations}

    def people(ids: tuple[str, ...]) -> str:
        return ", ".join(names[i] for i in ids) or "speaker not found"

    if dossier.selection is not None:
        yield Listed(of="selection", id="selection", label="what was asked for", digest=_digest(dossier.selection))
    for document in sorted((a.document for a in found.annotations), key=lambda d: d.source_id):
        label = f"{sigla[document.id]}, {document.source_id}"
        yield Listed(of="document", id=document.id, label=label, digest=_digest(document))
    source = {a.document.id: a.document.source_id for a in found.annotations}
    inside = {w.document for w in found.witnesses if w.story in dossier.stories}
    events = {e.id for e in found.events if e.story in dossier.stories}
    for a in sorted(
        (a for a in found.attributions if a.document in inside), key=lambda a: (source[a.document], a.content, a.id)
    ):
        words = " ".join((a.content + a.cue + a.source)[0].of(texts[a.document]).split())
        label = f"{people(a.speaker)} in {source[a.document]}: {words[:40]}{'…' * (len(words) > 40)}"
        yield Listed(of="attribution", id=a.id, label=label, digest=_digest(a))
    for u in sorted(found.utterances, key=lambda u: u.id):
        if all(r.document not in inside for r in u.renditions):
            continue
        kinds = ", ".join(r.fidelity for r in u.renditions)
        yield Listed(of="utterance", id=u.id, label=f"{people(u.speaker)}: {kinds}", digest=_digest(u))
    for e in sorted((e for e in found.events if e.id in events), key=lambda e: e.id):
        label = ", ".join(part for part in (e.kind, people(e.participants) if e.participants else "", e.date) if part)
        yield Listed(of="event", id=e.id, label=label, digest=_digest(e))
    for d in sorted((d for d in found.disagreements if d.event in events), key=lambda d: d.id):
        yield Listed(of="disagreement", id=d.id, label=f"{d.about}: {d.kind}", digest=_digest(d))
    checks = [c for c in found.checks if any(p.document in inside for p in c.places)]
    for c in sorted(checks, key=lambda c: (_digest((c.kind, c.places)), _digest(c))):
        label = f"{c.stated}: {c.verdict}"
        yield Listed(of="check", id=_digest((c.kind, c.places, c.table)), label=label, digest=_digest(c))


def _digest(record: object) -> str:
    # Frozen records of texts, numbers and tuples: their `repr` is all that they hold.
    return sha256(repr(record).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
