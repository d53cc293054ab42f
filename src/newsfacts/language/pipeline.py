"""Assembles the Language: the trained model, then our components in the order in which they build on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from newsfacts.article import Article
from newsfacts.language.facts import FactFinder
from newsfacts.language.facts.compilation import compile_rules
from newsfacts.language.segmentation import to_body
from newsfacts.lexicon import load_lexicon

#: What no word or address of a text reaches without white space, and the stretches it is cut into.
LONG_TOKEN = 250
LONG_RUN = re.compile(rf"\S{{{LONG_TOKEN},}}")

MODEL = Path(__file__).parent / "model"

#: Each component reads the Doc and what those before it left on it.
COMPONENTS = (
    "newsfacts_countries",
    "newsfacts_amounts",
    "newsfacts_dates",
    "newsfacts_officials",
    "newsfacts_coreference",
    "newsfacts_attribution",
    "newsfacts_facts",
)

#: Those that read users' rules files.
RULED = frozenset(COMPONENTS) - {"newsfacts_dates"}


def load_language(rules: Sequence[str] = ()) -> Language:
    """Load the shipped model and add the newsfacts components.

    Args:
        rules: users' rules files, laid over what the package knows (see ``newsfacts.lexicon``).

    Returns:
        a Language whose Docs carry the record's layers as extension attributes (see ``newsfacts.language``).

    Raises:
        OSError: the model's folder is missing from the installation.
        RuleError: a rules file is broken.
    """
    lexicon = load_lexicon(rules)  # before anything else takes its time
    with multiply_by_numpy():
        nlp = spacy.load(MODEL)
    nlp.max_length = 10**9  # no silent limit: memory is bounded by processing long texts in pieces
    if "newsfacts_segmentation" not in nlp.pipe_names:
        nlp.add_pipe("newsfacts_segmentation", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"rules": list(rules)} if name in RULED else {})
    finder = nlp.get_pipe("newsfacts_facts")
    assert isinstance(finder, FactFinder)
    compile_rules(nlp, finder, lexicon)
    return nlp


@contextmanager
def multiply_by_numpy() -> Iterator[None]:
    """Models loaded within multiply matrices by NumPy's BLAS instead of thinc's BLIS; others stay as they are.

    On one core of a machine with AVX2 the model takes 0.6 of the time (both rows "bare spaCy" of
    ``python benchmarks/throughput.py throughput``). thinc's ops for other devices are left alone.
    """
    before = get_current_ops()
    if type(before) is NumpyOps:
        set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def to_doc(nlp: Language, article: Article) -> Doc:
    """Tokenize the article and hang it on the Doc, ready for the pipeline.

    The Doc has blanks for lines that only link elsewhere and for captions, so that nothing is found in them.
    """
    text = to_body(article.text)
    doc = _to_doc_around_runs(nlp, text) if LONG_RUN.search(text) else nlp.make_doc(text)
    doc._.article = article
    return doc


def _to_doc_around_runs(nlp: Language, text: str) -> Doc:
    """Tokenize with long runs cut into plain stretches: the tokenizer's time grows with the square of a run."""
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for run in LONG_RUN.finditer(text):
        for token in nlp.make_doc(text[position : run.start()]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        for start in range(run.start(), run.end(), LONG_TOKEN):
            words.append(text[start : min(start + LONG_TOKEN, run.end())])
            spaces.append(False)
        position = run.end()
        if text.startswith(" ", position):
            spaces[-1] = True
            position += 1
    for token in nlp.make_doc(text[position:]):
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)
