"""Bodies that are told of by their letters: "VRA" where another article has "Volta River Authority (VRA)"."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from newsfacts.corpus.model import to_body_key
from newsfacts.corpus.names import load_words
from newsfacts.record import Record

#: Letters that an acronym has at least: two stand for too much.
LEAST = 3


def to_initials(key: str) -> str:
    """The first letters of a body's name without its small words; of a single word the word.

    >>> to_initials("academic staff union of universities"), to_initials("asuu")
    ('asuu', 'asuu')
    """
    words = key.split()
    small = load_words()["small"].split()
    return "".join(word[0] for word in words if word not in small) if len(words) > 1 else key


def is_acronym(name: str) -> bool:
    """Whether a name is letters: "VRA", "V.R.A."."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and len(letters) >= LEAST


def to_acronyms(record: Record, article: str) -> list[dict[str, Any]]:
    """The rows of the bodies that an article calls by their name and by their letters."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for body in record.organizations:
        for mention in body.mentions:
            short, long = to_body_key(mention.text), to_body_key(body.name)
            if " " in long and " " not in short and is_acronym(mention.text):
                found.setdefault((short, long), {
                    "short": short, "long": long, "article": article, "text": mention.text, "start": mention.start,
                    "end": mention.end,
                })  # fmt: skip
    return list(found.values())


def find_together(database: sqlite3.Connection, name: str) -> list[str]:
    """A body's name with all that articles say is short for it, or it for them."""
    found, new = {name}, {name}
    while new:
        rows = [
            row for one in sorted(new)
            for row in database.execute("SELECT short, long FROM acronyms WHERE short = ?1 OR long = ?1", (one,))
        ]  # fmt: skip
        new = {key for row in rows for key in row} - found
        found |= new
    return sorted(found)


def find_meanings(database: sqlite3.Connection, names: Sequence[str]) -> dict[str, set[str]]:
    """What some names are short for, as articles say."""
    found: dict[str, set[str]] = {}
    for name in names:
        for (long,) in database.execute("SELECT DISTINCT long FROM acronyms WHERE short = ?", (name,)):
            found.setdefault(name, set()).add(long)
    return found
