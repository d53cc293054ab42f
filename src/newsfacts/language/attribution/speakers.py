"""Who speaks: the subject of a verb of saying, wherever the parser or the order of words put it."""

from __future__ import annotations

from spacy.tokens import Token

from newsfacts.language.attribution.shapes import Shape
from newsfacts.language.coreference.linking import Linker
from newsfacts.language.syntax.relations import RELATIVE, SUBJECTS, TENSED, case_of, has_subject, lemma_of
from newsfacts.language.syntax.subjects import logical_subject
from newsfacts.language.syntax.voice import find_agent
from newsfacts.lexicon.reporting import load_reporting_verbs
from newsfacts.lexicon.words import load_words


def words() -> dict[str, frozenset[str]]:
    """The classes of words that speech asks for (``lexicon/speech.toml``), by name."""
    return load_words("speech.toml")


def is_passive_cue(verb: Token) -> bool:
    """Whether somebody "was told", so that only an agent speaks."""
    return verb.tag_ == "VBN" and any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children)


def is_unsaid(verb: Token) -> bool:
    """What was not said is no statement: "did not say how many", "could not confirm"; "denied him a visa" neither."""
    if _is_left_open(verb) or (verb.lemma_ == "consider" and _asks(verb)) or _finds_itself(verb):
        return True
    if verb.lemma_ == "deny":
        return any(c.dep_ == "obj" and c.lemma_.lower() in words()["granted"] for c in verb.children)
    denials = [c for c in verb.children if c.dep_ == "advmod" and c.lower_ in {"not", "n't", "n’t", "never"}]
    return any(c.i < verb.i for c in denials)


def _finds_itself(verb: Token) -> bool:
    """ "Found that the door was open": a finding is told by an inquiry, not by who came upon it."""
    if verb.lemma_ not in {"find", "show"}:
        return False
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return not any(c.lemma_.lower() in words()["inquiries"] for c in subjects)


def _asks(verb: Token) -> bool:
    """ "Considered whether to join", which says nothing."""
    return any(g.dep_ == "mark" and g.lower_ in {"whether", "if"} for c in verb.children for g in c.children)


def _is_left_open(verb: Token) -> bool:
    """ "Would neither confirm nor deny that": either verb, with the other joined to it."""
    joined = [verb.head] if verb.dep_ == "conj" else [c for c in verb.children if c.dep_ == "conj"]
    return any({verb.lemma_, other.lemma_} == {"confirm", "deny"} for other in joined)


def find_speaker(verb: Token, shape: Shape | None, index: Linker) -> Token | None:
    """The head of the speaker's phrase, or None where nobody is told to speak.

    Args:
        verb: the cue.
        shape: where the cue stands, if it is set off by marks.
        index: its nouns of what is written say nothing twice; its lexicon has users' verbs.
    """
    if is_passive_cue(verb):
        return next(iter(find_agent(verb)), None)  # "was told by the minister that …"
    subject = logical_subject(_find_first_cue(verb, index))
    if subject and verb.tag_ == "VBG" and subject[0].lemma_.lower() in index.words["document"]:
        return None  # "said in a statement, explaining that …": what is explained is what was said
    apart = verb.i > 0 and (verb.dep_ == "parataxis" or verb.nbor(-1).text == ",")
    if not subject or (subject[0].i < verb.i and apart):
        subject = _find_late(verb) or subject
    if shape is not None:
        inside = bool(subject) and shape.before[0] <= subject[0].i < shape.before[1]
        if not subject or inside or shape.speaker.i > verb.i:
            return shape.speaker
    return _find_inquirer(subject[0], index) if subject else None


def _find_inquirer(subject: Token, index: Linker) -> Token:
    """Whose inquiry finds something: "a probe by the commission", "a U.N. inquiry"; else the subject itself."""
    if subject.lemma_.lower() not in words()["searches"]:
        return subject
    beside = [c for c in subject.children if c.dep_ in {"nmod:poss", "compound", "nmod", "amod"}]
    named = (c for c in beside if c.dep_ != "nmod" or case_of(c) == "by")
    return next((c for c in named if index.by_token.get(c.i)), subject)


def is_going_on(verb: Token) -> bool:
    """A participle with which a speaker goes on: "…, adding that schools would get more"."""
    return _opens_behind_comma(verb) and lemma_of(verb) in words()["going_on"]


def _opens_behind_comma(verb: Token) -> bool:
    """Whether a participle follows a comma, but for one adverb: ", also noting that"."""
    if verb.tag_ != "VBG" or verb.i < 2:
        return False
    return "," in {verb.nbor(-1).text, verb.nbor(-2).text if verb.nbor(-1).pos_ == "ADV" else ""}


def find_cue_before(verb: Token, index: Linker) -> Token | None:
    """The cue from which "…, adding that …" goes on, wherever the parser hung it; None where it goes on from none.

    Participles that speakers do not use of themselves alone ("…, promising that") may be the word of somebody named
    between: only where nobody is, they go on.
    """
    verbs = load_reporting_verbs(index.lexicon)
    lemma = lemma_of(verb)
    if not _opens_behind_comma(verb) or lemma not in verbs.saying:
        return None
    before = [t for t in verb.doc[verb.sent.start : verb.i] if _is_cue(t) and lemma_of(t) in verbs.rows]
    if not before:
        return None
    above = next((t for t in verb.ancestors if t in before), None)
    cue = above if above is not None else before[-1]
    if lemma in words()["going_on"] or cue.i >= verb.i - 2:
        return cue
    between = verb.doc[cue.i + 1 : verb.i]
    subjects = [t for t in between if t.dep_ in SUBJECTS and t.tag_ not in RELATIVE]
    apart = bool(subjects) and not any(_may_speak(t, index) for t in subjects)
    return cue if apart and not any(index.by_token.get(t.i) for t in between) else None


def _is_cue(token: Token) -> bool:
    """Whether a word may report: a finite verb, or a participle with its helper."""
    helped = any(c.dep_ in {"aux", "aux:pass"} and c.tag_ in TENSED for c in token.children)
    return token.pos_ == "VERB" and (token.tag_ in TENSED or helped)


def _may_speak(token: Token, index: Linker) -> bool:
    """Whether a subject is somebody: named, one of a group, or a pronoun for a person."""
    if token.tag_ == "PRP" and token.lower_ not in {"it", "there"}:
        return True
    return any(f.ref is not None or f.kind == "group" for f in index.resolve(token))


def _find_first_cue(verb: Token, index: Linker) -> Token:
    """The cue that "…, adding that …" goes on from; else the verb itself."""
    cue = find_cue_before(verb, index)
    return cue if cue is not None else verb


def _find_late(verb: Token) -> list[Token]:
    """Who speaks in "…, said police", when the parser made the speaker an object."""
    if verb.i == 0 or not verb.nbor(-1).is_punct or has_subject(verb):
        return []
    if verb.lemma_ == "tell" or verb.tag_ == "VBG":
        return []  # what follows is who is told
    objects = [c for c in verb.children if c.dep_ in {"obj", "xcomp", "ccomp"} and c.pos_ in {"NOUN", "PROPN"}]
    return [c for c in objects if c.i > verb.i][:1]
