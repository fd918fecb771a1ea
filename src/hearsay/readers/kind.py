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
    r"confirms?|confirmed|denies|denied|seen|obtained|is|are|was|were|has|have|will|casts?|raises?|puts?|leaves?|"
    r"discloses?|undercuts?|sheds?|points?|describes?|details?|spark\w*|fuel\w*|draws?)\b",
    re.IGNORECASE,
)
_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "notes",
        (
            rf"(?:the |official |draft |approved |final |agreed |summary )*minutes\b(?:$|:| \(| of (?:[\w'’.-]+ "
            rf"){{0,6}}{_TALK}\b)"
        ),
    ),
    (
        "notes",
        (
            rf"(?:the |draft )?(?:memorandum|memo|record|summary record|summary|notes?) (?:of|on|from) (?:an? |the "
            rf")?(?:\w+ ){{0,3}}{_TALK}\b"
        ),
    ),
    ("notes", r"memorand(?:um|a) (?:for|to) the record\b|(?:note|record) for the (?:record|file)s?\b"),
    ("notes", r"(?:memcon|telcon)\b"),
    (
        "transcript",
        (
            r"(?:read (?:the )?)?(?:(?:full|partial|verbatim|official|edited|rush|interview|the|unofficial) "
            r")*transcript\b(?:$|:| of\b| \()"
        ),
    ),
    ("transcript", r"(?:stenographic|verbatim) (?:record|report|notes)\b"),
    (
        "transcript",
        (
            r"(?:(?:opening|joint|prepared|press) )*(?:remarks|press (?:conference|briefing|availability|gaggle)) "
            r"(?:by|of|with) "
            r"(?:the )?(?:(?:vice|deputy|acting|first|prime|foreign|white|press) )*(?:president|minister|premier|"
            r"chancellor|secretary|"
            r"ambassador|governor|mayor|senior|spokes\w+|house)\b"
        ),
    ),
    ("readout", r"(?:the |official )?read-?out (?:of|from|on)\b"),
    (
        "recollection",
        (
            r"(?:an |the )?oral history\b|(?:from )?(?:the |his |her )?memoirs? of\b|recollections? of\b|"
            r"reminiscences? of\b"
            r"|memoirs?\s*(?:$|[:(])"
        ),
    ),
    (
        "comment",
        (
            r"(?:opinions?|comment|commentary|editorials?|op-?ed|letters? to the editor|guest (?:column|essay|"
            r"commentary)|"
            r"the editorial board|columns?|viewpoint|our view)\s*(?:$|[:|/—–]|- )"
        ),
    ),
    ("comment", r".{10,}\s[|–—-]\s(?:opinion|editorial|op-?ed|commentary|letters? to the editor|column)$"),
    ("comment", r"to the editor\s*[:,]?$"),
    ("other", r"(?:editorial note|(?:airgram|telegram|cable|despatch|dispatch|circular) (?:from|to|no\.?)\b)"),
    ("other", r"(?:press|news|media) release\b\s*(?:$|[:|—–-]|no\.? ?\d)|for immediate release\b"),
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
_TELEGRAM_FROM = re.compile(r"^\W*FM [A-Z]{3,}(?: [A-Z]{2,})*", re.MULTILINE)
_TELEGRAM_TO = re.compile(r"(?:^|\s)(?:TO|INFO) [A-Z]{3,}", re.MULTILINE)
_TELEGRAM_ON = re.compile(r"^\W*SUBJ(?:ECT)?\W{0,3}[:;]", re.MULTILINE)
_HEAD = 200_000  # code points in which turns are counted
_NEAR = 3_000  # code points at either end in which a text speaks of itself
# The head of a memorandum or of minutes is a form that is filled in.
_FIELD = re.compile(
    r"^[ \t*_]*(participants?|present|in attendance|attendees|attending|apologies|absent|subjects?|re|date(?:,? time)?"
    r"(?:,? (?:and )?place)?|date and time|time and place|place|location|venue|time|drafted by|drafter|note-?taker|"
    r"interpreters?|chair(?:ed by|man|person)?|classification|copies to)"
    r"\b[ \t*_]*:",
    re.IGNORECASE | re.MULTILINE,
)
_WHO_FIELDS = frozenset("participants participant present attendees attending".split()) | {"in attendance"}
_WHEN_FIELDS = frozenset("date time place location venue subject subjects".split())
_HELD_BY_ITS_AUTHOR = re.compile(
    r"(?:(?:the|any|all) )?(?:views?|opinions?)(?: and opinions?)?(?:,? [\w ]{1,30},?)? expressed (?:\w+ "
    r"){0,6}?(?:is|are|belong)\b"
    r"[^.\n]{0,40}?\b(?:authors?|writers?|columnists?|contributors?|his|hers?|their|my|theirs)\b"
    r"(?! of (?:the )?(?:report|study|paper|letter|book|survey))",
    re.IGNORECASE,
)
_COLUMNIST = re.compile(
    r"(?:^|\n|[.!?”)] )[\W_]*(?:[A-Z][\w.’'-]+ ){1,4}(?:is|are) an? (?:[\w-]+ ){0,5}?(?:(?:opinion |guest |"
    r"contributing |staff "
    r"|syndicated |regular )*(?:columnist|opinion (?:writer|contributor|editor)|op-ed (?:writer|contributor)|"
    r"editorial (?:writer|board "
    r"member)))\b"
)
_COMMENT_ADDRESS = re.compile(
    r"/(?:opinions?|editorials?|commentisfree|comment|commentary|op-?eds?|columns?|columnists?|"
    r"letters(?:-to-the-editor)?|"
    r"viewpoints?|perspectives?)(?:/|$)",
    re.IGNORECASE,
)
_COMMENT_BYLINE = re.compile(
    r"\b(?:editorial board|opinion (?:columnist|contributor|writer|editor)|guest columnist|columnist)\b", re.IGNORECASE
)
_RELEASED = re.compile(
    r"^[ \t*_]*(?:(?:[A-Z][\w.&-]*[ \t]){0,4}(?:PRESS|NEWS|MEDIA) RELEASE\b[^a-z\n]{0,60}$|FOR IMMEDIATE RELEASE\b)|"
    r"/(?:PRNewswire|Business Wire|GLOBE NEWSWIRE)[/-]|\(BUSINESS WIRE\)",
    re.MULTILINE,
)
_MET = re.compile(
    r"\b(?:spoke (?:by (?:tele)?phone )?(?:today |yesterday )?(?:with|to)|(?:met|meeting|call|conversation|talks|"
    r"discussions) with|"
    r"(?:meeting|call|conversation|talks) between)\b",
    re.IGNORECASE,
)
_FROM_A_LIFE = re.compile(
    r"\b(?:adapted|excerpted|taken|an? (?:edited )?(?:excerpt|extract)) from (?:[\w“”\"‘’:,'’-]+ ){0,14}?(?:memoirs?|"
    r"diar(?:y|ies)|"
    r"autobiography)\b",
    re.IGNORECASE,
)
_LEAKED = re.compile(
    r"\[?leaked(?: (?:document|transcript|minutes|memo(?:randum)?|cable|telegram|draft|record|recording|e-?mails?))?"
    r"\]?\s*(?:$|:)",
    re.IGNORECASE,
)


def kind_of(
    stated: str | None,
    title: str | None,
    first_lines: tuple[str, ...],
    text: str,
    credit: Credit | None,
    outlet: str | None,
    *,
    uri: str | None = None,
    byline: str | None = None,
    otherwise: tuple[Kind | None, str] | None = None,
) -> tuple[Kind | None, str | None]:
    """The kind of a document with the reason for it; ``(None, None)`` when nothing tells.

    `stated` is the metadata's word for it, `first_lines` the paragraphs that open it, `outlet` whatever shows that an
    outlet published it (its name, or the date of publication), `uri` its address, `byline` its authors. `otherwise` is
    what papers of this format are when nothing shows more; without it, what an outlet published is a report.

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
    found, why = _shown(title, first_lines, text, credit, outlet, uri, byline)
    if found:
        return found, remark + why
    if otherwise:
        return otherwise[0], remark + otherwise[1]
    if outlet:
        return (
            "report",
            f"{remark}inferred: it names its outlet or date ({outlet}), and nothing speaks for another kind",
        )
    if credit and credit.kind == "agency":
        return "report", f"{remark}inferred: an agency is credited (“{credit.span.of(text)}”)"
    if byline:
        return "report", f"{remark}inferred: it has a byline ({byline}), and nothing speaks for another kind"
    return None, remark.rstrip("; ") or None


def _shown(
    title: str | None,
    first_lines: tuple[str, ...],
    text: str,
    credit: Credit | None,
    outlet: str | None,
    uri: str | None,
    byline: str | None,
) -> tuple[Kind | None, str]:
    """The kind that a text's own form or words show, from the most telling sign to the least."""
    headings = [line.strip(" \t*_#") for line in (*((title,) if title else ()), *first_lines[:4])]
    for heading in headings:
        found = _form(heading)
        if found:
            if found == "other" and _RELEASED.search(heading.upper()) and _MET.search(" ".join(headings)):
                return "readout", f"a press release on a meeting or call: “{heading.strip()}”"
            return found, f"the heading reads “{heading.strip()}”"
    head, tail = text[:_NEAR], text[-_NEAR:]
    fields = _fields(head)
    if fields:
        return "notes", f"its head is the form of a memorandum or of minutes: {fields}"
    if _TELEGRAM_FROM.search(head) and _TELEGRAM_TO.search(head) and _TELEGRAM_ON.search(head):
        return "other", "its head is that of a telegram: FM, TO, SUBJECT"
    labels = _turns(text[:_HEAD])
    if labels:
        return "transcript", f"its lines are turns of {labels}"
    released = _RELEASED.search(head[:600])
    if released and not (byline and outlet and not title):
        said = " ".join(released[0].split())
        if _MET.search(" ".join(headings)):
            return "readout", f"a press release (“{said}”) on a meeting or call"
        return "other", f"a press release: “{said}”"
    of_a_life = _FROM_A_LIFE.search(head) or _FROM_A_LIFE.search(tail)
    if of_a_life and _speaks_of_itself(text, of_a_life):
        return "recollection", f"it says so: “{' '.join(of_a_life[0].split())}”"
    if not outlet and not byline:
        leaked = next((heading for heading in headings if _LEAKED.match(heading)), None)
        if leaked:
            return "leak", f"the heading reads “{leaked}”, and no outlet or author is named"
    comment = _comment(tail, uri, byline)
    if comment:
        return "comment", comment
    # "Originally published in the Courier" on the Courier's own page makes no copy of it.
    if credit and credit.kind in ("courtesy", "republished") and not _same(credit.owner.of(text), outlet):
        return "copy", f"it says so: “{credit.span.of(text)}”"
    return None, ""


def _comment(tail: str, uri: str | None, byline: str | None) -> str | None:
    address = _COMMENT_ADDRESS.search(uri.split("?")[0].split("#")[0]) if uri else None
    if address:
        return f"its address has “{address[0].strip('/')}” in it"
    signed = _COMMENT_BYLINE.search(byline) if byline else None
    if signed:
        return f"the byline says “{signed[0]}”"
    held = _HELD_BY_ITS_AUTHOR.search(tail) or _COLUMNIST.search(tail)
    return f"it ends with “{' '.join(held[0].split()).lstrip('.!?”) ')}”" if held else None


def _speaks_of_itself(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence that was `found` is about this text: "This essay is adapted from her memoir"."""
    start = max(text.rfind("\n", 0, found.start()), text.rfind(". ", 0, found.start())) + 1
    before = text[start : found.start()].strip(" *_([")
    return (
        not before
        or re.match(r"(?:this|the (?:following|text|above|essay|article))\b", before, re.IGNORECASE) is not None
    )


def _fields(head: str) -> str | None:
    """The fields of a form that names who was there, and when, where or on what."""
    fields = {match[1].lower() for match in _FIELD.finditer(head)}
    who = sorted(fields & _WHO_FIELDS)
    when = sorted(field for field in fields if field.split(",")[0].split()[0] in _WHEN_FIELDS)
    return ", ".join(f"“{field}”" for field in (*who, *when)) if who and when else None


def _same(owner: str, outlet: str | None) -> bool:
    a, b = (re.sub(r"^the|[\W_]+", "", name.casefold()) for name in (owner, outlet or ""))
    return bool(a and b) and (a in b or b in a)


def _form(heading: str) -> Kind | None:
    # Editions number their papers: "128. Memorandum of Conversation".
    heading = re.sub(r"^(?:No\. ?)?\d{1,4}[.)] ", "", heading)
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
