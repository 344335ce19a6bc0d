"""A gold set → how right the product is on it: a table per relation, what went wrong, and how sound its facts are."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import InputRefused
from kg.evaluate import events, scores, stated
from kg.evaluate.gold import read_gold, records
from kg.evaluate.lines import BadLine
from kg.evaluate.predict import plain, predict
from kg.evaluate.soundness import Soundness
from kg.extract import Extractor
from kg.extract.relations.calibration import FAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.evaluate.gold import Record
    from kg.evaluate.lines import Line
    from kg.evaluate.scores import Table
    from kg.evaluate.slips import Slip
    from kg.records import Extraction

COUNTED: Final = {
    "core": "relations between two given companies, with direction",
    "knowledgenet": "relations end to end, spans by overlap",
    "redocred": "relations of a document between entities",
    "mentions": "names with exact bounds and type",
    "events": "partnerships and controversies with exact parties, and their status; relations",
}
"""Task → what is counted."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found in the texts of a gold set, and how it compares with the gold.

    Attributes:
        name: of the gold set.
        task: what was asked for.
        texts: the documents by id, in order.
        table: counts by relation or type.
        slips: every miss and false alarm.
        soundness: of the facts that the texts gave, asked for or not.
        seconds: how long it took.
    """

    name: str
    task: str
    texts: Mapping[str, str]
    table: Table
    slips: tuple[Slip, ...]
    soundness: Soundness
    seconds: float

    @property
    def heading(self) -> str:
        """One line that says what was measured."""
        return f"{self.name}: {COUNTED[self.task]}; {len(self.texts)} texts in {self.seconds:.0f} s"

    def report(self) -> dict[str, object]:
        """All figures, and every slip, as plain values."""
        rows = {
            name: {**asdict(counts), "precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
            for name, counts in self.table.items()
        }
        return {
            "name": self.name,
            "task": self.task,
            "texts": len(self.texts),
            "seconds": self.seconds,
            "rows": rows,
            "facts": {kind: asdict(counts) for kind, counts in sorted(self.soundness.by_kind.items())},
            "slips": [asdict(slip) for slip in self.slips],
        }


def evaluate(path: Path, task: str | None = None, *, advance: Callable[[int], None] = lambda _: None) -> Evaluation:
    """How right the product is on a gold file.

    Args:
        path: lines of JSON, in the format of one of the tasks.
        task: which; None decides by the fields.
        advance: called with the number of documents done so far.

    Raises:
        UsageError: the file cannot be opened, or it cannot be told what it is gold for.
        BadLine: a line is not what the task needs.
    """
    known, lines = read_gold(path, task)
    return compared(path.name, known, lines, Extractor(), advance=advance)


def compared(
    name: str,
    task: str,
    lines: Sequence[Line],
    extractor: Extractor,
    *,
    properties: frozenset[str] | None = None,
    least: float = FAIR,
    advance: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """What the extractor finds in checked lines, against their gold.

    Args:
        name: of the gold set.
        task: what is asked for.
        lines: the gold, as `read_gold` gives it.
        extractor: what reads the texts.
        properties: of `knowledgenet`, those that count; all that are judged in a passage unless given.
        least: of `knowledgenet`, the least probability of what counts as found.
        advance: called with the number of documents done so far.
    """
    began = time.monotonic()
    gold, soundness = records(task, lines), Soundness()
    slips: list[Slip] = []
    predicted: list[Record] = []
    relations: list[list[Record]] = []

    def heed(extraction: Extraction) -> None:
        soundness.heed(extraction)
        relations.append(stated.stated(extraction) if task == "events" else [])

    for number, row in enumerate(predict(task, lines, extractor, heed=heed, least=least), start=1):
        predicted.append({"relations": relations[-1], **row} if task == "events" else row)
        advance(number)
    if task == "core":
        _heed_all(lines, extractor, soundness.heed)
    table = _scored(task, gold, predicted, properties, slips.append)
    texts = {line.id: line.text for line in lines}
    return Evaluation(name, task, texts, table, tuple(slips), soundness, time.monotonic() - began)


def _heed_all(lines: Sequence[Line], extractor: Extractor, heed: Callable[[Extraction], None]) -> None:
    """Extract what a task without extraction has not."""
    for found in extractor.extract(plain(line) for line in lines):
        if isinstance(found, InputRefused):
            raise BadLine(str(found)) from found
        heed(found)


def _scored(
    task: str,
    gold: Sequence[Record],
    predicted: Sequence[Record],
    properties: frozenset[str] | None,
    tell: Callable[[Slip], None],
) -> Table:
    match task:
        case "core":
            return scores.core(gold, predicted, tell=tell)
        case "knowledgenet":
            judged = properties or frozenset(p for d in gold for each in d["passages"] for p in each["properties"])
            return scores.knowledgenet(gold, predicted, properties=judged, tell=tell)
        case "redocred":
            return scores.redocred(gold, predicted, tell=tell)
        case "mentions":
            return scores.mentions(gold, predicted, tell=tell)
        case _:
            table = events.score(gold, predicted, tell=tell)
            return table | stated.score(gold, predicted, tell=tell)
