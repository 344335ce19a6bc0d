"""The same articles give the same readings and bytes: in any batch, with any number of workers, in any process."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality.passages import read_part
from kg.build import Refusal, build, readings
from kg.evaluate.lines import Line
from kg.evaluate.predict import story
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from kg.records import Article
    from tests.conftest import Command

SETTINGS = Settings()
ROWS = read_part("dev")[::6]


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    store.export(out, "nq")
    return out.getvalue()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [story(Line(row["id"], row["id"], row["text"], row)) for row in ROWS]


def test_the_size_of_the_batches_changes_no_reading(articles: list[Article]) -> None:
    one_by_one = list(readings(articles, replace(SETTINGS, batch_articles=1)))

    assert len(one_by_one) >= 25
    assert not any(isinstance(each, Refusal) for each in one_by_one)
    events = [event for each in one_by_one if not isinstance(each, Refusal) for event in each.events]
    assert len(events) >= 5  # so that what the encoder reads has its part in it
    for size in (7, 64):
        assert list(readings(articles, replace(SETTINGS, batch_articles=size))) == one_by_one


def test_another_neighbourhood_changes_no_reading(articles: list[Article]) -> None:
    """What stands beside an article in its batch, and what was read before it, does not show in its reading."""
    whole = {each.article.id: each for each in readings(articles, SETTINGS) if not isinstance(each, Refusal)}

    backwards = [each for each in readings(articles[::-3], SETTINGS) if not isinstance(each, Refusal)]

    assert len(backwards) >= 8
    assert backwards == [whole[each.article.id] for each in backwards]


def test_another_process_with_two_workers_and_another_hash_seed_gives_the_same_bytes(
    kg: Command, tmp_path: Path
) -> None:
    source, there = tmp_path / "articles.jsonl", tmp_path / "there"
    lines = ({"url": f"https://news.example/{r['id']}", "published": r["published"], "text": r["text"]} for r in ROWS)
    source.write_text("\n".join(json.dumps(line) for line in lines))
    with Store(tmp_path / "here") as store:
        report = build([source], store, replace(SETTINGS, batch_articles=5))
        expected = exported(store)

    kg("build", source, "--store", there, "--workers", "2", env={"PYTHONHASHSEED": "2"})

    with Store(there, create=False) as store:
        assert exported(store) == expected
    assert report.added == len(ROWS)
    assert b"/ontology#Partnership>" in expected
