"""The build: sources in pieces to processes that parse them, rows to the staging file, and from there the index."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import NewsgraphError, UsageError
from kg.link.building.finishing import Filter, finished
from kg.link.building.formats import Parsed, Piece, parsed
from kg.link.building.report import Built, Progress
from kg.link.building.sources import Source, pieces, recognized, whole
from kg.link.building.staging import Staging, plan
from kg.link.building.workers import start_worker
from kg.link.items import qid_number
from kg.link.schema import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    Tell: TypeAlias = Callable[[Progress], None]

STAGING = ".part"
"""What the name of the file beside the index ends with, in which a build that was stopped goes on."""

_NEW = ".new"
_FEW = 4  # pieces that are parsed before processes have started


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    taken: Filter | None = None,
    workers: int = 0,
    tell: Tell | None = None,
) -> Built:
    """Build an index of what is in these files and put it in `out`, in one step; until then, what is there still works.

    Started again with the same files after a stop, it goes on from where it was.

    Args:
        paths: earlier files count before later ones where two tell of one item.
        out: the index.
        taken: which items are taken; without it, all.
        workers: processes that parse; 0 for as many as there are cores, 1 for none but this.
        tell: is told how far it has come.

    Raises:
        InputRefused: a file is none that an index can be built from, or breaks off.
        UsageError: no files are named, a class is none, or another build of this index is under way.
        NewsgraphError: there is no item in them, none passes the filter, or `out` cannot be written.
    """
    if not paths:
        raise UsageError("There is nothing to build from: name a Wikidata dump, or another source")
    if wrong := [qid for qid in (taken or Filter()).classes if qid_number(qid) is None]:
        raise UsageError(f"{wrong[0]!r} is no class of Wikidata: name it by its Q-id, such as Q43229 for organizations")
    begun = time.monotonic()
    taken = taken or Filter()
    sources = [recognized(path) for path in paths]
    staging = _staging(sources, out, taken)
    try:
        _read(sources, staging, taken, workers or os.cpu_count() or 1, tell or _quiet)
        built = _finish(sources, staging, out, taken, tell or _quiet)
    except (OSError, sqlite3.Error) as error:
        raise NewsgraphError(
            f"{out} cannot be written ({error}): make room for it, or name another place with --out; "
            "the same command goes on from here",
        ) from error
    finally:
        staging.close()
    staging.remove()
    return replace(built, seconds=time.monotonic() - begun)


def _quiet(_: Progress) -> None:
    """Tell nobody."""


def _staging(sources: list[Source], out: Path, taken: Filter) -> Staging:
    described = plan([f"{FORMAT}", *(source.fingerprint for source in sources)], asdict(taken))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Staging(out.with_name(out.name + STAGING), described)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"{out} cannot be written ({error}): name another place with --out") from error


def _read(sources: list[Source], staging: Staging, taken: Filter, workers: int, tell: Tell) -> None:
    lines_before = 0
    for number, source in enumerate(sources):
        reached, lines, done = staging.reached(number)
        name = source.path.name
        if not done and source.format == "document":
            staging.add(number, name, whole(source), reached=0, lines=1, done=True)
        elif not done:
            run = pieces(source, least=taken.sitelinks, start=reached, first=lines + 1)
            for piece, end, found in _parsed(run, workers):
                lines = piece.first - 1 + piece.lines.count(b"\n") + (not piece.lines.endswith(b"\n"))
                staging.add(number, name, found, reached=end, lines=lines)
                tell(Progress(f"reading {name}", lines_before + lines, staging.count("parts")))
            staging.add(number, name, Parsed(), reached=reached, lines=lines, done=True)
        lines_before += staging.reached(number)[1]


def _parsed(run: Iterator[tuple[Piece, int]], workers: int) -> Iterator[tuple[Piece, int, Parsed]]:
    """What each piece holds, in order, with few of them in memory at a time; a short source is read in this process."""
    first = list(islice(run, _FEW))
    if workers == 1 or len(first) < _FEW:
        yield from ((piece, end, parsed(piece)) for piece, end in chain(first, run))
        return
    yield from _in_processes(chain(first, run), workers)


def _in_processes(run: Iterator[tuple[Piece, int]], workers: int) -> Iterator[tuple[Piece, int, Parsed]]:
    context = multiprocessing.get_context("spawn")  # forking a process that has threads can hang
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker)
    waiting: deque[tuple[Piece, int, Future[Parsed]]] = deque()
    try:
        for piece, end in run:
            waiting.append((piece, end, pool.submit(parsed, piece)))
            if len(waiting) > 2 * workers:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _result(piece: Piece, end: int, future: Future[Parsed]) -> tuple[Piece, int, Parsed]:
    try:
        return piece, end, future.result()
    except BrokenProcessPool as error:
        raise NewsgraphError(
            f"A process that reads died, perhaps for lack of memory, at or after line {piece.first}: what was read is "
            "kept; run the same command again with fewer --workers",
        ) from error


def _finish(sources: list[Source], staging: Staging, out: Path, taken: Filter, tell: Tell) -> Built:
    new = out.with_name(out.name + _NEW)
    new.unlink(missing_ok=True)
    lines, names = staging.lines(), [source.path.name for source in sources]
    about = finished(staging, new, taken, names, lambda doing, items: tell(Progress(doing, lines, items)))
    if not about["items"]:
        new.unlink()
        raise NewsgraphError(
            f"{', '.join(names)}: of {lines} lines, {staging.count('faulty')} of them faulty, none has an item with an "
            f"English label that passes the filter, so {out} stays as it was",
        )
    _replace(new, out)
    return Built(
        out,
        about["version"],
        about["items"],
        about["names"],
        lines,
        staging.count("passed") + about["left_out"],
        staging.count("faulty"),
        staging.faults(),
    )


def _replace(new: Path, out: Path) -> None:
    """Put the new file in the place of the old, safe from a power cut; who reads the old one goes on reading it."""
    with new.open("rb") as written:
        os.fsync(written.fileno())
    new.replace(out)
    folder = os.open(out.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
