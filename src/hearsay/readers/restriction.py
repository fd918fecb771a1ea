"""Restrictions on use: embargo, background, off the record, confidential, as the first lines of a text state them."""

from __future__ import annotations

import re

from hearsay.text import Span, trim

HEAD_LINES = 6

_CAPITALS = re.compile(
    r"(?:STRICTLY |UNDER |PRIVATE (?:AND|&) |HOLD FOR RELEASE[ :]*)*(?:EMBARGO(?:ED)?\b|NOT FOR (?:PUBLICATION|RELEASE|"
    r"ATTRIBUTION|QUOTATION|BROADCAST|CIRCULATION|DISTRIBUTION|IMMEDIATE RELEASE)\b|OFF[- ]THE[- ]RECORD\b"
    r"|(?:ON|FOR) (?:DEEP )?BACKGROUND\b"
    r"|BACKGROUND ONLY\b|CONFIDENTIAL\b|TOP SECRET\b|SECRET\b|HOLD UNTIL\b)(?P<rest>.*)",
    re.DOTALL,
)
_EMBARGO = re.compile(
    r"(?i:(?:strictly )?(?:embargoed|embargo|under embargo|hold)(?: for release)?(?: until| till| to|:)) "
    r"(?P<rest>[^.!?]*\d[^!?]*)"
)
_WHOLE = re.compile(
    r"(?i:(?:strictly )?(?:private (?:and|&) )?confidential|not for (?:publication|release|attribution|quotation|"
    r"circulation|distribution)|(?:strictly )?off the record|on (?:deep )?background|background only)(?: only)?[.!]?"
)
_CLASSIFIED = re.compile(r"(?:CONFIDENTIAL|SECRET|TOP SECRET)\b")
_DECLASSIFIED = re.compile(r"\b(?:DECLASSIFIED|UNCLASSIFIED|Declassified|Unclassified)\b")
_CLAUSE = re.compile(r",\s+(?!at\b|on\b|until\b|local\b)[a-z]")


def restriction(text: str, blocks: tuple[Span, ...]) -> Span | None:
    """The line among the first of a text that limits its use; a classification that was lifted limits nothing.

    >>> text = "EMBARGOED UNTIL 3 MAY 2031\\nThe light stays."
    >>> restriction(text, (Span(0, 26), Span(27, 43))).of(text)
    'EMBARGOED UNTIL 3 MAY 2031'
    """
    head = [Span(block.start, min(block.end, block.start + 400)) for block in blocks[:HEAD_LINES]]
    opened = any(_DECLASSIFIED.search(line.of(text)) for line in head)
    for block in head:
        line = trim(
            text, Span(block.start, text.find("\n", *block) if "\n" in block.of(text) else block.end), " \t\r*_[]()#"
        )
        words = line.of(text)
        if not words or len(words) > 160 or (opened and _CLASSIFIED.match(words)):
            continue
        capitals = _CAPITALS.fullmatch(words)
        if capitals and not _CLAUSE.search(capitals["rest"]) and _dry(capitals["rest"]):
            return line
        embargo = _EMBARGO.fullmatch(words)
        if (embargo and not _CLAUSE.search(embargo["rest"])) or _WHOLE.fullmatch(words):
            return line
    return None


def _dry(rest: str) -> bool:
    """Whether what follows a marking is more of the kind, and not the rest of a sentence or a headline."""
    words = re.findall(r"[A-Za-z]{2,}", rest)
    capitals = sum(word.isupper() for word in words)
    return not words or capitals * 2 >= len(words) or bool(re.search(r"\d|:|—|–|/", rest))
