"""A next form of the library, which there is not yet: for the tests of upgrading. It touches every document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("documents", sa.Column("shelf", sa.Text(), nullable=True))
    documents = sa.table("documents", sa.column("number"), sa.column("shelf"))
    connection = op.get_bind()
    for number in connection.scalars(sa.select(documents.c.number)).all():
        connection.execute(sa.update(documents).where(documents.c.number == number).values(shelf=f"shelf {number}"))
    op.create_index("ix_documents_shelf", "documents", ["shelf"])
