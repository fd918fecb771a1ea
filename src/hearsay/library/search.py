"""Searching a library: words and quoted phrases over documents and over what is attributed in them, with filters.

All words have to be there; “a phrase in marks” has to stand as it is; ``-word`` must not be there. Words are folded as
the index has them, so whatever is typed holds nothing that a database could take for an order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Connection

from hearsay.library import codec, schema
from hearsay.library.collating import fresh
from hearsay.library.lexemes import lexemes, name_words, placed
from hearsay.library.records import Hit, Hits
from hearsay.model import Document
from hearsay.reference import Reference
from hearsay.reference.dates import when
from hearsay.text import Span

_ASKED = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|([^\s"“]+))')
_BEFORE, _AFTER = 90, 170  # characters shown around the first place of a document that holds the words
_LONGEST = 600  # characters shown of an attribution
_MOST = 200  # words that are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. ``None`` asks for nothing. `of` is what may be found; `said` and `published` are dates as
    `reference.dates.when` reads them: what can lie within is found. `story` is an id of a story. `unjudged`: only
    attributions on which nobody has decided. `checked` is a verdict, or ``any``."""

    words: str = ""
    of: Literal["documents", "attributions", "both"] = "both"
    speaker: str | None = None
    addressee: str | None = None
    outlet: str | None = None
    story: str | None = None
    said: str | None = None
    published: str | None = None
    mode: str | None = None
    fidelity: str | None = None
    checked: str | None = None
    unjudged: bool = False
    limit: int = 20

    @property
    def attributions_only(self) -> bool:
        """Whether a filter asks for what only an attribution has."""
        by = (self.speaker, self.addressee, self.said, self.mode, self.fidelity, self.checked)
        return any(x is not None for x in by) or self.unjudged

    @property
    def by_findings(self) -> bool:
        """Whether a filter goes by findings across documents."""
        return any(x is not None for x in (self.story, self.fidelity, self.checked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The folded words of a question: phrases that must be there (one word is a phrase of one), and that must not."""

    there: tuple[tuple[str, ...], ...]
    absent: tuple[tuple[str, ...], ...]

    @property
    def each(self) -> frozenset[str]:
        """Every word that must be there."""
        return frozenset(w for phrase in self.there for w in phrase)


def asked(words: str) -> Words:
    """What somebody typed, taken apart.

    >>> asked('harbours "the leases" -war')
    Words(there=(('harbor',), ('the', 'leas')), absent=(('war',),))
    """
    there: list[tuple[str, ...]] = []
    absent: list[tuple[str, ...]] = []
    for minus, plain, curly, word in _ASKED.findall(words):
        folded = tuple(lexemes(plain or curly or word))[:_MOST]
        if folded:
            (absent if minus else there).append(folded)
    return Words(there=tuple(there[:_MOST]), absent=tuple(absent[:_MOST]))


def search(connection: Connection, query: Query, reference: Reference | None = None) -> Hits:
    """What fits the query, best first; without words, the newest documents first.

    `reference` tells whether the findings that some filters go by are of today (see `Hits.stale`). Raises
    `DateTextError` for a date that is none.
    """
    words = asked(query.words)
    if query.words.strip() and not words.there:
        return Hits(hits=(), total=0)
    kinds = [attributions for attributions in (False, True) if _is_asked(query, attributions=attributions)]
    found, total = _rows(connection, query, words, kinds)
    found.sort(key=lambda row: (-row[0], row[2] is not None, -row[1], row[2] or 0))
    hits = _shown(connection, found[: query.limit], words.each)
    stale = query.by_findings and not fresh(connection, reference)
    return Hits(hits=hits, total=total, stale=stale)


# ---- the database ----------------------------------------------------------------------------------------------------


def _is_asked(query: Query, *, attributions: bool) -> bool:
    return query.of != "documents" if attributions else query.of != "attributions" and not query.attributions_only


def _rows(
    connection: Connection, query: Query, words: Words, kinds: Sequence[bool]
) -> tuple[list[tuple[float, int, int | None]], int]:
    """The best rows of documents (a kind that is false) and of attributions (true) as rank, number of the document,
    number of the attribution; and how many there are of all kinds. The index is asked once for both."""
    hits = _matching(connection, words, kinds) if words.there else None
    best = [_best(hits, query, attributions=kind).subquery() for kind in kinds]
    if not best:
        return [], 0
    rows = connection.execute(sa.union_all(*map(sa.select, best))).all()
    totals = {at is not None: total for _, _, at, total in rows}
    return [(float(rank), int(number), at) for rank, number, at, _ in rows], sum(totals.values())


def _best(hits: sa.CTE | None, query: Query, *, attributions: bool) -> sa.Select[Any]:
    """The best rows of documents or of attributions: rank, document, attribution, and how many there are."""
    d, p, a = schema.documents, schema.parts, schema.attributions
    document: sa.ColumnElement[int] = a.c.document if attributions else d.c.number if hits is None else p.c.document
    attribution: sa.ColumnElement[Any] = a.c.number if attributions else sa.cast(sa.null(), sa.BigInteger)
    rank: sa.ColumnElement[Any] = sa.literal(0.0)
    if hits is not None:
        rank = hits.c.rank if attributions else sa.func.max(hits.c.rank)
    chosen = sa.select(rank.label("rank"), document.label("d"), attribution.label("a"))
    if hits is not None and attributions:
        chosen = chosen.join_from(hits, a, sa.and_(hits.c.number % 2 == 1, a.c.number == (hits.c.number - 1) // 2))
    elif hits is not None:
        chosen = chosen.join_from(hits, p, sa.and_(hits.c.number % 2 == 0, p.c.number == hits.c.number // 2))
        chosen = chosen.group_by(document)
    every = chosen.where(
        *_of_document(query, document), *(_of_attribution(query, attribution) if attributions else ())
    ).subquery()
    # Counted as they are ranked, so that they are found once.
    ranked = sa.select(every, sa.func.count().over().label("total"))
    return ranked.order_by(every.c.rank.desc(), every.c.d.desc(), every.c.a).limit(max(1, query.limit))


def _matching(connection: Connection, words: Words, kinds: Sequence[bool]) -> sa.CTE:
    """The rows of the index that hold the words, of documents, of attributions or of both: number and rank. What is not
    asked for is not ranked: that takes most of the time."""
    number = sa.column("rowid", sa.BigInteger)
    if connection.dialect.name == "postgresql":
        ask = " & ".join(
            [_lexemes(p, " <-> ") for p in words.there] + [f"!({_lexemes(p, ' <-> ')})" for p in words.absent]
        )
        held: sa.ColumnElement[Any] = sa.column("words")
        wanted = sa.cast(ask, TSQUERY)
        holds: sa.ColumnElement[Any] = held.op("@@")(wanted)
        rank: sa.ColumnElement[Any] = sa.func.ts_rank(held, wanted, 1)
    else:
        ask = " AND ".join(f'"{" ".join(p)}"' for p in words.there)
        for phrase in words.absent:
            ask = f'({ask}) NOT "{" ".join(phrase)}"'
        holds = sa.literal_column("search").op("MATCH")(ask)
        rank = -sa.func.bm25(sa.literal_column("search"))
    found = sa.select(number.label("number"), rank.label("rank")).select_from(sa.table("search")).where(holds)
    if len(kinds) == 1:
        found = found.where(number % 2 == int(*kinds))
    # What ranks a row can be reckoned only where the index is asked.
    return found.cte("hits").prefix_with("MATERIALIZED")


def _lexemes(phrase: Sequence[str], between: str) -> str:
    return between.join(f"'{word}'" for word in phrase)


def _of_document(query: Query, number: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    d = schema.documents
    where: list[sa.ColumnElement[bool]] = []
    for word in name_words(query.outlet or ""):
        where.append(d.c.outlet_words.like(f"% {word} %"))
    if query.published is not None:
        on = when(query.published)
        where.append(d.c.published_first <= on.last.isoformat())
        where.append(d.c.published_last >= on.first.isoformat())
    out: list[sa.ColumnElement[bool]] = []
    if where:
        out.append(number.in_(sa.select(d.c.number).where(*where)))
    if query.outlet is not None and not name_words(query.outlet):
        out.append(sa.false())
    if query.story is not None:
        out.append(number.in_(sa.select(schema.placed.c.document).where(schema.placed.c.story == query.story)))
    return out


def _of_attribution(query: Query, number: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    a, s, c, j = schema.attributions, schema.spoken, schema.carried, schema.judgements
    out: list[sa.ColumnElement[bool]] = []
    for role, name in (("s", query.speaker), ("a", query.addressee)):
        if name is None:
            continue
        words = name_words(name)
        if not words:
            out.append(sa.false())
        out += [number.in_(sa.select(s.c.attribution).where(s.c.role == role, s.c.word == w)) for w in words]
    where: list[sa.ColumnElement[bool]] = []
    if query.mode is not None:
        where.append(a.c.mode == query.mode[:1])
    if query.said is not None:
        on = when(query.said)
        where.append(a.c.said_first <= on.last.isoformat())
        where.append(a.c.said_last >= on.first.isoformat())
    if where:
        out.append(number.in_(sa.select(a.c.number).where(*where)))
    if query.fidelity is not None:
        out.append(number.in_(sa.select(c.c.attribution).where(c.c.fidelity.contains(f" {query.fidelity} "))))
    if query.checked is not None:
        verdict = c.c.checked.is_not(None) if query.checked == "any" else c.c.checked == query.checked
        out.append(number.in_(sa.select(c.c.attribution).where(verdict)))
    if query.unjudged:
        undone = sa.select(j.c.undoes).where(j.c.undoes.is_not(None))
        counts = j.c.undoes.is_(None) & j.c.id.not_in(undone)
        judged = sa.select(a.c.number).join(j, sa.or_(j.c.first == a.c.id, j.c.second == a.c.id)).where(counts)
        out.append(number.not_in(judged))
    return out


# ---- what is shown ---------------------------------------------------------------------------------------------------


def _shown(
    connection: Connection, rows: Sequence[tuple[float, int, int | None]], words: frozenset[str]
) -> tuple[Hit, ...]:
    d, a, t = schema.documents, schema.annotated, schema.attributions
    every = list(dict.fromkeys(number for _, number, _ in rows))
    kept = connection.execute(sa.select(d.c.number, d.c.current, d.c.packed).where(d.c.number.in_(every))).all()
    documents = {number: (current, codec.unpack(Document, packed)) for number, current, packed in kept}
    saying = list(dict.fromkeys(number for _, number, attribution in rows if attribution is not None))
    # A few records of what may be hundreds: they are taken out as they lie.
    found = {
        number: codec.unpack_bytes(packed).decode("utf-8", "surrogatepass")
        for number, packed in connection.execute(sa.select(a.c.document, a.c.packed).where(a.c.document.in_(saying)))
    }
    wanted = [attribution for _, _, attribution in rows if attribution is not None]
    ids = dict(connection.execute(sa.select(t.c.number, t.c.id).where(t.c.number.in_(wanted))).all())
    out = []
    for rank, number, attribution in rows:
        current, document = documents[number]
        one = None if attribution is None else codec.record_with(found[number], ids[attribution])
        spans = [Span(*span) for span in one["content"]] if one else []
        shown = _content(document, spans) if one else _around(document.text, words)
        who = [*one.get("speaker", ()), *filter(None, [one.get("addressee")])] if one else []
        names = {w: codec.record_with(found[number], w)["name"] for w in who}
        out.append(
            Hit(
                document=document.id,
                attribution=one["id"] if one else None,
                source_id=document.source_id,
                title=document.title,
                outlet=document.publisher,
                published=document.published,
                words=shown,
                marks=tuple(span for _, span in placed(shown, words)),
                rank=rank,
                current=current,
                speaker=tuple(names[s] for s in one.get("speaker", ())) if one else (),
                addressee=names[one["addressee"]] if one and one.get("addressee") else None,
                mode=one["mode"] if one else None,
            )
        )
    return tuple(out)


def _content(document: Document, spans: Sequence[Span]) -> str:
    words = " … ".join(span.of(document.text) for span in spans)
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def _around(text: str, words: frozenset[str]) -> str:
    """A stretch of a text about the place where most of the words stand close together, from its first one."""
    places = [(span.start, word) for word, span in placed(text, words)]
    best, most = 0, 0
    until = 0
    for n, (start, _) in enumerate(places):
        until = max(until, n)
        while until < len(places) and places[until][0] < start + _AFTER:
            until += 1
        kinds = len({word for _, word in places[n : min(until, n + 50)]})
        if kinds > most:
            best, most = start, kinds
    start, end = max(0, best - _BEFORE), min(len(text), best + _AFTER)
    if start:
        start = text.find(" ", start, best) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", best, end), best + 1)
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"
