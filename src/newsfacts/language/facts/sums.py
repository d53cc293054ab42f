"""For how much: the sums of a fact, by the words that they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from newsfacts.language.amounts.currency import COMPARISON, CONVERSION
from newsfacts.language.facts.times import APART, CLAUSES, pass_aim
from newsfacts.language.syntax.arguments import tells_worth
from newsfacts.language.syntax.relations import case_of, is_verb
from newsfacts.record import Amount

_EACH = re.compile(r"\s*(?:each|apiece)\b")  # after a price
#: Behind the worth of what a sum is paid in: "all in $50 and $100 bills".
_NOTES = re.compile(r"\s(?:(?:and|or|to)\s\S{1,8}\s)?(?:bills|notes|banknotes|coins|denominations|bank notes)\b")
_OF_WHICH = re.compile(r"\s*of (?:which|whom|that|it)\b")  # after a share of another sum
_FROM = re.compile(r"\bfrom (?:about |around |nearly |over |just )?$")


def _climb(span: Span) -> Iterator[Token]:
    """What a sum hangs on, up to its verb."""
    token = span.root
    for _ in range(4):
        if token.head.i == token.i or any(c.dep_ == "cop" for c in token.children):
            return  # "a loan to Ghana, whose debt is $44 billion"
        head = pass_aim(token)
        if not span.start <= token.i < span.end and case_of(token) in APART:
            return
        if not is_verb(token):
            yield head
        worth = tells_worth(head) or tells_worth(token)  # "signed an agreement worth $5 million"
        if not worth and (is_verb(head) or token.dep_ in CLAUSES):
            return
        token = head


class Sums:
    """The amounts of money of a Doc by the token that they depend on."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc = doc
        self.text = text
        self.spans = {a.id: doc.char_span(a.start, a.end, alignment_mode="expand") for a in doc._.amounts}
        self.by_token: dict[int, list[str]] = {}
        for ident, span in self.spans.items():
            for token in _climb(span) if span is not None else ():
                self.by_token.setdefault(token.i, []).append(ident)
        self.parts = self._find_parts()
        self.asides = self._find_asides()
        self.at = {i: a for a in doc._.amounts for i in range(a.start, a.end)}

    def _find_parts(self) -> set[str]:
        """Sums told only as the whole of another, or again: "$628,000 of a $58 million bill", "2m naira (£7,300)"."""
        spans = self.spans
        out = {a.id for a in self.doc._.amounts if _OF_WHICH.match(self.text[a.end : a.end + 12])}
        out |= {a.id for a in self.doc._.amounts if _NOTES.match(self.text[a.end : a.end + 40])}
        for ident, span in spans.items():
            if span is None:
                continue
            after = self.doc[span.end] if span.end < len(self.doc) else None
            if after is not None and after.lower_ == "of" and after.dep_ == "case":
                out |= {i for i, s in spans.items() if s and i != ident and after.head.is_ancestor(s.root)}
        sums = sorted(self.doc._.amounts, key=lambda a: a.start)
        for first, second in pairwise(sums):
            between = self.text[first.end : second.start]
            same = first.currency != second.currency and CONVERSION.fullmatch(between) is not None
            if same or between.strip() == "(" or (first.id in out and between.strip() in {";", ",", "/", "or"}):
                out.add(second.id)
        return out

    def _find_asides(self) -> set[str]:
        """Sums that are a fact's own only where no other is: a price each, a level before."""
        out: set[str] = set()
        for amount in self.doc._.amounts:
            after = self.text[amount.end : amount.end + 12]
            if amount.per is not None or _EACH.match(after):
                out.add(amount.id)  # "for $40 a share, or about $66 million"
        for first, second in pairwise(sorted(self.doc._.amounts, key=lambda a: a.start)):
            between = self.text[first.end : second.start]
            if between.strip() == "to" and _FROM.search(self.text[: first.start][-12:]):
                out.add(first.id)  # "from $3 billion to $5 billion"
            elif between.strip() != "to" and COMPARISON.fullmatch(between):
                out.add(second.id)  # "$3 billion, up from $2 billion"
        return out

    def find_at(self, token: Token) -> Amount | None:
        """The sum that a token is part of."""
        return self.at.get(token.idx)

    def find(self, carriers: list[Token]) -> list[str]:
        aims = [c for t in carriers for c in t.children if c.dep_ == "xcomp"]  # "agreed to forfeit $5 million"
        for token in (*carriers, *aims):
            if found := self.by_token.get(token.i):
                own = [a for a in dict.fromkeys(found) if a not in self.parts]
                return [a for a in own if a not in self.asides] or own
        return []

    def find_head(self, ident: str) -> Token | None:
        """The token that a sum hangs in its sentence by."""
        span = self.spans[ident]
        return None if span is None else span.root
