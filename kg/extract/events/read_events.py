"""Events as the encoder reads them: the words for one gathered, its parties chosen together, a draft for each word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import conjuncts, first_of_list, governing_verb, is_passive
from kg.extract.events.apart import is_called_other
from kg.extract.events.asides import is_aside
from kg.extract.events.bystanders import has_no_part, only_says
from kg.extract.events.choosing import choose
from kg.extract.events.gathering import gathered
from kg.extract.events.joining import is_complete, one_per_trigger
from kg.extract.events.labour import is_over_pay
from kg.extract.events.traits import LEAD, around
from kg.extract.fitted import weights
from kg.extract.frames.drafts import (
    SAID_IN_WORDS,
    SUREST_READING,
    VAGUE,
    Draft,
    event_date,
    is_definite,
    is_past_case_of_others,
    reference_factor,
    so_far,
)
from kg.extract.stance.endings import is_paid_for
from kg.extract.stance.find import own_status, stance
from kg.extract.words import word_set
from kg.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.encoder import TriggerReading
    from kg.extract.events.choosing import Choice
    from kg.extract.events.gathering import Gathered
    from kg.extract.events.traits import Parties
    from kg.extract.parsed import Parsed

_CHARGING = word_set("stance", "charging") | word_set("anaphora", "punishing") | word_set("stance", "reporting")
_USUAL = 0.6
_SURE = {"Controversy": 0.65, "Acquisition": 0.8, "Investment": 0.8, "Merger": 0.8}
"""Family → how sure an event must be, with just these parties; `_USUAL` where it is not listed."""
_LEAST_OF_MORE = 0.4
"""How likely it must be that a rule's parties are right, with others or without, for others to join them."""
_SURE_OF_MORE = 0.7
"""How sure those others must be if it is so."""
_LEAST_OF_RULES = {"Controversy": 0.2, "Partnership": 0.2}
"""Family → how likely the parties that a rule has found must be, where they were weighed; who buys whom is plainer."""
_LEAST = 0.3
"""How likely it must be that some of its words tells of an event for its parties to be looked for."""
_LIKELY = 0.4
"""How likely a word must be to tell of an event; others only lend what they show of its parties."""
_LIKELY_PART = 0.6
"""How likely a part beside a word must be for its sentence to be of whoever has it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rules have told of already.

    Attributes:
        complete: family and sentence of each event that they have whole.
        meant: the words of which they say what they mean for an event that is told elsewhere.
        launched: the sentences of launches, each with who launches.
        past: the sentences of what others without a name have brought in former years.
    """

    complete: frozenset[tuple[str, int]]
    meant: frozenset[int]
    launched: frozenset[tuple[int, frozenset[int]]]
    past: frozenset[int]

    @classmethod
    def by(cls, parsed: Parsed, known: Sequence[Draft]) -> _Told:
        return cls(
            frozenset((d.family, d.trigger.sent.start) for d in known if is_complete(parsed, d) and not d.supporting),
            frozenset(d.trigger.i for d in known if _is_meant(parsed, d)),
            frozenset((d.trigger.sent.start, _numbers(d.parties)) for d in known if d.family == "Event"),
            frozenset(d.trigger.sent.start for d in known if is_past_case_of_others(parsed, d)),
        )

    def has(self, family: str, word: Token, parties: Parties) -> bool:
        """Whether a word of the encoder's brings nothing new."""
        sentence = word.sent.start
        is_launch = (sentence, _numbers(parties)) in self.launched
        return is_launch or word.i in self.meant or (family, sentence) in self.complete


def _is_meant(parsed: Parsed, draft: Draft) -> bool:
    """Whether a rule's word that tells of no event by itself says where one stands that is told elsewhere.

    Who "will pay 3 million to settle" is one side, and only the encoder may know of what.
    """
    is_said = draft.supporting and draft.stance.status in SAID_IN_WORDS
    return is_said and (not is_paid_for(draft.trigger) or is_complete(parsed, draft))


def _numbers(parties: Parties) -> frozenset[int]:
    return frozenset(number for _, number in parties)


def with_read_events(parsed: Parsed, known: Sequence[Draft]) -> list[Draft]:
    """The drafts of the rules, and one for each further word that tells of an event; `events.join` joins them.

    A rule sees a sentence. Where the encoder is sure of more parties of a dispute than a rule has found, the rule's
    draft has them; where what is read in the article makes a rule's parties unlikely, its draft is left out.

    Args:
        parsed: the article.
        known: what the rules found. Where they have a complete event of a family in a sentence, theirs is the surer.
    """
    drafts = one_per_trigger(known)
    events = [event for event in gathered(parsed, weights("same event")) if event.sureness >= _LEAST]
    if not events:
        return drafts
    near = around(parsed, known)
    chosen = [(event, choose(parsed, event, near)) for event in events]
    for event, choice in chosen:
        drafts = [_mended(parsed, d, event, choice, known) for d in drafts]
    drafts = [d for d in drafts if _is_one_of_two(parsed, d, drafts) or not _is_unlikely(parsed, d, chosen)]
    told = _Told.by(parsed, drafts)
    for event, choice in chosen:
        if choice.sureness >= _SURE.get(event.family, _USUAL):
            drafts += _drafts(parsed, event, choice.parties, told)
    return drafts


def _mended(parsed: Parsed, draft: Draft, event: Gathered, choice: Choice, known: Sequence[Draft]) -> Draft:
    """A complete draft of a dispute, by a rule, with all parties that were chosen for it; any other as it is.

    Who is known to bring a case of another class ("has sued both banks"), or one that is called another, brings not
    this one ("were fined").
    """
    is_dispute = draft.family == event.family == "Controversy"
    if draft.is_read or not is_dispute or draft.supporting or not is_complete(parsed, draft):
        return draft
    if is_past_case_of_others(parsed, draft):
        return draft
    if not _is_here(parsed, event, draft) or not _brings_more(choice, draft):
        return draft
    beside = [d for d in known if _is_unlike(d, draft) or (is_called_other(d.trigger) and d.trigger != draft.trigger)]
    others = {p for d in beside for p in d.parties if p[0] == "accuser"}
    is_other = not others.isdisjoint(set(choice.parties) - set(draft.parties))
    is_out = _has_outsider(parsed, draft, choice)
    return draft if is_other or is_out else replace(draft, parties=choice.parties)


def _has_outsider(parsed: Parsed, draft: Draft, choice: Choice) -> bool:
    return any(has_no_part(parsed, draft.trigger, *party) for party in choice.parties)


def _brings_more(choice: Choice, draft: Draft) -> bool:
    """Whether other parties beside those of a rule are sure, given these: a rule is evidence of its own."""
    mine = frozenset(draft.parties)
    wider = choice.with_all(mine)
    return mine < set(choice.parties) and wider >= _LEAST_OF_MORE and choice.sureness >= _SURE_OF_MORE * wider


def _is_unlikely(parsed: Parsed, draft: Draft, chosen: Sequence[tuple[Gathered, Choice]]) -> bool:
    """Whether a complete draft's parties were weighed for words in its sentence, and are likely for none of them.

    What an article begins with it is about: there they may be likely together with others.
    """
    least = _LEAST_OF_RULES.get(draft.family, 0.0)
    if draft.trigger.dep_ == "relcl" and is_passive(draft.trigger):  # "X, which was sued": nobody else was
        return False
    if not least or draft.supporting or not is_complete(parsed, draft) or is_past_case_of_others(parsed, draft):
        return False
    mine = frozenset(draft.parties)
    near = [(e, c) for e, c in chosen if _is_alike(e, draft) and _is_here(parsed, e, draft) and mine in c.every]
    is_topic = draft.family == "Controversy" and any(e.sentence(draft.trigger.i) <= LEAD for e, _ in near)
    if is_topic and any(c.with_all(mine) >= _LEAST_OF_MORE for _, c in near):
        return False
    if any(mine < set(c.parties) and _has_outsider(parsed, draft, c) for _, c in near):
        return False  # they seemed unlikely only beside one who has no part
    return bool(near) and max(c.every[mine] for _, c in near) < least


def _is_one_of_two(parsed: Parsed, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether rules tell of one pact or dispute beside another, of which the encoder weighs but one to be the event's.

    "Ended its deal with Y and signed one with Z"; "Y fined X on Monday. Z has sued X", "Z filed a separate suit".
    """
    others = [d for d in drafts if d is not draft and d.family == draft.family and is_complete(parsed, d)]
    if draft.family == "Controversy":
        is_apart = any(_have_other_accusers(draft, d) or _is_of_others(draft, d) for d in others)
        return is_apart or is_called_other(draft.trigger)
    mine = _numbers(draft.parties)
    here = (d for d in others if d.trigger.sent == draft.trigger.sent and d.stance.status != draft.stance.status)
    sides = [_numbers(d.parties) for d in here] if draft.family == "Partnership" else []
    return any(mine & other and mine - other and other - mine for other in sides)


def _is_of_others(one: Draft, other: Draft) -> bool:
    """Whether a dispute whose two sides are named is of nobody who is in another: "charged A. The office fined X"."""
    is_whole = not one.is_read and {role for role, _ in one.parties} >= {"accuser", "accused"}
    is_unlike = not other.is_read and not other.supporting and one.kind != other.kind
    return is_whole and is_unlike and _numbers(one.parties).isdisjoint(_numbers(other.parties))


def _have_other_accusers(one: Draft, other: Draft) -> bool:
    """Whether two disputes have somebody accused in common, and are brought by others."""
    shared = set(one.parties) & set(other.parties)
    bring = [{n for role, n in each.parties if role == "accuser"} for each in (one, other)]
    return any(role == "accused" for role, _ in shared) and all(bring) and bring[0].isdisjoint(bring[1])


def _is_alike(event: Gathered, draft: Draft) -> bool:
    """Whether a draft can be of an event by its class; words of two classes are often two events."""
    is_class = draft.kind == event.kind or bool({draft.kind, event.kind} & VAGUE)
    return event.family == draft.family and (is_class or event.family != "Controversy")


def _is_here(parsed: Parsed, event: Gathered, draft: Draft) -> bool:
    """Whether a word of an event stands in a draft's sentence."""
    return any(parsed.doc[t.words.start].sent == draft.trigger.sent for t in event.triggers)


def _is_unlike(one: Draft, other: Draft) -> bool:
    """Whether two disputes are of two classes that are never of one case."""
    return one.family == other.family and one.kind != other.kind and not {one.kind, other.kind} & VAGUE


def _drafts(parsed: Parsed, event: Gathered, parties: Parties, told: _Told) -> Iterator[Draft]:
    """A draft for each likely word, but not where a rule has told of such an event, or what the word means, already.

    From a case of former years on that others have brought, the words are of that one.
    """
    if event.family == "Partnership" and any(_is_in_another_paragraph(parsed, event, n) for _, n in parties):
        return
    for number, (trigger, root) in enumerate(zip(event.triggers, event.roots(parsed), strict=True)):
        if event.family == "Controversy" and root.sent.start in told.past:
            return
        if trigger.score < _LIKELY or told.has(event.family, root, parties):
            continue
        if event.family == "Partnership" and _is_of_another(parsed, event, number, parties):
            continue
        if not is_aside(parsed, trigger, event.family, parties):
            found = _draft(parsed, trigger, event.family, parties)
            if not is_over_pay(parsed, found) and not _is_only_denied(found):
                yield found


def _is_in_another_paragraph(parsed: Parsed, event: Gathered, party: int) -> bool:
    """Whether no paragraph with a word for a pact mentions somebody: it is about something else that they do."""
    here = parsed.everywhere(party)
    between = ((min(t.i, word.i), max(t.i, word.i)) for word in event.roots(parsed) for t in here)
    return all("\n" in parsed.doc[start:end].text for start, end in between)


def _is_of_another(parsed: Parsed, event: Gathered, number: int, parties: Parties) -> bool:
    """Whether a word tells of another tie of one of two partners, the other of whom its sentence does not mention.

    Its sentence has somebody else in such a part ("X's first partner, Z, left"), or what may be a name that was not
    read as one beside one of them, or the tie is of another class.
    """
    trigger, shares = event.triggers[number], event.shares[number]
    word = parsed.doc[trigger.words.start]
    if all(parsed.mentions(word, each) for _, each in parties):
        return False
    if _is_done_by_unknown(parsed, word) or any(_is_beside_unknown(parsed, word, each) for _, each in parties):
        return True
    others = {n for (n, _), share in shares.items() if share >= _LIKELY_PART} - _numbers(parties)
    is_here = any(parsed.mentions(word, each) for each in others)
    return is_here or trigger.kind not in {event.kind, event.family}


def _is_done_by_unknown(parsed: Parsed, word: Token) -> bool:
    """Whether it is of "it" or "they", and nobody knows who that is."""
    verb = word if word.pos_ == "VERB" else governing_verb(word)
    subjects = arguments(verb).subjects if verb is not None else []
    return any(s.pos_ == "PRON" and s.lower_ in {"it", "they"} and s.i not in parsed.at for s in subjects)


def _is_beside_unknown(parsed: Parsed, word: Token, number: int) -> bool:
    """Whether one stands in a list with what has capitals, or opens the line, and is nobody known: "Scouts and X"."""
    firsts = {first_of_list(t, "conj", "appos") for t in parsed.mentions(word, number)}
    return any(
        not parsed.party(each)
        and any(t.pos_ == "PROPN" or (t.is_sent_start and t.tag_ == "NNS") for t in (each, *each.lefts))
        for first in firsts
        for each in conjuncts(first)
    )


def _is_only_denied(draft: Draft) -> bool:
    """Whether a dispute is said not to be, and not by one of two sides who is accused: that puts nobody in one."""
    speaker = draft.stance.attributed_to
    is_denied = draft.family == "Controversy" and draft.stance.status is Status.DENIED
    return is_denied and (len(draft.parties) == 1 or speaker is None or ("accuser", speaker) in draft.parties)


def _is_of_harm(parsed: Parsed, trigger: Token, parties: Parties) -> bool:
    """Whether a verb only tells of what a dispute is about: "63 houses have been lost since 2024" dates no charge."""
    is_charge = trigger.pos_ != "VERB" or trigger.lemma_.lower() in _CHARGING
    acting = (n for _, n in parties if parsed.mentions(trigger, n) and not only_says(parsed, trigger, n))
    return not is_charge and not any(True for _ in acting)


def _draft(parsed: Parsed, reading: TriggerReading, family: str, parties: Parties) -> Draft:
    trigger = parsed.doc[reading.words.start : reading.words.end].root
    trigger = trigger.head if trigger.dep_ == "prt" else trigger  # "up" of "picked up"
    is_dispute = family == "Controversy"
    usual = own_status(trigger, is_dispute=is_dispute)
    if usual is None:
        usual = Status.ACTIVE if family in {"Partnership", "Controversy"} else Status.ANNOUNCED
    return Draft(
        family=family,
        kind=reading.kind,
        parties=parties,
        trigger=trigger,
        stance=so_far(stance(parsed, trigger, usual=usual, is_dispute=is_dispute), trigger, family),
        when=None if is_dispute and _is_of_harm(parsed, trigger, parties) else event_date(parsed, trigger),
        confidence=round(min(reading.score, SUREST_READING) * reference_factor(parsed, parties, trigger), 2),
        definite=is_definite(trigger),
        is_read=True,
    )
