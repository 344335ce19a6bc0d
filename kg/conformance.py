"""Whether quads obey shapes (SHACL): pySHACL is the judge, and a quick screen spares it what is plainly right.

Judging an article takes pySHACL some 50 ms, and nearly all that it judges is right. So the shapes are also
compiled to a screen of plain Python, which lets a graph pass only if no constraint can fail; whatever it does not
let pass, or does not understand, goes before pySHACL. A test holds that it never passes what pySHACL finds wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH, URIRef
from rdflib.collection import Collection

import ontology
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from rdflib.term import Node

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Test = Callable[["_Data", list[Term], Term], bool]
    """Data, the values looked at and the node that they are of → whether the constraint surely holds."""

_TYPE: Final = f"{terms.RDF}type"
_NOT_CONSTRAINTS: Final = {SH.message, SH.path, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, RDF.type}
_DAY: Final = (
    r"[1-9]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_WELL_FORMED: Final = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d+(\.\d+)?"),
    "date": re.compile(_DAY),
    "gYearMonth": re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])"),
    "gYear": re.compile(r"[1-9]\d{3}"),
    "duration": re.compile(r"P(\d+Y)?\d+[YM]"),
    "dateTime": re.compile(rf"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|\+00:00)"),
}
"""Datatype → literals that are surely right; a 29th of February is left to pySHACL."""


_NO_NUMBER: Final = Decimal("NaN")


class NotScreened(Exception):
    """The screen has no quick test for a constraint: everything goes before pySHACL."""


class Shapes:
    """Some files of shapes, ready to judge by.

    Args:
        names: files of the ontology.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._graph = rdflib.Graph()
        for name in names:
            self._graph.parse(data=ontology.path(name).read_text(encoding="utf-8"), format="turtle")
        self._screen = _screen(self._graph)

    def violations(self, quads: Iterable[ox.Quad], *, of: AbstractSet[str] | None = None) -> Iterator[tuple[str, str]]:
        """(node, message) of everything that is wrong.

        Args:
            quads: one graph, whichever names its quads have.
            of: the nodes to judge, all without it; the other quads only say what these point to.
        """
        quads = list(quads)
        if self._screen is not None and self._screen.passes(quads, of=of):
            return
        for node, message in self.judged(quads):
            if of is None or node in of:
                yield node, message

    def judged(self, quads: Iterable[ox.Quad]) -> Iterator[tuple[str, str]]:
        """What pySHACL finds, without the screen; sorted."""
        data = rdflib.Graph()
        for quad in quads:
            data.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
        conforms, report, text = pyshacl.validate(data, shacl_graph=self._graph, inference="none", inplace=True)
        if conforms:
            return
        if not isinstance(report, rdflib.Graph):
            raise TypeError(text)
        yield from sorted(_told(report, result) for result in report.objects(None, SH.result))

    def screened(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether the screen alone lets the quads pass."""
        return self._screen is not None and self._screen.passes(quads)


def _told(report: rdflib.Graph, result: Node) -> tuple[str, str]:
    path = report.value(result, SH.resultPath)
    where = f" ({path.rpartition('#')[2].rpartition('/')[2]})" if isinstance(path, URIRef) else ""
    return str(report.value(result, SH.focusNode)), f"{report.value(result, SH.resultMessage)}{where}"


@lru_cache(maxsize=8)
def shapes(*names: str) -> Shapes:
    """The shapes of these files; lazy: reading them takes a fifth of a second."""
    return Shapes(names)


def _rdflib(term: Term) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal():
            kind = None if term.language else URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=kind, normalize=False)
        case _:
            return rdflib.BNode(str(term))


# --- the screen ------------------------------------------------------------------------------------------


class _Data:
    """One graph, by subject and predicate."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.said: defaultdict[Term, dict[str, list[Term]]] = defaultdict(dict)
        for subject, predicate, value, _ in quads:
            self.said[subject].setdefault(predicate.value, []).append(value)

    def values(self, node: Term, paths: tuple[str, ...]) -> list[Term]:
        own = self.said.get(node, {})
        if len(paths) == 1:
            return own.get(paths[0], [])
        return list({value: None for path in paths for value in own.get(path, ())})

    def classes(self, node: Term) -> set[str]:
        return {each.value for each in self.said.get(node, {}).get(_TYPE, ()) if isinstance(each, ox.NamedNode)}


class _Shape:
    """A compiled shape: which nodes it is about, what it looks at, and its tests."""

    def __init__(self, graph: rdflib.Graph, shape: Node) -> None:
        self.paths = _paths(graph, shape)
        self.classes = {str(each) for each in graph.objects(shape, SH.targetClass)}
        self.subjects_of = [str(each) for each in graph.objects(shape, SH.targetSubjectsOf)]
        self.objects_of = [str(each) for each in graph.objects(shape, SH.targetObjectsOf)]
        self.tests = [
            _test(graph, predicate, value)
            for predicate, value in graph.predicate_objects(shape)
            if predicate not in _NOT_CONSTRAINTS
        ]

    def holds(self, data: _Data, node: Term) -> bool:
        values = data.values(node, self.paths) if self.paths else [node]
        return all(test(data, values, node) for test in self.tests)


class _Screen:
    """All shapes with targets, by what makes a node their business."""

    def __init__(self, found: Iterable[_Shape]) -> None:
        self.by_class: defaultdict[str, list[_Shape]] = defaultdict(list)
        self.by_subject: defaultdict[str, list[_Shape]] = defaultdict(list)
        self.by_object: defaultdict[str, list[_Shape]] = defaultdict(list)
        for shape in found:
            for names, index in (
                (shape.classes, self.by_class),
                (shape.subjects_of, self.by_subject),
                (shape.objects_of, self.by_object),
            ):
                for name in names:
                    index[name].append(shape)

    def passes(self, quads: Iterable[ox.Quad], *, of: AbstractSet[str] | None = None) -> bool:
        """Whether no constraint can fail."""
        data = _Data(quads)
        due = self._due_as_objects(data)
        for node in {*data.said, *due}:
            if isinstance(node, ox.Triple):
                return False
            if of is not None and node.value not in of:
                continue
            own = data.said.get(node, {})
            mine = {shape: None for name in data.classes(node) for shape in self.by_class.get(name, ())}
            mine |= {shape: None for predicate in own for shape in self.by_subject.get(predicate, ())}
            if not all(shape.holds(data, node) for shape in (*mine, *due.get(node, ()))):
                return False
        return True

    def _due_as_objects(self, data: _Data) -> dict[Term, list[_Shape]]:
        due: defaultdict[Term, list[_Shape]] = defaultdict(list)
        for predicate, found in self.by_object.items():
            for own in data.said.values():
                for node in own.get(predicate, ()):
                    due[node] += found
        return due


def _screen(graph: rdflib.Graph) -> _Screen | None:
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    try:
        if any((None, target, None) in graph for target in (SH.targetNode, SH.target, SH.deactivated, SH.severity)):
            return None
        return _Screen(
            _Shape(graph, each) for each in {shape for target in targets for shape in graph.subjects(target)}
        )
    except NotScreened:
        return None


def _paths(graph: rdflib.Graph, shape: Node) -> tuple[str, ...]:
    path = graph.value(shape, SH.path)
    if path is None or isinstance(path, URIRef):
        return () if path is None else (str(path),)
    found = graph.value(path, SH.alternativePath)
    if found is None:
        raise NotScreened(path)
    return tuple(str(each) for each in Collection(graph, found))


def _test(graph: rdflib.Graph, predicate: Node, value: Node) -> Test:  # noqa: C901, PLR0911 (a table of constraints)
    match str(predicate).removeprefix(str(SH)):
        case "property" | "node":
            inner = _Shape(graph, value)
            return lambda data, values, _: all(inner.holds(data, each) for each in values)
        case "not":
            return _none_of(graph, value)
        case "or":
            some = [_Shape(graph, each) for each in Collection(graph, value)]
            return lambda data, values, _: all(any(one.holds(data, each) for one in some) for each in values)
        case "in":
            allowed = {_ours(each) for each in Collection(graph, value)}
            return lambda _data, values, _: all(each in allowed for each in values)
        case "class":
            name = str(value)
            return lambda data, values, _: all(name in data.classes(each) for each in values)
        case "nodeKind" if value == SH.IRI:
            return lambda _data, values, _: all(isinstance(each, ox.NamedNode) for each in values)
        case "datatype":
            return _datatype(str(value))
        case "pattern":
            pattern = re.compile(str(value))
            return lambda _data, values, _: all(pattern.search(_text(each)) for each in values)
        case "hasValue":
            wanted = _ours(value)
            return lambda _data, values, _: wanted in values
        case "disjoint" | "lessThan" | "lessThanOrEquals":
            return _compared(predicate, str(value))
        case "minCount" | "maxCount" | "minLength" | "minInclusive" | "maxInclusive":
            return _bounded(predicate, Decimal(str(value)))
    raise NotScreened(predicate)


def _none_of(graph: rdflib.Graph, value: Node) -> Test:
    """For sh:not, whose inner test must be exact: only classes, and alternatives of classes, are."""
    options = graph.value(value, SH["or"])
    shapes_ = [value] if options is None else list(Collection(graph, options))
    found = [(list(graph.predicates(each)), graph.value(each, SH["class"])) for each in shapes_]
    if any(predicates != [SH["class"]] for predicates, _ in found):
        raise NotScreened(value)
    names = {str(name) for _, name in found}
    return lambda data, values, _: all(names.isdisjoint(data.classes(each)) for each in values)


def _datatype(iri: str) -> Test:
    form = _WELL_FORMED.get(iri.removeprefix(terms.XSD))
    if form is None:
        raise NotScreened(iri)
    return lambda _data, values, _: all(
        isinstance(each, ox.Literal) and each.datatype.value == iri and bool(form.fullmatch(each.value))
        for each in values
    )


def _bounded(predicate: Node, bound: Decimal) -> Test:
    match str(predicate).removeprefix(str(SH)):
        case "minCount":
            return lambda _data, values, _: len(values) >= bound
        case "maxCount":
            return lambda _data, values, _: len(values) <= bound
        case "minLength":
            return lambda _data, values, _: all(len(_text(each)) >= bound for each in values)
        case "minInclusive":
            return lambda _data, values, _: all(not each.is_nan() and each >= bound for each in map(_number, values))
        case _:
            return lambda _data, values, _: all(not each.is_nan() and each <= bound for each in map(_number, values))


def _compared(predicate: Node, other: str) -> Test:
    def holds(data: _Data, values: list[Term], node: Term) -> bool:
        others = data.said.get(node, {}).get(other, [])
        if predicate == SH.disjoint:
            return set(values).isdisjoint(others)
        return all(_is_before(one, two, or_equal=predicate == SH.lessThanOrEquals) for one in values for two in others)

    return holds


def _is_before(one: Term, two: Term, *, or_equal: bool) -> bool:
    """Whether a number or day is surely before another of its kind."""
    if not (isinstance(one, ox.Literal) and isinstance(two, ox.Literal) and one.datatype == two.datatype):
        return False
    if or_equal and one == two:
        return True
    numbers = _number(one), _number(two)
    if not any(number.is_nan() for number in numbers):
        return numbers[0] < numbers[1]
    are_days = one.datatype.value == f"{terms.XSD}date" and not _unsure(one) and not _unsure(two)
    return are_days and one.value < two.value


def _unsure(day: ox.Literal) -> bool:
    return _WELL_FORMED["date"].fullmatch(day.value) is None


def _number(term: Term) -> Decimal:
    """Its value, and for what is no number one that no bound compares with."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in {f"{terms.XSD}integer", f"{terms.XSD}decimal"}:
        return _NO_NUMBER
    try:
        return Decimal(term.value)
    except InvalidOperation:
        return _NO_NUMBER


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _ours(node: Node) -> Term:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    raise NotScreened(node)
