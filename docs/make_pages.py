"""Bring what the guide quotes up to date: ``python docs/make_pages.py [--check]``.

Every command of a ``console`` block in the README that shows output is run, and its output put below it; the tables of
``docs/contract.md`` are made from the models. ``--check`` changes nothing and fails when anything is stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from newsfacts import record

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONTRACT = ROOT / "docs" / "contract.md"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
FIELDS = re.compile(r"(<!-- fields -->\n).*?(<!-- /fields -->)", re.DOTALL)
MODELS = (
    record.Record, record.ArticleInfo, record.Dateline, record.Country, record.Official, record.Organization,
    record.Person, record.Mention, record.Amount, record.Date, record.Fact, record.Argument, record.Place,
    record.Attribution, record.Span,
)  # fmt: skip


def run_command(command: str) -> str:
    """What a command prints on standard output, run at the project's root with this environment's commands first.

    Raises:
        subprocess.CalledProcessError: the command, or a part of its pipe, fails.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=ROOT, env={**os.environ, "PATH": path},
                          capture_output=True, text=True, check=True).stdout  # fmt: skip


def find_examples(page: str) -> list[tuple[str, str]]:
    """The commands of a page's console blocks, comments taken off, each with the output shown below it."""
    return [(command.split("  #")[0].strip(), output)
            for block in CONSOLE.findall(page) for command, output in COMMAND.findall(block)]


def to_readme(page: str) -> str:
    """The page with the output below each command that shows some."""

    def renew(example: re.Match[str]) -> str:
        command, output = example[1], example[2]
        return f"$ {command}\n{run_command(command)}" if output.strip() else example[0]

    return CONSOLE.sub(lambda block: f"```console\n{COMMAND.sub(renew, block[1])}```", page)


def to_type(annotation: Any) -> str:
    """A field's type in the guide's words."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) is list:
        return f"list of {to_type(get_args(annotation)[0])}"
    if get_origin(annotation) in (UnionType, Union):  # of annotated types `|` makes a Union
        return " or ".join("null" if part is type(None) else to_type(part) for part in get_args(annotation))
    if hasattr(annotation, "__metadata__"):
        return to_type(annotation.__origin__)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[annotation]


def to_fields() -> str:
    """A table for each model of the record."""
    parts = []
    for model in MODELS:
        rows = "".join(
            f"| `{field.alias or name}` | {to_type(field.annotation)} | {field.description} |\n"
            for name, field in model.model_fields.items()
        )
        parts.append(f"### {model.__name__}\n\n{model.__doc__}\n\n| field | type | |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def to_contract(page: str) -> str:
    """The page with the tables of fields."""
    return FIELDS.sub(lambda found: f"{found[1]}\n{to_fields()}\n{found[2]}", page)


def main() -> int:
    """Write or check; the exit status."""
    stale = []
    for path, make in ((README, to_readme), (CONTRACT, to_contract)):
        page = path.read_text("utf-8")
        if (new := make(page)) != page:
            stale.append(path)
            if "--check" not in sys.argv[1:]:
                path.write_text(new, "utf-8")
    if stale and "--check" in sys.argv[1:]:
        print(f"stale: {', '.join(str(path.relative_to(ROOT)) for path in stale)}; run python docs/make_pages.py",
              file=sys.stderr)  # fmt: skip
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
