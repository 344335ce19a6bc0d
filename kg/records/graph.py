"""What is stored and what follows from it: entities, events, roles and claims with keys, and facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from kg.records.articles import Article, Span, When
    from kg.records.links import Link, Match
    from kg.records.values import Kind, Modality, Polarity, RoleStatus, Status


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
        predicate: for a claim about an entity, the property it states, None for a mere mention; for one about an
            event, what it says of the deal ("value" …), None where it says that the event is so.
        object: the key of that property's value, None when `when` or `literal` is the value.
        literal: the value of a deal's "value" ("USD 7150000000") or "term" ("P15Y").
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
    literal: str = ""


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
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Testimony:
    """Everything that one article says about one subject.

    Attributes:
        article: the article's id.
        published: its day of publication.
        source: equal for copies of one text, which count as one source.
        subject: the subject as this article describes it.
        claims: this article's claims about it, sorted by key.
        link: of an entity, what ties this article's to an item.
        signature: what nearly equal texts are known by, "" where there is none.
    """

    article: str
    published: date | None
    source: str
    subject: Subject
    claims: tuple[Claim, ...]
    link: Link | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A stretch in the life of an event or role, as claims that follow one another tell it.

    Attributes:
        key: `id/state/…`, made of what it is a state of, the status and the first day.
        status: where the event or role stands in it.
        date, start, end: when it began or held, as the words say; partial dates, "" where unknown.
        reported: the day of the first article that tells of it, "" where unknown.
        claims: keys of the claims that tell of it, sorted.
    """

    key: str
    status: Status | RoleStatus
    date: str
    start: str
    end: str
    reported: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What follows about one subject from all testimonies.

    Attributes:
        subject: kinds, names and parties joined over the articles.
        status: of an event, the latest that the claims support.
        role_status: of a role.
        date, start, end: partial dates as `When.partial` gives them, "" where unknown.
        relations: (property, entity key) pairs that hold of an entity or a deal, sorted.
        founded: an entity's `foundedDate`, "" where unknown.
        value, term: of a deal, as its claims give them, "" where unknown.
        states: of an event or role, in order of time.
        contradictions: (denying claim, claim by another voice that affirms it) pairs of keys, sorted.
        over_by: of a former role, the day by which it was over, "" where unknown.
        supported_by: keys of the claims behind it, sorted.
        source_count: how many independent articles.
        match: of an entity, the item that it is and how sure that is.
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
    match: tuple[Match, str] | None = None
    value: str = ""
    term: str = ""
    states: tuple[State, ...] = ()
    contradictions: tuple[tuple[str, str], ...] = ()
    over_by: str = ""
