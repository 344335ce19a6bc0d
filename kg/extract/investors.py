"""Who else puts money in: "X led the round. Y and Z also took part, as did existing backer W"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.drafts import reference_factor
from kg.extract.events import is_complete
from kg.extract.stance import stance
from kg.extract.syntax import arguments, prepositional, with_particle
from kg.extract.words import word_set
from kg.records import Kind, Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.extract.drafts import Draft
    from kg.extract.parsed import Parsed

_ROUNDS = word_set("deals", "rounds")
_BACKERS = frozenset({"investor", "backer", "participant"})
_JOINING = frozenset({"join", "co-lead"})
_INVESTORS = frozenset({Kind.ORGANIZATION, Kind.PERSON})
_REACH = 2  # sentences behind the one that tells of the round
_CONFIDENCE = 0.75


def with_co_investors(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and one for each sentence that names further investors of a round, which the round's has as well."""
    found = list(drafts)
    for verb in (t for t in parsed.doc if t.pos_ == "VERB" and _takes_part(t)):
        near = (d for d in found if _is_round(parsed, d) and _is_near(d.trigger, verb))
        home = max(near, key=lambda d: d.trigger.i, default=None)
        if home is None or not (others := _joining(parsed, verb, home)):
            continue
        parties = (*home.parties, *others)
        found = [replace(d, parties=parties) if set(d.parties) == set(home.parties) else d for d in found]
        factor = reference_factor(parsed, parties, verb)
        found.append(replace(home, parties=parties, trigger=verb, confidence=_CONFIDENCE * factor, definite=False))
    return found


def _is_round(parsed: Parsed, draft: Draft) -> bool:
    return draft.family == "Investment" and draft.stance.status is not Status.DENIED and is_complete(parsed, draft)


def _joining(parsed: Parsed, verb: Token, told: Draft) -> tuple[tuple[str, int], ...]:
    """Who takes part, beside those who are known to; nobody where that is denied or only talked of."""
    said, known = stance(parsed, verb, usual=None), {number for _, number in told.parties}
    if said.polarity is not Polarity.AFFIRMED or said.modality is Modality.RUMOUR:
        return ()
    found = [n for n in _taking_part(parsed, verb) if n not in known and parsed.kind(n) in _INVESTORS]
    return tuple(("investor", n) for n in dict.fromkeys(found))


def _takes_part(verb: Token) -> bool:
    """Whether a verb says that somebody is in a round, with or without a word for it."""
    around = arguments(verb)
    rounds = {h.lemma_.lower() for h in (*around.objects, *(h for p, h in prepositional(verb) if p == "in"))}
    if verb.lemma_.lower() == "include":  # "other investors include X"
        others = (s for s in around.subjects if s.lemma_.lower() in _BACKERS)
        return any(c.lower_ == "other" for s in others for c in s.lefts)
    if verb.lemma_.lower() in _JOINING:
        return not _ROUNDS.isdisjoint(rounds)
    is_part = verb.lemma_.lower() == "take" and any(o.lower_ == "part" for o in around.objects)
    return (is_part or with_particle(verb) == "participate") and rounds - {"part"} <= _ROUNDS


def _taking_part(parsed: Parsed, verb: Token) -> list[int]:
    around = arguments(verb)
    heads = around.objects if verb.lemma_.lower() == "include" else list(around.subjects)
    for clause in (t for t in verb.subtree if t.lemma_ == "do" and t != verb and t.i and t.nbor(-1).lower_ == "as"):
        heads += [c for c in clause.children if c.dep_ in {"nsubj", "dobj", "attr"}]
    return [n for head in heads for n in parsed.parties(head)]


def _is_near(told: Token, verb: Token) -> bool:
    between = sum(1 for t in told.doc[told.i + 1 : verb.i + 1] if t.is_sent_start)
    return told.i < verb.i and between <= _REACH
