"""Train the pipeline from the converted corpora: `python -m training.train --corpora PATH --out DIR`.

`DIR` gets the vectors, the converted data and spaCy's `model-best` and `model-last`.
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

from training.convert import convert
from training.vectors import train_vectors

CONFIG = Path(__file__).parent / "config.cfg"


def make_blank() -> Language:
    """An empty English pipeline with the shipped model's tokenizer."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "newsfacts.Tokenizer.v1"}}})


def to_vector_pipeline(vectors_file: Path, target: Path, limit: int | None = None) -> None:
    """Save a blank pipeline that holds the vectors, keyed by lower-cased word."""
    nlp = make_blank()
    table = np.load(vectors_file)
    words, data = table["words"][:limit], np.ascontiguousarray(table["vectors"][:limit])
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=data, keys=[nlp.vocab.strings.add(str(word)) for word in words], attr="LOWER"
    )
    nlp.to_disk(target)


def train_pipeline(work: Path, **overrides: object) -> Language:
    """Train on `work/train.spacy`; leave `work/model-best`. `overrides` are config values by dotted name."""
    values = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.vectors": str(work / "vectors"),
        **overrides,
    }
    nlp = init_nlp(load_config(CONFIG, overrides=values, interpolate=False))
    best, _ = train_loop(nlp, work, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora, as its README lists them")
    parser.add_argument("--out", type=Path, required=True, help="folder for data, checkpoints and the model")
    parser.add_argument("--steps", type=int, default=None, help="steps instead of the config's")
    parser.add_argument("--skip-data", action="store_true", help="use the vectors and data already in --out")
    arguments = parser.parse_args()
    work: Path = arguments.out
    work.mkdir(parents=True, exist_ok=True)
    if not arguments.skip_data:
        train_vectors(arguments.corpora, work)
        print(convert(make_blank(), arguments.corpora, work))
    to_vector_pipeline(work / "vectors.npz", work / "vectors")
    overrides = {"training.max_steps": arguments.steps} if arguments.steps else {}
    train_pipeline(work, **overrides)


if __name__ == "__main__":
    main()
