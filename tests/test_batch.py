"""Many articles: order, deaths, time limits, and going on after a kill."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from records import TEXT, to_plain_record, to_record, work, work_and_die

from newsfacts import batch
from newsfacts.article import Article, Unread
from newsfacts.batch import FatalError, Settings, Task, process, resolve_jobs
from newsfacts.failure import Failure
from newsfacts.pieces import extract_in_pieces, find_pieces

SCRIPT = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
import newsfacts
from newsfacts import batch
from newsfacts.cli import main
from records import to_plain_record
def extract(nlp, article):
    time.sleep(0.02)
    return to_plain_record(article)
newsfacts.load = object
batch._extract = extract
batch.WORTH = 10**9
main()
"""


def articles(*texts: str) -> list[Task]:
    return [Article(text=text, source=f"{number}.txt") for number, text in enumerate(texts)]


def run(tasks: list[Task], jobs: int = 2, timeout: float | None = None) -> list[str]:
    outcomes = process(tasks, Settings(), jobs, timeout, work=work)
    return [
        result.type if isinstance(result, Failure) else "-" if result is None else result.article.source
        for _, result in outcomes
    ]


def test_order_is_the_input_s() -> None:
    tasks = articles("SLOW", "b", " ", "SLOW", "e", "f")
    tasks.insert(2, Failure("x.txt", "missing", "no such file"))
    assert run(tasks) == ["0.txt", "1.txt", "missing", "2.txt", "3.txt", "4.txt", "5.txt"]


def test_a_killed_worker_costs_its_article_only() -> None:
    assert run(articles("a", "DIE", "c", "DIE", "e")) == ["0.txt", "killed", "2.txt", "killed", "4.txt"]
    ((_, failure),) = process(articles("DIE"), Settings(), 2, work=work)
    assert isinstance(failure, Failure) and "SIGKILL" in failure.message and failure.source == "0.txt"


def test_what_waits_behind_a_death_is_done() -> None:
    """Of what a dead worker had at hand only the first was at work: the rest goes to the next one."""
    texts = ["DIE", *"bcd", "HANG", *"fgh"]
    expected = ["killed", "1.txt", "2.txt", "3.txt", "timeout", "5.txt", "6.txt", "7.txt"]
    assert run(articles(*texts), jobs=1, timeout=3) == expected


def test_a_large_article_does_not_block_a_busy_worker() -> None:
    large = "It cost little. " * 200_000
    assert run(articles("SLOW", large, large, "SLOW", large, large)) == [f"{number}.txt" for number in range(6)]


def test_a_stuck_article_is_given_up() -> None:
    started = time.monotonic()
    assert run(articles("a", "HANG", "c"), jobs=1, timeout=0.5) == ["0.txt", "timeout", "2.txt"]
    assert time.monotonic() - started < 30


def test_workers_that_cannot_start_are_fatal() -> None:
    with pytest.raises(FatalError, match="status 7"):
        list(process(articles("a"), Settings(), 2, work=work_and_die))


def test_large_articles_are_not_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST_AHEAD", 5_000)
    taken = 0

    def several() -> Iterator[Task]:
        nonlocal taken
        for size in (2_000, 2_000, 2_000, 20_000, 2_000, 2_000):
            taken += 1
            yield Article(text="SLOW " + "word " * (size // 5))

    outcomes = process(several(), Settings(), 2, work=work)
    next(outcomes)
    assert taken == 3
    assert len(list(outcomes)) == 5


def test_input_is_read_only_a_window_ahead() -> None:
    read = 0

    def endless() -> Iterator[Task]:
        nonlocal read
        while True:
            read += 1
            yield Article(text="a", source=str(read))

    outcomes = process(endless(), Settings(), 2, work=work)
    for _ in range(50):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert read < 150


@pytest.mark.parametrize(
    ("wanted", "number", "characters", "many", "jobs"),
    [
        (2, 60, 400, True, 1),  # sixty short files: a second worker costs more than it does
        (2, 60, 700, True, 1),  # 54 KB are not yet two starts' worth
        (2, 60, 900, True, 2),
        (8, 60, 900, True, 2),
        (8, 3, 200_000, True, 3),  # never more than articles
        (1, 500, 3_000, True, 1),
        (5, 1, 10, False, 5),  # a pipe cannot be looked at: as asked
        (0, 1, 10, False, 1),
        (4, 400, 0, True, 2),  # nothing in them, and still something to do
    ],
)
def test_workers_are_as_many_as_the_text_is_worth(
    wanted: int, number: int, characters: int, many: bool, jobs: int
) -> None:
    items = iter([Article(text="a" * characters)] * number)
    found, given_back = resolve_jobs(wanted, items, many)
    assert (found, len(list(given_back))) == (jobs, number)


def test_only_so_much_is_looked_at() -> None:
    endless = (Failure(str(number), "missing", "no such file") for number in itertools.count())
    jobs, given_back = resolve_jobs(2, endless, many=True)
    assert jobs == 2 and int(next(endless).source) < 1_000 and next(given_back).source == "0"


# Long texts


@pytest.mark.parametrize("text", ["", "short", "a\n\nb\n\n" * 50, "word " * 100, "x" * 500, "Sentence one. " * 40])
def test_pieces_are_the_text(text: str) -> None:
    pieces = list(find_pieces(text, 60))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= 60 for start, end in pieces)
    if "\n\n" in text:
        assert all(text[start:end].endswith("\n\n") for start, end in pieces)


def test_pieces_make_one_record() -> None:
    part = TEXT + "\n"
    text = part * 3 + " \n\n"
    record = extract_in_pieces(
        Article(text=text, source="long.txt"), lambda piece: to_record(piece.text, piece.source), len(part) + 3
    )
    record.check_against(text)
    single = to_record()
    assert [country.code for country in record.countries] == ["NO", "MD", "RU"]
    assert [official.name for official in record.officials] == [official.name for official in single.officials]
    assert len(record.countries[0].mentions) == 3 * len(single.countries[0].mentions)
    assert [fact.id for fact in record.facts] == [f"f{number}" for number in range(1, 16)]
    assert [fact.date for fact in record.facts if fact.type == "aided"] == ["d2", "d6", "d10"]
    assert (record.article.characters, record.article.sentences) == (len(text), 15)
    said = [fact.actor[0] for fact in record.facts if fact.type == "said"]
    assert [(who.ref, who.name, who.country) for who in said] == [("o1", "Karin Holm", "NO")] * 3


def test_pieces_know_a_surname() -> None:
    first, second = TEXT + "\n", "Holm flew home later. " * 30

    def extract(piece: Article) -> object:
        if piece.text.startswith("Norway"):
            return to_record(piece.text)
        plain = to_plain_record(piece)
        start = piece.text.index("Holm")
        mention = {"text": "Holm", "start": start, "end": start + 4, "kind": "name"}
        people = [{"id": "p1", "name": "Holm", "mentions": [mention]}]
        return type(plain).model_validate({**plain.model_dump(by_alias=True), "people": people})

    record = extract_in_pieces(Article(text=first + second), extract, len(first) + 3)  # type: ignore[arg-type]
    assert record.people == [] and len(record.officials[0].mentions) > 2


# Kill and go on


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_at_any_point_and_resumed_is_one_run(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(60):
        (tmp_path / "news" / f"{number:03}.txt").write_text(f"It cost {number} euros.\n")
    command = [sys.executable, "-c", SCRIPT, "-q", "news"]
    whole = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path).stdout
    dice, kills, finished = random.Random(6), 0, False
    for _ in range(12):
        with subprocess.Popen([*command, "-o", "x.jsonl", "--resume"], cwd=tmp_path) as running:
            try:
                running.wait(dice.uniform(0.25, 0.9))
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                kills += 1
            else:
                finished = True
                assert running.returncode == 0
                break
        if dice.random() < 0.5 and (partial := tmp_path / "x.jsonl.partial").exists():
            os.truncate(partial, int(partial.stat().st_size * dice.random()))  # what a power cut leaves
    if not finished:
        subprocess.run([*command, "-o", "x.jsonl", "--resume"], check=True, cwd=tmp_path)
    assert kills >= 2
    assert (tmp_path / "x.jsonl").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "x.jsonl", "x.jsonl.resume"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(200):
        (tmp_path / "news" / f"{number:03}.txt").write_text(f"It cost {number} euros.\n")
    # a shell's background job ignores the signal, and so would what it starts
    script = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{SCRIPT}"
    command = [sys.executable, "-c", script, "news", "-o", "x.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        partial = tmp_path / "x.jsonl.partial"
        while running.poll() is None and not (partial.exists() and partial.read_bytes().count(b"\n") > 1):
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=20)[1]
    assert running.returncode == 130 and "--resume" in said and "Traceback" not in said
    assert all(json.loads(line) for line in partial.read_text().splitlines())


# Pages are parsed by workers

SLOW_PAGE = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
import records
from newsfacts import batch
from newsfacts.cli import main
batch.extract_tasks = records.work_on_pages
main()
"""


def run_slow_page(tmp_path: Path, *options: str) -> subprocess.Popen[str]:
    """The command over a page whose parser holds its interpreter for a minute."""
    (tmp_path / "a.html").write_text("<html><body><p>HANG</p></body></html>")
    script = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{SLOW_PAGE}"
    return subprocess.Popen(
        [sys.executable, "-c", script, "a.html", *options], cwd=tmp_path, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_answered_while_a_page_is_parsed(tmp_path: Path, number: signal.Signals) -> None:
    pytest.importorskip("trafilatura")
    with run_slow_page(tmp_path, "-j", "1") as running:
        flag = tmp_path / "parsing"
        while running.poll() is None and not flag.exists():
            time.sleep(0.02)
        running.send_signal(number)
        said = running.communicate(timeout=30)[1]  # the parser would go on for a minute
    assert running.returncode == 130 and "interrupted" in said and "Traceback" not in said


def test_the_time_limit_reaches_the_parser(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    with run_slow_page(tmp_path, "--timeout", "0.5") as running:
        said = running.communicate(timeout=50)[1]
    assert running.returncode == 3 and '"timeout"' in said


def test_unread_articles_are_read_by_the_workers(tmp_path: Path) -> None:
    parts: list[Task] = [
        Unread("a.txt", "text", b"It cost 5 euros."), Unread("b.txt", "text", b"%PDF-1.7"), Article(text="c"),
        Unread("d.txt", "text", b"It cost 7 euros."),
    ]  # fmt: skip
    outcomes = list(process(parts, Settings(), 2, work=work))
    assert [type(result).__name__ for _, result in outcomes] == ["Record", "Failure", "Record", "Record"]
    article = outcomes[3][0]
    assert isinstance(article, Article) and article.text == "It cost 7 euros." and article.key


def test_the_key_of_a_part_is_what_its_article_is_made_from() -> None:
    part = Unread("a", "csv", {"text": "x", "title": None}, {"text": "body"})
    assert part.to_key() == Unread("a", "csv", {"title": None, "text": "x"}, {"text": "body"}).to_key()
    others = [
        Unread("b", "csv", part.data, part.fields), Unread("a", "csv", part.data), Unread("a", "csv", {"text": "y"}),
        Unread("a", "text", b"x"), Unread("a", "text", b"x", warnings=("w",)),
    ]  # fmt: skip
    assert len({part.to_key(), *(other.to_key() for other in others)}) == 6
