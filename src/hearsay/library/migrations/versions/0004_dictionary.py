"""Records are packed beside a dictionary, which earlier releases do not have; what was packed without it stays so."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing to do: what a record is packed beside is told by its own bytes."""
