"""What is learned about facts: which words tell one, who its sides are, and how probably it is right.

``layer`` reads the scores that the encoder gives each word, ``candidates`` gathers who may be a side of a trigger,
``sides`` chooses among them, ``confidence`` says how probably a fact is right, ``heads`` holds the small models. The
weights lie beside the rules in ``lexicon/learned.npz``; ``python -m training.events`` makes them.
"""
