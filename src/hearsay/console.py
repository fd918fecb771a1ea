"""What goes to the screen and into files: results, complaints, progress.

Results go to standard output or a file, all else to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hearsay.model import Problem

Step = Callable[[str, int, int], None]


def on_screen() -> bool:
    """Whether results go to a screen."""
    return sys.stdout is not None and sys.stdout.isatty()


def complain(problems: tuple[Problem, ...]) -> None:
    """Say what could not be read, a line each."""
    for p in problems:
        place = f"{p.path}#{p.record}" if p.record else p.path
        click.echo(f"hearsay: {plain(place)}: {plain(p.what)}: {plain(p.why)}", err=True)


def plain(text: str) -> str:
    """A text for the screen, its acting characters shown."""
    from hearsay.render.visible import visible

    return visible(text)


def put(result: str | bytes, output: str | None) -> None:
    """Write a whole file by renaming a finished one into its place, or print."""
    data = result if isinstance(result, bytes) else result.encode("utf-8", "replace")
    if output is None:
        show(data)
        return
    target = Path(output).resolve()  # a link is written through, not replaced
    if target.exists() and not target.is_file():  # a device or a pipe
        with target.open("wb") as device:
            device.write(data)
        return
    handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def show(data: bytes) -> None:
    """Write to standard output; a reader that has gone away is no fault."""
    if sys.stdout is None:
        click.echo("hearsay: there is no standard output to write to; give -o FILE", err=True)
        sys.exit(1)
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(f"hearsay: the result could not be written: {error.strerror}", err=True)
        sys.exit(1)


@contextmanager
def progress(quiet: bool) -> Iterator[Step]:
    """A progress bar with the time left, on a standard error that is a screen; else nothing. Each step heeds Ctrl-C."""
    with _heeding() as heed, _bar(quiet) as advance:

        def step(what: str, done: int, total: int) -> None:
            heed()
            advance(what, done, total)

        yield step


@contextmanager
def _heeding() -> Iterator[Callable[[], None]]:
    """What raises KeyboardInterrupt where a Ctrl-C came and was lost: Python drops what is raised in a finaliser."""
    came = False

    def interrupted(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True
        signal.default_int_handler(number, frame)

    def heed() -> None:
        if came:
            raise KeyboardInterrupt

    mine = threading.current_thread() is threading.main_thread()
    if not mine or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield heed
        return
    signal.signal(signal.SIGINT, interrupted)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _bar(quiet: bool) -> Iterator[Step]:
    if quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    with Progress(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        tasks = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=max(total, 1))
            bar.update(tasks[what], completed=done, total=max(total, 1))

        yield step
