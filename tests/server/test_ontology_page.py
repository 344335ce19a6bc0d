"""The page of the vocabulary shows every term with all that is said of it, and a drawing without scripts."""

from __future__ import annotations

import re

from lxml import etree
from rdflib import OWL, RDF, RDFS, URIRef

from ontology import terms
from server.ontology_page import Entry, alignments, drawing, sections, vocabulary

ENTRIES = {entry.name: entry for section in sections() for entry in section.entries}
SVG = "{http://www.w3.org/2000/svg}"


def test_every_term_has_its_entry() -> None:
    ours = {str(node).removeprefix(terms.NG) for node in vocabulary().subjects() if str(node).startswith(terms.NG)}

    assert set(ENTRIES) == ours
    assert len(ENTRIES) > 100


def test_an_entry_has_all_that_is_said_of_its_term() -> None:
    assert ENTRIES["partOf"] == Entry(
        name="partOf",
        label="part of",
        definition="Relates a unit, subsidiary, brand or division to the larger body that it belongs to.",
        example="NBA China is part of the NBA.",
        note="Holds the parent that was named, not its parents in turn: write ng:partOf+ in a query to reach those.",
        inverse="has part",
        above=(),
        below=(),
        domain=(),
        range=(),
        traits=("never of itself",),
        matches=(
            (
                "close to",
                "org:subOrganizationOf",
                "relates two organizations; ours starts from a brand or product as well.",
            ),
            ("narrower than", "wd:P361", "holds of any whole and part, of machines and regions as well."),
            ("wider than", "wd:P749", "the parent of an organization; ours covers brands and divisions too."),
            ("wider than", "schema:parentOrganization", "as P749, between organizations alone."),
            ("related to", "wd:P355", "the inverse, from the parent to its subsidiary."),
        ),
    )
    assert ENTRIES["Partnership"].below[:2] == ("DistributionAgreement", "JointVenture")


def test_every_match_is_shown() -> None:
    shown = sum(len(entry.matches) for entry in ENTRIES.values())
    kinds = {RDFS.subClassOf, RDFS.subPropertyOf}
    stated = [
        triple
        for triple in alignments()
        if triple[1] in kinds or (str(triple[1]).endswith("Match") and triple[0] != triple[1])
    ]

    assert shown == len(stated)


def test_the_drawing_has_no_script_and_no_style_and_every_class_and_link() -> None:
    root = etree.fromstring(drawing())
    names = {text.text for text in root.iter(f"{SVG}text")}
    inverse = {name for name in ENTRIES if (_node(name), RDF.type, OWL.ObjectProperty) in vocabulary()}
    starting = {name for name in inverse if ENTRIES[name].domain}

    assert not [each for each in root.iter() if etree.QName(each).localname in {"script", "style", "foreignObject"}]
    assert not re.search(r"\s(style|on\w+)=", drawing())
    assert names >= starting | set(terms.RELATIONS) | set(terms.EVENT_CLASSES) | set(terms.ENTITY_CLASSES)
    assert {link.get("href") for link in root.iter(f"{SVG}a")} <= {f"#{name}" for name in ENTRIES}


def _node(name: str) -> URIRef:
    return URIRef(terms.NG + name)
