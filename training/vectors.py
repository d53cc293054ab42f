"""Small word vectors, trained on the raw text of the corpora with floret's skip-gram.

The vectors are keyed by the lower-cased word and kept to the most frequent words, so that the table stays a few
megabytes and a look-up costs no more than a dictionary access. One thread, so the result is the same every time.
"""

import gzip
import json
import re
from pathlib import Path

import numpy as np

#: Near enough to the tokenizer's own splits, and many times faster over ten million words.
WORD = re.compile(
    r"n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?=n['’]t\b)|[^\W\d_]+|\d[\d,.]*\d|\d|[^\w\s]"
)
DIM = 64
MIN_COUNT = 12
EPOCHS = 3


def to_plain_text(corpora: Path, out: Path) -> None:
    """Write one lower-cased, roughly tokenized line per paragraph of raw and training text (no evaluation text)."""
    with out.open("w", encoding="utf8") as target:
        for name in ("ud-ewt-train.conllu.gz", "ud-gum-train.conllu.gz"):
            with gzip.open(corpora / name, "rt", encoding="utf8") as lines:
                for line in lines:
                    if line.startswith("# text = "):
                        target.write(" ".join(WORD.findall(line[9:].lower())) + "\n")
        with gzip.open(corpora / "ner-voa-train.tsv.gz", "rt", encoding="utf8") as lines:
            sentence: list[str] = []
            for line in lines:
                if line.strip():
                    sentence.append(line.split("\t")[0])
                else:
                    target.write(" ".join(WORD.findall(" ".join(sentence).lower())) + "\n")
                    sentence = []
        with gzip.open(corpora / "raw-releases.jsonl.gz", "rt", encoding="utf8") as lines:
            for line in lines:
                for paragraph in json.loads(line)["text"].split("\n"):
                    words = WORD.findall(paragraph.lower())
                    if len(words) > 4:
                        target.write(" ".join(words) + "\n")


def train_vectors(corpora: Path, work: Path) -> Path:
    """Return an `.npz` file with `words` and unit-scaled `vectors`, trained on the text under `corpora`."""
    import floret

    text = work / "vectors.txt"
    to_plain_text(corpora, text)
    model = floret.train_unsupervised(
        str(text), model="skipgram", mode="fasttext", dim=DIM, ws=4, neg=5, epoch=EPOCHS, minCount=MIN_COUNT,
        minn=0, maxn=0, bucket=1, lr=0.05, thread=1, verbose=0,
    )  # fmt: skip
    words = [word for word in model.words if word != "</s>"]
    table = np.vstack([model.get_word_vector(word) for word in words]).astype("float32")
    table /= table.std()
    target = work / "vectors.npz"
    np.savez_compressed(target, words=np.array(words), vectors=table)
    return target


if __name__ == "__main__":
    import sys

    print(train_vectors(Path(sys.argv[1]), Path(sys.argv[2])))
