"""Who and what the first article and the examples name, tied to the items of the optional data folder ../shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.link import Index
from kg.link import building as indexing
from kg.settings import Settings
from kg.store import Store
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

SEED = ROOT.parent / "shared" / "seed"
SLICE = ROOT.parent / "shared" / "data" / "wikidata" / "slice.jsonl.zst"
ITEMS = {
    "NBA": "Q155223",
    "Alipay": "Q493556",
    "Houston Rockets": "Q161345",
    "Philadelphia 76ers": "Q138089",
    "CCTV": "Q207936",
    "Hong Kong": "Q8646",
    "China": "Q148",
}
ABSENT = {"Ant Group", "NBA China", "Daryl Morey", "Ni Xingjun"}
KINDS = {"Organization", "Person", "Place", "Product"}
TIES = """
SELECT ?name ?kind ?item {
  ?x rdfs:label|skos:altLabel ?name ; a ?kind OPTIONAL { ?x skos:exactMatch|skos:closeMatch ?item }
}
"""

pytestmark = pytest.mark.skipif(not SLICE.is_file(), reason="the optional data folder ../shared is not there")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    out = tmp_path_factory.mktemp("slice") / "index.sqlite"
    indexing.build([SLICE], out)
    return Index.open(out)


@pytest.fixture(scope="module", params=[SEED, EXAMPLES], ids=["seed", "examples"])
def ties(
    request: pytest.FixtureRequest, index: Index, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, str, str | None]]:
    """(name, kind, item) of every entity by each of its names."""
    source: Path = request.param
    with Store(tmp_path_factory.mktemp("linked") / "store") as store:
        assert build([source], store, Settings(index=index.path), date=date(2023, 3, 1)).refused == ()
        rows = [
            (name.value, kind.value.rpartition("#")[2], item and item.value.rpartition("/")[2])
            for name, kind, item in store.query(TIES)
        ]
    return [row for row in rows if row[1] in KINDS]


def test_what_the_items_have_is_linked(ties: list[tuple[str, str, str | None]]) -> None:
    found = {(name, item) for name, _, item in ties if name in ITEMS}

    assert found == set(ITEMS.items())


def test_what_they_have_not_is_left_alone(ties: list[tuple[str, str, str | None]]) -> None:
    found = {(name, item) for name, _, item in ties if name in ABSENT}

    assert found == {(name, None) for name in ABSENT}


def test_no_link_contradicts_the_kind(ties: list[tuple[str, str, str | None]], index: Index) -> None:
    linked = {(kind, item) for _, kind, item in ties if item}
    items = index.get_many(item for _, item in linked)

    assert len(linked) >= len(ITEMS)
    assert {(kind, items[item].kind) for kind, item in linked if items[item].kind not in {kind, "Other"}} == set()
