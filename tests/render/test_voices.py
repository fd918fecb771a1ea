"""Person by person: what each is said to have said, when, to whom, and in which tellings."""

from __future__ import annotations

from dataclasses import replace

from hearsay.model import Dossier, Reason
from hearsay.render import html
from hearsay.render.outline import outline
from tests.render import fixture


def test_each_voice_has_its_utterances_with_date_addressee_venue_and_places() -> None:
    assert outline(fixture.dossier()).voices == (
        (
            "Idris Palk",
            (
                (
                    "1.1 “We could extend the line to Saltgate, if the county pays half of it”"
                    " (9 April 2003; to Runa Hesk; meeting; A p. 2 ¶ 3, B ¶ 3, B′ ¶ 2)"
                ),
            ),
        ),
        (
            "Runa Hesk",
            ("1.2 “Corvane will not wait for the county” (9 April 2003; to Idris Palk; A p. 2 ¶ 4, B ¶ 4)",),
        ),
    )


def test_the_date_of_an_event_puts_in_order_and_is_not_claimed_of_a_telling_without_one() -> None:
    made = fixture.dossier()
    found = made.collation
    told = tuple(replace(a, said_on=None if a.id == "a-1" else a.said_on) for a in found.attributions)
    first, second, *rest = found.utterances
    assert (first.id, first.event) == ("u-extend", "v-meeting")
    later = replace(second, speaker=first.speaker, event=None)
    later_said = tuple(
        replace(a, said_on="2009" if a.id in {x for r in later.renditions for x in r.attributions} else None)
        for a in told
    )
    mixed = replace(made, collation=replace(found, attributions=later_said, utterances=(first, later, *rest)))
    ((name, lines),) = outline(mixed).voices[:1]
    assert name == "Idris Palk"
    assert ["2009" in line for line in lines] == [False, True]
    assert "9 April 2003" not in lines[0]


def test_a_doubtful_speaker_is_said_to_be_one() -> None:
    dossier = fixture.dossier()
    doubt = Reason(of="speaker", why="doubtful: “he” fits two", anchors=())
    said = tuple(replace(a, reasons=(*a.reasons, doubt)) for a in dossier.collation.attributions)
    doubted: Dossier = replace(dossier, collation=replace(dossier.collation, attributions=said))
    made = outline(doubted)
    assert all("speaker uncertain" in line for _, lines in made.voices for line in lines)
    assert "speaker uncertain" in made.names.attribution(said[0])


def test_only_quoted_words_stand_in_marks() -> None:
    dossier = fixture.dossier()
    indirect = tuple(replace(a, mode="indirect") for a in dossier.collation.attributions)
    told = replace(dossier, collation=replace(dossier.collation, attributions=indirect))
    page, plain = html.render(dossier), html.render(told)
    words = "We could extend the line to Saltgate"
    voices, others = (p[p.index('id="voices"') :] for p in (page, plain))
    assert f'<span class="src" dir="auto">“{words}' in voices
    assert f'<span class="src" dir="auto">{words}' in others
