"""Writers: every format says what the record says, and none does harm."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
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
    [("=1+1", "'=1+1"), ("+1", "+1"), ("-5", "-5"), ("-cmd|x", "'-cmd|x"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
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
    assert who == ("Norway", "Moldova", "40000000", "EUR", "Karin Holm")
    assert ("NO", "MD", "aided", 2) in base.execute("SELECT * FROM who_with_whom").fetchall()
    stored = base.execute("SELECT record, text FROM articles").fetchone()
    Record.model_validate_json(stored[0]).check_against(stored[1])


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
    rows = pq.read_table(tmp_path / "x.parquet").to_pylist()
    assert len(rows) == 5 and rows[3]["negated"] is True and rows[0]["confidence"] == 0.91 and rows[2]["object"] is None


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
