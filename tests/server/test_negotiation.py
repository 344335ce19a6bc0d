"""Accept headers: the best offer, by quality, specificity and the server's own order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.formats import GRAPHS, RESULTS, named, offers
from server.negotiation import choose, parse_accept, prefers_html, quality_of

OFFERS = {"text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld"}

CASES = [
    (None, "html"),
    ("", "html"),
    ("*/*", "html"),
    ("text/turtle", "ttl"),
    ("TEXT/Turtle", "ttl"),
    ("text/*", "html"),
    ("application/*", "jsonld"),
    ("text/turtle;q=0.4, application/ld+json;q=0.5", "jsonld"),
    ("text/html;q=0.1, */*;q=0.2", "ttl"),
    ("text/html;q=0, */*", "ttl"),
    ("text/*;q=0.3, text/turtle;q=0.9, */*;q=0.5", "ttl"),
    ("text/turtle;charset=utf-8;q=0.9, text/html;q=0.8", "ttl"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("image/png", None),
    ("text/turtle;q=0", None),
    ("text/turtle;q=7, application/ld+json", "jsonld"),
    ("nonsense", "html"),
    ("*/turtle, application/ld+json;q=0.1", "jsonld"),
    (" , ,text/turtle", "ttl"),
]


def test_there_are_19_cases() -> None:
    assert len(CASES) == 19


@pytest.mark.parametrize(("header", "expected"), CASES)
def test_the_best_offer_is_chosen(header: str | None, expected: str | None) -> None:
    chosen = choose(header, OFFERS)
    assert (chosen[1] if chosen else None) == expected


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(["text/*", "a/b;q=0.5", "*/*;q=0", ",", ";q="])).map(",".join))
def test_any_header_gives_an_offer_that_it_accepts_or_none(header: str) -> None:
    chosen = choose(header, OFFERS)
    ranges = parse_accept(header)
    welcome = {media_type for media_type in OFFERS if quality_of(media_type, ranges) > 0}
    if not ranges:
        assert chosen == ("text/html", "html")
    elif chosen is None:
        assert welcome == set()
    else:
        assert chosen[0] in welcome


def test_a_browser_prefers_the_page_and_a_client_does_not() -> None:
    assert prefers_html("text/html,application/xml;q=0.9,*/*;q=0.8", "text/turtle")
    assert not prefers_html("*/*", "text/turtle")
    assert not prefers_html(None, "text/turtle")
    assert not prefers_html("text/turtle, text/html;q=0.5", "text/turtle")


def test_short_names_mean_formats_of_rows_or_of_graphs() -> None:
    assert [named(name, RESULTS) is not None for name in ("json", "xml", "csv", "tsv", "ttl")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    meanings = {name: named(name, GRAPHS) for name in ("json", "xml", "turtle", "text/turtle", "nt", "csv")}
    assert {name: found[1].name if found else None for name, found in meanings.items()} == {
        "json": "jsonld",
        "xml": "rdf",
        "turtle": "ttl",
        "text/turtle": "ttl",
        "nt": "nt",
        "csv": None,
    }


def test_registered_media_types_come_before_other_names() -> None:
    assert list(offers(RESULTS))[:4] == [one.media_type for one in RESULTS]
    assert list(offers(GRAPHS))[:6] == [one.media_type for one in GRAPHS]
