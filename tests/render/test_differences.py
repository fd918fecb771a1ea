"""Where the tellings differ, in every form of the dossier: the source's words quoted, ours plain, places with each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import html as lxml_html

from hearsay.model import Disagreement, Dossier, Position, Reason
from hearsay.render import apparatus, differences, html, markdown, terminal
from hearsay.render.naming import names
from tests.render import fixture


def made(*found: Disagreement) -> Dossier:
    dossier = fixture.dossier()
    return replace(dossier, collation=replace(dossier.collation, disagreements=found))


def point(key: str, kind: Any, about: str = "county pays … of it") -> Disagreement:
    half = fixture.place("d-a", "the county pays half of it")
    county = fixture.place("d-b", "would not wait for any county")
    return Disagreement(
        id=key,
        event="v-meeting",
        about=about,
        kind=kind,
        positions=(
            Position(account=None, value="the county pays half of it", anchors=(half,)),
            Position(account=None, value="would not wait for any county", anchors=(county,)),
        ),
        reasons=(Reason(of="kind", why="both are given outright", anchors=(half,)),),
    )


def shown(dossier: Dossier) -> tuple[differences.Point, ...]:
    return differences.points(dossier, names(dossier), apparatus.ranks(dossier.collation))


def test_what_cannot_both_be_so_comes_first() -> None:
    found = shown(made(point("g-1", "difference"), point("g-2", "update"), point("g-3", "contradiction")))
    assert [p.id for p in found] == ["g-3", "g-2", "g-1"]


def test_a_label_of_the_sources_words_is_quoted_and_one_of_ours_is_not() -> None:
    assert [p.quoted for p in shown(made(point("g-1", "difference"), point("g-2", "difference", "who pays")))] == [
        True,
        False,
    ]


def test_a_position_without_a_place_is_ours() -> None:
    (one,) = shown(fixture.full())
    assert [(bool(h.words), h.value) for h in one.held] == [(True, "the county pays half"), (False, "none named")]


def test_words_are_quoted_only_where_they_stand_and_what_they_come_to_is_ours() -> None:
    both = (fixture.place("d-a", "half of it"), fixture.place("d-b", "would not wait for any county"))
    found = replace(
        point("g-1", "contradiction", "the day"),
        positions=tuple(
            Position(account=None, value=day, anchors=both) for day in ("2003-04-09", "2003-04-10", "half")
        ),
    )
    (one,) = shown(made(found))
    assert one.label == "they cannot all be so"
    assert [(h.ours, h.words, [p.document for p in h.places]) for h in one.held] == [
        ("9 April 2003", "half of it", ["d-a"]),
        ("9 April 2003", "would not wait for any county", ["d-b"]),
        ("10 April 2003", "half of it", ["d-a"]),
        ("10 April 2003", "would not wait for any county", ["d-b"]),
        ("", "half of it", ["d-a"]),
        ("half", "would not wait for any county", ["d-b"]),
    ]
    assert "9 April 2003: “half of it” (A p. 2 ¶ 3)" in terminal.render(made(found), width=200)
    row = lxml_html.document_fromstring(html.render(made(found))).xpath("//tr[@id='x-g-1']")[0].text_content()
    assert "9 April 2003: “half of it”" in " ".join(row.split())


def test_a_label_that_breaks_off_says_so_outside_the_quotation() -> None:
    on, ends = shown(made(point("g-1", "difference", "if the county"), point("g-2", "difference")))
    assert (on.goes_on, ends.goes_on) == (True, False)
    assert "“if the county” …: told differently" in terminal.render(
        made(point("g-1", "difference", "if the county")), width=200
    )


def test_other_stories_are_not_shown() -> None:
    dossier = made(point("g-1", "difference"))
    assert shown(replace(dossier, stories=())) == ()


def test_the_page_has_a_table_with_headers_places_and_reasons() -> None:
    tree = lxml_html.document_fromstring(html.render(made(point("g-1", "contradiction"))))
    (section,) = tree.xpath("//section[@id='differ']")
    assert [" ".join(h.text_content().split()) for h in section.xpath(".//th[@scope='col']")] == [
        "Point",
        "What is told, and where",
        "How they stand to each other",
    ]
    (row,) = section.xpath(".//tr[@id='x-g-1']")
    assert [q.text_content() for q in row.xpath(".//bdi[@class='src']")] == [
        "“county pays … of it”",
        "“the county pays half of it”",
        "“would not wait for any county”",
    ]
    assert "both cannot be so" in row.text_content()
    assert row.xpath(".//details[@class='how']//li")
    ids = {e.get("id") for e in tree.xpath("//*[@id]")}
    assert {a.get("href")[1:] for a in row.xpath(".//a")} <= ids


def test_a_paragraph_points_back_at_its_points() -> None:
    tree = lxml_html.document_fromstring(html.render(made(point("g-1", "contradiction"))))
    assert tree.xpath("//section[@id='documents']//a[@href='#x-g-1']")


def test_markup_in_a_source_does_nothing() -> None:
    page = html.render(made(replace(point("g-1", "difference"), about="<script>alert(1)</script>")))
    assert "<script>alert" not in page


def test_lines_for_a_terminal_and_for_markdown() -> None:
    dossier = made(point("g-1", "update"))
    for text in (terminal.render(dossier, width=200), markdown.render(dossier)):
        plain = text.replace("\\", "")
        assert "the figure moved with time" in plain
        assert "“the county pays half of it” (A" in plain
    assert "Why: kind: both are given outright" in markdown.render(dossier).replace("\\", "")


def test_no_points_no_section() -> None:
    dossier = made()
    assert "Where the tellings differ" not in html.render(dossier) + markdown.render(dossier)
