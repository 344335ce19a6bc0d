"""Words that tell of one event, gathered, with all that the encoder reads of who has a part in it.

"Walked off the job", "the strike" and "the walkout" are one event's; a party that stands too far from one of them,
or is doubtful beside it, may be clear beside another.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.encoder import reach
from kg.extract.events.asides import is_elsewhere, is_other_tie
from kg.extract.events.bystanders import charges, is_of_many, is_of_who_is_meant, stands_beside
from kg.extract.events.outsiders import outsiders
from kg.extract.events.same_event import home
from kg.extract.sections import sections
from kg.records import EVENT_FAMILIES, EVENT_ROLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.document.tokens import Span, Token
    from kg.extract.encoder import Candidate, ScoredRelation, TriggerReading
    from kg.extract.parsed import Parsed
    from kg.extract.sections import Sections

    Shares = Mapping[tuple[int, str], float]

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
"""Part → what can have it; of places only states accuse."""
_UNSEEN = 0.02  # how likely a part is that the encoder did not find worth telling
_LEAST, _MOST = 0.06, 6  # who is asked for at all, and how many at most
_FAINT = 0.35  # beside words that are less likely, only who stands in their sentence counts
_LEAST_SECOND = 0.2  # for a part that is not the likeliest


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody may have in an event.

    Attributes:
        role: which.
        most: how likely it is beside the word that shows it best.
        usual: how likely it is on the average of the words.
    """

    role: str
    most: float
    usual: float


@dataclass(slots=True)
class Gathered:
    """Words for one event.

    Attributes:
        family: the event's.
        starts: where the article's sentences start.
        triggers: the words, in text order.
        shares: for each of them, (cluster, role) → how likely that is.
        surest: the number of the surest word.
    """

    family: str
    starts: Sequence[int]
    triggers: list[TriggerReading] = field(default_factory=list)
    shares: list[Shares] = field(default_factory=list)
    surest: int = 0

    def add(self, trigger: TriggerReading, shares: Shares) -> None:
        """One more word, with what the encoder reads beside it."""
        self.triggers.append(trigger)
        self.shares.append(shares)
        if trigger.score > self.triggers[self.surest].score:
            self.surest = len(self.triggers) - 1

    def roots(self, parsed: Parsed) -> list[Token]:
        """The word of each trigger that the others hang on."""
        return [parsed.doc[t.words.start : t.words.end].root for t in self.triggers]

    @property
    def kind(self) -> str:
        """The class of the surest word."""
        return self.triggers[self.surest].kind

    @property
    def sureness(self) -> float:
        """How likely it is that one of the words tells of an event."""
        return 1 - math.prod(1 - trigger.score for trigger in self.triggers)

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self.starts, token) - 1

    def parts(self, parsed: Parsed) -> dict[int, list[Part]]:
        """Cluster → the parts that it may have, the likeliest first; the likeliest few."""
        found: defaultdict[int, list[Part]] = defaultdict(list)
        for number, role in sorted({key for each in self.shares for key in each}):
            part = self._part(parsed, number, role)
            if part.most >= _LEAST:
                found[number].append(part)
        for parts in found.values():
            parts.sort(key=_weight, reverse=True)
            parts[1:] = [part for part in parts[1:] if part.most >= _LEAST_SECOND]
        return dict(sorted(sorted(found.items(), key=lambda item: -_weight(item[1][0]))[:_MOST]))

    def _part(self, parsed: Parsed, number: int, role: str) -> Part:
        scored = [
            (trigger.score, shares.get((number, role), _UNSEEN))
            for trigger, shares in zip(self.triggers, self.shares, strict=True)
            if (number, role) in shares or self.sentences_to(parsed, trigger, number) <= reach(self.family)
        ]
        total = sum(weight for weight, _ in scored)
        usual = sum(weight * _logit(share) for weight, share in scored) / total
        return Part(role, max(share for _, share in scored), 1 / (1 + math.exp(-usual)))

    def sentences_to(self, parsed: Parsed, trigger: TriggerReading, number: int) -> int:
        """How many sentences lie between one of the words and the nearest name of a cluster."""
        starts = (name.start for name in parsed.clusters[number].names)
        return min((_apart(self.starts, trigger.words.start, start) for start in starts), default=len(parsed.doc))


def gathered(parsed: Parsed, fitted: Mapping[str, float]) -> list[Gathered]:
    """The events whose words the encoder sees in an article, in text order.

    Args:
        parsed: the article.
        fitted: what `same_event`'s traits weigh.
    """
    found: list[Gathered] = []
    if not parsed.doc._.reading.triggers:
        return found
    starts, stories = [sentence.start for sentence in parsed.doc.sents], sections(parsed)
    for family, trigger, shares in told(parsed, stories):
        alike = (e for e in found if e.family == family)
        near = [e for e in alike if not stories.differ(e.triggers[0].words.start, trigger.words.start)]
        event = home(parsed, near, trigger, shares, fitted)
        if event is None:
            event = Gathered(family, starts)
            found.append(event)
        event.add(trigger, shares)
    return found


def told(parsed: Parsed, stories: Sections) -> Iterator[tuple[str, TriggerReading, Shares]]:
    """Each word for an event, in text order: its family, and (cluster, role) → how likely that is beside it."""
    by_word = _by_word(parsed, stories)
    for trigger in parsed.doc._.reading.triggers:
        family = EVENT_FAMILIES[trigger.kind]
        if is_other_tie(parsed, trigger, family):
            continue
        known = by_word.get((trigger.words.start, trigger.words.end), {})
        shares = {key: share for key, share in known.items() if key[1] in EVENT_ROLES.get(family, ())}
        if trigger.score < _FAINT:
            word = parsed.doc[trigger.words.start]
            shares = {key: share for key, share in shares.items() if parsed.mentions(word, key[0])}
        yield family, trigger, shares


def _by_word(parsed: Parsed, stories: Sections) -> dict[tuple[int, int], dict[tuple[int, str], float]]:
    """Word for an event → (cluster, role) → how likely that is."""
    found: defaultdict[tuple[int, int], dict[tuple[int, str], float]] = defaultdict(dict)
    outside = outsiders(parsed)
    able: dict[tuple[str, int, int], tuple[list[int], Span | None]] = {}
    for relation in parsed.doc._.reading.relations:
        if relation.subject.kind != "trigger":
            continue
        shares, role, mention = found[relation.subject.start, relation.subject.end], relation.type, relation.object
        key = role, mention.start, mention.end
        if key not in able:
            able[key] = _able(parsed, role, mention)
        numbers, not_in = able[key]
        if not numbers or not_in is parsed.doc[relation.subject.start].sent:
            continue
        if role == "accused" and _is_on_other_side(parsed, relation):
            continue
        able_here = (n for n in numbers if n not in outside and not stories.apart(relation.subject.start, n))
        for number in able_here:
            if not is_elsewhere(parsed, relation.subject, number):
                shares[number, role] = max(shares.get((number, role), 0.0), relation.score)
    return found


def _able(parsed: Parsed, role: str, mention: Candidate) -> tuple[list[int], Span | None]:
    """The clusters that a mention stands for and that can have such a part, and in which sentence it shows neither.

    Nobody where the mention only puts them beside the event.
    """
    numbers = [n for n in parsed.standing_for(mention) if _fits(parsed, role, n)]
    word = parsed.doc[mention.start : mention.end].root
    if not numbers or not stands_beside(word, role):
        return numbers, None
    return (numbers, word.sent) if is_of_many(word) else ([], None)


def _fits(parsed: Parsed, role: str, number: int) -> bool:
    kind = parsed.kind(number)
    if kind not in _PARTIES.get(role, ()) or parsed.is_court(number):
        return False
    return kind is not Kind.PLACE or parsed.is_state(number)


def _is_on_other_side(parsed: Parsed, relation: ScoredRelation) -> bool:
    """Whether the sentence shows that they accuse, or only that the accused are of them."""
    mention = parsed.doc[relation.object.start : relation.object.end].root
    trigger = parsed.doc[relation.subject.start : relation.subject.end].root
    return charges(mention, trigger) or is_of_who_is_meant(mention, trigger)


def _apart(starts: Sequence[int], one: int, other: int) -> int:
    """How many sentences later the other token stands."""
    return abs(bisect_right(starts, one) - bisect_right(starts, other))


def _weight(part: Part) -> float:
    return part.most + part.usual


def _logit(share: float) -> float:
    within = min(max(share, 0.01), 0.99)
    return math.log(within / (1 - within))
