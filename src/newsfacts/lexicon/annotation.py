"""Annotated sentences, ``[Ghana:actor] <hosted> [the Dutch king:recipient] in [Accra:place]``: the markup alone.

Square brackets hold the words and, behind the last colon, their role; angle brackets hold the words that carry the
fact. What pattern a sentence gives is the parse's business, in :mod:`newsfacts.language.facts.compilation`.

>>> read_annotation("[Ghana:actor] <hosted> a summit in [Accra:place].").text
'Ghana hosted a summit in Accra.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANNOTATED_ROLES = ("actor", "recipient", "object", "place", "date", "amount")
LONGEST = 400
_MARK = re.compile(r"\[([^\[\]<>]*)\]|<([^\[\]<>]*)>|[\[\]<>]")


class AnnotationError(ValueError):
    """The markup is broken; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the bare sentence with its role; ``trigger`` is what stood in angle brackets."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """The bare sentence and what was marked in it, in reading order."""

    text: str
    marks: tuple[Marked, ...]

    def find(self, role: str) -> list[str]:
        """The words marked with a role."""
        return [self.text[mark.start : mark.end] for mark in self.marks if mark.role == role]


def read_annotation(source: str) -> Annotation:
    """Take the markup off a sentence.

    Raises:
        AnnotationError: brackets that do not close, an unknown role, no trigger, nobody who acts.
    """
    if len(source) > LONGEST:
        raise AnnotationError(f"an annotated sentence has at most {LONGEST} characters; give the core of it")
    bare, marks, last = "", [], 0
    for match in _MARK.finditer(source):
        bare += source[last : match.start()]
        last = match.end()
        inner, trigger = match.groups()
        if inner is None and trigger is None:
            raise AnnotationError(f"{match.group()!r} at character {match.start() + 1} has no partner, or one stands "
                                  "inside another; write [words:role] and <trigger>")  # fmt: skip
        words, role = (trigger, "trigger") if trigger is not None else _split(inner)
        lead = len(words) - len(words.lstrip())
        if not words.strip():
            raise AnnotationError(f"{match.group()!r} marks no words")
        marks.append(Marked(role, len(bare) + lead, len(bare) + len(words.rstrip())))
        bare += words
    bare += source[last:]
    roles = {mark.role for mark in marks}
    if "trigger" not in roles:
        raise AnnotationError("no word is marked as <trigger>; put the verb or noun that tells the fact in < >")
    if not roles & {"actor", "recipient"}:
        raise AnnotationError("nobody is marked; put at least one [name:actor] or [name:recipient]")
    return Annotation(bare, tuple(marks))


def _split(inner: str) -> tuple[str, str]:
    words, colon, role = inner.rpartition(":")
    role = role.strip()
    if not colon or role not in ANNOTATED_ROLES:
        said = f"{role!r} is no role" if colon else f"[{inner}] names no role"
        raise AnnotationError(f"{said}; write [words:role] with one of {', '.join(ANNOTATED_ROLES)}")
    return words, role
