"""Bytes to text: exact where they are UTF-8, a named guess where they are not, no text where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.readers.encoding import decode

PROSE = "Vele said yes to the harbour board, and the light was lit again that night. " * 40


@given(st.text())
def test_any_text_amid_prose_comes_back_exactly(text: str) -> None:
    whole = PROSE + text
    assert decode(whole.encode()) == (whole, None, None)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    decoded = decode(data)
    assert (decoded.text is None) == (decoded.why is not None)
    if decoded.text is not None:
        decoded.text.encode()


BYTES = [
    ("“Yes”, he said.".encode("cp1252"), "“Yes”, he said.", "windows-1252"),
    ("Señor Béart, à Genève".encode("cp1252"), "Señor Béart, à Genève", "windows-1252"),
    ("“Yes”, he said.".encode("utf-16"), "“Yes”, he said.", "utf-16"),
    ("“Yes”, he said.".encode("utf-32"), "“Yes”, he said.", "utf-32"),
    ("“Yes” and ‘no’, ".encode() + "he – said.".encode("cp1252"), "“Yes” and ‘no’, he – said.",
     "utf-8 with windows-1252 mixed in"),
    ("\ufeffYes\r\nno".encode(), "\ufeffYes\r\nno", None),
    (PROSE.encode() + b"\0 \x1b[31m\xe2\x80\xae", PROSE + "\0 \x1b[31m\u202e", None),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "assumed"), BYTES)
def test_decoded(data: bytes, text: str, assumed: str | None) -> None:
    assert decode(data) == (text, assumed, None)


def test_cyrillic_of_an_old_machine_is_guessed() -> None:
    text = "Мэр сказал, что маяк останется за городом, и совет с ним согласился. " * 20
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.assumed is not None


NO_TEXT = [
    (b"%PDF-1.7\n1 0 obj", "by its first bytes it is a PDF"),
    (b"PK\x03\x04 and more", "by its first bytes it is a ZIP archive (or an office document)"),
    (bytes(range(256)) * 20, None),
    (b"ab\0\0\0\0\0\0", "6 of its 8 characters are control characters"),
]


@pytest.mark.parametrize(("data", "why"), NO_TEXT)
def test_no_text(data: bytes, why: str | None) -> None:
    decoded = decode(data)
    assert decoded.text is None
    assert decoded.why
    assert why is None or decoded.why == why
