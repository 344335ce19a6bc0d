"""What was told before, has only been set going, or went on for a time: where such events stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.states import with_read_state
from kg.extract.frames.drafts import Draft
from kg.extract.stance.find import stance
from kg.records import Status
from tests.extract.by_hand import parsed_of, word
from tests.extract.telling import events, roles

if TYPE_CHECKING:
    from kg.extract import Extractor
    from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("text", "deed", "status"),
    [
        ("Anna Berg had accused Bolt Group of hiding a leak. The firm denies this.", "accused", Status.ACTIVE),
        ("The union had criticised Bolt Group for its rosters in May.", "criticised", Status.ACTIVE),
        ("Residents had already sued Bolt Group in Leeds.", "sued", Status.ACTIVE),
        ("Residents sued Bolt Group in Leeds.", "sued", Status.ENDED),
    ],
)
def test_that_somebody_had_been_accused_before_is_no_end_of_it(
    extractor: Extractor, text: str, deed: str, status: Status
) -> None:
    parsed = parsed_of(extractor, text)
    parsed.doc._.reading.triggers = [word(parsed, deed, ended=0.98)]
    trigger = next(t for t in parsed.doc if t.text == deed)
    view = stance(parsed, trigger, usual=Status.ACTIVE, is_dispute=True)
    dispute = Draft("Controversy", "LegalDispute", (("accused", 0),), trigger, view, None, 0.9)

    assert [d.stance.status for d in with_read_state(parsed, [dispute])] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nordvik Foods launches $60 million takeover of Halden Group.", "announced"),
        ("Nordvik Foods has begun its takeover of Halden Group.", "announced"),
        ("Nordvik Foods entered into an agreement for the acquisition of Halden Group.", "announced"),
        ("Nordvik Foods completed its takeover of Halden Group.", "active"),
        ("Nordvik Foods bought Halden Group.", "active"),
    ],
)
def test_a_takeover_that_is_launched_is_not_made_yet(reading: Read, text: str, status: str) -> None:
    found = {line for line in events(reading(text)) if line.startswith("Acquisition")}

    assert found == {f"Acquisition[{status}] acquired=Halden Group; acquirer=Nordvik Foods"}


@pytest.mark.parametrize(
    ("text", "deed", "status"),
    [
        ("Nordvik Foods worked with Halden Group on oats until 2021, when it changed its plans.", "worked", "ended"),
        ("Nordvik Foods was a sponsor of Halden Rovers until last year.", "sponsor", "ended"),
        ("Nordvik Foods sponsored Halden Rovers until 2019.", "sponsored", "ended"),
        ("Nordvik Foods and Halden Group worked on oats, but the agreement ran out.", "agreement", "ended"),
        ("Nordvik Foods said the contract with Halden Group had run out.", "contract", "ended"),
        ("Nordvik Foods worked with Halden Group on oats in 2021.", "worked", "active"),
        ("Nordvik Foods did not work with Halden Group until 2021.", "work", "denied"),
        ("Nordvik Foods will work with Halden Group until 2031.", "work", "announced"),
        ("Nordvik Foods signed a contract with Halden Group until 2031.", "contract", "announced"),
    ],
)
def test_what_lasted_until_then_or_ran_out_has_ended(extractor: Extractor, text: str, deed: str, status: str) -> None:
    parsed = parsed_of(extractor, text)
    trigger = next(t for t in parsed.doc if t.text == deed)

    assert stance(parsed, trigger, usual=Status.ACTIVE).status is Status(status)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Nordvik Foods has named Anna Berg chief executive. She takes over on June 1.",
            "planned Role[current 2024-06-01]",
        ),
        (
            "Nordvik Foods has appointed Anna Berg as chief executive.\n\nBerg, 46, will start on 1 July.",
            "planned Role[current 2024-07-01]",
        ),
        (
            "Nordvik Foods named Anna Berg its chief executive on Monday. She succeeds Per Lund on 3 June.",
            "planned Role[current 2024-06-03]",
        ),
        ("Nordvik Foods has named Anna Berg chief executive. She took over on May 1.", "Role[current]"),
        ("Nordvik Foods has named Anna Berg chief executive. Per Lund joins it on June 1.", "Role[current]"),
        ("Nordvik Foods has named Anna Berg chief executive. It opens a plant on June 1.", "Role[current]"),
    ],
)
def test_who_takes_over_later_is_not_in_office_yet(reading: Read, text: str, line: str) -> None:
    found = {each for each in roles(reading(text)) if "Anna Berg" in each}

    assert found == {f"{line} Anna Berg, chief executive officer, Nordvik Foods"}
