"""Where a fact is: the places that its words name with a preposition of place."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.syntax.relations import case_of, coordinated, words
from newsfacts.record import Place


class Places:
    """The places of a Doc by the words that they hang on."""

    def __init__(self, doc: Doc, index: Linker) -> None:
        self.doc = doc
        self.index = index

    def find(self, carriers_: list[Token]) -> Place | None:
        """The place of a fact, by the words that speak of its place."""
        for token in carriers_:
            phrases = [*token.children, *self._find_inner(token)]
            place = next((place for phrase in phrases if (place := self._place(phrase)) is not None), None)
            if place is not None:
                return place
        return None

    @staticmethod
    def _find_inner(token: Token) -> Iterator[Token]:
        """What stands with the object of a verb or, "a meeting with Mr. Biden in Peru", hangs on the name beside it."""
        for child in token.children:
            beside = child.pos_ == "PROPN" and child.dep_ in {"nmod", "obl"} and case_of(child) == "with"
            if beside or (child.dep_ == "obj" and token.pos_ == "VERB"):
                yield from (inner for inner in child.children if inner.dep_ == "nmod")

    def _place(self, phrase: Token) -> Place | None:
        """The place that a phrase names with a preposition of place: "in Kano", "in the village of Labado"."""
        if phrase.dep_.split(":")[0] not in {"obl", "nmod"} or phrase.dep_ in {"nmod:poss", "obl:agent"}:
            return None
        case, name = case_of(phrase), self._find_place_name(phrase)
        if name is None or case not in words()["places_with"] or name.i in self.index.days:
            return None  # "in mid-September"
        mentions = self.index.by_token.get(name.i, ())
        state = next((m for m in mentions if m.kind == "country"), None)
        if (case == "on" and name.ent_type_ != "LOC") or (mentions and state is None):
            return None
        if state is not None:
            if state.mention == "demonym":
                return None
            first, last = self.doc[state.first], self.doc[state.last]
        elif name.ent_type_ == "LOC":
            first, last = self._find_whole_name(name)
        else:
            return None
        start, end = first.idx, last.idx + len(last)
        country = state.ref if state is not None else self._find_state_of_place(name)
        return Place(text=self.index.text[start:end], start=start, end=end, country=country)

    def _find_place_name(self, phrase: Token) -> Token | None:
        """The word of a phrase that names a place: its own, or that of "the village of Labado"."""
        if phrase.ent_type_ == "LOC" or self.index.by_token.get(phrase.i):
            return phrase
        site = phrase.lemma_.lower() in words()["site"]  # not "at the request of Tunisia"
        for child in phrase.children:
            beside = child.dep_ in {"appos", "flat"} or (child.dep_ == "nmod" and site)
            if beside and child.ent_type_ == "LOC" and child.i > phrase.i and case_of(child) in {"of", ""}:
                return child
        return None

    def _find_whole_name(self, name: Token) -> tuple[Token, Token]:
        """The first and the last word of the name that the model sees around a word."""
        first, last = name, name
        while first.i > 0 and first.ent_iob_ == "I" and first.nbor(-1).ent_type_ == name.ent_type_:
            first = first.nbor(-1)
        while last.i + 1 < len(self.doc) and self.doc[last.i + 1].ent_iob_ == "I":
            last = self.doc[last.i + 1]
        return first, last

    def _find_state_of_place(self, name: Token) -> str | None:
        """The state that stands behind a place: "Kano, Nigeria"."""
        country = None
        for child in (c for head in coordinated(name)[:1] for c in head.children):
            state = next((m for m in self.index.by_token.get(child.i, ()) if m.kind == "country"), None)
            beside = child.dep_ in {"appos", "nmod:unmarked", "nmod", "flat"} and case_of(child) in {"", "in"}
            if beside and state is not None:
                country = state.ref
        return country
