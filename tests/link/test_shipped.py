"""The index that ships: its tables are the ones that were checked, and it knows what news names most."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputRefused, InstallationError
from kg.link import SHIPPED, Index, name_key, shipped
from kg.link.building.sources import unpacked
from kg.link.building.verification import verify
from kg.link.items import qid_number
from kg.link.shipped import brands, tables, well_known
from tests.link.documents import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

NAMED = {
    "NBA": "Q155223",
    "Alipay": "Q493556",
    "Houston Rockets": "Q161345",
    "Rockets": "Q161345",
    "Philadelphia 76ers": "Q138089",
    "CCTV": "Q207936",
    "Hong Kong": "Q8646",
    "China": "Q148",
}
UNKNOWN = ("Ant Group", "NBA China", "Daryl Morey", "Ni Xingjun")


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.open(SHIPPED)


def test_the_tables_are_the_ones_that_were_checked() -> None:
    assert {name: shipped.digest(shipped.HERE / name) for name in shipped.TABLES} == shipped.TABLES


def test_a_changed_table_is_never_built_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in shipped.TABLES:
        shutil.copy(shipped.HERE / name, tmp_path)
    with (tmp_path / "well-known.tsv").open("a") as table:
        table.write("Q1\torganization\t999\tEvil Inc.\n")
    monkeypatch.setattr(shipped, "HERE", tmp_path)

    with pytest.raises(InstallationError, match="is not the table that was checked"):
        shipped.make(tmp_path / "default.sqlite")


def test_the_index_that_is_installed_is_made_of_these_tables(index: Index, tmp_path: Path) -> None:
    made = shipped.make(tmp_path / "default.sqlite")

    assert made.version == index.version
    assert made.faulty == 0
    assert list(verify(SHIPPED)) == []


@pytest.mark.parametrize("name", NAMED)
def test_well_known_names_lead_to_their_items_first(index: Index, name: str) -> None:
    assert index.named(name_key(name))[0].id == NAMED[name]


def test_it_has_the_facts_that_enrichment_takes_over(index: Index) -> None:
    items = index.get_many(["Q66", "Q95"])
    told = {qid: {name: [v.text for v in many] for name, many in item.facts.items()} for qid, item in items.items()}

    assert told["Q66"]["country"][0] == "United States"
    assert told["Q66"]["website"] == ["https://boeing.com/", "http://www.boeing.com/"]
    assert told["Q95"]["parent_org"] == ["Alphabet (United States)"]


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_it_does_not_have_it_does_not_have(index: Index, name: str) -> None:
    assert index.named(name_key(name)) == ()


def test_the_table_of_our_own_has_each_item_once_and_every_kind() -> None:
    rows = tables.rows(shipped.HERE / "well-known.tsv")
    kinds = Counter(row[1] for row in rows)

    assert len(rows) >= 1500
    assert len({row[0] for row in rows}) == len(rows)
    assert all(qid_number(row[0]) and row[3] for row in rows)
    assert kinds.keys() == {"organization", "person", "place", "product"}
    assert min(kinds.values()) >= 50


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data folder ../shared is not there")
def test_every_row_of_our_own_says_what_the_items_say() -> None:
    rows = tables.rows(shipped.HERE / "well-known.tsv")
    with unpacked(SHARED / "slice.jsonl.zst") as stream:
        assert list(well_known.wrong(rows, map(json.loads, stream))) == []


def test_a_row_that_is_not_as_the_items_say_is_found() -> None:
    facts = {"country": [{"value": "Norway", "src": "ror"}], "website": [{"value": "https://a.example", "src": "else"}]}
    record = {"id": "Q1", "label": "Acme", "aliases": ["Acme Co"], "kind": "org", "facts": facts}
    said = '{"country":[["Sweden",null]]}'
    rows = [["Q1", "person", "9", "Acme", "Acme Co|Evil", "", said], ["Q2", "place", "9", "Nowhere"]]

    assert list(well_known.wrong(rows, [record])) == [
        "Q1 is of kind org and not person",
        "Q1 does not go by 'Evil'",
        "Q1 has the facts {'country': [['Sweden', None]]} and not {'country': [['Norway', None]]}",
        "there is no item Q2 in the items",
    ]


def test_brands_come_only_from_the_pinned_package(tmp_path: Path) -> None:
    (tmp_path / "other.tgz").write_bytes(b"other")

    with pytest.raises(InputRefused, match=r"it is not name-suggestion-index 8\.0\.20260918: its integrity is sha512-"):
        brands.brands(tmp_path / "other.tgz")


def test_the_doctor_says_what_the_index_covers_and_how_to_get_more(kg: Command) -> None:
    found = {each["name"]: each for each in json.loads(kg("doctor", "--json", code=0).stdout)}["index"]

    assert found["is_well"]
    assert "35,098 items" in found["found"]
    assert "for more: kg link index build DUMP --out FILE" in found["found"]


def test_the_doctor_says_how_to_mend_an_index_that_is_not_there(kg: Command, tmp_path: Path) -> None:
    done = kg("doctor", code=1, env={"NEWSGRAPH_INDEX": str(tmp_path / "none.sqlite")})

    assert f"BAD index: NotFound: There is no index {tmp_path / 'none.sqlite'}" in done.stdout
    assert "or name an index with NEWSGRAPH_INDEX" in done.stdout
