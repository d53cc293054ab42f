"""Shapes of a sentence that reports: a cue beside or inside what is said, set off by commas, dashes or quotation marks.

"…, the ministry said." stands behind its content, "…, said the ministry." behind it with the speaker last; "The road,
the mayor said, will open" and '"The deal," she said, "is dead."' have it inside. The marks show where the cue begins
and ends, so that these are read from the words in their order; the tree is asked only for the speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from newsfacts.language.syntax.quotes import CLOSING, OPENING
from newsfacts.language.syntax.relations import RELATIVE, TENSED, lemma_of
from newsfacts.lexicon.words import load_words

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker

_CLOSING = CLOSING | {"?", "!"}
_DASHES = frozenset({"–", "—", "--"})
_MARKS = _CLOSING | OPENING | _DASHES | {","}
#: Prepositions that behind a comma go on with what is said, since nobody is told, or speaks, behind a comma.
_COMPLETING = frozenset({"to", "from", "into", "for"})
#: The longest cue with its speaker, in tokens: titles run long, no cue runs longer.
LONGEST_CUE = 30


@dataclass(frozen=True)
class Shape:
    """Where a cue stands: the head of its speaker's phrase, what stands before it and behind it (token indices)."""

    speaker: Token
    before: tuple[int, int]
    behind: tuple[int, int] | None


def find_shape(verb: Token, index: Linker) -> Shape | None:
    """The shape of the sentence around a finite verb of saying, or None where it is no cue set off by marks.

    ``behind`` is the rest of what is said, where the cue stands inside it.
    """
    sent = verb.sent
    if len(sent) > 400 or not (verb.tag_ in TENSED or _is_misread(verb)):
        return None
    first = _find_start(verb, index, sent)
    if first is None or first - sent.start < 2:
        return None
    inverted = first == verb.i
    phrase = _find_inverted_phrase(verb, sent, index.words["within_speaker"]) if inverted else verb.doc[first : verb.i]
    speaker = _find_speaker(phrase, verb, index)
    if speaker is None:
        return None
    end = _find_end(phrase.end if inverted else verb.i + 1, sent)
    before = _trim(sent.doc[sent.start : first])
    if before is None or end is None:
        return None
    return Shape(speaker, before, _find_rest(verb, before, end, sent, index))


def _is_misread(verb: Token) -> bool:
    """A past behind a comma that was read as a participle: "…, assured the minister"."""
    return verb.tag_ == "VBN" and verb.i > 0 and verb.nbor(-1).text in _MARKS and not any(
        c.dep_ in {"aux", "aux:pass"} for c in verb.children
    )


def _find_start(verb: Token, index: Linker, sent: Span) -> int | None:
    """Where the cue's own words begin: behind the last mark before it, or at the name that an apposition explains."""
    if (aside := _find_aside(verb, sent)) is not None:
        return aside
    doc, start = verb.doc, verb.i
    while start > sent.start and doc[start - 1].text not in _MARKS:
        start -= 1
        token = doc[start]
        if verb.i - start > LONGEST_CUE or token.tag_ in TENSED or token.text in {";", ":"}:
            return None
    if start == sent.start:
        return None
    words = doc[start : verb.i]
    if not len(words):
        return start
    if words[0].pos_ in {"SCONJ", "CCONJ", "ADP", "VERB"} or words[0].tag_ in RELATIVE:
        return start if _is_remark(words[0], verb) else None
    return _find_explained(words, index, sent) or start


def _is_remark(opens: Token, verb: Token) -> bool:
    """Whether a cue opens with "as", and has no object: "The law, as the minister explained, will change nothing"."""
    alone = opens.lower_ == "as" and not any(c.dep_ == "obj" for c in verb.children)
    return alone and lemma_of(verb) in load_words("speech.toml")["remarking"]


def _find_aside(verb: Token, sent: Span) -> int | None:
    """Where a speaker with an aside begins: "…, Ann Lee, 72, told the court"."""
    for own in verb.children:
        begin = own.left_edge.i
        near = own.dep_ == "nsubj" and begin > sent.start and own.right_edge.i in {verb.i - 1, verb.i - 2}
        if near and _opens_behind_mark(sent, begin, verb.i):
            return begin
    return None


def _find_explained(words: Span, index: Linker, sent: Span) -> int | None:
    """Where the name begins that the words behind its comma explain: "…, Ana Ruiz, the health minister, said"."""
    comma = words.start - 1
    mine = {m.ref for t in words for m in index.by_token.get(t.i, ()) if m.kind in {"official", "person"}}
    named = [m for m in index.by_token.get(comma - 1, ()) if m.ref in mine and m.mention == "name"]
    if words.doc[comma].text != "," or not named:
        return None
    left = named[0].first
    while left > sent.start and words.doc[left - 1].text not in _MARKS:
        left -= 1
    return left if left > sent.start and _opens_behind_mark(sent, left, named[0].first) else None


def _opens_behind_mark(sent: Span, begin: int, end: int) -> bool:
    """Whether words stand behind a mark and hold no clause."""
    return sent.doc[begin - 1].text in _MARKS and not any(t.tag_ in TENSED for t in sent.doc[begin:end])


def _find_inverted_phrase(verb: Token, sent: Span, within: frozenset[str]) -> Span:
    """What follows the cue up to a mark or a word that no name or title holds; ``within``: prepositions that may."""
    end = verb.i + 1
    while end < sent.end and end - verb.i < LONGEST_CUE:
        token = verb.doc[end]
        if token.text in _MARKS or token.tag_ in TENSED or token.text in {".", ";", ":"}:
            break
        if token.pos_ in {"ADP", "SCONJ"} and token.lower_ not in within:
            break
        end += 1
    return verb.doc[verb.i + 1 : end]


def _find_speaker(phrase: Span, verb: Token, index: Linker) -> Token | None:
    """The head of the speaker's phrase: its subject in the tree, else who is named in it, else its last noun."""
    own = [c for c in verb.children if c.dep_ == "nsubj" and phrase.start <= c.i < phrase.end]
    if own and phrase.start > verb.i:
        own = []  # behind the cue the tree is often wrong: the name decides
    if own:
        return own[-1]
    mentions = [m for t in phrase for m in index.by_token.get(t.i, ()) if m.last < phrase.end]
    # whose something is, does not speak: "Ana Lee, 61, announced her resignation"
    mentions = [m for m in mentions if all(t.dep_ != "nmod:poss" for t in verb.doc[m.first : m.last + 1])]
    for kinds in ({"official", "person"}, {"organization"}, {"country"}):
        named = [m for m in mentions if m.kind in kinds]
        names = [m for m in named if m.mention == "name"] or named
        if names and (kinds != {"country"} or _fills(names[-1].first, names[-1].last, phrase)):
            return _find_head(verb.doc[names[-1].first : names[-1].last + 1])
    nouns = [t for t in phrase if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.i not in index.times]
    stop = next((t.i for t in phrase if t.pos_ == "ADP"), phrase.end)
    return next((t for t in reversed(nouns) if t.i < stop), None)


def _find_head(mention: Span) -> Token:
    """The last word of a mention, or what this adds to behind a preposition: "governor", of "governor of Lagos"."""
    head = mention[-1]
    while head.dep_ == "nmod" and head.head in mention and any(c.dep_ == "case" for c in head.children):
        head = head.head
    return head


def _fills(first: int, last: int, phrase: Span) -> bool:
    """Whether a mention is the whole phrase but for its article: "Nicaragua", not the one in "Claro Nicaragua"."""
    return last == phrase.end - 1 and all(t.pos_ == "DET" for t in phrase.doc[phrase.start : first])


def _find_end(begin: int, sent: Span) -> int | None:
    """The mark that ends the cue, or the sentence's end; None where a clause goes on ("he said the road …")."""
    for token in sent.doc[begin : sent.end]:
        if token.text in _MARKS or token.i >= sent.end - 1:
            return token.i
        if token.tag_ in TENSED or token.tag_ in {"VB", "VBG"} or token.lower_ == "that":
            return None
    return sent.end


def _find_rest(
    verb: Token, before: tuple[int, int], end: int, sent: Span, index: Linker
) -> tuple[int, int] | None:
    """The second part of what is said, behind a cue that interrupts it."""
    rest = _trim(sent.doc[end:sent.end])
    if rest is None or rest[0] <= verb.i:
        return None
    if any(t.text in OPENING for t in sent.doc[end : rest[0]]):
        quoted = sent.doc[before[1]].text in _CLOSING | {","} and _is_quoted(sent, before)
        return rest if quoted else None
    head = sent.doc[rest[0]]
    goes_on = _completes_phrase(verb, head, index) if _is_whole(sent, before) else _opens_with_verb(head)
    return rest if goes_on else None


def _is_whole(sent: Span, part: tuple[int, int]) -> bool:
    """Whether words are a sentence of their own: a finite verb in them belongs to no relative clause."""
    finite = [t for t in sent.doc[part[0] : part[1]] if t.tag_ in TENSED]
    return any(not any(c.tag_ in RELATIVE for c in t.subtree if c.i < t.i) for t in finite)


def _opens_with_verb(head: Token) -> bool:
    """ "The road, the mayor said, will open", "…, already has opened"; a present may be read as a bare form."""
    return head.tag_ in {*TENSED, "VB"} or (
        head.pos_ == "ADV" and head.i + 1 < len(head.doc) and head.nbor(1).tag_ in TENSED
    )


def _completes_phrase(verb: Token, head: Token, index: Linker) -> bool:
    """ "paid the money, he said, to delegates"; not where or when he said it."""
    if head.tag_ not in {"TO", "IN"} or head.dep_ != "case":
        return False
    noun = head.head
    told = noun.i in index.times or noun.lemma_.lower() in index.words["document"]
    elsewhere = verb.dep_ == "ROOT" and noun.dep_ == "obl" and head.lower_ not in _COMPLETING
    return not told and not elsewhere


def _is_quoted(sent: Span, part: tuple[int, int]) -> bool:
    """Whether the words before the cue end in a quotation: a closing mark stands between them and the cue."""
    return any(t.text in _CLOSING for t in sent.doc[part[1] : min(part[1] + 3, sent.end)])


def _trim(span: Span) -> tuple[int, int] | None:
    """Token indices of a stretch without the marks and spaces around it."""
    first, last = span.start, span.end
    while first < last and (span.doc[first].is_punct or span.doc[first].is_space or span.doc[first].text in _MARKS):
        first += 1
    while last > first and (
        span.doc[last - 1].is_punct or span.doc[last - 1].is_space or span.doc[last - 1].text in _MARKS
    ):
        last -= 1
    return (first, last) if first < last else None
