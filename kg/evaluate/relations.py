"""Our claims in the terms of the gold sets: which of their relations a claim states, and in which direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records import Polarity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Chain, ClaimMention, Extraction, Mention

CHIEF_EXECUTIVE = re.compile(r"\b(ceo|chief executive)\b", re.IGNORECASE)
CHAIR = re.compile(r"\bchair(man|woman|person)?\b", re.IGNORECASE)
FOUNDER = re.compile(r"\b(co-?)?founder\b", re.IGNORECASE)
_DEVELOPED = re.compile(r"develop", re.IGNORECASE)

WIKIDATA = {
    "foundedBy": (("P112", "subject", "object"),),
    "partOf": (("P749", "subject", "object"), ("P355", "object", "subject")),
    "ownedBy": (("P127", "subject", "object"),),
    "headquarteredIn": (("P159", "subject", "object"),),
    "foundedDate": (("P571", "subject", ""),),
    "productOf": (("P176", "subject", "object"), ("P1056", "object", "subject")),
    "memberOf": (("P463", "subject", "object"),),
    "Role": (("P108", "holder", "organization"),),
}
"""Kind of claim → Re-DocRED's relations, which are Wikidata's properties, each with our roles for its subject and
object; an empty role stands for the claim's date. Inverse ones are given both ways."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One relation that a claim states, its sides still chains; an `object` of None is the claim's date."""

    type: str
    subject: int
    object: int | None


def affirmed(extraction: Extraction) -> Iterator[ClaimMention]:
    """The claims that something is so; what a sentence denies is no relation in any of the gold sets."""
    return (claim for claim in extraction.claims if claim.stance.polarity is Polarity.AFFIRMED)


def in_wikidata(claim: ClaimMention, text: str) -> Iterator[Stated]:
    """What a claim states in Wikidata's terms."""
    is_employer = not FOUNDER.fullmatch(claim.title) and not CHAIR.search(claim.title)
    for name, subject, object_ in WIKIDATA.get(claim.kind, ()):
        is_developed = name == "P176" and _DEVELOPED.match(claim.trigger.of(text))
        if name != "P108" or is_employer:
            yield from _stated(claim, "P178" if is_developed else name, subject, object_)
    yield from _titled(claim, ((CHIEF_EXECUTIVE, "P169"), (CHAIR, "P488"), (FOUNDER, "P112")))


def _titled(claim: ClaimMention, names: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[Stated]:
    """What the title of a role says of the organization: who its chief executive, chair or founder is."""
    for pattern, name in names:
        if claim.kind == "Role" and pattern.search(claim.title):
            yield from _stated(claim, name, "organization", "holder")


def _stated(claim: ClaimMention, name: str, subject: str, object_: str) -> Iterator[Stated]:
    subjects = [number for role, number in claim.parties if role == subject]
    if not object_:
        yield from (Stated(name, number, None) for number in subjects if claim.when is not None)
        return
    for one in subjects:
        yield from (Stated(name, one, other) for role, other in claim.parties if role == object_ and other != one)


def mentions_within(chain: Chain, stretch: Span) -> list[Mention]:
    """The mentions of a chain that lie in a stretch of text, in text order."""
    return [m for m in chain.mentions if stretch.start <= m.span.start and m.span.end <= stretch.end]


def nearest(chain: Chain, claim: ClaimMention) -> Mention:
    """The mention that stands for a chain in a claim: in its sentence if there is one, a name before a pronoun.

    Among equals it is the one closest to the word that makes the claim.
    """
    here = mentions_within(chain, claim.evidence)
    return min(
        here or chain.mentions,
        key=lambda m: (not m.is_name, abs(m.span.start - claim.trigger.start), m.span),
    )
