"""What is said of a document beside its text: in ``NAME.meta.json``, or in the fields of a JSONL record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from hearsay.model import Problem
from hearsay.readers.capture import Input, unreadable

KEYS = (
    "uri", "title", "byline", "publisher", "published", "credit", "rights", "language", "kind", "restriction",
    "retrieved",
)  # fmt: skip
META_BYTES = 1024 * 1024


class Metadata(NamedTuple):
    """The values found, by key of `KEYS`, and a sentence on each value that was left out."""

    values: Mapping[str, str | None]
    faults: tuple[str, ...]


def take(raw: Mapping[str, object]) -> Metadata:
    """The known keys of a JSON object; "" counts as not given, a list of texts as one text.

    >>> take({"title": " Harbour talks ", "byline": ["Ana Kor", "Jo Lund"], "published": 7, "colour": "red"})
    Metadata(values={'title': 'Harbour talks', 'byline': 'Ana Kor, Jo Lund'}, faults=('`published` is not a text',))
    """
    values: dict[str, str | None] = {}
    faults: list[str] = []
    for key in KEYS:
        value = raw.get(key)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ", ".join(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            faults.append(f"`{key}` is not a text")
        elif not writable(value):
            faults.append(f"`{key}` holds half of a character (a lone surrogate)")
        elif value.strip():
            values[key] = value.strip()
    return Metadata(values, tuple(faults))


def writable(text: str) -> bool:
    """Whether a text can be written as UTF-8: JSON can hold lone surrogates, UTF-8 cannot.

    >>> writable("bidi \\u202e is fine"), writable(chr(0xD800))
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_metadata(name: str) -> bool:
    """Whether a file name is that of metadata beside another file.

    >>> is_metadata("minutes.txt.meta.json"), is_metadata("minutes.json")
    (True, False)
    """
    return name.lower().endswith(".meta.json")


def beside(given: Input) -> tuple[Mapping[str, str | None], tuple[Problem, ...]]:
    """The metadata that stands beside a file, and what was wrong with it.

    For ``x.txt`` that is ``x.txt.meta.json``, else ``x.meta.json``; for ``x.html.gz`` also ``x.html.meta.json``. For a
    part of a container it is what the container says.
    """
    if given.part:
        return given.part.beside, ()
    stem = given.file.name
    while stem:
        file = given.file.with_name(f"{stem}.meta.json")
        if file.is_file():
            path = given.path[: len(given.path) - len(given.file.name)] + file.name
            return _read(Input(path=path, file=file, size=0))
        stem = stem.rpartition(".")[0]
    return {}, ()


def _read(meta: Input) -> tuple[Mapping[str, str | None], tuple[Problem, ...]]:
    what = "metadata not read"
    try:
        with meta.file.open("rb") as stored:
            data = stored.read(META_BYTES + 1)
    except OSError as error:
        return {}, (unreadable(meta.path, error),)
    if len(data) > META_BYTES:
        return {}, (Problem(path=meta.path, record=None, what=what, why="over 1 MB; keep only the known keys"),)
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = f"not JSON in UTF-8 ({_short(error)}); the text is read without it"
        return {}, (Problem(path=meta.path, record=None, what=what, why=why),)
    if not isinstance(raw, dict):
        why = 'not a JSON object such as {"publisher": "…"}; the text is read without it'
        return {}, (Problem(path=meta.path, record=None, what=what, why=why),)
    values, faults = take(raw)
    return values, tuple(
        Problem(path=meta.path, record=None, what="a value left out", why=f"{fault}; write it as text in quotes")
        for fault in faults
    )


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
