"""``newsfacts corpus``: records in, a story out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import sqlite3

#: The formats of the command and the suffixes of ``-o`` that mean them.
FORMATS: dict[str, tuple[str, ...]] = {
    "sqlite": (".db", ".sqlite", ".sqlite3"), "html": (".html", ".htm"), "jsonl": (".jsonl", ".ndjson"), "plover": (),
}  # fmt: skip
#: A file of records, or standard input.
SOURCE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


def _parse_since(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day (YYYY-MM-DD)") from None


@click.command(short_help="Join facts across articles: events, people, contradictions.")
@click.argument("records", nargs=-1, required=True, type=SOURCE)
@click.option("-f", "--format", "format_", type=click.Choice(["auto", *FORMATS]), default="auto", show_default=True,
              help="Output format; auto is the suffix of -o, else jsonl.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Write to this file. To a .db that is there the records are added.")
@click.option("--since", metavar="YYYY-MM-DD", callback=_parse_since,
              help="Only what articles of this day and later tell: new events, and events with new reports.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say how much was joined.")
def corpus(records: tuple[Path, ...], format_: str, output: Path | None, since: str | None, quiet: bool) -> None:
    """Join the facts of RECORDS, which `extract` made, across their articles.

    What articles tell of one deed becomes one event with all its reports; contradictions, promises and who is who are
    listed with their evidence. RECORDS are files of records, or one corpus (.db) made before. Records may come in any
    order and in any number of runs: the result is the same.

    Status 1 when a line was no valid record; the rest is done.
    """
    from newsfacts.corpus.store import is_corpus
    from newsfacts.output import OutputError

    name = _resolve_format(format_, output)
    made = [path for path in records if str(path) != "-" and is_corpus(path)]
    if made and (len(records) > 1 or name == "sqlite"):
        raise click.UsageError(f"{made[0]} is a corpus: give it alone, and with -o another format than a database")
    if name == "sqlite" and output is None:
        raise click.UsageError("a database needs a file: -o corpus.db")
    if name == "sqlite" and since is not None:
        raise click.UsageError("--since goes with html, jsonl and plover; a database has it in views (new_by_day)")
    if output is not None and any(_is_same(path, output) for path in records):
        raise click.UsageError(f"{output} is both input and output: name another file to write to")
    problems: list[str] = []

    def say(problem: str) -> None:
        from newsfacts.display import to_inert

        problems.append(problem)
        click.echo(to_inert(problem), err=True)

    try:
        _run(made, records, name, output, since, quiet, say)
    except OutputError as error:
        raise click.ClickException(str(error)) from None
    sys.exit(1 if problems else 0)


def _is_same(path: Path, output: Path) -> bool:
    return str(path) != "-" and output.exists() and path.exists() and path.samefile(output)


def _resolve_format(format_: str, output: Path | None) -> str:
    if format_ != "auto":
        return format_
    if output is None:
        return "jsonl"
    found = next((name for name, suffixes in FORMATS.items() if output.suffix.lower() in suffixes), None)
    if found is None:
        raise click.UsageError(f"the suffix of {output} says no format: name one with -f, {', '.join(FORMATS)}")
    return found


def _run(made: list[Path], records: tuple[Path, ...], name: str, output: Path | None, since: str | None, quiet: bool,
         say: Callable[[str], None]) -> None:
    import sqlite3

    from newsfacts.corpus.joining import add
    from newsfacts.corpus.reading import read_records
    from newsfacts.corpus.store import close_database, open_database
    from newsfacts.output import OutputError

    path: Path | str = made[0] if made else output if name == "sqlite" and output is not None else ""
    if name == "sqlite" and output is not None and not output.parent.is_dir():
        raise OutputError(f"there is no folder {output.parent} to write {output.name} into: make it first")
    database = open_database(path, readonly=bool(made))
    try:
        new = 0 if made else add(database, read_records(records, say))
        if not quiet:
            click.echo(_to_summary(database, None if made else new), err=True)
        if name != "sqlite":
            _export(database, name, output, since)
    except sqlite3.Error as error:
        where = f"the corpus {path}" if path else "the temporary database (TMPDIR says where it is)"
        raise OutputError(f"cannot use {where}: {error}; what was there before is whole") from error
    finally:
        if made:
            database.close()
        else:
            close_database(database)


def _to_summary(database: sqlite3.Connection, new: int | None) -> str:
    from newsfacts.wording import count

    def many(table: str) -> int:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    added = "" if new is None else f" ({new:,} new)"
    return (
        f"corpus: {count(many('articles'), 'article')}{added}, {count(many('reports'), 'report')}, "
        f"{count(many('events'), 'event')}, {count(many('people'), 'person', 'people')}, "
        f"{count(many('conflicts WHERE resolution IS NULL'), 'contradiction')}"
    )


def _export(database: sqlite3.Connection, name: str, output: Path | None, since: str | None) -> None:
    from newsfacts.output import OutputFile, open_stdout

    if output is None:
        _write(database, name, open_stdout("html" if name == "html" else "jsonl"), since)
        return
    file = OutputFile(output)
    try:
        _write(database, name, file.stream, since)
        file.finish()
    except BaseException:
        file.abandon(keep=False)
        raise


def _write(database: sqlite3.Connection, name: str, out: Any, since: str | None) -> None:
    from newsfacts.corpus import export, plover
    from newsfacts.corpus.store import to_json

    if name == "html":
        from newsfacts.corpus.html import write_page

        write_page(database, out, since)
        return
    for row in export.find_all(database, since) if name == "jsonl" else plover.find_rows(database, since):
        out.write(to_json(row) + "\n")
    out.flush()
