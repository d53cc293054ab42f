"""Scores records against gold records: precision, recall and F1 for each layer, and accuracy of what is said of it.

Gold is a folder of ``NAME.gold.json`` beside ``NAME.txt``. What gold marks ``optional`` is neither required nor wrong.
Counts are summed over all articles (micro-average). How things are matched:

- countries by code, their mentions by code and exact span;
- officials one to one, the pair with the most overlapping mentions first;
- amounts and dates one to one by overlapping spans, then by value;
- organizations one to one by mentions; how many of gold's are found counts, one that gold does not list may be right;
- persons, with an office or without: one of the record that touches two of gold is merged, the reverse is split;
- facts one to one by type and roles: *strict* asks for the same actor and recipient, *same country* for theirs,
  *one role* for one of them near the same words. Further evidence of a matched fact is neither right nor wrong. An
  optional fact of the same type on the same trigger as a required one is another accepted reading of it: finding it
  counts as finding that. *Events* are all facts but ``said``;
- confidence of facts against whether they were right (strict): a table of ten bins, the mean distance of stated and
  measured (expected calibration error, weighted by n), and the area under the ROC curve.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath
from typing import Any

Item = Mapping[str, Any]
LISTS = ("countries", "officials", "organizations", "people", "amounts", "dates", "facts")


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed, summed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> None:
        """Add one article's counts."""
        self.right += right
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self) -> float:
        """Right among what was found; 0 when nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right among what was wanted; 0 when nothing was."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_row(self) -> dict[str, float]:
        """The figures, rounded to four places."""
        return {"p": round(self.precision, 4), "r": round(self.recall, 4), "f1": round(self.f1, 4),
                "tp": self.right, "fp": self.wrong, "fn": self.missed}


def _overlap(a: Item, b: Item) -> bool:
    if a["start"] is None or b["start"] is None:
        return False
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _same_span(a: Item, b: Item) -> bool:
    return bool((a["start"], a["end"]) == (b["start"], b["end"]))


def _touching(a: Item, b: Item) -> int:
    """How many of a's mentions, each span once, overlap one of b's."""
    mine = {(m["start"], m["end"]): m for m in a["mentions"]}
    return sum(any(_overlap(m, other) for other in b["mentions"]) for m in mine.values())


def _pair(gold: Sequence[Item], got: Sequence[Item], score: Callable[[Item, Item], float]) -> dict[int, int]:
    """Best pairs first, each item once, reading order among equals; a score of 0 never pairs."""
    cells = [(-score(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(got)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for negative, i, j in sorted(cell for cell in cells if cell[0] < 0):
        if negative < 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _same_number(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a == b
    try:
        return Decimal(a) == Decimal(b)
    except InvalidOperation:
        return a == b


def _same_amount(gold: Item, got: Item) -> bool:
    return (_same_number(gold["value"], got["value"]) and _same_number(gold.get("upper"), got.get("upper"))
            and gold["currency"] == got["currency"])


def _same_date(gold: Item, got: Item) -> bool:
    return bool(gold["value"] == got["value"])


def _surname(name: str | None) -> list[str]:
    return (name or "").lower().replace(".", "").split()[-1:]


class _Sides:
    """What the arguments of a gold and a found record refer to."""

    def __init__(self, gold: Item, got: Item) -> None:
        self.gold, self.got = self._entities(gold), self._entities(got)

    @staticmethod
    def _entities(record: Item) -> dict[str, Any]:
        # A country is known by its code, everybody else by where they are mentioned.
        found: dict[str, Any] = {country["id"]: country["code"] for country in record["countries"]}
        for layer in ("officials", "organizations", "people"):
            found.update((entity["id"], entity) for entity in record[layer])
        return found

    @staticmethod
    def _mentioned(entity: Item, argument: Item) -> bool:
        return any(_overlap(mention, argument) for mention in entity["mentions"])

    def same(self, gold: Item, got: Item) -> bool:
        """The same thing."""
        a, b = self.gold.get(gold["ref"]), self.got.get(got["ref"])
        if isinstance(a, str) and isinstance(b, str):
            return a == b
        if isinstance(a, Mapping):
            if isinstance(b, Mapping):
                return _touching(a, b) > 0
            return b is None and self._mentioned(a, got)
        if isinstance(b, Mapping):
            return a is None and self._mentioned(b, gold)
        return a is None and b is None and _overlap(gold, got)

    @staticmethod
    def _country(entities: dict[str, Any], argument: Item) -> str | None:
        entity = entities.get(argument["ref"])
        return entity if isinstance(entity, str) else entity.get("country") if entity else None

    def alike(self, gold: Item, got: Item) -> bool:
        """The same thing, or two of the same country."""
        country = self._country(self.gold, gold)
        return self.same(gold, got) or (bool(country) and country == self._country(self.got, got))

    def are_equal(self, gold: Item, got: Item) -> bool:
        """Facts of one type with the same actor and recipient."""
        return gold["type"] == got["type"] and all(_role(gold, got, field, self.same) for field in _ROLES)

    def are_dyads(self, gold: Item, got: Item) -> bool:
        """Facts of one type between the same two countries."""
        return gold["type"] == got["type"] and all(_role(gold, got, field, self.alike) for field in _ROLES)

    def meet(self, gold: Item, got: Item) -> bool:
        """Facts of one type, told in one place, that share somebody in one role."""
        return gold["type"] == got["type"] and _near(gold, got) and any(
            self.alike(x, y) for field in _ROLES for x in gold[field] for y in got[field]
        )


_ROLES = ("actor", "recipient")


def _role(gold: Item, got: Item, field: str, test: Callable[[Item, Item], bool]) -> bool:
    if not gold[field] and not got[field]:
        return True
    return any(test(a, b) for a in gold[field] for b in got[field])


def _near(gold: Item, got: Item) -> bool:
    if not (gold.get("trigger") and got.get("evidence")):
        return True
    return _overlap(gold["trigger"], got["evidence"]) or _overlap(gold["trigger"], got["trigger"])


@dataclass(frozen=True)
class _Outcome:
    """The facts of one article that were matched: gold facts and found ones by their places.

    Attributes:
        pairs: the best pairs.
        must: the gold facts that are required.
        hit: the gold facts that were found, by a pair or by that of their optional twin.
        wrong: the found facts that fit no gold fact.
    """

    pairs: dict[int, int]
    must: list[int]
    hit: set[int]
    wrong: list[Item]


def _match_facts(
    wanted: list[Item], found: list[Item], fits: Callable[[Item, Item], bool], sides: _Sides
) -> _Outcome:
    """Pair the facts that fit, best first: those told in one place, equal ones, required ones."""
    cells = {(i, j) for i, a in enumerate(wanted) for j, b in enumerate(found) if fits(a, b)}
    where = {id(b): j for j, b in enumerate(found)}
    at = {id(a): i for i, a in enumerate(wanted)}

    def score(a: Item, b: Item) -> int:
        if (at[id(a)], where[id(b)]) not in cells:
            return 0
        return 1 + 2 * _near(a, b) + sides.are_equal(a, b) + (not a.get("optional"))

    pairs, twins = _pair(wanted, found, score), _twins(wanted)
    explained = {*pairs.values(), *(j for _, j in cells)}
    return _Outcome(
        pairs,
        must=[i for i, fact in enumerate(wanted) if not fact.get("optional")],
        hit=pairs.keys() | {twins[i] for i in pairs if i in twins},
        wrong=[b for j, b in enumerate(found) if j not in explained],
    )


def find_breaches(record: Item, text: str) -> list[str]:
    """Where a record breaks the contract for this text: spans that are not their text, references to nothing."""
    found = []
    for layer in ("countries", "officials", "organizations", "people"):
        for entity in record[layer]:
            found += [f"{layer} {entity['id']}: mention {m['text']!r} is not text[{m['start']}:{m['end']}]"
                      for m in entity["mentions"] if text[m["start"] : m["end"]] != m["text"]]
    for layer in ("amounts", "dates"):
        found += [f"{layer} {x['id']}: text is not text[{x['start']}:{x['end']}]"
                  for x in record[layer] if text[x["start"] : x["end"]] != x["text"]]
    ids = {entity["id"] for layer in LISTS[:-1] for entity in record[layer]}
    for fact in record["facts"]:
        found += [f"fact {fact['id']}: argument points to unknown {a['ref']}"
                  for a in (*fact["actor"], *fact["recipient"]) if a["ref"] is not None and a["ref"] not in ids]
        found += [f"fact {fact['id']}: {field} points to unknown {fact[field]}"
                  for field in ("date", "amount") if fact[field] and fact[field] not in ids]
        found += [f"fact {fact['id']}: {field} is not its span" for field in ("trigger", "evidence")
                  if text[fact[field]["start"] : fact[field]["end"]] != fact[field]["text"]]
    return found


def _twins(facts: Sequence[Item]) -> dict[int, int]:
    """Index of an optional fact → that of the required one of the same type whose trigger overlaps, if any."""
    found = {}
    for i, fact in enumerate(facts):
        if not (fact.get("optional") and fact.get("trigger")):
            continue
        for k, other in enumerate(facts):
            if (not other.get("optional") and other["type"] == fact["type"] and other.get("trigger")
                    and _overlap(other["trigger"], fact["trigger"])):
                found[i] = k
                break
    return found


def _persons(record: Item) -> list[Item]:
    return [person for layer in ("officials", "people") for person in record[layer]
            if person["mentions"] and not person.get("group")]


@dataclass(slots=True)
class Calibration:
    """Stated confidence of facts against how many were right."""

    stated: list[tuple[float, bool]] = field(default_factory=list)

    def area(self) -> float | None:
        """Chance that a right fact is stated surer than a wrong one, ties half; None without both kinds."""
        right, wrong = ([c for c, good in self.stated if good is side] for side in (True, False))
        if not right or not wrong:
            return None
        return sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong))

    def to_rows(self) -> dict[str, Any]:
        """Ten bins of stated confidence with their n, mean stated and share right; error and area over all."""
        bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, good in self.stated:
            bins[min(int(confidence * 10), 9)].append((confidence, good))
        rows = {}
        gap = 0.0
        for number, facts in sorted(bins.items()):
            mean, share = sum(c for c, _ in facts) / len(facts), sum(good for _, good in facts) / len(facts)
            gap += abs(mean - share) * len(facts)
            rows[f"{number / 10:.1f}-{(number + 1) / 10:.1f}"] = {
                "n": len(facts), "stated": round(mean, 4), "right": round(share, 4)}
        area = self.area()
        return {"n": len(self.stated), "bins": rows,
                "error": round(gap / len(self.stated), 4) if self.stated else None,
                "auc": None if area is None else round(area, 4)}


class Evaluation:
    """Sums the figures of any number of articles."""

    def __init__(self) -> None:
        self.articles = self.records = 0
        self.breaches: list[str] = []
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.by_type: defaultdict[str, Tally] = defaultdict(Tally)
        self.seen: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.misses: list[str] = []
        self.calibration = {"said": Calibration(), "events": Calibration()}

    def add(self, name: str, gold: Item, got: Item | None, text: str) -> None:
        """Score one article; ``got`` is None when there is no record of it."""
        self.articles += 1
        self.records += got is not None
        found = got if got is not None else dict.fromkeys(LISTS, ())
        self._name = name
        self.breaches += [f"{name}: {breach}" for breach in find_breaches(found, text)]
        self._countries(gold, found)
        self._officials(gold, found)
        self._identity(gold, found)
        self._valued("amounts", gold, found, _same_amount)
        self._valued("dates", gold, found, _same_date)
        self._facts(gold, found)

    def _attribute(self, name: str, right: bool) -> None:
        self.seen[name] += 1
        self.right[name] += right

    def _miss(self, kind: str, layer: str, what: str) -> None:
        self.misses.append(f"{kind} {layer}: {what} [{self._name}]")

    def _countries(self, gold: Item, got: Item) -> None:
        known = {c["code"] for c in gold["countries"]}
        want = {c["code"] for c in gold["countries"] if c["mentions"]}
        have = {c["code"] for c in got["countries"]}
        self.tallies["countries"].add(len(want & have), len(have - known), len(want - have))

        def mentions(record: Item, field: str) -> dict[tuple[str, int, int], Item]:
            return {(c["code"], m["start"], m["end"]): m for c in record["countries"] for m in c.get(field, ())}

        wanted, optional = mentions(gold, "mentions"), mentions(gold, "optional")
        found = {key: m for key, m in mentions(got, "mentions").items() if key not in optional}
        both = wanted.keys() & found.keys()
        self.tallies["country mentions"].add(len(both), len(found) - len(both), len(wanted) - len(both))
        for key in both:
            self._attribute("country mention kind", wanted[key]["kind"] == found[key]["kind"])
        for kind, keys, side in (("wrong", found.keys() - both, found), ("missed", wanted.keys() - both, wanted)):
            for key in sorted(keys):
                self._miss(kind, "country mentions", f"{key[0]} {side[key]['text']!r} at {key[1]}")

    def _officials(self, gold: Item, got: Item) -> None:
        wanted, found = gold["officials"], got["officials"]
        pairs = _pair(wanted, found, _touching)
        paired = set(pairs.values())
        for label, named in (("officials (named)", True), ("officials (unnamed)", False)):
            must = [i for i, o in enumerate(wanted) if bool(o["name"]) is named and not o["group"]]
            wrong = [o for j, o in enumerate(found) if j not in paired and bool(o["name"]) is named and not o["group"]]
            right = sum(i in pairs for i in must)
            self.tallies[label].add(right, len(wrong), len(must) - right)
            for kind, officials in (("wrong", wrong), ("missed", [wanted[i] for i in must if i not in pairs])):
                for official in officials:
                    self._miss(kind, label, repr(official["name"] or official["office"]))
        for i, j in pairs.items():
            a, b = wanted[i], found[j]
            if a["group"]:
                continue
            if a["name"]:
                self._attribute("official name", _surname(a["name"]) == _surname(b["name"]))
            for what in ("role", "country", "status"):
                self._attribute(f"official {what}", a[what] == b[what])
                if a[what] != b[what]:
                    who = a["name"] or a["office"]
                    self._miss("wrong", f"official {what}", f"{who}: want {a[what]}, got {b[what]}")
        partner = {j: i for i, j in pairs.items()}

        def names(officials: Sequence[Item], key: Callable[[int], Any]) -> set[tuple[Any, int, int]]:
            return {(key(n), m["start"], m["end"]) for n, o in enumerate(officials)
                    for m in o["mentions"] if m["kind"] == "name"}

        want, have = names(wanted, lambda n: n), names(found, lambda n: partner.get(n, f"?{n}"))
        self.tallies["official name mentions"].add(len(want & have), len(have - want), len(want - have))

    def _identity(self, gold: Item, got: Item) -> None:
        wanted, found = gold["organizations"], got["organizations"]
        paired = len(_pair(wanted, found, _touching))
        self.tallies["organizations"].add(paired, 0, len(wanted) - paired)
        theirs, ours = _persons(gold), _persons(got)

        def label(person: Item) -> str:
            return repr(person["name"] or person.get("office"))

        for what, mine, others in (("merged", ours, theirs), ("split", theirs, ours)):
            for person in mine:
                same = [other for other in others if _touching(other, person)]
                if same:
                    self._attribute(f"person not {what}", len(same) == 1)
                if len(same) > 1:
                    self._miss(what, "persons", f"{label(person)}: {', '.join(map(label, same))}")

    def _valued(self, layer: str, gold: Item, got: Item, equal: Callable[[Item, Item], bool]) -> None:
        wanted, found = gold[layer], got[layer]

        def score(a: Item, b: Item) -> int:
            return 1 + equal(a, b) + _same_span(a, b) if _overlap(a, b) else 0

        pairs = _pair(wanted, found, score)
        paired = set(pairs.values())
        must = [i for i, item in enumerate(wanted) if not item.get("optional")]
        hits = [(wanted[i], found[pairs[i]]) for i in must if i in pairs]
        wrong = [item for j, item in enumerate(found) if j not in paired]
        total = len(hits) + len(wrong)
        exact, good = sum(_same_span(a, b) for a, b in hits), sum(equal(a, b) for a, b in hits)
        self.tallies[f"{layer} (span overlap)"].add(len(hits), len(wrong), len(must) - len(hits))
        self.tallies[f"{layer} (span exact)"].add(exact, total - exact, len(must) - exact)
        self.tallies[f"{layer} (value)"].add(good, total - good, len(must) - good)
        for a, b in hits:
            if not equal(a, b):
                self._miss("value", layer, f"{a['text']!r}: want {a['value']}, got {b['text']!r} {b['value']}")
            elif layer == "amounts":
                self._attribute("amount qualifier", a["qualifier"] == b["qualifier"])
            else:
                self._attribute("date type", a["type"] == b["type"])
        for kind, items in (("missed", [wanted[i] for i in must if i not in pairs]), ("wrong", wrong)):
            for item in items:
                self._miss(kind, layer, f"{item['text']!r} = {item['value']}")

    def _facts(self, gold: Item, got: Item) -> None:
        sides = _Sides(gold, got)
        for label, fits in (
            ("facts (strict)", sides.are_equal),
            ("facts (same country)", sides.are_dyads),
            ("facts (one role)", sides.meet),
        ):
            outcome = _match_facts(gold["facts"], got["facts"], fits, sides)
            right = sum(i in outcome.hit for i in outcome.must)
            self.tallies[label].add(right, len(outcome.wrong), len(outcome.must) - right)
            if label == "facts (strict)":
                self._matched_facts(gold, got, outcome.pairs, sides)
                self._count_facts(gold["facts"], got["facts"], outcome)

    def _count_facts(self, wanted: list[Item], found: list[Item], outcome: _Outcome) -> None:
        """Tally what was matched strictly: statements and events apart, by type, and what each fact claims to be."""
        for part, is_said in (("said", True), ("events", False)):
            asked = [i in outcome.hit for i in outcome.must if (wanted[i]["type"] == "said") is is_said]
            slips = {id(b) for b in outcome.wrong if (b["type"] == "said") is is_said}
            self.tallies[f"{part} (strict)"].add(sum(asked), len(slips), len(asked) - sum(asked))
            told = [b for b in found if (b["type"] == "said") is is_said and b.get("confidence") is not None]
            self.calibration[part].stated += [(b["confidence"], id(b) not in slips) for b in told]
        for i in outcome.must:
            self.by_type[wanted[i]["type"]].add(i in outcome.hit, 0, i not in outcome.hit)
            if i not in outcome.hit:
                self._miss("missed", "facts", self._fact_words(wanted[i]))
        for b in outcome.wrong:
            self.by_type[b["type"]].wrong += 1
            self._miss("wrong", "facts", f"{self._fact_words(b)} by {b['rule']}")

    def _matched_facts(self, gold: Item, got: Item, pairs: Mapping[int, int], sides: _Sides) -> None:
        for i, j in pairs.items():
            a, b = gold["facts"][i], got["facts"][j]
            self._attribute("fact negated", a["negated"] == b["negated"])
            self._attribute("fact modality", a["modality"] == b["modality"])
            for what, layer in (("date", "dates"), ("amount", "amounts")):
                if a[what] or b[what]:
                    x = next((item for item in gold[layer] if item["id"] == a[what]), None)
                    y = next((item for item in got[layer] if item["id"] == b[what]), None)
                    self._attribute(f"fact {what}", x is not None and y is not None and _overlap(x, y))
            ours, theirs = a["attribution"], b["attribution"]
            if ours or theirs:
                both = bool(ours and theirs)
                self._attribute("fact attribution", both and sides.same(ours["source"], theirs["source"]))

    @staticmethod
    def _fact_words(fact: Item) -> str:
        roles = (", ".join(a["ref"] or a["text"] for a in fact[field]) or "–" for field in ("actor", "recipient"))
        trigger = fact.get("trigger")
        return f"{fact['type']} {' → '.join(roles)}" + (f" ({trigger['text']})" if trigger else "")

    def to_report(self) -> dict[str, Any]:
        """All figures as plain data."""
        return {
            "articles": self.articles, "records": self.records, "contract breaches": len(self.breaches),
            "scores": {label: tally.to_row() for label, tally in self.tallies.items()},
            "attributes": {name: {"accuracy": round(self.right[name] / n, 4), "n": n}
                           for name, n in sorted(self.seen.items())},
            "facts by type": {name: tally.to_row() for name, tally in sorted(self.by_type.items())},
            "confidence": {part: calibration.to_rows() for part, calibration in self.calibration.items()},
        }


def evaluate(gold_dir: Path, records: Iterable[Item]) -> Evaluation:
    """Score records against a folder of gold.

    Args:
        gold_dir: holds ``NAME.gold.json`` and ``NAME.txt``.
        records: records as plain data; one belongs to NAME when its ``article.id`` is NAME or its ``article.source``
            ends in ``NAME.txt``. The last record of an article counts.

    Raises:
        ValueError: there is no gold, or no record belongs to any of it.
    """
    names = sorted(path.name.removesuffix(".gold.json") for path in gold_dir.glob("*.gold.json"))
    found: dict[str, Item] = {}
    for record in records:
        article = record.get("article") or {}
        for name in {article.get("id"), PurePath(article.get("source") or "").stem} & set(names):
            found[str(name)] = record
    if not names or not found:
        raise ValueError(f"{len(names)} gold articles in {gold_dir}, {len(found)} records belong to them")
    evaluation = Evaluation()
    for name in names:
        gold = json.loads((gold_dir / f"{name}.gold.json").read_text("utf-8"))
        evaluation.add(name, gold, found.get(name), (gold_dir / f"{name}.txt").read_text("utf-8"))
    return evaluation


_FIGURES = {"p": "p", "precision": "p", "r": "r", "recall": "r", "f1": "f1"}


def resolve_figure(report: Mapping[str, Any], name: str) -> float:
    """One figure of a report by its name: ``facts.precision``, ``country mentions.f1``, ``amounts (value).recall``.

    A layer may be given by its first words when the exact label is meant by no other name: ``facts`` is
    ``facts (strict)``, ``amounts`` and ``dates`` their values, ``officials`` the named ones; an attribute
    (``official role``) is its accuracy; ``contract breaches`` counts them.

    Raises:
        KeyError: there is no such figure.
    """
    if name == "contract breaches":
        return float(report[name])
    short = {"facts": "facts (strict)", "amounts": "amounts (value)", "dates": "dates (value)",
             "officials": "officials (named)"}
    label, _, figure = name.replace("_", " ").rpartition(".")
    if figure in _FIGURES and (row := report["scores"].get(short.get(label, label))):
        return float(row[_FIGURES[figure]])
    attribute = label if figure == "accuracy" else figure if not label else ""
    if attribute in report["attributes"]:
        return float(report["attributes"][attribute]["accuracy"])
    raise KeyError(name)
