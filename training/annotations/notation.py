#!/usr/bin/env python3
"""The compact notation that sentences are annotated in, compiled to blocks with offsets.

    python notation.py NEW.txt -o NEW.jsonl

A block begins with ``# style, place`` and ends at the next ``#``. Each other line is a sentence (``^`` before a
headline, which a blank line sets off) or, with ``-`` before it, a fact of the sentence above::

    # wire, East Africa
    Talks between Mwangi and Okello broke down in Entebbe on Tuesday.
    -met Talks|Mwangi;Okello||p:Entebbe|d:Tuesday

A fact is the first three letters of its type and its trigger, the actors, the recipients, and any of ``o:`` object,
``p:`` place, ``d:`` date, ``m:`` amount, ``s:`` source of the words, ``n`` (denied), ``pl po de co`` (planned,
possible, demanded, conditional) and ``re ar`` (optional: restated or arguable).

A span is text of the sentence: ``text#2`` is its second occurrence there, ``first..last`` runs from the one to the
other, ``first~`` to the sentence's end. Of several equal arguments the nearest to the trigger counts; what the sentence
lacks is sought in the rest of the block, backwards first. A trigger must be unambiguous.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from corpus import MODALITIES, TYPES, mode_of

SHORT = {name[:3]: name for name in TYPES}
MODALITY = {name[:2]: name for name in MODALITIES if name != "actual"}
WHY = {"re": "restated", "ar": "arguable"}
FIELDS = {"o": "object", "p": "place", "d": "date", "m": "amount", "s": "source"}


class NotationError(ValueError):
    """Faults of a source, each with its file and line."""


def occurrences(text: str, part: str) -> list[tuple[int, int]]:
    """Spans of ``part`` in ``text`` as whole words."""
    left = r"(?<!\w)" if part[:1].isalnum() else ""
    right = r"(?!\w)" if part[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(left + re.escape(part) + right, text)]


def find(sentence: str, part: str) -> list[tuple[int, int]]:
    """Spans of ``sentence`` that the notation ``part`` can mean, in order."""
    if part.endswith("~"):
        end = len(sentence.rstrip(" .?!\"”’'"))
        return [(start, end) for start, _ in find(sentence, part[:-1])]
    if ".." in part:
        first, last = part.split("..", 1)
        ends = find(sentence, last)
        reach = [(start, [e for b, e in ends if b >= end]) for start, end in find(sentence, first)]
        return [(start, later[0]) for start, later in reach if later]
    numbered = re.fullmatch(r"(.+)#(\d)", part)
    if numbered:
        number = int(numbered[2])
        return occurrences(sentence, numbered[1])[number - 1 : number]
    return occurrences(sentence, part)


class _Block:
    """A block while its lines are read: sentences with their offsets, and facts."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.sentences: list[tuple[int, str]] = []
        self.text = ""
        self.notes: list[tuple[int, int, str]] = []
        self.gap = ""

    def add(self, line: str) -> None:
        sentence = line.lstrip("^").strip()
        self.text += self.gap
        self.sentences.append((len(self.text), sentence))
        self.text += sentence
        self.gap = "\n\n" if line.startswith("^") else " "

    def span(self, part: str, at: int, trigger: int | None) -> list[int]:
        """The span that ``part`` means in a fact of sentence ``at``; the trigger itself has ``trigger`` None."""
        order = [at, *range(at - 1, -1, -1), *range(at + 1, len(self.sentences))] if trigger is not None else [at]
        for index in order:
            offset, sentence = self.sentences[index]
            hits = [(offset + b, offset + e) for b, e in find(sentence, part)]
            if trigger is None and len(hits) > 1:
                raise NotationError(f"trigger {part!r} occurs {len(hits)} times")
            if hits:
                near = hits[0][0] if trigger is None else trigger
                start, end = min(hits, key=lambda hit: abs(hit[0] - near))
                return [start, end]
        raise NotationError(f"{part!r} not found")

    def fact(self, at: int, note: str) -> dict[str, Any]:
        fields = [field.strip() for field in note.split("|")]
        short, _, part = fields[0].partition(" ")
        if short not in SHORT:
            raise NotationError(f"no type {short!r}")
        trigger = self.span(part, at, None)
        fact: dict[str, Any] = {
            "type": SHORT[short], "mode": None, "trigger": trigger, "actor": [], "recipient": [], "object": None,
            "place": None, "date": None, "amount": None, "negated": False, "modality": "actual", "source": None,
            "optional": False, "why": None,
        }
        sides = iter(("actor", "recipient"))
        for field in fields[1:]:
            if field in MODALITY:
                fact["modality"] = MODALITY[field]
            elif field in WHY:
                fact["optional"], fact["why"] = True, WHY[field]
            elif field == "n":
                fact["negated"] = True
            elif re.match(r"[opdms]:", field):
                fact[FIELDS[field[0]]] = self.span(field[2:], at, trigger[0])
            else:
                side = next(sides, None)
                parts = [part.strip() for part in field.split(";") if part.strip()]
                if side is None and parts:
                    raise NotationError(f"too many fields at {field!r}")
                if side is not None:
                    fact[side] = [self.span(part, at, trigger[0]) for part in parts]
        fact["mode"] = mode_of(self.text, fact)
        return fact


def compile_blocks(lines: list[str], name: str) -> list[dict[str, Any]]:
    """Blocks of a source, ids ``own-NAME-001`` …; raises ``NotationError`` with every fault of the source."""
    blocks: list[_Block] = []
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if line.startswith("#"):
            blocks.append(_Block(line[1:].strip()))
        elif line and not blocks:
            raise NotationError(f"{name}:{number}: a block begins with '# style, place'")
        elif line.startswith("-") and blocks[-1].sentences:
            blocks[-1].notes.append((number, len(blocks[-1].sentences) - 1, line[1:].strip()))
        elif line:
            blocks[-1].add(line)
    faults, out = [], []
    for count, block in enumerate(blocks, 1):
        facts = []
        for number, at, note in block.notes:
            try:
                facts.append(block.fact(at, note))
            except NotationError as fault:
                faults.append(f"{name}:{number}: {fault}")
        out.append({"id": f"own-{name}-{count:03d}", "source": f"written for this corpus ({block.style})",
                    "text": block.text, "facts": facts})
    if faults:
        raise NotationError("\n".join(faults))
    return out


def main() -> None:
    """Compile the files named; a fault is a line with its file and line on stderr, and exit code 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    try:
        blocks = [block for path in options.sources
                  for block in compile_blocks(path.read_text(encoding="utf-8").splitlines(), path.stem)]
    except (NotationError, OSError) as fault:
        sys.exit(str(fault))
    options.out.write_text("".join(json.dumps(b, ensure_ascii=False) + "\n" for b in blocks), encoding="utf-8")
    print(f"{len(blocks)} blocks, {sum(len(block['facts']) for block in blocks)} facts")


if __name__ == "__main__":
    main()
