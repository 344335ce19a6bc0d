"""A build with links: they are stored with their reasons, follow the index, and can be left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg import facts
from kg.build import build
from kg.check import check
from kg.settings import Settings
from kg.store import Store
from tests.link.documents import document, indexed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Command

WIKIS = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}wiki" for n in range(90)]
COMPANY = "Q4830453"
ACME = document("Q1", "Acme Corporation", types=[COMPANY], about="American software company", sites=WIKIS)
GLOBEX = document("Q2", "Globex Corporation", types=[COMPANY], about="American software company", sites=WIKIS)
TEXT = (
    "The software company Acme Corporation has signed a partnership agreement with Globex Corporation, "
    "an American firm.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


def settings(tmp_path: Path, name: str, *items: dict[str, object]) -> Settings:
    folder = tmp_path / name
    folder.mkdir()
    return Settings(index=indexed(folder, *items).path)


def matches(store: Store) -> set[tuple[str, str]]:
    rows = store.query("SELECT ?name ?item { ?x rdfs:label ?name ; skos:exactMatch ?item }")
    return {(name.value, item.value.rpartition("/")[2]) for name, item in rows}


def test_another_index_links_anew_and_the_same_one_changes_nothing(store: Store, article: Path, tmp_path: Path) -> None:
    one, both = settings(tmp_path, "one", ACME), settings(tmp_path, "both", ACME, GLOBEX)

    first = build([article], store, one, date=date(2023, 3, 1))
    known = matches(store)
    again = build([article], store, one, date=date(2023, 3, 1))
    later = build([article], store, both, date=date(2023, 3, 1))

    assert (first.added, again.unchanged, later.replaced) == (1, 1, 1)
    assert known == {("Acme", "Q1")}
    assert matches(store) == {("Acme", "Q1"), ("Globex", "Q2")}


def test_a_link_has_its_reasons_in_the_graph_of_its_article_and_passes_the_check(
    store: Store, article: Path, tmp_path: Path
) -> None:
    used = settings(tmp_path, "both", ACME, GLOBEX)
    build([article], store, used, date=date(2023, 3, 1))
    rows = store.query(
        """SELECT ?item ?candidate ?score { GRAPH ?g { ?link a ng:Link ; ng:linkOf/rdfs:label "Acme" ; ng:item ?item ;
           ng:score ?score ; ng:method ?how ; ng:indexVersion ?index ; ng:candidate/ng:item ?candidate } }"""
    )

    assert [(str(i.value)[-2:], str(c.value)[-2:], float(s.value) > 0.5) for i, c, s in rows] == [("Q1", "Q1", True)]
    assert list(facts.differences(store, settings=used)) == []
    assert list(check(store, used)) == []


def test_without_links_there_are_none(store: Store, article: Path, tmp_path: Path) -> None:
    used = settings(tmp_path, "both", ACME, GLOBEX)
    build([article], store, replace(used, links=False), date=date(2023, 3, 1))

    assert matches(store) == set()
    assert not store.query("ASK { GRAPH ?g { ?x a ng:Link } }")


def test_two_workers_link_as_one_does(store: Store, article: Path, tmp_path: Path) -> None:
    used = settings(tmp_path, "both", ACME, GLOBEX)
    build([article], store, replace(used, workers=2), date=date(2023, 3, 1))

    assert matches(store) == {("Acme", "Q1"), ("Globex", "Q2")}


def test_the_command_links_with_the_index_named_and_not_at_all_if_told(
    kg: Command, article: Path, tmp_path: Path
) -> None:
    index = settings(tmp_path, "both", ACME, GLOBEX).index
    question = "SELECT ?item { ?x rdfs:label 'Acme' ; skos:exactMatch ?item }"
    for name, options in {"linked": ("--index", str(index)), "bare": ("--no-links",)}.items():
        kg("build", article, "--store", tmp_path / name, *options)
    found = [
        kg("query", question, "--store", tmp_path / name, "--format", "csv").stdout.split()
        for name in ("linked", "bare")
    ]

    assert found == [["item", "http://www.wikidata.org/entity/Q1"], ["item"]]


def test_an_index_that_is_not_there_is_named(kg: Command, article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "--store", tmp_path / "store", "--index", tmp_path / "none.sqlite", code=1)

    assert "There is no index" in done.stderr
    assert "none.sqlite" in done.stderr
