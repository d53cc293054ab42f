"""The scorer: small cases by hand, and the same figures as the reference scorer where it is at hand."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from records import TEXT, to_record

from newsfacts.evaluate import Calibration, Evaluation, evaluate, resolve_figure

SHARED = Path(__file__).parents[2] / "shared"


def plain(**changes: Any) -> dict[str, Any]:
    return {**json.loads(to_record().to_json()), **changes}


def score(gold: dict[str, Any], got: dict[str, Any] | None) -> dict[str, Any]:
    evaluation = Evaluation()
    evaluation.add("oslo", gold, got, TEXT)
    return evaluation.to_report()


def test_a_record_against_itself_is_perfect() -> None:
    report = score(plain(), plain())
    assert report["contract breaches"] == 0
    assert {row["f1"] for layer, row in report["scores"].items() if layer != "officials (unnamed)"} == {1.0}
    assert {row["accuracy"] for row in report["attributes"].values()} == {1.0}


def test_a_missing_record_is_all_missed() -> None:
    report = score(plain(), None)
    assert report["records"] == 0
    assert report["scores"]["facts (strict)"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 5}


def test_wrong_and_missed_are_counted_apart() -> None:
    got = plain()
    got["facts"] = got["facts"][:4]
    got["facts"][3]["type"] = "attacked"
    row = score(plain(), got)["scores"]["facts (strict)"]
    assert (row["tp"], row["fp"], row["fn"]) == (3, 1, 2)


def test_optional_is_neither_required_nor_wrong() -> None:
    gold = plain()
    gold["facts"][0]["optional"] = gold["amounts"][0]["optional"] = True
    for got in (plain(), plain(facts=plain()["facts"][1:], amounts=[])):
        scores = score(gold, got)["scores"]
        assert (scores["facts (strict)"]["fp"], scores["facts (strict)"]["fn"]) == (0, 0)
        assert scores["amounts (value)"]["fn"] == 0


def test_an_optional_twin_is_another_reading_of_the_required_fact() -> None:
    gold, got = plain(), plain()
    fact = gold["facts"][3]
    swapped = {"actor": fact["recipient"], "recipient": fact["actor"]}
    twin = {**copy.deepcopy(fact), "id": "f99", "optional": True, **swapped}
    assert twin["actor"] != twin["recipient"]
    got["facts"][3].update(swapped)
    assert score(gold, got)["scores"]["facts (strict)"]["fn"] == 1
    gold["facts"].append(twin)
    assert score(gold, got)["scores"]["facts (strict)"]["fn"] == 0
    twin["trigger"] = gold["facts"][0]["trigger"]
    assert score(gold, got)["scores"]["facts (strict)"]["fn"] == 1, "on another trigger it is another fact"


def test_statements_and_events_apart() -> None:
    scores = score(plain(), plain())["scores"]
    said = sum(fact["type"] == "said" for fact in plain()["facts"])
    assert 0 < said < 5
    assert (scores["said (strict)"]["tp"], scores["events (strict)"]["tp"]) == (said, 5 - said)


def test_merged_and_split_persons() -> None:
    gold = plain()
    first, second, *rest = [o for o in gold["officials"] if not o["group"]]
    merged = plain(officials=[{**first, "mentions": first["mentions"] + second["mentions"]}, *rest])
    attributes = score(gold, merged)["attributes"]
    assert attributes["person not merged"]["accuracy"] < 1.0
    assert attributes["person not split"]["accuracy"] == 1.0
    attributes = score(merged, gold)["attributes"]
    assert attributes["person not merged"]["accuracy"] == 1.0
    assert attributes["person not split"]["accuracy"] < 1.0


def test_organizations_found() -> None:
    row = score(plain(), plain(organizations=[]))["scores"]["organizations"]
    assert row["fn"] == len(plain()["organizations"]) > 0
    assert row["fp"] == 0


@pytest.mark.parametrize(("stated", "error", "auc"), [
    ([(0.9, True)] * 9 + [(0.9, False)], 0.0, 0.5),
    ([(0.9, True), (0.2, False)], 0.15, 1.0),
    ([(0.2, True), (0.9, False)], 0.85, 0.0),
    ([(1.0, True)], 0.0, None),
    ([], None, None),
])
def test_calibration(stated: list[tuple[float, bool]], error: float | None, auc: float | None) -> None:
    rows = Calibration(stated).to_rows()
    assert (rows["error"], rows["auc"], rows["n"]) == (pytest.approx(error), auc, len(stated))
    assert sum(row["n"] for row in rows["bins"].values()) == len(stated)


def test_confidence_is_measured_against_what_was_right() -> None:
    got = plain()
    for fact in got["facts"]:
        fact["confidence"] = 0.8
    got["facts"][3]["type"] = "attacked"
    got["facts"][0]["confidence"] = None
    report = score(plain(), got)["confidence"]
    assert sum(part["n"] for part in report.values()) == 4, "a fact without a confidence has none to measure"
    assert report["events"]["bins"]["0.8-0.9"]["right"] < 1.0


def test_values_are_compared_as_numbers() -> None:
    got = plain()
    got["amounts"][0]["value"] = "40000000.00"
    assert score(plain(), got)["scores"]["amounts (value)"]["f1"] == 1.0
    got["amounts"][0]["currency"] = "NOK"
    assert score(plain(), got)["scores"]["amounts (value)"]["f1"] == 0.0


def test_breaches_are_found() -> None:
    got = plain()
    got["facts"][0]["date"] = "d99"
    got["countries"][0]["mentions"][0]["text"] = "Sweden"
    assert score(plain(), got)["contract breaches"] == 2


def test_same_country_forgives_who_speaks_for_it() -> None:
    got = plain()
    got["facts"][3]["actor"] = [{**got["facts"][3]["actor"][0], "ref": "MD", "start": 0, "end": 4}]
    scores = score(plain(), got)["scores"]
    assert scores["facts (strict)"]["tp"] == 4
    assert scores["facts (same country)"]["tp"] == 5


@pytest.mark.parametrize(("name", "figure"), [
    ("facts.precision", 1.0), ("country mentions.f1", 1.0), ("country_mentions.r", 1.0),
    ("amounts (value).recall", 1.0), ("official role", 1.0), ("official role.accuracy", 1.0),
    ("contract breaches", 0.0),
])
def test_figures_by_name(name: str, figure: float) -> None:
    assert resolve_figure(score(plain(), plain()), name) == figure


@pytest.mark.parametrize("name", ["facts", "facts.quality", "nothing.f1", ".f1", ""])
def test_unknown_figures_are_refused(name: str) -> None:
    with pytest.raises(KeyError):
        resolve_figure(score(plain(), plain()), name)


def test_nothing_to_score_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 gold articles"):
        evaluate(tmp_path, [plain()])


def shaken(record: dict[str, Any], text: str, random_: random.Random) -> dict[str, Any]:
    """A record with losses, shifts and wrong values, as an extractor would make them."""
    record = copy.deepcopy(record)
    for layer in ("countries", "officials", "amounts", "dates", "facts"):
        record[layer] = [item for item in record[layer] if random_.random() < 0.85]
    for layer in ("amounts", "dates"):
        for value in record[layer]:
            if random_.random() < 0.2:
                value["value"] = "2001"
            if random_.random() < 0.2:
                value["start"] += 1
                value["text"] = text[value["start"] : value["end"]]
    for official in record["officials"]:
        if random_.random() < 0.2:
            official["role"], official["name"] = "official", None
    for fact in record["facts"]:
        shake(fact, text, random_)
    return record


def shake(fact: dict[str, Any], text: str, random_: random.Random) -> None:
    """Make a gold fact one that was found, perhaps wrongly."""
    fact["trigger"] = fact["trigger"] or {"text": text[:5], "start": 0, "end": 5}
    start = max(0, fact["trigger"]["start"] - random_.randrange(60))
    end = fact["trigger"]["end"]
    fact.update(evidence={"text": text[start:end], "start": start, "end": end}, rule="shaken")
    if random_.random() < 0.2:
        fact["type"] = "said"
    if random_.random() < 0.2:
        fact["recipient"] = []
    if random_.random() < 0.2:
        fact["negated"] = not fact["negated"]
    for argument in (*fact["actor"], *fact["recipient"]):
        if argument["start"] is None:
            argument.update(text=text[3:9], start=3, end=9)
        if random_.random() < 0.2:
            argument["ref"] = None


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the reference scorer is not at hand")
@pytest.mark.parametrize("seed", range(4))
def test_same_figures_as_the_reference(seed: int, tmp_path: Path) -> None:
    gold, random_ = SHARED / "gold" / "dev", random.Random(seed)
    records = []
    for path in sorted(gold.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        record = shaken(json.loads(path.read_text("utf-8")), (gold / f"{name}.txt").read_text("utf-8"), random_)
        record["article"].update(id="0" * 64, source=f"some/where/{name}.txt")
        if random_.random() < 0.9:
            records.append(record)
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(gold), str(lines), "--json"]
    reference = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    report = evaluate(gold, records).to_report()
    assert report.pop("confidence").keys() == {"said", "events"}  # not in the reference
    assert report == reference
