"""News layout: what datelines, headings, bylines, lists and captions do to sentences.

Runs first, on bare tokens. It cuts the text into blocks, presets ``token.is_sent_start`` where layout decides it
(True at a block's first word, False inside a wrapped line and after an abbreviation) and leaves the rest to the
parser, which keeps what is preset. From the article's head it reads the title, the dateline and the day of
publication, where the reader did not already know them.

Sets ``doc._.blocks``, ``doc._.title``, ``doc._.dateline``, ``doc._.published``, ``doc._.published_from``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsfacts.article import Article
from newsfacts.language.blocks import Block
from newsfacts.language.datelines import load_gazetteer, resolve_dateline, resolve_published
from newsfacts.language.layout import BULLET, CREDIT, find_blocks, resolve_title
from newsfacts.language.syntax import quotes
from newsfacts.lexicon import BUILTIN, Lexicon, load_lexicon
from newsfacts.lexicon.words import load_words

#: Words that end in a point inside a sentence. After those of the first kind a capital always goes on.
TITLES, NUMBERED = (load_words("abbreviations.toml")[kind] for kind in ("titles", "numbered"))

#: What surely ends something that began before it.
CLOSING = frozenset({"”", "’", "»", ")", "]", ",", ";", ".", "!", "?", ":", "%", "'s", "’s"})

OPENING = frozenset(",;(“‘«[$€£/%&")

#: Blocks that are never cut into several sentences.
WHOLE = frozenset({"heading", "byline", "dateline", "link", "boilerplate"})

#: Tokens of a sentence beyond which it is cut, since time grows with the square of its length. The longest sentence
#: of the English treebanks of UD (EWT, GUM) has 159, of the news articles that rules are made with 87.
LONGEST = 250

#: Where a sentence that is too long is cut, best first; elsewhere when there is nothing of these.
CUTS = (frozenset(".!?"), frozenset(";:"), frozenset(","))


def find_cuts(doc: Doc, starts: set[int]) -> dict[int, bool]:
    """Where stretches without a start are cut that no sentence may be as long as.

    Args:
        doc: its tokens.
        starts: where sentences surely begin.

    Returns:
        the tokens before which to cut; whether that cuts a sentence, rather than ending one.
    """
    cuts: dict[int, bool] = {}
    for start, end in pairwise([*sorted(starts), len(doc)]):
        while end - start > LONGEST:
            start, inside = _find_cut(doc, start)
            cuts[start] = inside
    return cuts


def _find_cut(doc: Doc, start: int) -> tuple[int, bool]:
    window = range(start + LONGEST, start + LONGEST // 2, -1)
    for signs in CUTS:
        for i in window:
            if doc[i - 1].text in signs and (signs is not CUTS[0] or doc[i].is_title):
                return i, signs is not CUTS[0]
    return start + LONGEST, True


class Segmenter:
    """The component. Keeps no state between Docs; linear in the text's length."""

    def __init__(self, lexicon: Lexicon = BUILTIN, name: str = "newsfacts_segmentation") -> None:
        self.lexicon, self.name = lexicon, name

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        article: Article = doc._.article or Article(text=text)
        blocks = find_blocks(text, self.lexicon)
        doc._.blocks = blocks
        doc._.title = article.title or resolve_title(text, blocks)
        doc._.dateline = resolve_dateline(text, blocks, load_gazetteer(self.lexicon))
        doc._.published, doc._.published_from = article.published, article.published_from
        if article.published is None and not article.undated and (day := resolve_published(text, blocks)) is not None:
            doc._.published, doc._.published_from = day, "text"
        self.set_starts(doc, text, blocks)
        return doc

    def set_starts(self, doc: Doc, text: str, blocks: list[Block]) -> None:
        """Preset what layout decides; the parser decides the rest."""
        if not len(doc):
            return
        starts, glued = find_pieces(doc, text, blocks)
        starts.add(0)
        preset = doc.to_array(["SENT_START"])
        cut = find_cuts(doc, starts)
        starts |= cut.keys()
        if any(cut.values()):
            doc._.warnings = [*doc._.warnings, f"a sentence of more than {LONGEST} words and signs was cut"]
        for i, token in enumerate(doc):
            if i in starts or (i not in glued and self.opens(doc, i)):
                preset[i] = 1
            elif token.is_space or i in glued or self.goes_on(doc, i):
                preset[i] = 2**64 - 1  # minus one: unsigned, as spaCy stores it
        # All at once: setting one token's is_sent_start looks at every token of the Doc first.
        doc.from_array(["SENT_START"], preset)  # type: ignore[arg-type]

    @staticmethod
    def opens(doc: Doc, i: int) -> bool:
        """Whether token ``i`` is a quote that opens a sentence behind one that has ended."""
        token, j = doc[i], i - 1
        while j > 0 and doc[j].is_space:
            j -= 1
        if token.text not in {'"', "“", "‘", "'"} or token.whitespace_ or j < 1 or i + 1 >= len(doc):
            return False
        spaced = doc[j].whitespace_ or j < i - 1
        if doc[j].text in {'"', "”", "’", "'"}:
            j -= 1
        return bool(spaced) and doc[j].text in {".", "!", "?"} and doc[i + 1].text[:1].isupper()

    @staticmethod
    def goes_on(doc: Doc, i: int) -> bool:
        """Whether token ``i`` surely continues the sentence: a closing quote, or after a title or an initial."""
        token, j = doc[i], i - 1
        while j > 0 and doc[j].is_space:
            j -= 1
        before = doc[j]
        if token.text in CLOSING or (token.text == '"' and not before.whitespace_ and doc[i - 1] is before):
            return True
        if before.text[-1:] == ".":
            return is_abbreviated(doc, j, token)
        if before.text in {'"', "'"} and not before.whitespace_ and (j == 0 or doc[j - 1].whitespace_):
            return True  # a straight quote that opens
        if before.text in quotes.CLOSING and j > 0 and doc[j - 1].text == ",":
            return True  # “The truce,” Ms. Holm said: a quotation closed with a comma goes on
        # Within a block, what ends no sentence starts none: a word, a comma, an opening bracket or quote.
        return before.text[-1:].isalnum() or before.text[-1:] in OPENING


def find_pieces(doc: Doc, text: str, blocks: list[Block]) -> tuple[set[int], set[int]]:
    """The tokens that blocks start with, and those that go on within a piece, or behind a list's marker."""
    offsets = [token.idx for token in doc]
    starts: set[int] = set()
    glued: set[int] = set()
    for block in blocks:
        first, last = bisect_left(offsets, block.start), bisect_left(offsets, block.end)
        starts.add(first)
        if block.kind in WHOLE:
            glued.update(range(first + 1, last))
        elif block.kind == "caption" and (credit := CREDIT.search(text, block.start, block.end)):
            glued.update(range(bisect_left(offsets, credit.start()), last))
        elif block.kind == "list_item" and (marker := BULLET.match(text, block.start)):
            glued.update(range(first + 1, bisect_left(offsets, marker.end()) + 1))
    if blocks and doc[0].is_space:
        starts.discard(bisect_left(offsets, blocks[0].start))
        glued.add(bisect_left(offsets, blocks[0].start))
    return starts, glued


def is_abbreviated(doc: Doc, j: int, token: Token) -> bool:
    """Whether the full stop of token ``j`` ends no sentence before ``token``: a title, "Art. 5", an initial."""
    stem = doc[j].text[:-1]
    if stem in TITLES:
        return True
    if stem in NUMBERED:
        return token.is_digit or not token.is_title or (stem != "No" and token.like_num)
    return len(stem) == 1 and stem.isupper() and token.is_title and j > 0 and doc[j - 1].is_title


def create_segmentation(nlp: Language, name: str, rules: Sequence[str] = ()) -> Segmenter:
    """The factory that spaCy calls, with ``rules`` of users: they know names of states that open a dateline."""
    return Segmenter(load_lexicon(rules), name)
