"""How an attribution is told: as what has just been said, or as what is held, done, or was once."""

from __future__ import annotations

from hearsay.language.cues import cue_forms
from hearsay.language.finds import Find

_BEFORE = frozenset("had has have previously earlier once long already ever often repeatedly always".split())
# Told of as said, and not as done once ("signed", "pledged", "wrote"): what the one day of the news dates.
_TELLS = frozenset(
    """
    say tell add announce warn explain note argue insist acknowledge report admit criticize criticise assert call
    complain concede confirm contend declare demand deny describe dismiss emphasize emphasise express point praise
    predict question recall reiterate reply respond slam state stress suggest urge
    """.split()
)


def is_past(find: Find, text: str) -> bool:
    """Whether the cue tells of what has just happened: "said", not "says", nor "had previously said"."""
    words = [w.casefold() for s in find.attribution.cue for w in s.of(text).split()]
    past = any(f.tense == "past" for w in words for f in cue_forms().get(w, ()))
    return past and _BEFORE.isdisjoint(words)


def is_said(find: Find) -> bool:
    """Whether a find is of words in quotation marks, or has a verb of saying, or "according to"."""
    return find.verb in _TELLS or find.verb in (None, "according to") or find.attribution.mode != "indirect"


def by_account(find: Find, text: str) -> bool:
    """Whether words are given “according to” somebody, which has no tense."""
    cue = find.attribution.cue
    return bool(cue) and cue[0].of(text).casefold().startswith("according to")
