"""The data files of the package, each read once. What comes out is shared: nobody may change it."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any


class DataError(ValueError):
    """A file of the lexicon has something in it that the code does not know: which file, row and word."""


@cache
def read_table(filename: str) -> dict[str, Any]:
    """What a TOML file of the lexicon holds."""
    return tomllib.loads(resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8"))


@cache
def read_package_rows(filename: str) -> tuple[dict[str, Any], ...]:
    """The rows of a JSON Lines file of the lexicon, without users' own (``Lexicon.rows`` has both)."""
    lines = resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line.strip())
