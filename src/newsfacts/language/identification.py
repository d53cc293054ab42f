"""Whether a text is English: what is not must not be read as if it were."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from newsfacts.lexicon.files import read_table

#: Fewer words (a headline, a line of figures) tell nothing. The sample articles have shares of 0.28 and more, the
#: sentences in seven other languages of ``tests/test_identification.py`` stay below the least.
ENOUGH_WORDS = 12
LEAST_SHARE = 0.1
#: A wire sentence full of names has few function words. But for so many of its words in lower case, which are no names,
#: one is in ``english_words.toml``; the sentences in other languages of the tests do not reach half of that.
LEAST_KNOWN, LEAST_KNOWN_SHARE = 3, 0.4


@cache
def load_english(name: str) -> frozenset[str]:
    """A list of ``english_words.toml``: the ``function_words``, or the common ``words``."""
    return frozenset(read_table("english_words.toml")[name].split())


def resolve_language(doc: Doc) -> str | None:
    """ISO 639-1 code of the language.

    Returns:
        ``en``; ``None`` for a text of another language or script, where the pipeline, which reads English only, cannot
        be trusted.
    """
    words = [token.lower_ for token in doc if token.is_alpha]
    if not words:
        return None
    foreign = sum(not word.isascii() and not any("a" <= letter <= "z" for letter in word) for word in words)
    if 2 * foreign > len(words):
        return None
    if len(words) < ENOUGH_WORDS:
        return "en"
    function_words, common = load_english("function_words"), load_english("words")
    if sum(word in function_words for word in words) >= LEAST_SHARE * len(words):
        return "en"
    known = sum(word in common for word in words)  # in capitals too: titles stand before names
    no_names = sum(token.is_alpha and token.is_lower for token in doc)
    return "en" if known >= max(LEAST_KNOWN, LEAST_KNOWN_SHARE * no_names) else None
