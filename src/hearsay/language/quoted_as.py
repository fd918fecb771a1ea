"""Words that one passes on as another's: "the Wire quoted Lind as saying that …" is Lind's, and the Wire is a hand.

As found, they stand in what the Wire is said to tell; here they are taken out of it. Whoever quotes comes back as a
link of the chain (`hearsay.language.chains.brought_by`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.language.finds import Find, Page, make, mode_of
from hearsay.model import evidence_id
from hearsay.text import Span, trim

_QUOTES = frozenset("quoted quotes quoting cited cites citing".split())
_WHOM = re.compile(
    r"(?P<who>[^\s.;:“”\"\n][^;:“”\"\n]{0,80}?),?"
    r" (?P<cue>as (?:saying|telling|stating|writing|asking|warning|adding))\b"
)
_PRONOUNS = frozenset("He She I We They It You Who".split())
_EDGE = " \t\r\n\u00a0,:"


def quoted_as(on: Page, finds: Sequence[Find]) -> list[Find]:
    """`finds` with what somebody quotes another as saying given to that other, no longer inside the quoter's."""
    out: list[Find] = []
    instead: dict[str, tuple[str, str | None]] = {}  # what is gone, what stands for it, and what that stands in
    gone: set[str] = set()
    for outer in finds:
        whom = _whom(on.text, outer)
        if whom is None:
            continue
        who, cue = whom
        a = outer.attribution
        within = [f for f in finds if f is not outer and any(cue.overlaps(c) for c in f.attribution.cue)]
        inner = max(within, key=lambda f: f.attribution.cue[-1].start, default=None)
        behind = [Span(max(c.start, cue.end), c.end) for c in a.content if c.end > cue.end]
        trimmed = [trim(on.text, c, _EDGE) for c in behind]
        content = list(inner.attribution.content) if inner else [t for t in trimmed if t.end > t.start]
        if not content or any(c.start < cue.end for c in content):
            continue
        found = inner or make(on, "clause", content=content, mode=mode_of(on.text, content, on.quotations))
        key = evidence_id(on.document, "attribution", who, cue, *content)
        made = replace(found.attribution, id=key, parent=a.parent, source=(who,), cue=(cue,))
        out.append(replace(found, attribution=made, sentence=outer.sentence or found.sentence, inside=outer.inside))
        gone |= {a.id, *(f.attribution.id for f in within)}
        instead |= dict.fromkeys((a.id, *(f.attribution.id for f in within)), (key, a.parent))
    kept = [f for f in finds if f.attribution.id not in gone]
    return [_moved(f, instead) for f in (*kept, *out)]


def _moved(find: Find, instead: dict[str, tuple[str, str | None]]) -> Find:
    """The find where what it stood in, or goes on from, was given to another."""
    a = find.attribution
    if find.follows in instead:
        find = replace(find, follows=instead[find.follows][0])
    if a.parent not in instead:
        return find
    own, above = instead[a.parent]
    return replace(find, attribution=replace(a, parent=above if own == a.id else own))


def _whom(text: str, find: Find) -> tuple[Span, Span] | None:
    """Whom a find quotes, and "as saying" behind it; ``None`` where it quotes nobody so."""
    a = find.attribution
    if len(a.cue) != 1 or not a.source or a.cue[0].of(text).casefold().split()[-1] not in _QUOTES:
        return None
    if not a.content or not _by_name(a.source[0].of(text)):
        return None
    match = _WHOM.match(text, a.cue[0].end + 1, a.content[-1].end)
    if match is None or text[a.cue[0].end] != " " or a.content[0].start > match.start("cue"):
        return None
    return Span(*match.span("who")), Span(*match.span("cue"))


def _by_name(source: str) -> bool:
    """Whether whoever quotes is named, so that the chain can show it: not "he", "local media"."""
    first, *rest = source.split()
    return any(w[:1].isupper() for w in rest) or (not rest and first[:1].isupper() and first not in _PRONOUNS)
