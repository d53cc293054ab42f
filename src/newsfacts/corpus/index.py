"""Where to look for reports of the same deed: keys by which a report is found, and keys under which it looks.

Both are 63-bit hashes. A report that names both sides is found by their pair, so that busy states do not have to be
compared with themselves; one that names a single side looks among all that have it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import combinations, product

from newsfacts.corpus.comparing import pool, to_tokens
from newsfacts.corpus.model import MUTUAL, Report, Side, Status


def _hash(*parts: str) -> int:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 1


def _pairs(report: Report) -> list[str]:
    """The pairs of states (or what else is widest) that a report has on its two sides."""
    if report.type in MUTUAL:
        parties = sorted({side.general for side in pool(report)})[:6]
        return [f"{a}>{b}" for a, b in combinations(parties, 2)]
    actors, recipients = ({side.general for side in sides} for sides in (report.actor, report.recipient))
    return sorted(f"{a}>{b}" for a, b in product(actors, recipients))[:12]


def _named(sides: Iterable[Side]) -> list[str]:
    """What names one person or body."""
    return sorted({
        side.surname if side.kind == "person" else side.key for side in sides
        if side.kind == "person" or (side.kind == "body" and not side.acts_for_state)
    })  # fmt: skip


class Keys:
    """The keys of a report.

    Args:
        report: the report.
        status: look among reports of this status and polarity instead of its own: a plan's fulfilment.
        type_: look among reports of this type.
    """

    def __init__(self, report: Report, status: Status | None = None, type_: str | None = None) -> None:
        negated = report.negated if status is None else status == "denied"
        self._block = f"{type_ or report.type} {status or report.status} {negated}"
        other_type = type_ is not None and type_ != report.type
        mutual = (type_ or report.type) in MUTUAL
        pairs = _pairs(report)
        if mutual:
            sides = {"both": to_tokens(pool(report))}
            pairs = [">".join(sorted(pair.split(">"))) for pair in pairs]
        elif other_type:  # whoever of a plan calls it off
            sides = dict.fromkeys(("actor", "recipient"), to_tokens(pool(report)))
            pairs += [">".join(pair.split(">")[::-1]) for pair in pairs]
        else:
            sides = {"actor": to_tokens(report.actor), "recipient": to_tokens(report.recipient)}
        exact = [("pair", pair) for pair in pairs]
        exact += [("named", name) for name in _named(pool(report))]
        if report.sum is not None:
            exact.append(("sum", f"{report.sum.currency} {report.sum.value}"))
        if report.place is not None:
            exact.append(("place", report.place))
        if report.type == "said":  # a speaker says much: a statement is found by its words
            words = sorted(report.stems, key=_hash)[:4]
            speakers = to_tokens(report.actor)
            self.found_by = self.looks_under = self._hashes(
                ("word", f"{speaker} {word}") for speaker in speakers for word in words
            )
            return
        whole: list[tuple[str, str]] = []
        single: list[tuple[str, str]] = []
        for role, tokens in sides.items():
            (whole if pairs else single).extend((role, token) for token in tokens)
        # "one" is of reports with one side, "any" of those with both
        sole = [*(("any " + r, t) for r, t in whole), *(("one " + r, t) for r, t in single)]
        self.found_by = self._hashes([*exact, *sole])
        ones = [("one " + r, t) for r, t in [*whole, *single]]
        anys = [("any " + r, t) for r, t in single]
        self.looks_under = self._hashes([*exact, *ones, *anys])

    def _hashes(self, keys: Iterable[tuple[str, str]]) -> frozenset[int]:
        return frozenset(_hash(self._block, kind, key) for kind, key in keys)
