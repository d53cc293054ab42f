"""Reads the annotated paragraphs and scores facts against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsfacts.record import Argument, Fact, Record

FOLDER = Path(__file__).parent
#: What stands in the brackets beside negation and modality: "by" a speaker, "on" a date, "for" a sum.
_ABOUT = {"by": "source", "on": "date", "for": "amount"}
_LINE = re.compile(r"(?P<type>\w+):(?P<actor>[^>\[]*?)(?:->(?P<recipient>[^\[]*))?(?:\[(?P<frame>[^\]]*)\])?$")


@dataclass
class Wanted:
    type: str
    actor: list[str]
    recipient: list[str]
    negated: bool
    modality: str
    optional: bool
    source: str | None = None
    date: str | None = None
    amount: str | None = None

    def matches(self, fact: Fact, record: Record) -> bool:
        def side(names: list[str], arguments: list[Argument]) -> bool:
            if not names:
                return not arguments
            texts = [t for a in arguments for t in _texts(a, record)]
            return any(n in t or t in n for n in names for t in texts)

        return fact.type == self.type and side(self.actor, fact.actor) and side(self.recipient, fact.recipient)

    def agreements(self, fact: Fact, record: Record) -> dict[str, bool]:
        """For negation, modality, attribution, date and amount, where either side has one: whether they agree."""
        out = {"negated": fact.negated == self.negated, "modality": fact.modality == self.modality}
        if self.source is not None:
            texts = _texts(fact.attribution.source, record) if fact.attribution else []
            out["attribution"] = any(self.source in t or t in self.source for t in texts)
        for name, wanted, got, layer in (
            ("date", self.date, fact.date, record.dates),
            ("amount", self.amount, fact.amount, record.amounts),
        ):
            if wanted is not None:
                out[name] = any(x.id == got and (wanted in x.text or x.text in wanted) for x in layer)
        return out


@dataclass
class Paragraph:
    text: str
    wanted: list[Wanted] = field(default_factory=list)


def _texts(argument: Argument, record: Record) -> list[str]:
    """An argument's own words and all the names of what it refers to."""
    layers = (record.countries, record.officials, record.organizations, record.people)
    return [argument.text, *(m.text for layer in layers for e in layer if e.id == argument.ref for m in e.mentions)]


def read_paragraphs(name: str) -> Iterator[Paragraph]:
    """The blocks of one file, comments left out; a block that is a headline goes with the next."""
    headline = ""
    for block in (FOLDER / name).read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        texts = [line for line in lines if not line.startswith(("= ", "? "))]
        if len(texts) == len(lines) == 1 and lines[0][-1] not in '.!?”"':
            headline = lines[0]  # its text is the next block
            continue
        paragraph = Paragraph("\n\n".join([headline, *texts] if headline else texts))
        headline = ""
        for line in lines[len(texts) :]:
            m = _LINE.match(line[1:].strip())
            assert m is not None, line
            words, about = [], {}
            for part in (m["frame"] or "").split(";"):
                key, _, rest = part.strip().partition(" ")
                if key in _ABOUT:
                    about[_ABOUT[key]] = rest
                else:
                    words += part.split()
            paragraph.wanted.append(
                Wanted(
                    m["type"],
                    _names(m["actor"]),
                    _names(m["recipient"]),
                    "negated" in words,
                    next((w for w in words if w != "negated"), "actual"),
                    line.startswith("?"),
                    **about,
                )
            )
        yield paragraph


def _names(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
