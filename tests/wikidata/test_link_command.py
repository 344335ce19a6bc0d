"""`kg link` on a store: export and enrich, as a user runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.records import Status
from kg.store import Store
from tests.readings import ANT, DEAL, NBA, claim, reading
from tests.wikidata.linked import fill, tie
from tests.wikidata.strict import parse

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

LINE = 'Q155223\tP2652\tQ30932025\tS248\tQ130879\tS854\t"https://www.reuters.com/1"\tS813\t+2024-05-17T00:00:00Z/11'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with Store(tmp_path / "store") as opened:
        told = (claim("1", DEAL, status=Status.ACTIVE),)
        fill(opened, reading("1", NBA, ANT, DEAL, claims=told, url="https://www.reuters.com/1"))
        tie(opened, NBA, "Q155223")
        tie(opened, ANT, "Q30932025")
    return tmp_path / "store"


def test_an_export_writes_lines_that_parse(kg: Command, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "lines.qs"
    done = kg("link", "export", "--quickstatements", out, "--retrieved", "2024-05-17", "--store", store)
    lines = out.read_text().splitlines()
    assert lines[0] == LINE
    assert [parse(line).value for line in lines] == ["Q30932025", "Q155223"]
    assert (done.stdout, done.stderr) == ("", "2 statements, 0 facts left out.\n")
    shown = kg("link", "export", "--quickstatements", "--retrieved", "2024-05-17", "--store", store).stdout
    assert shown == out.read_text()


def test_a_dry_run_lists_what_would_be_written_and_what_would_not(kg: Command, store: Path) -> None:
    args = ("link", "export", "--quickstatements", "--dry-run", "--store", store)
    assert kg(*args).stdout.splitlines() == [
        "subject              property                value                qualifiers  sources",
        "NBA Q155223          partnership with P2652  Ant Group Q30932025              1",
        "Ant Group Q30932025  partnership with P2652  NBA Q155223                      1",
    ]
    strict = kg(*args, "--threshold", "0.995")
    assert strict.stdout == "left out: Partnership of Ant Group and NBA: a link is below the threshold\n"
    assert json.loads(kg(*args, "--json").stdout)["statements"][0]["references"][0]["stated_in"] == "Q130879"


def test_an_export_needs_its_format(kg: Command, store: Path) -> None:
    assert "--quickstatements" in kg("link", "export", "--store", store, code=2).stderr


def test_enrichment_comes_and_goes(kg: Command, store: Path, tmp_path: Path) -> None:
    source = tmp_path / "items.jsonl"
    facts = {"country": [{"value": "United States"}]}
    source.write_text(json.dumps({"id": "Q155223", "label": "NBA", "kind": "org", "facts": facts}))
    kg("link", "index", "build", source, "--out", tmp_path / "index.sqlite")
    done = kg("link", "enrich", "--index", tmp_path / "index.sqlite", "--store", store, "--json")
    assert json.loads(done.stdout)["statements"] == 1
    assert done.stderr == "1 statements about 1 of the items that 2 entities are.\n"
    assert "United States" in kg("export", "--store", store, "--format", "nq").stdout
    kg("link", "enrich", "--remove", "--store", store)
    assert "United States" not in kg("export", "--store", store, "--format", "nq").stdout
