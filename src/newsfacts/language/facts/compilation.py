"""From annotated sentences to patterns: the parser reads the sentence, the matcher says where each role stands.

``[Ghana:actor] <hosted> [the Dutch king:recipient] in [Accra:place]`` becomes the verb ``host`` with its actor as
subject and its recipient as object, the same that an author could have written; ``newsfacts rules new`` shows it. A
pattern that does not find its own sentence again is refused, with what stands in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsfacts.article import Article
from newsfacts.language.coreference.linking import link
from newsfacts.language.documents import to_doc
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.factory import FactFinder
from newsfacts.language.facts.functions import derive
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.facts.reading import Reading
from newsfacts.language.facts.rulebook import RuleBook
from newsfacts.language.facts.rules import Example, Rule, RuleError
from newsfacts.language.syntax.arguments import Arguments, verb_arguments
from newsfacts.language.syntax.relations import case_of, coordinated, is_verb, lemma_of
from newsfacts.language.syntax.subjects import light_verb
from newsfacts.lexicon import Lexicon, Problem
from newsfacts.lexicon.annotation import Annotation, Marked, read_annotation
from newsfacts.lexicon.sections import read_role_words

#: By role the functions that it may stand in, as rules have them.
Functions = dict[str, tuple[tuple[str, ...], ...]]
#: What a rule asks for by default: somebody or some body that the record knows, or a group of people.
_ACTORS = frozenset({"country", "official", "organization", "person", "group"})
_SILENT = frozenset({"aux", "aux:pass", "det", "case", "mark", "compound:prt", "advmod", "cop", "punct", "amod"})


class CompilationError(ValueError):
    """A sentence gives no pattern; the message says why and what to mark otherwise. ``number``: which sentence."""

    number = 0


@dataclass(frozen=True, slots=True)
class _Sentence:
    """An annotated sentence, read."""

    annotation: Annotation
    doc: Doc

    def tokens(self, mark: Marked) -> list[Token]:
        span = self.doc.char_span(mark.start, mark.end, alignment_mode="expand")
        return list(span) if span is not None else []


def compile_rules(nlp: Language, finder: FactFinder, lexicon: Lexicon) -> None:
    """Give the finder's rules that consist of annotated sentences their patterns; ``lexicon``: whence they come.

    Raises:
        RuleError: a sentence gives none.
    """
    if not any(rule.annotated for rule in finder.rules):
        return
    rules: list[Rule] = []
    problems: list[Problem] = []
    for rule in finder.rules:
        try:
            rules += compile_rule(rule, nlp) if rule.annotated else [rule]
        except CompilationError as error:
            problems.append(lexicon.to_problem(rule.name, f"rule {rule.name!r}: {error}", error.number))
    if problems:
        raise RuleError(problems)
    finder.set_rules(rules)


def compile_rule(rule: Rule, nlp: Language) -> list[Rule]:
    """The patterns of a rule's annotated sentences: one, or several where they ask for different words.

    What the rule itself says (``need``, ``fill``, a role) goes before what the sentences show.

    Raises:
        CompilationError: a sentence gives no pattern.
    """
    found: list[Rule] = []
    for number, source in enumerate(rule.annotated):
        annotation = read_annotation(source)
        sentence = _Sentence(annotation, nlp(to_doc(nlp, Article(text=annotation.text))))
        try:
            pattern = _read_pattern(rule, sentence)
            _prove(pattern, sentence)
        except CompilationError as error:
            error.number = number
            raise
        found = _take(found, pattern)
    return found


def _take(found: list[Rule], pattern: Rule) -> list[Rule]:
    """Join patterns that ask for the same words; others stay beside each other."""
    for i, other in enumerate(found):
        same = ("objects", "obliques", "clauses", "light", "need", "fill")
        if all(getattr(other, key) == getattr(pattern, key) for key in same):
            roles = {
                role: tuple(dict.fromkeys((*other.roles.get(role, ()), *pattern.roles.get(role, ()))))
                for role in dict.fromkeys((*other.roles, *pattern.roles))
            }
            joined = replace(
                other,
                verbs=tuple(dict.fromkeys((*other.verbs, *pattern.verbs))),
                nouns=tuple(dict.fromkeys((*other.nouns, *pattern.nouns))),
                roles=roles,
                examples=tuple(dict.fromkeys((*other.examples, *pattern.examples))),
            )
            return [*found[:i], joined, *found[i + 1 :]]
    return [*found, pattern]


def _read_pattern(rule: Rule, sentence: _Sentence) -> Rule:
    trigger, rest = _find_trigger(sentence)
    reading = Reading(sentence.doc, link(sentence.doc), RuleBook([rule]))
    arguments = verb_arguments(trigger) if is_verb(trigger) else noun_arguments(trigger, reading.index)
    light = not is_verb(trigger) and any(light_verb(trigger) == token for token in rest)
    roles, fill = _find_roles(rule, sentence, trigger, arguments, reading)
    words = _find_constraints(sentence, trigger, [t for t in rest if not light or t != light_verb(trigger)], arguments)
    verbs, nouns = ((lemma_of(trigger),), ()) if is_verb(trigger) else ((), (trigger.lemma_.lower(),))
    return replace(
        rule,
        verbs=rule.verbs or verbs,
        nouns=rule.nouns or nouns,
        roles={**roles, **rule.roles},
        fill={**fill, **rule.fill},
        need=rule.need if rule.need != ("actor",) else _find_needs(sentence, roles),
        light=rule.light or light,
        objects=rule.objects or words["objects"],
        obliques=rule.obliques or words["obliques"],
        clauses=rule.clauses or words["clauses"],
        examples=(*rule.examples, _to_example(sentence.annotation)),
        annotated=(),
    )


def _find_roles(
    rule: Rule, sentence: _Sentence, trigger: Token, arguments: Arguments, reading: Reading
) -> tuple[Functions, dict[str, str]]:
    """Where each marked role stands that the rule itself does not say, and who may fill it beside those who act."""
    roles: Functions = {}
    fill: dict[str, str] = {}
    for role in ("actor", "recipient", "object", "place"):
        marks = [mark for mark in sentence.annotation.marks if mark.role == role]
        if role in rule.roles or not marks or (role == "place" and _has_place(reading, trigger, arguments)):
            continue
        functions = [_find_function(sentence, mark, trigger, arguments, reading) for mark in marks]
        roles[role] = (tuple(dict.fromkeys(functions)),)
        fillers = [f for mark in marks for f in _find_fillers(sentence, mark, reading)]
        if role in ("actor", "recipient") and (not fillers or any(f.kind not in _ACTORS for f in fillers)):
            fill[role] = "any"
    return roles, fill


def _find_needs(sentence: _Sentence, roles: Functions) -> tuple[str, ...]:
    """What a sentence shows that the fact has."""
    actor = "actors" if len(sentence.annotation.find("actor")) > 1 else "actor"
    return tuple(actor if role == "actor" else role for role in ("actor", "recipient", "object") if role in roles)


def _to_example(annotation: Annotation) -> Example:
    return Example(
        annotation.text,
        actor=tuple(annotation.find("actor")) or None,
        recipient=tuple(annotation.find("recipient")) or None,
        object=next(iter(annotation.find("object")), None),
        place=next(iter(annotation.find("place")), None),
    )


def _find_trigger(sentence: _Sentence) -> tuple[Token, list[Token]]:
    """The word that carries the fact, and the others marked with it."""
    tokens = [t for mark in sentence.annotation.marks if mark.role == "trigger" for t in sentence.tokens(mark)]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    heads = [t for t in tops if t.pos_ in {"VERB", "NOUN"}]
    if len(heads) != 1:
        raise CompilationError(_explain_trigger(tokens, heads))
    head = heads[0]
    for token in tokens:  # "held talks": the noun tells it, the verb only carries it
        if token.pos_ == "NOUN" and light_verb(token) == head:
            return token, [t for t in tokens if t != token]
    return head, [t for t in tokens if t != head]


def _explain_trigger(tokens: list[Token], heads: list[Token]) -> str:
    """Why marked words are no trigger."""
    if heads:
        return f"<{heads[0]}> and <{heads[1]}> are not one expression in this sentence; mark one of them"
    shown = " ".join(t.text for t in tokens)
    kinds = ", ".join(dict.fromkeys(_to_kind(t) for t in tokens))
    return f"<{shown}> is read as {kinds}, and a fact is told by a verb or a noun; mark that"


def _to_kind(token: Token) -> str:
    names = {
        "ADJ": "an adjective",
        "ADV": "an adverb",
        "PROPN": "a name",
        "AUX": "an auxiliary",
        "ADP": "a preposition",
    }
    return f"{names.get(token.pos_, token.pos_.lower())} ({token.text})"


def _find_constraints(
    sentence: _Sentence, trigger: Token, rest: Iterable[Token], arguments: Arguments
) -> dict[str, frozenset[str]]:
    """What other marked words ask of the trigger: its object, a phrase beside it, or its complement."""
    found: dict[str, set[str]] = {"objects": set(), "obliques": set(), "clauses": set()}
    own = [trigger, *(t for t in trigger.children if t.dep_ in _SILENT)]
    for token in rest:
        if token in own or token.dep_ in _SILENT:
            continue
        if token in arguments.get("object", []):
            found["objects"].add(token.lemma_.lower())
        elif token.head == trigger and token.dep_.startswith("obl"):
            found["obliques"].add(f"{case_of(token)} {token.lemma_.lower()}".strip())
        elif token in arguments.get("clause", []):
            found["clauses"].add(token.lemma_.lower())
        else:
            raise CompilationError(f"{token.text!r} in < > is neither object nor complement of {trigger.text!r} in the "
                                   "parse; mark the word that tells the fact alone")  # fmt: skip
    return {key: frozenset(words) for key, words in found.items()}


def _stands_in(token: Token, inside: set[int]) -> bool:
    return any(t.i in inside for t in coordinated(token))


def _find_function(sentence: _Sentence, mark: Marked, trigger: Token, arguments: Arguments, reading: Reading) -> str:
    """The function under which the matcher finds a marked phrase."""
    inside = {t.i for t in sentence.tokens(mark)}
    known = read_role_words()["functions"]
    own = [f for f in known if f in arguments and f not in {"clause", "compound"}]
    prepositions = [f for f in arguments if f in read_role_words()["prepositions"]]
    if mark.role == "object":
        prepositions.append("clause")
    for function in [*own[:3], *prepositions, *own[3:]]:
        if any(_stands_in(token, inside) for token in arguments[function]):
            return function
    for function in ("owner", "within"):
        if any(_stands_in(token, inside) for token in derive(function, trigger, arguments, reading.index)):
            return function
    words = sentence.annotation.text[mark.start : mark.end]
    raise CompilationError(
        f"the parse does not join {words!r} ({mark.role}) to {trigger.text!r}; put it nearer to {trigger.text!r}, in a "
        "plainer sentence, or leave its mark out"
    )


def _find_fillers(sentence: _Sentence, mark: Marked, reading: Reading) -> Iterator[Filler]:
    tokens = sentence.tokens(mark)
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.head.i not in inside or token.head.i == token.i:
            yield from reading.index.resolve(token)


def _has_place(reading: Reading, trigger: Token, arguments: Arguments) -> bool:
    return reading.places.find([trigger, *arguments.get("verb", [])]) is not None


def _prove(pattern: Rule, sentence: _Sentence) -> None:
    """Find the sentence with its own pattern."""
    drafts, heard = try_rule(pattern, sentence.doc)
    if not drafts:
        why = "; ".join(dict.fromkeys(heard)) or "its trigger is not one where it stands"
        raise CompilationError(f"the pattern read from it does not find it again: {why}")
    for mark in sentence.annotation.marks:
        got = [span for draft in drafts for span in _find_spans(sentence, mark, draft)]
        if not any(start < mark.end and mark.start < end for start, end in got):
            words = sentence.annotation.text[mark.start : mark.end]
            raise CompilationError(f"the pattern read from it finds another {mark.role} than {words!r}; "
                                   "use a plainer sentence, or leave that mark out")  # fmt: skip


def _find_spans(sentence: _Sentence, mark: Marked, draft: Draft) -> list[tuple[int, int]]:
    """Where a draft has what is marked."""
    if mark.role == "trigger":
        return [(mark.start, mark.end)]
    if mark.role in ("actor", "recipient"):
        return [(f.token.idx, f.token.idx + len(f.token)) for f in getattr(draft, mark.role)]
    if mark.role in ("date", "amount"):
        layer = sentence.doc._.dates if mark.role == "date" else sentence.doc._.amounts
        return [(x.start, x.end) for x in layer if x.id == getattr(draft, mark.role)]
    if mark.role == "place" and draft.place is not None:
        return [(draft.place.start, draft.place.end)]
    if mark.role == "object" and draft.object:
        at = sentence.annotation.text.find(draft.object)
        return [(at, at + len(draft.object))]
    return []


def try_rule(rule: Rule, doc: Doc) -> tuple[list[Draft], list[str]]:
    """Apply one rule alone to a processed Doc.

    Returns:
        what it finds, and for each place where its trigger stands and it does not hold, the first thing that failed.
    """
    reading = Reading(doc, link(doc), RuleBook([rule]))
    drafts: list[Draft] = []
    said: list[str] = []
    for token in doc:
        reading.heard = []
        drafts += reading.find_at(token)
        said += [f"“{token.text}”: {reason}" for reason in map(to_words, reading.heard)]
    return drafts, said


def to_words(heard: tuple[str, list[list[str]]]) -> str:
    """A failed constraint in words."""
    reason, details = heard
    shown = [", ".join(detail) if detail else "nothing there" for detail in details]
    if not shown:
        return reason
    asked = shown[0] if len(shown[0]) < 200 else f"{shown[0][:200]}…"
    return f"{reason} ({asked})" + (f"; the sentence has {shown[1]}" if len(shown) > 1 else "")
