"""The passages with gold: what their markup means, what is refused, and that the parts are sound."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality.passages import PARTS, BadPassage, parse, read_part
from benchmarks.quality.passages.__main__ import main
from benchmarks.quality.passages.records import record

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.quality.passages.records import Row

SAMPLE = """\
// a comment
=== masts-01 2024-03-05
[Lake|o2] news

[Savanna Fibre|o1] and [Lake Mobile|o2] {joined hands|e1} last week.
[The two|~o1,o2] share masts in [Kisumu|l], said [Ann Obi|p1], who runs [Lake|o2].
> e1 Partnership active partner=o1,o2 date=2024-02-26/2024-03-03 by=p1 stage=formed
> role p1 o2 "boss"
> foundedDate o1 1987
"""


def only(source: str) -> Row:
    (passage,) = parse(source, "sample.txt")
    return record(passage, "dev", "sample")


def test_a_passage_gives_its_text_without_the_markup() -> None:
    row = only(SAMPLE)

    assert row["text"] == (
        "Lake news\n\nSavanna Fibre and Lake Mobile joined hands last week. "
        "The two share masts in Kisumu, said Ann Obi, who runs Lake."
    )
    assert [row["text"][start:end] for start, end in row["sentences"]] == [
        "Lake news",
        "Savanna Fibre and Lake Mobile joined hands last week.",
        "The two share masts in Kisumu, said Ann Obi, who runs Lake.",
    ]


def test_names_and_references_stand_where_they_are_marked() -> None:
    row = only(SAMPLE)

    assert [(row["text"][m["start"] : m["end"]], m["type"], m["entities"], m["form"]) for m in row["mentions"]] == [
        ("Lake", "ORG", ["o2"], "name"),
        ("Savanna Fibre", "ORG", ["o1"], "name"),
        ("Lake Mobile", "ORG", ["o2"], "name"),
        ("The two", "ORG", ["o1", "o2"], "reference"),
        ("Kisumu", "LOC", ["l:Kisumu"], "name"),
        ("Ann Obi", "PER", ["p1"], "name"),
        ("Lake", "ORG", ["o2"], "name"),
    ]


def test_an_event_names_its_parties_where_its_evidence_does() -> None:
    (event,) = only(SAMPLE)["events"]

    assert event == {
        "id": "e1",
        "kind": "Partnership",
        "family": "Partnership",
        "status": "active",
        "stage": "formed",
        "polarity": "affirmed",
        "date": "2024",
        "start": "2024-02-26",
        "end": "2024-03-03",
        "by": "p1",
        "value": None,
        "term": None,
        "parties": [
            {"role": "partner", "entity": "o1", "start": 11, "end": 24, "text": "Savanna Fibre"},
            {"role": "partner", "entity": "o2", "start": 29, "end": 40, "text": "Lake Mobile"},
        ],
        "causes": [],
        "triggers": [{"start": 41, "end": 53, "text": "joined hands"}],
        "evidence": [[11, 64]],
    }


def test_relations_have_the_sentences_that_mention_both_sides() -> None:
    row = only(SAMPLE)

    assert row["relations"] == [
        {
            "type": "role",
            "subject": "p1",
            "object": "o2",
            "value": None,
            "title": "boss",
            "status": "current",
            "evidence": [[65, 124]],
        },
        {
            "type": "foundedDate",
            "subject": "o1",
            "object": None,
            "value": "1987",
            "title": None,
            "status": None,
            "evidence": [[11, 64], [65, 124]],
        },
    ]


HEAD = "=== a-01 2024-03-05\n"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("[A|o1] came first.", "before the first head"),
        ("=== a 2024-03-05\nText.", "is no head"),
        ("=== a-01 2024-02-30\nText.", "no day of the calendar"),
        (HEAD, "no text"),
        (HEAD + "[A|o1 left.", "without its end"),
        (HEAD + "[A left.", "without its end"),
        (HEAD + "A] left.", "without '|'"),
        (HEAD + "A | B", "outside a mark"),
        (HEAD + "[A [B|l] C|o1] left.", "inside another mark"),
        (HEAD + "[A |o1] left.", "white space"),
        (HEAD + "[|o1] left.", "is empty"),
        (HEAD + "Two  spaces.", "stray white space"),
        (HEAD + "[A|z1] left.", "no entity's id"),
        (HEAD + "[A|o1,o2] left.", "no entity's id"),
        (HEAD + "[He|~p1] left.", "nothing is named p1"),
        (HEAD + "[A|o1] {left|x1}.", "no event's id"),
        (HEAD + "[A|o1] {left|e1}.", "no gold line"),
        (HEAD + "[A|o1] left.\n> e1 Partnership active partner=o1", "no trigger"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Romance active partner=o1", "unknown"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership dormant partner=o1", "unknown"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active", "no party"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o2", "nothing names"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active acquirer=o1", "does not fit"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 date=2024-13", "no date"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 date=2024-3-5", "no date"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 date=2024-03-05/2024-03-01", "no date"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 value=$9", "not in the text"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 evidence=2", "not there"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 trigger=e2", "no event here"),
        (HEAD + "[A|o1] {left|e1}.\n> e1 Partnership active partner=o1 polarity=firm", "polarity"),
        (HEAD + "[A|o1] left.\n> partOf o1 o2", "nothing is named o2"),
        (HEAD + "[A|o1] left.\n> partOf o1 o1", "the same"),
        (HEAD + "[A|o1] and [B|o2] left.\n> loves o1 o2", "no gold line"),
        (HEAD + '[A|o1] left.\n> role "o1', "No closing quotation"),
        (HEAD + "[A|o1] left.\n> only mentions\n> foundedDate o1 87x", "no date"),
        (HEAD + "[A|o1] left.\n> foundedDate o1 1987\nAnd more.", "after the gold"),
    ],
)
def test_broken_markup_is_refused_with_its_place_and_reason(source: str, why: str) -> None:
    with pytest.raises(BadPassage, match=re.escape(why)) as refused:
        list(parse(source, "sample.txt"))

    assert str(refused.value).startswith("sample.txt:1: ")


def test_two_passages_with_one_id_are_refused(tmp_path: Path) -> None:
    for part in ("train", "dev"):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"{part}.txt").write_text(HEAD + "Text.")

    with pytest.raises(BadPassage, match=r"the id is taken by train/train\.txt:1"):
        read_part("dev", tmp_path)


def test_a_topic_in_two_parts_is_refused(tmp_path: Path) -> None:
    for number, part in enumerate(("train", "dev"), 1):
        (tmp_path / part).mkdir()
        (tmp_path / part / "masts.txt").write_text(f"=== a-{number}\nText.")

    with pytest.raises(BadPassage, match="a topic is in one part"):
        read_part("dev", tmp_path)


@pytest.mark.parametrize(("part", "least"), [("train", 300), ("dev", 45), ("test", 130)])
def test_every_passage_of_a_part_is_sound(part: str, least: int) -> None:
    rows = read_part(part)

    assert len(rows) >= least
    assert {row["part"] for row in rows} == {part}
    for row in rows:
        spans = [(m["start"], m["end"]) for m in row["mentions"]]
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), row["id"]
        assert all(event["evidence"] and event["parties"] for event in row["events"]), row["id"]
        assert all(relation["evidence"] for relation in row["relations"]), row["id"]


def test_a_third_of_the_passages_on_deals_tells_of_none() -> None:
    rows = [row for part in PARTS for row in read_part(part) if row["topic"].startswith("deals-")]
    quiet = [row for row in rows if not any(event["status"] in {"announced", "active"} for event in row["events"])]

    assert len(rows) >= 400
    assert len(quiet) >= len(rows) / 3


def test_the_command_prints_a_part_and_counts_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dev"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == read_part("dev")

    assert main(["check"]) == 0
    assert re.findall(r"^\w+", capsys.readouterr().out, re.MULTILINE) == list(PARTS)
