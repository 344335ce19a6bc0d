"""What `check` finds wrong in stores that a hand has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.check import Violation, check
from kg.settings import Settings
from kg.store import Store
from tests import newsroom
from tests.newsroom import CARD, NORTHWIND, TAKEOVER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Command

SETTINGS = Settings()
BASE = SETTINGS.base
GRAPH = f"{BASE}graph/{newsroom.article_id('denial')}"
ARTICLE = f"{BASE}article/{newsroom.article_id('denial')}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        newsroom.fill(opened, SETTINGS)
        yield opened


def violations(store: Store) -> list[Violation]:
    return list(check(store, SETTINGS))


def test_a_store_that_only_readings_made_is_sound(store: Store) -> None:
    assert violations(store) == []


def test_an_empty_store_is_sound(tmp_path: Path) -> None:
    with Store(tmp_path / "empty") as empty:
        assert violations(empty) == []


def test_a_fact_written_by_hand_follows_from_nothing(store: Store) -> None:
    store.update(f"INSERT DATA {{ <{BASE}{CARD.key}> ng:endDate '2025'^^xsd:gYear }}")

    assert violations(store) == [
        Violation(
            "facts",
            BASE + CARD.key,
            'follows from no claim: <https://w3id.org/newsgraph/ontology#endDate> "2025"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        )
    ]


def test_a_fact_that_was_taken_out_is_missing(store: Store) -> None:
    store.update(f"DELETE WHERE {{ <{BASE}{NORTHWIND.key}> skos:altLabel ?name }}")

    assert violations(store) == [
        Violation(
            "facts",
            BASE + NORTHWIND.key,
            'follows from the claims and is missing: <http://www.w3.org/2004/02/skos/core#altLabel> "Northwind Air"',
        )
    ]


def test_a_fact_without_support_breaks_its_shape_and_follows_from_nothing(store: Store) -> None:
    store.update(f"INSERT DATA {{ <{BASE}id/place/atlantis> a ng:Place ; rdfs:label 'Atlantis' }}")

    found = violations(store)

    assert {each.subject for each in found} == {f"{BASE}id/place/atlantis"}
    assert "A fact is supported by at least one claim. (supportedBy)" in {each.message for each in found}
    assert {each.rule for each in found} == {"shape", "facts"}


def test_evidence_that_does_not_quote_the_text_is_found(store: Store) -> None:
    selector = f"<{ARTICLE}#selector=32,98>"
    store.update(
        f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ {selector} oa:exact ?words }} }} ;"
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {selector} oa:exact 'Northwind agreed' }} }}"
    )

    found = violations(store)

    assert [(each.rule, each.subject) for each in found] == [("evidence", f"{ARTICLE}#char=32,98")]
    assert "it quotes 'Northwind agreed'" in found[0].message


def test_a_claim_without_evidence_breaks_its_shape(store: Store) -> None:
    store.update(f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?claim ng:about <{BASE}{TAKEOVER.key}> ; ng:evidence ?any }} }}")

    assert {each.rule for each in violations(store)} >= {"shape"}


def test_the_command_says_what_is_wrong_and_fails(kg: Command, tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        newsroom.fill(store, SETTINGS)
        store.update(f"INSERT DATA {{ <{BASE}{CARD.key}> ng:endDate '2025'^^xsd:gYear }}")

    done = kg("check", "--store", tmp_path / "store", code=1)

    assert done.stdout.startswith(f"facts: <{BASE}{CARD.key}>: follows from no claim")
    assert done.stderr == "1 violation in 4 articles with 19 claims.\n"
