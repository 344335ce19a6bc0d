"""Whether a sentence says that a thing is so or that it is not, and which words above an event's name say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import governors, is_infinitive, is_passive, with_particle
from kg.extract.words import word_set
from kg.records import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token

_DENIALS = word_set("stance", "denials")
_CALLED_OFF = word_set("stance", "called_off")
_DISMISSALS = word_set("stance", "dismissals")
_REPORTING = word_set("stance", "reporting")
_FALSE = word_set("stance", "false")
_PREVENTING = word_set("stance", "preventing")
_TALKS = word_set("stance", "talks")
_AIMING = word_set("stance", "rumour_verbs") | word_set("stance", "plan_verbs")
_TRANSPARENT = word_set("stance", "rumour_nouns").union(
    *(word_set("stance", each) for each in ("ended_nouns", "suspended_nouns", "transparent_nouns"))
)
_NEGATORS = frozenset({"no", "not", "n't", "never", "neither", "without", "nor"})
_CHARGES = word_set("stance", "charges")
_SETTLING_NOUNS = word_set("stance", "talks") | {"deal", "agreement", "pact", "bid", "offer"}
_BEFORE = 2  # tokens from the noun to its infinitive
_COMING = frozenset({"come", "materialise", "materialize", "happen", "arrive"})
_VOTING = frozenset({"vote", "decide"})
_GROUNDS = frozenset({"truth", "substance", "basis", "foundation"})
_MAKING = word_set("stance", "making")
_AFFECTING = word_set("stance", "affecting")
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_SILENT = frozenset({"comment", "elaborate", "speculate"})  # to decline to do so says nothing
FACTUAL = frozenset({"after", "since", "following", "despite", "upon"})
"""What stands behind these has happened."""
_CLAUSAL = frozenset(
    {"ccomp", "xcomp", "acomp", "acl", "pcomp", "dobj", "pobj", "prep", "conj", "nsubjpass", "attr", "relcl"}
)


def heads(trigger: Token) -> Iterator[Token]:
    """The trigger and the words that it hangs on as complement, nearest first; adjuncts and main clauses end it."""
    yield trigger
    below = trigger
    noun = _settling_noun(trigger)
    if noun is not None:
        yield noun
        below = noun
    for above in governors(below):
        if not _is_complement(below, above):
            return
        if below.dep_ == "prep" and (_is_opaque(above) or below.lower_ in FACTUAL):
            return
        if below.lemma_.lower() in _SILENT or (below.dep_ == "conj" and any(c.dep_ == "aux" for c in below.children)):
            return
        if _is_next_deed(below, above):
            return
        yield above
        below = above


def _settling_noun(verb: Token) -> Token | None:
    """The noun right before an infinitive that the parser hangs on something else: "is close to a deal to buy X"."""
    if verb.i < _BEFORE or verb.dep_ != "advcl" or not is_infinitive(verb) or verb.nbor(-1).lower_ != "to":
        return None
    noun = verb.nbor(-_BEFORE)
    return noun if noun.lemma_.lower() in _SETTLING_NOUNS else None


def _is_next_deed(below: Token, above: Token) -> bool:
    """Whether somebody denies one thing and does another: "denied the claims and said he would sue"."""
    is_denial = below.dep_ == "conj" and below.pos_ == "VERB" and above.lemma_.lower() in _DENIALS
    return is_denial and any(c.dep_ in {"dobj", "ccomp"} and c.i < below.i for c in above.children)


def _is_complement(below: Token, above: Token) -> bool:
    """Whether what is said of a word is said of what hangs on it: "denied merger talks" denies the merger.

    A clause that a semicolon sets off stands for itself: "X sued Y; both deny it".
    """
    if below.dep_ == "compound":
        return above.lemma_.lower() in _TALKS
    is_apart = below.dep_ == "ccomp" and any(t.text == ";" for t in below.doc[below.i : above.i])
    return (below.dep_ in _CLAUSAL and not is_apart) or _is_aim(below, above)


def _is_aim(below: Token, above: Token) -> bool:
    """Whether an infinitive is what is sought or planned, behind when that was: "sought in June to buy X"."""
    is_purpose = below.dep_ == "advcl" and is_infinitive(below) and below.i > above.i
    is_open = above.lemma_.lower() in _AIMING and not any(c.dep_ == "dobj" for c in above.children)
    return is_purpose and is_open and not is_passive(above)


def _is_opaque(noun: Token) -> bool:
    """Whether a noun keeps what is said of it to itself: "not part of the deal" denies no deal."""
    return noun.pos_ in {"NOUN", "PROPN", "PRON"} and noun.lemma_.lower() not in _TRANSPARENT


def is_negated(token: Token) -> bool:
    """Whether a word of negation hangs on this one."""
    return any(
        c.dep_ == "neg" or (c.lower_ in _NEGATORS and c.dep_ in {"det", "preconj", "advmod", "cc"})
        for c in token.children
    )


def polarity(trigger: Token, *, is_dispute: bool) -> Polarity:
    """Negated by "not", "no" or "without" on the way up, or by a verb of denial above.

    To dismiss a lawsuit ends it, to dismiss a deal denies it.
    """
    denials = _DENIALS - _CALLED_OFF - (_DISMISSALS if is_dispute else frozenset())
    is_charge = False
    for head in heads(trigger):
        if head.dep_ == "relcl" and head != trigger:
            break
        is_reporting = head != trigger and head.lemma_.lower() in _REPORTING
        if is_negated(head) and not is_reporting and not _is_untouched(head):
            return Polarity.NEGATED
        is_charge = is_charge or (is_dispute and head.lemma_.lower() in _CHARGES)  # and stays one when it is denied
        if head != trigger and with_particle(head) in denials and not (is_charge or _declines_to_say(head)):
            return Polarity.NEGATED
        if (
            head.lower_ == "without"
            or _is_voted_down(head)
            or _never_comes(head)
            or _is_prevented(head)
            or _is_false(head)
            or _is_made_up(head)
        ):
            return Polarity.NEGATED
        if _adds_only(head):
            break
    return Polarity.AFFIRMED


def _adds_only(clause: Token) -> bool:
    """Whether a clause is put behind a comma, and so told apart from what its main clause denies."""
    first = next(iter(clause.subtree))
    return clause.dep_ == "relcl" and first.i > 0 and first.nbor(-1).text == ","


def _is_untouched(verb: Token) -> bool:
    """Whether it is only denied that something happens to a thing: "their contract is not affected"."""
    return verb.lemma_.lower() in _AFFECTING and any(c.dep_ == "nsubjpass" for c in verb.children)


def _is_false(noun: Token) -> bool:
    """Whether a report is said to be wrong, or a plan gone: "reports that … are false", "a merger is off the table"."""
    said = noun.head.children if noun.dep_ == "nsubj" else ()
    return any(
        (c.dep_ in {"acomp", "attr"} and c.lower_ in _FALSE)
        or (c.lower_ == "off" and any(o.dep_ == "pobj" and o.lower_ in {"table", "agenda"} for o in c.children))
        for c in said
    )


def _is_made_up(verb: Token) -> bool:
    """Whether a verb says that there is nothing behind a report: "there is no truth to rumours that"."""
    return any(c.dep_ == "attr" and c.lemma_.lower() in _GROUNDS and is_negated(c) for c in verb.children)


def _declines_to_say(verb: Token) -> bool:
    """Whether a refusal is only one to talk: "declined to confirm that"."""
    return any(c.dep_ == "xcomp" and c.lemma_.lower() in _REPORTING for c in verb.children)


def _never_comes(noun: Token) -> bool:
    """Whether what was expected did not happen: "the offer never came"."""
    verb = noun.head
    return noun.dep_ == "nsubj" and verb.lemma_.lower() in _COMING and is_negated(verb)


def _is_voted_down(preposition: Token) -> bool:
    """Whether what stands behind a preposition is what somebody decides not to do: "voted against a strike"."""
    return preposition.lower_ == "against" and preposition.head.lemma_.lower() in _VOTING


def _is_prevented(verb: Token) -> bool:
    """Whether a verb is what somebody is kept from: "blocked X from buying Y"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "from":
        return False
    return verb.head.head.lemma_.lower() in _PREVENTING


def is_unmade_yet(deal: Token) -> bool:
    """Whether a deal has only not been made so far: "no agreement has been reached", "have not yet signed a deal".

    That somebody "has not signed a deal" may well be a denial.
    """
    verb = deal.head
    if deal.dep_ not in {"nsubjpass", "dobj"} or with_particle(verb) not in _MAKING:
        return False
    around = {c.lower_ for c in verb.children}
    is_so_far = not around.isdisjoint(_PERFECT) and (deal.dep_ == "nsubjpass" or "yet" in around)
    return is_so_far and (is_negated(deal) or is_negated(verb))
