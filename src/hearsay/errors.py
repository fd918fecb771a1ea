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
