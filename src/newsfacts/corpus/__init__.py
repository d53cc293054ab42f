"""From articles to a story: events, people and contradictions across a corpus of records.

>>> from newsfacts.corpus import open_database, add            # doctest: +SKIP
>>> database = open_database("corpus.db")                       # doctest: +SKIP
>>> add(database, records)                                      # doctest: +SKIP
"""

from newsfacts.corpus.joining import add
from newsfacts.corpus.store import close_database, is_corpus, open_database

__all__ = ["add", "close_database", "is_corpus", "open_database"]
