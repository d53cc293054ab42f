"""What many machines cost: Arrow over a bare loop, a second worker, one core's work, money, and stragglers.

    python benchmarks/scale.py overhead      # processor time of newsfacts.arrow over a loop of newsfacts.extract
    python benchmarks/scale.py workers       # articles a second of one and of two processes with an Extractor each
    python benchmarks/scale.py unit          # a core's work: articles, words and pages a CPU-second, memory, start
    python benchmarks/scale.py cost          # the same, and what a million to five billion articles cost with it
    python benchmarks/scale.py stragglers    # a simulation: how long workers wait for the last of them, by size of unit
    python benchmarks/scale.py page --write docs/at-scale.md    # all of it, some minutes, and into the page

Articles are those of benchmarks/throughput.py, or real ones (``--folder FOLDER`` of ``*.txt``). Processor time is
measured where it can be, which a busy machine disturbs less than a clock; two ways of doing the same take turns. Prices
are arguments, since they change: ``--price NAME=DOLLARS`` for a vCPU-hour, any number of times.
"""

from __future__ import annotations

import argparse
import datetime as dt
import heapq
import multiprocessing
import os
import platform
import random
import resource
import statistics
import sys
import time
from io import BytesIO
from itertools import islice
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from throughput import iterate_articles, say

ROWS = 32
#: Dollars for an hour of a vCPU, on demand, in Virginia, in 2024, from memory: nobody looked them up. See ``--price``.
PRICES = {"AWS c6a": 0.0383, "AWS c7i": 0.0446, "AWS m7i": 0.0504}
SIZES = {"1 million": 10**6, "100 million": 10**8, "5 billion": 5 * 10**9}
#: Megabytes of an archive for an article, packed: an assumption, 1 GB of some 30,000 pages.
PACKED = 0.035
Figures = dict[str, float]
#: What the page says of its prices.
REMEMBERED = f"""**Money is arithmetic with prices from memory**, which nobody looked up: for a vCPU-hour of
{', '.join(f'{name} {price} dollars' for name, price in PRICES.items())}, on demand, for x86 in Virginia, as they
were in 2024. Lists change: give your own with `--price NAME=DOLLARS`, as often as you like."""
GIVEN = "Money is arithmetic with the prices that `--price` gave."
#: What ``page`` fills in, and the lines of the page between which it does.
TEMPLATE = Path(__file__).with_name("scale_page.md")
BEGIN, END = "<!-- benchmarks/scale.py page: begin -->\n", "<!-- benchmarks/scale.py page: end -->\n"


def take_batches(options: argparse.Namespace, number: int) -> list[Any]:
    """Articles in batches."""
    texts = list(islice(iterate_articles(options.folder), number))
    return [pa.RecordBatch.from_pydict({"text": texts[at : at + ROWS]}) for at in range(0, number, ROWS)]


def measure_overhead(options: argparse.Namespace) -> Figures:
    """What an extractor takes for itself, beside the extraction within it; and both beside a bare loop, in turn.

    The first is one run's own share, which no other work on the machine changes much; the second compares two runs.
    """
    import newsfacts
    from newsfacts.arrow import Extractor, process

    extract, within = process.extract, 0.0

    def extract_and_clock(*given: Any) -> Any:
        nonlocal within
        started = time.process_time()
        done = extract(*given)
        within += time.process_time() - started
        return done

    extractor = Extractor()
    batches = take_batches(options, options.articles)
    extractor(batches[0])
    process.extract = extract_and_clock
    bare = arrow = 0.0
    for number, batch in enumerate(batches):
        for way in ("bare", "arrow") if number % 2 else ("arrow", "bare"):
            started = time.process_time()
            if way == "bare":
                texts = batch.column("text").to_pylist()
                assert len([newsfacts.extract(newsfacts.Article(text)) for text in texts]) == batch.num_rows
                bare += time.process_time() - started
            else:
                assert extractor(batch).num_rows == batch.num_rows
                arrow += time.process_time() - started
    say(f"a loop of `newsfacts.extract`, {options.articles} articles", f"{bare:.1f} CPU-seconds")
    say("`newsfacts.arrow`, the same articles", f"{arrow:.1f} CPU-seconds, {arrow / bare - 1:+.1%}", "≤ 5 %")
    say("... of which rows, keys and columns", f"{(arrow - within) / arrow:.2%}", "≤ 5 %")
    process.extract = extract
    return {"overhead": arrow / bare - 1, "own": (arrow - within) / arrow}


def work(batches: list[Any], start: Barrier, results: Any) -> None:
    """A worker of an engine: an extractor of its own, measured from when all are ready."""
    from newsfacts.arrow import Extractor

    extractor = Extractor()
    extractor(batches[0])
    start.wait()
    wall, cpu = time.perf_counter(), time.process_time()
    for batch in batches:
        extractor(batch)
    results.put((time.perf_counter() - wall, time.process_time() - cpu))


def run_workers(batches: list[Any], number: int) -> tuple[float, float]:
    """Articles a second, and a CPU-second, of so many workers that do all batches each."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(number), context.Queue()
    processes = [context.Process(target=work, args=(batches, start, results)) for _ in range(number)]
    for process in processes:
        process.start()
    taken = [results.get() for _ in processes]
    for process in processes:
        process.join()
    articles = number * sum(batch.num_rows for batch in batches)
    return articles / max(wall for wall, _ in taken), articles / sum(cpu for _, cpu in taken)


def measure_workers(options: argparse.Namespace) -> Figures:
    """One and two, in turn; the best of each counts."""
    batches = take_batches(options, options.articles)
    one, two = [], []
    for _ in range(options.times):
        one.append(run_workers(batches, 1))
        two.append(run_workers(batches, 2))
    best = [max(rate for rate, _ in rates) for rates in (one, two)]
    cpu = [max(rate for _, rate in rates) for rates in (one, two)]
    say("1 worker", f"{best[0]:.2f} articles a second")
    say("2 workers", f"{best[1]:.2f} articles a second, {best[1] / best[0]:.2f} of one", "≥ 1.8")
    say("... by processor time, which others' work does not take", f"{2 * cpu[1] / cpu[0]:.2f} of one")
    return {"two": best[1] / best[0], "two_cpu": 2 * cpu[1] / cpu[0]}


def measure_unit(options: argparse.Namespace) -> Figures:
    """What one core does, and what a worker needs."""
    from newsfacts.arrow import Extractor, process

    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    extractor = Extractor()
    started = time.process_time()
    extractor(pa.RecordBatch.from_pydict({"text": ["Rain."]}))
    load = time.process_time() - started
    batches = take_batches(options, options.articles)
    times, words, results = [], 0, []
    for batch in batches:
        for row in range(batch.num_rows):
            one = batch.slice(row, 1)
            started = time.process_time()
            results.append(extractor(one))
            times.append(time.process_time() - started)
            words += len(one.column("text")[0].as_py().split())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages, page = measure_pages(options, process)
    total = sum(times)
    file = BytesIO()
    pq.write_table(pa.Table.from_batches(results), file, compression="zstd")
    unit = {
        "articles": len(times) / total, "words": words / total, "length": words / len(times), "start": load,
        "memory": memory, "pages": pages, "page": page / 1024, "size": file.tell() / len(times),
        "spread": statistics.pstdev(times) * len(times) / total,
    }  # fmt: skip
    say("articles a CPU-second", f"{unit['articles']:.2f}, of {unit['length']:.0f} words; {unit['words']:.0f} words")
    slowest = max(times) * len(times) / total
    say("... slowest of them against the mean", f"{slowest:.1f}; deviation {unit['spread']:.2f}")
    say("memory of a worker, the most", f"{memory:.0f} MB, of which Python and Arrow {idle:.0f} MB")
    say("loading the model", f"{load:.1f} CPU-seconds, once in a process")
    say("reading pages of archives", f"{pages:.0f} pages a CPU-second, of {page / 1024:.0f} KB each")
    say("records as Parquet, zstd", f"{unit['size'] / 1024:.1f} KB an article")
    return unit


def measure_pages(options: argparse.Namespace, process: Any) -> tuple[float, float]:
    """Pages a CPU-second that are cut out of an archive and parsed, and bytes of a page, with menus and scripts around.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    from newsfacts.article import Article
    from newsfacts.batch import read_part
    from newsfacts.readers import ReadOptions, split_source

    around = "".join(
        f'<li class="item"><a href="/s/{n}" data-track="nav:{n}"><span>Section {n}</span></a></li>' for n in range(400)
    ) + "<script>" + "window.ads.push({slot: 1, sizes: [[300, 250]]});" * 400 + "</script>"
    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    pages = 150
    size = 0
    for number, text in enumerate(islice(iterate_articles(options.folder), pages)):
        body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        head = f"<head><title>News {number}</title></head>"
        page = f"<html>{head}<body><ul>{around}</ul><article>{body}</article></body></html>"
        size += len(page)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            f"https://x/{number}", "response", payload=BytesIO(page.encode()), http_headers=headers,
        ))  # fmt: skip
    process._load_parser()
    file.seek(0)
    taken = []
    for _ in range(2):  # the first time the parser sets itself up
        started = time.process_time()
        parts = split_source("x.warc.gz", ReadOptions(), stream=BytesIO(file.getvalue()))
        read = [read_part(part) for part in parts]
        taken.append(time.process_time() - started)
        assert sum(isinstance(one, Article) for one in read) == pages
    return pages / min(taken), size / pages


def measure_cost(options: argparse.Namespace) -> None:
    """Core-hours and money of three sizes, without and with pages to be read."""
    print(f"\n{tabulate_cost(measure_unit(options), read_prices(options))}")


def read_prices(options: argparse.Namespace) -> dict[str, float]:
    """The prices of ``--price``, else those remembered."""
    given = [price.rpartition("=") for price in options.price]
    return {name or "given": float(price) for name, _, price in given} or PRICES


def tabulate_cost(unit: Figures, prices: dict[str, float]) -> str:
    """Core-hours and money of three sizes."""
    seconds = 1 / unit["articles"] + 1 / unit["pages"]
    heads = ["articles", "core-hours", *prices, "with 1,000 vCPUs", "to fetch", "Parquet"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, number in SIZES.items():
        hours = number * seconds / 3600
        money = " | ".join(f"${to_round(hours * price):,}" for price in prices.values())
        days = f"{hours / 1000:.1f} hours" if hours < 48_000 else f"{hours / 24_000:.0f} days"
        terabytes = f"{number * PACKED / 10**6:,.3g} TB"
        lines.append(f"| {name} | {to_round(hours):,} | {money} | {days} | {terabytes} | "
                     f"{number * unit['size'] / 10**12:.2g} TB |")  # fmt: skip
    return "\n".join(lines)


def to_round(value: float) -> int:
    """To two digits."""
    whole = round(value)
    return round(whole, 2 - len(str(whole))) if whole >= 100 else whole


def simulate(workers: int, units: int, size: int, options: argparse.Namespace, dice: random.Random) -> float:
    """Hours until the last of so many workers is done with units of so many articles, taken as they come.

    A unit's time is that of its articles (their mean and deviation), of pages given up at the time limit, of its
    files, and of its worker's machine, which may be slower than another's. A worker that is lost has done its unit for
    nothing; another one loads the model and goes on.
    """
    free = [0.0] * workers
    speed = [max(0.5, dice.gauss(1.0, options.speed)) for _ in range(workers)]
    heap = [(options.start, number) for number in range(workers)]
    heapq.heapify(heap)
    waiting = units
    while waiting:
        now, number = heapq.heappop(heap)
        mean, spread = options.seconds, options.seconds * options.spread
        taken = max(0.0, dice.gauss(size * mean, spread * size**0.5))
        given_up = size * options.slow
        taken += options.timeout * (int(given_up) + (dice.random() < given_up % 1)) + options.files
        taken /= speed[number]
        if dice.random() < 1 - (1 - options.lost) ** (taken / 3600):  # it dies somewhere within
            now += taken * dice.random() + options.start
        else:
            now += taken
            waiting -= 1
        free[number] = now
        heapq.heappush(heap, (now, number))
    return max(free) / 3600


def measure_stragglers(options: argparse.Namespace) -> None:
    """The hours of a job by the size of its units, beside those of workers that are never idle."""
    print(f"{options.total:,} articles, {options.workers:,} workers, {options.seconds:.3f} s an article; one page of "
          f"{1 / options.slow:,.0f} takes {options.timeout:.0f} s; {options.lost:.0%} of workers are lost an hour; "
          f"machines differ by {options.speed:.0%}\n\n{tabulate_stragglers(options)}")  # fmt: skip


def tabulate_stragglers(options: argparse.Namespace) -> str:
    """A line for each size of units."""
    dice, total = random.Random(7), options.total
    heads = ["articles of a unit", "minutes of a unit", "units a worker", "hours", "longer than never idle"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    ideal = total * (options.seconds + options.slow * options.timeout) / options.workers / 3600
    for size in (100, 500, 2_000, 5_000, 20_000, 50_000, 100_000):
        units = -(-total // size)
        hours = simulate(options.workers, units, size, options, dice)
        lines.append(f"| {size:,} | {size * options.seconds / 60:.1f} | {units / options.workers:.1f} | {hours:.2f} | "
                     f"{hours / ideal - 1:+.0%} |")  # fmt: skip
    return "\n".join(lines)


def measure_page(options: argparse.Namespace) -> None:
    """All that docs/at-scale.md says of cost, printed, and with ``--write`` put into it."""
    import newsfacts

    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"other work loads this machine with {load:.1f}: two workers by the clock say little", file=sys.stderr)
    unit = measure_unit(options)
    figures = {**unit, **measure_overhead(options), **measure_workers(options)}
    seconds = 1 / unit["articles"] + 1 / unit["pages"]
    options.seconds, options.spread, options.start = seconds, unit["spread"], unit["start"]
    prices = read_prices(options)
    said = {
        "day": dt.date.today().isoformat(), "version": newsfacts.__version__, "machine": describe_machine(),
        "texts": f"articles of {options.folder}" if options.folder else "articles written from templates",
        "share": 1 / unit["pages"] / seconds, "thousand": 1000 / seconds, "network": 1000 / seconds * PACKED,
        "costs": tabulate_cost(unit, prices), "remark": GIVEN if options.price else REMEMBERED, "load": load,
        "stragglers": tabulate_stragglers(options), "slow": 1 / options.slow,
        **{name: getattr(options, name) for name in ("total", "workers", "timeout", "speed", "lost")},
    }  # fmt: skip
    part = TEMPLATE.read_text("utf-8").format(**{**figures, **said, "size": unit["size"] / 1024})
    if options.write is None:
        print(f"\n{part}")
        return
    before, _, rest = options.write.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        sys.exit(f"{options.write} has no lines {BEGIN.strip()} and {END.strip()}")
    options.write.write_text(f"{before}{BEGIN}\n{part}\n{END}{after}", "utf-8")


def describe_machine() -> str:
    """The cores, without which a figure says little."""
    return f"{os.cpu_count()} virtual cores of {platform.machine()}"


MEASURES = {
    "overhead": measure_overhead, "workers": measure_workers, "unit": measure_unit, "cost": measure_cost,
    "stragglers": measure_stragglers, "page": measure_page,
}
#: Articles, and how often, that ``page`` is content with: some minutes on two cores.
BRIEF = {"articles": 96, "times": 2}
FULL = {"articles": 192, "times": 3}  # fmt: skip


def main() -> None:
    """Print tables of Markdown."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("--folder", type=Path, help="real articles (*.txt)")
    parser.add_argument("--articles", type=int, help="default: 192, page: 96")
    parser.add_argument("--times", type=int, help="workers: how often; default: 3, page: 2")
    parser.add_argument("--price", action="append", default=[], metavar="NAME=DOLLARS", help="of a vCPU-hour, repeated")
    parser.add_argument("--write", type=Path, help="page: the page, docs/at-scale.md")
    parser.add_argument("--total", type=int, default=10**7, help="stragglers: articles")
    parser.add_argument("--workers", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=0.27, help="stragglers: of an article")
    parser.add_argument("--spread", type=float, default=0.61, help="stragglers: deviation over mean of articles")
    parser.add_argument("--slow", type=float, default=1e-5, help="stragglers: share of pages given up at the limit")
    parser.add_argument("--timeout", type=float, default=120.0)
    parser.add_argument("--start", type=float, default=2.8, help="stragglers: seconds to load the model")
    parser.add_argument("--files", type=float, default=0.5, help="stragglers: seconds of a unit's files")
    parser.add_argument("--lost", type=float, default=0.05, help="stragglers: share of workers lost an hour (spot)")
    parser.add_argument("--speed", type=float, default=0.1, help="stragglers: deviation of machines' speeds")
    options = parser.parse_args()
    for name, value in (BRIEF if options.measure == "page" else FULL).items():
        setattr(options, name, getattr(options, name) or value)
    if options.measure != "stragglers":
        print("| what | figure | target |\n|---|---|---|")
    MEASURES[options.measure](options)


if __name__ == "__main__":
    main()
