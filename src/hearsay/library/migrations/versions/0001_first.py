"""The first form of a library. Released: never to be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and the index of words in the way of the database."""
    op.create_table(
        "about",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_about")),
    )
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("beside", _NUMBER, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_contents")),
    )
    op.create_table(
        "documents",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("retrieved", sa.String(length=32), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_words", sa.Text(), nullable=True),
        sa.Column("published_first", sa.String(length=10), nullable=True),
        sa.Column("published_last", sa.String(length=10), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_article", "documents", ["address", "article"], unique=False)
    op.create_index("ix_documents_published", "documents", ["published_first", "published_last"], unique=False)
    op.create_table(
        "foreign_findings",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_foreign_findings")),
        sa.UniqueConstraint("id", name=op.f("uq_foreign_findings_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "judgements",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("first", sa.String(length=16), nullable=False),
        sa.Column("second", sa.String(length=16), nullable=True),
        sa.Column("undoes", sa.String(length=16), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_judgements_first"), "judgements", ["first"], unique=False)
    op.create_index(op.f("ix_judgements_second"), "judgements", ["second"], unique=False)
    op.create_index(op.f("ix_judgements_undoes"), "judgements", ["undoes"], unique=False)
    op.create_table(
        "makers",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("schema", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("tables", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_makers")),
        sa.UniqueConstraint("schema", "version", "weights", "tables", name=op.f("uq_makers_schema")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "spoken",
        sa.Column("role", sa.String(length=1), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("attribution", _NUMBER, nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("role", "word", "attribution", name=op.f("pk_spoken")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tombstones",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("lifted", sa.String(length=32), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tombstones")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tombstones_address"), "tombstones", ["address"], unique=False)
    op.create_index(op.f("ix_tombstones_sha256"), "tombstones", ["sha256"], unique=False)
    op.create_table(
        "annotations",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("maker", _NUMBER, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_annotations_document")),
        sa.ForeignKeyConstraint(["maker"], ["makers.number"], name=op.f("fk_annotations_maker")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_annotations")),
    )
    op.create_table(
        "attributions",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("mode", sa.String(length=1), nullable=False),
        sa.Column("said_first", sa.String(length=10), nullable=True),
        sa.Column("said_last", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_attributions_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attributions")),
        sa.UniqueConstraint("id", name=op.f("uq_attributions_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attributions_document"), "attributions", ["document"], unique=False)
    op.create_table(
        "captures",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("retrieved", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_captures_document")),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name=op.f("fk_captures_sha256")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_captures")),
        sa.UniqueConstraint("id", name=op.f("uq_captures_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_captures_document"), "captures", ["document"], unique=False)
    op.create_index(op.f("ix_captures_sha256"), "captures", ["sha256"], unique=False)
    op.create_table(
        "findings",
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("maker", _NUMBER, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["maker"], ["makers.number"], name=op.f("fk_findings_maker")),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_findings")),
    )
    op.create_table(
        "foreign_documents",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("findings", _NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["findings"], ["foreign_findings.number"], name=op.f("fk_foreign_documents_findings")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_foreign_documents")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_foreign_documents_address"), "foreign_documents", ["address"], unique=False)
    op.create_index(op.f("ix_foreign_documents_findings"), "foreign_documents", ["findings"], unique=False)
    op.create_index(op.f("ix_foreign_documents_sha256"), "foreign_documents", ["sha256"], unique=False)
    op.create_table(
        "parts",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_parts_document")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_parts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_parts_document"), "parts", ["document"], unique=False)
    op.create_table(
        "placed",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_placed_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_placed")),
    )
    op.create_index(op.f("ix_placed_story"), "placed", ["story"], unique=False)
    op.create_table(
        "carried",
        sa.Column("attribution", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("fidelity", sa.Text(), nullable=True),
        sa.Column("checked", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["attribution"], ["attributions.number"], name=op.f("fk_carried_attribution")),
        sa.PrimaryKeyConstraint("attribution", name=op.f("pk_carried")),
    )

    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {0x68656172}")
        # Without the texts: what a row was made from is made again from its document. Words come folded, as letters and
        # digits, so nothing else need know of accents or endings.
        op.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')")
    else:
        op.execute("CREATE TABLE search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
