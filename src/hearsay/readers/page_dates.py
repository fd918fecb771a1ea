"""When a page was published and when it was changed, from what its data and its readers' side say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from hearsay.readers.dates import iso
from hearsay.readers.html_said import Claim

_MACHINE = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\d*\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.ASCII
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_PRINTED = (
    re.compile(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII),
    re.compile(rf"{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d", re.IGNORECASE),
    re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}\.?,? (?:19|20)\d\d", re.IGNORECASE),
    re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d", re.ASCII),
)
_CHANGED = re.compile(r"(?i)\b(?:updated?|modified|changed|edited|corrected|aktualisiert|actualizado)\b")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`published` and `modified` in ISO 8601, each with the reason and how sure; `against` tells what contradicts."""

    published: str | None = None
    why: str = "no date found"
    sure: float = 0.0
    modified: str | None = None
    modified_why: str = ""
    against: tuple[str, ...] = ()


def decide(
    published: Sequence[Claim], modified: Sequence[Claim], printed: Sequence[tuple[str, str | None]], uri: str | None
) -> Dates:
    """Decide between the claims of a page's data (strongest first), the dates printed around its headline (with the
    values of their mark-up) and the date in its address. Nothing found gives no date.

    >>> found = decide([Claim(value="2031-05-03T09:30:00+01:00", where="JSON-LD")], [], [("3 May 2031", None)], None)
    >>> found.published, found.sure
    ('2031-05-03T09:30:00+01:00', 0.98)
    """
    claimed = [(value, claim.where) for claim in published if (value := moment(claim.value))]
    shown: list[str] = []
    changed: list[str] = []
    for words, value in printed:
        for label, piece in _pieces(words):
            day = day_in(piece)
            exact = moment(value) if value and len(_pieces(words)) == 1 else None
            best = exact or day
            if best:
                (changed if _CHANGED.search(label) else shown).append(best)
    address = _in_address(uri)
    beside = [*shown, *changed, *([address] if address else [])]
    against: list[str] = []
    chosen, why, sure = None, "no date found", 0.0
    if claimed:
        agreed = [row for row in claimed if any(_near(row[0], other) for other in shown or beside)]
        chosen, where = (agreed or claimed)[0]
        others = {o for o, w in claimed if w != where} | set(beside)
        backed = any(_near(chosen, other) for other in others)
        why, sure = f"from {where}" + (", and so elsewhere on the page" if backed else ""), 0.98 if backed else 0.9
        for other, place in claimed:
            if not _near(chosen, other):
                against.append(f"{place} says {other}, {where} {chosen}")
        if shown and not any(_near(chosen, other) for other in shown):
            against.append(f"the page prints {shown[0]}, {where} says {chosen}")
            sure = 0.6
        # Of the same day, a value with the time of day and its zone.
        if "T" not in chosen or not _zoned(chosen):
            finer = [
                v
                for v in [*(v for v, _ in claimed), *shown]
                if v[:10] == chosen[:10] and len(v) > len(chosen) and "T" in v
            ]
            chosen = next((v for v in finer if _zoned(v)), finer[0] if finer else chosen)
    elif shown:
        chosen, why, sure = shown[0], "printed at the head of the article", 0.85
        if address and not _near(shown[0], address):
            against.append(f"its address says {address}")
            sure = 0.6
    elif address:
        chosen, why, sure = address, "from the page's address", 0.7
    elif changed:
        chosen, why, sure = changed[0], "the page prints only when it was changed", 0.5
    later = [(value, claim.where) for claim in modified if (value := moment(claim.value))]
    last, last_why = None, ""
    for value, where in [*later, *((value, "the page, in print") for value in changed)]:
        if chosen is None or _after(value, chosen):
            last, last_why = value, f"from {where}"
            break
        if not _near(value, chosen) and value < chosen[: len(value)]:
            against.append(f"{where} says that it was changed on {value}, before it was published")
    return Dates(
        published=chosen,
        why=why,
        sure=sure,
        modified=last,
        modified_why=last_why,
        against=tuple(dict.fromkeys(against))[:4],
    )


def moment(written: str) -> str | None:
    """A machine's or a printed value, as exact as it can be had; ``None`` for none, or a year that cannot be.

    >>> moment("2031-05-03 21:57:00 -0800"), moment("May 3, 2031 13:42"), moment("0001-01-01T00:00:00Z")
    ('2031-05-03T21:57:00-08:00', '2031-05-03', None)
    """
    text = " ".join(written.split())
    if match := _MACHINE.match(text):
        zone = {"UTC": "Z", "GMT": "Z", None: ""}.get(match[3], match[3] or "")
        if len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        value = iso(f"{match[1]}T{match[2]}{zone}")
    else:
        value = iso(text) or day_in(text)
    return value if value and len(value) >= 10 and "1990" <= value[:4] <= "2099" else None


def day_in(words: str) -> str | None:
    """The first whole date in some words, as a day; ``None`` when there is none or it could be two.

    >>> day_in("Posted on Friday, 3rd May 2031 at noon"), day_in("03/05/2031")
    ('2031-05-03', None)
    """
    places = sorted((m.start(), m[0]) for pattern in _PRINTED if (m := pattern.search(words)))
    for _, found in places:
        if value := iso(found):
            return value[:10]
    return None


def _pieces(words: str) -> list[tuple[str, str]]:
    """A line with several dates, cut before each label: "Posted Nov 18; updated Nov 19"."""
    cuts = [
        m.start()
        for m in re.finditer(r"(?i)\b(?:first )?(?:published|posted|(?:last )?(?:updated|modified)|created)\b", words)
    ]
    if len(cuts) < 2:
        return [(words, words)]
    edges = [0, *cuts[1:], len(words)]
    return [(words[a:b], words[a:b]) for a, b in pairwise(edges)]


def _in_address(uri: str | None) -> str | None:
    match = _IN_ADDRESS.search(uri or "")
    return iso(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}") if match else None


def _near(a: str, b: str) -> bool:
    """Whether two values can be of one moment: the same day, or the next in another zone."""
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= 1
    except ValueError:
        return False


def _zoned(value: str) -> bool:
    return re.search(r"(?:Z|[+-]\d\d:?\d\d)$", value[10:]) is not None


def _after(value: str, other: str) -> bool:
    if "T" in value and "T" in other and _zoned(value) == _zoned(other):
        try:
            one, two = (datetime.fromisoformat(v.replace("Z", "+00:00")) for v in (value, other))
        except ValueError:
            return False
        if one.tzinfo is None:
            one, two = one.replace(tzinfo=UTC), two.replace(tzinfo=UTC)
        return (one - two).total_seconds() > 0
    return value[:10] > other[:10]
