"""Doors and ends: newsfacts FILE, defaults from a project's file, outputs that lose nothing, harmless messages."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from records import to_plain_record

import newsfacts
from newsfacts import batch, cli, toolbox
from newsfacts.article import Article
from newsfacts.command import find_defaults
from newsfacts.lexicon import RuleError, load_lexicon
from newsfacts.record import Record

SETUP = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import newsfacts
from newsfacts import batch
from records import to_plain_record
newsfacts.load = object
batch._extract = lambda nlp, article: to_plain_record(article)
batch.WORTH = 10**9
"""
EXTRACT = [sys.executable, "-c", f"{SETUP}\nfrom newsfacts.cli import main; main()"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def extract(nlp: Any, article: Article) -> Record:
        if "STOP" in article.text:
            raise KeyboardInterrupt
        return to_plain_record(article)

    monkeypatch.setattr(newsfacts, "load", object)
    monkeypatch.setattr(batch, "_extract", extract)
    monkeypatch.setattr(batch, "WORTH", 10**9)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name, cost in (("a", 5), ("b", 7), ("c", 9)):
        (tmp_path / "news" / f"{name}.txt").write_text(f"It cost {cost} euros.")
    return tmp_path


def run(*arguments: str, command: click.Command = cli.main, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=stdin)


@pytest.mark.parametrize("door", [("news", "-q"), ("extract", "news", "-q"), ("-q", "news"), ("news/*.txt", "-q")])
def test_newsfacts_does_what_extract_does(door: tuple[str, ...]) -> None:
    found = run(*door, command=toolbox.main)
    assert (found.exit_code, found.stdout) == (0, run("news", "-q").stdout) and found.stdout.count("\n") == 3


def test_newsfacts_reads_a_pipe_and_ends_as_extract() -> None:
    assert json.loads(run(command=toolbox.main, stdin="It cost 3 euros.").stdout)["amounts"][0]["value"] == "3"
    assert run("./none.txt", command=toolbox.main).exit_code == 3
    assert run("news", "-f", "yaml", command=toolbox.main).exit_code == 2


def test_a_slip_of_a_command_is_no_path(folder: Path) -> None:
    result = run("valdate", "x.jsonl", command=toolbox.main)
    assert result.exit_code == 2 and "validate" in result.stderr
    (folder / "valdate").write_text("It cost 5 euros.")
    assert run("valdate", "-q", command=toolbox.main).exit_code == 0


def test_python_m_newsfacts() -> None:
    done = subprocess.run([sys.executable, "-m", "newsfacts", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"newsfacts, version {newsfacts.__version__}"


def test_help_stands_in_groups_with_examples() -> None:
    page = run("--help").stdout
    places = [page.index(f"\n{group}:\n") for group in ("Input", "Output", "Rules", "Run")]
    assert places == sorted(places) and "Examples:" in page and "  extract article.txt" in page
    grouped = [name for names in cli.HELP_GROUPS.values() for name in names]
    named = {option.name for option in cli.main.get_params(click.Context(cli.main)) if isinstance(option, click.Option)}
    named = {"help" if name == "_click_default_help" else name for name in named}
    assert sorted(grouped) == sorted(named)


# Defaults


@pytest.mark.parametrize(
    ("name", "table", "given", "options"),
    [
        ("pyproject.toml", 'format = "csv"', (), {"format_": "csv"}),
        ("newsfacts.toml", 'only = ["facts", "dates"]', (), {"layers": frozenset({"facts", "dates"})}),
        ("pyproject.toml", "min-confidence = 0.5\njobs = 2", ("-j", "1"), {"min_confidence": 0.5, "jobs": 1}),
        ("pyproject.toml", 'exclude = ["*.md"]\nquiet = true', (), {"exclude": ("*.md",), "quiet": True}),
        ("pyproject.toml", 'field = {text = "body"}', (), {"fields": {"text": "body"}}),
        ("pyproject.toml", 'rules = "own.toml"', (), {"rules": ("{folder}/own.toml",)}),
    ],
)
def test_defaults_of_a_project(
    folder: Path, name: str, table: str, given: tuple[str, ...], options: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / name).write_text(f"[tool.newsfacts]\n{table}\n")
    monkeypatch.chdir(folder / "news")
    context = cli.main.make_context("extract", ["a.txt", *given])
    for option, value in options.items():
        if option == "rules":
            value = tuple(one.format(folder=folder) for one in value)
        assert context.params[option] == value


def test_defaults_stop_at_the_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "pyproject.toml").write_text('[tool.newsfacts]\nformat = "csv"\n')
    (folder / "news" / ".git").mkdir()
    monkeypatch.chdir(folder / "news")
    assert cli.main.make_context("extract", ["a.txt"]).params["format_"] == "auto"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('formt = "csv"', "no option 'formt'; did you mean 'format'?"),
        ('format = "yaml"', "'yaml' is not one of"),
        ("quiet = 1", "quiet is true or false"),
        ('output = "x.jsonl"', "no option 'output'"),
    ],
)
def test_wrong_defaults_are_wrong_usage(folder: Path, table: str, says: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.newsfacts]\n{table}\n")
    result = run("news")
    assert result.exit_code == 2 and says in result.stderr and result.stdout == ""
    assert run("--help").exit_code == 0


# Colour


@pytest.mark.parametrize(
    ("option", "environment", "terminal", "color"),
    [
        ("auto", {}, True, True), ("auto", {}, False, False), ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False), ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True), ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, True), ("auto", {"TERM": "dumb"}, True, False),
    ],
)  # fmt: skip
def test_color(
    option: str, environment: dict[str, str], terminal: bool, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream:
        def isatty(self) -> bool:
            return terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli._resolve_color(option, Stream()) is color  # type: ignore[arg-type]


def test_color_always_colours_a_pipe() -> None:
    assert "\x1b[" in run("news", "-f", "table", "--color", "always").stdout
    assert "\x1b[" not in run("news", "-f", "table", "--color", "always", "--no-color").stdout


# Outputs


@pytest.mark.parametrize(
    "arguments",
    [
        ("news", "-o", "news", "-f", "jsonl"),
        ("news", "-o", "out/", "-f", "json"),
        ("--from-file", "list.txt", "-o", "list.txt"),
        ("news", "-o", "x.jsonl", "--report", "x.jsonl"),
        ("news", "-o", "x.jsonl", "--report", "./x.jsonl"),
        ("--from-file", "list.txt", "--report", "list.txt"),
        ("news", "-o", "x.jsonl", "--report", "news"),
        ("news", "-o", "x.jsonl", "--prune"),
        ("news", "-o", "list.txt/", "-f", "csv"),
    ],
)
def test_wrong_places_are_said_before_any_work(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "list.txt").write_text("news/a.txt\n")
    result = run(*arguments)
    assert result.exit_code == 2 and result.stderr.count("Error: ") == 1, result.output
    assert (folder / "list.txt").read_text() == "news/a.txt\n"
    assert sorted(path.name for path in folder.iterdir()) == ["list.txt", "news"]


@pytest.mark.parametrize("name", ["x.jsonl", "x.json", "x.csv"])
def test_a_second_run_does_not_overwrite_what_a_stopped_one_did(folder: Path, name: str) -> None:
    (folder / "news" / "b.txt").write_text("STOP")
    assert run("news", "-o", name).exit_code == 130
    done = (folder / f"{name}.partial").read_text()
    assert done
    (folder / "news" / "a.txt").write_text("STOP")
    assert run("news", "-o", name).exit_code == 130
    assert (folder / f"{name}.earlier").read_text() == done
    for one, cost in (("a", 5), ("b", 7)):
        (folder / "news" / f"{one}.txt").write_text(f"It cost {cost} euros.")
    again = run("news", "-o", name, *(["--resume"] if name == "x.jsonl" else []))
    assert again.exit_code == 0 and (name != "x.jsonl" or "1 of them kept" in again.stderr)
    assert not (folder / f"{name}.earlier").exists() and not (folder / f"{name}.partial").exists()


def test_any_run_can_be_gone_on_with_and_notes_do_not_grow(folder: Path) -> None:
    assert run("news", "-o", "x.jsonl").exit_code == 0
    notes = (folder / "x.jsonl.resume").read_text()
    assert notes.count("\n") == 3
    again = run("news", "-o", "x.jsonl", "--resume")
    assert "3 of them kept from before" in again.stderr and (folder / "x.jsonl.resume").read_text() == notes
    (folder / "news" / "b.txt").write_text("It cost 70 euros.")
    (folder / "news" / "c.txt").unlink()
    for options in (["--resume"], [], ["--resume"]):
        assert run("news", "-o", "x.jsonl", *options).exit_code == 0
        assert (folder / "x.jsonl.resume").read_text().count("\n") == 2
    assert sorted(path.name for path in folder.iterdir()) == ["news", "x.jsonl", "x.jsonl.resume"]


def test_prune(folder: Path) -> None:
    rows = "".join(json.dumps({"text": f"It cost {n} euros."}) + "\n" for n in range(3))
    (folder / "more.jsonl").write_text(rows)
    assert run("news", "more.jsonl", "-o", "x.db").exit_code == 0
    (folder / "news" / "a.txt").unlink()
    (folder / "more.jsonl").write_text(rows[: rows.index("\n") + 1])
    (folder / "news" / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 100)  # cannot be read today: what it said is kept

    def sources() -> list[str]:
        return [row[0] for row in sqlite3.connect("x.db").execute("SELECT source FROM articles ORDER BY source")]

    everything = ["more.jsonl:1", "more.jsonl:2", "more.jsonl:3", "news/a.txt", "news/b.txt", "news/c.txt"]
    assert run("news", "more.jsonl", "-o", "x.db").exit_code == 1 and sources() == everything
    result = run("more.jsonl", "-o", "x.db", "--prune")  # the rest of the folder is there, and stays
    assert "3 articles taken out of x.db" in result.stderr
    assert sources() == ["more.jsonl:1", "news/b.txt", "news/c.txt"]


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table", "html", "markdown"])
def test_a_closed_pipe_is_quiet_in_every_format(folder: Path, form: str) -> None:
    (folder / "many").mkdir()
    for number in range(300):
        (folder / "many" / f"{number}.txt").write_text(f"It cost {number} euros. " * 40)
    command = [*EXTRACT, "many", "-q", "-f", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
        assert (running.wait(60), said) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_closed_terminal_ends_a_run_as_kill_does(folder: Path, name: str) -> None:
    # under nohup, which the tests may run under, a hang-up is ignored and stays so
    slow = f"{SETUP}\nimport signal, time\nsignal.signal(signal.{name}, signal.SIG_DFL)\n" \
           "inner = batch._extract\ndef slow(nlp, article):\n    time.sleep(0.05)\n    " \
           "return inner(nlp, article)\nbatch._extract = slow\nfrom newsfacts.cli import main; main()"  # fmt: skip
    for number in range(400):
        (folder / "news" / f"{number}.txt").write_text(f"It cost {number} euros.")
    command = [sys.executable, "-c", slow, "news", "-o", "x.jsonl"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as going:
        partial = folder / "x.jsonl.partial"
        while going.poll() is None and not (partial.exists() and partial.read_bytes().count(b"\n") > 1):
            time.sleep(0.02)
        going.send_signal(getattr(signal, name))
        said = going.communicate(timeout=60)[1]
    assert going.returncode == 130 and "--resume" in said and "Traceback" not in said


# Messages


HOSTILE = "\x1b]0;x\x07\u202e\n::warning::y"


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (cli.main, ("news", "-o", f"x{HOSTILE}.doc")),
        (cli.main, ("news", f"--{HOSTILE}")),
        (cli.main, ("news", "-d", HOSTILE)),
        (cli.main, ("news", "--only", HOSTILE)),
        (cli.main, ("news", "--field", HOSTILE)),
        (cli.main, ("news", "-f", HOSTILE)),
        (cli.main, ("--from-file", HOSTILE)),
        (toolbox.main, ("validate", HOSTILE)),
        (toolbox.main, ("diff", HOSTILE, HOSTILE)),
        (toolbox.main, ("merge", HOSTILE)),
        (toolbox.main, ("rules", "check", HOSTILE)),
    ],
)
def test_usage_errors_show_control_characters(command: click.Command, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, command=command)
    assert result.exit_code == 2
    assert not set("\x1b\x07\u202e") & set(result.stderr)
    assert not any(line.lstrip().startswith("::") for line in result.stderr.splitlines())


@pytest.mark.parametrize("verb", ["validate", "merge", "diff"])
def test_records_files_with_hostile_names(folder: Path, verb: str) -> None:
    name = "::warning::\x1b[2J.jsonl"
    (folder / name).write_text("{]\n")
    result = run(verb, *([name] * (2 if verb == "diff" else 1)), command=toolbox.main)
    assert result.exit_code == 2 and "\x1b" not in result.output and "Traceback" not in result.output
    (folder / name).write_text('{"article": 1}\n')
    result = run("validate", name, command=toolbox.main)
    assert result.exit_code == 1 and result.stdout.startswith("'::warning::␛[2J.jsonl:1:")


def test_a_log_gets_no_commands(folder: Path) -> None:
    (folder / "news" / "a.txt").write_text("It cost 5\n::stop-commands::x euros.\n\n::warning::It cost 4 euros.")
    for form in ("csv", "table", "jsonl", "markdown"):
        for stream in ((result := run("news", "-f", form)).stdout, result.stderr):
            assert not any(line.lstrip().startswith("::") for line in stream.splitlines())


def test_a_number_of_5000_digits_is_an_invalid_record(folder: Path) -> None:
    (record,) = (json.loads(line) for line in run("news/a.txt", "-q").stdout.splitlines())
    for field in ("characters", "sentences"):
        long = json.dumps(record).replace(f'"{field}": {record["article"][field]}', f'"{field}": {"9" * 5000}')
        assert len(long) > 5000
        for text in (long, f"[{long}]"):
            (folder / "long.jsonl").write_text(text + "\n")
            result = run("validate", "long.jsonl", command=toolbox.main)
            assert result.exit_code == 1 and field in result.stdout and "Traceback" not in result.output
            assert result.exception is None or isinstance(result.exception, SystemExit)




def test_a_rules_file_may_hold_the_defaults_of_options(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.toml"
    path.write_text('[tool.newsfacts]\nformat = "csv"\n[[reporting_verb]]\nlemma = "chirp"\n', "utf-8")
    assert load_lexicon([path]).rows("reporting_verb")[0]["lemma"] == "chirp"
    assert find_defaults(cli.main, tmp_path) == ({"format_": "csv"}, path)
    path.write_text("tool = 1\n", "utf-8")
    with pytest.raises(RuleError, match="unknown section 'tool'"):
        load_lexicon([path])
