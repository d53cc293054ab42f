"""Markdown: one article, its title, date and publisher in front matter.

Offsets count in the text below the front matter. Markup stays: it is part of the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from newsfacts.article import Unread
from newsfacts.failure import Item
from newsfacts.readers import Part, ReadOptions, read_whole, to_bytes
from newsfacts.readers.decoding import decode
from newsfacts.readers.metadata import to_article

#: Line by line, each decided by itself: nothing here can be tried in more than one way.
OPENING = re.compile(r"---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
BLANK_LINE = re.compile(r"[ \t]*\r?\n")
NAME = re.compile(r"[A-Za-z_][\w.-]*")


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The one article of a Markdown file."""
    fields = {name: value for name, value in options.fields.items() if name != "text"}
    yield Unread(source, "markdown", read_whole(stream, source), fields)


def make(unread: Unread) -> Item:
    """The article of the file's bytes."""
    text, warnings = decode(to_bytes(unread), unread.source)
    matter, body = split_front_matter(text)
    return to_article({**matter, "text": body}, unread.source, unread.fields, warnings)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple ``name: value`` lines of the front matter (quotes taken off) and the text below it."""
    opening = OPENING.match(text)
    closing = opening and CLOSING.search(text, opening.end())
    if not opening or not closing:
        return {}, text
    matter: dict[str, str] = {}
    for line in text[opening.end() : closing.start()].splitlines():
        name, colon, value = (part.strip() for part in line.partition(":"))
        if colon and NAME.fullmatch(name) and not line[0].isspace():
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            matter[name] = value
    below = closing.end() + text.startswith("\n", closing.end())
    while blank := BLANK_LINE.match(text, below):
        below = blank.end()
    return matter, text[below:]
