"""Versions of the graph as HTTP knows them: ETag, If-None-Match, If-Match, and a header of our own."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Protocol

from flask import Response, request

from server.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.engine import Engine

VERSION: Final = "Newsgraph-Version"
"""The header that names the version which an answer is about, or which a write made."""
_DIGITS: Final = 18
"""Of a version; one of more is none."""


class Numbered(Protocol):
    """Whatever counts the versions of a run of the server."""

    instance: str


def tag(engine: Numbered, version: int, *parts: str) -> str:
    """The entity tag of what these parts name, in this version of the graph; weak, as its order may differ."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f'W/"{engine.instance}-{version}-{digest}"'


def label(answer: Response, engine: Engine, version: int) -> Response:
    """The answer with the version that it is about."""
    answer.headers[VERSION] = f"{engine.instance}-{version}"
    return answer


def asked_version(engine: Engine, given: str) -> int:
    """The version that a client must see, from this header of its request; 0 where it names none of this run."""
    instance, _, number = given.rpartition("-")
    return (
        int(number)
        if instance == engine.instance and number.isascii() and number.isdigit() and len(number) <= _DIGITS
        else 0
    )


def is_known(etag: str) -> bool:
    """Whether the client has what this tag names already: a GET is then answered 304."""
    return bool(_named(request.headers.get("If-None-Match")) & {etag, "*"})


def not_modified(etag: str) -> Response:
    """The answer to a client that has it already."""
    return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})


def require_match(etags: Sequence[str]) -> None:
    """Let a write pass whose condition holds.

    Args:
        etags: of what is there, one for each of its formats; none where nothing is.

    Raises:
        Problem: 412 If-Match names something else, or If-None-Match what is there.
    """
    # a weak tag is all there is; it changes with every write, so it serves for If-Match too
    wanted, unwanted = (_named(request.headers.get(header)) for header in ("If-Match", "If-None-Match"))
    there = {*etags, "*"} if etags else set()
    if (wanted and not wanted & there) or unwanted & there:
        raise Problem(
            HTTPStatus.PRECONDITION_FAILED,
            "The graph is not what the request expects: somebody changed it. Read it again, then write.",
        )


def _named(header: str | None) -> set[str]:
    """The tags of a header, each as weak; a strong one is what a proxy may have made of ours."""
    given = {tag.strip() for tag in (header or "").split(",")} - {""}
    return {tag if tag == "*" or tag.startswith("W/") else f"W/{tag}" for tag in given}
