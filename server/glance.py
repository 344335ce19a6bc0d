"""Answers a look-up of one resource in the loop itself, from the store: what is at hand needs no worker.

Only a query of one pattern with a given subject (`server/look_ups.py`), to be answered in JSON, is answered here: its
rows are there one after the other, so the engine has nothing to plan, and after the first few the search is given up.
Everything else is left to a worker, and so is for a while a subject that was found to have much, or to take long.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from itertools import islice
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import StoreBusy
from ontology import terms

if TYPE_CHECKING:
    from kg.store import Store
    from server.look_ups import LookUp

FORM: Final = "json"
"""The name of the format."""
MOST_BYTES: Final = 8_000
"""Of an answer."""
_MOST_ROWS: Final = 200
_SLOW: Final = 0.005
"""Seconds: the first time they may be those of a machine that is busy with others, from then on CPU is measured."""
_PATIENCE: Final = 0.02
"""Seconds that a writer is waited for: most are done sooner, and a worker would need a state of the graph first."""
_HURRY: Final = 1.0
"""Seconds for which none is waited for after one that was not done."""
_REMEMBERED: Final = 1_000
"""Subjects for a worker."""
_FACTS: Final = ox.DefaultGraph()
_STRING: Final = f"{terms.XSD}string"


class Glance:
    """Looks into a store.

    Args:
        store: the newest state; nothing is read while somebody writes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hurried = 0.0
        self._for_workers: OrderedDict[str, None] = OrderedDict()
        self._slow: OrderedDict[str, None] = OrderedDict()

    def at_hand(self, asked: LookUp) -> tuple[int, bytes] | None:
        """The version of the graph and the answer to a look-up, None where it is for a worker."""
        subject = asked.subject.value
        if subject in self._for_workers:
            return None
        began = time.monotonic()
        is_suspect = subject in self._slow
        spent = time.thread_time() if is_suspect else 0.0
        try:
            with self._store.reading(seconds=_PATIENCE if began > self._hurried else 0):
                version, rows = self._store.generation, self._rows(asked)
        except StoreBusy:  # a worker waits
            self._hurried = time.monotonic() + _HURRY
            return None
        except (ValueError, OSError):  # a worker writes what is rare, or says what is wrong
            return None
        if rows is None or (is_suspect and time.thread_time() - spent > _SLOW):
            _remember(self._for_workers, subject)
        elif time.monotonic() - began > _SLOW:
            _remember(self._slow, subject)
        return None if rows is None else (version, _written(asked.shown, rows))

    def _rows(self, asked: LookUp) -> list[str] | None:
        """Each as JSON; None where they are many or long."""
        quads = self._store.quads(asked.subject, asked.predicate, graph=_FACTS)
        rows, left = [], MOST_BYTES
        most = min(asked.limit, _MOST_ROWS + 1)
        bound = [name for name in asked.shown if name in (asked.value, asked.property)]
        for quad in islice(quads, most):
            row = ",".join([_cell(asked, name, quad) for name in bound])
            left -= len(row)
            if left < 0:
                return None
            rows.append(row)
        return rows if len(rows) <= _MOST_ROWS else None


def _remember(subjects: OrderedDict[str, None], subject: str) -> None:
    """Until others have taken its place."""
    subjects[subject] = None
    if len(subjects) > _REMEMBERED:
        subjects.popitem(last=False)


def _written(shown: tuple[str, ...], rows: list[str]) -> bytes:
    """SPARQL 1.1 Query Results JSON, as the engine writes it."""
    head, bindings = ",".join(f'"{name}"' for name in shown), ",".join(f"{{{row}}}" for row in rows)
    return f'{{"head":{{"vars":[{head}]}},"results":{{"bindings":[{bindings}]}}}}'.encode()


def _cell(asked: LookUp, name: str, quad: ox.Quad) -> str:
    """What a row has in this column."""
    if name == asked.value:
        return f'"{name}":{_term(quad.object)}'
    return f'"{name}":{{"type":"uri","value":{encode_basestring(quad.predicate.value)}}}'


def _term(term: object) -> str:
    """The term as SPARQL JSON has it.

    Raises:
        ValueError: it is of a kind that SPARQL 1.1 does not know.
    """
    if isinstance(term, ox.Literal):
        return f'{{"type":"literal","value":{encode_basestring(term.value)}{_kind(term)}}}'
    if isinstance(term, ox.NamedNode):
        return f'{{"type":"uri","value":{encode_basestring(term.value)}}}'
    if isinstance(term, ox.BlankNode):
        return f'{{"type":"bnode","value":"{term.value}"}}'
    raise ValueError(term)


def _kind(literal: ox.Literal) -> str:
    """The members that tell the language or the datatype of a literal."""
    if literal.direction is not None:
        raise ValueError(literal)
    if literal.language is not None:
        return f',"xml:lang":"{literal.language}"'
    datatype = literal.datatype.value
    return "" if datatype == _STRING else f',"datatype":{encode_basestring(datatype)}'
