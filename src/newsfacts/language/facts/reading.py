"""One article as the rules read it: its words, its entities, and in whose statement each word stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.application import apply
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.fillers import Sides
from newsfacts.language.facts.functions import derive
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.facts.places import Places
from newsfacts.language.facts.rules import Rule
from newsfacts.language.facts.statements import find_said
from newsfacts.language.facts.sums import Sums
from newsfacts.language.facts.times import Times
from newsfacts.language.facts.trigger import Trigger, find_counted
from newsfacts.language.syntax.arguments import Arguments, collect_prepositions, verb_arguments
from newsfacts.language.syntax.relations import is_verb, lemma_of, lower_after
from newsfacts.record import EVENT_OF_TYPE

if TYPE_CHECKING:
    from newsfacts.language.facts.rulebook import RuleBook

_PERSONS, _BODIES = frozenset({"official", "person"}), frozenset({"organization", "country"})
_FIRST_PERSON = {
    **dict.fromkeys(("i", "me", "my"), _PERSONS),
    **dict.fromkeys(("we", "us", "our"), _BODIES),
}


class Reading:
    """One article: everything that the rules look at.

    Args:
        doc: processed by all components before this one.
        index: its entities by token.
        rules: what may fire.
    """

    def __init__(self, doc: Doc, index: Linker, rules: RuleBook) -> None:
        self.doc = doc
        self.text = index.text
        self.index = index
        self.rules = rules
        self.disabled = rules.disabled
        self.times = Times(doc, index)
        self.sums = Sums(doc, index.text)
        self.places = Places(doc, index)
        self.statements = list(doc._.speech)
        self.heard: list[tuple[str, list[list[str]]]] | None = None
        self.scope_of = self._find_scopes()
        self.by_sentence: dict[int, list[Any]] = defaultdict(list)
        for s in self.statements:
            self.by_sentence[doc[s.cue].sent.start].append(s)

    def _find_scopes(self) -> dict[int, int]:
        """By token the innermost statement that it stands in."""
        out: dict[int, int] = {}
        for i in sorted(range(len(self.statements)), key=lambda i: -sum(b - a for a, b in self.statements[i].scopes)):
            for start, end in self.statements[i].scopes:
                span = self.doc.char_span(start, end, alignment_mode="expand")
                inside = range(span.start, span.end) if span is not None else ()
                out.update((t, i) for t in inside if t != self.statements[i].cue)
        return out

    def find(self) -> list[Draft]:
        """All that statements and rules tell."""
        drafts = find_said(self)
        for token in self.doc:
            drafts += self.find_at(token)
        return drafts

    def find_at(self, token: Token) -> list[Draft]:
        """What rules tell of one word: nothing where it is no trigger."""
        if is_verb(token):
            return self._find_at_verb(token)
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod"}:
            return []
        if token.pos_ == "PROPN" and token.i != token.sent.start:
            return []
        plain = token.lemma_.lower()
        rules = self.rules.nouns.get(plain) or self.rules.nouns.get(plain.removesuffix("s"), [])
        return self.tell(rules, token, noun_arguments(token, self.index)) if rules else []

    def _find_at_verb(self, verb: Token) -> list[Draft]:
        if verb.dep_ in {"case", "mark", "aux", "amod", "compound"} or verb.tag_ == "MD":
            return []
        plain, lemma = verb.lemma_.lower(), lemma_of(verb)
        rules = self.rules.verbs.get(lemma, [])
        found = self.tell(rules, verb, self.arguments_of(verb)) if rules else []
        if lemma == plain and not found and (phrasal := self.rules.verbs.get(f"{plain} {lower_after(verb)}")):
            return self.tell(phrasal, verb, _join_particle(verb))
        return found

    def is_barred(self, trigger: Trigger, kind: str) -> bool:
        """Whether a rule of a type knows words near or above by which it tells none ("declined to comment")."""
        return any(trigger.is_barred_by(rule) for rule in self._find_rules(trigger, kind))

    def is_other_sense(self, trigger: Trigger, kind: str) -> bool:
        """Whether all rules of a type tell nothing of such subjects or objects: "met forecasts"."""
        rules = self._find_rules(trigger, kind)
        return bool(rules) and all(trigger.is_other_sense(rule) for rule in rules)

    def _find_rules(self, trigger: Trigger, kind: str) -> list[Rule]:
        """The rules of a type for a word."""
        lemma = lemma_of(trigger.token)
        rules = [*self.rules.verbs.get(lemma, ()), *self.rules.nouns.get(lemma, ())]
        return [rule for rule in rules if rule.type == kind]

    def tell(self, rules: Iterable[Rule], token: Token, arguments: Arguments) -> list[Draft]:
        """What the first rule that fits says of a trigger."""
        told: dict[str, list[Draft]] = {}
        trigger = Trigger(token, arguments, self.index)
        for rule in rules:  # the first rule that fits; a type of one's own is told beside the package's
            family = rule.type if rule.type not in EVENT_OF_TYPE else ""
            if family not in told and (found := apply(self, rule, trigger)):
                told[family] = found
        return [draft for found in told.values() for draft in found]

    def apply(self, rule: Rule, trigger: Trigger, sides: Sides | None = None) -> list[Draft]:
        """What a rule says of a trigger (see :func:`newsfacts.language.facts.application.apply`)."""
        return apply(self, rule, trigger, sides)

    def arguments_of(self, verb: Token) -> Arguments:
        """The logical functions of a verb, and of "$20 million in aid to Kenya" also what hangs on the aid."""
        out = verb_arguments(verb)
        for noun in out["object"]:
            for counted in find_counted(noun, self.index)[1:] if noun.i in self.index.times else ():
                collect_prepositions(counted, out)
        return out

    def find_heads(self, function: str, token: Token, arguments: Arguments) -> list[Token]:
        """The heads that stand in a function: the trigger's own, or those that lie further away."""
        return arguments.get(function) or derive(function, token, arguments, self.index)

    def resolve(self, head: Token, statement: Any) -> list[Filler]:
        """What a phrase refers to; "I" is who speaks, and "we" the body that does."""
        if head.lower_ in _FIRST_PERSON and statement is not None and head.tag_ in {"PRP", "PRP$"}:
            return [
                Filler(head, f.ref, f.kind, head.idx, head.idx + len(head), resolved=self.text[f.start : f.end])
                for f in statement.sources
                if f.kind in _FIRST_PERSON[head.lower_]
            ]
        return self.index.resolve(head)

    def find_statement(self, token: Token) -> Any:
        """The innermost statement that a word stands in, or None."""
        i = self.scope_of.get(token.i)
        return self.statements[i] if i is not None else None

    def find_evidence(self, token: Token) -> tuple[int, int]:
        """The sentence of a word, without white space around it."""
        start, end = token.sent.start_char, token.sent.end_char
        text = self.text[start:end]
        return end - len(text.lstrip()) if text.strip() else start, start + len(text.rstrip())

    def is_future(self, ident: str) -> bool:
        """Whether a date begins after the article's own day."""
        published, date = self.doc._.published, self._find_date(ident)
        return published is not None and date.from_ is not None and date.from_ > published.isoformat()

    def is_past(self, ident: str) -> bool:
        """Whether a date ends before the article's own day."""
        published, date = self.doc._.published, self._find_date(ident)
        return published is not None and date.to is not None and date.to < published.isoformat()

    def _find_date(self, ident: str) -> Any:
        return next(d for d in self.doc._.dates if d.id == ident)

    def no(self, reason: str, *details: Iterable[str]) -> list[Draft]:
        """The rule does not hold; why, for whoever listens (``newsfacts rules try``)."""
        if self.heard is not None:
            self.heard.append((reason, [sorted(detail) for detail in details]))
        return []

    def describe(self, rule: Rule, need: str, token: Token, arguments: Arguments) -> list[str]:
        """For a need that is not met: what stands where its role is looked for, and what it was read as."""
        if self.heard is None:
            return []
        return [
            f"{function}: {head.text} ({', '.join(sorted({f.kind for f in self.index.resolve(head)})) or 'nobody'})"
            for role in need.split("|")
            for alternative in rule.roles.get(role.removesuffix("s"), ())
            for function in alternative
            for head in self.find_heads(function, token, arguments)
        ]


def _join_particle(verb: Token) -> Arguments:
    """The arguments of "handed over the town", also with the particle read as a preposition."""
    out = verb_arguments(verb)
    particle = verb.nbor(1)
    after = out[particle.lower_]
    if out["object"] or particle.dep_ != "case" or len(after) != 1 or after[0].i != particle.head.i:
        return out
    if lower_after(particle) not in {"of", "from"}:  # "pull out of Angola"
        out["object"] = after
    return out
