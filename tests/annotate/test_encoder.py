"""One pass of the shipped model: a window reads the same alone or among others; weights that are wrong are named."""

from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.annotate import annotate, encoder, framed, framed_words
from hearsay.annotate.encoder import FILES, MOST_PIECES, OVERLAP, PART, WEIGHTS, Encoder, divided, shipped, windows
from hearsay.errors import WeightsError
from hearsay.language.reading import Reading
from hearsay.model import Annotations, Document
from tests.annotate.cases import document

SHORT = "Mara Lind said the gates would stay shut. “We were not asked,” she told the Tarn Ledger on Friday."
MIDDLE = " ".join(f"Keeper {n} said that gate {n} was open, according to the log of {n} May 1931." for n in range(25))
LONG = "\n".join(
    f"Anton Vele told the board on day {n} that it “could not wait”, and Ida Roth denied it." for n in range(90)
)
TEXTS = (SHORT, MIDDLE, LONG, "12 34 … — !", "VELE SAID THE GATES WOULD STAY SHUT.")


def read(*texts: str) -> list[list[Reading]]:
    found: list[list[Reading]] = [[] for _ in texts]
    for number, reading in shipped().read([(t, framed_words(t, framed(t))) for t in texts]):
        found[number].append(reading)
    return found


def same(a: list[Reading], b: list[Reading]) -> bool:
    return len(a) == len(b) and all(
        all(np.array_equal(x.heads[h], y.heads[h]) for h in x.heads)
        and np.array_equal(x.role_words, y.role_words)
        and np.array_equal(x.cue_firsts, y.cue_firsts)
        and np.array_equal(x.mentions, y.mentions)
        for x, y in zip(a, b, strict=True)
    )


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_reads_the_same_alone_and_among_others(text: str) -> None:
    (alone,) = read(text)
    for others in (TEXTS, TEXTS[::-1], (SHORT, *TEXTS, SHORT)):
        assert same(alone, read(*others)[others.index(text)])


@pytest.mark.parametrize("text", [SHORT, MIDDLE])
def test_a_window_gives_the_same_beside_any_longer_one(text: str) -> None:
    (alone,) = read(text)
    for count in (1, 7, 31, 64, 200, 300):
        assert same(alone, read(text, "so it was said " * count)[0])


def test_two_threads_read_what_one_does() -> None:
    one = [read(t)[0] for t in TEXTS]
    with ThreadPoolExecutor(2) as pool:
        many = list(pool.map(lambda t: read(t)[0], TEXTS * 3))
    assert all(same(a, b) for a, b in zip(one * 3, many, strict=True))
    documents = [document(t, id=f"d{n}", source_id=f"d{n}") for n, t in enumerate(TEXTS * 3)]
    assert annotate(documents, shipped(), threads=1) == annotate(documents, shipped(), threads=2)


def test_ctrl_c_ends_the_work_at_the_next_document(monkeypatch: pytest.MonkeyPatch) -> None:
    package = sys.modules["hearsay.annotate"]
    done: list[str] = []
    layers = package._layers

    def slowly(its: Document, *rest: Any) -> Annotations:
        sleep(0.01)
        done.append(its.id)
        made: Annotations = layers(its, *rest)
        return made

    def stopped(number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(package, "_layers", slowly)
    with pytest.raises(KeyboardInterrupt):
        annotate([document(SHORT, id=f"d{n}", source_id=f"d{n}") for n in range(400)], threads=2, progress=stopped)
    assert 0 < len(done) < 100


def test_a_text_without_words_has_no_reading() -> None:
    assert [len(r) for r in read("", SHORT, " \n ", SHORT)] == [0, 1, 0, 1]
    assert read() == []


def test_chances_add_up_to_one_for_every_word() -> None:
    for (reading,) in read(SHORT, MIDDLE):
        for scores in reading.heads.values():
            assert len(scores) == len(reading.words.spans)
            assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=1500), st.integers(1, 60))
def test_each_word_is_taken_from_one_window_in_which_it_has_room(sizes: list[int], length: int) -> None:
    sentences = [n // length for n in range(len(sizes))]
    cut = list(windows(0, sizes, sentences))
    assert cut[0].core[0] == 0
    assert all(a.core[1] == b.core[0] for a, b in pairwise(cut))
    assert cut[-1].core[1] == cut[-1].end == len(sizes)
    for w in cut:
        assert w.first <= w.core[0] <= w.core[1] <= w.end
        assert sum(sizes[w.first : w.end]) == w.pieces <= MOST_PIECES
    for before, after in pairwise(cut):
        assert after.first > before.first
        shared = sum(sizes[after.first : before.end])
        assert OVERLAP <= shared <= 2 * OVERLAP + 8


def test_a_book_is_read_in_parts_that_lose_no_word() -> None:
    text = "\n".join(["Vele said so. " * 40] * 40)
    its = framed_words(text, framed(text))
    parts = list(divided(its))
    assert len(parts) > 1
    assert [s for p in parts for s in p.spans] == list(its.spans)
    assert all(len(p.spans) <= PART for p in parts)
    assert all(a.paragraphs[-1] != b.paragraphs[0] for a, b in pairwise(parts))


def test_one_endless_line_is_divided_too() -> None:
    text = "no end " * PART
    its = framed_words(text, framed(text))
    assert [len(p.spans) for p in divided(its)] == [PART, PART]


# ---- weights that are not as they should be -------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in WEIGHTS.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    return tmp_path


def test_a_copy_of_the_weights_has_their_version(copy: Path) -> None:
    assert Encoder(copy).version == shipped().version


@pytest.mark.parametrize("name", [*FILES, "weights.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(WeightsError, match=name) as error:
        Encoder(copy)
    assert error.value.path == copy / name
    assert "--rules" in str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(copy: Path, name: str) -> None:
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    with pytest.raises(WeightsError, match=rf"{name}: is damaged"):
        Encoder(copy)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "\0"])
def test_a_list_that_cannot_be_read_is_named(copy: Path, content: str) -> None:
    (copy / "weights.json").write_text(content)
    with pytest.raises(WeightsError, match=r"weights\.json: cannot be read"):
        Encoder(copy)


def test_weights_of_another_version_say_so(copy: Path) -> None:
    listed = json.loads((copy / "weights.json").read_text())
    (copy / "weights.json").write_text(json.dumps({**listed, "format": encoder.FORMAT + 1}))
    with pytest.raises(WeightsError, match="is of format"):
        Encoder(copy)


def test_a_model_that_is_none_is_named_although_its_hash_is_right(copy: Path) -> None:
    import hashlib

    (copy / "roles.onnx").write_bytes(b"no model")
    listed = json.loads((copy / "weights.json").read_text())
    listed["sha256"]["roles.onnx"] = hashlib.sha256(b"no model").hexdigest()
    (copy / "weights.json").write_text(json.dumps(listed))
    with pytest.raises(WeightsError, match=r"roles\.onnx: cannot be loaded"):
        Encoder(copy)


def test_the_weights_are_small() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir() if p.is_file()) < 30e6
