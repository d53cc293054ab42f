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

#: The name that an output has until it is whole, and the name of one that was never finished when another run begins.
PARTIAL, EARLIER = ".partial", ".earlier"


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


def open_unlinked(path: str, flags: int) -> int:
    """Open a file of our own making; a link planted in its place is not followed (``opener`` of :func:`open`)."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


class OutputFile:
    """A file written beside its place and renamed into it; devices and pipes are written as they are.

    Args:
        path: where to.
        follow: write through a link at that place; otherwise it is replaced.

    Raises:
        OutputError: it cannot be written, or another run is at it.
    """

    def __init__(self, path: Path, follow: bool = True) -> None:
        self.path = Path(os.path.realpath(path)) if follow else path
        self._direct = is_device(path) and (follow or not path.is_symlink())
        self.partial = self.path if self._direct else self.path.with_name(self.path.name + PARTIAL)
        self._earlier = self.path.with_name(self.path.name + EARLIER)
        self.stream = self._open(path)
        if not self._direct and os.fstat(self.stream.fileno()).st_size:
            os.replace(self.partial, self._earlier)  # what a run that was stopped has done is not overwritten
            self.stream.close()
            self.stream = self._open(path)
        #: The partial file as the user would name it.
        self.shown = self.partial if path.is_symlink() else path.with_name(self.partial.name)

    def _open(self, shown: Path) -> TextIOWrapper:
        mode, opener = ("w", None) if self._direct else ("a", open_unlinked)
        try:
            stream = open(  # noqa: SIM115
                self.partial, mode, encoding="utf-8", newline="\n", errors="backslashreplace", opener=opener
            )
        except OSError as error:
            raise to_output_error(error, shown) from None
        if not self._direct:
            try:
                claim(stream, shown)
            except OutputError:
                stream.close()
                raise
        return cast(TextIOWrapper, stream)

    def finish(self) -> None:
        """All is written: put it in its place."""
        self.stream.flush()
        if not self._direct:
            os.fsync(self.stream.fileno())
            self.stream.close()
            if self.path.exists():
                shutil.copymode(self.path, self.partial)
            os.replace(self.partial, self.path)
            self._earlier.unlink(missing_ok=True)

    def abandon(self, keep: bool) -> None:
        """It did not come to the end: keep what there is under its partial name, or leave nothing."""
        try:
            self.stream.close()
        finally:
            if not keep and not self._direct:
                self.partial.unlink(missing_ok=True)
