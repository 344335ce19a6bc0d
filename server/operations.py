"""Reads a request of the SPARQL 1.1 Protocol: a query or an update, by GET, as a form or as the body itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import request

from server import bodies
from server.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_DATASET: Final = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks to be done.

    Attributes:
        kind: "query", "update", or "" where a GET has neither.
        text: of the query or update.
        fields: every parameter with its values, from the address and the form.
    """

    kind: str
    text: str
    fields: Mapping[str, list[str]]

    @property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the graphs that make up the default graph."""
        return tuple(self.fields.get(_DATASET[self.kind][0], ()))

    @property
    def named_graphs(self) -> tuple[str, ...]:
        """IRIs of the graphs that GRAPH sees."""
        return tuple(self.fields.get(_DATASET[self.kind][1], ()))


def read_operation(*kinds: str) -> Operation:
    """The operation in the current request.

    Args:
        kinds: "query", "update" or both: what may be asked for here.

    Raises:
        Problem: 400 missing, repeated, both at once, an update by GET, or not to be decoded; 413 too long;
            415 a body that is neither.
    """
    fields: dict[str, list[str]] = defaultdict(list)
    for name in request.args:
        fields[name] += request.args.getlist(name)
    found = [(kind, text) for kind in ("query", "update") for text in fields[kind]]
    if request.method == "POST":
        if any(kind == "update" for kind, _ in found):
            raise _bad("An update stands in the body of a POST, not in the address.")
        found += _posted(fields, kinds)
    elif any(kind == "update" for kind, _ in found):
        raise _bad("An update is sent by POST: as the field `update` of a form, or as the body itself.")
    if len(found) > 1:
        raise _bad(f"The request has {len(found)} operations; send exactly one.")
    if not found and (request.method == "POST" or any(fields[name] for name in _DATASET["query"])):
        raise _bad(f"The request has no {' and no '.join(kinds)}; send one as the parameter `{kinds[0]}`.")
    kind, text = found[0] if found else ("", "")
    if kind and kind not in kinds:
        raise _bad(f"This address takes no {kind}; send it to /sparql.")
    return Operation(kind, text, fields)


def _posted(fields: dict[str, list[str]], kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The operations in the body; the other fields of a form are added to those of the address."""
    # only who has a token sends long updates, so nobody else makes us read them
    update_limit = bodies.UPDATE if "Authorization" in request.headers else bodies.SMALL
    if request.mimetype == bodies.FORM:
        form: dict[str, list[str]] = defaultdict(list)
        for name, value in bodies.read_form(update_limit if "update" in kinds else bodies.SMALL):
            form[name].append(value)
            fields[name].append(value)
        return [(kind, text) for kind in ("query", "update") for text in form[kind]]
    if request.mimetype == QUERY and "query" in kinds:
        return [("query", bodies.read_text(bodies.SMALL))]
    if request.mimetype == UPDATE and "update" in kinds:
        return [("update", bodies.read_text(update_limit))]
    sent = request.headers.get("Content-Type", "nothing")
    direct = " or ".join({"query": QUERY, "update": UPDATE}[kind] for kind in kinds)
    listed = " or ".join(f"`{kind}`" for kind in kinds)
    raise Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        f"The body is {sent!r}. Send {bodies.FORM} with {listed}, or {direct} in UTF-8.",
    )


def _bad(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, detail)
