"""JSON Lines: one record a line, written out at once so that a pipe streams."""

from __future__ import annotations

from typing import IO

from newsfacts.failure import Failure
from newsfacts.record import Record
from newsfacts.writers import WriterOptions


class Writer:
    """Writes ``record`` after ``record``, each on a line of its own."""

    def __init__(self, out: IO[str], options: WriterOptions) -> None:
        self._out = out

    def write(self, record: Record, text: str) -> None:
        self.write_line(record.to_json())

    def write_failure(self, failure: Failure) -> None:
        self.write_line(failure.to_json())

    def write_line(self, line: str) -> None:
        """Write a line that is a record already (one taken over by ``--resume``)."""
        self._out.write(line + "\n")
        self._out.flush()

    def close(self) -> None:
        self._out.flush()
