"""A PostgreSQL server for the tests: on loopback, in a folder of its own, and ended with them by its own process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import postgres_programs


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh server, without a database in it, for as long as it is needed."""
    programs = postgres_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="hearsay-postgresql-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "hearsay", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            capture_output=True,
            user=user,
            cwd=folder,
        )
        port = _free()
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    programs / "postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1",
                    "-c", f"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "max_connections=40",
                ],
                stdout=log,
                stderr=log,
                user=user,
                cwd=folder,
            )  # fmt: skip
        try:
            _wait(port, server)
            yield f"postgresql://hearsay@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # what PostgreSQL takes for: end now, tidily
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """The address of a new, empty database."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server}/{name}"


def _unprivileged() -> str | None:
    """Whom to run as: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")
