"""What all tests share: the command `kg`, the graph of the bundled examples, and the count of cases per folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
hypothesis.settings.register_profile("any-machine", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("any-machine")  # a busy machine draws slowly, which says nothing of the code
CASES = pytest.StashKey[Counter[str]]()


class Command(Protocol):
    """Runs `kg` as a user does: in a process of its own."""

    def __call__(
        self,
        *args: str | Path,
        code: int = 0,
        given: str | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew instead of comparing")


def pytest_collection_finish(session: pytest.Session) -> None:
    folders = (item.path.parent.relative_to(ROOT).as_posix() for item in session.items)
    session.config.stash[CASES] = Counter(folders)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    cases = config.stash.get(CASES, Counter())
    terminalreporter.section("cases per collection")
    for folder, count in sorted(cases.items()):
        terminalreporter.write_line(f"{count:6} {folder}")


@pytest.fixture(scope="session")
def clean_env() -> dict[str, str]:
    """This process's environment without settings of the user's, and with this Python's commands first."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSGRAPH_")}
    return {**env, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}", "COLUMNS": "100"}


@pytest.fixture(scope="session")
def kg(clean_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command `kg`; a test names the exit code that it expects."""
    elsewhere = tmp_path_factory.mktemp("cwd")

    def run(
        *args: str | Path,
        code: int = 0,
        given: str | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg.cli", *map(str, args)],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=elsewhere,
            env={**clean_env, **(env or {})},
            timeout=300,
            check=False,
        )
        text = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
        assert text.returncode == code, f"kg {args} gave {text.returncode}:\n{text.stdout}\n{text.stderr}"
        return text

    return run


@pytest.fixture(scope="session")
def examples_store(kg: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with all bundled examples; read it, and copy it (`own_store`) to write."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    kg("build", EXAMPLES, "--store", folder, env={"SOURCE_DATE_EPOCH": "1767225600"})  # so that the history is the same
    return folder


@pytest.fixture
def own_store(examples_store: Path, tmp_path: Path) -> Path:
    """A copy of the examples' store for one test to change."""
    return Path(shutil.copytree(examples_store, tmp_path / "own-store"))
