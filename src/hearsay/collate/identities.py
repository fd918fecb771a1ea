"""Which entities of different documents are one: joined by name and company, never by surname alone.

`entities` joins those of the documents of one story, `across` those of several stories, by full names only.
Two full names join when their parts fit. A single surname joins the full name it fits best among documents that name
the same others; where two fit as well, it stays apart. Unnamed people ("an official") are joined only with each other,
where they are described alike and given the same words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hearsay.language.gazetteer import given_names
from hearsay.language.grouping import Groups
from hearsay.language.people import ending, fits, parts, surname_first
from hearsay.language.same_words import fit_together, same_words
from hearsay.model import Annotations, Entity, EntityKind, Joined, Place, Reason
from hearsay.text import Span

_MANY = 40  # documents of each form of a name that are looked through for company
_BODIES: tuple[EntityKind, ...] = ("organisation", "place", "document")
_NAMED = re.compile(r"(?<=[\w,;] )[A-Z][a-z]")  # a capital that no beginning of a sentence gives
_LEGAL_FORM = re.compile(
    r"(?<=\w)(?:,? (?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|plc|ag|gmbh|sa|nv"
    r"|holdings|air ?lines?|airways))+$"
)
COMPANY = 2  # names that two documents must share for a surname in one to be the full name in the other


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    entity: Entity
    document: str
    parts: tuple[str, ...]


def entities(
    annotations: Sequence[Annotations], joined: Sequence[Joined] = ()
) -> tuple[tuple[Entity, ...], Mapping[str, str]]:
    """The entities across documents, each keyed by its smallest member, and the map from members to them.

    What people decided (`joined`) comes first, and nothing goes against it.
    """
    by_id = {e.id: e for a in annotations for e in a.entities}
    company = {a.document.id: _company(a) for a in annotations}
    groups, reasons = _judged(by_id, joined)
    people, others = _candidates(annotations)
    for group in others.values():
        _join_same(group, groups, company)
    _join_initials(annotations, groups, company, reasons)
    full: dict[str, list[_Candidate]] = defaultdict(list)
    fronted: dict[str, list[_Candidate]] = defaultdict(list)  # those whose surname comes first, by it
    short: list[_Candidate] = []
    for candidate in people:
        if len(candidate.parts) > 1:
            full[candidate.parts[-1]].append(candidate)
            if surname_first(candidate.parts):
                fronted[candidate.parts[0]].append(candidate)
        else:
            short.append(candidate)
    for same in full.values():
        _join_full(same, groups, company, reasons)
    for candidate in short:
        word = candidate.parts[0]
        surnamed = [] if word in given_names() else full.get(word, [])  # whose given name it is, only a text tells
        same_name = [*surnamed, *fronted.get(word, [])]
        match = _best(candidate, same_name, groups, company)
        if match is None:
            continue
        _join(
            candidate,
            match,
            groups,
            reasons,
            f"“{candidate.entity.name}” fits “{match.entity.name}”, and both documents name the same others",
        )
    for candidate in people:
        if candidate.entity.kind == "unknown" and groups.size(candidate.entity.id) == 1:
            _join_body(candidate, others, groups, company, reasons)
    alone: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in short:
        if groups.size(candidate.entity.id) == 1 and candidate.parts[0] not in given_names():
            alone[candidate.parts[0]].append(candidate)
    for those in alone.values():
        for i, candidate in enumerate(those):
            for other in those[:i]:
                if len(company[candidate.document] & company[other.document]) >= COMPANY:
                    groups.join(candidate.entity.id, other.entity.id)
                    break
    _join_speakers(annotations, groups, reasons)
    return _fold(by_id, groups, reasons)


def across(found: Sequence[Entity], joined: Sequence[Joined] = ()) -> tuple[tuple[Entity, ...], Mapping[str, str]]:
    """The entities across stories, from those of single stories, and the map from these to them.

    What people decided (`joined`, of entities of single documents) comes first, and nothing goes against it.
    """
    by_id = {e.id: e for e in found}
    held = {m: e.id for e in found for m in (e.id, *e.members)} if joined else {}
    groups, reasons = _judged(
        by_id,
        [
            replace(j, first=held[j.first], second=held[j.second])
            for j in joined
            if j.first in held and j.second in held and held[j.first] != held[j.second]
        ],
    )
    bodies: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    full: dict[str, list[_Candidate]] = defaultdict(list)
    for entity in found:
        if has_name(entity):
            words = parts(entity.name)
            if entity.kind in _BODIES:
                bodies[_body(entity)].append(_Candidate(entity=entity, document=entity.id, parts=words))
            elif len(words) > 1:
                # No two of different stories stand in one document, and what company they keep is not asked.
                full[words[-1]].append(_Candidate(entity=entity, document=entity.id, parts=words))
    for same in (*bodies.values(), *full.values()):
        alone: Mapping[str, frozenset[str]] = {c.document: frozenset() for c in same}
        if same[0].entity.kind in _BODIES:
            _join_same(same, groups, alone)
        else:
            _join_full(same, groups, alone, reasons)
    return _fold(by_id, groups, reasons)


def _judged(by_id: Mapping[str, Entity], joined: Sequence[Joined]) -> tuple[Groups, dict[str, list[Reason]]]:
    """Groups in which people's decisions stand, and the reasons that say so."""
    known = [j for j in joined if j.first in by_id and j.second in by_id]
    groups = Groups(by_id, apart=[(j.first, j.second) for j in known if not j.same])
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for j in sorted(known, key=lambda j: (j.first, j.second)):
        stands = groups.join(j.first, j.second) if j.same else True
        places = tuple(
            Place(document=e.mentions[0].document, span=e.mentions[0].span)
            for e in (by_id[j.first], by_id[j.second])
            if e.mentions
        )
        if stands:
            for who in {groups.root(j.first), groups.root(j.second)}:
                if not any(r.of == "judgement" and r.why == j.why for r in by_id[who].reasons):
                    reasons[who].append(Reason(of="judgement", why=j.why, anchors=places))
    return groups, reasons


def _join_same(same: Sequence[_Candidate], groups: Groups, company: Mapping[str, frozenset[str]]) -> None:
    """Join those of one name. Where people keep some of them apart, each of the others goes with the one of these that
    keeps its company, if there is one such."""
    firm = groups.kept_apart(c.entity.id for c in same)
    if not firm:
        for candidate in same[1:]:
            groups.join(same[0].entity.id, candidate.entity.id)
        return
    for candidate in same:
        if candidate.entity.id not in firm:
            scores = {
                c.entity.id: len((company[candidate.document] & company[c.document]) - {*candidate.parts})
                for c in same
                if c.entity.id in firm
            }
            best = max(scores.values())
            nearest = {groups.root(i) for i, score in scores.items() if score == best}
            if best >= COMPANY and len(nearest) == 1:
                groups.join(nearest.pop(), candidate.entity.id)


def _body(entity: Entity) -> tuple[str, str]:
    """What the names of one body have in common: its kind, and the name without article, hyphens and legal form."""
    plain = entity.name.casefold().replace(".", "").replace("’", "'").replace("-", " ").removeprefix("the ")
    return entity.kind, _LEGAL_FORM.sub("", plain) if entity.kind == "organisation" else plain


def _join_body(
    candidate: _Candidate,
    bodies: Mapping[tuple[str, str], Sequence[_Candidate]],
    groups: Groups,
    company: Mapping[str, frozenset[str]],
    reasons: dict[str, list[Reason]],
) -> None:
    """Joins what a text names without telling what it is to the one body or place of that name which another tells."""
    own = company[candidate.document] - {*candidate.parts}
    found = [
        o
        for kind in _BODIES
        for o in bodies.get(_body(replace(candidate.entity, kind=kind)), ())
        if len(own & company[o.document]) >= COMPANY
    ]
    if len({groups.root(o.entity.id) for o in found}) == 1:
        why = f"“{found[0].entity.name}” in both, and both documents name the same others"
        _join(candidate, found[0], groups, reasons, why)


def _join_speakers(annotations: Sequence[Annotations], groups: Groups, reasons: dict[str, list[Reason]]) -> None:
    """Joins those who are given the same words in two documents and may be one by what they are called."""
    by_document = {a.document.id: a for a in annotations}

    @cache
    def surnames(document: str) -> Counter[str]:
        named = (parts(e.name) for e in by_document[document].entities if has_name(e))
        return Counter(words[-1] for words in named if words)

    for one, other in same_words(annotations):
        if groups.root(one.entity.id) == groups.root(other.entity.id):
            continue
        surnamed = surnames(one.place.document) + surnames(other.place.document)
        named = has_name(one.entity), has_name(other.entity)
        if fit_together(one.entity, other.entity, named, surnamed):
            doubt = "" if named[0] == named[1] else "doubtful: "
            why = f"{doubt}“{one.entity.name}” and “{other.entity.name}” are given the same words"
            if groups.join(one.entity.id, other.entity.id):
                reasons[one.entity.id].append(Reason(of="identity", why=why, anchors=(one.place, other.place)))


def _join_initials(
    annotations: Sequence[Annotations],
    groups: Groups,
    company: Mapping[str, frozenset[str]],
    reasons: dict[str, list[Reason]],
) -> None:
    """Joins initials in one document to the body whose name they spell in another, where both name the same others and
    no second body fits."""
    spelled: dict[str, list[_Candidate]] = defaultdict(list)
    short: list[_Candidate] = []
    for a in annotations:
        for entity in a.entities:
            if entity.kind not in ("organisation", "unknown") or not any(m.form == "name" for m in entity.mentions):
                continue
            candidate = _Candidate(entity=entity, document=a.document.id, parts=parts(entity.name))
            letters = "".join(w[0] for w in entity.name.split() if w[0].isupper())
            if entity.name.replace(".", "").isupper() and " " not in entity.name:
                short.append(candidate)
            elif len(letters) > 1:
                spelled[letters].append(candidate)
    for candidate in short:
        letters = candidate.entity.name.replace(".", "")
        own = company[candidate.document]
        fitting = [o for o in spelled.get(letters, ()) if len((own & company[o.document]) - {*o.parts}) >= COMPANY]
        if len({groups.root(o.entity.id) for o in fitting}) == 1:
            whose = f"“{candidate.entity.name}” are the initials of “{fitting[0].entity.name}”"
            why = f"{whose}, and both documents name the same others"
            _join(candidate, fitting[0], groups, reasons, why)


def _candidates(annotations: Sequence[Annotations]) -> tuple[list[_Candidate], dict[tuple[str, str], list[_Candidate]]]:
    people: list[_Candidate] = []
    others: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for a in sorted(annotations, key=lambda a: a.document.source_id):
        for entity in a.entities:
            if not has_name(entity) and not _holds_name(entity, a.document.text):
                continue
            words = parts(entity.name)
            candidate = _Candidate(entity=entity, document=a.document.id, parts=words)
            if entity.kind in ("person", "unknown") and words and len("".join(words)) > 1:  # "X" is nobody's name
                people.append(candidate)
            elif entity.kind in _BODIES:
                others[_body(entity)].append(candidate)
    return people, others


def has_name(entity: Entity) -> bool:
    """Whether a text names an entity, or a table of offices does for it (`hearsay.annotate.offices`)."""
    by_table = any(r.of == "identity" and r.why.startswith("by inference: ") for r in entity.reasons)
    return by_table or any(m.form == "name" for m in entity.mentions)


def _holds_name(entity: Entity, text: str) -> bool:
    """Whether a body is described by a name: “Lind's office”, “the Orsk campaign”; not by a word that only begins a
    sentence, “Authorities”."""
    if entity.kind != "organisation":
        return False
    return any(_NAMED.search(text, max(0, m.span.start - 2), m.span.end) for m in entity.mentions)


def _company(a: Annotations) -> frozenset[str]:
    """What a document names, each by its last word, so that a surname and a full name count as the same company."""
    return frozenset(
        parts(e.name)[-1] for e in a.entities if any(m.form == "name" for m in e.mentions) and parts(e.name)
    )


def _join_full(
    same: Sequence[_Candidate],
    groups: Groups,
    company: Mapping[str, frozenset[str]],
    reasons: dict[str, list[Reason]],
) -> None:
    """Join full names of one surname. A given name in another form (Bill, William) may be another person's: it needs
    two documents that name the same others."""
    exact: dict[tuple[tuple[str, ...], str], list[_Candidate]] = defaultdict(list)
    for candidate in same:
        exact[candidate.parts, ending(candidate.entity.name)].append(candidate)
    for those in exact.values():
        _join_same(those, groups, company)
    kinds = [those[0] for those in exact.values()]
    for candidate in kinds:
        longer = [
            o
            for o in kinds
            if o is not candidate
            and len(o.parts) >= len(candidate.parts)
            and fits(candidate.entity.name, o.entity.name)
        ]
        if longer and all(_one_name(a, b) for i, a in enumerate(longer) for b in longer[:i]):
            for other in longer:
                if not _other_given(candidate, other):
                    groups.join(candidate.entity.id, other.entity.id)
                    continue
                mine, theirs = (exact[x.parts, ending(x.entity.name)] for x in (candidate, other))
                pair = _in_company(mine, theirs, company)
                if pair is not None:
                    a, b = pair
                    whose = f"“{a.entity.name}” is an everyday form of “{b.entity.name}”"
                    _join(a, b, groups, reasons, f"{whose}, and both documents name the same others")


def _other_given(a: _Candidate, b: _Candidate) -> bool:
    """Whether two names have given names in different forms: neither the same nor an initial."""
    x, y = a.parts[0], b.parts[0]
    return x != y and len(x) > 1 and len(y) > 1 and not set(a.parts) <= set(b.parts)


def _in_company(
    mine: Sequence[_Candidate], theirs: Sequence[_Candidate], company: Mapping[str, frozenset[str]]
) -> tuple[_Candidate, _Candidate] | None:
    """The first two whose documents name the same others, or that stand in one document."""
    own = {*mine[0].parts, *theirs[0].parts}
    for a in mine[:_MANY]:
        for b in theirs[:_MANY]:
            if a.document == b.document or len((company[a.document] & company[b.document]) - own) >= COMPANY:
                return a, b
    return None


def _one_name(a: _Candidate, b: _Candidate) -> bool:
    """Whether either name can be a shorter form of the other."""
    return fits(a.entity.name, b.entity.name) or fits(b.entity.name, a.entity.name)


def _best(
    candidate: _Candidate, full: Sequence[_Candidate], groups: Groups, company: Mapping[str, frozenset[str]]
) -> _Candidate | None:
    own = company[candidate.document] - {candidate.parts[0]}
    scores: dict[str, tuple[int, _Candidate]] = {}
    for other in full:
        if other.document == candidate.document:
            return None  # there the surname was weighed against it already
        score = len(own & company[other.document])
        root = groups.root(other.entity.id)
        if score >= COMPANY and score > scores.get(root, (0, other))[0]:
            scores[root] = (score, other)
    ranked = sorted(scores.values(), key=lambda x: (-x[0], x[1].entity.id))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _join(a: _Candidate, b: _Candidate, groups: Groups, reasons: dict[str, list[Reason]], why: str) -> None:
    if not groups.join(a.entity.id, b.entity.id):
        return
    places = (Place(document=a.document, span=_first(a.entity)), Place(document=b.document, span=_first(b.entity)))
    reasons[a.entity.id].append(Reason(of="identity", why=why, anchors=places))


def _first(entity: Entity) -> Span:
    return entity.mentions[0].span


def _bare(best: Entity, whole: Sequence[Entity]) -> Entity:
    """The entity with the fullest name, or where as many documents print that name without its first words ("Keeper
    Mara Lind", a title that is none of the known), one with the bare name."""
    people = sorted((e for e in whole if e.kind == "person"), key=lambda e: e.id)
    printed = Counter(parts(e.name) for e in people)
    full = parts(best.name)
    bare = (full[n:] for n in range(1, len(full) - 1) if printed[full[n:]] >= max(1, printed[full]))
    name = next(bare, full)
    return best if name == full else next(e for e in people if parts(e.name) == name)


def _called(whole: Sequence[Entity]) -> Entity:
    """The entity whose name stands for all: among full names, if there are any, that which most documents print, of
    several the fullest; initials stand for nobody who is written out."""
    printed = Counter(_plainly(e.name) for e in whole if has_name(e))

    def rank(e: Entity) -> tuple[bool, int, int, bool, int, str]:
        words = len(parts(e.name))
        return words > 1, printed[_plainly(e.name)], words, e.kind == "person", len(e.name), e.name

    return max(whole, key=rank)


def _plainly(name: str) -> str:
    return name.casefold().replace("-", " ")


def _fold(
    by_id: Mapping[str, Entity], groups: Groups, reasons: Mapping[str, list[Reason]]
) -> tuple[tuple[Entity, ...], Mapping[str, str]]:
    out: list[Entity] = []
    mapped: dict[str, str] = {}
    for members in groups.all():
        key = members[0]
        whole = [by_id[m] for m in members]
        best = _bare(_called(whole), whole)
        known: list[EntityKind] = [e.kind for e in whole if e.kind != "unknown"]
        kind: EntityKind = min(set(known), key=lambda k: (-known.count(k), k)) if known else "unknown"
        out.append(
            replace(
                best,
                id=key,
                kind=kind,
                mentions=tuple(
                    m if m.entity == key else replace(m, entity=key)
                    for m in sorted((m for e in whole for m in e.mentions), key=lambda m: (m.document, m.span, m.form))
                ),
                reasons=tuple(dict.fromkeys(r for e in whole for r in (*e.reasons, *reasons.get(e.id, ())))),
                members=tuple(sorted(m for e in whole for m in (e.members or (e.id,)))),
            )
        )
        mapped.update(dict.fromkeys(members, key))
    return tuple(sorted(out, key=lambda e: e.id)), mapped
