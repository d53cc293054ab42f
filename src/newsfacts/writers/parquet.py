"""Parquet: one row a fact with real types: lists of structs, decimals, days (extra ``newsfacts[parquet]``).

The types are those of :mod:`newsfacts.writers.arrow_schema`.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import IO, Any

from newsfacts.failure import Failure, ReadError
from newsfacts.output import OutputFile
from newsfacts.record import Record
from newsfacts.writers import WriterOptions

#: Rows gathered before they are written as a group.
GROUP = 10_000


class Writer:
    """Gathers facts into row groups; the file gets its name when it is whole."""

    def __init__(self, target: IO[str] | Path, options: WriterOptions) -> None:
        try:
            import pyarrow
            import pyarrow.parquet

            from newsfacts.writers import arrow_schema
        except ImportError:
            raise ReadError(Failure(
                str(target), "dependency", "writing Parquet needs pyarrow", "pip install 'newsfacts[parquet]'"
            )) from None
        self._arrow: Any = pyarrow
        self._file = OutputFile(Path(str(target)))
        self._schema = arrow_schema.fact_schema()
        self._to_rows = arrow_schema.fact_rows
        self._table = pyarrow.parquet.ParquetWriter(self._file.stream.buffer, self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, record: Record, text: str) -> None:
        self._rows += self._to_rows(record)
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._table.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def write_failure(self, failure: Failure) -> None:
        """A table of facts has no row for what failed."""

    def close(self) -> None:
        self._flush()
        self._table.close()
        self._file.finish()

    def abandon(self, keep: bool) -> Path | None:
        """Leave the file as it was before; what is done stays under its partial name, or goes."""
        try:
            if keep:
                self._flush()
            with contextlib.suppress(OSError):
                self._table.close()
        finally:
            self._file.abandon(keep)
        return self._file.shown if keep else None
