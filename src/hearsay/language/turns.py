"""Who speaks, set before a colon: the turns of a transcript or an interview, and headlines (“Vele: no deal”)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from hearsay.language.finds import Find, Page, make
from hearsay.text import Span, trim

_EDGE = " \t\r\n\u00a0"
_TURN = re.compile(  # a page that takes over a transcript may open each paragraph of it with a mark
    r"[“\"]?(?P<who>Q|A|[A-Z][\w.’'\-]*(?: [A-Z(][\w.’'\-)]*){0,5}) ?(?P<colon>:)\s+(?=\S)"
)
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_LABEL = re.compile(r"(?P<who>[A-Z][\w.’'\-]*(?: (?:of |the |and )?[A-Z][\w.’'\-]*){0,4})(?P<colon>:)\s+(?=\S)")
_DEPARTMENTS = frozenset(  # what stands over a piece to say of what sort it is
    """
    analysis breaking column comment correction editorial exclusive explainer factbox feature gallery interview letters
    live obituary opinion photos pictures poll profile quiz review timeline update video watch
    """.split()
)
_LONGEST_HEADLINE = 200  # code points
_FEW_VOICES = 12  # up to so many, one who speaks once only is a voice too


def turns(on: Page, paragraphs: Sequence[Span]) -> list[Find]:
    """The turns of a transcript: at least three paragraphs that begin with a name and a colon, two names among them,
    and one name twice."""
    heads = {p: m for p in paragraphs if (m := _TURN.match(on.text, p.start, p.end)) is not None}
    capitals = sum(m["who"].isupper() for m in heads.values())
    if capitals > len(heads) / 2:  # where the voices stand in capitals, what does not is a headline's
        heads = {p: m for p, m in heads.items() if m["who"].isupper()}
    names = Counter(m["who"] for m in heads.values())
    if len(heads) < 3 or len(names) < 2 or len(names) == len(heads):
        return []
    if len(names) > _FEW_VOICES:
        heads_kept = {p: m for p, m in heads.items() if names[m["who"]] > 1 or m["who"] in ("Q", "A")}
    else:
        heads_kept = heads
    first = next(iter(heads))
    # Else it is an exchange inside another text, and a turn ends with its paragraph.
    throughout = len(heads) >= 0.5 * sum(p.start >= first.start for p in paragraphs)
    taken: list[tuple[re.Match[str], list[Span]]] = []
    numbered = False  # an item of minutes ends the exchange that is given in them
    for paragraph in paragraphs:
        head = heads_kept.get(paragraph)
        if head is not None:
            numbered = False
            taken.append((head, [Span(head.end(), paragraph.end)]))
        elif taken and throughout and not numbered:
            numbered = _NUMBERED.match(on.text, *paragraph) is not None
            if not numbered:
                taken[-1][1].append(paragraph)
    return [_labelled(on, "turn", head, content) for head, content in taken]


def headlines(on: Page, lines: Iterable[Span], found: Sequence[Find]) -> list[Find]:
    """The label of each of `lines` that no find of `found` has its content in."""
    taken = [s for f in found for s in f.attribution.content]
    out: list[Find] = []
    for line in lines:
        if line.end - line.start > _LONGEST_HEADLINE or any(line.overlaps(s) for s in taken):
            continue
        match = _LABEL.match(on.text, line.start, line.end)
        if match is not None and match.end() < line.end and not match["who"].isupper() and _may_speak(on, match):
            out.append(_labelled(on, "label", match, [trim(on.text, Span(match.end(), line.end), _EDGE)]))
    return out


def _may_speak(on: Page, label: re.Match[str]) -> bool:
    """Whether the label of a headline may be a voice: not "Opinion:", and no participle ("Revealed:", "Missing:")
    unless the text below has it for a name."""
    who = label["who"]
    if who.casefold() in _DEPARTMENTS:
        return False
    if " " in who or not who.endswith(("ed", "ing")):
        return True
    return re.search(rf"(?<=[a-z,] ){re.escape(who)}\b", on.text[label.end() :]) is not None


def _labelled(on: Page, pattern: str, label: re.Match[str], content: Sequence[Span]) -> Find:
    return make(
        on,
        pattern,
        source=[Span(*label.span("who"))],
        cue=[Span(*label.span("colon"))],
        content=content,
        mode="direct" if pattern == "turn" else "indirect",
    )
