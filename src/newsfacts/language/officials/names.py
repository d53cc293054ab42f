"""Names of persons of every tradition, as ranges of words."""

from __future__ import annotations

from newsfacts.language.officials.patterns import (
    AGE,
    ALSO_GIVEN_NAMES,
    ALSO_NAMES,
    ALSO_SURNAMES,
    CALLED_PLACES,
    FAMILY_FIRST,
    FUNCTION_WORDS,
    INNER_WORDS,
    KIN,
    LETTERS_OF_THINGS,
    NAME_SUFFIXES,
    NOT_A_PERSON,
    OPENING_PLACES,
    SAFE_PARTICLES,
    SPEECH,
    TOLD_THINGS,
    WEEKDAYS_MONTHS,
    given_names,
    long_cities,
    places,
)
from newsfacts.language.officials.words import View
from newsfacts.language.sexes import human_nouns
from newsfacts.language.syntax.relations import TENSED

MAX_WORDS = 7


def is_initial(word: str) -> bool:
    """ "J." or "J.R." """
    return word.endswith(".") and word[:1].isupper() and all(len(p) <= 1 for p in word.split("."))


def is_name_word(view: View, i: int, blocked: set[int]) -> bool:
    """Whether a word may stand in a person's name."""
    if i >= len(view.words) or i in blocked or i in view.inside_country:
        return False
    word = view.words[i]
    if word.lower in WEEKDAYS_MONTHS and not (
        word.lower in ("may", "april", "june", "august", "jan.", "jun.") and word.entity == "PERSON"
    ):
        return False
    if not word.capital or not word.text[0].isalpha():
        # "al-Bashir", "d'Estaing", "ibn"
        head, joint, tail = word.text.partition("-")
        return bool(joint) and head in ("al", "el", "as", "ash", "an", "ad", "ar", "at", "ul") and tail[:1].isupper()
    if word.text.endswith(".") and not is_initial(word.text) and word.lower not in NAME_SUFFIXES:
        return False
    return not any(ch.isdigit() for ch in word.text)


def _is_given_name(view: View, i: int, blocked: set[int]) -> bool:
    """ "army chief Said Benali", "Will Harris": a common word inside a sentence with a capital and a surname."""
    if view.words[i].text not in ALSO_GIVEN_NAMES or not view.same_sentence(i - 1, i) or view.words[i].heading:
        return False
    if view.lower(i) == "to" and view.lower(i - 1) in ("how", "what", "when", "where"):
        return False  # "How To Cheat People" is a title
    return view.lower(i - 1) not in ('"', "“", "‘", "”", ":") and is_name_word(view, i + 1, blocked)


def match_name(view: View, start: int, blocked: set[int]) -> int:
    """The end of the longest name that begins at a word; ``start`` itself when there is none."""
    words = view.words
    if not is_name_word(view, start, blocked) or (
        view.lower(start) in FUNCTION_WORDS and not _is_given_name(view, start, blocked)
    ):
        return start
    i, last = start, start
    while i < len(words) and i - start < MAX_WORDS and view.same_sentence(start, i):
        if view.lower(i) in NAME_SUFFIXES and i > start:
            last = i + 1
            break
        following = _next_part(view, start, i, blocked)
        if following == i:
            break
        last = following if following == i + 1 and words[i].text not in SAFE_PARTICLES else last
        i = following
    if view.lower(last) == "," and view.lower(last + 1) in ("jr.", "sr.", "jr", "sr") and last > start + 1:
        last += 2
    # an initial or a particle alone is no name
    first = words[start]
    if last == start + 1 and (is_initial(first.text) or first.lower in SAFE_PARTICLES or len(first.text) < 2):
        return start
    return last


def _next_part(view: View, start: int, i: int, blocked: set[int]) -> int:
    """Where a name goes on behind one more part: a word, particles, a nickname in quotes; ``i`` where it ends."""
    words = view.words
    # "James C. Turk": behind an initial a country's word is a surname
    surname = i > start and is_initial(words[i - 1].text) and words[i].capital and i in view.inside_country
    # "Vice Premier Liu He met": inside a sentence the pronoun has no capital
    surname = surname or (i == start + 1 and words[i].text == "He" and words[start].text in FAMILY_FIRST)
    free = view.lower(i) not in FUNCTION_WORDS or view.lower(i) in INNER_WORDS
    if surname or (is_name_word(view, i, blocked) and (i == start or free)):
        return i if i > start and words[i].start - words[i - 1].end > 1 else i + 1
    if i == start:
        return i
    if words[i].text in SAFE_PARTICLES:
        return _skip_particles(view, i, blocked)
    quoted = view.lower(i) in ('"', "“") and view.lower(i + 2) in ('"', "”")
    if quoted and is_name_word(view, i + 1, blocked) and is_name_word(view, i + 3, blocked):
        return i + 3
    return i


def _skip_particles(view: View, i: int, blocked: set[int]) -> int:
    """The word behind "van der", if a name goes on with it; else ``i``."""
    j = i
    while j < len(view.words) and view.words[j].text in SAFE_PARTICLES:
        j += 1
    named = j - i <= 3 and is_name_word(view, j, blocked) and view.lower(j) not in FUNCTION_WORDS
    return j if named else i


def _names_place(view: View, start: int, end: int) -> bool:
    """Whether a place bears the name: "Hotel Paz", "the district of Manuel Paz", "Daniel Paz International Airport"."""
    if end - start > 1 and view.lower(start) in OPENING_PLACES:
        return True
    called = view.lower(start - 1) in ("called", "dubbed", "named") and view.words[start - 2].tag == "NN"
    called = called and {"a", "an"} & set(view.lowers[max(0, start - 5) : start - 2]) != set()
    if called and view.same_sentence(start - 2, start) and view.lower(start - 2) not in human_nouns():
        return True  # "a bar called Rosa Paz"
    placed = view.lower(start - 1) == "of" and view.lower(start - 2) in CALLED_PLACES
    if placed and view.same_sentence(start - 2, end - 1):
        return True
    at = end
    while at < min(end + 3, len(view.words)) and view.words[at].capital and view.same_sentence(start, at):
        if view.lower(at) in NOT_A_PERSON:
            return True
        at += 1
    return False


def _names_work(view: View, start: int, end: int) -> bool:
    """Whether a film or a book bears the name, "her novel Silver Foxglove"; but "the film Ann Lee made"."""
    told = view.lower(start - 1) in TOLD_THINGS and view.words[start - 1].text.islower()
    if not told or end - start < 2 or not view.same_sentence(start - 1, start):
        return False
    return end == len(view.words) or view.words[end].tag not in TENSED


def is_plausible(view: View, start: int, end: int, *, titled: bool = False) -> bool:
    """No place, body or thing by its last or only word; ``titled``: behind a title ("President Park")."""
    last = view.words[end - 1].lower
    if not titled and (_names_place(view, start, end) or _names_work(view, start, end)):
        return False
    if titled and last in ALSO_NAMES and not any(w.lower in NOT_A_PERSON - ALSO_NAMES for w in view.words[start:end]):
        return True
    if end < len(view.words) and view.lower(end) in NOT_A_PERSON and view.words[end].capital:
        return False
    text = view.text[view.words[start].start : view.words[end - 1].end]
    if text in places(view.lexicon) or text in long_cities():
        return False
    inner = view.words[start + 1 : end - 1]
    if any(w.lower in NOT_A_PERSON and not (titled and w.lower in ALSO_NAMES) for w in inner):
        return False
    if end - start == 2 and view.words[start].text in given_names() and last in ALSO_SURNAMES:
        return True
    shouted = titled and view.lower(end) in (":", "(") and view.words[start - 1].text.isupper()  # "SENATOR BERG:"
    letters = end - start == 1 and text.isupper() and (len(text) > 3 or text in LETTERS_OF_THINGS) and not shouted
    return last not in NOT_A_PERSON and not letters


def _is_told_of(view: View, start: int) -> bool:
    """Behind "identified as", "the son of", "his wife": words that only a person follows."""
    before, ahead = view.lower(start - 1), view.lower(start - 2)
    if not view.same_sentence(start - 2, start):
        return False
    return (before == "as" and ahead == "identified") or (before == "of" and ahead in KIN) or (
        before in KIN and ahead in ("his", "her", "'s", "whose", "their")
    )


def _acts_as_person(view: View, start: int, end: int) -> bool:
    """Speaks, has an age, or is "who": "said Amina Duale", "Lukman Cheduramae, 40,", "Shauna Fontaine, who"."""
    places_like = sum(w.entity == "ORG" for w in view.words[start:end])
    if places_like == end - start:
        return False
    after, then = view.lower(end), view.lower(end + 1)
    if after == "who" or _is_told_of(view, start):
        return True
    if after == "," and (
        then == "who" or (then.isdigit() and len(then) == 2 and view.lower(end + 2) in (",", ".", ";"))
    ):
        return True
    if view.words[start].text in SAFE_PARTICLES | {"Al", "El"}:
        return False
    return after in SPEECH or (view.lower(start - 1) in ("said", "says") and view.lower(start - 2) in (",", '"', "”"))


def is_told(view: View, start: int, end: int) -> bool:
    """Whether the words around a single name show a person: "a girl named Rim", "striker Salah", "Reagan (16)"."""
    word = view.words[start]
    if view.words[end - 1].tag == "NNPS":
        return False  # "Diaspora Jews, who"
    if end - start == 2 and not word.heading and is_person(view, start, end):
        return _acts_as_person(view, start, end)  # "apologized to Ann Fontaine, who"
    if end - start != 1 or word.heading or word.entity not in ("", "PERSON") or not word.tag.startswith("NNP"):
        return False
    before, ahead = view.lower(start - 1), view.lower(start - 2)
    if not view.same_sentence(start - 1, start):
        return word.entity == "PERSON" and _has_age(view, end)
    if before in ("named", "called") and ahead in human_nouns():
        return not word.text.isupper()
    if before == "as" and ahead == "identified":
        return _is_identified(view, start, end)
    if view.lower(end) == "," and view.lower(end + 1) == "who":
        return word.entity == "PERSON"
    human = (before in human_nouns() and view.words[start - 1].text.islower()) or AGE.fullmatch(before)
    return word.entity == "PERSON" and (bool(human) or _has_age(view, end))


def _is_identified(view: View, start: int, end: int) -> bool:
    """ "The driver was identified as Lukman, 40,"; not "the drug was identified as Zorvan"."""
    kin = view.lower(end) == "," and view.lower(end + 1) in KIN
    humans = human_nouns() | {"he", "she", "they", "deceased"}
    of_whom = not humans.isdisjoint(view.lowers[max(0, start - 7) : start - 2])
    return kin or _has_age(view, end) or (of_whom and view.words[start].entity == "PERSON")


def _has_age(view: View, end: int) -> bool:
    """ "Eva, 3," or "Eva (3)"."""
    age = view.lower(end + 1).isdigit() and len(view.lower(end + 1)) < 3
    return age and (view.lower(end), view.lower(end + 2)) in ((",", ","), (",", "."), ("(", ")"))


def is_person(view: View, start: int, end: int) -> bool:
    """Evidence inside the sequence that it names a person: the model's entities or a known given name."""
    words = view.words[start:end]
    if end - start >= 2 and _acts_as_person(view, start, end):
        return True
    entities = [w.entity for w in words]
    persons = entities.count("PERSON")
    if end - start >= 2 and (words[0].text in given_names() or words[0].text.split("-")[0] in given_names()):
        others = len(entities) - persons - entities.count("")
        return persons > 0 or others < len(entities) or words[0].text in given_names()
    if end - start >= 2 and is_initial(words[0].text):
        return True
    if 2 <= end - start <= 3 and words[0].text in FAMILY_FIRST and "ORG" not in entities and "LOC" not in entities:
        return all(p[1:].islower() for w in words for p in w.text.split("-"))  # "Xiao Jianhua", "Park Joo-Ho"
    return persons * 2 > len(entities)
