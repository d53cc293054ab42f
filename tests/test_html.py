"""The review page: safe as a string, and driven in a real browser where one is installed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browsers import CONTRAST, open_browser
from hypothesis import given
from hypothesis import strategies as st
from records import TEXT, to_record

from newsfacts.failure import Failure
from newsfacts.record import Record
from newsfacts.writers import create_writer
from newsfacts.writers.html import to_html, to_json_block

HOSTILE = (
    "</script><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\"> <!-- ]]> {{7*7}} ${7*7} %INDEX% "
    "%SCRIPT% </noscript></style></div></ul></article>\r\n\r"
    "'\"`&amp;&lt;b&gt; \u2028\u2029 \u202eevil\u202c مرحبا 🇳🇴👩‍👩‍👧 \x07\n\n"
)


def hostile() -> tuple[Record, str]:
    text = HOSTILE + TEXT + HOSTILE
    record = to_record(text, source="</title><script>window.pwned=1</script>.txt", warnings=("<b>warned</b>",))
    title = record.article.model_copy(update={"title": "<img src=x onerror=window.pwned=1> 🇳🇴 title"})
    return record.model_copy(update={"article": title}), text


class Scripts(HTMLParser):
    """The scripts, styles and attributes of a page as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag in ("script", "style")
        if self._open:
            self.found.append([tag, dict(attrs).get("type") or "", ""])

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1][2] += data


def test_policy_allows_the_one_style_and_the_one_script() -> None:
    page = Scripts(to_html([hostile(), (to_record(), TEXT)]))
    policy = next(attrs["content"] for tag, attrs in page.tags if tag == "meta" and "http-equiv" in attrs)
    assert policy is not None and policy.startswith("default-src 'none';")
    assert "unsafe" not in policy and "http:" not in policy and "*" not in policy
    live = [(tag, body) for tag, kind, body in page.found if kind != "application/json"]
    assert [tag for tag, _ in live] == ["style", "script"]
    for tag, body in live:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_page_asks_for_nothing_and_hostile_text_makes_no_element() -> None:
    page = Scripts(to_html([hostile()]))
    assert not {tag for tag, _ in page.tags} & {"img", "link", "iframe", "object", "form", "b"}
    for _, attrs in page.tags:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attrs)
    assert all(attrs.get("href") in (None, "#main") for _, attrs in page.tags)


def test_data_comes_back_as_it_was() -> None:
    record, text = hostile()
    page = to_html([(record, text)])
    blocks = [json.loads(body) for _, kind, body in Scripts(page).found if kind]
    shown = re.search(r'<div class="text" id="text-0">(.*?)</div>', page, re.S)
    assert shown is not None and unescape(shown[1]) == text and blocks[0]["length"] == len(text)
    named = [text[start:end] for _, kind, *_, start, end in blocks[0]["entities"] if kind == "o1"]
    assert named == ["Holm"]
    assert blocks[1]["articles"][0]["title"] == record.article.title


def test_json_block_holds_no_sign_that_could_end_it() -> None:
    block = to_json_block({"</script>": "<!-- & > \u2028 \ud800"})
    assert not set("<>&\u2028") & set(block)
    assert json.loads(block) == {"</script>": "<!-- & > \u2028 \ud800"}


@given(st.text(st.characters(), max_size=60))
def test_json_block_holds_any_text(text: str) -> None:
    block = to_json_block([text])
    assert block.isascii() and not set("<>&") & set(block)
    assert json.loads(block) == [text]


def test_plain_text_for_readers_without_scripts() -> None:
    page = to_html([(to_record(), TEXT)])
    plain = re.search(r'<article class="plain">(.*?)</article>', page, re.S)
    assert plain is not None
    assert "Ion Rusu (MD) did not meet Karin Holm (NO)" in plain[1]
    assert "Rusu did not meet Holm during his visit." in plain[1]


def test_same_input_same_page_and_lone_surrogates_can_be_written() -> None:
    text = TEXT + "\ud83d"
    page = to_html([(to_record(text), text)])
    assert page == to_html([(to_record(text), text)])
    page.encode("utf-8")


# In a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    session = open_browser(tmp_path_factory.mktemp("profile"))
    session.implicitly_wait(2)  # a click on a link is answered by a later event of the page
    yield session
    session.quit()


def visit(browser: Any, tmp_path: Path, articles: list[tuple[Record, str]], at: str = "") -> None:
    path = tmp_path / "page.html"
    path.write_text(to_html(articles), "utf-8")
    browser.get_log("browser")
    browser.get(path.as_uri() + at)
    wait = pytest.importorskip("selenium.webdriver.support.wait").WebDriverWait(browser, 30)
    wait.until(lambda page: page.find_elements("css selector", "h1"))


def css(browser: Any, selector: str) -> list[Any]:
    return list(browser.find_elements("css selector", selector))


def texts(browser: Any, selector: str) -> list[str]:
    return [str(element.text) for element in css(browser, selector)]


def test_cards_say_the_facts_in_the_words_of_wording(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(), TEXT)])
    says = texts(browser, ".say")
    assert says[3] == "Ion Rusu (MD) did not meet Karin Holm (NO)not"
    assert says[4] == "Pavel Orlov (RU) may visit Moldovapossible"
    assert "about €40 million" in texts(browser, ".card")[0]
    assert "Karin Holm (NO), “said”" in texts(browser, ".card")[0]
    assert browser.get_log("browser") == []


def test_choosing_a_fact_marks_trigger_arguments_and_evidence(browser: Any, tmp_path: Path) -> None:
    # Emoji before the text: offsets are code points, the browser counts UTF-16 units.
    text = "👩‍👩‍👧🇳🇴 " + TEXT
    visit(browser, tmp_path, [(to_record(text), text)])
    css(browser, ".say")[3].click()
    assert texts(browser, ".trig") == ["meet"]
    assert texts(browser, ".arg") == ["Rusu", "Holm"]
    evidence = "".join(e.get_property("textContent") for e in css(browser, ".ev"))
    assert evidence == "Rusu did not meet Holm during his visit."
    css(browser, ".say")[3].click()
    assert not css(browser, ".trig")


def test_choosing_text_shows_its_facts(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(), TEXT)])
    next(e for e in css(browser, ".text .official") if e.text == "Pavel Orlov").click()
    assert len(css(browser, ".card")) == 1
    css(browser, ".all")[0].click()
    assert len(css(browser, ".card")) == 5


def test_filters_search_and_clear(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(), TEXT)])

    def choose(name: str, value: str) -> int:
        browser.execute_script(
            "const s=document.querySelector(`[data-filter=${arguments[0]}]`);s.value=arguments[1];"
            "s.dispatchEvent(new Event('input'));s.dispatchEvent(new Event('change'))", name, value)
        return len(css(browser, ".card"))

    assert choose("type", "met") == 1
    css(browser, ".clear")[0].click()
    assert choose("country", "RU") == 1
    css(browser, ".clear")[0].click()
    assert choose("min", "85") == 3
    assert choose("status", "not") == 1
    css(browser, ".clear")[0].click()
    assert choose("official", "Karin Holm (NO)") == 3
    css(browser, ".clear")[0].click()
    css(browser, "input[type=search]")[0].send_keys("tribune")
    browser.execute_async_script("setTimeout(arguments[0], 250)")
    assert len(css(browser, ".card")) == 1


def test_filters_are_in_the_address_and_go_along(browser: Any, tmp_path: Path) -> None:
    articles = [(to_record(source=f"{n}.txt"), TEXT) for n in range(3)]
    visit(browser, tmp_path, articles, "#?type=met&country=NO")
    assert "3 facts in 3 articles" in texts(browser, "[role=status]")
    css(browser, "#facts a")[0].click()
    assert browser.current_url.endswith("#0/f4?type=met&country=NO") and len(css(browser, ".card")) == 1
    css(browser, ".clear")[0].click()
    assert browser.current_url.endswith("#0/f4") and len(css(browser, ".card")) == 5
    browser.back()
    assert browser.current_url.endswith("#?type=met&country=NO")
    assert "3 facts in 3 articles" in texts(browser, "[role=status]")


def test_reliability_dates_and_order_are_in_the_address(browser: Any, tmp_path: Path) -> None:
    articles = [(to_record(source=f"{n}.txt"), TEXT) for n in range(2)]
    visit(browser, tmp_path, articles, "#?min=80&sort=reliability")
    stated = sorted((fact.confidence for fact in to_record().facts if fact.confidence >= 0.8), reverse=True)
    assert f"{2 * len(stated)} facts in 2 articles" in texts(browser, "[role=status]") and 0 < len(stated) < 5
    assert texts(browser, ".bar output") == ["≥ 80%"]
    css(browser, "#articles a")[0].click()
    assert [int(text) for text in re.findall(r"(\d+)%", " ".join(texts(browser, ".card dl")))] == [
        round(100 * one) for one in stated]
    # 12 March, April and the whole of 2024; an interval counts where it reaches into what is asked for.
    for asked, left in (("since=2024-04-01", 2), ("until=2024-03-12", 2), ("since=2024-03-12&until=2024-03-31", 2),
                        ("since=2025-01-01", 0), ("since=nonsense", 5)):  # fmt: skip
        visit(browser, tmp_path, articles[:1], f"#0?{asked}")
        assert len(css(browser, ".card")) == left, asked
    visit(browser, tmp_path, articles[:1], "#0?sort=newest")
    assert "April" in texts(browser, ".card")[0] and "did not meet" in texts(browser, ".say")[-1]


def test_going_back_finds_the_index_as_it_was(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(source=f"{n}.txt"), TEXT) for n in range(40)])
    for _ in range(2):
        css(browser, "#facts .more")[0].click()
    browser.execute_script("scrollTo(0, 2400)")
    drawn = len(css(browser, "#facts li"))
    browser.execute_script("document.querySelectorAll('#facts a')[60].click()")
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    assert css(browser, ".card.on")
    browser.back()
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    assert len(css(browser, "#facts li")) == drawn > 50
    assert abs(browser.execute_script("return scrollY") - 2400) < 3


def test_without_scripts_articles_are_read_as_they_stand(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(to_html([(to_record(), TEXT)]), "utf-8")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(path.as_uri())
        assert css(browser, ".plain .text")[0].text.split() == TEXT.split()
        assert css(browser, ".plain li")[2].text.startswith("Ion Rusu (MD) thanked Norway")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.get(path.as_uri())
    assert not css(browser, ".plain .text")[0].is_displayed()


def test_a_text_stands_on_the_page_once() -> None:
    page = to_html([(to_record(source=f"{n}.txt"), TEXT) for n in range(4)])
    assert all(page.count(line) == 4 for line in TEXT.splitlines()[2:] if len(line) > 40)


def test_layers_can_be_switched_off(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(), TEXT)])
    assert css(browser, ".text .country")
    css(browser, "[data-layer=country]")[0].click()
    assert not css(browser, ".text .country") and css(browser, ".text .official")
    assert css(browser, "[data-layer=country]")[0].get_attribute("aria-pressed") == "false"


def test_all_of_it_by_keyboard(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    visit(browser, tmp_path, [(to_record(), TEXT)])
    body = css(browser, "body")[0]
    body.send_keys("j")
    assert texts(browser, ".trig") == ["give"]
    browser.switch_to.active_element.send_keys("j")
    assert len(css(browser, ".card.on")) == 1 and texts(browser, ".trig") == ["said"]
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not css(browser, ".card.on")
    css(browser, ".text")[0].send_keys(Keys.ARROW_RIGHT)
    assert browser.switch_to.active_element.text == "Norway"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert len(css(browser, ".card")) == 2
    css(browser, "body")[0].send_keys("/")
    assert browser.switch_to.active_element.get_attribute("type") == "search"


def test_a_page_is_judged_from_first_to_last_fact_by_keyboard(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    def press(key: str) -> None:
        browser.switch_to.active_element.send_keys(key)
        browser.execute_async_script("setTimeout(arguments[0], 50)")

    articles = [(to_record(source=f"{n}.txt"), TEXT) for n in range(3)]
    visit(browser, tmp_path, articles)
    browser.execute_script("localStorage.clear()")
    visit(browser, tmp_path, articles)
    press("j")
    for number in range(15):
        press("123"[number % 3])
    assert texts(browser, ".progress") == ["15 of 15 judged"]
    press("u")
    assert texts(browser, ".progress") == ["14 of 15 judged"]
    press("n")
    press("who is it?" + Keys.ENTER)
    press("2")
    lines = [json.loads(line) for line in browser.execute_script("return judgementLines()")]
    assert [line["verdict"] for line in lines[:14]] == [["right", "wrong", "skip"][n % 3] for n in range(14)]
    assert (lines[14]["verdict"], lines[14]["note"]) == ("wrong", "who is it?")
    assert (lines[3]["source"], lines[3]["fact"], lines[3]["rule"]) == ("0.txt", "f4", "meet")
    # Kept for these records, and for no others.
    visit(browser, tmp_path, articles, "#1")
    assert texts(browser, ".progress") == ["15 of 15 judged"]
    assert css(browser, ".card")[0].get_attribute("data-judged") == "skip"
    visit(browser, tmp_path, articles[:2])
    assert texts(browser, ".progress") == ["0 of 10 judged"]


def test_hostile_articles_run_nothing_and_show_as_they_are(browser: Any, tmp_path: Path) -> None:
    record, text = hostile()
    visit(browser, tmp_path, [(record, text)])
    assert browser.execute_script("return window.pwned") is None
    shown = browser.execute_script("return document.querySelector('.text').textContent")
    assert shown == text
    assert not css(browser, "main img, header img")
    css(browser, ".say")[3].click()
    assert texts(browser, ".trig") == ["meet"]
    assert texts(browser, "h1") == ["<img src=x onerror=window.pwned=1> 🇳🇴 title"]
    assert browser.get_log("browser") == []


def test_injected_markup_is_stopped_by_the_policy(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(), TEXT)])
    browser.execute_script("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned=1\">')")
    browser.execute_async_script("setTimeout(arguments[0], 200)")
    assert browser.execute_script("return window.pwned") is None


def test_folder_has_index_matrix_timeline_amounts_and_ways_into_articles(browser: Any, tmp_path: Path) -> None:
    visit(browser, tmp_path, [(to_record(source=f"{n}.txt"), TEXT) for n in range(30)])
    assert texts(browser, "h1") == ["30 articles"]
    assert not css(browser, "#country-matrix table")
    css(browser, "#country-matrix summary")[0].click()
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    # 30 times thanked; that Norway will give is planned, and Rusu's meeting with Holm is denied: neither happened.
    labels = [cell.get_attribute("aria-label") for cell in css(browser, "#country-matrix td button")]
    assert labels == ["Moldova to Norway: 30 facts"]
    css(browser, "#country-matrix td button")[0].click()
    assert "thanked" in css(browser, "#country-matrix")[0].text
    for _ in range(2):
        css(browser, "#timeline .more")[0].click()
    assert "12 March 2024" in css(browser, "#timeline")[0].text
    assert "about €40 million" in css(browser, "#amounts")[0].text
    assert len(css(browser, "#articles li")) < 30
    css(browser, "#articles .more")[0].click()
    assert len(css(browser, "#articles li")) > 12
    css(browser, "#facts a")[0].click()
    assert css(browser, ".card.on")
    assert texts(browser, ".trig") == ["give"]
    browser.back()
    assert texts(browser, "h1") == ["30 articles"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("many", [1, 3])
def test_nothing_sticks_out_at_phone_or_desktop_width(browser: Any, tmp_path: Path, width: int, many: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        visit(browser, tmp_path, [hostile()] * many)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("many", [1, 3])
def test_contrast_is_aa(browser: Any, tmp_path: Path, scheme: str, many: int) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        visit(browser, tmp_path, [(to_record(), TEXT)] * many)
        if many == 1:
            css(browser, ".say")[0].click()
        browser.execute_async_script("setTimeout(arguments[0], 250)")
        assert browser.execute_script(CONTRAST) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_failures_are_named_in_the_index(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("w", encoding="utf-8") as target:
        writer = create_writer("html", target)
        writer.write_failure(Failure("<b>.txt", "binary", "not text"))
        writer.write(to_record(), TEXT)
        writer.write(to_record(), TEXT)
        writer.close()
    browser.get(path.as_uri())
    assert texts(browser, ".warn") == ["<b>.txt: not text"]


def test_a_thousand_articles_draw_no_more_than_a_screenful(browser: Any, tmp_path: Path) -> None:
    record = to_record()
    visit(browser, tmp_path, [(record, TEXT)] * 1000)
    assert texts(browser, "h1") == ["1,000 articles"]
    assert browser.execute_script("return document.querySelectorAll('main *').length") < 2000
