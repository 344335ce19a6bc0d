"""Building from real documents of Wikidata, where the data folder is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import NewsgraphError
from kg.link import Index, Item, Value
from kg.link.building import build
from kg.link.building.verification import verify
from tests.link.documents import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the data folder ../shared is not there")

DUMPS = {"ot_sample_wikidata_items.json.bz2": (102, 100), "ot_short_stream.json.bz2": (635, 456)}
"""Dump → its lines, and its items with an English label."""

WITHOUT_ENGLISH = (
    "mock-dump-for-testing.json",
    "mock-dump-for-long-testing.json",
    "mock-dump-with-bugs.json",
    "sample-dump-20150815.json.gz",
    "wbgetentities-1234567890-missing.json",
)


@pytest.mark.parametrize("name", DUMPS)
def test_a_real_dump_is_read_whole(tmp_path: Path, name: str) -> None:
    built = build([FIXTURES / name], tmp_path / "index.sqlite", workers=1)

    assert (built.lines, built.items) == DUMPS[name]
    assert built.faults == ()
    assert list(verify(built.path)) == []


def test_a_real_item_keeps_what_linking_needs(tmp_path: Path) -> None:
    sources = [FIXTURES / "ot_Q31.json", FIXTURES / "wbgetentities-Douglas-Adams.json"]
    index = Index.open(build(sources, tmp_path / "index.sqlite", workers=1).path)

    assert index.get("Q42") == Item(
        "Q42",
        "Douglas Adams",
        ("Douglas Noël Adams", "Douglas Noel Adams"),
        "English writer and humorist",
        "Person",
        ("Q5",),
        "Douglas Adams",
        65.0,
        {
            "citizenship": (Value(None, "Q145"),),
            "occupation": tuple(Value(None, qid) for qid in ("Q28389", "Q6625963", "Q4853732", "Q18844224", "Q36180")),
            "employer": (Value(None, "Q9531"),),
        },
    )
    belgium = index.get("Q31")
    assert belgium is not None
    assert (belgium.kind, belgium.popularity, belgium.facts["inception"]) == ("Place", 259.0, (Value("1830-10-04"),))
    assert belgium.facts["country"] == (Value("Belgium", "Q31"),)
    assert [each.how for each in index.named("adams")] == ["surname"]


@pytest.mark.parametrize("name", WITHOUT_ENGLISH)
def test_what_has_no_english_label_gives_no_index_whatever_its_bugs(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewsgraphError, match="0 of them faulty, none has an item with an English label"):
        build([FIXTURES / name], tmp_path / "index.sqlite", workers=1)
