"""The key of a name, the names that rules make, and how near two spellings are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link import OTHER, Item, Value, name_key
from kg.link.generated import generated_names, names_of_person, without_legal_form
from kg.link.segments import edits_allowed, probes, segments
from kg.link.spelling import similarity
from kg.records import Kind

LETTERS = "abcdefg hij"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("U.S.", "US", "u.s"), "us"),
        (("Coca-Cola", "Coca Cola", "COCA\u2011COLA"), "coca cola"),
        (("AT&T", "AT and T"), "at and t"),
        (("Macy's", "Macy’s", "Macys"), "macys"),
        (("Société Générale", "Societe Generale"), "societe generale"),
        (("Łódź", "Lodz"), "lodz"),
        (("Straße", "Strasse"), "strasse"),
        (("The Rock", "the rock", "Rock"), "rock"),
        (("J.P. Morgan", "JP Morgan", "J. P. Morgan"), "jp morgan"),
        (("Disney+",), "disney+"),
        (("The",), "the"),
        (("!!!",), "!!!"),
        (("  ",), ""),
    ],
)
def test_names_that_are_written_a_little_differently_have_one_key(names: tuple[str, ...], key: str) -> None:
    assert {name_key(name) for name in names} == {key}


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) in {name_key(name), name_key(name).removeprefix("the ")}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Apple Inc.", "Apple"),
        ("Foo Holdings Co., Ltd.", "Foo"),
        ("Volkswagen AG", "Volkswagen"),
        ("Tyson Foods, Inc.", "Tyson Foods"),
        ("Telefónica, S.A.", "Telefónica"),
        ("Group", "Group"),
        ("Apple", "Apple"),
    ],
)
def test_legal_forms_at_the_end_are_cut_but_never_the_whole_name(name: str, short: str) -> None:
    assert without_legal_form(name) == short


def generated(label: str, kind: str, *aliases: str, description: str = "", **facts: str) -> set[tuple[str, str]]:
    told = {name: (Value(text),) for name, text in facts.items()}
    return set(generated_names(Item("Q1", label, aliases, description, kind, facts=told)))


def test_a_person_is_also_known_by_surname_and_without_middle_names() -> None:
    assert generated("Martin Luther King Jr.", Kind.PERSON) == {("King", "surname"), ("Martin King", "middle name cut")}
    assert generated("Ludwig van Beethoven", Kind.PERSON) == {("van Beethoven", "surname")}
    assert generated("Madonna", Kind.PERSON) == set()


def test_an_organization_is_also_known_by_its_initials() -> None:
    assert generated("National Basketball Association", Kind.ORGANIZATION) == {("NBA", "acronym")}
    assert generated("China Central Television", Kind.ORGANIZATION) == {("CCTV", "acronym")}
    assert generated("National Basketball Association", Kind.PLACE) == set()
    assert generated("European Economic Community", OTHER) == {("EEC", "acronym")}
    assert generated("Some Like It Hot", OTHER) == set()


def test_an_item_of_unknown_kind_has_a_last_name_if_its_first_is_a_given_one() -> None:
    assert list(names_of_person("Gregg Edelman", {"Gregg"})) == [("Edelman", "surname")]
    assert list(names_of_person("Grand Rapids", {"Gregg"})) == []
    assert list(names_of_person("Gregg the baker", {"Gregg"})) == []


def test_a_team_is_also_known_without_its_town_or_its_club_words() -> None:
    rockets = generated("Houston Rockets", Kind.ORGANIZATION, description="American basketball team")
    blazers = generated("Portland Trail Blazers", Kind.ORGANIZATION, description="basketball team")

    assert rockets == {("Rockets", "nickname")}
    assert blazers == {("Blazers", "nickname"), ("Trail Blazers", "nickname"), ("PTB", "acronym")}
    assert generated("FC Barcelona", Kind.ORGANIZATION, stadium="Camp Nou") == {("Barcelona", "club word cut")}
    assert generated("Goldman Sachs", Kind.ORGANIZATION) == set()


def test_what_tells_a_name_from_others_is_cut() -> None:
    assert ("Boeing", "qualifier cut") in generated("Boeing (United States)", Kind.ORGANIZATION)
    assert generated("Paris, Texas", Kind.PLACE) == {("Paris", "qualifier cut")}
    assert generated("Hello, World", Kind.PRODUCT) == set()


@given(
    st.text(LETTERS, min_size=6, max_size=22),
    st.lists(
        st.tuples(st.integers(0, 21), st.sampled_from(["add", "drop", "change"]), st.sampled_from("xyz")), max_size=3
    ),
)
def test_whatever_is_near_enough_shares_a_segment(key: str, edits: list[tuple[int, str, str]]) -> None:
    other = key
    for place, what, letter in edits[: edits_allowed(len(key))]:
        at = place % len(other)
        other = other[:at] + ("" if what == "drop" else letter) + other[at + (what != "add") :]

    assert similarity(other, key) == 0 or other == key or probes(other) & set(segments(key))


@given(st.text(LETTERS, min_size=6, max_size=22), st.integers(0, 20))
def test_a_name_with_two_letters_swapped_shares_a_segment(key: str, place: int) -> None:
    at = place % (len(key) - 1)
    other = key[:at] + key[at + 1] + key[at] + key[at + 2 :]

    assert similarity(other, key) > 0
    assert probes(other) & set(segments(key))


def test_short_names_are_like_no_other_and_longer_ones_bear_more() -> None:
    assert [edits_allowed(letters) for letters in (5, 6, 8, 9, 14, 15)] == [0, 1, 1, 2, 2, 3]
    assert similarity("intel", "intek") == 0
    assert similarity("google", "gogle") == 0  # the shorter one allows none
    assert similarity("microsoft", "microsfot") == pytest.approx(1 - 1 / 9)
