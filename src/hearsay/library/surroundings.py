"""What lies around documents of a library, by how near others were found to be: read as far as it is asked for."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.collate.stories import COMPANY, ONE, firm
from hearsay.library import schema
from hearsay.library.waiting import parted


class Surroundings:
    """The documents around some, as they are asked for: how near each has others, among those that have a story."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._near: dict[int, dict[int, int]] = {}
        self._company: dict[int, set[int]] = {}
        self.names: dict[int, str] = {}
        self.stories: dict[int, str] = {}

    def reached(self, touched: Collection[int]) -> set[int]:
        """The documents whose story can be another than it was, when the surroundings of those `touched` changed: all
        that firm links reach from them, from who keeps their company, and from who is one with these."""
        self._learn(touched)
        begin = {n for n in touched if n in self.names}
        begin |= {other for n in begin for other, how in self._near[n].items() if how >= COMPANY}
        self._learn(begin)
        begin |= {other for n in begin for other, how in self._near[n].items() if how >= ONE}
        known, ahead = set(begin), sorted(begin)
        while ahead:
            self._learn(ahead)
            next_to = {n: [o for o, how in self._near[n].items() if how >= ONE] for n in ahead}
            self._learn({o for others in next_to.values() for o in others})
            found = {
                o for n in ahead for o in next_to[n] if o not in known and firm(self._company[n], self._company[o])
            }
            ahead = sorted(found)
            known |= found
        return known

    def pairs(self, those: Collection[int]) -> dict[tuple[str, str], int]:
        """How near each of `those` is to others, by their ids."""
        out: dict[tuple[str, str], int] = {}
        for number in those:
            for other, how in self._near[number].items():
                a, b = self.names[number], self.names[other]
                out[(a, b) if a < b else (b, a)] = how
        return out

    def _learn(self, numbers: Collection[int]) -> None:
        d, p, t = schema.documents, schema.placed, schema.near
        new = sorted(n for n in numbers if n not in self._near)
        for some in parted(new):
            rows = self._connection.execute(
                sa.select(p.c.document, d.c.id, p.c.story)
                .join(d, d.c.number == p.c.document)
                .where(p.c.document.in_(some))
            )
            for number, name, story in rows:
                self.names[number], self.stories[number] = name, story
            near = self._connection.execute(
                sa.select(t.c.document, t.c.other, t.c.nearness, d.c.id)
                .join(p, p.c.document == t.c.other)
                .join(d, d.c.number == t.c.other)
                .where(t.c.document.in_(some))
            )
            for number in some:
                self._near[number] = {}
            for number, other, how, name in near:
                self._near[number][other] = how
                self.names[other] = name
        for number in new:
            self._company[number] = {number, *(o for o, how in self._near[number].items() if how >= COMPANY)}
