"""`benchmarks.quality.predict`: for each task the form that its scorer reads, and a plain word on a bad line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.quality.predict import main
from kg.evaluate.lines import BadLine, Line, read_lines, write_lines
from kg.evaluate.predict import TASKS, predict
from kg.extract import Extractor
from kg.extract.relations.calibration import FAIR, SURE
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

EXTRACTOR = Extractor()
TAKEOVER = "Nike acquired RTFKT in December 2021."
FOUNDED = "Acme Corp. was founded by Jane Doe. Acme Corp. is based in Paris."
DEAL = (
    "Microsoft Corp. and Honda Motor Co. said on Tuesday that they had signed a partnership. "
    "The Federal Trade Commission had sued Honda Motor Co. over another broken promise in May 2022."
)


def spans(text: str, *names: str) -> list[dict[str, int]]:
    return [{"start": text.index(name), "end": text.index(name) + len(name)} for name in names]


def rows(task: str, *given: Mapping[str, Any]) -> list[dict[str, Any]]:
    lines = [Line(f"in.jsonl:{n}", str(each["id"]), str(each["text"]), each) for n, each in enumerate(given, 1)]
    return list(predict(task, lines, EXTRACTOR))


def write(path: Path, *lines: str | bytes) -> Path:
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    return path


def test_every_task_of_the_contract_is_there() -> None:
    assert TASKS == ("core", "knowledgenet", "redocred", "mentions", "linking", "events")


def test_core_names_the_relation_between_two_given_spans_with_its_direction() -> None:
    there = {"id": "a", "text": TAKEOVER, "mentions": spans(TAKEOVER, "Nike", "RTFKT")}
    back = {"id": "b", "text": TAKEOVER, "mentions": spans(TAKEOVER, "RTFKT", "Nike")}
    text = "Nike opened a shop in Oslo on the day that RTFKT sold its last picture."
    none = {"id": "c", "text": text, "mentions": spans(text, "Nike", "RTFKT")}

    assert rows("core", there, back, none) == [
        {"id": "a", "type": "acquired_by", "subj": 1},
        {"id": "b", "type": "acquired_by", "subj": 0},
        {"id": "c", "type": "undefined", "subj": 0},
    ]


def test_core_takes_nothing_from_what_a_sentence_denies() -> None:
    text = "Nike did not acquire RTFKT."

    found = rows("core", {"id": "a", "text": text, "mentions": spans(text, "Nike", "RTFKT")})

    assert found == [{"id": "a", "type": "undefined", "subj": 0}]


def test_knowledgenet_gives_relations_whose_spans_share_a_passage() -> None:
    passages = [{"start": 0, "end": 35}, {"start": 36, "end": len(FOUNDED)}]
    names = spans(FOUNDED, "Jane Doe", "Paris")

    (row,) = rows("knowledgenet", {"id": "a", "text": FOUNDED, "passages": passages})
    (none,) = rows("knowledgenet", {"id": "a", "text": FOUNDED, "passages": []})

    found = [(r["type"], r["obj"], r["subj_link"], r["obj_link"]) for r in row["relations"]]
    assert ("FOUNDED_BY", [names[0]["start"], names[0]["end"]], None, None) in found
    assert ("HEADQUARTERS", [names[1]["start"], names[1]["end"]], None, "Q90") in found
    assert "SUBSIDIARY_OF" not in {name for name, *_ in found}
    assert {tuple(r) for r in row["relations"]} == {("type", "subj", "obj", "subj_link", "obj_link", "confidence")}
    assert none == {"id": "a", "relations": []}


def test_knowledgenet_gives_relations_from_a_confidence_on(tmp_path: Path) -> None:
    given = {"id": "a", "text": FOUNDED, "passages": [{"start": 0, "end": len(FOUNDED)}]}
    source, out = write(tmp_path / "in.jsonl", json.dumps(given)), tmp_path / "out.jsonl"
    found = {}
    for least in (0.0, FAIR, SURE, 1.0):
        assert main(["knowledgenet", str(source), str(out), "--least", str(least)]) == 0
        found[least] = json.loads(out.read_bytes())["relations"]

    for least, relations in found.items():
        assert relations == [each for each in found[0.0] if each["confidence"] >= least]
    assert found[SURE]
    assert found[1.0] == []
    assert rows("knowledgenet", given)[0]["relations"] == found[FAIR]


@pytest.mark.parametrize(
    ("title", "kn", "wikidata"),
    [
        ("founder", {"FOUNDED_BY"}, {"P112"}),
        ("chief executive", {"CEO", "EMPLOYEE_OR_MEMBER_OF"}, {"P169", "P108"}),
        ("chairwoman", {"EMPLOYEE_OR_MEMBER_OF"}, {"P488"}),
        ("spokeswoman", {"EMPLOYEE_OR_MEMBER_OF"}, {"P108"}),
    ],
)
def test_a_title_says_what_somebody_is_to_an_organization(title: str, kn: set[str], wikidata: set[str]) -> None:
    text = f"Jane Doe, the {title} of Acme Corp., spoke in Paris on Monday."
    given = {"id": "a", "text": text, "passages": [{"start": 0, "end": len(text)}]}

    # A passage is annotated for some of the properties, and only those are judged: more may be read than is asked.
    read = {r["type"] for r in rows("knowledgenet", given)[0]["relations"]}
    assert read >= kn
    assert not read & {"SUBSIDIARY_OF", "CHILD_OF", "DATE_FOUNDED"}
    assert {r["type"] for r in rows("redocred", given)[0]["relations"]} == wikidata


def test_redocred_gives_wikidata_properties_between_spans() -> None:
    (row,) = rows("redocred", {"id": "a", "text": FOUNDED})

    found = {(r["type"], FOUNDED[slice(*r["obj"])]) for r in row["relations"]}
    assert found == {("P112", "Jane Doe"), ("P159", "Paris")}


def test_mentions_are_names_with_types_and_the_items_that_are_sure() -> None:
    text = "Jane Doe left Acme Corp. in Paris. She is the founder."

    (row,) = rows("mentions", {"id": "a", "text": text})

    found = [(text[m["start"] : m["end"]].rstrip("."), m["type"], m["link"]) for m in row["mentions"]]
    assert found == [("Jane Doe", "PER", None), ("Acme Corp", "ORG", None), ("Paris", "LOC", "Q90")]


def test_a_nationality_is_a_mention_of_its_country() -> None:
    text = "Anna Berg is a Norwegian politician."

    (row,) = rows("mentions", {"id": "a", "text": text})

    place = {"start": 15, "end": 24, "type": "LOC", "link": "Q20"}
    assert row["mentions"] == [{"start": 0, "end": 9, "type": "PER", "link": None}, place]


def test_linking_gives_the_same_mentions_back_with_the_items_that_are_sure() -> None:
    text = "Microsoft and Zqxwv Labs are partners. Microsoft, which is a software company, said so."
    given = [*spans(text, "Microsoft", "Zqxwv Labs"), {"start": text.index("which"), "end": text.index("which") + 5}]

    (row,) = rows("linking", {"id": "a", "text": text, "mentions": given})

    assert [(m["start"], m["end"], m["link"]) for m in row["mentions"]] == [
        (given[0]["start"], given[0]["end"], "Q2283"),
        (given[1]["start"], given[1]["end"], None),
        (given[2]["start"], given[2]["end"], None),  # "which" can be either
    ]
    assert row["mentions"][0]["candidates"][0] == row["mentions"][2]["candidates"][0] == "Q2283"
    assert row["mentions"][0]["score"] > 0.8


def test_the_candidates_of_a_pronoun_are_taken_from_each_that_it_may_be_in_turns() -> None:
    text = "Microsoft and Toyota are partners. Toyota, which builds cars, said so."
    given = [*spans(text, "Microsoft", "Toyota"), *spans(text, "which")]

    (row,) = rows("linking", {"id": "a", "text": text, "mentions": given})

    microsoft, toyota, which = (mention["candidates"] for mention in row["mentions"])
    assert which[:2] == [toyota[0], microsoft[0]]
    assert len(set(which)) == len(which) <= 20


def test_events_tell_each_event_once_with_its_parties_in_the_text() -> None:
    (row,) = rows("events", {"id": "a", "text": DEAL, "published": "2023-03-01"})

    deal, dispute = row["events"]
    assert {p["text"].rstrip(".") for p in deal["parties"]} == {"Microsoft Corp", "Honda Motor Co"}
    assert all(DEAL[p["start"] : p["end"]] == p["text"] for e in (deal, dispute) for p in e["parties"])
    assert (deal["kind"], deal["family"], deal["date"], deal["polarity"]) == (
        "Partnership",
        "Partnership",
        "2023-02-28",
        "affirmed",
    )
    assert deal["status"] in {"announced", "active"}
    assert DEAL[slice(*deal["evidence"])].startswith("Microsoft Corp.")
    assert (dispute["family"], dispute["date"]) == ("Controversy", "2022-05")
    assert {p["role"] for p in dispute["parties"]} == {"accuser", "accused"}


def test_a_denied_event_is_negated() -> None:
    text = "Hyundai Motor Co. denied that it had signed a partnership with Apple Inc."

    (row,) = rows("events", {"id": "a", "text": text})

    assert [(e["status"], e["polarity"]) for e in row["events"]] == [("denied", "negated")]


def test_what_is_not_the_story_gives_no_event() -> None:
    text = "A walk in the park\n\nIt rained all day.\n\nAlso Read: Sony signs a partnership with Honda Motor Co.\n"

    assert rows("events", {"id": "a", "text": text}) == [{"id": "a", "events": []}]


@pytest.mark.parametrize("task", ["core", "knowledgenet", "redocred", "mentions", "events"])
def test_gold_labels_in_a_line_change_nothing(task: str) -> None:
    passages = [{"start": 0, "end": len(TAKEOVER)}]
    given = {"id": "a", "text": TAKEOVER, "mentions": spans(TAKEOVER, "Nike", "RTFKT"), "passages": passages}
    labels = {"relations": [{"type": "merged_with", "subj": 0, "obj": 1}], "entities": [[0, 1]], "title": "Peace"}

    assert rows(task, {**given, **labels}) == rows(task, given)


@pytest.mark.parametrize("task", ["redocred", "mentions", "events"])
def test_a_text_without_words_gives_an_empty_row(task: str) -> None:
    name = {"redocred": "relations"}.get(task, task)

    assert rows(task, {"id": "a", "text": ""}, {"id": "b", "text": " \n"}) == [
        {"id": "a", name: []},
        {"id": "b", name: []},
    ]


BAD = {
    "mentions, no JSON": ("mentions", "{", "it is not JSON in UTF-8"),
    "mentions, no UTF-8": ("mentions", b'{"id": "a", "text": "\xff"}', "it is not JSON in UTF-8"),
    "mentions, a list": ("mentions", "[]", "it is no JSON object"),
    "mentions, no id": ("mentions", '{"text": "x"}', "its 'id' is None"),
    "mentions, text of another type": ("mentions", '{"id": "a", "text": 7}', "its 'text' is 7"),
    "mentions, half a character": ("mentions", r'{"id": "a", "text": "\ud800"}', "half a surrogate pair"),
    "core, no spans": ("core", '{"id": "a", "text": "x"}', "it has no list 'mentions'"),
    "core, one span": ("core", '{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1}]}', "it has 1 mentions"),
    "linking, beyond the text": (
        "linking",
        '{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 2}]}',
        "is no span of the text, which has 1 characters",
    ),
    "knowledgenet, no passages": ("knowledgenet", '{"id": "a", "text": "x"}', "it has no list 'passages'"),
    "events, no such day": (
        "events",
        '{"id": "a", "text": "x", "published": "yesterday"}',
        "its 'published' is 'yesterday'",
    ),
}


@pytest.mark.parametrize(("task", "bad", "reason"), BAD.values(), ids=list(BAD))
def test_a_bad_line_is_named_and_nothing_is_written(
    task: str, bad: str | bytes, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps(
        {"id": "g", "text": "A b.", "mentions": [{"start": 0, "end": 1}, {"start": 2, "end": 3}], "passages": []}
    )
    source, out = write(tmp_path / "in.jsonl", good, "", bad, good), tmp_path / "out.jsonl"

    code = main([task, str(source), str(out)])

    assert code == 1
    assert f"{source}:3: " in (error := capsys.readouterr().err)
    assert reason in error
    assert list(tmp_path.iterdir()) == [source]


def test_a_file_that_is_not_there_is_a_wrong_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["core", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl")]) == 2
    assert "none.jsonl cannot be opened" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_wrong_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "in.jsonl", '{"id": "a", "text": "x"}')

    assert main(["mentions", str(source), str(tmp_path / "none" / "out.jsonl")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_lines_are_read_and_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"

    assert write_lines(path, [{"id": "a", "text": "Nestlé\u2028"}, {"id": "b", "text": ""}]) == 2
    assert [(line.id, line.text) for line in read_lines(path)] == [("a", "Nestlé\u2028"), ("b", "")]


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = write(tmp_path / "lines.jsonl", "before")

    def failing() -> Iterator[dict[str, Any]]:
        yield {"id": "a"}
        raise BadLine("in.jsonl:2: broken")

    with pytest.raises(BadLine):
        write_lines(path, failing())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_it_runs_as_a_command(tmp_path: Path, clean_env: dict[str, str]) -> None:
    source, out = write(tmp_path / "in.jsonl", json.dumps({"id": "a", "text": TAKEOVER})), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "benchmarks.quality.predict"]

    done = subprocess.run(
        [*command, "mentions", source, out], cwd=ROOT, env=clean_env, capture_output=True, text=True, check=False
    )
    unknown = subprocess.run(
        [*command, "poetry", source, out], cwd=ROOT, env=clean_env, capture_output=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert "1 lines written" in done.stderr
    assert [m["type"] for m in json.loads(out.read_text())["mentions"]] == ["ORG", "ORG"]
    assert unknown.returncode == 2
