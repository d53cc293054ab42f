"""A record with only what was asked for: some layers, or facts of some confidence, and still a valid record."""

from __future__ import annotations

from newsfacts.record import ACTOR_LAYERS, LAYERS, Argument, Fact, Record


def select(record: Record, layers: frozenset[str] | None = None, min_confidence: float = 0.0) -> Record:
    """Keep the layers asked for and the facts that are certain enough.

    The other layers become empty lists. A fact stays as the text has it: an argument that pointed to an entity that
    is gone keeps its words, name and country and loses its ``ref``, a date or amount that is gone becomes null.

    Args:
        record: the whole record.
        layers: names of :data:`newsfacts.record.LAYERS`, or None for all.
        min_confidence: facts below it are left out; what a rule of one's own that is not measured tells stays.
    """
    if layers is None and min_confidence <= 0:
        return record
    kept = frozenset(LAYERS) if layers is None else layers
    update: dict[str, object] = {layer: [] for layer in LAYERS if layer not in kept}
    if "facts" in kept:
        known = {entity.id for layer in ACTOR_LAYERS if layer in kept for entity in getattr(record, layer)}
        facts = [fact for fact in record.facts if fact.confidence is None or fact.confidence >= min_confidence]
        if layers is not None:
            facts = [_unlink(fact, known, kept) for fact in facts]
        if len(facts) != len(record.facts):  # ids count up in reading order
            facts = [fact.model_copy(update={"id": f"f{number}"}) for number, fact in enumerate(facts, 1)]
        update["facts"] = facts
    return record.model_copy(update=update)


def _unlink(fact: Fact, known: set[str], kept: frozenset[str]) -> Fact:
    def cut(argument: Argument) -> Argument:
        return argument if argument.ref in known else argument.model_copy(update={"ref": None})

    said_by = fact.attribution
    return fact.model_copy(
        update={
            "actor": [cut(argument) for argument in fact.actor],
            "recipient": [cut(argument) for argument in fact.recipient],
            "attribution": said_by and said_by.model_copy(update={"source": cut(said_by.source)}),
            "date": fact.date if "dates" in kept else None,
            "amount": fact.amount if "amounts" in kept else None,
        }
    )
