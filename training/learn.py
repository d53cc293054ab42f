"""Trains the network on the labels of all corpora at once: `python -m training.learn WORK --minilm DIR --out FILE.pt`.

It begins with the pretrained encoder, cut to `--inner`, or goes on from `--source`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from newsfacts.language.encoder.labels import ROLES
from training.network import MIXES, Batch, Network, collate

START = time.perf_counter()
#: How much the loss of each head weighs.
WEIGHTS = {"tag": 1.0, "arc": 1.5, "dep": 1.0, "start": 0.5, "name": 1.5, "event": 3.0, "side": 0.7, "status": 0.4}


def log(*values: object) -> None:
    """Print at once, with the seconds since the start."""
    print(f"[{time.perf_counter() - START:.0f}s]", *values, flush=True)


def batches(windows: list[dict[str, np.ndarray]], size: int, rng: random.Random) -> list[list[dict[str, np.ndarray]]]:
    """The windows in batches of about `size` pieces and like length, in random order."""
    order = sorted(windows, key=lambda w: len(w["piece"]) * (1 + 0.15 * rng.random()))
    out: list[list[dict[str, np.ndarray]]] = []
    current: list[dict[str, np.ndarray]] = []
    for window in order:
        if current and (len(current) + 1) * len(window["piece"]) > size:
            out.append(current)
            current = []
        current.append(window)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def outside(batch: Batch) -> torch.Tensor:
    """Which arcs leave their annotated sentence (texts x words x (root, words)); when it runs, none may."""
    number = (batch.labels["start"] == 1).cumsum(1)
    other = (number[:, :, None] != number[:, None, :]) | ~batch.real[:, None, :]
    return F.pad(other, (1, 0), value=False)


def losses(network: Network, batch: Batch, out: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The loss of each head for which the batch has labels."""
    gold = batch.labels
    result: dict[str, torch.Tensor] = {}
    for name in ("tag", "name"):
        if bool((gold[name] >= 0).any()):
            result[name] = F.cross_entropy(out[name].flatten(0, 1), gold[name].flatten(), ignore_index=-1)
    known = gold["head"] >= 0
    if bool(known.any()):
        places = torch.arange(batch.words).expand_as(known)
        target = torch.where(gold["head"] == places, 0, gold["head"] + 1)
        leaving = outside(batch)
        within = known & ~leaving.gather(2, target.clamp(min=0)[..., None])[..., 0]
        result["arc"] = F.cross_entropy(out["arc"].masked_fill(leaving, -1e4)[within], target[within])
        relation = network.relations(out["label"], gold["head"].clamp(min=0))
        result["dep"] = F.cross_entropy(relation[known], gold["dep"][known], ignore_index=-1)
    known = gold["start"] >= 0
    if bool(known.any()):
        result["start"] = F.binary_cross_entropy_with_logits(out["start"][known], gold["start"][known].float())
    known = gold["event"] >= 0
    if bool(known.any()):
        target = gold["event"][known].float()
        loss = F.binary_cross_entropy_with_logits(out["event"][known], target, reduction="sum")
        result["event"] = loss / known[..., 0].sum().clamp(min=1)
    sides = batch.sides
    if len(sides.row):
        scores = network.sides(out["side"], sides.text, sides.trigger, batch.real)[sides.row, sides.role]
        right = scores.masked_fill(~sides.words, -1e4).logsumexp(-1)
        loss = (sides.share * (scores.logsumexp(-1) - right)).sum()
        result["side"] = loss / len(sides.text)
        said = out["status"][sides.text, sides.trigger]
        modality = F.cross_entropy(said[:, :-1], sides.status[:, :-1].argmax(-1))
        negated = F.binary_cross_entropy_with_logits(said[:, -1], sides.status[:, -1].float())
        result["status"] = modality + negated
    return result


def score_sides(network: Network, batch: Batch, out: dict[str, torch.Tensor]) -> dict[str, tuple[int, int]]:
    """By role: triggers whose likeliest word is in a phrase that was marked, or nobody's where none was; and all."""
    sides = batch.sides
    if not len(sides.text):
        return {}
    best = network.sides(out["side"], sides.text, sides.trigger, batch.real).argmax(-1)
    good = sides.words.gather(1, best[sides.row, sides.role][:, None])[:, 0]
    hit = torch.zeros(best.shape, dtype=torch.bool)
    hit[sides.row[good], sides.role[good]] = True
    counts = {role: (int(hit[:, n].sum()), len(hit)) for n, role in enumerate(ROLES)}
    counts["both"] = (int((hit[:, 0] & hit[:, 1]).sum()), len(hit))
    said = out["status"][sides.text, sides.trigger]
    told = said[:, :-1].argmax(-1) == sides.status[:, :-1].argmax(-1)
    told &= (said[:, -1] > 0) == (sides.status[:, -1] > 0)
    counts["status"] = (int(told.sum()), len(hit))
    return counts


def evaluate(network: Network, parts: dict[str, list[dict[str, np.ndarray]]]) -> dict[str, dict[str, float]]:
    """Accuracy of each head in percent, arcs by the best of the window; names and events as F1 and mean precision."""
    network.eval()
    report: dict[str, dict[str, float]] = {}
    for part, windows in parts.items():
        right: dict[str, int] = {}
        total: dict[str, int] = {}
        scores, golds = [], []
        for chunk in batches(windows, 3000, random.Random(0)):
            batch = collate(chunk)
            with torch.no_grad():
                out = network(batch, 0.0)
            gold = batch.labels
            best = out["arc"].masked_fill(outside(batch), -1e4).argmax(-1)
            places = torch.arange(batch.words).expand_as(best)
            head = torch.where(best == 0, places, best - 1)
            relation = network.relations(out["label"], head).argmax(-1)
            known = gold["head"] >= 0
            counts = {
                "tag": ((out["tag"].argmax(-1) == gold["tag"]), gold["tag"] >= 0),
                "uas": (head == gold["head"], known),
                "las": ((head == gold["head"]) & (relation == gold["dep"]), known),
            }
            start = out["start"] > 0
            counts["start.r"] = (start, gold["start"] == 1)
            counts["start.p"] = (gold["start"] == 1, start & (gold["start"] >= 0))
            name = out["name"].argmax(-1)
            counts["name.r"] = (name == gold["name"], gold["name"] > 0)
            counts["name.p"] = (name == gold["name"], (gold["name"] >= 0) & (name > 0))
            for key, (hits, count) in score_sides(network, batch, out).items():
                right[key], total[key] = right.get(key, 0) + hits, total.get(key, 0) + count
            for key, (good, where) in counts.items():
                right[key] = right.get(key, 0) + int((good & where).sum())
                total[key] = total.get(key, 0) + int(where.sum())
            known = gold["event"] >= 0
            scores.append(out["event"][known].numpy())
            golds.append(gold["event"][known].numpy())
        rates = {key: 100 * right[key] / total[key] for key in right if total[key]}
        row = {key: rates[key] for key in ("tag", "uas", "las", *ROLES, "both", "status") if key in rates}
        for key in ("start", "name"):
            p, r = rates.get(f"{key}.p", 0), rates.get(f"{key}.r", 0)
            if p + r:
                row[key] = 2 * p * r / (p + r)
        s, g = np.concatenate(scores), np.concatenate(golds)
        if g.size and g.any():
            order = np.argsort(-s, kind="stable")
            hits = g[order]
            precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
            row["event AP"] = 100 * float((precision * hits).sum() / hits.sum())
            passed = np.flatnonzero(precision >= 0.8)
            row["event R at P .8"] = 100 * float(hits[: passed[-1] + 1].sum() / hits.sum()) if len(passed) else 0.0
        report[part] = {key: round(value, 1) for key, value in row.items()}
    network.train()
    return report


def groups(network: Network, rate: float) -> list[dict[str, object]]:
    """Parameters by rate: the heads learn from nothing, five times as fast; the pieces' vectors stay as published."""
    network.pieces.weight.requires_grad = False
    body, heads, plain = [], [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("layers", "norm", "places")):
            (body if parameter.ndim > 1 else plain).append(parameter)
        else:
            heads.append(parameter)
    return [
        {"params": body, "lr": rate, "top": rate, "weight_decay": 0.01},
        {"params": plain, "lr": rate, "top": rate, "weight_decay": 0.0},
        {"params": heads, "lr": 5 * rate, "top": 5 * rate, "weight_decay": 0.0},
    ]


def train(
    network: Network, streams: Iterator[list[dict[str, np.ndarray]]], seconds: float, rate: float, out: Path,
    parts: dict[str, list[dict[str, np.ndarray]]], drop: float,
) -> None:
    """Train for so many seconds, the rate falling to nothing; the mean of the last weights is saved to `out`."""
    optimizer = torch.optim.AdamW(groups(network, rate), betas=(0.9, 0.98), eps=1e-8)
    began = time.perf_counter()
    sums: dict[str, float] = {}
    average: dict[str, torch.Tensor] | None = None
    steps = words = 0
    for step, windows in enumerate(streams):
        done = (time.perf_counter() - began) / seconds
        if done >= 1:
            break
        factor = min(1.0, (step + 1) / 100) * max(0.02, 1 - done)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * factor
        batch = collate(windows)
        result = network(batch, drop)
        loss = torch.zeros(())
        for name, value in losses(network, batch, result).items():
            sums[name] = 0.98 * sums.get(name, float(value)) + 0.02 * float(value)
            loss = loss + WEIGHTS[name] * value
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        steps, words = step + 1, words + int(batch.real.sum())
        if done > 0.85:
            state = network.state_dict()
            if average is None:
                average = {name: value.clone() for name, value in state.items()}
            else:
                for name, value in state.items():
                    average[name].lerp_(value, 0.02)
        if steps % 50 == 0:
            rate_now = words / (time.perf_counter() - began)
            log(f"{steps} steps, {words} words, {rate_now:.0f} words/s", {k: round(v, 3) for k, v in sums.items()})
        if steps % 600 == 0:
            log(evaluate(network, {"stop": parts["stop"], "events": parts["events"]}))
            torch.save({"state": network.state_dict(), "inners": network.inners}, out)
    if average is not None:
        network.load_state_dict(average)
    torch.save({"state": network.state_dict(), "inners": network.inners}, out)
    log("end", json.dumps(evaluate(network, parts)))


def endless(
    sources: list[tuple[list[dict[str, np.ndarray]], float]], size: int, seed: int
) -> Iterator[list[dict[str, np.ndarray]]]:
    """Batches for ever; in each pass every source is read so many times, a part of a time being a sample."""
    rng = random.Random(seed)
    for _ in itertools.count():
        chosen: list[dict[str, np.ndarray]] = []
        for windows, times in sources:
            whole, part = divmod(times, 1)
            chosen += windows * int(whole)
            chosen += rng.sample(windows, round(len(windows) * part))
        yield from batches(chosen, size, rng)


def shrink(network: Network, inners: list[int], windows: list[dict[str, np.ndarray]]) -> Network:
    """The first layers of a network, each with the inner units that matter most: activity times outgoing weight."""
    small = Network(network.tag.out_features - 1, network.label_out.out_features, inners)
    state = {name: value for name, value in network.state_dict().items() if name in small.state_dict()}
    state["mix"] = network.mix[:, : len(inners) + 1].detach()
    activity: dict[int, torch.Tensor] = {}
    hooks = [
        layer.down.register_forward_pre_hook(
            lambda _, inputs, i=i: activity.__setitem__(i, activity.get(i, 0) + inputs[0].abs().flatten(0, 1).mean(0))
        )
        for i, layer in enumerate(network.layers)
    ]
    network.eval()
    with torch.no_grad():
        for chunk in batches(windows, 1200, random.Random(0)):
            batch = collate(chunk)
            network.encode(batch.piece, batch.shape, 0.0)
    for hook in hooks:
        hook.remove()
    for i, inner in enumerate(inners):
        layer = network.layers[i]
        keep = (activity[i] * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values
        for part, value in (
            ("up.weight", layer.up.weight[keep]), ("up.bias", layer.up.bias[keep]),
            ("down.weight", layer.down.weight[:, keep]),
        ):  # fmt: skip
            state[f"layers.{i}.{part}"] = value.detach()
    small.load_state_dict(state)
    return small


def load_network(path: Path, inventory: dict[str, list[str]]) -> Network:
    """A trained network."""
    saved = torch.load(path)
    network = Network(len(inventory["tags"]), len(inventory["deps"]), saved["inners"])
    network.load_state_dict(network.state_dict() | grow(saved["state"]))
    return network


def grow(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of a network with fewer heads: a new head begins with the mix of layers that the last one has."""
    mix = state["mix"]
    return state | {"mix": torch.cat([mix, mix[-1:].expand(len(MIXES) - len(mix), -1)])}


def average(network: Network, other: Network, share: float) -> None:
    """Make the weights of `network` the mean of its own and of another's, which count `share`."""
    theirs = other.state_dict()
    network.load_state_dict({name: value.lerp(theirs[name], share) for name, value in network.state_dict().items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=1500)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--size", type=int, default=1200, help="pieces a step")
    parser.add_argument("--inner", type=int, nargs="+", default=[768] * 4, help="inner units of each layer")
    parser.add_argument("--source", type=Path, default=None, help="train on from this network")
    parser.add_argument("--beside", type=Path, default=None, help="from the mean of --source and this network")
    parser.add_argument("--share", type=float, default=0.5, help="how much the network --beside counts in the mean")
    parser.add_argument("--trees", type=float, default=0.6, help="how often a pass reads each text with a tree")
    parser.add_argument("--names", type=float, default=0.3, help="how often a pass reads each text with names only")
    parser.add_argument("--events", type=float, default=1, help="how often a pass reads each text with events")
    parser.add_argument("--silver", type=float, default=0, help="how often a pass reads each text that votes labelled")
    parser.add_argument("--drop", type=float, default=0.05, help="share of values left out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    with (arguments.work / "windows.pickle").open("rb") as file:
        data = pickle.load(file)
    inventory = data["inventory"]
    if arguments.source:
        network = load_network(arguments.source, inventory)
        if arguments.beside:
            average(network, load_network(arguments.beside, inventory), arguments.share)
    else:
        network = Network(len(inventory["tags"]), len(inventory["deps"]), [1536] * 6)
        network.load_pretrained(arguments.minilm)
        rng = random.Random(arguments.seed)
        network = shrink(network, arguments.inner, rng.sample(data["gold"], 150) + rng.sample(data["raw"], 100))
    trees = [window for window in data["gold"] if bool((window["head"] >= 0).any())]
    names = [window for window in data["gold"] if not bool((window["head"] >= 0).any())]
    sources = [(trees, arguments.trees), (names, arguments.names)]
    if arguments.silver:
        with (arguments.work / "silver.pickle").open("rb") as file:
            silver = pickle.load(file)
        data["events"] = silver["events"]
        sources.append((silver["raw"], arguments.silver))
    sources.append((data["events"], arguments.events))
    stream = endless(sources, arguments.size, arguments.seed)
    train(network, stream, arguments.seconds, arguments.rate, arguments.out, data["dev"], drop=arguments.drop)


if __name__ == "__main__":
    main()
