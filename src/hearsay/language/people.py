"""Names of people in the form in which two of them are compared: given name, surname, initials, endings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from unicodedata import combining, normalize

from hearsay.language.gazetteer import given_names
from hearsay.language.roles import FEMALE_NOUNS, MALE_NOUNS

_SUFFIX = frozenset("jr sr ii iii iv".split())
_MALE_TITLES = frozenset("mr sir lord king prince baron count pope".split())
_FEMALE_TITLES = frozenset("mrs ms miss lady dame queen princess".split())


# Everyday forms of given names, each line one name's; a form may be several names'.
_EVERYDAY = """
james jim jimmy jamie
william bill billy will
robert bob bobby rob
richard dick rick rich
michael mike mick
thomas tom tommy
joseph joe
john jack johnny
edward ed eddie ted
theodore ted
charles charlie chuck
daniel dan danny
david dave
donald don
stephen steven steve
anthony tony
andrew andy drew
benjamin ben
samuel sam
alexander alex sasha
nicholas nick
christopher chris
matthew matt
gregory greg
kenneth ken
lawrence larry
ronald ron
timothy tim
peter pete
philip phil
frederick fred
gerald jerry
leonard len
patrick pat
raymond ray
douglas doug
jeffrey geoffrey jeff geoff
elizabeth liz beth betty
katherine catherine kate kathy cathy
margaret maggie peggy meg
deborah debbie
jennifer jenny jen
susan sue
barbara barb
patricia pat patty
rebecca becky
christine chris tina
alexandra alex sasha
samantha sam
victoria vicky
"""


@cache
def _everyday_forms() -> Mapping[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for names in (frozenset(line.split()) for line in _EVERYDAY.strip().splitlines()):
        for name in names:
            out[name] = out.get(name, frozenset()) | names
    return out


def forms(given: str) -> frozenset[str]:
    """The forms in which a given name may stand, itself among them; lower case.

    >>> sorted(forms("james")), sorted(forms("mara"))
    (['james', 'jamie', 'jim', 'jimmy'], ['mara'])
    """
    return _everyday_forms().get(given, frozenset((given,)))


@lru_cache(maxsize=1 << 14)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without dots, accents, endings and the possessive.

    >>> parts("Donald J. Trump Jr."), parts("Felipe Calderón")
    (('donald', 'j', 'trump'), ('felipe', 'calderon'))
    """
    plain = name if name.isascii() else "".join(c for c in normalize("NFKD", name) if not combining(c))
    words = [re.sub(r"['’]s?$", "", w).casefold() for w in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", plain)]
    return tuple(w for w in words if w not in _SUFFIX) or tuple(words)


# Surnames that come first in Chinese, Korean and Vietnamese names, as the press writes them.
_FIRST_SURNAMES = frozenset(
    """
    ahn bae ban bui cai cao chang chen cheng cho choe choi chu chung deng ding do duong feng fu gao geng guo han he ho
    hoang hong hu hua hwang jang jeong ji jiang jin jo jung kang kim kong kwon le lee li liang liao lin liu lu luo ma
    mao moon nam ngo nguyen noh oh pak pan park peng pham phan qian qiu rhee roh ryu seo shao shen shi shin sim son song
    sun tan tang tao tian to tran trinh truong vo vu wang wei wen wu xi xiao xie xu yan yang yao ye yin yoon yu yuan
    zeng zhang zhao zheng zhou zhu
    """.split()
)


def surname_first(words: Sequence[str]) -> bool:
    """Whether a name, as its parts, is one whose surname comes first: "Kim Jong Un", "Xi Jinping".

    >>> surname_first(("kim", "jong", "un")), surname_first(("kim", "novak")), surname_first(("jack", "kim"))
    (True, False, False)
    """
    if len(words) < 2 or words[0] not in _FIRST_SURNAMES or words[-1] in _FIRST_SURNAMES:
        return False
    given = any("-" in w for w in words[1:]) or len(words) == 3
    return given or (words[0] not in given_names() and words[-1] not in given_names())


def fits(short: str, full: str) -> bool:
    """Whether `short` can be a shorter form of the name `full`: its surname, its given name, or both with less between.

    >>> fits("Clinton", "Bill Clinton"), fits("B. Clinton", "Bill Clinton"), fits("Hillary Clinton", "Bill Clinton")
    (True, True, False)

    A father and a son of one name stay apart, and a given name may stand in its everyday form:

    >>> fits("Ivor Lind", "Ivor Lind Jr."), fits("Jim Lind", "James P. Lind")
    (False, True)
    """
    a, b = parts(short), parts(full)
    if len(a) > 1 and ending(short) != ending(full):
        return False
    return parts_fit(a, b)


def ending(name: str) -> str:
    """ "jr", "sr", "ii" and the like at the end of a name, else the empty string.

    >>> ending("Ivor Lind Jr."), ending("Ivor Lind")
    ('jr', '')
    """
    last = name.rstrip(". ").rpartition(" ")[2].casefold()
    return last if last in _SUFFIX else ""


def _same_given(x: str, y: str) -> bool:
    """Whether two given names can be one person's: the same, an initial, or an everyday form."""
    if len(x) == 1 or len(y) == 1:
        return x.startswith(y) or y.startswith(x)
    return y in forms(x)


def parts_fit(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the name with the parts `a` can be a shorter form of the one with the parts `b` (see `fits`)."""
    if not a or len(a) > len(b):
        return False
    if a == b:
        return True
    if len(a) == 1:
        return a[0] == b[-1] or (len(b) > 1 and a[0] == b[0] and b[0] in given_names())
    if a[-1] != b[-1]:
        return False
    goes_by = any(len(y) > 1 for y in b[:-1])  # "A. Barry Rand" goes by Barry: the A. is no "Ayn"
    rest = iter(b[:-1])
    return all(any(_same_given(x, y) and not (len(y) == 1 < len(x) and goes_by) for y in rest) for x in a[:-1])


def pronoun_of(name: str, title: str | None) -> str | None:
    """ "he" or "she" where title or given name tells, else ``None``.

    >>> pronoun_of("Lind", "Mrs."), pronoun_of("Mara Lind", None), pronoun_of("Lind", None)
    ('she', 'she', None)
    """
    for word in re.findall(r"\w+", (title or "").casefold()):
        if word in _MALE_TITLES | MALE_NOUNS:
            return "he"
        if word in _FEMALE_TITLES | FEMALE_NOUNS:
            return "she"
    words = parts(name)
    if not words or (len(words) == 1 and words[0] in _FIRST_SURNAMES):  # "Kim" alone is a surname
        return None
    return given_names().get(words[0]) or None
