"""The page of 25 and of 500 articles in a real browser, by keyboard: on a desk and on a phone, light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from browsers import CONTRAST, open_browser

from newsfacts.record import Record
from newsfacts.writers.html import to_html

DATA = Path(__file__).parent.parent / "data"
MANY = (25, 500)
SIZES = {"desk": (1280, 900), "phone": (360, 780)}
SCHEMES = ("light", "dark")
#: As WebDriver says the key Tab.
TAB = "\ue004"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    session = open_browser(tmp_path_factory.mktemp("profile"))
    yield session
    session.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Pages of the sample articles, repeated under names of their own."""
    samples = []
    for line in (DATA / "golden.jsonl").read_text("utf-8").splitlines():
        record = Record.model_validate_json(line)
        samples.append((record, (DATA.parent / record.article.source).read_bytes().decode("utf-8")))
    folder, made = tmp_path_factory.mktemp("pages"), {}
    for many in MANY:
        articles = []
        for number in range(many):
            record, text = samples[number % len(samples)]
            article = record.article.model_copy(update={"source": f"{number}.txt"})
            articles.append((record.model_copy(update={"article": article}), text))
        made[many] = folder / f"{many}.html"
        made[many].write_text(to_html(articles), "utf-8")
    return made


def test_a_page_of_500_articles_has_less_than_8_mb(pages: dict[int, Path]) -> None:
    assert pages[500].stat().st_size < 8_000_000


class Keyboard:
    """All that a reader without a mouse has."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def press(self, *keys: str) -> None:
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)
            self.browser.execute_async_script("setTimeout(arguments[0], 60)")

    def tab_to(self, selector: str, tab: str = TAB) -> None:
        for _ in range(60):
            if self.browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
            self.press(tab)
        raise AssertionError(f"Tab never comes to {selector}")

    def texts(self, selector: str) -> list[str]:
        return [str(element.text) for element in self.browser.find_elements("css selector", selector)]

    def asked(self) -> dict[str, list[str]]:
        """The filters in the address."""
        return parse_qs(self.browser.current_url.partition("?")[2])

    def place(self) -> str:
        return str(self.browser.current_url.partition("#")[2].partition("?")[0])


def is_met(fact: dict[str, Any]) -> bool:
    return bool(fact["type"] == "met" and fact["confidence"] >= 0.5)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("many", MANY)
def test_many_articles_by_keyboard(browser: Any, pages: dict[int, Path], many: int, size: str, scheme: str) -> None:
    from selenium.webdriver.common.keys import Keys

    width, height = SIZES[size]
    golden = [json.loads(line)["facts"] for line in (DATA / "golden.jsonl").read_text("utf-8").splitlines()]
    asked_for = [(n, fact["id"]) for n in range(many) for fact in golden[n % len(golden)] if is_met(fact)]
    total = sum(len(golden[n % len(golden)]) for n in range(many))
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        browser.get(pages[many].as_uri())
        browser.execute_script("localStorage.clear()")
        browser.get("about:blank")
        browser.get(pages[many].as_uri())
        keyboard = Keyboard(browser)
        check_looks(browser, width)
        assert keyboard.texts("h1") == [f"{many} articles"]
        assert keyboard.texts(".progress") == [f"0 of {total:,} judged"]
        # Filters, each reached with Tab, set with keys, and in the address.
        keyboard.tab_to("[data-filter=type]")
        keyboard.press("met")
        keyboard.tab_to("[data-filter=min]")
        keyboard.press(*[Keys.ARROW_RIGHT] * 10)
        assert keyboard.asked() == {"type": ["met"], "min": ["50"]}
        left = f"{len(asked_for):,} facts in {len({n for n, _ in asked_for}):,} articles"
        assert left in keyboard.texts("[role=status]")
        # Judged from fact to fact and article to article, no further than the filters go.
        keyboard.press("?")
        assert browser.find_element("css selector", ".keys").get_property("open")
        keyboard.press("j")
        for (n, fact), key in zip(asked_for[:6], "123123", strict=True):
            assert keyboard.place().partition("/")[0] == str(n)
            assert browser.find_element("css selector", ".card.on").get_attribute("id") == f"card-{fact}"
            keyboard.press(key)
        assert keyboard.texts(".progress") == [f"6 of {total:,} judged"]
        assert keyboard.asked() == {"type": ["met"], "min": ["50"]}
        check_looks(browser, width)
        lines = [json.loads(line) for line in browser.execute_script("return judgementLines()")]
        assert [line["source"] for line in lines] == [f"{n}.txt" for n, _ in asked_for[:6]]
        # The link to all articles keeps what was asked for; Clear takes it out of the address.
        keyboard.tab_to("a.back", Keys.SHIFT + Keys.TAB)
        keyboard.press(Keys.ENTER)
        assert left in keyboard.texts("[role=status]") and keyboard.texts("h1") == [f"{many} articles"]
        keyboard.tab_to(".clear")
        keyboard.press(Keys.ENTER)
        assert keyboard.asked() == {}
        assert f"{total:,} facts in {many} articles" in keyboard.texts("[role=status]")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def check_looks(browser: Any, width: int) -> None:
    """Nothing sticks out, no words are too pale, and no more is drawn than is seen."""
    browser.execute_async_script("setTimeout(arguments[0], 250)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(CONTRAST) == []
    assert browser.execute_script("return document.querySelectorAll('main *').length") < 2500
