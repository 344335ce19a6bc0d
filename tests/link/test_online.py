"""Live look-ups against a server on this machine: what is asked, how patiently, and what is kept."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import InstallationError, Unreachable, UsageError
from kg.link import Named, Value
from kg.link.online import Client, ReconciliationService, Together, WikidataService
from tests.link.documents import FIXTURES, document, indexed
from tests.link.service import Fault, Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENT = "newsgraph-tests/1.0 (tests@example.org)"
ENTITIES = {
    each["id"]: each
    for each in (
        document(
            "Q155223",
            "National Basketball Association",
            "NBA",
            types=["Q15991290"],
            sites=["enwiki", "dewiki"],
            claims={"P17": ["Q30"]},
        ),
        document("Q2883410", "National Bar Association", "NBA", types=["Q900001"], sites=["enwiki"]),
        document("Q30", "United States"),
        document("Q900001", "bar association", claims={"P279": ["Q900002"]}),
        document("Q900002", "professional body", claims={"P279": ["Q43229"]}),
    )
}
MAXLAG = {"error": {"code": "maxlag", "info": "Waiting for 10.64.16.27: 2 seconds lagged"}}


def answer(parameters: dict[str, str]) -> Any:  # noqa: ANN401 (whatever JSON says)
    """As the API does: entities by id, or those with a name that begins so."""
    if parameters["action"] == "wbgetentities":
        ids = parameters["ids"].split("|")
        return {"entities": {qid: ENTITIES.get(qid, {"id": qid, "missing": ""}) for qid in ids}, "success": 1}
    typed = parameters["search"].lower()
    hits = [
        {"id": qid, "label": name, "match": {"type": kind, "language": "en", "text": name}}
        for qid, entity in ENTITIES.items()
        for kind, name in (
            ("label", entity["labels"]["en"]["value"]),
            *(("alias", each["value"]) for each in entity["aliases"]["en"]),
        )
        if name.lower().startswith(typed)
    ]
    return {"searchinfo": {"search": parameters["search"]}, "search": hits, "success": 1}


def success(answer: Any) -> int:  # noqa: ANN401 (whatever JSON says)
    """What every right answer says."""
    said: int = answer["success"]
    return said


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.hold.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(service: Service, tmp_path: Path, waits: list[float]) -> Client:
    return Client(service.url, AGENT, tmp_path / "cache", wait=waits.append)


def test_names_lead_to_items_as_an_index_tells_of_them(client: Client, service: Service) -> None:
    wikidata = WikidataService(client)

    assert wikidata.named("nba") == (
        Named("Q155223", "NBA", is_label=False, kind="Organization", popularity=2.0, how="alias"),
        Named("Q2883410", "NBA", is_label=False, kind="Organization", popularity=1.0, how="alias"),
    )
    assert wikidata.named("nb") == ()
    assert [each.alias for each in wikidata.beginning("national")] == [
        "National Basketball Association",
        "National Bar Association",
    ]
    assert [each.id for each in wikidata.search("national ba")] == ["Q155223", "Q2883410"]
    assert wikidata.similar("Natoinal Bar Association") == ()
    assert all(asked["maxlag"] == "5" and asked["format"] == "json" for asked in service.asked)
    assert set(service.agents) == {AGENT}


def test_an_item_comes_with_its_kind_from_classes_above_and_with_labels_in_its_facts(client: Client) -> None:
    found = WikidataService(client).get_many(["Q155223", "Q2883410", "Q404", "nonsense"])

    assert list(found) == ["Q155223", "Q2883410"]
    assert found["Q155223"].facts == {"country": (Value("United States", "Q30"),)}
    assert found["Q2883410"].kind == "Organization"


def test_ids_are_asked_for_fifty_at_a_time(client: Client, service: Service) -> None:
    WikidataService(client).get_many(f"Q{number}" for number in range(1, 121))

    assert [len(asked["ids"].split("|")) for asked in service.asked if "sitelinks" in asked["props"]] == [50, 50, 20]


def test_what_was_answered_is_not_asked_again_until_it_is_old(service: Service, client: Client, tmp_path: Path) -> None:
    wikidata = WikidataService(client)
    first = wikidata.named("nba")
    asked = len(service.asked)

    assert WikidataService(client).named("nba") == first
    assert len(service.asked) == asked
    WikidataService(Client(service.url, AGENT, tmp_path / "cache", age=0)).named("nba")
    assert len(service.asked) > asked


def test_an_old_answer_serves_where_a_new_one_cannot_be_had(service: Service, client: Client, tmp_path: Path) -> None:
    first = WikidataService(client).named("nba")
    service.faults.extend([Fault(503)] * 100)
    old = Client(service.url, AGENT, tmp_path / "cache", age=0, wait=lambda _: None)

    assert WikidataService(old).named("nba") == first


def test_lag_and_too_many_requests_are_waited_for_as_long_as_they_say(
    client: Client, service: Service, waits: list[float]
) -> None:
    service.faults.extend(
        [
            Fault(200, json.dumps(MAXLAG).encode(), {"Retry-After": "7"}),
            Fault(429, b"", {"Retry-After": "3"}),
            Fault(429, b"", {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)}),
            Fault(503),
        ]
    )

    assert client.get({"action": "wbgetentities", "ids": "Q30"}, success) == 1
    assert waits[:2] == [7.0, 3.0]
    assert 10 < waits[2] <= 20
    assert waits[3] == 8.0  # the fourth wait of 1, 2, 4, 8
    assert len(service.asked) == 5


@pytest.mark.parametrize(
    ("faults", "reason", "asked"),
    [
        ([Fault(500)] * 9, r"does not answer \(HTTP 500\): try again later", 5),
        ([Fault(200, b"<html>")] * 9, r"does not answer \(Expecting value", 5),
        ([Fault(200, b"cut", {"Content-Encoding": "gzip"})] * 9, "does not answer", 5),
        ([Fault(200, b'{"success":1}', missing=5)] * 9, "does not answer .IncompleteRead", 5),
        ([Fault(200, b"null")] * 9, "laid out otherwise: TypeError", 5),
        ([Fault(200, b'{"entities":{}}')] * 9, "laid out otherwise: KeyError", 5),
        ([Fault(429, b"", {"Retry-After": "\u00b2"})] * 9, "HTTP 429", 5),
        ([Fault(404)], r"does not answer \(HTTP 404\)", 1),
        ([Fault(429, b"", {"Retry-After": "3600"})], r"HTTP 429, and asks to wait 3600 s", 1),
        ([Fault(302, b"", {"Location": "http://elsewhere.invalid/"})], r"HTTP 302", 1),
        ([Fault(200, b'{"error":{"code":"badvalue","info":"no such language"}}')], "refuses the request .badvalue", 1),
    ],
)
def test_what_goes_wrong_for_good_is_said(
    client: Client, service: Service, faults: list[Fault], reason: str, asked: int
) -> None:
    service.faults.extend(faults)

    with pytest.raises(Unreachable, match=reason):
        client.get({"action": "wbgetentities", "ids": "Q30"}, success)
    assert len(service.asked) == asked


def test_an_answer_that_takes_too_long_is_not_waited_for(
    client: Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.link.online.client._LONGEST", -1.0)

    with pytest.raises(Unreachable, match=r"does not answer .an answer of .* bytes so far"):
        client.get({"action": "wbgetentities", "ids": "Q30"}, success)
    assert len(service.asked) == 5


def test_an_answer_that_cannot_be_read_is_asked_for_again_and_not_kept(client: Client, service: Service) -> None:
    wikidata = WikidataService(client)
    right = wikidata.named("nba")
    service.faults.extend([Fault(200, b'{"search":[{"id":"Q1"}]}'), Fault(200, b"[]")])

    assert [each.id for each in wikidata.named("national bar association")] == ["Q2883410"]
    assert not service.faults
    assert WikidataService(client).named("nba") == right


def test_a_document_that_is_laid_out_otherwise_does_not_cost_the_others(client: Client, service: Service) -> None:
    claims = {"P17": [{"mainsnak": "cut"}]}
    odd = {"type": "item", "id": "Q30", "labels": {"en": {"value": "odd"}}, "claims": claims}
    entities = {"Q30": odd, "Q155223": ENTITIES["Q155223"]}
    service.faults.append(Fault(200, json.dumps({"entities": entities}).encode()))

    assert list(WikidataService(client).get_many(["Q30", "Q155223"])) == ["Q155223"]


def test_where_answers_cannot_be_kept_is_said_with_what_to_do(service: Service, tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("no database, whatever its name says")

    with pytest.raises(InstallationError, match=r"cannot be kept in .* \(file is not a database\): remove"):
        Client(service.url, AGENT, tmp_path).get({"action": "wbgetentities", "ids": "Q30"}, success)
    assert service.asked == []


def test_nobody_at_the_address_is_said(tmp_path: Path) -> None:
    nobody = Client("http://127.0.0.1:9/w/api.php", AGENT, tmp_path, wait=lambda _: None)

    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 does not answer \(.*refused"):
        nobody.get({"action": "wbgetentities", "ids": "Q30"}, success)


def test_no_more_than_three_requests_are_under_way_at_once(client: Client, service: Service) -> None:
    service.hold.clear()
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(client.get, {"action": "wbgetentities", "ids": f"Q{n}"}, success) for n in range(8)]
        with service.changed:
            assert service.changed.wait_for(lambda: service.at_once >= 3, timeout=30)
        service.hold.set()
        assert [each.result() for each in waiting] == [1] * 8

    assert service.most_at_once == 3


@pytest.mark.parametrize("agent", ["", "newsgraph", "python-urllib/3.11", "a@b\nX-Evil: 1"])
def test_who_asks_must_name_himself(tmp_path: Path, agent: str) -> None:
    with pytest.raises(UsageError, match="wants to know who asks: set NEWSGRAPH_USER_AGENT"):
        Client("https://www.wikidata.org/w/api.php", agent, tmp_path)


def test_an_address_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no address of a service"):
        Client("file:///etc/passwd", AGENT, tmp_path)


def test_an_index_and_the_service_answer_as_one(client: Client, tmp_path: Path) -> None:
    index = indexed(tmp_path, document("Q155223", "NBA (ours)", "NBA", types=["Q43229"], sites=["enwiki"]))
    both = Together(index, WikidataService(client))

    assert [(each.id, each.popularity) for each in both.named("nba")] == [("Q155223", 1.0), ("Q2883410", 1.0)]
    assert [each.label for each in both.get_many(["Q2883410", "Q155223", "Q404"]).values()] == [
        "National Bar Association",
        "NBA (ours)",
    ]
    assert both.version == f"{index.version}+wikidata-online"
    assert [each.id for each in both.beginning("national")] == ["Q155223", "Q2883410"]


def test_a_reconciliation_service_answers_as_an_index(tmp_path: Path) -> None:
    result = [
        {
            "id": "Q155223",
            "name": "NBA",
            "score": 100,
            "match": True,
            "type": [{"id": "Q43229", "name": "organization"}],
        },
        {"id": "not-a-qid", "name": "NBA", "score": 50, "match": False, "type": []},
        {"id": "Q5", "name": "National Basketball", "description": "a game", "score": 9, "match": False},
    ]
    with Service(lambda _: {"q0": {"result": result}}) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        remote = ReconciliationService(Client(server.url, AGENT, tmp_path))

        assert remote.named("nba") == (
            Named("Q155223", "NBA", is_label=True, kind="Organization", popularity=0, how="label"),
        )
        assert [each.id for each in remote.beginning("national")] == ["Q5"]
        assert [each.named.id for each in remote.similar("Natoinal Basketball")] == ["Q5"]
        assert remote.get_many(["Q5", "Q6"])["Q5"].description == "a game"
        assert json.loads(server.asked[0]["queries"]) == {"q0": {"query": "nba", "limit": 20}}
        server.shutdown()


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the data folder ../shared is not there")
def test_real_answers_are_understood(tmp_path: Path) -> None:
    files = {
        "wbsearchentities": {"abc": "wbsearchentities-abc.json", "nobody": "wbsearchentities-empty.json"},
        "wbgetentities": {"Q42": "wbgetentities-Douglas-Adams.json", "Q31": "ot_Q31.json"},
    }

    def recorded(parameters: dict[str, str]) -> Any:  # noqa: ANN401 (whatever JSON says)
        if parameters["action"] == "wbsearchentities":
            return json.loads((FIXTURES / files["wbsearchentities"][parameters["search"]]).read_text("utf-8"))
        found = {}
        for qid in parameters["ids"].split("|"):
            name = files["wbgetentities"].get(qid)
            whole = json.loads((FIXTURES / name).read_text("utf-8")) if name else {"id": qid, "missing": ""}
            found[qid] = whole.get("entities", {qid: whole})[qid]
        return {"entities": found, "success": 1}

    faults = [Fault(200, (FIXTURES / name).read_bytes()) for name in ("error-maxlag.json", "error-maxlag-full.json")]
    with Service(recorded) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        server.faults.extend(faults)
        wikidata = WikidataService(Client(server.url, AGENT, tmp_path, wait=lambda _: None))

        assert wikidata.get_many(["Q42"])["Q42"].kind == "Person"
        assert wikidata.named("nobody") == ()
        assert wikidata.named("abc") == ()  # none of the items that were found is among the recorded ones
        assert len(server.asked) > len(faults)
        server.shutdown()
