"""What speaks for and against somebody's part in an event, a set of parties, and there being an event at all.

Each trait is a name with a number. What they weigh is fitted by `training/choosing.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS
from kg.extract.events.joining import is_complete
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.events.gathering import Gathered, Part
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed

    Party = tuple[str, int]
    Parties = tuple[Party, ...]
    Traits = Mapping[str, float]

_LEAST, _MOST = 0.005, 0.995  # beyond these, a likelihood says no more
_OFTEN, _MANY = 4, 3
_FAR = 2  # sentences
LEAD = 1
"""The last sentence of those that an article begins with, its headline among them."""
_OF_ROLES = ("speaks", "away", "lead")  # what tells more of one part than of another
_REPORTING = word_set("stance", "reporting")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of an article before the parties of its events are chosen.

    Attributes:
        speakers: who says something.
        acting: who does anything else.
        rules: family → what the rules found.
        complete: family → of these, the parties of those that make an event by themselves.
    """

    speakers: frozenset[int]
    acting: frozenset[int]
    rules: Mapping[str, Sequence[Draft]]
    complete: Mapping[str, Sequence[frozenset[Party]]]


def around(parsed: Parsed, known: Sequence[Draft]) -> Around:
    """The article around its events, with what the rules found in it."""
    speakers, acting = set[int](), set[int]()
    for token in parsed.doc:
        if token.dep_ in SUBJECTS and token.i in parsed.at:
            says = token.head.lemma_.lower() in _REPORTING
            (speakers if says else acting).update(parsed.at[token.i])
    rules: defaultdict[str, list[Draft]] = defaultdict(list)
    complete: defaultdict[str, list[frozenset[Party]]] = defaultdict(list)
    for draft in known:
        rules[draft.family].append(draft)
        if is_complete(parsed, draft):
            complete[draft.family].append(frozenset(draft.parties))
    return Around(frozenset(speakers), frozenset(acting), rules, complete)


def of_party(
    parsed: Parsed, event: Gathered, number: int, part: Part, known: Around, nameless: Sequence[Token]
) -> Traits:
    """What speaks for and against somebody's part; their weights differ for who is in and who is left out.

    `nameless` are the event's words for what somebody without a name does.
    """
    role = part.role
    shares = [each.get((number, role), 0.0) for each in event.shares]
    scores = [trigger.score for trigger in event.triggers]
    evenly = sum(share * score for share, score in zip(shares, scores, strict=True)) / sum(scores)
    likely = {"best word": part.most, "words": part.usual, "all words": evenly, "surest word": shares[event.surest]}
    doubt = {f"not {name}": log(1 - share) for name, share in likely.items()}
    others = {
        "other part": log(_most(event, lambda n, r: n == number and r != role)),
        "rival": log(_most(event, lambda n, r: n != number and r == role)),
    }
    place = _place(parsed, event, number, role, known)
    of_role = {
        role: 1.0,
        f"{role}, best word": log(part.most),
        f"{role}, not best word": doubt["not best word"],
        f"{role}, {parsed.kind(number).value}": 1.0,
        **{f"{role}, {name}": place[name] for name in _OF_ROLES},
        f"{role}, another acts": float(any(not parsed.mentions(root, number) for root in nameless)),
    }
    return {**{name: log(share) for name, share in likely.items()}, **doubt, **others, **of_role, **place}


def _place(parsed: Parsed, event: Gathered, number: int, role: str, known: Around) -> Traits:
    """Where and how often somebody stands in the article, and what the rules say of them."""
    cluster, rules = parsed.clusters[number], known.rules.get(event.family, ())
    first = event.sentence(cluster.names[0].start)
    distances = [event.sentences_to(parsed, trigger, number) for trigger in event.triggers]
    away = min(distances)
    return {
        "somebody": 1.0,
        "away": float(away > 0),
        "beside the surest": float(distances[event.surest] == 0),
        "far": float(away >= _FAR),
        parsed.kind(number).value: 1.0,
        "named": min(len(cluster.names), _OFTEN) / _OFTEN,
        "referred to": min(len(cluster.references), _OFTEN) / _OFTEN,
        "first sentence": float(first == 0),
        "lead": float(first <= LEAD),
        "speaks": float(number in known.speakers),
        "only speaks": float(number in known.speakers - known.acting),
        "in a rule": float(any(number == n for draft in rules for _, n in draft.parties)),
        "so in a rule": float(any((role, number) in draft.parties for draft in rules)),
    }


def of_set(parsed: Parsed, event: Gathered, parties: Parties, known: Around) -> Iterator[str]:
    """What a set of parties is as a whole."""
    roles, mine = [role for role, _ in parties], frozenset(parties)
    kind = event.kind
    yield f"{min(len(parties), _OFTEN)} parties"
    for role in sorted(set(roles)):
        yield f"with {role}"
        yield f"{kind} with {role}"
        if roles.count(role) > 1:
            yield f"several {role}"
    if {Kind.PERSON, Kind.ORGANIZATION} <= {parsed.kind(n) for role, n in parties if role == "accused"}:
        yield "person and firm accused"
    for rule in known.complete.get(event.family, ()):
        yield _beside(mine, rule)


def _beside(mine: frozenset[Party], rule: frozenset[Party]) -> str:
    if mine == rule:
        return "as a rule has it"
    if mine & rule:
        return "more than a rule" if rule < mine else "less than a rule" if mine < rule else "partly as a rule"
    return "unlike a rule"


def of_none(event: Gathered, most: float, known: Around) -> Traits:
    """What speaks for and against there being no such event; `most` is how likely the likeliest part is."""
    by_sentence: defaultdict[int, float] = defaultdict(lambda: 1.0)
    for trigger in event.triggers:
        by_sentence[event.sentence(trigger.words.start)] *= 1 - trigger.score
    shares = {
        "surest word": event.triggers[event.surest].score,
        "all words": event.sureness,
        "surest sentence": 1 - min(by_sentence.values()),
    }
    words = len(event.triggers)
    return {
        **{name: log(share) for name, share in shares.items()},
        **{f"not {name}": log(1 - share) for name, share in shares.items()},
        "no event": 1.0,
        event.family: 1.0,
        event.kind: 1.0,
        "one word": float(words == 1),
        "many words": float(words >= _MANY),
        "several sentences": float(len(by_sentence) > 1),
        "lead": float(min(by_sentence) <= LEAD),
        f"{event.family}, lead": float(min(by_sentence) <= LEAD),
        "words": math.log(words),
        "a rule": float(event.family in known.rules),
        "a complete rule": float(event.family in known.complete),
        "likeliest part": log(most),
        "nobody": float(most == 0),
    }


def log(share: float) -> float:
    """Its logarithm, within bounds."""
    return math.log(min(max(share, _LEAST), _MOST))


def _most(event: Gathered, is_meant: Callable[[int, str], bool]) -> float:
    return max((s for shares in event.shares for key, s in shares.items() if is_meant(*key)), default=0.0)
