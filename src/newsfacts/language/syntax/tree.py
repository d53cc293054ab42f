"""A tree as lists of numbers and words, before spaCy has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Tags of verbs with a tense.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

#: A word's head (its number) and relation.
Arc = tuple[int, str]


@dataclass
class Tree:
    """Text, tag, number of the head (a root's is its own) and relation of each word."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    children: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.children = defaultdict(list)
        for word, head in enumerate(self.heads):
            if word != head:
                self.children[head].append(word)

    def beside(self, word: int, *deps: str) -> list[int]:
        """The words of these relations on the same head; of any where none is named."""
        return [w for w in self.children[self.heads[word]] if not deps or self.deps[w] in deps]

    def case(self, word: int) -> int | None:
        """The preposition before a word."""
        found = (c for c in self.children[word] if self.deps[c] == "case" and c < word and self.tags[c] != "POS")
        return next(found, None)

    def left(self, word: int) -> int:
        """Where a word and what hangs on it begin."""
        return min([word, *self.children[word]])

    def span(self, word: int) -> tuple[int, int]:
        """The first and the last word of a phrase."""
        within = [word]
        for at in within:
            within += self.children[at]
        return min(within), max(within)


def may_hang(heads: Sequence[int], word: int, head: int) -> bool:
    """Whether a tree stays one when a word hangs on another: not on what hangs on it, nor on another sentence's word.

    Args:
        heads: the number of each word's head, a root's its own.
        word, head: the word and its new head.
    """
    top = word
    while heads[top] != top:
        top = heads[top]
    while head not in (word, top) and heads[head] != head:
        head = heads[head]
    return head == top != word


def listed(name: str) -> frozenset[str]:
    """A class of words of ``lexicon/syntax.toml``; a bare model that only loads reads no lexicon."""
    from newsfacts.lexicon.words import load_words

    return load_words("syntax.toml")[name]
