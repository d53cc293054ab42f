"""Where records go: standard output, or a file that is never half-written."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

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


def to_output_error(error: OSError, path: Path) -> OutputError:
    """Why an output cannot be opened, and what to do."""
    if isinstance(error, FileNotFoundError):
        return OutputError(f"there is no folder {path.parent} to write {path.name} into: make it first")
    return OutputError(f"cannot write {path}: {error.strerror or error}; choose another place with -o")


def claim(file: IO[Any], path: Path) -> None:
    """Keep another run from writing the same output, as when cron starts one while the last is still at it.

    Raises:
        OutputError: there is one.
    """
    try:
        import fcntl
    except ImportError:  # not POSIX
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{path} is being written by another run: wait for it, or write to another file") from None
    except OSError:  # a file system without locks
        return


class OutputFile:
    """A file written beside its place and renamed into it; devices and pipes are written as they are."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._direct = self.path.exists() and not stat.S_ISREG(self.path.stat().st_mode)
        self.partial = self.path if self._direct else self.path.with_name(self.path.name + PARTIAL)
        mode = "w" if self._direct else "a"
        try:
            self.stream: IO[str] = open(self.partial, mode, encoding="utf-8", newline="\n", errors="backslashreplace")  # noqa: SIM115
        except OSError as error:
            raise to_output_error(error, path) from None
        if not self._direct:
            try:
                claim(self.stream, path)
            except OutputError:
                self.stream.close()
                raise
            self.stream.truncate(0)
        #: The partial file as the user would name it.
        self.shown = self.partial if path.is_symlink() else path.with_name(self.partial.name)

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
