"""What the commands on a library print: plain lines, with the ids by which things are named to other commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hearsay.library.checking import Stats
from hearsay.library.importing import Foreign, ForeignDocument
from hearsay.library.judging import Judged, check_id, contradicting, standing
from hearsay.library.looking import Person, Told
from hearsay.library.records import Hits, Judgement, Listed, Revision, Tombstone
from hearsay.model import Annotations, Attribution, Document, Entity, Story
from hearsay.text import Span

_WIDTH = 110  # characters of a source's words in a line
_AROUND = 40  # characters shown on either side of a change
_MOST = 200  # lines of one kind; the rest is counted


def documents(found: Sequence[Listed], foreign: Sequence[Foreign] = ()) -> str:
    """A line for each document, then what was imported."""
    lines = []
    for d in found:
        marks = [
            *([] if d.current else ["earlier text"]),
            *(["by rules"] if d.by_rules else []),
            *([] if d.story else ["not collated"]),
        ]
        told = f"  [{', '.join(marks)}]" if marks else ""
        lines.append(
            f"{d.id}  {d.published or 'undated':<10}  {d.outlet or '—'}  {_short(d.title or d.source_id)}{told}"
        )
    for f in foreign:
        lines.append(
            f"{f.id}  [findings of others]  {f.name}: {_count(f.documents, 'document')}, {f.shared} of them here too; "
            f"{f.made_by}"
        )
    return _text(lines)


def hits(found: Hits) -> str:
    """What a search found, the words marked with ** on either side."""
    lines = []
    for hit in found.hits:
        where = ", ".join(x for x in (hit.outlet, hit.published and hit.published[:10]) if x)
        old = "" if hit.current else "  [earlier text]"
        if hit.attribution is None:
            lines.append(f"{hit.document}  {_short(hit.title or hit.source_id)}{f' ({where})' if where else ''}{old}")
        else:
            said = " and ".join(hit.speaker) or "speaker not found"
            to = f" to {hit.addressee}" if hit.addressee else ""
            lines.append(f"{hit.attribution}  {said}{to}, in {hit.document}{f' ({where})' if where else ''}{old}")
        lines.append(f"    {_line(_marked(hit.words, hit.marks))}")
    if not found.hits:
        lines.append("nothing found")
    elif found.total > len(found.hits):
        lines.append(f"{len(found.hits)} of {found.total}; --limit shows more")
    return _text(lines)


def stories(found: Sequence[Told]) -> str:
    """A line for each story."""
    return _text(
        f"{s.id}  {_count(len(s.documents), 'document')}, {_count(s.events, 'event')}, "
        f"{s.first or 'undated'}{f' to {s.last}' if s.last and s.last != s.first else ''}  {_short(s.title)}"
        for s in found
    )


def people(found: Sequence[Person]) -> str:
    """A line for each person or body."""
    return _text(
        f"{p.id}  {_line(p.name)}  ({p.kind}; {_count(p.attributions, 'attribution')} in "
        f"{_count(p.documents, 'document')})"
        for p in found
    )


def document(
    found: Annotations,
    revisions: Sequence[Revision],
    texts: Mapping[str, Document],
    judgements: Sequence[Judgement],
    others: Sequence[ForeignDocument] = (),
) -> str:
    """One document: what it is, the texts of its address, what is attributed in it, what people judged of that.

    `texts` are the documents of the `revisions` by their ids.
    """
    d = found.document
    names = {e.id: e.name for e in found.entities}
    lines = [_line(d.title or d.source_id), f"  id         {d.id}", f"  source     {_line(d.source_id)}"]
    for label, value in (
        ("address", d.uri),
        ("outlet", d.publisher),
        ("byline", d.byline),
        ("published", d.published),
        ("retrieved", d.retrieved),
        ("kind", d.kind),
        ("restriction", d.restriction),
        ("sha256", d.sha256),
    ):
        if value:
            lines.append(f"  {label:<10} {_line(value)}")
    if len(revisions) > 1 or any(r.captures > 1 for r in revisions):
        lines += ["", "Texts of this address"]
        for number, r in enumerate(revisions):
            lines += _revision(r, revisions[number - 1] if number else None, texts)
    lines += ["", f"Attributions ({len(found.attributions)})"]
    for a in found.attributions:
        lines += _attribution(a, names, d.text)
        lines += [f"      {line}" for line in _judged(judgements, a.id)]
    for other in others:
        lines += ["", f"Findings of others: {_line(other.name)} ({other.findings}), as {_line(other.source_id)}"]
        lines += [f"  {_line(who)}: {_short(words)}" for who, words in other.attributions]
    return _text(lines)


def person(found: Judged, entity: Entity) -> str:
    """One person or body: where named, and what is given as theirs."""
    names = {e.id: e.name for e in found.collation.entities}
    texts = {a.document.id: a.document for a in found.collation.annotations}
    said = [a for a in found.collation.attributions if entity.id in a.speaker]
    where = dict.fromkeys(m.document for m in entity.mentions)
    lines = [_line(entity.name), f"  id         {entity.id}", f"  kind       {entity.kind}"]
    lines.append(
        f"  named in   {_count(len(where), 'document')}: {', '.join(list(where)[:8])}{', …' * (len(where) > 8)}"
    )
    if len(entity.members) > 1:
        its = {e.id: (e, a.document) for a in found.collation.annotations for e in a.entities}
        lines += ["", f"Taken for one ({len(entity.members)})"]
        lines += [
            f"  {m}  {_line(its[m][0].name)}, in {its[m][1].id}  {_short(its[m][1].source_id)}"
            for m in entity.members[:_MOST]
        ]
        lines += _rest(entity.members)
        lines += [f"      {_line(r.why)}" for r in entity.reasons if r.of in ("identity", "judgement")][:_MOST]
    lines += ["", f"Is said to have said ({len(said)})"]
    for a in said[:_MOST]:
        lines += _attribution(a, names, texts[a.document].text, where=a.document)
    lines += _rest(said)
    return _text(lines)


def story(found: Judged, told: Story) -> str:
    """One story: documents, events, utterances with their renditions, disagreements and checks, each with its id."""
    c = found.collation
    texts = {a.document.id: a.document for a in c.annotations}
    sigla = {w.document: w.siglum for w in c.witnesses}
    names = {e.id: e.name for e in c.entities}
    lines = [f"Story {told.id}", "", f"Documents ({len(told.documents)})"]
    for d in sorted(told.documents, key=lambda x: (len(sigla[x]), sigla[x])):
        its = texts[d]
        what = _short(its.title or its.source_id)
        lines.append(f"  {sigla[d]:<4} {d}  {its.published or 'undated'}  {its.publisher or '—'}  {what}")
    if c.events:
        lines += ["", f"Events ({len(c.events)})"]
    for e in c.events[:_MOST]:
        who = ", ".join(names[p] for p in e.participants)
        lines.append(f"  {e.id}  {e.kind}{f' of {_line(who)}' if who else ''}{f', {e.date}' if e.date else ''}")
    several = [u for u in c.utterances if len(u.renditions) > 1]
    if several:
        lines += ["", f"Told more than once ({len(several)})"]
    for u in several[:_MOST]:
        lines.append(f"  {', '.join(names[s] for s in u.speaker) or 'speaker not found'}")
        for r in u.renditions:
            words = " … ".join(s.of(texts[r.document].text) for s in r.spans)
            labels = ", ".join((r.fidelity, *r.also))
            lines.append(
                f"    {sigla[r.document]:<4} {r.attributions[0] if r.attributions else '—'}  {labels}: {_short(words)}"
            )
            lines += [f"          {_line(x.why)}" for x in r.reasons if x.of == "judgement"]
    lines += _rest(several)
    if c.disagreements:
        lines += ["", f"Where the tellings differ ({len(c.disagreements)})"]
    for x in c.disagreements[:_MOST]:
        lines.append(f"  {x.id}  {_line(x.about)} ({x.kind})")
        lines += [
            f"    {', '.join(dict.fromkeys(sigla[p.document] for p in y.anchors)) or '—'}: {_line(y.value)}"
            for y in x.positions
        ]
        lines += [f"      {_line(r.why)}" for r in x.reasons if r.of == "judgement"]
    if c.checks:
        lines += ["", f"What a table can check ({len(c.checks)})"]
    for check in c.checks[:_MOST]:
        lines.append(f"  {check_id(check)}  {_short(check.stated)}: {check.verdict}")
    return _text(lines)


def judgements(found: Sequence[Judgement]) -> str:
    """Every judgement in the order in which they were made, with what people see differently said last."""
    undone = {j.undoes for j in found if j.undoes}
    lines = []
    for j in found:
        lines.append(_judgement(j) + ("  [undone]" if j.id in undone else ""))
        if j.quoted:
            lines.append(f"    {_short(j.quoted)}")
        elif j.forgotten:
            lines.append("    (the words were removed with their document)")
    for (of, evidence), those in standing(found).items():
        if contradicting(those):
            who = "; ".join(f"{j.who}: {j.decision}{f' “{j.value}”' if j.value else ''}" for j in those)
            lines.append(f"people differ on the {of} {' and '.join(evidence)}, and neither is followed: {_line(who)}")
    return _text(lines) if lines else "no judgements\n"


def tombstones(found: Sequence[Tombstone]) -> str:
    """Every forgotten thing."""
    lines = []
    for t in found:
        lifted = f"  [let in again {t.lifted[:10]}: {_line(t.lifted_because or '')}]" if t.lifted else ""
        lines.append(
            f"{(t.sha256 or '')[:16]}  {t.at[:10]}  {_line(t.address or 'no address')}  {_line(t.reason)}{lifted}"
        )
    return _text(lines) if lines else "nothing was forgotten\n"


def stats(found: Stats) -> str:
    """How much is in a library."""
    ratio = f" ({found.size / found.characters:.2f} times its text)" if found.characters else ""
    lines = [
        f"documents     {found.documents}, of which {found.current} stand now",
        f"captures      {found.captures}",
        f"attributions  {found.attributions}",
        f"judgements    {found.judgements}",
        f"forgotten     {found.forgotten}",
        f"of others     {found.foreign}",
        f"text          {found.characters} characters",
        f"library       {found.size} bytes{ratio}",
    ]
    lines += [f"made by       {what}: {_count(n, 'document')}" for what, n in found.makers]
    return _text(lines)


# ---- lines -----------------------------------------------------------------------------------------------------------


def _attribution(a: Attribution, names: Mapping[str, str], text: str, where: str | None = None) -> list[str]:
    said = " and ".join(names[s] for s in a.speaker) or "speaker not found"
    to = f" to {names[a.addressee]}" if a.addressee else ""
    on = f", {a.said_on}" if a.said_on else ""
    words = " … ".join(s.of(text) for s in a.content)
    marks = [_line(r.why) for r in a.reasons if r.of == "judgement"]
    return [
        f"  {a.id}  {_line(said + to)}{on}{f', in {where}' if where else ''} ({a.mode}, {a.confidence:.2f})",
        f"      {_short(words)}",
        *(f"      {mark}" for mark in marks),
    ]


def _revision(r: Revision, before: Revision | None, texts: Mapping[str, Document]) -> list[str]:
    days = r.first[:10] if r.first[:10] == r.last[:10] else f"{r.first[:10]} to {r.last[:10]}"
    now = ", stands now" if r.current else ""
    lines = [f"  {r.document}  captured {days} ({_count(r.captures, 'time')}){now}"]
    if before is None or r.before is None:
        return lines
    new, old = texts[r.document].text, texts[r.before].text
    was, since = before.last[:10], r.first[:10]
    for change in r.changes[:_MOST]:
        if change.against is not None:
            lines.append(f"    present on {was}, absent on {since}: {_in_place(old, change.against)}")
        if change.words is not None:
            lines.append(f"    absent on {was}, present on {since}: {_in_place(new, change.words)}")
    lines += _rest(r.changes)
    if r.lost:
        lines.append(f"    attributions that rested on words now gone: {', '.join(r.lost)}")
    return lines


def _in_place(text: str, span: Span) -> str:
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    return _line(f"{before}[{_cut(span.of(text), 400)}]{after}")


def _judged(found: Sequence[Judgement], attribution: str) -> Iterator[str]:
    for (of, evidence), those in standing(found).items():
        if attribution in evidence:
            for j in those:
                yield f"{of}: {_judgement(j)}"
            if contradicting(those):
                yield "people differ on this, and neither is followed"


def _judgement(j: Judgement) -> str:
    value = f" to “{j.value}”" if j.value else ""
    undone = f" {j.undoes}" if j.undoes else ""
    return _line(
        f"{j.id}  {j.at[:10]}  {j.who}: {j.decision}{undone} {j.of} {' and '.join(j.evidence)}{value}: {j.why}"
    )


def _rest(found: Sequence[object]) -> list[str]:
    return [f"  and {len(found) - _MOST} more"] if len(found) > _MOST else []


def _marked(text: str, marks: Iterable[Span]) -> str:
    out, at = [], 0
    for mark in marks:
        out += [text[at : mark.start], "**", mark.of(text), "**"]
        at = mark.end
    return "".join((*out, text[at:]))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return _line(_cut(" ".join(text.split()), _WIDTH))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[:width].rstrip()}…"


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
