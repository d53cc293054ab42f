"""JSON: one article object, an array of them, or JSON Lines under the name of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO

from newsfacts.failure import Failure, Item
from newsfacts.readers import ReadOptions, jsonl, read_whole
from newsfacts.readers.decoding import decode


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of a JSON file, in their order."""
    data = read_whole(stream, source, "make it JSON Lines, one article a line, which is read as a stream")
    text, warnings = decode(data, source)
    if not text.strip():
        yield Failure(source, "invalid", "the file is empty", None)
        return
    value = jsonl.load(text, source)
    if isinstance(value, list):
        for number, row in enumerate(value, 1):
            yield jsonl.to_row(row, f"{source}:{number}", options, warnings)
    elif not isinstance(value, Failure):
        yield jsonl.to_row(value, source, options, warnings)
    elif "Extra data" in value.message:
        yield from jsonl.read(BufferedReader(BytesIO(data)), source, options)
    else:
        yield value
