"""What people judged on the page, as figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newsfacts.judgements import to_precision, wilson
from newsfacts.toolbox import main


def row(fact: str, verdict: str | None, **more: Any) -> dict[str, Any]:
    base = {"article": "a" * 64, "source": "oslo.txt", "fact": fact, "type": "met", "rule": "meet", "confidence": 0.88}
    return {**base, "verdict": verdict, "note": None, **more}


# The third column is the score interval as published tables give it (Newcombe 1998 has 81/263: 0.2553 to 0.3662).
@pytest.mark.parametrize(("right", "n", "interval"), [
    (81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718)),
    (20, 20, (0.8389, 1.0)), (0, 0, (0.0, 1.0)),
])  # fmt: skip
def test_wilson_interval(right: int, n: int, interval: tuple[float, float]) -> None:
    assert tuple(round(bound, 4) for bound in wilson(right, n)) == interval


def test_precision_by_rule_type_and_reliability() -> None:
    report = to_precision([
        row("f1", "right"), row("f2", "wrong"), row("f3", "skip"), row("f4", None, note="unsure"),
        row("f5", "right", rule="say", type="said", confidence=0.95), row("f5", "wrong", source="two.txt"),
    ])  # fmt: skip
    assert (report["judged"], report["passed over"]) == (4, 2)
    assert report["all"]["precision"] == 0.5
    assert {name: (line["right"], line["n"]) for name, line in report["by rule"].items()} == {
        "meet": (1, 3), "say": (1, 1)}
    assert list(report["by type"]) == ["met", "said"]
    assert {name: (line["n"], line["stated"]) for name, line in report["by reliability"].items()} == {
        "0.80–0.90": (3, 0.88), "0.95–1.00": (1, 0.95)}


def test_a_rule_without_a_confidence_is_judged_too() -> None:
    report = to_precision([row("f1", "right", confidence=None), row("f2", "wrong")])
    assert (report["all"]["n"], report["all"]["stated"]) == (2, 0.88)
    assert {name: line["n"] for name, line in report["by reliability"].items()} == {"0.80–0.90": 1}


def test_the_later_judgement_of_a_fact_counts() -> None:
    assert to_precision([row("f1", "wrong"), row("f1", "right")])["all"]["right"] == 1
    assert to_precision([row("f1", "right"), row("f1", "skip")])["all"]["precision"] is None


@pytest.mark.parametrize("bad", [
    {"fact": "f1"}, row("f1", "perhaps"), row("f1", "right", confidence=7), row("f1", "right", confidence="much"), 7,
])  # fmt: skip
def test_what_is_no_judgement_is_named(tmp_path: Path, bad: Any) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps(row("f0", "right")) + "\n" + json.dumps(bad) + "\n", "utf-8")
    done = CliRunner().invoke(main, ["evaluate", "--judgements", str(path)])
    assert done.exit_code == 2 and f"{path}: row 2" in done.stderr


def test_evaluate_prints_them(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text("".join(json.dumps(row(f"f{n}", "right", rule="[red]meet")) + "\n" for n in range(9)), "utf-8")
    done = CliRunner().invoke(main, ["evaluate", "--judgements", str(path)])
    assert done.exit_code == 0 and "9 facts judged, 0 passed over" in done.stdout
    assert "[red]meet" in done.stdout and "0.701–1.000" in done.stdout
    report = json.loads(CliRunner().invoke(main, ["evaluate", "--judgements", str(path), "--json"]).stdout)
    assert report["all"]["low"] == 0.7009
    for wrong in (["evaluate"], ["evaluate", str(tmp_path), str(path), "--judgements", str(path)]):
        assert CliRunner().invoke(main, wrong).exit_code == 2
