"""Finding a state, a body or an office by any of its names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from hearsay.reference.records import Body, Office, OfficeName, State

_NO_LETTER = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_MARK = re.compile("[\u0300-\u036f]")


def normal(name: str) -> str:
    """A name in the form in which names are compared: no case, accents, stops, hyphens; no leading “the”.

    >>> normal("The U.S. Secretary-General"), normal("Côte d’Ivoire"), normal("Germany's")
    ('us secretary general', 'cote d ivoire', 'germany')
    """
    plain = _MARK.sub("", unicodedata.normalize("NFKD", name)).casefold()
    plain = _POSSESSIVE.sub("", plain).replace(".", "")
    words = _NO_LETTER.sub(" ", plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


class Names:
    """An index of names. Made once, never changed."""

    __slots__ = ("_bare", "_demonyms", "_exact", "_offices", "_wordings")

    def __init__(
        self,
        states: Iterable[State],
        bodies: Iterable[Body],
        wordings: Iterable[OfficeName],
        offices: Iterable[Office],
    ) -> None:
        exact: dict[str, list[State | Body]] = defaultdict(list)
        demonyms: dict[str, list[State | Body]] = defaultdict(list)
        rows: list[State | Body] = [*states, *bodies]
        for row in rows:
            for name in dict.fromkeys(normal(n) for n in (row.name, *row.names, *row.short)):
                exact[name].append(row)
            if isinstance(row, State):
                for name in dict.fromkeys(normal(n) for n in row.demonyms):
                    demonyms[name].append(row)
        held: dict[str, list[str]] = defaultdict(list)
        for office in offices:
            held[office.office].append(office.of)
        worded: dict[str, list[OfficeName]] = defaultdict(list)
        bare: dict[str, list[Office]] = defaultdict(list)
        for word in wordings:
            worded[normal(word.wording)].append(word)
            if word.bare and word.of is not None:
                bare[normal(word.wording)].append(Office(word.office, word.of))
        self._exact, self._demonyms, self._offices, self._wordings, self._bare = exact, demonyms, held, worded, bare

    def exact(self, name: str) -> tuple[State | Body, ...]:
        """The states and bodies that a name, a short form or a former name can mean."""
        return tuple(self._exact.get(normal(name), ()))

    def states(self, name: str) -> tuple[State, ...]:
        """The states that a name or a demonym can mean."""
        found = (*self._exact.get(normal(name), ()), *self._demonyms.get(normal(name), ()))
        return tuple(dict.fromkeys(row for row in found if isinstance(row, State)))

    def bodies(self, name: str) -> tuple[Body, ...]:
        """The bodies that a name can mean."""
        return tuple(row for row in self._exact.get(normal(name), ()) if isinstance(row, Body))

    def offices(self, wording: str) -> tuple[Office, ...]:
        """The offices that a wording can mean, of those with a holder in the tables: “US secretary of state”,
        “chancellor of Germany”, “Germany's foreign minister”, “UN chief”.
        """
        said = normal(wording)
        words = said.split()
        found: dict[Office, None] = {}
        for n in range(1, len(words)):
            self._add(found, " ".join(words[:n]), " ".join(words[n:]))
            if words[n] in ("of", "for") and n + 1 < len(words):
                self._add(found, normal(" ".join(words[n + 1 :])), " ".join(words[:n]))
        for office in self._bare.get(said, ()):
            if office.of in self._offices.get(office.office, ()):
                found[office] = None
        return tuple(sorted(found))

    def wordings(self, office: Office) -> tuple[str, ...]:
        """The words for an office, without the state or body: “chancellor”, “federal chancellor”."""
        rows = (row for rows in self._wordings.values() for row in rows)
        return tuple(row.wording for row in rows if row.office == office.office and row.of in (None, office.of))

    def close(self, wording: str, *, offices: bool = False) -> tuple[str, ...]:
        """Up to three names that are spelt nearly so."""
        known: Iterable[str] = self._exact
        if offices:
            known = {normal(f"{of} {word}") for word, of in self._pairs()} | set(self._bare)
        return tuple(get_close_matches(normal(wording), sorted(known), n=3, cutoff=0.7))

    def _pairs(self) -> Iterable[tuple[str, str]]:
        for word, rows in self._wordings.items():
            for row in rows:
                for of in self._offices.get(row.office, ()):
                    if row.of in (None, of):
                        yield word, of

    def _add(self, found: dict[Office, None], name: str, wording: str) -> None:
        subjects = (*self._exact.get(name, ()), *self._demonyms.get(name, ()))
        for row in self._wordings.get(wording, ()) if subjects else ():
            for subject in subjects:
                if row.of in (None, subject.name) and subject.name in self._offices.get(row.office, ()):
                    found[Office(row.office, subject.name)] = None
