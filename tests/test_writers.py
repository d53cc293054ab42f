"""Writers: every format says what the record says, and none does harm."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import json
import os
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from records import TEXT, to_record

from newsfacts.display import to_visible
from newsfacts.failure import Failure
from newsfacts.output import OutputError
from newsfacts.record import Record
from newsfacts.selection import select
from newsfacts.writers import FORMATS, WriterOptions, create_writer, find_format
from newsfacts.writers.csv import to_cell

FAILURE = Failure("x.txt", "missing", "no such file")


def write(form: str, *found: Record, width: int | None = None) -> str:
    out = io.StringIO()
    writer = create_writer(form, out, WriterOptions(width=width))
    for record in found:
        writer.write(record, TEXT)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.target == "stream"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_stream_format_writes_any_number(name: str, number: int) -> None:
    out = write(name, *[to_record(source=f"{n}.txt") for n in range(number)])
    assert name in ("table", "jsonl", "markdown", "html") or out
    assert not out or out.endswith("\n")


@pytest.mark.parametrize(
    ("path", "name"),
    [("x.json", "json"), ("x.JSONL", "jsonl"), ("x.ndjson", "jsonl"), ("a/b.csv", "csv"), ("folder/", "csv"),
     ("x.db", "sqlite"), ("x.parquet", "parquet"), ("x.html", "html"), ("x.md", "markdown"), ("x.txt", "table"),
     ("x", None), ("x.doc", None)],
)  # fmt: skip
def test_format_of_a_path(path: str, name: str | None) -> None:
    assert find_format(path) == name


def test_json_round_trips() -> None:
    record = to_record()
    assert Record.model_validate_json(write("json", record)) == record
    assert Record.model_validate_json(write("jsonl", record)) == record
    several = json.loads(write("json", record, record))
    assert [Record.model_validate_json(json.dumps(value)) for value in several] == [record] * 2


def test_failures_in_json() -> None:
    out = io.StringIO()
    writer = create_writer("json", out)
    writer.write_failure(FAILURE)
    writer.close()
    assert json.loads(out.getvalue())["error"] == {
        "source": "x.txt", "type": "missing", "message": "no such file", "hint": None,
    }  # fmt: skip


@pytest.mark.parametrize("width", [20, 40, 80, 119, 120, 160, 300])
def test_table_fits(width: int) -> None:
    lines = write("table", to_record(), width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 200)
    assert all(line == line.rstrip() for line in lines)
    text = " ".join(" ".join(lines).split())
    assert all(mark in text.replace(" ", "") for mark in ("planned", "possible", "not"))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("+1", "+1"), ("-5", "-5"), ("-cmd|x", "'-cmd|x"), ("@SUM(A1)", "'@SUM(A1)"), ("-", ""),
     ("one\n::warning::two", "one\n'::warning::two"), ("a\r\n  ::stop-commands::x", "a\r\n  '::stop-commands::x"),
     ("::set-output::", "'::set-output::"), ("a::b\nc::d", "a::b\nc::d"), ("\t=1", "'\t=1"),
     ("plain", "plain"), ("", ""), (None, ""), (True, "true"), (0.5, "0.5"), ("a\0b", "a\ufffdb"), ("—=1", "—=1")],
)  # fmt: skip
def test_formulas_are_defused(cell: object, safe: str) -> None:
    assert to_cell(cell) == safe


def test_csv_facts() -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", to_record()))))
    aid = rows[0]
    assert (aid["actor"], aid["actor_refs"], aid["recipient"], aid["amount_value"], aid["amount_currency"]) == (
        "Norway", "NO", "Moldova", "40000000", "EUR",
    )  # fmt: skip
    assert (aid["modality"], aid["said_by"], aid["date_value"]) == ("planned", "Karin Holm", "2024")
    assert rows[3]["negated"] == "true" and rows[3]["actor"] == "Rusu; Holm"
    assert (rows[3]["actor_refs"], rows[3]["actor_names"], rows[3]["actor_countries"]) == (
        "o2; o1", "Ion Rusu; Karin Holm", "MD; NO",
    )  # fmt: skip
    assert (aid["said_by_name"], aid["said_by_country"]) == ("Karin Holm", "NO")
    assert (aid["recipient_names"], aid["recipient_countries"]) == ("Moldova", "MD")
    assert rows[4]["said_by_country"] == "" and rows[1]["recipient_names"] == ""


def test_facts_alone_keep_who_is_who() -> None:
    """What --only facts leaves can be counted: "Rusu" is Ion Rusu of Moldova."""
    rows = list(csv.DictReader(io.StringIO(write("csv", select(to_record(), frozenset({"facts"}))))))
    assert (rows[3]["actor_refs"], rows[3]["actor_names"], rows[3]["actor_countries"]) == (
        "", "Ion Rusu; Karin Holm", "MD; NO",
    )  # fmt: skip
    alone = select(to_record(), frozenset({"facts"}))
    assert (alone.facts[2].recipient[0].name, alone.facts[2].recipient[0].country) == ("Norway", "NO")
    Record.model_validate_json(alone.to_json())


def test_cells_of_several_arguments_stay_in_step() -> None:
    """An empty place stands for what is unknown: nothing a spreadsheet guard has to defuse."""
    record = to_record()
    fact = record.facts[3]
    unlinked = fact.actor[0].model_copy(update={"ref": None, "name": None, "country": None})
    facts = [fact.model_copy(update={"actor": actors}) for actors in ([unlinked, fact.actor[1]], [unlinked])]
    rows = list(csv.DictReader(io.StringIO(write("csv", record.model_copy(update={"facts": facts})))))
    assert [(row["actor"], row["actor_refs"], row["actor_countries"]) for row in rows] == [
        ("Rusu; Holm", "; o1", "; NO"), ("Rusu", "", ""),
    ]  # fmt: skip


def test_csv_folder_joins(tmp_path: Path) -> None:
    writer = create_writer("csv", tmp_path / "out")
    writer.write(to_record(), TEXT)
    assert not (tmp_path / "out" / "facts.csv").exists()
    writer.close()
    paths = (tmp_path / "out").iterdir()
    tables = {path.stem: list(csv.DictReader(path.open(newline="", encoding="utf-8"))) for path in paths}
    assert {row["article_id"] for rows in tables.values() for row in rows} == {to_record().article.id}
    assert [row["from"] for row in tables["dates"]][1] == "2024-01-01"
    assert len(tables["facts"]) == 5 and tables["people"] == []


def database(path: Path, *found: Record) -> sqlite3.Connection:
    writer = create_writer("sqlite", path)
    for record in found:
        writer.write(record, TEXT)
    writer.close()
    return sqlite3.connect(path)


def test_sqlite_is_idempotent_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    for _ in range(2):
        base = database(path, to_record(), to_record(source="other.txt"))
    counts = {
        table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("articles", "facts", "officials", "countries", "amounts", "dates", "arguments", "mentions")
    }
    assert counts == {
        "articles": 2, "facts": 10, "officials": 6, "countries": 6, "amounts": 2, "dates": 8, "arguments": 22,
        "mentions": 24,
    }  # fmt: skip
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = base.execute("SELECT rowid FROM evidence_search WHERE evidence_search MATCH 'grid'").fetchall()
    assert len(found) == 4
    who = base.execute("SELECT who, whom, amount, currency, said_by FROM who_did_what WHERE type = 'aided'").fetchone()
    assert who == ("Norway", "Moldova", 40_000_000, "EUR", "Karin Holm")
    stored = base.execute("SELECT record, text FROM articles").fetchone()
    Record.model_validate_json(stored[0]).check_against(stored[1])


def test_sqlite_counts_what_happened(tmp_path: Path) -> None:
    """Of the five facts one is planned, one denied, one possible: none of them is counted as done."""
    base = database(tmp_path / "x.db", to_record())
    assert [row[0] for row in base.execute("SELECT type FROM happened ORDER BY rowid")] == ["said", "supported"]
    assert base.execute("SELECT * FROM who_with_whom").fetchall() == [("MD", "NO", "supported", 1)]
    names = base.execute("SELECT name, country FROM arguments WHERE role = 'actor' AND fact = 'f4'").fetchall()
    assert names == [("Ion Rusu", "MD"), ("Karin Holm", "NO")]
    cells = base.execute("SELECT actor_names, actor_countries FROM facts WHERE id = 'f4'").fetchone()
    assert cells == ("Ion Rusu; Karin Holm", "MD; NO")


def test_sqlite_sorts_sums_as_numbers(tmp_path: Path) -> None:
    amount = to_record().amounts[0]
    values = ("9", "10", "0.25", "1000000000000", "-3", None)
    amounts = [amount.model_copy(update={"id": f"a{n}", "value": value}) for n, value in enumerate(values, 1)]
    base = database(tmp_path / "x.db", to_record().model_copy(update={"amounts": amounts}))
    found = base.execute("SELECT value FROM amounts WHERE value IS NOT NULL ORDER BY value").fetchall()
    assert found == [(-3,), (0.25,), (9,), (10,), (1_000_000_000_000,)]
    assert base.execute("SELECT value FROM largest_amounts LIMIT 1").fetchone() == (1_000_000_000_000,)


def test_sqlite_replaces_what_a_source_said_before(tmp_path: Path) -> None:
    path, edited = tmp_path / "x.db", "Correction. " + TEXT
    database(path, to_record(source="news/a.txt"), to_record(source="news/b.txt"), to_record(source="-")).close()
    writer = create_writer("sqlite", path)
    writer.write(to_record(edited, source="news/a.txt"), edited)
    writer.write(to_record(source="news/a.txt"), TEXT)  # two articles of one source in one run are two
    writer.write(to_record(edited, source="-"), edited)  # another text in the pipe is another article
    writer.close()
    base = sqlite3.connect(path)
    found = base.execute("SELECT source, substr(text, 1, 10) FROM articles ORDER BY source, id").fetchall()
    assert found == [
        ("-", "Norway to "), ("-", "Correction"), ("news/a.txt", "Correction"), ("news/a.txt", "Norway to "),
        ("news/b.txt", "Norway to "),
    ]  # fmt: skip
    assert base.execute("SELECT count(*) FROM facts").fetchone() == (25,)
    search = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"
    assert base.execute(search, ("correction",)).fetchone() == (2,)
    assert base.execute(search, ("Tribune",)).fetchone() == (5,)  # in the text and in no evidence's object alone
    assert base.execute("INSERT INTO article_search (article_search) VALUES ('integrity-check')")


def test_datasette_serves_every_page(tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app")
    database(tmp_path / "facts.db", to_record(), to_record(source="other.txt")).close()
    base = sqlite3.connect(tmp_path / "facts.db")
    names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]

    async def fetch() -> dict[str, int]:
        served = app.Datasette([str(tmp_path / "facts.db")])
        await served.invoke_startup()
        found = {}
        shown = [name for name in names if "_search_" not in name]
        paths = ["/", "/facts", *(f"/facts/{name}" for name in shown), *(f"/facts/{name}.json" for name in shown)]
        paths += ["/facts/articles/1", "/facts/facts/1", "/facts/officials/1,o1", "/facts/articles?_search=Chisinau",
                  "/facts/amounts?_sort_desc=value", "/facts/facts?_facet=article", "/facts/arguments?_labels=on"]
        for path in paths:
            found[path] = (await served.client.get(path, follow_redirects=True)).status_code
        return found

    statuses = asyncio.run(fetch())
    assert len(statuses) > 30 and {path: status for path, status in statuses.items() if status != 200} == {}


def test_planted_links_are_not_followed(tmp_path: Path) -> None:
    """Whoever may write into the folder must not make this run write elsewhere."""
    folder, victim = tmp_path / "out", tmp_path / "victim"
    folder.mkdir()
    victim.write_text("mine")
    (folder / "facts.csv").symlink_to(victim)
    writer = create_writer("csv", folder)
    writer.write(to_record(), TEXT)
    writer.close()
    assert victim.read_text() == "mine" and not (folder / "facts.csv").is_symlink()
    assert len((folder / "facts.csv").read_text().splitlines()) == 6
    (folder / "dates.csv.partial").symlink_to(victim)
    with pytest.raises(OutputError):
        create_writer("csv", folder)
    assert victim.read_text() == "mine" and "facts.csv.partial" not in os.listdir(folder)


def test_sqlite_search_forgets_what_is_replaced(tmp_path: Path) -> None:
    base = database(tmp_path / "x.db", to_record(), select(to_record(), min_confidence=0.94))
    found = base.execute("SELECT count(*) FROM evidence_search WHERE evidence_search MATCH 'grid'").fetchone()
    assert found == (1,) and base.execute("SELECT count(*) FROM facts").fetchone() == (1,)


def test_sqlite_leaves_other_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("an article, not a database; " * 50)
    with pytest.raises(OutputError):
        create_writer("sqlite", path)
    other = sqlite3.connect(tmp_path / "y.db")
    other.execute("CREATE TABLE t (x)")
    other.commit()
    with pytest.raises(OutputError):
        create_writer("sqlite", tmp_path / "y.db")


def test_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    writer = create_writer("parquet", tmp_path / "x.parquet")
    writer.write(to_record(), TEXT)
    writer.close()
    table = pq.read_table(tmp_path / "x.parquet")
    rows = table.to_pylist()
    assert len(rows) == 5 and rows[3]["negated"] is True and rows[0]["confidence"] == 0.91 and rows[2]["object"] is None
    assert (rows[0]["amount"]["value"], rows[0]["amount"]["currency"]) == (Decimal(40_000_000), "EUR")
    assert rows[0]["published"] == dt.date(2024, 3, 12) and rows[0]["date"]["to"] == dt.date(2024, 12, 31)
    assert [(one["text"], one["ref"], one["name"], one["country"]) for one in rows[3]["actor"]] == [
        ("Rusu", "o2", "Ion Rusu", "MD"), ("Holm", "o1", "Karin Holm", "NO"),
    ]  # fmt: skip
    assert (rows[3]["actor_names"], rows[3]["actor_countries"]) == (["Ion Rusu", "Karin Holm"], ["MD", "NO"])
    assert rows[4]["attribution"]["source"]["text"] == "Tribune" and rows[4]["place"]["country"] == "MD"
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["published"], types["negated"]) == ("date32[day]", "bool")
    assert "value: decimal128(38, 9)" in types["amount"] and types["actor"].startswith("list<")


@pytest.mark.parametrize(
    ("value", "kept"),
    [("40000000", True), ("0.25", True), ("-1.5", True), ("0.1234567891", False), ("9" * 29, True), ("9" * 30, False)],
)
def test_a_sum_that_does_not_fit_is_not_rounded(value: str, kept: bool) -> None:
    pa = pytest.importorskip("pyarrow")
    from newsfacts.writers.arrow_schema import fact_rows, fact_schema

    amount = to_record().amounts[0].model_copy(update={"value": value})
    rows = fact_rows(to_record().model_copy(update={"amounts": [amount]}))
    table = pa.Table.from_pylist(rows, schema=fact_schema())
    assert table.to_pylist()[0]["amount"]["value"] == (Decimal(value) if kept else None)


def test_the_arrow_schema_has_every_field_of_the_record() -> None:
    pa = pytest.importorskip("pyarrow")
    from newsfacts.writers.arrow_schema import record_schema, to_values

    record = to_record()
    table = pa.Table.from_pylist([to_values(Record, record.model_dump(by_alias=True))], schema=record_schema())
    (back,) = table.to_pylist()
    assert list(back) == list(json.loads(record.to_json()))
    assert back["facts"] == json.loads(record.to_json())["facts"]
    assert back["dates"][1]["from"] == dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “text” 中文 😀", "plain – “text” 中文 😀"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("bell\x07 \x9b2J del\x7f", "bell␇ \ufffd2J del␡"),
        ("right\u202eleft\u2066x\u2069", "right\ufffdleft\ufffdx\ufffd"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("tag\U000e0041", "tag\ufffd"),
    ],
)
def test_nothing_reaches_the_terminal_raw(text: str, shown: str) -> None:
    assert to_visible(text) == shown
    assert to_visible(shown) == shown


def test_escapes_in_an_article_do_not_reach_the_terminal() -> None:
    hostile = TEXT.replace("Karin Holm", "Karin\x1b]0;x\x07Holm").replace("Norway to", "\x1b[2JNorway\u202e to")
    out = io.StringIO()
    writer = create_writer("table", out, WriterOptions(width=100))
    writer.write(to_record().model_copy(update={"warnings": ["\x1b[5mblink"]}), hostile)
    assert "\x1b" not in out.getvalue() and "\u202e" not in out.getvalue() and "\x07" not in out.getvalue()
