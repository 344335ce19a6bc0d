"""Partnerships, and deals that change who owns what: acquisitions, mergers, investments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments, is_voted_on
from kg.extract.document.syntax import DESCRIBED_BY, is_passive, prepositional
from kg.extract.events.asides import is_of_share, is_permit, is_share_bought, is_share_in_another, is_yearly, only_helps
from kg.extract.events.bystanders import has_no_part
from kg.extract.events.labour import is_over_pay
from kg.extract.events.switches import follows_parent
from kg.extract.frames.drafts import SAID_IN_WORDS, Draft, draft, event_date
from kg.extract.frames.matching import matches
from kg.extract.stance.find import stance
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_FIRMS = frozenset({Kind.ORGANIZATION})
_PARTNER_KINDS = _FIRMS | {Kind.PERSON}
_DEAL_KINDS = frozenset({Kind.ORGANIZATION, Kind.PRODUCT, Kind.PERSON})
_OWNABLE = frozenset({Kind.ORGANIZATION, Kind.PRODUCT})
_WITHDRAWING = frozenset({"withdraw", "pull", "walk", "exit"})
_PLANS = frozenset({"plan", "project", "venture", "scheme", "programme", "program", "deal", "agreement"})
_LEFT_CONFIDENCE = 0.75
_OWNED_ROLES = frozenset({"acquired", "investee"})


def find_partnerships(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of two parties working together."""
    for match in matches(parsed, "partnership"):
        kinds = _FIRMS if "firms_only" in match.frame.flags else _PARTNER_KINDS
        parties = tuple(p for p in match.parties if _fits(parsed, match.trigger, p, kinds))
        is_nothing = any((is_voted_on(match.trigger), only_helps(parsed, match.trigger), is_permit(match.trigger)))
        if (match.parties and not parties) or is_nothing:
            continue
        found = draft(parsed, match, family="Partnership")
        if "definite_only" in match.frame.flags and found.stance.status not in SAID_IN_WORDS:
            continue
        told = replace(found, parties=parties)
        if not is_over_pay(parsed, told):
            yield told
    yield from _left_plans(parsed)


def _left_plans(parsed: Parsed) -> Iterator[Draft]:
    """Sentences such as "X has withdrawn from a plan to build a city, its partner Y said": the two no longer do so."""
    for noun in (t for t in parsed.doc.with_lemmas({"partner"}) if t.pos_ == "NOUN"):
        others = [noun.head, *(c for c in noun.children if c.dep_ == "appos")]
        named = [n for head in others if head.dep_ != "nsubj" or noun.dep_ in DESCRIBED_BY for n in parsed.party(head)]
        owners = [n for c in noun.children if c.dep_ == "poss" for n in parsed.party(c)]
        owners += [n for c in noun.head.children if c.dep_ == "poss" for n in parsed.party(c)]
        for verb in (t for t in noun.sent if t.lemma_.lower() in _WITHDRAWING):
            around = arguments(verb)
            leaving = {n for s in around.subjects for n in parsed.parties(s)} & set(owners)
            plans = [o for o in around.prepositions.get("from", []) if o.lemma_.lower() in _PLANS]
            numbers = [n for n in dict.fromkeys((*leaving, *named)) if parsed.kind(n) is Kind.ORGANIZATION]
            if leaving and plans and len(numbers) > 1:
                yield Draft(
                    family="Partnership",
                    kind="Partnership",
                    parties=tuple(("partner", n) for n in numbers),
                    trigger=verb,
                    stance=stance(parsed, verb, usual=Status.ENDED),
                    when=event_date(parsed, verb),
                    confidence=_LEFT_CONFIDENCE,
                )


def find_deals(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of an acquisition, a merger or an investment."""
    for match in matches(parsed, "deal"):
        if match.frame.kind == "Acquisition" and is_of_share(match.trigger):
            continue
        if match.frame.kind == "Investment" and match.trigger.pos_ != "VERB" and is_share_in_another(match.trigger):
            continue
        if _is_pronoun_bought(match.trigger) or is_share_bought(parsed, match.trigger) or follows_parent(match.trigger):
            continue
        if match.frame.kind == "Investment" and is_yearly(match.trigger):
            continue
        others = _FIRMS if "firms_only" in match.frame.flags else _DEAL_KINDS
        parties = tuple(
            party
            for party in match.parties
            if _fits(parsed, match.trigger, party, _OWNABLE if party[0] in _OWNED_ROLES else others)
        )
        yield replace(draft(parsed, match, family=match.frame.kind), parties=parties)


def _fits(parsed: Parsed, trigger: Token, party: tuple[str, int], kinds: frozenset[Kind]) -> bool:
    """Whether somebody of this kind can be a party: the operator of X is not X."""
    is_able = parsed.kind(party[1]) in kinds or (party[0] == "partner" and parsed.is_government(trigger, party[1]))
    return is_able and not has_no_part(parsed, trigger, *party)


def _objects(trigger: Token) -> list[Token]:
    return arguments(trigger).objects if trigger.pos_ == "VERB" else []


def _is_pronoun_bought(trigger: Token) -> bool:
    """Whether what is bought is only "it": as often a thing as a company, but in "X is owned by Y, which bought it"."""
    is_owners = trigger.dep_ == "relcl" and any(a.dep_ == "agent" for a in (trigger.head.head, trigger.head.head.head))
    bought = _objects(trigger) + [h for word, h in prepositional(trigger) if word == "into"]
    return not is_passive(trigger) and not is_owners and any(o.lower_ in {"it", "them"} for o in bought)
