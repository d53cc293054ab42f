"""Named lists of words of the package, by file."""

from __future__ import annotations

from functools import cache

from newsfacts.lexicon.files import read_table


@cache
def load_words(filename: str) -> dict[str, frozenset[str]]:
    """A TOML file of the lexicon that holds named lists of lemmas."""
    return {key: frozenset(value) for key, value in read_table(filename).items() if isinstance(value, list)}
