"""Whether adding one more article takes longer in a larger store: the time of single puts at several sizes.

A store of synthetic articles is made larger step by step. At each size it is opened anew, so that nothing is
remembered, and articles that it has not are put one at a time, each in a transaction of its own ("cold"), taken back,
and put again ("warm"). CPU time of the writing thread is compared: wall time tells more of other work on the machine,
and what the engine still does in the background with what was put before is no part of it.

    python -m benchmarks.speed.adding [SIZE...] [--store DIR]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed import synthetic
from kg import facts
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.records import Reading

SIZES = (1_000, 10_000, 100_000)
SINGLE = 40
NEW = 10_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--store", type=Path, help="where to make it, to keep it")
    options = parser.parse_args()
    print("articles       quads   put, ms CPU (median, 90 %)   retract, ms CPU (median, 90 %)   put, ms wall   peak MB")
    with tempfile.TemporaryDirectory() if options.store is None else nullcontext(options.store) as folder:
        settings = Settings(store=Path(folder) / "store")
        had = 0
        for size in sorted(options.sizes):
            grow(settings, had, size)
            had = size
            print(measured(settings, size), flush=True)


def grow(settings: Settings, first: int, last: int) -> None:
    """Put the articles with these numbers."""
    with Store(settings.store) as store:
        synthetic.fill_in_bulk(store, last - first, first=first, settings=settings)


def measured(settings: Settings, size: int) -> str:
    """One line of the table."""
    articles = list(synthetic.made(NEW + size, SINGLE))
    with Store(settings.store) as store:
        quads = store.counts().quads
        cold = [timed(partial(add, store, each, settings)) for each in articles]
        back = [timed(partial(facts.retract, store, each.article.id, settings=settings)) for each in articles]
        warm = [timed(partial(add, store, each, settings)) for each in articles]
        for each in articles:
            facts.retract(store, each.article.id, settings=settings)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    columns = "  ".join(f"{shown(times):>12}" for times in (cold, warm, back))
    return f"{size:>8}  {quads:>10}  {columns}  {peak:>8}"


def add(store: Store, reading: Reading, settings: Settings) -> None:
    """Put one article by itself."""
    facts.put(store, reading, settings=settings, reading_hash=synthetic.HASH)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU and of the clock that it takes."""
    cpu, clock = time.thread_time(), time.perf_counter()
    work()
    return time.thread_time() - cpu, time.perf_counter() - clock


def shown(times: list[tuple[float, float]]) -> str:
    """The median and the ninth decile of the CPU time, in milliseconds."""
    cpu = sorted(seconds * 1000 for seconds, _ in times)
    return f"{statistics.median(cpu):.1f}, {statistics.quantiles(cpu, n=10)[-1]:.1f}"


if __name__ == "__main__":
    main()
