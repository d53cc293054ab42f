"""Plain text: one article, exactly as read."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from newsfacts.article import Article, Unread
from newsfacts.failure import Item
from newsfacts.readers import Part, ReadOptions, read_whole, to_bytes
from newsfacts.readers.decoding import decode


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The one article of a text file."""
    yield Unread(source, "text", read_whole(stream, source))


def make(unread: Unread) -> Item:
    """The article of the file's bytes."""
    text, warnings = decode(to_bytes(unread), unread.source)
    return Article(text=text, source=unread.source, warnings=warnings)
