"""Where a noun phrase begins and ends."""

from __future__ import annotations

from spacy.tokens import Token

from newsfacts.language.syntax.relations import case_of, words

#: Relations of what stands beside a phrase rather than in it.
_OUTSIDE = frozenset(
    {"acl", "acl:relcl", "advcl", "advmod", "appos", "aux", "case", "cc", "cc:preconj", "conj", "cop", "dep", "det"}
    | {"det:predet", "mark", "nmod:unmarked", "nsubj", "obl", "obl:unmarked", "parataxis", "punct"}
)
#: Relations behind the head that belong to it.
_BEHIND = frozenset({"compound", "fixed", "flat", "goeswith", "nummod"})
_INNER = frozenset({"amod", "compound", "det", "flat", "nummod"})


def noun_phrase(head: Token) -> tuple[int, int]:
    """Character range of the phrase without determiner, preposition, apposition and clauses."""
    first = last = head
    for child in head.children:
        if child.dep_ in _OUTSIDE or (child.i > head.i and child.dep_ not in _BEHIND and not _is_inner(child)):
            continue
        if child.left_edge.i < first.i:
            first = child.left_edge
        right = _simple(child)[-1] if child.i > head.i and child.dep_ == "nmod" else child.right_edge
        if right.i > last.i:
            last = right
    while first.i < head.i and (first.pos_ in {"DET", "PUNCT", "ADP", "CCONJ"} or first.lower_ in {"least", "than"}):
        first = first.nbor(1)
    while last.i > head.i and last.pos_ in {"PUNCT", "ADP", "CCONJ"}:
        last = last.nbor(-1)
    return first.idx, last.idx + len(last)


def _is_inner(child: Token) -> bool:
    """Whether a phrase with "of" belongs to the noun before it; not in "accuses both countries of failing"."""
    head = child.head
    charged = head.dep_ in {"obj", "iobj"} and head.head.lemma_ in words()["charging"]
    return child.dep_ == "nmod" and case_of(child) == "of" and child.tag_ != "VBG" and not charged


def _simple(token: Token) -> list[Token]:
    """The words of a phrase and of those within it that "of" joins, in reading order."""
    out = [token]
    for child in token.children:
        if child.dep_ == "nmod" and case_of(child) == "of" and child.i > token.i:
            out += _simple(child)
        elif child.dep_.split(":")[0] in _INNER:
            out += child.subtree
    return sorted(out, key=lambda t: t.i)
