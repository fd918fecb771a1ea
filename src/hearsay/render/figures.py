"""The two drawings as they stand in a page: which nodes and moments they hold, what these link to, in which colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearsay.model import Dossier, Event
from hearsay.render import stemma, timeline
from hearsay.render.addresses import Addresses, slug
from hearsay.render.naming import Names

ROWS = 60  # rows of a drawing at most; the list beside it has them all
HUES = 6
FEW = 3  # participants that a row of the timeline names


def hues(dossier: Dossier, shown: Sequence[str], graph: stemma.Stemma) -> dict[str, str]:
    """A class for the colour of each document: that of its account, or else of the texts it hangs together with."""
    group = {d: d for d in [*shown, *(n.id for n in graph.nodes)]}

    def top(node: str) -> str:
        while group[node] != node:
            node = group[node]
        return node

    if dossier.collation.accounts:
        for account in dossier.collation.accounts:
            group.update({d: account.documents[0] for d in account.documents[1:] if d in group})
    else:
        for edge in graph.edges:
            group[top(edge.child)] = top(edge.parent)
    order = list(dict.fromkeys(top(d) for d in shown))
    return {d: f"k{n + 1}" for d in shown if (n := order.index(top(d))) < HUES}


def node_links(dossier: Dossier, graph: stemma.Stemma, addresses: Addresses) -> dict[str, str]:
    """The link of each node of the stemma: a witness's text, or the place where a missing one is named."""
    links = {n.id: f"#{addresses.document(n.id)}" for n in graph.nodes if n.siglum}
    for copy in dossier.collation.copies:
        if copy.ancestor and copy.ancestor.anchor:
            links.setdefault(stemma.missing_id(copy.ancestor), f"#{addresses.place(copy.ancestor.anchor)}")
    for found in dossier.collation.attributions:
        for link in found.chain:
            if link.who and link.anchor:
                links.setdefault(link.who, f"#{addresses.place(link.anchor)}")
    return links


def first_rows(graph: stemma.Stemma) -> stemma.Stemma:
    """The part of a stemma that is drawn."""
    kept = graph.nodes[:ROWS]
    ids = {node.id for node in kept}
    return stemma.Stemma(nodes=kept, edges=tuple(e for e in graph.edges if e.child in ids and e.parent in ids))


def moments(
    dossier: Dossier, lookup: Names, shown: Sequence[str], addresses: Addresses, colours: Mapping[str, str]
) -> list[timeline.Moment]:
    """What has a date: events of the stories shown, documents by day, and hands of a chain that passed a text on."""
    out: list[timeline.Moment] = []
    for event in dossier.collation.events:
        if event.story in dossier.stories and event.date and timeline.extent(event.date):
            out.append(
                timeline.Moment(
                    id=f"t-{slug(event.id)}", lane="happened", when=event.date, what=_happened(event, lookup),
                    href=f"#{addresses.place(event.passages[0])}" if event.passages else None,
                )
            )  # fmt: skip
    for document in shown:
        published = lookup.documents[document].published
        if published and timeline.extent(published):
            record = " (published)" if lookup.record_of(document) else ""
            what = f"{lookup.siglum(document)} {lookup.outlet(document)}{record}"
            out.append(
                timeline.Moment(
                    id=f"t-{slug(document)}", lane="told", when=published, what=what,
                    href=f"#{addresses.document(document)}", hue=colours.get(document, ""),
                )
            )  # fmt: skip
    issued = {(lookup.outlet(d).casefold(), lookup.documents[d].published) for d in shown}
    passed: dict[tuple[str, str, str], timeline.Moment] = {}
    for found in dossier.collation.attributions:
        for link in found.chain:
            if not (found.document in addresses.texts and link.who in lookup.entities and link.date and link.anchor):
                continue
            key = (link.who or "", link.role, link.date)
            known = (lookup.who(link).casefold(), link.date) in issued
            if link.role in ("released", "published", "republished") and timeline.extent(link.date) and not known:
                what = f"{lookup.who(link)} ({link.role}; named in {lookup.siglum(found.document)})"
                passed.setdefault(
                    key,
                    timeline.Moment(
                        id=f"t-{slug('-'.join(key))}", lane="told", when=link.date, what=what,
                        href=f"#{addresses.place(link.anchor)}",
                    ),
                )  # fmt: skip
    return [*out, *passed.values(), *timeline.of_tables(dossier, shown)]


def _happened(event: Event, lookup: Names) -> str:
    people, where = lookup.people(event.participants), lookup.entities.get(event.place or "")
    if len(event.participants) > FEW:
        first = ", ".join(lookup.entity(e) for e in event.participants[: FEW - 1])
        people = f"{first} and {len(event.participants) - FEW + 1} others"
    return ", ".join(p for p in (people or event.kind, where.name if where else event.place, event.session) if p)
