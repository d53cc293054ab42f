"""The corpus: how good it is on articles of our own, and what it costs.

    python benchmarks/corpus.py quality                # B-cubed F1 of events and people, precision and recall of
                                                       # contradictions, on stories that were tuned on and on others
    python benchmarks/corpus.py quality --misses tuned # what was joined or parted wrongly, and contradictions
    python benchmarks/corpus.py scale                  # 200,000 synthetic records: time, memory, growth, the last 1 %
    python benchmarks/corpus.py scale --records 20000

The articles are ``data/corpus/articles.jsonl``: stories as four to six outlets tell them, and look-alikes. The gold
beside it says which words tell which event, who is who, and which contradictions were planted. Of the first 25 stories
those of odd numbers were tuned on; those of even numbers were held back, and only their figures were looked at. The
others were written later, by writers who knew nothing of the rules: the misses of twenty-four (26 to 49) were read and
rules mended by them; of those that follow nothing was read, and only counts are looked at.

Measured is what comes after extraction: of each report in the gold the fact that the extractor found at its words. What
it did not find cannot be joined; its share stands in the first line. Contradictions that the gold does not name count
as wrong, although some are real.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
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
PARTS = ("tuned", "held back", "read", "unseen")


def to_part(story: int) -> str:
    """Which part of the stories a story belongs to."""
    return PARTS[story % 2 == 0] if story <= 25 else PARTS[2] if story <= 49 else PARTS[3]


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


def find_fact(
    record: Record, row: dict[str, Any], type_: str, taken: Iterable[int], called_off: str | None = None
) -> Fact | None:
    """The fact at the very word of a report of the gold, else that of its type in its sentence.

    Args:
        taken: where all reports of the article stand: a fact at another's word is not this one's.
        called_off: the word of a report that something is called off: the fact that does it names it as its object.
    """
    at = row["start"]
    here = [f for f in record.facts if f.trigger.start <= at < f.trigger.end]
    free = [f for f in record.facts if not any(f.trigger.start <= t < f.trigger.end for t in taken)]
    near = [f for f in free if f.type == type_ and f.evidence.start <= at < f.evidence.end]
    if called_off and not here:
        inside = [f for f in free if f.type != "said" and f.evidence.start <= at < f.evidence.end]
        here = [f for f in inside if called_off in (f.object or "").split()]
    return min(here or near, key=lambda f: (f.type != type_, abs(f.trigger.start - at), f.id), default=None)


class Half:
    """The stories of one part, with what the corpus made of them."""

    def __init__(
        self, database: sqlite3.Connection, records: list[Record], gold: list[dict[str, Any]], part: str
    ) -> None:
        self.database = database
        rows = [row for row in gold if to_part(int(row["story"][1:])) == part]
        types = {row["event"]: row["type"] for row in rows if row["kind"] == "event"}
        called_off = {r["event"] for r in rows if r["kind"] == "event" and r["about"].startswith("cancelled:")}
        keys = [to_article_key(record.article.id, record.article.source) for record in records]
        self.reports = [row for row in rows if row["kind"] == "report"]
        self.event_of: dict[Hashable, str] = {}
        taken: dict[int, list[int]] = defaultdict(list)
        for row in self.reports:
            taken[row["article"]].append(row["start"])
        for row in self.reports:
            word = row["trigger"] if row["event"] in called_off else None
            fact = find_fact(records[row["article"] - 1], row, types[row["event"]], taken[row["article"]], word)
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
    for name in PARTS:
        half = Half(database, records, gold, name)
        if not half.reports:
            continue
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
            if misses == name:
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
        if misses == name:
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


# Synthetic records


STATES = [
    "US",
    "CN",
    "RU",
    "UA",
    "GB",
    "FR",
    "DE",
    "IN",
    "JP",
    "IL",
    "IR",
    "TR",
    "SA",
    "KR",
    "BR",
    "PK",
    "EG",
    "PL",
    "CA",
    "AU",
    "MX",
    "NG",
    "ZA",
    "ID",
    "VN",
    "PH",
    "TW",
    "KE",
    "ET",
    "SD",
    "SY",
    "IQ",
    "LB",
    "JO",
    "GR",
    "RO",
    "HU",
    "CZ",
    "SE",
    "NO",
    "FI",
    "DK",
    "NL",
    "BE",
    "ES",
    "PT",
    "IT",
    "CH",
    "AT",
    "RS",
    "XK",
    "GE",
    "AM",
    "AZ",
    "KZ",
    "UZ",
    "AF",
    "BD",
    "LK",
    "NP",
    "MM",
    "TH",
    "MY",
    "SG",
    "NZ",
    "CL",
    "PE",
    "AR",
    "CO",
    "VE",
    "CU",
    "HT",
]
DEEDS = (
    ("met", "met"), ("visited", "visited"), ("criticized", "criticized"), ("aided", "gave"), ("attacked", "shelled"),
    ("agreed", "signed"), ("sanctioned", "sanctioned"), ("supported", "praised"), ("demanded", "urged"),
)  # fmt: skip
OFFICES = (("president", "head_of_state"), ("foreign minister", "minister"), ("defense minister", "minister"))
THINGS = [
    "grid",
    "harbor",
    "bridge",
    "border",
    "treaty",
    "wheat",
    "missiles",
    "pipeline",
    "hospital",
    "railway",
    "loan",
    "dam",
    "fishing",
    "visas",
    "steel",
]
GIVEN = [
    "Ana",
    "Boris",
    "Chen",
    "Dina",
    "Emil",
    "Fatou",
    "Goran",
    "Hana",
    "Ivan",
    "Jana",
    "Karim",
    "Lena",
    "Marco",
    "Nadia",
    "Omar",
    "Petra",
    "Rosa",
    "Sven",
    "Tomas",
    "Vera",
]
FAMILY = [
    "Adler",
    "Brandt",
    "Costa",
    "Diallo",
    "Eriksen",
    "Fofana",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
    "Kovac",
    "Lindt",
    "Moreau",
    "Nowak",
    "Okafor",
    "Park",
]


#: Words of statements, as often as words are: some in every second one, most of them rarely.
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
WORDS = ["".join(parts) for parts in itertools.product(SYLLABLES, SYLLABLES, SYLLABLES)]


class World:
    """An endless supply of records: days of some 270 articles, stories that three to six of them tell in a few days.

    Each article tells one of those, a deed that no other tells, and a statement, which two of five have from another.

    Args:
        records: how many there will be; their days cover two years.
    """

    def __init__(self, records: int) -> None:
        from newsfacts.record import EVENT_OF_TYPE
        from newsfacts.wording import country_name

        self._random = random.Random(22)
        self._events = EVENT_OF_TYPE
        self._weights = [1 / (n + 2) for n in range(len(STATES))]
        self._names = {code: country_name(code) for code in STATES}
        lines = (Path(newsfacts.__file__).parent / "lexicon" / "countries.jsonl").read_text("utf-8").splitlines()
        self._alpha3 = {row["code"]: row["alpha3"] for row in map(json.loads, lines)}
        names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
        self._random.shuffle(names)
        self._officials = {
            code: [(names[(3 * n + m) % len(names)], *OFFICES[m]) for m in range(3)] for n, code in enumerate(STATES)
        }
        self._often = list(itertools.accumulate(1 / (n + 5) for n in range(len(WORDS))))
        self._sayings: list[tuple[str, int, str]] = []
        self._per_day = max(1, records // 730)
        self._open: list[tuple[str, str, str, str, str, int, int]] = []

    def record(self, number: int) -> str:
        """One record as a line of JSON."""
        rng, day = self._random, number // self._per_day
        published = dt.date(2031, 1, 1) + dt.timedelta(days=day)
        self._open = [story for story in self._open[-400:] if story[6] >= day - 1]
        if not self._open or rng.random() < 0.3:
            type_, verb = rng.choice(DEEDS)
            actor, recipient = self._pair()
            story = (type_, verb, actor, recipient, rng.choice(THINGS), rng.randrange(1, 900), day)
            self._open.append(story)
        told = [rng.choice(self._open)]
        actor, recipient = self._pair()
        told.append((*rng.choice(DEEDS), actor, recipient, rng.choice(THINGS), rng.randrange(1, 900), day))
        return self._write(number, published, told)

    def _pair(self) -> tuple[str, str]:
        first, second = self._random.choices(STATES, self._weights, k=2)
        return (first, second) if first != second else (first, STATES[(STATES.index(first) + 1) % len(STATES)])

    def _saying(self, code: str, place: int) -> tuple[str, int, str]:
        """What an official says: something new, or what another article has already."""
        rng = self._random
        if self._sayings and rng.random() < 0.4:
            return rng.choice(self._sayings)
        words = " ".join(rng.choices(WORDS, cum_weights=self._often, k=9))
        self._sayings = [*self._sayings[-100:], (code, place, words)]
        return self._sayings[-1]

    def _write(self, number: int, published: dt.date, told: list[Any]) -> str:
        rng = self._random
        parts: list[str] = [f"Report {number}.\n"]
        layers: dict[str, dict[str, Any]] = {"countries": {}, "officials": {}, "amounts": {}, "dates": {}}
        facts: list[dict[str, Any]] = []

        def at() -> int:
            return sum(map(len, parts))

        def put(words: str) -> dict[str, Any]:
            start = at()
            parts.append(words)
            return {"text": words, "start": start, "end": start + len(words)}

        def country(code: str) -> dict[str, Any]:
            span = put(self._names[code])
            row = {"id": code, "code": code, "alpha3": self._alpha3[code], "name": self._names[code], "mentions": []}
            layers["countries"].setdefault(code, row)["mentions"].append({**span, "kind": "name"})
            return {**span, "ref": code, "name": self._names[code], "country": code}

        def person(code: str, place: int) -> dict[str, Any]:
            name, office, role = self._officials[code][place]
            span = put(name)
            row: dict[str, Any] = {
                "id": f"o{len(layers['officials']) + 1}",
                "name": name,
                "office": office,
                "role": role,
                "country": code,
                "organization": None,
                "status": "current",
                "group": False,
                "mentions": [],
            }
            entity = layers["officials"].setdefault(f"{code}{place}", row)
            entity["mentions"].append({**span, "kind": "name"})
            return {**span, "ref": entity["id"], "name": name, "country": code}

        base = {
            "mode": None,
            "object": None,
            "place": None,
            "date": None,
            "amount": None,
            "attribution": None,
            "rule": "synthetic",
            "confidence": 0.8,
        }
        for type_, verb, actor, recipient, thing, size, day in told:
            start = at()
            who = person(actor, size % 3) if rng.random() < 0.5 else country(actor)
            put(" ")
            trigger = put(verb)
            put(" ")
            whom = country(recipient)
            put(f" over the {thing} ")
            fact = {
                **base,
                "id": f"f{len(facts) + 1}",
                "type": type_,
                "event": self._events[type_],
                "actor": [who],
                "recipient": [whom],
                "object": thing,
                "negated": rng.random() < 0.03,
                "trigger": trigger,
                "modality": "planned" if rng.random() < 0.1 else "actual",
            }
            if type_ in ("aided", "agreed"):
                value = size * (1 if rng.random() < 0.8 else 2)
                amount = f"a{len(layers['amounts']) + 1}"
                layers["amounts"][amount] = {
                    **put(f"${value} million"),
                    "id": amount,
                    "value": str(value * 10**6),
                    "upper": None,
                    "currency": "USD",
                    "qualifier": "exact",
                    "per": None,
                }
                fact["amount"] = amount
            if rng.random() < 0.5:
                when = (dt.date(2031, 1, 1) + dt.timedelta(days=day)).isoformat()
                date = f"d{len(layers['dates']) + 1}"
                layers["dates"][date] = {
                    **put(f" on {when}"),
                    "id": date,
                    "type": "date",
                    "value": when,
                    "from": when,
                    "to": when,
                    "modifier": None,
                }
                fact["date"] = date
            put(f" in case {size}")
            fact["evidence"] = {"text": "".join(parts)[start:], "start": start, "end": at()}
            facts.append(fact)
            put(".\n")
        start = at()
        code, place, words = self._saying(told[0][2], number % 3)
        speaker = person(code, place)
        put(" ")
        trigger = put("said")
        put(f" {words}")
        facts.append(
            {
                **base,
                "id": f"f{len(facts) + 1}",
                "type": "said",
                "event": "SAY",
                "actor": [speaker],
                "recipient": [],
                "object": words,
                "negated": False,
                "modality": "actual",
                "trigger": trigger,
                "evidence": {"text": "".join(parts)[start:], "start": start, "end": at()},
            }
        )
        text = "".join(parts)
        return json.dumps(
            {
                "schema_version": "1",
                "article": {
                    "id": hashlib.sha256(text.encode()).hexdigest(),
                    "source": f"wire-{number}",
                    "title": None,
                    "publisher": f"Outlet {rng.randrange(200)}",
                    "dateline": None,
                    "published": published.isoformat(),
                    "published_from": "metadata",
                    "language": "en",
                    "characters": len(text),
                    "sentences": 4,
                },
                **{layer: list(rows.values()) for layer, rows in layers.items()},
                "organizations": [],
                "people": [],
                "facts": facts,
                "warnings": [],
            }
        )


def measure_scale(total: int) -> None:
    """Build a corpus in four parts, of which the last is one percent, and say what each costs."""
    world = World(total)
    last = total // 100
    parts = [total // 4, total // 4, total - 2 * (total // 4) - last, last]
    print(
        "| records before | added | seconds | ms a record | peak memory, MB | database, MB |\n|---|---|---|---|---|---|"
    )
    spent, done = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.db"
        for size in parts:
            part = Path(folder) / "part.jsonl"
            with part.open("w", encoding="utf-8") as out:
                for number in range(done, done + size):
                    out.write(world.record(number) + "\n")
            seconds, memory = run_command(["corpus", str(part), "-o", str(path), "--quiet"])
            spent.append(seconds)
            print(
                f"| {done:,} | {size:,} | {seconds:.1f} | {1000 * seconds / size:.2f} | {memory:.0f} | "
                f"{path.stat().st_size / 1e6:.0f} |",
                flush=True,
            )
            done += size
    print(f"the last 1 %: {100 * spent[-1] / sum(spent):.1f} % of the whole, {sum(spent):.0f} s")


def run_command(arguments: list[str]) -> tuple[float, float]:
    """Run ``newsfacts``; processor seconds and peak memory in MB."""
    code = (
        "import resource, sys\nfrom newsfacts.toolbox import main\ntry: main()\nexcept SystemExit: pass\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    quality = commands.add_parser("quality")
    quality.add_argument("--saved", type=Path, help="keep the records here, and take them from here")
    quality.add_argument("--misses", choices=["tuned", "read"])
    scale = commands.add_parser("scale")
    scale.add_argument("--records", type=int, default=200_000)
    arguments = parser.parse_args()
    if arguments.command == "quality":
        measure_quality(arguments.saved, arguments.misses)
    else:
        measure_scale(arguments.records)
