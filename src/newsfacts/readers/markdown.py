"""Markdown: one article, its title, date and publisher in front matter.

Offsets count in the text below the front matter. Markup stays: it is part of the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from newsfacts.failure import Item
from newsfacts.readers import ReadOptions, read_whole
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:.*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*")
FIELD_LINE = re.compile(r"(?P<name>[A-Za-z_][\w.-]*)\s*:\s*(?P<value>.*?)\s*")


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The one article of a Markdown file."""
    text, warnings = decode(read_whole(stream, source), source)
    matter, body = split_front_matter(text)
    fields = {name: value for name, value in options.fields.items() if name != "text"}
    yield to_article({**matter, "text": body}, source, fields, warnings)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple ``name: value`` lines of the front matter (quotes taken off) and the text below it."""
    found = FRONT_MATTER.match(text)
    if not found:
        return {}, text
    matter: dict[str, str] = {}
    for line in found["lines"].splitlines():
        if field := FIELD_LINE.fullmatch(line):
            value = field["value"]
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            matter[field["name"]] = value
    return matter, text[found.end() :]
