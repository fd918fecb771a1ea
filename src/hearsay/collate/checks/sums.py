"""Wholes and their parts inside one sentence: “of the 40 delegates, 22 voted for, 11 against and 7 abstained”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hearsay.collate.checks import bounds
from hearsay.collate.checks.masks import MARKS, pattern
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.quantities import Quantity
from hearsay.model import Verdict
from hearsay.text import Span

TABLE = "arithmetic"
DEFINITION = "Arithmetic on the numbers of the sentence itself."
_N = MARKS["n"]
_HEAD = pattern(
    r"(?:\b(?:of|out of|among|from) (?:the |its |their |his |her |those |these |all |a total of |"
    r"all the )?(?:total of )?<n:w> (?P<noun>[a-z][\w' -]{0,50}?)(?: who \w+| that \w+| cast| polled| held| present|"
    r" asked| surveyed| counted)?,? )"
)
_LIST = pattern(
    r"<n:w>(?P<noun> [a-z][\w' -]{1,60}?)?(?P<sep>:| [–—-]| \(|,) ?(?:namely |that is,? |made up of |"
    r"comprising )?(?=<n>)"
)
_TOTAL = pattern(
    r"(?:,|;| [–—-]|:| =| and so| and thus|\.)? ?\(?(?:for|making|giving|or|which makes|that makes|which adds up to|"
    r"adding up to|totalling|totaling|which comes to|coming to|"
    r"bringing the total to|makes|make|making for|which gives|to make|who together made up|together|altogether|"
    r"in all|a)? ?(?:it |them |up )?(?:(?:an? |the )?(?:grand |overall |combined )?(?:total|sum) of )?"
    r"<n:t>(?P<tail> (?:\w+ )?(?:in all|in total|altogether|all told|overall|combined|together|in sum))?"
)
_SUMMED = re.compile(
    r"\b(?:total|sum|making|makes|make|adds? up|adding up|totall?ing|in all|altogether|all told|combined|comes to|"
    r"coming to|gives|giving)\b",
    re.I,
)
_OVERLAP = re.compile(
    r"\b(?:of them|of whom|of which|including|among them|both|some of|also|later|then|another|per|each|times|a day|"
    r"a week|"
    r"a month|a year|years?|aged|percent|per cent|hours?|minutes?|days?|weeks?|months?|km|miles?)\b|%|\$|£|€",
    re.I,
)
# Two words of which one or the other holds for each: together they are all.
_WHOLES = (
    ("women", "men"),
    ("girls?", "boys?"),
    ("(?:against|no|opposed|rejected)", "(?:for|in favou?r|favou?r|yes|backed|supported|approved)"),
    ("(?:died|dead|killed|lost)", "(?:survived|alive|lived|saved|rescued|hurt|injured|wounded)"),
    ("failed", "passed"),
    ("absent", "present"),
    ("left", "stayed"),
    ("against", r"abst\w+"),
    ("male", "female"),
    (r"(?:guilty|convict\w*)", r"(?:acquit\w*|not guilty)"),
    ("adults?", "children"),
)
_REST = re.compile(r"\b(?:the (?:rest|others?|remainder|remaining|balance)|other|remaining)\b", re.I)
_MARGIN = pattern(
    r"<n:a>(?: votes?)? ?(?:to|against|–|-|—|and) ?<n:b>(?: votes?)?,? (?:(?:[a-z]+ ){0,4})?(?:an?|with an?|"
    r"by an?) (?:\w+ )?(?:majority|margin|lead|difference|gap|advantage) of (?:just |only )?<n:d>"
)
_SPLIT = pattern(
    r"<n:a>(?: votes?| members?)?[ -](?:to|–|-|against)[ -]<n:b>(?:[ -](?:to|–|-)[ -]<n:c>)?(?:,? (?:with|and|"
    r"while) <n:d> (?:\w+ )?(?P<open>abst\w+|absent|away|"
    r"not voting|missing|recused|undecided|spoilt|invalid|blank)\w*)?"
)
_BENCH = pattern(
    r"\b(?:jury|panel|court|board|council|committee|bench|chamber|cabinet) of <n:u>|<n:w>[ -](?:strong|member|seat|"
    r"judge|man|woman|person)\b|\b(?:its|the|all|their|of|among|by|in a chamber of) <n:v> (?:members|judges|seats|"
    r"deputies|delegates|jurors|councillors|senators|votes|lawmakers|ministers|directors|commissioners|justices|"
    r"trustees)\b"
)


def sums(scene: Scene) -> Iterator[Finding]:
    """Claims whose parts and whole stand in one sentence."""
    if len(scene.numbers) < 3:
        return
    text = scene.masked
    done: list[Span] = []
    for match in _HEAD.finditer(text):
        done.append(Span(match.start(), len(text)))
        yield from _of_a_whole(scene, match)
    for match in _LIST.finditer(text):
        if not any(d.start <= match.start() for d in done):
            yield from _listed(scene, match)
    yield from _totalled(scene)
    yield from _split(scene)
    for match in _MARGIN.finditer(text):
        if re.search(
            r"\b(?:average|mean|typical|rang\w+|between|from)\b", text[max(0, match.start() - 10) : match.end()], re.I
        ):
            continue
        a, b, d = (scene.numbers[match.start(g)] for g in ("a", "b", "d"))
        if a.unit == b.unit == d.unit and a.exact and b.exact:
            value = abs(a.low - b.low)
            verdict = bounds.stated(d, scene.text).held(value, value)
            yield _made(
                match.start(), match.end(), f"{bounds.number(a.low)} less {bounds.number(b.low)}", value, verdict
            )


_PLAIN = frozenset(
    """
    in people persons altogether and or at on by for were was have had who that members things items all overall
    combined together voters votes guests
    """.split()
)


def _split(scene: Scene) -> Iterator[Finding]:
    """“split nine to five, with two abstaining, among its 17 members”."""
    text = scene.masked
    vote, bench = _SPLIT.search(text), _BENCH.search(text)
    if (
        vote is None
        or bench is None
        or not re.search(r"\b(?:split|vot\w+|decid\w+|rul\w+|pass\w+|approv\w+|reject\w+|adopt\w+|divid\w+)", text)
    ):
        return
    whole = scene.numbers[next(bench.start(g) for g in ("w", "v", "u") if bench[g])]
    parts = [scene.numbers[vote.start(g)] for g in ("a", "b", "c", "d") if vote[g]]
    if whole in parts or not all(q.exact and q.unit is None for q in (whole, *parts)):
        return
    total = sum((q.low for q in parts), Fraction(0))
    if total == whole.low:
        verdict: Verdict = "supported"
    elif total > whole.low or (len(parts) > 2 and vote["d"]):
        verdict = "refuted"
    else:
        return  # the others may have stayed away
    said = " + ".join(bounds.number(q.low) for q in parts)
    start, end = min(vote.start(), bench.start()), max(vote.end(), bench.end())
    yield _made(start, end, said, total, verdict)


def _items(scene: Scene, start: int, end: int) -> list[tuple[Quantity, str]] | None:
    """The numbers of a list with what follows each; ``None`` where it is no plain list of parts."""
    text = scene.masked
    ats = [at for at in sorted(scene.numbers) if start <= at < end]
    out: list[tuple[Quantity, str]] = []
    for n, at in enumerate(ats):
        quantity = scene.numbers[at]
        before = text[start:at] if n == 0 else text[ats[n - 1] : at]
        if n and not re.search(
            r"(?:,|;|\band|\bwhile|\bwith|\bbut|\bthe (?:rest|others|remaining|other),?|\bplus|\+)(?: the (?:other|"
            r"remaining)| another| a further| only| just)? ?$",
            before,
            re.I,
        ):
            return None
        if not n and len(before.strip()) > 12:
            return None
        follows = text[at : ats[n + 1] if n + 1 < len(ats) else end].lstrip(_N)
        if not quantity.exact or quantity.unit is not None or quantity.low.denominator != 1:
            return None
        out.append((quantity, follows))
    return out if len(out) >= 2 else None


def _end(text: str, start: int, closing: str) -> int:
    ends = [text.find(c, start) for c in closing]
    return min([e for e in ends if e >= 0], default=len(text))


def _whole_list(items: list[tuple[Quantity, str]], lead: str) -> bool:
    """Whether the parts are said to be all: by what they are, or by “the rest”."""
    words = " ".join(follows for _, follows in items) + " " + lead
    return bool(_REST.search(words)) or any(_both(words, a, b) for a, b in _WHOLES)


def _of_a_whole(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    text = scene.masked
    end = _end(text, match.end(), ";.")
    whole = scene.numbers[match.start("w")]
    items = _items(scene, match.end(), end)
    if items is None or not whole.exact or whole.unit is not None or _OVERLAP.search(text, match.start(), end):
        return
    total = sum((q.low for q, _ in items), Fraction(0))
    if total == whole.low:
        verdict: Verdict = "supported"
    elif _whole_list(items, text[match.end() : end]) and (
        len(items) > 2 or _REST.search(text, match.end(), end) or _two(items)
    ):
        verdict = "refuted"
    else:
        return
    yield _made(match.start(), end, _added(items), total, verdict)


def _two(items: list[tuple[Quantity, str]]) -> bool:
    """Whether two parts leave no third: men and women, those who passed and those who failed."""
    words = " ".join(follows for _, follows in items)
    return any(_both(words, a, b) for a, b in _WHOLES if "against" not in a and "died" not in a)


def _both(words: str, one: str, other: str) -> bool:
    return all(re.search(rf"\b{word}\b", words, re.I) for word in (one, other))


def _listed(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    text, sep = scene.masked, match["sep"].strip()
    end = _end(text, match.end(), {"(": ")", ":": ";.", ",": ";."}.get(sep, "–—;." if sep in "–—" else "-;."))
    whole = scene.numbers[match.start("w")]
    items = _items(scene, match.end(), end)
    if items is None or not whole.exact or whole.unit is not None or _OVERLAP.search(text, match.start(), end):
        return
    total = sum((q.low for q, _ in items), Fraction(0))
    if (sep == "," or not match["noun"]) and not _whole_list(items, ""):
        return  # “30 members, 18 boats and 12 oars”
    plain = sep in (":", "(", "–", "—", "-") and all(q.low < whole.low for q, _ in items)
    if total == whole.low:
        verdict: Verdict = "supported"
    elif (
        plain
        and (_whole_list(items, "") or (sep == ":" and match["noun"]))
        and 2 * total > whole.low
        and total < 2 * whole.low
    ):
        verdict = "refuted"
    else:
        return
    yield _made(match.start(), end, _added(items), total, verdict)


def _totalled(scene: Scene) -> Iterator[Finding]:
    """“22 men and 18 women, 40 in all”."""
    text, ats = scene.masked, sorted(scene.numbers)
    for n in range(2, len(ats)):
        at = ats[n]
        quantity = scene.numbers[at]
        match = next((m for m in _TOTAL.finditer(text, max(0, at - 60)) if m.start("t") == at), None)
        if match is None or not _SUMMED.search(match[0]) or not quantity.exact:
            continue
        begin = max(text.rfind(c, 0, ats[n - 1]) for c in ";:.") + 1
        first = next((a for a in ats if a >= begin), at)
        items = _items(scene, first, match.start())
        noun = re.match(r" ([a-z]+)", text[match.end("t") :])
        if items and noun and noun[1] not in _PLAIN and not any(noun[1] in follows for _, follows in items):
            continue  # “for a total of 12 crowns” is a price
        if items is None or _OVERLAP.search(text, first, match.end()) or quantity.unit is not None:
            continue
        total = sum((q.low for q, _ in items), Fraction(0))
        verdict: Verdict = "supported" if total == quantity.low else "refuted"
        yield _made(first, match.end(), _added(items), total, verdict)


def _added(items: list[tuple[Quantity, str]]) -> str:
    return " + ".join(bounds.number(q.low) for q, _ in items)


def _made(start: int, end: int, said: str, value: Fraction, verdict: Verdict) -> Finding:
    found = bounds.number(value)
    return Finding(
        kind="sum", span=Span(start, end), readings=(Reading(said=f"{said} = {found}", verdict=verdict),), found=found,
        definition=DEFINITION, as_of="the sentence itself", table=TABLE,
    )  # fmt: skip
