"""Names of people in the form in which two of them are compared: given name, surname, initials, endings."""

from __future__ import annotations

import re

from hearsay.language.gazetteer import given_names
from hearsay.language.roles import FEMALE_NOUNS, MALE_NOUNS

_SUFFIX = frozenset("jr sr ii iii iv".split())
_MALE_TITLES = frozenset("mr sir lord king prince baron count pope".split())
_FEMALE_TITLES = frozenset("mrs ms miss lady dame queen princess".split())


def parts(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without dots, endings and the possessive.

    >>> parts("Donald J. Trump Jr.")
    ('donald', 'j', 'trump')
    """
    words = [re.sub(r"['’]s?$", "", w).casefold() for w in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", name)]
    return tuple(w for w in words if w not in _SUFFIX) or tuple(words)


def fits(short: str, full: str) -> bool:
    """Whether `short` can be a shorter form of the name `full`: its surname, its given name, or both with less between.

    >>> fits("Clinton", "Bill Clinton"), fits("B. Clinton", "Bill Clinton"), fits("Hillary Clinton", "Bill Clinton")
    (True, True, False)
    """
    a, b = parts(short), parts(full)
    if not a or len(a) > len(b):
        return False
    if a == b:
        return True
    if len(a) == 1:
        return a[0] == b[-1] or (len(b) > 1 and a[0] == b[0] and b[0] in given_names())
    if a[-1] != b[-1]:
        return False
    rest = iter(b[:-1])
    return all(
        any(x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y)) for y in rest)
        for x in a[:-1]
    )


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
    return (given_names().get(words[0]) or None) if len(words) > 1 else None
