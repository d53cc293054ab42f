"""Files → rows: what ``extract`` reads, as batches that an extractor takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from newsfacts.arrow import process
from newsfacts.arrow.rows import READING
from newsfacts.article import Article
from newsfacts.failure import Failure
from newsfacts.readers import INPUT_FORMATS, ReadOptions, find_sources, split_source

ROWS = 64
#: What :func:`read` makes of articles. ``id`` is the SHA-256 of the text, as in the record: what has the same id is the
#: same text.
ARTICLES = pa.schema([
    pa.field("id", pa.string()), pa.field("source", pa.string(), False), pa.field("title", pa.string()),
    pa.field("publisher", pa.string()), pa.field("url", pa.string()), pa.field("date", pa.date32()),
    pa.field("text", pa.string()), pa.field("reading", READING),
])  # fmt: skip


def read(
    source: str | Path,
    *,
    stream: IO[bytes] | None = None,
    input_format: str | None = None,
    fields: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> Iterator[Any]:
    """Read articles as ``extract`` does and yield them as rows for an :class:`~newsfacts.arrow.Extractor`.

    A process of its own decodes and parses, and stays for the next call. What cannot be read has a row too, without a
    text and with its error in ``reading``, which the extractor hands on as the row's: nothing is lost between the two.

    Args:
        source: a file, a folder or a glob; with a ``stream`` only what to call it.
        stream: what to read from instead, such as an object of a bucket opened by ``fsspec.open``.
        input_format: ``text``, ``markdown``, ``html``, ``jsonl``, ``json``, ``csv`` or ``warc``; else by the source's
            suffix and by content.
        fields: names of the fields of JSON and CSV inputs, such as ``{"text": "body"}``.
        timeout: seconds after which one page is given up.

    Yields:
        RecordBatches of :data:`ARTICLES`, of up to 64 rows.

    Raises:
        ValueError: there is no such input format.
    """
    if input_format is not None and input_format not in INPUT_FORMATS:
        raise ValueError(f"no input format {input_format!r}; there are {', '.join(INPUT_FORMATS)}")
    options = ReadOptions(input_format, dict(fields or {}))

    def split() -> Iterator[Any]:
        for found in [str(source)] if stream else find_sources([str(source)], options):
            if isinstance(found, Failure):
                yield found
            else:
                yield from split_source(found, options, stream=stream)

    def batches() -> Iterator[Any]:
        rows: list[dict[str, Any]] = []
        for item in process.read(split(), timeout):
            rows.append(_to_row(item))
            if len(rows) == ROWS:
                yield pa.RecordBatch.from_pylist(rows, ARTICLES)
                rows = []
        if rows:
            yield pa.RecordBatch.from_pylist(rows, ARTICLES)

    return batches()


def _to_row(item: Article | Failure) -> dict[str, Any]:
    if isinstance(item, Failure):
        error = {"type": item.type, "message": item.message, "hint": item.hint}
        return {"source": item.source, "reading": {"error": error}}
    return {
        "id": hashlib.sha256(item.text.encode()).hexdigest(),
        "source": item.source, "title": item.title, "publisher": item.publisher, "url": item.url,
        "date": item.published, "text": item.text,
        "reading": {"warnings": list(item.warnings), "undated": item.undated, "key": item.key},
    }  # fmt: skip
