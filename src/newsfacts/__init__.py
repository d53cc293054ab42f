"""newsfacts: turn a news article into facts a machine can check.

>>> import newsfacts
>>> record = newsfacts.extract("PARIS, May 3 — France gave Ukraine 20 million euros on Tuesday.", date="2022-05-03")
>>> record.amounts[0].value, record.amounts[0].currency
('20000000', 'EUR')

spaCy is imported when :func:`load` or :func:`extract` is first called, so that importing the package is cheap.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from newsfacts.article import Article

if TYPE_CHECKING:
    from spacy.language import Language

    from newsfacts.record import Record

__all__ = ["Article", "Record", "__version__", "extract", "load"]
__version__ = "0.1.0"


@cache
def load() -> Language:
    """The whole pipeline, loaded once: the shipped model and every newsfacts component."""
    from newsfacts.language.pipeline import load_language

    return load_language()


def extract(article: str | Article, *, date: str | dt.date | None = None) -> Record:
    """Extract the record of one article.

    Args:
        article: the text, or an :class:`Article` with its metadata.
        date: the day of publication (ISO ``YYYY-MM-DD`` or a date), the anchor of relative dates; wins over the
            article's own.

    Returns:
        the validated record.

    Raises:
        ValueError: ``date`` is no ISO day.
    """
    from dataclasses import replace

    from newsfacts.pieces import extract_article

    if isinstance(article, str):
        article = Article(text=article)
    if date is not None:
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        article = replace(article, published=day, published_from="option")
    return extract_article(load(), article)


def __getattr__(name: str) -> object:
    if name == "Record":
        from newsfacts.record import Record

        return Record
    raise AttributeError(f"module 'newsfacts' has no attribute {name!r}")
