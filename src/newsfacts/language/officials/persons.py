"""Which names are one person's: full names, surnames, titles with a surname."""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections.abc import Iterable
from functools import lru_cache

from newsfacts.language.officials.entities import EXCLUSIVE, Entity, Name, weight
from newsfacts.language.officials.names import is_initial
from newsfacts.language.officials.patterns import (
    FAMILY_FIRST,
    FIRST_PART_COUNTRIES,
    KIN,
    NAME_SUFFIXES,
    NOT_A_PERSON,
    SAFE_PARTICLES,
    SPEECH,
    given_names,
    places,
)
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View
from newsfacts.language.sexes import sex_of_courtesy, sex_of_given_name, sex_of_office


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """Lower-case and without the marks that one paper sets and another leaves out: "Hernández", "Hernandez"."""
    return "".join(ch for ch in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(ch))


@lru_cache(maxsize=65536)
def _core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A name without suffixes, particles and initials, folded: what must agree."""
    kept = [
        _fold(t).removeprefix("al-").removeprefix("el-")
        for t in tokens
        if t.lower() not in NAME_SUFFIXES
        and t not in SAFE_PARTICLES
        and t.lower() not in SAFE_PARTICLES
        and not is_initial(t)
    ]
    return tuple(kept) or tuple(_fold(t) for t in tokens)


def _same_person(full: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a longer and a shorter full name can be one person's: parts in order, surname shared."""
    a, b = _core(full), _core(other)
    if len(a) < len(b):
        a, b = b, a
    if a == b:
        initials_a = [t[0] for t in full[:1]]
        return initials_a == [t[0] for t in other[:1]] or len(b) == 1
    it = iter(a)
    if all(any(x == y or x.replace("-", "") == y.replace("-", "") for x in it) for y in b):
        if len(b) > 1:
            return True
        # "J. Smith" and "John Smith"
        given_full = full[0] if len(_core(full)) >= len(_core(other)) else other[0]
        given_short = other[0] if len(_core(full)) >= len(_core(other)) else full[0]
        return is_initial(given_short) and given_full[:1] == given_short[:1] and a[-1] == b[0]
    return "".join(a).replace("-", "") == "".join(b).replace("-", "")


def _title_countries(name: Name) -> set[str]:
    return {t.country for t in name.titles if t.country}


def cluster(view: View, names: list[Name]) -> list[Entity]:
    """The persons that names speak of, each with all mentions, in reading order."""
    register = _Register()
    full = [n for n in names if _is_full(n)]
    known = {_core(n.tokens) for n in full if _is_strong(n)}
    for name in full:
        if _is_strong(name) or _core(name.tokens) in known:
            register.add_full(name)
    # those with a title first: "Mr Salles" makes every Salles of the article the same, the one of the headline too
    singles = [n for n in names if not _is_full(n)]
    singles.sort(key=lambda n: not (n.titles or n.honor or n.told or n.watched))
    for name in singles:
        candidates = register.find_bearers(view, name)
        if len(candidates) == 1:
            if _alone(view, name):
                register.mention(candidates[0], name)
        elif not candidates and (meant := register.find_misspelt(view, name)) is not None:
            register.mention(meant, name)
        elif not candidates and (name.titles or name.honor or name.told or name.watched):  # of several it is nobody
            register.add(name, (_core(name.tokens)[-1],))
    for entity in register.entities:
        entity.names.sort(key=lambda n: n.start)
        said = {id(title): title for name in entity.names for title in name.titles}
        entity.attached = sorted(said.values(), key=lambda t: t.start)
    return sorted(register.entities, key=lambda e: e.first)


#: So many persons of one surname are compared with a new name, the latest: long lists of names stay linear.
LATEST = 100


class _Register:
    """The persons of an article so far, by the words of their names."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_token: dict[str, list[Entity]] = {}
        self._starts: dict[int, list[int]] = {}  # of an entity's mentions, in order

    def add(self, name: Name, tokens: Iterable[str]) -> None:
        """Take a name as a new person's, whom these words mean."""
        entity = Entity()
        self.entities.append(entity)
        self.mention(entity, name)
        self._know(entity, tokens)

    def add_full(self, name: Name) -> None:
        """Take a full name as that of the person who bears it already, else as a new person's."""
        core = _core(name.tokens)
        near = [*self._by_token.get(core[-1], [])[-LATEST:], *self._by_token.get(core[0], [])[-LATEST:]]
        for entity in reversed(near):
            if _same_person(entity.tokens, name.tokens):
                self.mention(entity, name)
                self._know(entity, core)
                return
        self.add(name, core)

    def mention(self, entity: Entity, name: Name) -> None:
        """Take a name as a further mention of a person."""
        entity.names.append(name)
        insort(self._starts.setdefault(id(entity), []), name.start)

    def find_bearers(self, view: View, name: Name) -> list[Entity]:
        """Who may be meant by a single name; one only, where the article tells them apart."""
        token = _core(name.tokens)[-1]
        found = [e for e in self._by_token.get(token, []) if _may_be_short(view, e, token, name)]
        found = [e for e in found if agrees(view, e, name) and not any(_is_kin(view, name, n) for n in e.names)]
        # a name of the Gulf has the father's and the grandfather's in its middle
        found = [e for e in found if token in (_core(e.tokens)[0], _core(e.tokens)[-1])] or found
        if len(found) > 1 and not view.words[name.start].heading:
            # whom the article has not named yet is not meant
            found = [e for e in found if self._starts[id(e)][0] < name.start] or found
        return (_narrow(found, name) or found) if len(found) > 1 else found

    def find_misspelt(self, view: View, name: Name) -> Entity | None:
        """Whom "said Atikul" means after "Md Atiqul Alam": the only one of whose names it is a letter away."""
        token = _core(name.tokens)[-1]
        told = name.titles or name.honor or name.tokens[-1] in given_names()
        if told or len(token) < _LONG or not speaks_beside(view, name):
            return None
        found = {
            id(entity): entity
            for known, bearers in self._by_token.items()
            if len(known) == len(token) and known[0] == token[0]
            and _is_slip(known, token)
            for entity in bearers
            if self._starts[id(entity)][0] < name.start
        }  # fmt: skip
        return next(iter(found.values())) if len(found) == 1 else None

    def _know(self, entity: Entity, tokens: Iterable[str]) -> None:
        """Let these words mean a person."""
        for token in tokens:
            bucket = self._by_token.setdefault(token, [])
            if entity not in bucket:
                bucket.append(entity)


def _is_slip(known: str, token: str) -> bool:
    """Whether two names differ by one letter for another that sounds like it: "Atiqul", "Atikul"."""
    pairs = [{a, b} for a, b in zip(known, token, strict=True) if a != b]
    return len(pairs) == 1 and any(pairs[0] <= alike for alike in _ALIKE)


#: Letters that writers of foreign names take for each other.
_ALIKE = tuple(map(frozenset, ("ckq", "sz", "vw", "iy", "ou", "gj")))

#: Letters of a name that a slip leaves recognizable, at least.
_LONG = 6


def speaks_beside(view: View, name: Name) -> bool:
    """Whether a name without any title stands beside a verb of saying: "said Atikul", "Atikul told them"."""
    return view.lower(name.start - 1) in SPEECH or view.lower(name.end) in SPEECH


def _narrow(candidates: list[Entity], name: Name) -> list[Entity]:
    """Of several who may be meant by a surname those whose state, sex or office the name's own words tell."""
    countries, sex = _title_countries(name), sex_of([name])
    offices = {t.match.office.office for t in name.titles if weight(t) > 0}
    for fits in (
        [e for e in candidates if countries & {t.country for n in e.names for t in n.titles if t.country}],
        [e for e in candidates if sex is not None and sex_of(e.names) == sex],
        [e for e in candidates if offices & {t.match.office.office for n in e.names for t in n.titles}],
        [e for e in candidates if all(n.tokens == name.tokens and n.honor <= name.honor for n in e.names)],
        [e for e in candidates if name.tokens[-1].lower() in (_core(e.tokens)[0], _core(e.tokens)[-1])],
    ):
        if len(fits) == 1:
            return fits
    return []


def sex_of(names: Iterable[Name]) -> str | None:
    """The sex that a courtesy before one of the names tells, else a given name or an office; None for none or both."""
    titles = [t for n in names for t in n.titles]
    for told in (
        {sex_of_courtesy(t.match.form.split()[-1]) for t in titles if t.match.office.use == "honor"},
        {sex_of_given_name(n.tokens[0]) for n in names if len(n.tokens) > 1},
        {sex_of_office(t.match.form) for t in titles},
    ):
        known = told - {None}
        if known:
            return known.pop() if len(known) == 1 else None
    return None


def _is_kin(view: View, name: Name, other: Name) -> bool:
    """ "Ms. Lee is the wife of Mayor Kim Lee", "Kim Lee's wife, Ms. Lee": two of one surname, told to be kin."""
    first, second = (name, other) if name.start < other.start else (other, name)
    between = view.lowers[first.end : second.start]
    if len(between) > _KIN_APART or not KIN & set(between) or not view.same_sentence(first.start, second.start):
        return False
    kin = next(i for i, word in enumerate(between) if word in KIN)
    ahead, behind = between[:kin], between[kin + 1 : kin + 2]
    told = set(ahead) <= {"is", "was", ",", "the", "a"} and behind == ["of"]
    return told or ahead == ["'s"]


#: Words between the names of two who are told to be kin, at most: "is the wife of former Finance Minister".
_KIN_APART = 9


def _is_private(view: View, name: Name) -> bool:
    """Whether an apposition calls the bearer of a name somebody without an office: "Ann Lee, a farmer,"."""
    return view.lower(name.end) == "," and view.lower(name.end + 1) in ("a", "an") and len(name.tokens) > 1


def agrees(view: View, entity: Entity, name: Name) -> bool:
    """Whether a person can bear a surname as it stands here: of no other sex, state or highest office."""
    if not _agrees_in_sex(entity, name) or _is_private_bearer(view, entity, name):
        return False
    mine, other = _title_countries(name), {t.country for n in entity.names for t in n.titles if t.country}
    if mine and other and not mine & other:
        return False
    held = [t for n in entity.names for t in n.titles if weight(t) > 0]
    return not any(_excludes(title, known) for title in name.titles for known in held)


def _agrees_in_sex(entity: Entity, name: Name) -> bool:
    """Whether nothing tells that a name is borne by one of the other sex."""
    ours, theirs = sex_of([name]), sex_of(entity.names)
    if ours and theirs:
        return ours == theirs
    # "President Bukele" is not Gabriela de Bukele, who bears her husband's name
    husbands = theirs == "she" and any(n.tokens[-2:-1] == ("de",) for n in entity.names)
    return not (husbands and name.titles)


def _is_private_bearer(view: View, entity: Entity, name: Name) -> bool:
    """Whether a name has an office and its bearer plainly none: "President Park" is not "Park Jin, a farmer,"."""
    offices = any(weight(t) > 0 for t in name.titles)
    return offices and not any(n.titles for n in entity.names) and any(_is_private(view, n) for n in entity.names)


def _excludes(title: Title, known: Title) -> bool:
    """Whether one person cannot be called by both of two offices."""
    spouse = "first lady" in (title.match.office.office, known.match.office.office)
    if spouse and title.match.office is not known.match.office:
        return True
    highest = title.role in EXCLUSIVE and known.role in EXCLUSIVE and title.role != known.role
    return highest and weight(title) > 1 < weight(known) and title.status == known.status == "current"


def _is_strong(name: Name) -> bool:
    """Whether something beside the words themselves says that they are a name."""
    return not name.weak or bool(name.titles) or name.honor or name.party_tag or name.told


def _is_full(name: Name) -> bool:
    """Two names that count, or an initial and one."""
    return len(_core(name.tokens)) >= 2 or is_initial(name.tokens[0])


def _alone(view: View, name: Name) -> bool:
    """ "Bush" but not "Bush administration", which is a body, nor "Key West"."""
    after = view.lower(name.end)
    return after not in ("administration", "government", "era") and not (
        after in NOT_A_PERSON and name.end < len(view.words) and view.words[name.end].capital
    )


def _may_be_short(view: View, entity: Entity, token: str, name: Name) -> bool:
    """Whether one word can stand for a person of this full name."""
    core = _core(entity.tokens)
    if len(core) == 1 or core[-1] == token:
        return True
    if any(t.match.office.office == "sheikh" for t in name.titles):
        return core[0] == token  # "Sheikh Ahmad" is no Mishal Al-Ahmad
    if core[0] == token:
        return _may_be_given_name(view, entity, token, name)
    if name.tokens[-1] in FAMILY_FIRST:
        return False  # "Chao" is not Rulan Chao Pian, who bore that name before she married
    return token in core and (name.tokens[-1].capitalize() not in given_names() or len(core) > 3)


def _may_be_given_name(view: View, entity: Entity, token: str, name: Name) -> bool:
    """Whether the first word of a full name can stand for its bearer."""
    if any(t.role == "monarch" for t in name.titles):
        # "Sheikh Mohamed", "Prince Turki"; but "King Charles III" is not Charles Walker
        offices = {t.role for n in entity.names for t in n.titles if t.role}
        return not offices or "monarch" in offices
    if view.words[name.start].entity == "PERSON" and token.capitalize() not in places(view.lexicon):
        return True  # whoever the article calls so has been named in full
    first = entity.tokens[0]
    ranked = all(t.match.office.use in ("rank", "honor") for t in name.titles)
    if ranked and first not in given_names():
        return True  # "Colonel Mengistu", after Mengistu Haile Mariam
    countries = {t.country for n in entity.names for t in n.titles if t.country}
    return first in FAMILY_FIRST or bool(countries & FIRST_PART_COUNTRIES)
