"""The network in NumPy: whole numbers under every product, so that no machine and no batch changes a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from thinc.api import Ops

from newsfacts.language.encoder.arrays import Arrays, Floats, Integers
from newsfacts.language.encoder.reading import Pieces

#: Places that the encoder knows: more than any window has.
MOST_PLACES = 512
#: Whole numbers up to here are exact in a 32-bit float, and so are sums that stay below.
EXACT = 2**24 - 1
#: The share of attention is counted in so many parts.
PARTS = 8191
#: The log-odds of an event above which a word is asked for its sides: one in thirty.
LEAST = np.float32(-3.4)


class Product:
    """A matrix of whole numbers that rounded rows are multiplied with.

    Args:
        weights: inputs x outputs, whole numbers.
        scale: what one step of a weight is, for each output.
        bias: for each output.
        reach: for each input, the largest value that is told from larger ones.
    """

    def __init__(self, weights: Floats, scale: Floats, bias: Floats, reach: Floats) -> None:
        self.weights, self.bias = weights, bias
        # as fine steps as keep the largest sum exact
        self.step = np.float32(EXACT / float((np.abs(weights) * reach[:, None]).sum(axis=0).max()))
        self.limit = np.floor(reach * self.step)
        self.scale = scale / self.step

    def round(self, x: Floats) -> Floats:
        """`x` in whole steps."""
        return clip(x * self.step, self.limit)

    def apply(self, xp: Any, x: Floats) -> Floats:
        """The product for rounded rows."""
        out: Floats = xp.matmul(x, self.weights)
        out *= self.scale
        out += self.bias
        return out


class Pairing:
    """A head that asks words for other words, or for nobody (an arc: for the root).

    Args:
        words: makes of a word, in its first half, what asks, and in the other what is asked.
        query: makes questions of what asks, one after the other.
        nobody: what is asked beside the words, for each question.
        query_reach, word_reach: the largest values of questions and of what is asked.
    """

    def __init__(self, words: Product, query: Product, nobody: Floats, query_reach: Floats, word_reach: Floats) -> None:
        self.words, self.query = words, query
        self.size = len(words.bias) // 2
        self.limit = np.float32(int((EXACT / self.size) ** 0.5))
        self.query_step, self.word_step = (self.limit / np.float32(reach) for reach in (query_reach, word_reach))
        self.scale = np.float32(1 / self.size**0.5) / (self.query_step * self.word_step)
        self.nobody = clip(nobody.reshape(-1, self.size) * self.word_step, self.limit)

    def split(self, xp: Any, x: Floats) -> tuple[Floats, Floats]:
        """What asks and, in whole steps, what is asked, of each row of `x`."""
        both = self.words.apply(xp, self.words.round(x))
        np.maximum(both, 0, out=both)
        return np.ascontiguousarray(both[:, : self.size]), clip(both[:, self.size :] * self.word_step, self.limit)

    def ask(self, xp: Any, asking: Floats) -> Floats:
        """The questions of what asks in whole steps: rows x questions x size."""
        queries = self.query.apply(xp, self.query.round(asking))
        queries *= self.query_step
        return clip(queries, self.limit).reshape(len(asking), len(self.nobody), self.size)

    def match(self, xp: Any, queries: Floats, asked: Floats) -> Floats:
        """Scores: rows x questions x (nobody, words)."""
        out = np.empty((len(queries), len(self.nobody), 1 + len(asked)), np.float32)
        for n, nobody in enumerate(self.nobody):
            out[:, n] = xp.matmul(np.ascontiguousarray(queries[:, n]), np.concatenate([nobody[None], asked]).T)
        out *= self.scale
        return out


def clip(x: Floats, limit: Floats | np.float32) -> Floats:
    """`x` rounded to whole numbers of at most `limit`, changed in place."""
    np.rint(x, out=x)
    np.maximum(x, -limit, out=x)
    np.minimum(x, limit, out=x)
    return x


def normalize(x: Floats, gain: Floats, shift: Floats) -> Floats:
    """Each row with mean zero and variance one, times `gain`, plus `shift`; changed in place."""
    share = np.float32(1 / x.shape[1])
    x -= np.add.reduce(x, axis=1, keepdims=True) * share
    variance = np.add.reduce(x * x, axis=1, keepdims=True) * share
    x *= np.float32(1) / np.sqrt(variance + np.float32(1e-12))
    x *= gain
    x += shift
    return x


#: e^x by the bits of a float: x / ln 2 in units of the exponent, the mantissa linear in between; off by 3 % at most.
EXPONENT, ONE = np.float32(2**23 / np.log(2)), np.float32(127 * 2**23 - 366_000)


def soften(scores: Floats, scale: np.float32) -> Floats:
    """Shares of attention in whole parts from products of whole numbers (… x queries x keys), changed in place."""
    scores -= scores.max(axis=-1, keepdims=True)
    scores *= scale * EXPONENT
    np.maximum(scores, np.float32(-30) * EXPONENT, out=scores)
    scores += ONE
    weights = scores.astype(np.int32).view(np.float32)
    weights *= np.float32(PARTS) / np.add.reduce(weights, axis=-1, keepdims=True)
    return np.rint(weights, out=weights)


@dataclass
class Layer:
    """One layer of the encoder; `qkv` gives queries, keys and values in steps of their own, up to `limits`."""

    qkv: Product
    out: Product
    up: Product
    down: Product
    norm1: tuple[Floats, Floats]
    norm2: tuple[Floats, Floats]
    limits: Floats
    score_scale: np.float32


@dataclass
class Teller:
    """What the heads say of a word that may tell a fact: scores of `ROLES` x (nobody, words), and of `STATUS`."""

    sides: Floats
    status: Floats


@dataclass
class Scores:
    """What the heads say of the words of one window: one row a word; arcs are words x (root, words).

    `tellers`: by row, of the words that an event's score does not rule out.
    """

    tags: Floats
    starts: Floats
    arcs: Floats
    labels: Floats
    names: Floats
    events: Floats
    hidden: Floats
    tellers: dict[int, Teller]


class Network:
    """The encoder and its heads.

    Args:
        arrays: as `training.package` writes them: ``NAME.weight`` (whole numbers, outputs x inputs), ``NAME.scale``,
            ``NAME.bias``, ``NAME.reach`` for each matrix, embeddings with a scale for each row, and norms.
        ops: whose arrays are used.
    """

    WIDTH, HEADS = 384, 12

    def __init__(self, arrays: Arrays, ops: Ops) -> None:
        self.xp, self.arrays = ops.xp, arrays
        put: Any = ops.asarray
        self.pieces, self.piece_scale = put(arrays["pieces.weight"]), put(arrays["pieces.scale"].astype(np.float32))
        self.places = put(arrays["places.weight"].astype(np.float32))
        self.shapes = put(arrays["shapes.weight"].astype(np.float32))
        self.norm = self._norm("norm")
        depth = sum(name.endswith(".qkv.weight") for name in arrays)
        self.layers = [self._layer(f"layers.{i}") for i in range(depth)]
        self.mix = arrays["mix"].astype(np.float32)
        self.tag, self.label, self.label_out, self.name, self.event, self.event_out, self.status = (
            self._product(name) for name in ("tag", "label", "label_out", "name", "event", "event_out", "status")
        )
        self.label_root = put(arrays["label_root"])
        self.arcs, self.sides = (
            Pairing(self._product(words), self._product(query), put(arrays[none]), arrays[far], arrays[wide])
            for words, query, none, far, wide in (
                ("arc", "biaffine", "root", "query.reach", "heads.reach"),
                ("side", "side_biaffine", "nobody", "side_query.reach", "side_words.reach"),
            )
        )

    def _norm(self, name: str) -> tuple[Floats, Floats]:
        return (self.arrays[f"{name}.weight"].astype(np.float32), self.arrays[f"{name}.bias"].astype(np.float32))

    def _product(self, name: str) -> Product:
        weights = np.ascontiguousarray(self.arrays[f"{name}.weight"].T.astype(np.float32))
        scale, bias = (self.arrays[f"{name}.{part}"].astype(np.float32) for part in ("scale", "bias"))
        return Product(weights, scale, bias, self.arrays[f"{name}.reach"].astype(np.float32))

    def _layer(self, name: str) -> Layer:
        reach = self.arrays[f"{name}.qkv.out_reach"].astype(np.float32)  # of queries, keys and values
        size = self.WIDTH // self.HEADS
        score_limit = np.float32(int((EXACT / size) ** 0.5))
        value_limit = np.float32(EXACT // (PARTS + MOST_PLACES // 2))  # each share may be rounded up by a half
        limits = np.array([score_limit, score_limit, value_limit], np.float32)
        steps = limits / reach
        qkv, out = self._product(f"{name}.qkv"), self._product(f"{name}.out")
        qkv.scale, qkv.bias = (values * np.repeat(steps, self.WIDTH) for values in (qkv.scale, qkv.bias))
        out.step /= PARTS * steps[2]  # it takes parts of attention times steps of value
        return Layer(
            qkv, out, self._product(f"{name}.up"), self._product(f"{name}.down"), self._norm(f"{name}.norm1"),
            self._norm(f"{name}.norm2"), np.repeat(limits, self.WIDTH),
            np.float32(1 / size**0.5) / (steps[0] * steps[1]),
        )  # fmt: skip

    def encode(self, windows: list[Pieces]) -> list[Floats]:
        """What each layer makes of all pieces of the windows, one below the other; the embedding first."""
        xp = self.xp
        rows = np.concatenate([window.pieces for window in windows])
        x = self.pieces[rows].astype(np.float32)
        x *= self.piece_scale[rows][:, None]
        x += self.places[np.concatenate([np.arange(len(window.pieces)) for window in windows])]
        x += self.shapes[np.concatenate([window.shapes for window in windows])]
        x = normalize(x, *self.norm)
        bounds = np.cumsum([0, *(len(window.pieces) for window in windows)]).tolist()
        out = [x]
        for layer in self.layers:
            x = self._run(layer, out[-1], bounds, xp)
            out.append(x)
        return out

    def _run(self, layer: Layer, x: Floats, bounds: list[int], xp: Any) -> Floats:
        heads, size = self.HEADS, self.WIDTH // self.HEADS
        qkv = layer.qkv.apply(xp, layer.qkv.round(x))
        clip(qkv, layer.limits)
        attended = xp.empty((len(x), heads, size), dtype=np.float32)
        for start, end in pairwise(bounds):
            q, k, v = qkv[start:end].reshape(end - start, 3, heads, size).transpose(1, 2, 0, 3)
            shares = soften(xp.matmul(q, k.transpose(0, 2, 1)), layer.score_scale)
            attended[start:end] = xp.matmul(shares, v).transpose(1, 0, 2)
        y = layer.out.apply(xp, layer.out.round(attended.reshape(len(x), self.WIDTH)))
        y += x
        y = normalize(y, *layer.norm1)
        h = layer.up.apply(xp, layer.up.round(y))
        h *= gate(h)
        z = layer.down.apply(xp, layer.down.round(h))
        z += y
        return normalize(z, *layer.norm2)

    def run(self, windows: list[Pieces], real: list[Integers]) -> Iterator[Scores]:
        """Scores of each window for its words `real`, which all have pieces."""
        xp = self.xp
        hidden = self.encode(windows)
        first, most = find_first(windows, real)
        counts = [len(words) for words in real]
        pooled = [pool(layer, first, most) for layer in hidden]
        tag, tree, name, event, side = (sum_up(pooled, weights) for weights in self.mix)
        tags = self.tag.apply(xp, self.tag.round(tag))
        asking, asked = self.arcs.split(xp, tree)
        query = self.arcs.ask(xp, asking)
        labels = self.label.apply(xp, self.label.round(tree))
        names = self.name.apply(xp, self.name.round(name))
        hints = self.event.apply(xp, self.event.round(event))
        np.maximum(hints, 0, out=hints)
        events = self.event_out.apply(xp, self.event_out.round(hints))
        tellers = self._hear(side, hints, np.flatnonzero(events.max(axis=1, initial=LEAST) > LEAST))
        for start, end in pairwise(np.cumsum([0, *counts]).tolist()):
            arcs = self.arcs.match(xp, query[start:end], asked[start:end])
            yield Scores(
                tags[start:end, :-1], tags[start:end, -1], arcs[:, 0], labels[start:end], names[start:end],
                events[start:end], event[start:end], tellers(start, end),
            )  # fmt: skip

    def _hear(self, side: Floats, hints: Floats, telling: Integers) -> Callable[[int, int], dict[int, Teller]]:
        """What the words at the rows `telling` tell: for the bounds of a window, by row of the window."""
        xp = self.xp
        asking, asked = self.sides.split(xp, side)
        query = self.sides.ask(xp, asking[telling])
        status = self.status.apply(xp, self.status.round(hints[telling]))

        def find(start: int, end: int) -> dict[int, Teller]:
            first, last = np.searchsorted(telling, [start, end]).tolist()
            found = self.sides.match(xp, query[first:last], asked[start:end])
            rows = (telling[first:last] - start).tolist()
            return {i: Teller(*said) for i, *said in zip(rows, found, status[first:last], strict=True)}

        return find

    @property
    def relations(self) -> int:
        """How many relations there are."""
        return len(self.label_out.scale)

    def relate(self, labels: Floats, heads: Integers, votes: Floats) -> Integers:
        """The number of each word's relation to its head, for words whose heads are rows of `labels`; -1: the root.

        `votes` (words x relations) are added to the scores.
        """
        size = len(self.label_root)
        above = np.where((heads < 0)[:, None], self.label_root, labels[np.maximum(heads, 0), size:])
        above += labels[:, :size]
        np.maximum(above, 0, out=above)
        scores = self.label_out.apply(self.xp, self.label_out.round(above))
        scores += votes
        chosen: Integers = scores.argmax(axis=1)
        return chosen


def gate(x: Floats) -> Floats:
    """What GELU multiplies `x` with, in straight lines: hardswish(2x) / 2, as in training."""
    share = x * np.float32(1 / 3)
    share += np.float32(0.5)
    np.maximum(share, 0, out=share)
    return np.minimum(share, 1, out=share)


def find_first(windows: list[Pieces], real: list[Integers]) -> tuple[Integers, Integers]:
    """The row of the first piece of each word, and how many pieces it has."""
    first, counts, base = [], [], 0
    for window, words in zip(windows, real, strict=True):
        first.append(np.searchsorted(window.words[1:-1], words) + base + 1)
        counts.append(np.searchsorted(window.words[1:-1], words, side="right") + base + 1 - first[-1])
        base += len(window.pieces)
    return np.concatenate(first), np.concatenate(counts)


def pool(layer: Floats, first: Integers, counts: Integers) -> Floats:
    """The mean of the pieces of each word, summed in their order."""
    out = layer[first]
    for number in range(1, int(counts.max(initial=1))):
        longer = np.flatnonzero(counts > number)
        out[longer] += layer[first[longer] + number]
    longer = np.flatnonzero(counts > 1)
    out[longer] *= (np.float32(1) / counts[longer].astype(np.float32))[:, None]
    return out


def sum_up(layers: list[Floats], weights: Floats) -> Floats:
    """The weighted sum of the layers."""
    out: Floats = layers[0] * weights[0]
    for layer, weight in zip(layers[1:], weights[1:], strict=True):
        out += layer * weight
    return out


def choose(scores: Floats, heard: Integers, vote: np.float32) -> Integers:
    """The best column of each row, with a vote for the one that was heard (-1: none)."""
    scores = scores.copy()
    voters = np.flatnonzero(heard >= 0)
    scores[voters, heard[voters]] += vote
    best: Integers = scores.argmax(axis=1)
    return best
