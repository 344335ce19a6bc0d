"""Reads the W3C manifests: which cases there are, what each needs, asks and expects."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(os.environ.get("NEWSGRAPH_SHARED", Path(__file__).parents[3] / "shared")) / "w3c" / "sparql"
BASE = "https://w3c.github.io/rdf-tests/sparql/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = f"{RDF}type"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PROTOCOLS = re.compile("Protocol|ServiceDescription")
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Data:
    """A dataset that a case starts from or expects: the default graph's files, and (name, file) of the others."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()

    def quads(self) -> set[ox.Quad]:
        """What is in it."""
        found = {quad for path in self.default for quad in parse(path)}
        for name, path in self.named:
            found |= {ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name)) for q in parse(path)}
        return found


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a manifest.

    Attributes:
        iri: its name.
        kind: the class of the test, such as "QueryEvaluationTest".
        folder: of its manifest, such as "sparql11/bind".
        action: the file with the query or update.
        before: the dataset that it starts from.
        result: the file with what it gives; None where it gives nothing.
        after: the dataset that an update leaves.
    """

    iri: str
    kind: str
    folder: str
    action: Path
    before: Data
    result: Path | None
    after: Data


class Manifest:
    """A manifest as a graph."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store = ox.Store()
        self._store.extend(parse(path))

    def one(self, subject: Node, predicate: str) -> Node | None:
        """The only value, None where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def all(self, subject: Node, predicate: str) -> list[Node]:
        """The values, with the items of lists one by one."""
        found = [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]
        return [item for value in found for item in self._items(value)]

    def entries(self) -> list[tuple[ox.NamedNode, str]]:
        """The cases that it lists, and those of a type ending in "Test" that it only describes; with their types."""
        typed = self._store.quads_for_pattern(None, ox.NamedNode(TYPE), None)
        kinds = {quad.subject: local(quad.object) for quad in typed}
        listed = [item for one in self._store for item in self._entries_of(one)]
        others = [node for node, kind in kinds.items() if "Test" in kind and node not in listed]
        return [(node, kinds.get(node, "QueryEvaluationTest")) for node in [*listed, *sorted(others, key=str)]]

    def _entries_of(self, quad: ox.Quad) -> list[Node]:
        return self._items(quad.object) if quad.predicate.value == f"{MF}entries" else []

    def _items(self, value: Node) -> list[Node]:
        if not isinstance(value, ox.NamedNode | ox.BlankNode):
            return [value]
        first = next(self._store.quads_for_pattern(value, ox.NamedNode(f"{RDF}first"), None), None)
        if first is None:
            return [value]
        rest = next(self._store.quads_for_pattern(value, ox.NamedNode(f"{RDF}rest"), None)).object
        is_end = rest == ox.NamedNode(f"{RDF}nil")
        return [*self._items(first.object), *([] if is_end else self._items(rest))]

    def file(self, node: Node | None) -> Path | None:
        """The file that an IRI of the manifest names."""
        return ROOT / node.value.removeprefix(BASE) if isinstance(node, ox.NamedNode) else None

    def data(self, node: Node | None, vocabulary: str) -> Data:
        """The dataset that the properties of a node name."""
        if node is None or isinstance(node, ox.NamedNode):
            return Data()
        default = [self.file(one) for one in self.all(node, f"{vocabulary}data")]
        named = [self.graph(one, vocabulary) for one in self.all(node, f"{vocabulary}graphData")]
        return Data(tuple(path for path in default if path), tuple(named))

    def graph(self, node: Node, vocabulary: str) -> tuple[str, Path]:
        """The name and the file of a graph."""
        if isinstance(node, ox.NamedNode):
            return node.value, ROOT / node.value.removeprefix(BASE)
        name = self.one(node, _LABEL)
        path = self.file(self.one(node, f"{vocabulary}graph"))
        assert path is not None
        return name.value if isinstance(name, ox.Literal) else f"{BASE}{path.relative_to(ROOT)}", path


def local(node: Node) -> str:
    """The name of a term."""
    return node.value.rpartition("#")[2] if isinstance(node, ox.NamedNode) else ""


def parse(path: Path) -> list[ox.Quad]:
    """What is in a file of RDF."""
    base = f"{BASE}{path.relative_to(ROOT)}"
    return list(ox.parse(path=path, format=_FORMATS[path.suffix], base_iri=base, rename_blank_nodes=True))


@cache
def cases(*folders: str) -> tuple[Case, ...]:
    """The cases about queries and updates under these folders."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("manifest.ttl"))]
    return tuple(case for path in paths for case in _cases(Manifest(path)))


def _cases(manifest: Manifest) -> list[Case]:
    folder = str(manifest.path.parent.relative_to(ROOT))
    return [_case(manifest, node, kind, folder) for node, kind in manifest.entries() if not PROTOCOLS.search(kind)]


def _case(manifest: Manifest, node: ox.NamedNode, kind: str, folder: str) -> Case:
    action, result = manifest.one(node, f"{MF}action"), manifest.one(node, f"{MF}result")
    assert action is not None, node
    vocabulary = _UT if "Update" in kind else _QT
    named = [manifest.one(action, f"{vocabulary}{name}") for name in ("query", "request")]
    text = manifest.file(action) or next(path for path in map(manifest.file, named) if path)
    return Case(
        iri=node.value,
        kind=kind,
        folder=folder,
        action=text,
        before=manifest.data(action, vocabulary),
        result=manifest.file(result),
        after=manifest.data(result, vocabulary),
    )
