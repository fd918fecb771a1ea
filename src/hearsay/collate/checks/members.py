"""What the table of memberships gives for a body: how many, who joined, which rounds; minding what is not confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.collate.checks.lexicon import fits
from hearsay.collate.checks.reach import up_to
from hearsay.collate.checks.records import Scene
from hearsay.model import Verdict
from hearsay.reference import Body, Membership, When

TABLE = "memberships"
_NEAR = timedelta(days=366)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|can|cannot|if|unless|whether|wants?|wanted|plans?|planned|aims?|"
    r"aimed"
    r"|set to|due to|expected|expects?|about to|hop(?:es?|ed|ing)|wish(?:es|ed)?|propos\w+|future|likely|potential|not"
    r"|never|n't|no longer|eventual(?:ly)?|candidate|aspir\w+|apply|applied|application|bid|seeking|talks on|"
    r"hypothetical"
    r"|imagine|suppose|as though|as if|deny|denied|false|wrong|wrongly|instead of|rather than|negotiat\w+|invited)\b"
    r"|n't\b",
    re.I,
)


# What may follow the name of a body that somebody joined: not “talks”, nor “'s operation”.
ENDS = (
    r"(?!'s|[-+]\w| (?!in\b|on\b|at\b|as\b|after|before|during|by\b|when|while|and\b|or\b|but\b|with|along|together|"
    r"to\b|for\b|from|"
    r"since|until|till|following|under|the\b|this|that|last|a\b|only|first|earlier|later|again|just|more|despite|"
    r"because|"
    r"amid|too\b|also|both|via|through|it\b|its\b|is\b|was\b|has\b|had\b|will\b|nearly|almost|about|alone|itself|"
    r"formally|officially|"
    r"between|throughout|sooner|next|of\b|if\b|then|there|he\b|she\b|they|who\b|which|are\b|were\b|up\b)[a-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of something a table gives: the fewest and the most, with the rows, and those that are not confirmed.

    A row that is not confirmed may be wrong either way: it widens the range downwards and upwards.
    """

    least: int
    most: int
    rows: tuple[Membership, ...]
    open: tuple[Membership, ...] = ()


def real(scene: Scene, start: int, end: int) -> bool:
    """Whether a claim is made outright: no wish, condition, question, future or denial about it."""
    text = scene.masked
    if text.rstrip().rstrip("\"')").endswith("?"):
        return False
    begin = max(text.rfind(";", 0, start), text.rfind(":", 0, start), text.rfind(". ", 0, start), start - 60)
    return _UNREAL.search(text, max(0, begin), end) is None


def body_at(scene: Scene, at: int) -> Body | None:
    """The body that is named at a place, or that a common word there (“the bloc”) means by what was named before."""
    named = scene.named[at]
    if named.body is not None:
        return named.body
    if named.sort != "group":
        return None
    before = [n for n in scene.named.values() if n.span.start < at]
    found = {n.body for n in (*before, *scene.earlier) if n.body is not None and fits(named.wording, n.body)}
    return found.pop() if len(found) == 1 else None


def known(scene: Scene, body: Body, day: When | None) -> bool:
    """Whether the table has the body's members up to a date; a body without rows or with no confirmed row has none."""
    rows = scene.reference.memberships.get(body.name, ())
    limit = up_to(scene.reference, rows)
    if day is None or limit is None or not any(row.confirmed for row in rows):
        return False
    return day.last <= limit.last and (body.since is None or body.since.first <= day.last)


def size(scene: Scene, body: Body, day: When) -> Tally | None:
    """How many members a body had on a date; what is not confirmed may or may not have been one."""
    count = scene.reference.count(body.name, str(day))
    if count is None:
        return None
    members = scene.reference.members(body.name, str(day))
    rows = (*members.certain, *members.possible)
    unsure = tuple(row for row in rows if not row.confirmed)
    near = [r for r in scene.reference.memberships[body.name] if not r.confirmed and r not in rows and _near(r, day)]
    return Tally(
        least=count.least - len(unsure), most=count.most + len(unsure) + len(near), rows=rows, open=(*unsure, *near)
    )


def joins(scene: Scene, body: Body, first: date, last: date) -> Tally:
    """Who joined a body between two days, founders left out: they began it."""
    rows = [r for r in scene.reference.memberships.get(body.name, ()) if not r.continues and not founder(r, body)]
    inside = [r for r in rows if r.joined.first <= last and first <= r.joined.last]
    sure = [r for r in inside if r.confirmed and first <= r.joined.first and r.joined.last <= last]
    unsure = [r for r in inside if not r.confirmed]
    return Tally(least=len(sure), most=len(inside) + len(unsure), rows=tuple(_sorted(inside)), open=tuple(unsure))


def with_founders(scene: Scene, body: Body, joined: Tally) -> Tally:
    """A tally of who joined since a body began, with those who began it."""
    rows = [r for r in scene.reference.memberships.get(body.name, ()) if not r.continues and founder(r, body)]
    unsure = tuple(r for r in rows if not r.confirmed)
    return Tally(
        least=joined.least + len(rows) - len(unsure),
        most=joined.most + len(rows) + len(unsure),
        rows=tuple(_sorted([*rows, *joined.rows])),
        open=(*joined.open, *unsure),
    )


def rounds(scene: Scene, body: Body, first: date, last: date) -> Tally:
    """The rounds of enlargement between two days."""
    inside = [r for r in joins(scene, body, first, last).rows if r.round]
    sure = {r.round for r in inside if r.confirmed and first <= r.joined.first and r.joined.last <= last}
    every = {r.round for r in inside}
    unsure = tuple(r for r in inside if not r.confirmed)
    return Tally(least=len(sure), most=len(every) + len(unsure), rows=tuple(_sorted(inside)), open=unsure)


def founder(row: Membership, body: Body) -> bool:
    """Whether a state was in a body from its first day, as far as the table tells."""
    return row.round is None and body.since is not None and row.joined.first <= body.since.last


def unconfirmed(tally: Tally, verdict: Verdict) -> str:
    """What is to be said of rows that no second place bears out, where they leave a verdict open."""
    if verdict != "not enough information" or not tally.open:
        return ""
    return f"; {len(tally.open)} of the rows are not confirmed by a second place"


def _near(row: Membership, day: When) -> bool:
    ends = [row.joined, *([row.left] if row.left else [])]
    return any(
        end.first - _NEAR <= day.last and day.first <= _later(end.last) for end in ends if end.first > date(2, 1, 1)
    )


def _later(day: date) -> date:
    return day + _NEAR if day < date(9998, 1, 1) else day


def _sorted(rows: Iterable[Membership]) -> list[Membership]:
    return sorted(rows, key=lambda r: (r.joined.first, r.state))
