"""Score a model from raw text: `python -m training.evaluate MODEL --corpora PATH`.

Trees, tags and sentences on the treebanks' development parts, names per label on the news articles (never trained on),
size, time to load against `import spacy`. The scores are those of spaCy's `Scorer`.
"""

import argparse
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score  # type: ignore[attr-defined]
from spacy.scorer import Scorer
from spacy.training import Example

from training.convert import Sentence, read_conllu, read_newswire, to_articles


def read_articles(corpora: Path, name: str) -> list[list[Sentence]]:
    """The documents of one treebank file."""
    documents: list[list[Sentence]] = []
    for sentence in read_conllu(corpora / name):
        if sentence.new_doc or not documents:
            documents.append([])
        documents[-1].append(sentence)
    return documents


def score_trees(nlp: Language, documents: list[list[Sentence]]) -> dict[str, float]:
    """UAS, LAS, tags, parts of speech, lemmas and sentence F1, in percent."""
    references = list(to_articles(nlp, documents))
    predicted = list(nlp.pipe([doc.text for doc in references]))
    examples = [Example(guess, gold) for guess, gold in zip(predicted, references, strict=True)]

    parsed = parser_score(examples)
    tags = Scorer.score_token_attr(examples, "tag", missing_values={""})
    universal = Scorer.score_token_attr(examples, "pos", missing_values={""})
    lemma = Scorer.score_token_attr(examples, "lemma", missing_values={""})
    tokens = Scorer.score_tokenization(examples)
    return {
        "UAS": 100 * parsed["dep_uas"],
        "LAS": 100 * parsed["dep_las"],
        "tags": 100 * tags["tag_acc"],
        "UPOS": 100 * universal["pos_acc"],
        "lemmas": 100 * lemma["lemma_acc"],
        "sentences": 100 * parsed["sents_f"],
        "tokens": 100 * tokens["token_f"],
    }


def score_names(nlp: Language, corpora: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 per label on the news articles, in percent."""
    references = list(read_newswire(nlp, corpora))
    predicted = list(nlp.pipe([doc.text for doc in references]))
    scores = Scorer.score_spans(
        [Example(guess, gold) for guess, gold in zip(predicted, references, strict=True)], "ents"
    )
    return {label: {key: 100 * value for key, value in row.items()} for label, row in scores["ents_per_type"].items()}


def measure_size(model: Path) -> tuple[float, float]:
    """Megabytes of the model on disk, and packed as a wheel packs it."""
    files = [path for path in model.rglob("*") if path.is_file()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.relative_to(model))
    return sum(path.stat().st_size for path in files) / 1e6, packed.tell() / 1e6


def measure_load(model: Path, runs: int = 5) -> tuple[float, float]:
    """Median seconds of `import spacy` and of `spacy.load`, each run in a process of its own."""
    code = (
        "import time; a=time.perf_counter(); import spacy; b=time.perf_counter();"
        f"nlp=spacy.load({str(model)!r}); c=time.perf_counter(); print(b-a, c-b)"
    )
    rows = sorted(
        (
            tuple(map(float, subprocess.check_output([sys.executable, "-c", code], text=True).split()))
            for _ in range(runs)
        ),
        key=lambda row: row[1] / row[0],
    )
    middle = rows[len(rows) // 2]
    return middle[0], middle[1]


def evaluate(model: Path, corpora: Path, segmentation: bool = False) -> dict[str, object]:
    """All measures of `model`."""
    nlp = spacy.load(model)
    if segmentation:
        nlp.add_pipe("newsfacts_segmentation", first=True)
    news = [d for d in read_articles(corpora, "ud-gum-dev.conllu.gz") if d[0].new_doc.startswith("GUM_news")]
    disk, packed = measure_size(model)
    base, load = measure_load(model)
    return {
        "ud-ewt-dev": score_trees(nlp, read_articles(corpora, "ud-ewt-dev.conllu.gz")),
        "ud-gum-dev news": score_trees(nlp, news),
        "ner-newswire-dev": score_names(nlp, corpora),
        "size MB": {"disk": disk, "packed": packed},
        "load s": {"import spacy": base, "spacy.load": load, "ratio": load / base},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--segmentation", action="store_true", help="with the layout component before the parser")
    arguments = parser.parse_args()
    print(json.dumps(evaluate(arguments.model, arguments.corpora, arguments.segmentation), indent=1))


if __name__ == "__main__":
    main()
