"""The person behind each "he", "she", "him", "her", "his", "himself", "herself".

Candidates are the persons named before in the sentence, else in the one before. A sex that is known rules out; after
"A told B that he …" the hearer is meant, after "A said he …" the speaker; what is left must be one. Where several
fit the pronoun is nobody's: a wrong person convicted is the worst record there is.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest

from spacy.tokens import Doc, Span, Token

from newsfacts.language.coreference.persons import Person, name_behind
from newsfacts.language.officials.patterns import KIN
from newsfacts.language.syntax.quotes import CLOSING, OPENING, find_quotes, is_left_open
from newsfacts.language.syntax.relations import SUBJECTS, antecedent
from newsfacts.lexicon import Lexicon
from newsfacts.lexicon.reporting import load_reporting_verbs

_SEX = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:arg", "obl:agent"})
#: What is to come.
_WILL = frozenset({"will", "would", "'ll", "’ll", "wo"})
#: What sets an explanation off from the subject.
_ASIDES = frozenset({",", "-", "–", "—", "("})
#: What hangs on a cue that stands behind what it reports.
_CONTENTS = frozenset({"ccomp", "parataxis"})
#: What begins another clause, whose speaker is not that of the quotation before.
_JOINS = frozenset({"CC", "IN", "WRB", "WDT", "WP"})
#: Tokens between a quotation and the verb of saying behind or before it, at most.
_BEHIND, _AHEAD = 16, 18
#: Tokens back that a pronoun looks at most: no sentence of news is longer.
WINDOW = 120
#: Sentences back, over those that name nobody.
BACK = 3


def resolve_pronouns(doc: Doc, persons: list[Person], lexicon: Lexicon) -> dict[int, str | None]:
    """The id of the person by the token of each pronoun; None where several fit, no entry where none does."""
    solver = _Solver(doc, persons, lexicon)
    out: dict[int, str | None] = {}
    for token in doc:
        if token.lower_ not in _SEX or token.tag_ not in {"PRP", "PRP$"} or token.i in solver.inside:
            continue
        fits = solver.find(token)
        if len(fits) > 1:
            out[token.i] = None
        elif not fits or fits[0] is solver.quoted.get(token.i):
            if token.i in solver.quoted:
                out[token.i] = None  # "I" is who is quoted; "he", by grammar alone, is another
        elif fits[0].ref is not None:
            solver.settle(token, fits[0])
            out[token.i] = fits[0].ref
        if token.i not in solver.at and len(fits) < 2:
            solver.leave(token, fits)
    return out


def find_described(subject: Token) -> Token | None:
    """Whom "whom she met" or "whose stories she read" describes: somebody else than its subject."""
    verb = subject.head
    for _ in range(3):
        if verb.dep_ == "acl:relcl":
            around = [*verb.subtree, *verb.head.children]  # "Lee, whose stories she read": hung above the verb
            if not any(t.lower_ in {"whom", "whose"} for t in around if t.i < subject.i):
                return None
            return verb.head.head if verb.head.dep_ == "appos" else verb.head
        if verb.dep_ not in {"xcomp", "conj"}:
            return None
        verb = verb.head
    return None


def _joins_clause(token: Token) -> bool:
    """Whether a word begins another clause, and is no part of "Ann Lee, a nurse and mother at the clinic,"."""
    noun = token.dep_ == "case" or (token.dep_ == "cc" and token.head.pos_ in {"ADJ", "NOUN", "PROPN"})
    return token.tag_ in _JOINS and not noun


class _Solver:
    """The persons by token, with the pronouns solved so far."""

    def __init__(self, doc: Doc, persons: list[Person], lexicon: Lexicon) -> None:
        self.doc = doc
        verbs = load_reporting_verbs(lexicon)
        self.reporting, self.telling = verbs.rows.keys() | {"continue", "go on"}, verbs.telling
        marks = ((start, end, p) for p in persons for start, end in p.spans)
        self.marks = sorted((m for m in marks if not self._explains(m[0])), key=lambda m: m[:2])
        self.starts = [start for start, _, _ in self.marks]
        self.inside = {i for start, end, p in self.marks if p.ref for i in range(start, end)}
        self.at: dict[int, Person] = {}
        for start, end, person in self.marks:
            for i in range(start, end):
                if i not in self.at or self.at[i].ref is None:
                    self.at[i] = person

        self.quoted = self._find_quoted()
        for token in doc:  # "a girl named Rim called her"
            if token.tag_ == "NN" and (name := name_behind(token)) in self.at and name is not None:
                self.at.setdefault(token.i, self.at[name])
        for token in doc:  # "the chief executive, Ann Lee, said": she is the subject
            if token.dep_ == "appos" and token.i in self.at and token.head.i not in self.at:
                self.at[token.head.i] = self.at[token.i]

    def _find_quoted(self) -> dict[int, Person]:
        """Who speaks the words between quotation marks, by token, where a verb of saying beside them has a name."""
        text = self.doc.text
        found: dict[int, Person] = {}
        speech: list[Span] = []  # the paragraphs of one speaker
        quotes = find_quotes(text)
        for quote, after in zip_longest(quotes, quotes[1:]):
            span = self.doc.char_span(quote[0], quote[1], alignment_mode="expand")
            if span is not None and (span.start == 0 or not self.doc[span.start - 1].text[-1].isalnum()):
                speech.append(span)  # no part of a sentence, "he “wished he could”", whose "he" is the reporter's
            if after is None or not is_left_open(text, quote, after):
                speakers = [p for s in speech if (p := self._find_speaker(s.start, s.end - 1)) is not None]
                for s in speech if speakers else ():
                    found |= dict.fromkeys(range(s.start + 1, s.end - 1), speakers[0])
                speech = []
        return found

    def _find_speaker(self, start: int, end: int) -> Person | None:
        """Who is named beside a verb of saying behind a quotation, or else before it."""
        doc = self.doc
        ended = doc[end - 1].is_punct or (end + 1 < len(doc) and doc[end + 1].text == ",")
        verb = self._find_saying(range(end + 1, min(end + _BEHIND, doc[end].sent.end)), joins=True) if ended else None
        if verb is None and start > 0 and doc[start - 1].text in {",", ":"}:
            verb = self._find_saying(range(start - 1, max(start - _AHEAD, -1), -1), joins=False)
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and not start < c.i < end] if verb is not None else []
        named = {self.at[t.i] for t in subjects[0].subtree if t.i in self.at} if subjects else set()
        return named.pop() if len(named) == 1 else None  # "Rao's lawyer, Ann Lee," speaks of Rao

    def _find_saying(self, places: range, *, joins: bool) -> Token | None:
        """The first verb of saying, before another quotation or, with `joins`, another clause."""
        for i in places:
            token = self.doc[i]
            if token.text in OPENING | CLOSING or (joins and _joins_clause(token)):
                return None
            if token.pos_ == "VERB" and token.lemma_.lower() in self.reporting:
                return token
        return None

    def _explains(self, start: int) -> bool:
        """Whether a description only explains the subject: "Adam - the head of the army's north - has left"."""
        token = self.doc[start]
        if token.pos_ == "PROPN":
            return False
        if token.dep_ == "appos" and token.head.dep_ in SUBJECTS and token.head.pos_ == "PROPN":
            return True
        first = token.left_edge.i + (token.left_edge.text in _ASIDES)  # a dash may hang on it
        if token.dep_ not in SUBJECTS or first == token.sent.start or self.doc[first - 1].text not in _ASIDES:
            return False
        return any(c.dep_ in SUBJECTS and c.i < first - 1 and c.right_edge.i >= first - 2 for c in token.head.children)

    def settle(self, token: Token, person: Person) -> None:
        """Let a solved pronoun stand for its person further on, and tell the sex."""
        person.sex = person.sex or _SEX[token.lower_]
        at = bisect_left(self.starts, token.i)
        self.starts.insert(at, token.i)
        self.marks.insert(at, (token.i, token.i + 1, person))
        self.at[token.i] = person

    def leave(self, token: Token, fits: list[Person]) -> None:
        """Let a pronoun that nobody solves stand for somebody: "her mother, Ann Lee," is not the one she belongs to."""
        unknown = [p for p in fits if p.ref is None]
        self.settle(token, unknown[0] if len(fits) == 1 and unknown else Person(None, named=False))

    def find(self, token: Token) -> list[Person]:
        """Everybody who fits; the one meant where the words decide."""
        if token.lower_ in {"himself", "herself"}:
            subject = self._subject(token.head)
            return self._fit(token, [self.at[subject.i]]) if subject is not None and subject.i in self.at else []
        if (told := self._find_told(token)) is not None:
            return told
        if self._is_late_speaker(token) and (speaker := self._find_last_speaker(token)) is not None:
            return [speaker]
        sent = token.sent
        before = self._fit(token, self._named_in(max(sent.start, token.i - WINDOW), token.i))
        before = [p for p in before if p is not self._find_told_of(token)]
        if before:
            return self._narrow(token, before)
        if (ahead := self._find_ahead(token)) is not None:
            return [ahead]
        return self._find_in_sentences_before(token)

    def _find_in_sentences_before(self, token: Token) -> list[Person]:
        """Who fits of the last sentence that names somebody."""
        begin = token.sent.start
        for _ in range(BACK):
            if begin == 0:
                break
            previous = self.doc[begin - 1].sent
            begin = previous.start
            everybody = self._named_in(previous.start, previous.end)
            fits = self._fit(token, everybody)
            if fits:
                return self._narrow(token, fits) if len(fits) == 1 else self._focus(token, previous, fits)
            if any(p.named for p in everybody if p.sex is None):
                break
        return []

    def _named_in(self, start: int, end: int) -> list[Person]:
        """The persons spoken of between two tokens, each once, in order of the last mention."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(reversed(dict.fromkeys(person for _, _, person in reversed(self.marks[first:last]))))

    def _fit(self, token: Token, persons: list[Person]) -> list[Person]:
        """Those of no other sex who are not spoken of beside the pronoun by the same verb."""
        beside: set[int] = set()
        if token.tag_ == "PRP" and token.lower_ not in {"himself", "herself"}:
            for child in token.head.children:
                if child.i != token.i and child.dep_ in SUBJECTS | _OBJECTS and child.i in self.at:
                    beside.add(id(self.at[child.i]))
            if token.dep_ in SUBJECTS and (described := find_described(token)) is not None and described.i in self.at:
                beside.add(id(self.at[described.i]))
        fits = [p for p in persons if p.sex in (None, _SEX[token.lower_])]
        return [p for p in fits if id(p) not in beside]

    def _narrow(self, token: Token, fits: list[Person]) -> list[Person]:
        """The one whose name shows the pronoun's sex, beside others that show none; but a "suspect" who acts is one."""
        if (parent := self._find_kin(token, fits)) is not None:
            return [parent]
        known = [p for p in fits if p.sex == _SEX[token.lower_] and p.ref is not None]
        others = [p for p in fits if not known or p is not known[0]]
        if len(known) != 1 or any(p.sex is not None for p in others):
            return fits
        acts = [p for p in others if not p.named and self.doc[p.spans[0][0]].dep_ in SUBJECTS and p.ref is None]
        return fits if acts else known

    def _find_kin(self, token: Token, fits: list[Person]) -> Person | None:
        """Who bears the name of the son in "Tom Bell, Ian Roy, the chairman, and his son Al Roy"."""
        noun = token.i + 1
        if token.tag_ != "PRP$" or noun + 1 >= len(self.doc) or self.doc[noun].lower_ not in KIN:
            return None
        child = self.at.get(noun + 1 + (self.doc[noun + 1].text == ","))
        names = {self.doc[end - 1].text for _, end in child.spans} if child is not None and child.named else set()
        bearers = [p for p in fits if p is not child and names & {self.doc[end - 1].text for _, end in p.spans}]
        return bearers[0] if len(bearers) == 1 else None

    def _focus(self, token: Token, previous: Span, fits: list[Person]) -> list[Person]:
        """Of several in the sentence before, whom it is about: who speaks on, or its subject beside minor persons."""
        narrowed = self._narrow(token, fits)
        if len(narrowed) == 1:
            return narrowed
        root = previous.root
        subject = self._subject(root)
        leader = self.at.get(subject.i) if subject is not None else None
        leader = self.quoted.get(root.i, leader)
        if leader not in fits or token.dep_ not in SUBJECTS:
            return fits
        core = {self.at[c.i] for c in root.children if c.dep_ in _OBJECTS and c.i in self.at}
        core |= {self.at[c.i] for t in root.children for c in t.children if c.dep_ == "conj" and c.i in self.at}
        # "A said B would come. He added …": whom the speaker speaks of does not speak on
        speaks_on = root.lemma_.lower() in self.reporting and token.head.lemma_.lower() in self.reporting
        inner = {self.at[t.i] for t in previous if t.dep_ in SUBJECTS and t.i in self.at}
        rivals = core if speaks_on else core | inner
        return fits if any(p in rivals for p in fits if p is not leader) else [leader]

    def _subject(self, verb: Token) -> Token | None:
        """The subject of a verb, or of the one it is coordinated with or an infinitive of."""
        for _ in range(4):
            found = [c for c in verb.children if c.dep_ in SUBJECTS]
            if found:
                return found[0]
            if verb.dep_ not in {"conj", "xcomp"}:
                return None
            verb = verb.head
        return None

    def _find_told(self, token: Token) -> list[Person] | None:
        """In what somebody says: the hearer of "told Weber that he …", the speaker of "said he …"; None elsewhere."""
        clause = token.head
        if token.dep_ not in SUBJECTS:
            return None
        for _ in range(3):
            if clause.dep_ == "ccomp" or clause.head.i == clause.i or clause.dep_ not in {"conj", "xcomp"}:
                break
            clause = clause.head
        cue = clause.head
        if clause.dep_ != "ccomp" or cue.lemma_.lower() not in self.reporting or not cue.i < token.i:
            return None
        hearers = [c for c in cue.children if c.dep_ in {"obj", "iobj"} and cue.i < c.i < token.i]
        subject = self._subject(cue)
        if subject is None or subject.i > cue.i:
            return None
        speaker = self.at.get(antecedent(subject).i)
        if hearers and cue.lemma_.lower() in self.telling and hearers[0].i in self.at:
            heard = self._fit(token, [self.at[hearers[0].i]])
            if heard and speaker is not None and self._is_promise(token):
                return self._fit(token, [speaker, *heard])
            if heard:
                return heard
        between = self._fit(token, [p for p in self._named_in(cue.i + 1, token.i) if p is not speaker])
        if speaker is None:
            return None
        said = self._fit(token, [speaker])
        return self._narrow(token, said + between) if said else None

    def _is_promise(self, token: Token) -> bool:
        """Whether "told Weber he would resign" may be a promise as well as an order; "would be dismissed" is none."""
        beside = {c.lower_ for c in token.head.children}
        return token.dep_ == "nsubj" and token.head.tag_ == "VB" and "be" not in beside and bool(beside & _WILL)

    def _is_late_speaker(self, token: Token) -> bool:
        """ "…, he said": a pronoun that speaks after what it says, or opens a sentence that goes on speaking."""
        if token.dep_ not in SUBJECTS or token.head.lemma_.lower() not in self.reporting:
            return False
        before = min(token.i, token.head.i) - 1
        return before > token.sent.start + 1 and (self.doc[before].is_punct or self.doc[before].text in CLOSING)

    def _find_told_of(self, token: Token) -> Person | None:
        """Of whom "Lee, she said, had left" and "Lee had left, she said" tell: nobody says that of herself by name."""
        cue = token.head
        if token.dep_ not in SUBJECTS or cue.lemma_.lower() not in self.reporting:
            return None
        contents = [cue.head] if cue.dep_ == "parataxis" else [c for c in cue.children if c.dep_ in _CONTENTS]
        # not "Mr. Otieno sold the farm, he said, to traders", where he may tell of himself
        apart = [c for c in contents if token.i < c.i or all(t.is_punct for t in self.doc[cue.i + 1 : token.sent.end])]
        subjects = (self._subject(content) for content in apart)
        told = next((t for t in subjects if t is not None and t.i < token.i), None)
        return self.at.get(told.i) if told is not None and told.pos_ == "PROPN" else None

    def _find_last_speaker(self, token: Token) -> Person | None:
        """Who spoke or acted last before the sentence, of the right sex."""
        first = token.sent.start
        for i in range(first - 1, max(-1, first - WINDOW), -1):
            t, spoke = self.doc[i], self.quoted.get(i)
            if spoke is not None:  # "“He had left,” Lee said. … he added": Lee, not who had left
                return spoke if self._fit(token, [spoke]) and spoke.ref is not None else None
            leads = t.dep_ in SUBJECTS and (t.head.dep_ == "ROOT" or t.head.lemma_.lower() in self.reporting)
            if not leads or i not in self.at:
                continue
            person = self.at[i]
            return person if self._fit(token, [person]) and person.ref is not None else None
        return None

    def _find_ahead(self, token: Token) -> Person | None:
        """In "Since his arrest, Mr. Okello …" the subject of the main clause, which follows."""
        sent = token.sent
        subject = self._subject(sent.root)
        if subject is None or subject.left_edge.i <= token.i or token.head.i == sent.root.i or subject.i not in self.at:
            return None
        if not any(t.text == "," for t in self.doc[token.i : subject.i]):
            return None
        person = self.at[subject.i]
        return person if self._fit(token, [person]) and person.ref is not None else None
