"""The frame of a fact: is it denied, planned, possible; where, when, how much.

Read off the syntax above and beside the trigger: auxiliaries, negations and the words that govern it. The lists are in
``lexicon/modality.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from newsfacts.language.amounts.currency import COMPARISON, CONVERSION
from newsfacts.language.facts.roles import EntityIndex
from newsfacts.language.syntax.arguments import tells_worth
from newsfacts.language.syntax.relations import (
    case_of,
    coordinated,
    has_subject,
    has_to,
    is_verb,
    lemma_of,
    lower_after,
    marks_of,
    words,
)
from newsfacts.language.syntax.voice import is_complement, is_wished
from newsfacts.lexicon.words import load_words
from newsfacts.record import Amount, Place

_PLACE_CASES = frozenset(
    {"in", "at", "near", "outside", "across", "inside", "off", "around", "on", "throughout", "within"}
)
_DENIALS = frozenset({"deny", "reject", "dismiss", "refute", "disprove", "debunk"})
#: Times of a day, which the day follows: "before dawn on Thursday".
_HOURS = frozenset({"dawn", "daybreak", "sunrise", "noon", "midday", "dusk", "sunset", "nightfall", "midnight"})
#: Before a clause beside something to come: what it tells is to come first.
_UNTIL = frozenset({"after", "once", "until", "till", "before", "when"})
_PARTICLES = frozenset({"out", "off", "up", "down"})
_CASUALTIES = frozenset({"kill", "wound", "injure", "shoot", "hurt"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_UNITS = frozenset({"day", "night", "week", "month", "year"})
#: Before a phrase that has its own date: "after his release Monday".
_EACH = re.compile(r"\s*(?:each|apiece)\b")  # after a price
_OF_WHICH = re.compile(r"\s*of (?:which|whom|that|it)\b")  # after a share of another sum
_FROM = re.compile(r"\bfrom (?:about |around |nearly |over |just )?$")
_APART = frozenset({"after", "before", "since", "following", "until"})


@dataclass
class Status:
    """Negation and modality, each with the words that decided."""

    negated: bool = False
    modality: str = "actual"
    topic: str | None = None  # a word that makes the trigger a mere topic
    cues: list[str] = field(default_factory=list)

    def set(self, modality: str, cue: str) -> None:
        rank = ("actual", "planned", "possible", "demanded", "conditional")
        if self.modality == "actual" or (self.modality == "planned" and rank.index(modality) > 1):
            self.modality = modality
            self.cues.append(f"{modality}: {cue}")

    def flip(self, cue: str) -> None:
        self.negated = not self.negated
        self.cues.append(f"negated: {cue}")


def _is_due(token: Token) -> bool:
    """ "Was due to fly", however it is parsed."""
    if token.tag_ not in {"VB", "VBP"} or token.i - token.sent.start < 3 or token.nbor(-1).lower_ != "to":
        return False
    return token.nbor(-2).lower_ == "due"


def _own(token: Token, status: Status, reported: bool, below: Token | None = None) -> None:
    """Auxiliaries, negations and subordinators of the token itself; ``below`` it has told its own "no" before."""
    children = list(token.children)
    base_form = token
    if (
        token.dep_ == "conj"
        and is_verb(token.head)
        and (
            token.tag_ in {"VB", "VBN", "VBG"}
            # "should release him and drop the charges", with the bare form taken for a present
            or (token.tag_ == "VBP" and token.head.tag_ == "VB" and any(c.tag_ == "MD" for c in token.head.children))
        )
        and not (token.tag_ == "VBN" and token.head.tag_ == "VB")  # a past tense: "would not sign and insisted"
        and not any(c.dep_ in {"aux", "nsubj", "nsubj:pass"} for c in children)
    ):
        base_form = token.head
        children += [c for c in base_form.children if c.dep_ in {"aux", "mark"} and c.i < token.i]
        children += [
            c
            for c in base_form.children
            if c.dep_ == "advmod"
            and c.lower_ in {"not", "n't", "never"}
            and c.i < base_form.i
            and not any(g.lower_ == "but" for g in token.children)
        ]
    if _is_due(token):
        status.set("planned", "due to")
    for child in children:
        low = child.lower_
        if (
            (
                child.dep_ in {"advmod", "det", "cc", "cc:preconj", "advmod:neg"}
                and low in {"not", "n't", "n’t", "never", "neither", "nor", "hardly"}
                and not (low == "not" and _not_only(child))
            )
            or (child.dep_ == "det" and low == "no")
            or (child.dep_ == "advmod" and low in {"almost", "nearly"} and child.i < token.i and is_verb(token))
        ):
            status.flip(child.text)
        elif child.dep_ == "advmod" and low in load_words("modality.toml")["hedge"]:
            status.set("possible", child.text)
        elif child.dep_ == "advmod" and low == "longer" and any(g.lower_ == "no" for g in child.children):
            status.flip("no longer")
        elif child.dep_ in {"nsubj", "nsubj:pass"} and (below is None or child.i != below.i) and (
            low in {"nobody", "none", "neither"}
            or any(
                g.lower_ == "neither"
                or (g.lower_ == "no" and g.dep_ == "det")
                or (g.lower_ == "not" and g.i < child.i and lower_after(g) not in {"only", "just", "merely", "all"})
                for g in child.children
            )
        ):
            status.flip(child.text)
        elif child.dep_ == "aux" and (
            child.tag_ == "MD" or low in {"will", "would", "'ll", "may", "might", "can", "could"}
        ):
            if low in {"will", "'ll", "’ll", "wo", "shall"}:
                status.set("planned", child.text)
            elif low in {"may", "might", "could"} or (low in {"can", "ca"}):
                status.set("possible", child.text)
            elif low in {"should", "must", "ought"}:
                status.set("demanded", child.text)
            elif low in {"would", "'d", "’d"}:
                have = any(c.dep_ == "aux" and c.lemma_ == "have" for c in children)
                if have or reported or not _is_refused(children):  # "because Iran would not let them in"
                    status.set("conditional" if have or not reported else "planned", child.text)
        elif (
            child.dep_ in {"cop", "aux"}
            and child.lemma_ == "be"
            and child.tag_ in {"VBZ", "VBP", "VBD"}
            and has_to(token)
        ):
            status.set("planned", f"{child.text} to")
        elif child.dep_ == "mark" and low in _CONDITIONS:
            status.topic = low  # what is only supposed is no fact
        elif child.dep_ in {"mark", "case"} and low == "without":
            status.flip(child.text)
        elif (
            child.dep_ == "advcl"
            and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in child.children)
            and status.modality in {"planned", "possible", "actual"}
            and (status.modality != "actual" or any(c.tag_ == "MD" for c in token.children))
        ):
            status.modality = "conditional"
            status.cues.append("conditional: if")


@cache
def _governing() -> frozenset[str]:
    """Verbs whose negation denies what they govern."""
    table = words() | load_words("modality.toml")
    names = ("planned", "possible", "demanded", "negated", "occurrence", "transparent", "light")
    return frozenset().union(*(table[name] for name in names)) | {"see", "yield", "produce", "bring", "allow"}


def _not_only(token: Token) -> bool:
    return lower_after(token) in {"only", "just", "least"}


def resolve_status(trigger: Token, reported: bool, light: Token | None = None) -> Status:
    """Climb from the trigger to the top of its clause; each word on the way may deny or qualify it."""
    status = Status()
    table = words() | load_words("modality.toml")
    objects = table["object_control"]
    token = trigger
    reported = reported or (trigger.dep_ == "ccomp" and is_verb(trigger.head))  # "promised that it would"
    _own(token, status, reported)
    first = True
    if trigger.dep_ == "csubj" and trigger.tag_ == "VBG":
        status.set("possible", "gerund")
    if trigger.dep_ in {"acl", "acl:relcl"} and trigger.head.lemma_ == "way":
        status.topic = "way"  # "the way suspects are sentenced"
    if trigger.dep_ in {"acl", "acl:relcl", "ccomp"} and trigger.head.lemma_ == "condition":
        status.set("conditional", trigger.head.text)  # "on condition that the rebels disarm"
    elif trigger.dep_ == "advcl" and trigger.tag_ in {"VBZ", "VBP", "VBD"} and _is_to_come_first(trigger):
        status.set("conditional", trigger.head.text)
    elif trigger.tag_ in {"VBZ", "VBP"} and "until" in _marks_of_time(trigger):
        status.set("conditional", "until")  # "froze the talks until Minsk frees them"
    elif trigger.dep_ == "advcl" and trigger.tag_ in {"VBZ", "VBP"} and _marks_of_time(trigger) & _UNTIL:
        status.set("planned", "when")  # "when Israel pulls out later this year"
    for _ in range(8):
        head, dep = token.head, token.dep_
        if head.i == token.i:
            break
        lemma, plain = lemma_of(head), head.lemma_.lower()
        if lemma == plain and is_verb(head) and lower_after(head) in _PARTICLES:
            lemma = f"{plain} {lower_after(head)}"  # "ruled out" with the particle read as an adverb
        nominal = token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and dep in {"obl", "obj"})  # "the premier"
        if nominal and dep.split(":")[0] in {"obj", "obl", "nmod", "nsubj", "conj", "iobj"}:
            if dep == "nmod:poss" or (dep == "nsubj" and plain in {"say"}):
                break
            if dep == "obl" and token.lemma_ == "protest" and case_of(token) == "in":
                _own(head, status, reported, token)
                token, first = head, False
                continue  # who would quit "in protest" would protest
            if (
                dep.startswith("obl")
                and not (light is not None and head.i == light.i)
                and case_of(token) not in {"for", "on", "to", "in", "of", "into"}
            ):
                break
            if dep == "conj":
                token = head
                continue
            carried = light is not None and head.i == light.i
            if dep == "nmod" and case_of(token) == "of" and plain in table["stretch"]:
                token = head
                continue  # who "planned a number of conferences" planned them
            if not carried:
                if plain == "lead" and head.dep_ == "acl" and head.head.lemma_ in {"information", "tip", "clue"}:
                    status.topic = head.head.lemma_  # a reward "for information leading to the arrest"
                    break
                if (lemma in table["topic"] or plain in table["topic"]) and dep != "nsubj":
                    status.topic = plain
                    break
                if dep in {"nsubj"}:
                    if is_verb(head) and plain in table["occurrence"]:
                        _own(head, status, reported, token)
                        token = head
                        continue
                    break
                if dep in {"obl", "nmod"} and lemma not in table["planned"] | table["possible"] | table["demanded"]:
                    break
                if plain in table["possible"] and plain not in table["transparent"] and plain != "suspect":
                    status.set("possible", head.text)
                elif plain in table["planned"]:
                    status.set("planned", head.text)
                elif lemma in table["demanded"] or plain in table["demanded"]:
                    status.set("demanded", head.text)
                if lemma in table["negated"] and dep in {"obj", "nsubj:pass"}:
                    status.flip(head.text)
            elif case_of(token) == "for" and plain in {
                "arrive",
                "travel",
                "fly",
                "go",
                "come",
                "head",
                "visit",
                "leave",
            }:
                status.set("planned", "for")
            elif lemma in {"schedule", "plan", "arrange", "set", "order", "suggest", "accept"}:
                status.set("planned", head.text)
            if is_verb(head):
                denied = status.negated
                _own(head, status, reported, token)
                if status.negated != denied and not (carried or {lemma, plain} & _governing()):
                    status.negated = denied  # who "did not mention the talks" denies none
                    status.cues = [c for c in status.cues if not c.startswith("negated")]
            token = head
            first = first and carried  # what carries the noun stands for it: "ruled out holding a meeting"
            continue
        if (
            dep == "xcomp"
            or is_wished(token)
            or is_complement(token)
            or (dep == "advcl" and token.tag_ in {"VB", "VBN"} and has_to(token))  # "in order to be released"
            or (dep == "acl" and token.tag_ == "VB")
            or (
                dep in {"advcl", "acl", "obl"}
                and token.tag_ == "VBG"
                and marks_of(token) & {"of", "from", "to", "on", "short", "against", "for", "in", "at", "about", "over"}
            )
            or (dep == "ccomp" and token.tag_ == "VB" and not (plain in _DEMANDING and has_subject(token)))
        ):
            denied = plain == "deny" and token.tag_ == "VBG"  # "denied killing them"
            if first and (lemma in table["topic"] or plain in table["topic"]) and not denied:
                status.topic = plain
            if (
                lemma in table["negated"]
                or (plain in table["negated"] and dep in {"xcomp", "acl", "advcl"} and lemma not in {"stop"})
                or "short" in marks_of(token)
            ):
                status.flip(head.text)
            if plain in {"warn", "caution", "advise"} and "against" in marks_of(token):
                status.flip("against")
                if not any(c.dep_ in {"obj", "iobj"} for c in head.children):
                    status.topic = plain  # whoever is warned is not said
            passive = head.tag_ == "VBN" and (head.dep_ == "acl" or any(c.dep_ == "aux:pass" for c in head.children))
            if (passive and plain in table["cleared"]) or (plain == "vote" and "against" in marks_of(token)):
                status.flip(head.text)
            elif passive and plain in table["hearsay"]:
                status.set("possible", head.text)
            if plain in {"have", "be"} and any(c.lower_ == "yet" for c in head.children):
                status.flip("yet to")  # "have yet to be indicted"
            elif plain in table["gathering"] and trigger.lemma_ in table["demonstrating"]:
                pass  # who gathers to protest protests
            elif plain == "look" and "at" in marks_of(token):
                status.set("possible", "look at")
            elif (
                plain == "be"
                or head.pos_ == "AUX"
                or (plain in {"persuade", "convince"} and has_to(head))
                or (
                    plain == "want"
                    and dep == "xcomp"
                    and not is_wished(token)
                    and not any(c.dep_ == "obj" for c in head.children)
                )
            ):
                status.set("planned", head.text)
            elif lemma in table["demanded"] or plain in table["demanded"]:
                status.set("demanded", head.text)
            elif plain in {
                "seem",
                "appear",
                "likely",
                "consider",
                "able",
                "mull",
                "weigh",
                "contemplate",
                "explore",
                "unlikely",
                "possible",
                "close",
                "hope",
            }:
                status.set("possible", head.text)
            elif plain == "go" and any(c.lower_ == "on" for c in head.children):
                pass  # "went on to sign"
            elif lemma in table["planned"] or plain in table["planned"]:
                status.set("planned", head.text)
            elif dep == "advcl" and token.tag_ in {"VB", "VBN"} and plain not in table["transparent"] | objects:
                if not _is_first(head):
                    status.set("planned", "to")
            elif (
                dep == "acl"
                and token.tag_ == "VB"
                and has_to(token)
                and head.pos_ in {"NOUN", "ADJ"}
                and plain not in table["negated"] | table["transparent"]
                and not _is_first(head)
            ):
                status.set("planned", "to")  # "an operation to oust them"
            carried_on = table["planned"] | table["demanded"] | table["transparent"]
            if dep in {"xcomp", "acl"} or is_wished(token) or plain in carried_on:
                _own(head, status, reported, token)
                token = head
                first = False
                continue
            break
        if dep == "advcl" and token.tag_ == "VBG" and marks_of(token) & {"before", "after", "while", "by"}:
            governing = Status()
            _own(head, governing, reported)  # "was to meet them before traveling on"
            if governing.modality != "actual":
                status.set(governing.modality, governing.cues[-1])
            break
        if dep in {"acl", "acl:relcl", "ccomp"} and plain in words()["hearsay_noun"] and head.i < token.i:
            if plain in table["possible"] | {"claim"}:
                status.set("possible", head.text)  # "accusations he bribed a judge"
            above = head.head  # "reports that it sent troops were denied"
            if above.lemma_.lower() in _DENIALS and head.dep_ in {"obj", "nsubj:pass", "nsubj"}:
                status.flip(above.text)
            elif above.lemma_ == "report" and any(c.lower_ == "no" for c in head.children):
                status.topic = "no report"
            break
        if dep in {"csubj", "ccomp"} and plain in table["true"] | table["untrue"]:  # "it is not true that …"
            denied = any(c.lower_ in {"not", "n't", "n’t", "never"} for c in head.children)
            if denied == (plain in table["true"]):
                status.flip(head.text)
            break
        if dep == "ccomp":
            if plain in _DEMANDING and (
                token.tag_ == "VB"
                or _is_subjunctive(token)
                or any(c.dep_ == "aux:pass" and c.lower_ == "be" and c.tag_ == "VB" for c in token.children)
                or any(c.tag_ == "MD" and c.lower_ == "should" for c in token.children)
            ):
                status.modality = "demanded"
                status.cues.append(f"demanded: {head.text}")
            elif plain in {"hope", "believe", "fear", "suspect", "expect", "speculate", "predict", "think", "doubt"}:
                status.set("possible", head.text)
            elif plain in {"deny", "refute"}:
                status.flip(head.text)
            break
        if dep == "conj" and is_verb(head) and head.dep_ in {"acl", "ccomp"} and (
            head.head.lemma_ in words()["hearsay_noun"]
        ):
            token = head  # "allegations that he took bribes and threatened a judge"
            continue
        if dep == "conj" and is_verb(head) and token.tag_ in {"VB", "VBG"} and token.tag_ == head.tag_:
            token = head
            continue
        if dep == "conj" and is_verb(head) and token.tag_ == "VB" and head.tag_ != "VB":
            below = [c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i < token.i]
            if below:  # "refused to renounce violence and recognize Israel", hung on the refusal
                token = below[-1]
                continue
        break
    return status


def _is_refused(children: list[Token]) -> bool:
    """ "Would not", told of what was: no supposition, when no condition stands beside it."""
    words_ = {c.lower_ for c in children}
    return bool(words_ & {"not", "n't", "n’t"}) and not any(
        g.lower_ in _CONDITIONS for c in children if c.dep_ == "advcl" for g in c.children
    )


def _marks_of_time(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"mark", "case", "advmod"} and c.i < verb.i}


def _is_to_come_first(verb: Token) -> bool:
    """ "Will hand over power once parliament agrees", "could only come after Serbia recognised it"."""
    if not _marks_of_time(verb) & _UNTIL or not any(c.tag_ == "MD" and c.i < verb.i for c in verb.head.children):
        return False
    return verb.tag_ != "VBD" or any(c.lower_ == "only" for t in (verb, verb.head) for c in t.children)


#: With a clause in the subjunctive: "demanded that it free them".
_DEMANDING = frozenset({"order", "demand", "urge", "ask", "insist", "recommend", "request", "require", "propose"})


def _is_subjunctive(token: Token) -> bool:
    """ "That it stop", "that Sudan free them": a plural form beside a singular subject, a past that looks like none."""
    if token.tag_ in {"VBD", "VBN"} and token.lower_ == token.lemma_.lower():
        return True
    return token.tag_ == "VBP" and any(
        c.dep_ == "nsubj"
        and (c.lower_ in {"it", "he", "she"} or c.tag_ in {"NN", "NNP"})
        and not any(g.dep_ == "conj" for g in c.children)
        for c in token.children
    )


def _is_first(noun: Token) -> bool:
    """ "The first president to visit" did visit, as who was "among the first to visit"."""
    return noun.lower_ in {"first", "last", "latest", "only"} or any(
        c.lower_ in {"first", "last", "only", "latest", "second", "third", "next"}
        or c.tag_ == "JJS"
        or any(g.lower_ == "most" for g in c.children)
        for c in noun.children
    )


def carriers(trigger: Token, light: Token | None) -> list[Token]:
    """The tokens whose phrases speak of the trigger's own time, place and sum."""
    out = [trigger]
    if light is not None:
        out.append(light)
    elif trigger.dep_ == "xcomp" and is_verb(trigger.head):
        out.append(trigger.head)
    elif trigger.lemma_ in _CASUALTIES:  # "killed nine people and wounded forty on Monday"
        beside = [trigger, *(c for c in trigger.children if c.dep_ == "obj")]
        out += [c for t in beside for c in t.children if c.dep_ == "conj" and c.lemma_ in _CASUALTIES]
    elif trigger.dep_ == "obj" and trigger.head.lemma_ in {"increase", "raise", "double", "boost", "cut", "reduce"}:
        out.append(trigger.head)  # "raised its pledge to $40 million"
    return out


_BEHIND = re.compile(r"\s(?:on\s|late\s|early\s)?")
#: "Speaking on Tuesday, he said": the day of what was said.
_SPEAKING = frozenset(
    {"speak", "talk", "address", "testify", "write", "appear", "brief", "tweet", "post", "respond", "reply"}
)
_JOURNEYS = frozenset({"visit", "travel", "fly", "go", "come", "arrive", "return", "meet", "gather"})
#: Words after which a verb tells of another time.
_LATER = frozenset({"later", "then", "subsequently", "eventually", "afterwards", "afterward", "finally", "since"})
#: The head of a line that holds a dateline, up to its day, and what ends one.
_DATELINE = re.compile(r"(?:[A-Z][\w.'’]*[,/]?\s(?:[A-Z][\w.'’]*[,/]?\s|[(\[][\w ./]+[)\]]\s?){0,4}(?:[-–—]\s)?)?")
_AFTER_DATELINE = re.compile(r"(?:,?\s\d{4})?\s?(?:[(\[][\w ./]+[)\]]\s?)?(?:[-–—]{1,2}\s|:\s)")


class Circumstances:
    """Dates, amounts and places of a Doc by the token that they depend on."""

    def __init__(self, doc: Doc, index: EntityIndex) -> None:
        self.doc = doc
        self.text = index.text
        self.index = index
        self.starts = {d.id: d.start for d in doc._.dates}
        told = [d for d in doc._.dates if d.type in {"date", "time"} and not self._heads_the_story(d.start, d.end)]
        self.dates = self._by_governor(
            [(d.id, d.start, d.end) for d in told if not (d.value or "").endswith("_REF")]
        )
        self.date_at = {d.start: str(d.id) for d in told}
        self.amounts = self._by_governor([(a.id, a.start, a.end) for a in doc._.amounts], through_objects=True)
        self.sum_spans = {a.id: doc.char_span(a.start, a.end, alignment_mode="expand") for a in doc._.amounts}
        self.parts = self._find_parts()
        self.asides = self._find_asides()
        self.sums = {i: a for a in doc._.amounts for i in range(a.start, a.end)}

    def _by_governor(self, spans: list[tuple[str, int, int]], through_objects: bool = False) -> dict[int, list[str]]:
        """For each date or sum: the tokens on its way up to its verb, that verb included."""
        out: dict[int, list[str]] = {}
        for ident, start, end in spans:
            span = self.doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            token = span.root
            counted = token.lemma_ in _UNITS or (token.dep_ == "nmod" and token.head.pos_ == "NOUN")
            if case_of(token) == "for" and not through_objects and counted:
                continue  # "for the third straight day" counts days, "the budget for 2026" is not of that time
            before = self.doc[span.start - 1] if span.start > span.sent.start else None
            if not through_objects and before is not None:
                if before.tag_ in {"PRP$", "POS"}:  # "his 1973 to 1990 rule" dates nothing else
                    if token.head.i > token.i and token.head.pos_ == "NOUN":
                        out.setdefault(token.head.i, []).append(ident)
                    continue
                noun = before.nbor(-1) if before.lower_ in {"in", "on"} and before.i > span.sent.start else before
                if noun.pos_ == "NOUN" and noun.lemma_ not in _HOURS and case_of(noun) in _APART:
                    out.setdefault(noun.i, []).append(ident)
                    continue  # "after his release Monday", "since partition in 1947"
                if before.lower_ == "since" and before.i > span.sent.start and before.nbor(-1).lower_ == "time":
                    continue  # "for the first time since 1987"
                if is_verb(before) and token.head.i > token.i and before.is_ancestor(token.head):
                    out.setdefault(before.i, []).append(ident)
                    continue  # "announced Thursday he will resign"
            for _ in range(4):
                head, dep = token.head, token.dep_
                if head.i == token.i or (through_objects and any(c.dep_ == "cop" for c in token.children)):
                    break  # "a loan to Ghana, whose debt is $44 billion"
                if case_of(token) == "since" and head.tag_ == "VB" and head.dep_ == "xcomp":
                    break  # "has fought to oust him since May"
                if any(c.dep_ == "mark" and c.lower_ == "to" and c.i > token.i for c in head.children):
                    head = head.head  # "called on him on Monday to begin"
                inside = start <= token.idx < end or token.lemma_ in _HOURS
                if not inside and case_of(token) in _APART:
                    break  # "after his release Monday" dates the release
                if not is_verb(token) and token.pos_ != "AUX":
                    out.setdefault(head.i, []).append(ident)
                if (
                    not through_objects
                    and dep in {"compound", "amod", "nummod", "nmod:poss"}
                    and not start <= head.idx < end
                ):
                    break  # "his 1973 to 1990 rule" dates nothing else
                if through_objects and (tells_worth(head) or tells_worth(token)):
                    token = head
                    continue  # "signed an agreement worth $5 million"
                if is_verb(head) or dep in {"acl", "acl:relcl", "advcl", "ccomp", "parataxis"}:
                    break
                if not through_objects and dep not in {
                    "nmod",
                    "nmod:unmarked",
                    "nmod:desc",
                    "compound",
                    "flat",
                    "appos",
                    "conj",
                    "nummod",
                    "amod",
                    "nmod:tmod",
                    "obl",
                    "advmod",
                }:
                    break
                token = head
        return out

    def _heads_the_story(self, start: int, end: int) -> bool:
        """Whether a date stands in a dateline: the day of the report, not of the event ("CAIRO - 26 July 2022:")."""
        if any(b.kind == "dateline" and b.start <= start and end <= b.end for b in self.doc._.blocks):
            return True
        line = self.text.rfind("\n", 0, start) + 1
        return bool(_AFTER_DATELINE.match(self.text, end)) and bool(_DATELINE.fullmatch(self.text[line:start]))

    def _find_parts(self) -> set[str]:
        """Sums told only as the whole of another, or again: "$628,000 of a $58 million bill", "2m naira (£7,300)"."""
        spans = self.sum_spans
        out = {a.id for a in self.doc._.amounts if _OF_WHICH.match(self.text[a.end : a.end + 12])}
        for ident, span in spans.items():
            if span is None:
                continue
            after = self.doc[span.end] if span.end < len(self.doc) else None
            if after is not None and after.lower_ == "of" and after.dep_ == "case":
                out |= {i for i, s in spans.items() if s and i != ident and after.head.is_ancestor(s.root)}
        sums = sorted(self.doc._.amounts, key=lambda a: a.start)
        for first, second in pairwise(sums):
            between = self.text[first.end : second.start]
            same = first.currency != second.currency and CONVERSION.fullmatch(between) is not None
            if same or between.strip() == "(" or (first.id in out and between.strip() in {";", ",", "/", "or"}):
                out.add(second.id)
        return out

    def _find_asides(self) -> set[str]:
        """Sums that are a fact's own only where no other is: a price each, a level before."""
        out: set[str] = set()
        for amount in self.doc._.amounts:
            after = self.text[amount.end : amount.end + 12]
            if amount.per is not None or _EACH.match(after):
                out.add(amount.id)  # "for $40 a share, or about $66 million"
        for first, second in pairwise(sorted(self.doc._.amounts, key=lambda a: a.start)):
            between = self.text[first.end : second.start]
            if between.strip() == "to" and _FROM.search(self.text[: first.start][-12:]):
                out.add(first.id)  # "from $3 billion to $5 billion"
            elif between.strip() != "to" and COMPARISON.fullmatch(between):
                out.add(second.id)  # "$3 billion, up from $2 billion"
        return out

    def _date_at(self, token: Token) -> str | None:
        """The first date of those that hang on a token."""
        return next(iter(self.dates.get(token.i, ())), None)

    def find_date(self, carriers_: list[Token]) -> str | None:
        """The date of a fact: beside its words, else at the head of its sentence, else of the clause it goes with."""
        for carrier in carriers_:
            if (found := self._date_at(carrier)) is not None:
                return found
        token = carriers_[0]
        if (found_beside := self._find_beside(token)) is not None:
            return found_beside
        for carrier in carriers_:
            if (lent := self._find_lent(carrier)) is not None:
                return lent
        for carrier in carriers_:
            if (first := self._find_first(carrier)) is not None:
                return first
        if token.dep_ == "obl" and case_of(token) in {"during", "at"} and is_verb(token.head):
            return self._date_at(token.head)  # "signed it on Monday during talks in Oslo"
        if not is_verb(token):
            return None
        return self._find_around_verb(token, carriers_)

    def _find_around_verb(self, token: Token, carriers_: list[Token]) -> str | None:
        """The date of what a verb tells, told with the clauses and events around it."""
        if (found := self._find_in_event(token)) is not None:
            return found
        if (found := self._find_shared(token)) is not None:
            return found
        below = [*token.children, *(g for c in token.children if c.dep_ == "obj" for g in c.children)]
        for child in below:  # "resigned after losing a vote on Monday"
            if (
                child.dep_ in {"advcl", "acl"}
                and child.tag_ == "VBG"
                and marks_of(child) & {"after", "while", "before", "in"}
            ):
                for inner in (child, *child.children):
                    if (found := self._date_at(inner)) is not None:
                        return found
        for child in (c for carrier in carriers_ for c in carrier.children if c.i > carrier.i and c.dep_ == "advcl"):
            if "when" in _marks_of_time(child) and (found := self._date_at(child)) is not None:
                return found  # "will extend them when the ministers meet next week"
        if token.dep_ == "acl" and token.tag_ == "VBG" and case_of(token.head) == "with" and is_verb(token.head.head):
            return self._date_at(token.head.head)  # "…, with crowds pelting the embassy"
        participle = token.dep_ == "advcl" and token.tag_ == "VBG" and is_verb(token.head)
        if participle and not marks_of(token) - {"with", "by"}:
            return self._date_at(token.head)  # "shelled the town on Monday, killing nine"
        return None

    def _find_in_event(self, token: Token) -> str | None:
        """The date of the event in which something was done: "toppled in a 2003 coup", "a vote on May 3 in which"."""
        for child in token.children:
            if child.dep_ == "obl" and case_of(child) in {"in", "during", "at"}:
                if child.lower_ == "which":
                    continue
                found = next((i for i in self.dates.get(child.i, ()) if self.starts[i] < child.idx), None)
                if found is None and child.lemma_.lower() in words()["utterance"]:
                    found = self._date_within(child)  # "in a statement issued Monday, condemned"
                if found is not None:
                    return found
        if token.dep_ == "acl:relcl" and any(
            c.lower_ == "which" and case_of(c) in {"in", "during", "at"} for c in token.children
        ):
            return self._date_at(token.head)
        return None

    def _find_shared(self, token: Token) -> str | None:
        """The date behind the verb that goes on with it: "was sacked and expelled last year"; not "and later died"."""
        for child in token.children:
            goes_on = child.dep_ == "conj" and is_verb(child) and child.tag_ == token.tag_ and child.i - token.i <= 4
            if not goes_on or any(c.dep_ in {"nsubj", "nsubj:pass"} or c.lower_ in _LATER for c in child.children):
                continue
            between = [t.lower_ for t in self.doc[token.i + 1 : child.i]]
            if "and" in between and "," not in between and not _LATER & set(between):
                return self._date_at(child)
        for child in token.children:  # "visited Brest to take part in a summit in February"
            aim = child.dep_ == "advcl" or (child.dep_ == "xcomp" and token.lemma_ in _JOURNEYS)
            if aim and child.tag_ == "VB" and "to" in marks_of(child) and child.i > token.i:
                found = self._date_at(child) or next(
                    (i for c in child.children if c.dep_ == "obl" for i in self.dates.get(c.i, ())), None
                )
                if found is not None and token.tag_ == "VBD":
                    return found
        return None

    def find_date_behind(self, end: int) -> str | None:
        """The date just behind a speaker: "according to a police official on Tuesday"."""
        match = _BEHIND.match(self.text, end)
        return self.date_at.get(match.end()) if match else None

    def _find_lent(self, token: Token) -> str | None:
        """The date before the verb that it goes on from: "on Monday arrested ten and deported two, then left"."""
        beside = token.dep_ == "parataxis" and not any(c.dep_ in {"nsubj", "nsubj:pass"} for c in token.children)
        if not (token.dep_ == "conj" or beside) or not is_verb(token.head):
            return None
        return next((i for i in self.dates.get(token.head.i, ()) if self.starts[i] < token.head.idx), None)

    def _find_first(self, token: Token) -> str | None:
        """The date at the head of the sentence, for the lowest verb whose clause begins there."""
        first = token.sent.start
        if not is_verb(token) or token.left_edge.i > first + 1 or token.dep_ in {"acl", "acl:relcl"}:
            return None
        if any(c.i < token.i and is_verb(c) and c.left_edge.i <= first + 1 for c in token.children):
            return None
        at = next((t for t in self.doc[first : first + 3] if t.idx in self.date_at), None)
        if at is None or (
            at.i > first and self.doc[first].pos_ != "ADP" and self.doc[first].lower_ not in {"also", "earlier"}
        ):
            return None
        d = next(d for d in self.doc._.dates if d.id == self.date_at[at.idx])
        after = next((t for t in self.doc[at.i : at.i + 8] if t.idx >= d.end), None)
        if d.type not in {"date", "time"} or (d.value or "").endswith("_REF") or after is None:
            return None
        return str(d.id) if after.text == "," or after.pos_ in {"DET", "PROPN", "PRON"} else None

    def _find_beside(self, token: Token) -> str | None:
        for child in token.children:  # "in 2022, when it suspended …"
            if child.lower_ == "when" and child.i >= 2:
                before = child.nbor(-2) if child.nbor(-1).text == "," else child.nbor(-1)
                for d in self.doc._.dates:
                    if d.start <= before.idx < d.end and d.type in {"date", "time"}:
                        return str(d.id)
        if token.pos_ == "NOUN":  # "his indictment Wednesday"
            after = token.idx + len(token) + 1
            if after in self.date_at:
                return self.date_at[after]
        return None

    def find_statement_date(self, cue: Token) -> str | None:
        """The day of the statement, interview or letter in which something was said, or of the speaking."""
        for child in cue.children:
            speaking = child.dep_ == "advcl" and child.i < cue.i and child.lemma_.lower() in _SPEAKING
            stated = child.dep_.startswith("obl") and child.lemma_.lower() in words()["utterance"]
            found = self._date_within(child) if speaking or stated else None
            if found is not None:
                return found
        return None

    def _date_within(self, phrase: Token) -> str | None:
        """The first date in a phrase."""
        first, last = phrase.left_edge.idx, phrase.right_edge.idx
        for d in self.doc._.dates:
            if d.type in {"date", "time"} and first <= d.start <= last and not (d.value or "").endswith("_REF"):
                return str(d.id)
        return None

    def sum_at(self, token: Token) -> Amount | None:
        """The sum that a token is part of."""
        return self.sums.get(token.idx)

    def find_amounts(self, carriers_: list[Token]) -> list[str]:
        aims = [c for t in carriers_ for c in t.children if c.dep_ == "xcomp"]  # "agreed to forfeit $5 million"
        for token in (*carriers_, *aims):
            if found := self.amounts.get(token.i):
                own = [a for a in dict.fromkeys(found) if a not in self.parts]
                return [a for a in own if a not in self.asides] or own
        return []

    def sum_head(self, ident: str) -> Token | None:
        """The token that a sum hangs in its sentence by."""
        span = self.sum_spans[ident]
        return None if span is None else span.root

    def find_place(self, carriers_: list[Token]) -> Place | None:
        for token in carriers_:
            for child in token.children:
                place = self._place(child)
                if place is not None:
                    return place
            for child in token.children:
                # "a meeting with Mr. Biden in Peru" hung on the name
                beside = child.pos_ == "PROPN" and child.dep_ in {"nmod", "obl"} and case_of(child) == "with"
                if beside or (child.dep_ == "obj" and token.pos_ == "VERB"):
                    for grandchild in child.children:
                        place = self._place(grandchild) if grandchild.dep_ == "nmod" else None
                        if place is not None:
                            return place
        return None

    def _place(self, phrase: Token) -> Place | None:
        if phrase.dep_.split(":")[0] not in {"obl", "nmod"} or phrase.dep_ in {"nmod:poss", "obl:agent"}:
            return None
        case = case_of(phrase)
        if case not in _PLACE_CASES:
            return None
        if phrase.ent_type_ not in {"LOC", "GPE", "FAC"} and not self.index.by_token.get(phrase.i):
            for child in phrase.children:  # "in the village of Labado", not "at the request of Tunisia"
                site = phrase.lemma_.lower() in words()["site"]
                if (
                    (child.dep_ in {"appos", "flat"} or (child.dep_ == "nmod" and site))
                    and case_of(child) in {"of", ""}
                    and child.ent_type_ in {"LOC", "GPE", "FAC"}
                    and child.i > phrase.i
                ):
                    phrase = child
                    break
            else:
                return None
        if phrase.i in self.index.days:
            return None  # "in mid-September"
        if case == "on" and phrase.ent_type_ not in {"LOC", "GPE"}:
            return None
        mention = next((m for m in self.index.by_token.get(phrase.i, ()) if m.kind == "country"), None)
        if mention is None and self.index.by_token.get(phrase.i):
            return None
        if mention is not None and mention.mention == "demonym":
            return None
        first, last = phrase, phrase
        if mention is not None:
            first, last = self.doc[mention.first], self.doc[mention.last]
        else:
            if phrase.ent_type_ not in {"LOC", "GPE", "FAC"}:
                return None
            while (
                first.i > 0
                and first.nbor(-1).ent_type_ == phrase.ent_type_
                and first.ent_iob_ != "B"
                and first.ent_iob_ == "I"
            ):
                first = first.nbor(-1)
            while last.i + 1 < len(self.doc) and self.doc[last.i + 1].ent_iob_ == "I":
                last = self.doc[last.i + 1]
        start, end = first.idx, last.idx + len(last)
        country = mention.ref if mention is not None else None
        if country is None:
            for child in coordinated(phrase)[:1]:
                for c in child.children:
                    m = next((m for m in self.index.by_token.get(c.i, ()) if m.kind == "country"), None)
                    if (
                        c.dep_ in {"appos", "nmod:unmarked", "nmod", "flat"}
                        and m is not None
                        and case_of(c) in {"", "in"}
                    ):
                        country = m.ref
        return Place(text=self.text[start:end], start=start, end=end, country=country)
