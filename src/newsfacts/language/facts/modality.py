"""Whether it happened: denied, planned, possible, demanded, conditional, or only spoken of.

From the word that tells a fact one climbs, link by link, to the top of its clause; on each link, and beside each word
on the way, the cues of ``lexicon/cues.toml`` are looked up. What a cue is and does is told there, row by row; here is
only how one climbs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from newsfacts.language.encoder.draft import Telling
from newsfacts.language.encoder.labels import STATUS
from newsfacts.language.facts.cues import Cue, load_cues
from newsfacts.language.syntax.relations import (
    case_of,
    has_subject,
    has_to,
    is_gerund,
    is_verb,
    lemma_of,
    lower_after,
    marks_of,
)
from newsfacts.language.syntax.voice import is_complement, is_wished

#: The cue of what no word tells, but all of them.
_READ = "as the sentence reads"
_ACTUAL = STATUS.index("actual")
#: The encoder's probabilities that something is not told as happened, and that it is denied, from which on it is not
#: although no cue says so. On held-out blocks that leaves .017 of events told as happened that did not, of .025.
_UNHAPPENED, _DENIED = 0.75, 0.85
#: How many links are climbed.
_HIGHEST = 8
_NOMINAL = frozenset({"obj", "obl", "nmod", "nsubj", "conj", "iobj"})


@dataclass
class Status:
    """Negation and modality, each with the words that decided; ``topic``: a word that makes the fact a mere topic."""

    negated: bool = False
    modality: str = "actual"
    topic: str | None = None
    cues: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def set(self, modality: str, cue: str) -> None:
        """Qualify what is still actual or planned; a condition also what is possible."""
        if modality == "planned" and self.modality == "planned":
            return
        if self.modality in {"actual", "planned"} or (self.modality, modality) == ("possible", "conditional"):
            self.modality = modality
            self.cues.append(f"{modality}: {cue}")

    def flip(self, cue: str) -> None:
        """Deny what was asserted, assert what was denied."""
        self.negated = not self.negated
        self.cues.append(f"negated: {cue}")

    def undo(self, modality: str) -> None:
        """Make actual again what was so qualified."""
        if self.modality == modality:
            self.modality = "actual"
            self.cues = [c for c in self.cues if not c.startswith(f"{modality}: ")]

    def take(self, row: Cue, token: Token) -> None:
        """What a cue does."""
        text = row.says or token.text
        self.rows.append(row.id)
        if row.effect == "topic":
            self.topic = text.lower()
        elif row.effect == "negated":
            self.flip(text)
        elif row.effect not in {"told", "actual"}:
            self.set(row.effect, text)


def hear_status(status: Status, telling: Telling | None) -> None:
    """Qualify what no cue qualifies where the encoder is sure that its sentence does."""
    if telling is None or status.modality != "actual" or status.negated or status.topic is not None:
        return
    if telling.negated >= _DENIED:
        status.flip(_READ)
    if telling.modality[_ACTUAL] <= 1 - _UNHAPPENED:
        status.set(STATUS[int(telling.modality.argmax())], _READ)


def resolve_status(trigger: Token, reported: bool, light: Token | None = None) -> Status:
    """Whether what a word tells happened.

    Args:
        trigger: the word.
        reported: whether it stands in what somebody says.
        light: the verb that carries a noun ("held talks").
    """
    status = Status()
    reported = reported or (trigger.dep_ == "ccomp" and is_verb(trigger.head))  # "promised that it would"
    _look_beside(trigger, status, reported)
    for child in trigger.children:
        if child.dep_ in {"mark", "case", "advmod"} and child.i < trigger.i:
            _take(status, "opens", child, trigger, {trigger.dep_}, trigger=trigger)
    token, near = trigger, True
    link = _find_link(trigger, light, "")
    for _ in range(_HIGHEST):
        if not link or not _climb(status, token, link, near, reported, trigger):
            break
        near = near and link[0] in {"carried", "conjunct", "stretch"}
        token = _find_conjunct(token) if link[0] == "conjunct" else token.head
        link = _find_link(token, light, link[0])
    return status


def _climb(status: Status, token: Token, link: tuple[str, ...], near: bool, reported: bool, trigger: Token) -> bool:
    """Take the cues on one link and beside its upper end; whether what stands above that bears on the fact, too."""
    head, kind = token.head, link[0]
    noun = _find_extraposed(token)
    found = _take(status, "above", noun or head, token, set(link), near=near, trigger=trigger)
    if noun is not None:
        _look_beside(head, status, reported, token)
        return False
    if kind == "told" and "polarity" in found:
        status.undo("possible")  # "denied a claim that": what is denied is no mere claim any more
    if status.topic is not None or not _climbs(token, kind, found):
        return False
    if kind == "circumstance":
        governing = Status()
        _look_beside(head, governing, reported)  # "was to meet them before traveling on"
        if governing.modality != "actual":
            status.set(governing.modality, governing.cues[-1])
        return False
    if kind == "complement" or (kind in {"noun", "carried"} and is_verb(head)):
        denying = kind != "noun" or bool(_names(head) & load_cues()[1]["governing"])
        _look_beside(head, status, reported, token, denying)
    return True


def _find_link(token: Token, light: Token | None, before: str) -> tuple[str, ...]:
    """What ties a word to its head: a kind of link with the relation; empty where nothing above bears on the fact."""
    head, dep = token.head, token.dep_
    classes = load_cues()[1]
    if head.i == token.i:
        return ()
    if before == "telling":
        return ("told",)
    if token.pos_ in {"NOUN", "PROPN"} and dep.split(":")[0] in _NOMINAL:
        return _find_nominal_link(token, light)
    if _is_complement(token, classes["demanding"]):
        return ("complement", dep)
    if dep == "advcl" and token.tag_ == "VBG" and marks_of(token) & {"before", "after", "while", "by"}:
        return ("circumstance",)
    hearsay = head.lemma_.lower() in classes["hearsay_noun"] and not is_verb(head)  # who claims it is its source
    if dep in {"acl", "acl:relcl", "ccomp"} and hearsay and head.i < token.i:
        return () if _is_relative(token) else ("telling", dep)
    if dep == "conj":
        return ("conjunct",) if _find_conjunct(token).i != token.i else ()
    return ("clause", dep)


def _is_relative(token: Token) -> bool:
    """Whether a clause says what was done with its noun, not what that tells: "a claim which Khartoum dismissed"."""
    return token.dep_ == "acl:relcl" and any(c.tag_ in {"WDT", "WP"} and c.dep_ == "obj" for c in token.children)


def _find_nominal_link(token: Token, light: Token | None) -> tuple[str, ...]:
    """What ties a noun to its head."""
    head, dep = token.head, token.dep_
    if light is not None and head.i == light.i:
        return ("carried", case_of(token))
    if dep == "conj" or (dep == "nmod" and _measures(head, case_of(token))):
        return ("stretch",)
    classes = load_cues()[1]
    told = dep == "nmod" and head.dep_ == "obj" and head.lemma_.lower() in classes["hearsay_noun"]
    if told and head.head.lemma_.lower() in classes["denying"]:
        return ("telling", dep)  # "denied reports of a meeting"
    if is_verb(head) and dep == "obj" and head.lemma_.lower() in classes["presupposing"]:
        return ()  # "urged Chile to condemn the attack"
    # "in talks with Chile, Peru offered help": what opens the sentence is not offered
    fronted = dep.startswith("obl") and token.i < head.i and has_subject(head)
    done = dep == "nsubj" and is_done(token)
    outside = done or fronted or (dep.startswith("obl") and case_of(token) not in classes["bound"])
    return () if outside or dep == "nmod:poss" else ("noun", dep)


def is_done(token: Token) -> bool:
    """Whether a participle behind a deed's noun says that it is done, wherever in its phrase that was hung."""
    words = (c for c in token.subtree if c.dep_ == "acl" and c.tag_ == "VBN" and c.i > token.i)
    return any(c.lemma_.lower() in load_cues()[1]["done"] for c in words)


def _measures(head: Token, case: str) -> bool:
    """Whether a noun only says how much or how long of the one below: "a round of talks", "3 billion euros in aid"."""
    counted = any(c.dep_ == "nummod" for c in head.children)
    return (case == "of" and (counted or head.lemma_ in load_cues()[1]["stretch"])) or (case == "in" and counted)


def _is_complement(token: Token, demanding: frozenset[str]) -> bool:
    """Whether a verb is an infinitive, gerund or participle that what is above governs."""
    dep, tag = token.dep_, token.tag_
    if dep == "xcomp" or is_wished(token) or is_complement(token):
        return True
    if is_gerund(token):
        return dep in {"advcl", "acl", "obl"} and bool(marks_of(token) & load_cues()[1]["before_gerund"])
    if dep == "ccomp":
        helped = any(c.tag_ == "MD" for c in token.children)  # "warned that it would not hesitate"
        return tag == "VB" and not helped and not (token.head.lemma_.lower() in demanding and has_subject(token))
    return (dep == "acl" and tag == "VB") or (dep == "advcl" and tag in {"VB", "VBN"} and has_to(token))


def _find_extraposed(token: Token) -> Token | None:
    """The subject that an infinitive behind its passive tells of: "no decision has been taken to"."""
    verb = token.head
    if token.tag_ != "VB" or not has_to(token) or verb.tag_ != "VBN" or has_subject(token):
        return None
    nouns = load_cues()[1]["extraposing"]
    return next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.lemma_.lower() in nouns), None)


def _climbs(token: Token, kind: str, found: set[str]) -> bool:
    """Whether what stands above the head bears on the fact, too."""
    head, dep = token.head, token.dep_
    classes = load_cues()[1]
    if kind == "noun":
        if dep == "nsubj":
            return is_verb(head) and head.lemma_.lower() in classes["occurrence"]
        return dep not in {"obl", "nmod"} or bool(found & {"modality", "topic"})
    if kind == "complement":
        return dep in {"xcomp", "acl"} or is_wished(token) or head.lemma_.lower() in classes["carrying"]
    return kind not in {"clause", "told"}


def _find_conjunct(token: Token) -> Token:
    """The verb with which one of a like form is coordinated; the word itself where there is none."""
    head = token.head
    if not is_verb(head):
        return token
    hearsay = load_cues()[1]["hearsay_noun"]
    if head.dep_ in {"acl", "ccomp"} and head.head.lemma_ in hearsay:
        return head  # "allegations that he took bribes and threatened a judge"
    if token.tag_ in {"VB", "VBG"} and token.tag_ == head.tag_:
        return head
    if token.tag_ == "VB":  # "refused to renounce violence and recognize Israel", hung on the refusal
        below = [c for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i < token.i]
        return below[-1] if below else token
    return token


def _look_beside(
    token: Token, status: Status, reported: bool, below: Token | None = None, denying: bool = True
) -> None:
    """Auxiliaries, negations, hedges and conjunctions of a word; ``below``: from where one came, ``denying``: whether
    its negation denies what is below ("did not mention the talks" denies none).
    """
    for child in (*token.children, *_lent(token)):
        if below is None or child.i != below.i:
            _take(status, "beside", child, token, {child.dep_}, reported=reported, denying=denying, trigger=token)


def _lent(token: Token) -> Iterator[Token]:
    """The auxiliaries and negations that a bare conjunct shares: "will not sign or ratify it"."""
    head = token.head
    if token.dep_ != "conj" or not is_verb(head) or has_subject(token):
        return
    if token.tag_ == head.tag_:  # "whether it confirms or declines"
        yield from (c for c in head.children if c.dep_ == "mark" and c.i < token.i and c.lower_ != "to")
        yield from (c for c in head.children if c.dep_ == "nsubj" and c.i < head.i)  # "no minister came or wrote"
    if not _shares_auxiliary(token):
        return
    contrast = any(g.lower_ == "but" for g in token.children)
    for child in head.children:
        denial = child.dep_ == "advmod" and child.lower_ in {"not", "n't", "never"} and not contrast
        if child.i < token.i and (child.dep_ == "aux" or denial):
            yield child


def _shares_auxiliary(token: Token) -> bool:
    """Whether the form of a conjunct lets it stand under the auxiliary of the verb before it."""
    head = token.head
    if any(c.dep_ == "aux" for c in token.children):
        return False
    if token.tag_ == "VBN":
        return head.tag_ != "VB"  # a past tense: "would not sign and insisted"
    if token.tag_ == "VBP":
        return head.tag_ == "VB" and any(c.tag_ == "MD" for c in head.children)
    return token.tag_ in {"VB", "VBG"}


def _take(
    status: Status, stands: str, cue: Token, below: Token, arcs: set[str], *, trigger: Token, near: bool = True,
    reported: bool = False, denying: bool = True,
) -> set[str]:  # fmt: skip
    """Apply the first cue of each kind that fits; which kinds did."""
    found: set[str] = set()
    names = _names(cue) | {cue.lower_}
    for row in load_cues()[0][stands]:
        if row.kind in found or (row.near and not near) or (row.kind == "polarity" and not denying):
            continue
        if (row.words and not names & row.words) or (row.arc and not arcs & row.arc) or names & row.but:
            continue
        if (row.reported is None or row.reported is reported) and _fits(row, cue, below, trigger):
            found.add(row.kind)
            status.take(row, cue)
    return found


def _fits(row: Cue, cue: Token, below: Token, trigger: Token) -> bool:
    """Whether the words around a cue are as its row asks."""
    apt = not row.what or trigger.lemma_ in row.what
    return apt and _has_form(row, cue, below) and _has_company(row, cue, below)


def _has_form(row: Cue, cue: Token, below: Token) -> bool:
    """Whether a cue and the verb below it have the forms that its row asks for."""
    if (row.form and not row.form & _forms(below)) or (row.tag and cue.tag_ not in row.tag):
        return False
    if row.modal and not any(c.tag_ == "MD" and c.i < below.i for c in below.head.children):
        return False
    if row.inverted and not _is_inverted(cue):
        return False
    suffers = cue.tag_ == "VBN" and (cue.dep_ == "acl" or any(c.dep_ == "aux:pass" for c in cue.children))
    return suffers or not row.voice


def _is_inverted(cue: Token) -> bool:
    """Whether an auxiliary opens its clause, before the subject: "Had Ghana arrested them, Togo would …", "Did it?"."""
    verb = cue.head
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
    asked = any(c.text == "?" and c.i > verb.i for c in verb.children)
    return (asked or verb.dep_ == "advcl") and bool(subjects) and verb.left_edge.i == cue.i < subjects[0].i


def _has_company(row: Cue, cue: Token, below: Token) -> bool:
    """Whether the words that a row asks for hang on a cue and below it, and none that it excludes."""
    around, under = _around(cue.children), _around(below.children)
    if (row.having and not row.having & around) or any(c.dep_ in row.lacks for c in cue.children):
        return False
    if row.beside and not row.beside & under:
        return False
    return not row.unless & (around | under | {lower_after(cue)})


def _around(children: Iterable[Token]) -> set[str]:
    """The words that hang somewhere, in small letters and as lemmas, their tags, and the conjunctions of clauses."""
    out: set[str] = set()
    for child in children:
        out |= {child.lower_, child.lemma_.lower(), child.tag_}
        if child.dep_ == "advcl":
            out |= marks_of(child)
    return out


def _names(token: Token) -> set[str]:
    """The lemma, alone and with its particle, however that was read: "rule out"."""
    plain = token.lemma_.lower()
    return {plain, lemma_of(token), f"{plain} {lower_after(token)}"} if is_verb(token) else {plain, lemma_of(token)}


def _forms(verb: Token) -> set[str]:
    """The tag of a verb; "to" of an infinitive, "subjunctive" of "that it stop", "demanded that the rebels leave"."""
    out = {verb.tag_, *(["VBG"] if is_gerund(verb) else [])}
    if verb.tag_ != "VBG" and has_to(verb):
        out.add("to")
    helped = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass", "cop"}}
    past = verb.head.tag_ in {"VBD", "VBN", "VBG"}
    singular = any(c.dep_ == "nsubj" and c.tag_ in {"NN", "NNP", "PRP"} and c.lower_ != "they" for c in verb.children)
    bare = verb.tag_ == "VB" or (verb.tag_ == "VBP" and (past or singular))
    bare = bare or (verb.tag_ in {"VBD", "VBN"} and verb.lower_ == verb.lemma_.lower())
    if helped & {"be", "should"} or (bare and not helped):
        out.add("subjunctive")
    return out
