"""What every test run shares: what a marker needs, and property tests that choose the same examples each time."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest

SHARED = Path(__file__).resolve().parent.parent / "shared"

hypothesis.settings.register_profile("same every time", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same every time")


def postgres_programs() -> Path | None:
    """The folder of the programs of PostgreSQL; Debian keeps them off the PATH."""
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *(Path(p) for p in os.environ.get("PATH", "").split(os.pathsep)),
    ]
    return next((p for p in found if (p / "initdb").exists() and (p / "postgres").exists()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {
        "shared": None if SHARED.is_dir() else "needs the working material in ../shared",
        "chromium": None if shutil.which("chromium") else "needs a chromium on the PATH",
        "postgresql": None if postgres_programs() and find_spec("psycopg") else "needs PostgreSQL and psycopg",
    }
    for item in items:
        for marker, why in missing.items():
            if why and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))
