"""Whose an office is that names no organization: "Chief executive Jane Doe said", "its chair, X", "club captain Y".

A conditional logit (`kg.logit`) over the organizations of the article and none of them, by where they stand, what the
office's phrase calls them, and whether such titles go with such organizations. `training/offices.py` fits it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.sorts import STATE_BANKS
from kg.extract.fitted import weights, worth
from kg.extract.frames.drafts import is_definite
from kg.extract.roles.appointments import appointment
from kg.extract.roles.office_traits import of_candidate, of_none
from kg.extract.roles.titles import first_conjunct
from kg.extract.words import word_set
from kg.logit import shares

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed
    from kg.extract.roles.stage import Office, Stage

_LEAST = 0.65
_LEAST_OF_MEANT = 0.55  # where the chains say the same
_OWNING_NOUNS = word_set("names", "organization_nouns") | word_set("offices", "owners")
_OWN_PRONOUNS = frozenset({"their", "whose"})
_RELATIVE = frozenset({"rival", "competitor", "partner", "supplier", "customer", "neighbour", "neighbor", "opponent"})
_PLACES = frozenset({"of", "at", "for", "with", "in", "to"})
_CALLINGS = word_set("offices", "callings")
_ADDRESSES = word_set("offices", "forms_of_address")


def referring(parsed: Parsed, head: Token, first: Token) -> Token | None:
    """The word of a title's phrase that refers to an organization without its name: "its", "the club's", "club"."""
    for child in _owners(parsed, head):
        if child.lemma_.lower() in _RELATIVE and child.i not in parsed.at:
            return None
        is_known = child.lower_ == "its" or (child.lower_ in _OWN_PRONOUNS and len(parsed.at.get(child.i, ())) == 1)
        return child if is_known or child.lemma_.lower() in _OWNING_NOUNS else None
    if first != head and first.lemma_.lower() in _OWNING_NOUNS:
        return first
    of = (c for c in head.children if c.dep_ == "prep" and c.lower_ in {"of", "at"})
    nouns = (c for preposition in of for c in preposition.children if c.dep_ == "pobj" and is_definite(c))
    nouns = (c for c in nouns if STATE_BANKS.isdisjoint(part.lower_ for part in c.lefts))  # "of the central bank"
    return next((c for c in nouns if c.lemma_.lower() in _OWNING_NOUNS), None)


def _owners(parsed: Parsed, head: Token) -> list[Token]:
    """Whose a title is, also one behind another: "its founder and chair"."""
    return [c for title in (head, first_conjunct(parsed, head)) for c in title.children if c.dep_ == "poss"]


def is_elsewhere(parsed: Parsed, head: Token, owner: Token | None, last: Token) -> bool:
    """Whether a title's phrase says whose it is, and that is nobody known: "her coach", "the owner of a shop"."""
    places = [c for c in head.children if c.dep_ == "prep" and c.lower_ in _PLACES and c.i > last.i]
    others = [c for preposition in places for c in preposition.children if c.dep_ == "pobj"]
    return any(other != owner for other in (*_owners(parsed, head), *others))


def employer(stage: Stage, office: Office) -> tuple[int, float] | None:
    """The organization of an office and how sure that is; None where none is likely enough."""
    candidates, fitted = stage.fitting(office), weights("office")
    values = [worth(fitted, of_candidate(stage, office, n)) for n in candidates]
    if not values:
        return None
    found = shares(values, worth(fitted, of_none(stage, office), "none: "))
    best = max(range(len(found)), key=found.__getitem__)
    meant = stage.parsed.at.get(office.owner.i, ()) if office.owner is not None else ()
    is_other = bool(meant) and candidates[best] not in meant
    return None if is_other or found[best] < (_LEAST_OF_MEANT if meant else _LEAST) else (candidates[best], found[best])


def _is_behind_unknown(head: Token) -> bool:
    """Whether a capitalised word before a title is nobody known: of "Beaulac president X" it says whose she is."""
    before = next((t for t in reversed(list(head.lefts)) if t.dep_ in {"compound", "nmod", "poss"}), None)
    before = before or (head.nbor(-1) if head.i > head.sent.start and head.dep_ in {"compound", "nmod"} else None)
    is_name = before is not None and before.pos_ == "PROPN" and before.text[:1].isupper() and head.text.islower()
    return is_name and before is not None and before.lower_ not in _OWNING_NOUNS


def names_somebody(head: Token, owner: Token | None, title: str) -> bool:
    """Whether a title without an owner is an office of an organization, and not only how people are addressed."""
    if appointment(head) is not None or (head.lemma_.lower() == "owner" and owner is not None and owner.dep_ != "poss"):
        return False  # "welcomed the appointment of X as chair", "hotel owner X"
    if _is_behind_unknown(head):
        return False
    if head.text == "Captain" and owner is None:  # a rank: "she replaces Captain John Doe"
        return False
    if head.i and head.nbor(-1).lower_ == "royal":  # a royal commissioner is of no firm that he looks into
        return False
    behind = next((t for t in head.doc[head.i + 1 : head.i + 2]), head)
    holder = head.head if head.dep_ in {"compound", "nmod"} else head
    is_before_name = behind.pos_ == "PROPN" and any(c.dep_ == "det" for c in holder.lefts)
    is_only_called = is_before_name or (behind.pos_ == "PROPN" and head.text == title)  # "director X" may film
    called = _ADDRESSES | _CALLINGS if is_only_called else _ADDRESSES
    return owner is not None or head.lemma_.lower() not in called
