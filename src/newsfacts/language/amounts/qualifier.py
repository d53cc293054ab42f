"""The words around a sum that say how exact it is: "about", "more than", "up to", "or more"."""

from __future__ import annotations

from typing import get_args

from newsfacts.language.amounts.lexemes import Chunk
from newsfacts.language.amounts.lexicon import Lexicon
from newsfacts.language.amounts.units import Unit
from newsfacts.record import Qualifier

_QUALIFIERS: dict[str, Qualifier] = {name: name for name in get_args(Qualifier)}


def find_qualifier(chunk: Chunk, unit: Unit, lexicon: Lexicon) -> Qualifier:
    """The contract's qualifier from the words before and after the sum."""
    if unit.few:
        return "about"
    return _qualifier_after(chunk, unit, lexicon.words["after"]) or _qualifier_before(chunk, unit, lexicon) or "exact"


def _qualifier_after(chunk: Chunk, unit: Unit, words: dict[str, list[str]]) -> Qualifier | None:
    after = " ".join(chunk.low(unit.last + k) for k in range(2))
    for name, phrases in words.items():
        if any(phrase in {after, after.split(" ")[0]} for phrase in phrases):
            return _QUALIFIERS[name]
    plus = chunk.low(unit.last) == "+" and chunk.touches(unit.last)
    plus = plus or any(chunk.low(k) in {"+", "plus"} for k in range(unit.first, unit.last))
    return "at_least" if plus or after.lstrip("-‐‑–").strip() == "plus" else None


def _before_article(chunk: Chunk, at: int, words: dict[str, list[str]]) -> int:
    """The lexeme after what stands before "a", "the", "a total of" that end right before lexeme ``at``."""
    while True:
        if chunk.low(at - 1) in words["articles"]:
            at -= 1
        elif chunk.low(at - 1) == "of" and chunk.low(at - 2) in words["totals"]:
            at -= 2
        else:
            return at


def _qualifier_before(chunk: Chunk, unit: Unit, lexicon: Lexicon) -> Qualifier | None:
    """The longest phrase of the table right before the sum, an article or "a total of" between them."""
    words = lexicon.words
    at = _before_article(chunk, unit.first, words["between"])
    for size in range(5, 0, -1):
        found = lexicon.qualifiers.get(chunk.phrase(at - size, at))
        if found is not None:
            break
    else:
        return None
    name, phrase = found
    if chunk.low(at - size - 1) in words["not_before"].get(phrase, ()):
        return None
    if at < unit.first and size == 1 and phrase in words["between"]["prepositions"]:
        return None  # "the dispute over the $5 million"
    return _QUALIFIERS[name]
