"""What a table can check, in every form: the source's words quoted, ours beside them, and never the two mixed."""

from __future__ import annotations

import json

import pytest
from lxml import html as parser

from hearsay.render import html, markdown, terminal
from hearsay.render import json as data
from hearsay.render.checks import checks, readable
from hearsay.render.naming import names
from hearsay.render.timeline import of_tables
from tests.render import fixture

SHOWN = ["d-a", "d-b", "d-c"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ada Voss, 1998-03-12/2001-05", "Ada Voss, 12 March 1998 to May 2001"),
        ("Ada Voss, 1998/..", "Ada Voss, since 1998"),
        ("since 2001-05, to 2003-04-09: 13", "since May 2001, to 9 April 2003: 13"),
        ("memberships:2004 in 1998", "memberships:2004 in 1998"),
    ],
)
def test_dates_of_ours_are_written_out(text: str, wanted: str) -> None:
    assert readable(text) == wanted


def test_what_is_refuted_comes_first_and_what_stays_open_last() -> None:
    made = fixture.full()
    shown = checks(made, names(made), SHOWN)
    assert [c.verdict for c in shown] == ["refuted", "supported", "not enough information"]
    assert shown[0].said == "refuted; the table “lines” gives 3 (since May 2001, to 9 April 2003)"
    assert shown[0].notes[2:] == (
        "Meant by it: A line counts from its first tram.",
        "Row lines:4 Saltgate, from 7 January 2002",
    )


def test_checks_of_documents_that_are_not_shown_are_not_shown() -> None:
    made = fixture.full()
    assert checks(made, names(made), ["d-a"]) == ()
    assert list(of_tables(made, ["d-a"])) == []


def test_on_the_page_the_words_are_the_sources_and_the_rest_is_ours() -> None:
    page = parser.fromstring(html.render(fixture.full()))
    (section,) = page.xpath('//section[@id="checks"]')
    assert "What a table can check" in section.xpath("string(h2)")
    first = section.xpath('.//li[starts-with(@id, "chk-")]')[0]
    (words,) = first.xpath('blockquote[@class="src"]')
    assert words.text_content() == "would not <b>wait</b> for any county"
    (ours,) = first.xpath('p[@class="said"]')
    assert ours.text_content().startswith("refuted; the table “lines” gives 3")
    assert "wait" not in ours.text_content()
    assert [a.text for a in ours.xpath("a")] == ["B ¶ 4", "B′ ¶ 2"]
    assert "first tram" in first.xpath("string(details)")
    (folded,) = section.xpath('details[@class="more"]')
    assert "cannot be decided" in folded.xpath("string(summary)")


def test_the_paragraph_of_a_claim_leads_to_its_check() -> None:
    page = parser.fromstring(html.render(fixture.full()))
    links = page.xpath('//section[@id="documents"]//a[starts-with(@href, "#chk-")]')
    assert links
    ids = set(page.xpath("//@id"))
    assert all(link.get("href")[1:] in ids for link in links)


def test_dates_of_tables_stand_apart_on_the_timeline() -> None:
    page = parser.fromstring(html.render(fixture.full()))
    (drawn,) = page.xpath('//*[contains(@class, "tabled")]')
    assert "first tram to Saltgate" in drawn.text_content()
    assert "By the reference tables" in page.xpath('string(//*[@id="when"]//*[name()="svg"])')
    rows = page.xpath('//section[@id="when"]//tr[td="by a table"]')
    assert [row.xpath("string(td[2])") for row in rows] == ["first tram to Saltgate"]


def test_markdown_quotes_the_words_and_lists_ours() -> None:
    text = markdown.render(fixture.full())
    part = text.split("## What a table can check")[1].split("## ")[0]
    assert "> would not &lt;b&gt;wait&lt;/b&gt; for any county" in part
    assert "refuted; the table “lines” gives 3 (since May 2001, to 9 April 2003) · B ¶ 4, B′ ¶ 2" in part
    assert "Can be read as: tram lines of Lindmoor, May 2001 to 9 April 2003: 3" in part


def test_the_terminal_quotes_the_words() -> None:
    text = terminal.render(fixture.full())
    part = text.split("WHAT A TABLE CAN CHECK")[1].split("WHO HAS IT")[0]
    assert "“would not <b>wait</b> for any county”" in part
    assert "refuted; the table “lines” gives 3" in part
    assert "7 January 2002: first tram to Saltgate (from a reference table)" in text


def test_a_dossier_without_checks_has_no_such_section() -> None:
    assert "What a table can check" not in html.render(fixture.dossier())
    assert "What a table can check" not in markdown.render(fixture.dossier())
    assert "WHAT A TABLE" not in terminal.render(fixture.dossier())


def test_the_json_has_the_dates_of_the_rows() -> None:
    found = json.loads(data.render(fixture.full()))["checks"]
    assert {"date": "2002-01-07", "what": "first tram to Saltgate", "row": "lines:4"} in [
        day for check in found for day in check["dates"]
    ]
