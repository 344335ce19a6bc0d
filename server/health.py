"""/health for whoever watches that the server lives, and /metrics for whoever draws what it does."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from server.engine import Engine


def blueprint(engine: Engine) -> Blueprint:
    """The two routes; both cost the same however much is in the store."""
    routes = Blueprint("health", __name__)
    number = version("newsgraph")

    @routes.get("/health")
    def health() -> tuple[Response, HTTPStatus]:
        ready = not engine.is_closing
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        told = {"status": "ok" if ready else "stopping", "live": True, "ready": ready, "version": number}
        answer = jsonify(told | {"graph": f"{engine.instance}-{engine.version}"})
        answer.headers["Cache-Control"] = "no-store"
        return answer, status

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(engine.metrics.text(), content_type=CONTENT_TYPE_LATEST)

    return routes
