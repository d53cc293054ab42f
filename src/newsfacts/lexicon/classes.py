"""Word classes: lists that rules may name instead of typing them again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

#: Before the name of a class in a list of words.
MARK = "@"


@cache
def load_classes() -> dict[str, tuple[str, ...]]:
    """The classes of ``classes.toml``: name → lemmas."""
    table = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("classes.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in table.items()}


def expand(words: Iterable[str]) -> tuple[str, ...]:
    """A list of words with the classes in it written out, each word once, in order."""
    classes = load_classes()
    listed = (classes[word[1:]] if word.startswith(MARK) else (word,) for word in words)
    return tuple(dict.fromkeys(word for found in listed for word in found))
