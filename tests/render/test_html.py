"""The page as a reader, a screen reader and a browser meet it."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from time import perf_counter
from typing import Any

import pytest
from lxml import html as lxml_html

from hearsay.model import Annotations, Attribution, Dossier, Reason, Rendition, Utterance, Witness
from hearsay.render import visible
from hearsay.render.addresses import slug
from hearsay.render.footnotes import carried_in, footnote
from hearsay.render.html import render
from hearsay.render.marked import LONG
from hearsay.render.naming import names
from hearsay.text import Span
from tests.render import fixture


def page(dossier: Dossier) -> Any:
    return lxml_html.document_fromstring(render(dossier))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def one(tree: Any, css_class: str, inside: str = "//*") -> Any:
    found = tree.xpath(f"{inside}[contains(concat(' ', @class, ' '), ' {css_class} ')]")
    assert found, css_class
    return found[0]


def alone(text: str, attributions: tuple[Attribution, ...] = (), paragraphs: tuple[Span, ...] = ()) -> Dossier:
    """A dossier of one document with this text."""
    document = replace(fixture.B, text=text, zones=(), pages=None, title=None, rights=None)
    made = fixture.dossier()
    return replace(
        made,
        problems=(),
        collation=replace(
            made.collation,
            annotations=(Annotations(document=document, paragraphs=paragraphs, attributions=attributions),),
            witnesses=(Witness(document="d-b", siglum="A", story="s-tram"),),
            attributions=attributions,
            copies=(),
            events=(),
            utterances=(),
        ),
        lead=(),
    )


def attribution(name: str, *content: Span, **more: Any) -> Attribution:
    empty: dict[str, Any] = {"source": (), "cue": (), "chain": (), "parent": None}
    return replace(fixture.PALK_B, **{"id": name, "document": "d-b", "content": content, **empty, **more})


def rerendered(**changed: Any) -> Dossier:
    """The fixture with the first utterance's second rendition changed."""
    made = fixture.dossier()
    first, second, *rest = fixture.EXTEND.renditions
    utterance = replace(fixture.EXTEND, renditions=(first, replace(second, **changed), *rest))
    return replace(made, collation=replace(made.collation, utterances=(utterance, fixture.WAIT)))


DOSSIERS = {"first": fixture.dossier(), "full": fixture.full(), "empty": fixture.empty()}


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_link_leads_to_a_place_and_every_id_stands_once(name: str) -> None:
    tree = page(DOSSIERS[name])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in tree.xpath("//@href") if href.startswith("#")}
    assert inner <= set(ids)
    for attribute in ("aria-labelledby", "for"):
        for value in tree.xpath(f"//@{attribute}"):
            assert set(value.split()) <= set(ids), value


@pytest.mark.parametrize("name", DOSSIERS)
def test_headings_are_in_order_and_landmarks_are_there(name: str) -> None:
    tree = page(DOSSIERS[name])
    levels = [int(tag.tag[1]) for tag in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    for landmark in ("main", "footer", "nav"):
        assert len(tree.xpath(f"//{landmark}")) == 1
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert all(table.xpath(".//th[@scope]") for table in tree.xpath("//table"))


@pytest.mark.parametrize("name", DOSSIERS)
def test_the_page_is_the_same_each_time(name: str) -> None:
    assert render(DOSSIERS[name]) == render(DOSSIERS[name])


def test_the_policy_allows_the_one_script_and_nothing_is_loaded() -> None:
    text = render(fixture.full())
    tree = lxml_html.document_fromstring(text)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}';" in policy
    assert tree.xpath("//@src | //link | //iframe | //object | //embed | //base | //img | //form") == []
    assert not re.search(r"url\(|@import", text)


def test_markup_of_a_source_is_text() -> None:
    tree = page(fixture.dossier())
    assert len(tree.xpath("//script")) == 1
    assert "Vantry Post <script>alert(1)</script>" in words(tree)
    assert "Keep the depot *shut*’ <b>always</b>" in words(one(tree, "full", "//*[@id='doc-d-b']//*"))
    hostile = '"><img src=x onerror=alert(1)>{{ 7*7 }}</style><script>alert(2)</script>'
    made = page(replace(alone(hostile), about=hostile))
    assert made.xpath("//img | //@onerror") == []
    assert len(made.xpath("//script")) == 1
    assert hostile in words(made)


def test_characters_that_act_are_shown() -> None:
    text = render(fixture.dossier())
    assert "‹U+202E›a turned line‹U+202C›, a bell‹U+0007› and ‹U+001B›[31mred ink" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search("[\u202e\x1b]", render(replace(fixture.dossier(), about="a\u202eb\x1b[0m")))


def test_a_source_stands_as_it_stands() -> None:
    text = "One  line,\n\twith  white   space.\n\nAnd another"
    tree = page(alone(text, paragraphs=(Span(0, 32), Span(34, 45))))
    shown = [p.text_content() for p in tree.xpath("//p[@class='src']")]
    assert shown == ["One  line,\n\twith  white   space.", "And another"]
    assert {p.get("dir") for p in tree.xpath("//p[@class='src']")} == {"auto"}


def test_words_that_no_paragraph_holds_are_not_lost() -> None:
    tree = page(alone("Head\n\nBody of it.\nTail", paragraphs=(Span(6, 17),)))
    assert [p.text_content() for p in tree.xpath("//p[@class='src']")] == ["Head", "Body of it.", "Tail"]


def test_sections_are_those_with_findings() -> None:
    def heads(dossier: Dossier) -> list[str]:
        return [words(h) for h in page(dossier).xpath("//main//h2")]

    assert heads(fixture.dossier()) == [
        "1 What was said",
        "2 Who has it from whom",
        "3 When",
        "4 Voices, person by person",
        "5 The documents in full",
        "Not found, not read",
    ]
    assert heads(alone("Nothing was said.")) == ["1 When", "2 The documents in full", "Not found, not read"]
    assert heads(fixture.empty()) == []
    assert "Nothing was found." in words(page(fixture.empty()))


def test_the_title_is_the_lead_event() -> None:
    (heading,) = page(fixture.dossier()).xpath("//h1")
    assert words(heading) == "Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003"


def test_the_witness_list_names_them_all() -> None:
    rows = [words(li) for li in one(page(fixture.dossier()), "witnesses").xpath("./li")]
    assert rows == [
        "A minutes.txt Minutes of the tram meeting notes, 9 April 2003",
        (
            "B Lindmoor Register Minutes show Palk tied tram to county money report, 2 May 2011; partial copy of"
            " release by the town archive, not in hand"
        ),
        "B′ Vantry Post <script>alert(1)</script> Palk tied tram to county money copy, no date, excerpt; reprint of B",
    ]


def said(dossier: Dossier, utterance: str = "u-extend") -> list[str]:
    """The lines of an utterance as read aloud, without the folded reasons."""
    tree = page(dossier)
    for folded in tree.xpath("//details[starts-with(@class, 'how')]"):
        folded.drop_tree()
    return [words(li) for li in tree.xpath(f"//*[@id='u-{utterance}']/ol/li")]


def test_renditions_stand_under_the_one_they_are_held_against_with_differences_in_place() -> None:
    assert said(fixture.dossier()) == [
        (
            "A “We could extend the line to Saltgate, if the county pays half of it.”"
            " The others are held against this one; notes, not a recording. A p. 2 ¶ 3"
        ),
        (
            "B “We could extend the line to Saltgate [not here, words of A:] ▢if the county pays half of it,”"
            " Trimmed, against A. Not here: if the county pays half of it. B ¶ 3"
        ),
        (
            "B′ “We [in A:] could → [here:] will [end] extend the line to Saltgate [not here, words of A:] ▢if the"
            " county pays half of it,” Worded differently from A; not found in A, which carries this passage."
            " Not here: if the county pays half of it. B′ ¶ 2"
        ),
    ]


def test_dropped_words_open_by_keyboard_and_without_script() -> None:
    tree = page(fixture.dossier())
    box = one(tree, "gone")
    assert (box.tag, box[0].tag, box.get("open")) == ("details", "summary", None)
    assert box[0].get("title") == "not here: if the county pays half of it"
    assert box[1].text == "if the county pays half of it"


def test_a_copy_with_the_same_words_is_folded_into_the_line_it_repeats() -> None:
    made = fixture.dossier()
    first, second, _ = fixture.EXTEND.renditions
    same = replace(second, document="d-c", attributions=("a-7",), spans=(fixture.at("d-c", "extend the line"),))
    report = replace(second, spans=(fixture.at("d-b", "extend the line"),), difference=())
    utterance = replace(fixture.EXTEND, renditions=(first, report, replace(same, difference=())))
    lines = said(replace(made, collation=replace(made.collation, utterances=(utterance,))))
    assert len(lines) == 2
    assert lines[1].endswith("B ¶ 3. So also B′ ¶ 2")


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({"fidelity": "verbatim"}, "Word for word as in A."),
        ({"fidelity": "spliced"}, "Cut or joined without a mark, against A."),
        ({"fidelity": "translated"}, "Translated from A."),
        (
            {"also": ("misattributed",), "attributions": ("a-4",)},
            "Trimmed, against A; B names Runa Hesk, A names Idris Palk.",
        ),
        ({"also": ("unsupported",)}, "Trimmed, against A; not found in A, which carries this passage."),
    ],
)
def test_labels_say_what_was_seen(changed: dict[str, Any], label: str) -> None:
    assert label in said(rerendered(**changed))[1]


def test_other_punctuation_is_said_to_be_other() -> None:
    text = "“Corvane will not wait for the county!” she said. “Corvane will, not wait” she said."
    first, second = Span(1, 38), Span(51, 73)
    made = alone(text, (attribution("a-1", first), attribution("a-2", second)), (Span(0, len(text)),))
    other = replace(fixture.A, text="Corvane will not wait for the county.", zones=(), pages=None)
    renditions = (
        Rendition(document="d-a", attributions=(), spans=(Span(0, 37),), fidelity="verbatim"),
        Rendition(document="d-b", attributions=("a-1",), spans=(first,), fidelity="verbatim", against="d-a"),
        Rendition(document="d-b", attributions=("a-2",), spans=(second,), fidelity="verbatim", against="d-a"),
    )
    utterance = Utterance(id="u-1", event=None, speaker=("e-hesk",), addressee=None, renditions=renditions)
    collation = replace(
        made.collation,
        annotations=(*made.collation.annotations, Annotations(document=other)),
        witnesses=(*made.collation.witnesses, Witness(document="d-a", siglum="B", story="s-tram")),
        utterances=(utterance,),
    )
    lines = [line for line in said(replace(made, collation=collation), "u-1") if "Word for word" in line]
    assert ["but for punctuation" in line for line in lines] == [False, True]


def test_an_indirect_rendition_has_no_difference_in_place() -> None:
    line = said(rerendered(fidelity="indirect"))[1]
    assert "▢" not in line
    assert "In indirect speech, against A" in line


def test_joined_passages_have_their_seam_marked() -> None:
    spans = (fixture.at("d-b", "We could extend"), fixture.at("d-b", "to Saltgate"))
    assert (
        "We could extend[passages joined here] ⌇ to Saltgate"
        in said(rerendered(fidelity="spliced", spans=spans, difference=()))[1]
    )
    assert (
        "We could extend[interrupted by the report’s own words] ⋯ to Saltgate"
        in said(rerendered(fidelity="trimmed", spans=spans, difference=()))[1]
    )


def test_how_each_line_was_decided_stands_with_its_anchors() -> None:
    tree = page(fixture.dossier())
    (reasons,) = tree.xpath("//*[@id='r-u-extend-a-3']//details[@class='how']")
    assert [words(li) for li in reasons.xpath(".//li")] == [
        (
            "chain B ← The town archive (released, 29 April 2011, taken on trust) ← A (noted, seen) ← not named (heard,"
            " taken on trust, first record) ← Idris Palk"
        ),
        "fidelity words at the end are left out A p. 2 ¶ 3",
    ]
    assert reasons.xpath(".//a/@href") == ["#p-d-a-120"]


def test_every_line_leads_to_its_place_and_back() -> None:
    tree = page(fixture.dossier())
    for line in tree.xpath("//ol[@class='app']/li"):
        (there,) = set(line.xpath("./p[@class='said']/a/@href"))
        (mark,) = tree.xpath(f"//*[@id='{there[1:]}']")
        (note,) = tree.xpath(f"//*[@id='{mark.get('href')[1:]}']")
        assert f"#{line.get('id')}" in note.xpath(".//*[@class='backs']/a/@href")
    for drawn in tree.xpath("//*[name()='svg']//*[name()='g'][@id][./*[name()='a']]"):
        (there,) = drawn.xpath("./*[name()='a']/@href")
        assert tree.xpath(f"//*[@class='backs']/a[@href='#{drawn.get('id')}']"), there


def test_nested_and_overlapping_attributions_become_marks_that_add_up() -> None:
    text = "She said he said “go now” and went."
    found = (
        attribution("a-out", Span(9, 25), source=(Span(0, 3),), cue=(Span(4, 8),)),
        attribution("a-in", Span(17, 25), source=(Span(9, 11),), cue=(Span(12, 16),), parent="a-out"),
        attribution("a-over", Span(20, 29)),
    )
    tree = page(alone(text, found, (Span(0, len(text)),)))
    (paragraph,) = tree.xpath("//p[@class='src']")
    assert paragraph.text_content() == text
    marks = [(m.text_content(), m.get("class")) for m in paragraph.xpath(".//mark")]
    assert marks == [
        ("She", "source"),
        ("said", "cue"),
        ("he", "source"),
        (" ", "content"),
        ("said", "cue"),
        (" ", "content"),
        ("“go", "content deep"),
        (" now”", "content deep"),
        (" and", "content"),
    ]
    assert paragraph.xpath(".//a/@id") == ["at-a-out", "at-a-in", "at-a-over"]
    assert [words(note)[:1] for note in tree.xpath("//*[starts-with(@id, 'note-')]")] == ["1", "2", "3"]


def test_a_note_says_who_to_whom_when_through_whom_and_how_surely() -> None:
    tree = page(fixture.dossier())
    assert words(tree.get_element_by_id("note-a-3")).startswith(
        "1 Idris Palk to Runa Hesk, 9 April 2003; direct; through The town archive, A, not named 1.1 why"
    )
    assert "Speaker not found" in words(tree.get_element_by_id("note-a-6"))
    assert "low confidence, 0.30" in words(tree.get_element_by_id("note-a-6"))
    assert "low confidence" not in words(tree.get_element_by_id("note-a-3"))


def test_what_is_missing_is_listed_plainly() -> None:
    rows = [words(li) for li in page(fixture.dossier()).xpath("//*[@id='missing']/ul/li")]
    assert rows == [
        (
            "2 remarks on what was given: not read, not wholly, or read with a guess."
            " case/missing.txt: there is no such file: check the path; the others were"
            " read case/list.jsonl, part 4: the line is not JSON: a bracket is never closed; mend the line"
        ),
        "To obtain, named and not in hand: The town archive (1 finding rests on it). See B ¶ 3.",
        "To obtain, named and not in hand: release by the town archive (1 finding rests on it). See B ¶ 3.",
        "No date of publication was found; relative dates in it stay open: B′.",
        "Only an excerpt is in hand: what it does not say is no evidence: B′.",
        "Speaker not found, 1 place: B note 4.",
    ]


def test_documents_of_other_stories_are_named_and_not_shown() -> None:
    made = fixture.dossier()
    apart = (*made.collation.witnesses[:2], Witness(document="d-c", siglum="C", story="s-other"))
    utterances = tuple(replace(u, renditions=u.renditions[:2]) for u in made.collation.utterances)
    tree = page(replace(made, collation=replace(made.collation, witnesses=apart, utterances=utterances)))
    assert tree.xpath("//article/@id") == ["doc-d-a", "doc-d-b"]
    assert "1 document read of other stories, not shown here" in words(tree.get_element_by_id("missing"))


def test_one_enormous_line_is_shown_in_excerpts_and_says_so() -> None:
    line = "Hesk said “we will not wait” and went on with it as before. " * 90_000
    found = tuple(
        attribution(f"a-{n}", Span(at := n * 20 * 60 + 10, at + 18)) for n in range(4_000) if n * 1200 < len(line)
    )
    began = perf_counter()
    text = render(alone(line, found, (Span(0, len(line)),)))
    assert perf_counter() - began < 5
    assert len(line) > 5_000_000 > LONG > len(text) / 2
    tree = lxml_html.document_fromstring(text)
    assert "Too long to be shown whole here" in words(tree.get_element_by_id("missing"))
    gaps = [int(words(p).split()[0].replace(",", "")) for p in tree.xpath("//p[@class='gap ours']")]
    shown = sum(len(p.text_content()) for p in tree.xpath("//p[@class='src']"))
    assert abs(sum(gaps) + shown - len(line)) < 2 * len(gaps) + 2


def test_ids_come_from_records_and_hold_no_other_characters() -> None:
    odd = attribution('a "b"\n<c>', Span(0, 4))
    tree = page(alone("Said so.", (odd,), (Span(0, 8),)))
    assert f"at-{slug(odd.id)}" in tree.xpath("//@id")
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", name) for name in tree.xpath("//@id"))


def test_a_reason_of_a_source_is_escaped_too() -> None:
    reason = Reason(of="speaker", why="<i>\u202e</i>")
    text = render(alone("Said so.", (attribution("a-1", Span(0, 4), reasons=(reason,)),), (Span(0, 8),)))
    assert "&lt;i&gt;‹U+202E›&lt;/i&gt;" in text


def test_utterances_told_once_fold_behind_those_that_can_be_compared() -> None:
    made = fixture.dossier()
    single = tuple(
        Utterance(
            id=f"u-{n}",
            event=None,
            speaker=("e-hesk",),
            addressee=None,
            renditions=(
                Rendition(document="d-b", attributions=("a-5",), spans=fixture.FITTERS_B.content, fidelity="verbatim"),
            ),
        )
        for n in range(3)
    )
    tree = page(replace(made, collation=replace(made.collation, utterances=(fixture.EXTEND, *single))))
    (folded,) = tree.xpath("//details[./*[@id='ev-none']]")
    assert words(folded[0]) == "1 more occasion, 3 utterances, each in one document only"
    assert len(folded.xpath("./*[@id='ev-none']/section")) == 3
    for line in folded.xpath(".//ol[@class='app']/li"):  # what the note beside the text says is not said twice
        assert line.xpath(".//details[@class='how']") == []
        assert line.xpath("./p[@class='whys']/a/@href") == ["#note-a-5"]
    assert tree.xpath("//*[@id='ev-v-meeting']/section/@id") == ["u-u-extend"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_every_ground(scheme: str) -> None:
    blocks = re.findall(r":root\{(.*?)\}", render(fixture.empty()), re.DOTALL)
    colours = dict(re.findall(r"--([a-z0-9]+):#([0-9a-f]{6})", blocks[["light", "dark"].index(scheme)]))

    def luminance(colour: str) -> float:
        parts = [int(colours[colour][i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for ground in ("ground", "paper", "lift", "here", "rule"):
        for letters in ("ink", "quiet", *(f"k{n}" for n in range(1, 7) if ground != "rule")):
            dark, light = sorted((luminance(letters), luminance(ground)))
            contrast = (light + 0.05) / (dark + 0.05)
            assert contrast >= (3 if ground == "rule" else 4.5), (letters, ground, round(contrast, 2))


@pytest.mark.parametrize(
    ("text", "mode", "label"),
    [
        ("“Go now,” she said.", "direct", "In quotation marks."),
        ("Go now, she said.", "direct", "In direct speech, without quotation marks."),
        ("Go “now”, she said.", "mixed", "Partly in quotation marks."),
        ("He should go, she said.", "indirect", "In indirect speech."),
    ],
)
def test_a_rendition_with_nothing_to_compare_says_how_it_stands(text: str, mode: str, label: str) -> None:
    content = Span(0, text.index(" she"))
    rendition = Rendition(document="d-b", attributions=("a-1",), spans=(content,), fidelity="verbatim")
    utterance = Utterance(id="u-1", event=None, speaker=("e-hesk",), addressee=None, renditions=(rendition,))
    made = alone(text, (attribution("a-1", content, mode=mode),), (Span(0, len(text)),))
    (line,) = said(replace(made, collation=replace(made.collation, utterances=(utterance,))), "u-1")
    assert label in line


def test_the_head_of_an_utterance_names_the_hands_it_came_through() -> None:
    (head,) = page(fixture.dossier()).xpath("//*[@id='u-u-extend']/header/p")
    assert words(head) == "B ← The town archive (released) ← A (noted) ← not named (heard) ← Idris Palk. In hand: A, B."
    assert page(fixture.dossier()).xpath("//*[@id='u-u-wait']/header/p") == []


def notes_of(dossier: Dossier, inside: str) -> list[list[str]]:
    """The footnotes inside an element, each as its two styles."""
    folded = page(dossier).xpath(f"{inside}//details[contains(@class, 'note')]")
    assert {words(d[0]) for d in folded} <= {"Footnote", "why, footnote", "footnote"}
    assert all(d.get("open") is None for d in folded)
    return [[words(dd) for dd in d.iter("dd")] for d in folded]


def test_each_line_of_what_was_said_has_its_footnote_in_both_styles() -> None:
    made = fixture.dossier()
    lookup = names(made)
    carried = carried_in(made.collation)
    found = notes_of(made, "//*[@id='u-u-extend']")
    expected = [footnote(a, lookup, carried) for a in (fixture.PALK_A, fixture.PALK_B, fixture.PALK_C)]
    assert found == [[visible.line(f.chicago), visible.line(f.plain)] for f in expected]


def test_each_quotation_in_the_documents_has_its_footnote_and_no_paraphrase() -> None:
    assert len(notes_of(fixture.dossier(), "//*[@id='documents']")) == len(fixture.ATTRIBUTIONS)
    told = replace(fixture.PALK_A, mode="indirect")
    made = fixture.dossier()
    others = tuple(told if a.id == told.id else a for a in fixture.ATTRIBUTIONS)
    changed = replace(made, collation=replace(made.collation, attributions=others))
    assert len(notes_of(changed, "//*[@id='documents']")) == len(fixture.ATTRIBUTIONS) - 1


def test_the_page_says_which_edition_it_is_and_what_it_was_limited_to() -> None:
    told = [words(li) for li in one(page(fixture.full()), "made").xpath("./li")]
    assert told[0] == "Edition 2, 3 May 2024; supersedes no. 1: 1 attribution gone."
    assert told[2].startswith("Only attributions with a confidence of 0.25 or more are shown and used: 3 attributions")
    assert "gone attribution: Runa Hesk in report.html: “We <wait>”" in words(page(fixture.full()))
    assert page(fixture.dossier()).xpath("//*[contains(@class, 'made')]") == []
