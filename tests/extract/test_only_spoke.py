"""Who only spoke for a firm before an authority acts on somebody whom its sentence leaves unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SPOKE = [
    "would not say if the firm had been asked for a ransom.",
    "declined to comment on the ransom.",
    "said on Monday that the firm should have caught this sooner.",
]


@pytest.mark.parametrize("words", SPOKE)
def test_a_probe_that_names_nobody_is_not_of_who_spoke(reading: Read, words: str) -> None:
    text = (
        "Hackers have copied files of the payroll company Nordvik Pay.\n\n"
        f'"We are deeply sorry," said chief executive Anna Berg. A group calling itself Glasswing did it. Berg {words}'
        "\n\nThe Office of the Privacy Commissioner has opened an investigation."
    )
    assert not [line for line in events(reading(text)) if "accused=Anna Berg" in line]


def test_who_is_named_as_its_object_is_probed(reading: Read) -> None:
    text = (
        "Anna Berg said she was innocent. The Office of the Privacy Commissioner has opened an investigation into Berg."
    )
    assert [line for line in events(reading(text)) if "accused=Anna Berg" in line]
