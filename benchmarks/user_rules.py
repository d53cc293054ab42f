"""What users' rules cost: reading and checking 1,000 of them, and an article in which none of them fires.

    python benchmarks/user_rules.py [--rules 1000] [--json]

Prints the best of several runs in milliseconds. Reading is done anew each time, as a command does it once.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import newsfacts
from newsfacts.language.facts.rules import read_rules
from newsfacts.language.pipeline import to_doc
from newsfacts.lexicon import load_lexicon, sources

TEXT = Path(__file__).parents[1] / "data" / "articles" / "mekong-dam.txt"


def to_file(number: int, folder: Path) -> Path:
    """A rules file with this many rules, each with an example and a counterexample."""
    rules = [
        f'[[rule]]\nname = "mine.rule-{i}"\ntype = "x_hosted"\nevent = "CONSULT"\nverbs = ["zz{i}a", "zz{i}b"]\n'
        f'actor = "subject"\nrecipient = "object|with"\nneed = ["actor", "recipient"]\n'
        f'examples = [{{text = "Ghana zz{i}as Togo.", actor = ["Ghana"], recipient = ["Togo"]}}]\n'
        f'counterexamples = ["The river zz{i}as fish."]\n'
        for i in range(number)
    ]
    path = folder / "newsfacts.toml"
    path.write_text("\n".join(rules), "utf-8")
    return path


def measure(work: Callable[[], object], runs: int = 7) -> float:
    """The best time of several runs, in milliseconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return round(best * 1000, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = to_file(options.rules, Path(folder))

        def read() -> None:
            for cached in (sources._read_table, sources._read_rows, sources._check_together, read_rules):
                cached.cache_clear()  # type: ignore[attr-defined]
            read_rules(load_lexicon([path]))

        sources._read_package_rules()
        figures: dict[str, float] = {"rules": options.rules, "kilobytes": round(path.stat().st_size / 1000, 1)}
        figures["reading and checking, ms"] = measure(read)
        text = TEXT.read_text("utf-8")
        for label, nlp in (("without", newsfacts.load()), ("with", newsfacts.load(path))):
            article = newsfacts.Article(text=text)
            finder = nlp.get_pipe("newsfacts_facts")
            doc = nlp(to_doc(nlp, article))
            figures[f"finding facts {label} them, ms"] = measure(lambda f=finder, d=doc: f(d), 21)  # type: ignore[misc]
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            print(f"{name:32} {value:g}")


if __name__ == "__main__":
    main()
