"""Which mentions of one document are one entity, and whom each source and addressee stands for.

Names join by their parts, never on a surname that two people share without a sign which. Pronouns and descriptions look
back, sentence by sentence, for the last one they fit; one that fits nobody stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.language.descriptions import LEADERS, Description, describe, roles_around
from hearsay.language.people import fits, parts, pronoun_of
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.roles import FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS
from hearsay.model import Entity, EntityKind, Mention, MentionForm, Place, Reason, evidence_id
from hearsay.text import Span

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset(("it", "its", "itself"))
_SPEAKER = frozenset("i me my myself we us our ourselves".split())
_RELATIVE = frozenset("who which that whose".split())
_OPEN = frozenset(
    "one you everyone everybody someone somebody nobody many some most others both all this these those there".split()
)
REACH = 10  # sentences that a pronoun looks back over


@dataclass(slots=True)
class _Person:
    """An entity while it is being put together."""

    name: str
    kind: EntityKind
    mentions: list[tuple[Span, MentionForm]] = field(default_factory=list)
    pronoun: str | None = None
    roles: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    reasons: list[Reason] = field(default_factory=list)
    named: bool = True
    definite: bool = True

    @property
    def first(self) -> Span:
        return min(s for s, _ in self.mentions)


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
    people = _join(document, text, sentences, names)
    return _Resolver(document, text, sentences, people, byline).run(pointers)


# ---- names ------------------------------------------------------------------------------------------------------------


def _join(document: str, text: str, sentences: Sequence[Span], names: Sequence[Name]) -> list[_Person]:
    people: list[_Person] = []
    full = [n for n in names if n.kind in ("person", "unknown") and len(parts(n.name)) > 1]
    for name in sorted(full, key=lambda n: (-len(parts(n.name)), n.span)):
        match = next((p for p in people if fits(name.name, p.name) and _same_sex(p, name)), None)
        if match is None:
            match = _Person(name=name.name, kind=name.kind)
            people.append(match)
        elif parts(name.name) != parts(match.name):
            match.reasons.append(_reason(document, f"“{name.name}” is a shorter form of “{match.name}”", name.span))
        _add(match, name, text, sentences)
    bodies = [n for n in names if n.kind in ("organisation", "place", "document")]
    by_name: dict[str, _Person] = {}
    for name in sorted(bodies, key=lambda n: (-len(n.name), n.span)):
        key = re.sub(r"^the ", "", name.name.casefold()).replace(".", "")
        match = by_name.get(key)
        if match is None and name.name.replace(".", "").isupper():
            match = next((p for p in by_name.values() if _initials(p.name) == name.name.replace(".", "")), None)
            if match is not None:
                match.reasons.append(_reason(document, f"“{name.name}” are the initials of “{match.name}”", name.span))
        if match is None:
            match = _Person(name=re.sub(r"^[Tt]he ", "", name.name), kind=name.kind)
            people.append(match)
        by_name.setdefault(key, match)
        _add(match, name, text, sentences)
    single: dict[str, _Person] = {}
    for name in sorted(
        (n for n in names if n.kind in ("person", "unknown") and len(parts(n.name)) <= 1), key=lambda n: n.span
    ):
        if not parts(name.name):
            continue
        match = _owner(document, name, people) or by_name.get(name.name.casefold()) or single.get(parts(name.name)[0])
        if match is None:
            match = _Person(name=name.name, kind=name.kind)
            single[parts(name.name)[0]] = match
        _add(match, name, text, sentences)
    return people + [p for p in single.values() if p not in people]


def _owner(document: str, name: Name, people: Sequence[_Person]) -> _Person | None:
    """The one full name that a surname or given name belongs to; of two, the one named last before it."""
    fitting = [p for p in people if p.kind in ("person", "unknown") and fits(name.name, p.name) and _same_sex(p, name)]
    if len(fitting) > 1:
        surname = [p for p in fitting if parts(p.name)[-1] == parts(name.name)[0]]
        fitting = surname or fitting
    if not fitting:
        return None
    if len(fitting) == 1:
        match = fitting[0]
        match.reasons.append(_reason(document, f"“{name.name}” fits “{match.name}” and no other name here", name.span))
        return match
    before = [p for p in fitting if p.first.start < name.span.start]
    if not before:
        return None
    match = min(before, key=lambda p: (-len(p.mentions), p.first))
    match.reasons.append(
        _reason(
            document, f"doubtful: “{name.name}” fits {len(fitting)} names here; “{match.name}” is named most", name.span
        )
    )
    return match


def _same_sex(person: _Person, name: Name) -> bool:
    says = pronoun_of(name.name, name.title)
    return says is None or person.pronoun is None or says == person.pronoun


def _add(person: _Person, name: Name, text: str, sentences: Sequence[Span]) -> None:
    person.mentions.append((name.span, "name"))
    if person.kind == "unknown" and name.kind != "unknown":
        person.kind = name.kind
    if person.kind in ("person", "unknown"):
        person.pronoun = person.pronoun or pronoun_of(name.name, name.title)
        at = bisect_right(sentences, Span(name.span.start, 1 << 60)) - 1
        sentence = sentences[at] if at >= 0 and sentences[at].covers(name.span) else name.span
        nouns, around = roles_around(text, name.span, sentence)
        person.roles |= nouns
        person.around |= around
        if name.title:
            lowered = describe(text, Span(name.span.start, name.core.start))
            person.roles |= {w for w in lowered.modifiers | {lowered.head} if w in PERSON_NOUNS}
            person.around |= lowered.modifiers | {lowered.head}
        if person.pronoun is None:
            person.pronoun = "she" if nouns & FEMALE_NOUNS else "he" if nouns & MALE_NOUNS else None


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper())


def _reason(document: str, why: str, *spans: Span, of: str = "identity") -> Reason:
    return Reason(of=of, why=why, anchors=tuple(Place(document=document, span=s) for s in spans))


# ---- pronouns and descriptions ----------------------------------------------------------------------------------------------


class _Resolver:
    """One pass over the pointers of a document, in the order of the text."""

    def __init__(
        self, document: str, text: str, sentences: Sequence[Span], people: list[_Person], byline: str | None
    ) -> None:
        self.byline = byline
        self.voices: tuple[int | None, int | None] | None = None
        self.document, self.text, self.sentences, self.people = document, text, sentences, people
        self.mentions = sorted(((s, i) for i, p in enumerate(people) for s, _ in p.mentions), key=lambda x: x[0])
        self.starts = [s.start for s, _ in self.mentions]
        self.spoke: list[tuple[int, int]] = []  # (sentence, person) of each resolved source, in order
        self.done: dict[tuple[str, str], tuple[tuple[int, ...], Resolution]] = {}

    def run(self, pointers: Sequence[Pointer]) -> tuple[tuple[Entity, ...], Mapping[tuple[str, str], Resolution]]:
        order = sorted(pointers, key=lambda p: (p.span.start, p.role == "addressee", p.span.end))
        for pointer in [p for p in order if p.parent is None] + [p for p in order if p.parent is not None]:
            found = self.one(pointer)
            self.done[pointer.attribution, pointer.role] = found
        ids = {i: evidence_id(self.document, "entity", p.first) for i, p in enumerate(self.people)}
        entities = tuple(
            Entity(
                id=ids[i],
                name=p.name,
                kind=p.kind,
                mentions=tuple(
                    Mention(document=self.document, span=s, form=f, entity=ids[i]) for s, f in sorted(set(p.mentions))
                ),
                reasons=tuple(dict.fromkeys(p.reasons)),
            )
            for i, p in enumerate(self.people)
        )
        resolved = {
            key: Resolution(
                entities=tuple(ids[i] for i in who),
                resolved_by=r.resolved_by if who else None,
                why=r.why,
                places=r.places,
                doubtful=r.doubtful,
            )
            for key, (who, r) in self.done.items()
        }
        return tuple(sorted(entities, key=lambda e: (e.mentions[0].span, e.id))), resolved

    def one(self, pointer: Pointer) -> tuple[tuple[int, ...], Resolution]:
        text = pointer.span.of(self.text)
        word = text.casefold().replace("’", "'")
        if text in ("Q", "A"):
            return self._voice(pointer, text)
        if re.fullmatch(r"[a-z]+", word) and (word in _HE | _SHE | _THEY | _IT | _SPEAKER | _RELATIVE | _OPEN):
            found = self._pronoun(pointer, word)
            form: MentionForm = "pronoun"
        else:
            found, form = self._phrase(pointer)
        who, resolution = found
        for index in who:
            if form != "name":
                self.people[index].mentions.append((pointer.span, form))
            if self.people[index].kind == "unknown" and form == "pronoun" and word in _HE | _SHE:
                self.people[index].kind = "person"
        if pointer.role == "source" and len(who) == 1 and pointer.parent is None:
            self.spoke.append((self._sentence(pointer.span), who[0]))
        return who, resolution

    def _voice(self, pointer: Pointer, letter: str) -> tuple[tuple[int, ...], Resolution]:
        """The asking and the answering voice of an interview: the byline asks; the first other person named before the
        first turn answers. Open where the head names nobody."""
        if self.voices is None:
            head = [i for s, i in self._mentions(Span(0, pointer.span.start)) if self.people[i].kind == "person"]
            asks = next((i for i in head if self.byline and fits(self.people[i].name, self.byline)), None)
            answers = next((i for i in head if i != asks), None)
            self.voices = (asks, answers)
        index = self.voices[0 if letter == "Q" else 1]
        if index is None:
            return (), Resolution(entities=(), resolved_by=None, why=f"who “{letter}” is, is not said")
        what = (
            "the byline asks"
            if letter == "Q"
            else "the first person named before the questions, who is not the byline, answers"
        )
        return (index,), Resolution(
            entities=(),
            resolved_by="nominal",
            why=f"“{letter}”: {what}",
            places=(self.people[index].first, pointer.span),
        )

    def _sentence(self, span: Span) -> int:
        return bisect_right(self.sentences, Span(span.start, 1 << 60)) - 1

    def _mentions(self, region: Span) -> list[tuple[Span, int]]:
        first = bisect_right(self.starts, region.start - 1)
        out = []
        for span, index in self.mentions[first:]:
            if span.start >= region.end:
                break
            out.append((span, index))
        return out

    def _pronoun(self, pointer: Pointer, word: str) -> tuple[tuple[int, ...], Resolution]:
        nobody: tuple[tuple[int, ...], Resolution] = (
            (),
            Resolution(entities=(), resolved_by=None, why=f"“{word}” could not be tied to anybody"),
        )
        if word in _SPEAKER:
            if pointer.parent is None:
                return nobody
            who = self.done.get((pointer.parent, "source"), ((), None))[0]
            ours = word in ("we", "us", "our", "ours", "ourselves")
            why = f"“{word}” inside the words of that speaker" + (": whom else it takes in is open" if ours else "")
            return who, Resolution(entities=(), resolved_by="pronoun", why=why, places=(pointer.span,), doubtful=ours)
        if word in _RELATIVE:
            at = self._sentence(pointer.span)
            begin = self.sentences[at].start if at >= 0 else 0
            near = self._mentions(Span(begin, pointer.span.start))
            if near and pointer.span.start - near[-1][0].end <= 40:
                span, index = near[-1]
                return (index,), Resolution(
                    entities=(), resolved_by="pronoun", why=f"“{word}” follows the name", places=(span, pointer.span)
                )
            return nobody
        if word in _OPEN:
            return nobody
        wants = "he" if word in _HE else "she" if word in _SHE else "they" if word in _THEY else "it"
        here = self._sentence(pointer.span)
        for back in range(REACH):
            at = here - back
            if at < 0:
                break
            region = self.sentences[at]
            limit = pointer.span.start if back == 0 else region.end
            spoke = [p for s, p in self.spoke if s == at and self._fits(p, wants)] if back else []
            if spoke:
                index = spoke[-1]
                why = f"“{word}”: the last to speak before it whom it fits"
                return self._took(index, wants, why, pointer)
            opening = re.match(r"(?:[\w .]{1,40}: )?[“\"]?(\w+)", self.text[region.start : region.end])
            if (
                back == 0
                and opening is not None
                and opening[1].casefold() == word
                and pointer.span.start > region.start
            ):
                continue  # the sentence began with the same pronoun: its subject was named before it
            inside = [
                (s, i)
                for s, i in self._mentions(Span(region.start, limit))
                if self._fits(i, wants) and not any(c.covers(s) for c in pointer.content)
            ]
            if inside:
                index = inside[0][1]
                return self._took(
                    index,
                    wants,
                    f"“{word}”: the first named in the nearest sentence whom it fits",
                    pointer,
                    inside[0][0],
                )
        return nobody

    def _took(
        self, index: int, wants: str, why: str, pointer: Pointer, *places: Span
    ) -> tuple[tuple[int, ...], Resolution]:
        person = self.people[index]
        if person.pronoun is None and wants in ("he", "she") and person.kind in ("person", "unknown"):
            person.pronoun = wants
        shown = places or (max((s for s, _ in person.mentions if s.start < pointer.span.start), default=person.first),)
        return (index,), Resolution(entities=(), resolved_by="pronoun", why=why, places=(*shown, pointer.span))

    def _fits(self, index: int, wants: str) -> bool:
        person = self.people[index]
        if wants in ("he", "she"):
            if person.kind == "person" or (
                person.kind == "unknown" and person.named and any(i == index for _, i in self.spoke)
            ):
                return person.pronoun in (None, wants)
            return False
        if wants == "they":
            return person.kind in ("group", "organisation") or (not person.named and person.kind != "document")
        return person.kind in ("organisation", "document", "place")

    def _phrase(self, pointer: Pointer) -> tuple[tuple[tuple[int, ...], Resolution], MentionForm]:
        segments = _segments(self.text, pointer.span)
        head = segments[0]
        reach = Span(max(0, pointer.span.start - 40), pointer.span.end)  # a name's title may begin before the phrase
        names = [(s, i) for s, i in self._mentions(reach) if pointer.span.start < s.end <= pointer.span.end]
        head = _core(self.text, head, [s for s, _ in names])
        explicit = [(s, i) for s, i in names if s.end <= head.end]
        group = _coordinated(self.text, head, explicit)
        if group:
            return (
                tuple(dict.fromkeys(group)),
                Resolution(entities=(), resolved_by="explicit", why="named together", places=(head,)),
            ), "name"
        at_end = [(s, i) for s, i in explicit if s.end == head.end or not re.search(r"\w", self.text[s.end : head.end])]
        if at_end and self.people[at_end[-1][1]].named:
            span, index = at_end[-1]
            self._learn(index, Span(head.start, span.start))
            return ((index,), Resolution(entities=(), resolved_by="explicit", why="named", places=(span,))), "name"
        bracket = next(
            (
                (s, i)
                for s, i in explicit
                if s.start == head.start and re.match(r"\s*[(,]", self.text[s.end : head.end])
            ),
            None,
        )
        if bracket is not None:
            return (
                (bracket[1],),
                Resolution(entities=(), resolved_by="explicit", why="named", places=(bracket[0],)),
            ), "name"
        if len(segments) > 1:
            second = [(s, i) for s, i in names if segments[1].start == s.start and s.end == segments[1].end]
            if second and self.people[second[0][1]].kind in ("person", "unknown"):
                self._learn(second[0][1], head)
                return (
                    (second[0][1],),
                    Resolution(entities=(), resolved_by="explicit", why="named in apposition", places=(second[0][0],)),
                ), "name"
        return self._described(pointer, _segments(self.text, pointer.span)[0]), "description"

    def _learn(self, index: int, before: Span) -> None:
        if before.end - before.start > 2:
            described = describe(self.text, before)
            if described.head in PERSON_NOUNS:
                self.people[index].roles.add(described.head)
                self.people[index].around |= described.modifiers

    def _described(self, pointer: Pointer, head: Span) -> tuple[tuple[int, ...], Resolution]:
        described = describe(self.text, head)
        if described.definite and not described.long and described.head in PERSON_NOUNS and not described.plural:
            found = self._role(pointer, described)
            if found is not None:
                return found
        if described.definite and not described.long:
            named = self._body(pointer, described)
            if named is not None:
                return named
        known = next(
            (
                i
                for i in reversed(range(len(self.people)))
                if not self.people[i].named
                and (
                    self.people[i].name.casefold() == described.label.casefold()
                    and (described.definite or described.plural)
                )
            ),
            None,
        )
        if known is not None:
            return (known,), Resolution(
                entities=(),
                resolved_by="explicit",
                why="described in the same words before",
                places=(self.people[known].first, head),
            )
        if described.definite and not described.long:
            same = [
                i
                for i, p in enumerate(self.people)
                if not p.named
                and describe(p.name, Span(0, len(p.name))).head == described.head
                and p.first.start < head.start
            ]
            if same:
                return (same[-1],), Resolution(
                    entities=(),
                    resolved_by="nominal",
                    why="the one so described before",
                    places=(self.people[same[-1]].first, head),
                )
        label = described.label
        if described.possessive in ("his", "her", "their", "its"):
            owner = self._pronoun(
                Pointer(
                    span=Span(head.start, head.start + len(described.possessive)),
                    role="source",
                    attribution=pointer.attribution,
                    content=pointer.content,
                ),
                described.possessive,
            )[0]
            if owner:
                label = f"{self.people[owner[0]].name}’s{label[len(described.possessive) :]}"
        person = _Person(name=label, kind=described.kind, named=False, definite=described.definite)
        person.mentions.append((head, "description"))
        self.people.append(person)
        index = len(self.people) - 1
        person.pronoun = "she" if described.head in FEMALE_NOUNS else "he" if described.head in MALE_NOUNS else None
        return (index,), Resolution(
            entities=(), resolved_by="explicit", why="not named; kept as described", places=(head,)
        )

    def _role(self, pointer: Pointer, described: Description) -> tuple[tuple[int, ...], Resolution] | None:
        """“the diplomat”: the last one named before whom the text calls so; else the one who has just spoken."""
        before = [
            (s, i)
            for s, i in self._mentions(Span(0, pointer.span.start))
            if self.people[i].kind in ("person", "unknown") and self.people[i].named
        ]
        wanted = {described.head} | (LEADERS if described.head == "leader" else set())
        telling = {m for m in described.modifiers if m not in ("former", "then", "senior", "top")}
        ranked = []
        for span, index in before:
            person = self.people[index]
            if any(c.covers(span) for c in pointer.content):
                continue
            if person.roles & wanted and (not telling or telling & person.around):
                ranked.append((span, index))
        if ranked:
            recent = [index for _, index in self.spoke if any(index == i for _, i in ranked)]
            index = recent[-1] if recent and described.head != "leader" else ranked[-1][1]
            span = max(s for s, i in ranked if i == index)
            return (index,), Resolution(
                entities=(),
                resolved_by="nominal",
                why=f"called “{described.head}” in the text",
                places=(span, pointer.span),
            )
        here = self._sentence(pointer.span)
        recent = [i for s, i in self.spoke if 0 <= here - s <= 4 and self.people[i].kind in ("person", "unknown")]
        if recent and not telling and described.kind == "person":
            index = recent[-1]
            if (
                self.people[index].pronoun is None
                or described.head not in MALE_NOUNS | FEMALE_NOUNS
                or (self.people[index].pronoun == "she") == (described.head in FEMALE_NOUNS)
            ):
                span = max(
                    (s for s, _ in self.people[index].mentions if s.start < pointer.span.start),
                    default=self.people[index].first,
                )
                return (index,), Resolution(
                    entities=(),
                    resolved_by="nominal",
                    why=f"“{described.label}” after that speaker’s words; the text does not call them so",
                    places=(span, pointer.span),
                    doubtful=True,
                )
        return None

    def _body(self, pointer: Pointer, described: Description) -> tuple[tuple[int, ...], Resolution] | None:
        """“the ministry”: the last named body whose name holds the word."""
        if described.kind not in ("organisation", "document"):
            return None
        before = [
            (s, i) for s, i in self._mentions(Span(0, pointer.span.start))
            if self.people[i].named and self.people[i].kind in ("organisation", "document") and described.head in parts(self.people[i].name)
            and (not described.modifiers or described.modifiers & set(parts(self.people[i].name)))
        ]  # fmt: skip
        if not before:
            return None
        span, index = before[-1]
        return (index,), Resolution(
            entities=(),
            resolved_by="nominal",
            why=f"the last named before whose name holds “{described.head}”",
            places=(span, pointer.span),
        )


def _segments(text: str, span: Span) -> list[Span]:
    """The phrase at its commas: head, then appositions."""
    out, start = [], span.start
    for match in re.finditer(r",\s+", text[span.start : span.end]):
        out.append(Span(start, span.start + match.start()))
        start = span.start + match.end()
    out.append(Span(start, span.end))
    return [s for s in out if s.end > s.start] or [span]


_AFTER_HEAD = re.compile(
    r"\s(?:of|for|in|from|by|at|on|to|with|about|who|which|that|whose|published|released|issued|obtained|seen|leaked|written|led|based|familiar|citing|"
    r"speaking|close|involved|interviewed|reviewed|compiled|declassified|conducted|posted|signed)\s"
)


def _core(text: str, head: Span, names: Sequence[Span]) -> Span:
    """The phrase up to its head noun: without what is hung on it ("minutes | published by the Archive")."""
    for match in _AFTER_HEAD.finditer(text, head.start, head.end):
        if not any(n.start < match.start() + 1 < n.end for n in names):
            return Span(head.start, match.start())
    return head


def _coordinated(text: str, head: Span, names: Sequence[tuple[Span, int]]) -> list[int]:
    """Both of “Lind and Vele”, if the phrase is no more than that."""
    if len(names) < 2 or names[-1][0].end != head.end:
        return []
    if not re.search(r"\band\b", text[names[-2][0].end : names[-1][0].start]):
        return []
    between = text[names[-2][0].end : names[-1][0].start]
    if not re.fullmatch(r"(?:,? and |,? and \w[\w .’'-]{0,40} )", between):
        return []
    return [i for s, i in names]
