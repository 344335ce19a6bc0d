"""Who does what to whom in a dependency parse, with passives, control and conjunctions undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
DESCRIBED_BY = frozenset({"appos", "compound", "nmod"})
"""How a noun hangs on a name that it describes, or a name on such a noun."""
_OBJECT = frozenset({"dobj", "obj", "dative", "oprd"})
_LIGHT_NOUNS = word_set("stance", "light_nouns")
_MEASURES = frozenset({"half", "third", "quarter", "percent", "cent", "%", "most", "part", "rest", "bulk"})
_PARTICLES = frozenset({"away", "off", "down", "out", "apart", "through"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""How a subject hangs on its verb, also where it is done to."""
TIMES = frozenset({"after", "before", "since", "during", "until", "following", "amid", "despite"})
"""Prepositions that only put what stands behind them beside what the verb says, in time or as a circumstance."""
_ASKING_WORDS = frozenset({"whether", "how", "why", "when", "what"})
_SUFFERING = frozenset({"die", "drown", "fall", "disappear", "vanish", "suffer", "get", "come", "lose", "become"})
_PASSED = frozenset({"conj", "pobj", "appos", "compound", "attr"})
COURTS = frozenset({"court", "tribunal", "jury"})
DECIDING = COURTS | {"judge", "panel", "arbitrator"}
"""Words for who decides a case."""
EMPLOYING = frozenset({"of", "at", "from", "with"})
"""What stands between somebody's job and where they have it."""
ASKING = frozenset({"ask", "urge", "petition", "beg", "press", "request", "bid", "demand", "motion", "call"})
"""Words for asking that something be done."""
CALLING = ASKING | {"want", "appeal", "plead"}
"""The same, where it is clear that others are to do it."""
_ASKED_BY = {"call": "on", "appeal": "to", "plead": "with"}
"""Verb → the preposition before whoever is to do what it asks for: "called on X to"."""
_DECIDING_ON = word_set("stance", "deciding_on")
_BLAMING = frozenset({"accuse", "suspect", "blame", "sue", "charge", "convict", "acquit", "fine"})
_DONE_TO = frozenset({"accuse", "fine", "fin", "indict", "arrest", "jail", "convict", "acquit", "sentence", "sanction"})
"""What is done to its subject where nobody else is named; "fin" is what the model takes for the lemma of "fined"."""
_MONEY = word_set("names", "money")
_ALL = frozenset({"all", "whole", "entire", "outstanding", "remaining"})
_BOUND = frozenset({"must", "shall", "should", "can", "may"})
_MAX_CLIMB = 12  # deeper than any sentence that a person would write


@dataclass(slots=True)
class Arguments:
    """The heads of a verb's arguments, as if the verb were active."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    passive: bool = False


def conjuncts(head: Token) -> list[Token]:
    """The head and all that is coordinated with it, in text order."""
    found = [head]
    for child in head.children:
        if (child.dep_ == "conj" and child.pos_ in NOMINAL) or _is_listed_beside(child):
            found.extend(conjuncts(child))
    if (lost := _lost_in_list(head)) is not None:
        found.append(lost)
    return found


def _lost_in_list(head: Token) -> Token | None:
    """Y of "a deal between X and Y was cancelled", which the parser takes for the subject."""
    ends = [c for c in head.children if c.dep_ == "cc" and c.lower_ == "and" and c.i + 1 < len(c.doc)]
    if head.dep_ != "pobj" or head.head.lower_ != "between" or not ends or any(c.dep_ == "conj" for c in head.children):
        return None
    behind = ends[-1].nbor()
    while behind.dep_ in DESCRIBED_BY | {"det", "amod", "poss"} and behind.head.i > behind.i:
        behind = behind.head
    return behind if behind.dep_ in SUBJECTS else None


def _is_listed_beside(apposed: Token) -> bool:
    """Whether what the parser takes for a description is the second of a list: "A, bank B and C have signed"."""
    head = apposed.head
    listed = [c for c in apposed.children if c.dep_ == "conj"]
    is_closed = bool(listed) and apposed.doc[listed[-1].right_edge.i + 1 :][:1].text == ","
    if apposed.dep_ != "appos" or not listed or is_closed or first_of_list(head, "conj", "appos").dep_ != "nsubj":
        return False
    verb = first_of_list(head, "conj", "appos").head
    return any(c.lower_ in {"have", "are", "were"} and c.dep_ == "aux" and c.i > apposed.i for c in verb.children)


def with_particle(verb: Token) -> str:
    """The verb's lemma with its particle: "team up", "take over"."""
    particles = (c for c in verb.children if c.dep_ == "prt" or _is_particle(c))
    particle = next((c.lower_ for c in particles if c.i > verb.i), "")
    return f"{verb.lemma_.lower()} {particle}".strip()


def before_hyphen(word: Token) -> str:
    """What a hyphen ties to a word, "" if nothing: "start" of "start-up", "co" of "co-produce"."""
    return word.nbor(-2).lower_ if word.i > 1 and word.nbor(-1).text == "-" else ""


def _is_particle(word: Token) -> bool:
    """Whether a word that the parser hangs on a verb otherwise is its particle: "walk away", "back out of"."""
    if word.dep_ == "prep" and word.lower_ == "out":
        return any(c.lower_ == "of" for c in word.children)
    if word.dep_ == "prep" and word.lower_ == "down":
        return word.head.lemma_.lower() == "vote"
    if word.dep_ == "prep" and word.lower_ == "through":  # "fell through in March"
        return not any(c.dep_ in {"pobj", "pcomp"} for c in word.children)
    return word.dep_ == "advmod" and word.lower_ in _PARTICLES


def prepositional(head: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, object) pairs that hang on a head; chains such as "in partnership with" stay nested."""
    for child in head.children:
        if child.dep_ not in {"prep", "agent", "dative"} or child.pos_ not in {"ADP", "SCONJ", "VERB"}:
            continue
        objects = [_asked_about(_named_behind(c)) for c in child.children if c.dep_ in {"pobj", "pcomp"}]
        for pobj in objects or _lost_object(child):
            yield child.lower_, pobj
        for inner in (c for c in child.children if c.dep_ == "prep"):
            yield from ((f"{child.lower_} {inner.lower_}", c) for c in inner.children if c.dep_ == "pobj")


def _asked_about(clause: Token) -> Token:
    """Whose doing is in question in "an investigation into whether X misled Y", "into how long X knew": X's.

    Any other head is as it is; so is who only suffered something ("into how X died").
    """
    if clause.dep_ != "pcomp" or clause.head.lower_ != "into" or clause.lemma_.lower() in _SUFFERING:
        return clause
    doer = next((c for c in clause.children if c.dep_ == "nsubj"), clause)
    asked = clause.doc[clause.left_edge.i : doer.i]
    return doer if any(t.lower_ in _ASKING_WORDS for t in asked) else clause


def _named_behind(head: Token) -> Token:
    """The name in "sold to restructuring firm X", where the parser takes "restructuring" for a verb."""
    is_name = head.dep_ == "pcomp" and head.tag_ == "VBG" and head.head.lower_ == "to"
    named = (c for c in head.children if c.dep_ == "dobj" and c.pos_ == "PROPN" and is_name)
    firm = head.nbor() if head.i + 1 < len(head.doc) else head
    return next((c for c in named if firm.head == c and firm.dep_ == "compound" and firm.text.islower()), head)


def _lost_object(preposition: Token) -> list[Token]:
    """The capitalised word behind a preposition that the parser left without an object: an unknown name."""
    behind = preposition.i + 1
    if behind >= len(preposition.doc) or not preposition.doc[behind].text[0].isupper():
        return []
    return [preposition.doc[behind]]


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, or a participle that describes a noun ("a deal signed by …")."""
    if any(c.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for c in verb.children):
        return True
    bare = not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    if verb.dep_ == "conj" and bare and verb.lemma_.lower() in _DONE_TO and verb.tag_ in {"VBN", "VBD"}:
        return is_passive(verb.head) and all(_is_sum(c) for c in verb.children if c.dep_ in _OBJECT)
    return (verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ == "advcl" and bare))) or _is_in_headline(verb)


def _is_in_headline(verb: Token) -> bool:
    """Whether a passive lacks its "was", as in a headline: "X sued by Y", "X accused of fraud"."""
    has_object = any(c.dep_ in {*_OBJECT, "ccomp", "aux"} and not _is_sum(c) for c in verb.children)
    has_subject = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    if verb.tag_ not in {"VBD", "VBN"} or has_object or not has_subject:
        return False
    behind = {c.lower_ for c in verb.children if c.dep_ in {"agent", "prep"} and c.i > verb.i}
    is_charged = verb.lemma_.lower() == "charge" and "with" in behind
    is_by_somebody = any(c.dep_ == "agent" for c in verb.children)
    return is_charged or is_by_somebody or (verb.lemma_.lower() in _DONE_TO and bool(behind))


def _is_sum(head: Token) -> bool:
    """Whether an object is only how much: "fined 3 million euros"."""
    return head.pos_ in {"NUM", "SYM"} or head.lemma_.lower() in _MONEY


def arguments(verb: Token) -> Arguments:
    """The verb's arguments, its missing subject supplied from the verb it hangs on."""
    found = Arguments(passive=is_passive(verb))
    _add_own(verb, found)
    for preposition, pobj in prepositional(verb):
        if preposition == "by" and found.passive:
            found.subjects.append(pobj)
        else:
            found.prepositions.setdefault(preposition, []).append(pobj)
    if found.passive and not found.subjects:
        found.subjects.extend(_agent_of_reason(verb))
    if verb.dep_ == "amod" and verb.tag_ == "VBG":  # "a suit accusing trader X", taken for "an accusing X"
        found.subjects += [c for c in verb.children if c.dep_ == "npadvmod" and not found.subjects]
    is_lost = verb.dep_ == "amod" and bool(found.subjects)  # "the court cleared trader X", taken for "a cleared X"
    if (is_lost or (verb.dep_ == "acl" and found.passive)) and not found.objects:
        found.objects.append(verb.head)
    elif all(map(_is_sum, found.objects)) if found.passive else not found.subjects:
        _inherit(verb, found)
    return found


def _add_own(verb: Token, found: Arguments) -> None:
    """Add the subject and the objects that stand beside the verb itself."""
    for child in verb.children:
        if child.dep_ == "nsubj" and not found.passive:
            found.subjects.append(child)
        elif child.dep_ in {"nsubj", "nsubjpass"} or child.dep_ in _OBJECT:
            found.objects.append(child)
    if (lost := lost_subject(verb)) is not None:
        (found.objects if found.passive else found.subjects).append(lost)


def lost_subject(verb: Token) -> Token | None:
    """Who stands before a verb that the parser hangs in a list: Y in "was sued over the spill and Y was cleared"."""
    first = verb.left_edge
    if verb.dep_ != "conj" or not first.i or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return None
    before = first.nbor(-1)
    is_listed = before.dep_ == "conj" and before.pos_ in NOMINAL and verb.head.is_ancestor(before)
    return before if is_listed and any(c.dep_ in {"aux", "auxpass"} for c in verb.children) else None


def _agent_of_reason(verb: Token) -> Iterator[Token]:
    """Who acts in "X was accused of misleading buyers by Y", "X was fined 2 million by Y": the parser hangs Y lower."""
    for amount in (c for c in verb.children if c.dep_ in _OBJECT and _is_sum(c)):
        yield from (head for word, head in prepositional(amount) if word == "by")
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"of", "for"}):
        for reason in (c for c in preposition.children if c.dep_ == "pcomp" and not is_passive(c)):
            yield from (head for word, head in prepositional(reason) if word == "by" and head.pos_ in NOMINAL)


def _inherit(verb: Token, found: Arguments) -> None:
    """Supply a missing subject: conjoined verbs, "agreed to buy", "…, citing …", "the firm buying …"."""
    is_of_object = verb.dep_ in {"acl", "xcomp"} and verb.head.dep_ in _OBJECT  # "drops plan to", taken for a verb
    if is_of_object or (verb.dep_ == "acl" and verb.head.pos_ in NOMINAL):
        found.subjects.extend(_acting_on_noun(verb))
        return
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        is_blamed = verb.head.lower_ in {"of", "for", "with"} and verb.head.head.lemma_.lower() in _BLAMING
        if verb.head.lower_ == "from" or is_blamed:  # "blocked X from buying Y", "accused X of stealing Y": X does so
            found.subjects.extend(arguments(verb.head.head).objects)
            return
        verb = verb.head
    _inherit_from_verb(verb, found)


def _acting_on_noun(verb: Token) -> list[Token]:
    """Who does what a noun's clause says: "the firm buying B", "A signed a deal to buy B", "A is in talks to buy B"."""
    if verb.head.dep_ == "npadvmod" and verb.tag_ == "VBG":  # "filed a suit Thursday accusing Y"
        return arguments(verb.head.head).subjects
    signer = _signer(verb.head) if any(c.lower_ == "to" for c in verb.children) else None
    if signer is None:
        return [verb.head]
    if (owner := _whose_plan(verb.head, signer)) is not None:
        return [owner]
    return [s for s in arguments(signer).subjects if s != verb.head] if signer.i < verb.i else []


def _whose_plan(noun: Token, signer: Token) -> Token | None:
    """Whose a plan is that others decide on: X of "the board approved X's plan to", "cleared the way for X to"."""
    decides = signer.lemma_.lower() in _DECIDING_ON
    owners = [c for c in noun.children if c.dep_ == "poss" and (decides or c.pos_ != "PRON")]
    owners += [h for p, h in prepositional(noun) if decides and p == "for"]
    return owners[0] if owners else None


def _signer(noun: Token) -> Token | None:
    """The verb that a noun is an argument of, also where the parser takes the noun for a verb ("drops plan to")."""
    return noun.head if noun.dep_ in _OBJECT else governing_verb(noun)


def _inherit_from_verb(verb: Token, found: Arguments) -> None:
    if verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "prep", "dep"} or verb.head == verb:
        return
    if (relative := _open_relative(verb)) is not None:
        found.subjects.append(relative)
        return
    governor = verb.head
    if governor.pos_ in NOMINAL and verb.dep_ == "prep":
        governor = governor.head
    if governor.pos_ not in {"VERB", "AUX", "ADJ"} or governor == verb:
        return
    if verb.dep_ == "ccomp" and any(c.dep_ == "mark" for c in verb.children):
        return
    above = arguments(governor)
    inherited = above.objects if above.passive else above.subjects
    if is_infinitive(verb) and governor.lemma_.lower() in _DECIDING_ON:
        owners = (_whose_plan(o, governor) for o in above.objects if o.i < verb.i)
        inherited = [o for o in owners if o is not None] or inherited
    if verb.dep_ == "xcomp" and not above.passive:
        inherited = [o for o in above.objects if o.i < verb.i] or above.subjects
    if is_infinitive(verb) and (asked := above.prepositions.get(_ASKED_BY.get(governor.lemma_.lower(), ""))):
        inherited = [o for o in asked if o.i < verb.i] or inherited
    (found.objects if found.passive else found.subjects).extend(inherited)


def _open_relative(verb: Token) -> Token | None:
    """The "who" of "X succeeds Y, who founded Z and will chair it", where the parser hangs the last verb on X's."""
    before = verb.doc[verb.head.i : verb.i] if verb.dep_ == "conj" and verb.head.pos_ == "VERB" else ()
    relative = next((t for t in reversed(before) if t.lower_ == "who" and t.nbor(-1).text == ","), None)
    is_closed = relative is None or any(t.text in {",", ";"} for t in verb.doc[relative.i : verb.i])
    return None if is_closed else relative


def governors(token: Token) -> Iterator[Token]:
    """The tokens above one in the parse, nearest first, up to the root of its sentence."""
    for _ in range(_MAX_CLIMB):
        if token.head == token:
            return
        token = token.head
        yield token


def antecedent(relative: Token) -> Token:
    """What "whose" of a relative clause stands for: X of "X, whose owner"; any other word as it is."""
    if relative.tag_ != "WP$":
        return relative
    return next((g.head for g in governors(relative) if g.dep_ == "relcl"), relative)


def governing_verb(noun: Token) -> Token | None:
    """The verb that a noun is an argument of ("entered into a partnership" → entered)."""
    token = noun
    for above in governors(noun):
        if above.pos_ in {"VERB", "AUX"}:
            return above
        is_light = token.dep_ == "prep" and (above.lemma_.lower() in _LIGHT_NOUNS | _MEASURES or _is_particle(above))
        if not is_light and (token.dep_ not in _PASSED or above.pos_ not in {*NOMINAL, "ADP"}):
            return None
        token = above
    return None


def is_asked_for(verb: Token) -> bool:
    """Whether somebody only asks that a thing be done: "asked the court to ban X", "a request to ban X".

    Of the first, "the court" tells of no more than "ban" does.
    """
    is_asked = verb.dep_ in {"xcomp", "ccomp", "acl", "dobj"} and verb.head.lemma_.lower() in ASKING
    return is_asked and not is_passive(verb) and (verb.dep_ != "dobj" or verb.lemma_.lower() in COURTS)


def is_only_due(verb: Token) -> bool:
    """Whether it is only said that somebody ought to have done it: "whether X should have recalled its cars"."""
    return {"should", "have"} <= {c.lower_ for c in verb.children if c.dep_ == "aux"}


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def sums_behind(verb: Token, objects: list[Token]) -> list[Token]:
    """A verb's objects, and the sums behind it: "up to $5bn"."""
    return [*objects, *(t for t in verb.subtree if t.i > verb.i and t.pos_ in {"NUM", "SYM"} and t not in objects)]


def is_whole(part: Token) -> bool:
    """Whether nothing is left out: "all", "all outstanding shares", "the entire capital"."""
    return part.lower_ in _ALL or any(c.lower_ in _ALL for c in part.lefts)


def word_above(word: Token) -> Token | None:
    """What says more of a word: a noun's verb, what a participle describes, "right" of "the right to sell"."""
    if word.pos_ != "VERB":
        return governing_verb(word)
    before = (c.nbor(-1) for c in word.lefts if c.lower_ == "to" and c.dep_ == "aux" and c.i)
    is_of_noun = word.dep_ == "amod" or (word.dep_ == "acl" and word.tag_ == "VBN")  # "60 percent owned by X"
    return word.head if is_of_noun else next(before, None)


def is_only_feasible(noun: Token) -> bool:
    """Whether a rule only tells what goes before such a thing: "must give ten days' notice before a strike"."""
    verb = governing_verb(noun)
    is_before = noun.dep_ == "pobj" and noun.head.lower_ == "before"
    is_any = any(c.lower_ in {"a", "an", "any"} for c in noun.lefts)
    return is_before and is_any and verb is not None and any(c.lower_ in _BOUND for c in verb.children)


def is_voted_on(noun: Token) -> bool:
    """Whether somebody only votes on a thing, which gives them no part in it: "agreed to vote for the deal"."""
    verb = governing_verb(noun) if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "against", "on"} else None
    return verb is not None and verb.lemma_.lower() == "vote"


def meeting(one: Token, other: Token) -> Token:
    """The word under which two others hang: what ties them. The first itself where none does."""
    above = {other.i, *(g.i for g in governors(other))}
    return next((g for g in (one, *governors(one)) if g.i in above), one)


def is_denied(one: Token, other: Token) -> bool:
    """Whether the word that ties two others is negated: "X did not buy Y"."""
    return any(child.dep_ == "neg" for child in meeting(one, other).children)


def act_apart(one: Token, other: Token) -> bool:
    """Whether two words are, or stand in one list with, subjects of two verbs: "X grew while Y shrank"."""
    first, second = (first_of_list(token, "conj", "appos") for token in (one, other))
    return all(token.dep_ in {"nsubj", "nsubjpass"} for token in (first, second)) and first.head != second.head


def first_of_list(token: Token, *edges: str) -> Token:
    """The first of what hangs on one another by these edges, which are what coordinates where none is given."""
    while token.dep_ in (edges or ("conj",)):
        token = token.head
    return token
