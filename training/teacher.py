"""The teacher of the small model: transformers over words, taught on raw text first, then on the corpora's labels.

One encoder is pretrained by masked words and fine-tuned several times with other seeds on all layers at once; every
text is labelled by the mean of those teachers. `training.distillation` runs the steps. It needs PyTorch and numpy, no
spaCy.
"""

import math
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
BUCKETS, GRAMS = 100_000, 24
TARGETS = 20_000
LAYERS = ("tag", "start", "name", "dep")


@dataclass(frozen=True)
class Plan:
    """Sizes, words a step, and steps or passes over the data."""

    width: int = 512
    depth: int = 8
    window: int = 256
    batch: int = 32_768
    pretrain_steps: int = 6_100
    teachers: int = 4
    finetune_batch: int = 12_000
    finetune_epochs: int = 10
    student_batch: int = 32_768
    student_steps: int = 8_700
    silver_words: int = 6_000_000


#: To try the recipe out in a minute or two.
SMALL = Plan(32, 2, 64, 1024, 6, 2, 2000, 1, 2048, 12, 20_000)


def log(*values: object) -> None:
    """Print at once, with the seconds since the start."""
    print(f"[{time.perf_counter() - START:.0f}s]", *values, flush=True)


START = time.perf_counter()


# --- data ------------------------------------------------------------------------------------------------------------


class Part:
    """One stream of words in chunks, on the device, with labels where it has them."""

    def __init__(self, arrays: Any, name: str, limit: int | None = None) -> None:
        self.bounds: np.ndarray = arrays[f"{name}.bounds"][: limit + 1 if limit else None]
        end = int(self.bounds[-1])
        self.word = torch.as_tensor(arrays[f"{name}.word"][:end].astype(np.int64), device=DEVICE)
        self.labels = {
            label: torch.as_tensor(arrays[f"{name}.{label}"][:end].astype(np.int64), device=DEVICE)
            for label in (*LAYERS, "head") if f"{name}.{label}" in arrays
        }  # fmt: skip

    def batches(self, size: int, rng: np.random.Generator | None) -> Iterator[np.ndarray]:
        """Numbers of chunks of like length, at most `size` words with their padding; in random order with `rng`."""
        lengths = np.diff(self.bounds).astype(float)
        order = np.argsort(lengths + (rng.uniform(-8, 8, len(lengths)) if rng is not None else 0), kind="stable")
        found: list[np.ndarray] = []
        start = 0
        for end in range(1, len(order) + 1):
            if end == len(order) or lengths[order[start : end + 1]].max() * (end + 1 - start) > size:
                found.append(order[start:end])
                start = end
        if rng is not None:
            rng.shuffle(found)  # type: ignore[arg-type]
        yield from found

    def places(self, chunks: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Places in the stream of the words of `chunks` (chunks x longest), and which of them are words."""
        starts = torch.as_tensor(self.bounds[chunks].astype(np.int64), device=DEVICE)
        ends = torch.as_tensor(self.bounds[chunks + 1].astype(np.int64), device=DEVICE)
        longest = int((self.bounds[chunks + 1] - self.bounds[chunks]).max())
        places = starts[:, None] + torch.arange(longest, device=DEVICE)
        mask = places < ends[:, None]
        return places.clamp(max=len(self.word) - 1), mask

    def label(self, name: str, places: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Labels at `places`, -1 where there is none."""
        if name not in self.labels:
            return torch.full_like(places, -1)
        return self.labels[name][places].masked_fill(~mask, -1)


def make_grams(words: list[str]) -> np.ndarray:
    """For each word the buckets of the word, its shape in capitals and its lower-cased 3- to 5-grams; 0 pads."""
    table = np.zeros((len(words), GRAMS), dtype=np.int32)
    for i, word in enumerate(words):
        low = f"<{word.lower()}>"
        shape = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word)[:8]
        keys = ["w" + word, "s" + shape, "l" + low]
        keys += ["g" + low[a : a + n] for n in (3, 4, 5) for a in range(len(low) - n + 1)]
        keys = keys[:GRAMS]
        table[i, : len(keys)] = [1 + zlib.crc32(key.encode()) % (BUCKETS - 1) for key in keys]
    return table


def make_targets(words: list[str], stream: np.ndarray) -> np.ndarray:
    """For each word the number of its lower-cased form among the most frequent ones; -1 for the others."""
    counts: dict[str, int] = {}
    for word, n in zip(words, np.bincount(stream, minlength=len(words)).tolist(), strict=True):
        counts[word.lower()] = counts.get(word.lower(), 0) + n
    best = sorted(counts, key=lambda word: (-counts[word], word))[:TARGETS]
    numbers = {word: i for i, word in enumerate(best)}
    return np.array([numbers.get(word.lower(), -1) for word in words])


# --- networks --------------------------------------------------------------------------------------------------------


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary positions."""
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block(nn.Module):
    """Attention and a feed-forward layer, each on normed input."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.heads = max(1, width // 64)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, length, width)))
        return x + self.dropout(self.down(F.gelu(self.up(self.norm2(x)))))


class Encoder(nn.Module):
    """Words (by their character n-grams) in context."""

    def __init__(self, plan: Plan, grams: torch.Tensor, dropout: float = 0.1) -> None:
        super().__init__()
        self.register_buffer("grams", grams, persistent=False)
        self.table = nn.Embedding(BUCKETS, plan.width, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.02)
        self.masked = nn.Parameter(torch.zeros(plan.width))
        self.norm_in, self.norm = nn.LayerNorm(plan.width), nn.LayerNorm(plan.width)
        self.blocks = nn.ModuleList(Block(plan.width, dropout) for _ in range(plan.depth))
        self.dropout = nn.Dropout(dropout)
        self.step = Block.forward
        for block in self.blocks:
            for layer in (block.out, block.down):
                nn.init.normal_(layer.weight, std=0.02 / math.sqrt(2 * plan.depth))

    def forward(
        self, words: torch.Tensor, mask: torch.Tensor | None = None, hidden: torch.Tensor | None = None
    ) -> torch.Tensor:
        distinct, place = torch.unique(words, return_inverse=True)
        grams = self.grams[distinct]
        x = F.embedding_bag(grams, self.table.weight, mode="sum", padding_idx=0)[place]
        if hidden is not None:
            x = torch.where(hidden[..., None], self.masked.to(x.dtype), x)
        x = self.dropout(self.norm_in(x))
        size = x.shape[-1] // self.blocks[0].heads // 2
        angle = torch.arange(words.shape[1], device=words.device)[:, None] * (
            10_000 ** (-torch.arange(size, device=words.device) / size)
        )
        cos, sin = angle.cos(), angle.sin()
        bias = mask[:, None, None, :] if mask is not None else None
        for block in self.blocks:
            x = self.step(block, x, bias, cos, sin)
        return self.norm(x)


class Heads(nn.Module):
    """Tags, sentence starts, names, arcs (biaffine, a root is its own head) and relations of encoded words."""

    def __init__(self, width: int, sizes: dict[str, int], arc: int = 256, relation: int = 128, dropout: float = 0.2):
        super().__init__()
        self.plain = nn.ModuleDict({name: nn.Linear(width, sizes[name]) for name in ("tag", "start", "name")})
        self.arc = nn.ModuleList(nn.Linear(width, arc) for _ in range(2))
        self.relation = nn.ModuleList(nn.Linear(width, relation) for _ in range(2))
        self.arc_weight = nn.Parameter(torch.zeros(arc + 1, arc))
        self.relation_weight = nn.Parameter(torch.zeros(sizes["dep"], relation + 1, relation + 1))
        self.dropout = nn.Dropout(dropout)

    def arcs(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Log probabilities of each word's head: chunks x words x heads."""
        below, above = (self.dropout(F.gelu(layer(self.dropout(x)))) for layer in self.arc)
        below = F.pad(below, (0, 1), value=1.0)
        scores = (below @ self.arc_weight.to(below.dtype)) @ above.transpose(1, 2)
        return scores.float().masked_fill(~mask[:, None, :], -1e4).log_softmax(-1)

    def relations(self, x: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
        """Log probabilities of each word's relation to the word at `head`."""
        views = [self.dropout(F.gelu(layer(self.dropout(x)))) for layer in self.relation]
        below, above = (F.pad(view, (0, 1), value=1.0) for view in views)
        above = above.gather(1, head[..., None].expand(-1, -1, above.shape[-1]))
        weight = self.relation_weight.to(below.dtype)
        scores = torch.einsum("bti,rij,btj->btr", below, weight, above)
        return scores.float().log_softmax(-1)

    def tokens(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        """Log probabilities of the labels of single words."""
        x = self.dropout(x)
        return {name: layer(x).float().log_softmax(-1) for name, layer in self.plain.items()}


class Teacher(nn.Module):
    """An encoder with heads."""

    def __init__(self, encoder: nn.Module, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads


# --- training --------------------------------------------------------------------------------------------------------


def run_steps(
    optimizer: torch.optim.Optimizer, loss_of: Callable[[], torch.Tensor], steps: int, warmup: float = 0.06
) -> None:
    """Take `steps` steps, the learning rates rising from zero and then falling to it again."""
    rates = [group["lr"] for group in optimizer.param_groups]
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    for done in range(steps):
        share = done / steps
        factor = max(1e-3, share / warmup if share < warmup else (1 - share) / (1 - warmup))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if (done + 1) % max(1, steps // 10) == 0:
            log(f"step {done + 1} of {steps}, loss {loss.item():.3f}")


def autocast() -> Any:
    """Half precision where the device has it."""
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda")


def pretrain(encoder: Encoder, stream: torch.Tensor, targets: torch.Tensor, plan: Plan) -> None:
    """Learn to tell masked words of running text."""
    generator = torch.Generator(device=DEVICE).manual_seed(0)
    output = nn.Linear(plan.width, int(targets.max()) + 1).to(DEVICE)
    optimizer = torch.optim.AdamW(
        [*encoder.parameters(), *output.parameters()],
        lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=DEVICE == "cuda",
    )  # fmt: skip
    rows = max(1, plan.batch // plan.window)
    span = torch.arange(plan.window, device=DEVICE)
    encoder.train()

    def loss_of() -> torch.Tensor:
        starts = torch.randint(0, len(stream) - plan.window, (rows,), generator=generator, device=DEVICE)
        words = stream[starts[:, None] + span]
        wanted = targets[words]
        draw = torch.rand(words.shape, generator=generator, device=DEVICE)
        chosen = (draw < 0.2) & (wanted >= 0)
        hidden = chosen & (draw < 0.17)
        with autocast():
            x = encoder(words, hidden=hidden)
            return F.cross_entropy(output(x[chosen]).float(), wanted[chosen])

    if DEVICE == "cuda":  # all batches have one shape, so that compiling pays: 31 ms a step on an H200 instead of 49
        encoder.step = torch.compile(Block.forward)
    run_steps(optimizer, loss_of, plan.pretrain_steps)
    encoder.step = Block.forward


def losses_of(heads: Heads, x: torch.Tensor, part: Part, places: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The sum of the losses of all layers that the words are labelled in."""
    labels = {name: part.label(name, places, mask) for name in (*LAYERS, "head")}
    total = x.sum() * 0.0
    for name, scores in heads.tokens(x).items():
        known = labels[name] >= 0
        if known.any():
            total = total + F.nll_loss(scores[known], labels[name][known]) * (0.5 if name == "start" else 1.0)
    known = labels["head"] >= 0
    if known.any():
        arcs = heads.arcs(x, mask)
        total = total + F.nll_loss(arcs[known], labels["head"][known])
        relations = heads.relations(x, labels["head"].clamp(min=0))
        total = total + F.nll_loss(relations[known], labels["dep"][known].clamp(min=0))
    return total


def finetune(encoder: Encoder, sizes: dict[str, int], gold: Part, plan: Plan, seed: int) -> Teacher:
    """A teacher from a copy of the pretrained `encoder`."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    copy = Encoder(plan, encoder.grams, dropout=0.15).to(DEVICE)
    copy.load_state_dict(encoder.state_dict())
    teacher = Teacher(copy, Heads(plan.width, sizes).to(DEVICE)).train()
    optimizer = torch.optim.AdamW(
        [{"params": copy.parameters(), "lr": 3e-4}, {"params": teacher.heads.parameters(), "lr": 1.5e-3}],
        betas=(0.9, 0.98), weight_decay=0.01, fused=DEVICE == "cuda",
    )  # fmt: skip
    per_epoch = sum(1 for _ in gold.batches(plan.finetune_batch, rng))

    def stream() -> Iterator[np.ndarray]:
        while True:
            yield from gold.batches(plan.finetune_batch, rng)

    chunks = stream()

    def loss_of() -> torch.Tensor:
        places, mask = gold.places(next(chunks))
        with autocast():
            hidden = torch.rand(places.shape, device=DEVICE) < 0.06
            x = copy(gold.word[places], mask, hidden)
            return losses_of(teacher.heads, x, gold, places, mask)

    run_steps(optimizer, loss_of, per_epoch * plan.finetune_epochs)
    return teacher.eval()


# --- labelling -------------------------------------------------------------------------------------------------------


def decode(arcs: torch.Tensor, start: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Heads within the sentences that begin at `start`, one root each; and which words reach a root."""
    batch, length = mask.shape
    sentence = start.long().cumsum(1)
    same = (sentence[:, :, None] == sentence[:, None, :]) & mask[:, None, :]
    own = arcs.diagonal(dim1=1, dim2=2).masked_fill(~mask, -1e5)
    best = torch.full((batch, length + 2), -1e6, device=arcs.device).scatter_reduce(1, sentence, own, "amax")
    root = own >= best.gather(1, sentence)
    index = torch.arange(length, device=arcs.device)
    scores = arcs.masked_fill(~same, -1e6).masked_fill(torch.eye(length, dtype=torch.bool, device=arcs.device), -1e6)
    head = torch.where(root, index, scores.argmax(-1))
    reach = head
    for _ in range(10):
        reach = reach.gather(1, reach)
    return head, root.gather(1, reach) | ~mask


@torch.no_grad()
def ask(teachers: list[Teacher], part: Part, chunks: np.ndarray, trust: bool) -> dict[str, torch.Tensor]:
    """What the teachers together say of `chunks`; with `trust`, gold sentence starts and heads stand."""
    places, mask = part.places(chunks)
    with autocast():
        encoded = [teacher.encoder(part.word[places], mask) for teacher in teachers]
        tokens = [teacher.heads.tokens(x) for teacher, x in zip(teachers, encoded, strict=True)]
        said = {name: torch.stack([t[name] for t in tokens]).exp().mean(0) for name in tokens[0]}
        start = said["start"][..., 1] > 0.5
        if trust:
            known = part.label("start", places, mask)
            start = torch.where(known >= 0, known == 1, start)
        start[:, 0] = True
        arcs = torch.stack([t.heads.arcs(x, mask) for t, x in zip(teachers, encoded, strict=True)]).mean(0)
        head, sound = decode(arcs, start, mask)
        if trust:
            known = part.label("head", places, mask)
            head = torch.where(known >= 0, known, head)
        relations = torch.stack([t.heads.relations(x, head) for t, x in zip(teachers, encoded, strict=True)]).mean(0)
    dep = relations.argmax(-1)
    if trust:
        known = part.label("dep", places, mask)
        dep = torch.where(known >= 0, known, dep)
    return {"places": places, "mask": mask, "tag": said["tag"], "name": said["name"], "start": start, "head": head,
            "dep": dep, "sound": sound.all(1)}  # fmt: skip


def score(teachers: list[Teacher], part: Part, sizes: dict[str, int]) -> dict[str, float]:
    """Share of right tags, heads and labelled heads; F1 of sentence starts; F1 of names, in percent."""
    right = dict.fromkeys(("tag", "UAS", "LAS"), 0)
    seen = dict.fromkeys(right, 0)
    starts, names = np.zeros(3), np.zeros(3)
    for chunks in part.batches(8000, None):
        said = ask(teachers, part, chunks, trust=False)
        gold = {name: part.label(name, said["places"], said["mask"]) for name in (*LAYERS, "head")}
        known = gold["tag"] >= 0
        right["tag"] += int((said["tag"].argmax(-1) == gold["tag"])[known].sum())
        seen["tag"] += int(known.sum())
        known = (gold["head"] >= 0) & (gold["dep"] >= 0)
        heads = said["head"] == gold["head"]
        right["UAS"] += int(heads[known].sum())
        right["LAS"] += int((heads & (said["dep"] == gold["dep"]))[known].sum())
        seen["UAS"] = seen["LAS"] = seen["UAS"] + int(known.sum())
        known = gold["start"] >= 0
        a, b = said["start"][known], gold["start"][known] == 1
        starts += [int((a & b).sum()), int(a.sum()), int(b.sum())]
        known = gold["name"] >= 0
        guess = to_spans(said["name"].argmax(-1).masked_fill(~said["mask"], 0).tolist())
        truth = to_spans(gold["name"].clamp(min=0).tolist())
        if bool(known.any()):
            names += [len(guess & truth), len(guess), len(truth)]
    result = {name: 100 * right[name] / seen[name] for name in right if seen[name]}
    for label, (both, found, there) in (("sentences", starts), ("names", names)):
        if there:
            result[label] = 100 * 2 * both / max(1.0, found + there)
    return {name: round(value, 2) for name, value in result.items()}


def to_spans(rows: list[list[int]]) -> set[tuple[int, int, int, int]]:
    """(row, start, end, kind) of each name in rows of BIO numbers (O, then B and I of each kind)."""
    spans = set()
    for number, row in enumerate(rows):
        began, kind = 0, -1
        for i, value in enumerate([*row, 0]):
            inside = value > 0 and value % 2 == 0 and (value - 2) // 2 == kind
            if kind >= 0 and not inside:
                spans.add((number, began, i, kind))
                kind = -1
            if value > 0 and not inside:
                began, kind = i, (value - 1) // 2
    return spans


def label_part(teachers: list[Teacher], part: Part, trust: bool) -> dict[str, torch.Tensor]:
    """What the teachers say of every word of `part`; `sound` (by chunk) is where all words hang on a root."""
    count = len(part.word)
    first = ask(teachers, part, np.array([0]), trust)
    out = {
        "tag": torch.zeros((count, first["tag"].shape[-1]), dtype=torch.float16, device=DEVICE),
        "name": torch.zeros((count, first["name"].shape[-1]), dtype=torch.float16, device=DEVICE),
        "head": torch.zeros(count, dtype=torch.int64, device=DEVICE),
        "dep": torch.zeros(count, dtype=torch.int64, device=DEVICE),
        "start": torch.zeros(count, dtype=torch.int64, device=DEVICE),
        "sound": torch.zeros(len(part.bounds) - 1, dtype=torch.bool, device=DEVICE),
    }
    for chunks in part.batches(24_000, None):
        said = ask(teachers, part, chunks, trust)
        places = said["places"][said["mask"]]
        for name in ("tag", "name", "head", "dep", "start"):
            out[name][places] = said[name][said["mask"]].to(out[name].dtype)
        out["sound"][torch.as_tensor(chunks, device=DEVICE)] = said["sound"]
    return out


def save_labels(labels: dict[str, torch.Tensor], part: Part, chunks: np.ndarray, target: Path) -> None:
    """Write the best labels of `chunks` as small numbers."""
    words = np.concatenate([np.arange(part.bounds[i], part.bounds[i + 1]) for i in chunks])
    places = torch.as_tensor(words, device=DEVICE)
    np.savez_compressed(
        target, chunks=chunks.astype(np.int32), sound=labels["sound"].cpu().numpy()[chunks],
        tag=labels["tag"][places].argmax(-1).to(torch.uint8).cpu().numpy(),
        name=labels["name"][places].argmax(-1).to(torch.uint8).cpu().numpy(),
        head=labels["head"][places].to(torch.int16).cpu().numpy(),
        dep=labels["dep"][places].to(torch.uint8).cpu().numpy(),
        start=labels["start"][places].to(torch.uint8).cpu().numpy(),
    )  # fmt: skip
