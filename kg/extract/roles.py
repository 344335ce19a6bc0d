"""Roles: who is, was or becomes what, where: "X, chief executive of Y", "former Y manager X", "Y named X chair"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.appointments import FOLLOWING, handed_over, has_left, named_in_headline, taking_over_ahead
from kg.extract.drafts import event_date, naming, reference_factor
from kg.extract.employers import law_firms, named_employers
from kg.extract.holders import MOVING, all_of, holders_of, people_of
from kg.extract.offices import employer, is_elsewhere, names_somebody, referring
from kg.extract.stage import Office, Stage
from kg.extract.stance import stance
from kg.extract.syntax import arguments, governing_verb, is_passive, prepositional, with_particle
from kg.extract.titles import FORMER, HEADS, first_conjunct, region_of, title_words
from kg.extract.words import load, word_set
from kg.records import ClaimMention, Kind, Modality, Polarity, RoleStatus
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.parsed import Parsed
    from kg.extract.tokens import Token
    from kg.records import When

_WEAK = word_set("roles", "weak")
_BECOME = word_set("roles", "become")
_LEAVE = word_set("roles", "leave")
_ORGANIZATION_CONFIDENCE = 0.85
_CHARGE_CONFIDENCE = 0.75
_SEATED, _UNSEATED = word_set("roles", "seated"), word_set("roles", "unseated")
_LEADING: dict[str, str] = load("roles")["leading"]
_NOW = frozenset({"current", "new", "incoming", "present"})
_LASTING = frozenset({"founder", "co-founder", "cofounder"})
_SUCCEED = frozenset({"succeed", "replace"})
_APPOINT = word_set("roles", "appoint")
_OUST = word_set("roles", "oust")
_HYPHENED = re.compile(r"^(?:long ?- ?(?:time|serving|standing) |co - (?=\w))")


def find_roles(parsed: Parsed) -> Iterator[ClaimMention]:
    """Every sentence that says who holds or held which role at which organization."""
    told, unowned, following = _read(parsed)
    for stage, office, held in _offices(parsed, told, unowned):
        if (found := employer(stage, office)) is not None:
            number, sureness = found
            sure = min(sureness, _ORGANIZATION_CONFIDENCE)
            told.append(_claim(parsed, held.head, (office.holder, number), held.title, held.status, confidence=sure))
    told += [_claim(parsed, verb, *office) for verb in following for office in handed_over(parsed, told, verb)]
    yield from {(claim.parties, claim.title, claim.evidence): claim for claim in reversed(told)}.values()


def offices(parsed: Parsed) -> Iterator[tuple[Stage, Office]]:
    """The offices of organizations that their phrases do not name."""
    told, unowned, _ = _read(parsed)
    for stage, office, _ in _offices(parsed, told, unowned):
        yield stage, office


def _read(parsed: Parsed) -> tuple[list[ClaimMention], list[_Held], list[Token]]:
    """What sentences say by themselves; the offices of organizations that they do not name; verbs for following one."""
    told: list[ClaimMention] = []
    unowned: list[_Held] = []
    following: list[Token] = []
    for head in parsed.doc:
        word = head.lemma_.lower()
        if word in FOLLOWING and head.pos_ == "VERB":
            following.append(head)
        read = _titled if word in HEADS else _LESS_PLAIN.get(word)
        for each in read(parsed, head) if read is not None else ():
            if isinstance(each, _Held):
                unowned.append(each)
            else:
                told.append(each)
    return told, unowned, following


def _offices(parsed: Parsed, told: list[ClaimMention], unowned: list[_Held]) -> Iterator[tuple[Stage, Office, _Held]]:
    stage = Stage(parsed, {(c.parties[0][1], c.parties[1][1], c.title) for c in told})
    for held in unowned:
        for holder in held.holders:
            yield stage, Office(held.head, held.title, held.owner, holder), held


@dataclass(frozen=True, slots=True)
class _Held:
    """An office with its holders, whose organization is not named beside it."""

    head: Token
    title: str
    owner: Token | None
    holders: list[int]
    status: RoleStatus


def _titled(parsed: Parsed, head: Token) -> Iterator[ClaimMention | _Held]:
    above = head.head
    is_modifier = head.dep_ in {"compound", "amod", "nmod"} and above.lemma_.lower() in HEADS and above.i > head.i
    behind = head.doc[head.i + 1 : head.i + 3]
    is_modifier = is_modifier or any(
        t.lemma_.lower() in HEADS for t in (behind[1:] if behind.text.startswith("-") else behind[:1])
    )
    if head.pos_ not in {"NOUN", "PROPN"} or head.i in parsed.at or is_modifier:
        return
    words = title_words(parsed, head)
    title = " ".join(t.text for t in words).replace(" - ", "-")
    title = _HYPHENED.sub("", title if title.isupper() else title.lower())
    holders, organizations = _sides(parsed, head, words[0])
    if head.text.lower() != head.lemma_.lower():
        holders, title = all_of(parsed, head), title.removesuffix(head.lower_) + head.lemma_.lower()
    if not holders or (len(organizations) > 1 and (title in _WEAK or any(c.lower_ == "their" for c in head.children))):
        return
    owner = referring(parsed, head, words[0])
    status = _status(parsed, head, words[0])
    if not organizations or (owner is not None and _is_only_meant(parsed, owner, organizations)):
        is_vague = owner is None and title in {"chief", "head", "boss"}
        if not (is_vague or is_elsewhere(parsed, head, owner, words[-1])) and names_somebody(head, owner):
            if owner is not None and owner.i == words[0].i:
                title = title.removeprefix(owner.lower_).strip()
            yield _Held(head, title, owner, holders, status)
        return
    title += region_of(parsed, head, organizations)
    for holder in holders:
        for organization in organizations:
            yield _claim(parsed, head, (holder, organization), title, status)


def _sides(parsed: Parsed, head: Token, first: Token) -> tuple[list[int], list[int]]:
    """The holders of a title, and the organizations that its sentence names for it."""
    organizations, holders = named_employers(parsed, head, first), holders_of(parsed, head)
    in_headline = None if organizations and holders else named_in_headline(parsed, first)
    if in_headline is not None:
        return [in_headline[0]], [in_headline[1]]
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
    return _status_by_verb(first_conjunct(parsed, head))


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
    if title.dep_ == "pobj" and title.head.lower_ == "from" and verb.lemma_.lower() in MOVING | {"promote"}:
        return RoleStatus.FORMER
    gone = lemma in _LEAVE or verb.lemma_.lower() in _LEAVE
    past = verb.lemma_ in {"be", "serve", "work"} and "Past" in verb.morph.get("Tense", [])
    past = past and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    holder = title.head if title.dep_ in {"compound", "nmod", "appos"} else title
    acts = holder.dep_ == "nsubj" and not is_passive(verb)  # "chair X dismissed Y"
    is_ousted = lemma in _OUST and not acts and title.dep_ in {"dobj", "nsubjpass", "compound", "nmod", "appos"}
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
    published, verb = parsed.article.published, governing_verb(first_conjunct(parsed, head))
    if published is None or verb is None or not _is_taken_or_left(first_conjunct(parsed, head)):
        return None
    if verb.lemma_.lower() not in _APPOINT | _BECOME:
        return None
    dates = parsed.dates_in(head.sent.start_char, head.sent.end_char)
    ahead = next((d for d in dates if d.earliest > published), None)
    return ahead or taking_over_ahead(parsed, head.sent, holder, published)


def _in_charge(parsed: Parsed, head: Token) -> Iterator[ClaimMention]:
    """Sentences such as "X, who is in charge of Y", "X runs Y", "Y is headed by X"."""
    if head.lower_ == "charge" and head.dep_ == "pobj" and head.head.lower_ == "in":
        verb = governing_verb(head)
        led = [h for p, h in prepositional(head) if p == "of"]
        title = "in charge"
    elif head.pos_ == "VERB" and head.lemma_.lower() in _LEADING:
        verb, led = head, arguments(head).objects
        title = _LEADING[head.lemma_.lower()]
    else:
        return
    if verb is None:
        return
    holders = [n for s in arguments(verb).subjects for n in people_of(parsed, s)]
    status = RoleStatus.FORMER if _is_over(verb) else RoleStatus.CURRENT
    for organization in dict.fromkeys(n for h in led if h.pos_ != "PRON" for n in parsed.parties(h)):
        if parsed.kind(organization) is Kind.ORGANIZATION:
            for holder in holders:
                yield _claim(parsed, head, (holder, organization), title, status, confidence=_CHARGE_CONFIDENCE)


def _seat(parsed: Parsed, board: Token) -> Iterator[ClaimMention | _Held]:
    """Who "joins the board of Y", "sits on Y's board" or "left its board"."""
    verb = governing_verb(board)
    on = board.head.lower_ if board.dep_ == "pobj" else ""
    if verb is None or board.i in parsed.at or f"{verb.lemma_.lower()} {on}".strip() not in _SEATED | _UNSEATED:
        return
    holders = [n for s in arguments(verb).subjects for n in people_of(parsed, s)]
    gone = f"{verb.lemma_.lower()} {on}".strip() in _UNSEATED
    status = RoleStatus.FORMER if gone or (_is_over(verb) and verb.lemma_ != "join") else RoleStatus.CURRENT
    of = [h for p, h in prepositional(board) if p in {"of", "at"}]
    firms = [n for t in (*of, *board.lefts) if t.pos_ == "PROPN" or t in of for n in parsed.parties(t)]
    for holder in holders:
        for firm in dict.fromkeys(n for n in firms if parsed.kind(n) is Kind.ORGANIZATION):
            yield _claim(parsed, board, (holder, firm), "board member", status)
    owner = referring(parsed, board, board)
    if holders and not firms and not is_elsewhere(parsed, board, owner, board):
        yield _Held(board, "board member", owner, holders, status)


def _is_over(verb: Token) -> bool:
    """Whether a verb tells of what is no longer: "ran", "used to run"; not "has run"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "use":
        return True
    is_past = "Past" in verb.morph.get("Tense", [])
    return is_past and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children) and not is_passive(verb)


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
    mentioned = {n for t in head.sent for n in parsed.at.get(t.i, ())}
    title_head = first_conjunct(parsed, head)
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
        beside=naming(parsed, head, {*pair} - mentioned),
    )


_LESS_PLAIN = {"board": _seat, **dict.fromkeys(("charge", *_LEADING), _in_charge)}
"""Word → what reads who leads what, or sits on which board, beside it."""
