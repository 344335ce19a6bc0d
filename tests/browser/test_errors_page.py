"""The page of `kg eval --html` in a real browser: from the disk alone, by keys, and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg.evaluate import Evaluation
from kg.evaluate.page import write
from kg.evaluate.scores import Counts
from kg.evaluate.slips import Place, Slip
from kg.evaluate.soundness import Soundness

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

TEXT = f"Nike bought {'RTFKT' * 40}. Adidas sued."


@pytest.mark.parametrize("width", [360, 1200])
def test_a_choice_by_keys_shows_one_relation_and_one_verdict(browser: Browser, tmp_path: Path, width: int) -> None:
    slips = (
        Slip("deal", "a", is_missed=False, places=(Place(0, 4, "buyer"), Place(12, 212, "bought"))),
        Slip("deal", "a", is_missed=True, places=(Place(0, 4, "buyer"),)),
        Slip("quarrel", "a", is_missed=True, places=(Place(214, 220, "accuser"),)),
    )
    table = {"deal": Counts(wrong=1, missed=1), "quarrel": Counts(missed=1)}
    write([Evaluation("mine", "events", {"a": TEXT}, table, slips, Soundness(), 1.0)], tmp_path / "page.html")
    context, heard = browser.new_context(viewport={"width": width, "height": 700}), []
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(address := (tmp_path / "page.html").as_uri())

    expect(page.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("radio", name="all", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("radio", name="missed", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("listitem")).to_have_text(["missed a buyerNike bought " + "RTFKT" * 40 + "."])

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == [address]
    context.close()
