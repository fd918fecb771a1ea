"""What stands without a witness, in words: the same in every form of the dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hearsay.model import Account, Left, Place, Without
from hearsay.render import accounts
from hearsay.render.naming import Names, plural
from hearsay.render.visible import shortened

_WHAT = {"rendition": "comparison", "disagreement": "disagreement", "check": "check", "account": "account"}

_CARRIED = {
    "verbatim": "word for word",
    "spliced": "cut or joined without a mark",
    "reworded": "worded differently",
    "indirect": "in indirect speech",
}
_SAID = 120  # characters of a source shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding that does not stand as it is: what it is, what becomes of it, the source's `words` where it is of a
    quotation or a claim, and where it is anchored."""

    said: str
    words: str
    place: Place


def summary(without: Without) -> str:
    """``"Without B, 12 of 20 findings stand, 3 stand otherwise, 5 fall."``"""
    counts = Counter(x.state for x in without.left)
    total = plural(len(without.left), "finding")
    parts = [f"{counts['stands']} of {total} {'stands' if counts['stands'] == 1 else 'stand'}"]
    if counts["otherwise"]:
        parts.append(f"{counts['otherwise']} {'stands' if counts['otherwise'] == 1 else 'stand'} otherwise")
    if counts["falls"]:
        parts.append(f"{counts['falls']} {'falls' if counts['falls'] == 1 else 'fall'}")
    return f"Without {without.name}, {', '.join(parts)}."


def lines(without: Without, names: Names, known: Mapping[str, Account]) -> Iterator[Line]:
    """The findings that fall, then those that stand otherwise."""
    for state, worded in (("falls", "falls"), ("otherwise", "stands otherwise")):
        for x in without.left:
            if x.state == state:
                words = names.words(x.anchor.document, (x.anchor.span,)) if x.of in ("rendition", "check") else ""
                yield Line(
                    said=f"{_WHAT[x.of]} {worded}: {_called(x, names, known)}",
                    words=shortened(words, _SAID),
                    place=x.anchor,
                )


def _called(x: Left, names: Names, known: Mapping[str, Account]) -> str:
    if x.of == "account":
        return accounts.title(known[x.what], names)
    return _CARRIED.get(x.what, x.what)
