"""Throughput of the shipped model against a bare pipeline: `python benchmarks/model.py TEXTS.jsonl [--articles 1000]`.

`TEXTS.jsonl[.gz]` has a `text` a line. The bare pipeline is spaCy's own tokenizer, tagger, parser and ner on one shared
encoder of width 96 and depth 4, taught on the shipped model's output for a few texts; both run on one core, in turns,
in the same process. Prints words a second of both and their ratio.
"""

import argparse
import gzip
import json
import time
from pathlib import Path
from statistics import median

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import minibatch

import newsfacts.language

MODEL = Path(newsfacts.language.__file__).parent / "model"
#: spaCy's defaults for the standard small encoder, and the usual rows of its hash tables.
ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500], "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3,
    },
}  # fmt: skip
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def read_texts(path: Path, count: int) -> list[str]:
    """The first `count` texts of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(count), strict=False)]


def make_bare_pipeline(teacher: Language, texts: list[str]) -> Language:
    """A bare tagger, parser and ner on one small encoder, briefly taught so that it parses like a real one."""
    bare = spacy.blank("en")
    bare.add_pipe("tok2vec", config={"model": ENCODER})
    bare.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    for name in ("parser", "ner"):
        state = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": name, "extra_state_tokens": False,
            "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": LISTENER,
        }  # fmt: skip
        bare.add_pipe(name, config={"model": state})
    examples = [Example(bare.make_doc(doc.text), doc) for doc in teacher.pipe(texts)]
    bare.initialize(lambda: examples)
    for _ in range(3):
        for batch in minibatch(examples, 8):  # type: ignore[no-untyped-call]
            bare.update(batch)
    return bare


def measure(nlp: Language, texts: list[str]) -> float:
    """Words a second of `nlp` over `texts`."""
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    shipped = spacy.load(arguments.model)
    texts = read_texts(arguments.texts, arguments.articles)
    bare = make_bare_pipeline(shipped, texts[:60])
    for nlp in (shipped, bare):
        measure(nlp, texts[:20])
    size = -(-len(texts) // arguments.rounds)
    rates: dict[str, list[float]] = {"shipped": [], "bare": []}
    for start in range(0, len(texts), size):
        part = texts[start : start + size]
        rates["bare"].append(measure(bare, part))
        rates["shipped"].append(measure(shipped, part))
    result = {name: median(values) for name, values in rates.items()}
    print(json.dumps({**result, "ratio": result["shipped"] / result["bare"]}, indent=1))


if __name__ == "__main__":
    main()
