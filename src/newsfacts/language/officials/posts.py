"""Whether two offices are the same post, and a person can hold it."""

from __future__ import annotations

from newsfacts.language.officials.entities import Entity
from newsfacts.language.officials.patterns import BODY_ROLES, MODIFIERS
from newsfacts.language.officials.phrase import EXPANSIONS
from newsfacts.language.officials.titles import Title

_DEPUTIES = frozenset(("deputy", "vice", "assistant", "junior"))

_REIGNING = frozenset(("king", "queen", "sultan", "emir", "emperor", "grand duke", "yang di-pertuan agong"))


def is_same_office(a: Title, b: Title) -> bool:
    """Whether two phrases can mean the same post."""
    x, y = a.match.office, b.match.office
    if _DEPUTIES & set(a.office.split()) != _DEPUTIES & set(b.office.split()):
        return False  # "the health minister" is not her deputy
    if "monarch" in (x.office, y.office) and x.role == y.role:
        return True  # "the Saudi monarch" is the king, the emir or the sultan
    if x.office in _REIGNING and y.office in _REIGNING and x is not y:
        return not (a.country and b.country and a.country != b.country)  # "Malaysia's king", "Sultan Abdullah"
    if b.role in _HEADS.get(x.office, ()) or a.role in _HEADS.get(y.office, ()):
        return True
    if _lead_one_force(a, b):
        return True
    return (x is y or bool(x.key and x.key == y.key)) and _has_same_charge(a, b)


def _lead_one_force(a: Title, b: Title) -> bool:
    """ "Oman's navy chief", "the commander of the Omani navy": the head of one force by two words."""
    if a.role != b.role or a.role not in ("military", "police") or a.plural or b.plural:
        return False
    plain = set(a.match.form.split()) | set(b.match.form.split())
    if plain - _LEADING - _FORCES or a.status != b.status:
        return False
    ours, theirs = _force(a), _force(b)
    return bool(ours) and ours == theirs and bool(a.country) and a.country == b.country


def _force(title: Title) -> frozenset[str]:
    """The force an office leads, as its words tell it."""
    return frozenset(title.office.split()) & _FORCES


_LEADING = frozenset(("chief", "commander", "head", "in", "of"))

_FORCES = frozenset(("army", "navy", "police", "gendarmerie", "marines"))


#: The roles that a head "of state" or "of government" has under another title.
_HEADS = {"head of state": ("head_of_state", "monarch"), "head of government": ("head_of_government",)}


def _has_same_charge(a: Title, b: Title) -> bool:
    """Whether two holders of one office can have the same subject and body: "the health minister", "the minister"."""
    office = a.match.office
    ours, theirs = set(a.office.split()[:-1]), set(b.office.split()[:-1])
    if office.office == "spokesman" and ours and theirs and not (ours <= theirs or theirs <= ours):
        return False  # "an embassy spokesman" is not the party's "foreign affairs spokesman"
    if office.portfolio and (a.portfolio or b.portfolio):
        pa, pb = _portfolio(a), _portfolio(b)
        return not pa or not pb or pa == pb
    if _is_elsewhere(a, b):
        return False
    return a.body is None or b.body is None or a.body.key == b.body.key


def _is_elsewhere(a: Title, b: Title) -> bool:
    """Whether two offices of one kind are of different places: "the governor of Lagos", "the governor of Kano"."""
    ours, theirs = _place(a), _place(b)
    return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)


#: The roles whose holders are many in a state, told apart by the place or the body their words name.
_OF_PLACES = frozenset(("regional", "diplomat", "judiciary", "police", "legislator"))


def _place(title: Title) -> frozenset[str]:
    """The words for the place of an office: "lagos" of "the governor of Lagos" and of "the Lagos governor"."""
    if title.role not in _OF_PLACES or title.portfolio:
        return frozenset()
    forms = (title.match.form, EXPANSIONS.get(title.match.form, ""), title.match.office.office)
    form = next((form for form in forms if form and form in title.office), None)
    before, _, behind = title.office.partition(form) if form is not None else ("", "", "")
    words = behind.split() + (before.split() if title.role == "regional" else [])
    return frozenset(words) - MODIFIERS - BODY_ROLES.keys() - _LINKS


_LINKS = frozenset(("of", "the", "for", "to", "in", "at", "on", "and", "'s", ",", "capital", "governorate"))


def _portfolio(title: Title) -> frozenset[str]:
    """What an office is for: "foreign" of "the foreign minister"."""
    words = title.office.replace("defence", "defense").replace("affairs", "").split()
    return (
        frozenset(words)
        - frozenset(["minister", "secretary", "of", "for", "the", "deputy", "and", "state", "vice"])
        - frozenset(title.match.form.split())
    )


def is_compatible(title: Title, entity: Entity) -> bool:
    return not (title.country and entity.country and title.country != entity.country)
