"""The model card's table of figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import UsageError
from training.card import BEGIN, END, main, table_of, write_card

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {"Names": {"person": {"P": 0.5, "F1": 0.25}, "all": {"F1": 1.0}}}
TABLE = """\
| Names | P | F1 |
|---|---|---|
| person | 0.500 | 0.250 |
| all |  | 1.000 |
"""


def test_figures_become_one_table_for_each_set() -> None:
    assert table_of(FIGURES) == TABLE
    assert table_of({**FIGURES, "More": {}}) == f"{TABLE}\n| More |  |\n|---|\n"


def test_the_table_takes_the_place_of_what_stood_between_the_marks(tmp_path: Path) -> None:
    card, figures = tmp_path / "card.md", tmp_path / "figures.json"
    card.write_text(f"Before\n{BEGIN}old\n{END}\nAfter\n")
    figures.write_text(json.dumps(FIGURES))

    codes = [main([str(figures), str(card)]) for _ in range(2)]

    assert codes == [0, 0]
    assert card.read_text() == f"Before\n{BEGIN}\n{TABLE}\n{END}\nAfter\n"


def test_a_file_without_the_marks_is_refused_and_kept(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# No marks\n")

    with pytest.raises(UsageError, match="has no lines '<!-- figures -->'"):
        write_card(FIGURES, card)
    assert card.read_text() == "# No marks\n"
