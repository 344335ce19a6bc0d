"""What is in doubt, in which order, and what helps to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.facts import rule, settled
from kg.link import Index
from kg.map import iri
from kg.records import Ruling
from kg.settings import Settings
from kg.store import Store
from kg.wikidata.doubts import doubt, queue
from tests.wikidata.doubtful import MERCURY, ROCKETS, SURE, fill, make_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.records import Entity

BASE = Settings().base


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(make_index(tmp_path_factory.mktemp("index")))


def decide(store: Store, entity: Entity, ruling: Ruling, item: str | None = None) -> None:
    rule(store, entity.key, ruling, item, by="Ada", reason="", settings=Settings())


def waiting(store: Store, least: float = 0.1) -> list[tuple[str, float]]:
    return [(each.label, each.best) for each in queue(store, settled(store, base=BASE), least=least)]


def test_the_best_known_come_first_and_the_sure_and_the_hopeless_not_at_all(store: Store) -> None:
    assert waiting(store) == [("Rockets", 0.7), ("Mercury", 0.3)]
    assert waiting(store, least=0.5) == [("Rockets", 0.7)]
    assert waiting(store, least=0.0) == [("Rockets", 0.7), ("Mercury", 0.3), ("Zephyr", 0.02)]


def test_what_is_settled_waits_no_longer(store: Store) -> None:
    decide(store, ROCKETS, Ruling.UNSURE)
    assert waiting(store) == [("Mercury", 0.3), ("Rockets", 0.7)]
    decide(store, ROCKETS, Ruling.REJECTED, "Q161345")
    assert waiting(store) == [("Mercury", 0.3), ("Rockets", 0.2)]
    decide(store, ROCKETS, Ruling.REJECTED, "Q41291")
    assert waiting(store) == [("Mercury", 0.3)]
    decide(store, MERCURY, Ruling.ABSENT)
    assert waiting(store) == []


def test_a_doubt_has_sentences_and_candidates_with_what_the_index_knows(store: Store, index: Index) -> None:
    node = iri(ROCKETS.key, base=BASE).value
    decide(store, ROCKETS, Ruling.REJECTED, "Q41291")
    shown = doubt(store, index, node, settled(store, base=BASE), base=BASE)
    assert (shown.label, shown.kind, shown.aliases, shown.tie, shown.sources) == (
        "Rockets",
        "Organization",
        ("The Rockets",),
        "closeMatch",
        2,
    )
    assert [each.text for each in shown.sentences] == ["The Rockets beat Mercury.", "Rockets again."]
    team, vehicle = shown.options
    assert (team.item, team.label, team.score, team.description) == (
        "Q161345",
        "Houston Rockets",
        0.7,
        "basketball team in Houston",
    )
    assert team.facts == (("country", "United States"), ("league", "NBA"))
    assert (team.is_tied, team.is_rejected, vehicle.is_tied, vehicle.is_rejected) == (True, False, False, True)


def test_without_an_index_a_candidate_has_its_name_and_score(store: Store) -> None:
    shown = doubt(store, None, iri(MERCURY.key, base=BASE).value, settled(store, base=BASE), base=BASE)
    [planet] = shown.options
    assert (planet.item, planet.label, planet.score, planet.description) == ("Q308", "Mercury", 0.3, "")
    assert doubt(store, None, iri(SURE.key, base=BASE).value, settled(store, base=BASE), base=BASE).tie == "exactMatch"
