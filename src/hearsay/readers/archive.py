"""Archives and packed files: ZIP, TAR (packed or not), and one file packed with gzip, bzip2 or xz.

Each member is handed on as an input of its own, under its name. Nothing is written to the disk, and nothing is
unpacked without a limit.
"""

from __future__ import annotations

import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from hearsay.model import Document, Problem
from hearsay.readers.capture import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_MEMBERS,
    MAX_TOTAL,
    RATIO,
    Budget,
    Capture,
    Input,
    Part,
    too_large,
    unreadable,
)
from hearsay.readers.dispatch import ending_of, not_read
from hearsay.readers.metadata import is_metadata
from hearsay.readers.sniff import HEAD, sniff
from hearsay.readers.unpack import CHUNK, ERRORS, FLOOR, TooMuchError, Unpacked

extensions = (
    ".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz", ".bz2", ".xz",
)  # fmt: skip

MAX_PROBLEMS = 100  # of one archive

# They hold no text, and need not be unpacked to know it.
NO_TEXT = frozenset(
    ".jpg .jpeg .png .gif .webp .bmp .ico .svg .tif .tiff .heic .avif .mp3 .mp4 .m4a .m4v .ogg .wav .flac .avi .mov "
    ".mkv .webm .woff .woff2 .ttf .otf .eot .css .js .mjs .map .exe .dll .so .dylib .class .pyc .o .iso .dmg".split()
)
_DAMAGED = "damaged archive"
_TRIED = (*ERRORS, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, ValueError, struct.error, KeyError)


def captures(given: Input) -> Iterator[Capture | Input | Problem]:
    """An input for each member that may hold text, a problem for each that is refused or damaged. Hidden members and
    those of a system are passed over."""
    told = 0
    some = False
    for item in _members(given):
        some = True
        if isinstance(item, Problem):
            told += 1
            if told > MAX_PROBLEMS:
                continue
        yield item
    if told > MAX_PROBLEMS:
        why = f"only the first {MAX_PROBLEMS} are listed"
        yield _problem(given, f"{told - MAX_PROBLEMS} more members with faults", why)
    if not some:
        yield _problem(given, "nothing to read in this archive", "it is empty, or has only hidden members")


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """None: what an archive holds goes to other readers."""
    return iter(())


def _members(given: Input) -> Iterator[Input | Problem]:
    depth = given.part.depth if given.part else 0
    if depth > MAX_DEPTH:
        why = f"an archive in more than {MAX_DEPTH} others is not opened; unpack the outer ones"
        yield _problem(given, "archives in archives", why)
        return
    if given.size == 0:
        yield _problem(given, "empty file", "it has no bytes; check where it was saved")
        return
    try:
        with given.open() as stored:
            begins = sniff(stored.read(HEAD)) or ""
            stored.seek(0)
            opened = _Opened(given, stored)
            if begins == ".zip":
                yield from opened.zip()
            elif begins.startswith(".tar") or (not begins and given.path.lower().endswith(".tar")):
                yield from opened.tar(begins.removeprefix(".tar"))
            elif begins in (".gz", ".bz2", ".xz"):
                yield from opened.packed(begins)
            else:
                why = "by its first bytes it is no ZIP, TAR or gzip archive; fetch it again"
                yield _problem(given, _DAMAGED, why)
    except OSError as error:
        yield unreadable(given.path, error)


class _Opened:
    """An archive that is being read, with what it may still unpack and what was passed over."""

    def __init__(self, given: Input, stored: BinaryIO) -> None:
        self.given, self.stored = given, stored
        part = given.part
        self.depth = (part.depth if part else 0) + 1
        self.budget = (part.budget if part else None) or Budget.of(given.size)
        self.aside: dict[str, list[str]] = {}

    def zip(self) -> Iterator[Input | Problem]:
        if (entries := _entries(self.stored)) > MAX_MEMBERS:
            yield _too_many(self.given, entries)
            return
        try:
            archive = zipfile.ZipFile(self.stored)
        except _TRIED as error:
            why = f"its list of members is broken or cut off ({_short(error)}); fetch it again"
            yield _problem(self.given, _DAMAGED, why)
            return
        for info in archive.infolist():
            name = self._wanted(info.filename, is_file=not info.is_dir())
            if isinstance(name, Problem):
                yield name
            elif name and info.flag_bits & 1:
                why = "it is locked with a password; unpack it and give the folder"
                yield _problem(self.given, "a locked member", why, name)
            elif name:
                # The sizes that the list of members states may be false: what is read is counted.
                packed = max(info.compress_size, 1)

                def opened(info: zipfile.ZipInfo = info) -> BinaryIO:
                    return cast(BinaryIO, archive.open(info))

                yield from self._member(name, opened, info.file_size, packed)
            if self._spent():
                yield self._stop()
                return
        yield from self._passed_over()

    def tar(self, packing: str) -> Iterator[Input | Problem]:
        stream = Unpacked(self.stored, packing)
        try:
            with tarfile.TarFile(fileobj=cast(BinaryIO, stream), errorlevel=0, errors="backslashreplace") as archive:
                while member := archive.next():
                    archive.members.clear()  # type: ignore[attr-defined]  # or it would keep them all
                    if member.issym() or member.islnk():
                        self.aside.setdefault("links", []).append(member.name)
                        continue
                    name = self._wanted(member.name, is_file=member.isreg())
                    if isinstance(name, Problem):
                        yield name
                    elif name:

                        def opened(member: tarfile.TarInfo = member) -> BinaryIO:
                            return cast(BinaryIO, archive.extractfile(member))

                        yield from self._member(name, opened, member.size, None)
                    if self._spent() or stream.tell() > MAX_TOTAL:
                        yield self._stop()
                        return
                # A broken header ends the walk without an error; at the true end there are only zeros.
                if stream.read(512).strip(b"\0"):
                    why = "the head of a member is broken; what comes after is not read"
                    yield _problem(self.given, _DAMAGED, why)
        except (TooMuchError, *_TRIED) as error:
            # What tarfile says of an early end is less than what the stream knows.
            reason = stream.failed or error
            if isinstance(reason, TooMuchError):
                yield _problem(self.given, "unpacks without end", f"{reason}; what comes after is not read")
            else:
                why = f"it is broken or cut off ({_short(reason)}); what comes after is not read"
                yield _problem(self.given, _DAMAGED, why)
        yield from self._passed_over()

    def packed(self, packing: str) -> Iterator[Input | Problem]:
        """One packed file: it keeps its name, less the ending."""
        name = self.given.path
        if name.lower().endswith(packing):
            name = name[: -len(packing)]
        stream = Unpacked(self.stored, packing)
        data, cut = bytearray(), None
        try:
            while (more := stream.read(CHUNK)) and len(data) <= MAX_BYTES:
                data += more
        except TooMuchError as error:
            yield _problem(self.given, "unpacks without end", f"{error}; it is not read")
            return
        except ERRORS as error:
            if not data:
                yield unreadable(self.given.path, error)
                return
            cut = "the packed data is broken or cut short; only what comes before is in hand"
            yield _problem(self.given, _DAMAGED, f"{cut}; fetch it again")
        if len(data) > MAX_BYTES:
            yield too_large(self.given.path, None)
            return
        self.budget.bytes -= len(data)
        if self._spent():
            yield self._stop()
        elif data:
            yield self._input(name, None, bytes(data), cut)
        else:
            yield _problem(self.given, "empty file", "nothing is packed in it")

    def _member(
        self, name: str, opened: Callable[[], BinaryIO], size: int, packed: int | None
    ) -> Iterator[Input | Problem]:
        if size > MAX_BYTES:
            yield too_large(self.given.path, size, name)
            return
        data = bytearray()
        try:
            with opened() as stream:
                while more := stream.read(CHUNK):
                    data += more
                    if len(data) > MAX_BYTES:
                        yield too_large(self.given.path, None, name)
                        return
                    if packed and len(data) > FLOOR and len(data) > RATIO * packed:
                        why = f"it unpacks to more than {RATIO} times its size; it is not read"
                        yield _problem(self.given, "unpacks without end", why, name)
                        return
        except TooMuchError:
            raise
        except _TRIED as error:
            if packed is None:
                raise  # in a TAR, what follows a broken member cannot be found
            yield _problem(self.given, "a damaged member", f"{_short(error)}; fetch the archive again", name)
            return
        except RuntimeError as error:
            yield _problem(self.given, "a locked member", f"{_short(error)}; unpack it and give the folder", name)
            return
        finally:
            self.budget.bytes -= len(data)
        if self._spent():
            return
        if data:
            yield self._input(name, name, bytes(data), None)
        else:
            yield _problem(self.given, "empty file", "the member has no bytes", name)

    def _input(self, name: str, record: str | None, data: bytes, cut: str | None) -> Input:
        outer = self.given.part
        part = Part(
            record=record,
            data=data,
            depth=self.depth,
            beside=outer.beside if outer and record is None else {},
            charset=outer.charset if outer and record is None else None,
            cut=cut or (outer.cut if outer and record is None else None),
            read_to=outer.read_to if outer else self.stored.tell(),
            budget=self.budget,
        )
        return Input(path=name, file=Path(name), size=len(data), part=part)

    def _wanted(self, raw: str, *, is_file: bool) -> str | Problem | None:
        """The name of a member that is to be read, in the form in which it is shown; ``None`` to pass it over."""
        self.budget.members -= 1
        name = raw.replace("\\", "/").encode("utf-8", "backslashreplace").decode()
        parts = PurePosixPath(name).parts
        if ".." in parts or name.startswith("/") or name[1:2] == ":":
            return _problem(self.given, "a member refused", "its path leads out of the archive", name)
        name = "/".join(parts)
        if not is_file or not name or "__MACOSX" in parts or any(part.startswith(".") for part in parts):
            return None
        if is_metadata(name):
            self.aside.setdefault("metadata", []).append(name)
            return None
        if (ending := ending_of(name)) in NO_TEXT:
            self.aside.setdefault(ending, []).append(name)
            return None
        return name

    def _spent(self) -> bool:
        return self.budget.bytes < 0 or self.budget.members < 0

    def _stop(self) -> Problem:
        if self.budget.members < 0:
            return _too_many(self.given, None)
        why = f"all of it unpacks to over {MAX_TOTAL // 2**30} GB or {RATIO} times its size; the rest is not read"
        return _problem(self.given, "unpacks without end", why)

    def _passed_over(self) -> Iterator[Problem]:
        for ending, names in sorted(self.aside.items()):
            if ending == "metadata":
                why = f"beside a member, as in {names[0]}; unpack the archive and give the folder"
                yield _problem(self.given, "metadata not used", why)
            elif ending == "links":
                why = f"links in an archive are not followed, as in {names[0]}"
                yield _problem(self.given, f"not read: links ({len(names)})", why)
            else:
                yield not_read(self.given.path, ending, names)


def _entries(stored: BinaryIO) -> int:
    """How many members a ZIP says it has: its list would be read into memory whole."""
    end = stored.seek(0, 2)
    stored.seek(max(0, end - 65_600))
    tail = stored.read()
    stored.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    wide = tail.rfind(b"PK\x06\x06")
    if wide >= 0 and len(tail) >= wide + 40:
        return int.from_bytes(tail[wide + 32 : wide + 40], "little")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0


def _problem(given: Input, what: str, why: str, record: str | None = None) -> Problem:
    return Problem(path=given.path, record=record, what=what, why=why)


def _too_many(given: Input, count: int | None) -> Problem:
    what = f"too many members: {count}" if count else "too many members"
    why = f"of one file, {MAX_MEMBERS} are read, archives in it included; what comes after is not"
    return _problem(given, what, why)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
