"""From records to a corpus: put them in, place their reports, say who is who and what contradicts what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from newsfacts.corpus.candidates import find_candidates
from newsfacts.corpus.conflicts import Contradictions
from newsfacts.corpus.events import place_pending
from newsfacts.corpus.people import count_profiles, link_participants, resolve_names, to_shared
from newsfacts.corpus.store import add_records, insert, query_in, transaction
from newsfacts.record import Record

#: Records, names and events of one transaction.
RECORDS, NAMES, EVENTS = 200, 2000, 1000


def add(database: sqlite3.Connection, records: Iterable[Record]) -> int:
    """Add records to a corpus and bring all of it up to date.

    Killed at any point, the database keeps what was committed; adding the same records again goes on from there.

    Returns:
        how many articles were new or changed.
    """
    iterator: Iterator[Record] = iter(records)
    count = 0
    while chunk := list(islice(iterator, RECORDS)):
        count += add_records(database, chunk)
    join(database)
    return count


def join(database: sqlite3.Connection) -> None:
    """Finish what is to be done after records were added, now or by a run that was stopped."""
    place_pending(database)
    while profiles := _take(database, "profile", NAMES):
        with transaction(database):
            count_profiles(database, profiles)
            _done(database, "profile", profiles)
    for kind in ("person", "body"):
        while names := _take(database, kind, NAMES):
            with transaction(database):
                changed = {name for _, name in resolve_names(database, [(kind, name) for name in names])}
                link_participants(database, "name_key", sorted(changed))
                rows = [{"kind": f"{kind} candidates", "key": to_shared(kind, name)} for name in {*names, *changed}]
                insert(database, "_dirty", rows, "INSERT OR IGNORE")
                _done(database, kind, names)
        while shared := _take(database, f"{kind} candidates", NAMES):
            with transaction(database):
                find_candidates(database, kind, shared)
                _done(database, f"{kind} candidates", shared)
    while events := _take(database, "event", EVENTS):
        with transaction(database):
            there = [key for (key,) in query_in(database, "SELECT event FROM events WHERE event IN ({})", events)]
            around = Contradictions(database).renew(there)
            # a plan is looked at once, however many of the deeds that may fulfil it are new
            insert(database, "_dirty", [{"kind": "outcome", "key": key} for key in sorted(around)], "INSERT OR IGNORE")
            link_participants(database, "event", events)
            _done(database, "event", events)
    while events := _take(database, "outcome", EVENTS):
        with transaction(database):
            Contradictions(database).settle(events)
            _done(database, "outcome", events)
    with transaction(database):
        database.execute("DELETE FROM _dirty WHERE kind = 'run'")


def _take(database: sqlite3.Connection, kind: str, most: int) -> list[str]:
    """Some of what is to be looked at again."""
    return [
        key for (key,) in database.execute("SELECT key FROM _dirty WHERE kind = ? ORDER BY key LIMIT ?", (kind, most))
    ]


def _done(database: sqlite3.Connection, kind: str, keys: Iterable[str]) -> None:
    database.executemany("DELETE FROM _dirty WHERE kind = ? AND key = ?", [(kind, key) for key in keys])
