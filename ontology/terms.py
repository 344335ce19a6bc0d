"""The ontology's terms as constants: what code writes instead of IRIs (a test holds them equal to it).

A constant is the local name in capitals: `ng:startDate` is `START_DATE`. Where a class and a property differ
in case alone, neither has the plain name: `ng:Status` is `STATUS_CLASS` and `ng:status` is `HAS_STATUS`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# --- namespaces ------------------------------------------------------------------------------------------

NG: Final = "https://w3id.org/newsgraph/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OA: Final = "http://www.w3.org/ns/oa#"
SCHEMA: Final = "https://schema.org/"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
DCTERMS: Final = "http://purl.org/dc/terms/"
VANN: Final = "http://purl.org/vocab/vann/"
WD: Final = "http://www.wikidata.org/entity/"
WDT: Final = "http://www.wikidata.org/prop/direct/"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ng": NG,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "skos": SKOS,
        "oa": OA,
        "schema": SCHEMA,
        "prov": PROV,
        "org": ORG,
        "sem": SEM,
        "dcterms": DCTERMS,
        "vann": VANN,
        "wd": WD,
    },
)
"""Prefix → namespace, for serializers and the query editor."""

INVERSE_LABEL: Final = f"{NG}inverseLabel"

# --- who and what is talked about ------------------------------------------------------------------------

ORGANIZATION_CLASS: Final = f"{NG}Organization"
PERSON: Final = f"{NG}Person"
PLACE: Final = f"{NG}Place"
PRODUCT: Final = f"{NG}Product"

PART_OF: Final = f"{NG}partOf"
PRODUCT_OF: Final = f"{NG}productOf"
HEADQUARTERED_IN: Final = f"{NG}headquarteredIn"
FOUNDED_BY: Final = f"{NG}foundedBy"
OWNED_BY: Final = f"{NG}ownedBy"
COMPETITOR_OF: Final = f"{NG}competitorOf"
CUSTOMER_OF: Final = f"{NG}customerOf"
MEMBER_OF: Final = f"{NG}memberOf"
FOUNDED_DATE: Final = f"{NG}foundedDate"

# --- events ----------------------------------------------------------------------------------------------

EVENT: Final = f"{NG}Event"
PARTNERSHIP: Final = f"{NG}Partnership"
JOINT_VENTURE: Final = f"{NG}JointVenture"
SPONSORSHIP: Final = f"{NG}Sponsorship"
LICENSING_AGREEMENT: Final = f"{NG}LicensingAgreement"
DISTRIBUTION_AGREEMENT: Final = f"{NG}DistributionAgreement"
RESEARCH_COLLABORATION: Final = f"{NG}ResearchCollaboration"
MARKETING_PARTNERSHIP: Final = f"{NG}MarketingPartnership"
CONTROVERSY: Final = f"{NG}Controversy"
LEGAL_DISPUTE: Final = f"{NG}LegalDispute"
REGULATORY_ACTION: Final = f"{NG}RegulatoryAction"
BOYCOTT: Final = f"{NG}Boycott"
PROTEST: Final = f"{NG}Protest"
PRODUCT_RECALL: Final = f"{NG}ProductRecall"
PUBLIC_BACKLASH: Final = f"{NG}PublicBacklash"
COMMERCIAL_DISPUTE: Final = f"{NG}CommercialDispute"
MISCONDUCT: Final = f"{NG}Misconduct"
ACQUISITION: Final = f"{NG}Acquisition"
MERGER: Final = f"{NG}Merger"
INVESTMENT: Final = f"{NG}Investment"

PARTICIPANT: Final = f"{NG}participant"
PARTNER: Final = f"{NG}partner"
ACCUSED: Final = f"{NG}accused"
ACCUSER: Final = f"{NG}accuser"
AFFECTED: Final = f"{NG}affected"
ACQUIRER: Final = f"{NG}acquirer"
ACQUIRED: Final = f"{NG}acquired"
INVESTOR: Final = f"{NG}investor"
INVESTEE: Final = f"{NG}investee"
TRIGGER: Final = f"{NG}trigger"
CONSEQUENCE: Final = f"{NG}consequence"

COVERS: Final = f"{NG}covers"
TERRITORY: Final = f"{NG}territory"
TERM: Final = f"{NG}term"
VALUE: Final = f"{NG}value"
CURRENCY: Final = f"{NG}currency"

HAS_STATUS: Final = f"{NG}status"
STATUS_CLASS: Final = f"{NG}Status"
RUMOURED: Final = f"{NG}rumoured"
DENIED: Final = f"{NG}denied"
ANNOUNCED: Final = f"{NG}announced"
ACTIVE: Final = f"{NG}active"
SUSPENDED: Final = f"{NG}suspended"
ENDED: Final = f"{NG}ended"

DATE: Final = f"{NG}date"
START_DATE: Final = f"{NG}startDate"
END_DATE: Final = f"{NG}endDate"

# --- roles -----------------------------------------------------------------------------------------------

ROLE: Final = f"{NG}Role"
HOLDER: Final = f"{NG}holder"
HAS_ORGANIZATION: Final = f"{NG}organization"
ROLE_TITLE: Final = f"{NG}roleTitle"
HAS_ROLE_STATUS: Final = f"{NG}roleStatus"
ROLE_STATUS_CLASS: Final = f"{NG}RoleStatus"
CURRENT: Final = f"{NG}current"
FORMER: Final = f"{NG}former"

# --- articles and what they say --------------------------------------------------------------------------

ARTICLE: Final = f"{NG}Article"
TEXT: Final = f"{NG}text"
TEXT_HASH: Final = f"{NG}textHash"
READING_HASH: Final = f"{NG}readingHash"
HAS_ZONE: Final = f"{NG}zone"
ZONE_CLASS: Final = f"{NG}Zone"
ZONE_RULE: Final = f"{NG}zoneRule"

CLAIM: Final = f"{NG}Claim"
ABOUT: Final = f"{NG}about"
HAS_POLARITY: Final = f"{NG}polarity"
POLARITY_CLASS: Final = f"{NG}Polarity"
AFFIRMED: Final = f"{NG}affirmed"
NEGATED: Final = f"{NG}negated"
HAS_MODALITY: Final = f"{NG}modality"
MODALITY_CLASS: Final = f"{NG}Modality"
ASSERTED: Final = f"{NG}asserted"
PLANNED: Final = f"{NG}planned"
RUMOUR: Final = f"{NG}rumour"
CLAIMED_STATUS: Final = f"{NG}claimedStatus"
CONFIDENCE: Final = f"{NG}confidence"
ATTRIBUTED_TO: Final = f"{NG}attributedTo"
HAS_EVIDENCE: Final = f"{NG}evidence"
EVIDENCE_CLASS: Final = f"{NG}Evidence"
DATE_EVIDENCE: Final = f"{NG}dateEvidence"
DATE_ANCHOR: Final = f"{NG}dateAnchor"

STATEMENT: Final = f"{NG}Statement"
SPEAKER: Final = f"{NG}speaker"

SUPPORTED_BY: Final = f"{NG}supportedBy"
SOURCE_COUNT: Final = f"{NG}sourceCount"
LINK: Final = f"{NG}Link"
LINK_OF: Final = f"{NG}linkOf"
ITEM: Final = f"{NG}item"
SCORE: Final = f"{NG}score"
METHOD: Final = f"{NG}method"
INDEX_VERSION: Final = f"{NG}indexVersion"
HAS_CANDIDATE: Final = f"{NG}candidate"
CANDIDATE_CLASS: Final = f"{NG}Candidate"

# --- time, identity and corrections ----------------------------------------------------------------------

STATE_CLASS: Final = f"{NG}State"
HAS_STATE: Final = f"{NG}state"
IN_STATUS: Final = f"{NG}inStatus"
REPORTED: Final = f"{NG}reported"
ORDINAL: Final = f"{NG}ordinal"
TOLD_BY: Final = f"{NG}toldBy"
OVER_BY: Final = f"{NG}overBy"
CONTRADICTS: Final = f"{NG}contradicts"
DISPUTED_BY: Final = f"{NG}disputedBy"
TEXT_SIGNATURE: Final = f"{NG}textSignature"
TEXT_BAND: Final = f"{NG}textBand"
TALLY: Final = f"{NG}tally"
TALLY_OF: Final = f"{NG}tallyOf"
MERGE: Final = f"{NG}Merge"
KEEPS: Final = f"{NG}keeps"
ABSORBS: Final = f"{NG}absorbs"
SPLIT: Final = f"{NG}Split"
SPLITS: Final = f"{NG}splits"
SPLIT_OFF: Final = f"{NG}splitOff"
IN_ARTICLE: Final = f"{NG}inArticle"
REASON: Final = f"{NG}reason"
DECIDED_BY: Final = f"{NG}decidedBy"
REVISION: Final = f"{NG}Revision"
CONTENT: Final = f"{NG}content"
PAST_CLAIM: Final = f"{NG}PastClaim"
WAS_ABOUT: Final = f"{NG}wasAbout"
QUOTE: Final = f"{NG}quote"
RETRACTION: Final = f"{NG}Retraction"
RETRACTED: Final = f"{NG}retracted"
CHANGE: Final = f"{NG}Change"
CHANGE_OF: Final = f"{NG}changeOf"
HAS_CHANGE_KIND: Final = f"{NG}changeKind"
CHANGE_KIND_CLASS: Final = f"{NG}ChangeKind"
APPEARED: Final = f"{NG}appeared"
CHANGED: Final = f"{NG}changed"
GONE: Final = f"{NG}gone"
CHANGED_PROPERTY: Final = f"{NG}changedProperty"
VALUE_BEFORE: Final = f"{NG}valueBefore"
VALUE_AFTER: Final = f"{NG}valueAfter"
CAUSED_BY: Final = f"{NG}causedBy"

# --- links that people decided on ------------------------------------------------------------------------

LINK_DECISION: Final = f"{NG}LinkDecision"
DECIDED_ENTITY: Final = f"{NG}decidedEntity"
DECIDED_ITEM: Final = f"{NG}decidedItem"
HAS_RULING: Final = f"{NG}ruling"
RULING_CLASS: Final = f"{NG}Ruling"
ACCEPTED: Final = f"{NG}accepted"
REJECTED: Final = f"{NG}rejected"
ABSENT: Final = f"{NG}absent"
UNSURE: Final = f"{NG}unsure"

# --- the hierarchy, by local name ------------------------------------------------------------------------

_PARTNERSHIPS: Final = (
    "JointVenture",
    "Sponsorship",
    "LicensingAgreement",
    "DistributionAgreement",
    "ResearchCollaboration",
    "MarketingPartnership",
)
_CONTROVERSIES: Final = (
    "LegalDispute",
    "RegulatoryAction",
    "Boycott",
    "Protest",
    "ProductRecall",
    "PublicBacklash",
    "CommercialDispute",
    "Misconduct",
)
_DEALS: Final = ("Acquisition", "Merger", "Investment")

ENTITY_CLASSES: Final = ("Organization", "Person", "Place", "Product")
"""What a name can stand for."""

EVENT_CLASSES: Final = ("Event", "Partnership", *_PARTNERSHIPS, "Controversy", *_CONTROVERSIES, *_DEALS)
"""`Event` and everything below it."""

SUPERCLASSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(ENTITY_CLASSES, ()),
        "Event": (),
        **dict.fromkeys(("Partnership", "Controversy", *_DEALS), ("Event",)),
        **dict.fromkeys(_PARTNERSHIPS, ("Partnership", "Event")),
        **dict.fromkeys(_CONTROVERSIES, ("Controversy", "Event")),
        "Role": (),
    },
)
"""Class of an entity, event or role → its ancestors, nearest first."""

PARTY_ROLES: Final = (
    "partner",
    "accused",
    "accuser",
    "affected",
    "acquirer",
    "acquired",
    "investor",
    "investee",
)
"""Properties from an event to a party, all below `participant`."""

SUPERPROPERTIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"participant": (), **dict.fromkeys(PARTY_ROLES, ("participant",))},
)
"""Property from an event to a party → its ancestors, nearest first."""

RELATIONS: Final = (
    "partOf",
    "productOf",
    "headquarteredIn",
    "foundedBy",
    "ownedBy",
    "competitorOf",
    "customerOf",
    "memberOf",
)
"""Properties between two entities."""

INVERSE_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "partOf": "has part",
        "productOf": "makes",
        "headquarteredIn": "headquarters of",
        "foundedBy": "founded",
        "ownedBy": "owns",
        "competitorOf": "competitor of",
        "customerOf": "has customer",
        "memberOf": "has member",
    },
)
"""Property between two entities → what it is called when it is read from its value."""

DEAL_LINKS: Final = ("covers", "territory")
"""Properties from an event to what its agreement is about."""

DEAL_VALUES: Final = ("term", "value")
"""Properties of an event with a literal; a `value` goes with a `currency`."""
