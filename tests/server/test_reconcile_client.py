"""A client that works as OpenRefine does, on a real server: it knows one address; the manifest tells it the rest."""

from __future__ import annotations

import json
from collections import Counter
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from kg.facts import put_many
from kg.records import Article, Claim, Entity, Kind, Modality, Polarity, Reading, Span
from kg.settings import Settings
from kg.store import Store
from tests.server import reconciliation_schemas as schemas
from tests.server.reconciliation_schemas import checked
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 200
FIRST = "Amber Birch Cedar Delta Ember Falcon Granite Hazel Indigo Juniper Kestrel Lunar Maple Nectar Onyx Pebble"
SECOND = "Airways Bank Chemicals Dairy Energy Foods Games Hotels Insurance Logistics Motors Optics Pharma Retail"
NAMES = [f"{one} {other}" for one in FIRST.split() for other in SECOND.split()][:COUNT]
FORMS = ("Inc.", "AG", "Ltd", "GmbH")


class Refine:
    """The client."""

    def __init__(self, service: str) -> None:
        self._connection = HTTPConnection(urlsplit(service).netloc, timeout=30)
        self.manifest = checked(self._get(service), schemas.MANIFEST)
        self.service = service
        self.requests = 0

    def reconcile(self, names: list[str], kind: str | None) -> list[list[dict[str, Any]]]:
        """The candidates of each name, asked for in batches."""
        size = min(10, self.manifest["batchSize"])
        found = []
        for start in range(0, len(names), size):
            queries = {f"q{number}": _query(name, kind) for number, name in enumerate(names[start : start + size])}
            answer = checked(self._post({"queries": json.dumps(queries)}), schemas.RESULTS)
            found += [answer[name]["result"] for name in queries]
        return found

    def guessed_type(self, names: list[str]) -> str:
        """The type that most of the best candidates of some names have."""
        types = Counter(found[0]["type"][0]["id"] for found in self.reconcile(names, None) if found)
        return types.most_common(1)[0][0]

    def fetch(self, ids: list[str], *properties: str) -> dict[str, dict[str, Any]]:
        asked = {"ids": ids, "properties": [{"id": name} for name in properties]}
        return checked(self._post({"extend": json.dumps(asked)}), schemas.EXTENSION)["rows"]

    def suggest(self, prefix: str) -> list[str]:
        where = self.manifest["suggest"]["entity"]
        found = self._get(f"{where['service_url']}{where['service_path']}?{urlencode({'prefix': prefix})}")
        return [each["id"] for each in checked(found, schemas.SUGGESTED_ENTITIES)["result"]]

    def look(self, template: str, identifier: str) -> tuple[int, str]:
        return self._ask("GET", template.replace("{{id}}", quote(identifier, safe="")), None)

    def close(self) -> None:
        self._connection.close()

    def _get(self, address: str) -> dict[str, Any]:
        status, text = self._ask("GET", address, None)
        assert status == 200, text
        given: dict[str, Any] = json.loads(text)
        return given

    def _post(self, form: dict[str, str]) -> dict[str, Any]:
        self.requests += 1
        status, text = self._ask("POST", self.service, urlencode(form))
        assert status == 200, text
        given: dict[str, Any] = json.loads(text)
        return given

    def _ask(self, method: str, address: str, body: str | None) -> tuple[int, str]:
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()


def _query(name: str, kind: str | None) -> dict[str, Any]:
    typed = {"type": kind, "type_strict": "should"} if kind else {}
    return {"query": name, "limit": 6, "properties": []} | typed


def written(number: int, name: str) -> str:
    """The name as somebody else's table has it."""
    match number % 4:
        case 0:
            return name.upper()
        case 1:
            return f"{name} {FORMS[number % len(FORMS)]}"
        case 2:
            return f"  {name.replace(' ', '-')} "
        case _:
            return name[:3] + name[4:]  # a letter is missing


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    place = tmp_path_factory.mktemp("refined")
    with Store(place / "store") as store:
        put_many(store, [(_reading(), "by hand")], settings=Settings())
    with serving(place / "store", place / "log") as address:
        client = Refine(f"{address}/reconcile")
        yield client
        client.close()


def _reading() -> Reading:
    entities = tuple(sorted((_entity(name) for name in NAMES), key=lambda each: each.key))
    text = "\n".join(each.name for each in entities)
    claims = []
    for number, each in enumerate(entities):
        start = text.index(each.name)
        span = Span(start, start + len(each.name))
        key = f"article/0123456789abcdef#claim-{number:012x}"
        claims.append(Claim(key, each.key, Polarity.AFFIRMED, Modality.ASSERTED, 0.9, (span,)))
    return Reading(Article("0123456789abcdef", text, "Two hundred firms", None), entities, (), (), tuple(claims), ())


def _entity(name: str) -> Entity:
    return Entity(f"id/organization/{name.lower().replace(' ', '-')}", Kind.ORGANIZATION, name)


def test_two_hundred_names_are_reconciled_in_batches(refine: Refine) -> None:
    assert len(NAMES) == COUNT
    kind = refine.guessed_type(NAMES[:10])
    assert kind == "Organization"
    asked = [written(number, name) for number, name in enumerate(NAMES)]
    before = refine.requests
    found = refine.reconcile(asked, kind)
    assert refine.requests - before == COUNT / 10
    expected = [_entity(name).key.removeprefix("id/") for name in NAMES]
    assert [each[0]["id"] for each in found] == expected
    assert {number for number, each in enumerate(found) if not each[0]["match"]} == set(range(3, COUNT, 4))
    assert sum(candidate["match"] for each in found for candidate in each) == COUNT * 3 / 4


def test_what_was_matched_can_be_looked_at_and_extended(refine: Refine) -> None:
    [best] = refine.reconcile(["Amber Bank"], "Organization")[0][:1]
    status, page = refine.look(refine.manifest["preview"]["url"], best["id"])
    assert (status, "Amber Bank" in page) == (200, True)
    status, page = refine.look(refine.manifest["view"]["url"], best["id"])
    assert (status, "Amber Bank" in page) == (200, True)
    rows = refine.fetch([best["id"]], "label", "sourceCount")
    assert rows == {best["id"]: {"label": [{"str": "Amber Bank"}], "sourceCount": [{"int": 1}]}}
    assert refine.suggest("amber b") == [best["id"]]
