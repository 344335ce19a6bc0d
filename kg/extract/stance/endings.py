"""Ends that are told in few words: a strike is over, a headline ends a tie, who was arrested is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import (
    COURTS,
    SUBJECTS,
    governing_verb,
    governors,
    is_infinitive,
    is_passive,
    lost_subject,
    prepositional,
    with_particle,
)
from kg.extract.stance.polarity import heads, is_negated, is_unmade_yet
from kg.extract.words import word_set
from kg.records import Modality, Polarity, Status

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token

_ENDED = word_set("stance", "ended") | word_set("stance", "called_off")
_GIVING_UP = frozenset({"walk away", "back out", "pull out", "drop out", "withdraw", "give up"})
_PLANS = frozenset({"plan", "offer", "bid", "proposal", "talk", "negotiation", "deal", "approach"})
_TAKING_UP = frozenset({"those", "these", "they"})
"""What stands for talks in a second clause: "was in merger talks, but those came to nothing"."""
_MAJORITIES = frozenset({"majority", "cent", "percent", "%", "threshold", "third", "vote", "quorum"})
_DECIDING = frozenset({"shareholder", "stockholder", "member", "investor", "voter", "owner", "unitholder"})
_MAYBE = frozenset({"may", "might", "could", "would", "will", "not", "n't", "never", "to"})
_HEADLINES = {"end": "end", "ends": "end", "scraps": "scrap", "shelves": "shelve", "halts": "halt", "cancels": "cancel"}
_STOPPING = frozenset({"stop", "cease", "quit"})
_CASES = word_set("stance", "cases")
_PROTESTS = frozenset({"protest", "strike", "boycott", "demonstration", "march", "blockade", "complaint", "campaign"})
_DETAINING = word_set("stance", "detaining")
_FREEING = word_set("stance", "freeing")
_CHARGING = word_set("stance", "charging")
_CLEARING = word_set("stance", "clearing")
_APOLOGISING = frozenset({"apologise", "apologize"})
_DAMAGES = frozenset({"damage", "damages", "compensation", "settlement"})
RESOLVING = frozenset({"settle", "resolve"})
"""To bring a dispute to an end between its sides."""
_PAYING = frozenset({"agree", "pay", "repay", "refund", "return", "compensate", "give", "forgive", "hand"})
_OFFERING = frozenset({"offer", "hope", "hop", "want", "seek", "try", "refuse", "decline", "wish", "consider"})
_OFFERS = word_set("stance", "offers")
_ASKING = word_set("stance", "asking")
_REFUSING = frozenset({"reject", "rebuff", "refuse", "turn down", "spurn"})
_VERDICTS = word_set("stance", "verdicts")
_APPEALING = word_set("stance", "appealing")
_MAY = frozenset({"may", "might", "could", "can"})
_FILING = frozenset({"file", "lodge", "bring", "submit", "launch", "plan", "prepare", "enter"})
_WAITING = frozenset({"pending", "outstanding", "continue", "hear"})
_LASTING = word_set("stance", "lasting")
_EARLIER = frozenset({"before", "previously"})
_UNTIL = frozenset({"until", "till"})
_HALTING = word_set("stance", "halting")
_RESTORING = word_set("stance", "restoring")


def is_over(noun: Token) -> bool:
    """Whether a thing is said to be over: "the strike is over", "the deal was off"."""
    verb = noun.head
    ends = (c for c in verb.children if c.lower_ in {"over", "off"} and not any(g.dep_ == "pobj" for g in c.children))
    return noun.dep_ == "nsubj" and verb.lemma_ == "be" and any(ends)


def is_left(case: Token) -> bool:
    """Whether only somebody's own part in a case ends: "was dropped from the suit"."""
    return case.dep_ == "pobj" and case.head.lower_ == "from" and case.lemma_.lower() in _CASES


def is_stopped(deed: Token) -> bool:
    """Whether somebody stops to do what a verb says: "will stop working with X"."""
    return deed.dep_ == "xcomp" and deed.tag_ == "VBG" and deed.head.lemma_.lower() in _STOPPING


def is_given_up(deal: Token) -> bool:
    """Whether a plan came to nothing, or a second verb ends what the first began.

    "A plan to merge has failed", "tried to buy X but walked away", "… but talks collapsed".
    """
    if any(_fails(h) for h in heads(deal) if h == deal or h.lemma_.lower() in _PLANS):
        return True
    above = list(heads(deal))
    later = (c for head in above for c in head.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i > deal.i)
    has_talks = any(h.lemma_.lower() in _PLANS and h.tag_ == "NNS" for h in above)
    return any(
        _ends_plan(verb, _TAKING_UP if has_talks else frozenset())
        for verb in later
        if not _MAYBE.intersection(c.lower_ for c in verb.children if c.dep_ != "prep")
    )


def _fails(noun: Token) -> bool:
    """Whether a deal or plan has no success: "the bid failed", "X voted for it, short of the 75 per cent needed"."""
    verb = governing_verb(noun) if noun.pos_ == "NOUN" else None
    if verb is None or _MAYBE.intersection(c.lower_ for c in verb.children if c.dep_ != "prep"):
        return False
    is_subject = noun.dep_ == "nsubj" and noun.head == verb
    if is_subject and verb.lemma_.lower() in {"come", "fail"}:
        return _is_in_vain(verb)
    is_vote = noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb.lemma_.lower() == "vote"
    return (is_vote or (is_subject and verb.lemma_.lower() == "fall")) and _is_short_of_majority(verb)


def _is_in_vain(verb: Token) -> bool:
    """Whether a verb says that its subject came to nothing, or failed."""
    if verb.lemma_.lower() == "fail":
        return not any(c.dep_ in {"xcomp", "dobj"} for c in verb.children)
    ends = (head.lower_ for word, head in prepositional(verb) if word == "to" and verb.lemma_.lower() == "come")
    return not {"nothing", "naught", "nought"}.isdisjoint(ends)


def _is_short_of_majority(verb: Token) -> bool:
    lacking = (c for t in verb.subtree if t.lower_ == "short" for c in t.children if c.lower_ == "of")
    return any(t.lemma_.lower() in _MAJORITIES for of in lacking for t in of.subtree)


def is_voted_out(deal: Token) -> bool:
    """Whether those whose vote it needs are against a deal: "shareholders rejected the merger"."""
    verb = governing_verb(deal) if deal.pos_ == "NOUN" and deal.dep_ in {"dobj", "nsubjpass"} else None
    if verb is None or with_particle(verb) not in _REFUSING or _MAYBE.intersection(c.lower_ for c in verb.children):
        return False
    return any(s.lemma_.lower() in _DECIDING for s in arguments(verb).subjects)


def _ends_plan(verb: Token, pronouns: frozenset[str]) -> bool:
    """Whether a second verb ends what the first began; the pronouns stand for what is planned or talked about."""
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    own += [head for preposition, head in prepositional(verb) if preposition == "from"]
    is_plan = all(c.lemma_.lower() in _PLANS or c.lower_ in pronouns for c in own)
    if is_plan and any(c.dep_ == "nsubj" for c in own) and _is_in_vain(verb):
        return True
    return is_plan and with_particle(verb) in (_ENDED if own else _GIVING_UP)


def headline_verb(noun: Token) -> str:
    """What a headline does to a thing, where the parser takes the verb for a part of it: "X and Y end rail tie-up"."""
    behind = (c.lower_ for c in noun.children if c.dep_ == "compound" and c.i and c.nbor(-1).pos_ == "PROPN")
    return next((_HEADLINES[word] for word in behind if word in _HEADLINES), "")


def takes_back(verb: Token, measure: Token) -> bool:
    """Whether a verb undoes a measure: "arrested … freed without charge", "suspended its licence … restored it".

    A charge, too: "who had accused X … called off a protest".
    """
    deed, undone = verb.lemma_.lower(), measure.lemma_.lower()
    is_freed = undone in _DETAINING and deed in _FREEING and _is_without_charge(verb)
    is_cleared = undone in _CHARGING and deed in _CLEARING and _is_of_same(verb, measure)
    is_undone = is_freed or is_cleared or (undone in _HALTING and deed in _RESTORING)
    return is_undone or (undone == "accuse" and _is_called_off(verb, measure))


def _is_called_off(verb: Token, charge: Token) -> bool:
    """Whether who had accused somebody has ended what they did about it, and does not still go to law."""
    things = arguments(verb).objects
    is_row = any(t.lemma_.lower() in _PROTESTS | _CASES for t in things) and with_particle(verb) in _ENDED
    is_theirs = charge.dep_ == "relcl" and charge.head.dep_ == "nsubj" and charge.head.head == verb
    goes_on = any(t.lemma_.lower() in _CASES | {"sue"} for t in verb.sent if t.i > charge.i and t not in things)
    return is_theirs and is_row and not goes_on


def is_appealed(case: Token) -> bool:
    """Whether a verdict is not the last word: "lost the case, but has appealed", "… Its appeal there is pending"."""
    above = [governing_verb(case) if case.pos_ == "NOUN" else case, *heads(case)]  # "dismissed a suit accusing X of"
    verb = next((v for v in above if v is not None and with_particle(v) in _VERDICTS), None)
    if verb is None:
        return False
    following = next((t.sent for t in case.doc[case.sent.end :] if not t.is_space), ())
    return any(_goes_to_appeal(t) for t in (*case.sent, *following) if t.i > min(case.i, verb.i))


def _goes_to_appeal(word: Token) -> bool:
    if word.lemma_.lower() != "appeal" or is_negated(word):
        return False
    verb = word if word.pos_ == "VERB" else word.head
    if is_negated(verb) or not _MAY.isdisjoint(c.lower_ for c in verb.children):
        return False
    if word.pos_ == "VERB":
        asked = [head for preposition, head in prepositional(word) if preposition == "to"]
        is_meant = not is_infinitive(word) or word.head.lemma_.lower() in _APPEALING
        return is_meant and all(COURTS & {t.lemma_.lower() for t in head.subtree} for head in asked)
    states = {verb.lemma_.lower(), verb.lower_, *(c.lower_ for c in verb.children if c.dep_ in {"acomp", "xcomp"})}
    is_waiting = word.dep_ in {"nsubj", "nsubjpass"} and not states.isdisjoint(_WAITING)
    return is_waiting or (word.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in _FILING)


def is_made_good(apology: Token) -> bool:
    """Whether who apologises has paid for it, too: "apologised to X and paid him damages"."""
    paying = [c for c in apology.children if c.dep_ == "conj" and c.lemma_.lower() == "pay" and c.tag_ != "VB"]
    things = {t.lemma_.lower() for verb in paying for t in verb.subtree if t.dep_ in {"dobj", "pobj", "oprd"}}
    return apology.lemma_.lower() in _APOLOGISING and bool(things & _DAMAGES)


def _is_of_same(verb: Token, measure: Token) -> bool:
    """Whether both are done to the same: "was sued but was cleared by the judge"."""
    is_other = lost_subject(verb) is not None or any(c.dep_ == "nsubjpass" for c in verb.children)
    return verb.dep_ == "conj" and verb.head == measure and not is_other


def _is_without_charge(verb: Token) -> bool:
    charges = (t for t in verb.subtree if t.lemma_.lower() == "charge")
    return any(a.lower_ == "without" for charge in charges for a in charge.ancestors)


def is_paid_for(settling: Token) -> bool:
    """Whether who settles has agreed to, or pays for it: "will refund 11 million to settle claims by X"."""
    above = settling.head
    is_for = settling.lemma_.lower() in RESOLVING and settling.dep_ in {"advcl", "xcomp", "acl", "relcl"}
    return is_for and above.lemma_.lower() in _PAYING and not is_only_offered(settling)


def is_only_offered(case: Token) -> bool:
    """Whether an end is only hoped for or offered: "hopes to settle the suit", "offered to pay to settle it"."""
    return any(above.lemma_.lower() in _OFFERING for above in governors(case))


def is_no_longer(trigger: Token) -> bool:
    """Whether it was so for a time: "no longer work together", "sponsored X until May", "used to work with X"."""
    verb = trigger if trigger.pos_ == "VERB" or trigger.dep_ != "attr" else trigger.head
    if _was_until(verb) or _was_usual(verb) or _was_earlier(verb) or _is_let_go(trigger):
        return not is_negated(verb)
    before = {c.lower_: c.nbor(-1).lower_ for c in verb.children if c.lower_ in {"longer", "anymore"} and c.i}
    return before.get("longer") == "no" or ((before.get("longer") == "any" or "anymore" in before) and is_negated(verb))


def _was_until(verb: Token) -> bool:
    """Whether what lasted is said to have lasted until some day: "had been a partner until 2023"."""
    is_past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.lower_ == "had" for c in verb.children))
    until = (c for p in (verb, *verb.children) if p == verb or p.dep_ == "prep" for c in p.children)
    return is_past and verb.lemma_.lower() in _LASTING and any(c.lower_ in _UNTIL for c in until)


def _was_usual(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "used" and verb.head.tag_ == "VBD" and is_infinitive(verb)


def _was_earlier(verb: Token) -> bool:
    """Whether what lasts was so at another time: "have worked together before"."""
    is_perfect = verb.tag_ == "VBN" and any(c.lower_ in {"has", "have"} for c in verb.children)
    earlier = (c for c in verb.children if c.lower_ in _EARLIER and not list(c.children))
    return is_perfect and verb.lemma_.lower() in _LASTING and any(True for _ in earlier)


def is_unreal(trigger: Token) -> bool:
    """Whether it has not come to that: "would have imposed a fine"."""
    verb = trigger if trigger.pos_ == "VERB" or trigger.dep_ == "nsubj" else governing_verb(trigger)
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"} if verb is not None and verb.tag_ == "VBN" else set()
    return "have" in words and not words.isdisjoint({"would", "could", "might"})


def _is_let_go(deal: Token) -> bool:
    """Whether somebody only does nothing to keep a deal: "let its licence lapse"."""
    verb = deal.head
    is_let = verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_.lower() == "let" and verb.head.tag_ in {"VBD", "VBN"}
    return deal.dep_ in SUBJECTS and is_let and with_particle(verb) in _ENDED | {"go"}


def is_refused(offer: Token) -> bool:
    """Whether a clause behind it says that it was turned down: "made an offer for X, which its board rejected"."""
    if any(_turns_down(verb) for head in heads(offer) if head.lemma_.lower() in _ASKING for verb in head.conjuncts):
        return True
    clauses = [c for c in offer.subtree if c.dep_ == "relcl"] if offer.lemma_.lower() in _OFFERS else []
    refused = [c for c in clauses if with_particle(c) in _REFUSING]
    return any(o.dep_ in {"dobj", "nsubjpass"} and o.tag_ == "WDT" for c in refused for o in c.children)


def _turns_down(verb: Token) -> bool:
    """Whether a verb refuses what was asked before: "approached X about a merger but was rebuffed"."""
    things = [c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"}]
    is_of_offer = all(c.pos_ == "PRON" or c.lemma_.lower() in _PLANS for c in things)
    is_refusal = with_particle(verb) in _REFUSING and (bool(things) or is_passive(verb))
    return is_refusal and is_of_offer and not _MAYBE.intersection(c.lower_ for c in verb.children)


def said_plainly(trigger: Token, modality: Modality, *, is_dispute: bool) -> tuple[Polarity, Modality, Status] | None:
    """What words of their own say of an event: not made yet, turned down, no longer so; None without such words."""
    if not is_dispute and is_unmade_yet(trigger):
        return Polarity.AFFIRMED, Modality.RUMOUR, Status.RUMOURED
    if (not is_dispute or trigger.lemma_.lower() in _OFFERS) and is_refused(trigger):
        return Polarity.NEGATED, modality, Status.DENIED
    is_past = is_no_longer(trigger) or (not is_dispute and is_voted_out(trigger))
    return (Polarity.AFFIRMED, modality, Status.ENDED) if is_past and modality is Modality.ASSERTED else None
