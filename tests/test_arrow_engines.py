"""Spark and Ray for real, in local mode: the same bytes as ``extract``, and the recipes of the guide as they stand."""

from __future__ import annotations

import importlib.util
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from engines import environment_of, need

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from newsfacts.arrow import Extractor, read, spark_ddl, to_records  # noqa: E402

ROOT = Path(__file__).parent.parent
ARTICLES = 200
RECIPES = (ROOT / "docs" / "at-scale.md").read_text("utf-8").partition("## More than one machine")[2]
BLOCKS = re.findall(r"^### (.*?)\n.*?^```python\n(.*?)^```", RECIPES, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of two workers."""
    need("spark")
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment_of("spark").items():
            patch.setenv(name, value)
        session = SparkSession.builder.master("local[2]").getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """A cluster of two CPUs and little memory."""
    need("ray")
    import ray

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment_of("ray").items():
            patch.setenv(name, value)
        ray.init(num_cpus=2, object_store_memory=200 * 2**20, include_dashboard=False, log_to_driver=False,
                 logging_level="error")  # fmt: skip
        yield ray
        ray.shutdown()


@cache
def write_articles() -> str:
    """Articles as JSON Lines: of the benchmarks' templates, the samples, and a few rows that are none."""
    path = ROOT / "benchmarks" / "throughput.py"
    specification = importlib.util.spec_from_file_location("throughput", path)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    dice = random.Random(23)
    rows: list[dict[str, Any]] = [
        {"text": path.read_text("utf-8"), "date": "2024-11-20"} for path in sorted((ROOT / "data/articles").iterdir())
    ]
    rows += [{"text": None}, {"text": "<p>Rain &amp; snow in Peru.</p>", "title": "Weather"}, {"text": ""}]
    while len(rows) < ARTICLES:
        text = module.write_article(dice, dice.choice((20, 60, 120)))
        rows.append({"text": text, "date": f"2024-03-{len(rows) % 28 + 1}"})
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[str]]:
    """The articles as an Arrow table with a ``number``, and what ``extract`` writes of them."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "news.jsonl").write_text(write_articles(), "utf-8")
    options = ["--errors", "inline", "--no-rules", "--jobs", "1"]
    command = [sys.executable, "-m", "newsfacts", "extract", "news.jsonl", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    with open(folder / "news.jsonl", "rb") as stream:
        table = pa.Table.from_batches(read("news.jsonl", stream=stream))
    numbers = pa.array(range(table.num_rows), pa.int64())
    return table.append_column("number", numbers), done.stdout.decode("utf-8").splitlines()


def to_lines(result: Any) -> list[str]:
    return [one.to_json() for one in to_records(result.sort_by("number"))]


def test_arrow_gives_the_bytes_of_extract(articles: tuple[Any, list[str]]) -> None:
    table, expected = articles
    assert len(expected) == ARTICLES and sum('"error":' in line[:40] for line in expected) == 1
    assert to_lines(Extractor()(table)) == expected


def test_spark_gives_the_bytes_of_extract(spark: Any, articles: tuple[Any, list[str]]) -> None:
    table, expected = articles
    frame = spark.createDataFrame(table).repartition(2)
    kept = table.drop(["text", "reading"]).schema
    result = frame.mapInArrow(Extractor().batches, f"{spark_ddl(kept)}, {spark_ddl()}").toArrow()
    assert to_lines(result) == expected


def test_ray_gives_the_bytes_of_extract(ray: Any, articles: tuple[Any, list[str]]) -> None:
    table, expected = articles
    dataset = ray.data.from_arrow([table.slice(0, 90), table.slice(90)])
    actors = ray.data.ActorPoolStrategy(size=1)
    result = dataset.map_batches(Extractor, batch_format="pyarrow", batch_size=50, compute=actors)
    assert to_lines(pa.concat_tables(ray.get(result.to_arrow_refs()))) == expected


def test_rules_travel_to_rays_workers(ray: Any, tmp_path: Path) -> None:
    """An extractor that is there already can be given in place of its class."""
    rules = tmp_path / "mine.toml"
    rules.write_text('[[organization]]\nname = "Blue Ferry Board"\nkind = "company"\n', "utf-8")
    extractor = Extractor(rules=rules)
    rules.unlink()
    dataset = ray.data.from_items([{"text": "The Blue Ferry Board paid Estonia 2 million euros."}])
    (row,) = dataset.map_batches(extractor, batch_format="pyarrow").take_all()
    assert [one["kind"] for one in row["organizations"]] == ["company"]


@pytest.mark.parametrize(("title", "code"), BLOCKS, ids=[title for title, _ in BLOCKS])
def test_recipe(
    title: str, code: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("duckdb", "polars"):
        if f"import {module}" in code:
            pytest.importorskip(module)
    for engine in ("spark", "ray"):
        if f"import {engine}\n" in code or f"import py{engine}" in code or f"from py{engine}" in code:
            request.getfixturevalue(engine)
    monkeypatch.chdir(tmp_path)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "data" / "articles").iterdir())][:4]
    table = pa.table({"id": range(4), "date": ["2024-11-20"] * 4, "text": texts})
    table = table.set_column(1, "date", table.column("date").cast(pa.date32()))
    pq.write_table(table, "articles.parquet")
    (tmp_path / "records").mkdir()
    if "read" in code and "records" in code and "Extractor" not in code:
        pq.write_table(Extractor()(table), "records/part-0.parquet")
    # An engine that runs has a working directory of its own.
    code = re.sub(r'"(articles\.parquet|records)"', lambda name: repr(str(tmp_path / name[1])), code)
    printed: list[str] = []
    exec(compile(code, f"docs/at-scale.md: {title}", "exec"), {"print": lambda *values: printed.append(str(values))})
    assert printed


def test_every_way_has_its_recipe() -> None:
    assert [title for title, _ in BLOCKS] == ["Arrow", "Spark", "Ray Data", "DuckDB and polars"]
