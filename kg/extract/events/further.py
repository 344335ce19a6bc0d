"""Who else has a part, named behind those who have it already.

"X led the round. Y also took part"; "X has sued Y. Z is named as a co-defendant"; "the home of Z was searched, too";
"prosecutors have charged two managers. X and Y deny the charges"; "the office fined Y after a complaint by X".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import conjuncts, governing_verb, is_passive, prepositional, with_particle
from kg.extract.events.instigators import instigators, is_about_another
from kg.extract.events.joining import is_complete
from kg.extract.frames.drafts import CENTRAL, VAGUE, reference_factor
from kg.extract.frames.matching import owners
from kg.extract.stance.find import stance
from kg.extract.stance.polarity import is_negated
from kg.extract.words import word_set
from kg.records import Kind, Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

_ROUNDS = word_set("deals", "rounds")
_BACKERS = frozenset({"investor", "backer", "participant"})
_JOINING = frozenset({"join", "co-lead"})
_DRAWING = frozenset({"draw", "attract"})
_DEFENDANTS = frozenset({"defendant", "codefendant"})
_CHARGES = frozenset({"charge", "allegation", "accusation", "claim"})
_DENYING = frozenset({"deny", "reject", "dispute", "contest"})
_WHAT_IS_DENIED = frozenset({"that", "this", "it", "wrongdoing", "liability"})
_BROUGHT = frozenset({"LegalDispute", "RegulatoryAction", "Misconduct", "Controversy"})
_SIDE = frozenset({"defendants", "accused"})
_NAMING = frozenset({"name", "list", "add", "join", "include"})
_SEARCHING = frozenset({"search", "raid"})
_PARTIES = frozenset({Kind.ORGANIZATION, Kind.PERSON})
_FAMILIES = {"investor": "Investment", "accused": "Controversy", "accuser": "Controversy"}
"""Part → the family of what those are in who have it."""
_REACH = 2  # sentences behind the one that tells of the event
_CONFIDENCE = 0.75


def with_further_parties(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and one for each sentence that names further parties of an event, which the event's have as well."""
    found = list(drafts)
    for word, part, heads in _told_beside(parsed):
        family = _FAMILIES[part]
        near = (d for d in found if d.family == family and _is_near(d.trigger, word) and _may_gain(parsed, d, word))
        home = max(near, key=lambda d: d.trigger.i, default=None)
        if home is None or not (others := _joining(parsed, word, heads, home, part)):
            continue
        parties = (*home.parties, *others)
        found = [replace(d, parties=parties) if _is_part_of(d, home) else d for d in found]
        factor = reference_factor(parsed, parties, word)
        found.append(replace(home, parties=parties, trigger=word, confidence=_CONFIDENCE * factor, definite=False))
    return found


def _told_beside(parsed: Parsed) -> Iterator[tuple[Token, str, list[int]]]:
    """Each word that brings in others, the part that they have, and who they are."""
    for token in parsed.doc:
        if named := _named_as_accused(token):
            yield token, "accused", _all_of(parsed, named)
        elif asking := instigators(token):
            yield token, "accuser", [n for head in asking for n in parsed.parties(head)]
        elif token.lemma_.lower() in _DEFENDANTS and token.pos_ == "NOUN":
            yield token, "accused", [n for head in _defending(token) for n in parsed.parties(head)]
        elif token.pos_ == "VERB" and _takes_part(token):
            yield token, "investor", _taking_part(parsed, token)
        elif token.pos_ == "VERB" and _is_searched_too(token):
            yield token, "accused", [n for o in arguments(token).objects for n in owners(parsed, o)]


def _may_gain(parsed: Parsed, draft: Draft, word: Token) -> bool:
    """Whether an event can have more parties by a word: of disputes, a case at law more defendants."""
    if draft.stance.status is Status.DENIED or draft.supporting:
        return False
    if not is_complete(parsed, draft):  # "X said that it had sued. The defendants are Y and Z"
        is_brought = draft.kind in _BROUGHT and any(role == "accuser" for role, _ in draft.parties)
        is_case = draft.kind == "LegalDispute" or (is_brought and word.lower_ not in _SIDE)
        return is_case and bool(_named_as_accused(word)) and not draft.is_read
    if instigators(word):
        accused = {n for role, n in draft.parties if role == "accused"}
        return draft.kind == "RegulatoryAction" and not is_about_another(parsed, word, accused)
    if _is_of_charge(word):  # who denies it may be the accused of another case
        return False
    is_search = word.pos_ == "VERB" and draft.trigger.lemma_.lower() in _SEARCHING
    return draft.family == "Investment" or is_search or (word.pos_ == "NOUN" and draft.kind in {"LegalDispute", *VAGUE})


def _is_part_of(draft: Draft, home: Draft) -> bool:
    """Whether a draft tells of the same, with these or fewer parties."""
    central = {party for party in draft.parties if party[0] == CENTRAL.get(draft.family)}
    return draft.family == home.family and bool(central) and set(draft.parties) <= set(home.parties)


def _is_of_charge(word: Token) -> bool:
    """Whether it is what somebody denies: "the charges", "that", "wrongdoing"."""
    return word.lemma_.lower() in _CHARGES or word.lower_ in _WHAT_IS_DENIED


def _joining(
    parsed: Parsed, word: Token, numbers: Sequence[int], home: Draft, part: str
) -> tuple[tuple[str, int], ...]:
    """Those of them who are not known to have a part; nobody where it is denied or only talked of.

    Who denies a charge has one to answer; a complaint that was made was made, whatever became of it.
    """
    said, known = stance(parsed, word, usual=None), {number for _, number in home.parties}
    if _is_of_charge(word) or part == "accuser":
        said = home.stance
    if said.polarity is not Polarity.AFFIRMED or said.modality is Modality.RUMOUR:
        return ()
    others = [n for n in numbers if n not in known and parsed.kind(n) in _PARTIES]
    return tuple((part, n) for n in dict.fromkeys(others))


def _takes_part(verb: Token) -> bool:
    """Whether a verb says that somebody is in a round, with or without a word for it."""
    around = arguments(verb)
    rounds = {h.lemma_.lower() for h in (*around.objects, *(h for p, h in prepositional(verb) if p == "in"))}
    if verb.lemma_.lower() == "include":  # "other investors include X"
        others = (s for s in around.subjects if s.lemma_.lower() in _BACKERS)
        return any(c.lower_ == "other" for s in others for c in s.lefts)
    if verb.lemma_.lower() in _DRAWING:  # "the financing also drew X"
        return any(c.lower_ == "also" for c in verb.children) and any(
            s.lemma_.lower() in _ROUNDS for s in around.subjects
        )
    if verb.lemma_.lower() in _JOINING:
        return not _ROUNDS.isdisjoint(rounds)
    is_part = verb.lemma_.lower() == "take" and any(o.lower_ == "part" for o in around.objects)
    return (is_part or with_particle(verb) == "participate") and rounds - {"part"} <= _ROUNDS


def _taking_part(parsed: Parsed, verb: Token) -> list[int]:
    around = arguments(verb)
    heads = around.objects if verb.lemma_.lower() in {"include", *_DRAWING} else list(around.subjects)
    for clause in (t for t in verb.subtree if t.lemma_ == "do" and t != verb and t.i and t.nbor(-1).lower_ == "as"):
        heads += [c for c in clause.children if c.dep_ in {"nsubj", "dobj", "attr"}]
    return [n for head in heads for n in parsed.parties(head)]


def _defending(noun: Token) -> list[Token]:
    """Who "is a co-defendant", "are named as defendants", or whom "the suit names as a defendant"."""
    verb = governing_verb(noun)
    if verb is None or is_negated(verb) or noun.i < verb.i:
        return []
    if noun.dep_ == "attr" and verb.lemma_ == "be":
        return arguments(verb).subjects
    is_named = noun.dep_ == "pobj" and noun.head.lower_ == "as" and verb.lemma_.lower() in _NAMING
    return arguments(verb).objects if is_named else []


def _named_as_accused(noun: Token) -> list[Token]:
    """Who is named for those accused before: "the defendants are X and Y", "X denies the charges", "X denies that"."""
    verb = noun.head
    is_side = noun.lower_ in _SIDE and noun.dep_ == "nsubj" and verb.lemma_ == "be"
    is_denied = noun.dep_ == "dobj" and noun.lemma_.lower() in _CHARGES and verb.lemma_.lower() in _DENYING
    if (
        noun.dep_ == "dobj"
        and noun.lower_ in _WHAT_IS_DENIED
        and verb.lemma_.lower() == "deny"
        and not is_negated(verb)
    ):
        return arguments(verb).subjects
    if not (is_side or is_denied) or is_negated(verb) or not any(c.lower_ == "the" for c in noun.lefts):
        return []
    return [c for c in verb.children if c.dep_ == "attr"] if is_side else arguments(verb).subjects


def _all_of(parsed: Parsed, named: Sequence[Token]) -> list[int]:
    """Who is in a list; nobody where it has several of whom no name is known: "A and two engineers"."""
    listed = [part for head in named for part in conjuncts(head)]
    is_open = any(part.tag_ == "NNS" and not parsed.party(part) for part in listed)
    return [] if is_open else [n for head in named for n in parsed.parties(head)]


def _is_searched_too(verb: Token) -> bool:
    is_more = any(c.lower_ in {"too", "also"} for c in verb.children)
    return verb.lemma_.lower() in _SEARCHING and is_more and is_passive(verb)


def _is_near(told: Token, word: Token) -> bool:
    between = sum(1 for t in told.doc[told.i + 1 : word.i + 1] if t.is_sent_start)
    is_behind = told.i < word.i or (bool(instigators(word)) and told.sent == word.sent)
    return is_behind and between <= _REACH
