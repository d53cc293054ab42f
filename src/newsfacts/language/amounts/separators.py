"""One dot before three digits: the point of "$1.459" or the thousands of "11.400 euros".

The text's own habit decides: a number of several dots or a decimal comma ("1.300.000", "1.234,56") and two sums of
that shape make the dot the thousands mark, a comma before three digits makes it the point; rates and prices by the
litre have three decimals. Where nothing tells, the value is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from newsfacts.language.amounts.lexemes import Chunk
from newsfacts.language.amounts.units import Unit

_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_CONTINENTAL = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}\.\d{3},\d\d?(?!\d)")
_ENGLISH = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")

Found = list[tuple[Chunk, Unit]]


def resolve_separators(text: str, found: Found, words: dict[str, Any]) -> Found:
    """The sums, those whose number is digits around one dot read by the habit of the text.

    Args:
        text: the whole text.
        found: its sums with the lexemes they stand in.
        words: the table ``rates`` of ``amounts.toml``.
    """
    dotted = {k for k, (chunk, unit) in enumerate(found) if _is_dotted(chunk, unit)}
    if not dotted:
        return found
    open_ = [k for k in dotted if not _is_rate(*found[k], words)]
    thousands = _CONTINENTAL.search(text) is not None or _is_habit([found[k] for k in open_])
    point = not thousands and _ENGLISH.search(text) is not None
    out = list(found)
    for k in open_:
        chunk, unit = found[k]
        if thousands or (_number(chunk, unit).endswith("00") and (not point or unit.money.word != "$")):
            out[k] = chunk, _times(unit, 1000)
        elif not point:
            out[k] = chunk, replace(unit, value=None, upper=None, unclear=True)
    return out


def _number(chunk: Chunk, unit: Unit) -> str:
    assert unit.number is not None
    return chunk.between(*unit.number)


def _is_dotted(chunk: Chunk, unit: Unit) -> bool:
    return unit.number is not None and unit.value is not None and _DOTTED.fullmatch(_number(chunk, unit)) is not None


def _is_rate(chunk: Chunk, unit: Unit, words: dict[str, Any]) -> bool:
    """Prices by the litre and rates of exchange have three decimals: "€1.600 a litre", "the euro bought $1.100"."""
    if (chunk.per(unit.last) or chunk.per(unit.last + 1)) in words["by_thousandths"]:
        return True
    if _number(chunk, unit).endswith(".000"):
        return False
    around = {chunk.low(k) for k in range(max(0, unit.first - 12), unit.last + 8)}
    return not around.isdisjoint(words["cues"])


def _is_habit(sums: Sequence[tuple[Chunk, Unit]]) -> bool:
    """Two sums of the shape, one of them no rate by its size or its round end."""
    numbers = {_number(chunk, unit) for chunk, unit in sums}
    return len(numbers) > 1 and any(text.endswith("0") or text.index(".") > 1 for text in numbers)


def _times(unit: Unit, factor: int) -> Unit:
    by = Decimal(factor)
    upper = None if unit.upper is None else unit.upper * by
    return replace(unit, value=None if unit.value is None else unit.value * by, upper=upper)
