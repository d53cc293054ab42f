"""The best tree of a sentence from scores of arcs, and what in a tree contradicts itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Heads = npt.NDArray[np.int64]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


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


def mend(words: list[str], tags: list[str], heads: list[int], deps: list[str]) -> Iterator[tuple[int, int, str]]:
    """Words whose relations contradict each other, as each is chosen for itself: their number, head and relation.

    - "called on Bush": a particle before an oblique without a preposition is its preposition;
    - "suspended talks following the visit": a second object with a preposition is an oblique;
    - "voters ousted Borg": a second subject, a name behind a past verb, is its object;
    - "ruled his detention was illegal": an object before a finite clause without a subject is its subject;
    - "spokeswoman Ana Ruiz met": a subject right before a second one, a name, describes it;
    - "the minister relented": no past tense without an auxiliary has a passive subject;
    - "called the offer 'a bribe'": a second object in quotation marks tells what the first is;
    - "Allen was sentenced by Judge Ruiz": a second subject behind a preposition is an oblique, behind the "by" of a
      passive its agent; a second subject behind the agent is another agent.

    Args:
        words, tags, heads, deps: text, tag, number of the head (its own: the root) and relation of each word.
    """
    children: dict[int, list[int]] = defaultdict(list)
    for word, head in enumerate(heads):
        if word != head:
            children[head].append(word)
    for word, dep in enumerate(deps):
        verb = heads[word]
        beside = children[verb]
        mine = children[word]
        if dep == "compound:prt" and tags[word] == "IN":
            for noun in beside:
                left = min([noun, *children[noun]])
                if deps[noun] == "obl" and left == word + 1 and not any(deps[c] == "case" for c in children[noun]):
                    yield word, noun, "case"
        elif dep.startswith("nsubj") and verb < word and any(deps[o].startswith("nsubj") and o < verb for o in beside):
            case = next((c for c in mine if deps[c] == "case" and c < word and tags[c] != "POS"), None)
            passive = any(deps[o] == "aux:pass" for o in beside)
            agents = [o for o in beside if deps[o] == "obl:agent" and verb < o < word]
            if case is not None:
                yield word, verb, "obl:agent" if passive and words[case] == "by" else "obl"
            elif passive and agents:
                yield word, agents[-1], "conj"
            elif dep == "nsubj" and tags[verb] == "VBD" and tags[word] == "NNP":
                yield word, verb, "obj"
        elif dep == "nsubj" and word < verb and tags[word] == "NN":
            for name in beside:
                left = min([name, *children[name]])
                if deps[name] == "nsubj" and tags[name] == "NNP" and left == word + 1 and name < verb:
                    yield word, name, "nmod:desc"
        elif dep == "nsubj:pass" and tags[verb] == "VBD" and not any(deps[c].startswith("aux") for c in beside):
            yield word, verb, "nsubj"
        elif dep == "obj" and word > verb and any(tags[c] == "``" and c < word for c in mine):
            if any(deps[o] == "obj" and verb < o < word for o in beside):
                yield word, verb, "xcomp"
        elif dep == "obj" and word > verb:
            cased = any(deps[c] == "case" and c < word and tags[c] != "POS" for c in mine)
            if cased and any(deps[o] == "obj" and verb < o < word for o in beside):
                yield word, verb, "obl"
            for clause in beside:
                if deps[clause] != "ccomp" or clause < word:
                    continue
                own = children[clause]
                if any(deps[c].startswith(("nsubj", "csubj", "expl", "mark")) for c in own):
                    continue
                finite = [c for c in [*own, clause] if tags[c] in FINITE and word < c <= clause]
                if finite and not any(word < c < finite[0] for c in beside):
                    yield word, clause, "nsubj"
                    break
