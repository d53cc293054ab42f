"""The extractor: batches of articles in, the same batches with records out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from newsfacts.arrow import process
from newsfacts.arrow.rows import CONSUMED, check_columns, to_articles
from newsfacts.arrow.rules import Rules
from newsfacts.arrow.tables import SCHEMA, to_columns
from newsfacts.article import Article
from newsfacts.batch import Settings, to_settings, to_versions
from newsfacts.readers import to_reader_versions
from newsfacts.resume import to_key, to_run

#: Rows that are in memory as Python's values at once, and that a stream yields together.
ROWS = 64
#: Of the schema's metadata, where versions, options and the hash of the rules stand as JSON.
METADATA = b"newsfacts"


class Extractor:
    """Makes records of articles that come as Arrow batches.

    It holds settings and nothing else, so it can be pickled and sent to other machines, rules files by what is in them.
    A process loads the model once, at its first batch, however many extractors it gets; NumPy's linear algebra has one
    thread then, whatever the engine has set, since its workers have all the cores.

    A row of the input has an article's ``text`` (a string, or bytes, which are decoded as those of a file) and, where
    there are such columns, ``id``, ``source``, ``title``, ``publisher``, ``url`` and ``date`` (a day, a moment, or
    either in writing). Records call their article what ``source`` says, else ``id``, else ``-``.

    A row of the result has every column of the input but ``text``, then those of :data:`newsfacts.arrow.SCHEMA`. There
    is one for each of the input, in order. What a row holds never raises: it gets an ``error`` with the type, message
    and hint of ``extract``'s error records (``invalid``: no text; ``too_large``; ``timeout``; ``killed`` ...).

    Args:
        date: the day of publication of all, as in :func:`newsfacts.extract`.
        layers: the layers to keep, as ``--only``: ``facts``, ``officials``, ``countries`` ...
        min_confidence: leaves out facts below it.
        rules: rules files of your own, as in :func:`newsfacts.load`.
        timeout: seconds after which one article is given up. The model is then in a process beside this one, which is
            watched, killed and started again (in about as long as the model takes to load); so is one that crashes.

    Raises:
        ValueError: ``date`` is no ISO day, ``layers`` names no layer, a number is out of its range, or a rules file is
            broken (a ``RuleError``).
    """

    def __init__(
        self,
        *,
        date: str | dt.date | None = None,
        layers: Iterable[str] | None = None,
        min_confidence: float = 0.0,
        rules: str | Path | Iterable[str | Path] = (),
        timeout: float | None = None,
    ) -> None:
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence is from 0 to 1, not {min_confidence}")
        if timeout is not None and not timeout > 0:
            raise ValueError(f"timeout is a number of seconds above 0, not {timeout}")
        self._timeout = timeout
        self._rules = Rules.read([rules] if isinstance(rules, (str, Path)) else rules)
        kept = [layers] if isinstance(layers, str) else layers
        self._settings = replace(to_settings(date, kept, min_confidence, ()), rules_version=self._rules.version)

    def __call__(self, batch: Any) -> Any:
        """Extract a batch.

        Args:
            batch: a ``pyarrow.RecordBatch`` or a ``pyarrow.Table``.

        Returns:
            the result, of the same class.

        Raises:
            ValueError: the columns are not those of articles (none of it is done), or the records of a RecordBatch
                have more than 2 GiB of text, which is for :meth:`batches` or a Table.
            RuntimeError: the model cannot be loaded.
        """
        table = pa.Table.from_batches(list(self.batches([batch])), self.schema(batch.schema))
        if isinstance(batch, pa.Table):
            return table
        whole = table.combine_chunks().to_batches()
        if len(whole) > 1:
            raise ValueError("the records of this batch have more than 2 GiB of text: use batches(), or a Table")
        return whole[0] if whole else pa.RecordBatch.from_pylist([], table.schema)

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Extract a stream of batches, in order and with little of it in memory at once.

        Args:
            batches: any number of ``pyarrow.RecordBatch`` or ``pyarrow.Table``, of any size.

        Yields:
            RecordBatches of up to 64 rows.

        Raises:
            ValueError: the columns are not those of articles.
            RuntimeError: the model cannot be loaded.
        """
        for batch in batches:
            schema = self.schema(batch.schema)
            for piece in batch.to_batches() if isinstance(batch, pa.Table) else [batch]:
                for start in range(0, piece.num_rows, ROWS):
                    yield self._extract(piece.slice(start, ROWS), schema)

    def schema(self, schema: Any) -> Any:
        """The schema of the result for an input's schema, with versions, options and rules hash in its metadata.

        Raises:
            ValueError: the columns are not those of articles, or one has a name that a record's columns have.
        """
        check_columns(schema)
        passed = [field for field in schema if field.name not in CONSUMED]
        if taken := [field.name for field in passed if field.name in SCHEMA.names]:
            raise ValueError(f"the result has columns of its own called {', '.join(map(repr, taken))}; rename yours")
        return pa.schema([*passed, *SCHEMA], {METADATA: json.dumps(self._to_metadata(), sort_keys=True)})

    def _to_metadata(self) -> dict[str, Any]:
        settings = self._settings
        return {
            "versions": _find_versions(),
            "options": {
                "date": settings.date and settings.date.isoformat(),
                "layers": None if settings.layers is None else sorted(settings.layers),
                "min_confidence": settings.min_confidence,
            },
            "rules": self._rules.version or None,
        }

    def _extract(self, batch: Any, schema: Any) -> Any:
        settings = replace(self._settings, rules=self._rules.to_paths())
        run = _find_run(settings)
        articles = to_articles(batch)
        keys = [to_key(run, one) if isinstance(one, Article) else None for one in articles]
        columns = to_columns(keys, process.extract(articles, settings, self._timeout))
        passed = [batch.column(name) for name in batch.schema.names if name not in CONSUMED]
        return pa.RecordBatch.from_arrays([*passed, *columns], schema=schema)


@cache
def _find_versions() -> dict[str, str]:
    return {**to_versions(), **to_reader_versions()}


@cache
def _find_run(settings: Settings) -> str:
    return to_run(settings)
