"""`kg link review` by its keys, through a pipe and on a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
import threading
from typing import TYPE_CHECKING

import pytest

from kg.facts import decisions
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from tests.wikidata.doubtful import fill, make_index

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

BASE = Settings().base
RIGHT = b"\x1b[C"
ATTEMPTS, PAUSE = 3000, 0.01


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with Store(tmp_path / "store") as opened:
        fill(opened)
    return tmp_path / "store"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("index"))


def made(store: Path) -> list[tuple[str, str, str, str]]:
    """(entity, ruling, item, who) of each decision in force."""
    with Store(store) as opened:
        found = decisions(opened, base=BASE, kind=terms.LINK_DECISION)
    told = [{name.removeprefix(terms.NG): value.value for name, value in each.says} | {"by": each.by} for each in found]
    return [
        (
            each["decidedEntity"].removeprefix(BASE),
            each["ruling"].removeprefix(terms.NG),
            each.get("decidedItem", "").removeprefix(terms.WD),
            each["by"],
        )
        for each in told
    ]


def reviewed(kg: Command, store: Path, index: Path, keys: str) -> str:
    return kg("link", "review", "--store", store, "--index", index, "--by", "Ada", given=keys).stdout


def test_what_is_shown_helps_to_decide(kg: Command, store: Path, index: Path) -> None:
    assert reviewed(kg, store, index, "q").splitlines() == [
        "",
        "[1 of 2] Rockets (organization, 2 sources, now closeMatch)",
        "    also called The Rockets",
        "    > “The Rockets beat Mercury.” (Headline, 2023-03-01)",
        "    > “Rockets again.” (Headline, 2023-03-01)",
        "> 1  Houston Rockets  Q161345  0.70 (linked now)",
        "       organization: basketball team in Houston",
        "       also called Rockets",
        "       country United States; league NBA",
        "  2  rocket  Q41291  0.20",
        "       product: vehicle",
    ]
    assert made(store) == []


def test_keys_decide_go_back_and_undo(kg: Command, store: Path, index: Path) -> None:
    rockets, mercury = "id/organization/rockets", "id/organization/mercury"
    reviewed(kg, store, index, "an")
    assert made(store) == [(rockets, "accepted", "Q161345", "Ada"), (mercury, "absent", "", "Ada")]
    assert "No link is in doubt" in kg("link", "review", "--store", store, "--index", index, given="q").stderr


def test_another_candidate_is_chosen_by_its_digit_and_a_mistake_undone(kg: Command, store: Path, index: Path) -> None:
    rockets, mercury = "id/organization/rockets", "id/organization/mercury"
    reviewed(kg, store, index, "2azr")
    assert made(store) == [(rockets, "rejected", "Q161345", "Ada")]
    reviewed(kg, store, index, "\nb\nu")  # next, back, next; of the two, Mercury is last
    assert made(store) == [(rockets, "rejected", "Q161345", "Ada"), (mercury, "unsure", "", "Ada")]


def test_what_is_in_doubt_can_be_listed(kg: Command, store: Path) -> None:
    listed = kg("link", "review", "--list", "--store", store).stdout.splitlines()
    assert listed == [
        f"0.70  Rockets  <{BASE}id/organization/rockets>",
        f"0.30  Mercury  <{BASE}id/organization/mercury>",
    ]
    assert [each["label"] for each in json.loads(kg("link", "review", "--json", "--store", store).stdout)] == [
        "Rockets",
        "Mercury",
    ]


def press(terminal: int, *keys: bytes) -> None:
    """Press each key once the terminal waits for single keys: what is typed before is thrown away."""
    pause = threading.Event()
    for key in keys:
        for _ in range(ATTEMPTS):
            if not termios.tcgetattr(terminal)[3] & termios.ICANON:
                break
            pause.wait(PAUSE)
        os.write(terminal, key)
        for _ in range(ATTEMPTS):  # until it was taken, and the terminal is as before
            if termios.tcgetattr(terminal)[3] & termios.ICANON:
                break
            pause.wait(PAUSE)


def test_a_terminal_takes_single_keys_and_arrows(
    clean_env: dict[str, str], store: Path, index: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "kg.cli", "link", "review", "--store", store, "--index", index, "--by", "Ada"]
    leader, follower = pty.openpty()
    env = {**clean_env, "TERM": "xterm"}
    with (
        (tmp_path / "out").open("wb") as out,
        subprocess.Popen([*map(str, command)], stdin=follower, stdout=out, stderr=out, env=env) as process,
    ):
        press(leader, RIGHT, b"u", b"q")
        assert process.wait(timeout=60) == 0, (tmp_path / "out").read_text()
    os.close(leader)
    os.close(follower)
    assert made(store) == [("id/organization/mercury", "unsure", "", "Ada")]
