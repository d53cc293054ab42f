"""A word at which rules may fire, and the words that their conditions ask about: each found once, when first asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.facts.rules import Rule
from newsfacts.language.syntax.arguments import Arguments
from newsfacts.language.syntax.relations import (
    TENSED,
    case_of,
    coordinated,
    is_verb,
    lemma_of,
    words,
)
from newsfacts.language.syntax.subjects import light_verb, predicate_subject
from newsfacts.language.syntax.voice import is_passive

#: Why a rule does not hold, and the words that tell: first those it asks for, then those found.
Misfit = tuple[str, *tuple[Iterable[str], ...]]

#: What makes people certain ones: "the leaders who …", "three leaders who …", "Peruvian leaders who …".
_PARTICULAR = frozenset({"det", "nummod", "nmod:poss", "compound"})
#: A rule's lists of words in the order in which they are looked at, with what to say where one does not hold.
_MISFITS = {
    "objects": "its object must be one of objects",
    "not_objects": "its object is one of not_objects",
    "not_subjects": "its subject is one of not_subjects",
    "subjects": "its subject must be one of subjects",
    "not_clauses": "its complement is one of not_clauses",
    "clauses": "its complement must be one of clauses",
    "obliques": "a phrase beside it must be one of obliques",
    "not_obliques": "a phrase beside it is one of not_obliques",
    "not_governors": "the word above it is one of not_governors",
    "governors": "the word above it must be one of governors",
}


class Trigger:
    """One word of an article with its arguments; many rules may ask about the same one."""

    def __init__(self, token: Token, arguments: Arguments, index: Linker) -> None:
        self.token = token
        self.arguments = arguments
        self.index = index
        self.verbal = is_verb(token)

    @cached_property
    def passive(self) -> bool:
        return is_passive(self.token)

    @cached_property
    def generic(self) -> bool:
        """Whether it tells what such people do in general: "voters like leaders who promise jobs"."""
        token, who = self.token, self.token.head
        plain = token.dep_ == "acl:relcl" and token.tag_ == "VBP" and who.tag_ == "NNS" and who.i < token.i
        if not plain or token.lemma_ in words()["standing"] or self._is_known(who):
            return False
        if any(c.dep_ in _PARTICULAR for c in who.lefts) or any(c.dep_ == "nmod" for c in who.children):
            return False
        tenses = ({t.tag_ for t in (above, *above.children)} & TENSED for above in who.ancestors)
        return next((found for found in tenses if found), {"VBD"}) <= {"VBP", "VBZ", "MD"}

    def _is_known(self, noun: Token) -> bool:
        """Whether a noun stands for somebody with a name or a country: "candidates" alone for nobody."""
        entities = [self.index.entity.get(m.ref or "") for m in self.index.by_token.get(noun.i, ())]
        return any(getattr(e, "name", None) or getattr(e, "country", None) for e in entities)

    @cached_property
    def light(self) -> Token | None:
        """The verb that carries a noun: "held talks"."""
        return light_verb(self.token)

    @cached_property
    def objects(self) -> set[str]:
        """Lemmas and forms of what is done to."""
        objects = self.arguments.get("object", [])
        clauses = self.arguments.get("clause", [])
        out = {
            word
            for o in objects
            for y in coordinated(o)
            for x in find_counted(y, self.index)
            for word in (x.lemma_.lower(), x.lower_, x.lower_.removesuffix("s"))
        }
        out |= {c.lemma_.lower() for c in clauses if not is_verb(c)}
        if not self.verbal:
            out |= {c.lemma_.lower() for c in self.arguments.get("compound", [])}
        # "cease-fire" in three tokens
        split = [o for o in objects if o.i >= 2 and o.nbor(-1).text == "-"]
        return out | {f"{o.nbor(-2).lower_}-{o.lemma_.lower()}" for o in split}

    @cached_property
    def subjects(self) -> set[str]:
        """Lemmas and forms of who or what does it."""
        return {
            word
            for t in self.arguments.get("subject", [])
            for y in coordinated(t)
            for x in find_counted(y, self.index)
            for word in (
                x.lemma_.lower(),
                x.lower_,
                *(f"{c.lower_} {x.lemma_.lower()}" for c in x.children if c.dep_ == "compound"),  # "bomb blast"
                *_find_kind(x),
            )
        }

    @cached_property
    def clauses(self) -> set[str]:
        """Lemmas of its complements, of what is done in them, and of the words that open them."""
        complements = self.arguments.get("clause", [])
        return {c.lemma_.lower() for c in complements} | {
            g.lemma_.lower()
            for c in complements
            for g in c.children
            if g.dep_ == "obj" or (g.i < c.i and (g.dep_ == "mark" or g.tag_ in {"WP", "WRB"}))
        }

    @cached_property
    def obliques(self) -> set[str]:
        """Lemmas of the phrases beside it, with and without their prepositions, and of its circumstances ("when …")."""
        token = self.token
        beside = [c for c in token.children if c.dep_.startswith("obl" if self.verbal else "nmod")]
        out = {x.lemma_.lower() for c in beside for x in coordinated(c)}
        beside += self._find_hung()
        out |= {
            f"{g.lower_} {c.lemma_.lower()}"  # each of "out of the talks"
            for c in beside
            for g in c.children
            if g.dep_ in {"case", "mark", "fixed"}
        }
        out |= {f"{_join_cases(c)} {c.lemma_.lower()}" for c in beside}
        out |= {c.lower_ for c in token.children if c.dep_ == "advcl" and c.tag_ == "VBG" and case_of(c) == "in"}
        for clause in find_circumstances(token):
            below = [g for g in clause.children if g.dep_ in {"nsubj", "obl:agent", "obl"}]
            out |= {f"when {word.lemma_.lower()}" for word in (clause, *below)}
        return out

    def _find_hung(self) -> list[Token]:
        """Phrases hung on an object: of "pulled the country out of the pact" the pact."""
        objects = [*(o for o in self.token.children if o.dep_ == "obj"), *self.arguments.get("object", ())]
        behind = [c for o in objects if o.i > self.token.i for c in o.children if c.i > o.i]
        return [c for c in behind if c.dep_ == "nmod"]

    @cached_property
    def governor(self) -> str | None:
        """The lemma above it; above "3 billion euros in aid" what is done with the euros."""
        above = self.token.head
        while above.i in self.index.times and above.head.i != above.i:
            above = above.head
        return lemma_of(above) if above.i != self.token.i else None

    @cached_property
    def around(self) -> str:
        """The text of some words on both sides within the sentence, in small letters."""
        i, sentence = self.token.i, self.token.sent
        return self.token.doc[max(sentence.start, i - 6) : min(sentence.end, i + 6)].text.lower()

    def find_misfit(self, rule: Rule) -> Misfit | None:
        """The first condition of a rule that does not hold here; none of them looks at who the arguments are."""
        words = (self._find_wrong_words(rule, key) for key in _MISFITS)
        return self._find_wrong_form(rule) or next(filter(None, words), None) or self._find_wrong_company(rule)

    def _find_wrong_form(self, rule: Rule) -> Misfit | None:
        """Voice, and the verb that carries a noun."""
        if rule.passive is not None and self.verbal and self.passive != rule.passive:
            return ("the verb must be passive" if rule.passive else "the verb must not be passive",)
        if rule.light and self.light is None and not predicate_subject(self.token):
            return ("the noun must be carried by a verb such as hold, make or pay (light)",)
        return None

    def _find_wrong_words(self, rule: Rule, key: str) -> Misfit | None:
        """One of the rule's lists: what must stand there, or must not."""
        listed: frozenset[str] = getattr(rule, key)
        if not listed:
            return None
        barred = key.startswith("not_")
        found = self._find_words(key.removeprefix("not_"), barred)
        if barred:
            return (_MISFITS[key], found & listed) if found & listed else None
        return (_MISFITS[key], listed, found) if not found & listed else None

    def _find_words(self, place: str, wide: bool) -> set[str]:
        """The words of a place; of complements, where they are barred, also those of clauses beside the trigger."""
        if place == "governors":
            return {self.governor or ""}
        found: set[str] = getattr(self, place)
        if place == "clauses" and wide:
            return found | {c.lemma_.lower() for c in self.token.children if c.dep_ == "advcl"}
        return found

    def _find_wrong_company(self, rule: Rule) -> Misfit | None:
        """Functions that must be empty, and words that must not stand near."""
        if present := [function for function in rule.without if self._is_filled(function)]:
            return "it has what the rule must be without", present
        if near := self._find_near(rule):
            return "words of unless stand near it", near
        return None

    def _is_filled(self, function: str) -> bool:
        """Whether something stands in a function that is no day: "imposed sanctions on Friday" has nobody in "on"."""
        return any(t.i not in self.index.days for t in self.arguments.get(function, ()))

    def _find_near(self, rule: Rule) -> list[str]:
        """The phrases near the trigger by which a rule tells nothing."""
        return [phrase for phrase in rule.unless if phrase in self.around]

    def is_barred_by(self, rule: Rule) -> bool:
        """Whether a rule tells nothing here for what stands above, below or near, whatever else it asks for."""
        wrong = (self._find_wrong_words(rule, key) for key in ("not_governors", "not_clauses"))
        return any(wrong) or bool(self._find_near(rule))

    def is_other_sense(self, rule: Rule) -> bool:
        """Whether the word says something else of such things than a rule's type: "met forecasts"."""
        return any(self._find_wrong_words(rule, key) for key in ("not_objects", "not_subjects"))


def find_counted(noun: Token, index: Linker) -> list[Token]:
    """A noun, and what it counts: of "a number of deals" the deals too."""
    out = [noun]
    if noun.tag_ == "CD" or noun.lemma_.lower() in index.words["partitive"]:
        out += [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and case_of(c) == "of"]
    if noun.i in index.times:  # "$16 million in military aid"
        below = [*noun.children, *(c for c in noun.head.children if c.dep_ == "obl")]
        below = [c for c in below if c.i > noun.i and c.i not in index.times]
        out += [c for c in below if c.dep_ in {"nmod", "obl"} and case_of(c) == "in"]
    return out


def _find_kind(name: Token) -> list[str]:
    """What is said to bear a name, just before it: of "tropical storm Delta" the storm."""
    if name.pos_ != "PROPN":
        return []
    beside = [c for c in name.children if c.dep_ in {"compound", "nmod:desc"} and c.i < name.i]
    return [c.lemma_.lower() for c in beside if c.pos_ == "NOUN"]


def find_circumstances(verb: Token) -> list[Token]:
    """Verbs of clauses that tell how it came about: "was killed when a bomb exploded"."""
    return [
        c
        for c in verb.children
        if c.dep_ == "advcl"
        and c.i > verb.i
        and any(g.lower_ in {"when", "after", "as"} and g.dep_ in {"mark", "advmod"} for g in c.children)
    ]


def _join_cases(noun: Token) -> str:
    """All prepositions of a phrase: "out of the country"."""
    cases = [c for c in noun.children if c.dep_ == "case" and c.i < noun.i]
    return " ".join(t.lower_ for c in cases for t in (c, *(g for g in c.children if g.dep_ == "fixed")))
