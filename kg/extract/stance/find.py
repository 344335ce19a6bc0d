"""How a sentence stands to what it says: negated, planned, rumoured, ended; and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import CALLING, is_infinitive, with_particle
from kg.extract.stance.beginnings import is_to_begin, is_to_end
from kg.extract.stance.endings import (
    RESOLVING,
    headline_verb,
    is_appealed,
    is_given_up,
    is_left,
    is_made_good,
    is_only_offered,
    is_over,
    is_paid_for,
    is_stopped,
    said_plainly,
    takes_back,
)
from kg.extract.stance.modality import (
    ADJECTIVES,
    CASES,
    DISPUTED,
    GOVERNED,
    RUMOUR_NOUNS,
    governing,
    governor,
    is_brought_about,
    modality_of,
)
from kg.extract.stance.polarity import FACTUAL, heads, is_negated, polarity
from kg.extract.stance.speakers import speaker
from kg.extract.words import word_set
from kg.records import Modality, Polarity, Stance, Status

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_CALLED_OFF = word_set("stance", "called_off")
_KEEPING = word_set("stance", "keeping")
_HELD = word_set("stance", "held")
BUYING = word_set("stance", "buying")
"""Verbs for becoming an owner, wholly or in part."""
_SAYING = frozenset().union(*GOVERNED.values()) - {"have", "face", "maintain"}
_NOUNS = {
    Status.ENDED: word_set("stance", "ended_nouns"),
    Status.SUSPENDED: word_set("stance", "suspended_nouns"),
}
_LIMBO = word_set("stance", "limbo")
_SETTLING = word_set("stance", "settling")
_CLOSING = word_set("stance", "closing")
_BESIDE = FACTUAL | {"in", "during", "over", "amid", "before"}  # to block a gate in protest ends no protest
_GROUNDS = frozenset({"evidence", "ground", "basis", "case"})
_LACKING = frozenset({"no", "not", "n't", "insufficient", "little", "without", "never"})
_PROLONGING = frozenset({"renew", "extend", "prolong"})
_NEAR = 4  # tokens
_PLANS = RUMOUR_NOUNS | {"plan", "intention", "agreement", "deal", "offer", "pact"}


def stance(parsed: Parsed, trigger: Token, *, usual: Status | None, is_dispute: bool = False) -> Stance:
    """The stance of the clause around a trigger.

    Args:
        parsed: the article.
        trigger: the verb or noun that names the event.
        usual: what the trigger says of an event's status when nothing else does; None for what has no status.
        is_dispute: whether it names a dispute: to dismiss a lawsuit ends it, to dismiss a deal denies it.
    """
    said, modality = polarity(trigger, is_dispute=is_dispute), modality_of(trigger)
    who, is_talk = speaker(parsed, trigger)
    if is_talk and modality is Modality.ASSERTED:
        modality = Modality.RUMOUR
    status = None if usual is None else _status(trigger, said, modality, usual)
    if usual is not None and said is Polarity.NEGATED and (_goes_on(trigger) or _runs_out(trigger)):
        is_over = _runs_out(trigger) and modality is Modality.ASSERTED
        said, modality, status = Polarity.AFFIRMED, Modality.ASSERTED, Status.ENDED if is_over else Status.ACTIVE
    if usual is not None and not is_dispute and said is Polarity.AFFIRMED and is_stopped(trigger):
        status = Status.ACTIVE if modality is Modality.PLANNED else Status.ENDED
    if usual is not None and (plain := said_plainly(trigger, modality, is_dispute=is_dispute)) is not None:
        said, modality, status = plain
    if usual is not None and said is Polarity.AFFIRMED and _is_broken_off(trigger, is_dispute=is_dispute):
        modality, status = Modality.ASSERTED, Status.ENDED
    if usual is not None and is_dispute and (_is_groundless(trigger) or _is_undone(trigger) or is_made_good(trigger)):
        said, modality, status = Polarity.AFFIRMED, Modality.ASSERTED, Status.ENDED
    if status is Status.ENDED and (is_appealed(trigger) if is_dispute else _is_asked_to_end(trigger)):
        modality, status = Modality.ASSERTED, Status.ACTIVE
    if status is Status.DENIED:
        said = Polarity.NEGATED
    return Stance(said, modality, status, who)


def _status(trigger: Token, polarity: Polarity, modality: Modality, usual: Status) -> Status:
    """What the clause says of the event's state: ends and halts first, then denials, talk and plans."""
    if (stopped := _stopped(trigger, polarity, usual)) is not None:
        return stopped
    if polarity is Polarity.NEGATED:
        return Status.DENIED
    if modality is Modality.RUMOUR:
        return Status.RUMOURED
    verb = governing(trigger)
    for state in (Status.ENDED, Status.SUSPENDED):
        if {c.lower_ for c in trigger.children} & ADJECTIVES[state]:
            return state
    if usual is Status.ENDED:
        return Status.ACTIVE if modality is Modality.PLANNED and not is_paid_for(trigger) else usual
    if verb in _KEEPING:  # "will honour its contract with"
        return Status.ACTIVE
    is_called = verb == "call" and trigger.dep_ in {"dobj", "nsubjpass"}  # "called a strike for Friday"
    if is_called or modality is Modality.PLANNED or is_to_begin(trigger):
        return Status.ANNOUNCED
    return next((s for s in (Status.ANNOUNCED, Status.ACTIVE) if verb in GOVERNED[s]), usual)


def _is_broken_off(trigger: Token, *, is_dispute: bool) -> bool:
    """Whether talks about a thing or plans for it are over, or a charge taken back.

    "Broke off talks about a merger", "abandoned its plan to buy Y", "withdrew its claim that Y stole its data".
    """
    if not is_dispute and is_given_up(trigger):
        return True
    nouns = DISPUTED | {"action"} if is_dispute else _PLANS
    above = list(heads(trigger))
    verbs = [_verb_of(h) for h in above if h != trigger and h.lemma_.lower() in nouns]
    if above[-1].dep_ == "advcl" and is_infinitive(above[-1]):  # "walked away from talks to buy Y"
        verbs += [above[-1].head for t in above[-1].head.subtree if t.dep_ == "pobj" and t.lemma_.lower() in nouns]
    ends = GOVERNED[Status.ENDED] | _CALLED_OFF
    return any(v is not None and with_particle(v) in ends and not _is_open_verb(v) for v in verbs)


def _is_asked_to_end(trigger: Token) -> bool:
    """Whether somebody only calls for the end: "urged X to cut ties with Y", "demanded that X drop its deal"."""
    verb = trigger if trigger.pos_ == "VERB" else _verb_of(trigger)
    if verb is None or verb.dep_ not in {"xcomp", "ccomp", "advcl", "acl"} or not arguments(verb).subjects:
        return False
    return verb.head.lemma_.lower() in CALLING and not any(c.lower_ in {"if", "whether"} for c in verb.children)


def _is_groundless(trigger: Token) -> bool:
    """Whether those who decide leave it at that: "there was not enough evidence to bring charges"."""
    verb = trigger if trigger.pos_ == "VERB" else _verb_of(trigger)
    if verb is None or not is_infinitive(verb) or verb.head.lemma_.lower() not in _GROUNDS:
        return False
    before = {t.lower_ for t in verb.doc[max(verb.sent.start, verb.head.i - _NEAR) : verb.head.i]}
    return not before.isdisjoint(_LACKING)


def _is_undone(trigger: Token) -> bool:
    """Whether a measure is taken back further on in its sentence."""
    later = (t for t in trigger.sent if t.i > trigger.i and t.pos_ == "VERB")
    return any(takes_back(verb, trigger) and not _is_open_verb(verb) for verb in later)


def _is_open(noun: Token) -> bool:
    """Whether what is done to a thing is not done yet, or not done at all."""
    verb = governor(noun)
    return verb is not None and _is_open_verb(verb)


def _is_open_verb(verb: Token) -> bool:
    is_to_do = is_infinitive(verb) and not is_brought_about(verb)
    return modality_of(verb) is not Modality.ASSERTED or is_negated(verb) or is_to_do


def _verb_of(noun: Token) -> Token | None:
    """The verb that says what becomes of a thing, also of one that the parser takes for a verb ("drops plan to")."""
    if noun.dep_ == "dobj":
        return noun.head
    is_acting = noun.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in noun.head.children)
    return None if is_acting else governor(noun)


def _stopped(trigger: Token, polarity: Polarity, usual: Status) -> Status | None:
    """Ended or suspended, when the words above the event's name say so; `usual` while that is only a plan."""
    noun = _noun_above(trigger)
    above = governor(trigger)
    is_beside = is_left(trigger) or (trigger.dep_ == "pobj" and trigger.head.lower_ in _BESIDE)
    verb = "" if is_beside else governing(trigger) or headline_verb(trigger)
    is_called_off = verb in _CALLED_OFF
    is_case_closed = trigger.lemma_.lower() in CASES and verb in _CLOSING
    is_closed = is_case_closed or _ends_in_clause(trigger) or is_over(trigger)
    if polarity is Polarity.NEGATED and not is_called_off:
        return None
    found = (
        Status.ENDED
        if is_called_off or is_closed or verb in GOVERNED[Status.ENDED] or noun in _NOUNS[Status.ENDED]
        else None
    )
    is_paused = verb in GOVERNED[Status.SUSPENDED] or noun in _NOUNS[Status.SUSPENDED] or _is_in_limbo(trigger, above)
    if found is None and is_paused:
        found = Status.SUSPENDED
    if verb in RESOLVING and trigger.lemma_.lower() in DISPUTED and not is_only_offered(trigger):
        return found  # who has agreed to settle, or pays to, has settled
    if found is None or not (_is_open(trigger) or is_to_end(trigger)):
        return found
    return Status.ACTIVE if usual is Status.ENDED else usual  # "will cut ties with"


def _ends_in_clause(noun: Token) -> bool:
    """Whether its own clause says that it ended: "a partnership that ended in 2023", "a row that was settled"."""
    clauses = [c for c in noun.subtree if c.dep_ == "relcl" and with_particle(c) in GOVERNED[Status.ENDED]]
    clauses = [
        c for c in clauses if c.head == noun or c.head.dep_ in {"pobj", "conj"}
    ]  # "… between A and B that ended"
    named = [c for clause in clauses for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ == "WDT"]
    return any(not _is_open_verb(c.head) and not any(o.dep_ == "dobj" for o in c.head.children) for c in named)


def _is_in_limbo(thing: Token, verb: Token | None) -> bool:
    """Whether a thing is put, or is, on hold: "put the deal on ice"."""
    below = [*thing.children, *(verb.children if verb is not None else ())]
    prepositions = (c for c in below if c.dep_ == "prep" and c.lower_ in {"on", "in"})
    return any(o.dep_ == "pobj" and o.lemma_.lower() in _LIMBO for p in prepositions for o in p.children)


def own_status(word: Token, *, is_dispute: bool) -> Status | None:
    """The state that a word which alone names an event puts it in: "they settled", "X parted ways with Y", "talks".

    To suspend somebody is a dispute, and not the end of one.
    """
    lemma = with_particle(word) if word.pos_ == "VERB" else ""
    if not is_dispute and word.pos_ == "NOUN" and word.lemma_.lower() in RUMOUR_NOUNS:
        return Status.RUMOURED
    if lemma in (_SETTLING if is_dispute else GOVERNED[Status.ENDED] | _CALLED_OFF):
        return Status.ENDED
    is_bought = lemma in BUYING and word.tag_ in {"VBD", "VBN"} and not any(c.lower_ == "being" for c in word.children)
    if (lemma in _HELD or is_bought) and not is_dispute:
        return Status.ACTIVE
    return Status.SUSPENDED if not is_dispute and lemma in GOVERNED[Status.SUSPENDED] else None


def says_status(trigger: Token) -> bool:
    """Whether the verb that an event's name is subject or object of says where it stands: "completed the deal"."""
    is_object = trigger.dep_ in {"dobj", "nsubjpass", "nsubj"} or trigger.head.lower_ == "into"
    return is_object and governing(trigger) in _SAYING


def _runs_out(trigger: Token) -> bool:
    """Whether a thing is only not to be prolonged: "will not renew its deal"."""
    above = governor(trigger)
    return above is not None and is_negated(above) and above.lemma_.lower() in _PROLONGING


def _goes_on(trigger: Token) -> bool:
    """Whether only the end is denied: "did not end its partnership", "has no plan to end it"."""
    above = governor(trigger)
    if above is None or is_negated(trigger):
        return False
    return with_particle(above) in GOVERNED[Status.ENDED] | GOVERNED[Status.SUSPENDED] | _CALLED_OFF


def _noun_above(trigger: Token) -> str:
    """The noun that an event's name hangs on: "termination" in "the termination of the deal"."""
    if trigger.dep_ == "pobj" and trigger.head.lower_ in {"of", "to"} and trigger.head.head.pos_ == "NOUN":
        return trigger.head.head.lemma_.lower()
    return ""
