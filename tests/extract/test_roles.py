"""Roles: who is what where, who was, and who only stands near a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

CEO = "Anna Berg, chief executive officer, Nordvik Foods"

TOLD = [
    ("Anna Berg is the chief executive of Nordvik Foods.", {f"Role[current] {CEO}"}),
    ("Nordvik Foods chief executive Anna Berg said sales rose.", {f"Role[current] {CEO}"}),
    ("Nordvik Foods CEO Anna Berg said sales rose.", {f"Role[current] {CEO}"}),
    ("Anna Berg, chief executive of Nordvik Foods, said sales rose.", {f"Role[current] {CEO}"}),
    ("Nordvik Foods' chief executive, Anna Berg, declined to comment.", {f"Role[current] {CEO}"}),
    ("Anna Berg has been chief executive of Nordvik Foods since 2018.", {f"Role[current] {CEO}"}),
    ("Anna Berg was appointed chief executive of Nordvik Foods in 2020.", {f"Role[current 2020] {CEO}"}),
    ("Nordvik Foods appointed Anna Berg as chief executive on Monday.", {f"Role[current 2024-05-13] {CEO}"}),
    ("Nordvik Foods named Anna Berg chief executive on Monday.", {f"Role[current 2024-05-13] {CEO}"}),
    ("Nordvik Foods named Anna Berg as its new chief executive.", {f"Role[current] {CEO}"}),
    ("Anna Berg resigned as chief executive of Nordvik Foods.", {f"Role[former] {CEO}"}),
    ("Anna Berg stepped down as CEO of Nordvik Foods in 2022.", {f"Role[former 2022] {CEO}"}),
    ("Nordvik Foods fired its chief executive, Anna Berg, in May.", {f"Role[former 2024-05] {CEO}"}),
    ("Former Nordvik Foods CEO Anna Berg joined Halden Logistics.", {f"Role[former] {CEO}"}),
    ("Anna Berg, a former chief executive of Nordvik Foods, now runs a farm.", {f"Role[former] {CEO}"}),
    ("Anna Berg was chief executive of Nordvik Foods until 2019.", {f"Role[former] {CEO}"}),
    ("Anna Berg, who was chief executive of Nordvik Foods until 2019, died.", {f"Role[former] {CEO}"}),
    (
        "Anna Berg served as chief executive of Nordvik Foods from 2010 to 2015.",
        {f"Role[former 2010-01-01/2015-12-31] {CEO}"},
    ),
    ("Nordvik Foods CEO Anna Berg stepped down on Monday.", {f"Role[former 2024-05-13] {CEO}"}),
    ("Anna Berg is not the chief executive of Nordvik Foods.", {f"not Role[current] {CEO}"}),
    (
        "Anna Berg, vice president of sales at Nordvik Foods, and Peter Lund, head of research at Norse Airways, met.",
        {
            "Role[current] Anna Berg, vice president of sales, Nordvik Foods",
            "Role[current] Peter Lund, head of research, Norse Airways",
        },
    ),
    (
        "Nordvik Foods CEO Anna Berg and Halden Logistics CEO Peter Lund smiled.",
        {f"Role[current] {CEO}", "Role[current] Peter Lund, chief executive officer, Halden Logistics"},
    ),
    (
        "Anna Berg, head of research at Nordvik Foods, said so.",
        {"Role[current] Anna Berg, head of research, Nordvik Foods"},
    ),
    (
        "Anna Berg, a spokeswoman for Nordvik Foods, said so.",
        {"Role[current] Anna Berg, spokeswoman, Nordvik Foods"},
    ),
    (
        "Anna Berg, the founder of Nordvik Foods, owns a yacht.",
        {"Role[current] Anna Berg, founder, Nordvik Foods", "Nordvik Foods foundedBy Anna Berg"},
    ),
    (
        "Anna Berg is chairwoman of both Nordvik Foods and Halden Logistics.",
        {
            "Role[current] Anna Berg, chairwoman, Nordvik Foods",
            "Role[current] Anna Berg, chairwoman, Halden Logistics",
        },
    ),
    (
        "Peter Lund was replaced as chief executive of Nordvik Foods by Anna Berg.",
        {"Role[former] Peter Lund, chief executive officer, Nordvik Foods"},
    ),
    (
        "Anna Berg, chief executive of Nordvik Foods, and her husband, Peter Lund, moved to Oslo.",
        {f"Role[current] {CEO}"},
    ),
    ("Anna Berg succeeded Peter Lund as chief executive of Nordvik Foods in 2020.", {f"Role[current 2020] {CEO}"}),
    ("Peter Lund told Nordvik Foods chief executive Anna Berg that he was leaving.", {f"Role[current] {CEO}"}),
    (
        "Anna Berg, 45, a Norwegian, is president and chief executive of Nordvik Foods.",
        {f"Role[current] {CEO}", "Role[current] Anna Berg, president, Nordvik Foods"},
    ),
    (
        "Anna Berg, the mayor of Oslo, met Peter Lund, the chairman of Nordvik Foods.",
        {"Role[current] Anna Berg, mayor, Oslo", "Role[current] Peter Lund, chairman, Nordvik Foods"},
    ),
    (
        "Nordvik Foods named Anna Berg as its chief executive from January 1.",
        {f"planned Role[current 2025-01-01] {CEO}"},
    ),
    (
        "Nordvik Foods appointed Anna Berg chief executive, effective 1 July 2024.",
        {f"planned Role[current 2024-07-01] {CEO}"},
    ),
    ("Nordvik Foods named Anna Berg as its chief executive on Monday.", {f"Role[current 2024-05-13] {CEO}"}),
    (
        "Peter Lund, Halden Logistics' chair, Anna Berg, said prices rose.",
        {"Role[current] Anna Berg, chair, Halden Logistics"},
    ),
    ("Anna Berg could become chief executive of Nordvik Foods.", {f"rumour Role[current] {CEO}"}),
    ("Anna Berg will be chief executive of Nordvik Foods from June.", {f"planned Role[current] {CEO}"}),
    (
        "Anna Berg, who left as chief executive of Nordvik Foods in 2015, is now chairwoman of Halden Logistics.",
        {f"Role[former 2015] {CEO}", "Role[current] Anna Berg, chairwoman, Halden Logistics"},
    ),
    (
        "Anna Berg, editor of the Oslo Times, interviewed Nordvik Foods chairman Peter Lund.",
        {"Role[current] Anna Berg, editor, Oslo Times", "Role[current] Peter Lund, chairman, Nordvik Foods"},
    ),
    (
        "Anna Berg, an analyst at Halden Capital, said Nordvik Foods chairman Peter Lund should go.",
        {"Role[current] Anna Berg, analyst, Halden Capital", "Role[current] Peter Lund, chairman, Nordvik Foods"},
    ),
    ("Anna Berg and Nordvik Foods chairman Peter Lund met.", {"Role[current] Peter Lund, chairman, Nordvik Foods"}),
    (
        "Nordvik Foods chairman Peter Lund's son Karl runs a farm.",
        {"Role[current] Peter Lund, chairman, Nordvik Foods"},
    ),
    (
        "Anna Berg, who replaced Peter Lund as chief executive of Nordvik Foods, said sales rose.",
        {f"Role[current] {CEO}"},
    ),
    ("Anna Berg, then chief executive of Nordvik Foods, signed the letter in 2015.", {f"Role[former] {CEO}"}),
    (
        "Anna Berg, the former chief executive of Nordvik Foods and current chairwoman of Halden Logistics, spoke.",
        {f"Role[former] {CEO}", "Role[current] Anna Berg, chairwoman, Halden Logistics"},
    ),
    ("Nordvik Foods said Anna Berg, its chief executive, would retire in June.", {f"Role[current] {CEO}"}),
    ("The board of Nordvik Foods ousted chief executive Anna Berg.", {f"Role[former] {CEO}"}),
    ("Nordvik Foods names Anna Berg chief executive as Lund retires", {f"Role[current] {CEO}"}),
    ("Nordvik Foods taps Anna Berg as chief executive", {f"Role[current] {CEO}"}),
    ("Anna Berg, formerly chief executive of Nordvik Foods, runs a farm.", {f"Role[former] {CEO}"}),
    ("Anna Berg, previously chief executive of Nordvik Foods, sings.", {f"Role[former] {CEO}"}),
]

TAKEN = [
    ("Nordvik Foods announced the appointment of Anna Berg as chief financial officer.", "chief financial officer"),
    ("Nordvik Foods confirmed the promotion of Anna Berg as head of research.", "head of research"),
    ("Anna Berg has now joined Nordvik Foods as managing director.", "managing director"),
    ("Anna Berg has joined Nordvik Foods as its head of sales.", "head of sales"),
    ("Anna Berg is the managing director of the start-up Nordvik Foods.", "managing director"),
]

WITHIN = [
    ("Anna Berg, Senior Vice President of Supply Chain at Nordvik Foods, spoke.", "id/organization/nordvik-foods"),
    ("Anna Berg, vice president of Cloud Services at Nordvik Foods, spoke.", "id/organization/nordvik-foods"),
]

LAWYERS = [
    "Halden Logistics' attorney, Anna Berg of Nordvik Foods, called it a victory.",
    "Halden Logistics lawyer Anna Berg, of Nordvik Foods, called it a victory.",
]

LEFT = [
    (
        "Nordvik Foods employs 300 people. Its finance director, Anna Berg, left in January.",
        "former 2024-01",
        "finance director",
    ),
    (
        "Nordvik Foods is growing. Its finance director, Anna Berg, left in January.",
        "former 2024-01",
        "finance director",
    ),
    ("Nordvik Foods' finance director Anna Berg left the company.", "former", "finance director"),
    ("Nordvik Foods' finance director Anna Berg left the door open.", "current", "finance director"),
    ("Nordvik Foods' finance director Anna Berg left for Oslo on Monday.", "current", "finance director"),
    ("Nordvik Foods' finance director Anna Berg, whose aunt left in January, sings.", "current", "finance director"),
    ("Nordvik Foods has appointed Peter Lund as chair, replacing founder Anna Berg.", "current", "founder"),
]

NOTHING = [
    "Anna Berg met the chief executive of Nordvik Foods.",
    "Nordvik Foods dismissed union leader Anna Berg.",
    "Anna Berg wrote to the chairman of Nordvik Foods.",
    "Prime Minister Anna Berg praised Nordvik Foods.",
    "President Anna Berg visited a Nordvik Foods plant.",
    "Anna Berg bought bread at Nordvik Foods.",
    "Anna Berg, a lawyer for Nordvik Foods, denied it.",
    "The manager of a Nordvik Foods shop met Anna Berg.",
    "Anna Berg, the daughter of the chairman of Nordvik Foods, sings.",
    "Peter Lund, whose wife is the chief executive of Nordvik Foods, sings.",
    "Anna Berg turned down the job of chief executive of Nordvik Foods.",
    "Nordvik Foods' Anna Berg said sales rose.",
    "Nordvik Foods welcomed the appointment of Anna Berg as chief executive.",
    "Anna Berg joined Nordvik Foods as Halden Logistics was looking for a chief executive.",
    "Anna Berg is a member of the Nordvik Foods board.",
    "Anna Berg, chief executive of Nordvik Foods' Swedish unit, spoke.",
    "The council's Labour leader, Anna Berg, said it was fair.",
    "The union's Volvo spokesman, Peter Lund, said it was fair.",
    '"The payments were bribes," said Acting U.S. Attorney Peter Lund.',
    "The names Anna Berg and chief executive Peter Lund stood on the list of Nordvik Foods.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_role_is_told_with_its_holder_title_place_and_whether_it_lasts(
    reading: Read, text: str, expected: set[str]
) -> None:
    assert told(reading(text)) == expected


@pytest.mark.parametrize(("text", "title"), TAKEN)
def test_who_is_appointed_or_joins_has_a_role(reading: Read, text: str, title: str) -> None:
    assert told(reading(text)) == {f"Role[current] Anna Berg, {title}, Nordvik Foods"}


@pytest.mark.parametrize(("text", "organization"), WITHIN)
def test_what_somebody_heads_at_a_firm_is_not_where_they_work(reading: Read, text: str, organization: str) -> None:
    assert {role.organization for role in reading(text).roles} == {organization}


def test_it_that_is_led_is_nobody_for_sure(reading: Read) -> None:
    assert not reading("Nordvik Foods and Halden Logistics will merge. Halden chair Anna Berg will lead it.").roles[1:]


@pytest.mark.parametrize("text", LAWYERS)
def test_the_lawyer_of_others_works_at_a_firm(reading: Read, text: str) -> None:
    (found,) = reading(text).roles
    assert (found.title, found.organization) in {(t, "id/organization/nordvik-foods") for t in ("attorney", "lawyer")}


@pytest.mark.parametrize(("text", "status", "title"), LEFT)
def test_who_left_is_gone_and_a_founder_stays_one(reading: Read, text: str, status: str, title: str) -> None:
    assert f"Role[{status}] Anna Berg, {title}, Nordvik Foods" in told(reading(text))


@pytest.mark.parametrize("text", NOTHING)
def test_who_only_stands_near_a_title_does_not_hold_it(reading: Read, text: str) -> None:
    assert told(reading(text)) == set()


MINISTERS = [
    ("Tonga Communications Minister Anna Berg spoke.", "communications minister, Tonga"),
    ("Kenya Trade Minister Anna Berg met farmers in Oslo.", "trade minister, Kenya"),
    ("Ghana's Energy Minister Anna Berg said prices would fall.", "energy minister, Ghana"),
    ("Tonga Power chief executive Anna Berg spoke.", "chief executive officer, Tonga Power"),
]


@pytest.mark.parametrize(("text", "role"), MINISTERS)
def test_a_minister_is_a_countrys_and_the_field_is_of_the_title(reading: Read, text: str, role: str) -> None:
    assert told(reading(text)) == {f"Role[current] Anna Berg, {role}"}


APPOINTED = "Halden Devices has appointed Anna Berg as its chief executive. She worked at Nordvik Foods for 20 years."
SUCCEEDED = [
    ("She succeeds Kristjan Aru, who co-founded the company in 2009 and will become its chairman.", "Halden Devices"),
    ("She replaces Kristjan Aru, who will become its chairman.", "Halden Devices"),
    ("She succeeds Kristjan Aru, who will become chairman of Nordvik Foods.", "Nordvik Foods"),
]


@pytest.mark.parametrize(("text", "firm"), SUCCEEDED)
def test_who_is_succeeded_gets_the_office_at_the_firm_of_the_successor(reading: Read, text: str, firm: str) -> None:
    found = told(reading(f"{APPOINTED} {text}"))

    assert f"planned Role[current] Kristjan Aru, chairman, {firm}" in found
    assert not [line for line in found if "Anna Berg, chairman" in line]
