"""Each test of a library runs on a file and, where PostgreSQL is installed, on that too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hearsay.library import Library
from hearsay.library.store import open_store
from tests.library import server

_NUMBER = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server.running() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a library can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "story.library")
    return server.new_database(request.getfixturevalue("postgres"), f"library{next(_NUMBER)}")


@pytest.fixture
def library(where: str) -> Iterator[Library]:
    with Library(open_store(where, create=True, wait=5)) as opened:
        yield opened
