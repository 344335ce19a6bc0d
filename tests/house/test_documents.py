"""What the documents show is true: commands exist, shown blocks print what they show, links lead somewhere.

`pytest tests/house --update-golden` writes what the blocks print now.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.cli import main
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [document for document in DOCUMENTS if BLOCK.search(document.read_text())]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands(block: str) -> Iterator[str]:
    """The commands of a block, each with the lines of its here-document."""
    lines = iter(block.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            if mark := re.search(r"<<'?(\w+)'?", command):
                for more in lines:
                    command += f"\n{more}"
                    if more == mark[1]:
                        break
            yield command


def printed(document: Path, folder: Path, env: dict[str, str]) -> str:
    """The document with every block's output as it is now."""

    def run(block: re.Match[str]) -> str:
        shown = []
        for command in commands(block[1]):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607 (the documents show commands for a shell)
                cwd=folder,
                env=env,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            shown.append(f"$ {command}\n{done.stdout}")
        return f"```console\n{''.join(shown)}```"

    return BLOCK.sub(run, document.read_text())


def test_there_are_documents_that_show_commands() -> None:
    assert {name(path) for path in SHOWN} >= {"README.md", "docs/tutorial.md", "docs/how-it-works.md"}
    assert sum(len(list(commands(block))) for path in SHOWN for block in BLOCK.findall(path.read_text())) >= 10


@pytest.mark.parametrize("document", SHOWN, ids=name)
def test_a_shown_block_prints_what_it_shows(
    document: Path, tmp_path: Path, clean_env: dict[str, str], request: pytest.FixtureRequest
) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)

    found = printed(document, tmp_path, clean_env)

    if request.config.getoption("--update-golden"):
        document.write_text(found)
    assert document.read_text() == found


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_the_commands_that_a_document_names_exist(document: Path) -> None:
    text = document.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:`|^ +|\$ )kg ([a-z]+)", text, re.MULTILINE)) - set(main.commands) == set()
    assert set(re.findall(r"(?:`|^ +|\$ )make ([a-z]+)", text, re.MULTILINE)) - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_the_links_of_a_document_lead_somewhere(document: Path) -> None:
    assert [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()] == []


def test_the_generated_pages_are_up_to_date(clean_env: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], env=clean_env, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_readme_is_one_screen() -> None:
    prose = BLOCK.sub("", (ROOT / "README.md").read_text())

    assert len(prose.splitlines()) <= 40
