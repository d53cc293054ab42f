"""Who may be a side of a trigger: the phrases that syntax ties to it, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.functions import derive, is_anothers
from newsfacts.language.syntax.arguments import Arguments
from newsfacts.language.syntax.relations import case_of, is_verb, lemma_of
from newsfacts.language.syntax.subjects import logical_subject
from newsfacts.language.syntax.voice import is_passive

#: Functions of the matcher that are no phrase of their own, or the same as another.
_SKIPPED = frozenset({"clause", "compound", "verb", "unmarked", "charge", "place"})
#: The function of a word that the encoder names as a side, and to which no syntax leads.
BY_EAR = "heard"
#: The kind of a pronoun that refers to nobody known.
UNRESOLVED = "unresolved"
#: Functions of the table that are asked for candidates.
DERIVED = (
    "owner", "cause", "accused", "origin", "partner", "undergoer", "attendee", "holder", "gesturer", "weapon", "target",
    "wanted", "called", "clausesubject", "clauseobject", "oftheirs", "within", "facing",
)  # fmt: skip
#: Where a bare number is people.
_SIDES = frozenset({"subject", "object", "iobject"})
#: How far a path through the tree may lead to a name, in steps up and down.
_UP, _DOWN = 3, 3


@dataclass(frozen=True)
class Candidate:
    """A phrase and its place beside a trigger: a function of the matcher, or a path through the tree."""

    function: str
    head: Token
    fillers: tuple[Filler, ...]

    @property
    def loose(self) -> bool:
        """Whether only a path leads to it, no function of syntax."""
        return self.function.startswith(("path:", "above:", BY_EAR))


def find_candidates(
    token: Token,
    arguments: Arguments,
    resolve: Callable[[Token], list[Filler]],
    index: Linker,
) -> list[Candidate]:
    """Everything that could be a side, nearest functions first, each head once."""
    out: list[Candidate] = []
    seen: set[int] = {token.i}
    for function, head in _find_places(token, arguments, index):
        if head.i in seen or head.i in index.times:
            continue
        if fillers := _find_fillers(token, function, head, resolve):
            seen.add(head.i)
            out.append(Candidate(function, head, fillers))
    taken = {f.key for c in out for f in c.fillers}
    for head, path in _find_names(token, index):
        if head.i in seen or head.i in index.times or any(f.key in taken for f in resolve(head)):
            continue
        if fillers := _find_fillers(token, "path", head, resolve):
            seen.add(head.i)
            out.append(Candidate(f"path:{path}", head, fillers))
    return out


def _find_places(token: Token, arguments: Arguments, index: Linker) -> Iterator[tuple[str, Token]]:
    """Where sides may stand, nearest first: the trigger's functions, those further away, those of the verb above."""
    specific = [f for f in arguments if f not in _SKIPPED and f != "subject"]
    for function in ["subject", *specific] if is_verb(token) else [*specific, "subject"]:
        yield from ((function, find_antecedent(head)) for head in arguments.get(function, ()))
    for function in DERIVED:
        yield from ((function, head) for head in derive(function, token, arguments, index))
    above = _find_verb_above(token)
    if above is not None and (is_verb(token) or not is_anothers(token)):
        yield from (("above:subject", head) for head in logical_subject(above))
        yield from (("above:object", c) for c in above.children if c.dep_ in {"obj", "iobj", "nsubj:pass"})


def _find_fillers(
    token: Token, function: str, head: Token, resolve: Callable[[Token], list[Filler]]
) -> tuple[Filler, ...]:
    """Whom a head stands for; a pronoun of nobody known for itself."""
    counted = function in _SIDES  # "Four were sentenced"
    fillers = tuple(f for f in resolve(head) if (counted or f.kind != "number") and not f.start <= token.idx < f.end)
    if not fillers and head.tag_ in {"PRP", "PRP$"}:  # somebody, and nobody knows who
        return (Filler(head, None, UNRESOLVED, head.idx, head.idx + len(head)),)
    return fillers


def find_antecedent(token: Token) -> Token:
    """The noun that "whose" stands for; else the word itself."""
    clause = token
    for _ in range(5):
        if token.tag_ != "WP$" or clause.head.i == clause.i:
            return token
        if clause.dep_ == "acl:relcl":
            return clause.head
        clause = clause.head
    return token


def _find_verb_above(token: Token) -> Token | None:
    """The nearest verb that governs a word."""
    return next(filter(is_verb, islice(token.ancestors, 5)), None)


def _find_names(token: Token, index: Linker) -> Iterator[tuple[Token, str]]:
    """The heads of names in the sentence within a few steps, with their paths."""
    for i in range(token.sent.start, token.sent.end):
        if i == token.i or not index.by_token.get(i):
            continue
        mention = index.by_token[i][0]
        head = token.doc[i]
        if mention.first <= head.head.i <= mention.last and head.head.i != i:
            continue  # inside a name
        path = find_path(token, head)
        if path is not None:
            yield head, path


def find_path(token: Token, target: Token) -> str | None:
    """The relations from one word up and down to another, with the last one's preposition; None beyond a few steps."""
    ups: list[Token] = [token]
    while len(ups) <= _UP and ups[-1].head.i != ups[-1].i:
        ups.append(ups[-1].head)
    downs: list[str] = []
    current = target
    places = {t.i: n for n, t in enumerate(ups)}
    while current.i not in places:
        if len(downs) >= _DOWN or current.head.i == current.i:
            return None
        downs.append(current.dep_.split(":")[0])
        current = current.head
    climbed = [t.dep_.split(":")[0] for t in ups[: places[current.i]]]
    case = case_of(target)
    return "^".join(climbed) + "v" + ".".join(reversed(downs)) + (f":{case}" if case else "")


def describe_voice(token: Token) -> str:
    """The part of speech of a trigger and its voice."""
    if is_verb(token):
        return "passive" if is_passive(token) else token.tag_ if token.tag_ in {"VBG", "VBN"} else "verb"
    return token.pos_.lower()


def describe_filler(filler: Filler, index: Linker) -> tuple[str, str]:
    """What kind of thing fills a place, coarsely and finely: "official" and "official/minister"."""
    entity = index.entity.get(filler.ref or "")
    coarse = filler.kind if filler.ref is not None or filler.kind != "official" else "unknown official"
    if filler.kind == "group" and filler.ref is None:
        coarse = "name" if filler.token.pos_ == "PROPN" else "group"
    if _is_aged(filler.token):
        coarse = "group"
    fine = getattr(entity, "role", None) or getattr(entity, "kind", None) or ""
    if filler.token.tag_ in {"PRP", "PRP$"}:
        fine = f"{fine}*"
    return coarse, f"{coarse}/{fine}"


def _is_aged(token: Token) -> bool:
    """Whether somebody is only told by an age: "the 24-year-old"."""
    return token.lower_ == "old" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "year"


def describe(
    candidate: Candidate, kind: str, token: Token, others: list[Candidate], speaker: bool, index: Linker
) -> list[str]:
    """The features of a candidate for a trigger of a type; ``speaker``: it is whose word the sentence tells."""
    function, voice = candidate.function, describe_voice(token)
    coarse, fine = describe_filler(candidate.fillers[0], index)
    lemma = lemma_of(token)
    beside = {c.function for c in others if c is not candidate}
    roles = "".join(letter for letter, found in (("s", "subject"), ("o", "object"), ("p", "poss"), ("b", "by"),
                                                 ("l", "light"), ("t", "to"), ("w", "with"), ("a", "against"),
                                                 ("n", "on"), ("f", "of")) if found in beside)  # fmt: skip
    many = "+" if len(candidate.fillers) > 1 else ""
    before = "<" if candidate.head.i < token.i else ">"
    out = [
        "bias", f"t={kind}", f"f={function}", f"k={coarse}", f"v={voice}",
        f"f={function}&v={voice}", f"f={function}&k={coarse}", f"f={function}&k={fine}", f"f={function}&beside={roles}",
        f"t={kind}&f={function}", f"t={kind}&k={coarse}", f"t={kind}&k={fine}", f"t={kind}&f={function}{many}",
        f"t={kind}&f={function}&v={voice}", f"t={kind}&f={function}&k={coarse}",
        f"t={kind}&f={function}&beside={roles}", f"t={kind}&{before}&k={coarse}", f"w={candidate.head.lemma_.lower()}",
        f"l={lemma}&f={function}", f"l={lemma}&f={function}&k={coarse}",
        f"f={function}&d={min(abs(candidate.head.i - token.i), 12) // 3}",
    ]  # fmt: skip
    if speaker:
        out += ["speaker", f"speaker&t={kind}", f"speaker&f={function}"]
    if candidate.loose:
        out += ["loose", f"loose&t={kind}&k={coarse}", f"loose&{before}"]
    if candidate.function == "subject" and token.dep_ not in {"ROOT", "ccomp", "parataxis"}:
        out.append(f"f=subject&dep={token.dep_}&t={kind}")
    return out
