"""The small model's encoder in PyTorch, the same computation as spaCy's, to be taught by the teachers on a GPU.

`distil` writes `encoder-*.npz`, which `training.train` puts into a spaCy pipeline of `config.cfg`.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from training.teacher import DEVICE, Heads, Part, Plan, Teacher, log, run_steps, score

WIDTH, DEPTH, PIECES, EMBED_PIECES = 112, 6, 2, 3


class Maxout(nn.Module):
    """thinc's Maxout with layer norm and dropout: the largest of `pieces` linear units, normed."""

    def __init__(self, size: int, width: int, pieces: int, dropout: float) -> None:
        super().__init__()
        self.width, self.pieces = width, pieces
        self.linear = nn.Linear(size, width * pieces)
        nn.init.xavier_uniform_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)
        self.norm = nn.LayerNorm(width, eps=1e-8)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        best = self.linear(x).unflatten(-1, (self.width, self.pieces)).amax(-1)
        return self.dropout(self.norm(best))


class SmallEncoder(nn.Module):
    """spaCy's MultiHashEmbed with word vectors, then MaxoutWindowEncoder."""

    def __init__(
        self, rows: torch.Tensor, sizes: list[int], vector: torch.Tensor, vectors: torch.Tensor, dropout: float
    ) -> None:
        super().__init__()
        self.register_buffer("rows", rows, persistent=False)
        self.register_buffer("vector", vector, persistent=False)
        self.tables = nn.ParameterList(nn.Parameter(torch.empty(n, WIDTH).uniform_(-0.1, 0.1)) for n in sizes)
        self.vectors = nn.Parameter(vectors.clone())
        self.project = nn.Linear(vectors.shape[1], WIDTH, bias=False)
        self.mix = Maxout(WIDTH * (len(sizes) + 1), WIDTH, EMBED_PIECES, dropout)
        self.layers = nn.ModuleList(Maxout(3 * WIDTH, WIDTH, PIECES, dropout) for _ in range(DEPTH))

    def forward(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        distinct, place = torch.unique(words, return_inverse=True)
        rows = self.rows[distinct]
        columns = [F.embedding_bag(rows[:, i], table, mode="sum") for i, table in enumerate(self.tables)]
        numbers = self.vector[distinct]
        found = self.project(self.vectors[numbers.clamp(min=0)]) * (numbers >= 0)[:, None]
        x = self.mix(torch.cat([*columns, found], -1))[place]
        x = F.pad(x * mask[..., None], (0, 0, DEPTH, DEPTH))
        for layer in self.layers:
            around = torch.cat((F.pad(x, (0, 0, 1, 0))[:, :-1], x, F.pad(x, (0, 0, 0, 1))[:, 1:]), -1)
            x = x + layer(around)
        return x[:, DEPTH:-DEPTH]


def export(encoder: SmallEncoder, out: Path) -> None:
    """Write the weights under thinc's names and shapes, in files of a few megabytes."""
    values: dict[str, dict[str, torch.Tensor]] = {
        "tables": {f"table{i}": table for i, table in enumerate(encoder.tables)},
        "vectors": {"vectors": encoder.vectors},
        "layers": {"project": encoder.project.weight},
    }
    for i, layer in enumerate((encoder.mix, *encoder.layers)):
        values["layers"] |= {
            f"W{i}": layer.linear.weight.view(WIDTH, layer.pieces, -1),
            f"b{i}": layer.linear.bias.view(WIDTH, layer.pieces),
            f"G{i}": layer.norm.weight, f"n{i}": layer.norm.bias,
        }  # fmt: skip
    for name, arrays in values.items():
        np.savez(out / f"encoder-{name}.npz", **{k: v.detach().float().cpu().numpy() for k, v in arrays.items()})


def distil(
    arrays: Any, parts: dict[str, Part], labels: dict[str, dict[str, torch.Tensor]], sizes: dict[str, int], plan: Plan,
    out: Path,
) -> None:  # fmt: skip
    """Teach the small encoder what the teachers say of raw and gold texts; write it."""
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    encoder = SmallEncoder(
        torch.as_tensor(arrays["rows"].astype(np.int64), device=DEVICE), arrays["sizes"].tolist(),
        torch.as_tensor(arrays["vector"].astype(np.int64), device=DEVICE),
        torch.as_tensor(arrays["vectors"].astype(np.float32), device=DEVICE), dropout=0.08,
    ).to(DEVICE)  # fmt: skip
    heads = Heads(WIDTH, sizes, arc=128, relation=64, dropout=0.05).to(DEVICE)
    student = Teacher(encoder, heads).train()
    optimizer = torch.optim.AdamW(
        student.parameters(), lr=2.5e-3, betas=(0.9, 0.98), weight_decay=0.002, fused=DEVICE == "cuda"
    )

    def stream() -> Any:
        # gold texts, which are fewer and more varied, as often as a third of the raw ones
        queues = {name: iter(()) for name in parts}
        while True:
            name = "gold" if rng.random() < 0.3 else "raw"
            chunk = next(queues[name], None)
            if chunk is None:
                queues[name] = parts[name].batches(plan.student_batch, rng)  # type: ignore[assignment]
                chunk = next(queues[name])
            yield name, chunk

    batches = stream()

    def loss_of() -> torch.Tensor:
        name, chunks = next(batches)
        part, said = parts[name], labels[name]
        places, mask = part.places(chunks)
        x = encoder(part.word[places], mask)
        tokens = heads.tokens(x)
        at = places[mask]
        total = -(said["tag"][at].float() * tokens["tag"][mask]).sum(-1).mean()
        total = total - (said["name"][at].float() * tokens["name"][mask]).sum(-1).mean()
        total = total + 0.5 * F.nll_loss(tokens["start"][mask], said["start"][at])
        arcs = heads.arcs(x, mask)
        total = total + F.nll_loss(arcs[mask], said["head"][at])
        head = said["head"][places].masked_fill(~mask, 0)
        return total + F.nll_loss(heads.relations(x, head)[mask], said["dep"][at])

    run_steps(optimizer, loss_of, plan.student_steps, warmup=0.03)
    student.eval()
    log("student", {name: score([student], parts[name], sizes) for name in ("ewt", "news", "newswire")})
    export(encoder, out)
