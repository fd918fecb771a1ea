"""Groups that grow as pairs are found to belong together; keyed by their smallest member, in whatever order found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise


def proposed(ids: Sequence[str], crowd: int) -> Iterator[tuple[str, str]]:
    """Pairs worth deciding among sorted `ids` that share a key: all of them, or in a crowd each with the first and
    with its neighbour, so that work grows with the crowd and not with its square.

    >>> list(proposed("abcd", 3))
    [('a', 'b'), ('a', 'c'), ('b', 'c'), ('a', 'd'), ('c', 'd')]
    """
    if len(ids) <= crowd:
        yield from combinations(ids, 2)
        return
    for n, (one, other) in enumerate(pairwise(ids)):
        if n:
            yield ids[0], other
        yield one, other


class Groups:
    """A partition of ids (disjoint sets, union by smallest id).

    >>> groups = Groups(["a", "b", "c"])
    >>> groups.join("b", "c")
    True
    >>> groups.all()
    [('a',), ('b', 'c')]

    Ids that are to stay `apart` never come into one group:

    >>> groups = Groups(["a", "b", "c"], apart=[("a", "c")])
    >>> groups.join("a", "b"), groups.join("b", "c")
    (True, False)
    """

    def __init__(self, ids: Iterable[str], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent = {i: i for i in ids}
        self._size = dict.fromkeys(self._parent, 1)
        self._apart: dict[str, set[str]] = {}
        for a, b in apart:
            if a in self._parent and b in self._parent:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)

    def root(self, member: str) -> str:
        """The smallest member of the group that `member` is in."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, a: str, b: str) -> bool:
        """Make the groups of `a` and `b` one; ``False`` where some of them are to stay apart."""
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return True
        if any(self.root(x) == b for x in self._apart.get(a, ())):
            return False
        self._parent[b] = a
        self._size[a] += self._size[b]
        if b in self._apart:
            self._apart.setdefault(a, set()).update(self._apart.pop(b))
        return True

    def kept_apart(self, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that are to stay apart from another of them."""
        roots = {i: self.root(i) for i in ids}
        those = set(roots.values())
        return {
            i
            for i, own in roots.items()
            if any((other := self.root(x)) in those and other != own for x in self._apart.get(own, ()))
        }

    def size(self, member: str) -> int:
        """How many are in the group of `member`."""
        return self._size[self.root(member)]

    def all(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in the order of their smallest members."""
        out: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            out[self.root(member)].append(member)
        return [tuple(out[root]) for root in sorted(out)]
