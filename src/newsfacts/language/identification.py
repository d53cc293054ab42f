"""Whether a text is English: what is not must not be read as if it were."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from newsfacts.lexicon.files import read_table

#: Words that make up a third of English news and are rare in texts of other languages.
FUNCTION_WORDS = frozenset(
    {
        "the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from", "are", "has", "were", "which", "it",
        "its", "his", "her", "their", "they", "he", "she", "this", "have", "had", "been", "be", "not", "but", "would",
        "will", "who", "said", "says", "after", "at", "as", "than", "there", "about", "between", "over", "two", "new",
    }
)  # fmt: skip
#: Fewer words (a headline, a line of figures) tell nothing. The sample articles have shares of 0.28 and more, the
#: sentences in seven other languages of ``tests/test_identification.py`` stay below the least.
ENOUGH_WORDS = 12
LEAST_SHARE = 0.1
#: A wire sentence full of names has few function words. But for so many of its words in lower case, which are no names,
#: one is in ``english_words.toml``; the sentences in other languages of the tests do not reach half of that.
LEAST_KNOWN, LEAST_KNOWN_SHARE = 3, 0.4


@cache
def load_common_words() -> frozenset[str]:
    """Common English words, read once and only when a text has few function words."""
    return frozenset(read_table("english_words.toml")["words"].split())


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
    if sum(word in FUNCTION_WORDS for word in words) >= LEAST_SHARE * len(words):
        return "en"
    known = sum(word in load_common_words() for word in words)  # in capitals too: titles stand before names
    no_names = sum(token.is_alpha and token.is_lower for token in doc)
    return "en" if known >= max(LEAST_KNOWN, LEAST_KNOWN_SHARE * no_names) else None
