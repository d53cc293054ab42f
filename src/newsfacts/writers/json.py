"""Indented JSON: one object for one article, an array for several, an empty array for none."""

from __future__ import annotations

import json
from typing import IO

from newsfacts.failure import Failure
from newsfacts.record import Record
from newsfacts.writers import WriterOptions


class Writer:
    """Holds the first record back until it is known whether it is the only one; then writes as it goes."""

    def __init__(self, out: IO[str], options: WriterOptions) -> None:
        self._out = out
        self._first: str | None = None
        self._count = 0

    def write(self, record: Record, text: str) -> None:
        self._write(record.to_json(indent=2))

    def write_failure(self, failure: Failure) -> None:
        self._write(json.dumps(json.loads(failure.to_json()), ensure_ascii=False, indent=2))

    def _write(self, value: str) -> None:
        self._count += 1
        if self._count == 1:
            self._first = value
            return
        if self._first is not None:
            self._out.write("[\n" + self._first)
            self._first = None
        self._out.write(",\n" + value)

    def close(self) -> None:
        if self._first is not None:
            self._out.write(self._first + "\n")
        else:
            self._out.write("\n]\n" if self._count else "[]\n")
        self._out.flush()
