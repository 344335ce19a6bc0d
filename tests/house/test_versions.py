"""What says a version or a name says the same one."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__

if TYPE_CHECKING:
    from tests.conftest import Command

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_package_has_the_version_of_pyproject() -> None:
    assert __version__ == PROJECT["version"]


def test_the_command_says_the_version_of_pyproject(kg: Command) -> None:
    assert kg("--version").stdout == f"kg, version {PROJECT['version']}\n"


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    newest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert newest
    assert newest[1] == PROJECT["version"]


def test_the_distribution_gives_the_command_kg() -> None:
    commands = entry_points(group="console_scripts")

    assert commands["kg"].value == "kg.cli:main"


def test_the_makefile_has_the_promised_targets_and_documents_each() -> None:
    makefile = (ROOT / "Makefile").read_text()
    documented = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))

    assert documented >= {"demo", "test", "lint", "docs", "bench", "quality", "wheel"}
