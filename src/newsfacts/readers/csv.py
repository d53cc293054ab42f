"""CSV: one article a row, the header naming ``text``, ``title``, ``date``, ``url`` and ``publisher``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, StringIO
from itertools import chain

from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ARTICLE_LIMIT, ReadOptions, read_lines, read_whole, to_too_large
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of the rows, read as they come; comma, semicolon or tab by what the header uses."""
    warnings: list[str] = []
    if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: its lines cannot be told apart before decoding
        lines: Iterator[str] = StringIO(decode(read_whole(stream, source), source)[0], newline="")
    else:
        lines = _decode_lines(stream, source, warnings)
    header = next(lines, "")
    csv.field_size_limit(ARTICLE_LIMIT)
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(chain([header], lines), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            cells = {str(name): value for name, value in row.items() if name is not None}
            yield to_article(cells, f"{source}:{number}", options.fields, tuple(dict.fromkeys(warnings)))
            warnings.clear()
    except csv.Error as error:
        yield Failure(f"{source}:{number + 1}", "invalid", f"no valid CSV: {error}", "what follows was not read")


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
