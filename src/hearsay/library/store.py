"""Opening a library, reading from it and writing to it: connections, locks, and what can go wrong with either.

One writes at a time: a write takes the lock of the database (``BEGIN IMMEDIATE``) or, in PostgreSQL, an advisory lock,
and gives it back with its commit. Who reads sees the library as it was when the reading began, and waits for nobody.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from hearsay.errors import (
    ExtraError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    LibraryFullError,
    LibraryGoneError,
    LibraryPlaceError,
    LibraryReadOnlyError,
    NewerLibraryError,
    NoLibraryError,
    OlderLibraryError,
)
from hearsay.library import schema

WAIT = 30.0  # seconds that a writer waits for another
_ADVISORY = 0x68656172  # the number of the lock in PostgreSQL
_NETWORKS = frozenset(
    "9p afs ceph cifs davfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs gfs2 glusterfs gpfs lustre "
    "ncpfs nfs nfs3 nfs4 ocfs2 smb smb2 smb3 smbfs virtiofs".split()
)
_SQLITE = {
    sqlite3.SQLITE_BUSY: LibraryBusyError,
    sqlite3.SQLITE_LOCKED: LibraryBusyError,
    sqlite3.SQLITE_READONLY: LibraryReadOnlyError,
    sqlite3.SQLITE_PERM: LibraryReadOnlyError,
    sqlite3.SQLITE_CANTOPEN: LibraryReadOnlyError,
    sqlite3.SQLITE_FULL: LibraryFullError,
    sqlite3.SQLITE_CORRUPT: LibraryDamagedError,
    sqlite3.SQLITE_NOTADB: LibraryDamagedError,
}
_POSTGRES = {  # classes and codes of SQLSTATE
    "53100": LibraryFullError,
    "25006": LibraryReadOnlyError,
    "42501": LibraryReadOnlyError,
    "55P03": LibraryBusyError,
    "40P01": LibraryBusyError,
    "XX001": LibraryDamagedError,
    "XX002": LibraryDamagedError,
    "08": LibraryGoneError,
    "57": LibraryGoneError,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open library: `where` it lies, for people to read; `engine` its database; `wait` the seconds that a writer
    waits for another."""

    where: str
    engine: Engine
    wait: float = WAIT

    @property
    def postgres(self) -> bool:
        """Whether it lies in PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the library as it is now until it is closed."""
        with explained(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what was written is kept when it closes, or none of it.

        Raises `LibraryBusyError` where another has written for longer than one was willing to wait.
        """
        with explained(self.where), self.engine.connect() as connection:
            connection = connection.execution_options(hearsay_writes=True)
            with connection.begin():
                if self.postgres:
                    _lock(connection, self.where, self.wait)
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection without a transaction, for what cannot run in one."""
        with explained(self.where), self.engine.connect() as connection:
            if self.postgres:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection.execution_options(hearsay_outside=True)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_store(where: str | os.PathLike[str], *, create: bool = False, wait: float = WAIT) -> Store:
    """The library at `where`, a file or an address ``postgresql://…``; with `create`, made where there is none.

    Raises a `LibraryError` that says what is wrong and what to do.
    """
    store = connect(where, create=create, wait=wait)
    try:
        with store.reading() as connection:
            has = revision(connection)
        if has is None:
            if not create:
                raise NoLibraryError(store.where)
            from hearsay.library import migrations

            migrations.create(store)
        elif has not in schema.KNOWN:
            raise NewerLibraryError(store.where, f"its form is {has}, this release knows {schema.REVISION}")
        elif has != schema.REVISION:
            raise OlderLibraryError(store.where, f"{has}, and this release writes {schema.REVISION}")
    except BaseException:
        store.close()
        raise
    return store


def connect(where: str | os.PathLike[str], *, create: bool = False, wait: float = WAIT) -> Store:
    """A store for what lies at `where`, whatever form it has; `open_store` looks at that, too."""
    address = os.fspath(where)
    if address.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return _postgres(address, wait)
    if "://" in address:
        kind = address.partition("://")[0]
        raise LibraryError(address, f"a library is a file or lies at postgresql://…; {kind} is neither")
    return _sqlite(Path(address), create=create, wait=wait)


def revision(connection: Connection) -> str | None:
    """The revision of the schema in a database; ``None`` where there is no library in it."""
    if connection.dialect.name == "sqlite":
        tables = connection.scalar(sa.text("SELECT count(*) FROM sqlite_master"))
        marked = connection.scalar(sa.text("PRAGMA application_id"))
        if tables and marked != schema.APPLICATION_ID:
            where = str(connection.engine.url.database)
            raise LibraryDamagedError(where, "it is a SQLite database of another program")
        if not tables:
            return None
    elif not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def network(file: Path, mounts: str) -> str | None:
    """The kind of network file system that a file lies on, by the system's list of `mounts`; else ``None``.

    >>> network(Path("/team/story.library"), "srv:/x /team nfs4 rw 0 0\\n/dev/a / ext4 rw 0 0")
    'nfs4'
    >>> network(Path("/home/story.library"), "srv:/x /team nfs4 rw 0 0\\n/dev/a / ext4 rw 0 0")
    """
    best = (-1, "")
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        at = Path(fields[1].replace("\\040", " "))
        if file.is_relative_to(at):
            best = max(best, (len(at.parts), fields[2]))
    return best[1] if best[1] in _NETWORKS else None


# ---- errors in words -------------------------------------------------------------------------------------------------


@contextmanager
def explained(where: str) -> Iterator[None]:
    """What a database says of trouble, as a `LibraryError` that says what to do."""
    try:
        yield
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(where, str(error.orig).strip().partition("\n")[0] or None) from error
    except sqlite3.Error as error:
        kind = _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if kind is None:
            raise
        raise kind(where, str(error)) from error


def _kind(error: DBAPIError) -> Callable[[str, str | None], LibraryError] | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(error.orig, "sqlstate", None) or ""
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    lost = isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated
    return LibraryGoneError if lost else None


# ---- SQLite ----------------------------------------------------------------------------------------------------------


def _sqlite(file: Path, *, create: bool, wait: float) -> Store:
    where = str(file)
    if not file.exists() and not create:
        raise NoLibraryError(where)
    if file.is_dir():
        raise LibraryDamagedError(where, "it is a folder")
    if not file.absolute().parent.is_dir():
        raise NoLibraryError(where, f"nor is there a folder {file.absolute().parent}")
    kind = network(file.resolve(), _mounts())
    if kind:
        raise LibraryPlaceError(where, kind)
    address = f"file:{_quoted(file)}"
    if file.exists() and not os.access(file, os.W_OK):
        # A folder that takes no files cannot hold what WAL needs; nobody can then be writing either.
        still = os.access(file.absolute().parent, os.W_OK) or Path(f"{file}-wal").exists()
        address += "?mode=ro" if still else "?mode=ro&immutable=1"

    def connected() -> sqlite3.Connection:
        # SQLite's own waiting ends at once when two would wait for each other, and tells.
        connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")  # what is sorted is not left in a file
            connection.execute("PRAGMA synchronous = FULL")  # what is reported kept is on the disk
            connection.execute("PRAGMA trusted_schema = OFF")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine("sqlite://", creator=connected, poolclass=sa.pool.QueuePool, pool_size=2)
    engine = engine.execution_options()
    engine.url = engine.url.set(database=where)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("hearsay_outside"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("hearsay_writes") else "BEGIN")

    return Store(where=where, engine=engine, wait=wait)


def _quoted(file: Path) -> str:
    from urllib.parse import quote

    return quote(str(file.absolute()))


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # not a Linux
        return ""


# ---- PostgreSQL ------------------------------------------------------------------------------------------------------


def _postgres(address: str, wait: float) -> Store:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise ExtraError("A library in PostgreSQL", "postgresql") from error
    url = make_url(address.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="REPEATABLE READ", pool_size=2, connect_args={"connect_timeout": 10})
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("hearsay_writes"):
            # Each statement is to see what was written before the lock was had.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")

    return Store(where=shown, engine=engine, wait=wait)


def _lock(connection: Connection, where: str, wait: float) -> None:
    until = time.monotonic() + wait
    while not connection.scalar(sa.text("SELECT pg_try_advisory_xact_lock(:number)"), {"number": _ADVISORY}):
        if time.monotonic() >= until:
            raise LibraryBusyError(where)
        time.sleep(0.05)


def insert_new(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, leaving out those that are there."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_pg

        connection.execute(insert_pg(table).on_conflict_do_nothing(), rows)
        return
    from sqlalchemy.dialects.sqlite import insert as insert_lite

    connection.execute(insert_lite(table).on_conflict_do_nothing(), rows)


def storable(text: str | None) -> str | None:
    """A text for a column: a database takes neither NUL nor half a character; the record beside it keeps them."""
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
