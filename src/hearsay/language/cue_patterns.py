"""What the parts of the cue grammar hand each other: a cue verb in its place, and what was found around it.

Every range is half-open and counts items of one sentence (`hearsay.language.items`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hearsay.language.cues import Form, cue_forms
from hearsay.language.items import Item
from hearsay.model import Modality

Part = tuple[int, int]
Pattern = Literal[
    "speech", "clause", "wh-clause", "infinitive", "object", "preposition",  # content right of the verb
    "tail", "inverted", "participle", "according to", "passive",
]  # fmt: skip
BREAKS = frozenset((",", "—", "–"))  # marks that set a cue off from its content
END = frozenset(".?!;")
REFUSALS = frozenset(("decline", "refuse"))  # "declined to comment": nothing was said


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A form of a cue verb: `cue` are its items, with its auxiliaries where they count as part of the cue."""

    form: Form
    cue: Part
    negated: bool
    hedged: bool

    @property
    def end(self) -> int:
        """Index after the verb."""
        return self.cue[1]

    @property
    def frames(self) -> frozenset[str]:
        """What the verb can be followed by, in the letters of ``cues.tsv``."""
        return self.form.cue.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One find. `content` may have two parts, or none where a colon ends the sentence (`open_colon`); `source` is
    ``None`` where the sentence names none."""

    pattern: Pattern
    verb: str
    modality: Modality
    source: Part | None
    cue: Part
    content: tuple[Part, ...]
    addressee: Part | None = None
    adverbial: Part | None = None
    negated: bool = False
    hedged: bool = False
    open_colon: bool = False


def found(
    verb: Verb,
    pattern: Pattern,
    source: Part | None,
    content: tuple[Part, ...],
    *,
    cue: Part | None = None,
    addressee: Part | None = None,
    adverbial: Part | None = None,
) -> Clause:
    """The find of `verb`; its cue is the verb's own unless another `cue` is given."""
    return Clause(
        pattern=pattern,
        verb=verb.form.cue.verb,
        modality=verb.form.cue.modality,
        source=source,
        cue=cue or verb.cue,
        content=content,
        addressee=addressee,
        adverbial=adverbial,
        negated=verb.negated or verb.form.cue.verb in REFUSALS,
        hedged=verb.hedged,
        open_colon=not content,
    )


def form_at(items: Sequence[Item], at: int) -> tuple[Form, int] | None:
    """The longest form of a cue verb that begins at item `at`, and the index after it."""
    if not items[at].is_word:
        return None
    for form in cue_forms().get(items[at].lower, ()):
        rest = form.cue.rest
        if all(at + 1 + n < len(items) and items[at + 1 + n].lower == word for n, word in enumerate(rest)):
            return form, at + 1 + len(rest)
    return None


def speechlike(item: Item) -> bool:
    """Whether an item is a quotation that is long enough to be speech and not a word in marks."""
    return item.quotation is not None and (
        sum(s.end - s.start for s in item.quotation.inner) >= 12 or item.final in tuple(".?!,…")
    )


def clause_end(items: Sequence[Item], begin: int) -> int:
    """Index after the clause that begins at `begin`: at a semicolon, or at the sentence's end without its marks."""
    end = len(items)
    while end > begin and items[end - 1].text in (".", "?", "!", ",", ";", ")", ":"):
        end -= 1
    return next((i for i in range(begin + 1, end) if items[i].text == ";"), end)
