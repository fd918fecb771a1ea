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
    >>> groups.all()
    [('a',), ('b', 'c')]
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {i: i for i in ids}
        self._size = dict.fromkeys(self._parent, 1)

    def root(self, member: str) -> str:
        """The smallest member of the group that `member` is in."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, a: str, b: str) -> None:
        """Make the groups of `a` and `b` one."""
        a, b = sorted((self.root(a), self.root(b)))
        if a != b:
            self._parent[b] = a
            self._size[a] += self._size[b]

    def size(self, member: str) -> int:
        """How many are in the group of `member`."""
        return self._size[self.root(member)]

    def all(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in the order of their smallest members."""
        out: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            out[self.root(member)].append(member)
        return [tuple(out[root]) for root in sorted(out)]
