"""Who stands so near an event that they look like a party: who complained, who went before, for whom a speaker works.

What the encoder reads and what the rules find are held to the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.coreference.anaphora import punishes
from kg.extract.coreference.own_clause import goes_to_law
from kg.extract.document.arguments import arguments
from kg.extract.document.shares import has_own_share
from kg.extract.document.syntax import (
    EMPLOYING,
    conjuncts,
    first_of_list,
    governing_verb,
    governors,
    is_passive,
    prepositional,
)
from kg.extract.events.onlookers import (
    acts_on_news,
    bids,
    calls_for,
    chooses,
    comes_after,
    fines_from_afar,
    greets,
    hinders,
    is_only_had,
    is_only_posed_as,
    is_opponent,
    only_spoke_before,
    owns_beside,
    pays_part,
    reads_up,
    reports,
    turns_from,
)
from kg.extract.events.outsiders import is_in_dateline, judges
from kg.extract.events.switches import is_in_other_half
from kg.extract.frames.drafts import is_definite
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_COMPLAINTS = word_set("asides", "complaints")
_BRINGING = word_set("asides", "bringing")
_STEALING = word_set("asides", "stealing")
_OBSERVERS = word_set("asides", "observers")
_ANALYSTS = frozenset({"analyst", "economist", "strategist"})
_TITLES = word_set("roles", "heads")
_REPORTING = word_set("stance", "reporting")
_WE = frozenset({"we", "our", "us", "i", "my"})
FOUNDING = frozenset({"found", "co-found", "cofound"})
_BUYERS = frozenset({"acquirer", "investor"})
_DEALERS = _BUYERS | {"partner", "participant"}
_RUNNING = word_set("asides", "belonging")
_SOLD = frozenset({"acquired", "investee"})
_UNITS = word_set("asides", "units")
_ASSETS = word_set("asides", "assets")
_CHEATING = frozenset({"defraud", "cheat", "swindle", "deceive", "blackmail", "extort", "rob"})
_CHARGING = frozenset({"accuse", "charge", "convict", "suspect", "indict"})
_GOING_TO_LAW = _CHARGING | {"sue", "prosecute", "fine", "fin", "investigate", "raid", "countersue"}
_CROWDS = frozenset({"Protest", "Boycott"})
_HARMING = frozenset({"kill", "injure", "wound", "murder", "stab", "shoot", "kidnap", "assault", "attack"})
_OVER = frozenset({"over", "for", "by", "as"})
_PARTY = frozenset({"party", "defendant", "plaintiff", "target", "suspect"})
_PAYMENTS = frozenset({"settlement", "award", "fine", "penalty", "payout", "verdict", "compensation", "damage"})
REBUTTING = frozenset({"deny", "reject", "dispute", "dismiss", "contest"})
"""What one does to a charge that one does not accept."""
_LEADERS = frozenset({"owner", "boss", "coach", "player"})
_FIRMS = word_set("names", "organization_nouns")
_STAFF = word_set("possessions", "staff")
_AIMING = frozenset({"into", "against"})
_COMPARED = re.compile(r"\b(?:since|than in) (?:\w+ )?\d{4}, when\b")
_ESCAPING = frozenset({"escape", "avoid", "evade", "dodge"})


def is_bystander(parsed: Parsed, trigger: Token, kind: str, role: str, number: int) -> bool:
    """Whether the sentence of an event's word shows that somebody has not the part that they seem to have."""
    if has_no_part(parsed, trigger, role, number) or _observes(parsed, trigger, number):
        return True
    if role in _BUYERS and (chooses(parsed, trigger, number) or is_only_had(parsed, trigger, number)):
        return True
    if role in _DEALERS and (greets(parsed, trigger, number) or _is_spokesman(parsed, trigger, number)):
        return True
    if role in _SOLD and bids(parsed, trigger, number):
        return True
    if role in _SOLD:
        here = _heads(parsed.mentions(trigger, number))
        return bool(here) and all(_is_owner_of_unit(t) for t in here)
    if role != "accused":
        return False
    is_person = parsed.kind(number) is Kind.PERSON
    is_absent = is_person and not parsed.mentions(trigger, number)
    is_speaker = _only_comments(parsed, trigger, number) or (is_person and only_says(parsed, trigger, number))
    is_speaker = is_speaker or (is_absent and kind == "RegulatoryAction" and only_spoke_before(parsed, trigger, number))
    is_authority = kind == "RegulatoryAction" and punishes(parsed.clusters[number])
    is_outside = is_speaker or is_authority or (kind in _CROWDS and is_absent)
    is_aside = _is_left_behind(parsed, number) or _is_only_founded(parsed, number)
    is_aside = is_aside or _is_of_earlier_case(parsed, trigger, number)
    return is_outside or is_aside or _complains(parsed, trigger, number)


def has_no_part(parsed: Parsed, trigger: Token, role: str, number: int) -> bool:
    """Whether the words around a name show plainly that it has no such part, whoever found one."""
    if runs_another(parsed, trigger, number) or judges(parsed, number) or _only_reports(parsed, trigger, number):
        return True
    if role in {"accuser", "affected"} and parsed.is_court(number):
        return True
    if role in _DEALERS and any(test(parsed, trigger, number) for test in (calls_for, hinders, is_in_other_half)):
        return True
    heads = _heads(parsed.mentions(trigger, number))
    if role in _SOLD and heads and all(_is_counted(t) or has_own_share(t) for t in heads):
        return True
    if heads and all(is_only_posed_as(t) or (role in _DEALERS and comes_after(t, trigger)) for t in heads):
        return True
    if role == "accuser":
        is_afar = fines_from_afar(parsed, trigger, number) or acts_on_news(heads, trigger)
        return is_afar or any(_rebuts(t, trigger) for t in heads)
    if role != "accused":
        return False
    names = [name.root for name in parsed.clusters[number].names]
    return (
        any(
            _escapes(t, trigger) or _is_harmed(t, trigger) or charges(t, trigger) or turns_from(t, trigger)
            for t in heads
        )
        or (bool(heads) and all(is_of_who_is_meant(t, trigger) for t in heads))
        or any(_is_no_party(t) or _is_paid(t) for t in names)
        or (bool(heads) and all(stands_beside(t, role) for t in heads))
    )


def _is_counted(name: Token) -> bool:
    """Whether a name is of things that are counted: "bought two Rembrandts"."""
    return any(c.dep_ == "nummod" for c in name.children)


def stands_beside(mention: Token, role: str) -> bool:
    """Whether a mention shows by itself that its name has not this part: of somebody else, cheated, only blamed."""
    if belongs_to_another(mention) or (role in _SOLD and _is_owner_of_unit(mention)):
        return True
    if role in _DEALERS and (owns_beside(mention) or pays_part(mention)):
        return True
    if (role in _DEALERS | _SOLD and reports(mention)) or (role == "accuser" and reads_up(mention)):
        return True
    return role == "accused" and (
        _suffers(mention)
        or goes_to_law(mention)
        or _is_pitied(mention)
        or _is_no_party(mention)
        or _is_paid(mention)
        or _is_blamed(mention)
        or _has_people(mention)
        or is_opponent(mention)
    )


def _is_owner_of_unit(name: Token) -> bool:
    """Whether only a part of it is meant: "the German business of X", "X's Italian unit"."""
    if name.dep_ == "poss":  # also in a headline, where the parser hangs "unit" on what is behind it
        return any(t.lemma_.lower() in _UNITS for t in name.doc[name.i + 1 : name.head.i + 1])
    is_of = name.dep_ == "pobj" and name.head.lower_ == "of"
    return is_of and name.head.head.lemma_.lower() in _UNITS | _ASSETS


def is_of_many(name: Token) -> bool:
    """Whether a name says whose many people are: "customers of X", by which an article may begin to speak of X."""
    return name.dep_ == "pobj" and name.head.lower_ == "of" and name.head.head.tag_ == "NNS"


def _heads(mentions: Sequence[Token]) -> list[Token]:
    """Of the words of each mention the one that the others hang on."""
    return [t for t in mentions if t.head not in mentions]


def _only_reports(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether they are the agency of a dateline."""
    here = parsed.mentions(trigger, number)
    return bool(here) and all(is_in_dateline(t) for t in here)


def _suffers(name: Token) -> bool:
    """Whether they are who was cheated, or from whom somebody is accused of stealing."""
    if name.dep_ == "pobj" and name.head.lower_ == "from":
        above = {a.lemma_.lower() for a in name.head.ancestors}
        return bool(above & _STEALING) and bool(above & _CHARGING)
    return name.dep_ in {"dobj", "nsubjpass"} and name.head.lemma_.lower() in _CHEATING


def _is_pitied(name: Token) -> bool:
    """Whether a complaint tells what was done to them: "the lawsuit says Moore was held for an hour"."""
    clause = name.head
    if name.dep_ != "nsubjpass" or clause.dep_ != "ccomp" or clause.head.lemma_.lower() not in _REPORTING:
        return False
    return any(s.lemma_.lower() in _COMPLAINTS for s in arguments(clause.head).subjects)


def is_of_who_is_meant(name: Token, trigger: Token) -> bool:
    """Whether a name only tells who those are to whom it is done: "sued two engineers who had joined X"."""
    if trigger.pos_ != "VERB":
        return False
    done_to = [o for first in arguments(trigger).objects for o in conjuncts(first) if o.tag_ in {"NN", "NNS"}]
    clauses = (c for o in done_to for c in o.children if c.dep_ in {"relcl", "acl"})
    return any(c == name or c.is_ancestor(name) for c in clauses)


def charges(name: Token, trigger: Token) -> bool:
    """Whether they are who accuses: "the union accused the company", "the N union accused it"."""
    subject = name.head if name.dep_ in {"compound", "nmod"} else name
    is_staff = subject != name and subject.lemma_.lower() in _STAFF  # "X employees sued it": X is who is sued
    is_acting = subject.dep_ == "nsubj" and subject.head == trigger and not is_staff and not is_passive(trigger)
    return is_acting and trigger.lemma_.lower() in _GOING_TO_LAW


def _is_harmed(name: Token, trigger: Token) -> bool:
    """Whether they are only the victim: "he was attacked last week", but not "was attacked over its fees"."""
    is_verb = name.head == trigger and trigger.lemma_.lower() in _HARMING
    return is_verb and name.dep_ == "nsubjpass" and not any(c.lower_ in _OVER for c in trigger.children)


def _is_no_party(name: Token) -> bool:
    """Whether they are said to have no part in a case: "X is not a party to the suit"."""
    verb = name.head
    is_denied = any(c.dep_ == "neg" for c in verb.children)
    is_party = any(c.dep_ == "attr" and c.lemma_.lower() in _PARTY for c in verb.children)
    return name.dep_ == "nsubj" and is_denied and is_party


def _is_paid(name: Token) -> bool:
    """Whether they get money out of a case: "X will receive $2 million from the settlement"."""
    verb = name.head
    if name.dep_ != "nsubj" or verb.lemma_.lower() != "receive":
        return False
    return any(t.lemma_.lower() in _PAYMENTS for t in verb.subtree if t.dep_ in {"pobj", "dobj"})


def _rebuts(name: Token, trigger: Token) -> bool:
    """Whether they turn a charge away: "X rejected allegations against its chief"."""
    verb = name.head
    return name.dep_ == "nsubj" and verb.lemma_.lower() in REBUTTING and trigger.dep_ == "dobj" and trigger.head == verb


def _is_blamed(name: Token) -> bool:
    """Whether somebody only puts the blame on them: "denied the claims and blamed X", "blamed the leak on X"."""
    verb = name.head.head if name.dep_ == "pobj" and name.head.lower_ == "on" else name.head
    is_target = name.dep_ in {"dobj", "pobj"} and verb.lemma_.lower() == "blame"
    return is_target and verb.dep_ == "conj" and verb.head.lemma_.lower() in REBUTTING


def _has_people(name: Token) -> bool:
    """Whether only who heads it or works there is at issue: "a probe into the former chief executive of X"."""
    is_owned = name.dep_ == "pobj" and name.head.lower_ in EMPLOYING
    noun = name.head.head if is_owned else name.head
    is_modifier = name.dep_ in {"compound", "nmod", "amod"}
    people = _TITLES | _LEADERS | (_STAFF if is_modifier else frozenset())
    if not (is_owned or is_modifier or name.dep_ == "poss") or noun.lemma_.lower() not in people:
        return False
    return noun.dep_ in {"dobj", "nsubjpass"} or (noun.dep_ == "pobj" and noun.head.lower_ in _AIMING)


def _escapes(name: Token, trigger: Token) -> bool:
    """Whether they got away without it: "X escaped a fine"."""
    is_here = name.head in {trigger, trigger.head}
    return name.dep_ == "nsubj" and is_here and name.head.lemma_.lower() in _ESCAPING


def only_says(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether somebody stands in a sentence only as who says it: "X said the state would ban …", not "X said he …"."""
    mentions = parsed.mentions(trigger, number)
    speakers = {
        t
        for verb in (g for g in governors(trigger) if g.lemma_.lower() in _REPORTING and g.pos_ == "VERB")
        for s in arguments(verb).subjects
        if trigger not in s.subtree
        for t in s.subtree
    }
    return bool(mentions) and speakers.issuperset(mentions)


def _is_spokesman(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether a person only speaks of a deal, which is that of a firm or state: "the minister said talks with X …"."""
    return parsed.kind(number) is Kind.PERSON and only_says(parsed, trigger, number)


def _complains(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether it is they who went to law: "X, which lodged the complaint", "in a complaint, X said", "X's case"."""
    near = {trigger, *trigger.children, trigger.head, *(trigger.head.children if trigger.dep_ == "advcl" else ())}
    cases = (t for t in parsed.doc.with_lemmas(_COMPLAINTS) if t.pos_ == "NOUN")
    return any(
        number in parsed.parties(head)
        for case in cases
        if case in near or (is_definite(case) and case.head.dep_ == "relcl")
        for head in _complainants(case)
    )


def _complainants(case: Token) -> Iterator[Token]:
    """Those around a complaint whose it is."""
    verb = case.head
    if any(c.dep_ == "prep" and c.lower_ == "against" for c in case.children):
        yield from (c for c in case.children if c.dep_ == "poss")
    if case.dep_ == "dobj" and verb.lemma_.lower() in _BRINGING and not is_passive(verb):
        yield from (verb.head if s.tag_ in {"WDT", "WP"} else s for s in arguments(verb).subjects)
    if case.dep_ == "pobj" and verb.lower_ == "in" and verb.head.lemma_.lower() in _REPORTING:
        yield from arguments(verb.head).subjects


def _is_left_behind(parsed: Parsed, number: int) -> bool:
    """Whether somebody who worked there is who stole: "former X treasurer admits stealing"."""
    return any(
        name.root.dep_ in {"compound", "nmod", "poss"}
        and name.root.head.lemma_.lower() in _TITLES
        and name.root.head.dep_ in {"nsubj", "nsubjpass"}
        and any(t.lemma_.lower() in _STEALING for t in name.root.sent)
        for name in parsed.clusters[number].names
    )


def _is_only_founded(parsed: Parsed, number: int) -> bool:
    """Whether an article names it only as what somebody has founded: "Smith, who founded the group X in 2017"."""
    return all(_is_being_founded(name.root) for name in parsed.clusters[number].names)


def _is_of_earlier_case(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether others name them only to compare: "It is the largest recall since 2007, when X …"."""
    names = [name for name in parsed.clusters[number].names if name.root.sent != trigger.sent]
    before = (name.doc[name.root.sent.start : name.start].text for name in names)
    return len(names) == len(parsed.clusters[number].names) and all(_COMPARED.search(text) for text in before)


def _is_being_founded(head: Token) -> bool:
    verb = governing_verb(first_of_list(head))
    if verb is None or verb.lemma_.lower() not in FOUNDING or is_passive(verb):
        return False
    return any(head in o.subtree for o in arguments(verb).objects)


def _observes(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether it only employs who is quoted on others, as a broker or a consultancy does."""
    mentions = parsed.mentions(trigger, number)
    if not mentions or any(t.lower_ in _WE for t in trigger.sent):
        return False
    for verb in (t for t in trigger.sent if t.lemma_.lower() in _REPORTING):
        for speaker in (s for s in arguments(verb).subjects if trigger not in s.subtree):
            said = {t for p, head in prepositional(speaker) if p in EMPLOYING for t in head.subtree}
            said |= {t for c in speaker.children if c.dep_ == "appos" for t in c.subtree}
            if said.issuperset(mentions) and {t.lemma_.lower() for t in said} & _OBSERVERS:
                return True
    return False


def runs_another(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether the sentence has only who belongs to it: "the operator of X" and "an X supplier" are not X."""
    here = parsed.mentions(trigger, number)
    mentions = [t for t in here if t.i + 1 == len(t.doc) or t.nbor() not in here]
    return bool(mentions) and all(belongs_to_another(t) for t in mentions)


def belongs_to_another(name: Token) -> bool:
    """Whether a name only says whose somebody is: "the operator of X", "an X supplier", "the studio behind X".

    Of analysts the firm is never at issue: "analysts at X said the deal was a surprise".
    """
    if name.dep_ == "pobj" and name.head.lower_ in EMPLOYING and name.head.head.lemma_.lower() in _ANALYSTS:
        return True
    if name.dep_ == "pobj" and name.head.lower_ == "behind" and name.head.i:
        return name.head.nbor(-1).lemma_.lower() in _FIRMS
    is_before_noun = name.i + 1 < len(name.doc) and name.nbor().pos_ == "NOUN"
    behind = name.doc[name.i + 1 : name.i + 3] if is_before_noun else ()
    if any(t.lemma_.lower() in _RUNNING for t in behind if t.pos_ == "NOUN"):
        return True  # wherever the parser hung it
    noun = name.head.head if name.dep_ == "pobj" and name.head.lower_ in {"of", "to"} else name.head
    return name.dep_ in {"pobj", "poss"} and noun.pos_ == "NOUN" and noun.lemma_.lower() in _RUNNING


def _only_comments(parsed: Parsed, trigger: Token, number: int) -> bool:
    """Whether all that an article has of somebody is that they say something of what others did."""
    names = parsed.clusters[number].names
    said = [n.root.head for n in names if n.root.dep_ == "nsubj" and n.root.head.lemma_.lower() in _REPORTING]
    if len(said) < len(names) or not names:
        return False
    here = [verb for verb in said if verb.sent == trigger.sent]
    around = [t for verb in said for t in verb.sent if t.lower_ in _WE or number in parsed.at.get(t.i, ())]
    return bool(here) and len(around) == sum(len(n) for n in names)
