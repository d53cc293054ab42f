"""From raw texts and corpora to the small model's encoder: the teachers first, then the student that learns from them.

`python -m training.distillation WORK` reads `WORK/words.npz` (see `training.words`), teaches the teachers
(`training.teacher`), labels every text by them and distils their labels into the small model's encoder
(`training.student`). It writes `WORK/labels-*.npz` and `WORK/encoder-*.npz`. It needs PyTorch and numpy, no spaCy; on
one H200 it takes eleven minutes, on a CPU days.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from training.student import distil
from training.teacher import (
    DEVICE,
    SMALL,
    Encoder,
    Part,
    Plan,
    Teacher,
    finetune,
    label_part,
    log,
    make_grams,
    make_targets,
    pretrain,
    save_labels,
    score,
)


def teach(source: Path, out: Path, plan: Plan) -> None:
    """Run all steps; the evaluation parts are only scored. With the small plan, on a few chunks of each part."""
    torch.manual_seed(0)
    torch.set_float32_matmul_precision("high")
    out.mkdir(parents=True, exist_ok=True)
    limit = 400 if plan == SMALL else None
    arrays = np.load(source)
    words = bytes(arrays["words"]).decode().split("\0")
    sizes = {"tag": len(arrays["tags"]), "dep": len(arrays["deps"]), "start": 2, "name": 9}
    parts = {name: Part(arrays, name, limit) for name in ("raw", "gold", "ewt", "news", "newswire")}
    grams = torch.as_tensor(make_grams(words), device=DEVICE)
    stream = torch.cat((parts["raw"].word, parts["gold"].word))
    targets = torch.as_tensor(make_targets(words, stream.cpu().numpy()), device=DEVICE)
    log("data:", len(words), "distinct words,", {name: len(part.word) for name, part in parts.items()})
    encoder = Encoder(plan, grams).to(DEVICE)
    pretrain(encoder, stream, targets, plan)
    teachers: list[Teacher] = []
    for seed in range(plan.teachers):
        teachers.append(finetune(encoder, sizes, parts["gold"], plan, seed))
        log("teacher", seed, {name: score(teachers[-1:], parts[name], sizes) for name in ("ewt", "news", "newswire")})
    log("teachers", {name: score(teachers, parts[name], sizes) for name in ("ewt", "news", "newswire")})
    labels = {name: label_part(teachers, parts[name], trust=name == "gold") for name in ("raw", "gold")}
    log("labelled; sound:", {name: float(said["sound"].float().mean()) for name, said in labels.items()})
    chosen = np.random.default_rng(0).permutation(len(parts["raw"].bounds) - 1)
    lengths = np.diff(parts["raw"].bounds)[chosen].cumsum()
    chosen = np.sort(chosen[: int(np.searchsorted(lengths, plan.silver_words))])
    save_labels(labels["raw"], parts["raw"], chosen, out / "labels-raw.npz")
    save_labels(labels["gold"], parts["gold"], np.arange(len(parts["gold"].bounds) - 1), out / "labels-gold.npz")
    log("labels written")
    distil(arrays, parts, labels, sizes, plan, out)
    log("done")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder of words.npz; gets the labels and the encoder")
    parser.add_argument("--small", action="store_true", help="a tiny run of all steps, to try them out")
    arguments = parser.parse_args()
    teach(arguments.work / "words.npz", arguments.work, SMALL if arguments.small else Plan())


if __name__ == "__main__":
    main()
