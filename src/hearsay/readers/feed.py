"""Feeds: RSS, Atom and JSON Feed, ill-formed ones too. Each item is a document, with its feed as the source."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hearsay.model import Coverage, Document, Problem, Remark, Zone
from hearsay.readers import feed_items
from hearsay.readers.capture import Capture, Input, read_whole
from hearsay.readers.compose import compose
from hearsay.readers.feed_items import Feed, Item
from hearsay.readers.metadata import beside
from hearsay.text import Span

extensions = (".rss", ".atom", ".rdf", ".jsonfeed")

MAX_PROBLEMS = 100  # of one feed
WHOLE = 1200  # code points, in several paragraphs, from which an RSS description is taken for the text itself


def captures(given: Input) -> Iterator[Capture | Problem]:
    """A capture for each item; a problem for a feed without any. The `source_id` is ``path#`` and the item's id, else
    its address, else its number."""

    def problem(what: str, why: str) -> Problem:
        return Problem(path=given.path, record=None, what=what, why=why)

    data = read_whole(given)
    if isinstance(data, Problem):
        yield data
        return
    values, problems = beside(given)
    yield from problems
    words = feed_items.characters(data, given.part.charset if given.part else None)
    if words.text is None:
        yield problem(*(words.doubt or ("not a feed", "its bytes are no text")))
        return
    try:
        feed = feed_items.parse(words.text, words.doubt)
    except Exception as error:  # noqa: BLE001  feedparser raises what it pleases on hostile mark-up; the batch must go on
        yield problem("feed not read", f"its mark-up is too broken ({type(error).__name__}); save its items as .html")
        return
    if feed is None:
        yield problem("not a feed", "it has neither items nor the mark-up of a feed; save the text as .txt")
        return
    if feed.doubt:
        yield problem(*feed.doubt)
    if not feed.items:
        named = f"“{feed.title}” " if feed.title else ""
        yield problem("a feed without items", f"the feed {named}holds nothing to read; fetch it again later")
    # What is known of the feed's file holds for each item, but for what each has of its own.
    kept = {key: value for key, value in values.items() if key in ("retrieved", "rights", "restriction", "language")}
    bare = [item for item in feed.items if not (item["title"] or item["content"] or item["summary"])]
    yield from (_without_text(given.path, item) for item in bare[:MAX_PROBLEMS])
    if len(bare) > MAX_PROBLEMS:
        more = len(bare) - MAX_PROBLEMS
        yield problem(f"{more} more items without text", f"only the first {MAX_PROBLEMS} are listed")
    passed = {item["number"] for item in bare}
    for item in feed.items:
        if item["number"] in passed:
            continue
        record = item["record"]
        yield Capture(
            path=given.path,
            source_id=f"{given.path}#{record}",
            data=feed_items.encoded({**item, **_of(feed)}),
            media_type=feed.media_type,
            record=record,
            beside=kept,
            read_to=given.size,
        )


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of an item: its title, then its content, a line to a paragraph; a problem when it has neither."""
    item: Item = json.loads(capture.data)
    full = tuple(feed_items.paragraphs(item, "content"))
    short = () if full else tuple(feed_items.paragraphs(item, "summary"))
    body = full or short
    title = item["title"]
    if not body and not title:
        yield _without_text(capture.path, {**item, "record": capture.record})
        return
    lines: list[tuple[str, bool]] = [line for number, line in enumerate(body) if number or line[0] != title]
    zones: list[Zone] = []
    parts: list[str] = []
    at = 0
    if title:
        parts.append(title)
        zones.append(Zone(kind="headline", span=Span(0, len(title))))
        at = len(title) + 1
    for line, caption in lines:
        if caption:
            zones.append(Zone(kind="caption", span=Span(at, at + len(line))))
        parts.append(line)
        at += len(line) + 1
    coverage, reason = _coverage(item, full, short)
    yield compose(
        capture,
        "\n".join(parts),
        opening=tuple(zones),
        said={
            **{key: item[key] for key in ("title", "byline", "published", "modified", "credit", "rights", "language")},
            "uri": item["uri"],
            "publisher": item["feed"],
        },
        coverage=coverage,
        remarks=(*_remarks(item), *((Remark(of="coverage", why=reason),) if reason else ())),
    )


def _without_text(path: str, item: Item) -> Problem:
    why = "it has neither a title nor any text" + (f"; see {item['uri']}" if item["uri"] else "")
    return Problem(path=path, record=item["record"], what="an item without text", why=why)


def _of(feed: Feed) -> Item:
    return {"form": feed.form, "fault": feed.fault}


def _coverage(item: Item, full: tuple[object, ...], short: tuple[object, ...]) -> tuple[Coverage | None, str | None]:
    if full:
        return None, None
    if not short:
        return Coverage(state="excerpt"), "the feed gives the item's title and no text"
    if item["summary_is"] == "description" and len(short) > 1 and len(item["summary"] or "") >= WHOLE:
        return None, "the feed gives one description and no content; it is long enough to be the text"
    return Coverage(state="excerpt"), "the feed gives a summary of the item and no content"


def _remarks(item: Item) -> Iterator[Remark]:
    """Where the item comes from, and what of it is not the item's own."""
    named = f" “{item['feed']}”" if item["feed"] else ""
    yield Remark(of="source", why=f"item {item['number']} of {item['form']}{named}")
    if item["fault"]:
        yield Remark(of="source", why=f"the feed is ill-formed and was read as well as it could be: {item['fault']}")
    if item["feed"]:
        yield Remark(of="publisher", why="the title of the feed")
    if item["byline"]:
        yield Remark(of="byline", why="the author of the feed" if item["byline_of"] else "the author of the item")
    if item["published_of"]:
        yield Remark(of="published", why="the item says only when it was last changed")
    if item["credit"]:
        yield Remark(of="credit", why="the source that the item names")
