"""Readers: what becomes of bytes, folders and everything that is not an article."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from newsfacts import readers
from newsfacts.article import Article
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ReadOptions, find_sources, read_source
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import resolve_day

NOW = ReadOptions()


def read(path: Path, **options: object) -> list[Item]:
    return list(read_source(str(path), ReadOptions(**options)))  # type: ignore[arg-type]


def read_one(path: Path, **options: object) -> Article:
    (item,) = read(path, **options)
    assert isinstance(item, Article), item
    return item


def fail_one(path: Path, **options: object) -> Failure:
    (item,) = read(path, **options)
    assert isinstance(item, Failure), item
    return item


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        (b"", "", False),
        (b"A plain line.\n", "A plain line.\n", False),
        ("Café in Zürich – £5".encode(), "Café in Zürich – £5", False),
        (b"\xef\xbb\xbfWith a mark.", "With a mark.", False),
        ("Über".encode("utf-16"), "Über", False),
        (b"\xfe\xff" + "Über".encode("utf-16-be"), "Über", False),
        (b"\xff\xfe\x00\x00" + "Über".encode("utf-32-le"), "Über", False),
        ("No mark at all, but two bytes each".encode("utf-16-le"), "No mark at all, but two bytes each", True),
        (b"caf\xe9 \x93quoted\x94 \x80 5", "café “quoted” € 5", True),
        (b"undefined \x81 here \xe9", "undefined \ufffd here é", True),
        ("Ends in a half é".encode() + "é".encode()[:1], "Ends in a half é\ufffd", True),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", False),
        (b"a NUL \x00 and a bell \x07 in a long enough line of text", None, False),
    ],
)
def test_decoding(data: bytes, text: str | None, warned: bool) -> None:
    decoded, warnings = decode(data, "x")
    assert decoded == (data.decode() if text is None else text)
    assert bool(warnings) == warned


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04zip", bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 100]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "x")
    assert caught.value.failure.type == "binary"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-11-20", "2024-11-20"),
        ("2024-11-20T23:59:00-05:00", "2024-11-20"),
        ("20241120", "2024-11-20"),
        ("20241120120000", "2024-11-20"),
        ("Wed, 20 Nov 2024 10:00:00 GMT", "2024-11-20"),
        ("November 20, 2024", "2024-11-20"),
        ("20 November 2024", "2024-11-20"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("05/03/2022", None),
        ("2024-13-40", None),
        ("Mayor 3, 2024", None),
        ("yesterday", None),
        ("", None),
        (20241120, None),
        (None, None),
    ],
)
def test_day_of_metadata(value: object, day: str | None) -> None:
    assert resolve_day(value) == (day and dt.date.fromisoformat(day))


def test_text_is_as_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\n\r\nTwo.\n")
    assert read_one(path) == Article(text="One.\r\n\r\nTwo.\n", source=str(path))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_markdown_front_matter(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "a.md"
    matter = ["---", 'title: "A: headline"', "date: 2024-05-03", "publisher: The Tribune", "tags: [x]", "---"]
    lines = [*matter, "", "Body."]
    path.write_bytes(ending.join(lines).encode())
    article = read_one(path)
    assert (article.text, article.title, article.publisher) == ("Body.", "A: headline", "The Tribune")
    assert (article.published, article.published_from) == (dt.date(2024, 5, 3), "metadata")


@pytest.mark.parametrize("text", ["No matter.\n", "---\nA rule, not front matter\n", "--- x\ntitle: a\n---\n"])
def test_markdown_without_front_matter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    assert read_one(path).text == text


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": "One.", "title": " A\n title ", "date": "2024-05-03T10:00:00Z", "url": "https://x/1"}),
        "",
        '{"text": "broken',
        json.dumps({"body": "no text"}),
        json.dumps(["a", "list"]),
        json.dumps({"text": "A lone \ud83d surrogate", "date": "soon"}),
        '"Only a string."',
        '{"text": ' + "[" * 100_000,
    ]
    path.write_text("\n".join(lines))
    items = read(path)
    assert [item.source for item in items] == [f"{path}:{n}" for n in (1, 3, 4, 5, 6, 7, 8)]
    assert items[0] == Article(
        text="One.", source=f"{path}:1", title="A title", published=dt.date(2024, 5, 3), published_from="metadata",
        url="https://x/1",
    )
    assert [isinstance(item, Failure) for item in items] == [False, True, True, True, False, False, True]
    assert isinstance(items[2], Failure) and "body" in items[2].message and "--field" in (items[2].hint or "")
    lone = items[4]
    assert isinstance(lone, Article) and lone.text == "A lone \ufffd surrogate" and len(lone.warnings) == 2
    assert isinstance(items[5], Article) and items[5].text == "Only a string."


def test_fields_are_renamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": {"plain": "Deep."}, "when": "2024-05-03", "text": "wrong"}))
    article = read_one(path, fields={"text": "body.plain", "date": "when"})
    assert (article.text, article.published) == ("Deep.", dt.date(2024, 5, 3))


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{"text": "One."}', ["One."]),
        ('[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ("[]", []),
    ],
)
def test_json(tmp_path: Path, content: str, texts: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert [item.text for item in read(path) if isinstance(item, Article)] == texts


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    rows = [["text", "title", "date"], ['"Two\r\nlines, and ""quotes""."', "T", "2024-05-03"], ["Next.", "", ""]]
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode())
    first, second = read(path)
    assert isinstance(first, Article) and first.text == 'Two\r\nlines, and "quotes".' and first.title == "T"
    assert isinstance(second, Article) and second.published is None and second.title is None


def test_csv_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    assert fail_one(path).type == "invalid"


def test_html(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    sentence = "The finance minister of Norway said on Tuesday that the budget would grow by a fifth next year. "
    path.write_text(
        "<html><head><title>Budget to grow</title><meta property='og:site_name' content='The Tribune'>"
        "<meta property='article:published_time' content='2024-05-03T08:00:00Z'></head><body><nav>Home</nav><article>"
        f"<h1>Budget to grow</h1><p>{sentence * 3}</p><p>{sentence * 2}</p></article><script>x=1</script></body></html>"
    )
    article = read_one(path)
    assert "finance minister" in article.text and "Home" not in article.text and "x=1" not in article.text
    assert (article.title, article.published) == ("Budget to grow", dt.date(2024, 5, 3))
    assert article.publisher == "The Tribune"


@pytest.mark.parametrize("page", [b"<html></html>", b"<", b"<p>" * 20_000, b"\xff\xfe<\x00", b"<html>" + b"\x00" * 99])
def test_html_without_an_article(tmp_path: Path, page: bytes) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_bytes(page)
    (item,) = read(path)
    assert isinstance(item, Failure) or not item.text.strip()


def test_missing_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setitem(sys.modules, "warcio", None)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    for name, extra in (("a.html", "newsfacts[html]"), ("a.warc", "newsfacts[warc]")):
        path = tmp_path / name
        path.write_text("<html><body>x</body></html>")
        failure = fail_one(path)
        assert failure.type == "dependency" and extra in (failure.hint or "")


def test_warc(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "news.warc.gz"
    sentence = "The mayor of Lima said on Monday that the bridge would be closed for repairs until the summer. "
    page = f"<html><body><article><p>{sentence * 4}</p></article></body></html>".encode()
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, (status, kind) in enumerate(
            [("200 OK", "text/html"), ("404 Not Found", "text/html"), ("200 OK", "image/png"), ("200 OK", "text/html")]
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            url, payload = f"https://x/{number}", BytesIO(page)
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    items = read(path)
    assert [item.source for item in items] == [f"{path}:1", f"{path}:4"]
    assert all(isinstance(item, Article) and "bridge" in item.text for item in items)
    assert isinstance(items[0], Article) and items[0].url == "https://x/0"
    path.with_name("bad.warc").write_bytes(b"no archive at all\n" * 5)
    assert fail_one(path.with_name("bad.warc")).type == "invalid"


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt", "a"])
def test_gzip_by_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"Packed text."))
    assert read_one(path).text == "Packed text."


def test_broken_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Packed text." * 1000)[:40])
    assert fail_one(path).type == "unreadable"


def test_gzip_bomb_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "ARTICLE_LIMIT", 2**20)
    packed = gzip.compress(b"\n" * 2**24)
    for name in ("a.txt.gz", "a.jsonl.gz"):
        path = tmp_path / name
        path.write_bytes(packed)
        assert fail_one(path).type == "too_large"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"WARC/1.0\r\n", "warc"),
        (b"<!DOCTYPE html><html>", "html"),
        (b'{"text": "x"}\n{"text": "y"}', "jsonl"),
        (b'[{"text": "x"}]', "json"),
        (b'{\n  "text": "x"\n}', "json"),
        (b"---\ntitle: x\n---\n", "markdown"),
        (b"An article.", "text"),
        (b"[Reuters] An article.", "text"),
        (b"{sic} An article.", "text"),
        (b"--- An article.", "text"),
        (b"<b>Bold</b> claims were made.", "text"),
    ],
)
def test_sniffing(content: bytes, name: str) -> None:
    from io import BufferedReader, BytesIO

    assert readers.sniff(BufferedReader(BytesIO(content))) == name  # type: ignore[arg-type]


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def sources(folder: Path, *paths: str, **options: object) -> list[str]:
    found = find_sources(paths or (str(folder),), ReadOptions(**options))  # type: ignore[arg-type]
    return [one.removeprefix(f"{folder}/") if isinstance(one, str) else f"!{one.type}" for one in found]


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/b/c.jsonl.gz", ".hidden/x.txt", ".x.txt", "c.pdf", "d", "e.WARC.GZ")
    assert sources(tmp_path) == ["a/b/c.jsonl.gz", "a/z.md", "b.txt", "e.WARC.GZ"]
    assert sources(tmp_path, include=("*.pdf", "a/*")) == ["a/b/c.jsonl.gz", "a/z.md", "c.pdf"]
    assert sources(tmp_path, exclude=("a/b", "b.*")) == ["a/z.md", "e.WARC.GZ"]
    assert sources(tmp_path, str(tmp_path / "c.pdf"), str(tmp_path / "none.txt"), "-") == ["c.pdf", "!missing", "-"]


def test_globs(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "sub/c.txt", "d[1].txt")
    assert sources(tmp_path, f"{tmp_path}/*.txt") == ["a.txt", "b.txt", "d[1].txt"]
    assert sources(tmp_path, f"{tmp_path}/**/c.txt") == ["sub/c.txt"]
    assert sources(tmp_path, f"{tmp_path}/d[1].txt") == ["d[1].txt"]
    assert sources(tmp_path, f"{tmp_path}/*.none") == ["!missing"]


def test_links_do_not_loop(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/y.txt")
    os.symlink(tmp_path, tmp_path / "a" / "up")
    os.symlink(tmp_path / "a", tmp_path / "b" / "over")
    os.symlink("self.txt", tmp_path / "self.txt")
    os.symlink("nowhere", tmp_path / "dangling.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.symlink("nowhere", tmp_path / "other.suffix")
    assert sources(tmp_path) == ["a/x.txt", "b/y.txt", "!missing", "!unreadable", "!unreadable"]
    for name in ("self.txt", "dangling.txt"):
        assert fail_one(tmp_path / name).type in ("missing", "unreadable")


def test_strange_names(tmp_path: Path) -> None:
    make(tmp_path, "new\nline.txt", "-dash.txt", "sp ace.txt")
    (tmp_path / os.fsdecode(b"latin\xe9.txt")).write_text("x")
    found = [item.source for path in find_sources([str(tmp_path)], NOW) for item in read(Path(str(path)))]
    assert len(found) == 4
    assert f"{tmp_path}/latin\\xe9.txt" in found
    for name in found:
        name.encode()


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    assert fail_one(tmp_path).type == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert fail_one(path).message == "no permission to read it"


def test_folders_nested_deeper_than_calls(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=folder)
        inner = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(os.open("x.txt", os.O_CREAT, dir_fd=folder))
    os.close(folder)
    try:
        (found,) = find_sources([str(tmp_path)], NOW)
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # shutil and pytest would recurse
    assert isinstance(found, str) and found.endswith("/d/d/x.txt")


def test_a_line_too_long_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "ARTICLE_LIMIT", 1000)
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps({"text": word * 100}) + "\n" for word in ("a", "b" * 50, "c")))
    assert [item.type if isinstance(item, Failure) else item.text[0] for item in read(path)] == ["a", "too_large", "c"]


def test_csv_is_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be larger than an article; each row has the warnings of its own lines."""
    monkeypatch.setattr(readers, "ARTICLE_LIMIT", 1000)
    path = tmp_path / "x.csv"
    path.write_bytes(b'\xef\xbb\xbftext,title\r\n"one\n\ntwo",A\r\n' + b"caf\xe9,B\r\n" + b"plain,C\r\n" * 300)
    items = read(path)
    assert len(items) == 302 and all(isinstance(item, Article) for item in items)
    assert [(item.text, item.title, bool(item.warnings)) for item in items[:3] if isinstance(item, Article)] == [
        ("one\n\ntwo", "A", False), ("café", "B", True), ("plain", "C", False),
    ]  # fmt: skip


def test_a_meter_tells_the_place_in_what_lies_on_the_disk(tmp_path: Path) -> None:
    first, second = tmp_path / "x.jsonl.gz", tmp_path / "y.txt"
    first.write_bytes(gzip.compress(json.dumps({"text": "word " * 1000}).encode()))
    second.write_text("An article.")
    meter = readers.Meter()
    places = [meter.to_position() for path in (first, second) for _ in read_source(str(path), NOW, meter)]
    assert places == [first.stat().st_size, first.stat().st_size + second.stat().st_size]
    assert meter.to_position() == places[1]


@pytest.mark.parametrize(
    ("content", "failures"),
    [(b"WARC/1.0\r\nx\r\n\r\n" + b"\0" * 100, 1), (b"no archive", 1), (b"", 0)],
)
def test_warc_of_something_else(tmp_path: Path, content: bytes, failures: int) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    path = tmp_path / "x.warc"
    path.write_bytes(content)
    assert [isinstance(item, Failure) for item in read(path)] == [True] * failures


def test_a_page_of_attributes_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "x.html"
    path.write_text(f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>A long page.</p></body></html>")
    assert fail_one(path).type == "invalid"
    path.write_text(f"<html><body><p>{'a < b if word is not the other one ' * 2000}</p></body></html>")
    assert read_one(path).text


# What is structured is not read as prose


@pytest.mark.parametrize("name", ["x", "x.txt", "x.tsv", "x.csv"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_known_by_its_header(tmp_path: Path, name: str, delimiter: str) -> None:
    path = tmp_path / name
    rows = [["text", "title", "date"], ["One.", "A", "2024-05-03"], ["Two.", "B", ""]]
    path.write_text("\n".join(delimiter.join(row) for row in rows) + "\n")
    found = [(item.text, item.title) for item in read(path) if isinstance(item, Article)]
    assert found == [("One.", "A"), ("Two.", "B")]


@pytest.mark.parametrize("line", [
    "Text, title and date were missing from the report, the ministry said.", "text", "Oslo, Norway",
    "Title: text, date",
    "Body, mind and soul: the minister's week",
])  # fmt: skip
def test_prose_is_no_table(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"{line}\nNorway gave Moldova 5 euros, and more.\n")
    assert read_one(path).text.startswith(line)


def test_json_lines_under_the_name_of_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert [item.text for item in read(path) if isinstance(item, Article)] == ["One.", "Two."]
    assert read_one(path, input_format="text").text.startswith("{")  # who asks for text gets it


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Oslo &amp; Bergen.</p><p>It <b>rained</b>.</p>", "Oslo & Bergen.\n\nIt rained."),
        ("Oslo.<br/>Bergen.<script>if (a<b) x()</script>", "Oslo.\nBergen."),
        ("&lt;p&gt;Oslo&lt;/p&gt;", "Oslo"),
        ("AT&amp;T", "AT&T"),
        ("A<!-- not said -->B<style>p {}</style>", "AB"),
        ("<script>never closed. Oslo", "never closed. Oslo"),
        # what is prose
        ("a < b and b > c", None),
        ("R&D; &unknown; Q&A", None),
        ("<unnamed official> said", None),
    ],
)
def test_markup_in_a_text_field(tmp_path: Path, markup: str, text: str | None) -> None:
    lines, table = tmp_path / "x.jsonl", tmp_path / "x.csv"
    lines.write_text(json.dumps({"text": markup, "title": "A &amp; B"}))
    table.write_text('text,title\n"' + markup.replace('"', '""') + '",T\n')
    for path in (lines, table):
        article = read_one(path)
        assert article.text == (markup if text is None else text)
        assert bool(article.warnings) == (text is not None)
    assert read_one(lines).title == "A & B"


def test_many_tags_that_are_never_closed_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": "<script>" * 100_000 + "<!--" * 100_000 + "<p" * 100_000}))
    assert read_one(path)


@pytest.mark.parametrize("root", ["<rss version='2.0'>", '<feed xmlns="http://www.w3.org/2005/Atom">', "<rdf:RDF>"])
def test_a_feed_is_refused_with_a_hint(tmp_path: Path, root: str) -> None:
    for name, head in (("x.xml", '<?xml version="1.0"?>\n'), ("x.txt", ""), ("x", "\n")):
        path = tmp_path / name
        path.write_text(f"{head}{root}<channel><title>Oslo</title></channel>")
        failure = fail_one(path)
        assert "feed" in failure.message and failure.hint
    path.write_text('<?xml version="1.0"?><nitf><body>Oslo</body></nitf>')
    assert "XML" in fail_one(path).message


def test_an_address_is_no_path() -> None:
    (failure,) = find_sources(["https://example.org/news?id=[1]*"], NOW)
    assert isinstance(failure, Failure) and "downloads nothing" in failure.message and "curl" in (failure.hint or "")


OPEN_QUOTE = 'text,title,date\nOne.,A,2024-05-03\n"Two is open,B,2024-05-04\nThree.,C,2024-05-05\n'


@pytest.mark.parametrize(
    ("rest", "texts"),
    [
        ("Four.,D,2024-05-06\n", ["One.", "Three.", "Four."]),  # open to the end
        ('"Four, with\ntwo lines.",D,2024-05-06\nFive.,E,\n', ["One.", "Three.", "Four, with\ntwo lines.", "Five."]),
        ('Four.,"D",2024-05-06\n', ["One.", "Three.", "Four."]),
    ],
)
def test_an_open_quotation_mark_costs_its_row(tmp_path: Path, rest: str, texts: list[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text(OPEN_QUOTE + rest)
    items = read(path)
    assert [item.text for item in items if isinstance(item, Article)] == texts
    (failure,) = [item for item in items if isinstance(item, Failure)]
    assert failure.source == f"{path}:2" and "line 3" in failure.message


def test_carelessly_quoted_cells_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('text,title\n"He said ""no"" to\n\nall.",A\nThe 5" pipe broke.,B\n"",C\n"a","b"\n')
    assert [item.text for item in read(path) if isinstance(item, Article)] == [
        'He said "no" to\n\nall.', 'The 5" pipe broke.', "", "a",
    ]  # fmt: skip


@pytest.mark.parametrize("row", ['a","\n', '"a\n', '"a""\n', '","\n'])
def test_a_table_of_open_quotation_marks_takes_no_time(tmp_path: Path, row: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text("text,title\n" + row * 20_000)
    assert read(path)


def test_json_that_is_read_in_more_than_one_way(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    nested = '{"text": "c", "n": {"x": 1}, "m": {"x": 2}}'
    lines = ['{"text": "One.", "title": NaN}', '{"text": "a", "text": "b"}', nested]
    path.write_text("\n".join(lines))
    first, second, third = (item for item in read(path) if isinstance(item, Article))
    assert first.title is None and "NaN" in first.warnings[0]
    assert second.text == "b" and "'text'" in second.warnings[0] and not third.warnings


def test_an_array_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"text": "One."}, {"text": "Two."} {"text"')
    items = read(path)
    assert [getattr(item, "text", None) for item in items] == ["One.", "Two.", None]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It\u00e2\u20ac\u2122s fine", True),
        ("the caf\u00c3\u00a9 in Z\u00c3\u00bcrich", True),
        ("\u00c2\u00a35 million", True),
        ("It’s fine in the café in Zürich, £5", False),
        ("“CAFÉ”, he said – À la carte – ÎLE–DE", False),
        ("IRMÃ” e NÃO", False),
    ],
)
def test_what_was_decoded_wrongly_is_said(tmp_path: Path, text: str, wrong: bool) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text, "utf-8")
    article = read_one(path)
    assert article.text == text and bool(article.warnings) == wrong


def test_gzip_in_gzip_and_random_bytes_are_errors(tmp_path: Path) -> None:
    import random

    path = tmp_path / "x.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"An article.")))
    assert "gzip" in fail_one(path).message
    dice = random.Random(6)
    for number in range(40):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(b"x" + dice.randbytes(dice.randrange(500, 5000)))
        assert fail_one(path).type == "binary"


def test_gzip_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    lines = b"".join(json.dumps({"text": f"It cost {n} euros. {n * n * 7919}"}).encode() + b"\n" for n in range(3000))
    path.write_bytes(gzip.compress(lines)[:-1000])
    items = read(path)
    assert isinstance(items[-1], Failure) and len(items) > 2000
    assert all(isinstance(item, Article) for item in items[:-2])


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "1970-01-01T00:00:00Z"])
def test_a_placeholder_is_no_day(tmp_path: Path, value: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": "One.", "date": value}))
    article = read_one(path)
    assert article.published is None and value in article.warnings[0]
