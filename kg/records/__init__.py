"""What flows between the steps: frozen dataclasses on the standard library alone.

    read ──Article──▶ extract ──Extraction──▶ resolve ──Reading──▶ map ──quads──▶ store
                                                           └─▶ consolidate ──Fact──▶ map ┘

Offsets are code points into `Article.text`, end exclusive. A key is the part of an IRI behind the base,
such as `id/organization/ant-group`; only `map` knows the base.
"""

from kg.records.articles import Article, Span, When, Zone, partial_date
from kg.records.extraction import Chain, ClaimMention, Extraction, Mention, Quotation, RelationMention, Stance
from kg.records.graph import Claim, Entity, Event, Fact, Reading, Role, State, Statement, Subject, Testimony
from kg.records.links import Candidate, Link, Match, Ruling, Verdict
from kg.records.values import EVENT_FAMILIES, EVENT_ROLES, Kind, Modality, Polarity, RoleStatus, Status

__all__ = [
    "EVENT_FAMILIES",
    "EVENT_ROLES",
    "Article",
    "Candidate",
    "Chain",
    "Claim",
    "ClaimMention",
    "Entity",
    "Event",
    "Extraction",
    "Fact",
    "Kind",
    "Link",
    "Match",
    "Mention",
    "Modality",
    "Polarity",
    "Quotation",
    "Reading",
    "RelationMention",
    "Role",
    "RoleStatus",
    "Ruling",
    "Span",
    "Stance",
    "State",
    "Statement",
    "Status",
    "Subject",
    "Testimony",
    "Verdict",
    "When",
    "Zone",
    "partial_date",
]
