"""Named lists of words of the package, by file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def load_words(filename: str) -> dict[str, frozenset[str]]:
    """A TOML file of the lexicon that holds named lists of lemmas."""
    table = tomllib.loads(resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8"))
    return {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
