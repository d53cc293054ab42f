"""The persons of an article as a pronoun sees them: where each is named, and what tells his or her sex."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from newsfacts.language.sexes import (
    human_nouns,
    led_nouns,
    sex_of_courtesy,
    sex_of_given_name,
    sex_of_noun,
    sex_of_office,
)
from newsfacts.record import Official
from newsfacts.record import Person as PersonRecord


@dataclass(eq=False)
class Person:
    """A single human being the text speaks of; ``ref`` is None for one that the record does not hold."""

    ref: str | None
    sex: str | None = None
    named: bool = True
    spans: list[tuple[int, int]] = field(default_factory=list)  # tokens of the mentions, end excluded


def find_persons(doc: Doc) -> list[Person]:
    """The single officials and people of the record, then whom only a common noun names ("the suspect")."""
    persons = []
    taken: set[int] = set()
    for record in (*doc._.officials, *doc._.people):
        spans = [
            span
            for m in record.mentions
            if m.kind != "pronoun" and (span := doc.char_span(m.start, m.end, alignment_mode="expand")) is not None
        ]
        for span in spans:
            taken.update(range(span.start, span.end))
        if not getattr(record, "group", False) and not all(_is_brand(span) for span in spans):
            person = Person(record.id, _sex_of(record, spans), record.name is not None)
            person.spans = [(span.start, span.end) for span in spans]
            persons.append(person)
    persons += _find_unlisted(doc, taken)
    persons += [
        Person(None, sex_of_noun(token.lemma_.lower()), False, [(token.i, token.i + 1)])
        for token in doc
        if token.tag_ == "NN"
        and token.i not in taken
        and token.lemma_.lower() in human_nouns()
        and _refers(token)
        and not any(c.dep_ == "appos" and c.i in taken for c in token.children)  # "the chief executive, Ann Lee,"
        and name_behind(token) not in taken
    ]
    return persons


def _find_unlisted(doc: Doc, taken: set[int]) -> list[Person]:
    """Persons whom the record does not hold, since one name alone names them: "Chao" beside Hu Shih."""
    found: dict[str, Person] = {}
    for span in doc.ents:
        if span.label_ == "PERSON" and not taken.intersection(range(span.start, span.end)):
            found.setdefault(span.text, Person(None)).spans.append((span.start, span.end))
            taken.update(range(span.start, span.end))
    return list(found.values())


def _is_brand(span: Span) -> bool:
    """Whether a name only says what kind of thing another noun is: "at Tom Bell fashion shows"."""
    last, behind = span[-1], span.end
    if behind >= len(span.doc) or span[0].pos_ != "PROPN":
        return False
    root = span.root
    thing = root.dep_ == "compound" and root.head.i >= behind and root.head.tag_ in {"NN", "NNS"}
    return thing and last.tag_.startswith("NNP") and root.head.lemma_.lower() not in led_nouns()


def name_behind(noun: Token) -> int | None:
    """Where the name stands in "a girl named Rim"; None for no name."""
    doc, at = noun.doc, noun.i + 2
    named = at < len(doc) and doc[at - 1].lower_ in {"named", "called"} and doc[at].pos_ == "PROPN"
    return at if named else None


def _refers(token: Token) -> bool:
    """Whether a noun speaks of somebody: no apposition, predicate or part of a name or of another noun."""
    if token.dep_ in {"appos", "compound", "flat", "nmod:desc", "amod"} or any(c.dep_ == "cop" for c in token.children):
        return False
    before = token.doc[token.left_edge.i - 1].lower_ if token.left_edge.i else ""
    return before not in {",", "as"} or token.dep_.startswith("nsubj")


def _sex_of(record: Official | PersonRecord, spans: list[Span]) -> str | None:
    """The sex that a title of courtesy tells, else the given name, else the office; None for none or both."""
    given = (record.name or "").split(" ")
    told = {sex for span in spans if (sex := _courtesy(span)) is not None}
    if told:
        return told.pop() if len(told) == 1 else None
    return (sex_of_given_name(given[0]) if len(given) > 1 else None) or sex_of_office(
        getattr(record, "office", None) or ""
    )


def _courtesy(span: Span) -> str | None:
    """What stands in the three words before a name tells: "Mrs. Lee", "Ms. Justice Lee", "his wife, Ann Lee"."""
    for i in range(span.start - 1, max(span.start - 4, -1), -1):
        word = span.doc[i]
        capital = word.text[0].isupper()
        if word.is_sent_start and word.i != span.start - 1 and not capital:
            return None
        if capital and (sex := sex_of_courtesy(word.text)) is not None:
            return sex
        if word.text == "," and i:
            owner, name = span.doc[i - 1], span.root
            # "his wife, Ann Lee,", but "after he called his mother, Lee left"
            apposed = owner.dep_ != "conj" and (name.head == owner or owner.head == name)
            return sex_of_noun(owner.lower_) if apposed else None
        if not capital:
            return sex_of_noun(word.lower_)
    return None
