"""The same input gives the same output, byte for byte, in whatever order and company it comes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.annotate import annotate, annotate_one
from hearsay.collate import collate
from hearsay.dossier import dossier
from hearsay.model import Document
from hearsay.readers import read
from hearsay.render.json import render
from hearsay.text import Span

ROOT = Path(__file__).resolve().parent.parent
GATES = ROOT / "examples" / "starrow-gates"
DOCUMENTS = read([GATES]).documents


def printed(documents: tuple[Document, ...]) -> str:
    return render(dossier(collate(annotate(documents)), ()))


def test_two_runs_are_the_same() -> None:
    assert printed(read([GATES]).documents) == printed(read([GATES]).documents)


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_documents_are_the_same(seed: int) -> None:
    shuffled = random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))
    assert tuple(shuffled) != DOCUMENTS
    assert printed(tuple(shuffled)) == printed(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.source_id)
def test_a_document_alone_and_among_others_is_annotated_the_same(document: Document) -> None:
    among = {a.document.id: a for a in annotate(DOCUMENTS)}
    assert annotate_one(document) == among[document.id]


def test_evidence_keeps_its_id_whatever_else_is_read() -> None:
    whole = {a.id for a in collate(annotate(DOCUMENTS)).attributions}
    for document in DOCUMENTS:
        assert {a.id for a in collate(annotate([document])).attributions} <= whole


def test_named_files_and_their_folder_have_the_same_texts() -> None:
    files = [p for p in sorted(GATES.iterdir()) if not p.name.endswith(".meta.json")]
    assert sorted(d.text for d in read(files[::-1]).documents) == sorted(d.text for d in DOCUMENTS)


def test_the_seed_of_hashes_changes_no_byte() -> None:
    program = "from hearsay.cli import main; main()"
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, "trace", "examples/starrow-gates", "--format", form],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
        ).stdout
        for form in ("json", "html")
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[2] == runs[3]
    assert len(runs[0]) > 10_000


MARKS = [*'“”‘’",.:é😀\u202e', "\n\n"]
WORDS = "Mara Lind|Anton Vele|the harbour master|she|Mr Vele|said|told|that|according to|the ferry was old|Q|A"
TIMES = ["on Thursday", "30 February 2001", "in 1996"]
PIECES = st.sampled_from([*MARKS, *WORDS.split("|"), *TIMES])


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40))
def test_whatever_the_text_every_place_lies_in_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    document = Document(id="d1", source_id="x", path="x", sha256="", media_type="text/plain", text=text)
    found = annotate_one(document)
    spans: list[Span] = [*found.paragraphs, *found.sentences, *(q.span for q in found.quotations)]
    spans += [t.span for t in found.times] + [m.span for e in found.entities for m in e.mentions]
    spans += [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    known = {e.id for e in found.entities}
    assert all(set(a.speaker) <= known and (a.addressee is None or a.addressee in known) for a in found.attributions)
    ids = {a.id for a in found.attributions}
    assert len(ids) == len(found.attributions)
    assert all(a.parent is None or a.parent in ids for a in found.attributions)
    assert render(dossier(collate([found]), ())) == render(dossier(collate([annotate_one(document)]), ()))
