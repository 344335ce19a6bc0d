"""What the bundled articles do not show of the named questions is shown on a small dataset; all state how to ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, Variable
from rdflib.plugins.sparql import prepareQuery

import ontology
from ontology import terms

QUESTIONS = ontology.questions()
BASE = "https://w3id.org/newsgraph/"
ACME = "id/organization/acme"
GLOBEX = "id/organization/globex"
JOINED = "id/event/partnership--acme--globex"
BOYCOTT = "id/event/controversy--acme-china"
LAWSUIT = "id/event/controversy--globex--acme-china"
MAY = "They began in May."
LEFT = "Jane Doe, the former chair, ..."

ASKED: dict[str, tuple[str, dict[str, str], list[tuple[str, ...]]]] = {
    "partners, one of them denied": (
        "partners",
        {"party": ACME},
        [
            (GLOBEX, "Globex", "partner", JOINED, "active", "2023-02", "1"),
            ("id/organization/initech", "Initech", "partner", "id/event/partnership--acme--initech", "denied", "", "2"),
        ],
    ),
    "controversies of a unit and of a partner": (
        "controversies",
        {"party": ACME},
        [
            (BOYCOTT, "Boycott of Acme China", *how, "ended", "2019")
            for how in (("accused", "id/organization/acme-china", "part"), ("affected", ACME, "itself"))
        ]
        + [
            (LAWSUIT, "Legal dispute: Acme China against Globex", *how, "active", "2019-05")
            for how in (("accused", GLOBEX, "partner"), ("accuser", "id/organization/acme-china", "part"))
        ],
    ),
    "a unit of a partner": (
        "partners-through",
        {"party": GLOBEX},
        [(ACME, "partOf", "id/organization/acme-china", "Acme China", JOINED, "active")],
    ),
    "a partner of the whole": (
        "partners-through",
        {"party": "id/organization/acme-china"},
        [
            (ACME, "partOf", GLOBEX, "Globex", JOINED, "active"),
            (ACME, "partOf", "id/organization/initech", "Initech", "id/event/partnership--acme--initech", "denied"),
        ],
    ),
    "a trigger": (
        "origins",
        {"party": GLOBEX},
        [
            (LAWSUIT, "id/organization/acme-china", GLOBEX, BOYCOTT, "2019-05", "2023-06-01", "article/a2", LEFT),
        ],
    ),
    "a partnership after a lawsuit of a unit against the partner": (
        "reconciliations",
        {"party": ACME},
        [(JOINED, began, GLOBEX, LAWSUIT, "2019-05", GLOBEX) for began in ("2023-02", "2023-02-20")],
    ),
    "no partnership before a lawsuit": ("reconciliations", {"party": "id/organization/initech"}, []),
    "a partnership that was suspended and goes on": (
        "interruptions",
        {},
        [
            (
                JOINED,
                "Partnership of Acme and Globex",
                "suspended",
                "",
                "2023-03-01",
                "active",
                "true",
                "article/a1",
                MAY,
            ),
        ],
    ),
    "what changed and what went, and why": (
        "changes",
        {"since": "2023-06-01", "until": "2023-06-30"},
        [
            (
                *("2023-06-01T12:00:00Z", "changed", JOINED, "Partnership of Acme and Globex"),
                *("status", "announced", "active", "article/a2", ""),
            ),
            (
                *("2023-06-02T12:00:00Z", "gone", "id/event/partnership--acme--hooli", "Partnership of Acme and Hooli"),
                *("", "", "", "article/a9", "The paper withdrew it."),
            ),
        ],
    ),
    "what changed on one day": (
        "changes",
        {"since": "2023-06-02", "until": "2023-06-02"},
        [
            (
                *("2023-06-02T12:00:00Z", "gone", "id/event/partnership--acme--hooli", "Partnership of Acme and Hooli"),
                *("", "", "", "article/a9", "The paper withdrew it."),
            ),
        ],
    ),
    "a former chair": ("roles", {"organization": ACME}, [("id/person/jane-doe", "Jane Doe", "chair", "former")]),
    "a chair before it was told that she left": (
        "roles-on",
        {"organization": ACME, "on": "2023-05-31"},
        [("id/person/jane-doe", "Jane Doe", "chair", "current", "2023-03-01", "article/a1")],
    ),
    "a chair after it was told that she left": (
        "roles-on",
        {"organization": ACME, "on": "2023-06-01"},
        [("id/person/jane-doe", "Jane Doe", "chair", "former", "2023-06-01", "article/a2")],
    ),
    "a chair before anything was told": ("roles-on", {"organization": ACME, "on": "2023-02-28"}, []),
    "sentences of two claims, each once": (
        "sentences",
        {"fact": JOINED},
        [
            ("Acme joins Globex.", "article/a1", "0", "2023-03-01"),
            (MAY, "article/a1", "20", "2023-03-01"),
        ],
    ),
    "a denied event": (
        "unconfirmed",
        {},
        [("id/event/partnership--acme--initech", "Partnership of Acme and Initech", "denied", "2")],
    ),
    "dates of different precision in order": (
        "timeline",
        {"party": ACME},
        [
            ("2019", BOYCOTT, "Boycott of Acme China", "ended"),
            ("2023-02-20", JOINED, "Partnership of Acme and Globex", "active"),
        ],
    ),
    "an event that only the chair of a party's parent tells of": (
        "weak-support",
        {},
        [
            (BOYCOTT, "Boycott of Acme China", "ended", "one source"),
            (JOINED, "Partnership of Acme and Globex", "active", "one source"),
            (LAWSUIT, "Legal dispute: Acme China against Globex", "active", "own word"),
        ],
    ),
}


@pytest.fixture(scope="module")
def store() -> Store:
    newsroom = Store()
    newsroom.load(path=Path(__file__).with_name("newsroom.trig"), format=RdfFormat.TRIG)
    return newsroom


@pytest.mark.parametrize("case", ASKED)
def test_a_question_gives_its_answer(store: Store, case: str) -> None:
    name, values, expected = ASKED[case]
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(key): NamedNode(BASE + value) if value.startswith("id/") else Literal(value)
        for key, value in values.items()
    }
    answer = store.query(QUESTIONS[name], substitutions=substitutions)

    assert isinstance(answer, QuerySolutions)
    assert [tuple(shown(value) for value in row) for row in answer] == [(*values.values(), *row) for row in expected]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_names_its_parameters_and_how_to_ask_it_on_the_examples(name: str) -> None:
    text = QUESTIONS[name]
    named = re.findall(r"^# param: (\w+) (?:iri|label|date|integer|string|article) — .+$", text, re.MULTILINE)

    assert re.match(r"# title: [A-Z].+[?.]\n# answers: \d+\n", text)
    assert set(re.findall(r"\$(\w+)", text)) == set(named)
    assert re.findall(r"^# ask: (\w+)=.+$", text, re.MULTILINE) == named
    assert "format" not in named


@pytest.mark.parametrize("name", QUESTIONS)
def test_another_engine_can_read_a_question(name: str) -> None:
    assert prepareQuery(QUESTIONS[name]).algebra.name == "SelectQuery"


def shown(value: object) -> str:
    match value:
        case NamedNode():
            return value.value.removeprefix(terms.NG).removeprefix(BASE)
        case Literal():
            return value.value
        case _:
            return ""


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_declares_each_prefix_once_and_uses_it(name: str) -> None:
    plain = re.sub(r"^#.*$", "", QUESTIONS[name], flags=re.MULTILINE)
    declared = re.findall(r"^PREFIX (\w+):", plain, re.MULTILINE)
    asked = re.sub(r"^PREFIX.*$", "", plain, flags=re.MULTILINE)

    assert len(set(declared)) == len(declared)
    assert [each for each in declared if not re.search(rf"\b{each}:\w", asked)] == []
