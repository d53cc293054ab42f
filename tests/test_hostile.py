"""Input that means harm: nothing crashes, hangs or gets through raw."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paragraphs import read_paragraphs
from records import to_plain_record

import newsfacts
from newsfacts import batch
from newsfacts.article import Article
from newsfacts.cli import main
from newsfacts.display import UNSAFE, to_visible
from newsfacts.failure import Failure
from newsfacts.readers import INPUT_FORMATS, ReadOptions, read_source
from newsfacts.readers.markdown import split_front_matter
from newsfacts.record import Record

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MODEL = Path(newsfacts.__file__).parent / "language" / "model" / "meta.json"
needs_model = pytest.mark.skipif(not MODEL.exists(), reason="no trained model")


def read(path: Path, name: str | None) -> list[Article | Failure]:
    return list(read_source(str(path), ReadOptions(input_format=name)))


@pytest.mark.parametrize("name", [name for name in INPUT_FORMATS if name not in ("html", "warc")])
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes_in_any_reader(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "x"
    for content in (data, gzip.compress(data, 1)):
        path.write_bytes(content)
        for item in [*read(path, name), *read(path, None)]:
            assert isinstance(item, (Article, Failure))
            if isinstance(item, Article):
                item.text.encode()
                assert item.title is None or item.title.encode()


@QUICK
@given(text=st.text(max_size=200))
def test_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": text}), "utf-8")
    (item,) = read(path, None)
    assert isinstance(item, Article) and item.text == text


@QUICK
@given(text=st.text(alphabet="-:. \n\r\tab\"'", max_size=120))
def test_front_matter_never_eats_the_text(text: str) -> None:
    matter, body = split_front_matter(text)
    assert text.endswith(body) and (body == text or text.startswith("---"))
    assert all(isinstance(value, str) for value in matter.values())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_front_matter_that_never_ends_takes_no_time(ending: str) -> None:
    text = f"---{ending}" + f"date: 2024-05-03{ending}" * 100_000
    assert split_front_matter(text) == ({}, text)
    wide = f"---{ending}a:" + " " * 200_000 + f"b{ending}--- {ending}"
    assert split_front_matter(wide)[0] in ({}, {"a": "b"})


@QUICK
@given(text=st.text(max_size=200))
def test_nothing_unsafe_is_visible(text: str) -> None:
    assert not UNSAFE.search(to_visible(text))
    assert not UNSAFE.search(to_visible(text, newlines=True).replace("\n", "").replace("\t", ""))


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
@QUICK
@given(text=st.text(max_size=80), title=st.text(max_size=30))
def test_any_text_in_any_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, text: str, title: str
) -> None:
    monkeypatch.setattr(newsfacts, "load", object)
    monkeypatch.setattr(batch, "_extract", lambda nlp, article: to_plain_record(article))
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"text": f"{text} 5 euros", "title": title}), "utf-8")
    result = CliRunner().invoke(main, [str(path), "--format", form])
    assert result.exit_code == 0, (result.stderr, result.exception)
    if form in ("json", "jsonl"):
        Record.model_validate_json(result.stdout)
    if form == "table":
        assert not UNSAFE.search(result.stdout.replace("\n", ""))


@pytest.mark.parametrize(
    "line",
    ["[" * 200_000, '{"text":' * 50_000, '{"text": "' + "\\u0000" * 50_000 + '"}', '{"text": ' + "9" * 5000 + "}",
     '{"text": NaN}', '{"text": null}', '{"text": {}}', "\0\0\0\0", "{}", "null", '{"text": "a", "title": [[]]}'],
)  # fmt: skip
def test_hostile_json(tmp_path: Path, line: str) -> None:
    for name in ("x.jsonl", "x.json"):
        path = tmp_path / name
        path.write_text(line)
        assert all(isinstance(item, (Article, Failure)) for item in read(path, None))


def test_a_wide_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsfacts, "load", object)
    monkeypatch.setattr(batch, "_extract", lambda nlp, article: to_plain_record(article))
    monkeypatch.setattr(batch, "WORTH", 10**9)
    for number in range(2000):
        (tmp_path / f"{number}.txt").write_text("5 euros")
    result = CliRunner().invoke(main, [str(tmp_path), "-q"])
    assert result.exit_code == 0 and result.stdout.count("\n") == 2000


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000 + " said " + ")" * 20_000,
        "$" * 20_000,
        "x" * 300_000,
        "\u202eXi Jinping\u202c met \u200bJoe\u200b Biden on \x1b[31mTuesday\x1b[0m.\x00\r\n\r\nIt cost $5 \x00m.",
        "".join(chr(code) for code in range(1, 0x30000, 97) if not 0xD800 <= code < 0xE000),
        "\n" * 5000 + "." * 5000 + " " * 5000,
        "\u0301" * 3000 + "\ufe0f\u200d" * 3000,
        "\U0001f1fa\U0001f1f8" * 2000,
        "٣ million € ١٢ May ２０２４ — ½ billion ⅓ Ⅻ $",
        "\ud83d",
    ],
    ids=range(10),
)
def test_the_whole_pipeline_takes_anything(text: str) -> None:
    record = newsfacts.extract(text, date="2024-11-20")
    record.check_against(text.replace("\ud83d", "\ufffd"))
    assert Record.model_validate_json(record.to_json()) == record


@needs_model
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_placeholder_for_the_day_is_unknown(day: str) -> None:
    text = "Norway gave Kenya $5 yesterday. They will meet next week, tomorrow, on Tuesday and in ten years."
    for article, date in ((Article(text=text, published=dt.date.fromisoformat(day)), None), (Article(text=text), day)):
        record = newsfacts.extract(article, date=date)
        assert record.article.published is None and day in " ".join(record.warnings)


@needs_model
@pytest.mark.parametrize("text", [
    "On December 31, 9999 they met, and the next day they left. A year later they returned.",
    "On January 1, 0001 they met; the day before they left. In 9999 they met; a decade later they left.",
    "He left 9000 years ago, and 99999999999 days ago; in 999999999 weeks he comes back, on January 1.",
])
def test_no_arithmetic_on_days_raises(text: str) -> None:
    for date in (None, "2024-05-03", "1600-01-01", "2199-12-31"):
        newsfacts.extract(text, date=date).check_against(text)


@needs_model
@pytest.mark.parametrize(
    "words", ["Biden said that ", "Biden told reporters that Xi ", "China met Russia; ", "Karin Holm "]
)
def test_a_sentence_without_end_is_cut_and_said_to_be(words: str) -> None:
    record = newsfacts.extract(words * 400)
    assert record.article.sentences > 1 and any("was cut" in warning for warning in record.warnings)
    assert all(fact.evidence.text.count(" ") <= 250 for fact in record.facts)
    assert not any("was cut" in warning for warning in newsfacts.extract("China met Russia on Monday. " * 100).warnings)


@needs_model
@settings(max_examples=40, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            ["Xi", "Jinping", "said", "\n\n", "$5", "million", "President", "(", ")", "“", "”", "Tuesday", ".", ",",
             "U.S.", "will", "not", "meet", "the", "\x00", "\u200b", "—", "- ", "2024", "PARIS", "of", "Georgia"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_any_words_make_a_valid_record(text: str) -> None:
    newsfacts.extract(newsfacts.Article(text=text), date="2024-11-20").check_against(text)


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "The rebels gave up",
        "The minister said Sunday",
        "They met the company, Millard Farms",
        "Poland will hand over",
        "Helping the town, it said in 2019 that it will rise if the city does not pay",
        "Helping to reduce the footprint of the country, it will speed up the progress towards net Next they're off",
        "The Movement for Democratic Change, says it won",
        "Drills will begin, the Joint Chiefs said on Friday. Pyongyang's defence minister, Ri Kwang-su,",
        "The ministers adopted them, chief told both meanwhile",
        'Last of the free, the change" Parliament. The Gamini remarked the adopted them, chief told both meanwhile',
    ],
)
def test_text_that_breaks_off(text: str) -> None:
    newsfacts.extract(text, date="2024-11-20").check_against(text)


@needs_model
@pytest.mark.parametrize("seed", range(8))
def test_any_piece_of_a_passage_makes_a_valid_record(seed: int) -> None:
    dice = random.Random(seed)
    passages = [paragraph.text for paragraph in read_paragraphs("passages.txt")]
    for _ in range(40):
        words = dice.choice(passages).split(" ")
        start = dice.randrange(len(words))
        text = " ".join(words[start : start + dice.randrange(3, 40)]).rstrip(".")
        newsfacts.extract(text, date="2024-11-20").check_against(text)


@needs_model
def test_workers_and_one_process_give_the_same_bytes(tmp_path: Path) -> None:
    for number in range(10):
        text = f"OSLO, March {number + 1} - Norway gave Moldova {number} million euros.\n"
        (tmp_path / f"{number}.txt").write_text(text)
    script = "from newsfacts import batch; from newsfacts.cli import main; batch.WORTH = 1; main()"
    command = [sys.executable, "-c", script, "-q", str(tmp_path), "--jobs"]
    one, two = (subprocess.run([*command, jobs], capture_output=True, check=True).stdout for jobs in "12")
    assert one == two and one.count(b"\n") == 10


@needs_model
def test_memory_zones_change_nothing() -> None:
    """Records do not depend on which articles were read before."""
    words = ("energy", "xqz", "finance")
    texts = [f"The {word} minister met Ion Rusu in Oslo on May {day}." for day, word in enumerate(words, 1)]
    first = [newsfacts.extract(text, date="2024-05-20").to_json() for text in texts]
    again = [newsfacts.extract(text, date="2024-05-20").to_json() for text in reversed(texts)]
    assert first == again[::-1]


def test_nothing_is_printed_raw_about_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_bytes(b"\x89PNG....")
    result = CliRunner().invoke(main, [str(path)])
    assert result.exit_code == 3 and "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1



@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsfacts, "load", object)
    monkeypatch.setattr(batch, "_extract", lambda nlp, article: to_plain_record(article))
    monkeypatch.setattr(batch, "WORTH", 10**9)


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.html", "x.md", "x.sqlite", "x.csv", "tables/"])
def test_a_disk_that_fills_up(tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plainly(monkeypatch)
    (tmp_path / "news").mkdir()
    for number in range(400):
        (tmp_path / "news" / f"{number:03}.txt").write_text(f"It cost {number} euros. " * 20)
    (small_disk / "x.json").write_text("before")
    (small_disk / "fill").write_bytes(bytes(900_000))
    whole = ["--full"] if name == "x.md" else []  # a summary is small
    result = CliRunner().invoke(main, [str(tmp_path / "news"), "-o", f"{small_disk}/{name}", *whole])
    if name in ("x.csv", "tables/"):  # no facts, little to write
        assert result.exit_code == 0 or "No space left" in result.stderr
        return
    assert result.exit_code in (1, 3) and ("No space left" in result.stderr or "disk is full" in result.stderr)
    assert "Traceback" not in result.stderr and (small_disk / "x.json").read_text() == "before"
    if name == "x.jsonl":
        (small_disk / "fill").unlink()
        again = CliRunner().invoke(main, [str(tmp_path / "news"), "-o", str(small_disk / name), "--resume"])
        assert again.exit_code == 0 or "No space left" in again.stderr
    elif name != "x.sqlite":
        assert not list(small_disk.glob("*.partial"))


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.sqlite", "tables/"])
def test_a_disk_that_is_read_only(small_disk: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plainly(monkeypatch)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = CliRunner().invoke(main, ["-", "-o", f"{small_disk}/{name}"], input="It cost 5 euros.")
    assert result.exit_code == 3 and "cannot write" in result.stderr and "Traceback" not in result.stderr
