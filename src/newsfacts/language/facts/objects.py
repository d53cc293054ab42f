"""The words of what is done or said: the object of a fact, as the article has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.tokens import Token

from newsfacts.language.facts.functions import find_infinitive
from newsfacts.language.facts.rules import Rule
from newsfacts.language.facts.trigger import Trigger, find_counted
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import is_verb, words

if TYPE_CHECKING:
    from newsfacts.language.facts.reading import Reading

Span = tuple[int, int]
_OPENING, _CLOSING = frozenset({"“", "``", '"', "«"}), frozenset({"”", "''", '"', "»"})


def find_object(reading: Reading, rule: Rule, trigger: Trigger, sides: set[Span]) -> str | None:
    """The words of what a trigger tells is done or said; never just those of a recipient.

    Args:
        reading: the article.
        rule: says under which functions the object stands.
        trigger: the word, with its arguments.
        sides: the spans of the recipients.
    """
    for alternative in rule.roles.get("object", ()):
        for function in alternative:
            for head in reading.find_heads(function, trigger.token, trigger.arguments):
                span = _find_span(reading, rule, trigger, function, head, sides)
                if span is not None:
                    return reading.text[span[0] : span[1]]
    return None


def find_worth(reading: Reading, ident: str) -> str | None:
    """What a sum is the worth of: "gold", of "cash worth $2 million and gold worth $300,000"."""
    span = reading.sums.spans[ident]
    at = span.start - 1 if span is not None else -1
    while at > 1 and reading.doc[at].lower_ in words()["estimating"]:
        at -= 1
    if at < 1 or reading.doc[at].lower_ != "worth" or reading.doc[at - 1].pos_ not in {"NOUN", "PROPN"}:
        return None
    first = at - 1
    while first > reading.doc[at].sent.start and reading.doc[first - 1].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        first -= 1
    return str(reading.doc[first:at].text)


def _find_span(
    reading: Reading, rule: Rule, trigger: Trigger, function: str, head: Token, sides: set[Span]
) -> Span | None:
    behind = find_infinitive(head) if function == "for" else None
    if behind is not None:  # "called for the economist to be freed"
        last = behind.right_edge
        while last.i > behind.i and (last.is_punct or last.is_space):
            last = last.nbor(-1)
        return noun_phrase(head)[0], last.idx + len(last)
    if is_verb(head) or function == "clause":
        # "was sworn in to serve out her term" names no office
        office = is_verb(head) and rule.type == "took_office"
        return None if office else _find_clause(reading, trigger.token, function, head)
    if head.tag_ == "WP" and any(c.dep_ == "acl:relcl" for c in head.children):
        span = _strip(list(head.subtree))  # "condemned what it called a massacre"
        return head.idx, span[-1].idx + len(span[-1])
    if _tells_nothing(reading, function, head):
        return None
    return _find_phrase(reading, rule, trigger.token, head, sides)


def _strip(span: list[Token]) -> list[Token]:
    """A clause without the punctuation around it, and without a mark of quotation that only opens it."""
    while span and (span[-1].is_punct or span[-1].is_space):
        span.pop()
    while span and (span[0].text in {",", ";", ":", "-", "–", "—"} or span[0].is_space):
        span.pop(0)
    if span and span[0].text in _OPENING and not any(t.text in _CLOSING for t in span[1:]):
        span.pop(0)
    return span


def _find_clause(reading: Reading, token: Token, function: str, head: Token) -> Span | None:
    """What stands in a complement behind the trigger, up to the end of the statement that both stand in."""
    after = -1 if function == "offered" else token.i
    span = sorted((t for t in head.subtree if t.i > after), key=lambda t: t.i)
    told: Any = reading.find_statement(token)
    if told is not None and told.start <= token.idx < told.end:
        span = [t for t in span if t.idx < told.end]  # not ", the minister told reporters"
    span = _strip(_end_before_deed(span))
    return (span[0].idx, span[-1].idx + len(span[-1])) if span else None


def _end_before_deed(span: list[Token]) -> list[Token]:
    """Without ", which it did in May": that it was done is no part of what is asked."""
    for n, token in enumerate(span[1:], 1):
        if token.lower_ == "which" and span[n - 1].text == "," and token.head.lemma_ == "do" and token.dep_ == "obj":
            return span[: n - 1]
    return span


def _tells_nothing(reading: Reading, function: str, head: Token) -> bool:
    """Whether a word under an object's function is none: a pronoun, a day, a misread adjective, a name of a party."""
    if head.tag_ in {"PRP", "WDT", "WP"} or head.i in reading.index.days:
        return True
    if function == "for" and head.lemma_ == "time":
        return True  # "visited the plant for the first time"
    if function == "object" and head.pos_ == "ADJ":
        return True  # "a small still" with the still read as an adverb
    # "arms", of "Russia arms sales"
    return function == "compound" and (head.pos_ == "PROPN" or head.i in reading.index.by_token)


def _find_phrase(reading: Reading, rule: Rule, token: Token, head: Token, sides: set[Span]) -> Span | None:
    """The noun phrase of an object; of a sum the sum, or what it is spent on where the rule asks for that."""
    amount = reading.sums.find_at(head)
    if amount is not None:
        spent = (c for c in find_counted(head, reading.index) if c.lemma_.lower() in rule.objects)
        head = next(spent, head)
    start, end = noun_phrase(head)
    start = _pass_particle(rule, token, start)
    swallowed = start <= token.idx < end and is_verb(token)  # a phrase with its own verb inside is misread
    if swallowed or (start, end) in sides:
        return None
    if amount is None or start < amount.start or amount.end < end:
        return start, end
    return amount.start, _find_end(reading, head, amount.end)  # "₹21 crore", not "₹"


def _pass_particle(rule: Rule, token: Token, start: int) -> int:
    """Where a phrase begins behind a particle read as its own: "hand over six jets"."""
    after = token.doc[token.i + 1 : token.i + 3]
    particle = len(after) == 2 and f"{token.lemma_} {after[0].lower_}" in rule.verbs
    return after[1].idx if particle and start == after[0].idx else start


def _find_end(reading: Reading, head: Token, end: int) -> int:
    """Where a sum ends with what it consists in: "$1.7 billion in military aid"."""
    counted = [c for c in find_counted(head, reading.index)[1:] if c.tag_ in {"NN", "NNS"}]
    spans = [noun_phrase(c) for c in counted]
    return next((last for first, last in spans if reading.text[end:first].split() in (["in"], ["of"])), end)
