"""Lists, counts and headings, the same in every output."""

from __future__ import annotations

from collections.abc import Sequence

#: Headings of the columns and fields, the same in every output.
HEADINGS: dict[str, str] = {
    "facts": "Facts", "officials": "Officials", "countries": "Countries", "organizations": "Organizations",
    "people": "People", "amounts": "Amounts", "dates": "Dates", "warnings": "Warnings",
    "who": "Who", "what": "What", "whom": "To whom", "when": "When", "how_much": "How much", "where": "Where",
    "said_by": "Said by", "certainty": "Reliability", "evidence": "Evidence",
    "rule": "Rule", "type": "Type",
    "name": "Name", "office": "Office", "kind": "Kind", "country": "Country",
    "mentions": "Mentions", "value": "Value", "text": "Text",
}


def join(parts: Sequence[str]) -> str:
    """Words of a list as prose: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A counted noun: ``1 fact``, ``2,048 facts``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
