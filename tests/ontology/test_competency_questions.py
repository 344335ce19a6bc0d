"""Each named question gives its answer on a small dataset."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, Variable

import ontology
from ontology import terms

QUESTIONS = {path.stem: path for path in (Path(ontology.__file__).parent / "questions").glob("*.rq")}
BASE = "https://w3id.org/newsgraph/"
ACME = "id/organization/acme"

ASKED: dict[str, tuple[dict[str, str], list[tuple[str, ...]]]] = {
    "partners": (
        {"party": ACME},
        [
            ("id/organization/globex", "Globex", "id/event/partnership--acme--globex", "active", "2023-02", "1"),
            ("id/organization/initech", "Initech", "id/event/partnership--acme--initech", "denied", "", "2"),
        ],
    ),
    "controversies": (
        {"party": ACME},
        [
            ("id/event/controversy--acme-china", "Boycott of Acme China", role, member, "ended", "2019")
            for role, member in (("accused", "id/organization/acme-china"), ("affected", ACME))
        ],
    ),
    "roles": ({"organization": ACME}, [("id/person/jane-doe", "Jane Doe", "chair", "former")]),
    "sentences": (
        {"fact": "id/event/partnership--acme--globex"},
        [
            ("Acme joins Globex.", "article/a1", "0", "2023-03-01"),
            ("They began in May.", "article/a1", "20", "2023-03-01"),
        ],
    ),
    "unconfirmed": (
        {},
        [("id/event/partnership--acme--initech", "Partnership of Acme and Initech", "denied", "2")],
    ),
    "timeline": (
        {"party": ACME},
        [
            ("2019", "id/event/controversy--acme-china", "Boycott of Acme China", "ended"),
            ("2023-02-20", "id/event/partnership--acme--globex", "Partnership of Acme and Globex", "active"),
        ],
    ),
}


@pytest.fixture(scope="module")
def store() -> Store:
    newsroom = Store()
    newsroom.load(path=Path(__file__).with_name("newsroom.trig"), format=RdfFormat.TRIG)
    return newsroom


def test_every_question_is_asked_here() -> None:
    assert set(QUESTIONS) == set(ASKED)
    assert len(QUESTIONS) == 6


@pytest.mark.parametrize("name", ASKED)
def test_a_question_gives_its_answer(store: Store, name: str) -> None:
    values, expected = ASKED[name]
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(key): NamedNode(BASE + value) for key, value in values.items()
    }
    answer = store.query(QUESTIONS[name].read_text(encoding="utf-8"), substitutions=substitutions)

    assert isinstance(answer, QuerySolutions)
    assert [tuple(shown(value) for value in row) for row in answer] == [(*values.values(), *row) for row in expected]


@pytest.mark.parametrize("name", ASKED)
def test_a_question_names_its_parameters(name: str) -> None:
    text = QUESTIONS[name].read_text(encoding="utf-8")

    assert re.match(r"# title: [A-Z].+\?\n", text)
    assert re.findall(r"^# param: (\w+), .+$", text, re.MULTILINE) == list(ASKED[name][0])
    assert set(re.findall(r"\$(\w+)", text)) == set(ASKED[name][0])


def shown(value: object) -> str:
    match value:
        case NamedNode():
            return value.value.removeprefix(terms.NG).removeprefix(BASE)
        case Literal():
            return value.value
        case _:
            return ""
