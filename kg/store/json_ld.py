"""Quads as JSON-LD with our context: short names for our terms, one node object a subject, written as it is made.

The context stands in the file, so that it can be read without the network.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from kg.errors import UsageError
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

_TYPE: Final = f"{terms.RDF}type"
_STRING: Final = f"{terms.XSD}string"
_INTEGER: Final = f"{terms.XSD}integer"
_CANONICAL: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what every reader of JSON keeps exactly

_TO_THINGS: Final = (
    *terms.RELATIONS,
    *terms.SUPERPROPERTIES,
    *terms.DEAL_LINKS,
    *("trigger", "consequence", "holder", "organization", "about", "evidence", "dateEvidence", "attributedTo"),
    *("speaker", "supportedBy", "zone"),
)
_TO_TERMS: Final = ("status", "roleStatus", "polarity", "modality", "claimedStatus")
_BORROWED: Final = {
    "label": f"{terms.RDFS}label",
    "altLabel": f"{terms.SKOS}altLabel",
    "headline": f"{terms.SCHEMA}headline",
    "exact": f"{terms.OA}exact",
    "start": f"{terms.OA}start",
    "end": f"{terms.OA}end",
}
_BORROWED_TO_THINGS: Final = {
    "hasSource": f"{terms.OA}hasSource",
    "hasSelector": f"{terms.OA}hasSelector",
    "url": f"{terms.SCHEMA}url",
    "exactMatch": f"{terms.SKOS}exactMatch",
    "closeMatch": f"{terms.SKOS}closeMatch",
}


def context() -> dict[str, object]:
    """The context: `id` and `type`, our terms without a prefix, and the few of others that we use."""
    typed = {f"{terms.NG}confidence": ("confidence", "decimal"), f"{terms.NG}value": ("value", "decimal")}
    return {
        "@version": 1.1,
        "@vocab": terms.NG,
        "id": "@id",
        "type": "@type",
        **terms.PREFIXES,
        **_BORROWED,
        **{name: {"@id": f"{terms.NG}{name}", "@type": "@id"} for name in _TO_THINGS},
        **{name: {"@id": f"{terms.NG}{name}", "@type": "@vocab"} for name in _TO_TERMS},
        **{name: {"@id": iri, "@type": "@id"} for name, iri in _BORROWED_TO_THINGS.items()},
        "predicate": {"@id": f"{terms.RDF}predicate", "@type": "@vocab"},
        "datePublished": {"@id": f"{terms.SCHEMA}datePublished", "@type": f"{terms.XSD}date"},
        **{name: {"@id": iri, "@type": terms.XSD + kind} for iri, (name, kind) in typed.items()},
    }


def write_json_ld(quads: Iterable[Quad], out: IO[bytes]) -> None:
    """Write quads that come by graph and then by subject; memory holds one subject.

    Raises:
        UsageError: a quad has a triple as its object, for which JSON-LD has no words.
    """
    head = json.dumps(context(), ensure_ascii=False, indent=1)
    out.write(f'{{"@context": {head},\n"@graph": ['.encode())
    first = True
    for name, group in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = (_node(subject, list(own)) for subject, own in groupby(group, key=lambda quad: quad.subject))
        if isinstance(name, DefaultGraph):
            first = _write_nodes(nodes, out, first=first)
            continue
        out.write((("" if first else ",") + f'\n{{"id": {_dumped(_name(name))}, "@graph": [').encode())
        _write_nodes(nodes, out, first=True)
        out.write(b"]}")
        first = False
    out.write(b"\n]}\n")


def _write_nodes(nodes: Iterator[dict[str, object]], out: IO[bytes], *, first: bool) -> bool:
    for node in nodes:
        out.write((("" if first else ",") + f"\n{_dumped(node)}").encode())
        first = False
    return first


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(subject: object, quads: list[Quad]) -> dict[str, object]:
    node: dict[str, object] = {"id": _name(subject)}
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate.value):
        values = [quad.object for quad in group]
        if predicate == _TYPE and all(isinstance(each, NamedNode) for each in values):
            node["type"] = _plain([_term(each.value) for each in values if isinstance(each, NamedNode)])
        else:
            name, kind = _KEYS.get(predicate, (_term(predicate), ""))
            node[name] = _plain([_value(each, kind) for each in values])
    return node


def _plain(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _value(value: object, kind: str) -> object:
    """A value as its term's coercion lets it be written: a name, a string or a number, or in full."""
    match value:
        case Literal():
            return _literal(value, kind)
        case NamedNode() if kind == "@id":
            return value.value
        case NamedNode() if kind == "@vocab":
            return _term(value.value)
        case _:
            return {"id": _name(value)}


def _literal(value: Literal, kind: str) -> object:
    datatype = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if datatype == (kind or _STRING):
        return value.value
    if datatype == _INTEGER and not kind and _CANONICAL.fullmatch(value.value):
        return int(value.value)
    return {"@value": value.value, "@type": _short(datatype)}


def _name(node: object) -> str:
    match node:
        case NamedNode():
            return node.value
        case BlankNode():
            return f"_:{node.value}"
        case _:
            raise UsageError(f"{node} has no place in JSON-LD: export it as nt, nq, ttl or trig")


def _term(iri: str) -> str:
    """A term of ours by its name alone, another one with its prefix."""
    name = iri.removeprefix(terms.NG)
    is_plain = name != iri and name.isalnum() and name not in _TAKEN
    return name if is_plain else _short(iri)


def _short(iri: str) -> str:
    """The IRI with a prefix where one fits, else whole."""
    for prefix, namespace in terms.PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.isidentifier():
            return f"{prefix}:{name}"
    return iri


def _defined() -> dict[str, tuple[str, str]]:
    """Predicate → its name in the context and the coercion of its values."""
    found = {}
    for name, entry in context().items():
        match entry:
            case {"@id": str(iri), "@type": str(kind)}:
                found[iri] = (name, kind)
            case str(iri) if name in _BORROWED:
                found[iri] = (name, "")
    return found


_KEYS: Final = _defined()
_TAKEN: Final = frozenset(_BORROWED) | frozenset(_BORROWED_TO_THINGS) | {"id", "type", "predicate", "datePublished"}
