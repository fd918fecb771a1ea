"""Answers out of the reference tables as plain text, each with its rows, what they mean and how far they go."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from hearsay.reference import Membership, Office, Place, Reference, State, Table, Term, When, when

WIDTH = 100
Fact = Membership | Term | State


def answer(
    reference: Reference,
    *,
    table: str | None = None,
    who: str | None = None,
    members: str | None = None,
    state: str | None = None,
    on: str | None = None,
    counted: bool = False,
) -> str:
    """The answer to one question: the holders of an office (`who`), the `members` of a body, what is known of a `state`
    or of a `table`; the list of tables, if nothing is asked. What no table names is said, with names near in spelling.
    """
    if who is not None:
        offices = reference.offices(who)
        if not offices:
            return unknown("office", who, reference.names.close(who, offices=True))
        return holders(reference, who, offices, on)
    if members is not None:
        body = reference.body(members)
        name = body.name if body else members
        if name not in reference.memberships:
            return unknown("body", members, reference.names.close(members))
        return belonging(reference, name, on or _latest(reference, name), counted=counted)
    if state is not None:
        found = reference.state(state)
        return states(reference, found) if found else unknown("state", state, reference.names.close(state))
    if table is not None:
        one = reference.table(table)
        return about(one) if one else unknown("table", table, ())
    return tables(reference)


def tables(reference: Reference) -> str:
    """The list of tables: name, rows, share confirmed in a second place, up to when, title."""
    lines = [f"{'TABLE':<14}{'ROWS':>6}{'CONFIRMED':>11}  {'UP TO':<12}TITLE"]
    for table in reference.tables:
        lines.append(f"{table.name:<14}{table.rows:>6}{_share(table):>11}  {table.as_of!s:<12}{table.title}")
    lines += ["", _wrapped("CONFIRMED is the share of rows that a second, independent place bears out.")]
    lines += ["", "hearsay reference TABLE says what a table means and where it comes from."]
    return "\n".join(lines) + "\n"


def about(found: Table) -> str:
    """One table: its definition, its sources, its columns' meaning in words."""
    parts = [f"{found.title} ({found.name})", "", _wrapped(found.definition), ""]
    for label, names in (("Looked into", found.sources), ("Official record", found.authorities)):
        if names:
            parts += [f"{label}:", *(f"  {name}" for name in names), ""]
    share = f", {found.confirmed} of them confirmed in a second place" if found.confirmable else ""
    parts += [f"{found.rows} rows{share}; up to {found.as_of}."]
    return "\n".join(parts) + "\n"


def holders(reference: Reference, wording: str, offices: tuple[Office, ...], on: str | None) -> str:
    """Who held the offices that a wording means on a date, or ever, with who came before and after."""
    blocks = []
    rows: list[Fact] = []
    for office in offices:
        terms = reference.holders(office, on) if on else reference.terms[office]
        lines = [f"“{wording}” ({office}){f', on {on}' if on else ''}"]
        if not terms:
            lines += ["  Nobody in the tables held this office then.", *_span(reference.terms[office])]
        for term in terms:
            open_ = on is not None and not reference.surely(term, on) and _hazy(term, when(on))
            lines.append(_row(term.holder, _stretch(term.since, term.until), term, acting=term.acting, hazy=open_))
            rows.append(term)
        if on and terms:
            lines += _neighbours(reference, terms)
        blocks.append("\n".join(lines))
        rows += [] if terms else [reference.terms[office][-1]]
    return "\n\n".join([*blocks, _grounds(reference, rows, on)]) + "\n"


def belonging(reference: Reference, body: str, on: str, *, counted: bool) -> str:
    """The members of a body on a date, or how many there were."""
    found = reference.members(body, on)
    number = reference.count(body, on)
    rows = (*found.certain, *found.possible)
    lines = [f"{body}, on {on}: {number} member{'s' if str(number) != '1' else ''}"]
    if counted:
        lines.append(_wrapped(f"rows: {_places(row.place for row in rows)}", "  "))
        unsure = [row.state for row in rows if row.confirmed is None]
        if unsure:
            lines.append(_wrapped(f"not confirmed in a second place: {', '.join(unsure)}", "  "))
    else:
        for hazy, group in ((False, found.certain), (True, found.possible)):
            for row in sorted(group, key=lambda r: (r.joined.first, r.state)):
                lines.append(_row(row.state, _stretch(row.joined, row.left), row, hazy=hazy))
    shown: Iterable[Fact] = rows or reference.memberships[body]
    entry = reference.body(body)
    means = [_wrapped(f"{entry.name} ({entry.place}): {entry.definition}")] if entry and entry.definition else []
    return "\n\n".join(["\n".join(lines), *means, _grounds(reference, shown, on)]) + "\n"


def states(reference: Reference, found: tuple[State, ...]) -> str:
    """What the tables know of some states: names, beginning and end, memberships, offices."""
    blocks = []
    rows: list[Fact] = []
    for state in found:
        lines = [state.name]
        said = (
            ("also called", (*state.names, *state.short)),
            ("adjective", state.demonyms),
            ("followed by", state.successors),
            ("Wikidata", (state.qid,) if state.qid else ()),
        )
        lines += [_wrapped(f"{label}: {', '.join(names)}", "  ") for label, names in said if names]
        if state.since or state.until:
            lines.append(f"  {_stretch(state.since, state.until)}")
        lines += [_wrapped(state.note, "  ")] if state.note else []
        lines.append(f"  row: {state.place}{_unconfirmed(state)}")
        rows.append(state)
        own = [r for b in reference.memberships.values() for r in b if r.state == state.name]
        if own:
            lines += ["", "  Memberships"]
            lines += [_row(r.body, _stretch(r.joined, r.left), r, indent="    ") for r in own]
            rows += own
        offices = sorted(office.office for office in reference.terms if office.of == state.name)
        if offices:
            lines += ["", _wrapped(f"Offices in the tables: {', '.join(offices)}", "  ")]
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, _grounds(reference, rows, None)]) + "\n"


def unknown(what: str, name: str, near: tuple[str, ...]) -> str:
    """That no table knows a name, and which names are spelt nearly so."""
    tip = f" Near in spelling: {', '.join(near)}." if near else ""
    return f"No {what} in the tables is called “{name}”.{tip}\n"


def _latest(reference: Reference, body: str) -> str:
    """The last day that the tables of a body's memberships go up to."""
    names = {row.place.table for row in reference.memberships[body]}
    return max(t.as_of.last for t in reference.tables if t.name in names).isoformat()


def _row(name: str, stretch: str, row: Fact, *, acting: bool = False, hazy: bool = False, indent: str = "  ") -> str:
    said = f"{name}{', acting' if acting else ''}"
    lines = [f"{indent}{said:<38} {stretch:<27} {row.place}{_unconfirmed(row)}"]
    if hazy:
        lines.append(_wrapped("its dates leave open whether that is so on this date", indent * 2))
    if row.note:
        lines.append(_wrapped(row.note, indent * 2))
    if row.confirmed:
        lines.append(_wrapped(f"confirmed in: {row.confirmed}", indent * 2))
    return "\n".join(lines)


def _unconfirmed(row: Fact) -> str:
    return "" if row.confirmed else "  (not confirmed in a second place)"


def _stretch(since: When | None, until: When | None) -> str:
    if until is None:
        return f"since {since}"
    later, _, limit = until.text.partition("/")
    end = f"{later} or later" if limit == ".." else f"between {later} and {limit}" if limit else later
    return f"{since} to {end}" if since else f"until {end}"


def _hazy(term: Term, on: When) -> bool:
    """Whether it is the term's own dates that leave the answer open, not a change of holders within the date asked."""
    inside = on.first <= term.since.first and term.since.first == term.since.last
    ended = term.until is not None and term.until.first == term.until.last
    return not (inside or ended)


def _neighbours(reference: Reference, terms: tuple[Term, ...]) -> list[str]:
    lines = []
    for label, term in (
        ("before", reference.predecessor(terms[0])),
        ("after", reference.successor(terms[-1])),
    ):
        if term is not None:
            lines.append(_row(f"{label}: {term.holder}", _stretch(term.since, term.until), term, acting=term.acting))
    return lines


def _span(terms: tuple[Term, ...]) -> list[str]:
    first, last = min(terms, key=lambda t: t.since.first), max(terms, key=lambda t: t.since.first)
    return [
        _row(f"first known: {first.holder}", _stretch(first.since, first.until), first),
        _row(f"last known: {last.holder}", _stretch(last.since, last.until), last),
    ]


def _grounds(reference: Reference, rows: Iterable[Fact], on: str | None) -> str:
    """What the tables of the rows mean, and up to when they go."""
    lines = []
    for name in sorted({row.place.table for row in rows}):
        found = reference.table(name)
        if found is None:
            continue
        lines += [f"{name}: {found.title}, up to {found.as_of}"]
        if on is not None and when(on).last > found.as_of.last:
            lines.append(_wrapped(f"What happened after {found.as_of} this table cannot know.", "  "))
        lines.append(_wrapped(found.definition, "  "))
    return "\n".join(lines)


def _places(places: Iterable[Place]) -> str:
    runs: list[list[Place]] = []
    for place in sorted(places):
        if runs and (runs[-1][-1].table, runs[-1][-1].line + 1) == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(f"{run[0]}-{run[-1].line}" if len(run) > 1 else str(run[0]) for run in runs)


def _share(found: Table) -> str:
    if not found.confirmable:
        return "-"
    return f"{100 * found.confirmed / found.rows:.0f}%" if found.rows else "-"


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
