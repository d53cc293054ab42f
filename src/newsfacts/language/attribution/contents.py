"""What is said: one function for each frame in which a verb of saying has its content."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from newsfacts.language.attribution.shapes import Shape
from newsfacts.language.attribution.speakers import is_going_on, words
from newsfacts.language.syntax.arguments import quoted_appositions
from newsfacts.language.syntax.quotes import CLOSING, OPENING, Stretch
from newsfacts.language.syntax.relations import SUBJECTS, TENSED, case_of, is_gerund, lemma_of, lower_after
from newsfacts.language.syntax.relations import words as grammar
from newsfacts.language.syntax.subjects import returns_to_speaker

#: Content is cut, and loose frames are not sought, beyond this many tokens: no sentence of news is longer.
LONGEST = 400
_CLAUSAL = frozenset({"VERB", "AUX"})
_NAMES = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
_RELATIVE = frozenset({"WDT", "WP", "WRB"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl"})


def to_stretch(tokens: list[Token]) -> Stretch | None:
    """Where words begin and end, without the marks around them."""
    inner = [t for t in tokens if not (t.is_punct or t.is_space) or t.text in {"(", "[", ")", "]"}]
    return (inner[0].idx, inner[-1].idx + len(inner[-1])) if inner else None


def is_time(token: Token) -> bool:
    """ "Sunday" in "said Sunday the ship would sail", which is no part of what was said."""
    return token.lower_ in words()["days"] and token.dep_ not in SUBJECTS and (
        lower_after(token) not in {"'s", "’s"}
    )


def find_clause(verb: Token) -> Stretch | None:
    """The clause under the verb: "said (that) the talks had failed"."""
    called = find_predicate(verb)
    below = [c for c in (*verb.children, *(called.children if called is not None else ())) if c.dep_ == "ccomp"]
    # of "will not “flip-flop”" read as two clauses, the one with the subject
    for child in sorted(below, key=lambda c: c.i > verb.i and not any(g.dep_ in _SUBJECTS for g in c.children)):
        content = _cut(child, verb) if not _is_no_clause(child) else None
        if content is not None:
            return _with_adjunct(verb, content)
    return None


def find_predicate(verb: Token) -> Token | None:
    """What a verb calls something, behind it: "clear", of "made it clear that …"."""
    return next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "ADJ" and c.i > verb.i), None)


def find_clause_before(cue: Token) -> Stretch | None:
    """The first whole clause that stands before a cue, whatever its relation."""
    clauses = [c for c in cue.children if c.i < cue.i and c.dep_ in {"ccomp", "advcl", "parataxis"}]
    if cue.dep_ == "parataxis" and cue.head.i < cue.i:  # the cue hangs on what it tells
        return to_stretch(list(cue.doc[cue.head.left_edge.i : cue.left_edge.i]))
    return next((_cut(c, cue) for c in clauses if _is_own_clause(c)), None)


def _cut(clause: Token, cue: Token) -> Stretch | None:
    """The words of a clause on its side of the cue, from behind its "that"."""
    doc, before = cue.doc, clause.i < cue.i
    first, last = clause.left_edge.i, min(clause.right_edge.i, clause.left_edge.i + LONGEST)
    returning = next((c for c in clause.children if returns_to_speaker(c)), None)
    if returning is not None:
        last = min(last, returning.left_edge.i - 1)
    if before:
        return to_stretch(list(doc[_find_opening(clause, cue) : min(last, cue.i - 1) + 1]))
    first = max(first, cue.i + 1)
    tokens = list(doc[first : last + 1])
    between = list(doc[cue.i + 1 : first]) if first - cue.i < 12 else []
    taken = {t.i for c in cue.children if c.i != clause.i for t in c.subtree}
    if not any(t.is_punct or t.i in taken or t.pos_ in _CLAUSAL for t in between):
        tokens = between + tokens  # the subject hung elsewhere: "said Kyiv is ready"
    while len(tokens) > 3 and is_time(tokens[0]):
        tokens = tokens[1:]
    medium = tokens[0].head if tokens and tokens[0].dep_ == "case" else None
    if medium is not None and medium.lemma_.lower() in words()["papers"]:  # "says in a statement he does not intend"
        tokens = [t for t in tokens if t.i > medium.right_edge.i]
    # "told the agency that …", "said Monday that …"
    that = next((n for n, t in enumerate(tokens[:9]) if t.lower_ == "that"), None)
    if that is not None and not any(t.pos_ in _CLAUSAL for t in tokens[:that]):
        tokens = tokens[that + 1 :]
    return to_stretch(tokens)


def _find_opening(clause: Token, cue: Token) -> int:
    """Where a clause before its cue begins, with "on Thursday" that opens the sentence, though hung on the cue."""
    doc, first, begin = cue.doc, clause.left_edge.i, cue.sent.start
    opening = next((c for c in cue.lefts if c.dep_ == "obl" and c.left_edge.i == begin), None)
    if opening is None or opening.i >= first or doc[first - 1].text != "," or doc[first].is_punct:
        return first
    whole = opening.right_edge.i in {first - 1, first - 2} and opening.lemma_.lower() not in words()["papers"]
    return begin if whole else first


def _is_no_clause(child: Token) -> bool:
    """ "He said, adding that …" and "declared the city a port": the complement is no clause with its own subject."""
    own = {c.dep_ for c in child.children}
    if any(is_going_on(t) for t in child.subtree if child.head.i < t.i < child.head.i + 4):
        return True
    if any(c.dep_ == "mark" and c.lower_ in words()["beside_speech"] for c in child.children):
        return True  # "…, the minister said, while India will train the drivers"
    return child.pos_ in {"NOUN", "PROPN"} and not own & {"cop", "aux", "mark", *_SUBJECTS}


def _with_adjunct(verb: Token, content: Stretch) -> Stretch:
    """With the adverbial clause that goes on without a comma, which the parser hung on the verb of saying."""
    for child in verb.children:
        before = verb.doc[child.left_edge.i - 1] if child.left_edge.i else verb
        if child.dep_ == "advcl" and before.i > verb.i and before.idx + len(before) == content[1]:
            span = to_stretch(list(child.subtree))
            return (content[0], span[1]) if span is not None else content
    return content


def find_tail(verb: Token, subject: Token, shape: Shape | None) -> Stretch | None:
    """The clause before "…, the ministry said (on Friday)", with its question mark."""
    content = _find_before(verb, subject)
    if content is None and shape is not None:
        tokens = list(verb.doc[slice(*shape.before)])
        content = to_stretch(tokens) if any(t.tag_ in TENSED for t in tokens) else None
    if content is None:
        return None
    asked = verb.doc.text[content[1] : content[1] + 1] in {"?", "!"}
    return (content[0], content[1] + asked)


def _find_before(verb: Token, subject: Token) -> Stretch | None:
    sent = verb.sent
    left = min(verb.i, subject.left_edge.i if subject.sent.start == sent.start else verb.i)
    if verb.dep_ == "parataxis" and verb.left_edge.i > verb.head.i:
        left = min(left, verb.left_edge.i)
    while left < verb.i and verb.doc[left].is_punct:
        left += 1  # the comma hung on the speaker
    if left <= sent.start + 1 or verb.doc[left - 1].text not in {",", "?", "!", "–", "—", *CLOSING}:
        return None
    if is_inserted(left, sent):
        return to_stretch(list(verb.doc[max(verb.i, subject.right_edge.i) + 1 : sent.end]))
    if subject.i > verb.i and verb.i != left:
        return None
    coordinated = verb.dep_ == "conj" and any(c.dep_ == "cc" for c in verb.children)
    if coordinated or not (verb.dep_ in {"parataxis", "conj", "ROOT", "ccomp"} or _is_hung_tail(verb)):
        return None
    tokens = list(verb.doc[sent.start : left])
    clause = [t for t in tokens if t.dep_ in {"csubj", *_SUBJECTS}]
    # a subordinate opening is no content: "When asked, he said …"
    if not clause or (verb.dep_ == "ROOT" and all(_opens_below(t.head) for t in clause)):
        return None
    return to_stretch(tokens)


def _opens_below(verb: Token) -> bool:
    """Whether a verb makes a relative or adverbial clause with a conjunction."""
    marked = any(c.dep_ in {"mark", "advmod"} and c.i < verb.i for c in verb.children)
    return verb.dep_ in {"acl", "acl:relcl"} or (verb.dep_ == "advcl" and marked)


def _is_hung_tail(verb: Token) -> bool:
    """ "…, an official told reporters" read as a relative clause without its pronoun."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.dep_ not in {"acl:relcl", "advcl", "appos"} or not own or own[0].tag_ in _RELATIVE:
        return False
    edge = own[0].left_edge
    return edge.i > 0 and any(t.text in {",", *CLOSING} for t in (edge, edge.nbor(-1)))


def is_inserted(left: int, sent: Span) -> bool:
    """Whether a cue at ``left`` stands right behind the word that opens a clause: "which, he said, are growing"."""
    return left > sent.start + 1 and sent.doc[left - 1].text == "," and sent.doc[left - 2].lower_ in words()["opening"]


def find_loose_clause(verb: Token) -> Stretch | None:
    """What the parser hung elsewhere: a finite clause after the verb within the sentence."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        told = child.dep_ == "obl" or (child.dep_ in {"obj", "iobj"} and verb.lemma_ == "tell")
        if told and child.lemma_.lower() in words()["papers"]:
            for clause in child.children:  # "says in a statement he does not intend …"
                if clause.dep_ in {"acl:relcl", "acl", "ccomp"} and _is_own_clause(clause):
                    return _cut(clause, verb)
        if child.dep_ in {"parataxis", "advcl", "xcomp", "conj", "dep"} and _is_own_clause(child):
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            joined = any(c.dep_ == "cc" for c in child.children) or child.left_edge.lower_ in words()["subordinating"]
            apart = any(t.text == ";" for t in verb.doc[verb.i : child.i])
            if not joined and not apart and (not marks or "that" in marks):
                return _cut(child, verb)
    return None


def _is_own_clause(clause: Token) -> bool:
    """Whether it has a subject of its own that is no relative pronoun."""
    subjects = [c for c in clause.children if c.dep_ in _SUBJECTS]
    return bool(subjects) and not any(c.tag_ in _RELATIVE for c in clause.children)


def find_rest(verb: Token, hearers: list[Token]) -> Stretch | None:
    """The rest of the sentence, when it is a finite clause that the parser did not hang under the verb."""
    sent, doc = verb.sent, verb.doc
    begin = verb.i + 1
    that = next((t.i for t in doc[begin : min(sent.end, begin + 9)] if t.lower_ == "that" and t.dep_ == "mark"), None)
    if that is not None:
        if any(t.dep_ == "conj" and t.head.i == verb.i for t in doc[begin:that]):
            return None  # "acknowledged the risk but stressed that …"
        begin = that + 1
    elif hearers and hearers[0].i > verb.i:
        begin = max([hearers[0].i, *(c.i for c in hearers[0].children if c.dep_ in {"flat", "compound", "nmod"})]) + 1
    rest = list(doc[begin : sent.end])
    if not rest or rest[0].is_punct or rest[0].tag_ == "TO" or rest[0].pos_ in {"ADP", "SCONJ", "CCONJ"}:
        return None  # "had warned judges to quit what it calls …" is no finite clause
    mark = next((n for n, t in enumerate(rest) if t.text in CLOSING | OPENING), None)
    rest = rest[:mark]  # what is quoted reports no further than its quotation
    clause = next((t for t in rest[:25] if t.tag_ in TENSED and not _is_relative(t)), None)
    before = [t for t in rest if clause is not None and t.i < clause.i]
    if clause is None or _is_beside(clause, verb) or not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in before):
        return None
    if any(t.lower_ in words()["subordinating"] for t in before):
        return None
    return None if any(t.tag_ in {"WDT", "WP"} and not _is_relative(t.head) for t in before) else to_stretch(rest)


def _is_beside(clause: Token, verb: Token) -> bool:
    """Whether a clause goes on with what stands above the cue: "fell after she announced a bid, and it was he …"."""
    top = clause.head if clause.dep_ in {"cop", "aux", "aux:pass"} else clause
    return top.dep_ == "conj" and top.head.i < verb.i


def _is_relative(token: Token) -> bool:
    """Whether the word stands in a relative clause that its pronoun opens: "the illness, which can be fatal"."""
    for _ in range(3):
        if token.dep_ == "acl:relcl":
            return any(c.lower_ in {"which", "who"} for c in token.children)
        token = token.head
    return False


def find_remark(verb: Token) -> Stretch | None:
    """The clause beside "as the minister explains": "As she noted, prices fell", "Prices fell, as she noted"."""
    doc, sent, head = verb.doc, verb.sent, verb.head
    own = {c.dep_ for c in verb.children}
    opens = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    if opens is None or verb.dep_ != "advcl" or lemma_of(verb) not in words()["remarking"] or "nsubj" not in own:
        return None
    about = any(case_of(c) in words()["on_topic"] for c in verb.children if c.dep_ == "obl")
    if about or own & {"obj", "ccomp", "xcomp"} or not any(t.tag_ in TENSED for t in (head, *head.children)):
        return None
    if opens.i <= sent.start + 1:
        comma = next((t.i for t in doc[verb.i + 1 : head.i] if t.text == ","), None)
        return to_stretch(list(doc[comma + 1 : sent.end])) if comma is not None else None
    alone = opens.nbor(-1).text == "," and head.i < opens.i
    return to_stretch(list(doc[sent.start : opens.i])) if alone else None


def find_account(verb: Token) -> Stretch | None:
    """ "How he had fled", of "recounted how he had fled", which is read as a noun with its clause."""
    if lemma_of(verb) not in words()["recounting"]:
        return None
    for child in verb.children:
        opens = child.i > verb.i and child.dep_ == "obj" and child.lower_ in {"how", "why"}
        if opens and any(c.dep_ in {"acl:relcl", "advcl:relcl"} for c in child.children):
            return to_stretch(list(child.subtree))
    return None


def find_topic(verb: Token, prepositions: Iterable[str]) -> Stretch | None:
    """What is spoken, or warned, of: "broken promises", of "talked of broken promises"."""
    for child in verb.children:
        if child.dep_ == "obl" and child.i > verb.i and case_of(child) in prepositions:
            case = next(c for c in child.children if c.dep_ == "case")
            return _with_beneficiary(verb, to_stretch([t for t in child.subtree if t.i > case.i]))
    return None


def _with_beneficiary(verb: Token, content: Stretch | None) -> Stretch | None:
    """With "for Peru", of "spoke of a “dark day” for Peru", which the parser hung on the verb."""
    for child in verb.children:
        first = child.left_edge
        near = content is not None and 0 <= first.idx - content[1] <= len("”, ")
        if content is not None and near and child.pos_ == "PROPN" and first.lower_ == "for" and not is_time(child):
            return content[0], child.right_edge.idx + len(child.right_edge)
    return content


def find_naming(verb: Token) -> Stretch | None:
    """ "The agreement a victory" in "called the agreement a victory"."""
    behind = [c for c in verb.children if c.i > verb.i]
    named = [c for c in behind if c.dep_ == "obj"]
    before = {c.dep_ for c in verb.lefts if c.tag_ in _RELATIVE or c.dep_ == "nsubj:pass"}
    what = [c for c in behind if c.dep_ in {"obl", "advcl"} and any(g.lower_ == "as" for g in c.children)]
    what += [c for c in behind if c.dep_ == "xcomp" and c.pos_ in _NAMES]
    what += [*named[1:], *quoted_appositions(named[:1])]
    if not named and what and before & {"obj", "nsubj:pass"}:  # "whom she described as heroes", "was described as"
        return to_stretch([t for t in what[0].subtree if t.i >= verb.i and t.lower_ != "as"])
    if not named or not what or what[0].i < named[0].i:
        return None
    return to_stretch(list(verb.doc[named[0].left_edge.i : what[-1].right_edge.i + 1]))


def find_object(verb: Token, nouns: frozenset[str] = frozenset()) -> Stretch | None:
    """What is announced or stressed as a noun phrase, of these nouns if any; not who is confirmed as something."""
    for child in verb.children:
        if child.dep_ == "obj" and child.pos_ in {"NOUN", "PROPN"} and child.i > verb.i:
            if nouns and child.lemma_.lower() not in nouns:
                return None
            appointed = verb.lemma_ == "confirm" and any(case_of(c) == "as" for t in (verb, child) for c in t.children)
            return None if appointed else to_stretch(list(child.subtree))
    return None


def find_hearsay(verb: Token) -> Stretch | None:
    """What others claim: "he had met them", of "denied reports that he had met them"."""
    claims = (c for c in verb.children if c.dep_ == "obj" and c.lemma_.lower() in grammar()["hearsay_noun"])
    for clause in (g for claim in claims for g in claim.children if g.dep_ in {"acl", "acl:relcl", "ccomp"}):
        if _is_own_clause(clause) and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
            return _cut(clause, verb)
    return None


def find_doing(verb: Token) -> Stretch | None:
    """ "Helping them", of "denied helping them", or "having helped them"."""
    doing = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and is_gerund(c) and c.i > verb.i]
    return _cut(doing[0], verb) if doing else None
