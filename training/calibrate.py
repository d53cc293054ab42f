"""Moves the confidence of events until it is right on average: `python -m training.calibrate REPORT.json`.

REPORT is what `newsfacts evaluate GOLD RECORDS --json` says of articles that trained nothing. The blocks that fit the
confidence are harder than articles: denser, and without the rest of their stories. So only its bias is moved, by one
number; what is surer than what stays.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import newsfacts
from newsfacts.language.facts.learned.confidence import to_odds
from newsfacts.language.facts.learned.heads import WEIGHTS, sigmoid


def find_shift(bins: Sequence[tuple[int, float, float]]) -> float:
    """What to add to the logarithm of the odds so that as many facts are right as are said to be.

    Args:
        bins: for each the number of facts, the mean of what is stated and the share that is right.
    """
    right = sum(n * share for n, _, share in bins)
    low, high = -5.0, 5.0
    for _ in range(50):
        middle = (low + high) / 2
        stated = sum(n * sigmoid(to_odds(mean) + middle) for n, mean, _ in bins)
        low, high = (middle, high) if stated < right else (low, middle)
    return (low + high) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--weights", type=Path, default=Path(newsfacts.__file__).parent / "lexicon" / WEIGHTS)
    arguments = parser.parse_args()
    rows = json.loads(arguments.report.read_text("utf-8"))["confidence"]["events"]["bins"]
    shift = find_shift([(row["n"], row["stated"], row["right"]) for row in rows.values()])
    with np.load(arguments.weights, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    bias = arrays["confidence.names"].tolist().index("bias")
    arrays["confidence.weights"][bias] += shift
    np.savez_compressed(arguments.weights, **arrays)
    print(f"{sum(row['n'] for row in rows.values())} facts: the odds of each times {np.exp(shift):.2f}")


if __name__ == "__main__":
    main()
