"""Who has it from whom: a graph of witnesses and missing ancestors, drawn as inline SVG that runs down by time.

One row a node, so that a hundred witnesses stay readable and a narrow screen needs no scaling: lengths are CSS pixels.
A line hangs from the text it comes from; solid is stated, dashed inferred, dotted a direction not known.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from markupsafe import Markup

from hearsay.model import Ancestor, Attribution, Dossier
from hearsay.render.naming import Names, copy_kind, date, kind, plural
from hearsay.render.visible import line, shortened

ROW = 50  # height of a row
LANE = 46  # width of a lane
RING = 14  # radius of a node
NAME = 40  # characters of a name that the drawing shows
_HANDS = frozenset({"noted", "interpreted", "released", "published", "translated", "republished"})

How = Literal["stated", "inferred", "unknown"]
Absent = Callable[[str, str, str | None, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A witness, or a text or body that is named and not in hand (`siglum` is then ``None``). `date` is EDTF."""

    id: str
    name: str
    siglum: str | None = None
    date: str | None = None
    about: str = ""
    href: str | None = None
    hue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`child` has it from `parent`; `share` is the part of the child's own words that stand in the parent."""

    child: str
    parent: str
    how: How
    what: str
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemma:
    """The graph, its nodes in the order of their rows: what comes from another stands below it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def stemma(
    dossier: Dossier,
    names: Names,
    documents: Iterable[str],
    hrefs: Mapping[str, str] | None = None,
    hues: Mapping[str, str] | None = None,
) -> Stemma:
    """The stemma of `documents`: from copies, and from the hands that chains name as having kept or passed it on.

    `hrefs` and `hues` give a node's link and class by its id. Without any relation the stemma is empty.
    """
    shown = set(documents)
    edges: dict[tuple[str, str], Edge] = {}
    missing: dict[str, Node] = {}
    by_name: dict[str, str] = {}

    def absent(name: str, key: str, when: str | None, about: str) -> str:
        found = by_name.setdefault(line(name).casefold(), key)
        if found not in missing or (when and not missing[found].date):
            missing[found] = Node(id=found, name=name, date=when, about=about, href=(hrefs or {}).get(found))
        return found

    for copy in dossier.collation.copies:
        if copy.document not in shown:
            continue
        if copy.of in shown:
            parent, what = copy.of, copy.kind
        elif copy.ancestor:
            parent, what = absent(copy.ancestor.name, missing_id(copy.ancestor), None, "named, not in hand"), copy.kind
        else:
            continue
        share = copy.share or None
        edge = Edge(child=copy.document, parent=parent, how=copy.direction, what=what, share=share)
        edges.setdefault((copy.document, parent), edge)
    for found in dossier.collation.attributions:
        if found.document in shown:
            for edge in _passed_on(found, names, shown, absent):
                edges.setdefault((edge.child, edge.parent), edge)
    kept = _direct(_without_circles(tuple(edges.values())))
    touched = {end for edge in kept for end in (edge.child, edge.parent)}
    nodes = [node for node in missing.values() if node.id in touched]
    for document in sorted(touched & shown):
        record = names.documents[document]
        nodes.append(
            Node(
                id=document,
                name=names.outlet(document),
                siglum=names.siglum(document),
                date=record.published,
                about=kind(record.kind) + (f" of {date(day)}" if (day := names.record_of(document)) else ""),
                href=(hrefs or {}).get(document),
                hue=(hues or {}).get(document, ""),
            )
        )
    return Stemma(nodes=_by_time(nodes, kept), edges=kept)


def _passed_on(found: Attribution, names: Names, shown: set[str], absent: Absent) -> Iterator[Edge]:
    """The edges of one attribution's chain, from the document inwards, as far as hands are named."""
    child = found.document
    for n, link in enumerate(found.chain):
        if link.who is None or link.role not in _HANDS or link.who in found.speaker:
            break
        if link.who == child:
            continue
        if link.who in shown:
            parent = link.who
        elif link.who in names.entities:
            after = found.chain[n + 1].who if n + 1 < len(found.chain) else None
            if after in shown and _issues(link.who, after, names):
                continue
            parent = absent(names.entity(link.who), link.who, link.date, "named, not in hand")
        else:
            break
        yield Edge(child=child, parent=parent, how="stated", what=link.role)
        child = parent


def _issues(entity: str, document: str | None, names: Names) -> bool:
    """Whether an entity is, by its name, the publisher of a document in hand: then that is what it passed on."""
    return document is not None and names.entity(entity).casefold() == names.outlet(document).casefold()


def _without_circles(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """`edges` without those that would make a text its own ancestor; the larger share is kept first."""
    parents: dict[str, list[str]] = defaultdict(list)
    kept = []
    for edge in sorted(edges, key=lambda e: (-(e.share or 0), e.child, e.parent)):
        above, seen = [edge.parent], {edge.parent}
        while above and edge.child not in seen:
            fresh = [p for p in parents[above.pop()] if p not in seen]
            seen.update(fresh)
            above += fresh
        if edge.child not in seen:
            parents[edge.child].append(edge.parent)
            kept.append(edge)
    return tuple(sorted(kept, key=lambda e: (e.child, e.parent)))


def _direct(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """`edges` without the hands of a chain that another way through the graph already shows: what a copy has through
    its original it does not have twice. Copies stay."""
    parents: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        parents[edge.child].add(edge.parent)
    kept = []
    for edge in edges:
        above = [p for p in parents[edge.child] if p != edge.parent] if edge.what in _HANDS else []
        seen = set(above)
        while above and edge.parent not in seen:
            fresh = parents[above.pop()] - seen
            seen |= fresh
            above += fresh
        if edge.what not in _HANDS or edge.parent not in seen:
            kept.append(edge)
    return tuple(kept)


def _by_time(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """`nodes` parents first, and by date where that leaves a choice; an undated one goes just before its children."""
    by_id = {node.id: node for node in nodes}
    children, waiting = defaultdict(list), dict.fromkeys(by_id, 0)
    for edge in edges:
        children[edge.parent].append(edge.child)
        waiting[edge.child] += 1
    due: dict[str, str] = {}

    def when(node: str) -> str:
        if node not in due:
            due[node] = by_id[node].date or min((when(child) for child in children[node]), default="9999")
        return due[node]

    ready = [(when(n), by_id[n].siglum or "", n) for n, left in waiting.items() if not left]
    heapq.heapify(ready)
    out = []
    while ready:
        node = heapq.heappop(ready)[2]
        out.append(by_id[node])
        for child in children[node]:
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(ready, (when(child), by_id[child].siglum or "", child))
    return tuple(out)


def missing_id(ancestor: Ancestor) -> str:
    """The id of the node of an ancestor that is not in hand: the same wherever the same name stands."""
    return f"x-{sha256(line(ancestor.name).casefold().encode(errors='surrogatepass')).hexdigest()[:12]}"


def said(node: Node, graph: Stemma) -> str:
    """One line on a node for those who do not see the drawing: what it is and from whom it has its text."""
    by_id = {n.id: n for n in graph.nodes}
    own = f"{node.siglum}, {node.name}" if node.siglum else f"{node.name}, {node.about}"
    when = f", {date(node.date)}" if node.date else ""
    origins = [
        f"{relation(e)} {by_id[e.parent].siglum or by_id[e.parent].name}" for e in graph.edges if e.child == node.id
    ]
    return line(own + when + (": " + "; ".join(origins) if origins else ""))


def relation(edge: Edge) -> str:
    """How a child hangs on its parent, in words: ``"reprint (88%, stated) of"``."""
    how = {"stated": "stated", "inferred": "inferred", "unknown": "direction not known"}[edge.how]
    share = f"{percent(edge.share)}, " if edge.share is not None else ""
    return f"{copy_kind(edge.what)} ({share}{how}) {'by' if edge.what in _HANDS else 'of'}"


def percent(share: float) -> str:
    """A share for reading, never rounded up to the whole.

    >>> percent(0.996), percent(1.0), percent(0.57), percent(0.004)
    ('99%', '100%', '57%', '<1%')
    """
    return f"{int(round(share * 100, 6))}%" if share >= 0.01 else "<1%"


def draw(graph: Stemma, ids: Mapping[str, str] | None = None) -> Markup:
    """The stemma as inline SVG; empty for an empty graph. `ids` are the page's ids of the nodes, for links back."""
    if not graph.nodes:
        return Markup()
    row = {node.id: n for n, node in enumerate(graph.nodes)}
    lane = _lanes(graph, row)
    width = (max(lane.values()) + 1) * LANE
    missing = sum(node.siglum is None for node in graph.nodes)
    about = f"{plural(len(graph.nodes), 'text')}, {missing} of them named and not in hand. "
    about += " ".join(said(node, graph) + "." for node in graph.nodes[:40])
    out = [
        Markup(
            '<svg class="stemma" role="group" aria-labelledby="stemma-title stemma-desc" width="100%" height="{}"'
            ' style="min-width:{}px"><title id="stemma-title">Who has it from whom</title>'
            '<desc id="stemma-desc">{}</desc>'
        ).format(len(graph.nodes) * ROW + 4, width + 12 + max(map(_label_width, graph.nodes)), about)
    ]
    order = {"unknown": 0, "inferred": 1, "stated": 2}
    for edge in sorted(graph.edges, key=lambda e: (order[e.how], row[e.child], e.parent)):
        out.append(_edge(edge, row, lane))
    for node in graph.nodes:
        out.append(_node(node, row[node.id], lane[node.id], width, graph, (ids or {}).get(node.id)))
    out.append(Markup("</svg>"))
    return Markup("").join(out)


def _lanes(graph: Stemma, row: Mapping[str, int]) -> dict[str, int]:
    """A lane for each node, right of its parent's, that is free from its row down to its last child's."""
    last = dict(row)
    first_parent: dict[str, Edge] = {}
    for edge in graph.edges:
        last[edge.parent] = max(last[edge.parent], row[edge.child])
        best = first_parent.get(edge.child)
        if best is None or (edge.share or 0, edge.parent) > (best.share or 0, best.parent):
            first_parent[edge.child] = edge
    free_from: list[int] = []
    lane: dict[str, int] = {}
    for node in graph.nodes:
        at = lane[first_parent[node.id].parent] + 1 if node.id in first_parent else 0
        while at < len(free_from) and free_from[at] > row[node.id]:
            at += 1
        free_from += [0] * (at + 1 - len(free_from))
        free_from[at] = last[node.id] + 1
        lane[node.id] = at
    return lane


def _label_width(node: Node) -> int:
    """About how wide a node's label is: the drawing scrolls where it does not fit."""
    return max(round(7.4 * len(shortened(node.name, NAME))), round(6.2 * len(_what(node))))


def _what(node: Node) -> str:
    return line(", ".join(part for part in (date(node.date) if node.date else "no date", node.about) if part))


def _x(lane: int) -> int:
    return lane * LANE + RING + 3


def _y(row: int) -> int:
    return row * ROW + ROW // 2


def _edge(edge: Edge, row: Mapping[str, int], lane: Mapping[str, int]) -> Markup:
    x, end = _x(lane[edge.parent]), _x(lane[edge.child])
    top, y = _y(row[edge.parent]) + RING, _y(row[edge.child])
    if end == x:
        path = f"M{x} {top}V{y - RING}"
        label_at, label_y = x + 4, y - RING - 5
        side = "start"
    else:
        turn = 10 if end > x else -10
        path = f"M{x} {top}V{y - 10}Q{x} {y} {x + turn} {y}H{end - RING if end > x else end + RING}"
        label_at, label_y = (end - RING - 3 if end > x else end + RING + 3), y - 5
        side = "end" if end > x else "start"
    drawn = Markup('<path class="hand {}" d="{}"/>').format(edge.how, path)
    if edge.share is None:
        return drawn
    return drawn + Markup('<text class="share" aria-hidden="true" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        label_at, label_y, side, percent(edge.share)
    )


def _node(node: Node, row: int, lane: int, width: int, graph: Stemma, anchor: str | None) -> Markup:
    x, y = _x(lane), _y(row)
    body = Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
        "in-hand" if node.siglum else "absent", x, y, RING
    )
    if node.siglum:
        body += Markup('<text class="siglum" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            x, y + 4.5, line(node.siglum)
        )
    body += Markup(
        '<text x="{0}" y="{1}"><tspan class="name">{2}</tspan><tspan class="what" x="{0}" dy="16">{3}</tspan></text>'
    ).format(width + 6, y - 3, shortened(node.name, NAME), _what(node))
    body = Markup("<title>{}</title>").format(said(node, graph)) + body
    if node.href:
        body = Markup('<a href="{}">{}</a>').format(node.href, body)
    mark = Markup(' id="{}"').format(anchor) if anchor else Markup()
    return Markup('<g class="node {}"{}>{}</g>').format(node.hue, mark, body)
