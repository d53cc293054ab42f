"""From raw corpora to the packaged, evaluated model, in one command.

`python -m training.run --corpora PATH --out WORK --minilm DIR --model DIR`

First a small parser and recognizer, on an encoder of their own that teachers taught; then the network, which learns on
from what all of them say together and is shipped alone.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import spacy

from training.convert import convert
from training.evaluate import evaluate
from training.package import package_model
from training.prepare import prepare
from training.silver import Recipe, make_mixture
from training.train import average_weights, make_blank, to_vector_pipeline, train_pipeline
from training.vectors import train_vectors
from training.words import make_arrays

#: What each stage of the parser's training reads, its steps and its highest rate. The second goes on from the first,
#: and its weights are averaged with those it went on from.
STAGES: tuple[tuple[str, Recipe, dict[str, object]], ...] = (
    ("H", Recipe(silver=(0, 2_500_000), mixed=0.5, after=2), {"training.max_steps": 5385}),
    (
        "I",
        Recipe(silver=(2_500_000, 4_500_000), mixed=1, after=1.5, seed=1),
        {"training.max_steps": 4886, "training.optimizer.learn_rate.initial_rate": 0.0008},
    ),
)


#: What each stage of the network's training is told. Each goes on from the one before.
NETWORK_STAGES: tuple[tuple[str, dict[str, object]], ...] = (
    ("a", {"inner": "768 768 768 768", "seconds": 2040, "rate": 2e-4, "size": 1200, "trees": 0.5, "names": 0.5}),
    ("b", {"seconds": 600, "rate": 2e-4, "size": 800, "trees": 0.6, "names": 0.3, "seed": 1}),
    ("c", {"seconds": 1900, "rate": 2e-4, "size": 800, "trees": 1, "names": 0.15, "events": 0.5, "drop": 0, "seed": 2}),
    ("d", {"seconds": 1400, "rate": 1.5e-4, "trees": 0.25, "names": 0.1, "events": 2, "drop": 0.1, "seed": 3}),
)
_LATE = {"rate": 2e-4, "trees": 0.25, "names": 0.12, "events": 2, "silver": 0.2, "drop": 0.1}
#: The last stages, which also learn from what the pipeline says with the network of the stage before them.
LAST_STAGES: tuple[tuple[str, dict[str, object]], ...] = (
    ("e", _LATE | {"seconds": 2400, "trees": 0.3, "names": 0.15, "events": 1.3, "silver": 0.4, "seed": 4}),
    ("f", _LATE | {"seconds": 2000, "silver": 0.25, "seed": 5}),
    ("g", _LATE | {"seconds": 2400, "seed": 6}),
    ("h", _LATE | {"beside": "e", "share": 0.3, "seconds": 400, "rate": 6e-5, "seed": 7}),
)


def train_stages(nlp: spacy.language.Language, work: Path, steps: int | None) -> Path:
    """Train all stages; the folder of the last pipeline."""
    source: Path | None = None
    for seed, (name, recipe, values) in enumerate(STAGES):
        mixture, target = work / f"mixture-{name}.spacy", work / name
        print(name, make_mixture(nlp, work, mixture, recipe), flush=True)
        overrides = {**values, "system.seed": seed, **({"training.max_steps": steps} if steps else {})}
        train_pipeline(work, mixture, target, source, **overrides)
        trained = target / "model-last"
        if source is not None:
            average_weights(source, trained, target / "mean")
            trained = target / "mean"
        source = trained
    assert source is not None
    return source


def train_network(
    work: Path, minilm: Path, seconds: float | None,
    stages: Iterable[tuple[str, dict[str, object]]], source: Path | None,
) -> Path:  # fmt: skip
    """Train stages of the network, on from `source`; the file of the last one."""
    for name, options in stages:
        target = work / f"{name}.pt"
        # a process of its own, which gives its memory back
        command = [sys.executable, "-m", "training.learn", str(work), "--minilm", str(minilm)]
        command += ["--out", str(target), *(["--source", str(source)] if source else [])]
        options = options | ({"seconds": seconds} if seconds else {})
        if "beside" in options:
            options = options | {"beside": work / f"{options['beside']}.pt"}
        for option, value in options.items():
            command += [f"--{option}", *str(value).split()]
        subprocess.run(command, check=True)
        source = target
    assert source is not None
    return source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora (training/README.md)")
    parser.add_argument("--out", type=Path, required=True, help="folder for data and checkpoints")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2: weights and vocabulary")
    parser.add_argument("--model", type=Path, required=True, help="folder of the packaged model, replaced at the end")
    parser.add_argument("--steps", type=int, default=None, help="steps of each stage of the parser, to try it out")
    parser.add_argument("--seconds", type=float, default=None, help="seconds of each stage of the network")
    arguments = parser.parse_args()
    work: Path = arguments.out
    work.mkdir(parents=True, exist_ok=True)
    to_vector_pipeline(train_vectors(arguments.corpora, work), work / "vectors")
    print(convert(make_blank(), arguments.corpora, work))
    nlp = spacy.load(work / "vectors")
    make_arrays(nlp, arguments.corpora, work)
    # a process of its own, which gives the device's memory back
    command = [sys.executable, "-m", "training.distillation", str(work), *(["--small"] if arguments.steps else [])]
    subprocess.run(command, check=True)
    parser_model = train_stages(nlp, work, arguments.steps)
    prepare(arguments.corpora, work, arguments.minilm)
    network = train_network(work, arguments.minilm, arguments.seconds, NETWORK_STAGES, None)
    package_model(network, work, arguments.minilm, arguments.model, parser_model)
    subprocess.run([sys.executable, "-m", "training.votes", str(arguments.corpora), str(work)], check=True)
    network = train_network(work, arguments.minilm, arguments.seconds, LAST_STAGES, network)
    package_model(network, work, arguments.minilm, arguments.model)
    print(json.dumps(evaluate(arguments.model, arguments.corpora, segmentation=True), indent=1))


if __name__ == "__main__":
    main()
