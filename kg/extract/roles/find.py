"""Roles: who is, was or becomes what, where: "X, chief executive of Y", "former Y manager X", "Y named X chair"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.syntax import governing_verb, is_infinitive, is_passive, prepositional, with_particle
from kg.extract.frames.drafts import event_date, naming, reference_factor
from kg.extract.roles.accusers import accused_by_staff
from kg.extract.roles.appointments import (
    FOLLOWING,
    appointment,
    handed_over,
    has_left,
    is_done,
    named_in_headline,
    taking_over_ahead,
)
from kg.extract.roles.beside import is_named_around
from kg.extract.roles.employers import law_firms, named_employers
from kg.extract.roles.held import SURENESS, Held
from kg.extract.roles.holders import MOVING, all_of, holders_of
from kg.extract.roles.leading import LEADING
from kg.extract.roles.offices import employer, is_elsewhere, names_somebody, referring
from kg.extract.roles.stacked import stacked
from kg.extract.roles.stage import Office, Stage
from kg.extract.roles.titles import FORMER, HEADS, first_conjunct, region_of, spell_before, title_words, verb_around
from kg.extract.stance.find import stance
from kg.extract.words import word_set
from kg.records import ClaimMention, Modality, Polarity, RoleStatus
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed
    from kg.records import When

_WEAK = word_set("roles", "weak")
_BECOME = word_set("roles", "become")
_LEAVE = word_set("roles", "leave")
_STAFF = word_set("roles", "staff")
_KEEPING = word_set("roles", "keeping")
_NEW_WHEN_KEPT = word_set("roles", "new_when_kept")
_SITES = frozenset({"plant", "factory", "store", "shop", "site", "office", "branch", "warehouse", "mine", "showroom"})
_NOW = frozenset({"current", "new", "incoming", "present"})
_HAS = frozenset({"has", "have", "'ve", "’ve"})  # who "had been" chair is none any more
_BEFORE_AND = 2  # tokens
_ALREADY = frozenset({"current", "present"})
_LASTING = frozenset({"founder", "co-founder", "cofounder"})
_CAREERS = frozenset({"career", "life"})
_SUCCEED = frozenset({"succeed", "replace"})
_APPOINT = word_set("roles", "appoint")
_OUST = word_set("roles", "oust")
_OF_OFFICES = _BECOME | _LEAVE | _APPOINT | _KEEPING | word_set("roles", "choosing") | {"replace", "seek", "want"}
_NO_PART = re.compile(  # of a title: "its first managing director", but a "first vice president" has others above
    r"^(?:(?:long ?- ?)?(?:time|serving|standing) |co - (?=\w)|first (?!vice|deputy|secretary|minister|lady|officer))"
)


def find_roles(parsed: Parsed) -> Iterator[ClaimMention]:
    """Every sentence that says who holds or held which role at which organization."""
    told, unowned, following = _read(parsed)
    for stage, office, held in _offices(parsed, told, unowned):
        if (found := employer(stage, office)) is not None:
            number, sureness = found
            sure = min(sureness, SURENESS)
            told.append(_claim(parsed, held.head, (office.holder, number), held.title, held.status, confidence=sure))
    told += [_claim(parsed, verb, *office) for verb in following for office in handed_over(parsed, told, verb)]
    yield from {(claim.parties, claim.title, claim.evidence): claim for claim in reversed(told)}.values()


def offices(parsed: Parsed) -> Iterator[tuple[Stage, Office]]:
    """The offices of organizations that their phrases do not name."""
    told, unowned, _ = _read(parsed)
    for stage, office, _ in _offices(parsed, told, unowned):
        yield stage, office


def _read(parsed: Parsed) -> tuple[list[ClaimMention], list[Held], list[Token]]:
    """What sentences say by themselves; the offices of organizations that they do not name; verbs for following one."""
    told: list[ClaimMention] = []
    unowned: list[Held] = []
    following: list[Token] = []
    for head in parsed.doc:
        word = head.lemma_.lower()
        if word in FOLLOWING and head.pos_ == "VERB":
            following.append(head)
        for held in _held(parsed, head, word):
            shared = () if held.organizations else _shared(parsed, held, told)
            if held.organizations or shared:
                told += _claims(parsed, replace(held, organizations=held.organizations or shared))
            else:
                unowned.append(held)
    return told, unowned, following


def _shared(parsed: Parsed, held: Held, told: list[ClaimMention]) -> tuple[int, ...]:
    """Whose an office is that "and" ties to the one before: "Acme co-founder and CTO Jane Doe said"."""
    first = title_words(parsed, held.head)[0]
    if first.i < _BEFORE_AND or first.nbor(-1).lower_ != "and":
        return ()
    before = first.nbor(-_BEFORE_AND)
    end = before.idx + len(before.text)
    return tuple(c.parties[1][1] for c in told if c.trigger.end == end and c.parties[0][1] in held.holders)


def _offices(parsed: Parsed, told: list[ClaimMention], unowned: list[Held]) -> Iterator[tuple[Stage, Office, Held]]:
    stage = Stage(parsed, {(c.parties[0][1], c.parties[1][1], c.title) for c in told})
    for held in unowned:
        for holder in held.holders:
            yield stage, Office(held.head, held.title, held.owner, holder), held


def _held(parsed: Parsed, head: Token, word: str) -> Iterator[Held]:
    """The offices that a word tells of: "chairs" by what it does, "chair" by what it is called."""
    is_title = word in HEADS and (head.pos_ != "VERB" or is_named_around(parsed, head))
    if is_title or word in LEADING:
        yield from (_titled if is_title else LEADING[word])(parsed, head)


def _claims(parsed: Parsed, held: Held) -> Iterator[ClaimMention]:
    pairs = ((holder, organization) for holder in held.holders for organization in held.organizations)
    yield from (_claim(parsed, held.head, pair, held.title, held.status, confidence=held.confidence) for pair in pairs)


def _titled(parsed: Parsed, head: Token) -> Iterator[Held]:
    above = head.head
    is_modifier = head.dep_ in {"compound", "amod", "nmod"} and above.lemma_.lower() in HEADS and above.i > head.i
    behind = head.doc[head.i + 1 : head.i + 3]
    is_modifier = is_modifier or any(
        t.lemma_.lower() in HEADS for t in (behind[1:] if behind.text.startswith("-") else behind[:1])
    )
    is_noun = head.pos_ in {"NOUN", "PROPN"} or is_named_around(parsed, head)
    if not is_noun or head.i in parsed.at or is_modifier:
        return
    words = title_words(parsed, head)
    title = " ".join(t.text for t in words).replace(" - ", "-")
    title = _NO_PART.sub("", title if title.isupper() else title.lower())
    holders, organizations = _sides(parsed, head, words)
    if head.text.lower() != head.lemma_.lower():
        holders, title = all_of(parsed, head), title.removesuffix(head.lower_) + head.lemma_.lower()
    if head.lemma_.lower() in _STAFF and not _is_placed(parsed, head, organizations):
        return
    if not holders or (len(organizations) > 1 and (title in _WEAK or any(c.lower_ == "their" for c in head.children))):
        return
    owner = referring(parsed, head, words[0])
    status = _status(parsed, head, words[0])
    if not organizations or (owner is not None and _is_only_meant(parsed, owner, organizations)):
        is_vague = owner is None and title in {"chief", "head", "boss"}
        if not (is_vague or is_elsewhere(parsed, head, owner, words[-1])) and names_somebody(head, owner, title):
            if owner is not None and owner.i == words[0].i:
                title = title.removeprefix(owner.lower_).strip()
            is_own = status is RoleStatus.FORMER and (owner is None or owner.lemma_.lower() in _SITES)
            yield Held(head, title, holders, status, accused_by_staff(parsed, head, words) if is_own else (), owner)
        return
    title += region_of(parsed, head, organizations)
    yield Held(head, title, holders, status, tuple(organizations))


def _is_placed(parsed: Parsed, head: Token, organizations: list[int]) -> bool:
    """Whether a title's own phrase says where somebody works: "a driver for X", "X's driver"; "an X driver" has one."""
    owners = [*(h for _, h in prepositional(head)), *(c for c in head.lefts if c.dep_ == "poss" and c.pos_ != "PRON")]
    return any(n in organizations for owner in owners for n in parsed.parties(owner))


def _sides(parsed: Parsed, head: Token, words: list[Token]) -> tuple[list[int], list[int]]:
    """The holders of a title, and the organizations that its sentence names for it."""
    organizations, holders = named_employers(parsed, head, words), holders_of(parsed, head, words)
    is_whole = bool(organizations and holders)
    found = None if is_whole else named_in_headline(parsed, words[0]) or stacked(parsed, head, words[0])
    if found is not None:
        return [found[0]], [found[1]]
    return holders, (organizations and law_firms(parsed, head, holders)) or organizations


def _is_only_meant(parsed: Parsed, owner: Token, organizations: list[int]) -> bool:
    """Whether all that is known of an organization is a word that refers to it."""
    here = {n for n in organizations for name in parsed.clusters[n].names if name.sent == owner.sent}
    return set(organizations) <= set(parsed.at.get(owner.i, ())) and here.isdisjoint(organizations)


def _status(parsed: Parsed, head: Token, first: Token) -> RoleStatus:
    own = _words_before(head, first)
    if own & FORMER:
        return RoleStatus.FORMER
    if own & _NOW:
        return RoleStatus.CURRENT
    if {t.lower_ for t in first_conjunct(parsed, head).lefts} & FORMER:
        return RoleStatus.FORMER
    if head.lemma_.lower() in _LASTING:  # who is replaced in an office has founded it all the same
        return RoleStatus.CURRENT
    return _status_by_verb(parsed, first_conjunct(parsed, head))


def _status_by_verb(parsed: Parsed, title: Token) -> RoleStatus:
    """What the verb around a title says: "resigned as", "was replaced as", "served as"."""
    verb, spell = verb_around(title), spell_before(title)
    if has_left(parsed, title) or (spell is not None and spell.dep_ == "pobj" and spell.head.lower_ == "after"):
        return RoleStatus.FORMER
    if verb is None:
        return RoleStatus.CURRENT
    lemma = with_particle(verb)
    if lemma in _SUCCEED and title.dep_ == "pobj":
        return RoleStatus.FORMER if is_passive(verb) else RoleStatus.CURRENT
    if title.dep_ == "pobj" and title.head.lower_ == "from" and verb.lemma_.lower() in MOVING | {"promote"}:
        return RoleStatus.FORMER
    gone = lemma in _LEAVE or verb.lemma_.lower() in _LEAVE
    past = verb.lemma_ in {"be", "serve", "work", "spend"} and "Past" in verb.morph.get("Tense", [])
    past = (past and not any(c.dep_ == "aux" and c.lower_ in _HAS for c in verb.children)) or _opens_career(verb)
    holder = title.head if title.dep_ in {"compound", "nmod", "appos"} else title
    acts = holder.dep_ == "nsubj" and not is_passive(verb)  # "chair X dismissed Y"
    is_ousted = lemma in _OUST and not acts and title.dep_ in {"dobj", "nsubjpass", "compound", "nmod", "appos"}
    is_former = (
        is_ousted
        or (gone and title.dep_ in {"dobj", "nsubjpass"})
        or (title.dep_ in {"attr", "pobj"} and (gone or past))
    )
    return RoleStatus.FORMER if is_former else RoleStatus.CURRENT


def _opens_career(verb: Token) -> bool:
    """Whether it is told where somebody began: "started her career as a technician at X"."""
    return verb.lemma_ in {"begin", "start"} and any(c.dep_ == "dobj" and c.lemma_ in _CAREERS for c in verb.children)


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


def _is_kept(parsed: Parsed, head: Token) -> bool:
    """Whether somebody goes on in an office: "will stay on as head"; "will stay on as an adviser" begins."""
    verb = governing_verb(first_conjunct(parsed, head))
    return verb is not None and verb.lemma_.lower() in _KEEPING and head.lemma_.lower() not in _NEW_WHEN_KEPT


def _is_ousted(head: Token) -> bool:
    """Whether a verb removes somebody from an office, which it does not deny: "dismissed its chief executive"."""
    verb = governing_verb(head)
    return verb is not None and verb.lemma_.lower() in _OUST and not any(c.dep_ == "neg" for c in verb.children)


def _is_only_named(head: Token) -> bool:
    """Whether a verb is about somebody with an office, and not about the office: "refused to meet the chair, X"."""
    title = head.head if head.dep_ in {"compound", "nmod", "appos"} else head
    verb = title.head.head if title.dep_ == "pobj" and title.head.lower_ != "as" else title.head
    is_object = title.dep_ in {"dobj", "pobj"} and title.head.lower_ != "as" and verb.pos_ == "VERB"
    return head.pos_ != "VERB" and is_object and verb.lemma_.lower() not in _OF_OFFICES


def _is_after_leaving(parsed: Parsed, head: Token) -> bool:
    """Whether somebody has left another office for one: "left in March to join the board of X"."""
    verb = governing_verb(first_conjunct(parsed, head))
    left = verb.head if verb is not None and verb.dep_ in {"xcomp", "advcl"} and is_infinitive(verb) else None
    return left is not None and left.lemma_.lower() in _LEAVE and is_done(left)


def _is_had(head: Token) -> bool:
    """Whether somebody has a title already: "named current chair X as president from May on"."""
    return any(t.lower_ in _ALREADY for t in head.lefts)


def _start_ahead(parsed: Parsed, head: Token, holder: int) -> When | None:
    """The day, later than the article, from which somebody who is named to it has a role."""
    published, verb = parsed.article.published, governing_verb(first_conjunct(parsed, head))
    if _is_had(head) or published is None:
        return None
    taken = verb if _is_taken_or_left(first_conjunct(parsed, head)) else None
    is_deed = appointment(first_conjunct(parsed, head)) is not None  # "announced the appointment of X as chair"
    if not is_deed and (taken is None or taken.lemma_.lower() not in _APPOINT | _BECOME):
        return None
    dates = parsed.dates_in(head.sent.start_char, head.sent.end_char)
    ahead = next((d for d in dates if d.earliest > published), None)
    return ahead or taking_over_ahead(parsed, head.sent, holder, published)


def _claim(
    parsed: Parsed,
    head: Token,
    pair: tuple[int, int],
    title: str,
    status: RoleStatus,
    *,
    confidence: float = SURENESS,
) -> ClaimMention:
    parties = (("holder", pair[0]), ("organization", pair[1]))
    found = stance(parsed, head, usual=None)
    if (status is RoleStatus.FORMER and _is_ousted(head)) or _is_only_named(head):
        found = replace(found, polarity=Polarity.AFFIRMED, modality=Modality.ASSERTED)
    if found.modality is Modality.PLANNED and (_is_kept(parsed, head) or _is_after_leaving(parsed, head)):
        found = replace(found, modality=Modality.ASSERTED)
    ahead = _start_ahead(parsed, head, pair[0])
    if ahead is not None and found.modality is Modality.ASSERTED and status is RoleStatus.CURRENT:
        found = replace(found, modality=Modality.PLANNED)
    if found.polarity is Polarity.NEGATED or found.modality is Modality.RUMOUR:
        confidence = min(confidence, 0.6)
    mentioned = {n for t in head.sent for n in parsed.at.get(t.i, ())}
    title_head = first_conjunct(parsed, head)
    changes = (_is_taken_or_left(title_head) or has_left(parsed, title_head)) and not _is_had(head)
    is_leaving = (verb := governing_verb(title_head)) is not None and verb.lemma_.lower() in _LEAVE
    dated = changes and (status is RoleStatus.FORMER or not is_leaving)
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
        beside=naming(parsed, head, {*pair} - mentioned),
    )
