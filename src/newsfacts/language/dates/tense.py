"""Which way a bare weekday or month points: back under a past tense, ahead under a future or a present one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Token

from newsfacts.language.dates.patterns import expand

PAST, UNKNOWN, FUTURE = -1, 0, 1

_VERBAL = {"VERB", "AUX"}
_MODALS = {"will", "'ll", "’ll", "wo", "would", "shall", "should", "may", "might", "could", "can", "must"}
_REPORTING = {"say", "says", "tells", "tell", "reports", "report", "adds", "writes", "shows", "show", "follows"}
#: An infinitive after one of these tells what did or did not happen, not what is to come.
_FACTUAL = re.compile(
    r"(?i)refus|declin|fail|continu|beg[aiu]n|start|manag|appear|seem|us(?:ed?|ing)$|tr(?:y|ied)|attempt|happen"
    r"|allow|permit|enabl|able$|unable|forc(?:e|ed|es|ing)$|compel|help|let$|got$"
)

_CUES = re.compile(
    # a future passive takes its participle with it: "to be held", "will be signed"
    r"\b(?P<future>(?i:(?:to|will|would|shall|should|might|could|can|must) be [a-z]+"
    r"|(?:will|would|shall|should|might|must) not be [a-z]+|will|won['’]t|would|shall|should"
    r"|might|could|can|must|expected|expects?|scheduled|due|slated|plans?|planned|hopes?|set|ahead|upcoming"
    r"|(?:is|are|be|was|were|going|agreed?|agrees|vow(?:s|ed)?|wants?|ready|order(?:s|ed)|promise[sd]?|intends?) to"
    r"(?: be [a-z]+)?"
    r"|takes? effect|(?:come|go)(?:es|s)? into (?:force|effect)|enters? into force|comes? (?:home|before|back)"
    r"|begins|starts|launches|premieres|debuts|reopens|(?:kicks|sets) off|gets? under way|goe?s? on (?:trial|sale|show)"
    r"|arrives|meets|opens|turns|ends|expires|closes|concludes|resumes|returns|leaves|travels"
    r"|is|are)|may(?: be [a-z]+)?|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e)['’]ll)\b"
    r"|\b(?P<past>(?i:[a-z]{2,}ed|was|were|had|has|have|did|said|says|told|met|held|took|went|came|left|began|gave|made"
    r"|won|lost|shot|fell|rose|led|hit|struck|fought|spoke|broke|found|saw|sent|put|became|got|wrote|since|ago"
    r"|ran|drew|grew|knew|flew|threw|chose|froze|stole|drove|rode|sank|ate|forgot|stood|sold|bought|brought|thought"
    r"|caught|taught|sought|paid|laid|kept|felt|dealt|meant|lent|spent|built|sat|swore|tore|beat|fled|bled|fed|blew"
    r"|rang|sang|swam|hid|hung|dug|won|shook|spun|split|shut|slept|swept|heard|lit|clung|shed|rebuilt|withdrew"
    r"|overthrew|undertook|underwent|follows|following|after))\b"
)


@dataclass(frozen=True)
class Direction:
    """A row of ``lexicon/date_directions.toml``: words beside an expression that tell where it points."""

    name: str
    points: int
    needs: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    expression: re.Pattern[str] | None

    def fits(self, left: str, words: str, right: str) -> bool:
        """Whether the row decides for an expression: the text before it, its own, and the text after it."""
        if self.needs and not any(word in left for word in self.needs):
            return False
        if self.expression is not None and not self.expression.fullmatch(words):
            return False
        before = self.before.search(left) if self.before else None
        after = self.after.match(right) if self.after else None
        if (self.before and before is None) or (self.after and after is None):
            return False
        near = (before[0] if before else left) + words + (after[0] if after else "")
        return not (self.unless and self.unless.search(near))


def _read_directions() -> Iterator[Direction]:
    table = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("date_directions.toml").read_text("utf-8"))

    def compiled(row: dict[str, Any], key: str, end: str = "") -> re.Pattern[str] | None:
        return re.compile(f"(?i:{expand(row[key], table['parts'])}){end}") if key in row else None

    for row in table["direction"]:
        yield Direction(
            row["name"], PAST if row["points"] == "past" else FUTURE, tuple(row.get("needs", ())),
            compiled(row, "before", r"\Z"),
            compiled(row, "after"), compiled(row, "unless"), compiled(row, "expression"),
        )  # fmt: skip


DIRECTIONS: list[Direction] = list(_read_directions())

#: What was set "for" a day, or a trial set for it, lies ahead, or did; what "is set" for it is to come.
SET = re.compile(
    r"(?i)(?<!\bis )(?<!\bare )(?<!\bbeen )\b(?:set|scheduled|slated|fixed|booked|planned|due)\b[^.;!?]{0,40}?"
    r"\bfor\s(?:an?\s|the\s)?\Z"
)
_AFTER = re.compile(r"(?i)\bafter\b[^,.;:\n]{0,60}\Z")
_CLAUSE = re.compile(r"\n|[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|;")


def direction_of(parsed: Doc | None, text: str, start: int, end: int) -> tuple[int, bool]:
    """The direction in time of the clause around ``text[start:end]``.

    Reads the parse when there is one (``parsed`` is not None), else the nearest verb-like words of the sentence.

    Returns:
        PAST, FUTURE or UNKNOWN, and whether the expression modifies a noun (its verb then says less).
    """
    left = _CLAUSE.split(text[max(0, start - 140) : start])[-1]
    words, right = text[start:end], text[end : end + 80]
    for row in DIRECTIONS:
        if row.fits(left, words, right):
            return row.points, False
    if parsed is not None:
        span = parsed.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            verdict, nominal, sure = _from_parse(span.root)
            # a bare present tense may be a participle or a name misread: a past verb at hand outweighs it
            if verdict == FUTURE and not sure and _from_words(text, start, end, told=False) == PAST:
                return PAST, nominal
            if verdict == PAST and _AFTER.search(left):
                return PAST, False  # "met after the vote on November 27"
            return verdict, nominal or verdict == UNKNOWN
    return _from_words(text, start, end), False


def _from_parse(token: Token) -> tuple[int, bool, bool]:
    """Direction of the governing verb, whether a noun stands between, and whether a modal or an infinitive says so."""
    attributive = not any(c.dep_ == "case" and c.tag_ != "POS" for c in token.children)
    nominal = token.dep_ in ("nmod", "nmod:poss", "compound", "amod") or any(c.tag_ == "POS" for c in token.children)
    for _ in range(40):
        if nominal and (token.lower_ == "following" or any(c.lower_ == "following" for c in token.children)):
            return PAST, nominal, True
        if token.pos_ in _VERBAL or any(c.dep_ in ("cop", "aux", "aux:pass") for c in token.children):
            verdict = tense_of(token)
            if verdict == FUTURE and _is_purpose(token):
                token = token.head  # "took part in a rite to mark the day on Monday"
                continue
            if verdict != UNKNOWN:
                sure = verdict == PAST or _is_certain_future(token)
                # "follows July's pledge", but "voters go to the polls on Sunday"
                if nominal and attributive and not sure:
                    return PAST, nominal, False
                return verdict, nominal, sure
        if token.head.i == token.i:
            break
        nominal = nominal or token.dep_ in ("nmod", "nmod:poss", "nmod:unmarked", "nmod:tmod", "compound")
        token = token.head
    return UNKNOWN, nominal, False


def _auxiliaries(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if not found and verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN", "VBG") and verb.head.i != verb.i:
        return [c for c in verb.head.children if c.dep_ in ("aux", "aux:pass", "cop")]
    return found


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") and c.i < verb.i for c in verb.children)


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive only tells what a past act was for; a plan or a journey to do something lies ahead."""
    if not _has_to(verb) or verb.dep_ not in ("advcl", "acl") or verb.head.i == verb.i:
        return False
    if any(a.lower_ == "be" for a in _auxiliaries(verb)):
        return False  # "a vote to be held on Friday"
    head = verb.head
    if verb.dep_ == "acl":
        if not _OCCASION.match(head.lower_):
            return False
        while head.head.i != head.i and head.pos_ not in _VERBAL:
            head = head.head
    return head.tag_ in ("VBD", "VBN") and not _DEPARTURE.match(head.lower_) and tense_of(head) == PAST


#: Nouns of what has taken place: "a meeting to discuss it".
_OCCASION = re.compile(
    r"(?:activit|ceremon|rite|meeting|event|gathering|march|rally|rallies|vigil|service|conference|protest|exercise"
    r"|operation|campaign|demonstration|session|summit|mass|parade|raid|mission)"
)
#: Who leaves, is sent or waits to do something does it later.
_DEPARTURE = re.compile(
    r"(?:left|depart|fl[ew]|travel|head|set|sent|went|invit|ask|urg|order|plan|agree|vow|pledg|promis|vot|decid|prepar"
    r"|wait|schedul|call|threaten|expect|return|appoint|nam|need|want|hop|has|had|was|were|gave|given|call)"
)


def _is_certain_future(verb: Token) -> bool:
    return _has_to(verb) or any(a.lower_ in _MODALS for a in _auxiliaries(verb))


def tense_of(verb: Token) -> int:
    """PAST, FUTURE or UNKNOWN of a verb with its auxiliaries."""
    auxiliaries = _auxiliaries(verb)
    words = {a.lower_ for a in auxiliaries}
    # "could not agree on Friday"
    denied = "could" in words and any(c.lower_ in ("not", "n't", "n’t") for c in verb.children)
    if words & {"have", "has", "had", "'ve", "’ve", "having"} or (denied and verb.dep_ != "ccomp"):
        return PAST
    if words & _MODALS:
        return FUTURE
    if _has_to(verb):
        return UNKNOWN if _FACTUAL.match(verb.head.lower_) and verb.head.i != verb.i else FUTURE
    return _tense_of_forms(verb, words, {a.tag_ for a in auxiliaries})


def _tense_of_forms(verb: Token, words: set[str], tags: set[str]) -> int:
    """The tense that the form of a verb and those of its auxiliaries tell."""
    if "VBD" in tags or words & {"was", "were", "did"}:
        return PAST
    present = bool(tags & {"VBZ", "VBP"})
    if present and verb.lower_ in ("expected", "scheduled", "due", "set", "slated", "planned"):
        return FUTURE
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not tags & {"VBZ", "VBP", "VB", "MD"}):
        return PAST
    if present:
        return FUTURE
    if verb.tag_ in ("VBZ", "VBP"):
        told = verb.lower_ in _REPORTING or (verb.lower_ in ("comes", "come") and _AFTERMATH & {*_words_after(verb)})
        return PAST if told else FUTURE
    return UNKNOWN


#: "The visit comes days after the vote", but "the minister comes home in March".
_AFTERMATH = {"after", "amid", "as", "since", "following", "despite"}


def _words_after(verb: Token) -> Iterator[str]:
    return (token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 6])


def _from_words(text: str, start: int, end: int, *, told: bool = True) -> int:
    """The direction that the nearest verb-like words tell; ``told``: also "said" behind, whose day may be another."""
    left = _CLAUSE.split(text[max(0, start - 160) : start])[-1]
    cues = list(_CUES.finditer(left))
    if cues:
        # "is expected to meet": the auxiliary before a past participle is not the cue, the participle is
        return PAST if cues[-1]["past"] else FUTURE
    right = _CLAUSE.split(text[end : end + 120])[0]
    cue = _CUES.search(right)
    if cue is None or (not told and cue[0] in _TOLD):
        return UNKNOWN
    return PAST if cue["past"] else FUTURE


#: "Schools reopen on January 6, the ministry said."
_TOLD = {"said", "says", "told", "announced", "confirmed", "reported", "added"}
