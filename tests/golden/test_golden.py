"""The whole graph of every bundled example, line by line as it was last looked at.

After a change that is meant to change them: `pytest tests/golden --update-golden`, then read the difference.
"""

from __future__ import annotations

import difflib
import re
from io import BytesIO
from pathlib import Path

import pytest

from kg.build import build
from kg.settings import Settings
from kg.store import Store
from tests.conftest import EXAMPLES

HERE = Path(__file__).parent
SETTINGS = Settings()
NAMES_RULES = re.compile("ng:(readingHash|indexVersion|method) ")
ARTICLES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html", ".jsonl"})


def golden(article: Path) -> Path:
    return HERE / f"{article.stem}.trig"


def test_every_example_has_its_golden_graph_and_every_graph_its_example(request: pytest.FixtureRequest) -> None:
    known, expected = set(HERE.glob("*.trig")), {golden(article) for article in ARTICLES}
    if request.config.getoption("--update-golden"):
        for stale in known - expected:
            stale.unlink()
        known = expected  # what is missing is written by the other test

    assert len(ARTICLES) >= 10
    assert known == expected


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_example_gives_its_golden_graph(article: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    out = BytesIO()
    with Store(tmp_path / "store") as store:
        report = build([article], store, SETTINGS)
        store.export(out, "trig")
    assert report.refused == ()
    # These name the rules and the index that read the article: they change with every line, the graph does not.
    found = [line for line in out.getvalue().decode().splitlines(keepends=True) if not NAMES_RULES.search(line)]

    if request.config.getoption("--update-golden"):
        golden(article).write_text("".join(found))
    known = golden(article).read_text().splitlines(keepends=True) if golden(article).exists() else []
    assert "".join(difflib.unified_diff(known, found, "golden", "found", n=1)) == ""
