"""The name of the outlet that a page comes from, out of several that the page gives itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.readers.html_said import Claim

_WEIGHTS = {
    "og:site_name": 2.0, "JSON-LD": 2.0, "JSON-LD of the site": 1.5, "application-name": 1.0, "publisher": 1.0,
    "dc.publisher": 1.5, "<title>": 1.0, "©": 0.5, "the address": 0.0,
}  # fmt: skip
# Names of the software or of the place in it, which say nothing of the outlet.
_NO_OUTLETS = frozenset(
    "blogger wordpress wordpresscom hosted facebook twitter youtube wix wixcom squarespace blog home homepage news"
    " website mysite index untitled site portal default web"
    " app amp mobile opinion world politics business sport sports".split()
)
_AGENCIES = frozenset(
    "associatedpress ap reuters thomsonreuters afp agencefrancepresse pa pressassociation upi tass".split()
)
_IN_FULL = {"ap": "Associated Press", "afp": "AFP", "upi": "UPI", "reuters": "Reuters"}
_ENDING = re.compile(r"(?<=\w)\.(?:(?:com?|org|net)\.[a-z]{2}|[a-z]{2,12}|COM|ORG|NET)$")
_PARTS = re.compile(r"\s+(?:[|–—•·»:-]|::)\s+|\s*\|\s*")


def outlet(
    claims: Sequence[Claim], title: str | None, headline: str | None, notice: str | None, uri: str | None
) -> Claim | None:
    """The outlet's name, in the best of the forms that the page has it in, and where it stands.

    `claims` are the names that its data give, `title` its <title>, `notice` its © line, `uri` its address. A name is
    believed for what agrees with it: other names, and the address.

    >>> handle = Claim(value="oskcourier", where="og:site_name")
    >>> outlet([handle], "Ferry late | Osk Courier", "Ferry late", None, None).value
    'Osk Courier'
    """
    core, sub = _domain(uri)
    found: list[tuple[str, str]] = []
    for claim in claims:
        found += [(name, claim.where) for name in _names(claim.value, core)]
    found += [(name, "<title>") for name in _of_title(title, headline)]
    found += [(name, "©") for name in _of_notice(notice) if not core or core in _key(name) or _key(name) in core]
    if core:
        found.append((core, "the address"))
    found = [
        (name, where) for name, where in found if 2 <= len(name) <= 60 and _key(name) and _key(name) not in _NO_OUTLETS
    ]
    if not found:
        return None

    def score(key: str) -> float:
        weights = {where: _WEIGHTS.get(where, 0.5) for name, where in found if _key(name) == key}
        total = sum(weights.values())
        if core:
            whole = key in (core, sub + core, core + sub)
            total += 1.5 if whole else 1.0 if core in key or (len(key) > 3 and key in core) else 0.0
        if key in _AGENCIES and key not in (core, core + sub):
            total -= 3
        return total

    keys = list(dict.fromkeys(_key(name) for name, _ in found))
    key = max(keys, key=score)
    name, where = max(
        ((n, w) for n, w in found if _key(n) == key), key=lambda row: (_form(row[0]), _WEIGHTS.get(row[1], 0.5))
    )
    # A handle or a short form gives way to the name in full that it is short for.
    for other, place in found:
        other_key = _key(other)
        if place == "the address" or other_key in _AGENCIES or other_key == key or " " not in other:
            continue
        initials = "".join(
            word[0] for word in re.findall(r"[^\W\d_]+", other) if word.casefold() not in ("the", "of")
        ).casefold()
        if (len(key) >= 3 and initials == key) or (_bare(name) and key in other_key and score(other_key) >= 1.5):
            name, where = other, place
            break
    if where == "the address":
        name = _IN_FULL.get(name, name)
    if name.startswith("the "):
        name = "T" + name[1:]
    return Claim(value=name, where=where)


def _names(value: str, core: str) -> list[str]:
    if re.match(r"(?i)https?:|//", value) or value.startswith("@"):
        return []
    parts = [part.strip() for part in _PARTS.split(value) if part.strip()]
    if len(parts) > 1:
        # A name and a slogan: the name is the part that the address has, too.
        fits = [part for part in parts if core and not _bare(part) and (_key(part) in core or core in _key(part))]
        return [(fits or parts)[0]]
    return parts


def _of_title(title: str | None, headline: str | None) -> list[str]:
    parts = [part.strip() for part in _PARTS.split(title or "") if part.strip()]
    if len(parts) < 2:
        return []
    last = parts[-1]
    return (
        [last]
        if len(last.split()) <= 5
        and not re.search(r"\d\D*[.!?]|[.!?]\s", last)
        and _key(last) not in _key(headline or "")
        else []
    )


def _of_notice(notice: str | None) -> list[str]:
    match = re.search(
        r"(?i)(?:©|\(c\)|copyright)[\s©,.(c)]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|present))?)?[\s,.:|-]*(?:by\s+)?([^\W\d_][^|.,©\n]{1,50}(?:\.(?:com|org|net|co\.uk))?)",
        notice or "",
    )
    return [re.split(r"(?i)\s+(?:all rights|inc\b|llc\b|ltd\b|limited\b|-\s)", match[1])[0].strip()] if match else []


def _form(name: str) -> float:
    upper = any(c.isupper() for c in name)
    return (
        2 * upper
        + 2 * (" " in name)
        + (not _bare(name))
        + 2 * (len(_key(name)) > 3)
        + (not name.isupper() or " " in name)
    )


def _bare(name: str) -> bool:
    """Whether a name is an address or a handle, not a name as one prints it."""
    return _ENDING.search(name) is not None or (" " not in name and name.islower())


def _key(name: str) -> str:
    name = re.sub(r"(?i)^www\.", "", name.strip())
    return re.sub(r"^the(?=\s)|[\W_]+", "", _ENDING.sub("", name).casefold())


def _domain(uri: str | None) -> tuple[str, str]:
    """The name in an address, ``news.sky.example`` → ("sky", "news")."""
    match = re.match(r"(?i)https?://([^/:?#]+)", uri or "")
    if not match:
        return "", ""
    labels = [label for label in match[1].lower().split(".") if label]
    if labels and labels[0] in ("www", "m", "amp", "edition"):
        labels = labels[1:]
    if len(labels) < 2:
        return "", ""
    ends = (
        3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("co", "com", "org", "net", "gov", "ac") else 2
    )
    core = labels[-ends]
    return re.sub(r"[\W_]+", "", core), "".join(labels[:-ends])
