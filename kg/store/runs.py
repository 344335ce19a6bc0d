"""Any number of lines in order, with memory for some: what does not fit is sorted on disk in runs and merged."""

from __future__ import annotations

import heapq
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN_BYTES: Final = 64 * 2**20


@contextmanager
def sorted_lines(lines: Iterable[bytes]) -> Iterator[Iterator[bytes]]:
    """The lines in the order of their bytes, each once; each ends with its only line break."""
    with ExitStack() as files:
        runs, run, size = [], list[bytes](), 0
        for line in lines:
            run.append(line)
            size += len(line)
            if size >= RUN_BYTES:
                file = files.enter_context(tempfile.TemporaryFile())
                file.writelines(sorted(run))
                file.seek(0)
                runs.append(file)
                run, size = [], 0
        yield (line for line, _ in groupby(heapq.merge(*runs, sorted(run))))
