"""From an article to a Doc: tokens, and the article itself beside them."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.article import Article
from newsfacts.language.layout import to_body

#: What no word or address of a text reaches without white space, and the stretches it is cut into.
LONG_TOKEN = 250
LONG_RUN = re.compile(rf"\S{{{LONG_TOKEN},}}")


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
