"""What a page of many documents costs a browser: a browser's time goes by elements, folds and what is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as parser

from hearsay.model import Dossier
from hearsay.render.html import OPEN, render
from tests.render import fixture
from tests.render.browser import opened
from tests.render.test_hard_pages import traced

SEEN = "m => { const r = m.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight }"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Sixty documents, each with two attributions."""
    made = traced(tmp_path_factory.mktemp("many"), "sixty accounts")
    assert len(made.collation.annotations) > OPEN
    return made


def test_a_quotation_costs_few_elements_folds_and_bytes(many: Dossier) -> None:
    page = render(many)
    tree = parser.document_fromstring(page)
    found = len(many.collation.attributions)
    assert found == 120
    # Measured: 86 elements, 3.2 folds and 3,920 bytes for an attribution, its share of a short document in them.
    assert sum(1 for _ in tree.iter("*")) < 92 * found
    assert len(tree.xpath("//details")) < 3.6 * found
    assert len(page.encode()) < 4_300 * found


def test_our_words_are_set_apart_only_where_they_run_from_the_right(tmp_path: Path, many: Dossier) -> None:
    turned = render(traced(tmp_path, "right to left"))
    assert "(<bdi>inferred: it names its outlet" in turned
    assert "(inferred: it names its outlet" in render(many)


def test_only_a_page_of_many_documents_leaves_what_is_far_for_later(many: Dossier) -> None:
    assert '<body class="many">' in render(many)
    assert "<body>" in render(fixture.dossier())


@pytest.mark.chromium
def test_a_link_into_what_was_not_laid_out_yet_leads_to_its_place(tmp_path: Path, many: Dossier) -> None:
    with opened(tmp_path, render(many), 1280) as seen:
        last = seen.locator("article.doc").last
        assert last.evaluate("e => getComputedStyle(e).contentVisibility") == "auto"
        name = last.get_attribute("id")
        for place in (name, seen.locator("article p.src[id]").last.get_attribute("id"), "missing", name):
            seen.evaluate("to => { location.hash = to }", place)
            seen.wait_for_timeout(200)
            assert seen.locator(f"id={place}").evaluate(SEEN), place


@pytest.mark.chromium
def test_what_was_not_laid_out_yet_is_found_and_read_aloud(tmp_path: Path, many: Dossier) -> None:
    with opened(tmp_path, render(many), 1280) as seen:
        assert "Ted Vorne" in seen.locator("body").aria_snapshot()
        seen.evaluate("document.querySelectorAll('details.full').forEach(d => d.open = true)")
        assert seen.evaluate("window.find('Ted Vorne told the paper', false, false, true)")
