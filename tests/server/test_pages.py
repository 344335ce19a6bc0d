"""The web pages: well made, linked to pages that answer, safe with hostile text, usable without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from tests.newsroom import CARD, CARD_TEXT, CHIEF, FEES, NORTHWIND, ROSA, TAKEOVER, article_id
from tests.server.markup import Page, read

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
START = ["/", "/articles", "/search?q=har", "/query", "/ontology"]


def page(client: FlaskClient, path: str, status: int = 200) -> Page:
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (status, "text/html"), path
    return read(answer.text)


def crawl(client: FlaskClient) -> dict[str, Page | None]:
    """Every address that can be reached by links, with its page (None for what is no page)."""
    found: dict[str, Page | None] = {}
    waiting = list(START)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path, headers=HTML, follow_redirects=True)
        assert answer.status_code == 200, f"{path} gave {answer.status_code}"
        found[path] = read(answer.text) if answer.mimetype == "text/html" else None
        answer.close()
        links = found[path].links if found[path] else []
        waiting += [urldefrag(link).url for link in links if link.startswith("/")]
    return found


def test_every_link_of_every_page_answers(client: FlaskClient) -> None:
    found = crawl(client)
    pages = {path: each for path, each in found.items() if each}
    assert len(pages) > 25
    for path, each in pages.items():
        for link in each.links:
            target, fragment = urldefrag(link)
            if fragment and (not target or target in pages):
                assert unquote(fragment) in (pages[target] if target else each).ids, f"{path}: {link}"


def test_links_lead_to_this_server_or_name_their_source(client: FlaskClient) -> None:
    outside = {
        link for each in crawl(client).values() if each for link in each.links if not link.startswith(("/", "#"))
    }
    assert outside == {"https://news.example/card"}


def test_every_page_has_what_a_reader_with_assistance_needs(client: FlaskClient) -> None:
    for path, each in crawl(client).items():
        if each is None:
            continue
        tags = [tag for tag, _ in each.tags]
        assert (tags.count("main"), tags.count("h1"), tags.count("title")) == (1, 1, 1), path
        assert ("html", {"lang": "en"}) in each.tags, path
        assert each.title.strip(), path
        labelled = {attributes["for"] for tag, attributes in each.tags if tag == "label"}
        fields = {a["id"] for tag, a in each.tags if tag in ("textarea", "input")}
        assert fields <= labelled, path
        described = [a[n] for _, a in each.tags for n in ("aria-labelledby", "aria-describedby") if n in a]
        assert set(described) <= set(each.ids), path


def test_pages_hold_nothing_that_the_policy_forbids(client: FlaskClient) -> None:
    for path, each in crawl(client).items():
        for tag, attributes in each.tags if each else ():
            assert tag != "style", path
            assert tag != "script" or "src" in attributes, path
            assert not {name for name in attributes if name.startswith("on") or name == "style"}, path
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    paths = ["/", "/articles", "/search?q=script", f"/article/{article_id('hostile')}", "/id/organization/%3Cscript%3E"]
    paths += ["/search?q=<script>alert(1)</script>", "/query?query=<script>alert(1)</script>", "/id/<script>"]
    for path in paths:
        answer = client.get(path, headers=HTML)
        each = read(answer.text)
        scripts = [attributes for tag, attributes in each.tags if tag == "script"]
        assert all(attributes["src"].startswith("/static/") for attributes in scripts), path
        assert "img" not in [tag for tag, _ in each.tags], path
        assert not any(link.startswith("javascript:") for link in each.links), path
    assert "<script>alert('text')</script>" in page(client, f"/article/{article_id('hostile')}").text
    assert "<script>alert('label')</script>" in page(client, "/search?q=script").text


def test_the_first_page_shows_counts_events_sentences_articles_and_the_form(client: FlaskClient) -> None:
    first = page(client, "/")
    words = " ".join(first.text.split())
    assert "articles 4" in words
    assert "organizations 3" in words
    for event in (CARD, FEES, TAKEOVER):
        assert f"/{event.key}" in first.links
        assert event.label in words
    assert "The regulator opened an inquiry into Harbour Bank in March 2024" in words
    assert "denied" in words
    assert any(link.startswith(f"/article/{article_id('fees')}#char=") for link in first.links)
    assert words.count("Northwind denies takeover talk") == 2
    assert "textarea" in [tag for tag, _ in first.tags]


def test_an_article_page_has_the_whole_text_with_its_proof_marked(client: FlaskClient) -> None:
    each = page(client, f"/article/{article_id('card')}")
    story = [line for line in CARD_TEXT.splitlines() if line]
    lines = [line.strip() for line in each.text.splitlines()]
    assert [line for line in story if line not in lines] == []
    anchors = [name for name in each.ids if name.startswith("char=")]
    starts_and_ends = [tuple(map(int, name.removeprefix("char=").split(","))) for name in anchors]
    assert len(starts_and_ends) == 11
    assert all(0 <= start < end <= len(CARD_TEXT) for start, end in starts_and_ends)
    assert sum(name.startswith("claim-") for name in each.ids) == 11
    assert sum(name.startswith("statement-") for name in each.ids) == 1
    zones = [
        attributes["title"]
        for tag, attributes in each.tags
        if attributes.get("class") == "zone" and "title" in attributes
    ]
    assert zones == ["Not the story: teaser"]


def test_an_entity_page_has_its_facts_events_roles_and_proof(client: FlaskClient) -> None:
    each = page(client, f"/{NORTHWIND.key}")
    words = " ".join(each.text.split())
    for part in (
        "Northwind Air",
        "headquartered in Zürich",
        "as partner",
        "as acquired",
        "chief executive",
        "3 independent sources",
        "The airline is based in Zürich.",
    ):
        assert part in words, part
    assert f"/{ROSA.key}" in each.links
    assert f"/{NORTHWIND.key}.ttl" in each.links


def test_an_event_page_has_parties_status_date_and_every_sentence(client: FlaskClient) -> None:
    each = page(client, f"/{CARD.key}")
    words = " ".join(each.text.split())
    for part in (
        "marketing partnership",
        "active",
        "28 February 2023",
        "partners Harbour Bank Northwind",
        "2 independent sources",
        "says Northwind",
        "nevertheless extended their card partnership.",
    ):
        assert part in words, part


def test_a_role_and_a_person_page_say_who_is_what_where(client: FlaskClient) -> None:
    role = " ".join(page(client, f"/{CHIEF.key}").text.split())
    person = " ".join(page(client, f"/{ROSA.key}").text.split())
    assert "Rosa Lind, chief executive of Northwind" in role
    assert "current" in role
    assert "“We want every trip to pay for the next one,”" in person


def test_search_finds_by_any_name_and_says_when_it_finds_nothing(client: FlaskClient) -> None:
    assert f"/{NORTHWIND.key}" in page(client, "/search?q=NORTHWIND AIR").links
    assert "Nothing in the graph has “zzz”" in page(client, "/search?q=zzz").text
    assert "Nothing in the graph" not in page(client, "/search").text


def test_the_query_page_draws_the_table_without_a_script(client: FlaskClient) -> None:
    each = page(client, "/query?query=SELECT ?e ?l { ?e a ng:Partnership ; rdfs:label ?l }")
    assert CARD.label in each.text
    assert f"/{CARD.key}" in each.links
    assert "yes" in page(client, "/query?query=ASK {}").text
    assert "subject" in page(client, "/query?query=DESCRIBE ng:x").text
    assert read(client.post("/query", data={"query": "ASK {}"}).text).title == "Query – Newsgraph"


def test_the_query_page_shows_errors_with_their_place_and_keeps_the_query(client: FlaskClient) -> None:
    each = page(client, "/query?query=SELECT * { ?s ?p", 400)
    assert "line 1, column" in each.text
    assert "SELECT * { ?s ?p" in each.text


@pytest.mark.parametrize(
    "path", ["/id/organization/nothing-northwind", "/article/0000000000000000", "/nowhere", "/export.exe"]
)
def test_a_page_that_is_not_there_helps_on(client: FlaskClient, path: str) -> None:
    each = page(client, path, 404)
    assert "/" in each.links
    assert client.get(path).get_json(force=True)["status"] == 404


def test_a_missing_entity_names_what_is_near(client: FlaskClient) -> None:
    assert f"/{NORTHWIND.key}" in page(client, "/id/organization/northwind-ltd", 404).links


def test_articles_are_listed_page_by_page(client: FlaskClient) -> None:
    assert f"/article/{article_id('denial')}" in page(client, "/articles").links
    assert "No articles here" in page(client, "/articles?page=7").text


def test_health_reports_that_the_server_is_ready_and_its_versions(client: FlaskClient) -> None:
    report = client.get("/health").get_json()
    assert set(report) == {"status", "live", "ready", "version", "graph"}
    assert (report["status"], report["live"], report["ready"]) == ("ok", True, True)
    assert report["graph"] == client.get("/sparql?query=ASK{}").headers["Newsgraph-Version"]


def test_the_vocabulary_explains_every_term_at_its_own_fragment(client: FlaskClient) -> None:
    each = page(client, "/ontology")
    assert {"Partnership", "participant", "rumoured", "Claim", "supportedBy"} <= set(each.ids)
    assert client.get("/ontology", headers={"Accept": "text/turtle"}).mimetype == "text/turtle"
    assert client.get("/ontology.jsonld").mimetype == "application/ld+json"
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/ontology.exe").status_code == 404
