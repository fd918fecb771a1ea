"""Which kinds of document are themselves records of the day, made by who was there."""

from __future__ import annotations

from hearsay.model import Kind

HEAD = 600  # code points in which a record names its own day
RECORD_KINDS: frozenset[Kind] = frozenset(("recording", "transcript", "notes"))
