"""From one form of the library to the next: made with alembic, all steps in one transaction.

Every revision is a file of `versions`, and is never changed once released. A library is made by running all of them,
so that a new one and an upgraded one are the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection

from hearsay.errors import NewerLibraryError, NoLibraryError
from hearsay.library.index import begun
from hearsay.library.store import Store, revision

VERSIONS = Path(__file__).with_name("versions")


def create(store: Store) -> None:
    """Make the tables of a new library, all or none; nothing where another has made them meanwhile."""
    if not store.postgres:
        with store.outside() as connection:
            connection.execute(sa.text("PRAGMA page_size = 2048"))  # records have a few kilobytes each
            connection.execute(sa.text("PRAGMA journal_mode = WAL"))
    with store.writing() as connection:
        if revision(connection) is None:
            _run(connection, None, _scripts((VERSIONS,)))
            begun(connection)


def upgrade(store: Store, versions: Sequence[Path] = (VERSIONS,)) -> tuple[str, str]:
    """Bring a library to the newest form in one transaction; gives the revision before and after.

    `versions` are the folders in which revisions are looked for. Raises `NewerLibraryError` where none of them has the
    library's own, `NoLibraryError` where there is no library.
    """
    scripts = _scripts(versions)
    with store.writing() as connection:
        before = revision(connection)
        if before is None:
            raise NoLibraryError(store.where)
        try:
            scripts.get_revision(before)
        except CommandError as error:
            raise NewerLibraryError(store.where, f"its form is {before}") from error
        _run(connection, before, scripts)
        after = revision(connection)
    assert after is not None
    return before, after


def head() -> str:
    """The newest revision that this release has."""
    found = _scripts((VERSIONS,)).get_current_head()
    assert found is not None
    return found


def _scripts(versions: Sequence[Path]) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(str(v) for v in versions).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _run(connection: Connection, before: str | None, scripts: ScriptDirectory) -> None:
    context = MigrationContext.configure(connection)
    steps = list(scripts.iterate_revisions("head", before or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            if step.revision != before:
                step.module.upgrade()
    if steps:
        context.stamp(scripts, "head")
