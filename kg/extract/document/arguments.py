"""The parts around a verb: who does what to whom, with passives, control, headlines and shared subjects undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
from kg.extract.document.syntax import (
    ASKING,
    COURTS,
    NOMINAL,
    OBJECT,
    first_of_list,
    governing_verb,
    governors,
    is_infinitive,
    is_passive,
    is_sum,
    lost_subject,
    prepositional,
)

_ASKED_BY = {"call": "on", "appeal": "to", "plead": "with"}
"""Verb → the preposition before whoever is to do what it asks for: "called on X to"."""
_DECIDING_ON = word_set("stance", "deciding_on")
_BLAMING = frozenset({"accuse", "suspect", "blame", "sue", "charge", "convict", "acquit", "fine"})


@dataclass(slots=True)
class Arguments:
    """The heads of a verb's arguments, as if the verb were active."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    passive: bool = False


def arguments(verb: Token) -> Arguments:
    """The verb's arguments, its missing subject supplied from the verb it hangs on; not to be changed."""
    known = verb.doc.arguments
    if verb.i not in known:
        known[verb.i] = _arguments(verb)
    return known[verb.i]


def _arguments(verb: Token) -> Arguments:
    found = Arguments(passive=is_passive(verb))
    _add_own(verb, found)
    for preposition, pobj in prepositional(verb):
        if preposition == "by" and found.passive:
            found.subjects.append(pobj)
        else:
            found.prepositions.setdefault(preposition, []).append(pobj)
    if found.passive and not found.subjects:
        found.subjects.extend(_agent_of_reason(verb))
    if verb.dep_ == "amod" and verb.tag_ == "VBG":  # "a suit accusing trader X", taken for "an accusing X"
        found.subjects += [c for c in verb.children if c.dep_ == "npadvmod" and not found.subjects]
    is_lost = verb.dep_ == "amod" and bool(found.subjects)  # "the court cleared trader X", taken for "a cleared X"
    if (is_lost or (verb.dep_ == "acl" and found.passive)) and not found.objects:
        found.objects.append(verb.head)
    elif all(map(is_sum, found.objects)) if found.passive else not found.subjects:
        _inherit(verb, found)
    return found


def _add_own(verb: Token, found: Arguments) -> None:
    """Add the subject and the objects that stand beside the verb itself."""
    for child in verb.children:
        if child.dep_ == "nsubj" and not found.passive:
            found.subjects.append(child)
        elif child.dep_ in {"nsubj", "nsubjpass"} or child.dep_ in OBJECT:
            found.objects.append(child)
    if (lost := lost_subject(verb)) is not None:
        (found.objects if found.passive else found.subjects).append(lost)


def _agent_of_reason(verb: Token) -> Iterator[Token]:
    """Who acts in "X was accused of misleading buyers by Y", "X was fined 2 million by Y": the parser hangs Y lower."""
    for amount in (c for c in verb.children if c.dep_ in OBJECT and is_sum(c)):
        yield from (head for word, head in prepositional(amount) if word == "by")
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"of", "for"}):
        for reason in (c for c in preposition.children if c.dep_ == "pcomp" and not is_passive(c)):
            yield from (head for word, head in prepositional(reason) if word == "by" and head.pos_ in NOMINAL)


def _inherit(verb: Token, found: Arguments) -> None:
    """Supply a missing subject: conjoined verbs, "agreed to buy", "…, citing …", "the firm buying …"."""
    is_of_object = verb.dep_ in {"acl", "xcomp"} and verb.head.dep_ in OBJECT  # "drops plan to", taken for a verb
    if is_of_object or (verb.dep_ == "acl" and verb.head.pos_ in NOMINAL):
        found.subjects.extend(_acting_on_noun(verb))
        return
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        is_blamed = verb.head.lower_ in {"of", "for", "with"} and verb.head.head.lemma_.lower() in _BLAMING
        if verb.head.lower_ == "from" or is_blamed:  # "blocked X from buying Y", "accused X of stealing Y": X does so
            found.subjects.extend(arguments(verb.head.head).objects)
            return
        verb = verb.head
    _inherit_from_verb(verb, found)


def _acting_on_noun(verb: Token) -> list[Token]:
    """Who does what a noun's clause says: "the firm buying B", "A signed a deal to buy B", "A is in talks to buy B"."""
    if verb.head.dep_ == "npadvmod" and verb.tag_ == "VBG":  # "filed a suit Thursday accusing Y"
        return arguments(verb.head.head).subjects
    signer = _signer(verb.head) if any(c.lower_ == "to" for c in verb.children) else None
    if signer is None:
        return [verb.head]
    if (owner := _whose_plan(verb.head, signer)) is not None:
        return [owner]
    return [s for s in arguments(signer).subjects if s != verb.head] if signer.i < verb.i else []


def _whose_plan(noun: Token, signer: Token) -> Token | None:
    """Whose a plan is that others decide on: X of "the board approved X's plan to", "cleared the way for X to"."""
    decides = signer.lemma_.lower() in _DECIDING_ON
    owners = [c for c in noun.children if c.dep_ == "poss" and (decides or c.pos_ != "PRON")]
    owners += [h for p, h in prepositional(noun) if decides and p == "for"]
    return owners[0] if owners else None


def _signer(noun: Token) -> Token | None:
    """The verb that a noun is an argument of, also where the parser takes the noun for a verb ("drops plan to")."""
    return noun.head if noun.dep_ in OBJECT else governing_verb(noun)


def _inherit_from_verb(verb: Token, found: Arguments) -> None:
    if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "prep", "dep"} or verb.head == verb:
        return
    if (relative := _open_relative(verb)) is not None:
        found.subjects.append(relative)
        return
    governor = verb.head
    if governor.pos_ in NOMINAL and verb.dep_ == "prep":
        governor = governor.head
    if governor.pos_ not in {"VERB", "AUX", "ADJ"} or governor == verb:
        return
    if verb.dep_ == "ccomp" and any(c.dep_ == "mark" for c in verb.children):
        return
    above = arguments(governor)
    inherited = above.objects if above.passive else above.subjects
    if is_infinitive(verb) and governor.lemma_.lower() in _DECIDING_ON:
        owners = (_whose_plan(o, governor) for o in above.objects if o.i < verb.i)
        inherited = [o for o in owners if o is not None] or inherited
    if verb.dep_ == "xcomp" and not above.passive:
        inherited = [o for o in above.objects if o.i < verb.i] or above.subjects
    if is_infinitive(verb) and (asked := above.prepositions.get(_ASKED_BY.get(governor.lemma_.lower(), ""))):
        inherited = [o for o in asked if o.i < verb.i] or inherited
    (found.objects if found.passive else found.subjects).extend(inherited)


def _open_relative(verb: Token) -> Token | None:
    """The "who" of "X succeeds Y, who founded Z and will chair it", where the parser hangs the last verb on X's."""
    before = verb.doc[verb.head.i : verb.i] if verb.dep_ == "conj" and verb.head.pos_ == "VERB" else ()
    relative = next((t for t in reversed(before) if t.lower_ == "who" and t.nbor(-1).text == ","), None)
    is_closed = relative is None or any(t.text in {",", ";"} for t in verb.doc[relative.i : verb.i])
    return None if is_closed else relative


def is_asked_for(verb: Token) -> bool:
    """Whether somebody only asks that a thing be done: "asked the court to ban X", "a request to ban X".

    Of the first, "the court" tells of no more than "ban" does.
    """
    is_asked = verb.dep_ in {"xcomp", "ccomp", "acl", "dobj"} and verb.head.lemma_.lower() in ASKING
    return is_asked and not is_passive(verb) and (verb.dep_ != "dobj" or verb.lemma_.lower() in COURTS)


def is_only_due(verb: Token) -> bool:
    """Whether it is only said that somebody ought to have done it: "whether X should have recalled its cars"."""
    return {"should", "have"} <= {c.lower_ for c in verb.children if c.dep_ == "aux"}


def is_voted_on(noun: Token) -> bool:
    """Whether somebody only votes on a thing, which gives them no part in it: "agreed to vote for the deal"."""
    verb = governing_verb(noun) if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "against", "on"} else None
    return verb is not None and verb.lemma_.lower() == "vote"


def meeting(one: Token, other: Token) -> Token:
    """The word under which two others hang: what ties them. The first itself where none does."""
    above = {other.i, *(g.i for g in governors(other))}
    return next((g for g in (one, *governors(one)) if g.i in above), one)


def is_denied(one: Token, other: Token) -> bool:
    """Whether the word that ties two others is negated: "X did not buy Y"."""
    return any(child.dep_ == "neg" for child in meeting(one, other).children)


def act_apart(one: Token, other: Token) -> bool:
    """Whether two words are, or stand in one list with, subjects of two verbs: "X grew while Y shrank"."""
    first, second = (first_of_list(token, "conj", "appos") for token in (one, other))
    return all(token.dep_ in {"nsubj", "nsubjpass"} for token in (first, second)) and first.head != second.head
