"""Given names and places, from the small tables beside this file: facts that help tell a person from a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

BODY_WORDS = frozenset(
    """
    airlines airways
    academy administration agency alliance archive archives army assembly association authority bank bbc board
    bureau cabinet campaign centre center chamber church club coalition college commission committee company
    conference congress constitution convention corporation corp council court courier daily defense defence
    department directorate duma embassy federation forces foundation front fund gazette general-staff group guardian
    guild herald house inc inquiry institute institution international journal league ltd magazine mail media
    ministry mirror movement nations navy network news observatory office organisation organization parliament party
    police post post-office press radio registry review secretariat senate service services society staff
    state-department state station subcommittee syndicate television times treasury tribune tribunal trust tv union
    university wire press-service works usa today tv gallery hospital laboratory library museum orchestra school
    """.split()
)
DOCUMENT_WORDS = frozenset(
    """
    act agreement bill charter code constitution convention declaration memorandum pact protocol report resolution
    treaty
    """.split()
)


def _lines(name: str) -> list[str]:
    text = files("hearsay.language").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def given_names() -> Mapping[str, str]:
    """Given name, lower case, to the pronoun it usually goes with: "he", "she", or "" where it goes with both."""
    out: dict[str, str] = {}
    for line in _lines("given_names.txt"):
        pronoun, _, names = line.partition(": ")
        for name in names.split():
            out[name] = "" if name in out and out[name] != pronoun else pronoun
    return MappingProxyType(out)


@cache
def places() -> frozenset[str]:
    """Names of states, capitals and the like, as printed."""
    return frozenset(_place_table())


@cache
def demonyms() -> Mapping[str, str]:
    """Word for the people or things of a place to the place: "Russian" to "Russia"."""
    return MappingProxyType({word: place for place, words in _place_table().items() for word in words})


@cache
def _place_table() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for line in _lines("places.txt"):
        for entry in line.split("|"):
            place, _, people = entry.partition(":")
            out[place] = (
                tuple(people.split(" ")) if place not in ("North Korea", "South Korea", "South Africa") else (people,)
            )
    return MappingProxyType(out)
