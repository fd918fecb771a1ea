"""The accounts side by side, what stands without a witness, what to obtain and whom to ask: in every readable form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html as parser

from hearsay.dossier import dossier
from hearsay.errors import UnknownWitnessError
from hearsay.model import Dossier, Left, Without
from hearsay.render import accounts, apparatus, html, markdown, terminal
from hearsay.render.naming import names
from hearsay.without import without
from tests.collate.harbour import MEMOIR, MINUTES, PAPER
from tests.collate.told import laid
from tests.render import fixture


@pytest.fixture(scope="module")
def made() -> Dossier:
    return dossier(laid(MINUTES, MEMOIR, PAPER))


def table(made: Dossier) -> accounts.Table:
    (only,) = accounts.tables(made, names(made), apparatus.ranks(made.collation))
    return only


def test_the_record_comes_first_and_each_point_has_a_cell_for_each_account(made: Dossier) -> None:
    found = table(made)
    assert [c.name for c in found.columns] == ["notes, minutes", "Anton Vele", "report, Orsk Courier"]
    rows = dict(found.rows)
    assert [[c.ours for c in cells] for cells in rows["who raised it"]] == [["Mara Lind"], ["Anton Vele"], []]
    assert [[c.words for c in cells] for cells in rows["how many took part"]] == [
        ["Present: Mara Lind, harbour master; Anton Vele, mayor of Orsk."],
        ["Five"],
        ["Four people took part"],
    ]


def test_what_another_tells_otherwise_is_marked_and_what_all_tell_alike_is_not(made: Dossier) -> None:
    rows = dict(table(made).rows)
    assert [c.differs for cells in rows["who raised it"] for c in cells] == [True, True]
    assert not any(c.differs for cells in rows["what was said"] for c in cells)


def test_every_readable_form_has_the_accounts_and_their_marks(made: Dossier) -> None:
    tree = parser.fromstring(html.render(made))
    (shown,) = tree.xpath("//table[contains(@class, 'accounts')]")
    assert len(shown.xpath(".//thead//th[@scope='col']")) == 4
    assert "≠" in shown.text_content()
    assert all(link in {f"#{i}" for i in tree.xpath("//@id")} for link in shown.xpath(".//a/@href"))
    for page in (markdown.render(made), terminal.render(made)):
        assert "who raised it ≠ Mara Lind" in page.replace("\\", "")
        assert "Mara Lind declines to speak of" in page.replace("\n    ", " ")


def test_without_a_record_what_rests_on_it_falls_and_the_rest_stands(made: Dossier) -> None:
    (siglum,) = (w.siglum for w in made.collation.witnesses if w.document == MINUTES.id)
    left = without(made, siglum).left
    state = {(x.of, x.what): x.state for x in left}
    told = {a.id: a for a in made.collation.accounts}
    by_account = {told[x.what].documents[0]: x.state for x in left if x.of == "account"}
    assert by_account[MINUTES.id] == "falls"
    assert by_account[PAPER.id] == "stands"
    assert state["disagreement", "who raised it"] == "falls"
    assert state["disagreement", "how many took part"] == "stands"


def test_without_a_teller_his_words_are_gone_from_every_document(made: Dossier) -> None:
    left = without(made, "Anton Vele").left
    told = {a.id: a for a in made.collation.accounts}
    fallen = {told[x.what].teller for x in left if x.of == "account" and x.state == "falls"}
    names_of = {e.id: e.name for e in made.collation.entities}
    assert {names_of.get(t or "") for t in fallen} == {"Anton Vele"}


def test_a_name_that_nobody_has_is_refused_with_those_there_are(made: Dossier) -> None:
    with pytest.raises(UnknownWitnessError, match="no witness and no teller is called “Zed”; give a siglum"):
        without(made, "Zed")


def test_what_falls_is_said_in_every_readable_form(made: Dossier) -> None:
    (siglum,) = (w.siglum for w in made.collation.witnesses if w.document == MINUTES.id)
    asked = replace(made, without=without(made, siglum))
    tree = parser.fromstring(html.render(asked))
    said = tree.get_element_by_id("without").text_content()
    assert f"Without {siglum}," in said
    assert "disagreement falls: who raised it" in said
    for page in (markdown.render(asked), terminal.render(asked)):
        assert "disagreement falls: who raised it" in page


def test_who_is_told_of_and_not_heard_is_one_to_ask() -> None:
    page = markdown.render(dossier(laid(MINUTES, MEMOIR)))
    assert "To ask, since no response is here: Mara Lind" in page
    assert "To ask, since no response is here: Anton Vele" not in page


def test_one_teller_over_time_is_quoted_with_the_places(made: Dossier) -> None:
    found = made.collation
    (vele,) = (a for a in found.accounts if a.id == next(c.id for c in table(made).columns if c.name == "Anton Vele"))
    twice = tuple(
        a if a.teller in names(made).documents and a.kind == "notes" else replace(a, teller=vele.teller)
        for a in found.accounts
    )
    told = replace(made, collation=replace(found, accounts=twice))
    assert len(table(told).over_time) == 2
    tree = parser.document_fromstring(html.render(told))
    lines = tree.xpath("//details[summary='One teller over time']//li")
    assert len(lines) == 2
    for li in lines:
        assert len(li.xpath("./bdi[@class='src']")) == len(li.xpath("./a")) > 1
    assert "Over time: Anton Vele" in terminal.render(told, width=400)
    assert "how many took part: “Five” (" in terminal.render(told, width=400)


def test_what_falls_is_named_as_on_the_rest_of_the_page_with_its_words() -> None:
    made = fixture.full()
    asked = replace(
        made,
        without=Without(
            name="A",
            left=(Left(of="rendition", what="spliced", state="falls", anchor=fixture.place("d-a", "half of it")),),
        ),
    )
    (line,) = parser.document_fromstring(html.render(asked)).xpath("//section[@id='without']//li")
    said = "comparison falls: cut or joined without a mark “half of it” A p. 2 ¶ 3"
    assert " ".join(line.text_content().split()) == said
    assert line.xpath("./bdi[@class='src']/text()") == ["“half of it”"]
    assert "cut or joined without a mark “half of it” (A p. 2 ¶ 3)" in terminal.render(asked, width=200)
