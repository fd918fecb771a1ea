"""How much of the thing is in hand: excerpts, texts that were cut off, words taken out, words that could not be read.

Pure functions over text. They speak only where the text itself shows it; what a page merely links to ("Read more" over
a list of other stories) is no gap in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hearsay.model import Coverage, CoverageState, Remark
from hearsay.text import Span, trim

HEAD, TAIL = 6, 3  # paragraphs at either end in which a text speaks of its own extent
LINE = 240  # code points of a paragraph that may be such a line
QUOTED = 3_000  # code points that a quotation may have
LONG = 25  # words of a last paragraph that is taken to be running text

# Which state is told when several hold: the one with places in the text comes first.
_IN_PLACES = ("redacted", "illegible")
ORDER: tuple[CoverageState, ...] = ("redacted", "truncated", "excerpt", "illegible")

_COUNT = r"(?:(?:less|more) than )?(?:\d+(?:½|[-–/.]\d+)?|\w+|an?)(?: and (?:a|one)[ -]half)?"
_TAKEN_OUT = re.compile(
    r"\[\s{0,3}(?:"
    rf"(?:(?:text|name|names|date|place|number|title|dollar amount|figure|{_COUNT} (?:full |additional )?"
    r"(?:words?|names?|lines?|paragraphs?|pages?|sentences?|bullets?|items?|columns?)(?: \([^)\]]{1,40}\))?"
    r"(?: of (?:source )?text)?)[^\]\n]{0,40} )?(?:not declassified|(?:still |remains? )classified)"
    r"|(?:(?:name|names|text|passage|line|lines|word|words|page|pages|portion|paragraph|address|date) )?"
    r"(?:redacted|excised|sanitized|sanitised|withheld|censored|blacked out)"
    r"|(?:\d+|[a-z]+) (?:words?|lines?|pages?|paragraphs?|names?) (?:deleted|removed|withheld|redacted|excised|omitted "
    r"by the censor)"
    r")\s*\.?\s*\]"
    r"|[█■▇▆]{2,}(?:[ \t]*[█■▇▆]+)*"
    r"|\bX{6,}\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\[\s{0,3}(?:(?:\w+ ){0,3}(?:illegible|undecipherable|indecipherable|unintelligible|unreadable|inaudible|"
    r"indistinct)(?: \w+){0,2})\s*[?.]?\s*\]",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\[\s{0,3}(?:here (?:follows?|followed)|omitted here|(?:a |the )?(?:\w+ )?(?:paragraphs?|passages?|portions?|"
    r"sections?|pages?|discussion)\b[^\]\n]{0,80}\bomitted)\b[^\]\n]{0,300}\]",
    re.IGNORECASE,
)
_CUT = re.compile(r"[\[(]\s*(?:\.\s?\.\s?\.|…|omitted|snip)\s*\.?\s*[\])]", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:shows?|showed|reveals?|revealed|says?|said|suggests?|leaked|published|released|printed|posted|obtained|"
    r"is|are|was|were|appears?|cause[ds]?|stir\w*|spark\w*|sheds?|offers?|raises?)\b",
    re.IGNORECASE,
)
_EXCERPT = re.compile(
    r"(?:(?:selected|edited|key|brief|short|some|an?|the|verbatim|translated|full) )*"
    r"(?:(?:excerpt|extract)(?:s|ed)?(?: \w+){0,3}? (?:from|of)\b|partial (?:transcript|text|minutes)\b"
    r"|(?:excerpt|extract)s?\s*(?:$|:))",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"(?:this|the following|what follows|below)\b[^.]{0,60}?\b(?:is|are|was|were|has been|have been)\b[^.]{0,50}?"
    r"(?:\b(?:excerpts?|extracts?|excerpted|extracted|abridged|abbreviated|condensed|shortened)\b"
    r"|\bedited (?:\w+ (?:and|or) )?for (?:\w+ (?:and|or) )?(?:length|space|brevity)\b)",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\b(?:interview|conversation|transcript|discussion|exchange|q ?& ?a|text|remarks|article|essay|account|minutes|"
    r"document|extracts?|excerpts?|memorandum|story|version)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?:a |the )?(?:transcript(?: of (?:our|the) \w+)?|our (?:conversation|interview|discussion|exchange)|(?:the )?"
    r"(?:interview|conversation)),? (?:which )?(?:has been )?(?:(?:lightly|slightly|heavily) )?(?:edited|condensed|"
    r"abridged|cut)\b[^.]{0,40}\b(?:length|brevity|space|condensed|abridged)",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:\[\s*(?:…|\. ?\. ?\.)\s*\]|\(\s*(?:…|\. ?\. ?\.)\s*\)|…|\. ?\. ?\.)")
_REST = re.compile(
    r"\W*(?:"
    r"(?:click here to |please )?(?:read|see|view|get) the (?:full|rest of the|rest of this|whole|entire|complete|"
    r"remainder of the) (?:\w+ )?(?:story|article|post|report|piece|account|column)\b[^.!?\n]{0,80}"
    r"|(?:click here to |tap to )?(?:continue|keep) reading(?:\W*|:? this (?:story|article)\b[^.\n]{0,60}|[ :]+(?:at|"
    r"on|here)\b[^\n]{0,60})"
    r"|(?:to )?(?:continue|keep) reading\b[^.\n]{0,30}\b(?:subscribe|sign (?:in|up)|log ?in|register)\b[^\n]{0,80}"
    r"|(?:to (?:read|see) (?:on|more|the rest|the full \w+|this \w+),? )?(?:please )?(?:subscribe|sign in|sign up|"
    r"log ?in|"
    r"register|become a (?:member|subscriber))(?: now| today| here)? to (?:read|continue|keep reading|see|unlock)\b"
    r"[^\n]{0,80}"
    r"|(?:the (?:rest|remainder) of )?this (?:article|story|content|post) is (?:only )?(?:available |reserved )?"
    r"(?:for|to) (?:\w+ )?(?:subscribers|members)\b[^\n]{0,80}"
    r"|you(?:[’']ve| have) (?:reached|read|used)[^\n]{0,40}\b(?:free|monthly) (?:\w+ )?(?:articles?|stories|limit)\b"
    r"[^\n]{0,80}"
    r")[.!…»›>→\s]*",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_MORE_HERE = re.compile(r"\W*(?:read|see|view)? ?(?:more|on)\W*", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?:;…*—–|»›>)\]}/\"”’'“„\d%]\W*$")
# Words after which no English sentence ends.
_OPEN_WORDS = frozenset(
    "a an the and or but nor of to in on at by for from with into as than that which who whose because although "
    "while if "
    "is are was were be been being has have had will would could should may might must can its their his her our "
    "your my "
    "between about against under over after before during without through this these those not very said told".split()
)
_QUOTES_OPEN, _QUOTES_CLOSE = "“«„", "”»"


class Covered(NamedTuple):
    """How much is in hand, with remarks that say what showed it; none where the text shows no gap."""

    coverage: Coverage
    remarks: tuple[Remark, ...]


def coverage_of(
    text: str,
    blocks: tuple[Span, ...],
    *,
    title: str | None = None,
    stated: Coverage | None = None,
    aside: Iterable[Span] = (),
    press: bool = False,
) -> Covered:
    """How much of the thing `text` is.

    `blocks` are its paragraphs, `stated` what the format itself tells (its state comes first, its places are kept),
    `aside` the stretches that are not running text (notices, captions), at which no text is taken to break off. `press`
    says that it is an outlet's own article: gaps that it shows inside its text are gaps in the papers that it quotes.

    >>> text = "The clerk read out [2 lines not declassified] and sat down."
    >>> coverage_of(text, (Span(0, 59),)).coverage
    Coverage(state='redacted', spans=(Span(start=19, end=45),))
    """
    found: dict[CoverageState, tuple[str, list[Span]]] = {}
    quoted: list[re.Match[str]] = []
    if press:
        quoted = [*_TAKEN_OUT.finditer(text), *_UNREAD.finditer(text)]
    elif "[" in text or "█" in text or "■" in text or "▇" in text or "XXXXXX" in text:
        taken = _places(text, _TAKEN_OUT)
        if taken:
            found["redacted"] = (f"words were taken out before it came here{_like(text, taken)}", taken)
        unread = _places(text, _UNREAD)
        if unread:
            found["illegible"] = (f"words could not be made out{_like(text, unread)}", unread)
    excerpt = _excerpt(text, blocks, title, press)
    if excerpt:
        found["excerpt"] = excerpt
    cut = _cut_off(text, blocks, tuple(aside))
    if cut:
        found["truncated"] = cut
    state: CoverageState = next((state for state in ORDER if state in found), "complete")
    spans = found[state][1] if state in found else []
    if stated is not None and stated.state != "complete":
        state = stated.state
        # Taken out or not to be read: either way words are missing at these places.
        spans = [*stated.spans, *(span for name, (_, places) in found.items() if name in _IN_PLACES for span in places)]
    remarks = tuple(
        Remark(of="coverage", why=f"{name}: {why}" if name != state else why) for name, (why, _) in found.items()
    )
    if quoted:
        what = "in a paper that it quotes words are taken out or could not be read"
        remarks += (Remark(of="coverage", why=what + _like(text, [Span(*match.span()) for match in quoted])),)
    return Covered(Coverage(state=state, spans=tuple(sorted(set(spans)))), remarks)


def _places(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """Where `pattern` stands in the text's own words: in a quotation it tells of the paper that is quoted."""
    return [Span(*match.span()) for match in pattern.finditer(text) if not _quoted(text, match.start())]


def _quoted(text: str, at: int) -> bool:
    # No quotation in a paper is longer; a text can be one line of megabytes.
    line = text[max(text.rfind("\n", 0, at) + 1, at - QUOTED) : at]
    curly = sum(line.count(mark) for mark in _QUOTES_OPEN) > sum(line.count(mark) for mark in _QUOTES_CLOSE)
    return curly or line.count('"') % 2 == 1


def _like(text: str, places: list[Span]) -> str:
    times = "once" if len(places) == 1 else f"{len(places)} times"
    return f", {times}, as at “{' '.join(places[0].of(text).split())[:60]}”"


def _excerpt(text: str, blocks: tuple[Span, ...], title: str | None, press: bool) -> tuple[str, list[Span]] | None:
    head = [block for block in blocks[:HEAD] if block.end - block.start <= LINE]
    for words, place in (*(((title, None),) if title else ()), *((block.of(text), block) for block in head)):
        words = words.strip(" \t*_#()[]")
        if len(words) <= 160 and _EXCERPT.match(words) and not _VERB.search(words) and not _quoting(words):
            return f"it calls itself one: “{words}”", [place] if place else []
    # A line on the editing stands at an end, or closes the introduction of an interview.
    for block in dict.fromkeys((*blocks[: 2 * HEAD], *blocks[-HEAD:])):
        for sentence in re.split(r"(?<=[.!?])\s+", block.of(text)) if block.end - block.start <= 2_000 else ():
            match = _SELF.match(sentence.strip(" *_()[]")) or _PAIR.match(sentence.strip(" *_()[]"))
            if match and _OF_ITSELF.search(match[0]):
                at = text.find(sentence, block.start)
                shown = " ".join(sentence.split())[:120]
                return f"it says that parts were left out: “{shown}”", [Span(at, at + len(sentence))]
    if press:
        return None
    omitted = _places(text, _LEFT_OUT)
    omitted += [block for block in blocks if block.end - block.start <= 12 and _CUT.fullmatch(block.of(text))]
    if omitted:
        return f"a part was left out{_like(text, omitted)}", sorted(omitted)
    first = blocks[0].of(text)[:40] if blocks else ""
    opening = _ELLIPSIS.match(first)
    if opening and len(blocks) > 1 and re.match(r"\s*[a-zA-Z“\"]", first[opening.end() :]):
        return "it opens with an ellipsis", [Span(blocks[0].start, blocks[0].start + opening.end())]
    return None


def _quoting(words: str) -> bool:
    return words.count('"') + sum(words.count(mark) for mark in _QUOTES_OPEN + _QUOTES_CLOSE) == 1


def _cut_off(text: str, blocks: tuple[Span, ...], aside: tuple[Span, ...]) -> tuple[str, list[Span]] | None:
    running = [block for block in blocks if not any(block.overlaps(span) for span in aside)]
    if not running:
        return None
    for block in running[-TAIL:]:
        words = block.of(text)
        # A digest has such a line under each of its items.
        if len(words) <= LINE and _REST.fullmatch(words) and text.count(words[:16]) == 1:
            return f"the rest is elsewhere: “{' '.join(words.split())}”", [block]
    last = running[-1]
    if _MORE_HERE.fullmatch(last.of(text)) and len(running) > 1:
        before = running[-2]
        if _breaks_off(before.of(text)) or _ELLIPSIS.search(before.of(text)[-6:]):
            return "it stops in the middle of a sentence, and “more” is elsewhere", [Span(before.start, last.end)]
        return None
    words = last.of(text)[-400:]
    counter = _COUNTER.search(words)
    if counter:
        return f"it was cut at a number of characters: “{counter[0].strip()}”", [_at_end(text, last, counter[0])]
    if re.search(r"\[(?:…|\.\.\.)\]\W*$", words):
        return "it ends in an ellipsis in brackets, as feeds shorten", [_at_end(text, last, "[")]
    final = [s for s in re.split(r"(?<=[.!?…”\"])\s+(?=[A-Z])", words) if s.strip()]
    if (
        final
        and len(final) > 1
        and len(final[-1]) <= LINE
        and _REST.fullmatch(final[-1])
        and text.count(final[-1][:16]) == 1
    ):
        return f"the rest is elsewhere: “{final[-1].strip()}”", [_at_end(text, last, final[-1])]
    if _breaks_off(words) and len(last.of(text).split()) >= LONG:
        tail = " ".join(words.split()[-6:])
        return f"it stops in the middle of a sentence: “… {tail}”", [_at_end(text, last, words[-40:])]
    return None


def _breaks_off(words: str) -> bool:
    """Whether running text stops where no sentence can: at a comma, or at a word that needs another."""
    words = words.rstrip()
    if sum(word[:1].isupper() for word in words.split()) * 2 > len(words.split()):
        return False  # a list of names
    if words.endswith(","):
        return True
    if _STOPPED.search(words):
        return False
    final = re.search(r"([\w’'-]+)$", words)
    return final is not None and final[1] in _OPEN_WORDS


def _at_end(text: str, block: Span, words: str) -> Span:
    at = text.rfind(words.strip(), block.start, block.end)
    return trim(text, Span(at if at >= 0 else block.start, block.end))
