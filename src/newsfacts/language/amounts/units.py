"""Single sums: the shapes of ``amounts.toml``, each tried at every sign, code and name of a currency.

A shape is a row of parts in the order of the text; one of them is the anchor (``sign``, ``code`` or ``name``). The
parts after it are read to the right, those before it to the left, never beyond what a sum before has taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from newsfacts.language.amounts.anchors import Anchor, Anchors
from newsfacts.language.amounts.lexemes import Chunk
from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.amounts.parts import Parts, Reading
from newsfacts.language.amounts.sense import Beside, Sense

_NO_ANCHORS = frozenset({"num", "other", "end"})
_ANCHORS = frozenset({"sign", "code", "name"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One sum as it stands, before ranges are joined and shared names resolved."""

    first: int  # lexeme indices, half-open
    last: int
    number: tuple[int, int] | None  # the lexemes of its number; None for "billions of dollars"
    value: Decimal | None
    money: Money
    prefixed: bool
    upper: Decimal | None = None
    few: bool = False
    unclear: bool = False  # there is a number, and it can't be read for sure


class Shape(NamedTuple):
    """A row of the table: the parts before the anchor from right to left, the anchor, the parts after it."""

    left: tuple[str, ...]
    anchor: str
    right: tuple[str, ...]


@lru_cache(maxsize=4)
def read_shapes(rows: tuple[str, ...]) -> list[Shape]:
    """The ``parts`` of the rows of ``[[shape]]`` as shapes; ValueError where a row has not just one anchor."""
    out = []
    for row in rows:
        parts = row.split()
        anchors = [k for k, part in enumerate(parts) if part in _ANCHORS]
        if len(anchors) != 1:
            raise ValueError(f"amounts.toml: a shape needs one of {sorted(_ANCHORS)}: {row!r}")
        k = anchors[0]
        out.append(Shape(tuple(reversed(parts[:k])), parts[k], tuple(parts[k + 1 :])))
    return out


class UnitFinder:
    """Finds the single sums in one chunk of lexemes.

    Args:
        chunk: the lexemes.
        lexicon: the currencies.
        near: the countries at hand (dateline and article), which make weak signs and ordinary words money.
        around: gives these, and the states of the cities named, which do so for money of just one currency.
    """

    def __init__(
        self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str], around: Callable[[], frozenset[str]]
    ) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.sense = Sense(chunk, lexicon, near, around)
        self.shapes = read_shapes(tuple(row["parts"] for row in lexicon.words["shape"]))
        self.anchors = Anchors(chunk, lexicon, near, self.sense)
        self.parts = Parts(chunk, lexicon, near)

    def find_units(self) -> list[Unit]:
        """Every single sum, in reading order, none overlapping."""
        units: list[Unit] = []
        free = 0  # lexemes before this one are taken
        anchors = self.lexicon.anchors
        for i, (kind, _, _, text, low) in enumerate(self.chunk.lexemes):
            if kind == "word":
                if (low not in anchors and text not in anchors) or i < free:
                    continue
            elif kind in _NO_ANCHORS or i < free:
                continue
            unit = self._match(i, free)
            if unit is not None:
                units.append(unit)
                free = unit.last
        return units

    def _match(self, i: int, free: int) -> Unit | None:
        found: dict[str, Anchor | None] = {}
        for shape in self.shapes:
            if shape.anchor not in found:
                found[shape.anchor] = self.anchors.read(shape.anchor, i, free)
            anchor = found[shape.anchor]
            if anchor is None:
                continue
            reading = Reading(i, *anchor, free)
            if all(self.parts.read(part, reading) for part in (*shape.left, *shape.right)):
                unit = self._unit(reading, shape)
                if unit is not None:
                    return unit
        return None

    def _unit(self, reading: Reading, shape: Shape) -> Unit | None:
        """The sum that a shape was read as, or None where its words are no money here."""
        money, value, number = reading.money, reading.value, reading.number
        prefixed = shape.anchor == "sign"
        if money.has_open_factor:
            value, reading.unclear = None, True
        if value is not None:
            value = value * money.factor + (reading.added or 0)
        unit = Unit(
            reading.first, reading.last, number, value, money, prefixed, few=reading.few, unclear=reading.unclear
        )
        if reading.added is not None or shape.anchor == "code":
            return unit
        if prefixed:
            return unit if self.sense.is_sum_after_sign(unit, reading.anchor) else None
        scaled = reading.number is None or self.chunk.is_scaled(*reading.number)
        beside = Beside(unit, reading.anchor, reading.hyphenated, scaled)
        return unit if self.sense.is_sum_before_name(beside) else None
