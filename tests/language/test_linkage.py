from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

from hearsay.language.linkage import linked


def near(*groups: str, by: int = 150) -> dict[tuple[str, str], int]:
    """Every two of each group as near as `by`."""
    return {(a, b): by for group in groups for a, b in combinations(sorted(group), 2)}


def test_one_that_lies_between_two_groups_does_not_make_them_one() -> None:
    between = {("c", "m"): 110, ("m", "x"): 110}
    assert linked("abcmxyz", near("abc", "xyz") | between, 100, 50) == [("a", "b", "c"), ("m",), ("x", "y", "z")]


def test_a_chain_of_single_likenesses_stays_short() -> None:
    ids = [f"{n:02}" for n in range(40)]
    chain = dict.fromkeys(pairwise(ids), 120)
    assert max(map(len, linked(ids, chain, 100, 50))) < 5


def test_faint_likenesses_join_only_beside_a_plain_one() -> None:
    faint = {("a", "b"): 90}
    assert linked("ab", faint, 100, 50) == [("a",), ("b",)]
    one_plain = {("b", "c"): 150, ("a", "c"): 100}
    assert linked("abc", one_plain, 100, 60) == [("a",), ("b", "c")]
    assert linked("abc", one_plain | faint, 100, 60) == [("a", "b", "c")]


def test_the_order_in_which_likenesses_are_known_makes_no_difference() -> None:
    dice = Random(5)
    ids = [f"d{n:02}" for n in range(30)]
    pairs = [(p, dice.randrange(50, 201)) for p in combinations(ids, 2) if dice.random() < 0.15]
    whole = linked(ids, dict(pairs), 100, 50)
    assert len(whole) < len(ids)
    for _ in range(20):
        dice.shuffle(pairs)
        dice.shuffle(ids)
        assert linked(ids, dict(pairs), 100, 50) == whole
