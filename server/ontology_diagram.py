"""The ontology as a drawing (SVG without scripts and style attributes): each class with what starts from it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ontology import terms

if TYPE_CHECKING:
    from rdflib.term import Node

_ROW: Final = 26
_GAP: Final = 22
_CARD: Final = 210
_END: Final = 640
_WIDTH: Final = 870
_INDENT: Final = 14


def diagram(graph: Graph) -> str:
    """The drawing: on the left each class that properties start from, with those below it; on the right their ends."""
    entities: list[tuple[Node, int]] = [(URIRef(terms.NG + name), 0) for name in terms.ENTITY_CLASSES]
    relations: list[Node] = [URIRef(terms.NG + name) for name in terms.RELATIONS]
    cards = [(entities, relations)]
    cards += [([(node, 0), *_below(graph, node)], _properties(graph, node)) for node in _drawn(graph)]
    parts, top = [], 10
    for names, ends in cards:
        parts.append(_card(graph, names, ends, top))
        top += _height(names, ends) + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" class="diagram" role="img" '
        'aria-label="The classes of the ontology and the properties between them" '
        'font-family="system-ui, sans-serif" font-size="14">\n'
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>\n'
        f'<rect width="{_WIDTH}" height="{top}" rx="8" fill="#fff"/>\n'
        f"{''.join(parts)}</svg>\n"
    )


def _drawn(graph: Graph) -> list[Node]:
    """The classes that a property starts from, and those at the top of a hierarchy."""
    classes = {node for node in graph.subjects(RDF.type, OWL.Class) if str(node).startswith(terms.NG)}
    starting = {node for node in classes if _properties(graph, node)}
    tops = {
        node
        for node in classes
        if (None, RDFS.subClassOf, node) in graph and (node, RDFS.subClassOf, None) not in graph
    }
    order = [terms.NG + name for name in (*terms.EVENT_CLASSES, "Role", "Claim", "Article", "Evidence", "Statement")]
    return sorted(
        starting | tops, key=lambda node: (order.index(str(node)) if str(node) in order else len(order), str(node))
    )


def _properties(graph: Graph, node: Node) -> list[Node]:
    found = graph.subjects(RDFS.domain, node)
    return sorted((each for each in found if (each, RDF.type, OWL.ObjectProperty) in graph), key=str)


def _below(graph: Graph, node: Node, depth: int = 1) -> list[tuple[Node, int]]:
    found = []
    for child in sorted(graph.subjects(RDFS.subClassOf, node), key=str):
        has_card = bool(_properties(graph, child))
        found += [(child, depth), *([] if has_card else _below(graph, child, depth + 1))]
    return found


def _height(names: list[tuple[Node, int]], ends: list[Node]) -> int:
    return max(len(names), len(ends)) * _ROW + 8


def _card(graph: Graph, names: list[tuple[Node, int]], ends: list[Node], top: int) -> str:
    card = f'<rect x="10" y="{top}" width="{_CARD}" height="{_height(names, ends)}" rx="6"'
    parts = [f'{card} fill="#eef3fb" stroke="#4a6fa5"/>\n']
    for row, (name, depth) in enumerate(names):
        weight = "normal" if depth else "bold"
        parts.append(_linked(name, 20 + depth * _INDENT, top + 20 + row * _ROW, f'font-weight="{weight}"'))
    for row, each in enumerate(ends):
        parts.append(_arrow(graph, each, top + 16 + row * _ROW))
    return "".join(parts)


def _arrow(graph: Graph, each: Node, y: int) -> str:
    end = graph.value(each, RDFS.range)
    line = f'<line x1="{_CARD + 12}" y1="{y}" x2="{_END - 4}" y2="{y}" stroke="#555" marker-end="url(#arrow)"/>\n'
    middle = (_CARD + _END) // 2
    name = _linked(each, middle, y + 4, 'text-anchor="middle" stroke="#fff" stroke-width="5" paint-order="stroke"')
    if isinstance(end, URIRef):
        box = f'<rect x="{_END}" y="{y - 11}" width="{_CARD}" height="22" rx="6" fill="#f6f6f6" stroke="#999"/>\n'
        return line + name + box + _linked(end, _END + 10, y + 5, "")
    return line + name + f'<text x="{_END + 10}" y="{y + 5}" fill="#666">anybody or anything</text>\n'


def _linked(term: Node, x: int, y: int, more: str) -> str:
    name = escape(str(term).removeprefix(terms.NG).rpartition("/")[2].rpartition("#")[2])
    text = f'<text x="{x}" y="{y}" fill="#1a1a1a" {more}>{name}</text>'
    return f'<a href="#{name}">{text}</a>\n' if str(term).startswith(terms.NG) else f"{text}\n"
