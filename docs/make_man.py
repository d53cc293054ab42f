"""Write the manual pages from the commands' own help: ``python docs/make_man.py [--check]``.

``docs/man/extract.1`` and ``newsfacts.1`` are roff as man(7) has it; ``man docs/man/extract.1`` shows one. Nothing is
in them that ``--help`` does not say. ``--check`` writes nothing and fails when a page is not what would be written.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

from newsfacts import __version__, cli, toolbox
from newsfacts.cli import HELP_GROUPS

FOLDER = Path(__file__).parent / "man"


def to_roff(text: str) -> str:
    """Text in which nothing is a request or an escape; its hyphens are those one types."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in text.split("\n"))


def to_paragraphs(help_text: str) -> str:
    """A docstring's paragraphs; what click is told to leave as it is (``\\b``) stays as it is."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(help_text)):
        if paragraph.lstrip().startswith("\b"):
            lines = paragraph.replace("\b", "").strip("\n").split("\n")
            parts.append(f".PP\n.nf\n{to_roff(chr(10).join(line.rstrip() for line in lines))}\n.fi\n")
        else:
            parts.append(f".PP\n{to_roff(' '.join(paragraph.split()))}\n")
    return "".join(parts)


def to_options(context: click.Context, names: tuple[str, ...] | None = None) -> str:
    """The options of a command, or those of these names in their order, as tagged paragraphs."""
    params = [param for param in context.command.get_params(context) if isinstance(param, click.Option)]
    if names is not None:
        params = [param for name in names for param in params if param.name == name]
    rows = (param.get_help_record(context) for param in params)
    return "".join(f".TP\n.B {to_roff(row[0])}\n{to_roff(' '.join(row[1].split()))}\n" for row in rows if row)


def to_usage(context: click.Context) -> str:
    """How a command is called."""
    return f".B {to_roff(context.command_path)}\n{to_roff(' '.join(context.command.collect_usage_pieces(context)))}\n"


def to_head(name: str, about: str) -> str:
    """Title and NAME. No date stands in it: the same version gives the same page."""
    title = f'.TH {name.upper()} 1 "" "newsfacts {__version__}" "User Commands"\n'
    return f'.\\" Made by docs/make_man.py from the commands\' help.\n{title}.SH NAME\n{name} \\- {to_roff(about)}\n'


def to_extract() -> str:
    """The page of ``extract``."""
    command = cli.main
    context = click.Context(command, info_name="extract", **command.context_settings)
    page = to_head("extract", "turn news articles into facts") + f".SH SYNOPSIS\n{to_usage(context)}"
    page += f".SH DESCRIPTION\n{to_paragraphs(command.help or '')}.SH OPTIONS\n"
    page += "".join(f".SS {group}\n{to_options(context, names)}" for group, names in HELP_GROUPS.items())
    status = (command.epilog or "").removeprefix("Exit status: ")
    return page + f'.SH "EXIT STATUS"\n{to_roff(status)}\n.SH "SEE ALSO"\n.BR newsfacts (1)\n'


def to_newsfacts() -> str:
    """The page of ``newsfacts``, with each of its commands."""
    group = toolbox.main
    context = click.Context(group, info_name="newsfacts", **group.context_settings)
    page = to_head("newsfacts", "check, score, compare, join, render and explain records of news articles")
    page += f".SH SYNOPSIS\n{to_usage(context)}.SH DESCRIPTION\n{to_paragraphs(group.help or '')}"
    page += to_paragraphs(group.epilog or "") + ".SH COMMANDS\n"

    def add(inside: click.Context, command: click.Group) -> str:
        found = ""
        for name, one in sorted(command.commands.items()):
            if one is cli.main:
                continue  # it has a page of its own
            context = click.Context(one, info_name=name, parent=inside, **one.context_settings)
            found += f".SS {to_roff(context.command_path)}\n{to_usage(context)}{to_paragraphs(one.help or '')}"
            found += to_options(context)
            if isinstance(one, click.Group):
                found += add(context, one)
        return found

    page += add(context, group)
    status = "0 all well, 1 the check says no, 2 it could not be done as asked."
    return page + f'.SH "EXIT STATUS"\n{to_roff(status)}\n.SH "SEE ALSO"\n.BR extract (1)\n'


PAGES = {"extract.1": to_extract, "newsfacts.1": to_newsfacts}


def main() -> int:
    """Write or check; the exit status."""
    stale = []
    for name, make in PAGES.items():
        path, page = FOLDER / name, make()
        if not path.exists() or path.read_text("utf-8") != page:
            stale.append(name)
            if "--check" not in sys.argv[1:]:
                FOLDER.mkdir(exist_ok=True)
                path.write_text(page, "utf-8")
    if stale and "--check" in sys.argv[1:]:
        print(f"stale: {', '.join(stale)}; run python docs/make_man.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
