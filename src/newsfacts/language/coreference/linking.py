"""Who a phrase refers to: from the head of a noun phrase to the record's own entities.

Most specific first: official, organization, person, country. What refers to none stays text. Pronouns and collective
subjects ("he", "both sides") are resolved only when one candidate fits; otherwise they are left out.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from newsfacts.language.coreference.antecedents import find_antecedent
from newsfacts.language.coreference.authors import resolve_document
from newsfacts.language.coreference.collectives import resolve_collective
from newsfacts.language.coreference.definites import resolve_capital, resolve_definite, resolve_korea
from newsfacts.language.coreference.holders import resolve_branch, resolve_members, resolve_part, resolve_state
from newsfacts.language.entities.index import HUMAN, WINDOW, EntityIndex, Filler, Mention
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import RELATIVE, case_of, coordinated, lower_after
from newsfacts.lexicon import BUILTIN, Lexicon
from newsfacts.lexicon.words import load_words

#: Who is meant by a phrase that names nobody, the first that knows it.
_RESOLVERS = (
    resolve_collective, resolve_korea, resolve_definite, resolve_members, resolve_branch, resolve_document,
    resolve_part, resolve_state, resolve_capital,
)  # fmt: skip


def link(doc: Doc, lexicon: Lexicon = BUILTIN) -> Linker:
    """The one linker of a Doc, ``doc._.entity_index``, made with a lexicon when it is first asked for."""
    if doc._.entity_index is None:
        doc._.entity_index = Linker(doc, lexicon)
    linker: Linker = doc._.entity_index
    return linker


class Linker(EntityIndex):
    """The record's entities by token, and which of them a phrase refers to."""

    def __init__(self, doc: Doc, lexicon: Lexicon = BUILTIN) -> None:
        super().__init__(doc)
        self.lexicon = lexicon
        self.sites = load_words("syntax.toml")["site"]
        self._resolved: dict[tuple[int, int], list[Filler]] = {}
        self._pronouns: dict[int, list[Filler]] = {}
        self.pairs: dict[int, list[tuple[str, str]]] = {}

    def resolve(self, head: Token, depth: int = 0) -> list[Filler]:
        """What the noun phrase of this head, with its coordinated heads, refers to."""
        if (known := self._resolved.get((head.i, depth))) is not None:
            return [*known]
        out: list[Filler] = []
        heads = coordinated(head)
        for token in sorted(heads, key=lambda t: t.i):
            for filler in self.resolve_one(token, depth):
                if filler.key not in {f.key for f in out}:
                    out.append(filler)
        out = self._without_callings(out)
        self._resolved[head.i, depth] = out
        return [*out]

    def _without_callings(self, fillers: list[Filler]) -> list[Filler]:
        """Only the name of "an activist and politician, Ann Lee", read as two or three people."""
        named = [f for f in fillers if f.kind in {"official", "person"} and f.ref is not None]
        callings = [f.token for f in fillers if f.token.tag_ == "NN"]
        if len(named) != 1 or len(callings) < 2 or any(f.ref is None and f.token.tag_ != "NN" for f in fillers):
            return fillers
        before = [[c.lower_ for c in t.children if c.dep_ in {"det", "nmod:poss", "nummod"}] for t in callings]
        last = callings[-1].idx + len(callings[-1])
        apart = self.text[last : named[0].start]
        return named if before[0] in (["a"], ["an"]) and not any(before[1:]) and apart in {", ", " "} else fillers

    def _find_named_body(self, token: Token) -> Mention | None:
        """The body whose kind the noun only adds: "the China Daily newspaper", "the Kurdistan Workers Party group"."""
        if token.lemma_.lower() not in self.words["kind_of_body"]:
            return None
        for i in range(token.i - 1, max(token.sent.start, token.i - 3) - 1, -1):
            for m in self.by_token.get(i, ()):
                if m.kind == "organization" and m.last == i and m.mention == "name":
                    return m
            if self.doc[i].pos_ not in {"NOUN", "PROPN"}:
                break
        return None

    def _find_second_state(self, token: Token, found: Mention) -> list[Filler]:
        """The other state in "Russian and Chinese forces" where only "Chinese forces" is a body of the record."""
        first = self.doc[found.first]
        if token.tag_ not in {"NNS", "NNPS"} or found.first < token.sent.start + 2 or first.nbor(-1).lower_ != "and":
            return []
        other = next((m for m in self.by_token.get(found.first - 2, ()) if m.mention == "demonym"), None)
        mine = self.country_of(found.ref)
        if other is None or mine is None or other.ref == mine or other.kind != "country":
            return []
        return [self.to_filler(self.doc[other.last], other)]

    def resolve_one(self, token: Token, depth: int) -> list[Filler]:
        """What one head, without what is coordinated with it, refers to: nothing where it stands for nobody."""
        found = self.find_mention(token)
        if depth > 4 or token.i in self.times:
            return []
        if token.tag_ in RELATIVE and (found is None or not token.text.isupper()):
            return []  # "who" is none, "WHO" is one
        if found is not None and found.mention == "pronoun":
            found = None
        if found is None and token.tag_ in {"PRP", "PRP$"}:
            return self.resolve_pronoun(token)
        if found is None or found.kind == "country":
            found = self._find_named_beside(token) or found
        if found is None and (body := self._find_unknown_body(token)) is not None:
            return [body]
        found = found or self._find_titled(token) or self._find_named_body(token)
        if found is not None:
            return [self.to_filler(token, found), *self._find_second_state(token, found)]
        for resolve in _RESOLVERS:
            if resolved := resolve(self, token, depth):
                return resolved
        if token.text.isupper() and not token.is_alpha:
            return []
        return [Filler(token, None, self._kind_of(token), *noun_phrase(token))]

    def _find_named_beside(self, token: Token) -> Mention | None:
        """Who "the minister, Li Zhaoxing", "President Moreno" and "elected Ana Silva president" name."""
        holds = token.lemma_.lower() in self.words["incumbent"]
        for child in token.children:
            office = holds and child.dep_ == "compound"
            beside = child.dep_ in {"appos", "flat", "nmod:desc", "dep"} or child.i == token.i + 1
            if child.pos_ != "PROPN" or not (office or beside):
                continue
            near = self.find_mention(child)
            if near is not None and near.kind in (HUMAN if office else HUMAN | {"organization"}):
                return near
        return None

    def _find_unknown_body(self, token: Token) -> Filler | None:
        """The name behind "the company, Millard Farms", which the record does not have."""
        if token.lemma_.lower() not in self.words["kind_of_body"]:
            return None
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and lower_after(c) == ","]
        if not named or self.by_token.get(named[0].i) or "," not in {t.text for t in self.doc[token.i : named[0].i]}:
            return None
        return Filler(named[0], None, "group", *noun_phrase(named[0]))

    def _kind_of(self, token: Token) -> str:
        """What a phrase that names nothing of the record stands for: a group, a place, a number, or something else."""
        lemma, named = token.lemma_.lower(), token.pos_ == "PROPN"
        groups = self.words["group"]
        if lemma in groups or token.lower_ in groups or lemma in self.words["country"]:
            return "group"
        if named and (token.ent_type_ == "PERSON" or self._is_described(token)):
            return "group"
        if self._is_named_site(token):
            return "place"
        if named and token.ent_type_ in {"ORG", "NORP"}:
            return "group"
        if named and not token.ent_type_ and token.dep_ == "nsubj" and token.text.istitle():
            articles = [c for c in token.children if c.pos_ == "DET"]  # a film, a ship, a storm has one
            return "other" if articles else "group"
        if (named and token.tag_ == "NNPS") or lemma in {"hundreds", "thousands", "dozens"}:
            return "group"
        counted = any(c.dep_ in {"nmod", "nummod"} for c in token.children)
        return "number" if token.pos_ == "NUM" and not counted else "other"

    def _is_described(self, name: Token) -> bool:
        """Whether a common noun before it says that it is somebody: "the state oil firm NNPC"."""
        before = [c for c in name.children if c.dep_ in {"compound", "nmod:desc"} and c.pos_ == "NOUN"]
        return any(c.lemma_.lower() in self.words["group"] for c in before)

    def _is_named_site(self, token: Token) -> bool:
        """ "The rebel-held town of Kilinochchi", "the Zaatari camp"."""
        if token.lemma_.lower() not in self.sites or token.tag_ not in {"NN", "NNP"}:
            return False
        return any(
            c.pos_ == "PROPN"
            and c.ent_type_ == "LOC"
            and ((c.i > token.i and case_of(c) == "of") or c.dep_ in {"appos", "compound", "nmod:desc"})
            for c in token.children
        )

    def _find_titled(self, token: Token) -> Mention | None:
        """Whose name follows the office that a noun tells, wherever the parser hung either."""
        name = self.doc._.titled.get(token.idx)
        span = self.doc.char_span(name, name + 1, alignment_mode="expand") if name is not None else None
        mentions = self.by_token.get(span[0].i, ()) if span is not None else ()
        return next((m for m in mentions if m.kind in HUMAN and m.mention == "name" and not m.group), None)

    def _is_titled(self, token: Token) -> bool:
        """ "The EU's enlargement commissioner, Johannes Hahn", "Germany's Joschka Fischer": no private person."""
        if token.pos_ == "NOUN" and token.lemma_.lower() in self.words["office"]:
            return True
        owners = [c for c in token.children if c.dep_ == "nmod:poss"]
        return any(m.kind in {"country", "organization"} for c in owners for m in self.by_token.get(c.i, ()))

    def to_filler(self, token: Token, m: Mention) -> Filler:
        doc = self.doc
        kind = "official" if m.kind == "person" and self._is_titled(token) else m.kind
        return Filler(token, m.ref, kind, doc[m.first].idx, doc[m.last].idx + len(doc[m.last]))

    def resolve_pronoun(self, token: Token) -> list[Filler]:
        if token.i in self._pronouns:
            return self._pronouns[token.i]
        self._pronouns[token.i] = []  # a circle finds nothing
        out = find_antecedent(self, token)
        self._pronouns[token.i] = out
        return out

    def resolve_other(self, filler: Filler, taken: set[str]) -> Filler:
        """For "it" that cannot be the actor again: the only other state or body named before it in the sentence."""
        if filler.token.lower_ not in {"it", "them"}:
            return filler
        others = {
            m.ref: m
            for i in range(max(filler.token.sent.start, filler.token.i - WINDOW), filler.token.i)
            for m in self.by_token.get(i, ())
            if m.kind in {"country", "organization"} and m.mention == "name" and m.ref not in taken
        }
        if not others:
            begin = filler.token.sent.start
            previous = self.doc[begin - 1].sent if begin else None
            others = {
                m.ref: m
                for t in previous or ()
                for m in self.by_token.get(t.i, ())
                if m.kind in {"country", "organization"} and m.mention == "name" and m.ref not in taken
            }
        if len(others) != 1:
            return filler
        only = next(iter(others.values()))
        return Filler(filler.token, only.ref, only.kind, filler.start, filler.end, resolved=only.ref)
