"""How somebody responds to what is told of them: the words that say so, and what kind of response they are."""

from __future__ import annotations

import re

from hearsay.model import ResponseKind
from hearsay.text import Span

_TOLD = r"(?:account|version|story|description|(?:claim|allegation|accusation|report|suggestion|assertion|charge)s?)"
_WORDS = r"(?:[\w'’]+ ){0,3}"
_SPEAK = r"(?:be (?:interviewed|drawn)|comment|discuss|answer|speak|talk|respond)"
_NOT = r"(?:(?:do|does|did|has|had|would) not|(?:do|does|did|has|had|would)n['’]t)"
ACCOUNT = re.compile(rf"\b{_TOLD}\b", re.I)

_RESPONSES: tuple[tuple[ResponseKind, str], ...] = (
    ("not recognised", rf"{_NOT} recogni[sz]e {_WORDS}{_TOLD}"),
    ("declined", rf"(?:declin(?:ed|es)|refus(?:ed|es)|was unwilling|{_NOT} (?:wish|want|care)) to {_SPEAK}"),
    ("declined", r"would not (?:comment|discuss)"),
    ("no comment", r"(?:had|has|offered|made|gave) no (?:immediate )?comment"),
    ("no comment", rf"{_NOT} (?:immediately )?(?:comment|respond|reply|replied|responded|commented)"),
    ("no comment", rf"{_NOT} return(?:ed)? {_WORDS}(?:calls?|messages?|emails?)"),
    ("no comment", r"could not (?:immediately )?be reached"),
    ("evaded", rf"(?:dodg|evad|sidestepp|deflect|avoid|skirt)(?:ed|es|s) {_WORDS}questions?"),
    ("evaded", rf"{_NOT} (?:directly )?(?:answer (?:the|that) question|say (?:whether|if))"),
    ("denied", rf"den(?:ied|ies|y)(?= (?:that|it|this|any|having|ever|\w+ing|the {_WORDS}{_TOLD}))"),
    ("denied", rf"(?:reject(?:ed|s)|disput(?:ed|es)|contradict(?:ed|s)) {_WORDS}{_TOLD}"),
    ("denied", r"call(?:ed|s) (?:[\w'’]+ ){1,5}(?:false|untrue|a lie|lies|fiction|fabricated|nonsense)"),
    (
        "confirmed",
        rf"confirm(?:ed|s)(?= (?:that|it|this|{_WORDS}(?:{_TOLD}|meeting|conversation|talks|call|exchange)))",
    ),
)
_MAY = re.compile(  # a word without which no pattern fits
    r"recogni|declin|refus|unwilling|\bnot\b|n['’]t\b|comment|reached|question|deni|deny|reject|disput|contradict|\bcall"
    r"|confirm",
    re.I,
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _RESPONSES)


def response(text: str, sentence: Span) -> tuple[ResponseKind, Span] | None:
    """The first response that a sentence tells of, with the words that say so.

    >>> response("Mara Lind declined to comment.", Span(0, 30))
    ('declined', Span(start=10, end=29))
    """
    if _MAY.search(text, *sentence) is None:
        return None
    found = [(m.start(), kind, m) for kind, pattern in _PATTERNS if (m := pattern.search(text, *sentence)) is not None]
    if not found:
        return None
    _, kind, match = min(found, key=lambda x: x[0])
    return kind, Span(*match.span())
