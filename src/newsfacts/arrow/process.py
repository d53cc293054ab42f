"""What an extractor has in a process beside its settings: the model, or the process that has it and is watched.

Engines copy an extractor for every task; the model is loaded once in a process all the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from typing import Any

from newsfacts.article import Article, Unread
from newsfacts.batch import Crew, Settings, Work, extract_tasks, load, read_part, serve, to_record, uncollected
from newsfacts.failure import Failure, ReadError
from newsfacts.readers.html import load_trafilatura
from newsfacts.record import Record
from newsfacts.threads import use_one_thread

#: The model takes one article at a time: spaCy's memory zones are not for threads to share.
_LOCK = threading.Lock()
#: Crews that nobody is using.
_IDLE: dict[tuple[Any, ...], Crew] = {}


def extract(articles: Iterable[Article | Failure], settings: Settings, timeout: float | None) -> list[Record | Failure]:
    """A record or a failure for each, in order.

    With a time limit the model is in a process of its own, which is killed when an article takes longer and started
    again; so is one that dies by itself (for want of memory, say), which costs its article and nothing else.

    Raises:
        FatalError: the model cannot be loaded.
    """
    if timeout is not None:
        with _lend_crew(settings, timeout, _extract) as crew:
            return [result for _, result in crew.process(articles) if result is not None]
    with _LOCK:
        _load_once(settings)
        return [one if isinstance(one, Failure) else to_record(one, settings) for one in articles]


def read(parts: Iterable[Unread | Failure], timeout: float | None) -> Iterator[Article | Failure]:
    """The articles of parts, read in a process of its own, since what parses pages cannot be stopped otherwise."""
    with _lend_crew(Settings(), timeout, _read) as crew:
        for _, result in crew.process(parts):
            made: Any = result
            yield made


@contextmanager
def _lend_crew(settings: Settings, timeout: float | None, work: Work) -> Iterator[Crew]:
    key = (settings, timeout, work)
    crew = _IDLE.pop(key, None) or Crew(settings, 1, timeout, work, stays=True)
    try:
        yield crew
    finally:
        if _IDLE.setdefault(key, crew) is not crew:  # two threads were at it
            crew.stop()


@cache
def _load_once(settings: Settings) -> None:
    use_one_thread(always=True)
    with uncollected():
        load(settings)


def _extract(connection: Connection, settings: Settings) -> None:
    """The life of a process that extracts."""
    use_one_thread(always=True)
    extract_tasks(connection, settings)


def _read(connection: Connection, settings: Settings) -> None:
    """The life of a process that reads."""
    serve(connection, read_part, _load_parser)


def _load_parser() -> None:
    """Before there is a page, so that the first one is not charged with it."""
    with suppress(ReadError):
        load_trafilatura("-")


def _forget() -> None:
    """A forked process has neither the crews of the one it came from nor the thread that held its lock."""
    global _LOCK
    _LOCK = threading.Lock()
    _IDLE.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
