"""Who suffers from what somebody is charged with: "pleaded guilty to stealing 3 million from X"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_TAKING = frozenset({"steal", "embezzle", "extort", "pilfer"})
_CHEATING = frozenset({"defraud", "rob", "cheat", "swindle", "blackmail"})
_DEEDS = frozenset({"pcomp", "pobj"})
_VICTIMS = frozenset({Kind.ORGANIZATION, Kind.PERSON})


def with_victims(parsed: Parsed, found: Draft) -> Draft:
    """A dispute with those whom the deed was done to, where its own clause says what somebody is charged with."""
    known = {number for _, number in found.parties}
    if not any(role == "accused" for role, _ in found.parties):
        return found
    heads = [head for deed in _deeds(found.trigger) for head in _done_to(deed)]
    numbers = dict.fromkeys(n for head in heads for n in parsed.parties(head))
    victims = [("affected", n) for n in numbers if n not in known and parsed.kind(n) in _VICTIMS]
    return replace(found, parties=(*found.parties, *victims))


def _deeds(trigger: Token) -> Iterator[Token]:
    """The gerunds that say what a charge is: "of stealing", "to having defrauded", "on suspicion of robbing"."""
    for verb in (t for t in trigger.subtree if t.lemma_.lower() in _TAKING | _CHEATING and t.dep_ in _DEEDS):
        if verb.head.dep_ == "prep":
            yield verb


def _done_to(deed: Token) -> list[Token]:
    """Whom it is done to: one is robbed, and from one is stolen."""
    around = arguments(deed)
    sums = [o for o in around.objects if o.pos_ in {"NUM", "SYM", "NOUN"}]
    behind = [h for o in sums for c in o.children if c.lower_ == "from" for h in c.children if h.dep_ == "pobj"]
    return around.objects if deed.lemma_.lower() in _CHEATING else [*around.prepositions.get("from", []), *behind]
