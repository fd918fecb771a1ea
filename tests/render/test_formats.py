"""What all open formats share: one set of places, one set of names, and bytes that depend on the findings alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from hearsay.model import Collation, Dossier
from hearsay.render import csv, parquet, prov, tei, web_annotation
from hearsay.render import json as json_format
from hearsay.render.selected import selected
from tests.render import fixture, hostile
from tests.render.test_tables import read, rows_of
from tests.render.test_tei import ID, N, bodies, parsed, walked, whole
from tests.render.test_web_annotation import items

ROOT = Path(__file__).resolve().parent.parent.parent
RENDERERS: list[Callable[[Dossier], str | bytes]] = [
    web_annotation.render, prov.render, tei.render, csv.render, parquet.render, json_format.render
]  # fmt: skip

Anchored = dict[str, set[tuple[str, int, int, str]]]  # document, start, end and exact text by attribution


def in_json(dossier: Dossier) -> Anchored:
    data = json.loads(json_format.render(dossier))
    texts = {d["id"]: d["text"] for d in data["documents"]}
    return {
        a["id"]: {(a["document"], s, e, texts[a["document"]][s:e]) for s, e in a["content"]}
        for a in data["attributions"]
        if a["content"]
    }


def in_web_annotation(dossier: Dossier) -> Anchored:
    out: Anchored = {}
    for annotation in items(dossier):
        kind, _, name = annotation["label"].partition(" ")
        if kind != "attribution":
            continue
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            if "selector" in target:
                position, quote = target["selector"]
                document = target["source"].partition("#document-")[2].replace("%20", " ")
                place = (document, position["start"], position["end"], quote["exact"])
                out.setdefault(name, set()).add(place)
    return out


def in_csv(dossier: Dossier) -> Anchored:
    with ZipFile(BytesIO(csv.render(dossier))) as archive:
        rows = read(archive.read("anchors.csv"))
    out: Anchored = {}
    for row in rows:
        if (row["kind"], row["role"]) == ("attribution", "of"):
            place = (row["document"], int(row["start"]), int(row["end"]), csv.unguarded(row["exact"]))
            out.setdefault(row["id"], set()).add(place)
    return out


def in_tei(dossier: Dossier) -> Anchored:
    """By the notes, from one anchor to the other in the text itself."""
    root = parsed(tei.render(dossier))
    documents = {w.siglum: w.document for w in dossier.collation.witnesses}
    where: dict[str, tuple[str, int]] = {}
    texts: dict[str, str] = {}
    for siglum, body in bodies(root).items():
        texts[documents[siglum]] = "".join(body.itertext())
        for element, start, _ in walked(body):
            if element.tag == f"{N}anchor":
                where[element.get(ID)] = (documents[siglum], start)
    out: Anchored = {}
    for note in root.iter(f"{N}note"):
        if note.get("type") == "attribution" and (group := note.find(f"{N}spanGrp")) is not None:
            name = note.get(ID).removeprefix("attribution-").replace("_20_", " ")
            for span in group:
                document, start = where[span.get("from").removeprefix("#")]
                _, end = where[span.get("to").removeprefix("#")]
                out.setdefault(name, set()).add((document, start, end, texts[document][start:end]))
    return out


@pytest.mark.parametrize("made", [fixture.full, hostile.dossier])
def test_all_formats_anchor_at_the_same_characters(made: Callable[[], Dossier]) -> None:
    dossier = made()
    told = in_json(dossier)
    bare = {a.id for a in dossier.collation.attributions if not a.content}
    assert len(told) > 5
    for others in (in_web_annotation(dossier), in_csv(dossier)):
        assert {name: places for name, places in others.items() if name not in bare} == told
    printed = {name: {(d, s, e, whole(x)) for d, s, e, x in places} for name, places in told.items()}
    assert {name: places for name, places in in_tei(dossier).items() if name not in bare} == printed


def test_all_formats_have_the_same_names() -> None:
    dossier = fixture.full()
    for kind, table in (
        ("rendition", "renditions"),
        ("check", "checks"),
        ("copy", "copies"),
        ("response", "responses"),
    ):
        wanted = {f"{kind}-{row['id']}" for row in rows_of(dossier, table)}
        annotations = {a["id"].partition("#")[2] for a in items(dossier)}
        entities = {name.removeprefix("hearsay:") for name in prov.as_data(dossier)["entity"]}
        names = {e.get(ID) for e in parsed(tei.render(dossier)).iter()}
        assert wanted
        assert wanted <= annotations
        assert wanted <= entities
        assert wanted <= names


def reversed_dossier(dossier: Dossier) -> Dossier:
    found = dossier.collation
    turned = {name: getattr(found, name)[::-1] for name in Collation.__dataclass_fields__}
    turned["entities"] = tuple(
        replace(e, mentions=e.mentions[::-1], identifiers=e.identifiers[::-1]) for e in turned["entities"]
    )
    turned["utterances"] = tuple(replace(u, renditions=u.renditions[::-1]) for u in turned["utterances"])
    turned["checks"] = tuple(replace(c, places=c.places[::-1]) for c in turned["checks"])
    return replace(dossier, collation=replace(found, **turned), problems=dossier.problems[::-1])


@pytest.mark.parametrize("render", RENDERERS, ids=lambda r: r.__module__.rpartition(".")[2])
def test_the_order_of_findings_changes_no_byte(render: Callable[[Dossier], str | bytes]) -> None:
    assert render(reversed_dossier(fixture.full())) == render(fixture.full())


def test_the_seed_of_hashes_changes_no_byte() -> None:
    program = (
        "from hashlib import sha256\n"
        "from hearsay.render import csv, parquet, prov, tei, web_annotation\n"
        "from tests.render import fixture, hostile\n"
        "for made in (fixture.full(), hostile.dossier()):\n"
        "    for r in (csv, parquet, prov, tei, web_annotation):\n"
        "        out = r.render(made)\n"
        "        print(sha256(out if isinstance(out, bytes) else out.encode()).hexdigest())\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].split()) == 10


@pytest.mark.parametrize("render", [web_annotation.render, prov.render, tei.render], ids=["web", "prov", "tei"])
def test_text_formats_end_in_a_line_feed_and_are_utf_8(render: Callable[[Dossier], str]) -> None:
    for made in (fixture.empty, fixture.full, hostile.dossier):
        written = render(made())
        assert written.endswith("\n")
        assert written.encode().decode() == written


def test_no_format_names_an_address_that_is_not_a_sources_or_a_standards() -> None:
    known = ("https://register.example/", "http://www.w3.org/ns/anno.jsonld", "http://www.tei-c.org/ns/1.0")
    for render in (web_annotation.render, prov.render, tei.render):
        assert {
            a for a in re.findall(r"https?://[^\s\"'<]+", render(fixture.full())) if not a.startswith(known)
        } == set()


def blocks(page: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(json|xml|csv)\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)


def test_the_examples_of_the_page_about_formats_are_really_written() -> None:
    """Each line of each example stands in what the renderers make of the case that the tests share, in that order."""
    dossier = fixture.full()
    with ZipFile(BytesIO(csv.render(dossier))) as archive:
        tables = "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    written = {
        "json": web_annotation.render(dossier) + prov.render(dossier) + json_format.render(dossier),
        "xml": tei.render(dossier),
        "csv": tables,
    }
    found = blocks((ROOT / "docs" / "formats.md").read_text(encoding="utf-8"))
    assert len(found) == 6
    for kind, block in found:
        at = 0
        for line in filter(None, (part.strip() for part in re.split(r"\n|…", block))):
            at = written[kind].find(line, at)
            assert at >= 0, f"not written, or not there: {line}"
            at += len(line)


def test_all_formats_say_what_stands_without_a_witness_and_where() -> None:
    dossier = fixture.full()
    rows = rows_of(dossier, "without")
    assert [(r["without"], r["of"], r["state"], r["document"]) for r in rows] == [
        ("A", "account", "falls", "d-a"),
        ("A", "check", "stands", "d-b"),
        ("A", "rendition", "otherwise", "d-c"),
    ]
    account, check, rendition = (r["id"] for r in rows)
    held = {a["id"].partition("#")[2]: a for a in items(dossier)}
    assert [b["value"] for b in held[f"left-{check}"]["body"]][:2] == ["stands", "stands without A: check “refuted”"]
    assert held[f"left-{check}"]["motivation"] == "assessing"
    assert held[f"left-{check}"]["target"]["selector"][1]["exact"] == "would not wait for any county"
    record = prov.as_data(dossier)
    made = record["entity"][f"hearsay:left-{rendition}"]
    assert (made["prov:label"], made["hearsay:tag"]) == (
        "stands otherwise without A: rendition “trimmed”",
        "otherwise",
    )
    derived = {(d["prov:generatedEntity"], d["prov:usedEntity"]) for d in record["wasDerivedFrom"].values()}
    assert (f"hearsay:left-{account}", "hearsay:account-c-minutes") in derived
    (note,) = (e for e in parsed(tei.render(dossier)).iter(f"{N}note") if e.get(ID) == f"left-{account}")
    assert "".join(note.find(f"{N}ab").itertext()).startswith("falls without A: account of ")
    assert note.get("corresp") == "#account-c-minutes"


def test_a_later_edition_is_a_revision_in_the_terms_of_each_standard() -> None:
    dossier = fixture.full()
    assert dossier.edition is not None
    record = prov.as_data(dossier)
    (before,) = (name for name in record["entity"] if name.startswith("hearsay:edition-1-before-"))
    (derived,) = (d for d in record["wasDerivedFrom"].values() if d["prov:usedEntity"] == before)
    assert derived["prov:type"] == {"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"}
    assert "gone attribution" in str(record["entity"][derived["prov:generatedEntity"]]["hearsay:change"])
    header = parsed(tei.render(dossier)).find(f"{N}teiHeader")
    assert header.find(f".//{N}editionStmt/{N}edition").get("n") == "2"
    (change,) = header.findall(f"./{N}revisionDesc/{N}change")
    assert (change.get("n"), change.get("when"), len(change.findall(f".//{N}item"))) == ("2", "2024-05-03", 1)
    limits = ["".join(p.itertext()) for p in header.findall(f".//{N}samplingDecl/{N}p")]
    assert limits == list(selected(dossier.selection))
    (row,) = rows_of(dossier, "dossier")
    assert (row["edition"], row["supersedes"], row["dated"], row["limits"]) == (2, 1, "2024-05-03", " ".join(limits))
