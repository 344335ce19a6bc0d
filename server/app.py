"""The application factory: the graph in a store, over HTTP. Nothing happens at import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request

from server import errors, exports, linked_data, ontology_page, pages, questions, sparql

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_MAX_BODY_BYTES = 1 << 20


def create_app(store: Store, settings: Settings) -> Flask:
    """The application that serves this store; it opens nothing and closes nothing itself."""
    app = Flask("server")
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, its base has not
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    errors.register(app)
    for part in (sparql, linked_data, pages, exports, ontology_page, questions):
        app.register_blueprint(part.blueprint(store, settings))
    app.after_request(_protect)
    return app


def _protect(answer: Response) -> Response:
    """Headers of every answer: what a page may load, and that anybody may read the data from a script."""
    answer.headers["Content-Security-Policy"] = _CONTENT_SECURITY_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "GET, HEAD, OPTIONS")
        answer.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer
