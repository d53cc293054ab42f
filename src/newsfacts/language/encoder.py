"""One encoder under tags, trees, sentence bounds, names and events.

A small BERT (WordPieces, some layers of 384) with a head for each of these, computed by NumPy through thinc's ops.
Every product of matrices is one of whole numbers: the weights are stored as such with a scale for each output, and what
is multiplied with them is rounded to so many steps that no sum can leave the whole numbers that 32-bit floats hold
exactly (below 2^24). Such a product is the same in whatever order it is summed, and all else is single IEEE operations
and sums of a fixed order: so a text's scores do not depend on the CPU, the BLAS, its threads or the texts beside it.

A document is read in windows of whole paragraphs, as many as fit; a paragraph that fits in none is cut where a sentence
seems to end, and both parts are read with some words of the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, IS_SPACE, ORTH, SENT_START, SPACY, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch, registry
from thinc.api import Model, Ops, get_current_ops

from newsfacts.language.syntax.repairs import Tree, mend
from newsfacts.language.trees import find_heads
from newsfacts.language.wordpiece import CLASS, SEPARATOR, WordPieces

Floats = npt.NDArray[Any]
Integers = npt.NDArray[np.int64]
Arrays = dict[str, npt.NDArray[Any]]

NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP")
#: The columns of ``doc._.event_scores``: the contract's types, as in ``newsfacts.record``, which takes long to import.
EVENT_TYPES = (
    "met", "visited", "agreed", "supported", "cooperated", "aided", "conceded", "demanded", "criticized", "refused",
    "threatened", "protested", "sanctioned", "mobilized", "coerced", "attacked", "investigated", "said", "transacted",
    "took_office", "left_office", "enacted",
)
#: What a word that tells a fact is asked for: phrases, each told by the word that governs it, or none.
ROLES = ("actor", "recipient", "date", "source")
#: How a word tells its fact: one of the modalities, and whether it is denied.
STATUS = ("actual", "planned", "possible", "demanded", "conditional", "negated")
#: Pieces of one word that are read; the rest of a longer word is not.
MOST_PIECES = 10
#: Classes of a word's letters (see `shape_of`), each twice: after white space, and joined to the word before.
SHAPES = 24
#: Pieces of a window, and words on either side of a cut paragraph that are read with it.
WINDOW, MARGIN = 160, 16
#: Places that the encoder knows: more than any window has.
MOST_PLACES = 512
#: Pieces that are multiplied at once.
GROUP = 768
#: Whole numbers up to here are exact in a 32-bit float, and so are sums that stay below.
EXACT = 2**24 - 1
#: The share of attention is counted in so many parts.
PARTS = 8191
#: What components before the encoder, if there are any, add to the scores of their heads, of their relations where the
#: heads agree, and of their marks of names. The shipped pipeline has none; `training.votes` learns from one that has.
#: Chosen of 2, 4, 8 (heads) and 1.5, 3, 5 (names) on the GUM news and newswire parts.
VOTE, VOTE_RELATION, VOTE_NAME, VOTE_TAG = np.float32(4), np.float32(2), np.float32(2.5), np.float32(2.5)
#: Event scores are looked up for steps of an eighth of a unit of log-odds, up to 16.
STEPS = 8


def shape_of(text: str) -> int:
    """What small letters lose of a word.

    0 signs, 1 lower, 2 Title, 3 CAPITALS, 4 one capital, 5 mixed, 6 digits, 7 digits and letters, 8 Abbr., 9 abbr.,
    10 Title with a sign in it, 11 CAPITALS with one.
    """
    letters = [character for character in text if character.isalpha()]
    if any(character.isdigit() for character in text):
        return 7 if letters else 6
    if not letters:
        return 0
    upper = sum(character.isupper() for character in letters)
    if text[-1] == ".":
        return 8 if upper else 9
    plain = len(letters) == len(text)
    if not upper:
        return 1
    if upper == len(letters):
        return (4 if upper == 1 else 3) if plain else 11
    if upper == 1 and letters[0].isupper():
        return 2 if plain else 10
    return 5 if plain else 10


@dataclass(frozen=True)
class Pieces:
    """A window of words as pieces: the row of each piece, its word (-1 at the window's bounds) and the word's shape."""

    pieces: Integers
    words: Integers
    shapes: Integers


@dataclass(frozen=True)
class Words:
    """All words of a document: the rows of their pieces one after the other, where each word's end, and its shape."""

    rows: Integers
    ends: Integers
    shapes: Integers
    space: npt.NDArray[np.bool_]
    first: int
    last: int

    def cut(self, start: int, end: int) -> Pieces:
        """The words `start` to `end`, numbered from 0, between the piece that opens a text and the one that ends it."""
        counts = np.diff(self.ends[start : end + 1])
        rows = self.rows[self.ends[start] : self.ends[end]]
        return Pieces(
            np.concatenate([[self.first], rows, [self.last]]),
            np.concatenate([[-1], np.repeat(np.arange(end - start), counts), [-1]]),
            np.concatenate([[0], np.repeat(self.shapes[start:end], counts), [0]]),
        )


class Reader:
    """Turns words into pieces, remembering the words it has seen.

    Args:
        pieces: the vocabulary, in the order of its rows.
    """

    MOST_WORDS = 200_000

    def __init__(self, pieces: list[str]) -> None:
        self.wordpieces = WordPieces(pieces)
        self.first, self.last = self.wordpieces.rows[CLASS], self.wordpieces.rows[SEPARATOR]
        self.seen: dict[int, tuple[tuple[int, ...], int]] = {}

    def look_up(self, text: str) -> tuple[tuple[int, ...], int]:
        """The pieces and the shape of a word; a line break is the separator, other white space nothing."""
        if text.isspace():
            return ((self.last,) if "\n" in text else ()), 0
        return self.wordpieces.split(text)[:MOST_PIECES] or (self.wordpieces.unknown,), shape_of(text)

    def read(self, doc: Doc) -> Words:
        """All words of `doc`."""
        columns = doc.to_array([ORTH, SPACY, IS_SPACE]).reshape(-1, 3)
        keys, seen, strings = columns[:, 0].tolist(), self.seen, doc.vocab.strings
        if len(seen) > self.MOST_WORDS:
            seen.clear()
        found: list[tuple[tuple[int, ...], int]] = []
        for key in keys:
            known = seen.get(key)
            if known is None:
                known = seen[key] = self.look_up(strings[key])
            found.append(known)
        space = columns[:, 2] > 0
        parted = np.concatenate([[True], (columns[:-1, 1] > 0) | space[:-1]])
        return Words(
            np.array([row for rows, _ in found for row in rows], np.int64),
            np.cumsum([0, *(len(rows) for rows, _ in found)]),
            2 * np.array([shape for _, shape in found], np.int64) + ~parted[: len(keys)],
            space, self.first, self.last,
        )  # fmt: skip


# --- windows ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """Words `start` to `end` of a document, read with those from `left` to `right`."""

    start: int
    end: int
    left: int
    right: int


def find_windows(doc: Doc, ends: Integers, starts: list[int]) -> list[Window]:
    """Cut `doc` into windows at `starts` (words that surely begin a sentence, the first word among them).

    `ends`: the number of pieces before each word, and of all.
    """
    windows: list[Window] = []
    begin = 0
    for start, end in pairwise([*starts, len(doc)]):
        if ends[end] - ends[begin] <= WINDOW:
            continue
        if start > begin:
            windows.append(Window(begin, start, begin, start))
            begin = start
        if ends[end] - ends[begin] > WINDOW:
            cuts = [*find_cuts(doc, ends, begin, end), end]
            for left, right in pairwise([begin, *cuts]):
                windows.append(Window(left, right, max(begin, left - MARGIN), min(end, right + MARGIN)))
            begin = end
    if begin < len(doc):
        windows.append(Window(begin, len(doc), begin, len(doc)))
    return windows


def find_cuts(doc: Doc, ends: Integers, start: int, end: int) -> Iterator[int]:
    """Where to cut a long paragraph: behind the last end of a sentence that fits, else behind the last such word."""
    while ends[end] - ends[start] > WINDOW:
        most = int(np.searchsorted(ends, ends[start] + WINDOW, side="right")) - 1
        for cut in range(most, start + 8, -1):
            before = doc[cut - 1].text
            if before in (".", "!", "?", "”", '"') and doc[cut].text[:1].isupper() and (
                before not in ("”", '"') or doc[cut - 2].text in (".", "!", "?")
            ):
                break
        else:
            cut = max(most, start + 1)
        yield cut
        start = cut


# --- the network -----------------------------------------------------------------------------------------------------


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
class Scores:
    """What the heads say of the words of one window: one row a word; arcs are words x (root, words)."""

    tags: Floats
    starts: Floats
    arcs: Floats
    labels: Floats
    names: Floats
    events: Floats
    hidden: Floats


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
        self.tag, self.arc, self.biaffine, self.label, self.label_out, self.name, self.event, self.event_out = (
            self._product(name)
            for name in ("tag", "arc", "biaffine", "label", "label_out", "name", "event", "event_out")
        )
        self.root, self.label_root = put(arrays["root"]), put(arrays["label_root"])
        # queries of arcs, and the words they are asked of: products of `biaffine`'s outputs with `arc`'s
        size = len(self.root)
        self.arc_limit = np.float32(int((EXACT / size) ** 0.5))
        self.arc_scale = np.float32(1 / size**0.5)
        self.query_step = self.arc_limit / np.float32(arrays["query.reach"])
        self.head_step = self.arc_limit / np.float32(arrays["heads.reach"])
        self.arc_scale /= self.query_step * self.head_step

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
        tag, tree, name, event = (sum_up(pooled, weights) for weights in self.mix)
        tags = self.tag.apply(xp, self.tag.round(tag))
        arcs = self.arc.apply(xp, self.arc.round(tree))
        np.maximum(arcs, 0, out=arcs)
        labels = self.label.apply(xp, self.label.round(tree))
        names = self.name.apply(xp, self.name.round(name))
        events = self.event.apply(xp, self.event.round(event))
        np.maximum(events, 0, out=events)
        events = self.event_out.apply(xp, self.event_out.round(events))
        size = len(self.root)
        query = self.biaffine.apply(xp, self.biaffine.round(np.ascontiguousarray(arcs[:, :size])))
        query *= self.query_step
        clip(query, self.arc_limit)
        above = np.concatenate([self.root[None], arcs[:, size:]])
        above *= self.head_step
        clip(above, self.arc_limit)
        for start, end in pairwise(np.cumsum([0, *counts]).tolist()):
            candidates = np.concatenate([above[:1], above[start + 1 : end + 1]])
            found = xp.matmul(query[start:end], candidates.T)
            found *= self.arc_scale
            yield Scores(
                tags[start:end, :-1], tags[start:end, -1], found,
                labels[start:end], names[start:end], events[start:end], event[start:end],
            )  # fmt: skip

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


@cache
def event_table() -> Floats:
    """Probabilities by log-odds in steps; rounded, so that they do not hang on a machine's exponential."""
    return np.array([round(1 / (1 + exp(-i / STEPS)), 6) for i in range(-16 * STEPS, 16 * STEPS + 1)], np.float32)


# --- the component ---------------------------------------------------------------------------------------------------

Work = tuple[Doc, Window]


@registry.architectures("newsfacts.Encoder.v1")  # type: ignore[untyped-decorator]
def create_model() -> Model[Any, Any]:
    """The network as a thinc model: windows of pieces with their words in, their scores out. It learns nothing here."""

    def forward(model: Model[Any, Any], batch: Any, is_train: bool) -> tuple[Any, Any]:
        return model.attrs["network"].run(*batch), lambda gradient: []

    return Model("newsfacts_encoder", forward)


class Encoder:
    """Sets tags, heads, relations, sentence bounds and names, ``doc._.event_scores`` and ``doc.tensor``.

    ``doc._.event_scores``: words x types (`EVENT_TYPES`), the probability that the word tells a fact of the type.
    ``doc.tensor``: words x 384, what the encoder knows of each word's meaning, for later models. White space has zeros.
    Sentence bounds that are preset stay as they are. If a parser and a recognizer ran before, the bounds are the
    parser's, and trees and names are votes: two that know different things are right more often than either.
    """

    def __init__(self, name: str, model: Model[Any, Any]) -> None:
        self.name, self.model = name, model
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.reader: Reader | None = None

    def load(self, pieces: list[str], labels: dict[str, list[str]], arrays: Arrays) -> None:
        """Take the vocabulary, the labels (``tags``, ``deps``) and the weights."""
        self.reader = Reader(pieces)
        self.pieces = pieces
        self.tags, self.deps = labels["tags"], labels["deps"]
        self.model.attrs["network"] = Network(arrays, self.model.ops)

    @property
    def network(self) -> Network:
        network = self.model.attrs["network"]
        assert isinstance(network, Network)
        return network

    @property
    def labels(self) -> tuple[str, ...]:
        """All tags, relations and kinds of names."""
        return (*self.tags, *self.deps, *sorted({name[2:] for name in NAMES} - {""}))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate `doc` and return it."""
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Annotate the Docs of `stream` in batches."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            batch = list(docs)
            self.annotate(batch)
            yield from batch

    def annotate(self, docs: list[Doc]) -> None:
        """Annotate `docs`."""
        assert self.reader is not None, "no weights: load the model from its folder"
        drafts = [Draft(doc, self.reader.read(doc), self.tags, self.deps) for doc in docs]
        group: list[tuple[Draft, Window, Pieces, Integers]] = []
        size = 0
        for draft in drafts:
            for window in find_windows(draft.doc, draft.words.ends, draft.find_starts()):
                pieces = draft.words.cut(window.left, window.right)
                words = np.flatnonzero(~draft.words.space[window.left : window.right])
                if not len(words):
                    continue
                group.append((draft, window, pieces, words))
                size += len(pieces.pieces)
                if size >= GROUP:
                    self._finish(group)
                    group, size = [], 0
        self._finish(group)
        for draft in drafts:
            draft.write(self.tags, self.deps)

    def _finish(self, group: list[tuple[Draft, Window, Pieces, Integers]]) -> None:
        if not group:
            return
        scores = self.model.predict(([pieces for _, _, pieces, _ in group], [words for _, _, _, words in group]))
        for (draft, window, _, words), said in zip(group, scores, strict=True):
            draft.take(self.network, window, words + window.left, said)

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Write the vocabulary, the labels and the weights into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pieces.txt").write_text("\n".join(self.pieces) + "\n", encoding="utf8")
        labels = {"tags": self.tags, "deps": self.deps}
        (folder / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf8")
        np.savez(folder / "weights.npz", **self.network.arrays)  # type: ignore[arg-type]

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Encoder:
        """Read what `to_disk` wrote."""
        folder = Path(path)
        pieces = (folder / "pieces.txt").read_text(encoding="utf8").split("\n")[:-1]
        labels = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        with np.load(folder / "weights.npz") as weights:
            self.load(pieces, labels, {name: weights[name] for name in weights.files})
        return self


class Draft:
    """What is found out about one Doc, until it is written to it."""

    def __init__(self, doc: Doc, words: Words, tags: list[str], deps: list[str]) -> None:
        self.doc, self.words = doc, words
        count = len(doc)
        bounds, offsets, relations, marks = doc.to_array([SENT_START, HEAD, DEP, TAG]).reshape(-1, 4).T
        self.preset = bounds.astype(np.int64)
        # what tagger and parser before said: head of each word, numbers of its tag and relation, -1 where unknown
        self.heard = doc.has_annotation("DEP")
        self.heard_heads = offsets.astype(np.int64) + np.arange(count)
        numbers = {doc.vocab.strings[dep]: number for number, dep in enumerate(deps)}
        self.heard_deps = np.array([numbers.get(key, -1) for key in relations.tolist()], np.int64)
        numbers = {doc.vocab.strings[tag]: number for number, tag in enumerate(tags)}
        self.heard_tags = np.array([numbers.get(key, -1) for key in marks.tolist()], np.int64)
        self.heard_names = np.full(count, -1)
        for span in doc.ents:
            if f"B-{span.label_}" in NAMES:
                self.heard_names[span.start : span.end] = NAMES.index(f"I-{span.label_}")
                self.heard_names[span.start] -= 1
        if doc.ents:
            self.heard_names[self.heard_names < 0] = 0
        self.tags = np.full(count, -1)
        self.heads = np.arange(count)
        self.deps = np.full(count, -1)
        self.names = np.zeros(count, np.int64)
        self.events = np.zeros((count, len(EVENT_TYPES)), np.float32)
        self.hidden = np.zeros((count, Network.WIDTH), np.float32)

    def find_starts(self) -> list[int]:
        """Words that surely begin a sentence: by what is preset, else behind a blank line."""
        if not len(self.doc):
            return []
        starts = {0, *np.flatnonzero(self.preset == 1).tolist()}
        if not (self.preset[1:] == 1).any():
            blanks = np.flatnonzero(self.words.space).tolist()
            lines = [i + 1 for i in blanks if self.doc[i].text.count("\n") > 1]
            starts.update(i for i in lines if i < len(self.doc))
        return sorted(starts)

    def take(self, network: Network, window: Window, words: Integers, said: Scores) -> None:
        """Take the scores of a window for the words that are its own."""
        own = np.flatnonzero((words >= window.start) & (words < window.end))
        if not len(own):
            return
        first, last = int(own[0]), int(own[-1]) + 1
        places = words[first:last]
        self.tags[places] = choose(said.tags[first:last], self.heard_tags[places], VOTE_TAG)
        self.names[places] = choose(said.names[first:last], self.heard_names[places], VOTE_NAME)
        steps = np.rint(said.events[first:last] * np.float32(STEPS)).astype(np.int64)
        self.events[places] = event_table()[np.clip(steps, -16 * STEPS, 16 * STEPS) + 16 * STEPS]
        self.hidden[places] = said.hidden[first:last]
        preset = self.preset[places]
        begins = (preset == 1) | ((preset != -1) & (said.starts[first:last] > 0))
        begins[0] = True
        count = last - first
        roots, arcs = said.arcs[first:last, 0].copy(), said.arcs[first:last, first + 1 : last + 1].copy()
        theirs = self.hear(places)
        roots[theirs == -1] += VOTE
        voters = np.flatnonzero(theirs >= 0)
        arcs[voters, theirs[voters]] += VOTE
        heads = np.empty(count, np.int64)
        for left, right in pairwise([*np.flatnonzero(begins).tolist(), count]):
            found = find_heads(roots[left:right], arcs[left:right, left:right])
            heads[left:right] = np.where(found < 0, -1, found + left)
        votes = np.zeros((count, network.relations), np.float32)
        agreed = np.flatnonzero((theirs == heads) & (self.heard_deps[places] >= 0))
        votes[agreed, self.heard_deps[places[agreed]]] = VOTE_RELATION
        self.deps[places] = network.relate(said.labels[first:last], heads, votes)
        self.heads[places] = np.where(heads < 0, places, places[heads])

    def hear(self, places: Integers) -> Integers:
        """The heads that the parser before gave the words at `places`, as rows of them: -1 the root, -2 unknown."""
        rows = np.full(len(self.doc), -2)
        if self.heard:
            rows[places] = np.arange(len(places))
        heads: Integers = rows[self.heard_heads[places]]
        heads[heads == np.arange(len(places))] = -1
        return heads

    def write(self, tags: list[str], deps: list[str]) -> None:
        """Set all annotations of the Doc."""
        doc, strings = self.doc, self.doc.vocab.strings
        if not len(doc):
            return
        doc.tensor = self.hidden  # type: ignore[assignment]
        doc._.event_scores = self.events
        real = np.flatnonzero(~self.words.space)
        words, marks = [word.text for word in doc], [tags[n] for n in self.tags]
        tree = Tree(words, marks, self.heads.tolist(), [deps[n] for n in self.deps])
        mend(tree)
        self.heads = np.array(tree.heads)
        for numbers, names, mended in ((self.tags, tags, tree.tags), (self.deps, deps, tree.deps)):
            number = {name: n for n, name in enumerate(names)}
            numbers[real] = [number[mended[i]] for i in real.tolist()]
        tag_keys = np.array([*(strings.add(tag) for tag in tags), strings.add("_SP")], np.uint64)
        dep_keys = np.array([*(strings.add(dep) for dep in deps), strings.add("dep")], np.uint64)
        root = self.heads == np.arange(len(doc))
        keys = dep_keys[self.deps]
        keys[root] = strings.add("ROOT")
        # a root can be nothing else, and nothing else a root
        keys[~root & (keys == strings["ROOT"])] = strings.add("dep")
        # white space hangs on the word before it, at the beginning on the first word
        if len(real):
            before = real[np.maximum(np.searchsorted(real, np.arange(len(doc))) - 1, 0)]
            self.heads = np.where(self.words.space, before, self.heads)
            keys[self.words.space] = strings.add("dep")
        offsets = (self.heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([tag_keys[self.tags], offsets, keys], axis=1)
        doc.from_array([TAG, HEAD, DEP], columns)
        doc.set_ents(list(self.read_names(real)))

    def read_names(self, real: Integers) -> Iterator[Span]:
        """The names by their marks; a mark that goes on a name of another kind, or none, goes on or begins one."""
        begun, label, before = -1, "", -1
        for i, number in zip(real.tolist(), self.names[real].tolist(), strict=True):
            mark = NAMES[number]
            if label and (mark[0] != "I" or before != i - 1):
                yield Span(self.doc, begun, before + 1, label)
                label = ""
            if mark != "O" and not label:
                begun, label = i, mark[2:]
            before = i
        if label:
            yield Span(self.doc, begun, before + 1, label)


def create_encoder(nlp: Language, name: str, model: Model[Any, Any]) -> Encoder:
    """Make the component of this name; its weights come from its folder."""
    model.ops = get_current_ops()
    return Encoder(name, model)
