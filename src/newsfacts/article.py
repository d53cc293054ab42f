"""What a reader hands on: one article, its text exactly as read, and what the input itself said about it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

PublishedFrom = Literal["option", "metadata", "text"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    Attributes:
        text: the article's text; every offset of the record counts its Unicode code points.
        source: the path as given, or ``-`` for standard input.
        title: the headline when the input's metadata has one.
        publisher: the publisher when the input's metadata has one.
        published: the publication day, or None when the input does not say.
        published_from: where ``published`` comes from: ``option`` or ``metadata``, which is meant where only the day is
            given; None while unknown (``text`` is set later, when the article's own head gives a full date).
        url: the address when the input's metadata has one.
        warnings: what the reader had to do to read it (a fallback encoding, characters replaced).
        undated: its day of publication is known to be unknown: no day in its text stands for it.
        key: the hash of the input it was made from, by which ``--resume`` knows it again, or None.
    """

    text: str
    source: str = "-"
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    undated: bool = False
    key: str | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if (self.published is None) != (self.published_from is None):  # a day that its maker gives is metadata
            object.__setattr__(self, "published_from", None if self.published is None else "metadata")


@dataclass(frozen=True, slots=True)
class Unread:
    """One article's part of an input, cut out but not looked into: what costs is done by the worker that takes it.

    Attributes:
        source: what to call it.
        format: the reader (a module of ``newsfacts.readers``) whose ``make`` turns it into an article.
        data: its bytes, or the cells of a row by the names of their columns.
        fields: names of the fields of structured inputs, ``{"text": "body"}``.
        warnings: what was put up with when it was cut out.
    """

    source: str
    format: str
    data: bytes | Mapping[str, Any]
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """About how many bytes it has."""
        return len(self.data) if isinstance(self.data, bytes) else sum(len(str(cell)) for cell in self.data.values())

    def to_key(self) -> str:
        """A hash of all that the article is made from, the same for the same input."""
        data = self.data if isinstance(self.data, bytes) else repr(sorted(self.data.items(), key=repr)).encode(
            "utf-8", "surrogatepass"
        )
        about = repr((self.source, self.format, sorted(self.fields.items()), self.warnings))
        return hashlib.sha256(about.encode("utf-8", "surrogatepass") + b"\0" + data).hexdigest()
