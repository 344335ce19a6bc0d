"""Which Wikidata properties the index keeps, and what their facts are called."""

from __future__ import annotations

FACTS = {
    "P17": "country",
    "P27": "citizenship",
    "P30": "continent",
    "P36": "capital",
    "P39": "position",
    "P54": "team",
    "P102": "party",
    "P106": "occupation",
    "P108": "employer",
    "P112": "founded_by",
    "P115": "stadium",
    "P118": "league",
    "P127": "owned_by",
    "P131": "located_in",
    "P159": "headquarters",
    "P169": "chief_executive",
    "P176": "manufacturer",
    "P361": "part_of",
    "P452": "industry",
    "P463": "member_of",
    "P571": "inception",
    "P576": "dissolved",
    "P641": "sport",
    "P749": "parent_org",
    "P856": "website",
    "P1056": "product",
}
"""Property → the name of its facts in `Item.facts`."""

INSTANCE_OF = "P31"
SUBCLASS_OF = "P279"
MOST_VALUES = 12
"""A fact with more values than this keeps the first: a country's hundred memberships tell nothing apart."""
