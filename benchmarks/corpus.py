"""The corpus: how good it is on articles of our own, and what it costs.

    python benchmarks/corpus.py quality                # B-cubed F1 of events and people, precision and recall of
                                                       # contradictions, on the half that was tuned on and the other
    python benchmarks/corpus.py quality --misses tuned # what was joined or parted wrongly, and contradictions
    python benchmarks/corpus.py scale                  # 200,000 synthetic records: time, memory, growth, the last 1 %
    python benchmarks/corpus.py scale --records 20000

The articles are ``data/corpus/articles.jsonl``: 25 stories as four to six outlets tell them, and look-alikes. The gold
beside it says which words tell which event, who is who, and which contradictions were planted. Stories of odd numbers
were tuned on; those of even numbers were held back, and only their figures were looked at.

Measured is what comes after extraction: of each report in the gold the fact that the extractor found at its words. What
it did not find cannot be joined; its share stands in the first line. Contradictions that the gold does not name count
as wrong, although some are real.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import newsfacts
from newsfacts.corpus import add, open_database
from newsfacts.corpus.model import to_article_key
from newsfacts.record import Fact, Record

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data" / "corpus"
KINDS = ("amount", "denial", "day", "status", "actor")


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of two partitions of the same items (Bagga and Baldwin 1998)."""
    of_gold, of_found = defaultdict(set), defaultdict(set)
    for item in gold:
        of_gold[gold[item]].add(item)
        of_found[found[item]].add(item)
    both = [(len(of_gold[gold[i]] & of_found[found[i]]), of_gold[gold[i]], of_found[found[i]]) for i in gold]
    if not both:
        return 0.0, 0.0, 0.0
    precision = sum(n / len(f) for n, _, f in both) / len(both)
    recall = sum(n / len(g) for n, g, _ in both) / len(both)
    return precision, recall, 2 * precision * recall / (precision + recall)


def load_records(path: Path | None) -> list[Record]:
    """The records of the articles: saved ones, or extracted now."""
    if path is not None and path.exists():
        return [Record.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]
    records = list(newsfacts.extract_all(newsfacts.read(FOLDER / "articles.jsonl")))
    made = [one for one in records if isinstance(one, Record)]
    if path is not None:
        path.write_text("".join(record.to_json() + "\n" for record in made), "utf-8")
    return made


def find_fact(record: Record, row: dict[str, Any], type_: str, taken: Iterable[int]) -> Fact | None:
    """The fact at the very word of a report of the gold, else that of its type in its sentence.

    Args:
        taken: where all reports of the article stand: a fact at another's word is not this one's.
    """
    at = row["start"]
    here = [f for f in record.facts if f.trigger.start <= at < f.trigger.end]
    free = [f for f in record.facts if not any(f.trigger.start <= t < f.trigger.end for t in taken)]
    near = [f for f in free if f.type == type_ and f.evidence.start <= at < f.evidence.end]
    return min(here or near, key=lambda f: (f.type != type_, abs(f.trigger.start - at), f.id), default=None)


class Half:
    """The stories of one half, with what the corpus made of them."""

    def __init__(
        self, database: sqlite3.Connection, records: list[Record], gold: list[dict[str, Any]], odd: bool
    ) -> None:
        self.database = database
        rows = [row for row in gold if int(row["story"][1:]) % 2 == odd]
        types = {row["event"]: row["type"] for row in rows if row["kind"] == "event"}
        keys = [to_article_key(record.article.id, record.article.source) for record in records]
        self.reports = [row for row in rows if row["kind"] == "report"]
        self.event_of: dict[Hashable, str] = {}
        taken: dict[int, list[int]] = defaultdict(list)
        for row in self.reports:
            taken[row["article"]].append(row["start"])
        for row in self.reports:
            fact = find_fact(records[row["article"] - 1], row, types[row["event"]], taken[row["article"]])
            if fact is not None:
                self.event_of[f"{keys[row['article'] - 1]}/{fact.id}"] = row["event"]
        self.persons = [row for row in rows if row["kind"] == "person"]
        self.person_of: dict[Hashable, str] = {}
        for row in self.persons:
            record = records[row["article"] - 1]
            here = [e.id for e in (*record.officials, *record.people) if e.name == row["name"]]
            if here:
                self.person_of[(keys[row["article"] - 1], here[0])] = row["person"]
        self.planted = [(row["conflict"], tuple(row["events"])) for row in rows if row["kind"] == "conflict"]
        self.articles = {keys[row["article"] - 1] for row in rows if row["kind"] in ("report", "person")}

    def found_events(self) -> dict[Hashable, Hashable]:
        found = dict(self.database.execute("SELECT report, event FROM reports"))
        return {report: found[report] for report in self.event_of}

    def found_persons(self) -> dict[Hashable, Hashable]:
        rows = self.database.execute(
            "SELECT article, a.entity, p.entity FROM appearances a JOIN profiles p USING (profile)"
        )
        found = {(article, entity): person for article, entity, person in rows}
        return {item: found[item] for item in self.person_of}

    def conflicts(self) -> Iterator[tuple[str, tuple[str, ...] | None, str]]:
        """Every contradiction that the corpus found in this half: kind, the gold's events or None, and words."""
        rows = self.database.execute(
            "SELECT c.conflict, c.kind, s.side, s.report, c.a || ' / ' || c.b || ': ' || e.headline FROM conflicts c "
            "JOIN conflict_sides s USING (conflict) JOIN events e ON e.event = c.event ORDER BY 1, 3, 4"
        )
        sides: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: {"a": [], "b": []})
        for conflict, kind, side, report, words in rows:
            if report.partition("/")[0] in self.articles:
                sides[conflict, kind, words][side].append(report)
        for (_, kind, words), of in sides.items():
            events = [{self.event_of[r] for r in of[side] if r in self.event_of} for side in ("a", "b")]
            match = next(
                (
                    p
                    for p in self.planted
                    if p[0] == kind
                    and (
                        all(p[1][0] in e for e in events)
                        if len(p[1]) == 1
                        else (p[1][0] in events[0] | events[1] and p[1][1] in events[0] | events[1])
                    )
                ),
                None,
            )
            yield kind, match and match[1], words


def measure_quality(saved: Path | None, misses: str | None) -> None:
    records = load_records(saved)
    gold = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text("utf-8").splitlines()]
    database = open_database("")
    add(database, records)
    print("| half | what | precision | recall | F1 | items |\n|---|---|---|---|---|---|")
    for name, odd in (("tuned", True), ("held back", False)):
        half = Half(database, records, gold, odd)
        n = len(half.event_of)
        print(
            f"| {name} | reports found by the extractor | – | {n / len(half.reports):.3f} | – | {len(half.reports)} |"
        )
        for what, of_gold, found in (
            ("events", half.event_of, half.found_events()),
            ("people", half.person_of, half.found_persons()),
        ):
            p, r, f = b_cubed(of_gold, found)
            print(f"| {name} | {what}, B-cubed | {p:.3f} | {r:.3f} | {f:.3f} | {len(of_gold)} |")
            if misses == name.split()[0]:
                print_misses(of_gold, found)
        conflicts = list(half.conflicts())
        for kind in KINDS:
            planted = [events for k, events in half.planted if k == kind]
            of_kind = [events for k, events, _ in conflicts if k == kind]
            right = sum(events is not None for events in of_kind)
            hit = len(set(of_kind) & set(planted))
            precision = f"{right / len(of_kind):.3f}" if of_kind else "–"
            recall = f"{hit / len(planted):.3f}" if planted else "–"
            if planted or of_kind:
                print(
                    f"| {name} | contradictions: {kind} | {precision} | {recall} | – | "
                    f"{len(planted)} planted, {len(of_kind)} found |"
                )
        if misses == name.split()[0]:
            for kind, events, words in conflicts:
                print(f"    {'right' if events else 'WRONG'} {kind}: {words}")
            print("    planted:", half.planted)


def print_misses(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> None:
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for item, cluster in gold.items():
        by_gold[cluster].add(found[item])
        by_found[found[item]].add(cluster)
    for cluster, systems in by_gold.items():
        if len(systems) > 1:
            print(f"    parted: {cluster} into {sorted(map(str, systems))}")
    for system, clusters in by_found.items():
        if len(clusters) > 1:
            print(f"    joined: {sorted(map(str, clusters))} in {system}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    quality = commands.add_parser("quality")
    quality.add_argument("--saved", type=Path, help="keep the records here, and take them from here")
    quality.add_argument("--misses", choices=["tuned", "held"])
    arguments = parser.parse_args()
    measure_quality(arguments.saved, arguments.misses)
