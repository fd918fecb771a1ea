"""Which mentions of one document are one entity, and whom each source and addressee stands for.

Names are joined by `hearsay.language.name_joining`, phrases and pronouns resolved by `hearsay.language.phrases` and
`hearsay.language.pronouns`, in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from hearsay.language.cast import Cast, Person
from hearsay.language.name_joining import join
from hearsay.language.people import fits
from hearsay.language.phrases import Phrases
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.pronouns import HE, PRONOUNS, SHE
from hearsay.language.scene import Found, Scene
from hearsay.language.span_index import SpanIndex
from hearsay.model import Entity, Mention, MentionForm, Quotation, evidence_id
from hearsay.text import Span

_ASKED_BY = re.compile(r"\b(?:(?:spoke|talked|speaking|talking|sat down) (?:to|with)|interviewed by)\s+$")
_OF_ONESELF = re.compile(r"(?:that )?(?P<who>he|she)\b")
_OPENS_CLAUSE = re.compile(r"(?:who|which)(?= )")
_ANYBODY = frozenset(  # words for whoever it may be, which are nobody's name
    ("anybody", "anyone", "whoever", "nobody", "no one", "no-one", "everybody", "everyone", "people", "one")
)


def resolve(
    document: str,
    text: str,
    sentences: Sequence[Span],
    names: Sequence[Name],
    pointers: Sequence[Pointer],
    byline: str | None = None,
    quotations: Sequence[Quotation] = (),
    headlines: Sequence[Span] = (),
) -> tuple[tuple[Entity, ...], Mapping[tuple[str, str], Resolution]]:
    """The entities of a document, and for each (attribution id, role) of `pointers` whom it stands for.

    `byline` tells who "I" is outside `quotations`, and who asks in an interview of questions and answers; `headlines`
    describe who is named below them.
    """
    people = join(document, text, sentences, names)
    cast = Cast(people)
    marks = SpanIndex((q.span, q) for q in quotations)
    found = _Resolver(Scene(text, sentences, cast, byline, marks, headlines)).run(pointers)
    ids = [evidence_id(document, "entity", p.first) for p in cast.people]
    entities = [_entity(document, key, p) for key, p in zip(ids, cast.people, strict=True)]
    resolved = {
        key: Resolution(
            entities=tuple(ids[i] for i in f.who),
            resolved_by=f.resolved_by,
            why=f.why,
            places=f.places,
            doubtful=f.doubtful,
        )
        for key, f in found.items()
    }
    return tuple(sorted(entities, key=lambda e: (e.mentions[0].span, e.id))), resolved


def _entity(document: str, key: str, person: Person) -> Entity:
    return Entity(
        id=key,
        name=person.name,
        kind=person.kind,
        mentions=tuple(
            Mention(document=document, span=s, form=f, entity=key) for s, f in dict.fromkeys(person.mentions)
        ),
        reasons=tuple(dict.fromkeys(person.reasons)),
    )


class _Resolver:
    """One pass over the pointers of a document, in the order of the text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.phrases = Phrases(scene)
        self.voices: tuple[int | None, int | None] | None = None

    def run(self, pointers: Sequence[Pointer]) -> Mapping[tuple[str, str], Found]:
        """Resolves each; those in a headline after the text that it stands over, and last those inside another's words,
        for they may say "I"."""

        def when(p: Pointer) -> tuple[bool, bool, int, bool, int]:
            return p.parent is not None, self.scene.in_headline(p.span), p.span.start, p.role == "addressee", p.span.end

        order = sorted(pointers, key=when)
        for pointer in order:
            self.scene.done[pointer.attribution, pointer.role] = self._one(pointer)
        asked = {pointer.span for pointer in pointers}
        for pointer in order:
            if pointer.role == "source":
                self._of_oneself(pointer, asked)
        return self.scene.done

    def _of_oneself(self, pointer: Pointer, asked: AbstractSet[Span]) -> None:
        """Takes note that "he" with whom reported words begin is the one whose they are: “Vele said he would stay”."""
        who = self.scene.done[pointer.attribution, pointer.role].who
        opening = _OF_ONESELF.match(self.scene.text, *pointer.content[0]) if pointer.content else None
        if len(who) != 1 or opening is None:
            return
        span, person = Span(*opening.span("who")), self.scene.cast.people[who[0]]
        if span not in asked and person.maybe_human and person.pronoun in (None, opening["who"]):
            person.mention(span, "pronoun")

    def _one(self, pointer: Pointer) -> Found:
        text = pointer.span.of(self.scene.text)
        word = text.casefold()
        if text in ("Q", "A"):
            return self._voice(pointer, text)
        form: MentionForm = "pronoun"
        opening = _OPENS_CLAUSE.match(text)
        if word in PRONOUNS:
            found = self.phrases.pronouns.find(pointer, word)
        elif opening is not None:  # "which takes in both towns": the clause tells more of what stands before it
            short = Span(pointer.span.start, pointer.span.start + opening.end())
            found = self.phrases.pronouns.find(replace(pointer, span=short), opening[0].casefold())
        else:
            found, form = self.phrases.find(pointer)
        people = self.scene.cast.people
        if any(people[index].name.casefold() in _ANYBODY for index in found.who):
            return Found((), None, "whoever it may be: it names nobody", (pointer.span,))
        for index in found.who:
            person = self.scene.cast.people[index]
            if form != "name":
                person.mention(pointer.span, form)
            if person.kind == "unknown" and form == "pronoun" and word in HE | SHE:
                person.kind = "person"
        if pointer.role == "source" and pointer.parent is None:
            if len(found.who) == 1:
                self.scene.cast.speak(found.who[0], self.scene.sentence_at(pointer.span))
            elif found.who:
                self.scene.together[self.scene.sentence_at(pointer.span)] = (pointer.span, found.who)
        return found

    def _voice(self, pointer: Pointer, letter: str) -> Found:
        """The asking and the answering voice of an interview: the byline asks, or the one who was spoken to; the first
        other person named before the first turn answers. Open where the head names nobody."""
        people = self.scene.cast.people
        if self.voices is None:
            named = list(self.scene.cast.named_in(Span(0, pointer.span.start)))
            head = [i for _, i in named if people[i].kind == "person"]
            asks = next((i for i in head if self.scene.byline and fits(people[i].name, self.scene.byline)), None)
            if asks is None:
                asks = next(
                    (
                        i
                        for s, i in named
                        if people[i].kind == "person" and _ASKED_BY.search(self.scene.text, 0, s.start)
                    ),
                    None,
                )
            answers = next((i for i in head if i != asks), None)
            self.voices = (asks, answers)
        index = self.voices[0 if letter == "Q" else 1]
        if index is None:
            return Found((), None, f"who “{letter}” is, is not said")
        what = (
            "the byline asks, or who was spoken to"
            if letter == "Q"
            else "the first person named before the questions, who does not ask, answers"
        )
        return Found((index,), "nominal", f"“{letter}”: {what}", (people[index].first, pointer.span))
