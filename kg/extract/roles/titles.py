"""The words of a title, with the field or the region behind it; and of coordinated titles the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.dates.forms import numbers
from kg.extract.document.syntax import governing_verb, prepositional
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

HEADS = word_set("roles", "heads") | word_set("roles", "staff")
"""The nouns that titles end with."""
FORMER = word_set("roles", "former")
"""Words left of a title that say that it is over."""
CURRENT = word_set("roles", "current")
"""Other words left of a title that are no part of it."""
FIELDS = word_set("roles", "realms")
"""What an office may be of or for that is no organization."""
_EDITING = frozenset({"editor", "publisher", "author", "producer"})
_BODIES = frozenset({"bank", "court", "union", "club", "university", "museum", "hospital"})
_MAX_TITLE = 6
_SPELLS = frozenset({"year", "month", "week", "day", "decade", "season", "term", "spell", "stint", "career"})


def title_words(parsed: Parsed, head: Token) -> list[Token]:
    """The title from its first word to its head, and "of marketing" behind it."""
    first = head
    while first.i > head.sent.start + 1 and first.nbor(-1).text == "-" and not first.nbor(-1).whitespace_:
        first = first.nbor(-2)  # "vice-chancellor"
    while first.i > head.sent.start and head.i - first.i < _MAX_TITLE:
        before = first.nbor(-1)
        if before.i in parsed.at or before.lower_ in FORMER or before.lower_ in CURRENT or before.ent_type_ == "NORP":
            break
        if before.text.istitle() and before.lower_ in numbers("months"):  # "in May director Jane Doe left"
            break
        joins = before.lower_ in {"-", "and"} and before.dep_ in {"punct", "cc"} and first != head
        modifies = before.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"} and before.dep_ in {"compound", "amod", "nmod"}
        # "Chief Financial and Data Officer", but not "President and Chief Data Officer"
        modifies = modifies or (before.dep_ == "conj" and before.text.istitle() and before.lower_ not in HEADS)
        if not modifies and not joins:
            break
        first = before
    while first.pos_ in {"CCONJ", "PUNCT"}:
        first = first.nbor(1)
    words = list(parsed.doc[first.i : head.i + 1])
    if (named := _named_field(parsed, head)) is not None:
        return words + named
    for preposition in (c for c in head.children if c.lower_ in {"of", "for"} and c.i == head.i + 1):
        field = next((c for c in preposition.children if c.dep_ in {"pobj", "pcomp"}), None)
        if field is not None and _is_field(parsed, field):
            words += [preposition, *(c for c in field.lefts if c.dep_ in {"compound", "amod"}), field]
    return words


def _named_field(parsed: Parsed, head: Token) -> list[Token] | None:
    """The words "of State" behind "Secretary", also before a name, on which the parser hangs "State"."""
    behind = list(parsed.doc[head.i + 1 : head.i + 3])
    is_field = [t.lower_ for t in behind[:1]] == ["of"] and behind[-1].text.istitle() and behind[-1].lower_ in FIELDS
    return behind if is_field and behind[-1].i not in parsed.at else None


def region_of(parsed: Parsed, head: Token, organizations: list[int]) -> str:
    """The region of which a title is: "managing director of X for Kenya" does not lead the whole of X."""
    owners = (owner for _, owner in prepositional(head) if owner.i in parsed.at)
    areas = (n for t in (head, *owners) for p, area in prepositional(t) if p == "for" for n in parsed.parties(area))
    regions = (n for n in areas if parsed.kind(n) is Kind.PLACE and n not in organizations)
    return next((f" for {parsed.clusters[n].names[0].text}" for n in regions), "")


def _is_field(parsed: Parsed, noun: Token) -> bool:
    """Whether a noun names no firm: "head of sales", but not "chief executive of the start-up X"."""
    is_named = noun.i + 1 < len(noun.doc) and noun.i + 1 in parsed.at
    is_body = noun.lemma_.lower() in _BODIES  # "deputy governor of the central bank"
    is_thing = any(c.dep_ == "poss" or c.lower_ in {"a", "an"} or (is_body and c.lower_ == "the") for c in noun.lefts)
    is_noun = noun.pos_ == "NOUN" or (noun.tag_ == "VBG" and not any(c.dep_ == "dobj" for c in noun.children))
    is_plain = (is_noun and noun.text.islower()) or noun.lower_ in FIELDS
    is_paper = noun.head.head.lemma_.lower() in _EDITING and any(c.text[:1].isupper() for c in noun.lefts)
    return is_plain and not is_paper and not (is_named or is_thing) and not parsed.parties(noun)


def first_conjunct(parsed: Parsed, head: Token) -> Token:
    """The first of coordinated titles, whose holder the others share: "chief executive and chairman".

    In "officer of X and chairperson of Y" the parser often hangs the second title on X.
    """
    while head.dep_ == "conj":
        above = head.head
        if above.i in parsed.at and above.dep_ == "pobj":
            above = above.head.head
        if above.pos_ not in {"NOUN", "PROPN"} or above.lemma_.lower() not in HEADS:
            break
        head = above
    return head


def spell_before(title: Token) -> Token | None:
    """The stretch of time that somebody has a title for: "years" in "after six years as chair"."""
    spell = title.head.head if title.dep_ == "pobj" and title.head.lower_ == "as" else title
    return spell if spell is not title and spell.pos_ != "VERB" and _is_of_time(spell) else None


def _is_of_time(noun: Token) -> bool:
    """Whether a word is, or only counts, a stretch of time: "a" in what the parser makes of "less than a year as"."""
    return any(t.lemma_.lower() in _SPELLS for t in (noun, *noun.children))


def verb_around(title: Token) -> Token | None:
    """The verb that a title is an argument of, also where it says how long: "left after six years as chair"."""
    spell = spell_before(title)
    return governing_verb(spell or title)
