"""Computes what an update looks for before it is run, in a process that can be stopped: the update itself cannot be.

Each pattern becomes a query that counts its solutions. What takes too long, too much memory, or crashes the engine,
costs a worker and not the server, and an update with more solutions than fit into memory is not begun.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError
from kg.store.outbound import TOKEN
from server.engine import Asker
from server.refusals import NotBegun, OutOfMemory, QueryTimeout, WorkerLost
from server.worker import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from server.engine import Engine

SOLUTIONS: Final = 1 << 10
"""Of an update, for each megabyte that a query may take: a kilobyte for each."""
_WORDS: Final = frozenset({"PREFIX", "BASE", "WITH", "USING", "NAMED", "WHERE"})
"""What stands before a pattern and matters for it."""


def rehearse(
    engine: Engine,
    update: str,
    *,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    base: str,
    asker: Asker,
) -> None:
    """Let an update pass whose patterns can be computed within the limits of a query, all together.

    Raises:
        NotBegun: they cannot.
        TooBusy: there is no worker for it.
        ClientGone: nobody waits any more.
    """
    end = time.monotonic() + engine.limits.seconds
    # a name of its own: what is counted need not be what this client has written last
    asker = Asker(f"{asker.name} writes", gone=asker.gone)
    found = 0
    for query in patterns_of(update):
        asked = Asked(query, "csv", None, tuple(default_graphs), tuple(named_graphs), union=False, base=base)
        try:
            found += _counted(engine, asked, max(end - time.monotonic(), 0.0), asker)
        except QueryTimeout as error:  # of what the patterns before have left
            raise NotBegun(str(QueryTimeout(engine.limits.seconds))) from error
        except (OutOfMemory, WorkerLost) as error:
            raise NotBegun(str(error)) from error
        except QueryError:  # the update itself says what is wrong
            return
        if found > engine.limits.megabytes * SOLUTIONS:
            most = f"{engine.limits.megabytes * SOLUTIONS:,}"
            raise NotBegun(f"It has more than {most} solutions: make it in parts, with a subquery that has a LIMIT.")


def _counted(engine: Engine, asked: Asked, seconds: float, asker: Asker) -> int:
    running, _ = engine.started(engine.pool, asked, seconds, asker)
    running.first()
    return int(b"".join(running.chunks()).split()[1])


def patterns_of(update: str) -> Iterator[str]:
    """For each pattern of an update the query that counts its solutions, over the same dataset."""
    prologue: list[str] = []
    graph, dataset, last = "", "", ""
    for word, rest in _frame(update):
        if word in ("PREFIX", "BASE"):
            prologue.append(f"{word}{rest}\n")
        elif word == "WITH":
            graph = rest
        elif word == "USING":
            dataset += f"FROM{rest}\n"
        elif word == "NAMED" and last == "USING":
            dataset = dataset.rstrip() + f" NAMED{rest}\n"
        elif word == "{" and last == "WHERE":
            pattern = f"{{ GRAPH {graph} {rest} }}" if graph and not dataset else rest
            if rest.strip("{} \t\r\n"):
                yield "".join([*prologue, "SELECT (COUNT(*) AS ?n)\n", dataset, "WHERE ", pattern])
            graph, dataset = "", ""
        last = word


def _frame(update: str) -> Iterator[tuple[str, str]]:
    """The keywords outside of braces in capitals, each with what follows it, and "{" with each group in braces."""
    depth, word, start = 0, "", 0
    for token in TOKEN.finditer(update):
        is_brace, is_word = token.lastgroup == "brace", token.lastgroup == "word" and not depth
        if is_word or (is_brace and token[0] == "{" and not depth):
            if word:
                yield word, update[start : token.start()]
            word, start = token[0].upper(), token.end() if is_word else token.start()
        if is_brace:
            depth += 1 if token[0] == "{" else -1
            if not depth:
                yield "{", update[start : token.end()]
                word = ""
