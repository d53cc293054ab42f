"""From raw corpora to the packaged, evaluated model, in one command.

`python -m training.run --corpora PATH --out WORK --minilm DIR --model DIR`
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from training.evaluate import evaluate
from training.package import package_model
from training.prepare import prepare

#: What each stage of training is told. The second goes on from the first.
STAGES = (
    ("a", {"inner": "768 768 768 768", "seconds": 2040, "rate": 2e-4, "size": 1200, "trees": 0.5, "names": 0.5}),
    ("b", {"seconds": 2400, "rate": 2e-4, "size": 800, "trees": 0.6, "names": 0.3, "seed": 1}),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora (training/README.md)")
    parser.add_argument("--out", type=Path, required=True, help="folder for data and checkpoints")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2: weights and vocabulary")
    parser.add_argument("--model", type=Path, required=True, help="folder of the packaged model, replaced at the end")
    parser.add_argument("--seconds", type=float, default=None, help="of each stage, to try the recipe out")
    arguments = parser.parse_args()
    work: Path = arguments.out
    work.mkdir(parents=True, exist_ok=True)
    prepare(arguments.corpora, work, arguments.minilm, sorted((work / "annotations").glob("*.jsonl")))
    source: Path | None = None
    for name, options in STAGES:
        target = work / f"{name}.pt"
        # a process of its own, which gives its memory back
        command = [sys.executable, "-m", "training.learn", str(work), "--minilm", str(arguments.minilm)]
        command += ["--out", str(target), *(["--source", str(source)] if source else [])]
        values = {**options, **({"seconds": arguments.seconds} if arguments.seconds else {})}
        for option, value in values.items():
            command += [f"--{option}", *str(value).split()]
        subprocess.run(command, check=True)
        source = target
    assert source is not None
    package_model(source, work, arguments.minilm, arguments.model)
    print(json.dumps(evaluate(arguments.model, arguments.corpora, segmentation=True), indent=1))


if __name__ == "__main__":
    main()
