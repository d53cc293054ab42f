"""Where reports contradict each other: sums, days and actors within an event; deeds denied, plans kept or cancelled.

Both sides stand with their reports. A contradiction of two events, such as a deed and its denial, is said of the deed;
one that time has solved, a plan that was kept or cancelled, says so.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from newsfacts.corpus.comparing import LAG, Match, compare, compare_lists, compare_sums, find_link
from newsfacts.corpus.index import find_keys
from newsfacts.corpus.model import MUTUAL, Report, Status, to_day, to_lane
from newsfacts.corpus.names import load_words, to_stems
from newsfacts.corpus.store import drop_conflicts, find_candidates, insert, load_reports, query_in
from newsfacts.wording import join

#: Days after a deed within which its denial is looked for, and before it (a stated day may be later than the denial).
DENIED_AFTER, DENIED_BEFORE = 7, 1
#: Days after its announcement within which an undated plan can be kept or cancelled, and after its day for a dated one.
KEPT_AFTER, LATE = 60, 7
#: Types of deeds that the same two hardly do twice within days.
ONCE = frozenset({"met", "visited", "took_office", "left_office"})
#: Types by which a plan is called off: of them, those whose words name what was planned.
CALLING_OFF = ("refused", "sanctioned", "conceded")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it says, and the reports that say so."""

    value: str
    reports: tuple[Report, ...]


def find_inner(event: str, reports: Sequence[Report]) -> list[tuple[dict[str, Any], Side, Side]]:
    """The contradictions within an event."""
    found = []
    # who says a thing says it again the next day: the day of a statement is no contradiction
    days = [r for r in reports if r.is_exact and r.type != "said"]
    sums = [r for r in reports if r.sum is not None]
    acted = [r for r in reports if r.first and r.type not in MUTUAL and r.type != "said"]
    kinds: list[tuple[str, list[Report], Callable[[Report], str], Callable[[Report, Report], bool]]] = [
        ("amount", sums, lambda r: r.amount or "", lambda a, b: compare_sums(a.sum, b.sum) == Match.DIFFERENT),
        ("day", days, lambda r: to_day(r.stated[0]) or "" if r.stated else "", lambda a, b: a.stated != b.stated),
        ("actor", acted, lambda r: join([side.name for side in r.first]),
         lambda a, b: compare_lists(a.first, b.first) == Match.DIFFERENT or _are_of_others(a, b)),
    ]  # fmt: skip
    for kind, of_kind, to_words, differ in kinds:
        for a, b in _find_sides(of_kind, to_words, differ):
            found.append(({"kind": kind, "event": event, "other_event": None, "resolution": None}, a, b))
    return found


def _are_of_others(a: Report, b: Report) -> bool:
    """Whether all who did it are of one state here, and of another there: "two Sudanese jets" and Libya."""
    one, other = ({side.country or side.origin for side in report.first} for report in (a, b))
    return None not in one | other and not one & other


def _find_sides(
    reports: Sequence[Report], to_words: Callable[[Report], str], differ: Callable[[Report, Report], bool]
) -> list[tuple[Side, Side]]:
    """Each pair of values that differ, the one with more reports first."""
    by_value: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_value[to_words(report)].append(report)
    order = sorted(by_value, key=lambda value: (-len(by_value[value]), value))
    return [
        (Side(x, tuple(by_value[x])), Side(y, tuple(by_value[y]))) for x, y in combinations(order, 2)
        if all(differ(a, b) for a in by_value[x] for b in by_value[y])
    ]  # fmt: skip


class Contradictions:
    """Finds and writes the contradictions and promises of events that are new or changed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[str, Report] = {}

    def renew(self, events: Iterable[str]) -> set[str]:
        """Look at some events again, each by itself; statements contradict nothing else.

        Returns:
            the denials and plans that have to be settled anew: of deeds it is said in those what became of them.
        """
        around: set[str] = set()
        for event, reports in sorted(self._load(sorted(set(events))).items()):
            drop_conflicts(self._database, "event = ? AND kind IN ('amount', 'day', 'actor')", (event,))
            for row, a, b in find_inner(event, reports):
                self._write(row, a, b)
            status = reports[0].status
            if reports[0].type == "said":
                continue
            if status == "happened":
                around |= self._find_around(reports, "denied") | self._find_around(reports, "planned")
            elif status == "denied":
                around |= {event} | self._find_around(reports, "planned")
            elif status == "planned":
                around.add(event)
        return around

    def settle(self, events: Iterable[str]) -> None:
        """Find what some denials deny, and what became of some plans."""
        for event, reports in sorted(self._load(sorted(set(events))).items()):
            if reports[0].status == "denied":
                self._renew_denial(event, reports)
            elif not reports[0].negated:
                self._renew_promise(event, reports)

    def _load(self, events: Sequence[str]) -> dict[str, list[Report]]:
        rows = list(query_in(self._database, "SELECT report, event FROM reports WHERE event IN ({})", events))
        event_of: dict[str, str] = dict(rows)
        found: dict[str, list[Report]] = defaultdict(list)
        for report in load_reports(self._database, event_of, self._known):
            found[event_of[report.key]].append(report)
        return dict(found)

    def _find_around(self, reports: Sequence[Report], status: Status) -> set[str]:
        """The events that are denials or plans of a deed, but for plans of which something sooner is known."""
        before, after = (DENIED_BEFORE, DENIED_AFTER) if status == "denied" else (KEPT_AFTER, LATE)
        days = [day for r in reports for day in (r.anchor, r.published) if r.anchor is not None and day is not None]
        if not days:
            return set()
        types = _plan_types(reports[0]) if status == "planned" else [reports[0].type]
        keys: set[int] = set()
        for report in reports:
            for type_ in types:
                keys |= find_keys(report, type_).looks_under
        found = find_candidates(self._database, keys, to_lane(status), min(days) - before, max(days) + after)
        soonest: dict[str, tuple[int, int, str]] = {}
        for other in load_reports(self._database, found, self._known):
            concerned = [_sooner(report) for report in reports if _concerns(report, other)]
            if concerned:
                soonest[other.key] = min(concerned)
        sql = (
            "SELECT r.report, r.event, p.by_report FROM reports r LEFT JOIN promises p USING (event) "
            "WHERE r.event IS NOT NULL AND r.report IN ({})"
        )
        rows = list(query_in(self._database, sql, sorted(soonest)))
        ends = load_reports(self._database, [by for _, _, by in rows if by], self._known)
        known = {report.key: _sooner(report) for report in ends}
        return {event for key, event, by in rows if by not in known or soonest[key] < known[by]}

    def _look(self, report: Report, status: Status, type_: str, before: int, after: int) -> list[Report]:
        """The reports of another status that may be of the same deed."""
        if report.anchor is None:
            return []
        days = [report.anchor] if report.published is None else [report.anchor, report.published]
        keys, first, last = find_keys(report, type_).looks_under, min(days) - before, max(days) + after
        found = find_candidates(self._database, keys, to_lane(status), first, last)
        return load_reports(self._database, found, self._known)

    def _write(self, row: dict[str, Any], a: Side, b: Side) -> None:
        parts = [row["kind"], row["event"], row["other_event"] or "", a.value, b.value]
        conflict = "c" + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
        insert(
            self._database,
            "conflicts",
            [{"conflict": conflict, **row, "a": a.value, "b": b.value}],
            "INSERT OR REPLACE",
        )
        rows = [
            {"conflict": conflict, "side": side, "report": report.key, "value": one.value}
            for side, one in (("a", a), ("b", b))
            for report in one.reports
        ]
        insert(self._database, "conflict_sides", rows, "INSERT OR REPLACE")

    def _event_of(self, report: str) -> str:
        (event,) = self._database.execute("SELECT event FROM reports WHERE report = ?", (report,)).fetchone()
        return str(event)

    def _renew_denial(self, event: str, reports: Sequence[Report]) -> None:
        """The deeds that an event denies: those of its days that are told as having happened."""
        drop_conflicts(self._database, "other_event = ? AND kind = 'denial' AND a = 'happened'", (event,))
        deeds: dict[str, tuple[list[Report], list[Report]]] = defaultdict(lambda: ([], []))
        for report in reports:
            if report.type == "said":
                continue
            for other in self._look(report, "happened", report.type, DENIED_AFTER, DENIED_BEFORE):
                if find_link(report, other, any_status=True) and _is_denial(report, other):
                    told, denied = deeds[self._event_of(other.key)]
                    told.append(other)
                    denied.append(report)
        for deed, (told, denied) in sorted(deeds.items()):
            row = {"kind": "denial", "event": deed, "other_event": event, "resolution": None}
            self._write(row, Side("happened", _unique(told)), Side("denied", _unique(denied)))

    def _renew_promise(self, event: str, reports: Sequence[Report]) -> None:
        """What became of a plan: kept, called off or denied by the first report that says so, else open."""
        drop_conflicts(self._database, "other_event = ? AND kind = 'status'", (event,))
        drop_conflicts(self._database, "event = ? AND kind = 'denial' AND a = 'planned'", (event,))
        self._database.execute("DELETE FROM promises WHERE event = ?", (event,))
        promised = min((r.published for r in reports if r.published is not None), default=None)
        due = max((r.stated[1] for r in reports if r.stated is not None), default=None)
        outcomes = sorted(self._find_outcomes(reports, promised, due), key=lambda found: (_sooner(found[1]), found[0]))
        state, by = outcomes[0] if outcomes else ("open", None)
        by_event = by and self._event_of(by.key)
        settled = state != "unsettled"
        row = {"event": event, "promised": to_day(promised), "due": to_day(due), "state": state if settled else "open",
               "by_event": by_event if settled else None, "by_report": by.key if by and settled else None}  # fmt: skip
        insert(self._database, "promises", [row])
        if by is None or by_event is None:
            return
        planned = Side("planned", tuple(reports))
        if state == "denied":
            row = {"kind": "denial", "event": event, "other_event": by_event, "resolution": None}
            self._write(row, planned, Side("denied", (by,)))
        else:
            resolution = {"kept": "fulfilled", "cancelled": "cancelled"}.get(state)
            row = {"kind": "status", "event": by_event, "other_event": event, "resolution": resolution}
            self._write(row, Side("cancelled" if state == "cancelled" else "happened", (by,)), planned)

    def _find_outcomes(
        self, reports: Sequence[Report], promised: int | None, due: int | None
    ) -> Iterable[tuple[str, Report]]:
        for report in reports:
            if report.anchor is None or promised is None:
                continue
            sources: list[tuple[str, Status, str]] = [
                ("kept", "happened", report.type), ("denied", "denied", report.type),
                *(("cancelled", "happened", type_) for type_ in CALLING_OFF if type_ != report.type),
            ]  # fmt: skip
            for outcome, status, type_ in sources:
                found = self._look(report, status, type_, LATE, KEPT_AFTER)
                if outcome == "kept" and any(_is_purpose(report, other) for other in found):
                    break
                for other in found:
                    same = type_ == report.type
                    if not (find_link(report, other, any_status=True) if same else _calls_off(other, report)):
                        continue
                    if _follows(other, promised, due) and _is_timely(report, other):
                        yield outcome, other
                    elif outcome == "kept" and _is_told_late(report, other):
                        yield "unsettled", other


def _plan_types(report: Report) -> list[str]:
    """The types of plans that a deed may end: its own, and for a refusal those that it names."""
    if report.type not in CALLING_OFF:
        return [report.type]
    planned = ["met", "visited", "aided", "agreed", "cooperated", "transacted", "conceded", "mobilized", "sanctioned"]
    return [report.type, *(type_ for type_ in planned if type_ != report.type)]


def _concerns(deed: Report, other: Report) -> bool:
    """Whether a deed is what another report denies or plans, or calls that off."""
    if other.type != deed.type:
        return _calls_off(deed, other)
    return find_link(other, deed, any_status=True) is not None and (other.status != "denied" or _is_denial(other, deed))


def _is_denial(denial: Report, deed: Report) -> bool:
    """Whether the days of a denial and a deed can be one's: a stated day is that of the deed."""
    if denial.article == deed.article and denial.evidence_start == deed.evidence_start:
        return False
    if denial.stated and deed.stated:
        return denial.stated[0] - 1 <= deed.stated[1] and deed.stated[0] <= denial.stated[1] + 1
    return True


def _follows(other: Report, promised: int, due: int | None) -> bool:
    """Whether a report tells of what became of a plan: told no earlier than it was promised, done no earlier either."""
    if other.anchor is None or other.published is None or other.published < promised or other.anchor < promised:
        return False
    return due is None or other.anchor <= due + LATE


def _is_timely(plan: Report, other: Report) -> bool:
    """Whether a report is near enough to a plan to be of it: soon after its announcement, or around its day."""
    if plan.published is None or plan.anchor is None or other.anchor is None:
        return False
    return 0 <= other.anchor - plan.published <= KEPT_AFTER or abs(other.anchor - plan.anchor) <= LATE


def _is_purpose(plan: Report, deed: Report) -> bool:
    """Whether a plan is what the deed of its sentence is for: "gave 40 million euros to feed the homeless"."""
    if plan.article != deed.article or plan.evidence_start != deed.evidence_start:
        return False
    is_infinitive = "to" in plan.before[-3:] and plan.trigger_start > deed.trigger_start
    return is_infinitive and plan.sum is None and plan.stated is None


def _is_told_late(plan: Report, deed: Report) -> bool:
    """Whether a plan was told when the deed was just done: one of the two articles is wrong, or late.

    Two sides can do the same twice: where they are all that a gift has in common with a plan, this is another.
    """
    values = compare(plan, deed)
    if values is None or not (plan.type in ONCE or values.says_same or values.place == Match.SAME):
        return False
    if plan.published is None or deed.anchor is None or not 0 < plan.published - deed.anchor <= LAG:
        return False
    return plan.stated is None or plan.stated[0] - LAG <= deed.anchor <= plan.stated[1] + LAG


def _calls_off(other: Report, plan: Report) -> bool:
    """Whether a refusal or suspension names what was planned, between the same two."""
    if compare_lists(other.actor, (*plan.actor, *plan.recipient)) <= Match.UNKNOWN:
        return False
    if other.recipient and compare_lists(other.recipient, (*plan.actor, *plan.recipient)) == Match.DIFFERENT:
        return False
    if other.type == "conceded" and plan.type != "sanctioned":
        return False  # who lets men go calls no journey off
    words = to_stems(plan.trigger) | to_stems(" ".join(load_words()["called_off"].get(plan.type, ())))
    words |= plan.stems if plan.type == "sanctioned" else frozenset()
    return bool(words & (other.stems | to_stems(other.trigger)))


def _sooner(report: Report) -> tuple[int, int, str]:
    return (report.anchor or 0, report.published or 0, report.key)


def _unique(reports: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted({report.key: report for report in reports}.values(), key=lambda r: r.key))
