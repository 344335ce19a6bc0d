"""`kg build --strict` stores no article whose graph does not obey the shapes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.build import build, readings
from kg.check import check
from kg.records import Article, Reading
from kg.settings import Settings
from kg.store import Store
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from tests.conftest import Command

SETTINGS = Settings()
DAY = date(2023, 6, 1)
PARTNERSHIP = "Acme Corporation and Globex Corporation signed a partnership agreement on 1 March 2023.\n"
RENEWAL = "Globex Corporation and Acme Corporation have renewed their partnership.\n"


def erring(fresh: Iterable[Article], settings: Settings) -> Iterable[object]:
    """Readings of an extractor that gives the events of one of the articles no party."""
    for each in readings(fresh, settings):
        if isinstance(each, Reading) and "renewed" in each.article.text:
            yield replace(each, events=tuple(replace(event, parties=()) for event in each.events))
        else:
            yield each


def test_a_strict_build_refuses_an_article_whose_graph_does_not_conform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "good.txt", tmp_path / "bad.txt"]
    paths[0].write_text(PARTNERSHIP)
    paths[1].write_text(RENEWAL)
    monkeypatch.setattr("kg.build.pipeline.readings", erring)
    strict = replace(SETTINGS, strict=True)

    with Store(tmp_path / "store") as store, Store(tmp_path / "lax") as lax:
        refused = build(paths, store, strict, date=DAY).refused
        accepted = build(paths, lax, SETTINGS, date=DAY)

        assert [each.origin.rpartition("/")[2] for each in refused] == ["bad.txt"]
        assert "its graph does not conform (A partnership has at least two partners. (partner) <" in refused[0].reason
        assert store.counts().articles == 1
        assert list(check(store, SETTINGS)) == []
        assert (accepted.added, accepted.refused) == (2, ())
        assert [each.rule for each in check(lax, SETTINGS)] != []


def test_a_strict_build_of_the_examples_refuses_nothing(kg: Command, tmp_path: Path) -> None:
    done = kg("build", EXAMPLES / "13-second-chances.jsonl", "--strict", "--store", tmp_path / "store")

    assert "0 refused" in done.stderr
