"""Texts as arrays of word numbers with labels, so that `training.distillation` can learn from them without spaCy.

A file of arrays (`.npz`) has the distinct words (`words`, UTF-8 parted by NUL), for each the rows of the student's hash
tables (`rows`: words x attributes x 4; `sizes`: rows of each table) and its row in the table of word vectors (`vector`,
-1: none), and parts:
`raw` (no labels), `gold` (labels as far as the corpora have them) and the evaluation parts. A part is a stream of word
numbers (`PART.word`), the bounds of its chunks in it (`PART.bounds`) and, with labels, `PART.tag`, `PART.head` (offset
in the chunk, a root is its own head), `PART.dep`, `PART.start` (1 at a sentence's first word) and `PART.name` (BIO);
-1 where the label is unknown.
"""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import NumpyOps

from training.convert import read_newswire, read_treebanks, to_articles

#: Attributes and rows of the hash tables: those of `config.cfg`. spaCy seeds the tables 8, 9, 10, 11.
ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
ROWS = (8000, 1500, 3000, 2500)
FIRST_SEED = 8
NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP")
LABELS = ("tag", "head", "dep", "start", "name")
#: Words in the longest chunk; longer ones are cut.
LONGEST = 320


class Streams:
    """Collects words and labels of all parts, then writes them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.tags: dict[str, int] = {}
        self.deps: dict[str, int] = {}
        self.parts: dict[str, dict[str, list[np.ndarray]]] = {}

    def add(self, part: str, words: Iterable[str], labels: dict[str, list[int]] | None = None) -> None:
        """One chunk of `part`, cut to the longest that is allowed."""
        store = self.parts.setdefault(part, {"word": []})
        store["word"].append(
            np.array([self.numbers.setdefault(word, len(self.numbers)) for word in words][:LONGEST], dtype=np.int32)
        )
        for name, values in (labels or {}).items():
            store.setdefault(name, []).append(np.array(values[:LONGEST], dtype=np.int16))

    def add_example(self, part: str, example: Example) -> None:
        """One chunk with the labels of `example`'s reference on the predicted tokens."""
        doc = example.predicted
        heads, deps = example.get_aligned_parse(projectivize=False)
        starts = example.get_aligned_sent_starts()
        has_tree = example.reference.has_annotation("DEP")
        names = [to_bio(name) for name in example.get_aligned_ner()]
        limit = min(len(doc), LONGEST)
        self.add(part, [token.text for token in doc], {
            "tag": [self.tags.setdefault(tag, len(self.tags)) if tag else -1
                    for tag in example.get_aligned("TAG", as_string=True)],
            "head": [-1 if head is None or not has_tree or head >= limit else int(head) for head in heads],
            "dep": [self.deps.setdefault(dep, len(self.deps)) if dep and has_tree else -1 for dep in deps],
            "start": [-1 if start is None or not has_tree else int(start == 1) for start in starts],
            "name": names,
        })  # fmt: skip

    def save(self, nlp: Language, target: Path) -> None:
        """Write the arrays to `target` (`.npz`)."""
        words = list(self.numbers)
        ops = NumpyOps()
        lexemes = [nlp.vocab[word] for word in words]
        columns = {"NORM": [x.norm for x in lexemes], "PREFIX": [x.prefix for x in lexemes],
                   "SUFFIX": [x.suffix for x in lexemes], "SHAPE": [x.shape for x in lexemes]}  # fmt: skip
        rows = np.stack(
            [ops.hash(np.array(columns[name], dtype=np.uint64), FIRST_SEED + i) % ROWS[i]
             for i, name in enumerate(ATTRIBUTES)], axis=1,
        ).astype(np.uint16)  # fmt: skip
        vector = nlp.vocab.vectors.find(keys=np.array([x.orth for x in lexemes], dtype=np.uint64))
        arrays = {
            "words": np.frombuffer("\0".join(words).encode(), dtype=np.uint8), "rows": rows,
            "sizes": np.array(ROWS),
            "vector": vector.astype(np.int32), "vectors": nlp.vocab.vectors.data.astype(np.float16),
            "tags": np.array(list(self.tags)), "deps": np.array(list(self.deps)),
        }  # fmt: skip
        for part, store in self.parts.items():
            arrays[f"{part}.bounds"] = np.cumsum([0] + [len(chunk) for chunk in store["word"]]).astype(np.int32)
            for name, chunks in store.items():
                arrays[f"{part}.{name}"] = np.concatenate(chunks)
        np.savez_compressed(target, **arrays)


def to_bio(name: str | None) -> int:
    """The number of spaCy's BILUO label as BIO; -1 if unknown."""
    if name is None or name == "-" or name.startswith("!"):
        return -1
    mark, _, label = name.partition("-")
    return NAMES.index("O" if mark == "O" else f"{'B' if mark in 'BU' else 'I'}-{label}")


def read_raw(corpora: Path, seed: int = 0) -> Iterator[str]:
    """Chunks of whole paragraphs of the raw releases, of varying length."""
    rng = random.Random(seed)
    with gzip.open(corpora / "raw-releases.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            release = json.loads(line)
            chunk: list[str] = []
            size, target = 0, rng.randint(20, 180)
            for paragraph in [release["title"] or "", *release["text"].split("\n")]:
                words = len(paragraph.split())
                if not words or words > LONGEST * 0.8:
                    continue
                if chunk and size + words > target:
                    yield rng.choice(("\n\n", "\n\n", "\n")).join(chunk)
                    chunk, size, target = [], 0, rng.randint(20, 180)
                chunk.append(paragraph.strip())
                size += words
            if chunk:
                yield "\n\n".join(chunk)


def make_arrays(nlp: Language, corpora: Path, work: Path) -> None:
    """Write `work/words.npz`, and `work/raw.jsonl` with the text of each raw chunk, from `work/train.spacy`.

    `nlp` is a blank pipeline with the tokenizer and the word vectors.
    """
    streams = Streams()
    with (work / "raw.jsonl").open("w", encoding="utf8") as texts:
        for text in read_raw(corpora):
            doc = nlp.make_doc(text)
            if len(doc) <= LONGEST:
                streams.add("raw", (token.text for token in doc))
                texts.write(json.dumps(text) + "\n")
    for reference in DocBin().from_disk(work / "train.spacy").get_docs(nlp.vocab):
        streams.add_example("gold", Example(nlp.make_doc(reference.text), reference))
    trees = list(read_treebanks(corpora, "dev", set()))
    parts: dict[str, Iterable[Doc]] = {
        "ewt": to_articles(nlp, [d[i : i + 8] for d in trees if not d[0].new_doc.startswith("GUM")
                                 for i in range(0, len(d), 8)]),
        "news": to_articles(nlp, [d[i : i + 8] for d in trees if d[0].new_doc.startswith("GUM_news")
                                  for i in range(0, len(d), 8)]),
        "newswire": read_newswire(nlp, corpora),
    }  # fmt: skip
    for part, docs in parts.items():
        for doc in docs:
            if part != "newswire":
                doc.set_ents([], default="missing")
            streams.add_example(part, Example(nlp.make_doc(doc.text), doc))
    streams.save(nlp, work / "words.npz")
