"""What a noun phrase says of the one it stands for: head noun, modifiers, definite or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.language.gazetteer import demonyms, places
from hearsay.language.noun_phrases import CALENDAR
from hearsay.language.roles import BODY_NOUNS, KIN, PAPER_NOUNS, PERSON_NOUNS, ROLE_NOUNS, singular
from hearsay.language.words import Word, words
from hearsay.model import EntityKind
from hearsay.text import Span

_SPLIT = frozenset("of for in from at on to with who which that whose during by about citing being".split())
# These hang on the head only where something hangs on them: "minutes published by the Archive", "a leaked memo".
_PARTICIPLES = frozenset(
    """
    published released issued obtained seen leaked written led based speaking close involved interviewed reviewed
    compiled declassified conducted posted signed working familiar combed viewed examined unearthed gathered
    """.split()
)
_HANG_ON = CALENDAR | frozenset(
    """
    by on in at to for from with through under last this earlier late over out yesterday before after here there
    """.split()
)
_NEWLY = frozenset("first originally previously recently newly just later".split())
AGED = "year-old"  # the head of "the 43-year-old", by which a person is meant; the age is a modifier
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
LEADERS = frozenset(
    "president premier chancellor king queen leader emperor dictator prime-minister minister pope".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase taken apart. `label` is the phrase as printed without its article; `modifiers` are the lower-case
    words before the head, the place of a demonym added; `long` tells that more follows the head ("… of the board")."""

    label: str
    head: str
    plural: bool
    definite: bool
    possessive: str | None
    modifiers: frozenset[str]
    demonstrative: bool
    long: bool
    kind: EntityKind


def describe(text: str, span: Span) -> Description:
    """Take the noun phrase at `span` apart.

    >>> d = describe("the Russian leader", Span(0, 18))
    >>> d.head, d.definite, sorted(d.modifiers)
    ('leader', True, ['russia', 'russian'])
    """
    tokens = [w for w in words(text, span) if w.is_word]
    cut = next((i for i in range(1, len(tokens)) if _splits(tokens, i)), len(tokens))
    while 1 < cut < len(tokens) and tokens[cut - 1].lower in _NEWLY:  # "a report | first published by"
        cut -= 1
    core = tokens[:cut] or tokens
    head = core[-1].lower if core else ""
    first = core[0].lower if core else ""
    modifiers = {w.lower for w in core[:-1]} - {"the", "a", "an"}
    before = head.removeprefix("ex-")
    if before != head and singular(before) not in KIN:  # "the ex-senator"
        head, modifiers = before, modifiers | {"former"}
    for w in core[:-1]:
        place = demonyms().get(w.text) or (w.text if w.text in places() else None)
        if place:
            modifiers.add(place.casefold())
    single = singular(head)
    plural = head != single or head in ("people", "police", "authorities")
    kind: EntityKind = "unknown"
    if single in PERSON_NOUNS or single == AGED:
        kind = "group" if plural else "person"
    elif single in BODY_NOUNS:
        kind = "organisation"
    elif single in PAPER_NOUNS:
        kind = "document"
    elif plural or head.endswith("s"):
        kind = "group"
    return Description(
        label=_ARTICLE.sub("", Span(span.start, _label_end(text, span)).of(text)).replace("\n", " ").strip(),
        head=single,
        plural=plural,
        definite=first == "the",
        possessive=first if first in ("his", "her", "their", "its", "my", "our") else None,
        modifiers=frozenset(modifiers),
        demonstrative=first in ("this", "that", "these", "those"),
        long=cut < len(tokens),
        kind=kind,
    )


_BASE = re.compile(
    r"(?:\d|\bpercent|\bper cent|%|Among|among)\s(?:of\s)?((?:the\s|all\s|those\s)?(?:[\w-]+\s){0,3}?"
    r"(?:voters|adults|people|respondents|americans|residents|those surveyed|women|men|members|households|workers"
    r"|citizens"
    r"|republicans|democrats|independents|parents|students|employees|companies|firms|readers))\b",
    re.I,
)
_BASE_REACH = 900  # code points before a share in which what it is of may be named


_SHARE = re.compile(
    r"(?:just |only |about |some |nearly |almost |another |the other )?(?:\d+(?:\.\d+)?(?: percent| per cent|%)"
    r"|(?:\w+|\d+) (?:in|out of|of) (?:10|ten|five|four|three))\b"
)


def is_share(label: str) -> bool:
    """Whether a source is a share of those asked: "46 percent of voters", "eight in ten"."""
    return _SHARE.match(label) is not None


def base_of_share(text: str, at: int) -> str:
    """What the share at `at` is of, as the text before it last told: " of likely voters"; empty if it did not.

    >>> base_of_share("Among likely voters, 40 percent stayed away, and 12 percent forgot.", 50)
    ' of likely voters'
    """
    told = [match[1] for match in _BASE.finditer(text, max(0, at - _BASE_REACH), at)]
    return f" of {told[-1]}" if told else ""


_APPOSITION = re.compile(  # after a name: "Lind, a veteran diplomat, …"
    r"(?:['’]s)?,? (?:who (?:is|was|served as|has been) )?(?:an?|the|then|former|who|now)?\b"
    r"([^.;:()“”\"]{2,110}?)(?:,|$|\)| who | and (?=[A-Z]))"
)
_CLAUSE = re.compile(
    r"\s(?:who|which|that|whose|according|being|surfaced)\b"
    r"|\s(?:(?:first|originally|previously|recently|newly|just|later)\s)?"
    r"(?:published|released|issued|obtained|posted|conducted|taken)"  # and not "newly released papers"
    r"(?=\Z|[,.]|\s(?:by|on|in|at|to|for|from|with|over|last|this|earlier|late|early|yesterday|here|there)\b|\s[A-Z])"
    r"|\s(?!(?:red|naked|sacred)\b)[a-z]+(?:ed|en)\s(?:by|in|on|at|to|for|from|with|through|out|up|over|last|this)\b"
    r"|\s(?:in|on|since|during|from|for|as of)\s(?:(?:early|late|mid-?)[\s-]?)?"
    r"(?:\d{4}|[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _label_end(text: str, span: Span) -> int:
    """Where a label ends: before a clause or a date that only tells more of it."""
    match = _CLAUSE.search(text, span.start, span.end)
    return match.start() if match is not None else span.end


def _splits(tokens: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` begins what is hung on the head before it."""
    word = tokens[at].lower
    if word in _PARTICIPLES:
        return at + 1 == len(tokens) or tokens[at + 1].lower in _HANG_ON
    return word in _SPLIT


def roles_around(text: str, span: Span, sentence: Span) -> tuple[frozenset[str], frozenset[str]]:
    """Role nouns, and the words with them, that the sentence gives to the name at `span`: in a title before it
    ("deputy minister Lind") or in an apposition after it ("Lind, a veteran diplomat, …").
    """
    nouns: set[str] = set()
    around: set[str] = set()
    before = words(text, Span(max(sentence.start, span.start - 80), span.start))
    run = []
    for w in reversed(before[-8:]):
        if not w.is_word and w.text not in ("-",):
            break
        if w.lower in ("and", "that", "by", "with", "to", "for", "but", "as", "said", "told"):
            break
        run.append(w)
    if run and (singular(run[0].lower) in ROLE_NOUNS or run[0].lower in ROLE_NOUNS):
        nouns |= {singular(run[0].lower)}
        around |= {w.lower for w in run}
        around |= {demonyms()[w.text].casefold() for w in run if w.text in demonyms()}
    after = text[span.end : min(sentence.end, span.end + 120)]
    match = _APPOSITION.match(after)
    if match is not None and after[:1] == ",":
        for w in words(match.group()):
            if singular(w.lower) in ROLE_NOUNS:
                nouns.add(singular(w.lower))
            if w.is_word:
                around.add(w.lower)
                if w.text in demonyms():
                    around.add(demonyms()[w.text].casefold())
    return frozenset(nouns), frozenset(around)
