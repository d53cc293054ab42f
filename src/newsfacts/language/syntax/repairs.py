"""Relations of a tree that contradict each other, since each was chosen for itself, rewritten once for all who read it.

One function a kind of error: it looks at a word and gives what the word's head and relation must be, or None. A better
model is judged by leaving functions out of :data:`REPAIRS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsfacts.inflection import resolve_lemma
from newsfacts.language.syntax.tellings import (
    hang_mark,
    hang_told,
    is_infinitive,
    join_telling,
    make_infinitive,
    part_quotation,
)
from newsfacts.language.syntax.tree import FINITE, Arc, Tree, listed, may_hang

_TOLD_APART = frozenset({"det", "nmod:poss", "nummod"})
_NAMED = frozenset({"det", "nmod:poss", "flat", "appos", "nmod:desc"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DO = frozenset({"do", "does", "did"})
_OWN_SUBJECT = ("nsubj", "csubj", "expl", "mark")
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl:relcl", "conj", "parataxis"})


def join_list(tree: Tree, word: int) -> Arc | None:
    """ "the minister, a general and two officials": an apposition before a member joined by "and" is a member.

    Not before ", and", which may close an apposition; where the last member hangs on the apposition itself ("the
    minister, a former general and lawyer"), only if both are told apart by an article, a possessor or a number.
    """
    if tree.deps[word] != "appos":
        return None
    head = tree.heads[word]
    if (tree.tags[word] == "NNP") != (tree.tags[head] == "NNP"):
        return None
    beside = [c for c in tree.beside(word, "conj") if c > word and _is_joined(tree, c)]
    below = [c for c in tree.children[word] if tree.deps[c] == "conj" and _is_joined(tree, c) and _is_apart(tree, c)]
    return (head, "conj") if beside or below else None


def _is_joined(tree: Tree, last: int) -> bool:
    """Whether a member stands behind a bare "and"."""
    start = tree.span(last)[0]
    return tree.tags[start] == "CC" and start > 0 and tree.tags[start - 1] != ","


def _is_apart(tree: Tree, last: int) -> bool:
    """Whether a member and the one above are told apart, and no comma closes them as an aside."""
    end = tree.span(last)[1] + 1
    told = all({tree.deps[c] for c in tree.children[w]} & _TOLD_APART for w in (last, tree.heads[last]))
    return told and (end == len(tree.tags) or tree.tags[end] != ",")


def give_particle(tree: Tree, word: int) -> Arc | None:
    """ "called on Bush": a particle before an oblique without a preposition is its preposition."""
    if tree.deps[word] != "compound:prt" or tree.tags[word] != "IN":
        return None
    bare = (n for n in tree.beside(word, "obl") if not any(tree.deps[c] == "case" for c in tree.children[n]))
    noun = next((n for n in bare if tree.left(n) == word + 1), None)
    return None if noun is None else (noun, "case")


def make_particle(tree: Tree, word: int) -> Arc | None:
    """ "fired back at critics", "brought its troops home": an adverb that makes another verb of its verb."""
    verb = tree.heads[word]
    if tree.deps[word] != "advmod" or word < verb or tree.tags[word] != "RB" or tree.children[word]:
        return None
    lemma = resolve_lemma(tree.words[verb], tree.tags[verb])
    if f"{lemma} {tree.words[word].lower()}" not in listed("with_adverb"):
        return None
    objects = [tree.span(o)[1] for o in tree.beside(word, "obj") if verb < o < word]
    return (verb, "compound:prt") if word - 1 in (verb, *objects) else None


def make_object(tree: Tree, word: int) -> Arc | None:
    """ "handed over the town": right behind a particle, a common noun without a preposition is the object.

    Times and measures have a relation of their own ("broke out last week").
    """
    verb = tree.heads[word]
    if tree.deps[word] != "obl" or not tree.tags[word].startswith("NN") or tree.tags[word].startswith("NNP"):
        return None
    if tree.beside(word, "obj", "nsubj:pass", "aux:pass") or any(tree.deps[c] == "case" for c in tree.children[word]):
        return None
    return (verb, "obj") if tree.left(word) - 1 in tree.beside(word, "compound:prt") else None


def tell_of_object(tree: Tree, word: int) -> Arc | None:
    """ "called the plan illegal": a bare adjective that ends the phrase of an object tells what that is.

    Not without an article or a possessor ("something new"), nor what may stand behind its noun ("the aid available").
    """
    noun = tree.heads[word]
    if tree.deps[word] != "amod" or word != noun + 1 or tree.tags[word] != "JJ" or tree.deps[noun] != "obj":
        return None
    if tree.children[word] or tree.words[word].lower() in listed("postposed") or tree.span(noun)[1] != word:
        return None
    told = {tree.deps[c] for c in tree.children[noun]} & {"det", "nmod:poss"}
    return (tree.heads[noun], "xcomp") if told and tree.tags[noun] in {"NN", "NNS"} else None


def raise_second_subject(tree: Tree, word: int) -> Arc | None:
    """ "“Everyone knows it,” its leader told us": a second subject behind its verb is that of the next verb above."""
    verb = tree.heads[word]
    if tree.deps[word] != "nsubj" or word < verb or not any(s < verb for s in tree.beside(word, "nsubj")):
        return None
    while verb < word and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    bare = verb > word and not any(tree.deps[c].startswith(_OWN_SUBJECT[:3]) for c in tree.children[verb])
    return (verb, "nsubj") if bare and tree.tags[verb] in FINITE else None


def place_second_subject(tree: Tree, word: int) -> Arc | None:
    """A second subject behind the verb.

    Behind a preposition it is an oblique, behind the "by" of a passive its agent ("Allen was sentenced by Judge Ruiz");
    behind the agent another agent; a name behind another verb that verb's ("was sentenced, announced Ruiz"); a name
    behind a past verb its object ("voters ousted Borg").
    """
    verb, dep = tree.heads[word], tree.deps[word]
    subjects = tree.beside(word, "nsubj", "nsubj:pass")
    if word not in subjects or word < verb or not any(s < verb for s in subjects):
        return None
    case = _find_case(tree, word)
    passive = bool(tree.beside(word, "aux:pass"))
    if case is not None:
        return verb, "obl:agent" if passive and tree.words[case] == "by" else "obl"
    agents = [o for o in tree.beside(word, "obl:agent") if verb < o < word]
    if passive and agents:
        return agents[-1], "conj"
    teller = _find_teller(tree, word, verb)
    if teller is not None:
        return teller, "nsubj"
    if dep == "nsubj:pass":
        return verb, "dep"  # whatever it is, it did not suffer
    return (verb, "obj") if dep == "nsubj" and tree.tags[verb] == "VBD" and tree.tags[word] == "NNP" else None


def _find_teller(tree: Tree, word: int, after: int, *deps: str) -> int | None:
    """The last verb before a name, on the same verb and behind another word, whose subject it is: "…, said Ruiz"."""
    if tree.tags[word] != "NNP":
        return None
    verbs = [v for v in tree.beside(word, *deps) if after < v < word and tree.tags[v] in ("VBD", "VBN", "VBZ")]
    return verbs[-1] if verbs else None


def _find_case(tree: Tree, word: int) -> int | None:
    """The preposition before a word, or before what describes it: "by Judge Ana Ruiz"."""
    described = (c for c in tree.children[word] if tree.deps[c] == "nmod:desc")
    return next((c for w in (word, *described) if (c := tree.case(w)) is not None), None)


def give_agent(tree: Tree, word: int) -> Arc | None:
    """ "was remanded in custody by a court": behind a bare noun beside a passive, "by" tells who does it."""
    noun = tree.heads[word]
    verb, case = tree.heads[noun], tree.case(word)
    if tree.deps[word] != "nmod" or case is None or tree.words[case] != "by" or tree.deps[noun] not in {"obl", "obj"}:
        return None
    passive = any(tree.deps[c] == "aux:pass" for c in tree.children[verb])
    bare = not any(tree.deps[c] in {"det", "amod", "nmod:poss", "nummod"} for c in tree.children[noun])
    alone = not any(tree.deps[c] == "obl:agent" for c in tree.children[verb])
    return (verb, "obl:agent") if passive and bare and alone and tree.tags[noun] == "NN" else None


def describe_name(tree: Tree, word: int) -> Arc | None:
    """ "spokeswoman Ana Ruiz met": a subject right before a second one, a name, describes it."""
    verb = tree.heads[word]
    if tree.deps[word] != "nsubj" or word > verb or tree.tags[word] != "NN":
        return None
    names = (n for n in tree.beside(word, "nsubj") if tree.tags[n] == "NNP" and n < verb)
    name = next((n for n in names if tree.left(n) == word + 1), None)
    return None if name is None else (name, "nmod:desc")


def place_second_object(tree: Tree, word: int) -> Arc | None:
    """A second object in quotation marks tells what the first is ("called the offer 'a bribe'").

    A name behind another verb is that verb's subject ("jailed Bo Lin, said Ruiz"). Behind a preposition it is none
    ("suspended talks following the visit").
    """
    verb = tree.heads[word]
    if tree.deps[word] != "obj" or not any(verb < o < word for o in tree.beside(word, "obj")):
        return None
    if any(tree.tags[c] == "``" and c < word for c in tree.children[word]):
        return verb, "xcomp"
    told = [o for o in tree.beside(word, "obj") if o < word][-1]
    teller = _find_teller(tree, word, told, "advcl", "parataxis")
    if teller is not None and "," in tree.words[told:teller]:
        return teller, "nsubj"
    return None if tree.case(word) is None else (verb, "obl")


def give_receiver(tree: Tree, word: int) -> Arc | None:
    """ "paid Boeing $3 million", "sold Chile 40 buses": a name before the number of what is given is given it.

    Not before a year, which may belong to the name ("gave World Cup 2026 hosts a hand").
    """
    noun = tree.heads[word]
    verb, after = tree.heads[noun], word + 1
    summed = tree.tags[after : after + 1] == ["$"]  # "lent the state $2 billion"
    begin = word - (summed and tree.tags[word - 1] == "DT")
    nameish = tree.tags[word] == "NNP" or (summed and tree.tags[word] in {"NN", "NNS"})
    if tree.deps[word] != "compound" or not nameish or tree.deps[noun] != "obj" or begin != verb + 1:
        return None
    counted = summed or (tree.tags[after] == "CD" and not _YEAR.fullmatch(tree.words[after]))
    gives = resolve_lemma(tree.words[verb], tree.tags[verb]) in listed("giving")
    return (verb, "iobj") if counted and gives else None


def give_subject(tree: Tree, word: int) -> Arc | None:
    """ "ruled his detention was illegal": an object before a finite clause without a subject is its subject."""
    if tree.deps[word] != "obj" or word < tree.heads[word]:
        return None
    for clause in tree.beside(word, "ccomp"):
        own = tree.children[clause]
        if clause < word or any(tree.deps[c].startswith(_OWN_SUBJECT) for c in own):
            continue
        finite = [c for c in [*own, clause] if tree.tags[c] in FINITE and word < c <= clause]
        if finite and not any(word < c < finite[0] for c in tree.beside(word)):
            return clause, "nsubj"
    return None


def make_subject(tree: Tree, word: int) -> Arc | None:
    """ "Libyan artillery shelled the town": before a past tense without a subject no noun is part of a name of it."""
    verb = tree.heads[word]
    if tree.deps[word] != "compound" or tree.tags[word] not in {"NN", "NNS"} or tree.tags[verb] != "VBD":
        return None
    told = tree.deps[verb] in _CLAUSES and word + 1 == verb
    has_own = any(tree.deps[c].startswith(_OWN_SUBJECT[:3]) for c in tree.children[verb])
    return (verb, "nsubj") if told and not has_own else None


def give_second_subject(tree: Tree, word: int) -> Arc | None:
    """ "thanked Ann Lee, and Lee invited him": between "and" and a verb stands the subject of that verb."""
    verb = tree.span(word)[1] + 1
    if tree.deps[word] != "conj" or verb >= len(tree.tags) or tree.deps[verb] != "conj" or tree.heads[verb] > word:
        return None
    finite = tree.tags[verb] in FINITE and not any(tree.deps[c].startswith(_OWN_SUBJECT) for c in tree.children[verb])
    before = tree.span(word)[0] - 1
    joins = before in tree.children[verb] and tree.deps[before] == "cc"
    return (verb, "nsubj") if finite and joins else None


def raise_apposed(tree: Tree, word: int) -> Arc | None:
    """ "Since his arrival, Ann Lee praised Cuba": a name behind an opening phrase's comma is the verb's subject."""
    phrase = tree.heads[word]
    verb = tree.heads[phrase]
    start = tree.span(word)[0]
    if tree.deps[word] != "appos" or tree.tags[word] != "NNP" or tree.deps[phrase] != "obl" or not phrase < word < verb:
        return None
    own = tree.children[verb]
    finite = any(tree.tags[c] in FINITE for c in [verb, *own] if c > word)
    alone = not any(tree.deps[c].startswith(_OWN_SUBJECT) for c in own)
    return (verb, "nsubj") if finite and alone and "," in tree.words[start - 1 : start + 1] else None


def join_titled(tree: Tree, word: int) -> Arc | None:
    """ "Speaker Ann Lee, Sen. Bo Ray and Cy Fox": a name with a title of its own is no part of the name before.

    Behind a comma, and before a member joined by "and", it is a member too.
    """
    head, start = tree.heads[word], tree.span(word)[0]
    if tree.deps[word] != "flat" or "," not in {tree.words[start - 1], tree.words[start]}:
        return None
    titled = any(tree.deps[c] == "nmod:desc" and head < c < word for c in tree.children[word])
    return (head, "conj") if titled and any(c > word for c in tree.beside(word, "conj")) else None


def join_titles(tree: Tree, word: int) -> Arc | None:
    """ "President and party chairman Ann Lee met": one person, whom both titles describe.

    A title without an article before "and" is of the name behind the next title, which stands where the title stood.
    """
    if (name := _find_bearer(tree, word)) is not None:
        return name, "nmod:desc"
    above = tree.heads[word]
    for title in (above, tree.heads[above]):
        if tree.heads[title] != title and _find_bearer(tree, title) == word:
            return tree.heads[title], tree.deps[title]
    return None


def _find_bearer(tree: Tree, title: int) -> int | None:
    """The name that a title without an article describes together with the one behind "and"."""
    if tree.words[title + 1 : title + 2] != ["and"] or tree.heads[title] == title or not _is_title(tree, title):
        return None
    if any(tree.deps[c] in _NAMED for c in tree.children[title]):
        return None
    ahead = range(title + 3, min(title + 9, len(tree.words)))
    name = next((w for w in ahead if _is_title(tree, w - 1) and not _is_title(tree, w)), title)
    if tree.tags[name] != "NNP" or name == title:
        return None
    member = name - 1 if tree.heads[name] == name - 1 else name
    joined = tree.heads[member] == title or member in tree.beside(title, tree.deps[title])
    return name if joined and tree.span(member)[0] == title + 1 else None


def _is_title(tree: Tree, word: int) -> bool:
    """Whether a word is an office that stands before names."""
    return tree.tags[word] in {"NN", "NNP"} and tree.words[word].lower() in listed("title")


#: In the order in which they are asked; the first that answers decides.
REPAIRS: tuple[Callable[[Tree, int], Arc | None], ...] = (
    part_quotation, join_list, give_particle, make_particle, make_object, tell_of_object, raise_second_subject,
    place_second_subject, give_agent, describe_name, place_second_object, give_receiver, give_subject, make_subject,
    give_second_subject, raise_apposed, join_titled, hang_told, join_telling, join_titles, hang_mark, make_infinitive,
)  # fmt: skip


def find_repairs(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """The words whose arcs must be others: number, head and relation of each."""
    for word in range(len(tree.words)):
        found = next((arc for repair in REPAIRS if (arc := repair(tree, word)) is not None), None)
        if found is not None:
            yield word, *found


def find_verbs(tree: Tree) -> Iterator[int]:
    """Words tagged as none that are infinitives: behind "do" and with an object ("did not fine the company"), or
    behind "on to" and with a clause ("went on to state that").
    """
    for word, tag in enumerate(tree.tags):
        if tag not in {"JJ", "NN"}:
            continue
        if is_infinitive(tree, word):
            yield word
            continue
        below = tree.children[word]
        helped = any(tree.deps[c] == "aux" and c < word and tree.words[c].lower() in _DO for c in below)
        if helped and any(tree.deps[c] == "obj" and c > word for c in below):
            yield word


def mend(tree: Tree) -> None:
    """Give the words of a tree the tags and arcs that they must have; those that hang on each other change places."""
    for word in find_verbs(tree):
        tree.tags[word] = "VB"
    late = []
    for word, head, dep in list(find_repairs(tree)):
        if not _hang(tree, word, head, dep):
            late.append((word, head, dep))
    for arc in late:
        _hang(tree, *arc)


def _hang(tree: Tree, word: int, head: int, dep: str) -> bool:
    """Hang a word elsewhere, where the tree stays one."""
    if not may_hang(tree.heads, word, head):
        return False
    tree.heads[word], tree.deps[word] = head, dep
    return True
