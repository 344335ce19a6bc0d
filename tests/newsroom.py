"""Four small articles of our own and what they say, written by hand: the store that the server's tests serve."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.facts import put_many
from kg.records import (
    Article,
    Claim,
    Entity,
    Event,
    Kind,
    Modality,
    Polarity,
    Reading,
    Role,
    RoleStatus,
    Span,
    Statement,
    Status,
    When,
    Zone,
)

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.store import Store

NORTHWIND = Entity("id/organization/northwind", Kind.ORGANIZATION, "Northwind", ("Northwind Air",))
HARBOUR = Entity("id/organization/harbour-bank", Kind.ORGANIZATION, "Harbour Bank")
HARBOUR_PAY = Entity("id/product/harbour-pay", Kind.PRODUCT, "Harbour Pay")
ROSA = Entity("id/person/rosa-lind", Kind.PERSON, "Rosa Lind")
ZURICH = Entity("id/place/zürich", Kind.PLACE, "Zürich")
HOSTILE = Entity(
    "id/organization/<script>",
    Kind.ORGANIZATION,
    "<script>alert('label')</script>",
    ('"><img src=x onerror=alert(1)>',),
)

CARD = Event(
    "id/event/partnership--harbour-bank--northwind",
    ("MarketingPartnership",),
    "Marketing partnership of Harbour Bank and Northwind",
    (("partner", HARBOUR.key), ("partner", NORTHWIND.key)),
)
FEES = Event(
    "id/event/controversy--harbour-bank",
    ("RegulatoryAction",),
    "Regulatory action about Harbour Bank",
    (("accused", HARBOUR.key),),
)
TAKEOVER = Event(
    "id/event/acquisition--harbour-bank--northwind",
    ("Acquisition",),
    "Acquisition of Northwind by Harbour Bank",
    (("acquired", NORTHWIND.key), ("acquirer", HARBOUR.key)),
)
CHIEF = Role("id/role/rosa-lind--northwind--chief-executive", ROSA.key, "chief executive", NORTHWIND.key)

CARD_TEXT = """Northwind and Harbour Bank launch a joint card

Northwind and Harbour Bank said on Tuesday that they have formed a partnership to offer a joint credit card. \
The card, called Harbour Pay, is a product of Harbour Bank.

Also Read: Ten beaches to visit this summer

"We want every trip to pay for the next one," said Rosa Lind, chief executive of Northwind. \
The airline is based in Zürich.
"""
FEES_TEXT = """Regulator opens inquiry into Harbour Bank over fees

The regulator opened an inquiry into Harbour Bank in March 2024 over hidden fees. \
Harbour Bank and Northwind nevertheless extended their card partnership.
"""
DENIAL_TEXT = """Northwind denies takeover talk

Northwind denied on Friday that it is to be bought by Harbour Bank, as a newspaper had reported.
"""
HOSTILE_TEXT = """<b>Bold</b> & "quoted" </script><script>alert('text')</script>

<script>alert('label')</script> said nothing at all.
"""


def article_id(name: str) -> str:
    """The 16 digits that a name gives."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def _claim(name: str, about: Entity | Event | Role, *evidence: Span, **said: object) -> Claim:
    digits = hashlib.sha256(f"{name} {about.key} {evidence} {said}".encode()).hexdigest()[:12]
    plain = Claim(
        f"article/{article_id(name)}#claim-{digits}", about.key, Polarity.AFFIRMED, Modality.ASSERTED, 0.9, evidence
    )
    return replace(plain, **said)


def _reading(
    article: Article,
    subjects: tuple[Entity | Event | Role, ...],
    claims: tuple[Claim, ...],
    statements: tuple[Statement, ...] = (),
) -> Reading:
    ordered = sorted(subjects, key=lambda each: each.key)
    return Reading(
        article=article,
        entities=tuple(each for each in ordered if isinstance(each, Entity)),
        events=tuple(each for each in ordered if isinstance(each, Event)),
        roles=tuple(each for each in ordered if isinstance(each, Role)),
        claims=tuple(sorted(claims, key=lambda each: each.key)),
        statements=statements,
    )


def _card() -> Reading:
    text = CARD_TEXT
    headline = "Northwind and Harbour Bank launch a joint card"
    teaser = span(text, "Also Read: Ten beaches to visit this summer")
    zones = (Zone(teaser.start, teaser.end, "teaser"),)
    said = span(text, '"We want every trip to pay for the next one," said Rosa Lind, chief executive of Northwind.')
    words = span(text, "We want every trip to pay for the next one,")
    return _reading(
        Article(article_id("card"), text, headline, date(2023, 3, 1), "https://news.example/card", zones, "card.txt"),
        (NORTHWIND, HARBOUR, HARBOUR_PAY, ROSA, ZURICH, CARD, CHIEF),
        (
            *_card_mentions(),
            *_card_partnership(),
            _claim("card", CHIEF, said, role_status=RoleStatus.CURRENT),
        ),
        (Statement(f"article/{article_id('card')}#statement-1", ROSA.key, words, said),),
    )


def _card_mentions() -> tuple[Claim, ...]:
    """Every entity once, and two relations."""
    product = span(CARD_TEXT, "The card, called Harbour Pay, is a product of Harbour Bank.")
    based = span(CARD_TEXT, "The airline is based in Zürich.")
    return (
        *(_claim("card", each, span(CARD_TEXT, each.name)) for each in (NORTHWIND, HARBOUR, HARBOUR_PAY, ROSA, ZURICH)),
        _claim("card", HARBOUR_PAY, product, predicate="productOf", object=HARBOUR.key),
        _claim("card", NORTHWIND, based, predicate="headquarteredIn", object=ZURICH.key),
    )


def _card_partnership() -> tuple[Claim, ...]:
    """Three claims; the last one's proof overlaps the product's and ends inside it."""
    headline = span(CARD_TEXT, "Northwind and Harbour Bank launch a joint card")
    formed = span(
        CARD_TEXT,
        "Northwind and Harbour Bank said on Tuesday that they have formed a partnership to offer a joint credit card.",
    )
    tuesday = When(date(2023, 2, 28), date(2023, 2, 28), span(CARD_TEXT, "Tuesday"), date(2023, 3, 1))
    return (
        _claim("card", CARD, headline, status=Status.ACTIVE),
        _claim("card", CARD, formed, status=Status.ANNOUNCED, attributed_to=NORTHWIND.key, when=tuesday),
        _claim("card", CARD, Span(formed.start + 10, formed.end + 13)),
    )


def _fees() -> Reading:
    text = FEES_TEXT
    opened = span(text, "The regulator opened an inquiry into Harbour Bank in March 2024 over hidden fees.")
    march = When(date(2024, 3, 1), date(2024, 3, 31), span(text, "March 2024"))
    return _reading(
        Article(article_id("fees"), text, "Regulator opens inquiry into Harbour Bank over fees", date(2024, 3, 20)),
        (NORTHWIND, HARBOUR, CARD, FEES),
        (
            _claim("fees", NORTHWIND, span(text, "Northwind")),
            _claim("fees", HARBOUR, span(text, "Harbour Bank")),
            _claim(
                "fees",
                CARD,
                span(text, "Harbour Bank and Northwind nevertheless extended their card partnership."),
                status=Status.ACTIVE,
            ),
            _claim("fees", FEES, opened, status=Status.ACTIVE, when=march),
        ),
    )


def _denial() -> Reading:
    text = DENIAL_TEXT
    denied = span(text, "Northwind denied on Friday that it is to be bought by Harbour Bank")
    return _reading(
        Article(article_id("denial"), text, "Northwind denies takeover talk", None),
        (NORTHWIND, HARBOUR, TAKEOVER),
        (
            _claim("denial", NORTHWIND, span(text, "Northwind")),
            _claim("denial", HARBOUR, span(text, "Harbour Bank")),
            _claim(
                "denial",
                TAKEOVER,
                denied,
                polarity=Polarity.NEGATED,
                modality=Modality.PLANNED,
                status=Status.DENIED,
                attributed_to=NORTHWIND.key,
            ),
        ),
    )


def _hostile() -> Reading:
    text = HOSTILE_TEXT
    return _reading(
        Article(
            article_id("hostile"),
            text,
            "</title><script>alert('headline')</script>",
            date(2022, 1, 1),
            "javascript:alert('url')",
        ),
        (HOSTILE,),
        (_claim("hostile", HOSTILE, span(text, "<script>alert('label')</script>")),),
    )


def readings() -> tuple[Reading, ...]:
    """What the four articles say."""
    return (_card(), _fees(), _denial(), _hostile())


def fill(store: Store, settings: Settings) -> None:
    """Put all of it into a store."""
    put_many(store, [(each, "by hand") for each in readings()], settings=settings)
