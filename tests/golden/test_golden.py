"""The whole graph of every bundled example, line by line as it was last looked at.

After a change that is meant to change them: `pytest tests/golden --update-golden`, then read the difference.
How sure a claim is may differ by some hundredths: processors sum fractions in other orders, and the encoder's 8 bits
make more of it. All else is the same on each of them.
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
CONFIDENCE = re.compile(r"\tng:confidence ([\d.]+) ")
BAND = 0.08
ARTICLES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html", ".jsonl"})


def golden(article: Path) -> Path:
    return HERE / f"{article.stem}.trig"


def in_band(known: list[str], found: list[str]) -> list[str]:
    """What is known, with the confidence that was found wherever the two lie in one band."""
    if len(known) != len(found):
        return known
    return [other if _are_near(line, other) else line for line, other in zip(known, found, strict=True)]


def _are_near(line: str, other: str) -> bool:
    one, two = CONFIDENCE.search(line), CONFIDENCE.search(other)
    return one is not None and two is not None and abs(float(one[1]) - float(two[1])) <= BAND


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
    assert "".join(difflib.unified_diff(in_band(known, found), found, "golden", "found", n=1)) == ""


def test_only_a_small_difference_of_a_confidence_is_none() -> None:
    known = ["\ta ng:Claim ;\n", "\tng:confidence 0.46 ;\n", "\tng:confidence 0.9 .\n"]

    assert in_band(known, ["\ta ng:Claim ;\n", "\tng:confidence 0.48 ;\n", "\tng:confidence 0.8 .\n"]) == [
        "\ta ng:Claim ;\n",
        "\tng:confidence 0.48 ;\n",
        "\tng:confidence 0.9 .\n",
    ]
    assert in_band(known, known[:2]) == known
