"""Arrow in, Arrow out: every row has its row, whatever it holds, and a record is the same record on every way."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from records import TEXT, work
from records import to_record as make_record

import newsfacts
from newsfacts.article import Article
from newsfacts.failure import Failure
from newsfacts.record import LAYERS, Record

pa = pytest.importorskip("pyarrow")

from newsfacts.arrow import (  # noqa: E402
    ARTICLES,
    SCHEMA,
    Extractor,
    explode,
    process,
    read,
    spark_ddl,
    to_records,
)
from newsfacts.arrow.tables import to_columns  # noqa: E402
from newsfacts.writers.arrow_schema import fact_rows, fact_schema  # noqa: E402

ROOT = Path(__file__).parent.parent
SHORT = "PARIS, May 3 - France gave Ukraine 20 million euros on Tuesday."
LINES = [path.read_text("utf-8") for path in sorted((ROOT / "data" / "articles").glob("*.txt"))]
DAY = dt.date(2022, 5, 3)


def to_batch(**columns: Any) -> Any:
    return pa.RecordBatch.from_pydict(columns)


def extract_one(**row: Any) -> dict[str, Any]:
    """The row of the result for one of the input."""
    (back,) = Extractor()(to_batch(**{name: [value] for name, value in row.items()})).to_pylist()
    return back


def to_result(*records: Record | Failure, **more: Any) -> Any:
    """A result with these records, without a model."""
    columns = to_columns([None] * len(records), records)
    return pa.table([*map(pa.array, more.values()), *columns], schema=pa.schema(
        [*(pa.field(name, pa.array(values).type) for name, values in more.items()), *SCHEMA]
    ))  # fmt: skip


# What comes out is what extract makes


def test_records_are_those_of_extract() -> None:
    batch = to_batch(text=LINES[:2], source=["a.txt", "b.txt"], date=["2024-11-20", None], title=[None, "A dam"])
    result = Extractor()(batch)
    expected = [
        newsfacts.extract(Article(LINES[0], "a.txt", published=dt.date(2024, 11, 20), published_from="metadata")),
        newsfacts.extract(Article(LINES[1], "b.txt", title="A dam")),
    ]
    assert [record.to_json() for record in to_records(result)] == [record.to_json() for record in expected]
    assert all(Record.model_validate_json(record.to_json()) == record for record in to_records(result))


def test_options_are_those_of_extract_all() -> None:
    options = {"date": "2022-05-03", "min_confidence": 0.9}
    result = Extractor(layers=["facts", "dates"], **options)(to_batch(text=LINES))
    expected = newsfacts.extract_all(map(Article, LINES), only=["facts", "dates"], jobs=1, **options)
    assert [one.to_json() for one in to_records(result)] == [one.to_json() for one in expected]


@pytest.mark.parametrize("make", [lambda batch: batch, lambda batch: pa.Table.from_batches([batch] * 2)])
def test_a_row_for_each_row_in_order(make: Any) -> None:
    given = make(to_batch(id=[3, 1, 2], text=[SHORT, None, "Rain fell."], tag=["x", None, "y"]))
    result = Extractor()(given)
    assert type(result) is type(given) and result.num_rows == given.num_rows
    assert result.schema.names == ["id", "tag", *SCHEMA.names]
    assert result.select(["id", "tag"]).to_pylist() == given.select(["id", "tag"]).to_pylist()
    assert all((row["error"] is None) != (row["article"] is None) for row in result.to_pylist())
    assert Extractor()(given.slice(0, 0)).schema == result.schema


def test_a_stream_is_done_as_it_comes() -> None:
    asked = 0

    def stream() -> Any:
        nonlocal asked
        for number in range(3):
            asked += 1
            yield to_batch(id=list(range(100 * number, 100 * number + 100)), text=[" "] * 100)

    results = Extractor().batches(stream())
    first = next(results)
    assert first.num_rows <= 64 and asked == 1
    ids = [row for batch in [first, *results] for row in batch.column("id").to_pylist()]
    assert ids == list(range(300))


# Rows that are no articles


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (pa.array([None], pa.string()), "invalid", "the text is null"),
        (pa.array([17]), "invalid", "the text is no string: 17"),
        (pa.array([[SHORT]]), "invalid", "the text is no string: ['PARIS"),
        (pa.array([b"%PDF-1.7 x"]), "binary", "this is a PDF file"),
        (pa.array([None]), "invalid", "the text is null"),
    ],
)
def test_a_text_that_is_none(text: Any, kind: str, message: str) -> None:
    (row,) = Extractor()(pa.RecordBatch.from_arrays([text], ["text"])).to_pylist()
    assert row["error"]["type"] == kind and message in row["error"]["message"]
    assert row["article"] is None and row["facts"] is None and row["key"] is None


def test_a_text_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsfacts.arrow.rows.ARTICLE_LIMIT", 100)
    rows = Extractor()(to_batch(text=["x" * 101, "é" * 51, "é" * 50, "x" * 100])).to_pylist()
    assert [row["error"] and row["error"]["type"] for row in rows] == ["too_large", "too_large", None, None]


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (b"Rain\xed\xa0\x80 fell in Peru.", "1 broken surrogates were replaced"),
        (b"Rain fell in Per\xfa.", "not valid UTF-8; read as cp1252"),
    ],
)
@pytest.mark.parametrize("as_string", [True, False])
def test_a_string_that_is_not_utf8(data: bytes, warning: str, as_string: bool) -> None:
    column = pa.array([b"Rain fell.", data], pa.binary())
    column = column.view(pa.string()) if as_string else column
    good, bad = Extractor()(pa.RecordBatch.from_arrays([column], ["text"])).to_pylist()
    assert good["error"] is None and bad["error"] is None
    assert warning in bad["warnings"] and bad["countries"][0]["code"] == "PE"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        (pa.array([DAY]), DAY),
        (pa.array(["2022-05-03T23:00:00+02:00"]), DAY),
        (pa.array([dt.datetime(2022, 5, 3, 23, 59)]), DAY),
        (pa.array([dt.datetime(2022, 5, 3, 23, 59, tzinfo=dt.UTC)]), DAY),
        (pa.array([1651535999123456789], pa.timestamp("ns")), dt.date(2022, 5, 2)),
        (pa.array([None], pa.date32()), None),
        (pa.array(["03/05/2022"]), "'03/05/2022'"),
        (pa.array([1651536000]), "'1651536000'"),
        (pa.array([10**7], pa.date32()), "out of range"),
        (pa.array([dt.date(1, 1, 1)]), "'0001-01-01'"),
        (pa.array([[1]]), "not understood"),
    ],
)
def test_days(date: Any, published: dt.date | str | None) -> None:
    text = pa.array(["Peru paid on Tuesday."])
    result = Extractor()(pa.RecordBatch.from_arrays([text, date], ["text", "date"]))
    (row,) = result.select(SCHEMA.names).to_pylist()
    assert row["error"] is None
    if isinstance(published, str):
        assert row["article"]["published"] is None
        assert any("publication date not understood" in one and published in one for one in row["warnings"])
    else:
        assert row["article"]["published"] == published
        assert not any("not understood" in one for one in row["warnings"])


def test_the_days_of_others_do_not_suffer_from_one() -> None:
    days = pa.array([0, 10**7, 19_115], pa.date32())
    result = Extractor()(pa.RecordBatch.from_arrays([pa.array(["Rain."] * 3), days], ["text", "date"]))
    assert [row["published"] for row in result.column("article").to_pylist()] == [dt.date(1970, 1, 1), None, DAY]


@pytest.mark.parametrize(
    ("row", "source"),
    [({}, "-"), ({"id": 7}, "7"), ({"id": "x", "source": "y"}, "y"), ({"id": 7, "source": None}, "7"),
     ({"source": " a  b.txt"}, " a  b.txt"), ({"id": True}, "-")],
)  # fmt: skip
def test_what_a_row_is_called(row: dict[str, Any], source: str) -> None:
    assert extract_one(text="Rain.", **row)["article"]["source"] == source
    failure = next(to_records(Extractor()(to_batch(text=[None], **{name: [one] for name, one in row.items()}))))
    assert isinstance(failure, Failure) and (failure.source == source or row.get("id") is True)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["x"]}, "no column 'text' (columns: body)"),
        ({"text": ["x"], "facts": [1]}, "columns of its own called 'facts'"),
        ({"text": ["x"], "error": ["e"], "key": [1]}, "called 'error', 'key'"),
        ({"text": ["x"], "reading": [1]}, "a column 'reading' is understood only as"),
    ],
)
def test_columns_that_do_not_do(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        Extractor()(to_batch(**columns))
    with pytest.raises(ValueError, match="more than one column is called 'text'"):
        Extractor()(pa.RecordBatch.from_arrays([pa.array(["x"]), pa.array(["y"])], ["text", "text"]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"date": "3 May"}, "isoformat"), ({"layers": ["fact"]}, "no layer 'fact'"), ({"layers": "fact"}, "no layer"),
        ({"min_confidence": 2}, "from 0 to 1"), ({"timeout": 0}, "above 0"), ({"rules": "none.toml"}, "none.toml"),
    ],
)  # fmt: skip
def test_options_that_do_not_do(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Extractor(**options)


# Time and death


def test_an_article_that_takes_too_long_or_kills_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is one without a model; tests/test_arrow_job.py has an article that is slow by itself."""
    monkeypatch.setattr(process, "_extract", work)
    extractor = Extractor(timeout=2)
    first = extractor(to_batch(text=["It cost 5 euros.", "HANG", "It cost 6 euros.", "", "DIE", None, "7 euros"]))
    errors = first.column("error").to_pylist()
    assert [error and error["type"] for error in errors] == [None, "timeout", None, None, "killed", "invalid", None]
    assert errors[1]["message"] == "took longer than 2 seconds" and first.column("key")[1].is_valid
    sums = [amounts and [one["text"] for one in amounts] for amounts in first.column("amounts").to_pylist()]
    assert sums == [["5 euros"], None, ["6 euros"], [], None, None, ["7 euros"]]
    (child,) = multiprocessing.active_children()
    again = pickle.loads(pickle.dumps(extractor))(to_batch(text=["8 euros"]))
    assert again.column("error").null_count == 1
    assert multiprocessing.active_children() == [child], "it stays for the next batch"
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    assert extractor(to_batch(text=["9 euros"])).column("error").null_count == 1, "one that died idle costs nothing"


def test_with_a_time_limit_records_are_the_same() -> None:
    batch = to_batch(text=[SHORT, LINES[0]])
    assert Extractor(timeout=120)(batch).equals(Extractor()(batch))


# What travels


def test_an_extractor_is_its_settings(tmp_path: Path) -> None:
    """Pickled before and after its work it is the same small thing, and rules travel by what is in them."""
    (tmp_path / "below").mkdir()
    (tmp_path / "base.toml").write_text(
        '[[organization]]\nname = "Blue Ferry Board"\nkind = "company"\n', "utf-8"
    )
    rules = tmp_path / "below" / "mine.toml"
    rules.write_text('extends = ["../base.toml"]\n', "utf-8")
    text = "TALLINN, May 3 - The Blue Ferry Board paid Estonia 2 million euros."
    extractor = Extractor(rules=rules, date=DAY)
    with_rules = extractor(to_batch(text=[text]))
    sent = pickle.dumps(extractor)
    assert len(sent) < 4_000
    for path in (rules, tmp_path / "base.toml"):
        path.unlink()
    code = (
        "import pickle, sys, pyarrow as pa\n"
        "extractor = pickle.loads(sys.stdin.buffer.read())\n"
        f"result = extractor(pa.RecordBatch.from_pydict({{'text': [{text!r}]}}))\n"
        "print(result.column('organizations')[0].as_py()[0]['kind'], result.column('key')[0], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)
    assert done.stderr.decode().split() == ["company", with_rules.column("key")[0].as_py()]
    assert with_rules.column("organizations")[0].as_py()[0]["kind"] == "company"
    without = Extractor(date=DAY)(to_batch(text=[text]))
    assert without.column("key")[0] != with_rules.column("key")[0]
    about = json.loads(with_rules.schema.metadata[b"newsfacts"])
    assert about["rules"] and about["options"]["date"] == "2022-05-03" and about["versions"]["newsfacts"]
    assert json.loads(without.schema.metadata[b"newsfacts"])["rules"] is None


def test_one_thread_whatever_the_engine_says() -> None:
    code = (
        "import pyarrow as pa\nfrom newsfacts.arrow import Extractor\n"
        "Extractor()(pa.RecordBatch.from_pydict({'text': ['Rain fell in Peru.']}))\n"
        "import numpy, ctypes, os\nfrom pathlib import Path\nfrom newsfacts.threads import SETTERS\n"
        "libraries = Path(numpy.__file__).parent.parent.glob('numpy.libs/*openblas*')\n"
        "libraries = [ctypes.CDLL(str(path)) for path in libraries]\n"
        "names = [name.replace('_set_', '_get_') for name in SETTERS]\n"
        "print([getattr(one, name)() for one in libraries for name in names if hasattr(one, name)])\n"
        "print(os.environ['OMP_NUM_THREADS'])"
    )
    environment = {**os.environ, "OMP_NUM_THREADS": "2"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    threads, environ = done.stdout.splitlines()
    if threads == "[]":
        pytest.skip("this NumPy has no OpenBLAS of its own")
    assert set(json.loads(threads)) == {1} and environ == "2"


def test_keys_are_those_of_the_journal(tmp_path: Path) -> None:
    """What --resume notes for a line is what the row of the same article has."""
    pytest.importorskip("trafilatura")
    page = tmp_path / "page.html"
    body = f"<p>{SHORT}</p><p>The rain in Peru went on for days, and the ferry did not leave Lima.</p>"
    page.write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    command = [sys.executable, "-m", "newsfacts", "extract", str(page), "-o", str(tmp_path / "x.jsonl"), "--no-rules"]
    subprocess.run(command, check=True, capture_output=True)
    (note,) = (tmp_path / "x.jsonl.resume").read_text("ascii").splitlines()
    (batch,) = read(page)
    result = Extractor()(batch)
    assert note.split()[1] == result.column("key")[0].as_py()
    assert (tmp_path / "x.jsonl").read_text("utf-8") == next(to_records(result)).to_json() + "\n"


def test_what_is_read_is_what_extract_reads(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [
        {"text": SHORT, "title": "Aid", "date": "2022-05-03", "url": "https://x/1", "publisher": "Post"},
        {"text": "<p>Rain fell in Peru.</p>", "date": "05/03/2022"}, {"text": 5},
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", "utf-8")
    batches = list(read(path, timeout=60))
    assert all(batch.schema == ARTICLES for batch in batches)
    result = pa.Table.from_batches(list(Extractor().batches(batches)))
    expected = list(newsfacts.extract_all(path, jobs=1))
    assert [one.to_json() for one in to_records(result)] == [one.to_json() for one in expected]
    assert [isinstance(one, Failure) for one in expected] == [False, False, True, True]
    assert result.column("url").to_pylist()[0] == "https://x/1"
    with open(path, "rb") as stream:
        assert next(read("news.jsonl", stream=stream, timeout=60)).column("source")[1].as_py() == "news.jsonl:2"
    (missing,) = read(tmp_path / "none.txt")
    assert missing.column("reading")[0].as_py()["error"]["type"] == "missing"
    with pytest.raises(ValueError, match="no input format 'pdf'"):
        read(path, input_format="pdf")


# Tables


def test_the_schema_has_real_types() -> None:
    assert SCHEMA.names[0] == "key" and SCHEMA.names[-1] == "error"
    assert SCHEMA.names[1:-1] == list(Record.model_fields)
    assert SCHEMA.field("amounts").type.value_type.field("value").type == pa.decimal128(38, 9)
    assert SCHEMA.field("article").type.field("published").type == pa.date32()
    assert SCHEMA.field("dates").type.value_type.field("from").type == pa.date32()
    assert SCHEMA.field("facts").type.value_type.field("negated").type == pa.bool_()
    assert all(field.nullable for field in SCHEMA)


def test_spark_ddl() -> None:
    ddl = spark_ddl()
    assert ddl.startswith("`key` STRING, `schema_version` STRING, `article` STRUCT<`id`: STRING, ")
    assert "`amounts` ARRAY<STRUCT<`text`: STRING, `start`: BIGINT, " in ddl and "`value`: DECIMAL(38, 9)" in ddl
    assert "`from`: DATE" in ddl and ddl.endswith("`error` STRUCT<`type`: STRING, `message`: STRING, `hint`: STRING>")
    own = pa.schema([
        ("id", pa.int32()), ("at", pa.timestamp("us", "UTC")), ("day", pa.timestamp("ns")), ("raw", pa.binary()),
        ("tags", pa.map_(pa.string(), pa.list_(pa.float32()))),
    ])  # fmt: skip
    assert spark_ddl(own) == (
        "`id` INT, `at` TIMESTAMP, `day` TIMESTAMP_NTZ, `raw` BINARY, `tags` MAP<STRING, ARRAY<FLOAT>>"
    )
    with pytest.raises(ValueError, match=r"Spark has no type for duration\[s\] of the column 'a.b'"):
        spark_ddl(pa.schema([("a", pa.struct([("b", pa.duration("s"))]))]))


def test_facts_have_the_columns_of_the_parquet_file() -> None:
    records = [make_record(), make_record(TEXT + " ", "two.txt")]
    bad = Failure("x", "timeout", "slow")
    result = to_result(records[0], bad, records[1], records[0], number=[1, 2, 3, 4], id=["a", "b", "c", "d"])
    table = explode(result)
    expected = [row for record in (records[0], records[1], records[0]) for row in fact_rows(record)]
    assert table.drop(["input_number", "input_id"]).equals(pa.Table.from_pylist(expected, fact_schema()))
    assert table.column("input_number").to_pylist() == [1] * 5 + [3] * 5 + [4] * 5
    assert explode(result.slice(2, 1)).num_rows == 5 and explode(result.to_batches()[0].slice(1, 2)).num_rows == 5
    assert explode(result.slice(1, 1)).num_rows == 0 and explode(result.slice(0, 0)).schema == table.schema


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_has_its_rows(layer: str) -> None:
    record = make_record()
    table = explode(to_result(record, record), layer)
    assert table.num_rows == 2 * len(getattr(record, layer))
    assert table.schema.names[:5] == ["article_id", "source", "title", "publisher", "published"]
    own = [one["id"] for one in json.loads(record.to_json())[layer]]
    assert table.column("id").to_pylist() == own * 2
    with pytest.raises(ValueError, match="no layer 'facs'"):
        explode(to_result(record), "facs")
    with pytest.raises(ValueError, match="this is no result of an Extractor"):
        explode(to_batch(text=["x"]), layer)


@pytest.mark.parametrize(
    ("value", "upper", "kept"),
    [
        ("40000000", None, ("40000000", None)), ("0.25", "1.5", ("0.25", "1.5")), ("-3", "10", ("-3", "10")),
        ("100", None, ("100", None)), ("0.1234567891", "5", (None, None)), ("5", "9" * 30, ("5", None)),
    ],
)  # fmt: skip
def test_sums_come_back_or_are_named(value: str, upper: str | None, kept: tuple[str | None, str | None]) -> None:
    record = make_record()
    amount = record.amounts[0].model_copy(update={"value": value, "upper": upper})
    record = record.model_copy(update={"amounts": [amount]})
    (back,) = to_records(to_result(record))
    assert isinstance(back, Record)
    assert (back.amounts[0].value, back.amounts[0].upper) == kept
    if kept == (value, upper):
        assert back.to_json() == record.to_json()
    else:
        said = "'40 million euros': a value has more digits than decimal(38, 9) holds, and is null here"
        assert back.warnings == [said]


def test_records_come_back_from_a_parquet_file(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    failure = Failure("a.txt", "timeout", "took longer than 8 seconds", "give it more time with --timeout")
    pq.write_table(to_result(make_record(), failure, source=["oslo.txt", "a.txt"]), tmp_path / "x.parquet")
    back = list(to_records(pq.read_table(tmp_path / "x.parquet")))
    assert [one.to_json() for one in back] == [make_record().to_json(), failure.to_json()]
    with pytest.raises(ValueError, match="no column 'schema_version'"):
        list(to_records(pa.table({"text": ["x"]})))


def test_other_tools_read_the_result(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    polars = pytest.importorskip("polars")
    result = to_result(make_record(), make_record(), id=[1, 2])
    database = duckdb.connect()
    database.register("result", result)
    rows = database.execute(
        "SELECT fact.type, list_transform(fact.actor, lambda one: one.country), sum(amount.value) "
        "FROM (SELECT unnest(facts) AS fact, amounts FROM result) LEFT JOIN LATERAL (SELECT unnest(amounts) AS amount) "
        "ON amount.id = fact.amount WHERE fact.type IN ('aided', 'met') GROUP BY ALL ORDER BY 1"
    ).fetchall()
    assert rows == [("aided", ["NO"], Decimal(80_000_000)), ("met", ["MD", "NO"], None)]
    frame = polars.from_arrow(explode(result))
    assert isinstance(frame, polars.DataFrame)
    sums = frame.filter(polars.col("type") == "aided").select(polars.col("amount").struct.field("value").sum())
    assert sums.item() == Decimal(80_000_000) and frame["published"].to_list() == [dt.date(2024, 3, 12)] * 10


def test_without_pyarrow_it_says_what_to_do() -> None:
    code = "import sys; sys.modules['pyarrow'] = None\ntry: import newsfacts.arrow\nexcept ImportError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "newsfacts.arrow needs pyarrow: pip install 'newsfacts[arrow]'\n"


def test_the_example_of_the_module() -> None:
    import doctest

    import newsfacts.arrow

    failed, tried = doctest.testmod(newsfacts.arrow)
    assert (failed, tried > 3) == (0, True)


def test_what_was_measured_is_written_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parent.parent / "benchmarks"
    monkeypatch.syspath_prepend(str(folder))
    import scale

    unit = {"articles": 4.0, "words": 1800, "length": 450, "start": 3, "memory": 500, "pages": 100, "page": 56,
            "size": 3_000, "spread": 0.6}  # fmt: skip
    monkeypatch.setattr(scale, "measure_unit", lambda options: unit)
    monkeypatch.setattr(scale, "measure_overhead", lambda options: {"overhead": 0.01, "own": 0.005})
    monkeypatch.setattr(scale, "measure_workers", lambda options: {"two": 1.9, "two_cpu": 1.95})
    page = tmp_path / "at-scale.md"
    page.write_text((folder.parent / "docs" / "at-scale.md").read_text("utf-8"), "utf-8")
    command = ["scale.py", "page", "--write", str(page), "--total", "1000000", "--price"]
    for price in ("old=0.36", "theirs=3.6"):
        monkeypatch.setattr("sys.argv", [*command, price])
        scale.main()
        written = page.read_text("utf-8")
        # a million articles of 0.25 s, and as many pages of 0.01 s, are 72 hours of a core
        assert "| 1 million | 72 |" in written and price.partition("=")[0] in written
        assert written.count(scale.BEGIN) == written.count(scale.END) == 1
    assert "| 1 million | 72 | $260 |" in written and "| old |" not in written and "from memory" not in written
