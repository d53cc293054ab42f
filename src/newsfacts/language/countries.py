"""Countries: the sovereign states and ISO territories an article names, with every mention and its kind.

The names come from ``lexicon/countries.jsonl``, one line a country; what stands around a name and changes what it is
("Bank of China", "Michael Jordan", "talks with Tehran") from ``lexicon/country_context.toml``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> component = nlp.add_pipe("newsfacts_countries")
>>> [(c.code, m.text, m.kind) for c in nlp("U.S.-led talks on Peruvian copper")._.countries for m in c.mentions]
[('US', 'U.S.', 'name'), ('PE', 'Peruvian', 'demonym')]

Sets ``doc._.countries`` (:class:`newsfacts.record.Country`, reading order) and ``doc.spans["countries"]`` (label =
kind, ``kb_id_`` = code; where the tokenizer keeps "U.S.-led" whole, the span is that token, the mention is not).
A capital standing for its government is read with the parse where there is one, else only from the words beside it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

import newsfacts.lexicon
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.files import read_table
from newsfacts.record import Country, Mention

Kind = Literal["name", "demonym", "metonym", "phrase"]

#: A word, or a dotted abbreviation as one word: "U.S.", "D.R.C", "D.C.".
WORD = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|\w+")
#: What may stand between the words of one name; a comma is read only where the lexicon has one.
GAP = re.compile(r"[.,]?[ \t\u00a0]*+(?:\n[ \t\u00a0]*+)?|[ \t]?[-‐‑–'’&][ \t]?")
#: The code of a name that only the article can decide ("Korea", "Congo").
UNDECIDED = "?"
#: How the abstract nouns end that a government has: "Beijing's condemnation".
ABSTRACT = re.compile(r"(?:tion|sion|ment|ance|ence|cy|ism|al|ness)s?$")
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


#: Halves of Korea by what an article calls them, and other states that have a North and a South.
_HALVES = {"North": "KP", "South": "KR"}
_HALVED = frozenset({"SD", "SS", "VN", "YE", "CY"})
_HYPHENS = frozenset({"-", "–", "‑"})


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
        hit = None
        for term in lexicon.terms.get(fold(words[i].text), ()):
            n = len(term.words)
            if i + n > len(words) or not all(_same(words[i + k].text, term.words[k], term.exact) for k in range(n)):
                continue
            gaps = [text[words[i + k].end : words[i + k + 1].start] for k in range(n - 1)]
            if term.code is None and COUNT.match(text, words[i + n - 1].start):
                continue  # "Britain 23 percent, France 24 percent" names no broadcaster
            if all(GAP.fullmatch(g) and ("," in g) == (k + 1 in term.commas) for k, g in enumerate(gaps)):
                hit = term
                break
        if hit is None:
            i += 1
            continue
        last = i + len(hit.words)
        yield Found(hit, hit.code, hit.kind, i, last, words[i].start, words[last - 1].end)
        i = last


class CountryReader:
    """Reads one text. Holds the words, so that every rule asks its neighbours the same way."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.text = doc.text  # once: spaCy joins it anew each time
        self.lexicon = lexicon
        self.words = find_words(self.text)
        self.token_starts = [t.idx for t in doc]
        self.parsed = len(doc) > 0 and doc.has_annotation("DEP")
        self.named = len(doc) > 0 and doc.has_annotation("ENT_IOB")
        self.block_starts = [block.start for block in doc._.blocks]
        self.found: list[Found] = []
        self.by_last: dict[int, Found] = {}
        self.accepted: set[int] = set()  # the last words of what is accepted
        self.counts: dict[int, int] = {}
        self.vocabulary = {w.text for w in self.words}
        self.persons: set[str] = set()

    # -- neighbours -------------------------------------------------------------------------------------------------

    def gap(self, i: int) -> str:
        """The text between word ``i`` and the next; a line break stands before the first and after the last."""
        if i < 0 or i + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[i].end : self.words[i + 1].start]

    def before(self, found: Found) -> str:
        """The word directly before, with nothing but space between and in the same block; empty if none."""
        i = found.first - 1
        return self.words[i].text if i >= 0 and self.adjoin(i) else ""

    def after(self, found: Found) -> str:
        """The word directly after, with nothing but space between and in the same block; empty if none."""
        i = found.last
        return self.words[i].text if i < len(self.words) and self.adjoin(i - 1) else ""

    def adjoin(self, i: int) -> bool:
        """Whether nothing but space stands between word ``i`` and the next, within one block."""
        gap = self.gap(i)
        if not gap or gap.strip(" \u00a0\n") or gap.count("\n") > 1:
            return False
        if "\n" not in gap or not self.block_starts:
            return True
        return bisect_right(self.block_starts, self.words[i].end) == bisect_right(
            self.block_starts, self.words[i + 1].start
        )

    def following_capitals(self, found: Found) -> list[str]:
        """The run of capitalized words directly after, up to six."""
        run: list[str] = []
        i = found.last
        while i < len(self.words) and len(run) < 6:
            gap = self.gap(i - 1)
            if not gap or gap.strip(" ") or not self.words[i].text[0].isupper():
                break
            run.append(self.words[i].text)
            i += 1
        return run

    def tokens(self, found: Found) -> list[Token]:
        if not self.token_starts:
            return []
        i = bisect_right(self.token_starts, found.start) - 1
        j = bisect_right(self.token_starts, found.end - 1)
        return list(self.doc[max(i, 0) : j])

    def beyond(self, tokens: list[Token]) -> list[Token]:
        """The token after these, if any."""
        return list(self.doc[tokens[-1].i + 1 : tokens[-1].i + 2]) if tokens else []

    def shouting(self, found: Found) -> bool:
        """Whether the line around is in capitals, where a capital proves nothing."""
        start = self.text.rfind("\n", max(0, found.start - 300), found.start) + 1 or max(0, found.start - 300)
        end = self.text.find("\n", found.end, found.end + 300)
        line = self.text[start : end if end >= 0 else found.end + 300]
        letters = [c for c in line if c.isalpha()]
        return len(letters) > 4 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def title_case(self, found: Found) -> bool:
        """Whether the line is a headline in title case."""
        start = self.text.rfind("\n", max(0, found.start - 200), found.start) + 1 or max(0, found.start - 200)
        end = self.text.find("\n", found.end, found.end + 200)
        line = self.text[start : end if end >= 0 else found.end + 200].rstrip()
        words = [w for w in WORD.findall(line) if len(w) > 3]
        return not line.endswith(".") and len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)

    # -- rules ------------------------------------------------------------------------------------------------------

    def read(self) -> list[Found]:
        """All mentions, in reading order, with code and kind decided."""
        sets = self.lexicon.sets
        candidates = [f for f in find_terms(self.text, self.words, self.lexicon) if f.code is not None]
        candidates = [f for f in candidates if not (self.is_other_name(f) or self.is_town(f) or self.is_society(f))]
        named = {f.code for f in candidates if f.kind == "name" and not f.term.exact}
        candidates = [
            f for f in candidates
            if not (f.term.exact and f.term.text in sets["need_full_name"] and f.code not in named)
        ]
        kept: list[Found] = []
        persons: list[Found] = []
        for f in candidates:
            (persons if self.is_person(f) else kept).append(f)
        self.persons = {fold(p.term.text) for p in persons}
        codes = {f.code for f in kept if f.kind != "metonym" and self.ambiguity(f) is None and f.code}
        codes.discard(UNDECIDED)
        proven = {f.code for f in kept if fold(f.term.text) not in self.persons and f.code}
        kept = [f for f in kept if not self.is_known_person(f, proven)]
        self.found = []
        for f in kept:
            ambiguity = self.ambiguity(f)
            if ambiguity is not None:
                f.code = self.resolve_ambiguous(f, ambiguity, codes)
            if f.code is not None:
                self.found.append(f)
        self.by_last = {f.last: f for f in self.found}
        accepted: list[Found] = []
        for f in self.found:
            if f.kind == "metonym" and not self.is_government(f):
                continue
            accepted.append(f)
            self.accepted.add(f.last)
        for f in accepted:
            self.extend(f)
        accepted += self.find_koreas(accepted)
        return sorted(accepted, key=lambda f: f.start)

    def extend(self, f: Found) -> None:
        """Takes the long name into the span: "Republic of Uruguay", "Islamic Republic of Iran"."""
        sets, i = self.lexicon.sets, f.first - 1
        if f.kind != "name" or f.term.exact or i < 1:
            return
        if self.words[i].text == "the" and self.adjoin(i):
            i -= 1
        if i < 1 or self.words[i].text != "of" or not (self.adjoin(i) and self.adjoin(i - 1)):
            return
        head = i - 1
        if self.words[head].text == "Duchy":
            head -= 1
        form = " ".join(w.text for w in self.words[max(head, 0) : i])
        if form not in sets["long_names.heads"] or (form == "State" and f.code not in sets["long_names.state_of"]):
            return
        while head > 0 and self.words[head - 1].text in sets["long_names.modifiers"] and self.adjoin(head - 1):
            head -= 1
        if head > 0 and self.adjoin(head - 1) and self.words[head - 1].text[:1].isupper() and self.before_is_name(head):
            return  # "the Left-Green Union of Iceland" is a party
        f.first, f.start = head, self.words[head].start

    def before_is_name(self, at: int) -> bool:
        """Whether the capitalized word before a place is more than the article or title that opens a sentence."""
        return self.words[at - 1].text.casefold() not in {"the", "of", "and", "to"}

    def is_town(self, f: Found) -> bool:
        """Whether a state or province behind a comma makes it a town: "Lebanon, Pennsylvania", "Peru, Ind."."""
        if f.kind == "demonym" or f.last >= len(self.words) or self.gap(f.last - 1) not in {", ", ",\n"}:
            return False
        sets = self.lexicon.sets
        before = self.before(f)
        if before in sets["towns.before_town"] and self.is_listed_town(f):
            return True
        for width in (3, 2, 1):
            last = f.last + width
            if last > len(self.words):
                continue
            name = self.text[self.words[f.last].start : self.words[last - 1].end]
            if name.rstrip(".") not in sets["towns.states"]:
                continue
            following = self.text[self.words[last - 1].end :][:6]
            point = name.endswith(".") or following.startswith(".")
            if len(name) < 6 and not name.isupper() and name not in {"Ohio", "Iowa", "Utah", "Idaho", "Maine", "Texas"}:
                return point
            closed = following[:1] in {",", ".", ""} or following[:2] == " ("
            if name in sets["towns.also_other"]:
                return before in sets["towns.before_town"] and closed
            return not following.startswith((" and ", " or ")) and not self.shouting(f)
        return False

    def is_listed_town(self, f: Found) -> bool:
        """ "in Cuba, Portugal," is one place; "in Lebanon, Syria and Jordan" are three."""
        terms = self.lexicon.terms.get(fold(self.words[f.last].text), ())
        country = next((t for t in terms if t.code and t.kind == "name" and not t.exact and len(t.words) == 1), None)
        if country is None or country.code == f.code or f.kind != "name" or self.gap(f.first - 1) != " ":
            return False
        end = self.words[f.last].end
        if self.text[end : end + 1] != "," or f.last + 1 >= len(self.words):
            return self.text[end : end + 1] == "."
        return self.words[f.last + 1].text not in {"and", "or"} and not self.is_country_word(f.last + 1)

    def is_society(self, f: Found) -> bool:
        """Whether it stands in the name of a body of society: "Oman Chamber of Commerce", "Claro Nicaragua"."""
        sets = self.lexicon.sets
        run, before = self.following_capitals(f), self.before(f)
        end = f.last + len(run)
        if run and end < len(self.words) and self.words[end].text == "of":
            run += [w.text for w in self.words[end : end + 2]]
        shout = self.shouting(f)
        joined = " ".join(run)
        own = set(run) & sets["state_words"] and "Chamber" not in run
        if f.kind == "name" and not shout and not own and any(
            f" {joined} ".endswith(f" {body} ") or f" {body} of " in f" {joined} " for body in sets["after_body"]
        ):
            return not self.title_case(f)
        if before == "of" and f.first > 1 and self.words[f.first - 2].text in sets["before_of"]:
            return not shout
        return f.kind == "name" and not shout and self.is_brand(f)

    def is_brand(self, f: Found) -> bool:
        """Whether the model takes it for the end of a longer name, with nothing of the state or the map in it."""
        tokens = self.tokens(f)
        if not self.named or not tokens or tokens[0].ent_iob_ != "I" or f.term.exact or self.title_case(f):
            return False
        if f.term.text in self.lexicon.sets["personal_names"]:
            return False  # that is for is_person to say
        sets, before = self.lexicon.sets, self.before(f)
        if any(t.ent_iob_ == "I" for t in self.beyond(tokens)) or before in sets["regions"]:
            return False
        first = tokens[0].i
        while first > 0 and self.doc[first].ent_iob_ == "I":
            first -= 1
        words = {t.text for t in self.doc[first : tokens[0].i]}
        return (
            before[:1].isupper() and not words & (sets["state_words"] | sets["no_surnames"] | {"of", "and", "-"})
            and before not in sets["no_given_names"] and not self.is_country_word(f.first - 1)
        )

    def is_participle(self, i: int) -> bool:
        """Whether word i opens a sentence as a verb: "Calling Ireland a partner, …"."""
        word = self.words[i] if i >= 0 else None
        if word is None or not self.parsed or not word.text.endswith(("ing", "ed")):
            return False
        token = self.doc[bisect_right(self.token_starts, word.start) - 1]
        return token.tag_ in {"VBG", "VBN", "VBD"}

    def ambiguity(self, f: Found) -> Ambiguity | None:
        return self.lexicon.ambiguous.get(tuple(fold(w) for w in f.term.words)) if f.kind != "metonym" else None

    def is_other_name(self, f: Found) -> bool:
        """Whether the country's name is part of a name that is not about the state, or is a language or a pronoun.

        The first of these rules that has something to say decides.
        """
        rules = (
            self.is_bare_form, self.is_shouted_pronoun, self.is_other_prefix, self.is_joined_american,
            self.is_behind_name, self.is_before_name, self.is_language,
        )  # fmt: skip
        return next((other for rule in rules if (other := rule(f)) is not None), False)

    def is_bare_form(self, f: Found) -> bool | None:
        """A part of an address, "Boy Scouts of America", "Gambia" without its article, "US$5 million"."""
        text, before = f.term.text, self.before(f)
        if self.in_address(f):
            return True
        if text == "America" and before == "of":  # but "the people of America"
            return f.first > 1 and self.adjoin(f.first - 2) and self.words[f.first - 2].text[0].isupper()
        money = f.term.exact and f.kind != "demonym" and re.match(r"[ \u00a0]?[$£]", self.text[f.end : f.end + 2])
        bare = text in self.lexicon.sets["need_article"] and before.lower() != "the"
        return True if bare or (money and not (text == "US" and self.shouting(f))) else None

    def is_shouted_pronoun(self, f: Found) -> bool | None:
        """ "US" in a line of capitals is a pronoun unless an article or a hyphen shows the state."""
        if f.term.text != "US" or not self.shouting(f):
            return None
        beside = {self.text[f.end : f.end + 1], self.gap(f.first - 1)}
        return self.before(f) not in {"", "THE"} and not beside & {"-", "'", "’"}

    def is_other_prefix(self, f: Found) -> bool | None:
        """ "Franco-German": a prefix needs a country after its hyphen."""
        if f.kind != "demonym" or not f.term.exact:
            return None
        hyphen = f.last < len(self.words) and self.gap(f.last - 1) in {"-", "–", "‑"}
        rest = self.words[f.last].text if hyphen else ""
        return not any(t.kind in {"demonym", "name"} and t.code for t in self.lexicon.terms.get(fold(rest), ()))

    def is_joined_american(self, f: Found) -> bool | None:
        """ "African-American"."""
        if not f.term.text.startswith("American") or not f.first or self.gap(f.first - 1) != "-":
            return None
        joined = self.words[f.first - 1].text
        free = self.is_country_word(f.first - 1) or joined in self.lexicon.sets["before_hyphen_free"]
        return True if joined[0].isupper() and not free else None

    def is_behind_name(self, f: Found) -> bool | None:
        """ "Bank of China", but "the President of China"."""
        sets, before = self.lexicon.sets, self.before(f)
        ahead = [w.text for w in self.words[max(0, f.first - 3) : f.first]]
        if before == "of" and f.first > 1 and any(" ".join(ahead).endswith(p) for p in sets["before_allowed"]):
            return False
        for phrase in sets["before"]:
            parts = phrase.split()
            if before == parts[-1] and [w.text for w in self.words[max(0, f.first - len(parts)) : f.first]] == parts:
                return True
        return None

    def is_before_name(self, f: Found) -> bool | None:
        """ "China Daily", "Georgia Tech"; in a headline only as a whole."""
        run, ends = self.following_capitals(f), self.lexicon.sets["after"]
        if not run or self.shouting(f):
            return None
        joined = " ".join(run)
        if run[-1] in ends or any(joined.endswith(p) or joined.startswith(p + " ") for p in ends):
            return not (self.title_case(f) and len(run) > 2)
        return None

    def is_language(self, f: Found) -> bool | None:
        """ "spoke French", "a French-language paper", "in Spanish"."""
        sets, after = self.lexicon.sets, self.after(f)
        if f.kind != "demonym" or len(f.term.words) > 1 or f.term.words[0] not in sets["languages"]:
            return None
        gap = self.gap(f.last - 1)
        hyphened = gap == "-" and self.words[f.last].text in sets["after_hyphen_language"]
        if after in sets["after_lowercase"] or hyphened:
            return True
        if self.before(f).lower() in sets["before_language"] and (after == "" or after in sets["after_language"]):
            return gap[:1] not in {"-", "'", "’"}
        return None

    def in_address(self, f: Found) -> bool:
        """Whether the name stands in a web address, a path or a handle."""
        start = max(self.text.rfind(c, max(0, f.start - 200), f.start) for c in " \n\t(") + 1
        ends = [e for c in " \n\t)" if (e := self.text.find(c, f.end, f.end + 200)) >= 0]
        chunk = self.text[start : min(ends, default=f.end + 40)]
        return chunk.count("/") > 2 or "@" in chunk or bool(re.search(r"www\.|\.(?:com|org|net|gov|html?)\b", chunk))

    def is_person(self, f: Found) -> bool:
        """Whether the name is part of a person's: a given name before it, or a surname after it."""
        if f.kind == "demonym" and self.is_surname(f):
            return True
        if f.term.text not in self.lexicon.sets["personal_names"]:
            return self.is_given_name(f)
        tokens = self.tokens(f)
        entity = tokens[0].ent_type_ if tokens and self.named else ""
        headline = self.title_case(f) or self.shouting(f)
        given = self.is_behind_given_name(f)
        if f.kind == "demonym":
            after = self.after(f)
            named = given and entity == "PERSON"
            return named and (after in self.lexicon.sets["after_person"] or (not headline and after == ""))
        if given and (not headline or entity == "PERSON"):
            return True
        run = self.following_capitals(f)
        free = run and run[0] not in self.lexicon.sets["no_surnames"] and not self.is_country_word(f.last)
        return self.is_before_surname(f, run, entity) if free and not headline else self.is_behind_courtesy(f)

    def is_behind_given_name(self, f: Found) -> bool:
        """Whether the word before it can be a person's given name or initial: "Michael Jordan", "B. Jordan"."""
        sets, before = self.lexicon.sets, self.before(f)
        if not before[:1].isupper() or before.isupper() or before in sets["no_given_names"] | sets["no_surnames"]:
            return False
        apart = len(before) > 1 or self.gap(f.first - 2) == " "
        return apart and not self.is_country_word(f.first - 1) and not self.is_participle(f.first - 1)

    def is_before_surname(self, f: Found, run: list[str], entity: str) -> bool:
        """Whether the capitalized words behind it (``run``) are a surname; ``entity``: what the model takes it for."""
        if entity == "PERSON" or (entity == "" and len(run) == 1 and f.kind != "metonym"):
            return True
        tokens = self.tokens(f)
        beyond = self.beyond(tokens)
        if any(t.dep_ == "flat" and t.head in tokens and t.i > tokens[-1].i for t in beyond):
            return True
        # "Israel Hernandez" taken for one place: no state is called that
        joined = any(t.i == tokens[-1].i + 1 and t.ent_iob_ == "I" for t in beyond)
        return entity == "LOC" and len(run) == 1 and joined

    def is_behind_courtesy(self, f: Found) -> bool:
        """Whether a courtesy or a rank stands before it: "Mr Jordan", "Sgt. Jordan"."""
        sets, before = self.lexicon.sets, self.before(f)
        if before in sets["courtesies"]:
            return True
        pointed = before == "" and f.first > 0 and self.gap(f.first - 1).strip() == "."
        return pointed and self.words[f.first - 1].text in sets["courtesies"] | sets["pointed_ranks"]

    def is_given_name(self, f: Found) -> bool:
        """Whether the model reads it as the first word of a person's name: "Mali Harper, 24,"."""
        tokens, run = self.tokens(f), self.following_capitals(f)
        if f.kind != "name" or f.term.exact or len(tokens) != 1 or not run or not self.named:
            return False
        if self.before(f) in {"of", "to"}:
            return False  # "Deputy Prime Minister of Mongolia S. Amarsaikhan", "Ambassador to Mongolia Choi Jin-ho"
        if tokens[0].ent_type_ != "PERSON" or tokens[0].ent_iob_ != "B" or self.title_case(f) or self.shouting(f):
            return False
        beyond = self.beyond(tokens)
        whole = bool(beyond) and beyond[0].ent_iob_ == "I" and beyond[0].tag_ in {"NNP", "NNPS"}
        return whole and run[0] not in self.lexicon.sets["no_surnames"] and not self.is_country_word(f.last)

    def is_surname(self, f: Found) -> bool:
        """Whether a demonym is a surname by the courtesy or the initial before it: "Judge Turk", "James C. Turk"."""
        if f.first == 0 or len(f.term.words) > 1 or f.term.text.endswith("s"):
            return False
        previous, gap = self.words[f.first - 1].text, self.gap(f.first - 1)
        if previous in self.lexicon.sets["courtesies"] | self.lexicon.sets["pointed_ranks"]:
            return gap in {". ", " "}
        if previous in {"Judge", "Justice"}:
            return gap == " "
        tokens = self.tokens(f)
        initial = len(previous) == 1 and previous.isupper() and gap == ". "
        return initial and self.named and bool(tokens) and tokens[0].ent_type_ == "PERSON"

    def is_country_word(self, i: int) -> bool:
        """Whether word ``i`` is itself (the end of) a country's name or demonym."""
        if not 0 <= i < len(self.words):
            return False
        return any(t.code and len(t.words) == 1 for t in self.lexicon.terms.get(fold(self.words[i].text), ()))

    def is_known_person(self, f: Found, codes: set[str]) -> bool:
        """Whether a bare "Jordan" repeats a person named in full before, with nothing that makes it the country."""
        if fold(f.term.text) not in self.persons or f.kind == "demonym":
            return False
        if APOSTROPHE_S.match(self.text, f.end) and self.has_state_noun(f):
            return False  # "Jordan's king"
        prepositions = {"in", "neighboring", "neighbouring"}
        return f.code not in codes and self.before(f).lower() not in prepositions

    def has_state_noun(self, f: Found) -> bool:
        """Whether the word behind the possessive names what a state has and a person has not: "'s president"."""
        i = f.last + (f.last < len(self.words) and self.words[f.last].text.lower() == "s")
        return i < len(self.words) and self.words[i].text.lower() in self.lexicon.sets["state_possessions"]

    def resolve_ambiguous(self, f: Found, ambiguity: Ambiguity, codes: set[str]) -> str | None:
        """The code that the article's other words speak for; None when they speak for no country or for two."""
        scores = {code: self.count_cues(cues, codes) for code, cues in ambiguity.cues.items()}
        best = sorted((s, c) for c, s in scores.items() if s)
        if ambiguity.only and len(best) > 1:
            return ambiguity.default
        if len(best) > 1 and best[-1][0] == best[-2][0]:
            return ambiguity.default
        if best:
            return None if best[-1][1] == "-" else best[-1][1]
        return ambiguity.default

    def count_cues(self, cues: frozenset[str], codes: set[str]) -> int:
        """How many of the cues stand in the article; "=GE" and "@RU" are countries named there. Counted once."""
        count = self.counts.get(id(cues))
        if count is None:
            count = 0
            for cue in cues:
                if cue[0] in "=@":
                    count += cue[1:] in codes
                else:
                    count += cue in self.vocabulary if " " not in cue else cue in self.text
            self.counts[id(cues)] = count
        return count

    def find_koreas(self, accepted: list[Found]) -> list[Found]:
        """"North and South Korea", and "the North", "the South" once an article has named a Korea."""
        taken = [(f.start, f.end) for f in accepted]
        named = {f.code for f in accepted}
        alone = bool(named & set(_HALVES.values())) and not named & _HALVED
        more: list[Found] = []
        for i, word in enumerate(self.words):
            code = _HALVES.get(word.text)
            if code is None or any(s <= word.start < e for s, e in self.near(taken, word.start)):
                continue
            whole = self.find_shared_korea(i)
            if whole or (alone and self.stands_alone(i)):
                kind: Kind = "demonym" if whole.startswith("Korean") else "name"
                more.append(Found(Term((word.text,), code, kind), code, kind, i, i + 1, word.start, word.end))
        return more

    def find_shared_korea(self, i: int) -> str:
        """The "Korea" or "Korean" that word ``i`` shares in "North and South Korea"; empty where there is none."""
        ahead = [w.text for w in self.words[i + 1 : i + 4]]
        shared = len(ahead) == 3 and ahead[0] in {"and", "or"} and ahead[1] in _HALVES
        return ahead[2] if shared and ahead[2].removesuffix("s").removesuffix("n") == "Korea" else ""

    def stands_alone(self, i: int) -> bool:
        """Whether word ``i`` is the whole of "the North": an article before it, no name and no hyphen behind it."""
        if not i or self.words[i - 1].text.lower() != "the" or self.gap(i - 1) != " " or self.gap(i) == "-":
            return False
        return i + 1 >= len(self.words) or not (self.words[i + 1].text[0].isupper() and self.gap(i) == " ")

    @staticmethod
    def near(taken: list[tuple[int, int]], start: int) -> list[tuple[int, int]]:
        i = bisect_right(taken, (start, 1 << 60))
        return taken[max(0, i - 1) : i]

    # -- capitals ---------------------------------------------------------------------------------------------------

    def is_government(self, f: Found) -> bool:
        """Whether a capital stands for its government here: what governs it decides, the default is a place."""
        if self.in_dateline(f):
            return False
        rules = (
            self.is_joined_government, self.is_named_as_place, self.is_government_by_next_word,
            self.is_governed_government, self.is_government_beside,
        )  # fmt: skip
        return next((told for rule in rules if (told := rule(f)) is not None), self.acts(f))

    def is_joined_government(self, f: Found) -> bool | None:
        """ "Pro-Moscow", "Moscow-backed", "the Beijing-Tokyo talks", but not the London-Bangkok route."""
        sets, before, behind = self.lexicon.sets, self.gap(f.first - 1), self.gap(f.last - 1)
        if f.first and before == "-" and self.words[f.first - 1].text.lower() in sets["before_hyphen_government"]:
            return True
        if behind in _HYPHENS and f.last < len(self.words):
            if self.words[f.last].text.lower() in sets["after_hyphen_government"]:
                return True
            things = self.words[f.last + 1].text.lower() if f.last + 1 < len(self.words) else ""
            return self.is_country_word(f.last) and things in sets["governed.between"]
        joined = before in _HYPHENS and f.first in self.accepted and self.by_last[f.first].kind == "metonym"
        return True if joined else None

    def is_named_as_place(self, f: Found) -> bool | None:
        """ "In Paris", "Paris, France": a place."""
        if self.before(f).lower() in self.lexicon.sets["capital.place_prepositions"]:
            return False
        placed = self.gap(f.last - 1).strip() == "," and f.last < len(self.words) and self.is_own_country(f)
        return False if placed else None

    def is_government_by_next_word(self, f: Found) -> bool | None:
        """ "Beijing's refusal" and "the Beijing authorities", not "Paris Match" nor "Paris-born"."""
        if APOSTROPHE_S.match(self.text, f.end):
            return self.has_government_noun(f)
        after = self.after(f)
        named = after[:1].isupper() and not (self.title_case(f) or self.shouting(f))
        if self.text[f.end : f.end + 1] == "-" or named:
            return False
        return True if after in self.lexicon.sets["capital.government_nouns"] else None

    def is_governed_government(self, f: Found) -> bool | None:
        """ "Talks with Moscow", "pressure on Ankara", not "the attack on Ankara"."""
        sets, before = self.lexicon.sets, self.before(f).lower()
        if before in {"on", "against"} and self.governors(f) & sets["capital.strikes"]:
            return False
        if before in sets["capital.government_prepositions"]:
            return not self.is_modifier(f)
        governed = sets.get("governed." + {"towards": "toward"}.get(before, before))
        if governed is None:
            return None
        to_act = before == "for" and self.after(f) == "to"
        return not self.is_modifier(f) and (to_act or bool(self.governors(f) & governed))

    def is_government_beside(self, f: Found) -> bool | None:
        """ "Talks between Washington and Moscow": what it is joined to decides."""
        partner = self.coordinated(f)
        if partner is None:
            return None
        if partner.kind == "metonym":
            return partner.last in self.accepted
        if partner.kind != "name" or partner.first >= f.first:
            return None
        shared = self.before(partner).lower() in self.lexicon.sets["capital.shared_prepositions"]
        return shared or self.acts(partner) or self.acts(f)

    def is_own_country(self, f: Found) -> bool:
        row = self.lexicon.countries[f.code or ""]
        rest = [w.text for w in self.words[f.last : f.last + 4]]
        return any(rest[: len(n.split())] == n.split() for n in row["names"] + row["abbreviations"])

    def in_dateline(self, f: Found) -> bool:
        i = bisect_right(self.block_starts, f.start) - 1
        block = self.doc._.blocks[i] if i >= 0 else None
        return block is not None and f.start < block.end and block.kind in {"dateline", "byline"}

    def is_modifier(self, f: Found) -> bool:
        """Whether a noun follows that the city only modifies: "with Moscow police"."""
        if not self.parsed:
            return False
        token = self.tokens(f)[-1]
        return token.dep_ in {"compound", "amod"} and token.head.i > token.i

    def coordinated(self, f: Found) -> Found | None:
        """The country or capital before "and", "or" or a comma that this one is joined to."""
        if f.first < 2 or self.words[f.first - 1].text.lower() not in {"and", "or"}:
            return None
        return self.by_last.get(f.first - 1)

    def governors(self, f: Found) -> set[str]:
        """The words that may govern the preposition before the name: the word before it, and the parse's head."""
        out: set[str] = set()
        i = f.first - 2
        if i >= 0 and self.gap(i).strip(" \n") == "":
            out.add(self.words[i].text.lower())
        if self.parsed:
            head = self.tokens(f)[-1].head
            for token in (head, head.head):
                if token.i < self.tokens(f)[0].i:
                    out |= {token.lower_, token.lemma_.lower()}
                if token.head.dep_ not in {"conj", "compound"} and token is head and head.dep_ != "conj":
                    break
        return out

    def has_government_noun(self, f: Found) -> bool:
        """"Beijing's refusal" has a government's noun, "Beijing's streets" has not."""
        sets = self.lexicon.sets
        i = f.last
        if i < len(self.words) and self.words[i].text.lower() == "s":
            i += 1
        nouns: list[str] = []
        title_case = self.title_case(f)
        if i < len(self.words) and self.words[i].text[0].isupper() and not title_case:
            return False  # "Moscow's Red Square"
        if self.parsed:
            last = self.tokens(f)[-1]
            if last.head.i > last.i and (title_case or not last.head.text[0].isupper()):
                nouns.append(last.head.text)
        for k in range(i, min(i + 4, len(self.words))):
            if k > i and self.gap(k - 1).strip(" -\n"):
                break
            nouns.append(self.words[k].text)
        for noun in nouns:
            low = noun.lower()
            if low in sets["verbs.place_possessions"]:
                return False
            if low in sets["verbs.government_possessions"] or ABSTRACT.search(low):
                return True
        return False

    def acts(self, f: Found) -> bool:
        """Whether the name is the subject or object of what governments do."""
        sets = self.lexicon.sets
        if not self.parsed:
            return self.after(f) in sets["capital.sure_verbs"]
        token = self.tokens(f)[-1]
        beyond = self.beyond([token])
        if beyond and self.is_verb_like_noun(f, beyond[0]):
            return True
        if (
            beyond and beyond[0].tag_ in {"VBD", "VBZ", "MD", "VBP"}
            and self.before(f).lower() in sets["capital.clause_openers"]
            and not {beyond[0].lower_, beyond[0].lemma_.lower()} & (sets["verbs.place_subjects"] | {"be"})
        ):
            return True
        while token.dep_ in {"flat", "conj", "compound"} and token.head.i < token.i:
            if token.head.pos_ not in {"PROPN", "NOUN", ""}:
                break
            token = token.head
        head, relation = token.head, token.dep_
        lemma = head.lemma_.lower() or head.lower_
        forms = {lemma, head.lower_}
        if relation in {"nsubj", "nsubj:outer"}:
            if any(c.dep_ == "cop" for c in head.children):
                return bool(forms & sets["verbs.government_predicates"])
            if not head.tag_.startswith(("VB", "MD")):
                return False
            return head.i > token.i and not forms & sets["verbs.place_subjects"]
        if relation in {"nsubj:pass", "obj", "iobj"}:
            return bool(forms & sets["verbs.government_objects"]) and token.i + 1 != head.i
        return False


    def is_verb_like_noun(self, f: Found, token: Token) -> bool:
        """Whether the word after it is its verb though the parse took it for a noun: "Beijing piles pressure on"."""
        sets = self.lexicon.sets
        opens = self.before(f).lower() in sets["capital.clause_openers"]
        after = self.beyond([token])
        if not opens or not after or token.text not in sets["capital.verbs_like_nouns"]:
            return False
        return after[0].is_lower and not after[0].tag_.startswith(("VB", "MD"))


class CountryFinder:
    """The component: reads countries from a Doc. Keeps no state between Docs."""

    def __init__(
        self, name: str = "newsfacts_countries", knowledge: newsfacts.lexicon.Lexicon = BUILTIN
    ) -> None:
        self.name = name
        self.lexicon = load_lexicon(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        reader = CountryReader(doc, self.lexicon)
        found = reader.read()
        mentions: dict[str, list[Mention]] = {}
        spans: list[Span] = []
        for f in found:
            assert f.code is not None and f.kind != "phrase"
            mention = Mention(text=reader.text[f.start : f.end], start=f.start, end=f.end, kind=f.kind)
            mentions.setdefault(f.code, []).append(mention)
            span = doc.char_span(f.start, f.end, label=f.kind, kb_id=f.code, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["countries"] = spans
        doc._.countries = [
            Country(id=code, code=code, alpha3=row["alpha3"], name=row["name"], mentions=of_code)
            for code, of_code in mentions.items()
            for row in (self.lexicon.countries[code],)
        ]
        return doc


def create_countries(nlp: Language, name: str, rules: Sequence[str] = ()) -> CountryFinder:
    """The factory that spaCy calls. ``rules``: users' rules files."""
    return CountryFinder(name, newsfacts.lexicon.load_lexicon(rules))
