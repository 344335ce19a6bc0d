"""Who stands near an event of others: who picks an investor, welcomes a deal, comes after it, or reads of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.anaphora import is_public
from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import (
    CALLING,
    SUBJECTS,
    first_of_list,
    governing_verb,
    is_passive,
    prepositional,
    with_particle,
)
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_CHOOSING = word_set("roles", "choosing")
_BACKERS = frozenset({"investor", "shareholder", "buyer", "backer", "bidder", "owner"})
_BUYING = frozenset({"take", "buy", "acquire", "invest", "purchase"})
_HINDERING = word_set("stance", "preventing") | word_set("stance", "outsiders")
_OFFERS = word_set("stance", "offers")
_OFFERING = word_set("asides", "offering")
_GREETING = word_set("asides", "greeting")
_ENDING = word_set("stance", "ended")
_TURNING = word_set("asides", "turning")
_LENDING = word_set("asides", "lending")
_SUMS = word_set("asides", "sums")
_REPORTING = word_set("stance", "reporting")
_OFFICES = word_set("roles", "heads")
_ANSWERING = frozenset({"answer", "respond", "reply", "apologise", "apologize", "speak"})
_READING = word_set("asides", "reading")
_FINDINGS = word_set("asides", "findings")
_OWNED = word_set("asides", "units") | {"part", "brand", "label"}
_OWNING = frozenset({"own", "control", "belong"})
_FINING = word_set("anaphora", "punishing")
_LETTING_BE = frozenset({"decide", "choose", "opt", "elect"})
_DECLINING = frozenset({"decline", "refuse"})
_ACTING = frozenset(
    {"open", "launch", "begin", "start", "investigate", "probe", "pursue", "take", "act", "bring", "fine", "refer"}
)


_STOPPING = frozenset({"stop", "cease", "quit"})
_DEALING = frozenset({"sell", "stock", "buy", "order", "source", "use", "take", "carry", "offer", "supply", "serve"})
_SINCE = frozenset({"after", "following", "amid", "over"})
_MATCHES = frozenset({"match", "game", "fixture", "final", "draw", "derby", "semifinal", "semi-final", "friendly"})
_NEAR_MATCH = 7  # tokens: "the first home match under the new sign, against X"
_COMING_OUT = frozenset({"emerge", "transpire"})


def chooses(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether they pick who is to invest in them or to buy them: "X has chosen Y as investor"."""
    for verb in (t for t in trigger.sent if t.lemma_.lower() in _CHOOSING and _is_backing(t)):
        around = arguments(verb)
        is_here = trigger == verb or verb.is_ancestor(trigger)
        inside = {n for s in around.subjects for t in s.subtree for n in parsed.at.get(t.i, ())}
        if is_here and number in inside:  # "the trust that runs X has chosen Y"
            return True
    return False


def _is_backing(verb: Token) -> bool:
    """Whether the object of a verb of choosing is to put money in: "as investor", "to take a stake"."""
    roles = (head for p, head in prepositional(verb) if p == "as")
    return any(h.lemma_.lower() in _BACKERS for h in roles) or any(
        c.dep_ == "xcomp" and c.lemma_.lower() in _BUYING for c in verb.children
    )


def greets(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether they only say what they think of it: "X welcomed the investment", "X said it supported the merger"."""
    verb = governing_verb(trigger) if trigger.pos_ == "NOUN" else None
    if verb is None or verb.lemma_.lower() not in _GREETING or trigger.dep_ not in {"dobj", "nsubjpass"}:
        return False
    around = {n for s in arguments(verb).subjects for n in parsed.parties(s)}
    return number in around and not any(t in trigger.subtree for t in parsed.mentions(trigger, number))


def hinders(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether an authority keeps a deal of others from happening: "council blocks merger of X and Y"."""
    if not is_public(parsed.clusters[number]):
        return False
    verbs = (t.head for t in parsed.mentions(trigger, number) if t.dep_ == "nsubj")
    return any(v.lemma_.lower() in _HINDERING and (v.head == trigger or v == governing_verb(trigger)) for v in verbs)


def bids(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether it is they who offer: "X is considering a bid", but not "considering an offer from Y"."""
    offers = (t for t in trigger.sent if t.dep_ == "dobj" and t.lemma_.lower() in _OFFERS)
    return any(number in _bidders(parsed, offer) for offer in offers)


def _bidders(parsed: Parsed, offer: Token) -> set[int]:
    verb = offer.head
    others = {preposition for holder in (offer, verb) for preposition, _ in prepositional(holder)} & {"from", "by"}
    if verb.lemma_.lower() not in _OFFERING or others:
        return set()
    return {n for s in arguments(verb).subjects for n in parsed.parties(s)}


def reports(name: Token) -> bool:
    """Whether a name is of who writes of it: "…, Dagens Industri reported"."""
    verb = name.head
    is_told = verb.lemma_.lower() == "report" and not any(c.dep_ == "dobj" for c in verb.children)
    return name.dep_ == "nsubj" and is_told


def reads_up(name: Token) -> bool:
    """Whether they only look at what others found: "said it was examining the report", "is studying the findings"."""
    told = [c for c in name.head.children if c.dep_ == "ccomp"] if name.head.lemma_.lower() in _REPORTING else []
    deeds = [v for v in told if any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in v.children)] or [name.head]
    deeds += [v for deed in deeds for v in deed.conjuncts]
    things = [o for v in deeds if v.lemma_.lower() in _READING for o in _looked_at(v)]
    return name.dep_ == "nsubj" and any(o.lemma_.lower() in _FINDINGS for o in things)


def _looked_at(verb: Token) -> list[Token]:
    return arguments(verb).objects + [head for preposition, head in prepositional(verb) if preposition == "at"]


def calls_for(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether they only ask others to do something about it: "X called on Y to end its partnership with Z"."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    if verb is None or verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.head.lemma_.lower() not in CALLING:
        return False
    asking, acting = ({n for s in arguments(v).subjects for n in parsed.parties(s)} for v in (verb.head, verb))
    return number in asking and number not in acting


def comes_after(name: Token, trigger: Token) -> bool:
    """Whether somebody turns to them when a deal is over: "ended its contract with Y and will buy from X"."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    if verb is None or with_particle(verb) not in _ENDING:
        return False
    deed = next((a for a in name.ancestors if a == verb or a in verb.conjuncts), verb)
    return deed.i > verb.i and deed.lemma_.lower() in _TURNING


def pays_part(name: Token) -> bool:
    """Whether they only lend or give some of the money: "The contract is worth 57 million. X is lending 40 of that"."""
    deeds = [v for v in (name.head, *name.head.conjuncts) if v.lemma_.lower() in _LENDING]
    sums = {t.lower_ for v in deeds for t in v.subtree if t.i > v.i and t.dep_ in {"pobj", "dobj"}}
    return name.dep_ == "nsubj" and not sums.isdisjoint(_SUMS)


def owns_beside(name: Token) -> bool:
    """Whether a name only says whose another name is: "X, a unit of Y", "X, Y's cargo arm", "X, which Y owns"."""
    first = first_of_list(name)
    noun = first.head if first.dep_ == "poss" else first.head.head if first.dep_ == "pobj" else first
    if first.dep_ in {"poss", "pobj"} and noun.lemma_.lower() in _OWNED:
        is_clause = noun.dep_ == "attr" and noun.head.lemma_ == "be" and noun.head.dep_ == "relcl"
        return is_clause or (noun.dep_ == "appos" and noun.head.pos_ == "PROPN")
    verb = next((a for a in first.ancestors if a.pos_ == "VERB"), first)
    is_described = verb.dep_ in {"relcl", "acl"} and verb.head.pos_ == "PROPN"
    return is_described and verb.lemma_.lower() in _OWNING and first in _owners_in(verb)


def _owners_in(verb: Token) -> list[Token]:
    around = arguments(verb)
    return around.prepositions.get("to", []) if verb.lemma_.lower() == "belong" else around.subjects


def fines_from_afar(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether a fine that nobody is said to have imposed is put down to who stands elsewhere.

    They must stand in the sentence or beside it, and not as one that lets somebody be.
    """
    is_fine = trigger.lemma_.lower() in _FINING and is_passive(trigger)
    if not is_fine or parsed.mentions(trigger, number):
        return False
    return all(not _stands_beside(t, trigger) or _lets_be(t) for t in parsed.everywhere(number))


def _stands_beside(name: Token, trigger: Token) -> bool:
    one, other = sorted((name.i, trigger.i))
    return sum(1 for t in name.doc[one + 1 : other + 1] if t.is_sent_start) <= 1


def _lets_be(name: Token) -> bool:
    """Whether an authority does nothing: "decided not to open an investigation", "declined to act"."""
    verbs = [t for t in name.sent if t.pos_ == "VERB" and any(c.dep_ == "xcomp" for c in t.children)]
    acts = ((verb.lemma_.lower(), c) for verb in verbs for c in verb.children if c.dep_ == "xcomp")
    return any(
        act.lemma_.lower() in _ACTING
        and (lemma in _DECLINING or (lemma in _LETTING_BE and any(c.dep_ == "neg" for c in act.children)))
        for lemma, act in acts
    )


def is_only_posed_as(name: Token) -> bool:
    """Whether a name ends a clause on somebody nameless: "a dealer who sold fakes as X has been jailed".

    The parser often takes X for the subject of what was done to the dealer.
    """
    verb = name.head
    if name.dep_ == "attr" and verb.dep_ == "ccomp":  # "a man who said he was X"
        described, clause, is_lone = verb.head.head, verb.head, True
    elif name.dep_ in SUBJECTS and verb.dep_ == "advcl":
        described, clause = verb.head.head, verb.head
        is_lone = described.dep_ == "ROOT" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    else:
        before = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < name.i]
        described = before[0] if before and name.dep_ in SUBJECTS else name
        clause = next((c for c in described.children if c.dep_ == "relcl"), described)
        is_lone = described != name
    is_nameless = described.pos_ == "NOUN" and any(c.tag_ in {"WP", "WDT"} for c in clause.children)
    return is_lone and clause.dep_ == "relcl" and is_nameless and described.i < clause.i < name.i


def is_only_had(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether a name is only of what somebody has beside: "they hold X and have had a stake in Y" makes X no owner."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    heads = (t for t in parsed.mentions(trigger, number) if number not in parsed.at.get(t.head.i, ()))
    firsts = [first_of_list(head) for head in heads]
    others = verb.conjuncts if verb is not None else ()
    return bool(firsts) and all(t.dep_ in {"dobj", "appos"} and _verb_over(t) in others for t in firsts)


def _verb_over(name: Token) -> Token:
    return name.head.head if name.dep_ == "appos" else name.head


def turns_from(name: Token, trigger: Token) -> bool:
    """Whether they no longer take what is blamed: "the chain stopped selling Silver fillets after criticism from Y"."""
    verb = name.head if name.dep_ == "nsubj" else name
    deeds = [c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() in _DEALING]
    is_turning = bool(deeds) and verb.lemma_.lower() in _STOPPING
    causes = (t for holder in (verb, *deeds) for word, t in prepositional(holder) if word in _SINCE)
    return is_turning and any(t == trigger for t in causes)


def acts_on_news(heads: Sequence[Token], trigger: Token) -> bool:
    """Whether they only act when something comes out: "X cut its ties two days after it emerged that Y was banned"."""
    news = next((a for a in trigger.ancestors if a.lemma_.lower() in _COMING_OUT), None)
    clause = next((t for t in (trigger, *trigger.ancestors) if t.head == news), None)
    if clause is None or clause.dep_ not in {"ccomp", "csubj"} or not heads:
        return False
    return not any(head == clause or clause.is_ancestor(head) for head in heads)


def is_opponent(name: Token) -> bool:
    """Whether they only play: "stayed away from the match against X", "boycotted the game with X"."""
    first = first_of_list(name)
    if first.dep_ != "pobj" or first.head.lower_ not in {"against", "with"}:
        return False
    near = first.doc[max(first.sent.start, first.head.i - _NEAR_MATCH) : first.head.i]
    return any(t.lemma_.lower() in _MATCHES and t.pos_ == "NOUN" for t in near)


def only_spoke_before(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether the last that was heard of somebody before an event's sentence is that they spoke, or would not.

    "Berg would not say how it happened. The regulator has opened an investigation": not into Berg,
    who has an office, and speaks for others.
    """
    before = [t for t in parsed.everywhere(number) if t.i < trigger.sent.start]
    last = max(before, key=lambda t: t.i, default=None)
    is_in_office = any(t.head.lemma_.lower() in _OFFICES or _has_office(t) for t in before)
    if last is None or parsed.mentions(trigger, number) or first_of_list(last).dep_ != "nsubj" or not is_in_office:
        return False
    verb = first_of_list(last).head
    said = {verb.lemma_.lower(), *(c.lemma_.lower() for c in verb.children if c.dep_ == "xcomp")}
    return not said.isdisjoint(_REPORTING | _ANSWERING)


def _has_office(name: Token) -> bool:
    """Whether a name stands beside a title: "chief executive Anna Berg", "Anna Berg, a spokeswoman"."""
    beside = (c for c in name.children if c.dep_ in {"compound", "nmod", "appos"})
    return any(c.lemma_.lower() in _OFFICES for c in beside)
