"""The TEI of a dossier: valid, every character kept, every anchor at its offset, nothing dropped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hearsay.model import Annotations, Attribution, Document, Dossier
from hearsay.render.tei import render
from hearsay.render.tei_text import text, witness_id
from hearsay.render.xml import characters, impossible
from hearsay.text import Span
from tests.render import fixture, hostile

N = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
OWN = Path(__file__).parent / "standards" / "tei_used.rng"
GIVEN = Path(os.environ.get("HEARSAY_STANDARDS", "nowhere")) / "tei_all.rng"
CASES = [fixture.dossier, fixture.full, fixture.empty, hostile.dossier]
POINTERS = ("who", "toWhom", "corresp", "target", "from", "to", "wit", "next", "prev", "ana")


def parsed(written: str) -> etree._Element:
    """The document read by a parser that loads nothing."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(written.encode(), parser)


@cache
def schema(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(path)))


MISSING = pytest.mark.skipif(not GIVEN.is_file(), reason="needs tei_all.rng in the folder HEARSAY_STANDARDS")
SCHEMAS = [pytest.param(OWN, id="own schema"), pytest.param(GIVEN, id="tei_all", marks=MISSING)]


def whole(text_of: str) -> str:
    """A text as XML can hold it."""
    return "".join("\ufffd" if impossible(c) else c for c in text_of)


def bodies(root: etree._Element) -> dict[str, etree._Element]:
    return {t.get("n"): t.find(f"{N}body") for t in root.iter(f"{N}text") if t.get("n")}


def walked(element: etree._Element, at: int = 0) -> Iterator[tuple[etree._Element, int, int]]:
    """Every element below one, with the offsets at which it begins and ends."""
    at += len(element.text or "")
    for child in element:
        length = len("".join(child.itertext()))
        yield child, at, at + length
        yield from walked(child, at)
        at += length + len(child.tail or "")


@pytest.mark.parametrize("path", SCHEMAS)
@pytest.mark.parametrize("made", CASES)
def test_valid(made: Callable[[], Dossier], path: Path) -> None:
    root = parsed(render(made()))
    if "toWhom" not in path.read_text(encoding="utf-8"):  # older releases of P5 do not know it
        for element in root.iter(f"{N}said"):
            element.attrib.pop("toWhom", None)
    validator = schema(path)
    assert validator.validate(root), [(e.line, e.message) for e in validator.error_log][:5]


@pytest.mark.parametrize("made", CASES)
def test_every_character_is_kept_and_every_anchor_stands_at_its_offset(made: Callable[[], Dossier]) -> None:
    dossier = made()
    found = bodies(parsed(render(dossier)))
    assert set(found) == {w.siglum for w in dossier.collation.witnesses}
    sigla = {w.document: w.siglum for w in dossier.collation.witnesses}
    for document in (a.document for a in dossier.collation.annotations):
        body = found[sigla[document.id]]
        assert "".join(body.itertext()) == whole(document.text)
        for element, start, _ in walked(body):
            if element.tag == f"{N}anchor":
                assert element.get(ID) == f"{witness_id(sigla[document.id])}.{start}"


@pytest.mark.parametrize("made", CASES)
def test_every_pointer_leads_to_one_place(made: Callable[[], Dossier]) -> None:
    root = parsed(render(made()))
    names = [e.get(ID) for e in root.iter() if e.get(ID)]
    assert len(names) == len(set(names))
    pointed = {p for e in root.iter() for key in POINTERS for p in (e.get(key) or "").split()}
    assert {p.removeprefix("#") for p in pointed} <= set(names)
    assert all(p.startswith("#") for p in pointed)


@pytest.mark.parametrize("made", CASES)
def test_the_parts_of_each_content_joined_are_the_content(made: Callable[[], Dossier]) -> None:
    dossier = made()
    texts = {a.document.id: a.document.text for a in dossier.collation.annotations}
    found: dict[str, list[tuple[int, int]]] = {}
    for body in bodies(parsed(render(dossier))).values():
        for element, start, end in walked(body):
            if element.tag == f"{N}said":
                found.setdefault(element.get("corresp"), []).append((start, end))
    for attribution in dossier.collation.attributions:
        name = "#attribution-" + attribution.id.replace(" ", "_20_")
        covered = {at for start, end in found.get(name, ()) for at in range(start, end)}
        wanted = {at for span in attribution.content for at in range(*span)}
        lost = wanted - covered
        assert covered <= wanted
        assert all(texts[attribution.document][at].isspace() for at in lost)


def saids(root: etree._Element, attribution: str) -> list[etree._Element]:
    return [e for e in root.iter(f"{N}said") if e.get("corresp") == f"#attribution-{attribution}"]


def test_content_over_two_paragraphs_and_across_another_is_linked() -> None:
    root = parsed(render(hostile.dossier()))
    parts = saids(root, "a_20_1")
    assert len(parts) >= 3
    for one, other in pairwise(parts):
        assert one.get("next") == f"#{other.get(ID)}"
        assert other.get("prev") == f"#{one.get(ID)}"
    assert parts[0].get("prev") is None
    assert parts[-1].get("next") is None


def test_nested_content_is_nested() -> None:
    (inner,) = saids(parsed(render(fixture.dossier())), "a-6")
    assert inner.getparent().get("corresp") == "#attribution-a-5"
    assert "".join(inner.itertext()) == "‘Keep the depot *shut*’"


def test_what_mixed_content_quotes_is_a_quote() -> None:
    root = parsed(render(hostile.dossier()))
    (outer,) = [e for e in saids(root, "a4") if e.find(f"{N}quote") is not None]
    quoted = ["".join(q.itertext()) for q in root.iter(f"{N}quote")]
    assert "“she said ‘no’ then”" in ["".join(outer.itertext()), *quoted]
    assert "‘no’" in "|".join(quoted)


def test_said_has_who_to_whom_and_how() -> None:
    (found,) = saids(parsed(render(fixture.dossier())), "a-3")
    assert {k: found.get(k) for k in ("who", "toWhom", "direct", "aloud")} == {
        "who": "#entity-e-palk",
        "toWhom": "#entity-e-hesk",
        "direct": "true",
        "aloud": "true",
    }
    (unknown,) = saids(parsed(render(fixture.dossier())), "a-6")
    assert (unknown.get("who"), unknown.get("aloud")) == (None, "unknown")


def test_the_apparatus_has_each_witness_in_its_own_words() -> None:
    root = parsed(render(fixture.full()))
    app = next(e for e in root.iter(f"{N}app") if e.get(ID) == "utterance-u-extend")
    rows = [
        (e.tag.removeprefix(N), e.get("wit"), e.get("type"), "".join(e.itertext()))
        for e in app
        if e.tag in (f"{N}lem", f"{N}rdg")
    ]
    assert rows == [
        ("lem", "#A", "verbatim", "We could extend the line to Saltgate, if the county pays half of it."),
        ("rdg", "#B", "trimmed", "We could extend the line to Saltgate"),
        ("rdg", "#B-1", "reworded", "We will extend the line to Saltgate"),
    ]
    assert (app.get("from"), app.get("to")) == ("#A.133", "#A.201")


def test_every_finding_is_there() -> None:
    found = fixture.full().collation
    root = parsed(render(fixture.full()))
    names = {e.get(ID) for e in root.iter()}
    for kind, records in (
        ("attribution", found.attributions),
        ("event", found.events),
        ("story", found.stories),
        ("account", found.accounts),
        ("utterance", found.utterances),
        ("disagreement", found.disagreements),
        ("entity", found.entities),
    ):
        assert {f"{kind}-{record.id}" for record in records} <= names
    for kind, count in (("copy", 2), ("check", 3), ("response", 2), ("time", 3), ("rendition", 5)):
        assert sum(name.startswith(f"{kind}-") for name in names if name) == count
    assert len([n for n in root.iter(f"{N}note") if n.get("type") == "problem"]) == len(fixture.full().problems)


def test_the_header_says_what_xml_cannot_hold() -> None:
    written = render(fixture.dossier())
    assert "In B, 3 characters that XML cannot hold" in written
    assert "In A, " not in written


def test_a_restriction_is_said() -> None:
    root = parsed(render(hostile.dossier()))
    (found,) = root.iter(f"{N}availability")
    assert found.get("status") == "restricted"
    assert "EMBARGO" in "".join(found.itertext())


def test_a_date_that_is_none_has_no_when() -> None:
    root = parsed(render(hostile.dossier()))
    assert [(d.get("when"), d.text) for d in root.iter(f"{N}date")] == [(None, "30 February 2003")]


TEXT = "aö\U0001f600 <&>\"'\x00\r\n\t\u202e“”\u05d0\ufffe\x85"


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_marked_the_text_stays(data: st.DataObject) -> None:
    words = data.draw(st.text(TEXT, max_size=30))
    offsets = st.integers(0, len(words))
    spans = st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair)))
    drawn = data.draw(st.lists(st.lists(spans, max_size=3), max_size=5))
    attributions = [
        Attribution(
            id=f"a{n}",
            document="d",
            parent=f"a{n - 1}" if n % 2 else None,
            source=(),
            cue=(),
            content=tuple(content),
            mode="direct",
        )
        for n, content in enumerate(drawn)
    ]
    points = data.draw(st.sets(offsets))
    document = Document(id="d", source_id="d", path="d", sha256="", media_type="text/plain", text=words)
    paragraphs = tuple(data.draw(st.lists(spans, max_size=3)))
    found = Annotations(document=document, paragraphs=paragraphs)
    body = parsed(text(found, "A", attributions, points)).find("body")
    assert "".join(body.itertext()) == whole(words)
    anchors = [(int(e.get(ID).removeprefix("A.")), start) for e, start, _ in walked(body) if e.tag == "anchor"]
    assert sorted(name for name, _ in anchors) == sorted(points)
    assert all(name == start for name, start in anchors)
    for attribution in attributions:
        parts = [(s, e) for el, s, e in walked(body) if el.get("corresp") == f"#attribution-{attribution.id}"]
        covered = {at for start, end in parts for at in range(start, end)}
        wanted = {at for span in attribution.content for at in range(*span)}
        assert covered <= wanted
        assert all(words[at] in " \t\r\n" for at in wanted - covered)


def test_a_reading_of_several_stretches_keeps_them_apart() -> None:
    root = parsed(render(hostile.dossier()))
    lemma = next(root.iter(f"{N}lem"))
    stretches = ["".join(seg.itertext()) for seg in lemma.iter(f"{N}seg")]
    assert stretches == [whole(span.of(hostile.ACTING)) for span in sorted(hostile.ATTRIBUTIONS[2].content)]


def test_a_dossier_without_a_lemma_has_readings_only() -> None:
    made = fixture.dossier()
    told = made.collation.utterances[1]
    indirect = replace(told, renditions=(replace(told.renditions[0], fidelity="indirect"),))
    root = parsed(render(replace(made, collation=replace(made.collation, utterances=(indirect,)))))
    (app,) = root.iter(f"{N}app")
    assert app.get("from") is None
    assert [e.get("type") for e in app.iter(f"{N}lem", f"{N}rdg")] == ["indirect"]


def test_a_carriage_return_survives_a_parser() -> None:
    text_of = "a\r\nb\rc"
    assert parsed(f"<p>{characters(text_of)}</p>").text == text_of
