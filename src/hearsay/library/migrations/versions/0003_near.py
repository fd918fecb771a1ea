"""How near documents are to each other is kept, so that stories can be made anew from it.

What documents are found by has another form with it, so that every document waits once the library is written to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "near",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("other", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("nearness", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document", "other", name=op.f("pk_near")),
        sqlite_with_rowid=False,
    )
