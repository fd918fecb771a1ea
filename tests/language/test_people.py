"""Names that can and cannot be the same person's."""

from __future__ import annotations

import pytest

from hearsay.language.people import fits, parts, pronoun_of


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Lind", "Mara Lind"),
        ("Mara", "Mara Lind"),
        ("M. Lind", "Mara Lind"),
        ("Mara Lind", "Mara K. Lind"),
        ("LIND", "Mara Lind"),
        ("Lind’s", "Mara Lind"),
        ("O’Dell", "Ann O’Dell"),
    ],
)
def test_a_shorter_form(short: str, full: str) -> None:
    assert fits(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Petra Lind", "Mara Lind"),
        ("P. Lind", "Mara Lind"),
        ("Mara Lind", "Lind"),
        ("Mara Brask", "Mara Lind"),
        ("Linde", "Mara Lind"),
        ("Orsk", "Orsk Lind"),  # not a given name
        ("", "Mara Lind"),
    ],
)
def test_another_name(short: str, full: str) -> None:
    assert not fits(short, full)


def test_endings_are_not_part_of_a_name() -> None:
    assert parts("Anton Vele Jr.") == parts("Anton Vele")
    assert parts("III") == ("iii",)


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Lind", "Mrs.", "she"),
        ("Lind", "Lord", "he"),
        ("Mara Lind", None, "she"),
        ("Lind", "Professor", None),
        ("X", None, None),
    ],
)
def test_he_or_she_only_where_it_shows(name: str, title: str | None, expected: str | None) -> None:
    assert pronoun_of(name, title) == expected
