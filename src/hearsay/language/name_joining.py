"""Names of one document that are one entity's: joined by their parts, never on a surname that two people share.

Full names first, the longest before the shorter; then bodies, places and papers, with their initials; then single
words, each to the one full name that it fits. A name looks only at those that share a word with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from heapq import merge
from itertools import pairwise
from typing import NamedTuple

from hearsay.language.cast import Person
from hearsay.language.descriptions import describe, roles_around
from hearsay.language.gazetteer import given_names
from hearsay.language.people import ending, forms, parts, parts_fit, pronoun_of, surname_first
from hearsay.language.pointers import Name
from hearsay.language.roles import BODY_NOUNS, FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS, also_called, nobodys
from hearsay.model import Place, Reason
from hearsay.text import Span

_ARTICLE = re.compile(r"^[Tt]he ")
_DEFINITE = re.compile(r"\b[Tt]he $")
_CHAMBERS = frozenset("assembly cabinet congress house parliament press senate".split())  # names in themselves
_PARTY = re.compile(r" \(([DR])-[A-Z]")  # "Lind (D-Mass.)", as the press of the United States prints it
_PARTIES = {"D": {"democrat", "democratic"}, "R": {"republican"}}
_CLOSE = 3  # mentions that who is named most has before the one who is named in the same sentence
_FEW = 12  # namesakes, at most, among whom the nearest is looked for
_Parts = tuple[str, ...]


class _Known(NamedTuple):
    """A full name that has been met, and whose it is; `order` counts such names."""

    order: int
    words: _Parts
    ending: str
    person: Person


def join(document: str, text: str, sentences: Sequence[Span], names: Sequence[Name]) -> list[Person]:
    """The people, bodies, places and papers that `names` name, each with its mentions and why they are one's."""
    joining = _Joining(document, text, sentences)
    human: list[tuple[Name, _Parts]] = []
    others: list[Name] = []
    for name in names:
        if name.kind in ("person", "unknown"):
            human.append((name, parts(name.name)))
        elif name.kind in ("organisation", "place", "document", "group"):
            others.append(name)
    human = _with_shared_surnames(text, human)
    for name, words in sorted(human, key=lambda n: (-len(n[1]), n[0].span)):
        if len(words) > 1:
            joining.full(name, words)
    for name in sorted(others, key=lambda n: (-len(n.name), n.span)):
        joining.other(name)
    singles = [(name, words[0]) for name, words in sorted(human, key=lambda n: n[0].span) if len(words) == 1]
    for name, word in singles:
        if (says := pronoun_of("", name.title)) is not None:
            joining.titled[word][says] += 1
    for name, word in singles:
        joining.single(name, word)
    return joining.people


def _with_shared_surnames(text: str, human: Sequence[tuple[Name, _Parts]]) -> list[tuple[Name, _Parts]]:
    """`human`, in the order of the text, with the surname that a given name shares: “Ivor and Mara Lind” are Ivor Lind
    and Mara Lind, unless a full name of the text begins with “Ivor”."""
    called = {words[0] for _, words in human if len(words) > 1}
    out = [*human]
    for at, ((name, words), (other, full)) in enumerate(pairwise(human)):
        lone = len(words) == 1 and words[0] in given_names() and words[0] not in called and name.title is None
        if lone and len(full) == 2 and other.kind == "person" and other.title is None:
            if text[name.span.end : other.span.start] == " and ":
                whole = replace(name, name=f"{name.name} {other.name.split()[-1]}")
                out[at] = (whole, parts(whole.name))
    return out


class _Joining:
    """The people found so far, by what the next name is compared with."""

    def __init__(self, document: str, text: str, sentences: Sequence[Span]) -> None:
        self.document, self.text, self.sentences = document, text, sentences
        self.people: list[Person] = []
        self._by_part: dict[tuple[str, str], list[_Known]] = defaultdict(list)
        self._surnamed: dict[str, list[Person]] = defaultdict(list)
        self._called: dict[str, list[Person]] = defaultdict(list)  # by listed given name
        self._sharers: dict[str, _Sharers] = {}  # of a surname or a given name
        self._met: dict[tuple[_Parts, str, str | None], Person] = {}
        self._others: dict[str, Person] = {}
        self._by_initials: dict[str, Person] = {}
        self._ending: dict[str, list[Person]] = defaultdict(list)  # bodies, by the noun that ends their names
        self._singles: dict[str, Person] = {}
        self.titled: dict[str, Counter[str]] = defaultdict(
            Counter
        )  # by word: how often "he" for "Mr.", "she" for "Mrs."

    def full(self, name: Name, words: _Parts) -> None:
        """A name of two words or more: the first longer name that it can be a shorter form of."""
        says = pronoun_of(name.name, name.title)
        # A person's pronoun never changes once it is set, so a name met before finds the same person again.
        last = ending(name.name)
        person = self._met.get((words, last, says))
        if person is None:
            near = merge(*(self._by_part.get(key, ()) for key in _looked_up(words)), key=lambda known: known.order)
            fitting = (known.person for known in near if known.ending == last and parts_fit(words, known.words))
            person = next((p for p in fitting if _can_be(p, says)), None)
        if person is None:
            person = self._new(name, name.name)
            known = _Known(len(self.people), words, last, person)
            for key in _kept_under(words):
                self._by_part[key].append(known)
            if not nobodys(name.name):
                self._surnamed[words[0] if surname_first(words) else words[-1]].append(person)
            if words[0] in given_names():
                self._called[words[0]].append(person)
        elif words != parts(person.name):
            self._reason(person, name, f"“{name.name}” is a shorter form of “{person.name}”")
        self._met[words, last, says] = person
        self._add(person, name)

    def other(self, name: Name) -> None:
        """A body, place or paper: the one of the same name, or the one whose initials it is."""
        key = name.name.casefold().removeprefix("the ").replace(".", "")
        letters = name.name.replace(".", "")
        person = self._others.get(key)
        if person is None and letters.isupper():
            person = self._by_initials.get(letters)
            if person is not None:
                self._reason(person, name, f"“{name.name}” are the initials of “{person.name}”")
        if person is None and letters.isupper() and self.text.startswith(":", name.span.end):
            person = self._owner(name, name.name.casefold())  # "LIND:", who is a body by her capitals alone
        if person is None:
            person = self._called_shortly(name, key)
        if person is None:
            person = self._new(name, _ARTICLE.sub("", name.name))
        if key not in self._others:
            self._others[key] = person
            self._by_initials.setdefault(_initials(person.name), person)
        self._add(person, name)

    def single(self, name: Name, word: str) -> None:
        """A single word: whose surname or given name it is, else the body so called, else somebody of that name."""
        person = self._owner(name, word) or self._others.get(name.name.casefold()) or self._singles.get(word)
        if person is None:
            person = self._called_shortly(name, word)
        if person is None:
            person = self._singles[word] = self._new(name, name.name)
        self._add(person, name)
        words = parts(person.name)
        for shared in {words[0], words[-1]} & self._sharers.keys():
            self._sharers[shared].named(person)

    def _called_shortly(self, name: Name, word: str) -> Person | None:
        """The body of whose name “the Zoo” is the last word; of several, the one named most."""
        so_called = self._ending.get(word, [])
        if not so_called or word in _CHAMBERS:
            return None
        if not _DEFINITE.search(self.text, max(0, name.core.start - len(" the ")), name.core.start):
            return None
        person = min(so_called, key=_rank)
        doubt = "doubtful: " if len(so_called) > 1 else ""
        self._reason(person, name, f"{doubt}“{name.name}” is short for “{person.name}”")
        return person

    def _owner(self, name: Name, word: str) -> Person | None:
        """The one full name that a surname or given name belongs to; of several, the one that is named most."""
        says = pronoun_of("", name.title)  # "Warren" is a given name too; whose surname it is tells more
        surnamed, called = self._surnamed.get(word, []), self._called.get(word, [])
        fitting = [p for p in surnamed if _can_be(p, says)] or [p for p in called if _can_be(p, says)]
        if says is None and fitting:
            # "President Vele" beside "Mr. Vele", where only Mara Vele is named in full: her only if she is called so
            others = sum(n for s, n in self.titled[word].items() if not any(_can_be(p, s) for p in fitting))
            called_so = also_called((name.title or "").casefold().rstrip("."))
            if others > (0 if name.title else len(fitting[0].mentions)):
                fitting = [p for p in fitting if called_so & p.roles]
        if not fitting:
            return None
        if len(fitting) == 1:
            person = fitting[0]
            self._reason(person, name, f"“{name.name}” fits “{person.name}” and no other name here")
            return person
        if says is None:
            if word not in self._sharers:
                self._sharers[word] = _Sharers(fitting)
            most = self._sharers[word].most_named(name.span.start)
        else:
            most = _Sharers(fitting).most_named(name.span.start)
        if most is None:
            return None
        near = self._just_named(fitting, name) if len(fitting) <= _FEW else None
        person = near if near is not None and len(most.mentions) <= len(near.mentions) + _CLOSE else most
        how = "is named most" if person is most else "is named just before it"
        self._reason(person, name, f"doubtful: “{name.name}” fits {len(fitting)} names here; “{person.name}” {how}")
        return person

    def _just_named(self, people: Sequence[Person], name: Name) -> Person | None:
        """Who of `people` is last named in the same sentence before the name."""
        at = bisect_right(self.sentences, name.span.start, key=lambda s: s.start) - 1
        start = self.sentences[at].start if at >= 0 else name.span.start
        before = [(p.last_before(name.span.start), p) for p in people]
        here = [(span, p) for span, p in before if start <= span.start < name.span.start]
        return max(here, key=lambda found: found[0])[1] if here else None

    def _new(self, name: Name, shown: str) -> Person:
        person = Person(name=shown, kind=name.kind)
        self.people.append(person)
        if name.kind == "organisation" and len(words := parts(shown)) > 1 and words[-1] in BODY_NOUNS:
            self._ending[words[-1]].append(person)
        return person

    def _reason(self, person: Person, name: Name, why: str) -> None:
        place = Place(document=self.document, span=name.span)
        person.reasons.append(Reason(of="identity", why=why, anchors=(place,)))

    def _add(self, person: Person, name: Name) -> None:
        """Adds the mention, and what stands around it says of the person."""
        person.mention(name.span, "name")
        if person.kind == "unknown" and name.kind != "unknown":
            person.kind = name.kind
        if not person.maybe_human:
            return
        words = parts(name.name)
        surname = len(words) == 1 and words[0] != parts(person.name)[0]  # "Joseph", of Mara Joseph, tells nothing
        person.pronoun = person.pronoun or pronoun_of("" if surname else name.name, name.title)
        at = bisect_right(self.sentences, name.span.start, key=lambda s: s.start) - 1
        sentence = self.sentences[at] if at >= 0 and self.sentences[at].covers(name.span) else name.span
        nouns, around = roles_around(self.text, name.span, sentence)
        person.roles |= {also for role in nouns for also in also_called(role)}
        person.around |= around
        if name.title:
            title = describe(self.text, Span(name.span.start, name.core.start))
            called = title.modifiers | {title.head}
            person.roles |= {also for role in called for also in also_called(role)} & PERSON_NOUNS
            person.around |= called
        party = _PARTY.match(self.text, name.span.end)
        if party is not None:
            person.around |= _PARTIES[party[1]]
        if person.pronoun is None:
            person.pronoun = "she" if nouns & FEMALE_NOUNS else "he" if nouns & MALE_NOUNS else None


class _Sharers:
    """People who share a surname or a given name, and which of them is named most up to a place in the text.

    Places are asked in the order of the text, so that each of the people is looked at once, and again when named.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self._ahead = sorted(people, key=lambda p: p.first, reverse=True)
        self._members = set(people)
        self._most: Person | None = None

    def most_named(self, before: int) -> Person | None:
        """Of those first named before an offset, the one named most so far; of two, the one named first."""
        while self._ahead and self._ahead[-1].first.start < before:
            self.named(self._ahead.pop())
        return self._most

    def named(self, person: Person) -> None:
        """Takes note that somebody is named once more, before all places still to be asked."""
        if person in self._members and (self._most is None or _rank(person) < _rank(self._most)):
            self._most = person


def _rank(person: Person) -> tuple[int, Span]:
    return -len(person.mentions), person.first


def _kept_under(words: _Parts) -> set[tuple[str, str]]:
    """The keys of a full name: its surname with each part before it, and with each one's first letter."""
    return {(words[-1], key) for part in words[:-1] for key in (part, part[0] + "…")}


def _looked_up(words: _Parts) -> set[tuple[str, str]]:
    """The keys under which the names stand that a full name can be a shorter form of: its first part in any of its
    forms, or its initial alone; for an initial, whatever begins with it."""
    first, surname = words[0], words[-1]
    firsts = {first[0], *forms(first)} if len(first) > 1 else {first + "…"}
    return {(surname, key) for key in firsts}


def _can_be(person: Person, says: str | None) -> bool:
    """Whether a name that goes with the pronoun `says` can be that person's."""
    return says is None or person.pronoun is None or says == person.pronoun


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper())
