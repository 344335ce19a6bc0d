"""Where an article leaves an event, as the encoder reads it: the rules see a sentence, the encoder what is around.

The encoder has learned of each word for an event where its passage leaves the event: of "sued", that the suit is
settled two sentences on.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from kg.records import Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.drafts import Draft
    from kg.extract.parsed import Parsed
    from kg.records import Stance

_SURE = 0.7
"""How likely a state must be, on the average of an event's words, to count more than the rules' word."""
_CLAIMED_LESS = {
    Status.ACTIVE: frozenset({Status.RUMOURED, Status.DENIED, Status.ANNOUNCED}),
    Status.ANNOUNCED: frozenset({Status.RUMOURED, Status.DENIED}),
}
"""State → those that claim less than it: where words say so, the encoder does not make more of it."""
_FAMILIES = frozenset({"Partnership", "Controversy"})


def with_read_state(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one event, in the state in which the encoder surely sees it.

    The draft that tells most plainly of that state has it, and so have those that are not dated, as they speak for
    the day of publication. What a dated one says of its own day stays. Words of doubt, denial or plans count more
    than the encoder.
    """
    read = _readings(parsed)
    told = [(read[d.trigger.i], d) for d in drafts if d.family in _FAMILIES and d.trigger.i in read]
    if not told:
        return list(drafts)
    state, share = max(((s, fmean(states[s] for states, _ in told)) for s in told[0][0]), key=lambda item: item[1])
    if share < _SURE:
        return list(drafts)
    _, plainest = max(told, key=lambda item: item[0][state])
    status = Status(state)
    return [
        replace(d, stance=_moved(d.stance, status)) if d is plainest or _is_undated(d, status) else d for d in drafts
    ]


def _readings(parsed: Parsed) -> dict[int, Mapping[str, float]]:
    """Token → how likely each state is, where the token is of a word for an event."""
    triggers = parsed.doc._.reading.triggers
    return {i: trigger.states for trigger in triggers for i in range(trigger.words.start, trigger.words.end)}


def _is_undated(draft: Draft, status: Status) -> bool:
    """Whether a draft says where the event stands, of no day of its own, and otherwise than the encoder."""
    return draft.when is None and draft.stance.status not in {None, status}


def _moved(stance: Stance, status: Status) -> Stance:
    if stance.status in _CLAIMED_LESS.get(status, ()):
        return stance
    polarity = Polarity.NEGATED if status is Status.DENIED else Polarity.AFFIRMED
    modality = stance.modality
    if status is Status.RUMOURED:
        modality = Modality.RUMOUR
    elif modality is Modality.RUMOUR or status is not Status.ANNOUNCED:
        modality = Modality.ASSERTED
    return replace(stance, polarity=polarity, modality=modality, status=status)
