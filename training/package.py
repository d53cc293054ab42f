"""Turn a trained checkpoint into the model that the package ships: `python -m training.package CHECKPOINT TARGET`.

Adds the rule lemmatizer, states licence and sources in `meta.json`, and takes every path of the training machine and
every string that nothing needs out of the files. The licence and the card that lie in TARGET stay.
"""

import argparse
import json
import shutil
from pathlib import Path

import spacy

from newsfacts.language.lemmas import PLAIN_POS
from newsfacts.language.tokenizer import NewsTokenizer

VERSION = "0.1.0"
META = {
    "lang": "en",
    "name": "newsfacts",
    "version": VERSION,
    "description": "English news: Penn tags, universal parts of speech, lemmas, UD v2 trees, sentences, names.",
    "author": "newsfacts",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English-EWT", "license": "CC BY-SA 4.0", "url": "https://github.com/UniversalDependencies/UD_English-EWT"},
        {"name": "UD English-GUM", "license": "CC BY 4.0; texts CC BY, CC BY-SA or public domain", "url": "https://github.com/UniversalDependencies/UD_English-GUM"},
        {"name": "UNER English-EWT", "license": "CC BY-SA 4.0", "url": "https://github.com/UniversalNER/UNER_English-EWT"},
        {"name": "WikiGold", "license": "CC BY 4.0"},
        {"name": "CrossNER politics", "license": "MIT, texts CC BY-SA", "url": "https://github.com/zliucr/CrossNER"},
        {"name": "Groningen Meaning Bank, Voice of America part", "license": "public domain", "url": "https://gmb.let.rug.nl"},
        {"name": "U.S. government press releases", "license": "public domain"},
    ],
}  # fmt: skip


def package_model(checkpoint: Path, target: Path) -> None:
    """Write the shippable model of `checkpoint` to `target`, which is replaced in one move when all is ready."""
    nlp = spacy.load(checkpoint)
    for name in ("newsfacts_names", "newsfacts_lemmatizer"):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    for section in ("paths", "corpora", "training", "pretraining", "initialize"):
        nlp.config.pop(section, None)
    nlp.tokenizer = NewsTokenizer(nlp.vocab)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "newsfacts.Tokenizer.v1"}
    performance = nlp.meta.get("performance", {})
    nlp.meta.update(META)
    draft = target.with_name(target.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    nlp.to_disk(draft)
    meta = json.loads((draft / "meta.json").read_text(encoding="utf8"))
    meta["performance"] = {key: value for key, value in performance.items() if isinstance(value, float)}
    (draft / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    # The vectors are found by hash and the words of the training data are not needed: only labels stay.
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    labels |= {action.partition("-")[2] for action in labels}
    labels |= {*PLAIN_POS, *PLAIN_POS.values(), "AUX", "VERB", "SCONJ"}
    (draft / "vocab" / "strings.json").write_text(json.dumps(sorted(labels - {""})) + "\n", encoding="utf8")
    for document in ("LICENSE", "MODEL_CARD.md"):
        if (target / document).exists():
            shutil.copyfile(target / document, draft / document)
    if target.exists():
        old = target.with_name(target.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        draft.rename(target)
        shutil.rmtree(old)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    package_model(arguments.checkpoint, arguments.target)


if __name__ == "__main__":
    main()
