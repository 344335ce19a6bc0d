"""docs/http.md lists what the application answers, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

DOCUMENT = Path(__file__).parents[2] / "docs" / "http.md"
ROW = re.compile(r"^\| (GET(?:, POST)?) \| `([^`]+)` \|", re.MULTILINE)


def test_every_route_is_documented_with_its_methods_and_every_documented_one_is_there(app: Flask) -> None:
    documented = {path: set(methods.split(", ")) for methods, path in ROW.findall(DOCUMENT.read_text())}
    built = {rule.rule: set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in app.url_map.iter_rules()}
    assert documented == built
    assert len(documented) == 15


def test_every_status_that_the_errors_table_names_can_be_had(client: FlaskClient) -> None:
    listed = {int(status) for status in re.findall(r"^\| (\d{3}) \|", DOCUMENT.read_text(), re.MULTILINE)}
    query = "application/sparql-query"
    had = {
        client.get("/sparql?query=SELEC").status_code,
        client.post("/sparql", data={"update": "CLEAR ALL"}).status_code,
        client.get("/id/nothing").status_code,
        client.put("/sparql").status_code,
        client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"}).status_code,
        client.post("/sparql", data=" " * (2 << 20), content_type=query).status_code,
        client.post("/sparql", data="ASK {}", content_type="text/plain").status_code,
    }
    assert listed == had | {500}
