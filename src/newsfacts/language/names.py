"""What one article tells about its names: the entity recognizer's marks, revised by cues, lists and repetition.

A small model sees a name once and guesses; an article names a person in full with a title, then by surname, an
organization in full with its letters in brackets, and a country by a name that is in every list. This component puts
that together, for the labels PERSON, ORG, LOC and NORP. It never makes up a name without one of these reasons, and
takes the mark off addresses, sums and letters that name nothing:

| reason | example |
|---|---|
| a country's name or demonym | "United Kingdom" is LOC, "Honduran" is NORP |
| the last word of the name | "Congo Basin" is LOC, "Dhaka University" is ORG |
| a title before it | "Mr Acquah" is PERSON |
| a part of a full name in the same article | "Kishida" is PERSON after "Fumio Kishida" |
| letters in brackets after an organization, or that act | "National Labour Union (NLU)" makes every "NLU" ORG |
| the words right beside it | "town of Zakho" is LOC, "founder of Vantor" is ORG, "Hloba, 41," is PERSON |
| what stands beside it, anywhere | "in Zakho" is LOC, "Hloba said" is PERSON |
| most of its other mentions in the article | two of three "Zakho" LOC make the third LOC |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from newsfacts.lexicon import Lexicon
    from newsfacts.lexicon.reporting import ReportingVerbs

LABELS = frozenset({"PERSON", "ORG", "LOC", "NORP"})


@dataclass(frozen=True)
class Cues:
    """The lists, read once: single words, and names of several words by their first word."""

    honorifics: frozenset[str]
    titles: frozenset[str]
    organization_heads: frozenset[str]
    place_heads: frozenset[str]
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    places_of: frozenset[str]
    organization_roles: frozenset[str]
    speech: ReportingVerbs
    given_names: frozenset[str]
    other_letters: frozenset[str]
    fixed: dict[str, str]
    longer: dict[str, list[tuple[tuple[str, ...], str]]]


def _label_names(lexicon: Lexicon, peoples: list[str]) -> dict[str, str]:
    """The label of every name that a list has; what a later list says of a name counts."""
    countries = lexicon.rows("country")
    bodies = (name for row in lexicon.rows("organization") for name in row.get("forms", ()))
    labels = {name: "ORG" for name in bodies if " " in name and name[0].isupper()}
    labels.update(dict.fromkeys(peoples, "NORP"))
    for row in countries:
        labels.update((name, "NORP") for name in row["demonyms"] if name[0].isupper())
        labels.update((name, "LOC") for name in (*row["capitals"], *row["names"], *row["abbreviations"]))
    return labels


@lru_cache(maxsize=8)
def read_cues(own: Lexicon | None = None) -> Cues:
    """Read the cues, and with users' own the countries with their demonyms, the organizations and verbs of saying."""
    # Only now: whoever loads the model for its trees needs no lexicon.
    from newsfacts.lexicon import BUILTIN
    from newsfacts.lexicon.files import read_package_rows, read_table
    from newsfacts.lexicon.reporting import load_reporting_verbs

    lexicon = own or BUILTIN
    cues = read_table("name_cues.toml")
    labels = _label_names(lexicon, cues["peoples"])
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, label in labels.items():
        words = tuple(name.split())
        if len(words) > 1:
            longer.setdefault(words[0], []).append((words, label))
    for entries in longer.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Cues(
        frozenset(cues["honorifics"]),
        frozenset(cues["titles"]),
        frozenset(cues["organization_heads"]),
        frozenset(cues["place_heads"]),
        frozenset(cues["place_prepositions"]),
        frozenset(cues["place_nouns"]),
        frozenset(cues["places_of"]),
        frozenset(cues["organization_roles"]),
        load_reporting_verbs(lexicon),
        frozenset(name for row in read_package_rows("given_names.jsonl") for name in row["names"]),
        frozenset(cues["other_letters"]),
        {name: label for name, label in labels.items() if " " not in name},
        longer,
    )


@dataclass
class Draft:
    """The names of one document while they are revised: a mark is a list of start, end and label."""

    words: list[str]
    proper: list[bool]
    #: Words that act or own something, by the tree.
    agents: list[bool]
    marks: list[list[int | str]] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        """The words of a stretch, joined by single spaces."""
        return " ".join(self.words[start:end])

    def taken(self) -> set[int]:
        """The places of all words inside names."""
        return {i for start, end, _ in self.spans() for i in range(start, end)}

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """The marks with their types."""
        for start, end, label in self.marks:
            yield int(start), int(end), str(label)

    def alone(self, start: int, end: int) -> bool:
        """True if no proper noun stands right before or after the stretch."""
        before = start > 0 and self.proper[start - 1] and not self.words[start - 1].endswith(".")
        return not before and not (end < len(self.words) and self.proper[end])


def find_listed(draft: Draft, cues: Cues) -> None:
    """Label names that a list has, and mark those that the model missed."""
    for mark in draft.marks:
        start, end = int(mark[0]), int(mark[1])
        label = cues.fixed.get(draft.words[start]) if end - start == 1 else None
        if end - start > 1:
            words = tuple(draft.words[start:end])
            label = next((kind for name, kind in cues.longer.get(words[0], ()) if name == words), None)
        if label and not (mark[2] == "PERSON" and label != "LOC"):
            mark[2] = label
    taken = draft.taken()
    for i, word in enumerate(draft.words):
        if i in taken or not word[0].isupper():
            continue
        for name, label in cues.longer.get(word, ()):
            end = i + len(name)
            if tuple(draft.words[i:end]) == name and not taken.intersection(range(i, end)):
                draft.marks.append([i, end, label])
                taken.update(range(i, end))
                break
        else:
            label = cues.fixed.get(word, "")
            if label and (draft.alone(i, i + 1) or label == "NORP"):
                draft.marks.append([i, i + 1, label])
                taken.add(i)


def drop_signs(draft: Draft, cues: Cues) -> None:
    """Take away marks on what is no name: addresses, sums, letters that stand for a thing, a title alone."""

    def is_name(start: int, end: int) -> bool:
        text = draft.text(start, end)
        alone = end - start == 1 and (text in cues.other_letters or text in cues.honorifics)
        figures = end < len(draft.words) and end - start == 1 and len(text) <= 3 and draft.words[end][0].isdigit()
        return not (alone or "://" in text or "www." in text or "$" in text or (figures and text not in cues.fixed))

    draft.marks = [mark for mark in draft.marks if is_name(int(mark[0]), int(mark[1]))]


def resolve_by_neighbours(draft: Draft, cues: Cues) -> None:
    """Label a name by the words right beside it: a title, an age, "town of", "founder of", "district"; and letters."""
    count = len(draft.words)
    for mark in draft.marks:
        start, end, label = int(mark[0]), int(mark[1]), str(mark[2])
        if end - start > 1 and draft.words[start] in cues.honorifics:
            mark[0] = start = start + 1
            mark[2] = label = "PERSON"
        elif end - start > 1 and label == "PERSON" and draft.words[start] in cues.titles:
            mark[0] = start = start + 1
        name = draft.text(start, end)
        if end - start > 3 or label == "NORP" or name in cues.fixed:
            continue
        before = draft.words[start - 1] if start else ""
        role = draft.words[start - 2] if start > 1 and before == "of" else ""
        after = draft.words[end] if end < count else ""
        ahead = draft.words[end + 1] if end + 1 < count else ""
        close = draft.words[end + 2] if end + 2 < count else ""
        last = draft.words[end - 1]
        heads = last in cues.organization_heads or last in cues.place_heads
        letters = end - start == 1 and 3 <= len(name) <= 6 and name.isalpha() and name.isupper()
        if label != "PERSON" and not heads and not letters:
            age = after == "," and ahead.isdigit() and 14 < int(ahead) < 100 and close in {",", ";", ".", "and"}
            if age or before in cues.titles:
                mark[2] = "PERSON"
                continue
        if letters and label == "PERSON" and not before.isupper() and not after.isupper():
            mark[2] = "ORG"
        elif role in cues.places_of or after in cues.place_nouns:
            if label == "PERSON" or (role and not heads):
                mark[2] = "LOC"
        elif (role in cues.organization_roles or after in cues.organization_roles) and label != "ORG":
            mark[2] = "ORG"


def resolve_by_words(draft: Draft, cues: Cues) -> None:
    """Label names by their last word, persons by the title before them; join the halves of a hyphened surname."""
    taken = draft.taken()
    for mark in draft.marks:
        start, end, label = int(mark[0]), int(mark[1]), str(mark[2])
        last = draft.words[end - 1]
        if end - start > 1 and label != "NORP":
            if last in cues.organization_heads:
                mark[2] = "ORG"
            elif last in cues.place_heads and label == "PERSON":
                mark[2] = "LOC"
        if start and draft.words[start - 1] in cues.honorifics and label in ("ORG", "LOC"):
            mark[2] = "PERSON"
        joined = mark[2] == "PERSON" and end + 1 < len(draft.words) and draft.words[end] == "-"
        if joined and draft.proper[end + 1] and end + 1 not in taken:
            mark[1] = end + 2
            taken.update((end, end + 1))
    for i, word in enumerate(draft.words[:-1]):
        if word in cues.honorifics and i + 1 not in taken and draft.proper[i + 1]:
            end = i + 1
            while end < len(draft.words) and end - i < 4 and draft.proper[end] and end not in taken:
                end += 1
            draft.marks.append([i + 1, end, "PERSON"])
            taken.update(range(i + 1, end))


def resolve_by_context(draft: Draft, cues: Cues) -> None:
    """Relabel a name that stands "in" something or that speaks, in all its mentions; and full names by their first."""
    places: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    for start, end, _ in draft.spans():
        if end - start > 2:
            continue
        name = draft.text(start, end)
        if start and draft.words[start - 1].lower() in cues.place_prepositions:
            places[name] += 1
        follows = draft.words[end] if end < len(draft.words) else ""
        comes_before = draft.words[start - 1] if start else ""
        if cues.speech.is_personal(follows) or (follows in (".", ",") and cues.speech.is_personal(comes_before)):
            speakers[name] += 1
    for mark in draft.marks:
        start, end = int(mark[0]), int(mark[1])
        name = draft.text(start, end)
        if mark[2] == "PERSON" and places[name] > speakers[name]:
            mark[2] = "LOC"
        elif mark[2] == "LOC" and speakers[name] > places[name] and name not in cues.fixed:
            mark[2] = "PERSON"
        elif mark[2] in ("LOC", "ORG") and 2 <= end - start <= 3 and not places[name]:
            words = draft.words[start:end]
            other = words[-1] in cues.organization_heads or words[-1] in cues.place_heads
            if words[0] in cues.given_names and not other and all(word.isalpha() and word.istitle() for word in words):
                mark[2] = "PERSON"


def find_parts_of_persons(draft: Draft, cues: Cues) -> None:
    """Label the surname or given name of a person who is named in full elsewhere in the document."""
    full = Counter(draft.text(s, e) for s, e, label in draft.spans() if label == "PERSON" and 2 <= e - s <= 4)
    parts: set[str] = set()
    lower = {word for word in draft.words if word.islower()}
    for name in full:
        words = name.split()
        for word in (words[0], words[-1]):
            letters = word.isupper() and len(word) > 2 and not name.isupper()
            usual = word in cues.fixed or word.lower() in lower
            if len(word) > 1 and word[0].isupper() and not letters and not usual:
                parts.add(word)
    if not parts:
        return
    for mark in draft.marks:
        start, end = int(mark[0]), int(mark[1])
        if end - start == 1 and mark[2] != "PERSON" and draft.words[start] in parts:
            mark[2] = "PERSON"
    taken = draft.taken()
    for i, word in enumerate(draft.words):
        if word in parts and i not in taken and draft.proper[i] and draft.alone(i, i + 1):
            draft.marks.append([i, i + 1, "PERSON"])


def find_letters(draft: Draft, cues: Cues) -> None:
    """Label the letters in brackets after an organization, letters that act, and their other mentions."""
    letters: set[str] = set()
    for _, end, label in draft.spans():
        if label == "ORG" and end + 2 < len(draft.words) and draft.words[end] == "(" and draft.words[end + 2] == ")":
            word = draft.words[end + 1]
            if 2 <= len(word) <= 9 and sum(map(str.isupper, word)) >= 2 and word not in cues.fixed:
                letters.add(word)
    for i, word in enumerate(draft.words):
        if 2 <= len(word) <= 6 and word.isupper() and word.isalpha() and draft.agents[i] and draft.proper[i]:
            beside = draft.words[i - 1 : i] + draft.words[i + 1 : i + 2]
            if word not in cues.fixed and word not in cues.other_letters and not any(w.isupper() for w in beside):
                letters.add(word)
    if not letters:
        return
    for mark in draft.marks:
        if int(mark[1]) - int(mark[0]) == 1 and draft.words[int(mark[0])] in letters:
            mark[2] = "ORG"
    taken = draft.taken()
    draft.marks.extend([i, i + 1, "ORG"] for i, word in enumerate(draft.words) if word in letters and i not in taken)


def settle_mentions(draft: Draft, cues: Cues) -> None:
    """Give all mentions of one name its most frequent label, and mark those that the model missed."""
    votes: dict[str, Counter[str]] = {}
    for start, end, label in draft.spans():
        votes.setdefault(draft.text(start, end), Counter())[label] += 1
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    winners: dict[str, str] = {}
    for name, counts in votes.items():
        label, most = counts.most_common(1)[0]
        if 2 * most > counts.total():
            winners[name] = label
            words = tuple(name.split(" "))
            if most >= 2 or len(words) > 1:
                known.setdefault(words[0], []).append((words, label))
    for mark in draft.marks:
        mark[2] = winners.get(draft.text(int(mark[0]), int(mark[1])), mark[2])
    taken = draft.taken()
    for i, word in enumerate(draft.words):
        if i in taken or word not in known or not draft.proper[i]:
            continue
        for parts, label in sorted(known[word], key=lambda entry: -len(entry[0])):
            end = i + len(parts)
            stretch = range(i, end)
            if tuple(draft.words[i:end]) == parts and not taken.intersection(stretch) and draft.alone(i, end):
                draft.marks.append([i, end, label])
                taken.update(stretch)
                break


class NameReviser:
    """Revises `doc.ents` with what the whole article says of each name.

    >>> nlp.add_pipe("newsfacts_names", after="ner")

    It needs Penn tags and the labels PERSON, ORG, LOC and NORP; marks with other labels stay as they are.
    """

    def __init__(self, name: str = "newsfacts_names", lexicon: Lexicon | None = None) -> None:
        self.name = name
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Replace the names of `doc` by the revised ones and return it."""
        others = [span for span in doc.ents if span.label_ not in LABELS]
        draft = Draft(
            [token.text for token in doc],
            [token.tag_[:3] == "NNP" and token.text[0].isupper() for token in doc],
            [token.dep_ in ("nsubj", "nmod:poss") for token in doc],
            [[span.start, span.end, span.label_] for span in doc.ents if span.label_ in LABELS],
        )
        cues = read_cues(self.lexicon)
        for revise in (
            drop_signs,
            find_listed,
            resolve_by_words,
            resolve_by_neighbours,
            find_letters,
            resolve_by_context,
            find_parts_of_persons,
            settle_mentions,
        ):
            revise(draft, cues)
        taken = {i for span in others for i in range(span.start, span.end)}
        spans = list(others)
        for start, end, label in sorted(draft.spans()):
            if not taken.intersection(range(start, end)):
                spans.append(Span(doc, start, end, label=label))
                taken.update(range(start, end))
        doc.set_ents(spans)
        return doc


def create_names(nlp: Language, name: str, rules: Sequence[str] = ()) -> NameReviser:
    """Make the component. ``rules``: users' rules files, for their countries, bodies and verbs of saying."""
    if not rules:
        return NameReviser(name)
    from newsfacts.lexicon import load_lexicon

    return NameReviser(name, load_lexicon(rules))
