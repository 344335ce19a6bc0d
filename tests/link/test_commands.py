"""`kg link index`: build, info, verify and search, as a user types them."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from tests.link.documents import document, dump
from tests.link.service import Fault, Service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

ACME = document("Q1", "Acme Inc.", "ACME", types=["Q4830453"], about="maker of everything", sites=["enwiki"])


@pytest.fixture(scope="module")
def index(kg: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    out = folder / "own.sqlite"
    kg("link", "index", "build", dump(folder / "dump.json", ACME), "--out", out)
    return out


def test_a_build_says_what_it_did_and_what_to_do_next(kg: Command, tmp_path: Path) -> None:
    out = tmp_path / "own.sqlite"
    done = kg("link", "index", "build", dump(tmp_path / "dump.json", ACME), "--out", out, "--json")

    assert json.loads(done.stdout)["items"] == 1
    assert "Lines: 3 read, 0 skipped as faulty; 0 items left out." in done.stderr
    assert f"Next: export NEWSGRAPH_INDEX={out}" in done.stderr


def test_faulty_lines_are_named_and_the_exit_code_says_so(kg: Command, tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.json", ACME, "{", "{")
    done = kg("link", "index", "build", source, "--out", tmp_path / "own.sqlite", code=3)

    assert "skipped dump.json, line 3: Expecting property name" in done.stderr
    assert "Lines: 5 read, 2 skipped as faulty" in done.stderr


def test_no_source_is_wrong_usage(kg: Command, tmp_path: Path) -> None:
    assert "Missing argument 'SOURCE...'" in kg("link", "index", "build", "--out", tmp_path / "x", code=2).stderr


def test_the_index_in_use_is_described(kg: Command, index: Path) -> None:
    env = {"NEWSGRAPH_INDEX": str(index)}

    assert f"{index}: version 2-" in kg("link", "index", "info", env=env).stdout
    assert json.loads(kg("link", "index", "info", "--index", index, "--json").stdout)["kinds"] == {"Organization": 1}
    assert "default.sqlite: version 2-" in kg("link", "index", "info").stdout


def test_a_whole_index_is_verified_and_a_broken_one_is_not(kg: Command, index: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(index.read_bytes().replace(b"maker of everything", b"maker of everyTHING"))

    assert f"{index} is whole." in kg("link", "index", "verify", "--index", index).stderr
    done = kg("link", "index", "verify", "--index", broken, code=1)
    assert done.stdout.startswith("its version is 2-")
    assert "There is no index" in kg("link", "index", "verify", "--index", tmp_path / "none", code=1).stderr


def test_items_are_found_by_name(kg: Command, index: Path) -> None:
    found = kg("link", "index", "search", "acm", "--index", index)

    assert found.stdout == "Q1\tAcme Inc. (ACME)\tOrganization\tmaker of everything\n"
    assert [
        each["id"] for each in json.loads(kg("link", "index", "search", "acme", "--index", index, "--json").stdout)
    ] == ["Q1"]
    assert "has nothing like 'zzz'" in kg("link", "index", "search", "zzz", "--index", index).stderr


def test_wikidata_is_asked_only_with_online_and_by_name(kg: Command, index: Path, tmp_path: Path) -> None:
    globex = document("Q7", "Globex Corporation", types=["Q4830453"], about="rival of Acme")

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        if parameters["action"] == "wbgetentities":
            return {"entities": {qid: globex for qid in parameters["ids"].split("|") if qid == "Q7"}}
        match = {"type": "label", "language": "en", "text": "Globex Corporation"}
        return {"search": [{"id": "Q7", "label": "Globex Corporation", "match": match}]}

    with Service(answer) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        env = {
            "NEWSGRAPH_SERVICE": server.url,
            "NEWSGRAPH_USER_AGENT": "tests (tests@example.org)",
            "XDG_CACHE_HOME": str(tmp_path),
        }
        search = ("link", "index", "search", "globex", "--index", index)

        assert kg(*search, env=env).stdout == ""
        assert server.asked == []
        assert kg(*search, "--online", env=env).stdout == "Q7\tGlobex Corporation\tOrganization\trival of Acme\n"
        nobody = kg(*search, "--online", env={**env, "NEWSGRAPH_USER_AGENT": ""}, code=2)
        assert "wants to know who asks: set NEWSGRAPH_USER_AGENT" in nobody.stderr
        server.shutdown()


def test_a_build_asks_wikidata_only_with_online_and_stops_where_it_does_not_answer(kg: Command, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Acme and Globex sign partnership\n\nAcme and Globex signed a partnership on 1 March 2023.\n")
    with Service(lambda asked: {"search": []} if asked["action"] == "wbsearchentities" else {"entities": {}}) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        env = {
            "NEWSGRAPH_SERVICE": server.url,
            "NEWSGRAPH_USER_AGENT": "tests (tests@example.org)",
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        kg("build", article, "--store", tmp_path / "offline", env=env)
        assert server.asked == []
        kg("build", article, "--store", tmp_path / "online", "--online", env=env)
        assert {asked["search"] for asked in server.asked} >= {"globex"}
        server.faults.extend([Fault(404)] * 100)
        elsewhere = {**env, "XDG_CACHE_HOME": str(tmp_path / "empty")}
        stopped = kg("build", article, "--store", tmp_path / "stopped", "--online", env=elsewhere, code=1)
        assert "Error: 127.0.0.1 does not answer (HTTP 404): try again later" in stopped.stderr
        server.shutdown()
