"""A small dossier made by hand, with invented people, papers and towns, that every renderer is tested on.

Three documents: A the minutes of a meeting, B a newspaper's report on them, C a copy of B with one word changed.
`dossier()` holds what the first version of the pipeline can find; `full()` one of everything that it cannot yet;
`empty()` nothing at all.
"""

from __future__ import annotations

from dataclasses import replace

from hearsay.model import (
    Account,
    Ancestor,
    Annotations,
    Attribution,
    ChainLink,
    Change,
    Check,
    Collation,
    Copy,
    Coverage,
    Difference,
    Disagreement,
    Document,
    Dossier,
    Edition,
    Entity,
    Event,
    Independent,
    Left,
    Listed,
    Mention,
    Place,
    Point,
    Position,
    Problem,
    Reason,
    Rendition,
    Response,
    Selection,
    Story,
    TableDate,
    TimeExpression,
    Utterance,
    Venue,
    Versions,
    Without,
    Witness,
    Zone,
)
from hearsay.text import Span

MINUTES = (
    "Minutes of the tram meeting, Lindmoor Town Hall, 9 April 2003\n\n"
    "Present: Mayor Idris Palk; Runa Hesk, Corvane Tramways.\n\n"
    "Mayor Palk: “We could extend the line to Saltgate, if the county pays half of it.”\n\n"
    "Ms Hesk replied: “Corvane will not wait for the county.”\n"
)
REPORT = (
    "Minutes show Palk tied tram to county money\n\n"
    "By Ana Dorrow\n\n"
    "The town archive released the minutes on Friday. “We could extend the line to Saltgate,” Mayor Idris Palk "
    "told Runa Hesk on 9 April 2003, according to the minutes.\n\n"
    "Hesk said Corvane “would not wait for any county”. She added that “the fitters heard it at the gate: "
    "‘Keep the depot *shut*’ <b>always</b>.”\n\n"
    "A scanner left \u202ea turned line\u202c, a bell\x07 and \x1b[31mred ink\x1b[0m here.\n\n"
    "© Lindmoor Register. To have this removed, write to desk@register.example."
)
COPY = (
    "Palk tied tram to county money\n\n"
    "The town archive released the minutes on Friday. “We will extend the line to Saltgate,” Mayor Idris Palk "
    "told Runa Hesk on 9 April 2003, according to the minutes.\n\n"
    "Courtesy of the Lindmoor Register"
)
TEXTS = {"d-a": MINUTES, "d-b": REPORT, "d-c": COPY}


def at(document: str, words: str, inside: str | None = None) -> Span:
    """The place of `words`, which stand exactly once in the document, or once in the words `inside` that do."""
    text = TEXTS[document]
    around = inside or words
    assert (text.count(around), around.count(words)) == (1, 1), (document, words, inside)
    start = text.index(around) + around.index(words)
    return Span(start, start + len(words))


def place(document: str, words: str) -> Place:
    return Place(document=document, span=at(document, words))


def paragraphs(document: str) -> tuple[Span, ...]:
    return tuple(at(document, part) for part in TEXTS[document].rstrip("\n").split("\n\n"))


A = Document(
    id="d-a",
    source_id="minutes.txt",
    path="case/minutes.txt",
    sha256="a" * 64,
    media_type="text/plain",
    text=MINUTES,
    title="Minutes of the tram meeting",
    published="2003-04-09",
    language="en",
    kind="notes",
    kind_reason="the title says “Minutes”",
    zones=(Zone(kind="headline", span=paragraphs("d-a")[0]), Zone(kind="body", span=Span(63, len(MINUTES) - 1))),
    pages=(Span(0, 119), Span(119, len(MINUTES))),
)
B = Document(
    id="d-b",
    source_id="report.html",
    path="case/report.html",
    sha256="b" * 64,
    media_type="text/html",
    text=REPORT,
    uri="https://register.example/2011/05/tram?line=1&town=lindmoor",
    title="Minutes show Palk tied tram to county money",
    byline="Ana Dorrow",
    publisher="Lindmoor Register",
    published="2011-05-02",
    retrieved="2024-01-15T08:00:00Z",
    rights="© Lindmoor Register. To have this removed, write to desk@register.example.",
    language="en",
    kind="report",
    kind_reason="a byline and a publisher stand on the page",
    zones=(
        Zone(kind="headline", span=paragraphs("d-b")[0]),
        Zone(kind="byline", span=paragraphs("d-b")[1]),
        Zone(kind="body", span=Span(paragraphs("d-b")[2].start, paragraphs("d-b")[4].end)),
        Zone(kind="notice", span=paragraphs("d-b")[5]),
    ),
)
C = Document(
    id="d-c",
    source_id="wire/copy.html",
    path="case/wire/copy.html",
    sha256="c" * 64,
    media_type="text/html",
    text=COPY,
    title="Palk tied tram to county money",
    publisher="Vantry Post <script>alert(1)</script>",
    credit="Courtesy of the Lindmoor Register",
    language="en",
    kind="copy",
    kind_reason="the page credits the Lindmoor Register",
    coverage=Coverage(state="excerpt", spans=(Span(0, len(COPY)),)),
    zones=(Zone(kind="headline", span=paragraphs("d-c")[0]), Zone(kind="body", span=paragraphs("d-c")[1])),
)

ENTITIES = (
    Entity(
        id="e-palk",
        name="Idris Palk",
        kind="person",
        mentions=(
            Mention(document="d-a", span=at("d-a", "Mayor Idris Palk"), form="name", entity="e-palk"),
            Mention(document="d-b", span=at("d-b", "Mayor Idris Palk"), form="name", entity="e-palk"),
            Mention(document="d-c", span=at("d-c", "Mayor Idris Palk"), form="name", entity="e-palk"),
        ),
        reasons=(
            Reason(
                of="identity",
                why="the same full name",
                anchors=(place("d-a", "Mayor Idris Palk"), place("d-b", "Mayor Idris Palk")),
            ),
        ),
        identifiers=(("list", "council-2"), ("table", "mayors-7")),
        members=("e-palk",),
    ),
    Entity(
        id="e-hesk",
        name="Runa Hesk",
        kind="person",
        mentions=(
            Mention(document="d-a", span=at("d-a", "Runa Hesk"), form="name", entity="e-hesk"),
            Mention(document="d-b", span=at("d-b", "Runa Hesk"), form="name", entity="e-hesk"),
            Mention(document="d-b", span=at("d-b", "She"), form="pronoun", entity="e-hesk"),
        ),
    ),
    Entity(
        id="e-archive",
        name="The town archive",
        kind="organisation",
        mentions=(Mention(document="d-b", span=at("d-b", "The town archive"), form="name", entity="e-archive"),),
    ),
    Entity(
        id="e-hall",
        name="Lindmoor Town Hall",
        kind="place",
        mentions=(Mention(document="d-a", span=at("d-a", "Lindmoor Town Hall"), form="name", entity="e-hall"),),
    ),
)

PALK_A = Attribution(
    id="a-1",
    document="d-a",
    parent=None,
    source=(at("d-a", "Mayor Palk"),),
    cue=(),
    content=(at("d-a", "“We could extend the line to Saltgate, if the county pays half of it.”"),),
    mode="direct",
    speaker=("e-palk",),
    resolved_by="explicit",
    addressee="e-hesk",
    venue=Venue(kind="meeting", span=at("d-a", "tram meeting")),
    said_on="2003-04-09",
    chain=(ChainLink(role="noted", who="d-a", date="2003-04-09", seen=True, first_record=True),),
    confidence=0.9,
    reasons=(Reason(of="speaker", why="a name and a colon begin the turn", anchors=(place("d-a", "Mayor Palk"),)),),
)
HESK_A = Attribution(
    id="a-2",
    document="d-a",
    parent=None,
    source=(at("d-a", "Ms Hesk"),),
    cue=(at("d-a", "replied"),),
    content=(at("d-a", "“Corvane will not wait for the county.”"),),
    mode="direct",
    speaker=("e-hesk",),
    resolved_by="explicit",
    addressee="e-palk",
    said_on="2003-04-09",
    confidence=0.9,
)
PALK_B = Attribution(
    id="a-3",
    document="d-b",
    parent=None,
    source=(at("d-b", "Mayor Idris Palk"),),
    cue=(at("d-b", "told"),),
    content=(at("d-b", "“We could extend the line to Saltgate,”"),),
    mode="direct",
    speaker=("e-palk",),
    resolved_by="explicit",
    addressee="e-hesk",
    said_on="2003-04-09",
    chain=(
        ChainLink(role="released", who="e-archive", anchor=place("d-b", "The town archive"), date="2011-04-29"),
        ChainLink(role="noted", who="d-a", anchor=place("d-b", "according to the minutes"), seen=True),
        ChainLink(role="heard", who=None, first_record=True),
    ),
    confidence=0.8,
)
HESK_B = Attribution(
    id="a-4",
    document="d-b",
    parent=None,
    source=(at("d-b", "Hesk", "Hesk said"),),
    cue=(at("d-b", "said"),),
    content=(at("d-b", "Corvane “would not wait for any county”"),),
    mode="mixed",
    speaker=("e-hesk",),
    resolved_by="explicit",
    hedged=True,
)
FITTERS_B = Attribution(
    id="a-5",
    document="d-b",
    parent=None,
    source=(at("d-b", "She"),),
    cue=(at("d-b", "added"),),
    content=(at("d-b", "“the fitters heard it at the gate: ‘Keep the depot *shut*’ <b>always</b>.”"),),
    mode="direct",
    speaker=("e-hesk",),
    resolved_by="pronoun",
    reasons=(Reason(of="speaker", why="the last woman named before “She”", anchors=(place("d-b", "Hesk said"),)),),
)
NESTED_B = Attribution(
    id="a-6",
    document="d-b",
    parent="a-5",
    source=(),
    cue=(at("d-b", "heard"),),
    content=(at("d-b", "‘Keep the depot *shut*’"),),
    mode="direct",
    modality="unknown",
    confidence=0.3,
)
PALK_C = Attribution(
    id="a-7",
    document="d-c",
    parent=None,
    source=(at("d-c", "Mayor Idris Palk"),),
    cue=(at("d-c", "told"),),
    content=(at("d-c", "“We will extend the line to Saltgate,”"),),
    mode="direct",
    speaker=("e-palk",),
    resolved_by="explicit",
    addressee="e-hesk",
    said_on="2003-04-09",
)
ATTRIBUTIONS = (PALK_A, HESK_A, PALK_B, HESK_B, FITTERS_B, NESTED_B, PALK_C)

TIMES = (
    TimeExpression(document="d-a", span=at("d-a", "9 April 2003"), type="DATE", timex="2003-04-09", edtf="2003-04-09"),
    TimeExpression(document="d-b", span=at("d-b", "Friday"), type="DATE", timex="2011-04-29", edtf="2011-04-29"),
    TimeExpression(document="d-c", span=at("d-c", "Friday"), type="DATE", timex=None, edtf=None),
)

EXTEND = Utterance(
    id="u-extend",
    event="v-meeting",
    speaker=("e-palk",),
    addressee="e-hesk",
    renditions=(
        Rendition(
            document="d-a",
            attributions=("a-1",),
            spans=(at("d-a", "We could extend the line to Saltgate, if the county pays half of it."),),
            fidelity="verbatim",
        ),
        Rendition(
            document="d-b",
            attributions=("a-3",),
            spans=(at("d-b", "We could extend the line to Saltgate"),),
            fidelity="trimmed",
            against="d-a",
            difference=(
                Difference(
                    op="same",
                    words=at("d-b", "We could extend the line to Saltgate"),
                    against=at("d-a", "We could extend the line to Saltgate"),
                ),
                Difference(op="dropped", words=None, against=at("d-a", "if the county pays half of it")),
            ),
            reasons=(
                Reason(
                    of="fidelity",
                    why="words at the end are left out",
                    anchors=(place("d-a", "if the county pays half of it"),),
                ),
            ),
        ),
        Rendition(
            document="d-c",
            attributions=("a-7",),
            spans=(at("d-c", "We will extend the line to Saltgate"),),
            fidelity="reworded",
            also=("unsupported",),
            against="d-a",
            difference=(
                Difference(op="same", words=at("d-c", "We"), against=at("d-a", "We")),
                Difference(op="replaced", words=at("d-c", "will"), against=at("d-a", "could")),
                Difference(
                    op="same",
                    words=at("d-c", "extend the line to Saltgate"),
                    against=at("d-a", "extend the line to Saltgate"),
                ),
                Difference(op="dropped", words=None, against=at("d-a", "if the county pays half of it")),
            ),
        ),
    ),
)
WAIT = Utterance(
    id="u-wait",
    event="v-meeting",
    speaker=("e-hesk",),
    addressee="e-palk",
    renditions=(
        Rendition(
            document="d-a",
            attributions=("a-2",),
            spans=(at("d-a", "Corvane will not wait for the county."),),
            fidelity="verbatim",
        ),
        Rendition(
            document="d-b",
            attributions=("a-4",),
            spans=(at("d-b", "would not wait for any county"),),
            fidelity="reworded",
            against="d-a",
            difference=(
                Difference(op="dropped", words=None, against=at("d-a", "Corvane", "Corvane will")),
                Difference(op="replaced", words=at("d-b", "would"), against=at("d-a", "will", "Corvane will")),
                Difference(op="same", words=at("d-b", "not wait for"), against=at("d-a", "not wait for")),
                Difference(op="replaced", words=at("d-b", "any"), against=at("d-a", "the", "for the county")),
                Difference(
                    op="same",
                    words=at("d-b", "county", "any county"),
                    against=at("d-a", "county", "for the county"),
                ),
            ),
        ),
    ),
)

COPIES = (
    Copy(
        document="d-b",
        of=None,
        ancestor=Ancestor(name="release by the town archive", anchor=place("d-b", "The town archive")),
        kind="partial",
        direction="stated",
        share=0.2,
    ),
    Copy(
        document="d-c",
        of="d-b",
        ancestor=None,
        kind="reprint",
        direction="stated",
        share=0.875,
        evidence=(
            (
                at("d-c", "The town archive released the minutes on Friday."),
                at("d-b", "The town archive released the minutes on Friday."),
            ),
            (at("d-c", "according to the minutes"), at("d-b", "according to the minutes")),
        ),
        reasons=(
            Reason(
                of="direction",
                why="the page credits the other",
                anchors=(place("d-c", "Courtesy of the Lindmoor Register"),),
            ),
        ),
    ),
)
STORIES = (Story(id="s-tram", documents=("d-a", "d-b", "d-c"), events=("v-meeting", "v-release")),)
EVENTS = (
    Event(
        id="v-meeting",
        story="s-tram",
        kind="conversation",
        participants=("e-palk", "e-hesk"),
        date="2003-04-09",
        place="Lindmoor Town Hall",
        session=None,
        passages=(
            place("d-a", "Minutes of the tram meeting, Lindmoor Town Hall, 9 April 2003"),
            place("d-b", "told Runa Hesk on 9 April 2003"),
        ),
        primary_record="d-a",
        reasons=(
            Reason(of="event", why="the same two people on the same day", anchors=(place("d-a", "9 April 2003"),)),
        ),
    ),
    Event(
        id="v-release",
        story="s-tram",
        kind="release",
        participants=("e-archive",),
        date=None,
        place=None,
        session=None,
        passages=(place("d-b", "The town archive released the minutes on Friday."),),
    ),
)
PROBLEMS = (
    Problem(
        path="case/missing.txt", record=None, what="there is no such file", why="check the path; the others were read"
    ),
    Problem(
        path="case/list.jsonl", record="4", what="the line is not JSON", why="a bracket is never closed; mend the line"
    ),
)


def annotated(document: Document) -> Annotations:
    """What was found in one of the documents."""
    return Annotations(
        document=document,
        paragraphs=paragraphs(document.id),
        times=tuple(t for t in TIMES if t.document == document.id),
        attributions=tuple(a for a in ATTRIBUTIONS if a.document == document.id),
    )


def dossier() -> Dossier:
    """The three documents with everything that the first version finds."""
    return Dossier(
        versions=Versions(schema="1", version="0.1.0", weights=None, tables="f" * 64),
        about="tram",
        problems=PROBLEMS,
        collation=Collation(
            annotations=(annotated(A), annotated(B), annotated(C)),
            witnesses=(
                Witness(document="d-a", siglum="A", story="s-tram"),
                Witness(document="d-b", siglum="B", story="s-tram"),
                Witness(document="d-c", siglum="B′", story="s-tram"),
            ),
            entities=ENTITIES,
            attributions=ATTRIBUTIONS,
            copies=COPIES,
            stories=STORIES,
            events=EVENTS,
            utterances=(EXTEND, WAIT),
        ),
        stories=("s-tram",),
        lead=("v-meeting",),
    )


def full() -> Dossier:
    """`dossier` with one of each finding that later versions make."""
    made = dossier()
    return replace(
        made,
        selection=Selection(since="2003", sure=0.25, earlier=2, undated=1, unsure=3),
        edition=Edition(
            number=2,
            dated="2024-05-03",
            supersedes=1,
            changes=(Change(what="gone", of="attribution", label="Runa Hesk in report.html: “We <wait>”"),),
            findings=(Listed(of="document", id="d-a", label="A, minutes.txt", digest="0a1b2c3d4e5f"),),
        ),
        without=Without(
            name="A",
            left=(
                Left(of="account", what="c-minutes", state="falls", anchor=place("d-a", "the county pays half of it")),
                Left(of="check", what="refuted", state="stands", anchor=place("d-b", "would not wait for any county")),
                Left(of="rendition", what="trimmed", state="otherwise", anchor=place("d-c", "on 9 April 2003")),
            ),
        ),
        collation=replace(
            made.collation,
            accounts=(
                Account(
                    id="c-minutes",
                    event="v-meeting",
                    teller=None,
                    occasion="2003-04-09",
                    kind="notes",
                    documents=("d-a",),
                    points=(
                        Point(slot="condition", value="half", anchors=(place("d-a", "the county pays half of it"),)),
                    ),
                ),
                Account(
                    id="c-hesk",
                    event="v-meeting",
                    teller="e-hesk",
                    occasion=None,
                    kind="recollection",
                    documents=("d-b", "d-c"),
                    independence=(
                        Independent(
                            of="c-minutes",
                            state="same origin",
                            reasons=(
                                Reason(
                                    of="origin",
                                    why="cites the minutes",
                                    anchors=(place("d-b", "according to the minutes"),),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            disagreements=(
                Disagreement(
                    id="g-1",
                    event="v-meeting",
                    about="condition",
                    kind="omission",
                    positions=(
                        Position(
                            account="c-minutes",
                            value="the county pays half",
                            anchors=(place("d-a", "the county pays half of it"),),
                        ),
                        Position(account=None, value="none named", anchors=()),
                    ),
                    reasons=(Reason(of="kind", why="one account is silent"),),
                ),
            ),
            responses=(
                Response(
                    event="v-meeting",
                    party="e-hesk",
                    to="c-minutes",
                    kind="denied",
                    anchor=place("d-b", "would not wait for any county"),
                ),
                Response(event="v-meeting", party="e-palk", to="c-hesk", kind="none", anchor=None),
            ),
            checks=(
                Check(
                    kind="date",
                    verdict="supported",
                    places=(place("d-b", "Friday"),),
                    attribution=None,
                    stated="Friday",
                    found="29 April 2011 was a Friday",
                    readings=("the Friday before publication",),
                    definition="the weekday of the Gregorian calendar",
                    as_of="2011-05-02",
                    table="calendar",
                    rows=("2011-04-29",),
                ),
                Check(
                    kind="count",
                    verdict="refuted",
                    places=(
                        place("d-b", "would not wait for any county"),
                        place("d-c", "on 9 April 2003"),
                    ),
                    attribution=None,
                    stated="would not <b>wait</b> for any county",
                    found="3",
                    readings=("tram lines of Lindmoor, 2001-05 to 2003-04-09: 3", "after 2001-05 to 2003-04-09: 3"),
                    definition="A line counts from its first tram.",
                    as_of="since 2001-05, to 2003-04-09",
                    table="lines",
                    rows=("lines:4 Saltgate, from 2002-01-07",),
                    dates=(TableDate(date="2002-01-07", what="first tram to Saltgate", row="lines:4"),),
                ),
                Check(
                    kind="office",
                    verdict="not enough information",
                    places=(place("d-b", "Mayor Idris Palk"),),
                    attribution=None,
                    stated="Mayor Idris Palk",
                    found=None,
                    readings=("mayor, Lindmoor, 2003-04-09: not in the table",),
                    definition="A row is one holder's stretch in office.",
                    as_of="2003-04-09",
                    table="offices",
                    rows=(),
                ),
            ),
        ),
    )


def empty() -> Dossier:
    """A dossier in which nothing was found."""
    return Dossier(
        versions=Versions(schema="1", version="0.1.0", weights=None, tables="f" * 64),
        about=None,
        problems=(),
        collation=Collation(
            annotations=(),
            witnesses=(),
            entities=(),
            attributions=(),
            copies=(),
            stories=(),
            events=(),
            utterances=(),
        ),
        stories=(),
        lead=(),
    )
