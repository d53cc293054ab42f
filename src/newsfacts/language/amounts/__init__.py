"""Sums of money: where they stand, their exact value, their currency by ISO 4217.

Works on the text alone, so any tokenizer will do. Lexemes (numbers, words, signs) are read once, each sign, code or
name of a currency is an anchor, and around it the shapes of ``lexicon/amounts.toml`` are tried ("sign number.",
"number name", "number name cents" …): linear in the text, whatever it holds.

Example:
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("newsfacts_amounts")
    >>> [(a.text, a.value, a.currency) for a in nlp("Oslo gave half a billion euros.")._.amounts]
    [('half a billion euros', '500000000', 'EUR')]

What a shared name or sign means ("dollars", "rupees", "¥") is decided by the document, in this order: an adjective
("Indian rupees"), the only such currency named in full in the article, the dateline's country, the countries the
article speaks of, the world's default where there is one (dollar USD, pound GBP …); else the currency is null and a
warning says so. A number that can't be read for sure ("one two million dollars", "€1.459" where nothing tells
what the dot is) is null with a warning, too.

``lexicon`` reads the data, ``lexemes`` the text, ``units`` finds single sums, ``sense`` tells them from other numbers,
``ranges`` joins two ends, ``separators`` reads the dot, ``currency`` and ``qualifier`` resolve; ``component`` puts
them together.
"""

from newsfacts.language.amounts.component import AmountsComponent, create_amounts
from newsfacts.language.amounts.lexicon import load_lexicon

__all__ = ["AmountsComponent", "create_amounts", "load_lexicon"]
