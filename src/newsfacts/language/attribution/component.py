"""Finds quotations and reported speech, and gives each quotation its speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.language.attribution.statements import Statement, find_statements
from newsfacts.language.coreference.linking import link
from newsfacts.language.syntax.quotes import CLOSING, Stretch, begin_inside, find_quotes, is_left_open, opens_sentence
from newsfacts.lexicon import BUILTIN, Lexicon, load_lexicon

#: The shortest quotation, in characters, that goes on with the speaker of its paragraph.
LONG = 40
#: Kinds of statements that a paragraph of quotation goes on with.
_FULL = frozenset({"clause", "tail", "quote"})


@dataclass(frozen=True)
class Quote:
    """A quoted stretch, its marks included (code points), and the index of its statement in ``doc._.speech``."""

    start: int
    end: int
    statement: int | None


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
        elif owner is None and before >= 0 and _goes_on(text, (start, end), out):
            owner = _find_speaker_before(text, start, out, (before, cues[before], statements[before]))
            if owner is not None:
                continued[owner].append((start, end))
        out.append(Quote(start, end, owner))
    led = _lead_in(text, out, statements, continued)
    spoken = [_go_on(doc, text, s, continued[i]) if continued.get(i) else s for i, s in enumerate(statements)]
    return out, [_begin_with(text, s, led[i]) if i in led else s for i, s in enumerate(spoken)]


def _lead_in(
    text: str, quotes: list[Quote], statements: list[Statement], continued: dict[int, list[Stretch]]
) -> dict[int, list[Stretch]]:
    """By statement the paragraphs of quotation before its own: one without its closing mark goes on with the next."""
    led: dict[int, list[Stretch]] = {}
    for i in range(len(quotes) - 2, -1, -1):
        quote, after = quotes[i], quotes[i + 1]
        owner, own = after.statement, (quote.start, quote.end)
        opens = text[: quote.start][-1:] in {"", "\n"}
        if owner is None or not opens or not is_left_open(text, own, (after.start, after.end)):
            continue
        went_on = quote.statement is not None and own in continued[quote.statement]
        if quote.statement not in {None, owner} and not went_on:
            continue  # it has its own cue
        first = min((a for a, _ in statements[owner].scopes), default=0)
        if owner not in led and not after.start <= first <= after.start + 1:
            continue
        if went_on and quote.statement is not None:
            continued[quote.statement].remove(own)
        led.setdefault(owner, []).insert(0, own)
        quotes[i] = Quote(*own, owner)
    return led


def _begin_with(text: str, statement: Statement, quotes: list[Stretch]) -> Statement:
    """A statement with the paragraphs that lead to it."""
    own = statement.parts or ((statement.start, statement.end),)
    parts = (*((begin_inside(text, a), b) for a, b in quotes), *own)
    return replace(statement, start=parts[0][0], scopes=(*quotes, *statement.scopes), parts=parts)


def _go_on(doc: Doc, text: str, statement: Statement, quotes: list[Stretch]) -> Statement:
    """A statement with the quotations that go on with it; what follows '"…," she said.' at once is part of it."""
    start, end = quotes[0]
    parts = statement.parts or ((statement.start, statement.end),)
    quoted = any(a < parts[-1][0] and parts[-1][1] <= b for a, b in statement.scopes)
    between = text[doc[statement.cue].sent.end_char : start].strip("\"“ ")
    cue = doc[statement.cue].idx
    own = (q for q in statement.scopes if q[0] < parts[-1][0] and parts[-1][1] <= q[1])
    left_open = cue < parts[-1][0] and any(is_left_open(text, q, quotes[0]) for q in own)
    if quoted and statement.kind in _FULL and (left_open or (parts[-1][1] <= cue < start and not between)):
        parts = (*parts, _inside(text, start, end))
        for at, last in quotes[1:]:  # and the paragraphs of quotation right behind it
            if text[end:at].strip():
                break
            parts, end = (*parts, _inside(text, at, last)), last
    else:
        parts = statement.parts
    return replace(statement, scopes=(*statement.scopes, *quotes), parts=parts)


def _inside(text: str, start: int, end: int) -> Stretch:
    """A quotation without its marks; one that a paragraph's end closes has only the first."""
    begin = begin_inside(text, start)
    return begin, max(begin + 1, end - (text[end - 1] in CLOSING))


def _goes_on(text: str, quote: Stretch, quotes: list[Quote]) -> bool:
    """Whether a quotation is a paragraph of its own, a long one or the rest of what was left open before it."""
    start, end = quote
    rest = bool(quotes) and is_left_open(text, (quotes[-1].start, quotes[-1].end), quote)
    return (rest or end - start > LONG) and _fills_paragraph(text, start, end)


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
