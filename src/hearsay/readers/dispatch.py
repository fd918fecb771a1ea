"""From a file to the captures in it: which reader it goes to, and what containers hold, handed on in the same way.

A container (an archive, a WARC) gives `Input`s, one for each thing in it. They go back to the list of readers like
files, under names of their own; on the way out their captures and problems take on the name of the file that the user
gave. So no format knows of another, and none needs to know what it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

from hearsay.model import Coverage, Document, Problem, Remark
from hearsay.readers.capture import Capture, Input
from hearsay.readers.sniff import HEAD, OPEN_ENDINGS, sniff


class Reader(Protocol):
    """One format. `captures` takes a file apart into the bytes of its documents; `documents` makes a document of one.

    Both give a `Problem` for what cannot be read, and raise nothing for it. What holds other formats gives an `Input`
    for each of them, with a `Part`, and no document.
    """

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings of file names, in lower case, with the dot."""

    def captures(self, given: Input, /) -> Iterator[Capture | Input | Problem]:
        """The bytes of each document in a file."""

    def documents(self, capture: Capture, /) -> Iterator[Document | Problem]:
        """The document of one capture, with remarks on how it was read; no document when there is none in it."""


class Choice(NamedTuple):
    """The reader that was chosen for a file, with what is to be said of the choice."""

    reader: Reader
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A capture with the reader that makes a document of it, and what is known of it beside its bytes: `remarks`, and
    in `cut` why its end is missing."""

    capture: Capture
    reader: Reader
    remarks: tuple[Remark, ...] = ()
    cut: str | None = None

    def documents(self) -> Iterator[Document | Problem]:
        """The document, or the problem; a problem names the record that it is with."""
        for made in self.reader.documents(self.capture):
            if isinstance(made, Problem):
                yield replace(made, record=made.record or self.capture.record)
                continue
            if self.remarks:
                made = replace(made, remarks=(*made.remarks, *self.remarks))
            if self.cut:
                covered = made.coverage if made.coverage.state != "complete" else Coverage(state="truncated")
                remark = Remark(of="coverage", why=self.cut)
                made = replace(made, coverage=covered, remarks=(*made.remarks, remark))
            yield made


def by_ending(name: str, readers: tuple[Reader, ...]) -> Reader | None:
    """The reader for a file's name; where two endings fit, the longer one decides (``.warc.gz`` before ``.gz``)."""
    lower = name.lower()
    fits = [(len(end), -at) for at, reader in enumerate(readers) for end in reader.extensions if lower.endswith(end)]
    return readers[-max(fits)[1]] if fits else None


def content(given: Input) -> str | None:
    """The ending that a file's content asks for, ``None`` when it does not say or cannot be looked at."""
    try:
        with given.open() as stored:
            return sniff(stored.read(HEAD))
    except (OSError, ValueError):
        return None


def choose(given: Input, readers: tuple[Reader, ...]) -> Choice | None:
    """The reader of a file, with a remark where its content is not what its name says: the content decides. ``None``
    when neither says anything that is read."""
    named = by_ending(given.path, readers)
    begins = content(given)
    reader = by_ending(begins, readers) if begins else None
    if begins is None or reader is None or reader is named or _unpacks_itself(given.path, begins, named):
        return Choice(named) if named else None
    ending = ending_of(given.path)
    declared = given.part.media_type if given.part else None
    if ending in OPEN_ENDINGS or (declared is not None and named is None):
        return Choice(reader)
    said = f"the name ends in {ending}" if ending else "the name has no ending"
    if declared is not None:
        said = f"it was sent as {declared}"
    why = f"{said}; by its first bytes it is {begins}, and was read as that"
    return Choice(reader, (Remark(of="media type", why=why),))


def ending_of(name: str) -> str:
    """The ending of a file name, in lower case, with the dot; empty where there is none.

    >>> ending_of("in.d/Paper.PDF"), ending_of("in.d/README")
    ('.pdf', '')
    """
    return PurePosixPath(name).suffix.lower()


def _unpacks_itself(name: str, begins: str, named: Reader | None) -> bool:
    """Some formats are read from a packed file as they are (``.html.gz``), and need no unpacking by another reader."""
    lower = name.lower()
    return named is not None and begins == ".gz" and lower.endswith(".gz") and ".gz" not in named.extensions


def walk(given: Input, choose: Callable[[Input], Choice | Problem | None]) -> Iterator[Found | Problem]:
    """All captures of a file and of what lies in it, one after another, under their names in the file.

    What is in a container and is no format that is read is told in one problem for each ending.
    """
    choice = choose(given)
    if not isinstance(choice, Choice):
        if choice:
            yield choice
        return
    unknown: dict[str, list[str]] = {}
    for item in choice.reader.captures(given):
        if isinstance(item, Capture):
            part = given.part
            yield Found(
                capture=replace(item, charset=part.charset) if part and part.charset else item,
                reader=choice.reader,
                remarks=choice.remarks,
                cut=part.cut if part else None,
            )
        elif isinstance(item, Problem):
            yield item
        elif choose(item) is None:
            unknown.setdefault(ending_of(item.path) or "no ending", []).append(item.path)
        else:
            for found in walk(item, choose):
                yield _outward(found, item, given, choice.remarks)
    for ending, names in sorted(unknown.items()):
        yield not_read(given.path, ending, names)


def not_read(path: str, ending: str, names: list[str]) -> Problem:
    """The one problem of all `names` in a container that have an `ending` which is not read."""
    count = "1 member" if len(names) == 1 else f"{len(names)} members"
    return Problem(
        path=path,
        record=None,
        what=f"{count} not read ({ending})",
        why=f"the ending says no format that is read, as in {names[0]}; rename plain text to .txt",
    )


def _outward(found: Found | Problem, inner: Input, outer: Input, remarks: tuple[Remark, ...]) -> Found | Problem:
    """What was found in a part, under the name of what it is a part of."""
    mine = inner.part.record if inner.part else None
    if isinstance(found, Problem):
        # Metadata beside a file would have a name of its own; a part has none beside it.
        return replace(found, path=outer.path, record=_joined(mine, found.record))
    capture = found.capture
    record = _joined(mine, capture.record)
    source = capture.source_id
    if source == inner.path or source.startswith(f"{inner.path}#"):
        source = f"{outer.path}#{record}" if record else outer.path
    return replace(
        found,
        capture=replace(
            capture,
            path=outer.path,
            source_id=source,
            record=record,
            read_to=inner.part.read_to if inner.part else capture.read_to,
        ),
        remarks=(*remarks, *found.remarks),
    )


def _joined(outer: str | None, inner: str | None) -> str | None:
    return f"{outer}#{inner}" if outer and inner else outer or inner
