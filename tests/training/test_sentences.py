"""Sentences of our own become records in the manner of CORE and KnowledgeNet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from training.labels import COMPANIES, KNOWLEDGENET
from training.sentences import BadSentence, companies, facts

if TYPE_CHECKING:
    from pathlib import Path

NAMED = "[Ana Reis|p1] heads [Lume|o1], which [she|p1] founded in [2009|t1]."


def test_a_line_gives_two_companies_and_their_relation(tmp_path: Path) -> None:
    path = tmp_path / "companies.txt"
    path.write_text("// a comment\nbrand_of | [Halden|o] sells soap as [Kestrel|s].\n", encoding="utf-8")

    assert companies(path) == [
        {
            "id": "own-companies-2",
            "text": "Halden sells soap as Kestrel.",
            "mentions": [
                {"id": 0, "start": 0, "end": 6, "text": "Halden", "type": "ORG"},
                {"id": 1, "start": 21, "end": 28, "text": "Kestrel", "type": "ORG"},
            ],
            "relations": [{"type": "brand_of", "subj": 1, "obj": 0}],
        }
    ]


def test_a_fact_holds_between_all_mentions_of_its_sides(tmp_path: Path) -> None:
    (tmp_path / "leaders.txt").write_text(f"{NAMED}\n> CEO o1 p1\n> DATE_FOUNDED o1 t1\n\nNobody was there.\n")

    first, second = facts(tmp_path)

    assert first["text"] == "Ana Reis heads Lume, which she founded in 2009."
    assert [(r["type"], r["subj"], r["obj"]) for r in first["relations"]] == [
        ("CEO", 1, 0),
        ("CEO", 1, 2),
        ("DATE_FOUNDED", 1, 3),
    ]
    assert (second["text"], second["relations"]) == ("Nobody was there.", [])
    assert first["passages"] == [{"id": "own-leaders-1", "start": 0, "end": 47, "properties": list(KNOWLEDGENET)}]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAMED}\n> HEAD o1 p1\n",
        f"{NAMED}\n> CEO o1 p2\n",
        f"{NAMED}\n> CEO o1\n",
        "> CEO o1 p1\n",
        "[Somebody|z1] was there.\n",
    ],
)
def test_broken_facts_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "leaders.txt").write_text(text)

    with pytest.raises(BadSentence, match="leaders"):
        facts(tmp_path)


@pytest.mark.parametrize(
    "line", ["partner_of | [A|s] and [B|o].", "brand_of | [A|s] alone.", "brand_of [A|s] of [B|o]."]
)
def test_broken_lines_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "companies.txt"
    path.write_text(f"{line}\n")

    with pytest.raises(BadSentence, match="own-companies-1"):
        companies(path)


def test_the_sentences_are_whole_and_of_each_relation_but_the_surest() -> None:
    told = companies()
    assert len(told) > 200
    assert {row["relations"][0]["type"] for row in told} == set(COMPANIES) - {"traded_on"}
    stated = facts()
    assert {fact["type"] for row in stated for fact in row["relations"]} == set(KNOWLEDGENET)
    for row in [*told, *stated]:
        assert all(row["text"][m["start"] : m["end"]] == m["text"] for m in row["mentions"])
        assert "[" not in row["text"]
