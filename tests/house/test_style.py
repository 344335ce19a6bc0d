"""House rules that no tool checks: sizes, unfinished work, machine paths, and a reason for every exception."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("kg", "ontology", "server", "tests", "training", "benchmarks", "docs")
PYTHON = sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))
TEXTS = [
    path
    for folder in (*CODE, "examples", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix not in {".pyc", ".zst", ".gz", ".png", ".woff2", ".zip", ".sqlite"}
] + [path for path in ROOT.iterdir() if path.is_file() and path.name != "LICENSE"]
MAX_FILE, MAX_FUNCTION, MIN_REASON = 400, 40, 10
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")  # the brackets keep this line from finding itself
MACHINE_PATH = re.compile(r"(^|[^a-zA-Z0-9_.])/(work|farm|root|home)/[a-z]", re.MULTILINE)
EXCEPTION = re.compile(
    r"#\s*(?:noqa(?P<codes>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?P<kinds>\[[\w, -]+\])?)(?P<reason>.*)"
)


def test_the_house_rules_look_at_the_whole_code() -> None:
    assert len(PYTHON) >= 100
    assert len(TEXTS) >= 150


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {_name(path): len(_text(path).splitlines()) for path in PYTHON}

    assert {name: length for name, length in lengths.items() if length > MAX_FILE} == {}


def test_no_function_is_longer_than_40_lines_without_its_docstring() -> None:
    lengths = {
        f"{_name(path)}: {node.name}": _length(node)
        for path in PYTHON
        for node in ast.walk(ast.parse(_text(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert len(lengths) >= 500
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_every_file_opens_with_one_sentence_on_its_job() -> None:
    opening = {_name(path): ast.get_docstring(ast.parse(_text(path))) or "" for path in PYTHON if _text(path)}

    assert [name for name, text in opening.items() if not text.split("\n\n")[0].rstrip().endswith((".", ":"))] == []


def test_nothing_is_left_unfinished() -> None:
    assert [_name(path) for path in TEXTS if UNFINISHED.search(_text(path))] == []


def test_nothing_names_a_folder_of_one_machine() -> None:
    assert [_name(path) for path in TEXTS if MACHINE_PATH.search(_text(path))] == []


def test_every_exception_from_a_rule_names_the_rule_and_the_reason() -> None:
    found = [
        (_name(path), match)
        for path in PYTHON
        if path != Path(__file__)
        for match in map(EXCEPTION.search, _text(path).splitlines())
        if match
    ]
    loose = [f"{name}: {m[0]}" for name, m in found if not (m["codes"] or m["kinds"]) or len(m["reason"]) < MIN_REASON]

    assert len(found) >= 10
    assert loose == []


def test_every_rule_switched_off_for_good_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    rules = [line for line in lines if re.match(r'\s+"[A-Z]+\d*",', line)]

    assert len(rules) >= 10
    assert [line for line in rules if not re.search(r"# \w.{6,}", line)] == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    document = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node, clean=False) else 0
    return (node.end_lineno or 0) - node.lineno + 1 - document


def _text(path: Path) -> str:
    return path.read_text(errors="replace")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
