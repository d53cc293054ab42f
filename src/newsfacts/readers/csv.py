"""CSV: one article a row, the header naming ``text``, ``title``, ``date``, ``url`` and ``publisher``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader, StringIO

from newsfacts.failure import Failure, Item
from newsfacts.readers import ARTICLE_LIMIT, ReadOptions, read_whole
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of the rows; comma, semicolon or tab by what the header uses."""
    text, warnings = decode(read_whole(stream, source), source)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(ARTICLE_LIMIT)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            cells = {str(name): value for name, value in row.items() if name is not None}
            yield to_article(cells, f"{source}:{number}", options.fields, warnings)
    except csv.Error as error:
        yield Failure(f"{source}:{number + 1}", "invalid", f"no valid CSV: {error}", None)
