"""A dossier as tables: one for each kind of record, one row for each record, the same in CSV and in Parquet.

A record's own fields are columns; where it points at several others, their ids stand in one cell, with a space
between. Each row that is of a place carries the first one: document, start, end and the exact text. All places of all
findings are in the table ``anchors``, one row each; lists inside records have tables of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hearsay.model import Collation, Dossier, Place, Reason
from hearsay.render import selected
from hearsay.render.accounts import teller as teller_of
from hearsay.render.findings import findings
from hearsay.render.identifiers import Ids, ids
from hearsay.render.naming import Names, names
from hearsay.render.order import in_order
from hearsay.text import Span

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Type = Literal["text", "integer", "number", "boolean"]

_TYPES: Mapping[str, Type] = {"integer": "integer", "number": "number", "boolean": "boolean"}
_DECIMALS = 4  # of shares and confidences, as in the JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns with their types, in order, and its rows. ``None`` is "not found"."""

    name: str
    columns: Mapping[str, Type]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A dossier in order, with what its rows look up."""

    dossier: Dossier
    found: Collation
    lookup: Names
    ids: Ids

    def at(self, places: Iterable[Place]) -> Row:
        """The cells of the first place: document, start, end, exact text."""
        for place in places:
            exact = place.span.of(self.lookup.documents[place.document].text)
            return (place.document, place.span.start, place.span.end, exact)
        return (None, None, None, None)

    def spans(self, document: str, spans: Iterable[Span]) -> Row:
        """The cells of the first of several spans; without one, those of the document alone."""
        return self.at(Place(document=document, span=span) for span in spans) if spans else (document, None, None, None)


def tables(dossier: Dossier) -> tuple[Table, ...]:
    """All tables of a dossier, in the order of `TABLES`; each is there even where it has no row."""
    ordered = in_order(dossier)
    view = _View(dossier=ordered, found=ordered.collation, lookup=names(ordered), ids=ids(ordered))
    return tuple(Table(name=name, columns=_typed(columns), rows=tuple(rows(view))) for name, columns, rows in TABLES)


def _typed(columns: str) -> Mapping[str, Type]:
    """Columns from their names, with a type after a colon where it is not text; ``@`` stands for those of a place."""
    types: dict[str, Type] = {}
    for word in columns.replace("@", "document start:integer end:integer exact").split():
        name, _, kind = word.partition(":")
        types[name] = _TYPES.get(kind, "text")
    return types


# ---- rows ------------------------------------------------------------------------------------------------------------


def _documents(view: _View) -> Iterator[Row]:
    for document in (a.document for a in view.found.annotations):
        yield (
            document.id,
            view.lookup.siglum(document.id),
            document.source_id,
            document.path,
            document.uri,
            document.sha256,
            document.media_type,
            document.title,
            document.byline,
            document.publisher,
            document.published,
            document.modified,
            document.retrieved,
            document.credit,
            document.rights,
            document.contact,
            document.restriction,
            document.language,
            document.kind,
            document.kind_reason,
            document.coverage.state,
            view.lookup.stories[document.id],
            document.text,
        )


def _entities(view: _View) -> Iterator[Row]:
    for entity in view.found.entities:
        known = _joined(f"{table}:{value}" for table, value in entity.identifiers)
        first = view.at(Place(document=m.document, span=m.span) for m in entity.mentions)
        yield (entity.id, entity.kind, entity.name, known, len(entity.mentions), *first)


def _attributions(view: _View) -> Iterator[Row]:
    for found in view.found.attributions:
        yield (
            found.id,
            found.parent,
            found.mode,
            found.modality,
            found.negated,
            found.denied,
            found.hedged,
            found.conditional,
            _joined(found.speaker),
            view.lookup.people(found.speaker),
            found.resolved_by,
            found.addressee,
            view.lookup.entity(found.addressee) if found.addressee else None,
            found.venue.kind if found.venue else None,
            found.said_on,
            round(found.confidence, _DECIMALS),
            *view.spans(found.document, found.content),
        )


def _chain(view: _View) -> Iterator[Row]:
    for found in view.found.attributions:
        for number, link in enumerate(found.chain, 1):
            anchor = view.at([link.anchor] if link.anchor else [])
            name = view.lookup.who(link) if link.who else None
            yield (found.id, number, link.role, link.who, name, link.date, link.seen, link.first_record, *anchor)


def _times(view: _View) -> Iterator[Row]:
    times = (t for a in view.found.annotations for t in a.times)
    for name, time in zip(view.ids.times, times, strict=True):
        yield (name, time.type, time.timex, time.edtf, *view.spans(time.document, [time.span]))


def _copies(view: _View) -> Iterator[Row]:
    for name, copy in zip(view.ids.copies, view.found.copies, strict=True):
        ancestor = copy.ancestor.name if copy.ancestor else None
        evidence = view.spans(copy.document, [here for here, _ in copy.evidence])
        share = None if copy.share is None else round(copy.share, _DECIMALS)
        yield (name, copy.of, ancestor, copy.kind, copy.direction, share, len(copy.evidence), *evidence)


def _stories(view: _View) -> Iterator[Row]:
    for story in view.found.stories:
        yield (story.id, _joined(story.documents), _joined(story.events))


def _events(view: _View) -> Iterator[Row]:
    for event in view.found.events:
        yield (
            event.id,
            event.story,
            event.kind,
            _joined(event.participants),
            view.lookup.people(event.participants),
            event.date,
            event.place,
            event.session,
            event.primary_record,
            *view.at(event.passages),
        )


def _accounts(view: _View) -> Iterator[Row]:
    for account in view.found.accounts:
        teller = teller_of(account, view.lookup) if account.teller else None
        told = (account.occasion, account.kind, _joined(account.documents))
        yield (account.id, account.event, account.teller, teller, *told)


def _points(view: _View) -> Iterator[Row]:
    for account in view.found.accounts:
        for number, point in enumerate(account.points, 1):
            yield (account.id, number, point.slot, point.value, *view.at(point.anchors))


def _independence(view: _View) -> Iterator[Row]:
    for account in view.found.accounts:
        for other in account.independence:
            yield (account.id, other.of, other.state)


def _utterances(view: _View) -> Iterator[Row]:
    for utterance in view.found.utterances:
        to = view.lookup.entity(utterance.addressee) if utterance.addressee else None
        who = (_joined(utterance.speaker), view.lookup.people(utterance.speaker), utterance.addressee, to)
        yield (utterance.id, utterance.event, *who)


def _renditions(view: _View) -> Iterator[Row]:
    for utterance in view.found.utterances:
        for name, rendition in zip(view.ids.renditions[utterance.id], utterance.renditions, strict=True):
            yield (
                name,
                utterance.id,
                _joined(rendition.attributions),
                rendition.fidelity,
                _joined(rendition.also),
                rendition.against,
                *view.spans(rendition.document, rendition.spans),
            )


def _differences(view: _View) -> Iterator[Row]:
    for utterance in view.found.utterances:
        for name, rendition in zip(view.ids.renditions[utterance.id], utterance.renditions, strict=True):
            for number, run in enumerate(rendition.difference, 1):
                here = view.spans(rendition.document, [run.words] if run.words else [])
                there = view.spans(rendition.against or "", [run.against]) if run.against else (None,) * 4
                yield (name, number, run.op, *here, *there)


def _disagreements(view: _View) -> Iterator[Row]:
    for found in view.found.disagreements:
        yield (found.id, found.event, found.about, found.kind)


def _positions(view: _View) -> Iterator[Row]:
    for found in view.found.disagreements:
        for number, position in enumerate(found.positions, 1):
            yield (found.id, number, position.account, position.value, *view.at(position.anchors))


def _responses(view: _View) -> Iterator[Row]:
    for name, found in zip(view.ids.responses, view.found.responses, strict=True):
        party = view.lookup.entity(found.party)
        anchor = view.at([found.anchor] if found.anchor else [])
        yield (name, found.event, found.party, party, found.to, found.kind, *anchor)


def _checks(view: _View) -> Iterator[Row]:
    for name, check in zip(view.ids.checks, view.found.checks, strict=True):
        yield (
            name,
            check.kind,
            check.verdict,
            check.attribution,
            check.stated,
            check.found,
            "\n".join(check.readings),
            check.definition,
            check.as_of,
            check.table,
            "\n".join(check.rows),
            len(check.places),
            *view.at(check.places),
        )


def _reasons(view: _View) -> Iterator[Row]:
    found = view.found
    held: list[tuple[str, str, tuple[Reason, ...]]] = [
        *(("entity", e.id, e.reasons) for e in found.entities),
        *(("attribution", a.id, a.reasons) for a in found.attributions),
        *(("copy", name, c.reasons) for name, c in zip(view.ids.copies, found.copies, strict=True)),
        *(("story", s.id, s.reasons) for s in found.stories),
        *(("event", e.id, e.reasons) for e in found.events),
        *(("account", a.id, i.reasons) for a in found.accounts for i in a.independence),
        *(
            ("rendition", name, r.reasons)
            for u in found.utterances
            for name, r in zip(view.ids.renditions[u.id], u.renditions, strict=True)
        ),
        *(("disagreement", d.id, d.reasons) for d in found.disagreements),
    ]
    for kind, name, reasons in held:
        for number, reason in enumerate(reasons, 1):
            yield (kind, name, number, reason.of, reason.why, *view.at(reason.anchors))


def _anchors(view: _View) -> Iterator[Row]:
    for finding in findings(view.dossier, view.lookup):
        places = [("of", place) for place in finding.of]
        places += [(line.role, place) for line in finding.lines for place in line.places]
        for number, (role, place) in enumerate(places, 1):
            yield (finding.kind, finding.id, number, role, *view.at([place]))


def _problems(view: _View) -> Iterator[Row]:
    for problem in view.dossier.problems:
        yield (problem.path, problem.record, problem.what, problem.why)


def _without(view: _View) -> Iterator[Row]:
    if without := view.dossier.without:
        for name, left in zip(view.ids.left, without.left, strict=True):
            yield (name, without.name, left.of, left.what, left.state, *view.at([left.anchor]))


def _dossier(view: _View) -> Iterator[Row]:
    """One row: what was asked for, what made it, which edition it is."""
    made, versions = view.dossier.edition, view.dossier.versions
    edition = (made.number, made.dated, made.supersedes) if made else (None, None, None)
    limits = " ".join(selected.selected(view.dossier.selection)) or None
    told = (selected.judged(view.dossier), selected.confirmed(view.dossier))
    yield (
        view.dossier.about,
        limits,
        *edition,
        versions.version,
        versions.schema,
        versions.weights,
        versions.tables,
        *told,
    )


def _changes(view: _View) -> Iterator[Row]:
    made = view.dossier.edition
    for number, change in enumerate(made.changes if made else (), 1):
        yield (number, change.what, change.of, change.label)


def _joined(words: Iterable[str]) -> str | None:
    return " ".join(words) or None


TABLES: tuple[tuple[str, str, Callable[[_View], Iterator[Row]]], ...] = (
    (
        "documents",
        """id siglum source_id path uri sha256 media_type title byline publisher published modified retrieved credit
        rights contact restriction language kind kind_reason coverage story text""",
        _documents,
    ),
    ("entities", "id kind name identifiers mentions:integer @", _entities),
    (
        "attributions",
        """id parent mode modality negated:boolean denied:boolean hedged:boolean conditional:boolean speaker
        speaker_name resolved_by addressee addressee_name venue said_on confidence:number @""",
        _attributions,
    ),
    ("chain", "attribution position:integer role who name date seen:boolean first_record:boolean @", _chain),
    ("times", "id type timex edtf @", _times),
    ("copies", "id of ancestor kind direction share:number passages:integer @", _copies),
    ("stories", "id documents events", _stories),
    ("events", "id story kind participants participant_names date place session primary_record @", _events),
    ("accounts", "id event teller teller_name occasion kind documents", _accounts),
    ("points", "account position:integer slot value @", _points),
    ("independence", "account of state", _independence),
    ("utterances", "id event speaker speaker_name addressee addressee_name", _utterances),
    ("renditions", "id utterance attributions fidelity also against @", _renditions),
    (
        "differences",
        "rendition position:integer op @ against_document against_start:integer against_end:integer against_exact",
        _differences,
    ),
    ("disagreements", "id event about kind", _disagreements),
    ("positions", "disagreement position:integer account value @", _positions),
    ("responses", "id event party party_name to kind @", _responses),
    (
        "checks",
        "id kind verdict attribution stated found readings definition as_of table rows places:integer @",
        _checks,
    ),
    ("reasons", "kind id position:integer of why @", _reasons),
    ("anchors", "kind id position:integer role @", _anchors),
    ("without", "id without of what state @", _without),
    ("problems", "path record what why", _problems),
    (
        "dossier",
        """about limits edition:integer dated supersedes:integer version schema weights tables judged:integer
        confirmed""",
        _dossier,
    ),
    ("changes", "position:integer what of label", _changes),
)
