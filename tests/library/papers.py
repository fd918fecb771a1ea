"""Papers that never were, on a ferry that never sailed: what the tests of the library are filled with."""

from __future__ import annotations

import json
from pathlib import Path

AT = "2031-03-03T09:00:00+00:00"
LATER = "2031-09-09T09:00:00+00:00"

COURIER = (
    "Orsk to have its winter ferry\n\n"
    "Mara Lind, the harbour master, met Anton Vele, the mayor of Orsk, at the customs house on 4 June 2017.\n\n"
    "“We could open the ferry in winter, if the lights stay ours,” Lind told Vele.\n\n"
    "Vele said that he could not say yes that night."
)
REVIEW = (
    "The mayor remembers\n\n"
    "Anton Vele was mayor of Orsk until 2018. “We could open the ferry in winter,” Mara Lind told him at the customs "
    "house in June 2017, he said.\n\n"
    "“I said yes on the spot,” Vele said. “The quartzlamp over the door was green.”"
)
LANTERN = (
    "Grell counts its gulls\n\n"
    "Ida Brandt, who counts the gulls of Grell, said that there were fewer than ever. "
    "“They have gone to Orsk,” Brandt said."
)
_ABOUT = (
    ("courier", "https://courier.example/ferry", "Orsk Courier", "2017-06-05", COURIER),
    ("review", "https://review.example/vele", "Orsk Review", "2019-05-22", REVIEW),
    ("lantern", "https://lantern.example/gulls", "Grell Lantern", "2020-01-11", LANTERN),
)
PAPERS = {
    name: {"uri": uri, "publisher": outlet, "published": day, "text": text} for name, uri, outlet, day, text in _ABOUT
}


def write(folder: Path, name: str, **changed: str | None) -> str:
    """One of the papers as a JSONL file of its own, with some fields changed or, by ``None``, left out."""
    fields = {"id": name, **PAPERS.get(name, {}), **changed}
    file = folder / f"{name}{len(list(folder.iterdir()))}.jsonl"
    file.write_text(json.dumps({k: v for k, v in fields.items() if v is not None}) + "\n", encoding="utf-8")
    return str(file)


def all_papers(folder: Path) -> list[str]:
    """All three."""
    folder.mkdir(exist_ok=True)
    return [write(folder, name) for name in PAPERS]
