"""Grammar, on trees of its own: ``word:tag:head:relation``, with ``word/lemma`` where the two differ."""

import pytest
import spacy
from spacy.tokens import Doc, Token

from newsfacts.language.syntax.arguments import verb_arguments
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import antecedent, case_of, coordinated, lemma_of
from newsfacts.language.syntax.subjects import light_verb, logical_subject, noun_subject
from newsfacts.language.syntax.voice import is_complement, is_passive, is_sentence_verb, is_wished

VOCAB = spacy.blank("en").vocab
POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "IN": "ADP",
    "TO": "PART", "WDT": "PRON", "WP": "PRON", "DT": "DET", "JJ": "ADJ", "CD": "NUM", "MD": "AUX", "CC": "CCONJ",
    "POS": "PART", "RP": "ADP", "RB": "ADV",
}  # fmt: skip


def read(tree: str) -> Doc:
    rows = [item.rsplit(":", 3) if item.count(":") == 3 else split(item) for item in tree.split()]
    forms, tags, heads, deps = zip(*rows, strict=True)
    words, lemmas = zip(*(form.split("/") if "/" in form else (form, form) for form in forms), strict=True)
    pos = [POS.get(tag, "VERB" if tag.startswith("VB") else "PUNCT") for tag in tags]
    pos = ["AUX" if dep.startswith(("aux", "cop")) else found for found, dep in zip(pos, deps, strict=True)]
    return Doc(
        VOCAB, words=list(words), lemmas=list(lemmas), tags=list(tags), pos=pos, heads=list(map(int, heads)),
        deps=list(deps),
    )  # fmt: skip


def split(item: str) -> list[str]:
    """A word whose relation has a colon of its own: "him:PRP:2:nsubj:pass"."""
    form, tag, head, *dep = item.split(":")
    return [form, tag, head, ":".join(dep)]


def at(doc: Doc, word: str) -> Token:
    return next(t for t in doc if t.text == word)


ARRESTED = "Police:NNS:1:nsubj arrested/arrest:VBD:1:ROOT him:PRP:1:obj"
BY_POLICE = "He:PRP:2:nsubj:pass was/be:VBD:2:aux:pass arrested/arrest:VBN:2:ROOT by:IN:4:case police:NNS:2:obl"
MEN_FREED = "Police:NNS:1:nsubj saw/see:VBD:1:ROOT men:NNS:1:obj freed/free:VBN:2:acl in:IN:5:case May:NNP:3:obl"


@pytest.mark.parametrize(("tree", "verb", "subject"), [
    (ARRESTED, "arrested", ["Police"]),
    (BY_POLICE, "arrested", ["police"]),
    ("He:PRP:2:nsubj:pass was/be:VBD:2:aux:pass arrested/arrest:VBN:2:ROOT", "arrested", []),
    # control by the object, by the subject, raising
    ("Peru:NNP:1:nsubj urged/urge:VBD:1:ROOT Chile:NNP:1:obj to:TO:4:mark withdraw:VB:1:xcomp", "withdraw", ["Chile"]),
    ("Peru:NNP:1:nsubj promised/promise:VBD:1:ROOT Chile:NNP:1:obj to:TO:4:mark pay:VB:1:xcomp", "pay", ["Peru"]),
    ("Peru:NNP:1:nsubj called/call:VBD:1:ROOT on:IN:3:case Chile:NNP:1:obl to:TO:5:mark act:VB:1:xcomp",
     "act", ["Chile"]),
    ("Peru:NNP:1:nsubj seems/seem:VBZ:1:ROOT to:TO:3:mark agree:VB:1:xcomp", "agree", ["Peru"]),
    ("Peru:NNP:2:nsubj is/be:VBZ:2:cop due:JJ:2:ROOT to:TO:4:mark pay:VB:2:advcl", "pay", ["Peru"]),
    # purposes: of who acts, of who is called, and of neither behind a comma
    ("Peru:NNP:1:nsubj sent/send:VBD:1:ROOT troops:NNS:1:obj to:TO:4:mark help:VB:1:advcl", "help", ["troops"]),
    ("Peru:NNP:1:nsubj sent/send:VBD:1:ROOT troops:NNS:1:obj ,:,:5:punct to:TO:5:mark help:VB:1:advcl",
     "help", ["Peru"]),
    ("Peru:NNP:1:nsubj spent/spend:VBD:1:ROOT money:NN:1:obj to:TO:4:mark help:VB:1:advcl", "help", ["Peru"]),
    # coordination, also across a clause that the parser hung too low
    ("Peru:NNP:1:nsubj signed/sign:VBD:1:ROOT and:CC:3:cc left/leave:VBD:1:conj", "left", ["Peru"]),
    ("Peru:NNP:1:nsubj signed/sign:VBD:1:ROOT and:CC:4:cc Chile:NNP:4:nsubj left/leave:VBD:1:conj", "left", ["Chile"]),
    ("It:PRP:1:nsubj accused/accuse:VBD:1:ROOT him:PRP:1:obj of:IN:4:mark lying/lie:VBG:1:advcl and:CC:6:cc "
     "left/leave:VBD:4:conj", "left", ["It"]),
    # relatives and participles
    ("Police:NNS:0:ROOT who:WP:2:nsubj arrested/arrest:VBD:0:acl:relcl him:PRP:2:obj", "arrested", ["Police"]),
    ("Men:NNS:0:ROOT that:WDT:3:obj police:NNS:3:nsubj held/hold:VBD:0:acl:relcl", "held", ["police"]),
    ("Men:NNS:0:ROOT carrying/carry:VBG:0:acl arms:NNS:1:obj", "carrying", ["Men"]),
    ("It:PRP:1:nsubj shelled/shell:VBD:1:ROOT Homs:NNP:1:obj ,:,:4:punct killing/kill:VBG:1:advcl two:CD:4:obj",
     "killing", ["It"]),
    ("It:PRP:1:nsubj accused/accuse:VBD:1:ROOT him:PRP:1:obj of:IN:4:mark lying/lie:VBG:1:advcl", "lying", ["him"]),
    ("Its:PRP$:1:nmod:poss plan:NN:1:ROOT to:TO:3:mark attack:VB:1:acl", "attack", ["Its"]),
    # a report behind the participle does not lend it its speaker
    ("killing/kill:VBG:4:advcl ten:CD:0:obj ,:,:4:punct officials:NNS:4:nsubj said/say:VBD:4:ROOT", "killing", []),
    # behind a conjunction it is: "After killing ten, police said …"
    ("After:IN:1:mark killing/kill:VBG:5:advcl ten:CD:1:obj ,:,:5:punct police:NNS:5:nsubj said/say:VBD:5:ROOT",
     "killing", ["police"]),
    # who urges after what was said is the speaker; who does anything else may be another
    ("He:PRP:1:nsubj said/say:VBD:1:ROOT it:PRP:4:nsubj had/have:VBD:4:aux fallen/fall:VBN:1:ccomp and:CC:6:cc "
     "urged/urge:VBD:4:conj calm:NN:6:obj", "urged", ["He"]),
    ("He:PRP:1:nsubj said/say:VBD:1:ROOT it:PRP:4:nsubj had/have:VBD:4:aux fallen/fall:VBN:1:ccomp and:CC:6:cc "
     "broken/break:VBN:4:conj", "broken", ["it"]),
    # two subjects: an aside's is the verb's own, a title and its name are one
    ("Peru:NNP:3:nsubj ,:,:3:punct he:PRP:3:nsubj added/add:VBD:3:ROOT", "added", ["he"]),
    ("chief:NN:2:nsubj Ban:NNP:2:nsubj left/leave:VBD:2:ROOT", "left", ["Ban"]),
    ("Peru:NNP:3:nsubj and:CC:0:cc Chile:NNP:3:nsubj met/meet:VBD:3:ROOT", "met", ["Peru", "Chile"]),
    ("Peru:NNP:5:nsubj ,:,:2:punct Chile:NNP:5:nsubj and:CC:4:cc Cuba:NNP:2:conj met/meet:VBD:5:ROOT",
     "met", ["Peru", "Chile"]),
])  # fmt: skip
def test_who_does_it(tree: str, verb: str, subject: list[str]) -> None:
    assert [t.text for t in logical_subject(at(read(tree), verb))] == subject


@pytest.mark.parametrize(("tree", "noun", "subject"), [
    ("Iran:NNP:2:nmod:poss 's:POS:0:case arrest:NN:2:ROOT", "arrest", ["Iran"]),
    ("arrest:NN:0:ROOT by:IN:2:case police:NNS:0:nmod", "arrest", ["police"]),
    ("Iran:NNP:1:nsubj held/hold:VBD:1:ROOT talks/talk:NNS:1:obj", "talks", ["Iran"]),
    ("Iran:NNP:1:nsubj saw/see:VBD:1:ROOT talks/talk:NNS:1:obj", "talks", []),
])
def test_who_does_what_a_noun_names(tree: str, noun: str, subject: list[str]) -> None:
    assert [t.text for t in noun_subject(at(read(tree), noun))] == subject


@pytest.mark.parametrize(("tree", "noun", "verb"), [
    ("Iran:NNP:1:nsubj held/hold:VBD:1:ROOT a:DT:3:det series:NN:1:obj of:IN:5:case talks/talk:NNS:3:nmod",
     "talks", "held"),
    ("Iran:NNP:1:nsubj reacted/react:VBD:1:ROOT with:IN:3:case anger:NN:1:obl", "anger", "reacted"),
    ("Iran:NNP:1:nsubj spoke/speak:VBD:1:ROOT with:IN:3:case anger:NN:1:obl", "anger", None),
    ("Iran:NNP:1:nsubj imposed/impose:VBD:1:ROOT tax:NN:1:obj for:IN:4:case refusal:NN:1:obl", "refusal", None),
])
def test_light_verbs(tree: str, noun: str, verb: str | None) -> None:
    found = light_verb(at(read(tree), noun))
    assert (found.text if found is not None else None) == verb


@pytest.mark.parametrize(("tree", "verb", "wanted"), [
    (ARRESTED, "arrested", {"subject": ["Police"], "object": ["him"]}),
    (BY_POLICE, "arrested", {"subject": ["police"], "object": ["He"]}),
    ("It:PRP:1:nsubj gave/give:VBD:1:ROOT him:PRP:1:iobj a:DT:4:det visa:NN:1:obj",
     "gave", {"object": ["visa"], "iobject": ["him"]}),
    ("It:PRP:1:nsubj gave/give:VBD:1:ROOT him:PRP:1:obj ten:CD:4:nummod years:NNS:1:obl:unmarked",
     "gave", {"object": ["years"], "iobject": ["him"]}),
    ("It:PRP:1:nsubj saw/see:VBD:1:ROOT him:PRP:1:obj ten:CD:4:nummod years:NNS:1:obl:unmarked",
     "saw", {"object": ["him"], "iobject": []}),
    ("It:PRP:1:nsubj fired/fire:VBD:1:ROOT rockets:NNS:1:obj at:IN:4:case Homs:NNP:2:nmod",
     "fired", {"object": ["rockets"], "at": ["Homs"]}),
    ("It:PRP:1:nsubj built/build:VBD:1:ROOT and:CC:3:cc tested/test:VBD:1:conj arms:NNS:3:obj",
     "built", {"object": ["arms"]}),
    ("Men:NNS:0:ROOT that:WDT:3:obj police:NNS:3:nsubj held/hold:VBD:0:acl:relcl", "held", {"object": ["Men"]}),
    ("Reports/report:NNS:0:ROOT that:IN:3:mark police:NNS:3:nsubj fired/fire:VBD:0:acl:relcl", "fired", {"object": []}),
    ("It:PRP:1:nsubj arrested/arrest:VBD:1:ROOT him:PRP:1:obj for:IN:4:mark lying/lie:VBG:1:advcl",
     "arrested", {"clause": ["lying"], "charge": ["lying"]}),
    ("Two:CD:3:nsubj:pass were/be:VBD:3:aux:pass then:RB:3:advmod fined/fine:VBN:3:ROOT", "fined", {"object": ["Two"]}),
])  # fmt: skip
def test_arguments(tree: str, verb: str, wanted: dict[str, list[str]]) -> None:
    found = verb_arguments(at(read(tree), verb))
    assert {name: [t.text for t in found.get(name, [])] for name in wanted} == wanted


@pytest.mark.parametrize(("tree", "verb", "passive"), [
    (ARRESTED, "arrested", False),
    (BY_POLICE, "arrested", True),
    (MEN_FREED, "freed", True),
    ("Men:NNS:0:ROOT carrying/carry:VBG:0:acl arms:NNS:1:obj", "carrying", False),
    ("He:PRP:2:nsubj:pass was/be:VBD:2:aux:pass tried/try:VBN:2:ROOT and:CC:4:cc jailed/jail:VBN:2:conj",
     "jailed", True),
    ("He:PRP:2:nsubj:pass was/be:VBD:2:aux:pass tried/try:VBN:2:ROOT and:CC:4:cc fled/flee:VBD:2:conj", "fled", False),
    ("They:PRP:1:nsubj want:VBP:1:ROOT him:PRP:3:nsubj fired/fire:VBN:1:ccomp", "fired", True),
])  # fmt: skip
def test_voice(tree: str, verb: str, passive: bool) -> None:
    assert is_passive(at(read(tree), verb)) is passive


def test_what_is_wished_is_told_apart_from_what_was_seen() -> None:
    wanted = read("They:PRP:1:nsubj want:VBP:1:ROOT him:PRP:1:obj fired/fire:VBN:1:xcomp")
    seen = read("They:PRP:1:nsubj saw/see:VBP:1:ROOT him:PRP:1:obj fired/fire:VBN:1:xcomp")
    assert (is_wished(wanted[3]), is_wished(seen[3])) == (True, False)


def test_a_gerund_right_behind_its_verb_is_its_complement() -> None:
    ruled = read("It:PRP:1:nsubj ruled/rule:VBD:1:ROOT out:RP:1:compound:prt sending/send:VBG:1:advcl men:NNS:3:obj")
    left = read("I:PRP:1:nsubj left/leave:VBD:1:ROOT Homs:NNP:1:obj ,:,:4:punct sending/send:VBG:1:advcl men:NNS:4:obj")
    assert (is_complement(ruled[3]), is_complement(left[4])) == (True, False)
    assert lemma_of(ruled[1]) == "rule out"


def test_a_participle_may_be_the_verb_of_its_sentence() -> None:
    crowd = read("Thousands:NNS:0:ROOT of:IN:2:case people:NNS:0:nmod gathered/gather:VBN:2:acl")
    assert is_sentence_verb(crowd[3])
    assert not is_sentence_verb(read(MEN_FREED)[3])


def test_phrases_leave_out_what_stands_beside_them() -> None:
    text = (
        "the:DT:2:det eastern:JJ:2:amod port:NN:8:nsubj of:IN:4:case Aden:NNP:2:nmod which:WDT:6:nsubj "
        "fell/fall:VBD:2:acl:relcl was/be:VBD:8:aux:pass shelled/shell:VBN:8:ROOT"
    )
    doc = read(text)
    start, end = noun_phrase(doc[2])
    assert doc.text[start:end] == "eastern port of Aden"
    accused = read(
        "It:PRP:1:nsubj accused/accuse:VBD:1:ROOT both:DT:3:det states:NNS:1:obj of:IN:5:case fraud:NN:3:nmod"
    )
    start, end = noun_phrase(accused[3])
    assert accused.text[start:end] == "states"


def test_neighbours() -> None:
    doc = read("Peru:NNP:3:nsubj or:CC:2:cc Chile:NNP:0:conj met/meet:VBD:3:ROOT in:IN:5:case May:NNP:3:obl")
    assert [t.text for t in coordinated(doc[0])] == ["Peru", "Chile"]
    assert case_of(doc[5]) == "in"
    assert antecedent(doc[5]).text == "May"
