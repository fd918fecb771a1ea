"""What kind of document a text is: stated in its metadata, or inferred from its form, and why."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from hearsay.model import Kind
from hearsay.readers.credits import Credit

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}

_TALK = (
    r"(?:meeting|conversation|session|talks|council|board|committee|assembly|call|conference|cabinet|negotiation|"
    r"hearing)s?"
)
# A headline *about* minutes has a verb in it; the minutes' own heading has none.
_VERB = re.compile(
    r"\b(?:shows?|showed|reveals?|revealed|says?|said|suggests?|leaks?|leaked|published|released|released|contradicts?|"
    r"confirms?|confirmed|denies|denied|seen|obtained|is|are|was|were|has|have|will|casts?|raises?|puts?|leaves?)\b",
    re.IGNORECASE,
)
_HEADINGS: tuple[tuple[Kind, str], ...] = (
    ("notes", rf"(?:the |official |draft |approved )*minutes\b(?:$|:| \(| of (?:[\w'’.-]+ ){{0,6}}{_TALK}\b)"),
    ("notes", rf"(?:the )?(?:memorandum|record|summary record|notes?) (?:of|on|from) (?:\w+ ){{0,3}}{_TALK}\b"),
    ("notes", r"(?:memcon|telcon)\b"),
    ("transcript", r"(?:(?:full|partial|verbatim|official|edited|rush|interview|the) )*transcript\b(?:$|:| of\b| \()"),
    ("transcript", r"(?:stenographic|verbatim) (?:record|report)\b"),
    ("readout", r"(?:the |official )?read-?out (?:of|from|on)\b"),
    ("recollection", r"(?:an )?oral history\b|(?:from )?(?:the |his |her )?memoirs? of\b|recollections? of\b"),
    ("comment", r"(?:opinion|comment|commentary|editorial|op-ed|letters? to the editor|guest column)\s*(?:$|[:|/—–-])"),
)
_FORMS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _HEADINGS)
# A full stop ends a label only when it cannot be an abbreviation in running text: "Q.", "A.", "THE CHAIR."
_TURN = re.compile(
    r"^[ \t*_]*((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}(?: \([^)\n]{1,40}\))?(?=:)"
    r"|[QA](?=\.)|[A-Z]{2,}(?: [A-Z]{2,}){0,3}(?=\. ))"
    r"[:.][*_]*[ \t]+\S",
    re.MULTILINE,
)
_NO_SPEAKERS = frozenset(
    "fact facts issue claim date place time where when what who why how note update photo photos read related source "
    "verdict rating subject present participants from to re more topic summary background result score next image "
    "video".split()
)
_HEAD = 200_000  # code points in which turns are counted


def kind_of(
    stated: str | None,
    title: str | None,
    first_lines: tuple[str, ...],
    text: str,
    credit: Credit | None,
    outlet: str | None,
) -> tuple[Kind | None, str | None]:
    """The kind of a document with the reason for it; ``(None, None)`` when nothing tells.

    `stated` is the metadata's word for it, `first_lines` the paragraphs that open it, `outlet` whatever shows that an
    outlet published it (its name, or the date of publication).

    >>> kind_of(None, "Minutes of the harbour board", (), "", None, None)
    ('notes', 'the heading reads “Minutes of the harbour board”')
    >>> kind_of(None, "Minutes of the harbour board show a quarrel", (), "", None, "Osk Courier")
    ('report', 'inferred: it names its outlet or date (Osk Courier), and nothing speaks for another kind')
    """
    remark = ""
    if stated:
        kind = _KINDS.get(stated.strip().lower())
        if kind:
            return kind, "stated in the metadata"
        remark = f"the metadata says “{stated}”, which is none of the kinds; "
    for heading in (*((title,) if title else ()), *first_lines[:4]):
        found = _form(heading.strip(" \t*_#"))
        if found:
            return found, f"{remark}the heading reads “{heading.strip()}”"
    labels = _turns(text[:_HEAD])
    if labels:
        return "transcript", f"{remark}its lines are turns of {labels}"
    # "Originally published in the Courier" on the Courier's own page makes no copy of it.
    if credit and credit.kind in ("courtesy", "republished") and not _same(credit.owner.of(text), outlet):
        return "copy", f"{remark}it says so: “{credit.span.of(text)}”"
    if outlet:
        return (
            "report",
            f"{remark}inferred: it names its outlet or date ({outlet}), and nothing speaks for another kind",
        )
    return None, remark.rstrip("; ") or None


def _same(owner: str, outlet: str | None) -> bool:
    a, b = (re.sub(r"^the|[\W_]+", "", name.casefold()) for name in (owner, outlet or ""))
    return bool(a and b) and (a in b or b in a)


def _form(heading: str) -> Kind | None:
    if len(heading) > 160:
        return None
    found = next((kind for kind, pattern in _FORMS if pattern.match(heading)), None)
    return None if found != "comment" and _VERB.search(heading) else found


def _turns(text: str) -> str | None:
    """The labels of a transcript's turns: at least four turns of at least two labels, one of which comes back."""
    labels = Counter(match[1] for match in _TURN.finditer(text))
    for label in [
        label for label in labels if label.lower().split()[0] in _NO_SPEAKERS or label.lower().startswith("dear ")
    ]:
        del labels[label]
    spoken = {label: count for label, count in labels.items() if count > 1}
    lines = sum(1 for line in text.splitlines() if line.strip())
    if (
        len(labels) < 2
        or not spoken
        or sum(spoken.values()) < 3
        or labels.total() < 4
        or labels.total() * 5 < lines * 2
    ):
        return None
    most = sorted(labels, key=lambda label: (-labels[label], label))[:3]
    return ", ".join(f"“{label}”" for label in most)
