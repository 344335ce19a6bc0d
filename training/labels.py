"""What the encoder tells apart. The order is the order of its outputs, and goes into the file of weights."""

from __future__ import annotations

from kg.extract.encoder.candidates import MENTION_TYPES
from kg.extract.encoder.model import Labels

BIO = ("O", *(f"{mark}-{name}" for name in MENTION_TYPES for mark in "BI"))
"""For each token: no name, the beginning of one, or more of it."""
DATES = ("DATE_FOUNDED", "DATE_OF_BIRTH", "DATE_OF_DEATH")
"""KnowledgeNet's properties that have a date for their object."""
KNOWLEDGENET = (
    *("CEO", "FOUNDED_BY", "SUBSIDIARY_OF", "HEADQUARTERS", "DATE_FOUNDED", "EMPLOYEE_OR_MEMBER_OF"),
    *("PLACE_OF_RESIDENCE", "PLACE_OF_BIRTH", "NATIONALITY", "EDUCATED_AT", "POLITICAL_AFFILIATION"),
    *("CHILD_OF", "SPOUSE", "DATE_OF_BIRTH", "DATE_OF_DEATH"),
)
"""KnowledgeNet's properties."""
REDOCRED = (
    *("P127", "P361", "P463", "P571", "P178", "P749", "P355", "P176"),
    *("P108", "P137", "P159", "P488", "P112", "P740", "P1056"),
)
"""Re-DocRED's properties of organizations and products, by their ids in Wikidata."""
ROLES = (
    *("partner", "acquirer", "acquired", "investor", "investee"),
    *("participant", "accused", "accuser", "affected"),
)
"""The parts in an event, as our passages have them: between an event's word and a candidate."""
OWN = (
    *("partOf", "productOf", "headquarteredIn", "foundedBy", "ownedBy", "competitorOf", "customerOf", "memberOf"),
    *("foundedDate", "role_current", "role_former"),
)
"""The lasting relations of our passages."""
RELATIONS = (*KNOWLEDGENET, *REDOCRED, *ROLES, *OWN)
"""All that can hold between an ordered pair of candidates; several can."""
COMPANIES = (
    *("undefined", "collaboration", "merged_with", "competitor_of"),
    *("product_or_service_of", "acquired_by", "client_of", "shareholder_of"),
    *("subsidiary_of", "traded_on", "brand_of", "regulated_by"),
)
"""CORE's relations of two companies, of which one holds."""
SYMMETRIC = 4
"""How many of them, the first ones, have no direction."""
TRIGGERS = (
    *("none", "Partnership", "JointVenture", "Sponsorship", "LicensingAgreement", "DistributionAgreement"),
    *("ResearchCollaboration", "MarketingPartnership", "Acquisition", "Merger", "Investment", "Controversy"),
    *("LegalDispute", "RegulatoryAction", "Boycott", "Protest", "ProductRecall", "PublicBacklash"),
    *("CommercialDispute", "Misconduct"),
)
"""For each token: the class of the event that it names."""
STATUSES = ("rumoured", "announced", "active", "suspended", "ended", "denied")
"""For each token that names an event: its state."""


LABELS = Labels(
    bio=BIO,
    relations=RELATIONS,
    companies=COMPANIES,
    symmetric=SYMMETRIC,
    triggers=TRIGGERS,
    statuses=STATUSES,
)
"""All of them, as the file of weights has them."""
