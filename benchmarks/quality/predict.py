"""`python -m benchmarks.quality.predict TASK IN.jsonl OUT.jsonl`: what the product makes of a gold set's texts.

TASK is core (text and two mention spans in), knowledgenet (text and passages in), redocred, mentions or events (text
in), or linking (text and mention spans in). Nothing else of a line is read, so gold labels in it change nothing;
only `events` takes the day of publication, too, from `published` if the line has it, as an article of a feed has.
`knowledgenet` gives each relation with its `confidence`, from the one with the best F1 on, or from that of --least.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NewsgraphError
from kg.evaluate.lines import read_lines, write_lines
from kg.evaluate.predict import TASKS, predict
from kg.extract import Extractor
from kg.extract.relations.calibration import FAIR, SURE

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        lines = read_lines(options.source)
        count = write_lines(options.out, predict(options.task, lines, Extractor(), least=options.least))
    except NewsgraphError as error:
        print(f"predict: {error}", file=sys.stderr)
        return error.exit_code
    print(f"{count} lines written to {options.out}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.predict", description=__doc__)
    parser.add_argument("task", choices=TASKS, metavar="TASK", help=", ".join(TASKS))
    parser.add_argument("source", type=Path, metavar="IN.jsonl")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    least = f"of knowledgenet, the least confidence of what is given ({FAIR}; from {SURE} on, nine in ten are right)"
    parser.add_argument("--least", type=float, default=FAIR, metavar="P", help=least)
    return parser


if __name__ == "__main__":
    sys.exit(main())
