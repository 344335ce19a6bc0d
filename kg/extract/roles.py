"""Roles: who is, was or becomes what, where: "X, chief executive of Y", "former Y manager X", "Y named X chair"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.appointments import (
    appointing,
    appointment,
    has_left,
    named_in_headline,
    of_successor,
    taking_over_ahead,
)
from kg.extract.drafts import event_date, reference_factor
from kg.extract.stance import stance
from kg.extract.syntax import arguments, governing_verb, is_passive, prepositional, with_particle
from kg.extract.words import word_set
from kg.records import ClaimMention, Kind, Modality, Polarity, RoleStatus
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.parsed import Parsed
    from kg.extract.tokens import Token
    from kg.records import When

_HEADS = word_set("roles", "heads")
_WEAK = word_set("roles", "weak")
_FORMER = word_set("roles", "former")
_CURRENT = word_set("roles", "current")
_BECOME = word_set("roles", "become")
_LEAVE = word_set("roles", "leave")
_PLACE_PREPOSITIONS = frozenset({"of", "at", "for", "with"})
_ORGANIZATION_CONFIDENCE = 0.85
_CHARGE_CONFIDENCE = 0.75
_MAX_TITLE = 6
_NOW = frozenset({"current", "new", "incoming", "present"})
_ELSEWHERE = frozenset({"union", "opposition", "party", "church", "protest", "strike"})
_LASTING = frozenset({"founder", "co-founder", "cofounder"})
_SUCCEED = frozenset({"succeed", "replace"})
_OUST = frozenset({"fire", "oust", "sack", "dismiss", "remove", "replace"})
_NAMED_TO = frozenset({"pobj", "oprd", "dobj", "attr", "appos", "compound", "nmod"})
_APPOINT = word_set("roles", "appoint")
_HIRED = frozenset({"lawyer", "attorney", "counsel", "judge", "analyst", "adviser", "advisor", "consultant"})
_ADVOCATES = frozenset({"lawyer", "attorney", "counsel"})
_EMPLOYED = frozenset({"of", "at", "with", "from"})
_HYPHENED = re.compile(r"^(?:long ?- ?(?:time|serving|standing) |co - (?=\w))")
_OFFICES = frozenset({"president", "minister", "chancellor", "governor", "secretary", "senator", "mayor"})


def find_roles(parsed: Parsed) -> Iterator[ClaimMention]:
    """Every sentence that says who holds or held which role at which organization."""
    seen: set[tuple[object, ...]] = set()
    for head in parsed.doc:
        claims = _titled(parsed, head) if head.lemma_.lower() in _HEADS else _in_charge(parsed, head)
        for claim in claims:
            key = (claim.parties, claim.title, claim.evidence)
            if key not in seen:
                seen.add(key)
                yield claim


def _titled(parsed: Parsed, head: Token) -> Iterator[ClaimMention]:
    above = head.head
    is_modifier = head.dep_ in {"compound", "amod", "nmod"} and above.lemma_.lower() in _HEADS and above.i > head.i
    is_modifier = is_modifier or (head.i + 1 < len(head.doc) and head.nbor(1).lemma_.lower() in _HEADS)
    if head.pos_ not in {"NOUN", "PROPN"} or head.i in parsed.at or is_modifier:
        return
    words = _title_words(parsed, head)
    title = " ".join(t.text for t in words).replace(" - ", "-")
    title = _HYPHENED.sub("", title if title.isupper() else title.lower())
    organizations, holders = _organizations(parsed, head, words[0]), _holders(parsed, head)
    in_headline = None if organizations and holders else named_in_headline(parsed, words[0])
    if in_headline is not None:
        holders, organizations = [in_headline[0]], [in_headline[1]]
    organizations = (organizations and _law_firms(parsed, head, holders)) or organizations
    if not organizations or title in {"chief", "boss", "head"} or (title in _WEAK and len(organizations) > 1):
        return
    if not holders or head.text.lower() != head.lemma_.lower():
        return
    status = _status(parsed, head, words[0]) if in_headline is None else RoleStatus.CURRENT
    title += _region(parsed, head, organizations)
    for holder in holders:
        for organization in organizations:
            yield _claim(parsed, head, (holder, organization), title, status)


def _title_words(parsed: Parsed, head: Token) -> list[Token]:
    """The title from its first word to its head, and "of marketing" behind it."""
    first = head
    while first.i > head.sent.start and head.i - first.i < _MAX_TITLE:
        before = first.nbor(-1)
        if before.i in parsed.at or before.lower_ in _FORMER or before.lower_ in _CURRENT or before.ent_type_ == "NORP":
            break
        joins = before.lower_ in {"-", "and"} and before.dep_ in {"punct", "cc"} and first != head
        modifies = before.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"} and before.dep_ in {"compound", "amod", "nmod"}
        if not modifies and not joins:
            break
        first = before
    while first.pos_ in {"CCONJ", "PUNCT"}:
        first = first.nbor(1)
    words = list(parsed.doc[first.i : head.i + 1])
    for preposition in (c for c in head.children if c.lower_ in {"of", "for"} and c.i == head.i + 1):
        field = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if field is not None and _is_field(parsed, field):
            words += [preposition, *(c for c in field.lefts if c.dep_ in {"compound", "amod"}), field]
    return words


def _region(parsed: Parsed, head: Token, organizations: list[int]) -> str:
    """The region of which a title is: "managing director of X for Kenya" does not lead the whole of X."""
    owners = (owner for _, owner in prepositional(head) if owner.i in parsed.at)
    areas = (n for t in (head, *owners) for p, area in prepositional(t) if p == "for" for n in parsed.parties(area))
    regions = (n for n in areas if parsed.kind(n) is Kind.PLACE and n not in organizations)
    return next((f" for {parsed.clusters[n].names[0].text}" for n in regions), "")


def _is_field(parsed: Parsed, noun: Token) -> bool:
    """Whether a noun names no firm: "head of sales", but not "chief executive of the start-up X"."""
    is_named = noun.i + 1 < len(noun.doc) and noun.i + 1 in parsed.at
    return noun.pos_ == "NOUN" and noun.text.islower() and not is_named and not parsed.parties(noun)


def _organizations(parsed: Parsed, head: Token, first: Token) -> list[int]:
    """Where the role is: a name right before the title, or behind "of" or "at"."""
    found: list[int] = []
    if _is_within_another(parsed, head):
        return found
    if firms := of_successor(parsed, head):
        return firms
    i = first.i - 1
    while i >= head.sent.start and i not in parsed.at and _is_between(parsed.doc[i]):
        i -= 1
    if i >= head.sent.start and (numbers := parsed.at.get(i)) and parsed.doc[i].dep_ in {"compound", "nmod", "poss"}:
        found += [n for n in numbers if parsed.kind(n) is not Kind.PERSON]
    if not found:
        places = _PLACE_PREPOSITIONS - ({"for", "with"} if head.lemma_.lower() in _HIRED else set())
        behind = [(p, n) for p, h in prepositional(head) if p in places for n in parsed.parties(h)]
        found += [n for p, n in behind if p == "at"] or [n for _, n in behind]  # "head of X at Y"
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
        found += _shared_organizations(parsed, head) or _appointing(parsed, head)
    kinds = {Kind.ORGANIZATION, Kind.PRODUCT} | ({Kind.PLACE} if head.lemma_.lower() in _OFFICES else set())
    return [n for n in dict.fromkeys(found) if parsed.kind(n) in kinds]


def _law_firms(parsed: Parsed, head: Token, holders: list[int]) -> list[int]:
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
    """The organization of a coordinated title, for "chairman and chief executive of X"."""
    titles = [t for t in (head.head, *head.children) if "conj" in {head.dep_, t.dep_} and t.lemma_.lower() in _HEADS]
    return [n for t in titles for p, h in prepositional(t) if p in _PLACE_PREPOSITIONS for n in parsed.parties(h)]


def _appointing(parsed: Parsed, head: Token) -> list[int]:
    """Who gives a role: "X appointed Y as chair", "X fired its chief executive, Y", "Y joins X as chair"."""
    title = _first_conjunct(parsed, head)
    verb = governing_verb(title)
    if (deed := appointment(title)) is not None:
        return [n for h in appointing(deed) for n in parsed.parties(h)]
    if verb is not None and verb.lemma_.lower() == "join" and title.dep_ == "pobj" and title.head.lower_ == "as":
        return [n for o in arguments(verb).objects for n in parsed.parties(o)]
    if any(c.lower_ in _ELSEWHERE for c in title.lefts):  # "X sacked union leader Y"
        return []
    if verb is None or verb.lemma_.lower() not in _APPOINT or title.dep_ not in _NAMED_TO:
        return []
    if title.dep_ in {"compound", "nmod"} and verb.lemma_.lower() not in _OUST:  # "named former minister X as …"
        return []
    around = arguments(verb)
    boards = [h for s in around.subjects if s.lemma_.lower() == "board" for p, h in prepositional(s) if p == "of"]
    return [] if around.passive else [n for s in (*around.subjects, *boards) for n in parsed.parties(s)]


def _is_between(token: Token) -> bool:
    """A word that may stand between an organization and a title: "Apple's former …"."""
    return token.tag_ == "POS" or token.lower_ in _FORMER | _CURRENT


def _holders(parsed: Parsed, head: Token) -> list[int]:
    """Who holds it: a name right behind the title, an apposition, a copula's subject, or a verb's argument."""
    first = _first_conjunct(parsed, head)
    heads: list[Token] = [c for c in first.children if c.dep_ == "appos" and _people(parsed, c)]
    if heads:  # "…, the chair, Jane Doe, said": the name behind the title holds it
        return list(dict.fromkeys(n for h in heads for n in _people(parsed, h)))
    if (named := _named_behind(parsed, first)) is not None:
        return named
    if first.dep_ in {"compound", "nmod", "appos"}:
        heads.append(first.head)
    if first.dep_ in {"oprd", "dobj", "attr"}:  # "named X chief executive": X hangs on the title
        heads += [c for c in first.lefts if c.dep_ in {"nmod", "compound"} and c.i in parsed.at]
    if (deed := appointment(first)) is not None:
        heads += [h for p, h in prepositional(deed) if p == "of"]
    verb = governing_verb(first)
    as_role = first.dep_ == "pobj" and first.head.lower_ in {"as", "from"}
    if verb is not None and (first.dep_ in {"attr", "oprd", "dobj"} or as_role):
        heads += _of_verb(verb, first)
    people = [n for h in heads for n in _people(parsed, h)]
    return list(dict.fromkeys(people))


def _named_behind(parsed: Parsed, title: Token) -> list[int] | None:
    """Who is named between commas behind "…, Y's chair, Z, said": not who stands before; None for nobody."""
    others = [c for c in title.head.children if c.dep_ == "appos" and c.i > title.i] if title.dep_ == "appos" else []
    people = [n for c in others[:1] for n in _people(parsed, c)]
    if not people or any(t.i not in parsed.at and not t.is_punct for t in title.doc[title.i + 1 : others[0].i]):
        return None
    return people if any(c.dep_ == "poss" for c in title.children) else []


def _first_conjunct(parsed: Parsed, head: Token) -> Token:
    """The first of coordinated titles, whose holder the others share: "chief executive and chairman".

    In "officer of X and chairperson of Y" the parser often hangs the second title on X.
    """
    while head.dep_ == "conj":
        above = head.head
        if above.i in parsed.at and above.dep_ == "pobj":
            above = above.head.head
        if above.pos_ not in {"NOUN", "PROPN"} or above.lemma_.lower() not in _HEADS:
            break
        head = above
    return head


def _of_verb(verb: Token, title: Token) -> list[Token]:
    lemma = with_particle(verb)
    around = arguments(verb)
    if lemma in _SUCCEED and title.dep_ == "pobj":
        return around.objects if around.passive else around.subjects
    if lemma == "be" or verb.lemma_.lower() in {"become", "remain", "serve", "work", "act", "join", "return", "take"}:
        return around.subjects
    if lemma in _LEAVE or verb.lemma_.lower() in _LEAVE:
        return around.objects if around.passive else around.subjects
    if lemma in _BECOME or verb.lemma_.lower() in _BECOME:
        return [o for o in around.objects if o != title]
    return []


def _people(parsed: Parsed, head: Token) -> list[int]:
    """The persons that a head stands for; a coordinated organization beside a person is none."""
    return [n for n in parsed.party(head) if parsed.kind(n) is Kind.PERSON]


def _status(parsed: Parsed, head: Token, first: Token) -> RoleStatus:
    own = _words_before(head, first)
    if own & _FORMER:
        return RoleStatus.FORMER
    if own & _NOW:
        return RoleStatus.CURRENT
    if {t.lower_ for t in _first_conjunct(parsed, head).lefts} & _FORMER:
        return RoleStatus.FORMER
    if head.lemma_.lower() in _LASTING:  # who is replaced in an office has founded it all the same
        return RoleStatus.CURRENT
    return _status_by_verb(_first_conjunct(parsed, head))


def _status_by_verb(title: Token) -> RoleStatus:
    """What the verb around a title says: "resigned as", "was replaced as", "served as"."""
    verb = governing_verb(title)
    if has_left(title):
        return RoleStatus.FORMER
    if verb is None:
        return RoleStatus.CURRENT
    lemma = with_particle(verb)
    if lemma in _SUCCEED and title.dep_ == "pobj":
        return RoleStatus.FORMER if is_passive(verb) else RoleStatus.CURRENT
    gone = lemma in _LEAVE or verb.lemma_.lower() in _LEAVE
    past = verb.lemma_ in {"be", "serve", "work"} and "Past" in verb.morph.get("Tense", [])
    past = past and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    is_ousted = lemma in _OUST and title.dep_ in {"dobj", "nsubjpass", "compound", "nmod", "appos"}
    is_former = (
        is_ousted
        or (gone and title.dep_ in {"dobj", "nsubjpass"})
        or (title.dep_ in {"attr", "pobj"} and (gone or past))
    )
    return RoleStatus.FORMER if is_former else RoleStatus.CURRENT


def _words_before(head: Token, first: Token) -> set[str]:
    """The words of the title's phrase before the title, back to a comma: "former" in "former Acme manager"."""
    found = {t.lower_ for t in head.lefts}
    for token in reversed(head.doc[max(head.sent.start, first.i - 4) : first.i]):
        if token.is_punct and token.text != "-":
            break
        found.add(token.lower_)
    return found


def _is_taken_or_left(title: Token) -> bool:
    """Whether a verb tells of the change itself, so that its date is the role's: "was named chair on Monday"."""
    verb = governing_verb(title)
    as_role = title.dep_ == "pobj" and title.head.lower_ in {"as", "from"}
    changes = verb is not None and verb.lemma_.lower() in (_BECOME | _LEAVE) - {"be"}
    return changes and (as_role or title.dep_ in {"attr", "oprd", "dobj"})


def _start_ahead(parsed: Parsed, head: Token, holder: int) -> When | None:
    """The day, later than the article, from which somebody who is named to it has a role."""
    published, verb = parsed.article.published, governing_verb(_first_conjunct(parsed, head))
    if published is None or verb is None or not _is_taken_or_left(_first_conjunct(parsed, head)):
        return None
    if verb.lemma_.lower() not in _APPOINT | _BECOME:
        return None
    dates = parsed.dates_in(head.sent.start_char, head.sent.end_char)
    ahead = next((d for d in dates if d.earliest > published), None)
    return ahead or taking_over_ahead(parsed, head.sent, holder, published)


def _in_charge(parsed: Parsed, head: Token) -> Iterator[ClaimMention]:
    """Sentences such as "X, who is in charge of Y", "X runs Y", "X heads Y"."""
    if head.lower_ == "charge" and head.dep_ == "pobj" and head.head.lower_ == "in":
        verb = governing_verb(head)
        organizations = [n for p, h in prepositional(head) if p == "of" for n in parsed.parties(h)]
        title = "in charge"
    elif head.pos_ == "VERB" and head.lemma_.lower() in {"head", "chair", "lead"}:
        verb = head
        organizations = [n for h in arguments(head).objects if h.pos_ != "PRON" for n in parsed.parties(h)]
        title = "chair" if head.lemma_.lower() == "chair" else "head"
    else:
        return
    if verb is None:
        return
    around = arguments(verb)
    holders = [n for s in (around.objects if around.passive else around.subjects) for n in _people(parsed, s)]
    past = "Past" in verb.morph.get("Tense", []) and not any(c.dep_ == "aux" for c in verb.children)
    status = RoleStatus.FORMER if past else RoleStatus.CURRENT
    for holder in holders:
        for organization in organizations:
            named_here = any(s.sent == head.sent for s in parsed.clusters[organization].names)
            if named_here and parsed.kind(organization) is Kind.ORGANIZATION:
                yield _claim(parsed, head, (holder, organization), title, status, confidence=_CHARGE_CONFIDENCE)


def _claim(
    parsed: Parsed,
    head: Token,
    pair: tuple[int, int],
    title: str,
    status: RoleStatus,
    *,
    confidence: float = _ORGANIZATION_CONFIDENCE,
) -> ClaimMention:
    parties = (("holder", pair[0]), ("organization", pair[1]))
    found = stance(parsed, head, usual=None)
    ahead = _start_ahead(parsed, head, pair[0])
    if ahead is not None and found.modality is Modality.ASSERTED and status is RoleStatus.CURRENT:
        found = replace(found, modality=Modality.PLANNED)
    if found.polarity is Polarity.NEGATED or found.modality is Modality.RUMOUR:
        confidence = min(confidence, 0.6)
    title_head = _first_conjunct(parsed, head)
    is_leaving = (verb := governing_verb(title_head)) is not None and verb.lemma_.lower() in _LEAVE
    dated = (_is_taken_or_left(title_head) or has_left(title_head)) and (status is RoleStatus.FORMER or not is_leaving)
    return ClaimMention(
        kind="Role",
        parties=parties,
        evidence=parsed.sentence(head),
        trigger=Characters(head.idx, head.idx + len(head)),
        stance=found,
        confidence=round(confidence * reference_factor(parsed, parties, head), 2),
        when=(ahead or event_date(parsed, head)) if dated else None,
        title=title,
        role_status=status,
    )
