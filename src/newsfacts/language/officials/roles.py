"""The contract's role of an office: the third table of ``titles.toml``, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass

from newsfacts.language.officials.patterns import BODY_ROLES, BRANCH_ROLES, KIND_ROLES, PORTFOLIOS
from newsfacts.language.officials.phrase import CHURCHES, Row, Title, read_grammar
from newsfacts.language.officials.words import View


@dataclass(frozen=True, slots=True)
class _Case:
    """What a title tells: values by the name of a condition, and the marks that are there."""

    values: dict[str, str]
    marks: frozenset[str]


def resolve_role(view: View, title: Title) -> str | None:
    """The contract's role, from the office and the kind of body it serves; None: no official by this phrase alone."""
    _settle_state(title)
    case = _describe(view, title)
    then = next(row.then for row in read_grammar("role") if _holds(row, case))
    if then == "of state":
        return title.match.office.by_country[title.country or ""]
    role = case.values.get(then, then)
    return None if role in ("none", "") else role


def speaks_privately(title: Title) -> bool:
    """Whether somebody speaks for a company or a club: "an airline spokesman"."""
    return title.match.office.fixed and _served(title) == "none"


def find_row(view: View, title: Title) -> Row:
    """The row that decides the role of a title."""
    case = _describe(view, title)
    return next(row for row in read_grammar("role") if _holds(row, case))


def _settle_state(title: Title) -> None:
    """The one state that the title's words or its body name."""
    states = {code for code in title.countries if code}
    if len(states) == 1 and "?" not in states:
        title.country = next(iter(states))
    body = title.body
    if body is None or (title.word_role == "military" and body.kind == "igo"):
        return
    if body.name == "Palestinian Authority":
        title.country = title.country or "PS"  # a state in all but name: its president is a head of state
    elif body.country and title.country is None and not title.countries:
        title.country = body.country


def _served(title: Title) -> str:
    """The role that the body served gives, or the word that tells its kind; empty where neither is there."""
    body = title.body
    if body is None:
        return title.word_role or ""
    if title.word_role == "military" and body.kind == "igo":
        return "military"
    if body.name == "Palestinian Authority":
        return ""
    return BRANCH_ROLES.get(body.branch) or KIND_ROLES[body.kind]


def _describe(view: View, title: Title) -> _Case:
    office, body, served = title.match.office, title.body, _served(title)
    values = {
        "office": office.office,
        "own": office.role,
        "served": served,
        "kind": body.kind if body is not None else "",
        "branch": body.branch if body is not None else "-",
        "word": title.word_role or "",
        "default": office.default or "none",
    }
    head, last = view.words[title.head_start], view.lower(title.end - 1)
    longer = title.end > title.head_end
    generic = body.key.split("|")[0].split() if body is not None and body.generic else []
    followed = title.end < len(view.words) and view.words[title.end].capital
    bare = not title.article and title.start == title.head_start
    marks = {
        "body": body is not None,
        "country": bool(title.country),
        "portfolio": title.portfolio,
        "takes portfolio": office.portfolio,
        "follows": office.body,
        "fixed": office.fixed,
        "of some states": title.country in office.by_country,
        "embassy": body is not None and body.name.rpartition(" ")[2].lower() in _MISSIONS,
        "shadow": "shadow" in view.lowers[title.start : title.head_end],
        "church": last in CHURCHES,
        "owned": title.possessor is not None,
        "secretary alone": followed and bare and view.words[title.start].capital,
        "noun before": view.lower(title.head_start - 1) in BODY_ROLES,
        "noun behind": longer and last in BODY_ROLES,
        "government": "government" in generic,
        "theirs": title.article in ("their", "his", "her"),
        "titled portfolio": head.capital and title.end > title.head_end + 1 and last in PORTFOLIOS,
    }
    return _Case(values, frozenset(mark for mark, there in marks.items() if there))


#: Where diplomats serve.
_MISSIONS = frozenset(("embassy", "consulate"))


def _holds(row: Row, case: _Case) -> bool:
    """Whether all conditions of a row hold."""
    for name, wanted in row.conditions.items():
        if name == "if":
            holds = wanted <= case.marks
        elif name == "unless":
            holds = not wanted & case.marks
        elif name.endswith("_not"):
            holds = case.values[name.removesuffix("_not")] not in wanted
        else:
            holds = case.values[name] in wanted
        if not holds:
            return False
    return True
