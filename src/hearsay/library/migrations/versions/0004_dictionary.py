"""Records are packed beside a dictionary, which earlier releases do not have; what was packed without it stays so. And
the stories that wait for their findings are found by an index. In PostgreSQL the words of a document lie in its row of
the index, not beside it: to rank it they are read.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the index, and let words be laid down so from now on. What a record is packed beside its own bytes tell."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE search ALTER COLUMN words SET STORAGE MAIN")
        op.execute("ALTER TABLE search SET (toast_tuple_target = 8160)")
    op.create_index(op.f("ix_stories_maker"), "stories", ["maker"], unique=False)
