"""Repairs of clauses beside verbs of saying: what is said, who says it, and what goes on behind it.

As those of :mod:`newsfacts.language.syntax.repairs`, which asks them.
"""

from __future__ import annotations

from newsfacts.inflection import resolve_lemma
from newsfacts.language.syntax.tree import FINITE, Arc, Tree, listed

_CLAUSES = frozenset({"acl", "acl:relcl", "ccomp"})


def part_quotation(tree: Tree, word: int) -> Arc | None:
    """ "“Chile,” said Ann Lee, “will not pay”": who stands behind the cue speaks, who before it is spoken of."""
    dep, verb = tree.deps[word], tree.heads[word]
    if dep not in {"nsubj", "obj"} or verb == word:
        return None
    cue = tree.heads[verb] if tree.deps[verb] == "ccomp" and tree.heads[verb] < word < verb else verb
    for clause in tree.children[cue]:
        pair = _find_parted(tree, cue, clause)
        if pair is not None and word in pair:
            return (clause, "nsubj") if word == pair[0] else (cue, "nsubj")
    return None


def _find_parted(tree: Tree, cue: int, clause: int) -> tuple[int, int] | None:
    """Of a quotation that its cue interrupts behind the subject: this subject and the speaker."""
    if tree.deps[clause] != "ccomp" or clause < cue or tree.tags[cue] not in FINITE or tree.tags[cue - 1] != "''":
        return None
    own = [c for c in tree.children[cue] if tree.deps[c] == "nsubj" and c < cue]
    late = [c for h in (cue, clause) for c in tree.children[h] if tree.deps[c] in {"obj", "nsubj"} and cue < c < clause]
    if len(own) != 1 or len(late) != 1 or tree.span(late[0])[0] != cue + 1:
        return None
    return (own[0], late[0]) if "``" in tree.tags[late[0] + 1 : clause] else None


def hang_told(tree: Tree, word: int) -> Arc | None:
    """ "Police left, she said, adding he was safe": what goes on behind a verb of saying hangs there.

    A participle behind a comma goes on with the verb right before it, not with the clause that this governs, and what
    stands right behind the participle is its clause, not a second one of the verb.
    """
    head, dep = tree.heads[word], tree.deps[word]
    if dep == "advcl" and tree.tags[word] == "VBG":
        while tree.deps[head] == "conj":
            head = tree.heads[head]
        teller = tree.heads[head]
        behind = _goes_on(tree, word) or tree.left(word) == teller + 1  # "she said after meeting him"
        return (teller, "advcl") if behind and tree.deps[head] == "ccomp" and head < teller < word else None
    if dep != "ccomp" or word < head or not any(c < head for c in tree.beside(word, "ccomp")):
        return None
    going = tree.span(word)[0] - 1
    below = going > head and _goes_on(tree, going) and tree.heads[going] in (head, *tree.beside(word, "ccomp"))
    return (going, "ccomp") if below else None


def join_telling(tree: Tree, word: int) -> Arc | None:
    """ "saying Oslo paid and stressing that it was late": no participle goes on with a verb that tells its own time.

    Of a verb of saying it goes on with the participle whose clause that verb is.
    """
    if tree.deps[word] != "conj" or tree.tags[word] != "VBG" or _is_helped(tree, word):
        return None
    clause = tree.heads[word]
    while tree.deps[clause] == "conj":
        clause = tree.heads[clause]
    above = tree.heads[clause]
    told = tree.deps[clause] == "ccomp" and above < clause < word and tree.tags[above] == "VBG"
    timed = tree.tags[clause] in FINITE or _is_helped(tree, clause)
    says = resolve_lemma(tree.words[word], "VBG") in listed("telling") | listed("going_on")
    return (above, "conj") if told and timed and says and not _is_helped(tree, above) else None


def _is_helped(tree: Tree, word: int) -> bool:
    """Whether an auxiliary or a copula hangs on a word."""
    return any(tree.deps[c] in {"aux", "aux:pass", "cop"} for c in tree.children[word])


def _goes_on(tree: Tree, word: int) -> bool:
    """Whether a word is a participle behind a comma."""
    return tree.tags[word] == "VBG" and word > 0 and tree.words[word - 1] == ","


def hang_mark(tree: Tree, word: int) -> Arc | None:
    """A mark behind the verb that governs its clause belongs to that verb: "Bo left, she said." """
    head = tree.heads[word]
    if tree.deps[word] != "punct":
        return None
    while head < tree.heads[head] < word:
        head = tree.heads[head]
    return None if head == tree.heads[word] else (head, "punct")


def make_infinitive(tree: Tree, word: int) -> Arc | None:
    """ "Went on to note that he left": behind "on to" a word with a clause is no oblique, its "to" no preposition."""
    if is_infinitive(tree, word):
        return tree.heads[word], "xcomp"
    above = tree.heads[word]
    if not is_infinitive(tree, above):
        return None
    if word == above - 1:
        return above, "mark"
    return (above, "ccomp") if word > above and tree.deps[word] in _CLAUSES else None


def is_infinitive(tree: Tree, word: int) -> bool:
    """Whether an oblique behind "on to" governs a clause."""
    if tree.deps[word] != "obl" or word < 2 or [w.lower() for w in tree.words[word - 2 : word]] != ["on", "to"]:
        return False
    return any(c > word and tree.deps[c] in _CLAUSES for c in tree.children[word])
