"""Keeps the facts equal to what follows from the claims, in the transaction that changes the claims.

The facts about a subject depend on the testimonies about it and on nothing else, so a change recomputes the
subjects of the articles that change: its cost grows with what is said about these, not with the store.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.facts import curated, history
from kg.facts.finding import find_article, stored_hash
from kg.facts.looking import differences, differences_of, is_founded, ordered
from kg.facts.sources import signature
from kg.facts.tallies import trust
from kg.facts.told import ABOUT
from kg.facts.update import Update
from kg.map import article_iri, claim_quads, graph_name, iri, key_of
from kg.store import Change
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Quad

    from kg.facts.looking import Difference
    from kg.records import Reading
    from kg.settings import Settings
    from kg.store import Store

_NAMES = (f"{terms.RDFS}label", terms.ROLE_TITLE)
_SOURCE_COUNT = NamedNode(terms.SOURCE_COUNT)

_DROP_BLANK_NODES = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }"
_QUADS_AT_ONCE = 50_000


class Outcome(StrEnum):
    """What became of an article that was put."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Put:
    """What putting one article did to the facts: keys of subjects, sorted."""

    article: str
    outcome: Outcome
    appeared: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survivor:
    """A subject that other articles still speak of, and how many independent sources keep its fact."""

    key: str
    label: str
    sources: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """What was taken back with an article.

    Attributes:
        article: its key.
        gone: (key, label) of the subjects that only it spoke of, sorted.
        surviving: the subjects that others speak of too, sorted by key.
    """

    article: str
    gone: tuple[tuple[str, str], ...]
    surviving: tuple[Survivor, ...]


# --- change ----------------------------------------------------------------------------------------------


def put(store: Store, reading: Reading, *, settings: Settings, reading_hash: str) -> Put:
    """Store what an article says, in place of what it said before, and bring the facts up to date.

    Args:
        store: where to.
        reading: what it says.
        settings: for the base of the IRIs.
        reading_hash: stands for everything that determined the reading; a stored article with the same one
            stays as it is.
    """
    return put_many(store, [(reading, reading_hash)], settings=settings)[0]


def put_many(store: Store, readings: Sequence[tuple[Reading, str]], *, settings: Settings) -> list[Put]:
    """Put several articles, each with its reading hash, in one transaction: all of them or, on a crash, none.

    Quicker than one by one, because a subject that many of them speak of is recomputed once. An article that
    comes twice counts as its last.
    """
    by_article = {reading.article.id: (reading, hashed) for reading, hashed in readings}
    with store.writing():
        fresh: dict[str, list[Quad]] = {}
        old: dict[str, bool] = {}
        for article, (reading, hashed) in by_article.items():
            stored = stored_hash(store, article, settings.base)
            old[article] = stored is not None
            if stored != hashed:
                sketch = signature(reading.article)
                fresh[article] = claim_quads(reading, base=settings.base, reading_hash=hashed, signature=sketch)
        update = Update(store, settings, fresh)
        update.apply({article: update.revised(article) for article in fresh})
    reports = {article: _report(article, update, is_old=old[article]) for article in by_article}
    return [reports[reading.article.id] for reading, _ in readings]


def _report(article: str, update: Update, *, is_old: bool) -> Put:
    if article not in update.touched:
        return Put(article, Outcome.UNCHANGED)
    changes: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for subject in update.touched[article]:
        old, new = update.before[subject], update.after[subject]
        if old != new:
            changes[bool(old), bool(new)].append(key_of(subject, base=update.base))
    return Put(
        article=article,
        outcome=Outcome.REPLACED if is_old else Outcome.ADDED,
        appeared=tuple(sorted(changes[False, True])),
        changed=tuple(sorted(changes[True, True])),
        gone=tuple(sorted(changes[True, False])),
    )


def retract(store: Store, name: str, *, settings: Settings, reason: str = "", by: str = "") -> Retraction:
    """Take back what was only known from one article; a record of it stays in the history.

    Args:
        store: where from.
        name: the article's id, key, IRI, graph or URL.
        settings: for the base of the IRIs and the clock.
        reason: why, for the record.
        by: who, for the record.

    Raises:
        NotFound: no such article.
    """
    base = settings.base
    with store.writing():
        article = find_article(store, name, settings=settings)
        update = Update(store, settings, {article: []})
        url = store.quads(article_iri(article, base=base), history.URL, graph=graph_name(article, base=base))
        record = history.retracted(update.revised(article), article, url, base=base, at=update.at, by=by, reason=reason)
        update.apply({article: record})
        touched = sorted(update.touched[article], key=str)
        gone = [each for each in touched if update.before[each] and not update.after[each]]
        surviving = tuple(_survivor(each, update) for each in touched if update.after[each])
    return Retraction(
        article=f"article/{article}",
        gone=tuple((key_of(each, base=base), _label(update.before[each])) for each in gone),
        surviving=surviving,
    )


def _survivor(subject: NamedNode, update: Update) -> Survivor:
    facts = update.after[subject]
    counts = (quad.object for quad in facts if quad.subject == subject and quad.predicate == _SOURCE_COUNT)
    sources = next((int(count.value) for count in counts if isinstance(count, Literal)), 0)
    return Survivor(key_of(subject, base=update.base), _label(facts), sources)


def rebuild(store: Store, *, settings: Settings) -> int:
    """Recompute every fact from the claims; the number of subjects whose facts were not right.

    Whatever else stands in the default graph goes. Memory is bounded. Subject by subject the change is whole,
    so a rebuild that is broken off does no harm.
    """
    with store.writing():
        store.update(_DROP_BLANK_NODES)
        return _mended(store, differences(store, settings=settings))


def claimed_in(store: Store, graphs: Iterable[NamedNode], *, settings: Settings) -> set[NamedNode]:
    """The subjects that these graphs have claims about, by the IRIs under which they go."""
    base = settings.base
    names, prefix = curated.renaming(store, base=base), graph_name("", base=base).value
    told = {
        (graph.value.removeprefix(prefix), quad.object)
        for graph in graphs
        for quad in store.quads(None, ABOUT, graph=graph)
    }
    return {
        iri(names.of(article, key_of(subject, base=base)), base=base) if subject.value.startswith(base) else subject
        for article, subject in told
        if isinstance(subject, NamedNode)
    }


def settle(store: Store, subjects: Iterable[NamedNode] | None, *, settings: Settings) -> int:
    """Bring the facts up to date after claims came or went; the number of subjects whose facts were not right.

    Memory is bounded, and subject by subject the change is whole.

    Args:
        store: where.
        subjects: those that the claims are or were about; None for all that any claim is or was about.
        settings: for the base of the IRIs.
    """
    with store.writing():
        found = (
            (each for each in differences(store, settings=settings) if is_founded(store, each))
            if subjects is None
            else differences_of(store, subjects, settings=settings)
        )
        return _mended(store, found)


# --- look ------------------------------------------------------------------------------------------------


def is_current(store: Store, article_id: str, reading_hash: str, *, settings: Settings) -> bool:
    """Whether the article is stored with this reading hash, so that reading it again would change nothing."""
    return stored_hash(store, article_id, settings.base) == reading_hash


# --- parts ----------------------------------------------------------------------------------------------


def _mended(store: Store, wrong: Iterable[Difference]) -> int:
    """Make the stored facts what follows, some subjects at a time; how many they were."""
    count = 0
    remove: list[Quad] = []
    insert: list[Quad] = []
    for difference in wrong:
        count += 1
        remove += difference.unfounded
        insert += difference.missing
        if len(remove) + len(insert) >= _QUADS_AT_ONCE:
            _exchange(store, remove, insert)
            remove, insert = [], []
    _exchange(store, remove, insert)
    trust(store)
    return count


def _exchange(store: Store, remove: list[Quad], insert: list[Quad]) -> None:
    if remove:
        store.apply(Change(remove=tuple(remove), insert=tuple(insert)))
    else:
        store.add(insert)


def _label(quads: Iterable[Quad]) -> str:
    names = (quad.object for quad in ordered(quads) if quad.predicate.value in _NAMES)
    return next((name.value for name in names if isinstance(name, Literal)), "")
