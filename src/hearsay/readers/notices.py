"""What a text says of its own origin and use: credit lines, rights and takedown notices, restrictions.

Pure functions over text; the grammar of credit lines is in `credits`, that of restrictions in `restriction`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hearsay.readers.credits import LEAD, STRENGTH, THIS, WORK, Credit, credit_of, dateline, loose
from hearsay.readers.restriction import restriction
from hearsay.text import Span, trim

WHOLE = 1_500  # code points of a paragraph that is a notice as a whole when it asks to be written to for removal
LONGEST = 3_000  # code points of a paragraph that may be a notice; longer ones are a whole text on one line
EDGE_HEAD, EDGE_TAIL = 8, 12  # paragraphs at either end where credit lines stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """All that a text says of its origin and use. `notices` are the stretches that are nothing else, `rights` those of
    them that speak of rights or removal; `restriction` is the line that limits its use."""

    credits: tuple[Credit, ...] = ()
    notices: tuple[Span, ...] = ()
    rights: tuple[Span, ...] = ()
    restriction: Span | None = None

    @property
    def credit(self) -> Credit | None:
        """The strongest credit line: a whole text's origin before an agency's part in it; the first of equals."""
        return min(self.credits, key=lambda c: (STRENGTH.index(c.kind), c.span), default=None)


_RIGHTS_LINES: tuple[str, ...] = (
    r"(?i:all rights reserved)\b[^“”\"]{0,80}",
    r"(?:©|\((?:c|C)\)|&copy;)\s*\S.*",
    r"(?i:copyright)(?: ©| \([cC]\))? ?(?:(?:19|20)\d\d\b.*|(?:©|\([cC]\)).*|by [A-Z].*)",
    (
        rf"(?i:(?:this|the above|our) (?:\w+ )?{WORK}s? (?:may|must|can|should) ?not be (?:\w+, )*(?:re)?"
        r"(?:published|produced|used|copied|broadcast|distributed|printed|written)\b).*"
    ),
    (
        rf"(?i:{THIS} (?:is|are|was|has been) (?:made available|provided|reproduced|used|shared|published)\b.*\b"
        r"(?:for (?:\w+ (?:and|or) )?(?:educational|informational|research|non-?commercial) (?:use|purposes)"
        r"|fair use)).*"
    ),
    rf"(?i:{THIS} (?:is|are) (?:licen[sc]ed|published|available) under (?:an? |the )?)Creative Commons.*",
    rf"(?i:(?:no part of |reproduction of )?{THIS}.{{0,60}} without (?:\w+ )*(?:permission|consent)).*",
    r"(?i:fair use notice)\b.*",
    (
        r"(?i:(?:any )?(?:unauthori[sz]ed )?(?:reproduction|republication|redistribution|copying|use)\b.{0,60}? "
        r"(?:without (?:\w+ ){0,3}(?:permission|consent|authori[sz]ation) (?:is|are)(?: strictly)?"
        r" (?:prohibited|forbidden))).*"
    ),
    (
        rf"(?i:{THIS} (?:has|was|is) not (?:been )?(?:edited|created|written|produced)\b.{{0,80}}"
        r"\b(?:feed|syndicated|agency)).*"
    ),
)
_RIGHTS = tuple(re.compile(LEAD + loose(pattern), re.DOTALL) for pattern in _RIGHTS_LINES)
_IF_YOU = re.compile(
    r"\b(?i:(?:if|should)\s+you\s+(?:are|be|own|represent|believe|hold|think|would|wish|want|object)\b"
    r"|if\s+(?:it|this|the\s+\w+)\s+(?:is|was|belongs\s+to|infringes)\s+you(?:rs?)?\b"
    r"|authors?\s+or\s+(?:rights|copyright)[- ]?holders?"
    r"|(?:rights|copyright)[- ]?(?:holders?|owners?)\s+(?:who|may|can|should)\b)"
    r"|^(?:\w+:\s+)?(?i:to\s+(?:request|have|ask)\b)"
)
_WHAT = re.compile(rf"(?i:\b(?:{WORK}s?|pages?|works?|images?|photos?|copyright(?:ed)?|rights|links?)\b)")
_REMOVE = re.compile(
    r"(?i:\b(?:remov(?:ed?|al|ing)|tak(?:e|en)\s+(?:it\s+|this\s+)?(?:down|offline)|takedown|delet(?:ed?|ion)|withdrawn?)\b)"
)
_CONTACT = re.compile(
    r"(?i:\b(?:contact|e-?mail|write\s+to|notify|let\s+us\s+know|get\s+in\s+touch|inform\s+us|message\s+us)\b)"
)

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[*_©]*[A-Z©])")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Inc|Ltd|Co|Corp|St|Mr|Mrs|Ms|Dr|Prof|vs|No|U\.S|U\.K)\.$")
_QUOTED = tuple("\"“„«‘'")


def find(text: str, blocks: tuple[Span, ...]) -> Notices:
    """What a text says of its origin and use; `blocks` are its paragraphs.

    Credit lines are looked for in the first and last paragraphs, notices in all, restrictions in the first lines. A
    paragraph over `LONGEST` is only looked at where it begins.

    >>> text = "The lamp was lit.\\nThis story first appeared in the Osk Courier."
    >>> found = find(text, (Span(0, 17), Span(18, 62)))
    >>> found.credit.owner.of(text), found.notices
    ('the Osk Courier', (Span(start=18, end=62),))
    """
    near = {*range(EDGE_HEAD), *range(len(blocks) - EDGE_TAIL, len(blocks))}
    ends = {0, 1, len(blocks) - 2, len(blocks) - 1}
    credits_found: list[Credit] = []
    notices: list[Span] = []
    rights: list[Span] = []
    for number, block in enumerate(blocks):
        if number in near and (named := dateline(text, block)):
            credits_found.append(named)
        if block.end - block.start > LONGEST or text[block.start] in _QUOTED:
            continue
        words = block.of(text)
        takedown = all(sign.search(words) for sign in (_REMOVE, _CONTACT, _IF_YOU, _WHAT))
        if number not in near and not takedown and not _may_speak_of_rights(words):
            continue
        # A takedown notice has sentences of its own that say neither; a text on one line has its article's.
        whole = takedown and len(blocks) > 1 and len(words) <= WHOLE
        runs: list[tuple[int, Span, bool]] = []  # number of the last sentence, stretch, whether it speaks of rights
        for place, sentence in enumerate(_sentences(text, block)):
            credit = credit_of(text, sentence, block, at_the_end=number in ends) if number in near else None
            if credit:
                credits_found.append(credit)
            right = _speaks_of_rights(sentence.of(text), takedown)
            if not credit and not right:
                continue
            if runs and place - runs[-1][0] == 1:
                runs[-1] = (place, Span(runs[-1][1].start, sentence.end), runs[-1][2] or right)
            else:
                runs.append((place, sentence, right))
        if whole:
            runs = [(0, block, True)]
        notices += [stretch for _, stretch, _ in runs]
        rights += [stretch for _, stretch, right in runs if right]
    return Notices(
        credits=tuple(credits_found),
        notices=tuple(notices),
        rights=tuple(rights),
        restriction=restriction(text, blocks),
    )


def _speaks_of_rights(sentence: str, takedown: bool) -> bool:
    if takedown and sum(bool(p.search(sentence)) for p in (_IF_YOU, _REMOVE, _CONTACT)) > 1:
        return True
    return any(pattern.fullmatch(sentence) for pattern in _RIGHTS)


def _may_speak_of_rights(words: str) -> bool:
    lower = words.lower()
    return any(sign in lower for sign in ("right", "©", "(c)", "&copy;", "not be", "use", "purposes", "commons"))


def _sentences(text: str, block: Span) -> list[Span]:
    out: list[Span] = []
    start = block.start
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        if _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            continue
        out.append(trim(text, Span(start, match.end())))
        start = match.end()
    out.append(trim(text, Span(start, block.end)))
    return [sentence for sentence in out if sentence.end > sentence.start]
