"""The named competency questions: SPARQL with typed parameters, from the files in ontology/questions."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

import ontology
from kg.errors import NotFound, UsageError
from kg.facts import find_known_article
from kg.map import article_iri
from kg.settings import Settings
from kg.why import find
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store import Store

KINDS = ("label", "article", "date", "integer", "string")
"""What a parameter can be. A label or an article may also be given as an IRI, which may be relative to the base."""

_HEAD = re.compile(r"# (title|answers|param|ask): (.+)")
_PARAMETER = re.compile(r"(\w+) (\w+) — (.+?)(?: \[default (.+)\])?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question must be told.

    Attributes:
        name: as in `name=value`, and in the SPARQL as `$name`.
        kind: one of `KINDS`.
        meaning: for people.
        default: what it is when nothing is given; None where it must be given.
    """

    name: str
    kind: str
    meaning: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked by its name.

    Attributes:
        name: the name of its file.
        title: the question in plain English.
        answers: its number in the list of competency questions.
        parameters: what it must be told, in order.
        example: values to ask it with on the bundled articles.
        sparql: the whole file.
    """

    name: str
    title: str
    answers: int
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    sparql: str

    def described(self) -> dict[str, object]:
        """The name, the title and the parameters as plain data."""
        parameters = [asdict(each) for each in self.parameters]
        return {"name": self.name, "title": self.title, "parameters": parameters}


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the list of competency questions."""
    read = (_read(name, text) for name, text in ontology.questions().items())
    return tuple(sorted(read, key=lambda each: (each.answers, each.name)))


def question(name: str) -> Question:
    """The question of that name.

    Raises:
        NotFound: there is none; the message lists those there are.
    """
    for each in questions():
        if each.name == name:
            return each
    raise NotFound(f"There is no question {name!r}. There are: {', '.join(each.name for each in questions())}")


def ask(store: Store, asked: Question, values: Mapping[str, str], *, base: str) -> ox.QuerySolutions:
    """The answer, computed as it is read; its first columns are the parameters.

    Args:
        store: the graph.
        asked: the question.
        values: the parameters by name, as text.
        base: what relative IRIs are relative to.

    Raises:
        UsageError: a parameter is missing, unknown or not of its type.
        NotFound: nothing, or more than one thing, has a name that was given, or there never was such an article.
    """
    given = _complete(asked, values)
    bound = {ox.Variable(each.name): _term(store, each, given[each.name], base=base) for each in asked.parameters}
    answer = store.query(asked.sparql, substitutions=bound)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(asked.name)
    return answer


def parsed(pairs: tuple[str, ...]) -> dict[str, str]:
    """The values of `name=value` pairs.

    Raises:
        UsageError: one is no such pair, or a name comes twice.
    """
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise UsageError(f"{pair!r} is no parameter: write it as NAME=VALUE, such as party=Microsoft")
        if name in values:
            raise UsageError(f"The parameter {name!r} is given twice: {values[name]!r} and {value!r}; give it once")
        values[name] = value
    return values


def _read(name: str, text: str) -> Question:
    head = [match.groups() for line in text.splitlines() if (match := _HEAD.fullmatch(line))]
    one = {key: value for key, value in head if key in ("title", "answers")}
    return Question(
        name=name,
        title=one["title"],
        answers=int(one["answers"]),
        parameters=tuple(_parameter(name, value) for key, value in head if key == "param"),
        example=parsed(tuple(value for key, value in head if key == "ask")),
        sparql=text,
    )


def _parameter(question_name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found[2] not in KINDS:
        raise ValueError(f"{question_name}.rq: {line!r} is no parameter: NAME {'|'.join(KINDS)} — MEANING [default …]")
    return Parameter(found[1], found[2], found[3], found[4])


def _complete(asked: Question, values: Mapping[str, str]) -> dict[str, str]:
    """The values with the defaults, all there and none too many."""
    named = {each.name: each for each in asked.parameters}
    for name in values:
        if name not in named:
            raise UsageError(f"The question {asked.name} has no parameter {name!r}: it takes {_usage(asked)}")
    given = {name: each.default for name, each in named.items() if each.default is not None} | dict(values)
    for name, each in named.items():
        if not given.get(name, "").strip():
            raise UsageError(f"The question {asked.name} needs {name} ({each.meaning}): give it as {_usage(asked)}")
    return given


def _usage(asked: Question) -> str:
    shown = (f"{each.name}={each.kind.upper()}" for each in asked.parameters)
    return " ".join(shown) or "none"


def _term(store: Store, parameter: Parameter, value: str, *, base: str) -> ox.NamedNode | ox.Literal:
    match parameter.kind:
        case "label":
            return ox.NamedNode(find(store, value, base=base))
        case "article":
            return article_iri(find_known_article(store, value, settings=Settings(base=base)), base=base)
        case "date":
            return ox.Literal(_date(parameter, value), datatype=ox.NamedNode(f"{terms.XSD}date"))
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", value):
                raise _wrong(parameter, value, "a whole number, such as 3")
            return ox.Literal(int(value))
        case _:
            return ox.Literal(value)


def _date(parameter: Parameter, value: str) -> str:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # a day that no calendar has is answered as any other wrong one
    raise _wrong(parameter, value, "a day, such as 2023-02-28")


def _wrong(parameter: Parameter, value: str, wanted: str) -> UsageError:
    return UsageError(f"{parameter.name}={value!r} is not {wanted} ({parameter.meaning})")
