"""What can go wrong, in one small tree. Each error says what was wrong with which input, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class HearsayError(Exception):
    """The root: everything that hearsay raises on purpose."""


class NothingReadError(HearsayError):
    """None of the inputs could be read."""


class TextError(HearsayError):
    """A fault at a place of a text; shows the line with the place underlined.

    >>> print(TextError("the date does not exist", "Signed on 30 February.", 10, 21))
    the date does not exist
      Signed on 30 February.
                ~~~~~~~~~~~^
    """

    def __init__(self, what: str, text: str, start: int, end: int) -> None:
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        line = text[begin : stop if stop >= 0 else len(text)]
        width = max(0, min(end, begin + len(line)) - start)
        super().__init__(f"{what}\n  {line}\n  {' ' * (start - begin)}{'~' * width}^")
        self.what, self.start, self.end = what, start, end


class WeightsError(HearsayError):
    """The files of the shipped model are not as they should be."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: {why}; the weights come with hearsay: install it anew, or annotate by rules alone (--rules)"
        )
        self.path, self.why = path, why


class UnknownWitnessError(HearsayError):
    """Nobody and nothing of that name among the witnesses and tellers of a dossier, or several."""

    def __init__(self, name: str, sigla: Sequence[str], *, several: bool) -> None:
        what = "several tellers are" if several else "no witness and no teller is"
        known = ", ".join(sigla[:12]) + (", …" if len(sigla) > 12 else "")
        super().__init__(f"{what} called “{name}”; give a siglum ({known}) or a teller's full name")
        self.name = name


class DateTextError(HearsayError):
    """A date that is written in no form that the reference tables know."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is no date; write 2004, 2004-05 or 2004-05-01")
        self.text = text


class ReferenceTablesError(HearsayError):
    """The shipped reference tables are not as they should be, or a folder of tables cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class ExtraError(HearsayError):
    """A format whose package is not installed.

    >>> print(ExtraError("Parquet", "parquet"))
    Parquet needs a package that is not installed; install it with: pip install "hearsay[parquet]"
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f'{what} needs a package that is not installed; install it with: pip install "hearsay[{extra}]"'
        )
        self.extra = extra


class DamagedRecordError(HearsayError):
    """Bytes of a library that are not the record that should stand there."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: cannot be read back: {why[:300]}")
        self.what, self.why = what, why


class LibraryError(HearsayError):
    """The root of what can be wrong with a library as a whole: `where` it lies, what is wrong, and what to do."""

    what = "cannot be used"
    remedy = "see docs/library.md"

    def __init__(self, where: str, why: str | None = None) -> None:
        super().__init__(f"{where}: {self.what}{f' ({why})' if why else ''}; {self.remedy}")
        self.where, self.why = where, why


class NoLibraryError(LibraryError):
    """There is no library where one was looked for."""

    what = "there is no library here"
    remedy = "`hearsay add` makes one; --library or HEARSAY_LIBRARY says where it is"


class LibraryBusyError(LibraryError):
    """Somebody else writes to the library, and has not ended within the time one was willing to wait."""

    what = "another command is writing to this library"
    remedy = "wait for it to end and run this again; reading goes on meanwhile"


class LibraryReadOnlyError(LibraryError):
    """The library may be read, and not written to."""

    what = "this library may only be read"
    remedy = "change who may write to the file and its folder, or work on a copy"


class LibraryFullError(LibraryError):
    """There is no room left where the library lies. What was reported added is in it."""

    what = "no room is left on its disk"
    remedy = "make room and run this again: what was reported added is kept, and is not added twice"


class LibraryDamagedError(LibraryError):
    """The file is not what a library should be: broken, or something else altogether."""

    what = "this is no sound library"
    remedy = "bring back a backup (hearsay library backup makes them); what can still be read, `library check` says"


class NewerLibraryError(LibraryError):
    """The library was made, or upgraded, by a later release than this one."""

    what = "this library was written by a newer hearsay than this one"
    remedy = "update hearsay; nothing was changed"


class OlderLibraryError(LibraryError):
    """The library has the form of an earlier release."""

    what = "this library has the form of an earlier release"
    remedy = "run `hearsay library upgrade` (and `hearsay library backup FILE` before it)"


class LibraryPlaceError(LibraryError):
    """The library lies where a file cannot be locked and shared safely."""

    what = "this is a network file system, where a library file can be damaged without a word"
    remedy = "put the library on a disk of this machine, or use PostgreSQL for a team (--library postgresql://…)"


class LibraryGoneError(LibraryError):
    """The database server does not answer, or has gone away in the middle."""

    what = "the database does not answer"
    remedy = "see that the server runs, and run this again: what was reported added is kept, and is not added twice"


class NotInLibraryError(HearsayError):
    """Nothing of that name in the library, or several things."""


class JudgementError(HearsayError):
    """A judgement that cannot be: of nothing in the library, or without what it needs."""


class ForeignError(HearsayError):
    """A file that was to be imported and is not what it should be."""
