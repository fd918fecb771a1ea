"""Whom a notice names for removal: the address, the page or the name that it tells the reader to write to."""

from __future__ import annotations

import re

_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\s?[\[({]\s?at\s?[\])}]\s?)\s?[\w-]+(?:(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)[\w-]+)+", re.IGNORECASE
)
_PAGE = re.compile(r"\b(?:https?://|www\.)[^\s<>\"”’),;]+", re.IGNORECASE)
_TELL = re.compile(
    r"\b(?i:(?:please\s+)?(?:contact|e-?mail|write\s+to|notify|inform|message|get\s+in\s+touch\s+with|reach\s+out\s+to"
    r"|send\s+(?:an?\s+)?(?:e-?mail|message|request|notice|word)s?\s+to|let|ask))\s+"
)
_NAME = re.compile(
    r"(?:(?i:the)\s+)?[A-Z][\w&.'’-]*(?:\s+(?:(?:of|the|and|for|at)\s+)*[A-Z][\w&.'’-]*){0,5}"
    r"|(?i:(?:the|our)\s+(?:[\w’'-]+\s+){0,3}?(?:desk|editors?|webmaster|office|team|department|administrators?|"
    r"moderators?|newsroom|publishers?|owners?|staff))"
)
_NOBODY = frozenset("us me we you them him her".split())
_AT = re.compile(r"\s?[\[({]\s?at\s?[\])}]\s?", re.IGNORECASE)
_DOT = re.compile(r"\s?[\[({]\s?dot\s?[\])}]\s?", re.IGNORECASE)


def contact_of(notice: str) -> str | None:
    """The address that a notice names, else the page, else the name; ``None`` when it names nobody ("contact us").

    An address or a page that stands before the request ("courtesy of https://…") is not the one to write to.

    >>> contact_of("Courtesy of www.vell.example. To have it removed, e-mail desk [at] osk.example.")
    'desk@osk.example'
    >>> contact_of("If you want it removed, please contact the news desk.")
    'the news desk'
    >>> contact_of("To have it taken down, contact us.") is None
    True
    """
    asked = _TELL.search(notice)
    if mail := _MAIL.search(notice):
        return _DOT.sub(".", _AT.sub("@", mail[0])).replace(" ", "").strip(".")
    while asked:
        rest = notice[asked.end() :]
        page = _PAGE.search(rest[:300])
        if page:
            return page[0].rstrip(".!?")
        name = _NAME.match(rest)
        if name and name[0].casefold() not in _NOBODY:
            return re.sub(r"(?<=\w{3})\.$", "", name[0]).strip()
        asked = _TELL.search(notice, asked.end())
    return None
