"""Hands of a chain that are themselves among the inputs: the paper that a report rests on, the page that was copied.

A link is *seen* when the thing it names is in hand: the outlet that the document is a stated copy of; or minutes,
notes, a transcript or a memorandum, where one record of that sort is in the same story and nothing says that it is
another. Before that, papers that a document calls by a plain word are taken for the one that it calls by its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.language.one_record import one_record
from hearsay.language.records import RECORD_KINDS
from hearsay.language.roles import singular
from hearsay.model import Annotations, Attribution, ChainLink, Copy, Place, Reason, Story

_RECORD_NOUNS = frozenset(
    "minutes notes transcript memorandum memo record memcon recording document documents files papers note".split()
)


def seen(
    attributions: Sequence[Attribution],
    annotations: Mapping[str, Annotations],
    stories: Sequence[Story],
    copies: Sequence[Copy],
    names: Mapping[str, str],
) -> tuple[Attribution, ...]:
    """The attributions, with the links of their chains that are in hand pointing to the documents.

    `names` are those of entities.
    """
    source = {c.document: c.of for c in copies if c.of is not None and c.direction == "stated"}
    records: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        for d in story.documents:
            if annotations[d].document.kind in RECORD_KINDS:
                records[story.id].append(d)
    story_of = {d: s.id for s in stories for d in s.documents}
    told = one_record(attributions, names)
    return tuple(_seen(a, annotations, source, records[story_of[a.document]], names) for a in told)


def _seen(
    a: Attribution,
    annotations: Mapping[str, Annotations],
    source: Mapping[str, str],
    records: Sequence[str],
    names: Mapping[str, str],
) -> Attribution:
    chain: list[ChainLink] = []
    reasons: list[Reason] = []
    for index, link in enumerate(a.chain):
        found, why = None, ""
        if link.who is not None and link.who in names and not link.seen:
            if link.role == "published" and index == 1 and a.document in source:
                found, why = source[a.document], "the page it credits is among the documents"
            elif link.role == "noted":
                found = _record(names[link.who], [r for r in records if r != a.document], chain, annotations, names)
                why = "the only record of this story among the documents, and nothing says it is another"
        if found is None:
            chain.append(link)
            continue
        chain.append(replace(link, who=found, seen=True, date=link.date or _day(annotations[found])))
        reasons.append(
            Reason(
                of="chain",
                why=why,
                anchors=tuple(p for p in (link.anchor, _first(annotations[found])) if p is not None),
            )
        )
    return replace(a, chain=tuple(chain), reasons=(*a.reasons, *reasons)) if reasons else a


def _record(
    name: str,
    records: Sequence[str],
    above: Sequence[ChainLink],
    annotations: Mapping[str, Annotations],
    names: Mapping[str, str],
) -> str | None:
    if not any(singular(w) in _RECORD_NOUNS or w in _RECORD_NOUNS for w in name.casefold().split()):
        return None
    givers = {names[link.who].casefold().removeprefix("the ") for link in above if link.who and link.who in names}
    named = [r for r in records if (annotations[r].document.publisher or "").casefold().removeprefix("the ") in givers]
    options = named or (list(records) if not givers else [])
    return options[0] if len(options) == 1 else None


def _day(a: Annotations) -> str | None:
    return a.document.published[:10] if a.document.published else None


def _first(a: Annotations) -> Place | None:
    return Place(document=a.document.id, span=a.paragraphs[0]) if a.paragraphs else None
