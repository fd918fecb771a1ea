"""Records are packed beside a dictionary, which earlier releases do not have; what was packed without it stays so. And
the stories that wait for their findings are found by an index.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the index. What a record is packed beside is told by its own bytes."""
    op.create_index(op.f("ix_stories_maker"), "stories", ["maker"], unique=False)
