"""WARC, as Common Crawl News has it: every HTML page answered with 200 (extra ``newsfacts[warc]``)."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ARTICLE_LIMIT, ReadOptions, html


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Item]:
    """The articles of the pages; what is no page (requests, images, redirects) is passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise ReadError(Failure(
            source, "dependency", "reading WARC needs warcio", "pip install 'newsfacts[warc]'"
        )) from None
    html.load_trafilatura(source)
    number = 0
    try:
        for number, page in enumerate(_iterate_quietly(ArchiveIterator(stream)), 1):
            if _is_page(page):
                name = f"{source}:{number}"
                body = page.content_stream().read(ARTICLE_LIMIT + 1)
                if len(body) > ARTICLE_LIMIT:
                    yield Failure(name, "too_large", "a page of more than 64 MiB", None)
                else:
                    yield html.to_item(body, name, page.rec_headers.get_header("WARC-Target-URI"))
    except ArchiveLoadFailed as error:
        yield Failure(f"{source}:{number + 1}", "invalid", f"no valid WARC: {error}", None)


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
