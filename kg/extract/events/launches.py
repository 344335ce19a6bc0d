"""Launches: an organization brings out something together with, or on, something else; a plain event with its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import prepositional
from kg.extract.frames.drafts import Draft, event_date, reference_factor
from kg.extract.stance.find import stance
from kg.extract.words import word_set
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_VERBS = word_set("launches", "verbs")
_PREPOSITIONS = frozenset({"on", "with", "for", "alongside", "together with"})
_EVENT_NOUNS = word_set("launches", "other_objects")
_STAFF = frozenset({"employee", "staff", "staffer", "worker", "workforce"})
_OFFICES = word_set("roles", "heads")
_CONFIDENCE = 0.75
_PARTS_OF_TITLE = frozenset({"compound", "amod", "nummod"})


def find_launches(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence in which an organization launches, opens or releases a thing."""
    for verb in (t for t in parsed.doc.with_lemmas(_VERBS) if t.pos_ == "VERB"):
        around = arguments(verb)
        makers = [n for s in around.subjects for n in parsed.parties(s) if parsed.kind(n) is Kind.ORGANIZATION]
        thing = next((o for o in around.objects if o.pos_ in {"NOUN", "PROPN"}), None)
        if not makers or thing is None or thing.lemma_.lower() in _EVENT_NOUNS or _is_person(parsed, thing):
            continue
        if _is_for_own_staff(verb, thing):
            continue
        parties = tuple(dict.fromkeys(("participant", n) for n in [*makers, *_others(parsed, verb, thing)]))
        yield Draft(
            family="Event",
            kind="Event",
            parties=parties,
            trigger=verb,
            stance=stance(parsed, verb, usual=Status.ACTIVE),
            when=event_date(parsed, verb),
            confidence=_CONFIDENCE * reference_factor(parsed, parties, verb),
            title=f"launch of {_title(parsed, thing)}",
        )


def _is_for_own_staff(verb: Token, thing: Token) -> bool:
    """Whether somebody only begins to use a thing: "will introduce Orb for its 11,000 employees"."""
    users = (head for above in (verb, thing) for p, head in prepositional(above) if p in {"for", "to", "among"})
    return any(user.lemma_.lower() in _STAFF for user in users)


def _is_person(parsed: Parsed, thing: Token) -> bool:
    """Whether somebody is brought out, by name or by office: "unveiled a new chief financial officer"."""
    return thing.lemma_.lower() in _OFFICES or any(parsed.kind(n) is Kind.PERSON for n in parsed.party(thing))


def _others(parsed: Parsed, verb: Token, thing: Token) -> Iterator[int]:
    """The thing itself where it has a name, and what it is launched on, with or for."""
    heads = [thing, *(h for head in (verb, thing) for p, h in prepositional(head) if p in _PREPOSITIONS)]
    for head in heads:
        yield from (n for n in parsed.parties(head) if parsed.kind(n) in {Kind.ORGANIZATION, Kind.PRODUCT})


def _title(parsed: Parsed, thing: Token) -> str:
    """The thing in words, without names and articles: "channel" for "an NBA channel"; a name stays as it is."""
    if thing.i in parsed.at:
        return parsed.clusters[parsed.at[thing.i][0]].names[0].text
    words = [c for c in thing.lefts if c.dep_ in _PARTS_OF_TITLE and c.i not in parsed.at and c.lower_ != "new"]
    return " ".join(t.text if t.pos_ == "PROPN" else t.lower_ for t in [*words, thing])
