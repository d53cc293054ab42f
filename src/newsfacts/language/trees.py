"""The best tree of a sentence from scores of arcs."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Heads = npt.NDArray[np.int64]


def find_heads(root: npt.NDArray[Any], arcs: npt.NDArray[Any]) -> Heads:
    """The heads of the tree whose arcs score most, its root being the word that loses least by having no head.

    Args:
        root: words; how well each hangs on nothing.
        arcs: words x words; how well each (row) hangs on each other (column). What stands on the diagonal is not read.

    Returns:
        the head of each word, -1 for the root.
    """
    count = len(root)
    if count == 1:
        return np.array([-1])
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    best = scores.argmax(axis=1)
    top = int((root - scores.max(axis=1)).argmax())
    heads: Heads = best.copy()
    heads[top] = -1
    if not find_cycle(heads):
        return heads
    whole = np.full((count + 1, count + 1), -np.inf)
    whole[1:, 1:] = scores
    whole[top + 1] = -np.inf
    whole[top + 1, 0] = 0
    return contract(whole)[1:] - 1


def find_cycle(heads: Heads) -> list[int]:
    """The words of one cycle, none if all hang on words with head -1."""
    state = [0] * len(heads)
    above = heads.tolist()
    for word in range(len(above)):
        path = []
        at = word
        while at >= 0 and not state[at]:
            state[at] = 1
            path.append(at)
            at = above[at]
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for seen in path:
            state[seen] = 2
    return []


def contract(scores: npt.NDArray[np.float64]) -> Heads:
    """Chu-Liu and Edmonds: the best tree over words 1 … n that hang on each other or on 0; head of 0 is -1.

    Each cycle of best heads becomes one word, until there is none; then the cycles are opened again, the last first.
    """
    scores = scores.copy()
    count = len(scores)
    scores[0] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    alive = list(range(count))
    folds: list[tuple[int, list[int], dict[int, int], dict[int, int], dict[int, int]]] = []
    while True:
        heads = np.full(len(scores), -1)
        rest = np.array(alive)
        heads[rest[1:]] = rest[scores[np.ix_(rest[1:], rest)].argmax(axis=1)]
        cycle = find_cycle(heads)
        if not cycle:
            break
        inner = np.array(cycle)
        own = scores[inner, heads[inner]]
        outer = np.array([word for word in alive if word not in set(cycle)])
        entering = scores[np.ix_(inner, outer)] - own[:, None]  # which word of the cycle to hang on an outer one
        leaving = scores[np.ix_(outer, inner)]
        into, out_of = entering.argmax(axis=0), leaving.argmax(axis=1)
        new = len(scores)
        grown = np.full((new + 1, new + 1), -np.inf)
        grown[:new, :new] = scores
        grown[new, outer] = entering.max(axis=0)
        grown[outer, new] = leaving.max(axis=1)
        grown[0] = -np.inf
        scores = grown
        folds.append((
            new, cycle, {int(w): cycle[int(i)] for w, i in zip(outer, into, strict=True)},
            {int(w): cycle[int(i)] for w, i in zip(outer, out_of, strict=True)},
            {word: int(heads[word]) for word in cycle},
        ))  # fmt: skip
        alive = [*outer.tolist(), new]
    above = {word: int(heads[word]) for word in alive}
    for new, cycle, into_word, out_word, old in reversed(folds):
        head = above.pop(new)
        entry = into_word[head]
        for word, on in list(above.items()):
            if on == new:
                above[word] = out_word[word]
        for word in cycle:
            above[word] = old[word]
        above[entry] = head
    return np.array([above[word] for word in range(count)])
