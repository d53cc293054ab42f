"""The persons of an article as a pronoun sees them: where each is named, and what tells his or her sex."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from spacy.tokens import Doc, Span, Token

from newsfacts.record import Official
from newsfacts.record import Person as PersonRecord


@cache
def _sexes() -> dict[str, dict[str, str]]:
    """"he" or "she" by given name, by the title of courtesy before a name, by the office, by the common noun."""
    folder = resources.files("newsfacts.lexicon")
    names = tomllib.loads(folder.joinpath("given_names_by_sex.toml").read_text("utf-8"))
    words = tomllib.loads(folder.joinpath("coreference.toml").read_text("utf-8"))
    pronoun = {"female": "she", "male": "he"}
    out = {"given": {name: pronoun[sex] for sex in pronoun for name in names[sex].split()}}
    for kind in ("courtesy", "office", "noun"):
        out[kind] = {word: pronoun[sex] for sex in pronoun for word in words[kind][sex].split()}
    return out


@cache
def human_nouns() -> frozenset[str]:
    """Lemmas of what is a human being: "suspect", "widow"."""
    words = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("coreference.toml").read_text("utf-8"))
    return frozenset(words["humans"].split()) | frozenset(_sexes()["noun"])


def sex_of_noun(lemma: str) -> str | None:
    """"he" for "brother", "she" for "widow", None for "suspect"."""
    return _sexes()["noun"].get(lemma)


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
        if not getattr(record, "group", False):
            person = Person(record.id, _sex_of(record, spans), record.name is not None)
            person.spans = [(span.start, span.end) for span in spans]
            persons.append(person)
    persons += [
        Person(None, sex_of_noun(token.lemma_.lower()), False, [(token.i, token.i + 1)])
        for token in doc
        if token.tag_ == "NN" and token.i not in taken and token.lemma_.lower() in human_nouns() and _refers(token)
    ]
    return persons


def _refers(token: Token) -> bool:
    """Whether a noun speaks of somebody: no apposition, predicate or part of a name or of another noun."""
    if token.dep_ in {"appos", "compound", "flat", "nmod:desc", "amod"} or any(c.dep_ == "cop" for c in token.children):
        return False
    before = token.doc[token.left_edge.i - 1].lower_ if token.left_edge.i else ""
    return before not in {",", "as"} or token.dep_.startswith("nsubj")


def _sex_of(record: Official | PersonRecord, spans: list[Span]) -> str | None:
    """The sex that a title of courtesy tells, else the given name, else the office; None for none or both."""
    sexes = _sexes()
    office = (getattr(record, "office", None) or "").split()
    given = (record.name or "").split(" ")
    evidence = (
        [sex for span in spans if (sex := _courtesy(span)) is not None],
        [sexes["given"][given[0]]] if len(given) > 1 and given[0] in sexes["given"] else [],
        [sexes["office"][word] for word in office if word in sexes["office"]],
    )
    for found in evidence:
        if found:
            return found[0] if len(set(found)) == 1 else None
    return None


def _courtesy(span: Span) -> str | None:
    """What stands in the three words before a name tells: "Mrs. Lee", "Ms. Justice Lee", "his wife, Ann Lee"."""
    sexes = _sexes()
    for i in range(span.start - 1, max(span.start - 4, -1), -1):
        word = span.doc[i]
        if word.is_sent_start and word.i != span.start - 1 and not word.text[0].isupper():
            return None
        if (sex := sexes["courtesy"].get(word.lower_.rstrip("."))) is not None and word.text[0].isupper():
            return sex
        if word.text == "," and i:
            owner = span.doc[i - 1]
            return sexes["noun"].get(owner.lower_) if i > 1 and owner.dep_ != "conj" else None
        if not word.text[0].isupper():
            return sexes["noun"].get(word.lower_)
    return None
