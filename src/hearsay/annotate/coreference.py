"""Which mentions of one document are one entity, and whom each source and addressee stands for.

Names are joined by `hearsay.language.name_joining`. Pronouns and descriptions look back, sentence by sentence, for the
last one they fit (`hearsay.language.cast`); one that fits nobody stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hearsay.language.cast import Cast, Person
from hearsay.language.descriptions import LEADERS, Description, describe
from hearsay.language.name_joining import join
from hearsay.language.people import fits
from hearsay.language.phrase_parts import coordinated, core, segments
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.roles import FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS
from hearsay.model import Entity, Mention, MentionForm, ResolvedBy, evidence_id
from hearsay.text import Span

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset(("it", "its", "itself"))
_OURS = frozenset("we us our ours ourselves".split())
_SPEAKER = frozenset("i me my myself".split()) | _OURS
_RELATIVE = frozenset("who which that whose".split())
_OPEN = frozenset(
    "one you everyone everybody someone somebody nobody many some most others both all this these those there".split()
)
_PRONOUNS = _HE | _SHE | _THEY | _IT | _SPEAKER | _RELATIVE | _OPEN
_GENDERED = MALE_NOUNS | FEMALE_NOUNS
_SAYS_LITTLE = frozenset("former then senior top".split())  # modifiers that tell nobody apart
_OPENING = re.compile(r"(?:[\w .]{1,40}: )?[“\"]?(\w+)")
_AFTER_NAME = re.compile(r"\s*[(,]")
REACH = 10  # sentences that a pronoun looks back over
# Who is called so speaks for somebody, or is kept unnamed on purpose: never the last speaker by guess.
_SPEAKS_FOR_ANOTHER = frozenset(
    """
    spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney counsel deputy secretary assistant
    representative source official officer witness insider staffer surrogate agent translator interpreter
    """.split()
)
_JUST_SPOKEN = 4  # sentences back in which the last speaker is "the diplomat", though nobody calls him so
_RELATIVE_GAP = 40  # code points between a name and the "who" that follows it
_TITLE = 40  # code points before a phrase in which a name's title may begin


class _Found(NamedTuple):
    """Whom a pointer stands for, by index; nobody if `who` is empty."""

    who: tuple[int, ...]
    resolved_by: ResolvedBy | None
    why: str
    places: tuple[Span, ...] = ()
    doubtful: bool = False


def resolve(
    document: str,
    text: str,
    sentences: Sequence[Span],
    names: Sequence[Name],
    pointers: Sequence[Pointer],
    byline: str | None = None,
) -> tuple[tuple[Entity, ...], Mapping[tuple[str, str], Resolution]]:
    """The entities of a document, and for each (attribution id, role) of `pointers` whom it stands for.

    `byline` tells who asks in an interview of questions and answers.
    """
    people = join(document, text, sentences, names)
    resolver = _Resolver(text, sentences, people, byline)
    found = resolver.run(pointers)
    ids = [evidence_id(document, "entity", p.first) for p in resolver.cast.people]
    entities = [_entity(document, key, p) for key, p in zip(ids, resolver.cast.people, strict=True)]
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

    def __init__(self, text: str, sentences: Sequence[Span], people: Sequence[Person], byline: str | None) -> None:
        self.text, self.sentences, self.byline = text, sentences, byline
        self.cast = Cast(people)
        self.voices: tuple[int | None, int | None] | None = None
        self.done: dict[tuple[str, str], _Found] = {}

    def run(self, pointers: Sequence[Pointer]) -> Mapping[tuple[str, str], _Found]:
        """Resolves each; those inside another's words last, for they may say "I"."""
        order = sorted(pointers, key=lambda p: (p.parent is not None, p.span.start, p.role == "addressee", p.span.end))
        for pointer in order:
            self.done[pointer.attribution, pointer.role] = self._one(pointer)
        return self.done

    def _one(self, pointer: Pointer) -> _Found:
        text = pointer.span.of(self.text)
        word = text.casefold()
        if text in ("Q", "A"):
            return self._voice(pointer, text)
        form: MentionForm = "pronoun"
        if word in _PRONOUNS:
            found = self._pronoun(pointer, word)
        else:
            found, form = self._phrase(pointer)
        for index in found.who:
            person = self.cast.people[index]
            if form != "name":
                person.mention(pointer.span, form)
            if person.kind == "unknown" and form == "pronoun" and word in _HE | _SHE:
                person.kind = "person"
        if pointer.role == "source" and len(found.who) == 1 and pointer.parent is None:
            self.cast.speak(found.who[0], self._sentence(pointer.span))
        return found

    def _sentence(self, span: Span) -> int:
        return bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1

    def _voice(self, pointer: Pointer, letter: str) -> _Found:
        """The asking and the answering voice of an interview: the byline asks; the first other person named before the
        first turn answers. Open where the head names nobody."""
        people = self.cast.people
        if self.voices is None:
            named = self.cast.named_in(Span(0, pointer.span.start))
            head = [i for _, i in named if people[i].kind == "person"]
            asks = next((i for i in head if self.byline and fits(people[i].name, self.byline)), None)
            answers = next((i for i in head if i != asks), None)
            self.voices = (asks, answers)
        index = self.voices[0 if letter == "Q" else 1]
        if index is None:
            return _Found((), None, f"who “{letter}” is, is not said")
        what = (
            "the byline asks"
            if letter == "Q"
            else "the first person named before the questions, who is not the byline, answers"
        )
        return _Found((index,), "nominal", f"“{letter}”: {what}", (people[index].first, pointer.span))

    # ---- pronouns ---------------------------------------------------------------------------------------------------

    def _pronoun(self, pointer: Pointer, word: str) -> _Found:
        nobody = _Found((), None, f"“{word}” could not be tied to anybody")
        if word in _SPEAKER:
            return nobody if pointer.parent is None else self._first_person(pointer, pointer.parent, word)
        if word in _RELATIVE:
            return self._relative(pointer, word) or nobody
        if word in _OPEN:
            return nobody
        wants = "he" if word in _HE else "she" if word in _SHE else "they" if word in _THEY else "it"
        if pointer.reported and pointer.parent is not None and wants in ("he", "she"):
            said = self.done.get((pointer.parent, "source"))
            if said is not None and len(said.who) == 1 and self._fits(said.who[0], wants):
                why = f"“{word}” in the reported words of that speaker"
                return self._took(said.who[0], wants, why, pointer, pointer.span)
        here = self._sentence(pointer.span)
        for at in range(here, max(-1, here - REACH), -1):
            region = self.sentences[at]
            if at == here:
                opening = _OPENING.match(self.text, *region)
                if opening is not None and opening[1].casefold() == word and pointer.span.start > region.start:
                    continue  # the sentence began with the same pronoun: its subject was named before it
                region = Span(region.start, pointer.span.start)
            else:
                for index in self.cast.speakers_back(range(at, at + 1)):
                    if self._fits(index, wants):
                        why = f"“{word}”: the last to speak before it whom it fits"
                        place = self.cast.people[index].last_before(pointer.span.start)
                        return self._took(index, wants, why, pointer, place)
            for span, index in self.cast.named_in(region):
                if self._fits(index, wants) and not any(c.covers(span) for c in pointer.content):
                    why = f"“{word}”: the first named in the nearest sentence whom it fits"
                    return self._took(index, wants, why, pointer, span)
        return nobody

    def _first_person(self, pointer: Pointer, parent: str, word: str) -> _Found:
        said = self.done.get((parent, "source"))
        ours = word in _OURS
        why = f"“{word}” inside the words of that speaker" + (": whom else it takes in is open" if ours else "")
        who = said.who if said is not None else ()
        return _Found(who, "pronoun" if who else None, why, (pointer.span,), doubtful=ours)

    def _relative(self, pointer: Pointer, word: str) -> _Found | None:
        at = self._sentence(pointer.span)
        begin = self.sentences[at].start if at >= 0 else 0
        near = list(self.cast.named_in(Span(begin, pointer.span.start)))
        if not near or pointer.span.start - near[-1][0].end > _RELATIVE_GAP:
            return None
        span, index = near[-1]
        return _Found((index,), "pronoun", f"“{word}” follows the name", (span, pointer.span))

    def _took(self, index: int, wants: str, why: str, pointer: Pointer, place: Span) -> _Found:
        """Whom a pronoun found; from now on it is his or hers."""
        person = self.cast.people[index]
        if person.pronoun is None and wants in ("he", "she") and person.maybe_human:
            person.pronoun = wants
        return _Found((index,), "pronoun", why, (place, pointer.span))

    def _fits(self, index: int, wants: str) -> bool:
        person = self.cast.people[index]
        if wants in ("he", "she"):
            spoke = person.kind == "unknown" and person.named and self.cast.has_spoken(index)
            return (person.kind == "person" or spoke) and person.pronoun in (None, wants)
        if wants == "they":
            return person.kind in ("group", "organisation") or (not person.named and person.kind != "document")
        return person.kind in ("organisation", "document", "place")

    # ---- phrases ----------------------------------------------------------------------------------------------------

    def _phrase(self, pointer: Pointer) -> tuple[_Found, MentionForm]:
        """Who a phrase with a name in it names; a phrase without one describes."""
        reach = Span(max(0, pointer.span.start - _TITLE), pointer.span.end)
        names = [(s, i) for s, i in self.cast.named_in(reach) if pointer.span.start < s.end <= pointer.span.end]
        phrase, *appositions = segments(self.text, pointer.span)
        head = core(self.text, phrase, [s for s, _ in names])
        explicit = [(s, i) for s, i in names if s.end <= head.end]
        if coordinated(self.text, head, [s for s, _ in explicit]):
            return _Found(tuple(dict.fromkeys(i for _, i in explicit)), "explicit", "named together", (head,)), "name"
        if explicit:
            span, index = explicit[-1]
            ends = re.search(r"\w", self.text[span.end : head.end]) is None
            if ends and self.cast.people[index].named:
                self._learn(index, Span(head.start, span.start))
                return _Found((index,), "explicit", "named", (span,)), "name"
        for span, index in explicit:
            if span.start == head.start and _AFTER_NAME.match(self.text, span.end, head.end):
                return _Found((index,), "explicit", "named", (span,)), "name"
        for span, index in names:
            if appositions and span == appositions[0]:
                if self.cast.people[index].maybe_human:
                    self._learn(index, head)
                    return _Found((index,), "explicit", "named in apposition", (span,)), "name"
        return self._described(pointer, phrase), "description"

    def _learn(self, index: int, before: Span) -> None:
        """Takes note of what stands before a name: "the envoy Vele"."""
        if before.end - before.start > 2:
            described = describe(self.text, before)
            if described.head in PERSON_NOUNS:
                self.cast.learn(index, described.head, described.modifiers)

    def _described(self, pointer: Pointer, head: Span) -> _Found:
        described = describe(self.text, head)
        the_one = described.definite and not described.long
        found: _Found | None = None
        if the_one and described.head in PERSON_NOUNS and not described.plural:
            found = self._role(pointer, described)
        if found is None and the_one:
            found = self._body(pointer, described)
        if found is not None:
            return found
        if described.definite or described.plural:
            known = self.cast.described_as(described.label)
            if known is not None:
                places = (self.cast.people[known].first, head)
                return _Found((known,), "explicit", "described in the same words before", places)
        if the_one:
            same = self.cast.last_described(described.head, head.start)
            if same is not None:
                places = (self.cast.people[same].first, head)
                return _Found((same,), "nominal", "the one so described before", places)
        person = Person(name=self._label(pointer, described, head), kind=described.kind, named=False)
        person.mention(head, "description")
        person.pronoun = "she" if described.head in FEMALE_NOUNS else "he" if described.head in MALE_NOUNS else None
        return _Found((self.cast.describe(person),), "explicit", "not named; kept as described", (head,))

    def _label(self, pointer: Pointer, described: Description, head: Span) -> str:
        """The words of a description, with the name of whom "his", "her", "their" or "its" stands for."""
        if described.possessive not in ("his", "her", "their", "its"):
            return described.label
        possessive = Span(head.start, head.start + len(described.possessive))
        owner = self._pronoun(
            Pointer(span=possessive, role="source", attribution=pointer.attribution, content=pointer.content),
            described.possessive,
        )
        if not owner.who:
            return described.label
        return f"{self.cast.people[owner.who[0]].name}’s{described.label[len(described.possessive) :]}"

    def _role(self, pointer: Pointer, described: Description) -> _Found | None:
        """“the diplomat”: the last one named before whom the text calls so; else the one who has just spoken."""
        start = pointer.span.start
        telling = described.modifiers - _SAYS_LITTLE
        if described.head == "leader":
            called = self.cast.last_called(LEADERS | {"leader"}, telling, start, pointer.content)
        else:
            called = self.cast.last_speaker_called(described.head, telling, start, pointer.content)
            called = called or self.cast.last_called((described.head,), telling, start, pointer.content)
        if called is not None:
            span, index = called
            return _Found((index,), "nominal", f"called “{described.head}” in the text", (span, pointer.span))
        if telling or described.kind != "person" or described.head in _SPEAKS_FOR_ANOTHER:
            return None
        here = self._sentence(pointer.span)
        recent = self.cast.speakers_back(range(here - _JUST_SPOKEN, here + 1))
        last = next((i for i in recent if self.cast.people[i].maybe_human), None)
        if last is None:
            return None
        person = self.cast.people[last]
        if person.pronoun is not None and described.head in _GENDERED:
            if (person.pronoun == "she") != (described.head in FEMALE_NOUNS):
                return None
        why = f"“{described.label}” after that speaker’s words; the text does not call them so"
        return _Found((last,), "nominal", why, (person.last_before(start), pointer.span), doubtful=True)

    def _body(self, pointer: Pointer, described: Description) -> _Found | None:
        """“the ministry”: the last named body whose name holds the word."""
        if described.kind not in ("organisation", "document"):
            return None
        named = self.cast.last_body(described.head, described.modifiers, pointer.span.start)
        if named is None:
            return None
        span, index = named
        why = f"the last named before whose name holds “{described.head}”"
        return _Found((index,), "nominal", why, (span, pointer.span))
