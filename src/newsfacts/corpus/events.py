"""Which reports tell the same event.

Reports that hang together (:func:`~newsfacts.corpus.comparing.find_link`) make a *chain*. Where two sides do the same
to each other every day, chains have no end: one that spans more than :data:`LONGEST` days is no deed but a series, and
in it the loosest links do not count, then only those of one day. Within a chain the closest reports are joined first,
and never two that cannot be one (:func:`~newsfacts.corpus.comparing.find_bar`).

A chain is a function of the set of its reports, and so are its events: a new report makes anew only the chains that it
touches, which is what adding a day costs, and the order of arrival cannot matter.
"""

from __future__ import annotations

import hashlib
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsfacts.corpus.comparing import SLIP, Bond, Link, find_bar, find_link
from newsfacts.corpus.index import find_keys
from newsfacts.corpus.model import Report
from newsfacts.corpus.store import (
    days_of,
    drop_events,
    find_candidates,
    find_event_keys,
    insert,
    load_reports,
    query_in,
    to_key_rows,
    transaction,
)
from newsfacts.corpus.values import to_event

#: Days that one chain of reports may span.
LONGEST = 10
#: Reports placed in one transaction.
BATCH = 4000


def place_pending(database: sqlite3.Connection, batch: int = BATCH) -> None:
    """Give every report that has none its event."""
    while True:
        keys = [key for (key,) in database.execute(
            "SELECT report FROM reports WHERE event IS NULL ORDER BY anchor, report LIMIT ?", (batch,)
        )]  # fmt: skip
        if not keys:
            return
        with transaction(database):
            _Placing(database).place(load_reports(database, keys), Bond.LOOSE)


@dataclass(slots=True)
class _Chain:
    """Reports that hang together, and what does it."""

    members: list[Report]
    links: list[tuple[Link, str, str]]

    @property
    def span(self) -> int:
        anchors = [report.anchor for report in self.members if report.anchor is not None]
        return max(anchors, default=0) - min(anchors, default=0)


class _Placing:
    """One batch of new reports among those that are placed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def place(self, new: Sequence[Report], depth: Bond) -> None:
        """Place reports whose chains count links from ``depth`` on."""
        fresh = {report.key: report for report in new}
        touched, in_series = self._find_touched(fresh, depth)
        if depth == Bond.LOOSE:
            rows = [row for report in new for row in to_key_rows(report)]
            insert(self._database, "_keys", rows, "INSERT OR IGNORE")
        rows_of = query_in(
            self._database, "SELECT report FROM reports WHERE chain IN ({}) AND depth = ?", touched, [int(depth)]
        )
        old = load_reports(self._database, [key for (key,) in rows_of if key not in fresh])
        deeper: list[Report] = []
        placed: list[tuple[_Chain, list[list[Report]]]] = []
        for chain in self._find_chains([*new, *old], depth):
            if depth < Bond.SAME_DAY and (chain.span > LONGEST or any(r.key in in_series for r in chain.members)):
                deeper += chain.members
            else:
                placed.append((chain, agglomerate(chain.members, chain.links)))
        self._write(placed, depth)
        if deeper:
            self.place(deeper, Bond(depth + 1))

    def _find_touched(self, fresh: dict[str, Report], depth: Bond) -> tuple[list[str], set[str]]:
        """The chains that new reports hang on to, and the new reports that belong to a series."""
        near: dict[str, list[str]] = defaultdict(list)
        for key, report in fresh.items():
            days = days_of(report)
            if days:
                span = 0 if depth == Bond.SAME_DAY else SLIP
                keys, first, last = find_keys(report).looks_under, days[0] - span, days[-1] + span
                for other in find_candidates(self._database, keys, report.lane, first, last):
                    if other not in fresh:
                        near[other].append(key)
        where = {key: (chain, at) for key, chain, at in query_in(
            self._database,
            "SELECT report, chain, depth FROM reports WHERE event IS NOT NULL AND report IN ({}) AND depth >= ?",
            near, [int(depth)])}  # fmt: skip
        touched, in_series = set(), set()
        for placed in load_reports(self._database, where):
            chain, at = where[placed.key]
            for key in near[placed.key]:
                link = find_link(fresh[key], placed)
                if link is not None and link.bond >= depth:
                    if at == depth:
                        touched.add(chain)
                    else:
                        in_series.add(key)
        return sorted(touched), in_series

    def _find_chains(self, reports: Sequence[Report], depth: Bond) -> list[_Chain]:
        """The chains among reports, in order of their first key."""
        by_key = {report.key: report for report in sorted(reports, key=lambda r: r.key)}
        found_by: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        for key, report in by_key.items():
            for day in days_of(report):
                for one in find_keys(report).found_by:
                    found_by[one, report.lane].append((day, key))
        links: list[tuple[Link, str, str]] = []
        pairs: set[tuple[str, str]] = set()
        for entries in found_by.values():
            entries.sort()
        for key, report in by_key.items():
            days = days_of(report)
            for one in find_keys(report).looks_under if days else ():
                entries = found_by.get((one, report.lane), [])
                for at in range(bisect_left(entries, (days[0] - SLIP, "")), len(entries)):
                    day, other = entries[at]
                    if day > days[-1] + SLIP:
                        break
                    if other != key:
                        pairs.add((key, other) if key < other else (other, key))
        for a, b in sorted(pairs):
            link = find_link(by_key[a], by_key[b])
            if link is not None and link.bond >= depth:
                links.append((link, a, b))
        return _to_components(by_key, links)

    def _write(self, placed: list[tuple[_Chain, list[list[Report]]]], depth: Bond) -> None:
        """Put events in the place of those that their reports had."""
        members = [report.key for chain, _ in placed for report in chain.members]
        drop_events(self._database, find_event_keys(self._database, members))
        where: list[tuple[str, str, int, str]] = []
        rows: list[dict[str, Any]] = []
        participants: list[dict[str, Any]] = []
        for chain, events in placed:
            name = chain.members[0].key
            for reports in events:
                event = to_event_key(reports)
                where += [(event, name, int(depth), report.key) for report in reports]
                row, parties = to_event(event, reports)
                rows.append(row)
                participants += parties
        self._database.executemany("UPDATE reports SET event = ?, chain = ?, depth = ? WHERE report = ?", where)
        insert(self._database, "events", rows)
        insert(self._database, "participants", participants)
        dirty = [{"kind": "event", "key": row["event"]} for row in rows]
        insert(self._database, "_dirty", dirty, "INSERT OR IGNORE")
        self._mark_names(sorted({report.article for chain, _ in placed for report in chain.members}))

    def _mark_names(self, articles: Sequence[str]) -> None:
        """Look anew at the full names of some articles: what these tell says who is whom, where that is in question."""
        sql = (
            "SELECT DISTINCT f.name_key FROM appearances a JOIN profiles f USING (profile) "
            "WHERE a.kind = 'person' AND instr(f.name_key, ' ') AND a.article IN ({}) AND EXISTS ("
            "SELECT 1 FROM profiles g WHERE g.kind = 'person' AND g.name_key = f.name_key "
            "AND (g.role IS NULL OR NOT g.country_told))"
        )
        names = sorted({name for (name,) in query_in(self._database, sql, articles)})
        insert(self._database, "_dirty", [{"kind": "person", "key": name} for name in names], "INSERT OR IGNORE")


def find_series(database: sqlite3.Connection, reports: Iterable[str]) -> set[str]:
    """All placed reports that hang together with some, however loosely and over how many others."""
    found = new = set(reports)
    while new:
        linked: set[str] = set()
        for report in load_reports(database, new):
            days = days_of(report)
            if days:
                keys, first, last = find_keys(report).looks_under, days[0] - SLIP, days[-1] + SLIP
                near = find_candidates(database, keys, report.lane, first, last)
                others = load_reports(database, [key for key in near if key not in found and key not in linked])
                linked |= {other.key for other in others if find_link(report, other) is not None}
        found, new = found | linked, linked
    return found


def to_event_key(reports: Iterable[Report]) -> str:
    """An event's key: that of its earliest report, so that later ones do not change it."""
    first = min((report.published or 0, report.key) for report in reports)[1]
    return "e" + hashlib.sha256(first.encode()).hexdigest()[:16]


def _to_components(by_key: dict[str, Report], links: list[tuple[Link, str, str]]) -> list[_Chain]:
    parent = {key: key for key in by_key}

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for _, a, b in links:
        a, b = sorted((find(a), find(b)))
        parent[b] = a
    chains: dict[str, _Chain] = {}
    for key, report in by_key.items():
        chains.setdefault(find(key), _Chain([], [])).members.append(report)
    for link in links:
        chains[find(link[1])].links.append(link)
    return [chains[key] for key in sorted(chains)]


def agglomerate(members: Sequence[Report], links: Iterable[tuple[Link, str, str]]) -> list[list[Report]]:
    """Join the closest reports first; two groups stay apart when any of one is barred from any of the other.

    Args:
        members: the reports of a chain, by key.
        links: what holds them together.

    Returns:
        the events, each with its reports by key.
    """
    groups = {report.key: [report] for report in members}
    bars: dict[tuple[str, str], float] = {}

    def bar(a: Report, b: Report) -> float:
        pair = (a.key, b.key) if a.key < b.key else (b.key, a.key)
        if pair not in bars:
            bars[pair] = find_bar(a, b)
        return bars[pair]

    def are_apart(left: list[Report], right: list[Report]) -> bool:
        against = 0.0
        for x in left:
            for y in right:
                found = bar(x, y)
                if found == 1.0:
                    return True
                against += found
        return against > len(left) * len(right) / 4  # more than half of the pairs

    for _, a, b in sorted(links, key=lambda link: (-link[0].score, link[1], link[2])):
        left, right = groups[a], groups[b]
        if left is right or are_apart(left, right):
            continue
        joined = sorted([*left, *right], key=lambda report: report.key)
        for report in joined:
            groups[report.key] = joined
    unique = {id(group): group for group in groups.values()}
    return sorted(unique.values(), key=lambda group: group[0].key)
