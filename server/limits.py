"""The limits of the server: what one query may take, how many may run, and what a write promises."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What can be limited.

    Attributes:
        seconds: of one query, from when it starts until its last byte is computed; waiting for a slow client does
            not count, but as much CPU is the most.
        export_seconds: of an answer that may read the whole graph: an export, a graph, the names for /reconcile.
        patience: seconds that a worker lets its client take for reading, beyond the time of the query.
        megabytes: of memory that one query may allocate.
        at_once: how many queries run at the same time, each in a process of its own.
        slow_seconds: a query that takes longer is written to the log.
        waiting: how many more may wait for their turn; further ones are refused at once.
        most_bytes: of one answer, 0 for as many as there are.
        most_rows: of one answer of SELECT, 0 for as many as there are.
        per_second: requests for queries of one client, 0 for as many as it sends.
        kept_megabytes: of small answers that are given again until somebody writes; 0 for none.
        allow: hosts that SERVICE and LOAD may ask (`server.outbound`).
        fsync: whether a write is answered only when it is on the disk.
        union_default_graph: whether patterns outside GRAPH see every graph instead of the facts alone.
    """

    seconds: float = 30.0
    export_seconds: float = 600.0
    patience: float = 300.0
    megabytes: int = 2048
    at_once: int = max(4, 2 * (os.cpu_count() or 2))
    waiting: int = 200
    slow_seconds: float = 5.0
    most_bytes: int = 0
    most_rows: int = 0
    per_second: float = 0.0
    kept_megabytes: int = 32
    allow: tuple[str, ...] = ()
    fsync: bool = False
    union_default_graph: bool = False
