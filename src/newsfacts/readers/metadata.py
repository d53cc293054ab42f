"""What an input says about its article beside the text: field names, and days in the spellings that metadata use."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from email.utils import parsedate
from typing import Any

from newsfacts.article import Article
from newsfacts.failure import Failure, Item
from newsfacts.readers.decoding import replace_surrogates
from newsfacts.readers.markup import has_markup, to_plain_text

#: The fields of a structured input; ``--field text=body`` renames one.
FIELDS = ("text", "title", "date", "url", "publisher")

ISO_DAY = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT_DAY = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)
WORDED_DAY = re.compile(
    r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>[a-z]{3,9})\.?,?\s+(?P<year2>\d{4})"
)


#: No news is older, and none is from later: 0001-01-01 and 9999-12-31 stand for a day that nobody knows.
EARLIEST, LATEST = dt.date(1600, 1, 1), dt.date(2199, 12, 31)
#: The first moment that computers count from, which stands for none.
EPOCH = re.compile(r"\s*1970-01-01[T ]00:00(?::00(?:\.0+)?)?\s*(?:Z|[+-]00:?00)?\s*")


def resolve_day(value: object) -> dt.date | None:
    """The day that a metadata value names (ISO 8601, RFC 2822, "20 November 2024"), or None when it is not certain.

    "05/03/2022" is two days in two countries, so it is none here, and neither is a placeholder such as 0001-01-01.
    """
    if not isinstance(value, str) or EPOCH.fullmatch(value):
        return None
    day = _parse_day(value[:200])
    return day if day is not None and EARLIEST <= day <= LATEST else None


def _parse_day(value: str) -> dt.date | None:
    try:
        if found := (ISO_DAY.match(value) or COMPACT_DAY.fullmatch(value)):
            return dt.date(*(int(part) for part in found.groups()))
        if found := WORDED_DAY.search(value.lower()):
            word = found["month"] or found["month2"]
            month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word[:3]) and _spells(word, name))
            return dt.date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
        if parsed := parsedate(value):
            return dt.date(*parsed[:3])
    except (ValueError, StopIteration, IndexError, TypeError, OverflowError):
        pass
    return None


def _spells(word: str, month: str) -> bool:
    return month.startswith(word) or (word == "sept")


def to_article(
    row: Mapping[str, Any],
    source: str,
    fields: Mapping[str, str],
    warnings: tuple[str, ...] = (),
    markup: bool = False,
) -> Item:
    """An article of a structured row (a JSON object, a CSV row, front matter).

    Args:
        row: field → value.
        source: what to call it.
        fields: the names that ``text``, ``title``, … have here; a dotted name reaches into nested objects.
        warnings: what was already put up with.
        markup: whether its text and title may hold markup by mistake, which is then taken out.
    """
    values = {name: _find_value(row, fields.get(name, name)) for name in FIELDS}
    text = values["text"]
    if not isinstance(text, str):
        name = fields.get("text", "text")
        present = ", ".join(sorted(str(key) for key in row)[:12]) or "none"
        what = f"field {name!r} is not text" if text is not None else f"no field {name!r} (fields: {present})"
        return Failure(source, "invalid", what, "name the field that holds the article: --field text=NAME")
    text, replaced = replace_surrogates(text)
    if markup and has_markup(text):
        text, warnings = to_plain_text(text), (*warnings, "markup in the text was taken out")
    if markup and isinstance(values["title"], str):
        values["title"] = to_plain_text(values["title"]) if has_markup(values["title"]) else values["title"]
    published = resolve_day(values["date"])
    undated: tuple[str, ...] = ()
    if values["date"] not in (None, "") and published is None:
        undated = (f"publication date not understood: {to_line(values['date'])!r}",)
    return Article(
        text=text,
        source=source,
        title=to_line(values["title"]),
        publisher=to_line(values["publisher"]),
        published=published,
        published_from="metadata" if published else None,
        url=to_line(values["url"]),
        warnings=(*warnings, *replaced, *undated),
    )


def to_line(value: object) -> str | None:
    """A metadata value as one clean line, or None when there is nothing in it."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    line = " ".join(replace_surrogates(str(value))[0].split())
    return line or None


def _find_value(row: Mapping[str, Any], name: str) -> Any:
    if name in row:
        return row[name]
    head, dot, rest = name.partition(".")
    inner = row.get(head)
    return _find_value(inner, rest) if dot and isinstance(inner, Mapping) else None
