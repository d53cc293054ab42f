"""One encoder under tags, trees, sentence bounds, names and events.

A small BERT (WordPieces, some layers of 384) with a head for each of these, computed by NumPy through thinc's ops.
Every product of matrices is one of whole numbers: the weights are stored as such with a scale for each output, and what
is multiplied with them is rounded to so many steps that no sum can leave the whole numbers that 32-bit floats hold
exactly (below 2^24). Such a product is the same in whatever order it is summed, and all else is single IEEE operations
and sums of a fixed order: so a text's scores do not depend on the CPU, the BLAS, its threads or the texts beside it.

A document is read in windows of whole paragraphs, as many as fit; a paragraph that fits in none is cut where a sentence
seems to end, and both parts are read with some words of the other.
"""

from newsfacts.language.encoder.component import create_model

__all__ = ["create_model"]
