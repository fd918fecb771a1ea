"""Opening: what can be wrong with a library, and what each of it is called."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

import hearsay
from hearsay.errors import (
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
from hearsay.library import Library, migrations, schema, store
from hearsay.library.records import Fault
from tests.library import papers, server
from tests.library.papers import AT


def test_the_revision_that_is_written_is_the_newest_one() -> None:
    assert migrations.head() == schema.REVISION == schema.KNOWN[-1]


def test_the_migrations_make_the_tables_that_the_code_knows(library: Library) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and (name or "").startswith("search"))

    with library.store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.METADATA) == []


def test_a_newer_library(library: Library, where: str) -> None:
    with library.store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerLibraryError, match="update hearsay"):
        hearsay.open_library(where)
    with pytest.raises(NewerLibraryError):
        migrations.upgrade(library.store)


def test_an_older_library(library: Library, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "REVISION", "0005")
    monkeypatch.setattr(schema, "KNOWN", ("0001", "0002", "0003", "0004", "0005"))
    with pytest.raises(OlderLibraryError, match="hearsay library upgrade"):
        hearsay.open_library(where)


def test_none_where_one_was_looked_for(tmp_path: Path, where: str) -> None:
    with pytest.raises(NoLibraryError, match="hearsay add"):
        hearsay.open_library(where)
    with pytest.raises(NoLibraryError):
        hearsay.open_library(tmp_path / "no" / "folder", create=True)
    with pytest.raises(LibraryError, match="mysql is neither"):
        hearsay.open_library("mysql://x/y")


@pytest.mark.parametrize(
    "content", [b"plain text, no database at all, and long enough to be one" * 9, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_what_is_no_library(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.library"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(LibraryDamagedError, match="backup"):
            hearsay.open_library(file, create=create)
    assert file.read_bytes() == content
    with pytest.raises(LibraryDamagedError, match="a folder"):
        hearsay.open_library(tmp_path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE contacts (name)")
    other.close()
    with pytest.raises(LibraryDamagedError, match="another program"):
        hearsay.open_library(file, create=True)


def test_a_library_damaged_in_the_middle(tmp_path: Path) -> None:
    file = tmp_path / "x.library"
    with hearsay.open_library(file, create=True) as library:
        library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    data = bytearray(file.read_bytes())
    data[4096 * 3 : len(data) - 4096] = os.urandom(len(data) - 4096 * 4)
    file.write_bytes(data)
    try:
        with hearsay.open_library(file) as library:
            faults = library.check()
    except LibraryDamagedError as error:
        faults = (Fault(what="the file", why=str(error)),)
    assert faults
    assert all(f.what and f.why for f in faults)


def test_a_second_writer_waits_or_is_told(library: Library, where: str, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    with Library(store.open_store(where, wait=0.2)) as other:
        with library.store.writing(), pytest.raises(LibraryBusyError, match="reading goes on"):
            other.add(paths, at=AT, rules=True)
        assert other.documents() == ()
    with Library(store.open_store(where, wait=20)) as other:
        entered = threading.Event()

        def hold() -> None:
            with library.store.writing():
                entered.set()
                time.sleep(0.5)

        holding = threading.Thread(target=hold)
        holding.start()
        entered.wait()
        assert len(other.add(paths, at=AT, rules=True).new) == 3
        holding.join()


def test_two_who_add_the_same_at_once_add_each_thing_once(where: str, library: Library, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    new: list[str] = []

    def adding(paths: list[str]) -> None:
        with Library(store.open_store(where)) as mine:
            new.extend(mine.add(paths, at=AT, rules=True, threads=1).new)

    both = [threading.Thread(target=adding, args=(p,)) for p in (paths, paths[::-1])]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(new) == sorted(d.id for d in library.documents())
    assert len(new) == 3
    assert library.check() == ()


def test_readers_are_not_blocked_and_see_one_state(library: Library, where: str, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    library.add(paths[:1], at=AT, rules=True)
    with Library(store.open_store(where)) as reader, reader.store.reading() as connection:
        count = sa.select(sa.func.count()).select_from(schema.documents)
        assert connection.scalar(count) == 1
        library.add(paths[1:], at=AT, rules=True)
        assert connection.scalar(count) == 1
    assert len(library.documents()) == 3


def test_a_read_only_library_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.library"
    with hearsay.open_library(file, create=True) as library:
        library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may write to anything
    with hearsay.open_library(file) as library:
        assert len(library.documents()) == 3
        assert library.search("ferry").total
        assert len(library.findings().collation.annotations) == 3
        with pytest.raises(LibraryReadOnlyError, match="only be read"):
            library.add([papers.write(tmp_path, "courier", uri=None)], at=AT, rules=True)


def test_a_full_disk_is_named_and_what_was_told_stays(tmp_path: Path) -> None:
    file = tmp_path / "x.library"
    with hearsay.open_library(file, create=True) as library:
        library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
        before = library.documents()
        with library.store.outside() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        engine = library.store.engine

        @sa.event.listens_for(engine, "begin")
        def narrow(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        long = papers.write(tmp_path, "long", text="“It rains,” said Mara Lind. " + os.urandom(100_000).hex())
        with pytest.raises(LibraryFullError, match="make room"):
            library.add([long], at=AT, rules=True)
        assert library.documents() == before
        assert library.check() == ()


@pytest.mark.parametrize(
    ("file", "mounts", "kind"),
    [
        ("/team/a/x", "a / ext4 rw 0 0\nsrv:/x /team nfs4 rw 0 0", "nfs4"),
        ("/team/local/x", "a / ext4 rw 0 0\nsrv:/x /team nfs4 rw 0 0\n/dev/b /team/local xfs rw 0 0", None),
        ("/my disk/x", "//srv/share /my\\040disk cifs rw 0 0", "cifs"),
        ("/teams/x", "srv:/x /team nfs4 rw 0 0", None),
        ("/x", "", None),
    ],
)
def test_network_file_systems_are_known_by_the_list_of_mounts(file: str, mounts: str, kind: str | None) -> None:
    assert store.network(Path(file), mounts) == kind


def test_a_library_on_a_network_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_mounts", lambda: f"srv:/x {tmp_path.resolve()} nfs4 rw 0 0")
    with pytest.raises(LibraryPlaceError, match="PostgreSQL"):
        hearsay.open_library(tmp_path / "x.library", create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgresql
def test_a_server_that_goes_away_in_the_middle(tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    with server.running() as address:
        where = server.new_database(address, "story")
        library = hearsay.open_library(where, create=True)

        def gone(_: object) -> None:
            import psycopg

            with psycopg.connect(f"{address}/postgres", autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'story'")

        with pytest.raises(LibraryGoneError, match="run this again"):
            library.add(paths, at=AT, rules=True, threads=1, told=gone)
        kept = len(library.documents())
        assert 1 <= kept < 3
        assert len(library.add(paths, at=AT, rules=True).new) == 3 - kept
    with pytest.raises(LibraryGoneError, match="does not answer"):
        hearsay.open_library(where)
    library.close()


def test_a_password_is_never_shown() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LibraryGoneError) as caught:
        hearsay.open_library("postgresql://desk:hunter2@127.0.0.1:1/story")
    assert "hunter2" not in str(caught.value)
