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
    openapi,
    pages,
    questions,
    reconcile,
    review,
    sparql,
    submissions,
    updates,
    vocabulary,
    void,
)
from server.access import Access
from server.compression import pack
from server.protection import protect

if TYPE_CHECKING:
    from kg.settings import Settings
    from server.engine import Engine
    from server.submissions import Reader

_MAX_BODY_BYTES = 1 << 20


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
    for part in (linked_data, exports, vocabulary, questions, reconcile):
        app.register_blueprint(part.blueprint(engine.store, settings))
    app.register_blueprint(health.blueprint(engine))
    for engine_part in (pages, void):
        app.register_blueprint(engine_part.blueprint(engine, settings))
    app.register_blueprint(sparql.blueprint(engine, settings, access))
    app.register_blueprint(openapi.blueprint())
    for writing in (updates, graph_store):
        app.register_blueprint(writing.blueprint(engine, settings, access))
    app.register_blueprint(review.blueprint(engine, settings, access))
    if read_articles is not None:
        app.register_blueprint(submissions.blueprint(engine, settings, access, read_articles))

    @app.before_request
    def server_as_a_whole() -> Response | None:
        """`OPTIONS *` asks for what is known somewhere (RFC 9110, 9.3.7)."""
        if request.method != "OPTIONS" or request.environ["PATH_INFO"] != "*":
            return None
        known = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
        return Response(headers={"Allow": ", ".join(sorted(known))})

    @app.after_request
    def finish(answer: Response) -> Response:
        return protect(pack(answer), access, is_framed=request.endpoint == reconcile.EMBEDDABLE)

    return app
