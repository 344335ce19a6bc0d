"""What extraction finds in one article: chains of mentions, and claims on chains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records.values import Kind, Modality, Polarity, RoleStatus, Status

if TYPE_CHECKING:
    from kg.records.articles import Article, Span, When


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
        kind: an event class ("Partnership", "LegalDispute", "Event" …), "Role", the name of a property between
            two entities ("partOf", "headquarteredIn", "foundedDate" …), or of one of a deal ("value", "covers" …).
        parties: (role, chain index) pairs. Events: the ontology's role properties ("partner", "accused",
            "acquirer", "participant" …). "Role": "holder" and "organization". Properties: "subject" and,
            unless `when` or `literal` is the value, "object"; a deal's have no subject but their `event`.
        evidence: the sentence.
        trigger: the words that say it.
        stance: polarity, modality, status, speaker.
        confidence: 0 to 1.
        when: when it happened or held; for "foundedDate" the value itself.
        title: for "Role" the title held; for a plain event a short label.
        role_status: for "Role" alone.
        event: claims with equal numbers tell of one event of this article; None for roles and properties.
        literal: the value of a deal's "value" ("USD 7150000000") or "term" ("P15Y").
        beside: more sentences of the evidence: for each party that the first leaves out, the nearest that names it.
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
    literal: str = ""
    beside: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody is quoted with: the characters between the quotation marks."""

    speaker: int
    words: Span
    evidence: Span


@dataclass(frozen=True, slots=True, order=True)
class RelationMention:
    """A relation between two stretches of one sentence, as it stands in the words: names, pronouns, dates.

    Attributes:
        type: its name among the trained relations ("CEO", "SUBSIDIARY_OF", "PLACE_OF_BIRTH" …).
        subject: the words for its subject.
        object: the words for its object.
        score: 0 to 1.
    """

    type: str
    subject: Span
    object: Span
    score: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article; chain indices count in `chains`.

    `relations` has everything that was read between two stretches of words; what our vocabulary has a word for, and
    whose sides are known things, is among the `claims`, too. `nationalities` are words such as "Chinese" that stand as
    a place's name and are no party to anything.
    """

    article: Article
    chains: tuple[Chain, ...]
    claims: tuple[ClaimMention, ...]
    quotations: tuple[Quotation, ...]
    relations: tuple[RelationMention, ...] = ()
    nationalities: tuple[Span, ...] = ()
