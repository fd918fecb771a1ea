"""Questions about offices: who held one on a date, who came before and after, what somebody held."""

from __future__ import annotations

from collections.abc import Iterable

from hearsay.reference.dates import When, certain, possible
from hearsay.reference.names import normal
from hearsay.reference.records import Term


def holders(terms: Iterable[Term], day: When) -> tuple[Term, ...]:
    """The terms that lasted, or may have lasted, on some day of a date, in order of time.

    Two where a date spans a change of holders, and on the very day of it.
    """
    return tuple(sorted((t for t in terms if possible(t.since, t.until, day)), key=_order))


def surely(term: Term, day: When) -> bool:
    """Whether a term lasted on every day of a date, whatever its own dates leave open."""
    return certain(term.since, term.until, day)


def of_holder(terms: Iterable[Term], name: str) -> tuple[Term, ...]:
    """The terms of everybody with this full name, or this last part of a name, in order of time."""
    wanted = normal(name).split()
    return tuple(
        sorted((t for t in terms if wanted and normal(t.holder).split()[-len(wanted) :] == wanted), key=_order)
    )


def predecessor(terms: Iterable[Term], term: Term) -> Term | None:
    """The latest term in the same office that began before this one, by anybody; ``None`` for the first known."""
    earlier = [t for t in terms if (t.office, t.of) == (term.office, term.of) and _order(t) < _order(term)]
    return max(earlier, key=_order, default=None)


def successor(terms: Iterable[Term], term: Term) -> Term | None:
    """The earliest term in the same office that began after this one; ``None`` for the last known."""
    later = [t for t in terms if (t.office, t.of) == (term.office, term.of) and _order(t) > _order(term)]
    return min(later, key=_order, default=None)


def _order(term: Term) -> tuple[object, ...]:
    return term.since.first, term.since.last, term.until is None, term.until.first if term.until else 0, term.place
