"""What the server's tests share: a store with four articles, the application on it, and a real server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.build import SubmissionReader
from kg.settings import Settings
from kg.store import Store
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from tests.newsroom import fill
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed store with the four articles."""
    folder = tmp_path_factory.mktemp("newsroom") / "store"
    with Store(folder) as store:
        fill(store, Settings())
    return folder


@pytest.fixture(scope="session")
def engine(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("app") / "store")
    with Store(folder) as store, Engine(store, Limits()) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(engine: Engine) -> Flask:
    application = create_app(engine, Settings(), read_articles=SubmissionReader(Settings()))
    application.testing = False
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real server answers."""
    place = tmp_path_factory.mktemp("served")
    with serving(shutil.copytree(filled, place / "store"), place / "log") as address:
        yield address
