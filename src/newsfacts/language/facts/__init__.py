"""Who did what to whom: relation facts from declarative rules over UD parses.

``rules`` holds the format, ``roles`` links phrases to the record's entities, ``matcher`` solves syntax, ``frame`` reads
negation, modality, place, date and amount, ``factory`` is the component.
"""

from newsfacts.language.facts.factory import FactFinder, create_facts, explain
from newsfacts.language.facts.rules import Rule, RuleError, load_builtin_rules, load_rules

__all__ = ["FactFinder", "Rule", "RuleError", "create_facts", "explain", "load_builtin_rules", "load_rules"]
