"""Which kinds of document are themselves records of the day, made by who was there."""

from __future__ import annotations

from hearsay.model import Kind

RECORD_KINDS: frozenset[Kind] = frozenset(("recording", "transcript", "notes"))
