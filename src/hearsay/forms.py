"""The forms in which a dossier can be had, in one list: name, endings of files, what it is for, and who makes it.

Another form is a function that takes a dossier, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearsay.model import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form. `made_by` is ``module:function`` of the package; `endings` choose it by the name of a file.

    `whole`: it holds each text in full, since its anchors count in it, so excerpts cannot be made of it. `edition`: it
    carries which edition it is. `packed`: it is a ZIP, and nothing for a screen. `unlike_input`: a file with its ending
    is rather an earlier result than an input.
    """

    name: str
    what: str
    made_by: str
    endings: tuple[str, ...] = ()
    whole: bool = True
    edition: bool = False
    packed: bool = False
    unlike_input: bool = True

    def make(self, dossier: Dossier) -> str | bytes:
        """The dossier in this form."""
        module, function = self.made_by.split(":")
        made: Callable[[Dossier], str | bytes] = getattr(import_module(f"hearsay.render.{module}"), function)
        return made(dossier)


FORMS = (
    Form(name="terminal", what="for reading on a screen", made_by="terminal:render", endings=(".txt",), whole=False),
    Form(
        name="html", what="for reading: one page that needs nothing else", made_by="html:render",
        endings=(".html", ".htm"), whole=False, edition=True,
    ),
    Form(
        name="markdown", what="for reading and for editing on", made_by="markdown:render",
        endings=(".md", ".markdown"), whole=False, edition=True,
    ),
    Form(
        name="json", what="every finding, by a published schema", made_by="json:render", endings=(".json",),
        edition=True,
    ),
    Form(
        name="web-annotation", what="W3C Web Annotation, JSON-LD", made_by="web_annotation:render",
        endings=(".jsonld",),
        edition=True,
    ),
    Form(
        name="prov", what="W3C PROV: what was made from what, through whose hands", made_by="prov:render",
        edition=True,
    ),
    Form(
        name="tei", what="TEI P5: the documents in full with their apparatus", made_by="tei:render", endings=(".xml",),
        edition=True, unlike_input=False,
    ),
    Form(
        name="csv", what="tables for a spreadsheet, one a kind of finding, in a ZIP", made_by="csv:render",
        endings=(".zip",), packed=True, edition=True, unlike_input=False,
    ),
    Form(
        name="parquet", what="the same tables as Parquet; needs hearsay[parquet]", made_by="parquet:render",
        packed=True, edition=True,
    ),
    Form(
        name="bibtex", what="the documents, for a bibliography", made_by="bibliography:bibtex", endings=(".bib",),
        whole=False,
    ),
    Form(
        name="csl-json", what="the same for reference managers", made_by="bibliography:csl_json", whole=False,
    ),
)  # fmt: skip


def form(name: str | None, output: str | None) -> Form:
    """The form of that name; without one the form of the file's ending, and without either that for the screen.

    >>> form(None, "dossier.html").name, form("prov", "dossier.html").name, form(None, None).name
    ('html', 'prov', 'terminal')
    """
    ending = Path(output).suffix.lower() if output is not None else ""
    return next(
        (f for f in FORMS if f.name == name or (name is None and ending in f.endings)),
        FORMS[0],
    )


def is_result(target: Path) -> bool:
    """Whether a file is by its ending rather an earlier result than an input."""
    return any(f.unlike_input and target.suffix.lower() in f.endings for f in FORMS)
