"""The words around a sum that say how exact it is: "about", "more than", "up to", "or more"."""

from __future__ import annotations

from typing import Any

from newsfacts.language.amounts.lexemes import Chunk
from newsfacts.language.amounts.units import Unit
from newsfacts.record import Qualifier

_QUALIFIERS: dict[str, Qualifier] = {
    "about": "about", "over": "over", "under": "under", "at_least": "at_least", "up_to": "up_to",
}  # fmt: skip


def find_qualifier(chunk: Chunk, unit: Unit, words: dict[str, Any]) -> Qualifier:
    """The contract's qualifier from the words before and after the sum."""
    if unit.few:
        return "about"
    return _qualifier_after(chunk, unit, words["after"]) or _qualifier_before(chunk, unit, words) or "exact"


def _qualifier_after(chunk: Chunk, unit: Unit, words: dict[str, list[str]]) -> Qualifier | None:
    after = " ".join(chunk.low(unit.last + k) for k in range(2))
    for name, phrases in words.items():
        if any(phrase in {after, after.split(" ")[0]} for phrase in phrases):
            return _QUALIFIERS[name]
    plus = chunk.low(unit.last) == "+" and chunk.touches(unit.last)
    plus = plus or any(chunk.low(k) in {"+", "plus"} for k in range(unit.first, unit.last))
    return "at_least" if plus or after.lstrip("-‐‑–").strip() == "plus" else None


def _before_article(chunk: Chunk, at: int) -> int:
    """The lexeme after what stands before "a", "the", "a total of" that end right before lexeme ``at``."""
    while True:
        if chunk.low(at - 1) in {"a", "an", "the", "another", "equivalent"}:
            at -= 1
        elif chunk.low(at - 1) == "of" and chunk.low(at - 2) in {"total", "equivalent", "amount", "sum"}:
            at -= 2
        else:
            return at


def _qualifier_before(chunk: Chunk, unit: Unit, words: dict[str, Any]) -> Qualifier | None:
    """The longest phrase of the table right before the sum, an article or "a total of" between them."""
    at = _before_article(chunk, unit.first)
    left = [chunk.low(k) for k in range(max(0, at - 5), at)]
    best: tuple[int, str, str] = (0, "", "")
    for name, phrases in words["before"].items():
        for phrase in phrases:
            parts = [p.rstrip(".") if len(p) > 1 else p for p in phrase.split()]
            if len(parts) > best[0] and left[-len(parts) :] == parts:
                best = (len(parts), name, phrase)
    size, name, phrase = best
    if not size or chunk.low(at - size - 1) in words["not_before"].get(phrase, ()):
        return None
    if at < unit.first and size == 1 and phrase in {"over", "under", "above", "some"}:
        return None  # "the dispute over the $5 million"
    return _QUALIFIERS[name]
