"""`kg eval`: a user's own gold in each format, its figures, a plain word on what is wrong with it, and the page."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import NewsgraphError, UsageError
from kg.evaluate import SCORED, evaluate, events
from kg.evaluate.gold import read_gold, records
from kg.evaluate.lines import BadLine, Line
from kg.evaluate.page import write
from kg.evaluate.predict import predict, story
from kg.evaluate.scores import Counts
from kg.evaluate.slips import Place, Slip
from kg.evaluate.soundness import Sound, Soundness
from kg.extract import Extractor
from kg.records import Extraction

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

TAKEOVER = "Nike acquired RTFKT in December 2021."
DEAL = "Microsoft Corp. and Honda Motor Co. said on Tuesday that they had signed a partnership."
MENTIONS = [
    {"id": 0, "start": 0, "end": 4, "type": "ORG", "entity": 0},
    {"id": 1, "start": 14, "end": 19, "type": "ORG", "entity": 1},
]
PASSAGE = {"id": "p", "start": 0, "end": 37, "properties": ["SUBSIDIARY_OF"]}
SUBSIDIARY = {"type": "SUBSIDIARY_OF", "subj": 1, "obj": 0, "passage": "p"}
LINES: dict[str, dict[str, Any]] = {
    "core": {"mentions": MENTIONS, "relations": [{"type": "acquired_by", "subj": 1, "obj": 0}]},
    "knowledgenet": {"mentions": MENTIONS, "passages": [PASSAGE], "relations": [SUBSIDIARY]},
    "redocred": {"mentions": MENTIONS, "relations": [{"type": "P749", "subj_entity": 1, "obj_entity": 0}]},
    "mentions": {"mentions": MENTIONS},
    "events": {"events": []},
}


def gold(path: Path, *lines: dict[str, Any]) -> Path:
    given = [{"id": str(number), "text": TAKEOVER, **line} for number, line in enumerate(lines)]
    path.write_text("\n".join(json.dumps(line) for line in given))
    return path


def partnership(*names: str, **more: object) -> dict[str, Any]:
    parties = [{"role": "partner", "text": name} for name in names]
    return {"text": DEAL, "events": [{"kind": "Partnership", "parties": parties, **more}]}


@pytest.mark.parametrize("task", SCORED)
def test_the_fields_tell_the_task(task: str, tmp_path: Path) -> None:
    assert read_gold(gold(tmp_path / "gold.jsonl", LINES[task]))[0] == task


def test_each_task_that_can_be_scored_has_a_sample() -> None:
    assert set(LINES) == set(SCORED)


@pytest.mark.parametrize(
    ("task", "line", "reason"),
    [
        ("core", {"mentions": MENTIONS[:1], "relations": []}, "has 1 mentions and 0 relations"),
        ("core", {"mentions": MENTIONS, "relations": [{"type": "x", "subj": 2, "obj": 0}]}, "'subj' is 2, which is no"),
        ("core", {"mentions": MENTIONS, "relations": [{"subj": 1, "obj": 0}]}, "has no 'type'"),
        ("core", {"mentions": MENTIONS, "relations": [{"type": "x", "subj": [], "obj": 0}]}, "'subj' is []"),
        ("mentions", {"mentions": [{"start": 3, "end": 99, "type": "ORG"}]}, "is no span of the text"),
        ("mentions", {"mentions": [{"start": 3, "end": 9}]}, "has no 'type'"),
        ("mentions", {"mentions": "Nike"}, "no list 'mentions' of objects"),
        ("mentions", {"mentions": ["Nike"]}, "no list 'mentions' of objects"),
        ("knowledgenet", {"mentions": MENTIONS, "passages": [], "relations": [SUBSIDIARY]}, "names no passage"),
        (
            "knowledgenet",
            {"mentions": MENTIONS, "passages": [{"start": 0, "end": 3}], "relations": []},
            "needs an 'id'",
        ),
        (
            "redocred",
            {"mentions": MENTIONS, "relations": [{"type": "P749", "subj_entity": 7}]},
            "no entity of a mention",
        ),
        ("events", {"events": {}}, "no list 'events' of objects"),
        ("events", {"events": [], "annotated": 3}, "'annotated' is 3"),
        ("events", {"events": [{"kind": "Romance", "parties": [{}]}]}, "the 'kind' 'Romance'"),
        ("events", partnership("Microsoft", status="over"), "the 'status' 'over'"),
        ("events", partnership("Microsoft", evidence=[[0, 999]]), "the 'evidence' [[0, 999]]"),
        ("events", partnership("Microsoft", evidence="all"), "the 'evidence' 'all'"),
        ("events", {"events": [{"kind": "Partnership"}]}, "has no list 'parties'"),
        ("events", {"events": [{"kind": "Partnership", "parties": [{"text": "Nike"}]}]}, "has no 'role'"),
        ("events", partnership("Tesla"), "is no span of the text"),
        ("events", {"events": [], "mentions": [], "relations": [{"type": "partOf", "subject": "a"}]}, "needs a 'type'"),
        ("events", {**partnership("Microsoft"), "mentions": [{"start": 0, "end": 4, "entities": 3}]}, "'entities'"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_reason(
    task: str, line: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    path = gold(tmp_path / "gold.jsonl", LINES[task], line)

    with pytest.raises(BadLine, match=r"gold\.jsonl:2: ") as bad:
        read_gold(path, task)
    assert reason in str(bad.value)


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLine, match=r"gold\.jsonl:2: the id 'a' is taken by .*gold\.jsonl:1"):
        read_gold(gold(tmp_path / "gold.jsonl", {"id": "a", "mentions": []}, {"id": "a", "mentions": []}))


@pytest.mark.parametrize(("line", "reason"), [({"title": "x"}, "say --task core|"), (None, "has no lines")])
def test_what_is_no_gold_is_a_wrong_command(line: dict[str, Any] | None, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as wrong:
        read_gold(gold(tmp_path / "gold.jsonl", *([line] if line else [])))
    assert reason in str(wrong.value)


def test_parties_may_be_given_by_their_words_alone_wherever_the_text_names_them() -> None:
    text = "Acme joined Globex. Acme is big."
    event = {"kind": "JointVenture", "parties": [{"role": "partner", "text": "Acme"}]}

    (record,) = records("events", [Line("gold.jsonl:1", "a", text, {"text": text, "events": [event]})])

    assert record["events"] == [
        {
            "kind": "JointVenture",
            "family": "Partnership",
            "parties": [{"role": "partner", "text": "Acme", "entity": "Acme", "start": 0, "end": 4}],
        }
    ]
    assert [(m["start"], m["end"], m["entities"]) for m in record["mentions"]] == [(0, 4, ["Acme"]), (20, 24, ["Acme"])]


def test_an_entity_is_whichever_name_stands_under_a_span() -> None:
    """Where a passage's gold says "o" for its one organization, and where what was found is another of its names."""
    names = [{"start": s, "end": e, "entities": ["o:Acme"]} for s, e in ((0, 4), (20, 24))]
    event = {"family": "Partnership", "parties": [{"role": "partner", "entity": "o", "start": 0, "end": 4}]}
    found = [told(("partner", 20, 24))]

    table = events.score([{"id": "a", "mentions": names, "events": [event]}], [{"id": "a", "events": found}])

    assert table["Partnership"] == Counts(right=1)


def test_a_passage_on_a_deal_of_another_family_is_no_negative() -> None:
    event = {"kind": "Merger", "parties": [{"role": "participant", "text": "Nike"}]}
    (record,) = records("events", [Line("x", "a", TAKEOVER, {"id": "a", "events": [event]})])

    assert events.score([record], [{"id": "a", "events": []}])[events.QUIET] == Counts()


COMPANY = "Acme Corp. was founded by Jane Doe in 1999. Acme Corp. competes with Globex Corp."
SIDES = [
    {"start": 0, "end": 10, "entities": ["o1"]},
    {"start": 26, "end": 34, "entities": ["p:Jane Doe"]},
    {"start": 69, "end": 81, "entities": ["o2"]},
]


def test_relations_in_our_own_vocabulary_are_judged_by_their_entities(tmp_path: Path) -> None:
    relations = [
        {"type": "foundedBy", "subject": "o1", "object": "p"},
        {"type": "foundedDate", "subject": "o1", "value": "1989"},
        {"type": "competitorOf", "subject": "o2", "object": "o1"},
        {"type": "partOf", "subject": "o2", "object": "o1"},
    ]
    line = {"id": "a", "text": COMPANY, "events": [], "mentions": SIDES, "relations": relations}

    found = evaluate(gold(tmp_path / "gold.jsonl", line))

    assert {row: counts for row, counts in found.table.items() if row[0].islower() and row != events.QUIET} == {
        "competitorOf": Counts(right=1),
        "foundedBy": Counts(right=1),
        "foundedDate": Counts(wrong=1, missed=1),
        "partOf": Counts(missed=1),
    }
    assert [(slip.row, slip.is_missed, slip.note) for slip in found.slips] == [
        ("foundedDate", True, "is 1989"),
        ("partOf", True, ""),
        ("foundedDate", False, "found 1999"),
    ]
    assert found.slips[1].places == (Place(69, 81, "subject"), Place(0, 10, "object"))


def test_relations_that_are_not_annotated_do_not_count(tmp_path: Path) -> None:
    line = {"id": "a", "text": COMPANY, "events": []}

    assert "foundedBy" not in evaluate(gold(tmp_path / "gold.jsonl", line)).table


def told(*parties: tuple[str, int, int], family: str = "Partnership", status: str = "active") -> dict[str, Any]:
    found = [{"role": r, "start": s, "end": e, "text": "", "entity": f"{s}-{e}"} for r, s, e in parties]
    return {"family": family, "parties": found, "status": status}


@pytest.mark.parametrize(
    ("asked", "found", "rows", "slips"),
    [
        ([told(("partner", 0, 2))], [told(("partner", 0, 2))], {"": (1, 0, 0), " and status": (1, 0, 0)}, []),
        (
            [told(("partner", 0, 2))],
            [told(("partner", 0, 2), status="ended")],
            {"": (1, 0, 0), " and status": (0, 1, 1), " at all": (1, 0, 0)},
            [("Partnership and status", True, "is active, found ended")],
        ),
        (
            [told(("partner", 0, 2), ("partner", 4, 6))],
            [told(("partner", 0, 2))],
            {"": (0, 1, 1), " and status": (0, 1, 1), " at all": (1, 0, 0)},
            [("Partnership", True, "found with partner "), ("Partnership", False, "the gold has partner , partner ")],
        ),
        (
            [told(("partner", 0, 2))],
            [told(("partner", 8, 9))],
            {" at all": (0, 1, 1)},
            [("Partnership", True, ""), ("Partnership", False, "")],
        ),
        ([told(("partner", 0, 2))], [], {"": (0, 0, 1)}, [("Partnership", True, "")]),
        (
            [told(("partner", 0, 2), status="")],
            [told(("partner", 0, 2))],
            {"": (1, 0, 0), " and status": (0, 0, 0)},
            [],
        ),
    ],
    ids=["right", "another status", "a party is missing", "another event", "nothing", "a status that nobody asks for"],
)
def test_an_event_is_right_with_its_parties_and_then_with_its_status(
    asked: list[dict[str, Any]],
    found: list[dict[str, Any]],
    rows: dict[str, tuple[int, int, int]],
    slips: list[tuple[str, bool, str]],
) -> None:
    heard: list[Slip] = []

    table = events.score(
        [{"id": "a", "text": "", "mentions": [], "events": asked}], [{"id": "a", "events": found}], tell=heard.append
    )

    counted = {row: table[f"Partnership{row}"] for row in rows}
    assert {row: (c.right, c.wrong, c.missed) for row, c in counted.items()} == rows
    assert [(slip.row, slip.is_missed, slip.note) for slip in heard] == slips


def test_a_negative_counts_by_whether_it_gave_an_event_and_what_is_not_annotated_does_not_count() -> None:
    quiet = {"text": "", "mentions": [], "events": []}
    gold_ = [{"id": name, **quiet} for name in "abc"] + [{"id": "d", **quiet, "annotated": ["mentions"]}]

    table = events.score(gold_, [{"id": "b", "events": [told(("partner", 0, 2))]}])

    assert table[events.QUIET] == Counts(beside=2, wrong=1)
    assert table["Partnership"] == Counts(wrong=1)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    (found,) = Extractor().extract([story(Line("x", "x", DEAL, {"published": "2023-03-01"}))])
    assert isinstance(found, Extraction)
    return found


def test_facts_are_held_against_the_shapes_and_their_sentences(extraction: Extraction) -> None:
    soundness = Soundness()

    soundness.heed(extraction)

    assert soundness.by_kind["Partnership"] == Sound(facts=1, conforming=1, apart=0)
    assert soundness.total().facts >= 1


def test_a_fact_whose_sentence_lacks_a_party_is_counted(extraction: Extraction) -> None:
    whole = extraction.claims[0].evidence
    cut = type(whole)(whole.start, whole.start + len("Microsoft Corp."))
    claims = tuple(_with(claim, evidence=cut) for claim in extraction.claims)
    soundness = Soundness()

    soundness.heed(_with(extraction, claims=claims))

    assert soundness.by_kind["Partnership"].apart == 1


def test_a_fact_that_no_shape_allows_does_not_conform(extraction: Extraction) -> None:
    claims = tuple(_with(claim, confidence=3.0) for claim in extraction.claims)
    soundness = Soundness()

    soundness.heed(_with(extraction, claims=claims))

    assert soundness.by_kind["Partnership"] == Sound(facts=1, conforming=0, apart=0)


def _with(record: Any, **changes: object) -> Any:  # noqa: ANN401 (any of the frozen records)
    return dataclasses.replace(record, **changes)


def test_the_predictions_of_a_task_are_its_own_gold(tmp_path: Path) -> None:
    """What the product finds, given back to it as gold, is all right."""
    lines = [Line("x", "x", DEAL, {"id": "x", "text": DEAL})]
    (row,) = predict("events", lines, Extractor())

    found = evaluate(gold(tmp_path / "gold.jsonl", {**row, "text": DEAL}))

    assert found.table["Partnership and status"] == Counts(right=1)
    assert found.slips == ()
    assert found.texts == {"x": DEAL}


def test_the_command_prints_a_table_writes_a_page_and_reports_as_json(kg: Command, tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", partnership("Microsoft Corp", "Honda Motor Co"), partnership("Microsoft Corp"))
    page = tmp_path / "errors.html"

    shown = kg("eval", path, "--html", page)
    told = json.loads(CliRunner().invoke(main, ["eval", str(path), "--json"]).stdout)

    assert shown.stdout.startswith("gold.jsonl: partnerships and controversies with exact parties")
    assert "Partnership                  0.500     0.500     0.500         1         1         1" in shown.stdout
    assert "Partnership                      2    100.0%                0 (0.0%)" in shown.stdout
    assert f"Written: {page}" in shown.stderr
    assert page.read_text().count('<li class="missed">') == 1
    assert (told["task"], told["texts"], told["rows"]["Partnership"]["f1"]) == ("events", 2, 0.5)
    assert told["facts"]["Partnership"] == {"facts": 2, "conforming": 2, "apart": 0}
    assert [slip["is_missed"] for slip in told["slips"]] == [True, False]


def test_the_command_names_a_bad_line_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    bad = gold(tmp_path / "bad.jsonl", {"mentions": [{"start": 1, "end": 0, "type": "ORG"}]})
    good = gold(tmp_path / "good.jsonl", {"text": "It rained.", "mentions": []})

    def run(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["eval", *map(str, args)])
        return done.exit_code, done.stderr

    code, said = run(bad)
    assert (code, "bad.jsonl:1: in 'mentions'" in said) == (1, True)
    code, said = run(good, "--html", tmp_path / "none" / "page.html")
    assert (code, "There is no folder" in said) == (2, True)
    assert run(tmp_path / "none.jsonl")[0] == 2


def test_a_page_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        write([], tmp_path)


def test_a_slip_names_what_was_there_instead(tmp_path: Path) -> None:
    wrong = {"mentions": MENTIONS, "relations": [{"type": "merged_with", "subj": 0, "obj": 1}]}
    names = {"mentions": [{"start": 0, "end": 13, "type": "ORG"}]}

    relation = evaluate(gold(tmp_path / "core.jsonl", wrong)).slips
    name = evaluate(gold(tmp_path / "names.jsonl", names), "mentions").slips

    sides = (Place(14, 19, "subject"), Place(0, 4, "object"))
    either = (Place(0, 4, "company"), Place(14, 19, "company"))
    assert relation == (
        Slip("acquired_by", "0", is_missed=False, places=sides, note="the gold has merged_with"),
        Slip("merged_with", "0", is_missed=True, places=either, note="found acquired_by"),
    )
    assert name[0] == Slip("ORG", "0", is_missed=True, places=(Place(0, 13, "ORG"),), note="found Nike (ORG)")


def test_an_error_of_gold_is_of_the_family() -> None:
    assert issubclass(BadLine, NewsgraphError)
