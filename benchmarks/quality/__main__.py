"""`python -m benchmarks.quality`: precision, recall and F1 per relation, held to the pinned floors.

Always on the bundled examples and on our own passages; on the gold sets, too, where the optional data folder lies
beside the repository. Exit 1 if a figure is below its floor or a forbidden fact was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.quality.examples import compare
from benchmarks.quality.floors import FILE, figures, read_floors
from benchmarks.quality.passages import joined, read_part
from kg.errors import NewsgraphError
from kg.evaluate import compared, page, scores, tables
from kg.evaluate.gold import read_gold
from kg.evaluate.lines import Line, read_lines
from kg.evaluate.predict import predict
from kg.extract import Extractor
from kg.extract.relations.calibration import SURE
from kg.link import SHIPPED, Index
from kg.link.building import build as build_index

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from benchmarks.quality.floors import Figures
    from kg.evaluate import Evaluation

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "build" / "quality.html"
LINKED = "knowledgenet.dev.jsonl"
JOINED = "passages-joined"
OWN = {"passages": "events", "passages-names": "mentions", JOINED: "events"}
"""Name of a set → the task that it is of, on the dev part of our own passages."""
SETS = {"core": "core.dev.jsonl", "knowledgenet": "knowledgenet.dev.jsonl", "mentions": "redocred.dev.jsonl"}
"""Name of a set, which is also that of its task → its file in the data folder."""
SURELY = "knowledgenet-sure"
LINKING = ("linking", "linking-shipped")
ALL_SETS = ("examples", *OWN, *SETS, SURELY, *LINKING)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and compare with the floors; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except NewsgraphError as error:
        print(f"quality: {error}", file=sys.stderr)
        return error.exit_code


def _run(options: argparse.Namespace) -> int:
    began, only = time.monotonic(), options.only or ALL_SETS
    measured: dict[str, Figures] = {}
    wrong = _examples(measured, details=options.details) if "examples" in only else []
    evaluations = dict(_own(only)) | dict(_gold(only, options.shared / "data" / "gold"))
    measured |= {name: figures(found.table, found.soundness) for name, found in evaluations.items()}
    measured |= _links(only, options.shared / "data")
    floors = read_floors()
    wrong += floors.breaches(measured)
    if options.update_floors:
        FILE.write_text(floors.raised(measured).text(), encoding="utf-8")
        print(f"\nFloors raised where the figures allow it: {FILE.name}")
    if evaluations:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        page.write(list(evaluations.values()), options.html)
        print(f"\nWhat was missed and wrong, with the sentences: {options.html}")
    count = sum(map(len, measured.values()))
    print("\n" + "\n".join(wrong or [f"All floors held ({count} figures), nothing forbidden."]))
    print(f"Took {time.monotonic() - began:.0f} s.")
    return 1 if wrong else 0


def _examples(measured: dict[str, Figures], *, details: bool) -> list[str]:
    """Measure the bundled examples; what was found in them and is forbidden."""
    found = compare()
    print("\nexamples: the bundled articles; see benchmarks/quality/judged.toml")
    _print(tables.scored(found.table), tables.sound(found.soundness))
    if details:
        print("\n".join(["", *(f"missed {each}" for each in found.missed), *(f"wrong {e}" for e in found.wrong)]))
    measured["examples"] = figures(found.table, found.soundness)
    return [f"examples: forbidden: {each}" for each in found.forbidden]


def _own(only: Collection[str]) -> list[tuple[str, Evaluation]]:
    """What is found in our own passages; the dev part, for the test part is looked at by hand and seldom."""
    passages, found = read_part("dev"), []
    for name, task in OWN.items():
        if name in only:
            rows = joined(passages, Random(1)) if name == JOINED else passages  # noqa: S311 - their order is no secret
            lines = [Line(row["id"], row["id"], row["text"], row) for row in rows]
            found.append((name, _measured(name, task, lines)))
    return found


def _gold(only: Collection[str], folder: Path) -> list[tuple[str, Evaluation]]:
    """What is found in the gold sets; nothing, and the reason said, where there is no data folder."""
    files = {**SETS, SURELY: SETS["knowledgenet"]}
    asked = {name: file for name, file in files.items() if name in only}
    if asked and not folder.is_dir():
        print(f"\nSkipped {', '.join(asked)}: they need the optional data folder ../shared, which is not there.")
        return []
    tasks = {name: name.removesuffix("-sure") for name in asked}
    return [(n, _measured(n, tasks[n], read_gold(folder / file, tasks[n])[1])) for n, file in asked.items()]


def _measured(name: str, task: str, lines: Sequence[Line]) -> Evaluation:
    judged: Mapping[str, Any] = {"least": SURE} if name == SURELY else {"properties": scores.BUSINESS}
    found = compared(name, task, lines, Extractor(), **judged)
    print(f"\n{found.heading}")
    _print(tables.scored(found.table), tables.sound(found.soundness))
    return found


def _links(only: Collection[str], folder: Path) -> dict[str, Figures]:
    """Links of given mentions through an index of the shared items, built for the purpose, and the one that ships."""
    asked = [name for name in LINKING if name in only]
    if not asked or not folder.is_dir():
        if asked:
            print(f"\nSkipped {', '.join(asked)}: they need the optional data folder ../shared, which is not there.")
        return {}
    lines = read_lines(folder / "gold" / LINKED)
    measured: dict[str, Figures] = {}
    with TemporaryDirectory() as temporary:
        opened: dict[str, Callable[[], Path]] = {
            "linking": lambda: _built(folder, Path(temporary) / "index.sqlite"),
            "linking-shipped": lambda: SHIPPED,
        }
        for name in asked:
            measured |= _linked(name, lines, Index.open(opened[name]()))
    return measured


def _built(folder: Path, path: Path) -> Path:
    build_index([folder / "wikidata" / "slice.jsonl.zst"], path)
    return path


def _linked(name: str, lines: Sequence[Line], index: Index) -> dict[str, Figures]:
    """Of given mentions, and end to end: of the names that the product finds."""
    began = time.monotonic()
    gold: list[dict[str, Any]] = [dict(line.fields) for line in lines]
    links = index.get_many({mention["link"] for document in gold for mention in document["mentions"]} - {None})
    given = scores.linking(gold, predict("linking", lines, Extractor(), index), links)
    found = scores.linked(gold, predict("mentions", lines, Extractor(), index), links)
    share = given["top 1"].asked / given["all"].asked
    what = f"links of given mentions; the index has the items of {share:.1%} of the linked mentions"
    print(f"\n{name}: {what}; {len(lines)} documents of {LINKED} in {time.monotonic() - began:.0f} s")
    _print(tables.scored(given))
    print(f"\n{name}-end-to-end: links of the names that the product finds; {share:.1%} can be found")
    _print(tables.scored(found))
    return {name: figures(given), f"{name}-end-to-end": figures(found)}


def _print(*blocks: Iterable[str]) -> None:
    print("\n\n".join("\n".join(block) for block in blocks))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--update-floors", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--details", action="store_true", help="name what is missed and wrong in the examples")
    parser.add_argument("--only", nargs="+", choices=ALL_SETS, metavar="SET", help=f"of {', '.join(ALL_SETS)}")
    parser.add_argument("--html", type=Path, default=PAGE, help="the page of what is missed and wrong (%(default)s)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the optional data folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
