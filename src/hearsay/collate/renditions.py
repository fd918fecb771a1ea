"""The same utterance in several documents, and how each carries the words.

Quoted words are laid beside quoted words by their runs; indirect speech beside quotations of the same speaker by what
it tells of. What one document prints as one quotation and another as two is divided, unless it is the first that has
joined them. The fullest rendition, or the record of the day if it is in hand and carries the passage, is the reference;
every other is compared with it, never the other way round, and never by date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hearsay.language.alignment import contiguous, keys, runs, shared_words
from hearsay.language.copied_tellings import copied_tellings
from hearsay.language.grouping import Groups, proposed
from hearsay.language.parting import parted
from hearsay.language.people import ending, fits, parts, parts_fit
from hearsay.language.references import gathered, gravest, witness
from hearsay.language.references import reference as fullest
from hearsay.language.tellings import Telling, tellings
from hearsay.language.word_weights import stem
from hearsay.model import Annotations, Attribution, Copy, Entity, Place, Reason, Rendition, Utterance

GRAM = 3  # words of a run that proposes two quotations as the same
CROWD = 20  # quotations with one run, above which not every pair of them is proposed
CONTAINED = 0.6  # share of the shorter one's words that must stand in the longer, in order
SAME = 0.85  # share of the shorter one's words that two have in common who name different speakers for them
NAMELESS = 6  # words of the shortest quotation laid beside one of another speaker, or of none named
PARAGRAPH = 10  # words of the shortest part of a quotation that is laid beside another by itself
LEAST = 4  # words of the shortest quotation that is laid beside another on its words alone
RUN = 8  # words of a run that puts two quotations together which share no more
SHORT = 3  # words of the shortest quotation that is laid beside one in which it stands whole
SHORT_WEIGHT = 4  # least weight of a quotation shorter than LEAST
TOLD = 0.5  # share of an indirect rendition's weight that must stand in the quotation
MOUTH = 8  # words of the shortest quotation that is said to be in another mouth
DAYS = 2  # between two days, from which on they are not one told from two sides of the world
BODY = 0.4  # what a body counts beside one of its people, who spoke for it
# Words that a page prints without the space between them are no name: "LindHarbour news".
_RUN_TOGETHER = re.compile(r"[a-z]{3}[A-Z]")
DESCRIBED = 0.2  # what a speaker who is only described counts beside one who is named


def utterances(
    annotations: Sequence[Annotations],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    copies: Sequence[Copy] = (),
) -> tuple[Utterance, ...]:
    """All utterances of the documents of one story, those carried once too."""
    names = {e.id: e.name for e in entities}
    voices = _Voices(
        names=names,
        people=frozenset(e.id for e in entities if e.kind == "person"),
        named=frozenset(e.id for e in entities if any(m.form == "name" for m in e.mentions)),
        copies=frozenset(frozenset((c.document, c.of)) for c in copies if c.of is not None and c.kind == "reprint"),
    )
    whole = tellings(annotations, attributions)
    matches = _matches(whole, names)
    found, joined = parted(whole, matches)
    if found != whole:
        matches = _matches(found, names)
    by_id = {t.id: t for t in found}
    groups = Groups(by_id)
    for a, b in matches:
        if a not in joined and b not in joined:
            groups.join(a, b)
    for one, (other, _) in sorted(joined.items()):
        groups.join(one, other)
    _join_indirect(found, groups)
    for a, b in copied_tellings(found, copies):
        if _same_speaker(by_id[a], by_id[b], names) is not False:
            groups.join(a, b)
    out = [
        _utterance([by_id[i] for i in members], joined, by_id, voices)
        for members in groups.all()
        if any(by_id[i].attributions for i in members)
    ]
    return tuple(sorted(out, key=lambda u: u.id))


# ---- candidates and decisions ----------------------------------------------------------------------------------------


def _matches(found: Sequence[Telling], names: Mapping[str, str]) -> list[tuple[str, str]]:
    by_id = {t.id: t for t in found}
    return [(a, b) for a, b in _candidates(found) if _same_words(by_id[a], by_id[b], names)]


def _candidates(found: Sequence[Telling]) -> list[tuple[str, str]]:
    """Quotations that share a run of words. Most runs stand once: only of the others a list is kept."""
    first: dict[int, str] = {}
    more: dict[int, list[str]] = {}
    for t in sorted(found, key=lambda t: t.id):
        if t.quoted:
            for key in set(keys(t.forms, min(GRAM, max(1, len(t.forms))))):
                if key not in first:
                    first[key] = t.id
                else:
                    more.setdefault(key, [first[key]]).append(t.id)
    pairs: set[tuple[str, str]] = set()
    for ids in more.values():
        pairs.update(proposed(ids, CROWD))
    return sorted(pairs)


def _same_words(a: Telling, b: Telling, names: Mapping[str, str]) -> bool:
    """Whether two quotations carry the same words: the shorter stands in the longer, in order, but for a little."""
    speaker = _same_speaker(a, b, names)
    if a.document == b.document:
        return a.forms == b.forms and len(a.forms) >= LEAST and speaker is not False and bool(a.speakers and b.speakers)
    shorter, longer = sorted((a, b), key=lambda t: (len(t.forms), t.id))
    weight = sum(shorter.content.values())
    inside = contiguous(shorter.forms, longer.forms) is not None
    if inside and speaker is not False and len(shorter.forms) >= SHORT and weight >= SHORT_WEIGHT:
        return True
    if speaker is True and (_piece_stands(a, b) or _piece_stands(b, a)):
        return True
    if len(shorter.forms) < LEAST:
        return inside and speaker is True and weight >= SHORT_WEIGHT
    if speaker is not True and a.nested != b.nested:
        return False
    if speaker is False:
        return shared_words(shorter.forms, longer.forms) >= SAME * len(shorter.forms) >= SAME * NAMELESS
    if len(shorter.forms) < NAMELESS and speaker is not True:
        return False
    if _contained(shorter.forms, shorter.content, longer):
        return True
    for one, other in ((a, b), (b, a)):
        for begin, end in _parts(one):
            forms = one.forms[begin:end]
            if len(forms) >= PARAGRAPH and _contained(forms, _content(one, forms), other):
                return True
    return speaker is True and any(r.size >= RUN for r in runs(shorter.forms, longer.forms, RUN))


def _piece_stands(one: Telling, other: Telling) -> bool:
    """Whether what stands in one pair of marks of the one stands whole in the other."""
    return any(
        len(forms) >= LEAST
        and sum(_content(one, forms).values()) >= SHORT_WEIGHT
        and contiguous(forms, other.forms) is not None
        for begin, end in one.pieces
        if (forms := one.forms[begin:end])
    )


def _parts(t: Telling) -> Iterator[tuple[int, int]]:
    """The pieces of a telling, and the sentences of each."""
    if len(t.pieces) > 1:
        yield from t.pieces
    bounds = [*sorted(t.breaks), len(t.forms)]
    if len(bounds) > 2:
        yield from pairwise(bounds)


def _content(t: Telling, forms: Sequence[str]) -> Mapping[str, float]:
    return {s: t.content[s] for f in forms if (s := stem(f)) in t.content}


def _contained(forms: Sequence[str], content: Mapping[str, float], other: Telling) -> bool:
    """Whether most of these words stand in the other telling in order, and most of their weight."""
    if shared_words(forms, other.forms) < CONTAINED * len(forms):
        return False
    return sum(v for w, v in content.items() if w in other.content) >= CONTAINED * sum(content.values()) > 0


def _same_speaker(a: Telling, b: Telling, names: Mapping[str, str]) -> bool | None:
    """Whether two tellings name the same speaker; ``None`` where one names nobody."""
    if not a.speakers or not b.speakers:
        return None
    if set(a.speakers) & set(b.speakers):
        return True
    mine, theirs = [names[s] for s in a.speakers], [names[s] for s in b.speakers]
    if any(fits(x, y) or fits(y, x) or _but_for_ending(x, y) for x in mine for y in theirs):
        return True
    named = all(n[:1].isupper() and len(parts(n)) <= 4 for n in (*mine, *theirs))
    if named and a.nested == b.nested and (a.outright is None or b.outright is None):
        return None  # one is told by a pronoun, which may have been misread
    return False if named else None


def _but_for_ending(x: str, y: str) -> bool:
    """Whether two full names are one but for a "Jr." that one of the documents leaves out: with the same words, one
    man's."""
    a, b = sorted((parts(x), parts(y)), key=len)
    return len(a) > 1 and "" in (ending(x), ending(y)) and parts_fit(a, b)


# ---- indirect speech -------------------------------------------------------------------------------------------------


def _join_indirect(found: Sequence[Telling], groups: Groups) -> None:
    """Lays indirect tellings beside the quotation of the same speaker that they tell most of."""
    quoted: dict[str, list[Telling]] = defaultdict(list)
    for t in found:
        if t.quoted and len(t.forms) >= 3:
            for s in t.speakers:
                quoted[s].append(t)
    for t in found:
        if t.quoted or len(t.content) < 3:
            continue
        best: tuple[float, str] | None = None
        for other in (q for s in t.speakers for q in quoted.get(s, ())):
            if other.document == t.document:
                continue
            shared = sum(v for w, v in t.content.items() if w in other.content)
            share = shared / min(sum(t.content.values()), max(0.1, sum(other.content.values())))
            count = sum(1 for w in t.content if w in other.content)
            if count >= 3 and share >= TOLD and (best is None or (share, other.id) > best):
                best = (share, other.id)
        if best is not None:
            groups.join(t.id, best[1])


# ---- the utterance ---------------------------------------------------------------------------------------------------


def _utterance(
    carried: Sequence[Telling],
    joined: Mapping[str, tuple[str, tuple[str, ...]]],
    by_id: Mapping[str, Telling],
    voices: _Voices,
) -> Utterance:
    key = min(t.id for t in carried)
    carried = [*gathered([t for t in carried if t.id not in joined]), *(t for t in carried if t.id in joined)]
    reference = fullest([t for t in carried if t.id not in joined] or carried)
    speaker = voices.speaker(carried, reference)
    addressee = reference.addressee or next((t.addressee for t in carried if t.addressee is not None), None)
    differing = voices.differing(carried, speaker)
    plain = [t for t in carried if t.id not in joined]
    renditions = tuple(
        _rendition(
            t,
            reference if t is reference else witness(t, plain, reference),
            [by_id[i] for i in joined[t.id][1]] if t.id in joined else (),
            plain,
            differing,
        )
        for t in sorted(carried, key=lambda t: (t is not reference, t.document, t.spans[0], t.id))
    )
    return Utterance(
        id="u" + key[1:],
        event=None,
        speaker=speaker,
        addressee=addressee,
        renditions=renditions,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voices:
    """Who names whom for the same words. `named` are the entities that some text calls by a name, `copies` pairs of
    documents of which one is the other's reprint."""

    names: Mapping[str, str]
    named: frozenset[str]
    people: frozenset[str]
    copies: frozenset[frozenset[str]]

    def speaker(self, carried: Sequence[Telling], reference: Telling) -> tuple[str, ...]:
        """The speaker that the documents name most plainly, each document counted once; a name before a description."""
        plain: dict[tuple[tuple[str, ...], str], float] = {}
        for t in carried:
            if t.speakers:
                key = (t.speakers, t.document)
                sure = t.sure * (1 if self.named.issuperset(t.speakers) else DESCRIBED)
                sure *= 1 if self.people.issuperset(t.speakers) else BODY
                plain[key] = max(plain.get(key, 0.0), sure)
        total: dict[tuple[str, ...], float] = defaultdict(float)
        for (speakers, _), sure in sorted(plain.items()):
            total[speakers] += sure
        return max(total, key=lambda s: (round(total[s], 6), s == reference.speakers, s), default=())

    def differing(self, carried: Sequence[Telling], speaker: Sequence[str]) -> Mapping[str, Telling]:
        """For each telling that outright names another than the utterance's speaker, one that outright names a third;
        where as many documents name the one as the other, for those too that name the speaker.

        They are held apart only where one document is the other's reprint and has the one name in the other's place: of
        words that two reports give to two people, one most often passed them on, answered them or asked about them.
        """
        plain = sorted((t for t in carried if self._plain(t)), key=lambda t: (t.document, t.id))
        by: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for t in plain:
            by[t.speakers].add(t.document)
        out: dict[str, Telling] = {}
        for t in plain:
            others = (o for o in plain if o.document != t.document and self._apart(t, o))
            other = min(others, key=lambda o: (tuple(o.speakers) != tuple(speaker), o.document, o.id), default=None)
            if other is not None and (t.speakers != tuple(speaker) or len(by[t.speakers]) <= len(by[other.speakers])):
                out[t.id] = other
        return out

    def _plain(self, t: Telling) -> bool:
        if t.outright is None or not t.quoted or len(t.forms) < MOUTH:
            return False
        speaker = t.speakers[0]
        if speaker in self.people and speaker not in self.named:
            return False  # "the Orsk senator" is whoever that is
        return self.names[speaker][:1].isupper() and not _RUN_TOGETHER.search(self.names[speaker])

    def _apart(self, a: Telling, b: Telling) -> bool:
        one, other = a.speakers[0], b.speakers[0]
        mine, theirs = parts(self.names[one]), parts(self.names[other])
        if one == other or set(mine) & set(theirs):
            return False
        if shared_words(a.forms, b.forms) < SAME * min(len(a.forms), len(b.forms)):
            return False
        return frozenset((a.document, b.document)) in self.copies


def _rendition(
    t: Telling,
    reference: Telling,
    apart: Sequence[Telling],
    others: Sequence[Telling],
    mouths: Mapping[str, Telling],
) -> Rendition:
    made = Rendition(document=t.document, attributions=t.attributions, spans=t.spans, fidelity="indirect")
    if t is reference:
        why = "the record of the day" if t.record else "the fullest of the renditions in hand"
        made = replace(
            made, fidelity="verbatim" if t.quoted else "indirect", reasons=(Reason(of="reference", why=why),)
        )
    elif t.quoted and reference.quoted:
        found, witness = gravest(t, apart or (reference,), () if apart else others)
        made = replace(
            made,
            fidelity=found.fidelity,
            against=witness.document,
            difference=found.difference,
            reasons=found.reasons,
        )
    else:
        told = ", ".join(sorted(w for w in t.content if w in reference.content))
        same = not reference.quoted and t.content.keys() == reference.content.keys()
        why = "the same words, without quotation marks" if same else f"no quotation marks; tells of the same in {told}"
        anchors = tuple(Place(document=reference.document, span=s) for s in reference.spans)
        made = replace(made, against=reference.document, reasons=(Reason(of="fidelity", why=why, anchors=anchors),))
    made = _displaced(made, t, reference)
    other = mouths.get(t.id)
    if other is None or t.outright is None or other.outright is None:
        return made
    places = (Place(document=t.document, span=t.outright), Place(document=other.document, span=other.outright))
    why = "the two name different people for the same words, each outright"
    return replace(
        made,
        also=(*made.also, "misattributed"),
        reasons=(*made.reasons, Reason(of="misattributed", why=why, anchors=places)),
    )


def _displaced(made: Rendition, t: Telling, reference: Telling) -> Rendition:
    """The rendition, marked where both sentences name the day, and it is not the same."""
    if t.dated is None or reference.dated is None or not (t.quoted and reference.quoted) or len(t.forms) < MOUTH:
        return made
    (day, mine), (other, theirs) = t.dated, reference.dated
    if abs((date.fromisoformat(day) - date.fromisoformat(other)).days) < DAYS:
        return made
    places = (Place(document=t.document, span=mine), Place(document=reference.document, span=theirs))
    why = "the two name different days on which these words were said, each in its sentence"
    return replace(made, also=("displaced",), reasons=(*made.reasons, Reason(of="displaced", why=why, anchors=places)))
