"""What tells a person's sex: the courtesy before a name, the given name, the office, the common noun."""

from __future__ import annotations

from functools import cache

from newsfacts.lexicon.files import read_table

_PRONOUNS = {"female": "she", "male": "he"}


@cache
def _read(filename: str) -> dict[str, dict[str, str]]:
    """Pronoun by word, for each table of a lexicon file; a file without tables is one table, ``given``."""
    tables = read_table(filename)
    tables = tables if "noun" in tables else {"given": tables}
    return {
        kind: {word: _PRONOUNS[sex] for sex in _PRONOUNS for word in table[sex].split()}
        for kind, table in tables.items()
        if isinstance(table, dict) and table.keys() == _PRONOUNS.keys()
    }


@cache
def human_nouns() -> frozenset[str]:
    """Lemmas of nouns for a human being: "suspect", "widow"."""
    words = read_table("coreference.toml")
    return frozenset(words["humans"].split()) | frozenset(_read("coreference.toml")["noun"])


@cache
def led_nouns() -> frozenset[str]:
    """Lemmas of nouns for those whom a person leads or has around him, called by his name: "administration", "aide"."""
    return human_nouns() | frozenset(read_table("coreference.toml")["led"].split())


def sex_of_courtesy(word: str) -> str | None:
    """``"she"`` for "Mrs.", ``"he"`` for "Sir", None for "Dr.": of the word before a name."""
    return _read("coreference.toml")["courtesy"].get(word.lower().rstrip("."))


def sex_of_noun(lemma: str) -> str | None:
    """``"he"`` for "brother", ``"she"`` for "widow", None for "suspect"."""
    return _read("coreference.toml")["noun"].get(lemma)


def sex_of_given_name(word: str) -> str | None:
    """``"she"`` for "Ana", ``"he"`` for "Omar", None for a name of both or of neither list."""
    return _read("given_names_by_sex.toml")["given"].get(word)


def sex_of_office(office: str) -> str | None:
    """The one sex that the words of an office tell ("spokeswoman", "first lady"); None for none or both."""
    known = _read("coreference.toml")["office"]
    found = {known[word] for word in office.split() if word in known}
    return found.pop() if len(found) == 1 else None
