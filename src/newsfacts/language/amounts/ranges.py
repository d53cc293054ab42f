"""Two ends that are one sum: "$3-4 billion", "between 5 and 7 million euros", "$1.2 million to $23.5 million"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from newsfacts.language.amounts.lexemes import DASHES, Chunk
from newsfacts.language.amounts.units import Unit

Ends = tuple[Decimal, Decimal]  # the lower and the upper end of a range


class RangeJoiner:
    """Joins the sums of one chunk of lexemes that are the ends of ranges, and lends the scale of one end to the other.

    Args:
        chunk: the lexemes.
        words: the table ``change`` of ``amounts.toml``.
    """

    def __init__(self, chunk: Chunk, words: dict[str, Any]) -> None:
        self.chunk = chunk
        self.words = words

    def join(self, units: list[Unit]) -> list[Unit]:
        """The sums in reading order, each range as one of them."""
        out: list[Unit] = []
        free = i = 0
        while i < len(units):
            unit = units[i]
            after = units[i + 1] if i + 1 < len(units) else None
            joined = self._join_units(unit, after) if after is not None else None
            if joined is not None:
                i += 1
            elif unit.prefixed:
                joined = self._join_number_right(unit, after.first if after else len(self.chunk))
            else:
                joined = self._join_number_left(unit, free)
            if joined is None and after is not None:
                joined = self._lend_scale(unit, after)
            out.append(joined or unit)
            free = out[-1].last
            i += 1
        return out

    # -- what stands between the ends

    def _is_separator(self, at: int, before: int, loose: bool, shared: bool = False) -> bool:
        """Lexeme ``at`` stands between the ends of a range whose first end begins at lexeme ``before``.

        Args:
            at: the lexeme between the ends.
            before: the first lexeme of the first end.
            loose: "or" is between ends too: "two or three million dollars".
            shared: the ends share one currency: "from 10 to 20 dollars".
        """
        low = self.chunk.low(at)
        if low in DASHES:
            return True
        if low == "and":
            return any(self.chunk.low(before - k) == "between" for k in (1, 2, 3))
        if low == "or":
            return loose
        return low == "to" and self._is_range_to(before, shared)

    def _is_range_to(self, before: int, shared: bool) -> bool:
        """ "$5 to $7" is a range, "rose $5 to $70" and "went from $5 to $7" are two sums."""
        chunk, words = self.chunk, self.words
        previous = chunk.low(before - 1)
        if previous in words["verbs"] and not (previous == "up" and chunk.low(before) == "to"):
            return False
        for k in range(1, 6):
            if chunk.low(before - k) == "from":
                return self._is_range_from(before - k, before, shared)
            if chunk.kind(before - k) in {"end", "num"} or chunk.low(before - k) in {",", ".", ";", ":"}:
                break
        return True

    def _is_range_from(self, at: int, before: int, shared: bool) -> bool:
        """What stands before the "from" at ``at`` tells a range from a change."""
        chunk = self.chunk
        if at < 1 or chunk.kind(at - 1) == "end" or chunk.low(at - 1) in {".", "(", "“"}:
            return at + 1 == before  # "From 5 to 7 million euros were spent"
        for word in (chunk.low(at - n) for n in range(1, 7)):  # the nearest word decides: "fees fell from $3 to $2"
            if word in self.words["verbs"] or word in self.words["moves"]:
                return False
            if word in self.words["range_cues"]:
                return True
        return shared and at + 1 == before

    # -- the scale of one end for the other

    def _ends(self, unit: Unit, mantissa: Decimal, scale: Decimal, second: Decimal) -> Ends | None:
        """Both ends in rising order, the scale of the second lent to the first where only that makes sense.

        Args:
            unit: the first end.
            mantissa: the number of the second end without its scale.
            scale: that scale.
            second: the value of the second end.
        """
        assert unit.value is not None and unit.number is not None
        first = unit.value
        if not self.chunk.has_scale(unit.number) and scale > 1 and _shares_scale(first, mantissa):
            first *= scale
            return (min(first, second), max(first, second)) if first != second else None
        return (first, second) if first < second else None

    def _lend_scale(self, a: Unit, b: Unit) -> Unit | None:
        """The first of two sums with the scale of the second: "cut from $300 to $200 million"."""
        if a.number is None or b.number is None or a.value is None or self.chunk.has_scale(a.number):
            return None
        if b.first - a.last != 1 or self.chunk.low(a.last) != "to" or not a.prefixed or not b.prefixed:
            return None
        if not any(self.chunk.low(a.first - k) == "from" for k in (1, 2, 3)):
            return None
        mantissa, scale = self.chunk.split_scale(*b.number)
        if scale == 1 or not _shares_scale(a.value, mantissa):
            return None
        return replace(a, value=a.value * scale)

    # -- the three ways to join

    def _join_units(self, a: Unit, b: Unit) -> Unit | None:
        """Two sums with a currency each: "$3 billion-$4 billion"."""
        if not a.number or not b.number or a.value is None or b.value is None:
            return None
        if b.first - a.last != 1 or not self._is_separator(a.last, a.first, loose=False):
            return None
        if not (set(a.money.codes) & set(b.money.codes)):
            return None
        if self.chunk.low(a.last) in DASHES and not a.prefixed and b.prefixed:
            return None
        ends = self._ends(a, *self.chunk.split_scale(*b.number), b.value)
        if ends is None:
            return None
        money = a.money if len(a.money.codes) <= len(b.money.codes) else b.money
        return Unit(a.first, b.last, b.number, ends[0], money, a.prefixed, upper=ends[1])

    def _join_number_right(self, unit: Unit, limit: int) -> Unit | None:
        """A number without a currency after a sum: "$3-4 billion"."""
        chunk, at = self.chunk, unit.last
        if unit.value is None or chunk.kind(at + 1) not in {"num", "word"} or chunk.low(at) == "—":
            return None
        end = chunk.number_right(at + 1) if self._is_separator(at, unit.first, loose=False) else None
        upper = chunk.value(at + 1, end) if end is not None and end <= limit else None
        if end is None or upper is None:
            return None
        mantissa, scale = chunk.split_scale(at + 1, end)
        if scale == 1:
            dashed = chunk.low(at) in DASHES
            if not (dashed and chunk.touches(at) and chunk.touches(at + 1)) and chunk.per(end) is None:
                return None  # "$5 to 3 people" is no range; "$5 to 10 a day" is
            if dashed and upper >= 1000 and upper % 1000 == 0:
                mantissa, scale = upper / 1000, Decimal(1000)  # "$40-50,000"
        ends = self._ends(unit, mantissa, scale, upper * unit.money.factor)
        if ends is None:
            return None
        return replace(unit, last=end, number=(at + 1, end), value=ends[0], upper=ends[1])

    def _join_number_left(self, unit: Unit, free: int) -> Unit | None:
        """A number without a currency before a sum: "5 to 7 million euros"."""
        chunk, at = self.chunk, unit.first - 1
        if unit.value is None or unit.number is None or at - 1 < free:
            return None
        first = chunk.number_left(at, free)
        if first is None or (chunk.low(first) in {"a", "an"} and at - first == 1):
            return None
        value = chunk.value(first, at)
        if value is None or not self._is_separator(at, first, loose=True, shared=True):
            return None
        if chunk.low(at) in DASHES and chunk.kind(first) == "num" and chunk.low(first - 1) in DASHES:
            return None
        if (thousands := self._thousands_left(first, at, unit)) is not None:
            return thousands
        low = replace(unit, number=(first, at), value=value * unit.money.factor)
        ends = self._ends(low, *chunk.split_scale(*unit.number), unit.value)
        if ends is None or not ends[0] or (chunk.low(at) == "or" and ends[1] / ends[0] > 10):
            return None
        return replace(unit, first=first, value=ends[0], upper=ends[1])


    def _thousands_left(self, first: int, at: int, unit: Unit) -> Unit | None:
        """ "25 to 30,000 dollars", where the thousands are of both ends; of "5 to 50,000 dollars" nobody knows."""
        chunk, upper = self.chunk, unit.value
        if upper is None or unit.number is None or at - first != 1 or not chunk.lexemes[first].text.isdigit():
            return None
        value, digits = Decimal(chunk.lexemes[first].text), chunk.between(*unit.number)
        if not digits.endswith(",000") or digits.count(",") != 1 or not 10 <= value < 1000:
            return None
        low = value * 1000
        if not low < upper <= low * 10:
            return None
        if upper > low * 3:
            return replace(unit, first=first, value=None, unclear=True)
        return replace(unit, first=first, value=low, upper=upper)


def _shares_scale(first: Decimal, mantissa: Decimal) -> bool:
    """Whether a bare first end is told in the second's scale: 3 of "$3-4 billion", 300 of "$300 to $200 million"."""
    return first < mantissa or (first < 1000 and first <= 3 * mantissa)
