"""`python -m benchmarks.quality.predict TASK IN.jsonl OUT.jsonl`: what the product makes of a gold set's texts.

TASK is core (text and two mention spans in), knowledgenet (text and passages in), redocred, mentions or events (text
in), or linking (text and mention spans in). Nothing else of a line is read, so gold labels in it change nothing;
only `events` takes the day of publication, too, from `published` if the line has it, as an article of a feed has.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality import predictions
from benchmarks.quality.lines import BadLine, read_lines, write_lines
from benchmarks.quality.reported import events
from kg.errors import InputRefused, NewsgraphError
from kg.extract import Extractor
from kg.link import default_index
from kg.link.linker import Linker
from kg.read import zones
from kg.read.articles import headline_of
from kg.read.published import head_date
from kg.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.quality.lines import Line
    from benchmarks.quality.predictions import Row
    from kg.link.lookup import Lookup
    from kg.records import Extraction, Span

TASKS = ("core", "knowledgenet", "redocred", "mentions", "linking", "events")
CANDIDATES = 20
_SIDES = 2


def predict(task: str, lines: Sequence[Line], extractor: Extractor, index: Lookup | None = None) -> Iterator[Row]:
    """One row per line, in order, with the line's id; `index` is what to link with, by default the one in use.

    Raises:
        BadLine: if a line lacks what the task needs, before anything is extracted, or cannot be digested.
    """
    given = [_given(task, line) for line in lines]
    if task == "core":
        for line, spans in zip(lines, given, strict=True):
            yield {"id": line.id, **predictions.core(extractor.company_relation(plain(line), *spans))}
        return
    linker = Linker(index or default_index(), kept=CANDIDATES, least=0.0)
    articles = [_story(line) if task == "events" else plain(line) for line in lines]
    results = extractor.extract(articles)
    for line, spans, result in zip(lines, given, results, strict=True):
        if isinstance(result, InputRefused):
            raise BadLine(str(result)) from result
        if task != "linking":
            yield {"id": line.id, **_row(task, result, spans, linker)}
        else:
            mentions: Any = line.fields["mentions"]
            types = [mention.get("type") for mention in mentions]
            yield {"id": line.id, **predictions.linking(result, spans, types, linker)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        lines = read_lines(options.source)
        count = write_lines(options.out, predict(options.task, lines, Extractor()))
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
    return parser


def _given(task: str, line: Line) -> tuple[Span, ...]:
    if task == "knowledgenet":
        return line.spans("passages")
    if task not in {"core", "linking"}:
        return ()
    spans = line.spans("mentions")
    if task == "core" and len(spans) != _SIDES:
        raise BadLine(f"{line.origin}: it has {len(spans)} mentions; the task core needs the two companies")
    return spans


def _row(task: str, extraction: Extraction, spans: Sequence[Span], linker: Linker) -> Row:
    match task:
        case "knowledgenet":
            return predictions.knowledgenet(extraction, spans, linker)
        case "redocred":
            return predictions.redocred(extraction)
        case "mentions":
            return predictions.mentions(extraction, linker)
        case _:
            return events(extraction)


def plain(line: Line) -> Article:
    """The text of a line as it stands: a gold set's passages have neither headline nor boilerplate."""
    return Article(_identity(line), line.text, origin=line.origin)


def _story(line: Line) -> Article:
    """The text as an article: with its day of publication, and without what is not the story."""
    stated = line.fields.get("published")
    try:
        published = date.fromisoformat(str(stated)) if stated else head_date(line.text)
    except ValueError as error:
        raise BadLine(f"{line.origin}: its 'published' is {stated!r}; give a day such as 2023-03-01") from error
    headline = headline_of(line.text)
    return Article(
        _identity(line), line.text, headline, published, None, zones(line.text, headline=headline), line.origin
    )


def _identity(line: Line) -> str:
    return hashlib.sha256(f"{line.id}\0{line.text}".encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
