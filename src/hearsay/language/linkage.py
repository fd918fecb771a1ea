"""Groups by average linkage (Sokal and Michener 1958): two become one while the pairs across them are alike on average.

Where any single likeness joins two groups, one document that tells of two matters makes them one, and thousands of
documents end in one heap. What comes out depends on the likenesses alone, not on the order in which they are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pair = tuple[str, str]  # two ids, the smaller first


def linked(ids: Iterable[str], likenesses: Mapping[Pair, int], one: int, mean: int) -> list[tuple[str, ...]]:
    """The groups of `ids`, each sorted, in the order of their smallest members.

    Pairs that are not in `likenesses` count nothing. Two groups become one where a pair across them is as like as
    `one`, and all pairs across them are on average as like as `mean`; the likest pairs are looked at first, and then
    again until nothing changes.

    >>> linked("abc", {("a", "b"): 100, ("b", "c"): 100}, 100, 40)
    [('a', 'b', 'c')]
    >>> linked("abc", {("a", "b"): 120, ("b", "c"): 100}, 100, 60)
    [('a', 'b'), ('c',)]
    """
    groups = {i: [i] for i in ids}
    group_of = {i: i for i in groups}
    across: dict[str, dict[str, int]] = {i: {} for i in groups}
    for (a, b), likeness in likenesses.items():
        across[a][b] = across[b][a] = likeness
    ahead = sorted((p for p, likeness in likenesses.items() if likeness >= one), key=lambda p: (-likenesses[p], p))
    changed = True
    while changed:
        changed = False
        left = []
        for pair in ahead:
            first, second = sorted(group_of[i] for i in pair)
            if first == second:
                continue
            if across[first][second] < mean * len(groups[first]) * len(groups[second]):
                left.append(pair)
                continue
            changed = True
            for i in groups[second]:
                group_of[i] = first
            groups[first] += groups.pop(second)
            for other, likeness in across.pop(second).items():
                del across[other][second]
                if other != first:
                    across[first][other] = across[other][first] = across[first].get(other, 0) + likeness
        ahead = left
    return sorted(tuple(sorted(members)) for members in groups.values())
