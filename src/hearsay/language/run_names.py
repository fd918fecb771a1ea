"""What a run of capitalised words names: with which title, and of what kind by its own words and closed tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.language.gazetteer import BODY_WORDS, DOCUMENT_WORDS, demonyms, given_names, places
from hearsay.language.noun_phrases import CLAUSE_WORDS, PREPOSITIONS
from hearsay.language.pointers import Name
from hearsay.language.roles import BODY_NOUNS, NO_SURNAMES, PAPER_NOUNS, PERSON_NOUNS, TITLES, singular
from hearsay.language.words import Word, is_content
from hearsay.model import EntityKind
from hearsay.text import Span

ACRONYM, CAPITALS = "an acronym", "two or more capitalised words"  # evidence that says little

NAME_JOINERS = frozenset("de von van der den la le du da di dos al el bin ibn ben del y".split())
JOINERS = NAME_JOINERS | {"of", "on", "the", "and", "for"}
OFFICES = frozenset(
    "secretary minister president speaker secretary-general governor mayor chief premier leader commissioner".split()
)
_LANDMARKS = frozenset(
    """
    street road avenue river island islands lake bay harbour harbor county valley beach bridge square park airport
    mountain sea ocean
    """.split()
)
RANKS = TITLES | PERSON_NOUNS
NOT_NAMES = frozenset(
    """
    i i'm i've i'll i'd ok yes no oh well hello thanks thank please god sunday english internet christmas easter
    islam christian muslim jewish catholic speaking asked according read more photo image video watch related
    advertisement copyright updated published
    """.split()
)
_COMMON = frozenset(
    """
    after another also although asked because before both despite during earlier every even few first following here
    however inside instead just last later like many meanwhile more most much never nobody nothing officials once
    only people perhaps police recent second several since some still such then there these they thing this those
    three today tomorrow tonight under unlike until what when where while with within without yesterday critics
    residents doctors experts women children voters protest leave life time truth nice good great home back high
    next none therefore thus hence moreover nevertheless nonetheless otherwise present half four five six seven
    eight nine ten anybody anyone everybody everyone somebody someone speaking commenting according above below
    across along among around
    """.split()
)
NO_START = NOT_NAMES | CLAUSE_WORDS | PREPOSITIONS | _COMMON
_NEVER_ALONE = NOT_NAMES | CLAUSE_WORDS | PREPOSITIONS | {"during", "despite", "unlike", "without"}
_OFFICE = re.compile(
    r"(?:(?:Secretary|Minister) of [A-Z]\w+|(?:Prime|Foreign|Defen[cs]e|Interior|Finance|Home|Health|Justice|Treasury)"
    r" (?:Minister|Secretary)|Vice President|Attorney General)"
)
# What people are by party, faith or descent: no names of anybody; in the plural, a group.
_ADHERENT = re.compile(
    r"(?:Democrat|Republican|Conservative|Liberal|Socialist|Communist|Nationalist|Islamist|Labourite|Tory|Marxist|Nazi"
    r"|Christian|Catholic|Protestant|Muslim|Jew|Hindu|Buddhist|Sunni|Shiite|Baptist|Mormon|Latino|Hispanic|Black|White"
    r"|Zionist|\w+-American)(?P<many>s|es)?|Tories|Democratic|Jewish|Islamic|Evangelicals?"
)
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


def run_name(text: str, tokens: Sequence[Word], first: int, last: int) -> Name | None:
    """What the run of the `tokens` from `first` up to `last` names; ``None`` where it is no name of anybody."""
    whole = Span(tokens[first].span.start, tokens[last - 1].span.end)
    possessive = POSSESSIVE.search(whole.of(text))
    if possessive is not None and (
        tokens[last - 1].text.endswith(("'s", "’s")) or tokens[last - 1].lower.endswith("s'")
    ):
        whole = Span(whole.start, whole.end - len(possessive.group()))
    core_first = first
    for index in range(first, last - 1):
        word = tokens[index].lower.rstrip(".")
        if index == last - 2 and word in given_names() and word not in TITLES:
            break  # "Dean Lind": nobody's dean, rather
        several = singular(word) != word and tokens[index + 1].lower in given_names()  # "Democrats Mara Lind and …"
        if word in RANKS or (several and (singular(word) in RANKS or _ADHERENT.fullmatch(tokens[index].text))):
            core_first = index + 1
            if index + 3 < last and tokens[index + 1].lower == "of" and word in OFFICES:
                core_first = index + 3
    while core_first < last - 1 and tokens[core_first].text == ".":
        core_first += 1
    has_title = core_first > first
    core = Span(tokens[core_first].span.start, whole.end)
    shown = core.of(text).replace("\n", " ")
    if len(shown) < 2 and not shown.isupper():
        return None
    parts = [tokens[i] for i in range(core_first, last) if tokens[i].is_word and tokens[i].lower not in JOINERS]
    alone = len(parts) == 1 and not has_title
    if not parts or (alone and (parts[0].lower in _NEVER_ALONE or not is_content(parts[0].lower))):
        return None
    if not has_title and len(parts) > 1 and all(p.lower in NO_START for p in parts):
        return None  # "More On This"
    if len(parts) == 1 and not has_title and parts[0].lower in RANKS and parts[0].lower not in given_names():
        return None
    if _OFFICE.fullmatch(whole.of(text)) is not None:
        return None  # "the Secretary of State", who is described and not named
    if len(parts) == 1 and not has_title and parts[0].text.endswith("s") and parts[0].text[:-1] in demonyms():
        return Name(span=whole, core=core, name=shown, title=None, kind="group", evidence="people of one country")
    adherent = _ADHERENT.fullmatch(POSSESSIVE.sub("", shown))
    if adherent is not None and not has_title:
        if adherent["many"] is None and not shown.startswith("Tories"):
            return None
        return Name(
            span=whole, core=core, name=shown, title=None, kind="group", evidence="adherents of one party or faith"
        )
    kind, evidence = _kind(shown, parts, has_title)
    ahead = text[whole.end : whole.end + 1]
    if (
        ahead
        and ahead in "'’”\""
        and re.search(r"['‘“\"](?:The |A )?$", text[max(0, whole.start - 5) : whole.start])
        and len(parts) > 1
    ):
        kind, evidence = "document", "a title in quotation marks"
    title = text[whole.start : core.start].strip() or None
    if kind in ("organisation", "place", "document") and title is not None:
        core, shown, title = whole, whole.of(text), None
    if kind == "unknown" and shown in demonyms():
        return None
    return Name(span=whole, core=core, name=shown, title=title, kind=kind, evidence=evidence)


def _kind(shown: str, parts: Sequence[Word], has_title: bool) -> tuple[EntityKind, str]:
    lower = [POSSESSIVE.sub("", p.lower) for p in parts]
    if shown in places():
        return "place", "listed as a place"
    if any(w in DOCUMENT_WORDS for w in lower[-1:]) and len(parts) > 1:
        return "document", f"ends in “{parts[-1].text}”"
    if any(w in BODY_WORDS or (w in BODY_NOUNS and len(parts) > 1) for w in lower):
        return "organisation", "holds a word for a body"
    if " for " in shown and singular(lower[0]) in PERSON_NOUNS:
        return "organisation", "people for a cause"
    if any(w in PAPER_NOUNS for w in lower[-1:]):
        return "document", f"ends in “{parts[-1].text}”"
    if has_title:
        return "person", "follows a title"
    if lower[0] in given_names() and len(parts) >= 2:
        return "person", "begins with a given name"
    if len(parts) == 1:
        word = parts[0].text
        if word.isupper() and 2 <= len(word.replace(".", "")) <= 6:
            return "organisation", ACRONYM
        if lower[0] in given_names():
            return "person", "is a given name"
        return "unknown", "one capitalised word"
    if (
        2 <= len(parts) <= 4
        and all(p.text[:1].isupper() and not p.text.isupper() for p in parts)
        and not any(w in PERSON_NOUNS or w in NO_SURNAMES for w in lower[-1:])
    ):
        if lower[-1] in _LANDMARKS:
            return "place", f"ends in “{parts[-1].text}”"
        if parts[0].text in demonyms() or parts[0].text in places():
            return "unknown", "begins with a place"
        return "person", CAPITALS
    return "unknown", "capitalised words"
