"""`kg build` as users run it: repeated, shuffled, parallel, broken, interrupted and killed."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg import facts
from kg.build import Refusal, build, readings
from kg.check import check
from kg.errors import UsageError
from kg.read import find_inputs
from kg.records import Article
from kg.settings import Settings
from kg.store import Store
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.conftest import Command

SETTINGS = Settings()
DAY = date(2023, 6, 1)
MANY = 200
PARTNERSHIP = "Acme Corporation and Globex Corporation signed a partnership agreement on 1 March 2023.\n"
RENEWAL = "Globex Corporation and Acme Corporation have renewed their partnership.\n"
NAMES = ("Acme", "Globex", "Initech", "Umbra", "Vandelay", "Hooli", "Stark", "Wayne", "Tyrell", "Cyberdyne")


def export(store: Store | Path) -> bytes:
    with contextlib.ExitStack() as opened:
        it = store if isinstance(store, Store) else opened.enter_context(Store(store, create=False))
        target = it.path.parent / "export.nq"
        with target.open("wb") as out:
            it.export(out, "nq")
    return target.read_bytes()


def built(folder: Path, paths: Iterable[Path | str], settings: Settings = SETTINGS) -> bytes:
    with Store(folder) as store:
        build(paths, store, settings, date=DAY)
    return export(folder)


def write(folder: Path, **texts: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text)
    return paths


def write_many(path: Path) -> Path:
    """Two hundred articles, each with a partnership of its own pair and number."""
    lines = []
    for number in range(MANY):
        one, two = NAMES[number % 10], NAMES[(number + 1 + number // 10 % 9) % 10]
        text = f"{one} Corporation and {two} Corporation signed a partnership agreement, number {number}."
        lines.append(json.dumps({"url": f"https://news.example/{number}", "published": "2023-06-01", "text": text}))
    path.write_text("\n".join(lines))
    return path


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Two hundred articles, and the export of a store that was built from them at one go."""
    folder = tmp_path_factory.mktemp("many")
    source = write_many(folder / "many.jsonl")
    return source, built(folder / "store", [source])


def count_articles(store: Store) -> int:
    return store.counts().articles


# --- again, in any order, by any number of processes ------------------------------------------------------


def test_building_twice_changes_nothing(own_store: Path, kg: Command) -> None:
    before = export(own_store)

    done = json.loads(kg("build", EXAMPLES, "--store", own_store, "--json").stdout)

    assert (done["added"], done["replaced"], done["appeared"], done["changed"], done["gone"]) == (0, 0, 0, 0, 0)
    assert done["unchanged"] >= 10
    assert export(own_store) == before


def test_any_order_of_the_examples_gives_the_same_bytes(examples_store: Path, tmp_path: Path) -> None:
    files = list(find_inputs([EXAMPLES]))
    expected = export(examples_store)
    assert len(files) >= 10

    for seed in (1, 2, 3):
        shuffled = random.Random(seed).sample(files, len(files))  # noqa: S311 (an order, not a secret)
        with Store(tmp_path / f"store-{seed}") as store:
            build(shuffled, store, SETTINGS)
        assert export(tmp_path / f"store-{seed}") == expected


def test_readings_come_in_the_order_of_the_articles() -> None:
    articles = [Article(f"{number:016x}", f"{PARTNERSHIP}Number {number}.") for number in range(9)]

    found = list(readings(articles, replace(SETTINGS, batch_articles=2, workers=2)))

    assert [None if isinstance(each, Refusal) else each.article for each in found] == articles


def test_the_size_of_the_batches_changes_nothing(tmp_path: Path) -> None:
    paths = write(tmp_path / "in", a=PARTNERSHIP, b=RENEWAL, c="Initech sued Hooli over patents on 2 May 2023.\n")

    one_by_one = built(tmp_path / "one", paths, replace(SETTINGS, batch_articles=1))

    assert built(tmp_path / "all", paths, replace(SETTINGS, batch_articles=50)) == one_by_one


# --- what changes ----------------------------------------------------------------------------------------


def test_the_same_address_with_another_text_replaces_the_article(tmp_path: Path) -> None:
    first, second = write(tmp_path / "in", first=PARTNERSHIP, second="Initech hired Jane Doe as chief executive.\n")
    with Store(tmp_path / "store") as store:
        build([first], store, SETTINGS, url="https://news.example/1", date=DAY)
        report = build([second], store, SETTINGS, url="https://news.example/1", date=DAY)

        assert (report.added, report.replaced, count_articles(store)) == (0, 1, 1)
        assert not store.query("ASK { ?event a ng:Partnership }")
    only_second = Store(tmp_path / "only-second")
    build([second], only_second, SETTINGS, url="https://news.example/1", date=DAY)
    assert export(only_second) == export(tmp_path / "store")
    only_second.close()


def test_an_article_that_comes_twice_is_there_once(tmp_path: Path) -> None:
    [path] = write(tmp_path / "in", a=PARTNERSHIP)
    with Store(tmp_path / "store") as store:
        report = build([path, path], store, SETTINGS, date=DAY)

        assert (report.added, report.unchanged, count_articles(store)) == (1, 1, 1)


def test_another_date_of_publication_is_another_reading(tmp_path: Path) -> None:
    [path] = write(tmp_path / "in", a=PARTNERSHIP)
    with Store(tmp_path / "store") as store:
        build([path], store, SETTINGS, date=DAY)
        report = build([path], store, SETTINGS, date=date(2023, 6, 2))

        assert (report.added, report.replaced, report.unchanged) == (0, 1, 0)


def test_the_report_counts_each_fact_once_for_the_whole_build(tmp_path: Path) -> None:
    paths = write(tmp_path / "in", a=PARTNERSHIP, b=RENEWAL)
    with Store(tmp_path / "store") as store:
        report = build(paths, store, replace(SETTINGS, batch_articles=1), date=DAY)
        subjects = {row["s"] for row in store.query("SELECT DISTINCT ?s { ?s ng:sourceCount ?n }")}  # type: ignore[union-attr,index]  # a SELECT gives rows

    assert len(subjects) >= 3
    assert (report.appeared, report.changed, report.gone) == (len(subjects), 0, 0)


# --- retract and rebuild ---------------------------------------------------------------------------------


def test_a_deal_in_two_articles_survives_the_loss_of_one_and_goes_with_both(kg: Command, tmp_path: Path) -> None:
    folder, [first, second] = tmp_path / "store", write(tmp_path / "in", a=PARTNERSHIP, b=RENEWAL)
    kg("build", first, "--url", "https://news.example/a", "--store", folder)
    kg("build", second, "--url", "https://news.example/b", "--store", folder)

    one = kg("retract", "https://news.example/a", "--store", folder)
    assert "stays  Partnership of Acme and Globex" in one.stdout
    claims = kg("why", "id/event/partnership--acme--globex", "--store", folder)
    assert "   > Globex Corporation and Acme Corporation have renewed their partnership.\n" in claims.stdout
    assert "1 March 2023" not in claims.stdout

    both = kg("retract", "https://news.example/b", "--store", folder)
    assert "gone   Partnership of Acme and Globex" in both.stdout
    left = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } FILTER (!STRENDS(STR(?g), '/graph/history')) } }"
    assert kg("query", left, "--store", folder).stdout == "false\n"  # only the history remembers


def test_a_rebuild_of_the_facts_gives_the_same_bytes(own_store: Path) -> None:
    before = export(own_store)
    with Store(own_store) as store:
        store.update("DROP DEFAULT")
        assert export(store) != before

        assert facts.rebuild(store, settings=SETTINGS) > 10

    assert export(own_store) == before


def test_the_examples_pass_the_check_with_all_their_evidence(own_store: Path) -> None:
    with Store(own_store) as store:
        evidence = sum(1 for _ in store.query("SELECT ?e { GRAPH ?g { ?e a ng:Evidence } }"))  # type: ignore[misc,arg-type]  # a SELECT gives rows

        assert evidence >= 50
        assert list(check(store, SETTINGS)) == []


# --- what goes wrong -------------------------------------------------------------------------------------


def test_inputs_that_cannot_be_read_are_named_and_the_others_are_stored(kg: Command, tmp_path: Path) -> None:
    [good] = write(tmp_path / "in", good=PARTNERSHIP)
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    missing = tmp_path / "missing.txt"

    done = kg("build", empty, good, binary, missing, "--store", tmp_path / "store", "--json", code=3)

    report = json.loads(done.stdout)
    assert report["added"] == 1
    assert [each["origin"] for each in report["refused"]] == [str(empty), str(binary), str(missing)]
    assert [line.split(": ")[0] for line in done.stderr.splitlines() if line.startswith("refused")] == [
        f"refused {empty}",
        f"refused {binary}",
        f"refused {missing}",
    ]


def test_one_address_cannot_be_of_several_inputs(tmp_path: Path) -> None:
    paths = write(tmp_path, one=PARTNERSHIP, two=RENEWAL)

    with Store(tmp_path / "store") as store, pytest.raises(UsageError, match="cannot be the address of 2 inputs"):
        build(paths, store, SETTINGS, url="https://news.example/1")


def test_the_fields_of_json_lines_can_be_named(kg: Command, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"link": "https://news.example/1", "body": PARTNERSHIP}))

    kg("build", lines, "--field", "url=link", "--field", "text=body", "--store", tmp_path / "store")

    with Store(tmp_path / "store") as store:
        (row,) = store.query("SELECT ?u { GRAPH ?g { ?a schema:url ?u } }")
    assert row[0].value == "https://news.example/1"


def test_an_article_that_no_step_can_digest_costs_itself_alone() -> None:
    texts = {"a.txt": PARTNERSHIP, "half-a-character.txt": "Acme \ud800 Corporation", "b.txt": RENEWAL}
    articles = [Article(f"{n:016x}", text, origin=origin) for n, (origin, text) in enumerate(texts.items())]

    first, refused, last = readings(articles, SETTINGS)

    assert isinstance(refused, Refusal)
    assert refused.origin == "half-a-character.txt"
    assert "please report" in refused.reason
    assert [each.article for each in (first, last) if not isinstance(each, Refusal)] == [articles[0], articles[2]]


def test_a_terminal_shows_a_bar_with_count_rate_and_time_left(clean_env: dict[str, str], tmp_path: Path) -> None:
    [good] = write(tmp_path / "in", good=PARTNERSHIP)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", "build", str(good), "--store", str(tmp_path / "store")]
    env = {**clean_env, "TERM": "xterm"}

    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = read_to_the_end(ours)

    assert process.returncode == 0
    assert "Reading" in shown
    assert "0/1 articles, 0.0/s, left:" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert "Articles: 1 added" in shown


def read_to_the_end(terminal: int) -> str:
    """All that a terminal shows until its last process closes it."""
    shown = b""
    with open(terminal, "rb", buffering=0) as stream, contextlib.suppress(OSError):  # its end is an error on Linux
        while chunk := stream.read(4096):
            shown += chunk
    return shown.decode()


def test_standard_input_is_an_article(kg: Command, tmp_path: Path) -> None:
    kg("build", "-", "--date", "2023-06-01", "--store", tmp_path / "store", given=PARTNERSHIP)

    found = kg("query", "ASK { ?p a ng:Partnership ; ng:status ?any }", "--store", tmp_path / "store")
    assert found.stdout == "true\n"


def test_the_summary_names_the_next_commands(kg: Command, tmp_path: Path) -> None:
    [good] = write(tmp_path / "in", good=PARTNERSHIP)

    done = kg("build", good, "--store", tmp_path / "store")

    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].startswith("Articles: 1 added, 0 replaced, 0 unchanged, 0 refused, in ")
    assert lines[1].startswith("Facts: ")
    assert lines[2] == f"Next: kg serve --store {tmp_path / 'store'}, or kg why --store {tmp_path / 'store'} NAME"


def start_many(source: Path, store: Path, env: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg.cli", "build", str(source), "--store", str(store), *options]
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)  # in a background job it is ignored
    try:
        return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, usual)


def wait_until_under_way(store: Path, process: subprocess.Popen[bytes]) -> None:
    """Return as soon as the store's log has grown by some articles, while others are still to come.

    Sixteen articles, one transaction, have less than 1 MB there: a log that is longer has the first ones whole.
    """

    def logged() -> int:
        return sum(path.stat().st_size for path in store.glob("*.log"))

    while process.poll() is None and logged() < 1_500_000:
        select.select([process.stderr], [], [], 0.02)
    assert process.poll() is None, process.stderr and process.stderr.read()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_build_leaves_a_whole_store_and_goes_on(
    tmp_path: Path,
    clean_env: dict[str, str],
    kg: Command,
    many: tuple[Path, bytes],
    workers: str,
) -> None:
    (source, expected), folder = many, tmp_path / "store"
    process = start_many(source, folder, clean_env, "--workers", workers)
    wait_until_under_way(folder, process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with Store(folder, create=False) as store:
        assert 0 < (half := count_articles(store)) < MANY
        assert list(facts.differences(store, settings=SETTINGS)) == []

    report = json.loads(kg("build", source, "--store", folder, "--workers", workers, "--json").stdout)

    assert (report["added"], report["replaced"], report["unchanged"]) == (MANY - half, 0, half)
    assert export(folder) == expected


def test_ctrl_c_stops_a_build_that_then_goes_on(
    tmp_path: Path, clean_env: dict[str, str], kg: Command, many: tuple[Path, bytes]
) -> None:
    (source, expected), folder = many, tmp_path / "store"
    process = start_many(source, folder, clean_env)
    wait_until_under_way(folder, process)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate()

    assert process.returncode == 130
    assert errors.decode().startswith("Stopped. What was done is in the store; the same command goes on from here.")
    assert json.loads(kg("build", source, "--store", folder, "--json").stdout)["unchanged"] > 0
    assert export(folder) == expected
