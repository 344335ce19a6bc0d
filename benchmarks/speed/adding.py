"""Whether adding one more article takes longer in a larger store: the time of single puts at several sizes.

A store of synthetic articles is made larger step by step. At each size, and for each choice of names, it is opened
anew, and articles that it has not are put one at a time, each in a transaction of its own ("cold"), taken back, and put
again ("warm"). CPU time of the writing thread is compared: wall time tells more of other work on the machine, and what
the engine still does in the background with what was put before is no part of it.

The articles are about any names, about names that no other article has, or about the organization, the person and the
place that most articles name.

    python -m benchmarks.speed.adding [SIZE...] [--store DIR]
"""

from __future__ import annotations

import argparse
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
HEAD = f"articles  {'about':26}{'put, cold':>14}{'put, warm':>14}{'retract':>14}   ms of CPU: median, ninth decile"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--store", type=Path, help="the folder to make it in, to keep it")
    parser.add_argument("--as-it-is", action="store_true", help="measure the store there, of this size already")
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() if options.store is None else nullcontext(options.store) as folder:
        settings = Settings(store=Path(folder) / "store")
        had = 0
        for size in sorted(options.sizes):
            if not options.as_it_is:
                grow(settings, had, size)
                had = size
            for about in synthetic.About:
                print(measured(settings, size, about), flush=True)


def grow(settings: Settings, first: int, last: int) -> None:
    """Put the articles with these numbers."""
    with Store(settings.store) as store:
        synthetic.fill_in_bulk(store, last - first, first=first, settings=settings)


def measured(settings: Settings, size: int, about: synthetic.About) -> str:
    """One line of the table; the store is as it was."""
    articles = list(synthetic.made(NEW + size, SINGLE, about))
    with Store(settings.store) as store:
        cold = [timed(partial(add, store, each, settings)) for each in articles]
        back = [timed(partial(facts.retract, store, each.article.id, settings=settings)) for each in articles]
        warm = [timed(partial(add, store, each, settings)) for each in articles]
        for each in articles:
            facts.retract(store, each.article.id, settings=settings)
    columns = "".join(f"{shown(times):>14}" for times in (cold, warm, back))
    return f"{size:>8}  {about:26}{columns}"


def add(store: Store, reading: Reading, settings: Settings) -> None:
    """Put one article by itself."""
    facts.put(store, reading, settings=settings, reading_hash=synthetic.HASH)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that it takes."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def shown(times: list[float]) -> str:
    """The median and the ninth decile."""
    return f"{statistics.median(times):.1f}, {statistics.quantiles(times, n=10)[-1]:.1f}"


if __name__ == "__main__":
    main()
