"""A command killed in the middle leaves a sound library. More of it: ``python -m benchmarks.kill``."""

from __future__ import annotations

import os

import pytest

from benchmarks import kill


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kills_at_random_moments_leave_a_sound_library() -> None:
    outcomes = kill.run(40, seed=1)
    assert [o for o in outcomes if o.wrong] == []
    for command in ("add", "forget", "upgrade", "find"):
        assert any(o.in_time for o in outcomes if o.command == command), f"{command} always ended before it was killed"
