"""The cast of a document: everybody named or described in it, looked up by place, role, word and who has spoken.

Each question is answered from an index, walking back from a place to the nearest that fits: a long text with thousands
of names costs no more for each name than a short one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from hearsay.language.descriptions import describe
from hearsay.language.people import parts
from hearsay.language.roles import also_called
from hearsay.model import EntityKind, MentionForm, Reason
from hearsay.text import Span


@dataclass(slots=True, eq=False, kw_only=True)
class Person:
    """An entity of one document while it is being put together; a body or a paper as well as a person.

    `roles` are the role nouns that the text gives it, `around` the words that stand with them; `named` is false for one
    that is only described. `mentions` are in the order of the text.
    """

    name: str
    kind: EntityKind
    mentions: list[tuple[Span, MentionForm]] = field(default_factory=list)
    pronoun: str | None = None
    roles: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    reasons: list[Reason] = field(default_factory=list)
    named: bool = True

    @property
    def first(self) -> Span:
        """Where it is first mentioned."""
        return self.mentions[0][0]

    @property
    def maybe_human(self) -> bool:
        """Whether nothing says that it is a body, a place or a paper."""
        return self.kind in ("person", "unknown")

    def mention(self, span: Span, form: MentionForm) -> None:
        """Adds a mention."""
        insort(self.mentions, (span, form))

    def last_before(self, offset: int) -> Span:
        """The last mention that begins before `offset`; the first one where none does."""
        at = bisect_left(self.mentions, offset, key=lambda m: m[0].start)
        return self.mentions[at - 1][0] if at else self.first


_LAST = 50  # people described by one noun among whom the last is looked for
Mentions = list[tuple[Span, int]]  # with the indices of their people, in order


class Cast:
    """The people of a document, each known by its index in `people`; described ones are added as they are met."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self._named: Mentions = sorted((s, i) for i, p in enumerate(self.people) for s, _ in p.mentions)
        self._names: dict[int, list[Span]] = defaultdict(list)
        self._called: dict[str, Mentions] = defaultdict(list)  # by role
        self._bodies: dict[str, Mentions] = defaultdict(list)  # by word of the name
        for span, index in self._named:
            person = self.people[index]
            self._names[index].append(span)
            if person.maybe_human:
                for role in person.roles:
                    self._called[role].append((span, index))
            elif person.kind in ("organisation", "document"):
                for word in set(parts(person.name)):
                    self._bodies[word].append((span, index))
        self._surnamed: dict[str, list[int]] = defaultdict(list)
        for index, person in enumerate(self.people):
            if words := parts(person.name):
                self._surnamed[words[-1]].append(index)
        self._most: dict[EntityKind, list[int]] = {}
        self._turn = 0
        self._spoke_in: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by sentence: (turn, index)
        self._spoke_as: dict[str, list[tuple[int, int]]] = defaultdict(list)  # by role
        self._turns: dict[int, list[int]] = defaultdict(list)  # by index
        self._labels: dict[str, int] = {}
        self._heads: dict[str, list[int]] = defaultdict(list)

    # ---- what is learned on the way ---------------------------------------------------------------------------------

    def describe(self, person: Person) -> int:
        """Adds one who is described and not named; its index."""
        self.people.append(person)
        index = len(self.people) - 1
        self._labels[person.name.casefold()] = index
        self._heads[describe(person.name, Span(0, len(person.name))).head].append(index)
        return index

    def learn(self, index: int, noun: str, around: Set[str]) -> None:
        """Takes note that the text calls somebody by a role noun, with the words `around` it."""
        person = self.people[index]
        person.around |= around
        for role in also_called(noun) - person.roles:
            person.roles.add(role)
            if person.maybe_human:
                for span in self._names[index]:
                    insort(self._called[role], (span, index))
                for turn in self._turns[index]:
                    insort(self._spoke_as[role], (turn, index))

    def speak(self, index: int, sentence: int) -> None:
        """Takes note that somebody speaks, in the sentence of that number."""
        self._turn += 1
        self._turns[index].append(self._turn)
        self._spoke_in[sentence].append((self._turn, index))
        person = self.people[index]
        if person.named and person.maybe_human:
            for role in person.roles:
                self._spoke_as[role].append((self._turn, index))

    # ---- what is asked ----------------------------------------------------------------------------------------------

    def has_spoken(self, index: int) -> bool:
        """Whether somebody has spoken so far."""
        return index in self._turns

    def named_in(self, region: Span) -> Iterator[tuple[Span, int]]:
        """The mentions by name that begin in `region`, in order."""
        for at in range(bisect_left(self._named, region.start, key=_start), len(self._named)):
            if self._named[at][0].start >= region.end:
                return
            yield self._named[at]

    def speakers_back(self, sentences: range) -> Iterator[int]:
        """Who spoke in any of `sentences`, the last to speak first."""
        for _, index in sorted((t for s in sentences for t in self._spoke_in.get(s, ())), reverse=True):
            yield index

    def last_called(
        self, roles: Iterable[str], telling: Set[str], before: int, content: Sequence[Span]
    ) -> tuple[Span, int] | None:
        """The last mention by name before an offset, outside `content`, of somebody called by one of `roles` and by a
        word of `telling`, if there are any."""
        best: tuple[Span, int] | None = None
        for role in roles:
            for span, index in _back(self._called.get(role, ()), before):
                if best is not None and span < best[0]:
                    break
                if self._tells(index, telling) and not any(c.covers(span) for c in content):
                    best = (span, index)
                    break
        return best

    def last_speaker_called(
        self, role: str, telling: Set[str], before: int, content: Sequence[Span]
    ) -> tuple[Span, int] | None:
        """Of those that `last_called` could give, the last to have spoken, with the last such mention."""
        for _, index in reversed(self._spoke_as.get(role, ())):
            if self._tells(index, telling):
                names = self._names[index]
                for at in range(bisect_left(names, before, key=lambda s: s.start) - 1, -1, -1):
                    if not any(c.covers(names[at]) for c in content):
                        return names[at], index
        return None

    def _tells(self, index: int, telling: Set[str]) -> bool:
        return not telling or not telling.isdisjoint(self.people[index].around)

    def last_body(self, word: str, others: Set[str], before: int) -> tuple[Span, int] | None:
        """The last mention before an offset of a body or paper whose name holds `word`, and one of `others` if there
        are any."""
        for span, index in _back(self._bodies.get(word, ()), before):
            if not others or not others.isdisjoint(parts(self.people[index].name)):
                return span, index
        return None

    def described_as(self, label: str) -> int | None:
        """The last one described in the same words."""
        return self._labels.get(label.casefold())

    def last_described(self, heads: Iterable[str], before: int, unless: Callable[[str], bool]) -> int | None:
        """The last one described by one of the nouns `heads` that is first mentioned before an offset, and whose label
        is not one of which `unless` holds."""
        found = (
            i for h in heads for i in self._heads.get(h, [])[-_LAST:]
            if self.people[i].first.start < before and not unless(self.people[i].name)
        )  # fmt: skip
        return max(found, key=lambda i: self.people[i].last_before(before), default=None)

    def all_called(self, role: str) -> list[int]:
        """Everybody named whom the text calls by a role noun, in the order of their names."""
        return list(dict.fromkeys(i for _, i in self._called.get(role, ())))

    def first_described(self, head: str) -> int | None:
        """The first one described by the noun `head`."""
        return next(iter(self._heads.get(head, ())), None)

    def most_named(self, kind: EntityKind, before: int) -> int | None:
        """Of the bodies, places or papers named before an offset, the one named most often in all, more than once."""
        if kind not in self._most:
            counts = Counter(i for _, i in self._named if self.people[i].kind == kind)
            those = [i for i, n in counts.items() if n > 1]
            self._most[kind] = sorted(those, key=lambda i: (-counts[i], self.people[i].first))
        return next((i for i in self._most[kind] if self.people[i].first.start < before), None)

    def whose_name(self, words: Sequence[str]) -> int | None:
        """The first whose name ends in `words`, as a headline prints it."""
        if not words:
            return None
        those = self._surnamed.get(words[-1], ())
        return next((i for i in those if tuple(words) == parts(self.people[i].name)[-len(words) :]), None)


def _start(mention: tuple[Span, int]) -> int:
    return mention[0].start


def _back(mentions: Sequence[tuple[Span, int]], before: int) -> Iterator[tuple[Span, int]]:
    """The mentions that begin before an offset, the last first."""
    for at in range(bisect_left(mentions, before, key=_start) - 1, -1, -1):
        yield mentions[at]
