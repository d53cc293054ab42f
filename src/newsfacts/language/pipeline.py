"""Assembles the Language: the trained model, then our components in the order in which they build on each other."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.article import Article

MODEL = Path(__file__).parent / "model"

#: Each component reads the Doc and what those before it left on it.
COMPONENTS = (
    "newsfacts_countries",
    "newsfacts_amounts",
    "newsfacts_dates",
    "newsfacts_officials",
    "newsfacts_attribution",
    "newsfacts_facts",
)


def load_language() -> Language:
    """Load the shipped model and add the newsfacts components.

    Returns:
        a Language whose Docs carry the record's layers as extension attributes (see ``newsfacts.language``).

    Raises:
        OSError: the model's folder is missing from the installation.
    """
    nlp = spacy.load(MODEL)
    nlp.max_length = 10**9  # no silent limit: memory is bounded by processing long texts in pieces
    if "newsfacts_segmentation" not in nlp.pipe_names:
        nlp.add_pipe("newsfacts_segmentation", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def to_doc(nlp: Language, article: Article) -> Doc:
    """Tokenize the article and hang it on the Doc, ready for the pipeline."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return doc
