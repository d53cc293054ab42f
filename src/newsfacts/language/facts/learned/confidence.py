"""How probably an event is right: one calibrated probability from what the rules and the heads say of it.

A statement has the precision of its rule on gold: on articles that nobody wrote rules for, heads rank statements no
better, and doubt rare verbs of speech that their corpus lacks.
"""

from __future__ import annotations

import math

from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.learned.heads import Linear, sigmoid

#: Probabilities of the heads are taken as no surer than this.
_LEAST = 0.01
#: Less probable facts are not told: those of the heads alone, and those of rules.
LEAST_LEARNED, LEAST_RULED = 0.77, 0.0
#: A confidence says no more than so many annotated facts can show.
LOWEST, HIGHEST = 0.02, 0.99

Features = tuple[list[str], list[tuple[str, float]]]


def is_learned(draft: Draft) -> bool:
    """Whether the event head alone tells it."""
    return draft.rule.startswith("learned.")


def to_odds(chance: float) -> float:
    """The logarithm of the odds, within bounds."""
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def describe(draft: Draft, measured: float, pos: str) -> Features:
    """What the probability of a fact is read from.

    Args:
        draft: a draft that the heads have seen (``why["heads"]``).
        measured: the precision of its rule on gold.
        pos: the part of speech of its trigger.

    Returns:
        names of features that hold, and numbers with their names.
    """
    chance, actor, recipient = draft.why["heads"]
    kind = "learned" if is_learned(draft) else "ruled"
    names = ["bias", kind, f"type={draft.type}", f"{kind}&pos={pos}"]
    for role in ("actor", "recipient"):
        fillers = getattr(draft, role)
        state = "none" if not fillers else "linked" if any(f.ref for f in fillers) else fillers[0].kind
        names.append(f"{kind}&{role}={state}")
        if any(f.resolved for f in fillers):
            names.append(f"{role} resolved")
    if draft.status.modality != "actual":
        names.append(f"modality={draft.status.modality}")
    if draft.status.negated:
        names.append("negated")
    if draft.attribution is not None:
        names.append("attributed")
    numbers = [
        (f"{kind}&chance", to_odds(chance)),
        (f"{kind}&actor", to_odds(actor)),
        (f"{kind}&recipient", to_odds(recipient)),
    ]
    numbers.append(("worst", min(to_odds(chance), to_odds(actor), to_odds(recipient))))
    numbers.append((f"{kind}&rival", to_odds(draft.why["rival"])))
    if kind == "ruled":
        numbers.append(("measured", to_odds(measured)))
    return names, numbers


def find_confidence(head: Linear, features: Features) -> float:
    """The probability that a fact is right, to two places."""
    return round(min(max(sigmoid(float(head.add_up(*features)[0])), LOWEST), HIGHEST), 2)
