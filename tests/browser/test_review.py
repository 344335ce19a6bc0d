"""The review of links by its keys, in a real browser, against a server that takes writes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kg.store import Store
from tests.serving import serving
from tests.wikidata.doubtful import fill, make_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server with links in doubt, and its token."""
    token = secrets.token_hex(16)
    (tmp_path / "token").write_text(token)
    with Store(tmp_path / "store") as store:
        fill(store)
    index = make_index(tmp_path)
    variables = {"NEWSGRAPH_TOKEN_FILE": str(tmp_path / "token"), "NEWSGRAPH_INDEX": str(index)}
    with serving(tmp_path / "store", tmp_path / "log", **variables) as address:
        yield address, token


@pytest.fixture
def page(browser: Browser, desk: tuple[str, str]) -> Iterator[Page]:
    """The review page with its token typed in; afterwards, nothing may have been said on the console."""
    context, said = browser.new_context(), []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{desk[0]}/review")
    opened.get_by_label("Token of the server").fill(desk[1])
    opened.get_by_label("Your name").fill("Ada")
    opened.get_by_label("Your name").press("Tab")
    opened.locator("body").click(position={"x": 1, "y": 1})
    yield opened
    context.close()
    assert said == []


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    page.wait_for_load_state()  # keys count once the script has run


def test_keys_alone_decide_undo_and_move(page: Page) -> None:
    heading(page, "Rockets")
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="rocket 0.20", exact=False)).to_be_checked()
    page.keyboard.press("1")
    page.keyboard.press("a")
    heading(page, "Mercury")
    page.keyboard.press("z")
    heading(page, "Rockets")
    page.keyboard.press("Enter")
    heading(page, "Mercury")
    page.keyboard.press("n")
    heading(page, "That was the last one")
    page.keyboard.press("b")
    heading(page, "Rockets")


def test_buttons_do_the_same(page: Page) -> None:
    page.get_by_role("radio", name="rocket 0.20", exact=False).check()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("0.20, rejected")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("0.20, rejected")).to_have_count(0)
    page.get_by_role("button", name="Unsure").click()
    heading(page, "Mercury")


def test_typing_a_reason_decides_nothing(page: Page) -> None:
    page.get_by_label("Why").fill("a reason and nothing else")
    heading(page, "Rockets")
    page.get_by_role("button", name="Accept").click()
    heading(page, "Mercury")


def test_a_phone_shows_it_without_sideways_scrolling(browser: Browser, desk: tuple[str, str]) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{desk[0]}/review")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    context.close()
