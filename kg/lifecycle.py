"""Claims in time: the day that each speaks for, the states that follow one another, and what contradicts what.

Pure, and blind to the order of what it gets. The rules are published in docs/facts.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.identity import bounded
from kg.records import Claim, Modality, Polarity, RoleStatus, State, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.records import Testimony

_ORDER: Final = (*Status, *RoleStatus)
_OVER: Final = frozenset({Status.ENDED, Status.SUSPENDED, Status.DENIED})
_NEAREST: Final = 10
_MONTH: Final = 31  # days


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the day that it speaks for, its day of publication (unknown is the oldest) and its source.

    `is_dated` says whether words or the publication give that day, `is_vague` whether its words span over a month.
    """

    claim: Claim
    day: date
    published: date
    source: str
    is_dated: bool = True
    is_vague: bool = False

    @classmethod
    def by(cls, testimony: Testimony) -> list[Told]:
        """The claims of an article; as nobody knows the future, one about a later day speaks for its publication.

        Where that is unknown, what has no day of its own is of the article's, and so not before what has one. What is
        of "earlier this year" was before what is of Tuesday.
        """
        published = testimony.published
        days = [_day(claim, published) for claim in testimony.claims]
        exact = [day for claim, day in zip(testimony.claims, days, strict=True) if day and not _is_vague(claim)]
        last = max((day for day in days if day is not None), default=date.min)
        return [
            cls(
                claim,
                _before(exact, claim, day) if day and _is_vague(claim) else day or last,
                published or date.min,
                testimony.source,
                is_dated=day is not None,
                is_vague=_is_vague(claim),
            )
            for claim, day in zip(testimony.claims, days, strict=True)
        ]

    @property
    def voice(self) -> tuple[str, str | None]:
        """Who says it: the source, or whom the source has say it."""
        return self.source, self.claim.attributed_to

    @property
    def time(self) -> tuple[date, date, bool, bool]:
        """What decides which of two claims is the later."""
        return self.day, self.published, not self.is_vague, not self.is_dated

    @property
    def is_firm(self) -> bool:
        """Whether it says that something is so, not that it is planned or talked of."""
        return self.claim.polarity is Polarity.AFFIRMED and self.claim.modality is Modality.ASSERTED

    @property
    def is_denial(self) -> bool:
        """Whether it says that something is not so."""
        return self.claim.polarity is Polarity.NEGATED or self.claim.status is Status.DENIED

    @property
    def is_affirmation(self) -> bool:
        """Whether it says that something is or will be so; that it is over is neither this nor a denial."""
        is_said = self.claim.polarity is Polarity.AFFIRMED and self.claim.modality is not Modality.RUMOUR
        return is_said and self.claim.status not in _OVER and self.claim.role_status is not RoleStatus.FORMER

    @property
    def status(self) -> Status:
        """What the claim says of an event's state, by its words or else by its polarity and modality."""
        if self.claim.status is not None:
            return self.claim.status
        if self.claim.polarity is Polarity.NEGATED:
            return Status.DENIED
        return {Modality.RUMOUR: Status.RUMOURED, Modality.PLANNED: Status.ANNOUNCED}.get(
            self.claim.modality,
            Status.ACTIVE,
        )

    @property
    def speaks_of_status(self) -> bool:
        """Whether the claim says where the event stands, and does not merely come back to it."""
        return self.claim.status is not None or not self.is_firm

    @property
    def role_status(self) -> RoleStatus:
        """What the claim says of a role's state; without a word about it, the role is held."""
        return self.claim.role_status or RoleStatus.CURRENT


def _day(claim: Claim, published: date | None) -> date | None:
    held = claim.when.latest if claim.when is not None else None
    return min((day for day in (held, published) if day is not None), default=None)


def _is_vague(claim: Claim) -> bool:
    return claim.when is not None and (claim.when.latest - claim.when.earliest).days > _MONTH


def _before(exact: Iterable[date], claim: Claim, day: date) -> date:
    """The day of vague words: the first of those in their span that the article tells of, else its last."""
    first = claim.when.earliest if claim.when is not None else day
    return min((each for each in exact if first <= each <= day), default=day)


def event_states(key: str, told: Sequence[Told]) -> tuple[State, ...]:
    """The states of an event, in order of time; the last is where it stands."""
    deciding = [each for each in told if each.speaks_of_status] or told
    return _states(key, [(each, each.status) for each in deciding])


def role_states(key: str, told: Sequence[Told]) -> tuple[State, ...]:
    """The states of a role, in order of time; the last says whether it is held."""
    return _states(key, [(each, each.role_status) for each in told if each.is_firm])


def contradictions(told: Sequence[Told]) -> tuple[tuple[str, str], ...]:
    """(denial, affirmation) pairs of claims on one thing, each by another voice, sorted.

    An article that affirms a deal and has a company deny it tells of a contradiction by itself. A denial is set against
    the ten affirmations nearest to it in time, so that their number stays in proportion.
    """
    said: defaultdict[tuple[str | None, str | None], list[Told]] = defaultdict(list)
    for each in told:
        if each.is_affirmation:
            said[each.claim.predicate, each.claim.object].append(each)
    pairs = []
    for no in (each for each in told if each.is_denial):
        other = [yes for yes in said[no.claim.predicate, no.claim.object] if yes.voice != no.voice]
        near = sorted(other, key=lambda yes: (abs((yes.day - no.day).days), yes.claim.key))
        pairs += [(no.claim.key, yes.claim.key) for yes in near[:_NEAREST]]
    return tuple(sorted(pairs))


def agreed_stretch(told: Iterable[Told]) -> When | None:
    """The stretch of days that the most claims allow; of these the earliest: news is retold late, never early."""
    dates = [each.claim.when for each in told if each.claim.when is not None]
    distinct = {(each.earliest, each.latest): each for each in dates}
    days = agreed_days(Counter((each.earliest, each.latest) for each in dates))
    return None if days is None else distinct[days]


def agreed_days(votes: Mapping[tuple[date, date], int]) -> tuple[date, date] | None:
    """The same, of stretches with the number of claims that give each."""

    def rank(stretch: tuple[date, date]) -> tuple[int, date, int]:
        first, last = stretch
        allowing = sum(n for (start, end), n in votes.items() if start <= first and last <= end)
        return -allowing, first, (last - first).days

    return min(votes, key=rank, default=None)


def _states(key: str, told: Iterable[tuple[Told, Status | RoleStatus]]) -> tuple[State, ...]:
    """Claims of one status that follow one another in time are one state.

    Talk changes nothing that is known, and an announcement does not undo what is already in force.
    """
    ordered = sorted(told, key=lambda pair: (*pair[0].time, _ORDER.index(pair[1]), pair[0].claim.key))
    runs: list[tuple[Status | RoleStatus, list[Told]]] = []
    for each, status in ordered:
        current = runs[-1][0] if runs else None
        if status is current:
            runs[-1][1].append(each)
        elif not _is_behind(status, current):
            runs.append((status, [each]))
    return _named(key, runs)


def _is_behind(status: Status | RoleStatus, current: Status | RoleStatus | None) -> bool:
    if status is Status.RUMOURED:
        return current is not None
    return status is Status.ANNOUNCED and current is Status.ACTIVE


def _named(key: str, runs: Iterable[tuple[Status | RoleStatus, list[Told]]]) -> tuple[State, ...]:
    """The states with keys made of their status and first day."""
    seen, found = Counter[str](), []
    head = key.removeprefix("id/event/") if key.startswith("id/event/") else key.removeprefix("id/").replace("/", "--")
    for status, told in runs:
        first = min((each.day for each in told if each.is_dated), default=date.min)
        name = f"{head}--{status}--{first.isoformat() if first > date.min else 'undated'}"
        seen[name] += 1
        stretch, known = agreed_stretch(told), [each.published for each in told if each.published > date.min]
        is_wide = stretch is not None and not stretch.is_calendar_unit
        found.append(
            State(
                key=bounded(f"id/state/{name}" + (f"--{seen[name]}" if seen[name] > 1 else "")),
                status=status,
                date=stretch.partial if stretch else "",
                start=stretch.earliest.isoformat() if stretch and is_wide else "",
                end=stretch.latest.isoformat() if stretch and is_wide else "",
                reported=min(known).isoformat() if known else "",
                claims=tuple(sorted(each.claim.key for each in told)),
            )
        )
    return tuple(found)
