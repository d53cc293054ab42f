"""Web archives in, facts by day out: a job for one machine or a cluster that may be killed at any time and run again.

    python examples/ccnews/job.py CC-NEWS/2024/11/ out/ --engine ray
    spark-submit examples/ccnews/job.py s3://commoncrawl/crawl-data/CC-NEWS/2024/11/ s3://bucket/out/ --engine spark

Three steps, each of units that know nothing of each other, and each unit is one file that gets its name when it is
whole. A unit whose file is there is done; so a worker that dies costs its unit a second try, and the whole job, started
again, does what is missing. Nothing is appended to, nothing is counted twice.

1. ``articles/NAME.parquet`` for each archive: its articles, and a row for every page that could not be read.
2. ``plan.parquet``: of articles of one text (by SHA-256) the first, each in the unit of its day that extracts it.
3. ``records/day=2024-11-20/part-0000.parquet``: the records of up to ``--rows`` articles of one day, with the schema of
   ``newsfacts.arrow``; ``day=__HIVE_DEFAULT_PARTITION__``, null to whoever reads it, has those without a day.

Folders are local paths or what fsspec knows (``s3://``, ``gs://``; with s3fs or gcsfs installed), and every machine of
a cluster must reach them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from newsfacts.arrow import ARTICLES, Extractor, read

#: Rows that are written together: the least that a unit reads of an archive's articles.
GROUP = 1_000
#: Times that a unit is tried before it is given up; a worker that dies is the engine's to replace.
TRIES = 3
#: What Hive, and all who read its partitions, call the folder of those without a value.
NO_DAY = "__HIVE_DEFAULT_PARTITION__"
PLAN = f"""
    SELECT day, CAST((row_number() OVER (PARTITION BY day ORDER BY file, row) - 1) // $rows AS INTEGER) AS part,
        file, row
    FROM (
        SELECT file, row, coalesce(CAST(date AS VARCHAR), '{NO_DAY}') AS day,
            row_number() OVER (
                PARTITION BY coalesce(id, file || ':' || row) ORDER BY date NULLS LAST, file, row
            ) AS copy
        FROM seen
    )
    WHERE copy = 1 ORDER BY day, part, file, row
"""
Unit = tuple[Any, ...]


def find_files(folder: str, suffixes: tuple[str, ...]) -> dict[str, str]:
    """The files of a folder and of those below it, by their paths within it, sorted."""
    files, root = fsspec.core.url_to_fs(folder)
    found = sorted(path for path in files.find(root) if path.endswith(suffixes))
    return {path.removeprefix(root).strip("/"): str(files.unstrip_protocol(path)) for path in found}


def is_done(path: str) -> bool:
    """Whether a unit has its file."""
    files, name = fsspec.core.url_to_fs(path)
    return bool(files.exists(name))


def write_whole(path: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write a Parquet file that has its name only when it is whole."""
    files, name = fsspec.core.url_to_fs(path)
    partial = f"{name}.{uuid.uuid4().hex}.partial"
    files.makedirs(files._parent(name), exist_ok=True)
    gathered: list[pa.RecordBatch] = []
    with files.open(partial, "wb") as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in batches:
            gathered.append(batch)
            if sum(one.num_rows for one in gathered) >= GROUP:
                writer.write_table(pa.Table.from_batches(gathered), GROUP)
                gathered = []
        if gathered:
            writer.write_table(pa.Table.from_batches(gathered), GROUP)
    files.mv(partial, name)


def sweep(folder: str) -> None:
    """Remove what units that died left half-written."""
    files, root = fsspec.core.url_to_fs(folder)
    for path in files.find(root) if files.exists(root) else ():
        if path.endswith(".partial"):
            files.rm(path)


def read_archive(path: str, archive: str, timeout: float | None) -> None:
    """Step 1: one archive's articles, sorted by day. It is fetched whole before it is read: a connection that breaks
    must not be taken for an archive that does.
    """
    with tempfile.TemporaryFile() as local:
        with fsspec.open(archive, "rb") as remote:
            shutil.copyfileobj(remote, local, 2**20)
        local.seek(0)
        table = pa.Table.from_batches(read(archive, stream=local, input_format="warc", timeout=timeout), ARTICLES)
    write_whole(path, ARTICLES, table.sort_by("date").to_batches(GROUP))


def make_plan(path: str, output: str, archives: list[str], rows: int) -> None:
    """Step 2: which article is kept, and in which unit. What DuckDB cannot hold in memory it keeps on disk."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "plan.duckdb")) as database:
        database.execute("CREATE TABLE seen (file VARCHAR, row BIGINT, id VARCHAR, date DATE)")
        for archive in archives:
            file = to_articles_name(archive)
            with fsspec.open(f"{output}/{file}", "rb") as stream:
                table = pq.read_table(stream, columns=["id", "date"])
            database.register("one", table.append_column("row", pa.array(range(table.num_rows), pa.int64())))
            database.execute("INSERT INTO seen SELECT $file, row, id, date FROM one", {"file": file})
            database.unregister("one")
        plan = database.execute(PLAN, {"rows": rows}).to_arrow_table()
        found = database.execute("SELECT count(*) FROM seen").fetchall()[0][0]
    about = {"archives": archives, "found": found, "kept": plan.num_rows}
    write_whole(path, plan.schema.with_metadata({"ccnews": json.dumps(about)}), plan.to_batches(GROUP))


def to_articles_name(archive: str) -> str:
    """Where the articles of an archive are, below the output."""
    return f"articles/{archive.replace('/', '~')}.parquet"


def extract_part(path: str, output: str, day: str, part: int, extractor: Extractor) -> None:
    """Step 3: the records of one part of a day."""
    with fsspec.open(f"{output}/plan.parquet", "rb") as stream:
        rows = pq.read_table(stream, filters=[("day", "=", day), ("part", "=", part)])
    write_whole(path, extractor.schema(ARTICLES), extractor.batches(find_articles(output, rows)))


def find_articles(output: str, plan: pa.Table) -> Iterator[pa.Table]:
    """The articles of a plan's rows, of which only the groups that hold some are read."""
    wanted: dict[str, dict[int, list[int]]] = {}
    for file, row in zip(plan.column("file").to_pylist(), plan.column("row").to_pylist(), strict=True):
        wanted.setdefault(file, {}).setdefault(row // GROUP, []).append(row % GROUP)
    for file, groups in wanted.items():
        with fsspec.open(f"{output}/{file}", "rb") as stream:
            articles = pq.ParquetFile(stream)
            for group, rows in groups.items():
                yield articles.read_row_group(group).take(rows)


def attempt(do: Callable[..., None], unit: Unit) -> str | None:
    """Do a unit; what went wrong with it after :data:`TRIES` costs no other."""
    for _ in range(TRIES):
        try:
            return do(*unit)
        except Exception as error:
            problem = f"{unit[0]}: {type(error).__name__}: {error}"
    return problem


def run_here(do: Callable[..., None], units: list[Unit], workers: int) -> list[str | None]:
    """One after another in this process."""
    return [attempt(do, unit) for unit in units]


def run_on_ray(do: Callable[..., None], units: list[Unit], workers: int) -> list[str | None]:
    """A task for each, which Ray starts again on another worker where one dies. RAY_ADDRESS is the cluster."""
    import os

    import ray

    if not ray.is_initialized():
        ray.init(**({} if "RAY_ADDRESS" in os.environ else {"num_cpus": workers, "include_dashboard": False}))
    task = ray.remote(num_cpus=1, max_retries=TRIES)(attempt)
    shared = ray.put(do)
    results: list[str | None] = ray.get([task.remote(shared, unit) for unit in units])
    return results


def run_on_spark(do: Callable[..., None], units: list[Unit], workers: int) -> list[str | None]:
    """A task for each, which Spark starts again where its worker dies. spark-submit says which cluster."""
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("ccnews")
    if not SparkConf().contains("spark.master"):
        builder = builder.master(f"local[{workers},{TRIES + 1}]")
    context = builder.getOrCreate().sparkContext
    results: list[str | None] = context.parallelize(units, len(units)).map(lambda unit: attempt(do, unit)).collect()
    return results


ENGINES = {"here": run_here, "ray": run_on_ray, "spark": run_on_spark}


def main() -> int:
    """Exit status: 0 all done, 1 some units could not be done, 2 wrong usage."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("archives", help="folder of WARC files")
    parser.add_argument("output", help="folder for articles/, plan.parquet and records/")
    parser.add_argument("--engine", choices=ENGINES, default="here")
    parser.add_argument("--workers", type=int, default=2, help="of an engine that is on this machine alone")
    parser.add_argument("--rows", type=int, default=1_000, help="articles of a unit, some minutes' work")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for a page to be read, and extracted")
    parser.add_argument("--min-confidence", type=float, default=0.0)
    parser.add_argument("--rules", action="append", default=[], help="rules file of your own")
    options = parser.parse_args()
    output = options.output.rstrip("/")
    extractor = Extractor(min_confidence=options.min_confidence, rules=options.rules, timeout=options.timeout)

    def run(what: str, do: Callable[..., None], units: list[Unit]) -> bool:
        missing = [unit for unit in units if not is_done(unit[0])]
        print(f"{what}: {len(units)} units, {len(units) - len(missing)} done before", file=sys.stderr, flush=True)
        results = ENGINES[options.engine](do, missing, options.workers) if missing else []
        for problem in filter(None, results):
            print(problem, file=sys.stderr)
        return not any(results)

    sweep(output)
    archives = find_files(options.archives, (".warc", ".warc.gz"))
    if not archives:
        print(f"no *.warc or *.warc.gz in {options.archives}", file=sys.stderr)
        return 2
    units: list[Unit] = [
        (f"{output}/{to_articles_name(name)}", archive, options.timeout) for name, archive in archives.items()
    ]
    if not run("reading", read_archive, units):
        return 1
    plan = f"{output}/plan.parquet"
    if not is_done(plan):
        make_plan(plan, output, list(archives), options.rows)
    with fsspec.open(plan, "rb") as stream:
        table = pq.read_table(stream, columns=["day", "part"])
    about = json.loads(table.schema.metadata[b"ccnews"])
    if about["archives"] != list(archives):
        print(f"{plan} is of other archives; give what has come since a folder of its own", file=sys.stderr)
        return 2
    parts = [(row["day"], row["part"]) for row in table.group_by(["day", "part"]).aggregate([]).to_pylist()]
    units = [
        (f"{output}/records/day={day}/part-{part:04}.parquet", output, day, part, extractor)
        for day, part in sorted(parts)
    ]
    done = run("extracting", extract_part, units)
    sweep(output)
    found, copies = about["found"], about["found"] - about["kept"]
    print(f"{found} articles and failures of {len(archives)} archives, {copies} of them copies", file=sys.stderr)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
