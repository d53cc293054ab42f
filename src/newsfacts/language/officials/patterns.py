"""The terms: offices, bodies and given names from the lexicon, and the closed classes of words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

from newsfacts.language.officials.words import split_words
from newsfacts.lexicon import BUILTIN, Lexicon
from newsfacts.lexicon.files import read_package_rows, read_table

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the lexicon.

    Attributes:
        office: canonical text. role: the contract's role, or ``none`` for a title that makes no official.
        use: ``free`` stands alone for an unnamed official; ``bound`` needs a country, a body or a name;
            ``title`` and ``rank`` stand only before a name; ``honor`` marks a person; ``member``, ``counterpart``
            and ``never`` as their names say.
        body: the role follows the kind of the body served; ``default`` is the role where no body is named.
        portfolio: takes a portfolio ("finance minister", "minister of finance").
        key: offices of one key are the same post ("army chief", "chief of staff").
        shared: other states have it too; of ``country`` only where the article speaks of no other.
        fixed: the role never follows the body, but a company's or a university's holder is no official.
    """

    office: str
    role: str
    use: str
    body: bool = False
    default: str | None = None
    portfolio: bool = False
    country: str | None = None
    status: str | None = None
    key: str = ""
    shared: bool = False
    fixed: bool = False
    by_country: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a form of the lexicon stands for."""

    office: Office
    form: str
    plural: bool


class Trie(Generic[T]):
    """Longest match of word sequences."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: Iterable[str], value: T) -> None:
        """Add a sequence; the first value of a sequence stays."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", value)

    def __bool__(self) -> bool:
        return bool(self._root)

    def longest(self, words: list[str], start: int) -> tuple[int, T] | None:
        """The end and the value of the longest sequence that begins at ``start``."""
        node, best, i = self._root, None, start
        while i < len(words) and words[i] in node:
            node = node[words[i]]
            i += 1
            if "" in node:
                best = (i, node[""])
        return best


def to_plural(form: str) -> str:
    """The plural of an office: "ministers", "secretaries of state", "attorneys general"."""
    irregular: dict[str, str] = _classes()["plurals"]
    if form in irregular:
        return irregular[form]
    head, joint, rest = form.partition(
        next((p for p in (" of ", " to ", " for ", " in ", " without ") if p in form), "\0")
    )
    if joint:
        return to_plural(head) + joint + rest
    first, _, last = form.rpartition(" ")
    if last in irregular:
        last = irregular[last]
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("."):
        last = last[:-1] + "s."
    else:
        last += "s"
    return f"{first} {last}".strip()


@lru_cache(maxsize=8)
def offices(lexicon: Lexicon = BUILTIN) -> tuple[Trie[Match], Trie[bool], frozenset[str]]:
    """The offices, the decoys that only look like one, and every word that occurs in a form."""
    trie: Trie[Match] = Trie()
    decoys: Trie[bool] = Trie()
    vocabulary: set[str] = set()
    for row in lexicon.rows("office"):
        if "decoys" in row:
            for form in row["decoys"]:
                decoys.add(_keys(form), True)
            continue
        forms = row.pop("forms")
        office = Office(**{**row, "key": row.get("key", "")})
        for form in forms:
            written = [(form, False)] if office.use == "honor" else [(form, False), (to_plural(form), True)]
            for text, plural in written:
                keys = _keys(text)
                trie.add(keys, Match(office, form, plural))
                vocabulary.update(keys)
    return trie, decoys, frozenset(vocabulary)


def _keys(form: str) -> list[str]:
    words = (text.lower().replace("’", "'") for text, _, _ in split_words(form.title()))
    return [part for word in words for part in word.split("-") if part]


@cache
def given_names() -> frozenset[str]:
    """Given names of the world's politicians: evidence that a capitalized sequence is a person."""
    return frozenset(name for row in read_package_rows("given_names.jsonl") for name in row["names"])


@cache
def places(lexicon: Lexicon) -> dict[str, str]:
    """Capitals and the code of their country, as single names; ambiguous ones left out."""
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("country"):
        for place in {*row.get("capitals", ()), *row.get("metonyms", ())}:
            found.setdefault(place, set()).add(row["code"])
    return {place: next(iter(codes)) for place, codes in found.items() if len(codes) == 1}


@cache
def long_cities() -> frozenset[str]:
    """Cities of two words and more, which no person is called: "Rio de Janeiro"."""
    listed = read_table("dateline_places.toml")
    return frozenset(city for cities in listed["cities"].values() for city in cities if " " in city)


@cache
def regions() -> dict[str, str]:
    """The code of the state by the name of each of its parts that stands in datelines: "Texas", "Nova Scotia"."""
    listed = read_table("dateline_places.toml")
    return {name: code for code, names in listed["regions"].items() for name in names}


@cache
def home_places(lexicon: Lexicon) -> dict[str, str]:
    """The code of a state by each of its regions, capitals and cities that no other place is called."""
    listed = read_table("dateline_places.toml")
    cities = {name: code for code, names in listed["cities"].items() for name in names}
    known = {**places(lexicon), **cities, **regions()}
    return {name: code for name, code in known.items() if name not in given_names()}


@cache
def states_by_word(lexicon: Lexicon) -> dict[str, str]:
    """The code of a state by each of its names and demonyms; those of several states left out."""
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("country"):
        for word in {*row["names"], *row["demonyms"]}:
            found.setdefault(word, set()).add(row["code"])
    return {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}


@cache
def demonyms(lexicon: Lexicon) -> frozenset[str]:
    """The words for the people of states and what is theirs: "Danish"."""
    return frozenset(word for row in lexicon.rows("country") for word in row["demonyms"])


@cache
def kinds_by_noun() -> dict[str, str]:
    """The kind of organization that each noun for one tells: "airline", "newspaper"."""
    return {noun: kind for kind, nouns in read_table("coreference.toml")["kinds"].items() for noun in nouns.split()}


@cache
def _classes() -> dict[str, Any]:
    return read_table("office_words.toml")


def _words(name: str) -> frozenset[str]:
    return frozenset(_classes()[name].split())


def _values(name: str) -> dict[str, str]:
    return {word: value for value, words in _classes()[name].items() for word in words.split()}


WEEKDAYS_MONTHS = _words("calendar")
FUNCTION_WORDS = _words("function_words")
SAFE_PARTICLES = _words("particles")
NAME_SUFFIXES = _words("name_suffixes")
NOT_A_PERSON = _words("not_a_person")
ALSO_NAMES = _words("also_names")
MODIFIERS = _words("modifiers")
PORTFOLIOS = _words("portfolios")
ACRONYMS = _words("acronyms")
FAMILY_FIRST = _words("family_first")
FIRST_PART_COUNTRIES = _words("first_part_countries")
SERVICE_VERBS = _words("service_verbs")
LEAVING_VERBS = _words("leaving_verbs")
NOMINATING_VERBS = _words("nominating_verbs")
BODY_FOLLOWERS = _words("body_followers")
PLACE_NOUNS = _words("place_nouns")
STATE_FORMS = _words("state_forms")
SERVICE_KINDS = _words("service_kinds")
THINGS = _words("things")
TOLD_THINGS = _words("told_things")
OTHER_LETTERS = _words("other_letters")
FORMER_NAMES = _words("former_names")
DESCRIBING_NOUNS = tuple(sorted(_words("describing_nouns")))
PRODUCTS = frozenset(name.replace("_", " ") for name in _words("products"))
NO_BODIES = frozenset(text.replace("_", " ") for text in _words("no_bodies"))
THINGS_BEFORE = {noun: frozenset(words.split()) for noun, words in _classes()["things_before"].items()}
BODIES_OF_MANY_KINDS = _words("bodies_of_many_kinds")
KINDS_BEFORE = _values("kinds_before")
MARKED_KINDS = _values("marked_kinds")
SERVED_BY_BODIES = _words("served_by_bodies")
CALLED_PLACES = _words("called_places")
OPENING_PLACES = _words("opening_places")
OCCUPATIONS = _words("occupations")
PRIVATE_WORDS = _words("private_words")
POLITICAL_WORDS = _words("political_words")
GROUPS_IN_NAMES = _words("groups_in_names")
POLITICAL_FORMS = _words("political_forms")
CALLED_BY_PURPOSE = _words("called_by_purpose")
CALLED_BY_SUBJECT = _words("called_by_subject")
CREDITS = _words("credits")
HELPED_WORDS = _words("helped_words")
SHORT_NAMES = _words("short_names")
ORGANIZATION_NOUNS = _words("organization_nouns")
APPROACHES = _words("approaches")
MEETINGS = _words("meetings")
VESSELS = _words("vessels")
WINNING = _words("winning")
CONTINUING = _words("continuing")
HYPOTHETICAL = _words("hypothetical")
ORDINALS = _words("ordinals")
HABITS = _words("habits")
LIKE_TITLES = _words("like_titles")
ASSEMBLED = _words("assembled")
OFFICES_THEMSELVES = _words("offices_themselves")
RESUMING = {noun: frozenset(roles.split()) for noun, roles in _classes()["resuming"].items()}
RECEIVED = _words("received")
RECEPTIONS = _words("receptions")
VISITS = _words("visits")
SUBNATIONAL = _words("subnational")
STATES_WITH = {office: frozenset(codes.split()) for office, codes in _classes()["states_with"].items()}
STATES_WITHOUT = {office: frozenset(codes.split()) for office, codes in _classes()["states_without"].items()}
REGIONS_WITH_PRESIDENTS = {
    name.replace("_", " "): code
    for code, names in _classes()["regions_with_presidents"].items()
    for name in names.split()
}
ALSO_SURNAMES = _words("also_surnames")
ALSO_GIVEN_NAMES = _words("also_given_names")
INNER_WORDS = _words("inner_words")
SPEECH = _words("speech")
KIN = _words("kin")
PLACE_PREPOSITIONS = _words("place_prepositions")
BEING = _words("being")
CHOSEN = _words("chosen")
NO_PERSON_AFTER = _words("no_person_after")
TOWARDS = _words("towards")
DONE_BY_OWN = _words("done_by_own")
NAMING_VERBS = _words("naming_verbs")
LEADING_VERBS = _words("leading_verbs")
OFFICE_LINKS = _words("office_links")
LETTERS_BEHIND_NAMES = _words("letters_behind_names")
NAME_JOINTS = _words("name_joints")
COURTESIES = _words("courtesies")
RANKS_OF_SERVICES = _words("ranks_of_services")
LETTERS_OF_THINGS = _words("letters_of_things")
BIDDING = _words("bidding")
COMPARING = _words("comparing")
SUPPOSING = _words("supposing")
OF_RULES = _words("of_rules")
DEPUTIES = _words("deputies")
HELPING = _words("helping")
BEING_OF_POSTS = _words("being_of_posts")
INSIDE_ROOMS = _words("inside_rooms")
TITLES_ALONE = _words("titles_alone")
STATUS_WORDS = _values("status_before")
STATUS_SUFFIXES = _values("status_behind")
BODY_ROLES = _values("body_roles")
NOUN_KINDS = _values("noun_kinds")
#: Role by the branch or the kind of the body served; ``none``: no official.
BRANCH_ROLES = {
    "legislature": "legislator",
    "court": "judiciary",
    "police": "police",
    "central_bank": "central_banker",
    "military": "military",
    "party": "party",
    "rebels": "rebel",
}
KIND_ROLES = {
    "government": "official",
    "military": "military",
    "igo": "igo",
    "party": "party",
    "armed_group": "rebel",
    "company": "none",
    "media": "none",
    "ngo": "none",
    "other": "none",
}
#: The party and state behind the name of a member of the U.S. Congress.
US_PARTY_TAG = re.compile(r"\s*[(\[,]\s*(?P<party>R|D|I|Rep|Dem|Ind)[-–—.]\s?(?P<state>[A-Z][\w. ]{0,15})")
AGE = re.compile(r"\d{1,3}-year-old")
