"""Where an article leaves an event, as the encoder reads it: the rules see a sentence, the encoder what is around.

The encoder has learned of each word for an event where its passage leaves the event: of "sued", that the suit is
settled two sentences on.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING

from kg.extract.events.bystanders import REBUTTING
from kg.extract.frames.drafts import event_date
from kg.extract.stance.endings import is_appealed, is_left
from kg.extract.stance.find import says_status
from kg.records import Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed
    from kg.records import Stance

_SURE, _SURE_TOGETHER = 0.85, 0.5
"""How likely a state must be, on the average of an event's words, to count more than the rules' word: in one sentence,
and in several, of which the rules have read no state but that it goes on.

Both are from 881 controversies and 481 partnerships in passages that the weights of their time had not learned.
"""
_FAMILIES = frozenset({"Partnership", "Controversy"})
_TODAY = 10
"""Days from the day of publication within which a date is of the news itself, and not of what led to it."""
_EXAMINING = frozenset({"look", "examine"})
_REVIVING = frozenset({"overturn", "reverse", "revive", "reinstate", "wrong"})
_SETBACKS = frozenset({Status.ENDED, Status.SUSPENDED, Status.DENIED, Status.RUMOURED})


def with_read_state(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one event, in the state in which the encoder surely sees it.

    The drafts that speak for the day of publication have it, and where none of them is left in it, the one that tells
    most plainly of it. What one says of another day stays otherwise, and so does what words of its own sentence say;
    only of what was announced the article may tell further on that it came to nothing. Where a dispute stands, the
    article tells in all of its sentences, whatever a single one says.
    """
    read = {i: states for i, states in _readings(parsed).items() if not is_left(parsed.doc[i])}
    told = [(read[d.trigger.i], d) for d in drafts if d.family in _FAMILIES and d.trigger.i in read]
    if not told:
        return list(drafts)
    state, share = max(((s, fmean(states[s] for states, _ in told)) for s in told[0][0]), key=lambda item: item[1])
    is_in_several = len({d.trigger.sent.start for _, d in told}) > 1
    goes_on = all(d.stance.status in {None, Status.ACTIVE} for d in drafts)
    if share < (_SURE_TOGETHER if is_in_several and goes_on else _SURE):
        return list(drafts)
    status = Status(state)
    if status is Status.ENDED and (any(is_appealed(d.trigger) for d in drafts) or _is_only_earlier(told)):
        return list(drafts)
    if status is Status.ENDED and any(_is_still_to_end(parsed, d) for d in drafts):
        return list(drafts)
    may_move = _has_state if is_in_several and told[0][1].family == "Controversy" else partial(_is_open, status)
    moved = [
        replace(d, stance=_moved(d.stance, status)) if may_move(d) and _is_of_today(parsed, d) else d for d in drafts
    ]
    if any(d.stance.status is status for d in moved):
        return moved
    _, plainest = max(told, key=lambda item: item[0][state])
    return [
        replace(d, stance=_moved(d.stance, status)) if may_move(d) and d.trigger == plainest.trigger else d
        for d in drafts
    ]


def _is_only_earlier(told: Sequence[tuple[Mapping[str, float], Draft]]) -> bool:
    """Whether all that is read of a dispute is that it began before something else: "had accused X of lying"."""
    begun = (d.trigger for _, d in told if d.family == "Controversy" and d.trigger.pos_ == "VERB")
    earlier = [t for t in begun if any(c.dep_ == "aux" and c.lower_ in {"had", "'d", "’d"} for c in t.children)]
    return len(earlier) == len(told)


def _is_still_to_end(parsed: Parsed, draft: Draft) -> bool:
    """Whether a deal ends on a day after the day of publication: "their pact comes to an end on 31 March"."""
    published = parsed.article.published
    when = event_date(parsed, draft.trigger) if draft.family == "Partnership" and not draft.is_read else None
    return when is not None and published is not None and when.earliest > published


def dated_once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one event; of those of the encoder that only back it, the first dates it where no other does."""
    backing = [d for d in drafts if d.is_read and d.stance.status is None]
    telling = (d for d in drafts if d.when is not None and d not in backing)
    is_dated = any(d.parties or says_status(d.trigger) for d in telling)
    done = (d for d in backing if d.when is not None and d.stance.modality is Modality.ASSERTED)
    first = None if is_dated else next(done, None)
    return [replace(d, when=None) if d in backing and d is not first else d for d in drafts]


def _readings(parsed: Parsed) -> dict[int, Mapping[str, float]]:
    """Token → how likely each state is, where the token is of a word for an event."""
    triggers = parsed.doc._.reading.triggers
    return {i: trigger.states for trigger in triggers for i in range(trigger.words.start, trigger.words.end)}


def _has_state(draft: Draft) -> bool:
    return draft.stance.status is not None


def _is_open(state: Status, draft: Draft) -> bool:
    """Whether a draft may be in this state for all that its sentence says."""
    if draft.stance.status is Status.ANNOUNCED:
        return state in _SETBACKS
    trigger = draft.trigger
    if state is Status.RUMOURED and trigger.lemma_.lower() in _EXAMINING and not draft.is_read:
        return False
    beside = {c.lower_ for c in trigger.head.children if c.dep_ in {"prep", "aux"}}
    is_over = "over" in beside and "had" not in beside  # "is over pay", and not "had sued over"
    is_rebutted = trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in REBUTTING
    is_said = says_status(trigger) or trigger.dep_ == "attr" or is_over or is_rebutted  # "is a sponsor of"
    is_revived = state is Status.ENDED and any(a.lemma_.lower() in _REVIVING for a in trigger.ancestors)
    is_still = is_said or is_revived or is_left(trigger)
    return draft.stance.status is Status.ACTIVE and not is_still


def _is_of_today(parsed: Parsed, draft: Draft) -> bool:
    published = parsed.article.published
    if draft.when is None or published is None:
        return draft.when is None
    return abs((published - draft.when.latest).days) <= _TODAY


def _moved(stance: Stance, status: Status) -> Stance:
    polarity = Polarity.NEGATED if status is Status.DENIED else Polarity.AFFIRMED
    modality = Modality.RUMOUR if status is Status.RUMOURED else Modality.ASSERTED
    return replace(stance, polarity=polarity, modality=modality, status=status)


def is_beginning_of(draft: Draft, over: Sequence[Draft]) -> bool:
    """Whether it tells, as what had gone before, how a case began that has ended: "had fined X in March 2024"."""
    had = any(c.lower_ in {"had", "'d", "’d"} and c.dep_ == "aux" for c in draft.trigger.children)
    dated = [d for d in over if d.when is not None]
    if not (had and draft.when is not None and dated):
        return False
    begun = draft.when.earliest
    return all(d.stance.status is Status.ENDED and d.when is not None and begun < d.when.earliest for d in dated)
