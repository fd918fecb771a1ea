"""What the commands on a library share: where it is, what time it is, and words for what is wrong with it.

This is the one place that times come from; nothing below looks at a clock.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from hearsay import console

if TYPE_CHECKING:
    from hearsay.library.store import Store
    from hearsay.reference import Reference

_DEFAULT = "hearsay.library"


def now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def in_library(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option that says where the library is, and words for what is wrong with it."""

    @click.option(
        "--library",
        "where",
        metavar="PATH",
        envvar="HEARSAY_LIBRARY",
        default=_DEFAULT,
        help="The library: a file, or postgresql://… for a team. Default: HEARSAY_LIBRARY, else ./hearsay.library.",
    )
    @wraps(command)
    def run(*arguments: Any, **given: Any) -> None:
        from hearsay.errors import HearsayError

        try:
            command(*arguments, **given)
        except HearsayError as error:
            click.echo(f"hearsay: {console.plain(str(error))}", err=True)
            sys.exit(1)

    return run


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[Store]:
    """The library for as long as the command needs it."""
    from hearsay.library.store import open_store

    store = open_store(where, create=create)
    try:
        yield store
    finally:
        store.close()


def tables() -> Reference:
    """The tables that claims are held against."""
    from hearsay.reference import load

    return load()


def put(text: str) -> None:
    """Print lines, their acting characters shown."""
    from hearsay.render.visible import visible

    console.put("".join(f"{visible(line)}\n" for line in text.splitlines()), None)
