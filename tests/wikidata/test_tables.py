"""The tables for Wikidata: titles and addresses lead where they should, and every id is what it says it is."""

from __future__ import annotations

import io
import json
import os
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import zstandard

from kg.wikidata.tables import is_employment, office_of, position_of, publication_of

SHARED = Path(os.environ.get("NEWSGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
SLICE = SHARED / "data" / "wikidata" / "slice.jsonl.zst"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.wikidata") / "data" / f"{name}.toml").read_text())


def test_titles_have_their_office_position_and_employment() -> None:
    told = {
        title: (office_of(title), position_of(title), is_employment(title))
        for title in ("CEO", "Chairman", "board director", "senior  vice president", "head of marketing", "founder")
    }
    assert told == {
        "CEO": ("P169", "Q484876", True),
        "Chairman": ("P488", "", False),
        "board director": ("P3320", "", False),
        "senior  vice president": ("", "", True),
        "head of marketing": ("", "", False),
        "founder": ("", "", False),
    }
    assert is_employment("president of global affairs")


def test_an_address_has_its_publication_by_its_host() -> None:
    assert publication_of("https://www.reuters.com/business/1") == "Q130879"
    assert publication_of("https://REUTERS.com:443/") == "Q130879"
    assert [publication_of(url) for url in ("https://notreuters.com/", "https://reuters.com.evil.example/", "x")] == [
        ""
    ] * 3


def test_every_item_of_the_tables_has_a_label_and_every_label_an_item() -> None:
    positions, publications = table("positions"), table("publications")
    assert set(positions["positions"].values()) == set(positions["labels"])
    assert set(publications["items"].values()) == set(publications["labels"])
    assert (len(positions["labels"]), len(publications["labels"])) == (8, 31)


@pytest.mark.skipif(not SLICE.is_file(), reason="the optional data folder ../shared is not there")
def test_every_id_is_what_its_label_says() -> None:
    expected = table("positions")["labels"] | table("publications")["labels"]
    with SLICE.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
        items = (json.loads(line) for line in io.TextIOWrapper(stream, encoding="utf-8"))
        found = {item["id"]: item["label"] for item in items if item["id"] in expected}
    assert found == expected
