"""The reconciliation service, by the schemas of its specification and on a small graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.newsroom import CARD, HARBOUR, HOSTILE, NORTHWIND, ROSA, TAKEOVER, ZURICH
from tests.server import reconciliation_schemas as schemas
from tests.server.markup import read
from tests.server.reconciliation_schemas import checked

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from kg.records import Entity, Event

OTHER = {"Origin": "https://refine.example"}


def short(entity: Entity | Event) -> str:
    return entity.key.removeprefix("id/")


def reconciled(client: FlaskClient, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The candidates of each query, after a look at their form."""
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)}, headers=OTHER)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    results = checked(answer.get_json(), schemas.RESULTS)
    assert set(results) == set(queries)
    return {name: one["result"] for name, one in results.items()}


def first(client: FlaskClient, text: str, **more: object) -> tuple[str, float, bool]:
    """Id, score and match of the best candidate."""
    best = reconciled(client, q={"query": text} | more)["q"][0]
    return best["id"], best["score"], best["match"]


def extended(client: FlaskClient, ids: list[str], *properties: str | dict[str, Any]) -> dict[str, Any]:
    wanted = [each if isinstance(each, dict) else {"id": each} for each in properties]
    answer = client.post("/reconcile", data={"extend": json.dumps({"ids": ids, "properties": wanted})})
    assert answer.status_code == 200, answer.text
    return checked(answer.get_json(), schemas.EXTENSION)


def test_the_manifest_is_as_the_specification_says_and_its_addresses_answer(client: FlaskClient) -> None:
    answer = client.get("/reconcile", headers=OTHER)
    given = checked(answer.get_json(), schemas.MANIFEST)
    assert (given["versions"], given["identifierSpace"]) == (["0.2"], "https://w3id.org/newsgraph/id/")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/reconcile/").get_json() == given
    identifier = quote(short(ZURICH), safe="")
    for template in (given["view"]["url"], given["preview"]["url"]):
        assert client.get(template.replace("{{id}}", identifier)).status_code == 200
    for service in given["suggest"].values():
        assert client.get(f"{service['service_url']}{service['service_path']}?prefix=x").status_code == 200
    flyout = given["suggest"]["entity"]
    path = flyout["flyout_service_path"].replace("${id}", identifier)
    assert client.get(flyout["flyout_service_url"] + path).status_code == 200
    proposals = given["extend"]["propose_properties"]
    assert client.get(f"{proposals['service_url']}{proposals['service_path']}?type=Person").status_code == 200
    for name in ("documentation", "logo"):
        with client.get(given[name]) as answered:
            assert answered.status_code == 200


@pytest.mark.parametrize(
    ("text", "entity", "score", "match"),
    [
        ("Northwind", NORTHWIND, 100, True),
        ("NORTHWIND AIR", NORTHWIND, 100, True),
        ("Northwind, Inc.", NORTHWIND, 97, True),
        ("Harbourbank", HARBOUR, 99, True),
        ("Zurich", ZURICH, 100, True),
        ("organization/northwind", NORTHWIND, 100, True),
        ("id/person/rosa-lind", ROSA, 100, True),
        ("https://w3id.org/newsgraph/id/place/zürich", ZURICH, 100, True),
    ],
)
def test_a_name_or_identifier_gives_its_entity(
    client: FlaskClient, text: str, entity: Entity, score: float, *, match: bool
) -> None:
    assert first(client, text) == (short(entity), score, match)


@pytest.mark.parametrize(("text", "entity"), [("Nothwind", NORTHWIND), ("Lind Rosa", ROSA), ("Harbour Bnak", HARBOUR)])
def test_a_similar_name_is_a_candidate_and_no_match(client: FlaskClient, text: str, entity: Entity) -> None:
    name, score, match = first(client, text)
    assert (name, match) == (short(entity), False)
    assert 75 < score <= 95


def test_a_name_that_nothing_has_gives_no_candidates(client: FlaskClient) -> None:
    found = reconciled(client, a={"query": "Quuxel Flombo"}, b={"query": "!?"}, c={"query": "x" * 5000})
    assert found == {"a": [], "b": [], "c": []}


def test_only_entities_of_the_type_are_candidates_unless_it_only_should_be_so(client: FlaskClient) -> None:
    hard = reconciled(client, q={"query": "Harbour", "type": "Product"})["q"]
    assert [each["id"] for each in hard] == ["product/harbour-pay"]
    assert hard[0]["type"] == [{"id": "Product", "name": "product"}]
    whole = "https://w3id.org/newsgraph/ontology#Organization"
    assert first(client, "Harbour Bank", type=["ng:Place", whole]) == (short(HARBOUR), 100, True)
    assert reconciled(client, q={"query": "Harbour Bank", "type": "Q43229"})["q"] == []
    assert (
        reconciled(client, q={"query": "Northwind", "type": ["Organization", "Place"], "type_strict": "all"})["q"] == []
    )
    assert first(client, "Northwind", type="Place", type_strict="should") == (short(NORTHWIND), 50, False)


@pytest.mark.parametrize(
    ("value", "score", "match"),
    [
        ("Zürich", 100, True),
        ({"id": "place/zürich", "name": "anything"}, 100, True),
        (["Bern", "Zurich"], 100, True),
        ({"id": "place/bern"}, 71.43, False),
        (8000, 71.43, False),
    ],
)
def test_a_property_that_fits_or_does_not_counts(
    client: FlaskClient, value: object, score: float, *, match: bool
) -> None:
    constraint = [{"pid": "headquarteredIn", "v": value}]
    assert first(client, "Northwind", properties=constraint) == (short(NORTHWIND), score, match)


def test_a_property_that_there_is_not_fits_nobody(client: FlaskClient) -> None:
    assert first(client, "Northwind", properties=[{"pid": "P17", "v": True}]) == (short(NORTHWIND), 71.43, False)


def test_properties_alone_find_who_has_them(client: FlaskClient) -> None:
    found = reconciled(
        client,
        place={"properties": [{"pid": "headquarteredIn", "v": "Zürich"}]},
        maker={"properties": [{"pid": "ng:productOf", "v": {"id": short(HARBOUR)}}]},
        partner={"properties": [{"pid": "partner", "v": "Northwind"}]},
        name={"properties": [{"pid": "altLabel", "v": "Northwind Air"}]},
        nothing={"properties": [{"pid": "ownedBy", "v": "Northwind"}]},
    )
    assert {name: [each["id"] for each in listed] for name, listed in found.items()} == {
        "place": [short(NORTHWIND)],
        "maker": ["product/harbour-pay"],
        "partner": [short(HARBOUR)],
        "name": [short(NORTHWIND)],
        "nothing": [],
    }
    assert [(each["score"], each["match"]) for each in found["place"]] == [(100, False)]


def test_a_score_says_what_it_is_made_of(client: FlaskClient) -> None:
    constraint = [{"pid": "headquarteredIn", "v": "Zürich"}]
    [best] = reconciled(client, q={"query": "northwind", "type": "Organization", "properties": constraint})["q"]
    assert {each["id"]: each["value"] for each in best["features"]} == {
        "name": 100,
        "property:headquarteredIn": 100,
        "type": True,
        "sources": 3,
    }
    assert best["description"] == "organization in 3 sources; also called Northwind Air"


def test_the_limit_holds_and_the_best_come_first(client: FlaskClient) -> None:
    all_of_them = reconciled(client, q={"query": "Harbour"})["q"]
    assert [each["score"] for each in all_of_them] == sorted((each["score"] for each in all_of_them), reverse=True)
    assert len(all_of_them) == 2
    assert reconciled(client, q={"query": "Harbour", "limit": 1})["q"] == all_of_them[:1]


def test_a_batch_may_come_in_the_address(client: FlaskClient) -> None:
    answer = client.get("/reconcile", query_string={"queries": '{"q0": {"query": "Northwind"}}'})
    assert checked(answer.get_json(), schemas.RESULTS)["q0"]["result"][0]["id"] == short(NORTHWIND)
    extend = {"extend": json.dumps({"ids": [short(ZURICH)], "properties": [{"id": "label"}]})}
    answer = client.get("/reconcile", query_string=extend)
    assert checked(answer.get_json(), schemas.EXTENSION)["rows"] == {"place/zürich": {"label": [{"str": "Zürich"}]}}


def test_an_empty_batch_has_an_empty_answer(client: FlaskClient) -> None:
    assert reconciled(client) == {}


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("[" * 100_000, 400),
        ('{"q": 1}', 400),
        ('{"q": {}}', 400),
        ('{"q": {"query": " "}}', 400),
        ('{"q": {"query": 7}}', 400),
        ('{"q": {"query": "a", "colour": "red"}}', 400),
        ('{"q": {"query": "a", "limit": 0}}', 400),
        ('{"q": {"query": "a", "limit": 1.5}}', 400),
        ('{"q": {"query": "a", "limit": true}}', 400),
        ('{"q": {"query": "a", "limit": NaN}}', 400),
        ('{"q": {"query": "a", "type": 3}}', 400),
        ('{"q": {"query": "a", "type_strict": "maybe"}}', 400),
        ('{"q": {"query": "a", "properties": {"pid": "v"}}}', 400),
        ('{"q": {"query": "a", "properties": [{"pid": "partner"}]}}', 400),
        ('{"q": {"query": "a", "properties": [{"pid": "partner", "v": {"name": "b"}}]}}', 400),
        (json.dumps({str(number): {"query": "a"} for number in range(201)}), 413),
        (json.dumps({"q": {"query": "a", "properties": [{"pid": "partner", "v": ["a"] * 51}]}}), 400),
        (json.dumps({"q": {"query": "a" * (2 << 20)}}), 413),
    ],
)
def test_a_batch_that_is_none_is_refused(client: FlaskClient, queries: str, status: int) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("extend", "status"),
    [
        ("{}", 400),
        ('{"ids": "a", "properties": []}', 400),
        ('{"ids": [1], "properties": []}', 400),
        ('{"ids": ["a"]}', 400),
        ('{"ids": ["a"], "properties": ["label"]}', 400),
        ('{"ids": ["a"], "properties": [{"id": ""}]}', 400),
        ('{"ids": ["a"], "properties": [{"id": "label", "settings": 1}]}', 400),
        ('{"ids": ["a"], "properties": [{"id": "label", "settings": {"limit": -1}}]}', 400),
        ('{"ids": ["a"], "properties": [{"id": "label", "settings": {"limit": "many"}}]}', 400),
        ('{"ids": ["a"], "properties": [{"id": "label", "settings": {"limit": true}}]}', 400),
        (json.dumps({"ids": [str(number) for number in range(1001)], "properties": []}), 413),
    ],
)
def test_a_data_extension_that_is_none_is_refused(client: FlaskClient, extend: str, status: int) -> None:
    assert client.post("/reconcile", data={"extend": extend}).status_code == status


def test_a_request_asks_for_one_thing(client: FlaskClient) -> None:
    assert client.post("/reconcile", data={"query": "Northwind"}).status_code == 400
    assert client.post("/reconcile?queries={}", data={"queries": "{}"}).status_code == 400
    assert client.get("/reconcile?queries={}&extend={}").status_code == 400
    assert client.post("/reconcile", data="{}", content_type="application/json").status_code == 415
    assert client.delete("/reconcile").status_code == 405


def test_another_site_may_ask_beforehand(client: FlaskClient) -> None:
    answer = client.options("/reconcile", headers=OTHER | {"Access-Control-Request-Method": "POST"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_values_of_every_sort_are_fetched(client: FlaskClient) -> None:
    names = ["headquarteredIn", "partner", "people", "event", "altLabel", "sourceCount", "wikidata", "nothing"]
    given = extended(client, [short(NORTHWIND), "organization/unknown"], *names)
    assert [column["id"] for column in given["meta"]] == names
    assert given["rows"]["organization/unknown"] == {name: [] for name in names}
    assert given["rows"][short(NORTHWIND)] == {
        "headquarteredIn": [{"id": "place/zürich", "name": "Zürich"}],
        "partner": [{"id": short(HARBOUR), "name": "Harbour Bank"}],
        "people": [{"id": short(ROSA), "name": "Rosa Lind"}],
        "event": [{"id": short(TAKEOVER), "name": TAKEOVER.label}, {"id": short(CARD), "name": CARD.label}],
        "altLabel": [{"str": "Northwind Air"}],
        "sourceCount": [{"int": 3}],
        "wikidata": [],
        "nothing": [],
    }
    assert extended(client, [short(ROSA)], "roleTitle", "holds")["rows"][short(ROSA)] == {
        "roleTitle": [{"str": "chief executive"}],
        "holds": [{"id": short(NORTHWIND), "name": "Northwind"}],
    }


def test_a_column_has_no_more_values_than_its_setting_allows(client: FlaskClient) -> None:
    for limit, count in ((0, 2), (1, 1), ("1", 1), (5, 2), ("", 2), (None, 2)):
        rows = extended(client, [short(NORTHWIND)], {"id": "event", "settings": {"limit": limit}})["rows"]
        assert len(rows[short(NORTHWIND)]["event"]) == count


def suggested(client: FlaskClient, what: str, prefix: str, schema: dict[str, Any], cursor: str = "") -> list[str]:
    answer = client.get(f"/reconcile/suggest/{what}", query_string={"prefix": prefix, "cursor": cursor}, headers=OTHER)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return [each["id"] for each in checked(answer.get_json(), schema)["result"]]


def test_entities_are_suggested_by_the_beginning_of_any_word(client: FlaskClient) -> None:
    schema = schemas.SUGGESTED_ENTITIES
    assert suggested(client, "entity", "har", schema) == [short(HARBOUR), "product/harbour-pay"]
    assert suggested(client, "entity", "Harbour P", schema) == ["product/harbour-pay"]
    assert suggested(client, "entity", "air", schema) == [short(NORTHWIND)]
    assert suggested(client, "entity", "zü", schema) == [short(ZURICH)]
    assert suggested(client, "entity", short(ROSA), schema) == [short(ROSA)]
    assert suggested(client, "entity", "qqq", schema) == []
    everybody = suggested(client, "entity", "", schema)
    assert len(everybody) == 6
    assert suggested(client, "entity", "", schema, cursor="2") == everybody[2:]


def test_properties_and_types_are_suggested(client: FlaskClient) -> None:
    assert suggested(client, "property", "found", schemas.SUGGESTED_PROPERTIES) == ["foundedBy", "foundedDate"]
    assert suggested(client, "property", "ng:partOf", schemas.SUGGESTED_PROPERTIES) == ["partOf"]
    assert suggested(client, "type", "p", schemas.SUGGESTED_TYPES) == ["Person", "Place", "Product"]
    assert suggested(client, "type", "Place", schemas.SUGGESTED_TYPES) == ["Place"]
    assert client.get("/reconcile/suggest/colour").status_code == 404
    assert client.get("/reconcile/suggest/entity?cursor=many").status_code == 400


def test_properties_are_proposed_for_a_type(client: FlaskClient) -> None:
    given = checked(client.get("/reconcile/properties?type=Person&limit=3").get_json(), schemas.PROPOSALS)
    assert given == {
        "type": "Person",
        "limit": 3,
        "properties": [
            {"id": "memberOf", "name": "member of"},
            {"id": "partner", "name": "partner"},
            {"id": "holds", "name": "works for"},
        ],
    }
    assert len(checked(client.get("/reconcile/properties").get_json(), schemas.PROPOSALS)["properties"]) == 18


def test_a_flyout_shows_hostile_names_as_text(client: FlaskClient) -> None:
    def shown(what: str, name: str) -> str:
        answer = client.get(f"/reconcile/flyout/{what}", query_string={"id": name})
        given = checked(answer.get_json(), schemas.FLYOUT)
        assert given["id"] == name
        return str(given["html"])

    assert shown("entity", short(ZURICH)) == "<p><strong>Zürich</strong></p><p>place in 1 source</p>"
    assert "<script>" not in shown("entity", short(HOSTILE))
    assert "The organization that it is a unit" in shown("property", "partOf")
    assert "A human being." in shown("type", "Person")
    assert client.get("/reconcile/flyout/entity?id=organization/unknown").status_code == 404


def test_a_preview_is_a_page_that_may_stand_in_a_frame(client: FlaskClient) -> None:
    answer = client.get("/reconcile/preview", query_string={"id": short(NORTHWIND)})
    page = read(answer.text)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert f"/{NORTHWIND.key}" in page.links
    assert "3 independent sources" in page.text
    assert client.get("/").headers["X-Frame-Options"] == "DENY"
    assert CARD.label in read(client.get("/reconcile/preview", query_string={"id": short(CARD)}).text).text
    hostile = read(client.get("/reconcile/preview", query_string={"id": short(HOSTILE)}).text)
    assert "script" not in [tag for tag, _ in hostile.tags]
    assert client.get("/reconcile/preview?id=organization/unknown").status_code == 404
