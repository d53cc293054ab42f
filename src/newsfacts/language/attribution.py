"""Whose word it is: quotations and reported speech, found before the facts so that these can carry their speaker.

``doc._.speech`` holds a :class:`Statement` for each reporting frame: a clause under a reporting verb ("said that …"),
a tail ("…, the ministry said"), a quotation beside a reporting verb, "according to …", or a noun phrase announced or
stressed. ``doc._.quotes`` holds every quoted stretch with its speaker, if known. Odd quotation marks end with their
paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from newsfacts.language.facts.roles import EntityIndex, Filler
from newsfacts.language.reporting import Shape, find_shape
from newsfacts.language.syntax.arguments import quoted_appositions
from newsfacts.language.syntax.relations import case_of, is_verb, lemma_of, lower_after
from newsfacts.language.syntax.subjects import logical_subject
from newsfacts.lexicon import BUILTIN, Lexicon, load_lexicon

#: Content is cut, and loose frames are not sought, beyond this many tokens: no sentence of news is longer.
LONGEST = 400
#: How far from its cue a quotation may stand, in characters.
FAR = 3000
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Quote:
    """A quoted stretch, its marks included (code points), and the index of its statement in ``doc._.speech``."""

    start: int
    end: int
    statement: int | None


@dataclass(frozen=True)
class Statement:
    """One reporting frame. ``start``/``end``: the content; ``scopes``: all that is this speaker's word."""

    cue: int
    cue_text: str
    sources: tuple[Filler, ...]
    hearers: tuple[Filler, ...]
    start: int
    end: int
    scopes: tuple[tuple[int, int], ...]
    kind: str  # clause, tail, quote, according, object, naming, charge
    negates: bool = False
    parts: tuple[tuple[int, int], ...] = ()  # of a content that its cue interrupts

    def holds(self, position: int) -> bool:
        """Whether a place of the text (code points) is part of what is said."""
        return any(a <= position < b for a, b in self.parts or ((self.start, self.end),))

    def words(self, text: str) -> str:
        """What is said, an interrupted content with an ellipsis for its cue."""
        return " … ".join(text[a:b] for a, b in self.parts or ((self.start, self.end),))


@lru_cache(maxsize=8)
def load_reporting_verbs(lexicon: Lexicon = BUILTIN) -> dict[str, dict[str, Any]]:
    """Reporting verbs by lemma: which frames they have (clause, tail, object, quote) and where the hearer stands."""
    return {row["lemma"]: row for row in lexicon.rows("reporting_verb")}


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Quoted stretches with their marks, at least two words long, never across a paragraph's end."""
    out: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for m in re.finditer(r"[“”\"«»„]|``|''", paragraph.group()):
            at, mark = paragraph.start() + m.start(), m.group()
            if opened is None:
                if mark != "”":
                    opened = at
            elif mark in {"“", "«", "„", "``"}:
                opened = at
            else:
                out.append((opened, at + len(mark)))
                opened = None
        if opened is not None and text[opened] == "“":
            out.append((opened, paragraph.end()))
    return out


def _span(tokens: list[Token]) -> tuple[int, int] | None:
    while tokens and ((tokens[0].is_punct and tokens[0].text not in {"(", "["}) or tokens[0].is_space):
        tokens = tokens[1:]
    while tokens and ((tokens[-1].is_punct and tokens[-1].text not in {")", "]"}) or tokens[-1].is_space):
        tokens = tokens[:-1]
    if not tokens:
        return None
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _is_time(token: Token) -> bool:
    """ "Sunday" in "said Sunday the ship would sail", which is no part of what was said."""
    return (
        token.text in _DAYS and token.dep_ not in {"nsubj", "nsubj:pass"} and lower_after(token) not in {"'s", "’s"}
    )


def _is_never_said(token: Token, cue: Token) -> bool:
    """An object of "said": nobody says things, so it is the subject of what was said."""
    inserted = cue.i > 0 and cue.nbor(-1).is_punct  # "Okello, said the statement, was …"
    said = token.dep_ == "obj" and cue.lemma_ == "say" and not inserted
    return said and token.pos_ in {"NOUN", "PROPN"} and not _is_time(token)


def _clause_span(clause: Token, cue: Token) -> tuple[int, int] | None:
    first, last = clause.left_edge.i, min(clause.right_edge.i, clause.left_edge.i + LONGEST)
    # one stretch: the part on the clause's side of the cue
    if clause.i > cue.i:
        first = max(first, cue.i + 1)
    else:
        last = min(last, cue.i - 1)
    tokens = list(cue.doc[first : last + 1])
    if clause.i > cue.i and cue.i < first and first - cue.i < 12:  # the subject hung elsewhere: "said Kyiv is ready"
        between = list(cue.doc[cue.i + 1 : first])
        # "clarified other measures would follow"
        lacks = cue.lemma_ != "tell" and not any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in clause.children)
        lent = [c for c in cue.children if c.dep_ == "obj" and lacks and any(g.tag_ == "MD" for g in clause.children)]
        apart = [c for c in cue.children if c.i != clause.i and c not in lent and not _is_never_said(c, cue)]
        taken = {t.i for c in apart for t in c.subtree}
        if not any(t.is_punct or t.i in taken or t.pos_ in {"VERB", "AUX"} for t in between):
            tokens = between + tokens
    if clause.i > cue.i and tokens and tokens[0].lower_ in _SUBORDINATORS and first - cue.i > 3:
        tokens = list(cue.doc[cue.i + 1 : last + 1])  # "said its authority expired when …" with the wrong head
    while clause.i > cue.i and len(tokens) > 3 and (_is_time(tokens[0]) or tokens[0].lower_ in {"early", "late"}):
        if tokens[0].lower_ in {"early", "late"} and not _is_time(tokens[1]):
            break
        tokens = tokens[1:]
    # "says in a statement he does not intend to run": a medium hung on what is said
    medium = tokens[0].head if tokens and tokens[0].dep_ == "case" and clause.i > cue.i else None
    if medium is not None and medium.lemma_.lower() in _PAPERS and medium.i < clause.i:
        tokens = [t for t in tokens if t.i > medium.right_edge.i]
    # "told the agency that …", "said Monday that …": the content begins after its "that"
    that = next((n for n, t in enumerate(tokens[:9]) if t.lower_ == "that" and clause.i > cue.i), None)
    if that is not None and not any(t.pos_ in {"VERB", "AUX"} for t in tokens[:that]):
        tokens = tokens[that + 1 :]
    if clause.i > cue.i and not any(t.pos_ in {"VERB", "AUX"} for t in tokens) and len(tokens) < 4:
        return None  # "said Friday"
    return _span(tokens)


def _is_speakerish(fillers: list[Filler]) -> bool:
    return bool(fillers) and any(f.ref is not None or f.kind in {"group", "other"} for f in fillers)


def find_statements(doc: Doc, index: EntityIndex, lexicon: Lexicon = BUILTIN) -> list[Statement]:
    """Every reporting frame with a source, in reading order of its cue."""
    verbs = load_reporting_verbs(lexicon)
    quotes = find_quotes(index.text)
    found: list[Statement] = []
    for token in doc:
        if is_verb(token) and token.pos_ != "AUX" and token.lower_ != "according":
            row = verbs.get(lemma_of(token)) or verbs.get(token.lemma_.lower())
            if row is None or token.dep_ in {"amod", "compound", "case"} or _is_name(token):
                continue
            statement = _from_verb(token, row, index, quotes) if row.keys() - {"lemma", "charge"} else None
            if statement is None and row.get("charge"):
                statement = _from_charge(token, index)
            if statement is not None:
                found.append(statement)
        elif token.lower_ == "according" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to":
            statement = _from_according(token, index)
            if statement is not None:
                found.append(statement)
    return found


_SUBORDINATORS = frozenset(
    {"as", "while", "because", "if", "when", "after", "although", "though", "since", "with", "before", "unless"}
)


def _find_late_subject(verb: Token) -> list[Token]:
    """Who speaks in "…, said police", when the parser made the speaker an object."""
    if verb.i == 0 or not (verb.nbor(-1).is_punct or verb.nbor(-1).text in {"''", "”"}):
        return []
    if verb.lemma_ == "tell" or verb.tag_ == "VBG":
        return []  # what follows is who is told
    inserted = verb.nbor(-1).text == "," and any(
        c.dep_ == "obj"
        and lower_after(c.right_edge) == ","
        and c.right_edge.i < verb.i + 6
        for c in verb.children
    )  # "Okello, said the statement, was …"
    if not inserted and any(c.dep_ == "nsubj" for c in verb.children):
        return []
    return [
        c
        for c in verb.children
        if c.dep_ in {"obj", "xcomp", "ccomp"} and c.pos_ in {"NOUN", "PROPN"} and 0 < c.i - verb.i < 12
    ][:1]


def _find_nearer_name(subject: Token, verb: Token, index: EntityIndex) -> list[Token]:
    """Of "University of Nairobi botanist Ann Were said" the name, where the parser took the body for the subject."""
    body = index.find_mention(subject)
    if body is None or body.kind not in {"organization", "country"} or subject.i > verb.i or verb.i == 0:
        return []
    name = next(
        (m for m in index.by_token.get(verb.i - 1, ()) if m.kind in {"official", "person"} and not m.group), None
    )
    if name is None or name.mention != "name" or name.first <= body.last + 1:
        return []
    between = verb.doc[body.last + 1 : name.first]
    if any(t.pos_ in {"ADP", "CCONJ", "VERB", "AUX", "SCONJ"} or t.text in {",", "'s", "’s"} for t in between):
        return []
    return [verb.doc[name.last]]


def _find_last_name(verb: Token, index: EntityIndex) -> list[Token]:
    """Who speaks in "…, army spokesman Felix Kato said." when the parser gave the name to the verb before."""
    if any(c.dep_.startswith("nsubj") for c in verb.children) or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    begin = max(verb.sent.start, verb.i - 12)
    if verb.i > begin and verb.nbor(-1).text == ",":  # "…, his party, the Movement for Change (MDC), says"
        named = [m for t in verb.doc[begin : verb.i - 1] for m in index.by_token.get(t.i, ()) if m.mention == "name"]
        last = named[-1] if named else None
        if last is not None and last.kind in {"organization", "official"} and last.first > begin:
            behind = [t.text for t in verb.doc[last.last + 1 : verb.i]]
            before = [t.text for t in verb.doc[begin : last.first] if t.i + 1 < last.first or t.lower_ != "the"]
            if behind in ([","], [")", ","]) and before and before[-1] in {",", "("}:
                return [verb.doc[last.last]]
    comma = next((t.i for t in reversed(verb.doc[begin : verb.i]) if t.text in {",", "”", '"', "''"}), None)
    if comma is None or comma - verb.sent.start < 3:
        return []
    phrase = verb.doc[comma + 1 : verb.i]
    if not len(phrase) or any(t.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "SCONJ"} or t.is_punct for t in phrase):
        return []
    heads = [
        t for t in phrase if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "flat", "amod", "nmod:desc"}
    ]
    return heads[-1:]


def _is_name(token: Token) -> bool:
    """ "Said" as a given name: a capital inside a sentence that is no headline."""
    if not token.text[:1].isupper() or token.i == token.sent.start:
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return following is not None and following.text[:1].isupper() and not token.nbor(-1).is_quote


#: What is denied to somebody, not by saying so: "denied him a visa".
_GRANTED = frozenset(
    {"visa", "entry", "access", "permission", "permit", "bail", "asylum", "appeal", "request"}
    | {"citizenship", "nationality", "residency", "accreditation", "clearance", "right"}
    | {"protest", "petition", "motion", "application", "license", "licence", "parole", "loan", "bid"}
)


def _is_unsaid(verb: Token) -> bool:
    """What was not said is no statement: "did not say how many", "could not confirm"; "denied him a visa" neither."""
    if verb.lemma_ == "deny" and any(
        c.dep_ == "iobj" or (c.dep_ == "obj" and c.lemma_.lower() in _GRANTED) for c in verb.children
    ):
        return True
    return verb.lemma_ != "deny" and any(
        c.dep_ in {"advmod", "advmod:neg"} and c.lower_ in {"not", "n't", "n’t", "never"} and c.i < verb.i
        for c in verb.children
    )


#: What a speaker does after having said something: "…, adding that schools would get more".
_GOING_ON = frozenset({"add", "note", "stress", "emphasize", "emphasise", "reiterate", "point out", "underline"})


def _is_going_on(token: Token) -> bool:
    return token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == "," and lemma_of(token) in _GOING_ON


def _find_going_on(verb: Token) -> Token | None:
    """The cue that "…, adding that …" goes on from, wherever the parser hung it."""
    if not _is_going_on(verb) or any(c.dep_.startswith("nsubj") for c in verb.children):
        return None
    cue = verb.head
    while cue.i < verb.i and cue.head.i != cue.i:
        if lemma_of(cue) in load_reporting_verbs() and any(c.dep_.startswith("nsubj") for c in cue.children):
            return cue
        cue = cue.head
    return cue if lemma_of(cue) in load_reporting_verbs() and cue.i < verb.i else None


def _overlapping(quotes: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The quotations that touch a stretch; they stand in order and apart."""
    first = bisect_right(quotes, start, key=lambda q: q[1])
    return quotes[first : bisect_left(quotes, end, first, key=lambda q: q[0])]


def _from_verb(verb: Token, row: dict[str, Any], index: EntityIndex, quotes: list[tuple[int, int]]) -> Statement | None:
    agent = [c for c in verb.children if c.dep_ in {"obl:agent", "obl"} and case_of(c) == "by"]
    passive = verb.tag_ == "VBN" and any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children)
    if (passive and not agent) or _is_unsaid(verb):
        return None
    shape = find_shape(_anchor_of(verb), index) if row.get("tail") else None
    if shape is not None and shape.behind is not None and not any(
        q[0] <= verb.idx < q[1] for q in _overlapping(quotes, verb.idx, verb.idx + 1)
    ):
        return _from_interruption(verb, shape, index, quotes)
    speaking = _find_going_on(verb)
    subject = logical_subject(verb if speaking is None else speaking)
    sent = verb.sent
    if subject and verb.tag_ == "VBG" and subject[0].lemma_.lower() in index.words["document"]:
        return None  # "said in a statement, explaining that …": what is explained is what was said
    if passive:
        subject = agent[:1]  # "was told by the minister that …"
    elif not subject or (subject[0].i < verb.i and (verb.dep_ == "parataxis" or verb.nbor(-1).text == ",")):
        subject = _find_late_subject(verb) or subject
    if not subject:
        subject = _find_last_name(verb, index)
    if shape is not None and (not subject or _is_inside(subject[0], shape) or shape.speaker.i > verb.i):
        subject = [shape.speaker]
    if not subject:
        return None
    subject = _find_nearer_name(subject[0], verb, index) or subject
    sources = index.resolve(subject[0])
    if not _is_speakerish(sources) or _is_in_name(subject[0], index):
        return None
    hearer_tokens = [
        c
        for c in verb.children
        if (passive and c.dep_ == "nsubj:pass" and "object" in row.get("hearer", ()))
        or (c.dep_ in {"obj", "iobj"} and "object" in row.get("hearer", ()) and c.tag_ != "WP")
        or (
            c.dep_.startswith("obl")
            and c.dep_ != "obl:agent"
            and any(g.dep_ == "case" and g.lower_ in row.get("hearer", ()) for g in c.children)
        )
    ]
    hearers = [f for h in hearer_tokens for f in index.resolve(h) if f.kind != "other" or f.ref]
    content: tuple[int, int] | None = None
    kind = "clause"
    if row.get("clause"):
        for child in verb.children:
            added = verb.dep_ == "parataxis" and any(c.dep_ == "cc" for c in child.children)  # "…, she said, and …"
            if child.dep_ == "ccomp" and not added and not _is_no_clause(child):
                content = _clause_span(child, verb)
                if content is not None:
                    content = _with_adjunct(verb, content)
                    break
    tells = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i and c.pos_ == "NOUN" and not _is_time(c)]
    own = bool(tells) and not hearer_tokens and subject[0].i < verb.i  # "…, the council reports a rise in exports"
    if content is None and row.get("tail") and not (own and not verb.nbor(-1).is_punct and verb.lemma_ != "say"):
        content, kind = _find_tail(verb, subject[0]) or _before(shape, verb), "tail"
        if content is not None and index.text[content[1] : content[1] + 1] in {"?", "!"}:
            content = content[0], content[1] + 1  # '"Why?" he asked'
    if content is None:
        left, right = sent.start_char, sent.end_char
        near = [
            q
            for q in _overlapping(quotes, max(left - 3, verb.idx - FAR), min(right, verb.idx + FAR))
            if not (q[0] <= verb.idx < q[1]) and q[1] - q[0] > 12
        ]
        near = [q for q in near if index.text[q[0] : q[1]].count(" ") >= 3 and _is_whole(verb.doc, q[0])]
        at = min(verb.idx, subject[0].left_edge.idx), max(verb.idx + len(verb), subject[0].right_edge.idx)
        near = [q for q in near if -2 <= at[0] - q[1] <= 30 or -2 <= q[0] - at[1] <= 60]
        if verb.right_edge.i - verb.i > 6:  # what follows the verb is its content, not the paragraph before
            near = [q for q in near if q[0] > verb.idx or "\n" not in index.text[q[1] : at[0]]]
        near = [q for q in near if not q[0] <= subject[0].idx < q[1]]
        if near and (row.get("tail") or row.get("quote")):
            best = min(near, key=lambda q: min(abs(q[0] - verb.idx), abs(q[1] - verb.idx)))
            content, kind = (best[0] + 1, max(best[0] + 2, best[1] - 1)), "quote"
    if content is None and row.get("clause"):
        content, kind = _find_loose_clause(verb), "clause"
    if content is None and row.get("clause"):
        content, kind = _find_higher_clause(verb, subject[0]), "clause"
    if content is None and row.get("rest"):
        content, kind = _find_rest(verb, hearer_tokens), "clause"
    if content is None and row.get("naming"):
        content, kind = _find_naming(verb), "naming"
    if content is None and row.get("object"):
        for child in verb.children:
            if verb.lemma_ == "confirm" and child.dep_ == "obj":
                appointed = any(case_of(c) == "as" for t in (verb, child) for c in t.children)
                if appointed or any(f.kind in {"official", "person"} for f in index.resolve(child)):
                    continue  # "voted to confirm her as judge"
            if child.dep_ == "obj" and child.pos_ in {"NOUN", "PROPN"} and child.i > verb.i:
                content, kind = _span(sorted(child.subtree, key=lambda t: t.i)), "object"
            elif row.get("doing") and child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG" and child.i > verb.i:
                content, kind = _clause_span(child, verb), "clause"  # "denied helping them"
    if content is not None and verb.tag_ == "VB" and kind in {"clause", "object"} and _is_purpose(verb, kind):
        return None
    if content is not None and content[0] < subject[0].idx < content[1] and subject[0].i < verb.i:
        # the speaker's name hung inside the clause before it: what was said ends at the comma
        commas = [t for t in verb.doc[verb.sent.start : subject[0].i] if t.text == ","][-2:]
        aside = verb.doc[commas[0].i + 1 : commas[1].i] if len(commas) == 2 else None
        if aside is not None and (len(aside) > 4 or any(t.pos_ in {"VERB", "AUX", "ADP"} for t in aside)):
            commas = commas[1:]  # "…, his party, the Movement for Change, says" has no aside between
        content = (content[0], commas[0].idx) if commas else None
    for hearer in hearers:
        if content is not None and content[0] == hearer.start and hearer.end < content[1]:
            content = (hearer.end + 1, content[1])  # "tells VOA he is concerned"
    if content is not None and kind == "clause" and content[0] > verb.idx:
        content = _end_with_sentence(verb, _with_answer(verb, content), quotes)
    if content is None or content[1] <= content[0]:
        return None
    if kind == "naming":  # 'called the trial a "farce"', with the closing mark
        closing = next((q[1] for q in _overlapping(quotes, *content) if content[0] < q[0] < content[1] < q[1]), None)
        content = (content[0], closing or content[1])
    around = next(iter(_overlapping(quotes, verb.idx, verb.idx + 1)), None)
    if around is not None and around[0] <= content[0] < around[1] < content[1]:
        content = (content[0], around[1] - 1)  # what is quoted reports no further than its quotation
    if content[0] <= subject[0].idx < content[1] or content[0] <= verb.idx < content[1]:
        return None
    if kind == "clause":  # "said, “…”": the quotation from its first word to its last
        for q in _overlapping(quotes, verb.idx, content[1]):
            if verb.idx < q[0] < content[0] <= q[1] and q[0] - verb.idx < 80 and content[0] - q[0] < 60:
                content = (q[0] + 1, max(content[1], q[1] - 1))
    if kind in {"clause", "tail"}:  # a quotation of several sentences is one statement
        for q in _overlapping(quotes, content[0], content[1]):
            if q[0] < content[0] < q[1] and content[1] <= q[1] and verb.idx >= q[1] and q[0] < sent.start_char:
                content = (q[0] + 1, content[1])
    scopes = [content] if kind not in {"object", "naming"} else []
    for q in _overlapping(quotes, content[0], content[1]):
        if q[0] < content[1] and q[1] > content[0] and not (q[0] <= verb.idx < q[1]):
            scopes.append(q)
    return Statement(
        verb.i,
        verb.text,
        tuple(sources),
        tuple(hearers),
        content[0],
        content[1],
        tuple(scopes),
        kind,
        bool(row.get("negates")),
    )


def _anchor_of(verb: Token) -> Token:
    """The verb that makes the clause: "quoted", of "the agency quoted Paz as saying"."""
    head = verb.head
    return head if verb.tag_ == "VBG" and verb.dep_ == "advcl" and head.lemma_ in {"quote", "cite"} else verb


def _before(shape: Shape | None, verb: Token) -> tuple[int, int] | None:
    """What stands before a cue set off by marks, where it is a clause."""
    if shape is None:
        return None
    tokens = list(verb.doc[slice(*shape.before)])
    return _span(tokens) if any(t.tag_ in _FINITE for t in tokens) else None


def _is_purpose(verb: Token, kind: str) -> bool:
    """Whether an infinitive is a deed or its purpose: "tests to confirm the names", "agreed to add NZ$45 million"."""
    if not any(c.lower_ == "to" and c.i < verb.i for c in verb.children) or verb.lemma_ in {"say", "tell"}:
        return False
    if any(t.lower_ == "that" and t.tag_ == "IN" for t in verb.doc[verb.i + 1 : verb.i + 6]):
        return False
    return kind == "clause" or verb.dep_ not in {"xcomp", "ccomp"}


def _is_in_name(token: Token, index: EntityIndex) -> bool:
    """Whether a state is only the last word of a name that the record does not have: "Claro Nicaragua"."""
    found = index.find_mention(token)
    if found is None or found.kind != "country" or found.mention != "name" or found.first == token.sent.start:
        return False
    before = token.doc[found.first - 1]
    return before.pos_ == "PROPN" and before.i not in index.by_token and before.i not in index.times


def _is_inside(token: Token, shape: Shape) -> bool:
    return shape.before[0] <= token.i < shape.before[1]


def _from_interruption(
    verb: Token, shape: Shape, index: EntityIndex, quotes: list[tuple[int, int]]
) -> Statement | None:
    """A statement on both sides of its cue; a quotation that goes on over sentences is taken to its end."""
    sources = index.resolve(shape.speaker)
    if shape.behind is None or not _is_speakerish(sources):
        return None
    parts = []
    for first, last in (shape.before, shape.behind):
        start, end = verb.doc[first].idx, verb.doc[last - 1].idx + len(verb.doc[last - 1])
        around = next((q for q in _overlapping(quotes, start, end) if q[0] <= start < q[1]), None)
        if around is not None and around[1] >= end:
            start, end = around[0] + 1, max(around[1] - 1, end)
            while end > start and index.text[end - 1] in ",.;”\"'’ ":
                end -= 1
        parts.append((start, end))
    return Statement(
        verb.i, verb.text, tuple(sources), (), parts[0][0], parts[1][1], tuple(parts), "tail", False, tuple(parts)
    )


def _end_with_sentence(verb: Token, content: tuple[int, int], quotes: list[tuple[int, int]]) -> tuple[int, int]:
    """What is said ends before "; Indian officials brushed it aside" and ", while the union called a strike"."""
    span = verb.doc.char_span(*content, alignment_mode="expand")
    if span is None:
        return content
    for token in span:
        cuts = token.text == ";" or (
            token.lower_ == "while"
            and token.i > span.start
            and token.nbor(-1).text == ","
            and token.dep_ == "mark"
            and any(c.dep_.startswith("nsubj") for c in token.head.children)
        )
        if cuts and token.i > span.start and not any(q[0] <= token.idx < q[1] for q in quotes):
            before = token.nbor(-1) if token.nbor(-1).text != "," else token.nbor(-2)
            return content[0], before.idx + len(before)
    after = [t for t in verb.doc[span.end : min(verb.sent.end, span.end + 5)] if t.text not in {",", '"', "”", "''"}]
    if len(after) > 1 and after[0].lower_ == "and" and after[1].lower_ == "that" and after[1].tag_ == "IN":
        rest = [t for t in verb.doc[after[1].i : verb.sent.end]]  # "…, and that the purchase should not concern them"
        while rest and (rest[-1].is_punct or rest[-1].is_space):
            rest.pop()
        return _end_with_sentence(verb, (content[0], rest[-1].idx + len(rest[-1])), quotes) if rest else content
    return content


def _with_adjunct(verb: Token, content: tuple[int, int]) -> tuple[int, int]:
    """With the adverbial clause that goes on without a comma, which the parser hung on the verb of saying."""
    for child in verb.children:
        before = verb.doc[child.left_edge.i - 1] if child.left_edge.i else verb
        # 'will not "flip-flop" on its promises'
        quoted = child.dep_ == "obl" and before.is_quote and before.i > verb.i + 1 and before.idx - content[1] in {0, 1}
        if quoted or (child.dep_ == "advcl" and before.i > verb.i and before.idx + len(before) == content[1]):
            span = _span(sorted(child.subtree, key=lambda t: t.i))
            return (content[0], span[1]) if span is not None else content
    return content


#: Verbs whose complement may be left out where the clause before has it: "offered to meet, but China refused".
_ANSWERING = frozenset({"refuse", "decline", "agree", "accept", "consent", "fail", "balk", "demur", "oblige"})


def _with_answer(verb: Token, content: tuple[int, int]) -> tuple[int, int]:
    """With ", but China refused" behind "confirmed that the Pentagon had offered to meet".

    A clause with a subject of its own may be the reporter's again, so that it is taken only where it cannot be read
    without what was said: its verb leaves out a complement, and what was said was over by then (past perfect).
    """
    span = verb.doc.char_span(*content, alignment_mode="expand")
    if span is None or span.start - verb.i < 2 or not any(t.lower_ == "that" for t in verb.doc[verb.i : span.start]):
        return content
    if not any(t.lower_ in {"had", "'d", "’d"} and t.dep_ == "aux" for t in span):
        return content
    after = [t for t in verb.doc[span.end : min(span.end + 12, verb.sent.end)]]
    if after and after[0].text == ",":
        after = after[1:]
    answer = next((t for t in after if t.tag_ in {"VBD", "VBN"}), None)
    if not after or after[0].lower_ not in {"but", "and"} or answer is None or answer.lemma_ not in _ANSWERING:
        return content
    own = {c.dep_ for c in answer.children if c.i < answer.i}
    if not own & {"nsubj", "nsubj:pass"} or {c.dep_ for c in answer.children} & {"obj", "ccomp", "xcomp", "aux"}:
        return content
    rest = _span(list(verb.doc[answer.i : answer.right_edge.i + 1]))
    return (content[0], rest[1]) if rest is not None else content


def _is_inserted(left: int, sent: Span) -> bool:
    """Whether a cue at ``left`` stands right behind the word that opens a clause: "which, he said, are growing"."""
    if left < sent.start + 2 or sent.doc[left - 1].text != ",":
        return False
    return sent.doc[left - 2].lower_ in {"which", "who", "that", "while", "but", "and", "because", "although"}


def _find_tail(verb: Token, subject: Token) -> tuple[int, int] | None:
    """The clause before "…, the ministry said (on Friday)"."""
    sent = verb.sent
    if len(sent) > LONGEST:
        return None
    left = min(verb.i, subject.left_edge.i if subject.sent.start == sent.start else verb.i)
    if verb.dep_ == "parataxis" and verb.head.i < left:
        left = min(left, verb.left_edge.i if verb.left_edge.i > verb.head.i else left)
    while left < verb.i and (verb.doc[left].is_punct or verb.doc[left].is_space):
        left += 1  # the comma hung on the speaker
    if left <= sent.start + 1:
        return None
    before = verb.doc[left - 1]
    if before.text not in {",", "”", '"', "''", "’", "»", "?", "!", "–", "—"}:
        return None
    if _is_inserted(left, sent):
        return _span(list(verb.doc[max(verb.i, subject.right_edge.i if subject.i > verb.i else 0) + 1 : sent.end]))
    tokens = [t for t in verb.doc[sent.start : left]]
    if not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return None
    if subject.i >= left and subject.i > verb.i and verb.i != left:
        return None
    # a subordinate opening is no content: "When asked, he said …"
    clause = [t for t in tokens if t.dep_ in {"nsubj", "nsubj:pass", "expl", "csubj"}]
    head = verb.head
    if (
        (verb.dep_ in {"parataxis", "conj", "ROOT", "ccomp"} or _is_hung_tail(verb))
        and clause
        and not (verb.dep_ == "conj" and any(c.dep_ == "cc" for c in verb.children))
    ):
        if verb.dep_ == "ROOT" and all(
            t.head.dep_ in {"acl", "acl:relcl"}
            or (t.head.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod"} and c.i < t.i for c in t.head.children))
            for t in clause
        ):
            return None
        if head.i > verb.i and verb.dep_ != "ROOT":
            return _span(tokens)
        return _span(tokens)
    return None


_NAMES = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})


def _find_naming(verb: Token) -> tuple[int, int] | None:
    """ "The agreement a victory" in "called the agreement a victory"."""
    named = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i]
    beside = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
    if len(beside) == 2 and beside[0].pos_ == "NOUN" and beside[1].pos_ in _NAMES and not named:
        named = beside[:1]
    for child in verb.children:  # "called that accusation outrageous"
        if child.dep_ == "xcomp" and child.pos_ == "NOUN" and child.right_edge.dep_ == "xcomp" and not named:
            return _span(list(verb.doc[child.left_edge.i : child.right_edge.i + 1]))
    what = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in {"obl", "advcl"} and any(g.lower_ == "as" for g in c.children)
    ]
    what += [c for c in beside if c.pos_ in _NAMES and c not in named]
    what += [*named[1:], *quoted_appositions(named[:1])]
    if not named or not what or what[0].i < named[0].i:
        return None
    return _span(list(verb.doc[named[0].left_edge.i : what[-1].right_edge.i + 1]))


def _is_hung_tail(verb: Token) -> bool:
    """ "…, an official told reporters" read as a relative clause without its pronoun."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return (
        verb.dep_ in {"acl:relcl", "advcl", "appos"}
        and bool(own)
        and own[0].tag_ not in {"WDT", "WP"}
        and own[0].left_edge.i > 0
        and any(t.text in {",", "”", '"', "''"} for t in (own[0].left_edge, own[0].left_edge.nbor(-1)))
        and not any(c.dep_ == "mark" or c.tag_ == "WRB" for c in verb.children)
    )


#: In which something is said: what the parser hangs below them may be what was said.
_PAPERS = frozenset(
    {"statement", "interview", "speech", "letter", "report", "briefing", "conference", "message", "address", "reporter"}
    | {"journalist", "post", "television", "radio", "parliament", "lawmaker"}
)


def _find_loose_clause(verb: Token) -> tuple[int, int] | None:
    """What the parser hung elsewhere: a finite clause after the verb within the sentence."""
    for child in verb.children:
        told = child.dep_ == "obl" or (child.dep_ in {"obj", "iobj"} and verb.lemma_ == "tell")
        if child.i > verb.i and child.lemma_.lower() in _PAPERS and told:
            for clause in child.children:  # "says in a statement he does not intend …"
                own = {c.dep_ for c in clause.children}
                if clause.dep_ in {"acl:relcl", "acl", "ccomp"} and own & {"nsubj", "nsubj:pass"} and not any(
                    c.tag_ in {"WDT", "WP", "WRB"} for c in clause.children
                ):
                    return _clause_span(clause, verb)
        if (
            child.i > verb.i
            and child.dep_ in {"parataxis", "advcl", "xcomp", "conj", "dep"}
            and child.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}
        ):
            own = {c.dep_ for c in child.children}
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            if (
                own & {"nsubj", "nsubj:pass", "expl"}
                and not any(t.text == ";" for t in verb.doc[verb.i : child.i])
                and (not marks or ("that" in marks and "so" not in marks))
                and child.left_edge.lower_ not in _SUBORDINATORS
                and not any(c.dep_ == "cc" for c in child.children)
            ):
                return _clause_span(child, verb)
    return None


#: What opens a clause beside what was said, never that itself: "…, she said, three months after talks failed".
_NOT_SAID = frozenset({"while", "although", "though", "because", "after", "before", "since", "until", "when", "as"})


def _is_no_clause(child: Token) -> bool:
    """ "He said, adding that …" and "declared the city a port": the complement is no clause with its own subject."""
    own = {c.dep_ for c in child.children}
    said = child.head.i
    if any(_is_going_on(t) for t in child.subtree if said < t.i < said + 4):
        return True  # "he said, adding …"
    if any(c.dep_ == "mark" and c.lower_ in _NOT_SAID for c in child.children):
        return True  # "…, the minister said, while India will train the drivers"
    if child.tag_ == "VBN" and child.left_edge.text == "," and not own & {"nsubj", "nsubj:pass", "aux", "aux:pass"}:
        return True  # "said Mr. Vieira, also known as Nino, won"
    if child.tag_ == "VBG" and not own & {"nsubj", "nsubj:pass", "aux", "expl", "csubj"}:
        return child.lemma_ in load_reporting_verbs()
    return child.pos_ in {"NOUN", "PROPN"} and not own & {"cop", "aux", "nsubj", "nsubj:pass", "mark", "expl"}


def _find_higher_clause(verb: Token, subject: Token) -> tuple[int, int] | None:
    """What follows, when the parser hung the cue below the verb of its content: "the agency reports Seoul agreed"."""
    head = verb.head
    if head.i <= verb.i or verb.tag_ not in {"VBD", "VBZ", "VBP"} or not any(c.dep_ == "nsubj" for c in verb.children):
        return None
    if verb.dep_ not in {"nsubj", "csubj", "advcl", "compound", "dep"} or head.pos_ not in {
        "VERB",
        "AUX",
        "ADJ",
        "NOUN",
    }:
        return None
    if any(c.dep_ == "mark" or c.tag_ == "WRB" for c in verb.children) or subject.i > verb.i:
        return None
    after = [t for t in verb.doc[verb.i + 1 : min(head.right_edge.i + 1, verb.i + LONGEST)]]
    if not any(t.dep_.startswith("nsubj") and t.i > verb.i for t in head.children):
        return None
    return _span(after)


def _is_whole(doc: Doc, start: int) -> bool:
    """Whether a quotation stands for itself: it opens the sentence or follows a comma or colon."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None:
        return False
    first = span[0]
    return first.i == first.sent.start or first.nbor(-1).text in {",", ":", "–", "—"} or first.nbor(-1).is_space


def _find_rest(verb: Token, hearers: list[Token]) -> tuple[int, int] | None:
    """The rest of the sentence, when it is a finite clause that the parser did not hang under the verb."""
    sent = verb.sent
    if len(sent) > LONGEST:
        return None
    begin = verb.i + 1
    that = next(
        (t.i for t in verb.doc[begin : min(sent.end, begin + 9)] if t.lower_ == "that" and t.dep_ == "mark"), None
    )
    if that is not None:
        if any(t.dep_ == "conj" and t.head.i == verb.i for t in verb.doc[begin:that]):
            return None  # "acknowledged the risk but stressed that …"
        begin = that + 1
    elif hearers and hearers[0].i > verb.i:
        flat = [c.i for c in hearers[0].children if c.dep_ in {"flat", "compound", "nmod"} and c.i > hearers[0].i]
        begin = max([hearers[0].i, *flat]) + 1
    rest = list(verb.doc[begin : sent.end])
    if not rest or rest[0].is_punct or rest[0].pos_ in {"ADP", "SCONJ", "CCONJ"}:
        return None
    mark = next((n for n, t in enumerate(rest) if t.text in {"”", '"', "''", "“"}), None)
    if mark is not None:
        rest = rest[:mark]  # what is quoted reports no further than its quotation
    clause = next((t for t in rest[:25] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and not _is_relative(t)), None)
    if clause is None and verb.lemma_ == "say":  # "said the two sides agreed": nobody says sides
        clause = next((t for t in rest[:25] if t.tag_ == "VBN" and t.dep_ == "acl" and t.head.head.i == verb.i), None)
    if clause is None or clause.i == rest[0].i:
        return None
    if _is_next(clause, verb):
        return None
    before = [t for t in rest if t.i < clause.i]
    if any(t.lower_ in _SUBORDINATORS for t in before):
        return None
    if not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in before) or any(
        t.tag_ in {"WDT", "WP"} and not _is_relative(t.head) for t in before
    ):
        return None
    return _span(rest)


def _is_relative(token: Token) -> bool:
    """Whether the word stands in a relative clause that its pronoun opens: "the illness, which can be fatal"."""
    for _ in range(3):
        if token.dep_ == "acl:relcl":
            return any(c.lower_ in {"which", "who"} and c.i < token.i for c in token.children)
        token = token.head
    return False


def _is_next(token: Token, cue: Token) -> bool:
    """Whether a finite word goes on with what the speaker does: "claimed three attacks and has vowed more"."""
    own = token if token.pos_ == "VERB" else token.head
    below = {c.dep_ for c in own.children}
    return (
        cue.lemma_ not in {"say", "tell"}  # whose content only a clause can be
        and own.dep_ == "conj"
        and own.head.i == cue.i
        and "cc" in below
        and not below & {"nsubj", "nsubj:pass"}
    )


#: Before what somebody is charged with: "of backing rebels", "with murder", "over the attack".
_CHARGING = frozenset({"of", "with", "for", "over", "in"})


def _from_charge(verb: Token, index: EntityIndex) -> Statement | None:
    """What somebody accuses another of is the accuser's word, though no statement of its own."""
    subject = logical_subject(verb)
    sources = index.resolve(subject[0]) if subject else []
    if not _is_speakerish(sources):
        return None
    accused = [c for c in verb.children if c.dep_ in {"obj", "iobj", "nsubj:pass"}]
    charges = [
        c
        for t in (verb, *accused)
        for c in t.children
        if c.i > verb.i and c.dep_ in {"advcl", "obl", "nmod", "acl"} and case_of(c) in _CHARGING
    ]
    content = None
    if charges:
        last = charges[0].right_edge.i
        for c in charges[0].children:  # "accused it of breaking its word and threatened …" goes on with the accuser
            if c.dep_ == "conj" and c.tag_ in {"VBD", "VBZ"} and charges[0].tag_ == "VBG" and c.i > charges[0].i:
                last = min(last, next((g.i for g in c.children if g.dep_ == "cc"), c.i) - 1)
        content = _span(list(verb.doc[charges[0].left_edge.i : last + 1]))
    if content is None or content[0] <= verb.idx < content[1] or content[0] <= subject[0].idx < content[1]:
        return None
    return Statement(verb.i, verb.text, tuple(sources), (), *content, (content,), "charge")


def _from_according(cue: Token, index: EntityIndex) -> Statement | None:
    doc = cue.doc
    sent = cue.sent
    head = cue.head if cue.dep_ == "case" else None
    if head is None or head.i <= cue.i:
        later = [
            t
            for t in doc[cue.i + 2 : sent.end]
            if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ not in {"compound", "nmod:poss", "nmod:desc", "amod"}
        ]
        if not later:
            return None
        head = later[0]
    quoted = next((t for t in doc[cue.i + 3 : min(sent.end, cue.i + 12)] if t.lower_ in {"quoting", "citing"}), None)
    if quoted is not None:  # "according to one paper, quoting the ministry": the ministry's word
        named = [
            t
            for t in doc[quoted.i + 1 : min(sent.end, quoted.i + 14)]
            if index.by_token.get(t.i) and index.by_token[t.i][0].kind == "organization"
        ]
        head = named[0] if named else head
    sources = index.resolve(head) if head.lemma_.lower() not in index.words["measure"] else []
    if not sources:
        return None  # "paid according to the number of children"
    right = max((t.i for t in head.subtree if t.sent.start == sent.start), default=head.i)
    opens = cue.i - sent.start <= 2
    if opens:
        if right + 1 >= sent.end - 1:
            right = head.i
        right = min(right, next((t.i for t in doc[head.i : sent.end] if t.text == ","), right))
    follows = opens or _is_inserted(cue.i, sent)  # "while, according to the ministry, he left"
    content = _span(list(doc[right + 1 : sent.end] if follows else doc[sent.start : cue.i]))
    if content is None:
        return None
    return Statement(
        cue.i, doc[cue.i : cue.i + 2].text, tuple(sources), (), content[0], content[1], (content,), "according"
    )


def create_attribution(nlp: Language, name: str, rules: Sequence[str] = ()) -> Attributor:
    """Factory of :class:`Attributor`. ``rules``: users' rules files, for their reporting verbs."""
    return Attributor(name, load_lexicon(rules))


class Attributor:
    """Finds quotations and reported speech; sets ``doc._.quotes`` and ``doc._.speech``."""

    def __init__(self, name: str = "newsfacts_attribution", lexicon: Lexicon = BUILTIN) -> None:
        self.name = name
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc) or not doc.has_annotation("DEP"):
            return doc
        index = EntityIndex(doc)
        statements = find_statements(doc, index, self.lexicon)
        text = index.text
        quotes: list[Quote] = []
        continued: dict[int, list[tuple[int, int]]] = {}
        scopes = sorted((a, i, b) for i, s in enumerate(statements) for a, b in s.scopes)
        cues = [doc[s.cue].idx for s in statements]
        opened: list[tuple[int, int]] = []  # statements and ends of the scopes that have begun
        at = 0
        for start, end in find_quotes(text):
            begun = at
            while at < len(scopes) and scopes[at][0] <= start:
                opened.append((scopes[at][1], scopes[at][2]))
                at += 1
            same = [i for a, i, _ in scopes[begun:at] if a == start]
            opened = [(i, last) for i, last in opened if last >= start]
            owner = min([*same, *(i for i, last in opened if end <= last)], default=None)
            if owner is None and " " in text[start:end]:
                # a quotation without a frame of its own goes on with the speaker of its paragraph
                before = bisect_left(cues, start) - 1
                if (
                    before >= 0
                    and end - start > 40
                    and "\n" not in text[cues[before] : start]
                    and _opens_sentence(doc, start)
                ):
                    owner = before
                    continued.setdefault(owner, []).append((start, end))
            quotes.append(Quote(start, end, owner))
        if continued:
            statements = [replace(s, scopes=(*s.scopes, *continued.get(i, ()))) for i, s in enumerate(statements)]
        doc._.quotes = quotes
        doc._.speech = statements
        return doc


def _opens_sentence(doc: Doc, start: int) -> bool:
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return span is not None and span[0].i - span[0].sent.start <= 1
