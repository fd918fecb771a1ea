"""Boxes on an article's page that are not the article: taken away, and counted by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

MOST_WORDS = 120  # words of running text in a box; what has more is an article of its own, or ours
_SHORTEST_ARTICLE = 250  # code points of paragraphs that make an <article> one

# Names of classes and ids, by what the box is. The first kind that fits names it.
_BOXES: tuple[tuple[str, str], ...] = (
    ("cookie notices", r"cookie|consent|gdpr|onetrust|truste"),
    ("paywall boxes", r"pay-?wall|reg-?wall|subscriber-?only|meter(?:ed)?-?wall|tp-container"),
    ("newsletter boxes", r"newsletter|sign-?up|email-?capture|subscribe|subscription|mailchimp"),
    ("galleries", r"gallery|slide-?show|carousel|photo-?essay|lightbox"),
    (
        "boxes of other articles",
        (
            r"related|read-?(?:more|next|also)|also-read|recirc|recommend|trending|most-(?:read|popular|viewed|shared)"
            r"|more-(?:stories|from|on|news)|outbrain|taboola|up-?next|you-may|popular-posts|see-also|latest-news"
        ),
    ),
)
_BOX = re.compile(
    "|".join(f"(?P<k{n}>(?<![a-z])(?:{names})(?![a-z]{{4}}))" for n, (_, names) in enumerate(_BOXES)), re.IGNORECASE
)
_HOVER = re.compile(
    r"(?i)(?:rollover|tooltip|popover|hover)[\w-]*(?:block|content|text|box|body|card|inner|panel)|popup"
)
_POST = re.compile(r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed")
_COMMENT = re.compile(r"(?i)(?:^|\s)(comment|comment-?(?:item|body|content|text)|comment_body)(?:\s|$)")
_RUNNING = frozenset({"html", "body", "main", "article", "p", "h1", "figure", "figcaption", "blockquote", "form"})


def strip(tree: Any, headline: Any = None) -> Counter[str]:
    """Take the boxes off a parsed page, in place, and count them by kind. `headline` is the element of the article's
    headline where it is known: an <article> that has it is the one of the page, another is another's teaser."""
    counted: Counter[str] = Counter()
    for element in list(tree.iter("script", "style")):
        element.drop_tree()
    _keep_posts(tree)
    home = _home(headline)
    around = set(home.iterancestors("article")) if home is not None else set()
    boxes: list[tuple[str, Any]] = []
    hovers: list[Any] = []
    comments: Counter[str] = Counter()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "article" and home is not None:
            # What stands inside it belongs to it: the entries of a live report.
            if element is not home and element not in around and home not in element.iterancestors("article"):
                boxes.append(("teasers of other articles", element))
        elif names == " ":
            continue
        elif _HOVER.search(names) and next(element.iterancestors("p"), None) is not None:
            hovers.append(element)
        elif element.tag not in _RUNNING and (match := _BOX.search(names)) and match.lastgroup:
            boxes.append((_BOXES[int(match.lastgroup[1:])][0], element))
        if match := _COMMENT.search(names):
            comments[match[1].lower()] += 1
    for element in hovers:
        _drop(element)
    gone: set[Any] = set()
    all_words = _running(tree)
    for kind, element in boxes:
        # A box in a box went with it.
        if any(parent in gone for parent in element.iterancestors()):
            continue
        if kind != "teasers of other articles" and not _is_box(element, headline, all_words):
            continue
        gone.add(element)
        if element.text_content().strip():
            counted[kind] += 1
        _drop(element)
    # A comment has a body and a text that are called so, too.
    counted["readers' comments"] = max(comments.values(), default=0)
    counted["links to other articles"] += _drop_links(tree)
    return +counted


def _home(headline: Any) -> Any:
    if headline is None:
        return None
    for article in headline.iterancestors("article"):
        if sum(len(p.text_content()) for p in article.iter("p")) >= _SHORTEST_ARTICLE:
            return article
    return None


def _is_box(element: Any, headline: Any, all_words: int) -> bool:
    """Whether an element that is called like a box is one: small, and not the better part of the page."""
    if headline is not None and (element is headline or element in headline.iterancestors()):
        return False
    words = _running(element)
    return words <= MOST_WORDS and words < 0.4 * all_words


def _running(element: Any) -> int:
    """Words under an element that are no links."""
    return len(element.text_content().split()) - sum(len(a.text_content().split()) for a in element.iter("a"))


def _drop_links(tree: Any) -> int:
    """Take away the paragraphs and lists between the paragraphs of an article that are links and nothing else."""
    gone = 0
    running: dict[Any, int] = {}
    for element in [*tree.iter("p"), *tree.iter("ul"), *tree.iter("h4")]:
        parent = element.getparent()
        if parent is None or not _all_link(element):
            continue
        if parent not in running:
            running[parent] = sum(len(p.text_content()) > 100 for p in parent.iterchildren("p"))
        if running[parent] >= 3:
            _drop(element)
            gone += 1
    return gone


def _all_link(element: Any) -> bool:
    links = [a for a in element.iter("a") if a.get("href")]
    if not links:
        return False
    words = " ".join(element.text_content().split())
    linked = sum(len(" ".join(a.text_content().split())) for a in links)
    if element.tag == "ul":
        return linked >= 0.95 * len(words) and len(words) >= 20
    # A sentence that is a link all through is still a sentence of the article.
    return linked >= 0.95 * len(words) and len(words.split()) >= 3 and re.search(r"[.!”\"]\W*$", words) is None


def _keep_posts(tree: Any) -> None:
    """Embedded posts are quotations of the article: their class would have them thrown out as widgets."""
    for post in list(tree.iter("blockquote")):
        if not _POST.search(post.get("class") or ""):
            continue
        size = len(post.text_content().split())
        for element in (post, *post.iterancestors()):
            if element.tag in ("body", "article", "main", "html") or len(element.text_content().split()) > size + 5:
                break
            for name in ("class", "id"):
                element.attrib.pop(name, None)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def remark_of(counted: Iterable[tuple[str, int]]) -> str:
    """What was kept out, in words: "2 newsletter boxes, 1 galleries" with the most frequent first."""
    rows = sorted(((n, kind) for kind, n in counted if n), key=lambda row: (-row[0], row[1]))
    return ", ".join(f"{kind}: {n}" for n, kind in rows)
