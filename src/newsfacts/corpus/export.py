"""What is in a corpus, as plain objects in an order of their own: the same corpus gives the same bytes.

Events come by day, each with its reports; then contradictions with both sides' evidence, promises, people with their
tenures, bodies, and who could be whom.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from newsfacts.corpus.store import query_in

#: Columns of a report in an export, behind its key.
REPORT = """
SELECT r.event, r.report, a.article_id, a.source, coalesce(a.publisher, a.source) AS outlet, a.published, r.status,
  r.negated, r.mode, r.actors, r.recipients, r.object, r.place, r.place_country, r.day_from, r.day_to, r.amount,
  r.amount_value, r.amount_upper, r.currency, r.speaker, r.cue, r.trigger, r.trigger_start, r.trigger_end, r.evidence,
  r.evidence_start, r.evidence_end, r.rule, r.confidence
FROM reports r JOIN articles a USING (article)
"""
#: Events of one query.
MANY = 400


def to_dicts(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its lists as lists and its truth values as such."""
    for name in ("actors", "recipients"):
        row[name] = json.loads(row[name])
    for name in ("negated", "day_stated"):
        if name in row:
            row[name] = bool(row[name])
    return row


def find_events(database: sqlite3.Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """Every event with its reports and contradictions, by day.

    Args:
        since: only events of which an article of this day or later tells (ISO day).
    """
    where = "WHERE last_published >= :since" if since else ""
    cursor = database.execute(f"SELECT * FROM events {where} ORDER BY day_from, event", {"since": since})
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(MANY):
        events = {row[0]: _decoded(dict(zip(names, row, strict=True))) for row in rows}
        for event in events.values():
            event["new"] = since is not None and event["first_published"] >= since
            event["conflicts"], event["told"] = [], []
        for report in _reports(database, "WHERE r.event IN ({})", list(events)):
            events[report.pop("event")]["told"].append(report)
        for column in ("event", "other_event"):
            sql = f"SELECT conflict, {column} FROM conflicts WHERE {column} IN ({{}})"
            for conflict, key in query_in(database, sql, events):
                events[key]["conflicts"].append(conflict)
        for event in events.values():
            event["conflicts"].sort()
            event["told"].sort(key=lambda report: (report["published"] or "", report["report"]))
            yield event


def _reports(database: sqlite3.Connection, where: str, keys: list[str]) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in database.execute(f"{REPORT} LIMIT 0").description]
    for row in query_in(database, f"{REPORT} {where}", keys):
        yield _decoded(dict(zip(names, row, strict=True)))


def find_conflicts(database: sqlite3.Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """Every contradiction with both sides' evidence; those that nothing has solved come first."""
    found = to_dicts(database.execute("SELECT * FROM conflicts ORDER BY resolution IS NOT NULL, kind, conflict"))
    for row in found:
        sides: dict[str, Any] = {side: {"value": row.pop(side), "reports": []} for side in ("a", "b")}
        evidence = database.execute(
            "SELECT s.side, s.report, coalesce(a.publisher, a.source) AS outlet, a.published, r.speaker, r.evidence, "
            "a.article_id, r.evidence_start, r.evidence_end FROM conflict_sides s JOIN reports r USING (report) "
            "JOIN articles a USING (article) WHERE s.conflict = ? ORDER BY s.side, a.published, s.report",
            (row["conflict"],),
        )
        days = []
        for one in to_dicts(evidence):
            sides[one.pop("side")]["reports"].append(one)
            days.append(one["published"] or "")
        if since is None or max(days, default="") >= since:
            yield {**row, **sides}


def find_people(database: sqlite3.Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """Every person with the offices held, when they were seen in them, and where first."""
    where = "WHERE last_day >= :since" if since else ""
    for row in to_dicts(database.execute(f"SELECT * FROM people {where} ORDER BY person", {"since": since})):
        row.pop("name_key")
        tenures = database.execute(
            "SELECT office, role, country, organization, status, first_day, last_day, articles FROM tenures "
            "WHERE person = ? ORDER BY first_day, office, status, organization, country", (row["person"],),
        )  # fmt: skip
        seen = _first_evidence(database, row["person"])
        row["new"] = since is not None and row["first_day"] >= since
        told = [{**tenure, "evidence": seen.get(_to_tenure(tenure))} for tenure in to_dicts(tenures)]
        yield {**row, "tenures": told}


#: What makes a tenure one.
TENURE = ("office", "role", "country", "organization", "status")


def _to_tenure(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in TENURE)


def _first_evidence(database: sqlite3.Connection, person: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Where each office of a person, apart by status, is told of first."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in to_dicts(database.execute("SELECT * FROM tenure_evidence WHERE person = ?", (person,))):
        found.setdefault(_to_tenure(row), {k: v for k, v in row.items() if k not in (*TENURE, "person")})
    return found


def find_all(database: sqlite3.Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """All that a corpus says, one object a line; ``kind`` tells what it is."""
    head = next(to_dicts(database.execute(
        "SELECT count(*) AS articles, coalesce(sum(facts), 0) AS reports, min(published) AS first_published, "
        "max(published) AS last_published FROM articles"
    )))  # fmt: skip
    yield {"kind": "corpus", "schema_version": "1", **head, "since": since}
    for event in find_events(database, since):
        yield {"kind": "event", **event}
    for conflict in find_conflicts(database, since):
        yield {"kind": "conflict", "about": conflict.pop("kind"), **conflict}
    where = "WHERE promised >= :since OR by_event IN (SELECT event FROM events WHERE last_published >= :since)"
    promises = f"SELECT * FROM promises {where if since else ''} ORDER BY promised, event"
    for promise in to_dicts(database.execute(promises, {"since": since})):
        yield {"kind": "promise", **promise}
    for person in find_people(database, since):
        yield {"kind": "person", **person}
    bodies = f"SELECT * FROM bodies {'WHERE last_day >= :since' if since else ''} ORDER BY body"
    for body in to_dicts(database.execute(bodies, {"since": since})):
        body.pop("name_key")
        yield {"kind": "body", "body_kind": body.pop("kind"), **body}
    if not since:
        for row in to_dicts(database.execute("SELECT a, b, reason FROM candidates ORDER BY a, b")):
            yield {"kind": "candidate", **row}
