"""Turns of a transcript, headlines like them and signed quotations.

"ANN LEE, CHAIRMAN: We must act.", "Park: “We are ready.”", "“We are ready.” - Ann Park".
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from newsfacts.language.attribution.contents import LONGEST, to_stretch
from newsfacts.language.attribution.speakers import words
from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler, Mention
from newsfacts.language.syntax.quotes import CLOSING, Stretch, find_around
from newsfacts.language.syntax.relations import TENSED

#: The longest line of a speaker's name and offices, in tokens.
_LONGEST_NAME = 24
#: What stands between a quotation and who signs it.
DASHES = frozenset({"-", "–", "—", "--"})
_SPEAKERS = frozenset({"official", "person"})
_BEHIND_NAME = frozenset({":", ",", "(", "-LRB-"})


def find_turn(colon: Token, index: Linker, quotes: list[Stretch]) -> tuple[Filler, Stretch] | None:
    """Who speaks before a colon, and the rest of the line, where that is speech; else None."""
    doc, first = colon.doc, _find_line(colon)
    if first is None:
        return None
    named = _find_named(doc[first : colon.i], index)
    behind = doc[colon.i + 1 : _find_end(colon)]
    content = to_stretch(list(behind))
    if named is None or content is None or not _is_speech(behind, quotes):
        return None
    if (quoted := find_around(quotes, behind[0].idx)) is not None and quoted[1] <= behind.end_char:
        content = (content[0], quoted[1] - 1)  # "Lee: “We will go.” He left."
    start, end = doc[named.first].idx, doc[named.last].idx + len(doc[named.last])
    return Filler(doc[named.last], named.ref, named.kind, start, end), content


def find_signature(dash: Token, index: Linker, quotes: list[Stretch]) -> tuple[Filler, Stretch] | None:
    """Who signs a quotation that has a line of its own: '"It is a long game." - Ann Lee'; else None."""
    doc, text, end = dash.doc, index.text, _find_end(dash)
    quoted = find_around(quotes, len(text[: dash.idx].rstrip()) - 1)
    if quoted is None or text[quoted[1] - 1] not in CLOSING or text[: quoted[0]][-1:] not in {"", "\n"}:
        return None
    behind = [t for t in doc[dash.i + 1 : end] if not t.is_space]
    named = {m.ref: m for t in behind for m in index.by_token.get(t.i, ()) if _names_one(m)}
    if len(named) != 1 or len(behind) > _LONGEST_NAME or any(t.tag_ in TENSED for t in behind):
        return None
    (who,) = named.values()
    before = doc[dash.i + 1 : who.first]
    if not all(t.text[0].isupper() or t.is_punct or t.pos_ in {"ADP", "DET", "NOUN", "ADJ"} for t in before):
        return None
    start, last = doc[who.first].idx, doc[who.last].idx + len(doc[who.last])
    return Filler(doc[who.last], who.ref, who.kind, start, last), (quoted[0] + 1, quoted[1] - 1)


def _find_line(colon: Token) -> int | None:
    """The first token of a line whose only mark of a sentence is a colon; None where it is too long for a name."""
    first = colon.i
    while first > 0 and "\n" not in colon.doc[first - 1].text_with_ws:
        first -= 1
        if colon.i - first > _LONGEST_NAME or colon.doc[first].text == ":" or colon.doc[first].is_quote:
            return None
    return first if first < colon.i else None


def _find_end(colon: Token) -> int:
    """The token behind the line."""
    end, doc = colon.i + 1, colon.doc
    while end < len(doc) and end - colon.i < LONGEST and "\n" not in doc[end - 1].text_with_ws:
        end += 1
    return end


def _find_named(line: Span, index: Linker) -> Mention | None:
    """The one person whom a line names, behind nothing but offices and before nothing but commas and brackets."""
    if any(t.tag_ in TENSED or (t.pos_ == "VERB" and not t.text[0].isupper()) for t in line):
        return None
    found = {m.ref: m for t in reversed(list(line)) for m in index.by_token.get(t.i, ()) if _names_one(m)}
    if len(found) != 1:
        return None
    (named,) = found.values()
    before, after = line.doc[line.start : named.first], line.doc[named.last + 1]
    titled = all(t.text[0].isupper() or t.is_punct or t.pos_ in {"ADP", "DET", "CCONJ"} for t in before)
    return named if titled and after.text in _BEHIND_NAME else None


def _names_one(mention: Mention) -> bool:
    """Whether a mention names one person, and does not only describe or stand for one."""
    return mention.kind in _SPEAKERS and mention.mention == "name" and not mention.group


def _is_speech(behind: Span, quotes: list[Stretch]) -> bool:
    """Whether a line goes on with a quotation or a sentence of its own: not "Ann Lee: a life", "Lee: what to know"."""
    inner = [t for t in behind if not t.is_space]
    if find_around(quotes, inner[0].idx) is not None:
        return True
    sentence = inner[0].sent
    own = [t for t in sentence if t.i >= inner[0].i]
    if inner[0].lower_ in words()["no_turn"] and "?" not in {t.text for t in own}:
        return False
    return any(t.tag_ in TENSED and any(c.dep_.startswith("nsubj") for c in _around(t)) for t in own)


def _around(verb: Token) -> list[Token]:
    """What hangs on a verb, or on the word that it helps."""
    above = [*verb.head.children] if verb.dep_ in {"aux", "aux:pass", "cop"} else []
    return [*verb.children, *above]
