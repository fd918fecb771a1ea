"""Who writes: the one person that a byline names."""

from __future__ import annotations

import re

from hearsay.language.gazetteer import BODY_WORDS

_LEAD = re.compile(
    r"^\s*(?:(?:story|text|words|reporting|written|posted|opinion|analysis)\s+)?(?:by\b:?|from)?\s*", re.I
)
_END = re.compile(r"[,.;:|(/–—\n]\s|[,;:|(/\n]|\s(?:in|for|of|at|with|staff|special)\s", re.I)
_SEVERAL = re.compile(r"\s(?:and|&|with)\s|, (?=[A-Z][\w.]* [A-Z])", re.I)
_WORD = re.compile(r"[^\W\d_][\w’'\-]*\.?")


def author(byline: str | None) -> str | None:
    """The person whom `byline` names as the writer; ``None`` where it names none, several, or a body.

    >>> author("By MARA LIND. Email: lind@courier.example"), author("Anton Vele and Mara Lind"), author("Courier Staff")
    ('Mara Lind', None, None)
    """
    if byline is None or _SEVERAL.search(byline):
        return None
    rest = _LEAD.sub("", byline, count=1)
    end = next((m.start() for m in _END.finditer(rest) if not re.search(r"\b[A-Z]$", rest[: m.start()])), len(rest))
    words = _WORD.findall(rest[:end])
    if not 2 <= len(words) <= 4 or not all(w[0].isupper() or w in ("de", "van", "von", "al", "bin") for w in words):
        return None
    if any(
        w.casefold().rstrip(".") in BODY_WORDS | {"courier", "times", "post", "desk", "editor", "wire"} for w in words
    ):
        return None
    if all(w.isupper() for w in words):
        words = [w.title() if len(w.rstrip(".")) > 1 else w for w in words]
    return " ".join(words)
