"""The corpus as a SQLite database: opened, made, filled with records, and asked for reports.

Every step is a transaction that leaves the database whole; what a stopped run had begun, the next one finishes. Nothing
depends on the order in which records came: keys are made of contents.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from newsfacts.corpus.acronyms import to_acronyms
from newsfacts.corpus.comparing import RECALLED, SLIP
from newsfacts.corpus.index import find_keys
from newsfacts.corpus.model import (
    Report,
    Side,
    Sum,
    dump_sides,
    find_amounts,
    load_sides,
    to_article_key,
    to_context,
    to_day,
    to_ordinal,
    to_reports,
)
from newsfacts.corpus.people import to_appearances
from newsfacts.output import OutputError
from newsfacts.record import Record

#: ``PRAGMA application_id`` of a corpus ("nfco"), and the version of its tables.
APPLICATION, VERSION = 0x6E66636F, 3
#: Variables of one SQL statement that every build of SQLite takes.
MOST = 500
COLUMNS = (
    "report", "article", "type", "status", "negated", "mode", "actors", "recipients", "object", "place_key",
    "place_country", "day_from", "day_to", "amount_value", "amount_upper", "currency", "qualifier", "per", "trigger",
    "trigger_start", "evidence", "evidence_start", "confidence", "class", "amount", "place",
)  # fmt: skip


def open_database(path: Path | str, readonly: bool = False) -> sqlite3.Connection:
    """Open a corpus, or make one.

    Args:
        path: the database, or ``""`` for a temporary one that SQLite keeps on disk and removes.
        readonly: only ask it.

    Raises:
        OutputError: it is none, or cannot be opened.
    """
    try:
        if readonly:
            database = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        else:
            database = sqlite3.connect(path, isolation_level=None)
        try:
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if application == APPLICATION and version != VERSION:
                raise OutputError(f"{path} was made by another version of newsfacts; make it anew from the records")
            if application != APPLICATION:
                if readonly or database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    raise OutputError(f"{path} is a database of something else; name another file")
                schema = resources.files("newsfacts.corpus").joinpath("schema.sql").read_text("utf-8")
                database.executescript(
                    f"BEGIN;{schema}PRAGMA application_id = {APPLICATION};PRAGMA user_version = {VERSION};COMMIT;"
                )
            if not readonly:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA cache_size = -131072")
            database.execute("PRAGMA temp_store = FILE")
        except BaseException:
            database.close()
            raise
    except sqlite3.Error as error:
        raise OutputError(f"cannot open the corpus {path}: {error}") from error
    return database


def close_database(database: sqlite3.Connection) -> None:
    """Close a corpus that was written: one file, as other programs like it."""
    try:
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        pass  # somebody reads it: the log is put away when the last of them closes it
    finally:
        database.close()


def is_corpus(path: Path) -> bool:
    """Whether a file is a corpus."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def insert(database: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]], verb: str = "INSERT") -> None:
    """Insert rows of the same columns."""
    if rows:
        names = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"{verb} INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows])


def query_in(
    database: sqlite3.Connection, sql: str, values: Iterable[Any], more: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query whose ``{}`` is a list of values, however long."""
    values = list(values)
    for at in range(0, len(values), MOST):
        part = values[at : at + MOST]
        yield from database.execute(sql.format(", ".join("?" * len(part))), [*part, *more]).fetchall()


def add_records(database: sqlite3.Connection, records: Iterable[Record]) -> int:
    """Put records into the corpus, to be joined later; those that are there already are passed over.

    Of two records of one article the later run's counts; within a run the one with more facts, then the greater.

    Returns:
        how many were new or changed.
    """
    best: dict[str, tuple[tuple[int, str], Record]] = {}
    for record in records:
        key = to_article_key(record.article.id, record.article.source)
        rank = (len(record.facts), _hash(record))
        if key not in best or rank > best[key][0]:
            best[key] = (rank, record)
    known = dict(query_in(database, "SELECT article, digest FROM articles WHERE article IN ({})", best))
    changed = {key: record for key, ((_, digest), record) in best.items() if known.get(key) != digest}
    with transaction(database):
        if database.execute("SELECT 1 FROM _dirty WHERE kind = 'run' LIMIT 1").fetchone():
            # records of this run that are here already: the same rule as above
            seen = {
                key
                for (key,) in query_in(database, "SELECT key FROM _dirty WHERE kind = 'run' AND key IN ({})", changed)
            }
            counts = dict(query_in(database, "SELECT article, facts FROM articles WHERE article IN ({})", seen))
            changed = {
                key: r for key, r in changed.items() if key not in seen or best[key][0] > (counts[key], known[key])
            }
        for key in sorted(changed.keys() & known.keys()):
            remove_article(database, key)
        for key in sorted(changed):
            _insert_record(database, key, changed[key], best[key][0][1])
        insert(database, "_dirty", [{"kind": "run", "key": key} for key in best], "INSERT OR IGNORE")
    return len(changed)


def _hash(record: Record) -> str:
    return hashlib.sha256(record.to_json().encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _insert_record(database: sqlite3.Connection, key: str, record: Record, digest: str) -> None:
    article = record.article
    insert(database, "articles", [{
        "article": key, "article_id": article.id, "source": article.source, "title": article.title,
        "publisher": article.publisher, "published": article.published, "characters": article.characters,
        "facts": len(record.facts), "digest": digest, "context": to_context(record),
    }])  # fmt: skip
    amounts = find_amounts(record)
    rows = []
    for report, fact in zip(to_reports(record), record.facts, strict=True):
        amount = amounts.get(fact.id)
        first, last = report.stated or (None, None)
        said_by = fact.attribution
        rows.append({
            "report": report.key, "article": key, "fact": fact.id, "type": fact.type, "class": fact.event,
            "status": report.status, "negated": fact.negated, "modality": fact.modality, "mode": fact.mode,
            "actors": dump_sides(report.actor), "recipients": dump_sides(report.recipient), "object": fact.object,
            "place": report.place_words, "place_key": report.place,
            "place_country": report.place_country, "day_from": to_day(first), "day_to": to_day(last),
            "amount": report.amount, "amount_value": amount.value if amount else None,
            "amount_upper": amount.upper if amount else None, "currency": amount.currency if amount else None,
            "qualifier": amount.qualifier if amount else None, "per": amount.per if amount else None,
            "speaker": (said_by.source.name or said_by.source.text) if said_by else None,
            "cue": said_by.cue if said_by else None, "trigger": report.trigger, "trigger_start": fact.trigger.start,
            "trigger_end": fact.trigger.end, "evidence": fact.evidence.text, "evidence_start": fact.evidence.start,
            "evidence_end": fact.evidence.end, "rule": fact.rule, "confidence": fact.confidence,
            "anchor": report.anchor,
        })  # fmt: skip
    insert(database, "reports", [_storable(row) for row in rows])
    appearances, profiles = to_appearances(record, key)
    insert(database, "appearances", [_storable(row) for row in appearances])
    insert(database, "_dirty", [{"kind": row["kind"], "key": row["name_key"]} for row in profiles], "INSERT OR IGNORE")
    insert(database, "_dirty", [{"kind": "profile", "key": row["profile"]} for row in profiles], "INSERT OR IGNORE")
    insert(database, "profiles", [_storable(row) for row in profiles], "INSERT OR IGNORE")
    acronyms = [_storable(row) for row in to_acronyms(record, key)]
    insert(database, "acronyms", acronyms)
    mark_bodies(database, [row["short"] for row in acronyms])


def mark_bodies(database: sqlite3.Connection, names: Iterable[str]) -> None:
    """Let it be decided again who the bodies of some names are."""
    insert(database, "_dirty", [{"kind": "body", "key": name} for name in names], "INSERT OR IGNORE")


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    """Texts as SQLite takes them: a lone surrogate, which no encoding can hold, becomes ``?``."""
    return {k: v.encode("utf-8", "replace").decode("utf-8") if isinstance(v, str) else v for k, v in row.items()}


def remove_article(database: sqlite3.Connection, key: str) -> None:
    """Take an article out; the events it was in are made anew from what is left."""
    from newsfacts.corpus.events import find_series

    rows = database.execute("SELECT report, depth, chain FROM reports WHERE article = ?", (key,)).fetchall()
    chains = sorted({chain for _, depth, chain in rows if not depth and chain})
    beside = list(query_in(database, "SELECT report FROM reports WHERE chain IN ({})", chains))
    forget(database, [report for (report,) in beside])
    # of a chain that is too long to be one deed: without this report it might not be
    forget(database, sorted(find_series(database, [report for report, depth, _ in rows if depth])))
    forget(database, [report for (report,) in database.execute("SELECT report FROM reports WHERE article = ?", (key,))])
    database.execute("DELETE FROM reports WHERE article = ?", (key,))
    sql = "SELECT DISTINCT f.kind, f.name_key, f.profile FROM appearances a JOIN profiles f USING (profile)"
    found = database.execute(f"{sql} WHERE article = ?", (key,)).fetchall()
    for kind, name, profile in found:
        insert(
            database, "_dirty", [{"kind": kind, "key": name}, {"kind": "profile", "key": profile}], "INSERT OR IGNORE"
        )
    shorts = database.execute("SELECT short FROM acronyms WHERE article = ?", (key,)).fetchall()
    mark_bodies(database, [short for (short,) in shorts])
    database.execute("DELETE FROM acronyms WHERE article = ?", (key,))
    database.execute("DELETE FROM appearances WHERE article = ?", (key,))
    database.execute("DELETE FROM articles WHERE article = ?", (key,))


def forget(database: sqlite3.Connection, reports: Sequence[str]) -> None:
    """Let reports be placed again."""
    rows = [row for report in load_reports(database, reports) for row in to_key_rows(report)]
    database.executemany(
        "DELETE FROM _keys WHERE key = ? AND lane = ? AND day = ? AND report = ?", [tuple(row.values()) for row in rows]
    )
    drop_events(database, find_event_keys(database, reports))
    for at in range(0, len(reports), MOST):
        part = reports[at : at + MOST]
        marks = ", ".join("?" * len(part))
        database.execute(f"UPDATE reports SET event = NULL, chain = NULL, depth = 0 WHERE report IN ({marks})", part)


def find_event_keys(database: sqlite3.Connection, reports: Iterable[str]) -> set[str]:
    """The events that some reports are in."""
    sql = "SELECT DISTINCT event FROM reports WHERE event IS NOT NULL AND report IN ({})"
    return {event for (event,) in query_in(database, sql, reports)}


def drop_events(database: sqlite3.Connection, events: Iterable[str]) -> None:
    """Take events out, with all that was said of them; what they were linked to is looked at again."""
    for event in sorted(events):
        linked = database.execute(
            "SELECT event FROM conflicts WHERE other_event = ? UNION SELECT event FROM promises WHERE by_event = ?",
            (event, event),
        ).fetchall()
        insert(database, "_dirty", [{"kind": "event", "key": key} for (key,) in linked], "INSERT OR IGNORE")
        drop_conflicts(database, "event = ? OR other_event = ?", (event, event))
        for table in ("events", "participants", "promises"):
            database.execute(f"DELETE FROM {table} WHERE event = ?", (event,))
        database.execute("DELETE FROM _dirty WHERE kind = 'event' AND key = ?", (event,))


def drop_conflicts(database: sqlite3.Connection, where: str, values: Sequence[Any]) -> None:
    """Take conflicts out with their sides."""
    for (conflict,) in database.execute(f"SELECT conflict FROM conflicts WHERE {where}", values).fetchall():
        database.execute("DELETE FROM conflict_sides WHERE conflict = ?", (conflict,))
        database.execute("DELETE FROM conflicts WHERE conflict = ?", (conflict,))


def to_key_rows(report: Report) -> list[dict[str, Any]]:
    """The rows by which a report is found."""
    return [
        {"key": key, "lane": report.lane, "day": day, "report": report.key}
        for day in days_of(report) for key in find_keys(report).found_by
    ]  # fmt: skip


def days_of(report: Report) -> list[int]:
    """The days under which a report is found: that of the deed, and for a plan also that of its announcement.

    What recalls a deed is found some days back too. Of the days of a week the first is another: within
    :data:`~newsfacts.corpus.comparing.SLIP` of it or of the last lies every one.
    """
    days = {report.anchor, report.published} if report.status == "planned" else {report.anchor}
    if report.stated is not None and report.is_of_week:
        days.add(report.stated[0])
    if report.is_recalling and report.published is not None:
        days |= {report.published - back for back in range(0, RECALLED + 1, 2 * SLIP - 1)}
    return sorted(day for day in days if day is not None)


def load_reports(
    database: sqlite3.Connection, keys: Iterable[str], known: dict[str, Report] | None = None
) -> list[Report]:
    """Reports by their keys, in the order of the keys.

    Args:
        known: reports that were loaded before; those that are loaded now are put there.
    """
    if known is None:
        known = {}
    wanted = sorted(set(keys))
    columns = ", ".join(f"r.{name}" for name in COLUMNS)
    columns += ", a.article_id, a.published, coalesce(a.publisher, a.source), a.context"
    sql = f"SELECT {columns} FROM reports r JOIN articles a USING (article) WHERE r.report IN ({{}})"
    for row in query_in(database, sql, [key for key in wanted if key not in known]):
        report = to_report(row)
        known[report.key] = report
    return [known[key] for key in wanted if key in known]


def to_report(row: Sequence[Any]) -> Report:
    """A row of :data:`COLUMNS` with the article's id, day, outlet and context."""
    value = dict(zip((*COLUMNS, "text", "published", "outlet", "context"), row, strict=True))
    total = None
    if value["amount_value"] is not None:
        upper = None if value["amount_upper"] is None else Decimal(value["amount_upper"])
        total = Sum(Decimal(value["amount_value"]), upper, value["currency"], value["qualifier"], value["per"])
    first, last = to_ordinal(value["day_from"]), to_ordinal(value["day_to"])
    stated = None if first is None or last is None else (first, last)
    actor: tuple[Side, ...] = load_sides(value["actors"])
    return Report(
        value["report"], value["article"], value["text"], value["type"], value["status"], bool(value["negated"]),
        value["mode"], actor, load_sides(value["recipients"]), value["object"], value["place_key"],
        value["place_country"], total, to_ordinal(value["published"]), stated, value["trigger"], value["trigger_start"],
        value["evidence"], value["evidence_start"], value["confidence"], value["class"], value["amount"],
        value["place"], value["outlet"], value["context"],
    )  # fmt: skip


def find_candidates(
    database: sqlite3.Connection, keys: Iterable[int], lane: int, first: int, last: int
) -> list[str]:
    """The placed reports of a lane that have one of the keys and a day within a span."""
    sql = "SELECT DISTINCT report FROM _keys WHERE key IN ({}) AND lane = ? AND day BETWEEN ? AND ?"
    return sorted({report for (report,) in query_in(database, sql, sorted(keys), (lane, first, last))})


def to_json(value: Any) -> str:
    """Compact JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
