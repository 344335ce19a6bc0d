"""What flows between the steps: frozen dataclasses on the standard library alone.

    read ──Article──▶ extract ──Extraction──▶ resolve ──Reading──▶ map ──quads──▶ store
                                                           └─▶ consolidate ──Fact──▶ map ┘

Offsets are code points into `Article.text`, end exclusive. A key is the part of an IRI behind the base,
such as `id/organization/ant-group`; only `map` knows the base.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
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
    **dict.fromkeys(
        (
            "Partnership",
            "JointVenture",
            "Sponsorship",
            "LicensingAgreement",
            "DistributionAgreement",
            "ResearchCollaboration",
            "MarketingPartnership",
        ),
        "Partnership",
    ),
    **dict.fromkeys(
        (
            "Controversy",
            "LegalDispute",
            "RegulatoryAction",
            "Boycott",
            "Protest",
            "ProductRecall",
            "PublicBacklash",
            "CommercialDispute",
            "Misconduct",
        ),
        "Controversy",
    ),
    "Acquisition": "Acquisition",
    "Merger": "Merger",
    "Investment": "Investment",
    "Event": "Event",
}
"""Event class → the class within which two claims can tell of one event."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


# --- read ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A stretch of the text that is not the story, with the rule that found it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read: its whole text, and which parts of it are not the story.

    Attributes:
        id: 16 hexadecimal digits, a function of the URL or, without one, of the text.
        text: everything that was read, boilerplate included; what every offset counts in.
        headline: the title without the site's name, "" if there is none.
        published: the day of publication, None if unknown.
        url: where it was published, None if unknown.
        zones: sorted and disjoint; never a source of a fact.
        origin: the file or line it came from, for messages; not part of the article's identity.
    """

    id: str
    text: str
    headline: str = ""
    published: date | None = None
    url: str | None = None
    zones: tuple[Zone, ...] = ()
    origin: str = ""

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def story(self) -> str:
        """The text with every zone blanked: as long as `text`, so offsets hold in both; newlines stay."""
        parts, done = [], 0
        for zone in self.zones:
            parts.append(self.text[done : zone.start])
            parts.append("".join("\n" if c == "\n" else " " for c in self.text[zone.start : zone.end]))
            done = zone.end
        return "".join([*parts, self.text[done:]])


# --- extract ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A stretch of days, no more precise than the words it came from.

    Attributes:
        earliest: the first day it can mean.
        latest: the last day it can mean; equal to `earliest` when the words name a day.
        words: where the text says so.
        anchor: the day that relative words ("last week") were counted from, None for absolute ones.
    """

    earliest: date
    latest: date
    words: Span
    anchor: date | None = None

    @property
    def partial(self) -> str:
        """The most precise day (2023-03-01), month (2023-03) or year (2023) that covers it, or ""."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if first.year != last.year:
            return ""
        return f"{first:%Y-%m}" if first.month == last.month else f"{first.year:04d}"

    @property
    def is_calendar_unit(self) -> bool:
        """Whether it is exactly one day, one month or one year, so that `partial` loses nothing."""
        first, after = self.earliest, self.latest + timedelta(days=1)
        if first == self.latest:
            return True
        whole_month = first.day == 1 and after.day == 1 and self.partial == f"{first:%Y-%m}"
        whole_year = (first.month, first.day, after.month, after.day) == (1, 1, 1, 1)
        return whole_month or (whole_year and after.year == first.year + 1)

    def covers(self, other: When) -> bool:
        """Whether every day that the other can mean is one that this can mean."""
        return self.earliest <= other.earliest and other.latest <= self.latest


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span that names or refers to something.

    Attributes:
        span: its characters.
        is_name: tells "Ant Group" from "the company" and "it".
        sentence: the sentence around it.
    """

    span: Span
    is_name: bool
    sentence: Span


@dataclass(frozen=True, slots=True)
class Chain:
    """All mentions of one thing in one article (a coreference chain).

    Attributes:
        kind: what it is.
        name: its fullest name, repaired (no article, no possessive).
        aliases: its other names in this article, sorted.
        mentions: in text order; the first with `is_name` is the evidence that the article talks about it.
    """

    kind: Kind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """How a sentence stands to what it says.

    Attributes:
        polarity: affirmed or negated.
        modality: asserted, planned or rumour.
        status: what the words say of an event's state, None for roles and relations.
        attributed_to: the index of the chain that says so, None when it is the article itself.
    """

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    status: Status | None = None
    attributed_to: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """What one sentence says once, its parties still coreference chains.

    Attributes:
        kind: an event class ("Partnership", "LegalDispute", "Event" …), "Role", or the name of a property
            between two entities ("partOf", "headquarteredIn", "foundedDate" …).
        parties: (role, chain index) pairs. Events: the ontology's role properties ("partner", "accused",
            "acquirer", "participant" …). "Role": "holder" and "organization". Properties: "subject" and,
            unless `when` is the value, "object".
        evidence: the sentence.
        trigger: the words that say it.
        stance: polarity, modality, status, speaker.
        confidence: 0 to 1.
        when: when it happened or held; for "foundedDate" the value itself.
        title: for "Role" the title held; for a plain event a short label.
        role_status: for "Role" alone.
        event: claims with equal numbers tell of one event of this article; None for roles and properties.
    """

    kind: str
    parties: tuple[tuple[str, int], ...]
    evidence: Span
    trigger: Span
    stance: Stance
    confidence: float
    when: When | None = None
    title: str = ""
    role_status: RoleStatus | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody is quoted with: the characters between the quotation marks."""

    speaker: int
    words: Span
    evidence: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article; chain indices count in `chains`."""

    article: Article
    chains: tuple[Chain, ...]
    claims: tuple[ClaimMention, ...]
    quotations: tuple[Quotation, ...]


# --- resolve ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something talked about. Key: `id/<kind>/<name>`."""

    key: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that parties take part in.

    Attributes:
        key: `id/event/…`, a function of its family and parties.
        kinds: the ontology's class names, sorted.
        label: for people.
        parties: (role property, entity key) pairs, sorted.
    """

    key: str
    kinds: tuple[str, ...]
    label: str
    parties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Who is what, where. Key: `id/role/…`, a function of holder, organization and title."""

    key: str
    holder: str
    title: str
    organization: str | None = None


Subject = Entity | Event | Role


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says once.

    Attributes:
        key: `article/<id>#claim-…`.
        about: the key of an entity, event or role.
        evidence: spans of the article's text, sorted.
        status: what the words say of an event's state.
        role_status: for a claim about a role.
        attributed_to: the key of who says so, None when it is the article itself.
        when: when it happened or held; the value of a `foundedDate`.
        predicate: for a claim about an entity, the property it states; None for a mere mention.
        object: the key of that property's value, None when `when` is the value.
    """

    key: str
    about: str
    polarity: Polarity
    modality: Modality
    confidence: float
    evidence: tuple[Span, ...]
    status: Status | None = None
    role_status: RoleStatus | None = None
    attributed_to: str | None = None
    when: When | None = None
    predicate: str | None = None
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation with its speaker. Key: `article/<id>#statement-…`."""

    key: str
    speaker: str
    words: Span
    evidence: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says, on entities with keys: all that is stored of it. Tuples are sorted by key."""

    article: Article
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    roles: tuple[Role, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]


# --- consolidate -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Testimony:
    """Everything that one article says about one subject.

    Attributes:
        article: the article's id.
        published: its day of publication.
        source: equal for copies of one text, which count as one source.
        subject: the subject as this article describes it.
        claims: this article's claims about it, sorted by key.
    """

    article: str
    published: date | None
    source: str
    subject: Subject
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What follows about one subject from all testimonies.

    Attributes:
        subject: kinds, names and parties joined over the articles.
        status: of an event, the latest that the claims support.
        role_status: of a role.
        date, start, end: partial dates as `When.partial` gives them, "" where unknown.
        relations: (property, entity key) pairs that hold of an entity, sorted.
        founded: an entity's `foundedDate`, "" where unknown.
        supported_by: keys of the claims behind it, sorted.
        source_count: how many independent articles.
    """

    subject: Subject
    supported_by: tuple[str, ...]
    source_count: int
    status: Status | None = None
    role_status: RoleStatus | None = None
    date: str = ""
    start: str = ""
    end: str = ""
    relations: tuple[tuple[str, str], ...] = ()
    founded: str = ""
