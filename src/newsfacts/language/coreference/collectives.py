"""Which two "both sides" and "the two leaders" are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from newsfacts.language.entities.index import Filler
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import coordinated

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker


def resolve_collective(linker: Linker, token: Token, depth: int) -> list[Filler]:
    lemma = token.lemma_.lower()
    if token.tag_ not in {"NNS", "NNPS"}:
        official = lemma == "two" and [c.lower_ for c in token.children] == ["the"]  # "the two will meet again"
        if not official and not (lemma == "both" and token.pos_ in {"PRON", "DET"}):
            return []
    else:
        official = lemma in linker.words["collective_official"]
        if not official and lemma not in linker.words["collective"]:
            return []
    modifiers = {c.lower_ for c in token.children if c.i < token.i}
    if (
        lemma not in {"both", "two"}
        and not modifiers & {"two", "both"}
        and not (modifiers == {"the"} and lemma in {"side", "country"})
    ):
        return []
    if any(linker.by_token.get(c.i) for c in token.children):
        return []
    start, end = noun_phrase(token)
    want = {"official"} if official else {"country", "organization", "official"}
    if token.i not in linker.pairs:
        linker.pairs[token.i] = []  # a circle finds nothing
        linker.pairs[token.i] = _last_pair(linker, token, want)
    pairs = linker.pairs[token.i]
    beside = {m.ref for c in token.head.children if c.i != token.i for m in linker.by_token.get(c.i, ())}
    if beside & {ref for ref, _ in pairs}:
        return []  # who presses "both leaders" is neither of them
    if lemma in {"country", "nation", "government", "state"} and any(kind != "country" for _, kind in pairs):
        return []
    return [Filler(token, ref, kind, start, end, resolved=ref) for ref, kind in pairs]


def _last_pair(linker: Linker, token: Token, want: set[str]) -> list[tuple[str, str]]:
    """The two parties named last: a coordination of two, or the only two named in the sentences just before."""
    sent = token.sent
    windows = [range(sent.start, token.i)]
    begin = sent.start
    for _ in range(2):
        if begin == 0:
            break
        previous = linker.doc[begin - 1].sent
        windows.append(range(previous.start, previous.end))
        begin = previous.start
    for window in windows:
        for i in reversed(window):
            t = linker.doc[i]
            members = coordinated(t)
            if len(members) == 2 and t.dep_ != "conj":
                found = [f for x in members for f in linker.resolve_one(x, 3)]
                if len(found) == 2 and all(f.ref is not None and f.kind in want for f in found):
                    pair = [(f.ref or "", f.kind) for f in found]
                    if len(set(pair)) == 2:
                        return [_country_side(linker, p, want) for p in pair]
    seen: dict[tuple[str, str], None] = {}
    for window in windows:
        for i in window:
            m = next(
                (
                    m
                    for m in linker.by_token.get(i, ())
                    if m.kind in ({"official"} if want == {"official"} else {"country"})
                ),
                None,
            )
            if m is not None and not m.group and (token.lower_ != "two" or m.mention == "name"):
                seen[m.ref, m.kind] = None
        if len(seen) == 2:
            return list(seen)
    return []


def _country_side(linker: Linker, party: tuple[str, str], want: set[str]) -> tuple[str, str]:
    """The country that an official stands for when countries are meant."""
    ref, kind = party
    if kind == "official" and "country" in want:
        code = linker.country_of(ref)
        if code is not None and code in linker.entity:
            return code, "country"
    return ref, kind
