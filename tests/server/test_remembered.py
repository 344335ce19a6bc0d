"""What was merged leads on, and what went says when and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kg.facts import merge, retract
from kg.settings import Settings
from kg.store import Store
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from tests.newsroom import FEES, HARBOUR, NORTHWIND, article_id, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

SETTINGS = Settings(clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
PLAIN = {"Accept": "text/plain"}


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, str]]:
    """A store after a merge and a retraction, and the key of the merge."""
    with Store(tmp_path_factory.mktemp("remembered") / "store") as store:
        fill(store, SETTINGS)
        done = merge(store, NORTHWIND.key, HARBOUR.key, by="Ada", reason="one group", settings=SETTINGS)
        retract(store, article_id("fees"), settings=SETTINGS, reason="withdrawn", by="Ada")
        with Engine(store, Limits()) as engine:
            application = create_app(engine, SETTINGS, read_articles=None)
            application.testing = False
            yield application.test_client(), done.decision.key


@pytest.mark.parametrize("suffix", ["", ".ttl", ".html"])
def test_what_was_merged_leads_to_what_it_goes_on_as(decided: tuple[FlaskClient, str], suffix: str) -> None:
    answer = decided[0].get(f"/{HARBOUR.key}{suffix}")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{NORTHWIND.key}{suffix}")
    assert decided[0].get(answer.headers["Location"]).status_code == 200


def test_a_retracted_article_says_when_who_and_why(decided: tuple[FlaskClient, str]) -> None:
    answer = decided[0].get(f"/article/{article_id('fees')}", headers=PLAIN)

    assert answer.status_code == 410
    assert "It went on 2026-01-01 (Ada): withdrawn." in answer.text


def test_a_fact_that_went_with_its_article_says_why(decided: tuple[FlaskClient, str]) -> None:
    renamed = FEES.key.replace("harbour-bank", "northwind")
    answer = decided[0].get(f"/{renamed}", headers=PLAIN)

    assert answer.status_code == 410
    assert "It went on 2026-01-01 (Ada): withdrawn." in answer.text


def test_what_never_was_is_not_found(decided: tuple[FlaskClient, str]) -> None:
    assert decided[0].get("/id/organization/never", headers=PLAIN).status_code == 404


def test_a_decision_can_be_looked_up(decided: tuple[FlaskClient, str]) -> None:
    answer = decided[0].get(f"/{decided[1]}", headers={"Accept": "text/turtle"})

    assert answer.status_code == 200
    assert 'ng:reason "one group"' in answer.text
    assert decided[0].get(f"/{decided[1]}").content_type == "text/turtle; charset=utf-8"


def test_a_state_leads_to_what_it_is_a_state_of_and_can_be_had_as_data(decided: tuple[FlaskClient, str]) -> None:
    [event] = [line for line in decided[0].get("/export.nt").text.splitlines() if "ontology#state>" in line][:1]
    subject, _, state = event.split(" ")[:3]
    path = state.strip("<>").removeprefix(SETTINGS.base)

    page = decided[0].get(f"/{path}")
    assert (page.status_code, page.headers["Location"]) == (303, f"/{subject.strip('<>').removeprefix(SETTINGS.base)}")
    assert "ng:inStatus" in decided[0].get(f"/{path}.ttl").text
