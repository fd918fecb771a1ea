"""What stands around an article: kept out, counted, or kept in its own zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.model import Document
from hearsay.readers import Reading, read
from hearsay.readers.html_lines import sort_lines

PARAGRAPHS = (
    "The keepers of the north light met the council of Osk on Friday and went home without an answer, they said.",
    "“Nobody asked us about the lamp,” the eldest of them, Jo Lund, told the reporters who had waited in the rain.",
    "The council will sit again in the second week of June, when the boats are back and the hall has been painted.",
    "Until then the lamp stays lit, and the keepers will be paid from a fund that the harbour office has set aside.",
)
ALL = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)


def page(body: str, after: str = "", before: str = "") -> str:
    return (
        "<html><head><title>Keepers go home | Osk Courier</title></head><body>"
        f"{before}<article><h1>Keepers go home</h1><div class='story'>{body}</div></article>{after}</body></html>"
    )


def reading(folder: Path, content: str) -> Reading:
    (folder / "page.html").write_text(content, encoding="utf-8")
    return read([folder / "page.html"])


def document(folder: Path, content: str) -> Document:
    (made,) = reading(folder, content).documents
    return made


def zone(made: Document, kind: str) -> list[str]:
    return [zone.span.of(made.text) for zone in made.zones if zone.kind == kind]


def kept_out(made: Document) -> str:
    return "; ".join(remark.why for remark in made.remarks if remark.of == "kept out")


BOXES = [
    # mark-up of the box                                                               what it is counted as
    (
        '<div class="related-stories"><p>Ten ferries that never came to Osk again</p></div>',
        "boxes of other articles: 1",
    ),
    (
        '<aside id="most-read"><p>The mayor and his goat: a love story in six parts</p></aside>',
        "boxes of other articles: 1",
    ),
    (
        '<div class="newsletter-signup"><p>Our letter comes each morning before the gulls.</p></div>',
        "newsletter boxes: 1",
    ),
    (
        '<div class="cookie-banner"><p>We put small files on your machine. Is that all right?</p></div>',
        "cookie notices: 1",
    ),
    ('<div class="photo-gallery"><p>The hall in May, the hall in June, the hall in July</p></div>', "galleries: 1"),
    ('<p><a href="/goat">The mayor and his goat in six parts</a></p>', "links to other articles: 1"),
    (
        '<ul><li><a href="/1">The goat of Osk is back</a></li><li><a href="/2">Ferry news of May</a></li></ul>',
        "links to",
    ),
    ("<p>Read more: The mayor and his goat in six parts</p>", "links to other articles: 1"),
    ("<p>Sign up for our newsletter and have the gulls delivered to your inbox.</p>", "newsletter boxes: 1"),
    ("<p>ADVERTISEMENT</p>", "leavings of the page: 1"),
]


@pytest.mark.parametrize(("box", "counted"), BOXES)
def test_a_box_between_the_paragraphs_is_kept_out_and_counted(tmp_path: Path, box: str, counted: str) -> None:
    lines = ALL.splitlines()
    made = document(tmp_path, page("\n".join([*lines[:2], box, *lines[2:]])))
    assert "\n".join(zone(made, "body")) == "\n".join(PARAGRAPHS)
    assert counted in kept_out(made)


ARTICLE_LINES = [
    "“Subscribe to nothing,” he told the council.",
    "She said more than 40 people had signed up for the free ferry.",
    "Related cases in Vell were dropped, the judge said.",
    "He read more of the letter aloud.",
    "The council may be reached by boat only.",
    "Follow the money, Vele said.",
    "Get out, he told them.",
    "Voters can register today and get a ferry ticket for free, the clerk said.",
    "“Sign up for the newsletter of the harbour, they told me,” she said.",
    "Watch the lamp and the wind turns.",
    "MORE THAN FORTY BOATS WERE LOST",
    "To read the full story, subscribe.",
]


@pytest.mark.parametrize("line", ARTICLE_LINES)
def test_a_sentence_of_the_article_is_not_taken_for_a_box(line: str) -> None:
    lines = [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]
    assert sort_lines(lines, "Keepers go home")[0] == lines


def test_a_sentence_that_is_one_link_stays(tmp_path: Path) -> None:
    sentence = "The keepers have asked for a hearing since the winter of the long ice."
    made = document(tmp_path, page(f'{ALL}<p><a href="/letter">{sentence}</a></p>'))
    assert sentence in made.text


def test_a_wrapper_whose_name_sounds_like_a_box_is_no_box(tmp_path: Path) -> None:
    long = "".join(f"<p>{PARAGRAPHS[n % 4]} So it was on day {n} of the talks.</p>" for n in range(12))
    made = document(tmp_path, page(f'<div class="subscribe-wall related">{long}</div>'))
    assert "on day 11 of the talks" in made.text


def test_another_articles_teaser_is_left_out(tmp_path: Path) -> None:
    teaser = "".join(
        f"<article><h2>Goat {n}</h2><p>{PARAGRAPHS[0].replace('lamp', 'goat')} {n}</p></article>" for n in range(4)
    )
    made = document(tmp_path, page(ALL, after=teaser))
    assert "Goat" not in made.text
    assert "teasers of other articles: 4" in kept_out(made)


def test_a_card_inside_a_sentence_is_left_out(tmp_path: Path) -> None:
    bees = '<span class="rollover-block">Jo Lund keeps bees</span>'
    card = f'<span class="rollover"><a href="/lund">Jo Lund</a>{bees}</span>'
    made = document(tmp_path, page(ALL.replace("Jo Lund", card)))
    assert "the eldest of them, Jo Lund, told" in made.text
    assert "bees" not in made.text


def test_an_embedded_post_is_a_quotation_of_the_article(tmp_path: Path) -> None:
    post = (
        '<div class="social-embed"><blockquote class="twitter-tweet"><p>The lamp is ours and it stays lit.</p>'
        "&mdash; Osk council (@osk) May 3, 2031</blockquote></div>"
    )
    lines = ALL.splitlines()
    made = document(tmp_path, page("\n".join([*lines[:2], post, *lines[2:]])))
    assert "The lamp is ours and it stays lit." in made.text


def test_a_caption_between_paragraphs_is_a_zone_of_its_own(tmp_path: Path) -> None:
    figure = (
        "<figure><img src='q.jpg' alt=''><figcaption>The quay of Osk in the rain. Photo: Vele</figcaption></figure>"
    )
    lines = ALL.splitlines()
    made = document(tmp_path, page("\n".join([*lines[:2], figure, *lines[2:]]), before=figure.replace("quay", "hall")))
    assert zone(made, "caption") == ["The quay of Osk in the rain. Photo: Vele"]
    assert (
        made.text.index("waited in the rain.")
        < made.text.index("The quay of Osk")
        < made.text.index("The council will")
    )
    assert "The quay" not in "".join(zone(made, "body"))
    assert "captions: 1" in kept_out(made)


def test_readers_comments_are_counted_and_left_out(tmp_path: Path) -> None:
    words = "<p>The keepers should have asked me, I know the lamp well.</p>"
    comment = f'<li class="comment"><div class="comment-body">{words}</div></li>'
    made = document(tmp_path, page(ALL, after=f'<div id="comments"><ol class="comment-list">{comment * 3}</ol></div>'))
    assert "asked me" not in made.text
    assert "readers' comments: 3" in kept_out(made)


def test_an_article_cut_into_stretches_is_read_whole(tmp_path: Path) -> None:
    stretches = "".join(
        '<div class="grid"><div class="body article__body">'
        + "".join(f"<p>{words} It was hour {hour} of day {d}.</p>" for hour, words in enumerate(PARAGRAPHS))
        + "</div></div>"
        '<div class="ad-slot"><div>An advertisement for tar</div></div>'
        for d in range(3)
    )
    made = document(tmp_path, page(stretches))
    order = [made.text.find(f"It was hour {h} of day {d}.") for d in range(3) for h in range(4)]
    assert -1 not in order
    assert order == sorted(order)


def test_paragraphs_that_only_the_data_vouch_for(tmp_path: Path) -> None:
    words = " ".join(f"{paragraph} It was day {day}." for day in range(2) for paragraph in PARAGRAPHS)
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{words}"}}</script>'
    lost = f'<section class="sidebar"><p>{PARAGRAPHS[2]} It was day 1.</p></section>'
    made = document(tmp_path, page(ALL + lost).replace("</head>", f"{head}</head>"))
    assert f"{PARAGRAPHS[2]} It was day 1." in made.text


def test_the_beginning_of_an_article_behind_a_paywall(tmp_path: Path) -> None:
    wall = '<div class="paywall"><p>To read the full story, subscribe or sign in.</p></div>'
    made = document(tmp_path, page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1][:-9]}...</p>", after=wall))
    assert made.coverage.state == "truncated"
    assert any(remark.of == "coverage" for remark in made.remarks)


def test_a_whole_article_that_asks_for_money_is_whole(tmp_path: Path) -> None:
    whole = "".join(f"<p>{PARAGRAPHS[n % 4]} So it was on day {n} of the talks.</p>" for n in range(12))
    wall = '<div class="paywall"><p>To read the full story, subscribe or sign in.</p></div>'
    assert document(tmp_path, page(whole, after=wall)).coverage.state == "complete"


NOTHING = [
    ("<div id='consent'><p>We and our 812 partners put cookies on your device. Do you agree?</p></div>", "cookie"),
    ("<p>Subscribe to continue reading the paper of the islands.</p>", "subscribe or log in"),
    ("<div id='app'></div><p>Please turn on JavaScript.</p>", "script"),
    ("<h1>404</h1><p>This page was not found.</p>", "not found"),
]


@pytest.mark.parametrize(("content", "reason"), NOTHING)
def test_a_page_without_an_article_says_what_it_is(tmp_path: Path, content: str, reason: str) -> None:
    found = reading(tmp_path, f"<html><body>{content}</body></html>")
    assert found.documents == ()
    (problem,) = found.problems
    assert reason in problem.why


HOSTILE = {
    "one line": "<h1>Lamp</h1><p>" + "The wind was north and he said “no”. " * 30_000 + "</p>",
    "no blank": "<h1>Lamp</h1><p>" + "x" * 1_000_000 + "</p>",
    "deep": "<div>" * 10_000 + ALL + "</div>" * 10_000,
    "deep boxes": "<div class='related'>" * 200 + "<h1>Lamp</h1>" + ALL * 50 + "</div>" * 200,
    "many links": f"<h1>Lamp</h1>{ALL}" + "<p><a href='/x'>Another article of the paper</a></p>" * 5_000,
    "many headings": "<h1>Keepers go home without a lamp</h1>" * 5_000 + ALL,
    "cards": "<h1>Lamp</h1><p>" + "<span class='tooltip-text'>a</span>" * 10_000 + f"</p>{ALL}",
    "deep data": f"<script type='application/ld+json'>{'[' * 100_000}</script><h1>Lamp</h1>{ALL}",
    "odd data": "<script type='application/ld+json'>{\"@type\": [5, null, \"NewsArticle\"], \"headline\": {\"a\": 1}, "
    "\"author\": [[{\"name\": [3, \"a\"]}], 7, null], \"datePublished\": 20310503, \"@graph\": 7}</script>"
    f"<h1>Lamp</h1>{ALL}",
    "data of themselves": "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Article\", \"@id\": \"#a\", "
    f"\"author\": {{\"@id\": \"#a\"}}}}]}}</script><h1>Lamp</h1>{ALL}",
    "long title": f"<title>{' | '.join(['Lamp'] * 3_000)}</title><h1>Lamp</h1>{ALL}",
    "entities": f"<h1>Lamp</h1>{ALL.replace('lamp', 'la&#0;mp&#xD800;')}",
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_or_named(tmp_path: Path, content: str) -> None:
    found = reading(tmp_path, f"<html><body>{content}</body></html>")
    assert len(found.documents) + len(found.problems) == 1
    for made in found.documents:
        made.text.encode()
        assert "\0" not in made.text
        assert all(0 <= z.span.start < z.span.end <= len(made.text) for z in made.zones)


def test_a_short_article_in_a_wrapper_called_like_a_box_is_kept(tmp_path: Path) -> None:
    made = document(tmp_path, f"<html><body><div class='content related-posts'>{ALL}</div></body></html>")
    assert all(paragraph in made.text for paragraph in PARAGRAPHS)


def test_an_article_without_paragraph_marks_in_such_a_wrapper_is_kept(tmp_path: Path) -> None:
    broken = "<br><br>".join(PARAGRAPHS)
    made = document(tmp_path, f"<html><body><h1>Lamp</h1><div class='gallery-text'>{broken}</div></body></html>")
    assert all(paragraph in made.text for paragraph in PARAGRAPHS)


def test_the_entries_of_a_live_report_belong_to_it(tmp_path: Path) -> None:
    entries = "".join(
        f"<article><p>At {hour} o’clock the hall was full to the door again.</p></article>" for hour in range(3, 9)
    )
    made = document(tmp_path, page(ALL + entries))
    assert all(f"At {hour} o’clock" in made.text for hour in range(3, 9))


def test_a_page_whose_article_is_only_in_its_data(tmp_path: Path) -> None:
    words = "\\n\\n".join(f"{paragraph} It was day {day}." for day in range(2) for paragraph in PARAGRAPHS)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{words}"}}</script>'
    made = document(tmp_path, f"<html><head>{data}</head><body><h1>Lamp</h1><div id='app'></div></body></html>")
    assert zone(made, "body")[0].splitlines()[4] == f"{PARAGRAPHS[0]} It was day 1."
    assert any(remark.of == "text" and "JSON-LD" in remark.why for remark in made.remarks)
