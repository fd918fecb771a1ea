"""The published JSON Schema of what `render.json` writes. The file beside this one is the schema; edit it there.

A change that an existing reader of the output could trip over is a new number, a new file and a new ``$id``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

VERSION = "1"


def schema() -> dict[str, Any]:
    """The schema as data (JSON Schema 2020-12), freshly read, so that a caller may change what it gets.

    >>> schema()["$id"]
    'urn:hearsay:schema:1'
    """
    data: dict[str, Any] = json.loads(text())
    return data


def text() -> str:
    """The schema as it is published: JSON text that ends in a line feed."""
    return (files("hearsay.render") / "schema" / f"hearsay-{VERSION}.json").read_text(encoding="utf-8")
