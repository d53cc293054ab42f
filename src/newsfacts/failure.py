"""What could not be done, said so that a person knows what to do and a machine can count it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from newsfacts.article import Article

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that became no record.

    Attributes:
        source: the path as given, or ``-``.
        type: a short stable word: ``missing``, ``unreadable``, ``binary``, ``invalid``, ``dependency``, ``timeout``,
            ``killed``, ``bug``, ``too_large``.
        message: what happened.
        hint: what to do about it, or None.
    """

    source: str
    type: str
    message: str
    hint: str | None = None

    def to_json(self) -> str:
        """The error record of one line of JSON."""
        return json.dumps({"schema_version": SCHEMA_VERSION, "error": asdict(self)}, ensure_ascii=False)


class ReadError(Exception):
    """An input cannot be read; carries its :class:`Failure`."""

    def __init__(self, failure: Failure) -> None:
        hint = f" ({failure.hint})" if failure.hint else ""
        super().__init__(f"{failure.source}: {failure.message}{hint}")
        self.failure = failure


#: What a reader yields: an article, or why there is none in its place.
Item = Article | Failure
