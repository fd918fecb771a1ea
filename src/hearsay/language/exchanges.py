"""The turns of a talk that a text gives inside an article, with what the text tells of its occasion before them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from hearsay.language.occasions import Occasion, Occasions
from hearsay.text import Span


class Exchange(NamedTuple):
    """One exchange: its `voices`, the number of the paragraph of its `first` turn, and what the text tells of where and
    when it was right before that; `heard` are the bodies that heard it, with where they are named."""

    voices: tuple[str, ...]
    first: int
    told: Occasion | None
    heard: tuple[tuple[str, Span], ...]

    def of_turn(self, own: Occasion) -> Occasion:
        """A turn's own occasion with the venue and the day of the exchange."""
        if self.told is None:
            return own
        return replace(own, venue=self.told.venue, said_on=self.told.said_on, when=self.told.when)

    def other_voice(self, occasion: Occasion) -> str | None:
        """To whom one voice said what the text reports of the exchange before it gives it: to the other one."""
        lone = len(self.voices) == 2 and len(occasion.speaker) == 1 and occasion.speaker[0] in self.voices
        if not lone or self.told is None or occasion.addressee is not None or occasion.paragraph >= self.first:
            return None
        if occasion.venue is None or occasion.venue != self.told.venue:
            return None
        return next(v for v in self.voices if v not in occasion.speaker)


def exchange(voices: tuple[str, ...], first: int, occasions: Occasions) -> Exchange:
    """The exchange of `voices` that begins in paragraph number `first`."""
    found = occasions.before_exchange(voices, first)
    return Exchange(voices, first, *(found if found is not None else (None, ())))
