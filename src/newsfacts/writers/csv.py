"""CSV: the facts on a stream; with a folder, one file for each layer, joined by the article's id.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises; numbers stay numbers.
So does a line within a cell that a CI runner would take for a command (``::stop-commands::``).
"""

from __future__ import annotations

import contextlib
import csv
import re
from pathlib import Path
from typing import IO, Any

from newsfacts.display import to_inert
from newsfacts.failure import Failure
from newsfacts.output import OutputError, OutputFile, to_output_error
from newsfacts.record import Amount, Argument, Attribution, Date, Fact, Mention, Record
from newsfacts.writers import WriterOptions

FACTS = (
    "article_id", "source", "published", "id", "type", "event", "mode", "actor", "actor_refs", "actor_names",
    "actor_countries", "recipient", "recipient_refs", "recipient_names", "recipient_countries", "object", "place",
    "place_country", "date", "date_value", "amount", "amount_value", "amount_currency", "negated", "modality",
    "said_by", "said_by_ref", "said_by_name", "said_by_country", "cue", "trigger", "evidence", "evidence_start",
    "evidence_end", "rule", "confidence",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        "article_id", "source", "title", "publisher", "dateline", "dateline_country", "published", "published_from",
        "language", "characters", "sentences", "facts", "warnings",
    ),
    "facts": FACTS,
    "officials": (
        "article_id", "source", "id", "name", "office", "role", "country", "organization", "status", "group",
        "mentions", "first_mention", "start", "end",
    ),
    "countries": ("article_id", "source", "id", "alpha3", "name", "mentions", "first_mention", "start", "end"),
    "organizations": (
        "article_id", "source", "id", "name", "kind", "country", "mentions", "first_mention", "start", "end",
    ),
    "people": ("article_id", "source", "id", "name", "mentions", "first_mention", "start", "end"),
    "amounts": (
        "article_id", "source", "id", "text", "start", "end", "value", "upper", "currency", "qualifier", "per",
    ),
    "dates": ("article_id", "source", "id", "text", "start", "end", "type", "value", "from", "to", "modifier"),
}
#: What a spreadsheet takes for the start of a formula; a number may begin with a minus.
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def to_cell(value: Any) -> str:
    """A value as a CSV cell: null is empty, booleans are true and false, formulas and a CI log's commands defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = to_inert(str(value).replace("\0", "\ufffd"), lines=True)
    if text == "-":  # which says nothing, and would be taken for the start of a formula
        return ""
    return "'" + text if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def _to_fact(fact: Fact, date: Date | None, amount: Amount | None) -> dict[str, Any]:
    """A fact as a flat row, without its article's columns."""
    return {
        "id": fact.id, "type": fact.type, "event": fact.event,
        "mode": fact.mode, **_to_cells("actor", fact.actor), **_to_cells("recipient", fact.recipient),
        "object": fact.object,
        "place": fact.place and fact.place.text, "place_country": fact.place and fact.place.country,
        "date": date and date.text, "date_value": date and date.value,
        "amount": amount and amount.text, "amount_value": amount and amount.value,
        "amount_currency": amount and amount.currency, "negated": fact.negated, "modality": fact.modality,
        **_to_said(fact.attribution),
        "trigger": fact.trigger.text, "evidence": fact.evidence.text,
        "evidence_start": fact.evidence.start, "evidence_end": fact.evidence.end, "rule": fact.rule,
        "confidence": fact.confidence,
    }  # fmt: skip


def _to_said(said: Attribution | None) -> dict[str, Any]:
    """The cells of whose word a fact is."""
    source = said and said.source
    return {
        "said_by": source and source.text, "said_by_ref": source and source.ref, "said_by_name": source and source.name,
        "said_by_country": source and source.country, "cue": said and said.cue,
    }  # fmt: skip


def to_rows(record: Record) -> dict[str, list[dict[str, Any]]]:
    """A record as flat rows, a list for each of :data:`COLUMNS`; numbers and nulls stay as they are."""
    article = record.article
    key = {"article_id": article.id, "source": article.source}
    dates = {date.id: date for date in record.dates}
    amounts = {amount.id: amount for amount in record.amounts}
    days = {"published": article.published}
    facts = [
        {**key, **days, **_to_fact(fact, dates.get(fact.date or ""), amounts.get(fact.amount or ""))}
        for fact in record.facts
    ]
    return {
        "articles": [{
            **key, "title": article.title, "publisher": article.publisher,
            "dateline": article.dateline and article.dateline.text,
            "dateline_country": article.dateline and article.dateline.country, "published": article.published,
            "published_from": article.published_from, "language": article.language,
            "characters": article.characters, "sentences": article.sentences, "facts": len(record.facts),
            "warnings": "; ".join(record.warnings),
        }],
        "facts": facts,
        "officials": [
            {
                **key, "id": o.id, "name": o.name, "office": o.office, "role": o.role, "country": o.country,
                "organization": o.organization, "status": o.status, "group": o.group, **_first(o.mentions),
            }
            for o in record.officials
        ],
        "countries": [
            {**key, "id": c.id, "alpha3": c.alpha3, "name": c.name, **_first(c.mentions)} for c in record.countries
        ],
        "organizations": [
            {**key, "id": g.id, "name": g.name, "kind": g.kind, "country": g.country, **_first(g.mentions)}
            for g in record.organizations
        ],
        "people": [{**key, "id": p.id, "name": p.name, **_first(p.mentions)} for p in record.people],
        "amounts": [{**key, **amount.model_dump(by_alias=True)} for amount in record.amounts],
        "dates": [{**key, **date.model_dump(by_alias=True)} for date in record.dates],
    }


def _to_cells(role: str, arguments: list[Argument]) -> dict[str, str | None]:
    """Texts, ids, names and countries of the arguments, all in one order and parted by ``; ``, empty where unknown."""
    fields = {"": "text", "_refs": "ref", "_names": "name", "_countries": "country"}
    columns = {role + end: [getattr(argument, field) or "" for argument in arguments] for end, field in fields.items()}
    return {column: "; ".join(values) if any(values) else None for column, values in columns.items()}


def _first(mentions: list[Mention]) -> dict[str, Any]:
    first = mentions[0] if mentions else None
    return {
        "mentions": len(mentions), "first_mention": first and first.text, "start": first and first.start,
        "end": first and first.end,
    }


class Writer:
    """Facts on a stream, or every layer into the files of a folder, which are renamed into place at the end."""

    def __init__(self, target: IO[str] | Path, options: WriterOptions) -> None:
        self._files: list[OutputFile] = []
        self._folder = target if isinstance(target, Path) else None
        streams: dict[str, IO[str]] = {}
        if isinstance(target, Path):
            try:
                target.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise to_output_error(error, target) from None
            try:
                for name in COLUMNS:
                    if options.layers is None or name in {*options.layers, "articles"}:
                        self._files.append(OutputFile(target / f"{name}.csv", follow=False))
                        streams[name] = self._files[-1].stream
            except OutputError:
                self.abandon(keep=False)
                raise
        else:
            streams["facts"] = target
        self._rows = {name: csv.DictWriter(out, COLUMNS[name], lineterminator="\n") for name, out in streams.items()}
        self._streams = list(streams.values())
        for rows in self._rows.values():
            rows.writeheader()

    def write(self, record: Record, text: str) -> None:
        for name, rows in to_rows(record).items():
            if name in self._rows:
                self._rows[name].writerows({column: to_cell(value) for column, value in row.items()} for row in rows)
        for stream in self._streams:
            stream.flush()

    def write_failure(self, failure: Failure) -> None:
        """A table of facts has no row for what failed."""

    def close(self) -> None:
        for stream in self._streams:
            stream.flush()
        for file in self._files:
            file.finish()

    def abandon(self, keep: bool) -> Path | None:
        """Leave the folder's files as they were before; what is done stays under its partial names, or goes."""
        for file in self._files:
            with contextlib.suppress(OSError):
                file.abandon(keep)
        return self._folder if keep else None
