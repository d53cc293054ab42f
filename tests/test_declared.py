"""The day of a page: only what it declares of itself; and what of a page is no text of its article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsfacts.article import Article
from newsfacts.failure import Failure
from newsfacts.readers import ReadOptions, read_source

pytest.importorskip("trafilatura")

PROSE = "The finance minister of Norway said on Tuesday that the budget would grow by a fifth next year. "


def make_page(head: str = "", top: str = "", body: str = "", bottom: str = "") -> str:
    return (
        f"<html><head><title>Budget to grow</title>{head}</head><body><article><h1>Budget to grow</h1>{top}"
        f"<p>{PROSE * 3}</p>{body}<p>{PROSE * 2}</p></article>{bottom}</body></html>"
    )


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def read(tmp_path: Path, page: str | bytes) -> Article:
    path = tmp_path / "a.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (item,) = read_source(str(path), ReadOptions())
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (make_page('<meta property="article:published_time" content="2024-05-03T08:00:00Z">'), "2024-05-03"),
        (make_page('<meta name="DC.date.issued" content="3 May 2024">'), "2024-05-03"),
        (make_page(linked({"@type": "NewsArticle", "datePublished": "2024-05-03T23:00:00-04:00"})), "2024-05-03"),
        (make_page(linked({"@graph": [{"@type": "Organization", "foundingDate": "1998-01-02"},
                                      {"@type": ["Article"], "datePublished": "2024-05-03"}]})), "2024-05-03"),
        (make_page(top='<p class="by">By Ion Rusu <time datetime="2024-05-03T08:00">3 May</time></p>'), "2024-05-03"),
        (make_page(top="<time>May 3, 2024</time>"), "2024-05-03"),
        (make_page(top='Updated <time datetime="2024-06-01">x</time> <time datetime="2024-05-03">y</time>'),
         "2024-05-03"),
        (make_page(body='<footer>Published <time itemprop="datePublished" datetime="2024-05-03">x</time></footer>'),
         "2024-05-03"),
        # what merely stands on the page
        (make_page(bottom="<footer>Copyright May 3, 2019. Founded 1998.</footer>"), None),
        (make_page(bottom='<footer><time datetime="2024-05-03">today</time></footer>'), None),
        (make_page(bottom='<a href="/2018/02/03/other-story">2018-02-03</a>'), None),
        (make_page('<script src="/app-2017-01-01.js"></script>'), None),
        (make_page(bottom='<aside><time datetime="2020-01-01">Most read</time></aside>'), None),
        (make_page(body=f'<p>{PROSE} It began on <time datetime="2021-01-02">2 January 2021</time>.</p>'), None),
        (make_page(body=f"<p>On May 3, 2019, the last budget was passed. {PROSE}</p>"), None),
        (make_page(linked({"@type": "Event", "startDate": "2024-05-03", "datePublished": "2024-05-03"})), None),
        (make_page(linked({"@type": "WebSite", "relatedArticle": {"@type": "Article", "datePublished": "2024-05-03"}})),
         None),
        (make_page(), None),
    ],
)  # fmt: skip
def test_only_what_is_declared_is_the_day(tmp_path: Path, page: str, day: str | None) -> None:
    article = read(tmp_path, page)
    assert (article.published and article.published.isoformat()) == day
    assert article.published_from == ("metadata" if day else None) and not article.warnings


def test_an_ambiguous_or_placeholder_day_is_none(tmp_path: Path) -> None:
    for said in ("05/03/2022", "0001-01-01", "9999-12-31", "1970-01-01T00:00:00Z"):
        article = read(tmp_path, make_page(f'<meta name="date" content="{said}">'))
        assert article.published is None and any(said in warning for warning in article.warnings)


def test_a_day_long_before_what_the_text_speaks_of_is_none(tmp_path: Path) -> None:
    days = {"@type": "NewsArticle", "datePublished": "2015-03-04", "dateModified": "2023-03-04"}
    later = read(tmp_path, make_page(linked(days), body="<p>The plan became known to the public in 2022.</p>"))
    assert later.published is None and "2022" in later.warnings[0] and later.undated
    same = read(tmp_path, make_page(linked(days), body="<p>The plan became known to the public in 2014.</p>"))
    assert same.published and not same.warnings


def test_a_page_of_cards_is_a_list(tmp_path: Path) -> None:
    def card(tag: str, day: int) -> str:
        return (
            f'<{tag}><h2><a href="/{day}">Council of town {day} votes on the harbor</a></h2>'
            f'<time datetime="2024-11-0{day}">November {day}, 2024</time><p>{PROSE}</p></{tag}>'
        )

    for tag in ("article", "div", "li"):
        article = read(tmp_path, f"<html><body><main>{''.join(card(tag, n) for n in range(1, 5))}</main></body></html>")
        assert article.published is None and article.undated and "list" in article.warnings[0]
    related = make_page(
        '<meta property="article:published_time" content="2024-05-03">',
        bottom=f"<section>{''.join(card('article', n) for n in range(1, 5))}</section>",
    )
    assert read(tmp_path, related).published


def test_articles_of_several_days_have_none(tmp_path: Path) -> None:
    def describe(day: int) -> dict[str, str]:
        return {"@type": "NewsArticle", "headline": f"Headline {day}", "datePublished": f"2024-05-0{day}"}

    assert read(tmp_path, make_page(linked([describe(1), describe(2)]))).published is None
    own = {**describe(3), "headline": "Budget to grow"}
    article = read(tmp_path, make_page(linked([describe(1), own])))
    assert article.published and article.published.isoformat() == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>READ MORE: <a href='/x'>Russia bombs Kyiv in overnight attack</a></strong></p>",
        "<p>Related: <a href='/x'>Russia bombs Kyiv in overnight attack</a></p>",
        "<div><em>Also read</em> <a href='/x'>Russia bombs Kyiv in overnight attack</a></div>",
        "<p><a href='/x'>Russia bombs Kyiv in overnight attack</a></p>",
        "<h3>See also: <a href='/x'>Russia bombs Kyiv in overnight attack</a></h3>",
        "<figure><img src=x><figcaption>Russia bombs Kyiv in a file photo (AP)</figcaption></figure>",
        "<p class='wp-caption-text'>Russia bombs Kyiv in a file photo</p>",
    ],
)
def test_what_only_links_and_captions_are_no_text(tmp_path: Path, line: str) -> None:
    assert "Kyiv" not in read(tmp_path, make_page(body=line)).text


@pytest.mark.parametrize(
    "line",
    [
        "<p>Officials in <a href='/x'>Kyiv</a> said that they had read more of the plan than others.</p>",
        "<p><a href='/x'>Kyiv and Oslo signed an agreement on grain in the spring of the same year.</a></p>",
        "<p>Read on in Kyiv, he said, and <a href='/x'>the plan</a> was put aside.</p>",
    ],
)
def test_a_sentence_with_a_link_is_text(tmp_path: Path, line: str) -> None:
    assert "Kyiv" in read(tmp_path, make_page(body=line)).text


def test_a_page_says_its_encoding(tmp_path: Path) -> None:
    page = make_page('<meta charset="windows-1250">', body="<p>Jiří Dvořák opened the session of the council.</p>")
    assert "Jiří Dvořák" in read(tmp_path, page.encode("cp1250")).text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (f"<html><body>{'<div>' * 400}<p>{PROSE * 3}</p></body></html>", "nested"),
        (f"<html><body><p>{'<b>a</b>' * 25_000}</p></body></html>", "elements"),
    ],
)
def test_a_page_that_the_parser_cannot_take_is_an_error(tmp_path: Path, page: str, said: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page)
    (item,) = read_source(str(path), ReadOptions())
    assert isinstance(item, Failure) and said in item.message
