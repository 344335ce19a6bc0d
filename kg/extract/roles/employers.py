"""Whose an office is by the names beside its title: "Acme's chair", "chair of Acme", "Acme named X chair"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governing_verb, prepositional
from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.roles.appointments import appointing, appointment, of_successor
from kg.extract.roles.beside import employer_beside
from kg.extract.roles.holders import MOVING, people_of
from kg.extract.roles.titles import CURRENT, FORMER, HEADS, first_conjunct, spell_before, verb_around
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_APPOINT = word_set("roles", "appoint")
_PLACE_PREPOSITIONS = frozenset({"of", "at", "for", "with"})
_ELSEWHERE = frozenset({"union", "opposition", "party", "church", "protest", "strike"})
_MOVING = MOVING | word_set("roles", "being")
_LEAVE = word_set("roles", "leave")
_HAVING = frozenset({"have", "get", "find"})
_BECOME = word_set("roles", "become")
_OUST = word_set("roles", "oust")
_NAMED_TO = frozenset({"pobj", "oprd", "dobj", "attr", "appos", "compound", "nmod"})
_HIRED = frozenset({"lawyer", "attorney", "counsel", "judge", "adviser", "advisor", "consultant"})
_ADVOCATES = frozenset({"lawyer", "attorney", "counsel"})
_EMPLOYED = frozenset({"of", "at", "with", "from"})
_GOVERNMENTS = frozenset({"government", "cabinet", "ministry", "department", "eu", "union"})
_OFFICES = frozenset({"president", "minister", "chancellor", "governor", "secretary", "senator", "mayor"})


def named_employers(parsed: Parsed, head: Token, words: Sequence[Token]) -> list[int]:
    """Where the role is: a name right before the title, or behind "of" or "at"."""
    found: list[int] = []
    if _is_within_another(parsed, head):
        return found
    if firms := of_successor(parsed, head):
        return firms
    i = words[0].i - 1
    while i >= head.sent.start and i not in parsed.at and _is_between(parsed.doc[i]):
        i -= 1
    if i >= head.sent.start and (numbers := parsed.at.get(i)) and parsed.doc[i].dep_ in {"compound", "nmod", "poss"}:
        found += [n for n in numbers if parsed.kind(n) is not Kind.PERSON]
    found = found or employer_beside(parsed, words)
    if not found or all(parsed.kind(n) is Kind.PLACE for n in found):  # "the Ohio secretary of the union X"
        places = _PLACE_PREPOSITIONS - ({"for", "with"} if head.lemma_.lower() in _HIRED else set())
        behind = [(p, n) for p, h in prepositional(head) if p in places for n in parsed.parties(h)]
        behind = [(p, n) for p, n in behind if not found or parsed.kind(n) is Kind.ORGANIZATION]
        found = [n for p, n in behind if p == "at"] or [n for _, n in behind] or found  # "head of X at Y"
    if not found:
        found += [
            n
            for p, field in prepositional(head)
            if p in _PLACE_PREPOSITIONS and not parsed.parties(field)
            for q, h in prepositional(field)
            if q in {"at", "of"}
            for n in parsed.parties(h)
        ]
    if not found:
        found += _behind_name(parsed, head) or _shared_organizations(parsed, head)
        found = found or _appointing(parsed, head) or _behind_verb(parsed, head) or _where(parsed, head)
    kinds = {Kind.ORGANIZATION, Kind.PRODUCT} | ({Kind.PLACE} if head.lemma_.lower() in _OFFICES else set())
    is_minister = head.lemma_.lower() == "minister"
    ahead = {n for i in range(head.sent.start, head.i) for n in parsed.at.get(i, ())}
    found = [n for n in found if not is_minister or n in ahead or _governs(parsed, n)]
    return [n for n in dict.fromkeys(found) if parsed.kind(n) in kinds]


def _governs(parsed: Parsed, number: int) -> bool:
    """Whether a minister can be of it: "the Minister for Foreign Affairs and Trade" is of no such organization."""
    cluster = parsed.clusters[number]
    is_land = parsed.kind(number) is Kind.PLACE or any(name.text in COUNTRIES for name in cluster.names)
    return is_land or not _GOVERNMENTS.isdisjoint(cluster.key.split())


def _behind_name(parsed: Parsed, head: Token) -> list[int]:
    """Where somebody has an office whose name stands between: "editor Jane Doe of the paper Y", "analyst X at Y"."""
    name = head.head if head.dep_ in {"compound", "nmod"} else None
    named = [name] if name is not None else [c for c in head.children if c.dep_ == "appos"]
    places = (h for t in named if people_of(parsed, t) for p, h in prepositional(t) if p in _EMPLOYED)
    return [n for h in places for n in parsed.parties(h)]


def _behind_verb(parsed: Parsed, head: Token) -> list[int]:
    """Where somebody has an office that a verb names first: "was made head of sales at Y"."""
    title = first_conjunct(parsed, head)
    verb = governing_verb(title)
    if verb is not None and verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
        return parsed.parties(verb.head)  # "comes from Y, where she served as head of sales"
    verb = verb if title.dep_ in {"attr", "oprd", "dobj"} else None
    places = prepositional(verb) if verb is not None and verb.lemma_.lower() in _BECOME else ()
    return [n for p, h in places if p == "at" for n in parsed.parties(h)]


def named_before_where(parsed: Parsed, verb: Token) -> list[int]:
    """The organization where a clause has somebody: "joins from X, where she was head of sales"."""
    where = next((c for c in verb.children if c.lower_ == "where" and c.i < verb.i), None)
    if where is None or where.i == where.sent.start:
        return []
    before = where.nbor(-2) if where.nbor(-1).text == "," and where.i - 1 > where.sent.start else where.nbor(-1)
    return [n for n in parsed.at.get(before.i, ()) if parsed.kind(n) is Kind.ORGANIZATION]


def _where(parsed: Parsed, head: Token) -> list[int]:
    """Where a clause has somebody in an office that it only names: "joins from X, where she was head of sales"."""
    title = first_conjunct(parsed, head)
    verb = verb_around(title) if title.dep_ in {"attr", "oprd", "dobj", "pobj"} else None
    return named_before_where(parsed, verb) if verb is not None else []


def law_firms(parsed: Parsed, head: Token, holders: list[int]) -> list[int]:
    """Where the lawyers of others work: "X's attorney, Jane Doe of Y"."""
    if head.lemma_.lower() not in _ADVOCATES:
        return []
    places = (h for n in holders for t in parsed.mentions(head, n) for p, h in prepositional(t) if p in _EMPLOYED)
    return [n for h in places for n in parsed.parties(h) if parsed.kind(n) is Kind.ORGANIZATION]


def _is_within_another(parsed: Parsed, head: Token) -> bool:
    """Whether a title belongs to what has no name here: "the council's Labour leader" leads no Labour."""
    owner = next((c for c in head.children if c.dep_ == "poss"), None)
    is_nameless = owner is not None and owner.pos_ == "NOUN" and owner.i not in parsed.at
    return is_nameless and any(c.dep_ in {"compound", "nmod"} and c.i in parsed.at for c in head.children)


def _shared_organizations(parsed: Parsed, head: Token) -> list[int]:
    """The organization of a coordinated title, for "chairman and chief executive of X", "X's chairman and founder"."""
    titles = [t for t in (head.head, *head.children) if "conj" in {head.dep_, t.dep_} and t.lemma_.lower() in HEADS]
    behind = [n for t in titles for p, h in prepositional(t) if p in _PLACE_PREPOSITIONS for n in parsed.parties(h)]
    before = (c for t in titles for c in t.lefts if c.dep_ == "poss" and c.pos_ == "PROPN")
    return behind or [n for owner in before for n in parsed.parties(owner)]


def _appointing(parsed: Parsed, head: Token) -> list[int]:
    """Who gives a role: "X appointed Y as chair", "X fired its chief executive, Y", "Y joins X as chair"."""
    title = first_conjunct(parsed, head)
    verb = verb_around(title)
    if (deed := appointment(title)) is not None:
        return [n for h in appointing(deed) for n in parsed.parties(h)]
    is_as = title.dep_ == "pobj" and title.head.lower_ in {"as", "to", "from"}
    if verb is not None and is_as and verb.lemma_.lower() in _MOVING | {"join"}:
        firms = [o for p, o in prepositional(verb) if p in {"to", "at"} and o != title]
        return [n for o in (*arguments(verb).objects, *firms) for n in parsed.parties(o)]
    if verb is not None and spell_before(title) is not None and verb.lemma_.lower() in _LEAVE:
        return [n for o in arguments(verb).objects for n in parsed.parties(o)]  # "left X after six years as chair"
    if verb is not None and verb.lemma_.lower() in _HAVING and title.dep_ == "dobj":  # "X has a new chair, Y"
        is_new = any(c.lower_ == "new" for c in title.lefts)
        return [n for s in arguments(verb).subjects for n in parsed.parties(s) if is_new]
    if any(c.lower_ in _ELSEWHERE for c in title.lefts):  # "X sacked union leader Y"
        return []
    if verb is None or verb.lemma_.lower() not in _APPOINT or title.dep_ not in _NAMED_TO:
        return []
    if title.dep_ in {"compound", "nmod"} and verb.lemma_.lower() not in _OUST:  # "named former minister X as …"
        return []
    around = arguments(verb)
    seats = [s for s in around.subjects if s.lemma_.lower() == "board" and s.i not in parsed.at]
    boards = [h for s in seats for p, h in prepositional(s) if p == "of"]
    boards += [c for s in seats for c in s.children if c.dep_ == "poss"]
    return [] if around.passive else [n for s in (*around.subjects, *boards) for n in parsed.parties(s)]


def _is_between(token: Token) -> bool:
    """A word that may stand between an organization and a title: "Apple's former …"."""
    return token.tag_ == "POS" or token.lower_ in FORMER | CURRENT
