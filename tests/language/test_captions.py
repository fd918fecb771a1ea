"""Captions that a page runs into its text, and sentences that only look like one."""

from __future__ import annotations

import pytest

from hearsay.annotate import framed
from hearsay.language.captions import captions

STORY = "The ferry broke its rudder on Tuesday night and drifted to the Grell light."


def found(text: str) -> list[str]:
    frame = framed(text)
    return [s.of(text) for s in captions(text, frame.paragraphs, frame.sentences)]


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this Tuesday, May 2, 2017 file photo, the ferry of Orsk lies at its ring.",
        "In this May 2, 2017 photo, the ferry of Orsk lies at its ring.",
        "The ferry of Orsk at its ring on Tuesday. (AP Photo/Mara Lind)",
        "The ferry of Orsk at its ring. (Photo by Mara Lind/Orsk Images)",
        "Media caption The ferry of Orsk at its ring",
        "The ferry of Orsk at its ring, in a file picture.",
    ],
)
def test_a_caption_beside_the_story(caption: str) -> None:
    assert found(f"{STORY}\n\n{caption}\n\n{STORY}") == [caption]


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The yard will file - as it always does - for a licence.",
        "In this way a photo of the ferry was lost.",
        "Two photographers of the wire were there, and nobody took a picture.",
    ],
)
def test_a_sentence_of_the_story_is_no_caption(text: str) -> None:
    assert found(text) == []


def test_of_a_long_paragraph_only_the_sentence() -> None:
    caption = "In this May 2, 2017 photo, the ferry of Orsk lies at its ring."
    text = f"{STORY} {caption} " + f"{STORY} " * 12
    assert found(text) == [caption]
