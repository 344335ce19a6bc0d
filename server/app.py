"""The application factory: the graph in a store, over HTTP. Nothing happens at import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request

from server import (
    errors,
    exports,
    graph_store,
    health,
    linked_data,
    ontology_page,
    openapi,
    pages,
    questions,
    reconcile,
    review,
    sparql,
    submissions,
    updates,
    void,
)
from server.access import Access
from server.compression import pack

if TYPE_CHECKING:
    from kg.settings import Settings
    from server.engine import Engine
    from server.submissions import Reader

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_MAX_BODY_BYTES = 1 << 20
_SAFE = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FRAMED = {name: value for name, value in _SAFE.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}
_EXPOSED = "Content-Location, ETag, Link, Location, Newsgraph-Version, Retry-After"
_ACCEPTED = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Newsgraph-Version"


def create_app(
    engine: Engine, settings: Settings, *, access: Access | None = None, read_articles: Reader | None = None
) -> Flask:
    """The application that serves a store; it opens nothing and closes nothing itself.

    Args:
        engine: answers queries and makes changes.
        settings: for the base of the IRIs.
        access: who may write; nobody without it.
        read_articles: reads what is posted to /articles; without it, there is no such route.
    """
    access = access or Access()
    app = Flask("server")
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, its base has not
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    errors.register(app)
    for part in (linked_data, exports, ontology_page, questions, reconcile):
        app.register_blueprint(part.blueprint(engine.store, settings))
    app.register_blueprint(health.blueprint(engine))
    for engine_part in (pages, void):
        app.register_blueprint(engine_part.blueprint(engine, settings))
    app.register_blueprint(sparql.blueprint(engine, settings, access))
    app.register_blueprint(openapi.blueprint())
    for writing in (updates, graph_store):
        app.register_blueprint(writing.blueprint(engine, access))
    app.register_blueprint(review.blueprint(engine, settings, access))
    if read_articles is not None:
        app.register_blueprint(submissions.blueprint(engine, settings, access, read_articles))

    @app.after_request
    def protect(answer: Response) -> Response:
        return _protect(pack(answer), access)

    return app


def _protect(answer: Response, access: Access) -> Response:
    """Headers of every answer: what a page may load, and which other pages' scripts may read the data."""
    for name, value in (_FRAMED if request.endpoint == reconcile.EMBEDDABLE else _SAFE).items():
        answer.headers[name] = value
    allowed = access.allowed_origin(request.headers.get("Origin"))
    if allowed != "*":
        answer.vary.add("Origin")
    if allowed is not None:
        answer.headers["Access-Control-Allow-Origin"] = allowed
        answer.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS" and allowed is not None:
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "GET, HEAD, OPTIONS")
        answer.headers["Access-Control-Allow-Headers"] = _ACCEPTED
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer
