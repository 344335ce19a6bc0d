"""Lasting relations as the encoder reads them: claims in our own terms."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from kg.extract.document.arguments import meeting
from kg.extract.document.shares import SHARES
from kg.extract.document.syntax import SUBJECTS, first_of_list, governors, prepositional
from kg.extract.frames.drafts import SUREST_READING, reference_factor
from kg.extract.relations.makers import is_of_fleet
from kg.extract.relations.not_said import is_not_said
from kg.extract.relations.rivals import BIDS
from kg.extract.relations.structure import (
    HYPHENED,
    POSSESSING,
    REGIONAL,
    as_kinds_have_it,
    fits,
    holds_now,
    is_another_nearer,
    is_presupposed,
    is_taken,
    is_titled_apart,
    is_transfer,
)
from kg.extract.speech.quotations import is_told_of
from kg.extract.stance.find import stance
from kg.extract.words import word_set
from kg.records import ClaimMention, Kind, Stance
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extract.document.tokens import Token
    from kg.extract.encoder import Candidate, ScoredRelation
    from kg.extract.parsed import Parsed

_PROPERTIES = {
    "partOf": "SUBSIDIARY_OF",
    "headquarteredIn": "HEADQUARTERS",
    "foundedBy": "FOUNDED_BY",
    "productOf": None,
    "ownedBy": None,
    "competitorOf": None,
    "customerOf": None,
    "memberOf": None,
}
"""Our property → the relation of KnowledgeNet that must be read as well: there, passages annotated for one relation
say nothing of the others, so that alone it takes a chief executive for a founder."""
_LEAST = 0.85
_LEAST_OF = {
    "productOf": 0.9,
    "competitorOf": 0.7,
    "customerOf": 0.88,
    "headquarteredIn": 0.8,
    "foundedBy": 0.8,
    "memberOf": 0.85,
}
"""How sure a property of ours must be, and those that must be surer."""
_SEATS = frozenset({"headquarters", "headquarter", "hq", "base"})
_THINGS = word_set("possessions", "things") - _SEATS
_SELLING = word_set("asides", "selling")
_HALF = 50
_BEGINNING = frozenset({"found", "establish", "start"})
_BUYING = frozenset({"buy", "acquire", "purchase"})  # an event tells of it, and of whether it still holds
_COPYING = frozenset({"infringe", "violate", "breach", "copy", "imitate", "mimic", "replicate"})  # another's patent
_OF_ELSE = {
    "partOf": _SELLING | {"own"},
    "ownedBy": _SELLING | _BEGINNING | _BUYING,
    "headquarteredIn": _BEGINNING,
    "productOf": _COPYING,
}
"""Property → verbs between two names that say something else of them."""
_KIN = frozenset({"successor", "predecessor", "owner", "parent", "rival", "competitor", "founder", "subsidiary"})
_UNITS = word_set("names", "branch_nouns") - {"business"}
_BEFORE_UNITS = frozenset({"compound", "nmod"})
_NOT_OF_KIN = frozenset({"customerOf", "productOf", "headquarteredIn", "memberOf"})
_RIVALS = frozenset({"rival", "competitor"})
_RIVALRY = _RIVALS | {"compete", "competition", "competing", "vie", "overtake", "outsell", "beat"}
_EXAMPLES = frozenset({"among", "including"})
_SURE_RIVALS = 0.95
_FORMER = frozenset({"former", "formerly", "previous", "previously", "ex"})
_ENDING = frozenset({"customerOf", "competitorOf", "ownedBy", "partOf", "productOf"})
_TOWNS = frozenset({"town", "city", "suburb", "village", "port", "capital", "district", "borough", "municipality"})
_MAIN = frozenset({"head", "main", "central"})
_BACKED = 0.5
_BACKED_WELL = 0.75


def read_relations(parsed: Parsed) -> Iterator[ClaimMention]:
    """A claim for each pair of things and property that a sentence is read to state, from its surest pair of words."""
    best: dict[tuple[str, int, int, int], ScoredRelation] = {}
    scores = {(r.type, r.subject, r.object): r.score for r in parsed.doc._.reading.relations}
    for relation in parsed.doc._.reading.relations:
        name = relation.type
        if name not in _PROPERTIES or relation.score < _LEAST_OF.get(name, _LEAST) or not _is_backed(relation, scores):
            continue
        sentence = parsed.doc[relation.subject.start].sent.start
        if (
            _is_unlike(parsed, relation)
            or _is_of_nearer(parsed, relation)
            or (name == "foundedBy" and is_titled_apart(_root(parsed, relation.object)))
            or is_not_said(name, _root(parsed, relation.subject), _root(parsed, relation.object))
        ):
            continue
        for subject in parsed.standing_for(relation.subject):
            for object_ in parsed.standing_for(relation.object):
                key = (name, subject, object_, sentence)
                if fits(parsed, name, subject, object_) and (key not in best or relation.score > best[key].score):
                    best[key] = relation
    for (name, subject, object_, _), relation in best.items():
        trigger = _meeting(parsed, relation)
        is_bought = name == "productOf" and is_taken(parsed, trigger, object_)
        is_else = (name == "headquarteredIn" and _is_branch(parsed, relation)) or (
            not _OF_ELSE.get(name, frozenset()).isdisjoint({trigger.lemma_.lower(), *_on_the_way(parsed, relation)})
        )
        is_else = is_else or (name == "customerOf" and is_transfer(parsed, trigger))
        if holds_now(parsed, trigger, name) and not _is_until(parsed, relation) and not is_else and not is_bought:
            pair = (subject, object_)
            yield _claim(parsed, trigger, as_kinds_have_it(parsed, trigger, name, *pair), pair, relation.score)


def _root(parsed: Parsed, candidate: Candidate) -> Token:
    return parsed.doc[candidate.start : candidate.end].root


def _is_unlike(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether the sentence sets one apart from its subject: "unlike X, Y is based in Z", "a unit of X rival Y"."""
    head = _root(parsed, relation.subject)
    behind = {parsed.doc[c.end : c.end + 1].text for c in (relation.subject, relation.object)}
    is_rival = relation.type != "competitorOf" and not behind.isdisjoint(_RIVALS)
    if _is_in_relative_of_another(parsed, relation):
        return True
    if _is_listed_beside(parsed, relation) or _is_in_next_clause(parsed, relation) or _is_of_kin(parsed, relation):
        return True
    if relation.type == "competitorOf" and (_share_a_rival(parsed, relation) or _is_unspoken(parsed, relation)):
        return True
    if relation.type == "ownedBy" and _is_small_share(parsed, relation):
        return True
    if is_told_of(head, _root(parsed, relation.object)):
        return True
    if relation.type == "productOf" and (_is_made_with(parsed, relation) or _is_of_another_maker(parsed, relation)):
        return True
    return is_rival or (head.dep_ == "pobj" and head.head.lower_ == "unlike")


def _is_in_next_clause(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether another clause has the second: "clients include A; Y serves B", "buys vans from A and has hired B"."""
    start, end = sorted((relation.subject.start, relation.object.start))
    one, other = parsed.doc[start], parsed.doc[end]
    if any(token.text == ";" for token in parsed.doc[start:end]):
        return True
    second = next((a for a in other.ancestors if a.dep_ == "conj" and a.pos_ == "VERB"), None)
    if second is None or second.is_ancestor(one) or not second.head.is_ancestor(one):
        return False
    if any(c.dep_ in SUBJECTS for c in second.children):  # which may well stand for the first
        return False
    return not any(t.dep_ in SUBJECTS and t.head == second.head for t in (one, *one.ancestors))


def _is_in_relative_of_another(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether a relative clause tells of a third with one of the two: "X is owned by Y, which sells the Z"."""
    one, other = (_root(parsed, c) for c in (relation.subject, relation.object))
    for inner, outer in ((one, other), (other, one)):
        clause = next((t for t in (inner, *inner.ancestors) if t.dep_ == "relcl"), None)
        if clause is None or clause == outer or clause.is_ancestor(outer) or not _has_relative_subject(clause):
            continue
        antecedents = set(parsed.parties(clause.head))
        if antecedents and antecedents.isdisjoint(parsed.at.get(outer.i, ())):
            return True
    return False


def _has_relative_subject(clause: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.tag_ in {"WDT", "WP"} for c in clause.children)


def _is_made_with(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether only a part of it is of theirs: "used X's drivers in its K1"."""
    thing, maker = _root(parsed, relation.subject), _root(parsed, relation.object)
    is_of_another = any(c.dep_ == "poss" and c.lower_ in {"its", "their"} for c in thing.children)
    return is_of_another and maker.dep_ == "poss" and maker.head != thing and thing.dep_ != "appos"


def _is_small_share(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether somebody owns less than half of it: "owns 11 % of X", "holds a stake in X", "X is 41 % owned by"."""
    start, end = sorted((relation.subject.start, relation.object.start))
    shares = [token for token in parsed.doc[start:end] if token.lemma_.lower() in SHARES]
    numbers = [float(c.text) for share in shares for c in share.children if c.text.replace(".", "", 1).isdigit()]
    return bool(shares) and not any(number >= _HALF for number in numbers)


def _is_of_kin(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether a name only says whose successor or owner is meant: "supplies X's successor Y" tells nothing of X."""
    heads = (_root(parsed, c) for c in (relation.subject, relation.object))
    return relation.type in _NOT_OF_KIN and any(h.dep_ == "poss" and h.head.lemma_.lower() in _KIN for h in heads)


def _is_listed_beside(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether the unit of a firm is another than the subject: "X and the Italian subsidiary of Y"."""
    head, owner = (_root(parsed, c) for c in (relation.subject, relation.object))
    unit = owner.head.head if owner.dep_ == "pobj" else owner.head
    is_parent = relation.type in {"partOf", "ownedBy"} and owner.dep_ in {"pobj", "poss"}
    return is_parent and unit.dep_ == "conj" and head in unit.conjuncts


def _is_of_nearer(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether "Oslo-based" stands before another name than the subject's: "Oslo-based A rival B"."""
    behind = parsed.doc[relation.object.end : relation.object.end + 2]
    if not (behind.text.startswith("-") and behind[-1].lower_ in HYPHENED):
        return False
    return any(is_another_nearer(parsed, behind[-1], n) for n in parsed.standing_for(relation.subject))


def _share_a_rival(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether both only stand in one list of those with whom a third competes: "X competes with A and B"."""
    one, other = (first_of_list(parsed.doc[c.start : c.end].root) for c in (relation.subject, relation.object))
    return one == other and one.dep_ == "pobj" and one.head.lower_ in {"with", "against"}


def _is_unspoken(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether the encoder is not sure, and no word says that two compete, who may only stand beside each other."""
    sides = (relation.subject, relation.object)
    starts = [*(c.start for c in sides), *(first_of_list(_root(parsed, c)).left_edge.i for c in sides)]
    if any(not _EXAMPLES.isdisjoint(t.lower_ for t in parsed.doc[max(i - 2, 0) : i]) for i in starts):
        return True
    sentence = parsed.doc[relation.subject.start].sent
    rivalry = [token for token in sentence if token.lemma_.lower() in _RIVALRY]
    named = [token for token in rivalry if token.lemma_.lower() in _RIVALS]
    if named and all(t.i + 1 < sentence.end and t.nbor().lemma_.lower() in BIDS for t in named):
        return True
    return relation.score < _SURE_RIVALS and not rivalry


def _is_until(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether it was so up to some day: "which was until 2020 a unit of Y", "X's former supplier Y", "had owned Y"."""
    one, other = sorted((relation.subject, relation.object), key=lambda c: c.start)
    between = parsed.doc[one.end : other.start]
    words = {t.lower_ for t in between}
    if any(t.lower_ == "had" and t.head.lemma_.lower() in POSSESSING for t in between):
        return True
    return "until" in words or (relation.type in _ENDING and not words.isdisjoint(_FORMER))


def _is_of_another_maker(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether somebody only flies or fights a product: "its Boeing 737 fleet", "X's rival product P"."""
    behind = parsed.doc[relation.object.end : relation.object.end + 3]
    is_rival = len(behind) > 1 and behind[0].tag_ == "POS" and not _RIVALS.isdisjoint(t.lower_ for t in behind)
    return is_rival or is_of_fleet(parsed.doc[relation.subject.start : relation.subject.end])


def _on_the_way(parsed: Parsed, relation: ScoredRelation) -> Iterator[str]:
    """The verbs between the object and the word that ties it to the subject: "X, founded in Oslo"."""
    one, other = (_root(parsed, c) for c in (relation.subject, relation.object))
    tie = meeting(one, other)
    above = list(takewhile(lambda token: token != tie, governors(other)))
    own = next((n for n, t in enumerate(above) if t.dep_ == "conj" and t.pos_ == "VERB"), len(above))
    return (token.lemma_.lower() for token in above[: own + 1] if token.pos_ == "VERB")  # "founded in … and based in Y"


def _is_branch(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether only a part of it is said to be in the place: "has offices in Oslo", "its European headquarters".

    Nor is the place meant that only says where a town is: "in the Ontario city of Hamilton", "in Hamilton, Ontario".
    """
    place, firm = _root(parsed, relation.object), _root(parsed, relation.subject)
    if firm.dep_ in _BEFORE_UNITS and firm.head.lemma_.lower() in _UNITS:  # "the X unit, based in Y"
        return True
    before = relation.object.start - 1
    town = parsed.at.get(before - 1, ()) if before > 0 and parsed.doc[before].text == "," else ()
    if any(parsed.kind(n) is Kind.PLACE for n in town):
        return True
    if (
        place.dep_ != "pobj"
        and place.head.lemma_.lower() in _TOWNS
        and "of" in {p for p, _ in prepositional(place.head)}
    ):
        return True
    above = place.head.head if place.dep_ == "pobj" else place
    return any(
        (part.lemma_.lower() in _THINGS and not words & _MAIN) or (part.lemma_.lower() in _SEATS and words & REGIONAL)
        for part in (above, *(c for c in above.children if c.dep_ == "dobj"))
        for words in [{c.lower_ for c in part.children}]
    )


def _is_backed(relation: ScoredRelation, scores: Mapping[tuple[str, Candidate, Candidate], float]) -> bool:
    """Whether the relation of KnowledgeNet that means the same is likely, too.

    A parent is told from less on, as Re-DocRED's must be likely besides.
    """
    other, sides = _PROPERTIES[relation.type], (relation.subject, relation.object)
    known = scores.get((other, *sides), 0.0) if other is not None else 1.0
    if relation.type == "partOf":
        return (known + scores.get(("P749", *sides), 0.0)) / 2 >= _BACKED_WELL
    return known >= _BACKED


def _meeting(parsed: Parsed, relation: ScoredRelation) -> Token:
    """The word under which both sides hang: what ties them.

    Of "X was a unit of Y" and "X, a unit of Y" the noun, which says what X is.
    """
    one, other = (_root(parsed, c) for c in (relation.subject, relation.object))
    tie = meeting(one, other)
    planned = next((c for c in tie.children if c.dep_ == "xcomp" and c.is_ancestor(other)), None)
    if tie.pos_ == "VERB" and planned is not None:  # "plans to be based in Y"
        return planned
    later = (c for c in tie.children if c.dep_ == "conj" and c.pos_ == "VERB")
    second = next((c for c in later if c.is_ancestor(other) or c.is_ancestor(one)), None)
    if tie.pos_ == "VERB" and second is not None:  # "was founded in 1934 and was owned by Y until 2015"
        return second
    if tie == one:
        return next((c for c in tie.children if c.dep_ == "appos" and c.is_ancestor(other)), tie)
    return next((c for c in tie.children if c.dep_ == "attr"), tie) if tie.lemma_ == "be" else tie


def _claim(parsed: Parsed, trigger: Token, name: str, pair: tuple[int, int], score: float) -> ClaimMention:
    parties = tuple(zip(("subject", "object"), pair, strict=True))
    return ClaimMention(
        kind=name,
        parties=parties,
        evidence=parsed.sentence(trigger),
        trigger=Characters(trigger.idx, trigger.idx + len(trigger)),
        stance=Stance() if is_presupposed(trigger, name) else stance(parsed, trigger, usual=None),
        confidence=round(min(score, SUREST_READING) * reference_factor(parsed, parties, trigger), 2),
    )
