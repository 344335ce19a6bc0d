"""The named questions answer on the bundled articles exactly as their CSV says, and say what is wrong with a value.

`pytest tests/test_ask.py --update-golden` writes the answers anew.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.ask import KINDS, Parameter, Question, ask, parsed, question, questions
from kg.errors import NotFound, UsageError
from kg.facts import merge, retract
from kg.settings import Settings
from kg.store import Store
from tests import newsroom
from tests.conftest import ROOT
from tests.newsroom import HARBOUR, NORTHWIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.conftest import Command

BASE = Settings().base
FOLDER = ROOT / "ontology" / "questions"
NAMES = [each.name for each in questions()]


@pytest.fixture(scope="module")
def store(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Opened once for all questions; the commands of other tests need the original for themselves."""
    with Store(shutil.copytree(examples_store, tmp_path_factory.mktemp("asked") / "store")) as opened:
        yield opened


def answered(store: Store, name: str, values: Mapping[str, str]) -> str:
    """The answer as CSV with plain line ends."""
    written = ask(store, question(name), values, base=BASE).serialize(format=ox.QueryResultsFormat.CSV)
    return (written or b"").decode().replace("\r\n", "\n")


def refusal(store: Store, name: str, values: Mapping[str, str]) -> str:
    with pytest.raises((UsageError, NotFound)) as caught:
        ask(store, question(name), values, base=BASE)
    return f"{type(caught.value).__name__}: {caught.value}"


# --- every question --------------------------------------------------------------------------------------


def test_the_questions_answer_all_24_competency_questions() -> None:
    assert len(NAMES) == len(set(NAMES)) == 26
    assert {each.answers for each in questions()} == set(range(1, 25))
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{end}" for name in NAMES for end in ("rq", "csv")}


@pytest.mark.parametrize("name", NAMES)
def test_a_question_answers_on_the_examples_as_its_csv(store: Store, name: str, request: pytest.FixtureRequest) -> None:
    expected = FOLDER / f"{name}.csv"
    found = answered(store, name, question(name).example)

    if request.config.getoption("--update-golden"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert len(found.splitlines()) > 1, "an answer with rows"


def test_every_parameter_is_typed_explained_and_has_a_value_for_the_examples() -> None:
    parameters = [(each, parameter) for each in questions() for parameter in each.parameters]

    assert len(parameters) == 24
    for each, parameter in parameters:
        assert parameter.kind in KINDS
        assert len(parameter.meaning) > 5
        assert parameter.name in each.example


# --- values ----------------------------------------------------------------------------------------------


def test_a_label_an_alias_a_key_and_an_iri_mean_the_same(store: Store) -> None:
    named = answered(store, "roles", {"organization": "NBA"})

    assert named == answered(store, "roles", {"organization": "national basketball association"})
    assert named == answered(store, "roles", {"organization": "id/organization/national-basketball-association"})
    assert named == answered(store, "roles", {"organization": f"{BASE}id/organization/national-basketball-association"})
    assert "Adam Silver,commissioner" in named


def test_a_default_stands_for_a_value_that_is_not_given(store: Store) -> None:
    event = {"event": "Partnership of Apple and Hyundai Motor and Kia"}

    assert answered(store, "standing", event) == answered(store, "standing", event | {"on": "9999-12-31"})
    assert len(answered(store, "standing", event | {"on": "2021-02-07"}).splitlines()) == 1


def test_a_month_in_which_a_partnership_began_counts_from_its_first_to_its_last_day(store: Store) -> None:
    found = answered(store, "new-partnerships", {"from": "2019-06-01", "to": "2019-06-30"})

    assert "Partnership of Microsoft and OpenAI,2019," in found  # all that is known of it is the year


def test_an_ambiguous_label_is_refused_with_the_candidates(store: Store) -> None:
    assert refusal(store, "partners", {"party": "Sony"}) == (
        "NotFound: 'Sony' names several things; give the IRI of one of them:\n"
        f"  {BASE}id/organization/sony  Sony\n"
        f"  {BASE}id/organization/sony-group  Sony Group"
    )


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("partners", {}, "The question partners needs party (an organization, person, place or product)"),
        ("partners", {"party": " "}, "give it as party=LABEL"),
        ("partners", {"party": "Apple", "on": "2023"}, "has no parameter 'on': it takes party=LABEL"),
        ("unlinked", {"party": "Apple"}, "has no parameter 'party': it takes none"),
        ("partners", {"party": "Nobody Knows Ltd"}, "NotFound: The store has no 'Nobody Knows Ltd'."),
        ("roles-on", {"organization": "NBA", "on": "2023"}, "on='2023' is not a day, such as 2023-02-28 (the day)"),
        ("roles-on", {"organization": "NBA", "on": "2023-02-29"}, "on='2023-02-29' is not a day"),
        ("roles-on", {"organization": "NBA", "on": "20230228"}, "on='20230228' is not a day"),
        ("withdrawal", {"article": "article/a b"}, "NotFound: No article 'article/a b' in the store"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(store: Store, name: str, values: dict[str, str], message: str) -> None:
    assert message in refusal(store, name, values)


def test_a_value_is_never_read_as_sparql(store: Store) -> None:
    assert "No article" in refusal(store, "withdrawal", {"article": "x> ?p ?o } #"})
    assert "The store has no" in refusal(store, "partners", {"party": '"} DROP ALL {"'})


def test_what_goes_with_an_article_is_told_before_it_is_taken_back_and_after(tmp_path: Path) -> None:
    settings, url, key = Settings(), "https://news.example/card", f"article/{newsroom.article_id('card')}"
    with Store(tmp_path / "store") as store:
        newsroom.fill(store, settings)
        merge(store, NORTHWIND.key, HARBOUR.key, by="Ada", reason="one group", settings=settings)
        before = answered(store, "withdrawal", {"article": url})
        retract(store, url, settings=settings, reason="made up", by="Ada")

        assert answered(store, "withdrawal", {"article": url}) == before
        assert answered(store, "withdrawal", {"article": key}) == before
    assert {tuple(line.replace(BASE, "").split(",")[1:]) for line in before.splitlines()[1:]} == {
        ("id/organization/northwind", "true", "2"),
        ("id/person/rosa-lind", "false", "0"),
        ("id/place/zürich", "false", "0"),
        ("id/product/harbour-pay", "false", "0"),
        ("id/role/rosa-lind--northwind--chief-executive", "false", "0"),
    }


def test_a_whole_number_and_a_text_keep_their_kind(store: Store) -> None:
    parameters = (Parameter("count", "integer", "a number", None), Parameter("word", "string", "a text", "no"))
    asked = Question("typed", "Typed?", 1, parameters, {}, "SELECT $count $word WHERE { VALUES ?one { 1 } }")

    (row,) = ask(store, asked, {"count": "-007"}, base=BASE)
    assert (row["count"], row["word"]) == (ox.Literal(-7), ox.Literal("no"))
    with pytest.raises(UsageError, match=r"count='1\.5' is not a whole number, such as 3 \(a number\)"):
        ask(store, asked, {"count": "1.5"}, base=BASE)


def test_an_unknown_question_is_refused_with_the_list() -> None:
    with pytest.raises(NotFound) as caught:
        question("friends")
    assert str(caught.value) == f"There is no question 'friends'. There are: {', '.join(NAMES)}"


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (("Microsoft",), "'Microsoft' is no parameter: write it as NAME=VALUE, such as party=Microsoft"),
        (("=x",), "'=x' is no parameter: write it as NAME=VALUE, such as party=Microsoft"),
        (("a=1", "a=2"), "The parameter 'a' is given twice: '1' and '2'; give it once"),
    ],
)
def test_what_is_no_pair_is_refused(pairs: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(pairs)
    assert str(caught.value) == message


def test_a_value_may_have_an_equals_sign() -> None:
    assert parsed(("a=b=c", "d=")) == {"a": "b=c", "d": ""}


# --- the command -----------------------------------------------------------------------------------------


def test_the_command_lists_the_questions(kg: Command) -> None:
    listed = kg("ask").stdout

    assert [line for line in listed.splitlines() if not line.startswith(" ")] == NAMES
    assert (
        "partners\n  Who are the partners of somebody, in which role, and where do the partnerships stand?\n" in listed
    )
    assert "    party=LABEL  an organization, person, place or product\n" in listed
    assert "    on=DATE  the day (unless given: 9999-12-31)\n" in listed


def test_the_command_lists_the_questions_as_json(kg: Command) -> None:
    listed = json.loads(kg("ask", "--json").stdout)

    assert [each["name"] for each in listed] == NAMES
    assert {each["name"]: each["parameters"] for each in listed}["withdrawal"] == [
        {"name": "article", "kind": "article", "meaning": "an article, by its IRI or URL", "default": None}
    ]


def test_the_command_answers_as_a_table_csv_or_json(kg: Command, examples_store: Path) -> None:
    asked = ("ask", "connectors", "first=Microsoft", "second=OpenAI", "--store", examples_store)
    expected = (FOLDER / "connectors.csv").read_text(encoding="utf-8")

    assert kg(*asked, "--format", "csv").stdout.replace("\r\n", "\n") == expected
    rows = json.loads(kg(*asked, "--json").stdout)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == ["Satya Nadella"] * (len(expected.splitlines()) - 1)
    assert "Satya Nadella" in kg(*asked).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("friends",), 1, "Error: There is no question 'friends'. There are: "),
        (("partners",), 2, "Error: The question partners needs party"),
        (("partners", "Microsoft"), 2, "Error: 'Microsoft' is no parameter"),
        (("partners", "party=Sony"), 1, "id/organization/sony-group  Sony Group"),
        (("partners", "party=Apple", "--format", "ttl"), 2, "no format 'ttl'"),
    ],
)
def test_the_command_says_what_is_wrong(
    kg: Command, examples_store: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    assert message in kg("ask", *arguments, "--store", examples_store, code=code).stderr
