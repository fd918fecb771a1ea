"""What a page says of itself, where it says it in several places, and what is made of that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hearsay.model import Document
from hearsay.readers import read
from hearsay.readers.contact import contact_of
from hearsay.readers.html_said import Claim
from hearsay.readers.page_dates import decide, moment
from hearsay.readers.page_names import byline
from hearsay.readers.page_outlet import outlet

BODY = """<p>The keepers of the north light met the council of Osk on Friday and went home without an answer.</p>
<p>“Nobody asked us about the lamp,” the eldest of them, Jo Lund, told the reporters who had waited in the rain.</p>
<p>The council will sit again in the second week of June, when the boats are back and the hall has been painted.</p>"""


def document(folder: Path, head: str = "", top: str = "", body: str = BODY, foot: str = "") -> Document:
    page = f"<html><head>{head}</head><body><main>{top}<div class='text'>{body}</div></main>{foot}</body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    (made,) = read([folder / "page.html"]).documents
    return made


def ld(**values: Any) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def why(made: Document, of: str) -> list[str]:
    return [remark.why for remark in made.remarks if remark.of == of]


BYLINES = [
    # as printed                                              names                      desks, agencies
    ("By Mara Lind and Osk Vele, Staff writers",              "Mara Lind, Osk Vele",     ()),
    ("By MARA LIND, JO LUND and OSK VELE\nReuters",           "Mara Lind, Jo Lund, Osk Vele", ("Reuters",)),
    ("By ANA O'KOR, AP Harbour Writer",                       "Ana O'Kor",               ("AP",)),
    ("Ana Kor | Vell Media for oskcourier.example",           "Ana Kor",                 ()),
    ("Jo Lund, Reuters",                                      "Jo Lund",                 ("Reuters",)),
    ("Written by Ana Kor on 3 May 2031",                      "Ana Kor",                 ()),
    ("Ana Kor, chief political correspondent",                "Ana Kor",                 ()),
    ("Von Mara van der Lind",                                 "Mara van der Lind",       ()),
    ("Текст: Анна Кор",                                       "Анна Кор",                ()),
    ("Ana Kor ana@oskcourier.example (01632) 960 001",        "Ana Kor",                 ()),
    ("By Ana Kor for the Osk Courier",                        "Ana Kor",                 ()),
    ("Ana McVele, Jr.",                                       "Ana McVele, Jr",          ()),
    ("Byron Lund",                                            "Byron Lund",              ()),
    ("Associated Press",                                      None,                      ("Associated Press",)),
    ("AFP and Reuters",                                       None,                      ("AFP", "Reuters")),
    ("Staff Reports",                                         "Staff Reports",           ()),
    ("Osk Courier",                                           None,                      ()),
    ("https://social.example/oskcourier",                     None,                      ()),
    ("the ministries of the two islands",                     None,                      ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "names", "agencies"), BYLINES)
def test_a_byline_gives_names_only(line: str, names: str | None, agencies: tuple[str, ...]) -> None:
    taken = byline(line, "Osk Courier")
    assert (taken.printed, taken.agencies) == (names, agencies)


CONTACTS = [
    ("If you want it removed, write to takedown@osk.example or call.",                      "takedown@osk.example"),
    ("For removal e-mail desk (at) osk (dot) example.",                                     "desk@osk.example"),
    ("Courtesy of https://vell.example. To have it removed contact https://osk.example/no.", "https://osk.example/no"),
    ("If you own the rights and want it taken down, please contact Osk Mirror News.",       "Osk Mirror News"),
    ("Should you object, please notify our legal department and we will delete it.",       "our legal department"),
    ("If you want this page removed, contact us.",                                          None),
    ("This content is courtesy of www.vell.example.",                                       None),
]  # fmt: skip


@pytest.mark.parametrize(("notice", "contact"), CONTACTS)
def test_whom_a_notice_names(notice: str, contact: str | None) -> None:
    assert contact_of(notice) == contact


def test_the_link_of_a_notice_that_says_only_us(tmp_path: Path) -> None:
    notice = (
        "<p>This article is courtesy of the Vell Gazette. If you are its author and want it removed, "
        "<a href='mailto:away@osk.example?subject=x'>contact us</a>.</p>"
    )
    assert (
        document(tmp_path, top="<h1>Keepers go home without an answer</h1>", foot=notice).contact == "away@osk.example"
    )


def test_data_and_page_agree(tmp_path: Path) -> None:
    head = "<title>Keepers go home without an answer - Osk Courier</title>" + ld(
        headline="Keepers go home without an answer",
        datePublished="2031-05-03T18:10:00+02:00",
        dateModified="2031-05-04T07:00:00+02:00",
        author=[{"@type": "Person", "name": "Ana Kor"}],
        publisher={"@type": "Organization", "name": "Osk Courier"},
    )
    top = (
        "<h1>Keepers go home without an answer</h1><div class='byline'>By Ana Kor and Jo Lund</div>"
        "<time>May 3, 2031</time>"
    )
    made = document(tmp_path, head, top)
    assert (made.title, made.byline, made.publisher) == (
        "Keepers go home without an answer",
        "Ana Kor, Jo Lund",
        "Osk Courier",
    )
    assert (made.published, made.modified) == ("2031-05-03T18:10:00+02:00", "2031-05-04T07:00:00+02:00")
    sure = {remark.of: remark.sure for remark in made.remarks if remark.sure is not None}
    assert all(sure[field] > 0.8 for field in ("title", "byline", "publisher", "published"))


def test_a_contradiction_is_said_and_the_printed_headline_kept(tmp_path: Path) -> None:
    head = "<title>Lamp row: who knew? | Osk Courier</title>" + ld(
        headline="Lamp row: who knew?", datePublished="2031-01-20"
    )
    top = "<h1>Keepers go home without an answer</h1><p class='published'>Published 3 May 2031</p>"
    made = document(tmp_path, head, top)
    assert made.title == "Keepers go home without an answer"
    assert any("Lamp row" in reason for reason in why(made, "title"))
    assert any("contradicts" in reason and "2031-05-03" in reason for reason in why(made, "published"))


def test_the_name_of_the_site_is_no_headline(tmp_path: Path) -> None:
    head = "<title>Keepers go home | The Osk Courier</title><meta property='og:site_name' content='The Osk Courier'>"
    made = document(tmp_path, head, "<h1>The Osk Courier</h1><h2><a href='/1'>Keepers go home</a></h2>")
    assert made.title == "Keepers go home"


def test_an_agency_in_the_byline_is_credit_and_not_author(tmp_path: Path) -> None:
    top = "<h1>Keepers go home without an answer</h1><p class='byline'>Reuters</p>"
    made = document(tmp_path, top=top)
    assert (made.byline, made.credit) == (None, "Reuters")


def test_the_author_of_a_reviewed_claim_is_not_the_author(tmp_path: Path) -> None:
    review = {
        "@type": "ClaimReview",
        "author": {"@type": "Organization", "name": "Osk Courier"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Gov Ostrand"}},
    }
    head = f'<script type="application/ld+json">{json.dumps(review)}</script>'
    assert document(tmp_path, head, "<h1>Keepers go home without an answer</h1>").byline is None


def test_an_account_that_the_page_does_not_print_is_no_byline(tmp_path: Path) -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Keepers go home", "author": {"@id": "#p7"}},
            {"@type": "Person", "@id": "#p7", "name": "Web Vele"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    made = document(tmp_path, head, "<h1>Keepers go home</h1>")
    assert made.byline is None
    assert any("Web Vele" in reason for reason in why(made, "byline"))
    assert document(tmp_path, head, "<h1>Keepers go home</h1><p>by Web Vele</p>").byline == "Web Vele"


def test_a_canonical_link_to_another_site_is_told(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://vellgazette.example/keepers">'
        '<meta property="og:url" content="https://portal.example/news/1">'
    )
    made = document(tmp_path, head, "<h1>Keepers go home without an answer</h1>")
    assert made.uri == "https://portal.example/news/1"
    assert any("vellgazette.example" in reason for reason in why(made, "uri"))


OUTLETS = [
    # og:site_name            title                                address                          outlet
    ("Osk Courier",           None,                                None,                            "Osk Courier"),
    ("oskcourier.example",    "Ferry late | Osk Courier",          "https://oskcourier.example/1",  "Osk Courier"),
    ("OC",                    "Ferry late - The Osk Courier",      "https://oskcourier.example/1",  "The Osk Courier"),
    ("Osk Courier | News and sport from the islands", None,        "https://oskcourier.example/1",  "Osk Courier"),
    ("https://www.osk.example", None,                              "https://www.osk.example/1",     "osk"),
    ("the Lantern",           None,                                "https://lantern.example/1",     "The Lantern"),
    ("Blogger",               "Ferry late - Vell Notes",           None,                            "Vell Notes"),
    (None,                    "Ferry late",                        None,                            None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title", "address", "expected"), OUTLETS)
def test_the_outlets_name(name: str | None, title: str | None, address: str | None, expected: str | None) -> None:
    claims = [Claim(value=name, where="og:site_name")] if name else []
    found = outlet(claims, title, "Ferry late", None, address)
    assert (found.value if found else None) == expected


def test_an_agency_is_not_the_outlet_of_the_page_that_carries_it() -> None:
    claims = [Claim(value="Associated Press", where="JSON-LD"), Claim(value="Osk Courier", where="og:site_name")]
    found = outlet(claims, None, None, None, "https://oskcourier.example/1")
    assert found is not None
    assert found.value == "Osk Courier"


MOMENTS = [
    ("2031-05-03T09:30:00.000Z",   "2031-05-03T09:30:00.000Z"),
    ("2031-05-03 09:30:00 +0200",  "2031-05-03T09:30:00+02:00"),
    ("2031-05-03 09:30 UTC",       "2031-05-03T09:30Z"),
    ("2031-05-03T09:30:00.1234567+00:00", "2031-05-03T09:30:00.123456+00:00"),
    ("01:38:07 PM XST May 3, 2031", "2031-05-03"),
    ("3 May 2031 08:02 GMT",       "2031-05-03"),
    ("0001-01-01T00:00:00Z",       None),
    ("1 day ago",                  None),
    ("2031-13-45",                 None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), MOMENTS)
def test_a_moment_as_written(written: str, expected: str | None) -> None:
    assert moment(written) == expected


def test_of_two_claims_the_one_that_the_page_prints() -> None:
    claims = [Claim(value="2029-02-01", where="JSON-LD"), Claim(value="2031-05-03", where="dc.date")]
    found = decide(claims, [], [("Published May 3, 2031", None)], None)
    assert found.published == "2031-05-03"
    assert found.against == ("JSON-LD says 2029-02-01, dc.date 2031-05-03",)


def test_a_printed_line_with_both_dates() -> None:
    found = decide([], [], [("Published: May 3, 2031 at 8:59 pm | Updated: May 5, 2031 at 10:16 pm", None)], None)
    assert (found.published, found.modified) == ("2031-05-03", "2031-05-05")


def test_no_change_before_publication() -> None:
    found = decide(
        [Claim(value="2031-05-03", where="date")], [Claim(value="2030-01-01", where="dateModified")], [], None
    )
    assert found.modified is None
    assert any("before it was published" in reason for reason in found.against)


def test_the_date_of_an_address_when_nothing_else_has_one(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://osk.example/2031/05/03/keepers">'
    made = document(tmp_path, head, "<h1>Keepers go home without an answer</h1>")
    assert made.published == "2031-05-03"


BROKEN = [
    '{"@type": "NewsArticle", "datePublished": "2031-05-03",}',
    '<!-- {"@type": "NewsArticle", "datePublished": "2031-05-03"} -->',
    '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2031-05-03"}\n//]]>',
    '[{"@type": ["NewsArticle"], "description": "a\nb", "datePublished": "2031-05-03"}];',
]


@pytest.mark.parametrize("block", BROKEN)
def test_data_in_disrepair_are_read(tmp_path: Path, block: str) -> None:
    head = f'<script type="application/ld+json">{block}</script>'
    made = document(tmp_path, head, "<h1>Keepers go home without an answer</h1>")
    assert made.published == "2031-05-03"


def test_data_beyond_repair_are_told(tmp_path: Path) -> None:
    made = document(tmp_path, '<script type="application/ld+json">{{</script>', "<h1>Keepers go home today</h1>")
    assert why(made, "structured data") == ["1 of its blocks could not be read"]
