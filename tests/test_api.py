"""The Python API: texts, files and many of them in; records, failures and clear errors out."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import newsfacts
from newsfacts import Article, Failure, Record, batch

TEXT = "OSLO, March 12 - Norway gave Moldova 40 million euros on Tuesday."
OTHER = "LIMA, March 12 - Peru expelled the Chilean ambassador on Tuesday."
MODEL = Path(newsfacts.__file__).parent / "language" / "model" / "meta.json"

pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="no trained model")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "b.txt").write_text(OTHER)
    (tmp_path / "news" / "c.jsonl").write_text("".join(
        json.dumps({"text": text, "date": "2024-03-12"}) + "\n" for text in (TEXT, OTHER)
    ))  # fmt: skip
    (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    return tmp_path


def sources(outcomes: object) -> list[str]:
    return [one.source if isinstance(one, Article | Failure) else one.article.source for one in outcomes]  # type: ignore[attr-defined]


def test_an_article_with_a_day_has_it_as_metadata() -> None:
    dated = newsfacts.Article(text="Norway voted.", published=dt.date(2024, 3, 8))
    assert dated.published_from == newsfacts.extract(dated).article.published_from == "metadata"
    assert newsfacts.Article(text="Norway voted.", published_from="option").published_from is None


def test_a_path_is_read(folder: Path) -> None:
    record = newsfacts.extract(Path("a.txt"), date="2024-03-12")
    assert record.article.source == "a.txt" and record.amounts[0].value == "40000000"
    assert record.to_json() == newsfacts.extract(Article(TEXT, source="a.txt"), date=dt.date(2024, 3, 12)).to_json()


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("missing.txt", newsfacts.ReadError, "missing.txt: no such file"),
        ("broken.txt", newsfacts.ReadError, "broken.txt: "),
        ("news/c.jsonl", ValueError, "more than one article: extract_all"),
    ],
)
def test_a_path_that_is_no_article(folder: Path, path: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        newsfacts.extract(Path(path))


@pytest.mark.parametrize("path", ["a.txt", "news", "./news/b.txt"])
def test_a_path_given_as_text_is_an_error(folder: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r"extract\(\) takes a text: give it as pathlib\.Path"):
        newsfacts.extract(path)
    assert newsfacts.extract(Article(path)).article.characters == len(path)


@pytest.mark.parametrize("text", ["missing.txt", "", "a.txt\n", "a\0b", "x" * 10_000, "a.txt came second."])
def test_a_text_is_no_path(folder: Path, text: str) -> None:
    assert newsfacts.extract(text).article.characters == len(text)


def test_read(folder: Path) -> None:
    assert sources(newsfacts.read("news")) == ["news/b.txt", "news/c.jsonl:1", "news/c.jsonl:2"]
    found = list(newsfacts.read([Path("a.txt"), "none.txt", "news/*.jsonl"]))
    assert [type(one) for one in found] == [Article, Failure, Article, Article]
    assert found[2].published == dt.date(2024, 3, 12)  # type: ignore[union-attr]
    assert sources(newsfacts.read("news", exclude=["*.jsonl"])) == ["news/b.txt"]
    Path("own.json").write_text(json.dumps({"body": TEXT}))
    assert [one.text for one in newsfacts.read("own.json", fields={"text": "body"})] == [TEXT]  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="no input format 'word'; there are text"):
        newsfacts.read("a.txt", input_format="word")


def test_extract_all_gives_everything_in_order(folder: Path) -> None:
    given = ["a.txt", Path("news"), Article(OTHER, source="mine"), "none.txt", Failure("x", "invalid", "no"), "a.txt"]
    outcomes = list(newsfacts.extract_all(given, date="2024-03-12"))
    assert sources(outcomes) == [
        "a.txt", "news/b.txt", "news/c.jsonl:1", "news/c.jsonl:2", "mine", "none.txt", "x", "a.txt",
    ]  # fmt: skip
    kinds = [type(one) for one in outcomes]
    assert kinds == [Record] * 5 + [Failure] * 2 + [Record]
    assert outcomes[0] == newsfacts.extract(Path("a.txt"), date="2024-03-12")


def test_extract_all_takes_what_read_yields(folder: Path) -> None:
    read = sources(newsfacts.extract_all(newsfacts.read(["news", "none.txt"])))
    assert read == sources(newsfacts.extract_all(["news", "none.txt"]))


def test_extract_all_keeps_what_is_asked_for(folder: Path) -> None:
    (record,) = newsfacts.extract_all("a.txt", date="2024-03-12", only=["facts"])
    assert isinstance(record, Record) and record.countries == [] and record.facts[0].actor[0].name == "Norway"
    (record,) = newsfacts.extract_all(Article(TEXT), min_confidence=1.0)
    assert isinstance(record, Record) and record.facts == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"only": ["verbs"]}, "no layer 'verbs'"),
        ({"date": "12.3.2024"}, "isoformat"),
        ({"rules": "none.toml"}, "none.toml"),
    ],
)
def test_extract_all_is_told_what_is_wrong_before_any_work(folder: Path, options: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        newsfacts.extract_all("a.txt", **options)  # type: ignore[arg-type]


def test_workers_need_no_main_guard_and_give_the_same(folder: Path) -> None:
    """A script as people write it: a second run of it in a worker would print twice or never end."""
    script = (
        "import newsfacts\nfrom newsfacts import batch\nbatch.WORTH = 1\nprint('once')\n"
        "for record in newsfacts.extract_all(['a.txt', 'news'], jobs=2, timeout=300): print(record.to_json())\n"
    )
    (folder / "script.py").write_text(script)
    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=True)
    one = [record.to_json() for record in newsfacts.extract_all(["a.txt", "news"], jobs=1)]  # type: ignore[union-attr]
    assert done.stdout.splitlines() == ["once", *one]


def test_a_stopped_loop_leaves_no_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import multiprocessing

    monkeypatch.setattr(batch, "WORTH", 1)
    outcomes = newsfacts.extract_all(["news"] * 5, jobs=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


THREADS = """
import ctypes, glob, os, sys
if {first}: import numpy
import newsfacts
newsfacts.load()
import numpy
path = glob.glob(os.path.join(os.path.dirname(os.path.dirname(numpy.__file__)), "numpy.libs", "*openblas*"))
print(getattr(ctypes.CDLL(path[0]), "scipy_openblas_get_num_threads64_")() if path else "none")
print(os.environ.get("OMP_NUM_THREADS"))
"""


@pytest.mark.parametrize(("first", "chosen", "threads"), [(False, None, "1"), (True, None, "1"), (False, "2", "2")])
def test_linear_algebra_has_one_thread_unless_chosen(first: bool, chosen: str | None, threads: str) -> None:
    """Also where NumPy was there before; the environment of what comes later stays as it was."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    if chosen:
        if (os.cpu_count() or 1) < int(chosen):
            pytest.skip("one core")
        environment["OMP_NUM_THREADS"] = chosen
    command = [sys.executable, "-c", THREADS.format(first=first)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    if done[0] == "none":
        pytest.skip("NumPy brings no OpenBLAS here")
    assert done == [threads, str(chosen)]


def test_a_notebook_shows_a_record() -> None:
    record = newsfacts.extract(
        "Norway gave Moldova 40 million euros on Tuesday. The <b>Norwegian</b> army praised it.", date="2024-03-12"
    )
    shown = record._repr_html_()
    for words in ("Norway", "Moldova", "€40 million", "2024"):
        assert words in shown
    assert "<b>" not in shown and "<script" not in shown
    outer = shown.replace("<br>", "")
    assert all(outer.count(f"<{tag}>") == outer.count(f"</{tag}>") for tag in ("div", "table", "tr", "td", "th", "p"))
    assert "nothing to extract" in newsfacts.extract("")._repr_html_()
    hostile = newsfacts.extract(Article("Norway paid.", title="<img src=x onerror=alert(1)>"))._repr_html_()
    assert "<img" not in hostile and hostile.encode()
