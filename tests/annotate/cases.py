"""Cases in plain text: an input and, below a line with a single dot, what should be found in it.

A case is a title, the text, a dot, and one line for each attribution in the order of the text; ``===`` parts cases::

    the speaker stands before the words
    @ published 2017-06-04
    Mara Lind told Vele: “We could talk.”
    .
    Mara Lind -> Vele | told | direct | “We could talk.”

The parts are speaker, addressee where there is one, cue (``-`` for none), mode and content with its marks; then what
holds besides: ``denied``, ``negated``, ``hedged``, ``conditional``, ``believed``, ``intended``, and whatever the case
asks for in ``@ show`` (``said on``, ``venue``, ``chain``, ``times``). ``?`` is a speaker that is left open, ``+`` joins
several, ``#2`` tells a second entity from the first of that name, ``…`` joins the parts of a divided content, ``¶`` is
where a paragraph ends inside one part. What stands inside another's content is indented below it. ``(nothing)`` is all
there is where nothing should be found. ``@`` lines say of the document what its metadata would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearsay.annotate import annotate_one
from hearsay.annotate.encoder import Encoder
from hearsay.model import Annotations, Attribution, ChainLink, Document
from hearsay.text import Span

FOLDER = Path(__file__).parent / "cases"
FIELDS = ("title", "byline", "publisher", "published", "credit", "rights", "language", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, with the place it stands at for the test's name."""

    file: str
    line: int
    title: str
    about: dict[str, str]
    text: str
    expected: str


def cases(*names: str) -> Iterator[Case]:
    """The cases of the named files, in their order."""
    for name in names:
        line = 1
        for part in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n===\n"):
            yield _case(name, line, part.strip("\n").split("\n"))
            line += part.count("\n") + 2


def _case(file: str, line: int, lines: Sequence[str]) -> Case:
    dot = lines.index(".")
    about = dict(_field(x) for x in lines[1:dot] if x.startswith("@ "))
    assert set(about) <= {*FIELDS, "show"}, f"{file}.txt:{line}: @ {sorted(about)}"
    return Case(
        file=file,
        line=line,
        title=lines[0],
        about=about,
        text="\n".join(x for x in lines[1:dot] if not x.startswith("@ ")),
        expected="\n".join(lines[dot + 1 :]),
    )


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.removeprefix("@ ").partition(" ")
    return name, value


def document(text: str, **about: Any) -> Document:
    """A plain document with `text`, and the metadata `about` it."""
    plain: dict[str, Any] = {"id": "d1", "source_id": "case", "path": "case", "sha256": "", "media_type": "text/plain"}
    return Document(text=text, **(plain | about))


def found(case: Case, encoder: Encoder | None = None) -> str:
    """What the program finds in the case, as the case would write it; without an `encoder`, by rules alone."""
    annotated = annotate_one(document(case.text, **{k: v for k, v in case.about.items() if k in FIELDS}), encoder)
    show = [x.strip() for x in case.about.get("show", "").split(",")]
    lines = [f"{t.span.of(case.text)} = {t.edtf or t.timex or '?'}" for t in annotated.times] if "times" in show else []
    lines += _below(annotated, None, show, 0)
    return "\n".join(lines) or "(nothing)"


def _below(annotated: Annotations, parent: str | None, show: Sequence[str], depth: int) -> list[str]:
    out: list[str] = []
    inside = [a for a in annotated.attributions if a.parent == parent]
    for a in sorted(inside, key=lambda a: (a.content, a.source, a.cue)):
        out.append("    " * depth + " | ".join(_parts(annotated, a, show)))
        out += _below(annotated, a.id, show, depth + 1)
    return out


def _parts(annotated: Annotations, a: Attribution, show: Sequence[str]) -> Iterator[str]:
    text, names = annotated.document.text, _names(annotated)
    speaker = " + ".join(names[s] for s in a.speaker) or "?"
    yield f"{speaker} -> {names[a.addressee]}" if a.addressee else speaker
    yield _words(text, a.cue) or "-"
    yield a.mode
    yield _words(text, a.content)
    yield from (flag for flag in ("denied", "negated", "hedged", "conditional") if getattr(a, flag))
    if a.modality != "said":
        yield a.modality
    if "said on" in show:
        yield f"on {a.said_on or '?'}"
    if "venue" in show and a.venue is not None:
        yield f"at {a.venue.kind}"
    if "chain" in show:
        yield " < ".join(_link(link, names, annotated.document) for link in a.chain)


def _link(link: ChainLink, names: dict[str, str], carrier: Document) -> str:
    who = "this page" if link.who == carrier.id else names.get(link.who or "", "?")
    return f"{who} ({link.role})"


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ¶ ".join(" ".join(x.split()) for x in s.of(text).split("\n\n")) for s in spans)


def _names(annotated: Annotations) -> dict[str, str]:
    out: dict[str, str] = {}
    seen: dict[str, int] = {}
    for entity in sorted(annotated.entities, key=lambda e: e.mentions[0].span):
        seen[entity.name] = seen.get(entity.name, 0) + 1
        out[entity.id] = entity.name if seen[entity.name] == 1 else f"{entity.name} #{seen[entity.name]}"
    return out
