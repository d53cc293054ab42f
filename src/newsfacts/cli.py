"""``extract``: articles in, records out.

Nothing heavy is imported before it is needed: ``extract --help`` knows neither spaCy nor pydantic.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from newsfacts import __version__
from newsfacts.command import (
    EXIT_INTERRUPTED,
    EXIT_NOTHING,
    EXIT_OK,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
    Polite,
    find_defaults,
)
from newsfacts.writers import FORMATS, PathWriter, Writer, WriterOptions, create_writer, find_format

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Doc

    from newsfacts.batch import Settings, Task
    from newsfacts.failure import Failure
    from newsfacts.lexicon import Lexicon
    from newsfacts.output import OutputFile
    from newsfacts.progress import Progress
    from newsfacts.readers import Meter, Part, ReadOptions
    from newsfacts.record import Record
    from newsfacts.resume import Journal

LAYERS = ("facts", "officials", "countries", "organizations", "people", "amounts", "dates")
INPUT_FORMATS = ("auto", "text", "markdown", "html", "jsonl", "json", "csv", "warc")

#: Formats for people, which name at their end what could not be done.
SUMMARIES = ("markdown", "html")

#: The options by what they are about, as --help shows them.
HELP_GROUPS: dict[str, tuple[str, ...]] = {
    "Input": ("date", "input_format", "fields", "include", "exclude", "from_file"),
    "Output": ("format_", "output", "layers", "min_confidence", "evidence", "full", "errors", "report", "schema",
               "color", "prune"),
    "Rules": ("rules", "no_rules", "explain"),
    "Run": ("jobs", "timeout", "resume", "fail_on", "quiet", "verbose", "version", "help"),
}


class Command(Polite, click.Command):
    """``extract`` as a click command: defaults from the project's file, and help in groups."""

    trouble = EXIT_NOTHING

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> click.Context:
        """With the defaults of ``[tool.newsfacts]`` below what is given."""
        if not any(one in ("--help", "-h", "--version", "-V") for one in args):
            extra.setdefault("default_map", find_defaults(self)[0])
        return super().make_context(info_name, args, parent, **extra)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under :data:`HELP_GROUPS`."""
        found = [(option.name, option.get_help_record(context)) for option in self.get_params(context)]
        for group, names in HELP_GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([row for name in names for its, row in found if its == name and row is not None])


def say(message: str) -> None:
    """One line for the person, on standard error."""
    from newsfacts.display import to_visible

    _echo(f"extract: {to_visible(message)}")


def _echo(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        click.echo(line, err=True)


def _parse_date(context: click.Context, option: click.Parameter, value: str | None) -> dt.date | None:
    import datetime as dt

    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value)
        if day.isoformat() == value:
            return day
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is no day; write it as YYYY-MM-DD, for example 2024-11-20")


def parse_layers(context: click.Context, option: click.Parameter, value: str | None) -> frozenset[str] | None:
    if value is None:
        return None
    names = [name.strip() for name in value.split(",") if name.strip()]
    unknown = [name for name in names if name not in LAYERS]
    if unknown or not names:
        what = f"unknown layer {', '.join(map(repr, unknown))}" if unknown else "no layer named"
        raise click.BadParameter(f"{what}; the layers are {', '.join(LAYERS)}")
    return frozenset(names)


def _parse_fields(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    known = ("text", "title", "date", "url", "publisher")
    fields = {}
    for value in values:
        name, equals, column = value.partition("=")
        if name not in known or not equals or not column:
            raise click.BadParameter(f"{value!r}: write NAME=COLUMN with a NAME of {', '.join(known)}")
        fields[name] = column
    return fields


def _complete_layers(context: click.Context, option: click.Parameter, incomplete: str) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in LAYERS if name.startswith(last) and name not in before.split(",")]


@click.command(
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 all well, 1 some input failed, 2 wrong usage, 3 nothing could be done, 130 interrupted.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("-f", "--format", "format_", type=click.Choice(["auto", *FORMATS]), default="auto", show_default=True,
              help="Output format; auto is the suffix of -o, else a table on a terminal and jsonl in a pipe.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file (or folder, for csv) when all is done.")
@click.option("-d", "--date", callback=_parse_date, metavar="YYYY-MM-DD",
              help="Day of publication, the anchor of relative dates; wins over what the input says.")
@click.option("--only", "layers", callback=parse_layers, metavar="LAYER,...", shell_complete=_complete_layers,
              help=f"Keep these layers: {', '.join(LAYERS)}.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
              help="Leave out facts below this confidence.")
@click.option("--evidence", is_flag=True, help="With a table: below each fact its sentence and where it stands.")
@click.option("--full", is_flag=True, help="With markdown: every article whole instead of a summary of all.")
@click.option("--rules", multiple=True, type=click.Path(), metavar="FILE",
              help="Rules and words of your own, in place of the newsfacts.toml found here or above. Repeatable.")
@click.option("--no-rules", is_flag=True, help="Use no rules but the package's, whatever newsfacts.toml is there.")
@click.option("--input", "input_format", type=click.Choice(INPUT_FORMATS), default="auto", show_default=True,
              help="Input format; auto goes by suffix and content.")
@click.option("--field", "fields", multiple=True, callback=_parse_fields, metavar="NAME=COLUMN",
              help="Name of a field in JSON or CSV input, such as text=body. Repeatable.")
@click.option("--include", multiple=True, metavar="GLOB", help="In folders, read only matching files. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="In folders, leave matching files out. Repeatable.")
@click.option("--from-file", type=click.Path(), metavar="FILE",
              help="Read the paths from a list, one a line; - is stdin.")
@click.option("-j", "--jobs", type=click.IntRange(0, 256), default=0, metavar="N",
              help="Worker processes; 0 (default) is every core for more than a few articles.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="Give one article up after this long.")
@click.option("--resume", is_flag=True, help="With -o FILE.jsonl: keep what an earlier run has done, do the rest.")
@click.option("--errors", type=click.Choice(["stderr", "inline"]), default="stderr", show_default=True,
              help="Where error records go: standard error, or between the records (json, jsonl).")
@click.option("--fail-on", type=click.Choice(["error", "empty", "warning", "never"]), default="error",
              show_default=True,
              help="What makes the exit status 1; empty adds articles without text, warning adds any warning.")
@click.option("--report", type=click.Path(dir_okay=False), metavar="FILE",
              help="Write counts, failures, versions and timings as JSON.")
@click.option("--explain", is_flag=True, help="Say on standard error why each fact was found.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a record and exit.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
              help="Colour; auto is on a terminal, by NO_COLOR never, by FORCE_COLOR always.")
@click.option("--no-color", "color", flag_value="never", help="The same as --color never.")
@click.option("--prune", is_flag=True,
              help="With -o FILE.db: take out articles whose file, or place in a file read now, is gone.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but fatal errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error: each input, versions, timings.")
@click.version_option(__version__, "-V", "--version", message="extract (newsfacts) %(version)s")
@click.pass_context
def main(context: click.Context, /, **options: Any) -> int:
    """Turn news articles into facts: officials, countries, money, dates, and who did what to whom.

    PATH is a file, a folder, a glob or - for standard input; text, Markdown, HTML, JSON, JSON Lines, CSV and WARC
    are read, each also gzipped.

    \b
    Examples:
      extract article.txt                     a table to read
      extract article.txt | jq '.facts[]'     JSON Lines in a pipe
      curl -s URL | extract --input html      a page, which is not fetched for you
      extract news/ -o news.jsonl --resume    a folder, restartable
      extract news/ -o news.db --prune        a database that follows the folder
      extract news/ --only facts -f csv       a table of facts for a spreadsheet

    Defaults of options stand in [tool.newsfacts] of pyproject.toml or newsfacts.toml.
    """
    if options["schema"]:
        return _print_schema()
    paths = list(options["paths"])
    if options["from_file"] is not None:
        paths += _read_list(options["from_file"])
    elif not paths:
        if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
            click.echo(context.get_help())
            return EXIT_OK
        paths = ["-"]
    from newsfacts.lexicon import RuleError
    from newsfacts.output import OutputError

    try:
        return Run(paths, options).execute()
    except RuleError as error:
        for problem in error.problems:
            say(str(problem))
        return EXIT_USAGE
    except OutputError as error:
        say(str(error))
        return EXIT_NOTHING


def _print_schema() -> int:
    import json

    from newsfacts.record import Record

    click.echo(json.dumps(Record.to_schema(), indent=2, ensure_ascii=False))
    return EXIT_OK


def _read_list(path: str) -> list[str]:
    from newsfacts.readers import read_paths

    if path == "-":
        return list(read_paths(sys.stdin))
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return list(read_paths(file))
    except OSError as error:
        raise click.UsageError(f"cannot read the list {path}: {error.strerror}") from None


@dataclass(slots=True)
class Tally:
    """What a run did, for its last line, its report and its exit status."""

    written: int = 0
    reused: int = 0
    empty: int = 0
    warned: int = 0
    facts: int = 0
    characters: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Articles that are done with, one way or the other."""
        return self.written + len(self.failures)

    def to_exit_status(self, fail_on: str) -> int:
        """0 all well, 1 some failed, 3 nothing could be done."""
        if fail_on == "never":
            return EXIT_OK
        if self.failures:
            return EXIT_SOME_FAILED if self.written else EXIT_NOTHING
        empty = fail_on in ("empty", "warning") and (self.empty or not self.taken)
        return EXIT_SOME_FAILED if empty or (fail_on == "warning" and self.warned) else EXIT_OK


class Run:
    """One call of the command."""

    def __init__(self, paths: list[str], options: dict[str, Any]) -> None:
        from newsfacts.batch import Settings
        from newsfacts.readers import Meter, ReadOptions

        self._paths = paths
        self._options = options
        self._quiet: bool = options["quiet"]
        self._format = self._resolve_format()
        self._machine = self._format != "table"
        self._progress: Progress | None = None
        self._lexicon = self._load_rules()
        self._settings: Settings = Settings(
            options["date"], options["layers"], options["min_confidence"], self._rules, self._lexicon.version
        )
        self._reading: ReadOptions = ReadOptions(
            None if options["input_format"] == "auto" else options["input_format"],
            options["fields"], options["include"], options["exclude"],
        )
        self._tally = Tally()
        self._started = time.monotonic()
        self._journal: Journal | None = None
        self._meter: Meter = Meter()
        self._positions: deque[int] = deque()

    def _load_rules(self) -> Lexicon:
        """The user's rules files, read and checked before anything else is done."""
        from newsfacts.lexicon import is_from_elsewhere, load_lexicon, resolve_rules

        if self._options["no_rules"] and self._options["rules"]:
            raise click.UsageError("--rules and --no-rules exclude each other")
        self._rules = () if self._options["no_rules"] else resolve_rules(self._options["rules"])
        lexicon = load_lexicon(self._rules)
        if self._rules and not self._options["rules"] and not self._quiet and is_from_elsewhere(Path(self._rules[0])):
            self._say(f"using the rules of {self._rules[0]}, above this project; --no-rules leaves them out")
        if lexicon.annotated:  # only the parser can tell whether an annotated sentence gives a pattern
            import newsfacts

            newsfacts.load(self._rules)
        return lexicon

    def _resolve_format(self) -> str:
        """The output format, and whether the options go together."""
        from newsfacts.output import is_device

        output: str | None = self._options["output"]
        wanted = resolve_format(self._options["format_"], output, "jsonl")
        if self._options["explain"] and self._options["timeout"] is not None:
            raise click.UsageError("--explain looks at the articles in this process, --timeout does them in another")
        if self._options["resume"] and (output is None or wanted != "jsonl" or is_device(Path(output))):
            raise click.UsageError("--resume needs -o FILE.jsonl")
        if self._options["prune"] and wanted != "sqlite":
            raise click.UsageError("--prune needs a database: -o FILE.db")
        check_output(wanted, output)
        self._check_places()
        return wanted

    def _check_places(self) -> None:
        """No output over what is read, or over another output; said before any work."""
        output, report = self._options["output"], self._options["report"]
        taken = {os.path.realpath(path): "a rules file" for path in self._options["rules"]}
        if self._options["from_file"] not in (None, "-"):
            taken[os.path.realpath(self._options["from_file"])] = "the list of --from-file"
        for path, option in ((output, "-o"), (report, "--report")):
            if path is None or (os.path.exists(path) and not os.path.isfile(path)):
                continue
            place = os.path.realpath(path)
            if place in taken:
                raise click.UsageError(f"{option} {path} is {taken[place]}: name another file to write to")
            taken[place] = f"what {option} writes"

    def execute(self) -> int:
        """Do it, and say how it went."""
        from newsfacts.batch import FatalError
        from newsfacts.failure import ReadError

        try:
            with _terminated_as_interrupted():
                status = self._execute()
        except FatalError as error:
            say(str(error))
            return EXIT_NOTHING
        except ReadError as error:
            say(f"{error.failure.message}" + (f": {error.failure.hint}" if error.failure.hint else ""))
            return EXIT_NOTHING
        except BrokenPipeError:
            raise
        except OSError as error:
            self._say_unwritten(error)
            return self._to_unwritten_status()
        finally:
            self._end_progress()
        return status

    def _execute(self) -> int:
        from newsfacts.batch import process, resolve_jobs

        sources = self._find_sources()
        report = self._open_report()
        jobs, status = 0, EXIT_NOTHING
        try:
            output = self._open_output()
            many = len(sources) > 1 or self._holds_many(sources)
            try:
                items = self._read(sources)
                # From a pipe articles are done as they come: to look how many there are would hold the first one back.
                jobs, items = resolve_jobs(self._options["jobs"], items, many or ("-" in sources and _reads_file()))
                if self._options["explain"]:  # the Docs are looked at where they are made
                    jobs = 1
                if self._options["verbose"]:
                    self._say_versions(jobs)
                if many:
                    self._begin_progress(sources)
                look = self._explain if self._options["explain"] else None
                timeout = self._options["timeout"]
                for task, result in process(self._to_tasks(items), self._settings, jobs, timeout, look=look):
                    self._take(output.writer, task, result)
                    self._advance(sources)
                if self._options["prune"] and self._tally.written:
                    self._prune(output.writer, sources)
                output.finish()
            except KeyboardInterrupt:
                self._end_progress()
                self._say_interrupted(output.interrupt())
                status = EXIT_INTERRUPTED
                return status
            except BaseException as error:
                output.abandon()
                if isinstance(error, BrokenPipeError):  # its reader has seen enough
                    status = EXIT_OK
                elif isinstance(error, OSError):
                    status = self._to_unwritten_status()
                raise
            self._end_progress()
            if not self._tally.taken and not self._quiet:
                where = ", ".join(self._paths) or "an empty list"
                self._say(f"nothing to extract: no article in {where}")
            elif many or self._tally.taken > 1:
                self._say_end()
            status = self._tally.to_exit_status(self._options["fail_on"])
            return status
        finally:
            self._write_report(report, jobs, status)

    def _to_unwritten_status(self) -> int:
        """The exit status when the output cannot be written: what --resume goes on with is done."""
        return EXIT_SOME_FAILED if self._tally.written and self._journal else EXIT_NOTHING

    def _find_sources(self) -> list[str | Failure]:
        """What to read; an earlier run's output in a folder is none of it, and nothing is overwritten by its record."""
        from newsfacts.readers import find_sources

        output, report = self._options["output"], self._options["report"]
        own = {os.path.realpath(path) for path in (output, report) if path}
        if output and self._format == "csv":
            own |= {os.path.realpath(os.path.join(output, f"{name}.csv")) for name in ("articles", *LAYERS)}
        sources: list[str | Failure] = []
        for source in find_sources(self._paths, self._reading):
            if own and isinstance(source, str) and os.path.realpath(source) in own:
                if source in self._paths:
                    raise click.UsageError(f"{source} is both input and output: name another file to write to")
                continue
            sources.append(source)
        return sources

    def _holds_many(self, sources: list[str | Failure]) -> bool:
        from newsfacts.readers import is_container

        named = (source for source in sources if isinstance(source, str) and source != "-")
        return any(is_container(source, self._reading) for source in named)

    def _read(self, sources: list[str | Failure]) -> Iterator[Part]:
        from newsfacts.readers import split_source

        for source in sources:
            if isinstance(source, str):
                if self._options["verbose"] and not self._quiet:
                    self._say(f"reading {source}")
                yield from split_source(source, self._reading, self._meter)
            else:
                yield source

    def _to_tasks(self, items: Iterator[Part]) -> Iterator[Task]:
        for item in items:
            self._positions.append(self._meter.to_position())
            ready = self._journal.find(item) if self._journal else None
            yield ready or item

    def _take(self, writer: Writer, task: Task, result: Record | Failure | None) -> None:
        """One outcome: written, or said."""
        from newsfacts.article import Article
        from newsfacts.batch import Ready
        from newsfacts.failure import Failure

        tally = self._tally
        if isinstance(task, Ready):
            if self._journal:
                self._journal.write_ready(writer, task)
            tally.written += 1
            tally.reused += 1
        elif isinstance(result, Failure):
            tally.failures.append(result)
            inline = self._options["errors"] == "inline" and self._format in ("json", "jsonl")
            if inline or self._format in SUMMARIES:
                writer.write_failure(result)
            if not self._quiet:
                self._say_failure(result, inline)
        elif result is not None and isinstance(task, Article):
            if self._journal:
                self._journal.write(writer, task, result)
            else:
                writer.write(result, task.text)
            tally.written += 1
            tally.facts += len(result.facts)
            tally.characters += result.article.characters
            blank = not task.text.strip()
            tally.empty += blank
            tally.warned += bool(result.warnings)
            if not self._quiet and (blank or task.warnings):
                said = [*task.warnings, *(["nothing to extract: the article is empty"] if blank else [])]
                self._say(f"{task.source}: {'; '.join(said)}")

    def _prune(self, writer: Writer, sources: list[str | Failure]) -> None:
        """Take what is gone out of the database; what failed today keeps what it said before."""
        from newsfacts.readers.decoding import to_printable_path
        from newsfacts.writers.sqlite import Writer as Database

        assert isinstance(writer, Database)
        failed = {failure.source for failure in self._tally.failures}
        read = {to_printable_path(source) for source in sources if isinstance(source, str)}
        number = writer.prune({source for source in read if not any(_is_part(one, source) for one in failed)}, failed)
        if number and not self._quiet:
            self._say(f"{_count(number, 'article')} taken out of {self._options['output']}: no longer there")

    def _explain(self, doc: Doc, record: Record) -> None:
        """Say why each fact of the record was found."""
        from newsfacts.display import to_visible
        from newsfacts.language.facts import explain
        from newsfacts.wording import explanation_lines

        self._say(f"{record.article.source}: {_count(len(record.facts), 'fact')}")
        for line in explanation_lines(record, explain(doc)):
            self._echo(f"{line[: len(line) - len(line.lstrip())]}{to_visible(line)}")

    # -- output ---------------------------------------------------------------------------------------------------

    def _open_output(self) -> Output:
        from newsfacts.output import is_device

        options = self._options
        path: str | None = options["output"]
        if path is not None and self._format == "jsonl" and not is_device(Path(path)):
            from newsfacts.resume import Journal

            self._journal = Journal(Path(path), self._settings, options["resume"])
            if not self._quiet:
                for line in self._journal.notes:
                    self._say(line)
        output = open_output(
            self._format, path, options["color"],
            WriterOptions(layers=options["layers"], evidence=options["evidence"], full=options["full"]),
        )
        output.journal = self._journal
        return output

    # -- what is said on standard error ----------------------------------------------------------------------------

    def _say(self, message: str) -> None:
        from newsfacts.display import to_visible

        self._echo(f"extract: {to_visible(message)}")

    def _echo(self, line: str) -> None:
        """A line on standard error, above the bar when there is one."""
        (self._progress.echo if self._progress is not None else _echo)(line)

    def _say_failure(self, failure: Failure, inline: bool) -> None:
        hint = f" ({failure.hint})" if failure.hint else ""
        if self._machine and not inline and self._options["errors"] == "stderr" and not sys.stderr.isatty():
            _echo(failure.to_json())
        else:
            self._say(f"{failure.source}: {failure.message}{hint}")

    def _say_versions(self, jobs: int) -> None:
        from newsfacts.batch import to_versions

        versions = ", ".join(f"{name} {version}" for name, version in to_versions().items())
        self._say(f"{versions}; {jobs} worker{'s' if jobs > 1 else ''}")
        files = ", ".join(source.name for source in self._lexicon.sources)
        self._say(f"rules of your own: {files or 'none'}")

    def _say_unwritten(self, error: OSError) -> None:
        path = self._options["output"]
        kept = ""
        if path is not None and self._format == "jsonl":
            kept = "; what is done is kept: make room, then go on with the same command and --resume"
        elif path is not None:
            kept = "; what was there before is as it was"
        say(f"cannot write {path or 'to standard output'}: {error.strerror or error}{kept}")

    def _say_interrupted(self, kept: Path | None) -> None:
        done = self._tally.written
        if not done:
            say("interrupted before the first article was done")
            return
        where = f", kept in {kept}" if kept else ""
        again = ""
        if kept is not None and self._format == "jsonl":
            again = "; go on with the same command and --resume"
        elif kept is not None and self._format == "sqlite":
            again = "; the same command does the rest, and those again"
        elif self._options["output"] is None:
            again = "; to be able to go on, write to a file: -o FILE.jsonl --resume"
        say(f"interrupted after {_count(done, 'article')}{where}{again}")

    def _say_end(self) -> None:
        if self._quiet:
            return
        tally, seconds = self._tally, time.monotonic() - self._started
        parts = [_count(tally.written, "article")]
        if tally.reused:
            parts.append(f"{tally.reused} of them kept from before")
        parts.append(_count(tally.facts, "new fact" if tally.reused else "fact"))
        if tally.empty:
            parts.append(f"{tally.empty} empty")
        parts.append(f"{len(tally.failures)} failed")
        rate = (tally.written - tally.reused) / seconds if seconds > 0 else 0.0
        say(f"{', '.join(parts)}; {seconds:.1f} s, {rate:.1f} articles a second")

    def _begin_progress(self, sources: list[str | Failure]) -> None:
        if self._quiet:
            return
        from newsfacts.progress import Bar, Log
        from newsfacts.readers import to_size

        total = sum(to_size(source) for source in sources if isinstance(source, str))
        if sys.stderr.isatty():
            from rich.console import Console

            plain = not _resolve_color(self._options["color"], sys.stderr)
            self._progress = Bar(total, Console(stderr=True, no_color=True if plain else None))
        else:
            self._progress = Log(total, _echo)

    def _advance(self, sources: list[str | Failure]) -> None:
        """One article more is done with. A pipe shows that it holds many only by the second."""
        position, tally = self._positions.popleft(), self._tally
        if self._progress is None and tally.taken == 2:
            self._begin_progress(sources)
        if self._progress is not None:
            self._progress.update(position, tally.taken, len(tally.failures))

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _open_report(self) -> OutputFile | None:
        """At the start, so that a night's work does not end with a report that cannot be written."""
        from newsfacts.output import OutputFile

        return OutputFile(Path(self._options["report"])) if self._options["report"] else None

    def _write_report(self, file: OutputFile | None, jobs: int, status: int) -> None:
        if file is None:
            return
        import json
        from dataclasses import asdict

        from newsfacts.batch import to_versions
        from newsfacts.output import OutputError

        tally, seconds = self._tally, time.monotonic() - self._started
        report = {
            "articles": tally.written, "reused": tally.reused, "failed": len(tally.failures), "empty": tally.empty,
            "with_warnings": tally.warned, "facts": tally.facts, "characters": tally.characters,
            "failures": [asdict(failure) for failure in tally.failures], "versions": to_versions(),
            "rules": [source.name for source in self._lexicon.sources],
            "options": self._settings.to_key(), "jobs": jobs, "seconds": round(seconds, 3), "exit_status": status,
        }
        try:
            file.stream.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
            file.finish()
        except OSError as error:
            with contextlib.suppress(OSError):
                file.abandon(keep=False)
            raise OutputError(f"cannot write the report {file.path}: {error.strerror or error}") from None


@dataclass(slots=True)
class Output:
    """A writer with the file behind it."""

    writer: Writer
    file: Any = None
    journal: Journal | None = None

    def finish(self) -> None:
        """All written."""
        self.writer.close()
        if self.file is not None:
            self.file.finish()
        if self.journal is not None:
            self.journal.finish()

    def interrupt(self) -> Path | None:
        """Keep what is done; returns where."""
        if self.file is None and isinstance(self.writer, PathWriter):
            return self.writer.abandon(keep=True)
        with contextlib.suppress(OSError):
            self.writer.close()
        if self.journal is not None:
            self.journal.close()
        if self.file is None:
            return None
        self.file.abandon(keep=True)
        shown: Path = self.file.shown
        return shown

    def abandon(self) -> None:
        """Something went wrong: only what --resume can use is kept."""
        if self.file is None and isinstance(self.writer, PathWriter):
            with contextlib.suppress(OSError):
                self.writer.abandon(keep=False)
        if self.journal is not None:
            with contextlib.suppress(OSError):
                self.journal.close()
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.abandon(keep=self.journal is not None)


def resolve_format(wanted: str, output: str | None, piped: str) -> str:
    """The output format: as asked, else by the suffix of ``-o``, else a table on a terminal, else what a pipe gets.

    Args:
        wanted: a name of :data:`newsfacts.writers.FORMATS` or ``auto``.
        output: the path of ``-o``, or None for standard output.
        piped: the format for standard output that is no terminal.

    Raises:
        click.UsageError: the suffix means no format, or the format needs a file.
    """
    if wanted == "auto":
        if output is not None:
            found = find_format(output)
            if found is None:
                raise click.UsageError(f"cannot tell the format of {output} by its suffix; name it with --format")
            wanted = found
        else:
            wanted = "table" if sys.stdout is not None and sys.stdout.isatty() else piped
    if FORMATS[wanted].target == "path" and output is None:
        raise click.UsageError(f"--format {wanted} needs a file to write to: -o FILE{FORMATS[wanted].suffixes[0]}")
    return wanted


def check_output(name: str, output: str | None) -> None:
    """A folder is written to by csv and nothing else.

    Raises:
        click.UsageError: the output is a folder where a file is wanted, or the other way round.
    """
    if output is not None and name != "csv" and (output.endswith(os.sep) or os.path.isdir(output)):
        raise click.UsageError(f"{output} is a folder: name a file in it to write {name} to")
    if output is not None and name == "csv" and output.endswith(os.sep) and os.path.isfile(output.rstrip(os.sep)):
        raise click.UsageError(f"{output.rstrip(os.sep)} is a file: name a folder, or leave out the last {os.sep}")


def open_output(name: str, path: str | None, color: str, options: WriterOptions) -> Output:
    """A format's writer with what it writes to.

    Args:
        name: the format.
        path: where to, or None for standard output.
        color: ``auto``, ``always`` or ``never``.
        options: how to write; colour and width are found here.

    Raises:
        OutputError: it cannot be written.
        ReadError: the format needs an extra that is not installed.
    """
    from newsfacts.output import OutputFile, open_stdout

    if path is None:
        stream = open_stdout(name)
        options = replace(options, color=_resolve_color(color, stream), width=_width(stream))
        return Output(create_writer(name, stream, options))
    options = replace(options, color=color == "always")
    folder = name == "csv" and (path.endswith("/") or os.path.isdir(path) or not Path(path).suffix)
    if FORMATS[name].target == "path" or folder:
        return Output(create_writer(name, Path(path), options))
    file = OutputFile(Path(path))
    try:
        return Output(create_writer(name, file.stream, options), file)
    except BaseException:
        file.abandon(keep=False)
        raise


@contextlib.contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """What a job runner or ``kill`` sends ends a run as Ctrl-C does: what is done is kept."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}
    for name in ("SIGTERM", "SIGHUP"):  # a terminal that is closed; Windows has none
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # what nohup ignores stays ignored
            before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_part(source: str, file: str) -> bool:
    """Whether an article's source (``news.jsonl:7``) is of a file."""
    return source == file or source.startswith(f"{file}:")


def _reads_file() -> bool:
    """Whether standard input is a file."""
    import stat

    try:
        return stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def _resolve_color(wanted: str, stream: IO[str]) -> bool:
    """Whether to colour: as asked, else not by NO_COLOR, yes by FORCE_COLOR (each not empty), else on a terminal."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _width(stream: IO[str]) -> int | None:
    """Columns of the terminal, or of COLUMNS."""
    if (columns := os.environ.get("COLUMNS", "")).isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None
