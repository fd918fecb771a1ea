"""Footnotes: the chain hand by hand, the first record last, in two styles; nothing that was not found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.model import Attribution, ChainLink, Document, Reason
from hearsay.render.footnotes import Carried, carried_in, chicago, footnote, plain
from hearsay.render.naming import Names, names
from tests.render import fixture
from tests.render.fixture import HESK_B, NESTED_B, PALK_A, PALK_B, place


@pytest.fixture(scope="module")
def lookup() -> Names:
    return names(fixture.dossier())


@pytest.fixture(scope="module")
def carried() -> Carried:
    return carried_in(fixture.dossier().collation)


def known(lookup: Names, *documents: Document) -> Names:
    """The lookups with some documents changed."""
    return replace(lookup, documents={**lookup.documents, **{d.id: d for d in documents}})


PALK = replace(PALK_B, chain=(replace(PALK_B.chain[0]), replace(PALK_B.chain[1], first_record=True)))


def test_a_whole_chain_in_the_notes_style(lookup: Names, carried: Carried) -> None:
    assert chicago(PALK, lookup, carried) == (
        "Idris Palk to Runa Hesk, April 9, 2003, quoted in Ana Dorrow, “Minutes show Palk tied tram to county money,” "
        "Lindmoor Register, May 2, 2011, para. 3, accessed January 15, 2024, "
        "https://register.example/2011/05/tram?line=1&town=lindmoor; "
        "released by The town archive, April 29, 2011 (as cited in Lindmoor Register, taken on trust); "
        "noted in “Minutes of the tram meeting,” April 9, 2003, p. 2, para. 3 (first record)."
    )


def test_the_same_plainly(lookup: Names, carried: Carried) -> None:
    assert plain(PALK, lookup, carried) == (
        "Idris Palk to Runa Hesk, 9 April 2003. "
        "Quoted in: Ana Dorrow, “Minutes show Palk tied tram to county money”, Lindmoor Register, 2 May 2011, ¶ 3, "
        "<https://register.example/2011/05/tram?line=1&town=lindmoor>, retrieved 15 January 2024. "
        "Released by: The town archive, 29 April 2011 (as cited in Lindmoor Register, taken on trust). "
        "Noted in: “Minutes of the tram meeting”, 9 April 2003, p. 2 ¶ 3 (first record)."
    )
    both = footnote(PALK, lookup, carried)
    assert (both.chicago, both.plain) == (chicago(PALK, lookup, carried), plain(PALK, lookup, carried))


def test_the_first_record_is_named_last_wherever_it_stands_in_the_chain(lookup: Names) -> None:
    turned = replace(PALK, chain=tuple(reversed(PALK.chain)))
    told = plain(turned, lookup)
    assert told.index("Released by") < told.index("Noted in")
    assert told.endswith("(first record).")


def test_a_hand_that_was_not_seen_is_taken_on_trust_and_one_that_was_is_not(lookup: Names) -> None:
    assert chicago(PALK, lookup).count("taken on trust") == 1
    seen = replace(PALK, chain=tuple(replace(link, seen=True) for link in PALK.chain))
    assert "taken on trust" not in chicago(seen, lookup)
    assert "as cited in" not in chicago(seen, lookup)


def test_a_hand_of_which_nobody_knows_whose_it_is_stays_in_the_row(lookup: Names) -> None:
    assert plain(PALK_B, lookup).endswith(
        "Heard by: someone not named (as cited in Lindmoor Register, taken on trust; first record)."
    )
    paper = replace(PALK_B, chain=(ChainLink(role="noted", who=None),))
    assert "; noted in a paper not named (as cited in" in chicago(paper, lookup)


def test_what_was_not_found_is_left_out(lookup: Names) -> None:
    assert plain(NESTED_B, lookup).startswith("Quoted in: Ana Dorrow, ")
    bare = known(lookup, replace(fixture.A, title=None, published=None, pages=None))
    alone = replace(PALK_A, addressee=None, said_on=None, chain=())
    assert chicago(alone, bare) == "Idris Palk, quoted in minutes.txt, para. 3."
    assert plain(alone, bare) == "Idris Palk. Quoted in: minutes.txt, ¶ 3."
    assert "None" not in "".join(plain(a, bare) + chicago(a, bare) for a in fixture.ATTRIBUTIONS)


def test_the_place_in_a_record_is_there_where_the_same_words_are_known_in_it(lookup: Names, carried: Carried) -> None:
    assert "p. 2 ¶ 3 (first record)" in plain(PALK, lookup, carried)
    assert "9 April 2003 (first record)" in plain(PALK, lookup)


def test_words_in_the_words_of_another_name_him(lookup: Names) -> None:
    inner = replace(
        HESK_B,
        speaker=("e-palk",),
        chain=(
            ChainLink(role="published", who="d-b", date="2011-05-02", seen=True),
            ChainLink(role="said", who="e-hesk", date="2009"),
            ChainLink(role="said", who="e-palk"),
        ),
    )
    assert chicago(inner, lookup).startswith("Idris Palk, in the words of Runa Hesk, 2009, quoted in Ana Dorrow")
    assert chicago(inner, lookup).count("Runa Hesk") == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"mode": "indirect"}, "reported in"),
        ({"mode": "mixed"}, "quoted in"),
        ({"negated": True}, "(which says that this was not said)"),
        ({"denied": True}, "(which says that the speaker denies it)"),
        ({"resolved_by": "implicit"}, "(speaker inferred)"),
        ({"reasons": (Reason(of="speaker", why="doubtful: two it may be"),)}, "(speaker uncertain)"),
        (
            {"chain": (ChainLink(role="republished", who="d-b", seen=True),)},
            "lindmoor (which republished it).",
        ),
        ({"chain": (ChainLink(role="noted", who="e-hesk", anchor=place("d-b", "told")),)}, "noted by Runa Hesk (as"),
        ({"chain": (ChainLink(role="translated", who="e-archive", seen=True),)}, "; translated by The town archive."),
    ],
)
def test_what_has_to_be_said_beside_it(changed: dict[str, object], says: str, lookup: Names) -> None:
    found: Attribution = replace(PALK_B, **changed)  # type: ignore[arg-type]
    assert says in chicago(found, lookup)
    assert says not in chicago(replace(PALK_B, mode="indirect" if says == "quoted in" else "direct"), lookup)


def test_titles_and_names_stand_as_they_stand(lookup: Names) -> None:
    odd = known(lookup, replace(fixture.A, title="No “deal”  on winter water.", publisher="The  *Vale*, Ltd"))
    assert "“No “deal”  on winter water.” The  *Vale*, Ltd, " in chicago(PALK_A, odd)
    assert "“No “deal”  on winter water.”, The  *Vale*, Ltd, " in plain(PALK_A, odd)


def test_a_restriction_goes_with_the_footnote(lookup: Names) -> None:
    limited = known(lookup, replace(fixture.A, restriction="EMBARGOED UNTIL 3 MAY 2031"))
    assert "marked “EMBARGOED UNTIL 3 MAY 2031”" in chicago(PALK_A, limited)
    assert "marked “EMBARGOED UNTIL 3 MAY 2031”" in plain(PALK_A, limited)
