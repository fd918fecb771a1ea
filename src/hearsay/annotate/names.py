"""Mentions by name: people, organisations, places, documents.

A run of capitalised words is a candidate (`hearsay.language.capitalised`); what stands around it, and what the encoder
reads there, say what kind of thing it is where the words themselves do not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.language.capitalised import SEATS, capitalised
from hearsay.language.pointers import Name
from hearsay.language.roles import nobodys
from hearsay.language.run_names import ACRONYM, CAPITALS
from hearsay.language.seen import Seen
from hearsay.language.span_index import SpanIndex
from hearsay.model import EntityKind
from hearsay.text import Span

_AT = re.compile(r"\b(?:in|at|to|from|inside|outside|near|into|of|around|behind)\s(?:the\s)?(?:10\s)?$")
_AT_REACH = 14  # code points before a name in which "inside the" stands


def names(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    owner: Span | None = None,
    publisher: str | None = None,
    shown: Sequence[Seen] = (),
) -> tuple[Name, ...]:
    """The names in `text`, in order, none overlapping another; `shown` is what the encoder sees, if there is one.

    `owner` is the span of a credit line that names whose the text is, an address or an outlet; `publisher` the outlet
    the page names as its own. Both are organisations wherever they are named.
    """
    found = _seats(text, _as_read(text, _with_defined(text, capitalised(text, paragraphs, sentences)), shown))
    outlets = {_plain(publisher)} if publisher else set()
    if owner is not None:
        outlet = _outlet(owner.of(text))
        outlets.add(_plain(outlet))
        named = Name(
            span=owner,
            core=owner,
            name=outlet,
            title=None,
            kind="organisation",
            evidence="named as owner in the credit line",
        )
        found = sorted([n for n in found if not n.span.overlaps(owner)] + [named], key=lambda n: n.span)
    return tuple(
        replace(n, kind="organisation", evidence="an outlet named in the credit line or the metadata")
        if _plain(n.name) in outlets
        else n
        for n in found
    )


# What stands after the head of a mention: nothing, a mark, or a phrase that hangs on it.
_HANGS_ON = re.compile(r"(?:['’]s)?(?:\Z|\s?[,;(–—]|\s(?:of|in|at|from|for|on|to|with|and|&)\b)")
_WEAK = frozenset((CAPITALS, ACRONYM))  # evidence that the encoder's word goes before
_KINDS: Mapping[str, EntityKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "other": "unknown",  # a feast, a ship, a law: none of the kinds that hearsay knows
}


def _as_read(text: str, found: list[Name], shown: Sequence[Seen]) -> list[Name]:
    """`found` with the encoder's kind for each name that shows nothing of its own."""
    if not shown:
        return found
    read_there = SpanIndex((span, (span, kind)) for part in shown for span, kind in part.names)
    last = {name.name.split()[-1].casefold() for name in found if " " in name.name}
    votes: dict[str, Counter[str]] = defaultdict(Counter)  # a name is of one kind throughout a text
    for name in found:
        around = [
            (span, kind)
            for span, kind in read_there.touching(name.core)
            if kind in _KINDS and _is_head(text, name.core, span) and not (kind == "person" and nobodys(name.name))
        ]
        within = min((x for x in around if x[0].covers(name.core)), key=lambda x: x[0].end - x[0].start, default=None)
        if around:
            votes[name.name][(within or around[-1])[1]] += 1
    out: list[Name] = []
    for name in found:
        of_another = name.name.casefold() in last  # "Lind", where "Mara Lind" is: what that is, it is
        if votes[name.name] and ((name.kind == "unknown" and not of_another) or name.evidence in _WEAK):
            most = max(votes[name.name].values())
            kind = _KINDS[min(k for k, n in votes[name.name].items() if n == most)]
            letters = kind == "person" and name.evidence == ACRONYM  # initials of a body, not somebody's
            if kind != name.kind and not letters and not (kind == "place" and name.kind == "person"):
                name = replace(name, kind=kind, evidence="by what stands around it")
        out.append(name)
    return out


def _is_head(text: str, name: Span, whole: Span) -> bool:
    """Whether what the mention `whole` is, its `name` is: not Orsk in "Orsk keeper Mara Lind"."""
    return whole.end <= name.end or _HANGS_ON.match(text, name.end, whole.end) is not None


def _seats(text: str, found: list[Name]) -> list[Name]:
    """`found`, in which the seat of a government is a body, as it speaks: “Downing Street said”; a place only where all
    that is told happens there."""
    there = {
        n.name: any(
            x.name == n.name and not _AT.search(text, max(0, x.span.start - _AT_REACH), x.span.start) for x in found
        )
        for n in found
        if n.name in SEATS
    }
    return [
        replace(n, kind="organisation" if there[n.name] else "place", evidence="a seat of government")
        if n.name in there
        else n
        for n in found
    ]


# "Alliance to Mend Our Bridges (AMOB)": the words before the brackets whose capitals spell what stands in them
_DEFINED = re.compile(
    r"((?:[A-Z][\w’'\-]*[ \u00a0]|(?:to|of|the|for|and|on|in|our|de|la|&)[ \u00a0]){2,12})\(([A-Z]{2,7})\)"
)


def _with_defined(text: str, found: list[Name]) -> list[Name]:
    """`found` with each body that the text itself abbreviates taken whole."""
    out = list(found)
    for match in _DEFINED.finditer(text):
        words_before = [*re.finditer(r"[^\s\u00a0]+", match[1])]
        capitals = [w for w in words_before if w[0][0].isupper()]
        size = len(match[2])
        for least in range(len(capitals) - size + 1):
            taken = capitals[least : least + size] if least + size == len(capitals) else []
            if taken and "".join(w[0][0] for w in taken) == match[2]:
                span = Span(match.start(1) + taken[0].start(), match.start(1) + taken[-1].end())
                whole = Name(
                    span=span,
                    core=span,
                    name=span.of(text),
                    title=None,
                    kind="organisation",
                    evidence="abbreviated here",
                )
                out = [n for n in out if not n.span.overlaps(span)] + [whole]
    return sorted(out, key=lambda n: n.span)


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _outlet(owner: str) -> str:
    """An address without what only a browser needs.

    >>> _outlet("https://www.harbour.example/"), _outlet("The Courier")
    ('harbour.example', 'The Courier')
    """
    address = re.match(r"https?://(?:www\.)?|www\.", owner)
    return owner[address.end() :].rstrip("/.,") if address else owner
