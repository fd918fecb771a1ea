"""What a party to a conversation says of another's telling of it: confirmed, denied, not recognised, declined, evaded.

A response is told in words that say so, of somebody who is named there. It goes to the account whose teller or paper
is named beside it, else to the one that its document mostly carries. Who took part, is told of and is not heard
anywhere in these documents gets ``none``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hearsay.language.conversation_points import topic
from hearsay.language.points_told import THE_MEETING, PointTold
from hearsay.language.responding import ACCOUNT, response
from hearsay.language.subjects import Company, companies, subject
from hearsay.language.word_weights import stem
from hearsay.language.words import is_content, words
from hearsay.model import Account, Annotations, Attribution, Copy, Entity, Event, Place, Response, ResponseKind
from hearsay.text import Span

BESIDE = 2  # sentences in which what is responded to is named: the response's own and the one before
SHARED = 2  # words that what is denied has in common with what an account tells
_ABOUT_ANYTHING: frozenset[ResponseKind] = frozenset(("declined", "no comment"))  # said by one who took part: of this


def responses(
    events: Sequence[Event],
    accounts: Sequence[Account],
    told: Sequence[PointTold],
    annotations: Mapping[str, Annotations],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    copies: Sequence[Copy],
) -> tuple[Response, ...]:
    """The responses to the accounts of conversations; `told` are the points of these. `annotations` by document.

    What several documents carry is anchored in one that is no copy, if there is one.
    """
    copied = {c.document for c in copies if c.of is not None}
    by_event: dict[str, list[Account]] = defaultdict(list)
    for a in accounts:
        by_event[a.event].append(a)
    met = [e for e in events if e.kind == "conversation" and by_event[e.id]]
    carried = {
        e.id: sorted(
            {d for a in by_event[e.id] for d in a.documents},
            key=lambda d: (d in copied, annotations[d].document.source_id, d),
        )
        for e in met
    }
    wanted = sorted({d for documents in carried.values() for d in documents if annotations[d].document.english})
    said: dict[str, list[Attribution]] = defaultdict(list)
    for x in attributions:
        said[x.document].append(x)
    here = companies([annotations[d] for d in wanted], entities, [x for d in wanted for x in said[d]])
    known = {e.id: e for e in entities}
    out: list[Response] = []
    for e in met:
        options = _Options(e, by_event[e.id], told, annotations, known)
        found = [r for d in carried[e.id] if d in here for r in _told(annotations[d], here[d], options)]
        out += [*_once(found, annotations), *_unheard(options, {r.party for r in found})]
    return tuple(out)


def _once(found: Sequence[Response], annotations: Mapping[str, Annotations]) -> Iterator[Response]:
    """The responses, those that a copy repeats left out."""
    seen = set()
    for r in found:
        assert r.anchor is not None
        said = annotations[r.anchor.document].document.text[r.anchor.span.start : r.anchor.span.end]
        key = (r.kind, " ".join(w.lower for w in words(said) if w.is_word))
        if key not in seen:
            yield r
        seen.add(key)


class _Options:
    """The accounts of one conversation, and which of them a sentence of a document can respond to."""

    def __init__(
        self,
        event: Event,
        accounts: Sequence[Account],
        points: Sequence[PointTold],
        annotations: Mapping[str, Annotations],
        known: Mapping[str, Entity],
    ) -> None:
        self.event, self.accounts, self.known = event, sorted(accounts, key=lambda a: a.id), known
        self._outlets = {
            a.id: {o for d in a.documents if (o := (annotations[d].document.publisher or "").casefold())}
            for a in accounts
        }
        self._stems: dict[str, set[str]] = defaultdict(set)
        for p in points:
            text = annotations[p.place.document].document.text
            self._stems[p.account].update(stem(w.lower) for w in words(text, p.place.span) if is_content(w.lower))
        self._points = Counter((p.account, p.place.document) for p in points)

    def named(self, text: str, region: Span, party: str, *, by_outlet: bool) -> Account | None:
        """The account whose teller is named in a region, or whose outlet is and that may do; best match first."""
        printed = region.of(text).casefold()
        best = max(
            ((self._fit(a, printed), n, a) for n, a in enumerate(reversed(self.accounts)) if a.teller != party),
            key=lambda x: x[:2],
            default=None,
        )
        return best[2] if best is not None and best[0] > (0 if by_outlet else 1) else None

    def told(self, about: frozenset[str], party: str) -> Account | None:
        """The account that has the most words of what is denied or confirmed, two at least."""
        held = [
            (len(about & self._stems[a.id]), n, a) for n, a in enumerate(reversed(self.accounts)) if a.teller != party
        ]
        most = max(held, key=lambda x: x[:2], default=None)
        return most[2] if most is not None and most[0] >= SHARED else None

    def _fit(self, account: Account, printed: str) -> int:
        """How well a text names an account: two for its teller by surname or head noun, one for an outlet of it."""
        teller = self.known.get(account.teller or "")
        parts = re.findall(r"\w{3,}", teller.name) if teller is not None else []
        own = parts[-1:] if parts and parts[0][0].isupper() else parts[:1]
        named = any(re.search(rf"\b{re.escape(p.casefold())}\b", printed) for p in own)
        outlet = any(o.removeprefix("the ") in printed for o in self._outlets[account.id])
        return 2 * named + outlet

    def carried(self, document: str, party: str) -> Account | None:
        """The account that a document carries most points of, the party's own apart."""
        counts = [
            (self._points[a.id, document], n, a) for n, a in enumerate(reversed(self.accounts)) if a.teller != party
        ]
        most = max(counts, key=lambda x: x[:2], default=None)
        return most[2] if most is not None and most[0] > 0 else None

    def fullest(self, party: str) -> Account | None:
        """The account with the most points that somebody else tells."""
        others = [a for a in self.accounts if a.teller != party]
        return max(others, key=lambda a: (sum(len(p.anchors) for p in a.points), a.id), default=None)

    def party(self, who: str) -> bool:
        """Whether somebody took part, or is the office of one who did."""
        people = {self.known[p].name.split()[-1].casefold() for p in self.event.participants}
        name = self.known[who].name.casefold()
        return who in self.event.participants or any(re.search(rf"\b{re.escape(p)}['’]s ", name) for p in people)


def _told(a: Annotations, here: Company, options: _Options) -> Iterator[Response]:
    text, everybody = a.document.text, frozenset(n.who for n in here.named)
    for n, sentence in enumerate(a.sentences):
        found = response(text, sentence)
        if found is None:
            continue
        kind, saying = found
        who = subject(here, sentence, saying, everybody)
        if who is None:
            continue
        region = Span(a.sentences[max(0, n + 1 - BESIDE)].start, sentence.end)
        to = None
        if ACCOUNT.search(text, *sentence):
            to = options.named(text, region, who[0], by_outlet=kind == "not recognised")
        if to is None and options.party(who[0]):
            if kind in _ABOUT_ANYTHING or THE_MEETING.search(text, *sentence):
                to = options.carried(a.document.id, who[0])
            else:
                to = options.told(topic(here, Span(saying.end, sentence.end)), who[0])
        if to is not None and who[0] != to.teller:
            place = Place(document=a.document.id, span=Span(min(who[1].start, saying.start), sentence.end))
            yield Response(event=options.event.id, party=who[0], to=to.id, kind=kind, anchor=place)


def _unheard(options: _Options, heard: set[str]) -> Iterator[Response]:
    """Those who took part, tell nothing of it and do not respond."""
    telling = {a.teller for a in options.accounts}
    for who in options.event.participants:
        to = options.fullest(who)
        if who not in heard | telling and to is not None and options.known[who].kind == "person":
            yield Response(event=options.event.id, party=who, to=to.id, kind="none", anchor=None)
