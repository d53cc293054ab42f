"""Names that a verb joins to an office or a party: "Ann Lee became mayor", "Ian Roy leads the agency"."""

from __future__ import annotations

from bisect import bisect_left

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.entities import Name
from newsfacts.language.officials.patterns import (
    BODY_ROLES,
    LEADING_VERBS,
    LEAVING_VERBS,
    LETTERS_BEHIND_NAMES,
    NAMING_VERBS,
    NOMINATING_VERBS,
    OFFICE_LINKS,
    SERVICE_VERBS,
    Match,
    offices,
)
from newsfacts.language.officials.titles import Title, resolve_role
from newsfacts.language.officials.words import View


def attach_predicates(view: View, names: list[Name], titles: list[Title]) -> None:
    """ "Sixto resigned as a special assistant", "he nominated Regina Benjamin to become the Surgeon General"."""
    by_sentence: dict[int, list[Name]] = {}
    for name in names:
        by_sentence.setdefault(view.words[name.start].sentence, []).append(name)
    for position, title in enumerate(titles):
        if title.names or title.plural or title.role is None or title.match.office.use in ("honor", "counterpart"):
            continue
        mates = by_sentence.get(view.words[title.start].sentence, [])
        here = bisect_left(mates, title.start, key=lambda n: n.start)
        ahead = mates[max(0, here - 5) : here]
        ahead = [n for n in ahead if not n.weak or n.titles] or ahead
        if not ahead:
            continue
        last = ahead[-1]
        status = _find_predicate(view, title, last) or _find_naming(view, title, last)
        status = status or _find_second_predicate(view, title, titles[position - 1] if position else None, last)
        if status is not None:
            title.status = status
            last.titles.append(title)
            title.names.append(last.start)


def _find_predicate(view: View, title: Title, last: Name) -> str | None:
    """The status of an office that a link gives the name before: "elected X as president", "X stepped down as ..."."""
    first = title.start if title.possessor is None else title.possessor  # "as the country's first prime minister"
    i = first - 1 - (view.lower(first - 1) in ("a", "an", "the", "its", "his", "her", "their"))
    link = view.lower(i)
    if link not in OFFICE_LINKS:
        return None
    between = {view.lower(j) for j in range(last.end, title.start)}
    if between & NOMINATING_VERBS or any(view.lower(last.start - d) in NOMINATING_VERBS for d in range(1, 8)):
        return "nominee" if title.start - last.end <= 12 else None
    if link in ("named", "appointed", "elected") and view.lower(i - 2) == "who" and view.lower(i - 1) in _PASSIVE:
        return title.status if last.end in (i - 2, i - 3) else None  # "Ann Lee, who was named mayor,"
    return _find_service(view, title, last, i, between) if link == "as" else None


def _find_service(view: View, title: Title, last: Name, i: int, between: set[str]) -> str | None:
    """The status of an office behind "as", the i-th word: what "elected", "served" or "stepped down" makes of it."""
    sworn = _word_before(view, last) == "in" and _SWEARS & set(view.lowers[max(0, last.start - 6) : last.start])
    if last.end == i and (_word_before(view, last) in SERVICE_VERBS or sworn):
        _serve_namer(view, title, last)
        return title.status  # "elected Javier Milei as president", "swore in Ann Lee as minister"
    if view.lower(i - 1) == "," and last.end == i - 1:
        return title.status  # "with his wife, Ann Lee, as vice president"
    if view.lower(i - 1) not in SERVICE_VERBS | {"down", "in", "over"} or title.start - last.end > 8:
        return None
    once = "served" in between and between & {"recently", "previously", "earlier"}
    past = (between & LEAVING_VERBS or once) and "has" not in between
    return "former" if past and title.status == "current" else title.status


_PASSIVE = frozenset(("was", "is", "been"))

_SWEARS = frozenset(("swore", "swears", "sworn", "swearing"))


def _find_naming(view: View, title: Title, last: Name) -> str | None:
    """The status of an office directly behind a name: "Ann Lee MP", "named Ann Lee prime minister"."""
    start = title.start - (view.lower(title.start - 1) in ("a", "an", "the"))
    if start != last.end or last.end - last.start < 2:
        return None
    verb = _word_before(view, last)
    if not (title.match.form in LETTERS_BEHIND_NAMES and title.start == last.end) and verb not in NAMING_VERBS:
        return None
    _serve_namer(view, title, last)
    return "nominee" if verb in NOMINATING_VERBS and title.status == "current" else title.status


def _serve_namer(view: View, title: Title, last: Name) -> None:
    """Give an office the state whose verb names its holder: "Togo named Ann Lee prime minister"."""
    verb = min([last.start, *(t.start for t in last.titles if t.end <= last.start)]) - 1
    verb -= view.lower(verb) == "in"
    state = view.country_ends.get(verb)
    if state is not None and not title.countries and title.role != "igo":
        title.country = title.country or state[1]


def _find_second_predicate(view: View, title: Title, ahead: Title | None, last: Name) -> str | None:
    """The status of the second office in "served as mayor and governor"."""
    if ahead is None or ahead.names != [last.start] or ahead.end != title.start - 1 or title.article:
        return None
    return ahead.status if view.lower(ahead.end) == "and" else None


def _word_before(view: View, name: Name) -> str:
    """The word before a name and the titles that stand before it."""
    return view.lower(min([name.start, *(t.start for t in name.titles if t.end <= name.start)]) - 1)


def attach_parties(view: View, names: list[Name], bodies: list[Body]) -> None:
    """ "Labour's Ann Lee", "Ann Lee of the Greens": a party's politician, whose office the text does not tell."""
    by_start, by_end = {name.start: name for name in names}, {name.end: name for name in names}
    member = offices(view.lexicon)[0].longest(["politician"], 0)
    for body in bodies:
        if member is None or body.kind != "party" or body.generic:
            continue
        name = by_start.get(body.end + 1) if view.lower(body.end) in ("'s", "'") else None
        of = body.start - 1 - (view.lower(body.start - 1) == "the")
        if name is None and view.lower(of) == "of":
            name = by_end.get(of - (view.lower(of - 1) == ","))
        if name is None or name.titles or len(name.tokens) < 2 or not view.same_sentence(name.start, body.start):
            continue
        title = _to_office(body.start, member[1], "", "party", body)
        title.country = body.country
        _give(name, title)


def _to_office(at: int, match: Match, text: str, role: str | None, body: Body | None = None) -> Title:
    """An office that a verb tells, no words of its own."""
    return Title(at, at + 1, at, at + 1, match, text, role, body=body, bound=True, silent=True, singular=text)


def _give(name: Name, title: Title) -> None:
    """Give a name such an office."""
    name.titles.append(title)
    name.weak = False


def attach_runners(view: View, names: list[Name]) -> None:
    """ "Ann Lee, who runs the state road office": an office told by a verb, of a body that only its kind names."""
    office = offices(view.lexicon)[0].longest(["head"], 0)
    for name in names:
        verb = name.end + (view.lower(name.end) == ",")
        _attach_campaign(view, name, verb)
        if view.lower(verb) != "who" or name.titles or office is None or len(name.tokens) < 2:
            continue
        verb += 1 + (view.lower(verb + 1) in ("now", "currently", "also"))
        led = _find_led(view, verb) if view.lower(verb) in LEADING_VERBS else None
        if led is not None:
            text, role, country = led
            title = _to_office(verb, office[1], f"head of {text}", role)
            title.country = country
            _give(name, title)
            if view.lower(verb).endswith("ed") or view.lower(verb) == "ran":
                title.status = "former"


def _find_led(view: View, verb: int) -> tuple[str, str, str | None] | None:
    """The body that somebody leads, by its kind: its words, the role of its head, and whose it is."""
    first, country = _open_led(view, verb + 1)
    for end in range(first, min(first + 6, len(view.words))) if first else ():
        word = view.words[end]
        role = BODY_ROLES.get(word.lower)
        if not view.same_sentence(verb, end) or not word.tag.startswith(("NN", "JJ", "POS")):
            return None
        if role not in (None, "none") and word.tag == "NN" and not view.words[end + 1].tag.startswith("NN"):
            return " ".join(view.lowers[first : end + 1]).replace(" 's", "'s"), role, country
    return None


def _attach_campaign(view: View, name: Name, at: int) -> None:
    """ "Tom Hale, who manages Ann Lee's campaign,": who does so acts for a party."""
    verb = at + (view.lower(at) == "who")
    hit = offices(view.lexicon)[0].longest(["campaign", "manager"], 0)
    if view.lower(verb) not in ("manages", "managed") or name.titles or len(name.tokens) < 2 or hit is None:
        return
    campaign = next((i for i in range(verb + 2, verb + 8) if view.lower(i) == "campaign"), None)
    between = view.lowers[verb + 1 : campaign] if campaign is not None else []
    if not {"'s", "'", "his", "her"} & set(between) or not view.same_sentence(verb, verb + 1 + len(between)):
        return
    title = _to_office(verb, hit[1], "campaign manager", "party")
    title.status = "former" if view.lower(verb) == "managed" else "current"
    _give(name, title)


def _open_led(view: View, at: int) -> tuple[int, str | None]:
    """Where the words for a body that somebody leads begin, and whose it is: "the", "Peru's"; 0 for no body."""
    if view.lower(at) in ("the", "its", "a"):
        return at + 1, None
    end, code = view.countries.get(at, (0, None))
    return (end + 1, code) if end and view.lower(end) in ("'s", "'") else (0, None)


_BODIES_LED = frozenset(("government", "military", "igo", "party", "armed_group"))


def attach_heads(view: View, names: list[Name], bodies: list[Body]) -> None:
    """ "Ann Lee, who heads the World Food Program", "Ann Lee leads the Greens", "who has led it since May"."""
    by_end, by_start = {name.end: name for name in names}, {name.start: name for name in names}
    for body in bodies:
        if body.generic and body.country is None:
            continue  # "the ministry": the office has been told before
        _attach_head_behind(view, by_start, body)
        verb = body.start - 1
        while view.lower(verb) in ("the", "'s", "'") or verb in view.country_ends:
            verb -= 1
        if view.lower(verb) not in LEADING_VERBS or body.kind not in _BODIES_LED:
            continue
        name = _find_leader(view, by_end, body, verb)
        if name is None or name.titles or len(name.tokens) < 2 or view.lower(body.end) in ("'s", "'"):
            continue
        _make_head(view, name, body, verb)


def _find_leader(view: View, by_end: dict[int, Name], body: Body, verb: int) -> Name | None:
    """Who still leads a body: the name before "who (has) leads", before "leads" itself only for a party or a group."""
    i = verb - 1
    while view.lower(i) in ("has", "also", "now", "currently"):
        i -= 1
    if view.lower(verb).endswith(("d", "run")) and "has" not in view.lowers[i + 1 : verb]:
        return None
    name = by_end.get(i - (view.lower(i - 1) == ",")) if view.lower(i) == "who" else None
    if i == verb - 1 and view.lower(verb) in ("leads", "heads", "chairs") and body.kind in ("party", "armed_group"):
        name = name or by_end.get(verb)
    return name


def _make_head(view: View, name: Name, body: Body, verb: int) -> None:
    """Give a person the office that a verb tells: the head of a body."""
    office = offices(view.lexicon)[0].longest(["head"], 0)
    if office is None:
        return
    title = _to_office(verb, office[1], f"head of {body.name.lower()}", None, body)
    title.role = resolve_role(view, title)
    if title.role is not None:
        _give(name, title)


def _attach_head_behind(view: View, by_start: dict[int, Name], body: Body) -> None:
    """ "The Election Commission, headed by Dr. Ann Lee,"."""
    verb = body.end + (view.lower(body.end) == ",")
    if view.lower(verb) not in ("headed", "chaired") or view.lower(verb + 1) != "by" or body.kind not in _BODIES_LED:
        return
    name = next((by_start[i] for i in range(verb + 2, verb + 6) if i in by_start), None)
    if name is not None and len(name.tokens) > 1 and not any(title.role for title in name.titles):
        _make_head(view, name, body, verb)
