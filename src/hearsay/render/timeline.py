"""When it happened, when it was told and what tables date: lanes over one scale of time, drawn as inline SVG.

The width of a bar is what the date leaves open: a day is a dot, a year is a year wide. Positions across are percentages
and heights are CSS pixels, so that the drawing fits any screen without its letters shrinking.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from hearsay.model import Dossier
from hearsay.render.naming import date
from hearsay.render.visible import line, shortened

ROW = 38  # height of a row
SECOND = 17  # height that a label of two lines adds
WIDE = 46  # characters of a label that fit one line of the narrowest screen
WHAT = 52  # characters of what a moment is that the drawing shows
_EDTF = re.compile(r"(\d{1,4}X{0,3}|\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T.*)?[?~%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}

Lane = Literal["happened", "told", "table"]
_LANES: tuple[tuple[Lane, str], ...] = (
    ("happened", "It happened"),
    ("told", "It was told"),
    ("table", "By the reference tables"),
)
TABLED = 24  # dates of the tables shown at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something with a date: `when` is EDTF, `what` names it, `sigla` are the witnesses it is about."""

    id: str
    lane: Lane
    when: str
    what: str
    href: str | None = None
    hue: str = ""


def extent(edtf: str) -> tuple[int, int] | None:
    """The first and last day that a date may mean, as proleptic ordinals; ``None`` for what is not understood.

    An end left open counts as the one day that is known.

    >>> [datetime.date.fromordinal(d).isoformat() for d in extent("1998-03~") or ()]
    ['1998-03-01', '1998-03-31']
    >>> extent("199X") == extent("1990/1999") == extent("[1990..1999]"), extent("some day")
    (True, None)
    """
    edtf = edtf.strip()
    if edtf.startswith("[") and edtf.endswith("]"):  # one of a set
        edtf = edtf[1:-1].replace("..", "/")
    if "/" in edtf:
        ends = [extent(part) for part in edtf.split("/", 1)]
        known = [e for e in ends if e]
        if not known or known[0][0] > known[-1][1]:
            return None
        return (known[0][0], known[-1][1]) if len(known) == 2 else known[0]
    match = _EDTF.fullmatch(edtf.strip())
    if not match or len(match[1]) != 4 or match[1].startswith(("X", "0000")):
        return None
    first, last = max(1, int(match[1].replace("X", "0"))), int(match[1].replace("X", "9"))
    if first != last or not match[2] or match[2] == "XX":
        return datetime.date(first, 1, 1).toordinal(), datetime.date(last, 12, 31).toordinal()
    month = int(match[2])
    if month in _SEASONS:
        start, end = _SEASONS[month]
        return datetime.date(first, start, 1).toordinal(), datetime.date(
            first, end, monthrange(first, end)[1]
        ).toordinal()
    if not 1 <= month <= 12:
        return None
    days = monthrange(first, month)[1]
    if match[3] and match[3] != "XX":
        if not 1 <= int(match[3]) <= days:
            return None
        return (datetime.date(first, month, int(match[3])).toordinal(),) * 2
    return datetime.date(first, month, 1).toordinal(), datetime.date(first, month, days).toordinal()


def in_order(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments whose date is understood: what happened first, the tellings, the tables, each lane by time."""
    lanes = [lane for lane, _ in _LANES]
    dated = [(lanes.index(m.lane), when, m.what, m) for m in moments if (when := extent(m.when))]
    return tuple(m for *_, m in sorted(dated, key=lambda row: row[:3]))


def of_tables(dossier: Dossier, shown: Iterable[str]) -> Iterator[Moment]:
    """The dates that checks of the documents `shown` took from reference tables, each once; no source tells them."""
    inside = set(shown)
    found = {
        (day.date, day.what): Moment(
            id=f"t-row-{day.row.replace(':', '-').replace('/', '-')}-{day.date}",
            lane="table",
            when=day.date,
            what=day.what,
        )
        for check in dossier.collation.checks
        if any(p.document in inside for p in check.places)
        for day in check.dates
    }
    yield from [found[key] for key in sorted(found)][:TABLED]


def said(moment: Moment) -> str:
    """One line on a moment for those who do not see the drawing."""
    return line(f"{date(moment.when)}: {moment.what}{' (from a reference table)' * (moment.lane == 'table')}")


def draw(moments: Sequence[Moment]) -> Markup:
    """The timeline as inline SVG with a row a moment; empty without any date that is understood."""
    rows = in_order(moments)
    if not rows:
        return Markup()
    extents = [when for m in rows if (when := extent(m.when))]
    low, high = min(e[0] for e in extents), max(e[1] for e in extents)
    scale = _Scale(low=low, high=max(high, low + 1))
    out: list[Markup] = []
    y = 26
    for lane, heading in _LANES:
        group = [(m, e) for m, e in zip(rows, extents, strict=True) if m.lane == lane]
        if not group:
            continue
        out.append(Markup('<text class="lane" x="0" y="{}">{}</text>').format(y + 14, heading))
        y += 24
        for moment, (start, end) in group:
            y += SECOND * _divided(moment)
            out.append(_row(moment, scale.at(start), scale.at(end), y))
            y += ROW
        y += 10
    grid = [
        Markup(
            '<g class="tick" aria-hidden="true"><line x1="{0}%" x2="{0}%" y1="20" y2="{1}"/>'
            '<text x="{0}%" y="12" text-anchor="{2}">{3}</text></g>'
        ).format(f"{at:.2f}", y - 6, "start" if at < 4 else "end" if at > 96 else "middle", label)
        for at, label in _ticks(scale)
    ]
    head = Markup(
        '<svg class="timeline" role="group" aria-labelledby="timeline-title timeline-desc" width="100%" height="{}">'
        '<title id="timeline-title">When it happened and when it was told</title><desc id="timeline-desc">{}</desc>'
    ).format(y, ". ".join(said(m) for m in rows[:40]) + ".")
    return head + Markup("").join(grid + out) + Markup("</svg>")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    low: int
    high: int

    def at(self, day: int) -> float:
        """The percentage across, with room at both ends for a dot."""
        return 2 + 96 * (day - self.low) / (self.high - self.low)


def _divided(moment: Moment) -> bool:
    """Whether the label takes two lines: on one it would leave a narrow screen."""
    return len(date(line(moment.when))) + 1 + len(shortened(moment.what, WHAT)) > WIDE


def _row(moment: Moment, left: float, right: float, y: int) -> Markup:
    if right - left < 0.4:
        mark = Markup('<circle cx="{:.2f}%" cy="{}" r="5.5"/>').format((left + right) / 2, y + 26)
    else:
        mark = Markup('<rect x="{:.2f}%" width="{:.2f}%" y="{}" height="11" rx="5.5"/>').format(
            left, right - left, y + 20.5
        )
    if _divided(moment):
        label, top = (
            Markup('<text y="{}"><tspan class="name">{}</tspan><tspan class="what" x="0" dy="{}">{}</tspan></text>'),
            y - 3,
        )
        text = label.format(top, date(line(moment.when)), SECOND, shortened(moment.what, WHAT))
    else:
        label = Markup('<text y="{}"><tspan class="name">{}</tspan><tspan class="what" dx="8">{}</tspan></text>')
        text = label.format(y + 14, date(line(moment.when)), shortened(moment.what, WHAT))
    body = Markup("<title>{}</title>").format(said(moment)) + text + mark
    if moment.href:
        body = Markup('<a href="{}">{}</a>').format(moment.href, body)
    rail = Markup('<line class="rail" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(y + 26)
    kind = "tabled" if moment.lane == "table" else moment.hue
    return Markup('<g class="moment {}" id="{}">{}{}</g>').format(kind, moment.id, rail, body)


def _ticks(scale: _Scale) -> list[tuple[float, str]]:
    """Up to about six round dates on the scale, none nearer to another than its label is wide on a narrow screen."""
    first, last = datetime.date.fromordinal(scale.low), datetime.date.fromordinal(scale.high)
    years, days = last.year - first.year, scale.high - scale.low
    found: list[tuple[datetime.date, str]]
    if years >= 3:
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200) if years / s <= 6), 500)
        start = -(-first.year // step) * step
        found = [(datetime.date(y, 1, 1), str(y)) for y in range(max(1, start), last.year + 1, step)]
    elif days > 75:
        step = next(s for s in (1, 2, 3, 6, 12) if days / (30 * s) <= 7)
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        found = [(day := datetime.date(m // 12, m % 12 + 1, 1), _short(day, "year")) for m in months if m % step == 0]
    else:
        step = next(s for s in (1, 2, 7, 14) if days / s <= 6)
        found = [
            (day := datetime.date.fromordinal(d), _short(day, "day")) for d in range(scale.low, scale.high + 1, step)
        ]
    kept: list[tuple[float, str]] = []
    for day, label in found:
        at = scale.at(day.toordinal())
        if scale.low <= day.toordinal() <= scale.high and (not kept or at - kept[-1][0] >= 12):
            kept.append((at, label))
    return kept


def _short(day: datetime.date, beside: Literal["day", "year"]) -> str:
    number, month, year = date(day.isoformat()).split()
    return f"{number} {month[:3]}" if beside == "day" else f"{month[:3]} {year}"
