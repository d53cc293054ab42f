"""Extract the dev articles, print their scores, fail below the floor: `python .ci/scores.py GOLD_DIR [--raise]`.

The floor, `scores.json` beside this file, only ever rises: `--raise` lifts each figure to what was just measured and
never lowers one, and a figure below that of an earlier commit fails like a score below the floor.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

from newsfacts import Article, extract
from newsfacts.evaluate import evaluate, resolve_figure
from newsfacts.record import Record

FLOOR = Path(__file__).with_name("scores.json")
#: The dev set is small: one item more or less is no news.
STEP = 0.01


def extract_gold(gold_dir: Path) -> list[Record]:
    """Records of the gold articles, each with its day of publication."""
    records = []
    for path in sorted(gold_dir.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        published = json.loads(path.read_text("utf-8"))["article"]["published"]
        text = (gold_dir / f"{name}.txt").read_text("utf-8")
        records.append(extract(Article(text=text, source=f"{name}.txt"), date=published))
    return records


def committed_floors() -> list[dict[str, float]]:
    """The floor as earlier commits had it; none where there is no history."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=FLOOR.parent, capture_output=True, text=True, check=False).stdout

    return [json.loads(git("show", f"{commit}:./{FLOOR.name}"))
            for commit in git("log", "--format=%H", "--diff-filter=AM", "--", FLOOR.name).split()]


def main() -> int:
    """Print and judge; the exit status."""
    gold_dir = Path(sys.argv[1])
    records = [json.loads(record.to_json()) for record in extract_gold(gold_dir)]
    report = evaluate(gold_dir, records).to_report()
    floor: dict[str, float] = json.loads(FLOOR.read_text("utf-8"))
    measured = {name: resolve_figure(report, name) for name in floor}
    if "--raise" in sys.argv[2:]:
        floor = {name: max(was, math.floor(measured[name] / STEP) * STEP) for name, was in floor.items()}
        FLOOR.write_text(json.dumps({name: round(value, 2) for name, value in floor.items()}, indent=1) + "\n", "utf-8")
    print(f"{report['articles']} articles, {report['contract breaches']} contract breaches")
    for name, value in measured.items():
        print(f"{name:<34} {value:.3f}  floor {floor[name]:.2f}{'  BELOW' if value < floor[name] else ''}")
    lowered = [name for then in committed_floors() for name, was in then.items() if floor.get(name, 0.0) < was]
    for name in sorted(set(lowered)):
        print(f"the floor of {name} was lowered: restore it in {FLOOR.name}", file=sys.stderr)
    below = any(value < floor[name] for name, value in measured.items())
    return int(below or bool(lowered) or bool(report["contract breaches"]))


if __name__ == "__main__":
    sys.exit(main())
