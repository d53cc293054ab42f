"""The best values of an event: what most of its reports say, of equals the most specific; never an average.

Copies count once: reports with the same sentence, or of the same text, are one voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from newsfacts.corpus.comparing import Match, compare_sides, pool
from newsfacts.corpus.model import MUTUAL, Report, Side, dump_sides, to_day
from newsfacts.corpus.names import fold
from newsfacts.wording import AUXILIARIES, VERBS, join

Value = TypeVar("Value", bound=Hashable)


def to_voice(report: Report) -> str:
    """What counts as one voice: the sentence, whoever copied it."""
    return fold(report.evidence) or report.text


def choose(
    reports: Iterable[Report], value: Callable[[Report], Value | None], rank: Callable[[Any], Any]
) -> tuple[Value | None, list[Report]]:
    """The value that most voices give, of equals the one that ranks first, and the reports that give it."""
    voices: dict[Value, set[str]] = defaultdict(set)
    given: dict[Value, list[Report]] = defaultdict(list)
    for report in reports:
        found = value(report)
        if found is not None:
            voices[found].add(to_voice(report))
            given[found].append(report)
    if not voices:
        return None, []
    best = min(voices, key=lambda one: (-len(voices[one]), rank(one)))
    return best, given[best]


_KINDS = ("person", "body", "office", "country", "text")


def _rank_sides(sides: tuple[Side, ...]) -> Any:
    """More parties and more exactly named ones first; the longer name; then by name."""
    kinds = sorted(_KINDS.index("text" if side.is_nobody else side.kind) for side in sides)
    unknown = sum(side.country is None for side in sides)
    return (
        -len(sides),
        kinds,
        unknown,
        -sum(len(side.name) for side in sides),
        [(s.key, s.name, s.office or "") for s in sides],
        dump_sides(sides),
    )


#: The actors and the recipients of a report.
_Parties = tuple[tuple[Side, ...], tuple[Side, ...]]


def _votes(side: Side, reports: Sequence[Report], role: Callable[[Report], tuple[Side, ...]]) -> int:
    return len({to_voice(r) for r in reports if any(compare_sides(side, s) > Match.UNKNOWN for s in role(r))})


def choose_sides(reports: Sequence[Report], role: Callable[[Report], tuple[Side, ...]]) -> tuple[Side, ...]:
    """Who most of the reports name in a role, as the most specific of them names them."""
    lists = {role(report) for report in reports if role(report)}
    if len(lists) < 2:
        return next(iter(lists), ())
    votes = {sides: min(_votes(side, reports, role) for side in sides) for sides in lists}
    return min(lists, key=lambda sides: (-votes[sides], _rank_sides(sides)))


def choose_parties(reports: Sequence[Report]) -> _Parties:
    """The actors and recipients of an event; of a mutual deed both from one report, since either may stand first."""
    if reports[0].type not in MUTUAL:
        return choose_sides(reports, lambda r: r.actor), choose_sides(reports, lambda r: r.recipient)
    best = choose_sides(reports, pool)
    found = {(r.actor, r.recipient) for r in reports if pool(r) == best}
    return min(found, key=lambda parties: (not parties[1], _rank_sides(parties[0]), _rank_sides(parties[1])))


def to_event(event: str, reports: Sequence[Report]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of an event, and the rows of its participants."""
    actors, recipients = choose_parties(reports)
    stated, _ = choose(reports, lambda r: r.stated, lambda s: (s[1] - s[0], s))
    total, with_sum = choose(reports, _to_sum, _rank_sum)
    mode, _ = choose(reports, lambda r: r.mode, str)
    _, at_place = choose(reports, lambda r: r.place, lambda p: (-len(p), p))
    thing, _ = choose(reports, lambda r: r.object, lambda o: (-len(o), o))
    published = sorted(r.published for r in reports if r.published is not None)
    if stated is None and published:
        stated_days: tuple[int | None, int | None] = (published[0], published[0])
    else:
        stated_days = stated or (None, None)
    best = min(reports, key=lambda r: (
        r.sum is None or _to_sum(r) != total, r.stated != stated, -len(r.actor) - len(r.recipient),
        -(r.confidence or 0), r.published or 0, r.key,
    ))  # fmt: skip
    words = min(with_sum, key=lambda r: r.key).amount if with_sum else None
    status = reports[0].status
    row = {
        "event": event, "type": reports[0].type, "class": best.event_class, "status": status,
        "negated": reports[0].negated, "mode": mode,
        "headline": to_headline(reports[0], actors, recipients, thing, words),
        "actors": dump_sides(actors), "recipients": dump_sides(recipients), "object": thing,
        "place": min(at_place, key=lambda r: r.key).place_words if at_place else None,
        "place_country": choose(at_place, lambda r: r.place_country, str)[0], "day_from": to_day(stated_days[0]),
        "day_to": to_day(stated_days[1]), "day_stated": stated is not None, "amount": words,
        "amount_value": str(total[0]) if total else None, "amount_upper": total[1] if total else None,
        "currency": total[2] if total else None, "reports": len(reports),
        "articles": len({r.text for r in reports}), "publishers": len({r.outlet for r in reports}),
        "first_published": to_day(published[0]) if published else None,
        "last_published": to_day(published[-1]) if published else None, "best_report": best.key,
        "confidence": max((r.confidence for r in reports if r.confidence is not None), default=None),
    }  # fmt: skip
    participants = [
        {"event": event, "role": role, "position": position, "kind": side.kind, "name": side.name, "name_key": side.key,
         "country": side.country, "sector": side.role, "office": side.office, "person": None}
        for role, sides in (("actor", actors), ("recipient", recipients)) for position, side in enumerate(sides)
    ]  # fmt: skip
    return row, participants


def _to_sum(report: Report) -> tuple[str, str | None, str | None, str] | None:
    total = report.sum
    if total is None:
        return None
    upper = None if total.upper is None else format(total.upper, "f")
    return format(total.value, "f"), upper, total.currency, total.qualifier


def _rank_sum(total: tuple[str, str | None, str | None, str]) -> Any:
    value, upper, currency, qualifier = total
    digits = len(value.replace(".", "").strip("0"))
    return (qualifier != "exact", upper is not None, -digits, value, upper or "", currency or "", qualifier)


def to_headline(
    report: Report, actors: Sequence[Side], recipients: Sequence[Side], thing: str | None, amount: str | None
) -> str:
    """An event in a line, in the words of its type: ``Norway aided Moldova: €40 million``.

    Args:
        report: one of its reports, for type and status.
    """
    type_, status = report.type, report.status
    verb = VERBS.get(type_)
    if verb is None:
        words = type_.removeprefix("x_").replace("_", " ")
    elif status == "happened":
        words = verb.past
    elif status == "denied":
        words = f"did not {verb.base}"
    else:
        words = f"{AUXILIARIES.get(status, status)} {'not ' if report.negated else ''}{verb.base}"
    who, whom = (join(list(dict.fromkeys(side.name for side in sides))) for sides in (actors, recipients))
    line = f"{who or 'Someone'} {words}"
    if whom:
        lead = {"→": "with", "": ""}.get(verb.to, verb.to) if verb else "to"
        line += f" {lead} {whom}" if lead else f" {whom}"
    rest = " ".join((amount or thing or "").split())
    return line + (f": {rest}" if rest else "")
