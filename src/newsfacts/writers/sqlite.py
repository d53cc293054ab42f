"""SQLite: real tables with keys and indexes, views for the common questions, full-text search over the evidence.

Running again replaces: what a source said in an earlier run goes when it speaks in this one, edited or not. Standard
input is no such source, since each time it is another; of it the same text is replaced. Every article is a
transaction, so that a run that is stopped leaves only whole articles. Datasette reads it as it is. What happened, and
what is counted as who did what with whom, is what is actual and not negated.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import IO, Any

from newsfacts.failure import Failure
from newsfacts.output import OutputError
from newsfacts.record import Argument, Record
from newsfacts.writers import WriterOptions
from newsfacts.writers.csv import to_rows

VERSION = 2
SCHEMA = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, source TEXT NOT NULL, title TEXT, publisher TEXT, dateline TEXT,
  dateline_country TEXT, published TEXT, published_from TEXT, language TEXT, characters INTEGER NOT NULL,
  sentences INTEGER NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (article_id, source)
);
CREATE TABLE countries (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, alpha3 TEXT NOT NULL,
  name TEXT NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE officials (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, name TEXT, office TEXT,
  role TEXT NOT NULL, country TEXT, organization TEXT, status TEXT NOT NULL, is_group INTEGER NOT NULL,
  mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE organizations (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, country TEXT, mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE people (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL,
  mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE amounts (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, value NUMERIC, upper NUMERIC, currency TEXT,
  qualifier TEXT NOT NULL, per TEXT, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE dates (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL, text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, type TEXT NOT NULL, value TEXT, "from" TEXT, "to" TEXT,
  modifier TEXT, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, entity TEXT NOT NULL, kind TEXT NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE TABLE facts (
  rowid INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, id TEXT NOT NULL,
  type TEXT NOT NULL, event TEXT NOT NULL, mode TEXT, actor_names TEXT, actor_countries TEXT, recipient_names TEXT,
  recipient_countries TEXT, object TEXT, place TEXT, place_country TEXT, date TEXT,
  amount TEXT, negated INTEGER NOT NULL, modality TEXT NOT NULL, cue TEXT, trigger TEXT NOT NULL,
  evidence TEXT NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, rule TEXT NOT NULL,
  confidence REAL, UNIQUE (article, id)
);
CREATE TABLE arguments (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, fact TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'source')), ref TEXT, name TEXT, country TEXT,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX facts_type ON facts (type);
CREATE INDEX facts_article ON facts (article);
CREATE INDEX countries_id ON countries (id);
CREATE INDEX officials_name ON officials (name);
CREATE INDEX officials_country ON officials (country);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX amounts_currency ON amounts (currency, value);
CREATE INDEX dates_from ON dates ("from");
CREATE INDEX mentions_entity ON mentions (article, entity);
CREATE INDEX arguments_fact ON arguments (article, fact);
CREATE INDEX arguments_ref ON arguments (ref);

CREATE VIEW entities AS
  SELECT article, id, name, 'country' AS kind, id AS country FROM countries
  UNION ALL SELECT article, id, coalesce(name, office), 'official', country FROM officials
  UNION ALL SELECT article, id, name, 'organization', country FROM organizations
  UNION ALL SELECT article, id, name, 'person', NULL FROM people;
CREATE VIEW happened AS
  SELECT * FROM facts WHERE modality = 'actual' AND NOT negated;
CREATE VIEW who_did_what AS
  SELECT facts.rowid AS fact, articles.source, articles.published, facts.type,
    (SELECT group_concat(coalesce(e.name, a.text), '; ') FROM arguments a LEFT JOIN entities e
      ON e.article = a.article AND e.id = a.ref
      WHERE a.article = facts.article AND a.fact = facts.id AND a.role = 'actor') AS who,
    (SELECT group_concat(coalesce(e.name, a.text), '; ') FROM arguments a LEFT JOIN entities e
      ON e.article = a.article AND e.id = a.ref
      WHERE a.article = facts.article AND a.fact = facts.id AND a.role = 'recipient') AS whom,
    facts.object, dates.value AS date, amounts.value AS amount, amounts.currency, facts.negated, facts.modality,
    (SELECT coalesce(e.name, a.text) FROM arguments a LEFT JOIN entities e ON e.article = a.article AND e.id = a.ref
      WHERE a.article = facts.article AND a.fact = facts.id AND a.role = 'source') AS said_by,
    facts.evidence, facts.confidence
  FROM facts JOIN articles ON articles.id = facts.article
  LEFT JOIN dates ON dates.article = facts.article AND dates.id = facts.date
  LEFT JOIN amounts ON amounts.article = facts.article AND amounts.id = facts.amount;
CREATE VIEW who_with_whom AS
  SELECT a.country AS actor_country, r.country AS recipient_country, type, count(DISTINCT happened.rowid) AS facts
  FROM happened
  JOIN arguments a ON a.article = happened.article AND a.fact = happened.id AND a.role = 'actor'
  JOIN arguments r ON r.article = happened.article AND r.fact = happened.id AND r.role = 'recipient'
  WHERE a.country IS NOT NULL AND r.country IS NOT NULL
  GROUP BY 1, 2, 3 ORDER BY facts DESC, 1, 2, 3;
CREATE VIEW country_counts AS
  SELECT id AS country, name, count(*) AS articles, sum(mentions) AS mentions FROM countries
  GROUP BY id ORDER BY articles DESC, mentions DESC, id;
CREATE VIEW largest_amounts AS
  SELECT articles.source, amounts.text, amounts.value, amounts.upper, amounts.currency, amounts.qualifier
  FROM amounts JOIN articles ON articles.id = amounts.article WHERE amounts.value IS NOT NULL
  ORDER BY amounts.currency, amounts.value DESC;

CREATE VIRTUAL TABLE evidence_search USING fts5 (evidence, object, content='facts', content_rowid='rowid');
CREATE TRIGGER facts_added AFTER INSERT ON facts BEGIN
  INSERT INTO evidence_search (rowid, evidence, object) VALUES (new.rowid, new.evidence, new.object);
END;
CREATE TRIGGER facts_removed AFTER DELETE ON facts BEGIN
  INSERT INTO evidence_search (evidence_search, rowid, evidence, object)
    VALUES ('delete', old.rowid, old.evidence, old.object);
END;
CREATE VIRTUAL TABLE article_search USING fts5 (title, text, content='articles', content_rowid='id');
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO article_search (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  INSERT INTO article_search (article_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
"""
#: The sources that have spoken in this run: what they said in earlier ones is replaced once.
SEEN = "CREATE TEMP TABLE seen (source TEXT PRIMARY KEY) WITHOUT ROWID"


class Writer:
    """Writes each article in a transaction of its own; opens or makes the database of ``target``."""

    def __init__(self, target: IO[str] | Path, options: WriterOptions) -> None:
        self._path = Path(str(target))
        if not self._path.parent.is_dir():
            raise OutputError(f"there is no folder {self._path.parent} to write {self._path.name} into: make it first")
        try:
            self._database = sqlite3.connect(self._path)
        except sqlite3.Error as error:
            raise OutputError(f"cannot write the database {target}: {error}; choose another place with -o") from error
        try:
            self._database.execute("PRAGMA foreign_keys = ON")
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version == 0:
                if self._database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    raise OutputError(f"{target} is a database of something else; name another file")
                self._database.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version = {VERSION};COMMIT;")
            elif version != VERSION:
                raise OutputError(f"{target} was made by another version of newsfacts; name another file")
            self._database.execute(SEEN)
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise OutputError(f"cannot write the database {target}: {error}") from error

    def write(self, record: Record, text: str) -> None:
        try:
            with self._database:
                self._write(record, text)
        except sqlite3.Error as error:
            raise OutputError(
                f"cannot write the database {self._path}: {error}; what came before {record.article.source} is in it"
            ) from error

    def _write(self, record: Record, text: str) -> None:
        article, rows = record.article, to_rows(record)
        if not text:  # rendered from a record alone: a text that is here already stays
            place = (article.source, article.id)
            found = self._database.execute("SELECT text FROM articles WHERE source = ? AND article_id = ?", place)
            text = next((kept for (kept,) in found), text)
        new = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (article.source,)).rowcount
        if new and not _is_stdin(article.source):
            self._database.execute("DELETE FROM articles WHERE source = ?", (article.source,))
        else:
            self._database.execute(
                "DELETE FROM articles WHERE source = ? AND article_id = ?", (article.source, article.id)
            )
        head = {name: value for name, value in rows["articles"][0].items() if name not in ("facts", "warnings")}
        key = self._insert("articles", {**head, "text": text, "record": record.to_json()})
        for layer in ("countries", "officials", "organizations", "people", "amounts", "dates"):
            for row in rows[layer]:
                kept = {name: value for name, value in row.items() if name in COLUMNS[layer]}
                if "group" in row:
                    kept["is_group"] = row["group"]
                self._insert(layer, {"article": key, **kept})
        for layer in ("countries", "officials", "organizations", "people"):
            for entity in getattr(record, layer):
                for mention in entity.mentions:
                    self._insert("mentions", {"article": key, "entity": entity.id, **mention.model_dump()})
        for fact, row in zip(record.facts, rows["facts"], strict=True):
            kept = {name: value for name, value in row.items() if name in COLUMNS["facts"]}
            self._insert("facts", {**kept, "article": key, "date": fact.date, "amount": fact.amount})
            for role, arguments in (
                ("actor", fact.actor), ("recipient", fact.recipient),
                ("source", [fact.attribution.source] if fact.attribution else []),
            ):
                for argument in arguments:
                    self._insert_argument(key, fact.id, role, argument)

    def _insert_argument(self, key: int, fact: str, role: str, argument: Argument) -> None:
        self._insert("arguments", {"article": key, "fact": fact, "role": role, **argument.model_dump()})

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        done = self._database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
        return done.lastrowid or 0

    def prune(self, read: Collection[str], failed: Collection[str]) -> int:
        """Take out the articles whose source is gone, in one transaction.

        Gone is a source that did not speak in this run and whose file was read in it as a whole, or is no longer there.
        What failed in this run, or came from standard input, stays.

        Args:
            read: the files that were read in this run without a failure in any of them.
            failed: the sources that failed in this run.

        Returns:
            how many articles were taken out.
        """
        rows = self._database.execute("SELECT id, source FROM articles WHERE source NOT IN (SELECT source FROM seen)")
        gone = [(key,) for key, source in rows if source not in failed and _is_gone(source, read)]
        with self._database:
            self._database.executemany("DELETE FROM articles WHERE id = ?", gone)
        return len(gone)

    def write_failure(self, failure: Failure) -> None:
        """The database holds what was done; failures are said on standard error and in the report."""

    def close(self) -> None:
        self._database.close()

    def abandon(self, keep: bool) -> Path | None:
        """Every article that is there is whole: they stay."""
        self._database.close()
        return self._path


def _is_stdin(source: str) -> bool:
    return source == "-" or source.startswith("-:")


def _is_gone(source: str, read: Collection[str]) -> bool:
    """Whether the file of a source (``news.jsonl:7``) is not there, or was read and does not hold it any more."""
    if _is_stdin(source):
        return False
    file = source if os.path.lexists(source) else source.rpartition(":")[0] or source
    return file in read or not os.path.lexists(file)


#: The columns of each layer's rows that its table has under the same name.
COLUMNS: dict[str, frozenset[str]] = {
    "countries": frozenset({"id", "alpha3", "name", "mentions"}),
    "officials": frozenset({"id", "name", "office", "role", "country", "organization", "status", "mentions"}),
    "organizations": frozenset({"id", "name", "kind", "country", "mentions"}),
    "people": frozenset({"id", "name", "mentions"}),
    "amounts": frozenset({"id", "text", "start", "end", "value", "upper", "currency", "qualifier", "per"}),
    "dates": frozenset({"id", "text", "start", "end", "type", "value", "from", "to", "modifier"}),
    "facts": frozenset({
        "id", "type", "event", "mode", "actor_names", "actor_countries", "recipient_names", "recipient_countries",
        "object", "place", "place_country", "negated", "modality", "cue", "trigger",
        "evidence", "evidence_start", "evidence_end", "rule", "confidence",
    }),
}  # fmt: skip
