"""The names of a JSON line's fields, as the command line gives them."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.read import Fields


def test_pairs_name_the_fields_and_leave_the_others_as_they_are() -> None:
    assert Fields.from_pairs(["title=headline", "text=body"]) == Fields(title="headline", text="body")


@pytest.mark.parametrize("pair", ["titel=headline", "title=", "title", "=x", ""])
def test_a_pair_that_names_no_field_is_refused_with_the_names_that_there_are(pair: str) -> None:
    with pytest.raises(UsageError, match="write one of title, url, published, text, html"):
        Fields.from_pairs([pair])
