"""SQLite: real tables with keys and indexes, views for the common questions, full-text search over the evidence.

Appending is idempotent: an article that is there already, by its id and source, is replaced as a whole. Every
article is a transaction, so that a run that is stopped leaves only whole articles. Datasette reads it as it is.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import IO, Any

from newsfacts.failure import Failure
from newsfacts.output import OutputError
from newsfacts.record import Argument, Record
from newsfacts.writers import WriterOptions
from newsfacts.writers.csv import to_rows

VERSION = 1
SCHEMA = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, source TEXT NOT NULL, title TEXT, publisher TEXT, dateline TEXT,
  dateline_country TEXT, published TEXT, published_from TEXT, language TEXT, characters INTEGER NOT NULL,
  sentences INTEGER NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (article_id, source)
);
CREATE TABLE countries (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, alpha3 TEXT NOT NULL,
  name TEXT NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE officials (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, name TEXT, office TEXT,
  role TEXT NOT NULL, country TEXT, organization TEXT, status TEXT NOT NULL, is_group INTEGER NOT NULL,
  mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE organizations (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, country TEXT, mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE people (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL,
  mentions INTEGER NOT NULL, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE amounts (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, value TEXT, upper TEXT, currency TEXT, qualifier TEXT NOT NULL,
  per TEXT, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE dates (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL, text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, type TEXT NOT NULL, value TEXT, "from" TEXT, "to" TEXT,
  modifier TEXT, PRIMARY KEY (article, id)
) WITHOUT ROWID;
CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, entity TEXT NOT NULL, kind TEXT NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE TABLE facts (
  rowid INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL,
  type TEXT NOT NULL, event TEXT NOT NULL, mode TEXT, actor_names TEXT, actor_countries TEXT, recipient_names TEXT,
  recipient_countries TEXT, object TEXT, place TEXT, place_country TEXT, date TEXT,
  amount TEXT, negated INTEGER NOT NULL, modality TEXT NOT NULL, cue TEXT, trigger TEXT NOT NULL,
  evidence TEXT NOT NULL, evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, rule TEXT NOT NULL,
  confidence REAL NOT NULL, UNIQUE (article, id)
);
CREATE TABLE arguments (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, fact TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'source')), ref TEXT, name TEXT, country TEXT,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX facts_type ON facts (type);
CREATE INDEX facts_article ON facts (article);
CREATE INDEX countries_id ON countries (id);
CREATE INDEX officials_name ON officials (name);
CREATE INDEX officials_country ON officials (country);
CREATE INDEX amounts_currency ON amounts (currency);
CREATE INDEX dates_from ON dates ("from");
CREATE INDEX mentions_entity ON mentions (article, entity);
CREATE INDEX arguments_fact ON arguments (article, fact);
CREATE INDEX arguments_ref ON arguments (ref);

CREATE VIEW entities AS
  SELECT article, id, name, 'country' AS kind, id AS country FROM countries
  UNION ALL SELECT article, id, coalesce(name, office), 'official', country FROM officials
  UNION ALL SELECT article, id, name, 'organization', country FROM organizations
  UNION ALL SELECT article, id, name, 'person', NULL FROM people;
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
  SELECT a.country AS actor_country, r.country AS recipient_country, facts.type, count(*) AS facts
  FROM facts
  JOIN arguments x ON x.article = facts.article AND x.fact = facts.id AND x.role = 'actor'
  JOIN entities a ON a.article = x.article AND a.id = x.ref
  JOIN arguments y ON y.article = facts.article AND y.fact = facts.id AND y.role = 'recipient'
  JOIN entities r ON r.article = y.article AND r.id = y.ref
  WHERE a.country IS NOT NULL AND r.country IS NOT NULL
  GROUP BY 1, 2, 3 ORDER BY facts DESC, 1, 2, 3;
CREATE VIEW country_counts AS
  SELECT id AS country, name, count(*) AS articles, sum(mentions) AS mentions FROM countries
  GROUP BY id ORDER BY articles DESC, mentions DESC, id;
CREATE VIEW largest_amounts AS
  SELECT articles.source, amounts.text, amounts.value, amounts.upper, amounts.currency, amounts.qualifier
  FROM amounts JOIN articles ON articles.id = amounts.article WHERE amounts.value IS NOT NULL
  ORDER BY amounts.currency, CAST(amounts.value AS REAL) DESC;

CREATE VIRTUAL TABLE evidence_search USING fts5 (evidence, object, content='facts', content_rowid='rowid');
CREATE TRIGGER facts_added AFTER INSERT ON facts BEGIN
  INSERT INTO evidence_search (rowid, evidence, object) VALUES (new.rowid, new.evidence, new.object);
END;
CREATE TRIGGER facts_removed AFTER DELETE ON facts BEGIN
  INSERT INTO evidence_search (evidence_search, rowid, evidence, object)
    VALUES ('delete', old.rowid, old.evidence, old.object);
END;
"""


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
        self._database.execute(
            "DELETE FROM articles WHERE article_id = ? AND source = ?", (article.id, article.source)
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

    def write_failure(self, failure: Failure) -> None:
        """The database holds what was done; failures are said on standard error and in the report."""

    def close(self) -> None:
        self._database.close()

    def abandon(self, keep: bool) -> Path | None:
        """Every article that is there is whole: they stay."""
        self._database.close()
        return self._path


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
