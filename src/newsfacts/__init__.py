"""newsfacts: turn a news article into facts a machine can check.

>>> import newsfacts
>>> record = newsfacts.extract("PARIS, May 3 — France gave Ukraine 20 million euros on Tuesday.", date="2022-05-03")
>>> record.amounts[0].value, record.amounts[0].currency
('20000000', 'EUR')

spaCy is imported when :func:`load` or :func:`extract` is first called, so that importing the package is cheap.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsfacts.article import Article

if TYPE_CHECKING:
    from spacy.language import Language

    from newsfacts.lexicon import RuleError
    from newsfacts.record import Record

__all__ = ["Article", "Record", "RuleError", "__version__", "extract", "load"]
__version__ = "0.1.0"


def load(rules: str | Path | Iterable[str | Path] = ()) -> Language:
    """The whole pipeline, loaded once for the same rules: the shipped model and every newsfacts component.

    Args:
        rules: rules files of your own (``newsfacts.toml``), of which a later one goes before an earlier one. None are
            looked for: only the commands do that.

    Raises:
        RuleError: a file cannot be read or is broken; its ``problems`` say where and how.
    """
    files = (rules,) if isinstance(rules, (str, Path)) else tuple(rules)
    if not files:
        return _load((), "")
    from newsfacts.lexicon import load_lexicon

    return _load(tuple(map(str, files)), load_lexicon(files).version)


@lru_cache(maxsize=4)
def _load(rules: tuple[str, ...], version: str) -> Language:
    """The pipeline with these rules files; ``version`` is what they held when they were read."""
    collecting = gc.isenabled()
    gc.disable()  # what is loaded stays: looking for garbage in it takes a twentieth of a cold start
    try:
        from newsfacts.language.pipeline import load_language

        return load_language(rules)
    finally:
        if collecting:
            gc.enable()


def extract(
    article: str | Article,
    *,
    date: str | dt.date | None = None,
    rules: str | Path | Iterable[str | Path] = (),
) -> Record:
    """Extract the record of one article.

    Args:
        article: the text, or an :class:`Article` with its metadata.
        date: the day of publication (ISO ``YYYY-MM-DD`` or a date), the anchor of relative dates; wins over the
            article's own.
        rules: rules files of your own, as in :func:`load`.

    Returns:
        the validated record.

    Raises:
        ValueError: ``date`` is no ISO day, or a rules file is broken (a ``RuleError``).
    """
    from dataclasses import replace

    from newsfacts.pieces import extract_article

    if isinstance(article, str):
        article = Article(text=article)
    if date is not None:
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        article = replace(article, published=day, published_from="option")
    return extract_article(load(rules), article)


def __getattr__(name: str) -> object:
    if name == "Record":
        from newsfacts.record import Record

        return Record
    if name == "RuleError":
        from newsfacts.lexicon import RuleError

        return RuleError
    raise AttributeError(f"module 'newsfacts' has no attribute {name!r}")
