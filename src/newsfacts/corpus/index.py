"""Where to look for reports of the same deed: keys by which a report is found, and keys under which it looks.

Both are 63-bit hashes. A report that names both sides is found by their pair, so that busy states do not have to be
compared with themselves; one that names a single side looks among all that have it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, product

from newsfacts.corpus.comparing import pool, to_tokens
from newsfacts.corpus.model import MUTUAL, ONCE_A_DAY, Report, Side


@lru_cache(maxsize=100_000)
def _hash(*parts: str) -> int:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 1


def _known(sides: Iterable[Side]) -> list[str]:
    """The widest words for sides that are more than words: an attaché of no known state is not."""
    known = (side for side in sides if side.kind != "text" and (side.kind != "office" or side.country))
    return sorted({side.general for side in known if not side.is_nobody})


def _pairs(report: Report) -> list[str]:
    """The pairs of states (or what else is widest) that a report has on its two sides."""
    if report.type in MUTUAL:
        return [f"{a}>{b}" for a, b in combinations(_known(pool(report))[:6], 2)]
    return sorted(f"{a}>{b}" for a, b in product(_known(report.first), _known(report.second)))[:12]


def _named(sides: Iterable[Side]) -> list[str]:
    """What names one person or body."""
    return sorted({
        side.surname if side.kind == "person" else side.key for side in sides
        if side.kind == "person" or (side.kind == "body" and not side.acts_for_state and not side.is_nobody)
    })  # fmt: skip


def _days_told(report: Report) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Keys of a day for deeds that a state hardly does twice on it.

    A report that names nobody known asks for those of the states of its article, and they for it.
    """
    if not report.is_exact or report.type not in ONCE_A_DAY:
        return [], []
    known = {code for side in pool(report) if (code := side.country or side.origin)}
    kind, other = ("day", "nobody's day") if _known(pool(report)) else ("nobody's day", "day")
    states = sorted(known or report.around)[:THINGS]
    return [(kind, f"{report.stated} {state}") for state in states], [
        (other, f"{report.stated} {state}") for state in states
    ]


#: Words of an object under which a report is found.
THINGS = 3
#: Names of a sentence under which a report is found.
NAMES = 6


class Keys:
    """The keys of a report.

    Args:
        report: the report.
        type_: look among reports of this type instead of its own.

    Attributes:
        found_by: the keys that others find it by.
        looks_under: the keys under which it looks for others.
    """

    def __init__(self, report: Report, type_: str | None = None) -> None:
        self._type = report.deed if type_ in (None, report.type) else type_ or ""
        if report.type == "said":
            self.found_by, self.looks_under = self._of_statement(report)
            return
        pairs, sides = _pairs(report), self._sides(report, type_)
        if (type_ or report.type) in MUTUAL:
            pairs = [">".join(sorted(pair.split(">"))) for pair in pairs]
        elif type_ not in (None, report.type):  # whoever of a plan calls it off
            pairs += [">".join(pair.split(">")[::-1]) for pair in pairs]
        exact = [("pair", pair) for pair in pairs]
        exact += [("named", name) for name in _named(pool(report))]
        exact += [("thing", f"{one} {stem}") for one in _known(pool(report)) for stem in sorted(report.stems)[:THINGS]]
        if report.sum is not None:
            exact.append(("sum", f"{report.sum.currency} {report.sum.value}"))
        if report.place is not None:
            exact.append(("place", report.place))
        exact += [("spot", name) for name in sorted(report.spots)[:THINGS]]
        if report.is_exact and not pairs:
            exact += [("day thing", f"{report.stated} {stem}") for stem in sorted(report.stems)[:THINGS]]
        told, asked = _days_told(report)
        if not pairs and (told or asked):  # two reports that name one side each, and not the same
            exact += [("one's day", f"{report.stated} {state}") for state in sorted(report.around)[:THINGS]]
        # likewise "name" and "pair name"
        names = sorted(report.names)[:NAMES]
        one_name, other_name = (("pair name", "name") if pairs else ("name", "pair name"))
        own, alien = [(one_name, name) for name in names], [(other_name, name) for name in names]
        tokens = [(role, token) for role, found in sides.items() for token in found]
        # "one" is of reports that name one side, "any" of those that name both
        one = [(f"one {role}", token) for role, token in tokens]
        both = [(f"any {role}", token) for role, token in tokens]
        self.found_by = self._hashes([*exact, *(both if pairs else one), *own, *told])
        self.looks_under = self._hashes([*exact, *one, *(alien if pairs else [*both, *own, *alien]), *asked])

    def _of_statement(self, report: Report) -> tuple[frozenset[int], frozenset[int]]:
        """A speaker says much: a statement is found by its words.

        Two named persons are found by surname and state, and by their state those who speak for it without a name.
        """
        words = sorted(report.stems, key=_hash)[:4]
        found: set[tuple[str, str]] = set()
        looks: set[tuple[str, str]] = set()
        for side in report.actor:
            if side.kind == "person":
                own, anywhere = ("person", f"{side.surname} {side.country}"), ("anywhere", side.surname)
                found |= {own, anywhere, ("of", side.general)}
                if side.country:
                    looks |= {own, ("person", f"{side.surname} None"), ("any", side.general)}
                else:
                    looks.add(anywhere)
            else:
                tokens = {("any", token) for token in side.tokens}
                found |= tokens
                looks |= tokens | {("of", token) for token in side.tokens}
        return (
            self._hashes((how, f"{who} {word}") for how, who in found for word in words),
            self._hashes((how, f"{who} {word}") for how, who in looks for word in words),
        )

    @staticmethod
    def _sides(report: Report, type_: str | None) -> dict[str, list[str]]:
        if (type_ or report.type) in MUTUAL:
            return {"both": to_tokens(pool(report))}
        if type_ not in (None, report.type):
            return dict.fromkeys(("actor", "recipient"), to_tokens(pool(report)))
        return {"actor": to_tokens(report.first), "recipient": to_tokens(report.second)}

    def _hashes(self, keys: Iterable[tuple[str, str]]) -> frozenset[int]:
        return frozenset(_hash(self._type, kind, key) for kind, key in keys)


def find_keys(report: Report, type_: str | None = None) -> Keys:
    """The keys of a report, made once."""
    made: dict[str, Keys] = report.__dict__.setdefault("_keys", {})
    type_ = type_ or report.type
    if type_ not in made:
        made[type_] = Keys(report, type_)
    return made[type_]
