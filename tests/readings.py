"""Builds readings for tests: by hand, the smallest that says something, and by Hypothesis, any at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from kg.records import (
    Article,
    Candidate,
    Claim,
    Entity,
    Event,
    Kind,
    Link,
    Match,
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

NBA = Entity("id/organization/nba", Kind.ORGANIZATION, "NBA")
ANT = Entity("id/organization/ant-group", Kind.ORGANIZATION, "Ant Group")
NI = Entity("id/person/ni-xingjun", Kind.PERSON, "Ni Xingjun")
DEAL = Event(
    "id/event/partnership--ant-group--nba",
    ("Partnership",),
    "Partnership of Ant Group and NBA",
    (("partner", ANT.key), ("partner", NBA.key)),
)
POST = Role("id/role/ni-xingjun--ant-group--cto", NI.key, "chief technology officer", ANT.key)


def article_id(name: str) -> str:
    """The 16 digits that a name gives."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def claim(
    article: str,
    about: Entity | Event | Role,
    *,
    name: str = "1",
    evidence: tuple[Span, ...] = (Span(0, 3),),
    **said: object,
) -> Claim:
    """A claim of the article with this name, affirmed and asserted unless said otherwise."""
    digits = hashlib.sha256(f"{about.key} {name}".encode()).hexdigest()[:8]
    key = f"article/{article_id(article)}#claim-{digits}"
    plain = Claim(key, about.key, Polarity.AFFIRMED, Modality.ASSERTED, 0.9, evidence)
    return replace(plain, **said)


def link(
    article: str,
    entity: Entity,
    item: str | None,
    match: Match | None,
    *,
    score: float = 0.9,
    candidates: tuple[Candidate, ...] = (),
) -> Link:
    """What the article with this name ties an entity to."""
    digits = hashlib.sha256(entity.key.encode()).hexdigest()[:8]
    key = f"article/{article_id(article)}#link-{digits}"
    return Link(key, entity.key, item, match, score, "linker 1", "index 1", candidates)


def reading(
    article: str,
    *subjects: Entity | Event | Role,
    claims: tuple[Claim, ...] = (),
    published: date | None = date(2023, 3, 1),
    text: str | None = None,
    url: str | None = None,
) -> Reading:
    """What the article with this name says: a mention of each subject that no claim given is about."""
    told = {each.about for each in claims}
    mentions = tuple(claim(article, each) for each in subjects if each.key not in told)
    return Reading(
        article=Article(article_id(article), text or f"Text of {article}.", "Headline", published, url),
        entities=tuple(sorted((each for each in subjects if isinstance(each, Entity)), key=_key)),
        events=tuple(sorted((each for each in subjects if isinstance(each, Event)), key=_key)),
        roles=tuple(sorted((each for each in subjects if isinstance(each, Role)), key=_key)),
        claims=tuple(sorted(claims + mentions, key=_key)),
        statements=(),
    )


# --- any reading -----------------------------------------------------------------------------------------

_POOL = [
    ("id/organization/nba", Kind.ORGANIZATION, ("NBA", "National Basketball Association", "nba")),
    ("id/organization/ant-group", Kind.ORGANIZATION, ("Ant Group", "Ant", 'Ant  \\ "Group"\n\\u0022')),
    ("id/organization/zażółć-北京", Kind.ORGANIZATION, ("Zażółć 北京", "Z'ć")),
    ("id/person/ni xingjun #1?", Kind.PERSON, ("Ni Xingjun", "Ni")),
    ("id/place/100%-<hongkong>", Kind.PLACE, ("Hong Kong", "香港")),
]
_KINDS = [("Partnership",), ("JointVenture", "Sponsorship"), ("Controversy",), ("Event",), ("Acquisition",)]
_ROLES = ["partner", "accused", "affected", "participant", "acquirer"]
_SAID_OF_DEALS: list[dict[str, str]] = [
    {},
    {"predicate": "covers"},
    {"predicate": "territory"},
    {"predicate": "value", "literal": "USD 7150000000"},
    {"predicate": "value", "literal": "EUR 0.5"},
    {"predicate": "term", "literal": "P1Y6M"},
]
_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@st.composite
def any_when(draw: st.DrawFn, words: Span) -> When:
    """A day, a calendar month or year, or any stretch."""
    day, length = draw(_DAYS), draw(st.integers(0, 800))
    month = day.replace(day=1)
    first, last = draw(
        st.sampled_from(
            [
                (day, day),
                (day, day + timedelta(days=length)),
                (month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
                (date(day.year, 1, 1), date(day.year, 12, 31)),
            ],
        ),
    )
    return When(first, last, words, draw(st.none() | _DAYS))


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    """A reading of one of a few articles, about a few things that the articles share.

    It is in normal form: nothing that the hierarchy implies, confidence to four decimals, a claim per subject.
    """
    name, text = draw(st.sampled_from("abcd")), draw(_TEXTS)
    spans = st.tuples(*[st.integers(0, len(text))] * 2).map(lambda ends: Span(min(ends), max(ends)))
    entities = draw(st.lists(st.sampled_from(_POOL).flatmap(_entities), min_size=1, unique_by=_key))
    keys = [each.key for each in entities]
    events = draw(st.lists(_any_event(keys), max_size=2, unique_by=_key))
    roles = [_role(keys, title) for title in draw(st.lists(st.sampled_from(["CEO", "owner"]), unique=True))]
    claims = [
        draw(_any_claim(name, about, number, spans, keys))
        for about in (*entities, *events, *roles)
        for number in range(draw(st.integers(1, 2)))
    ]
    statement = Statement(f"article/{article_id(name)}#statement-1", keys[0], draw(spans), draw(spans))
    return Reading(
        article=draw(_any_article(name, text)),
        entities=tuple(sorted(entities, key=_key)),
        events=tuple(sorted(events, key=_key)),
        roles=tuple(sorted(roles, key=_key)),
        claims=tuple(sorted(claims, key=_key)),
        statements=draw(st.sampled_from([(), (statement,)])),
    )


def _key(record: Entity | Event | Role | Claim) -> str:
    return record.key


def _any_article(name: str, text: str) -> st.SearchStrategy[Article]:
    return st.builds(
        Article,
        st.just(article_id(name)),
        st.just(text),
        st.sampled_from(["", "Headline"]),
        st.none() | _DAYS,
        st.sampled_from([None, f"https://example.org/{name}?q=ä b"]),
        st.sampled_from([(), (Zone(0, 1, "teaser"),)]),
    )


def _entities(pooled: tuple[str, Kind, tuple[str, ...]]) -> st.SearchStrategy[Entity]:
    key, kind, names = pooled
    return st.permutations(names).flatmap(
        lambda mixed: st.integers(1, len(mixed)).map(
            lambda count: Entity(key, kind, mixed[0], tuple(sorted(mixed[1:count]))),
        ),
    )


@st.composite
def _any_event(draw: st.DrawFn, keys: list[str]) -> Event:
    parties = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    pairs = [(draw(st.sampled_from(_ROLES)), party) for party in parties]
    key = draw(st.sampled_from(["id/event/one", "id/event/two"]))
    return Event(key, draw(st.sampled_from(_KINDS)), draw(_TEXTS), tuple(sorted(pairs)))


def _role(keys: list[str], title: str) -> Role:
    return Role(f"id/role/{keys[0]}--{title}", keys[0], title, keys[-1] if title == "CEO" else None)


@st.composite
def _any_claim(
    draw: st.DrawFn,
    article: str,
    about: Entity | Event | Role,
    number: int,
    spans: st.SearchStrategy[Span],
    keys: list[str],
) -> Claim:
    said: dict[str, object] = {
        "polarity": draw(st.sampled_from(Polarity)),
        "modality": draw(st.sampled_from(Modality)),
        "confidence": draw(st.integers(0, 10_000)) / 10_000,
        "attributed_to": draw(st.none() | st.sampled_from(keys)),
        "when": draw(st.none() | any_when(draw(spans))),
    }
    match about:
        case Event():
            said |= draw(st.sampled_from(_SAID_OF_DEALS))
            if "predicate" not in said:
                said["status"] = draw(st.none() | st.sampled_from(Status))
            elif "literal" not in said:
                said["object"] = draw(st.sampled_from(keys))
        case Role():
            said["role_status"] = draw(st.none() | st.sampled_from(RoleStatus))
        case Entity():
            said["predicate"] = draw(st.sampled_from([None, "partOf", "foundedDate"]))
            said["object"] = draw(st.sampled_from(keys)) if said["predicate"] == "partOf" else None
    evidence = tuple(sorted(draw(st.sets(spans, min_size=1, max_size=2))))
    return claim(article, about, name=str(number), evidence=evidence, **said)
