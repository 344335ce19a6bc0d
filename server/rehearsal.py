"""Computes what an update does before it is made, in a process that can be stopped: the update itself cannot be.

Each pattern becomes a query that counts its solutions, and how long the terms are that they would write. What takes too
long, too much memory, or crashes the engine, costs a worker and not the server. Where that is not enough to know what
the update will do, because one operation works on what those before it did, or where it does much or copies a graph,
all of it is made on a copy first.
"""

from __future__ import annotations

import re
import shutil
import time
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import QueryError
from kg.store import runnable
from kg.store.outbound import TOKEN
from server.engine import Asker
from server.refusals import NotBegun, OutOfMemory, QueryTimeout, WorkerLost
from server.worker import Asked, Tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from server.engine import Engine

SOLUTIONS: Final = 1 << 10
"""Of an update, for each megabyte that a query may take: a kilobyte for each."""
LITTLE: Final = 1 << 20
"""Characters that an update may write without being tried on a copy."""
_OTHERS: Final = frozenset({"DATA", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "LOAD"})
"""Words of operations without a pattern."""
_COPYING: Final = frozenset({"COPY", "MOVE", "ADD"})
_SIGNS: Final = {"variable": "v", "iri": "t", "prefixed": "t", "string": "t", "number": "t", "word": "w"}
_IN_BRACKETS: Final = re.compile(r"\([^(){}]*\)")
_ONE_LOOK: Final = re.compile(r"\{\s*[vt]\s+[vtw]\s+[vt]\s*\.?\s*(?:w\s*e\s*\.?\s*)*\}")


class Step(NamedTuple):
    """An operation with a pattern.

    Attributes:
        query: counts the solutions, over the same dataset, and the characters of the terms that they would write.
        length: of what is written for each of them, besides these terms.
        is_later: whether other operations come before it.
        is_simple: whether it looks along the statements once: then a state of a moment ago tells enough.
    """

    query: str
    length: int
    is_later: bool
    is_simple: bool


def rehearse(
    engine: Engine,
    update: str,
    *,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    base: str,
    asker: Asker,
) -> None:
    """Let an update pass that can be made within the limits of a query.

    Raises:
        NotBegun: it cannot.
        TooBusy: there is no worker for it.
        ClientGone: nobody waits any more.
    """
    end = time.monotonic() + engine.limits.seconds
    # a name of its own: what is counted need not be what this client has written last
    stale = Asker(f"{asker.name} writes", gone=asker.gone)
    fresh = Asker(stale.name, engine.version, asker.gone)
    most = engine.limits.megabytes * SOLUTIONS
    found = written = 0
    try:
        for step in steps_of(update, most=most):
            if step.is_later:
                written = LITTLE + 1
                break
            asked = Asked(step.query, "csv", None, tuple(default_graphs), tuple(named_graphs), union=False, base=base)
            solutions, characters = _counted(engine, asked, end, stale if step.is_simple else fresh)
            found += solutions
            written += solutions * step.length + characters
            if found > most:
                raise NotBegun(f"It has more than {most:,} solutions: make it in parts, by a subquery with a LIMIT.")
        if written > LITTLE:
            attempt(engine, runnable(update, default_graphs, named_graphs), base, end, fresh)
    except QueryTimeout as error:  # of what the steps before have left
        raise NotBegun(str(QueryTimeout(engine.limits.seconds))) from error
    except (OutOfMemory, WorkerLost) as error:
        raise NotBegun(str(error)) from error
    except QueryError:  # the update itself says what is wrong
        return


def _counted(engine: Engine, asked: Asked, end: float, asker: Asker) -> tuple[int, int]:
    """Solutions, and characters of what they would write."""
    running, _ = engine.started(engine.pool, asked, max(end - time.monotonic(), 0.0), asker)
    running.first()
    solutions, _, characters = b"".join(running.chunks()).split()[1].partition(b",")
    return int(solutions), int(characters)


def attempt(engine: Engine, update: str, base: str, end: float, asker: Asker) -> None:
    """Make an update on a copy of the newest state, which is thrown away; by then it is to be done."""
    copy = engine.checkpoints.place / f"tried-{uuid.uuid4().hex}"
    try:
        tried = Tried(update, base, str(copy))
        running, _ = engine.started(engine.pool, tried, max(end - time.monotonic(), 0.0), asker)
        running.first()
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def steps_of(update: str, *, most: int) -> Iterator[Step]:
    """Each operation of an update that has a pattern; no more than these solutions are counted, and one."""
    prologue: list[str] = []
    graph, dataset, template, last, others = "", "", "", "", 0
    for word, rest in _frame(update):
        if word in _COPYING:
            yield Step("", 0, is_later=True, is_simple=False)
        elif word in ("PREFIX", "BASE"):
            prologue.append(f"{word}{rest}\n")
        elif word == "WITH":
            graph = rest
        elif word == "USING":
            dataset += f"FROM{rest}\n"
        elif word == "NAMED" and last == "USING":
            dataset = dataset.rstrip() + f" NAMED{rest}\n"
        elif word == "{" and last in ("INSERT", "DELETE"):
            template += rest
        elif word == "{" and last == "WHERE":
            pattern = f"{{ GRAPH {graph} {rest} }}" if graph and not dataset else rest
            if rest.strip("{} \t\r\n"):
                template = template or rest
                inner = f"WHERE {{ SELECT * WHERE {pattern}\nLIMIT {most + 1} }}"
                query = "".join([*prologue, _counting(template), dataset, inner])
                yield Step(query, len(template), bool(others), _is_simple(rest))
            graph = dataset = template = ""
            others += 1
        others += word in _OTHERS
        last = word


def _counting(template: str) -> str:
    """What gives the number of solutions, and the characters of the terms that all of them put into a template."""
    names = [token[0] for token in TOKEN.finditer(template) if token.lastgroup == "variable"]
    size = f"SUM({' + '.join(f'COALESCE(STRLEN(STR({name})), 0)' for name in names)})" if names else "0"
    return f"SELECT (COUNT(*) AS ?n) ({size} AS ?size)\n"


def _is_simple(pattern: str) -> bool:
    """Whether a group is one triple pattern without a path, perhaps with FILTER and BIND."""
    signs = TOKEN.sub(lambda token: _SIGNS.get(token.lastgroup or "", token[0]), pattern)
    while (shorter := _IN_BRACKETS.sub("e", signs)) != signs:
        signs = shorter
    return _ONE_LOOK.fullmatch(signs.strip()) is not None


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
    if word:
        yield word, update[start:]
