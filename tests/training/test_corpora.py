"""The corpora as words with labels: offsets, layers and chains come over whole. The lines below are invented."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from hearsay.language.heads import HEADS
from training import corpora
from training.corpora import UNKNOWN, Example

TEXT = "Mara Lind said the gates would stay shut.\n“We were not asked,” she told the board in May 1931."


def jsonl(path: Path, *rows: Mapping[str, object]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def place(words: str, text: str = TEXT) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def labelled(example: Example, head: str) -> list[tuple[str, str]]:
    """The words that are in a span of the head, with their labels."""
    words = [s.of(example.text) for s in example.words.spans]
    return [(w, HEADS[head][n]) for w, n in zip(words, example.layers[head], strict=True) if n > 0]


def spoken(example: Example, where: Sequence[int]) -> str:
    spans = example.words.spans
    return example.text[spans[where[0]].start : spans[where[1]].end]


def test_an_attribution_comes_over_in_words(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": TEXT,
        "attributions": [
            {"source": [place("Mara Lind")], "cue": [place("said")], "content": [place("the gates would stay shut")]},
            {"source": [], "cue": [place("told")], "content": [place("“We were not asked,”"), place("in May")]},
            {"source": [place("she")], "cue": [], "content": [place("board")]},  # without a cue: nothing to learn from
        ],
    }
    (example,) = corpora.attributions(jsonl(tmp_path / "a.jsonl.gz", row))
    first, second = example.attributions
    assert [spoken(example, x) for x in (first.cue, first.source or (), *first.content)] == [
        "said",
        "Mara Lind",
        "the gates would stay shut",
    ]
    assert second.source is None
    assert [spoken(example, c) for c in second.content] == ["“We were not asked,”", "in May"]
    assert labelled(example, "cue") == [("said", "B"), ("told", "B")]
    assert labelled(example, "source") == [("Mara", "B"), ("Lind", "I")]
    assert [x for x in labelled(example, "content") if x[1] == "B"] == [("the", "B"), ("“", "B"), ("in", "B")]


def test_what_stands_inside_a_content_is_labelled_apart(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "Vele said that Lind told him that the gates leak.",
        "attributions": [{"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 48]]}],
    }
    (example,) = corpora.attributions(jsonl(tmp_path / "a.jsonl.gz", row))
    inner = corpora.Attributed((4, 4), (3, 3), ((6, 9),))
    both = corpora.with_attributions(example, example.attributions, [inner])
    assert labelled(both, "cue") == [("said", "B"), ("told", "B-nested")]
    assert both.nested == (inner,)
    doubted = corpora.with_attributions(example, example.attributions, [inner], [1, 4, 8])
    assert labelled(doubted, "cue") == [("said", "B"), ("told", "B-nested")]
    assert [n for n, label in enumerate(doubted.layers["cue"]) if label == corpora.UNKNOWN] == [8]


def test_a_quotation_is_read_without_its_marks() -> None:
    its = corpora.framed("Vele said: “The keepers say ‘no’ to us.”")
    marks = [n for n, quote in enumerate(its.quotes) if quote in (1, 3)]
    first, last = corpora.without_marks(its, (marks[0], marks[-1]))
    assert (first, last) == (marks[0] + 1, marks[-1] - 1)
    assert corpora.without_marks(its, (0, 1)) == (0, 1)


def test_times_are_split_by_the_hash_of_their_name(tmp_path: Path) -> None:
    names = [f"paper {n}" for n in range(40)]
    rows = [{"id": n, "text": TEXT, "times": [{"span": place("May 1931"), "value": "1931-05"}]} for n in names]
    path = jsonl(tmp_path / "t.jsonl.gz", *rows)
    back = [e.id for e in corpora.times(path, held_back=True)]
    rest = [e.id for e in corpora.times(path, held_back=False)]
    assert sorted(back + rest) == sorted(names)
    assert 0 < len(back) < 16
    assert all(corpora.is_held_back(n) for n in back)
    example = next(corpora.times(path))
    assert labelled(example, "time") == [("May", "B"), ("1931", "I")]


CONLLU = """\
# newdoc id = T1
# newpar
# sent_id = T1-1
# text = Mara Lind's keepers don't trust the Orsk Board.
1\tMara\tMara\tPROPN\tNNP\t_\t4\tnmod:poss\t_\tEntity=(2-person-new-nnnnn-cf1-1-coref(1-person-new-nnnnn-cf1-1-coref
2\tLind\tLind\tPROPN\tNNP\t_\t1\tflat\t_\tSpaceAfter=No
3\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tEntity=1)
4\tkeepers\tkeeper\tNOUN\tNNS\t_\t7\tnsubj\t_\tEntity=2)
5-6\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
5\tdo\tdo\tAUX\tVBP\t_\t7\taux\t_\t_
6\tn't\tnot\tPART\tRB\t_\t7\tadvmod\t_\t_
7\ttrust\ttrust\tVERB\tVB\t_\t0\troot\t_\t_
8\tthe\tthe\tDET\tDT\t_\t10\tdet\t_\tEntity=(3-organization-new-nnnnn-cf2-3-coref
9\tOrsk\tOrsk\tPROPN\tNNP\t_\t10\tcompound\t_\tEntity=(4-place-new-nnnnn-cf3-1-sgl)
10\tBoard\tBoard\tPROPN\tNNP\t_\t7\tobj\t_\tEntity=3)|SpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

# newpar
# sent_id = T1-2
# text = She left it.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-nnnnn-cf1-1-ana)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tEntity=(3-organization-giv-nnnnn-cf2-1-ana)|SpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""

CLAUSES = """\
# newdoc id = T2
# newpar
# sent_id = T2-1
# text = Mara Lind, who keeps the gates, left the United Keepers.
1\tMara\tMara\tPROPN\tNNP\t_\t9\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1-coref
2\tLind\tLind\tPROPN\tNNP\t_\t1\tflat\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_
4\twho\twho\tPRON\tWP\t_\t5\tnsubj\t_\t_
5\tkeeps\tkeep\tVERB\tVBZ\t_\t1\tacl:relcl\t_\t_
6\tthe\tthe\tDET\tDT\t_\t7\tdet\t_\t_
7\tgates\tgate\tNOUN\tNNS\t_\t5\tobj\t_\tSpaceAfter=No
8\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\tEntity=1)
9\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
10\tthe\tthe\tDET\tDT\t_\t12\tdet\t_\tEntity=(2-organization-new-nnnnn-cf2-3-coref
11\tUnited\tunite\tVERB\tNNP\t_\t12\tamod\t_\t_
12\tKeepers\tKeeper\tPROPN\tNNPS\t_\t9\tobj\t_\tEntity=2)|SpaceAfter=No
13\t.\t.\tPUNCT\t.\t_\t9\tpunct\t_\t_
"""


def test_a_name_ends_before_a_clause_and_may_have_a_participle_in_it(tmp_path: Path) -> None:
    path = tmp_path / "t.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(CLAUSES)
    (example,) = corpora.syntax(path)
    found = {(spoken(example, m.words), m.kind, m.form) for m in example.mentions}
    assert found == {("Mara Lind", "person", "name"), ("the United Keepers", "organisation", "name")}


@pytest.fixture
def treebank(tmp_path: Path) -> Example:
    path = tmp_path / "t.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(CONLLU)
    (example,) = corpora.syntax(path)
    return example


def test_a_treebank_gives_its_text_back(treebank: Example) -> None:
    assert treebank.text.split("\n") == ["Mara Lind's keepers don't trust the Orsk Board.", "She left it."]


def test_mentions_have_their_words_heads_kinds_and_chains(treebank: Example) -> None:
    words = [s.of(treebank.text) for s in treebank.words.spans]
    found = {(spoken(treebank, m.words), words[m.head], m.kind, m.form, m.chain) for m in treebank.mentions}
    assert found == {
        ("Mara Lind's", "Mara", "person", "name", "1"),
        ("Mara Lind's keepers", "keepers", "person", "noun", "2"),
        ("the Orsk Board", "Board", "organisation", "name", "3"),
        ("Orsk", "Orsk", "place", "name", "4"),
        ("She", "She", "person", "pronoun", "1"),
        ("it", "it", "organisation", "pronoun", "3"),
    }
    assert labelled(treebank, "mention") == [
        ("Mara", "person name"),
        ("keepers", "person noun"),
        ("Board", "organisation name"),
        ("She", "person pronoun"),
        ("it", "organisation pronoun"),
    ]


def test_a_name_inside_a_name_goes_to_the_inner_layer(treebank: Example) -> None:
    assert labelled(treebank, "name") == [
        ("Mara", "B-person"),
        ("Lind", "I-person"),
        ("'", "I-person"),
        ("s", "I-person"),
        ("the", "B-organisation"),
        ("Orsk", "I-organisation"),
        ("Board", "I-organisation"),
    ]
    assert labelled(treebank, "inner") == [("Orsk", "B-place")]


def test_dependencies_count_in_words(treebank: Example) -> None:
    words = [s.of(treebank.text) for s in treebank.words.spans]
    assert treebank.heads is not None
    arcs = {w: words[h] for w, h in zip(words, treebank.heads, strict=True) if h != UNKNOWN}
    assert arcs["keepers"] == "trust"
    assert arcs["trust"] == "trust"
    assert arcs["Orsk"] == "Board"
    assert arcs["She"] == "left"
    assert np.array(treebank.layers["tag"]).max() < len(HEADS["tag"])
