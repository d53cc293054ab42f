"""JSON Lines: one article a line, with the fields ``text``, ``title``, ``date``, ``url`` and ``publisher``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ReadOptions, read_lines, read_whole, to_too_large
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of the lines; a line that is none becomes a Failure, and the next one is read."""
    if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: its lines cannot be told apart before decoding
        lines: Iterator[bytes | None] = iter(decode(read_whole(stream, source), source)[0].encode().splitlines())
    else:
        lines = read_lines(stream)
    for number, line in enumerate(lines, 1):
        name = f"{source}:{number}"
        if line is None:
            yield to_too_large(name)
            continue
        try:
            text, warnings = decode(line, name)
        except ReadError as error:
            yield error.failure
            continue
        if text.strip():
            yield to_item(text, name, options, warnings)


def to_item(line: str, source: str, options: ReadOptions, warnings: tuple[str, ...] = ()) -> Item:
    """One JSON object as an article."""
    value = load(line, source)
    return value if isinstance(value, Failure) else to_row(value, source, options, warnings)


def to_row(value: Any, source: str, options: ReadOptions, warnings: tuple[str, ...] = ()) -> Item:
    """One parsed JSON value as an article; a bare string is its text."""
    if isinstance(value, str):
        value = {options.fields.get("text", "text"): value}
    if not isinstance(value, dict):
        return Failure(source, "invalid", f"a JSON object is expected, this is a {type(value).__name__}", None)
    return to_article(value, source, options.fields, warnings)


def load(text: str, source: str) -> Any:
    """The JSON value, or the Failure that says why there is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return Failure(source, "invalid", f"no valid JSON: {error.msg} at character {error.pos}", None)
    except RecursionError:
        return Failure(source, "invalid", "JSON nested too deeply", None)
    except ValueError as error:
        return Failure(source, "invalid", f"no valid JSON: {error}", None)
