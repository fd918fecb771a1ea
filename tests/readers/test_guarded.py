"""Parsers in a process of their own: what trips a limit is named, and the next call goes on."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from hearsay.readers import guarded

HERE = "tests.readers.test_guarded"


def double(number: int) -> int:
    return 2 * number


def identity(_: None) -> int:
    return os.getpid()


def spin(_: None) -> None:
    while True:
        pass


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def hoard(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def leave(code: int) -> None:
    os._exit(code)


def refuse(why: str) -> None:
    raise LookupError(why)


def print_something(text: str) -> str:
    os.write(1, text.encode())
    return text


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def count_then_die(upto: int) -> Iterator[int]:
    yield from range(upto)
    os.kill(os.getpid(), signal.SIGSEGV)


def a_class(_: None) -> object:
    return signal.SIGINT


def test_a_result_comes_back() -> None:
    assert guarded.run(f"{HERE}:double", 21, seconds=10, megabytes=64) == 42


def test_one_process_serves_many_calls() -> None:
    pids = {guarded.run(f"{HERE}:identity", None, seconds=10, megabytes=64) for _ in range(5)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_endless_work_trips_the_limit_of_time() -> None:
    with pytest.raises(guarded.TrippedError, match="over 1 s") as tripped:
        guarded.run(f"{HERE}:spin", None, seconds=1, megabytes=64)
    assert tripped.value.limit == "time"
    assert guarded.run(f"{HERE}:double", 1, seconds=10, megabytes=64) == 2


def test_a_parser_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "GRACE", 0.2)
    with pytest.raises(guarded.TrippedError) as tripped:
        guarded.run(f"{HERE}:sleep", 60, seconds=0.1, megabytes=64)
    assert tripped.value.limit == "time"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
def test_a_hoard_trips_the_limit_of_memory_and_the_worker_lives() -> None:
    before = guarded.run(f"{HERE}:identity", None, seconds=10, megabytes=64)
    with pytest.raises(guarded.TrippedError, match="more than 64 MB") as tripped:
        guarded.run(f"{HERE}:hoard", 200, seconds=10, megabytes=64)
    assert tripped.value.limit == "memory"
    assert guarded.run(f"{HERE}:hoard", 20, seconds=10, megabytes=64) == 20 * 2**20
    assert guarded.run(f"{HERE}:identity", None, seconds=10, megabytes=64) == before


@pytest.mark.parametrize(("how", "number", "named"), [("die", signal.SIGSEGV, "SIGSEGV"), ("leave", 3, "exit 3")])
def test_a_process_that_dies_is_named(how: str, number: int, named: str) -> None:
    with pytest.raises(guarded.TrippedError, match=named) as tripped:
        guarded.run(f"{HERE}:{how}", int(number), seconds=10, megabytes=64)
    assert tripped.value.limit == "crash"
    assert guarded.run(f"{HERE}:double", 1, seconds=10, megabytes=64) == 2


def test_what_the_function_raises_is_told() -> None:
    with pytest.raises(guarded.RefusedError, match="no such berth") as refused:
        guarded.run(f"{HERE}:refuse", "no such berth", seconds=10, megabytes=64)
    assert refused.value.kind == "LookupError"


def test_what_a_parser_prints_does_not_run_into_the_answer() -> None:
    assert guarded.run(f"{HERE}:print_something", "noise" * 50, seconds=10, megabytes=64) == "noise" * 50


def test_only_plain_values_come_back() -> None:
    with pytest.raises(guarded.TrippedError):
        guarded.run(f"{HERE}:a_class", None, seconds=10, megabytes=64)


def test_items_come_one_by_one_and_calls_may_stand_between() -> None:
    seen = []
    for item in guarded.each(f"{HERE}:count", 5, seconds=10, megabytes=64):
        seen.append(guarded.run(f"{HERE}:double", item, seconds=10, megabytes=64))
    assert seen == [0, 2, 4, 6, 8]


def test_items_before_a_crash_are_kept() -> None:
    seen: list[int] = []
    with pytest.raises(guarded.TrippedError, match="SIGSEGV"):
        seen.extend(guarded.each(f"{HERE}:count_then_die", 3, seconds=10, megabytes=64))
    assert seen == [0, 1, 2]


def test_a_reader_that_stops_early_ends_the_process() -> None:
    items = guarded.each(f"{HERE}:count", 1000, seconds=10, megabytes=64)
    assert next(items) == 0
    assert isinstance(items, Iterator)
    del items
    assert guarded.run(f"{HERE}:double", 2, seconds=10, megabytes=64) == 4
