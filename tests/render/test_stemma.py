"""Who has it from whom: the graph, its order, and the drawing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import etree

from hearsay.model import Copy, Dossier
from hearsay.render.naming import names
from hearsay.render.stemma import Edge, Node, Stemma, draw, said, stemma
from tests.render import fixture


def graph(dossier: Dossier) -> Stemma:
    return stemma(dossier, names(dossier), [w.document for w in dossier.collation.witnesses])


def copies(*rows: tuple[str, str, str, float]) -> Dossier:
    """The fixture with these copies alone: document, of, direction, share; and no chains."""
    made = fixture.dossier()
    return replace(
        made,
        collation=replace(
            made.collation,
            attributions=tuple(replace(a, chain=()) for a in made.collation.attributions),
            copies=tuple(
                Copy(document=d, of=of, ancestor=None, kind="reprint", direction=direction, share=share)  # type: ignore[arg-type]
                for d, of, direction, share in rows
            ),
        ),
    )


def svg(found: Stemma) -> Any:
    return etree.fromstring(str(draw(found)))


def test_copies_and_the_hands_of_chains_are_its_lines() -> None:
    found = graph(fixture.dossier())
    assert [said(node, found) for node in found.nodes] == [
        "A, minutes.txt, 9 April 2003",
        "The town archive, named, not in hand, 29 April 2011: noted (stated) by A",
        "release by the town archive, named, not in hand",
        (
            "B, Lindmoor Register, 2 May 2011: released (stated) by The town archive; "
            "partial copy (20%, stated) of release by the town archive"
        ),
        "B′, Vantry Post <script>alert(1)</script>: reprint (87%, stated) of B",
    ]


def test_the_publisher_of_a_document_in_hand_is_no_other_paper() -> None:
    made = fixture.dossier()
    first, *others = made.collation.annotations
    own = replace(first, document=replace(first.document, publisher="The town archive"))
    dossier = replace(made, collation=replace(made.collation, annotations=(own, *others)))
    found = graph(dossier)
    assert "The town archive, named, not in hand" not in " ".join(said(node, found) for node in found.nodes)
    assert Edge(child="d-b", parent="d-a", how="stated", what="noted") in found.edges


def test_without_relations_there_is_none() -> None:
    assert graph(copies()).nodes == ()
    assert draw(graph(copies())) == ""


def test_what_comes_from_another_stands_below_it_whatever_the_dates_say() -> None:
    found = graph(copies(("d-a", "d-b", "stated", 0.9)))
    assert [node.siglum for node in found.nodes] == ["B", "A"]


def test_a_text_is_never_its_own_ancestor() -> None:
    found = graph(
        copies(("d-a", "d-b", "inferred", 0.3), ("d-b", "d-c", "inferred", 0.9), ("d-c", "d-a", "inferred", 0.8))
    )
    assert [(e.child, e.parent) for e in found.edges] == [("d-b", "d-c"), ("d-c", "d-a")]


def test_a_text_may_come_from_two() -> None:
    found = graph(copies(("d-c", "d-a", "stated", 0.3), ("d-c", "d-b", "inferred", 0.6)))
    drawn = svg(found)
    assert [p.get("class") for p in drawn.iter("{*}path", "path")] == ["hand inferred", "hand stated"]
    assert [t.text for t in drawn.iter("text") if t.get("class") == "share"] == ["60%", "30%"]


def test_the_drawing_has_a_title_a_description_and_a_ring_for_what_is_missing() -> None:
    found = graph(fixture.dossier())
    drawn = svg(found)
    assert drawn.get("aria-labelledby").split() == [drawn[0].get("id"), drawn[1].get("id")]
    assert drawn[0].text == "Who has it from whom"
    assert "B′, Vantry Post <script>alert(1)</script>: reprint (87%, stated) of B" in drawn[1].text
    assert [c.get("class") for c in drawn.iter("circle")] == ["in-hand", "absent", "absent", "in-hand", "in-hand"]


def test_a_hundred_copies_of_one_text_need_two_lanes() -> None:
    nodes = tuple(Node(id=f"n{n}", name=f"Paper {n}", siglum=f"A{n}") for n in range(101))
    edges = tuple(Edge(child=f"n{n}", parent="n0", how="stated", what="reprint", share=1.0) for n in range(1, 101))
    drawn = svg(Stemma(nodes=nodes, edges=edges))
    assert len({c.get("cx") for c in drawn.iter("circle")}) == 2
    assert len({c.get("cy") for c in drawn.iter("circle")}) == 101


def test_no_two_nodes_and_no_trunk_and_node_share_a_place() -> None:
    nodes = tuple(Node(id=name, name=name, siglum=name) for name in "abcdef")
    edges = tuple(
        Edge(child=child, parent=parent, how="stated", what="reprint")
        for child, parent in (("c", "a"), ("d", "b"), ("e", "a"), ("f", "d"))
    )
    drawn = svg(Stemma(nodes=nodes, edges=edges))
    places = [(float(c.get("cx")), float(c.get("cy"))) for c in drawn.iter("circle")]
    assert len(set(places)) == 6
    for path in drawn.iter("path"):
        x, top, bottom = map(float, re.match(r"M(\S+) (\S+?)V([\d.]+)", path.get("d")).groups())  # type: ignore[union-attr]
        assert not [p for p in places if p[0] == x and top < p[1] < bottom]


def test_names_that_act_are_shown() -> None:
    drawn = str(draw(Stemma(nodes=(Node(id="n", name="a\u202eb<i>\x1b", siglum="A"),), edges=())))
    assert "a‹U+202E›b&lt;i&gt;‹U+001B›" in drawn
    assert not re.search("[\u202e\x1b]|<i>", drawn)


def test_what_a_copy_has_through_its_original_is_not_drawn_twice() -> None:
    made = fixture.dossier()
    chain = fixture.PALK_B.chain
    attributions = (fixture.PALK_B, replace(fixture.PALK_C, chain=chain))
    found = graph(replace(made, collation=replace(made.collation, attributions=attributions)))
    assert [(e.child, e.parent) for e in found.edges if e.child == "d-c"] == [("d-c", "d-b")]
