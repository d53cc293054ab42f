"""Who "he" and "she" are, decided once, before anybody asks whose word or deed it is.

>>> import newsfacts
>>> record = newsfacts.extract("President Anna Okafor met General Tom Weber. She thanked him.")
>>> [mention.text for mention in record.officials[0].mentions], [m.text for m in record.officials[1].mentions]
(['Anna Okafor', 'She'], ['Tom Weber', 'him'])

The component reads the parse, ``doc._.officials`` and ``doc._.people``; it adds mentions of kind ``pronoun`` to them
and sets ``doc._.pronouns``: token index → id of the person, or None where several fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.language.coreference.persons import find_persons
from newsfacts.language.coreference.pronouns import resolve_pronouns
from newsfacts.lexicon import Lexicon, load_lexicon
from newsfacts.record import Mention

__all__ = ["CoreferenceComponent", "create_coreference"]


def create_coreference(nlp: Language, name: str, rules: Sequence[str] = ()) -> CoreferenceComponent:
    """The factory that spaCy calls. ``rules``: users' rules files, for their reporting verbs."""
    return CoreferenceComponent(load_lexicon(rules))


class CoreferenceComponent:
    """Gives the singular personal pronouns their persons; a person whom the text leaves open is None."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.pronouns`` and add the pronouns to the mentions of officials and people."""
        if not len(doc) or not doc.has_annotation("DEP"):
            return doc
        persons = find_persons(doc)
        doc._.pronouns = resolve_pronouns(doc, persons, self.lexicon)
        records = {record.id: record for record in (*doc._.officials, *doc._.people)}
        for i, ref in doc._.pronouns.items():
            if ref is None:
                continue
            token = doc[i]
            start, end = token.idx, token.idx + len(token)
            mention = Mention.model_construct(text=token.text, start=start, end=end, kind="pronoun")
            records[ref].mentions.append(mention)
        for record in records.values():
            record.mentions.sort(key=lambda mention: (mention.start, mention.end))
        return doc
