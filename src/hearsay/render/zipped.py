"""Several files as one ZIP whose bytes depend on nothing but their names and contents."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from hearsay.edition import PART, packed
from hearsay.model import Dossier

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can hold


def carried(dossier: Dossier) -> list[tuple[str, bytes]]:
    """The edition that a dossier is, as the one file by which a next one is compared with it; none for no edition."""
    return [(PART, packed(dossier.edition).encode())] if dossier.edition else []


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of files, given as name and content, in that order.

    Stored, not packed: what a packer makes depends on its version.
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in files:
            info = ZipInfo(name, _EPOCH)
            info.create_system = 3  # as made on Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()
