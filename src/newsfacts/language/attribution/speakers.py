"""Who speaks: the subject of a verb of saying, wherever the parser or the order of words put it."""

from __future__ import annotations

from spacy.tokens import Token

from newsfacts.language.attribution.shapes import Shape
from newsfacts.language.coreference.linking import Linker
from newsfacts.language.syntax.relations import has_subject, lemma_of
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
    if _is_left_open(verb):
        return True
    if verb.lemma_ == "deny":
        return any(c.dep_ == "obj" and c.lemma_.lower() in words()["granted"] for c in verb.children)
    denials = [c for c in verb.children if c.dep_ == "advmod" and c.lower_ in {"not", "n't", "n’t", "never"}]
    return any(c.i < verb.i for c in denials)


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
    return subject[0] if subject else None


def is_going_on(verb: Token) -> bool:
    """A participle with which a speaker goes on: "…, adding that schools would get more"."""
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == "," and lemma_of(verb) in words()["going_on"]


def _find_first_cue(verb: Token, index: Linker) -> Token:
    """The cue that "…, adding that …" goes on from, wherever the parser hung it; else the verb itself."""
    if not is_going_on(verb):
        return verb
    verbs = load_reporting_verbs(index.lexicon).rows
    return next((t for t in verb.ancestors if t.i < verb.i and lemma_of(t) in verbs), verb)


def _find_late(verb: Token) -> list[Token]:
    """Who speaks in "…, said police", when the parser made the speaker an object."""
    if verb.i == 0 or not verb.nbor(-1).is_punct or has_subject(verb):
        return []
    if verb.lemma_ == "tell" or verb.tag_ == "VBG":
        return []  # what follows is who is told
    objects = [c for c in verb.children if c.dep_ in {"obj", "xcomp", "ccomp"} and c.pos_ in {"NOUN", "PROPN"}]
    return [c for c in objects if c.i > verb.i][:1]
