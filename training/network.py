"""The encoder and its heads in PyTorch, with the very approximations that the shipped NumPy network runs.

A BERT encoder (layers of 384, pretrained: `all-MiniLM-L6-v2`) whose inputs also have the shape of the word, and whose
GELU is `hardswish(2x) / 2`, which needs no exponential. Each head reads a mix of all layers of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from newsfacts.language.encoder.labels import EVENT_TYPES, NAMES, ROLES, STATUS
from newsfacts.language.encoder.reading import SHAPES

WIDTH, HEADS = 384, 12
ARC, LABEL, EVENT = 128, 96, 128
#: What each mix of the layers is for.
MIXES = ("tag", "tree", "name", "event", "side")


def gelu(x: torch.Tensor) -> torch.Tensor:
    return F.hardswish(2 * x) * 0.5


class Layer(nn.Module):
    """One layer of BERT, normalized after each part."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None, drop: float) -> torch.Tensor:
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(size, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(a), drop, self.training))
        return self.norm2(x + F.dropout(self.down(gelu(self.up(x))), drop, self.training))


class Network(nn.Module):
    """Pieces to the scores of all heads, one row a word."""

    def __init__(self, tags: int, deps: int, inners: list[int], rows: int = 30522) -> None:
        super().__init__()
        self.inners = inners
        self.pieces, self.places = nn.Embedding(rows, WIDTH), nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(inner) for inner in inners)
        self.mix = nn.Parameter(torch.zeros(len(MIXES), len(inners) + 1))
        self.tag = nn.Linear(WIDTH, tags + 1)  # the last column: a sentence starts here
        self.arc = nn.Linear(WIDTH, 2 * ARC)
        self.root = nn.Parameter(torch.randn(ARC) * 0.1)
        self.biaffine = nn.Linear(ARC, ARC)
        self.label = nn.Linear(WIDTH, 2 * LABEL)
        self.label_out = nn.Linear(LABEL, deps)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.name = nn.Linear(WIDTH, len(NAMES))
        self.event = nn.Linear(WIDTH, EVENT)
        self.event_out = nn.Linear(EVENT, len(EVENT_TYPES))
        nn.init.constant_(self.event_out.bias, -4.0)
        self.status = nn.Linear(EVENT, len(STATUS))
        self.side = nn.Linear(WIDTH, 2 * ARC)
        self.nobody = nn.Parameter(torch.randn(len(ROLES), ARC) * 0.1)
        self.side_biaffine = nn.Linear(ARC, len(ROLES) * ARC)

    def load_pretrained(self, folder: Path) -> None:
        """Start from the published weights: all layers with their whole inner width."""
        w = load_file(folder / "model.safetensors")
        with torch.no_grad():
            self.pieces.weight.copy_(w["embeddings.word_embeddings.weight"])
            # all words are of one segment
            segment = w["embeddings.token_type_embeddings.weight"][0]
            self.places.weight.copy_(w["embeddings.position_embeddings.weight"] + segment)
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(
                        torch.cat([w[f"{p}attention.self.{part}.{kind}"] for part in ("query", "key", "value")])
                    )
                    for ours, theirs in (
                        ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                        ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                    ):  # fmt: skip
                        getattr(getattr(layer, ours), kind).copy_(w[f"{p}{theirs}.{kind}"])

    def encode(self, piece: torch.Tensor, shape: torch.Tensor, drop: float) -> list[torch.Tensor]:
        """What each layer makes of the pieces (texts x pieces, -1 behind a text's end), the embedding first."""
        real = piece >= 0
        mask = None if bool(real.all()) else real[:, None, None, :]
        x = self.pieces(piece.clamp(min=0)) + self.places.weight[: piece.shape[1]] + self.shapes(shape)
        x = F.dropout(self.norm(x), drop, self.training)
        out = [x]
        for layer in self.layers:
            out.append(layer(out[-1], mask, drop))
        return out

    def forward(self, batch: Batch, drop: float = 0.1) -> dict[str, torch.Tensor]:
        """Scores by head; arcs are texts x words x (root, words)."""
        hidden = self.encode(batch.piece, batch.shape, drop)
        weights = self.mix.softmax(-1)
        mixed = {}
        for number, name in enumerate(MIXES):
            x = sum(weight * layer for weight, layer in zip(weights[number], hidden, strict=True))
            mixed[name] = F.dropout(batch.pool(x), drop, self.training)
        tags = self.tag(mixed["tag"])
        dep, head = F.relu(self.arc(mixed["tree"])).chunk(2, -1)
        root = self.root.expand(head.shape[0], 1, ARC)
        arcs = self.biaffine(dep) @ torch.cat([root, head], 1).transpose(1, 2) / ARC**0.5
        event = F.relu(self.event(mixed["event"]))
        out = {
            "tag": tags[..., :-1], "start": tags[..., -1], "arc": arcs, "name": self.name(mixed["name"]),
            "event": self.event_out(event), "status": self.status(event), "side": F.relu(self.side(mixed["side"])),
        }  # fmt: skip
        out["label"] = self.label(mixed["tree"])
        return out

    def sides(self, side: torch.Tensor, text: torch.Tensor, trigger: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Scores of the sides of triggers (word `trigger` of text `text`): triggers x roles x (nobody, words)."""
        asking, asked = side.chunk(2, -1)
        query = self.side_biaffine(asking[text, trigger]).unflatten(-1, (len(ROLES), ARC))
        nobody = (query * self.nobody).sum(-1, keepdim=True)
        words = (query @ asked[text].transpose(1, 2)).masked_fill(~real[text][:, None], -1e4 * ARC**0.5)
        return torch.cat([nobody, words], -1) / ARC**0.5

    def relations(self, label: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
        """Scores of the relation of each word to its head (a word's number; itself: the root)."""
        dep, above = label.chunk(2, -1)
        places = torch.arange(head.shape[1]).expand_as(head)
        chosen = above.gather(1, head[..., None].expand(-1, -1, LABEL))
        chosen = torch.where((head == places)[..., None], self.label_root, chosen)
        return self.label_out(F.relu(dep + chosen))


@dataclass
class Sides:
    """The triggers of a batch whose sides are known: word `trigger` of text `text`.

    Each target is of the trigger `row` and the role `role`: words (the first column: nobody), one of which it is;
    `share` of the target, one by the number of its role's. `status`: triggers x `STATUS`, -1 where not known.
    """

    text: torch.Tensor
    trigger: torch.Tensor
    status: torch.Tensor
    row: torch.Tensor
    role: torch.Tensor
    words: torch.Tensor
    share: torch.Tensor


@dataclass
class Batch:
    """Windows of like length, padded."""

    piece: torch.Tensor
    shape: torch.Tensor
    word: torch.Tensor
    words: int
    real: torch.Tensor
    labels: dict[str, torch.Tensor]
    sides: Sides

    def pool(self, x: torch.Tensor) -> torch.Tensor:
        """The mean of the pieces of each word; zeros where a word has none."""
        size, _, width = x.shape
        index = torch.where(self.word >= 0, self.word, self.words)
        out = x.new_zeros(size, self.words + 1, width)
        out.scatter_add_(1, index[..., None].expand(-1, -1, width), x)
        count = x.new_zeros(size, self.words + 1).scatter_add_(1, index, torch.ones_like(index, dtype=x.dtype))
        return (out / count.clamp(min=1)[..., None])[:, :-1]


LABELS = ("tag", "head", "dep", "start", "name")


def collate(windows: list[dict[str, np.ndarray]]) -> Batch:
    """One batch of windows; labels that a window lacks are unknown."""
    pieces = max(len(w["piece"]) for w in windows)
    counts = [int(w["word"].max()) + 1 for w in windows]
    words = max(counts)
    size = len(windows)
    piece, word = np.full((size, pieces), -1), np.full((size, pieces), -1)
    shape = np.zeros((size, pieces), np.int64)
    labels = {name: np.full((size, words), -1) for name in LABELS}
    labels["event"] = np.full((size, words, len(EVENT_TYPES)), -1)
    for i, w in enumerate(windows):
        length, count = len(w["piece"]), counts[i]
        piece[i, :length], word[i, :length], shape[i, :length] = w["piece"], w["word"], w["shape"]
        for name in labels:
            if name in w:
                labels[name][i, :count] = w[name][:count]
    real = np.arange(words)[None] < np.array(counts)[:, None]
    labels["head"] = np.where(labels["head"] >= np.array(counts)[:, None], -1, labels["head"])
    tensors = {name: torch.from_numpy(values).long() for name, values in labels.items()}
    return Batch(
        torch.from_numpy(piece), torch.from_numpy(shape), torch.from_numpy(word), words, torch.from_numpy(real),
        tensors, collate_sides(windows, words),
    )  # fmt: skip


def collate_sides(windows: list[dict[str, np.ndarray]], words: int) -> Sides:
    """The known sides of the windows' triggers; where trees are known, a phrase is told by the words that govern it."""
    text, trigger, status, targets, masks = [], [], [], [], []
    for i, w in enumerate(windows):
        row_of: dict[int, int] = {}
        for at, *said in w.get("status", np.zeros((0, 1 + len(STATUS)), np.int16)).tolist():
            row_of[at] = len(text)
            text.append(i)
            trigger.append(at)
            status.append(said)
        for at, role, first, end in w.get("side", np.zeros((0, 4), np.int16)).tolist():
            mask = np.zeros(words + 1, bool)
            if first < 0:
                mask[0] = True
            else:
                heads = w["head"][first:end] if "head" in w else np.full(end - first, -1)
                outside = (heads >= 0) & ((heads < first) | (heads >= end) | (heads == np.arange(first, end)))
                mask[1 + first : 1 + end] = outside if outside.any() else True
            targets.append((row_of[at], role))
            masks.append(mask)
    counts: dict[tuple[int, int], int] = {}
    for target in targets:
        counts[target] = counts.get(target, 0) + 1
    return Sides(
        torch.tensor(text, dtype=torch.long), torch.tensor(trigger, dtype=torch.long),
        torch.tensor(status, dtype=torch.long).reshape(-1, len(STATUS)),
        torch.tensor([row for row, _ in targets], dtype=torch.long),
        torch.tensor([role for _, role in targets], dtype=torch.long),
        torch.from_numpy(np.array(masks, bool).reshape(-1, words + 1)),
        torch.tensor([1 / counts[target] for target in targets]),
    )  # fmt: skip
