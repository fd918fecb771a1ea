"""A dossier of texts that try every format: mark-up, formulas, characters that act or that no format can hold, words
without end, text that runs from right to left, and findings that cross each other and their paragraphs."""

from __future__ import annotations

from hearsay.model import (
    Annotations,
    Attribution,
    Collation,
    Copy,
    Document,
    Dossier,
    Entity,
    Event,
    Mention,
    Place,
    Quotation,
    Reason,
    Rendition,
    Story,
    Utterance,
    Versions,
    Witness,
)
from hearsay.text import Span

ENDLESS = "ö" * 100_000
ACTING = (
    "=HYPERLINK(“x”) said <script>alert(1)</script> & </body>]]><!-- ' \" \x00\x07\x1b[31m \ufffe\uffff\r\n"
    "\t\u202eturned\u202c \u2066kept\u2069 \U0001f600 e\u0301\x0b\x85\u2028\u2029 “she said ‘no’ then”\r"
    "\n\n@cmd and +1 and -1 = ‘half of it\n\n"
    f"and half of this’ {ENDLESS} \u05d0\u05de\u05e8\u05d4 “\u05e9\u05dc\u05d5\u05dd” \u0642\u0627\u0644"
)
ODD = "'tis\xa0odd"
NAME = '=cmd|"<b>\x00\u202eA&B'


def _at(words: str) -> Span:
    assert ACTING.count(words) == 1, words
    start = ACTING.index(words)
    return Span(start, start + len(words))


_HALVES = (ACTING.index("‘half"), ACTING.index("this’") + 5)
_SAID = Span(_HALVES[0] - 6, _HALVES[0] + 5)  # ends inside the next
_PLACES = (_at("<script>alert(1)</script>"), _at(ENDLESS), _at("“\u05e9\u05dc\u05d5\u05dd”"), _at("\x00\x07"))

_DOCUMENTS = (
    Document(
        id="d 1",
        source_id="=1+1.txt",
        path="=1+1.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text=ACTING,
        uri="javascript:alert(1)",
        title="@SUM(A1)\r\n<title>",
        publisher=NAME,
        published="2003-02-30",
        language="not a language",
        restriction="\tEMBARGO",
    ),
    Document(id="d2", source_id="b", path="b", sha256="", media_type="text/plain", text=ODD, uri="https://a b.example"),
    Document(id="d3", source_id="c", path="c", sha256="", media_type="text/plain", text=""),
    Document(id="d4", source_id="d", path="d", sha256="", media_type="text/plain", text=" \r\n \t"),
)


def _attribution(name: str, *content: Span, parent: str | None = None, mode: str = "direct") -> Attribution:
    return Attribution(
        id=name,
        document="d 1",
        parent=parent,
        source=(_at("said <"),),
        cue=(),
        content=content,
        mode="mixed" if mode == "mixed" else "direct",
        speaker=("e 1",),
        addressee="e 1",
        reasons=(Reason(of="speaker", why=NAME, anchors=(Place(document="d 1", span=_PLACES[0]),)),),
    )


ATTRIBUTIONS = (
    _attribution("a 1", Span(*_HALVES)),  # over two paragraphs
    _attribution("a2", _SAID, parent="a 1"),  # across the first
    _attribution("a3", *_PLACES),  # four stretches
    _attribution("a4", _at("“she said ‘no’ then”"), mode="mixed"),
    _attribution("a5", _at("said ‘no’"), parent="a4"),
    _attribution("a6"),  # no content: nothing to mark in the text
    _attribution("a7", _at("\u0642\u0627\u0644")),  # to the very end
    _attribution("a8", Span(0, 1)),
)


def _paragraphs() -> tuple[Span, ...]:
    """All paragraphs but the second, as if it had been missed."""
    first, second, third = ACTING.split("\n\n")
    start = len(first) + len(second) + 4
    return (Span(0, len(first)), Span(start, start + len(third)))


def dossier() -> Dossier:
    """Four documents, two of them empty or blank, and findings at the worst places of the first."""
    quotation = _at("‘no’")
    rendition = Rendition(document="d 1", attributions=("a3",), spans=_PLACES, fidelity="verbatim")
    return Dossier(
        versions=Versions(schema="1", version="0.2.0.dev1+g<1>", weights="w" * 8, tables="t" * 8),
        about="=1",
        problems=(),
        stories=("s1",),
        lead=(),
        collation=Collation(
            annotations=(
                Annotations(
                    document=_DOCUMENTS[0],
                    paragraphs=_paragraphs(),
                    quotations=(
                        Quotation(span=_at("“she said ‘no’ then”"), inner=(_at("she said ‘no’ then"),)),
                        Quotation(span=quotation, inner=(Span(quotation.start + 1, quotation.end - 1),), depth=1),
                    ),
                ),
                *(Annotations(document=document) for document in _DOCUMENTS[1:]),
            ),
            witnesses=tuple(
                Witness(document=d.id, siglum=siglum, story="s1")
                for d, siglum in zip(_DOCUMENTS, ("A", "A′", "A′′", "A′4"), strict=True)
            ),
            entities=(
                Entity(
                    id="e 1",
                    name=NAME,
                    kind="unknown",
                    mentions=(Mention(document="d2", span=Span(0, 4), form="name", entity="e 1"),),
                    identifiers=(("a table", "=2"),),
                ),
                Entity(id="e2", name="The Orsk Papers", kind="document", mentions=()),
            ),
            attributions=ATTRIBUTIONS,
            copies=(
                Copy(document="d2", of="d 1", ancestor=None, kind="partial", direction="unknown", share=None),
                Copy(document="d2", of=None, ancestor=None, kind="rewrite", direction="inferred", share=0.5),
            ),
            stories=(Story(id="s1", documents=("d 1", "d2", "d3", "d4"), events=("v1",)),),
            events=(
                Event(
                    id="v1",
                    story="s1",
                    kind="so called <b>",
                    participants=("e 1",),
                    date="2003-04~",
                    place=None,
                    session=None,
                    passages=(),
                ),
            ),
            utterances=(
                Utterance(id="u1", event=None, speaker=(), addressee=None, renditions=(rendition, rendition)),
                Utterance(id="u2", event="v1", speaker=("e 1",), addressee=None, renditions=()),
            ),
        ),
    )
