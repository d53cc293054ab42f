"""JSON: one article object, an array of them, or JSON Lines under the name of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader, BytesIO

from newsfacts.article import Unread
from newsfacts.failure import Failure
from newsfacts.readers import Part, ReadOptions, jsonl, read_whole
from newsfacts.readers.decoding import decode

WHITE = " \t\r\n"
_DECODER = json.JSONDecoder()


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The values of a JSON file, in their order; the items of an array are cut apart one by one."""
    data = read_whole(stream, source, "make it JSON Lines, one article a line, which is read as a stream")
    text, warnings = decode(data, source)
    at = _skip(text, 0)
    if at == len(text):
        yield Failure(source, "invalid", "the file is empty", None)
    elif text[at] == "[":
        yield from _cut_array(text, at + 1, source, options, warnings)
    else:
        end = _find_end(text, at, source)
        if isinstance(end, Failure):
            yield end
        elif text[end:].strip(WHITE):  # a value, and more behind it
            yield from jsonl.read(BufferedReader(BytesIO(text.encode("utf-8", "surrogatepass"))), source, options)
        else:
            yield _cut(text, at, end, source, options, warnings)


def _cut_array(
    text: str, at: int, source: str, options: ReadOptions, warnings: tuple[str, ...]
) -> Iterator[Part]:
    number = 0
    at = _skip(text, at)
    if text[at : at + 1] == "]":
        at += 1
    else:
        while True:
            number += 1
            end = _find_end(text, at, f"{source}:{number}")
            if isinstance(end, Failure):
                yield end
                return
            yield _cut(text, at, end, f"{source}:{number}", options, warnings)
            at = _skip(text, end)
            if text[at : at + 1] != ",":
                break
            at = _skip(text, at + 1)
        if text[at : at + 1] != "]":
            yield Failure(
                f"{source}:{number + 1}", "invalid", f"no valid JSON: a comma or ] is expected at character {at}",
                "what follows was not read",
            )  # fmt: skip
            return
        at += 1
    if text[at:].strip(WHITE):
        yield Failure(f"{source}:{number + 1}", "invalid", f"no valid JSON: more text at character {at}", None)


def _cut(
    text: str, at: int, end: int, source: str, options: ReadOptions, warnings: tuple[str, ...]
) -> Unread:
    return Unread(source, "jsonl", text[at:end].encode("utf-8", "surrogatepass"), options.fields, warnings)


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in WHITE:
        at += 1
    return at


def _find_end(text: str, at: int, source: str) -> int | Failure:
    """Where a value ends."""
    try:
        return _DECODER.raw_decode(text, at)[1]
    except jsonl.JSON_ERRORS as error:
        return jsonl.to_invalid(source, error)
