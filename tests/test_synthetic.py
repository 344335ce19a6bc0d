"""The articles made up to measure a large store are sound, the same each time, and like news in their names."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.speed.synthetic import fill, fill_in_bulk, made
from kg.check import check
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_an_article_is_the_same_whatever_else_is_made() -> None:
    assert list(made(3, 2)) == list(made(0, 5))[3:]


def test_a_store_of_them_has_nothing_wrong(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        fill(store, 12, settings=Settings())

        assert store.counts().articles == 12
        assert list(check(store, Settings())) == []


def test_a_store_that_is_filled_in_bulk_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.speed.synthetic.BULK", 5)
    graphs = []
    for name, filled in (("one", fill), ("bulk", fill_in_bulk)):
        with Store(tmp_path / name) as store:
            filled(store, 12, settings=Settings())
            graphs.append(io.BytesIO())
            store.export(graphs[-1], "nq")

    assert graphs[0].getvalue() == graphs[1].getvalue() != b""


def test_a_few_names_are_in_many_articles_and_most_in_one() -> None:
    articles = Counter(entity.key for reading in made(0, 500) for entity in reading.entities)

    assert articles.most_common(1)[0][1] >= 5
    assert sum(1 for count in articles.values() if count == 1) > len(articles) / 2
