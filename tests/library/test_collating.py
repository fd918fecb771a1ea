"""Findings of a library: those of the same material laid side by side at once, in whatever order it came."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import hearsay
from hearsay.library import Library, takedown
from hearsay.library.store import open_store
from hearsay.model import Collation
from tests.library import papers
from tests.library.papers import AT, LATER

GATES = Path(__file__).resolve().parents[2] / "examples" / "starrow-gates"


@pytest.fixture(scope="module")
def at_once() -> Collation:
    return hearsay.collate(hearsay.annotate(hearsay.read([GATES]).documents, rules=True))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_findings_in_any_order(where: str, seed: int, at_once: Collation) -> None:
    chance = random.Random(seed)
    files = sorted(p for p in GATES.iterdir() if not p.name.endswith(".meta.json"))
    with hearsay.open_library(where, create=True) as library:
        for file in chance.sample(files, len(files)):
            library.add([file], at=AT, rules=True)
            if chance.random() < 0.4:
                library.add([file], at=LATER, rules=True)
            if chance.random() < 0.3:
                library.findings()
            if chance.random() < 0.4:
                done = chance.choice(library.documents())
                with library.store.reading() as connection:
                    sha = connection.exec_driver_sql(
                        f"SELECT sha256 FROM documents WHERE number = {done.number}"
                    ).scalar_one()
                library.forget(done.id, reason="asked", at=AT)
                takedown.lift(library.store, sha, reason="agreed", at=LATER)
        library.add(files, at=LATER, rules=True)
        assert library.findings().collation == at_once
        assert library.findings().collation == at_once, "as kept"
        assert library.check() == ()


def test_findings_are_made_once_and_kept(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hearsay.library import folding

    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    made = library.findings().collation
    with monkeypatch.context() as patched:
        patched.setattr(folding, "fold_story", lambda *_: pytest.fail("made anew"))
        assert library.findings().collation == made
    library.add([papers.write(tmp_path, "courier", uri="https://other.example/", id="other")], at=AT, rules=True)
    assert len(library.findings().collation.annotations) == 4


def test_documents_of_one_name_from_two_places_are_told_apart(library: Library, tmp_path: Path) -> None:
    for folder, text in (("a", papers.COURIER), ("b", papers.REVIEW)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jsonl").write_text(f'{{"id": "x", "text": {text!r}}}'.replace("'", '"'), "utf-8")
    for folder in ("a", "b"):
        papers.write(tmp_path / folder, "x", text=papers.PAPERS["courier" if folder == "a" else "review"]["text"])
    library.add([*sorted((tmp_path / "a").glob("x1*")), *sorted((tmp_path / "b").glob("x1*"))], at=AT, rules=True)
    names = [a.document.source_id for a in library.findings().collation.annotations]
    assert len(set(names)) == len(names) == 2


def test_a_dossier_of_a_story_and_of_words(library: Library) -> None:
    library.add([GATES], at=AT, rules=True)
    whole = library.dossier()
    assert len(whole.collation.annotations) == 8
    story = max(whole.collation.stories, key=lambda s: len(s.documents))
    one = library.dossier(story=story.id)
    assert one.stories == (story.id,)
    assert len(one.collation.annotations) == len(story.documents)
    about = library.dossier(about="shared gauge")
    assert about.lead
    from hearsay.forms import FORMS

    for name in ("terminal", "html", "markdown", "json", "bibtex", "csl-json"):
        (form,) = (f for f in FORMS if f.name == name)
        assert form.make(one), form.name
        assert form.make(about), form.name


def test_another_writing_is_no_reason_not_to_see_findings(tmp_path: Path) -> None:
    file = tmp_path / "story.library"
    with Library(open_store(file, create=True)) as library:
        library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    with Library(open_store(file, wait=0.1)) as library, Library(open_store(file)) as other, other.store.writing():
        assert len(library.findings().collation.annotations) == 3
