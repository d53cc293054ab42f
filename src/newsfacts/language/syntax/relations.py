"""A word and its neighbours: its preposition, its particle, what is coordinated with it, what it stands for."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from newsfacts.lexicon.words import load_words

#: What may head a nominal conjunct.
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})
#: Tags of a verb that says its own tense.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: The same, or a modal that says it for a verb.
TENSED = FINITE | {"MD"}
#: Tags of words that open a relative clause.
RELATIVE = frozenset({"WDT", "WP", "WP$"})
#: Relations of a subject of its own.
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def words() -> dict[str, frozenset[str]]:
    """The classes of words that grammar asks for (``lexicon/syntax.toml``), by name."""
    return load_words("syntax.toml")


def lower_after(token: Token) -> str:
    """The next token in small letters; nothing behind the last."""
    return token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""


def case_of(token: Token) -> str:
    """The preposition of a phrase or the conjunction before it, lower case; empty where there is none."""
    for child in token.children:
        before = child.dep_ in {"case", "mark"} and child.i < token.i
        if before and child.pos_ in {"ADP", "SCONJ", "PART", "VERB", "ADV"} and child.lower_ not in {"'s", "’s"}:
            return child.lower_
    return ""


def marks_of(token: Token) -> set[str]:
    """The prepositions and conjunctions that hang on a word, lower case."""
    return {c.lower_ for c in token.children if c.dep_ in {"case", "mark"}}


def has_to(verb: Token) -> bool:
    """Whether it is an infinitive with its "to"."""
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def is_gerund(verb: Token) -> bool:
    """Whether it is a gerund, "bombing" or "having bombed"."""
    return verb.tag_ == "VBG" or any(c.dep_ == "aux" and c.lower_ == "having" for c in verb.children)


def has_subject(verb: Token) -> bool:
    """Whether a subject hangs on the verb itself."""
    return any(c.dep_.startswith("nsubj") for c in verb.children)


def lemma_of(token: Token) -> str:
    """Lemma with its particle: "call off"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "compound:prt" and not (child.lower_ == "up" and lower_after(child) == "to"):  # "up to $5m"
            return f"{lemma} {child.lower_}"
    return lemma


def is_verb(token: Token) -> bool:
    """Whether it is a verb or an auxiliary."""
    return token.pos_ in {"VERB", "AUX"}


def coordinated(head: Token, limit: int = 40) -> list[Token]:
    """The head and the nominal heads coordinated with it, in reading order."""
    out, queue = [head], [head]
    while queue and len(out) < limit:
        for child in queue.pop().children:
            if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > head.i and not _lacks_verb(child):
                out.append(child)
                queue.append(child)
    return sorted(out, key=lambda t: t.i)


def _lacks_verb(member: Token) -> bool:
    """ "Mexico deported 40 migrants and Guatemala twelve": a name before a bare number does what the verb tells."""
    last = max([member.i, *(c.i for c in member.children if c.dep_ == "flat")])
    behind = member.doc[last + 1 : last + 3]
    if member.pos_ != "PROPN" or member.head.pos_ != "NOUN" or not len(behind) or behind[0].tag_ != "CD":
        return False
    year = behind[0].text.isdigit() and len(behind[0].text) == 4
    return not year and (len(behind) == 1 or behind[1].is_punct)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other word itself."""
    pronoun = token.tag_ in {"WDT", "WP"} and not token.text.isupper()
    if not pronoun and not (token.lower_ == "that" and token.pos_ == "PRON"):
        return token
    clause = next((t for t in islice(token.ancestors, 6) if t.dep_ in {"acl:relcl", "ROOT"}), token)
    return clause.head if clause.dep_ == "acl:relcl" else token


def find_finite_above(token: Token) -> Token | None:
    """The nearest finite verb that governs a phrase."""
    return next((t for t in islice(token.ancestors, 8) if is_verb(t) and t.tag_ in FINITE), None)


def depth_of(token: Token) -> int:
    """How many arcs lie between a word and its root."""
    count = 0
    while token.head.i != token.i and count < 60:
        token = token.head
        count += 1
    return count


def dependency_path(source: Token, target: Token) -> str:
    """The path between two tokens as text, for explanations: "met ←nsubj Xi"."""
    chain: list[Token] = []
    token = target
    for _ in range(8):
        if token.i == source.i:
            return f"{source.text}" + "".join(f" →{t.dep_} {t.text}" for t in reversed(chain))
        chain.append(token)
        if token.head.i == token.i:
            break
        token = token.head
    return f"{source.text} ⇢ {target.text}"
