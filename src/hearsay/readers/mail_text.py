"""The lines of a message: its own words, earlier mail that it quotes, its signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

PartKind = Literal["body", "earlier", "signature"]

_QUOTE = re.compile(r"^(?:[ \t]{0,3}>)+ ?")
# What mail programs write above the message that is answered or passed on.
_WROTE = re.compile(
    r"^(?:On\b.{4,200}\b(?:wrote|writes)|Le\b.{4,200}a écrit|Am\b.{4,200}schrieb\b.{0,80}|.{4,200}<[^<>\s]+@[^<>\s]+>"
    r" (?:wrote|writes|schrieb|a écrit))\s?:$"
)
_PASSED_ON = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Forwarded message|Original Appointment|Ursprüngliche Nachricht|Message d'origine)"
    r" ?-{2,}|Begin forwarded message:|_{20,})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^--\s?$")
_BLOCKS = frozenset(
    "p div br li tr table ul ol h1 h2 h3 h4 h5 h6 pre blockquote hr section article header footer address dt dd".split()
)
_OUT = frozenset("script style head title noscript template svg".split())
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0", re.IGNORECASE)
MAX_DEPTH = 400  # elements in one another


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPart:
    """A run of lines of one kind. `introduced` is the line that says whose earlier mail it is."""

    kind: PartKind
    lines: tuple[str, ...]
    introduced: str | None = None


def parts_of(lines: Iterable[str]) -> list[MailPart]:
    """The parts of a message in order; the marks ">" of quoted lines are taken off.

    >>> [(part.kind, part.lines) for part in parts_of(["No.", "On Friday Jo Lund wrote:", "> Shall we?", "--", "Ana"])]
    [('body', ('No.',)), ('earlier', ('On Friday Jo Lund wrote:', 'Shall we?')), ('signature', ('--', 'Ana'))]
    """
    parts: list[MailPart] = []
    kind: PartKind = "body"
    kept: list[str] = []
    introduced: str | None = None
    rest = False  # of the message is earlier mail, without marks

    def close(following: PartKind) -> None:
        nonlocal kind, kept, introduced
        if any(line.strip() for line in kept):
            parts.append(MailPart(kind=kind, lines=tuple(kept), introduced=introduced))
        kind, kept, introduced = following, [], None

    for line in _unfolded(list(lines)):
        quoted = _QUOTE.match(line)
        bare = line.strip()
        if rest:
            kept.append(_QUOTE.sub("", line).rstrip())
        elif quoted:
            if kind != "earlier":
                close("earlier")
            kept.append(line[quoted.end() :].rstrip())
        elif _WROTE.match(bare):
            close("earlier")
            introduced = bare
            kept.append(bare)
        elif _PASSED_ON.match(bare):
            close("earlier")
            kept.append(bare)
            rest = True
        elif _SIGNED.match(line):
            close("signature")
            kept.append(bare)
        else:
            if kind == "earlier" and bare:
                close("body")
            kept.append(line.rstrip())
    close("body")
    return parts


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Lines in which "On Friday, 3 May 2031, Jo Lund / wrote:" is one, as it was before it was wrapped."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if number + 1 < len(lines) and re.match(r"(?:On|Le|Am)\b", line) and len(line) < 200:
            joined = f"{line.rstrip()} {lines[number + 1].strip()}"
            if not _WROTE.match(line.strip()) and _WROTE.match(joined):
                yield joined
                number += 2
                continue
        yield line
        number += 1


def lines_of_html(source: str) -> list[str]:
    """The lines that a message in HTML shows; what it quotes begins with ">", as in plain mail."""
    from lxml import etree
    from lxml import html as lxml_html

    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", source)
    if not clean.strip():
        return []
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    pieces: list[str] = []
    _put(tree, pieces, 0, 0)
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    # Tables of layout leave runs of empty lines behind.
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]


def _put(element: Any, pieces: list[str], quoted: int, depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if depth > MAX_DEPTH or not tag or tag in _OUT or _UNSEEN.search(element.get("style") or ""):
        return
    inside = quoted + (tag == "blockquote")
    mark = "> " * inside
    if tag in _BLOCKS:
        pieces.append(f"\n{mark}")
    pieces.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        _put(child, pieces, inside, depth + 1)
        pieces.append(re.sub(r"\s+", " ", child.tail or ""))
    if tag in _BLOCKS and tag != "br":
        pieces.append("\n" + "> " * quoted)
