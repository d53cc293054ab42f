#!/usr/bin/env python3
"""Read, check, count and compare the annotated events; needs Python 3.11 and nothing else.

    python corpus.py               check every block, then counts by type and origin
    python corpus.py --agreement   what two annotations of the same blocks share
    python corpus.py --table       every fact as a row of CSV on stdout, spans as text

GUIDE.md says what is a fact, DATASHEET.md how the corpus was made.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Block = dict[str, Any]
Fact = dict[str, Any]

FILE = Path(__file__).parent / "events.jsonl.gz"

TYPES = (
    "met", "visited", "agreed", "supported", "cooperated", "aided", "conceded", "demanded", "criticized", "refused",
    "threatened", "protested", "sanctioned", "mobilized", "coerced", "attacked", "investigated", "said", "transacted",
    "took_office", "left_office", "enacted",
)
MODALITIES = ("actual", "planned", "possible", "demanded", "conditional")
WHYS = ("restated", "arguable")
ORIGINS = {"voa-": "Voice of America", "rel-": "press releases", "own-": "written for the corpus"}
LISTS = ("actor", "recipient")
SPANS = ("object", "place", "date", "amount", "source")
KEYS = {"type", "mode", "trigger", *LISTS, *SPANS, "negated", "modality", "optional", "why"}

# By type and mode, the triggers that tell it, as newsfacts' rules have them (PLOVER's names where it has them). A fact
# whose trigger alone does not tell its mode has none.
MODES: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "modes.json").read_text(encoding="utf-8"))
EXTRA_MODES = {"said": {"quote"}}


class CorpusError(ValueError):
    """The file is not such a corpus; the message has the file and line, or the block's id and what is wrong."""


def load(path: Path | str = FILE) -> list[Block]:
    """Blocks of a JSON Lines file, gzipped or not; raises ``CorpusError`` or ``OSError``.

    A block is ``{"id", "source", "text", "facts", "second"}``; ``second`` is a second annotator's facts or null. Spans
    are ``[start, end]``, half-open, in code points of ``text``.
    """
    path = Path(path)
    raw = path.read_bytes()
    try:
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text, gzipped or not: {error}") from None
    blocks = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            block = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{path}:{number}: not JSON: {error}") from None
        if not isinstance(block, dict) or not {"id", "source", "text", "facts"} <= block.keys():
            raise CorpusError(f"{path}:{number}: a block has id, source, text and facts")
        blocks.append(block)
    return blocks


def words(block: Block, span: list[int] | None) -> str | None:
    """The text of a span, null for null."""
    return block["text"][span[0] : span[1]] if span else None


def mode_of(text: str, fact: Fact) -> str | None:
    """The mode that a fact's trigger tells, or that quotation marks around a statement tell; else null."""
    start, end = fact["trigger"]
    trigger = text[start:end].lower()
    for mode, pattern in MODES.get(fact["type"], {}).items():
        if re.fullmatch(pattern, trigger, re.DOTALL):
            return mode
    if fact["type"] == "said" and fact["object"]:
        before = text[max(0, fact["object"][0] - 1) : fact["object"][0] + 1]
        if re.search(r"[\"“]|(?<!\w)['‘]", before):
            return "quote"
    return None


def faults(block: Block) -> Iterator[str]:
    """What is wrong with a block, a line each; nothing for a good one."""
    for which in ("facts", "second"):
        for index, fact in enumerate(block.get(which) or []):
            where = f"{block['id']} {which}[{index}]"
            if set(fact) != KEYS:
                yield f"{where}: keys missing or unknown: {', '.join(sorted(set(fact) ^ KEYS))}"
                continue
            wrong = (*find_wrong_values(fact), *find_wrong_spans(fact, block["text"]))
            yield from (f"{where}: {message}" for message in wrong)


def find_wrong_values(fact: Any) -> Iterator[str]:
    """What is wrong with the values of a fact that has all its keys."""
    if fact["type"] not in TYPES:
        yield f"no type {fact['type']!r}"
    if fact["modality"] not in MODALITIES:
        yield f"no modality {fact['modality']!r}"
    allowed = {*MODES.get(fact["type"], {}), *EXTRA_MODES.get(fact["type"], set())}
    if fact["mode"] is not None and fact["mode"] not in allowed:
        yield f"no mode {fact['mode']!r} of {fact['type']}"
    if type(fact["negated"]) is not bool or type(fact["optional"]) is not bool:
        yield "negated and optional are true or false"
    if fact["why"] is not None and (fact["why"] not in WHYS or not fact["optional"]):
        yield "why is restated or arguable, and only of an optional fact"


def find_wrong_spans(fact: Any, text: str) -> Iterator[str]:
    """The spans of a fact that are none of the text, or begin or end with a space."""
    spans = [("trigger", fact["trigger"]), *((side, span) for side in LISTS for span in fact[side])]
    spans += [(key, fact[key]) for key in SPANS if fact[key] is not None]
    for key, span in spans:
        if not is_span(span, text):
            yield f"{key} {span} is no span of the text"


def is_span(span: Any, text: str) -> bool:
    """Whether a value is the start and the end of words of a text."""
    if not (isinstance(span, list) and len(span) == 2 and all(type(value) is int for value in span)):
        return False
    start, end = span
    return 0 <= start < end <= len(text) and not text[start].isspace() and not text[end - 1].isspace()


def check(blocks: Iterable[Block]) -> list[str]:
    """Faults of all blocks, ids that stand twice included."""
    out, seen = [], set()
    for block in blocks:
        if block["id"] in seen:
            out.append(f"{block['id']}: this id stands twice")
        seen.add(block["id"])
        out += faults(block)
    return out


def sentences(text: str) -> int:
    """Sentences of a block, counted by their ends but not at abbreviations and initials: an estimate for the tables."""
    end = r"(?:[a-z]{3}|[0-9]|[A-Z]{3}|[)%])[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9]|\s*$)|\n\n"
    return len(re.findall(end, text)) or 1


def counts(blocks: Iterable[Block]) -> dict[str, Counter[str]]:
    """Facts by type under the keys ``required``, ``optional`` and each origin's name (required only)."""
    out: dict[str, Counter[str]] = {name: Counter() for name in ("required", "optional", *ORIGINS.values())}
    for block in blocks:
        origin = ORIGINS.get(block["id"][:4])
        for fact in block["facts"]:
            out["optional" if fact["optional"] else "required"][fact["type"]] += 1
            if origin and not fact["optional"]:
                out[origin][fact["type"]] += 1
    return out


def near_misses(blocks: list[Block]) -> Counter[str]:
    """By type, words that are a trigger of the type somewhere in the corpus and of no fact of it where they stand.

    Only triggers of one word that are required twice or more count; words inside any fact's trigger of the type do not.
    """
    triggers: dict[str, Counter[str]] = {name: Counter() for name in TYPES}
    for block in blocks:
        for fact in block["facts"]:
            word = (words(block, fact["trigger"]) or "").lower()
            if not fact["optional"] and word.isalpha():
                triggers[fact["type"]][word] += 1
    out: Counter[str] = Counter()
    for block in blocks:
        for token in re.finditer(r"[^\W\d_]+", block["text"]):
            word = token[0].lower()
            for name in TYPES:
                if triggers[name][word] >= 2 and not any(
                    fact["type"] == name and fact["trigger"][0] < token.end() and token.start() < fact["trigger"][1]
                    for fact in block["facts"]
                ):
                    out[name] += 1
    return out


def touch(one: list[int], two: list[int]) -> bool:
    """Whether two spans overlap."""
    return one[0] < two[1] and two[0] < one[1]


def count_shared(got: Counter[str], fact: Any, twin: Any) -> None:
    """Count what two annotations of one fact share: its sides by overlapping spans, its status."""
    for side in LISTS:
        other = list(twin[side])
        got[f"{side}s n"] += len(fact[side]) + len(other)
        for span in fact[side]:
            match = next((o for o in other if touch(o, span)), None)
            if match:
                other.remove(match)
                got[f"{side}s hit"] += 2
    for key in ("modality", "negated", "optional"):
        got[f"{key} n"] += 1
        got[f"{key} hit"] += fact[key] == twin[key]


def agreement(blocks: Iterable[Block]) -> dict[str, tuple[float, int]]:
    """What two annotations of the same blocks share, each figure with the number it rests on.

    ``facts``: F1 of trigger and type, triggers the same when their spans overlap; ``required``: the same of the facts
    that are required, a required one that the other has as optional a miss; ``type``: the same type once triggers
    overlap. Of the facts both have: ``actors``, ``recipients`` F1 of overlapping spans, ``modality``, ``negated``,
    ``optional`` the share that is equal.
    """
    got: Counter[str] = Counter()

    for block in blocks:
        if block.get("second") is None:
            continue
        first, second = list(block["facts"]), list(block["second"])
        for name, masked in (("facts", False), ("required", True)):
            left, right = ([f for f in facts if not (masked and f["optional"])] for facts in (first, second))
            got[f"{name} n"] += len(left) + len(right)
            for fact in left:
                same = (o for o in right if o["type"] == fact["type"] and touch(o["trigger"], fact["trigger"]))
                twin = next(same, None)
                if twin is None:
                    continue
                right.remove(twin)
                got[f"{name} hit"] += 2
                if name == "facts":
                    count_shared(got, fact, twin)
        for fact in first:
            over = [other for other in second if touch(other["trigger"], fact["trigger"])]
            if over:
                got["type n"] += 1
                got["type hit"] += any(other["type"] == fact["type"] for other in over)
    names = ("facts", "required", "type", "actors", "recipients", "modality", "negated", "optional")
    return {name: (got[f"{name} hit"] / (got[f"{name} n"] or 1), got[f"{name} n"]) for name in names}


def table(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Every fact as a flat row, spans as text, compounds joined with ``; ``."""
    for block in blocks:
        for fact in block["facts"]:
            yield {
                "id": block["id"], "type": fact["type"], "mode": fact["mode"], "trigger": words(block, fact["trigger"]),
                **{side: "; ".join(words(block, span) or "" for span in fact[side]) for side in LISTS},
                **{key: words(block, fact[key]) for key in SPANS},
                **{key: fact[key] for key in ("negated", "modality", "optional", "why")},
            }


def main() -> None:
    """Command line; exit code 1 and the faults on stderr where the corpus has any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--agreement", action="store_true", help="compare the blocks annotated twice")
    parser.add_argument("--table", action="store_true", help="write every fact as CSV")
    options = parser.parse_args()
    try:
        blocks = load(options.file)
    except (CorpusError, OSError) as error:
        sys.exit(str(error))
    wrong = check(blocks)
    if wrong:
        sys.exit("\n".join(wrong))
    if options.table:
        writer: csv.DictWriter[str] | None = None
        for row in table(blocks):
            if writer is None:
                writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
        return
    if options.agreement:
        for prefix, name in ORIGINS.items():
            part = [block for block in blocks if block["id"].startswith(prefix) and block.get("second") is not None]
            if part:
                print(f"{name}: {len(part)} blocks")
                for key, (value, number) in agreement(part).items():
                    print(f"  {key:11}{value:.2f}  (n {number})")
        return
    found, missed = counts(blocks), near_misses(blocks)
    columns = [*found, "near misses"]
    print(f"{'':13}" + "".join(f"{name:>24}" for name in columns))
    for name in TYPES:
        print(f"{name:13}" + "".join(f"{found[column][name]:>24}" for column in found) + f"{missed[name]:>24}")
    print(f"{'all':13}" + "".join(f"{found[column].total():>24}" for column in found) + f"{missed.total():>24}")
    for prefix, name in ORIGINS.items():
        part = [block for block in blocks if block["id"].startswith(prefix)]
        print(f"{name}: {len(part)} blocks, about {sum(sentences(b['text']) for b in part)} sentences, "
              f"{sum(len(b['text'].split()) for b in part)} words")


if __name__ == "__main__":
    main()
