"""The page for those who read it by keyboard, by ear, on a small screen or in the dark: axe-core and a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from lxml import html as parser
from playwright.sync_api import Page

import hearsay
from hearsay.render.html import render
from tests.render import fixture
from tests.render.browser import CHROMIUM, Scheme, opened

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine"),
]
ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# What axe cannot measure and says so: letters on the lines of a drawing, signs that are no letters, single letters, and
# cells scrolled out of their region. The colours of the first are held in test_html.
UNMEASURED = {"imgNode", "bgOverlap", "nonBmp", "shortTextContent", "elmPartiallyObscured"}

OPEN_ALL = """() => {
  document.querySelectorAll("details").forEach(d => d.open = true);
  document.querySelectorAll(".fold").forEach(d => d.checked = true);
}"""
RUN = "axe.run(document, {resultTypes: ['violations', 'incomplete']})"

# Every control that can be seen, each with a number.
CONTROLS = """() => {
  const all = [...document.querySelectorAll("a[href], summary, input, [tabindex='0']")];
  const seen = all.filter(e => e.getClientRects().length && (e.checkVisibility ? e.checkVisibility() : true));
  seen.forEach((e, n) => e.setAttribute("data-stop", n));
  return seen.length;
}"""
# The control with the focus, and whether that can be seen on it, on its label, or on what it draws.
FOCUSED = """() => {
  const e = document.activeElement, marked = x => {
    if (!x) return false;
    const s = getComputedStyle(x);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  };
  const ring = e.querySelector && e.querySelector("circle, rect");
  const drawn = ring && e.closest("svg") && parseFloat(getComputedStyle(ring).strokeWidth) >= 4;
  const box = e.matches(".fold") ? e.nextElementSibling : e;
  return {stop: e.getAttribute("data-stop"), shown: marked(box) || !!drawn, what: e.outerHTML.slice(0, 120)};
}"""


@pytest.fixture(scope="module")
def example() -> str:
    return render(hearsay.trace([str(ROOT / "examples" / "starrow-gates")]))


def unsound(seen: Page, *, unfolded: bool = True) -> list[str]:
    """What axe-core finds, by default with all folded parts open: rule, gravity and element."""
    if unfolded:
        seen.evaluate(OPEN_ALL)
    seen.evaluate(AXE)
    found: dict[str, list[dict[str, Any]]] = seen.evaluate(RUN)
    out = [f"{v['id']} {v['impact']} {n['html'][:160]}" for v in found["violations"] for n in v["nodes"]]
    for v in found["incomplete"]:
        for n in v["nodes"]:
            data = n["any"][0]["data"] if n["any"] else {}
            if v["id"] != "color-contrast" or (data or {}).get("messageKey") not in UNMEASURED:
                out.append(f"not decided: {v['id']} {v['impact']} {n['html'][:160]}")
    return out


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900, 1600])
def test_axe_finds_nothing(tmp_path: Path, width: int, scheme: Scheme) -> None:
    with opened(tmp_path, render(fixture.full()), width, scheme, policy=False) as seen:
        assert unsound(seen) == []


def test_axe_finds_nothing_where_nothing_was_found(tmp_path: Path) -> None:
    with opened(tmp_path, render(fixture.empty()), 900, policy=False) as seen:
        assert unsound(seen) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1600, "light")])
def test_axe_finds_nothing_in_the_example(tmp_path: Path, example: str, width: int, scheme: Scheme) -> None:
    with opened(tmp_path, example, width, scheme, policy=False) as seen:
        assert unsound(seen, unfolded=False) == []


@pytest.mark.shared
def test_axe_finds_nothing_in_the_seeds(tmp_path: Path) -> None:
    with opened(tmp_path, render(hearsay.trace([str(SEEDS)])), 360, "dark", policy=False) as seen:
        assert unsound(seen, unfolded=False) == []


def test_axe_would_find_grey_on_grey(tmp_path: Path) -> None:
    page = render(fixture.full()).replace("--quiet:#5f5a52", "--quiet:#a9a9a9", 1)
    with opened(tmp_path, page, 900, policy=False) as seen:
        assert any("color-contrast serious" in found for found in unsound(seen))


@pytest.mark.parametrize("width", [360, 1600])
def test_every_control_is_reached_by_tab_and_shows_it(tmp_path: Path, width: int) -> None:
    with opened(tmp_path, render(fixture.full()), width) as seen:
        stops = seen.evaluate(CONTROLS)
        reached: list[str] = []
        for _ in range(stops):
            seen.keyboard.press("Tab")
            found = seen.evaluate(FOCUSED)
            assert found["shown"], found["what"]
            reached.append(found["stop"])
        assert stops > 60
        assert reached == [str(n) for n in range(stops)]


def test_the_skip_link_is_the_first_stop_and_passes_the_contents_over(tmp_path: Path) -> None:
    with opened(tmp_path, render(fixture.full()), 900) as seen:
        seen.keyboard.press("Tab")
        assert seen.evaluate("document.activeElement.textContent") == "Skip to the findings"
        assert seen.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        seen.keyboard.press("Enter")
        seen.keyboard.press("Tab")
        assert seen.evaluate("document.activeElement.closest('main') !== null")


def test_a_fold_opens_by_keyboard_alone(tmp_path: Path) -> None:
    with opened(tmp_path, render(fixture.dossier()), 360) as seen:
        box = seen.locator(".gone > summary").first
        words = seen.locator(".gone > span").first
        box.focus()
        assert not words.is_visible()
        seen.keyboard.press("Enter")
        assert words.is_visible()
        fold = seen.locator(".fold").first
        fold.focus()
        seen.keyboard.press("Space")
        assert seen.locator(".notes").first.is_visible()


@pytest.mark.parametrize("width", [360, 1600])
def test_the_accounts_are_read_aloud_as_a_table_at_every_width(tmp_path: Path, example: str, width: int) -> None:
    with opened(tmp_path, example, width) as seen:
        read = seen.locator("table.accounts").first.aria_snapshot()
        assert 'columnheader "Point"' in read
        assert 'rowheader "who raised it"' in read
        assert 'cell "not told"' in read
        assert 'cell "Told otherwise elsewhere: Ilsabet Corran “' in read
        assert "≠" not in read


def test_tables_that_become_cards_name_the_roles_of_their_parts(example: str) -> None:
    tree = parser.document_fromstring(example)
    parts = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    tables = tree.xpath("//table[contains(@class, 'cards')]")
    assert len(tables) > 1
    for element in (e for table in tables for e in table.iter("table", "thead", "tbody", "tr", "td", "th")):
        heads = "columnheader" if element.get("scope") == "col" else "rowheader"
        assert element.get("role") == parts.get(element.tag, heads)


@pytest.mark.parametrize("width", [360, 645, 900, 1600])
def test_the_example_is_nowhere_wider_than_the_screen(tmp_path: Path, example: str, width: int) -> None:
    with opened(tmp_path, example, width) as seen:
        seen.evaluate(OPEN_ALL)
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.evaluate("[...document.querySelectorAll('.timeline text')].every(t => t.getBBox().width <= 330)")


def test_a_narrow_screen_lays_each_point_out_as_a_card_that_names_its_accounts(tmp_path: Path, example: str) -> None:
    with opened(tmp_path, example, 360) as seen:
        cell = seen.locator("table.accounts td").first
        assert seen.locator(".who").first.is_visible()
        assert "Ombrey Valley Archive" in cell.inner_text()
        assert cell.bounding_box()["width"] > 300  # type: ignore[index]
    with opened(tmp_path, example, 900) as seen:
        assert not seen.locator(".who").first.is_visible()


def test_the_apparatus_is_read_aloud_with_what_differs(tmp_path: Path) -> None:
    with opened(tmp_path, render(fixture.dossier()), 900) as seen:
        read = seen.locator("#u-u-extend").aria_snapshot()
        assert 'link "witness B′"' in read
        assert 'deletion: "[in A:] could"' in read
        assert 'insertion: "[here:] will [end]"' in read
        assert "[not here, words of A:]" in read
        assert "▢" not in read
        assert seen.get_by_role("region").count() == len(seen.locator("main > section").all()) + len(
            seen.locator("[role=region]").all()
        )


def test_in_print_headings_stay_with_their_text_and_every_text_is_there(tmp_path: Path, example: str) -> None:
    with opened(tmp_path, example, 690) as seen:
        seen.emulate_media(media="print")
        style = "(list, name) => list.map(e => getComputedStyle(e)[name])"
        headings = seen.locator("h2, h3, h4, .utter > header").all()
        assert len(headings) > 50
        assert set(seen.locator("h2, h3, h4, .utter > header").evaluate_all(style, "breakAfter")) == {"avoid"}
        assert set(seen.locator(".app > li, figure, tr").evaluate_all(style, "breakInside")) == {"avoid"}
        seen.evaluate("document.querySelectorAll('details.full').forEach(d => d.open = false)")
        assert all(seen.locator("article p.src").evaluate_all("list => list.map(e => e.checkVisibility())"))
        assert not seen.locator(".backs, .skip, .filter, .foldlabel").filter(visible=True).count()
        assert seen.evaluate("document.documentElement.scrollWidth") <= 690
        assert set(seen.locator(".app a").first.evaluate_all(style, "textDecorationLine")) == {"none"}
        assert seen.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
