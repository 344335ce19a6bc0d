"""The service manifest: what the reconciliation service offers, and at which addresses."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from ontology import terms
from server.reconcile.names import PREFIX
from server.reconcile.queries import BATCH

KINDS: Final = {
    "Organization": "A company, club, league, agency or other body of people.",
    "Person": "A human being.",
    "Place": "A country, city, region or building.",
    "Product": "Something that is made, sold or offered.",
}
"""Types of entities, with one sentence each."""
SUGGESTED: Final = ("entity", "property", "type")
_WIDTH, _HEIGHT = 440, 300


def manifest(root: str, *, base: str) -> dict[str, Any]:
    """The manifest of version 0.2 of the API.

    Args:
        root: the address of this server, with a slash at its end.
        base: what every resource IRI starts with.
    """
    service = f"{root}reconcile"
    return {
        "versions": ["0.2"],
        "name": "Newsgraph: organizations, people, places and products in the news",
        "identifierSpace": base + PREFIX,
        "schemaSpace": terms.NG,
        "documentation": f"{root}openapi.json",
        "logo": f"{root}static/icon.svg",
        "serviceVersion": version("newsgraph"),
        "defaultTypes": [type_object(name) for name in KINDS],
        "view": {"url": f"{root}{PREFIX}{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {
            what: {
                "service_url": service,
                "service_path": f"/suggest/{what}",
                "flyout_service_url": service,
                "flyout_service_path": f"/flyout/{what}?id=${{id}}",
            }
            for what in SUGGESTED
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Most values",
                    "type": "number",
                    "default": 0,
                    "help_text": "How many values to fetch of each entity; 0 for all",
                }
            ],
        },
        "batchSize": BATCH,
    }


def type_object(kind: str) -> dict[str, str]:
    """A type as the API writes it."""
    return {"id": kind, "name": kind.lower()}
