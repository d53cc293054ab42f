"""Where records go: standard output, or a file that is never half-written."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from io import TextIOBase, TextIOWrapper
from pathlib import Path
from typing import IO, Any, cast

from newsfacts.display import to_escaped, to_visible

#: The name that an output has until it is whole.
PARTIAL = ".partial"


class OutputError(Exception):
    """The output cannot be written; the message says what to do."""


def open_stdout(name: str) -> IO[str]:
    """Standard output; UTF-8 with plain newlines for machines, never failing on a character for people.

    Args:
        name: the format, which decides what is safe to send to a terminal; the table sees to that itself.

    Raises:
        OutputError: it is closed.
    """
    out = sys.stdout
    if out is None or out.closed:
        raise OutputError("standard output is closed; write to a file with -o FILE")
    if isinstance(out, TextIOWrapper):
        if name == "table":
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return cast("IO[str]", Terminal(out, name in ("json", "jsonl"))) if name != "table" and out.isatty() else out


def to_output_error(error: OSError, path: Path) -> OutputError:
    """Why an output cannot be opened, and what to do."""
    if isinstance(error, FileNotFoundError):
        return OutputError(f"there is no folder {path.parent} to write {path.name} into: make it first")
    return OutputError(f"cannot write {path}: {error.strerror or error}; choose another place with -o")


def is_device(path: Path) -> bool:
    """Whether a path is no file but something that takes data as it comes: a device, a pipe, ``/dev/stdout``."""
    return path.exists() and not path.is_file() and not path.is_dir()


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
        ours = os.path.samestat(os.fstat(file.fileno()), os.stat(file.name))
    except (BlockingIOError, FileNotFoundError):
        ours = False  # or it was until it was opened here, and has its own name by now
    except OSError:  # a file system without locks
        return
    if not ours:
        raise OutputError(f"{path} is being written by another run: wait for it, or write to another file")


class Terminal(TextIOBase):
    """A terminal that gets no character it would act on: in JSON those are escaped, elsewhere shown as pictures."""

    def __init__(self, out: IO[str], json: bool) -> None:
        self._out = out
        self._to_safe = to_escaped if json else partial(to_visible, newlines=True)

    def write(self, text: str) -> int:
        self._out.write(self._to_safe(text))
        return len(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._out.fileno()


class OutputFile:
    """A file written beside its place and renamed into it; devices and pipes are written as they are."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self._direct = is_device(path)
        self.partial = self.path if self._direct else self.path.with_name(self.path.name + PARTIAL)
        mode = "w" if self._direct else "a"
        try:
            opened = open(self.partial, mode, encoding="utf-8", newline="\n", errors="backslashreplace")  # noqa: SIM115
        except OSError as error:
            raise to_output_error(error, path) from None
        self.stream = cast(TextIOWrapper, opened)
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
