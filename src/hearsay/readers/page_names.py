"""Bylines as printed to names only: "By MARA LIND and Osk Vele, Staff Writers | Osk Courier" to two names."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 300  # code points of a byline; more is a sentence or a list of links
MOST = 12  # names in one byline

_AGENCIES = {
    "ap": "AP", "associated press": "Associated Press", "the associated press": "Associated Press",
    "reuters": "Reuters", "thomson reuters": "Reuters",
    "afp": "AFP", "agence france-presse": "AFP", "upi": "UPI", "tass": "TASS",
    "interfax": "Interfax", "ria novosti": "RIA Novosti", "xinhua": "Xinhua", "dpa": "dpa", "ansa": "ANSA",
    "efe": "EFE", "pa": "PA",
    "pa media": "PA Media", "press association": "PA", "ani": "ANI", "pti": "PTI", "ians": "IANS",
    "yonhap": "Yonhap", "kyodo": "Kyodo", "kyodo news": "Kyodo",
    "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg",
    "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "aap": "AAP",
    "anadolu agency": "Anadolu Agency", "anadolu": "Anadolu Agency", "news agencies": "news agencies",
    "agencies": "agencies", "wire reports": "wire reports", "wire services": "wire services",
}  # fmt: skip
_OPENS = re.compile(
    r"(?i)^\W*(?:(?:(?:written|posted|reported|published|updated|words|story|text|report|article|authored|compiled)\s+)?"
    r"by(?:\s*:|\s+|(?=(?-i:[A-Z])))|(?:authors?|text|words|story|von|par|por|di|door|av|af|текст|автор|autor|autora|redakcja)\s*:"
    r"|(?:von|par|por|door|от)\s+(?=[^\W\d_]))\s*"
)
# What follows one of these is where the author works, or when it was written, and no name.
_ENDS = re.compile(
    r"\s*(?:[|•·/\n–—\t]|\S+@\S+|\s-\s|\(|\bfor\s+(?=(?:the\s+)?[A-Z])|\s+on\s+(?=\S)|(?i:\b(?:special|exclusive(?:ly)?)\s+(?:to|for)\b)|\bin\s+(?=[A-Z])"
    r"|(?i:\b(?:updated|published|posted|last\s+modified|follow|view\s+(?:more|all)|more\s+(?:from|by)|see\s+all|view\s+author)\b)"
    r"|\d{1,2}[./:-]\d|\b(?:19|20)\d\d\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\s+\d)"
)
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|\bAND\b|&|\bund\b|\bet\b|\by\b|\bи\b|\bwith\b)\s*(?:(?:and|with|by)\s+)?")
_ROLE = re.compile(
    r"(?i)\b(?:writers?|reporters?|editors?|correspondents?|columnists?|contributors?|producers?|analysts?|critics?|"
    r"journalists?|photographers?|staff|bureau|desk|newsroom|team|special|senior|chief|political|business|economics|"
    r"news|media|press|magazine|times|herald|network|tv|agency|digital|online|contributing|associate|editorial|"
    r"redaktion|redaction|redacción|correspondante?|ph\.?d|m\.?d|admin(?:istrator)?)\b"
)
# After a name, such words are the paper it comes from: "Ana Kor, Osk Courier".
_PAPER = re.compile(
    r"(?:[A-Z]{2,5}|.*\b(?:Courier|Post|Gazette|Journal|Tribune|Chronicle|Ledger|Observer|Guardian|Globe|Mirror|Star|Sun|"
    r"Leader|Telegraph|Mail|Express|Record|Insider|Review|University|Institute))"
)
_DESK = re.compile(
    r"(?i)\b(?:staff|desk|bureau|newsroom|editorial|team|reports?|editors|news|press|agency|network|admin)\b"
)
_NOT_NAMED = re.compile(r"[@\d]|https?:|www\.|\.(?:com|org|net|co)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?i)(?:jr|sr|ii|iii|iv)\.?")
# "JD" and "J.D." are initials, "JO" and "LI" are names in capitals.
_INITIALS = re.compile(r"[A-Z]|[A-Z][^AEIOUY]|.*\..*")
_SMALL = frozenset("de da di du del della van von der den dos la le el al bin ibn ter ten".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who wrote it: `names` of people, `desks` (“Staff Reports”, “The Editors”) and `agencies`, each in its order."""

    names: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    @property
    def printed(self) -> str | None:
        """The names, or for want of them the desks; ``None`` when there are neither."""
        return ", ".join(self.names or self.desks) or None


def byline(line: str, outlet: str | None = None) -> Byline:
    """Take a byline apart. `outlet` is the publisher, which is never an author.

    >>> byline("By MARA LIND and Osk Vele, Staff writers | Osk Courier").names
    ('Mara Lind', 'Osk Vele')
    >>> byline("Ana Kor, Associated Press"), byline("Staff Reports").printed
    (Byline(names=('Ana Kor',), desks=(), agencies=('Associated Press',)), 'Staff Reports')
    """
    if re.match(r"(?i)\W*(?:https?:|www\.)", line):
        return Byline()
    words = "\n".join(" ".join(row.split()) for row in line[:LONGEST].strip().splitlines())
    words = _OPENS.sub("", words, count=1)
    head, *rest = _ENDS.split(words, maxsplit=1)
    agencies = [a for part in rest for a in _agencies_in(part)]
    names: list[str] = []
    desks: list[str] = []
    doubtful = False
    for part in _BETWEEN.split(head)[: 3 * MOST]:
        part = part.strip(' .,:;*_-–—|"“”')
        part = _OPENS.sub("", part, count=1)
        for agency in ("Associated Press", "Reuters", "AFP"):
            if part.endswith(f" {agency}"):
                agencies.append(agency)
                part = part.removesuffix(agency).strip()
        if not part:
            continue
        if part.casefold() in _AGENCIES:
            agencies.append(_AGENCIES[part.casefold()])
        elif names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif _NOT_NAMED.search(part) or (outlet and _letters(part) == _letters(outlet)):
            continue
        elif _ROLE.search(part):
            agencies += [_AGENCIES[word.casefold()] for word in part.split()[:1] if word.casefold() in _AGENCIES]
            if not names and _DESK.search(part):
                desks.append(part)
        elif names and _PAPER.fullmatch(part):
            continue
        elif not _names(part):
            doubtful = True
        elif part.startswith("The "):
            desks.append(part)
        else:
            names.append(_case(part))
    if doubtful and not names:
        # "The ministries of the two islands" is nobody's byline.
        desks = []
    return Byline(
        names=tuple(dict.fromkeys(names))[:MOST],
        desks=tuple(dict.fromkeys(desks))[:2],
        agencies=tuple(dict.fromkeys(agencies)),
    )


def _agencies_in(words: str) -> list[str]:
    parts = re.split(r"\s*[|,;/•·()]\s*|\s+-\s+", words)
    return [_AGENCIES[part.strip(" .").casefold()] for part in parts if part.strip(" .").casefold() in _AGENCIES]


def _names(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 6 or len(part) > 60:
        return False
    small = sum(word[:1].islower() and word.casefold() not in _SMALL for word in words)
    return part[:1].isalpha() and (small == 0 or (small == 1 and len(words) == 1))


def _case(name: str) -> str:
    """A name in capitals, in mixed case; another as it is."""
    if not name.isupper() or len(name) <= 3:
        return name
    return " ".join(word if _INITIALS.fullmatch(word) else _capital(word) for word in name.split())


def _capital(word: str) -> str:
    if word.casefold() in _SMALL:
        return word.lower()
    parts = re.split(r"([-'’])", word)
    done = "".join(part[:1] + part[1:].lower() for part in parts)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), done)


def _letters(words: str) -> str:
    return re.sub(r"^the\s+|[\W_]+", "", words.casefold())
