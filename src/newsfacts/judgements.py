"""What people judged on the review page: how often facts are right, with what certainty one can say so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: Two-sided 95 % of the normal distribution.
Z = 1.959964
#: Lower bounds of the groups of stated confidence.
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
VERDICTS = ("right", "wrong", "skip", None)


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927); (0, 1) of nothing.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not n:
        return 0.0, 1.0
    share, square = right / n, Z * Z
    middle = share + square / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = ((middle + side * half) / (1 + square / n) for side in (-1, 1))
    return max(0.0, low), min(1.0, high)


@dataclass(slots=True)
class Tally:
    """Right ones of those judged, and the sum of their stated confidence."""

    right: int = 0
    n: int = 0
    stated: float = 0.0
    unstated: int = 0

    def add(self, right: bool, confidence: float | None) -> None:
        """Count one; null is the confidence of a rule that nobody has measured."""
        self.right += right
        self.n += 1
        self.stated += confidence or 0.0
        self.unstated += confidence is None

    def to_row(self) -> dict[str, Any]:
        """Precision with its interval, and the mean of what was stated; null where nothing was judged."""
        low, high = wilson(self.right, self.n)
        stated = self.n - self.unstated
        return {
            "right": self.right, "n": self.n, "precision": round(self.right / self.n, 4) if self.n else None,
            "low": round(low, 4), "high": round(high, 4), "stated": round(self.stated / stated, 4) if stated else None,
        }  # fmt: skip


def to_precision(judgements: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision of what was judged, by rule, type and stated confidence.

    Args:
        judgements: rows as the page exports them: ``article``, ``source``, ``fact``, ``type``, ``rule``,
            ``confidence`` (or null) and ``verdict`` (``right``, ``wrong``, ``skip`` or null). Of two of one fact the
            later counts; what was skipped, or only got a note, is neither right nor wrong.

    Raises:
        ValueError: a row is no judgement; the message says which.
    """
    last: dict[tuple[str, str, str], tuple[str, str, float | None, str | None]] = {}
    for number, row in enumerate(judgements, 1):
        try:
            key = str(row["article"]), str(row["source"]), str(row["fact"])
            stated = None if row["confidence"] is None else float(row["confidence"])
            last[key] = str(row["type"]), str(row["rule"]), stated, row["verdict"]
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"row {number} is no judgement of a fact, as the review page exports it") from None
        confidence, verdict = last[key][2:]
        if verdict not in VERDICTS or not (confidence is None or 0 <= confidence <= 1):
            raise ValueError(f"row {number}: verdict {verdict!r} with confidence {confidence} means nothing")
    whole = Tally()
    groups: dict[str, defaultdict[str, Tally]] = {
        name: defaultdict(Tally) for name in ("by rule", "by type", "by reliability")
    }
    for kind, rule, confidence, verdict in last.values():
        if verdict not in ("right", "wrong"):
            continue
        tallies = [whole, groups["by rule"][rule], groups["by type"][kind]]
        if confidence is not None:
            least = max(bound for bound in BOUNDS if bound <= confidence)
            above = next((bound for bound in BOUNDS if bound > least), 1.0)
            tallies.append(groups["by reliability"][f"{least:.2f}–{above:.2f}"])
        for tally in tallies:
            tally.add(verdict == "right", confidence)
    return {
        "judged": whole.n, "passed over": len(last) - whole.n, "all": whole.to_row(),
        **{name: {key: group[key].to_row() for key in sorted(group)} for name, group in groups.items()},
    }  # fmt: skip
