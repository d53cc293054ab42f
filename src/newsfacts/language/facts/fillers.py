"""Who fills the roles of a rule: from the heads that its functions find to the record's own entities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spacy.tokens import Token

from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.fitting import fits
from newsfacts.language.facts.rules import Rule
from newsfacts.language.facts.trigger import Trigger
from newsfacts.language.syntax.relations import FINITE, SUBJECTS, case_of, coordinated, has_subject, is_gerund, is_verb
from newsfacts.language.syntax.subjects import logical_subject
from newsfacts.language.syntax.voice import is_passive
from newsfacts.record import Place

if TYPE_CHECKING:
    from newsfacts.language.facts.reading import Reading

Sides = dict[str, list[Filler]]
#: Whose post is in a force or a body, not in the state.
_STATELESS = frozenset({"military", "igo", "rebel"})


def find_sides(reading: Reading, rule: Rule, trigger: Trigger, chosen: Sides | None) -> Sides:
    """Actor and recipient of what a trigger tells, none of them on both sides.

    Args:
        reading: the article.
        rule: says under which functions they stand, and of which kinds they are.
        trigger: the word, with its arguments.
        chosen: both, where something else than the rule's functions has chosen them.
    """
    sides = chosen or {role: fill(reading, rule, role, trigger) for role in ("actor", "recipient")}
    actor, recipient = sides["actor"], sides["recipient"]
    if not recipient and ("homeland",) in rule.roles.get("recipient", ()):
        recipient = find_homeland(reading, actor)
    taken = {f.key for f in actor}
    recipient = [reading.index.resolve_other(f, taken) if f.key in taken else f for f in recipient]
    # "ordered its gunmen to stop": its own people, and yet others than itself
    recipient = [replace(f, ref=None) if _is_of_own(f, taken) else f for f in recipient]
    return {"actor": actor, "recipient": [f for f in recipient if f.key not in taken]}


def fill(reading: Reading, rule: Rule, role: str, trigger: Trigger) -> list[Filler]:
    """Who stands in a role, by the first of the rule's alternatives that finds enough of the kinds it asks for."""
    spoken = find_speakers(reading, trigger.token)
    several = role == "actor" and "actors" in rule.need
    for alternative in rule.roles.get(role, ()):
        found = {f: _find_fitting(reading, rule, role, trigger, f, spoken) for f in alternative}
        out = list({filler.key: filler for fillers in found.values() for filler in fillers}.values())
        # both of "with A and B" stand on one side; beside a subject unknown, B alone is no actor
        sided = any(found[f] for f in alternative if f != "with")
        if not sided and (several or _is_lone(trigger, alternative, spoken)):
            continue
        if len(out) > several:
            return out
    return []


def find_speakers(reading: Reading, token: Token) -> set[int]:
    """Who says it, and whose own name may hang inside; but "denied killing them" is of the speaker."""
    statement = reading.find_statement(token)
    governed = token.dep_ == "xcomp" or (token.dep_ == "ccomp" and is_gerund(token) and not has_subject(token))
    if statement is None or (governed and token.head.i == statement.cue):
        return set()
    return {f.token.i for f in statement.sources}


def _is_lone(trigger: Trigger, alternative: tuple[str, ...], spoken: set[int]) -> bool:
    """Whether somebody stands where the first side of "with B" does, known or not."""
    others = [h for f in alternative if f != "with" for h in trigger.arguments.get(f, ())]
    return "with" in alternative and any(h.i not in spoken for h in others)


def _find_fitting(
    reading: Reading, rule: Rule, role: str, trigger: Trigger, function: str, spoken: set[int]
) -> list[Filler]:
    """Those under one function who are of the kinds that the rule asks for."""
    token = trigger.token
    wanted = rule.fill.get(role, "actor")
    heads = reading.find_heads(function, token, trigger.arguments)
    if function == "subject" and token.dep_ == "conj" and is_verb(token):
        heads = _find_doers(reading, heads, token, wanted)
    heads = [h for h in heads if h.i not in {token.i, *spoken}]
    found = [f for h in heads for f in reading.resolve(h, reading.find_statement(token))]
    # a phrase that swallowed its own verb is misread
    found = [f for f in found if not f.start <= token.idx < f.end or f.token.i == token.i]
    return [f for f in found if fits(f, wanted, reading.index)]


def _find_doers(reading: Reading, heads: list[Token], token: Token, wanted: str) -> list[Token]:
    """The subjects, or those of a finite verb further up when these cannot act: a conjunct hung too low."""
    if is_passive(token) and any(c.dep_ in {"aux:pass", "obl:agent"} for c in token.children):
        return heads  # "was suspended by a court and is being tried": the second by nobody named
    if any(c.dep_ in SUBJECTS for c in token.children):
        return heads
    verb = token
    for _ in range(3):
        if verb.dep_ == "acl:relcl" or verb.head.i == verb.i:
            return heads  # what the main clause does is another's
        if any(fits(f, wanted, reading.index) for h in heads for f in reading.index.resolve(h)):
            return heads
        verb = _find_finite_above(verb)
        heads = (logical_subject(verb) if is_verb(verb) else []) or heads
    return heads


def _find_finite_above(verb: Token) -> Token:
    """The nearest finite verb above, or the root."""
    verb = verb.head
    while not (is_verb(verb) and verb.tag_ in FINITE) and verb.head.i != verb.i:
        verb = verb.head
    return verb


def find_homeland(reading: Reading, actors: list[Filler]) -> list[Filler]:
    """The state that an office-holder serves; none for soldiers, whose post is in the army."""
    known = reading.index.entity
    for f in actors:
        entity = known.get(f.ref or "")
        code = getattr(entity, "country", None)
        if f.kind == "official" and code in known and getattr(entity, "role", "") not in _STATELESS:
            named = min(known[code].mentions, key=lambda m: abs(m.start - f.start))
            return [Filler(f.token, code, "country", named.start, named.end, resolved=f"{code} by office")]
    return []


def find_own_place(reading: Reading, rule: Rule, trigger: Trigger) -> Place | None:
    """A place where the rule says that one stands, beside those of every fact ("to" for who travels)."""
    index = reading.index
    heads = [h for one in rule.roles.get("place", ()) for f in one for h in trigger.arguments.get(f, [])]
    for filler in (f for h in heads for f in index.resolve(h)):
        if filler.kind == "country" or fits(filler, "place", index):
            text = reading.text[filler.start : filler.end]
            return Place(text=text, start=filler.start, end=filler.end, country=index.country_of(filler.ref))
    return None


def find_receivers(reading: Reading, amounts: list[str], statement: Any, wanted: str) -> dict[str, list[Filler]]:
    """Who gets which of several sums: "$5 million to Kenya and $3 million to Moldova"."""
    out: dict[str, list[Filler]] = {}
    for ident in amounts if len(amounts) > 1 else ():
        head = reading.sums.find_head(ident)
        receivers = [c for c in head.children if case_of(c) in {"to", "for"}] if head is not None else []
        found = [f for c in receivers for f in reading.resolve(c, statement) if fits(f, wanted, reading.index)]
        if found:
            out[ident] = found
    return out


def deal_out(reading: Reading, token: Token, amounts: list[str], sides: Sides) -> list[Sides]:
    """The sides of each of several facts that "respectively" tells in one; none where it deals out nothing.

    "A and B visited C and D, respectively": the actors in their order have what stands in the order behind the verb.
    Where these are not as many as they, nobody is dealt anything.
    """
    if not any(c.lower_ == "respectively" for c in (*token.children, *token.head.children)):
        return []
    actors = _find_all_doers(reading, token, sides["actor"])
    recipients = sides["recipient"]
    if len(amounts) > 1:
        if len(actors) == len(amounts):
            return [{"actor": [f], "recipient": recipients} for f in actors]
        if len(recipients) == len(amounts):
            return [{"actor": sides["actor"], "recipient": [f]} for f in recipients]
        return []
    if len(actors) < 2:
        return []
    if len(actors) == len(recipients):
        return [{"actor": [a], "recipient": [r]} for a, r in zip(actors, recipients, strict=True)]
    return [{**sides, "recipient": []}] if any(_is_joined(token, f.token) for f in recipients) else []


def _is_joined(verb: Token, noun: Token) -> bool:
    """Whether "and" stands within a phrase behind a verb or right before it: "a Cuban and a Russian diplomat"."""
    begin = max(verb.i, noun.left_edge.i - 2)
    return any(t.lower_ == "and" for t in noun.doc[begin : noun.i])


def _find_all_doers(reading: Reading, token: Token, actors: list[Filler]) -> list[Filler]:
    """The actors with those of their list whom the record does not know, in the order of the text."""
    known = {f.token.i: f for f in actors}
    if not actors:
        return []
    heads = coordinated(actors[0].token) if actors[0].token.dep_ != "conj" else coordinated(actors[0].token.head)
    found = [f for h in heads for f in ([known[h.i]] if h.i in known else reading.index.resolve_one(h, 0)[:1])]
    return found if len(found) >= len(actors) else actors


def find_shares(reading: Reading, token: Token, amounts: list[str], sides: Sides) -> dict[str, Sides]:
    """Whose each of several sums is.

    "A pledged $2, B $3", "gave A $2 and B $3": who stands right before a sum, as the role that the first sum's
    neighbour has.

    Returns:
        by sum, the role that is its own alone.
    """
    if len(amounts) < 2:
        return {}
    if dealt := deal_out(reading, token, amounts, sides):
        return dict(zip(amounts, dealt, strict=True))
    starts = {a.id: a.start for a in reading.doc._.amounts}
    given = any(token.idx < f.start < starts[amounts[0]] for f in sides["recipient"])
    role = "recipient" if given else "actor"
    found = {a: _find_holder(reading, starts[a]) for a in amounts[1:]}
    return {a: {role: fillers} for a, fillers in found.items() if fillers}


def find_counts(reading: Reading, token: Token, sides: Sides) -> tuple[int, list[tuple[Filler, Filler]]]:
    """Who does the same to how many more: of "held six men, Togo four and Benin two" both states with their numbers.

    Returns:
        where the first of them begins (code points), and each with the number that stands right behind it.
    """
    counted = [c for t in (token, *token.children) for c in t.children if c.tag_ == "CD" and c.dep_ == "nummod"]
    counted = [c for c in counted if c.i > token.i and c.head.i > c.i and c.head.tag_ == "NNS"]
    if not sides["actor"] or not counted:
        return 0, []
    at = counted[0].head.i + 1
    found = _find_row(reading, at)
    return (reading.doc[at].idx, found) if found else (0, [])


def find_givers(reading: Reading, sides: Sides) -> list[tuple[Filler, Filler]]:
    """Who does the same with another sum: of "gave $5 million to Mali and Togo $3 million" the state with its sum."""
    first = min(sides["recipient"], default=None, key=lambda f: f.start)
    mention = reading.index.find_mention(first.token) if first is not None and case_of(first.token) else None
    if mention is None or not sides["actor"]:
        return []
    return _find_row(reading, mention.last + 1)


def _find_row(reading: Reading, at: int) -> list[tuple[Filler, Filler]]:
    """All who stand from a token on, one behind the other, each with the number or sum right behind."""
    found: list[tuple[Filler, Filler]] = []
    while (pair := _find_count(reading, at)) is not None:
        found.append(pair)
        at = pair[1].token.i + 1
    return found


def _find_count(reading: Reading, at: int) -> tuple[Filler, Filler] | None:
    """Of ", Togo four and" the state and the number or sum, which ends its clause."""
    doc, begin = reading.doc, at
    while at < len(doc) and doc[at].lower_ in {",", "and", "while", ";", "the"}:
        at += 1
    mention = reading.index.find_mention(doc[at]) if begin < at < len(doc) else None
    if mention is None or mention.first != at or mention.kind not in {"country", "organization"}:
        return None
    number = end = mention.last + 1
    while end < len(doc) and (doc[end].tag_ == "CD" or (doc[end].is_currency and end == number)):
        end += 1
    if end == number or doc[end - 1].tag_ != "CD":
        return None
    ends = end == len(doc) or doc[end].is_punct or doc[end].lower_ in {"and", "while"}
    doer, last = reading.index.to_filler(doc[mention.last], mention), doc[end - 1]
    told = Filler(last, None, "number", doc[number].idx, last.idx + len(last))
    return (doer, told) if ends else None


def find_gaps(reading: Reading, token: Token, sides: Sides) -> list[Sides]:
    """The sides of clauses that lack their verb: of "imposed duties on China and the United States on Russia" the
    second's, and of the first what is its own.

    Who stands right before a repeated preposition does it to whom stands behind it.
    """
    behind = [f for f in sides["recipient"] if f.token.i > token.i and case_of(f.token)]
    first = min(behind, default=None, key=lambda f: f.start)
    mention = reading.index.find_mention(first.token) if first is not None else None
    if first is None or mention is None:
        return [sides]
    preposition, at = case_of(first.token), mention.last + 1
    gaps: list[Sides] = []
    while (pair := _find_gap(reading, at, preposition)) is not None:
        doer, undergoer, at = pair
        gaps.append({"actor": [doer], "recipient": [undergoer]})
    if not gaps:
        return [sides]
    taken = {f.key for gap in gaps for found in gap.values() for f in found}
    return [{**sides, "recipient": [f for f in sides["recipient"] if f.key not in taken]}, *gaps]


def _find_gap(reading: Reading, at: int, preposition: str) -> tuple[Filler, Filler, int] | None:
    """Of ", the United States on Russia" both states, and where the words end."""
    doc, joined = reading.doc, False
    while at < len(doc) and doc[at].lower_ in {",", "and", "while", ";"}:
        at, joined = at + 1, True
    found: list[Filler] = []
    for before in ("", preposition):
        if before:
            if at >= len(doc) or doc[at].lower_ != before:
                return None
            at += 1
        at += at < len(doc) and doc[at].lower_ == "the"
        mention = reading.index.find_mention(doc[at]) if at < len(doc) else None
        if mention is None or mention.first != at or mention.kind not in {"country", "organization"}:
            return None
        found += reading.index.resolve(doc[mention.last])[:1]
        at = mention.last + 1
    return (found[0], found[1], at) if joined and len(found) > 1 else None


def _find_holder(reading: Reading, start: int) -> list[Filler]:
    """Who stands right before a sum, itself behind a comma or "and"."""
    span = reading.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or not span.start:
        return []
    mention = reading.index.find_mention(reading.doc[span.start - 1])
    if mention is None or mention.last != span.start - 1:
        return []
    before = mention.first - 1
    if before > 0 and reading.doc[before].lower_ == "the":
        before -= 1
    joined = before >= 0 and reading.doc[before].lower_ in {",", ";", "and", "while"}
    return reading.index.resolve(reading.doc[mention.last])[:1] if joined else []


def _is_of_own(filler: Filler, taken: set[str]) -> bool:
    return filler.key in taken and any(c.lower_ == "its" and c.dep_ == "nmod:poss" for c in filler.token.children)
