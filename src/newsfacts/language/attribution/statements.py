"""Statements: a cue, who speaks, who hears, and what is said, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from newsfacts.language.attribution import contents
from newsfacts.language.attribution.contents import to_stretch
from newsfacts.language.attribution.shapes import Shape, find_shape
from newsfacts.language.attribution.speakers import (
    find_cue_before,
    find_speaker,
    is_passive_cue,
    is_unsaid,
    words,
)
from newsfacts.language.attribution.turns import DASHES, find_signature, find_turn
from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.syntax.quotes import CLOSING, Stretch, begin_inside, find_around, find_overlapping, stands_alone
from newsfacts.language.syntax.relations import SUBJECTS, TENSED, case_of, lemma_of
from newsfacts.language.syntax.subjects import logical_subject
from newsfacts.language.syntax.voice import find_agent
from newsfacts.lexicon import Lexicon
from newsfacts.lexicon.reporting import load_reporting_verbs

#: In which relations stands what somebody is accused of.
_CHARGES = frozenset({"advcl", "xcomp", "obl", "nmod", "acl"})
#: How far from its cue a quotation may stand, in characters, and how short one may be.
FAR, SHORTEST = 3000, 12


@dataclass(frozen=True)
class Statement:
    """One reporting frame. ``start``/``end``: the content; ``scopes``: all that is this speaker's word."""

    cue: int
    cue_text: str
    sources: tuple[Filler, ...]
    hearers: tuple[Filler, ...]
    start: int
    end: int
    scopes: tuple[Stretch, ...]
    kind: str  # clause, tail, quote, according, object, naming, charge, turn
    negates: bool = False
    parts: tuple[Stretch, ...] = ()  # of a content that its cue interrupts

    def holds(self, position: int) -> bool:
        """Whether a place of the text (code points) is part of what is said."""
        return any(a <= position < b for a, b in self.parts or ((self.start, self.end),))

    def words(self, text: str) -> str:
        """What is said, an interrupted content with an ellipsis for its cue."""
        return " … ".join(text[a:b] for a, b in self.parts or ((self.start, self.end),))


@dataclass(frozen=True)
class Report:
    """A verb of saying with what is known of it before its content is sought."""

    verb: Token
    row: dict[str, Any]
    index: Linker
    quotes: list[Stretch]
    shape: Shape | None
    speaker: Token
    hearers: list[Token]


def find_statements(doc: Doc, index: Linker, quotes: list[Stretch], lexicon: Lexicon) -> list[Statement]:
    """Every reporting frame with a source, in reading order of its cue."""
    verbs = load_reporting_verbs(lexicon).rows
    found = [s for token in doc for s in _find_at(token, verbs, index, quotes)]
    return [s for s in found if s.kind != "quote" or not any(_says_too(other, s) for other in found)]


def _says_too(other: Statement, quote: Statement) -> bool:
    """Whether another cue of the speaker has a quotation already: "Commenting on it, he said: “…”"."""
    same = other.kind != "quote" and {f.key for f in other.sources} == {f.key for f in quote.sources}
    return same and other.start <= quote.start and quote.end <= other.end


def _find_at(
    token: Token, verbs: dict[str, dict[str, Any]], index: Linker, quotes: list[Stretch]
) -> Iterator[Statement]:
    """The statement whose cue a token is, if any."""
    if token.lower_ == "according":
        if token.i + 2 < len(token.doc) and token.nbor(1).lower_ == "to":
            yield from _read_according(token, index)
        return
    if token.text == ":" and (turn := find_turn(token, index, quotes)) is not None:
        speaker, content = turn
        yield Statement(token.i, token.text, (speaker,), (), *content, (content,), "turn")
        return
    if token.text in DASHES and (signed := find_signature(token, index, quotes)) is not None:
        signer, content = signed
        yield Statement(token.i, token.text, (signer,), (), *content, (content,), "turn", False, (content,))
        return
    row = verbs.get(lemma_of(token)) or verbs.get(token.lemma_.lower()) or _find_phrase(token, verbs)
    if row is None or token.pos_ != "VERB" or token.dep_ in {"amod", "compound", "case"} or _is_name(token):
        return
    statement = _read_verb(token, row, index, quotes) if row.keys() - {"lemma", "charge"} else None
    if statement is None and row.get("charge"):
        statement = _read_charge(token, index)
    if statement is not None:
        yield statement


def _find_phrase(verb: Token, verbs: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The row of a verb with what it calls something: "made it clear that …"."""
    called = contents.find_predicate(verb)
    return verbs.get(f"{verb.lemma_.lower()} {called.lower_}") if called is not None else None


def _is_name(token: Token) -> bool:
    """ "Said" as a given name: a capital inside a sentence that is no headline."""
    if not token.text[:1].isupper() or token.i == token.sent.start or token.i + 1 == len(token.doc):
        return False
    return token.nbor(1).text[:1].isupper() and not token.nbor(-1).is_quote


def _is_speakerish(fillers: list[Filler]) -> bool:
    return any(f.ref is not None or f.kind in {"group", "other"} for f in fillers)


def _read_verb(verb: Token, row: dict[str, Any], index: Linker, quotes: list[Stretch]) -> Statement | None:
    """The statement of a verb of saying."""
    if is_unsaid(verb) or (is_passive_cue(verb) and not find_agent(verb)):
        return None
    shape = find_shape(_anchor_of(verb), index) if row.get("tail") else None
    told = _find_hearers(verb, row)
    if shape is not None and _is_hearer(shape.speaker, verb, told):
        shape = None  # '…," Ms. Ruiz, tired after a night of talks, told Reuters': who is told is not who tells
    if shape is not None and shape.behind is not None and find_around(quotes, verb.idx) is None:
        return _read_interruption(verb, shape, index, quotes)
    speaker = find_speaker(verb, shape, index)
    sources = index.resolve(speaker) if speaker is not None else []
    if speaker is None or not _is_speakerish(sources):
        return None
    told = [t for t in told if t.i != speaker.i]  # "…, warned the minister" read as an object
    report = Report(verb, row, index, quotes, shape, speaker, told)
    kind, content = _find_content(report)
    for trim in _TRIMS:
        if content is not None and content[0] < content[1]:  # a sentence of nonsense may leave nothing
            content = trim(report, kind, content)
    if content is None or content[1] <= content[0] or content[0] <= speaker.idx < content[1]:
        return None
    hearers = [f for h in report.hearers for f in index.resolve(h) if f.kind != "other"]
    scopes = [content] if kind not in {"object", "naming"} else []
    scopes += [q for q in find_overlapping(quotes, *content) if q[0] < content[1] and not q[0] <= verb.idx < q[1]]
    parts = _find_parts(report, kind, content)
    scopes += parts[1:]
    negates = bool(row.get("negates"))
    return Statement(verb.i, verb.text, tuple(sources), tuple(hearers), *content, tuple(scopes), kind, negates, parts)


def _find_parts(report: Report, kind: str, content: Stretch) -> tuple[Stretch, ...]:
    """What is said in its parts, where it has two or stands in the next paragraph; nothing where it is one."""
    if kind == "quote" and content[0] >= report.verb.sent.end_char:
        return (content,)
    quoted = _find_behind_colon(report) if kind in {"clause", "tail"} and content[1] <= report.verb.idx else None
    return (content, quoted) if quoted is not None else ()


def _find_behind_colon(report: Report) -> Stretch | None:
    """The quotation of "The talks had failed, she said: “We are still trying.”"."""
    verb, doc = report.verb, report.verb.doc
    colon = next((t for t in doc[verb.i + 1 : verb.sent.end] if t.text == ":" or t.tag_ in TENSED), None)
    if colon is None or colon.text != ":":
        return None
    behind = (q for q in report.quotes if 0 < q[0] - colon.idx <= 3 and q[1] - q[0] > SHORTEST)
    return next(((begin_inside(report.index.text, start), end - 1) for start, end in behind), None)


def _anchor_of(verb: Token) -> Token:
    """The verb that makes the clause: "quoted", of "the agency quoted Paz as saying"."""
    head = verb.head
    return head if verb.tag_ == "VBG" and verb.dep_ == "advcl" and head.lemma_ in {"quote", "cite"} else verb


def _find_hearers(verb: Token, row: dict[str, Any]) -> list[Token]:
    """Who is told: the object, or the phrase behind one of the verb's prepositions."""
    wanted = row.get("hearer", ())
    told = {"obj", "iobj", *(["nsubj:pass"] if is_passive_cue(verb) else [])} if "object" in wanted else set()
    called = contents.find_predicate(verb)
    below = called.children if called is not None else ()
    return [
        c
        for c in (*verb.children, *below)
        if c.dep_ in told or (c.dep_.startswith("obl") and c.dep_ != "obl:agent" and case_of(c) in wanted)
    ]


def _is_hearer(token: Token, verb: Token, hearers: list[Token]) -> bool:
    """Whether somebody behind a verb that has its subject before it is told by that subject."""
    told = token in hearers or (token.dep_ == "iobj" and token.head.i == verb.i)
    return told and any(c.dep_ == "nsubj" for c in verb.lefts)


# -- contents: the frames in the order in which they are tried -----------------------------------------------------


def _find_quoted(report: Report) -> Stretch | None:
    """What stands before "the agency quoted Paz as saying"."""
    anchor = _anchor_of(report.verb)
    return contents.find_clause_before(anchor) if anchor.i != report.verb.i else None


def _find_tail(report: Report) -> Stretch | None:
    verb = report.verb
    tells = any(
        c.dep_ == "obj" and c.i > verb.i and c.pos_ in {"NOUN", "NUM"} and not contents.is_time(c)
        for c in verb.children
    )
    # "…, the council reports a rise in exports"
    own = tells and not report.hearers and report.speaker.i < verb.i and verb.lemma_ != "say"
    return None if own and not verb.nbor(-1).is_punct else contents.find_tail(verb, report.speaker, report.shape)


def _find_quotation(report: Report) -> Stretch | None:
    """The nearest quotation that stands alone beside the cue and its speaker."""
    verb, text, sent = report.verb, report.index.text, report.verb.sent
    edges = verb.idx, verb.idx + len(verb), report.speaker.left_edge.idx, report.speaker.right_edge.idx
    first, last = min(edges), max(edges)
    # what follows the verb is its content, not the paragraph before; "She agreed but suggested …" has one of its own
    follows = verb.right_edge.i - verb.i > 6 or verb.dep_ == "conj"
    begin, end = max(sent.start_char - 3, verb.idx - FAR), min(sent.end_char, verb.idx + FAR)
    led = [q for q in find_overlapping(report.quotes, end, end + 3) if _leads_to(text, sent, q[0])]
    if led and last - FAR < verb.idx and led[0][1] - led[0][0] > SHORTEST:
        return begin_inside(text, led[0][0]), led[0][1] - (text[led[0][1] - 1] in CLOSING)
    near = [
        q
        for q in find_overlapping(report.quotes, begin, end)
        if q[1] - q[0] > SHORTEST and text[q[0] : q[1]].count(" ") >= 3
        and (-2 <= first - q[1] <= 30 or -2 <= q[0] - last <= 60)
        and not (follows and q[1] <= first and "\n" in text[q[1] : first])
        and (stands_alone(verb.doc, q[0]) or q[0] == verb.idx + len(verb) + 1)
    ]  # fmt: skip
    if not near:
        return None
    best = min(near, key=lambda q: min(abs(q[0] - verb.idx), abs(q[1] - verb.idx)))
    end = best[1] - 1 - (text[best[1] - 2] == ",")
    begin = begin_inside(text, best[0])
    return begin, max(begin + 1, end)


def _leads_to(text: str, sent: Span, at: int) -> bool:
    """Whether a sentence ends its paragraph with the comma or colon of what opens the next: "Lee stated,"."""
    written = text[sent.start_char : at].rstrip()
    return written[-1:] in {",", ":"} and "\n" in text[sent.start_char + len(written) : at]


def _find_object(report: Report) -> Stretch | None:
    """What is announced as a noun phrase; nobody who is confirmed in an office is said."""
    if report.verb.lemma_ == "confirm":
        objects = [c for c in report.verb.children if c.dep_ == "obj"]
        if any(f.kind in {"official", "person"} for c in objects for f in report.index.resolve(c)):
            return None
    return contents.find_object(report.verb)


#: Kind of statement, the columns of its verb of which one is needed, and what finds its content.
_FRAMES: tuple[tuple[str, tuple[str, ...], Callable[[Report], Stretch | None]], ...] = (
    ("clause", ("tail",), lambda report: contents.find_remark(report.verb)),
    ("clause", ("clause",), lambda report: contents.find_clause(report.verb)),
    ("clause", ("clause", "naming"), lambda report: contents.find_account(report.verb)),
    ("clause", ("clause",), _find_quoted),
    ("tail", ("tail",), _find_tail),
    ("quote", ("tail", "quote"), _find_quotation),
    ("clause", ("clause",), lambda report: contents.find_loose_clause(report.verb)),
    ("clause", ("rest",), lambda report: contents.find_rest(report.verb, report.hearers)),
    ("clause", ("hearsay",), lambda report: contents.find_hearsay(report.verb)),
    ("naming", ("naming",), lambda report: contents.find_naming(report.verb)),
    ("object", ("object",), _find_object),
    ("object", ("stance",), lambda report: contents.find_object(report.verb, words()["stances"])),
    ("object", ("about",), lambda report: contents.find_topic(report.verb, report.row["about"])),
    ("clause", ("doing",), lambda report: contents.find_doing(report.verb)),
)


def _find_content(report: Report) -> tuple[str, Stretch | None]:
    """The first frame of the verb that has a content, and this."""
    end = _find_turn_away(report)
    for kind, columns, find in _FRAMES:
        if any(report.row.get(column) for column in columns) and (content := find(report)) is not None:
            if end is None or content[1] <= end.idx:
                return kind, content
            if content[0] < end.idx:
                return kind, to_stretch([t for t in end.doc[report.verb.sent.start : end.i] if t.idx >= content[0]])
    return "clause", None


def _find_turn_away(report: Report) -> Token | None:
    """Where what was said ends: the participle of ", adding that …", which is told beside it, or of ", citing …"."""
    verb, sent = report.verb, report.verb.sent
    for token in verb.doc[verb.i + 2 : sent.end]:
        if token.tag_ != "VBG" or find_around(report.quotes, token.idx) is not None:
            continue
        turned = token.lemma_.lower() in words()["turning"] and token.nbor(-1).text == ","
        if (beside := _find_outlet_beside(token, report.index)) is not None:
            return beside
        if turned or find_cue_before(token, report.index) == verb:
            return token
    return None


def _find_outlet_beside(verb: Token, index: Linker) -> Token | None:
    """The "with" of ", with The Guardian reporting that …": what another outlet tells is not what was said."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or lemma_of(verb) not in load_reporting_verbs(index.lexicon).saying:
        return None
    before = verb.doc[max(subject.left_edge.i - 2, 0) : subject.i]
    opens = next((t for t in before if t.lower_ == "with" and t.i and t.nbor(-1).text == ","), None)
    outlets = (getattr(index.entity.get(f.ref or ""), "kind", None) == "media" for f in index.resolve(subject))
    return opens if opens is not None and any(outlets) else None


# -- trims: where a content begins and ends, in the order in which they apply ---------------------------------------


def _drop_purpose(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """Nothing of an infinitive that is a deed or its purpose: "tests to confirm the names", "agreed to add $4m"."""
    verb = report.verb
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)
    if kind not in {"clause", "object"} or not infinitive or verb.lemma_ in {"say", "tell"}:
        return content
    above = verb.head
    again = above.lemma_ in words()["aspect"] or f"{above.lemma_} {above.nbor(1).lower_}" in words()["aspect"]
    if kind == "clause" and again and above.tag_ in TENSED and 0 < verb.i - above.i < 4:
        return content  # "went on to note that", "continues to estimate that"
    return None if kind == "clause" or verb.dep_ not in {"xcomp", "ccomp"} else content


def _end_before_speaker(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """With the speaker's name hung inside the clause before it, what was said ends at the comma."""
    verb, speaker = report.verb, report.speaker
    if not (content[0] < speaker.idx < content[1] and speaker.i < verb.i):
        return content
    commas = [t.idx for t in verb.doc[verb.sent.start : speaker.i] if t.text == ","]
    return (content[0], commas[-1]) if commas else None


def _end_with_sentence(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """What is said ends before "; Oslo brushed it aside", and goes on with ", and that it would not pay"."""
    verb, doc = report.verb, report.verb.doc
    span = doc.char_span(*content, alignment_mode="expand")
    if kind != "clause" or content[0] < verb.idx or span is None:
        return content
    for token in span[1:]:
        ends = token.text == ";" or _is_contrast(token) or _speaks_again(report, token)
        if ends and find_around(report.quotes, token.idx) is None:
            before = token.nbor(-1) if token.nbor(-1).text != "," else token.nbor(-2)
            return content[0], before.idx + len(before)
    after = [t for t in doc[span.end : min(verb.sent.end, span.end + 5)] if t.text not in CLOSING | {","}]
    if len(after) > 1 and after[0].lower_ in {"and", "but"} and after[1].lower_ == "that":
        rest = to_stretch(list(doc[after[1].i : verb.sent.end]))
        return _end_with_sentence(report, kind, (content[0], rest[1])) if rest is not None else content
    return content


def _speaks_again(report: Report, conjunction: Token) -> bool:
    """ ", but he also said …", ", though she declines to be specific": the speaker's next word or silence."""
    if conjunction.lower_ not in words()["turning_to"] or conjunction.nbor(-1).text != ",":
        return False
    again = conjunction.nbor(1)
    if again.tag_ != "PRP" or again.dep_ != "nsubj" or again.head.i < again.i or again.head.i - again.i > 3:
        return False
    verb, verbs = again.head, load_reporting_verbs(report.index.lexicon)
    silent = verb.lemma_ == "decline" and any(c.dep_ == "xcomp" for c in verb.children)
    if not silent and (verb.tag_ not in TENSED or lemma_of(verb) not in verbs.saying):
        return False
    mine = {f.ref for f in report.index.resolve(report.speaker)}
    return mine == {None} or any(f.ref in mine for f in report.index.resolve(again))


def _is_contrast(token: Token) -> bool:
    """ ", while the union called a strike": what others did beside it."""
    contrast = token.lower_ == "while" and token.dep_ == "mark" and token.nbor(-1).text == ","
    return contrast and any(c.dep_.startswith("nsubj") for c in token.head.children)


def _close_quotation(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """ 'Called the trial a "farce"', 'spoke of "hard times" for Peru', with both marks."""
    if kind not in {"naming", "object"}:
        return content
    near = find_overlapping(report.quotes, *content)
    ends = (q[1] for q in near if content[0] < q[0] < content[1] < q[1])
    begins = (q[0] for q in near if content[0] - 2 <= q[0] < content[0] and q[1] < content[1])
    return next(begins, content[0]), next(ends, content[1])


def _take_quotation(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """ "Said, “…”" from the first word of the quotation to the last; one of several sentences is one statement."""
    verb = report.verb
    if kind == "clause":
        for q in find_overlapping(report.quotes, verb.idx, content[1]):
            if verb.idx < q[0] < content[0] <= q[1]:
                content = (begin_inside(report.index.text, q[0]), max(content[1], q[1] - 1))
        for q in find_overlapping(report.quotes, *content):
            # an ellipsis ends a sentence for the parser, and no quotation
            on = report.index.text[content[1] : content[1] + 6].lstrip(". ")[:1] == "…" or (
                "..." in report.index.text[content[1] : content[1] + 6]
            )
            if verb.idx < content[0] <= q[0] < content[1] < q[1] and on:
                content = (content[0], q[1] - (report.index.text[q[1] - 1] in CLOSING))
    if kind in {"clause", "tail"}:
        for q in find_overlapping(report.quotes, *content):
            if q[0] < content[0] and content[1] <= q[1] <= verb.idx and q[0] < verb.sent.start_char:
                content = (begin_inside(report.index.text, q[0]), content[1])
    return content


def _end_with_quotation(report: Report, kind: str, content: Stretch) -> Stretch | None:
    """ 'Told him, "Wait" and left' is over with the quotation: what its speaker did then, is the reporter's word."""
    doc = report.verb.doc
    if kind != "clause" or content[0] < report.verb.idx:
        return content
    for start, end in find_overlapping(report.quotes, *content):
        if content[0] - 1 <= start < content[0] and end < content[1] and (
            behind := doc.char_span(end, content[1], alignment_mode="contract")
        ):
            joined = len(behind) > 1 and behind[0].tag_ == "CC" and behind[1].tag_ in TENSED - {"MD"}
            return (content[0], end - 1 - (report.index.text[end - 2] in ",.")) if joined else content
    return content


_TRIMS: tuple[Callable[[Report, str, Stretch], Stretch | None], ...] = (
    _drop_purpose, _end_before_speaker, _end_with_sentence, _close_quotation, _take_quotation,
    _end_with_quotation,
)  # fmt: skip


# -- the other statements --------------------------------------------------------------------------------------------


def _read_interruption(
    verb: Token, shape: Shape, index: Linker, quotes: list[Stretch]
) -> Statement | None:
    """A statement on both sides of its cue; a quotation that goes on over sentences is taken to its end."""
    sources = index.resolve(shape.speaker)
    if shape.behind is None or not _is_speakerish(sources):
        return None
    parts: list[Stretch] = []
    for first, last in (shape.before, shape.behind):
        if parts and verb.doc[first - 1].is_quote and verb.doc[first - 2].pos_ == "ADP":
            continue  # '…," the firm says on "The Countdown"': where it says so
        start, end = verb.doc[first].idx, verb.doc[last - 1].idx + len(verb.doc[last - 1])
        if (around := find_around(quotes, start)) is not None:
            start, end = begin_inside(index.text, around[0]), max(around[1] - 1, end)
            end = start + len(index.text[start:end].rstrip(",.;”\"'’ "))
        parts.append((start, end))
    return Statement(
        verb.i, verb.text, tuple(sources), (), parts[0][0], parts[-1][1], tuple(parts), "tail", False, tuple(parts)
    )


def _read_charge(verb: Token, index: Linker) -> Statement | None:
    """What somebody accuses another of is the accuser's word, though no statement of its own."""
    subject = logical_subject(verb)
    sources = index.resolve(subject[0]) if subject else []
    accused = [c for c in verb.children if c.dep_ in {"obj", "iobj", "nsubj:pass"}]
    below = [c for t in (verb, *accused) for c in t.children if c.i > verb.i]
    charges = [c for c in below if c.dep_ in _CHARGES and case_of(c) in words()["charging"]]
    if not charges or not _is_speakerish(sources):
        return None
    last = charges[0].right_edge.i
    for c in charges[0].children:  # "accused it of breaking its word and threatened …" goes on with the accuser
        if c.dep_ == "conj" and c.tag_ in {"VBD", "VBZ"}:
            last = min(last, next((g.i for g in c.children if g.dep_ == "cc"), c.i) - 1)
    content = to_stretch(list(verb.doc[charges[0].left_edge.i : last + 1]))
    if content is None or content[0] <= subject[0].idx < content[1]:
        return None
    return Statement(verb.i, verb.text, tuple(sources), (), *content, (content,), "charge")


def _read_according(cue: Token, index: Linker) -> Iterator[Statement]:
    """What stands before, or behind, "according to" somebody."""
    doc, sent, head = cue.doc, cue.sent, cue.head
    if cue.dep_ != "case" or head.i <= cue.i:
        return
    quoted = next((t for t in doc[cue.i + 3 : min(sent.end, cue.i + 12)] if t.lower_ in {"quoting", "citing"}), None)
    if quoted is not None:  # "according to one paper, quoting the ministry": the ministry's word
        behind = (t for t in doc[quoted.i + 1 : min(sent.end, quoted.i + 14)] if index.by_token.get(t.i))
        head = next((t for t in behind if index.by_token[t.i][0].kind == "organization"), head)
    told = _find_teller(head, index)
    sources = index.resolve(told or head) if head.lemma_.lower() not in index.words["measure"] or told else []
    if not sources:
        return  # "paid according to the number of children"
    right = head.right_edge.i
    inner = _find_around(cue, right)
    if inner:
        yield Statement(
            cue.i, doc[cue.i : cue.i + 2].text, tuple(sources), (), inner[0][0], inner[1][1], inner, "according", False,
            inner,
        )  # fmt: skip
        return
    spoken = cue.i > sent.start and lemma_of(cue.nbor(-1)) in load_reporting_verbs(index.lexicon).saying
    opens = cue.i - sent.start <= 2 or spoken  # "the union said according to the ruling, …"
    if opens:
        right = min(right, next((t.i for t in doc[head.i : sent.end] if t.text == ","), right))
        right = _pass_name(doc[right : sent.end], {f.ref for f in sources}, index)
    # "while, according to the ministry, he left"
    follows = opens or contents.is_inserted(cue.i, sent)
    content = to_stretch(list(doc[right + 1 : sent.end] if follows else doc[sent.start : cue.i]))
    if content is not None:
        yield Statement(cue.i, doc[cue.i : cue.i + 2].text, tuple(sources), (), *content, (content,), "according")


def _pass_name(behind: Span, refs: set[str | None], index: Linker) -> int:
    """Where a source with its office ends: behind the name in "according to the coach, Ana Ruiz, the team won"."""
    for token in behind[:3]:
        for mention in index.by_token.get(token.i, ()):
            own = mention.mention == "name" and mention.first == token.i and mention.ref in refs - {None}
            if own and mention.last + 1 < behind.end and token.doc[mention.last + 1].text == ",":
                return mention.last
    return behind.start


def _find_teller(head: Token, index: Linker) -> Token | None:
    """Whose word what somebody told is: "according to what the ministry announced", "to figures issued by the bank".

    Of "according to Oxfam's data" it is the word of Oxfam.
    """
    for clause in head.children:
        if clause.dep_.startswith("acl") and clause.i > head.i and lemma_of(clause) in words()["telling"]:
            if head.tag_ == "WP":
                return next((c for c in clause.children if c.dep_ == "nsubj"), None)
            return next(iter(find_agent(clause)), None) if clause.tag_ == "VBN" else None
    if head.lemma_.lower() not in words()["findings"] or index.by_token.get(head.i):
        return None
    near = [c for c in head.children if c.tag_ != "PRP$"]
    cue = next((c for c in head.children if c.lower_ == "according"), head)
    apart = cue.i == cue.sent.start or cue.nbor(-1).text == ","  # "paid according to the Eurostat index"
    whose = [
        c
        for c in near
        if c.dep_ == "nmod:poss" or case_of(c) in {"of", "by", "from"} or (apart and c.dep_ == "compound")
    ]
    return next((c for c in whose if any(f.ref is not None for f in index.resolve(c))), None)


def _find_around(cue: Token, right: int) -> tuple[Stretch, ...]:
    """Both parts of a sentence whose subject "according to" parts from its verb: "Rebels, according to X, fled"."""
    doc, sent = cue.doc, cue.sent
    right = next((t.i for t in doc[cue.i : right + 2] if t.text == ","), right + 1)
    before, behind = doc[sent.start : cue.i], doc[right : sent.end]
    if len(before) < 2 or len(behind) < 3 or before[-1].text != "," or behind[0].text != ",":
        return ()
    nominal = any(t.dep_ in SUBJECTS and t.head.i > right for t in before)
    if not nominal or any(t.tag_ in TENSED for t in before):
        return ()
    parts = (to_stretch(list(before)), to_stretch(list(behind)))
    return tuple(part for part in parts if part is not None) if all(parts) else ()
