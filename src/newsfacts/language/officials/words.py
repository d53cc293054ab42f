"""A view of the Doc in words: one word list with offsets, whatever the tokenizer did to titles and names.

News names need words that a treebank tokenizer cuts ("al-Bashir", "Gen.", "D'Souza") and cuts that it does not make
("Vice-President", "ex-president"). Everything the model and earlier components found is laid on these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from newsfacts.lexicon import BUILTIN, Lexicon
from newsfacts.lexicon.words import load_words

_WORD = re.compile(
    r"(?<![^\W_])[A-ZÀ-Þ]\.[A-ZÀ-Þ][^\W\d_]*[a-zß-ÿ][^\W\d_]*"  # S.Batbold, as Mongolia writes it
    r"|(?:[^\W\d_]\.){2,}"  # U.S., J.R.R.
    r"|[^\W\d_]\.(?=[\s’'),;-])(?<![a-z]\.)"  # an initial
    r"|[^\W_]+(?:[-‐‑'’&](?!(?:[^\W\d_]\.){2})[^\W_]+)*"  # but "Japan", "-", "U.S."
    r"|\S"
)
_POSSESSIVE = re.compile(r"['’][sS]$")
#: Written with a period; the period belongs to the word.
ABBREVIATIONS = frozenset(
    word.lower() for kind in ("titles", "in_names") for word in load_words("abbreviations.toml")[kind]
)
#: First and last parts that are words of their own in a hyphened office.
SPLIT_PREFIXES = frozenset(("ex", "then"))
SPLIT_SUFFIXES = frozenset(("elect", "designate"))


def split_words(text: str, vocabulary: frozenset[str] = frozenset()) -> Iterator[tuple[str, int, int]]:
    """The words of a text with their offsets; possessive endings are words, so are parts of hyphened offices."""
    done = 0
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if start < done:  # the period of an abbreviation
            continue
        # "No. 10" but not "he said no."; a company's "Co." but not "the co."
        if word[0].isupper() and text[end : end + 1] == "." and word.lower() in ABBREVIATIONS:
            done = end + 1
            yield word + ".", start, end + 1
        elif len(word) == 1 or word.isalnum():  # signs, and most words: nothing to cut
            yield word, start, end
        else:
            yield from _split_hyphened(word, start, vocabulary)


def _split_hyphened(word: str, start: int, vocabulary: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The words of "vice-president's": the parts of an office, its prefix ("ex-"), the ending; else the word itself."""
    ending = _POSSESSIVE.search(word)
    body = word[: ending.start()] if ending else word
    parts = [part.lower() for part in re.split(r"[-‐‑]", body)]
    first = len(parts[0])
    listed = [part in vocabulary for part in parts]
    prefixed = len(parts) > 1 and parts[0] in SPLIT_PREFIXES
    if prefixed and not all(listed[1:]):
        yield body[:first], start, start + first
        if body[first + 1 :]:
            yield body[first + 1 :], start + first + 1, start + len(body)
    elif prefixed or (len(parts) > 1 and (parts[-1] in SPLIT_SUFFIXES or (vocabulary and all(listed)))):
        for part in re.finditer(r"[^-‐‑]+", body):
            yield part.group(), start + part.start(), start + part.end()
    elif body:
        yield body, start, start + len(body)
    if ending:
        yield ending.group(), start + ending.start(), start + len(word)


@dataclass(slots=True)
class Word:
    """One word with what is known of it."""

    text: str
    start: int
    end: int
    lower: str
    sentence: int = 0
    tag: str = ""
    entity: str = ""
    heading: bool = False

    @property
    def capital(self) -> bool:
        """Begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(slots=True)
class View:
    """The words of a Doc, with countries (word index → end, code) laid on them."""

    text: str
    words: list[Word]
    lowers: list[str]
    countries: dict[int, tuple[int, str]] = field(default_factory=dict)
    country_ends: dict[int, tuple[int, str]] = field(default_factory=dict)
    inside_country: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    dateline: str | None = None
    lexicon: Lexicon = BUILTIN

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points from the first word of a range to its last."""
        return self.words[start].start, self.words[end - 1].end

    def lower(self, i: int) -> str:
        """The lower-case word, or an empty string beyond the text."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def same_sentence(self, i: int, j: int) -> bool:
        """Whether two words stand in one sentence."""
        return (
            0 <= i < len(self.words) and 0 <= j < len(self.words) and self.words[i].sentence == self.words[j].sentence
        )


def to_view(doc: Doc, vocabulary: frozenset[str], lexicon: Lexicon = BUILTIN) -> View:
    """Lay tags, entities, sentences and countries of a Doc on words."""
    text = doc.text
    tokens = [(t.idx, t.tag_, t.ent_type_) for t in doc]
    has_sentences = doc.has_annotation("SENT_START")
    starts = (
        [s.start_char for s in doc.sents]
        if has_sentences
        else [0, *(m.end() for m in re.finditer(r"[.!?]\s|\n", text))]
    )
    words: list[Word] = []
    token, sentence = 0, 0
    for part, start, end in split_words(text, vocabulary):
        while token + 1 < len(tokens) and tokens[token + 1][0] <= start:
            token += 1
        while sentence + 1 < len(starts) and starts[sentence + 1] <= start:
            sentence += 1
        # the tag of a word that the tokenizer cut is that of its last token: "al", "-", "Bashir"
        last = token
        while last + 1 < len(tokens) and tokens[last + 1][0] < end:
            last += 1
        tag, entity = (tokens[last][1], tokens[token][2]) if tokens else ("", "")
        words.append(Word(part, start, end, part.lower().replace("’", "'"), sentence, tag, entity))
    _mark_headings(text, words)
    view = View(text, words, [w.lower for w in words], lexicon=lexicon)
    _lay_countries(view, doc)
    return view


def _mark_headings(text: str, words: list[Word]) -> None:
    """A line without closing punctuation whose words are mostly capitalized is a heading."""
    i = 0
    for line in re.finditer(r"[^\n]+", text):
        first = i
        while i < len(words) and words[i].start < line.end():
            i += 1
        alphabetic = [w for w in words[first:i] if w.text[:1].isalpha() and len(w.text) > 3]
        closed = line.group().rstrip().endswith((".", "!", "?", '"', "”", ":", "’", "'", ")"))
        if alphabetic and not closed and sum(w.capital for w in alphabetic) > 0.6 * len(alphabetic) and i - first < 25:
            for word in words[first:i]:
                word.heading = True


def _lay_countries(view: View, doc: Doc) -> None:
    view.dateline = doc._.dateline.country if doc._.dateline else None
    starts = {w.start: i for i, w in enumerate(view.words)}
    ends = {w.end: i for i, w in enumerate(view.words)}
    for country in doc._.countries:
        for mention in country.mentions:
            first, last = starts.get(mention.start), ends.get(mention.end)
            if first is None or last is None or last < first:
                continue
            view.countries[first] = (last + 1, country.code)
            view.country_ends[last + 1] = (first, country.code)
            view.inside_country.update(range(first, last + 1))
            view.codes.add(country.code)
