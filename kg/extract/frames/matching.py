"""Frames: which words name a kind of event, and where its parties stand around them. Data in `words/*.toml`.

The idea is FrameNet's (Baker, Fillmore and Lowe, 1998): a word evokes a frame, its syntactic neighbours fill the
frame's roles. They are matched on the dependency parse with passives undone, so that "A sued B", "B was sued by A" and
"the lawsuit that A filed against B" give the same parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import (
    DESCRIBED_BY,
    SUBJECTS,
    TIMES,
    antecedent,
    before_hyphen,
    conjuncts,
    governing_verb,
    prepositional,
    sums_behind,
    with_particle,
    word_above,
)
from kg.extract.frames.rows import THINGS, by_lemma, heads_of
from kg.extract.words import load, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extract.document.tokens import Token
    from kg.extract.frames.rows import Frame
    from kg.extract.parsed import Parsed

_ADJUNCT_PREPOSITIONS = frozenset({"in", "through", "via", "under"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a sentence, its roles filled with clusters, in text order."""

    frame: Frame
    trigger: Token
    parties: tuple[tuple[str, int], ...]


def matches(parsed: Parsed, name: str) -> Iterator[Match]:
    """Every frame of one file that the article evokes, in text order, whether or not its roles are filled."""
    index, heads = by_lemma(name), heads_of(name)
    for token in parsed.doc.with_lemmas(heads):
        for frame in _evoked(token, index):
            roles = _verb_roles(parsed, token, frame) if frame.is_verb else _noun_roles(parsed, token, frame)
            if roles is not None:
                yield Match(frame, token, tuple(dict.fromkeys(roles)))


def _evoked(token: Token, index: Mapping[str, tuple[Frame, ...]]) -> Iterator[Frame]:
    is_verb = token.pos_ == "VERB"
    if not is_verb and token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return
    lemma = token.lemma_.lower()
    whole = _whole_verb(token) if is_verb else f"{token.nbor(-1).lower_} {lemma}" if token.i else lemma
    for key in dict.fromkeys((whole, lemma)):
        for frame in index.get(key, ()):
            if frame.is_verb != is_verb or (token.pos_ == "ADJ" and "listed" not in frame.flags):  # "its rival X"
                continue
            if frame.unless and _has_needed(token, frame.unless):
                continue
            if frame.behind and _preposition_of(token) not in frame.behind:
                continue
            if not frame.needs or _has_needed(token, frame.needs):
                yield frame


def _whole_verb(verb: Token) -> str:
    """The verb's lemma with its particle, or with the "co-" of "co-produce", which comes in three pieces."""
    return f"co-{verb.lemma_.lower()}" if before_hyphen(verb) == "co" else with_particle(verb)


def has_other_sense(token: Token, name: str) -> bool:
    """Whether a word of one file's frames stands in a sense that they rule out: "charged with fouls"."""
    known = (f for f in by_lemma(name).get(token.lemma_.lower(), ()) if f.is_verb == (token.pos_ == "VERB"))
    return any(
        _has_needed(token, frame.unless)
        or ("object_is_thing" in frame.flags and not _is_recallable(arguments(token).objects))
        for frame in known
    )


def _preposition_of(noun: Token) -> str:
    """The preposition that a noun stands behind; "to court" is often parsed as if it were an infinitive."""
    if noun.dep_ == "pobj":
        return noun.head.lower_
    is_lost = noun.pos_ in {"NOUN", "PROPN"} and noun.dep_ in {"xcomp", *_OBJECT}
    return next((c.lower_ for c in noun.children if is_lost and c.dep_ == "aux"), "")


def _has_needed(token: Token, needs: frozenset[str]) -> bool:
    """Whether one of the words stands below the trigger, or hangs on it, or is the verb that governs it."""
    near = [t for t in token.subtree if abs(t.i - token.i) <= _NEAR or token in {t.head, t.head.head}]
    above = word_above(token)
    near = [t for t in (*near, *([above] if above is not None else [])) if t != token]
    words = {t.lower_ for t in near} | {t.lemma_.lower() for t in near}
    return not needs.isdisjoint(words)


_CHOOSING = word_set("roles", "choosing")
_REMEMBERED = word_set("names", "remembered")
_STAFF = word_set("possessions", "staff")
_TALKS = word_set("stance", "talks")
_ACTING = frozenset({"subject", "by", "of", "possessive", "among"})
_BRINGING = word_set("stance", "bringing")
_HARMLESS = word_set("asides", "harmless") | word_set("stance", "reporting")
_OWNING = frozenset({"of", "at", "for", "by", "from", "in"})
_OBJECT = frozenset({"dobj", "ccomp"})
_COUNTING = frozenset({"count", "number", "be", "list"})
_NEAR = 12  # tokens: further off, a word no longer says what the trigger is about


def _fill(parsed: Parsed, head: Token, place: str, frame: Frame, *, alone: bool = False) -> list[tuple[str, int]]:
    """The head's clusters in the role of a place; `alone` for a participle, which describes its own noun only."""
    role = frame.roles[place]
    found = [(role, number) for number in (parsed.bearer(head) if alone else parsed.parties(head))]
    if place == "object" and "things_only" in frame.flags:
        found = []
    for part in conjuncts(head):
        if part.i not in parsed.at and part.lemma_.lower() in frame.things:
            found += [(role, number) for number in owners(parsed, part)]
    return found + _employers(parsed, head, place, frame)


def _employers(parsed: Parsed, head: Token, place: str, frame: Frame) -> list[tuple[str, int]]:
    """Whose people a place names: "pilots at X", "X workers"; they act, and it is X that is at issue."""
    if "staff" not in frame.roles or place not in _ACTING:
        return []
    people = [part for part in conjuncts(head) if part.lemma_.lower() in _STAFF]
    own = frame.roles.get("subject") or frame.roles.get("by", frame.roles["staff"])
    return [
        (own if _is_of_body(part) else frame.roles["staff"], number)
        for part in people
        for number in owners(parsed, part)
    ]


def _is_of_body(people: Token) -> bool:
    """Whether they act for the body that they are in: "members of the union", but not "members of the crew of X"."""
    return people.lemma_.lower() == "member" and any(word == "of" for word, _ in prepositional(people))


def owners(parsed: Parsed, thing: Token) -> list[int]:
    """Whose something is: "X's plant", "the X plant", "the plant of X"; and so on through "workers at X's plant"."""
    heads = [c for c in thing.children if c.dep_ == "poss"]
    heads += [head for preposition, head in prepositional(thing) if preposition in _OWNING]
    if thing.dep_ == "dobj" and thing.head.lemma_.lower() in _BRINGING:  # "X filed a complaint accusing Y"
        heads += arguments(thing.head).subjects
    found = [n for head in heads for n in (parsed.parties(head) or _through(parsed, head))]
    return list(dict.fromkeys(found or parsed.names_before(thing)))


def _through(parsed: Parsed, thing: Token) -> list[int]:
    return owners(parsed, thing) if thing.lemma_.lower() in THINGS else []


def _verb_roles(parsed: Parsed, verb: Token, frame: Frame) -> list[tuple[str, int]] | None:
    found = arguments(verb)
    if "passive_only" in frame.flags and not found.passive:
        return None
    if "object_is_thing" in frame.flags and not _is_recallable(found.objects):
        return None
    if not _is_as_flagged(parsed, verb, frame, found.objects):
        return None
    if "no_object" in frame.flags and (found.objects or found.passive):
        return None
    places = {"subject": found.subjects, "object": found.objects, **found.prepositions}
    for amount in sums_behind(verb, found.objects):  # in "invested $10 billion in X" the parser hangs X on it
        for preposition, head in prepositional(amount):
            places.setdefault(preposition, [head])
    places.setdefault("from", _sources(found.objects))
    for clause in (c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}):  # "ordered to pay B 3 million"
        places.setdefault("to_dative", arguments(clause).objects)
    if "clause" in frame.roles:
        places["clause"] = _doers(verb)
    filled = {
        place: [
            f
            for head in places.get(place, ())
            for f in _fill(parsed, head, place, frame, alone=verb.dep_ == "acl" and head == verb.head)
        ]
        for place in frame.roles
    }
    if "both_sides" in frame.flags and not (filled["subject"] and any(f for p, f in filled.items() if p != "subject")):
        return None
    return [f for found_here in filled.values() for f in found_here]


def _is_as_flagged(parsed: Parsed, verb: Token, frame: Frame, objects: list[Token]) -> bool:
    """Whether it is done to several without a name ("the shops it runs with B"), and now, where a frame wants that."""
    things = [*objects, *([verb.head] if verb.dep_ == "relcl" else [])]
    is_of_many = any(o.tag_ == "NNS" and o.i not in parsed.at for o in things)
    is_now = "present" not in frame.flags or verb.tag_ in {"VBZ", "VBP"}
    return is_now and (is_of_many or "object_is_plural" not in frame.flags)


def _sources(objects: list[Token]) -> list[Token]:
    """Whom a thing comes from, hung on what it is of: "stole the records of 2 million patients from X"."""
    below = [head for o in objects for word, head in prepositional(o) if word in {"of", "on", "about"}]
    return [head for each in below for word, head in prepositional(each) if word == "from"]


def _doers(verb: Token) -> list[Token]:
    """Who does what a verb's clause says: "alleged that X had lent"; not who was done to, suffered or only spoke."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and c.lemma_.lower() not in _HARMLESS]
    is_thing = {c: any(g.dep_ == "acomp" for g in c.children) for c in clauses}  # "its adverts are misleading"
    around = ((c, s) for c in clauses for t in (c, *c.children) if t == c or t.dep_ == "aux" for s in t.children)
    return [s for c, s in around if s.dep_ == "nsubj" and (s.pos_ == "NOUN" if is_thing[c] else c.pos_ == "VERB")]


def _is_recallable(objects: list[Token]) -> bool:
    """Whether the verb has an object that can be called back: one recalls cars, but also what somebody said."""
    things = [o for o in objects if o.pos_ in {"NOUN", "PROPN"} and o.ent_type_ != "PERSON"]
    return any(o.lemma_.lower() not in _REMEMBERED for o in things)


def _noun_roles(parsed: Parsed, noun: Token, frame: Frame) -> list[tuple[str, int]] | None:
    found: list[tuple[str, int]] = []
    governor = governing_verb(noun)
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in _TALKS:  # "merger talks with Y"
        found += [f for f in _within(parsed, noun.head, frame) if f not in found]
    if "support_be" in frame.flags:
        found += _described(parsed, noun, frame)
        if "both_sides" in frame.flags and {n for _, n in _within(parsed, noun, frame)} <= {n for _, n in found}:
            return None
    elif governor is not None:
        supported = _supported(parsed, noun, governor, frame)
        if supported is None and frame.support:
            return None
        found += supported or []
    elif frame.support:
        return None
    found += _within(parsed, noun, frame)
    is_whole = {role for role, _ in found} == set(frame.roles.values())
    return None if "both_sides" in frame.flags and not is_whole else found


def _supported(parsed: Parsed, noun: Token, verb: Token, frame: Frame) -> list[tuple[str, int]] | None:
    """The parties that stand around the verb that governs the noun; None if the verb does not carry it."""
    adjunct = noun.dep_ == "pobj" and noun.head.lower_ in _ADJUNCT_PREPOSITIONS and "adjunct" in frame.roles
    carries = with_particle(verb) in frame.support or verb.lemma_.lower() in frame.support
    if frame.support and not carries:
        return None
    is_beside = noun.dep_ == "pobj" and noun.head.lower_ in TIMES - frame.behind
    if is_beside:  # "set up a camp at the hall during the walkout"
        return None if frame.support else []
    is_talked_of = noun.dep_ == "compound" and noun.head.lemma_.lower() in _TALKS
    in_talks = verb.lemma_ == "be" and (noun.dep_ == "pobj" or is_talked_of)  # "is in talks about a partnership"
    supports = SUPPORT_VERBS.intersection((with_particle(verb), verb.lemma_.lower()))
    if not (carries or adjunct or in_talks or supports):
        return []
    around = arguments(verb)
    found: list[tuple[str, int]] = []
    lost = [c for c in noun.children if c.dep_ == "nsubj"]  # "took X to court", taken for a clause
    is_put = around.passive and (adjunct or (bool(frame.behind) and "object" not in frame.roles))
    sides = around.objects if is_put else around.subjects  # "X is locked in a dispute", "X is put under investigation"
    is_symmetric = frame.roles.get("subject") == frame.roles.get("with")
    takes_part = "subject" in frame.roles and (is_symmetric or verb.lemma_.lower() not in _REFUSALS)
    for head in sides:
        if head != noun and takes_part:
            found += _fill(parsed, head, "subject", frame)
        elif head != noun and "refuser" in frame.roles:
            found += _fill(parsed, head, "refuser", frame)
    for place, heads in {"object": [*around.objects, *lost], **around.prepositions}.items():
        if place in frame.roles and not adjunct:
            found += [f for h in heads if h != noun for f in _fill(parsed, h, place, frame)]
    return found


_REFUSALS = word_set("stance", "refusals")
_STATE_VERBS = frozenset(
    verb for state in ("announced", "active", "suspended", "ended") for verb in load("stance")[state]
)
SUPPORT_VERBS = (_STATE_VERBS - word_set("stance", "outsiders")) | _REFUSALS | word_set("stance", "light_verbs")
"""Verbs that add nothing of their own to an event noun: their subject is the event's party."""


def _within(parsed: Parsed, noun: Token, frame: Frame) -> list[tuple[str, int]]:
    """The parties inside the noun's own phrase: "A's alliance with B", "the A and B alliance"."""
    found: list[tuple[str, int]] = []
    if "possessive" in frame.roles:
        for child in _possessors(noun, frame):
            found += _fill(parsed, antecedent(child), "possessive", frame)
    if "compound" in frame.roles:
        found += [(frame.roles["compound"], n) for n in parsed.names_before(noun)]
    for preposition, head in _behind(noun):
        if preposition in frame.roles:
            found += _fill(parsed, head, preposition, frame)
    found += _brought(parsed, noun, frame)
    if "to_object" in frame.roles:
        for child in noun.children:
            if child.dep_ in {"acl", "relcl", "xcomp"} and child.pos_ == "VERB":
                found += [f for o in arguments(child).objects for f in _fill(parsed, o, "to_object", frame)]
    return found


def _possessors(noun: Token, frame: Frame) -> Iterator[Token]:
    """Whose it is; the parser hangs "its" of "its rival X" on X as well."""
    yield from (c for c in noun.children if c.dep_ == "poss")
    if "listed" in frame.flags and noun.dep_ in {*DESCRIBED_BY, "amod"} and noun.i < noun.head.i:
        yield from (c for c in noun.head.children if c.dep_ == "poss" and c.i < noun.i)


def _behind(noun: Token) -> Iterator[tuple[str, Token]]:
    """What stands behind a noun, and behind that: "for" and "for … on" in "responsibility for the attack on B"."""
    for preposition, head in prepositional(noun):
        yield preposition, head
        yield from ((f"{preposition} … {inner}", below) for inner, below in prepositional(head))


def _brought(parsed: Parsed, noun: Token, frame: Frame) -> list[tuple[str, int]]:
    """The parties in the clause that says who brought it: "a lawsuit brought by A", "that A filed against B"."""
    found: list[tuple[str, int]] = []
    for clause in (c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _BRINGING):
        around = arguments(clause)
        places = {"by": [s for s in around.subjects if s != noun], **around.prepositions}
        below = (head for by in places["by"] for word, head in prepositional(by) if word == "against")
        places.setdefault("against", list(below))  # "filed by former employees against X"
        for place in places.keys() & frame.roles.keys():
            found += [f for head in places[place] for f in _fill(parsed, head, place, frame)]
    return found


def _described(parsed: Parsed, noun: Token, frame: Frame) -> list[tuple[str, int]]:
    """Who the noun describes: "A is the sponsor of B", "A, the sponsor of B", "named A its sponsor"."""
    role = frame.roles["described"]
    heads: list[Token] = [c for c in noun.children if c.dep_ == "appos"]
    is_listed = bool(noun.left_edge.i) and noun.left_edge.nbor(-1).lower_ == "and"  # "X and the local arm of Y"
    several = noun.tag_ in {"NNS", "NNPS"}
    if noun.dep_ == "appos" and not is_listed:  # of "X and Y, a Z brand" only Y is one
        heads.append(noun.head if several else [t for t in conjuncts(noun.head) if t.i < noun.i][-1])
    if noun.dep_ in {"compound", "nmod"} and noun.head.i in parsed.at:
        heads.append(noun.head)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "X's sponsor is Y"
        heads += [c for c in noun.head.children if c.dep_ == "attr"]
    if "listed" in frame.flags:
        heads += [*_examples(noun), *_named_behind(parsed, noun)]
    if noun.dep_ in {"attr", "oprd"} or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
        verb = governing_verb(noun)
        if verb is not None:
            around = arguments(verb)
            is_chosen = noun.dep_ == "pobj" and bool(around.objects) and verb.lemma_.lower() in _CHOOSING
            of_object = around.passive or noun.dep_ == "oprd" or is_chosen
            heads += around.objects if of_object else around.subjects
    return [
        (role, number)
        for head in heads
        if head != noun
        for number in (parsed.parties(head) if several else parsed.party(head))
    ]


def _examples(noun: Token) -> Iterator[Token]:
    """Those of several who are named: "its clients include A", "rivals such as A", "counts A among its clients"."""
    if noun.tag_ not in {"NNS", "NNPS"}:
        return
    yield from (head for word, head in prepositional(noun) if word in {"including", "like"})
    yield from (head for word, head in prepositional(noun) if word == "as" and _is_such(head))
    yield from _examples_apart(noun)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "include":
        yield from (c for c in noun.head.children if c.dep_ in {"dobj", "attr"})
    if noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ in _COUNTING:
        wanted = SUBJECTS if noun.head.head.lemma_ == "be" else _OBJECT
        yield from (c for c in noun.head.head.children if c.dep_ in {*wanted, "attr"})


def _examples_apart(noun: Token) -> Iterator[Token]:
    """The same behind a comma, where the parser hangs them on another: "members of the guild, such as A"."""
    for word in noun.subtree:
        opening = word.nbor(-1) if word.lower_ == "as" and word.i else word
        if opening.lower_ in {"such", "including"} and opening.i and opening.nbor(-1).text == ",":
            yield from (c for c in word.children if c.dep_ == "pobj")


def _is_such(example: Token) -> bool:
    """Whether "as" before it is that of "such as"."""
    return example.head.i > 0 and example.head.nbor(-1).lower_ == "such"


def _named_behind(parsed: Parsed, noun: Token) -> Iterator[Token]:
    """The head of the name right behind a noun, which the parser may have torn from it: "its rival X said"."""
    if noun.i + 1 >= noun.sent.end or noun.nbor().i not in parsed.at or noun.nbor().pos_ != "PROPN":
        return
    name = noun.nbor()
    while name.head.i > name.i and name.dep_ in DESCRIBED_BY and parsed.at.get(name.head.i) == parsed.at[name.i]:
        name = name.head
    is_clause = name.dep_ in SUBJECTS and name.head.dep_ in {"relcl", "acl"} and name.head.head == noun
    if not is_clause:  # "the unit X sold"
        yield name
