"""Whether a thing is told as done, as planned, or only as talked of; and what the words above its name say of it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from kg.extract.document.syntax import governing_verb, is_infinitive, is_passive, prepositional, with_particle
from kg.extract.stance.polarity import heads, is_negated
from kg.extract.words import word_set
from kg.records import Modality, Status

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token

_ASKED = frozenset({"apology", "injunction"})
_BIDS = frozenset({"bid", "offer", "approach"})  # until they are made
_BRINGING_ABOUT = word_set("stance", "bringing_about")
_DONE = word_set("stance", "done_verbs")
_HEARSAY = word_set("stance", "hearsay")
_KNOWING = frozenset({"remember", "recall", "know", "forget", "realise", "realize"})  # "will remember that X bought"
_MADE = word_set("stance", "made")
_NEARLY = frozenset({"close", "near", "closer"})
_OPEN = word_set("stance", "open")
_PLAN_AUXILIARIES = word_set("stance", "plan_auxiliaries")
_PLAN_VERBS = word_set("stance", "plan_verbs")
_PROTESTING = frozenset({"protest", "demonstrate"})
_REPORTING = word_set("stance", "reporting")
_RUMOUR_ADVERBS = word_set("stance", "rumour_adverbs")
_RUMOUR_AUXILIARIES = word_set("stance", "rumour_auxiliaries")
_RUMOUR_VERBS = word_set("stance", "rumour_verbs")
_TELLING = frozenset({"tell", "inform", "notify", "announce", "confirm"})
ADJECTIVES = {
    Status.ENDED: word_set("stance", "ended_adjectives"),
    Status.SUSPENDED: word_set("stance", "suspended_adjectives"),
    Status.ANNOUNCED: word_set("stance", "planned_adjectives"),
    Status.RUMOURED: word_set("stance", "rumour_adjectives"),
}
"""State → adjectives of an event's name that put it there."""
CASES = word_set("stance", "cases")
"""Proceedings."""
CHARGES = word_set("stance", "charges")
"""What somebody is accused of."""
GOVERNED = {
    Status.ENDED: word_set("stance", "ended"),
    Status.SUSPENDED: word_set("stance", "suspended"),
    Status.ANNOUNCED: word_set("stance", "announced"),
    Status.ACTIVE: word_set("stance", "active"),
}
"""State → verbs that, above an event's name, put it there."""
RUMOUR_NOUNS = word_set("stance", "rumour_nouns")
"""Nouns under which a thing is only talked about."""
DISPUTED = CASES | CHARGES | {"class action"}
"""Nouns for what is at issue between two."""


def modality_of(trigger: Token) -> Modality:
    """Rumour before plan: "is considering plans to" is talk."""
    found = Modality.ASSERTED
    for head in takewhile(lambda h: h == trigger or h.lemma_.lower() not in _KNOWING, heads(trigger)):
        lemma, aux = with_particle(head), {c.lower_ for c in head.children if c.dep_ == "aux"}
        adverbs = {c.lower_ for c in head.children if c.dep_ == "advmod"}
        adjectives = {c.lower_ for c in head.children if c.dep_ == "amod"}
        above = head != trigger
        if above and (_is_talk(head, trigger) or (head.pos_ == "NOUN" and lemma in RUMOUR_NOUNS)):
            return Modality.RUMOUR
        if "would" in aux and _is_reported(head):  # "said it would": the past of "will"
            aux = aux - {"would"} | {"will"}
        if _is_allowed(head, trigger):  # "may use its patents under a licence"
            return Modality.ASSERTED
        if aux & _RUMOUR_AUXILIARIES or adverbs & _RUMOUR_ADVERBS or adjectives & ADJECTIVES[Status.RUMOURED]:
            return Modality.RUMOUR
        if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in head.children):
            return Modality.RUMOUR
        if _is_only_said(head, trigger):
            return Modality.RUMOUR
        planned = (
            _is_ahead(head, aux)
            or _is_unmade(head)
            or aux & _PLAN_AUXILIARIES
            or adjectives & ADJECTIVES[Status.ANNOUNCED]
            or "going" in aux
        )
        if planned or (above and lemma in _PLAN_VERBS and head.pos_ == "VERB"):
            found = Modality.PLANNED
    return found


def _is_talk(verb: Token, trigger: Token) -> bool:
    """Whether what a verb says of a thing leaves open if it comes: "seeks", "is expected to announce"."""
    lemma = with_particle(verb)
    if lemma == "expect":
        return is_passive(verb) and governing(trigger) in GOVERNED[Status.ANNOUNCED]
    is_talk = lemma in _RUMOUR_VERBS and not _is_done_by_asking(trigger, verb)
    return is_talk or (lemma == "prepare" and trigger.lemma_.lower() in _BIDS)


def _is_in_talks(deed: Token) -> bool:
    """Whether it is what somebody "is in advanced talks to" do, where the parser hangs the deed on "is"."""
    if deed.dep_ != "advcl" or not is_infinitive(deed):
        return False
    before = (head for word, head in prepositional(deed.head) if word == "in" and head.i < deed.i)
    return any(head.lemma_.lower() in RUMOUR_NOUNS for head in before)


def _is_only_said(head: Token, trigger: Token) -> bool:
    """Whether the words around leave open if it is so: "did not confirm", "is said to have", "is unlikely", "?"."""
    if head != trigger and head.lemma_.lower() in _REPORTING:
        declined = head.dep_ == "xcomp" and head.head.lemma_.lower() in {"decline", "refuse"}
        is_hearsay = any(c.dep_ == "auxpass" for c in head.children) and head.lemma_.lower() not in _TELLING
        if declined or is_negated(head) or is_hearsay:
            return True
    if head.dep_ == "nsubj" and any(c.dep_ == "acomp" and c.lower_ in _OPEN for c in head.head.children):
        return True
    if (head.pos_ == "ADJ" and head.lower_ in _NEARLY) or _is_in_talks(head):  # "is close to a deal"
        return True
    if head == trigger and _is_hypothetical(head):
        return True
    is_reported = head != trigger and head.pos_ == "NOUN" and head.lemma_.lower() in _HEARSAY and trigger.pos_ == "VERB"
    return is_reported or (head.dep_ == "ROOT" and head.sent.text.rstrip().endswith("?"))


def _is_hypothetical(noun: Token) -> bool:
    """Whether it is only said what such a thing would be: "a deal could be worth 3 billion crowns"."""
    is_one = any(c.lower_ in {"a", "any"} and c.dep_ == "det" for c in noun.children)
    return noun.dep_ == "nsubj" and is_one and any(c.lower_ in _RUMOUR_AUXILIARIES for c in noun.head.children)


def _is_done_by_asking(trigger: Token, verb: Token) -> bool:
    """Whether to ask for a thing, or to pursue a case, is a dispute already: "is seeking an injunction"."""
    lemma = trigger.lemma_.lower()
    is_asked = trigger.dep_ == "dobj" and trigger.head == verb
    return (is_asked and lemma in _ASKED) or (verb.lemma_.lower() == "pursue" and lemma in DISPUTED)


def _is_allowed(verb: Token, deal: Token) -> bool:
    """Whether "may" is what a deal allows."""
    is_basis = deal.dep_ == "pobj" and deal.head.lower_ == "under" and deal.head.head == verb
    return is_basis and any(c.lower_ == "may" for c in verb.children)


def _is_reported(verb: Token) -> bool:
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _REPORTING


def _is_ahead(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether an infinitive names what is still to come: "a deal to buy", "X to buy Y"; not "managed to buy"."""
    if "to" not in auxiliaries or verb.pos_ != "VERB" or verb.head.lemma_.lower() in _RUMOUR_VERBS:
        return False
    if is_brought_about(verb):
        return False
    if verb.dep_ == "advcl" and verb.lemma_.lower() in _PROTESTING and verb.head.tag_ == "VBD":
        return False  # "occupied the lobby to protest against"
    if verb.lemma_ == "pay" and verb.head.lemma_ == "order":  # a fine that somebody is ordered to pay is imposed
        return False
    is_allowed = verb.dep_ == "relcl" and verb.head.lemma_.lower() == "way"  # "cleared the way for X to buy Y"
    is_after_verb = verb.dep_ == "xcomp" and verb.head.lemma_.lower() not in _DONE
    return is_allowed or is_after_verb or verb.dep_ in {"acl", "ROOT", "advcl"}


def is_brought_about(verb: Token) -> bool:
    """Whether an infinitive has happened: "had to end", "was forced to halt"; not "may be forced to"."""
    above = verb.head
    is_past = above.tag_ == "VBD" or (above.tag_ == "VBN" and not any(c.tag_ == "MD" for c in above.children))
    is_made = verb.dep_ in {"xcomp", "ccomp"} and above.lemma_.lower() in _BRINGING_ABOUT
    return is_made and is_infinitive(verb) and is_past and not is_negated(above)


def _is_unmade(noun: Token) -> bool:
    """Whether a thing has its name or owners still to get: "the venture, to be called X, will be owned by Y"."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    told = [(c, c) for c in noun.children if c.dep_ in {"acl", "relcl"}]
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        told += [(noun.head, c) for c in (noun.head, *(g for a in noun.head.children for g in a.children))]
    return any(
        clause.lemma_.lower() in _MADE and is_passive(clause) and any(c.lower_ in {"to", "will"} for c in verb.children)
        for verb, clause in told
    )


def governing(trigger: Token) -> str:
    """What the governor says of a noun, with its particle; "" where it says nothing."""
    above = governor(trigger)
    while trigger.dep_ == "compound":
        trigger = trigger.head
    if above is None or (trigger.dep_ == "nsubj" and any(c.dep_ in {"dobj", "ccomp"} for c in above.children)):
        return ""  # "the partnership would cut costs" does not cut the partnership
    return with_particle(above)


def governor(trigger: Token) -> Token | None:
    """The verb that a noun hangs on; a verb has none."""
    return None if trigger.pos_ in {"VERB", "AUX"} else governing_verb(trigger)
