"""An attribution as it is found, with what its sentence says around it; the later steps read it."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.model import Attribution
from hearsay.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An attribution whose speaker is still to be named.

    `pattern` is how it was found (see `hearsay.language.clauses` and `hearsay.annotate.attributions`); `addressee` and `adverbial`
    are the stretches of its sentence that name to whom and when or where; `follows` is the id of the attribution whose
    speaker goes on speaking.
    """

    attribution: Attribution
    pattern: str
    verb: str | None = None
    addressee: Span | None = None
    adverbial: Span | None = None
    sentence: Span | None = None
    follows: str | None = None
