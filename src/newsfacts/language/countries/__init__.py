"""Countries: the sovereign states and ISO territories an article names, with every mention and its kind.

The names come from ``lexicon/countries.jsonl``, one line a country; what stands around a name and changes what it is
("Bank of China", "Michael Jordan", "talks with Tehran") from ``lexicon/country_context.toml``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> component = nlp.add_pipe("newsfacts_countries")
>>> [(c.code, m.text, m.kind) for c in nlp("U.S.-led talks on Peruvian copper")._.countries for m in c.mentions]
[('US', 'U.S.', 'name'), ('PE', 'Peruvian', 'demonym')]

Sets ``doc._.countries`` (:class:`newsfacts.record.Country`, reading order) and ``doc.spans["countries"]`` (label =
kind, ``kb_id_`` = code; where the tokenizer keeps "U.S.-led" whole, the span is that token, the mention is not).
A capital standing for its government is read with the parse where there is one, else only from the words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

import newsfacts.lexicon
from newsfacts.language.countries.reader import CountryReader
from newsfacts.language.countries.terms import load_lexicon
from newsfacts.lexicon import BUILTIN
from newsfacts.record import Country, Mention

__all__ = ["CountryFinder", "create_countries"]


class CountryFinder:
    """The component: reads countries from a Doc. Keeps no state between Docs."""

    def __init__(
        self, name: str = "newsfacts_countries", knowledge: newsfacts.lexicon.Lexicon = BUILTIN
    ) -> None:
        self.name = name
        self.lexicon = load_lexicon(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        reader = CountryReader(doc, self.lexicon)
        found = reader.read()
        mentions: dict[str, list[Mention]] = {}
        spans: list[Span] = []
        for f in found:
            assert f.code is not None and f.kind != "phrase"
            mention = Mention(text=reader.text[f.start : f.end], start=f.start, end=f.end, kind=f.kind)
            mentions.setdefault(f.code, []).append(mention)
            span = doc.char_span(f.start, f.end, label=f.kind, kb_id=f.code, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["countries"] = spans
        doc._.countries = [
            Country(id=code, code=code, alpha3=row["alpha3"], name=row["name"], mentions=of_code)
            for code, of_code in mentions.items()
            for row in (self.lexicon.countries[code],)
        ]
        return doc


def create_countries(nlp: Language, name: str, rules: Sequence[str] = ()) -> CountryFinder:
    """The factory that spaCy calls. ``rules``: users' rules files."""
    return CountryFinder(name, newsfacts.lexicon.load_lexicon(rules))
