"""The terms: what names a country, from the lexicon, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import newsfacts.lexicon
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.files import read_table

Kind = Literal["name", "demonym", "metonym", "phrase"]

#: A word, or a dotted abbreviation as one word: "U.S.", "D.R.C", "D.C.".
WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|\w+")
#: What may stand between the words of one name; a comma is read only where the lexicon has one.
GAP = re.compile(r"[.,]?[ \t\u00a0]*+(?:\n[ \t\u00a0]*+)?|[ \t]?[-‐‑–'’&][ \t]?")
#: The code of a name that only the article can decide ("Korea", "Congo").
UNDECIDED = "?"
#: A number that counts something and ends no name: "24 percent", "24-20", "24.5".
COUNT = re.compile(r"\d+(?:[.,:–-]\d|[ \u00a0]?(?:%|percent\b|per cent\b|points?\b|[a-z]+illion\b|goals?\b|medals?\b))")
APOSTROPHE_S = re.compile(r"['’]s?\b|['’](?=\s)")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without accents, case and the point that ends an abbreviation: "Brasília" and "BRASILIA" are one."""
    if word.isascii():
        return word.removesuffix(".").casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return (plain[:-1] if plain.endswith(".") else plain).casefold()


@dataclass(frozen=True, slots=True)
class Term:
    """One way to name a country. ``words`` as written in the lexicon; ``code`` is None for what is no country."""

    words: tuple[str, ...]
    code: str | None
    kind: Kind
    exact: bool = False
    commas: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its place."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Found:
    """A term found in the text: words ``first`` to ``last`` (exclusive), characters ``start`` to ``end``."""

    term: Term
    code: str | None
    kind: Kind
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name of several things, and the words elsewhere in the article that tell which."""

    cues: dict[str, frozenset[str]]
    default: str | None
    only: bool


@dataclass(slots=True)
class Lexicon:
    """The countries, and the context words, ready for look-up."""

    countries: dict[str, dict[str, Any]]
    context: dict[str, Any]
    terms: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    ambiguous: dict[tuple[str, ...], Ambiguity] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, text: str, code: str | None, kind: Kind, exact: bool = False) -> None:
        words = [m for m in WORD.finditer(text)]
        commas = frozenset(i for i in range(1, len(words)) if "," in text[words[i - 1].end() : words[i].start()])
        term = Term(tuple(w.group() for w in words), code, kind, exact, commas)
        self.terms[fold(term.words[0])].append(term)


@lru_cache(maxsize=8)
def load_lexicon(knowledge: newsfacts.lexicon.Lexicon = BUILTIN) -> Lexicon:
    """Read both lexicon files once, with what users' files add to the countries.

    Raises:
        FileNotFoundError: the installation lacks its lexicon.
    """
    rows = knowledge.rows("country")
    context = read_table("country_context.toml")
    lexicon = Lexicon({row["code"]: row for row in rows}, context)
    for row in rows:
        _add_country(lexicon, row)
    for phrase in context["not_countries"]:
        lexicon.add(phrase, None, "phrase")
    for entry in context["ambiguous"]:
        _add_ambiguous(lexicon, entry)
    for same_start in lexicon.terms.values():
        same_start.sort(key=lambda t: (-len(t.words), t.kind != "phrase"))
    lexicon.sets.update(_read_sets(context))
    return lexicon


def _add_country(lexicon: Lexicon, row: dict[str, Any]) -> None:
    """Add every name, abbreviation, demonym and capital of one row of the table, and their shortened forms."""
    code = row["code"]
    for name in row["names"]:
        lexicon.add(name, code, "name")
    for name in row["abbreviations"]:
        lexicon.add(name, code, "name", exact=True)
    for name in row["demonyms"]:
        lexicon.add(name.removesuffix("-"), code, "demonym", exact=name.endswith("-"))
    for name in row["metonyms"]:
        lexicon.add(name, code, "metonym")
    for name in (*row["names"], *row["demonyms"]):
        for short in shorten(name, lexicon.context["shortened"]):
            lexicon.add(short, code, "name" if name in row["names"] else "demonym")


def _add_ambiguous(lexicon: Lexicon, entry: dict[str, Any]) -> None:
    """Add names of several things, with the cues that tell which."""
    cues = {code: frozenset(words) for code, words in entry.get("cues", {}).items()}
    for text in [*entry["terms"], *entry.get("demonyms", [])]:
        words = tuple(fold(w) for w in WORD.findall(text))
        if words not in {tuple(map(fold, t.words)) for t in lexicon.terms.get(words[0], ())}:
            lexicon.add(text, UNDECIDED, "name" if text in entry["terms"] else "demonym")
        lexicon.ambiguous[words] = Ambiguity(cues, entry.get("default"), entry.get("only", False))


def _read_sets(context: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The named lists of ``country_context.toml``: those of a table within under "table.list"."""
    sets: dict[str, frozenset[str]] = {}
    capital = context["capital"]
    for table, prefix in ((context, ""), (capital, "capital."), (capital["verbs"], "verbs.")):
        for name, value in table.items():
            if isinstance(value, list) and all(isinstance(v, str) for v in value):
                sets[prefix + name] = frozenset(value)
    for part in ("towns", "long_names"):
        for name, value in context[part].items():
            sets[f"{part}.{name}"] = frozenset(v.rstrip(".") for v in value)
    for name, value in capital["governed"].items():
        sets["governed." + name] = frozenset(value)
    return sets


def shorten(name: str, shortened: dict[str, list[str]]) -> list[str]:
    """The ways to abbreviate words of a name, one of them or all: "S. Sudan", "Dem. Rep. of Congo"."""
    words = name.split()
    places = [i for i, word in enumerate(words) if word in shortened] if len(words) > 1 else []
    out = []
    for chosen in [[i] for i in places] + ([places] if len(places) > 1 else []):
        out.append(" ".join(shortened[w][0] + "." if i in chosen else w for i, w in enumerate(words)))
    return out


def find_words(text: str) -> list[Word]:
    return [Word(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]


def _same(word: str, want: str, exact: bool) -> bool:
    if exact:
        return word == want or (word + "." == want)
    if "." in word and "." not in want.rstrip("."):
        return False
    if fold(word) != fold(want):
        return False
    return word[0].isupper() or not want[0].isupper() or word[0].isdigit()


def find_terms(text: str, words: list[Word], lexicon: Lexicon) -> Iterator[Found]:
    """Every term of the lexicon in the text, leftmost first, then longest; phrases that are no country swallow."""
    i = 0
    while i < len(words):
        hit = next((t for t in lexicon.terms.get(fold(words[i].text), ()) if _stands_at(text, words, i, t)), None)
        if hit is None:
            i += 1
            continue
        last = i + len(hit.words)
        yield Found(hit, hit.code, hit.kind, i, last, words[i].start, words[last - 1].end)
        i = last


def _stands_at(text: str, words: list[Word], i: int, term: Term) -> bool:
    """Whether the words from the i-th on are those of a term, with its commas."""
    n = len(term.words)
    if i + n > len(words) or not all(_same(words[i + k].text, term.words[k], term.exact) for k in range(n)):
        return False
    if term.code is None and COUNT.match(text, words[i + n - 1].start):
        return False  # "Britain 23 percent, France 24 percent" names no broadcaster
    gaps = [text[words[i + k].end : words[i + k + 1].start] for k in range(n - 1)]
    return all(GAP.fullmatch(g) and ("," in g) == (k + 1 in term.commas) for k, g in enumerate(gaps))
