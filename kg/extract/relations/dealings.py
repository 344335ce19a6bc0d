"""Who is whose customer by what is made, supplied or used: "X's shoes are sewn by Y", "X uses vans leased from Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import conjuncts, first_of_list, is_passive, prepositional
from kg.extract.relations.meant import firm_meant
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.arguments import Arguments
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_MAKING = word_set("structure", "making")
_GETTING = word_set("structure", "getting")
_USING = word_set("structure", "using")
_USED = word_set("structure", "used")
_NOT_PAID = frozenset({"without", "stole", "stolen", "copied", "former", "free"})
DEALING = _MAKING | _GETTING | _USING | {"supply"}
"""Verbs that `find_dealings` knows."""

Found = tuple["Token", int, int]


def find_dealings(parsed: Parsed) -> Iterator[Found]:
    """The verb, the customer and whom they buy from."""
    for verb in parsed.doc.with_lemmas(DEALING):
        if verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children):
            continue
        lemma = verb.lemma_.lower()
        around = arguments(verb)
        if lemma in _USING:
            sides = _using(parsed, verb, around)
        elif is_passive(verb):
            sides = _passive(parsed, verb, around)
        else:
            sides = _making_for(parsed, around) if lemma in _MAKING else []
        yield from ((verb, customer, seller) for customer, seller in sides if customer != seller)


def _passive(parsed: Parsed, verb: Token, around: Arguments) -> list[tuple[int, int]]:
    """Of what is made by a firm or got from one: who has it, for whom it is, or, of what is supplied, who is meant."""
    is_got = verb.lemma_.lower() in _GETTING
    sellers = _firms(parsed, around.prepositions.get("from", []) if is_got else around.subjects or _by(around))
    if not sellers:
        return []
    if is_got or verb.dep_ == "acl":
        customers = _firms(parsed, _users(verb))
    else:
        owners = [c for thing in around.objects for c in thing.children if c.dep_ == "poss"]
        customers = _firms(parsed, [*owners, *around.prepositions.get("for", [])])
    if not customers and verb.lemma_.lower() == "supply" and not {"to", "for"} & around.prepositions.keys():
        meant = firm_meant(parsed, verb, frozenset(sellers))
        customers = [] if meant is None else [meant]
    return [(customer, seller) for customer in customers for seller in sellers]


def _by(around: Arguments) -> list[Token]:
    """Who makes it in "baked for X by Y", "sewn under contract by Y", where the parser hangs "by" too low."""
    heads = (head for word in ("for", "under", "on") for head in around.prepositions.get(word, ()))
    return [below for head in heads for word, below in prepositional(head) if word == "by"]


def _users(verb: Token) -> list[Token]:
    """Who uses what a participle describes: X in "X uses vans leased from Y"."""
    thing = first_of_list(verb.head) if verb.dep_ == "acl" else None
    user = thing.head if thing is not None and thing.dep_ == "dobj" else None
    return arguments(user).subjects if user is not None and user.lemma_.lower() in _USING else []


def _using(parsed: Parsed, verb: Token, around: Arguments) -> list[tuple[int, int]]:
    """Who uses or runs on somebody's software: "X uses Y's software", "X's tills run on Y's software"."""
    if verb.lemma_.lower() not in {"use", "run", "rely", "adopt", "deploy", "choose"} or is_passive(verb):
        return []
    things = [*around.objects, *around.prepositions.get("on", [])]
    used = [t for head in things for t in conjuncts(head) if t.lemma_.lower() in _USED]
    sellers = _firms(parsed, [c for t in used for c in t.children if c.dep_ == "poss" and c.pos_ == "PROPN"])
    words = {t.lower_ for t in verb.subtree}
    users = _firms(parsed, around.subjects) if sellers and words.isdisjoint(_NOT_PAID) else []
    return [(customer, seller) for customer in users for seller in sellers]


def _making_for(parsed: Parsed, around: Arguments) -> list[tuple[int, int]]:
    """For whom a firm makes something: "Y bakes buns for X"."""
    made = [o for o in around.objects if o.pos_ == "NOUN" and (o.tag_ == "NNS" or o.head.lemma_ != "make")]
    if not made:  # "made an offer for X"
        return []
    things = [head for o in made for head in _for(o)]
    customers = _firms(parsed, [*around.prepositions.get("for", []), *things])
    return [(customer, seller) for customer in customers for seller in _firms(parsed, around.subjects)]


def _for(thing: Token) -> Iterator[Token]:
    for preposition in (c for c in thing.children if c.dep_ == "prep" and c.lower_ == "for"):
        yield from (c for c in preposition.children if c.dep_ == "pobj")


def _firms(parsed: Parsed, heads: list[Token]) -> list[int]:
    found = (n for head in heads for each in conjuncts(head) for n in parsed.party(each))
    return list(dict.fromkeys(n for n in found if parsed.kind(n) is Kind.ORGANIZATION))
