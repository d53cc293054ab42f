"""Archives: what is damaged costs itself, a page's server says its encoding, and when it was fetched bounds its day."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from newsfacts.article import Article
from newsfacts.failure import Failure
from newsfacts.readers import ReadOptions, read_source

pytest.importorskip("trafilatura")
pytest.importorskip("warcio")

SENTENCE = "The mayor of Lima said on Monday that bridge number {} would be closed for repairs until the summer. "
PAGES = 12


def build(packed: bool, head: str = "", kind: str = "text/html", chunked: bool = False) -> tuple[bytes, list[int]]:
    """An archive, and where its records begin."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file, starts = BytesIO(), []
    writer = WARCWriter(file, gzip=packed)
    for number in range(PAGES):
        text = f"<p>Jiří Dvořák spoke.</p><p>{SENTENCE.format(number) * 4}</p>"
        page = f"<html><head>{head}</head><body><article>{text}</article></body></html>".encode("cp1250")
        fields = [("Content-Type", f"{kind}; charset=windows-1250")]
        if chunked:
            page = gzip.compress(page)
            page = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
            fields += [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
        headers = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
        starts.append(file.tell())
        writer.write_record(writer.create_warc_record(
            f"https://x/{number}", "response", payload=BytesIO(page), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-05-03T10:00:00Z"},
        ))
    return file.getvalue(), [*starts, file.tell()]


def read(tmp_path: Path, data: bytes) -> tuple[list[Article], list[Failure]]:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    items = list(read_source(str(path), ReadOptions()))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Failure)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("damage", "whole"),
    [
        (lambda data, at: data, PAGES),
        (lambda data, at: data[:-200], PAGES - 1),  # cut in a page
        (lambda data, at: data[: at[-2] + 40], PAGES - 1),  # cut in a header
        (lambda data, at: data[: at[-2] + 3], PAGES - 1),
        (lambda data, at: data[: at[5]] + b"a line of garbage\n" + data[at[5] :], PAGES),
        (lambda data, at: data[: at[5] + 3] + bytes(range(1, 60)) + data[at[5] + 62 :], PAGES - 1),
    ],
    ids=["whole", "cut", "cut-head", "cut-start", "garbage", "overwritten"],
)
def test_damage_costs_one_record(tmp_path: Path, packed: bool, damage: object, whole: int) -> None:
    data, starts = build(packed)
    damaged = damage(data, starts)  # type: ignore[operator]
    articles, failures = read(tmp_path, damaged)
    assert len(articles) == whole and len(failures) == (damaged != data)


def test_a_damaged_member_is_none(tmp_path: Path) -> None:
    data, starts = build(True)
    middle = (starts[5] + starts[6]) // 2
    articles, failures = read(tmp_path, data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :])
    assert len(articles) == PAGES - 1 and len(failures) == 1 and failures[0].source.endswith(":6")
    assert all("bridge number 5 " not in article.text for article in articles)


def test_a_record_of_wrong_length_is_none(tmp_path: Path) -> None:
    data, starts = build(False)
    middle = starts[6] - 200
    articles, failures = read(tmp_path, data[:middle] + b"garbage\n" + data[middle:])
    assert len(articles) == PAGES - 1 and len(failures) == 1
    longer = data[: starts[5]] + data[starts[5] : starts[6]].replace(b"Content-Length: ", b"Content-Length: 9", 1)
    articles, failures = read(tmp_path, longer + data[starts[6] :])
    assert len(articles) == PAGES - 1 and len(failures) == 1


def test_one_member_for_all(tmp_path: Path) -> None:
    assert len(read(tmp_path, gzip.compress(build(False)[0]))[0]) == PAGES


@pytest.mark.parametrize("chunked", [False, True])
def test_the_server_says_the_encoding(tmp_path: Path, chunked: bool) -> None:
    articles, _ = read(tmp_path, build(True, '<meta charset="utf-8">', chunked=chunked)[0])
    assert "Jiří Dvořák" in articles[0].text and not articles[0].warnings


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-03", "2024-05-03"),
        ("2024-05-04T00:00:00+14:00", "2024-05-04"),  # is still the third in Greenwich
        ("2024-05-04", None),
        ("2025-01-01T00:00:00Z", None),
    ],
)
def test_no_page_is_later_than_its_record(tmp_path: Path, said: str, day: str | None) -> None:
    article = read(tmp_path, build(True, f'<meta property="article:published_time" content="{said}">')[0])[0][0]
    assert (article.published and article.published.isoformat()) == day
    assert bool(article.warnings) == (day is None)
    undeclared = read(tmp_path, build(True)[0])[0][0]
    assert undeclared.published is None  # the record's moment is a bound, not the day


def test_a_large_record_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfacts.readers import warc

    monkeypatch.setattr(warc, "ARTICLE_LIMIT", -(2**16) + 50)
    articles, failures = read(tmp_path, build(False)[0])
    assert not articles and {failure.type for failure in failures} == {"too_large"} and len(failures) == PAGES
