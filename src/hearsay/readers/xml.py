"""XML from strangers: parsed without expanding entities, without a network, and with a limit on depth."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from hearsay.errors import HearsayError

SIMPLE = 100  # code points that an entity may stand for; more is no character

Doubt = tuple[str, str]


class NotXmlError(HearsayError):
    """Bytes that are not read as XML: `what` was wrong and `why`, with what to do."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what, self.why = what, why


def parse(data: bytes) -> tuple[Any, tuple[Doubt, ...]]:
    """The root element of an XML document, with what is to be said of how it was read.

    A document that is not well formed is read as far as it can be mended, and that is said. Raises `NotXmlError` when
    nothing can be made of it, and when it declares entities that stand for other entities: those grow without end.

    >>> parse(b"<p>Vele said yes.</p>")[0].text
    'Vele said yes.'
    """
    from lxml import etree

    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_pis": True}
    doubts: list[Doubt] = []
    try:
        root = etree.fromstring(data, etree.XMLParser(**options, remove_comments=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        said = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        if re.search(r"(?i)entit|amplif|depth|huge|loop", said):
            raise NotXmlError("XML not read", f"it would grow or nest without end ({said})") from error
        try:
            root = etree.fromstring(data, etree.XMLParser(**options, remove_comments=True, recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            raise NotXmlError("not XML", f"{said}; save it again, or its text as .txt") from error
        doubts.append(("mark-up mended", f"not well formed: {said}; something may be missing near there"))
    _expand(root)
    return root, tuple(doubts)


def _expand(root: Any) -> None:
    """Put the characters in place of entities that stand for a few; the others stay as they are written."""
    from lxml import etree

    declared: dict[str, str] = {}
    dtd = root.getroottree().docinfo.internalDTD
    for entity in dtd.iterentities() if dtd is not None else ():
        content = entity.content or ""
        if re.search(r"&\w|%\w+;", content):
            raise NotXmlError("XML not read", "it declares entities that stand for other entities, as bombs do")
        if content and len(content) <= SIMPLE and "<" not in content:
            declared[entity.name] = content
    for node in list(root.iter(etree.Entity)):
        words = declared.get(node.name) or html5.get(f"{node.name};") or f"&{node.name};"
        parent, before, words = node.getparent(), node.getprevious(), words + (node.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + words
        else:
            parent.text = (parent.text or "") + words
        parent.remove(node)
