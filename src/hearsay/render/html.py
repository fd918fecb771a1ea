"""The dossier as one HTML file that needs nothing else: no network, no script to be read, nothing of a source run.

Every string is made `visible` and escaped as it is put into the page; the page's policy forbids it to load anything,
and allows no script but the one whose hash it names.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hearsay import edition
from hearsay.model import Attribution, Document, Dossier, Event
from hearsay.render import (
    accounts,
    apparatus,
    checks,
    differences,
    figures,
    footnotes,
    left,
    marked,
    missing,
    selected,
    stemma,
    timeline,
    voices,
)
from hearsay.render.addresses import Addresses, Finding, backs, paragraph, slug
from hearsay.render.apparatus import Entry
from hearsay.render.facsimiles import Facsimiles
from hearsay.render.figures import ROWS
from hearsay.render.naming import Names, copy_kind, date, kind, names, plural, shown_utterances, title
from hearsay.render.visible import line, shortened, visible
from hearsay.text import Span

SHORT = 12_000  # code points up to which a document's text stands open
OPEN = 12  # documents up to which texts stand open at all
SINGLES = 6  # utterances told by one document only that the first event shows before the rest fold
# Where the Unicode Character Database (DerivedBidiClass) has right-to-left letters, digits of Arabic and their mark.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
LOW = 0.5  # confidence below which a note says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An entry of the apparatus with its number on the page."""

    number: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The utterances of one event: those with something to compare (or the first few), and the folded rest."""

    id: str
    heading: str
    event: Event | None
    entries: tuple[Numbered, ...]
    folded: tuple[Numbered, ...]


def render(dossier: Dossier, pictures: Facsimiles | None = None) -> str:
    """The whole page as text; encode it as UTF-8. The same dossier gives the same page, byte for byte.

    `pictures` of the lines that quotations stand in are put beside them.
    """
    pictures = pictures or Facsimiles()
    lookup = names(dossier)
    order = list(apparatus.ranks(dossier.collation))
    shown = [d for d in order if lookup.stories[d] in dossier.stories]
    found: dict[str, list[Attribution]] = {}
    for attribution in dossier.collation.attributions:
        found.setdefault(attribution.document, []).append(attribution)
    pointed = _pointed_at(dossier, lookup)
    annotated = {a.document.id: a for a in dossier.collation.annotations}
    texts = {d: marked.marked(annotated[d], found.get(d, ()), pointed.get(d, ())) for d in shown}
    addresses = Addresses(texts=texts)
    graph = stemma.stemma(dossier, lookup, shown)
    hues = figures.hues(dossier, shown, graph)
    graph = stemma.stemma(dossier, lookup, shown, figures.node_links(dossier, graph, addresses), hues)
    origin = apparatus.origins(dossier.collation)
    groups = _groups(dossier, lookup)
    rank = apparatus.ranks(dossier.collation)
    told = accounts.tables(dossier, lookup, rank)
    differ = differences.points(dossier, lookup, rank)
    known = {a.id: a for a in dossier.collation.accounts}
    fallen = tuple(left.lines(dossier.without, lookup, known)) if dossier.without else ()
    moments = timeline.in_order(figures.moments(dossier, lookup, shown, addresses, hues))
    heard = voices.voices(((n.number, n.entry) for g in groups for n in (*g.entries, *g.folded)), lookup)
    checked = checks.checks(dossier, lookup, shown)
    findings = [
        *_said_findings(groups, lookup, addresses),
        *_told_apart(told, addresses),
        *_differing(differ, addresses),
        *_drawn_findings(graph, moments),
        *_checked_findings(checked, addresses),
    ]
    sections = [
        section
        for section, there in (
            (("said", "What was said"), groups),
            (("differ", "Where the tellings differ"), told or differ),
            (("without", "Without a witness"), dossier.without),
            (("checks", "What a table can check"), checked),
            (("stemma", "Who has it from whom"), graph.nodes),
            (("when", "When"), moments),
            (("voices", "Voices, person by person"), heard),
            (("documents", "The documents in full"), shown),
        )
        if there
    ]
    carried = footnotes.carried_in(dossier.collation)
    css, script = _source("dossier.css"), _source("dossier.js")
    return _environment().get_template("dossier.html.j2").render(
        title=title(dossier, lookup),
        about=dossier.about if dossier.lead else None,
        summary=_summary(shown, graph, groups, origin, dossier),
        dossier=dossier,
        names=lookup,
        shown=shown,
        others=[d for d in order if d not in texts],
        sections=sections,
        groups=groups,
        told=told,
        differ=differ,
        fallen=fallen,
        without=left.summary(dossier.without) if dossier.without else "",
        places=_told_in(groups, lookup, addresses, order),
        checked=checked,
        graph=graph,
        stemma_svg=stemma.draw(figures.first_rows(graph), {n.id: f"s-{slug(n.id)}" for n in graph.nodes}),
        moments=moments,
        timeline_svg=timeline.draw(moments[:ROWS]),
        texts=texts,
        attributions=lookup.attributions,
        addresses=addresses,
        backs=backs(findings),
        once=lambda anchors: tuple({addresses.place(place): place for place in anchors}.values()),
        hues=hues,
        lacks=(
            *missing.lacks(dossier, lookup, shown, addresses, found),
            *missing.pictures(pictures, lookup, addresses),
        ),
        pictures=pictures,
        voices=heard,
        made=selected.of_dossier(dossier),
        confirmed=selected.confirmed(dossier),
        edition=edition.packed(dossier.edition) if dossier.edition else None,
        footnote_of=lambda found: footnotes.footnote(lookup.attributions[found], lookup, carried),
        css=Markup(css),  # noqa: S704 our own file
        marks_around=lambda rendition: apparatus.marks_around(rendition, lookup),
        script=Markup(script),  # noqa: S704 our own file
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("hearsay", "render/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals.update(
        date=date, kind=kind, plural=plural, slug=slug, paragraph=paragraph, note=_note, copy=copy_kind,
        in_short=_in_short, long=_long, change=selected.change, said_of_node=stemma.said,
        said_of_moment=timeline.said, LOW=LOW, OPEN=OPEN,
    )  # fmt: skip
    made.filters.update(line=line, shortened=shortened, quoted=apparatus.quoted, isolated=_isolated)
    made.tests["gap"] = lambda block: isinstance(block, marked.Gap)
    return made


def _shown(value: object) -> object:
    """What the template prints: a string's acting characters are shown, whatever it came from."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _isolated(text: str) -> Markup:
    """`line` of our words, kept apart where they hold a name that runs from the right; elsewhere an element more would
    be read by every browser and change nothing.

    >>> _isolated("Lind to Vele"), _isolated("Lind to \\u05d5\\u05dc")
    (Markup('Lind to Vele'), Markup('<bdi>Lind to \u05d5\u05dc</bdi>'))
    """
    return Markup("<bdi>{}</bdi>" if _FROM_RIGHT.search(text) else "{}").format(line(text))  # noqa: S704 escapes what it is given


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _pointed_at(dossier: Dossier, lookup: Names) -> Mapping[str, list[Span]]:
    """The places that the findings rest on, best first, for texts too long to be shown whole."""
    out: dict[str, list[Span]] = {}
    for utterance in sorted(shown_utterances(dossier, lookup), key=lambda u: len(u.renditions) < 2):
        for rendition in utterance.renditions:
            out.setdefault(rendition.document, []).extend(rendition.spans[:1])
    for found in dossier.collation.disagreements:
        for position in found.positions:
            for place in position.anchors:
                out.setdefault(place.document, []).append(place.span)
    for event in dossier.collation.events:
        for place in event.passages:
            out.setdefault(place.document, []).append(place.span)
    for check in dossier.collation.checks:
        for place in check.places:
            out.setdefault(place.document, []).append(place.span)
    for copy in dossier.collation.copies:
        if copy.ancestor and copy.ancestor.anchor:
            out.setdefault(copy.ancestor.anchor.document, []).append(copy.ancestor.anchor.span)
    return out


def _groups(dossier: Dossier, lookup: Names) -> tuple[Group, ...]:
    out: list[Group] = []
    number = 0
    for event, here in apparatus.by_event(dossier, lookup):
        several = [e for e in here if len(e.lines) > 1 or e.lines[0].repeated]
        singles = [e for e in here if len(e.lines) == 1 and not e.lines[0].repeated]
        first = sorted(singles, key=lambda e: _indirectness(e, lookup))[: 0 if out else SINGLES]
        first = [e for e in first if not several or _indirectness(e, lookup) < 2]
        kept = set(map(id, [*several, *first]))
        numbered = []
        for entry in sorted(here, key=lambda e: id(e) not in kept):
            number += 1
            numbered.append(Numbered(number=f"1.{number}", entry=entry))
        found = lookup.events[event] if event else None
        out.append(
            Group(
                id=f"ev-{slug(event)}" if event else "ev-none",
                heading=lookup.event(found) if found else "Occasion not established",
                event=found,
                entries=tuple(n for n in numbered if id(n.entry) in kept),
                folded=tuple(n for n in numbered if id(n.entry) not in kept),
            )
        )
    return tuple(out)


def _told_in(
    groups: Sequence[Group], lookup: Names, addresses: Addresses, order: Sequence[str]
) -> dict[str, dict[str, str]]:
    """For each event the ids and names of the paragraphs that tell of it, each once."""
    rank = {document: n for n, document in enumerate(order)}
    out: dict[str, dict[str, str]] = {}
    for group in groups:
        passages = group.event.passages if group.event else ()
        for place in sorted(passages, key=lambda p: (rank[p.document], p.span)):
            name = lookup.place(place.document, place.span)
            out.setdefault(group.id, {}).setdefault(addresses.place(place), name)
    return out


def _indirectness(entry: Entry, lookup: Names) -> int:
    modes = {lookup.attributions[a].mode for a in entry.lines[0].rendition.attributions}
    return 0 if "direct" in modes else 1 if "mixed" in modes else 2


def _said_findings(groups: Sequence[Group], lookup: Names, addresses: Addresses) -> list[Finding]:
    out: list[Finding] = []
    for group in groups:
        if group.event:
            targets = tuple(addresses.place(p) for p in group.event.passages)
            out.append(Finding(id=group.id, name="occasion", targets=targets))
        for numbered in (*group.entries, *group.folded):
            for row in numbered.entry.lines:
                for rendition in (row.rendition, *row.repeated):
                    targets = tuple(addresses.attribution(lookup.attributions[a]) for a in rendition.attributions)
                    targets = targets or (addresses.span(rendition.document, rendition.spans[0]),)
                    out.append(Finding(id=slug(row.id), name=numbered.number, targets=targets))
    return out


def _told_apart(told: Sequence[accounts.Table], addresses: Addresses) -> list[Finding]:
    return [
        Finding(
            id=f"k-{slug(column.id)}",
            name="accounts side by side",
            targets=tuple(addresses.place(p) for _, cells in table.rows for cell in cells[n] for p in cell.places),
        )
        for table in told
        for n, column in enumerate(table.columns)
    ]


def _differing(differ: Sequence[differences.Point], addresses: Addresses) -> list[Finding]:
    return [
        Finding(
            id=f"x-{slug(p.id)}",
            name="tellings differ",
            targets=tuple(addresses.place(a) for h in p.held for a in h.places),
        )
        for p in differ
    ]


def _drawn_findings(graph: stemma.Stemma, moments: Sequence[timeline.Moment]) -> list[Finding]:
    drawn = [
        Finding(id=f"s-{slug(n.id)}", name=f"stemma: {n.siglum or shortened(n.name, 30)}", targets=(n.href[1:],))
        for n in graph.nodes[:ROWS]
        if n.href
    ]
    told = [Finding(id=m.id, name="timeline", targets=(m.href[1:],)) for m in moments[:ROWS] if m.href]
    return drawn + told


def _checked_findings(checked: Sequence[checks.Shown], addresses: Addresses) -> list[Finding]:
    return [
        Finding(id=slug(c.id), name=f"check: {c.verdict}", targets=tuple(addresses.place(p) for p in c.places))
        for c in checked
    ]


def _summary(
    shown: Sequence[str], graph: stemma.Stemma, groups: Sequence[Group], origin: Mapping[str, str], dossier: Dossier
) -> str:
    """The line under the title: how much this rests on, copies folded."""
    texts = len({origin[d] for d in shown})
    entries = [n.entry for g in groups for n in (*g.entries, *g.folded)]
    altered = sum(e.altered for e in entries)
    absent = sum(n.siglum is None for n in graph.nodes)
    parts = [plural(len(shown), "document")]
    if texts < len(shown):
        parts[0] += f", {plural(texts, 'text')} when copies are folded"
    if entries:
        parts.append(plural(len(entries), "utterance"))
        parts[-1] += f", {altered} of them altered inside the marks" if altered else ""
    if absent:
        parts.append(f"{plural(absent, 'origin')} named and not in hand")
    if dossier.problems:
        parts.append(f"{plural(len(dossier.problems), 'remark')} on what was given")
    return "; ".join(parts) + "."


def _in_short(document: Document, lookup: Names) -> str:
    """A document's kind, date and limits in a few words."""
    parts = [lookup.dated(document.id)]
    if document.coverage.state != "complete":
        parts.append(document.coverage.state)
    if document.restriction:
        parts.append(document.restriction)
    return ", ".join(parts)


def _note(found: Attribution, lookup: Names) -> dict[str, str]:
    """What a margin note says: who to whom, when, how, through whose hands, and how sure where that is low."""
    who, when = lookup.parties(found.speaker, found.addressee), date(found.said_on) if found.said_on else ""
    head = f"{who}, {when}" if when else who
    speakers = {*found.speaker, found.document}
    hands = dict.fromkeys(lookup.who(link) for link in found.chain if link.who not in speakers)
    return {
        "who": who,
        "when": when,
        "how": lookup.attribution(found)[len(head) + 2 :],
        "through": ", ".join(hands),
        "chain": lookup.chain(found) if hands else "",
        "low": f"low confidence, {found.confidence:.2f}" if found.confidence < LOW else "",
    }


def _long(document: Document, shown: Sequence[str]) -> bool:
    """Whether a document's text is folded at first."""
    return len(document.text) > SHORT or len(shown) > OPEN
