"""Who did what to whom: relation facts from declarative rules over UD parses.

The way of a fact: ``factory`` is the component; ``reading`` goes through an article and asks at each word the rules
that ``rulebook`` holds for it; ``application`` says what a rule tells there, with ``trigger`` (its conditions),
``fillers`` and ``fitting`` (who is in its roles), ``objects``, ``modality`` with its ``cues``, ``times``, ``sums`` and
``places``; ``statements`` tells what was said; ``learned`` tells what no rule does and rates all;
``merging`` makes one fact of what is told twice, and ``conversion`` the record's facts. ``rules`` holds the format,
``matcher`` and ``functions`` solve syntax, ``roles`` links phrases to the record's entities.
"""

from newsfacts.language.facts.conversion import explain
from newsfacts.language.facts.factory import FactFinder, create_facts
from newsfacts.language.facts.rules import Rule, RuleError, load_builtin_rules, load_rules

__all__ = ["FactFinder", "Rule", "RuleError", "create_facts", "explain", "load_builtin_rules", "load_rules"]
