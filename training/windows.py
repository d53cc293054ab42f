"""Annotated texts as the encoder reads them: pieces, shapes and labels of each window, without spaCy afterwards.

A window is a dict of arrays: `piece` and `word` (the word of each piece; -1 for the bounds of the window), `shape` (one
a piece), and labels, one a word: `tag`, `head` (a word of the window, a root its own), `dep`, `start`, `name` (BIO),
`event` (words x types). A label that is not known is -1. Two have rows instead: `status`, one for each trigger (its
word, then `STATUS`), and `side`, one for each phrase that is a side of one (the trigger's word, the number of the role,
first word and end of the phrase; -1, -1: nobody).
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
from spacy.util import filter_spans

from newsfacts.language.encoder.labels import EVENT_TYPES, NAMES, ROLES, STATUS
from newsfacts.language.encoder.reading import Reader
from training.blocks import AnnotatedFact, read_blocks
from training.convert import CONNECTORS, read_newswire, read_treebanks, to_articles

Window = dict[str, np.ndarray]
#: Words in the longest window of training; longer texts are cut.
LONGEST = 200


class Inventory:
    """The tags and relations, numbered as they come."""

    def __init__(self) -> None:
        self.tags: dict[str, int] = {}
        self.deps: dict[str, int] = {}


def to_window(reader: Reader, doc: Doc, labels: dict[str, np.ndarray]) -> Window:
    """The pieces of the words of `doc` (at most the longest that is allowed) with their labels."""
    count = min(len(doc), LONGEST)
    window = reader.read(doc).cut(0, count)
    return {
        "piece": window.pieces.astype(np.int32), "word": window.words.astype(np.int32),
        "shape": window.shapes.astype(np.int8),
        **{name: values[:count] for name, values in labels.items()},
    }  # fmt: skip


def to_arrays(doc: Doc, labels: dict[str, list[int]]) -> Window:
    """Labels, one a word, as arrays; unknown for white space."""
    space = np.array([token.is_space for token in doc], bool)
    return {name: np.where(space, -1, np.array(values)).astype(np.int16) for name, values in labels.items()}


def to_bio(name: str | None) -> int:
    """The number of spaCy's BILUO label as BIO; -1 if unknown."""
    if name is None or name == "-" or name.startswith("!"):
        return -1
    mark, _, label = name.partition("-")
    return NAMES.index("O" if mark == "O" else f"{'B' if mark in 'BU' else 'I'}-{label}")


def read_example(reader: Reader, inventory: Inventory, example: Example) -> Window:
    """The window of one annotated document, its labels carried to the tokens that the tokenizer makes."""
    doc = example.predicted
    heads, deps = example.get_aligned_parse(projectivize=False)
    starts = example.get_aligned_sent_starts()
    has_tree = example.reference.has_annotation("DEP")
    limit = min(len(doc), LONGEST)
    labels = {
        "tag": [inventory.tags.setdefault(tag, len(inventory.tags)) if tag and tag != "_SP" else -1
                for tag in example.get_aligned("TAG", as_string=True)],
        "head": [-1 if head is None or not has_tree or head >= limit else int(head) for head in heads],
        "dep": [inventory.deps.setdefault(dep, len(inventory.deps)) if dep and has_tree else -1 for dep in deps],
        "start": [-1 if start is None or not has_tree else int(start == 1) for start in starts],
        "name": [to_bio(name) for name in example.get_aligned_ner()],
    }  # fmt: skip
    return to_window(reader, doc, to_arrays(doc, labels))


def read_events(nlp: Language, reader: Reader, path: Path, held_out: bool) -> Iterator[tuple[str, Window]]:
    """The blocks of a file of annotated events, those that are held out or the others: text and window.

    A required fact makes its trigger's first word a positive; the trigger's other words and all of an optional one are
    unknown for that type.
    """
    for block in read_blocks([path]):
        if block.held_out != held_out:
            continue
        doc = nlp.make_doc(block.text)
        event = np.zeros((len(doc), len(EVENT_TYPES)), np.int8)
        for fact in sorted(block.facts, key=lambda fact: not fact.optional):
            span = doc.char_span(*fact.trigger, alignment_mode="expand")
            if span is None or fact.type not in EVENT_TYPES:
                continue
            column = EVENT_TYPES.index(fact.type)
            event[span.start : span.end, column] = -1
            if not fact.optional:
                event[span.start, column] = 1
        yield block.text, to_window(reader, doc, {"event": event}) | find_sides(doc, block.facts)


def find_sides(doc: Doc, facts: Iterable[AnnotatedFact]) -> Window:
    """The labels `status` and `side` of the triggers of annotated facts that lie in the window."""
    status: dict[int, list[int]] = {}
    sides: dict[tuple[int, int], set[tuple[int, int]]] = {}
    limit = min(len(doc), LONGEST)
    for fact in sorted(facts, key=lambda fact: fact.optional):
        trigger = doc.char_span(*fact.trigger, alignment_mode="expand")
        if trigger is None or trigger.start >= limit:
            continue
        said = [int(fact.modality == name) for name in STATUS[:-1]] + [int(fact.negated)]
        status.setdefault(trigger.start, said)
        for role, name in enumerate(ROLES):
            found = sides.setdefault((trigger.start, role), set())
            for start, end in getattr(fact, name):
                span = doc.char_span(start, end, alignment_mode="expand")
                if span is not None and span.end <= limit:
                    found.add((span.start, span.end))
    rows = [(i, role, *span) for (i, role), spans in sides.items() for span in sorted(spans) or [(-1, -1)]]
    return {
        "status": np.array([[i, *said] for i, said in status.items()], np.int16).reshape(-1, 1 + len(STATUS)),
        "side": np.array(rows, np.int16).reshape(-1, 4),
    }


def read_re3d(nlp: Language, corpora: Path) -> Iterator[Doc]:
    """Statements on defence and diplomacy with names: the organizations that are written with capitals."""
    kinds = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
    with gzip.open(corpora / "ner-re3d.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            spans, unknown = [], []
            for mark in row["spans"]:
                span = doc.char_span(mark["start"], mark["end"], alignment_mode="contract")
                if span is None:
                    continue
                while len(span) > 1 and (span[0].text.lower() in ("the", "a", "an") or span[0].is_space):
                    span = span[1:]
                words = [token for token in span if token.text not in CONNECTORS]
                proper = words and all(token.text[0].isupper() for token in words)
                if mark["label"] in kinds and (proper and len(span) < 9):
                    spans.append(span)
                    spans[-1].label_ = kinds[mark["label"]]
                else:
                    unknown.append(span)
            names = filter_spans(spans)
            taken = {i for span in names for i in range(span.start, span.end)}
            doc.set_ents(
                names, missing=[s for s in filter_spans(unknown) if not taken & set(range(s.start, s.end))],
                default="outside",
            )  # fmt: skip
            yield from cut(doc)


def cut(doc: Doc, longest: int = 120) -> Iterator[Doc]:
    """The document in stretches of whole lines."""
    start = last = 0
    for token in doc:
        if "\n" in token.text or token.i == len(doc) - 1:
            if token.i - start > longest and last > start:
                yield doc[start:last].as_doc()
                start = last
            last = token.i + 1
    if last > start:
        yield doc[start:last].as_doc()


def read_raw(corpora: Path, seed: int = 0) -> Iterator[str]:
    """Chunks of whole paragraphs of the raw releases, of varying length, in random order."""
    rng = random.Random(seed)
    with gzip.open(corpora / "raw-releases.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = list(lines)
    rng.shuffle(rows)
    for line in rows:
        release = json.loads(line)
        chunk: list[str] = []
        size, target = 0, rng.randint(20, 150)
        for paragraph in [release["title"] or "", *release["text"].split("\n")]:
            words = len(paragraph.split())
            if not words or words > LONGEST * 0.8:
                continue
            if chunk and size + words > target:
                yield rng.choice(("\n\n", "\n\n", "\n")).join(chunk)
                chunk, size, target = [], 0, rng.randint(20, 150)
            chunk.append(paragraph.strip())
            size += words
        if chunk:
            yield "\n\n".join(chunk)


def read_gold(nlp: Language, reader: Reader, inventory: Inventory, corpora: Path, work: Path) -> list[Window]:
    """All annotated texts but those with events."""
    docs = list(DocBin().from_disk(work / "train.spacy").get_docs(nlp.vocab))
    windows = [read_example(reader, inventory, Example(nlp.make_doc(doc.text), doc)) for doc in docs]
    for doc in read_re3d(nlp, corpora):
        windows.append(read_example(reader, inventory, Example(nlp.make_doc(doc.text), doc)))
    return windows


def read_dev(nlp: Language, reader: Reader, inventory: Inventory, corpora: Path) -> dict[str, list[Window]]:
    """The evaluation parts: `ewt`, `news` and `newswire`, and `stop`, of other GUM documents, to watch in training."""
    trees = list(read_treebanks(corpora, "dev", set()))
    ewt = [d for d in trees if not d[0].new_doc.startswith("GUM")]
    news = [d for d in trees if d[0].new_doc.startswith("GUM_news")]
    other = [d for d in trees if d[0].new_doc.startswith("GUM") and not d[0].new_doc.startswith("GUM_news")][::3]
    parts: dict[str, Iterable[Doc]] = {
        name: to_articles(nlp, [d[i : i + 8] for d in chosen for i in range(0, len(d), 8)])
        for name, chosen in (("ewt", ewt), ("news", news), ("stop", other))
    }
    parts["newswire"] = (piece for doc in read_newswire(nlp, corpora) for piece in cut(doc))
    out: dict[str, list[Window]] = {}
    for part, docs in parts.items():
        out[part] = []
        for doc in docs:
            if part != "newswire":
                doc.set_ents([], default="missing")
            window = read_example(reader, inventory, Example(nlp.make_doc(doc.text), doc))
            out[part].append(window)
    return out
