"""The model card's table of figures: `python -m training.card FIGURES.json CARD.md` writes what training measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NewsgraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Figures = dict[str, dict[str, float]]

BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->"
"""Between these marks the card has the table."""


def table_of(figures: Mapping[str, Figures]) -> str:
    """All figures as Markdown."""
    blocks = []
    for title, rows in figures.items():
        names = list(dict.fromkeys(name for row in rows.values() for name in row))
        lines = [f"| {title} | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
        for name, row in rows.items():
            cells = (f"{row[n]:.3f}" if n in row else "" for n in names)
            lines.append(f"| {name} | {' | '.join(cells)} |")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def write_card(figures: Mapping[str, Figures], card: Path) -> None:
    """Put the table between the card's marks.

    Raises:
        UsageError: if the card is not there or has no such marks.
    """
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"{card} has no lines {BEGIN.strip()!r} and {END!r}; give the model card")
    card.write_text(f"{before}{begin}\n{table_of(figures)}\n{end}{after}", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run the command; its exit code."""
    try:
        if len(arguments) != 2:  # noqa: PLR2004 - the two files
            raise UsageError("give the file of figures and the card: python -m training.card FIGURES.json CARD.md")
        write_card(json.loads(Path(arguments[0]).read_bytes()), Path(arguments[1]))
    except (NewsgraphError, OSError, ValueError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
