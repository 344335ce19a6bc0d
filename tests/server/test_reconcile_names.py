"""The table of names: what it always finds, whatever things are called, and how soon it knows of a new one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts import put_many
from kg.records import Entity, Kind
from kg.settings import Settings
from kg.store import Store
from server.graph import Graph
from server.reconcile.names import Named, Names, NameTable, normalized, similarity
from tests.readings import ANT, NBA, reading

if TYPE_CHECKING:
    from pathlib import Path

ATTEMPTS, PAUSE = 500, 0.01
TEXTS = st.text(st.characters(categories=["L", "N", "Zs", "P"]), min_size=1, max_size=40).filter(normalized)
NAMES = st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=8)


def table(*names: list[str]) -> NameTable:
    return NameTable(
        Named(
            f"organization/{number}", f"https://example.org/id/{number}", first, tuple(others), "Organization", number
        )
        for number, (first, *others) in enumerate(names)
    )


@given(NAMES)
def test_every_entity_is_found_by_each_of_its_names_and_by_how_they_begin(names: list[list[str]]) -> None:
    made = table(*names)
    for number, each in enumerate(names):
        wanted = made.get(f"https://example.org/id/{number}")
        assert wanted is not None
        for name in each:
            assert wanted in made.named(name)
            assert {entity.id: alike for entity, alike in made.similar(name)}[wanted.id] == 1
            assert wanted in made.starting(normalized(name)[:3])


@given(TEXTS, TEXTS)
def test_names_are_alike_from_nought_to_one_and_wholly_only_if_they_are_equal(one: str, other: str) -> None:
    one, other = normalized(one), normalized(other)
    assert 0 <= similarity(one, other) <= 1
    assert (similarity(one, other) == 1) == (one == other)
    assert normalized(one) == one


@pytest.mark.parametrize(
    ("query", "name", "alike"),
    [
        ("Société Générale", "SOCIETE GENERALE", 1),
        ("AT&T", "AT and T", 1),
        ("McDonald’s", "McDonald's", 1),
        ("J.P. Morgan", "JP Morgan", 1),
        ("Face book", "Facebook", 0.99),
        ("Siemens", "Siemens AG", 0.97),
        ("NBA", "National Basketball Association", 0.8),
        ("Bank of America", "America of Bank", 0.95),
        ("Rockets", "Houston Rockets", 0.75),
    ],
)
def test_how_alike_names_are(query: str, name: str, alike: float) -> None:
    assert similarity(normalized(query), normalized(name)) == pytest.approx(alike)


def test_a_name_that_came_with_the_last_write_is_known_at_once_or_soon(tmp_path: Path) -> None:
    pause = threading.Event()
    with Store(tmp_path / "store") as store:
        names = Names(Graph(store, Settings()))
        put_many(store, [(reading("1", NBA), "1")], settings=Settings())
        assert [each.name for each in names.table().entities] == ["NBA"]
        put_many(store, [(reading("2", ANT, Entity("id/place/bern", Kind.PLACE, "Bern")), "2")], settings=Settings())
        for _ in range(ATTEMPTS):
            if len(names.table().entities) > 1 or pause.wait(PAUSE):
                break
        assert {each.name for each in names.table().entities} == {"NBA", "Ant Group", "Bern"}
