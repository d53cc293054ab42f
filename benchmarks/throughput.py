"""Throughput, start-up, memory and cost against length, each beside bare spaCy with the same model in the same run.

    python benchmarks/throughput.py                    # all of them, as a table of Markdown
    python benchmarks/throughput.py throughput         # articles and words a second, bare spaCy, 1 and 2 workers
    python benchmarks/throughput.py startup            # `extract --help` and a cold `extract article.txt`
    python benchmarks/throughput.py memory             # peak memory of 100 and of 10,000 articles
    python benchmarks/throughput.py length             # one article of 1 KB to 1 MB, and texts of one sentence, whose
                                                       # processor time may grow 2.3 times when they double

``--processor`` counts processor time instead of the clock's, for a machine that has other work to do; how much two
workers gain it cannot tell.

Articles are put together from templates with names, places, sums and days drawn by a fixed seed, so that no two are
the same; ``--folder FOLDER`` takes real ones (``*.txt``) instead. Run it on a quiet machine: of repeated measurements
the best counts, since whatever disturbs one only makes it longer. Throughput leaves each command's own start out,
measured in the same run, as an overnight job does not feel it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

EXTRACT = [sys.executable, "-c", "from newsfacts.cli import main; main()"]
BARE = """
import sys, pathlib, spacy
from newsfacts.language.pipeline import MODEL
nlp = spacy.load(MODEL)
nlp.max_length = 10**9
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with nlp.memory_zone():
        nlp(path.read_text("utf-8"))
"""
#: What the figures are measured against.
TARGETS = {
    "help": "≤ 0.15 s", "cold": "≤ 1.8", "share": "≥ 0.7", "workers": "≥ 1.7", "memory": "≤ 1.1",
}  # fmt: skip

PEOPLE = ("Karin Holm", "Ion Rusu", "Amara Diallo", "Lucía Ferrer", "Tomás Okafor", "Mei-Ling Tan", "Pavel Orlov")
OFFICES = ("Foreign Minister", "Prime Minister", "President", "Defense Secretary", "Finance Minister", "Ambassador")
STATES = ("Norway", "Moldova", "Kenya", "Peru", "Japan", "Canada", "Jordan", "Vietnam", "Poland", "Ghana", "Chile")
CITIES = ("Oslo", "Nairobi", "Lima", "Tokyo", "Ottawa", "Amman", "Hanoi", "Warsaw", "Accra", "Santiago", "Chisinau")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "last week", "in March 2023")
THINGS = ("a railway bridge", "the harbor", "two hospitals", "a power line", "the border crossing", "flood defenses")
TEMPLATES = (
    "{office} {person} of {state} met {person} in {city} on {day} and promised {sum} for {thing}.",
    "{state} and {state} signed an agreement on {thing} worth {sum}, the ministry said on {day}.",
    "Engineers who had worked on {thing} since the spring described long delays, bad weather and missing parts.",
    "\"We will not wait for {state} any longer,\" {person} told reporters in {city} before flying home.",
    "The opposition in {state} criticized the plan, calling it too expensive for a country of that size.",
    "Residents near {city} said that they had heard little about {thing} and expected even less to come of it.",
    "{state} may suspend the payments next year if {state} does not publish the accounts, {person} warned.",
    "Two people were injured {day} when part of the scaffolding fell, police in {city} said.",
    "The parliament of {state} is to vote on the budget, which sets aside {sum} for {thing}, by the end of the month.",
    "Prices in the markets of {city} rose again, and traders blamed the closed road, the drought and the new duties.",
    "{person}, who served as {office} until 2019, said the deal had been rejected twice before it was accepted.",
)


def write_article(dice: random.Random, words: int) -> str:
    """One article of about so many words."""
    def fill(template: str) -> str:
        pools = {"person": PEOPLE, "office": OFFICES, "state": STATES, "city": CITIES, "day": DAYS, "thing": THINGS}
        while "{" in template:
            name = template[template.index("{") + 1 : template.index("}")]
            value = dice.choice(pools[name]) if name in pools else f"${dice.randint(2, 900)} million"
            template = template.replace(f"{{{name}}}", value, 1)
        return template

    head = f"{dice.choice(CITIES).upper()}, March {dice.randint(1, 28)}, 2024 - "
    sentences: list[str] = []
    count = 0
    while count < words:
        sentences.append(fill(dice.choice(TEMPLATES)))
        count += len(sentences[-1].split())
    paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
    return head + "\n\n".join(paragraphs) + "\n"


def iterate_articles(folder: Path | None) -> Iterator[str]:
    """Articles without end: of the folder, repeated with a number, or written from the templates."""
    dice, number = random.Random(2024), 0
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))] if folder else []
    if folder and not texts:
        sys.exit(f"no *.txt in {folder}")
    while True:
        yield f"{texts[number % len(texts)]}\n\nReport number {number}.\n" if texts else write_article(
            dice, dice.choice((150, 300, 300, 500, 900))
        )
        number += 1


def fill_folder(folder: Path, articles: Iterator[str], number: int) -> int:
    """Write ``number`` articles; returns their words."""
    words = 0
    for count in range(number):
        text = next(articles)
        words += len(text.split())
        (folder / f"{count:06}.txt").write_text(text, "utf-8")
    return words


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder for as long as it is needed."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


#: As installed: Python keeps what it has compiled. One thread each, so that a core is a core.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT["OMP_NUM_THREADS"] = "1"
OPTIONS = argparse.Namespace(processor=False)


def read_clock() -> float:
    """Seconds: of the clock, or with ``--processor`` those that ended commands took of a processor."""
    if not OPTIONS.processor:
        return time.perf_counter()
    used = os.times()
    return used.children_user + used.children_system


def clock(command: list[str]) -> float:
    """Seconds of a command."""
    started = read_clock()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    return read_clock() - started


def clock_in_turn(commands: dict[str, list[str]], times: int) -> dict[str, float]:
    """The best of each command's times, taken in turn, so that a slow spell of the machine meets all of them."""
    seconds: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(times):
        for what, command in commands.items():
            seconds[what].append(clock(command))
    return {what: min(taken) for what, taken in seconds.items()}


def peak_megabytes(command: list[str]) -> float:
    """Peak memory of a command."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    whole = [sys.executable, "-c", code, *command]
    out = subprocess.run(whole, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    return int(out) / (1024 if sys.platform == "linux" else 2**20)


def bare(folder: Path) -> list[str]:
    """The command that runs the bare model over a folder."""
    return [sys.executable, "-c", BARE, str(folder)]


def say(what: str, figure: str, target: str = "") -> None:
    """One row of the table."""
    print(f"| {what} | {figure} | {target} |", flush=True)


def measure_startup(options: argparse.Namespace) -> None:
    """`--help` over nothing at all, and a cold article over the import of spaCy."""
    with new_folder() as folder:
        fill_folder(folder, iterate_articles(options.folder), 1)
        commands = {
            "nothing": [sys.executable, "-c", "pass"],
            "help": [*EXTRACT, "--help"],
            "spacy": [sys.executable, "-c", "import spacy"],
            "model": bare(folder),
            "cold": [*EXTRACT, str(folder / "000000.txt")],
        }
        seconds = clock_in_turn(commands, 7)
    spacy, model, cold = seconds["spacy"], seconds["model"], seconds["cold"]
    with_help = seconds["help"] - seconds["nothing"]
    say("`extract --help`, more than `python -c pass`", f"{with_help:.2f} s", TARGETS["help"])
    say("`import spacy`", f"{spacy:.2f} s")
    say("bare spaCy, one article, cold", f"{model:.2f} s, {model / spacy:.2f} of `import spacy`")
    say("`extract article.txt`, cold", f"{cold:.2f} s, {cold / spacy:.2f} of `import spacy`", TARGETS["cold"])


def measure_throughput(options: argparse.Namespace) -> None:
    """Articles and words a second."""
    with new_folder() as folder, new_folder() as first:
        articles = iterate_articles(options.folder)
        words = fill_folder(folder, articles, options.articles)
        fill_folder(first, articles, 1)
        commands: dict[str, Callable[[Path], list[str]]] = {
            "bare spaCy": bare,
            "extract, 1 worker": lambda where: [*EXTRACT, "-q", "--jobs", "1", str(where)],
        }
        if not options.processor:
            commands["extract, 2 workers"] = lambda where: [*EXTRACT, "-q", "--jobs", "2", str(where)]
        starts = clock_in_turn({what: command(first) for what, command in commands.items()}, 3)
        wholes = clock_in_turn({what: command(folder) for what, command in commands.items()}, options.times)
        seconds = {what: wholes[what] - starts[what] for what in commands}
        for what in commands:
            rate = options.articles / seconds[what]
            say(what, f"{rate:.1f} articles a second, {words / seconds[what]:,.0f} words a second")
    model, one, *two = seconds.values()
    say("extract, 1 worker, of bare spaCy", f"{model / one:.2f}", TARGETS["share"])
    if not two:
        return
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    say(f"2 workers of 1, on {cores} cores", f"{one / two[0]:.2f}", TARGETS["workers"])


def measure_memory(options: argparse.Namespace) -> None:
    """Peak memory of few and of many articles."""
    peaks: dict[str, list[float]] = {"bare spaCy": [], "extract": []}
    for number in (100, options.many):
        with new_folder() as folder:
            fill_folder(folder, iterate_articles(options.folder), number)
            for what, command in (("bare spaCy", bare(folder)), ("extract", [*EXTRACT, "-q", "-j1", str(folder)])):
                peaks[what].append(peak_megabytes(command))
                say(f"{what}, peak memory of {number:,} articles", f"{peaks[what][-1]:.0f} MB")
    for what, (few, many) in peaks.items():
        say(f"{what}, growth", f"{many / few:.2f}", TARGETS["memory"] if what == "extract" else "")


#: Texts of one sentence without end, each made to be slow for something in the pipeline.
FAMILIES: dict[str, Callable[[random.Random], str]] = {
    "Biden said that": lambda dice: "Biden said that ",
    "Biden told reporters that Xi": lambda dice: "Biden told reporters that Xi ",
    "China met Russia;": lambda dice: "China met Russia; ",
    "capitalized names": lambda dice: f"{dice.choice(PEOPLE).split()[0]} ",
    "names that are no names": lambda dice: "".join(dice.choice("abcdefgh") for _ in range(6)).title() + " ",
}
PROCESSOR = """
import sys, time, newsfacts
newsfacts.extract("Oslo met Lima.")
text = open(sys.argv[1], encoding="utf-8").read()
started = time.process_time()
newsfacts.extract(text)
print(time.process_time() - started)
"""


def measure_families() -> None:
    """Processor time of texts of one sentence, doubled: from 8,000 characters, where all of them are cut."""
    with new_folder() as folder:
        path = folder / "article.txt"
        for what, write in FAMILIES.items():
            seconds: list[float] = []
            for size in (8_000, 16_000, 32_000):
                dice, text = random.Random(size), ""
                while len(text) < size:
                    text += write(dice)
                path.write_text(text, "utf-8")
                runs = [subprocess.run([sys.executable, "-c", PROCESSOR, str(path)], check=True, capture_output=True,
                                       text=True, env=ENVIRONMENT).stdout for _ in range(2)]  # fmt: skip
                seconds.append(min(map(float, runs)))
            times = ", ".join(f"{two / one:.2f}" for one, two in pairwise(seconds))
            measured = ", ".join(f"{second:.2f} s" for second in seconds)
            say(f"“{what} …”, 8,000, 16,000 and 32,000 characters", f"{measured}: times {times}", "≤ 2.3 times")


def measure_length(options: argparse.Namespace) -> None:
    """One article of growing length: linear when the rate stays."""
    articles = iterate_articles(options.folder)
    whole = ""
    while len(whole) < options.longest:
        whole += next(articles) + "\n"
    with new_folder() as folder:
        path = folder / "article.txt"
        path.write_text("Oslo.", "utf-8")
        commands = {"bare spaCy": bare(folder), "extract": [*EXTRACT, "-q", str(path)]}
        starts = clock_in_turn(commands, 3)
        size = 1_000
        while size <= options.longest:
            path.write_text(whole[:size], "utf-8")
            figures = {}
            for what, taken in clock_in_turn(commands, 2).items():
                seconds = max(taken - starts[what], 0.001)
                figures[what] = f"{seconds:.2f} s, {size / seconds / 1000:,.0f} KB a second"
            measured = f"{figures['extract']} (bare spaCy {figures['bare spaCy']})"
            say(f"an article of {size:,} characters", measured, "linear")
            size *= 10
    measure_families()


MEASURES: dict[str, Callable[[argparse.Namespace], None]] = {
    "startup": measure_startup, "throughput": measure_throughput, "memory": measure_memory, "length": measure_length,
}  # fmt: skip


def main() -> None:
    """Print the figures as a table of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", nargs="*", choices=[*MEASURES, []], help="what to measure (default: all)")
    parser.add_argument("--folder", type=Path, help="a folder of *.txt to take articles from")
    parser.add_argument("--articles", type=int, default=400, help="articles for the throughput (400)")
    parser.add_argument("--times", type=int, default=2, help="measurements of the throughput, the best counts (2)")
    parser.add_argument("--many", type=int, default=10_000, help="articles for the memory, against 100 (10,000)")
    parser.add_argument("--longest", type=int, default=1_000_000, help="characters of the longest article (1,000,000)")
    parser.add_argument("--processor", action="store_true", help="processor time instead of the clock's")
    options = parser.parse_args(namespace=OPTIONS)
    print("| | measured | target |\n|---|---|---|")
    for name in options.measure or MEASURES:
        MEASURES[name](options)


if __name__ == "__main__":
    main()
