"""The job of examples/ccnews, end to end: archives in, facts by day out, whatever dies on the way."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from engines import environment_of, need

import newsfacts
from newsfacts.failure import Failure
from newsfacts.record import Record

pq = pytest.importorskip("pyarrow.parquet")
duckdb = pytest.importorskip("duckdb")
for module in ("trafilatura", "warcio", "fsspec"):
    pytest.importorskip(module)

ROOT = Path(__file__).parent.parent
JOB = ROOT / "examples" / "ccnews" / "job.py"
TO_LINES = JOB.with_name("to_jsonl.py")
SENTENCES = (
    "Ferry number {} between Tallinn and Helsinki will be replaced next year, Estonia's transport ministry said. "
    "Finland gave Estonia {} million euros for the work. Prime Minister Mari Tamm thanked Finland for the help. "
)
#: The archive that is cut off, and the one with a page of a million characters.
BROKEN, SLOW = 4, 6
LIMIT = "15"


def write_archives(folder: Path, number: int) -> None:
    """Two pages an archive: one of its own, and one that every third has from the first."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def write(writer: Any, name: str, text: str, day: int) -> None:
        paragraphs = "".join(f"<p>{text[at : at + 9_000]}</p>" for at in range(0, len(text), 9_000))
        head = f'<meta property="article:published_time" content="2024-11-{day:02}T08:00:00Z">' if day else ""
        head = f"<head><title>Ferry {name}</title>{head}</head>"
        page = f"<html>{head}<body><article>{paragraphs}</article></body></html>"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            f"https://news.example/{name}", "response", payload=BytesIO(page.encode()), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-11-25T10:00:00Z"},
        ))  # fmt: skip

    folder.mkdir()
    for count in range(number):
        file = BytesIO()
        writer = WARCWriter(file, gzip=True)
        first = 0 if count % 3 == 0 else count
        write(writer, f"a{count}", SENTENCES.format(first, first) * 2, 20 + count % 3)
        repeats = 7_000 if count == SLOW else 2
        write(writer, f"b{count}", SENTENCES.format(1000 + count, count) * repeats, 0 if count == 1 else 20 + count % 3)
        data = file.getvalue()
        (folder / f"{count:03}.warc.gz").write_bytes(data[:-200] if count == BROKEN else data)


def start(archives: Path | str, output: Path | str, engine: str) -> subprocess.Popen[str]:
    command = [
        sys.executable, str(JOB), str(archives), str(output), "--engine", engine, "--workers", "2", "--rows", "4",
        "--timeout", LIMIT,
    ]  # fmt: skip
    return subprocess.Popen(
        command, env=environment_of(engine), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )


def finish(job: subprocess.Popen[str]) -> str:
    out, err = job.communicate(timeout=900)
    assert job.returncode == 0, f"{out}\n{err}"
    return err


def wait_for_records(output: Path, job: subprocess.Popen[str]) -> None:
    """Until the first part is done and there is more to do."""
    while not list(output.glob("records/*/*.parquet")):
        assert job.poll() is None, job.communicate()[1]
        time.sleep(0.05)


def find_processes(fits: Callable[[str, str], bool]) -> Iterator[int]:
    """Processes by the words of their command and of their parent's."""
    def words(process: str) -> str:
        return Path("/proc", process, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")

    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = entry.joinpath("stat").read_text().rpartition(")")[2].split()[1]
                if fits(words(entry.name), words(parent)):
                    yield int(entry.name)
            except OSError:
                continue


WORKERS: dict[str, Callable[[str, str], bool]] = {
    "ray": lambda own, parent: own.startswith("ray::attempt"),
    "spark": lambda own, parent: "pyspark.daemon" in own and "pyspark.daemon" in parent,
}


def check(archives: Path, output: Path, number: int) -> None:
    """Nothing is lost and nothing is there twice."""
    from newsfacts.arrow import to_records

    pages = pq.read_table(output / "articles").to_pylist()
    names = [f"{archives.as_uri()}/{count:03}.warc.gz:{page}" for count in range(number) for page in (1, 2)]
    assert sorted(row["source"] for row in pages) == sorted(names)
    table = pq.read_table(output / "records")
    rows = table.to_pylist()
    texts = {row["id"] for row in pages if row["id"]}
    assert Counter(row["id"] for row in rows if row["id"]) == Counter(texts)
    assert len(texts) == 2 * number - 1 - (len(range(0, number, 3)) - 1)
    errors = {row["source"]: row["error"]["type"] for row in rows if row["error"]}
    assert errors == {names[2 * BROKEN + 1]: "invalid", names[2 * SLOW + 1]: "timeout"}
    for row, record in zip(rows, to_records(table), strict=True):
        if isinstance(record, Record):
            assert record.article.id == row["id"]
            assert row["day"] == (record.article.published or None)
            assert {"said", "aided", "supported"} <= {fact.type for fact in record.facts}, record.article.source
    assert {row["day"] for row in rows} == {None, "2024-11-20", "2024-11-21", "2024-11-22"}
    assert not list(output.rglob("*.partial"))


@pytest.mark.parametrize(("engine", "number"), [("ray", 50), ("spark", 9)])
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, engine: str, number: int) -> None:
    need(engine)
    archives, output = tmp_path / "crawl", tmp_path / "out"
    write_archives(archives, number)
    job = start(archives, output, engine)
    try:
        wait_for_records(output, job)
        victims = list(find_processes(WORKERS[engine]))
        assert victims
        os.kill(victims[0], signal.SIGKILL)
        said = finish(job)
    finally:
        if job.poll() is None:
            os.killpg(job.pid, signal.SIGKILL)
    check(archives, output, number)
    assert f"{2 * number} articles and failures of {number} archives" in said


def test_the_whole_job_is_killed_and_run_again(tmp_path: Path) -> None:
    archives, output = tmp_path / "crawl", tmp_path / "out"
    write_archives(archives, 9)
    job = start(archives, output, "here")
    wait_for_records(output, job)
    os.killpg(job.pid, signal.SIGKILL)
    job.wait()
    done = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    said = finish(start(archives, output, "here"))
    assert "reading: 9 units, 9 done before" in said
    assert all(path.stat().st_mtime_ns == before for path, before in done.items())
    check(archives, output, 9)
    again = finish(start(archives, output, "here"))
    assert again.count("done before") == 2 and "timeout" not in again
    hand_on(output, tmp_path)
    read_by_others(output)
    shutil.copy(archives / "000.warc.gz", archives / "099.warc.gz")
    other = start(archives, output, "here")
    assert "is of other archives" in other.communicate()[1] and other.returncode == 2


def test_buckets_are_read_and_written(tmp_path: Path) -> None:
    """``s3://`` on a server of our own: the articles and records that folders give, and what is done is not done again.
    """
    pytest.importorskip("s3fs", reason="no s3fs: pip install s3fs")
    server = pytest.importorskip("moto.server", reason="no moto: pip install 'moto[server]'").ThreadedMotoServer(port=0)
    archives, output = tmp_path / "crawl", tmp_path / "out"
    write_archives(archives, 3)
    finish(start(archives, output, "here"))
    server.start()
    try:
        host, port = server.get_host_and_port()
        keys = {
            "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            for name, value in keys.items():
                patch.setenv(name, value)
            import s3fs

            bucket = s3fs.S3FileSystem(skip_instance_cache=True)
            bucket.mkdir("crawl")
            bucket.mkdir("facts")
            bucket.put(str(archives), "crawl/11", recursive=True)
            finish(start("s3://crawl/11/", "s3://facts/run/", "here"))
            said = finish(start("s3://crawl/11/", "s3://facts/run/", "here"))
            assert "reading: 3 units, 3 done before" in said and "extracting: 4 units, 4 done before" in said
            bucket.invalidate_cache()
            bucket.get("facts/run/", str(tmp_path / "fetched"), recursive=True)
    finally:
        server.stop()
    tables = [read_records(folder) for folder in (output, tmp_path / "fetched")]
    assert tables[0] and tables[0] == tables[1]


def read_records(output: Path) -> list[tuple[str, str]]:
    """Names of archives' pages, and their records without the folder that the archives lay in."""
    from newsfacts.arrow import to_records

    table = pq.read_table(output / "records")
    names = [row["source"] for row in table.to_pylist()]
    lines = [one.to_json() for one in to_records(table)]
    return sorted((name.rpartition("/")[2], line.replace(name, "")) for name, line in zip(names, lines, strict=True))


def hand_on(output: Path, folder: Path) -> None:
    """What the commands read: JSON Lines, the same records as ``extract`` makes of the archives."""
    lines = subprocess.run([sys.executable, TO_LINES, output / "records"], capture_output=True, text=True, check=True)
    assert [json.loads(line)["error"]["type"] for line in lines.stderr.splitlines()].count("timeout") == 1
    saved = folder / "records.jsonl"
    saved.write_text(lines.stdout, "utf-8")
    found = {json.loads(line)["article"]["source"]: line for line in lines.stdout.splitlines()}
    paths = [name for name in found if ":" in name]
    assert len(paths) == len(found)
    command = [sys.executable, "-m", "newsfacts", "render", saved, "-o", folder / "facts.csv"]
    subprocess.run(command, check=True, capture_output=True)
    assert (folder / "facts.csv").read_text("utf-8").count("aided") >= len(found)
    archive = next(iter(sorted((folder / "crawl").iterdir())))
    for record in newsfacts.extract_all(archive, jobs=1):
        assert not isinstance(record, Failure)
        source = record.article.source
        line = found.get((archive.parent / source).as_uri())
        if line is not None:
            assert line == record.to_json().replace(source, (archive.parent / source).as_uri())


def read_by_others(output: Path) -> None:
    """DuckDB and polars see lists, structs, sums and days."""
    query = """
        SELECT fact.type, count(*) FROM (
            SELECT unnest(facts) AS fact FROM read_parquet($files, hive_partitioning = true) WHERE day = '2024-11-21'
        ) WHERE NOT fact.negated GROUP BY ALL
    """
    counts = dict(duckdb.execute(query, {"files": f"{output}/records/*/*.parquet"}).fetchall())
    polars = pytest.importorskip("polars")
    frame = polars.scan_parquet(output / "records", hive_partitioning=True)
    frame = frame.filter(polars.col("day") == dt.date(2024, 11, 21))
    facts = frame.select("facts").explode("facts").unnest("facts").filter(~polars.col("negated")).collect()
    assert counts["aided"] > 0
    assert dict(facts.group_by("type").len().iter_rows()) == counts
