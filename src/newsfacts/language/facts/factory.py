"""The component: rules over parses and statements → ``doc._.facts``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsfacts.language.dates.tense import PAST, tense_of
from newsfacts.language.facts.circumstances import Circumstances, carriers
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.learned.confidence import (
    LEAST_LEARNED,
    LEAST_RULED,
    describe,
    find_confidence,
    is_learned,
)
from newsfacts.language.facts.learned.heads import load_confidence_head
from newsfacts.language.facts.learned.layer import create_layer
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.facts.modality import Status, resolve_status
from newsfacts.language.facts.roles import EntityIndex, Filler
from newsfacts.language.facts.rules import Rule, read_rules
from newsfacts.language.facts.trigger import Trigger, find_circumstances, find_counted
from newsfacts.language.segmentation import BESIDE
from newsfacts.language.syntax.arguments import Arguments, collect_prepositions, verb_arguments
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import case_of, dependency_path, is_verb, lemma_of, lower_after, words
from newsfacts.language.syntax.subjects import logical_subject, surface_subject
from newsfacts.language.syntax.voice import is_misread, is_passive
from newsfacts.lexicon import load_lexicon
from newsfacts.lexicon.sources import STATEMENTS
from newsfacts.lexicon.words import load_words
from newsfacts.record import EVENT_OF_TYPE, Argument, Attribution, Event, Fact, Place, Span

if not Doc.has_extension("explanations"):
    Doc.set_extension("explanations", default=[])

_OFFERS = frozenset({"offer", "propose", "ask", "request", "invite", "demand", "suggest", "call", "seek"})
_ACTORLIKE = frozenset({"official", "organization", "person", "country", "group"})


@cache
def load_confidence() -> dict[str, float]:
    """Measured precision by rule name, and by type as ``type:met`` (written by ``benchmarks/rules.py``)."""
    path = resources.files("newsfacts.lexicon").joinpath("confidence.json")
    try:
        table: dict[str, float] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return table


def create_facts(nlp: Language, name: str, rules: list[str], disable: list[str]) -> FactFinder:
    """Factory of :class:`FactFinder`. ``rules``: further rule files; ``disable``: names of rules to leave out."""
    lexicon = load_lexicon(rules)
    return FactFinder(name, read_rules(lexicon), [*disable, *filter(lexicon.is_disabled, STATEMENTS)])


class FactFinder:
    """Finds relation facts by rules and statements by their reporting frames.

    Measured, with the learned layer, on 22 articles to which the rules were developed and 23 that nobody has read
    (``python .ci/scores.py GOLD_DIR``):

    ===============================  =====  =====  ==========  ==========
    type, every actor and recipient  P      R      never read  never read
    ===============================  =====  =====  ==========  ==========
    all facts                        0.847  0.811  P 0.922     R 0.639
    statements                       0.943  0.926  P 0.979     R 0.832
    events                           0.786  0.742  P 0.845     R 0.469
    ===============================  =====  =====  ==========  ==========

    Of those found, negation is right in 1.000 and modality in 0.992 of 128 (never read: 0.985 and 0.965 of 198), the
    date in 0.946 of 37 (0.667 of 39), and whose word it is in 0.864 of 22 (0.615 of 26).

    Args:
        name: the component's name in the pipeline.
        rules: what may fire, in the order of precedence.
        disable: names of rules that do not.
    """

    def __init__(self, name: str, rules: Iterable[Rule], disable: Iterable[str] = ()) -> None:
        self.name = name
        self.disabled = frozenset(disable)
        self.set_rules(r for r in rules if r.name not in self.disabled)

    def set_rules(self, rules: Iterable[Rule]) -> None:
        """Index the rules by their triggers: what does not fire costs nothing."""
        self.rules = list(rules)
        self.own = frozenset(r.name for r in self.rules if r.own)
        stated = {r.name: r.confidence for r in self.rules if r.own or r.confidence is not None}
        self.confidence: dict[str, float | None] = {**load_confidence(), **stated}
        self.verbs: dict[str, list[Rule]] = defaultdict(list)
        self.nouns: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for trigger in rule.verbs:
                self.verbs[trigger].append(rule)
            for trigger in rule.nouns:
                self.nouns[trigger].append(rule)
        for table in (self.verbs, self.nouns):  # users' own first; what asks for certain objects before what takes any
            for found in table.values():
                found.sort(key=lambda r: (not r.own, not (r.objects or r.obliques)))

    def measure(self, draft: Draft) -> float | None:
        """The precision of a draft's rule on gold, or of its type's; None for a rule of one's own that states none."""
        table = self.confidence
        return table.get(draft.rule, table.get(f"type:{draft.type}", table.get("all", 0.5)))

    def rate(self, draft: Draft, doc: Doc) -> float | None:
        """The probability that a draft is right: by the heads where they have seen it, else by its rule alone."""
        measured = self.measure(draft)
        head = load_confidence_head()
        ruled = draft.rule in self.own or draft.type == "said" or "heads" not in draft.why
        if ruled or measured is None or head is None:
            return measured
        return find_confidence(head, describe(draft, measured, doc[draft.token].pos_))

    def doubts(self, draft: Draft, doc: Doc) -> bool:
        """Whether a draft of the heads or of the package's rules is too probably wrong to be told."""
        if "heads" not in draft.why or draft.rule in self.own or draft.type == "said":
            return False
        confidence = self.rate(draft, doc)
        return confidence is not None and confidence < (LEAST_LEARNED if is_learned(draft) else LEAST_RULED)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc) or not doc.has_annotation("DEP"):
            return doc
        index = EntityIndex(doc)
        run = Reading(doc, index, self)
        drafts = run.find()
        if (layer := create_layer(run)) is not None:
            drafts = layer.review(drafts)
        beside = [(block.start, block.end) for block in doc._.blocks if block.kind in BESIDE | {"boilerplate"}]
        drafts = [d for d in drafts if not any(start <= d.trigger[0] < end for start, end in beside)]
        drafts = [draft for draft in merge(drafts, index) if not self.doubts(draft, doc)]
        facts, explanations = to_facts(doc, index.text, drafts, self)
        doc._.facts = facts
        doc._.explanations = explanations
        return doc


class Reading:
    """One article: everything that the rules look at."""

    def __init__(self, doc: Doc, index: EntityIndex, finder: FactFinder) -> None:
        self.doc = doc
        self.text = index.text
        self.index = index
        self.finder = finder
        self.circumstances = Circumstances(doc, index)
        self.statements = list(doc._.speech)
        self.speaker_words = load_words("actors.toml")["speaker"]
        self.heard: list[tuple[str, list[list[str]]]] | None = None
        self.body_words = load_words("actors.toml")["body"]
        self.scope_of: dict[int, int] = {}
        order = sorted(range(len(self.statements)), key=lambda i: -sum(b - a for a, b in self.statements[i].scopes))
        for i in order:  # the innermost statement wins
            for start, end in self.statements[i].scopes:
                span = doc.char_span(start, end, alignment_mode="expand")
                if span is not None:
                    for t in range(span.start, span.end):
                        if t != self.statements[i].cue:
                            self.scope_of[t] = i
        self.by_sentence: dict[int, list[Any]] = defaultdict(list)
        for s in self.statements:
            self.by_sentence[doc[s.cue].sent.start].append(s)

    # -- finding -----------------------------------------------------------------------------------------------
    def find(self) -> list[Draft]:
        drafts = self.find_said()
        for token in self.doc:
            drafts += self.find_at(token)
        return drafts

    def find_at(self, token: Token) -> list[Draft]:
        plain = token.lemma_.lower()
        if is_verb(token):
            lemma = lemma_of(token)
            if token.dep_ in {"case", "mark", "aux"} or token.tag_ == "MD":
                return []
            if token.dep_ in {"amod", "compound"} and not is_misread(token):
                return []
            rules = self.finder.verbs.get(lemma, [])
            arguments = self.arguments_of(token) if rules else {}
            if lemma == plain and (phrasal := self.finder.verbs.get(f"{plain} {lower_after(token)}")):
                return self.tell(rules, token, arguments) or self.tell(phrasal, token, _join_particle(token))
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod"}:
            if token.pos_ == "PROPN" and token.i != token.sent.start:
                return []
            rules = self.finder.nouns.get(plain) or self.finder.nouns.get(plain.removesuffix("s"), [])
            arguments = noun_arguments(token, self.index) if rules else {}
        else:
            return []
        return self.tell(rules, token, arguments)

    def tell(self, rules: Iterable[Rule], token: Token, arguments: Arguments) -> list[Draft]:
        """What the first rule that fits says of a trigger."""
        told: dict[str, list[Draft]] = {}
        trigger = Trigger(token, arguments, self.index)
        for rule in rules:  # the first rule that fits; a type of one's own is told beside the package's
            family = rule.type if rule.type not in EVENT_OF_TYPE else ""
            if family not in told and (found := self.apply(rule, trigger)):
                told[family] = found
        return [draft for found in told.values() for draft in found]

    def apply(self, rule: Rule, trigger: Trigger, sides: dict[str, list[Filler]] | None = None) -> list[Draft]:
        """What a rule says of a trigger: nothing where it does not hold, several facts where several sums are told.

        ``sides``: actor and recipient, where something else than the rule's own functions chose them.
        """
        if (misfit := trigger.find_misfit(rule)) is not None:
            return self.no(*misfit)
        token, arguments, verbal = trigger.token, trigger.arguments, trigger.verbal
        light = trigger.light if not verbal else None
        statement = self.find_statement(token)
        status = resolve_status(token, statement is not None, light)
        told = [c for o in arguments.get("object", ()) if o.i > token.i for c in o.children] if verbal else []
        if any(c.lower_ == "no" and c.dep_ == "det" for c in told):
            status.flip("no")  # "made no arrests"
        if status.topic is not None:
            return self.no("it is only a topic or a condition, not told as a fact", [status.topic])
        if rule.type == "attacked" and token.dep_ == "xcomp" and lemma_of(token.head) in _VOWS:
            return self.no("who vows it threatens it", [lemma_of(token.head)])
        if rule.modality is not None:
            status.set(rule.modality, rule.name)
        roles: dict[str, list[Filler]] = {}
        for role in ("actor", "recipient"):
            roles[role] = self.fill(rule, role, token, arguments) if sides is None else sides[role]
        if not roles["recipient"] and ("homeland",) in rule.roles.get("recipient", ()):
            roles["recipient"] = self.homeland(roles["actor"])
        taken = {a.key for a in roles["actor"]}
        roles["recipient"] = [self.index.resolve_other(f, taken) if f.key in taken else f for f in roles["recipient"]]
        # "ordered its gunmen to stop": its own people, and yet others than itself
        roles["recipient"] = [replace(f, ref=None) if _is_of_own(f, taken) else f for f in roles["recipient"]]
        roles["recipient"] = [f for f in roles["recipient"] if f.key not in {a.key for a in roles["actor"]}]
        around_trigger = carriers(token, next(iter(arguments.get("verb", ())), None))
        amounts = self.circumstances.find_amounts(around_trigger) if _takes_amount(rule) else []
        named = {(f.start, f.end) for f in roles["recipient"]}
        text_object = self.object_text(rule, token, arguments, named)
        parts: dict[str, Any] = {
            "actor": roles["actor"],
            "recipient": roles["recipient"],
            "object": text_object,
            "amount": amounts,
            "place": self.circumstances.find_place(around_trigger) if "place" in rule.need else None,
            "other": arguments.get("object") or arguments.get("with"),
            "infinitive": any(
                c.tag_ == "VB"
                and any(g.lower_ == "to" for g in c.children)
                and not any(g.dep_.startswith("nsubj") and g.tag_ != "PRP" for g in c.children)
                for c in arguments.get("clause", [])
            ),
            "self": self.speaks_of_itself(arguments, roles["actor"]),
        }
        for need in rule.need:
            options = need.split("|")
            if not any(_meets(o, roles, parts) for o in options):
                return self.no("nothing fills what it needs", [need], self.describe(rule, need, token, arguments))
        place = self.circumstances.find_place(around_trigger) or self.find_own_place(rule, token, arguments)
        if place is not None and any(place.start < f.end and f.start < place.end for r in roles.values() for f in r):
            place = None
        event: Event = (
            "RETREAT"
            if rule.event == "CONCEDE"
            and rule.mode == "withdraw"
            and status.modality == "actual"
            and not status.negated
            else rule.event
        )
        sent = token.sent
        date = self.circumstances.find_date(around_trigger)
        if date is not None and self.is_past(date) and _is_ahead(token):
            date = None  # "want to question him about a death five years ago"
        if status.modality == "actual" and date is not None and self.is_future(date):
            if token.pos_ == "VERB" and tense_of(token) == PAST:
                date = None  # what has happened was not on a day to come: the day is another's, or misread
            else:
                status.set("planned", "a date to come")
        if status.modality == "demanded" and rule.type in {"agreed", "left_office", "took_office"}:
            return self.no("who only demands it is told by the demand")
        if status.modality == "demanded" and not any(f.ref for f in roles["actor"]):
            return self.no("it is demanded of nobody the article knows")
        attribution = None
        fact_type = rule.type
        if statement is not None:
            source = statement.sources[0]
            if (
                fact_type == "attacked"
                and status.modality in {"planned", "conditional"}
                and source.key in {f.key for f in roles["actor"]}
            ):
                fact_type, event = "threatened", EVENT_OF_TYPE["threatened"]  # announced violence of one's own
            attribution = Attribution(source=source.to_argument(self.text), cue=statement.cue_text)
            if statement.negates and f"negated: {statement.cue_text}" not in status.cues:
                status.flip(statement.cue_text)
        start, end = token.idx, token.idx + len(token)
        for child in token.children:
            if child.dep_ == "compound:prt" and child.i == token.i + 1:
                end = child.idx + len(child)
        why = {
            "matched": [
                {
                    "role": role,
                    "text": f.token.text,
                    "path": dependency_path(token, f.token),
                    **({"resolved": f.resolved} if f.resolved else {}),
                }
                for role, fillers in roles.items()
                for f in fillers
            ],
            "cues": list(status.cues),
        }

        own = self.find_receivers(amounts, statement, rule.fill.get("recipient", "actor"))
        shared = [f for f in roles["recipient"] if f.key not in {g.key for fillers in own.values() for g in fillers}]

        def make(amount: str | None) -> Draft:
            return Draft(
                fact_type,
                event,
                rule.mode_of(lemma_of(token)),
                rule.name,
                (start, end),
                _trim(self.text, sent.start_char, sent.end_char),
                roles["actor"],
                own.get(amount or "") or (shared if own else roles["recipient"]),
                text_object,
                place,
                date,
                amount,
                status,
                attribution,
                token.i,
                token.lemma_.lower(),
                dict(why),
            )

        return [make(a) for a in amounts] if amounts else [make(None)]

    def arguments_of(self, verb: Token) -> Arguments:
        """The logical functions of a verb, and of "$20 million in aid to Kenya" also what hangs on the aid."""
        out = verb_arguments(verb)
        for noun in out["object"]:
            for counted in find_counted(noun, self.index)[1:] if noun.i in self.index.times else ():
                collect_prepositions(counted, out)
        return out

    def speaks_of_itself(self, arguments: Arguments, actors: list[Filler]) -> bool:
        """Whether the complement is the actor's own doing: an infinitive, or a clause about it or its state."""
        keys = {f.key for f in actors} | {self.index.country_of(f.ref) for f in actors}
        for clause in arguments.get("clause", []):
            subjects = [c for c in clause.children if c.dep_ in {"nsubj", "nsubj:pass"}]
            if not subjects:
                return clause.tag_ == "VB" or clause.pos_ == "NOUN"
            found = self.index.resolve(subjects[0])
            return any(f.key in keys or self.index.country_of(f.ref) in keys - {None} for f in found)
        return True

    def no(self, reason: str, *details: Iterable[str]) -> list[Draft]:
        """The rule does not hold; why, for whoever listens (``newsfacts rules try``)."""
        if self.heard is not None:
            self.heard.append((reason, [sorted(detail) for detail in details]))
        return []

    def describe(self, rule: Rule, need: str, token: Token, arguments: Arguments) -> list[str]:
        """For a need that is not met: what stands where its role is looked for, and what it was read as."""
        if self.heard is None:
            return []
        return [
            f"{function}: {head.text} ({', '.join(sorted({f.kind for f in self.index.resolve(head)})) or 'nobody'})"
            for role in need.split("|")
            for alternative in rule.roles.get(role.removesuffix("s"), ())
            for function in alternative
            for head in arguments.get(function) or self.derived(function, token, arguments)
        ]

    def find_own_place(self, rule: Rule, token: Token, arguments: Arguments) -> Place | None:
        """A place where the rule says that one stands, beside those of every fact ("to" for who travels)."""
        for alternative in rule.roles.get("place", ()):
            for function in alternative:
                for head in arguments.get(function, []):
                    for filler in self.index.resolve(head):
                        if filler.kind == "country" or _fits(filler, "place", self.index):
                            text = self.text[filler.start : filler.end]
                            code = self.index.country_of(filler.ref)
                            return Place(text=text, start=filler.start, end=filler.end, country=code)
        return None

    def is_future(self, ident: str) -> bool:
        """Whether a date begins after the article's own day."""
        published = self.doc._.published
        date = next(d for d in self.doc._.dates if d.id == ident)
        return published is not None and date.from_ is not None and date.from_ > published.isoformat()

    def is_past(self, ident: str) -> bool:
        """Whether a date ends before the article's own day."""
        published = self.doc._.published
        date = next(d for d in self.doc._.dates if d.id == ident)
        return published is not None and date.to is not None and date.to < published.isoformat()

    def fill(self, rule: Rule, role: str, token: Token, arguments: Arguments) -> list[Filler]:
        wanted = rule.fill.get(role, "actor")
        statement = self.find_statement(token)
        spoken = {f.token.i for f in statement.sources} if statement is not None else set()
        # the speaker's own name may hang inside what was said; but "denied killing them" is of the speaker
        own = token.dep_ == "xcomp" and statement is not None and token.head.i == statement.cue
        barred = {token.i} if own else {token.i, *spoken}
        several = role == "actor" and "actors" in rule.need
        for alternative in rule.roles.get(role, ()):
            out: list[Filler] = []
            sides = False
            for function in alternative:
                before = len(out)
                heads = arguments.get(function) or self.derived(function, token, arguments)
                if function == "subject" and token.dep_ == "conj" and is_verb(token):
                    heads = self.find_doers(heads, token, wanted)
                for head in heads:
                    if head.i in barred:
                        continue
                    for filler in self.resolve(head, statement):
                        if filler.start <= token.idx < filler.end and filler.token.i != token.i:
                            continue  # a phrase that swallowed its own verb is misread
                        if _fits(filler, wanted, self.index) and filler.key not in {f.key for f in out}:
                            out.append(filler)
                sides |= len(out) > before and function != "with"
            others = [h for f in alternative if f != "with" for h in arguments.get(f, ()) if h.i not in spoken]
            lone = "with" in alternative and bool(others)
            if not sides and (several or lone):
                continue  # both of "with A and B" stand on one side; beside a subject unknown, B alone is no actor
            if len(out) > several:
                return out
        return []

    def find_receivers(self, amounts: list[str], statement: Any, wanted: str) -> dict[str, list[Filler]]:
        """Who gets which of several sums: "$5 million to Kenya and $3 million to Moldova"."""
        out: dict[str, list[Filler]] = {}
        for ident in amounts if len(amounts) > 1 else ():
            head = self.circumstances.sum_head(ident)
            receivers = [c for c in head.children if case_of(c) in {"to", "for"}] if head is not None else []
            found = [f for c in receivers for f in self.resolve(c, statement) if _fits(f, wanted, self.index)]
            if found:
                out[ident] = found
        return out

    def resolve(self, head: Token, statement: Any) -> list[Filler]:
        """What a phrase refers to; "I" is who speaks, and "we" the body that does."""
        if head.lower_ in _FIRST_PERSON and statement is not None and head.tag_ in {"PRP", "PRP$"}:
            return [
                Filler(head, f.ref, f.kind, head.idx, head.idx + len(head), resolved=self.text[f.start : f.end])
                for f in statement.sources
                if f.kind in _FIRST_PERSON[head.lower_]
            ]
        return self.index.resolve(head)

    def find_doers(self, heads: list[Token], token: Token, wanted: str) -> list[Token]:
        """The subjects, or those of a finite verb further up when these cannot act: a conjunct hung too low."""
        verb = token
        if is_passive(token) and any(c.dep_ in {"aux:pass", "obl:agent"} for c in token.children):
            return heads  # "was suspended by a court and is being tried": the second by nobody named
        for _ in range(3):
            if verb.dep_ == "acl:relcl":
                return heads  # what the main clause does is another's
            if any(_fits(f, wanted, self.index) for h in heads for f in self.index.resolve(h)) or verb.head.i == verb.i:
                return heads
            verb = verb.head
            while not (is_verb(verb) and verb.tag_ in {"VBD", "VBZ", "VBP"}) and verb.head.i != verb.i:
                verb = verb.head
            if not is_verb(verb) or any(c.dep_ in {"nsubj", "nsubj:pass"} for c in token.children):
                return heads
            higher = logical_subject(verb)
            heads = higher or heads
        return heads

    def countries_within(self, token: Token) -> list[Token]:
        """States named in the phrases below a verb, without its subject and clauses: "loans for schools in Chad"."""
        out: list[Token] = []
        queue = [c for c in token.children if c.dep_.split(":")[0] in {"obj", "obl", "iobj", "nmod"}]
        for _ in range(30):
            if not queue:
                break
            phrase = queue.pop(0)
            m = self.index.find_mention(phrase)
            if (
                m is not None
                and m.kind == "country"
                and m.mention != "demonym"
                and case_of(phrase) in {"in", "to", "for", ""}
            ):
                out.append(phrase)
                break
            queue += [
                c for c in phrase.children if c.dep_ in {"nmod", "obl", "nmod:poss"} or c.dep_ in {"amod", "compound"}
            ]
        return out

    def is_scene(self, modifier: Token) -> bool:
        """Whether a name before a noun tells where, as headlines do: "Pakistan blasts"."""
        m = self.index.find_mention(modifier)
        return m is not None and m.kind == "country" and m.mention == "name" and not modifier.text.isupper()

    def homeland(self, actors: list[Filler]) -> list[Filler]:
        """The state that an office-holder serves; none for soldiers, whose post is in the army."""
        for f in actors:
            entity = self.index.entity.get(f.ref or "")
            code = getattr(entity, "country", None)
            if (
                f.kind == "official"
                and code in self.index.entity
                and getattr(entity, "role", "") not in {"military", "igo", "rebel"}
            ):
                named = min(self.index.entity[code].mentions, key=lambda m: abs(m.start - f.start))
                return [Filler(f.token, code, "country", named.start, named.end, resolved=f"{code} by office")]
        return []

    def derived(self, function: str, token: Token, arguments: Arguments) -> list[Token]:
        """Functions one step away: whose the object is, the object of the complement, who made the offer refused."""
        if function == "owner":
            out: list[Token] = []
            for noun in arguments.get("object", []):
                own = noun_arguments(noun, self.index)
                suffered = noun.lemma_.lower() in self.index.words["suffered"]  # "the killing of" names the victim
                named = [t for t in own["of"] if self.index.find_mention(t) is not None]  # not "the job of president"
                whose = own["poss"] if own["of"] or not suffered else []
                out += whose or own["by"] or _find_makers(noun) or own["modifier"] or ([] if suffered else named)
                for inner in own["of"]:  # "proof of Bangkok's allegations"
                    out += noun_arguments(inner, self.index)["poss"]
            return out
        if function == "cause":  # "support for Kosovo's integrity"
            return [
                found
                for preposition in ("for", "to")
                for noun in arguments.get(preposition, [])
                for own in [noun_arguments(noun, self.index)]
                for found in own["poss"]
            ]
        if function == "iobject" and is_verb(token):  # "selling Tehran missiles" read as one noun phrase
            return [
                c
                for noun in arguments.get("object", [])
                for c in noun.children
                if c.i == token.i + 1
                and c.dep_ == "compound"
                and (m := self.index.find_mention(c)) is not None
                and m.kind == "country"
                and m.mention in {"name", "metonym"}
            ]
        if function == "accused":  # who is charged with the murder of another
            verb = token.head if is_verb(token.head) else token.head.head  # "in connection with the murder"
            return verb_arguments(verb)["object"] if is_verb(verb) and verb.lemma_ in _CHARGES else []
        if function == "origin":  # "a ban on beef from Canada", "tariffs on Canadian beef"
            return [
                found
                for preposition in ("on", "of", "object")
                for noun in arguments.get(preposition, [])
                for own in [noun_arguments(noun, self.index)]
                for found in own["from"] or (own["modifier"] if preposition != "object" else [])
            ]
        if function == "partner":  # "agreed to a ceasefire with Hamas"
            return [
                found
                for preposition in ("to", "on")
                for noun in arguments.get(preposition, [])
                for found in noun_arguments(noun, self.index)["with"]
            ]
        if function == "undergoer":  # who "is under investigation", "is on trial"
            return _find_undergoers(token)
        if function == "attendee" and case_of(token) not in {"after", "following", "during", "before"}:
            return []  # "recalled its envoy for consultations"
        if function in {"holder", "attendee"}:  # who did something else "during a visit to", "after talks with"
            after = self.doc[token.i + 1 : min(token.sent.end, token.i + 8)]
            if any(t.lower_ == "by" and t.dep_ == "case" and not is_verb(t.head) for t in after):
                return []  # "fired rockets during a visit by the president"
            if token.dep_ == "obl" and is_verb(token.head) and case_of(token) in _WHILE:
                return logical_subject(token.head)
            return []
        if function == "gesturer":  # who did something else "in protest"
            in_protest = token.dep_ == "obl" and is_verb(token.head) and case_of(token) == "in"
            return logical_subject(token.head) if in_protest and len(list(token.lefts)) == 1 else []
        if function == "weapon":  # whose bomb, strike or shelling it was
            return [
                found
                for noun in arguments.get("subject", [])
                for own in [noun_arguments(noun, self.index)]
                for found in own["by"] or own["poss"] or own["modifier"]
                if not (noun.lemma_ in self.index.words["anybodys"] and self.is_scene(found))
            ]
        if function == "target":  # of the attack that somebody claims, or answers with
            return [
                found
                for noun in (*arguments.get("for", ()), *arguments.get("with", ()))
                for own in [noun_arguments(noun, self.index)]
                for found in own["on"] or own["against"] or own["of"]
            ]
        if function == "circumstance":  # who acted "when militants ambushed his patrol"
            return [
                s
                for c in find_circumstances(token)
                if c.lemma_ not in _MUTUAL and not any(case_of(g) == "under" for g in c.children)  # "came under fire"
                for s in logical_subject(c)
            ]
        if function == "wanted":  # "wants Iran to stop": the parser may make it the clause's subject
            return [c for v in arguments.get("clause", []) for c in v.children if c.dep_ == "nsubj" and c.i > token.i]
        if function == "post":  # what somebody is named, when both hang on the verb as objects
            return arguments.get("object", []) if arguments.get("iobject") else []
        if function == "called":  # "called for Clarke to resign"
            return [
                n
                for n in arguments.get("for", [])
                if (v := _find_infinitive(n)) is not None and not any(c.dep_ == "aux:pass" for c in v.children)
            ]
        if function == "within":
            return self.countries_within(token)
        if function == "refuser":
            beside = token.head.children if token.dep_ == "ccomp" else ()  # "confirmed that … offered, but … refused"
            verbs = [
                c
                for c in (*token.subtree, *beside)
                if c.lemma_ in {"refuse", "decline", "reject"} and c.i > token.i and c.dep_ == "conj"
            ]
            return logical_subject(verbs[0]) if verbs else []
        if function == "oftheirs":
            return [m for noun in arguments.get("of", []) for m in self.index.modifier_mentions(noun)]
        if function == "hearer":  # "promised voters to build it"
            return arguments.get("object", []) if arguments.get("clause") else []
        if function == "clausesubject":  # "demanded that China withdraw"
            below = [c for v in arguments.get("clause", []) for c in v.children]
            return [c for c in below if c.dep_ == "nsubj" and c.head.tag_ in {"VB", "VBP"} and c.i > token.i]
        if function == "clauseobject":
            # "threatened that the union would call out its members" is no threat to them
            return [
                found
                for clause in arguments.get("clause", [])
                if is_verb(clause) and not any(c.dep_ == "nsubj" and c.tag_ != "PRP" for c in clause.children)
                for found in _complement_objects(clause)
            ]
        if function == "deed":  # "threatened action to reunify it", with the purpose read as the complement
            clause = arguments.get("clause", [])
            return [
                o
                for o in arguments.get("object", [])
                if clause and o.i < clause[0].i and o.pos_ == "NOUN" and not any(
                    f.ref or f.kind == "group" for f in self.index.resolve(o)
                )
            ]
        if function in {"offerer", "offered"} and token.dep_ == "conj":  # "they had offered to meet, but Oslo refused"
            offers = [v for v in (token.head, *token.head.children) if v.lemma_ in _OFFERS and v.i < token.i]
            offers = [v for v in offers if v.i == token.head.i or v.dep_ == "ccomp"]
            if function == "offerer":
                return [s for v in offers for s in logical_subject(v)]
            return [c for v in offers for a in (verb_arguments(v),) for c in (a.get("clause") or a.get("object", []))]
        return []

    def object_text(
        self, rule: Rule, token: Token, arguments: Arguments, sides: set[tuple[int, int]]
    ) -> str | None:
        """The words of what is done or said; never just those of a recipient."""
        for alternative in rule.roles.get("object", ()):
            for function in alternative:
                for head in arguments.get(function) or self.derived(function, token, arguments):
                    behind = _find_infinitive(head) if function == "for" else None
                    if behind is not None:  # "called for the economist to be freed"
                        first, last = noun_phrase(head)[0], behind.right_edge
                        while last.i > behind.i and (last.is_punct or last.is_space):
                            last = last.nbor(-1)
                        return self.text[first : last.idx + len(last)]
                    if is_verb(head) and rule.type == "took_office":
                        continue  # "was sworn in to serve out her term" names no office
                    if is_verb(head) or function == "clause":
                        after = -1 if function == "offered" else token.i
                        span = sorted((t for t in head.subtree if t.i > after), key=lambda t: t.i)
                        told = self.find_statement(token)
                        if told is not None and told.start <= token.idx < told.end:
                            span = [t for t in span if t.idx < told.end]  # not ", the minister told reporters"
                        while span and (span[-1].is_punct or span[-1].is_space):
                            span.pop()
                        while span and (span[0].text in {",", ";", ":", "-", "–", "—"} or span[0].is_space):
                            span.pop(0)
                        if span:
                            return self.text[span[0].idx : span[-1].idx + len(span[-1])]
                    else:
                        if head.tag_ == "WP" and any(c.dep_ == "acl:relcl" for c in head.children):
                            span = list(head.subtree)  # "condemned what it called a massacre"
                            while span and (span[-1].is_punct or span[-1].is_space):
                                span.pop()
                            return self.text[head.idx : span[-1].idx + len(span[-1])]
                        if head.tag_ in {"PRP", "WDT", "WP"} or head.i in self.index.days:
                            continue
                        if function == "object" and head.pos_ == "ADJ":
                            continue  # "a small still" with the still read as an adverb
                        if function == "compound" and (head.pos_ == "PROPN" or head.i in self.index.by_token):
                            continue  # "arms", of "Russia arms sales"
                        amount = self.circumstances.sum_at(head)
                        if amount is not None:
                            spent = [c for c in find_counted(head, self.index) if c.lemma_.lower() in rule.objects]
                            head = spent[0] if spent else head
                        start, end = noun_phrase(head)
                        next_two = self.doc[token.i + 1 : token.i + 3]  # "hand over six jets"
                        particle = len(next_two) == 2 and f"{token.lemma_} {next_two[0].lower_}" in rule.verbs
                        if particle and start == next_two[0].idx:
                            start = next_two[1].idx
                        if start <= token.idx < end and is_verb(token):
                            continue  # a phrase that swallowed its own verb is misread
                        if (start, end) in sides:
                            continue
                        # "send Ukraine 14 tanks" read as one phrase
                        given = [b for a, b in sides if a == start and b < end]
                        gift = self.doc.char_span(given[0] + 1, end) if given else None
                        if gift and gift[0].tag_ in {"CD", "DT", "$"}:
                            start = given[0] + 1
                        if amount is not None and amount.start <= start and end <= amount.end:
                            start, end = amount.start, amount.end  # "₹21 crore", not "₹"
                            counted = [c for c in find_counted(head, self.index)[1:] if c.tag_ in {"NN", "NNS"}]
                            spans = [noun_phrase(c) for c in counted]  # "$1.7 billion in military aid"
                            end = next((b for a, b in spans if self.text[end:a].split() in (["in"], ["of"])), end)
                        return self.text[start:end]
        return None

    def find_statement(self, token: Token) -> Any:
        i = self.scope_of.get(token.i)
        return self.statements[i] if i is not None else None

    # -- statements --------------------------------------------------------------------------------------------
    def find_said(self) -> list[Draft]:
        out: list[Draft] = []
        for statement in self.statements:
            if statement.kind == "charge" or f"said.{statement.kind}" in self.finder.disabled:
                continue
            cue = self.doc[statement.cue]
            actors = [f for f in statement.sources if self._speaks(f)]
            if statement.kind == "according":
                actors = [f for f in actors if not self._carries(f)]
            if not actors:
                continue
            light = [cue] if statement.kind != "according" else []
            outer = self.find_statement(cue)
            if cue.tag_ == "VBG" and any(
                s.cue < statement.cue and s.sources[0].key == actors[0].key
                for s in self.by_sentence.get(cue.sent.start, ())
            ):
                continue  # "… he said, adding that …" goes on
            status = resolve_status(cue, outer is not None) if light else Status()
            if status.topic is not None:
                continue
            if statement.kind == "object" and (status.negated or self._announces_event(cue)):
                continue
            if statement.kind == "object" and outer is not None and outer.sources[0].key == actors[0].key:
                continue  # "say they have confirmed six cases" is one statement
            attribution = None
            if outer is not None and outer is not statement and outer.sources[0].key not in {f.key for f in actors}:
                attribution = Attribution(source=outer.sources[0].to_argument(self.text), cue=outer.cue_text)
            around = carriers(cue, None) if light else []
            date = (
                self.circumstances.find_date(around) or self.circumstances.find_statement_date(cue) if around else None
            )
            if date is None and statement.sources and cue.lower_ == "according":
                date = self.circumstances.find_date_behind(max(source.end for source in statement.sources))
            if date is not None and statement.kind != "object":
                d = next(d for d in self.doc._.dates if d.id == date)
                if statement.holds(d.start):
                    date = None
            place = self.circumstances.find_place(around) if around else None
            if place is not None and statement.holds(place.start):
                place = None
            sent = cue.sent
            length = len(cue) if light else len(statement.cue_text)
            out.append(
                Draft(
                    "said",
                    EVENT_OF_TYPE["said"],
                    self._mode_of(statement),
                    f"said.{statement.kind}",
                    (cue.idx, cue.idx + length),
                    _trim(self.text, sent.start_char, sent.end_char),
                    actors,
                    [h for h in statement.hearers if h.kind in _ACTORLIKE],
                    statement.words(self.text),
                    place,
                    date,
                    None,
                    status,
                    attribution,
                    cue.i,
                    cue.lemma_,
                    {
                        "matched": [
                            {"role": "actor", "text": f.token.text, "path": dependency_path(cue, f.token)}
                            for f in actors
                        ],
                        "cues": list(status.cues),
                    },
                )
            )
        return out

    def _mode_of(self, statement: Any) -> str | None:
        """``deny``, ``quote`` where the article has all of it in quotation marks, else None."""
        if statement.negates:
            return "deny"
        parts = statement.parts or ((statement.start, statement.end),)
        quoted = all(any(q.start < a and b <= q.end for q in self.doc._.quotes) for a, b in parts)
        return "quote" if quoted else None

    def _announces_event(self, cue: Token) -> bool:
        """ "Announced his resignation" tells the resignation, not only words."""
        return any(c.dep_ == "obj" and c.lemma_.lower() in words()["announced"] for c in cue.children)

    def _carries(self, filler: Filler) -> bool:
        """Whether "according to" names what carried the news, a medium or a paper, and no party to it."""
        kind = getattr(self.index.entity.get(filler.ref or ""), "kind", None)
        return kind == "media" or filler.token.lemma_.lower() in self.index.words["document"]

    def _speaks(self, filler: Filler) -> bool:
        if filler.kind in {"official", "country", "organization"}:
            return True
        if filler.kind == "person" and filler.ref is not None:
            return True
        if filler.kind == "group" and filler.token.ent_type_ == "ORG":  # a body that the record does not know
            several = " " in self.text[filler.start : filler.end]
            if several or filler.token.text.isupper() or filler.token.lower_ in self.body_words:
                return True
        return filler.kind == "group" and filler.ref is None and filler.token.lemma_.lower() in self.speaker_words


_WITH_AMOUNT = frozenset(
    {"aided", "transacted", "agreed", "enacted", "sanctioned", "demanded", "conceded", "cooperated", "coerced"}
)


_PERSONS, _BODIES = frozenset({"official", "person"}), frozenset({"organization", "country"})
_FIRST_PERSON = {
    **dict.fromkeys(("i", "me", "my"), _PERSONS),
    **dict.fromkeys(("we", "us", "our"), _BODIES),
}
_CHARGES = frozenset({"charge", "convict", "accuse", "indict", "sentence", "suspect", "try", "blame"})
_MUTUAL = frozenset({"clash", "fight", "battle", "skirmish"})  # both sides do it: who killed whom is not told
_VOWS = frozenset({"vow", "pledge", "promise", "swear", "warn"})


def _takes_amount(rule: Rule) -> bool:
    return rule.type in _WITH_AMOUNT or rule.type not in EVENT_OF_TYPE


def _meets(need: str, roles: dict[str, list[Filler]], have: dict[str, Any]) -> bool:
    """Whether a need is met: a role or part that is there, ``actors`` (two), or ``linked`` (one of the record's)."""
    if need == "actors":
        collective = load_words("actors.toml")["collective"]  # "the two sides and both countries met" names nobody
        named = any(f.ref or f.token.lemma_.lower() not in collective for f in roles["actor"])
        return len(roles["actor"]) > 1 and named
    if need == "alone":  # nothing stands where the other side would
        return not have["other"]
    if need == "infinitive":  # "told him to leave", not "told him that …"
        return bool(have["infinitive"])
    if need == "self":  # the clause's subject is the actor again, or no one else's
        return bool(have["self"])
    if need == "linked":
        return any(f.ref is not None for found in roles.values() for f in found)
    return bool(have.get(need))


_WHILE = frozenset({"during", "on", "for", "after", "before", "ahead", "amid", "following"})


def _join_particle(verb: Token) -> Arguments:
    """The arguments of "handed over the town", also with the particle read as a preposition."""
    out = verb_arguments(verb)
    particle = verb.nbor(1)
    after = out[particle.lower_]
    if out["object"] or particle.dep_ != "case" or len(after) != 1 or after[0].i != particle.head.i:
        return out
    if lower_after(particle) not in {"of", "from"}:  # "pull out of Angola"
        out["object"] = after
    return out


def _is_of_own(filler: Filler, taken: set[str]) -> bool:
    return filler.key in taken and any(c.lower_ == "its" and c.dep_ == "nmod:poss" for c in filler.token.children)


def _is_ahead(verb: Token) -> bool:
    """Whether a verb stands under "will", or under a wish or plan of the present."""
    if any(c.dep_ == "aux" and c.lower_ in {"will", "wo", "'ll", "’ll"} for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.tag_ in {"VBP", "VBZ"} and verb.head.lemma_ != "be"


def _find_infinitive(noun: Token) -> Token | None:
    """What somebody is called on to do: the infinitive right behind a phrase."""
    own = [c for c in noun.children if c.dep_ in {"acl", "xcomp"} and c.i > noun.i]
    after = own[0].left_edge if own else noun.right_edge.nbor(1) if noun.right_edge.i + 1 < len(noun.doc) else noun
    return after.head if after.lower_ == "to" and after.head.tag_ in {"VB", "VBN"} and after.head.i > after.i else None


def _find_undergoers(noun: Token) -> list[Token]:
    if case_of(noun) != ("on" if noun.lemma_ == "trial" else "under"):
        return []
    if any(c.dep_ == "cop" for c in noun.children):
        return [c for c in noun.children if c.dep_ == "nsubj"]
    return surface_subject(noun.head) if is_verb(noun.head) and noun.head.lemma_ in {"be", "come", "remain"} else []


def _find_makers(noun: Token) -> list[Token]:
    """Of "the role played by Egypt" who plays it."""
    return [
        g
        for c in noun.children
        if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"}
        for g in c.children
        if g.dep_.startswith("obl") and case_of(g) == "by"
    ]


def _complement_objects(verb: Token) -> list[Token]:
    out = [c for c in verb.children if c.dep_ in {"obj", "iobj"}]
    return out + [c for c in verb.children if c.dep_ == "obl" and case_of(c) in {"with", "to", "against", "on"}]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _fits(filler: Filler, wanted: str, index: EntityIndex) -> bool:
    for want in wanted.split("|"):
        if want == "any":
            if filler.kind != "number":
                return True
        elif want == "actor":
            if filler.kind in _ACTORLIKE:
                return True
        elif want == "authority":  # who may arrest and charge
            entity = index.entity.get(filler.ref or "")
            if filler.kind == "country" or getattr(entity, "role", "") in {
                "judiciary",
                "police",
                "military",
                "minister",
                "official",
            }:
                return True
            if (
                getattr(entity, "kind", "") in {"government", "military", "igo"}
                or filler.token.lemma_.lower() in index.words["authority"]
            ):
                return True
        elif want == "incumbent":  # one person in office
            entity = index.entity.get(filler.ref or "")
            status = getattr(entity, "status", None) if getattr(entity, "name", None) else None
            if filler.kind == "official" and status in {"current", "acting"} and not getattr(entity, "group", False):
                return True
        elif want == "place":
            if filler.kind == "place" or (
                filler.token.ent_type_ in {"LOC", "GPE", "FAC"} and filler.token.pos_ == "PROPN"
            ):
                return True
        elif filler.kind == want or (want == "official" and _holds_office(filler)):
            return True
    return False


def _holds_office(filler: Filler) -> bool:
    """ "The prime minister" of whom the article does not make plain which."""
    head = filler.token
    if filler.kind != "group" or filler.ref is not None or head.tag_ != "NN":
        return False
    definite = any(c.lower_ == "the" or c.dep_ == "nmod:poss" for c in head.children)
    coming = any(c.lower_ in {"new", "next", "future"} for c in head.children)  # is nobody yet
    return definite and not coming and head.lemma_.lower() in load_words("actors.toml")["incumbent"]


# -- merging -----------------------------------------------------------------------------------------------------
def _same_side(a: list[Filler], b: list[Filler]) -> bool:
    return {f.key for f in a} == {f.key for f in b}


def _restates(a: Draft, b: Draft, doc: Doc) -> bool:
    """Whether the next sentence tells the same again: "pledged $2 million. It pledged the sum in Accra"."""
    told = [child for child in doc[b.token].children if child.dep_ == "obj"]
    known = any(word.lower_ in {"the", "this", "that"} for child in told for word in child.children)
    return known and doc[a.token].sent.end == doc[b.token].sent.start


def _compatible(a: Draft, b: Draft, doc: Doc) -> bool:
    if a.type != b.type or (a.type == "said" and a.token != b.token):
        return False
    if a.status.negated != b.status.negated or a.status.modality != b.status.modality:
        return False
    if a.type == "coerced" and a.mode != b.mode:
        return False  # an arrest and a charge are two
    if (a.date and b.date and a.date != b.date) or (a.amount and b.amount and a.amount != b.amount):
        return False
    refs_a, refs_b = {f.key for f in a.actor}, {f.key for f in b.actor}
    recipients_a, recipients_b = {f.key for f in a.recipient}, {f.key for f in b.recipient}
    if a.type in {"met", "agreed", "cooperated"}:
        both_a, both_b = refs_a | recipients_a, refs_b | recipients_b
        if refs_a == refs_b and not recipients_b and a.lemma == b.lemma and _restates(a, b, doc):
            return True
        return both_a == both_b and a.lemma == b.lemma and len(both_a) > 1
    if refs_a != refs_b or not refs_a | recipients_a:
        return False
    if a.type in {"left_office", "took_office"} and a.lemma[:5] != b.lemma[:5] and (a.mode != b.mode or a.mode is None):
        return False  # "resigned" and "was replaced" are two, "quits" and "resigned" are one
    if recipients_a == recipients_b:
        return bool(recipients_a) or a.object == b.object or a.type in {"left_office", "visited"}
    return False


def merge(drafts: list[Draft], index: EntityIndex) -> list[Draft]:
    """One fact for each thing told, its fullest telling kept; what tells it again is dropped."""
    drafts = sorted(drafts, key=lambda d: (d.trigger, d.rule))
    kept: list[Draft] = []
    by_type: dict[str, list[int]] = defaultdict(list)
    for draft in drafts:
        for i in by_type[draft.type][-40:]:
            other = kept[i]
            if _compatible(other, draft, index.doc):
                best, rest = (draft, other) if draft.weight() > other.weight() else (other, draft)
                best.date = best.date or rest.date
                best.amount = best.amount or rest.amount
                best.place = best.place or rest.place
                best.object = best.object or rest.object
                best.why.setdefault("further evidence", []).append(index.text[rest.evidence[0] : rest.evidence[1]])
                kept[i] = best
                break
        else:
            by_type[draft.type].append(len(kept))
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.trigger, d.rule, d.amount or ""))


def to_chances(draft: Draft) -> list[tuple[str, float]]:
    """What the heads think of a draft: of its type, its actor and its recipient; nothing where they were not asked."""
    if "heads" not in draft.why:
        return []
    return list(zip((draft.type, "actor", "recipient"), draft.why["heads"], strict=True))


def to_facts(
    doc: Doc, text: str, drafts: list[Draft], finder: FactFinder
) -> tuple[list[Fact], list[dict[str, Any]]]:
    """Drafts with their ids and confidence, as the contract's models, and the derivation of each."""
    facts: list[Fact] = []
    explanations: list[dict[str, Any]] = []

    def to_span(span: tuple[int, int]) -> Span:
        return Span(text=text[span[0] : span[1]], start=span[0], end=span[1])

    def to_arguments(fillers: list[Filler]) -> list[Argument]:
        return [f.to_argument(text) for f in fillers]

    for draft in drafts:
        confidence = finder.rate(draft, doc)
        ident = f"f{len(facts) + 1}"
        facts.append(
            Fact(
                id=ident,
                type=draft.type,
                event=draft.event,
                mode=draft.mode,
                actor=to_arguments(draft.actor),
                recipient=to_arguments(draft.recipient),
                object=draft.object or None,
                place=draft.place,
                date=draft.date,
                amount=draft.amount,
                negated=draft.status.negated,
                modality=draft.status.modality,  # type: ignore[arg-type]
                attribution=draft.attribution,
                trigger=to_span(draft.trigger),
                evidence=to_span(draft.evidence),
                rule=draft.rule,
                confidence=confidence,
            )
        )
        cues = list(draft.why.get("cues", []))
        if draft.attribution is not None:
            cues.append(f"attribution: {draft.attribution.source.text} {draft.attribution.cue}")
        explanations.append(
            {
                "fact": ident,
                "rule": draft.rule,
                "trigger": text[draft.trigger[0] : draft.trigger[1]],
                "matched": draft.why.get("matched", []),
                "cues": cues,
                "further_evidence": draft.why.get("further evidence", []),
                "probabilities": [f"{name} {chance:.2f}" for name, chance in to_chances(draft)],
            }
        )
    return facts, explanations


def explain(doc: Doc) -> list[dict[str, Any]]:
    """Why each fact of a processed Doc was found, in the order of ``doc._.facts``.

    Each entry has ``fact`` (id), ``rule`` (``learned.TYPE`` where the event head spoke and no rule), ``trigger``,
    ``matched`` (role, text and dependency path of each argument), ``cues`` (what set negation, modality and
    attribution), ``further_evidence`` (sentences that tell it again) and ``probabilities`` (of its type, its actor and
    its recipient, by the heads; empty without them).
    """
    return list(doc._.explanations)
