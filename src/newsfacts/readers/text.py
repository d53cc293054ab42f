"""Plain text: one article, exactly as read."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from newsfacts.article import Article
from newsfacts.failure import Item
from newsfacts.readers import ReadOptions, read_whole
from newsfacts.readers.decoding import decode


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The one article of a text file."""
    text, warnings = decode(read_whole(stream, source), source)
    yield Article(text=text, source=source, warnings=warnings)
