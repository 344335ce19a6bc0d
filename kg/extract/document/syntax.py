"""What a dependency parse says of a word: what it hangs on, what is coordinated with it, what a verb's form tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
DESCRIBED_BY = frozenset({"appos", "compound", "nmod"})
"""How a noun hangs on a name that it describes, or a name on such a noun."""
OBJECT = frozenset({"dobj", "obj", "dative", "oprd"})
"""How an object hangs on its verb."""
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
_DONE_TO = frozenset({"accuse", "fine", "fin", "indict", "arrest", "jail", "convict", "acquit", "sentence", "sanction"})
"""What is done to its subject where nobody else is named; "fin" is what the model takes for the lemma of "fined"."""
_MONEY = word_set("names", "money")
_ALL = frozenset({"all", "whole", "entire", "outstanding", "remaining"})
_BOUND = frozenset({"must", "shall", "should", "can", "may"})
_MAX_CLIMB = 12  # deeper than any sentence that a person would write


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
        return is_passive(verb.head) and all(is_sum(c) for c in verb.children if c.dep_ in OBJECT)
    return (verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ == "advcl" and bare))) or _is_in_headline(verb)


def _is_in_headline(verb: Token) -> bool:
    """Whether a passive lacks its "was", as in a headline: "X sued by Y", "X accused of fraud"."""
    has_object = any(c.dep_ in {*OBJECT, "ccomp", "aux"} and not is_sum(c) for c in verb.children)
    has_subject = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    if verb.tag_ not in {"VBD", "VBN"} or has_object or not has_subject:
        return False
    behind = {c.lower_ for c in verb.children if c.dep_ in {"agent", "prep"} and c.i > verb.i}
    is_charged = verb.lemma_.lower() == "charge" and "with" in behind
    is_by_somebody = any(c.dep_ == "agent" for c in verb.children)
    return is_charged or is_by_somebody or (verb.lemma_.lower() in _DONE_TO and bool(behind))


def is_sum(head: Token) -> bool:
    """Whether an object is only how much: "fined 3 million euros"."""
    return head.pos_ in {"NUM", "SYM"} or head.lemma_.lower() in _MONEY


def lost_subject(verb: Token) -> Token | None:
    """Who stands before a verb that the parser hangs in a list: Y in "was sued over the spill and Y was cleared"."""
    first = verb.left_edge
    if verb.dep_ != "conj" or not first.i or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return None
    before = first.nbor(-1)
    is_listed = before.dep_ == "conj" and before.pos_ in NOMINAL and verb.head.is_ancestor(before)
    return before if is_listed and any(c.dep_ in {"aux", "auxpass"} for c in verb.children) else None


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


def first_of_list(token: Token, *edges: str) -> Token:
    """The first of what hangs on one another by these edges, which are what coordinates where none is given."""
    while token.dep_ in (edges or ("conj",)):
        token = token.head
    return token
