"""One act set in two years, in one document or in two."""

from __future__ import annotations

import pytest

from hearsay.model import Disagreement
from tests.collate.told import laid, report


def apart(*texts: str) -> list[Disagreement]:
    """What reports of one day differ on."""
    documents = [
        report(f"r{n}", f"The harbour board of Orsk met Mara Lind on 4 June 2017. {text}", published="2017-06-05")
        for n, text in enumerate(texts)
    ]
    return list(laid(*documents).disagreements)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        pytest.param(
            "In 1949 the Orsk Ferry Union proposed joining the northern lines.",
            "In the mid-1950s Orsk leaders proposed that the union join the northern lines.",
            "difference",
            id="proposed twice, or dated twice",
        ),
        pytest.param(
            "Anton Vele was born in 1948 in Orsk.", "Anton Vele was born in 1950 in Orsk.", "contradiction", id="born"
        ),
        pytest.param(
            "The Orsk Ferry Union was founded in 1921.",
            "The Orsk Ferry Union was founded in the 1930s.",
            "difference",
            id="founded once, but loosely dated",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in March 1998.",
            "In 2001, Anton Vele opened the winter ferry line.",
            "difference",
            id="the date before or after",
        ),
    ],
)
def test_one_act_in_two_years_is_shown(one: str, other: str, kind: str) -> None:
    (found,) = apart(one, other)
    assert found.kind == kind
    assert len(found.positions) == 2


def test_inside_one_document_too() -> None:
    (found,) = apart(
        "In 1949 the Orsk Ferry Union proposed joining the northern lines. The boats were old then, and few. In the"
        " mid-1950s Orsk leaders proposed that the union join the northern lines."
    )
    assert found.kind == "difference"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Anton Vele was born in 1948.", "Anton Vele was born in the 1940s.", id="a year of the decade"),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Ida Brandt opened the winter ferry line in 2001.",
            id="two people",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Anton Vele opened the paint works in 2001.",
            id="two things",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Anton Vele closed the winter ferry line in 2001.",
            id="two verbs",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Anton Vele never opened the winter ferry line in 2001.",
            id="not done",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Anton Vele opened the winter ferry line on Monday.",
            id="a day without its year",
        ),
        pytest.param(
            "Anton Vele said in 1998 that the winter ferry line was old.",
            "Anton Vele said in 2001 that the winter ferry line was old.",
            id="said again",
        ),
        pytest.param(
            "Anton Vele opened the winter ferry line in 1998.",
            "Between 1999 and 2001 Anton Vele opened the winter ferry line.",
            id="two dates in a sentence",
        ),
    ],
)
def test_what_may_well_be_two_things_is_none(one: str, other: str) -> None:
    assert apart(one, other) == []
