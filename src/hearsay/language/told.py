"""What a time may count from: the day of publication, and the date that the text named last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hearsay.language.calendar import Value


@dataclass(slots=True)
class Told:
    """What a value may count from: the day of publication, and the date that the text named last.

    `narrative`: whether the text tells of times past, so that a month or a day belongs to the year told of.
    """

    published: date | None
    narrative: bool
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def last(self) -> date | None:
        """The date last named, its first day where only a month or a year was."""
        if self.year is None or not 0 < self.year < 10000:
            return None
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None

    @property
    def reference(self) -> date | None:
        """The day that "ago" and "last year" count from."""
        return (self.last or self.published) if self.narrative else self.published

    def note(self, value: Value) -> None:
        """Takes note of a date that the text named."""
        match = re.match(r"(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T|$)", value.timex or "")
        if match is not None:
            self.year = _AGES - int(match[2]) if match[1] else int(match[2])
            self.month = int(match[3]) if match[3] else None
            self.day = int(match[4]) if match[4] else None


_AGES = 10_000  # years before Christ are counted from here, so that the next year is one more


def of_its_era(value: Value) -> Value:
    """A value counted from the ages before Christ, written as such: 9520 is 480 BC."""
    match = re.fullmatch(r"(\d{4})((?:-[\w-]+)?)", value.timex or "")
    if match is None or int(match[1]) <= _AGES // 2:
        return value
    years = _AGES - int(match[1])
    edtf = value.edtf.replace(match[1], f"-{years - 1:04}") if value.edtf and ".." not in value.edtf else None
    return Value(f"BC{years:04}{match[2]}", edtf)
