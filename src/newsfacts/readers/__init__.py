"""Readers: one module per input format; here, which of them reads what.

A reader is a function ``read(stream, source, options)`` that yields an :class:`~newsfacts.article.Article` or, in its
place, a :class:`~newsfacts.failure.Failure`. It never raises for what an input holds.
"""

from __future__ import annotations

import errno
import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from glob import glob, has_magic
from importlib import import_module
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any, cast

from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers.decoding import to_printable_path

#: Suffix → input format. Each is also read as ``.gz``.
SUFFIXES: dict[str, str] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".warc": "warc",
}
INPUT_FORMATS: tuple[str, ...] = ("text", "markdown", "html", "jsonl", "json", "csv", "warc")
#: Inputs that may hold any number of articles.
CONTAINERS = frozenset({"jsonl", "json", "csv", "warc"})
#: Bytes one article (a file, a line, a page) may have: 64 MiB is some ten million words.
ARTICLE_LIMIT = 64 * 2**20
#: A gzip file that grows more than this, past the first 64 MiB, is a bomb: text shrinks to a tenth at best.
BOMB_RATIO = 200


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        input_format: one of :data:`INPUT_FORMATS`, or None to go by suffix and content.
        fields: names of the fields of structured inputs, ``{"text": "body"}``.
        include: globs; only matching files of a folder are read, whatever their suffix.
        exclude: globs; matching files and folders of a folder are left out.
    """

    input_format: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(slots=True)
class Meter:
    """How far the inputs have been read, in bytes as they lie on the disk."""

    done: int = 0
    stream: BufferedReader | None = None

    def to_position(self) -> int:
        """Bytes of the inputs that are done and of the open one."""
        try:
            return self.done + (_packed(self.stream).raw.tell() if self.stream else 0)
        except (OSError, ValueError):  # a pipe has no place
            return self.done


def to_size(source: str) -> int:
    """The bytes of an input on the disk, 0 where that cannot be said."""
    try:
        return os.path.getsize(source) if source != "-" else 0
    except OSError:
        return 0


def find_sources(paths: Iterable[str], options: ReadOptions) -> Iterator[str | Failure]:
    """The files that the paths stand for: files, folders (recursively, sorted), globs, ``-``.

    Hidden files and folders are left out, links into a folder already visited too, and files of unknown suffix that
    are not named directly. What does not exist, or is no file, becomes a Failure in its place.
    """
    for path in paths:
        if path == "-":
            yield path
        elif os.path.isdir(path):
            yield from _walk(path, options)
        elif os.path.lexists(path):
            yield path
        elif has_magic(path) and (found := sorted(glob(path, recursive=True))):
            for match in found:
                if not os.path.isdir(match):
                    yield match
                elif "**" not in path:
                    yield from _walk(match, options)
        else:
            what = "no file matches" if has_magic(path) else "no such file or folder"
            yield Failure(to_printable_path(path), "missing", what, None)


def _walk(folder: str, options: ReadOptions) -> Iterator[str | Failure]:
    """The files of a folder; what has the name of one and cannot be read (a link to nothing, a pipe) is a Failure."""
    visited: set[tuple[int, int]] = set()
    waiting: list[tuple[str, str | None]] = [(folder, "")]  # not by recursion: folders may be nested a thousand deep
    while waiting:
        path, below = waiting.pop()
        if below is None:
            yield path if os.path.isfile(path) else _to_unfit(path)
            continue
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            yield to_failure(path, error)
            continue
        for name in names:
            relative, inner = f"{below}{name}", os.path.join(path, name)
            if name.startswith(".") or _matches(relative, options.exclude):
                continue
            if os.path.isdir(inner):
                waiting.append((inner, f"{relative}/"))
            elif _matches(relative, options.include) if options.include else _by_suffix(name):
                waiting.append((inner, None))


def _to_unfit(path: str) -> Failure:
    """Why what has the name of a file in a folder is none."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return Failure(to_printable_path(path), "missing", "a link to nothing", None)
    except OSError as error:
        return to_failure(path, error)
    return Failure(to_printable_path(path), "unreadable", "this is no file", "name it directly to read it")


def _matches(relative: str, globs: tuple[str, ...]) -> bool:
    """As a shell and .gitignore would: a glob without a slash is for the name, one with a slash for the path."""
    name = relative.rsplit("/", 1)[-1]
    return any(
        fnmatchcase(relative if "/" in glob.rstrip("/") else name, glob.rstrip("/")) for glob in globs
    )


def _by_suffix(name: str) -> str | None:
    path = PurePosixPath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return SUFFIXES.get(path.suffix)


def is_container(source: str, options: ReadOptions) -> bool:
    """Whether an input may hold many articles."""
    return source == "-" or (options.input_format or _by_suffix(source)) in CONTAINERS


def read_source(source: str, options: ReadOptions, meter: Meter | None = None) -> Iterator[Item]:
    """The articles of one input, in their order; a Failure where one cannot be read. Raises nothing for its content."""
    shown = to_printable_path(source)
    meter = meter or Meter()
    try:
        with open_source(source) as stream:
            meter.stream = stream
            name = options.input_format or _by_suffix(source) or sniff(stream)
            module: Any = import_module(f"newsfacts.readers.{name}")
            yield from module.read(stream, shown, options)
    except ReadError as error:
        yield error.failure
    except (OSError, EOFError, zlib.error) as error:
        yield to_failure(source, error)
    finally:
        meter.stream = None
        meter.done += to_size(source)


def sniff(stream: BufferedReader) -> str:
    """The input format that the first bytes speak for; plain text when nothing else does."""
    head = stream.peek(2048)[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = head[:256].lower()
    if head.startswith(b"WARC/"):
        return "warc"
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if re.match(rb'\[\s*\{\s*"|\{\s*\n', head):
        return "json"
    if re.match(rb'\{\s*"[^"\n]{1,64}"\s*:', head):
        return "jsonl"
    if re.match(rb"---\r?\n[A-Za-z_]+:", head):
        return "markdown"
    return "text"


def open_source(source: str) -> BufferedReader:
    """Open an input for reading bytes, unpacking gzip by content; ``-`` is standard input.

    Raises:
        OSError: it cannot be opened.
    """
    raw = sys.stdin.buffer if source == "-" else open(source, "rb")  # noqa: SIM115 - the caller closes it
    plain = raw if isinstance(raw, BufferedReader) else BufferedReader(cast(RawIOBase, raw))
    if not plain.peek(2).startswith(b"\x1f\x8b"):
        return plain
    return BufferedReader(cast(RawIOBase, _BoundedGzip(plain, to_printable_path(source))), 2**16)


def _packed(stream: BufferedReader) -> BufferedReader:
    """The stream as it lies on the disk."""
    return stream.raw.packed if isinstance(stream.raw, _BoundedGzip) else stream


class _BoundedGzip(RawIOBase):
    """A gzip stream that stops being read when it turns out to be a bomb."""

    def __init__(self, packed: BufferedReader, source: str) -> None:
        self.packed = packed
        self._source = source
        self._counter = _Counter(packed)
        self._file = gzip.GzipFile(fileobj=cast(IO[bytes], self._counter))
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count = self._file.readinto(buffer)
        except (OSError, EOFError, zlib.error) as error:  # as an end of file it could be taken for the end of the input
            raise ReadError(to_failure(self._source, error)) from None
        self._out += count
        if self._out > ARTICLE_LIMIT and self._out > BOMB_RATIO * max(1, self._counter.read_bytes):
            raise ReadError(Failure(
                self._source, "too_large",
                f"unpacks to more than {BOMB_RATIO} times its size: this looks like a decompression bomb",
                "unpack it yourself if you trust it",
            ))
        return count

    def close(self) -> None:
        if not self.closed:
            self.packed.close()
        super().close()


class _Counter:
    """Counts the packed bytes read."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.read_bytes += len(data)
        return data


def read_whole(stream: BufferedReader, source: str, hint: str = "split it") -> bytes:
    """All bytes of an input that is read at once.

    Raises:
        ReadError: it is larger than :data:`ARTICLE_LIMIT`; ``hint`` says what to do.
    """
    data = stream.read(ARTICLE_LIMIT + 1)
    if len(data) > ARTICLE_LIMIT:
        raise ReadError(to_too_large(source, hint))
    return data


def read_lines(stream: BufferedReader) -> Iterator[bytes | None]:
    """The lines of an input, without holding more than one; None for one longer than :data:`ARTICLE_LIMIT`."""
    while line := stream.readline(ARTICLE_LIMIT + 1):
        if len(line) <= ARTICLE_LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(2**20)
        yield None


def to_too_large(source: str, hint: str = "split it") -> Failure:
    """What is longer than :data:`ARTICLE_LIMIT`."""
    return Failure(source, "too_large", f"more than {ARTICLE_LIMIT // 2**20} MiB in one piece", hint)


def to_failure(source: str, error: BaseException) -> Failure:
    """Say why the system would not let an input be read."""
    source = to_printable_path(source)
    if isinstance(error, FileNotFoundError):
        return Failure(source, "missing", "no such file or folder", None)
    if isinstance(error, PermissionError):
        return Failure(source, "unreadable", "no permission to read it", None)
    if isinstance(error, IsADirectoryError):
        return Failure(source, "unreadable", "it is a folder", None)
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        return Failure(source, "unreadable", f"broken gzip data: {error}", None)
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Failure(source, "unreadable", "a link that points to itself", None)
    message = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return Failure(source, "unreadable", message, None)


def read_paths(stream: IO[str]) -> Iterator[str]:
    """Paths of a list, one a line (``--from-file``); blank lines are skipped."""
    for line in stream:
        if path := line.rstrip("\r\n"):
            yield path
