"""What one transaction does, and the request to the engine that does it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import BlankNode, Literal, NamedNode, Quad


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction does, in this order; graphs are created after others were dropped."""

    drop_graphs: tuple[NamedNode | DefaultGraph, ...] = ()
    remove: tuple[Quad, ...] = ()
    insert: tuple[Quad, ...] = ()
    create_graphs: tuple[NamedNode, ...] = ()

    def request(self) -> str:
        """The change as one SPARQL update, "" for none."""
        parts = [f"DROP SILENT {_graph(name)}" for name in self.drop_graphs]
        parts += [f"CREATE SILENT GRAPH {name}" for name in self.create_graphs]
        parts += [f"DELETE DATA {{\n{_block(self.remove)}}}"] if self.remove else []
        parts += [f"INSERT DATA {{\n{_block(self.insert)}}}"] if self.insert else []
        return " ;\n".join(parts)


def _graph(name: NamedNode | DefaultGraph) -> str:
    return "DEFAULT" if isinstance(name, DefaultGraph) else f"GRAPH {name}"


def _block(quads: Iterable[Quad]) -> str:
    """The quads as SPARQL writes them, each graph and each subject once: so the engine has less to read."""
    graphs: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, graph in quads:
        name = "" if isinstance(graph, DefaultGraph) else f"GRAPH {graph} "
        graphs[name][str(subject)].append(f"{predicate} {_term(value)}")
    return "".join(
        f"{name}{{\n{_triples(subjects)}}}\n" if name else _triples(subjects) for name, subjects in graphs.items()
    )


def _triples(subjects: Mapping[str, Iterable[str]]) -> str:
    return "".join(f"{subject} {' ; '.join(properties)} .\n" for subject, properties in subjects.items())


def _term(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """As SPARQL writes it; the engine's own `str` leaves out the brackets of a triple term."""
    if isinstance(term, Triple):
        return f"<<( {term.subject} {term.predicate} {_term(term.object)} )>>"
    return str(term)
