"""Train the pipeline on the mixture, from the distilled encoder: `python -m training.train WORK`.

`WORK` gets spaCy's `model-best` and `model-last`.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from spacy.vectors import Vectors  # type: ignore[import-not-found]

CONFIG = Path(__file__).parent / "config.cfg"


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


def train_pipeline(work: Path, **overrides: object) -> Language:
    """Train on `work/mixture.spacy`, from the distilled encoder; leave `work/model-best`.

    `overrides` are config values by dotted name. The mixture is read as it is ordered, once.
    """
    values = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        **overrides,
    }
    nlp = init_nlp(load_config(CONFIG, overrides=values, interpolate=False))
    load_encoder(nlp, work)
    nlp.config["paths"]["train"] = str(work / "mixture.spacy")
    nlp.config["training"]["max_epochs"] = -1
    best, _ = train_loop(nlp, work, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder of the data, the vectors and the distilled encoder")
    parser.add_argument("--steps", type=int, default=None, help="steps instead of the config's")
    arguments = parser.parse_args()
    train_pipeline(arguments.work, **({"training.max_steps": arguments.steps} if arguments.steps else {}))


if __name__ == "__main__":
    main()
