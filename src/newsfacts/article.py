"""What a reader hands on: one article, its text exactly as read, and what the input itself said about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

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
        published_from: where ``published`` comes from: ``option``, ``metadata`` or None while unknown
            (``text`` is set later, when the article's own head gives a full date).
        url: the address when the input's metadata has one.
        warnings: what the reader had to do to read it (a fallback encoding, characters replaced).
    """

    text: str
    source: str = "-"
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
