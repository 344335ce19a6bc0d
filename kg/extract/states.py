"""Where an article leaves an event, as the encoder reads it: the rules see a sentence, the encoder what is around.

The encoder has learned of each word for an event where its passage leaves the event: of "sued", that the suit is
settled two sentences on.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from kg.extract.stance import says_status
from kg.records import Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.drafts import Draft
    from kg.extract.parsed import Parsed
    from kg.records import Stance

_SURE = 0.7
"""How likely a state must be, on the average of an event's words, to count more than the rules' word."""
_FAMILIES = frozenset({"Partnership", "Controversy"})


def with_read_state(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one event, in the state in which the encoder surely sees it.

    The drafts that are not dated have it, as they speak for the day of publication, and where none of them is left in
    it, the one that tells most plainly of it. What a dated one says of its own day stays otherwise, and so does what
    words of its own sentence say.
    """
    read = _readings(parsed)
    told = [(read[d.trigger.i], d) for d in drafts if d.family in _FAMILIES and d.trigger.i in read]
    if not told:
        return list(drafts)
    state, share = max(((s, fmean(states[s] for states, _ in told)) for s in told[0][0]), key=lambda item: item[1])
    if share < _SURE:
        return list(drafts)
    status = Status(state)
    moved = [replace(d, stance=_moved(d.stance, status)) if _is_open(d) and d.when is None else d for d in drafts]
    if any(d.stance.status is status for d in moved):
        return moved
    _, plainest = max(told, key=lambda item: item[0][state])
    return [
        replace(d, stance=_moved(d.stance, status)) if _is_open(d) and d.trigger == plainest.trigger else d
        for d in drafts
    ]


def _readings(parsed: Parsed) -> dict[int, Mapping[str, float]]:
    """Token → how likely each state is, where the token is of a word for an event."""
    triggers = parsed.doc._.reading.triggers
    return {i: trigger.states for trigger in triggers for i in range(trigger.words.start, trigger.words.end)}


def _is_open(draft: Draft) -> bool:
    """Whether a draft is active only because its sentence says nothing else."""
    return draft.stance.status is Status.ACTIVE and not says_status(draft.trigger)


def _moved(stance: Stance, status: Status) -> Stance:
    polarity = Polarity.NEGATED if status is Status.DENIED else Polarity.AFFIRMED
    modality = Modality.RUMOUR if status is Status.RUMOURED else Modality.ASSERTED
    return replace(stance, polarity=polarity, modality=modality, status=status)
