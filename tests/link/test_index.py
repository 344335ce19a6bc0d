"""Look-ups in an index: by name, by id, by spelling, as somebody types, from threads and processes."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import InstallationError, NotFound
from kg.link import Index, Item, Named, Value, default_index, index_path
from tests.link.documents import document, indexed

if TYPE_CHECKING:
    from pathlib import Path

ROCKETS = document(
    "Q161345",
    "Houston Rockets",
    "San Diego Rockets",
    types=["Q13393265"],
    about="American basketball team",
    sites=["enwiki", "dewiki", "commonswiki"],
    claims={"P118": ["Q155223"], "P17": ["Q30"], "P856": ["https://www.nba.com/rockets"]},
)
NBA = document(
    "Q155223", "National Basketball Association", "NBA", types=["Q15991290"], sites=["enwiki", "dewiki", "frwiki"]
)
OTHER_NBA = document("Q2883410", "National Bar Association", types=["Q43229"], sites=["enwiki"])
HOUSTON = document("Q16555", "Houston", types=["Q515"], sites=["enwiki"])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("index"), ROCKETS, NBA, OTHER_NBA, HOUSTON)


def test_a_name_leads_to_all_its_items_the_most_popular_first(index: Index) -> None:
    assert index.named("nba") == (
        Named("Q155223", "NBA", is_label=False, kind="Organization", popularity=3.0, how="alias"),
        Named("Q2883410", "NBA", is_label=False, kind="Organization", popularity=1.0, how="acronym"),
    )
    assert index.named("houston") == (
        Named("Q16555", "Houston", is_label=True, kind="Place", popularity=1.0, how="label"),
    )
    assert index.named("nobody") == ()


def test_an_item_comes_with_the_labels_of_the_items_in_its_facts(index: Index) -> None:
    assert index.get("Q161345") == Item(
        "Q161345",
        "Houston Rockets",
        ("San Diego Rockets",),
        "American basketball team",
        "Organization",
        ("Q13393265",),
        "Houston Rockets",
        2.0,
        {
            "country": (Value(None, "Q30"),),
            "league": (Value("National Basketball Association", "Q155223"),),
            "website": (Value("https://www.nba.com/rockets"),),
        },
    )


def test_items_that_are_not_there_are_left_out(index: Index) -> None:
    assert index.get("Q1") is None
    assert index.get("nonsense") is None
    assert list(index.get_many(["Q16555", "Q1", "Q155223", "Q16555"])) == ["Q16555", "Q155223"]
    assert len(index.get_many([f"Q{number}" for number in range(200_000)])) == 3


@pytest.mark.parametrize("typed", ["Houston Rocktes", "Huston Rockets", "houston  rockets!", "Houston Rackets"])
def test_a_misspelled_name_finds_the_right_one(index: Index, typed: str) -> None:
    found = [each.named.id for each in index.similar(typed)] or [each.id for each in index.named("houston rockets")]

    assert found == ["Q161345"]


def test_names_that_are_too_short_or_too_far_are_like_none(index: Index) -> None:
    assert index.similar("NBB") == ()
    assert index.similar("Houston Racers") == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hous", ["Q161345", "Q16555"]),
        ("rockets houston", ["Q161345"]),
        ("basketball assoc", ["Q155223"]),
        ("natonal bar association", ["Q2883410"]),
        ("", []),
        ('"', []),
        ("NEAR(a b)*", []),
    ],
)
def test_what_somebody_types_finds_beginnings_words_and_spellings(index: Index, typed: str, found: list[str]) -> None:
    assert [each.id for each in index.search(typed)] == found


def test_a_search_can_be_kept_to_a_kind_and_a_number(index: Index) -> None:
    assert [each.id for each in index.search("hous", kind="Place")] == ["Q16555"]
    assert len(index.search("hous", limit=1)) == 1


@pytest.mark.parametrize(
    "words", ["houston+rockets", "houston-rockets", "houston\u200brockets", "rockets & houston", "houston_rockets"]
)
def test_words_are_found_whatever_ties_them(index: Index, words: str) -> None:
    assert [each.id for each in index.containing(words)] == [each.id for each in index.containing("houston rockets")]
    assert [each.id for each in index.containing(words)]


@pytest.mark.parametrize("marks", ["+", "…", "", "\u200b"])
def test_marks_alone_are_words_of_no_name(index: Index, marks: str) -> None:
    assert index.containing(marks) == ()
    assert index.search(marks) == ()


def test_names_that_go_on_after_these_words(index: Index) -> None:
    assert [each.alias for each in index.beginning("houston")] == ["Houston Rockets"]
    assert index.beginning("hous") == ()


def test_threads_share_an_index(index: Index) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: index.named("nba")[0].id, range(200)))

    assert found == ["Q155223"] * 200


def _first(index: Index) -> str:
    return index.named("nba")[0].id


@pytest.mark.parametrize("start", ["spawn", "fork"])
def test_processes_share_an_index(index: Index, start: str) -> None:
    index.named("nba")  # the connection is open before the fork
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(start)) as pool:
        assert list(pool.map(_first, [index] * 4)) == ["Q155223"] * 4
    assert pickle.loads(pickle.dumps(index)).version == index.version  # noqa: S301 (our own bytes)


def test_what_is_no_index_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "letter.sqlite").write_text("Dear all")

    with pytest.raises(InstallationError, match=r"letter\.sqlite is no index, or a broken one .*: build it again"):
        Index.open(tmp_path / "letter.sqlite")
    with pytest.raises(NotFound, match=r"There is no index .*: build one with kg link index build"):
        Index.open(tmp_path / "none.sqlite")


def test_where_the_one_that_ships_is_missing_it_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSGRAPH_INDEX", raising=False)
    monkeypatch.setattr("kg.link.SHIPPED", tmp_path / "default.sqlite")

    with pytest.raises(InstallationError, match="is missing: install Newsgraph again"):
        default_index()


def test_the_index_in_use_is_the_one_named_then_the_variables_then_the_one_that_ships(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSGRAPH_INDEX", raising=False)
    assert index_path().name == "default.sqlite"
    monkeypatch.setenv("NEWSGRAPH_INDEX", str(index.path))
    assert default_index().version == index.version
    assert index_path(tmp_path / "mine.sqlite") == tmp_path / "mine.sqlite"
