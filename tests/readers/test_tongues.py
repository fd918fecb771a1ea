"""In which language a text is, and which of its passages are in another."""

from __future__ import annotations

import pytest

from hearsay.readers.layout import paragraphs
from hearsay.readers.tongues import Spoken, code, languages

ENGLISH = (
    "The pilot said that the lamp would be lit at dusk, and that nobody on the quay had asked him to do it.",
    "She told the council on Friday that the tolls were too high, and she would say so again in the spring.",
    "The ferry had left by then, with its captain and most of the mail from the islands.",
    "They would not speak to the harbour office, which had refused them a berth for the winter.",
)
FRENCH = "Le pilote a répondu que la lampe resterait éteinte tant que le maire n'aurait pas payé les gardiens du phare."
GERMAN = "Der Lotse sagte, die Lampe bleibe dunkel, solange der Bürgermeister den Wärtern ihren Lohn schuldig sei."
RUSSIAN = "Лоцман ответил, что фонарь не будут зажигать, пока глава порта не заплатит смотрителям за прошлую зиму."


def spoken(*lines: str, stated: str | None = None, template: str | None = None) -> tuple[Spoken, str]:
    text = "\n".join(lines)
    return languages(text, paragraphs(text), stated=stated, template=template), text


def why(found: Spoken) -> list[str]:
    return [remark.why for remark in found.remarks if remark.of == "language"]


@pytest.mark.parametrize(
    ("words", "language"), [(ENGLISH[0], "en"), (FRENCH, "fr"), (GERMAN, "de"), (RUSSIAN, "ru"), (FRENCH.upper(), "fr")]
)
def test_a_text_by_its_words(words: str, language: str) -> None:
    found, _ = spoken(words)
    assert found.language == language
    assert why(found) == ["by its words"]
    assert found.remarks[0].sure is not None
    assert found.remarks[0].sure >= 0.6


@pytest.mark.parametrize(
    "words", ["Vele said yes.", "", "12. 4. 1998 – 17:30 – 4,812 – 77 – 9 – 1 – 0 – 55 – 4 – 1 – 2"]
)
def test_a_text_that_is_too_short_to_tell(words: str) -> None:
    found, _ = spoken(words)
    assert found.language is None
    assert found.tongues == ()
    assert why(found) == ["the text is too short to tell"]


def test_metadata_wins_and_a_contradiction_is_told() -> None:
    found, _ = spoken(FRENCH, FRENCH, FRENCH, FRENCH, stated="en-GB")
    assert found.language == "en-GB"
    assert why(found) == ["the metadata says so, but the words look like fr"]


def test_what_a_template_says_gives_way_to_clear_words() -> None:
    found, _ = spoken(FRENCH, FRENCH, FRENCH, FRENCH, template="en-US")
    assert found.language == "fr"
    assert why(found) == ["by its words; the document itself says en, which they are not"]


def test_what_a_template_says_stands_over_a_few_words() -> None:
    found, _ = spoken(FRENCH, template="en-US")
    assert found.language == "en-US"
    assert why(found) == ["the document itself says so, but the words look like fr"]


def test_a_tag_that_agrees_is_kept_whole() -> None:
    found, _ = spoken(*ENGLISH, template="en_GB")
    assert (found.language, why(found)) == ("en-GB", ["stated by the document itself"])


def test_a_tag_that_names_no_language_is_passed_over() -> None:
    found, _ = spoken(*ENGLISH, stated="the usual")
    assert found.language == "en"
    assert why(found) == ["“the usual” names no language; passed over", "by its words"]


def test_a_paragraph_in_another_language() -> None:
    found, text = spoken(*ENGLISH[:2], RUSSIAN, *ENGLISH[2:])
    assert found.language == "en"
    assert [(tongue.language, tongue.span.of(text)) for tongue in found.tongues] == [("ru", RUSSIAN)]
    assert all(0.8 <= tongue.confidence <= 1 for tongue in found.tongues)


def test_a_quotation_in_another_language_without_its_marks() -> None:
    line = f"She read to them what the letter of the pilot said about that: “{FRENCH}” and then she left for the ferry."
    found, text = spoken(*ENGLISH, line)
    assert [(tongue.language, tongue.span.of(text)) for tongue in found.tongues] == [("fr", FRENCH)]


def test_english_in_a_text_of_another_language() -> None:
    found, text = spoken(GERMAN, GERMAN, ENGLISH[0], GERMAN)
    assert found.language == "de"
    assert [tongue.span.of(text) for tongue in found.tongues] == [ENGLISH[0]]


NO_PASSAGES = [
    "Present: Ana Kor, Jo Lund, Pedro Vele, Marie Ostrand, Igor Brandt, Sofia Quell, Luca Hesk, Emil Dorrow, Pia Tarn",
    "Photo: Osk Harbour Archive / Lund / Vele / Kor / Brandt, 3.5.2031, 10:30, https://osk.example/photos/2031/05/lamp",
    "Il a dit oui.",
    "NO TOLLS, NO LAMP, NO FERRY! THE PILOTS OF OSK STAND TOGETHER AND WILL STAY ASHORE UNTIL FRIDAY NIGHT",
    "The paper is called La Gazette du Port de Vell et des Îles, and it is read by most of those who live on the quay.",
]


@pytest.mark.parametrize("line", NO_PASSAGES)
def test_names_addresses_and_short_lines_are_no_passages(line: str) -> None:
    assert spoken(*ENGLISH, line)[0].tongues == ()


def test_a_bad_scan_of_english() -> None:
    noise = "tlie pi1ot sa1d tbat the larnp wou1d be Iit at du5k, aud that n0body on tlie quoy h4d askcd h1m, ~;'"
    assert spoken(noise, "•• 7 ,,. NFO1 /// 4 *** 66 :4i0i4", noise)[0].language == "en"


def test_names_at_the_head_do_not_mislead() -> None:
    found, _ = spoken(NO_PASSAGES[0], *ENGLISH)
    assert found.language == "en"


@pytest.mark.parametrize(
    ("written", "read"),
    [("en", "en"), ("EN-us", "en"), ("zh-Hant-TW", "zh"), ("rus", "ru"), ("German", "de"), ("und", None), ("", None)],
)
def test_codes(written: str, read: str | None) -> None:
    assert code(written) == read


def test_it_is_the_same_every_time() -> None:
    assert spoken(*ENGLISH, RUSSIAN) == spoken(*ENGLISH, RUSSIAN)
