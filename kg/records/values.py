"""The words in which an article's meaning is put: closed lists of values."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a name stands for; the values are the ontology's class names."""

    ORGANIZATION = "Organization"
    PERSON = "Person"
    PLACE = "Place"
    PRODUCT = "Product"


class Polarity(StrEnum):
    """Whether the sentence says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether the sentence reports a thing as done, as planned, or as talk."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    RUMOUR = "rumour"


class Status(StrEnum):
    """Where an event stands. Declared from weakest to strongest: the order that breaks a tie of dates."""

    RUMOURED = "rumoured"
    DENIED = "denied"
    ANNOUNCED = "announced"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class RoleStatus(StrEnum):
    """Whether somebody holds a role or held it. Declared from weakest to strongest, as `Status` is."""

    CURRENT = "current"
    FORMER = "former"


EVENT_FAMILIES = {
    "JointVenture": "Partnership",
    "Sponsorship": "Partnership",
    "LicensingAgreement": "Partnership",
    "DistributionAgreement": "Partnership",
    "ResearchCollaboration": "Partnership",
    "MarketingPartnership": "Partnership",
    "LegalDispute": "Controversy",
    "RegulatoryAction": "Controversy",
    "Boycott": "Controversy",
    "Protest": "Controversy",
    "ProductRecall": "Controversy",
    "PublicBacklash": "Controversy",
    "CommercialDispute": "Controversy",
    "Misconduct": "Controversy",
    **{k: k for k in ("Partnership", "Controversy", "Acquisition", "Merger", "Investment", "Event")},
}
"""Event class → the class within which two claims can tell of one event."""
EVENT_ROLES = {
    "Partnership": ("partner",),
    "Controversy": ("accused", "accuser", "affected"),
    "Acquisition": ("acquirer", "acquired"),
    "Merger": ("participant",),
    "Investment": ("investor", "investee"),
}
"""Such a class → the parts that one can have in its events."""
