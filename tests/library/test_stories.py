"""What one more document costs: its own story, and nothing of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

import hearsay
from hearsay.collate import profile, story
from hearsay.language.profiles import cosine
from hearsay.library import Library, folding, schema, stories, waiting
from hearsay.library.index import annotations_of
from hearsay.library.looking import dossier_of
from hearsay.model import Annotations, Collation
from tests.library.papers import AT, LATER

GATES = Path(__file__).resolve().parents[2] / "examples" / "starrow-gates"
FILES = sorted(p for p in GATES.iterdir() if not p.name.endswith(".meta.json"))
SALT = (
    "GRELL - The price of salt rose again. “Nobody can cure herring at such a price,” said Odile Brask of the"
    " smokehouses."
)

FULL = (
    "Mara Lind met Anton Vele and Odile Brask at the landing. “The winter ferry costs us more than the paint on it, and"
    " we know it,” said Mara Lind."
)
SHORT = (
    FULL.replace("Mara Lind met Anton", "On Monday Anton").replace("Mara Lind", "Lind").replace(" at the", " saw the")
)


@pytest.fixture
def filled(library: Library) -> Library:
    library.add(FILES, at=AT, rules=True)
    library.findings()
    return library


def packed(library: Library) -> dict[str, bytes | None]:
    s = schema.stories
    with library.store.reading() as connection:
        return dict(connection.execute(sa.select(s.c.id, s.c.packed)).all())


def spoken(library: Library) -> set[tuple[object, ...]]:
    with library.store.reading() as connection:
        return {tuple(row) for row in connection.execute(sa.select(schema.spoken))}


def test_a_document_that_touches_nothing_is_a_story_of_its_own(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = packed(filled)
    folded: list[int] = []

    def counted(annotations: Sequence[Annotations], *rest: Any) -> Collation:
        folded.append(len(annotations))
        return story(annotations, *rest)

    monkeypatch.setattr(folding, "fold_story", counted)
    (tmp_path / "salt.txt").write_text(SALT, "utf-8")
    filled.add([tmp_path / "salt.txt"], at=AT, rules=True)
    filled.findings()
    assert folded == [1]
    after = packed(filled)
    assert {s: after[s] for s in before} == before
    assert len(after) == len(before) + 1


def test_a_document_that_goes_lets_its_story_be_made_anew(filled: Library) -> None:
    whole = hearsay.collate(hearsay.annotate(hearsay.read([GATES]).documents, rules=True))
    largest = max(whole.stories, key=lambda s: len(s.documents))
    gone = largest.documents[0]
    filled.forget(gone, reason="asked", at=LATER)
    left = [a for a in hearsay.annotate(hearsay.read([GATES]).documents, rules=True) if a.document.id != gone]
    assert filled.findings().collation == hearsay.collate(left)
    assert filled.check() == ()


def test_what_findings_leave_for_looking_up_is_that_of_today(filled: Library, tmp_path: Path) -> None:
    """Names, labels and ids that a story left are gone with it, and the same as if it was made at once."""
    for name, text in (("full", FULL), ("short", SHORT)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    filled.add([tmp_path], at=AT, rules=True)
    filled.findings()
    first = spoken(filled)
    d = schema.documents
    with filled.store.writing() as connection:
        waiting.wait(connection, connection.scalars(sa.select(d.c.number)).all())
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.stories)) == 0
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.findable)) == 0
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.carried)) == 0
        assert not connection.scalars(sa.select(schema.spoken.c.word).where(schema.spoken.c.found)).all()
    filled.findings()
    assert spoken(filled) == first
    assert any(row[3] for row in first), "some name is known in full by the findings alone"


def test_profiles_of_another_form_are_made_anew(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.findings().collation
    monkeypatch.setattr(stories, "FORM", "another")
    with filled.store.reading() as connection:
        assert not stories.settled(connection)
    assert filled.findings().collation == before
    with filled.store.reading() as connection:
        assert stories.settled(connection)


def test_a_kept_profile_weighs_as_a_new_one(filled: Library) -> None:
    with filled.store.reading() as connection:
        numbers = connection.scalars(sa.select(schema.profiles.c.document)).all()
        held = stories.profiled(connection, numbers)
        kept = [held[n] for n in numbers]
        new = [profile(annotations_of(connection, n)[0]) for n in numbers]
    assert len(kept) == 8
    for a, b in zip(kept, new, strict=True):
        assert (a.published, a.told, a.met) == (b.published, b.told, b.met)
        for x, y in zip(kept, new, strict=True):
            assert cosine(a.bag, x.bag) == cosine(b.bag, y.bag)
            assert cosine(a.opening, x.opening) == cosine(b.opening, y.opening)


def test_a_dossier_of_one_story_folds_that_alone(library: Library, tmp_path: Path) -> None:
    (tmp_path / "salt.txt").write_text(SALT, "utf-8")
    library.add([*FILES, tmp_path / "salt.txt"], at=AT, rules=True)
    salt = next(d.id for d in library.documents() if d.source_id.endswith("salt.txt"))
    made = dossier_of(library.store, library.reference, story=salt)
    assert [a.document.id for a in made.collation.annotations] == [salt]
    assert [s for s, its in packed(library).items() if its is not None] == [made.collation.stories[0].id]


def _no_story(connection: Connection) -> None:
    connection.execute(sa.delete(schema.placed).where(schema.placed.c.document == 1))


def _empty_story(connection: Connection) -> None:
    connection.execute(sa.insert(schema.stories).values(id="s0", events=0))


def _unkept_story(connection: Connection) -> None:
    connection.execute(sa.update(schema.placed).where(schema.placed.c.document == 1).values(story="s0"))


def _left_traces(connection: Connection) -> None:
    connection.execute(sa.insert(schema.traces).values(kind=0, key=1, document=99, weight=1))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_no_story, "neither has a story nor waits"),
        (_empty_story, "no documents"),
        (_unkept_story, "not kept"),
        (_left_traces, "what it is found by"),
    ],
)
def test_harm_to_stories_is_found(filled: Library, harm: Callable[[Connection], None], told: str) -> None:
    assert filled.check() == ()
    with filled.store.writing() as connection:
        harm(connection)
    assert any(told in f.why for f in filled.check())
