"""Who in different documents is given the same words, and may be one by what they are called.

Whoever says the same eight words in two documents is one speaker, told twice: “the letter” and “the scholars' letter”,
“Roger Lind” and “Roger P. Lind Jr.”. Two whose names do not fit stay two, whatever they are given: then one of the
documents is wrong, and that is for the reader to see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hearsay.language.alignment import keys, word_forms
from hearsay.language.descriptions import describe
from hearsay.language.people import ending, parts, parts_fit
from hearsay.language.roles import same_things
from hearsay.model import Annotations, Entity, Place
from hearsay.text import Span

LONG = 8  # words: two who say so many alike do not do so by chance
_FEW = 8  # of those who are given one run of words, with whom all others are held


class Given(NamedTuple):
    """Somebody who is given words, and where the text says so."""

    entity: Entity
    place: Place


def same_words(annotations: Sequence[Annotations]) -> Iterator[tuple[Given, Given]]:
    """Two and two of different documents who are given the same words: in a crowd each with the first few."""
    said: dict[int, dict[str, Given]] = defaultdict(dict)
    for a in sorted(annotations, key=lambda a: a.document.id):
        entities = {e.id: e for e in a.entities}
        for x in a.attributions:
            if len(x.speaker) == 1:
                place = Place(document=a.document.id, span=(x.source or x.content)[0])
                given = Given(entities[x.speaker[0]], place)
                for span in x.content:
                    for key in keys(word_forms(a.document.text, span), LONG):
                        said[key].setdefault(given.entity.id, given)
    met: set[tuple[str, str]] = set()
    for several in said.values():
        those = list(several.values())
        for n, other in enumerate(those):
            for one in those[: min(n, _FEW)]:
                pair = (one.entity.id, other.entity.id)
                if one.place.document != other.place.document and pair not in met:
                    met.add(pair)
                    yield one, other


def fit_together(a: Entity, b: Entity, named: tuple[bool, bool], surnamed: Mapping[str, int]) -> bool:
    """Whether two who are given the same words may be one by what they are called. A person who is named and one who is
    not never are; a body called by a bare noun (“the airline”) may be the one that another document names.

    `surnamed` counts the people of the two documents by the last part of their names.
    """
    if named == (True, True):
        x, y = sorted((parts(a.name), parts(b.name)), key=len)
        if not parts_fit(x, y):
            return False
        # A father's words may well be given to his son.
        return len(x) == 1 or ending(a.name) == ending(b.name) or surnamed.get(y[-1], 0) <= 2
    (mine, head), (theirs, other) = (_described(e.name) for e in (a, b))
    if any(named):
        bare = theirs if named[0] else mine
        return a.kind == b.kind == "organisation" and not bare
    return other in same_things(head) and (mine <= theirs or theirs <= mine)


def _described(label: str) -> tuple[frozenset[str], str]:
    """The words that tell a description apart, and its head."""
    found = describe(label, Span(0, len(label)))
    return found.modifiers, found.head
