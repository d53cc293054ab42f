"""The words that lines are made of: ``lexicon/phrasing.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from newsfacts.lexicon.files import read_table


@cache
def load_tables() -> dict[str, Any]:
    """The tables of ``lexicon/phrasing.toml``."""
    return read_table("phrasing.toml")


@cache
def listed(name: str) -> frozenset[str]:
    """One of its lists of words, see there: ``prepositions``, ``determiners`` …"""
    return frozenset(load_tables()["words"][name].split())
