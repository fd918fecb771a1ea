"""Which kinds of document are themselves records of the day, made by who was there."""

from __future__ import annotations

from hearsay.model import Kind

HEAD = 600  # code points in which a record names its own day
SPOKEN_KINDS: frozenset[Kind] = frozenset(("recollection", "transcript", "recording"))  # one person's words throughout
RECORD_KINDS: frozenset[Kind] = frozenset(("recording", "transcript", "notes"))
