"""``newsfacts``: everything around extraction: check, score, compare, merge and explain records, and work on rules.

Nothing heavy is imported before a command needs it; ``--help`` knows neither spaCy nor pydantic. Exit status: 0 all
well; 1 the check says no (a record is invalid, a gate is missed, records differ, a rule's example fails); 2 usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsfacts import __version__, cli
from newsfacts.authoring import Trouble, load_pipeline, parse_day, resolve_files, rules, takes_rules
from newsfacts.command import Polite
from newsfacts.corpus.command import corpus
from newsfacts.writers import FORMATS, WriterOptions

if TYPE_CHECKING:
    from newsfacts.diff import Change
    from newsfacts.failure import Failure
    from newsfacts.texts import Texts
    from newsfacts.writers import Writer

EXISTING = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON values of a file of records, one object, an array or one object a line, with their line or number.

    Raises:
        Trouble: the file is no JSON.
    """
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble(f"{path}: not UTF-8 at byte {error.start}") from None
    try:
        whole = _load(text)
    except (json.JSONDecodeError, RecursionError):
        whole = None
    if whole is not None:
        yield from enumerate(whole if isinstance(whole, list) else [whole], 1)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, _load(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise Trouble(f"{path}:{number}: no JSON ({error})") from None


def _load(text: str) -> Any:
    """JSON, in which a number too long for an integer (Python reads 4,300 digits) is a text: no field holds either."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 1000 else f"{digits[:20]}…")


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file; error records are left out."""
    for number, value in _lines(path):
        if not isinstance(value, dict) or ("article" not in value and "error" not in value):
            raise Trouble(f"{path}:{number}: no record; `newsfacts validate {path}` says more")
        if "error" not in value:
            yield value


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=True, indent=1))


class Toolbox(Polite, click.Group):
    """The commands; what names none of them is what ``extract`` does."""

    def main(self, args: Any = None, prog_name: str | None = None, **kwargs: Any) -> Any:  # type: ignore[override]
        given = list(sys.argv[1:] if args is None else args)
        completing = any(name.endswith("_COMPLETE") for name in os.environ)
        rest = None if completing else self._find_paths(given)
        if rest is not None:
            return cli.main.main(rest, "newsfacts extract" if given[:1] == ["extract"] else "newsfacts", **kwargs)
        return super().main(given, prog_name, **kwargs)

    def _find_paths(self, given: list[str]) -> list[str] | None:
        """The arguments of ``extract``, or None when a command of this one is meant."""
        if not given:
            return None if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty() else []
        first = given[0]
        if first == "extract":
            return given[1:]
        if first in self.commands or first in ("-h", "--help", "-V", "--version"):
            return None
        slip = not first.startswith("-") and not os.path.lexists(first) and first.isidentifier()
        return None if slip else given  # "valdate" is told what there is


@click.group(cls=Toolbox, context_settings={"help_option_names": ["-h", "--help"]},
             epilog="`newsfacts PATH...` and `newsfacts extract PATH...` are what `extract PATH...` does.")
@click.version_option(__version__, "-V", "--version", prog_name="newsfacts")
def main() -> None:
    """Work with the records that `extract` makes: check, score, compare, merge, explain."""


@main.command()
def schema() -> None:
    """Print the record's JSON Schema."""
    from newsfacts.record import Record

    _print_json(Record.to_schema())


@main.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Also prove every span against the articles' texts, in files of any format in this folder.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
def validate(files: tuple[Path, ...], texts: Path | None, quiet: bool) -> None:
    """Check records, made by anyone, against the contract.

    FILES hold one record, an array of them, or one a line. Status 1 when one is invalid.
    """
    from newsfacts.texts import Texts

    known = None if texts is None else Texts(texts)
    good = bad = 0
    for path in files:
        for number, value in _lines(path):
            if isinstance(value, dict) and "error" in value and "article" not in value:
                continue
            problems = list(_find_problems(value, known))
            for problem in problems:
                click.echo(_visible(f"{path}:{number}: {problem}"))
            bad += bool(problems)
            good += not problems
    if not quiet:
        click.echo(f"{good} valid, {bad} invalid")
    sys.exit(1 if bad else 0)


def _find_problems(value: Any, known: Texts | None) -> Iterator[str]:
    """What is wrong with a record; ``known``: where its text must be found and hold its words."""
    from pydantic import ValidationError

    from newsfacts.record import Record

    try:
        record = Record.model_validate_json(json.dumps(value))
        if known is not None:
            text = known.find(record.article)
            if text is None:
                raise ValueError(f"article: its text is not in {known.folder}, or another by now")
            record.check_against(text)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            where = ".".join(str(part) for part in problem["loc"]) or "record"
            yield f"{where}: {problem['msg']}"
    except (ValueError, OSError) as error:
        yield str(error)


def _parse_minimum(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, float]]:
    found = []
    for value in values:
        name, _, least = value.rpartition("=")
        try:
            found.append((name.strip(), float(least)))
        except ValueError:
            raise click.BadParameter(f"{value!r} is not NAME.FIGURE=NUMBER, such as facts.precision=0.8") from None
    return found


@main.command(short_help="Score records against gold records, or by what people judged.")
@click.argument("gold", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("records", required=False, type=EXISTING)
@click.option("--judgements", type=EXISTING, metavar="FILE",
              help="In place of GOLD and RECORDS: what the review page exports. Precision by rule, type, reliability.")
@click.option("--min", "minima", multiple=True, callback=_parse_minimum, metavar="FIGURE=NUMBER",
              help="A gate, such as facts.precision=0.8 or 'country mentions.f1=0.95'; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@click.option("--misses", is_flag=True, help="List what was wrong and what was missed.")
def evaluate(gold: Path | None, records: Path | None, judgements: Path | None, minima: list[tuple[str, float]],
             as_json: bool, misses: bool) -> None:
    """Score RECORDS against the gold records of a folder (NAME.gold.json beside NAME.txt).

    Status 1 when a figure is below its --min.
    """
    if judgements is not None:
        if gold is not None or minima or misses:
            raise click.UsageError("--judgements goes without GOLD, RECORDS, --min and --misses")
        _evaluate_judgements(judgements, as_json)
        return
    if gold is None or records is None:
        raise click.UsageError("give GOLD and RECORDS, or --judgements FILE")
    from newsfacts.evaluate import evaluate as score
    from newsfacts.evaluate import resolve_figure

    try:
        evaluation = score(gold, _records(records))
    except ValueError as error:
        raise Trouble(str(error)) from None
    report = evaluation.to_report()
    low = []
    for name, least in minima:
        try:
            figure = resolve_figure(report, name)
        except KeyError:
            known = ", ".join(f"{label}.f1" for label in report["scores"])
            raise click.UsageError(f"no figure {name!r}; there are {known}, with .precision and .recall") from None
        # Breaches are counted, so that fewer are better.
        if (figure > least) if name == "contract breaches" else (figure < least):
            low.append(f"{name} is {figure:g}, wanted {least:g}")
    if as_json:
        _print_json(report)
    else:
        _print_report(report)
        for miss in evaluation.misses if misses else []:
            click.echo(_visible(miss))
    for line in low:
        click.echo(f"gate: {line}", err=True)
    sys.exit(1 if low else 0)


def _evaluate_judgements(path: Path, as_json: bool) -> None:
    from newsfacts.judgements import to_precision

    try:
        report = to_precision(row for _, row in _lines(path))
    except ValueError as error:
        raise Trouble(f"{path}: {error}") from None
    if as_json:
        _print_json(report)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(f"{report['judged']} facts judged, {report['passed over']} passed over")
    table = Table("", box=None, pad_edge=False)
    for heading in ("precision", "95% interval", "right", "of", "stated"):
        table.add_column(heading, justify="right")
    parts = ("by type", "by reliability", "by rule")
    groups = [("", {"all": report["all"]}), *((name, report[name]) for name in parts)]
    for name, rows in groups:
        if name:
            table.add_row(name)
        for key, row in rows.items():
            figures = ["–" if row[k] is None else f"{row[k]:.3f}" for k in ("precision", "stated")]
            interval = f"{row['low']:.3f}–{row['high']:.3f}"
            label = Text(("  " if name else "") + _visible(key))
            table.add_row(label, figures[0], interval, str(row["right"]), str(row["n"]), figures[1])
    console.print(table)


def _visible(text: str) -> str:
    from newsfacts.display import to_inert

    return to_inert(text)


def _print_report(report: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"{report['articles']} gold articles, {report['records']} records, "
                  f"{report['contract breaches']} contract breaches")
    table = Table("layer", box=None, pad_edge=False)
    for heading in ("precision", "recall", "F1", "right", "wrong", "missed"):
        table.add_column(heading, justify="right")
    rows = [*report["scores"].items(), *((f"  {k}", row) for k, row in report["facts by type"].items())]
    for label, row in rows:
        any_there = row["tp"] or row["fp"] or row["fn"]
        figures = [f"{row[k]:.3f}" if any_there else "–" for k in ("p", "r", "f1")]
        figures += [str(row[k]) for k in ("tp", "fp", "fn")]
        table.add_row(label, *figures)
    console.print(table)
    table = Table("attribute", box=None, pad_edge=False)
    table.add_column("accuracy", justify="right")
    table.add_column("of", justify="right")
    for label, row in report["attributes"].items():
        table.add_row(label, f"{row['accuracy']:.3f}", str(row["n"]))
    console.print(table)
    table = Table("confidence", box=None, pad_edge=False)
    for heading in ("stated", "right", "of"):
        table.add_column(heading, justify="right")
    for part, figures in report["confidence"].items():
        for span, row in figures["bins"].items():
            table.add_row(f"{part} {span}", f"{row['stated']:.3f}", f"{row['right']:.3f}", str(row["n"]))
        if figures["n"]:
            area = "none" if figures["auc"] is None else f"{figures['auc']:.3f}"
            table.add_row(f"{part}: calibration error {figures['error']:.3f}, AUC {area}")
    console.print(table)


@main.command(short_help="Show what appeared, vanished or changed.")
@click.argument("old", type=EXISTING)
@click.argument("new", type=EXISTING)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing, the status says it.")
def diff(old: Path, new: Path, as_json: bool, quiet: bool) -> None:
    """Show which facts, officials and values appeared, vanished or changed from OLD to NEW.

    Status 0 when the records say the same, 1 when they differ.
    """
    from newsfacts.diff import find_changes

    changes = list(find_changes(_records(old), _records(new)))
    if as_json:
        counts = {kind: sum(c.change == kind for c in changes) for kind in ("appeared", "vanished", "changed")}
        _print_json({"counts": counts, "changes": [change.to_dict() for change in changes]})
    elif not quiet:
        _print_changes(changes)
    sys.exit(1 if changes else 0)


def _print_changes(changes: list[Change]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if not changes:
        console.print("no differences")
    signs = {"appeared": ("+", "green"), "vanished": ("-", "red"), "changed": ("~", "yellow")}
    article = None
    for change in changes:
        if change.article != article:
            article = change.article
            console.print(Text(_visible(article), style="bold"))
        sign, style = signs[change.change]
        console.print(Text(f"  {sign} {change.layer}: {_visible(change.what)}", style=style))
        for field, (before, after) in change.fields.items():
            values = (_visible(json.dumps(value, ensure_ascii=False)) for value in (before, after))
            console.print(Text(f"      {field}: {' → '.join(values)}"))


@main.command(short_help="Join files of records, each article once.")
@click.argument("files", nargs=-1, required=True, type=EXISTING)
def merge(files: tuple[Path, ...]) -> None:
    """Join files of records into one, one record a line, each article once.

    Articles stand in the order in which they first appear; of two records of one article the later file's counts.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in files:
        for record in _records(path):
            found[record["article"]["id"], record["article"]["source"]] = record
    for record in found.values():
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        if sys.stdout.isatty():
            from newsfacts.display import to_escaped

            line = to_escaped(line)
        click.echo(line.encode("utf-8", "backslashreplace"))


@main.command(short_help="Make a table, a page, a summary or a database of records.")
@click.argument("records", type=EXISTING)
@click.option("-f", "--format", "format_", type=click.Choice(["auto", *FORMATS]), default="auto", show_default=True,
              help="Output format; auto is the suffix of -o, else a table.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file (or folder, for csv) when all is done.")
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
              help="Where the articles are; their files' paths or names are the records' sources.")
@click.option("--report", type=EXISTING, metavar="FILE",
              help="What extract --report wrote: a summary or page names the failures in it.")
@click.option("--only", "layers", callback=cli.parse_layers, metavar="LAYER,...", help="Keep these layers.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
              help="Leave out facts below this confidence.")
@click.option("--evidence", is_flag=True, help="With a table: below each fact its sentence and where it stands.")
@click.option("--full", is_flag=True, help="With markdown: every article whole instead of a summary of all.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
              help="Colour; auto is on a terminal, by NO_COLOR never, by FORCE_COLOR always.")
def render(records: Path, format_: str, output: str | None, texts: Path | None, report: Path | None,
           layers: frozenset[str] | None, min_confidence: float, evidence: bool, full: bool, color: str) -> None:
    """Make of saved RECORDS what `extract` would have made of the articles, without reading these again.

    A page shows, and a database searches, the articles' texts, which records do not hold: --texts says where they are.
    Without it a page shows what the record quotes. Status 1 when one of RECORDS is no valid record; the rest is done.
    """
    from newsfacts.failure import ReadError
    from newsfacts.output import OutputError

    name = cli.resolve_format(format_, output, "table")
    cli.check_output(name, output)
    if output is not None and os.path.exists(output) and os.path.realpath(output) == os.path.realpath(records):
        raise click.UsageError(f"{output} is both input and output: name another file to write to")
    options = WriterOptions(layers=layers, evidence=evidence, full=full)
    failures = _failures(report) if report is not None else []
    try:
        out = cli.open_output(name, output, color, options)
        try:
            invalid = _render(records, name, out.writer, texts, layers, min_confidence)
            for failure in failures:
                out.writer.write_failure(failure)
            out.finish()
        except BaseException:
            out.abandon()
            raise
    except OutputError as error:
        raise Trouble(str(error)) from None
    except ReadError as error:
        raise Trouble(f"{error.failure.message}: {error.failure.hint}") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Trouble(f"cannot write {output or 'to standard output'}: {error.strerror or error}") from None
    sys.exit(1 if invalid else 0)


def _failures(report: Path) -> list[Failure]:
    """The failures that a report of ``extract`` names."""
    from newsfacts.failure import Failure

    try:
        return [Failure(**one) for _, value in _lines(report) for one in value["failures"]]
    except (KeyError, TypeError):
        raise Trouble(f"{report}: no report of extract --report") from None


def _render(path: Path, name: str, writer: Writer, folder: Path | None, layers: frozenset[str] | None,
            min_confidence: float) -> int:
    """Write the records of a file; returns how many are none."""
    from pydantic import ValidationError

    from newsfacts.failure import Failure
    from newsfacts.record import Record
    from newsfacts.selection import select
    from newsfacts.texts import Texts, to_excerpt

    texts = None if folder is None else Texts(folder)
    invalid, without = 0, []
    for number, value in _lines(path):
        try:
            if isinstance(value, dict) and "error" in value and "article" not in value:
                writer.write_failure(Failure(**value["error"]))
                continue
            record = select(Record.model_validate_json(json.dumps(value)), layers, min_confidence)
        except (ValidationError, TypeError) as error:
            invalid += 1
            why = "no valid error record"
            if isinstance(error, ValidationError):
                problem = error.errors(include_url=False, include_input=False)[0]
                why = f"{'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}"
            click.echo(_visible(f"{path}:{number}: {why}"), err=True)
            writer.write_failure(Failure(f"{path}:{number}", "invalid", why))
            continue
        text = texts.find(record.article) if texts is not None else None
        if text is None and record.article.characters:
            without.append(record.article.source)
        if text is None and name == "html":
            record, text = to_excerpt(record)
        writer.write(record, text or "")
    missed = {"html": "shown is what the record quotes", "sqlite": "full text search has none of it"}.get(name)
    if without and (missed or texts is not None):
        few = ", ".join(without[:3]) + (" …" if len(without) > 3 else "")
        where = f"not found in {folder}, or another by now" if folder else "name their folder with --texts"
        click.echo(_visible(f"{len(without)} without the article's text ({few}): {where}"
                            + (f"; {missed}" if missed else "")), err=True)
    return invalid


@main.command(short_help="Say what is installed and prove that it works.")
def doctor() -> None:
    """Say what is installed, and prove on one sentence that it works; status 1 when it does not."""
    import platform
    from importlib import import_module, metadata

    click.echo(f"newsfacts {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for package in ("spacy", "pydantic", "click", "rich"):
        click.echo(f"  {package} {metadata.version(package)}")
    for extra, package in (("html", "trafilatura"), ("warc", "warcio"), ("parquet", "pyarrow")):
        try:
            click.echo(f"  {package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            click.echo(f"  {package} not installed (only needed for newsfacts[{extra}])")
    try:
        pipeline = import_module("newsfacts.language.pipeline")
        meta = json.loads((pipeline.MODEL / "meta.json").read_text("utf-8"))
        click.echo(f"model {meta['name']} {meta['version']}: {', '.join(meta['pipeline'])}")
        import newsfacts

        record = newsfacts.extract("France gave Ukraine 20 million euros on Tuesday.", date="2022-05-03")
        codes = sorted(country.code for country in record.countries)
        values = [(amount.value, amount.currency) for amount in record.amounts]
        if codes != ["FR", "UA"] or values != [("20000000", "EUR")]:
            raise ValueError(f"self-test: found {codes} and {values}")
    except Exception as error:  # whatever is broken is what the doctor is there to name
        click.echo(f"broken: {type(error).__name__}: {error}")
        click.echo("reinstall with: pip install --force-reinstall newsfacts")
        sys.exit(1)
    click.echo(f"self-test passed: {len(record.facts)} fact(s) in one sentence")


@main.command(short_help="Say why each fact of an article was found.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--date", metavar="YYYY-MM-DD", help="The day of publication.")
@click.option("--json", "as_json", is_flag=True, help="Print the explanations as JSON.")
@takes_rules
def explain(file: str, date: str | None, as_json: bool, files: tuple[str, ...], no_rules: bool) -> None:
    """Say why each fact of an article was found: rule, trigger, arguments and their paths, cues."""
    from dataclasses import replace

    from newsfacts.assemble import to_record
    from newsfacts.failure import Failure
    from newsfacts.language.facts import explain as find_reasons
    from newsfacts.language.pipeline import to_doc
    from newsfacts.readers import ReadOptions, read_source
    from newsfacts.wording import explanation_lines

    day = parse_day(date)
    nlp = load_pipeline(resolve_files(files, no_rules))
    for item in read_source(file, ReadOptions()):
        if isinstance(item, Failure):
            raise Trouble(f"{item.source}: {item.message}")
        if day is not None:
            item = replace(item, published=day, published_from="option")
        doc = nlp(to_doc(nlp, item))
        record, reasons = to_record(doc), find_reasons(doc)
        if as_json:
            _print_json(reasons)
            continue
        for line in explanation_lines(record, reasons):
            click.echo(_visible(line) if not line.startswith(" ") else f"    {_visible(line)}")


main.add_command(rules)
main.add_command(corpus)
main.add_command(cli.main, "extract")


if __name__ == "__main__":
    main()
