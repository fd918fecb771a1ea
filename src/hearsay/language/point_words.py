"""How a point and its values are named on the page: in the source's own words, as printed."""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.language.predicates import predicate
from hearsay.language.stated import Stated
from hearsay.language.word_weights import stem
from hearsay.language.words import is_content, words
from hearsay.text import Span

_BEFORE, _AFTER = 3, 5  # words of the clause on either side of the figure that name the point
_STOPS = frozenset('.;:,()[]—–“”"?!…')


def printed(x: Stated, texts: Mapping[str, str]) -> str:
    """The figure as printed, on one line."""
    return " ".join(x.span.of(texts[x.document]).split())


def about(x: Stated, texts: Mapping[str, str]) -> str:
    """The words around a figure, as printed, with an ellipsis where the figure stands.

    What is counted and what is said of it, as far as the clause goes: "killed … people in the valley".
    """
    text = texts[x.document]
    before: list[str] = []
    for w in reversed(words(text, Span(x.sentence.start, x.span.start))):
        if w.text in _STOPS or len(before) == _BEFORE or w.lower[0].isdigit():
            break
        before.insert(0, w.text)
    while before and not is_content(before[0].casefold()):
        before.pop(0)
    end = x.span.end
    for n, w in enumerate(words(text, Span(x.span.end, x.sentence.end))):
        if (w.text in _STOPS and n) or n == _AFTER or w.lower[0].isdigit():
            break
        if is_content(w.lower):
            end = w.span.end
    after = " ".join(text[x.span.end : end].split()).lstrip("-‑ ")
    return " ".join([*before, "…", after]).strip()


def shared_words(a: Stated, b: Stated, texts: Mapping[str, str]) -> str:
    """The words, as the first of the two prints them, that both sentences have, most telling first; five at most."""
    text = texts[a.document]
    out: dict[str, tuple[float, str]] = {}
    for w in words(text, a.sentence):
        key = stem(w.lower.replace("-", ""))
        if key in a.wide and key in b.wide:
            out.setdefault(key, (-a.wide[key], w.text))
        name = predicate(w.lower)
        if name and name in a.predicates & b.predicates:
            out.setdefault(key, (-20.0, w.text))
    return ", ".join(f"“{word}”" for _, word in sorted(out.values())[:5])
