"""Syntax, solved once: from a trigger to its arguments as logical functions.

``find_arguments`` answers the same question for "Iran detained five men", "five men were detained by Iran", "the men
that Iran had detained", "Iran agreed to detain", "after detaining them" and "Iran's detention of five men".
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from newsfacts.language.facts.roles import EntityIndex, case_of, coordinated, lower_after
from newsfacts.language.facts.rules import load_words

Arguments = dict[str, list[Token]]
_CLOSING = frozenset({"”", '"', "''", "»"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: A phrase of time that the parser may take for a subject: "One afternoon, the activist was arrested".
_TIMES = frozenset(
    {"year", "month", "week", "day", "afternoon", "morning", "evening", "night", "hour", "weekend", "today"}
    | {"yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
#: Prepositions that stand before no object.
_OF_VERBS = frozenset({"for", "with", "to", "on", "against", "according"})
#: Relations under which a parser may hide the subject of a finite verb that has none.
_HIDDEN = frozenset({"compound", "obj", "dep", "vocative", "dislocated", "nmod:desc", "flat", "appos"})


def words() -> dict[str, frozenset[str]]:
    return load_words("modality.toml")


def lemma_of(token: Token) -> str:
    """Lemma with its particle: "call off"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "compound:prt" and not (child.lower_ == "up" and lower_after(child) == "to"):  # "up to $5m"
            return f"{lemma} {child.lower_}"
    return lemma


def is_verb(token: Token) -> bool:
    """Also one that the tagger took for a preposition: "they accuse Iran"."""
    return token.pos_ in {"VERB", "AUX"} or (
        token.pos_ == "ADP" and token.dep_ != "case" and any(c.dep_ == "nsubj" for c in token.children)
    )


def is_passive(verb: Token) -> bool:
    if _is_aside(verb):
        return True
    active = any(c.dep_ == "nsubj" for c in verb.children)
    helped = any(c.dep_ == "aux:pass" for c in verb.children)
    if verb.tag_ == "VBD" and verb.lemma_ in {"call", "appeal"} and not helped:
        return False  # "the ambassador called for dialogue" with the subject read as a passive's
    for child in verb.children:
        if child.dep_ in {"nsubj:pass", "aux:pass"} or (child.dep_ == "cop" and verb.tag_ == "VBN"):
            return True  # "was shot" with the auxiliary read as a copula
        if child.dep_ == "obl:agent" and case_of(child) == "by" and not active:  # "had spoken by phone" is none
            return True
    if is_wished(verb):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_verb(verb.head):
        if any(c.dep_ in {"nsubj", "aux", "aux:pass"} for c in verb.children):
            return False
        return is_passive(verb.head) if verb.head.tag_ == "VBN" else False
    if verb.tag_ in {"VBN", "VBD"} and verb.dep_ in {"acl", "advcl"} and not is_sentence_verb(verb):
        return not any(
            c.dep_ in {"nsubj", "mark"}
            or (c.dep_ == "obj" and c.lemma_ != "hostage")  # "oil ministers taken hostage"
            or (c.dep_ == "aux" and c.lemma_ == "have")
            for c in verb.children
        )
    return False


def is_wished(verb: Token) -> bool:
    """Of "want the minister replaced" the replacing: its object's, and only wished."""
    return (
        verb.dep_ in {"xcomp", "ccomp", "advcl"}
        and verb.tag_ in {"VBN", "VBD"}
        and verb.head.lemma_ in words()["wanting"]
        and verb.head.i < verb.i
        and not any(c.dep_ in {"aux", "aux:pass", "mark", "obj"} for c in verb.children)
        and any(
            c.dep_ in {"obj", "nsubj"} and verb.head.i < c.i < verb.i for c in (*verb.children, *verb.head.children)
        )
    )


def _tells_of(verb: Token, head: Token) -> bool:
    """A participle right behind people that it tells of: "dispersed demonstrators calling for reform"."""
    before = verb.nbor(-1) if verb.i else verb
    people = before.dep_ == "obj" and before.head.i == head.i and before.tag_ == "NNS"
    return (
        verb.tag_ == "VBG"
        and people
        and before.lemma_.lower() in load_words("actors.toml")["group"]
        and not any(c.dep_ in {"mark", "case", "aux"} for c in verb.children)
        and verb.lemma_ not in words()["means"] | {"kill", "wound", "injure"}
    )


def is_complement(verb: Token) -> bool:
    """A gerund right behind its verb, read as a circumstance: "ruled out(, however,) sending troops"."""
    before = verb.nbor(-1) if verb.i else verb
    while before.i > verb.head.i and before.i > verb.sent.start and (before.text == "," or before.lower_ == "however"):
        before = before.nbor(-1)
    if before.i < verb.i - 1 and before.i != verb.i - 4:
        return False  # only a whole aside stands between
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.head.i < verb.i
        and (before.i == verb.head.i or (before.dep_ == "compound:prt" and before.head.i == verb.head.i))
    )


def _is_aside(verb: Token) -> bool:
    """A participle read as the sentence's verb: "Britain, criticised for the delay, began flights"."""
    if verb.tag_ not in {"VBD", "VBN"} or verb.i - verb.sent.start < 2 or verb.nbor(-1).text != ",":
        return False
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(own) != 1 or own[0].i != verb.i - 2 or any(c.dep_ in {"obj", "aux"} for c in verb.children):
        return False
    return any(
        c.dep_ in {"parataxis", "conj", "ccomp", "advcl"}
        and c.tag_ in _FINITE
        and c.i > verb.i
        and c.nbor(-1).text == ","
        and not any(g.dep_.startswith("nsubj") for g in c.children)
        for c in verb.children
    )


def _antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for."""
    if (token.tag_ in {"WDT", "WP"} and not token.text.isupper()) or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = token
        for _ in range(6):
            clause = clause.head
            if clause.dep_ == "acl:relcl":
                return clause.head
            if clause.dep_ == "ROOT":
                break
    return token


def is_misread(verb: Token) -> bool:
    """A finite verb taken for an adjective: "Cuba severed ties" read as one noun phrase."""
    if verb.dep_ not in {"amod", "compound", "acl"} or verb.i == 0 or verb.head.i <= verb.i:
        return False
    before = verb.nbor(-1)
    if before.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return False
    if verb.tag_ in _FINITE or before.dep_ == "nsubj":
        return True
    return (
        verb.tag_ == "VBN"
        and before.tag_ in {"NNP", "NNPS", "NNS"}
        and verb.head.dep_ == "ROOT"
        and verb.head.pos_ == "NOUN"
    )


def is_sentence_verb(verb: Token) -> bool:
    """A past tense hung as a participle on the noun that is its subject, in a sentence left without another verb."""
    head = verb.head
    if verb.dep_ != "acl" or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    named = verb.nbor(-1).text == "," and any(c.dep_ == "appos" and c.i < verb.i for c in head.children)
    counted = any(c.i == verb.i - 1 and c.dep_ == "nmod" and case_of(c) == "of" for c in head.children)
    if verb.i - head.i > 2 and not (named or counted):  # "the premier, Ana Silva, called for …"
        return False
    for _ in range(3):  # "Thousands of people gathered"
        if head.dep_ == "nmod" and case_of(head) == "of":
            head = head.head
    if head.dep_ != "ROOT":
        return False
    if verb.tag_ not in {"VBD", "VBN"} or any(
        c.lower_ == "by" or c.dep_ in {"mark", "obl:agent"} for c in verb.children
    ):
        return False
    if verb.tag_ == "VBN" and verb.nbor(-1).text == "," and not named:
        return False  # "Britain, criticised for leaving them behind, began …"
    return verb.sent[-1].text in {".", "”", '"'} and len(verb.sent) > 5


def _top(token: Token, limit: int) -> Token:
    """The head of the phrase that ends before ``limit``."""
    for _ in range(6):
        if (
            token.dep_ in {"flat", "compound", "amod", "nmod:desc"}
            and token.head.i < limit
            and token.head.pos_ in {"NOUN", "PROPN"}
        ):
            token = token.head
        else:
            break
    return token


#: What is only told: "reports that they shelled the town".
HEARSAY = frozenset(
    {"report", "claim", "allegation", "rumor", "rumour", "suggestion", "accusation", "charge", "speculation", "pretext"}
)
_TELLING = frozenset({"say", "add", "cite", "call", "accuse", "warn", "insist", "claim", "argue", "blame", "tell"})

_HARM = frozenset({"kill", "wound", "injure", "damage", "destroy", "hurt"})


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject: the verb's own, or the one it shares with, or is lent by, what governs it."""
    if depth > 6:
        return []
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}]
    if len(own) == 1 and own[0].tag_ == "DT" and own[0].lower_ in {"each", "both", "all"}:
        own = []  # "France and Portugal have each offered"
    if not own:  # hung on the auxiliary
        own = [
            g
            for c in verb.children
            if c.dep_ in {"aux", "aux:pass", "cop"} and c.i < verb.i
            for g in c.children
            if g.dep_ in {"nsubj", "nsubj:pass"}
        ]
    if len(own) == 1 and own[0].lemma_.lower() in _TIMES:  # "The Vatican Tuesday issued"
        own = [c for c in own[0].children if c.dep_ in {"compound", "nmod:poss", "flat"} and c.pos_ == "PROPN"][
            :1
        ] or own
    if len(own) > 1:
        own = [c for c in own if c.lemma_.lower() not in _TIMES] or own
    if len(own) > 1 and own[1].pos_ == "PROPN":
        first = own[1].left_edge
        if first.i == own[0].i + 1 and first.pos_ not in {"PUNCT", "CCONJ", "DET"}:
            own = own[1:]  # "drugmaker Roche", "U.N. chief Ban" read as two subjects
    if len(own) > 1 and own[-1].tag_ == "PRP" and own[-1].i == verb.i - 1 and own[-1].nbor(-1).text == ",":
        own = own[-1:]  # "The president, he added, had no plan"
    if len(own) > 1 and any(t.text in _CLOSING for t in verb.doc[own[-2].i + 1 : own[-1].i]):
        own = own[-1:]  # '"…," she told a rally', with the quotation's subject hung on "told" too
    if len(own) > 1 and any(t.lower_ == "and" for t in verb.doc[own[0].i + 1 : own[1].i]):
        return [_antecedent(own[0]), _antecedent(own[1])]  # two subjects that the parser did not coordinate
    head, dep = verb.head, verb.dep_
    if own and head.i < own[0].i and head.pos_ in {"NOUN", "PROPN"} and _has_preposition(own[0]):
        return [head]  # "an aide to President Bush was sentenced" with Bush read as the subject
    if own:
        return [_antecedent(own[0])]
    if head.i == verb.i:
        return []
    if dep == "conj":
        beyond = [c for c in head.children if c.dep_ == "dep" and head.i < c.i < verb.i and c.pos_ in {"NOUN", "PROPN"}]
        if beyond and any(t.text == ";" for t in verb.doc[head.i : beyond[-1].i]):
            return beyond[-1:]  # "…; a senior official told VOA" with the official hung on the first verb
        if verb.tag_ in {"VBD", "VBZ"} and head.tag_ == "VBG" and head.dep_ in {"advcl", "acl"}:
            above = _finite_above(head)  # "accused it of breaking its word and threatened …"
            return surface_subject(above, depth + 1) if above is not None else []
        if is_verb(head) or head.pos_ == "ADJ":
            return surface_subject(head, depth + 1)
        if head.dep_.split(":")[0] in {"obl", "obj", "nmod", "iobj"} and verb.tag_ in _FINITE:
            above = _finite_above(head)  # "requires people to worship in churches and cracks down"
            return surface_subject(above, depth + 1) if above is not None else []
        # a subject taken for the clause's head: "The minister, Li Zhaoxing, arrives …"
        return [head] if verb.tag_ in _FINITE and head.i < verb.i and head.pos_ in {"NOUN", "PROPN"} else []
    if is_misread(verb):
        return [_top(verb.nbor(-1), verb.i)]
    if dep == "csubj" and head.pos_ == "ADJ" and head.i < verb.i:
        return surface_subject(head, depth + 1)  # "is due to become"
    if dep == "xcomp" and _tells_of(verb, head):
        return [_antecedent(c) for c in head.children if c.dep_ == "obj"]
    if dep == "xcomp":
        control = words()["object_control"]
        if lemma_of(head) in control or head.lemma_.lower() in control:
            objects = [c for c in head.children if c.dep_ in {"obj", "iobj"}]
            if not objects and lemma_of(head) in {"call", "appeal", "call on"}:
                objects = [
                    c for c in head.children if c.dep_.startswith("obl") and case_of(c) in {"on", "upon", "to", "for"}
                ]
            if objects:
                return [_antecedent(objects[0])]
        return surface_subject(head, depth + 1)
    if dep == "advcl" and is_wished(verb):
        return [_antecedent(c) for c in head.children if c.dep_ == "obj"]
    if dep == "advcl":
        telling = verb.tag_ == "VBG" and verb.lemma_ in _TELLING and verb.i > 0 and verb.nbor(-1).text == ","
        if telling and head.dep_ == "advcl" and any(c.lower_ in {"if", "unless", "until"} for c in head.children):
            return surface_subject(head.head, depth + 1)  # "will quit if it does not yield, saying that …"
        if _tells_of(verb, head):
            return [_antecedent(c) for c in head.children if c.dep_ == "obj"]
        if (
            verb.i < head.i
            and head.lemma_ in {"say", "report", "announce", "tell"}
            and any(c.dep_ == "nsubj" and c.i > verb.i for c in head.children)
        ):
            return []  # "…, killing ten people, officials said": the killing is not theirs
        told = [c for c in head.children if c.dep_ in {"ccomp", "parataxis"} and c.i < head.i and is_verb(c)]
        if told and verb.tag_ == "VBG" and verb.i > head.i and verb.lemma_ in _HARM and head.lemma_ in _TELLING:
            return surface_subject(told[-1], depth + 1)  # "struck a bakery, activists said, killing ten people"
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "case"}}
        if verb.tag_ == "VBG" and head.pos_ in {"ADJ", "ADV"} and marks & {"to", "from"}:
            return surface_subject(head, depth + 1) or surface_subject(head.head, depth + 1)  # "is far from signing"
        if (marks & {"of", "for", "from", "into", "against"} and verb.tag_ in {"VBG", "VBN"}) or (
            ("as" in marks and head.lemma_ in {"quote", "cite", "describe", "portray"})
            or ("with" in marks and head.lemma_ == "charge")
        ):
            objects = [c for c in head.children if c.dep_ in {"obj", "iobj"}]
            if objects:
                return [_antecedent(objects[0])]
        if verb.tag_ in {"VBG", "VBN", "VB"} and is_verb(head):
            control = words()["object_control"]
            objects = [c for c in head.children if c.dep_ == "obj"]
            if not objects and head.lemma_ in {"call", "appeal", "push", "plead", "wait"}:
                objects = [
                    c
                    for c in head.children
                    if c.dep_ == "obl" and c.i < verb.i and case_of(c) in {"on", "upon", "to", "for"}
                ]
            if not objects and verb.tag_ == "VB" and head.lemma_ in {"urge", "tell", "order", "exhort", "instruct"}:
                return []  # whoever is urged hangs elsewhere
            edge = verb.left_edge
            apart = "," in {edge.text, edge.nbor(-1).text if edge.i else ""}  # "detained him, to protest cuts"
            if verb.tag_ == "VB" and objects and head.lemma_.lower() in control and not apart:
                return [_antecedent(objects[0])]
            if verb.tag_ == "VBG" and not marks and is_passive(head):
                return surface_subject(head, depth + 1)
            return surface_subject(head, depth + 1)
        if verb.tag_ == "VB" and head.pos_ == "ADJ":  # "is due to meet"
            return surface_subject(head, depth + 1)
        return []
    if dep == "acl:relcl":
        return [head] if not any(c.dep_ == "obj" and c.tag_ in {"WDT", "WP"} for c in verb.children) else []
    if dep == "acl":
        if verb.tag_ in {"VBG", "VBN", "VBD"}:
            if any(c.dep_ in {"mark", "case"} for c in verb.children):  # "the risk of losing"
                charged = head.dep_ in {"obj", "iobj"} and head.head.lemma_ in {"accuse", "suspect", "convict", "blame"}
                return [head] if charged else noun_subject(head, depth + 1)
            return [_bearer(head, verb)]
        if any(c.dep_ == "cop" for c in head.children) and head.lemma_.lower() in load_words("actors.toml")["group"]:
            return [c for c in head.children if c.dep_ == "nsubj"]  # "Gates is the first official to visit"
        return noun_subject(head, depth + 1)
    if dep == "ccomp" and verb.tag_ in {"VB", "VBG", "VBN"} and not any(c.dep_ == "aux" for c in verb.children):
        return surface_subject(head, depth + 1)
    return _find_hidden_subject(verb)


def _has_preposition(token: Token) -> bool:
    return any(
        c.dep_ == "case" and c.i < token.i and c.lower_ in {"to", "of", "for", "in", "from", "with", "at", "by", "on"}
        for c in token.children
    )


def _bearer(noun: Token, verb: Token) -> Token:
    """Of "the cases of citizens kidnapped" the citizens."""
    if noun.lemma_ in load_words("actors.toml")["frame"]:
        for child in noun.children:
            if child.dep_ == "nmod" and case_of(child) == "of" and noun.i < child.i < verb.i:
                return child
    return noun


def _finite_above(token: Token) -> Token | None:
    """The nearest finite verb that governs a phrase."""
    for _ in range(8):
        if token.head.i == token.i:
            return None
        token = token.head
        if is_verb(token) and token.tag_ in _FINITE:
            return token
    return None


def _find_hidden_subject(verb: Token) -> list[Token]:
    """The nearest noun before a finite verb without a subject, when the parser hung it there under another name."""
    if verb.tag_ not in _FINITE and not any(c.dep_ == "aux" and c.tag_ in _FINITE for c in verb.children):
        return []
    for child in reversed([c for c in verb.children if c.i < verb.i]):
        if (
            child.dep_ in _HIDDEN
            and child.pos_ in {"NOUN", "PROPN"}
            and child.lemma_.lower() not in _TIMES
            and not any(c.dep_ == "case" and c.i < child.i for c in child.children)
        ):
            return [child]
    return []


def noun_subject(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what an action noun names: possessor, by-phrase, or the subject of its light verb."""
    if depth > 6:
        return []
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return [child]
    for child in noun.children:
        if child.dep_.startswith("nmod") and case_of(child) == "by":
            return [child]
    if noun.lemma_ in {"responsibility", "blame", "guilt"} and noun.dep_ == "obj" and is_verb(noun.head):
        return logical_subject(noun.head, depth + 1)  # "acknowledged responsibility for killing"
    verb = light_verb(noun)
    return logical_subject(verb, depth + 1) if verb is not None else []


def light_verb(noun: Token) -> Token | None:
    """The verb that only carries the noun ("held talks"); climbs one step over "a series of talks"."""
    token = noun
    for _ in range(2):
        head = token.head
        if head.i == token.i:
            return None
        if is_verb(head):
            if case_of(token) == "for" and any(c.dep_ == "obj" for c in head.children):
                return None  # "imposed sanctions for its refusal"
            if (
                token.dep_ == "obj"
                or (token.dep_ == "xcomp" and token.pos_ == "NOUN")  # "paid tribute" read as a predicate
                or (token.dep_ == "nsubj:pass")
                or (token.dep_.startswith("obl") and case_of(token) in {"for", "on", "into", "to", "under", "at", ""})
                or (case_of(token) == "with" and head.lemma_ in {"respond", "retaliate", "reply", "answer", "react"})
            ):
                lemma = lemma_of(head)
                if case_of(token) == "with" or lemma in words()["light"] or head.lemma_.lower() in words()["light"]:
                    return head
            return None
        if (
            token.dep_ in {"conj", "nmod"}
            and head.pos_ == "NOUN"
            and (token.dep_ == "conj" or (case_of(token) in {"of"} and head.lemma_ in words()["stretch"]))
        ):
            token = head
            continue
        return None
    return None


def predicate_subject(noun: Token) -> list[Token]:
    """Who "is on a visit", "is in talks": the subject of a noun behind a copula and a preposition."""
    if not any(c.dep_ == "cop" for c in noun.children) or case_of(noun) not in {"on", "in", "at"}:
        return []
    return [c for c in noun.children if c.dep_ == "nsubj"]


def logical_subject(verb: Token, depth: int = 0) -> list[Token]:
    if is_passive(verb):
        for child in verb.children:
            if child.dep_ in {"obl:agent", "obl"} and case_of(child) == "by":
                return [child]
        return []
    return surface_subject(verb, depth)


def quoted_appositions(nouns: list[Token]) -> list[Token]:
    """What they are called, read as beside them: of "called the deal “a victory”" the victory."""
    beside = [c for noun in nouns for c in noun.children if c.dep_ == "appos"]
    return [c for c in beside if any(t.is_quote for t in c.doc[c.head.i + 1 : c.i])]


def tells_worth(token: Token) -> bool:
    """Whether it stands between a noun and the sum that this comes to: "a deal worth $5 million"."""
    return token.dep_ == "acl" and token.lemma_.lower() in words()["worth"]


def collect_prepositions(token: Token, out: Arguments, *, skip: int = -1) -> None:
    """Add what hangs on a token behind prepositions to ``out``, under the preposition."""
    for child in token.children:
        if child.i == skip:
            continue
        if tells_worth(child):
            collect_prepositions(child, out)  # "a deal worth $5 million with China"
        base = child.dep_.split(":")[0]
        if base in {"obl", "nmod"} and child.dep_ not in {"nmod:poss", "obl:agent"}:
            preposition = case_of(child)
            if preposition and child.lower_ not in {"example", "instance"}:
                target = _antecedent(child)
                if target not in out[preposition]:
                    out[preposition].append(target)
            elif child.dep_ in {"obl:unmarked", "obl:npmod", "obl:tmod"}:
                out["unmarked"].append(child)


def _find_gift(verb: Token) -> tuple[Token | None, Token]:
    """Of "gave the premier ten years" the premier and the years, read as two objects or as an object and a time."""
    if verb.lemma_.lower() not in words()["giving"]:
        return None, verb
    for paid in verb.children:  # "fined the federation 15,000 francs" read as one phrase
        counted = [c for c in paid.children if c.dep_ == "nummod" and c.i < paid.i] if paid.dep_ == "obj" else []
        payee = [c for c in paid.children if c.dep_ == "compound" and counted and c.i + 1 == counted[0].left_edge.i]
        if payee and payee[0].pos_ in {"NOUN", "PROPN"} and verb.lemma_.lower() in {"fine", "pay", "owe", "give"}:
            return payee[0], paid
    bare = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in {"obj", "iobj", "obl:unmarked"} and c.pos_ in {"NOUN", "PROPN", "PRON"}
    ]
    if len(bare) != 2 or bare[0].dep_ == "obl:unmarked" or bare[0].lemma_.lower() in _TIMES or case_of(bare[1]):
        return None, verb
    timed = bare[1].dep_ != "obj" and not any(c.dep_ == "nummod" for c in bare[1].children)
    between = verb.doc[bare[0].i : bare[1].left_edge.i]
    return (None, verb) if timed or any(t.text in {",", "and"} for t in between) else (bare[0], bare[1])


def verb_arguments(verb: Token) -> Arguments:
    """Logical functions of a verb: subject, object, iobject, clause and prepositions."""
    out: Arguments = defaultdict(list)
    passive = is_passive(verb)
    surface = surface_subject(verb)
    misread = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i and case_of(c) in _OF_VERBS]
    objects = [_antecedent(c) for c in verb.children if c.dep_ == "obj" and c not in misread]
    for n, found in enumerate(objects):  # "visit the Gulf Coast Sunday" read as one phrase
        if found.lemma_.lower() in _TIMES and found.pos_ == "PROPN":
            inner = [
                c
                for c in found.children
                if c.dep_ in {"compound", "flat", "nmod"} and c.i < found.i and c.pos_ in {"NOUN", "PROPN"}
            ]
            objects[n : n + 1] = inner[-1:]
            break
    if not objects and not passive:  # "accused Mr. Bush" with Bush read as an agent
        objects = [c for c in verb.children if c.dep_ == "obl:agent" and not case_of(c) and c.i > verb.i]
    indirect = [_antecedent(c) for c in verb.children if c.dep_ == "iobj"]
    given, gift = _find_gift(verb)
    if given is not None and not passive:
        indirect = [_antecedent(given)]
        objects = [_antecedent(c) for c in verb.children if c.dep_ == "obj" and c.i > given.i] or [gift]
    if indirect and not objects and not passive and any(c.dep_ == "xcomp" for c in verb.children):
        objects = [*indirect]  # "allowed inspectors to enter"
    if passive:
        out["subject"] = logical_subject(verb)
        out["object"] = (objects and [*objects]) or surface
        if objects:
            indirect = surface
    else:
        out["subject"] = surface
        out["object"] = objects
    out["iobject"] = indirect
    for child in verb.children:
        purpose = child.dep_ == "advcl" and child.tag_ == "VB" and child.i > verb.i
        if child.dep_ in {"ccomp", "xcomp"} or purpose or is_complement(child):
            out["clause"].append(child)
        elif child.dep_ == "advcl":
            for c in child.children:
                if c.dep_ in {"mark", "case"} and c.lower_ in {"of", "for", "from", "against", "over", "to"}:
                    out["clause"].append(child)
                    if child.tag_ == "VBG" and c.lower_ in {"for", "over"}:
                        out["charge"].append(child)
    if not out["object"] and is_misread(verb):
        out["object"] = [verb.head]  # "Cuba severed ties" read as one noun phrase
        collect_prepositions(verb.head, out)
    if not out["object"] and not passive:
        nominal = [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in {"NOUN", "PROPN"}]
        named = nominal and nominal[0].pos_ == "PROPN" and any(case_of(c) == "as" for c in verb.children)
        if nominal and (named or verb.lemma_ not in {"become", "remain", "be", "name", "elect", "appoint", "call"}):
            objects = out["object"] = nominal
    collect_prepositions(verb, out)
    for child in misread:  # 'called for "restraint"' with an object behind its preposition
        out[case_of(child)].append(child)
    if verb.lemma_ in {"call", "brand", "label", "dub", "term"} and not out["clause"]:
        out["clause"] = quoted_appositions(objects)
    for noun in [*objects, *indirect]:
        if not out["clause"]:  # "asking rebels to do the same" with the infinitive hung on the rebels
            out["clause"] = [
                c
                for c in noun.children
                if c.i > verb.i
                and (
                    (c.dep_ == "acl" and c.tag_ == "VB")
                    or (c.dep_ == "acl:relcl" and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children))
                )
            ]
        if noun not in indirect:
            for listed in coordinated(noun):  # "fired rockets and missiles at the town"
                collect_prepositions(listed, out)
    if not out["object"]:
        if verb.dep_ == "acl:relcl":
            own = [c for c in verb.children if c.dep_ == "nsubj"]
            # "reports that they shelled"
            told = verb.head.lemma_.lower() in HEARSAY and any(c.lower_ == "that" for c in verb.children)
            relative = not told and not any(c.tag_ == "WRB" for c in verb.children)
            if own and own[0].tag_ not in {"WDT", "WP"} and relative:
                out["object"] = [verb.head]
        elif verb.dep_ == "conj" and is_verb(verb.head) and not passive:
            out["object"] = [c for c in verb.head.children if c.dep_ == "obj" and c.i > verb.i]
        else:
            later = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i - verb.i <= 3]
            if later and not passive and not any(c.dep_ in {"obl", "xcomp", "ccomp"} for c in verb.children):
                out["object"] = [c for c in later[0].children if c.dep_ == "obj"]
    return out


def _find_possessor(noun: Token) -> list[Token]:
    """The name before "'s" when the parser hung it elsewhere."""
    for i in range(noun.i - 1, max(noun.sent.start, noun.i - 4), -1):
        token = noun.doc[i]
        if token.tag_ == "POS" and i > noun.sent.start:
            return [noun.doc[i - 1]]
        if token.dep_ not in {"amod", "compound", "nummod"}:
            break
    return []


def _find_pair(between: Token, index: EntityIndex) -> list[Token]:
    """The two parties of "between A and B", by the names themselves where the parser did not coordinate them."""
    doc, end = between.doc, min(between.sent.end, between.i + 16)
    conjunction = next((t.i for t in doc[between.i + 1 : end] if t.lower_ == "and"), None)
    if conjunction is None:
        return []
    sides = []
    for first, last in ((between.i + 1, conjunction), (conjunction + 1, min(end, conjunction + 7))):
        named = [m for i in range(first, last) if (m := index.find_mention(doc[i])) is not None]
        specific = [m for m in named if m.kind in {"official", "person", "organization"}] or named
        if not specific:
            return []
        sides.append(doc[specific[0].last])
    return sides


def noun_arguments(noun: Token, index: EntityIndex) -> Arguments:
    """The same functions for an action noun: poss, modifier, light, by, of and the other prepositions."""
    out: Arguments = defaultdict(list)
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            out["poss"].append(child)
    if not out["poss"]:
        out["poss"] = _find_possessor(noun)
    for child in index.modifier_mentions(noun):
        if child not in out["poss"]:
            following = noun.doc[child.i + 1]
            if following.text not in {"-", "–"} and not following.text.startswith("-"):
                out["modifier"].append(child)
    for child in noun.children:
        if child.dep_ in {"compound", "amod"} and child.i < noun.i:
            out["compound"].append(child)
            if child.lemma_.lower() in load_words("actors.toml")["modifier"] and child not in out["modifier"]:
                out["modifier"].append(child)  # "rebel attacks", "the opposition boycott"
        elif (child.dep_ in {"acl", "ccomp", "xcomp"} and child.tag_ == "VB") or (
            child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" for c in child.children)
        ):
            out["clause"].append(child)
    collect_prepositions(noun, out)
    for inner in list(out["of"]):  # "the withdrawal of troops from Mali": the parser may hang the place on the troops
        below: Arguments = defaultdict(list)
        collect_prepositions(inner, below)
        for preposition in ("from", "to", "by", "against", "with", "on"):
            if not out[preposition]:
                out[preposition] = below[preposition]
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 4)]
    # what stands right behind the noun is its own, where the parser hung it on the verb: surely behind a phrase that
    # has another preposition ("objections over arms sales to Taiwan")
    own = after[0].lower_ if len(after) and after[0].dep_ == "case" and after[0].head.i > noun.i else ""
    if (own == "by" or (own in _OF_VERBS and noun.dep_ == "nmod")) and not out[own]:
        out[own] = [after[0].head]
    pair = next((_find_pair(t, index) for t in after if t.lower_ == "between"), [])
    if (pair and len(out["between"]) + sum(len(list(b.conjuncts)) for b in out["between"]) < 2) or (
        pair and not out["between"]
    ):
        out["between"] = pair
    verb = light_verb(noun)
    if verb is None and (holders := predicate_subject(noun)):
        out["light"] = [_antecedent(holders[0])]
    elif verb is not None:
        out["light"] = [s for s in logical_subject(verb) if s.i != noun.i]
        out["verb"] = [verb]
        collect_prepositions(verb, out, skip=noun.i)
        out["object"] = [c for c in verb.children if c.dep_ == "obj" and c.i != noun.i]
        out["iobject"] = [c for c in verb.children if c.dep_ == "iobj"]
        for child in verb.children:
            if child.dep_ == "xcomp":
                out["clause"].append(child)
    else:
        head = noun.head  # "before a summit between A and B", "talks were held": place and time stand on the verb
        if is_verb(head) and noun.dep_ in {"nsubj", "nsubj:pass"} and head.lemma_ in words()["occurrence"]:
            collect_prepositions(head, out)
            out["verb"] = [head]
    out["subject"] = out["light"] or out["by"] or out["poss"]
    if not out["subject"] and (holder := _gerund_holder(noun)) is not None:
        out["subject"] = surface_subject(holder)
    return out


def _gerund_holder(noun: Token) -> Token | None:
    """The verb whose subject also does the noun: "after meeting in Cairo with" read as a noun."""
    if (
        noun.tag_ != "NN"
        or not noun.lower_.endswith("ing")
        or any(c.dep_ in {"det", "nmod:poss", "amod"} for c in noun.children)
    ):
        return None
    if noun.dep_ not in {"advcl", "obl"} or case_of(noun) not in {"after", "before", "while", "by"}:
        return None
    return noun.head if is_verb(noun.head) else None


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
