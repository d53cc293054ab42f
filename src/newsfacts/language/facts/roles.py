"""Who a phrase refers to: from the head of a noun phrase to the record's own entities.

Most specific first: official, organization, person, country. What refers to none stays text. Pronouns and collective
subjects ("he", "both sides") are resolved only when one candidate fits; otherwise they are left out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Span, Token

from newsfacts.language.officials.patterns import kinds_by_noun
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import case_of, coordinated, depth_of, lower_after
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.words import load_words
from newsfacts.record import Argument

#: How many words back a pronoun may look: no sentence of news is longer.
WINDOW = 120
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


@cache
def _capitals() -> dict[str, str]:
    """Capital → code, from the lexicon of countries."""
    lines = resources.files("newsfacts.lexicon").joinpath("countries.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {capital: row["code"] for row in rows for capital in row.get("capitals", ())}


_STATES_SAY = frozenset(
    {"statement", "letter", "resolution", "communique", "declaration", "announcement", "decree", "memo"}
)

@cache
def _saying() -> frozenset[str]:
    """The verbs of saying that have a clause or stand behind what is said, by lemma."""
    return frozenset(row["lemma"] for row in BUILTIN.rows("reporting_verb") if row.get("clause") or row.get("tail"))


def _speaks(verb: Token) -> bool:
    """Whether a verb is one of saying."""
    return verb.lemma_ in _saying()


def _is_late_speaker(token: Token) -> bool:
    """A pronoun that speaks after its content: "…, he said"."""
    if token.dep_ != "nsubj" or not _speaks(token.head) or token.i - token.sent.start < 4:
        return False
    before = token.nbor(-1) if token.i < token.head.i else token.head.nbor(-1)
    return before.is_punct or before.text in {"''", "”", '"'}


@dataclass(frozen=True)
class Filler:
    """One argument: the record's entity, or the text when it is none of the record's."""

    token: Token
    ref: str | None
    kind: str  # official, organization, person, country, group, other
    start: int
    end: int
    resolved: str | None = None  # what a pronoun or collective stood for: the cue of an explanation

    def to_argument(self, text: str) -> Argument:
        return Argument(ref=self.ref, text=text[self.start : self.end], start=self.start, end=self.end)

    @property
    def key(self) -> str:
        return self.ref or f"{self.start}"


@dataclass(frozen=True)
class _Mention:
    ref: str
    kind: str
    mention: str
    first: int
    last: int
    group: bool
    entity: Any


_HUMAN = frozenset({"official", "person"})
_BODIES = frozenset({"country", "organization"})
_RANK = {"official": 0, "organization": 1, "person": 2, "country": 3}


class EntityIndex:
    """The record's entities by token."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text  # once: spaCy joins it anew each time
        self.words = load_words("actors.toml")
        self.sites = load_words("syntax.toml")["site"]
        self.by_token: dict[int, list[_Mention]] = defaultdict(list)
        starts = {t.idx: t.i for t in doc}
        layers = (
            ("official", doc._.officials),
            ("organization", doc._.organizations),
            ("person", doc._.people),
            ("country", doc._.countries),
        )
        for kind, entities in layers:
            for entity in entities:
                for m in entity.mentions:
                    first = starts.get(m.start)
                    if first is None:
                        span = doc.char_span(m.start, m.end, alignment_mode="expand")
                        if span is None:
                            continue
                        first, last = span.start, span.end - 1
                    else:
                        last = first
                        while last + 1 < len(doc) and doc[last + 1].idx < m.end:
                            last += 1
                    found = _Mention(
                        entity.id, kind, m.kind, first, last, bool(getattr(entity, "group", False)), entity
                    )
                    for i in range(first, last + 1):
                        self.by_token[i].append(found)
        for found_list in self.by_token.values():
            found_list.sort(key=lambda x: (_RANK[x.kind], x.first - x.last))
        self.bodies: dict[str, list[tuple[str, int]]] = defaultdict(list)  # by the last word of the name
        for e in doc._.organizations:
            name = e.name.lower()
            for part in {name, re.split(r" (?:of|for|on) ", name)[0]}:  # "the ministry", of the Ministry of Labor
                if e.mentions and part.split():
                    self.bodies[part.split()[-1]].append((e.id, min(m.start for m in e.mentions)))
        self.times: set[int] = set()  # dates and sums are nobody
        self.days: set[int] = set()
        for timed in (*doc._.dates, *doc._.amounts):
            span = doc.char_span(timed.start, timed.end, alignment_mode="expand")
            for i in range(span.start, span.end) if span is not None and timed.id.startswith("a") else ():
                self.by_token.pop(i, None)  # "1.2 billion U.S. dollars" is nobody's
            if span is not None and not any(self.by_token.get(t.i) for t in span):
                self.times.update(t.i for t in span)
                self.days.update(t.i for t in span if timed.id.startswith("d"))
        self._resolved: dict[tuple[int, int], list[Filler]] = {}
        self._pronouns: dict[int, list[Filler]] = {}
        self._collectives: dict[int, list[tuple[str, str]]] = {}
        self.entity = {e.id: e for _, layer in layers for e in layer}

    # -- lookups -----------------------------------------------------------------------------------------------
    def find_mention(self, token: Token) -> _Mention | None:
        """The most specific mention whose head could be this token."""
        for m in self.by_token.get(token.i, ()):
            if m.kind == "country" and token.i != m.last and token.i != m.first:
                continue
            if m.kind == "official" and any(c.dep_ == "case" and m.first < c.i < token.i for c in token.children):
                continue  # "Venezuela" within "ambassador to Venezuela" is the state
            # "Pentagon officials": a mention that ends before a noun head does not name that head
            return m
        return None

    def country_of(self, ref: str | None) -> str | None:
        entity = self.entity.get(ref or "")
        return getattr(entity, "country", None) or getattr(entity, "code", None)

    def modifier_mentions(self, head: Token) -> list[Token]:
        """Children that name a country or body and only modify the head, also within "Iranian gas exports"."""
        inner = [c for c in head.children if c.dep_ == "compound" and c.pos_ == "NOUN" and c.i < head.i]
        return [
            c
            for c in (*(g for i in inner for g in i.children if g.dep_ == "amod"), *head.children)
            if c.dep_.split(":")[0] in {"amod", "compound", "nmod", "flat"}
            and c.i < head.i
            and self.by_token.get(c.i)
            and not any(g.dep_ == "case" and g.lower_ not in {"'s", "’s", "'", "’"} for g in c.children)
        ]

    # -- linking -----------------------------------------------------------------------------------------------
    def resolve(self, head: Token, depth: int = 0) -> list[Filler]:
        """What the noun phrase of this head, with its coordinated heads, refers to."""
        if (known := self._resolved.get((head.i, depth))) is not None:
            return [*known]
        out: list[Filler] = []
        heads = coordinated(head)
        for name in self._find_second_name(head):  # "Mr. Clinton and Premier Hun Sen" read as one name
            heads.append(name)
        heads += [x for t in heads for c in t.children if self._is_listed(c, t) for x in coordinated(c)]
        for token in sorted(heads, key=lambda t: t.i):
            for filler in self._resolve_one(token, depth):
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

    def _is_listed(self, token: Token, head: Token) -> bool:
        """ "Malaysia" of "Indonesia, Malaysia and the Philippines" read as an apposition, which is not the same one."""
        if token.dep_ != "appos" or token.i < head.i + 2:
            return False
        first, second = self.find_mention(head), self.find_mention(token)
        if first is None or second is None or first.ref == second.ref:
            return False
        if first.kind == second.kind == "country" and self.doc[head.i + 1].text == ",":
            return first.mention == second.mention == "name"
        listed = any(c.dep_ == "conj" for t in (head, token) for c in t.children if c.i > token.i)
        # "the minister, Ann Lee, and her deputy" has a name that explains an office
        return listed and head.pos_ == token.pos_ and {first.kind, second.kind} <= {"official", "person"}

    def _find_named_body(self, token: Token) -> _Mention | None:
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

    def _find_second_state(self, token: Token, found: _Mention) -> list[Filler]:
        """The other state in "Russian and Chinese forces" where only "Chinese forces" is a body of the record."""
        first = self.doc[found.first]
        if token.tag_ not in {"NNS", "NNPS"} or found.first < token.sent.start + 2 or first.nbor(-1).lower_ != "and":
            return []
        other = next((m for m in self.by_token.get(found.first - 2, ()) if m.mention == "demonym"), None)
        mine = self.country_of(found.ref)
        if other is None or mine is None or other.ref == mine or other.kind != "country":
            return []
        return [self._filler(self.doc[other.last], other)]

    def _find_second_name(self, head: Token) -> list[Token]:
        """A name behind "and" that the parser took for a part of the first one."""
        mine = self.by_token.get(head.i, ())
        for child in head.children:
            if child.dep_ != "flat" or child.i < head.i or not self.by_token.get(child.i):
                continue
            if any(m in mine for m in self.by_token[child.i]):
                continue
            if any(t.lower_ == "and" for t in self.doc[head.i + 1 : child.i]):
                return [child]
        return []

    def _resolve_one(self, token: Token, depth: int) -> list[Filler]:
        """What one head, without what is coordinated with it, refers to: nothing where it stands for nobody."""
        found = self.find_mention(token)
        if depth > 4 or token.i in self.times:
            return []
        if token.tag_ in _RELATIVE and (found is None or not token.text.isupper()):
            return []  # "who" is none, "WHO" is one
        if found is not None and found.mention == "pronoun":
            found = None
        if found is None and token.tag_ in {"PRP", "PRP$"}:
            return self.resolve_pronoun(token)
        if found is None or found.kind == "country":
            found = self._find_named_beside(token) or found
        if found is None and (body := self._find_unknown_body(token)) is not None:
            return [body]
        found = found or self._find_named_after(token) or self._find_named_body(token)
        if found is not None:
            return [self._filler(token, found), *self._find_second_state(token, found)]
        resolvers = (
            self._resolve_collective, self._resolve_korea, self._resolve_definite, self._resolve_members,
            self._resolve_branch, self._resolve_document, self._resolve_part, self._resolve_state,
            self._resolve_capital,
        )  # fmt: skip
        for resolve in resolvers:
            if resolved := resolve(token, depth):
                return resolved
        if token.text.isupper() and not token.is_alpha:
            return []
        return [Filler(token, None, self._kind_of(token), *noun_phrase(token))]

    def _find_named_beside(self, token: Token) -> _Mention | None:
        """Who "the minister, Li Zhaoxing", "President Moreno" and "elected Ana Silva president" name."""
        holds = token.lemma_.lower() in self.words["incumbent"]
        for child in token.children:
            office = holds and child.dep_ == "compound"
            beside = child.dep_ in {"appos", "flat", "nmod:desc", "dep"} or child.i == token.i + 1
            if child.pos_ != "PROPN" or not (office or beside):
                continue
            near = self.find_mention(child)
            if near is not None and near.kind in (_HUMAN if office else _HUMAN | {"organization"}):
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

    def _is_part(self, token: Token) -> bool:
        """Whether only some are meant: "two members", "several ministers"."""
        return any(c.dep_ == "nummod" or c.lower_ in self.words["partial"] for c in token.children)

    def _resolve_members(self, token: Token, depth: int) -> list[Filler]:
        """Whose people they are: "LRA fighters", "rebels of the LRA", "its troops", "the member states of the EU"."""
        lemma = token.lemma_.lower()
        several = lemma in self.words["states"] and token.tag_ in {"NNS", "NNPS"} and not self._is_part(token)
        for child in token.children if several or lemma in self.words["fighters"] else ():
            holder = self.resolve_pronoun(child) if child.lower_ == "its" else []
            start, end = noun_phrase(token)
            if len(holder) == 1 and holder[0].ref is not None:
                return [replace(holder[0], token=token, start=start, end=end)]
            m = self.find_mention(child)
            if m is None or m.kind != "organization" or (several and getattr(m.entity, "kind", "") != "igo"):
                continue
            of = child.dep_ == "nmod" and case_of(child) in {"of", "from"}
            if of or child.dep_ in {"compound", "amod", "nmod:poss"}:
                return [Filler(token, m.ref, "organization", start, end)]
        return []

    def _resolve_branch(self, token: Token, depth: int) -> list[Filler]:
        """The body whose branch it is: "the regional branch of the Interior Ministry"."""
        whole = self._find_whole(token) if token.lemma_.lower() in self.words["part_of_body"] else None
        return [Filler(token, whole.ref, whole.kind, *noun_phrase(token))] if whole is not None else []

    def _resolve_document(self, token: Token, depth: int) -> list[Filler]:
        """Whose word a document is."""
        return self._find_author(token, depth) if token.lemma_.lower() in self.words["document"] else []

    def _resolve_part(self, token: Token, depth: int) -> list[Filler]:
        """Whom a part is of: "two of the officers", "a group of students"; not a part of a state."""
        if token.lemma_.lower() not in self.words["partitive"] and token.tag_ != "CD":
            return []
        for child in token.children:
            if not child.dep_.startswith("nmod") or case_of(child) != "of" or child.i < token.i:
                continue
            inner = self.resolve(child, depth + 1)
            if not inner or inner[0].kind == "other":
                continue
            if inner[0].ref and inner[0].kind == "country":
                return []
            body = token.lemma_.lower() == "member" and inner[0].kind == "organization"
            if (token.tag_ == "CD" or self._is_part(token)) and (inner[0].ref is None or body):
                kind = "group" if body else inner[0].kind  # "three of its members", with their number
                return [Filler(token, None, kind, *noun_phrase(token))]
            return inner
        return []

    def _resolve_state(self, token: Token, depth: int) -> list[Filler]:
        """The state of "the Chinese side", "Sudan's government", "his government"."""
        if token.lemma_.lower() not in self.words["country"]:
            return []
        if (own := self._resolve_own_state(token)) is not None:
            return [own]
        found = (self.find_mention(modifier) for modifier in self._country_modifiers(token))
        state = next((m for m in found if m is not None and m.kind == "country"), None)
        return [Filler(token, state.ref, "country", *noun_phrase(token))] if state is not None else []

    def _resolve_capital(self, token: Token, depth: int) -> list[Filler]:
        """The state whose capital is named as a place."""
        start, end = noun_phrase(token)
        code = self._capital_of(start, end) if token.text[:1].isupper() else None
        return [Filler(token, code, "place", start, end, resolved=code)] if code is not None else []

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

    def _resolve_korea(self, token: Token, depth: int) -> list[Filler]:
        """ "The South" and "the north" where both Koreas are spoken of."""
        code = {"north": "KP", "south": "KR"}.get(token.lower_)
        if code is None or not {"KP", "KR"} <= self.entity.keys():
            return []
        inner = [c for c in token.children if c.dep_ not in {"det", "case", "punct"}]
        if inner or not any(c.lower_ == "the" for c in token.children):
            return []
        return [Filler(token, code, "country", token.idx, token.idx + len(token), resolved=code)]

    def _resolve_definite(self, token: Token, depth: int) -> list[Filler]:
        """ "The bank" after one bank was named; "the government" of the only state spoken of."""
        lemma = token.lemma_.lower()
        before = [c for c in token.children if c.i < token.i and c.dep_ != "case"]
        if lemma in kinds_by_noun() and [c.lower_ for c in before] == ["the"] and token.tag_ == "NN":
            of_kind = {
                e.id
                for e in self.doc._.organizations
                if e.kind == kinds_by_noun()[lemma] and e.mentions and min(m.start for m in e.mentions) < token.idx
            }
            if len(of_kind) == 1:
                only, end = of_kind.pop(), token.idx + len(token)
                return [Filler(token, only, "organization", token.idx, end, resolved="the only one named before")]
        if token.pos_ not in {"NOUN", "PROPN"} or [c.lower_ for c in before] != ["the"] or token.tag_ == "NNS":
            return []
        if token.pos_ == "PROPN" and any(c.i > token.i and c.dep_ in {"flat", "nmod"} for c in token.children):
            return []  # "the Bank of Ghana" is not the bank named before
        named = {ref for ref, first in self.bodies.get(lemma, ()) if first < token.idx}
        start, end = token.idx, token.idx + len(token)
        if len(named) == 1:
            return [Filler(token, named.pop(), "organization", start, end, resolved="named before")]
        if not named and lemma == "government":
            earlier = {c.id for c in self.doc._.countries if c.mentions and c.mentions[0].start < token.idx}
            if len(earlier) == 1:
                return [Filler(token, earlier.pop(), "country", start, end, resolved="the only state spoken of")]
        return []

    def _resolve_own_state(self, token: Token) -> Filler | None:
        """ "His government", said of who serves a state; "its government" of a state."""
        for child in token.children:
            if child.dep_ == "nmod:poss" and child.tag_ == "PRP$":
                states = {self.country_of(f.ref) for f in self.resolve_pronoun(child)}
                code = states.pop() if len(states) == 1 else None
                if code is not None and code in self.entity:
                    start, end = noun_phrase(token)
                    return Filler(token, code, "country", start, end, resolved=code)
        return None

    def _find_named_after(self, token: Token) -> _Mention | None:
        """Of "Secretary of State John Kerry" the name, where the parser hung it elsewhere."""
        office = token.lemma_.lower() in self.words["incumbent"]
        if (not office and token.lemma_.lower() not in self.words["human"]) or token.tag_ not in {"NN", "NNP"}:
            return None
        for i in range(token.i + 1, min(token.sent.end, token.i + 5)):
            for m in self.by_token.get(i, ()):
                if m.kind in {"official", "person"} and m.mention == "name" and m.first == i and not m.group:
                    return m if self.doc[i].pos_ == "PROPN" else None
            if i == token.i + 1 and not (office and self.doc[i].lower_ in {"of", "for"}):
                return None  # "a lawyer for President Paz" is not Paz
            if self.doc[i].pos_ not in {"NOUN", "PROPN", "ADP", "DET"} or not (
                self.doc[i].text[:1].isupper() or self.doc[i].lower_ in {"of", "for", "the"}
            ):
                return None
        return None

    def _find_whole(self, token: Token) -> _Mention | None:
        """The body whose branch it is: "the regional branch of the Interior Ministry"."""
        for child in token.children:
            of = child.dep_.startswith("nmod") and child.i > token.i and case_of(child) == "of"
            m = self.find_mention(child) if of else None
            if m is not None and m.kind == "organization":
                return m
        return None

    def _find_author(self, token: Token, depth: int) -> list[Filler]:
        """Whose word a document is: "a report by Amnesty", "the ministry's statement", "a U.N. resolution"."""
        told = token.lemma_.lower()
        if any(c.dep_ == "compound" and c.lower_ in {"news", "media", "press", "newspaper"} for c in token.children):
            return []  # "news reports from Lebanon" are nobody's word
        heads = [c for c in token.children if c.dep_ == "nmod:poss" and c.tag_ != "PRP$"]
        heads += [
            c for c in token.children if c.dep_.startswith("nmod") and case_of(c) in {"by", "from"} and c.i > token.i
        ]
        heads += self.modifier_mentions(token)
        heads += [c for c in token.children if c.dep_ == "compound" and c.lemma_.lower() in self.words["speaker"]]
        issuing = {"issue", "release", "publish", "send", "write", "sign"}
        if token.dep_ in {"obj", "nsubj:pass"} and token.head.lemma_ in issuing:
            heads += [c for c in token.head.children if c.dep_ == "nsubj" and c.i < token.i]
        for clause in token.children:  # "a statement issued through his spokesman"
            if clause.dep_ == "acl" and clause.lemma_ in issuing:
                heads += [c for c in clause.children if c.dep_.startswith("obl") and case_of(c) in {"by", "through"}]
        for head in heads:
            found = [f for f in self.resolve(head, depth + 1) if f.ref is not None or f.kind == "group"]
            if told not in _STATES_SAY:  # a report or article of a country is not that country's word
                found = [f for f in found if f.kind != "country"]
            if found:
                return found
        return self._find_author_before(token, depth) if [c.lower_ for c in token.children] == ["the"] else []

    def _find_author_before(self, token: Token, depth: int) -> list[Filler]:
        """Whose word "the statement" is, by the one that was named last: "the ministry said in a statement"."""
        for i in range(token.i - 1, max(0, token.i - WINDOW), -1):
            earlier = self.doc[i]
            if earlier.lemma_ != token.lemma_ or earlier.tag_ != "NN":
                continue
            found = self._find_author(earlier, depth + 1) if depth < 3 else []
            if not found and earlier.dep_ == "obl" and _speaks(earlier.head):
                subject = [c for c in earlier.head.children if c.dep_ == "nsubj"]
                found = [f for f in self.resolve(subject[0], depth + 1) if f.ref is not None] if subject else []
            start, end = noun_phrase(token)
            return [replace(f, token=token, start=start, end=end, resolved=self.text[f.start : f.end]) for f in found]
        return []

    def _country_modifiers(self, token: Token) -> list[Token]:
        out = self.modifier_mentions(token)
        out += [c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of" and self.by_token.get(c.i)]
        return out

    def _is_titled(self, token: Token) -> bool:
        """ "The EU's enlargement commissioner, Johannes Hahn", "Germany's Joschka Fischer": no private person."""
        if token.pos_ == "NOUN" and token.lemma_.lower() in self.words["office"]:
            return True
        owners = [c for c in token.children if c.dep_ == "nmod:poss"]
        return any(m.kind in {"country", "organization"} for c in owners for m in self.by_token.get(c.i, ()))

    def _filler(self, token: Token, m: _Mention) -> Filler:
        doc = self.doc
        kind = "official" if m.kind == "person" and self._is_titled(token) else m.kind
        return Filler(token, m.ref, kind, doc[m.first].idx, doc[m.last].idx + len(doc[m.last]))

    # -- pronouns and collectives ------------------------------------------------------------------------------
    def resolve_pronoun(self, token: Token) -> list[Filler]:
        if token.i in self._pronouns:
            return self._pronouns[token.i]
        self._pronouns[token.i] = []  # a circle finds nothing
        out = self._find_antecedent(token)
        self._pronouns[token.i] = out
        return out

    def _find_antecedent(self, token: Token) -> list[Filler]:
        """What a pronoun stands for: one of the record, or several meant together; nothing where it is open."""
        word = token.lower_
        if (judged := self._find_judged(token)) is not None:
            return [self._stand_for(token, f) for f in self._named(judged, word)]
        if token.i in self.doc._.pronouns:
            persons = [m for m in self.by_token.get(token.i, ()) if m.mention == "pronoun"]
            return [Filler(token, m.ref, m.kind, token.idx, token.idx + len(token)) for m in persons]
        if word not in _SINGULAR | _NEUTER | _PLURAL:
            return []
        speaker = self._reporter(token)  # "X said he …"
        if (settled := self._find_settled(token, word, speaker)) is not None:
            return settled
        barred = self._coarguments(token)
        candidates = self._find_candidates(token, word, speaker, barred)
        if word in _PLURAL and speaker is None and len({tuple(f.key for f in c) for c in candidates if c}) > 1:
            return []  # any of several
        for found in candidates:
            if found and not any(f.ref in barred for f in found if f.ref is not None):
                return self._refer(token, found)
        return []

    def _find_settled(self, token: Token, word: str, speaker: Token | None) -> list[Filler] | None:
        """What grammar alone decides a pronoun to stand for; None where it leaves that open."""
        sent, head = token.sent, token.head
        if token.dep_ in {"obj", "obl"} and head.dep_ in {"conj", "parataxis"} and head.pos_ == "VERB":
            suffered = [c for c in head.head.children if c.dep_ == "obj" and c.i < head.i]
            if suffered and (found := self._named(suffered[-1], word)):  # "arrested ten men and charged them"
                return self._refer(token, found)
        if word not in _PLURAL and _is_late_speaker(token):
            spoke = self._last_speaker(token)  # no body that what is said is about
            if spoke or word in _SINGULAR:
                return spoke
        root = next((t for t in self._subjects(sent, min(sent.end, token.i + 60)) if t.head.dep_ == "ROOT"), None)
        if root is not None and token.i < root.left_edge.i and root.tag_ != "PRP" and token.tag_ == "PRP$":
            return [self._stand_for(token, f) for f in self._named(root, word)]  # "Since his arrest, Mr. Okello …"
        return self._find_unknown_speaker(word, speaker) if speaker is not None else None

    def _find_unknown_speaker(self, word: str, speaker: Token) -> list[Filler] | None:
        """The speaker that the record does not know, where "he" or "it" must be the same; else None."""
        human = speaker.lemma_.lower() in self.words["human"]
        if word in _PLURAL or self._named(speaker, word):
            return None
        if word in _SINGULAR:  # "the suspect said he …" is the suspect, whoever tells of it
            return self.resolve(speaker, 2) if human else None
        told = self.resolve(speaker, 2) if speaker.tag_ in {"NN", "NNP"} and not human else []
        if len(told) != 1:
            return None  # "Laos's electricity company said it …" is the company, not Laos
        return [replace(told[0], resolved=self.text[told[0].start : told[0].end])]

    def _find_candidates(self, token: Token, word: str, speaker: Token | None, barred: set[str]) -> list[list[Filler]]:
        """Who may be meant, nearest first: the speaker, subjects of the sentence, the only one named in it; else the
        same of the sentence before.
        """
        sent = token.sent
        heads = [speaker] if speaker is not None else []
        heads += [s for s in self._subjects(sent, token.i) if s.i != token.i and not _is_coargument(s, token)]
        candidates = [self._named(head, word) for head in heads]
        if not any(candidates):
            kinds = _HUMAN if word in _SINGULAR else _BODIES if word in _NEUTER else frozenset()
            begin = max(sent.start, token.i - WINDOW)
            only = self._find_only(token, range(begin, token.i), kinds, {"pronoun", "demonym"}, barred)
            candidates = only or candidates
        if any(candidates) or sent.start == 0:
            return candidates
        previous = self.doc[sent.start - 1].sent
        if not previous.text.strip() and previous.start > 0:
            previous = self.doc[previous.start - 1].sent
        candidates = [self._named(s, word) for s in self._subjects(previous, previous.end)]
        if not any(candidates) and word in _SINGULAR:
            within = range(previous.start, previous.end)
            candidates = self._find_only(token, within, _HUMAN, {"pronoun"}, set()) or candidates
        return candidates

    def _find_only(
        self, pronoun: Token, within: range, kinds: frozenset[str], but: set[str], barred: set[str]
    ) -> list[list[Filler]]:
        """The only one of certain kinds that is named in a stretch of tokens, ``but`` by certain mentions."""
        found = {
            m.ref: m
            for i in within
            for m in self.by_token.get(i, ())
            if m.kind in kinds and not m.group and m.mention not in but and m.ref not in barred
        }
        if len(found) != 1:
            return []
        (only,) = found.values()
        return [[Filler(pronoun, only.ref, only.kind, pronoun.idx, pronoun.idx + len(pronoun))]]

    def _stand_for(self, pronoun: Token, filler: Filler) -> Filler:
        """The pronoun's own words, which refer to what the filler does."""
        start, end = pronoun.idx, pronoun.idx + len(pronoun)
        return replace(filler, token=pronoun, start=start, end=end, resolved=self.text[filler.start : filler.end])

    def _refer(self, pronoun: Token, found: list[Filler]) -> list[Filler]:
        """What a pronoun refers to; what the record does not know keeps the words that tell what it is."""
        return [
            replace(f, resolved=self.text[f.start : f.end]) if f.ref is None else self._stand_for(pronoun, f)
            for f in found
        ]

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

    def _capital_of(self, start: int, end: int) -> str | None:
        """The state of the record whose capital is named as a place: who arrives in Beijing visits China."""
        text = self.text[start:end]
        code = _capitals().get(text)
        return code if code in self.entity else None

    def _reporter(self, token: Token) -> Token | None:
        """Whose reported clause the pronoun is the subject of."""
        if not token.dep_.startswith("nsubj"):
            return None
        verb = token.head
        for _ in range(4):
            if verb.dep_ == "ccomp":
                above = verb.head
                subjects = [c for c in above.children if c.dep_ == "nsubj" and c.i < above.i < token.i]
                return subjects[-1] if subjects and _speaks(above) else None
            if verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head.i == verb.i:
                return None
            verb = verb.head
        return None

    def _coarguments(self, token: Token) -> set[str]:
        """What else the pronoun's own verb speaks of: "He called on Bush" is not Bush."""
        if token.tag_ != "PRP":
            return set()
        return {m.ref for c in token.head.children if c.i != token.i for m in self.by_token.get(c.i, ())}

    def _last_speaker(self, token: Token) -> list[Filler]:
        """Who spoke or acted last, for "…, he said" after a quotation whose own subjects are others."""
        first = token.sent.start
        for i in range(first - 1, max(-1, first - 160), -1):
            t = self.doc[i]
            if any(b.kind == "dateline" and b.start <= t.idx < b.end for b in self.doc._.blocks):
                break  # no news agency of a dateline
            passive = t.dep_ == "nsubj:pass" and any(c.dep_ == "aux:pass" for c in t.head.children)
            leads = t.head.dep_ == "ROOT" or _speaks(t.head)
            acts = t.dep_ in {"nsubj", "nsubj:pass"} and not passive and leads
            if acts or (t.dep_ == "ROOT" and t.pos_ in {"NOUN", "PROPN"}):  # "Canada's ambassador called" as a phrase
                for f in self._named(t, token.lower_):
                    if self._gender_of(f.ref) not in {None, token.lower_}:
                        break
                    return [self._stand_for(token, f)]
        return []

    def _gender_of(self, ref: str | None) -> str | None:
        """Which pronoun the article has used for a person elsewhere."""
        said = {m.text.lower() for m in getattr(self.entity.get(ref or ""), "mentions", ()) if m.kind == "pronoun"}
        return said.pop() if len(said) == 1 else None

    def _subjects(self, sent: Span, before: int) -> list[Token]:
        last = min(before, sent.end)
        window = self.doc[max(sent.start, last - WINDOW) : last]
        found = [t for t in window if t.dep_ in {"nsubj", "nsubj:pass"}]
        found = [  # "drugmaker Roche" read as two subjects
            t
            for n, t in enumerate(found)
            if n + 1 == len(found) or found[n + 1].head.i != t.head.i or found[n + 1].i != t.i + 1
        ]
        depth = {t.i: depth_of(t) for t in found}
        return sorted(found, key=lambda t: (depth[t.i], t.i))

    def _find_judged(self, token: Token) -> Token | None:
        """Whose act it is in "thanked Kenya for its help" and "imposed sanctions on Iran over its refusal"."""
        deed = token.head
        if token.tag_ != "PRP$" or case_of(deed) not in {"for", "over"} or not deed.dep_.startswith(("obl", "nmod")):
            return None
        above, verb = deed.head, deed.head
        for _ in range(3):
            if verb.lemma_.lower() in self.words["judged"] and verb.pos_ == "VERB":
                break
            verb = verb.head
        else:
            return None
        told = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"} or (c.dep_ == "obl" and case_of(c) == "on")]
        told += [c for t in (above, *told) for c in t.children if c.dep_ == "nmod" and case_of(c) in {"on", "against"}]
        told = [t for t in told if t.i < deed.left_edge.i and self._named(t, token.lower_)]
        return told[-1] if told else None

    def _named(self, subject: Token, word: str) -> list[Filler]:
        fillers = self.resolve(subject, 2)
        plural = (
            len(fillers) > 1
            or any((m := self.find_mention(f.token)) is not None and m.group for f in fillers)
            or subject.tag_ in {"NNS", "NNPS"}
            or (subject.tag_ == "CD" and subject.lower_ not in {"one", "1"})
            or subject.lemma_.lower() == "police"
        )
        if not fillers or any(f.ref is None and (f.kind != "group" or f.token.pos_ == "PRON") for f in fillers):
            return []
        kinds = {f.kind for f in fillers}
        if any(f.ref is None for f in fillers):  # "Police say they …": nobody of the record, yet the same
            if word in _SINGULAR:
                human = subject.lemma_.lower() in self.words["human"]
                return fillers if not plural and human else []
            if word in _NEUTER:
                if subject.lemma_.lower() in self.words["human"]:
                    return []
                body = subject.tag_ == "NNPS"  # "the Martyrs' Brigades said it …"
                return fillers if len(fillers) == 1 and (not plural or body) else []
        if word in _SINGULAR:
            return fillers if not plural and kinds <= {"official", "person"} else []
        if word in _NEUTER:
            people = any((m := self.find_mention(f.token)) is not None and m.mention == "demonym" for f in fillers)
            return fillers if len(fillers) == 1 and kinds <= {"country", "organization"} and not people else []
        bodies = [self.entity.get(f.ref or "") for f in fillers if f.kind == "organization"]
        many = len(bodies) == 1 and (getattr(bodies[0], "kind", "") == "armed_group" or subject.text.endswith("s"))
        return fillers if plural or many else []

    def _resolve_collective(self, token: Token, depth: int) -> list[Filler]:
        lemma = token.lemma_.lower()
        if token.tag_ not in {"NNS", "NNPS"}:
            official = lemma == "two" and [c.lower_ for c in token.children] == ["the"]  # "the two will meet again"
            if not official and not (lemma == "both" and token.pos_ in {"PRON", "DET"}):
                return []
        else:
            official = lemma in self.words["collective_official"]
            if not official and lemma not in self.words["collective"]:
                return []
        modifiers = {c.lower_ for c in token.children if c.i < token.i}
        if (
            lemma not in {"both", "two"}
            and not modifiers & {"two", "both"}
            and not (modifiers == {"the"} and lemma in {"side", "country"})
        ):
            return []
        if any(self.by_token.get(c.i) for c in token.children):
            return []
        start, end = noun_phrase(token)
        want = {"official"} if official else {"country", "organization", "official"}
        if token.i not in self._collectives:
            self._collectives[token.i] = []  # a circle finds nothing
            self._collectives[token.i] = self._last_pair(token, want)
        pairs = self._collectives[token.i]
        beside = {m.ref for c in token.head.children if c.i != token.i for m in self.by_token.get(c.i, ())}
        if beside & {ref for ref, _ in pairs}:
            return []  # who presses "both leaders" is neither of them
        if lemma in {"country", "nation", "government", "state"} and any(kind != "country" for _, kind in pairs):
            return []
        return [Filler(token, ref, kind, start, end, resolved=ref) for ref, kind in pairs]

    def _last_pair(self, token: Token, want: set[str]) -> list[tuple[str, str]]:
        """The two parties named last: a coordination of two, or the only two named in the sentences just before."""
        sent = token.sent
        windows = [range(sent.start, token.i)]
        begin = sent.start
        for _ in range(2):
            if begin == 0:
                break
            previous = self.doc[begin - 1].sent
            windows.append(range(previous.start, previous.end))
            begin = previous.start
        for window in windows:
            for i in reversed(window):
                t = self.doc[i]
                members = coordinated(t)
                if len(members) == 2 and t.dep_ != "conj":
                    found = [f for x in members for f in self._resolve_one(x, 3)]
                    if len(found) == 2 and all(f.ref is not None and f.kind in want for f in found):
                        pair = [(f.ref or "", f.kind) for f in found]
                        if len(set(pair)) == 2:
                            return [self._country_side(p, want) for p in pair]
        seen: dict[tuple[str, str], None] = {}
        for window in windows:
            for i in window:
                m = next(
                    (
                        m
                        for m in self.by_token.get(i, ())
                        if m.kind in ({"official"} if want == {"official"} else {"country"})
                    ),
                    None,
                )
                if m is not None and not m.group and (token.lower_ != "two" or m.mention == "name"):
                    seen[m.ref, m.kind] = None
            if len(seen) == 2:
                return list(seen)
        return []

    def _country_side(self, party: tuple[str, str], want: set[str]) -> tuple[str, str]:
        """The country that an official stands for when countries are meant."""
        ref, kind = party
        if kind == "official" and "country" in want:
            code = self.country_of(ref)
            if code is not None and code in self.entity:
                return code, "country"
        return ref, kind


def _is_coargument(subject: Token, pronoun: Token) -> bool:
    return subject.head.i == pronoun.head.i and pronoun.tag_ == "PRP"



