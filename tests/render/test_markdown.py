"""The dossier as Markdown: readable as it stands, and safe in whatever renders it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hearsay.model import Dossier
from hearsay.render.footnotes import carried_in, plain
from hearsay.render.markdown import escaped, quoted, render
from hearsay.render.naming import names
from tests.render import fixture

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def headings(text: str) -> list[str]:
    return [row for row in text.splitlines() if row.startswith("#")]


def test_sections_stand_in_the_order_of_the_page() -> None:
    assert headings(render(fixture.dossier())) == [
        "# Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003",
        "## What was said",
        "### Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003",
        "#### 1.1 Idris Palk to Runa Hesk",
        "#### 1.2 Runa Hesk to Idris Palk",
        "## Who has it from whom",
        "## When",
        "## Voices, person by person",
        "### Idris Palk",
        "### Runa Hesk",
        "## The documents",
        "### A · minutes.txt",
        "### B · report.html",
        "### B′ · wire/copy.html",
        "## Not found, not read",
    ]


def test_a_section_without_findings_is_not_there() -> None:
    assert render(fixture.empty()) == "# What these documents say\n\nNothing was read.\n"


def test_witnesses_are_listed_with_publisher_date_and_kind() -> None:
    page = render(fixture.dossier())
    assert "- **A** minutes.txt, 9 April 2003, notes\n- **B** Lindmoor Register, 2 May 2011, report\n" in page
    assert "- **B′** Vantry Post &lt;script&gt;alert(1)&lt;/script&gt;, date not found, copy, excerpt\n" in page


def test_renditions_stand_as_they_are_with_the_difference_beside_them() -> None:
    page = render(fixture.dossier())
    assert "> We could extend the line to Saltgate, if the county pays half of it.\n" in page
    assert "\n> We will extend the line to Saltgate\n" in page
    assert (
        "- Held against A: “We” \\[“could” → “will”\\] “extend the line to Saltgate” "
        "\\[dropped: “if the county pays half of it”\\]\n" in page
    )
    assert "against A · B ¶ 3\n" in page


def test_fidelity_is_worded_plainly() -> None:
    page = render(fixture.dossier())
    assert "Trimmed, against A" in page
    assert "Worded differently from A · not found in A, which carries this passage" in page


def test_who_has_it_from_whom_and_what_is_not_in_hand() -> None:
    page = render(fixture.dossier())
    assert "reprint (87%, stated) of B\n" in page
    assert "- release by the town archive, named, not in hand\n" in page


def test_events_and_tellings_stand_by_date() -> None:
    page = render(fixture.dossier())
    assert (
        "## When\n\n"
        "- 9 April 2003: Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall\n"
        "- 9 April 2003: told by A, minutes.txt\n"
        "- 2 May 2011: told by B, Lindmoor Register\n" in page
    )


def test_each_attribution_is_listed_with_its_place() -> None:
    page = render(fixture.dossier())
    assert page.count("\n- **A p. 2 ¶ ") == 2
    assert page.count("\n- **B ¶ ") == 4
    assert page.count("\n- **B′ ¶ ") == 1
    assert (
        "- **B ¶ 4** Speaker not found; direct, whether said or thought is open; inside the words at B ¶ 4\n\n"
        "  > ‘Keep the depot \\*shut\\*’\n" in page
    )


def test_the_chain_names_hands_and_what_is_taken_on_trust() -> None:
    chain = (
        "Chain: B ← The town archive (released, 29 April 2011, taken on trust) ← A (noted, seen) "
        "← not named (heard, taken on trust, first record) ← Idris Palk\n"
    )
    assert render(fixture.dossier()).count(chain) == 2


def test_what_was_not_found_is_listed() -> None:
    page = render(fixture.dossier())
    assert page.endswith(
        "## Not found, not read\n\n"
        "- Not read, or not wholly: case/missing.txt: there is no such file: check the path; the others were read\n"
        "- Not read, or not wholly: case/list.jsonl, part 4: the line is not JSON: "
        "a bracket is never closed; mend the line\n"
        "- To obtain, named and not in hand: The town archive (1 finding rests on it) (B ¶ 3)\n"
        "- To obtain, named and not in hand: release by the town archive (1 finding rests on it) (B ¶ 3)\n"
        "- No date of publication was found; relative dates stay open: B′\n"
        "- Only an excerpt is in hand; its silence is no evidence: B′\n"
        "- Speaker not found: 1 attribution\n"
    )


def test_documents_of_other_stories_are_counted_not_shown() -> None:
    made = replace(fixture.dossier(), stories=(), lead=())
    page = render(made)
    assert headings(page) == ["# tram", "## Not found, not read"]
    assert "- Not shown: 3 documents of other stories; --format json has everything\n" in page


def spoken(words: str) -> Dossier:
    """The dossier with `words` as the title and the text of its third document, and as what is said in it."""
    made = fixture.dossier()
    *others, last = made.collation.annotations
    record = replace(last.document, title=words, text=words.ljust(len(fixture.COPY)), publisher=words, credit=words)
    return replace(made, collation=replace(made.collation, annotations=(*others, replace(last, document=record))))


HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![img](http://tracker.example/x.png)",
    "[a]: http://tracker.example\n\n[a]",
    "# heading\n## heading\n---\n===",
    "```\ncode\n```\n~~~\ncode\n~~~",
    "- item\n* item\n+ item\n1. item\n2) item",
    "> quote\n    indented code\n\tcode",
    "| a | b |\n|---|---|\n| c | d |",
    "*em* **strong** _em_ ~~gone~~ `code` $x^2$",
    "<http://tracker.example> &lt;b&gt; &amp;",
    "end of block \\\n\nnext  \nhard break",
    "\u202eturned\u202c \x1b[31mred\x1b[0m \x00 \x07",
]


class Tags(HTMLParser):
    """Counts elements, and what addresses and handlers they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_source_cannot_bring_markup_in(words: str) -> None:
    plain, hostile = render(spoken("plain")), render(spoken(words))
    seen = Tags(COMMONMARK.render(hostile))
    assert seen.found == {"h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "blockquote"}
    assert seen.attributes == set()
    assert len(headings(hostile)) == len(headings(plain))
    assert not set(hostile) & {"\x1b", "\x00", "\x07", "\u202e", "\u202c"}


@given(st.text(max_size=60))
def test_escaped_text_reads_as_it_was(words: str) -> None:
    from hearsay.render.visible import line

    html = COMMONMARK.render("x " + escaped(words))
    seen = Tags(html)
    assert seen.found == {"p"}
    assert "".join(seen.words).rstrip("\n") == f"x {line(words)}".rstrip()


@given(st.text(alphabet="#*_-+=>`~<&[]()!|\\:1. \ta\n", max_size=40))
def test_a_quotation_stays_one_block_quote_of_paragraphs(words: str) -> None:
    tags = Tags(COMMONMARK.render(quoted(words))).found
    assert tags in (set(), {"blockquote", "p"})


def test_paragraphs_of_a_quotation_are_kept_apart() -> None:
    assert quoted("One.\n\n  Two.", "  ") == "  > One.\n  >\n  > Two."


def test_each_line_of_what_was_said_has_its_footnote() -> None:
    made = fixture.dossier()
    lines = [row for row in render(made).splitlines() if row.startswith("- Footnote: ")]
    assert len(lines) == sum(len(u.renditions) for u in made.collation.utterances)
    told = plain(fixture.PALK_A, names(made), carried_in(made.collation))
    assert lines[0] == f"- Footnote: {escaped(told)}"


def test_edition_and_limits_stand_above_everything_else() -> None:
    page = render(fixture.full())
    assert "\n- Edition 2, 3 May 2024; supersedes no. 1: 1 attribution gone.\n- Only documents published" in page
    assert "\n- gone attribution: Runa Hesk in report.html: “We &lt;wait&gt;”\n" in page
    assert page.index("- Edition 2") < page.index("- **A** ")
