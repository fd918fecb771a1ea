"""Names by their capitals: the runs of capitalised words of a text that name somebody or something.

What a run names by its own words, `hearsay.language.run_names` tells; what stands around a name, and what the encoder
reads, `hearsay.annotate.names` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from hearsay.language.gazetteer import BODY_WORDS, DOCUMENT_WORDS, demonyms, given_names, places
from hearsay.language.noun_phrases import AUXILIARIES, CALENDAR, CLAUSE_WORDS
from hearsay.language.pointers import Name
from hearsay.language.roles import BODY_NOUNS, PERSON_NOUNS, TITLES, singular
from hearsay.language.run_names import JOINERS, NAME_JOINERS, NO_START, OFFICES, POSSESSIVE, RANKS, run_name
from hearsay.language.span_index import SpanIndex
from hearsay.language.words import Word, is_content, words
from hearsay.text import Span

_SIT_ON = frozenset("center centre commission committee conference council subcommittee".split())
_OF_PLACES = frozenset("university house republic isle bank city duke prince union league court".split())
_BODIES = BODY_WORDS | DOCUMENT_WORDS
# With a capital, as headlines print them, these stand between names and in none: “Orsk Could Win Against Lind”.
_LEADS_ON = frozenset("against up into between among".split())
_PARTS_NAMES = (AUXILIARIES | CLAUSE_WORDS | _LEADS_ON) - set("and will may so do be can nor how".split())
# Where governments sit, by which they are called.
SEATS = frozenset(
    (
        "White House", "Downing Street", "Number Ten", "Number 10", "Kremlin", "Pentagon", "Whitehall", "Élysée",
        "Elysée", "Elysee", "Élysée Palace", "Elysee Palace", "Buckingham Palace", "Foggy Bottom", "Capitol Hill",
        "Blue House", "Quai d’Orsay", "Quai d'Orsay", "Zhongnanhai", "Chigi Palace", "Palazzo Chigi", "Casa Rosada",
    )
)  # fmt: skip
_NEVER = frozenset(("I", "Feb", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec"))  # and not Jan, who may be somebody
_MONTH_SURNAMES = frozenset(("March", "April", "May", "June", "August"))
_MISTER = frozenset("mr mrs ms miss dr sir lord lady".split())
# "(D-Mass.)", "R-Texas,": whom a member stands for
_STANDS_FOR = re.compile(r"\((?:[DRI]|Dem|Rep|Ind)\.?-[A-Z][^()\n]{0,14}\)|\b[DRI]-[A-Z][a-z]+\.?(?=[,;)])")
# A sentence that names only who made the text; its “Kim” is none of those the text is about.
_CREDIT = re.compile(
    r"\W*(?:additional |further )?(?:reporting|editing|writing|compiling|research)(?: and \w+)? by\s(?-i:[A-Z]).*"
    r"|[^“”\"]*\bcontributed (?:reporting|research|to this (?:report|story|article|post))"
    r"(?: (?:to|for) this (?:report|story|article|post))?(?: from [^.]{2,60})?\W*",
    re.I | re.S,
)
_LONGEST_CREDIT = 500  # code points
_OPENS = frozenset("“\"'‘:—.!?")  # behind these a capital may be that of a sentence
_INVERTED = frozenset(("Said", "Says", "Asked", "Added", "Wrote", "Replied", "Argued", "Concluded"))
_SHORTEST_CALL = 4  # letters; what is shorter is rather the acronym of a body
_LONGEST_KNOWN = 3  # words of a name in a line in which nearly every word has a capital


def capitalised(text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> list[Name]:
    """The names of a text by its capitals, in order, none overlapping another."""
    tokens = words(text)
    starts = {s.start for s in sentences} | {p.start for p in paragraphs}
    seen_lower = {w.text for w in tokens if w.text[0].islower()}
    shouting = _title_case_lines(tokens, paragraphs)
    lines = SpanIndex((paragraphs[i], None) for i in shouting)
    inner = [
        w
        for i, w in enumerate(tokens)
        if w.text[0].isupper() and w.span.start not in starts and i and tokens[i - 1].text not in _OPENS
    ]
    inner_capitals = {w.text for w in inner}
    # Where a capital says something; in a text of few words but names the lines vouch for themselves.
    plain = 2 * sum(p.end - p.start for i, p in enumerate(paragraphs) if i in shouting) < len(text)
    outside = {w.text for w in inner if not (plain and lines.touching(w.span))}
    loud = {i for i, p in enumerate(paragraphs) if _loud(p.of(text))}
    labels = [Span(*m.span()) for m in _STANDS_FOR.finditer(text)]
    nameless = SpanIndex((s, None) for s in (*labels, *(s for s in sentences if _credit(s.of(text)))))
    runs: list[tuple[int, int]] = []
    at = 0
    line = 0
    while at < len(tokens):
        token = tokens[at]
        while line < len(paragraphs) and paragraphs[line].end <= token.span.start:
            line += 1
        if not _capital(token) or token.lower in _LEADS_ON or nameless.touching(token.span):
            at += 1
            continue
        if token.text.isupper() and line in loud:
            at += 1  # a line in capitals: a capital says nothing there
            continue
        stop = at + 1 if _district(tokens, at) else _run(text, tokens, at)
        first, last = at, stop
        at = stop
        opening = token.span.start in starts or (first and tokens[first - 1].text in _OPENS)
        if opening and not _kept_at_start(tokens, first, last, inner_capitals, seen_lower):
            first += 1
            while first < last and not _capital(tokens[first]):
                first += 1
        if first >= last:
            continue
        if line < len(paragraphs) and line in shouting:
            first, last = _known(tokens, first, last, outside)
            if first >= last:
                continue
        runs.append((first, last))
    surnames = {tokens[last - 1].text for first, last in runs if last - first > 1 and not tokens[first].text.isupper()}
    named = (run_name(text, tokens, _after_call(tokens, first, last, surnames), last) for first, last in runs)
    return [name for name in named if name is not None]


def _district(tokens: Sequence[Word], at: int) -> bool:
    """Whether a word ends the name of a town and begins no other: “in Washington, D.C. Lind's boat …”."""
    before = [t.text for t in tokens[max(0, at - 2) : at]]
    return tokens[at].text in ("D.C.", "DC") and before == ["Washington", ","]


def _after_call(tokens: Sequence[Word], first: int, last: int, surnames: Set[str]) -> int:
    """Where a name begins behind a word in capitals that calls to it, “WATCHED Mara Lind”, “WATCH Lind”; or behind the
    verb that opens a sentence, “Said Lind: …”."""
    call, after = tokens[first].text, tokens[min(first + 1, last - 1)]
    if call in _INVERTED and last - first == 2 and after.text in surnames:
        return first + 1
    if not (call.isupper() and call.isalpha() and len(call) >= _SHORTEST_CALL) or after.text.isupper():
        return first
    return first + (after.lower in given_names() or (last - first == 2 and after.text in surnames))


def _loud(line: str) -> bool:
    """Whether a line is set in capitals, whole or for the most part."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _credit(sentence: str) -> bool:
    """Whether a sentence only credits those who made the text.

    >>> _credit("(Reporting by Mara Lind in Orsk; editing by Ivor Vele)"), _credit("Reporting by night is dear")
    (True, False)
    """
    return len(sentence) <= _LONGEST_CREDIT and _CREDIT.fullmatch(sentence) is not None


def _capital(word: Word) -> bool:
    return word.text[0].isupper() and word.lower not in CALENDAR and word.text not in _NEVER


def _surname(tokens: Sequence[Word], at: int) -> bool:
    """Whether the name of a month is a surname: it follows a given name or a title, and no number follows it."""
    if tokens[at].text not in _MONTH_SURNAMES or tokens[at - 1].lower not in given_names().keys() | _MISTER:
        return False
    return at + 1 == len(tokens) or not tokens[at + 1].text[0].isdigit()


def _ends_title(text: str, tokens: Sequence[Word], first: int, at: int) -> bool:
    """Whether the name of a day ends a title in quotation marks: “Orsk News Sunday”."""
    if not tokens[at].text[0].isupper() or text[tokens[first].span.start - 1 : tokens[first].span.start] not in (
        "“",
        '"',
    ):
        return False
    return text[tokens[at].span.end : tokens[at].span.end + 2].lstrip(",.")[:1] in ("”", '"')


def _owns_body(text: str, tokens: Sequence[Word], at: int) -> bool:
    """Whether an office or a kind of people at a place owns the body behind it: “Sheriff's Office”."""
    if at + 1 >= len(tokens) or text[tokens[at].span.end : tokens[at + 1].span.start] != " ":
        return False
    owner = singular(POSSESSIVE.sub("", tokens[at].lower))
    return owner in RANKS and tokens[at + 1].text[0].isupper() and tokens[at + 1].lower in BODY_NOUNS


def _run(text: str, tokens: Sequence[Word], at: int) -> int:
    """Index after the run of name words that begins at `at`."""
    stop = at + 1
    if tokens[at].text.endswith(("'s", "’s", "s’", "s'")):
        return stop + _owns_body(text, tokens, at)
    seen, met = at, set[str]()  # what the words before `seen` hold
    while stop < len(tokens):
        gap = text[tokens[stop - 1].span.end : tokens[stop].span.start]
        word = tokens[stop]
        if "\n" in gap or len(gap) > 2 or word.lower in _PARTS_NAMES:
            break
        if _capital(word) or _surname(tokens, stop) or word.text == "Today" or _ends_title(text, tokens, at, stop):
            stop += 1
            if word.text.endswith(("'s", "’s", "s’")):
                stop += _owns_body(text, tokens, stop - 1)
                break
            continue
        if (
            word.text == "."
            and (len(tokens[stop - 1].text) == 1 or tokens[stop - 1].lower in TITLES)
            and stop + 1 < len(tokens)
            and (_capital(tokens[stop + 1]) or _surname([*tokens[stop - 1 : stop], *tokens[stop + 1 : stop + 3]], 1))
        ):
            stop += 2
            continue
        if word.text == "&" and stop + 1 < len(tokens) and _capital(tokens[stop + 1]):
            stop += 1
            continue
        if word.lower in JOINERS and stop + 1 < len(tokens):
            ahead = stop
            while ahead < len(tokens) and tokens[ahead].lower in JOINERS and ahead - stop < 2:
                ahead += 1
            if (
                tokens[stop].lower == "of"
                and tokens[stop - 1].lower in OFFICES
                and ahead < len(tokens)
                and _capital(tokens[ahead])
            ):
                stop = ahead + 1
                continue
            for token in tokens[seen:stop]:
                met |= {"body"} if token.lower in _BODIES else {"of"} if token.lower in ("of", "on") else set()
            seen = stop
            joiners = [w.lower for w in tokens[stop:ahead]]
            if ahead < len(tokens) and _capital(tokens[ahead]) and _joinable(tokens[stop - 1].lower, joiners, met):
                stop = ahead + 1
                continue
        break
    return stop


def _joinable(last: str, joiners: Sequence[str], met: Set[str]) -> bool:
    """Whether small words hold one name together: "Bank of Vele", "Ministry of Roads and Bridges"; not "Lind and Vele".

    `last` is the word before them; `met` tells what the run holds so far: "body" a word for a body, "of" that word.
    """
    if joiners == ["and"]:
        return met == {"body", "of"}
    if joiners[0] == "of":
        return "body" in met or last in _OF_PLACES
    if joiners[0] == "on":  # "the Committee on Tides"
        return last in _SIT_ON
    if joiners[0] == "for":  # "Citizens for Open Gates"
        return "body" in met or (last.endswith("s") and singular(last) in PERSON_NOUNS)
    return joiners[0] in NAME_JOINERS


def _kept_at_start(tokens: Sequence[Word], first: int, last: int, inner: set[str], lower: set[str]) -> bool:
    word = tokens[first]
    if " ".join(tokens[i].text for i in range(first, last)) in SEATS:
        return True
    if not is_content(word.lower) or word.lower in NO_START:
        return False
    plain = POSSESSIVE.sub("", word.text)
    if word.text in inner or plain in inner or plain in places() or plain in demonyms():
        return True
    if word.lower in given_names() or word.lower in TITLES or (word.text.isupper() and len(word.text) > 1):
        return True
    if last - first >= 2:
        return word.text.lower() not in lower and not word.lower.endswith(("ing", "ly"))
    return word.text.lower() not in lower and not word.lower.endswith(("ing", "ly", "ed", "s")) and len(word.text) > 3


def _title_case_lines(tokens: Sequence[Word], paragraphs: Sequence[Span]) -> set[int]:
    """Indices of paragraphs in which nearly every word has a capital: there a capital says nothing. A list of those
    present is none."""
    out: set[int] = set()
    at = 0
    for index, paragraph in enumerate(paragraphs):
        total = capitals = listed = 0
        while at < len(tokens) and tokens[at].span.start < paragraph.end:
            if tokens[at].text[0].isalpha() and is_content(tokens[at].lower):
                total += 1
                capitals += tokens[at].text[0].isupper()
            listed += tokens[at].text == ";"
            at += 1
        if not listed and total >= 4 and capitals >= 0.85 * total:
            out.add(index)
    return out


def _known(tokens: Sequence[Word], first: int, last: int, outside: set[str]) -> tuple[int, int]:
    """The longest run of words, of three at most, that are names by what stands `outside` such lines; the first of
    several."""

    def known(at: int) -> bool:
        word = tokens[at]
        plain = POSSESSIVE.sub("", word.text)
        return plain in outside or word.lower in given_names() or plain in places() or not word.is_word

    best = (first, first)
    for start in range(first, last):
        end = start
        while end < last and known(end) and tokens[start].is_word:
            end += 1
        while end > start and not tokens[end - 1].is_word:
            end -= 1
        if end - start > best[1] - best[0]:
            best = (start, end)
    return best if best[1] - best[0] <= _LONGEST_KNOWN else (first, first)
