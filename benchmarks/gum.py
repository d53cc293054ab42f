"""Who "he" is, and which day "last Tuesday", in texts that others annotated.

    python benchmarks/gum.py en_gum-ud-train.conllu en_gum-ud-dev.conllu                  # both, news alone
    python benchmarks/gum.py … --genres news,bio,interview --misses                       # and where they differ

GUM (Zeldes, CC BY 4.0; ``UniversalDependencies/UD_English-GUM``; ``.gz`` is read too) marks in MISC who every mention
means (``Entity=``) and what dates mean (``XML=<date when…>``). Nothing of it is kept here.

A pronoun counts as right where its person in the record is the one of the gold chain: the gold number most of the
person's names have. *Given* are the pronouns "he", "she", "him", "her" … of persons whom the record names.
Of dates those count that GUM gives one day, month or year (``when``); a decade, a part of the day or a week within it
that TIMEX3 writes otherwise counts as the same.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import newsfacts
from newsfacts.record import Official, Person, Record

PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
ENTITY = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")
DATE = re.compile(r"<(/?)date([^>]*)>")
#: What TIMEX3 writes otherwise: durations, references, centuries and decades, seasons, weeks.
OTHERWISE = re.compile(r"\d\d\d?|BC.*|P.*|.*_REF|.*-(?:SU|WI|SP|FA|WE)|.*W\d\d")


def to_notes(misc: str) -> dict[str, str]:
    """The column MISC by its keys."""
    return dict(note.split("=", 1) for note in misc.split("|") if "=" in note)


@dataclass
class Document:
    """A text with its gold: mentions of persons (start, end, number) and dates (start, end, value)."""

    name: str
    text: str = ""
    created: str | None = None
    persons: list[tuple[int, int, str]] = field(default_factory=list)
    dates: list[tuple[int, int, str]] = field(default_factory=list)
    _open: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))
    _day: tuple[int, str] | None = None

    def add(self, word: str, misc: str) -> None:
        """Take the next word with its notes."""
        start, notes = len(self.text), to_notes(misc)
        self.text += word
        self.note(start, len(self.text), notes)
        self.text += "" if notes.get("SpaceAfter") == "No" else " "

    def note(self, start: int, end: int, notes: dict[str, str]) -> None:
        """Take what the notes of a word say of mentions and dates that begin or end there."""
        for number, kind, whole, closed in ENTITY.findall(notes.get("Entity", "")):
            if whole:
                self.persons += [(start, end, number)] if kind == "person" else []
            elif number:
                self._open[number].append((start, kind == "person"))
            elif self._open[closed]:
                begin, person = self._open[closed].pop()
                self.persons += [(begin, end, closed)] if person else []
        for closing, given in DATE.findall(notes.get("XML", "")):
            when = re.search(r'when:::"([^"]+)"', given)
            if not closing:
                self._day = (start, when[1]) if when else None
            elif self._day:
                self.dates.append((self._day[0], end, self._day[1]))
                self._day = None


def read(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file; a paragraph is a line."""
    document, inside = Document(""), 0
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if document.text:
                    yield document
                document = Document(line.split("=")[1].strip())
            elif line.startswith("# meta::dateCreated"):
                day = re.search(r"\d{4}-\d\d-\d\d", line)
                document.created = day[0] if day else None
            elif line.startswith("# newpar") and not line.startswith("# newpar_block") and document.text:
                document.text = document.text.rstrip() + "\n\n"
            elif line.startswith("# sent_id"):
                inside = 0
            elif line[:1].isdigit():
                number, word, *_, misc = line.rstrip("\n").split("\t")
                if "-" in number:
                    inside = int(number.split("-")[1])
                    document.add(word, misc)
                elif "." not in number and int(number) > inside:
                    document.add(word, misc)
                elif "." not in number:  # a part of the word before
                    end = len(document.text.rstrip())
                    document.note(end - 1, end, to_notes(misc))
    if document.text:
        yield document


def find_number(document: Document, start: int, end: int) -> str | None:
    """The gold person of the least mention that a stretch lies in, with its first or last word."""
    around = [(e - s, n) for s, e, n in document.persons if s <= start and end <= e and (s == start or e == end)]
    return min(around)[1] if around else None


def check_pronouns(document: Document, record: Record) -> Iterator[tuple[str, str]]:
    """What became of each pronoun: "right", "wrong" or "none", and where."""
    exact = {(s, e): n for s, e, n in document.persons}
    told: dict[tuple[int, int], str] = {}
    named: set[str] = set()
    people: list[Official | Person] = [*record.officials, *record.people]
    for person in people:
        names = Counter(find_number(document, m.start, m.end) for m in person.mentions if m.kind == "name")
        names.pop(None, None)
        if not names:
            continue
        home = str(names.most_common(1)[0][0])
        named.add(home)
        told |= {(m.start, m.end): home for m in person.mentions if m.kind == "pronoun"}
    for (start, end), number in sorted(exact.items()):
        if document.text[start:end].lower() in PRONOUNS and (number in named or (start, end) in told):
            found = told.get((start, end))
            where = document.text[max(0, start - 70) : end + 20].replace("\n", " ")
            yield ("none" if found is None else "right" if found == number else "wrong"), where


def check_dates(document: Document, record: Record) -> Iterator[tuple[str, str]]:
    """What became of each date: "right", "wrong" or "none", and where."""
    for start, end, when in document.dates:
        found = [d.value for d in record.dates if d.start < end and start < d.end]
        same = any(v and (v == when or OTHERWISE.fullmatch(v) or v.startswith(f"{when}T")) for v in found)
        where = f"{when} {found} {document.text[max(0, start - 40) : end + 20]!r}"
        yield ("right" if same else "wrong" if any(found) else "none"), where


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--genres", default="news", help="of GUM, with commas between")
    parser.add_argument("--misses", action="store_true", help="also where they differ")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = {"pronouns": Counter(), "dates": Counter()}
    for document in (d for path in given.files for d in read(path)):
        if document.name.split("_")[1] not in given.genres.split(","):
            continue
        record = newsfacts.extract(document.text, date=document.created)
        for what, check in (("pronouns", check_pronouns), ("dates", check_dates)):
            for verdict, where in check(document, record):
                counts[what][verdict] += 1
                if given.misses and verdict != "right":
                    print(f"{document.name} {what} {verdict}: {where}")
    print("| what | right | wrong | not told |\n|---|---|---|---|")
    for what, found in counts.items():
        print(f"| {what} | {found['right']} | {found['wrong']} | {found['none']} |")


if __name__ == "__main__":
    main()
