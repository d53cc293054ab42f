"""Training data for the small model from the teachers' labels: `make_mixture` orders silver and gold texts.

Silver texts are raw ones with the teachers' tags, trees and names; gold texts that have names only get the teachers'
tags and trees beside them. A stage begins with both mixed and ends with gold alone, since what a model sees while its
learning rate falls weighs most.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from training.words import NAMES


def find_sound(head: np.ndarray, start: np.ndarray) -> list[tuple[int, int]]:
    """Bounds of the longest runs of sentences whose words all hang on one root within the sentence."""
    bounds = [*np.flatnonzero(start).tolist(), len(head)]
    bounds[0] = 0
    runs: list[tuple[int, int]] = []
    for left, right in pairwise(bounds):
        reach = head[left:right].astype(np.int64) - left
        sound = bool(((reach >= 0) & (reach < right - left)).all())
        if sound:
            roots = np.flatnonzero(reach == np.arange(right - left))
            for _ in range(10):
                reach = reach[reach]
            sound = len(roots) == 1 and bool((reach == roots[0]).all())
        if sound and runs and runs[-1][1] == left:
            runs[-1] = (runs[-1][0], right)
        elif sound:
            runs.append((left, right))
    return runs


def to_labelled(doc: Doc, said: dict[str, np.ndarray], inventory: dict[str, list[str]], left: int, right: int) -> Doc:
    """The tokens `left` to `right` of `doc` with the tags and trees of `said`."""
    tokens = list(doc)[left:right]
    heads = [int(head) - left for head in said["head"][left:right]]
    deps = [inventory["dep"][number] for number in said["dep"][left:right]]
    # a head and its relation are found apart, and a root can be nothing else
    for i, head in enumerate(heads):
        if head == i:
            deps[i] = "ROOT"
        elif deps[i] == "ROOT":
            deps[i] = "dep"
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=[inventory["tag"][number] for number in said["tag"][left:right]],
        heads=heads,
        deps=deps,
    )


def to_spans(doc: Doc, names: np.ndarray) -> list[Span]:
    """The names that BIO numbers tell."""
    spans: list[Span] = []
    began, label = 0, ""
    for i, number in enumerate([*names.tolist(), 0]):
        mark, _, kind = NAMES[number].partition("-")
        if label and not (mark == "I" and kind == label):
            spans.append(Span(doc, began, i, label))
            label = ""
        if mark != "O" and not label:
            began, label = i, kind
    return [span for span in spans if not any(token.is_space for token in span)]


def read_labels(work: Path, part: str) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """The teachers' labels of each labelled chunk of `part`, with its number."""
    lengths = np.diff(np.load(work / "words.npz")[f"{part}.bounds"])
    labels = dict(np.load(work / f"labels-{part}.npz").items())
    place = 0
    for number in labels["chunks"].tolist():
        end = place + int(lengths[number])
        yield number, {name: labels[name][place:end] for name in ("tag", "head", "dep", "start", "name")}
        place = end


def read_silver(nlp: Language, work: Path, inventory: dict[str, list[str]]) -> Iterator[Doc]:
    """Raw texts with all layers from the teachers."""
    texts = (work / "raw.jsonl").read_text(encoding="utf8").splitlines()
    for number, said in read_labels(work, "raw"):
        doc = nlp.make_doc(json.loads(texts[number]))
        for left, right in find_sound(said["head"], said["start"]):
            if right - left > 5:
                labelled = to_labelled(doc, said, inventory, left, right)
                labelled.set_ents(to_spans(labelled, said["name"][left:right]))
                yield labelled


def read_gold(nlp: Language, work: Path, inventory: dict[str, list[str]]) -> Iterator[Doc]:
    """Gold texts; where they have no tree, the teachers' stands beside their names."""
    docs = list(DocBin().from_disk(work / "train.spacy").get_docs(nlp.vocab))
    for number, said in read_labels(work, "gold"):
        gold = docs[number]
        doc = nlp.make_doc(gold.text)
        whole = len(said["head"]) == len(doc) and find_sound(said["head"], said["start"]) == [(0, len(doc))]
        if gold.has_annotation("DEP") or not whole:
            yield gold
            continue
        labelled = to_labelled(doc, said, inventory, 0, len(doc))
        carry = partial(labelled.char_span, alignment_mode="expand")
        names = filter_spans([carry(name.start_char, name.end_char, name.label_) for name in gold.ents])
        named = {token.i for name in names for token in name}
        unknown = filter_spans([carry(token.idx, token.idx + len(token)) for token in gold if token.ent_iob == 0])
        labelled.set_ents(names, missing=[span for span in unknown if not named & set(range(span.start, span.end))])
        yield labelled


@dataclass(frozen=True)
class Recipe:
    """What one stage of training reads: its silver texts, and its gold ones, mixed with the silver and after it.

    ``silver`` bounds the words of the shuffled silver texts that are taken; ``mixed`` and ``after`` are how often the
    gold texts are read, the last part of a whole time being a sample; without ``names`` the silver texts teach none.
    """

    silver: tuple[int, int]
    mixed: float
    after: float
    names: bool = True
    seed: int = 0


def repeat(docs: list[Doc], times: float, rng: random.Random) -> list[Doc]:
    """The texts so many times, each time in another order; a part of a time is a sample."""
    out: list[Doc] = []
    while times > 0:
        rng.shuffle(docs)
        out += docs[: round(len(docs) * min(times, 1.0))]
        times -= 1
    return out


def make_mixture(nlp: Language, work: Path, target: Path, recipe: Recipe) -> dict[str, int]:
    """Write a stage's texts to `target`; return the words of each kind."""
    arrays = np.load(work / "words.npz")
    inventory = {"tag": arrays["tags"].tolist(), "dep": arrays["deps"].tolist()}
    rng = random.Random(recipe.seed)
    gold = list(read_gold(nlp, work, inventory))
    silver = list(read_silver(nlp, work, inventory))
    random.Random(0).shuffle(silver)  # the same order for all stages
    words, chosen = 0, []
    for doc in silver:
        if recipe.silver[0] <= words < recipe.silver[1]:
            if not recipe.names:
                doc.set_ents([], default="missing")
            chosen.append(doc)
        words += len(doc)
    first = [*chosen, *repeat(gold, recipe.mixed, rng)]
    rng.shuffle(first)
    docs = [*first, *repeat(gold, recipe.after, rng)]
    out = DocBin(store_user_data=False)
    for doc in docs:
        out.add(doc)
    out.to_disk(target)
    return {"silver words": sum(map(len, chosen)), "words": sum(map(len, docs)), "documents": len(docs)}
