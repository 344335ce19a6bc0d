"""Starts the web server on a store, in this process, which then owns the store."""

from __future__ import annotations

import importlib
import os
import threading
from typing import TYPE_CHECKING, Any

from kg.cli.options import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from kg.build import Submission, SubmissionReader
    from kg.settings import Settings


def run(
    settings: Settings,
    *,
    token_file: Path | None = None,
    origins: Sequence[str] = (),
    request_log: Path | None = None,
    trusted_proxy: str | None = None,
    **limits: Any,  # noqa: ANN401 (the fields of server.limits.Limits, each checked by click)
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Raises:
        UsageError: the address is taken, or a file cannot be used.
        StoreError: there is no store, or another process has it.
    """
    # by name, as servers name applications: the library stands below the server and knows nothing of it
    serving, limiting = importlib.import_module("server.serving"), importlib.import_module("server.limits")
    if token_file is not None:
        os.environ["NEWSGRAPH_TOKEN_FILE"] = str(token_file)
    if origins:
        os.environ["NEWSGRAPH_ORIGINS"] = " ".join(origins)
    serving.run(
        settings,
        limiting.Limits(**{name: value for name, value in limits.items() if value is not None}),
        request_log=request_log,
        trusted_proxy=trusted_proxy,
        read_articles=_LazyReader(settings),
        ready=lambda address: say(f"Newsgraph is at {address} (SPARQL at /sparql); Ctrl-C stops it."),
    )


class _LazyReader:
    """Reads posted articles; everything that this needs is imported with the first of them.

    Args:
        settings: of the server.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._reader: SubmissionReader | None = None

    def __call__(self, body: bytes, name: str, *, date: dt.date | None, url: str | None) -> Submission:
        with self._lock:
            if self._reader is None:
                from kg.build import SubmissionReader

                self._reader = SubmissionReader(self._settings)
        return self._reader(body, name, date=date, url=url)
