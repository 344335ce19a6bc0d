"""Errors as answers: problem details (RFC 9457), a page for browsers, text for who asks for text."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from kg.errors import NewsgraphError
from server.negotiation import choose

if TYPE_CHECKING:
    from flask import Flask

_POSITION = re.compile(r"\b(?:at|line) (\d+)(?::|, column )(\d+)")
_SHAPES = {"application/problem+json": "json", "application/json": "json", "text/html": "html"}
_SHAPES |= {"text/plain": "text"}


class Problem(NewsgraphError):
    """A request that is answered with an error.

    Args:
        status: the HTTP status.
        detail: what happened, and what to do next.
        headers: to send along, such as Allow.
        suggestions: links for the page: path and text.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        headers: dict[str, str] | None = None,
        suggestions: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.http_status = status
        self.headers = headers or {}
        self.suggestions = suggestions


def register(app: Flask) -> None:
    """Answer every error of the family, of HTTP and of our own making as it should be."""
    app.register_error_handler(NewsgraphError, _family)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def position(detail: str) -> tuple[int, int] | None:
    """The line and column that a message of the SPARQL parser names, counted from 1."""
    found = _POSITION.search(detail)
    return (int(found[1]), int(found[2])) if found else None


def _family(error: NewsgraphError) -> Response:
    headers = error.headers if isinstance(error, Problem) else {}
    suggestions = error.suggestions if isinstance(error, Problem) else ()
    return _answer(HTTPStatus(error.http_status), str(error), headers=headers, suggestions=suggestions)


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    # routing exceptions carry headers such as Allow and Location, which the answer must keep
    given = dict(error.get_headers(request.environ))
    headers = {name: value for name, value in given.items() if name in ("Allow", "Location", "Retry-After")}
    return _answer(status, error.description or status.phrase, headers=headers)


def _bug(error: Exception) -> Response:
    detail = "The server made a mistake. Nothing was changed; its log has the details."
    # logged with its traceback: the answer must not show it
    current_app.logger.error("unhandled error at %s", request.path, exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _answer(
    status: HTTPStatus,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    suggestions: tuple[tuple[str, str], ...] = (),
) -> Response:
    chosen = choose(request.headers.get("Accept"), _SHAPES)
    shape = chosen[1] if chosen else "json"
    if shape == "html":
        page = render_template("error.html", status=status, detail=detail, suggestions=suggestions)
        answer = Response(page, status, mimetype="text/html")
    elif shape == "text":
        answer = Response(f"{status} {status.phrase}\n{detail}\n", status, mimetype="text/plain")
    else:
        answer = Response(json.dumps(_problem(status, detail)), status, mimetype="application/problem+json")
    answer.headers.extend(headers or {})
    answer.vary.add("Accept")
    return answer


def _problem(status: HTTPStatus, detail: str) -> dict[str, object]:
    problem: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": request.path,
    }
    where = position(detail)
    if where and status == HTTPStatus.BAD_REQUEST:
        problem |= {"line": where[0], "column": where[1]}
    return problem
