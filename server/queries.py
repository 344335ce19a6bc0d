"""Every query behind the pages; a `$name` is filled in with a term before it runs."""

from __future__ import annotations

from typing import Final

# --- the first page --------------------------------------------------------------------------------------

COUNTS: Final = """
SELECT ?kind (COUNT(?thing) AS ?count) WHERE {
  VALUES ?kind { ng:Organization ng:Person ng:Partnership ng:Controversy ng:Acquisition ng:Merger
                 ng:Investment ng:Role }
  ?thing a ?kind
} GROUP BY ?kind"""

ARTICLE_COUNT: Final = "SELECT (COUNT(?article) AS ?count) WHERE { GRAPH ?graph { ?article a ng:Article } }"

ARTICLES: Final = """
SELECT ?article ?headline ?published ?url WHERE { GRAPH ?graph {
  ?article a ng:Article
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:url ?url }
} } ORDER BY DESC(?published) ?article LIMIT $limit OFFSET $offset"""

EVENTS: Final = """
SELECT ?thing ?label ?status ?date ?start ?end ?sources ?seen WHERE {
  { SELECT ?thing (MAX(?published) AS ?seen) WHERE {
      VALUES ?kind { $kinds }
      ?thing a ?kind ; ng:supportedBy ?claim
      OPTIONAL { GRAPH ?graph {
        ?claim ng:evidence ?evidence . ?evidence oa:hasSource ?article .
        ?article schema:datePublished ?published
      } }
  } GROUP BY ?thing }
  ?thing rdfs:label ?label
  OPTIONAL { ?thing ng:status ?status }
  OPTIONAL { ?thing ng:date ?date }
  OPTIONAL { ?thing ng:startDate ?start }
  OPTIONAL { ?thing ng:endDate ?end }
  OPTIONAL { ?thing ng:sourceCount ?sources }
} ORDER BY DESC(?seen) ?thing LIMIT $limit"""

KINDS: Final = "SELECT ?thing ?kind WHERE { VALUES ?thing { $things } ?thing a ?kind }"

SENTENCES: Final = """
SELECT ?thing ?confidence ?exact ?evidence ?article ?headline ?published WHERE {
  VALUES ?thing { $things }
  ?thing ng:supportedBy ?claim
  GRAPH ?graph {
    ?claim ng:confidence ?confidence ; ng:evidence ?evidence .
    ?evidence oa:hasSource ?article ; oa:hasSelector ?selector . ?selector oa:exact ?exact ; oa:start ?start
    OPTIONAL { ?article schema:headline ?headline }
    OPTIONAL { ?article schema:datePublished ?published }
  }
} ORDER BY ?thing DESC(?confidence) DESC(STRLEN(?exact)) ?published ?article ?start"""

SEARCH: Final = """
SELECT ?thing ?label (SAMPLE(?name) AS ?found) (MAX(?count) AS ?sources) WHERE {
  VALUES ?naming { rdfs:label skos:altLabel }
  ?thing ?naming ?name FILTER (CONTAINS(LCASE(STR(?name)), $text))
  ?thing rdfs:label ?label ; ng:sourceCount ?count
} GROUP BY ?thing ?label ORDER BY DESC(?sources) STRLEN(STR(?label)) ?thing LIMIT $limit"""

# --- one thing -------------------------------------------------------------------------------------------

EVENTS_OF: Final = """
SELECT ?thing ?part ?label ?status ?date ?start ?end WHERE {
  ?thing ?part $subject ; a ng:Event ; rdfs:label ?label
  OPTIONAL { ?thing ng:status ?status }
  OPTIONAL { ?thing ng:date ?date }
  OPTIONAL { ?thing ng:startDate ?start }
  OPTIONAL { ?thing ng:endDate ?end }
} ORDER BY ?thing ?part"""

ROLES_OF: Final = """
SELECT ?role ?title ?status ?start ?end ?holder ?holderLabel ?organization ?organizationLabel WHERE {
  VALUES ?way { ng:holder ng:organization }
  ?role ?way $subject ; ng:roleTitle ?title ; ng:holder ?holder
  OPTIONAL { ?holder rdfs:label ?holderLabel }
  OPTIONAL { ?role ng:organization ?organization OPTIONAL { ?organization rdfs:label ?organizationLabel } }
  OPTIONAL { ?role ng:roleStatus ?status }
  OPTIONAL { ?role ng:startDate ?start }
  OPTIONAL { ?role ng:endDate ?end }
} ORDER BY ?status ?title ?role"""

INVERSES: Final = """
SELECT ?property ?other ?label WHERE {
  VALUES ?property { $properties }
  ?other ?property $subject ; rdfs:label ?label
} ORDER BY ?property ?label ?other"""

STATEMENTS_OF: Final = """
SELECT ?statement ?words ?evidence ?article ?headline ?published WHERE { GRAPH ?graph {
  ?statement ng:speaker $subject ; ng:text ?words ; ng:evidence ?evidence .
  ?evidence oa:hasSource ?article ; oa:hasSelector ?selector . ?selector oa:start ?start
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
} } ORDER BY DESC(?published) ?article ?start"""

# --- one article -----------------------------------------------------------------------------------------

ARTICLE: Final = """
SELECT ?text ?headline ?published ?url WHERE { GRAPH $graph {
  $article ng:text ?text
  OPTIONAL { $article schema:headline ?headline }
  OPTIONAL { $article schema:datePublished ?published }
  OPTIONAL { $article schema:url ?url }
} }"""

ZONES: Final = """
SELECT ?start ?end ?rule WHERE { GRAPH $graph {
  $article ng:zone ?zone . ?zone oa:start ?start ; oa:end ?end ; ng:zoneRule ?rule
} } ORDER BY ?start"""

CLAIMS_OF_ARTICLE: Final = """
SELECT * WHERE { GRAPH $graph {
  ?claim ng:about ?about ; ng:polarity ?polarity ; ng:modality ?modality ; ng:evidence ?evidence .
  ?evidence oa:hasSelector ?selector . ?selector oa:start ?from ; oa:end ?to
  OPTIONAL { ?about rdfs:label ?label }
  OPTIONAL { ?about ng:roleTitle ?title ; ng:holder/rdfs:label ?holder
             OPTIONAL { ?about ng:organization/rdfs:label ?organization } }
  OPTIONAL { ?claim ng:claimedStatus ?status }
  OPTIONAL { ?claim ng:roleStatus ?roleStatus }
  OPTIONAL { ?claim ng:attributedTo/rdfs:label ?speaker }
  OPTIONAL { ?claim ng:date ?date }
  OPTIONAL { ?claim ng:startDate ?start ; ng:endDate ?end }
  OPTIONAL { ?claim rdf:predicate ?predicate }
  OPTIONAL { ?claim rdf:object ?object OPTIONAL { ?object rdfs:label ?objectLabel } }
} } ORDER BY ?from ?to ?claim"""

KINDS_IN_ARTICLE: Final = """
SELECT ?thing ?kind WHERE { GRAPH $graph { ?claim ng:about ?thing . ?thing a ?kind } }"""

PARTIES_IN_ARTICLE: Final = """
SELECT ?event ?part ?party ?label WHERE { GRAPH $graph {
  ?event ng:participant ?party ; ?part ?party . ?party rdfs:label ?label
} } ORDER BY ?event ?part ?label"""

STATEMENTS_OF_ARTICLE: Final = """
SELECT ?statement ?words ?evidence ?from ?to ?speaker ?label WHERE { GRAPH $graph {
  ?statement ng:speaker ?speaker ; ng:text ?words ; ng:evidence ?evidence .
  ?evidence oa:hasSelector ?selector . ?selector oa:start ?from ; oa:end ?to
  OPTIONAL { ?speaker rdfs:label ?label }
} } ORDER BY ?from ?statement"""

# --- to click in the query form --------------------------------------------------------------------------

EXAMPLES: Final[tuple[tuple[str, str], ...]] = (
    (
        "Who works with whom",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?partnership ?party ?status WHERE {
  ?event a ng:Partnership ;
         rdfs:label ?partnership ;
         ng:status ?status ;
         ng:partner/rdfs:label ?party .
}
ORDER BY ?partnership ?party
LIMIT 50
""",
    ),
    (
        "Who is in trouble over what",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?controversy ?date ?accused ?affected WHERE {
  ?event a ng:Controversy ; rdfs:label ?controversy .
  OPTIONAL { ?event ng:date ?date }
  OPTIONAL { ?event ng:accused/rdfs:label ?accused }
  OPTIONAL { ?event ng:affected/rdfs:label ?affected }
}
ORDER BY ?date
LIMIT 50
""",
    ),
    (
        "The sentences behind each partnership",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>

SELECT ?partnership ?sentence ?headline WHERE {
  ?event a ng:Partnership ;
         rdfs:label ?partnership ;
         ng:supportedBy ?claim .
  GRAPH ?article_graph {
    ?claim ng:evidence ?evidence .
    ?evidence oa:hasSource ?article ;
              oa:hasSelector/oa:exact ?sentence .
    ?article schema:headline ?headline .
  }
}
ORDER BY ?partnership ?headline
LIMIT 50
""",
    ),
    (
        "Who holds which role",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?person ?title ?organization ?status WHERE {
  ?role a ng:Role ;
        ng:holder/rdfs:label ?person ;
        ng:roleTitle ?title .
  OPTIONAL { ?role ng:organization/rdfs:label ?organization }
  OPTIONAL { ?role ng:roleStatus ?status }
}
ORDER BY ?person ?title
LIMIT 50
""",
    ),
    (
        "What was denied or only rumoured",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?label ?status WHERE {
  VALUES ?status { ng:denied ng:rumoured }
  ?event ng:status ?status ; rdfs:label ?label .
}
ORDER BY ?status ?label
LIMIT 50
""",
    ),
    (
        "Facts that rest on one source",
        """PREFIX ng: <https://w3id.org/newsgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?label WHERE {
  ?event a ng:Event ; ng:sourceCount 1 ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 50
""",
    ),
)
"""Title and query; the first one fills the empty form."""
