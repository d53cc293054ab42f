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
    """Whom "both sides" and "the two leaders" mean: the two parties named last."""
    want = _find_wanted(linker, token)
    if not want or not _is_of_two(token) or any(linker.by_token.get(c.i) for c in token.children):
        return []
    if token.i not in linker.pairs:
        linker.pairs[token.i] = []  # a circle finds nothing
        linker.pairs[token.i] = _last_pair(linker, token, want)
    pairs = linker.pairs[token.i]
    beside = {m.ref for c in token.head.children if c.i != token.i for m in linker.by_token.get(c.i, ())}
    if beside & {ref for ref, _ in pairs}:
        return []  # who presses "both leaders" is neither of them
    states = token.lemma_.lower() in {"country", "nation", "government", "state"}
    if states and any(kind != "country" for _, kind in pairs):
        return []
    start, end = noun_phrase(token)
    return [Filler(token, ref, kind, start, end, resolved=ref) for ref, kind in pairs]


_OFFICIALS, _PARTIES = frozenset({"official"}), frozenset({"country", "organization", "official"})


def _find_wanted(linker: Linker, token: Token) -> frozenset[str]:
    """The kinds of parties that a collective word can mean; none where it is no such word."""
    lemma = token.lemma_.lower()
    if token.tag_ in {"NNS", "NNPS"}:
        if lemma in linker.words["collective_official"]:
            return _OFFICIALS
        return _PARTIES if lemma in linker.words["collective"] else frozenset()
    if lemma == "two" and [c.lower_ for c in token.children] == ["the"]:
        return _OFFICIALS  # "the two will meet again"
    return _PARTIES if lemma == "both" and token.pos_ in {"PRON", "DET"} else frozenset()


def _is_of_two(token: Token) -> bool:
    """Whether the words say that two are meant: "both", "the two leaders", "the sides"."""
    lemma, modifiers = token.lemma_.lower(), {c.lower_ for c in token.children if c.i < token.i}
    paired = modifiers == {"the"} and lemma in {"side", "country"}
    return lemma in {"both", "two"} or bool(modifiers & {"two", "both"}) or paired


def _last_pair(linker: Linker, token: Token, want: frozenset[str]) -> list[tuple[str, str]]:
    """The two parties named last: a coordination of two, or the only two named in the sentences just before."""
    windows = _find_windows(linker, token)
    for i in (i for window in windows for i in reversed(window)):
        pair = _find_coordinated(linker, linker.doc[i], want)
        if len(set(pair)) == 2:
            return [_country_side(linker, p, want) for p in pair]
    kind = "official" if want == _OFFICIALS else "country"
    seen: dict[tuple[str, str], None] = {}
    for window in windows:
        for i in window:
            m = next((m for m in linker.by_token.get(i, ()) if m.kind == kind), None)
            if m is not None and not m.group and (token.lower_ != "two" or m.mention == "name"):
                seen[m.ref, m.kind] = None
        if len(seen) == 2:
            return list(seen)
    return []


def _find_windows(linker: Linker, token: Token) -> list[range]:
    """The words before a token in its sentence, then those of the two sentences before."""
    begin = token.sent.start
    windows = [range(begin, token.i)]
    while begin > 0 and len(windows) < 3:
        previous = linker.doc[begin - 1].sent
        windows.append(range(previous.start, previous.end))
        begin = previous.start
    return windows


def _find_coordinated(linker: Linker, token: Token, want: frozenset[str]) -> list[tuple[str, str]]:
    """The two parties that a word joins: "Ghana and Togo"."""
    members = coordinated(token) if token.dep_ != "conj" else []
    found = [f for x in members for f in linker.resolve_one(x, 3)] if len(members) == 2 else []
    if len(found) != 2 or any(f.ref is None or f.kind not in want for f in found):
        return []
    return [(f.ref or "", f.kind) for f in found]


def _country_side(linker: Linker, party: tuple[str, str], want: frozenset[str]) -> tuple[str, str]:
    """The country that an official stands for when countries are meant."""
    ref, kind = party
    if kind == "official" and "country" in want:
        code = linker.country_of(ref)
        if code is not None and code in linker.entity:
            return code, "country"
    return ref, kind
