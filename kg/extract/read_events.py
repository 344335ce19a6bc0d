"""Events as the encoder reads them: words that name one, the candidates with a part in it, and its state."""

from __future__ import annotations

from collections import defaultdict
from math import prod
from typing import TYPE_CHECKING

from kg.extract.drafts import SUREST_READING, Draft, event_date, is_definite, reference_factor
from kg.extract.events import is_complete
from kg.extract.frames import has_other_sense
from kg.extract.labour import is_over_pay
from kg.extract.stance import own_status, stance
from kg.extract.syntax import arguments, first_of_list, governing_verb, is_asked_for, is_only_due
from kg.records import EVENT_FAMILIES, EVENT_ROLES, Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.extract.encoder import ScoredRelation, TriggerReading
    from kg.extract.parsed import Parsed

_PARTIES = {
    "partner": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "acquirer": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "acquired": frozenset({Kind.ORGANIZATION, Kind.PRODUCT}),
    "participant": frozenset({Kind.ORGANIZATION}),
    "investor": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "investee": frozenset({Kind.ORGANIZATION, Kind.PRODUCT}),
    "accused": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "accuser": frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE}),
    "affected": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
}
"""Part → what can have it; of places only countries accuse."""
_REACH = 3  # sentences
_LIKELY = 0.5
"""From here on somebody is likelier a party than none."""
_DEALERS = frozenset({"acquirer", "acquired", "investor", "investee"})
_BUYERS = frozenset({"acquirer", "investor"})
_SELLING = frozenset({"sell", "offload", "divest"})
_LASTING = frozenset({"member", "own", "unit", "subsidiary", "division", "arm", "parent", "owner"})
_BODIES = frozenset({"club", "league", "team", "plant", "brand", "parish"})
_CLEARED = frozenset({"victim", "clear", "acquit", "exonerate", "absolve"})
_FILING = frozenset({"file", "lodge", "submit", "complain", "petition"})
_TIMES = frozenset({"after", "before", "since", "during", "until", "following", "amid", "despite"})
_SITES = frozenset({"at", "in", "near", "outside"})
_OPENING = frozenset({"open", "launch", "start", "begin", "order", "conduct"})
_EXAMPLES = frozenset({"as", "like", "including"})
_USUAL = 0.6
_SURE = {"Controversy": 0.8, "Acquisition": 0.8}
"""Family → how sure an event must be as a whole; `_USUAL` where it is not listed."""


def read_events(parsed: Parsed, known: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each word that names an event; `events.join` supplies or drops what lacks a party.

    Args:
        parsed: the article.
        known: what the rules found. Where they have a complete event of a family in a sentence, theirs is the surer.
    """
    told = {(d.family, d.trigger.sent.start) for d in known if is_complete(parsed, d) and not d.supporting}
    parts = _parts(parsed)
    for trigger in parsed.doc._.reading.triggers:
        words = (trigger.words.start, trigger.words.end)
        family = EVENT_FAMILIES[trigger.kind]
        sides = {n: part for n, part in parts.get(words, {}).items() if part[0] in EVENT_ROLES.get(family, ())}
        if _sureness(trigger, sides) < _SURE.get(family, _USUAL) or _is_other_tie(parsed, trigger, family):
            continue
        parties = tuple(
            (role, number)
            for number, (role, score) in sorted(sides.items())
            if score >= _LIKELY
            and _fits(parsed, role, number)
            and not (role == "accuser" and parsed.is_court(number))
            and not _is_elsewhere(parsed, trigger, number)
        )
        if (
            not parties
            or _is_list(parsed, trigger, parties)
            or _is_filing(parsed, trigger, parties)
            or _is_seller(parsed, trigger, parties)
            or (family == "Partnership" and _is_offspring(parsed, parties))
            or any(_is_aside(parsed, trigger, *party) for party in parties)
        ):
            continue
        found = _draft(parsed, trigger, family, parties)
        is_told = (family, found.trigger.sent.start) in told
        if not is_told and not is_over_pay(parsed, found) and not _is_only_denied(found):
            yield found


def _sureness(trigger: TriggerReading, sides: Mapping[int, tuple[str, float]]) -> float:
    """How sure it is that there is such an event with these parties and no others, if each is so by itself.

    One party that is told wrongly costs more than an event missed, so a doubt about one is a doubt about all.
    """
    return prod((max(score, 1 - score) for _, score in sides.values()), start=trigger.score)


def _parts(parsed: Parsed) -> dict[tuple[int, int], dict[int, tuple[str, float]]]:
    """Word for an event → cluster → its surest part in it."""
    found: defaultdict[tuple[int, int], dict[int, tuple[str, float]]] = defaultdict(dict)
    for relation in parsed.doc._.reading.relations:
        if relation.subject.kind != "trigger" or not _is_near(parsed, relation):
            continue
        parts = found[relation.subject.start, relation.subject.end]
        for number in parsed.standing_for(relation.object):
            if relation.score > parts.get(number, ("", 0.0))[1]:
                parts[number] = (relation.type, relation.score)
    return found


def _is_near(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether a party is told of in the sentence of the event's word, or, of a pact or dispute, not far from it."""
    first, last = sorted(candidate.start for candidate in (relation.subject, relation.object))
    apart = sum(1 for token in parsed.doc[first + 1 : last + 1] if token.is_sent_start)
    return apart == 0 or (apart <= _REACH and relation.type not in _DEALERS)


def _fits(parsed: Parsed, role: str, number: int) -> bool:
    kind = parsed.kind(number)
    if kind is Kind.PLACE and not parsed.is_country(number):
        return False
    return kind in _PARTIES[role]


def _is_other_tie(parsed: Parsed, trigger: TriggerReading, family: str) -> bool:
    """Whether the word tells of no event of its own.

    It is of a lasting tie ("member", "owned"), of a body ("club"), of dealing with a task or of an appeal, of those who
    suffered ("victims of fraud"), of what somebody was cleared of, asked for, or has nothing to do with; or it stands
    in another sense ("charged with two fouls").
    """
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    above = {g.lemma_.lower() for g in (head.head, head.head.head)} if head.dep_ == "pobj" else set()
    is_unrelated = head.dep_ == "nsubj" and any(c.lower_ == "nothing" for c in head.head.children)
    is_dealing = head.pos_ == "VERB" and head.lemma_.lower() in {"deal", "appeal"}
    is_lasting = head.lemma_.lower() in _LASTING | _BODIES or is_dealing
    is_open = is_asked_for(head) or is_only_due(head)
    is_else = family == "Controversy" and has_other_sense(head, "controversy")
    return is_lasting or bool(above & _CLEARED) or is_open or is_unrelated or is_else


def _is_only_denied(draft: Draft) -> bool:
    """Whether a dispute is said not to be, and only one side is known: that names nobody in a dispute."""
    return draft.family == "Controversy" and draft.stance.status is Status.DENIED and len(draft.parties) == 1


def _is_elsewhere(parsed: Parsed, trigger: TriggerReading, number: int) -> bool:
    """Whether a sentence only puts a party beside the event in time: "X praised Y after the recall"."""
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    time = next((t for t in (head.head, head.head.head) if t.dep_ == "prep" and t.lower_ in _TIMES), None)
    if head.dep_ not in {"pobj", "compound"} or time is None:
        return False
    inside = {t.i for t in time.subtree}
    return not any(s.sent == head.sent and s.root.i in inside for s in parsed.clusters[number].names)


def _is_list(parsed: Parsed, trigger: TriggerReading, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether all who sponsor something stand in one list: what they sponsor has no name, and ties them to nobody."""
    sentence = parsed.doc[trigger.words.start].sent
    heads = [[first_of_list(s.root) for s in parsed.clusters[n].names if s.sent == sentence] for _, n in parties]
    firsts = {first for each in heads for first in each}
    return trigger.kind == "Sponsorship" and len(parties) > 1 and all(heads) and len(firsts) == 1


def _is_offspring(parsed: Parsed, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether one is named after two others, as a joint venture is: its parents are the partners, and not it."""
    keys = [parsed.clusters[number].key.split() for _, number in parties]
    firms = {cluster.key.split()[0] for cluster in parsed.clusters if cluster.key and cluster.kind is Kind.ORGANIZATION}
    return any(len(set(key[1:]) & firms) and any(key[0] == other[0] for other in keys if other != key) for key in keys)


def _is_filing(parsed: Parsed, trigger: TriggerReading, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether one is only where a complaint is filed: "X filed a complaint with the commission" accuses neither."""
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    above = {head, head.head} if head.dep_ == "dobj" else {head}
    if EVENT_FAMILIES[trigger.kind] != "Controversy" or not {t.lemma_.lower() for t in above} & _FILING:
        return False
    heads = (s.root for _, n in parties for s in parsed.clusters[n].names if s.sent == head.sent)
    return any(h.dep_ == "pobj" and h.head.lower_ == "with" and h.head.head in above for h in heads)


def _is_seller(parsed: Parsed, trigger: TriggerReading, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether who sells a thing is taken for its buyer: "X is to sell a stake to Y"."""
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    verb = head if head.pos_ == "VERB" else governing_verb(head)
    if verb is None or verb.lemma_.lower() not in _SELLING:
        return False
    sellers = {n for s in arguments(verb).subjects for n in parsed.parties(s)}
    return any(role in _BUYERS and number in sellers for role, number in parties)


def _is_aside(parsed: Parsed, trigger: TriggerReading, role: str, number: int) -> bool:
    """Whether a sentence brings somebody in without making them a party.

    As one of a list of examples ("suppliers such as X and Y", "sponsors include X"), as the name of goods ("bought 20 X
    shops") or of a place ("at an X warehouse"), or as who looks into something ("X opened an investigation").
    """
    sentence = parsed.doc[trigger.words.start].sent
    heads = [s.root for s in parsed.clusters[number].names if s.sent == sentence]
    return bool(heads) and all(
        _is_example(head)
        or (role == "acquired" and _is_modifier(head))
        or (role == "accused" and (_is_site(head) or _opens(head, trigger)))
        for head in heads
    )


def _is_site(head: Token) -> bool:
    return _is_modifier(head) and head.head.dep_ == "pobj" and head.head.head.lower_ in _SITES


def _opens(head: Token, trigger: TriggerReading) -> bool:
    """Whether it is the subject of the verb that begins an investigation."""
    verb = head.head
    opened = {c.i for c in verb.children if c.dep_ == "dobj"}
    is_trigger = bool(opened & set(range(trigger.words.start, trigger.words.end)))
    is_official = trigger.kind == "RegulatoryAction" and verb.lemma_.lower() in _OPENING
    return head.dep_ == "nsubj" and is_official and is_trigger


def _is_example(head: Token) -> bool:
    first = first_of_list(head)
    above = first.head
    if first.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ == "that":  # "like that of X"
        above = above.head.head
    return above.lower_ in _EXAMPLES or (first.dep_ == "dobj" and above.lemma_ == "include")


def _is_modifier(head: Token) -> bool:
    return head.dep_ in {"compound", "nmod"} and head.head.pos_ == "NOUN"


def _draft(parsed: Parsed, reading: TriggerReading, family: str, parties: tuple[tuple[str, int], ...]) -> Draft:
    trigger = parsed.doc[reading.words.start : reading.words.end].root
    is_dispute = family == "Controversy"
    usual = own_status(trigger, is_dispute=is_dispute)
    if usual is None:
        usual = Status.ACTIVE if family in {"Partnership", "Controversy"} else Status.ANNOUNCED
    return Draft(
        family=family,
        kind=reading.kind,
        parties=parties,
        trigger=trigger,
        stance=stance(parsed, trigger, usual=usual, is_dispute=is_dispute),
        when=event_date(parsed, trigger),
        confidence=round(min(reading.score, SUREST_READING) * reference_factor(parsed, parties, trigger), 2),
        definite=is_definite(trigger),
        is_read=True,
    )
