"""From articles to a story: events, people and contradictions across a corpus of records.

    from newsfacts.corpus import add, close_database, open_database

    database = open_database("corpus.db")       # a sqlite3.Connection
    add(database, records)                      # records in any order, in any number of calls
    for event, headline in database.execute("SELECT event, headline FROM happened ORDER BY reports DESC"):
        print(headline)
    close_database(database)

What it holds is told in ``docs/corpus.md``. Nothing heavy is imported before a name is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "add": "joining", "close_database": "store", "find_all": "export", "is_corpus": "store", "open_database": "store",
}  # fmt: skip
__all__ = ["add", "close_database", "find_all", "is_corpus", "open_database"]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"newsfacts.corpus.{_PLACES[name]}"), name)
