"""What the words around a date tell about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.extract.dates import stretches
from kg.extract.dates.stretches import Stretch

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.records import When


class Tense(StrEnum):
    """When the clause around a date says that it happens."""

    PAST = "past"
    PERFECT = "perfect"
    FUTURE = "future"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a date may be counted from.

    Attributes:
        published: the article's day.
        prior: the date told before, within reach of "the following month".
        sentences_since_prior: 0 when it is in the same sentence.
        before: the token in front of the words.
        after: the token behind them.
        named: whether the words are part of a name that is not a date's ("Sunday Times").
        tense: of the clause around them.
    """

    published: date | None
    prior: When | None
    sentences_since_prior: int
    before: Token | None
    after: Token | None
    named: bool
    tense: Tense

    @property
    def other_time(self) -> When | None:
        """The date told before, if it is a day or month of its own, not counted from the publication."""
        prior = self.prior
        if prior is None or (prior.anchor is not None and prior.anchor == self.published):
            return None
        return prior if stretches.is_within((prior.earliest, prior.latest), "month") else None


Reading = tuple[Stretch, date | None]
"""The stretch and the day that it was counted from."""

Reader = Callable[[re.Match[str], Surroundings], Reading | None]
"""One form's meaning; None if unsure, ValueError for a day that no calendar has."""
