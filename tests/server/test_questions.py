"""The named questions over HTTP: the list, the pages, the data, and what is wrong with a value."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.ask import questions
from kg.settings import Settings
from kg.store import Store
from server.app import create_app
from server.engine import Engine
from server.limits import Limits
from server.questions import FORMAT
from tests.conftest import ROOT
from tests.server.markup import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from kg.ask import Question

FOLDER = ROOT / "ontology" / "questions"
HTML = {"Accept": "text/html"}
PARTNERS = "/questions/partners?party=Microsoft"


@pytest.fixture(scope="module")
def asked(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The application on the bundled articles."""
    folder = shutil.copytree(examples_store, tmp_path_factory.mktemp("questions") / "store")
    with Store(folder) as store, Engine(store, Limits()) as engine:
        yield create_app(engine, Settings()).test_client()


def test_the_list_is_there_as_json_and_as_a_page_whose_links_answer(asked: FlaskClient) -> None:
    listed = asked.get("/questions")
    page = asked.get("/questions", headers=HTML)
    paths = [f"/questions/{each.name}" for each in questions()]

    assert listed.json == {"questions": [each.described() for each in questions()]}
    assert "Accept" in listed.vary
    assert "Accept" in page.vary
    assert [link for link in read(page.text).links if link.startswith("/questions/")] == paths
    assert [asked.get(path, headers=HTML).status_code for path in paths] == [200] * 26
    assert asked.get("/questions?format=html").mimetype == "text/html"
    assert "/questions" in read(asked.get("/", headers=HTML).text).links


def test_the_list_is_there_as_linked_data(asked: FlaskClient) -> None:
    by_accept = asked.get("/questions", headers={"Accept": "text/turtle"})

    assert by_accept.mimetype == "text/turtle"
    assert by_accept.data == asked.get("/questions.ttl").data == asked.get("/questions?format=ttl").data
    assert by_accept.text == (ROOT / "ontology" / "questions.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("each", questions(), ids=lambda each: each.name)
def test_a_question_answers_as_its_csv(asked: FlaskClient, each: Question) -> None:
    answer = asked.get(f"/questions/{each.name}", query_string={**each.example, FORMAT: "csv"})

    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    assert answer.text.replace("\r\n", "\n") == (FOLDER / f"{each.name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/html,*/*;q=0.8", "text/html"),
    ],
)
def test_the_accept_header_chooses_the_form_of_an_answer(asked: FlaskClient, accept: str, media_type: str) -> None:
    answer = asked.get(PARTNERS, headers={"Accept": accept})

    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.vary
    assert "OpenAI" in answer.text


def test_a_page_shows_the_form_with_its_values_and_the_answer_with_links(asked: FlaskClient) -> None:
    empty, full = asked.get("/questions/partners", headers=HTML), asked.get(PARTNERS, headers=HTML)

    assert empty.status_code == 200
    assert "<table>" not in empty.text
    assert 'name="party" type="text" value="Microsoft"' in full.text
    links = read(full.text).links
    assert "/id/organization/openai" in links
    assert "/questions/partners?format=csv&party=Microsoft" in links


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/questions/friends", 404, "There is no question 'friends'. There are: partners,"),
        ("/questions/partners", 400, "The question partners needs party"),
        ("/questions/partners?who=Apple", 400, "has no parameter 'who'"),
        ("/questions/partners?party=Apple&party=Sony", 400, "The parameter 'party' is given 2 times; give it once"),
        ("/questions/partners?party=Sony", 404, "'Sony' names several things"),
        ("/questions/roles-on?organization=NBA&on=May", 400, "on='May' is not a day"),
        ("/questions/partners?party=Apple&format=pdf", 400, "There is no format 'pdf'."),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(asked: FlaskClient, path: str, status: int, message: str) -> None:
    answer = asked.get(path)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert message in answer.get_json()["detail"]


def test_a_page_tells_what_is_wrong_beside_the_form_and_shows_hostile_values_as_text(asked: FlaskClient) -> None:
    answer = asked.get("/questions/partners", query_string={"party": '"><script>x</script>'}, headers=HTML)

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "The store has no" in answer.text
    assert "<script>x" not in answer.text
    assert 'name="party"' in answer.text
