"""Where the words around an event's name leave it: begun or to come, forced to end, allowed, mooted, made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

STATES = [
    # What is told in the present of a day to come.
    ("announced", "The alliance between Brasov Steel and Ostrel Marine begins in October."),
    ("announced", "The partnership of Brasov Steel and Ostrel Marine takes effect next month."),
    ("announced", "The joint venture between Brasov Steel and Ostrel Marine is due to start in March."),
    ("announced", "The cooperation between Brasov Steel and Ostrel Marine is for six years and begins in May."),
    ("announced", "Brasov Steel becomes the sponsor of FC Ostrel next season."),
    ("active", "The alliance between Brasov Steel and Ostrel Marine began in October."),
    ("active", "The partnership between Brasov Steel and Ostrel Marine, which took effect in May, covers cranes."),
    ("active", "The sponsorship of FC Ostrel by Brasov Steel ends in June."),
    ("ended", "The sponsorship of FC Ostrel by Brasov Steel ended in June."),
    ("announced", "Brasov Steel, which is buying Ostrel Marine, said on Monday that its profit had fallen."),
    ("active", "Brasov Steel, which has bought Ostrel Marine, said on Monday that its profit had fallen."),
    # What somebody was brought to do.
    ("suspended", "Sanctions have forced Brasov Steel to suspend its partnership with Ostrel Marine."),
    ("ended", "Brasov Steel had to terminate its alliance with Ostrel Marine in April."),
    ("active", "Brasov Steel may be forced to terminate its alliance with Ostrel Marine."),
    ("active", "Brasov Steel did not have to terminate its alliance with Ostrel Marine."),
    # What is only thought of, or all but made.
    ("rumoured", "Brasov Steel is weighing up a joint venture with Ostrel Marine."),
    ("rumoured", "Brasov Steel has floated an alliance with Ostrel Marine."),
    ("rumoured", "Brasov Steel is close to a deal to buy Ostrel Marine."),
    ("rumoured", "Brasov Steel nears deal to buy Ostrel Marine"),
    ("rumoured", "Brasov Steel is expected to announce a partnership with Ostrel Marine."),
    ("announced", "Brasov Steel is expected to complete its takeover of Ostrel Marine in May."),
    ("announced", "Brasov Steel has chosen Ostrel Marine as its partner for a crane plant."),
    # What there is nothing behind, and what somebody decides against.
    ("denied", "Reports of an alliance between Brasov Steel and Ostrel Marine are pure invention, its chairman said."),
    ("denied", "A merger between Brasov Steel and Ostrel Marine is off the table."),
    ("rumoured", "A merger between Brasov Steel and Ostrel Marine is possible."),
    ("denied", "The takeover of Ostrel Marine by Brasov Steel never came."),
    # What is put away, also in a headline.
    ("suspended", "Brasov Steel has put its proposed merger with Ostrel Marine on ice."),
    ("suspended", "Brasov Steel shelves merger with Ostrel Marine"),
    # What was signed long ago is in force; a letter of intent never was.
    ("active", "Brasov Steel signed a supply deal with Ostrel Marine in 2019."),
    ("announced", "Brasov Steel signed a supply deal with Ostrel Marine on Monday."),
    ("announced", "Brasov Steel signed a memorandum with Ostrel Marine in 2019."),
    # What a deal allows is no talk, and what is kept stays.
    ("active", "Brasov Steel may use the patents of Ostrel Marine under a licence that it has held since 2019."),
    ("active", "Brasov Steel said it would honour its partnership with Ostrel Marine."),
    # What is denied stays said; a clause put behind a comma is no part of the denial.
    ("active", "Brasov Steel denied accusations by Ostrel Marine that it had copied its cranes."),
    ("active", "Brasov Steel denied that it had taken drawings from Ostrel Marine, which has sued it."),
]


@pytest.mark.parametrize(("state", "text"), STATES, ids=[text for _, text in STATES])
def test_an_event_is_left_where_its_sentence_leaves_it(reading: Read, state: str, text: str) -> None:
    found = events(reading(text))
    assert found
    assert all(f"[{state}" in line for line in found), found


def test_a_strike_that_members_vote_against_is_none(reading: Read) -> None:
    assert events(reading("Workers at Brasov Steel voted against a strike.")) == set()
