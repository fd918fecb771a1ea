"""The tables of a library, the same in SQLite and in PostgreSQL.

Records lie packed (see `codec`), beside the few columns by which they are looked up. What was added is numbered in the
order in which it came, and no order rests on a clock. The index of words is not among these tables: it is a virtual
table in SQLite and a column with an inverted index in PostgreSQL, and `search` knows both.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0004"  # of the schema that this release writes
KNOWN = ("0001", "0002", "0003", REVISION)  # those that it can upgrade, the newest last
APPLICATION_ID = 0x68656172  # by which a SQLite file says that it is a library: "hear"

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what is called INTEGER


def _numbered() -> Column[int]:
    """A number that rises with each row and is never given twice, not even after the last row is gone."""
    return Column("number", _NUMBER, primary_key=True, autoincrement=True)


# What is to be known of the library itself: its form of index, what is still to be wiped, the state of its findings.
about = Table("about", METADATA, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# What made annotations and findings: schema, program, weights ("" for rules alone), tables.
makers = Table(
    "makers",
    METADATA,
    _numbered(),
    Column("schema", String, nullable=False),
    Column("version", String, nullable=False),
    Column("weights", String, nullable=False),
    Column("tables", String, nullable=False),
    UniqueConstraint("schema", "version", "weights", "tables"),
    sqlite_autoincrement=True,
)

# The bytes as they arrived, each once however often they arrive, packed beside the text of the document with the number
# `beside`, in which most of them stand again.
contents = Table(
    "contents",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("beside", _NUMBER, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

# One row a document. `address` is where later revisions are looked for; `article` a hash of its words; `current` is
# false once a later revision is there.
documents = Table(
    "documents",
    METADATA,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("source_id", Text, nullable=False),
    Column("address", Text),
    Column("sha256", String(64), nullable=False),
    Column("article", String(64), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", String(32), nullable=False),
    Column("retrieved", String(32)),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_words", Text),
    Column("published_first", String(10)),
    Column("published_last", String(10)),
    Column("kind", String(16)),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Each capture, numbered in the order in which they came: that which a document was made of, and any later one at its
# address that has the same article in other furniture.
captures = Table(
    "captures",
    METADATA,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("document", _NUMBER, ForeignKey("documents.number"), nullable=False, index=True),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False, index=True),
    Column("source_id", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("retrieved", String(32)),
    sqlite_autoincrement=True,
)

annotated = Table(
    "annotations",
    METADATA,
    Column("document", _NUMBER, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    Column("maker", _NUMBER, ForeignKey("makers.number"), nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

# `mode` by its first letter.
attributions = Table(
    "attributions",
    METADATA,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("document", _NUMBER, ForeignKey("documents.number"), nullable=False, index=True),
    Column("mode", String(1), nullable=False),
    Column("said_first", String(10)),
    Column("said_last", String(10)),
    sqlite_autoincrement=True,
)

# The words of the names of who says and who is told, one a row. `found`: by the findings, not by the document itself.
# It is the largest table by rows, so it points at its attribution without an index of that.
spoken = Table(
    "spoken",
    METADATA,
    Column("role", String(1), primary_key=True),
    Column("word", String(64), primary_key=True),
    Column("attribution", _NUMBER, primary_key=True),
    Column("found", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# The rows that the index of words has for a document, several where it is long; an attribution has one row there, and
# none here. `digest` is of the words that it was made from; the first part's is of those of the attributions, too.
parts = Table(
    "parts",
    METADATA,
    _numbered(),
    Column("document", _NUMBER, ForeignKey("documents.number"), nullable=False, index=True),
    Column("part", Integer, nullable=False),
    Column("digest", String(16), nullable=False),
    sqlite_autoincrement=True,
)

# ---- findings across documents ---------------------------------------------------------------------------------------

# Documents that are still to be laid beside the others.
waiting = Table("waiting", METADATA, Column("document", _NUMBER, primary_key=True, autoincrement=False))

# What a document is weighed by beside others, and the numbers by which those others are looked up (`language.profiles`
# and `language.neighbours`); `kind` is its place in `neighbours.KINDS`, `key` the number as `stories` keeps it.
profiles = Table(
    "profiles",
    METADATA,
    Column("document", _NUMBER, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),
)
traces = Table(
    "traces",
    METADATA,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document", _NUMBER, primary_key=True, autoincrement=False),
    Column("weight", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# How near two documents are (`collate.stories`), where they are near at all; each pair stands both ways.
near = Table(
    "near",
    METADATA,
    Column("document", _NUMBER, primary_key=True, autoincrement=False),
    Column("other", _NUMBER, primary_key=True, autoincrement=False),
    Column("nearness", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The stories that documents were found to make, each document in one.
placed = Table(
    "placed",
    METADATA,
    Column("document", _NUMBER, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    Column("story", String(32), nullable=False, index=True),
)

# What was found of each story, without what can be made again at once, and who is in it; nothing yet where `maker` is
# null. That is what made it, weights aside: those are of the annotations.
stories = Table(
    "stories",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("maker", _NUMBER, ForeignKey("makers.number"), index=True),
    Column("events", Integer, nullable=False),
    Column("people", LargeBinary),
    Column("packed", LargeBinary),
)

# What the findings of a story say, for looking up: the ids of its disagreements and checks; of each attribution its
# fidelity (all labels of its renditions, with a space before and after each) and its check.
findable = Table(
    "findable",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("story", String(16), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
carried = Table(
    "carried",
    METADATA,
    Column("attribution", _NUMBER, ForeignKey("attributions.number"), primary_key=True, autoincrement=False),
    Column("fidelity", Text),
    Column("checked", String(32)),
)

# People's decisions, never changed: undoing one is a row of its own. Forgetting takes the quoted words out.
judgements = Table(
    "judgements",
    METADATA,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("first", String(16), nullable=False, index=True),
    Column("second", String(16), index=True),
    Column("undoes", String(16), index=True),
    Column("packed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# What was forgotten: by the hash of its bytes and by its address, so that it does not come back.
tombstones = Table(
    "tombstones",
    METADATA,
    _numbered(),
    Column("sha256", String(64), index=True),
    Column("address", Text, index=True),
    Column("reason", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("lifted", String(32)),
    Column("lifted_because", Text),
    sqlite_autoincrement=True,
)

# Findings of others, by the contract's JSON: what lies between documents here, what is in one in the next.
foreign = Table(
    "foreign_findings",
    METADATA,
    _numbered(),
    Column("id", String(16), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
foreign_documents = Table(
    "foreign_documents",
    METADATA,
    _numbered(),
    Column("findings", _NUMBER, ForeignKey("foreign_findings.number"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("address", Text, index=True),
    Column("source_id", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

Index("ix_documents_published", documents.c.published_first, documents.c.published_last)
Index("ix_documents_article", documents.c.address, documents.c.article)
