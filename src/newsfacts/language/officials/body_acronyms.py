"""The other names of a body: its letters ("the Federal Reserve Board (FRB)"), "the Commission", "the ministry"."""

from __future__ import annotations

from newsfacts.language.officials.bodies import Body, opens_office, read_bodies, revise_kind
from newsfacts.language.officials.patterns import (
    ACRONYMS,
    FORMER_NAMES,
    FUNCTION_WORDS,
    MODIFIERS,
    NOUN_KINDS,
    OTHER_LETTERS,
    SHORT_NAMES,
    THINGS,
    offices,
)
from newsfacts.language.officials.words import View, Word
from newsfacts.lexicon import BUILTIN

_JOINTS = frozenset(["at", "of", "and", "for", "the", "on", "in", "de", "la", "to", "&"])


def join_short_names(view: View, texts: list[str], found: list[Body]) -> list[Body]:
    """Give "the Commission", "a Department spokesman" to the one body of the article that is called so."""
    full: dict[str, dict[str, Body]] = {}
    taken: set[int] = set()
    for body in found:
        taken.update(range(body.start, body.end))
        if body.end - body.start > 1 and not body.generic:
            for word in {texts[body.start], texts[body.end - 1]} & SHORT_NAMES:
                full.setdefault(word, {}).setdefault(body.key, body)
    merged = [*found, *_join_lowered(view, found, taken)]
    for i, text in enumerate(texts):
        one = full.get(text, {})
        if len(one) == 1 and i not in taken and _is_short_name(view, i):
            merged.append(next(iter(one.values())).repeat(i, i + 1))
    return _join_nouns(view, sorted(merged, key=lambda b: b.start))


def _join_lowered(view: View, found: list[Body], taken: set[int]) -> list[Body]:
    """ "The metropolitan government" of the one that the article calls the Seoul Metropolitan Government."""
    named: dict[tuple[str, ...], dict[str, Body]] = {}
    for body in found:
        if body.end - body.start > 2 and view.words[body.end - 1].text == "Government":
            named.setdefault(tuple(view.lowers[body.end - 2 : body.end]), {}).setdefault(body.key, body)
    again = []
    for i in range(1, len(view.words) - 1) if named else ():
        one = named.get((view.lower(i), view.lower(i + 1)), {})
        if len(one) == 1 and view.lower(i - 1) == "the" and taken.isdisjoint((i, i + 1)):
            again.append(next(iter(one.values())).repeat(i, i + 2))
            taken.update((i, i + 1))
    return again


def _is_short_name(view: View, i: int) -> bool:
    """Whether a word stands alone, behind "the" or "a", and is no part of a longer name."""
    if view.words[i].heading or view.lower(i + 1) == "of":
        return False
    if i + 1 < len(view.words) and view.words[i + 1].capital and view.same_sentence(i, i + 1):
        return False
    inside = i > 0 and view.words[i - 1].capital and view.same_sentence(i - 1, i)
    return not inside or view.lower(i - 1) in ("the", "a", "an")


def _join_nouns(view: View, bodies: list[Body]) -> list[Body]:
    """Give "the ministry" to the one ministry that has been named, "the embassy" to Peru's."""
    kept, named = [], dict[str, dict[str, Body]]()
    names = {body.name.lower(): body for body in bodies if not body.generic and body.end - body.start > 1}
    for body in bodies:
        if body.generic and (whole := _find_lowered(view, body, names)) is not None:
            kept.append(whole)  # "the Calcutta high court", after "Calcutta High Court"
            continue
        noun = view.lower(body.end - 1)
        alone = body.generic and body.country is None and body.end == body.start + 1
        if noun == "government":
            kept.append(body)  # a state's, whatever city's or region's has been named
            continue
        if not body.generic or (body.country is not None and noun in ("consulate", "embassy")):
            for end in {view.lower(body.start), noun}:
                named.setdefault(end, {}).setdefault(body.key, body)
        elif alone and len(known := named.get(noun, {})) == 1 and _is_the_named(view, body):
            only = next(iter(known.values()))  # "the army" is not the National Liberation Army
            body = only.repeat(body.start, body.end) if only.kind == body.kind else body
        kept.append(body)
    return kept


def _find_lowered(view: View, body: Body, names: dict[str, Body]) -> Body | None:
    """The body named before whose name a noun and the capitalized words before it are, in lower-case letters."""
    start = body.start
    while start > body.start - 4 and start and view.words[start - 1].capital and view.same_sentence(start - 1, start):
        start -= 1
        full = names.get(" ".join(view.lowers[start : body.end]))
        if full is not None:
            return full.repeat(start, body.end)
    return None


def _is_the_named(view: View, body: Body) -> bool:
    """Whether a noun alone means the body named before: "the navy", "submitted to Navy headquarters"."""
    proper = view.words[body.start].capital and view.same_sentence(body.start - 1, body.start)
    return proper or view.lower(body.start - 1) == "the"


def find_acronyms(view: View) -> dict[int, Body]:
    """Bodies the article itself introduces with their acronym: "Academic Staff Union of Universities (ASUU)"."""
    words, found = view.words, {}
    for i in range(2, len(words) - 1):
        bracketed = _is_acronym_in_brackets(view, i)
        first = _find_spelled(view, i) if bracketed else None
        if bracketed and first is None:
            first = find_common(view, view.words[i].text, i - 1)
        if first is None or i - 1 - first < 2 or _is_short_for_office(view, first, i):
            continue
        if words[i - 2].lower in THINGS:
            continue  # "the Staff Payment System (SPS)"
        text = view.text[words[first].start : words[i - 2].end]
        kind, branch = _kind_of_words(view, words[first : i - 1])
        country = view.countries[first][1] if first in view.countries else None
        found[first] = Body(first, i - 1, text, text, kind, country, branch)
    return found


def find_letters_of_things(view: View) -> set[str]:
    """Letters that the article gives to a thing: "exclusive economic zone (EEZ)", "Staff Payment System (SPS)"."""
    found = set()
    for i in range(3, len(view.words) - 1):
        letters = view.words[i].text
        if not _is_acronym_in_brackets(view, i):
            continue
        nouns = view.words[max(0, i - 1 - len(letters)) : i - 1]
        common = "".join(w.text[0] for w in nouns) == letters.lower() and all(w.text.islower() for w in nouns)
        common = common and find_common(view, letters, i - 1) is None
        if common or (view.words[i - 2].capital and view.lower(i - 2) in THINGS):
            found.add(letters)
    return found


def find_common(view: View, letters: str, end: int) -> int | None:
    """The first of the common nouns that spell letters and end with one for a body: "anti corruption commission"."""
    first = end - len(letters)
    if first < 0 or len(letters) < 3 or not letters.isupper() or view.lower(end - 1) not in NOUN_KINDS:
        return None
    words = view.words[first:end]
    spelled = "".join(w.text[0] for w in words) == letters.lower()
    return first if spelled and all(w.text.isalpha() and w.text.islower() for w in words) else None


def name_letters(view: View, marked: list[Body]) -> list[Body]:
    """Marked letters with the common nouns that spell them: "the school service commission ... the SSC"."""
    letters = {body.name: body for body in marked if body.kind == "other" and body.name.isupper()}
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for at, word in enumerate(view.words if letters else []):
        for name in letters if word.lower in NOUN_KINDS else ():
            first = find_common(view, name, at + 1)
            if first is not None and view.same_sentence(first, at):
                text = view.text[slice(*view.span(first, at + 1))]
                found.setdefault(name, {}).setdefault(text, []).append((first, at + 1))
    added = []
    for name, texts in found.items():
        if len(texts) == 1:
            ((text, places),) = texts.items()
            kind = NOUN_KINDS[text.split()[-1]]
            for body in marked:
                if body.name == name:
                    body.key, body.name, body.kind = text, text, kind
            added += [Body(first, end, text, text, kind, letters[name].country) for first, end in places]
    return added


def _is_acronym_in_brackets(view: View, i: int) -> bool:
    """Whether a word is letters in brackets: "(ASUU)", "(Numsa)"."""
    short = view.words[i].text
    bracketed = view.lower(i - 1) in ("(", "[") and view.lower(i + 1) in (")", "]")
    letters = sum(map(str.isalpha, short))
    fits = letters >= 2 and len(short) <= 9 and short.isalnum() and short[0].isupper()
    fits = fits and short[-1].isalpha()  # "M7L", but no "G7" and no "Internet Explorer 9 (IE9)"
    return bracketed and fits and (short.isupper() or len(short) >= 4)


def _find_spelled(view: View, i: int) -> int | None:
    """The first of the words before a bracket that spell the acronym in it, if some do as many as it has letters."""
    words, short, first = view.words, view.words[i].text, None
    for start in range(i - 2, max(-1, i - 14), -1):
        word = words[start]
        inside = word.capital or view.lower(start) in _JOINTS or view.lower(start) in ("'s", "'")
        inside = inside or word.text.isdigit() or _is_in_list(view, start, i)
        if not inside or not view.same_sentence(start, i):
            break
        if not word.capital or word.text[0] != short[0]:
            continue
        parts = (part for w in words[start : i - 1] if w.capital or w.text.isdigit() for part in w.text.split("-"))
        initials = "".join(part if part.isdigit() else part[0] for part in parts if part).upper()
        if not short.isalpha() and initials != short:
            continue  # "Movimento 7 Luna (M7L)", but no road "(A5)"
        if _is_spelled_by(short, initials, view.text[word.start : words[i - 1].start]):
            first = start
            if len(initials) >= len(short):
                break
    return first if first is not None or not short.isalpha() else _find_translated(view, i)


def _find_translated(view: View, i: int) -> int | None:
    """The first word of a long name before letters of another language in brackets: "Agency for Trade (AEC)"."""
    start = i - 1
    while start and i - start < 15 and view.same_sentence(start - 1, i):
        if not (_may_be_inside(view, start - 1) or _is_in_list(view, start - 1, i)):
            break
        start -= 1
    _, suffixes, heads, _ = read_bodies(BUILTIN)
    for k in range(start, i - 3):
        if view.lower(k + 1) not in ("of", "for", "on", "against") or not view.words[k].capital:
            continue
        if view.words[k].text not in heads.keys() | suffixes.keys() | _SYSTEMS:
            return None  # "Ann Lee of the Council for Peace (CPP)"
        first = k
        while first > start and view.words[first - 1].capital:
            first -= 1
        while first < k and view.lower(first) in FUNCTION_WORDS - MODIFIERS:
            first += 1  # "In Peru The National Council"
        return first
    return None


#: What else a long name may be of: "National System for Disaster Prevention".
_SYSTEMS = frozenset(["Mechanism", "Network", "Service", "System"])


def _is_in_list(view: View, comma: int, bracket: int) -> bool:
    """Whether a comma stands in the list that ends a name: "Health, Safety and Environment (HSE)"."""
    behind = view.lowers[comma + 1 : bracket - 1]
    beside = view.words[comma - 1].capital and view.words[comma + 1].capital
    return view.lower(comma) == "," and beside and "and" in behind and not {"of", "for", "the"}.intersection(behind)


def _may_be_inside(view: View, i: int) -> bool:
    """Whether a word may stand in a long name: capitalized, or one that joins two such."""
    return view.words[i].capital or view.lower(i) in _JOINTS or view.lower(i) in ("'s", "'", "with", "against")


def _is_spelled_by(short: str, initials: str, text: str) -> bool:
    """Whether the initials of words have an acronym's letters, or the words have those of "Numsa"."""
    if initials == short:
        return True
    return _is_subsequence(short, initials) if short.isupper() else _is_subsequence(short.lower(), text.lower())


def _is_short_for_office(view: View, first: int, i: int) -> bool:
    """Whether letters in brackets stand for an office: "Sub-Inspector (SI)", "Upazila Nirbahi Officer (UNO)"."""
    office = offices(view.lexicon)[0].longest(view.lowers, first)
    if office is not None and office[0] >= i - 1:
        return True
    return opens_office(view, i - 2) and "of" not in view.lowers[first:i]


def _kind_of_words(view: View, words: list[Word]) -> tuple[str, str]:
    """Kind and branch by the last word of a name that tells it; a service with a state's name is the state's."""
    _, suffixes, _, _ = read_bodies(BUILTIN)
    head = next((k for k, w in enumerate(words) if w.lower in ("of", "for")), len(words))
    noun = words[head - 1].text if head else ""
    row = suffixes.get(noun.capitalize() if noun in NOUN_KINDS else noun)
    if row is None or row["kind"] in ("company", "media", "military"):
        return "other", ""
    return revise_kind(row["kind"], row.get("branch", ""), noun, words, "")


#: Letters that mean a state or a union before anything else.
_STATE_LETTERS = frozenset(["US", "UK", "UAE", "UN", "EU", "DRC", "AU"])


def _is_subsequence(short: str, long: str) -> bool:
    it = iter(long)
    return all(ch in it for ch in short)


def join_acronyms(view: View, texts: list[str], found: list[Body]) -> list[Body]:
    """Give the acronym in brackets behind a body, and every later use of it, the body's record."""
    known = {**_find_bracketed(view, texts, found), **_find_letters(view, texts, found)}
    others = _find_other_names(view, texts, found)
    if not known and not others:
        return found
    taken = {i for body in found for i in range(body.start, body.end)}
    for body in found:
        full = known.get(texts[body.start]) if body.end == body.start + 1 and not body.generic else None
        if full is not None and body is not full:
            body.key, body.name, body.kind = full.key, full.name, full.kind
            body.country, body.branch = full.country, full.branch
        full = others.get(" ".join(texts[body.start : body.end]))
        if full is not None and body is not full and not body.generic:
            body.key, body.name, body.kind = full.key, full.name, full.kind
            body.country, body.branch = full.country, full.branch
    used = []
    for name, body in others.items():
        parts = name.split(" ")
        for i in range(len(texts) - len(parts) + 1):
            if texts[i : i + len(parts)] == parts and taken.isdisjoint(range(i, i + len(parts))):
                used.append(body.repeat(i, i + len(parts)))
                taken.update(range(i, i + len(parts)))
    used += [full.repeat(i, i + 1) for i, text in enumerate(texts) if i not in taken and (full := known.get(text))]
    return sorted([*found, *used], key=lambda b: b.start)


def _find_other_names(view: View, texts: list[str], found: list[Body]) -> dict[str, Body]:
    """Bodies by a further name that the text gives them: "Padma Bank (formerly Farmers Bank)", "JSD (JSD Rab)"."""
    known: dict[str, Body] = {}
    for body in found:
        if body.generic or view.lower(body.end) != "(":
            continue
        first = body.end + 1
        close = next((k for k in range(first, min(first + 8, len(texts))) if texts[k] == ")"), first)
        letters = "".join(t[0] for t in texts[body.start : body.end])
        if texts[first] in FORMER_NAMES:
            first += 1 + (view.lower(first + 1) in ("known", "called", "named"))
            first += view.lower(first) == "as"
            first += view.lower(first) == "the"
        elif texts[first] != letters or close != first + 2:
            continue
        if first < close and all(view.words[k].capital for k in range(first, close)):
            known.setdefault(" ".join(texts[first:close]), body)
    return known


def _find_letters(view: View, texts: list[str], found: list[Body]) -> dict[str, Body]:
    """The bodies that a lone acronym of the article spells: "the Election Commission ... the EC"."""
    known: dict[str, Body] = {}
    present = set(texts)
    named = {body.name for body in found if body.end - body.start > 1}
    singles = {texts[body.start]: body for body in reversed(found) if body.end - body.start == 1}
    pairs: dict[str, dict[str, Body]] = {}
    for body in found:
        letters = "".join(t[0] for t in texts[body.start : body.end] if t[:1].isupper())
        if len(letters) < 2 or letters not in present or body.generic or letters in _STATE_LETTERS:
            continue
        rival = singles.get(letters)
        official = body.kind in ("government", "igo", "party", "military")
        spelled = len(letters) > 2 and all(t.isalpha() for t in texts[body.start : body.end])
        if spelled if rival is None else official and rival.name not in named:
            known.setdefault(letters, body)
        elif official and rival is None and not body.weak:
            pairs.setdefault(letters, {}).setdefault(body.key, body)
    for letters, bodies in pairs.items():
        if len(bodies) == 1 and _stand_for_body(view, texts, letters):
            known.setdefault(letters, next(iter(bodies.values())))
    return known


def _stand_for_body(view: View, texts: list[str], letters: str) -> bool:
    """Whether two letters stand alone wherever they stand: "the HC bench", "according to ED"; no "Washington DC"."""
    if len(letters) > 2 or letters.lower() in ACRONYMS | OTHER_LETTERS:
        return False
    for i in (i for i, text in enumerate(texts) if text == letters):
        beside = [view.words[k] for k in (i - 1, i + 1) if 0 <= k < len(texts) and view.same_sentence(i, k)]
        if view.words[i].heading or any(word.capital and word.tag == "NNP" for word in beside):
            return False
    return True


def _find_bracketed(view: View, texts: list[str], found: list[Body]) -> dict[str, Body]:
    """The bodies with an acronym in brackets behind them: "the Federal Reserve Board (FRB)"."""
    known: dict[str, Body] = {}
    for body in found:
        at = body.end + 1
        bracketed = view.lower(body.end) in ("(", "[") and view.lower(at + 1) in (")", "]")
        if bracketed and not body.generic and _is_short(texts[at]):
            known.setdefault(texts[at], body)
        if _is_behind_letters(view, texts, body):
            known.setdefault(texts[body.start - 2], body)
        at = _find_second_letters(view, body)
        if at and not body.generic and texts[at].isupper() and len(texts[at]) > 2:
            known.setdefault(texts[at], body)
    return known


def _is_behind_letters(view: View, texts: list[str], body: Body) -> bool:
    """Whether a name in brackets tells what letters mean, in another language too: "CEI (Italian Conference)"."""
    if body.generic or body.start < 2 or view.lower(body.start - 1) != "(" or view.lower(body.end) != ")":
        return False
    letters = texts[body.start - 2]
    initials = [text[0] for text in texts[body.start : body.end] if text[:1].isupper()]
    return len(letters) > 2 and letters.isupper() and sorted(letters) == sorted(initials)


def _find_second_letters(view: View, body: Body) -> int:
    """Where letters of another language stand in "the Islamic Salvation Front party, or FIS,"; 0 for nowhere."""
    at = body.end + (view.lower(body.end) in ("party", "group", "movement", "militia"))
    if view.lower(at) != ",":
        return 0
    at += 1
    if view.lower(at) == "or":
        at += 1
    elif view.lower(at) == "known" and view.lower(at + 1) in ("as", "by"):
        at += 2
        while view.lower(at) in ("its", "the", "french", "spanish", "portuguese", "arabic", "initials", "acronym"):
            at += 1
    else:
        return 0
    return at if view.lower(at + 1) in (",", ".", ")", ";") else 0


def _is_short(text: str) -> bool:
    """Whether a word can be an acronym: "FRB", "Numsa"."""
    return 2 <= len(text) <= 9 and text[:1].isupper() and (text[:2].isupper() or len(text) > 3)
