"""Saved records become everything that extraction makes, without the model."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from records import TEXT, to_record

from newsfacts.texts import EXCERPT_WARNING, GAP, Texts, to_excerpt
from newsfacts.toolbox import main
from newsfacts.writers import FORMATS, WriterOptions, create_writer


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["render", *map(str, arguments)])


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_text(to_record().to_json() + "\n" + to_record(source="news/two.txt").to_json() + "\n", "utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "news").mkdir(parents=True)
    for name in ("oslo.txt", "news/two.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    return folder


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.target == "stream"])
def test_output_is_that_of_extract(saved: Path, texts: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "expected"
    with out.open("w", encoding="utf-8", newline="\n") as target:
        writer = create_writer(name, target, WriterOptions())
        writer.write(to_record(), TEXT)
        writer.write(to_record(source="news/two.txt"), TEXT)
        writer.close()
    done = run(saved, "-f", name, "-o", tmp_path / "found", "--texts", texts)
    assert (done.exit_code, done.stderr) == (0, "")
    if name == "csv":
        done = run(saved, "-f", name, "--texts", texts)
        assert done.stdout.encode() == out.read_bytes()
        assert (tmp_path / "found" / "officials.csv").exists()
    else:
        assert (tmp_path / "found").read_bytes() == out.read_bytes()


def test_json_array_standard_input_and_selection(saved: Path, tmp_path: Path) -> None:
    array = json.dumps([json.loads(line) for line in saved.read_text("utf-8").splitlines()])
    done = CliRunner().invoke(main, ["render", "-", "-f", "jsonl", "--only", "facts", "--min-confidence", "0.9"], array)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(len(line["facts"]), line["officials"]) for line in lines] == [(2, []), (2, [])]


def test_table_shows_evidence_only_when_asked(saved: Path) -> None:
    sentence = "Rusu did not meet Holm during his visit."
    assert sentence not in run(saved).stdout
    shown = run(saved, "--evidence").stdout
    start = TEXT.index(sentence)
    assert sentence in shown and f"{start}–{start + len(sentence)}" in shown


def test_database_keeps_a_text_that_it_has(saved: Path, texts: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    assert run(saved, "-o", path, "--texts", texts).exit_code == 0
    done = run(saved, "-o", path)
    assert "2 without the article's text (oslo.txt, news/two.txt): name their folder with --texts" in done.stderr
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT DISTINCT text FROM articles").fetchall() == [(TEXT,)]
        assert database.execute("SELECT count(*) FROM facts").fetchone() == (10,)


def test_parquet(saved: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run(saved, "-o", tmp_path / "facts.parquet").exit_code == 0
    assert parquet.read_table(tmp_path / "facts.parquet").num_rows == 10


def test_page_without_texts_shows_what_records_quote(saved: Path) -> None:
    done = run(saved, "-f", "html")
    assert done.exit_code == 0 and "shown is what the record quotes" in done.stderr
    assert EXCERPT_WARNING in done.stdout and "Rusu did not meet Holm during his visit." in done.stdout


def test_excerpt_is_true_to_its_places() -> None:
    text = "🇳🇴 first words.\n" + TEXT
    record, excerpt = to_excerpt(to_record(text))
    assert record.spans()
    for span in record.spans():
        assert excerpt[span.start : span.end] == span.text
    assert excerpt.startswith(f"{GAP}\n") and record.article.title == "oslo.txt"
    assert all(piece in text for piece in excerpt.split(f"\n{GAP}\n")[1:])


def test_a_text_counts_only_by_its_hash_and_within_the_folder(tmp_path: Path) -> None:
    article, folder = to_record().article, tmp_path / "texts"
    folder.mkdir()
    (folder / "oslo.txt").write_text(TEXT + "An edit.\n", "utf-8")
    assert Texts(folder).find(article) is None
    (tmp_path / "oslo.txt").write_text(TEXT, "utf-8")
    for source in ("../oslo.txt", str(tmp_path / "oslo.txt")):
        assert Texts(folder).find(article.model_copy(update={"source": source})) is None
    (folder / "oslo.txt").write_text(TEXT, "utf-8")
    assert Texts(folder).find(article) == TEXT
    lines = (json.dumps({"text": text}) for text in ("Another.", TEXT))
    (folder / "all.jsonl").write_text("\n".join(lines), "utf-8")
    assert Texts(folder).find(article.model_copy(update={"source": "x/all.jsonl:2"})) == TEXT


def test_what_is_wrong_is_named_and_the_rest_is_done(saved: Path, tmp_path: Path) -> None:
    broken = {**json.loads(to_record().to_json()), "dates": []}
    error = {"error": {"source": "gone.txt", "type": "missing", "message": "no such file", "hint": None}}
    saved.write_text(saved.read_text("utf-8") + json.dumps(broken) + "\n" + json.dumps(error) + "\n", "utf-8")
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"failures": [{**error["error"], "source": "late.txt"}]}), "utf-8")
    done = run(saved, "-f", "markdown", "--report", report)
    assert done.exit_code == 1 and f"{saved}:3: record: " in done.stderr
    assert "## 2 articles" in done.stdout and "### 3 failures" in done.stdout
    assert "gone.txt: no such file" in done.stdout and "late.txt" in done.stdout


@pytest.mark.parametrize("arguments", [
    ("-f", "parquet"), ("-o", "facts.xyz"), ("-o", "{saved}"), ("-f", "html", "-o", "{folder}"),
    ("-o", "{folder}/none/x.html"), ("--report", "{saved}"), ("--only", "nonsense"),
])
def test_wrong_usage_is_said_before_any_work(saved: Path, arguments: tuple[str, ...]) -> None:
    before = saved.read_bytes()
    done = run(saved, *(word.format(saved=saved, folder=saved.parent) for word in arguments))
    assert done.exit_code == 2 and "Error: " in done.stderr and "Traceback" not in done.stderr
    assert saved.read_bytes() == before


def test_a_broken_file_leaves_the_output_as_it_was(saved: Path, tmp_path: Path) -> None:
    saved.write_text(saved.read_text("utf-8") + "{\n", "utf-8")
    out = tmp_path / "page.html"
    out.write_text("before", "utf-8")
    assert run(saved, "-o", out).exit_code == 2
    assert out.read_text("utf-8") == "before" and not list(tmp_path.glob("*.partial"))


def test_no_model_is_loaded(saved: Path, tmp_path: Path) -> None:
    code = ("import sys, newsfacts.toolbox as t\n"
            f"try: t.main(['render', {str(saved)!r}, '-o', {str(tmp_path / 'page.html')!r}, '--texts', '.'])\n"
            "except SystemExit as stop: assert not stop.code, stop.code\n"
            "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
