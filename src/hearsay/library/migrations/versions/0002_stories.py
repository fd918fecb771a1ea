"""Findings story by story: what documents are found by, which wait to be laid beside others, and what each story holds.

Findings can be made again, so those of the earlier form are let go, and every document waits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the findings of the whole out, and make the tables for those of stories."""
    op.drop_table("findings")
    op.execute("DELETE FROM carried")
    op.execute("DELETE FROM placed")
    op.execute("DELETE FROM spoken WHERE found")
    op.execute("DELETE FROM about WHERE key = 'findings'")
    op.create_table(
        "waiting",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_waiting")),
    )
    op.create_table(
        "profiles",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_profiles_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_profiles")),
    )
    op.create_table(
        "traces",
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "document", name=op.f("pk_traces")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("maker", _NUMBER, nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["maker"], ["makers.number"], name=op.f("fk_stories_maker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_table(
        "findable",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("story", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", "story", name=op.f("pk_findable")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_findable_story"), "findable", ["story"], unique=False)
    op.execute("INSERT INTO waiting (document) SELECT number FROM documents WHERE current")
