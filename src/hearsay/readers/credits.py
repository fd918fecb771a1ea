"""Credit lines: the sentence in which a text says whose it is, or who had a hand in it.

A grammar of newsroom wording, not a list of known sites. A sentence fires only as a whole, from its first word, so that
a narrative sentence holding the same words does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hearsay.text import Span, trim

CreditKind = Literal["courtesy", "republished", "agency", "contributed"]
# A whole text's origin comes before an agency's part in it.
STRENGTH: tuple[CreditKind, ...] = ("courtesy", "republished", "agency", "contributed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A credit line: `span` as printed, `owner` the name or address in it that the text is credited to."""

    kind: CreditKind
    span: Span
    owner: Span


WORK = r"(?:content|article|story|report|piece|text|material|post|item|dispatch|interview|copy|column|analysis|essay)"
THIS = rf"(?:(?:this|the above|the foregoing|the following)(?: \w+)? {WORK}|{WORK})"
_ARTICLE = r"(?:content|article|story|piece|text|material|post|copy|column|essay)"
_THIS_ARTICLE = rf"(?:this|the above)(?: \w+)? {_ARTICLE}"
_IS = r"(?:is|was|has been|are|were|comes|appears?)"
# A name that can own a text: an address, or words of which the first is a capital. A month or weekday is no owner.
_NOT_A_NAME = (
    r"(?!(?:\d{4}|January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|"
    r"Thurs|Fri|Satur|Sun)day|[Tt]he\s+(?:early|late|mid))\b)"
)
_ADDRESS = r"(?:https?://[^\s,;]+|www\.[^\s,;]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}\b(?:/[^\s,;]*)?)"
_NAME = (
    rf"(?:{_ADDRESS}|{_NOT_A_NAME}(?:[Tt]he\s+|[“\"‘'])?[A-Z0-9][\w&.'’/-]*"
    r"(?:\s+(?:(?:of|the|and|for|de|du|des|la|le|der|die|&|[|])\s+)*[A-Z0-9&][\w&.'’/-]*){0,7}[”\"’']?)"
)
_OWNER = rf"(?P<owner>{_NAME})"
_ALSO = rf"(?:(?:,|\s+and)\s+{_NAME})*"
LEAD = r"(?:[\s*_(\[—–•>#-]|Editor[’']s note:|Note:|NOTE:)*"
_SUBJECT = rf"(?:{THIS}\s+(?:(?:{_IS}|had)\s+)?)?"
_AGENCY = (
    r"(?:(?:The\s+)?Associated Press|AP|Reuters|Thomson Reuters|AFP|Agence France-Presse|UPI|United Press International"
    r"|TASS|Interfax|RIA Novosti|Xinhua|DPA|dpa|ANSA|EFE|PA(?: Media)?|(?:The )?Press Association|ANI|PTI|IANS|Yonhap|"
    r"Kyodo|Bloomberg|(?:The )?Canadian Press|AAP|Anadolu(?: Agency)?|Belga|APA|Ritzau|NTB|TT|Ukrinform|Unian|"
    r"[A-Z][\w-]+(?:\s[A-Z][\w-]+)?\s(?:News Agency|Newswire|Wire Service|News Service|Press Agency))"
)
_CONTRIBUTOR = (
    r"(?:[A-Z][\w.'’-]*|and|of|in|at|for|from|the|de|del|da|van|von|al|&|as well as|staff|writers?|reporters?|editors?|"
    r"correspondents?|wire|services|agencies)"
)
_DASH = r"\s*(?:[—–]|--?)\s*"
# After the owner only a remark on the manner may follow; a clause of its own would make it a narrative sentence.
_TAIL = (
    r"(?:\s+and\s+its\s+authors?|,?\s+(?:under|with|by|on|in|as)\s[^.!?]{1,160}|,?\s+(?:where|and\s+is|whose)\s[^.!?]{1,160}"
    r"|[\s,]+(?:an?|the)\s[^,.!?]{1,80})?[\s.!*_)\]]*"
)


def loose(pattern: str) -> str:
    """A pattern in which a blank stands for any white space, so that a line break inside a notice does not matter."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


_CREDIT_LINES: tuple[tuple[CreditKind, str], ...] = (
    (
        "courtesy",
        (
            rf"(?i:(?:{THIS} (?:{_IS} )?(?:here |provided |made available |supplied |reproduced |published )?"
            rf"|(?:re)?(?:published|printed|produced|posted) )(?:by |with the )?courtesy of"
            rf"(?:,? (?:and )?(?:is )?(?:owned|copyrighted)(?:,? (?:and|or) (?:owned|copyrighted))? by)?,?)"
            rf" {_OWNER}(?:{_TAIL}|,? [^!?]{{1,200}})"
        ),
    ),
    (
        "courtesy",
        (
            rf"(?i:(?:{THIS}|this (?:page|site)[’']s content|all content) (?:is|are)(?: the)?"
            rf" (?:property of|owned(?: and copyrighted)? by|copyrighted by|copyright of)) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "courtesy",
        (
            rf"(?i:{_THIS_ARTICLE} (?:was|is|has been) "
            rf"(?:supplied|provided|distributed|syndicated|produced|taken|copied|"
            rf"adapted|sourced)(?: and \w+)? (?:by|from)) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "courtesy",
        (
            rf"(?i:(?:the )?(?:copyright|rights) (?:in|to|of) {THIS} (?:belongs?|is held|are held|rests?)"
            rf" (?:to|by|with)) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "republished",
        (
            rf"(?i:{_SUBJECT}(?:originally |first )(?:appeared|ran|published|printed|posted|released|broadcast)"
            rf"(?: (?:online|here|in print))?(?: (?:in|at|on|by|with))) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "republished",
        rf"(?i:{_SUBJECT}(?:(?:published|appeared) (?:originally|first)) (?:in|at|on|by|with)) {_OWNER}{_TAIL}",
    ),
    (
        "republished",
        (
            rf"(?i:(?:(?:an?|the) (?:original |shorter |longer |earlier |previous )?version of )?{_THIS_ARTICLE} "
            rf"(?:has |had |also )*(?:appears?|appeared|ran)(?: (?:online|in print))?(?: (?:in|at|on))) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "republished",
        (
            rf"(?i:{THIS}, which (?:was |had )?(?:originally |first )?(?:appeared|ran|published|posted)"
            rf" (?:in|at|on|by)) {_OWNER},? (?i:is|was|has been)[^.!?]{{1,160}}[\s.!*_)\]]*"
        ),
    ),
    (
        "republished",
        (
            rf"(?i:{_SUBJECT}(?:re)?(?:published|used|reproduced|printed|shared)(?: here)? (?:with|by)(?: the)?"
            rf"(?: kind)? permission (?:from|of)) {_OWNER}{_TAIL}"
        ),
    ),
    (
        "republished",
        (
            rf"(?i:(?:read|see|view) the original(?: {WORK}| version)? (?:at|on|in|from)"
            rf"|(?:the )?original(?: source| {WORK}| version| link)?:|(?:{THIS} (?:was |is )?)?co-?published with"
            rf"|(?:{THIS}|this) is an? (?:syndicated|wire|guest|partner|reprinted) {WORK} from|taken from"
            rf"|{THIS} is an? (?:\w+ )?translation of an? {WORK} (?:that|which) (?:was )?(?:first |originally )?"
            rf"(?:appeared|ran|published) (?:in|at|on)|translated from the original in) {_OWNER}{_TAIL}"
        ),
    ),
    ("republished", rf"(?i:the post) .{{1,300}}? (?i:(?:appeared first|first appeared) on) {_OWNER}{_TAIL}"),
    (
        "republished",
        (
            rf"(?i:{_SUBJECT}(?:being )?"
            rf"(?:republished|reprinted|reproduced|reposted|syndicated|cross-?posted|excerpted)"
            rf"(?: here| in part| in full)*(?: (?:with|by)(?: the)?(?: kind)? permission)?,? (?:from|of|by))"
            rf" {_OWNER}{_TAIL}"
        ),
    ),
    (
        "agency",
        (
            rf"(?i:with(?: (?:additional )?(?:reporting|files|material|inputs?|agency inputs?|reports?|contributions))"
            rf" (?:from|by)) {_OWNER}{_ALSO}[\s.*_)\]]*"
        ),
    ),
    ("agency", rf"(?i:with) (?P<owner>{_AGENCY})(?:(?:,| and) {_AGENCY})*[\s.*_)\]]*"),
    (
        "agency",
        r"(?i:with (?:inputs?|reports?|files|material) from) (?P<owner>(?i:(?:news |wire )?agencies))[\s.*_)\]]*",
    ),
    (
        "agency",
        (
            rf"(?i:(?:(?:{_ARTICLE}|report|words)?:? ?by:? |via:? )?)(?P<owner>{_AGENCY})"
            r"(?i: news)?(?i: wires?| feed)?[\s.*_)\]]*"
        ),
    ),
    ("agency", rf"(?i:copyright|©|\(c\))[ \d©,(c)]* (?P<owner>{_AGENCY})\b.*"),
    (
        "contributed",
        (
            rf"(?=[A-Z]|(?:the|staff) )(?P<owner>(?:{_CONTRIBUTOR}[,;]?\s+)*?{_CONTRIBUTOR})[,;]?"
            rf" (?i:(?:also )?(?:contributed|assisted)"
            rf"(?: (?:additional )?(?:reporting|material|writing))?(?: (?:to|with|in)) (?:this|the) {WORK})"
            rf"(?:,? (?:from|in|which|as well as) [^!?]{{1,120}})?[\s.*_)\]]*"
        ),
    ),
)
_CREDITS = tuple((kind, re.compile(LEAD + loose(pattern), re.DOTALL)) for kind, pattern in _CREDIT_LINES)
# "Source: X" and "Courtesy of X" in the middle of a text belong to a picture or a chart.
_AT_THE_ENDS = re.compile(
    rf"{LEAD}(?i:sources?:|via:?|(?:{_ARTICLE}\s+)?courtesy(?:\s+of|:))\s+{_OWNER}(?:(?:,|\s+and)\s+{_NAME})*[\s.*_)\]]*"
)
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.'’ -]{{1,40}}(?:,\s[\w.'’ -]{{1,30}}){{0,2}}\s+)?\((?P<owner>{_AGENCY})\){_DASH}\S"
    rf"|[A-Z][\w.'’ -]{{1,40}}(?:,\s[\w.'’ -]{{1,30}}){{0,2}}\s+/(?P<slashed>{_AGENCY})/{_DASH}?\S"
)


def credit_of(text: str, sentence: Span, block: Span, *, at_the_end: bool) -> Credit | None:
    """The credit that a sentence of `block` is; ``None`` when it is none. `at_the_end`: the block opens or closes the
    text, where "Source: X" speaks of the text and not of a picture.

    >>> line = "This story first appeared in the Osk Courier."
    >>> whole = Span(0, len(line))
    >>> credit_of(line, whole, whole, at_the_end=True).owner.of(line)
    'the Osk Courier'
    """
    if sentence.end - sentence.start > 600:
        return None
    for kind, pattern in _CREDITS:
        credit = _matched(kind, pattern.fullmatch(text, *sentence), text)
        if credit:
            # "Reuters." inside a paragraph of prose is a fragment of it, not a credit line.
            alone = kind != "agency" or sentence.start == block.start or sentence.end == block.end
            return credit if alone else None
    if at_the_end and sentence == block:
        return _matched("agency", _AT_THE_ENDS.fullmatch(text, *sentence), text)
    return None


def _matched(kind: CreditKind, match: re.Match[str] | None, text: str) -> Credit | None:
    if match is None:
        return None
    owner = Span(*match.span("owner"))
    if kind == "contributed":
        # Of several who contributed, the agency is the one that a text can be had from.
        agency = re.search(rf"\b{_AGENCY}\b", owner.of(text))
        owner = Span(owner.start + agency.start(), owner.start + agency.end()) if agency else owner
    return Credit(
        kind=kind,
        span=trim(text, Span(*match.span()), " \t\r\n*_()[]—–•>-"),
        owner=trim(text, owner, " \t\r\n.*_)”\"’'“‘"),
    )


def dateline(text: str, block: Span) -> Credit | None:
    """The agency named in the dateline that opens a paragraph: "OSK (AP) — The ferry …"."""
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 200))
    if match is None:
        return None
    group = "owner" if match["owner"] else "slashed"
    owner = Span(*match.span(group))
    return Credit(kind="agency", span=Span(owner.start - 1, owner.end + 1), owner=owner)
