"""What the answers of a reconciliation service must look like, as JSON Schema.

Written after the schemas and the text of version 0.2 of the specification of the W3C Entity Reconciliation Community
Group (https://reconciliation-api.github.io/specs/0.2/, appendix "JSON Schemas"). Where the published schemas leave room
that the text does not (unknown fields, empty ids, addresses), these are stricter.
"""

from __future__ import annotations

from typing import Any, TypeVar

from jsonschema import Draft202012Validator

Answer = TypeVar("Answer")

TEXT = {"type": "string"}
NAME = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://[^ ]+$"}
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}.*$"}


def _object(required: str, **fields: dict[str, Any]) -> dict[str, Any]:
    """An object with these fields and no others; those named in the first argument must be there."""
    return {"type": "object", "properties": fields, "required": required.split(), "additionalProperties": False}


def _list(of: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "array", "items": of} | more


def _map(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": of}


TYPE = _object("id name", id=NAME, name=NAME, description=TEXT, broader=_list({"type": "object"}))
PROPERTY = _object("id name", id=NAME, name=NAME, description=TEXT)
_SUGGEST = _object(
    "service_url service_path",
    service_url=ADDRESS,
    service_path=NAME,
    flyout_service_url=ADDRESS,
    flyout_service_path={"type": "string", "pattern": r"\$\{id\}"},
)
_SETTING = _object(
    "name label type",
    name=NAME,
    label=NAME,
    type={"enum": ["number", "text", "checkbox", "select"]},
    default={"type": ["number", "string", "boolean"]},
    help_text=TEXT,
    choices=_list(_object("value name", value=TEXT, name=TEXT)),
)
_FEATURE = _object("id value", id=NAME, value={"type": ["boolean", "number"]})
_CANDIDATE = _object(
    "id name type score match",
    id=NAME,
    name=NAME,
    description=TEXT,
    type=_list(TYPE),
    score={"type": "number"},
    features=_list(_FEATURE),
    match={"type": "boolean"},
)
_CELL = {
    "oneOf": [
        _object(""),
        _object("id name", id=NAME, name=NAME, description=TEXT),
        _object("str", str=TEXT),
        _object("float", float={"type": "number"}),
        _object("int", int={"type": "integer"}),
        _object("date", date={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$"}),
    ]
}
_COLUMN = _object("id name", id=NAME, name=NAME, type=_object("id", id=NAME, name=NAME), service=ADDRESS)

MANIFEST = _object(
    "versions name identifierSpace schemaSpace",
    versions=_list(TEXT, contains={"const": "0.2"}),
    name=NAME,
    identifierSpace=ADDRESS,
    schemaSpace=ADDRESS,
    defaultTypes=_list(TYPE, uniqueItems=True),
    documentation=ADDRESS,
    logo=ADDRESS,
    serviceVersion=NAME,
    view=_object("url", url=TEMPLATE),
    feature_view=_object("url", url=TEMPLATE),
    preview=_object("url width height", url=TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
    suggest=_object("", entity=_SUGGEST, property=_SUGGEST, type=_SUGGEST),
    extend=_object(
        "",
        propose_properties=_object("service_url service_path", service_url=ADDRESS, service_path=NAME),
        property_settings=_list(_SETTING),
    ),
    batchSize={"type": "integer", "minimum": 1},
)
RESULTS = _map(_object("result", result=_list(_CANDIDATE)))
SUGGESTED_ENTITIES = _object(
    "result", result=_list(_object("id name", id=NAME, name=NAME, description=TEXT, notable=_list(TYPE)))
)
SUGGESTED_PROPERTIES = _object("result", result=_list(PROPERTY))
SUGGESTED_TYPES = _object("result", result=_list(TYPE))
FLYOUT = _object("id html", id=NAME, html=NAME)
PROPOSALS = _object("type properties", type=TEXT, properties=_list(PROPERTY), limit={"type": "integer"})
EXTENSION = _object("meta rows", meta=_list(_COLUMN), rows=_map(_map(_list(_CELL))))


def checked(answer: Answer, schema: dict[str, Any]) -> Answer:
    """The answer, if it is as the schema says."""
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer)] == []
    return answer
