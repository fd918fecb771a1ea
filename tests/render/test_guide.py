"""The page about reading a dossier explains what a dossier shows, and the dossier itself says where to find it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from lxml import html as parser

from hearsay.model import Fidelity
from hearsay.render.html import render
from hearsay.render.naming import names
from tests.render import fixture

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("fidelity", [f for f in get_args(Fidelity) if f != "translated"])
def test_the_guide_has_every_label_in_the_words_of_the_page(fidelity: Fidelity) -> None:
    rendition = replace(fixture.EXTEND.renditions[1], fidelity=fidelity)
    assert f"**{names(fixture.dossier()).fidelity(rendition)}**" in GUIDE


@pytest.mark.parametrize("sign", ["▢", "⌇", "⋯", "≠", "↩", "¶", "→", "‹U+202E›", "Not told", "How this was decided"])
def test_the_guide_has_every_sign(sign: str) -> None:
    assert sign in GUIDE


def test_the_page_has_a_short_guide_of_its_own_and_names_the_long_one_in_words() -> None:
    tree = parser.document_fromstring(render(fixture.dossier()))
    (short,) = tree.xpath("//details[contains(@class, 'guide')]")
    for sign in ("▢", "⌇", "⋯", "≠", "no denial", "not that they were spoken so"):
        assert sign in short.text_content()
    (foot,) = tree.xpath("//footer")
    assert "“How to read a dossier”" in foot.text_content()
    assert foot.xpath(".//a") == []
    assert parser.document_fromstring(render(fixture.empty())).xpath("//details[contains(@class, 'guide')]") == []
