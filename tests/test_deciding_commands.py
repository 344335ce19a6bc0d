"""The commands by which a person decides, as processes with their output and exit codes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kg.facts import put
from kg.records import Entity, Kind
from kg.settings import Settings
from kg.store import Store
from tests import newsroom
from tests.newsroom import HARBOUR, HARBOUR_PAY, NORTHWIND, ROSA, article_id
from tests.readings import reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

SETTINGS = Settings()
HISTORY = f"GRAPH <{SETTINGS.base}graph/history>"
ORGANIZATIONS = "SELECT ?x WHERE { ?x a ng:Organization } ORDER BY ?x"
DAY = {"SOURCE_DATE_EPOCH": "1767225600"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store with the articles of `newsroom`."""
    with Store(tmp_path / "store") as store:
        newsroom.fill(store, SETTINGS)
    return tmp_path / "store"


def asked(kg: Command, folder: Path, query: str) -> list[str]:
    """The rows as they stand in the CSV, without the base."""
    lines = kg("query", query, "--format", "csv", "--store", folder).stdout.splitlines()
    return [line.replace(SETTINGS.base, "") for line in lines[1:]]


def test_a_merge_goes_by_names_though_one_is_known_by_the_other(kg: Command, tmp_path: Path) -> None:
    whole = Entity("id/organization/national-rail", Kind.ORGANIZATION, "National Rail", ("NR",))
    acronym = Entity("id/organization/nr", Kind.ORGANIZATION, "NR")
    with Store(tmp_path / "store") as store:
        for name, entity in (("a", whole), ("b", acronym)):
            put(store, reading(name, entity), settings=SETTINGS, reading_hash="1")
    merged = kg("merge", "National Rail", "NR", "--reason", "its acronym", "--store", tmp_path / "store")

    assert merged.returncode == 0
    assert asked(kg, tmp_path / "store", ORGANIZATIONS) == [whole.key]


def test_a_merge_is_made_listed_exported_and_undone(kg: Command, folder: Path, tmp_path: Path) -> None:
    before = kg("export", "--format", "nt", "--store", folder).stdout
    merged = ("merge", "Northwind", HARBOUR.key, "--reason", "one group", "--by", "Ada", "--store", folder)
    done = kg(*merged, env=DAY)
    digits = re.findall(r"kg undo ([0-9a-f]{16})", done.stdout)

    assert "  gone   id/organization/harbour-bank\n" in done.stdout
    assert asked(kg, folder, ORGANIZATIONS) == ["id/organization/%3Cscript%3E", NORTHWIND.key]
    assert kg("decisions", "--store", folder).stdout.splitlines() == [
        f"{digits[0]}  merge: absorbs {HARBOUR.key}, keeps {NORTHWIND.key}",
        "  by Ada, 2026-01-01 00:00: one group",
    ]
    assert kg("check", "--store", folder).stderr.startswith("0 violations")
    whole = tmp_path / "whole.nq"
    kg("export", whole, "--store", folder)
    kg("import", whole, "--store", tmp_path / "other")
    assert asked(kg, tmp_path / "other", ORGANIZATIONS) == asked(kg, folder, ORGANIZATIONS)

    kg("undo", digits[0][:6], "--reason", "two groups", "--by", "Ben", "--store", folder)
    assert kg("export", "--format", "nt", "--store", folder).stdout == before
    assert kg("decisions", "--store", folder).stdout == ""


def test_a_split_gives_an_article_a_thing_of_its_own(kg: Command, folder: Path) -> None:
    args = ("--in", article_id("denial"), "--as", "Shipping", "--reason", "the line, not the airline", "--json")
    done = json.loads(kg("split", "Northwind", *args, "--store", folder).stdout)

    assert f"{NORTHWIND.key}~shipping" in done["appeared"]
    assert asked(kg, folder, "SELECT ?x { ?e a ng:Acquisition ; ng:acquired ?x }") == [f"{NORTHWIND.key}~shipping"]


def test_the_decisions_of_an_export_bring_the_facts_of_another_store_in_line(
    kg: Command, folder: Path, tmp_path: Path
) -> None:
    other, curated = tmp_path / "other", tmp_path / "curated.nq"
    with Store(other) as store:
        newsroom.fill(store, SETTINGS)
    kg("merge", NORTHWIND.key, HARBOUR.key, "--reason", "one group", "--store", folder)
    lines = kg("export", "--format", "nq", "--store", folder).stdout.splitlines(keepends=True)
    curated.write_text("".join(line for line in lines if "/graph/curated>" in line))
    kg("import", curated, "--store", other)

    assert kg("export", "--format", "nq", "--store", other).stdout.splitlines(keepends=True) == lines


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("merge", NORTHWIND.key, ROSA.key, "--reason", "x"), 2, "different kinds"),
        (("merge", NORTHWIND.key, "Nobody", "--reason", "x"), 1, "has no 'Nobody'"),
        (("merge", NORTHWIND.key, HARBOUR.key), 2, "Missing option '--reason'"),
        (("undo", "ffff"), 1, "No decisions in force begin with 'ffff'"),
        (("split", HARBOUR_PAY.key, "--in", "none", "--as", "x", "--reason", "x"), 1, "No article 'none'"),
        (
            ("split", ROSA.key, "--in", article_id("denial"), "--as", "x", "--reason", "x"),
            2,
            f"does not speak of {ROSA.key}: name one that does",
        ),
        (("merge", NORTHWIND.key, HARBOUR.key, "--reason", " "), 2, "The reason is empty"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_reason(
    kg: Command, folder: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    assert message in kg(*args, "--store", folder, code=code).stderr


def test_a_retraction_keeps_its_reason_and_who_gave_it(kg: Command, folder: Path) -> None:
    kg("retract", article_id("fees"), "--reason", "withdrawn", "--by", "Ada", "--store", folder, env=DAY)

    stone = "?r a ng:Retraction ; ng:reason ?why ; ng:decidedBy ?who ; prov:generatedAtTime ?at"
    assert asked(kg, folder, f"SELECT ?why ?who ?at {{ {HISTORY} {{ {stone} }} }}") == [
        "withdrawn,Ada,2026-01-01T00:00:00Z"
    ]


def test_names_in_doubt_are_listed_with_the_command_that_decides(kg: Command, folder: Path) -> None:
    with Store(folder) as store:
        store.update(
            f"INSERT DATA {{ <{SETTINGS.base}id/organization/harbour> a ng:Organization ; rdfs:label 'Harbour' . "
            f"<{SETTINGS.base}{HARBOUR.key}> skos:altLabel 'Harbour' }}"
        )
    done = kg("review", "--store", folder)

    assert done.stdout.splitlines() == [
        "Perhaps one: <id/organization/harbour-bank> and <id/organization/harbour>, both called Harbour",
        "  kg merge id/organization/harbour-bank id/organization/harbour --reason 'both are called Harbour'",
    ]
    assert done.stderr == "0 names may stand for several things, 1 pairs may be one.\n"
