"""newsfacts: turn a news article into facts a machine can check.

>>> import newsfacts
>>> record = newsfacts.extract("PARIS, May 3 — France gave Ukraine 20 million euros on Tuesday.", date="2022-05-03")
>>> record.amounts[0].value, record.amounts[0].currency
('20000000', 'EUR')

Files are given as paths, and many of them to :func:`extract_all`::

    record = newsfacts.extract(Path("article.txt"))
    for outcome in newsfacts.extract_all(["news/", "more.jsonl"], jobs=4):
        ...  # a Record, or a Failure that says which input, why, and what to do

spaCy is imported when :func:`load` or :func:`extract` is first called, so that importing the package is cheap.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsfacts.article import Article
from newsfacts.failure import Failure, ReadError

if TYPE_CHECKING:
    from spacy.language import Language

    from newsfacts.lexicon import RuleError
    from newsfacts.record import Record

__all__ = [
    "Article", "Failure", "ReadError", "Record", "RuleError", "__version__", "extract", "extract_all", "load", "read",
]  # fmt: skip
__version__ = "0.1.0"


def load(rules: str | Path | Iterable[str | Path] = ()) -> Language:
    """The whole pipeline, loaded once for the same rules: the shipped model and every newsfacts component.

    NumPy's linear algebra is set to one thread, which is fastest here, unless ``OMP_NUM_THREADS`` or the like is set.

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
        from newsfacts.threads import use_one_thread

        use_one_thread()
        from newsfacts.language.pipeline import load_language

        return load_language(rules)
    finally:
        if collecting:
            gc.enable()


def extract(
    article: str | Path | Article,
    *,
    date: str | dt.date | None = None,
    rules: str | Path | Iterable[str | Path] = (),
) -> Record:
    """Extract the record of one article.

    Args:
        article: the text; a :class:`~pathlib.Path` to read it from; or an :class:`Article` with its metadata.
        date: the day of publication (ISO ``YYYY-MM-DD`` or a date), the anchor of relative dates; wins over the
            article's own.
        rules: rules files of your own, as in :func:`load`.

    Returns:
        the validated record.

    Raises:
        ValueError: ``date`` is no ISO day, a rules file is broken (a ``RuleError``), the text is the name of an
            existing file, or the file holds more than one article.
        ReadError: the file cannot be read; its ``failure`` says why.
    """
    from dataclasses import replace

    from newsfacts.pieces import extract_article

    day = _to_day(date)
    if isinstance(article, Path):
        article = _read_one(article)
    elif isinstance(article, str):
        if "\n" not in article and any(map(str.isalnum, article)) and os.path.exists(article):
            raise ValueError(
                f"{article!r} is a path that exists, and extract() takes a text: give it as pathlib.Path({article!r}), "
                "several to extract_all(), and a text of these words as newsfacts.Article(text=...)"
            )
        article = Article(text=article)
    if day is not None:
        article = replace(article, published=day, published_from="option")
    return extract_article(load(rules), article)


def _to_day(date: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(date) if isinstance(date, str) else date


def _read_one(path: Path) -> Article:
    """The one article of a file."""
    from itertools import islice

    items = list(islice(read(path), 2))
    if len(items) != 1:
        what = "more than one article" if items else "no article"
        raise ValueError(f"{path} holds {what}: extract_all() does any number, in order")
    if isinstance(items[0], Failure):
        raise ReadError(items[0])
    return items[0]


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    input_format: str | None = None,
    fields: Mapping[str, str] | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
) -> Iterator[Article | Failure]:
    """Read articles as the ``extract`` command does: from files, folders and globs of any format it knows.

    Args:
        paths: one path or several; ``-`` is standard input.
        input_format: ``text``, ``markdown``, ``html``, ``jsonl``, ``json``, ``csv`` or ``warc``; else by suffix and
            content.
        fields: names of the fields of JSON and CSV inputs, such as ``{"text": "body"}``.
        include: globs; only matching files of a folder are read, whatever their suffix.
        exclude: globs; matching files of a folder are left out.

    Yields:
        the articles in order, one at a time, and a :class:`Failure` in the place of what cannot be read. Nothing is
        raised for what an input holds.

    Raises:
        ValueError: there is no such input format.
    """
    from newsfacts.readers import INPUT_FORMATS, ReadOptions, find_sources, read_source

    if input_format is not None and input_format not in INPUT_FORMATS:
        raise ValueError(f"no input format {input_format!r}; there are {', '.join(INPUT_FORMATS)}")
    options = ReadOptions(input_format, dict(fields or {}), tuple(include), tuple(exclude))
    named = [paths] if isinstance(paths, (str, Path)) else paths

    def read_all() -> Iterator[Article | Failure]:
        for source in find_sources(map(str, named), options):
            if isinstance(source, Failure):
                yield source
            else:
                yield from read_source(source, options)

    return read_all()


def extract_all(
    inputs: str | Path | Article | Iterable[str | Path | Article | Failure],
    *,
    jobs: int = 0,
    date: str | dt.date | None = None,
    rules: str | Path | Iterable[str | Path] = (),
    only: Iterable[str] | None = None,
    min_confidence: float = 0.0,
    timeout: float | None = None,
) -> Iterator[Record | Failure]:
    """Extract any number of articles, in order, with a bounded number of them in memory.

    Args:
        inputs: paths (files, folders, globs) and :class:`Article` objects in any mixture, or what :func:`read` yields.
            A str is a path; a text is an ``Article(text=...)``.
        jobs: worker processes, each of which loads the model; 0 is as many as the amount of text is worth. They need
            no ``if __name__ == "__main__"``.
        date: the day of publication of all, as in :func:`extract`.
        rules: rules files of your own, as in :func:`load`.
        only: the layers to keep, as ``--only``: ``facts``, ``officials``, ``countries`` ...
        min_confidence: leaves out facts below it.
        timeout: seconds after which one article is given up.

    Yields:
        for each article its :class:`Record`, or a :class:`Failure` with ``source``, ``type``, ``message`` and ``hint``.

    Raises:
        ValueError: ``date`` is no ISO day, ``only`` names no layer, or a rules file is broken (a ``RuleError``); all
            before any work.
        RuntimeError: the model cannot be loaded.
    """
    from newsfacts.batch import process, resolve_jobs, to_settings

    files = tuple(map(str, [rules] if isinstance(rules, (str, Path)) else rules))
    settings = to_settings(date, only, min_confidence, files)
    given = [inputs] if isinstance(inputs, (str, Path, Article)) else inputs

    def find() -> Iterator[Article | Failure]:
        for one in given:
            if isinstance(one, (Article, Failure)):
                yield one
            else:
                yield from read(one)

    def outcomes() -> Iterator[Record | Failure]:
        workers, items = resolve_jobs(jobs, find(), many=True)
        for _, result in process(items, settings, workers, timeout):
            assert result is not None  # only a resumed run has lines that are ready
            yield result

    return outcomes()


def __getattr__(name: str) -> object:
    if name == "Record":
        from newsfacts.record import Record

        return Record
    if name == "RuleError":
        from newsfacts.lexicon import RuleError

        return RuleError
    raise AttributeError(f"module 'newsfacts' has no attribute {name!r}")
