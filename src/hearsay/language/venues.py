"""Where or by what means something is said, as words name it: “at a rally in Orsk”, “in a letter to the board”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hearsay.model import Venue
from hearsay.text import Span

# kind of venue, and the nouns that name it
_NOUNS: Mapping[str, str] = {
    "interview": r"interviews?|q ?& ?a",
    "news conference": r"(?:news|press) (?:conferences?|briefings?)|(?:press )?gaggle|presser",
    "briefing": r"briefings?",
    "statement": r"statements?|press releases?|news releases?",
    "rally": r"rall(?:y|ies)|campaign (?:stop|event|appearance|swing)s?|town halls?(?: meetings?| events?)?",
    "debate": r"debates?",
    "speech": r"speech(?:es)?|address|remarks|lectures?|sermon|keynote|eulogy|toast",
    "hearing": r"hearings?|testimony|inquest|trial|deposition|questioning",
    "meeting": (
        r"(?:meetings?|talks|summits?|conversations?|dinners?|breakfasts?|lunch(?:eon)?s?|gala|receptions?|ceremon(?:y|ies)"
        r"|conferences?|conventions?|forums?|panels?(?: discussions?)?|discussions?|events?|fund-?raisers?|sessions?"
        r"|visit"
        r"|presentations?|vigils?|protests?|march|oval office)"
    ),
    "letter": r"letters?|missives?",
    "memo": r"memos?|memorand(?:um|a)|cables?|telegrams?",
    "email": r"e-?mails?",
    "tweet": (
        r"tweets?|(?-i:posts?|posting)"
        r"|(?:facebook|instagram|blog|social media|telegram|online) (?:posts?|posting|message)"
    ),
    "call": r"(?:phone |telephone |conference )?calls?|phone conversations?",
    "book": r"books?|memoirs?|autobiography",
    "article": r"op-eds?|articles?|columns?|editorials?|essays?",
    "broadcast": r"(?:\w+ )?(?:show|programmes?|programs?|podcasts?|broadcasts?|segment|episode|documentary)",
}  # fmt: skip
_BARE = frozenset(("interview", "statement", "speech", "hearing", "email"))  # "in remarks", "by email"
_ON = frozenset(("broadcast", "call", "interview"))
_DETERMINER = (
    r"(?:an?|the|his|her|their|its|this|that|one|another|separate|two|several|[A-Z][\w’'.&-]*|\w+day['’]s|\d{4})"
)
_BETWEEN = (
    r"(?:(?!(?:of|after|before|since|about|that|which|who|with|by|over|for|from|and|to|as|said|says|was|is|were)\b)"
    r"[\w’'.&/-]+\s){0,6}?"
)
_LEAD = (
    r"(?:in|at|during|via|told|held|hold|holds|holding|hosted|hosting|gave|give|gives|giving|delivered|delivering"
    r"|issued|issuing|posted|posting|sent|sends|sending|wrote|writing|began|begun|opened|attended|attending|addressed"
    r"|addressing|left|joined|concluded|ended|interrupted)"
)


def _pattern(kind: str, noun: str) -> re.Pattern[str]:
    lead = _LEAD if kind not in _ON else f"{_LEAD}|on"
    whole = rf"\b(?i:{lead})\s{_DETERMINER}\s{_BETWEEN}(?i:{noun})\b(?!-)"
    bare = rf"|\b(?i:in|at|during|via|by)\s(?:[\w’'-]+\s)?(?i:{noun})\b(?!-)" if kind in _BARE else ""
    return re.compile(whole + bare)


_VENUES = tuple((kind, _pattern(kind, noun)) for kind, noun in _NOUNS.items())
_MORE = (
    ("interview", re.compile(r"\b(?i:interviews? (?:with|on|by)|interviewed by)\b")),
    (
        "interview",
        re.compile(r"\b(?i:speaking|talking) (?i:to|with) (?=(?:the )?[A-Z]|reporters\b|journalists\b|the press\b)"),
    ),
    ("statement", re.compile(r"\bstatement (?:issued|released)\b")),
    ("tweet", re.compile(r"\bon (?:his |her |its |their )?(?:Twitter|Facebook|Telegram|X|Instagram|social media)\b")),
    ("call", re.compile(r"\bby (?:phone|telephone)\b")),
    ("broadcast", re.compile(r"\bon (?:air|television|TV|the radio|state television)\b")),
)
# A region without any of these names no venue, and the table need not be tried.
_WORTH = re.compile(
    rf"\b(?:(?:{'|'.join(_NOUNS.values())})\b|interviewed by|speaking|talking|on (?:\w+ )?(?:Twitter|Facebook|Telegram"
    r"|X|Instagram|social|air|television|TV|the radio|state)|by (?:tele)?phone)",
    re.I,
)
_VERBS = {"tweet": "tweet", "retweet": "tweet", "testify": "testimony"}


def venues(text: str, region: Span) -> Iterator[Venue]:
    """The venues that `region` names, in the order of the table of kinds.

    >>> [v.kind for v in venues("At a rally in Orsk on Sunday", Span(0, 28))]
    ['rally']
    """
    taken: list[Span] = []
    if _WORTH.search(text, *region) is None:
        return
    for kind, pattern in (*_VENUES, *_MORE):
        for match in pattern.finditer(text, region.start, region.end):
            span = Span(*match.span())
            if not any(span.overlaps(s) for s in taken):
                taken.append(span)
                yield Venue(kind=kind, span=span)


def venue_of_verb(verb: str | None, cue: Span) -> Venue | None:
    """The venue that a verb tells by itself: “tweeted”."""
    return Venue(kind=_VERBS[verb], span=cue) if verb in _VERBS else None
