"""The W3C suites of queries, updates, syntax and results, each case over HTTP; limits of the engine are listed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.conformance.manifests import BASE, ROOT, Case, cases, parse
from tests.conformance.results import agrees, media_type, same_graph

if TYPE_CHECKING:
    from tests.conformance.conftest import Endpoint

NOT_OURS = ("sparql11/entailment", "sparql11/service")
"""Inference, which no server of plain SPARQL does, and other servers, which this one never asks."""
CASES = [case for case in cases("sparql10", "sparql11", "sparql12") if case.folder not in NOT_OURS]
LIMITS = {
    iri: limit["reason"]
    for limit in tomllib.loads((Path(__file__).parent / "known_limits.toml").read_text())["limit"]
    for iri in limit["cases"]
}
FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]+)>", re.IGNORECASE)
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
needs_shared = pytest.mark.skipif(not ROOT.is_dir(), reason="the W3C suites need the optional data folder ../shared")


def marked() -> list[object]:
    """The cases, each known limit as a failure that must stay one."""
    names = Counter(case.iri for case in CASES)
    return [
        pytest.param(
            case,
            id=case.iri.rpartition("data-")[2] if names[case.iri] == 1 else f"{case.folder}-{case.iri}",
            marks=[pytest.mark.xfail(reason=LIMITS[case.iri], strict=True)] if case.iri in LIMITS else [],
        )
        for case in CASES
    ]


@needs_shared
def test_the_manifests_have_so_many_cases_and_every_limit_is_one_of_them() -> None:
    families = Counter(case.folder.partition("/")[0] for case in CASES)
    assert families == {"sparql10": 483, "sparql11": 498, "sparql12": 269}
    assert LIMITS.keys() - {case.iri for case in CASES} == set()


@pytest.mark.parametrize("case", marked())
def test_the_server_does_as_the_case_says(endpoint: Endpoint, case: Case) -> None:
    check(endpoint, case)


def check(endpoint: Endpoint, case: Case) -> None:
    """Let a server pass that does as the case says."""
    text = case.action.read_bytes()
    if case.kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
        check_query(endpoint, case, text)
    elif case.kind == "UpdateEvaluationTest":
        check_update(endpoint, case, text)
    else:
        is_update = "Update" in case.kind or case.action.suffix == ".ru"
        path, kind = ("/update", UPDATE) if is_update else ("/sparql", QUERY)
        if is_update:
            endpoint.forget()
        status, _, body = endpoint.request("POST", path, body=text, headers=kind)
        # what asks other servers is refused only where it parses
        parses = status in (200, 204, 403) or b"The query cannot be evaluated" in body
        assert parses == ("Positive" in case.kind), body


def check_query(endpoint: Endpoint, case: Case, text: bytes) -> None:
    quads = case.before.quads()
    # cases that name their dataset with FROM expect it to be fetched, or to be there already
    for name in FROM.findall(text.decode()) if not quads else ():
        path = case.action.parent / name
        graph = ox.NamedNode(f"{BASE}{path.relative_to(ROOT)}")
        quads |= {ox.Quad(q.subject, q.predicate, q.object, graph) for q in parse(path)}
    endpoint.hold(quads, set())
    based = f"BASE <{BASE}{case.action.relative_to(ROOT)}> ".encode() + text
    assert case.result is not None
    headers = QUERY | {"Accept": media_type(case.result)}
    status, answered, body = endpoint.request("POST", "/sparql", body=based, headers=headers)
    assert status == 200, body
    is_reduced = b"REDUCED" in text
    assert agrees(case.result, answered["content-type"], body, is_reduced=is_reduced), body


def check_update(endpoint: Endpoint, case: Case, text: bytes) -> None:
    named = {name for name, _ in case.before.named}
    endpoint.hold(case.before.quads(), named)
    endpoint.forget()
    status, _, body = endpoint.request("POST", "/update", body=text, headers=UPDATE)
    assert status == 204, body
    _, _, dump = endpoint.request("GET", "/export.nq")
    assert same_graph(set(ox.parse(dump, ox.RdfFormat.N_QUADS)), case.after.quads()), dump
