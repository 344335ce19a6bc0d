"""Any number of lines in order, with memory for some: what does not fit is sorted on disk in runs and merged."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN_BYTES: Final = 8 * 2**20
MOST_RUNS: Final = 64
"""Files open at a time; as many become one."""


@contextmanager
def sorted_lines(lines: Iterable[bytes]) -> Iterator[Iterator[bytes]]:
    """The lines in the order of their bytes, each once; each ends with its only line break."""
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        merged: list[IO[bytes]] = []
        run, size = list[bytes](), 0
        for line in lines:
            run.append(line)
            size += len(line)
            if size >= RUN_BYTES:
                runs.append(_filled(files.enter_context(tempfile.TemporaryFile()), sorted(run)))
                run, size = [], 0
            if len(runs) == MOST_RUNS:
                merged.append(_filled(files.enter_context(tempfile.TemporaryFile()), _merged(*runs)))
                for each in runs:
                    each.close()
                runs = []
        yield _merged(*merged, *runs, sorted(run))


def _merged(*runs: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(heapq.merge(*runs)))


def _filled(file: IO[bytes], lines: Iterable[bytes]) -> IO[bytes]:
    """The file with the lines in it, to be read from its beginning."""
    file.writelines(lines)
    file.seek(0)
    return file
