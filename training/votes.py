"""Texts labelled by the packaged pipeline, its votes and all: `python -m training.votes CORPORA WORK`.

What the small parser, the recognizer and the network say together is better than the network alone, so the network
learns from it: press releases get tags, trees, sentence bounds and names, the annotated blocks get them beside their
events. Writes `WORK/silver.pickle`.
"""

import argparse
import pickle
from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.language.encoder.component import Encoder
from newsfacts.language.encoder.labels import NAMES
from newsfacts.language.pipeline import load_language
from training.prepare import EVENTS
from training.windows import LONGEST, Window, read_events, read_raw, to_arrays, to_window

#: Words of press releases that are labelled.
WORDS = 1_300_000
#: Not the order in which their vectors' reach is measured.
SEED = 7
LAST = "newsfacts_names"


def number(doc: Doc, tags: Mapping[str, int], deps: Mapping[str, int]) -> Window:
    """The labels of a parsed document as numbers, one a word; -1 for white space and what lies beyond the window."""
    limit = min(len(doc), LONGEST)
    labels = {
        "tag": [tags.get(token.tag_, -1) for token in doc],
        "head": [token.head.i if token.head.i < limit else -1 for token in doc],
        "dep": [deps.get(token.dep_, deps.get(token.dep_.lower(), -1)) for token in doc],
        "start": [int(bool(token.is_sent_start)) for token in doc],
        "name": [NAMES.index(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O") for token in doc],
    }
    return to_arrays(doc, labels)


def label_texts(corpora: Path) -> dict[str, list[Window]]:
    """Windows of the annotated blocks that train (`events`) and of press releases (`raw`)."""
    nlp: Language = load_language()
    encoder = nlp.get_pipe("newsfacts_encoder")
    assert isinstance(encoder, Encoder)
    reader = encoder.reader
    assert reader is not None
    tags, deps = ({name: n for n, name in enumerate(names)} for names in (encoder.tags, encoder.deps))
    parts = [nlp.get_pipe(name) for name in nlp.pipe_names[: nlp.pipe_names.index(LAST) + 1]]

    def label(text: str) -> tuple[Doc, Window]:
        doc = nlp.make_doc(text)
        for part in parts:
            doc = part(doc)
        return doc, number(doc, tags, deps)

    events = [
        window | {name: values[: len(window["event"])] for name, values in label(text)[1].items()}
        for text, window in read_events(nlp, reader, EVENTS, held_out=False)
    ]
    raw, words = [], 0
    for text in read_raw(corpora, SEED):
        doc, labels = label(text)
        raw.append(to_window(reader, doc, labels))
        words += len(doc)
        if words > WORDS:
            break
    return {"events": events, "raw": raw}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    with (arguments.work / "silver.pickle").open("wb") as file:
        pickle.dump(label_texts(arguments.corpora), file)


if __name__ == "__main__":
    main()
