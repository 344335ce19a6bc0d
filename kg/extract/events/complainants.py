"""Who brings a dispute, and against whom, where no word of the dispute has both around it.

"The plaintiff, X"; "X sued to block Y's purchase of Z"; "X withdrew its claim that Y stole its data";
"X urged shoppers to boycott Y".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import CALLING, DESCRIBED_BY, is_infinitive, prepositional, with_particle
from kg.extract.frames.drafts import Draft, event_date, reference_factor
from kg.extract.stance.find import stance
from kg.extract.stance.polarity import is_negated
from kg.extract.words import word_set
from kg.records import Kind, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_SHUNNING = frozenset({"boycott", "shun", "stay away"})
_CLAIMS = frozenset({"claim", "allegation", "accusation"})
_COMPLAINANTS = word_set("possessions", "complainants")
_CONFIDENCE = 0.65
_BLOCKED_CONFIDENCE = 0.85
_WITHDRAWN_CONFIDENCE = 0.75
_SUING = frozenset({"sue", "file", "ask", "petition"})
_BLOCKING = word_set("stance", "preventing") | word_set("stance", "outsiders")
_DEALS = frozenset(
    {"acquisition", "takeover", "purchase", "merger", "buyout", "deal", "bid", "tie-up", "combination", "sale"}
)
_CALLED_OFF = word_set("stance", "called_off")
_ACCUSERS = frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE})


def named_complainants(parsed: Parsed) -> Iterator[Draft]:
    """Drafts that only add to a dispute who brings it: "the plaintiff, X", "complainant X"."""
    for noun in (t for t in parsed.doc.with_lemmas(_COMPLAINANTS) if t.pos_ == "NOUN"):
        named = [c for c in noun.children if c.dep_ == "appos"]
        if noun.dep_ in DESCRIBED_BY:
            named.append(noun.head)
        if parties := tuple(("accuser", n) for head in named for n in parsed.parties(head)):
            yield Draft(
                family="Controversy",
                kind="Controversy",
                parties=parties,
                trigger=noun,
                stance=Stance(),
                when=None,
                confidence=_CONFIDENCE,
                definite=True,
            )


def suits_to_block(parsed: Parsed) -> Iterator[Draft]:
    """Who goes to law against a deal, and whose deal it is: "X sued to block Y's purchase of Z"."""
    for verb in (t for t in parsed.doc.with_lemmas(_BLOCKING) if t.dep_ in {"xcomp", "advcl", "acl"}):
        suing = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
        if suing is None or suing.lemma_.lower() not in _SUING or not is_infinitive(verb):
            continue
        around = arguments(suing)
        if suing.lemma_.lower() == "sue" and around.objects:
            continue  # the frame of "sue" tells of it
        deals = [o for o in arguments(verb).objects if o.lemma_.lower() in _DEALS]
        accused = [n for deal in deals for n in _owners(parsed, deal)]
        accusers = [n for s in around.subjects for n in parsed.parties(s) if n not in accused]
        if accused and accusers:
            yield dispute(parsed, suing, accused, accusers, _BLOCKED_CONFIDENCE)


def calls_to_boycott(parsed: Parsed) -> Iterator[Draft]:
    """Who wants others to shun somebody: "X urged shoppers to boycott Y"; that is how a boycott begins."""
    near = parsed.doc.with_lemmas({name.partition(" ")[0] for name in _SHUNNING})
    for verb in (t for t in near if t.pos_ == "VERB" and with_particle(t) in _SHUNNING and is_infinitive(t)):
        calling = verb.head
        if calling.lemma_.lower() not in CALLING or is_negated(calling) or is_negated(verb):
            continue
        behind = (h for c in (verb, *verb.children) for preposition, h in prepositional(c) if preposition == "from")
        accused = [n for o in (*arguments(verb).objects, *behind) for n in parsed.parties(o)]
        accusers = [n for s in arguments(calling).subjects for n in parsed.parties(s) if n not in accused]
        if accused and accusers:
            found = dispute(parsed, verb, accused, accusers, _BLOCKED_CONFIDENCE)
            yield replace(found, kind="Boycott", stance=Stance(status=Status.ACTIVE))


def withdrawn_claims(parsed: Parsed) -> Iterator[Draft]:
    """What somebody no longer says of another: "X withdrew its claim that Y stole its data" ends a dispute."""
    for claim in (t for t in parsed.doc.with_lemmas(_CLAIMS) if t.dep_ == "dobj"):
        if with_particle(claim.head) not in _CALLED_OFF:
            continue
        said = [c for c in claim.children if c.dep_ in {"acl", "ccomp", "relcl"} and c.pos_ == "VERB"]
        accused = [n for c in said for s in arguments(c).subjects if s != claim for n in parsed.parties(s)]
        accusers = [n for s in arguments(claim.head).subjects for n in parsed.parties(s) if n not in accused]
        if accused and accusers:
            yield dispute(parsed, claim, accused, accusers, _WITHDRAWN_CONFIDENCE)


def _owners(parsed: Parsed, deal: Token) -> list[int]:
    """Whose a deal is: "Y's purchase of Z", "the purchase of Z by Y", "the merger of Y and Z", "the Y-Z merger"."""
    heads = [c for c in deal.children if c.dep_ == "poss"]
    heads += [head for preposition, head in prepositional(deal) if preposition in {"by", "between"}]
    if not heads and deal.lemma_.lower() in {"merger", "combination", "tie-up"}:
        heads = [head for preposition, head in prepositional(deal) if preposition == "of"]
    named = [n for head in heads for n in parsed.parties(head)]
    return named or [n for c in deal.children if c.dep_ in DESCRIBED_BY for n in parsed.parties(c)]


def dispute(parsed: Parsed, trigger: Token, accused: list[int], accusers: list[int], confidence: float) -> Draft:
    """A draft of a case at law with these sides; what is a mere place is not accused."""
    fitting = [n for n in accused if parsed.kind(n) is not Kind.PLACE]
    parties = (*(("accused", n) for n in fitting), *(("accuser", n) for n in accusers if parsed.kind(n) in _ACCUSERS))
    return Draft(
        family="Controversy",
        kind="LegalDispute",
        parties=tuple(dict.fromkeys(parties)),
        trigger=trigger,
        stance=stance(parsed, trigger, usual=Status.ACTIVE, is_dispute=True),
        when=event_date(parsed, trigger),
        confidence=confidence * reference_factor(parsed, parties, trigger),
    )
