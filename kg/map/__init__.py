"""Records to quads and back: the only package that knows both the records and the vocabulary.

Nothing is a blank node, and every list is sorted, so equal records give equal quads.
"""

from kg.map.iris import article_iri, graph_name, iri, item_node, item_of, key_of, url_node
from kg.map.recovered import testimonies
from kg.map.reifiers import with_reifiers, without_reifiers
from kg.map.written import claim_quads, fact_triples

__all__ = [
    "article_iri",
    "claim_quads",
    "fact_triples",
    "graph_name",
    "iri",
    "item_node",
    "item_of",
    "key_of",
    "testimonies",
    "url_node",
    "with_reifiers",
    "without_reifiers",
]
