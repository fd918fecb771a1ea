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
    "hearing": r"hearings?|testimony|inquest|trial|questioning",
    "meeting": (
        r"(?:meetings?|talks|summits?|conversations?|dinners?|breakfasts?|lunch(?:eon)?s?|gala|receptions?|ceremon(?:y|ies)"
        r"|conferences?|conventions?|forums?|panels?(?: discussions?)?|discussions?|events?|fund-?raisers?|sessions?"
        r"|visit"
        r"|presentations?|vigils?|protests?|(?-i:march)|oval office)"
    ),
    "letter": r"letters?|missives?",
    "memo": r"memos?|memorand(?:um|a)|cables?|telegrams?",
    "email": r"e-?mails?",
    "tweet": (
        r"tweets?|(?-i:posts?|posting)"
        r"|(?:facebook|instagram|blog|social media|telegram|online) (?:posts?|postings?|messages?)"
    ),
    "call": r"(?:phone |telephone |conference )?calls?|phone conversations?",
    "book": r"books?|memoirs?|autobiography",
    "article": r"op-eds?|articles?|columns?|editorials?|essays?",
    "filing": (
        r"(?:court|legal|regulatory|bankruptcy|securities) (?:papers|filings?|documents?|records)|filings?|lawsuits?"
        r"|affidavits?|indictments?|(?:criminal )?complaints?|depositions?"
    ),
    "video": r"(?:online )?videos?(?: messages?| statements?| addresses| clips?)?|clips?",
    "broadcast": r"(?:\w+ )?(?:show|programmes?|programs?|podcasts?|broadcasts?|segment|episode|documentary)",
}  # fmt: skip
_BARE = frozenset(("interview", "statement", "speech", "hearing", "email", "filing"))  # "in remarks", "by email"
_ON = frozenset(("broadcast", "call", "interview"))
_DETERMINER = (
    r"(?:an?|the|his|her|their|its|this|that|one|another|separate|two|several|[A-Z][\w’'.&-]*|\w+day['’]s|\d{4})"
)
_BETWEEN = (
    r"(?:(?!(?:of|after|before|since|about|that|which|who|with|by|over|for|from|and|to|as|said|says|was|is|were|awaiting|facing|pending)\b)"
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
# Broadcasters that go by name alone: "on CNN"; others are known by what their name holds.
_STATIONS = (
    r"ABC|Al Jazeera|ARD|BBC|CBC|CBS|CCTV|CNBC|CNN|C-SPAN|Fox(?: News| Business)?|ITV|LBC|MSNBC|NBC|NHK|NPR|PBS|RTÉ"
    r"|Sky News|Univision|ZDF|Channel (?:\d+|[A-Z]\w+)|Radio (?:\d+|[A-Z]\w+)"
    r"|[A-Z]\w+ (?:Radio|TV|Television|FM|Broadcasting|News Channel)"
)
_PROGRAMME = (  # its title in quotation marks, each word with a capital but the small ones
    r"[“\"](?:The |A )?[A-Z][\w’'&.-]*(?:,? (?:[A-Z\d][\w’'&.-]*|of|the|and|with|in|for|on|to|at|a))*[,.]?[”\"]"
)
_MORE = (
    ("interview", re.compile(r"\b(?i:interviews? (?:with|on|by)|interviewed by)\b")),
    (
        "interview",
        re.compile(r"\b(?i:speaking|talking) (?i:to|with) (?=(?:the )?[A-Z]|reporters\b|journalists\b|the press\b)"),
    ),
    ("statement", re.compile(r"\bstatement (?:issued|released)\b")),
    ("tweet", re.compile(r"\bon (?:his |her |its |their )?(?:Twitter|Facebook|Telegram|X|Instagram|social media)\b")),
    ("call", re.compile(r"\bby (?:phone|telephone)\b")),
    ("broadcast", re.compile(r"\bon (?:air|(?:\w+ )?(?:television|TV)|(?:the |local |public |state )?radio)\b")),
    ("broadcast", re.compile(rf"\b(?i:on) (?:the )?(?:{_STATIONS})\b(?:['’]s?)?(?: {_PROGRAMME})?")),
    (
        "broadcast",
        re.compile(rf"\b(?i:on) (?:(?:(?:[A-Z][\w&.-]* ){{0,2}}[A-Z\d][\w&.-]*['’]s?|the|his|her) )?{_PROGRAMME}"),
    ),
    ("broadcast", re.compile(r"\b(?i:appear(?:ed|s|ing)|appearances?) on (?=(?:the )?[A-Z“\"])")),
)
# A region without any of these names no venue, and the table need not be tried.
_WORTH = re.compile(
    rf"\b(?:(?:{'|'.join(_NOUNS.values())})\b|interviewed by|speaking|talking|on (?:\w+ )?(?:Twitter|Facebook|Telegram"
    r"|X|Instagram|social|air|television|TV|radio|state)|by (?:tele)?phone|appear\w* on"
    rf"|(?-i:[Oo]n (?:the )?(?:{_STATIONS}))|on (?:[^“\"\s]+ ){{0,4}}(?-i:[“\"][A-Z]))",
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
            if text[span.start : span.start + 3] == "on " and _ABOUT.search(text, region.start, span.start):
                continue
            # "in an interview on CNN": the second only tells more of the first
            if not any(span.overlaps(s) or s.end + 1 == span.start for s in taken):
                taken.append(span)
                yield Venue(kind=kind, span=span)


# "a project on “Women at Sea”": what is done on a theme is not said there.
_ABOUT = re.compile(
    r"\b(?:time|years|career|project|book|books|film|films|essay|vote|votes|ban|work|report|reports|study|series|panel"
    r"|campaign|ads?|money|law|bill|talk|talks|lecture|debate|paper|papers|article|course|page|word|words) $"
)
_TITLE = re.compile(_PROGRAMME)
_ON_WHAT = re.compile(r"\bon (?:(?:(?:[A-Z][\w&.-]* ){0,2}[A-Z\d][\w&.-]*['’]s?|the|his|her) )?$")
_BEFORE_TITLE = 30  # code points before a title in which "on CNN's" may stand


def is_programme(text: str, quoted: Span) -> bool:
    """Whether words in quotation marks are the title of what somebody was on: “Harbour Today”."""
    if _TITLE.fullmatch(text, *quoted) is None:
        return False
    return _ON_WHAT.search(text, max(0, quoted.start - _BEFORE_TITLE), quoted.start) is not None


_PAPERS = {  # what is itself the means by which its words were said
    "letter": "letter", "missive": "letter", "statement": "statement", "memo": "memo", "memorandum": "memo",
    "cable": "memo", "email": "email", "e-mail": "email", "tweet": "tweet", "lawsuit": "filing", "complaint": "filing",
    "indictment": "filing", "affidavit": "filing", "filing": "filing", "op-ed": "article", "communique": "statement",
    "communiqué": "statement", "memoir": "book",
}  # fmt: skip


def venue_of_paper(noun: str, source: Span) -> Venue | None:
    """The venue that a paper named as the source is itself: “the letter says”; `noun` is its head, in lower case."""
    return Venue(kind=_PAPERS[noun], span=source) if noun in _PAPERS else None


def venue_of_verb(verb: str | None, cue: Span) -> Venue | None:
    """The venue that a verb tells by itself: “tweeted”."""
    return Venue(kind=_VERBS[verb], span=cue) if verb in _VERBS else None
