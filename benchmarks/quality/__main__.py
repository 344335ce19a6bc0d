"""`python -m benchmarks.quality`: precision, recall and F1 per relation, held to the pinned floors.

Always on the bundled examples; on the gold sets, too, where the optional data folder lies beside the repository.
Exit 1 if a figure is below its floor or a forbidden fact was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.quality import scores
from benchmarks.quality.examples import compare
from benchmarks.quality.floors import FILE, figures, read_floors
from benchmarks.quality.lines import read_lines
from benchmarks.quality.predict import predict
from kg.errors import NewsgraphError
from kg.extract import Extractor
from kg.link import SHIPPED, Index
from kg.link.building import build as build_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.quality.scores import Table

LINKED = "knowledgenet.dev.jsonl"
SHARED = Path(__file__).parents[3] / "shared"
SETS: dict[str, tuple[str, Callable[[Iterable[scores.Row], Iterable[scores.Row]], Table], str]] = {
    "core": ("core.dev.jsonl", scores.core, "relations between two given companies, with direction"),
    "knowledgenet": ("knowledgenet.dev.jsonl", scores.knowledgenet, "business properties end to end, spans by overlap"),
    "mentions": ("redocred.dev.jsonl", scores.mentions, "names with exact bounds and type"),
}
"""Name of a task → its gold set, how it is counted, and what that means."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare with the floors; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options.shared, details=options.details, update=options.update_floors)
    except NewsgraphError as error:
        print(f"quality: {error}", file=sys.stderr)
        return error.exit_code


def _run(shared: Path, *, details: bool, update: bool) -> int:
    compared = compare()
    tables = {"examples": compared.table}
    _print("examples", "the bundled articles; see benchmarks/quality/judged.toml", compared.table)
    if details:
        print("\n".join(["", *(f"missed {each}" for each in compared.missed), *(f"wrong {e}" for e in compared.wrong)]))
    tables |= _gold_tables(shared / "data" / "gold")
    tables |= _link_tables(shared / "data")
    floors, measured = read_floors(), {name: figures(table) for name, table in tables.items()}
    wrong = [f"examples: forbidden: {each}" for each in compared.forbidden] + floors.breaches(measured)
    if update:
        FILE.write_text(floors.raised(measured).text(), encoding="utf-8")
        print(f"\nFloors raised where the figures allow it: {FILE.name}")
    print(
        "\n" + "\n".join(wrong or [f"All floors held ({sum(map(len, measured.values()))} figures), nothing forbidden."])
    )
    return 1 if wrong else 0


def _gold_tables(folder: Path) -> dict[str, Table]:
    """The tables of the gold sets; none, and the reason said, where there is no data folder."""
    if not folder.is_dir():
        print(f"\nSkipped {', '.join(SETS)}: they need the optional data folder ../shared, which is not there.")
        return {}
    extractor, tables = Extractor(), {}
    for task, (name, count, what) in SETS.items():
        began = time.monotonic()
        lines = read_lines(folder / name)
        tables[task] = count([dict(line.fields) for line in lines], predict(task, lines, extractor))
        seconds = time.monotonic() - began
        _print(task, f"{what}; {len(lines)} documents of {name} in {seconds:.0f} s", tables[task])
    return tables


def _link_tables(folder: Path) -> dict[str, Table]:
    """Links of given mentions through an index of the shared items, built for the purpose, and the one that ships."""
    if not folder.is_dir():
        print("Skipped linking, too.")
        return {}
    lines, tables = read_lines(folder / "gold" / LINKED), {}
    gold: list[dict[str, Any]] = [dict(line.fields) for line in lines]
    with TemporaryDirectory() as temporary:
        built = Path(temporary) / "index.sqlite"
        build_index([folder / "wikidata" / "slice.jsonl.zst"], built)
        for task, path in {"linking": built, "linking-shipped": SHIPPED}.items():
            began, index = time.monotonic(), Index.open(path)
            links = {mention["link"] for document in gold for mention in document["mentions"]} - {None}
            tables[task] = scores.linking(gold, predict("linking", lines, Extractor(), index), index.get_many(links))
            asked = tables[task]["top 1"].asked / tables[task]["all"].asked
            what = f"links of given mentions; the index has the items of {asked:.1%} of the linked mentions"
            _print(
                task, f"{what}; {len(lines)} documents of {LINKED} in {time.monotonic() - began:.0f} s", tables[task]
            )
            tables[f"{task}-end-to-end"] = table = scores.linked(
                gold, predict("mentions", lines, Extractor(), index), index.get_many(links)
            )
            _print(f"{task}-end-to-end", f"links of the names that the product finds; {asked:.1%} can be found", table)
    return tables


def _print(name: str, what: str, table: Table) -> None:
    heads = ("precision", "recall", "F1", "right", "wrong", "missed")
    print(f"\n{name}: {what}\n{'':24}" + "".join(f"{head:>10}" for head in heads))
    for row, counts in table.items():
        recall, f1 = (f"{v:10.3f}" if counts.asked else f"{'-':>10}" for v in (counts.recall, counts.f1))
        precision = f"{counts.precision:10.3f}" if counts.found else f"{'-':>10}"
        right = counts.right + counts.beside
        print(f"{row:24}{precision}{recall}{f1}{right:10}{counts.wrong:10}{counts.missed:10}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--update-floors", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--details", action="store_true", help="name what is missed and wrong in the examples")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the optional data folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
