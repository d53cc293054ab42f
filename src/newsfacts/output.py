"""Where records go: standard output, or a file that is never half-written."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import IO

#: The name that an output has until it is whole.
PARTIAL = ".partial"


class OutputError(Exception):
    """The output cannot be written; the message says what to do."""


def open_stdout(machine: bool) -> IO[str]:
    """Standard output; UTF-8 with plain newlines for machines, never failing on a character for people.

    Raises:
        OutputError: it is closed.
    """
    out = sys.stdout
    if out is None or out.closed:
        raise OutputError("standard output is closed; write to a file with -o FILE")
    if isinstance(out, TextIOWrapper):
        if machine:
            out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            out.reconfigure(errors="replace")
    return out


class OutputFile:
    """A file written beside its place and renamed into it; devices and pipes are written as they are."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._direct = self.path.exists() and not stat.S_ISREG(self.path.stat().st_mode)
        self.partial = self.path if self._direct else self.path.with_name(self.path.name + PARTIAL)
        try:
            self.stream: IO[str] = open(self.partial, "w", encoding="utf-8", newline="\n", errors="backslashreplace")  # noqa: SIM115
        except FileNotFoundError:
            raise OutputError(f"there is no folder {self.path.parent} to write {self.path.name} into") from None

    def finish(self) -> None:
        """All is written: put it in its place."""
        self.stream.flush()
        if not self._direct:
            os.fsync(self.stream.fileno())
            self.stream.close()
            if self.path.exists():
                shutil.copymode(self.path, self.partial)
            os.replace(self.partial, self.path)

    def abandon(self, keep: bool) -> None:
        """It did not come to the end: keep what there is under its partial name, or leave nothing."""
        try:
            self.stream.close()
        finally:
            if not keep and not self._direct:
                self.partial.unlink(missing_ok=True)
