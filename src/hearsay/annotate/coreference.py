"""Which mentions of one document are one entity, and whom each source and addressee stands for.

Names are joined by `hearsay.language.name_joining`. Pronouns and descriptions look back, sentence by sentence, for the
last one they fit (`hearsay.language.cast`); one that fits nobody stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from hearsay.language.author import author
from hearsay.language.cast import Cast, Person
from hearsay.language.descriptions import LEADERS, Description, base_of_share, describe
from hearsay.language.items import items
from hearsay.language.name_joining import join
from hearsay.language.noun_phrases import before
from hearsay.language.people import fits, parts, pronoun_of
from hearsay.language.phrase_parts import conjuncts, coordinated, core, person_part, segments
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.roles import FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS, same_things
from hearsay.language.span_index import SpanIndex
from hearsay.model import Entity, Mention, MentionForm, Quotation, ResolvedBy, evidence_id
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
_OPENS_CLAUSE = re.compile(r"(?:who|which)(?= )")
_SHARE = re.compile(
    r"(?:just |only |about |some |nearly |almost |another )?\d+(?:\.\d+)?(?: percent| per cent|%)", re.I
)
_ORDINAL = frozenset("previous first second third earlier other another last".split())
_SET_APART = re.compile(rf"\b(?:[A-Z][\w.]+|{'|'.join(sorted(_ORDINAL))})\b")
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
    quotations: Sequence[Quotation] = (),
    headlines: Sequence[Span] = (),
) -> tuple[tuple[Entity, ...], Mapping[tuple[str, str], Resolution]]:
    """The entities of a document, and for each (attribution id, role) of `pointers` whom it stands for.

    `byline` tells who "I" is outside `quotations`, and who asks in an interview of questions and answers; `headlines`
    describe who is named below them.
    """
    people = join(document, text, sentences, names)
    resolver = _Resolver(text, sentences, people, byline, quotations, headlines)
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


def _apart(label: str, other: str) -> bool:
    """Whether two descriptions are of two: each with a name, or an ordinal, that the other lacks."""
    a, b = (set(_SET_APART.findall(x)) for x in (label, other))
    return bool(a - b) and (bool(b - a) or bool(a & _ORDINAL))


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

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        people: Sequence[Person],
        byline: str | None,
        quotations: Sequence[Quotation],
        headlines: Sequence[Span],
    ) -> None:
        self.text, self.sentences, self.byline = text, sentences, byline
        self.quotations = SpanIndex((q.span, q) for q in quotations)
        self.headlines = headlines
        self.together: dict[int, tuple[Span, tuple[int, ...]]] = {}  # by sentence: who spoke there with one voice
        self.cast = Cast(people)
        self.voices: tuple[int | None, int | None] | None = None
        self.done: dict[tuple[str, str], _Found] = {}

    def run(self, pointers: Sequence[Pointer]) -> Mapping[tuple[str, str], _Found]:
        """Resolves each; those in a headline after the text that it stands over, and last those inside another's words,
        for they may say "I"."""

        def when(p: Pointer) -> tuple[bool, bool, int, bool, int]:
            return p.parent is not None, self._over(p.span), p.span.start, p.role == "addressee", p.span.end

        order = sorted(pointers, key=when)
        for pointer in order:
            self.done[pointer.attribution, pointer.role] = self._one(pointer)
        return self.done

    def _over(self, span: Span) -> bool:
        return any(h.covers(span) for h in self.headlines)

    def _one(self, pointer: Pointer) -> _Found:
        text = pointer.span.of(self.text)
        word = text.casefold()
        if text in ("Q", "A"):
            return self._voice(pointer, text)
        form: MentionForm = "pronoun"
        opening = _OPENS_CLAUSE.match(text)
        if word in _PRONOUNS:
            found = self._pronoun(pointer, word)
        elif opening is not None:  # "which takes in both towns": the clause tells more of what stands before it
            short = Span(pointer.span.start, pointer.span.start + opening.end())
            found = self._pronoun(replace(pointer, span=short), opening[0].casefold())
        else:
            found, form = self._phrase(pointer)
        for index in found.who:
            person = self.cast.people[index]
            if form != "name":
                person.mention(pointer.span, form)
            if person.kind == "unknown" and form == "pronoun" and word in _HE | _SHE:
                person.kind = "person"
        if pointer.role == "source" and pointer.parent is None:
            if len(found.who) == 1:
                self.cast.speak(found.who[0], self._sentence(pointer.span))
            elif found.who:
                self.together[self._sentence(pointer.span)] = (pointer.span, found.who)
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
            if pointer.parent is None:
                return self._author(pointer, word) or nobody
            return self._first_person(pointer, pointer.parent, word)
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
        said = self.done.get((pointer.attribution, "source")) if pointer.role == "addressee" else None
        not_to = set(said.who) if said is not None else set()  # nobody is told by "her" what she says
        here = self._sentence(pointer.span)
        for at in range(here, max(-1, here - REACH), -1):
            region = self.sentences[at]
            if at == here:
                opening = _OPENING.match(self.text, *region)
                if opening is not None and opening[1].casefold() == word and pointer.span.start > region.start:
                    continue  # the sentence began with the same pronoun: its subject was named before it
                region = Span(region.start, pointer.span.start)
            else:
                if wants == "they" and at in self.together:
                    place, who = self.together[at]
                    return _Found(who, "pronoun", f"“{word}”: the last to speak together", (place, pointer.span))
                for index in self.cast.speakers_back(range(at, at + 1)):
                    if self._fits(index, wants) and index not in not_to:
                        why = f"“{word}”: the last to speak before it whom it fits"
                        place = self.cast.people[index].last_before(pointer.span.start)
                        return self._took(index, wants, why, pointer, place)
            for span, index in self.cast.named_in(region):
                if (
                    self._fits(index, wants)
                    and index not in not_to
                    and not any(c.covers(span) for c in pointer.content)
                ):
                    why = f"“{word}”: the first named in the nearest sentence whom it fits"
                    return self._took(index, wants, why, pointer, span)
        return nobody

    def _first_person(self, pointer: Pointer, parent: str, word: str) -> _Found:
        said = self.done.get((parent, "source"))
        ours = word in _OURS
        why = f"“{word}” inside the words of that speaker" + (": whom else it takes in is open" if ours else "")
        who = said.who if said is not None else ()
        return _Found(who, "pronoun" if who else None, why, (pointer.span,), doubtful=ours)

    def _author(self, pointer: Pointer, word: str) -> _Found | None:
        """ "I" outside all quotations: the one whom the byline names."""
        name = author(self.byline)
        if name is None or word in _OURS or self.quotations.touching(pointer.span):
            return None
        index = self.cast.whose_name(parts(name))
        if index is None:
            person = Person(name=name, kind="person", pronoun=pronoun_of(name, None))
            person.mention(pointer.span, "pronoun")
            index = self.cast.describe(person)
        return _Found((index,), "pronoun", f"“{word}” outside quotations: the byline names the writer", (pointer.span,))

    def _relative(self, pointer: Pointer, word: str) -> _Found | None:
        """“who”, “which”, “that”: the noun phrase right before it."""
        at = self._sentence(pointer.span)
        begin = self.sentences[at].start if at >= 0 else 0
        its = items(self.text, Span(begin, pointer.span.start), ())
        end = len(its) - 1 if its and its[-1].text == "," else len(its)
        start = before(its, end)
        if start is None:
            return None
        phrase = Span(its[start].span.start, its[end - 1].span.end)
        if phrase.of(self.text).casefold() in _PRONOUNS:
            return None
        found = self._named_at(phrase.end)
        if found is None:
            if word == "who":
                phrase = person_part(self.text, phrase)
            found, _ = self._phrase(replace(pointer, span=phrase))
        return found._replace(resolved_by="pronoun", why=f"“{word}” follows “{phrase.of(self.text)}”")

    def _named_at(self, end: int) -> _Found | None:
        """Whose name ends there."""
        reach = Span(max(0, end - _TITLE), end)
        return next((_Found((i,), "pronoun", "", (s,)) for s, i in self.cast.named_in(reach) if s.end == end), None)

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
        several = conjuncts(self.text, pointer.span, [(s, self.cast.people[i].kind == "place") for s, i in names])
        if len(several) > 1:
            return self._together(pointer, several)
        phrase, *appositions = segments(self.text, pointer.span)
        head = core(self.text, phrase, [s for s, _ in names])
        explicit = [(s, i) for s, i in names if s.end <= head.end]
        if coordinated(self.text, head, [s for s, _ in explicit]):
            return _Found(tuple(dict.fromkeys(i for _, i in explicit)), "explicit", "named together", (head,)), "name"
        if explicit:
            span, index = explicit[-1]
            ends = re.search(r"\w", self.text[span.end : head.end]) is None
            if ends and self.cast.people[index].named and not self._part_of(index, phrase, head):
                self._learn(index, Span(head.start, span.start))
                return _Found((index,), "explicit", "named", (span,)), "name"
        for span, index in explicit:
            if span.start == head.start and _AFTER_NAME.match(self.text, span.end, head.end):
                return _Found((index,), "explicit", "named", (span,)), "name"
        for span, index in names:
            if appositions and appositions[0].start <= span.start and span.end == appositions[0].end:
                if self.cast.people[index].maybe_human:
                    self._learn(index, head)
                    return _Found((index,), "explicit", "named in apposition", (span,)), "name"
        told = self._told_more_of(pointer)
        if told is not None:
            span, index = told
            self._learn(index, head)
            return _Found((index,), "explicit", "tells more of the name before it", (span, pointer.span)), "description"
        return self._described(pointer, phrase), "description"

    def _together(self, pointer: Pointer, several: Sequence[Span]) -> tuple[_Found, MentionForm]:
        """Each of those that a list names or describes."""
        found = [self._part(replace(pointer, span=part)) for part in several]
        who = tuple(dict.fromkeys(i for f in found for i in f.who))
        how: ResolvedBy = "pronoun" if found[0].resolved_by == "pronoun" else "explicit"
        doubtful = any(f.doubtful or not f.who for f in found)
        return _Found(who, how if who else None, "named together", (pointer.span,), doubtful), "name"

    def _part(self, pointer: Pointer) -> _Found:
        word = pointer.span.of(self.text).casefold()
        if word in _PRONOUNS:
            return self._pronoun(pointer, word)
        found, form = self._phrase(pointer)
        if form != "name":
            for index in found.who:
                self.cast.people[index].mention(pointer.span, form)
        return found

    def _part_of(self, index: int, phrase: Span, head: Span) -> bool:
        """Whether a group is cut down by what follows: "Democrats on the committee" are not the Democrats."""
        return self.cast.people[index].kind == "group" and phrase.end > head.end

    def _told_more_of(self, pointer: Pointer) -> tuple[Span, int] | None:
        """The name before a comma of which the phrase, with a comma behind it, tells more: “Lind, the mayor, said”."""
        start, end = pointer.span
        if self.text[start - 2 : start] != ", " or self.text[end : end + 1] != ",":
            return None
        before_it = [(s, i) for s, i in self.cast.named_in(Span(max(0, start - 60), start)) if s.end == start - 2]
        if not before_it or not self.cast.people[before_it[0][1]].maybe_human:
            return None
        described = describe(self.text, pointer.span)
        return before_it[0] if described.head in PERSON_NOUNS and not described.plural else None

    def _learn(self, index: int, before: Span) -> None:
        """Takes note of what stands before a name: "the envoy Vele"."""
        if before.end - before.start > 2:
            described = describe(self.text, before)
            if described.head in PERSON_NOUNS:
                self.cast.learn(index, described.head, described.modifiers)

    def _described(self, pointer: Pointer, head: Span) -> _Found:
        described = describe(self.text, head)
        if self._over(head) and (below := self._below(described)) is not None:
            return _Found((below,), "nominal", "described in a headline, and named or described below", (head,))
        the_one = described.definite and not described.long
        found: _Found | None = None
        if the_one and described.head in PERSON_NOUNS and not described.plural:
            found = self._role(pointer, described)
        if found is None and the_one:
            found = self._body(pointer, described)
        if found is not None:
            return found
        label = self._label(pointer, described, head)
        if described.definite or described.plural:
            known = self.cast.described_as(label)
            if known is not None:
                places = (self.cast.people[known].first, head)
                return _Found((known,), "explicit", "described in the same words before", places)
        if described.kind in ("unknown", "person") and label[:1].isupper():
            named = self.cast.whose_name(parts(label))  # a headline, where a capital says nothing
            if named is not None:
                return _Found((named,), "explicit", "named", (head,))
        if the_one or described.demonstrative:
            same = self.cast.last_described(same_things(described.head), head.start, partial(_apart, label))
            if same is not None:
                places = (self.cast.people[same].last_before(head.start), head)
                self._name_better(same, label)
                return _Found((same,), "nominal", "the one so described before", places)
            if described.kind == "organisation" and not described.plural and not described.modifiers:
                most = self.cast.most_named("organisation", head.start)
                if most is not None:
                    why = f"“{described.label}”: the body named most in the text, which does not call it so"
                    return _Found((most,), "nominal", why, (self.cast.people[most].first, head), doubtful=True)
        person = Person(name=label, kind=described.kind, named=False)
        person.mention(head, "description")
        person.pronoun = "she" if described.head in FEMALE_NOUNS else "he" if described.head in MALE_NOUNS else None
        return _Found((self.cast.describe(person),), "explicit", "not named; kept as described", (head,))

    def _below(self, described: Description) -> int | None:
        """Whom a headline describes: the only one so called in the text, else the first described by the same noun."""
        if described.kind == "person":
            called = self.cast.all_called(described.head)
            if len(called) == 1:
                return called[0]
        return self.cast.first_described(described.head)

    def _name_better(self, index: int, label: str) -> None:
        """Takes the description with a name in it for one that had none: "the Orsk Board poll" after "a new poll"."""
        person = self.cast.people[index]
        if not _SET_APART.search(person.name) and _SET_APART.search(label):
            person.name = label

    def _label(self, pointer: Pointer, described: Description, head: Span) -> str:
        """The words of a description, with the name of whom "his", "her", "their" or "its" stands for; a share with the
        base that it is of."""
        if _SHARE.fullmatch(described.label):
            return described.label + base_of_share(self.text, head.start)
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
