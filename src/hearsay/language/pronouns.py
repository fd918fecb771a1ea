"""Whom a pronoun stands for: looking back sentence by sentence, the last one it fits; one that fits nobody stays
open."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from hearsay.language.author import author
from hearsay.language.cast import Person
from hearsay.language.items import items
from hearsay.language.noun_phrases import before
from hearsay.language.people import parts, pronoun_of
from hearsay.language.phrase_parts import person_part
from hearsay.language.pointers import Pointer
from hearsay.language.scene import Found, Scene
from hearsay.text import Span

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset(("it", "its", "itself"))
_OURS = frozenset("we us our ours ourselves".split())
_SPEAKER = frozenset("i me my myself".split()) | _OURS
_RELATIVE = frozenset("who which that whose".split())
_OPEN = frozenset(
    """
    one you your everyone everybody someone somebody nobody many some most others both all this these those there
    """.split()
)
PRONOUNS = HE | SHE | _THEY | _IT | _SPEAKER | _RELATIVE | _OPEN
_OPENING = re.compile(r"(?:[\w .]{1,40}: )?[“\"]?(\w+)")
_AND = re.compile(r",? and (?:(?:the|his|her|their) )?(?:[a-z-]+ ){0,2}")
_OPENS = re.compile(r"(?:[^“”\"]{0,120}, )?(?:(?:the|his|her|their) )?(?:[a-z-]+ ){0,2}(?:[A-Z][\w.]* ){0,2}", re.I)
_OBLIQUE = re.compile(  # what stands behind these words is no subject
    r"\b(?:of|in|with|from|to|for|by|at|on|against|under|about|like|than|over|between|among|unlike)\s(?:the\s|then-)?$",
    re.I,
)
_JOINED = re.compile(r"\s?(?:,\s|,?\sand\s|,?\sor\s)(?:the\s)?")
_LISTED = re.compile(r",?\s(?:and|or)\s|,\s(?:the\s)?[A-Z]")
_SPOKEN = 250  # code points of quoted words, at most; longer ones are a passage, which has a cast of its own
_CLAUSE_SUBJECT = re.compile(r"\b(?:[Ww]hile|[Ww]hen|[Aa]lthough|[Tt]hough|[Aa]fter|[Bb]ecause|[Ii]f|[Oo]nce)\s$")
_SUBORDINATE = re.compile(r"[“\"]?(?:When|While|After|As|Although|Though|If|Because|Once|Before|Since|Until|Even as)\s")
# What stands between the comma and the subject of a main clause, and what follows it: “…, Mrs. Lind warned”.
_MAIN_CLAUSE = re.compile(r",[”\"’']{0,2}\s(?:[A-Z][\w’'-]*\.?\s){0,3}\Z")
_GOES_ON = re.compile(r"\s(?!and\b|or\b)[a-z]")
_TO_PRONOUN = re.compile(r"(?![’']s?\s)[^.;:“”\",]{3,80},\s(?:(?:then|later|and)\s)?")
_TELLS_MORE = re.compile(r",?\s(?:who|whose)\s(?:[^.,;:“”\"()]{0,120}\s)?")
_PAIR = 3  # sentences back in which two opened a sentence together
_IT_SPOKE = 3  # sentences back in which a paper that spoke is "it" before a body that is only named
REACH = 10  # sentences that a pronoun looks back over
TITLE = 40  # code points before a phrase in which a name's title may begin


class Pronouns:
    """The pronouns of one document; `phrase` tells whom a phrase stands for."""

    def __init__(self, scene: Scene, phrase: Callable[[Pointer], Found]) -> None:
        self.scene, self._phrase = scene, phrase
        self.writer: int | None = None  # who says "I" outside all quotations: nobody's "he" or "she" there

    def find(self, pointer: Pointer, word: str) -> Found:
        """Whom the pronoun `word`, in lower case, stands for."""
        nobody = Found((), None, f"“{word}” could not be tied to anybody")
        if word in _SPEAKER:
            if pointer.parent is None:
                return self._author(pointer, word) or nobody
            return self._first_person(pointer, pointer.parent, word)
        if word in _RELATIVE:
            return self._relative(pointer, word) or nobody
        if word == "you" and pointer.parent is not None:
            to = self.scene.done.get((pointer.parent, "addressee"))
            if to is not None and to.who and pointer.role == "source":
                why = "“you” inside words told to them"
                return Found(to.who, "pronoun", why, (*to.places[-1:], pointer.span))
        if word in _OPEN:
            return nobody
        wants = "he" if word in HE else "she" if word in SHE else "they" if word in _THEY else "it"
        said = self.scene.done.get((pointer.attribution, "source")) if pointer.role == "addressee" else None
        not_to = set(said.who) if said is not None else set()  # nobody is told by "her" what she says
        teller = self.scene.done.get((pointer.parent, "source")) if pointer.parent is not None else None
        if teller is not None and pointer.reported:
            found = self._in_reported_words(pointer, word, wants, tuple(i for i in teller.who if i not in not_to))
            if found is not None:
                return found
        elif teller is not None:
            not_to |= set(teller.who)  # who speaks of himself in his own words says "I"
        outside = not self.scene.quotations.touching(pointer.span)
        if outside and self.writer is not None:
            not_to.add(self.writer)
        here = self.scene.sentence_at(pointer.span)
        for at in range(here, max(-1, here - REACH), -1):
            region = self.scene.sentences[at]
            if at == here:
                opening = _OPENING.match(self.scene.text, *region)
                if opening is not None and opening[1].casefold() == word and pointer.span.start > region.start:
                    continue  # the sentence began with the same pronoun: its subject was named before it
                region = Span(region.start, pointer.span.start)
                if (head := self._head(region)) and self._fits(head[1], wants) and head[1] not in not_to:
                    why = f"“{word}”: whom the clause that it stands in tells more of"
                    return self._took(head[1], wants, why, pointer, head[0])
                if wants == "it" and (spoke := self._body_that_spoke(here, not_to)) is not None:
                    place = self.scene.cast.people[spoke].last_before(pointer.span.start)
                    return self._took(spoke, wants, f"“{word}”: who speaks in the same sentence", pointer, place)
            else:
                if wants == "it" and at == here - 1:
                    for index in self.scene.cast.speakers_back(range(max(0, here - _IT_SPOKE), here)):
                        if self.scene.cast.people[index].kind == "document" and index not in not_to:
                            why = f"“{word}”: the last paper to speak"
                            place = self.scene.cast.people[index].last_before(pointer.span.start)
                            return self._took(index, wants, why, pointer, place)
                if wants == "they" and at == here - 1 and (two := self._pair(here)) is not None:
                    places = tuple(s for s, _ in two)
                    who = tuple(dict.fromkeys(i for _, i in two if i not in not_to))
                    return Found(
                        who, "pronoun", f"“{word}”: the last two to open a sentence together", (*places, pointer.span)
                    )
                if wants == "they" and at in self.scene.together:
                    place, who = self.scene.together[at]
                    return Found(who, "pronoun", f"“{word}”: the last to speak together", (place, pointer.span))
                if (main := self._main_subject(region)) and self._fits(main[1], wants) and main[1] not in not_to:
                    why = f"“{word}”: the subject of the sentence before it, behind its first clause"
                    return self._took(main[1], wants, why, pointer, main[0])
                for index in self.scene.cast.speakers_back(range(at, at + 1)):
                    if self._fits(index, wants) and index not in not_to:
                        why = f"“{word}”: the last to speak before it whom it fits"
                        place = self.scene.cast.people[index].last_before(pointer.span.start)
                        return self._took(index, wants, why, pointer, place)
            fitting = [
                (span, index)
                for span, index in self.scene.cast.named_in(region)
                if self._fits(index, wants)
                and index not in not_to
                and not any(c.covers(span) for c in pointer.content)
                and not (outside and at != here and self._spoken_of(span))
            ]
            if fitting:
                why = f"“{word}”: the first named in the nearest sentence whom it fits"
                oblique = self._oblique(region)
                span, index = next((f for f in fitting if f[0] not in oblique), fitting[0])
                return self._took(index, wants, why, pointer, span)
        return nobody

    def _body_that_spoke(self, sentence: int, not_to: AbstractSet[int]) -> int | None:
        """The body or the paper that spoke last in a sentence."""
        people = self.scene.cast.people
        recent = self.scene.cast.speakers_back(range(sentence, sentence + 1))
        return next((i for i in recent if people[i].kind in ("organisation", "document") and i not in not_to), None)

    def _in_reported_words(self, pointer: Pointer, word: str, wants: str, tellers: tuple[int, ...]) -> Found | None:
        """In the reported words of `tellers`: whom the clause right before tells of, else themselves."""
        subject = self._subject(pointer, wants)
        if subject is not None:
            return self._took(subject[1], wants, f"“{word}”: the subject of the clause before it", pointer, subject[0])
        why = f"“{word}” in the reported words of that speaker"
        if len(tellers) == 1 and self._fits(tellers[0], wants):
            return self._took(tellers[0], wants, why, pointer, pointer.span)
        if wants == "they" and len(tellers) > 1:
            return Found(tellers, "pronoun", why, (pointer.span,))
        return None

    def _head(self, region: Span) -> tuple[Span, int] | None:
        """Of whom the relative clause tells that `region` ends in, where it names nobody else: Lind in “Vele met Lind,
        whose gates”."""
        named = [*self.scene.cast.named_in(region)]
        return named[-1] if named and _TELLS_MORE.fullmatch(self.scene.text, named[-1][0].end, region.end) else None

    def _spoken_of(self, span: Span) -> bool:
        """Whether a name stands in somebody's quoted words, and not in a passage that the text takes over."""
        return any(q.span.end - q.span.start <= _SPOKEN for q in self.scene.quotations.touching(span))

    def _oblique(self, region: Span) -> set[Span]:
        """The names in `region` that hang on a preposition, and those joined to them: “under the Pact, the League and
        the Union”."""
        out: set[Span] = set()
        last: Span | None = None
        for span, _ in self.scene.cast.named_in(region):
            joined = None
            if last is not None and last in out:
                joined = _JOINED.fullmatch(self.scene.text, last.end, span.start)
            if joined and "and" not in joined[0] and "or" not in joined[0]:  # a comma may end the phrase
                joined = _LISTED.match(self.scene.text, span.end, region.end)
            if joined or _OBLIQUE.search(self.scene.text, region.start, span.start):
                out.add(span)
            last = span
        return out

    def _subject(self, pointer: Pointer, wants: str) -> tuple[Span, int] | None:
        """Whom the clause right before a pronoun is about, in one sentence of reported words: “While Lind agreed at
        first, he later refused”."""
        at = self.scene.sentence_at(pointer.span)
        begin = self.scene.sentences[at].start if at >= 0 else 0
        for span, index in self.scene.cast.named_in(Span(begin, pointer.span.start)):
            if self._fits(index, wants) and _CLAUSE_SUBJECT.search(self.scene.text, begin, span.start):
                if _TO_PRONOUN.fullmatch(self.scene.text, span.end, pointer.span.start):
                    return span, index
        return None

    def _main_subject(self, region: Span) -> tuple[Span, int] | None:
        """Whom a sentence is about that opens with another clause: Lind in “When Vele called, Lind warned the crew”."""
        if not _SUBORDINATE.match(self.scene.text, *region):
            return None
        for span, index in self.scene.cast.named_in(region):
            if _MAIN_CLAUSE.search(self.scene.text, region.start, span.start) and not self._spoken_of(span):
                return (span, index) if _GOES_ON.match(self.scene.text, span.end, region.end) else None
        return None

    def _pair(self, here: int) -> list[tuple[Span, int]] | None:
        """The last two people, or two bodies, joined by "and", with whom a sentence shortly before number `here` opens
        a clause; nobody where others have spoken together since."""
        for at in range(here - 1, max(-1, here - 1 - _PAIR), -1):
            if at in self.scene.together or any(
                self.scene.cast.people[i].kind == "group" for i in self.scene.cast.speakers_back(range(at, at + 1))
            ):
                return None
            named = list(self.scene.cast.named_in(self.scene.sentences[at]))
            for one, other in pairwise(named):
                kinds = {self.scene.cast.people[i].kind for _, i in (one, other)}
                opens = _OPENS.fullmatch(self.scene.text, self.scene.sentences[at].start, one[0].start)
                if opens and one[1] != other[1] and len(kinds) == 1 and kinds <= {"person", "organisation"}:
                    if _AND.fullmatch(self.scene.text, one[0].end, other[0].start):
                        return [one, other]
        return None

    def _first_person(self, pointer: Pointer, parent: str, word: str) -> Found:
        said = self.scene.done.get((parent, "source"))
        ours = word in _OURS
        why = f"“{word}” inside the words of that speaker" + (": whom else it takes in is open" if ours else "")
        who = said.who if said is not None else ()
        return Found(who, "pronoun" if who else None, why, (pointer.span,), doubtful=ours)

    def _author(self, pointer: Pointer, word: str) -> Found | None:
        """ "I" outside all quotations: the one whom the byline names."""
        name = author(self.scene.byline)
        if name is None or word in _OURS or self.scene.quotations.touching(pointer.span):
            return None
        index = self.scene.cast.whose_name(parts(name))
        if index is None:
            person = Person(name=name, kind="person", pronoun=pronoun_of(name, None))
            person.mention(pointer.span, "pronoun")
            index = self.scene.cast.describe(person)
        self.writer = index
        return Found((index,), "pronoun", f"“{word}” outside quotations: the byline names the writer", (pointer.span,))

    def _relative(self, pointer: Pointer, word: str) -> Found | None:
        """“who”, “which”, “that”: the noun phrase right before it."""
        at = self.scene.sentence_at(pointer.span)
        begin = self.scene.sentences[at].start if at >= 0 else 0
        its = items(self.scene.text, Span(begin, pointer.span.start), ())
        end = len(its)
        while end and its[end - 1].text in (",", "-", "--", "–", "—"):
            end -= 1
        start = before(its, end)
        if start is None:
            return None
        phrase = Span(its[start].span.start, its[end - 1].span.end)
        if phrase.of(self.scene.text).casefold() in PRONOUNS:
            return None
        found = self._named_at(phrase.end)
        if word == "who" and found is not None and self.scene.cast.people[found.who[0]].kind == "place":
            if found.places[0].start <= phrase.start:
                return None
            found = None  # a place is no "who": "the keepers of Orsk who" are keepers
        if found is None:
            if word == "who":
                phrase = person_part(self.scene.text, phrase)
            found = self._phrase(replace(pointer, span=phrase))
        return found._replace(resolved_by="pronoun", why=f"“{word}” follows “{phrase.of(self.scene.text)}”")

    def _named_at(self, end: int) -> Found | None:
        """Whose name ends there."""
        reach = Span(max(0, end - TITLE), end)
        return next(
            (Found((i,), "pronoun", "", (s,)) for s, i in self.scene.cast.named_in(reach) if s.end == end), None
        )

    def _took(self, index: int, wants: str, why: str, pointer: Pointer, place: Span) -> Found:
        """Whom a pronoun found; from now on it is his or hers."""
        person = self.scene.cast.people[index]
        if person.pronoun is None and wants in ("he", "she") and person.maybe_human:
            person.pronoun = wants
        return Found((index,), "pronoun", why, (place, pointer.span))

    def _fits(self, index: int, wants: str) -> bool:
        person = self.scene.cast.people[index]
        if wants in ("he", "she"):
            spoke = person.kind == "unknown" and person.named and self.scene.cast.has_spoken(index)
            return (person.kind == "person" or spoke) and person.pronoun in (None, wants)
        if wants == "they":
            return person.kind in ("group", "organisation") or (not person.named and person.kind != "document")
        return person.kind in ("organisation", "document", "place")
