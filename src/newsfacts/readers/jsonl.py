"""JSON Lines: one article a line, with the fields ``text``, ``title``, ``date``, ``url`` and ``publisher``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.article import Unread
from newsfacts.failure import Failure, Item
from newsfacts.readers import Part, ReadOptions, read_lines, read_whole, to_bytes, to_too_large
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article

#: What Python's parser raises of what is no JSON, or no JSON that one should be given.
JSON_ERRORS = (ValueError, RecursionError)


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The lines; one that is no article becomes a Failure when it is made, and the next one is read."""
    if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: its lines cannot be told apart before decoding
        lines: Iterator[bytes | None] = iter(decode(read_whole(stream, source), source)[0].encode().splitlines())
    else:
        lines = read_lines(stream)
    for number, line in enumerate(lines, 1):
        name = f"{source}:{number}"
        if line is None:
            yield to_too_large(name)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield Unread(name, "jsonl", line, options.fields)


def make(unread: Unread) -> Item:
    """The article of one JSON value."""
    text, warnings = decode(to_bytes(unread), unread.source)
    value = load(text, unread.source)
    if isinstance(value, Failure):
        return value
    row, said = value
    if isinstance(row, str):  # a bare string is its text
        row = {unread.fields.get("text", "text"): row}
    if not isinstance(row, dict):
        return Failure(unread.source, "invalid", f"a JSON object is expected, this is a {type(row).__name__}", None)
    return to_article(row, unread.source, unread.fields, (*warnings, *said), markup=True)


def load(text: str, source: str) -> tuple[Any, tuple[str, ...]] | Failure:
    """The JSON value with what was put up with in it, or the Failure that says why there is none."""
    warnings: dict[str, None] = {}

    def join(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        joined = dict(pairs)
        if len(joined) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    warnings[f"the key {key[:40]!r} stands twice in one object: the last value counts"] = None
                seen.add(key)
        return joined

    def drop(constant: str) -> None:
        warnings[f"{constant} is no JSON: taken as null"] = None

    try:
        value = json.loads(text, object_pairs_hook=join, parse_constant=drop)
    except JSON_ERRORS as error:
        return to_invalid(source, error)
    return value, tuple(list(warnings)[:5])


def to_invalid(source: str, error: Exception) -> Failure:
    """What is wrong with a JSON value, of one of :data:`JSON_ERRORS`."""
    if isinstance(error, RecursionError):
        return Failure(source, "invalid", "JSON nested too deeply", None)
    at = f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else error
    return Failure(source, "invalid", f"no valid JSON: {at}", None)
