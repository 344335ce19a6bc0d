"""Who comes to an office and who leaves it: appointments that a noun tells, those of headlines, and successors.

In headlines the parser takes "names" and "taps" for nouns.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governing_verb, is_passive, with_particle
from kg.extract.roles.moves import goes_to
from kg.extract.words import word_set
from kg.records import Kind, Modality, Polarity, RoleStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.extract.document.arguments import Arguments
    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed
    from kg.records import ClaimMention, When

_NAMING = word_set("roles", "naming")
_APPOINTMENTS = frozenset({"appointment", "election", "promotion", "nomination", "hiring"})
_TELLING = frozenset({"announce", "confirm", "report", "unveil"})
_BETWEEN = word_set("roles", "current") | {"as"}
_APPOINT = word_set("roles", "appoint")
_SUCCEED = frozenset({"succeed", "replace", "take over"})
FOLLOWING = frozenset({"succeed", "replace", "take"})
"""Verbs for coming to an office after somebody."""
_LASTING = frozenset({"founder", "co-founder", "cofounder", "owner"})
_SENTENCES_BACK = 2
_STARTING = word_set("roles", "starting")
_SENTENCES_ON = 2
_GONE = frozenset({"resign", "quit", "retire", "depart"})
_LEFT = frozenset({"company", "firm", "group", "business", "club", "bank", "post", "job", "role"})
_AT_ONCE = frozenset({"immediately", "immediate"})
_WHEN = frozenset({"in", "after", "during", "following", "amid"})
_OBJECTS = frozenset({"dobj", "ccomp", "acomp", "oprd", "prt", "dative"})


def named_in_headline(parsed: Parsed, first: Token) -> tuple[int, int] | None:
    """(holder, organization) of "X names Y chief executive" and "X names Y as chair", given the title's first word."""
    start, i = first.sent.start, first.i - 1
    while i > start and parsed.doc[i].lower_ in _BETWEEN:
        i -= 1
    holder = _alone(parsed, i, Kind.PERSON)
    while i > start and holder is not None and parsed.at.get(i) == (holder,):
        i -= 1
    if holder is None or i < 1 or parsed.doc[i].lower_ not in _NAMING:
        return None
    organization = _alone(parsed, i - 1, Kind.ORGANIZATION)  # the parser may begin a sentence at "names"
    return None if organization is None else (holder, organization)


def appointment(title: Token) -> Token | None:
    """The noun of "the appointment of X as chair"."""
    noun = title.head.head if title.dep_ == "pobj" and title.head.lower_ == "as" else title
    return noun if noun.lemma_.lower() in _APPOINTMENTS else None


def appointing(deed: Token) -> list[Token]:
    """Who appoints: "Y's appointment of X as chair", "Y announced the appointment of X as chair"."""
    verb = governing_verb(deed) if deed.dep_ == "dobj" else None
    owners = [c for c in deed.children if c.dep_ == "poss"]
    is_told = verb is not None and verb.lemma_.lower() in _TELLING
    return owners or (arguments(verb).subjects if verb is not None and is_told else [])


def of_successor(parsed: Parsed, title: Token) -> list[int]:
    """Where who is replaced stays: "Y appointed X. She succeeds Z, who will become its chairman" is Y's chairman."""
    verb = governing_verb(title)
    if verb is None or not any(c.dep_ == "poss" and c.lower_ == "its" for c in title.children):
        return []
    relatives = [s for s in arguments(verb).subjects if s.lower_ == "who"]
    clauses = (a for s in relatives for a in s.ancestors if a.dep_ == "relcl")
    replaced = next((clause.head for clause in clauses), None)
    deed = next((a for a in replaced.ancestors if a.pos_ == "VERB"), None) if replaced is not None else None
    if deed is None or with_particle(deed) not in _SUCCEED:
        return []
    new = {n for s in arguments(deed).subjects for n in parsed.parties(s)}
    given = (arguments(t) for t in reversed(parsed.doc[: deed.sent.start]) if t.lemma_.lower() in _APPOINT)
    firms = (
        [n for s in around.subjects for n in parsed.parties(s)] for around in given if _are_among(parsed, new, around)
    )
    return next(firms, [])


def taking_over_ahead(parsed: Parsed, naming: Span, holder: int, published: date) -> When | None:
    """The later day on which one of the next two sentences has somebody begin: "She takes over on 1 June"."""
    following = islice((s for s in parsed.doc.sents if s.start >= naming.end and s.text.strip()), _SENTENCES_ON)
    for sentence in following:
        dates = parsed.dates_in(sentence.start_char, sentence.end_char)
        ahead = next((d for d in dates if d.earliest > published), None)
        if ahead is not None and any(_begins(parsed, verb, holder) for verb in sentence):
            return ahead
    return None


def _begins(parsed: Parsed, verb: Token, holder: int) -> bool:
    is_start = verb.pos_ == "VERB" and with_particle(verb) in _STARTING
    return is_start and any(holder in parsed.parties(s) for s in arguments(verb).subjects)


def _are_among(parsed: Parsed, people: set[int], around: Arguments) -> bool:
    return any(not people.isdisjoint(parsed.parties(o)) for o in around.objects)


def handed_over(
    parsed: Parsed, told: Sequence[ClaimMention], verb: Token
) -> list[tuple[tuple[int, int], str, RoleStatus]]:
    """Who had an office before, or has it next: "Y named X chair. She succeeds Z", "X will be succeeded by Z".

    (holder, organization), title and status: of who goes former, of who comes current.
    """
    sides = _sides(parsed, verb)
    if sides is None:
        return []
    ways = ((*sides, RoleStatus.FORMER), (*sides[::-1], RoleStatus.CURRENT))
    found = [(other, status, _office_before(parsed, told, known, verb)) for known, other, status in ways]
    return [((other, c.parties[1][1]), c.title, _by_now(status, c)) for other, status, c in found if c is not None]


def _by_now(status: RoleStatus, successor: ClaimMention) -> RoleStatus:
    """Who is only to be followed by somebody has not gone yet."""
    return RoleStatus.CURRENT if successor.stance.modality is Modality.PLANNED else status


def _sides(parsed: Parsed, verb: Token) -> tuple[int, int] | None:
    """The one who comes and the one who goes: "X succeeds Z", "X takes over from Z"."""
    around = arguments(verb)
    is_taking = with_particle(verb) == "take over"
    if verb.lemma_.lower() == "take" and not is_taking:
        return None
    if is_taking and around.objects:  # "took over a bakery from Z"
        return None
    gone = around.prepositions.get("from", []) if is_taking else around.objects
    comes, goes = (
        {n for t in heads for n in parsed.party(t) if parsed.kind(n) is Kind.PERSON}
        for heads in (around.subjects, gone)
    )
    return (comes.pop(), goes.pop()) if len(comes) == len(goes) == 1 and comes != goes else None


def _office_before(parsed: Parsed, told: Sequence[ClaimMention], holder: int, verb: Token) -> ClaimMention | None:
    """The one office that somebody is said to have in the two sentences before a verb's.

    Beside "will be succeeded by" also in its own; "X, chair of Y, replaced Z" may speak of another.
    """
    first, last = verb.sent, verb.sent.end_char if is_passive(verb) else verb.sent.start_char
    for _ in range(_SENTENCES_BACK):
        if first.start:
            first = parsed.doc[first.start - 1].sent
    within = range(first.start_char, last)
    held = [c for c in told if c.parties[0][1] == holder and c.trigger.start in within and c.title not in _LASTING]
    held = [c for c in held if _is_titled(parsed, c) and not _is_left_for_it(parsed, c)]
    current = [c for c in held if c.role_status is RoleStatus.CURRENT and c.stance.polarity is Polarity.AFFIRMED]
    offices = {(c.parties, c.title) for c in current}
    return current[0] if len(offices) == 1 else None


def _is_titled(parsed: Parsed, claim: ClaimMention) -> bool:
    """Whether a claim is of a title, and not of what somebody runs."""
    word = parsed.doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    return word is not None and word.root.pos_ != "VERB"


def _is_left_for_it(parsed: Parsed, claim: ClaimMention) -> bool:
    """Whether an office is told of where somebody comes from: "joins from X, where she has been head of sales"."""
    word = parsed.doc.char_span(claim.trigger.start, claim.trigger.end, alignment_mode="expand")
    clause = next((a for a in word.root.ancestors if a.dep_ == "relcl"), None) if word is not None else None
    place = clause.head if clause is not None else None
    return place is not None and place.dep_ == "pobj" and place.head.lower_ == "from"


def has_left(parsed: Parsed, title: Token) -> bool:
    """Whether the holder, named beside the title, is said to have gone: "chief executive X stepped down"."""
    holder = title.head if title.dep_ in {"compound", "nmod", "appos"} else title
    verb = holder.head
    if any(_is_left(c, holder) for c in (verb, *(c for h in (title, *title.children) for c in h.children))):
        return True
    if holder.dep_ != "nsubj":
        return False
    if goes_to(parsed, verb) and is_done(verb):
        return True
    stepped = verb.lemma_.lower() in {"step", "stand"} and any(c.lower_ == "down" for c in verb.children)
    is_going = stepped or verb.lemma_.lower() in _GONE
    return is_going and (is_done(verb) or _is_at_once(parsed, verb))


def is_done(verb: Token) -> bool:
    """Whether a verb stands in the past, and "will" or "would" does not put it off."""
    return "Past" in verb.morph.get("Tense", []) and not any(c.lower_ in {"will", "would"} for c in verb.children)


def _is_at_once(parsed: Parsed, verb: Token) -> bool:
    """Whether who steps down by a verb in the present has gone: "CEO X steps down", "is stepping down immediately"."""
    if verb.tag_ == "VBZ":
        published, sentence = parsed.article.published, verb.sent
        dates = parsed.dates_in(sentence.start_char, sentence.end_char)
        is_ahead = published is not None and any(d.earliest > published for d in dates)
        return verb.dep_ in {"ROOT", "conj"} and not is_ahead and not any(t.lower_ == "next" for t in sentence)
    is_now = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    return is_now and any(t.lower_ in _AT_ONCE for t in verb.subtree if t.i > verb.i)


def _is_left(verb: Token, holder: Token) -> bool:
    """Whether a verb says that its subject left for good: "its director, X, left in May", not "left the door open"."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    is_his = holder in subjects or any(s.tag_ == "WP" for s in subjects)
    is_his = is_his or (verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and not subjects)
    if verb.lower_ != "left" or verb.pos_ != "VERB" or not is_his:
        return False
    objects = [c for c in verb.children if c.dep_ in _OBJECTS]
    circumstances = {c.lower_ for c in verb.children if c.dep_ in {"prep", "agent"}}
    is_told = bool(objects) or not circumstances.isdisjoint(_WHEN)
    return is_told and circumstances <= _WHEN and all(o.lemma_.lower() in _LEFT for o in objects)


def _alone(parsed: Parsed, i: int, kind: Kind) -> int | None:
    """The one cluster of a kind that a token stands for."""
    numbers = parsed.at.get(i, ())
    return numbers[0] if len(numbers) == 1 and parsed.kind(numbers[0]) is kind else None
