"""A mistake of the server's own is reported as such, without its insides."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask

from kg.errors import NewsgraphError
from server import errors
from server.refusals import ClientGone

if TYPE_CHECKING:
    import pytest


def test_a_bug_is_500_with_its_traceback_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    app = Flask("server")
    errors.register(app)

    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError("secret inside")

    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/bug")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "secret inside" in caplog.text


def test_every_error_has_a_status_that_can_be_sent() -> None:
    families: list[type[NewsgraphError]] = [NewsgraphError]
    for family in families:
        families += family.__subclasses__()
        assert HTTPStatus(family.http_status) >= HTTPStatus.BAD_REQUEST, family
    assert ClientGone in families


def test_a_position_is_read_from_the_parser_s_message() -> None:
    assert errors.position("The query does not parse at line 3, column 16: …") == (3, 16)
    assert errors.position("error at 2:7: expected") == (2, 7)
    assert errors.position("no place") is None
