"""The small heads of facts: who the sides of a trigger are, and how probably a fact is right.

usage: python -m training.events [--annotations FILE…] [--out src/newsfacts/lexicon/learned.npz]

Runs the annotated blocks through the shipped pipeline, so that the heads learn on the names and trees that they will
meet. The sides are learned on all blocks but those held out of the encoder's training, too; on these the confidence is
fitted, and both are scored.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc

import newsfacts
from newsfacts.article import Article
from newsfacts.language.coreference.linking import link
from newsfacts.language.facts.conversion import to_facts
from newsfacts.language.facts.factory import FactFinder
from newsfacts.language.facts.learned.candidates import Candidate
from newsfacts.language.facts.learned.confidence import describe, find_confidence
from newsfacts.language.facts.learned.heads import WEIGHTS, Linear, Sides, to_sides
from newsfacts.language.facts.learned.layer import Layer
from newsfacts.language.facts.learned.sides import CLASSES, Asked, choose, prepare
from newsfacts.language.facts.merging import merge
from newsfacts.language.facts.reading import Reading
from newsfacts.language.facts.rulebook import RuleBook
from newsfacts.language.pipeline import load_language, to_doc
from training.blocks import AnnotatedFact, Block, Span, find_trigger, read_blocks

Annotated = tuple[Block, Doc]
#: A feature of confidence that no article has: what was written for the corpus is denser than news and harder, so that
#: a fact of it with the same scores is less often right (by 0.3 in the logarithm of the odds).
WRITTEN = "written"


@dataclass
class SideExample:
    """A gold trigger with its candidates, their features and their classes."""

    block: str
    type: str
    asked: Asked
    trigger: NDArray[Any]
    heads: NDArray[Any]
    labels: list[int]
    actor: list[set[int]]
    recipient: list[set[int]]


def collect_sides(annotated: Iterable[Annotated]) -> Iterator[SideExample]:
    """The triggers of annotated blocks as examples of choosing sides."""
    rules = RuleBook([])
    for block, doc in annotated:
        reading = Reading(doc, link(doc), rules)
        told: dict[tuple[int, str], list[AnnotatedFact]] = defaultdict(list)
        for fact in block.facts:
            token = find_trigger(doc, fact)
            if token is not None and fact.type != "said":
                told[token.i, fact.type].append(fact)
        for (i, kind), facts in told.items():
            asked = prepare(reading, doc[i], kind)
            sides = {
                role: [_find_tokens(doc, span) for fact in facts for span in getattr(fact, role)]
                for role in ("actor", "recipient")
            }
            labels = [_find_class(doc, c, sides) for c in asked.candidates]
            heads = doc.tensor[[c.head.i for c in asked.candidates]].astype(np.float16)
            trigger = doc.tensor[i].astype(np.float16)
            yield SideExample(block.id, kind, asked, trigger, heads, labels, sides["actor"], sides["recipient"])


def _find_tokens(doc: Doc, span: Span) -> set[int]:
    """The root of an annotated span, as a set of one; empty where there is none."""
    found = doc.char_span(*span, alignment_mode="expand")
    return {found.root.i} if found is not None else set()


def _stands_for(doc: Doc, candidate: Candidate, wanted: set[int]) -> bool:
    if candidate.head.i in wanted:
        return True
    return any(f.token.i in wanted or any(f.start <= doc[i].idx < f.end for i in wanted) for f in candidate.fillers)


def _find_class(doc: Doc, candidate: Candidate, sides: dict[str, list[set[int]]]) -> int:
    for n, role in enumerate(CLASSES):
        if any(_stands_for(doc, candidate, wanted) for wanted in sides.get(role, ())):
            return n
    return 0


def is_plain(feature: str) -> bool:
    """Whether a feature is one of the few that the deep part reads: no pair, no word."""
    return "&" not in feature and not feature.startswith(("w=", "l="))


def _count(rows: Iterable[Iterable[str]], least: int) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for name in row:
            counts[name] += 1
    return sorted(name for name, n in counts.items() if n >= least)


def _to_bags(rows: Sequence[Sequence[str]], names: Sequence[str]) -> list[torch.Tensor]:
    number = {name: n for n, name in enumerate(names)}
    return [torch.tensor([number[name] for name in row if name in number]) for row in rows]


def fit_sides(
    examples: Sequence[SideExample], *, least: int = 3, epochs: int = 6, hidden: int = 64, seed: int = 0
) -> dict[str, NDArray[Any]]:
    """The head that chooses sides, as the arrays of a weights file."""
    rows = [features for e in examples for features in e.asked.features]
    labels = torch.tensor([label for e in examples for label in e.labels])
    trigger = torch.tensor(np.array([e.trigger for e in examples for _ in e.labels], np.float32))
    fillers = torch.tensor(np.concatenate([e.heads for e in examples if e.labels]).astype(np.float32))
    names = _count(rows, least)
    plain = [name for name in names if is_plain(name)]
    wide_bags, plain_bags = _to_bags(rows, names), _to_bags(rows, plain)
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    width = trigger.shape[1]
    wide = torch.nn.EmbeddingBag(len(names), len(CLASSES), mode="sum")
    torch.nn.init.zeros_(wide.weight)
    deep = torch.nn.EmbeddingBag(len(plain), hidden, mode="sum")
    torch.nn.init.normal_(deep.weight, std=0.1)
    of_trigger = torch.nn.Linear(width, hidden, bias=False)
    of_filler = torch.nn.Linear(width, hidden, bias=False)
    out = torch.nn.Linear(hidden, len(CLASSES), bias=False)
    layers = [of_trigger, of_filler, out, deep]
    optimizer = torch.optim.AdamW(
        [
            {"params": wide.parameters(), "lr": 0.02, "weight_decay": 2e-3},
            {"params": [p for layer in layers for p in layer.parameters()], "lr": 2e-3, "weight_decay": 0.02},
        ]
    )
    batch = 256
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, max(1, epochs * (len(rows) // batch)))
    drop = torch.nn.Dropout(0.3)

    def join(bags: list[torch.Tensor], chosen: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        parts = [bags[i] for i in chosen]
        return torch.cat(parts), torch.tensor([0, *np.cumsum([len(p) for p in parts])[:-1].tolist()])

    for _ in range(epochs):
        order = torch.randperm(len(rows)).tolist()
        for start in range(0, len(rows) - batch + 1, batch):
            chosen = order[start : start + batch]
            units = (
                deep(*join(plain_bags, chosen)) + of_trigger(drop(trigger[chosen])) + of_filler(drop(fillers[chosen]))
            )
            scores = wide(*join(wide_bags, chosen)) + out(drop(torch.relu(units)))
            loss = torch.nn.functional.cross_entropy(scores, labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()

    def to_array(weight: torch.Tensor) -> NDArray[Any]:
        return weight.detach().numpy().astype(np.float16)

    return {
        "wide.names": np.array(names),
        "wide.weights": to_array(wide.weight),
        "plain.names": np.array(plain),
        "plain.weights": to_array(deep.weight),
        "trigger": to_array(of_trigger.weight),
        "filler": to_array(of_filler.weight),
        "out": to_array(out.weight.T),
    }


def score_sides(head: Sides, examples: Iterable[SideExample], doc_of: Callable[[str], Doc]) -> dict[str, list[int]]:
    """By type: triggers, those with both sides right, with the actor right, with the recipient right."""
    out: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for example in examples:
        chosen = choose(example.asked, head.rate(example.asked.features, example.trigger, example.heads))
        doc = doc_of(example.block)
        right = []
        for role in ("actor", "recipient"):
            wanted: list[set[int]] = getattr(example, role)
            got = [c for c in chosen[role]]
            right.append(
                any(_stands_for(doc, c, w) for c in got for w in wanted) if wanted and got else not wanted and not got
            )
        for kind in (example.type, "all"):
            out[kind][0] += 1
            out[kind][1] += all(right)
            out[kind][2] += right[0]
            out[kind][3] += right[1]
    return dict(out)


def to_verdicts(block: Block, doc: Doc) -> list[bool]:
    """For each fact found in a block: whether an annotated one has its type, an actor and a recipient of it."""
    entities = {
        e.id: [(m.start, m.end) for m in e.mentions]
        for layer in (doc._.countries, doc._.officials, doc._.organizations, doc._.people)
        for e in layer
    }

    def is_same(argument: Any, span: Span) -> bool:
        places = [(argument.start, argument.end), *entities.get(argument.ref or "", ())]
        return any(start < span[1] and span[0] < end for start, end in places)

    def agrees(fact: Any, gold: AnnotatedFact, role: str) -> bool:
        got, wanted = getattr(fact, role), getattr(gold, role)
        return any(is_same(a, span) for a in got for span in wanted) if got and wanted else not got and not wanted

    return [
        any(g.type == f.type and agrees(f, g, "actor") and agrees(f, g, "recipient") for g in block.facts)
        for f in doc._.facts
    ]


def fit_logistic(
    rows: Sequence[tuple[list[str], list[tuple[str, float]]]],
    right: Sequence[bool],
    *,
    decay: float = 3.0,
    least: int = 8,
) -> Linear:
    """Weights of a logistic regression over named features and numbers, by Newton's method; the bias goes free."""
    counts: dict[str, int] = defaultdict(int)
    for names, numbers in rows:
        for name in (*names, *(name for name, _ in numbers)):
            counts[name] += 1
    known = ["bias", *sorted(name for name, n in counts.items() if n >= least and name != "bias")]
    column = {name: n for n, name in enumerate(known)}
    x = np.zeros((len(rows), len(known)))
    for n, (names, numbers) in enumerate(rows):
        for name, value in (*((name, 1.0) for name in names), *numbers):
            if name in column:
                x[n, column[name]] = value
    y = np.array(right, float)
    weights = np.zeros(len(known))
    penalty = np.full(len(known), decay)
    penalty[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return Linear(known, weights[:, None])


def measure(chances: Sequence[float], right: Sequence[bool]) -> dict[str, Any]:
    """AUC, calibration error in ten bins, and by bin: facts, their mean confidence, their precision."""
    p, y = np.array(chances), np.array(right, float)
    order = np.argsort(p, kind="stable")
    ranks = np.empty(len(p))
    for value in np.unique(p):
        tied = np.nonzero(p[order] == value)[0]
        ranks[order[tied]] = tied.mean() + 1
    good, bad = y.sum(), len(y) - y.sum()
    auc = (ranks[y == 1].sum() - good * (good + 1) / 2) / (good * bad) if good and bad else float("nan")
    bins = np.minimum((p * 10).astype(int), 9)
    table = [
        (b, int((bins == b).sum()), float(p[bins == b].mean()), float(y[bins == b].mean()))
        for b in range(10)
        if (bins == b).any()
    ]
    error = sum(n * abs(m - q) for _, n, m, q in table) / len(p)
    return {"auc": float(auc), "error": float(error), "bins": table}


@dataclass
class Rated:
    """A fact that the finder told of an annotated text, as the confidence reads it, and whether it is right."""

    features: tuple[list[str], list[tuple[str, float]]]
    right: bool


def collect_rated(annotated: Iterable[Annotated], finder: FactFinder, sides: Sides) -> Iterator[Rated]:
    """Every event found in annotated texts with this head of sides, whatever the package ships."""
    for block, doc in annotated:
        index = link(doc)
        reading = Reading(doc, index, finder.book)
        layer = Layer(reading, doc._.event_scores, sides)
        drafts = merge(layer.review(reading.find()), index)
        doc._.facts, _ = to_facts(index.text, drafts, finder.book.measure)
        for draft, right in zip(drafts, to_verdicts(block, doc), strict=True):
            if draft.type == "said":
                continue
            measured = finder.book.measure(draft) or 0.5
            names, numbers = describe(draft, measured, doc[draft.token].pos_)
            yield Rated((names + [WRITTEN] * block.id.startswith("own-"), numbers), right)


def train(annotated: Sequence[Annotated], finder: FactFinder) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays of both heads, and their scores on blocks that did not train them."""
    docs = {block.id: doc for block, doc in annotated}
    held = {block.id for block, _ in annotated if block.held_out}
    examples = list(collect_sides(annotated))
    arrays = fit_sides([e for e in examples if e.block not in held])
    sides = to_sides(arrays)
    report: dict[str, Any] = {"sides": score_sides(sides, [e for e in examples if e.block in held], docs.__getitem__)}
    unfitted = [(block, doc) for block, doc in annotated if block.held_out]
    rated = list(collect_rated(unfitted, finder, sides))
    chances = cross_validate(rated)
    report["events"] = measure(chances, [r.right for r in rated])
    confidence = fit_logistic([r.features for r in rated], [r.right for r in rated])
    arrays["confidence.names"] = np.array(confidence.names)
    arrays["confidence.weights"] = confidence.weights.astype(np.float32)
    return arrays, report


def cross_validate(rated: Sequence[Rated], folds: int = 5) -> list[float]:
    """The confidence of each fact by weights that it did not fit; neighbours stay in one fold."""
    fold = [n * folds // len(rated) for n in range(len(rated))]
    out: list[float] = []
    for k in range(folds):
        rest = [r for r, f in zip(rated, fold, strict=True) if f != k]
        head = fit_logistic([r.features for r in rest], [r.right for r in rest])
        out += [find_confidence(head, r.features) for r, f in zip(rated, fold, strict=True) if f == k]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    own = Path(__file__).parent / "annotations" / "events.jsonl.gz"
    parser.add_argument("--annotations", type=Path, nargs="+", default=[own], help="JSON Lines, gzipped or not")
    parser.add_argument("--out", type=Path, default=Path(newsfacts.__file__).parent / "lexicon" / WEIGHTS)
    arguments = parser.parse_args()
    nlp = load_language()
    finder = nlp.get_pipe("newsfacts_facts")
    annotated = [(block, nlp(to_doc(nlp, Article(text=block.text)))) for block in read_blocks(arguments.annotations)]
    arrays, report = train(annotated, finder)
    np.savez_compressed(arguments.out, **arrays)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
