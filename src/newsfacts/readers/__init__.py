"""Readers: one module per input format; here, which of them reads what.

A reader is two functions. ``read(stream, source, options)`` cuts an input into the parts that are its articles, which
costs little: it yields an :class:`~newsfacts.article.Unread` or, in its place, a
:class:`~newsfacts.failure.Failure`. ``make(unread)`` does what costs, in the worker that takes the part: it decodes,
parses and returns an :class:`~newsfacts.article.Article` or a Failure. Neither raises anything but a
:class:`~newsfacts.failure.ReadError` for what an input holds.
"""

from __future__ import annotations

import errno
import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from glob import glob, has_magic
from importlib import import_module
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import IO, Any, cast

from newsfacts.article import Unread
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers.decoding import find_mojibake, to_printable_path

#: Suffix → input format. Each is also read as ``.gz``.
SUFFIXES: dict[str, str] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".warc": "warc",
}
INPUT_FORMATS: tuple[str, ...] = ("text", "markdown", "html", "jsonl", "json", "csv", "warc")
#: Inputs that may hold any number of articles.
CONTAINERS = frozenset({"jsonl", "json", "csv", "warc"})
#: Bytes one article (a file, a line, a page) may have: 64 MiB is some ten million words.
ARTICLE_LIMIT = 64 * 2**20
#: A gzip file that grows more than this, past the first 64 MiB, is a bomb: text shrinks to a tenth at best.
BOMB_RATIO = 200
#: Pages: what parses them holds the interpreter for seconds, so that only a process of its own may do it.
PAGES = frozenset({"html", "warc"})

#: What a reader cuts out of an input.
Part = Unread | Failure


ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
COLUMN = re.compile(r"[A-Za-z_][\w .:-]*")
#: What the root of an XML file makes of it, in the order in which they are looked for.
XML_ROOTS = (
    (b"<!doctype html", "html"), (b"<html", "html"), (b"<rss", "feed"), (b"<feed", "feed"), (b"<rdf:rdf", "feed"),
)  # fmt: skip
#: What is recognised in order to be refused: why, and what to do.
REFUSED: dict[str, tuple[str, str]] = {
    "feed": (
        "this is a feed (RSS or Atom) of headlines and teasers, not an article",
        "save the pages that its links lead to, or write its items as JSON Lines",
    ),
    "xml": ("this is XML of a kind that newsfacts does not read", "make it text, HTML or JSON Lines first"),
}


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
        elif has_magic(path) and not ADDRESS.match(path) and (found := sorted(glob(path, recursive=True))):
            for match in found:
                if not os.path.isdir(match):
                    yield match
                elif "**" not in path:
                    yield from _walk(match, options)
        elif ADDRESS.match(path):
            yield Failure(
                to_printable_path(path), "missing", "newsfacts reads files and downloads nothing",
                "fetch it first: curl -sL ADDRESS | extract --input html -",
            )  # fmt: skip
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
    for part in split_source(source, options, meter):
        yield make_item(part) if isinstance(part, Unread) else part


def split_source(
    source: str, options: ReadOptions, meter: Meter | None = None, stream: IO[bytes] | None = None
) -> Iterator[Part]:
    """The parts of one input that are its articles, in their order, each still to be read by :func:`make_item`.

    Args:
        source: its path, or only its name where a ``stream`` is given.
        options: how to read.
        meter: is told how far it has been read.
        stream: what to read from, such as an object of a bucket that has been opened; it is closed in the end.
    """
    shown = to_printable_path(source)
    meter = meter or Meter()
    try:
        with open_source(source, stream) as opened:
            meter.stream = opened
            if isinstance(opened.raw, Unpacked) and opened.peek(3).startswith(Unpacked.MAGIC):
                yield Failure(shown, "binary", "this is gzip data within gzip data", "unpack it once")
                return
            name = options.input_format or _by_suffix(source)
            if name is None or (name == "text" and options.input_format is None):
                name = sniff(opened, options.fields)  # also what only has the name of a text
            if name in REFUSED:
                yield Failure(shown, "invalid", *REFUSED[name])
                return
            module: Any = import_module(f"newsfacts.readers.{name}")
            yield from module.read(opened, shown, options)
    except ReadError as error:
        yield error.failure
    except (OSError, EOFError, zlib.error) as error:
        yield to_failure(source, error)
    finally:
        meter.stream = None
        meter.done += to_size(source)


def make_item(unread: Unread) -> Item:
    """The article of a part, or the Failure in its place. Raises nothing for its content."""
    try:
        module: Any = import_module(f"newsfacts.readers.{unread.format}")
        item: Item = module.make(unread)
    except ReadError as error:
        return error.failure
    if isinstance(item, Failure):
        return item
    warnings = (*unread.warnings, *item.warnings)
    if found := find_mojibake(f"{item.title or ''}\n{item.text}"):
        warnings += (f"{found!r} stands in the text: it was decoded wrongly before it came here",)
    return replace(item, warnings=warnings, key=unread.to_key())


def to_reader_versions() -> dict[str, str]:
    """The versions of the libraries that decide what an article of a page is, as far as they are installed."""
    from importlib.metadata import PackageNotFoundError, version

    versions: dict[str, str] = {}
    for name in ("trafilatura", "warcio", "lxml"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def to_bytes(unread: Unread) -> bytes:
    """The bytes of a part that is no row."""
    assert isinstance(unread.data, bytes)
    return unread.data


def sniff(stream: BufferedReader, fields: Mapping[str, str] | None = None) -> str:
    """The input format that the first bytes speak for; plain text when nothing else does."""
    head = stream.peek(2048)[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = head[:256].lower()
    if head.startswith(b"WARC/"):
        return "warc"
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if lowered.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return next((name for sign, name in XML_ROOTS if sign in head.lower()), "xml")
    if re.match(rb'\[\s*\{\s*"|\{\s*\n', head):
        return "json"
    if re.match(rb'\{\s*"[^"\n]{1,64}"\s*:', head):
        return "jsonl"
    if re.match(rb"---\r?\n[A-Za-z_]+:", head):
        return "markdown"
    return "csv" if _is_header(head, fields or {}) else "text"


def _is_header(head: bytes, fields: Mapping[str, str]) -> bool:
    """Whether a first line names columns, one of them for text, as no article begins."""
    line = re.split(rb"[\r\n]", head, maxsplit=1)[0].decode("utf-8", "replace")
    delimiter = max(",;\t", key=line.count)
    cells = [cell.strip().strip('"').strip() for cell in line.split(delimiter)]
    names = {cell.lower() for cell in cells}
    if len(cells) < 2 or not all(len(cell) <= 40 and COLUMN.fullmatch(cell) for cell in cells):
        return False
    text = {fields["text"].lower()} if "text" in fields else {"text", "body", "content", "article", "fulltext"}
    others = {"title", "headline", "date", "published", "publisher", "url", "id", "source", "author", "summary"}
    return bool(names & text) and (len(names & others) > 0 or "text" in fields or len(cells) == 2)


def open_source(source: str, stream: IO[bytes] | None = None) -> BufferedReader:
    """Open an input (or take the stream that is open) for reading bytes, unpacking gzip by content; ``-`` is standard
    input.

    Raises:
        OSError: it cannot be opened.
    """
    raw = stream or (sys.stdin.buffer if source == "-" else open(source, "rb"))  # noqa: SIM115 - the caller closes it
    plain = raw if isinstance(raw, BufferedReader) else BufferedReader(cast(RawIOBase, raw))
    if not plain.peek(2).startswith(b"\x1f\x8b"):
        return plain
    return BufferedReader(cast(RawIOBase, Unpacked(plain, to_printable_path(source))), 2**16)


def _packed(stream: BufferedReader) -> BufferedReader:
    """The stream as it lies on the disk."""
    return stream.raw.packed if isinstance(stream.raw, Unpacked) else stream


class Unpacked(RawIOBase):
    """What a gzip stream holds, member by member; it stops being read when it turns out to be a bomb.

    All that comes before damage is handed out; then reading raises a :class:`~newsfacts.failure.ReadError`, and
    :meth:`resume` goes on with the next member.

    Attributes:
        packed: the stream as it lies on the disk.
        out: bytes handed out.
        whole: of them those of members that ended as they should.
    """

    MAGIC = b"\x1f\x8b\x08"
    #: Packed bytes of a member that are kept to look for the next one in, should this one be damaged.
    KEPT = 4 * 2**20

    def __init__(self, packed: BufferedReader, source: str) -> None:
        self.packed = packed
        self.out = self.whole = 0
        self._source = source
        self._inflater: Any = None
        self._rest = b""  # packed bytes not yet unpacked
        self._seen: list[bytes] = []  # packed bytes of the open member, from its start unless there are too many
        self._failure: Failure | None = None
        self._in = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._failure is not None:
            raise ReadError(self._failure)
        try:
            data = self._inflate(len(buffer))
        except (OSError, EOFError, zlib.error) as error:  # as an end of file it could be taken for the end of the input
            self._failure = to_failure(self._source, error)
            raise ReadError(self._failure) from None
        self.out += len(data)
        if self.out > ARTICLE_LIMIT and self.out > BOMB_RATIO * max(1, self._in):
            self._failure = Failure(
                self._source, "too_large",
                f"unpacks to more than {BOMB_RATIO} times its size: this looks like a decompression bomb",
                "unpack it yourself if you trust it",
            )
            raise ReadError(self._failure)
        buffer[: len(data)] = data
        return len(data)

    def _inflate(self, size: int) -> bytes:
        """Up to so many bytes, none at the end of the last member."""
        while True:
            if self._inflater is None:
                self.whole = self.out
                self._rest = self._rest.lstrip(b"\0")
                while len(self._rest) < 2 and (more := self._read()):
                    self._rest = (self._rest + more).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._seen = [self._rest]
                if not self._rest.startswith(self.MAGIC[:2]):
                    raise gzip.BadGzipFile("what follows is no gzip data")
                self._inflater = zlib.decompressobj(31)
            elif not self._rest:
                self._rest = self._read()
                if not self._rest:
                    raise EOFError("it ends in the middle")
                self._seen.append(self._rest)
                if len(self._seen) * 2**16 > self.KEPT:
                    self._seen = [self._rest]
            data: bytes = self._inflater.decompress(self._rest, size)
            self._rest = self._inflater.unconsumed_tail
            if self._inflater.eof:
                self._rest, self._inflater = self._inflater.unused_data, None
            if data:
                return data

    def _read(self) -> bytes:
        more = self.packed.read(2**16)
        self._in += len(more)
        return more

    def resume(self) -> bool:
        """Go on with the next member after damage; False when there is none."""
        if self._failure is None or self._failure.type == "too_large":
            return False
        seen = b"".join(self._seen)
        at = seen.find(self.MAGIC, 1)
        while at < 0:
            more = self._read()
            if not more:
                return False
            seen = seen[-2:] + more
            at = seen.find(self.MAGIC)
        self._rest, self._inflater, self._failure = seen[at:], None, None
        return True

    def close(self) -> None:
        if not self.closed:
            self.packed.close()
        super().close()


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
