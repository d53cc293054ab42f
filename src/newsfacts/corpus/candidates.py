"""Who could be whom: persons and bodies that stay two although they may be one, and what keeps them two."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from newsfacts.corpus.acronyms import is_acronym
from newsfacts.corpus.model import is_common
from newsfacts.corpus.people import Profile, find_difference, to_shared
from newsfacts.corpus.store import insert, query_in

#: Persons of one surname, or bodies of one name, that are compared each with each.
MOST_NAMESAKES = 60
_Group = tuple[str, list[Profile]]


def find_candidates(database: sqlite3.Connection, kind: str, shared: Iterable[str]) -> None:
    """List anew who could be one.

    Args:
        kind: ``person`` or ``body``.
        shared: what they have in common (:func:`~newsfacts.corpus.people.to_shared`).
    """
    for word in sorted(set(shared)):
        sql = "SELECT * FROM profiles WHERE kind = ? AND shared = ? AND entity IS NOT NULL ORDER BY profile"
        groups: dict[str, list[Profile]] = defaultdict(list)
        for row in database.execute(sql, (kind, word)):
            profile = Profile(*row)
            groups[profile.entity or ""].append(profile)
        if kind == "body":  # letters that are another name's are looked at under that
            named = query_in(database, "SELECT body, name_key FROM bodies WHERE body IN ({})", sorted(groups))
            groups = {body: groups[body] for body, name in named if to_shared(kind, name) == word}
        database.execute("DELETE FROM candidates WHERE kind = ? AND shared = ?", (kind, word))
        found = [
            {"a": a, "b": b, "kind": kind, "shared": word, "reason": reason}
            for (a, of_a), (b, of_b) in _find_pairs(sorted(groups.items()))
            if (reason := _find_reason(of_a, of_b)) is not None
        ]
        insert(database, "candidates", found)


def _find_pairs(groups: list[_Group]) -> Iterator[tuple[_Group, _Group]]:
    """The groups to compare: each with each; of very many only those of one full name, each with the next."""
    if len(groups) <= MOST_NAMESAKES:
        yield from combinations(groups, 2)
        return
    by_name: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if " " in group[1][0].name_key or group[1][0].kind == "body":
            by_name[group[1][0].name_key].append(group)
    for name in sorted(by_name):
        yield from pairwise(by_name[name])


def _find_reason(a: Sequence[Profile], b: Sequence[Profile]) -> str | None:
    """Why two persons of one surname, or two bodies of one name, could be one, and what keeps them two."""
    x, y = a[0], b[0]
    if x.kind == "body" and (is_common(x.name_key) or is_common(y.name_key)):
        return None  # every state has one
    if {p.name_key for p in a} & {q.name_key for q in b}:
        return f"same name, but {_find_against(a, b) or 'nothing else in common'}"
    if x.kind == "body":
        return None if _find_against(a, b) else _find_letters(a, b)
    countries = {p.country for p in a if p.country} & {p.country for p in b if p.country}
    if not countries:
        return None
    (country,) = sorted(countries)[:1]
    short, long = sorted((x.name_key.split(), y.name_key.split()), key=len)
    offices = {p.office for p in a if p.office} & {p.office for p in b if p.office}
    if len(short) == 1:
        what = f" and office ({sorted(offices)[0]})" if offices else ""
        return f"surname and country ({country}){what} agree, but one has no given name"
    if set(short) < set(long):
        return f"one name is part of the other, in {country}"
    if offices and (short[0][0] == long[0][0]):
        return f"surname, office ({sorted(offices)[0]}) and country ({country}) agree, given names are alike"
    return None


def _find_against(a: Sequence[Profile], b: Sequence[Profile]) -> str | None:
    return next((why for p in a for q in b if (why := find_difference(p, q))), None)


def _find_letters(a: Sequence[Profile], b: Sequence[Profile]) -> str | None:
    """Why a body that is told of by letters could be another."""
    for short, long in ((a, b), (b, a)):
        letters = next((p.name for p in short if is_acronym(p.name)), None)
        name = next((p.name for p in long if " " in p.name_key), None)
        if letters and name:
            return f"{letters} are the first letters of {name}"
    return None
