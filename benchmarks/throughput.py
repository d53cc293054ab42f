"""Throughput, start-up, memory and cost against length, each beside bare spaCy with the same model in the same run.

    python benchmarks/throughput.py [--articles N] [--many N] [FOLDER]

Articles are those of FOLDER (default ``data/articles``), repeated with a number so that no two are the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRACT = [sys.executable, "-c", "from newsfacts.cli import main; main()"]
BARE = """
import sys, pathlib, spacy
from newsfacts.language.pipeline import MODEL
nlp = spacy.load(MODEL)
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with nlp.memory_zone():
        nlp(path.read_text("utf-8"))
"""


def find_texts(folder: Path) -> list[str]:
    """The texts of a folder."""
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]


def fill(folder: Path, texts: list[str], number: int) -> int:
    """Write ``number`` articles; returns their words."""
    words = 0
    for count in range(number):
        text = f"{texts[count % len(texts)]}\n\nReport number {count}.\n"
        words += len(text.split())
        (folder / f"{count:06}.txt").write_text(text, "utf-8")
    return words


def clock(command: list[str]) -> float:
    """Seconds of a command."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def best(measure: Callable[[], float], times: int = 3) -> float:
    """The best of some measurements: what disturbs one only makes it longer."""
    return min(measure() for _ in range(times))


def peak_megabytes(command: list[str]) -> float:
    """Peak memory of a command."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    out = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True).stdout
    return int(out) / (1024 if sys.platform == "linux" else 2**20)


def main() -> None:
    """Print the figures as a table of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "data" / "articles")
    parser.add_argument("--articles", type=int, default=200, help="articles for the throughput")
    parser.add_argument("--many", type=int, default=1000, help="articles for the memory, against 100")
    options = parser.parse_args()
    texts = find_texts(options.folder)
    print("| | |\n|---|---|")

    def say(what: str, figure: str) -> None:
        print(f"| {what} | {figure} |", flush=True)

    nothing = best(lambda: clock([sys.executable, "-c", "pass"]), 5)
    say("`extract --help` over `python -c pass`", f"{best(lambda: clock([*EXTRACT, '--help']), 5) - nothing:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, texts, 1)
        spacy = best(lambda: clock([sys.executable, "-c", "import spacy"]))
        cold = best(lambda: clock([*EXTRACT, str(folder / "000000.txt")]))
        say("`extract article.txt`, cold, over `import spacy`", f"{cold:.2f} s, {cold / spacy:.2f} times")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = fill(folder, texts, options.articles)
        empty = Path(name) / "none"
        empty.mkdir()
        start = clock([sys.executable, "-c", BARE, str(empty)])
        empty.rmdir()
        bare = clock([sys.executable, "-c", BARE, name]) - start
        one = clock([*EXTRACT, "-q", "--jobs", "1", name]) - cold
        two = clock([*EXTRACT, "-q", "--jobs", "2", name]) - cold
        for what, seconds in (("bare spaCy", bare), ("extract, 1 worker", one), ("extract, 2 workers", two)):
            say(what, f"{options.articles / seconds:.1f} articles a second, {words / seconds:,.0f} words a second")
        say("extract, 1 worker, of bare spaCy", f"{bare / one:.2f}")
        say("2 workers of 1", f"{one / two:.2f}")
    peaks = []
    for number in (100, options.many):
        with tempfile.TemporaryDirectory() as name:
            fill(Path(name), texts, number)
            peaks.append(peak_megabytes([*EXTRACT, "-q", "--jobs", "1", name]))
            say(f"peak memory, {number} articles", f"{peaks[-1]:.0f} MB")
    say("growth", f"{peaks[1] / peaks[0]:.2f}")
    with tempfile.TemporaryDirectory() as name:
        whole = "\n\n".join(texts * 400)
        path = Path(name) / "long.txt"
        for size in (1_000, 10_000, 100_000, 1_000_000):
            path.write_text(whole[:size], "utf-8")
            seconds = max(clock([*EXTRACT, "-q", str(path)]) - cold, 0.001)
            say(f"an article of {size:,} characters", f"{seconds:.2f} s, {size / seconds / 1000:,.0f} KB a second")


if __name__ == "__main__":
    main()
