"""When: the date of a fact, by the words that it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.encoder.labels import ROLES
from newsfacts.language.syntax.relations import SUBJECTS, case_of, is_verb, marks_of, words
from newsfacts.language.syntax.voice import is_passive

_DATE = ROLES.index("date")
#: The encoder's probabilities: of a date that is taken for a fact's, and of one that then gives way to it. On held-out
#: blocks .923 of dates are right with them, .914 by place alone.
_SURE, _DOUBTED = 0.9, 0.03
_UNITS = frozenset({"day", "night", "week", "month", "year"})
#: Relations within a phrase, through which a date reaches up, and of clauses, at which it ends.
_WITHIN = frozenset(
    {"nmod", "nmod:unmarked", "nmod:desc", "compound", "flat", "appos", "conj", "nummod", "amod", "obl", "advmod"}
)
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis"})
#: Before a phrase that has its own date: "after his release Monday".
APART = frozenset({"after", "before", "since", "following", "until"})


def _marks_of_time(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"mark", "case", "advmod"} and c.i < verb.i}


def pass_aim(token: Token) -> Token:
    """The head of a word, or of the aim that it stands before: "called on him on Monday to begin"."""
    head = token.head
    return head.head if any(c.dep_ == "mark" and c.lower_ == "to" and c.i > token.i for c in head.children) else head


def carriers(trigger: Token, light: Token | None) -> list[Token]:
    """The tokens whose phrases speak of the trigger's own time, place and sum."""
    out = [trigger]
    if light is not None:
        out.append(light)
    elif trigger.dep_ == "xcomp" and is_verb(trigger.head):
        out.append(trigger.head)
    elif trigger.lemma_ in words()["harming"]:  # "killed nine people and wounded forty on Monday"
        beside = [trigger, *(c for c in trigger.children if c.dep_ == "obj")]
        out += [c for t in beside for c in t.children if c.dep_ == "conj" and c.lemma_ in words()["harming"]]
    elif trigger.dep_ == "obj" and trigger.head.lemma_ in words()["resizing"]:
        out.append(trigger.head)  # "raised its pledge to $40 million"
    return out


_BEHIND = re.compile(r"\s(?:on\s|late\s|early\s)?")
#: The head of a line that holds a dateline, up to its day, and what ends one.
_DATELINE = re.compile(r"(?:[A-Z][\w.'’]*[,/]?\s(?:[A-Z][\w.'’]*[,/]?\s|[(\[][\w ./]+[)\]]\s?){0,4}(?:[-–—]\s)?)?")
_AFTER_DATELINE = re.compile(r"(?:,?\s\d{4})?\s?(?:[(\[][\w ./]+[)\]]\s?)?(?:[-–—]{1,2}\s|:\s)")


def _find_dated(span: Span) -> list[Token] | None:
    """What a date tells of by the words right before it, possibly nothing; None where the tree decides."""
    token, first = span.root, span.sent.start
    counted = token.lemma_ in _UNITS or (token.dep_ == "nmod" and token.head.pos_ == "NOUN")
    if case_of(token) == "for" and counted:
        return []  # "for the third straight day" counts days, "the budget for 2026" is not of that time
    if span.start <= first:
        return None
    before = span.doc[span.start - 1]
    if before.tag_ in {"PRP$", "POS"}:  # "his 1973 to 1990 rule" dates nothing else
        return [token.head] if token.head.i > token.i and token.head.pos_ == "NOUN" else []
    noun = before.nbor(-1) if before.lower_ in {"in", "on"} and before.i > first else before
    if noun.pos_ == "NOUN" and noun.lemma_ not in words()["hour"] and case_of(noun) in APART:
        return [noun]  # "after his release Monday", "since partition in 1947"
    if before.lower_ == "since" and before.i > first and before.nbor(-1).lower_ == "time":
        return []  # "for the first time since 1987"
    if is_verb(before) and token.head.i > token.i and before.is_ancestor(token.head):
        return [before]  # "announced Thursday he will resign"
    return None


def _climb(span: Span, start: int, end: int) -> Iterator[Token]:
    """What a date hangs on, up to its verb."""
    token = span.root
    for _ in range(4):
        head = token.head
        if head.i == token.i or (case_of(token) == "since" and head.tag_ == "VB" and head.dep_ in {"xcomp", "advcl"}):
            return  # "has fought to oust him since May"
        head = pass_aim(token)
        inside = start <= token.idx < end or token.lemma_ in words()["hour"]
        if not inside and case_of(token) in APART:
            return  # "after his release Monday" dates the release
        if not is_verb(token):
            yield head
        if is_verb(head) or token.dep_ in CLAUSES or not _passes_on(token, head, start, end):
            return
        token = head


def _passes_on(token: Token, head: Token, start: int, end: int) -> bool:
    """Whether a date that a word is part of is also that of its head; "his 1973 to 1990 rule" dates nothing else."""
    outside = not start <= head.idx < end
    return token.dep_ in _WITHIN and not (token.dep_ in {"compound", "amod", "nummod"} and outside)


def _same_tense(first: Token, second: Token) -> bool:
    """Whether two verbs have one form, or are both past: "convicted and sentenced him", read as VBN and VBD."""
    return first.tag_ == second.tag_ or {first.tag_, second.tag_} == {"VBD", "VBN"}


def _leads_to_date(word: Token) -> bool:
    """Whether a word may stand before a date at the head of a sentence: "On Monday", "Also Monday"."""
    return word.pos_ == "ADP" or word.lower_ in {"also", "earlier"}


def _find_told_above(token: Token) -> Token | None:
    """The word above a verb that tells of the same time; None where the verb stands for itself."""
    head, gerund = token.head, token.tag_ == "VBG"
    if token.dep_ == "acl" and gerund and case_of(head) == "with" and is_verb(head.head):
        return head.head  # "…, with crowds pelting the embassy"
    if token.dep_ == "acl:relcl" and token.lemma_ in words()["harming"]:
        return head  # "air strikes Monday that killed five"
    if token.dep_ == "advcl" and gerund and is_verb(head) and not marks_of(token) - {"with", "by"}:
        return head  # "shelled the town on Monday, killing nine"
    return None


class Times:
    """The dates of a Doc by the token that they depend on."""

    def __init__(self, doc: Doc, index: Linker) -> None:
        self.doc = doc
        self.text = index.text
        self.index = index
        self.starts = {d.id: d.start for d in doc._.dates}
        told = [d for d in doc._.dates if d.type in {"date", "time"} and not self._heads_the_story(d.start, d.end)]
        self.dates = self._by_governor(
            [(d.id, d.start, d.end) for d in told if not (d.value or "").endswith("_REF")]
        )
        self.date_at = {d.start: str(d.id) for d in told}
        spans = {str(d.id): doc.char_span(d.start, d.end, alignment_mode="expand") for d in told}
        # what a date tells of is not asked where the words before it say so: "since partition in 1947"
        self.date_words = {
            ident: range(s.start, s.end) for ident, s in spans.items() if s is not None and _find_dated(s) is None
        }
    def _by_governor(self, spans: list[tuple[str, int, int]]) -> dict[int, list[str]]:
        """The dates by each token on their way up to their verb, that verb included."""
        out: dict[int, list[str]] = {}
        for ident, start, end in spans:
            span = self.doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            beside = _find_dated(span)
            for token in beside if beside is not None else _climb(span, start, end):
                out.setdefault(token.i, []).append(ident)
        return out

    def _heads_the_story(self, start: int, end: int) -> bool:
        """Whether a date stands in a dateline: the day of the report, not of the event ("CAIRO - 26 July 2022:")."""
        if any(b.kind == "dateline" and b.start <= start and end <= b.end for b in self.doc._.blocks):
            return True
        line = self.text.rfind("\n", 0, start) + 1
        return bool(_AFTER_DATELINE.match(self.text, end)) and bool(_DATELINE.fullmatch(self.text[line:start]))

    def _date_at(self, token: Token) -> str | None:
        """The first date of those that hang on a token."""
        return next(iter(self.dates.get(token.i, ())), None)

    def find_date(self, carriers_: list[Token]) -> str | None:
        """The date of a fact: the one beside its words, unless there is none and the encoder knows one, or a surer."""
        found = self._find_by_place(carriers_)
        tellings = self.doc._.tellings
        telling = next((tellings[t.i] for t in carriers_ if t.i in tellings), None)
        if telling is None:
            return found
        rates = {ident: float(telling.rate(words)[_DATE]) for ident, words in self.date_words.items()}
        best = max(rates, key=lambda ident: rates[ident], default=None)
        if best is None or rates[best] < _SURE or (found is not None and rates.get(found, 0.0) >= _DOUBTED):
            return found
        return best

    def _find_by_place(self, carriers_: list[Token]) -> str | None:
        """The date beside a fact's words, else at the head of its sentence, else of the clause that it goes with."""
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
        ways = (self._find_in_event, self._find_shared, self._find_before_deed, self._find_opening, self._find_speaking)
        for find in ways:
            if (found := find(token)) is not None:
                return found
        for child in (c for carrier in carriers_ for c in carrier.children if c.i > carrier.i and c.dep_ == "advcl"):
            if "when" in _marks_of_time(child) and (found := self._date_at(child)) is not None:
                return found  # "will extend them when the ministers meet next week"
        above = _find_told_above(token)
        if above is None:
            return None
        return self._date_at(above) or self._find_between(above, token)

    def _find_between(self, noun: Token, token: Token) -> str | None:
        """The date between a noun and its relative clause, hung on the verb: "answered with strikes on Monday that"."""
        dates = self.dates.get(noun.head.i, ()) if token.dep_ == "acl:relcl" else ()
        return next((i for i in dates if noun.idx < self.starts[i] < token.left_edge.idx), None)

    def _find_before_deed(self, token: Token) -> str | None:
        """The date of the deed beside which something was done: "resigned after losing a vote on Monday"."""
        below = [*token.children, *(g for c in token.children if c.dep_ == "obj" for g in c.children)]
        for child in below:
            deed = child.dep_ in {"advcl", "acl"} and child.tag_ == "VBG"
            if not deed or not marks_of(child) & {"after", "while", "before", "in"}:
                continue
            for inner in (child, *child.children):
                if (found := self._date_at(inner)) is not None:
                    return found
        return None

    def _find_opening(self, token: Token) -> str | None:
        """The date of the participle that opens the sentence: "Accepting the plea on Monday, the judge praised"."""
        for child in token.lefts:
            if child.dep_ != "advcl" or child.tag_ != "VBG" or child.left_edge.i > token.sent.start:
                continue
            if not marks_of(child) - {"while", "in"}:
                return self._date_at(child)
        return None

    def _find_in_event(self, token: Token) -> str | None:
        """The date of the event in which something was done: "toppled in a 2003 coup", "a vote on May 3 in which"."""
        within = [c for c in token.children if case_of(c) in {"in", "during", "at"}]
        for child in (c for c in within if c.dep_ == "obl" and c.lower_ != "which"):
            found = next((i for i in self.dates.get(child.i, ()) if self.starts[i] < child.idx), None)
            if found is None and child.lemma_.lower() in words()["utterance"]:
                found = self._date_within(child)  # "in a statement issued Monday, condemned"
            if found is not None:
                return found
        if token.dep_ == "acl:relcl" and any(c.lower_ == "which" for c in within):
            return self._date_at(token.head)
        return None

    def _find_shared(self, token: Token) -> str | None:
        """The date behind the verb that goes on with it, or behind its aim: "went to Brest to open a summit"."""
        child = next((c for c in token.children if self._goes_on(token, c)), None)
        if child is not None:
            return self._date_at(child)
        if self._goes_on(token.head, token):  # "was impeached and removed from office last month"
            return next((i for i in self.dates.get(token.head.i, ()) if self.starts[i] > token.idx), None)
        for child in token.children if token.tag_ == "VBD" else ():
            aim = child.dep_ == "advcl" or (child.dep_ == "xcomp" and token.lemma_ in words()["going"])
            if aim and child.tag_ == "VB" and "to" in marks_of(child) and child.i > token.i:
                where = [child, *(c for c in child.children if c.dep_ == "obl")]
                found = next((date for t in where if (date := self._date_at(t)) is not None), None)
                if found is not None:
                    return found
        return None

    def _goes_on(self, token: Token, child: Token) -> bool:
        """Whether two verbs tell of one time: "was sacked and expelled last year"; not "and later died"."""
        joined = child.dep_ == "conj" and is_verb(child) and _same_tense(token, child) and 0 < child.i - token.i <= 4
        if not joined or any(c.dep_ in SUBJECTS or c.lower_ in words()["later"] for c in child.children):
            return False
        between = {t.lower_ for t in self.doc[token.i + 1 : child.i]}
        return "and" in between and "," not in between and not words()["later"] & between

    def find_date_behind(self, end: int) -> str | None:
        """The date just behind a speaker: "according to a police official on Tuesday"."""
        match = _BEHIND.match(self.text, end)
        return self.date_at.get(match.end()) if match else None

    def _find_lent(self, token: Token) -> str | None:
        """The date before the verb that it goes on from: "on Monday arrested ten and deported two, then left"."""
        beside = token.dep_ == "parataxis" and not any(c.dep_ in SUBJECTS for c in token.children)
        if not (token.dep_ == "conj" or beside) or not is_verb(token.head):
            return None
        before = next((i for i in self.dates.get(token.head.i, ()) if self.starts[i] < token.head.idx), None)
        return before or self._find_when(token) or self._find_joined(token)

    def _find_joined(self, token: Token) -> str | None:
        """The date between two verbs of one subject: "was jailed yesterday and fined"; not "and later fled"."""
        head = token.head
        alike = token.tag_ == head.tag_ or (is_verb(head) and is_passive(token) and is_passive(head))
        if token.dep_ != "conj" or not alike or token.i < head.i:
            return None
        if any(c.dep_.startswith("nsubj") or c.dep_ in {"aux", "aux:pass"} for c in token.children):
            return None
        between = self.doc[head.i + 1 : token.i]
        if words()["later"] & {t.lower_ for t in (*between, *token.children)}:
            return None
        return next((i for i in self.dates.get(head.i, ()) if head.idx < self.starts[i] < token.idx), None)

    def _find_when(self, token: Token) -> str | None:
        """The date that a clause of time explains, of which a verb hung higher tells more.

        "Turned violent on Monday when the school was damaged and cars were burned."
        """
        clauses = (c for c in token.head.children if c.dep_ == "advcl" and token.head.i < c.i < token.i)
        clause = next((c for c in clauses if "when" in _marks_of_time(c)), None)
        if clause is None or clause.tag_ != token.tag_:
            return None
        return next((i for i in self.dates.get(token.head.i, ()) if self.starts[i] < clause.left_edge.idx), None)

    def _find_first(self, token: Token) -> str | None:
        """The date at the head of the sentence, for the lowest verb whose clause begins there."""
        first = token.sent.start
        if not is_verb(token) or token.left_edge.i > first + 1 or token.dep_ in {"acl", "acl:relcl"}:
            return None
        if any(c.i < token.i and is_verb(c) and c.left_edge.i <= first + 1 for c in token.children):
            return None
        at = next((t for t in self.doc[first : first + 3] if t.idx in self.date_at), None)
        if at is None or (at.i > first and not _leads_to_date(self.doc[first])):
            return None
        d = next(d for d in self.doc._.dates if d.id == self.date_at[at.idx])
        after = next((t for t in self.doc[at.i : at.i + 8] if t.idx >= d.end), None)
        if (d.value or "").endswith("_REF") or after is None:
            return None
        return str(d.id) if after.text == "," or after.pos_ in {"DET", "PROPN", "PRON"} else None

    def _find_beside(self, token: Token) -> str | None:
        """The date right behind "his indictment", or before "when": "in 2022, when it suspended …"."""
        for child in (c for c in token.children if c.lower_ == "when" and c.i >= 2):
            before = child.nbor(-2) if child.nbor(-1).text == "," else child.nbor(-1)
            told = (d for d in self.doc._.dates if d.start <= before.idx < d.end and d.type in {"date", "time"})
            if (found := next(told, None)) is not None:
                return str(found.id)
        return self.date_at.get(token.idx + len(token) + 1) if token.pos_ == "NOUN" else None

    def find_statement_date(self, cue: Token) -> str | None:
        """The day of the statement, interview or letter in which something was said, or of speaking before it."""
        for child in cue.children:
            speaking = child.dep_ == "advcl" and child.i < cue.i and child.lemma_.lower() in words()["speaking"]
            stated = child.dep_.startswith("obl") and child.lemma_.lower() in words()["utterance"]
            found = self._date_within(child) if speaking or stated else None
            if found is not None:
                return found
        return None

    def _find_speaking(self, verb: Token) -> str | None:
        """The day on which the subject spoke: "the president, speaking in Nairobi on Sunday, urged"."""
        subjects = (c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i)
        spoken = (c for s in subjects for c in s.children if c.dep_ == "acl" and c.tag_ == "VBG")
        return next((self._date_at(c) for c in spoken if c.lemma_.lower() in words()["speaking"]), None)

    def _date_within(self, phrase: Token) -> str | None:
        """The first date in a phrase."""
        first, last = phrase.left_edge.idx, phrase.right_edge.idx
        for d in self.doc._.dates:
            if d.type in {"date", "time"} and first <= d.start <= last and not (d.value or "").endswith("_REF"):
                return str(d.id)
        return None
