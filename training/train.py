"""Train the pipeline from the converted corpora: `python -m training.train --corpora PATH --out DIR`.

`DIR` gets the vectors, the converted data and spaCy's `model-best` and `model-last`.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.lang.en import English
from spacy.language import Language
from spacy.pipeline._parser_internals.arc_eager import ArcEager  # type: ignore[import-not-found]
from spacy.pipeline.dep_parser import DependencyParser  # type: ignore[import-not-found]
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import Model

from training.convert import convert
from training.vectors import train_vectors

CONFIG = Path(__file__).parent / "config.cfg"


class RememberingMoves(ArcEager):  # type: ignore[misc]
    """Transitions that remember the right ones of a training document: finding them is a quarter of the training."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.known: dict[int, tuple[object, list[int]]] = {}
        self.reference: object = None

    def init_gold(self, state: object, example: Example) -> object:
        """Note the document whose transitions are asked for next."""
        self.reference = example.reference
        return super().init_gold(state, example)

    def get_oracle_sequence_from_state(self, state: object, gold: object, _debug: object = None) -> list[int]:
        """The right transitions of the noted document; only training asks, and from the document's start."""
        key = id(self.reference)
        if key not in self.known:
            self.known[key] = self.reference, super().get_oracle_sequence_from_state(state, gold)
        return self.known[key][1]


class RememberingParser(DependencyParser):  # type: ignore[misc]
    """spaCy's parser, made with those transitions."""

    TransitionSystem = RememberingMoves


def remember_oracles() -> None:
    """Let configs in this process make the remembering parser for `parser`; what it saves is a plain parser."""
    make_blank()  # spaCy knows its own components after the first pipeline is made
    plain = Language.get_factory_meta("parser")

    def make_parser(
        nlp: Language,
        name: str,
        model: Model[Any, Any],
        moves: object,
        update_with_oracle_cut_size: int,
        learn_tokens: bool,
        min_action_freq: int,
        scorer: Callable[..., Any] | None,
    ) -> RememberingParser:
        return RememberingParser(
            nlp.vocab, model, name, moves, update_with_oracle_cut_size=update_with_oracle_cut_size,
            learn_tokens=learn_tokens, min_action_freq=min_action_freq, scorer=scorer,
        )  # fmt: skip

    English.factory("parser", default_config=plain.default_config, default_score_weights=plain.default_score_weights)(
        make_parser
    )


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
    remember_oracles()
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
