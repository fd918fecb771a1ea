"""Revisions: the texts that one address has had, which of them stands now, and how each became the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import NotInLibraryError
from hearsay.language import alignment
from hearsay.language.words import compared
from hearsay.library import schema
from hearsay.library.index import annotations_of
from hearsay.library.records import Revision
from hearsay.library.waiting import wait
from hearsay.model import Difference
from hearsay.text import Span, anchor, reanchor

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[“”„«»\"]")
_LINE = re.compile(r"[^\n]+")
_MOST = 100_000_000  # words times words that are laid beside each other; beyond it a passage is told as one change


def article(text: str) -> str:
    """A hash of the words of a text and of its quotation marks, whatever they look like: two captures that have the
    same show the same article. Furniture is no part of a text: the readers take it away.

    >>> article("“We  sail,” she said.") == article('"We sail" she said')
    True
    >>> article("“We sail,” she said.") == article("We sail, she said.")
    False
    """
    tokens = (compared(t) if t[0].isalnum() else '"' for t in _TOKEN.findall(text))
    return sha256(" ".join(tokens).encode("utf-8", "surrogatepass")).hexdigest()


def settle(connection: Connection, address: str | None) -> int:
    """Write down which text of an address stands now, and give how many there are.

    That is the one captured last: by the dates of retrieval, where each capture has one, else by the order of adding.
    """
    if address is None:
        return 1
    order = _captures(connection, address)
    now = order[-1][0] if order else None
    d = schema.documents
    texts = {number for number, _ in order}
    changed = sa.select(d.c.number).where(d.c.number.in_(texts), d.c.current != (d.c.number == now))
    moved = list(connection.scalars(changed))
    if moved:
        connection.execute(sa.update(d).where(d.c.number.in_(moved)).values(current=d.c.number == now))
        wait(connection, moved)
    return len(texts)


def history(connection: Connection, document: str) -> tuple[Revision, ...]:
    """The texts of a document's address in the order of time, with what changed between them.

    Raises `NotInLibraryError` where the library has no such document.
    """
    d = schema.documents
    row = connection.execute(
        sa.select(d.c.number, d.c.address, d.c.added, d.c.retrieved).where(d.c.id == document)
    ).one_or_none()
    if row is None:
        raise NotInLibraryError(f"there is no document {document} in the library")
    order = _captures(connection, row.address) if row.address else [(row.number, row.retrieved or row.added)]
    ids = dict(connection.execute(sa.select(d.c.number, d.c.id)).all()) if len(order) > 1 else {}
    ids[row.number] = document
    out: list[Revision] = []
    before: int | None = None
    for number, first, last, captures in _stretches(order):
        changes, lost = _between(connection, before, number) if before is not None else ((), ())
        out.append(
            Revision(
                document=ids[number],
                first=first,
                last=last,
                captures=captures,
                current=number == order[-1][0],
                before=ids[before] if before is not None else None,
                changes=changes,
                lost=lost,
            )
        )
        before = number
    return tuple(out)


def changes(new: str, old: str) -> tuple[Difference, ...]:
    """How `old` became `new`, word by word, without what stayed: spans of words in each.

    >>> [(c.op, c.words and c.words.of("We may go."), c.against) for c in changes("We may go.", "We will go.")]
    [('replaced', 'may', Span(start=3, end=7))]
    """
    lines_new = [Span(*m.span()) for m in _LINE.finditer(new)]
    lines_old = [Span(*m.span()) for m in _LINE.finditer(old)]
    matcher = SequenceMatcher(None, [s.of(old) for s in lines_old], [s.of(new) for s in lines_new], autojunk=False)
    out: list[Difference] = []
    for op, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if op != "equal":
            out.extend(_changed(new, lines_new[new_from:new_to], old, lines_old[old_from:old_to]))
    return tuple(out)


def _changed(new: str, new_lines: Sequence[Span], old: str, old_lines: Sequence[Span]) -> Iterator[Difference]:
    words_new, folded_new = _comparable(new, new_lines)
    words_old, folded_old = _comparable(old, old_lines)
    if len(folded_new) * len(folded_old) > _MOST:
        yield Difference(op="replaced", words=_whole(words_new), against=_whole(words_old))
        return
    for step in alignment.steps(folded_new, folded_old):
        if step.op != "same":
            yield Difference(
                op=step.op, words=_whole(words_new[slice(*step.a)]), against=_whole(words_old[slice(*step.b)])
            )


def _comparable(text: str, lines: Sequence[Span]) -> tuple[list[Span], list[str]]:
    spans: list[Span] = []
    folded: list[str] = []
    for match in _TOKEN.finditer(text, lines[0].start, lines[-1].end) if lines else ():
        spans.append(Span(*match.span()))
        folded.append(compared(match.group()) if match.group()[0].isalnum() else '"')
    return spans, folded


def _whole(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _between(connection: Connection, old: int, new: int) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    before, _ = annotations_of(connection, old)
    after, _ = annotations_of(connection, new)
    was, now = before.document.text, after.document.text
    lost = tuple(
        a.id
        for a in before.attributions
        if any(reanchor(anchor(before.document.id, was, span), now) is None for span in a.content)
    )
    return changes(now, was), lost


def _captures(connection: Connection, address: str) -> list[tuple[int, str]]:
    """All captures of an address in the order of time: the number of the document, and the day."""
    d, c = schema.documents, schema.captures
    found = connection.execute(
        sa.select(c.c.document, c.c.retrieved, c.c.added)
        .join(d, d.c.number == c.c.document)
        .where(d.c.address == address)
        .order_by(c.c.number)
    ).all()
    if all(x.retrieved for x in found):
        found = sorted(found, key=lambda x: x.retrieved)  # those of one day stay in the order in which they came
    return [(x.document, x.retrieved or x.added) for x in found]


def _stretches(captures: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str, int]]:
    """Runs of captures of one text: its number, the days of the first and the last, how many."""
    at = 0
    while at < len(captures):
        end = at
        while end + 1 < len(captures) and captures[end + 1][0] == captures[at][0]:
            end += 1
        yield captures[at][0], captures[at][1], captures[end][1], end - at + 1
        at = end + 1
