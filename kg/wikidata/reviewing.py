"""A review of doubtful links: what comes next, what was decided, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import facts
from kg.errors import NotFound
from kg.records import Ruling
from kg.wikidata.doubts import LEAST, doubt, queue

if TYPE_CHECKING:
    from kg.facts import Decided
    from kg.link import Index
    from kg.settings import Settings
    from kg.store import Store
    from kg.wikidata.doubts import Doubt, Queued


@dataclass(slots=True)
class Review:
    """One person's way through the queue.

    The queue is as it was at the start; what is decided meanwhile, here or elsewhere, is passed over.

    Attributes:
        store: the graph.
        index: what knows the candidates, None for no descriptions.
        settings: for the base and the clock.
        by: who decides.
        least: how likely the best candidate must be.
        place: in the queue.
        made: keys of the decisions of this review, the newest last, each with the place where it was made.
    """

    store: Store
    index: Index | None
    settings: Settings
    by: str
    least: float = LEAST
    place: int = 0
    made: list[tuple[str, int]] = field(default_factory=list)
    _queue: list[Queued] = field(default_factory=list)

    def start(self) -> int:
        """Look at what is in doubt; how many entities are."""
        self._queue = queue(self.store, facts.settled(self.store, base=self.settings.base), least=self.least)
        self.place = 0
        return len(self._queue)

    def current(self) -> Doubt | None:
        """The doubt at this place, None behind the last."""
        if self.place >= len(self._queue):
            return None
        settled = facts.settled(self.store, base=self.settings.base)
        return doubt(self.store, self.index, self._queue[self.place].entity, settled, base=self.settings.base)

    def go(self, steps: int) -> None:
        """Forward or back, no further than before the first and behind the last."""
        self.place = min(max(self.place + steps, 0), len(self._queue))

    def rule(self, ruling: Ruling, item: str | None, reason: str) -> Decided:
        """Decide on the current doubt; a rejection stays there as long as another candidate is left."""
        shown = self.current()
        if shown is None:
            raise NotFound("There is nothing left to decide on: start the review again")
        done = facts.rule(self.store, shown.key, ruling, item, by=self.by, reason=reason, settings=self.settings)
        self.made.append((done.decision.key, self.place))
        rest = [each for each in shown.options if not each.is_rejected and each.item != item]
        if ruling is not Ruling.REJECTED or not rest:
            self.go(1)
        return done

    def undo(self) -> Decided | None:
        """Take this review's newest decision back, and go where it was made; None if there is none."""
        if not self.made:
            return None
        key, place = self.made.pop()
        done = facts.undo(self.store, key, by=self.by, reason="undone in the review", settings=self.settings)
        self.place = place
        return done
