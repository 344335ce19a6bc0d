"""What the product makes of a gold set's texts: a row for each, in the form that the set's scorer reads.

Only what a task gives is read of a line, so gold labels in it change nothing.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import InputRefused
from kg.evaluate import predictions
from kg.evaluate.lines import BadLine
from kg.evaluate.reported import events
from kg.extract.relations.calibration import FAIR
from kg.link import default_index
from kg.link.linker import Linker
from kg.read import zones
from kg.read.articles import headline_of
from kg.read.published import head_date
from kg.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.evaluate.lines import Line
    from kg.evaluate.predictions import Row
    from kg.extract import Extractor
    from kg.link.lookup import Lookup
    from kg.records import Extraction, Span

TASKS = ("core", "knowledgenet", "redocred", "mentions", "linking", "events")
_SIDES = 2


def predict(
    task: str,
    lines: Sequence[Line],
    extractor: Extractor,
    index: Lookup | None = None,
    *,
    heed: Callable[[Extraction], None] = lambda _: None,
    least: float = FAIR,
) -> Iterator[Row]:
    """One row per line, in order, with the line's id.

    Args:
        task: one of `TASKS`.
        lines: the gold set.
        extractor: what reads the texts.
        index: what to link with, by default the index in use.
        heed: called with each extraction before its row is given; never for `core`, which extracts nothing.
        least: of `knowledgenet`, the least probability of what is given, which has its own with it.

    Raises:
        BadLine: if a line lacks what the task needs, before anything is extracted, or cannot be digested.
    """
    given = [_given(task, line) for line in lines]
    if task == "core":
        for line, spans in zip(lines, given, strict=True):
            yield {"id": line.id, **predictions.core(extractor.company_relation(plain(line), *spans))}
        return
    linker = Linker(index or default_index(), kept=predictions.CANDIDATES, least=0.0)
    articles = [story(line) if task == "events" else plain(line) for line in lines]
    for line, spans, result in zip(lines, given, extractor.extract(articles), strict=True):
        if isinstance(result, InputRefused):
            raise BadLine(str(result)) from result
        heed(result)
        if task != "linking":
            yield {"id": line.id, **_row(task, result, spans, linker, least)}
        else:
            mentions: Any = line.fields["mentions"]
            types = [mention.get("type") for mention in mentions]
            yield {"id": line.id, **predictions.linking(result, spans, types, linker)}


def _given(task: str, line: Line) -> tuple[Span, ...]:
    if task == "knowledgenet":
        return line.spans("passages")
    if task not in {"core", "linking"}:
        return ()
    spans = line.spans("mentions")
    if task == "core" and len(spans) != _SIDES:
        raise BadLine(f"{line.origin}: it has {len(spans)} mentions; the task core needs the two companies")
    return spans


def _row(task: str, extraction: Extraction, spans: Sequence[Span], linker: Linker, least: float) -> Row:
    match task:
        case "knowledgenet":
            return predictions.knowledgenet(extraction, spans, linker, least)
        case "redocred":
            return predictions.redocred(extraction)
        case "mentions":
            return predictions.mentions(extraction, linker)
        case _:
            return events(extraction)


def plain(line: Line) -> Article:
    """The text of a line as it stands: a gold set's passages have neither headline nor boilerplate."""
    return Article(_identity(line), line.text, origin=line.origin)


def story(line: Line) -> Article:
    """The text as an article: with its day of publication, and without what is not the story.

    Raises:
        BadLine: if `published` is no day.
    """
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
