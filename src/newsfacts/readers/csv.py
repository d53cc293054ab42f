"""CSV: one article a row, the header naming ``text``, ``title``, ``date``, ``url`` and ``publisher``.

A quotation mark that is opened and never closed would swallow all that follows. So a row ends where it shows that it
is none: a closing mark inside a cell, more cells than the header has, or the file's end. It is an error then, and
reading goes on with the next line that is a whole row.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, StringIO

from newsfacts.article import Unread
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ARTICLE_LIMIT, Part, ReadOptions, read_lines, read_whole, to_too_large
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article

#: More columns than this are no table of articles.
MOST_COLUMNS = 2_000


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The rows, read as they come; comma, semicolon or tab by what the header uses."""
    warnings: list[str] = []
    if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: its lines cannot be told apart before decoding
        lines: Iterator[str] = StringIO(decode(read_whole(stream, source), source)[0], newline="")
    else:
        lines = _decode_lines(stream, source, warnings)
    csv.field_size_limit(ARTICLE_LIMIT)
    rows = _Rows(lines)
    header = rows.read_header()
    if len(header) > MOST_COLUMNS:
        yield Failure(source, "invalid", f"a header of more than {MOST_COLUMNS:,} columns", None)
        return
    for number, row in enumerate(rows.iterate(), 1):
        name = f"{source}:{number}"
        if isinstance(row, str):
            yield Failure(name, "invalid", f"no valid CSV: {row}", None)
            continue
        cells = dict(zip(header, row + [None] * (len(header) - len(row)), strict=False))
        yield Unread(name, "csv", cells, options.fields, tuple(dict.fromkeys(warnings)))
        warnings.clear()


def make(unread: Unread) -> Item:
    """The article of a row."""
    assert not isinstance(unread.data, bytes)
    return to_article(unread.data, unread.source, unread.fields, markup=True)


@dataclass(slots=True)
class _Scan:
    """What the quotation marks of a line do: whether one stays open, how many cells end, whether one closes inside."""

    open: bool = False
    cells: int = 0
    broken: bool = False


class _Rows:
    """The rows of lines."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()  # lines that a broken row had taken
        self._number = 0
        self._delimiter = ","
        self._columns = 0

    def _next(self) -> str | None:
        self._number += 1
        return self._again.popleft() if self._again else next(self._lines, None)

    def read_header(self) -> list[str]:
        """The names of the columns."""
        line = self._next() or ""
        self._delimiter = max(",;\t", key=line.count)
        scan = _Scan()
        taken = [line]
        self._scan(line, scan)
        while scan.open and len(taken) < 100 and (line := self._next() or ""):
            taken.append(line)
            self._scan(line, scan)
        names = next(csv.reader(taken, delimiter=self._delimiter), [])
        self._columns = len(names)
        return names

    def iterate(self) -> Iterator[list[str | None] | str]:
        """The cells of each row, or what is wrong with it."""
        sure = True  # after a broken row, only what is whole is a row
        while (line := self._next()) is not None:
            if not line.strip("\r\n"):
                continue
            start, taken, size = self._number, [line], len(line)
            scan = _Scan()
            self._scan(line, scan)
            while scan.open and not scan.broken and size <= ARTICLE_LIMIT and scan.cells <= self._columns:
                following = self._next()
                if following is None:
                    break
                taken.append(following)
                size += len(following)
                self._scan(following, scan, began=False)
            if scan.open or scan.broken:
                self._again.extendleft(reversed(taken[1:]))
                self._number = start
                sure = False
                yield f"a quotation mark opened in line {start} is not closed"
            elif sure or scan.cells == self._columns:
                sure = True
                try:
                    yield list(next(csv.reader(taken, delimiter=self._delimiter), []))
                except csv.Error as error:
                    yield str(error)

    def _scan(self, line: str, scan: _Scan, began: bool = True) -> None:
        """Go over a line; ``began``: the row begins in it, so that a mark inside a cell is only careless writing."""
        if not scan.open and '"' not in line:
            scan.cells += line.count(self._delimiter) + 1
            return
        at, end = 0, len(line.rstrip("\r\n"))
        opened_here = began
        while True:
            if not scan.open:
                if line[at : at + 1] == '"':
                    scan.open, opened_here = True, True
                    at += 1
                    continue
            else:
                mark = line.find('"', at, end)
                if mark < 0:
                    return
                if line.startswith('"', mark + 1) and mark + 1 < end:
                    at = mark + 2
                    continue
                scan.open = False
                at = mark + 1
                if at < end and line[at] != self._delimiter and not opened_here:
                    scan.broken = True
                    return
            stop = line.find(self._delimiter, at, end)
            scan.cells += 1
            if stop < 0:
                return
            at = stop + 1


def _decode_lines(stream: BufferedReader, source: str, warnings: list[str]) -> Iterator[str]:
    """The lines as text, each by itself: a file of many gigabytes is no more in memory than a row of it.

    Raises:
        ReadError: the file is binary, or has a line longer than an article may be.
    """
    for number, line in enumerate(read_lines(stream)):
        if line is None:
            raise ReadError(to_too_large(source, "split it; what follows was not read"))
        try:
            text, put_up_with = decode(line, source)
        except ReadError:
            if not number:
                raise
            text, put_up_with = line.decode("utf-8", "replace"), ("binary data was replaced",)
        warnings += put_up_with
        yield from StringIO(text, newline="")  # also lines that end in a carriage return alone
