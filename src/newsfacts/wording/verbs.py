"""The verb that says a fact, from its trigger, in the article's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsfacts.record import Fact
from newsfacts.wording.tables import listed, load_tables

AUXILIARIES = {"planned": "will", "possible": "may", "demanded": "should", "conditional": "would"}
#: Words of a list of deeds, in which the first word counts for the last.
LONGEST_LIST = 12
_WORD = re.compile(r"[\w’'.-]+")


@cache
def _irregular() -> dict[tuple[str, str], str]:
    """(lemma, Penn tag) → form, for verbs that do not inflect by rule; the first form of the table counts.

    The table undoes forms that nobody should write as well ("feeded"), so that what looks regular is passed over.
    """
    from newsfacts.inflection import read_irregular_forms

    table: dict[tuple[str, str], str] = {}
    for (form, tag), lemma in read_irregular_forms().items():
        if tag in {"VBD", "VBN", "VBZ"} and not form.endswith("ed"):
            table.setdefault((lemma, tag), form)
    return table


def inflect(lemma: str, tag: str) -> str:
    """A verb's form by its Penn tag (``VB``, ``VBD``, ``VBN``, ``VBZ``), its particles kept.

    >>> [inflect("ban", "VBD"), inflect("carry out", "VBD"), inflect("apologize", "VBN"), inflect("teach", "VBZ")]
    ['banned', 'carried out', 'apologized', 'teaches']
    """
    verb, space, rest = lemma.partition(" ")
    return _inflect(verb, tag) + space + rest


def _inflect(verb: str, tag: str) -> str:
    if tag == "VB":
        return verb
    own = load_tables()["spelling"]["past"].get(verb) if tag in {"VBD", "VBN"} else None
    irregular = own or _irregular().get((verb, tag))
    if irregular:
        return irregular
    vowel_before_y = len(verb) > 1 and verb.endswith("y") and verb[-2] not in "aeiou"
    if tag == "VBZ":
        if vowel_before_y:
            return f"{verb[:-1]}ies"
        return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    if verb.endswith("e"):
        return f"{verb}d"
    if vowel_before_y:
        return f"{verb[:-1]}ied"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) is not None
    return f"{verb}{verb[-1]}ed" if short or verb in load_tables()["spelling"]["doubled"] else f"{verb}ed"


@dataclass(frozen=True)
class Verb:
    """How a trigger is said: lemma with particles, the tense of a plain fact, and whether its actor is the patient."""

    lemma: str
    tense: str = "VBD"
    done_to: bool = False
    past: str = ""  # the article's own form, where it is one

    def to_words(self, fact: Fact, *, passive: bool = False, plural: bool = False) -> str:
        """The verb group: ``did not meet``, ``may be released``, ``was arrested``, ``sells``."""
        auxiliary = AUXILIARIES.get(fact.modality)
        negation = "not " if fact.negated else ""
        if passive:
            done = inflect(self.lemma, "VBN")
            if auxiliary is not None:
                return f"{auxiliary} {negation}be {done}"
            return f"{'were' if plural else 'was'} {negation}{done}"
        if auxiliary is not None and _is_alleged(fact):
            return f"{auxiliary} {negation}have {inflect(self.lemma, 'VBN')}"
        if auxiliary is not None:
            return f"{auxiliary} {negation}{self.lemma}"
        if fact.negated:
            return f"{'does' if self.tense == 'VBZ' else 'did'} not {self.lemma}"
        return self.past or inflect(self.lemma, self.tense)


def _is_alleged(fact: Fact) -> bool:
    """Whether a possible deed is one of which somebody is accused: "are accused of murdering"."""
    if fact.modality != "possible" or not fact.trigger.text.endswith("ing"):
        return False
    before = words_before(fact, fact.trigger.start, LONGEST_LIST)
    # the first word counts for a whole list: "accused of murdering people and raping others"
    near = before if before[-1:] in (["and"], ["or"]) else before[-4:]
    return bool(set(near) & listed("alleging"))


def find_verb(fact: Fact) -> Verb | None:
    """The verb that says a fact's trigger, None where it is a noun without one."""
    from newsfacts.inflection import resolve_lemma

    words = fact.trigger.text.casefold().split()
    if not words or not words[-1].replace("-", "").isalpha():
        return None
    if is_noun(fact):
        tables = load_tables()
        last = words[-1]
        for noun in (last, last.removesuffix("s"), re.sub("ies$", "y", last)):
            if noun in tables["verb"]:
                return Verb(tables["verb"][noun])
            if noun in tables["passive"]:
                return Verb(tables["passive"][noun], done_to=True)
            if noun in tables["habit"]:
                return Verb(tables["habit"][noun], "VBZ")
        return None
    first, rest = words[0], words[1:]
    tag = "VBG" if first.endswith("ing") else "VBZ" if first.endswith("s") and not first.endswith("ss") else "VBD"
    lemma = resolve_lemma(first, tag)
    if lemma == first and tag == "VBD":
        lemma = resolve_lemma(first, "VBN")
    is_past = tag == "VBD" and lemma != first and resolve_lemma(first, "VBD") == lemma
    office = fact.type in {"took_office", "left_office"} and lemma in load_tables()["office"]["done_to"]
    past = " ".join([first, *rest]) if is_past and not _is_participle(first, lemma) else ""
    return Verb(" ".join([lemma, *rest]), done_to=office, past=past)


def _is_participle(form: str, lemma: str) -> bool:
    """Whether a form is a participle and no past: "given", "sworn"."""
    return _irregular().get((lemma, "VBN")) == form and _irregular().get((lemma, "VBD"), form) != form


def words_before(fact: Fact, position: int, most: int = 4) -> list[str]:
    """The last words of the evidence before a place, folded."""
    head = fact.evidence.text[: max(0, position - fact.evidence.start)]
    return [word.casefold() for word in _WORD.findall(head)[-most:]]


def is_noun(fact: Fact) -> bool:
    """Whether the trigger is a noun: by its ending, or by what stands before it."""
    word = fact.trigger.text.casefold().split()[-1]
    if word not in load_tables()["noun"]["verbs"].split() and re.search(load_tables()["noun"]["ending"], word):
        return True
    before = words_before(fact, fact.trigger.start)
    last = before[-1] if before else ""
    if last.endswith(("'s", "’s", "s’", "s'")) or last in _before_nouns():
        return not word.endswith("ing") or last not in listed("prepositions")
    tables = load_tables()
    singular = word.removesuffix("s")
    is_listed = any(noun in tables[kind] for kind in ("verb", "passive", "habit") for noun in (word, singular))
    if not is_listed or word.endswith("ed"):
        return False
    # a listed noun that is a verb as well ("visit", "attack"): a verb only behind "to", an auxiliary or a subject
    return last not in listed("auxiliaries") and not (fact.actor and _ends_right_before(fact))


@cache
def _before_nouns() -> frozenset[str]:
    return (listed("before_nouns") | listed("prepositions")) - listed("before_both")


def _ends_right_before(fact: Fact) -> bool:
    between = [a.end for a in fact.actor if a.end <= fact.trigger.start]
    gap = fact.evidence.text[max(between, default=-1) - fact.evidence.start : fact.trigger.start - fact.evidence.start]
    words = gap.casefold().split()
    return bool(between) and all(word in listed("before_verbs") or word.endswith("ly") for word in words)
