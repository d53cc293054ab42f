"""The encoder: pieces of words, windows, trees, and scores that hang on nothing but the text."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import newsfacts.language
from newsfacts.language.encoder.component import Encoder
from newsfacts.language.encoder.draft import spread
from newsfacts.language.encoder.labels import EVENT_TYPES, ROLES, STATUS
from newsfacts.language.encoder.network import EXACT, Product, soften
from newsfacts.language.encoder.reading import WINDOW, find_windows, shape_of
from newsfacts.language.syntax.repairs import find_repairs, find_verbs, mend
from newsfacts.language.syntax.tree import Tree, may_hang
from newsfacts.language.trees import find_heads
from newsfacts.language.wordpiece import WordPieces, to_parts
from newsfacts.record import EVENT_OF_TYPE

MODEL = Path(newsfacts.language.__file__).parent / "model"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def encoder(nlp: Language) -> Encoder:
    encoder = nlp.get_pipe("newsfacts_encoder")
    assert isinstance(encoder, Encoder)
    return encoder


# --- pieces ----------------------------------------------------------------------------------------------------------

PIECES = ["[UNK]", "[CLS]", "[SEP]", "un", "##ion", "union", "##s", "a", "##b", "b", ".", "'", "é", "e"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Café", "cafe"),
        ("U.S.", "u . s ."),
        ("’s", "’ s"),
        ("İstanbul", "istanbul"),
        ("$5m", "$ 5m"),
        ("a\u200bb", "ab"),  # a format character is left away
        ("中文字", "中 文 字"),
        ("ＡＢ", "ａｂ"),  # no compatibility forms, as in BERT
        ("Ǆ", "ǆ"),
        ("가", "\u1100\u1161"),  # hangul comes apart
        ("\x00\ufffd", ""),
        ("👍🏽", "👍🏽"),
        ("a\u00a0b", "a b"),
    ],
)
def test_words_come_in_small_letters_without_accents(text: str, parts: str) -> None:
    assert to_parts(text) == parts.split()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("unions", ["union", "##s"]),  # the longest first
        ("union", ["union"]),
        ("unb", ["un", "##b"]),
        ("unx", ["[UNK]"]),  # what is left has no piece: the whole part is unknown
        ("é", ["e"]),
        ("a'x", ["a", "'", "[UNK]"]),
        ("a" * 101, ["[UNK]"]),
        ("", []),
    ],
)
def test_pieces_are_the_longest_from_the_left(text: str, pieces: list[str]) -> None:
    assert [PIECES[row] for row in WordPieces(PIECES).split(text)] == pieces


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", 1), ("Said", 2), ("NATO", 3), ("A", 4), ("McDonald", 5), ("2024", 6), ("5th", 7), ("U.S.", 8),
        ("p.m.", 9), ("O'Brien", 10), ("AFL-CIO", 11), ("$", 0), ("—", 0), ("Élysée", 2),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def test_any_text_has_pieces(encoder: Encoder, nlp: Language) -> None:
    assert encoder.reader is not None
    words = ["\u0300", "\x00", "\U0010ffff", "x" * 999, "مرحبا", "नमस्ते", "🇺🇸", "\u200d"]
    read = encoder.reader.read(Doc(nlp.vocab, words=[*words, "\n\n", "\t"]))
    counts = np.diff(read.ends).tolist()
    assert all(counts[: len(words)]) and counts[-2:] == [1, 0]


# --- windows ---------------------------------------------------------------------------------------------------------


def windows_of(nlp: Language, encoder: Encoder, text: str, starts: list[int]) -> list[tuple[int, int, int, int]]:
    assert encoder.reader is not None
    doc = nlp.make_doc(text)
    found = find_windows(doc, encoder.reader.read(doc).ends, [start for start in starts if start < len(doc)])
    return [(window.start, window.end, window.left, window.right) for window in found]


def test_paragraphs_that_fit_are_read_together(nlp: Language, encoder: Encoder) -> None:
    assert windows_of(nlp, encoder, "One two. " * 20, [0, 30]) == [(0, 60, 0, 60)]
    assert windows_of(nlp, encoder, "one " * (WINDOW + 40), [0, 60, 120]) == [(0, 120, 0, 120), (120, 200, 120, 200)]


def test_a_long_paragraph_is_cut_behind_a_sentence_and_read_with_words_of_both(nlp: Language, encoder: Encoder) -> None:
    (first, second) = windows_of(nlp, encoder, ("They met in the old town hall on the hill . " * 20).strip(), [0])
    assert first[1] == second[0] and first[1] % 11 == 0 and first[1] > WINDOW - 12
    assert first[3] == first[1] + 16 and second[2] == second[0] - 16


def test_windows_leave_no_word_out(nlp: Language, encoder: Encoder) -> None:
    for text in ("word " * 1000, "x" * 3000, "a. B " * 300, "\n".join(["Title"] * 300)):
        found = windows_of(nlp, encoder, text, [0])
        assert found[0][0] == 0 and all(one[1] == two[0] for one, two in itertools.pairwise(found))
        assert found[-1][1] == len(nlp.make_doc(text))


# --- trees -----------------------------------------------------------------------------------------------------------


def search(root: np.ndarray, arcs: np.ndarray, top: int) -> float:
    """The score of the best tree below `top`, of all there are."""
    best = -np.inf
    count = len(root)
    for heads in itertools.product(range(-1, count), repeat=count):
        if heads[top] != -1 or heads.count(-1) != 1:
            continue
        reached = list(heads)
        for _ in range(count):
            reached = [-1 if head < 0 else heads[head] for head in reached]
        if all(head < 0 for head in reached):
            best = max(best, sum(float(arcs[i, head]) for i, head in enumerate(heads) if head >= 0))
    return best


def test_trees_are_the_best_of_all() -> None:
    dice = np.random.default_rng(7)
    for _ in range(150):
        count = int(dice.integers(1, 6))
        root, arcs = dice.integers(-9, 9, count).astype("f"), dice.integers(-9, 9, (count, count)).astype("f")
        heads = find_heads(root, arcs).tolist()
        top = heads.index(-1)
        assert heads.count(-1) == 1
        found = sum(float(arcs[i, head]) for i, head in enumerate(heads) if head >= 0)
        assert found == search(root, arcs, top)


# word:tag:head:relation; heads are numbers of words, a word's own the root
@pytest.mark.parametrize(
    ("tree", "mended"),
    [
        ("He:PRP:1:nsubj called:VBD:1:ROOT on:IN:1:compound:prt Peru:NNP:1:obl to:TO:5:mark act:VB:1:xcomp",
         [(2, 3, "case")]),
        ("He:PRP:1:nsubj carried:VBD:1:ROOT on:RP:1:compound:prt Monday:NNP:1:obl", []),
        ("Oslo:NNP:1:nsubj gave:VBD:1:ROOT up:RP:1:compound:prt a:DT:4:det town:NN:1:obl", [(4, 1, "obj")]),
        ("It:PRP:1:nsubj broke:VBD:1:ROOT out:RP:1:compound:prt last:JJ:4:amod week:NN:1:obl:unmarked", []),
        ("It:PRP:1:nsubj took:VBD:1:ROOT off:RP:1:compound:prt from:IN:5:case a:DT:5:det base:NN:1:obl", []),
        ("It:PRP:2:nsubj was:VBD:2:aux:pass set:VBN:2:ROOT up:RP:2:compound:prt years:NNS:2:obl", []),
        ("It:PRP:1:nsubj called:VBD:1:ROOT the:DT:3:det plan:NN:1:obj illegal:JJ:3:amod", [(4, 1, "xcomp")]),
        ("It:PRP:1:nsubj sent:VBD:1:ROOT the:DT:3:det aid:NN:1:obj available:JJ:3:amod", []),
        ("It:PRP:1:nsubj found:VBD:1:ROOT something:NN:1:obj new:JJ:2:amod", []),
        ("He:PRP:1:nsubj called:VBD:1:ROOT on:IN:1:compound:prt in:IN:4:case Peru:NNP:1:obl", []),
        ("It:PRP:1:nsubj froze:VBD:1:ROOT talks:NNS:1:obj after:IN:5:case a:DT:5:det visit:NN:1:obj",
         [(5, 1, "obl")]),
        ("It:PRP:1:nsubj gave:VBD:1:ROOT after:IN:4:case a:DT:4:det visit:NN:1:obj", []),
        ("It:PRP:1:nsubj paid:VBD:1:ROOT Oslo:NNP:1:obj Peru:NNP:5:nmod:poss 's:POS:3:case debt:NN:1:obj", []),
        ("Oslo:NNP:1:nsubj paid:VBD:1:ROOT Boeing:NNP:3:compound $:$:1:obj 3:CD:3:nummod", [(2, 1, "iobj")]),
        ("Oslo:NNP:1:nsubj sold:VBD:1:ROOT Peru:NNP:4:compound 40:CD:4:nummod cars:NNS:1:obj", [(2, 1, "iobj")]),
        ("Oslo:NNP:1:nsubj sold:VBD:1:ROOT Boeing:NNP:3:compound cars:NNS:1:obj", []),
        ("It:PRP:1:nsubj gave:VBD:1:ROOT Oslo:NNP:4:compound 2026:CD:4:nummod hosts:NNS:1:obj", []),
        ("It:PRP:1:nsubj beat:VBD:1:ROOT Peru:NNP:4:compound 40:CD:4:nummod times:NNS:1:obj", []),
        ("They:PRP:1:nsubj ousted:VBD:1:ROOT Borg:NNP:1:nsubj", [(2, 1, "obj")]),
        ("Now:RB:1:advmod said:VBD:1:ROOT Borg:NNP:1:nsubj", []),
        ("She:PRP:1:nsubj ruled:VBD:1:ROOT his:PRP$:3:nmod:poss arrest:NN:1:obj was:VBD:5:cop void:JJ:1:ccomp",
         [(3, 5, "nsubj")]),
        ("She:PRP:1:nsubj told:VBD:1:ROOT Oslo:NNP:1:obj it:PRP:5:nsubj was:VBD:5:cop void:JJ:1:ccomp", []),
        ("She:PRP:1:nsubj told:VBD:1:ROOT Oslo:NNP:1:obj that:IN:5:mark was:VBD:5:cop void:JJ:1:ccomp", []),
        ("She:PRP:1:nsubj saw:VBD:1:ROOT him:PRP:1:obj leave:VB:1:ccomp", []),
        ("The:DT:1:det minister:NN:3:nsubj Ana:NNP:3:nsubj met:VBD:3:ROOT him:PRP:3:obj", [(1, 2, "nmod:desc")]),
        ("Her:PRP$:1:nmod:poss friend:NN:3:nsubj ,:,:1:punct met:VBD:3:ROOT Ana:NNP:3:obj", []),
        ("What:WP:2:obj police:NN:2:nsubj found:VBD:4:csubj Ana:NNP:4:nsubj kept:VBD:4:ROOT", []),
        ("It:PRP:1:nsubj called:VBD:1:ROOT Oslo:NNP:1:obj ':``:5:punct a:DT:5:det bribe:NN:1:obj", [(5, 1, "xcomp")]),
        ("He:PRP:2:nsubj was:VBD:2:aux:pass tried:VBN:2:ROOT by:IN:4:case Ruiz:NN:2:nsubj:pass", [(4, 2, "obl:agent")]),
        ("He:PRP:2:nsubj is:VBZ:2:aux:pass tried:VBN:2:ROOT by:IN:4:case Ana:NNP:2:obl:agent and:CC:6:cc Bo:NN:2:nsubj",
         [(6, 4, "conj")]),
        ("Ana:NNP:1:nsubj sat:VBD:1:ROOT before:IN:3:case Ruiz:NNP:1:nsubj", [(3, 1, "obl")]),
        ("In:IN:1:case Oslo:NNP:2:obl sat:VBD:2:ROOT Ruiz:NNP:2:nsubj", []),
        ("It:PRP:1:nsubj called:VBD:1:ROOT ':``:4:punct a:DT:4:det bribe:NN:1:obj", []),
        ("He:PRP:1:nsubj met:VBD:1:ROOT Bo:NNP:1:obj ,:,:4:punct Ana:NNP:2:appos and:CC:6:cc Eva:NNP:2:conj",
         [(4, 2, "conj")]),
        ("He:PRP:1:nsubj met:VBD:1:ROOT Bo:NNP:1:obj ,:,:4:punct Ana:NNP:2:appos "
         ",:,:7:punct and:CC:7:cc Eva:NNP:2:conj", []),
        ("He:PRP:1:nsubj met:VBD:1:ROOT a:DT:3:det cook:NN:1:obj ,:,:6:punct her:PRP$:6:nmod:poss aide:NN:3:appos "
         "and:CC:9:cc a:DT:9:det maid:NN:6:conj", [(6, 3, "conj")]),
        ("A:DT:1:det cook:NN:7:nsubj ,:,:4:punct a:DT:4:det aide:NN:1:appos and:CC:6:cc maid:NN:4:conj sat:VBD:7:ROOT",
         []),
        ("Bo:NNP:2:nsubj:pass was:VBD:2:aux:pass jailed:VBN:2:ROOT ,:,:4:punct said:VBD:2:advcl Ana:NNP:2:nsubj:pass",
         [(5, 4, "nsubj")]),
        ("Bo:NNP:2:nsubj:pass was:VBD:2:aux:pass jailed:VBN:2:ROOT by:IN:4:case Judge:NN:5:nmod:desc "
         "Ana:NNP:2:nsubj:pass",
         [(5, 2, "obl:agent")]),
        ("Bo:NNP:2:nsubj:pass was:VBD:2:aux:pass jailed:VBN:2:ROOT Ana:NNP:2:nsubj:pass", [(3, 2, "dep")]),
        ("It:PRP:1:nsubj jailed:VBD:1:ROOT Bo:NNP:1:obj ,:,:4:punct said:VBD:1:advcl Ana:NNP:1:obj", [(5, 4, "nsubj")]),
        ("It:PRP:1:nsubj jailed:VBD:1:ROOT Bo:NNP:1:obj said:VBD:2:acl Ana:NNP:1:obj", []),
        ("Ann:NNP:7:nsubj ,:,:3:punct Sen.:NNP:3:nmod:desc Bo:NNP:0:flat Ray:NNP:3:flat and:CC:6:cc Cy:NNP:0:conj "
         "met:VBD:7:ROOT", [(3, 0, "conj")]),
        ("Ann:NNP:5:nsubj Sen.:NNP:2:nmod:desc Bo:NNP:0:flat and:CC:4:cc Cy:NNP:0:conj met:VBD:5:ROOT", []),
        ("Ann:NNP:4:nsubj ,:,:3:punct Sen.:NNP:3:nmod:desc Bo:NNP:0:flat met:VBD:4:ROOT", []),
        ("Bo:NNP:1:nsubj left:VBD:4:ccomp ,:,:4:punct she:PRP:4:nsubj said:VBD:4:ROOT ,:,:6:punct adding:VBG:1:advcl "
         "he:PRP:8:nsubj slept:VBD:4:ccomp", [(6, 4, "advcl"), (8, 6, "ccomp")]),
        ("Bo:NNP:1:nsubj left:VBD:6:ccomp ,:,:3:punct saying:VBG:1:advcl little:JJ:3:obj she:PRP:6:nsubj "
         "said:VBD:6:ROOT", []),
        ("All:DT:1:nsubj know:VBP:4:ccomp ,:,:1:punct Ann:NNP:1:nsubj told:VBD:4:ROOT us:PRP:4:iobj",
         [(3, 4, "nsubj")]),
        ("All:DT:1:nsubj know:VBP:5:ccomp ,:,:1:punct Ann:NN:1:nsubj he:PRP:5:nsubj said:VBD:5:ROOT", []),
        ("President:NNP:6:nsubj and:CC:3:cc party:NN:3:compound chairman:NN:0:conj Xi:NNP:3:appos Li:NNP:4:flat "
         "left:VBD:6:ROOT", [(0, 4, "nmod:desc"), (4, 6, "nsubj")]),
        ("President:NNP:4:nsubj and:CC:2:cc chief:NN:3:nmod:desc Xi:NNP:4:nsubj left:VBD:4:ROOT",
         [(0, 3, "nmod:desc")]),
        ("The:DT:1:det president:NN:5:nsubj and:CC:4:cc chief:NN:4:nmod:desc Xi:NNP:1:conj left:VBD:5:ROOT", []),
        ("Macron:NNP:4:nsubj and:CC:3:cc President:NNP:3:nmod:desc Xi:NNP:0:conj left:VBD:4:ROOT", []),
        ("President:NNP:3:nsubj and:CC:2:cc Congress:NNP:0:conj left:VBD:3:ROOT", []),
        ("Bo:NNP:1:nsubj left:VBD:4:ccomp ,:,:1:punct she:PRP:4:nsubj said:VBD:4:ROOT .:.:1:punct", [(5, 4, "punct")]),
        ("He:PRP:1:nsubj met:VBD:1:ROOT Bo:NNP:1:obj and:CC:5:cc Ana:NNP:2:conj left:VBD:1:conj", [(4, 5, "nsubj")]),
        ("He:PRP:1:nsubj met:VBD:1:ROOT Bo:NNP:1:obj and:CC:4:cc Ana:NNP:2:conj left:VBD:1:conj", []),
        ("Since:IN:1:case dawn:NN:6:obl ,:,:3:punct Ana:NNP:1:appos Lee:NNP:3:flat has:VBZ:6:aux slept:VBN:6:ROOT",
         [(3, 6, "nsubj")]),
        ("At:IN:1:case home:NN:5:obl ,:,:3:punct Ana:NNP:1:appos she:PRP:5:nsubj slept:VBD:5:ROOT", []),
        ("In:IN:1:case town:NN:3:obl Ana:NNP:1:appos slept:VBD:3:ROOT", []),
        ("Libyan:JJ:1:amod artillery:NN:2:compound shelled:VBD:2:ROOT Tine:NNP:2:obj", [(1, 2, "nsubj")]),
        ("It:PRP:2:nsubj rebel:NN:2:compound shelled:VBD:2:ROOT Tine:NNP:2:obj", []),
        ("They:PRP:1:nsubj kept:VBD:1:ROOT union:NN:3:compound pledged:VBD:1:obj", []),
        ("It:PRP:1:nsubj went:VBD:1:ROOT on:RB:1:advmod to:IN:4:case note:VB:1:obl that:IN:6:mark Oslo:NNP:7:nsubj "
         "paid:VBD:4:acl", [(3, 4, "mark"), (4, 1, "xcomp"), (7, 4, "ccomp")]),
        ("It:PRP:1:nsubj went:VBD:1:ROOT on:RB:1:advmod to:IN:4:case victory:NN:1:obl", []),
    ],
)
def test_relations_that_contradict_each_other_are_mended(tree: str, mended: list[tuple[int, int, str]]) -> None:
    words, tags, heads, deps = zip(*(word.split(":", 3) for word in tree.split()), strict=True)
    assert list(find_repairs(Tree(list(words), list(tags), [int(head) for head in heads], list(deps)))) == mended


@pytest.mark.parametrize(
    ("tree", "verbs"),
    [
        ("It:PRP:3:nsubj did:VBD:3:aux not:RB:3:advmod fine:JJ:3:ROOT the:DT:5:det firm:NN:3:obj", [3]),
        ("It:PRP:3:nsubj did:VBD:3:aux not:RB:3:advmod fine:VB:3:ROOT the:DT:5:det firm:NN:3:obj", []),
        ("It:PRP:1:nsubj did:VBD:1:ROOT fine:JJ:3:amod work:NN:1:obj", []),
        ("It:PRP:1:nsubj went:VBD:1:ROOT on:RB:1:advmod to:IN:4:case state:NN:1:obl that:IN:6:mark paid:VBD:4:acl",
         [4]),
        ("It:PRP:1:nsubj went:VBD:1:ROOT on:RB:1:advmod to:IN:4:case victory:NN:1:obl", []),
    ],
)
def test_what_do_helps_or_goes_on_to_a_clause_is_a_verb(tree: str, verbs: list[int]) -> None:
    words, tags, heads, deps = zip(*(word.split(":", 3) for word in tree.split()), strict=True)
    assert list(find_verbs(Tree(list(words), list(tags), [int(head) for head in heads], list(deps)))) == verbs


@pytest.mark.parametrize(
    ("word", "head", "may"),
    [(2, 1, True), (0, 2, False), (1, 1, False), (0, 3, False), (3, 1, False), (1, 2, False)],
)
def test_no_repair_makes_a_cycle_or_joins_sentences(word: int, head: int, may: bool) -> None:
    """Three words of one sentence, the second its root, and the root of another."""
    assert may_hang([1, 1, 0, 3], word, head) == may


def test_a_name_takes_the_place_of_its_title() -> None:
    tree = Tree(["Premier", "and", "chief", "Xi", "left"], ["NNP", "CC", "NN", "NNP", "VBD"], [4, 2, 0, 2, 4],
                ["nsubj", "cc", "conj", "appos", "ROOT"])  # fmt: skip
    mend(tree)
    assert (tree.heads, tree.deps) == ([3, 2, 0, 4, 4], ["nmod:desc", "cc", "conj", "nsubj", "ROOT"])


def test_sentences_have_one_root_and_no_cycle(nlp: Language) -> None:
    doc = nlp("buffalo the of and to , , ( Monday of of\n\nRT @x http://a.b/c ... !!! he she it " * 5)
    for sentence in doc.sents:
        assert [token.head.i == token.i for token in sentence].count(True) == 1
        assert all(token in sentence.root.subtree for token in sentence)


# --- exact -----------------------------------------------------------------------------------------------------------


def test_products_are_exact() -> None:
    dice = np.random.default_rng(0)
    weights = dice.integers(-255, 256, (384, 64)).astype(np.float32)
    product = Product(weights, np.ones(64, "f"), np.zeros(64, "f"), dice.uniform(0.5, 30, 384).astype("f"))
    rows = product.round((dice.standard_normal((50, 384)) * 40).astype("f"))
    assert np.abs(rows).astype(np.int64).max() > 300
    assert (np.abs(rows).astype(np.int64) @ np.abs(weights).astype(np.int64)).max() <= EXACT
    assert np.array_equal(rows @ weights, rows.astype(np.int64) @ weights.astype(np.int64))


def test_attention_is_close_to_softmax() -> None:
    scores = np.random.default_rng(0).integers(-3000, 3000, (2, 5, 40)).astype("f")
    shares = np.exp(scores / 1000)
    shares /= shares.sum(axis=-1, keepdims=True)
    assert np.abs(soften(scores.copy(), np.float32(0.001)) / 8191 - shares).max() < 0.01


TEXTS = [
    "Ghana won.",
    "The court in Lima ruled on Monday that the law is void. " * 12,
    "",
    "KYIV, Ukraine (AP) — Two ministers resigned.\n\nThe president said \"nothing\" was decided.\n",
    "No comment.",
]


def annotations_of(doc: Doc) -> list[object]:
    words = [(t.text, t.tag_, t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]
    tellings = [(i, t.words.tobytes(), t.sides.tobytes(), t.modality.tobytes(), t.negated)
                for i, t in sorted((doc._.tellings or {}).items())]  # fmt: skip
    return [words, doc.tensor.tobytes(), doc._.event_scores.tobytes() if len(doc) else b"", tellings]


def test_scores_do_not_hang_on_the_texts_beside(nlp: Language) -> None:
    alone = [annotations_of(nlp(text)) for text in TEXTS]
    assert [annotations_of(doc) for doc in nlp.pipe(TEXTS)] == alone
    assert [annotations_of(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=2)][::-1] == alone


def test_scores_do_not_hang_on_the_cpu() -> None:
    code = (
        f"import spacy, hashlib; nlp = spacy.load({str(MODEL)!r}); h = hashlib.sha256()\n"
        f"for doc in nlp.pipe({TEXTS!r} * 2):\n"
        "    h.update(doc.tensor.tobytes() + repr([t.head.i for t in doc]).encode())\n"
        "    [h.update(t.sides.tobytes()) for t in (doc._.tellings or {}).values()]\n"
        "print(h.hexdigest())"
    )
    found = set()
    for core, threads in (("", "1"), ("Haswell", "2"), ("Nehalem", "1"), ("Sandybridge", "1")):
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": threads, **({"OPENBLAS_CORETYPE": core} if core else {})}
        found.add(subprocess.check_output([sys.executable, "-W", "ignore", "-c", code], env=environment))
    assert len(found) == 1


# --- what is set -----------------------------------------------------------------------------------------------------


def test_event_types_are_those_of_the_record() -> None:
    assert tuple(EVENT_OF_TYPE) == EVENT_TYPES


def test_events_are_told_from_other_words(nlp: Language) -> None:
    doc = nlp("The president met the foreign minister of Chad in Geneva on Monday, the spokesman said.")
    assert doc._.event_scores.shape == (len(doc), len(EVENT_TYPES)) and doc.tensor.shape == (len(doc), 384)
    words = [token.text for token in doc]
    met, said = (doc._.event_scores[:, EVENT_TYPES.index(kind)] for kind in ("met", "said"))
    assert met.argmax() == words.index("met") and met.max() > 0.5
    assert said.argmax() == words.index("said") and said.max() > 0.5


def test_words_that_tell_facts_are_asked_for_their_sides(nlp: Language) -> None:
    doc = nlp("The president criticized the foreign minister of Chad in Geneva on Monday, the spokesman said.")
    words = [token.text for token in doc]
    told = doc._.tellings[words.index("criticized")]
    assert told.sides.shape == (len(ROLES), 1 + len(told.words)) and np.allclose(told.sides.sum(axis=1), 1)
    top = {role: words[told.words[row[1:].argmax()]] for role, row in zip(ROLES, told.sides, strict=True)}
    assert top["actor"] == "president" and top["recipient"] == "minister" and top["date"] == "Monday"
    assert told.rate({words.index("president")})[ROLES.index("actor")] > 0.5
    assert told.modality.argmax() == STATUS.index("actual") and told.negated < 0.5
    planned = nlp("Officials say the two ministers will not meet next week.")
    meet = next(telling for i, telling in planned._.tellings.items() if planned[i].text == "meet")
    assert meet.negated > 0.5 > meet.modality[STATUS.index("actual")]


def test_scores_spread_to_probabilities() -> None:
    scores = np.array([[0.0, 1, 2], [-40, 0, 40], [5, 5, 5]], "f")
    found = spread(scores)
    assert np.allclose(found.sum(axis=1), 1)
    wanted = np.exp(scores - scores.max(axis=1, keepdims=True))
    assert np.abs(found - wanted / wanted.sum(axis=1, keepdims=True)).max() < 0.01


def test_white_space_hangs_on_the_word_before(nlp: Language) -> None:
    doc = nlp("  \n\nIt ended.\n\n \nThey left.\t")
    spaces = [token for token in doc if token.is_space]
    assert spaces and all(token.tag_ == "_SP" and token.dep_ == "dep" and not token.ent_type_ for token in spaces)
    assert all(token.head.i == token.i - 1 for token in spaces[1:])
    assert nlp(" ")[0].tag_ == "_SP" and len(nlp("")) == 0


def test_a_model_written_to_disk_says_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert annotations_of(spacy.load(tmp_path)(TEXTS[3])) == annotations_of(nlp(TEXTS[3]))
