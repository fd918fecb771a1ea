"""A file that is one document: its bytes, with the metadata that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.model import Problem
from hearsay.readers.capture import Capture, Input, read_whole
from hearsay.readers.metadata import beside


def capture_of(given: Input, media_type: str) -> Iterator[Capture | Problem]:
    """The one capture of a file, after what is wrong with the metadata beside it; only a problem where the file cannot
    be read."""
    data = read_whole(given)
    if isinstance(data, Problem):
        yield data
        return
    values, problems = beside(given)
    yield from problems
    yield Capture(
        path=given.path, source_id=given.path, data=data, media_type=media_type, beside=values, read_to=given.size
    )
