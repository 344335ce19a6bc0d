"""One event told in several sentences becomes one event: drafts of an article joined by family and parties.

A draft that names all it needs opens an event or joins one with compatible parties; "the partnership" with
fewer parties joins the last event that fits; what fits nowhere is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extract.coreference.anaphora import has_public_words
from kg.extract.coreference.units import parents_by_name
from kg.extract.events.apart import is_called_other, is_own_share, told_apart
from kg.extract.events.served import once_served
from kg.extract.events.states import dated_once, is_beginning_of, with_read_state
from kg.extract.frames.drafts import CENTRAL, DEALS, SAID_IN_WORDS, VAGUE, is_past_case_of_others, naming
from kg.extract.stance.endings import is_paid_for
from kg.extract.stance.find import says_status
from kg.records import EVENT_ROLES, ClaimMention, Kind, Modality, Status
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kg.extract.document.tokens import Token
    from kg.extract.frames.drafts import Draft
    from kg.extract.parsed import Parsed
    from kg.records import When

_REFERENCE_CONFIDENCE = 0.65
_PAIR = 2
_LONG = timedelta(days=180)
_LETTERS = frozenset({"memorandum", "letter"})  # of intent: they bind nobody
_AT_HAND = 5  # sentences over which "the deal" looks back when the article tells of several


@dataclass(slots=True)
class _Event:
    family: str
    drafts: list[Draft] = field(default_factory=list)

    def numbers(self, role: str | None = None) -> set[int]:
        return {n for d in self.drafts for r, n in d.parties if role is None or r == role}

    @property
    def kinds(self) -> set[str]:
        return {d.kind for d in self.drafts}


def join(parsed: Parsed, drafts: Sequence[Draft]) -> list[ClaimMention]:
    """The claims of all drafts that are complete or speak of an event that is, numbered by event."""
    roots = parents_by_name(parsed.clusters)
    events: list[_Event] = []
    ordered = sorted((_so_far(parsed, d) for d in one_per_trigger(drafts)), key=lambda d: d.trigger.i)
    complete, apart = told_apart(parsed, [d for d in ordered if is_complete(parsed, d)])
    for draft in sorted(complete, key=lambda d: (d.is_read, d.family == "Merger", d.supporting, _is_settlement(d))):
        home = next((e for e in events if _same(parsed, e, draft, roots)), None)
        if home is not None and draft.is_read and not _is_known(home, draft, roots):
            continue
        if home is None and draft.supporting:
            continue
        if home is None:
            home = _Event(draft.family)
            events.append(home)
        home.drafts.append(_at_home(draft, home))
    events += [_Event(draft.family, [draft]) for draft in apart]
    coming_back = [d for d in ordered if d.definite and not is_called_other(d.trigger) and not is_complete(parsed, d)]
    for draft in coming_back:
        if (home := _spoken_of(parsed, events, draft, roots)) is not None:
            home.drafts.append(_coming_back(draft, home))
    claims = [
        claim
        for number, event in enumerate(events)
        for claim in _claims(parsed, event, number, is_other_over=any(_is_over(e) for e in events if e is not event))
    ]
    return _one_per_sentence(claims)


def _so_far(parsed: Parsed, draft: Draft) -> Draft:
    """A draft as it stands when the article appears: what goes on has no date ahead, what was signed long ago is on.

    "Faces ten years when he is sentenced on Sept. 24", "their contract ends in May", "signed a supply deal in 2019".
    """
    published, when, status = parsed.article.published, draft.when, draft.stance.status
    is_ahead = published is not None and when is not None and when.earliest > published
    is_deal = draft.family == "Partnership"
    is_old = is_deal and status is Status.ANNOUNCED and draft.stance.modality is Modality.ASSERTED
    if (is_deal and is_ahead and status is Status.ENDED) or (is_old and _is_long_past(draft, published)):
        return replace(draft, when=None if is_ahead else when, stance=replace(draft.stance, status=Status.ACTIVE))
    is_lasting = draft.family in {"Partnership", "Controversy"} and status is Status.ACTIVE
    return replace(draft, when=None) if is_ahead and is_lasting else draft


def _is_long_past(draft: Draft, published: date | None) -> bool:
    """Whether it is dated half a year or more before the article, or in a year that an article of no day names."""
    when = draft.when
    if when is None or draft.trigger.lemma_.lower() in _LETTERS:
        return False
    if published is not None:
        return published - when.latest > _LONG
    return (when.earliest.month, when.latest.month) == (1, 12) and when.earliest.year == when.latest.year


def _is_over(event: _Event) -> bool:
    """Whether a sentence that comes back to a dispute says that it has ended: "that suit was settled"."""
    ends = (d for d in event.drafts if d.definite and d.stance.status is Status.ENDED)
    return event.family == "Controversy" and any(says_status(d.trigger) for d in ends)


def _claims(parsed: Parsed, event: _Event, number: int, *, is_other_over: bool) -> list[ClaimMention]:
    """The claims of one event; whom none of their sentences names, one sentence more does, beside the first of them.

    Where the article says of another dispute that it has ended, the encoder may have seen that end.
    """
    is_left = is_other_over and event.family == "Controversy"
    drafts = dated_once(event.drafts if is_left else with_read_state(parsed, event.drafts))
    drafts = [once_served(parsed, draft) for draft in drafts]
    named = {n for draft in drafts for token in draft.trigger.sent for n in parsed.at.get(token.i, ())}
    claims = []
    for draft in drafts:
        absent = {n for _, n in draft.parties} - named
        claims.append(_claim(parsed, draft, number, beside=naming(parsed, draft.trigger, absent)))
        named |= absent
    return claims


def _at_home(draft: Draft, event: _Event) -> Draft:
    """A draft as its event takes it.

    One of the encoder beside those of the rules backs the event and has no say in class and state. The sides of
    a settlement are known by their parts already.
    """
    if draft.family != event.family:  # who buys whom is told elsewhere, or that the two merge
        parts = {number: role for d in event.drafts for role, number in d.parties}
        parties = tuple((parts[n], n) for n in {n for _, n in draft.parties} & parts.keys())
        draft = replace(draft, family=event.family, kind=event.drafts[0].kind, parties=parties)
    if draft.is_read and any(not d.is_read for d in event.drafts):
        kind = draft.kind if draft.kind in event.kinds else event.drafts[0].kind
        return replace(draft, kind=kind, stance=replace(draft.stance, status=_said_end(draft)))
    if draft.supporting and draft.stance.status is Status.ACTIVE:  # who apologises says nothing of where it stands
        return replace(draft, stance=replace(draft.stance, status=None))
    return replace(draft, parties=()) if _is_settlement(draft) and event.numbers("accused") else draft


def _said_end(draft: Draft) -> Status | None:
    """The end of a dispute, where the words around its name tell of it: "X and Y have settled a lawsuit"."""
    is_end = draft.family == "Controversy" and draft.stance.status is Status.ENDED
    return Status.ENDED if is_end and (says_status(draft.trigger) or is_paid_for(draft.trigger)) else None


def _is_settlement(draft: Draft) -> bool:
    """Whether a sentence says of two sides only that their dispute is settled."""
    is_over = draft.supporting or (draft.kind == "LegalDispute" and draft.stance.status is Status.ENDED)
    return draft.family == "Controversy" and is_over and {r for r, _ in draft.parties} == {"affected"}


def _is_known(event: _Event, draft: Draft, roots: dict[int, int]) -> bool:
    """Whether a draft of the encoder brings in nobody: it may back an event, but not widen one that is told.

    It may say who has a part in a dispute that nobody is known to have.
    """
    known = {roots[n] for n in event.numbers()}
    open_ = EVENT_ROLES["Controversy"] if event.family == "Controversy" else frozenset()
    return all(roots[n] in known or (role in open_ and not event.numbers(role)) for role, n in draft.parties)


def _coming_back(draft: Draft, event: _Event) -> Draft:
    """A draft that only comes back to an event: of parties it may add who brings it, where nobody is known to."""
    may_add = not draft.is_read and (draft.kind == "Boycott" or not event.numbers("accuser"))
    added = tuple(p for p in draft.parties if may_add and (p[0] == "accuser" or draft.kind == "Boycott"))
    return replace(draft, parties=added, kind=event.drafts[0].kind if draft.kind == draft.family else draft.kind)


def is_complete(parsed: Parsed, draft: Draft) -> bool:
    """Whether the draft names every party without which there is no such event."""
    by_role: dict[str, set[int]] = {}
    for role, number in draft.parties:
        by_role.setdefault(role, set()).add(number)
    match draft.family:
        case "Partnership":
            partners = by_role.get("partner", set())
            return len(partners) >= _PAIR and any(parsed.kind(n) is Kind.ORGANIZATION for n in partners)
        case "Merger":
            return len(by_role.get("participant", set())) >= _PAIR
        case "Acquisition":
            return _distinct(by_role, "acquirer", "acquired")
        case "Investment":
            return _distinct(by_role, "investor", "investee")
        case "Controversy":
            affected = by_role.get("affected", set())
            if draft.kind == "CommercialDispute" or (draft.kind == "LegalDispute" and "accused" not in by_role):
                return len(affected) >= _PAIR
            accused, accusers = by_role.get("accused", set()), by_role.get("accuser", set())
            return bool(accused) and not accused & accusers
        case _:
            return len(draft.parties) >= _PAIR or (bool(draft.parties) and draft.when is not None)


def _distinct(by_role: dict[str, set[int]], one: str, other: str) -> bool:
    left, right = by_role.get(one, set()), by_role.get(other, set())
    return bool(left) and bool(right) and not left & right


def one_per_trigger(drafts: Sequence[Draft]) -> list[Draft]:
    """Of several frames on one word the one that tells most, as `_told` has it; among equals later in the file.

    What a rule ties to an event that is known from before stays beside what the encoder reads in the same word.
    """
    best: dict[tuple[str, int, bool], Draft] = {}
    for draft in drafts:
        key = (draft.family, draft.trigger.i, draft.definite and not draft.is_read)
        if key not in best or _told(draft) >= _told(best[key]):
            best[key] = draft
    return list(best.values())


def _told(draft: Draft) -> tuple[bool, int, bool]:
    """How much a frame tells: an event by itself before one that needs another, then by parties and class."""
    return not draft.supporting, len(draft.parties), draft.kind != draft.family


def _same(parsed: Parsed, event: _Event, draft: Draft, roots: dict[int, int]) -> bool:
    """Whether a complete draft tells of this event."""
    mine = {roots[n] for n in event.numbers()}
    theirs = {roots[n] for _, n in draft.parties}
    if {event.family, draft.family} == {"Merger", "Acquisition"}:
        return mine == theirs
    if event.family != draft.family:
        return False
    if draft.family in {"Partnership", "Merger"}:
        return len(mine & theirs) >= _PAIR
    if draft.family == "Event":
        return mine == theirs and draft.title in {d.title for d in event.drafts}
    if _is_settlement(draft):
        return len(mine & theirs) >= _PAIR and draft.kind in event.kinds  # "A and B have reached a settlement"
    central = CENTRAL[draft.family]
    shared = event.numbers(central) & {n for r, n in draft.parties if r == central}
    if draft.family == "Controversy":
        if draft.kind == "CommercialDispute" or "CommercialDispute" in event.kinds:
            return event.kinds == {draft.kind} and len(mine & theirs) >= _PAIR
        is_of_two = mine == theirs and draft.kind in event.kinds and not event.numbers("accused")  # at odds in court
        return is_of_two or (bool(shared) and _same_dispute(parsed, event, draft))
    is_sold_on = draft.family == "Acquisition" and _is_sold_on(event, draft)
    return bool(shared) and not is_sold_on and not any(is_own_share(d, draft) for d in event.drafts)


def _is_sold_on(event: _Event, draft: Draft) -> bool:
    """Whether a thing changes hands twice: "A is to buy X from B", "B bought X in 2019"."""
    buyers, theirs = event.numbers("acquirer"), {n for r, n in draft.parties if r == "acquirer"}
    if draft.is_read or not buyers or not theirs or buyers & theirs:
        return False
    states = {d.stance.status for d in event.drafts}
    return draft.stance.status not in states or not all(_compatible(draft.when, d.when) for d in event.drafts)


def _is_its_body(parsed: Parsed, event: _Event, draft: Draft) -> bool:
    """Whether one side is a state and the other acts for it: "the Justice Department", "Attorney General X"."""
    sides = [{n for r, n in draft.parties if r == "accuser"}, event.numbers("accuser")]
    is_state = [all(parsed.kind(n) is Kind.PLACE for n in side) for side in sides]
    bodies = [n for side, is_place in zip(sides, is_state, strict=True) if not is_place for n in side]
    if is_state[0] == is_state[1]:
        return False
    if all(_is_prosecutor(parsed, n) for n in bodies):
        return True
    return all(has_public_words(parsed.clusters[n]) for n in bodies) and (draft.kind in VAGUE or event.kinds <= VAGUE)


def _is_prosecutor(parsed: Parsed, number: int) -> bool:
    """Whether somebody goes to law for a state: "Attorney General X"."""
    before = (parsed.doc[max(0, name.start - 2) : name.start].text for name in parsed.clusters[number].names)
    return any(words.lower() == "attorney general" for words in before)


def _same_dispute(parsed: Parsed, event: _Event, draft: Draft) -> bool:
    """One accused in two sentences: one dispute unless accusers, class or dates say otherwise."""
    accusers = {n for r, n in draft.parties if r == "accuser"}
    known = event.numbers("accuser")
    if accusers and known and not accusers & known and not _is_its_body(parsed, event, draft):
        return False
    if draft.is_read and accusers and not known and any(is_past_case_of_others(parsed, d) for d in event.drafts):
        return False
    alike = draft.kind in event.kinds or draft.kind in VAGUE or bool(event.kinds & VAGUE) or bool(accusers & known)
    ends = draft.stance.status is Status.ENDED  # years after it began
    is_one = ends or (bool(accusers) and draft.kind in event.kinds and is_beginning_of(draft, event.drafts))
    return alike and (is_one or all(_compatible(draft.when, d.when) for d in event.drafts))


def _compatible(one: When | None, other: When | None) -> bool:
    """Whether two dates can be of one event: unknown, overlapping, or within the same year."""
    if one is None or other is None:
        return True
    return one.earliest.year == other.earliest.year or one.covers(other) or other.covers(one)


def _spoken_of(parsed: Parsed, events: list[_Event], draft: Draft, roots: dict[int, int]) -> _Event | None:
    """The last event before the draft that it can mean, at hand or the article's only one of its family."""
    is_deal = draft.family != "Controversy"
    named = {roots[n] for _, n in draft.parties if not (is_deal and parsed.kind(n) is Kind.PERSON)}  # who announces it
    fitting = [
        e
        for e in events
        if e.family == draft.family and (named <= {roots[n] for n in e.numbers()} if is_deal else _may_join(e, draft))
    ]
    before = [e for e in fitting if any(d.trigger.i < draft.trigger.i for d in e.drafts)]
    if not before:
        return None
    home = max(before, key=lambda e: max(d.trigger.i for d in e.drafts if d.trigger.i < draft.trigger.i))
    last = max(d.trigger.i for d in home.drafts if d.trigger.i < draft.trigger.i)
    rivals = [e for e in events if e.family == draft.family or (draft.vague and e.family in DEALS)]
    is_only = len(rivals) == 1
    if draft.vague and not is_only:
        return None
    is_near = sum(1 for t in parsed.doc[last : draft.trigger.i] if t.is_sent_start) <= _AT_HAND
    is_alike = draft.kind in {*home.kinds, draft.family}  # "their licensing deal" may be another's
    around = draft.trigger.subtree if is_only and is_alike and not draft.vague else draft.trigger.sent
    return home if (is_only or is_near) and not _is_of_others(parsed, draft, home, around) else None


def _is_of_others(parsed: Parsed, draft: Draft, event: _Event, around: Iterable[Token]) -> bool:
    """Whether the words around name an organization that is no party: then "the merger" may well be another."""
    known = event.numbers() | {n for _, n in draft.parties} | {draft.stance.attributed_to}
    named = {n for t in around if t.pos_ == "PROPN" for n in parsed.at.get(t.i, ())}
    return any(parsed.kind(n) is Kind.ORGANIZATION and n not in known for n in named)


def _may_join(event: _Event, draft: Draft) -> bool:
    """Whether "the boycott" can be this one; somebody may join its accusers, nobody its accused."""
    accused = {n for r, n in draft.parties if r == "accused"}
    is_alike = draft.kind in {*event.kinds, event.family} or event.family in event.kinds  # what has no class of its own
    return is_alike and accused <= event.numbers("accused")


def _claim(parsed: Parsed, draft: Draft, number: int, *, beside: tuple[Characters, ...]) -> ClaimMention:
    """The draft's claim. One that only comes back to an event ("under the deal") has no say in state and date."""
    start = draft.trigger.idx
    complete = is_complete(parsed, draft)
    has_say = (
        (complete and draft.stance.status is not None)
        or draft.stance.status in SAID_IN_WORDS
        or says_status(draft.trigger)
    )
    return ClaimMention(
        kind=draft.kind,
        parties=tuple(sorted(set(draft.parties))),
        evidence=parsed.sentence(draft.trigger),
        trigger=Characters(start, start + len(draft.trigger)),
        stance=draft.stance if has_say else replace(draft.stance, status=None),
        confidence=round(draft.confidence if complete else min(draft.confidence, _REFERENCE_CONFIDENCE), 2),
        when=draft.when if has_say or (complete and (draft.supporting or draft.is_read)) else None,
        title=draft.title,
        event=number,
        beside=beside,
    )


def _one_per_sentence(claims: list[ClaimMention]) -> list[ClaimMention]:
    """Of several claims of one sentence on one event with one status, the surest of those that name somebody.

    One without a status, beside those that have one, only brings them whom no other sentence names.
    """
    best: dict[tuple[object, ...], ClaimMention] = {}
    for claim in sorted(claims, key=lambda c: c.stance.status is None):
        key = (claim.event, claim.evidence, claim.stance.status, claim.stance.polarity)
        beside = next((k for k in best if k[:2] == key[:2] and k[2] is not None), None)
        if claim.stance.status is None and beside is not None:
            known = {
                party for each in claims if each is not claim and each.event == claim.event for party in each.parties
            }
            if set(claim.parties) - known:
                best[beside] = replace(best[beside], parties=tuple(sorted({*best[beside].parties, *claim.parties})))
        elif key not in best or _worth(claim) > _worth(best[key]):
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.evidence, c.trigger))


def _worth(claim: ClaimMention) -> tuple[bool, float]:
    return bool(claim.parties), claim.confidence
