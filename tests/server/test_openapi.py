"""What /openapi.json says is what the server does: requests made from it, good ones and bad ones."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from kg.build import SubmissionReader
from kg.settings import Settings
from kg.store import Store
from server.access import Access
from server.app import create_app
from server.engine import Engine
from server.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token-of-good-length"  # noqa: S105 (of a server that lives as long as its test)


@pytest.fixture(scope="module")
def schema(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("described") / "store")
    reader = SubmissionReader(Settings())
    with Store(folder) as store, Engine(store, Limits(seconds=5)) as engine:
        app = create_app(engine, Settings(), access=Access(TOKEN), read_articles=reader)
        yield schemathesis.openapi.from_wsgi("/openapi.json", app)
    reader.close()


def test_every_operation_answers_as_described(schema: Any) -> None:  # noqa: ANN401 (of schemathesis, chosen by its loader)
    done = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def answers(case: Any) -> None:  # noqa: ANN401 (see above)
            for headers in ({}, {"Authorization": f"Bearer {TOKEN}"}):
                response = case.call(headers=headers)
                assert response.status_code < 500 or response.status_code == 503, (case.method, case.path)
                case.validate_response(response, checks=[schemathesis.checks.not_a_server_error])

        answers()
        done += 1
    described = sum(len(methods) for methods in schema.raw_schema["paths"].values())
    assert done == described - 1 >= LEAST  # the description itself is left out by schemathesis


LEAST = 29
