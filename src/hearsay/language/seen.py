"""What one reading shows, without the vectors that it was read from: what is kept of a text while it is annotated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearsay.language.cue_roles import Tie, ties
from hearsay.language.read_names import read_names
from hearsay.language.read_spans import read_spans
from hearsay.language.reading import Reading
from hearsay.language.wordpieces import Words
from hearsay.text import Span

# From which chance on a word may be of a time: of 0.01 to 0.1, tried on WikiWars and on the eighth of times/train kept
# back, none is best on both.
TIME_LEAST = 0.05
# Nats for opening or closing a time. Of 0 to 1, tried on the same two sets.
TIME_PRICE = 0.3
# Chosen on data/speakers/dev: from which chance on a word that the cue grammar takes for a cue inside a content is one.
CUE_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """Cues with what they tie together, mentions by name, and times, of one text or of one part of a book."""

    words: Words
    """Those that the ties count."""
    ties: tuple[Tie, ...]
    names: tuple[tuple[Span, str], ...]
    """Mentions by name, whole ("Mara Lind of Greyport"), and those inside them, each a ``person``, an ``organisation``,
    a ``place`` or ``other``."""
    possible_cues: tuple[Span, ...]
    """Words that may be of a cue, whether or not they are of one of `ties`."""
    times: tuple[Span, ...]
    possible_times: tuple[Span, ...]
    """Words that may be of a time, whether or not they are of one of `times`."""


def seen(reading: Reading, text: str) -> Seen:
    """What `reading` shows of the `text` that was read."""
    return Seen(
        words=reading.words,
        ties=tuple(ties(reading)),
        names=tuple(read_names(reading, text)),
        possible_cues=_possible(reading, "cue", CUE_LEAST),
        times=tuple(span.within(reading) for span in read_spans(reading, "time", TIME_PRICE)),
        possible_times=_possible(reading, "time", TIME_LEAST),
    )


def _possible(reading: Reading, head: str, least: float) -> tuple[Span, ...]:
    """The words that are of a span of `head` with a chance of at least `least`."""
    chances = 1 - np.exp(reading.heads[head][:, 0])
    return tuple(reading.words.spans[n] for n in np.flatnonzero(chances >= least).tolist())
