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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsfacts.language.name_cues import Cues, read_cues

if TYPE_CHECKING:
    from newsfacts.lexicon import Lexicon

LABELS = frozenset({"PERSON", "ORG", "LOC", "NORP"})

#: The words of a name and its label.
Listed = tuple[tuple[str, ...], str]


@dataclass(slots=True)
class Mark:
    """A name: its first word, the word behind it, and its label."""

    start: int
    end: int
    label: str

    def __len__(self) -> int:
        return self.end - self.start


@dataclass
class Draft:
    """The names of one document while they are revised."""

    words: list[str]
    proper: list[bool]
    #: Words that act or own something, by the tree.
    agents: list[bool]
    marks: list[Mark] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        """The words of a stretch, joined by single spaces."""
        return " ".join(self.words[start:end])

    def name(self, mark: Mark) -> str:
        """The words of a mark, joined by single spaces."""
        return self.text(mark.start, mark.end)

    def word(self, place: int) -> str:
        """The word at a place; "" before the first and behind the last."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def taken(self) -> set[int]:
        """The places of all words inside names."""
        return {i for mark in self.marks for i in range(mark.start, mark.end)}

    def alone(self, start: int, end: int) -> bool:
        """True if no proper noun stands right before or after the stretch."""
        before = start > 0 and self.proper[start - 1] and not self.words[start - 1].endswith(".")
        return not before and not (end < len(self.words) and self.proper[end])


def find_listed(draft: Draft, cues: Cues) -> None:
    """Label names that a list has, and mark those that the model missed."""
    for mark in draft.marks:
        label = _find_label(draft, cues, mark)
        if label and not (mark.label == "PERSON" and label != "LOC"):
            mark.label = label

    def find_names(i: int) -> Iterator[Listed]:
        word = draft.words[i]
        if word[0].isupper():
            yield from cues.longer.get(word, ())
            label = cues.fixed.get(word, "")
            if label and (draft.alone(i, i + 1) or label == "NORP"):
                yield (word,), label

    _add_marks(draft, find_names)


def _add_marks(draft: Draft, find_names: Callable[[int], Iterable[Listed]]) -> None:
    """Mark at each free place the first of the names that may begin there and stands there."""
    taken = draft.taken()
    for i in range(len(draft.words)):
        for name, label in find_names(i) if i not in taken else ():
            stretch = range(i, i + len(name))
            if tuple(draft.words[i : stretch.stop]) == name and not taken.intersection(stretch):
                draft.marks.append(Mark(i, stretch.stop, label))
                taken.update(stretch)
                break


def _find_label(draft: Draft, cues: Cues, mark: Mark) -> str | None:
    """The label that a list has for a name."""
    words = tuple(draft.words[mark.start : mark.end])
    if len(words) == 1:
        return cues.fixed.get(words[0])
    return next((label for name, label in cues.longer.get(words[0], ()) if name == words), None)


def drop_signs(draft: Draft, cues: Cues) -> None:
    """Take away marks on what is no name: addresses, sums, letters that stand for a thing, a title alone."""

    def is_name(mark: Mark) -> bool:
        text = draft.name(mark)
        alone = len(mark) == 1 and (text in cues.other_letters or text in cues.honorifics)
        figures = len(mark) == 1 and len(text) <= 3 and draft.word(mark.end)[:1].isdigit()
        return not (alone or "://" in text or "www." in text or "$" in text or (figures and text not in cues.fixed))

    draft.marks = [mark for mark in draft.marks if is_name(mark)]


def resolve_by_neighbours(draft: Draft, cues: Cues) -> None:
    """Label a name by the words right beside it: a title, an age, "town of", "founder of", "district"; and letters."""
    for mark in draft.marks:
        _drop_title(draft, cues, mark)
        if len(mark) > 3 or mark.label == "NORP" or draft.name(mark) in cues.fixed:
            continue
        mark.label = _label_by_neighbours(draft, cues, mark)


def _label_by_neighbours(draft: Draft, cues: Cues, mark: Mark) -> str:
    """The label of a name that the words right beside it tell, else its own."""
    letters = _is_letters(draft, mark)
    heads = draft.words[mark.end - 1] in cues.organization_heads | cues.place_heads
    before, after = draft.word(mark.start - 1), draft.word(mark.end)
    of = draft.word(mark.start - 2) if before == "of" else ""
    if mark.label != "PERSON" and not heads and not letters and (before in cues.titles or _has_age(draft, mark)):
        return "PERSON"
    if letters and mark.label == "PERSON" and not before.isupper() and not after.isupper():
        return "ORG"
    if of in cues.places_of or after in cues.place_nouns:
        return "LOC" if mark.label == "PERSON" or (of and not heads) else mark.label
    return "ORG" if {of, after} & cues.organization_roles else mark.label


def _drop_title(draft: Draft, cues: Cues, mark: Mark) -> None:
    """Take the title out of a name: "Mr Acquah" is Acquah, a person."""
    first = draft.words[mark.start]
    if len(mark) > 1 and first in cues.honorifics:
        mark.start, mark.label = mark.start + 1, "PERSON"
    elif len(mark) > 1 and mark.label == "PERSON" and first in cues.titles:
        mark.start += 1


def _is_letters(draft: Draft, mark: Mark) -> bool:
    """Whether a name is three to six capitals."""
    name = draft.name(mark)
    return len(mark) == 1 and 3 <= len(name) <= 6 and name.isalpha() and name.isupper()


def _has_age(draft: Draft, mark: Mark) -> bool:
    """Whether an age stands behind a name: "Hloba, 41,"."""
    age = draft.word(mark.end + 1) if draft.word(mark.end) == "," else ""
    return age.isdigit() and 14 < int(age) < 100 and draft.word(mark.end + 2) in {",", ";", ".", "and"}


def resolve_by_words(draft: Draft, cues: Cues) -> None:
    """Label names by their last word, persons by the title before them; join the halves of a hyphened surname."""
    taken = draft.taken()
    for mark in draft.marks:
        mark.label = _label_by_words(draft, cues, mark)
        joined = mark.label == "PERSON" and mark.end + 1 < len(draft.words) and draft.words[mark.end] == "-"
        if joined and draft.proper[mark.end + 1] and mark.end + 1 not in taken:
            taken.update((mark.end, mark.end + 1))
            mark.end += 2
    for i, word in enumerate(draft.words[:-1]):
        if word in cues.honorifics and i + 1 not in taken and draft.proper[i + 1]:
            end = i + 1
            while end < len(draft.words) and end - i < 4 and draft.proper[end] and end not in taken:
                end += 1
            draft.marks.append(Mark(i + 1, end, "PERSON"))
            taken.update(range(i + 1, end))


def _label_by_words(draft: Draft, cues: Cues, mark: Mark) -> str:
    """The label of a name that its last word tells, or the courtesy before it."""
    label, last = mark.label, draft.words[mark.end - 1]
    if len(mark) > 1 and label != "NORP":
        if last in cues.organization_heads:
            label = "ORG"
        elif last in cues.place_heads and label == "PERSON":
            label = "LOC"
    courtesy = mark.label in ("ORG", "LOC") and draft.word(mark.start - 1) in cues.honorifics
    return "PERSON" if courtesy else label


def resolve_by_context(draft: Draft, cues: Cues) -> None:
    """Relabel a name that stands "in" something or that speaks, in all its mentions; and full names by their first."""
    short = [mark for mark in draft.marks if len(mark) <= 2]
    inside = (m for m in short if draft.word(m.start - 1).lower() in cues.place_prepositions)
    places = Counter(draft.name(mark) for mark in inside)
    speakers = Counter(draft.name(mark) for mark in short if _speaks(draft, cues, mark))
    for mark in draft.marks:
        name = draft.name(mark)
        speaks = mark.label == "LOC" and speakers[name] > places[name] and name not in cues.fixed
        if mark.label == "PERSON" and places[name] > speakers[name]:
            mark.label = "LOC"
        elif speaks or (mark.label != "NORP" and not places[name] and _is_full_name(draft, cues, mark)):
            mark.label = "PERSON"


def _speaks(draft: Draft, cues: Cues, mark: Mark) -> bool:
    """Whether a name has a verb of saying beside it: "Hloba said", "said Hloba."."""
    before, after = draft.word(mark.start - 1), draft.word(mark.end)
    return cues.speech.is_personal(after) or (after in (".", ",") and cues.speech.is_personal(before))


def _is_full_name(draft: Draft, cues: Cues, mark: Mark) -> bool:
    """Whether a name is a person's by its form: two or three words, the first a given name."""
    words = draft.words[mark.start : mark.end]
    if not 2 <= len(words) <= 3 or words[-1] in cues.organization_heads | cues.place_heads:
        return False
    return words[0] in cues.given_names and all(word.isalpha() and word.istitle() for word in words)


def find_parts_of_persons(draft: Draft, cues: Cues) -> None:
    """Label the surname or given name of a person who is named in full elsewhere in the document."""
    lower = {word for word in draft.words if word.islower()}
    full = {draft.name(m) for m in draft.marks if m.label == "PERSON" and 2 <= len(m) <= 4}
    ends = {(name, word) for name in full for word in (name.split()[0], name.split()[-1])}
    parts = {word for name, word in ends if word.lower() not in lower and _is_telling(name, word, cues)}
    _mark_all(draft, parts, "PERSON", lambda i: draft.proper[i] and draft.alone(i, i + 1))


def _is_telling(name: str, word: str, cues: Cues) -> bool:
    """Whether a word of a full name means its bearer where it stands alone: no letters, no name of a country."""
    letters = word.isupper() and len(word) > 2 and not name.isupper()
    return len(word) > 1 and word[0].isupper() and not letters and word not in cues.fixed


def _mark_all(draft: Draft, words: set[str], label: str, fits: Callable[[int], bool]) -> None:
    """Give all names of one of these words a label, and mark the words that the model missed where they fit."""
    if not words:
        return
    for mark in draft.marks:
        if len(mark) == 1 and draft.words[mark.start] in words:
            mark.label = label
    taken = draft.taken()
    for i, word in enumerate(draft.words):
        if word in words and i not in taken and fits(i):
            draft.marks.append(Mark(i, i + 1, label))


def find_letters(draft: Draft, cues: Cues) -> None:
    """Label the letters in brackets after an organization, letters that act, and their other mentions."""
    bodies = [mark.end for mark in draft.marks if mark.label == "ORG"]
    bracketed = [end + 1 for end in bodies if draft.word(end) == "(" and draft.word(end + 2) == ")"]
    letters = {draft.words[i] for i in bracketed if _is_short(draft.words[i])}
    letters |= {draft.words[i] for i in range(len(draft.words)) if _act_as_letters(draft, cues, i)}
    _mark_all(draft, letters - cues.fixed.keys(), "ORG", lambda i: True)


def _is_short(word: str) -> bool:
    """Whether a word in brackets can be an organization's short form: "NLU", "UoG"."""
    return 2 <= len(word) <= 9 and sum(map(str.isupper, word)) >= 2


def _act_as_letters(draft: Draft, cues: Cues, i: int) -> bool:
    """Whether a word is letters that act or own something, and no part of a headline in capitals."""
    word = draft.words[i]
    if not (2 <= len(word) <= 6 and word.isupper() and word.isalpha() and draft.agents[i] and draft.proper[i]):
        return False
    beside = draft.words[i - 1 : i] + draft.words[i + 1 : i + 2]
    return word not in cues.other_letters and not any(w.isupper() for w in beside)


def settle_mentions(draft: Draft, cues: Cues) -> None:
    """Give all mentions of one name its most frequent label, and mark those that the model missed."""
    votes: dict[str, Counter[str]] = {}
    for mark in draft.marks:
        votes.setdefault(draft.name(mark), Counter())[mark.label] += 1
    known: dict[str, list[Listed]] = {}
    winners: dict[str, str] = {}
    for name, counts in votes.items():
        label, most = counts.most_common(1)[0]
        if 2 * most > counts.total():
            winners[name] = label
            words = tuple(name.split(" "))
            if most >= 2 or len(words) > 1:
                known.setdefault(words[0], []).append((words, label))
    for mark in draft.marks:
        mark.label = winners.get(draft.name(mark), mark.label)
    for names in known.values():
        names.sort(key=lambda entry: -len(entry[0]))

    def find_names(i: int) -> Iterator[Listed]:
        names = known.get(draft.words[i], ()) if draft.proper[i] else ()
        yield from ((name, label) for name, label in names if draft.alone(i, i + len(name)))

    _add_marks(draft, find_names)


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
            [Mark(span.start, span.end, span.label_) for span in doc.ents if span.label_ in LABELS],
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
        for mark in sorted(draft.marks, key=lambda m: (m.start, m.end, m.label)):
            if not taken.intersection(range(mark.start, mark.end)):
                spans.append(Span(doc, mark.start, mark.end, label=mark.label))
                taken.update(range(mark.start, mark.end))
        doc.set_ents(spans)
        return doc


def create_names(nlp: Language, name: str, rules: Sequence[str] = ()) -> NameReviser:
    """Make the component. ``rules``: users' rules files, for their countries, bodies and verbs of saying."""
    if not rules:
        return NameReviser(name)
    from newsfacts.lexicon import load_lexicon

    return NameReviser(name, load_lexicon(rules))
