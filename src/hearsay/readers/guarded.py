"""Runs a parser of hostile bytes in a process of its own, under limits of time and memory.

A worker is started at the first call and kept for the next ones, so that a call costs a message and not a process. Only
plain values cross the line (``None``, truth values, numbers, text, bytes, tuples, lists, sets, dictionaries): whatever
comes back from a parser that was taken over must not be able to run anything here.
"""

from __future__ import annotations

import atexit
import io
import math
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from hearsay.errors import HearsayError

SLACK = 4.0  # times its seconds may pass on the clock before a call is ended: a busy machine is no fault of the input
GRACE = 5.0  # seconds more, for the start of the process
CALLS = 500  # after which a worker is replaced, so that leaks of a parser end with it
# The process reads its orders here and runs nothing of the program's own start.
_SERVE = "from hearsay.readers.guarded import serve; serve()"

Limit = Literal["time", "memory", "crash"]


class TrippedError(HearsayError):
    """A call went over a limit, or its process died. `limit` says which, `why` in words with the figures."""

    def __init__(self, limit: Limit, why: str) -> None:
        super().__init__(why)
        self.limit, self.why = limit, why


class RefusedError(HearsayError):
    """The function itself raised: `kind` is the name of the exception's class, `why` its message."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"{kind}: {why}" if why else kind)
        self.kind, self.why = kind, why


def run(function: str, argument: Any, *, seconds: float, megabytes: int) -> Any:
    """What `function` (``"package.module:name"``) returns for `argument`, worked out in another process.

    `seconds` of processor time and `megabytes` beyond what the idle process holds are its limits; where the system
    knows no limit of memory (macOS), only time is limited. Argument and result are plain values. Raises `TrippedError`
    when a limit is gone over or the process dies, `RefusedError` when the function raises.

    >>> run("builtins:len", "Vele", seconds=10, megabytes=64)
    4
    """
    worker = _worker()
    kind, value = worker.ask((function, argument, False), seconds, megabytes)
    worker.keep()
    return _result(kind, value)


def each(function: str, argument: Any, *, seconds: float, megabytes: int) -> Iterator[Any]:
    """The items that `function` yields for `argument`, one after the other as they are made.

    The limits of `run` hold for each item, and so do its errors, after the items that came before. A reader that stops
    early ends the process.
    """
    worker = _worker()
    done = False
    try:
        kind, value = worker.ask((function, argument, True), seconds, megabytes)
        while kind == "item":
            yield value
            kind, value = worker.ask((), seconds, megabytes)
        done = True
    finally:
        if done:
            worker.keep()
        else:
            worker.end()
    _result(kind, value)


def _result(kind: str, value: Any) -> Any:
    if kind == "memory":
        raise TrippedError("memory", value)
    if kind == "raised":
        raise RefusedError(*value)
    return value


# ---- this side -------------------------------------------------------------------------------------------------------


class _Worker:
    """A process that waits for calls, and the two pipes to it."""

    def __init__(self) -> None:
        places = os.pathsep.join(str(Path(place or ".").absolute()) for place in sys.path)
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, a constant text
            [sys.executable, "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        _widen(self.process.stdin, self.process.stdout)
        self.owner = os.getpid()
        self.calls = 0

    def ask(self, order: tuple[Any, ...], seconds: float, megabytes: int) -> tuple[str, Any]:
        """The kind of answer and its value. Raises `TrippedError` when the process is over its time or dead."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        until = time.monotonic() + SLACK * seconds + GRACE
        limits = f"a limit of {seconds:g} s and {megabytes} MB"
        try:
            _send(stdin.fileno(), (*order, seconds, megabytes))
            size = struct.unpack("<Q", _receive(stdout.fileno(), 8, until))[0]
            if size > megabytes * 2**20:
                self.end()
                raise TrippedError("memory", f"its result is over the limit of {megabytes} MB")
            kind, value = _plain(_receive(stdout.fileno(), size, until))
        except TimeoutError:
            self.end()
            raise TrippedError("time", f"it took over {seconds:g} s") from None
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            code = self.end()
            if code == -signal.SIGXCPU:
                raise TrippedError("time", f"it took over {seconds:g} s") from None
            how = _signal(-code) if code < 0 else f"exit {code}"
            raise TrippedError("crash", f"its process died ({how}) under {limits}") from None
        except BaseException:
            self.end()
            raise
        return str(kind), value

    def keep(self) -> None:
        """Wait for the next call, unless this process has had its share."""
        self.calls += 1
        if self.calls < CALLS:
            _idle.append(self)
        else:
            self.end()

    def end(self) -> int:
        """End the process, if it is ours; gives its exit status."""
        if self.owner != os.getpid():
            return 0
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            # One that died by itself must be given the moment to say how.
            return self.process.wait(0.2)
        self.process.kill()
        return self.process.wait()


def _widen(*pipes: Any) -> None:
    """Give pipes room for a file or a page at once, where the system can."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        for pipe in pipes:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, 2**20)


_idle: list[_Worker] = []


def _worker() -> _Worker:
    while _idle:
        worker = _idle.pop()
        if worker.process.poll() is None:
            return worker
        worker.end()
    return _Worker()


def _close() -> None:
    while _idle:
        _idle.pop().end()


def _forget() -> None:
    # A forked process must not talk through its parent's pipes.
    _idle.clear()


atexit.register(_close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _signal(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


# ---- the line between ------------------------------------------------------------------------------------------------


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _plain(data: bytes) -> Any:
    return _PlainUnpickler(io.BytesIO(data)).load()


def _send(pipe: int, value: Any) -> None:
    _put(pipe, pickle.dumps(value, protocol=5))


def _put(pipe: int, data: bytes) -> None:
    whole = memoryview(struct.pack("<Q", len(data)) + data)
    while whole:
        whole = whole[os.write(pipe, whole) :]


def _receive(pipe: int, size: int, until: float | None = None) -> bytes:
    parts: list[bytes] = []
    while size:
        if until is not None and not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(pipe, min(size, 2**20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


# ---- that side -------------------------------------------------------------------------------------------------------


def serve() -> None:
    """The life of a worker: takes calls from its standard input until that closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = os.dup(0), os.dup(1)
    # Whatever a parser prints must not run into the answers.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, argument, many, seconds, megabytes = _order(orders)
            try:
                # What is imported is ours and not the input's: it counts against no limit.
                module, _, name = function.partition(":")
                parser = getattr(import_module(module), name)
                _limit(seconds, megabytes)
                made = parser(argument)
                if many:
                    for item in made:
                        _send(answers, ("item", item))
                        # The reader asks for the next: nothing is made ahead, and each item has its own time.
                        _limit(*_order(orders))
                # Packing is a part of the work: it may be where memory ends.
                data = pickle.dumps(("done", None if many else made), protocol=5)
            except (EOFError, BrokenPipeError):
                raise
            except MemoryError:
                made = None
                data = pickle.dumps(("memory", f"it needed more than {megabytes} MB"), protocol=5)
            except Exception as error:  # noqa: BLE001 - whatever a parser raises is an answer
                data = pickle.dumps(("raised", (type(error).__name__, str(error)[:500])), protocol=5)
            _put(answers, data)


def _order(orders: int) -> tuple[Any, ...]:
    return tuple(_plain(_receive(orders, struct.unpack("<Q", _receive(orders, 8))[0])))


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(spent.ru_utime + spent.ru_stime + seconds))
    _lower(resource.RLIMIT_CORE, 0)
    with suppress(OSError, ValueError):
        # Where the system does not tell, as on macOS, it does not keep such a limit either.
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, held + megabytes * 2**20)


def _lower(which: int, limit: int) -> None:
    import resource

    with suppress(OSError, ValueError):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
