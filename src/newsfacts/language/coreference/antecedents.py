"""Which one "it", "they" and the pronouns that :mod:`~newsfacts.language.coreference.pronouns` leaves open stand for.

Only where one candidate fits; otherwise they stand for nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from newsfacts.language.entities.index import BODIES, HUMAN, WINDOW, Filler
from newsfacts.language.syntax.quotes import CLOSING
from newsfacts.language.syntax.relations import SUBJECTS, case_of, depth_of
from newsfacts.lexicon.reporting import load_reporting_verbs

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_UNDERGOING = frozenset({"obj", "nsubj:pass"})


def speaks(linker: Linker, verb: Token) -> bool:
    """Whether a verb is one of saying."""
    return verb.lemma_ in load_reporting_verbs(linker.lexicon).saying


def _is_late_speaker(linker: Linker, token: Token) -> bool:
    """Whether a pronoun speaks after its content: "…, he said"."""
    if token.dep_ != "nsubj" or not speaks(linker, token.head) or token.i - token.sent.start < 4:
        return False
    before = token.nbor(-1) if token.i < token.head.i else token.head.nbor(-1)
    return before.is_punct or before.text in CLOSING


def _is_coargument(subject: Token, pronoun: Token) -> bool:
    """Whether a subject and a pronoun are arguments of one verb, so that they are not the same."""
    return subject.head.i == pronoun.head.i and pronoun.tag_ == "PRP"


def find_antecedent(linker: Linker, token: Token) -> list[Filler]:
    """What a pronoun stands for: one of the record, or several meant together; nothing where it is open."""
    word = token.lower_
    if (judged := _find_judged(linker, token)) is not None:
        return [_stand_for(linker, token, f) for f in _named(linker, judged, word)]
    if token.i in linker.doc._.pronouns:
        persons = [m for m in linker.by_token.get(token.i, ()) if m.mention == "pronoun"]
        return [Filler(token, m.ref, m.kind, token.idx, token.idx + len(token)) for m in persons]
    if word not in _SINGULAR | _NEUTER | _PLURAL:
        return []
    speaker = _reporter(linker, token)  # "X said he …"
    if (settled := _find_settled(linker, token, word, speaker)) is not None:
        return settled
    barred = _coarguments(linker, token)
    candidates = _find_candidates(linker, token, word, speaker, barred)
    if word in _PLURAL and speaker is None and len({tuple(f.key for f in c) for c in candidates if c}) > 1:
        return []  # any of several
    for found in candidates:
        if found and not any(f.ref in barred for f in found if f.ref is not None):
            return _refer(linker, token, found)
    return []


def _find_settled(linker: Linker, token: Token, word: str, speaker: Token | None) -> list[Filler] | None:
    """What grammar alone decides a pronoun to stand for; None where it leaves that open."""
    sent, head = token.sent, token.head
    if token.dep_ in {"obj", "obl"} and head.dep_ in {"conj", "parataxis"} and head.pos_ == "VERB":
        suffered = [c for c in head.head.children if c.dep_ == "obj" and c.i < head.i]
        if suffered and (found := _named(linker, suffered[-1], word)):  # "arrested ten men and charged them"
            return _refer(linker, token, found)
        things = [c for c in suffered if c.tag_ == "NN" and c.lemma_.lower() not in linker.words["human"]]
        if things and word == "it" and head.dep_ == "conj":
            # "Peru rejected the plan, but the bishop praised it": the plan, not Peru
            return [replace(f, resolved=linker.text[f.start : f.end]) for f in linker.resolve(things[-1], 2)]
    if word not in _PLURAL and _is_late_speaker(linker, token):
        spoke = _last_speaker(linker, token)  # no body that what is said is about
        if word in _NEUTER and spoke and _is_rivalled(linker, token, spoke[0]):
            return []
        if spoke or word in _SINGULAR:
            return spoke
    root = next((t for t in _subjects(linker, sent, min(sent.end, token.i + 60)) if t.head.dep_ == "ROOT"), None)
    if root is not None and token.i < root.left_edge.i and root.tag_ != "PRP" and token.tag_ == "PRP$":
        return [_stand_for(linker, token, f) for f in _named(linker, root, word)]  # "Since his arrest, Mr. Okello …"
    return _find_unknown_speaker(linker, word, speaker) if speaker is not None else None


def _find_unknown_speaker(linker: Linker, word: str, speaker: Token) -> list[Filler] | None:
    """The speaker that the record does not know, where "he" or "it" must be the same; else None."""
    human = speaker.lemma_.lower() in linker.words["human"]
    if word in _PLURAL or _named(linker, speaker, word):
        return None
    if word in _SINGULAR:  # "the suspect said he …" is the suspect, whoever tells of it
        return linker.resolve(speaker, 2) if human else None
    told = linker.resolve(speaker, 2) if speaker.tag_ in {"NN", "NNP"} and not human else []
    if len(told) != 1:
        return None  # "Laos's electricity company said it …" is the company, not Laos
    return [replace(told[0], resolved=linker.text[told[0].start : told[0].end])]


def _find_candidates(
    linker: Linker, token: Token, word: str, speaker: Token | None, barred: set[str]
) -> list[list[Filler]]:
    """Who may be meant, nearest first: the speaker, subjects of the sentence, the only one named in it; else the
    same of the sentence before.
    """
    sent = token.sent
    heads = [speaker] if speaker is not None else []
    heads += [s for s in _subjects(linker, sent, token.i) if s.i != token.i and not _is_coargument(s, token)]
    candidates = [_named(linker, head, word) for head in heads]
    if not any(candidates):
        kinds = HUMAN if word in _SINGULAR else BODIES if word in _NEUTER else frozenset()
        begin = max(sent.start, token.i - WINDOW)
        only = _find_only(linker, token, range(begin, token.i), kinds, {"pronoun", "demonym"}, barred)
        candidates = only or candidates
    if any(candidates) or sent.start == 0:
        return candidates
    previous = linker.doc[sent.start - 1].sent
    if not previous.text.strip() and previous.start > 0:
        previous = linker.doc[previous.start - 1].sent
    candidates = [_named(linker, s, word) for s in _subjects(linker, previous, previous.end)]
    if word in _PLURAL and token.dep_ in _UNDERGOING:  # "Police held ten men. They were released": open
        candidates += [_named(linker, t, word) for t in previous if t.dep_ in _UNDERGOING]
    if not any(candidates) and word in _SINGULAR:
        within = range(previous.start, previous.end)
        candidates = _find_only(linker, token, within, HUMAN, {"pronoun"}, set()) or candidates
    return candidates


def _find_only(
    linker: Linker, pronoun: Token, within: range, kinds: frozenset[str], but: set[str], barred: set[str]
) -> list[list[Filler]]:
    """The only one of certain kinds that is named in a stretch of tokens, ``but`` by certain mentions."""
    found = {
        m.ref: m
        for i in within
        for m in linker.by_token.get(i, ())
        if m.kind in kinds and not m.group and m.mention not in but and m.ref not in barred
    }
    if len(found) != 1:
        return []
    (only,) = found.values()
    return [[Filler(pronoun, only.ref, only.kind, pronoun.idx, pronoun.idx + len(pronoun))]]


def _stand_for(linker: Linker, pronoun: Token, filler: Filler) -> Filler:
    """The pronoun's own words, which refer to what the filler does."""
    start, end = pronoun.idx, pronoun.idx + len(pronoun)
    return replace(filler, token=pronoun, start=start, end=end, resolved=linker.text[filler.start : filler.end])


def _refer(linker: Linker, pronoun: Token, found: list[Filler]) -> list[Filler]:
    """What a pronoun refers to; what the record does not know keeps the words that tell what it is."""
    return [
        replace(f, resolved=linker.text[f.start : f.end]) if f.ref is None else _stand_for(linker, pronoun, f)
        for f in found
    ]


def _reporter(linker: Linker, token: Token) -> Token | None:
    """Whose reported clause the pronoun is the subject of."""
    if not token.dep_.startswith("nsubj"):
        return None
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "ccomp":
            above = verb.head
            subjects = [c for c in above.children if c.dep_ == "nsubj" and c.i < above.i < token.i]
            return subjects[-1] if subjects and speaks(linker, above) else None
        if verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _coarguments(linker: Linker, token: Token) -> set[str]:
    """What else the pronoun's own verb speaks of: "He called on Bush" is not Bush."""
    if token.tag_ != "PRP":
        return set()
    return {m.ref for c in token.head.children if c.i != token.i for m in linker.by_token.get(c.i, ())}


def _last_speaker(linker: Linker, token: Token) -> list[Filler]:
    """Who spoke or acted last, for "…, he said" after a quotation whose own subjects are others."""
    first = token.sent.start
    for i in range(first - 1, max(-1, first - 160), -1):
        t = linker.doc[i]
        if any(b.kind == "dateline" and b.start <= t.idx < b.end for b in linker.doc._.blocks):
            break  # no news agency of a dateline
        passive = t.dep_ == "nsubj:pass" and any(c.dep_ == "aux:pass" for c in t.head.children)
        leads = t.head.dep_ == "ROOT" or speaks(linker, t.head)
        acts = t.dep_ in SUBJECTS and not passive and leads
        if acts or (t.dep_ == "ROOT" and t.pos_ in {"NOUN", "PROPN"}):  # "Canada's ambassador called" as a phrase
            for f in _named(linker, t, token.lower_):
                if _gender_of(linker, f.ref) not in {None, token.lower_}:
                    break
                return [_stand_for(linker, token, f)]
    return []


def _is_rivalled(linker: Linker, token: Token, spoke: Filler) -> bool:
    """ "The EU met. The bank had lent a million, it said": either may speak, unless the one before spoke there."""
    content = next((c for c in token.head.children if c.dep_ in {"ccomp", "parataxis"} and c.i < token.i), None)
    subjects = [c for c in content.children if c.dep_ == "nsubj"] if content is not None else []
    rivals = {f.ref for s in subjects for f in _named(linker, s, token.lower_)} - {spoke.ref}
    if not rivals:
        return False
    before = linker.doc[max(0, token.sent.start - 160) : token.sent.start]
    said = (c for t in before if speaks(linker, t) for c in t.children if c.dep_ == "nsubj")
    return not any(f.ref == spoke.ref for s in said for f in linker.resolve(s, 2))


def _gender_of(linker: Linker, ref: str | None) -> str | None:
    """Which pronoun the article has used for a person elsewhere."""
    said = {m.text.lower() for m in getattr(linker.entity.get(ref or ""), "mentions", ()) if m.kind == "pronoun"}
    return said.pop() if len(said) == 1 else None


def _subjects(linker: Linker, sent: Span, before: int) -> list[Token]:
    last = min(before, sent.end)
    window = linker.doc[max(sent.start, last - WINDOW) : last]
    found = [t for t in window if t.dep_ in SUBJECTS]
    found = [  # "drugmaker Roche" read as two subjects
        t
        for n, t in enumerate(found)
        if n + 1 == len(found) or found[n + 1].head.i != t.head.i or found[n + 1].i != t.i + 1
    ]
    depth = {t.i: depth_of(t) for t in found}
    return sorted(found, key=lambda t: (depth[t.i], t.i))


def _find_judged(linker: Linker, token: Token) -> Token | None:
    """Whose act it is in "thanked Kenya for its help" and "imposed sanctions on Iran over its refusal"."""
    deed = token.head
    if token.tag_ != "PRP$" or case_of(deed) not in {"for", "over"} or not deed.dep_.startswith(("obl", "nmod")):
        return None
    above, verb = deed.head, deed.head
    for _ in range(3):
        if verb.lemma_.lower() in linker.words["judged"] and verb.pos_ == "VERB":
            break
        verb = verb.head
    else:
        return None
    told = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"} or (c.dep_ == "obl" and case_of(c) == "on")]
    told += [c for t in (above, *told) for c in t.children if c.dep_ == "nmod" and case_of(c) in {"on", "against"}]
    told = [t for t in told if t.i < deed.left_edge.i and _named(linker, t, token.lower_)]
    return told[-1] if told else None


def _named(linker: Linker, subject: Token, word: str) -> list[Filler]:
    """Who a subject names, where the pronoun ``word`` may stand for them by number and kind; else nobody."""
    fillers = linker.resolve(subject, 2)
    if not fillers or any(f.ref is None and (f.kind != "group" or f.token.pos_ == "PRON") for f in fillers):
        return []
    plural = _is_plural(linker, subject, fillers)
    if word not in _PLURAL and any(f.ref is None for f in fillers):
        return fillers if _fits_unknown(linker, subject, word, plural, len(fillers)) else []
    kinds = {f.kind for f in fillers}
    if word in _SINGULAR:
        return fillers if not plural and kinds <= HUMAN else []
    if word in _NEUTER:
        people = any((m := linker.find_mention(f.token)) is not None and m.mention == "demonym" for f in fillers)
        return fillers if len(fillers) == 1 and kinds <= BODIES and not people else []
    bodies = [linker.entity.get(f.ref or "") for f in fillers if f.kind == "organization"]
    many = len(bodies) == 1 and (getattr(bodies[0], "kind", "") == "armed_group" or subject.text.endswith("s"))
    return fillers if plural or many else []


def _is_plural(linker: Linker, subject: Token, fillers: list[Filler]) -> bool:
    """Whether a subject speaks of several: by its number, a group of the record, or several that it names."""
    if len(fillers) > 1 or subject.tag_ in {"NNS", "NNPS"} or subject.lemma_.lower() == "police":
        return True
    if subject.tag_ == "CD":
        return subject.lower_ not in {"one", "1"}
    return any((m := linker.find_mention(f.token)) is not None and m.group for f in fillers)


def _fits_unknown(linker: Linker, subject: Token, word: str, plural: bool, count: int) -> bool:
    """Whether "he" or "it" may be somebody of whom the record knows only the words: a person, or a body."""
    human = subject.lemma_.lower() in linker.words["human"]
    if word in _SINGULAR:
        return human and not plural
    return not human and count == 1 and (not plural or subject.tag_ == "NNPS")  # "the Martyrs' Brigades said it …"
