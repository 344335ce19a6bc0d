"""What is no longer, or not by this name, among the facts: where it goes on, and when and why it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms

if TYPE_CHECKING:
    from server.graph import Graph

_SAME: Final = ox.NamedNode(f"{terms.OWL}sameAs")
_STATE: Final = ox.NamedNode(terms.HAS_STATE)
_FACTS: Final = ox.DefaultGraph()

_GONE: Final = """
SELECT ?at ?why ?who WHERE { GRAPH $history {
  { ?what ng:retracted $resource ; prov:generatedAtTime ?at } UNION
  { ?change ng:changeOf $resource ; ng:changeKind ng:gone ; prov:generatedAtTime ?at ; ng:causedBy ?what }
}
  OPTIONAL { GRAPH ?one { ?what ng:reason ?why } }
  OPTIONAL { GRAPH ?other { ?what ng:decidedBy ?who } }
} ORDER BY DESC(?at) LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Departure:
    """When, and as far as it is known why and by whom, something went."""

    at: str
    why: str
    who: str

    @property
    def told(self) -> str:
        """The departure as a sentence."""
        why = f": {self.why}" if self.why else ""
        who = f" ({self.who})" if self.who else ""
        return f"It went on {self.at[:10]}{who}{why}."


def goes_on_as(graph: Graph, resource: str) -> str | None:
    """The IRI under which a merged thing goes on, or whose state this is; None for anything else."""
    node = ox.NamedNode(resource)
    found = (quad.subject for each in (_SAME, _STATE) for quad in graph.store.quads(None, each, node, _FACTS))
    return next((each.value for each in found if isinstance(each, ox.NamedNode)), None)


def departure(graph: Graph, resource: str) -> Departure | None:
    """When and why an article or a fact went, None if the history does not know that it did."""
    history = ox.NamedNode(graph.iri("graph/history"))
    rows = graph.rows(_GONE, history=history, resource=ox.NamedNode(resource))
    return next((Departure(row["at"], row["why"], row["who"]) for row in rows), None)


def recorded(graph: Graph, resource: str) -> list[ox.Quad]:
    """What the graphs of decisions and of what was say of a resource."""
    node = ox.NamedNode(resource)
    graphs = (ox.NamedNode(graph.iri(name)) for name in ("graph/curated", "graph/history"))
    return [quad for each in graphs for quad in graph.store.quads(node, graph=each)]
