"""The wheel has everything inside: unpacked elsewhere, it gives the whole command."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("kg", "ontology", "server")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("newsgraph-*.whl")
    return built


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    files = [path for name in OURS for path in (ROOT / name).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    expected = {path.relative_to(ROOT).as_posix() for path in files}
    expected |= {f"kg/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "examples").iterdir()}
    assert {"kg/cli/__init__.py", "ontology/shapes.ttl", "server/serving.py"} < expected

    inside = set(zipfile.ZipFile(wheel).namelist())

    assert {name for name in inside if ".dist-info/" not in name} == expected


def test_the_unpacked_wheel_runs_the_demo_from_its_own_files(
    wheel: Path, tmp_path: Path, clean_env: dict[str, str]
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    env = {**clean_env, "PYTHONPATH": str(tmp_path / "site")}
    show = "import kg, server, ontology; print(*(each.__file__ for each in (kg, server, ontology)), sep='\\n')"

    where = subprocess.run([sys.executable, "-c", show], env=env, cwd=tmp_path, check=True, capture_output=True)
    demo = [sys.executable, "-m", "kg.cli", "demo", "--once"]
    shown = subprocess.run(demo, env=env, cwd=tmp_path, check=True, capture_output=True).stdout.decode()

    assert [line.startswith(str(tmp_path / "site")) for line in where.stdout.decode().splitlines()] == [True] * 3
    lines = shown.splitlines()
    assert lines[0].split(" ")[1] == "articles,"
    assert sum(line.startswith("  > ") for line in lines) == 3
    assert lines[-1].strip()
    assert "$ kg query --store newsgraph-demo" in shown
