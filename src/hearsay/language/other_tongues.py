"""Where a text says that words were spoken in another language than its own, or came through an interpreter."""

from __future__ import annotations

import re

from hearsay.text import Span

_LANGUAGES = (
    "Albanian|Amharic|Arabic|Armenian|Azerbaijani|Belarusian|Bengali|Bosnian|Bulgarian|Burmese|Cantonese|Catalan|Chinese"
    "|Croatian|Czech|Danish|Dari|Dutch|Estonian|Farsi|Finnish|French|Georgian|German|Greek|Gujarati|Hausa|Hebrew|Hindi"
    "|Hungarian|Icelandic|Igbo|Indonesian|Irish|Italian|Japanese|Kazakh|Khmer|Korean|Kurdish|Latvian|Lithuanian"
    "|Macedonian|Malay|Mandarin|Marathi|Mongolian|Nepali|Norwegian|Pashto|Persian|Polish|Portuguese|Punjabi|Romanian"
    "|Russian|Serbian|Sinhala|Slovak|Slovene|Slovenian|Somali|Spanish|Swahili|Swedish|Tagalog|Tamil|Thai|Tibetan|Turkish"
    "|Ukrainian|Urdu|Uzbek|Vietnamese|Welsh|Yiddish|Yoruba|Zulu"
)
_OTHER = re.compile(
    rf"\b(?:in|from) (?:the original |fluent |broken |halting |his native |her native )?(?:{_LANGUAGES})\b"
    r"|\b(?:through|via|by|with) (?:an? |his |her |the )?(?:official )?(?:interpreter|translator)s?\b"
    rf"|\btranslat(?:ed|ion) (?:of|from|by)\b|\b(?:official|English|unofficial) translation\b"
    rf"|\b(?:{_LANGUAGES})-language\b"
)


def other_tongue(text: str, sentence: Span) -> Span | None:
    """The words by which a sentence of an English text says that what it tells was said in another language.

    >>> text = "Vele said in Norwegian that the boat was old."
    >>> other_tongue(text, Span(0, len(text))).of(text)
    'in Norwegian'
    """
    found = _OTHER.search(text, *sentence)
    return Span(*found.span()) if found is not None else None
