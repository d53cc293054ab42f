"""HTML: the article of a page with its title, date and publisher, by trafilatura (extra ``newsfacts[html]``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.article import Article
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ReadOptions, read_whole
from newsfacts.readers.metadata import to_article

#: The parser's time grows with the square of an element's attributes: some hundred thousand keep it for minutes.
CROWDED = re.compile(rb"""<[a-zA-Z][^\s<>]*(?:\s+[^\s<>="']+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))?){1000}""")


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The one article of a page; offsets count in the extracted text."""
    load_trafilatura(source)
    yield to_item(read_whole(stream, source), source)


def load_trafilatura(source: str) -> Any:
    """trafilatura, imported when the first page is read.

    Raises:
        ReadError: it is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise ReadError(Failure(
            source, "dependency", f"reading HTML needs trafilatura ({error.msg})", "pip install 'newsfacts[html]'"
        )) from None
    return trafilatura


def to_item(page: bytes, source: str, url: str | None = None) -> Item:
    """The article of a page's bytes. A page without one is an empty article that says so."""
    if not page.strip():
        return Article(text="", source=source, url=url)
    if CROWDED.search(page):
        return Failure(source, "invalid", "an element with more than a thousand attributes: no page for people", None)
    trafilatura = load_trafilatura(source)
    try:
        found = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False)
    except Exception as error:  # a parser fed with anything at all; whatever it trips over costs this page only
        return Failure(source, "invalid", f"the page cannot be parsed: {type(error).__name__}: {error}", None)
    values: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    if not (values.get("text") or "").strip():
        return Article(text="", source=source, url=url, warnings=("no article text found in the page",))
    return to_article(
        {
            "text": values["text"], "title": values.get("title"), "date": values.get("date"),
            "url": values.get("url") or url, "publisher": values.get("sitename"),
        },
        source,
        {},
    )
