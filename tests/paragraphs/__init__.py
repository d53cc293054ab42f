"""Reads the annotated paragraphs and scores facts against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsfacts.record import Argument, Fact, Record

FOLDER = Path(__file__).parent
_LINE = re.compile(r"(?P<type>\w+):(?P<actor>[^>\[]*?)(?:->(?P<recipient>[^\[]*))?(?:\[(?P<frame>[^\]]*)\])?$")


@dataclass
class Wanted:
    type: str
    actor: list[str]
    recipient: list[str]
    negated: bool
    modality: str
    optional: bool

    def matches(self, fact: Fact, record: Record) -> bool:
        def side(names: list[str], arguments: list[Argument]) -> bool:
            if not names:
                return not arguments
            texts = [t for a in arguments for t in _texts(a, record)]
            return any(n in t or t in n for n in names for t in texts)

        return fact.type == self.type and side(self.actor, fact.actor) and side(self.recipient, fact.recipient)


@dataclass
class Paragraph:
    text: str
    wanted: list[Wanted] = field(default_factory=list)


def _texts(argument: Argument, record: Record) -> list[str]:
    """An argument's own words and all the names of what it refers to."""
    layers = (record.countries, record.officials, record.organizations, record.people)
    return [argument.text, *(m.text for layer in layers for e in layer if e.id == argument.ref for m in e.mentions)]


def read_paragraphs(name: str) -> Iterator[Paragraph]:
    """The blocks of one file, comments left out."""
    for block in (FOLDER / name).read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        paragraph = Paragraph(lines[0])
        for line in lines[1:]:
            m = _LINE.match(line[1:].strip())
            assert m is not None, line
            frame = (m["frame"] or "").split()
            paragraph.wanted.append(
                Wanted(
                    m["type"],
                    _names(m["actor"]),
                    _names(m["recipient"]),
                    "negated" in frame,
                    next((f for f in frame if f != "negated"), "actual"),
                    line.startswith("?"),
                )
            )
        yield paragraph


def _names(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
