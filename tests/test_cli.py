"""The command: what goes where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from records import TEXT, to_plain_record, to_record

import newsfacts
from newsfacts import batch
from newsfacts.article import Article
from newsfacts.cli import main
from newsfacts.output import OutputFile
from newsfacts.record import Record
from newsfacts.writers import create_writer

EXTRACT = [sys.executable, "-c", "from newsfacts.cli import main; main()"]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Extraction without a model, in this process; TEXT gets its full record."""

    def extract(nlp: Any, article: Article) -> Record:
        if "BUG" in article.text:
            raise AssertionError("a bug")
        if article.text == TEXT:
            return to_record(source=article.source, warnings=article.warnings)
        return to_plain_record(article)

    monkeypatch.setattr(newsfacts, "load", object)
    monkeypatch.setattr(batch, "_extract", extract)
    monkeypatch.setattr(batch, "WORTH", 10**9)
    yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name, text in {"a.txt": "It cost 5 euros.", "b.txt": "It cost 7 euros.", "c.md": TEXT}.items():
        (tmp_path / "news" / name).write_text(text)
    return tmp_path


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_jsonl_in_a_pipe_and_back(folder: Path) -> None:
    result = run("news")
    assert result.exit_code == 0
    found = [Record.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [one.article.source for one in found] == ["news/a.txt", "news/b.txt", "news/c.md"]
    assert found[2].to_json() == result.stdout.splitlines()[2]
    assert "3 articles" in result.stderr and "0 failed" in result.stderr


def test_stdin() -> None:
    for arguments in ((), ("-",)):
        result = run(*arguments, stdin="It cost 9 euros.")
        (record,) = records(result.stdout)
        assert (record["article"]["source"], record["amounts"][0]["value"]) == ("-", "9")
        assert result.stderr == ""


def test_json_is_an_object_or_an_array(folder: Path) -> None:
    one = json.loads(run("news/a.txt", "--format", "json").stdout)
    assert one["amounts"][0]["text"] == "5 euros"
    several = run("news", "--format", "json").stdout
    assert [record["article"]["source"] for record in json.loads(several)] == ["news/a.txt", "news/b.txt", "news/c.md"]
    assert json.loads(run("none.txt", "--format", "json").stdout) == []
    assert "\n  " in several


def test_table(folder: Path) -> None:
    result = run("news/c.md", "--format", "table")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout and max(map(len, result.stdout.splitlines())) <= 80
    said_by = "said by Karin Holm (NO), “said”"
    for words in ("will give Moldova about €40 million", "planned", "· aided", "did not meet", said_by):
        assert words in result.stdout
    assert result.stdout.index("FACTS") < result.stdout.index("OFFICIALS") < result.stdout.index("DATES")


def test_csv(folder: Path) -> None:
    lines = run("news/c.md", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("article_id,source,published,id,type") and len(lines) == 6
    assert run("news", "-o", "tables/").exit_code == 0
    assert {path.name for path in (folder / "tables").iterdir()} == {
        f"{name}.csv" for name in ("articles", "facts", "officials", "countries", "organizations", "people", "amounts",
                                   "dates")
    }  # fmt: skip
    assert len((folder / "tables" / "amounts.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize(
    ("name", "start"), [("x.json", "["), ("x.jsonl", "{"), ("x.csv", "article_id"), ("x.txt", "It cost 5 euros.")]
)
def test_output_by_suffix(folder: Path, name: str, start: str) -> None:
    result = run("news", "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / name).read_text().startswith(start)
    notes = [f"{name}.resume"] if name == "x.jsonl" else []
    assert sorted(path.name for path in folder.iterdir()) == ["news", name, *notes]


def test_output_replaces_only_when_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "x.json").write_text("before")

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsfacts.writers.json.Writer.close", fail)
    result = run("news", "-o", "x.json")
    assert result.exit_code == 3 and "No space left" in result.stderr
    assert (folder / "x.json").read_text() == "before"
    assert sorted(path.name for path in folder.iterdir()) == ["news", "x.json"]


def test_interrupted_keeps_what_is_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = batch._extract

    def extract(nlp: Any, article: Article) -> Record:
        if "7 euros" in article.text:
            raise KeyboardInterrupt
        return inner(nlp, article)

    monkeypatch.setattr(batch, "_extract", extract)
    result = run("news", "-o", "x.jsonl")
    assert result.exit_code == 130 and "--resume" in result.stderr and "after 1 article" in result.stderr
    assert len((folder / "x.jsonl.partial").read_text().splitlines()) == 1 and not (folder / "x.jsonl").exists()
    monkeypatch.setattr(batch, "_extract", inner)
    again = run("news", "-o", "x.jsonl", "--resume")
    assert again.exit_code == 0 and "1 of them kept from before" in again.stderr
    assert (folder / "x.jsonl").read_text() == run("news").stdout
    interrupted_pipe = run("news", "--format", "json")
    assert json.loads(interrupted_pipe.stdout)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("news",), 0),
        (("news/a.txt", "none.txt"), 1),
        (("none.txt",), 3),
        (("news", "--format", "yaml"), 2),
        (("news", "--date", "20.11.2024"), 2),
        (("news", "--date", "20241120"), 2),
        (("news", "--only", "verbs"), 2),
        (("news", "--only", ""), 2),
        (("news", "--min-confidence", "2"), 2),
        (("news", "--field", "body=text"), 2),
        (("news", "--resume"), 2),
        (("news", "--resume", "-o", "x.json"), 2),
        (("news", "-o", "x.doc"), 2),
        (("news", "--format", "sqlite"), 2),
        (("news", "--from-file", "none"), 2),
        (("news", "--no-such-option"), 2),
        (("news", "-o", "no/folder/x.json"), 3),
        (("none.txt", "--fail-on", "never"), 0),
        (("blank.txt", "news"), 0),
        (("blank.txt", "news", "--fail-on", "empty"), 1),
        (("latin.txt",), 0),
        (("latin.txt", "--fail-on", "empty"), 0),
        (("latin.txt", "--fail-on", "warning"), 1),
        (("--version",), 0),
        (("--help",), 0),
        (("--schema",), 0),
    ],
)
def test_exit_status(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    (folder / "blank.txt").write_text(" \n\n")
    (folder / "latin.txt").write_bytes(b"It cost 5 euros at the caf\xe9.")
    result = run(*arguments)
    assert result.exit_code == code, result.output
    if code in (2, 3):
        assert result.stdout == "" and result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le")])
def test_nothing_to_extract_is_said(folder: Path, content: bytes) -> None:
    (folder / "blank.txt").write_bytes(content)
    result = run("blank.txt")
    (record,) = records(result.stdout)
    assert record["warnings"][0].startswith("nothing to extract") and record["facts"] == []
    assert "nothing to extract" in result.stderr and result.exit_code == 0
    assert run("blank.txt", "--quiet").stderr == ""


def test_a_folder_without_articles_is_said(folder: Path) -> None:
    (folder / "scans").mkdir()
    (folder / "scans" / "page.png").write_bytes(b"\x89PNG")
    result = run("scans")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "extract: nothing to extract: no article in scans\n"
    assert run("scans", "--quiet").stderr == ""
    assert json.loads(run("scans", "--format", "json").stdout) == []


def test_encoding_warning(folder: Path) -> None:
    (folder / "latin.txt").write_bytes(b"It cost 5 euros at the caf\xe9.")
    result = run("latin.txt")
    assert records(result.stdout)[0]["warnings"] == ["not valid UTF-8; read as cp1252"] and "cp1252" in result.stderr


def test_date(folder: Path) -> None:
    (folder / "d.md").write_text("---\ndate: 2023-01-01\n---\nText.")
    (theirs,) = records(run("d.md").stdout)
    (ours,) = records(run("d.md", "--date", "2024-11-20").stdout)
    assert (theirs["article"]["published"], theirs["article"]["published_from"]) == ("2023-01-01", "metadata")
    assert (ours["article"]["published"], ours["article"]["published_from"]) == ("2024-11-20", "option")


@pytest.mark.parametrize("layers", ["facts", "countries,amounts", "facts,officials", "facts,dates,amounts", "people"])
def test_only(folder: Path, layers: str) -> None:
    line = run("news/c.md", "--only", layers).stdout
    record = Record.model_validate_json(line)
    for layer in ("facts", "officials", "countries", "organizations", "people", "amounts", "dates"):
        full = getattr(to_record(), layer)
        assert len(getattr(record, layer)) == (len(full) if layer in layers.split(",") else 0)
    if layers == "facts,officials":
        aid = record.facts[0]
        assert aid.actor[0].ref is None and aid.actor[0].text == "Norway" and aid.amount is None and aid.date is None
        assert aid.attribution and aid.attribution.source.ref == "o1"


def test_min_confidence(folder: Path) -> None:
    record = Record.model_validate_json(run("news/c.md", "--min-confidence", "0.9").stdout)
    assert [(fact.id, fact.type) for fact in record.facts] == [("f1", "aided"), ("f2", "said")]


def test_failures(folder: Path) -> None:
    (folder / "news" / "bb.txt").write_text("BUG")
    result = run("news")
    assert result.exit_code == 1 and len(records(result.stdout)) == 3
    (failure,) = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert failure["schema_version"] == "1"
    assert failure["error"]["source"] == "news/bb.txt" and failure["error"]["type"] == "bug"
    inline = run("news", "--errors", "inline")
    assert ["error" in record for record in records(inline.stdout)] == [False, False, True, False]
    everything = json.loads(run("news", "--errors", "inline", "--format", "json").stdout)
    assert set(everything[2]) == {"schema_version", "error"}


def test_report(folder: Path) -> None:
    (folder / "news" / "bb.txt").write_text("BUG")
    assert run("news", "--report", "run.json").exit_code == 1
    report = json.loads((folder / "run.json").read_text())
    assert (report["articles"], report["failed"], report["facts"], report["exit_status"]) == (3, 1, 5, 1)
    assert report["failures"][0]["source"] == "news/bb.txt" and set(report["versions"]) >= {"newsfacts", "model"}


def test_lists_and_globs(folder: Path) -> None:
    (folder / "list").write_text("news/b.txt\n\nnews/a.txt\n")
    order = ["news/b.txt", "news/a.txt"]
    assert [r["article"]["source"] for r in records(run("--from-file", "list").stdout)] == order
    piped = run("--from-file", "-", stdin="news/b.txt\nnews/a.txt").stdout
    assert [r["article"]["source"] for r in records(piped)] == order
    assert [r["article"]["source"] for r in records(run("news/*.md").stdout)] == ["news/c.md"]
    assert len(records(run("news", "--exclude", "*.md").stdout)) == 2


def test_fields(folder: Path) -> None:
    (folder / "x.jsonl").write_text('{"body": "It cost 5 euros."}\n')
    assert run("x.jsonl").exit_code == 3
    assert records(run("x.jsonl", "--field", "text=body").stdout)[0]["article"]["source"] == "x.jsonl:1"


def test_resume_keeps_and_retries(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner, called = batch._extract, []

    def extract(nlp: Any, article: Article) -> Record:
        called.append(article.source)
        return inner(nlp, article)

    monkeypatch.setattr(batch, "_extract", extract)
    whole = run("news").stdout
    called.clear()
    (folder / "news" / "b.txt").write_text("BUG")
    assert run("news", "-o", "x.jsonl", "--resume").exit_code == 1
    (folder / "news" / "b.txt").write_text("It cost 7 euros.")
    called.clear()
    assert run("news", "-o", "x.jsonl", "--resume").exit_code == 0
    assert called == ["news/b.txt"] and (folder / "x.jsonl").read_text() == whole
    called.clear()
    assert run("news", "-o", "x.jsonl", "--resume").exit_code == 0 and called == []
    lines = whole.splitlines(keepends=True)
    for broken in (lines[0] + lines[1][:40], whole[:-1], lines[2] + lines[0], "garbage\n" + whole, "\0" * 9, ""):
        (folder / "x.jsonl").write_text(broken)
        assert run("news", "-o", "x.jsonl", "--resume").exit_code == 0
        assert (folder / "x.jsonl").read_text() == whole
    called.clear()
    run("news", "-o", "x.jsonl", "--resume", "--date", "2024-11-20")
    assert len(called) == 3
    assert '"published":"2024-11-20"' in (folder / "x.jsonl").read_text()
    monkeypatch.setattr(newsfacts, "__version__", "9.9.9")
    called.clear()
    run("news", "-o", "x.jsonl", "--resume", "--date", "2024-11-20")
    assert len(called) == 3


def test_resume_sees_changed_metadata(folder: Path) -> None:
    (folder / "x.jsonl").write_text('{"text": "It cost 5 euros.", "date": "2024-01-01"}\n')
    run("x.jsonl", "-o", "y.jsonl", "--resume")
    (folder / "x.jsonl").write_text('{"text": "It cost 5 euros.", "date": "2024-02-02"}\n')
    run("x.jsonl", "-o", "y.jsonl", "--resume")
    assert '"published":"2024-02-02"' in (folder / "y.jsonl").read_text()


def test_schema() -> None:
    schema = json.loads(run("--schema").stdout)
    assert "from" in schema["$defs"]["Date"]["properties"] and schema["properties"]["facts"]


def test_help_is_complete_and_cheap() -> None:
    text = run("--help").stdout
    for parameter in main.params:
        for name in getattr(parameter, "opts", []):
            assert not name.startswith("--") or name in text
    heavy = (
        "import sys\nfrom click.testing import CliRunner\nfrom newsfacts.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "print([name for name in ('spacy', 'pydantic', 'rich', 'numpy', 'multiprocessing') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_options_are_documented() -> None:
    guide = Path(__file__).parent.parent / "docs" / "cli.md"
    text = guide.read_text("utf-8")
    options = [name for parameter in main.params for name in parameter.opts if name.startswith("-")]
    assert not [name for name in options if f"`{name}" not in text]


def test_completion_knows_layers() -> None:
    words = {"COMP_WORDS": "extract --only facts,d", "COMP_CWORD": "2"}
    environment = {**os.environ, "_EXTRACT_COMPLETE": "bash_complete", **words}
    command = [sys.executable, "-c", "from newsfacts.cli import main; main(prog_name='extract')"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == "plain,facts,dates"


def test_no_color(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfacts.writers import WriterOptions
    from newsfacts.writers.table import Writer

    class Terminal:
        def __init__(self) -> None:
            self.written = ""

        def write(self, text: str) -> int:
            self.written += text
            return len(text)

        def flush(self) -> None:
            pass

    for color in (True, False):
        terminal = Terminal()
        writer = Writer(terminal, WriterOptions(color=color, width=100))  # type: ignore[arg-type]
        writer.write(to_record(), TEXT)
        assert ("\x1b[" in terminal.written) == color


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_closed_stdout_is_said(folder: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -c 'from newsfacts.cli import main; main()' blank.txt >&-", shell=True, capture_output=True,
        text=True, check=False, cwd=folder,
    )
    assert done.returncode == 3 and "standard output is closed" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", ["jsonl", "json", "table", "csv"])
def test_full_disk_is_said(folder: Path, form: str) -> None:
    (folder / "blank.txt").write_text("")
    done = subprocess.run(
        f"{sys.executable} -c 'from newsfacts.cli import main; main()' -f {form} blank.txt >/dev/full", shell=True,
        capture_output=True, text=True, check=False, cwd=folder,
    )
    assert done.returncode == 3 and "No space left" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_is_no_error(folder: Path) -> None:
    for number in range(400):
        (folder / "news" / f"{number}.txt").write_text("\n")
    command = f"{sys.executable} -c 'from newsfacts.cli import main; main()' -q news/*.txt news/?.txt news/*.txt"
    done = subprocess.run(f"{command} | head -1", shell=True, capture_output=True, text=True, check=False, cwd=folder)
    assert done.stderr == "" and len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("name", ["x.parquet", "tables/", "x.json", "x.csv"])
def test_interrupted_leaves_the_earlier_output(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name == "x.parquet":
        pytest.importorskip("pyarrow")

    def whole() -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".partial"))
        return {str(path): path.read_bytes() for path in files}

    assert run("news", "-o", name).exit_code == 0
    before = whole()
    inner = batch._extract

    def extract(nlp: Any, article: Article) -> Record:
        if "7 euros" in article.text:
            raise KeyboardInterrupt
        return inner(nlp, article)

    monkeypatch.setattr(batch, "_extract", extract)
    assert run("news", "-o", name).exit_code == 130
    assert whole() == before


def test_a_second_run_waits_its_turn(folder: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    for name in ("x.jsonl.resume", "y.json.partial"):
        with open(folder / name, "a") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            result = run("news", "-o", name.rpartition(".")[0])
        assert result.exit_code == 3 and "another run" in result.stderr, result.stderr


def test_a_summary_names_what_failed(folder: Path) -> None:
    (folder / "news" / "bb.txt").write_text("BUG")
    assert "**failed:** news/bb.txt" in run("news", "--format", "markdown").stdout


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.sqlite", "x.html"])
def test_no_folder_to_write_into_is_said(folder: Path, name: str) -> None:
    result = run("news", "-o", f"none/{name}")
    assert result.exit_code == 3 and "there is no folder none" in result.stderr


@pytest.mark.parametrize("output", ["news/x.jsonl", "news/x.json", "news/x.md", "news/tables/", "news/"])
def test_what_a_run_wrote_is_not_read_by_the_next(folder: Path, output: str) -> None:
    """`extract . -o x.jsonl`, again and again."""
    for _ in range(2):
        result = run("news", "-o", output, "--report", "news/run.json")
        assert result.exit_code == 0 and "3 articles" in result.stderr


def test_an_input_is_never_overwritten(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"text": "It cost 5 euros."}')
    for arguments in (("a.jsonl", "-o", "a.jsonl"), ("a.jsonl", "-o", "b.jsonl", "--report", "./a.jsonl")):
        result = run(*arguments)
        assert result.exit_code == 2 and "both input and output" in result.stderr
    assert (folder / "a.jsonl").read_text() == '{"text": "It cost 5 euros."}'


@pytest.mark.parametrize(("gate", "code"), [("error", 0), ("empty", 1), ("warning", 1), ("never", 0)])
def test_nothing_to_read_is_said(folder: Path, gate: str, code: int) -> None:
    (folder / "empty").mkdir()
    (folder / "empty" / "a.pdf").write_text("x")
    result = run("empty", "-o", "x.jsonl", "--fail-on", gate)
    assert result.exit_code == code and "no article in empty" in result.stderr
    assert run("empty", "-q").stderr == ""


def test_a_report_that_cannot_be_written_is_said_before_the_work(folder: Path) -> None:
    result = run("news", "-o", "x.jsonl", "--report", "none/run.json")
    assert result.exit_code == 3 and "there is no folder none" in result.stderr and not (folder / "x.jsonl").exists()


def test_a_report_of_an_interrupted_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(nlp: Any, article: Article) -> Record:
        if "7" in article.text:
            raise KeyboardInterrupt
        return to_plain_record(article)

    monkeypatch.setattr(batch, "_extract", interrupt)
    assert run("news", "-o", "x.jsonl", "--report", "run.json").exit_code == 130
    report = json.loads((folder / "run.json").read_text())
    assert (report["articles"], report["exit_status"]) == (1, 130)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX streams")
def test_closed_standard_streams(folder: Path) -> None:
    """A file that is opened must not become standard error, nor a missing one stop the run."""
    (folder / "news" / "bad.txt").write_bytes(bytes(range(256)))
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import newsfacts; from newsfacts import batch; "
        "from records import to_plain_record; newsfacts.load = object; batch.WORTH = 10**9; "
        "batch._extract = lambda nlp, article: to_plain_record(article); from newsfacts.cli import main; main()"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent), "news", "-o", "x.jsonl"]
    closed = "import os, sys; [os.close(number) for number in range(3)]; os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", closed, *command], check=False)
    assert done.returncode == 1
    assert len(records((folder / "x.jsonl").read_text())) == 3


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown", "html", "table"])
def test_a_terminal_gets_no_escapes(folder: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "It cost 5 \x1b[31meuros\x9b2J\u202e.\x07"
    (folder / "x.jsonl").write_text(json.dumps({"text": text, "title": "\x1b]0;x\x07"}))
    terminal = FakeTerminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(SystemExit) as stop:
        main(["x.jsonl", "--format", form, "--no-color", "--quiet"])
    shown = terminal.getvalue()
    assert stop.value.code == 0 and len(shown) > 50
    assert not any(sign in shown for sign in "\x1b\x07\x9b\u202e")
    if form == "json":
        assert json.loads(shown)["article"]["characters"] == len(text)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX devices")
def test_a_device_is_written_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No notes for --resume are made beside it: nobody but root may write into /dev."""
    opened: list[str] = []
    monkeypatch.setattr("newsfacts.resume.Journal.__init__", lambda *arguments: opened.append("notes"))
    assert run("news", "-q", "--format", "jsonl", "-o", "/dev/null").exit_code == 0
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as cat:
        assert run("news", "-q", "--format", "jsonl", "-o", "pipe").exit_code == 0
        assert cat.stdout and len(cat.stdout.read().splitlines()) == 3
    assert not opened and run("news", "--resume", "--format", "jsonl", "-o", "/dev/null").exit_code == 2


@pytest.mark.parametrize("name", ["x.json", "tables/", "x.parquet"])
def test_no_two_runs_write_one_output(folder: Path, name: str) -> None:
    pytest.importorskip("pyarrow")
    form = {"x.json": "json", "tables/": "csv", "x.parquet": "parquet"}[name]
    target: Any = OutputFile(Path("x.json")) if form == "json" else create_writer(form, Path(name))
    result = run("news", "-o", name)
    assert result.exit_code == 3 and "another run" in result.stderr
    target.abandon(keep=False)
    assert run("news", "-o", name).exit_code == 0
