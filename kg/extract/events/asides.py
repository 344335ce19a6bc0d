"""Events that the encoder reads where there are none, or none of its parties: who is only put beside one, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.anaphora import has_public_words
from kg.extract.document.arguments import arguments, is_asked_for, is_only_due, is_voted_on
from kg.extract.document.shares import SHARES
from kg.extract.document.syntax import (
    TIMES,
    first_of_list,
    governing_verb,
    governors,
    is_only_feasible,
    is_passive,
    is_whole,
    prepositional,
)
from kg.extract.events.bystanders import FOUNDING, is_bystander, only_says
from kg.extract.events.switches import follow_each_other, follows_parent
from kg.extract.frames.drafts import DEALS
from kg.extract.frames.matching import has_other_sense
from kg.extract.stance.endings import is_left, is_unreal
from kg.extract.stance.find import BUYING
from kg.extract.stance.polarity import polarity
from kg.extract.words import word_set
from kg.records import Kind, Polarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.encoder import Candidate, TriggerReading
    from kg.extract.parsed import Parsed

_BUYERS = frozenset({"acquirer", "investor"})
_SOLD = frozenset({"acquired", "investee"})
_SELLING = word_set("asides", "selling")
_LASTING = word_set("asides", "lasting")
_BODIES = word_set("asides", "bodies")
_CLEARED = word_set("asides", "cleared")
_FILING = word_set("asides", "filing")
_SOUGHT = word_set("asides", "sought")
_SEEKING = word_set("asides", "seeking")
_POSTS = word_set("asides", "posts")
_JOBS = frozenset({"job", "post", "seat", "role"})
_LEAVE = frozenset({"licence", "license", "permit"})
_TESTED = word_set("asides", "tested")
_TESTING = word_set("asides", "testing")
_TRIED = word_set("anaphora", "people_nouns") | word_set("anaphora", "person_nouns")
_FAVOURING = word_set("asides", "favouring")
_ALLOWED = word_set("asides", "allowed")
_ALLOWING = word_set("asides", "allowing")
_OBTAINING = word_set("asides", "obtaining")
_SITES = frozenset({"at", "in", "near", "outside"})
_OPENING = word_set("asides", "opening")
_INQUIRERS = word_set("asides", "inquirers")
_COOPERATING = frozenset({"cooperate", "co-operate"})
_COMPLEMENTS = frozenset({"prep", "xcomp", "advcl"})
_TAKEOVERS = frozenset({"acquisition", "takeover", "purchase", "buyout", "sale"})
_SEVERAL = frozenset({"both", "all", "two", "three", "four", "five", "six"})
_SINGLE = word_set("asides", "single")
_DECIDING = frozenset({"decide", "determine"})
_EXAMPLES = frozenset({"as", "like", "including"})


def is_aside(parsed: Parsed, trigger: TriggerReading, family: str, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether the words around an event's word tell of no event between these parties."""
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    is_named = any(parsed.mentions(head, number) for _, number in parties)
    return (
        _is_list(parsed, trigger, parties)
        or (not is_named and (_is_of_several(head) or _is_undecided(head)))
        or (family == "Controversy" and _is_filing(parsed, head, parties))
        or _is_seller(parsed, head, parties)
        or (family == "Partnership" and _is_stake_sold(parsed, head, parties))
        or (family == "Partnership" and _is_owned_beside(parsed, head, parties))
        or (family == "Acquisition" and (is_of_share(head) or is_share_bought(parsed, head) or follows_parent(head)))
        or (family == "Partnership" and _is_other_bond(parsed, head, parties))
        or (family == "Partnership" and _is_offspring(parsed, parties))
        or (family == "Controversy" and _is_target(parsed, head, parties))
        or (family in DEALS and follow_each_other(parsed, [number for _, number in parties]))
        or any(_is_beside(parsed, trigger, head, *party) for party in parties)
    )


def _is_of_several(noun: Token) -> bool:
    """Whether it is of no one event in particular: "Deals in brief", "two lawsuits and a recall"."""
    is_plural = noun.tag_ == "NNS" and noun.lemma_.lower() in _SINGLE
    return is_plural and not any(c.dep_ in {"det", "poss", "prep"} and c.lower_ != "in" for c in noun.children)


def _is_undecided(head: Token) -> bool:
    """Whether those who decide have yet to do so: "has 30 days to decide whether to open an investigation"."""
    verb = head if head.pos_ == "VERB" else governing_verb(head)
    is_asked = verb is not None and any(c.lower_ == "whether" for c in verb.children)
    return is_asked and verb is not None and verb.head.lemma_.lower() in _DECIDING


def is_other_tie(parsed: Parsed, trigger: TriggerReading, family: str) -> bool:
    """Whether the word tells of no event of its own.

    It is of a lasting tie ("member", "owned"), of a body ("club"), of dealing with a task or of an appeal, of those who
    suffered ("victims of fraud"), of what somebody was cleared of, is not accused of, asked for, or has nothing to do
    with; or it stands in another sense ("charged with two fouls").
    """
    head = parsed.doc[trigger.words.start : trigger.words.end].root
    above = {g.lemma_.lower() for g in (head.head, head.head.head)} if head.dep_ == "pobj" else set()
    is_unrelated = head.dep_ == "nsubj" and any(c.lower_ == "nothing" for c in head.head.children)
    verb = next((g for g in governors(head) if g.pos_ == "VERB"), None) if head.dep_ == "pobj" else None
    is_unsaid = verb is not None and any(c.dep_ == "neg" for c in verb.children)
    is_dealing = head.pos_ == "VERB" and head.lemma_.lower() in {"deal", "appeal"}
    is_lasting = head.lemma_.lower() in _LASTING | _BODIES or is_dealing
    is_open = is_asked_for(head) or is_only_due(head) or is_only_feasible(head)
    is_else = family == "Controversy" and (
        has_other_sense(head, "controversy")
        or _is_against_many(parsed, head)
        or _is_favour(head)
        or is_left(head)
        or is_unreal(head)
        or is_test(head)
    )
    is_wanted = head.lemma_.lower() in _SOUGHT and _is_looked_for(head)
    is_idle = is_voted_on(head) or only_helps(parsed, head) or is_permit(head)
    is_idle = is_idle or (family == "Investment" and is_yearly(head))
    is_nothing = _is_in_name(parsed, head) or (family in DEALS and is_idle)
    is_open = is_open or is_wanted or is_nothing
    return is_lasting or bool(above & _CLEARED) or is_open or is_unrelated or is_unsaid or is_else


def is_yearly(trigger: Token) -> bool:
    """Whether money is paid year by year, as a sponsor does: "puts 8 million a year into the team"."""
    years = (t for t in trigger.subtree if t.lower_ in {"year", "season"} and t.dep_ != "pobj")
    return any(c.lower_ in {"a", "every", "each", "per"} for year in years for c in year.lefts)


def only_helps(parsed: Parsed, verb: Token) -> bool:
    """Whether somebody only answers questions: "are cooperating", "will cooperate with the inquiry, with police"."""
    if verb.lower_ == "co" and verb.i + 2 < len(verb.doc):  # "co-operate", which comes in three pieces
        verb = verb.nbor(2)
    is_whole = verb.lemma_.lower() in _COOPERATING
    if not is_whole and (verb.lemma_.lower() != "operate" or verb.nbor(-1).text != "-"):
        return False
    others = [(preposition, head) for preposition, head in prepositional(verb) if preposition in {"with", "in"}]
    words = {w for _, head in others for t in (head, *head.lefts) for w in (t.lower_, t.lemma_.lower())}
    is_alone = not any(c.i > verb.i and c.dep_ in _COMPLEMENTS for c in verb.children)
    with_whom = [head for preposition, head in others if preposition == "with"]
    is_nobody = bool(with_whom) and not any(parsed.parties(head) for head in with_whom)
    return is_alone or is_nobody or bool(words & _INQUIRERS)


def is_test(trial: Token) -> bool:
    """Whether a trial only tries a thing out: "a trial of the robots", "took part in a trial with X"."""
    if trial.lemma_.lower() != "trial" or trial.pos_ != "NOUN":
        return False
    verb = governing_verb(trial)
    is_one = any(c.lower_ in {"a", "an"} for c in trial.lefts)
    is_run = is_one and verb is not None and verb.lemma_.lower() in _TESTING
    things = (head for preposition, head in prepositional(trial) if preposition == "of")
    is_of_thing = is_one and any(t.pos_ == "NOUN" and t.lemma_.lower() not in _TRIED for t in things)
    return is_run or is_of_thing or any(t.lemma_.lower() in _TESTED for c in trial.lefts for t in c.subtree)


def is_permit(word: Token) -> bool:
    """Whether a state allows something: "is licensed in Norway", "got a banking licence", "a permit from the city"."""
    if word.pos_ == "VERB" and word.lemma_.lower() in _LEAVE:
        givers = [head for preposition, head in prepositional(word) if preposition in {"to", "by", "from"}]
        return is_passive(word) and all(_allows(g) for g in givers)
    licences = [word, *(c for c in word.children if c.dep_ in {"dobj", "nsubjpass"})]
    return any(_is_of_state(noun) for noun in licences if noun.lemma_.lower() in _LEAVE and noun.pos_ == "NOUN")


def _is_of_state(licence: Token) -> bool:
    verb = governing_verb(licence)
    around = [p for word in (licence, verb) if word is not None for p in prepositional(word)]
    is_given = any(preposition in {"from", "by"} and _allows(head) for preposition, head in around)
    is_given = is_given or (verb is not None and verb.lemma_ == "grant" and any(map(_allows, arguments(verb).subjects)))
    is_bare = verb is not None and verb.lemma_.lower() in _OBTAINING and not any(True for _ in licence.rights)
    return is_given or is_bare or any(c.lower_ in _ALLOWED for c in licence.lefts)


def _allows(giver: Token) -> bool:
    before = giver.nbor(-1).lower_ if giver.i else ""
    return not _ALLOWING.isdisjoint({giver.lower_, giver.lemma_.lower(), f"{before} {giver.lower_}"})


def _is_favour(head: Token) -> bool:
    """Whether somebody is only allowed or given what they want: "promised to certify X", but not "refused to"."""
    return head.lemma_.lower() in _FAVOURING and polarity(head, is_dispute=False) is Polarity.AFFIRMED


def _is_against_many(parsed: Parsed, head: Token) -> bool:
    """Whether it is against several of whom nobody is known: "filed a suit against all three chains"."""
    heads = [h for above in (head, head.head) for preposition, h in prepositional(above) if preposition == "against"]
    return any(h.i not in parsed.at and any(c.lower_ in _SEVERAL for c in h.children) for h in heads)


def _is_looked_for(noun: Token) -> bool:
    """Whether somebody has yet to be found: "hired X to find a buyer or an investor"."""
    verb = governing_verb(first_of_list(noun))
    is_known = any(c.lower_ in {"the", "this", "that"} or c.dep_ in {"poss", "appos"} for c in noun.children)
    return verb is not None and verb.lemma_.lower() in _SEEKING and not is_known


def _is_in_name(parsed: Parsed, head: Token) -> bool:
    """Whether a word is only part of a body's name: "the Subcommittee on Investigations"."""
    names = (name for n in parsed.at.get(head.i, ()) for name in parsed.clusters[n].names)
    return any(name.start <= head.i < name.end and len(name) > 1 for name in names)


def _is_founded(head: Token) -> bool:
    """Whether something is said to have been founded by somebody; the parser takes "co-founded" apart."""
    behind = head.doc[head.i + 1 : head.i + 3].text.lower()
    return (head.lemma_.lower() in FOUNDING and is_passive(head)) or (head.lower_ == "co" and behind == "-founded")


def _is_other_bond(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether two are tied by something else than a partnership.

    By one having founded the other ("X was co-founded by Y"), by employment ("the coach X is under contract at Y", "X
    is in talks with Y about a role"), or by one being an authority that speaks of the other ("the commission said that
    Y had …") or gives it leave ("the commission restored Y's licence").
    """
    if _is_founded(head):
        return True
    numbers = [number for _, number in parties]
    is_employed = head.lemma_.lower() == "contract" and head.dep_ == "pobj" and head.head.lower_ == "under"
    posts = {t.lemma_.lower() for t in head.subtree if t.lemma_.lower() in _POSTS and t.dep_ == "pobj"}
    if posts & _JOBS:
        return True
    if (is_employed or posts) and any(parsed.kind(n) is Kind.PERSON for n in numbers):
        return True
    is_leave = head.lemma_.lower() in _LEAVE
    return any(has_public_words(parsed.clusters[n]) and (is_leave or only_says(parsed, head, n)) for n in numbers)


def is_elsewhere(parsed: Parsed, words: Candidate, number: int) -> bool:
    """Whether a sentence only puts a party beside the event in time: "X praised Y after the recall"."""
    head = parsed.doc[words.start : words.end].root
    if head.dep_ not in {"pobj", "compound"}:
        return False
    time = next((t for t in (head.head, head.head.head) if t.dep_ == "prep" and t.lower_ in TIMES), None)
    if time is None:
        return False
    inside = {t.i for t in time.subtree}
    return not any(s.sent == head.sent and s.root.i in inside for s in parsed.clusters[number].names)


def _is_list(parsed: Parsed, trigger: TriggerReading, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether all who sponsor something stand in one list: what they sponsor has no name, and ties them to nobody."""
    sentence = parsed.doc[trigger.words.start].sent
    heads = [[first_of_list(s.root) for s in parsed.clusters[n].names if s.sent == sentence] for _, n in parties]
    firsts = {first for each in heads for first in each}
    return trigger.kind == "Sponsorship" and len(parties) > 1 and all(heads) and len(firsts) == 1


def _is_offspring(parsed: Parsed, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether one is named after two others, as a joint venture is: its parents are the partners, and not it."""
    keys = [parsed.clusters[number].key.split() for _, number in parties]
    firms = {cluster.key.split()[0] for cluster in parsed.clusters if cluster.key and cluster.kind is Kind.ORGANIZATION}
    return any(len(set(key[1:]) & firms) and any(key[0] == other[0] for other in keys if other != key) for key in keys)


def _is_target(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether the one accused is only what was to be bought: "the acquisition of X by Y was blocked"."""
    deals = [s for s in arguments(head).objects if s.lemma_.lower() in _TAKEOVERS] if head.pos_ == "VERB" else []
    bought = {n for deal in deals for p, thing in prepositional(deal) if p == "of" for n in parsed.parties(thing)}
    accused = {n for role, n in parties if role == "accused"}
    return bool(accused) and accused <= bought


def _is_filing(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether one is only where a complaint is filed: "X filed a complaint with the commission" accuses neither."""
    above = {head, head.head} if head.dep_ == "dobj" else {head}
    if not {t.lemma_.lower() for t in above} & _FILING:
        return False
    heads = (s.root for _, n in parties for s in parsed.clusters[n].names if s.sent == head.sent)
    return any(h.dep_ == "pobj" and h.head.lower_ == "with" and h.head.head in above for h in heads)


def _is_seller(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether who sells a thing is taken for its buyer, or for what is sold: "X is to sell a stake to Y".

    So, too, in "Y bought a farm from X".
    """
    verb = head if head.pos_ == "VERB" else governing_verb(head)
    if verb is None:
        return False
    around = arguments(verb)
    if verb.lemma_.lower() in BUYING:
        others = {n for s in around.prepositions.get("from", ()) for n in parsed.parties(s)}
        return any(role in _SOLD and number in others for role, number in parties)
    if verb.lemma_.lower() not in _SELLING:
        return False
    sellers = {n for s in around.subjects for n in parsed.parties(s)}
    parts = _BUYERS if any(_is_own_share(o) for o in around.objects) else _BUYERS | _SOLD
    return any(role in parts and number in sellers for role, number in parties)


def _is_own_share(sold: Token) -> bool:
    """Whether who sells it is at the same time what is sold: "sold 23 % of its shares", "sold a stake in itself"."""
    is_own = sold.lemma_.lower() in SHARES and bool(_own_shares(sold))
    return (is_own and not is_share_in_another(sold)) or any(t.lower_ == "itself" for t in sold.subtree)


def is_share_in_another(sold: Token) -> bool:
    """Whether somebody's own shares are shares in somebody else: "sold half of its shares in X"."""
    own = (t for t in _own_shares(sold) if t.i + 2 < len(t.doc))
    return any(t.nbor(1).lower_ == "in" and t.nbor(2).pos_ in {"PROPN", "DET", "PRON"} for t in own)


def _own_shares(part: Token) -> list[Token]:
    """The shares of which a part is meant: "23 % of its shares"."""
    below = (t for t in part.subtree if t != part and t.lemma_.lower() in SHARES)
    return [share for share in below if any(c.lower_ == "its" for c in share.lefts)]


def _is_stake_sold(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether one buys the other's share of a venture: "X is to sell its stake in the venture to Y"."""
    sales = [a for a in head.ancestors if a.lemma_.lower() in _SELLING and a.pos_ == "VERB"]
    shares = [a for a in head.ancestors if a.lemma_.lower() in SHARES]
    numbers = {n for _, n in parties}
    buyers = {n for verb in sales for p, buyer in prepositional(verb) if p == "to" for n in parsed.parties(buyer)}
    return bool(shares and sales) and bool(buyers & numbers)


def _is_owned_beside(parsed: Parsed, head: Token, parties: Sequence[tuple[str, int]]) -> bool:
    """Whether somebody only has shares in both: "X owns stakes in Y and in the Z project"."""
    share = next((a for a in head.ancestors if a.lemma_.lower() in SHARES and a.dep_ == "dobj"), None)
    if share is None:
        return False
    return any(
        (here := parsed.mentions(head, n)) and all(t in share.subtree and t not in head.subtree for t in here)
        for _, n in parties
    )


def is_of_share(verb: Token) -> bool:
    """Whether only a share changes hands: "bought half of X", not "all shares of X"."""
    parts = (o for o in arguments(verb).objects if o.lemma_.lower() in SHARES) if verb.pos_ == "VERB" else ()
    return any(o.lemma_.lower() != "share" or not is_whole(o) for o in parts)


def is_share_bought(parsed: Parsed, verb: Token) -> bool:
    """Whether what was bought is only a share that is held: "X owns 15 % of Y, which it bought in 2020"."""
    if verb.dep_ != "relcl" or not any(o.tag_ == "WDT" for o in arguments(verb).objects):
        return False
    shares = [a for a in verb.ancestors if a.lemma_.lower() in SHARES and a.dep_ == "dobj"]
    buyers = {n for s in arguments(verb).subjects for n in parsed.parties(s)}
    return any(buyers & set(parsed.parties(s)) for share in shares for s in arguments(share.head).subjects)


def _is_beside(parsed: Parsed, trigger: TriggerReading, root: Token, role: str, number: int) -> bool:
    """Whether a sentence brings somebody in without making them a party.

    As one of a list of examples ("suppliers such as X and Y", "sponsors include X"), as the name of goods ("bought 20 X
    shops") or of a place ("at an X warehouse"), or as who looks into something ("X opened an investigation").
    """
    if is_bystander(parsed, root, trigger.kind, role, number):
        return True
    heads = [s.root for s in parsed.clusters[number].names if s.sent == root.sent]
    return bool(heads) and all(
        _is_example(head)
        or (role == "acquired" and _is_modifier(head))
        or (role == "partner" and _is_modifier(head) and head.head.lemma_.lower() == "club")
        or (role == "accused" and (_is_site(head) or _opens(head, trigger)))
        for head in heads
    )


def _is_site(head: Token) -> bool:
    return _is_modifier(head) and head.head.dep_ == "pobj" and head.head.head.lower_ in _SITES


def _opens(head: Token, trigger: TriggerReading) -> bool:
    """Whether it is the subject of the verb that begins an investigation."""
    verb = head.head
    opened = {c.i for c in verb.children if c.dep_ == "dobj"}
    is_trigger = bool(opened & set(range(trigger.words.start, trigger.words.end)))
    is_official = trigger.kind == "RegulatoryAction" and verb.lemma_.lower() in _OPENING
    return head.dep_ == "nsubj" and is_official and is_trigger


def _is_example(head: Token) -> bool:
    first = first_of_list(head)
    above = first.head
    if first.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ == "that":  # "like that of X"
        above = above.head.head
    return above.lower_ in _EXAMPLES or (first.dep_ == "dobj" and above.lemma_ == "include")


def _is_modifier(head: Token) -> bool:
    return head.dep_ in {"compound", "nmod"} and head.head.pos_ == "NOUN"
