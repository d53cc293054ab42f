"""Writers: one module per output format, registered by name.

A format is one module with a class ``Writer`` and one row in :data:`FORMATS`. A writer gets every record with its
article's text, in input order, and whatever could not be done; it writes as it goes where the format allows it.

A *stream* format is constructed with an open text stream (standard output, or a temporary file that is renamed when
all went well); a *path* format is constructed with the path of ``-o`` and takes care of not leaving it half-written.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from newsfacts.failure import Failure
    from newsfacts.record import Record


class Writer(Protocol):
    """What every format implements; constructed as ``Writer(target, options)``."""

    def write(self, record: Record, text: str) -> None:
        """Write one article's record; ``text`` is the article's text that its offsets count in."""

    def write_failure(self, failure: Failure) -> None:
        """What could not be done: JSON has an error record for it (``--errors inline``), a summary names it at its end.

        Formats without room for it do nothing.
        """

    def close(self) -> None:
        """Finish the output: what the format still holds back is written, nothing may follow."""


@runtime_checkable
class PathWriter(Writer, Protocol):
    """What a format that writes to a path itself implements beside."""

    def abandon(self, keep: bool) -> Path | None:
        """The run did not come to its end: what stood at the path stays as it was.

        Args:
            keep: leave what was done, under another name where it is not whole.

        Returns:
            where that is, or None.
        """


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How to write.

    Attributes:
        color: terminal colours may be used.
        width: columns to lay out for, or None for the writer's own choice.
        layers: the layers asked for with ``--only``, or None for all: what was not asked for is not shown as missing.
        evidence: the table shows each fact's sentence with its offsets.
        full: Markdown has every article whole instead of a summary of all.
    """

    color: bool = False
    width: int | None = None
    layers: frozenset[str] | None = None
    evidence: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One output format: its module, what it writes to, and the suffixes of ``-o`` that mean it."""

    module: str
    target: Literal["stream", "path"]
    suffixes: tuple[str, ...]
    about: str


FORMATS: dict[str, Format] = {
    "table": Format("newsfacts.writers.table", "stream", (".txt",), "for reading on a terminal"),
    "json": Format("newsfacts.writers.json", "stream", (".json",), "indented; an array for several articles"),
    "jsonl": Format("newsfacts.writers.jsonl", "stream", (".jsonl", ".ndjson"), "one record a line"),
    "csv": Format("newsfacts.writers.csv", "stream", (".csv",), "facts; with -o FOLDER one file for each layer"),
    "sqlite": Format("newsfacts.writers.sqlite", "path", (".sqlite", ".sqlite3", ".db"), "tables, views, search"),
    "parquet": Format("newsfacts.writers.parquet", "path", (".parquet",), "facts as columns; needs newsfacts[parquet]"),
    "html": Format("newsfacts.writers.html", "stream", (".html", ".htm"), "a page to review records in"),
    "markdown": Format("newsfacts.writers.markdown", "stream", (".md", ".markdown"), "a summary for a job or an issue"),
}


def find_format(path: str | Path) -> str | None:
    """The format that the suffix of an output path means, or None; a folder (or ``name/``) means csv."""
    if str(path).endswith("/") or Path(path).is_dir():
        return "csv"
    suffix = Path(path).suffix.lower()
    return next((name for name, form in FORMATS.items() if suffix in form.suffixes), None)


def create_writer(name: str, target: IO[str] | Path, options: WriterOptions | None = None) -> Writer:
    """Construct the writer of a format.

    Raises:
        KeyError: no such format.
        ReadError: the format needs an extra that is not installed; its failure says which.
    """
    module: Any = import_module(FORMATS[name].module)
    writer: Writer = module.Writer(target, options or WriterOptions())
    return writer
