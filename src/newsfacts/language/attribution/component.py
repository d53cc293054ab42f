"""Finds quotations and reported speech, and gives each quotation its speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.language.attribution.quotes import Quote, Stretch, find_quotes, opens_sentence
from newsfacts.language.attribution.statements import Statement, find_statements
from newsfacts.language.coreference.linking import link
from newsfacts.lexicon import BUILTIN, Lexicon, load_lexicon

#: The shortest quotation, in characters, that goes on with the speaker of its paragraph.
LONG = 40
#: Kinds of statements that a paragraph of quotation goes on with.
_FULL = frozenset({"clause", "tail", "quote"})


def create_attribution(nlp: Language, name: str, rules: Sequence[str] = ()) -> Attributor:
    """Factory of :class:`Attributor`. ``rules``: users' rules files, for their reporting verbs."""
    return Attributor(name, load_lexicon(rules))


class Attributor:
    """Finds quotations and reported speech; sets ``doc._.quotes`` and ``doc._.speech``."""

    def __init__(self, name: str = "newsfacts_attribution", lexicon: Lexicon = BUILTIN) -> None:
        self.name = name
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) and doc.has_annotation("DEP"):
            index = link(doc, self.lexicon)
            quotes = find_quotes(index.text)
            statements = find_statements(doc, index, quotes, self.lexicon)
            doc._.quotes, doc._.speech = _give_speakers(doc, index.text, quotes, statements)
        return doc


def _give_speakers(
    doc: Doc, text: str, quotes: list[Stretch], statements: list[Statement]
) -> tuple[list[Quote], list[Statement]]:
    """The quotations with their statements, and the statements with the quotations that go on with them."""
    scopes = sorted((a, i, b) for i, s in enumerate(statements) for a, b in s.scopes)
    cues = [doc[s.cue].idx for s in statements]
    out: list[Quote] = []
    continued: dict[int, list[Stretch]] = defaultdict(list)
    opened: list[tuple[int, int]] = []  # statements and ends of the scopes that have begun
    at = 0
    for start, end in quotes:
        begun = at
        while at < len(scopes) and scopes[at][0] <= start:
            opened.append((scopes[at][1], scopes[at][2]))
            at += 1
        same = [i for a, i, _ in scopes[begun:at] if a == start]
        opened = [(i, last) for i, last in opened if last >= start]
        owner = min([*same, *(i for i, last in opened if end <= last)], default=None)
        before = bisect_left(cues, start) - 1
        near = before >= 0 and end - start > LONG and "\n" not in text[cues[before] : start]
        if owner is None and near and opens_sentence(doc, start):  # goes on with the speaker of its paragraph
            owner = before
            continued[owner].append((start, end))
        elif owner is None and before >= 0 and end - start > LONG and _fills_paragraph(text, start, end):
            owner = _find_speaker_before(text, start, out, (before, cues[before], statements[before]))
            if owner is not None:
                continued[owner].append((start, end))
        out.append(Quote(start, end, owner))
    return out, [_go_on(doc, text, s, continued[i]) if i in continued else s for i, s in enumerate(statements)]


def _go_on(doc: Doc, text: str, statement: Statement, quotes: list[Stretch]) -> Statement:
    """A statement with the quotations that go on with it; what follows '"…," she said.' at once is part of it."""
    start, end = quotes[0]
    parts = statement.parts or ((statement.start, statement.end),)
    quoted = any(a < parts[-1][0] and parts[-1][1] <= b for a, b in statement.scopes)
    between = text[doc[statement.cue].sent.end_char : start].strip("\"“ ")
    if quoted and statement.kind in _FULL and parts[-1][1] <= doc[statement.cue].idx < start and not between:
        parts = (*parts, (start + 1, max(start + 2, end - 1)))
    else:
        parts = statement.parts
    return replace(statement, scopes=(*statement.scopes, *quotes), parts=parts)


def _fills_paragraph(text: str, start: int, end: int) -> bool:
    """Whether a quotation is a paragraph of its own."""
    return text[:start].endswith("\n") and not text[end : end + 1].strip()


def _find_speaker_before(text: str, start: int, quotes: list[Quote], last: tuple[int, int, Statement]) -> int | None:
    """Whose the paragraph before a quotation is: the statement that ends it, or that its quotation goes on with."""
    begin = len(text[:start].rstrip())
    above = text.rfind("\n", 0, begin) + 1
    before, cue, statement = last
    if cue >= above and statement.kind in _FULL:
        return before
    if quotes and quotes[-1].start >= above and quotes[-1].end >= begin:
        return quotes[-1].statement
    return None
