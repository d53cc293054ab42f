"""The logical functions of a verb: subject, object, iobject, clause, charge and the prepositions.

The same for "Iran detained five men", "five men were detained by Iran" and "the men that Iran had detained".
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from newsfacts.language.syntax.relations import antecedent, case_of, coordinated, is_verb, words
from newsfacts.language.syntax.subjects import logical_subject, surface_subject
from newsfacts.language.syntax.voice import is_complement, is_passive

Arguments = dict[str, list[Token]]
_NAMES = frozenset({"NOUN", "PROPN"})
#: Prepositions that stand before no object.
OF_VERBS = frozenset({"for", "with", "to", "on", "against", "according"})
#: What a height is told in that is no sum.
_RATES = frozenset({"%", "percent", "pct"})
#: Before a gerund that tells what somebody is accused of or kept from.
_GOVERNING = frozenset({"of", "for", "from", "against", "over", "to"})


def verb_arguments(verb: Token) -> Arguments:
    """Logical functions of a verb: subject, object, iobject, clause and prepositions."""
    out: Arguments = defaultdict(list)
    passive = is_passive(verb)
    surface = surface_subject(verb)
    behind = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i and case_of(c) in OF_VERBS]
    objects, indirect = _find_objects(verb, passive, behind)
    if passive:
        out["subject"], out["object"] = logical_subject(verb), objects or surface
        indirect = surface if objects else indirect
    else:
        out["subject"], out["object"] = surface, objects
    out["iobject"] = indirect
    _collect_clauses(verb, out)
    if not out["object"] and not passive:
        objects = out["object"] = _find_predicates(verb)
    collect_prepositions(verb, out)
    for child in behind:  # 'called for "restraint"' with an object behind its preposition
        out[case_of(child)].append(child)
    _add_of_objects(verb, out, objects, indirect)
    out["object"] = out["object"] or _find_shared_object(verb, passive)
    return out


def _add_of_objects(verb: Token, out: Arguments, objects: list[Token], indirect: list[Token]) -> None:
    """Add the clause and the prepositions that hang on the objects of a verb."""
    if verb.lemma_ in words()["naming"] and not out["clause"]:
        out["clause"] = quoted_appositions(objects)
    if not out["clause"]:  # "asking rebels to do the same" with the infinitive hung on the rebels
        asked = ([c for c in noun.children if c.i > verb.i and _is_asked(c)] for noun in [*objects, *indirect])
        out["clause"] = next(filter(None, asked), [])
    for noun in objects:
        for listed in coordinated(noun) if noun not in indirect else ():  # "fired rockets and missiles at the town"
            collect_prepositions(listed, out)


def _find_objects(verb: Token, passive: bool, behind: list[Token]) -> tuple[list[Token], list[Token]]:
    """What is done or given, and to whom."""
    objects = [antecedent(c) for c in verb.children if c.dep_ == "obj" and c not in behind]
    if passive:
        return objects, [antecedent(c) for c in verb.children if c.dep_ == "iobj"]
    if (gift := _find_gift(verb)) is not None:
        given, thing = gift
        told = [antecedent(c) for c in verb.children if c.dep_ == "obj" and c.i > given.i]
        return told or [thing], [antecedent(given)]
    indirect = [antecedent(c) for c in verb.children if c.dep_ == "iobj"]
    if indirect and not objects and any(c.dep_ == "xcomp" for c in verb.children):
        objects = [*indirect]  # "allowed inspectors to enter"
    return objects, indirect


def _collect_clauses(verb: Token, out: Arguments) -> None:
    """Add the complements of a verb, and what somebody is charged with, to ``out``."""
    for child in verb.children:
        marks = (g for c in child.children if c.dep_ == "mark" for g in c.children)
        if any(g.dep_ == "fixed" and g.lower_ == "order" for g in marks):
            continue  # "in order to" says what for, not what
        purpose = child.dep_ == "advcl" and child.tag_ == "VB" and child.i > verb.i
        if child.dep_ in {"ccomp", "xcomp"} or purpose or is_complement(child):
            out["clause"].append(child)
        elif child.dep_ == "advcl":
            governing = [c.lower_ for c in child.children if c.dep_ in {"mark", "case"} and c.lower_ in _GOVERNING]
            out["clause"] += [child] * len(governing)
            if child.tag_ == "VBG" and {"for", "over"} & set(governing):
                out["charge"].append(child)


def _find_predicates(verb: Token) -> list[Token]:
    """The object that was read as a predicate: "paid tribute"; not what somebody becomes or is named."""
    nominal = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in _NAMES]
    return nominal if verb.lemma_ not in words()["predicating"] else []


def _is_asked(child: Token) -> bool:
    """A clause on a noun that tells what is asked of it."""
    infinitive = child.dep_ == "acl" and child.tag_ == "VB"
    return infinitive or (
        child.dep_ == "acl:relcl" and any(g.dep_ == "mark" and g.lower_ == "that" for g in child.children)
    )


def _find_shared_object(verb: Token, passive: bool) -> list[Token]:
    """The object that a verb without one has from its relative clause or from what it is coordinated with."""
    if verb.dep_ == "acl:relcl":
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        # "reports that they shelled"
        told = verb.head.lemma_.lower() in words()["hearsay_noun"] and any(c.lower_ == "that" for c in verb.children)
        where = any(c.tag_ == "WRB" for c in verb.children)
        return [verb.head] if own and own[0].tag_ not in {"WDT", "WP"} and not told and not where else []
    if passive:
        return []
    if verb.dep_ == "conj" and is_verb(verb.head):
        return [c for c in verb.head.children if c.dep_ == "obj" and c.i > verb.i]
    later = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i - verb.i <= 3]
    if later and not any(c.dep_ in {"obl", "xcomp", "ccomp"} for c in verb.children):
        return [c for c in later[0].children if c.dep_ == "obj"]
    return []


def collect_prepositions(token: Token, out: Arguments, *, skip: int = -1) -> None:
    """Add what hangs on a token behind prepositions to ``out``, under the preposition."""
    for child in token.children:
        if child.i == skip:
            continue
        if tells_worth(child) or _is_rate(child):
            collect_prepositions(child, out)  # "a deal worth $5 million with China", "duties of 30% on Chinese cars"
        if child.dep_.split(":")[0] not in {"obl", "nmod"} or child.dep_ in {"nmod:poss", "obl:agent"}:
            continue
        preposition = case_of(child)
        if preposition and child.lower_ not in {"example", "instance"}:
            target = antecedent(child)
            if target not in out[preposition]:
                out[preposition].append(target)
        elif child.dep_ == "obl:unmarked":
            out["unmarked"].append(child)


def quoted_appositions(nouns: list[Token]) -> list[Token]:
    """What they are called, read as beside them: of "called the deal “a victory”" the victory."""
    beside = [c for noun in nouns for c in noun.children if c.dep_ == "appos"]
    return [c for c in beside if any(t.is_quote for t in c.doc[c.head.i + 1 : c.i])]


def tells_worth(token: Token) -> bool:
    """Whether it stands between a noun and the sum that this comes to: "a deal worth $5 million"."""
    return token.dep_ == "acl" and token.lemma_.lower() in words()["worth"]


def _is_rate(token: Token) -> bool:
    """Whether it only says how high what it hangs on is: "duties of up to 30%"."""
    return token.dep_ == "nmod" and token.lemma_.lower() in _RATES and case_of(token) == "of"


def _find_gift(verb: Token) -> tuple[Token, Token] | None:
    """Of "gave the premier ten years" the premier and the years, read as two objects or as an object and a time."""
    if verb.lemma_.lower() not in words()["giving"]:
        return None
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in {"obj", "iobj", "obl:unmarked"}]
    bare = [c for c in behind if c.pos_ in {*_NAMES, "PRON"}]
    if len(bare) != 2:
        return None
    timed = bare[1].dep_ != "obj" and not any(c.dep_ == "nummod" for c in bare[1].children)
    apart = any(t.text in {",", "and"} for t in verb.doc[bare[0].i : bare[1].left_edge.i])
    return None if timed or apart else (bare[0], bare[1])
