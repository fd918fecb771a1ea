"""Ordinal numbers as they are printed: "32nd", "thirty-second", "twentieth"."""

from __future__ import annotations

import re

ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -])?(?:"
    + "|".join(ORDINALS[1:])
    + r")|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth)\b",
    re.I,
)


def ordinal(printed: str) -> int:
    """The number of an ordinal that `ORDINAL` matches.

    >>> ordinal("32nd"), ordinal("thirty-second"), ordinal("twentieth")
    (32, 32, 20)
    """
    plain = printed.casefold()
    if plain[0].isdigit():
        return int(re.sub(r"\D", "", plain))
    if plain in ORDINALS:
        return ORDINALS.index(plain)
    tens = next(n for stem, n in _TENS.items() if plain.startswith(stem))
    unit = re.split(r"[ -]", plain)[-1]
    return tens + (ORDINALS.index(unit) if unit in ORDINALS else 0)
