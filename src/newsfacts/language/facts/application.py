"""What a rule says of a trigger: its conditions, its roles and what stands around them, as drafts of facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from spacy.tokens import Token

from newsfacts.language.dates.tense import PAST, tense_of
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.fillers import (
    Sides,
    deal_out,
    find_counts,
    find_gaps,
    find_givers,
    find_own_place,
    find_receivers,
    find_shares,
    find_sides,
)
from newsfacts.language.facts.fitting import meets
from newsfacts.language.facts.modality import Status, hear_status, is_done, resolve_status
from newsfacts.language.facts.objects import find_object, find_worth
from newsfacts.language.facts.rules import Rule
from newsfacts.language.facts.times import carriers
from newsfacts.language.facts.trigger import Trigger
from newsfacts.language.syntax.arguments import Arguments
from newsfacts.language.syntax.relations import RELATIVE, SUBJECTS, case_of, dependency_path, lemma_of
from newsfacts.record import EVENT_OF_TYPE, Attribution, Event, Place

if TYPE_CHECKING:
    from newsfacts.language.facts.reading import Reading

#: Types that a sum may belong to.
_WITH_AMOUNT = frozenset(
    {"aided", "transacted", "agreed", "enacted", "sanctioned", "demanded", "conceded", "cooperated", "coerced"}
)
#: Types that are untold where they are only demanded: the demand tells them.
_DEMANDED = frozenset({"agreed", "left_office", "took_office"})
_VOWS = frozenset({"vow", "pledge", "promise", "swear", "warn"})


@dataclass
class _Told:
    """What is known of a fact but for its sum and the sides that have it."""

    rule: Rule
    trigger: Trigger
    statement: Any
    status: Status
    sides: Sides
    amounts: list[str]
    object: str | None
    place: Place | None = None
    date: str | None = None


def apply(reading: Reading, rule: Rule, trigger: Trigger, sides: Sides | None = None) -> list[Draft]:
    """What a rule says of a trigger: nothing where it does not hold, several facts where several sums are told.

    Args:
        reading: the article.
        rule: what is asked and told.
        trigger: the word, with its arguments.
        sides: actor and recipient, where something else than the rule's own functions chose them.
    """
    if (misfit := trigger.find_misfit(rule)) is not None:
        return reading.no(*misfit)
    statement = reading.find_statement(trigger.token)
    status = _resolve_status(rule, trigger, statement is not None)
    if status.topic is not None:
        return reading.no("it is only a topic or a condition, not told as a fact", [status.topic])
    if trigger.generic:
        return reading.no("it is told of nobody in particular")
    if rule.type == "attacked" and trigger.token.dep_ == "xcomp" and trigger.governor in _VOWS:
        return reading.no("who vows it threatens it", [trigger.governor or ""])
    found = find_sides(reading, rule, trigger, sides)
    spans = {(f.start, f.end) for f in found["recipient"]}
    told = _Told(
        rule, trigger, statement, status, found, _find_amounts(reading, rule, trigger),
        find_object(reading, rule, trigger, spans),
    )  # fmt: skip
    if (need := _find_unmet(reading, told)) is not None:
        described = reading.describe(rule, need, trigger.token, trigger.arguments)
        return reading.no("nothing fills what it needs", [need], described)
    _locate(reading, told)
    if status.modality == "demanded" and rule.type in _DEMANDED:
        return reading.no("who only demands it is told by the demand")
    set_by_nobody = "have-until" in status.rows  # a deadline, which nothing else tells
    if status.modality == "demanded" and not set_by_nobody and not any(f.ref for f in found["actor"]):
        return reading.no("it is demanded of nobody the article knows")
    return _to_drafts(reading, told)


def _resolve_status(rule: Rule, trigger: Trigger, reported: bool) -> Status:
    """Negation and modality, with what the rule and the object add to it."""
    status = resolve_status(trigger.token, reported, None if trigger.verbal else trigger.light)
    if trigger.verbal:
        objects = trigger.arguments.get("object", ())
        if any(_is_none(o) if o.i > trigger.token.i else _is_not_one(o) for o in objects):
            status.flip("no")  # "made no arrests", "paid nothing", "not one shot was fired"
    if rule.modality is not None and status.topic is None:
        status.set(rule.modality, rule.name)
    if trigger.verbal or not is_done(trigger.token):
        hear_status(status, trigger.token.doc._.tellings.get(trigger.token.i))
    return status


def _is_none(noun: Token) -> bool:
    """Whether a noun says that there is nothing: "no arrests", "nothing", "not one dollar"."""
    has_no = any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children)
    return has_no or noun.lower_ == "nothing" or _is_not_one(noun)


def _is_not_one(noun: Token) -> bool:
    """Whether a noun says that there is not even one: "not one dollar", "not a single shot"."""
    told = [c for child in noun.children for c in (child, *child.children)]
    return {"not", "one"} <= {c.lower_ for c in told} or {"not", "single"} <= {c.lower_ for c in told}


def _around(trigger: Trigger) -> list[Token]:
    """The words whose phrases tell of the fact's time, place and sum."""
    return carriers(trigger.token, next(iter(trigger.arguments.get("verb", ())), None))


def _find_amounts(reading: Reading, rule: Rule, trigger: Trigger) -> list[str]:
    if rule.type not in _WITH_AMOUNT and rule.type in EVENT_OF_TYPE:
        return []
    amounts = reading.sums.find(_around(trigger))
    if not amounts and trigger.token.dep_ == "acl":  # "the $12 million lent by the bank"
        told = reading.sums.find_at(trigger.token.head)
        return [told.id] if told is not None else []
    return amounts


def _find_unmet(reading: Reading, told: _Told) -> str | None:
    """The first need of the rule that nothing meets."""
    arguments = told.trigger.arguments
    place = reading.places.find(_around(told.trigger)) if "place" in told.rule.need else None
    have = {
        **told.sides,
        "object": told.object,
        "amount": told.amounts,
        "place": place,
        "other": arguments.get("object") or arguments.get("with"),
        "infinitive": any(map(_is_infinitive, arguments.get("clause", ()))),
        "self": _speaks_of_itself(reading, arguments, told.sides["actor"]),
    }
    for need in told.rule.need:
        if not any(meets(option, told.sides, have) for option in need.split("|")):
            return need
    return None


def _is_infinitive(clause: Token) -> bool:
    """Whether a complement is "to" with a bare form and nobody of its own who does it."""
    if clause.tag_ != "VB" or not any(c.lower_ == "to" for c in clause.children):
        return False
    return not any(c.dep_.startswith("nsubj") and c.tag_ != "PRP" for c in clause.children)


def _speaks_of_itself(reading: Reading, arguments: Arguments, actors: list[Filler]) -> bool:
    """Whether the complement is the actor's own doing: an infinitive, or a clause about it or its state."""
    index = reading.index
    keys = {f.key for f in actors} | {index.country_of(f.ref) for f in actors}
    for clause in arguments.get("clause", []):
        subjects = [c for c in clause.children if c.dep_ in SUBJECTS]
        if not subjects:
            return clause.tag_ == "VB" or clause.pos_ == "NOUN"
        found = index.resolve(subjects[0])
        return any(f.key in keys or index.country_of(f.ref) in keys - {None} for f in found)
    return True


def _find_place(reading: Reading, told: _Told, around: list[Token]) -> Place | None:
    """Where it happened, unless that is who is a side of it."""
    place = reading.places.find(around) or find_own_place(reading, told.rule, told.trigger)
    parties = [f for fillers in told.sides.values() for f in fillers]
    if place is None or any(place.start < f.end and f.start < place.end for f in parties):
        return None
    return place


def _locate(reading: Reading, told: _Told) -> None:
    """Set place and date; a date to come makes an actual fact a planned one."""
    around, token, status = _around(told.trigger), told.trigger.token, told.status
    told.place = _find_place(reading, told, around)
    date = reading.times.find_date(around)
    if date is None or (reading.is_past(date) and _is_ahead(token)):
        return  # "want to question him about a death five years ago"
    to_come = status.modality == "actual" and reading.is_future(date)
    if to_come and token.pos_ == "VERB" and tense_of(token) == PAST:
        return  # what has happened was not on a day to come: the day is another's, or misread
    if to_come:
        status.set("planned", "a date to come")
    told.date = date


def _is_ahead(verb: Token) -> bool:
    """Whether a verb stands under "will", or under a wish or plan of the present."""
    if any(c.dep_ == "aux" and c.lower_ in {"will", "wo", "'ll", "’ll"} for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.tag_ in {"VBP", "VBZ"} and verb.head.lemma_ != "be"


def _find_kind(told: _Told) -> tuple[str, Event]:
    """Type and event: violence of one's own that is announced is a threat, a withdrawal that happened a retreat."""
    rule, status = told.rule, told.status
    spoken = told.statement is not None and told.statement.sources[0].key in {f.key for f in told.sides["actor"]}
    if spoken and rule.type == "attacked" and status.modality in {"planned", "conditional"}:
        return "threatened", EVENT_OF_TYPE["threatened"]
    happened = status.modality == "actual" and not status.negated
    retreat = rule.event == "CONCEDE" and rule.mode == "withdraw" and happened
    return rule.type, "RETREAT" if retreat else rule.event


def _attribute(reading: Reading, told: _Told) -> Attribution | None:
    """Whose word it is; who denies it negates it."""
    statement = told.statement
    if statement is None or _is_aside(reading, told.trigger.token, statement):
        return None
    if statement.negates and f"negated: {statement.cue_text}" not in told.status.cues:
        told.status.flip(statement.cue_text)
    return Attribution(source=statement.sources[0].to_argument(reading.text), cue=statement.cue_text)


def _is_aside(reading: Reading, token: Token, statement: Any) -> bool:
    """Whether a word stands in what the reporter explains within another's words: ", who was ousted in 2003, had won".

    A relative clause behind a comma, in words that are nobody's quotation.
    """
    clause = token
    while clause.dep_ not in {"acl:relcl", "ROOT"} and clause.head.i != clause.i:
        clause = clause.head
    if clause.dep_ != "acl:relcl" or any(q.start <= token.idx < q.end for q in reading.doc._.quotes):
        return False
    pronoun = next((t for t in clause.lefts for t in t.subtree if t.tag_ in RELATIVE), None)
    if pronoun is None or not statement.holds(clause.head.idx):
        return False
    first = pronoun.nbor(-1) if case_of(pronoun) and pronoun.i else pronoun
    return first.i > token.sent.start and first.nbor(-1).text == ","


def _explain(token: Token, sides: Sides) -> list[dict[str, str]]:
    """Who fills each role, and by which path."""
    return [
        {
            "role": role,
            "text": f.token.text,
            "path": dependency_path(token, f.token),
            **({"resolved": f.resolved} if f.resolved else {}),
        }
        for role, fillers in sides.items()
        for f in fillers
    ]


def _to_drafts(reading: Reading, told: _Told) -> list[Draft]:
    """One draft, or one for each sum."""
    token, rule, sides = told.trigger.token, told.rule, told.sides
    givers = find_givers(reading, sides) if told.amounts else []
    others = {giver.key for giver, _ in givers}
    sides = {**sides, "recipient": [f for f in sides["recipient"] if f.key not in others]}
    kind, event = _find_kind(told)
    attribution = _attribute(reading, told)
    particles = [c for c in token.children if c.dep_ == "compound:prt" and c.i == token.i + 1]
    last = particles[-1] if particles else token
    own = find_receivers(reading, told.amounts, told.statement, rule.fill.get("recipient", "actor"))
    shares = find_shares(reading, token, told.amounts, sides)
    parted = {f.key for fillers in own.values() for f in fillers}
    shared = [f for f in sides["recipient"] if f.key not in parted]
    why = {"matched": _explain(token, sides), "cues": list(told.status.cues)}
    sums = {a.id: a.text for a in reading.doc._.amounts} if shares else {}
    worth = {a: find_worth(reading, a) for a in told.amounts if len(told.amounts) > 1}

    def make(amount: str | None) -> Draft:
        share = shares.get(amount or "", {})
        # "Norway and Sweden pledged $2 and $3, respectively": the sum of each stands for its object
        other = share and sums[told.amounts[0]] in (told.object or "")
        return Draft(
            type=kind,
            event=event,
            mode=rule.mode_of(lemma_of(token)),
            rule=rule.name,
            trigger=(token.idx, last.idx + len(last)),
            evidence=reading.find_evidence(token),
            actor=share.get("actor", sides["actor"]),
            recipient=share.get("recipient") or own.get(amount or "") or (shared if own else sides["recipient"]),
            object=sums[amount] if amount and other else worth.get(amount or "") or told.object,
            place=told.place,
            date=told.date,
            amount=amount,
            status=told.status,
            attribution=attribution,
            token=token.i,
            lemma=token.lemma_.lower(),
            why=dict(why),
        )

    drafts = [make(amount) for amount in told.amounts] or [make(None)]
    if not told.amounts:
        return _share_out(reading, token, drafts[0], sides)
    known = {draft.actor[0].key for draft in drafts if draft.actor}
    return drafts + [
        replace(drafts[0], actor=[giver], object=reading.text[sum_.start : sum_.end], amount=None)
        for giver, sum_ in givers
        if giver.key not in known
    ]


def _share_out(reading: Reading, token: Token, draft: Draft, sides: Sides) -> list[Draft]:
    """A draft as the several that a clause without its verb, or "respectively", makes of it."""
    begin, counts = find_counts(reading, token, sides)
    if counts:
        own = [replace(f, end=min(f.end, begin)) for f in draft.recipient if f.start < begin]
        numbers = [reading.text[count.start : count.end] for _, count in counts]
        first = replace(draft, recipient=own, object=None if draft.object in numbers else draft.object)
        pairs = zip(counts, numbers, strict=True)
        return [first, *(replace(draft, actor=[a], recipient=[r], object=told) for (a, r), told in pairs)]
    gaps = find_gaps(reading, token, sides)
    dealt = gaps if len(gaps) > 1 else deal_out(reading, token, [], sides)
    return [replace(draft, actor=s["actor"], recipient=s["recipient"]) for s in dealt] or [draft]
