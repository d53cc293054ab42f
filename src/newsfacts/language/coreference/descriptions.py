"""What an organization is called again by its kind: "the airline", "the newspaper"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def kinds_by_noun() -> dict[str, str]:
    """The kind of organization by each noun that stands for the only one of that kind named before."""
    text = resources.files("newsfacts.lexicon").joinpath("coreference.toml").read_text("utf-8")
    return {noun: kind for kind, nouns in tomllib.loads(text)["kinds"].items() for noun in nouns.split()}
