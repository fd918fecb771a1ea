"""The tables of a dossier as Parquet files in one ZIP. Needs pyarrow: the extra ``hearsay[parquet]``."""

from __future__ import annotations

import re
from importlib.util import find_spec
from io import BytesIO

from hearsay.errors import ExtraError
from hearsay.model import Dossier
from hearsay.render.tables import Cell, Table, tables
from hearsay.render.zipped import carried, zipped

_SURROGATE = re.compile("[\ud800-\udfff]")


def require() -> None:
    """Raise `ExtraError` where pyarrow is not installed; imports nothing."""
    if find_spec("pyarrow") is None:
        raise ExtraError("Parquet", "parquet")


def render(dossier: Dossier) -> bytes:
    """A ZIP of one Parquet file for each table, and for an edition an ``edition.json``.

    Raises `ExtraError` where pyarrow is not installed.
    """
    require()
    files = [(f"{table.name}.parquet", _file(table)) for table in tables(dossier)]
    return zipped([*files, *carried(dossier)])


def _file(table: Table) -> bytes:
    import pyarrow
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
    columns = [[_cell(row[at]) for row in table.rows] for at in range(len(table.columns))]
    out = BytesIO()
    parquet.write_table(pyarrow.table(columns, schema=schema), out)
    return out.getvalue()


def _cell(value: Cell) -> Cell:
    """A lone surrogate, which is no character, becomes U+FFFD, one for one."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value
