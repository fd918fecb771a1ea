"""What a check is made of: the sentence that is looked at, what was told in it, and what was found about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hearsay.collate.checks.lexicon import Lexicon, Named
from hearsay.language.quantities import Quantity
from hearsay.model import CheckKind, Verdict
from hearsay.reference import Membership, Reference, Term, When
from hearsay.text import Span

Rows = tuple[Membership | Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date in a sentence: where it stands, counted in the sentence, and the days it can mean.

    `whole` tells whether it is printed with its year, and not counted from another day.
    """

    span: Span
    when: When
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence as every kind of claim sees it.

    `masked` is as long as `text`: each name, date and number is written over with a mark of its sort (`masks`), so that
    patterns speak of sorts; `named`, `dates` and `numbers` give what stood there, by where it begins. `start` is the
    place of the sentence in its document. `now` is the day from which it is told, ``None`` where that is not known, and
    `now_is` says which day that is. `told` is the date last told before it; `earlier` are the bodies and holders
    last named.
    """

    text: str
    masked: str
    start: int
    now: When | None
    now_is: str
    told: When | None
    reference: Reference
    lexicon: Lexicon
    dates: Mapping[int, Dated] = field(default_factory=dict)
    named: Mapping[int, Named] = field(default_factory=dict)
    numbers: Mapping[int, Quantity] = field(default_factory=dict)
    earlier: tuple[Named, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way in which a claim can be meant: in words, with the verdict if it is meant so."""

    said: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found about one claim of a sentence; `span` counts in the sentence.

    `rows` are those it rests on; with `timeline` the dates of these are the point of the claim, and worth showing.
    """

    kind: CheckKind
    span: Span
    readings: tuple[Reading, ...]
    found: str | None
    definition: str
    as_of: str
    table: str
    rows: Rows = ()
    timeline: bool = True

    @property
    def verdict(self) -> Verdict:
        """What all readings agree on; where they do not, there is not enough information."""
        verdicts = {reading.verdict for reading in self.readings}
        return verdicts.pop() if len(verdicts) == 1 else "not enough information"
