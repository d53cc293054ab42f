"""One fact for each thing told: what tells it again is dropped, and the fullest telling kept."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft

#: How many facts of a type back a fact is compared with.
_WINDOW = 40
#: Types whose sides do the same to each other.
_MUTUAL = frozenset({"met", "agreed", "cooperated"})
#: Types of deeds that a noun recalls, and in how many sentences behind them it does.
_RECALLED, _NEAR = frozenset({"met", "attacked", "visited", "protested"}), 3
_OFFICES = frozenset({"left_office", "took_office"})


def merge(drafts: list[Draft], index: Linker) -> list[Draft]:
    """One fact for each thing told, its fullest telling kept; what tells it again is dropped."""
    drafts = sorted(drafts, key=lambda d: (d.trigger, d.rule))
    kept: list[Draft] = []
    by_type: dict[str, list[int]] = defaultdict(list)
    for draft in drafts:
        for i in by_type[draft.type][-_WINDOW:]:
            other = kept[i]
            if _tells_again(other, draft, index.doc):
                best, rest = (draft, other) if draft.weight() > other.weight() else (other, draft)
                best.date = best.date or rest.date
                best.amount = best.amount or rest.amount
                best.place = best.place or rest.place
                best.object = best.object or rest.object
                best.why.setdefault("further evidence", []).append(index.text[rest.evidence[0] : rest.evidence[1]])
                kept[i] = best
                break
        else:
            by_type[draft.type].append(len(kept))
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.trigger, d.rule, d.amount or ""))


def _tells_again(a: Draft, b: Draft, doc: Doc) -> bool:
    """Whether two drafts tell one fact."""
    if a.type != b.type or (a.type == "said" and a.token != b.token) or _contradicts(a, b):
        return False
    if _recalls(a, b, doc):
        return True
    if a.type in _MUTUAL:
        return _tells_again_mutually(a, b, doc)
    actors, recipients = _to_keys(a.actor), _to_keys(a.recipient)
    if actors != _to_keys(b.actor) or recipients != _to_keys(b.recipient) or not actors | recipients:
        return False
    return bool(recipients) or a.object == b.object or a.type in {"left_office", "visited"}


def _tells_again_mutually(a: Draft, b: Draft, doc: Doc) -> bool:
    """Whether two drafts of what both sides do tell one fact, whoever is named first."""
    if a.lemma != b.lemma:
        return False
    if not b.recipient and _to_keys(a.actor) == _to_keys(b.actor) and _restates(a, b, doc):
        return True
    both = _to_keys(a.actor + a.recipient)
    return len(both) > 1 and both == _to_keys(b.actor + b.recipient)


def _recalls(a: Draft, b: Draft, doc: Doc) -> bool:
    """Whether a noun only names what was told: "met Ruiz. After the talks with Ruiz", "shot Lee. The murder of Lee"."""
    noun = doc[b.token]
    known = any(c.dep_ == "nmod:poss" or c.lower_ in {"the", "this", "that", "these", "those"} for c in noun.children)
    linked = all(f.ref is not None for f in b.actor + b.recipient)
    if b.type not in _RECALLED or noun.pos_ != "NOUN" or not known or not linked or b.date not in {None, a.date}:
        return False
    if sum(1 for t in doc[a.token + 1 : b.token + 1] if t.is_sent_start) > _NEAR:
        return False
    if a.type in _MUTUAL:
        both = _to_keys(a.actor + a.recipient)
        return len(both) > 1 and both == _to_keys(b.actor + b.recipient)
    recipients = _to_keys(b.recipient)
    return bool(recipients) and recipients == _to_keys(a.recipient) and _to_keys(b.actor) <= _to_keys(a.actor)


def _to_keys(fillers: list[Filler]) -> set[str]:
    return {f.key for f in fillers}


def _contradicts(a: Draft, b: Draft) -> bool:
    """Whether two drafts of a type differ in what one fact has but once."""
    if a.status.negated != b.status.negated or a.status.modality != b.status.modality:
        return True
    if a.type == "coerced" and a.mode != b.mode:
        return True  # an arrest and a charge are two
    if any(one and other and one != other for one, other in ((a.date, b.date), (a.amount, b.amount))):
        return True
    # "resigned" and "was replaced" are two, "quits" and "resigned" are one
    unlike = a.type in _OFFICES and a.lemma[:5] != b.lemma[:5]
    return unlike and (a.mode != b.mode or a.mode is None)


def _restates(a: Draft, b: Draft, doc: Doc) -> bool:
    """Whether the next sentence tells the same again: "pledged $2 million. It pledged the sum in Accra"."""
    told = [child for child in doc[b.token].children if child.dep_ == "obj"]
    known = any(word.lower_ in {"the", "this", "that"} for child in told for word in child.children)
    return known and doc[a.token].sent.end == doc[b.token].sent.start
