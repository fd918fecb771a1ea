"""Lines of an article that are no part of it: pointers to other articles, newsletters, dates and leavings of the page.

By their wording alone, so only where a whole line is nothing else, and never where somebody is quoted in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LONGEST = 600  # code points of a line that may be such a one
LAST = 5  # lines at the end among which one on the reporter may stand

_POINTS = (
    (
        r"(?i:(?:related(?: (?:articles?|stor(?:y|ies)|coverage|content|links?|reading))?|read (?:more|also|next)"
        r"|also read|see also|see more|more (?:on|from) [^.:]{2,40}|must[- ]read|recommended|don[’']t miss"
        r"|watch(?: (?:more|now|also|live))?|you (?:may|might) (?:also )?like|up next|more stories|listen"
        r"|explore more|dig deeper)\s*[:»>|]).{0,200}"
    ),
    (
        r"(?i:most (?:read|popular|viewed|shared)\b(?: (?:in|on) .{1,40})?"
        r"|related (?:articles?|stories|content|posts|topics)"
        r"|more (?:stories|news)|read next|you may also like|recommended(?: for you)?)"
    ),
    r"(?:READ MORE|RELATED|SEE ALSO|CLICK HERE|SIGN UP|GET THE)\b[A-Z0-9 ,.'’&-]{4,120}",
    r"(?:GET|READ|SEE|WATCH|FOLLOW) [A-Z0-9 ,.'’&-]{2,80} (?:BY CLICKING HERE|HERE|APP)",
)
_LETTERS = (
    (
        r"(?i:(?:.{0,160}[.!?:]\s+)?(?:please |to .{0,60}, )?(?:sign up|subscribe|click here to (?:subscribe|sign up)"
        r"|register)\b.{0,120}\b(?:newsletters?|inbox|e-?mails?|alerts|channel|youtube|podcast|updates)\b.{0,200})"
    ),
    (
        r"(?i:(?:.{0,160}[.!?:]\s+)?get (?:\S+ ){0,24}?\S*\b(?:inbox|newsletters?|letterbox|subscriptions?|our apps?)\b"
        r".{0,200})"
    ),
    r"(?i:(?:download|install) (?:the|our) .{1,60}\bapps?\b.{0,80})",
)
_REPORTERS = (
    (
        r"(?i:(?:(?:e-?mail|contact|reach|follow|write to|tweet|send (?:tips|an e-?mail) to)\b|have a (?:news )?tip\b)"
        r".{0,120}(?:@|\btwitter\b|\bfacebook\b|\binstagram\b|\be-?mail(?:ed)? ?at\b|\breached at\b).{0,200})"
    ),
    r"(?i:.{3,60}\b(?:can|may) be reached (?:at|on|by (?:phone|e-?mail))\b.{0,80}(?:@|\d{3}).{0,80})",
)
_LEAVINGS = (
    (
        r"(?i:(?:\d+ )?(?:post )?comments?(?: \(\d+\))?|advertisement|advert|loading(?:\.\.\.|…)?"
        r"|share(?: this)?(?: article| story| post)?:?|tags:?.{0,60}|filed under:.{0,80}"
        r"|what (?:do )?you think(?:\?|…|\.\.\.)?|tell us what you think.{0,20}|leave a (?:comment|reply)"
        r"|back to (?:top|gallery)|skip to [\w ]{0,40}|story continues(?: below)?.{0,30}|play video|close video|print"
        r"|e-?mail)"
    ),
    r"https?://\S+",
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.DOTALL))
    for kind, patterns in (
        ("links to other articles", _POINTS),
        ("newsletter boxes", _LETTERS),
        ("lines on the reporter", _REPORTERS),
        ("leavings of the page", _LEAVINGS),
    )
)
_TELLS = re.compile(r"[“”«»]|\b(?:said|says|told|tells|asked|wrote|added)\b")
_GOES_ON = re.compile(
    r"(?i)\bto (?:continue|keep) reading\b"
    r"|\b(?:to |continue )?read(?:ing)? the (?:full|whole|rest of the|entire) (?:story|article)"
    r"|\b(?:subscribe|sign in|log in|register|create an account)(?: now| today)? to (?:continue|read|keep|unlock)\b"
    r"|\bthis (?:article|content|story) is (?:only |exclusively )?(?:available (?:only )?)?(?:for|to|reserved for)"
    r" (?:our )?(?:subscribers|members)"
    r"|\b(?:for|available to) subscribers only|\byou have (?:reached|read) your (?:limit|last)\b"
)
_CLOCK = re.compile(
    r"(?i)\b(?:updated|published|posted|modified|am|pm|gmt|e[sd]t|p[sd]t|utc)\b|\d\d:\d\d"
    r"|^\W*\w{3,9}\.? \d{1,2},? \d{4}\W*$|^\d{1,2}[. ]\w+\.? \d{4}$"
)


def sort_lines(lines: Sequence[str], headline: str | None) -> tuple[list[str], Counter[str]]:
    """The lines of an article without those that are no part of it, and how many of each kind were kept out.

    >>> sort_lines(["The ferry was late, he said.", "Related: Ten ferries of Osk", "comments"], None)[0]
    ['The ferry was late, he said.']
    """
    kept: list[str] = []
    counted: Counter[str] = Counter()
    begun = False
    for number, line in enumerate(lines):
        kind = _kind(line)
        if kind == "lines on the reporter" and number < len(lines) - 1 - LAST:
            kind = None
        if kind is None and not begun and (_dated(line) or _same(line) == _same(headline or "")):
            kind = "headline and date again"
        if kind is not None:
            counted[kind] += 1
            continue
        kept.append(line)
        begun = begun or len(line) > 80 or re.search(r"[.!?”\"]$", line) is not None
    # Words that headed a box which is gone.
    while kept and len(kept[-1]) < 60 and kept[-1].endswith(":"):
        kept.pop()
        counted["leavings of the page"] += 1
    return kept, counted


def goes_on(words: str) -> bool:
    """Whether some words say that the article goes on for those who pay or log in: what is in hand is then a part.

    >>> goes_on("To read the full story, subscribe or sign in"), goes_on("Subscribe to our newsletter")
    (True, False)
    """
    return _GOES_ON.search(words) is not None


def _kind(line: str) -> str | None:
    if len(line) > LONGEST or goes_on(line):
        return None
    kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(line)), None)
    return None if kind in ("newsletter boxes", "lines on the reporter") and _TELLS.search(line) else kind


def _dated(line: str) -> bool:
    """Whether a line is a date with what is printed around it, and no more."""
    return (
        len(line) <= 90
        and re.search(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d\d\b", line) is not None
        and re.search(r"\d.*\d", line) is not None
        and len(re.sub(r"[\d\W_]+", "", line)) <= 40
        and _CLOCK.search(line) is not None
    )


def _same(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
