"""Reports in a few words, annotated and collated, and what was found in a form that a test can say."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hearsay.annotate import annotate
from hearsay.collate import collate
from hearsay.model import Collation, Copy, Document, Rendition, Utterance


def report(name: str, text: str, **about: Any) -> Document:
    """A document that the tests call by its `name`."""
    plain: dict[str, Any] = {
        "id": "d" + sha256(name.encode()).hexdigest()[:15],
        "source_id": name,
        "path": name,
        "sha256": "",
        "media_type": "text/plain",
        "kind": "report",
    }
    return Document(text=text, **(plain | about))


def laid(*documents: Document) -> Collation:
    """The documents, annotated and laid side by side."""
    return collate(annotate(documents))


def tellings(**texts: str) -> Collation:
    """Reports of one day, each of one outlet, by the name of the outlet."""
    return laid(*(report(name, text, publisher=name, published="2017-06-04") for name, text in texts.items()))


def names(found: Collation) -> Mapping[str, str]:
    """What documents and entities are called, by their ids."""
    return {a.document.id: a.document.source_id for a in found.annotations} | {e.id: e.name for e in found.entities}


def together(found: Collation) -> list[set[str]]:
    """The stories, each as the names of its documents."""
    return sorted(({names(found)[d] for d in s.documents} for s in found.stories), key=sorted)


def copy_of(found: Collation, document: str) -> Copy | None:
    """The copy that a document is, if it is one."""
    return next((c for c in found.copies if names(found)[c.document] == document), None)


def utterance(found: Collation, words: str) -> Utterance:
    """The one utterance of which some rendition holds `words`."""
    texts = {a.document.id: a.document.text for a in found.annotations}
    held = [u for u in found.utterances if any(words in s.of(texts[r.document]) for r in u.renditions for s in r.spans)]
    assert len(held) == 1, f"{len(held)} utterances hold “{words}”"
    return held[0]


def renditions(found: Collation, words: str) -> dict[str, Rendition]:
    """Each document's rendition of the utterance that holds `words`."""
    return {names(found)[r.document]: r for r in utterance(found, words).renditions}


def difference(found: Collation, document: str, words: str) -> str:
    """How the document's words stand to their witness: ``[-dropped-]``, ``[+added+]``, ``[old -> new]``."""
    texts = {a.document.id: a.document.text for a in found.annotations}
    r = renditions(found, words)[document]
    out: list[str] = []
    for d in r.difference:
        mine = " ".join(d.words.of(texts[r.document]).split()) if d.words else ""
        theirs = " ".join(d.against.of(texts[r.against]).split()) if d.against and r.against else ""
        out.append(
            {"same": mine, "dropped": f"[-{theirs}-]", "added": f"[+{mine}+]"}.get(d.op, f"[{theirs} -> {mine}]")
        )
    return " ".join(out)


# What the sheets of Orsk print around the line, word for word, one from the other.
AROUND = (
    "The harbour of Orsk lay frozen for eleven weeks, and the only boat that reached the island carried the post and"
    " salt. Keepers of the light dug a path to the pier each morning, while the school stayed shut and the"
    " doctor came by sledge from the mainland village of Tarn, where his cousin keeps an inn and a stable."
)


def reprint(telling: str) -> str:
    """A telling in the page that several sheets print."""
    return f"{AROUND}\n\n{telling}"
