"""How names and words are compared: normalized, without accents, initials and suffixes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from newsfacts.lexicon.files import read_package_rows

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
#: Letters of a word that tell it from others whatever its ending; "repair", "repairs" and "repairing" are one.
STEM = 6


@cache
def load_words() -> dict[str, Any]:
    """The tables of ``words.toml``."""
    return tomllib.loads(resources.files("newsfacts.corpus").joinpath("words.toml").read_text("utf-8"))


@cache
def _stop() -> frozenset[str]:
    return frozenset(load_words()["stop"].split())


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A text in lower case, without accents, apostrophes and hyphens: what two spellings of a name share.

    >>> fold("Šefčovič"), fold("Kim Jong-un"), fold("Ould Ghazouani’s")
    ('sefcovic', 'kim jong un', 'ould ghazouanis')
    """
    plain = text.casefold()
    if not plain.isascii():
        letters: dict[str, str] = load_words()["letters"]
        plain = unicodedata.normalize("NFKD", "".join(letters.get(c, c) for c in plain))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain.replace("'", "").replace("’", "").replace("-", " ")))


@lru_cache(maxsize=20_000)
def to_name_key(name: str) -> str:
    """A person's name for comparing: folded, without initials between given name and surname and without suffixes.

    >>> to_name_key("Lloyd J. Austin III"), to_name_key("J. D. Vance"), to_name_key("Lula")
    ('lloyd austin', 'j d vance', 'lula')
    """
    suffixes = load_words()["suffixes"].split()
    words = fold(name).split()
    while len(words) > 1 and words[-1] in suffixes:
        words.pop()
    inner = [word for word in words[1:-1] if len(word) > 1]
    # With nothing but initials before the surname they are all there is of the given name.
    return " ".join([words[0], *inner, words[-1]] if len(words) > 2 and len(words[0]) > 1 else words)


@lru_cache(maxsize=20_000)
def to_stems(text: str) -> frozenset[str]:
    """The words of a text that say something, as stems; figures count as words.

    >>> sorted(to_stems("She repaired the two power grids in 2031"))
    ['2031', 'grid', 'power', 'repair']
    """
    digits: dict[str, str] = load_words()["digits"]
    words = [digits.get(word, word) for word in fold(_POSSESSIVE.sub("", text)).split()]
    return frozenset(_stem(word) for word in words if (len(word) > 2 or word.isdigit()) and word not in _stop())


@cache
def _country_stems() -> frozenset[str]:
    """The words of countries and their people, and of titles: no names of a place or a thing."""
    rows = read_package_rows("countries.jsonl")
    words = [word for row in rows for words in row.values() if isinstance(words, list) for word in words]
    return to_stems(" ".join([*(str(word) for word in words), load_words()["no_names"]]))


@lru_cache(maxsize=20_000)
def to_names(text: str) -> frozenset[str]:
    """The stems of a text's capitalized words but for countries and titles.

    >>> sorted(to_names("the old market in Bahai, a town of Chad"))
    ['bahai']
    """
    capitals = [word for word in _WORD.findall(_POSSESSIVE.sub("", text)) if word[0].isupper() and len(word) > 2]
    return frozenset(one for one in to_stems(" ".join(capitals)) - _country_stems() if not one.isdigit())


def _stem(word: str) -> str:
    if word.isdigit():
        return word
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            word = word.removesuffix(ending)
            break
    return word[:STEM]
