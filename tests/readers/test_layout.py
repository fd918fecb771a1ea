"""Headline, standfirst, byline and body of a plain text."""

import pytest

from hearsay.model import Zone
from hearsay.readers.layout import body, opening, paragraphs

LONG = "The talks on the lease of the lighthouse ended on Friday without a deal, the mayor of Osk said."

TEXTS = [
    [("headline", "Harbour talks end"), ("body", LONG)],
    [("headline", "Harbour talks end"), ("byline", "By Ana Kor"), ("body", LONG)],
    [("headline", "The talks end"), ("standfirst", "Mayor blames the wind"), ("byline", "By Ana Kor"), ("body", LONG)],
    [("headline", "Was there a deal?"), ("body", LONG)],
    [("body", LONG + "\n" + LONG)],
    [("body", "Vele said yes.\n" + LONG)],
    [("body", "Vele: Good morning to you all\nOstrand: And to you\n" + LONG)],
    [("headline", "Revealed: the promise of Osk"), ("body", LONG)],
    [("headline", "The light stays with us: Vele looks back"), ("body", "Ana Kor: " + LONG + "\nVele: " + LONG)],
    [("body", "1. The lease\n" + LONG)],
    [("body", "One short line\nAnother short line")],
]  # fmt: skip


@pytest.mark.parametrize("parts", TEXTS, ids=lambda parts: "+".join(kind for kind, _ in parts) + str(len(parts[-1][1])))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_zones(parts: list[tuple[str, str]], newline: str) -> None:
    text = "\n".join(words for _, words in parts).replace("\n", newline)
    zones: tuple[Zone, ...] = body(text, opening(text, paragraphs(text)))
    assert [(zone.kind, zone.span.of(text)) for zone in zones] == [
        (kind, words.replace("\n", newline)) for kind, words in parts
    ]
