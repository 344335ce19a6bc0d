"""What two graphs know differently, in facts: what appeared, what is gone, what changed, and why.

A side is a store, a store as of a moment, or a file of RDF. Facts are compared subject by subject in one order, so that
memory does not grow with the stores.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputRefused
from kg.facts import as_of, decisions, said
from kg.facts.curated import following
from kg.map import key_of
from kg.store import Store, format_for
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kg.facts import Decision
    from kg.settings import Settings

_HEADLINE = ox.NamedNode(f"{terms.SCHEMA}headline")
_TEXT_HASH = ox.NamedNode(terms.TEXT_HASH)
_STATE = ox.NamedNode(terms.HAS_STATE)
_CLAIMS = ox.NamedNode(terms.SUPPORTED_BY)
_RETRACTED, _REASON = ox.NamedNode(terms.RETRACTED), ox.NamedNode(terms.REASON)
_TOLD = frozenset({_HEADLINE, _TEXT_HASH, _RETRACTED, _REASON})
"""What of an article or its end the reasons are made of."""
_AT_ONCE = 50_000
_ARTICLE = re.compile(r"(.*/article/[^/#]+)#")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a fact is another.

    Attributes:
        what: "reported" (an article tells of it now), "no longer reported" (an article that is still there does not),
            "retracted" (the article is taken back), "decided" or "undone" (by a person).
        source: the IRI of the article or decision.
        words: the headline, or the reason that was given.
    """

    what: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A property of which a fact says something else: the values that went and those that came, sorted."""

    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Different:
    """A fact that the two sides do not share.

    Attributes:
        what: "appeared", "gone" or "changed".
        iri: of the event, role or entity.
        label: its name, on the later side if it is there.
        properties: what it says differently, for a change.
        reasons: sorted.
    """

    what: str
    iri: str
    label: str
    properties: tuple[Altered, ...]
    reasons: tuple[Reason, ...]


class Side:
    """One of the two graphs.

    Args:
        store: what holds its articles and what was decided.
        facts: a file with its facts, sorted.
        base: what every resource IRI starts with.
        has_claims: whether it tells of articles at all; an export of facts alone does not.
    """

    def __init__(self, store: Store, facts: IO[bytes], *, base: str, has_claims: bool = True) -> None:
        self._store = store
        self._facts = facts
        self.base = base
        self.has_claims = has_claims
        self.decisions: dict[str, Decision] = {each.key: each for each in decisions(store, base=base)}
        self.renaming = following(list(self.decisions.values()), base=base)

    def subjects(self) -> Iterator[tuple[bytes, list[ox.Quad]]]:
        """Each subject with its facts, in the order of their lines."""
        self._facts.seek(0)
        for subject, lines in groupby(self._facts, key=lambda line: line.partition(b" ")[0]):
            yield subject, list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES))

    def headline(self, article: str) -> str | None:
        """The headline of an article, "" if it has none, None if there is no such article."""
        node = ox.NamedNode(article)
        if next(self._store.quads(node, _TEXT_HASH), None) is None:
            return None
        return _text(self._store.quads(node, _HEADLINE))

    def retraction(self, article: str) -> str:
        """The reason for which an article was taken back last, "" if none is known."""
        found = [quad.subject for quad in self._store.quads(None, _RETRACTED, ox.NamedNode(article))]
        stones = (each for each in found if isinstance(each, ox.NamedNode))
        last = max(stones, key=lambda each: (len(each.value), each.value), default=None)  # …-9 comes before …-10
        return _text(self._store.quads(last, _REASON)) if last else ""


@contextmanager
def opened(source: Path | Store, settings: Settings, *, at: datetime | None = None) -> Iterator[Side]:
    """A side of a comparison: a file of RDF, the folder of a store, or an open store, as of a moment if one is given.

    Raises:
        InputRefused: the file does not parse.
        StoreError: there is no such store.
    """
    with TemporaryFile() as facts:
        if isinstance(source, Store):
            if at is None:
                source.export(facts, "nt")
                yield Side(source, facts, base=settings.base)
            else:
                with as_of(source, at, settings=settings) as then, opened(then, settings) as side:
                    yield side
        elif source.is_file():
            with TemporaryDirectory(prefix="newsgraph-") as folder, Store(Path(folder) / "store") as store:
                store.export(facts, "nt", quads=_facts_of(source, store))
                has_claims = format_for(source.suffix).supports_datasets
                yield Side(store, facts, base=settings.base, has_claims=has_claims)
        else:
            with Store(source, create=False) as store, opened(store, settings, at=at) as side:
                yield side


def _facts_of(path: Path, store: Store) -> Iterator[ox.Quad]:
    """The facts of a file; what its other graphs have to say of reasons goes to the store, some at a time."""
    told: list[ox.Quad] = []
    try:
        for quad in ox.parse(path=str(path), format=format_for(path.suffix)):
            if quad.graph_name == ox.DefaultGraph():
                yield quad
            elif quad.predicate in _TOLD or str(quad.graph_name).endswith("/graph/curated>"):
                told.append(quad)
            if len(told) >= _AT_ONCE:
                store.add(told)
                told = []
    except (SyntaxError, ValueError, OSError) as error:
        raise InputRefused(str(path), f"it does not parse: {error}") from error
    store.add(told)


def differences(before: Side, after: Side) -> Iterator[Different]:
    """Every fact that the sides do not share, by IRI."""
    for subject, old, new in _paired(before, after):
        if old == new:
            continue
        earlier, later = _told(old), _told(new)
        if not earlier and not later:
            continue  # a state or a contradiction: told of with the event that it belongs to
        iri = subject.decode().strip("<>")
        altered = tuple(
            Altered(name, tuple(sorted(gone)), tuple(sorted(come)))
            for name, gone, come in _altered(earlier, later)
            if earlier and later
        )
        if earlier and later and not altered:
            continue
        what = "changed" if earlier and later else "gone" if earlier else "appeared"
        reasons = tuple(sorted({*_reports(old, new, before, after), *_decided(iri, before, after)}, key=str))
        yield Different(what, iri, _label(new or old), altered, reasons)


def _paired(before: Side, after: Side) -> Iterator[tuple[bytes, list[ox.Quad], list[ox.Quad]]]:
    """The subjects of both sides, merged in their common order."""
    one, other = before.subjects(), after.subjects()
    left, right = next(one, None), next(other, None)
    while left or right:
        if right is None or (left is not None and left[0] < right[0]):
            yield left[0], left[1], []  # type: ignore[index]  # one of the two is there
            left = next(one, None)
        elif left is None or right[0] < left[0]:
            yield right[0], [], right[1]
            right = next(other, None)
        else:
            yield left[0], left[1], right[1]
            left, right = next(one, None), next(other, None)


def _told(quads: list[ox.Quad]) -> dict[ox.NamedNode, set[str]]:
    """What the facts about a subject say by property, the states that it went through among it."""
    found: dict[ox.NamedNode, set[str]] = said(set(quads))
    states = {quad.object.value for quad in quads if quad.predicate == _STATE and isinstance(quad.object, ox.NamedNode)}
    return found | {_STATE: states} if states else found


def _altered(
    earlier: dict[ox.NamedNode, set[str]], later: dict[ox.NamedNode, set[str]]
) -> Iterator[tuple[str, set[str], set[str]]]:
    for name in sorted(earlier.keys() | later.keys(), key=str):
        gone = earlier.get(name, set()) - later.get(name, set())
        come = later.get(name, set()) - earlier.get(name, set())
        if gone or come:
            yield name.value, gone, come


def _reports(old: list[ox.Quad], new: list[ox.Quad], before: Side, after: Side) -> Iterator[Reason]:
    """The articles whose claims on the fact came or went, where both sides tell of articles."""
    had, has = (_articles(old), _articles(new)) if before.has_claims and after.has_claims else ({}, {})
    for article in has.keys() | had.keys():
        if has[article] == had[article]:
            continue
        headline = after.headline(article)
        if headline is None:
            yield Reason("retracted", article, after.retraction(article) or before.headline(article) or "")
        elif has[article] - had[article]:
            yield Reason("reported", article, headline)
        else:
            yield Reason("no longer reported", article, headline)


def _articles(quads: list[ox.Quad]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == _CLAIMS and isinstance(quad.object, ox.NamedNode):
            article = _ARTICLE.match(quad.object.value)
            if article:
                found[article[1]].add(quad.object.value)
    return found


def _decided(iri: str, before: Side, after: Side) -> Iterator[Reason]:
    """The decisions of one side alone that speak of the subject, or of what it is made of."""
    for what, one, other in (("decided", after, before), ("undone", before, after)):
        for key in one.decisions.keys() - other.decisions.keys():
            decision = one.decisions[key]
            named = {value.value for _, value in decision.says if isinstance(value, ox.NamedNode)}
            parties = sum(_is_party(name, iri, one.base) for name in named)  # two that are one leave it no event
            if parties > 1 or any(_speaks_of(name, iri, before, after) for name in named):
                yield Reason(what, f"{one.base}{key}", f"{decision.reason} ({decision.by})")


def _speaks_of(name: str, iri: str, before: Side, after: Side) -> bool:
    """Whether it is the subject by this name, or one of its parties by whose name it goes."""
    if name == iri:
        return True
    subject = key_of(iri, base=before.base) if iri.startswith(before.base) else ""
    is_renamed = before.renaming.of("", subject) != after.renaming.of("", subject)
    return is_renamed and _is_party(name, iri, before.base)


def _is_party(name: str, iri: str, base: str) -> bool:
    """Whether the IRI of an event or role is made of this name, among others."""
    if not (name.startswith(f"{base}id/") and iri.startswith(base)):
        return False
    short = key_of(name, base=base).rpartition("/")[2]
    return short in key_of(iri, base=base).rpartition("/")[2].split("--")


def _label(quads: list[ox.Quad]) -> str:
    named = {f"{terms.RDFS}label", terms.ROLE_TITLE}
    return _text(iter(sorted((quad for quad in quads if quad.predicate.value in named), key=str)))


def _text(quads: Iterator[ox.Quad]) -> str:
    return next((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), "")
