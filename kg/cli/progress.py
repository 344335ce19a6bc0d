"""Progress on stderr: count, units per second and time left; plain lines where there is no terminal."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Advance = Callable[[int], None]

PLAIN_EVERY = 10.0
"""Seconds between two plain lines."""


@contextmanager
def progress(what: str, *, total: int | None, unit: str = "articles") -> Iterator[Advance]:
    """A function to call with the number of units done; `total` is None where nobody knows it."""
    if sys.stderr.isatty():
        with _bar(what, total, unit) as advance:
            yield advance
    else:
        yield _lines(what, total, unit)


@contextmanager
def _bar(what: str, total: int | None, unit: str) -> Iterator[Advance]:
    # rich takes 60 ms that no other command should pay
    from rich import console
    from rich import progress as parts

    columns = (
        parts.TextColumn("{task.description}"),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        parts.TextColumn(f"{unit}, {{task.fields[rate]:.1f}}/s, left:"),
        parts.TimeRemainingColumn(),
    )
    began = time.monotonic()
    with parts.Progress(*columns, console=console.Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=total, rate=0.0)

        def advance(count: int) -> None:
            shown.update(task, completed=count, rate=count / max(time.monotonic() - began, 0.001))

        yield advance


def _lines(what: str, total: int | None, unit: str) -> Advance:
    began = last = time.monotonic()

    def advance(count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < PLAIN_EVERY:
            return
        last = now
        rate = count / (now - began)
        left = f" of {total}, about {(total - count) / rate:.0f} s left" if total and rate else ""
        click.echo(f"{what}: {count}{left}, {rate:.1f} {unit}/s", err=True)

    return advance
