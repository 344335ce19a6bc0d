"""How predictions are counted: rules of the gold sets on the smallest cases, and agreement with their own scorers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.quality.__main__ import SETS, SHARED
from kg.evaluate import scores
from kg.evaluate.lines import read_lines, write_lines
from kg.evaluate.predict import TASKS, predict
from kg.evaluate.scores import ALL, Counts
from kg.extract import Extractor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.evaluate.scores import Table
    from kg.evaluate.slips import Slip

GOLD = SHARED / "data" / "gold"
SCORERS = {
    "core": "core",
    "knowledgenet": "knowledgenet",
    "mentions": "mentions",
    "linking": "mentions",
    "redocred": "docre",
}
FILES = {**SETS, "linking": "knowledgenet.dev.jsonl", "redocred": "redocred.dev.jsonl"}
SAMPLE = 40
needs_shared = pytest.mark.skipif(not GOLD.is_dir(), reason="the optional data folder ../shared is not there")

LINK = {"subj_link": None, "obj_link": None}


def test_links_end_to_end_count_where_the_gold_set_has_a_mention() -> None:
    def name(start: int, link: str | None) -> dict[str, Any]:
        return {"start": start, "end": start + 5, "link": link}

    gold = {"id": "a", "mentions": [name(0, "Q1"), name(10, "Q2"), name(20, "Q3"), name(30, None)]}
    found = [name(2, "Q1"), name(10, "Q9"), name(31, "Q4"), name(50, "Q5")]

    table = scores.linked([gold], [{"id": "a", "mentions": found}], {"Q1", "Q3"})

    assert table == {"in the index": Counts(right=1, missed=1), ALL: Counts(right=1, wrong=2, missed=2)}


def core(name: str, subject: int) -> dict[str, Any]:
    mentions = [{"start": 0, "end": 4}, {"start": 9, "end": 14}]
    return {"id": "a", "mentions": mentions, "relations": [{"type": name, "subj": subject, "obj": 1 - subject}]}


@pytest.mark.parametrize(
    ("truth", "answer", "expected"),
    [
        (core("acquired_by", 0), {"type": "acquired_by", "subj": 0}, {"acquired_by": Counts(right=1)}),
        (core("acquired_by", 0), {"type": "acquired_by", "subj": 1}, {"acquired_by": Counts(wrong=1, missed=1)}),
        (core("merged_with", 0), {"type": "merged_with", "subj": 1}, {"merged_with": Counts(right=1)}),
        (core("brand_of", 0), {"type": "undefined", "subj": 0}, {"brand_of": Counts(missed=1)}),
        (core("undefined", 0), {"type": "undefined", "subj": 0}, {}),
        (core("undefined", 0), {"type": "brand_of", "subj": 0}, {"brand_of": Counts(wrong=1)}),
    ],
)
def test_core_counts_relations_with_their_direction_and_not_undefined(
    truth: dict[str, Any], answer: dict[str, Any], expected: dict[str, Counts]
) -> None:
    table = scores.core([truth], [{"id": "a", **answer}])

    assert {name: counts for name, counts in table.items() if name != ALL} == expected


def passage(*relations: tuple[str, int, int], properties: Sequence[str] = ("CEO",)) -> dict[str, Any]:
    """Ten mentions of two characters each in one passage of 20."""
    return {
        "id": "a",
        "mentions": [{"id": n, "start": 2 * n, "end": 2 * n + 2} for n in range(10)],
        "passages": [{"id": "p", "start": 0, "end": 20, "properties": list(properties)}],
        "relations": [{"type": t, "subj": s, "obj": o, "passage": "p", **LINK} for t, s, o in relations],
    }


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (passage(("CEO", 0, 1)), [("CEO", [1, 3], [3, 4])], Counts(right=1)),
        (passage(("CEO", 0, 1)), [("CEO", [0, 2], [2, 4]), ("CEO", [0, 1], [3, 4])], Counts(right=1)),
        (passage(("CEO", 0, 1)), [("CEO", [2, 4], [0, 2])], Counts(wrong=1, missed=1)),
        (passage(("CEO", 0, 1)), [("CEO", [0, 2], [19, 21])], Counts(missed=1)),
        (passage(("CEO", 0, 1)), [("FOUNDED_BY", [0, 2], [2, 4])], Counts(missed=1)),
        (passage(properties=["SPOUSE"]), [("CEO", [0, 2], [2, 4])], Counts()),
    ],
    ids=["by overlap", "near-duplicates", "direction", "outside the passage", "not judged", "nothing judged"],
)
def test_knowledgenet_counts_what_was_judged(
    gold: dict[str, Any], found: list[tuple[Any, ...]], expected: Counts
) -> None:
    relations = [{"type": t, "subj": s, "obj": o} for t, s, o in found]

    table = scores.knowledgenet([gold], [{"id": "a", "relations": relations}])

    assert table[ALL] == expected
    assert set(table) == {*scores.BUSINESS, ALL}


def test_a_name_is_right_with_its_bounds_and_type_and_counts_once() -> None:
    truth = [{"start": s, "end": s + 2, "type": t} for s, t in ((0, "ORG"), (4, "PER"), (8, "DATE"))]
    found = [{"start": s, "end": s + 2, "type": t} for s, t in ((0, "ORG"), (0, "ORG"), (4, "LOC"), (9, "MISC"))]

    table = scores.mentions([{"id": "a", "text": "Aa B Cc Dd Ee", "mentions": truth}], [{"id": "a", "mentions": found}])

    assert table == {
        "LOC": Counts(wrong=1),
        "ORG": Counts(right=1, wrong=1),
        "PER": Counts(missed=1),
        ALL: Counts(right=1, wrong=2, missed=1),
    }


def test_what_was_not_asked_for_counts_for_precision_alone() -> None:
    counts = Counts(right=1, wrong=1, missed=1, beside=2)

    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_a_link_counts_as_right_wrong_or_missed_and_its_candidates_where_the_index_has_the_item() -> None:
    mentions = [("Acme", "Q1"), ("Acme", "Q2"), ("it", "Q1"), ("Globex", None), ("Initech", None)]
    answers = [("Q1", ["Q1"]), ("Q1", ["Q1", "Q2"]), (None, ["Q3", "Q1"]), ("Q4", ["Q4"]), (None, [])]
    gold = [{"id": "a", "mentions": [{"text": text, "link": link} for text, link in mentions]}]
    predicted = [{"id": "a", "mentions": [{"link": link, "candidates": found} for link, found in answers]}]

    table = scores.linking(gold, predicted, known={"Q1"})

    assert (table["all"].right, table["all"].wrong, table["all"].missed) == (1, 2, 2)
    assert {name: (c.right, c.missed) for name, c in table.items() if name != "all"} == {
        "top 20": (2, 0),
        "top 1": (1, 1),
        "top 20, names": (1, 0),
        "top 1, names": (1, 0),
    }


@needs_shared
@pytest.mark.parametrize("task", sorted(SCORERS))
def test_the_gold_set_s_own_scorer_reads_a_prediction_and_counts_the_same(
    task: str, extractor: Extractor, tmp_path: Path
) -> None:
    lines = read_lines(GOLD / FILES[task])[:SAMPLE]
    rows = list(predict(task, lines, extractor))
    gold = [dict(line.fields) for line in lines]

    theirs = scored(SCORERS[task], gold, rows, tmp_path, types="PER,ORG,LOC" if task == "mentions" else "")

    assert len(rows) == SAMPLE
    if task == "linking":
        links = [mention["link"] for row in rows for mention in row["mentions"]]
        assert theirs["linking"]["D2KB-style"]["tp"] + theirs["linking"]["D2KB-style"]["fp"] == len(
            links
        ) - links.count(None)
        return
    slips: list[Slip] = []
    counted: Table = getattr(scores, task)(gold, rows, tell=slips.append)
    block = {"core": "directed", "knowledgenet": "overlap", "mentions": "typed exact, by type"}.get(task, "relations")
    assert {
        name: (c.right, c.wrong, c.missed) for name, c in counted.items() if name != ALL and any(asdict(c).values())
    } == {
        name: (m["tp"], m["fp"], m["fn"])
        for name, m in theirs[block].items()
        if isinstance(m, dict) and name in counted and (m["tp"], m["fp"], m["fn"]) != (0, 0, 0)
    }
    assert counted[ALL].right >= 1
    assert {name: (c.wrong, c.missed) for name, c in counted.items() if name != ALL and c.wrong + c.missed} == {
        name: (verdicts.count(False), verdicts.count(True))
        for name in {slip.row for slip in slips}
        for verdicts in [[slip.is_missed for slip in slips if slip.row == name]]
    }


def test_every_task_with_a_scorer_is_held_against_it() -> None:
    assert {*SCORERS} == {*TASKS} - {"events"}


def scored(
    scorer: str, gold: list[dict[str, Any]], rows: list[dict[str, Any]], folder: Path, *, types: str = ""
) -> dict[str, Any]:
    """What the gold set's own scorer prints; `types` leaves out, on both sides, mentions of other types or of none."""
    truth, answers = folder / "gold.jsonl", folder / "answers.jsonl"
    write_lines(truth, gold)
    write_lines(answers, rows)
    options = ["--props", "business"] if scorer == "knowledgenet" else ["--types", types] if types else []
    script = SHARED / "score" / f"score_{scorer}.py"
    done = subprocess.run(
        [sys.executable, script, truth, answers, "--json", *options], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
