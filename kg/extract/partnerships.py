"""Partnerships, and deals that change who owns what: acquisitions, mergers, investments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.drafts import SAID_IN_WORDS, draft
from kg.extract.frames import matches
from kg.extract.labour import is_over_pay
from kg.extract.syntax import arguments, is_passive
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.drafts import Draft
    from kg.extract.parsed import Parsed

_PARTNER_KINDS = frozenset({Kind.ORGANIZATION, Kind.PERSON})
_DEAL_KINDS = frozenset({Kind.ORGANIZATION, Kind.PRODUCT, Kind.PERSON})
_OWNABLE = frozenset({Kind.ORGANIZATION, Kind.PRODUCT})
_PARTS = frozenset({"stake", "share", "shareholding", "interest", "percent", "%"})
_OWNED_ROLES = frozenset({"acquired", "investee"})


def find_partnerships(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of two parties working together."""
    for match in matches(parsed, "partnership"):
        parties = tuple(p for p in match.parties if parsed.kind(p[1]) in _PARTNER_KINDS)
        if match.parties and not parties:
            continue
        found = draft(parsed, match, family="Partnership")
        if "definite_only" in match.frame.flags and found.stance.status not in SAID_IN_WORDS:
            continue
        told = replace(found, parties=parties)
        if not is_over_pay(parsed, told):
            yield told


def find_deals(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of an acquisition, a merger or an investment."""
    for match in matches(parsed, "deal"):
        if match.frame.kind == "Acquisition" and any(o.lemma_.lower() in _PARTS for o in _objects(match.trigger)):
            continue
        if _is_pronoun_bought(match.trigger):
            continue
        parties = tuple(
            (role, number)
            for role, number in match.parties
            if parsed.kind(number) in (_OWNABLE if role in _OWNED_ROLES else _DEAL_KINDS)
        )
        yield replace(draft(parsed, match, family=match.frame.kind), parties=parties)


def _objects(trigger: Token) -> list[Token]:
    return arguments(trigger).objects if trigger.pos_ == "VERB" else []


def _is_pronoun_bought(trigger: Token) -> bool:
    """Whether what is bought is only "it": as often a thing as a company."""
    return not is_passive(trigger) and any(o.lower_ in {"it", "them"} for o in _objects(trigger))
