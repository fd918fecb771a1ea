"""The fields of a page's document, decided between what its data say and what it prints, with a remark for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Remark
from hearsay.readers.html_header import Head
from hearsay.readers.html_said import Claim, Said
from hearsay.readers.page_dates import decide
from hearsay.readers.page_names import Byline, byline
from hearsay.readers.page_outlet import outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """`values` by the keys of `metadata.KEYS`, and the remarks that tell how they were come by."""

    values: dict[str, str | None]
    remarks: tuple[Remark, ...]


def fields(
    said: Said, head: Head, notice: str | None, *, guess: str | None = None, words: str = "", address: str | None = None
) -> Fields:
    """Decide every field of a page.

    `notice` is the page's © line, `guess` a date found by other means for want of better, `words` the page's whole
    text, in which a name that its data give is looked for, `address` where it was fetched, which only helps to name its
    outlet.
    """
    remarks: list[Remark] = []
    own = _address(said, remarks)
    address = own or address
    title = next((claim.value for claim in said.all("title") if claim.where == "<title>"), None)
    paper = outlet(said.all("publisher"), title, head.headline, notice, address)
    if paper:
        agreed = sum(_letters(c.value) == _letters(paper.value) for c in said.all("publisher"))
        sure = 0.5 if paper.where == "the address" else 0.95 if agreed > 1 else 0.85
        remarks.append(Remark(of="publisher", why=f"from {paper.where}", sure=sure))
    remarks.append(Remark(of="title", why=head.why, sure=head.sure if head.headline else None))
    _contradicted(said, head, remarks)
    dates = decide(said.all("published"), said.all("modified"), head.dates, address)
    published, modified = dates.published, dates.modified
    if published is None and guess:
        published = guess
        remarks.append(Remark(of="published", why="guessed from dates in the page's mark-up and text", sure=0.5))
    elif published:
        remarks.append(Remark(of="published", why=dates.why, sure=dates.sure))
    if modified:
        remarks.append(Remark(of="modified", why=dates.modified_why, sure=0.8))
    remarks += [Remark(of="published", why=f"the page contradicts itself: {why}") for why in dates.against]
    who, agencies = _byline(said.all("author"), head.bylines, paper.value if paper else None, words, remarks)
    if agencies:
        remarks.append(Remark(of="credit", why=f"the byline names an agency: {', '.join(agencies)}", sure=0.9))
    if said.broken:
        remarks.append(Remark(of="structured data", why=f"{said.broken} of its blocks could not be read"))
    return Fields(
        values={
            "title": head.headline,
            "uri": own,
            "byline": who,
            "publisher": paper.value if paper else None,
            "published": published,
            "modified": modified,
            "credit": ", ".join(agencies) or None,
            "language": _language(said),
            "rights": notice or next((claim.value for claim in said.all("rights")), None),
        },
        remarks=tuple(remarks),
    )


def _address(said: Said, remarks: list[Remark]) -> str | None:
    whole = [c for c in said.all("uri") if re.match(r"(?i)https?://[^/\s]+", c.value)]
    canonical = next((c for c in whole if c.where == "canonical link"), None)
    own = next((c for c in whole if c.where == "og:url"), None)
    chosen = canonical or own or next(iter(whole), None)
    if chosen is None:
        return None
    if canonical and own and _host(canonical.value) != _host(own.value):
        chosen = own
        why = (
            f"og:url; its canonical link names another site, {_host(canonical.value)}: it may be a copy of a page there"
        )
        remarks.append(Remark(of="uri", why=why, sure=0.7))
    else:
        remarks.append(Remark(of="uri", why=f"from {chosen.where}", sure=0.95))
    return chosen.value


def _contradicted(said: Said, head: Head, remarks: list[Remark]) -> None:
    if not head.headline or head.element is None:
        return
    mine = _letters(head.headline)
    for claim in said.all("title"):
        other = _letters(claim.value)
        if other and mine not in other and other not in mine:
            why = f"the page prints another title than {claim.where} gives: “{claim.value[:160]}”"
            remarks.append(Remark(of="title", why=why))
            return


def _language(said: Said) -> str | None:
    claims = sorted(said.all("language"), key=lambda claim: claim.where != "<html lang>")
    return next(
        (c.value.replace("_", "-") for c in claims if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*", c.value)), None
    )


def _byline(
    claims: Sequence[Claim], printed: Sequence[str], paper: str | None, words: str, remarks: list[Remark]
) -> tuple[str | None, tuple[str, ...]]:
    seen = [taken for line in printed if (taken := byline(line, paper)) != Byline()]
    stated = [(taken, c.where) for c in claims if (taken := byline(c.value, paper)) != Byline()]
    agencies = tuple(dict.fromkeys(a for taken in (*seen[:1], *(t for t, _ in stated)) for a in taken.agencies))
    shown = next((taken for taken in seen if taken.names), None)
    # A line within a line has fewer of the names.
    for taken in seen:
        if shown and set(shown.names) < set(taken.names):
            shown = taken
    whole = _letters(words)
    for taken, where in stated:
        if not taken.names or "organisation" in where:
            continue
        names = {_letters(name) for name in taken.names}
        for other in seen:
            if names <= {_letters(name) for name in other.names}:
                remarks.append(Remark(of="byline", why=f"printed on the page, and in {where}", sure=0.97))
                return other.printed, agencies
        if all(name in whole for name in names):
            if shown and shown.names and not names & {_letters(n) for n in shown.names}:
                if any(_letters(n) in name or name in _letters(n) for n in shown.names for name in names):
                    remarks.append(Remark(of="byline", why=f"as the page prints it; {where} has it fuller", sure=0.9))
                    return shown.printed, agencies
                remarks.append(
                    Remark(of="byline", why=f"{where} says {taken.printed}, the page prints {shown.printed} too")
                )
            remarks.append(Remark(of="byline", why=f"from {where}; the name stands on the page", sure=0.9))
            return taken.printed, agencies
        if shown:
            remarks.append(Remark(of="byline", why=f"as the page prints it; {where} says {taken.printed}", sure=0.8))
            return shown.printed, agencies
        if "account" not in where and len(taken.names[0].split()) > 1:
            remarks.append(Remark(of="byline", why=f"from {where}; the page does not print it", sure=0.6))
            return taken.printed, agencies
        # The name of an account with the publisher's software is no byline.
        why = f"{where} names {taken.printed}; the page does not print it, and it was not taken"
        remarks.append(Remark(of="byline", why=why))
    if shown:
        remarks.append(Remark(of="byline", why="as the page prints it", sure=0.85))
        return shown.printed, agencies
    desk = next((taken.printed for taken in (*seen, *(t for t, _ in stated)) if taken.desks), None)
    if desk:
        remarks.append(Remark(of="byline", why="names a desk and no person", sure=0.8))
    return desk, agencies


def _host(uri: str) -> str:
    return re.sub(r"(?i)^https?://(?:www\.|m\.|amp\.)?([^/:?#]+).*$", r"\1", uri).lower()


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
