"""What was not found and not read, as plain lines: the limits that a reader has to know before the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Attribution, Dossier
from hearsay.render import wanted
from hearsay.render.addresses import Addresses
from hearsay.render.facsimiles import Facsimiles
from hearsay.render.naming import Names, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One kind of thing that is missing: our words, and the places it is about as pairs of page id and name; `bare`
    where there is no place to show."""

    what: str
    places: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    bare: bool = False


def lacks(
    dossier: Dossier,
    names: Names,
    shown: Sequence[str],
    addresses: Addresses,
    attributions: Mapping[str, Sequence[Attribution]],
) -> tuple[Lack, ...]:
    """Everything to be said under "Not found, not read"; empty when nothing is missing."""
    return tuple(
        lack
        for lack in (
            *_unread(dossier),
            *_wanted(dossier, names, shown, addresses),
            *_undated(names, shown, addresses),
            *_foreign(names, shown, addresses),
            *_partial(names, shown, addresses),
            *_speakerless(names, shown, addresses, attributions),
            *_silent(names, shown, addresses, attributions),
            *_excerpted(names, shown, addresses),
        )
        if lack.places or lack.items or lack.bare
    )


def pictures(made: Facsimiles, names: Names, addresses: Addresses) -> tuple[Lack, ...]:
    """The quotations whose lines are not shown as a picture, by the reason."""
    return tuple(
        Lack(
            what=f"Not shown as a picture of the page, since {why}:",
            places=tuple((addresses.place(p), names.place(p.document, p.span)) for p in places),
        )
        for why, places in made.left_out.items()
    )


def _unread(dossier: Dossier) -> Iterator[Lack]:
    items = tuple(f"{p.path}{f', part {p.record}' if p.record else ''}: {p.what}: {p.why}" for p in dossier.problems)
    yield Lack(
        what=f"{plural(len(items), 'remark')} on what was given: not read, not wholly, or read with a guess.",
        items=items,
    )


def _wanted(dossier: Dossier, names: Names, shown: Sequence[str], addresses: Addresses) -> Iterator[Lack]:
    for what, found in (
        ("To obtain, named and not in hand:", wanted.to_obtain(dossier, names, shown)),
        ("To ask, since no response is here:", wanted.to_ask(dossier, names)),
    ):
        for w in found:
            places = [p for p in w.places if p.document in addresses.texts]
            where = tuple((addresses.place(p), names.place(p.document, p.span)) for p in places)
            yield Lack(what=f"{what} {w.said}{'. See' if where else '.'}", places=where, bare=not where)


def _undated(names: Names, shown: Sequence[str], addresses: Addresses) -> Iterator[Lack]:
    undated = [d for d in shown if not names.documents[d].published]
    yield Lack(
        what="No date of publication was found; relative dates in it stay open:",
        places=tuple((addresses.document(d), names.siglum(d)) for d in undated),
    )


def _foreign(names: Names, shown: Sequence[str], addresses: Addresses) -> Iterator[Lack]:
    foreign = [d for d in shown if not names.documents[d].english]
    yield Lack(
        what="In another language; searched for names and quotations, not for who says what:",
        places=tuple((addresses.document(d), f"{names.siglum(d)} ({names.documents[d].language})") for d in foreign),
    )


def _partial(names: Names, shown: Sequence[str], addresses: Addresses) -> Iterator[Lack]:
    for document in shown:
        coverage = names.documents[document].coverage
        if coverage.state != "complete":
            what = f"Only {coverage.state} in hand: what it does not say is no evidence:"
            if coverage.state in ("redacted", "illegible"):
                what = f"In part {coverage.state}: what it does not say there is no evidence:"
            elif coverage.state == "excerpt":
                what = "Only an excerpt is in hand: what it does not say is no evidence:"
            yield Lack(what=what, places=((addresses.document(document), names.siglum(document)),))


def _speakerless(
    names: Names,
    shown: Sequence[str],
    addresses: Addresses,
    attributions: Mapping[str, Sequence[Attribution]],
) -> Iterator[Lack]:
    places: list[tuple[str, str]] = []
    for document in shown:
        numbers = addresses.texts[document].numbers if document in addresses.texts else {}
        for found in sorted(attributions.get(document, ()), key=lambda a: numbers.get(a.id, 0)):
            if not found.speaker and found.id in numbers:
                places.append((addresses.attribution(found), f"{names.siglum(document)} note {numbers[found.id]}"))
    yield Lack(what=f"Speaker not found, {plural(len(places), 'place')}:", places=tuple(places))


def _silent(
    names: Names, shown: Sequence[str], addresses: Addresses, attributions: Mapping[str, Sequence[Attribution]]
) -> Iterator[Lack]:
    silent = [d for d in shown if not attributions.get(d)]
    yield Lack(
        what="Nothing attributed to anyone was found in:",
        places=tuple((addresses.document(d), names.siglum(d)) for d in silent),
    )


def _excerpted(names: Names, shown: Sequence[str], addresses: Addresses) -> Iterator[Lack]:
    cut = [d for d in shown if d in addresses.texts and not addresses.texts[d].whole]
    yield Lack(
        what="Too long to be shown whole here; shown in excerpts around its attributions:",
        places=tuple((addresses.document(d), names.siglum(d)) for d in cut),
    )
