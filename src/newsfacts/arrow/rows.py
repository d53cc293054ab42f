"""Rows → articles: what the columns of a batch mean, and what becomes of a row that is no article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from newsfacts.article import Article
from newsfacts.failure import Failure, ReadError
from newsfacts.readers import ARTICLE_LIMIT, to_too_large
from newsfacts.readers.decoding import LONE_SURROGATE, decode
from newsfacts.readers.metadata import to_article, to_line

#: What a column may be called to be understood; only ``text`` must be there.
FIELDS = ("text", "id", "source", "title", "publisher", "url", "date")
#: The columns that the result has not.
CONSUMED = ("text", "reading")
ERROR = pa.struct([
    pa.field("type", pa.string(), False), pa.field("message", pa.string(), False), pa.field("hint", pa.string()),
])  # fmt: skip
#: What :func:`newsfacts.arrow.read` says of an article beside its text and metadata, in a column ``reading``.
READING = pa.struct([
    pa.field("error", ERROR), pa.field("warnings", pa.list_(pa.field("element", pa.string(), False))),
    pa.field("undated", pa.bool_()), pa.field("key", pa.string()),
])  # fmt: skip


def check_columns(schema: Any) -> None:
    """Prove that a batch of this schema can be read.

    Raises:
        ValueError: there is no column ``text``, a name is there twice, or ``reading`` is not what :func:`read` makes.
    """
    names = list(schema.names)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"more than one column is called {', '.join(map(repr, twice))}; rename them")
    if "text" not in names:
        raise ValueError(f"no column 'text' (columns: {', '.join(names) or 'none'}); rename the one of the articles")
    if "reading" in names and not _is_reading(schema.field("reading").type):
        raise ValueError("a column 'reading' is understood only as newsfacts.arrow.read() makes it; rename it")


def _is_reading(kind: Any) -> bool:
    """Whether a type has the fields of :data:`READING`; engines change what is below."""
    return pa.types.is_struct(kind) and {field.name for field in kind} == {field.name for field in READING}


def to_articles(batch: Any) -> list[Article | Failure]:
    """The articles of a batch, or for a row that is none the Failure that says why; in order, never an exception."""
    columns = {name: _to_values(batch.column(name)) for name in (*FIELDS, "reading") if name in batch.schema.names}
    return [
        _to_item({name: values[number] for name, values in columns.items()}) for number in range(batch.num_rows)
    ]


def _to_values(column: Any) -> list[Any]:
    if pa.types.is_timestamp(column.type):  # nanoseconds are no part of a day, and Python has none
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
        return values
    except Exception:  # one value that Python cannot hold must not cost the others
        return [_to_value(scalar) for scalar in column]


def _to_value(scalar: Any) -> Any:
    """A value; the bytes of a string that is no UTF-8, and words for what Python has no value for."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes()
    except Exception:
        return f"<{scalar.type} out of range>"


def _to_item(row: Mapping[str, Any]) -> Article | Failure:
    name = row.get("source")
    source = name if isinstance(name, str) and name else to_line(name) or to_line(row.get("id")) or "-"
    reading = row.get("reading") or {}
    if reading.get("error"):
        return Failure(source, **reading["error"])
    text, warnings = row["text"], tuple(reading.get("warnings") or ())
    if isinstance(text, bytes):
        if len(text) > ARTICLE_LIMIT:
            return to_too_large(source)
        try:
            text, put_up_with = _decode(text, source)
        except ReadError as error:
            return error.failure
        warnings += put_up_with
    if not isinstance(text, str):
        what = "is null" if text is None else f"is no string: {to_line(str(text)[:40])}"
        return Failure(source, "invalid", f"the text {what}", "give the article's text in the column 'text'")
    if len(text) > ARTICLE_LIMIT // 4 and len(text.encode("utf-8", "surrogatepass")) > ARTICLE_LIMIT:
        return to_too_large(source)
    said = {field: _to_plain(row.get(field)) for field in FIELDS}
    item = to_article({**said, "text": text}, source, {}, warnings)
    if isinstance(item, Failure):
        return item
    return replace(item, undated=bool(reading.get("undated")), key=reading.get("key"))


def _decode(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """Bytes as those of a file; what is UTF-8 but for surrogates keeps them, to be replaced as those of JSON are."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return decode(data, source)
    return (text, ()) if LONE_SURROGATE.search(text) else decode(data, source)


def _to_plain(value: Any) -> Any:
    """A value of metadata as JSON would have it: a day or a moment in ISO 8601, bytes as text."""
    if isinstance(value, dt.date):  # datetimes are dates
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
