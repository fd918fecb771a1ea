"""Whom a phrase stands for: the one it names, or the one it describes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from hearsay.language.cast import Person
from hearsay.language.descriptions import AGED, LEADERS, Description, base_of_share, describe
from hearsay.language.gazetteer import demonyms, places
from hearsay.language.people import parts
from hearsay.language.phrase_parts import conjuncts, coordinated, core, segments
from hearsay.language.pointers import Pointer
from hearsay.language.pronouns import PRONOUNS, TITLE, Pronouns
from hearsay.language.roles import FEMALE_NOUNS, KIN, MALE_NOUNS, PERSON_NOUNS, same_things
from hearsay.language.scene import Found, Scene
from hearsay.model import MentionForm, ResolvedBy
from hearsay.text import Span

_GENDERED = MALE_NOUNS | FEMALE_NOUNS
_SAYS_LITTLE = frozenset("former then senior top".split())  # modifiers that tell nobody apart
_SHARE = re.compile(
    r"(?:just |only |about |some |nearly |almost |another )?\d+(?:\.\d+)?(?: percent| per cent|%)", re.I
)
_BOTH = re.compile(r"(?:the two|(?<=the )two|both) (?P<noun>[A-Za-z-]+)\Z", re.I)
_BOTH_BACK = 8  # sentences back in which the two are named
_PLACES = frozenset("countries nations states cities towns villages republics neighbours neighbors powers".split())
_COUNTRIES = frozenset(("countries", "nations", "powers"))
_COMPANIES = frozenset("companies firms banks groups parties unions papers newspapers agencies organisations".split())
_PAIRED = frozenset(
    """
    men women people leaders candidates senators ministers presidents rivals sisters brothers officials lawmakers
    """.split()
)
_ORDINAL = frozenset("previous first second third earlier other another last former next future acting vice".split())
_OF_ANOTHER_TIME = frozenset("former next future acting".split())  # "the former mayor" is not the mayor
_TELLS_APART = _ORDINAL | {"democrat", "democratic", "republican", "gop", "fellow", "rival"}
_SET_APART = re.compile(rf"\b(?:[A-Z][\w.]+|{'|'.join(sorted(_ORDINAL))})\b")
_RELEASED = re.compile(  # tells when a paper came out, and not which one: "the poll released on Friday"
    r"\s(?:released|published|issued|conducted|taken|out|unveiled)"
    r"(?:\s(?:on|last|this|late|early|earlier|in|over|the|past|\w+day|week|month|year|morning|afternoon|night|today"
    r"|yesterday|[A-Z][a-z]+\.?(?:\s\d{1,2})?|\d{4}))*\Z"
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_ONESELF = re.compile(r",?\s(?:himself|herself|itself|themselves)\Z")
_PARENTS = frozenset(("father", "dad", "mother", "mom", "mum"))
_MINE = re.compile(
    rf"\b[Mm]y (?:late |own )?(?P<noun>{'|'.join((*KIN, 'parents'))}),?\s(?P<other>(?:[A-Z][\w’'-]+ ){{1,2}}and )?$"
)
_KIN_REACH = 60  # code points before a name in which "my parents, Ivor and" may stand
_BROUGHT_UP = 6  # sentences back in which the text first speaks of what "the letter" is
# What brings something up: “a leaked letter”, “the harbour union”.
_BRINGS_UP = (
    r"\b(?:[Aa]n?\s|[Aa]nother\s|[Tt]he\s(?=[\w’'-]+\s))(?P<phrase>(?:(?!(?:"
    r"of|in|on|at|for|from|to|by|with|and|or|that|who|which|as|is|was|has|had|after|before|when|while|during|under|over"
    r"|into|near|about|against|through|than|an?|the|his|her|their|its|this|some|no"
    r")\s)[\w’'-]+\s){{0,4}}?(?P<noun>{nouns}))\b(?![’'-])"
)
_OF_SOMEBODY = frozenset("campaign office staff team".split())  # somebody's: not the body named most
_AFTER_NAME = re.compile(r"\s*[(,]")
# Who is called so speaks for somebody, or is kept unnamed on purpose: never the last speaker by guess.
_SPEAKS_FOR_ANOTHER = frozenset(
    """
    spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney counsel deputy secretary assistant
    representative source official officer witness insider staffer surrogate agent translator interpreter
    """.split()
)
_JUST_SPOKEN = 4  # sentences back in which the last speaker is "the diplomat", though nobody calls him so


def _apart(label: str, other: str) -> bool:
    """Whether two descriptions are of two: each with a name, or an ordinal, that the other lacks."""
    a, b = (set(_SET_APART.findall(x)) for x in (label, other))
    return bool(a - b) and (bool(b - a) or bool(a & _ORDINAL))


def _of_a_place(label: str) -> bool:
    """Whether a word of a description is a place, or what comes from one."""
    return any(word in demonyms() or word in places() for word in label.split())


class Phrases:
    """The names and descriptions of one document that stand for somebody."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pronouns = Pronouns(scene, lambda pointer: self.find(pointer)[0])
        self.mine: dict[str, tuple[Span, int]] | None = None

    def find(self, pointer: Pointer) -> tuple[Found, MentionForm]:
        """Who a phrase with a name in it names; a phrase without one describes."""
        owner = _POSSESSIVE.search(self.scene.text, *pointer.span)  # "Lind's repeated plea": the source is Lind
        if owner is not None and owner.start() > pointer.span.start:
            pointer = replace(pointer, span=Span(pointer.span.start, owner.start()))
        oneself = _ONESELF.search(self.scene.text, *pointer.span)
        if oneself is not None and oneself.start() > pointer.span.start:
            pointer = replace(pointer, span=Span(pointer.span.start, oneself.start()))
        reach = Span(max(0, pointer.span.start - TITLE), pointer.span.end)
        names = [(s, i) for s, i in self.scene.cast.named_in(reach) if pointer.span.start < s.end <= pointer.span.end]
        whole = self._begins_name(pointer.span, reach)
        if whole is not None:
            return Found((whole[1],), "explicit", "named", (whole[0],)), "name"
        several = conjuncts(
            self.scene.text, pointer.span, [(s, self.scene.cast.people[i].kind == "place") for s, i in names]
        )
        if len(several) > 1:
            return self._together(pointer, several)
        phrase, *appositions = segments(self.scene.text, pointer.span)
        head = core(self.scene.text, phrase, [s for s, _ in names])
        explicit = [(s, i) for s, i in names if s.end <= head.end]
        if coordinated(self.scene.text, head, [s for s, _ in explicit]):
            return Found(tuple(dict.fromkeys(i for _, i in explicit)), "explicit", "named together", (head,)), "name"
        if explicit:
            span, index = explicit[-1]
            ends = re.search(r"\w", self.scene.text[span.end : head.end]) is None
            if ends and self.scene.cast.people[index].named and not self._part_of(index, phrase, head):
                self._learn(index, Span(head.start, span.start))
                return Found((index,), "explicit", "named", (span,)), "name"
        for span, index in explicit:
            if span.start == head.start and _AFTER_NAME.match(self.scene.text, span.end, head.end):
                return Found((index,), "explicit", "named", (span,)), "name"
        named_so = core(self.scene.text, appositions[0], [s for s, _ in names]) if appositions else None
        for span, index in names:
            if named_so is not None and named_so.start <= span.start and span.end == named_so.end:
                if self.scene.cast.people[index].maybe_human:
                    self._learn(index, head)
                    return Found((index,), "explicit", "named in apposition", (span,)), "name"
        told = self._told_more_of(pointer)
        if told is not None:
            span, index = told
            self._learn(index, head)
            return Found((index,), "explicit", "tells more of the name before it", (span, pointer.span)), "description"
        return self._described(pointer, phrase), "description"

    def _begins_name(self, span: Span, reach: Span) -> tuple[Span, int] | None:
        """The name of a person of which the stretch is the first words, and no more: “Mara” of “Mara Lind”."""
        begun = (
            (s, i)
            for s, i in self.scene.cast.named_in(reach)
            if s.start <= span.start < span.end < s.end and self.scene.text[span.end] == " "
        )
        return next((found for found in begun if self.scene.cast.people[found[1]].kind == "person"), None)

    def _together(self, pointer: Pointer, several: Sequence[Span]) -> tuple[Found, MentionForm]:
        """Each of those that a list names or describes."""
        found = [self._part(replace(pointer, span=part)) for part in several]
        who = tuple(dict.fromkeys(i for f in found for i in f.who))
        how: ResolvedBy = "pronoun" if found[0].resolved_by == "pronoun" else "explicit"
        doubtful = any(f.doubtful or not f.who for f in found)
        return Found(who, how if who else None, "named together", (pointer.span,), doubtful), "name"

    def _part(self, pointer: Pointer) -> Found:
        word = pointer.span.of(self.scene.text).casefold()
        if word in PRONOUNS:
            return self.pronouns.find(pointer, word)
        found, form = self.find(pointer)
        if form != "name":
            for index in found.who:
                self.scene.cast.people[index].mention(pointer.span, form)
        return found

    def _part_of(self, index: int, phrase: Span, head: Span) -> bool:
        """Whether a group is cut down by what follows: "Democrats on the committee" are not the Democrats."""
        return self.scene.cast.people[index].kind == "group" and phrase.end > head.end

    def _told_more_of(self, pointer: Pointer) -> tuple[Span, int] | None:
        """The name before a comma of which the phrase, with a comma behind it, tells more: “Lind, the mayor, said”."""
        start, end = pointer.span
        if self.scene.text[start - 2 : start] != ", " or self.scene.text[end : end + 1] != ",":
            return None
        before_it = [(s, i) for s, i in self.scene.cast.named_in(Span(max(0, start - 60), start)) if s.end == start - 2]
        if not before_it or not self.scene.cast.people[before_it[0][1]].maybe_human:
            return None
        described = describe(self.scene.text, pointer.span)
        return before_it[0] if described.head in PERSON_NOUNS and not described.plural else None

    def _learn(self, index: int, before: Span) -> None:
        """Takes note of what stands before a name: "the envoy Vele"."""
        if before.end - before.start > 2:
            described = describe(self.scene.text, before)
            if described.head in PERSON_NOUNS:
                self.scene.cast.learn(index, described.head, described.modifiers)

    def _described(self, pointer: Pointer, head: Span) -> Found:
        described = describe(self.scene.text, head)
        if (of_mine := self._of_mine(described, head)) is not None:
            return of_mine
        if self._headline_word(described, head) and (below := self._below(described, head)) is not None:
            return Found((below,), "nominal", "described in a headline, and named or described below", (head,))
        short = not described.long or (
            described.kind == "document" and _RELEASED.search(self.scene.text, *head) is not None
        )
        the_one = described.definite and short
        both = self._both(described, head)
        if both is not None:
            return both
        found: Found | None = None
        if the_one and described.kind == "person" and not described.plural:
            found = self._aged(pointer, described) or self._role(pointer, described)
        if found is None and the_one:
            found = self._body(pointer, described)
        if found is not None:
            return found
        label = self._label(pointer, described, head)
        if described.definite or described.plural:
            known = self.scene.cast.described_as(label)
            if known is not None:
                places = (self.scene.cast.people[known].first, head)
                return Found((known,), "explicit", "described in the same words before", places)
        if described.kind in ("unknown", "person") and label[:1].isupper():
            named = self.scene.cast.whose_name(parts(label))  # a headline, where a capital says nothing
            if named is not None:
                return Found((named,), "explicit", "named", (head,))
        if the_one or described.demonstrative:
            same = self.scene.cast.last_described(same_things(described.head), head.start, partial(_apart, label))
            if same is not None:
                places = (self.scene.cast.people[same].last_before(head.start), head)
                self._name_better(same, label)
                return Found((same,), "nominal", "the one so described before", places)
            if described.definite and not described.plural and not described.modifiers:
                label = self._introduced(described, head) or label
            of_any = described.kind == "organisation" and described.head not in _OF_SOMEBODY
            if of_any and not described.plural and not described.modifiers:
                most = self.scene.cast.most_named("organisation", head.start)
                if most is not None:
                    why = f"“{described.label}”: the body named most in the text, which does not call it so"
                    return Found((most,), "nominal", why, (self.scene.cast.people[most].first, head), doubtful=True)
        person = Person(name=label, kind=described.kind, named=False)
        person.mention(head, "description")
        person.pronoun = "she" if described.head in FEMALE_NOUNS else "he" if described.head in MALE_NOUNS else None
        return Found((self.scene.cast.describe(person),), "explicit", "not named; kept as described", (head,))

    def _headline_word(self, described: Description, head: Span) -> bool:
        """Whether a description is a headline's: it stands in one, or it opens a line and has no article."""
        if self.scene.in_headline(head):
            return True
        opens = head.start == 0 or self.scene.text[head.start - 1] == "\n"
        lone = described.kind == "person" and not (described.plural or described.definite or described.possessive)
        return opens and lone and described.label == head.of(self.scene.text).strip()

    def _of_mine(self, described: Description, head: Span) -> Found | None:
        """“my father”, in the words of the one who writes: whom the text names so, be it as one of “my parents, Ivor
        and Mara Lind”."""
        if described.possessive != "my" or described.head not in KIN or described.modifiers - {"my", "late", "own"}:
            return None
        if self.scene.quotations.touching(head):
            return None
        self.mine = self._named_mine() if self.mine is None else self.mine
        named = self.mine.get(KIN[described.head] if described.head in _PARENTS else described.head)
        if named is None:
            return None
        span, index = named
        return Found((index,), "nominal", f"“{described.label}”: named so in the text", (span, head))

    def _named_mine(self) -> dict[str, tuple[Span, int]]:
        """Those whom the text names as "my father" and the like, outside quotations: by the noun, parents by what
        pronoun they have."""
        out: dict[str, tuple[Span, int]] = {}
        parents: list[tuple[Span, int]] = []
        for span, index in self.scene.cast.named_in(Span(0, len(self.scene.text))):
            before = _MINE.search(self.scene.text, max(0, span.start - _KIN_REACH), span.start)
            if before is None or self.scene.quotations.touching(span) or not self.scene.cast.people[index].maybe_human:
                continue
            noun = before["noun"]
            if noun == "parents":
                parents.append((span, index))
            elif not before["other"]:
                out.setdefault(KIN[noun] if noun in _PARENTS else noun, (span, index))
        if len(parents) == 2:
            one, other = (self.scene.cast.people[i].pronoun for _, i in parents)
            if one != other:  # of two, one tells which the other is
                mother = parents[0] if one == "she" or other == "he" else parents[1]
                out.setdefault("she", mother)
                out.setdefault("he", parents[1] if mother == parents[0] else parents[0])
        return out

    def _introduced(self, described: Description, head: Span) -> str | None:
        """The words by which the text brought up what "the letter" then means: “a leaked letter”, shortly before."""
        here = self.scene.sentence_at(head)
        begin = self.scene.sentences[max(0, here - _BROUGHT_UP)].start if here >= 0 else 0
        things = same_things(described.head) if described.kind == "document" else {described.head}
        found = None
        pattern = re.compile(_BRINGS_UP.format(nouns="|".join(map(re.escape, sorted(things)))))
        for match in pattern.finditer(self.scene.text, begin, head.start):
            told = match["phrase"].casefold() != match["noun"] or match[0][0] in "Aa"  # and not "the letter" itself
            if told and not self.scene.quotations.touching(Span(*match.span())):
                found = match["phrase"]
        return found

    def _both(self, described: Description, head: Span) -> Found | None:
        """“the two towns”: the last two places that the text names before it, bodies for companies, people for what
        people are; nobody where only one is named."""
        match = _BOTH.match(self.scene.text, *head)
        if match is None:
            return None
        noun = match["noun"].casefold()
        kind = (
            "place"
            if noun in _PLACES
            else "organisation"
            if noun in _COMPANIES
            else "person"
            if noun in _PAIRED
            else None
        )
        if kind is None:
            return None
        last: dict[int, Span] = {}
        here = self.scene.sentence_at(head)
        region = Span(self.scene.sentences[max(0, here - _BOTH_BACK)].start, head.start)
        for span, index in self.scene.cast.named_in(region):
            person = self.scene.cast.people[index]
            if person.kind == kind and (noun not in _COUNTRIES or person.name in demonyms().values()):
                last[index] = span
        two = sorted(last, key=lambda i: last[i])[-2:]
        if len(two) < 2:
            return None
        places = (*(last[i] for i in two), head)
        return Found(tuple(two), "nominal", f"“{described.label}”: the last two such named before", places)

    def _below(self, described: Description, head: Span) -> int | None:
        """Whom a headline describes: the only one so called in the text, of several one that a line above names, else
        the first described by the same noun."""
        if described.kind == "person":
            called = self.scene.cast.all_called(described.head)
            above = [i for i in called if self.scene.cast.people[i].first.start < head.start]
            if len(called) == 1 or len(above) == 1:
                return (called if len(called) == 1 else above)[0]
        return self.scene.cast.first_described(described.head)

    def _name_better(self, index: int, label: str) -> None:
        """Takes the description with a name in it for one that had none: "the Orsk Board poll" after "a new poll"."""
        person = self.scene.cast.people[index]
        if not _SET_APART.search(person.name) and _SET_APART.search(label):
            person.name = label

    def _label(self, pointer: Pointer, described: Description, head: Span) -> str:
        """The words of a description, with the name of whom "his", "her", "their" or "its" stands for; a share with the
        base that it is of."""
        if _SHARE.fullmatch(described.label):
            return described.label + base_of_share(self.scene.text, head.start)
        if described.possessive not in ("his", "her", "their", "its"):
            return described.label
        possessive = Span(head.start, head.start + len(described.possessive))
        owner = self.pronouns.find(replace(pointer, span=possessive, role="source"), described.possessive)
        if not owner.who:
            return described.label
        person = self.scene.cast.people[owner.who[0]]
        mark = "’" if person.kind == "group" and person.name.endswith("s") else "’s"
        return f"{person.name}{mark}{described.label[len(described.possessive) :]}"

    def _aged(self, pointer: Pointer, described: Description) -> Found | None:
        """“the 43-year-old”: the only one whom the text says to be of that age."""
        if described.head != AGED:
            return None
        age = next((m for m in described.modifiers if m.isdigit()), "")
        told = re.compile(rf",\s(?:aged\s|now\s|who is\s|who turned\s)?{age}\b(?![\d.%-])")
        of_age = {
            i: s
            for s, i in self.scene.cast.named_in(Span(0, len(self.scene.text)))
            if self.scene.cast.people[i].maybe_human and told.match(self.scene.text, s.end)
        }
        if len(of_age) != 1 or not age:
            return None
        (index, span), *_ = of_age.items()
        return Found((index,), "nominal", f"said to be {age} in the text", (span, pointer.span))

    def _role(self, pointer: Pointer, described: Description) -> Found | None:
        """“the diplomat”: the last one named before whom the text calls so; else the one who has just spoken."""
        start = pointer.span.start
        telling = described.modifiers - _SAYS_LITTLE
        if described.head == AGED:  # an age tells little of who has just spoken
            telling -= {m for m in telling if m.isdigit()}
        if described.head == "leader":
            called = self.scene.cast.last_called(LEADERS | {"leader"}, telling, start, pointer.content)
        else:
            called = self.scene.cast.last_speaker_called(described.head, telling, start, pointer.content)
            called = called or self.scene.cast.last_called((described.head,), telling, start, pointer.content)
        if called is not None:
            span, index = called
            return Found((index,), "nominal", f"called “{described.head}” in the text", (span, pointer.span))
        if described.kind != "person" or described.head in _SPEAKS_FOR_ANOTHER:
            return None
        if described.modifiers & _OF_ANOTHER_TIME or pointer.parent is not None:
            return None  # in somebody's words “the warden” need not be who spoke before
        if telling:
            return self._only_one(pointer, described)
        here = self.scene.sentence_at(pointer.span)
        recent = self.scene.cast.speakers_back(range(here - _JUST_SPOKEN, here + 1))
        said = self.scene.done.get((pointer.attribution, "source")) if pointer.role == "addressee" else None
        not_to = said.who if said is not None else ()  # nobody is told what he says
        last = next((i for i in recent if self.scene.cast.people[i].maybe_human and i not in not_to), None)
        if last is None:
            return None
        person = self.scene.cast.people[last]
        if person.pronoun is not None and described.head in _GENDERED:
            if (person.pronoun == "she") != (described.head in FEMALE_NOUNS):
                return None
        why = f"“{described.label}” after that speaker’s words; the text does not call them so"
        return Found((last,), "nominal", why, (person.last_before(start), pointer.span), doubtful=True)

    def _only_one(self, pointer: Pointer, described: Description) -> Found | None:
        """“the Grell Post columnist”: the only one whom the text calls a columnist, where it says nothing of the Post.
        A country, a party or an ordinal tells of which of several it speaks."""
        telling = described.modifiers - _SAYS_LITTLE
        called = self.scene.cast.all_called(described.head)
        if len(called) != 1 or telling & (_TELLS_APART | PERSON_NOUNS) or _of_a_place(described.label):
            return None
        person = self.scene.cast.people[called[0]]
        if person.first.start > pointer.span.start:
            return None
        why = f"“{described.label}”: nobody else in the text is called “{described.head}”"
        return Found(
            (called[0],), "nominal", why, (person.last_before(pointer.span.start), pointer.span), doubtful=True
        )

    def _body(self, pointer: Pointer, described: Description) -> Found | None:
        """“the ministry”: the last named body whose name holds the word."""
        if described.kind not in ("organisation", "document"):
            return None
        named = self.scene.cast.last_body(described.head, described.modifiers, pointer.span.start)
        if named is None:
            return None
        span, index = named
        why = f"the last named before whose name holds “{described.head}”"
        return Found((index,), "nominal", why, (span, pointer.span))
