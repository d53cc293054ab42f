"""What the heads of the encoder tell apart, in the order of their columns."""

NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP")
#: The columns of ``doc._.event_scores``: the contract's types, as in ``newsfacts.record``, which takes long to import.
EVENT_TYPES = (
    "met", "visited", "agreed", "supported", "cooperated", "aided", "conceded", "demanded", "criticized", "refused",
    "threatened", "protested", "sanctioned", "mobilized", "coerced", "attacked", "investigated", "said", "transacted",
    "took_office", "left_office", "enacted",
)
#: What a word that tells a fact is asked for: phrases, each told by the word that governs it, or none.
ROLES = ("actor", "recipient", "date", "source")
#: How a word tells its fact: one of the modalities, and whether it is denied.
STATUS = ("actual", "planned", "possible", "demanded", "conditional", "negated")
