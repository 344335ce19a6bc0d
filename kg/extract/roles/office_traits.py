"""What speaks for an organization as that of an office whose own phrase does not name it.

Each trait is a name with a number. What they weigh is fitted by `training/offices.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.sorts import SORTS, words_of
from kg.extract.document.syntax import SUBJECTS, first_of_list
from kg.extract.frames.drafts import is_definite
from kg.extract.roles.stage import FIELDS, class_of
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.roles.stage import Office, Stage

    Traits = dict[str, float]

_REPORTING = word_set("stance", "reporting")
_NEAR = (0, 1, 2, 3, 5)  # sentences
_LEAD = 2  # sentences
_MANY, _RIVALS = 3, 5
_ARTICLES = frozenset({"a", "an"})


def of_candidate(stage: Stage, office: Office, number: int) -> Traits:
    """What speaks for and against an organization as that of an office."""
    sort, class_ = stage.sorts[number], class_of(office)
    found: Traits = {f"{class_} of {sort}": 1.0, f"is {sort}": 1.0, "somebody": 1.0}
    parts = (_known, _before, _in_sentence, _by_owner, _by_others)
    found.update((name, 1.0) for part in parts for name in part(stage, office, number))
    if stage.like(number) == [number]:
        found |= {"only of its sort": 1.0, f"{class_} of only {sort}": 1.0}
    found["share"] = len(stage.mentions[number]) / (stage.total or 1)
    found["often"] = min(len(stage.mentions[number]), _MANY) / _MANY
    return found


def of_none(stage: Stage, office: Office) -> Traits:
    """What speaks for no organization of the article."""
    class_, form, head = class_of(office), office.form, office.head
    names = ["none", class_, form, str(min(len(stage.rivals), _RIVALS)), f"{class_}, {form}"]
    if form == "no owner":
        if head.dep_ in {"compound", "nmod"}:  # "the director Jane Doe" makes films
            article = next((t.lower_ for t in head.head.lefts if t.dep_ == "det" and t.i < head.i), "")
            names.append(f"{article} before a name")
        names += ["a"] if any(c.lower_ in _ARTICLES for c in head.lefts) else []
        names += ["the"] if is_definite(head) else []
        names += ["president"] if office.title == "president" else []  # of a state, as a rule
    if " " in office.title and FIELDS.isdisjoint(office.title.split()[:-1]):
        names.append("another field")
    return dict.fromkeys(names, 1.0)


def _known(stage: Stage, _: Office, number: int) -> Iterator[str]:
    """Where in the article an organization is mentioned first, and how."""
    mentions = stage.mentions[number]
    if stage.sentence(mentions[0].i) <= _LEAD:
        yield "lead"
    if mentions[0].i == stage.first():
        yield "first"
    if stage.rivals == [number]:
        yield "alone"


def _before(stage: Stage, office: Office, number: int) -> Iterator[str]:
    """How and how far before the office it is mentioned last."""
    before = [t for t in stage.mentions[number] if t.i < office.head.i]
    if not before:
        yield "later"
        return
    place = stage.sentence(before[-1].i)
    away = stage.sentence(office.head.i) - place
    same = [t for t in before if stage.sentence(t.i) == place]
    steps = [f"{sum(away > near for near in _NEAR)}"]
    steps += [f"pronoun, {steps[0]}"] if office.form == "pronoun" else []
    yield from (f"away {step}" for step in steps)
    if before[-1].i == stage.last(office.head.i):
        yield "last"
    acting = [first_of_list(t) for t in same if first_of_list(t).dep_ in SUBJECTS]
    if acting:
        yield from ("subject", *(f"subject {step}" for step in steps))
    if any(t.head.lemma_.lower() in _REPORTING for t in acting):
        yield "speaker"
    if any(t.dep_ == "poss" for t in same):
        yield "possessor"
    if all(first_of_list(t).dep_ == "pobj" for t in same):
        yield "behind a preposition"
    if any(t.pos_ in {"PRON", "NOUN"} for t in same):
        yield f"referred to {min(away, 1)}"


def _in_sentence(stage: Stage, office: Office, number: int) -> Iterator[str]:
    """How the office's own sentence mentions it."""
    here = stage.sentence(office.head.i)
    for token in stage.mentions[number]:
        if stage.sentence(token.i) != here or token == office.owner:
            continue
        first = first_of_list(token)
        where = (
            f"{'name' if token.pos_ == 'PROPN' else 'reference'} {'before' if token.i < office.head.i else 'behind'}"
        )
        yield where
        tie = first.head.lower_ if first.dep_ == "pobj" else first.dep_
        yield f"{where}, {tie}"
        if first.dep_ in SUBJECTS:
            yield f"{where} acts"


def _by_owner(stage: Stage, office: Office, number: int) -> Iterator[str]:
    """Whether it is what the office's phrase refers to: "its", "the club's"."""
    owner = office.owner
    if owner is None:
        return
    if number in stage.parsed.at.get(owner.i, ()):
        yield f"{office.form} refers"
    if office.form == "pronoun":
        return
    noun = owner.lemma_.lower()
    if any(noun in words_of(name.text) for name in stage.parsed.clusters[number].names):
        yield "named so"
    if stage.nouns[number]:
        yield "called so" if noun in stage.nouns[number] else "called otherwise"
    sorts = [sort for sort, known in SORTS.items() if noun in known]
    if sorts:
        yield "of that sort" if stage.sorts[number] in sorts else "of another sort"
    elif stage.sorts[number] in SORTS:
        yield "no firm"


def _by_others(stage: Stage, office: Office, number: int) -> Iterator[str]:
    """What else is told of its offices, and of the holder's."""
    for holder, organization, title in stage.told:
        if organization == number and holder != office.holder:
            yield "has another" if title == office.title else "has others"
        if holder == office.holder:
            yield "is theirs" if organization == number else "they are elsewhere"
