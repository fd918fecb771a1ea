"""Papers that a document calls by a plain word and by their kind: "the files", "newly declassified documents" and "the
White House minutes" are one record, where it tells of one only and nothing says that they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.language.roles import singular
from hearsay.model import Attribution, ChainLink, Reason

_OF_A_KIND = frozenset("minutes note notes transcript memorandum memo memcon recording".split())
_PAPERS = frozenset("document documents file files paper papers record records".split())
_PLAIN = frozenset(
    """
    the these those such same said new newly recently previously just once formerly declassified classified secret
    released published unsealed leaked obtained disclosed unearthed archival archive official
    """.split()
)


def one_record(attributions: Sequence[Attribution], names: Mapping[str, str]) -> tuple[Attribution, ...]:
    """The attributions, with a record that goes by a plain word in the place of the one that its document calls by its
    kind: as a hand, with the hands above it, and as a speaker. `names` are those of entities."""
    told: dict[str, dict[str, Attribution]] = defaultdict(dict)
    for a in attributions:
        for link in a.chain:
            if (
                link.role == "noted"
                and link.who is not None
                and link.who in names
                and _kind(names[link.who], _OF_A_KIND)
            ):
                told[a.document].setdefault(link.who, a)
    of = {d: next(iter(its.items())) for d, its in told.items() if len(its) == 1}
    return tuple(_with(a, *of[a.document], names) if a.document in of else a for a in attributions)


def _with(a: Attribution, record: str, first: Attribution, names: Mapping[str, str]) -> Attribution:
    at = next((n for n, x in enumerate(a.chain) if x.role == "noted" and x.who and _plainly(x.who, names)), None)
    if at is None:
        return a
    up = first.chain[: next(n for n, x in enumerate(first.chain) if x.who == record) + 1]
    link, known = a.chain[at], up[-1]
    others = {x.who for x in a.chain[:at]} - {x.who for x in up}
    if others or (link.date and known.date and link.date != known.date):
        return a  # another giver, or another day: another paper, perhaps
    own = {x.who: x for x in a.chain[:at]}
    chain: list[ChainLink] = [own.get(x.who, x) for x in up[:-1]]
    chain.append(replace(link, who=record, date=link.date or known.date))
    why = "the one record of which this text tells by its kind, and nothing says that it is another"
    anchors = tuple(p for p in (link.anchor, known.anchor) if p is not None)
    return replace(
        a,
        chain=(*chain, *a.chain[at + 1 :]),
        speaker=tuple(dict.fromkeys(record if s == link.who else s for s in a.speaker)),
        reasons=(*a.reasons, Reason(of="chain", why=why, anchors=anchors)),
    )


def _plainly(who: str, names: Mapping[str, str]) -> bool:
    """Whether a paper is called by a plain word, with nothing that would tell it from another."""
    words = names[who].casefold().split() if who in names else []
    return bool(words) and words[-1] in _PAPERS and all(w in _PLAIN for w in words[:-1])


def _kind(name: str, nouns: frozenset[str]) -> bool:
    last = name.casefold().split(" of ")[0].split()[-1]
    return last in nouns or singular(last) in nouns
