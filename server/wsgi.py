"""The application as a WSGI server wants it: `granian --interface wsgi --factory server.wsgi:create`.

One worker process: the store has one owner. Several threads: queries release the interpreter's lock.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings
from kg.store import Store
from server.access import access_from_environment
from server.app import create_app
from server.engine import Engine
from server.limits import Limits

if TYPE_CHECKING:
    from flask import Flask


def create() -> Flask:
    """The application on the store that NEWSGRAPH_STORE names, with the base that NEWSGRAPH_BASE names.

    Raises:
        StoreError: there is no store, or another process owns it.
    """
    default = Settings()
    settings = Settings(
        store=Path(os.environ.get("NEWSGRAPH_STORE", default.store)),
        base=os.environ.get("NEWSGRAPH_BASE", default.base),
    )
    engine = Engine(Store(settings.store, create=False), Limits())
    return create_app(engine, settings, access=access_from_environment())
