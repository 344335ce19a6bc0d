"""What is taken from an HTML page, and what is left."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.read.conftest import ReadOne, Refusal

BODY = (
    "<p>The Northern League and the payment firm Blue Harbour have agreed to sell tickets together, both said on "
    "Monday.</p><p>The agreement runs for three years and covers every club of the league, from 4 May 2019 on.</p>"
    "<p>Blue Harbour, which was founded in Leeds on 2009-01-02, will pay for youth courts in ten towns of the north, "
    "and its founder will join the board of the league, which has long looked for somebody who knows its fans.</p>"
)
LINES = BODY.removeprefix("<p>").removesuffix("</p>").split("</p><p>")


def page(*, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>League finds a new partner - Daily Bugle</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>League finds a new partner</h1>"
        f"{before}{BODY}{after}</article><footer>Daily Bugle 2023</footer><script>var x = 1;</script></body></html>"
    )


def test_a_page_becomes_its_headline_and_its_paragraphs(read_one: ReadOne) -> None:
    article = read_one(page(), "a.html")
    assert article.text.split("\n\n") == ["League finds a new partner", *LINES]
    assert (article.headline, article.published, article.url) == ("League finds a new partner", None, None)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-03-01T10:00:00+00:00">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-03-01T10:00:00Z"}</script>',
    ],
)
def test_the_date_is_the_one_that_the_page_states(read_one: ReadOne, head: str) -> None:
    assert read_one(page(head=head), "a.html").published == dt.date(2023, 3, 1)


def test_a_time_element_states_the_date(read_one: ReadOne) -> None:
    stated = page(before='<time datetime="2023-03-01">March 1</time>')
    assert read_one(stated, "a.html").published == dt.date(2023, 3, 1)


def test_the_address_may_state_the_date(read_one: ReadOne) -> None:
    article = read_one(page(), "a.html", url="https://example.org/2023/03/01/partner")
    assert article.published == dt.date(2023, 3, 1)


def test_dates_within_the_story_are_not_taken_for_its_date(read_one: ReadOne) -> None:
    assert read_one(page(), "a.html", date=dt.date(2023, 3, 1)).published == dt.date(2023, 3, 1)


def test_the_canonical_address_is_the_pages_url(read_one: ReadOne) -> None:
    head = '<link rel="canonical" href="https://example.org/partner">'
    article = read_one(page(head=head), "a.html", url="https://example.org/given")
    assert article.url == "https://example.org/partner"


@pytest.mark.parametrize("url", ["https://example.org/", "/partner", "javascript:1", "http://[x"])
def test_a_canonical_address_that_names_no_article_is_not_taken(read_one: ReadOne, url: str) -> None:
    assert read_one(page(head=f'<link rel="canonical" href="{url}">'), "a.html").url is None


def test_a_page_too_small_for_the_extractor_gives_all_that_it_shows(read_one: ReadOne) -> None:
    small = "<p>One <b>bold</b> word.<br>And\n two.</p><style>p {}</style><ul><li>Three.</ul>"
    assert read_one(small, "a.html").text.split("\n\n") == ["One bold word.", "And two.", "Three."]


@pytest.mark.parametrize("empty", ["<html><body></body></html>", "<script>1</script>", "<!-- nothing -->"])
def test_a_page_without_text_is_refused(refusal: Refusal, empty: str) -> None:
    assert "a.html: " in refusal(empty, "a.html")


def test_entities_of_a_document_type_are_not_expanded(read_one: ReadOne) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    article = read_one(f"{bomb}<html><body><p>One &a; two &b; three.</p><p>Four.</p></body></html>", "a.html")
    assert "haha" not in article.text
    assert "root:" not in article.text
    assert article.text.endswith("Four.")


def test_elements_nested_a_hundred_thousand_deep_do_no_harm(read_one: ReadOne) -> None:
    assert "One." in read_one(f"<p>One.</p>{'<div>' * 100_000}Two.", "a.html").text
