"""Finding the noun phrase before or after a verb without a parser: closed classes of words and capitals carry it."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.language.gazetteer import given_names
from hearsay.language.items import Item
from hearsay.language.roles import ROLE_NOUNS, singular

SUBJECT_PRONOUNS = frozenset(
    "i he she they we you it who one everyone everybody someone somebody nobody others".split()
)
PRONOUNS = SUBJECT_PRONOUNS | frozenset(
    """
    me him her them us his hers their theirs my our its your himself herself themselves this that these those which
    """.split()
)
DETERMINERS = frozenset(
    """
    a an the this these those his her its their my our your some any many several most few both another other each
    every no all such two three four five six seven eight nine ten dozens hundreds thousands one's
    """.split()
)
AUXILIARIES = frozenset(
    """
    has have had is are was were be been being do does did will would shall should can could may might must hasn't
    haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't shouldn't can't couldn't cannot
    he's she's they've he'd she'd they'd we've we'd i've i'd ain't
    """.split()
)
ADVERBS = frozenset(
    """
    also then later once often never not always still now already even just again further instead soon ever
    sometimes thus meanwhile yet only rather so too both either first previously earlier n't long quite almost
    nearly all
    """.split()
)
PREPOSITIONS = frozenset("of for in from at with to on by near under over against between among within into".split())
CLAUSE_WORDS = frozenset(
    """
    that because as when while if after before although though since unless where whereas until which whose why how
    what and but or nor so than whether whom
    """.split()
)
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow
    """.split()
)
# A demonstrative or possessive that ends a phrase is no subject; a count or "some" is one.
_DEMONSTRATIVES = frozenset("this that these those his her their its my".split())
_STANDS_ALONE = frozenset("some many several most few both another all".split())
_NO_SUBJECT = CALENDAR | (DETERMINERS - _STANDS_ALONE)
_UNITS = frozenset("day days week weeks month months year years".split())
_NO_END = PREPOSITIONS | (CLAUSE_WORDS - {"which"}) | _UNITS
_WHOLE = PRONOUNS - _DEMONSTRATIVES
_PERSONAL = PRONOUNS - DETERMINERS
_BREAKS = (CLAUSE_WORDS - {"and"}) | AUXILIARIES
_NO_HEAD = CLAUSE_WORDS | AUXILIARIES | PREPOSITIONS | PRONOUNS
_HANGS_ON = frozenset("of for in from at with on to".split())
_RANKS = frozenset("former then ex chief deputy senior top acting prime vice late veteran longtime co-founder".split())
_OPENS_APPOSITION = frozenset("a an the who whose which one his her its their then former himself".split())
_OPENS_PARTICIPLE = frozenset("speaking writing citing asked referring appearing responding".split())
_NO_START = CLAUSE_WORDS | CALENDAR | (PREPOSITIONS - {"of"})
_OPENS_TITLE = frozenset("a an the who whose one".split())
_ENDS = frozenset(
    "in on at during after before when while as to about from that if whether last earlier via by".split()
)
_COMPLETES_ROLE = frozenset("at in from to".split())  # "the master at Corran": what stands behind a role noun


def adverb(item: Item) -> bool:
    """Whether the item is a word that may stand between a subject and its verb."""
    return item.lower in ADVERBS or (
        item.is_word and item.lower.endswith("ly") and not item.capital and len(item.lower) > 4
    )


def skip_back(items: Sequence[Item], at: int) -> int:
    """Index after the subject: goes left from the verb at `at` over auxiliaries and adverbs."""
    while at > 0 and items[at - 1].is_word and (items[at - 1].lower in AUXILIARIES or adverb(items[at - 1])):
        if at > 1 and items[at - 1].text == "May" and items[at - 2].capital:
            break  # "Clara May said"
        at -= 1
    return at


def before(items: Sequence[Item], end: int) -> int | None:
    """First index of the noun phrase that ends just before `end`, or ``None`` where no noun phrase stands.

    Takes in an apposition or relative clause between commas: ``Lind, the harbour master, said``.
    """
    if end <= 0:
        return None
    if items[end - 1].text == ",":
        return _with_apposition(items, end - 1)
    if items[end - 1].text == ")":  # "Mara Lind (41) said"
        opening = next((i for i in range(end - 2, max(-1, end - 8), -1) if items[i].text == "("), None)
        return before(items, opening) if opening else None
    return _plain(items, without_time(items, end))


def without_time(items: Sequence[Item], end: int) -> int:
    """`end` moved before a time between subject and verb: ``Lind last month``, ``Lind on Monday``, ``Lind in 2010``."""
    last = items[end - 1].lower
    lead = items[end - 2].lower if end > 1 else ""
    if _surname(items, end):
        return end
    if last in _UNITS and lead in ("last", "this", "next", "past"):
        return end - 2 if end > 2 else end
    if last in CALENDAR or (last.isdigit() and len(last) == 4):
        if lead in ("in", "on", "since", "by"):
            return end - 2 if end > 2 else end
        return end - 1 if last in CALENDAR and end > 1 else end
    return end


def _surname(items: Sequence[Item], end: int) -> bool:
    """Whether the word before `end` ends a name, whatever else it may be: “Clara May”."""
    return end > 1 and items[end - 1].capital and items[end - 2].lower in given_names()


def _plain(items: Sequence[Item], end: int) -> int | None:
    last = items[end - 1]
    if not last.is_word or last.lower in _NO_END or (last.lower.isdigit() and len(last.lower) == 4):
        return None
    if last.lower in _WHOLE:
        return end - 1
    if last.lower in _NO_SUBJECT and not _surname(items, end):
        return None
    start = end - 1
    while start > 0:
        word, left = items[start], items[start - 1]
        if word.lower in DETERMINERS or (word.lower in ROLE_NOUNS and left.lower in CLAUSE_WORDS):
            jump = _over_preposition(items, start)
            if jump is None:
                break
            start = jump
            continue
        if not left.is_word and left.text not in ("'", "’", "-", "&", "/", "$", "%") and left.quotation is None:
            if left.text == "." and start >= 2 and items[start - 2].capital and len(items[start - 2].text) <= 4:
                start -= 1
                continue
            break
        if left.quotation is not None or left.lower in _BREAKS:
            break
        if left.lower == "and" and not (start >= 2 and items[start].capital and items[start - 2].capital):
            break
        if left.lower in _PERSONAL or adverb(left):
            break
        if left.lower in PREPOSITIONS:
            jump = _over_preposition(items, start)
            if jump is None:
                break
            start = jump
            continue
        if left.lower == "and" or word.lower == "and":
            start -= 1
            continue
        if word.capital and not left.capital and left.lower not in ROLE_NOUNS and left.lower not in DETERMINERS:
            if left.is_word and not _modifier(left):
                break
        if left.lower in CALENDAR and not word.capital:
            break
        start -= 1
    while start < end - 1 and not items[start].is_word and items[start].text != "$":
        start += 1
    return start


def _modifier(item: Item) -> bool:
    return item.lower.endswith(("ese", "ish", "an", "al", "ive", "former")) or item.lower in _RANKS


def _over_preposition(items: Sequence[Item], start: int) -> int | None:
    """Where a phrase "X of Y" goes on to the left of its Y at `start`: the index of X's last word, or ``None``."""
    if start < 2 or items[start - 1].lower not in _HANGS_ON:
        return None
    head = items[start - 2]
    if not head.is_word or head.lower in _NO_HEAD or adverb(head):
        return None
    return start - 2


def _with_apposition(items: Sequence[Item], comma: int) -> int | None:
    """The phrase before an apposition that closes at the comma at index `comma`."""
    for opening in range(comma - 1, max(-1, comma - 40), -1):
        if items[opening].text in (";", ":", ".") and not (opening and len(items[opening - 1].text) <= 3):
            return None
        if items[opening].text != "," or opening + 1 >= comma:
            continue
        following = items[opening + 1]
        head = items[opening - 1] if opening else None
        if head is None or not head.is_word:
            return None
        if _opens_apposition(head, following, comma - opening):
            return _before_series(items, opening)
    return None


def _before_series(items: Sequence[Item], end: int) -> int | None:
    """The phrase that ends at `end`, or, where it is itself an apposition, the name that it tells more of:
    ``Lind, head of the board, which runs the ferry, said``."""
    start = _plain(items, end)
    if start is None or start < 2 or items[start - 1].text != "," or not items[start - 2].capital:
        return start
    opens = items[start].lower in _OPENS_APPOSITION or items[start].lower in ROLE_NOUNS
    return _plain(items, start - 1) if opens else start


def _opens_apposition(head: Item, following: Item, length: int) -> bool:
    """Whether what stands between two commas, `length` items on, tells more of `head`; `following` comes first."""
    word = following.lower
    if word in _OPENS_APPOSITION or word in _OPENS_PARTICIPLE or word in ROLE_NOUNS or word.isdigit():
        return True
    return following.capital and (head.capital or singular(head.lower) in ROLE_NOUNS) and length <= 5


def after(items: Sequence[Item], start: int) -> int:
    """Index after the noun phrase that begins at `start` (``said THE OWNER OF THE SHOP, a veteran, on Monday``);
    equal to `start` where none stands."""
    at = start
    if at >= len(items) or not items[at].is_word or items[at].lower in _NO_START:
        return start
    if items[at].lower in _PERSONAL:
        return at + 1
    while at < len(items):
        item = items[at]
        if item.quotation is not None:
            break
        if item.text == ",":
            following = items[at + 1] if at + 1 < len(items) else None
            if following is None or (following.lower not in _OPENS_TITLE and following.lower not in ROLE_NOUNS):
                break
        elif item.lower in CALENDAR or item.text in ";:.?!—–()":
            if not _abbreviates(items, start, at):
                break
        elif item.lower in _ENDS:
            if item.lower not in _COMPLETES_ROLE or not _role_before(items, start, at):
                break
        elif at > start and adverb(item) and not item.capital:
            break
        at += 1
    while at > start and not items[at - 1].is_word:
        at -= 1
    return at


def _abbreviates(items: Sequence[Item], start: int, at: int) -> bool:
    """Whether the mark at `at` is the dot of a short capitalised word inside the phrase: "Gov. Lind"."""
    if items[at].text != "." or at == start or at + 1 == len(items):
        return False
    return items[at - 1].capital and len(items[at - 1].text) <= 4


def _role_before(items: Sequence[Item], start: int, at: int) -> bool:
    """Whether the words from `start` to `at` end in a role noun, which a prepositional phrase completes."""
    return items[at - 1].lower in ROLE_NOUNS and at - start <= 12
