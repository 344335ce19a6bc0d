"""The commands that ask and copy a store, as processes with their output and exit codes."""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.settings import Settings
from kg.store import Store
from tests import newsroom
from tests.newsroom import CARD, CHIEF, HARBOUR, HARBOUR_PAY, TAKEOVER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

SETTINGS = Settings()
BASE = SETTINGS.base
PARTNERS = (
    "SELECT ?name ?status { ?p a ng:Partnership ; ng:status ?status ; ng:partner/rdfs:label ?name } ORDER BY ?name"
)
COMMANDS = (
    "build",
    "serve",
    "query",
    "ask",
    "why",
    "diff",
    "export",
    "import",
    "retract",
    "merge",
    "split",
    "undo",
    "decisions",
    "review",
    "link",
    "check",
    "backup",
    "restore",
    "doctor",
    "eval",
    "demo",
)


@pytest.fixture(scope="module")
def newsroom_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the articles of `newsroom`, for reading."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    with Store(folder) as store:
        newsroom.fill(store, SETTINGS)
    return folder


def exported(folder: Path, kg: Command) -> str:
    return kg("export", "--format", "nq", "--store", folder).stdout


# --- help and mistakes -----------------------------------------------------------------------------------


def test_help_lists_every_command(kg: Command) -> None:
    shown = kg("--help").stdout.partition("Commands:\n")[2].splitlines()

    assert tuple(line.split()[0] for line in shown) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"], prog_name="kg").stdout

    assert shown.startswith(f"Usage: kg {command}")
    assert ("--store" in shown) == (
        command not in {"demo", "eval", "link"}
    )  # a group's commands have options of their own


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["build"], 2, "Missing argument 'PATH...'"),
        (["fly"], 2, "No such command 'fly'"),
        (["build", "x.txt", "--date", "yesterday"], 2, "'yesterday' does not match the format '%Y-%m-%d'"),
        (["build", "x.txt", "--workers", "0"], 2, "0 is not in the range"),
        (["query"], 2, "Give the query either as an argument or as -f FILE"),
        (["query", "ASK {}", "--format", "pdf"], 2, "There is no format 'pdf': use one of table, json, csv"),
        (["export", "graph.pdf"], 2, "There is no export format '.pdf'"),
        (["query", "ASK {}", "--store", "nowhere"], 1, "There is no store in nowhere: make one with `kg build`"),
        (["serve", "--store", "nowhere"], 1, "There is no store in nowhere: make one with `kg build`"),
        (["export", "--entity", "a", "--article", "b", "--store", "nowhere"], 2, "--entity or --article, not both"),
        (["import", "missing.ttl"], 2, "File 'missing.ttl' does not exist"),
        (["diff", "--since", "2026-02-01", "--until", "2026-01-01"], 2, "--since (2026-02-01 23:59) is later than"),
    ],
)
def test_a_mistake_gives_one_message_and_its_exit_code(kg: Command, args: list[str], code: int, message: str) -> None:
    done = kg(*args, code=code)

    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_another_process_has_is_named_with_what_to_do(kg: Command, tmp_path: Path) -> None:
    with Store(tmp_path / "store"):
        done = kg("query", "ASK {}", "--store", tmp_path / "store", code=1)

    assert "is in use by another process" in done.stderr
    assert "stop that one first, or name another folder with --store" in done.stderr


def test_the_store_and_the_base_can_come_from_the_environment(kg: Command, tmp_path: Path) -> None:
    env = {"NEWSGRAPH_STORE": str(tmp_path / "store"), "NEWSGRAPH_BASE": "https://graph.example/"}
    kg("build", "-", given="Acme Corporation and Globex Corporation signed a partnership agreement.", env=env)

    rows = kg("query", "SELECT ?p { ?p a ng:Partnership }", "--format", "csv", env=env).stdout
    assert rows == "p\r\nhttps://graph.example/id/event/partnership--acme--globex\r\n"


# --- query -----------------------------------------------------------------------------------------------


def test_a_table_is_readable_and_shortens_iris(kg: Command, newsroom_store: Path) -> None:
    shown = kg("query", PARTNERS, "--store", newsroom_store).stdout

    assert [line.split() for line in shown.splitlines()] == [
        ["name", "status"],
        ["─" * 24],
        ["Harbour", "Bank", "ng:active"],
        ["Northwind", "ng:active"],
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("csv", "name,status\r\nHarbour Bank,{}\r\nNorthwind,{}\r\n"),
        ("tsv", '?name\t?status\n"Harbour Bank"\t<{}>\n"Northwind"\t<{}>\n'),
    ],
)
def test_rows_come_in_the_standard_formats(kg: Command, newsroom_store: Path, name: str, expected: str) -> None:
    active = "https://w3id.org/newsgraph/ontology#active"

    assert kg("query", PARTNERS, "--format", name, "--store", newsroom_store).stdout == expected.format(active, active)


def test_rows_come_as_json(kg: Command, newsroom_store: Path) -> None:
    answer = json.loads(kg("query", PARTNERS, "--format", "json", "--store", newsroom_store).stdout)

    assert [row["name"]["value"] for row in answer["results"]["bindings"]] == ["Harbour Bank", "Northwind"]


def test_a_graph_comes_as_ntriples(kg: Command, newsroom_store: Path) -> None:
    query = "CONSTRUCT { ?role ng:roleStatus ?status } { ?role ng:roleStatus ?status ; ng:holder ?who }"

    assert kg("query", query, "--format", "nt", "--store", newsroom_store).stdout == (
        f"<{BASE}{CHIEF.key}> <https://w3id.org/newsgraph/ontology#roleStatus> "
        "<https://w3id.org/newsgraph/ontology#current> .\n"
    )


def test_a_query_can_come_from_a_file(kg: Command, newsroom_store: Path, tmp_path: Path) -> None:
    (tmp_path / "ask.rq").write_text("ASK { ?p a ng:Partnership }")

    assert kg("query", "-f", tmp_path / "ask.rq", "--store", newsroom_store).stdout == "true\n"


@pytest.mark.parametrize(("query", "name"), [("SELECT * { ?s ?p ?o }", "ttl"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv")])
def test_a_format_of_the_other_kind_is_refused(kg: Command, newsroom_store: Path, query: str, name: str) -> None:
    done = kg("query", query, "--format", name, "--store", newsroom_store, code=2)

    assert f"which has no format '{name}': use one of " in done.stderr


def test_a_broken_query_shows_the_place(kg: Command, newsroom_store: Path) -> None:
    done = kg("query", "SELECT ?x {\n  ?x a ; }", "--store", newsroom_store, code=2)

    assert "The query does not parse at line 2" in done.stderr


# --- why -------------------------------------------------------------------------------------------------


def test_why_prints_the_sentence_the_stance_and_the_article(kg: Command, newsroom_store: Path) -> None:
    assert kg("why", TAKEOVER.key, "--store", newsroom_store).stdout == (
        "Acquisition of Northwind by Harbour Bank\n"
        "  Acquisition, Event, denied, known from 1 source\n"
        f"  <{BASE}{TAKEOVER.key}>\n"
        "  acquired: Northwind\n"
        "  acquirer: Harbour Bank\n"
        "\n"
        "1. negated, planned, denied, says Northwind, confidence 0.90\n"
        "   > Northwind denied on Friday that it is to be bought by Harbour Bank\n"
        f"   in Northwind denies takeover talk, {BASE}article/{newsroom.article_id('denial')}, characters 32-98\n"
    )


def test_why_as_json_has_everything(kg: Command, newsroom_store: Path) -> None:
    found = json.loads(kg("why", CARD.key, "--json", "--store", newsroom_store).stdout)

    assert (found["iri"], found["status"], found["source_count"]) == (BASE + CARD.key, "active", 2)
    assert len(found["claims"]) == 4
    assert {"iri", "start", "end", "text"} == set(found["claims"][0]["passages"][0])


def test_why_of_nothing_fails_and_says_what_is_near(kg: Command, newsroom_store: Path) -> None:
    done = kg("why", "Harbour Card", "--store", newsroom_store, code=1)

    assert "The store has no 'Harbour Card'. Near it:" in done.stderr
    assert "Harbour Pay" in done.stderr


# --- export, import, backup ------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_an_export_of_all_comes_back_by_import(kg: Command, newsroom_store: Path, tmp_path: Path, suffix: str) -> None:
    kg("export", tmp_path / f"all.{suffix}", "--store", newsroom_store)
    kg("import", tmp_path / f"all.{suffix}", "--store", tmp_path / "store")

    assert exported(tmp_path / "store", kg) == exported(newsroom_store, kg)


def test_imported_claims_bring_their_facts(kg: Command, newsroom_store: Path, tmp_path: Path) -> None:
    lines = exported(newsroom_store, kg).splitlines(keepends=True)
    claims = [line for line in lines if f"<{BASE}graph/" in line]
    assert 0 < len(claims) < len(lines)
    fees = [line for line in claims if newsroom.article_id("fees") in line]
    (tmp_path / "fees.nq").write_text("".join(fees))
    (tmp_path / "others.nq").write_text("".join(line for line in claims if line not in fees))

    kg("import", tmp_path / "others.nq", "--store", tmp_path / "store")
    assert exported(tmp_path / "store", kg) != exported(newsroom_store, kg)
    kg("import", tmp_path / "fees.nq", "--store", tmp_path / "store")

    assert exported(tmp_path / "store", kg) == exported(newsroom_store, kg)


def test_an_import_looks_at_the_facts_of_what_its_file_tells_of_alone(
    kg: Command, newsroom_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, strange = f'<{BASE}id/organization/northwind> <a:p> "by hand" .\n', '<a:s> <a:p> "by hand" .\n'
    (tmp_path / "by-hand.nt").write_text(told + strange)
    lines = exported(newsroom_store, kg).splitlines(keepends=True)
    (tmp_path / "all.nq").write_text("".join(line for line in lines if f"<{BASE}graph/" in line))
    monkeypatch.setattr("kg.load._CHUNK", 7)
    monkeypatch.setattr("kg.facts.keeping._QUADS_AT_ONCE", 7)

    kg("import", tmp_path / "by-hand.nt", "--store", tmp_path / "store")
    assert exported(tmp_path / "store", kg) == strange + told
    kg("import", tmp_path / "all.nq", "--store", tmp_path / "store")
    assert exported(tmp_path / "store", kg) == strange + exported(newsroom_store, kg)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("<a:s> <a:p> <a:o> .\n<a:s> <a:p> .\n", "does not parse as"), ("<a:s> <a:p> _:b .\n", "has a blank node")],
)
def test_a_broken_file_is_refused_whole(kg: Command, tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "good.nt").write_text("<a:good> <a:p> <a:o> .\n")
    (tmp_path / "bad.nt").write_text(text)

    done = kg("import", tmp_path / "bad.nt", tmp_path / "good.nt", "--store", tmp_path / "store", code=3)

    assert f"refused {tmp_path / 'bad.nt'}: it {reason}" in done.stderr
    assert exported(tmp_path / "store", kg) == "<a:good> <a:p> <a:o> .\n"


def test_a_file_of_no_known_format_is_refused_and_the_others_are_loaded(kg: Command, tmp_path: Path) -> None:
    files = (tmp_path / "words.txt", tmp_path / "good.nt")
    for each in files:
        each.write_text("<a:good> <a:p> <a:o> .\n")
    done = kg("import", *files, "--store", tmp_path / "store", code=3)

    assert f"refused {files[0]}: its suffix is of no format of RDF; give it one of .ttl, .nt, .nq" in done.stderr
    assert exported(tmp_path / "store", kg) == "<a:good> <a:p> <a:o> .\n"


def test_an_entity_is_exported_with_its_events_and_roles(kg: Command, newsroom_store: Path) -> None:
    shown = kg("export", "--format", "nt", "--entity", "Harbour Pay", "--store", newsroom_store).stdout

    assert {line.split()[0] for line in shown.splitlines()} == {f"<{BASE}{HARBOUR_PAY.key}>"}
    assert f"<https://w3id.org/newsgraph/ontology#productOf> <{BASE}{HARBOUR.key}> ." in shown


def test_an_article_is_exported_by_its_address(kg: Command, newsroom_store: Path) -> None:
    shown = kg("export", "--format", "nq", "--article", "https://news.example/card", "--store", newsroom_store).stdout

    assert {line.split()[-2] for line in shown.splitlines()} == {f"<{BASE}graph/{newsroom.article_id('card')}>"}


def test_an_export_to_where_nothing_can_be_written_says_so(kg: Command, newsroom_store: Path, tmp_path: Path) -> None:
    done = kg("export", tmp_path / "none" / "graph.ttl", "--store", newsroom_store, code=2)

    assert "graph.ttl cannot be written: No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_is_restored_and_no_store_is_overwritten(kg: Command, newsroom_store: Path, tmp_path: Path) -> None:
    kg("backup", tmp_path / "saved", "--store", newsroom_store)
    kg("restore", tmp_path / "saved", "--store", tmp_path / "store")
    assert exported(tmp_path / "store", kg) == exported(newsroom_store, kg)

    assert "exists already" in kg("backup", tmp_path / "saved", "--store", newsroom_store, code=1).stderr
    assert "exists already" in kg("restore", tmp_path / "saved", "--store", tmp_path / "store", code=1).stderr


def test_retract_reports_as_json(kg: Command, newsroom_store: Path, tmp_path: Path) -> None:
    kg("backup", tmp_path / "own", "--store", newsroom_store)

    done = json.loads(kg("retract", newsroom.article_id("denial"), "--json", "--store", tmp_path / "own").stdout)

    assert done["article"] == f"article/{newsroom.article_id('denial')}"
    assert done["gone"] == [[TAKEOVER.key, "Acquisition of Northwind by Harbour Bank"]]
    assert [each["label"] for each in done["surviving"]] == ["Harbour Bank", "Northwind"]


def test_retract_of_an_unknown_article_fails(kg: Command, newsroom_store: Path) -> None:
    done = kg("retract", "https://news.example/none", "--store", newsroom_store, code=1)

    assert "No article 'https://news.example/none' in the store" in done.stderr


def test_who_asks_for_an_article_that_was_taken_back_hears_when_by_whom_and_why(
    kg: Command, newsroom_store: Path, tmp_path: Path
) -> None:
    own, article = tmp_path / "own", f"article/{newsroom.article_id('denial')}"
    kg("backup", own, "--store", newsroom_store)
    kg(
        "retract",
        article,
        "--reason",
        "made up",
        "--by",
        "Ada",
        "--store",
        own,
        env={"SOURCE_DATE_EPOCH": "1767312000"},
    )

    for command in (("retract", article), ("export", "--article", article)):
        told = kg(*command, "--store", own, code=1).stderr
        assert (
            f"{article!r} was taken back on 2026-01-02 by Ada: made up. `kg ask withdrawal article={article}`" in told
        )


# --- serve -----------------------------------------------------------------------------------------------


def test_serve_answers_and_stops(kg: Command, newsroom_store: Path, clean_env: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--store", str(newsroom_store)]
    process = subprocess.Popen(command, env=clean_env, stderr=subprocess.PIPE)
    try:
        assert process.stderr
        first = process.stderr.readline().decode()
        assert first == f"Newsgraph is at http://127.0.0.1:{port}/ (SPARQL at /sparql); Ctrl-C stops it.\n"
        wait_until_open(port, process)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30) as answer:
            assert json.load(answer)["status"] == "ok"
        assert "is in use" in kg("query", "ASK {}", "--store", newsroom_store, code=1).stderr
        assert "name another with --port" in kg("serve", "--port", port, "--store", newsroom_store, code=2).stderr
    finally:
        process.terminate()
        _, rest = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, b"")


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once the server takes connections."""
    while process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        select.select([process.stderr], [], [], 0.05)
    raise AssertionError(process.stderr and process.stderr.read().decode())
