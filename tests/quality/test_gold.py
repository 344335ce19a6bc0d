"""The gold of the bundled examples is sound, the facts hold against it, and figures below their floors are noticed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.quality import __main__ as command
from benchmarks.quality import examples
from benchmarks.quality.examples import JUDGED, Comparison, articles, compare, gold
from benchmarks.quality.floors import Floors, figures, read_floors
from kg.errors import UsageError
from kg.evaluate.scores import ALL, Counts
from kg.evaluate.soundness import Sound, Soundness
from kg.records import EVENT_FAMILIES, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES = ("expected", "roles", "relations", "quotations", "forbidden", "parties")
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ARTICLES = articles()
GOLD = [(key, entry) for source in (gold(), gold(JUDGED)) for key, entry in source.items()]


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare()


LED = "head of "  # of who "has led basketball operations", only what they lead stands in the article
OF_VERBS = {"head"}  # the title of who "runs" something, which no word of the article is


def strings(entry: dict[str, Any]) -> Iterator[str]:
    """Every string of a gold entry that the article has to hold."""
    for event in entry.get("expected", []):
        yield from (name for parties in event["parties"].values() for party in parties for name in party)
    for role in entry.get("roles", []):
        titles = role["title"] if isinstance(role["title"], list) else [role["title"]]
        yield from (role["holder"], role["organization"], *(t.removeprefix(LED) for t in titles if t not in OF_VERBS))
    for relation in entry.get("relations", []):
        objects = relation["object"] if isinstance(relation["object"], list) else [relation["object"]]
        yield from (relation["subject"], *objects)
    for quotation in entry.get("quotations", []):
        yield from (quotation["speaker"], quotation["words"])
    yield from (name for each in entry.get("parties", []) for name in each["names"])


def test_the_gold_covers_every_article_and_has_as_much_as_it_had() -> None:
    counts = {name: sum(len(entry.get(name, [])) for entry in gold().values()) for name in ENTRIES}

    assert set(gold()) == set(ARTICLES)
    assert len(ARTICLES) == 18
    assert counts["expected"] >= 16
    assert counts["roles"] >= 13
    assert counts["relations"] >= 9
    assert counts["quotations"] >= 5
    assert counts["forbidden"] >= 37


@pytest.mark.parametrize(("key", "entry"), GOLD, ids=[f"{file} {url}".strip() for (file, url), _ in GOLD])
def test_what_the_gold_speaks_of_stands_in_the_article(key: tuple[str, str], entry: dict[str, Any]) -> None:
    text = ARTICLES[key].text.casefold().replace("’", "'")

    assert [each for each in strings(entry) if each.casefold() not in text] == []
    assert set(entry) <= {*ENTRIES, "file", "url", "published"}


@pytest.mark.parametrize("key", sorted(gold()), ids=" ".join)
def test_what_is_forbidden_stands_in_the_file(key: tuple[str, str]) -> None:
    page = html.unescape((examples.FOLDER / key[0]).read_text())  # much of it is boilerplate that is never read

    assert [each for each in gold()[key]["forbidden"] if each["party"] not in page] == []


def test_the_gold_uses_classes_statuses_and_dates_that_exist() -> None:
    events = [event for _, entry in GOLD for event in entry.get("expected", [])]
    kinds = [k for e in events for k in ([e["kind"]] if isinstance(e["kind"], str) else e["kind"])]

    assert {k for k in kinds if k not in EVENT_FAMILIES} == set()
    assert {s for e in events for s in e["status"]} <= {status.value for status in Status}
    assert [e["date"] for e in events if e["date"] and not PARTIAL.fullmatch(e["date"])] == []
    assert all(str(ARTICLES[key].published) == str(entry["published"]) for key, entry in GOLD if "published" in entry)


def test_the_examples_give_no_forbidden_fact(compared: Comparison) -> None:
    assert compared.forbidden == []


def test_the_examples_reach_their_floors(compared: Comparison) -> None:
    assert compared.table[ALL].asked >= 55
    assert read_floors().breaches({"examples": figures(compared.table, compared.soundness)}) == []


def test_a_forbidden_fact_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = gold()
    key = ("05-briefs.jsonl", "https://ledger.example.net/nike-stockx-nft")
    wanted[key]["forbidden"] = [{"kind": "Event", "party": "Nike"}, {"kind": "Partnership", "party": "Nike"}]
    monkeypatch.setattr(examples, "articles", lambda: {key: ARTICLES[key]})
    monkeypatch.setattr(examples, "gold", lambda *paths: {} if paths else {key: wanted[key]})

    found = compare().forbidden

    assert len(found) == 2
    assert all(each.startswith("05-briefs.jsonl https://ledger.example.net/nike-stockx-nft: ") for each in found)
    assert not any("Partnership" in each for each in found)


def test_an_article_without_gold_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {key: entry for key, entry in gold().items() if key[0] != "10-museum-guide.txt"}
    monkeypatch.setattr(examples, "gold", lambda *_: fewer)

    with pytest.raises(UsageError, match=r"10-museum-guide\.txt"):
        compare()


FLOORS = Floors({"core": 0.02, "mine": 0.1}, {"core": {"a F1": 0.5, "b F1": 0.9}}, {"mine": 0.3})


@pytest.mark.parametrize(
    ("measured", "breaches"),
    [
        ({"core": {"a F1": 0.5, "b F1": 0.95}}, []),
        ({"core": {"a F1": 0.481, "b F1": 0.9}}, []),
        ({"core": {"a F1": 0.47, "b F1": 0.9}}, ["core: a F1 is 0.470, below its floor 0.500 by more than the band"]),
        ({"core": {"b F1": 0.9}}, ["core: a F1 has a floor of 0.500 and is no longer measured"]),
        ({}, []),
    ],
    ids=["reached", "within the band", "below", "gone", "skipped"],
)
def test_a_figure_below_its_floor_or_gone_is_named(measured: dict[str, dict[str, float]], breaches: list[str]) -> None:
    assert FLOORS.breaches(measured) == breaches


@pytest.mark.parametrize(("what", "holds"), [("a F1", True), ("all F1", False), ("all precision", False)])
def test_a_row_may_have_a_wider_band_than_all_rows_together(what: str, holds: bool) -> None:  # noqa: FBT001 (a case of the table above)
    floors = Floors({"core": 0.02}, {"core": {what: 0.5}}, {"core": 0.1})

    assert (floors.breaches({"core": {what: 0.45}}) == []) is holds
    assert floors.breaches({"core": {what: 0.39}}) != []


def test_a_fact_that_does_not_conform_is_a_breach_whatever_the_band() -> None:
    floors = Floors({"core": 0.02}, {"core": {"facts that conform": 1.0}}, {"core": 0.1})

    assert floors.breaches({"core": {"facts that conform": 0.999}}) != []


def test_an_update_raises_floors_and_lowers_none() -> None:
    raised = FLOORS.raised({"core": {"a F1": 0.61239, "b F1": 0.1, "c F1": 0.2}})

    assert raised.least == {"core": {"a F1": 0.612, "b F1": 0.9, "c F1": 0.2}}
    assert raised.bands == FLOORS.bands


def test_floors_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(FLOORS.text())

    assert read_floors(path) == FLOORS


def test_a_set_without_a_band_is_an_error() -> None:
    with pytest.raises(UsageError, match="no band for 'other'"):
        FLOORS.breaches({"other": {}})


def test_without_a_row_for_all_the_precision_of_large_rows_has_a_floor_and_so_has_the_soundness_of_facts() -> None:
    rows = {"a": Counts(right=15, wrong=5, missed=5), "negatives": Counts(beside=30, wrong=10)}
    table = rows | {"b": Counts(right=19, missed=19), "c": Counts(right=19)}  # what 19 have or lack may be chance
    soundness = Soundness()
    soundness.by_kind["a"] = Sound(facts=4, conforming=3, apart=2)

    assert figures(table, soundness) == {
        "a F1": 0.75,
        "a precision": 0.75,
        "b F1": pytest.approx(2 / 3),
        "negatives precision": 0.75,
        "facts that conform": 0.75,
        "facts with all parties in their sentences": 0.5,
    }


def test_rows_that_ask_for_nothing_have_no_floor() -> None:
    table = {"a": Counts(right=1, missed=1), "b": Counts(beside=3), ALL: Counts(right=1, missed=1, beside=3)}

    assert figures(table) == {"a F1": pytest.approx(2 / 3), "all F1": pytest.approx(2 / 3), "all precision": 1.0}


@pytest.mark.parametrize(("floor", "code", "verdict"), [(0.0, 0, "All floors held"), (2.0, 1, "below its floor 2.000")])
def test_without_the_data_folder_the_examples_are_measured_and_the_rest_said_to_be_skipped(
    floor: float,
    code: int,
    verdict: str,
    compared: Comparison,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    floors = Floors({"examples": 0.0}, {"examples": {"all F1": floor}})
    monkeypatch.setattr(command, "read_floors", lambda: floors)
    monkeypatch.setattr(command, "compare", lambda: compared)
    sets = ["examples", "core", "knowledgenet", "knowledgenet-sure", "mentions", "linking", "linking-shipped"]

    assert command.main(["--shared", str(tmp_path / "none"), "--only", *sets]) == code
    out = capsys.readouterr().out
    assert out.startswith("\nexamples: ")
    assert (
        "Skipped core, knowledgenet, mentions, knowledgenet-sure: they need the optional data folder ../shared" in out
    )
    assert "Skipped linking, linking-shipped: they need the optional data folder ../shared" in out
    assert verdict in out


def test_our_own_passages_are_measured_and_their_slips_shown_on_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [row for row in command.read_part("dev") if row["topic"] == "deals-radio"]
    monkeypatch.setattr(command, "read_part", {"dev": some}.get)
    monkeypatch.setattr(command, "read_floors", lambda: Floors({"passages": 0.0, "passages-names": 0.0}, {}))
    page = tmp_path / "new" / "page.html"

    assert command.main(["--only", "passages", "passages-names", "--html", str(page)]) == 0
    out = capsys.readouterr().out
    assert [line.split(":")[0] for line in out.splitlines() if ": " in line][:2] == ["passages", "passages-names"]
    assert re.search(r"^Partnership and status +\d\.\d{3} ", out, re.MULTILINE)
    assert re.search(r"^negatives +\d\.\d{3} ", out, re.MULTILINE)
    assert f"What was missed and wrong, with the sentences: {page}" in out
    assert "passages-names" in page.read_text()


def test_an_update_is_written_even_where_a_floor_is_missed_and_stays(
    compared: Comparison, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "floors.toml"
    monkeypatch.setattr(command, "FILE", path)
    monkeypatch.setattr(command, "read_floors", lambda: Floors({"examples": 0.0}, {"examples": {"all F1": 2.0}}))

    monkeypatch.setattr(command, "compare", lambda: compared)

    assert command.main(["--only", "examples", "--update-floors", "--details"]) == 1
    assert "Floors raised" in capsys.readouterr().out
    assert read_floors(path).least["examples"]["all F1"] == 2.0
    assert read_floors(path).least["examples"]["quotation F1"] > 0.5


def test_a_data_folder_without_its_files_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data" / "gold").mkdir(parents=True)

    assert command.main(["--shared", str(tmp_path), "--only", "core"]) == 2
    assert "core.dev.jsonl cannot be opened" in capsys.readouterr().err
