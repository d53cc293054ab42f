"""Word classes: lists that rules may name instead of typing them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from newsfacts.lexicon.files import DataError, read_table

#: Before the name of a class in a list of words.
MARK = "@"


@cache
def load_classes() -> dict[str, tuple[str, ...]]:
    """The classes of ``classes.toml``: name → lemmas."""
    return {name: tuple(words) for name, words in read_table("classes.toml").items()}


def to_class(item: object) -> str | None:
    """The name of the class that an item of a list asks for ("@talks"), or None."""
    return item[1:].strip().lower() if isinstance(item, str) and item.startswith(MARK) else None


def expand(words: Iterable[str]) -> tuple[str, ...]:
    """A list of words with the classes in it written out, each word once, in order.

    Raises:
        DataError: there is no such class.
    """
    classes, words = load_classes(), tuple(words)
    unknown = [word for word in words if word.startswith(MARK) and word[1:] not in classes]
    if unknown:
        raise DataError(f"classes.toml has no class {unknown[0]}")
    listed = (classes[word[1:]] if word.startswith(MARK) else (word,) for word in words)
    return tuple(dict.fromkeys(word for found in listed for word in found))


def add_words(row: Mapping[str, Any], added: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """A rule's row whose lists have, behind each class that they name, the words that users add to it.

    A class that only users have is written out.
    """
    return {key: _add_to(value, added) if isinstance(value, list) else value for key, value in row.items()}


def _add_to(items: list[Any], added: Mapping[str, Iterable[str]]) -> list[Any]:
    """The items of a list with the words added to the classes among them."""
    out: list[Any] = []
    for item in items:
        name = to_class(item)
        if name is None or name in load_classes():
            out.append(item)
        if name is not None:
            out += added.get(name, ())
    return out
