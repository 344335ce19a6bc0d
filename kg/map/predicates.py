"""The predicates that come from other vocabularies, spelt out once."""

from __future__ import annotations

from typing import Final

from ontology import terms

TYPE: Final = f"{terms.RDF}type"
LABEL: Final = f"{terms.RDFS}label"
ALIAS: Final = f"{terms.SKOS}altLabel"
STATED_PREDICATE: Final = f"{terms.RDF}predicate"
STATED_OBJECT: Final = f"{terms.RDF}object"
HEADLINE: Final = f"{terms.SCHEMA}headline"
PUBLISHED: Final = f"{terms.SCHEMA}datePublished"
URL: Final = f"{terms.SCHEMA}url"
SOURCE: Final = f"{terms.OA}hasSource"
SELECTOR: Final = f"{terms.OA}hasSelector"
START: Final = f"{terms.OA}start"
END: Final = f"{terms.OA}end"
EXACT_MATCH: Final = f"{terms.SKOS}exactMatch"
CLOSE_MATCH: Final = f"{terms.SKOS}closeMatch"
EXACT: Final = f"{terms.OA}exact"
