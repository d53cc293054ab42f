"""A block of a text's layout, and a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "dateline", "byline", "paragraph", "list_item", "caption", "link", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the layout: characters ``start`` to ``end`` (half-open), without the space around it."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, trimmed; ``blank_before``: a blank line or the text's start stands before it."""

    text: str
    start: int
    end: int
    blank_before: bool
