"""Train the pipeline on a mixture of silver and gold texts: from the distilled encoder, or on from another pipeline."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import NumpyOps, get_current_ops, set_current_ops

import training.embedding  # noqa: F401 (registers the architecture that config.cfg names)

CONFIG = Path(__file__).parent / "config.cfg"


@contextmanager
def multiply_by_numpy() -> Iterator[None]:
    """Models made within multiply matrices by NumPy's BLAS instead of thinc's BLIS: 0.6 of the time with AVX2."""
    before = get_current_ops()
    if type(before) is NumpyOps:
        set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def make_blank() -> Language:
    """An empty English pipeline with the shipped model's tokenizer."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "newsfacts.Tokenizer.v1"}}})


def to_vector_pipeline(vectors_file: Path, target: Path, limit: int | None = None) -> None:
    """Save a blank pipeline that holds the vectors, one row for a word in small letters, capitalized and in capitals.

    Written keys, since a table with another attribute than ORTH forgets it when it is read again.
    """
    nlp = make_blank()
    table = np.load(vectors_file)
    words, data = table["words"][:limit], np.ascontiguousarray(table["vectors"][:limit])
    vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=[nlp.vocab.strings.add(str(word)) for word in words])
    for row, word in enumerate(map(str, words)):
        for form in {word.capitalize(), word.upper()} - {word}:
            if form not in vectors:
                vectors.add(nlp.vocab.strings.add(form), row=row)
    nlp.vocab.vectors = vectors
    nlp.to_disk(target)


def load_encoder(nlp: Language, folder: Path) -> None:
    """Put distilled weights and vectors into the `tok2vec` of an initialized pipeline with the same shapes."""
    values = {k: v for path in sorted(folder.glob("encoder-*.npz")) for k, v in np.load(path).items()}
    nlp.vocab.vectors.data[:] = values["vectors"]
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    tables = [node for node in model.walk(order="dfs_pre") if node.name == "hashembed"]
    maxouts = [node for node in model.walk(order="dfs_pre") if node.name == "maxout"]
    norms = [node for node in model.walk(order="dfs_pre") if node.name == "layernorm"]
    (project,) = (node for node in model.walk(order="dfs_pre") if node.name == "static_vectors")
    project.set_param("W", values["project"])
    for i, table in enumerate(tables):
        table.set_param("E", values[f"table{i}"])
    for i, (maxout, norm) in enumerate(zip(maxouts, norms, strict=True)):
        maxout.set_param("W", values[f"W{i}"])
        maxout.set_param("b", values[f"b{i}"])
        norm.set_param("G", values[f"G{i}"])
        norm.set_param("b", values[f"n{i}"])


#: Parts of the pipeline that have weights.
PARTS = ("tok2vec", "tagger", "parser", "ner")


def load_weights(nlp: Language, source: Path) -> None:
    """Put the weights of a trained pipeline with the same labels into an initialized one."""
    trained = spacy.load(source)
    nlp.vocab.vectors.data[:] = trained.vocab.vectors.data
    for name in PARTS:
        ours, theirs = nlp.get_pipe(name), trained.get_pipe(name)
        ours.model.from_bytes(theirs.model.to_bytes())  # type: ignore[attr-defined]


def average_weights(first: Path, second: Path, target: Path) -> None:
    """Save the mean of two trained pipelines, of which one was trained on from the other."""
    one, two = spacy.load(first), spacy.load(second)
    for name in PARTS:
        nodes = [nlp.get_pipe(name).model.walk() for nlp in (one, two)]  # type: ignore[attr-defined]
        for ours, theirs in zip(*nodes, strict=True):
            for key in ours.param_names:
                if ours.has_param(key):
                    mean = (ours.get_param(key) + theirs.get_param(key)) / 2
                    ours.set_param(key, mean.astype(ours.get_param(key).dtype))
    one.meta["performance"] = {}  # those of neither
    one.to_disk(target)


def train_pipeline(work: Path, mixture: Path, target: Path, source: Path | None = None, **overrides: object) -> None:
    """Train on `mixture`, which is read as it is ordered, once; leave `model-last` and `model-best` in `target`.

    From the distilled encoder, or on from the pipeline `source`. `overrides` are config values by dotted name.
    """
    values = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        **overrides,
    }
    with multiply_by_numpy():
        nlp = init_nlp(load_config(CONFIG, overrides=values, interpolate=False))
        if source is None:
            load_encoder(nlp, work)
        else:
            load_weights(nlp, source)
    nlp.config["paths"]["train"] = str(mixture)
    nlp.config["training"]["max_epochs"] = -1
    target.mkdir(parents=True, exist_ok=True)
    train_loop(nlp, target, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
