"""Whether confidence means what it says: how often facts of each confidence are right on a gold folder.

usage: python benchmarks/confidence.py GOLD_DIR [--only PREFIX]
       python benchmarks/confidence.py --judgements judgements.jsonl

GOLD_DIR holds NAME.txt beside NAME.gold.json; PREFIX: only names that begin so. A fact is right when gold has one of
the same type whose actors and recipients agree (``benchmarks/rules.py``); with ``--judgements``, the review page's
export, when somebody said so. Prints, for all facts and for events alone,
the reliability in ten bins with the number of facts in each, the area under the ROC curve, the calibration error, and
what ``--min-confidence`` keeps.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from rules import is_right, read_judgements

import newsfacts

#: Where the curve of ``--min-confidence`` is read.
CUTS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def find_auc(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The probability that a right fact is surer than a wrong one, ties counting half."""
    p, y = np.array(chances), np.array(right, bool)
    good, bad = p[y], p[~y]
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad[None, :]).mean()
    return float(above + 0.5 * (good[:, None] == bad[None, :]).mean())


def to_bins(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[int, int, float, float]]:
    """For each tenth with facts: its number, how many, their mean confidence, the share that is right."""
    p, y = np.array(chances), np.array(right, float)
    bins = np.minimum((p * 10 + 1e-9).astype(int), 9)
    return [(b, int(m.sum()), float(p[m].mean()), float(y[m].mean())) for b in range(10) if (m := bins == b).any()]


def find_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The calibration error: how far mean confidence and precision are apart, averaged over facts by tenths."""
    return sum(n * abs(mean - share) for _, n, mean, share in to_bins(chances, right)) / len(chances)


def report(console: Console, title: str, chances: Sequence[float], right: Sequence[bool]) -> None:
    """Print the tables of some facts."""
    auc, error = find_auc(chances, right), find_error(chances, right)
    console.print(f"{title}: {len(chances)} facts, AUC {auc:.2f}, calibration error {error:.3f}")
    table = Table("confidence", "facts", "mean", "right")
    for tenth, n, mean, share in to_bins(chances, right):
        table.add_row(f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}", str(n), f"{mean:.2f}", f"{share:.2f}")
    console.print(table)
    table = Table("--min-confidence", "kept", "right")
    for cut in CUTS:
        kept = [ok for p, ok in zip(chances, right, strict=True) if p >= cut]
        if kept:
            table.add_row(f"{cut}", f"{len(kept) / len(right):.2f}", f"{sum(kept) / len(kept):.2f}")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--judgements", type=Path, metavar="FILE", help="what was judged on the review page")
    parser.add_argument("--only", default="", metavar="PREFIX", help="only articles whose names begin so")
    args = parser.parse_args()
    if (args.gold is None) == (args.judgements is None):
        parser.error("give GOLD_DIR or --judgements FILE")
    rated: list[tuple[float, bool, bool]] = []
    for row in read_judgements(args.judgements) if args.judgements else ():
        if row["confidence"] is not None:
            rated.append((row["confidence"], row["verdict"] == "right", row["type"] != "said"))
    for path in sorted(args.gold.glob(f"{args.only}*.gold.json")) if args.gold else ():
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
        got = json.loads(newsfacts.extract(text, date=gold["article"].get("published")).to_json())
        for fact in got["facts"]:
            if fact["confidence"] is not None:
                rated.append((fact["confidence"], is_right(gold, got, fact), fact["type"] != "said"))
    console = Console()
    for title, rows in (("all", rated), ("events", [r for r in rated if r[2]])):
        if rows:
            report(console, title, [p for p, _, _ in rows], [ok for _, ok, _ in rows])


if __name__ == "__main__":
    main()
