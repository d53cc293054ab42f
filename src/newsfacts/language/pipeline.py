"""Assembles the Language: the trained model, then our components in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from newsfacts.language.documents import to_doc
from newsfacts.language.facts import FactFinder
from newsfacts.language.facts.compilation import compile_rules
from newsfacts.lexicon import load_lexicon

__all__ = ["COMPONENTS", "MODEL", "load_language", "to_doc"]

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
    nlp = spacy.load(MODEL, config={"components": {"newsfacts_names": {"rules": list(rules)}}})
    nlp.max_length = 10**9  # no silent limit: memory is bounded by processing long texts in pieces
    if "newsfacts_segmentation" not in nlp.pipe_names:
        nlp.add_pipe("newsfacts_segmentation", first=True, config={"rules": list(rules)})
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"rules": list(rules)} if name in RULED else {})
    finder = nlp.get_pipe("newsfacts_facts")
    assert isinstance(finder, FactFinder)
    compile_rules(nlp, finder, lexicon)
    return nlp
