"""docs/http.md lists what the application answers, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import SubmissionReader
from kg.cli import main
from kg.settings import Settings
from kg.store import BULK_MOST
from server import bodies
from server.access import Access
from server.app import create_app
from server.bounds import DEEPEST, LONGEST
from server.limits import Limits
from server.outbound import MOST_BYTES
from server.rehearsal import SOLUTIONS
from server.submissions import LONGEST as LONGEST_ARTICLE

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from server.engine import Engine

DOCUMENT = Path(__file__).parents[2] / "docs" / "http.md"
ROW = re.compile(r"^\| ((?:GET|POST|PUT|DELETE)(?:, (?:GET|POST|PUT|DELETE))*) \| `([^`]+)` \|", re.MULTILINE)


def test_every_route_is_documented_with_its_methods_and_every_documented_one_is_there(app: Flask) -> None:
    documented = {path: set(methods.split(", ")) for methods, path in ROW.findall(DOCUMENT.read_text())}
    built: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        built.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    assert documented == built
    assert len(documented) == 29


def test_the_openapi_description_has_the_same_paths_with_the_same_methods(app: Flask, client: FlaskClient) -> None:
    described = client.get("/openapi.json").get_json()
    said = {(path, method.upper()) for path, methods in described["paths"].items() for method in methods}
    built = {
        (re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert said == built
    assert described["openapi"] == "3.1.0"
    for path, methods in described["paths"].items():
        for operation in methods.values():
            names = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
            assert names == set(re.findall(r"{(\w+)}", path))


def test_every_status_that_the_errors_table_names_can_be_had(client: FlaskClient, engine: Engine) -> None:
    listed = {int(status) for status in re.findall(r"^\| (\d{3}) \|", DOCUMENT.read_text(), re.MULTILINE)}
    reader = SubmissionReader(Settings())
    writable = create_app(
        engine, Settings(), access=Access("a-token-of-good-length"), read_articles=reader
    ).test_client()
    writer = {"Authorization": "Bearer a-token-of-good-length"}
    query = "application/sparql-query"
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    had = {
        client.get("/sparql?query=SELEC").status_code,
        client.post("/sparql", data={"update": "CLEAR ALL"}).status_code,
        writable.post("/sparql", data={"update": "CLEAR ALL"}).status_code,
        client.get("/id/nothing").status_code,
        client.put("/sparql").status_code,
        client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"}).status_code,
        writable.delete("/graphs?default", headers=writer | {"If-None-Match": "*"}).status_code,
        client.post("/sparql", data=" " * (2 << 20), content_type=query).status_code,
        client.post("/sparql", data="ASK {}", content_type="text/plain").status_code,
        writable.post("/articles", data="", content_type="text/plain", headers=writer).status_code,
        client.get("/sparql", query_string={"query": slow, "timeout": "0.2"}).status_code,
    }
    reader.close()
    # a rate, a source that fails and a crash have tests of their own
    assert listed == had | {429, 500, 502}


def test_every_option_of_kg_serve_is_in_the_documents() -> None:
    text = DOCUMENT.read_text() + (DOCUMENT.parent / "deployment.md").read_text()
    options = {name for option in main.commands["serve"].params for name in option.opts}
    assert len(options) >= 17
    assert {name for name in options - {"--help"} if f"{name}`" not in text and f"{name} " not in text} == set()


def test_every_parameter_of_a_request_is_documented(client: FlaskClient) -> None:
    text, described = DOCUMENT.read_text(), client.get("/openapi.json").get_json()
    operations = [operation for methods in described["paths"].values() for operation in methods.values()]
    names = {one["name"] for each in operations for one in each.get("parameters", []) if one["in"] == "query"}
    assert len(names) >= 12
    assert {
        name for name in names if f"`{name}`" not in text and f"{name}=" not in text and f"?{name}`" not in text
    } == set()


def test_the_limits_of_bodies_and_of_nesting_are_those_of_the_code() -> None:
    text = DOCUMENT.read_text()
    sizes = {"a query, a form": bodies.SMALL, "an article": LONGEST_ARTICLE, "an update": bodies.UPDATE}
    sizes["a graph (for more, `kg import`)"] = bodies.GRAPH
    for name, size in sizes.items():
        assert f"| {name} | {size >> 20} MiB |" in text
    assert f"{DEEPEST} levels of brackets, {LONGEST:,} operators" in text
    assert f"`--timeout`, {Limits().seconds:g} s" in text
    assert f"`--memory`, {Limits().megabytes:,} MB" in text
    assert f"{Limits().waiting} more wait" in text
    assert f"{MOST_BYTES >> 20} MiB of an answer" in text
    assert f"at most {BULK_MOST:,} statements" in text
    assert f"{Limits().megabytes * SOLUTIONS:,} solutions" in text
