"""Lasting relations: parent, unit, product, seat, founder, owner, competitor, customer, founding date."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.extract.coreference.units import units
from kg.extract.document.arguments import arguments
from kg.extract.document.shares import PERCENT, has_own_share
from kg.extract.document.syntax import DESCRIBED_BY, SUBJECTS, first_of_list, governing_verb, prepositional
from kg.extract.frames.drafts import naming, reference_factor
from kg.extract.frames.matching import matches
from kg.extract.relations.behind_names import find_behind_names
from kg.extract.relations.dealings import find_dealings
from kg.extract.relations.founders import FOUNDED, find_founders
from kg.extract.relations.makers import find_makers
from kg.extract.relations.meant import firm_called
from kg.extract.relations.rivals import RIVAL_WORDS, is_league_of, rivals
from kg.extract.relations.seats import find_seats, town_before
from kg.extract.relations.unowned import find_unowned
from kg.extract.stance.find import stance
from kg.extract.words import word_set
from kg.records import ClaimMention, Kind, Modality, RoleStatus, Stance
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.frames.matching import Match
    from kg.extract.parsed import Parsed
    from kg.records import When

_ORGANIZATION = frozenset({Kind.ORGANIZATION})
_THING = frozenset({Kind.ORGANIZATION, Kind.PRODUCT})
_PARTY = frozenset({Kind.ORGANIZATION, Kind.PERSON})
_FITS = {
    "partOf": (_THING, _ORGANIZATION),
    "productOf": (frozenset({Kind.PRODUCT}), _ORGANIZATION),
    "headquarteredIn": (_ORGANIZATION, frozenset({Kind.PLACE})),
    "foundedBy": (_ORGANIZATION, _PARTY),
    "ownedBy": (_THING, _PARTY),
    "competitorOf": (_ORGANIZATION, _ORGANIZATION),
    "customerOf": (_ORGANIZATION, _ORGANIZATION),
    "memberOf": (_PARTY, _ORGANIZATION),
}
"""Property → what its subject and its object may be."""
_RENAMED = {"parentOf": "partOf", "makerOf": "productOf"}
_OF_FIRMS = frozenset({"partOf", "ownedBy"})
"""What an organization is to its parent; a product stands to it as to its maker."""
_GOODS = word_set("names", "product_nouns") | {"brand"}
_STOPPING = word_set("structure", "stopping")
_HOLDINGS = word_set("structure", "holdings")
_BODIES = word_set("structure", "bodies")
_FOUNDING = word_set("structure", "founding")
REGIONAL = word_set("demonyms", "demonyms") | {"european", "asian", "african", "regional", "local", "north", "south"}
"""What stands before a seat that is not that of the whole."""
_OVER = frozenset({"former", "formerly", "once", "previously", "ex", "until", "longer", "originally", "initially"})
_TRADE = frozenset({"sell", "buy", "acquire", "purchase", "divest", "spin", "offload", "close", "shut"})
_TAKING = frozenset({"select", "choose", "pick", "adopt", "license", "use", "deploy", "order", "test", "install"})
_SELLING = frozenset({"buy", "purchase", "sell", "acquire"})
_COMPANIES = frozenset({"company", "firm", "business", "organisation", "organization"})
_STATES = frozenset({"base", "headquarter", "belong"})
_AHEAD = frozenset({"will", "would", "shall", "should", "could", "may", "might", "to"})
POSSESSING = frozenset({"belong", "own"})
_SHARES = PERCENT | {"stake", "share", "interest", "half", "third", "quarter"}
_NAME_CONFIDENCE = 0.8
_HYPHEN_CONFIDENCE = 0.85
_BY_MAKER_CONFIDENCE = 0.8
_KEPT = frozenset({"competitorOf", "customerOf", "foundedBy", "headquarteredIn"})
"""What a sale of one of the two does not end."""
_DESCRIBING = frozenset({*DESCRIBED_BY, "amod"})
_BY_TITLE = {
    "foundedBy": frozenset({"founder", "co-founder", "cofounder"}),
    "ownedBy": frozenset({"owner", "co-owner"}),
}
_OF_STRANGERS = frozenset({"competitorOf", "customerOf"})
HYPHENED = {"based": "headquarteredIn", "headquartered": "headquarteredIn", "owned": "ownedBy"}
_WATCHED = frozenset({*HYPHENED, *FOUNDED, *RIVAL_WORDS})


def find_relations(parsed: Parsed, roles: Sequence[ClaimMention] = ()) -> Iterator[ClaimMention]:
    """Every sentence that states a lasting relation, given who has which office where."""
    employers: dict[int, set[int]] = {}
    for role in roles:
        if role.role_status is RoleStatus.CURRENT:
            employers.setdefault(role.parties[0][1], set()).add(role.parties[1][1])
    for match in matches(parsed, "structure"):
        yield from _related(parsed, match)
    for token in (t for t in parsed.doc if t.lower_ in _WATCHED):
        yield from _watched(parsed, token, employers)
    for name, token, subject, object_ in chain(find_behind_names(parsed), find_seats(parsed), find_unowned(parsed)):
        if fits(parsed, name, subject, object_):
            yield _claim(parsed, token, name, (subject, object_), _NAME_CONFIDENCE, plain=True)
    for token, customer, seller in find_dealings(parsed):
        if holds_now(parsed, token, "customerOf"):
            yield _claim(parsed, token, "customerOf", (customer, seller), _BY_MAKER_CONFIDENCE)
    yield from _of_makers(parsed)
    yield from _named_after_parent(parsed)
    yield from _told_by_roles(parsed, roles)


def _watched(parsed: Parsed, token: Token, employers: Mapping[int, Collection[int]]) -> Iterator[ClaimMention]:
    """What is said by a word of its own form: "Oslo-based", "was founded in 1998", "rival X"."""
    if token.lower_ in HYPHENED:
        yield from _hyphened(parsed, token)
    elif token.lower_ in FOUNDED and token.pos_ == "VERB":
        for name, subject, value in find_founders(parsed, token, employers):
            numbers, when = ((subject, value), None) if isinstance(value, int) else ((subject,), value)
            yield _claim(parsed, token, name, numbers, _HYPHEN_CONFIDENCE, when=when)
    elif token.lower_ in RIVAL_WORDS and holds_now(parsed, token, "competitorOf"):
        for pair in rivals(parsed, token):
            yield _claim(parsed, token, "competitorOf", pair, _NAME_CONFIDENCE)


def _told_by_roles(parsed: Parsed, roles: Sequence[ClaimMention]) -> Iterator[ClaimMention]:
    """The relations that an office tells of: who is a firm's founder has founded it, and its owner owns it."""
    for role in roles:
        name = next((p for p, titles in _BY_TITLE.items() if not titles.isdisjoint((role.title or "").split())), None)
        (_, holder), (_, organization) = role.parties
        is_lasting = name == "foundedBy" or role.role_status is RoleStatus.CURRENT
        if name is not None and is_lasting and fits(parsed, name, organization, holder):
            parties = (("subject", organization), ("object", holder))
            yield replace(role, kind=name, parties=parties, title="", role_status=None, when=None)


def _related(parsed: Parsed, match: Match) -> Iterator[ClaimMention]:
    name = _RENAMED.get(match.frame.kind, match.frame.kind)
    subjects = [n for role, n in match.parties if role == "subject"] or _described_before(parsed, match.trigger)
    objects = [n for role, n in match.parties if role == "object"]
    if match.trigger.tag_ == "NNS" and not set(subjects).isdisjoint(objects):  # "X and Y, its competitors"
        return
    strangers = _not_its(parsed, match.trigger)
    pairs = [
        (subject, object_)
        for subject in subjects
        for object_ in objects
        if fits(parsed, name, subject, object_) and strangers.isdisjoint((subject, object_))
        if _is_said_here(parsed, match.trigger, subject, object_)
        if name != "competitorOf" or not is_league_of(parsed, match.trigger, object_)
        if name != "foundedBy" or not _is_listed_apart(parsed, match.trigger, object_)
        if name != "customerOf" or not is_transfer(parsed, match.trigger)
        if name != "productOf" or not is_taken(parsed, governing_verb(match.trigger), object_)
    ]
    if name == "ownedBy":
        pairs = [pair for pair in pairs if not is_of_share(parsed, match.trigger, *pair)]
    if pairs and holds_now(parsed, match.trigger, name) and not _is_of_region(match.trigger, name):
        for pair in pairs:
            meant = as_kinds_have_it(parsed, match.trigger, name, *pair)
            yield _claim(parsed, match.trigger, meant, pair, match.frame.confidence)


def _not_its(parsed: Parsed, trigger: Token) -> set[int]:
    """Whose "its" is not in "X, which its parent, Y, put up for sale": of all but X."""
    verb = trigger.head
    own = [c for c in trigger.children if c.dep_ == "poss" and c.lower_ in {"its", "their"}]
    is_inner = trigger.dep_ in SUBJECTS and verb.dep_ == "relcl"
    if not own or not is_inner or not any(c.tag_ == "WDT" and c.i < own[0].i for c in verb.children):
        return set()
    return set(parsed.at.get(own[0].i, ())) - set(parsed.at.get(verb.head.i, ()))


def as_kinds_have_it(parsed: Parsed, trigger: Token, name: str, subject: int, object_: int) -> str:
    """The property that is meant of things of these kinds: a firm's product, the member of an alliance."""
    if (
        name == "partOf"
        and trigger.lemma_.lower() == "part"
        and not _BODIES.isdisjoint(parsed.clusters[object_].key.split())
    ):
        return "memberOf"
    is_product = parsed.kind(subject) is Kind.PRODUCT or _is_called_product(parsed, trigger, subject, name)
    is_product = is_product and parsed.kind(object_) is Kind.ORGANIZATION
    return "productOf" if name in _OF_FIRMS and is_product else name


def _is_called_product(parsed: Parsed, trigger: Token, number: int, name: str) -> bool:
    """Whether a thing is called a product here, whatever it is taken for: "the brand's owner", "owns the app X".

    What is called a brand before its name, and is a part of somebody, may be a firm.
    """
    words = [t for t in parsed.mentions(trigger, number) if t.lemma_.lower() in _GOODS]
    before = [parsed.doc[s.start - 1] for s in parsed.clusters[number].names if s.start > trigger.sent.start]
    return bool(words) or (name == "ownedBy" and any(t.lemma_.lower() in _GOODS for t in before))


def _is_of_region(trigger: Token, name: str) -> bool:
    """Whether a seat is only that of a part: "its European headquarters"."""
    return name == "headquarteredIn" and any(c.lower_ in REGIONAL for c in trigger.children)


def _of_makers(parsed: Parsed) -> Iterator[ClaimMention]:
    for trigger, product, maker in find_makers(parsed):
        is_over = any(c.lower_ in _OVER for c in trigger.children)
        if not is_over and not is_taken(parsed, governing_verb(trigger), maker):
            yield _claim(parsed, trigger, "productOf", (product, maker), _BY_MAKER_CONFIDENCE, plain=True)


def is_transfer(parsed: Parsed, trigger: Token) -> bool:
    """Whether a firm or what nobody names here is sold: "X bought Y from Z", "bought its jam unit", "sold it to Z"."""
    things = arguments(trigger).objects if trigger.lemma_.lower() in _SELLING else []
    kinds = {parsed.kind(n) for thing in things for n in parsed.party(thing)}
    is_whole = any(t.pos_ in {"PRON", "NUM"} or t.lemma_.lower() in _HOLDINGS for t in things)
    return is_whole or bool(kinds & {Kind.ORGANIZATION, Kind.PRODUCT})


def _is_listed_apart(parsed: Parsed, trigger: Token, number: int) -> bool:
    here = [s.root for s in parsed.clusters[number].names if s.sent == trigger.sent]
    return bool(here) and all(is_titled_apart(head) for head in here)


def is_of_share(parsed: Parsed, trigger: Token, owned: int, owner: int) -> bool:
    """Whether a share is told of a thing beside: "A owns 40% of the venture, V, and B 60%".

    The next name has a share of its own, and what is no part of "of …" is not what the first is of.
    """
    own = [o for o in arguments(trigger).objects if o.lemma_.lower() in _SHARES] if trigger.lemma_ == "own" else []
    if not own:
        return False
    parts = {n for share in own for p, h in prepositional(share) if p == "of" for n in parsed.parties(h)}
    next_owners = {n for t in trigger.sent if has_own_share(t) for n in parsed.at.get(t.i, ())}
    return owned not in parts or owned in next_owners or owner in next_owners


def is_taken(parsed: Parsed, verb: Token | None, number: int) -> bool:
    """Whether a product is their supplier's: "X has chosen the app", "Y said that X had chosen its app"."""
    if verb is None or verb.lemma_.lower() not in _TAKING:
        return False
    around, above = arguments(verb), arguments(verb.head).subjects if verb.dep_ == "ccomp" else []
    takers, speakers = ({n for s in subjects for n in parsed.parties(s)} for subjects in (around.subjects, above))
    is_own = any(t.dep_ == "poss" and t.lower_ in {"its", "their"} for o in around.objects for t in o.subtree)
    return number in takers and (not is_own or bool(speakers - takers))


def is_titled_apart(head: Token) -> bool:
    """Whether a name that is listed behind another has another title: "X founder A and finance chief B".

    All of those by whom a firm "was founded" have founded it: "by former barista A and food scientist B".
    """
    if first_of_list(head).head.dep_ == "agent":
        return False
    titles = (c for c in head.lefts if c.pos_ == "NOUN" and c.dep_ in DESCRIBED_BY)
    return head.dep_ == "conj" and any(not c.lemma_.lower().endswith("founder") for c in titles)


def holds_now(parsed: Parsed, trigger: Token, name: str = "") -> bool:
    """Whether the relation is neither over, nor being sold, nor only planned or talked of."""
    if trigger.pos_ == "VERB" and any(c.dep_ == "aux" and c.lower_ in _AHEAD for c in trigger.children):
        return False
    if _is_past(trigger) or (name not in _KEPT and _changes_hands(trigger)):
        return False
    return is_presupposed(trigger, name) or stance(parsed, trigger, usual=None).modality is Modality.ASSERTED


def is_presupposed(trigger: Token, name: str) -> bool:
    """Whether a relation is taken for granted, whatever the clause around it says: "X, a unit of Y, may sell Z"."""
    if trigger.pos_ == "VERB" or any(c.dep_ == "neg" for c in trigger.children):
        return False
    is_argument = trigger.dep_ in {"nsubj", "nsubjpass", "poss"} or (name in _KEPT and trigger.dep_ in {"dobj", "pobj"})
    return trigger.dep_ in _DESCRIBING or (is_argument and any(c.dep_ == "poss" for c in trigger.children))


def _is_past(trigger: Token) -> bool:
    """Whether the relation is said to be over: "formerly a unit of", "used to own", "was a subsidiary of"."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    words = {t.lower_ for t in trigger.children} | ({t.lower_ for t in verb.children} if verb is not None else set())
    is_then = any(h.lower_ == "time" for p, h in prepositional(trigger) if p == "at")  # "its bank at the time"
    is_stopped = trigger.dep_ in {"xcomp", "pcomp", "ccomp"} and trigger.head.lemma_.lower() in _STOPPING
    if (
        is_stopped
        or is_then
        or words & _OVER
        or (verb is not None and verb.dep_ == "xcomp" and verb.head.lemma_ == "use")
    ):
        return True
    if trigger.lemma_.lower() in POSSESSING and (
        trigger.tag_ == "VBD" or any(c.dep_ == "aux" and c.lower_ == "had" for c in trigger.children)
    ):  # "the oil belonged to X", "X, which had owned it for six years"
        return True
    if trigger.dep_ != "attr" or verb is None:
        return False
    return "Past" in verb.morph.get("Tense", []) and not any(c.lemma_ == "have" for c in verb.children)


def _changes_hands(trigger: Token) -> bool:
    """Whether the unit that is described is being bought or sold: "sold its subsidiary X"."""
    verb = governing_verb(trigger) if trigger.pos_ != "VERB" else None
    return verb is not None and verb.lemma_.lower() in _TRADE


def _is_said_here(parsed: Parsed, trigger: Token, *numbers: int) -> bool:
    """Whether names, "it" or "the airline" stand for both in the sentence; "the company" is too often another one."""
    sentence = trigger.sent
    before = parsed.doc[sentence.start - 1].sent if sentence.start else sentence
    standing = [(t, parsed.at[t.i]) for t in [*sentence, *before] if t.i in parsed.at and t.pos_ in {"PROPN", "PRON"}]
    named = {
        n for t, found in standing if t.pos_ == "PROPN" or len(found) == 1 for n in found
    }  # "they" may be one club
    named |= {n for n in numbers for s in parsed.clusters[n].names if s.start >= before.start and s.end <= sentence.end}
    words = [t for t in sentence if t.pos_ == "NOUN" and t.i in parsed.at]
    doubtful = [t for t in words if t.lemma_.lower() in _COMPANIES and not _is_in_state(t, trigger)]
    described = {n for t in doubtful for n in parsed.at[t.i]}
    named |= {n for t in words for n in parsed.at[t.i]}
    names_here = {n for n in numbers for s in parsed.clusters[n].names if s.sent == sentence}
    return all(n in named and (n in names_here or n not in described) for n in numbers)


def _is_in_state(noun: Token, trigger: Token) -> bool:
    """Whether a clause only says of its subject where it is or whose: "both companies are based in X"."""
    is_seat = trigger.pos_ == "NOUN" and trigger.dep_ == "dobj" and trigger.head.lemma_ == "have"
    is_subject = noun.dep_ in SUBJECTS
    is_what = is_subject and trigger.dep_ == "attr" and trigger.head == noun.head  # "the company is a unit of X"
    is_founded = noun.dep_ == "nsubjpass" and trigger.lemma_.lower() in _FOUNDING
    return (
        is_seat
        or is_what
        or (is_subject and noun.head == trigger and (is_founded or trigger.lemma_.lower() in _STATES))
    )


def fits(parsed: Parsed, name: str, subject: int, object_: int) -> bool:
    """Whether two different things can stand in a relation, by what they are."""
    domain, range_ = _FITS[name]
    if subject == object_ or (name in _OF_STRANGERS and _is_named_after(parsed, subject, object_)):
        return False
    return parsed.kind(subject) in domain and parsed.kind(object_) in range_


def _is_named_after(parsed: Parsed, one: int, other: int) -> bool:
    """Whether one name begins with the other: "Acme" does not compete with "Acme Pay"."""
    keys = [f"{parsed.clusters[n].key} " for n in (one, other)]
    return keys[0].startswith(keys[1]) or keys[1].startswith(keys[0])


def _described_before(parsed: Parsed, noun: Token) -> list[int]:
    """What a verbless sentence describes: the name that the sentence before ends with."""
    sentence = noun.sent
    if sentence.root != noun or any(t.pos_ in {"VERB", "AUX"} for t in sentence):
        return []
    i = sentence.start - 1
    while i >= 0 and (parsed.doc[i].is_punct or _is_blank(parsed.doc[i])):
        i -= 1
    return list(parsed.at.get(i, ())) if i >= 0 else []


def _is_blank(token: Token) -> bool:
    return token.is_space and "\n" not in token.text


def _hyphened(parsed: Parsed, token: Token) -> Iterator[ClaimMention]:
    """Sentences such as "Paris-based X", "X-owned Y"."""
    if token.i < 2 or token.nbor(-1).text != "-":  # noqa: PLR2004 - a name and a hyphen come before it
        return
    objects = town_before(parsed, token.i - 2)
    name = HYPHENED[token.lower_]
    noun = token.head.head if token.head.dep_ == "compound" and token.head.i not in parsed.at else token.head
    meant = () if parsed.bearer(noun) else firm_called(parsed, noun)
    for subject in parsed.bearer(noun) or meant:  # also of "the Paris-based retailer X"
        for object_ in objects:
            if fits(parsed, name, subject, object_) and (meant or not is_another_nearer(parsed, token, subject)):
                yield _claim(parsed, token, name, (subject, object_), _HYPHEN_CONFIDENCE)


def is_another_nearer(parsed: Parsed, token: Token, number: int) -> bool:
    """Whether behind a word another name stands before this one: "Oslo-based A rival B" puts B nowhere."""
    behind = (n for t in parsed.doc[token.i + 1 : token.sent.end] for n in parsed.at.get(t.i, ()))
    return next(behind, number) != number


def _named_after_parent(parsed: Parsed) -> Iterator[ClaimMention]:
    for unit, parent in units(parsed.clusters):
        first = parsed.clusters[unit].names[0]
        yield _claim(parsed, first.root, "partOf", (unit, parent), _NAME_CONFIDENCE, plain=True)


def _claim(
    parsed: Parsed,
    trigger: Token,
    name: str,
    numbers: tuple[int, ...],
    confidence: float,
    *,
    when: When | None = None,
    plain: bool = False,
) -> ClaimMention:
    """A relation claim; `plain` for what a name says of itself, whatever the sentence around it claims."""
    parties = tuple(zip(("subject", "object"), numbers, strict=False))
    absent = [n for n in numbers if not parsed.mentions(trigger, n)]
    found = Stance() if plain or is_presupposed(trigger, name) else stance(parsed, trigger, usual=None)
    return ClaimMention(
        kind=name,
        parties=parties,
        evidence=parsed.sentence(trigger),
        trigger=Characters(trigger.idx, trigger.idx + len(trigger)),
        stance=found,
        confidence=round(confidence * reference_factor(parsed, parties, trigger), 2),
        when=when,
        beside=naming(parsed, trigger, absent),
    )
