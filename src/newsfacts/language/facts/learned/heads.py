"""The small models of facts in NumPy: sums over named features, and a layer over the encoder's vectors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "learned.npz"

Floats = NDArray[np.float64]


class Linear:
    """Sums of the weights of the features that are there, and of numbers times theirs.

    Args:
        names: the features, each once; "bias" always holds.
        weights: features by outputs.
    """

    def __init__(self, names: Iterable[str], weights: NDArray[np.floating[Any]]) -> None:
        self.names = [str(name) for name in names]
        self.weights = np.asarray(weights, np.float64)
        self.row = {name: n for n, name in enumerate(self.names)}

    def add_up(self, features: Iterable[str], values: Iterable[tuple[str, float]] = ()) -> Floats:
        """The outputs; features that the model does not know add nothing."""
        out = self.weights[[self.row[name] for name in features if name in self.row]].sum(axis=0)
        for name, value in values:
            if name in self.row:
                out = out + value * self.weights[self.row[name]]
        return np.asarray(out, np.float64)


class Sides:
    """Which side of a trigger each candidate is: a wide part over features, a deep one over features and vectors.

    Args:
        wide: features by classes.
        plain: features by hidden units.
        trigger, filler: hidden units by the width of the encoder's vectors, for the trigger and the candidate's head.
        out: hidden units by classes.
    """

    def __init__(self, wide: Linear, plain: Linear, trigger: Floats, filler: Floats, out: Floats) -> None:
        self.wide, self.plain = wide, plain
        self.trigger, self.filler, self.out = (np.asarray(x, np.float64) for x in (trigger, filler, out))

    def rate(
        self, features: list[list[str]], trigger: NDArray[np.floating[Any]], heads: NDArray[np.floating[Any]]
    ) -> Floats:
        """Candidates by classes, probabilities. ``trigger``, ``heads``: vectors of the trigger and of each head."""
        if not features:
            return np.zeros((0, self.out.shape[1]))
        wide = np.array([self.wide.add_up(names) for names in features])
        hidden = np.array([self.plain.add_up(names) for names in features])
        hidden += np.asarray(trigger, np.float64) @ self.trigger.T + np.asarray(heads, np.float64) @ self.filler.T
        scores = wide + np.maximum(hidden, 0) @ self.out
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def sigmoid(score: float) -> float:
    """The probability of yes."""
    return float(1 / (1 + np.exp(-score)))


@cache
def _load_arrays() -> dict[str, NDArray[Any]]:
    path = resources.files("newsfacts.lexicon").joinpath(WEIGHTS)
    if not path.is_file():
        return {}
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


@cache
def load_sides() -> Sides | None:
    """The package's head that chooses sides, or None where the installation has no weights."""
    arrays = _load_arrays()
    return to_sides(arrays) if arrays else None


@cache
def load_confidence_head() -> Linear | None:
    """The package's head that rates facts, or None where the installation has no weights."""
    arrays = _load_arrays()
    return Linear(arrays["confidence.names"].tolist(), arrays["confidence.weights"]) if arrays else None


def to_sides(arrays: dict[str, NDArray[Any]]) -> Sides:
    """The head that chooses sides, of the arrays of a weights file."""
    wide = Linear(arrays["wide.names"].tolist(), arrays["wide.weights"])
    plain = Linear(arrays["plain.names"].tolist(), arrays["plain.weights"])
    return Sides(wide, plain, arrays["trigger"], arrays["filler"], arrays["out"])
