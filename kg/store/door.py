"""The store: one folder on disk, one process that owns it, one writer at a time."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import QueryError, StoreError, StoreInUse
from kg.store.change import Change
from kg.store.counts import Counts, counted
from kg.store.inward import without_silent_loads, without_silent_services
from kg.store.outbound import QUERY_WORDS, UPDATE_WORDS, refuse_outbound
from kg.store.sorted_export import format_for, write_dump, write_quads
from kg.store.turns import Turns
from kg.store.using import with_dataset
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from pyoxigraph import BlankNode, Literal, Triple, Variable

BULK = 20_000
"""Quads from which on a transaction grows much slower than its size."""
BULK_MOST = 900_000
"""Quads that the engine's loader adds in one step; it takes a million, graph names included."""
FLUSHED = 500_000
"""Quads after which changes are written out: the engine would hold 3 GB of them, and read them anew after a crash."""
_MARKER = "CURRENT"  # RocksDB's own: every database has it
_LOCKED = re.compile(r"LOCK|lock hold by current process")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\](?:,\s*)?|'\\?.'\s*\.\.=?\s*'\\?.'", re.DOTALL)
_EVIDENCE_LINKS = frozenset({terms.HAS_EVIDENCE, terms.DATE_EVIDENCE, f"{terms.OA}hasSelector"})

Node = NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple


class Store:
    """An open store; use it in a `with` block, or call `close`.

    Any number of threads may read. Writers take turns: a change that depends on what was read belongs in a
    `with store.writing():` block.

    Args:
        path: the folder; made, with its parents, where there is none.
        create: whether a store may be made; without it, a missing one is an error.

    Attributes:
        path: the folder.
        generation: how many changes were made since it was opened.
        memory: a place, for writers, to keep what they know of the content of one generation.

    Raises:
        StoreInUse: another process has it open.
        StoreError: it cannot be opened.
    """

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        self.path = Path(path)
        self.generation = 0
        self.memory: dict[object, Any] = {}
        self._turns = Turns(self.path)
        self._unflushed = 0
        self._opened: pyoxigraph.Store | None = _open(self.path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and give the folder free, once no query result is in use any more."""
        if self._opened is not None:
            self.flush()
            self._opened = None

    # --- read --------------------------------------------------------------------------------------------

    def query(
        self,
        text: str,
        *,
        union_default_graph: bool = False,
        prefixes: Mapping[str, str] = terms.PREFIXES,
        substitutions: Mapping[Variable, NamedNode | Literal] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a SPARQL query, computed as it is read.

        Args:
            text: SPARQL 1.1; SERVICE is refused, SERVICE SILENT binds nothing.
            union_default_graph: whether patterns outside GRAPH see every graph instead of the facts alone.
            prefixes: known without a PREFIX line.
            substitutions: terms that stand for variables; safe from injection.
            default_graphs: IRIs of the graphs that together are the default graph of this query.
            named_graphs: IRIs of the graphs that GRAPH sees. Either list replaces the whole dataset, whatever
                FROM says (SPARQL 1.1 Protocol, 2.1.4).
            base: what relative IRIs are relative to, unless the text says so.

        Raises:
            QueryError: it does not parse or cannot be evaluated.
        """
        run = without_silent_services(text)
        refuse_outbound(run, words=QUERY_WORDS)
        replaced = bool(default_graphs or named_graphs)
        with _query_errors(text):
            return self._store.query(
                run,
                prefixes=dict(prefixes),
                base_iri=base,
                use_default_graph_as_union=union_default_graph,
                substitutions=dict(substitutions or {}),
                default_graph=[NamedNode(name) for name in default_graphs] if replaced else None,
                named_graphs=[NamedNode(name) for name in named_graphs] if replaced else None,
            )

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | Literal | BlankNode | Triple | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit, in no order; None fits everything, `DefaultGraph()` is the facts."""
        return self._store.quads_for_pattern(subject, predicate, value, graph)

    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is such a named graph, be it empty."""
        return self._store.contains_named_graph(name)

    def dump_graph(self, name: NamedNode | DefaultGraph, out: IO[bytes], suffix: str) -> None:
        """Write one graph as it is at this moment, as plain triples in the store's own order.

        Raises:
            UsageError: there is no such format.
        """
        self._store.dump(out, format_for(suffix), from_graph=name, prefixes=dict(terms.PREFIXES))

    def counts(self) -> Counts:
        """How much is in it."""
        return counted(self._store)

    def export(
        self, out: IO[bytes], suffix: str, *, quads: Iterable[Quad] | None = None, history: bool = False
    ) -> None:
        """Write the store as it is at this moment, or the quads given, in the one order that equal graphs share.

        Formats with named graphs (nq, trig, jsonld) hold both layers. Formats without (ttl, nt, rdf) hold the
        facts, or, where quads are given, all of these as one graph. What was, `graph/history`, is only written with
        `history`: it holds moments, which differ between stores that know the same.

        Raises:
            UsageError: there is no such format.
        """
        output_format = format_for(suffix)
        if quads is None:
            write_dump(self._store, out, output_format, history=history)
        else:
            write_quads(quads, out, output_format)

    def about(self, resource: NamedNode, *, with_claims: bool = False) -> list[Quad]:
        """What is known about one thing: its facts, and the facts that point to it (its events and roles).

        Args:
            resource: an entity, event or role.
            with_claims: also the claims behind these facts, with their evidence, in their graphs.
        """
        facts = DefaultGraph()
        pointing = (quad.subject for quad in self.quads(value=resource, graph=facts))
        subjects = {resource, *(node for node in pointing if isinstance(node, NamedNode))}
        subjects |= {
            quad.object
            for subject in tuple(subjects)
            for quad in self.quads(subject, NamedNode(terms.HAS_STATE), graph=facts)
            if isinstance(quad.object, NamedNode)
        }
        found = {quad for subject in subjects for quad in self.quads(subject, graph=facts)}
        if with_claims:
            found |= {quad for subject in subjects for quad in self._claims_about(subject)}
        return sorted(found, key=str)

    def _claims_about(self, subject: NamedNode) -> Iterator[Quad]:
        for quad in self.quads(None, NamedNode(terms.ABOUT), subject):
            if isinstance(quad.graph_name, NamedNode):
                yield from self._closure(quad.subject, quad.graph_name)

    def _closure(self, node: Node, graph: NamedNode) -> Iterator[Quad]:
        """A claim's quads with those of its evidence and selectors."""
        for quad in self._store.quads_for_pattern(node, None, None, graph):
            yield quad
            if quad.predicate.value in _EVIDENCE_LINKS and isinstance(quad.object, NamedNode):
                yield from self._closure(quad.object, graph)

    # --- write -------------------------------------------------------------------------------------------

    def writing(self, *, seconds: float = -1) -> AbstractContextManager[None]:
        """Keep every other writer out until the block ends; what is read inside stays true.

        Args:
            seconds: how long to wait for other writers; forever unless given.

        Raises:
            StoreBusy: that was not long enough.
        """
        return self._turns.writing(seconds)

    def reading(self, *, seconds: float = -1) -> AbstractContextManager[None]:
        """Keep writers out until the block ends, and nobody else; as `writing`, but not for who wants to write, too."""
        return self._turns.reading(seconds)

    def apply(self, change: Change) -> None:
        """Make a change, all of it or nothing.

        One request is one transaction of the engine; several would not be, and concurrent ones lose updates.
        """
        request = change.request()
        if request:
            with self._turns.writing(), _store_errors(self.path):
                self.generation += 1
                self._store.update(request)
                self._unflushed += len(change.remove) + len(change.insert)
                if self._unflushed >= FLUSHED:
                    self.flush()

    def add(self, quads: Sequence[Quad]) -> None:
        """Add quads, all of them or none, in the way that is the quickest for as many; at most `BULK_MOST`."""
        if len(quads) < BULK:
            self.apply(Change(insert=tuple(quads)))
        else:
            self.insert_in_bulk(quads)

    def insert_in_bulk(self, quads: Sequence[Quad]) -> None:
        """Add quads, all of them or none; ten times as quick as a transaction where they are `BULK` or more.

        Raises:
            StoreError: they are more than the engine takes in one step (`BULK_MOST`).
        """
        if len(quads) > BULK_MOST:
            raise StoreError(f"{len(quads)} statements are too many for one step: add {BULK_MOST} at a time")
        with self._turns.writing(), _store_errors(self.path):
            self.generation += 1
            self._store.bulk_extend(quads)

    def update(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] = terms.PREFIXES,
        base: str | None = None,
        using_graphs: Sequence[str] = (),
        using_named_graphs: Sequence[str] = (),
    ) -> None:
        """Run a SPARQL 1.1 update as one transaction; SERVICE and LOAD are refused, silent ones find nothing.

        Args:
            text: the update.
            prefixes: known without a PREFIX line.
            base: what relative IRIs are relative to, unless the text says so.
            using_graphs: IRIs of the graphs that its patterns see as the default graph.
            using_named_graphs: IRIs of the graphs that its patterns see through GRAPH. Either list excludes USING
                and WITH in the text (SPARQL 1.1 Protocol, 2.2.3).

        Raises:
            QueryError: it does not parse or cannot be evaluated.
        """
        run = runnable(text, using_graphs, using_named_graphs)
        with self._turns.writing(), _query_errors(text):
            self._store.update(run, prefixes=dict(prefixes), base_iri=base)
            self.generation += 1

    def flush(self) -> None:
        """Write everything to disk: what is flushed survives a power cut. Seconds, so once per batch."""
        with _store_errors(self.path):
            self._store.flush()
            self._unflushed = 0

    def sync(self) -> None:
        """Have every change until now on the disk: quick, because only the engine's log of changes is written."""
        with _store_errors(self.path):
            for log in self.path.glob("*.log"):
                with suppress(FileNotFoundError), log.open("rb") as file:  # the engine is done with it
                    os.fsync(file.fileno())

    def backup(self, folder: Path) -> None:
        """Copy the store to a new folder, by hard links where it can; the copy is a store of its own.

        Raises:
            StoreError: the folder exists already or cannot be written.
        """
        if folder.exists():
            raise StoreError(f"{folder} exists already: name a folder that does not, and it will be made")
        with _store_errors(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._store.backup(str(folder))

    @property
    def _store(self) -> pyoxigraph.Store:
        if self._opened is None:
            raise StoreError(f"The store {self.path} was closed: open it again before you use it")
        return self._opened


def runnable(text: str, using_graphs: Sequence[str] = (), using_named_graphs: Sequence[str] = ()) -> str:
    """The update as the engine is to run it.

    Args:
        text: as somebody wrote it.
        using_graphs: as in `Store.update`.
        using_named_graphs: as in `Store.update`.

    Raises:
        OutboundRefused: it wants to ask other servers.
        QueryError: it names its dataset twice.
    """
    run = without_silent_services(without_silent_loads(text))
    refuse_outbound(run, words=UPDATE_WORDS)
    return with_dataset(run, using_graphs, using_named_graphs) if using_graphs or using_named_graphs else run


def _open(path: Path, *, create: bool) -> pyoxigraph.Store:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file: a store is a folder; name another with --store")
    is_store = (path / _MARKER).exists()
    if not is_store and path.is_dir() and any(path.iterdir()):
        raise StoreError(f"{path} has other files in it and is no store: name an empty or a new folder with --store")
    if not is_store and not create:
        raise StoreError(f"There is no store in {path}: make one with `kg build`, or name another with --store")
    with _store_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        return pyoxigraph.Store(str(path))


@contextmanager
def _store_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # the engine reports damage as RuntimeError
        if _LOCKED.search(str(error)):
            raise StoreInUse(
                f"The store {path} is in use by another process, such as a running `kg serve` or `kg build`: "
                "stop that one first, or name another folder with --store",
            ) from error
        raise StoreError(f"The store {path} cannot be used ({error}): check its path, rights and space") from error


@contextmanager
def _query_errors(text: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(explained(str(error), text)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"The query cannot be evaluated: {error}") from error


def explained(message: str, text: str) -> str:
    """The parser's message about a query with the line it is about, a mark under the place, and what to try."""
    found = _POSITION.match(message)
    if found is None:
        return f"The query does not parse: {message}"
    line, column = int(found[1]), int(found[2])
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    if "Prefix not found" in found[3]:
        hint = f"a prefix is not declared: add a PREFIX line; known without one: {', '.join(terms.PREFIXES)}"
    else:
        expected = " ".join(_CHARACTER_CLASS.sub("", found[3]).split()).rstrip(" ,|")
        hint = expected if expected != "expected" else "something else was expected"
    place = f"  {shown}\n  {' ' * (column - 1)}^"
    return f"The query does not parse at line {line}, column {column}: {hint}\n{place}"
