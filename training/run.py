"""From raw corpora to the packaged, evaluated model: `python -m training.run --corpora PATH --out WORK --model DIR`."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import spacy

from training.convert import convert
from training.evaluate import evaluate
from training.package import package_model
from training.silver import make_mixture
from training.train import make_blank, to_vector_pipeline, train_pipeline
from training.vectors import train_vectors
from training.words import make_arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora (training/README.md)")
    parser.add_argument("--out", type=Path, required=True, help="folder for data and checkpoints")
    parser.add_argument("--model", type=Path, required=True, help="folder of the packaged model, replaced at the end")
    parser.add_argument("--steps", type=int, default=None, help="steps instead of the config's, to try the recipe out")
    arguments = parser.parse_args()
    work: Path = arguments.out
    work.mkdir(parents=True, exist_ok=True)
    to_vector_pipeline(train_vectors(arguments.corpora, work), work / "vectors")
    print(convert(make_blank(), arguments.corpora, work))
    nlp = spacy.load(work / "vectors")
    make_arrays(nlp, arguments.corpora, work)
    # a process of its own, which gives the device's memory back
    command = [sys.executable, "-m", "training.teacher", str(work), *(["--small"] if arguments.steps else [])]
    subprocess.run(command, check=True)
    print(make_mixture(nlp, work))
    train_pipeline(work, **({"training.max_steps": arguments.steps} if arguments.steps else {}))
    package_model(work / "model-best", arguments.model)
    print(json.dumps(evaluate(arguments.model, arguments.corpora, segmentation=True), indent=1))


if __name__ == "__main__":
    main()
