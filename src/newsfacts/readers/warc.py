"""WARC, as Common Crawl News has it: every HTML page answered with 200 (extra ``newsfacts[warc]``)."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ARTICLE_LIMIT, ReadOptions, html, to_too_large


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of the pages; what is no page (requests, images, redirects) is passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise ReadError(Failure(
            source, "dependency", "reading WARC needs warcio", "pip install 'newsfacts[warc]'"
        )) from None
    html.load_trafilatura(source)
    number = 0
    try:
        for number, page in enumerate(_iterate_quietly(ArchiveIterator(stream)), 1):
            if page.rec_type is None:
                yield Failure(f"{source}:{number}", "invalid", "this is no WARC record", None)
            elif _is_page(page):
                yield _to_item(page, f"{source}:{number}")
    except (ReadError, OSError):
        raise
    except Exception as error:  # a parser fed with anything at all
        yield Failure(f"{source}:{number + 1}", "invalid", f"no valid WARC: {error}", "what follows was not read")


def _to_item(page: Any, name: str) -> Item:
    body = page.content_stream().read(ARTICLE_LIMIT + 1)
    if len(body) > ARTICLE_LIMIT:
        return to_too_large(name)
    page.raw_stream.read()
    if getattr(page.raw_stream, "limit", 0) > 0:
        return Failure(name, "invalid", "the file ends in the middle of this page", None)
    return html.to_item(body, name, page.rec_headers.get_header("WARC-Target-URI"))


def _iterate_quietly(pages: Iterator[Any]) -> Iterator[Any]:
    """The records, without what warcio prints on standard error about the bytes between them."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            page = next(pages, None)
        if page is None:
            return
        yield page


def _is_page(page: Any) -> bool:
    if page.rec_type != "response" or page.http_headers is None:
        return False
    kind = (page.http_headers.get_header("Content-Type") or "").lower()
    return page.http_headers.get_statuscode() == "200" and ("html" in kind)
