"""What both commands share: how they end, what they say of wrong usage, and where their defaults come from."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

import click

EXIT_OK, EXIT_SOME_FAILED, EXIT_USAGE, EXIT_NOTHING, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
#: Bytes of a file with defaults, and dots in one of its lines: TOML's dotted keys cost the square of their parts.
LARGEST_FILE, MOST_DOTS = 2**20, 500


class Polite:
    """Mixed into a click command: exact exit statuses, harmless messages, and quiet when its reader goes away."""

    #: The exit status of what is wrong and no wrong usage.
    trouble = EXIT_USAGE

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        # NumPy reads it when it is imported: what runs beside this is other workers, not threads of one
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        _fill_standard_streams()
        try:
            code = super().main(*args, **kwargs)  # type: ignore[misc]
        except click.exceptions.Exit as stop:
            code = stop.exit_code
        except SystemExit as stop:
            code = stop.code
        except click.ClickException as error:
            show_error(error)
            code = EXIT_USAGE if isinstance(error, click.UsageError) else self.trouble
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted before anything was done", err=True)
            code = EXIT_INTERRUPTED
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            _discard_stdout()
        except (OSError, ValueError) as error:
            click.echo(f"cannot write: {error}", err=True)
            _discard_stdout()
            code = EXIT_NOTHING
        sys.exit(code if isinstance(code, int) else EXIT_OK)

    def invoke(self, context: click.Context) -> Any:
        """A reader that has seen enough is no error; click would make it status 1 before :meth:`main` sees it."""
        try:
            return super().invoke(context)  # type: ignore[misc]
        except BrokenPipeError:
            _discard_stdout()
            return EXIT_OK


def _fill_standard_streams() -> None:
    """A standard stream that is closed must not lend its number to a file that is opened here."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def _discard_stdout() -> None:
    """Let the interpreter's last flush of standard output go nowhere instead of complaining."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_error(error: click.ClickException) -> None:
    """What is wrong, on standard error, in which no name of a file or value of an option acts on the terminal."""
    from newsfacts.display import to_inert

    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(f"Try '{to_inert(context.command_path)} --help' for help.\n", err=True)
    click.echo(f"Error: {to_inert(error.format_message())}", err=True)


def find_defaults(command: click.Command, folder: Path | None = None) -> tuple[dict[str, Any], Path | None]:
    """The defaults of a command's options, from ``[tool.newsfacts]`` of ``newsfacts.toml`` or ``pyproject.toml``.

    The nearest table counts, of this folder or one above within the project (up to a ``.git`` or ``pyproject.toml``).

    Returns:
        the values by the names of click's parameters, as click takes them, and the file they stand in.

    Raises:
        click.UsageError: the file cannot be used, or there is no such option.
    """
    folder = folder or Path.cwd()
    for place in (folder, *folder.parents):
        for name in ("newsfacts.toml", "pyproject.toml"):
            path = place / name
            if (table := _read_table(path)) is not None:
                return _to_values(command, table, path), path
        if (place / ".git").exists() or (place / "pyproject.toml").exists():
            break
    return {}, None


def _read_table(path: Path) -> dict[str, Any] | None:
    import tomllib

    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        return None
    if b"newsfacts" not in data or b"tool" not in data or len(data) > LARGEST_FILE:
        return None
    if any(line.count(b".") > MOST_DOTS for line in data.splitlines()):
        return None
    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {}).get("newsfacts")
    except (ValueError, AttributeError, RecursionError):
        return None  # of newsfacts.toml the rules' reader says what is wrong; pyproject.toml is others' business
    if table is not None and not isinstance(table, dict):
        raise click.UsageError(f"{path}: [tool.newsfacts] is no table")
    return table


#: What makes no sense as a default.
NO_DEFAULT = frozenset({"help", "version", "schema", "paths", "from_file", "output", "resume", "prune", "report"})


def _to_values(command: click.Command, table: dict[str, Any], path: Path) -> dict[str, Any]:
    from difflib import get_close_matches

    options = {
        option.lstrip("-"): parameter
        for parameter in command.params if isinstance(parameter, click.Option) and parameter.name not in NO_DEFAULT
        for option in parameter.opts if option.startswith("--")
    }  # fmt: skip
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in options:
            near = get_close_matches(key, options, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(options))}"
            raise click.UsageError(f"{path}: [tool.newsfacts] has no option {key!r}{hint}")
        option = options[key]
        if isinstance(value, dict):
            value = [f"{name}={inner}" for name, inner in value.items()]
        if option.is_flag and not isinstance(value, bool):
            raise click.UsageError(f"{path}: {key} is true or false, not {value!r}")
        if option.name == "rules":
            value = [str(path.parent / name) for name in ([value] if isinstance(value, str) else value)]
        if option.multiple:
            value = [str(one) for one in (value if isinstance(value, list) else [value])]
        elif isinstance(value, list):
            value = ",".join(map(str, value))
        elif not option.is_flag:
            value = str(value)
        values[option.name or key] = value
    return values
