"""Characters that act instead of showing, made visible in anything that a person is shown.

A source can hold terminal escapes, characters that turn the reading direction round, or hidden tags. They are shown,
never obeyed. Call these on every string that comes from a source, before the escaping that the format needs.
"""

from __future__ import annotations

import re

# Control characters but tab and line feed; line and paragraph separators; embeddings, overrides and isolates of the
# bidirectional algorithm; deprecated format characters; byte order mark; interlinear annotation; lone surrogates;
# tags. Direction marks, joiners and soft hyphens stay: real texts need them, and they hide nothing.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n?")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with each character that acts written as its code point; tabs and line ends stay, as ``\\n``.

    >>> visible("left \\u202eright")
    'left ‹U+202E›right'
    """
    return _ACTING.sub(_code_point, _LINE_END.sub("\n", text))


def line(text: str) -> str:
    """`visible` text on one line: every run of white space is one space, none at the ends.

    >>> line(" The harbour\\r\\n is \\x1b[31mshut. ")
    'The harbour is ‹U+001B›[31mshut.'
    """
    return _SPACE.sub(" ", visible(text)).strip()


def shortened(text: str, limit: int) -> str:
    """`line` of `text`, cut at a word's end to at most `limit` characters with `…` for the rest.

    >>> shortened("The harbour is shut for the winter.", 20)
    'The harbour is shut…'
    """
    whole = line(text)
    if len(whole) <= limit:
        return whole
    cut = whole[: limit - 1]
    if whole[limit - 1] != " " and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"


def paragraphs(text: str) -> list[str]:
    """The lines of `visible` text that hold more than white space, each without white space at its ends.

    >>> paragraphs("First.\\n\\n  Second.")
    ['First.', 'Second.']
    """
    return [part.strip() for part in visible(text).split("\n") if part.strip()]


def _code_point(match: re.Match[str]) -> str:
    return f"‹U+{ord(match.group()):04X}›"
